import { assert } from "./assert.ts";
import { recordLength, recordPosition, recordStep } from "./outputs.ts";

/** An event's place, the same on every node: (position, step), in this order. */
export interface EventPlace {
  readonly position: number;
  readonly step: number;
}

const CHUNK_BYTES = 1024 * 1024;

interface Chunk {
  bytes: Uint8Array;
  view: DataView;
  used: number;
  /** Not before its last event, and before the first of the next chunk. */
  lastPosition: number;
  lastStep: number;
  /** Of which contracts it may have events, as in EventRecords. */
  schemas: number;
}

/** A batch's events, as an OutputBuffer has them. */
export interface EventRecords {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Records are from 0 to here. */
  readonly end: number;
  /** Bits at schema id modulo 32. */
  readonly schemas: number;
}

/** Where a reader is; made by `cursorAfter`, moved by `read`. */
export interface EventCursor {
  /** Number of the chunk since the ring began. */
  chunk: number;
  offset: number;
}

/** Nothing comes after this step of a position: what `append` without events leaves behind. */
const STEP_MAX = 65_535;

/**
 * Recent events in memory, in chunks of 1 MiB: the oldest chunk goes when the bound is reached.
 * Events are appended as records (outputs.ts), a whole batch's at once, and read the same way, so
 * that a subscriber costs a copy of bytes and no work per event. Readers keep a cursor and nothing
 * is queued for them: who is slow falls out of the ring and is told to resync.
 */
export class EventRing {
  private readonly chunksMax: number;
  private readonly chunks: Chunk[] = [];
  /** Number of chunks[0]. */
  private firstChunk = 0;
  /** Everything up to here is gone, or never was here. */
  private gonePosition = 0;
  private goneStep = STEP_MAX;
  private lastPosition = 0;
  private lastStep = STEP_MAX;

  constructor(bytesMax: number) {
    this.chunksMax = Math.max(2, Math.floor(bytesMax / CHUNK_BYTES));
  }

  /** Where the stream ends now: all events up to here are in the ring, or were. */
  get end(): EventPlace {
    return { position: this.lastPosition, step: this.lastStep };
  }

  /** The ring begins after this position: a snapshot stands for all before. */
  startAfter(position: number): void {
    this.chunks.length = 0;
    this.firstChunk += 1; // Cursors into what was are void.
    this.gonePosition = this.lastPosition = position;
    this.goneStep = this.lastStep = STEP_MAX;
  }

  /**
   * Appends a batch's event records. Hot path: one copy per batch.
   * @param records of positions after the last `throughPosition`
   * @param throughPosition the last position of the batch: the stream has no event up to it that is not here
   */
  append(records: EventRecords, throughPosition: number): void {
    assert(throughPosition >= this.lastPosition);
    const { bytes, view, end: length, schemas } = records;
    let from = 0;
    while (from < length) {
      const chunk = this.chunkWithRoom(recordLength(view, from));
      const room = chunk.bytes.byteLength - chunk.used;
      let to = length;
      let last = from;
      if (length - from > room) {
        to = from;
        for (let next = to; next - from <= room; next += recordLength(view, next)) {
          last = to;
          to = next;
        }
      }
      chunk.bytes.set(bytes.subarray(from, to), chunk.used);
      chunk.used += to - from;
      chunk.schemas |= schemas;
      chunk.lastPosition = to === length ? throughPosition : recordPosition(view, last);
      chunk.lastStep = to === length ? STEP_MAX : recordStep(view, last);
      from = to;
    }
    this.lastPosition = throughPosition;
    this.lastStep = STEP_MAX;
  }

