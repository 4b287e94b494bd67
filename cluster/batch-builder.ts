import { assert } from "./assert.ts";
import { BATCH_HEADER_BYTES, COMMAND_HEADER_BYTES, MESSAGE_HEADER_BYTES, RUN_HEADER_BYTES } from "./batch.ts";
import { limits } from "./limits.ts";
import { readU53, writeU53 } from "./u53.ts";

/** Whoever sent a run, for the case that it is not sequenced after all. */
export interface RunOrigin {
  /** @param first correlation id of the run, `count` of its commands; `late`: else this node no longer leads */
  onNotSequenced(sessionId: number, first: number, count: number, late: boolean): void;
}

/** A batch being filled, waiting for its seal, or in flight. Its memory is reused: see `BatchBuilder.recycle`. */
export class BatchBuffer {
  readonly bytes: Uint8Array = new Uint8Array(limits.batchBytesMax);
  readonly view: DataView = new DataView(this.bytes.buffer);
  /** Header and payload so far. */
  length: number = BATCH_HEADER_BYTES;
  /** Commands so far. */
  count = 0;
  /** When its first run came. */
  openedUs = 0;
  /** The earliest of its runs' deadlines; Infinity when none has one. */
  deadlineMs: number = Infinity;
  /** Of each run: where it begins, by when it must be sealed, who sent it. */
  readonly runOffsets: number[] = [];
  readonly runDeadlinesMs: number[] = [];
  readonly runOrigins: (RunOrigin | undefined)[] = [];

  /** The batch as it is to be sealed, and as it was. */
  get batch(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = BATCH_HEADER_BYTES;
    this.count = 0;
    this.deadlineMs = Infinity;
    this.runOffsets.length = 0;
    this.runDeadlinesMs.length = 0;
    this.runOrigins.length = 0;
  }
}

/**
 * Collects validated runs into batches. A run is copied once, here; one that is larger than a batch
 * is split between commands, its header rewritten. Everything waits in order: the oldest batch is
 * taken first.
 */
export class BatchBuilder {
  private open: BatchBuffer = new BatchBuffer();
  /** Full ones, oldest first. */
  private readonly full: BatchBuffer[] = [];
  private readonly pool: BatchBuffer[] = [];
  private fullBytes = 0;
  private readonly ownRun = new Uint8Array(limits.commandBytesMax + RUN_HEADER_BYTES);
  private readonly ownRunView = new DataView(this.ownRun.buffer);
  private readonly nowUs: () => number;

  /** @param nowUs asked once for each batch */
  constructor(nowUs: () => number = () => 0) {
    this.nowUs = nowUs;
  }

  /** Bytes that wait for a seal. */
  get queuedBytes(): number {
    return this.fullBytes + this.open.length - BATCH_HEADER_BYTES;
  }

  /** Above its bound, sockets are not read until it is half empty. */
  get isOverloaded(): boolean {
    return this.queuedBytes > limits.ingressQueueBytesMax;
  }

  get hasFull(): boolean {
    return this.full.length > 0;
  }

  get isEmpty(): boolean {
    return this.full.length === 0 && this.open.count === 0;
  }

  /**
   * Copies a validated run. Hot path: once per run.
   * @param deadlineMs by the node's clock; 0 for none
   */
  add(
    source: Uint8Array,
    sourceView: DataView,
    offset: number,
    length: number,
    deadlineMs: number,
    origin: RunOrigin | undefined,
  ): void {
    const count = sourceView.getUint32(offset + 4, true);
    if (
      length > limits.batchBytesMax - BATCH_HEADER_BYTES ||
      count > limits.batchCommandsMax ||
      length < RUN_HEADER_BYTES
    ) {
      this.addSplit(source, sourceView, offset, deadlineMs, origin);
      return;
    }
    this.makeRoom(length, count);
    const open = this.open;
    const at = open.length;
    open.bytes.set(source.subarray(offset, offset + length), at);
    this.noteRun(at, length, count, deadlineMs, origin);
  }

  /**
   * A command of the cluster itself, in a run of session 0.
   * @param message an SBE message, header included
   */
  addOwn(message: Uint8Array): void {
    const commandBytes = (COMMAND_HEADER_BYTES + message.byteLength + 7) & ~7;
    const length = RUN_HEADER_BYTES + commandBytes;
    assert(message.byteLength >= MESSAGE_HEADER_BYTES && commandBytes <= limits.commandBytesMax);
    this.ownRun.fill(0, 0, length);
    this.ownRunView.setUint32(0, length, true);
    this.ownRunView.setUint32(4, 1, true);
    this.ownRunView.setUint16(RUN_HEADER_BYTES, commandBytes / 8, true);
    this.ownRun.set(message, RUN_HEADER_BYTES + COMMAND_HEADER_BYTES);
    this.add(this.ownRun, this.ownRunView, 0, length, 0, undefined);
  }

  /** The next batch to seal, oldest first; the open one too when `partial`. The caller recycles it. */
  take(partial: boolean): BatchBuffer | undefined {
    const full = this.full.shift();
    if (full !== undefined) {
      this.fullBytes -= full.length - BATCH_HEADER_BYTES;
      return full;
    }
    if (!partial || this.open.count === 0) return undefined;
    const open = this.open;
    this.open = this.pool.pop() ?? new BatchBuffer();
    return open;
  }

  /** The log, the peers and the apply have let go of it. */
  recycle(buffer: BatchBuffer): void {
    buffer.clear();
    if (this.pool.length < limits.batchesInFlightMax) this.pool.push(buffer);
  }

