import { rename, unlink } from "node:fs/promises";
import { mkdirSync } from "node:fs";
import { syncDirectory, syncDirectoryLater } from "./directory.ts";
import { segmentPath, unlinkSegment } from "./segment.ts";

/** What becomes of segments that the log needs no more. */
export type ArchivePolicy = "keep" | "none";

/** Beside `log/` in a node's data directory. */
export const ARCHIVE_NAME = "archive";

/** Where segments go that were trimmed: they are moved there and kept, or unlinked. */
export class SegmentArchive {
  private readonly directory: string;
  private readonly policy: ArchivePolicy;

  /** @param parent the data directory; the archive is made in it when it is needed */
  constructor(parent: string, directory: string, policy: ArchivePolicy) {
    this.directory = directory;
    this.policy = policy;
    if (policy === "none") return;
    if (mkdirSync(directory, { recursive: true }) !== undefined) syncDirectory(parent);
  }

  /**
   * Takes segments of another directory, oldest first; what is there under a number already is the same file. A crash at
   * any point leaves each in one directory or, where the file system keeps no order, in both: doing it again is right.
   */
  async take(from: string, numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return;
    for (const number of numbers) {
      if (this.policy === "keep") await this.move(from, number);
      else await unlinkSegment(from, number);
    }
    // The new names before the old ones are gone: nothing is ever in neither.
    if (this.policy === "keep") await syncDirectoryLater(this.directory);
    await syncDirectoryLater(from);
  }

  private async move(from: string, number: number): Promise<void> {
    const path = segmentPath(from, number);
    await rename(path, segmentPath(this.directory, number));
    // Two names of one file are left as they are by a rename; and LMDB's lock has no use there.
    await unlink(path).catch(ignoreMissing);
    await unlink(`${path}-lock`).catch(ignoreMissing);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
