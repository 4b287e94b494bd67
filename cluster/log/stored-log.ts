import { assert } from "../assert.ts";
import type { Batch } from "../batch.ts";
import type { DiskIdentity, HardState, LogPoint } from "./log-store.ts";

/** What a log keeps beside its batches. */
export interface LogState {
  readonly hardState: HardState;
  readonly highWater: LogPoint;
  readonly identity: DiskIdentity;
  peersAcknowledged: ReadonlyMap<number, number>;
  /** These are durable when they return. */
  saveHardState(state: HardState): void;
  saveIdentity(identity: DiskIdentity): void;
}

/** What all implementations of LogStore have in common: what may be appended, and how it is read. */
export abstract class StoredLog {
  protected readonly clusterId: number;
  protected readonly state: LogState;
  /** Closed, or an error was reported: nothing is accepted any more. */
  protected stopped = false;

  protected constructor(clusterId: number, state: LogState) {
    this.clusterId = clusterId;
    this.state = state;
  }

  abstract get firstIndex(): number;
  abstract get lastIndex(): number;
  abstract get lastTerm(): number;
  abstract get lastHash(): number;
  abstract termAt(index: number): number;
  abstract hashAt(index: number): number;
  /** Of a batch in firstIndex to lastIndex, until the next call. */
  protected abstract bytesAt(index: number): Uint8Array;

  get hardState(): HardState {
    return this.state.hardState;
  }
  get highWater(): LogPoint {
    return this.state.highWater;
  }
  get identity(): DiskIdentity {
    return this.state.identity;
  }
  get peersAcknowledged(): ReadonlyMap<number, number> {
    return this.state.peersAcknowledged;
  }

  saveHardState(state: HardState): void {
    assert(!this.stopped);
    this.state.saveHardState(state);
  }

  saveIdentity(identity: DiskIdentity): void {
    assert(!this.stopped);
    this.state.saveIdentity(identity);
  }

  rememberPeers(acknowledged: ReadonlyMap<number, number>): void {
    assert(!this.stopped);
    this.state.peersAcknowledged = new Map(acknowledged);
  }

  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number {
    assert(fromIndex >= this.firstIndex);
    return readBatches((index) => this.bytesAt(index), fromIndex, this.lastIndex, bytesMax, visit);
  }

  /** Hot path. */
  protected assertNext(batch: Batch): void {
    assert(!this.stopped);
    assert(batch.length === batch.bytes.byteLength);
    assert(batch.clusterId === this.clusterId);
    assert(batch.index === this.lastIndex + 1);
    assert(batch.previousHash === this.lastHash);
    assert(batch.term >= this.lastTerm);
  }

  protected assertReplaces(first: Batch): void {
    assert(!this.stopped);
    assert(first.index >= this.firstIndex && first.index <= this.lastIndex);
    assert(first.hash !== this.hashAt(first.index)); // A matching prefix is never truncated.
  }

  /** What is dropped up to the point was acknowledged, or the point is not where a snapshot was taken. */
  protected assertAhead(point: LogPoint): void {
    assert(!this.stopped);
    assert(point.index > this.highWater.index && point.term >= this.highWater.term);
  }

  protected pointAt(index: number): LogPoint {
    return { index, term: this.termAt(index), hash: this.hashAt(index) };
  }
}

/** See LogStore.read. */
export function readBatches(
  bytesAt: (index: number) => Uint8Array,
  fromIndex: number,
  lastIndex: number,
  bytesMax: number,
  visit: (bytes: Uint8Array, index: number) => void,
): number {
  let index = fromIndex;
  for (let size = 0; index <= lastIndex; index++) {
    const bytes = bytesAt(index);
    size += bytes.byteLength;
    if (size > bytesMax && index > fromIndex) break;
    visit(bytes, index);
  }
  return index;
}
