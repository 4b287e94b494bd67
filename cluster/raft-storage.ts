import { assert } from "./assert.ts";
import { Batch } from "./batch.ts";
import type { BatchBuffer } from "./batch-builder.ts";
import type { LogStore } from "./log/log-store.ts";
import type { Configuration } from "./raft/configuration.ts";
import { limitSize, type Entry } from "./raft/entry.ts";
import type { Snapshot } from "./raft/snapshot.ts";
import { type HardState, NO_TERM, type Storage } from "./raft/storage.ts";
import { describeSnapshot } from "./snapshots/snapshot-offer.ts";
import type { SnapshotStore } from "./snapshots/snapshot-store.ts";

/**
 * The log as the Raft core reads it, with the newest entries in memory: what is on its way to the
 * disk, the peers or the apply is never read back.
 */
export class RaftStorage implements Storage {
  private readonly log: LogStore;
  private readonly configuration: Configuration;
  private readonly snapshots: SnapshotStore | undefined;
  private readonly batch = new Batch();
  /** Of entries[0] and buffers[0]. */
  private recentFrom: number;
  private readonly entriesKept: Entry[] = [];
  private readonly buffersKept: (BatchBuffer | undefined)[] = [];
  /** The log up to here is durable, and the core was told so. */
  private stableIndex: number;

  /** @param configuration in force at the index that the core begins with */
  constructor(log: LogStore, configuration: Configuration, snapshots?: SnapshotStore) {
    this.log = log;
    this.snapshots = snapshots;
    this.configuration = configuration;
    this.stableIndex = log.lastIndex;
    this.recentFrom = log.lastIndex + 1;
  }

  initialState(): { readonly hardState: HardState; readonly configuration: Configuration } {
    const { log } = this;
    const { term, vote } = log.hardState;
    // The mark beside the log lags; what the maker of the last batch knew to be committed, it says itself.
    let commitIndex = log.highWater.index;
    if (log.lastIndex >= log.firstIndex) {
      log.read(log.lastIndex, 1, (bytes) => {
        commitIndex = Math.max(commitIndex, this.batch.wrap(bytes).highWaterIndex);
      });
    }
    return {
      hardState: { term, vote, commitIndex },
      configuration: this.configuration,
    };
  }

  firstIndex(): number {
    return this.log.firstIndex;
  }

  lastIndex(): number {
    return this.stableIndex;
  }

  term(index: number): number {
    if (index < this.log.firstIndex - 1 || index > this.stableIndex) return NO_TERM;
    return this.log.termAt(index);
  }

  entries(from: number, to: number, sizeBytesMax: number): readonly Entry[] | null {
    if (from < this.log.firstIndex) return null;
    assert(to <= this.stableIndex + 1);
    if (from >= this.recentFrom) {
      const first = from - this.recentFrom;
      return limitSize(this.entriesKept.slice(first, to - this.recentFrom), sizeBytesMax);
    }
    const entries: Entry[] = [];
    this.log.read(from, sizeBytesMax, (bytes, index) => {
      if (index >= to) return;
      const batch = this.batch.wrap(bytes);
      entries.push({ index, term: batch.term, kind: batch.kind, data: new Uint8Array(bytes) });
    });
    return limitSize(entries, sizeBytesMax);
  }

  snapshot(): Snapshot | null {
    const { log, snapshots } = this;
    const newest = snapshots?.list.find(
      ({ index }) => index >= log.firstIndex - 1 && index <= this.stableIndex,
    );
    return newest === undefined ? null : describeSnapshot(newest, log.firstIndex);
  }

  /** The log begins anew behind a snapshot. What was in memory is not used again: it may be on its way to the disk. */
  beginAnew(): void {
    this.entriesKept.length = 0;
    this.buffersKept.length = 0;
    this.stableIndex = this.log.lastIndex;
    this.recentFrom = this.log.lastIndex + 1;
  }

  /** An entry was handed to the log, at the end or instead of others. @param buffer where this node made it */
  keep(entry: Entry, buffer: BatchBuffer | undefined): void {
    if (entry.index <= this.stableIndex) this.stableIndex = entry.index - 1;
    if (entry.index < this.recentFrom) {
      this.recentFrom = entry.index;
      this.entriesKept.length = 0;
      this.buffersKept.length = 0;
    }
    const at = entry.index - this.recentFrom;
    assert(at <= this.entriesKept.length);
    this.entriesKept.length = at;
    this.buffersKept.length = at;
    this.entriesKept.push(entry);
    this.buffersKept.push(buffer);
  }

  /** The core is about to be told that the log is durable up to here. */
  stable(index: number): void {
    if (index > this.stableIndex) this.stableIndex = index;
  }

  /** The batch as this node built it; undefined when another did, or when it is long gone. */
  bufferOf(index: number): BatchBuffer | undefined {
    return this.buffersKept[index - this.recentFrom];
  }

  /** In memory, when it is recent. */
  recent(index: number): Entry | undefined {
    return this.entriesKept[index - this.recentFrom];
  }

  /**
   * Nobody needs the entries up to here in memory any more.
   *
   * @param recycle gets the buffers that this node filled
   * @param recycleForeign gets the bytes that others made
   */
  letGo(
    throughIndex: number,
    recycle: (buffer: BatchBuffer) => void,
    recycleForeign: (data: Uint8Array) => void,
  ): void {
    const count = Math.min(throughIndex, this.stableIndex) - this.recentFrom + 1;
    if (count <= 0) return;
    for (let at = 0; at < count && at < this.buffersKept.length; at++) {
      const buffer = this.buffersKept[at];
      if (buffer !== undefined) recycle(buffer);
      else recycleForeign(this.entriesKept[at].data);
    }
    this.entriesKept.splice(0, count);
    this.buffersKept.splice(0, count);
    this.recentFrom += count;
  }
}
