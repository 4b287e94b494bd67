import { closeSync, constants, fsyncSync, mkdirSync, openSync, readSync, writeSync, writev } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { assert } from "../assert.ts";
import { BATCH_HEADER_BYTES, Batch, verifyBatch } from "../batch.ts";
import { syncDirectory } from "./directory.ts";
import { LogWriteError } from "./log-errors.ts";
import type { LogListener, LogPoint, LogStore } from "./log-store.ts";
import { StateFile } from "./state-file.ts";
import { StoredLog } from "./stored-log.ts";
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
 * and the chain of hashes tells its rest from the log. So does a log that begins anew behind a snapshot.
 */
export class FileLog extends StoredLog implements LogStore {
  private readonly path: string;
  private readonly descriptor: number;
  declare protected readonly state: StateFile;
  private readonly options: FileLogOptions;
  private terms!: TermRuns;
  /** By index - base.index: where it begins, and its hash. At lastIndex + 1, where the next one goes. */
  private offsets!: number[];
  private hashes!: number[];
  /** Appended, not yet being written; and being written. Consecutive indexes from durableIndex + 1, unless replaced. */
  private queue: Pending[] = [];
  private inFlight: Pending[] = [];
  private inFlightVoidFrom = Infinity;
  private flushScheduled = false;
  private acknowledgedIndex = 0;
  private whenIdle: (() => void)[] = [];

  durableIndex = 0;
  pendingBytes = 0;

  constructor(options: FileLogOptions) {
    const { clusterId } = options;
    super(clusterId, openState(options));
    this.options = options;
    this.path = logPath(options);
    this.state.onFatal = (error) => this.fail(error);
    this.descriptor = openSync(this.path, constants.O_RDWR | constants.O_DSYNC);
    fsyncSync(this.descriptor);
    this.recover();
  }

  private get base(): LogPoint {
    return this.state.state.base;
  }
  get firstIndex(): number {
    return this.base.index + 1;
  }
  get lastIndex(): number {
    return this.base.index + this.hashes.length - 1;
  }
  get lastTerm(): number {
    return this.terms.at(this.lastIndex);
  }
  get lastHash(): number {
    return this.hashes[this.hashes.length - 1];
  }

  append(bytes: Uint8Array): void {
    const batch = new Batch(bytes);
    this.assertNext(batch);
    const end = aligned(this.offsetOf(batch.index) + bytes.byteLength);
    assert(end <= this.options.bytesMax);
    this.take(batch);
    this.queue.push({ bytes, index: batch.index });
    this.pendingBytes += bytes.byteLength;
    if (this.flushScheduled || this.inFlight.length > 0) return;
    this.flushScheduled = true;
    queueMicrotask(this.flush);
  }

  truncateAndAppend(batches: readonly Uint8Array[]): void {
    const first = new Batch(batches[0]);
    this.assertReplaces(first);
    const { index } = first;
    if (this.highWater.index >= index) this.state.save({ highWater: this.pointAt(index - 1) });
    const kept = this.queue.filter((pending) => pending.index < index);
    for (const { bytes } of this.queue.slice(kept.length)) this.pendingBytes -= bytes.byteLength;
    this.queue = kept;
    this.inFlightVoidFrom = Math.min(this.inFlightVoidFrom, index);
    this.durableIndex = Math.min(this.durableIndex, index - 1);
    this.acknowledgedIndex = Math.min(this.acknowledgedIndex, index - 1);
    this.terms.truncate(index);
    this.hashes.length = index - this.base.index;
    this.offsets.length = this.hashes.length + 1;
    for (const bytes of batches) this.append(bytes);
  }

  acknowledge(index: number): void {
    assert(index <= this.durableIndex);
    this.acknowledgedIndex = Math.max(this.acknowledgedIndex, index);
    if (index - this.highWater.index >= HIGH_WATER_LAG_BATCHES) {
      this.state.saveLater({ highWater: this.pointAt(index) });
    }
  }

  termAt(index: number): number {
    return this.terms.at(index);
  }

  hashAt(index: number): number {
    assert(index >= this.base.index && index <= this.lastIndex);
    return this.hashes[index - this.base.index];
  }

  trimBefore(): number {
    return this.firstIndex; // It is one segment.
  }

  restartBehind(point: LogPoint): void {
    this.assertAhead(point);
    this.state.save({ base: { ...point }, highWater: { ...point } });
    for (const { bytes } of this.queue) this.pendingBytes -= bytes.byteLength;
    this.queue = [];
    this.inFlightVoidFrom = 0;
    this.begin();
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
    writev(this.descriptor, pieces, this.offsetOf(this.inFlight[0].index), (error, written) => {
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

  /** An empty log behind the base. */
  private begin(): void {
    const { index, term, hash } = this.base;
    this.terms = new TermRuns(index, term);
    this.hashes = [hash];
    this.offsets = [0, 0];
    this.durableIndex = index;
    this.acknowledgedIndex = index;
  }

  /** Takes the batches that are valid and chained, from the beginning of the file. */
  private recover(): void {
    this.begin();
    for (;;) {
      const bytes = this.load(this.offsetOf(this.lastIndex + 1));
      if (bytes === undefined || verifyBatch(bytes) !== "valid") break;
      const batch = new Batch(bytes);
      if (batch.index !== this.lastIndex + 1 || batch.previousHash !== this.lastHash) break;
      this.take(batch);
    }
    this.durableIndex = this.lastIndex;
    assert(this.highWater.index <= this.lastIndex);
  }

  private take(batch: Batch): void {
    const { index, term, hash, length } = batch;
    const end = aligned(this.offsetOf(index) + length);
    this.terms.append(index, term);
    this.hashes.push(hash);
    this.offsets.push(end);
  }

  private offsetOf(index: number): number {
    return this.offsets[index - this.base.index];
  }

  protected bytesAt(index: number): Uint8Array {
    const pending = [...this.queue, ...this.inFlight].find((one) => one.index === index);
    if (pending !== undefined) return pending.bytes;
    const bytes = this.load(this.offsetOf(index));
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
}

const logPath = ({ directory }: FileLogOptions): string => join(resolve(directory), "log");

/** Both files are made when they are not there. */
function openState(options: FileLogOptions): StateFile {
  const directory = resolve(options.directory);
  const path = join(directory, "state");
  mkdirSync(directory, { recursive: true });
  if (!StateFile.exists(path)) {
    preallocate(logPath(options), options.bytesMax);
    StateFile.create(path, { clusterId: options.clusterId, nodeId: options.nodeId, incarnation: 0 });
    syncDirectory(dirname(directory));
  }
  return StateFile.open(path);
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
