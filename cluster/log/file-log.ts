import { closeSync, constants, fsyncSync, mkdirSync, openSync, readSync, writeSync, writev } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { assert } from "../assert.ts";
import { BATCH_HEADER_BYTES, Batch, verifyBatch } from "../batch.ts";
import { syncDirectory } from "./directory.ts";
import { LogWriteError } from "./log-errors.ts";
import type { DiskIdentity, HardState, LogListener, LogPoint, LogStore } from "./log-store.ts";
import { StateFile } from "./state-file.ts";
import { TermRuns } from "./term-runs.ts";

interface FileLogOptions {
  directory: string;
  clusterId: number;
  nodeId: number;
  listener: LogListener;
  /** Of the log; it is written full of zeros at first, and must never be outgrown. */
  bytesMax: number;
}

interface Pending {
  bytes: Uint8Array;
  index: number;
}

const ALIGNMENT = 8;
const PADDING = new Uint8Array(ALIGNMENT);
const HIGH_WATER_LAG_BATCHES = 64;

/**
 * One file of fixed size, written in advance so that an append changes no metadata, and opened with
 * O_DSYNC: a group of batches costs one write and one flush of the device. That is as fast as a log can
 * be, and what the shipped one is measured against. It does not ship: it cannot trim, does not grow,
 * keeps no other process out, and takes whatever it cannot read for a torn tail.
 *
 * Batches lie one after the other, each at a multiple of 8 bytes; a replaced suffix is written over,
 * and the chain of hashes tells its rest from the log.
 */
export class FileLog implements LogStore {
  private readonly path: string;
  private readonly descriptor: number;
  private readonly state: StateFile;
  private readonly options: FileLogOptions;
  private readonly terms = new TermRuns(0, 0);
  /** By index: where it begins, and its hash. At lastIndex + 1, where the next one goes. */
  private readonly offsets: number[] = [0, 0];
  private readonly hashes: number[] = [0];
  /** Appended, not yet being written; and being written. Consecutive indexes from durableIndex + 1, unless replaced. */
  private queue: Pending[] = [];
  private inFlight: Pending[] = [];
  private inFlightVoidFrom = Infinity;
  private flushScheduled = false;
  private acknowledgedIndex = 0;
  private stopped = false;
  private whenIdle: (() => void)[] = [];

  lastIndex = 0;
  durableIndex = 0;
  pendingBytes = 0;

  constructor(options: FileLogOptions) {
    this.options = options;
    const directory = resolve(options.directory);
    this.path = join(directory, "log");
    const statePath = join(directory, "state");
    mkdirSync(directory, { recursive: true });
    if (!StateFile.exists(statePath)) {
      preallocate(this.path, options.bytesMax);
      StateFile.create(statePath, { clusterId: options.clusterId, nodeId: options.nodeId, incarnation: 0 });
      syncDirectory(dirname(directory));
    }
    this.state = StateFile.open(statePath);
    this.state.onFatal = (error) => this.fail(error);
    this.descriptor = openSync(this.path, constants.O_RDWR | constants.O_DSYNC);
    fsyncSync(this.descriptor);
    this.recover();
  }

  get firstIndex(): number {
    return 1;
  }
  get lastTerm(): number {
    return this.terms.at(this.lastIndex);
  }
  get lastHash(): number {
    return this.hashes[this.lastIndex];
  }
  get hardState(): HardState {
    return this.state.state.hardState;
  }
  get highWater(): LogPoint {
    return this.state.state.highWater;
  }
  get identity(): DiskIdentity {
    return this.state.state;
  }
  get peersAcknowledged(): ReadonlyMap<number, number> {
    return this.state.state.peersAcknowledged;
  }

  append(bytes: Uint8Array): void {
    assert(!this.stopped);
    const batch = new Batch(bytes);
    assert(batch.clusterId === this.options.clusterId);
    assert(batch.index === this.lastIndex + 1);
    assert(batch.previousHash === this.lastHash);
    const end = aligned(this.offsets[this.lastIndex + 1] + bytes.byteLength);
    assert(end <= this.options.bytesMax);
    this.terms.append(batch.index, batch.term);
    this.lastIndex = batch.index;
    this.hashes.push(batch.hash);
    this.offsets.push(end);
    this.queue.push({ bytes, index: batch.index });
    this.pendingBytes += bytes.byteLength;
    if (this.flushScheduled || this.inFlight.length > 0) return;
    this.flushScheduled = true;
    queueMicrotask(this.flush);
  }

  truncateAndAppend(batches: readonly Uint8Array[]): void {
    assert(!this.stopped);
    const { index, hash } = new Batch(batches[0]);
    assert(index >= 1 && index <= this.lastIndex);
    assert(hash !== this.hashes[index]); // A matching prefix is never truncated.
    if (this.highWater.index >= index) this.state.save({ highWater: this.pointAt(index - 1) });
    const kept = this.queue.filter((pending) => pending.index < index);
    for (const { bytes } of this.queue.slice(kept.length)) this.pendingBytes -= bytes.byteLength;
    this.queue = kept;
    this.inFlightVoidFrom = Math.min(this.inFlightVoidFrom, index);
    this.durableIndex = Math.min(this.durableIndex, index - 1);
    this.acknowledgedIndex = Math.min(this.acknowledgedIndex, index - 1);
    this.terms.truncate(index);
    this.lastIndex = index - 1;
    this.hashes.length = index;
    this.offsets.length = index + 1;
    for (const bytes of batches) this.append(bytes);
  }

  saveHardState(state: HardState): void {
    this.state.saveHardState(state);
  }

