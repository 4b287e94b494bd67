import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { assert } from "../assert.ts";
import { Batch } from "../batch.ts";
import { ARCHIVE_NAME } from "./archive.ts";
import { type InspectionOptions, inspectLog, type LogInspection } from "./log-inspection.ts";
import type { LogPoint } from "./log-store.ts";
import { type FirstBad, refuse } from "./recovery.ts";
import { type ReadableSegment, SegmentReaders } from "./segment-readers.ts";
import { segmentPath } from "./segment.ts";
import type { NodeState } from "./state-file.ts";
import { readBatches } from "./stored-log.ts";

/**
 * Reads a data directory without changing it or locking it: for tools, also beside the node that
 * writes it. It sees archive and log as one, as they were when it was opened.
 */
export class LogReader {
  readonly state: NodeState;
  /** From here on no batch is missing, in the archive or in the log. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  /** Where the log had to be cut off because nothing after it was acknowledged. */
  readonly tornTail: FirstBad | undefined;
  private readonly segments: readonly ReadableSegment[];
  private readonly readers: SegmentReaders;

  private constructor(directory: string, inspection: LogInspection) {
    const { state, recovery } = inspection;
    const archive = join(directory, ARCHIVE_NAME);
    const givenUp = inspection.givenUp.filter(({ isJoined }) => isJoined);
    this.state = state;
    this.firstIndex = (givenUp[0]?.verdict.header!.previous ?? recovery.base).index + 1;
    this.lastIndex = recovery.last.index;
    this.tornTail = recovery.firstBad;
    this.segments = [
      ...givenUp.map(({ directory: place, verdict }) =>
        readable(segmentPath(place, verdict.number), verdict.header!.previous, verdict.last.index),
      ),
      ...recovery.segments.map(({ number, previous, lastIndex }) =>
        readable(segmentPath(join(directory, "log"), number), previous, lastIndex),
      ),
    ];
    // A running node may have moved it since.
    this.readers = new SegmentReaders(({ path }) =>
      existsSync(path) ? path : join(archive, basename(path)),
    );
  }

  /** @throws LogCorruptError; ENOENT when there is no node's data */
  static async open(directory: string, options: InspectionOptions = {}): Promise<LogReader> {
    const inspection = await inspectLog(directory, options);
    const { recovery, state } = inspection;
    if (recovery.verdict === "corrupt") throw refuse(recovery.firstBad!, state.highWater.index);
    return new LogReader(resolve(directory), inspection);
  }

  /** As LogStore.hashAt, by reading: for now and then. */
  hashAt(index: number): number {
    const batch = new Batch();
    let hash = 0;
    const isBefore = index === this.firstIndex - 1;
    this.read(isBefore ? this.firstIndex : index, 1, (bytes) => {
      batch.wrap(bytes);
      hash = isBefore ? batch.previousHash : batch.hash;
    });
    return hash;
  }

  /** As LogStore.read. */
  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number {
    assert(fromIndex >= this.firstIndex);
    const bytesAt = (index: number): Uint8Array => this.readers.read(this.segments, index);
    return readBatches(bytesAt, fromIndex, this.lastIndex, bytesMax, visit);
  }

  close(): Promise<void> {
    this.readers.closeAll();
    return Promise.resolve();
  }
}

function readable(path: string, previous: LogPoint, lastIndex: number): ReadableSegment {
  return { path, previous, lastIndex, segment: undefined, writes: 0 };
}
