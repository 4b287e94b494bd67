/** A snapshot is not what was written. The older one is used, or the log. */
export class SnapshotCorruptError extends Error {
  override readonly name = "SnapshotCorruptError";
  readonly code = "SNAPSHOT_CORRUPT";
  readonly file: string;
  /** By name; undefined when it is the head, or the file as a whole. */
  readonly section: string | undefined;

  constructor(file: string, section: string | undefined, reason: string) {
    super(`${file}${section === undefined ? "" : ` (section ${section})`}: ${reason}`);
    this.file = file;
    this.section = section;
  }
}

/** A snapshot could not be made: the disk, or a service whose state does not survive being written. */
export class SnapshotFailedError extends Error {
  override readonly name = "SnapshotFailedError";
  readonly code = "SNAPSHOT_FAILED";

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      `${file}: no snapshot was made: ${reason}. The node goes on with the ones it has, and its log grows`,
      options,
    );
  }
}
