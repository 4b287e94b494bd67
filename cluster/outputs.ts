import { assert } from "./assert.ts";
import { checksum } from "./checksum.ts";
import { hex32 } from "./digest.ts";
import type { ServiceOutput } from "./service.ts";
import { readU53, writeU53 } from "./u53.ts";

/**
 * What applying a batch puts out: replies and events, each in one contiguous buffer that is reused,
 * so that a digest costs one checksum per buffer and a client's replies one write.
 *
 * A record, in both buffers; little-endian, 8-aligned:
 *
 *     0 u32 length     of the record with this header and its padding, a multiple of 8
 *     4 u16 step       numbers the records of one position, replies and events together, from 0
 *     6 u16 flags      RecordFlag
 *     8 u53 position
 *    16 an SBE message, zero padding
 *
 * The replies buffer is a sequence of frames, one per run of the batch, ready for the session's connection:
 *
 *     0 u32 length     of the frame, a multiple of 8
 *     4 u8  type       REPLIES_FRAME_TYPE; three zero bytes
 *     8 u53 sessionId
 *    16 u53 firstCorrelationId   the others follow without a gap
 *    24 u32 count      records; then u32 zero
 *    32 records
 */
export const RECORD_HEADER_BYTES = 16;
export const REPLIES_FRAME_HEADER_BYTES = 32;
export const REPLIES_FRAME_TYPE = 2;

/** Duplicate: this reply was given before, at the position that the record names. */
export const RecordFlag = { Duplicate: 1 } as const;

/** One message with its record header may take this much: 1 MiB. */
export const RECORD_BYTES_MAX = 1_048_576;
/** Records of one position, as their step is 16 bits wide. */
export const STEPS_MAX = 65_536;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const headerBytes: number = RECORD_HEADER_BYTES;
const recordBytesMax: number = RECORD_BYTES_MAX;
const stepsMax: number = STEPS_MAX;

const INITIAL_BYTES = 65_536;
const TWO_TO_32 = 4_294_967_296;

/** The position and step that the next record carries: shared by the replies and the events of a machine. */
export class RecordStamp {
  positionLow = 0;
  positionHigh = 0;
  step = 0;

  /** Begins the records of another position. */
  at(position: number): void {
    this.positionLow = position >>> 0;
    this.positionHigh = (position / TWO_TO_32) >>> 0;
    this.step = 0;
  }

  /** Begins the records of the position after this one. Hot path: cheaper than `at`. */
  next(): void {
    this.positionLow = (this.positionLow + 1) >>> 0;
    if (this.positionLow === 0) this.positionHigh++;
    this.step = 0;
  }
}

/** Records one after the other in memory that grows and is reused. Hot path: no allocation. */
export class OutputBuffer implements ServiceOutput {
  bytes: Uint8Array = new Uint8Array(INITIAL_BYTES);
  view: DataView = new DataView(this.bytes.buffer);
  /** Bytes used; always a multiple of 8. */
  end = 0;
  /** Records claimed since the last `clear`. */
  records = 0;
  /** Where the message begun last ends, before its padding. */
  messageEnd = 0;
  /** A closed buffer throws on claim: events of a query. */
  closed = false;
  private readonly stamp: RecordStamp;
  private recordOffset = 0;
  private earlierSchemas = 0;

  constructor(stamp: RecordStamp) {
    this.stamp = stamp;
  }

  /** What was used is zero again, as all behind `end` is: once for all records, which is cheaper than for each. */
  clear(): void {
    if (this.end > 0) this.bytes.fill(0, 0, this.end);
    this.end = 0;
    this.records = 0;
    this.earlierSchemas = 0;
  }

  /** Of which contracts there are messages: bits at schema id modulo 32. A reader may pass what has nothing for it. */
  get schemas(): number {
    return this.records === 0 ? 0 : this.earlierSchemas | this.schemaOfLast;
  }

  /**
   * Begins a record. The message's bytes are zero: what an encoder leaves out is the same on every
   * replica, whatever the buffer held before.
   *
   * @param length of the message with its SBE header, in bytes
   * @returns the offset of the message
   */
  claim(length: number): number {
    assert(!this.closed);
    const recordOffset = this.end;
    if (this.records > 0) this.earlierSchemas |= this.schemaOfLast;
    const messageOffset = recordOffset + headerBytes;
    const messageEnd = messageOffset + length;
    const end = (messageEnd + 7) & ~7;
    assert(length > 0 && end - recordOffset <= recordBytesMax);
    if (end > this.bytes.length) this.grow(end);
    const stamp = this.stamp;
    const step = stamp.step++;
    assert(step < stepsMax);
    const view = this.view;
    view.setUint32(recordOffset, end - recordOffset, true);
    view.setUint32(recordOffset + 4, step, true); // No flags.
    view.setUint32(recordOffset + 8, stamp.positionLow, true);
    view.setUint32(recordOffset + 12, stamp.positionHigh, true);
    this.recordOffset = recordOffset;
    this.messageEnd = messageEnd;
    this.end = end;
    this.records++;
    return messageOffset;
  }