  /** @returns a cursor to the first event after `place`, or undefined when events between are gone */
  cursorAfter(place: EventPlace): EventCursor | undefined {
    if (comparePlaces(place.position, place.step, this.gonePosition, this.goneStep) < 0) return undefined;
    for (let at = 0; at < this.chunks.length; at++) {
      const chunk = this.chunks[at];
      if (comparePlaces(chunk.lastPosition, chunk.lastStep, place.position, place.step) <= 0) continue;
      let offset = 0;
      while (
        offset < chunk.used && // The chunk's last place may be behind its last event.
        comparePlaces(
          recordPosition(chunk.view, offset),
          recordStep(chunk.view, offset),
          place.position,
          place.step,
        ) <= 0
      ) {
        offset += recordLength(chunk.view, offset);
      }
      return { chunk: this.firstChunk + at, offset };
    }
    return this.endCursor();
  }

  endCursor(): EventCursor {
    const last = this.chunks.at(-1);
    if (last === undefined) return { chunk: this.firstChunk, offset: 0 };
    return { chunk: this.firstChunk + this.chunks.length - 1, offset: last.used };
  }

  /** Whether what the cursor points at is gone. */
  isGone(cursor: EventCursor): boolean {
    return cursor.chunk < this.firstChunk;
  }

  hasMore(cursor: EventCursor): boolean {
    const last = this.firstChunk + this.chunks.length - 1;
    if (cursor.chunk < last) return true;
    return this.chunks.length > 0 && cursor.offset < this.chunks[this.chunks.length - 1].used;
  }

  /**
   * Moves the cursor past stretches that have no event of a contract, without a look at their records.
   * @returns how many bytes it passed
   */
  pass(cursor: EventCursor, schemaId: number): number {
    assert(!this.isGone(cursor));
    let passed = 0;
    for (;;) {
      const chunk = this.chunks[cursor.chunk - this.firstChunk];
      if (chunk === undefined || (chunk.schemas & (1 << schemaId)) !== 0) return passed;
      passed += chunk.used - cursor.offset;
      cursor.offset = chunk.used;
      if (cursor.chunk + 1 === this.firstChunk + this.chunks.length) return passed;
      cursor.chunk++;
      cursor.offset = 0;
    }
  }

  /**
   * Hands out the next whole records and moves the cursor behind them.
   * @param bytesMax at least one record is read, however long
   * @returns undefined when there are none; valid until the next append
   */
  read(cursor: EventCursor, bytesMax: number): Uint8Array | undefined {
    assert(!this.isGone(cursor));
    let chunk = this.chunks[cursor.chunk - this.firstChunk];
    if (chunk === undefined) return undefined;
    if (cursor.offset === chunk.used) {
      const next = this.chunks[cursor.chunk + 1 - this.firstChunk];
      if (next === undefined) return undefined;
      cursor.chunk++;
      cursor.offset = 0;
      chunk = next;
    }
    const from = cursor.offset;
    let to = chunk.used;
    if (to - from > bytesMax) {
      to = from + recordLength(chunk.view, from);
      for (let next = to; next - from <= bytesMax; next += recordLength(chunk.view, next)) to = next;
    }
    cursor.offset = to;
    return chunk.bytes.subarray(from, to);
  }

  private chunkWithRoom(bytes: number): Chunk {
    const last = this.chunks.at(-1);
    if (last !== undefined && last.used + bytes <= last.bytes.byteLength) return last;
    let memory: Uint8Array | undefined;
    while (this.chunks.length >= this.chunksMax) {
      const oldest = this.chunks.shift()!;
      this.firstChunk++;
      this.gonePosition = oldest.lastPosition;
      this.goneStep = oldest.lastStep;
      if (oldest.bytes.byteLength === CHUNK_BYTES) memory = oldest.bytes;
    }
    const chunkBytes = bytes > CHUNK_BYTES ? new Uint8Array(bytes) : (memory ?? new Uint8Array(CHUNK_BYTES));
    const chunk: Chunk = {
      bytes: chunkBytes,
      view: new DataView(chunkBytes.buffer),
      used: 0,
      lastPosition: 0,
      lastStep: 0,
      schemas: 0,
    };
    this.chunks.push(chunk);
    return chunk;
  }
}

/** Negative: the first place is before the other. */
export function comparePlaces(
  position: number,
  step: number,
  otherPosition: number,
  otherStep: number,
): number {
  return position !== otherPosition ? position - otherPosition : step - otherStep;
}
