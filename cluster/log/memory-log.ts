import { assert } from "../assert.ts";
import { Batch } from "../batch.ts";
import {
  type DiskIdentity,
  type HardState,
  type LogListener,
  type LogPoint,
  type LogStore,
  NO_IDENTITY,
  NO_POINT,
} from "./log-store.ts";
import { type LogState, StoredLog } from "./stored-log.ts";
import { TermRuns } from "./term-runs.ts";

/**
 * What outlives a MemoryLog: open another one on the same disk after `crash()` or `close()`, as a
 * process starts again on its directory.
 */
export class MemoryLogDisk implements LogState {
  /** The point before the first batch. */
  base: LogPoint = { ...NO_POINT };
  /** Durable batches, base.index + 1 and on. */
  batches: Uint8Array[] = [];
  hardState: HardState = { term: 0, vote: 0 };
  highWater: LogPoint = { ...NO_POINT };
  identity: DiskIdentity = NO_IDENTITY;
  peersAcknowledged: ReadonlyMap<number, number> = new Map();

  saveHardState(state: HardState): void {
    assert(state.term >= this.hardState.term);
    this.hardState = { ...state };
  }

  saveIdentity(identity: DiskIdentity): void {
    this.identity = { ...identity };
  }
}

interface MemoryLogOptions {
  disk: MemoryLogDisk;
  clusterId: number;
  listener: LogListener;
  /** "manual": a test calls `complete()`. "automatic": in a microtask after the append. */
  completion: "manual" | "automatic";
}

interface Write {
  /** Index of the first batch it replaces: the last + 1 for an append. */
  index: number;
  /** As handed over, and as it was then: the caller must not have changed it before completion. */
  given: readonly Uint8Array[];
  copies: readonly Uint8Array[];
}

/** A log in memory that becomes durable when it is told to, and forgets the rest in a crash. */
export class MemoryLog extends StoredLog implements LogStore {
  private readonly disk: MemoryLogDisk;
  private readonly listener: LogListener;
  private readonly automatic: boolean;
  private readonly batch = new Batch();
  private terms: TermRuns;
  /** All appended batches, durable or not, disk.base.index + 1 and on. */
  private readonly batches: Uint8Array[];
  private writes: Write[] = [];
  private scheduled = false;
  pendingBytes = 0;
  durableIndex: number;

  constructor(options: MemoryLogOptions) {
    super(options.clusterId, options.disk);
    this.disk = options.disk;
    this.listener = options.listener;
    this.automatic = options.completion === "automatic";
    this.terms = new TermRuns(this.disk.base.index, this.disk.base.term);
    this.batches = [...this.disk.batches];
    this.batches.forEach((bytes, at) => this.terms.append(this.firstIndex + at, this.batch.wrap(bytes).term));
    this.durableIndex = this.lastIndex;
  }

  get firstIndex(): number {
    return this.disk.base.index + 1;
  }
  get lastIndex(): number {
    return this.disk.base.index + this.batches.length;
  }
  get lastTerm(): number {
    return this.termAt(this.lastIndex);
  }
  get lastHash(): number {
    return this.hashAt(this.lastIndex);
  }
  append(bytes: Uint8Array): void {
    this.enqueue(this.lastIndex + 1, [bytes]);
  }

  truncateAndAppend(batches: readonly Uint8Array[]): void {
    const first = this.batch.wrap(batches[0]);
    this.assertReplaces(first);
    const index = first.index;
    if (this.disk.highWater.index >= index) this.disk.highWater = this.pointAt(index - 1);
    this.batches.length = index - this.firstIndex;
    this.terms.truncate(index);
    this.durableIndex = Math.min(this.durableIndex, index - 1);
    this.enqueue(index, batches);
  }

  acknowledge(index: number): void {
    assert(!this.stopped);
    assert(index <= this.durableIndex);
    if (index > this.disk.highWater.index) this.disk.highWater = this.pointAt(index);
  }

  termAt(index: number): number {
    return this.terms.at(index);
  }

  hashAt(index: number): number {
    if (index === this.disk.base.index) return this.disk.base.hash;
    assert(index >= this.firstIndex && index <= this.lastIndex);
    return new Batch(this.batches[index - this.firstIndex]).hash;
  }

  trimBefore(index: number): number {
    const base = Math.min(index - 1, this.durableIndex);
    if (base <= this.disk.base.index) return this.firstIndex;
    const point = this.pointAt(base);
    const count = base - this.disk.base.index;
    this.disk.batches.splice(0, count);
    this.batches.splice(0, count);
    this.terms.trim(base);
    this.disk.base = point;
    if (this.disk.highWater.index < base) this.disk.highWater = { ...point };
    return this.firstIndex;
  }

  restartBehind(point: LogPoint): void {
    this.assertAhead(point);
    this.writes = [];
    this.pendingBytes = 0;
    this.batches.length = 0;
    this.terms = new TermRuns(point.index, point.term);
    this.durableIndex = point.index;
    this.disk.batches.length = 0;
    this.disk.base = { ...point };
    this.disk.highWater = { ...point };
  }

  close(): Promise<void> {
    if (!this.stopped) this.complete();
    this.stopped = true;
    return Promise.resolve();
  }

  /** How many writes wait for completion: one per call of append or truncateAndAppend. */
  get pendingWrites(): number {
    return this.writes.length;
  }

  /** Makes the oldest `count` writes durable, as one group commit, and reports it. */
  complete(count: number = this.writes.length): void {
    if (this.stopped || count === 0) return;
    for (const write of this.writes.splice(0, count)) {
      write.copies.forEach((copy, at) => {
        assert(Buffer.compare(copy, write.given[at]) === 0); // Else its owner recycled it too early.
        this.pendingBytes -= copy.byteLength;
      });
      this.disk.batches.length = write.index - this.firstIndex;
      this.disk.batches.push(...write.copies);
    }
    // What was replaced since is durable too, but no longer a part of the log.
    const replaced = this.writes.reduce((least, write) => Math.min(least, write.index), Infinity);
    const durable = Math.min(this.disk.base.index + this.disk.batches.length, replaced - 1);
    if (durable <= this.durableIndex) return;
    this.durableIndex = durable;
    this.listener.onDurable(durable, this.termAt(durable));
  }

  /** The process is about to die: of the oldest write, only so many batches are there, and nothing after them. */
  tear(count: number): void {
    const write = this.writes.shift();
    if (write === undefined || count === 0) return;
    this.disk.batches.length = write.index - this.firstIndex;
    this.disk.batches.push(...write.copies.slice(0, count));
  }

  /** Of the oldest write: how many batches it has. */
  get pendingBatches(): number {
    return this.writes[0]?.copies.length ?? 0;
  }

  /** The process dies: what was not completed is gone, and no callback comes any more. */
  crash(): void {
    this.stopped = true;
    this.writes = [];
  }

  /** The disk fails, as an EIO would: the pending writes are lost. */
  fail(error: Error): void {
    this.crash();
    this.listener.onFatal(error);
  }

  private enqueue(index: number, batches: readonly Uint8Array[]): void {
    assert(!this.stopped);
    const copies = batches.map((bytes) => Uint8Array.from(bytes));
    for (const copy of copies) {
      const batch = this.batch.wrap(copy);
      this.assertNext(batch);
      this.terms.append(batch.index, batch.term);
      this.batches.push(copy);
      this.pendingBytes += copy.byteLength;
    }
    this.writes.push({ index, given: batches, copies });
    if (!this.automatic || this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.complete();
    });
  }

  protected bytesAt(index: number): Uint8Array {
    return this.batches[index - this.firstIndex];
  }
}