  /** Makes the record begun last longer by `length` bytes, which are zero. */
  extend(length: number): number {
    assert(this.records > 0 && length >= 0);
    const from = this.messageEnd;
    const messageEnd = from + length;
    const end = (messageEnd + 7) & ~7;
    assert(end - this.recordOffset <= RECORD_BYTES_MAX);
    if (end > this.bytes.length) this.grow(end);
    this.view.setUint32(this.recordOffset, end - this.recordOffset, true);
    this.messageEnd = messageEnd;
    this.end = end;
    return from;
  }

  /** Appends a whole record that was made before, with more flags. Cold path: retries. */
  copyRecord(record: Uint8Array, flags: number): void {
    const offset = this.end;
    const end = offset + record.length;
    assert(record.length >= RECORD_HEADER_BYTES && (end & 7) === 0);
    if (end > this.bytes.length) this.grow(end);
    this.bytes.set(record, offset);
    this.view.setUint16(offset + 6, this.view.getUint16(offset + 6, true) | flags, true);
    this.end = end;
    this.records++;
  }

  /** Begins the frame of a run. @returns its offset, for `endFrame` */
  beginFrame(sessionId: number, firstCorrelationId: number): number {
    const offset = this.end;
    const end = offset + REPLIES_FRAME_HEADER_BYTES;
    if (end > this.bytes.length) this.grow(end);
    this.view.setUint32(offset + 4, REPLIES_FRAME_TYPE, true);
    writeU53(this.view, offset + 8, sessionId);
    writeU53(this.view, offset + 16, firstCorrelationId);
    this.view.setUint32(offset + 28, 0, true);
    this.end = end;
    return offset;
  }

  endFrame(offset: number, count: number): void {
    this.view.setUint32(offset, this.end - offset, true);
    this.view.setUint32(offset + 24, count, true);
  }

  /** The message begun last has its header by now. */
  private get schemaOfLast(): number {
    return 1 << recordSchemaId(this.view, this.recordOffset); // A shift is modulo 32.
  }

  private grow(bytes: number): void {
    let size = this.bytes.length;
    while (size < bytes) size *= 2;
    const grown = new Uint8Array(size);
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

/**
 * The outputs of the batch applied last; valid until the next `apply`. Frame i of the replies is
 * `replies.bytes` from `runOffsets[i]` to `runOffsets[i + 1]`.
 */
export class Outputs {
  readonly replies: OutputBuffer;
  readonly events: OutputBuffer;
  /** Of the batch. */
  index = 0;
  /** Of the last command applied. */
  position = 0;
  clusterTimeUs = 0;
  runCount = 0;
  /** runCount + 1 offsets into the replies. */
  runOffsets: Uint32Array = new Uint32Array(1_025);
  /** Of each run; 0 for the cluster's own commands. */
  runSessionIds: Float64Array = new Float64Array(1_024);
  /** CRC-32 over all replies of all batches so far. */
  repliesDigest = 0;
  /** CRC-32 over all events of all batches so far. */
  eventsDigest = 0;

  constructor(stamp: RecordStamp) {
    this.replies = new OutputBuffer(stamp);
    this.events = new OutputBuffer(stamp);
  }

  clear(): void {
    this.replies.clear();
    this.events.clear();
    this.runCount = 0;
    this.runOffsets[0] = 0;
  }

  /** The frame of this run ends where the replies end now. */
  addRun(sessionId: number): void {
    if (this.runCount === this.runSessionIds.length) this.growRuns();
    this.runSessionIds[this.runCount] = sessionId;
    this.runCount++;
    this.runOffsets[this.runCount] = this.replies.end;
  }

  /** Chains the digests; once, when the batch is applied. */
  seal(): void {
    if (this.replies.end > 0) {
      this.repliesDigest = checksum(this.replies.bytes.subarray(0, this.replies.end), this.repliesDigest);
    }
    if (this.events.end > 0) {
      this.eventsDigest = checksum(this.events.bytes.subarray(0, this.events.end), this.eventsDigest);
    }
  }

  /** Both digests as 16 hex digits: of all outputs since position 1. */
  get digest(): string {
    return hex32(this.repliesDigest) + hex32(this.eventsDigest);
  }

  private growRuns(): void {
    const sessionIds = new Float64Array(this.runSessionIds.length * 2);
    const offsets = new Uint32Array(sessionIds.length + 1);
    sessionIds.set(this.runSessionIds);
    offsets.set(this.runOffsets);
    this.runSessionIds = sessionIds;
    this.runOffsets = offsets;
  }
}

/** Of the record at `offset`: its length with header and padding. */
export function recordLength(view: DataView, offset: number): number {
  return view.getUint32(offset, true);
}
export function recordStep(view: DataView, offset: number): number {
  return view.getUint16(offset + 4, true);
}
export function recordFlags(view: DataView, offset: number): number {
  return view.getUint16(offset + 6, true);
}
/** Of the message in the record: whose contract it is of. */
export function recordSchemaId(view: DataView, offset: number): number {
  return view.getUint16(offset + RECORD_HEADER_BYTES + 4, true);
}
export function recordPosition(view: DataView, offset: number): number {
  return readU53(view, offset + 8);
}
