/** The stored log, or the state beside it, is not what was written and acknowledged. */
export class LogCorruptError extends Error {
  override readonly name = "LogCorruptError";
  readonly code = "LOG_CORRUPT";
  readonly file: string;
  /** Of the record in its segment; undefined when the file as a whole is bad. */
  readonly key: number | undefined;
  /** Of the first command that is lost; undefined when nothing tells it. */
  readonly position: number | undefined;
  /** Of the first batch that is lost; undefined when the state file is bad. */
  readonly index: number | undefined;

  constructor(what: {
    file: string;
    reason: string;
    advice: string;
    key?: number | undefined;
    position?: number | undefined;
    index?: number | undefined;
  }) {
    const place = [
      what.key === undefined ? "" : `key ${what.key}`,
      what.index === undefined ? "" : `index ${what.index}`,
      what.position === undefined ? "" : `position ${what.position}`,
    ].filter((part) => part !== "");
    super(`${what.file}${place.length > 0 ? ` (${place.join(", ")})` : ""}: ${what.reason}. ${what.advice}`);
    this.file = what.file;
    this.key = what.key;
    this.position = what.position;
    this.index = what.index;
  }
}

/** A write or sync of the log failed; nothing after it may be acknowledged. */
export class LogWriteError extends Error {
  override readonly name = "LogWriteError";
  readonly code = "LOG_WRITE";

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      `${file}: writing the log failed: ${reason}. The process must end; look at the disk ` +
        `(free space, kernel log) before starting it again`,
      options,
    );
  }
}

/** Another process has the data directory open. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
  readonly code = "DIRECTORY_IN_USE";

  constructor(directory: string, holder: string, options?: ErrorOptions) {
    super(
      `${directory} is open in another process (${holder}): stop that one first, or give this one another directory`,
      options,
    );
  }
}

/** The data directory belongs to another cluster or node than the configuration says. */
export class WrongDirectoryError extends Error {
  override readonly name = "WrongDirectoryError";
  readonly code = "WRONG_DIRECTORY";

  constructor(directory: string, what: string, stored: number, configured: number) {
    super(
      `${directory} belongs to ${what} ${stored}, but the configuration says ${what} ${configured}: ` +
        `correct the configuration, or start with an empty directory`,
    );
  }
}
