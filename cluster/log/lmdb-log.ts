import { assert } from "../assert.ts";
import { Batch } from "../batch.ts";
import type { DirectoryLock } from "./directory-lock.ts";
import { HighWaterMark } from "./high-water-mark.ts";
import { LogWriteError } from "./log-errors.ts";
import type { LogListener, LogPoint, LogStore } from "./log-store.ts";
import type { Recovery } from "./recovery.ts";
import type { LiveSegment, SegmentList } from "./segment-list.ts";
import {
  SEGMENT_HEADER_KEY,
  SEGMENT_MAP_BYTES,
  appendRecord,
  encodeSegmentHeader,
  storedBytes,
} from "./segment.ts";
import type { StateFile } from "./state-file.ts";
import { StoredLog } from "./stored-log.ts";
import { TermRuns } from "./term-runs.ts";

export interface SegmentLimits {
  /** A segment that would grow over it is full. */
  segmentBytesMax: number;
  segmentBatchesMax: number;
}

/** Hashes kept in memory, a power of two: all that followers in step ask for. */
const HASHES = 8_192;

interface Pending {
  bytes: Uint8Array;
  index: number;
  live: LiveSegment;
}

/**
 * The log in LMDB segments. One transaction is in flight at a time and everything appended meanwhile
 * goes into the next. See segment.ts for why it only ever appends, also when a suffix is replaced.
 */
export class LmdbLog extends StoredLog implements LogStore {
  declare protected readonly state: StateFile;
  private readonly listener: LogListener;
  private readonly lock: DirectoryLock;
  private readonly limits: SegmentLimits;
  private readonly segments: SegmentList;
  private readonly mark: HighWaterMark;

  private readonly last: LogPoint;
  private terms: TermRuns;
  private readonly hashes = new Uint32Array(HASHES);
  /** From here on they are in the ring. */
  private hashesFrom: number;

  /** Appended, not yet in a transaction. */
  private queue: Pending[] = [];
  private inFlight: Pending[] = [];
  /** Batches in flight from here on were replaced while they were. */
  private inFlightVoidFrom = Infinity;
  /** Puts of the transaction in flight that have not been answered. */
  private unanswered = 0;
  private flushScheduled = false;
  /** Bytes of the batches after durableIndex, in order. */
  private readonly tail: Uint8Array[] = [];

  private reported = false;
  private closed: Promise<void> | undefined;
  private whenIdle: (() => void)[] = [];
  private readonly batch = new Batch();

  durableIndex: number;
  pendingBytes = 0;
  /** That came from others when it was opened, because they were invalid or missing here. */
  readonly repairedBatches: number;

  constructor(
    parts: {
      recovery: Recovery;
      segments: SegmentList;
      state: StateFile;
      lock: DirectoryLock;
      listener: LogListener;
      repairedBatches?: number;
    },
    limits: SegmentLimits,
  ) {
    const { recovery, state } = parts;
    super(state.state.clusterId, state);
    // Branch pages, copies of them and the last batch need room in the map too.
    assert(limits.segmentBytesMax <= SEGMENT_MAP_BYTES / 2);
    this.listener = parts.listener;
    this.repairedBatches = parts.repairedBatches ?? 0;
    this.lock = parts.lock;
    this.segments = parts.segments;
    this.limits = limits;
    this.last = { ...recovery.last };
    this.terms = new TermRuns(this.base.index, this.base.term, recovery);
    this.hashesFrom = this.last.index + 1;
    this.durableIndex = this.last.index;
    this.state.onFatal = (error) => this.fail(error);
    this.mark = new HighWaterMark(this.state, (index) => this.pointAt(index), this.segments);
  }

  private get base(): LogPoint {
    return this.state.state.base;
  }
  get firstIndex(): number {
    return this.base.index + 1;
  }
  get lastIndex(): number {
    return this.last.index;
  }
  get lastTerm(): number {
    return this.last.term;
  }
  get lastHash(): number {
    return this.last.hash;
  }
  append(bytes: Uint8Array): void {
    const { batch, last } = this;
    this.assertNext(batch.wrap(bytes));
    const { index, term, hash } = batch;
    assert(!(bytes.buffer instanceof SharedArrayBuffer)); // LMDB would store foreign memory, or crash.
    const live = this.segmentFor(storedBytes(bytes.byteLength));
    this.terms.append(index, term);
    this.hashes[index & (HASHES - 1)] = hash;
    this.hashesFrom = Math.max(this.hashesFrom, index - HASHES + 1);
    last.index = index;
    last.term = term;
    last.hash = hash;
    live.lastIndex = index;
    live.writes++;
    this.queue.push({ bytes, index, live });
    this.tail.push(bytes);
    this.pendingBytes += bytes.byteLength;
    if (this.flushScheduled || this.inFlight.length > 0) return;
    this.flushScheduled = true;
    queueMicrotask(this.flush); // So that all batches of this turn go into one transaction.
  }

  truncateAndAppend(batches: readonly Uint8Array[]): void {
    const { index } = this.batch.wrap(batches[0]);
    this.assertReplaces(this.batch);
    const previous = this.pointAt(index - 1);
    // The mark first: a crash after this must not find a log that ends below it.
    this.mark.lowerBelow(index);

    const kept = this.queue.filter((pending) => pending.index < index);
    for (const { bytes, live } of this.queue.slice(kept.length)) this.release(bytes, live);
    this.queue = kept;
    this.tail.length = Math.max(0, index - 1 - this.durableIndex);
    this.inFlightVoidFrom = Math.min(this.inFlightVoidFrom, index);
    this.durableIndex = Math.min(this.durableIndex, index - 1);
    this.terms.truncate(index);
    this.hashesFrom = Math.min(this.hashesFrom, index);
    Object.assign(this.last, previous);
    this.segments.truncate(index);
    this.segments.begin(previous); // Its header says from where on the older ones are void.
    for (const bytes of batches) this.append(bytes);
  }

