import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assert } from "../assert.ts";
import { ARCHIVE_NAME } from "./archive.ts";
import { LogCorruptError } from "./log-errors.ts";
import {
  type FirstBad,
  type GivenUpSegment,
  type Recovery,
  recoverGivenUp,
  recoverLog,
  refuse,
} from "./recovery.ts";
import { type ReadableSegment, SegmentReaders } from "./segment-readers.ts";
import { listSegments, segmentPath } from "./segment.ts";
import { type NodeState, StateFile } from "./state-file.ts";
import { readBatches } from "./stored-log.ts";

/** A running node may trim its log while it is being opened: then it is tried again. */
const ATTEMPTS_MAX = 5;
const ATTEMPT_INTERVAL_MS = 50;

interface ReaderOptions {
  /** Default true. False: only the log itself, for who needs nothing older and does not want to wait. */
  archive?: boolean;
}

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

  private constructor(
    directory: string,
    state: NodeState,
    recovery: Recovery,
    givenUp: readonly GivenUpSegment[],
  ) {
    this.state = state;
    this.firstIndex = (givenUp[0]?.previous ?? recovery.base).index + 1;
    this.lastIndex = recovery.last.index;
    this.tornTail = recovery.firstBad;
    const segmentDirectory = join(directory, "log");
    const log = recovery.segments.map((segment) => ({ ...segment, directory: segmentDirectory }));
    this.segments = [...givenUp, ...log].map(readable);
    const archiveDirectory = join(directory, ARCHIVE_NAME);
    this.readers = new SegmentReaders(({ path }) =>
      existsSync(path) ? path : join(archiveDirectory, basename(path)),
    );
  }

  /** @throws LogCorruptError; ENOENT when there is no node's data */
  static async open(directory: string, options: ReaderOptions = {}): Promise<LogReader> {
    const path = resolve(directory);
    for (let attempt = 1; ; attempt++) {
      // The state first: the log may grow, but not fall behind it.
      const state = readState(path);
      try {
        return await LogReader.openOnce(path, state, options);
      } catch (error) {
        const isMoving =
          readState(path).firstSegment !== state.firstSegment || !(error instanceof LogCorruptError);
        if (!isMoving || attempt === ATTEMPTS_MAX) throw error;
        await sleep(ATTEMPT_INTERVAL_MS);
      }
    }
  }

  private static async openOnce(path: string, state: NodeState, options: ReaderOptions): Promise<LogReader> {
    const log = join(path, "log");
    const recovery = await recoverLog(log, state);
    if (recovery.verdict === "corrupt") throw refuse(recovery.firstBad!, state.highWater.index);
    if (options.archive === false) return new LogReader(path, state, recovery, []);
    const archive = join(path, ARCHIVE_NAME);
    const places = [
      { directory: log, numbers: recovery.givenUpNumbers },
      { directory: archive, numbers: listSegments(archive) },
    ];
    return new LogReader(path, state, recovery, await recoverGivenUp(places, state, recovery.base));
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

const readState = (directory: string): NodeState => StateFile.read(join(directory, "state"));

function readable({ directory, number, previous, lastIndex }: GivenUpSegment): ReadableSegment {
  return { path: segmentPath(directory, number), previous, lastIndex, segment: undefined, writes: 0 };
}
