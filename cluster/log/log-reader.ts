import { join, resolve } from "node:path";
import { assert } from "../assert.ts";
import { type FirstBad, type Recovery, recoverLog, refuse } from "./recovery.ts";
import { SegmentList } from "./segment-list.ts";
import { type NodeState, StateFile } from "./state-file.ts";

/**
 * Reads a data directory without changing it or locking it: for tools, also beside the node that
 * writes it. It sees the log as it was when it was opened.
 */
export class LogReader {
  readonly state: NodeState;
  readonly firstIndex: number;
  readonly lastIndex: number;
  /** Where the log had to be cut off because nothing after it was acknowledged. */
  readonly tornTail: FirstBad | undefined;
  private readonly segments: SegmentList;

  private constructor(segmentDirectory: string, state: NodeState, recovery: Recovery) {
    this.state = state;
    this.firstIndex = recovery.base.index + 1;
    this.lastIndex = recovery.last.index;
    this.tornTail = recovery.firstBad;
    this.segments = new SegmentList(segmentDirectory, recovery);
  }

  /** @throws LogCorruptError; ENOENT when there is no node's data */
  static async open(directory: string): Promise<LogReader> {
    const path = resolve(directory);
    const state = StateFile.read(join(path, "state")); // First: the log may grow, but not fall behind it.
    const segmentDirectory = join(path, "log");
    const recovery = await recoverLog(segmentDirectory, state);
    if (recovery.verdict === "corrupt") throw refuse(recovery.firstBad!, state.highWater.index);
    return new LogReader(segmentDirectory, state, recovery);
  }

  /** As LogStore.read. */
  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number {
    assert(fromIndex >= this.firstIndex);
    let index = fromIndex;
    for (let size = 0; index <= this.lastIndex; index++) {
      const bytes = this.segments.read(index);
      size += bytes.byteLength;
      if (size > bytesMax && index > fromIndex) break;
      visit(bytes, index);
    }
    return index;
  }

  close(): Promise<void> {
    return this.segments.close();
  }
}
