import { existsSync, linkSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { syncDirectory, syncFile } from "./directory.ts";
import { LogWriteError } from "./log-errors.ts";
import {
  SEGMENT_HEADER_KEY,
  type Segment,
  type SegmentHeader,
  appendRecord,
  encodeSegmentHeader,
  openSegment,
  segmentPath,
} from "./segment.ts";

/** Not the name of a segment: what a crash leaves of it does not count. */
const TEMPORARY = "rebuilt.lmdb.tmp";
/** What may be on its way to the disk. */
const PENDING_BYTES_MAX = 4_194_304;

/** A segment that is written anew, in order, beside those that it will replace. */
export class SegmentRebuild {
  private readonly directory: string;
  private readonly number: number;
  private readonly path: string;
  private readonly segment: Segment;
  private key = SEGMENT_HEADER_KEY;
  private pendingBytes = 0;
  /** Rejected when any of what was put so far was not stored. */
  private written: Promise<void> = Promise.resolve();

  constructor(directory: string, header: SegmentHeader) {
    this.directory = directory;
    this.number = header.number;
    this.path = join(directory, TEMPORARY);
    removeRebuild(directory);
    this.segment = openSegment(this.path, false);
    this.put(encodeSegmentHeader(header));
  }

  /** The bytes must not change until it is finished. @throws LogWriteError */
  async append(bytes: Uint8Array): Promise<void> {
    this.put(bytes);
    if (this.pendingBytes >= PENDING_BYTES_MAX) await this.settle();
  }

  /**
   * Puts it in the place of the segments that it replaces; they stay beside it under another name.
   *
   * @returns where the replaced files are now
   */
  async finish(replaced: readonly number[]): Promise<readonly string[]> {
    await this.settle();
    await this.segment.close();
    syncFile(this.path);
    const { directory, number } = this;
    const evidence = replaced.flatMap((old) => keepAside(segmentPath(directory, old)));
    // Until here nothing has changed; from here on the new one counts, and older ones that it covers are void.
    renameSync(this.path, segmentPath(directory, number));
    syncDirectory(directory);
    removeRebuild(directory);
    return evidence;
  }

  async abandon(): Promise<void> {
    await this.segment.close();
    removeRebuild(this.directory);
  }

  private put(bytes: Uint8Array): void {
    const stored = appendRecord(this.segment, this.key++, bytes);
    this.written = this.written.then(async () => {
      if (!(await stored)) throw new Error("LMDB stored nothing: the key is not above the last one");
    });
    this.written.catch(() => {}); // Thrown by `settle`.
    this.pendingBytes += bytes.byteLength;
  }

  private async settle(): Promise<void> {
    try {
      await this.written;
    } catch (error) {
      throw new LogWriteError(this.path, (error as Error).message, { cause: error });
    }
    this.pendingBytes = 0;
  }
}

function removeRebuild(directory: string): void {
  const path = join(directory, TEMPORARY);
  rmSync(path, { force: true });
  rmSync(`${path}-lock`, { force: true });
}

/** @returns its other name, or nothing when there is no such file */
function keepAside(path: string): string[] {
  if (!existsSync(path)) return [];
  let count = 1;
  while (existsSync(`${path}.corrupt-${count}`)) count++;
  linkSync(path, `${path}.corrupt-${count}`);
  return [`${path}.corrupt-${count}`];
}