  acknowledge(index: number): void {
    assert(!this.stopped);
    assert(index <= this.durableIndex);
    this.mark.raise(index);
  }

  termAt(index: number): number {
    return this.terms.at(index);
  }

  hashAt(index: number): number {
    if (index === this.last.index) return this.last.hash;
    if (index === this.base.index) return this.base.hash;
    assert(index > this.base.index && index < this.last.index);
    if (index >= this.hashesFrom) return this.hashes[index & (HASHES - 1)];
    return new Batch(this.bytesAt(index)).hash;
  }

  trimBefore(index: number): number {
    assert(!this.stopped);
    const trimmed = this.segments.trimBefore(Math.min(index, this.durableIndex + 1));
    if (trimmed.length === 0) return this.firstIndex;
    const base = this.segments.base!;
    this.mark.beginBehind(base, this.segments.firstNumber); // Before the files go, so that nobody misses them.
    this.terms.trim(base.index);
    this.segments.setAside(trimmed).catch(this.onError);
    return this.firstIndex;
  }

  restartBehind(point: LogPoint): void {
    this.assertAhead(point);
    this.mark.beginBehind({ ...point }, this.segments.upcomingNumber);
    for (const { bytes, live } of this.queue) this.release(bytes, live);
    this.queue = [];
    this.tail.length = 0;
    this.inFlightVoidFrom = 0;
    this.durableIndex = point.index;
    this.terms = new TermRuns(point.index, point.term);
    this.hashesFrom = point.index + 1;
    Object.assign(this.last, point);
    this.segments.setAside(this.segments.dropAll()).catch(this.onError);
  }

  close(): Promise<void> {
    this.closed ??= this.finish();
    return this.closed;
  }

  private async finish(): Promise<void> {
    if (this.pendingBytes > 0 && !this.stopped) {
      await new Promise<void>((resolve) => this.whenIdle.push(resolve));
    }
    this.mark.stop(!this.stopped);
    this.stopped = true;
    await this.state.close();
    await this.segments.close();
    await this.lock.release();
  }

  /** Reports an error of a write, once, and accepts nothing any more. */
  fail(error: Error): void {
    this.stopped = true;
    this.mark.stop(false);
    for (const resolve of this.whenIdle.splice(0)) resolve();
    if (this.reported) return;
    this.reported = true;
    this.listener.onFatal(error);
  }

  private segmentFor(bytes: number): LiveSegment {
    const { limits, segments } = this;
    let live = segments.current;
    if (
      live === undefined ||
      live.bytes + bytes > limits.segmentBytesMax ||
      live.lastIndex - live.previous.index >= limits.segmentBatchesMax
    ) {
      live = segments.begin({ ...this.last });
      setImmediate(() => !this.stopped && segments.prepareNext());
    }
    live.bytes += bytes;
    return live;
  }

  /** Begins a transaction with all that is queued for one segment. */
  private readonly flush = (): void => {
    this.flushScheduled = false;
    if (this.stopped || this.inFlight.length > 0 || this.queue.length === 0) return;
    const { live } = this.queue[0];
    const end = this.queue.findIndex((pending) => pending.live !== live);
    this.inFlight = this.queue.splice(0, end === -1 ? this.queue.length : end);
    this.inFlightVoidFrom = Infinity;
    if (!live.headerWritten) {
      live.headerWritten = true;
      const { clusterId, nodeId } = this.state.state;
      const { number, previous } = live;
      this.put(live, SEGMENT_HEADER_KEY, encodeSegmentHeader({ clusterId, nodeId, number, previous }));
    }
    for (const { index, bytes } of this.inFlight) this.put(live, index - live.previous.index, bytes);
  };

  private put(live: LiveSegment, key: number, bytes: Uint8Array): void {
    this.unanswered++;
    appendRecord(live.segment!, key, bytes).then(this.onPut, this.onError);
  }

  private readonly onPut = (stored: boolean): void => {
    if (this.stopped) return;
    if (!stored) this.onError(new Error("LMDB stored nothing: the key is not above the last one"));
    else if (--this.unanswered === 0) this.onCommitted();
  };

  private readonly onError = (error: Error & { commitError?: Promise<never> }): void => {
    this.stopped = true; // Nothing is acknowledged any more.
    const report = (cause: Error): void =>
      this.fail(new LogWriteError(this.segments.currentPath, cause.message, { cause }));
    // LMDB tells the cause in a second rejection, in the same turn; without a handler that would be
    // an unhandled one.
    error.commitError?.catch(report);
    setImmediate(report, error);
  };

  private onCommitted(): void {
    const committed = this.inFlight;
    const { live } = committed[0];
    const durable = Math.min(committed[committed.length - 1].index, this.inFlightVoidFrom - 1);
    this.inFlight = [];
    for (const { bytes } of committed) this.release(bytes, live);
    this.flush();
    if (live === this.segments.current) this.segments.unlinkVoid().catch(this.onError);
    if (durable > this.durableIndex) {
      this.tail.splice(0, durable - this.durableIndex);
      this.durableIndex = durable;
      this.listener.onDurable(durable, this.termAt(durable));
    }
    if (this.pendingBytes === 0) for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private release(bytes: Uint8Array, live: LiveSegment): void {
    this.pendingBytes -= bytes.byteLength;
    live.writes--;
  }

  protected bytesAt(index: number): Uint8Array {
    return index > this.durableIndex ? this.tail[index - this.durableIndex - 1] : this.segments.read(index);
  }
}