  /**
   * Drops runs whose deadline has passed, and all later ones of the same origins: correlation ids
   * have no gaps, so those would be refused by the model anyway. Cold path.
   */
  shed(nowMs: number): void {
    if (this.open.deadlineMs >= nowMs && this.full.every((buffer) => buffer.deadlineMs >= nowMs)) return;
    const lateOrigins = new Set<RunOrigin>();
    for (const buffer of [...this.full, this.open]) {
      if (buffer.deadlineMs < nowMs || lateOrigins.size > 0) this.shedFrom(buffer, nowMs, lateOrigins);
    }
    const kept = this.full.filter((buffer) => buffer.count > 0);
    for (const buffer of this.full) if (buffer.count === 0) this.recycle(buffer);
    this.full.splice(0, this.full.length, ...kept);
    this.fullBytes = kept.reduce((sum, buffer) => sum + buffer.length - BATCH_HEADER_BYTES, 0);
  }

  /** This node leads no longer: tells every origin that its runs were not sequenced here. */
  dropAll(): void {
    for (const buffer of [...this.full, this.open]) {
      for (let run = 0; run < buffer.runOffsets.length; run++) this.tellOrigin(buffer, run, false);
    }
    for (const buffer of this.full.splice(0)) this.recycle(buffer);
    this.fullBytes = 0;
    this.open.clear();
  }

  private makeRoom(length: number, count: number): void {
    const open = this.open;
    if (open.length + length <= limits.batchBytesMax && open.count + count <= limits.batchCommandsMax) return;
    assert(open.count > 0);
    this.full.push(open);
    this.fullBytes += open.length - BATCH_HEADER_BYTES;
    this.open = this.pool.pop() ?? new BatchBuffer();
  }

  private noteRun(
    at: number,
    length: number,
    count: number,
    deadlineMs: number,
    origin: RunOrigin | undefined,
  ): void {
    const open = this.open;
    const deadline = deadlineMs === 0 ? Infinity : deadlineMs;
    if (open.count === 0) open.openedUs = this.nowUs();
    open.length += length;
    open.count += count;
    if (deadline < open.deadlineMs) open.deadlineMs = deadline;
    open.runOffsets.push(at);
    open.runDeadlinesMs.push(deadline);
    open.runOrigins.push(origin);
  }

  /** A run that does not fit into a batch: as many runs as it takes, each with a header of its own. */
  private addSplit(
    source: Uint8Array,
    view: DataView,
    offset: number,
    deadlineMs: number,
    origin: RunOrigin | undefined,
  ): void {
    const count = view.getUint32(offset + 4, true);
    const firstCorrelationId = readU53(view, offset + 16);
    let from = offset + RUN_HEADER_BYTES;
    for (let done = 0; done < count;) {
      let to = from;
      let taken = 0;
      while (done + taken < count && taken < limits.batchCommandsMax) {
        const next = to + view.getUint16(to, true) * 8;
        if (RUN_HEADER_BYTES + next - from > limits.batchBytesMax - BATCH_HEADER_BYTES) break;
        to = next;
        taken++;
      }
      assert(taken > 0); // A command is smaller than a batch.
      const length = RUN_HEADER_BYTES + to - from;
      this.makeRoom(length, taken);
      const open = this.open;
      const at = open.length;
      open.bytes.set(source.subarray(offset, offset + RUN_HEADER_BYTES), at);
      open.bytes.set(source.subarray(from, to), at + RUN_HEADER_BYTES);
      open.view.setUint32(at, length, true);
      open.view.setUint32(at + 4, taken, true);
      writeU53(open.view, at + 16, firstCorrelationId + done);
      this.noteRun(at, length, taken, deadlineMs, origin);
      from = to;
      done += taken;
    }
  }

  private shedFrom(buffer: BatchBuffer, nowMs: number, lateOrigins: Set<RunOrigin>): void {
    let to = BATCH_HEADER_BYTES;
    let kept = 0;
    buffer.count = 0;
    buffer.deadlineMs = Infinity;
    for (let run = 0; run < buffer.runOffsets.length; run++) {
      const from = buffer.runOffsets[run];
      const length = buffer.view.getUint32(from, true);
      const origin = buffer.runOrigins[run];
      const late = buffer.runDeadlinesMs[run] < nowMs;
      if (late || (origin !== undefined && lateOrigins.has(origin))) {
        if (origin !== undefined) lateOrigins.add(origin);
        this.tellOrigin(buffer, run, true);
        continue;
      }
      buffer.count += buffer.view.getUint32(from + 4, true);
      buffer.deadlineMs = Math.min(buffer.deadlineMs, buffer.runDeadlinesMs[run]);
      buffer.bytes.copyWithin(to, from, from + length);
      buffer.runOffsets[kept] = to;
      buffer.runDeadlinesMs[kept] = buffer.runDeadlinesMs[run];
      buffer.runOrigins[kept] = origin;
      to += length;
      kept++;
    }
    buffer.length = to;
    buffer.runOffsets.length = kept;
    buffer.runDeadlinesMs.length = kept;
    buffer.runOrigins.length = kept;
  }

  private tellOrigin(buffer: BatchBuffer, run: number, late: boolean): void {
    const at = buffer.runOffsets[run];
    buffer.runOrigins[run]?.onNotSequenced(
      readU53(buffer.view, at + 8),
      readU53(buffer.view, at + 16),
      buffer.view.getUint32(at + 4, true),
      late,
    );
  }
}