  saveIdentity({ incarnation, founders }: DiskIdentity): void {
    assert(!this.stopped);
    this.state.save({ incarnation, founders });
  }

  rememberPeers(acknowledged: ReadonlyMap<number, number>): void {
    assert(!this.stopped);
    this.state.state.peersAcknowledged = new Map(acknowledged);
  }

  acknowledge(index: number): void {
    assert(index <= this.durableIndex);
    this.acknowledgedIndex = Math.max(this.acknowledgedIndex, index);
    if (index - this.highWater.index >= HIGH_WATER_LAG_BATCHES) {
      this.state.saveLater({ highWater: this.pointAt(index) });
    }
  }

  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number {
    assert(fromIndex >= 1);
    let index = fromIndex;
    for (let size = 0; index <= this.lastIndex; index++) {
      const bytes = this.bytesAt(index);
      size += bytes.byteLength;
      if (size > bytesMax && index > fromIndex) break;
      visit(bytes, index);
    }
    return index;
  }

  termAt(index: number): number {
    return this.terms.at(index);
  }

  hashAt(index: number): number {
    assert(index >= 0 && index <= this.lastIndex);
    return this.hashes[index];
  }

  trimBefore(): number {
    return this.firstIndex; // It is one segment.
  }

  async close(): Promise<void> {
    if (this.pendingBytes > 0 && !this.stopped) {
      await new Promise<void>((resolveIdle) => this.whenIdle.push(resolveIdle));
    }
    const { acknowledgedIndex } = this;
    if (!this.stopped && acknowledgedIndex > this.highWater.index) {
      this.state.saveLater({ highWater: this.pointAt(acknowledgedIndex) });
    }
    this.stopped = true;
    await this.state.close();
    closeSync(this.descriptor);
  }

  private readonly flush = (): void => {
    this.flushScheduled = false;
    if (this.stopped || this.inFlight.length > 0 || this.queue.length === 0) return;
    this.inFlight = this.queue;
    this.queue = [];
    this.inFlightVoidFrom = Infinity;
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (const { bytes } of this.inFlight) {
      const padding = aligned(bytes.byteLength) - bytes.byteLength;
      pieces.push(bytes);
      if (padding > 0) pieces.push(PADDING.subarray(0, padding));
      length += bytes.byteLength + padding;
    }
    writev(this.descriptor, pieces, this.offsets[this.inFlight[0].index], (error, written) => {
      if (error === null && written === length) return this.onWritten();
      const reason = error?.message ?? `${written} of ${length} bytes written`;
      this.fail(new LogWriteError(this.path, reason, { cause: error }));
    });
  };

  private onWritten(): void {
    const durable = Math.min(this.inFlight[this.inFlight.length - 1].index, this.inFlightVoidFrom - 1);
    for (const { bytes } of this.inFlight) this.pendingBytes -= bytes.byteLength;
    this.inFlight = [];
    this.flush();
    if (durable > this.durableIndex) {
      this.durableIndex = durable;
      this.options.listener.onDurable(durable, this.termAt(durable));
    }
    if (this.pendingBytes === 0) for (const resolveIdle of this.whenIdle.splice(0)) resolveIdle();
  }

  private fail(error: Error): void {
    if (this.stopped) return;
    this.stopped = true;
    for (const resolveIdle of this.whenIdle.splice(0)) resolveIdle();
    this.options.listener.onFatal(error);
  }

  /** Takes the batches that are valid and chained, from the beginning of the file. */
  private recover(): void {
    for (;;) {
      const bytes = this.load(this.offsets[this.lastIndex + 1]);
      if (bytes === undefined || verifyBatch(bytes) !== "valid") break;
      const batch = new Batch(bytes);
      if (batch.index !== this.lastIndex + 1 || batch.previousHash !== this.lastHash) break;
      this.terms.append(batch.index, batch.term);
      this.lastIndex = batch.index;
      this.hashes.push(batch.hash);
      this.offsets.push(aligned(this.offsets[batch.index] + bytes.byteLength));
    }
    this.durableIndex = this.lastIndex;
    assert(this.highWater.index <= this.lastIndex);
  }

  private bytesAt(index: number): Uint8Array {
    const pending = [...this.queue, ...this.inFlight].find((one) => one.index === index);
    if (pending !== undefined) return pending.bytes;
    const bytes = this.load(this.offsets[index]);
    assert(bytes !== undefined && verifyBatch(bytes) === "valid");
    return bytes;
  }

  /** The bytes of what may be a batch; undefined where none can be. */
  private load(offset: number): Uint8Array | undefined {
    const header = new Uint8Array(BATCH_HEADER_BYTES);
    if (readSync(this.descriptor, header, 0, header.byteLength, offset) < header.byteLength) return undefined;
    const { length } = new Batch(header);
    if (length < BATCH_HEADER_BYTES || offset + length > this.options.bytesMax) return undefined;
    const bytes = new Uint8Array(length);
    return readSync(this.descriptor, bytes, 0, length, offset) === length ? bytes : undefined;
  }

  private pointAt(index: number): LogPoint {
    return { index, term: this.termAt(index), hash: this.hashAt(index) };
  }
}

const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

function preallocate(path: string, bytesMax: number): void {
  const zeros = new Uint8Array(2 ** 20);
  const descriptor = openSync(path, "w");
  for (let offset = 0; offset < bytesMax; offset += zeros.byteLength) {
    writeSync(descriptor, zeros, 0, Math.min(zeros.byteLength, bytesMax - offset), offset);
  }
  fsyncSync(descriptor);
  closeSync(descriptor);
}
