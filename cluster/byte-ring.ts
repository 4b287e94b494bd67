import { assert } from "./assert.ts";
import type { ArrayCopier } from "./service.ts";

const INITIAL_BYTES = 4_096;
const EMPTY = new Uint8Array(0);

/**
 * Records first in, first out, in memory that grows to what was ever used at once. Records are
 * multiples of 8 bytes and begin with their length (u32), so a length never lies across the seam.
 * Hot path: `append` copies once per call, twice where the seam is.
 */
export class ByteRing {
  /** Bytes kept. */
  used = 0;
  private bytes: Uint8Array = EMPTY;
  private view: DataView = new DataView(EMPTY.buffer);
  /** Offset of the oldest byte. */
  private head = 0;

  append(source: Uint8Array, from: number, to: number): void {
    const length = to - from;
    assert((length & 7) === 0);
    if (this.used + length > this.bytes.length) this.grow(this.used + length);
    const capacity = this.bytes.length;
    const tail = (this.head + this.used) & (capacity - 1);
    const untilSeam = capacity - tail;
    if (length <= untilSeam) {
      this.bytes.set(source.subarray(from, to), tail);
    } else {
      this.bytes.set(source.subarray(from, from + untilSeam), tail);
      this.bytes.set(source.subarray(from + untilSeam, to), 0);
    }
    this.used += length;
  }

  /** Length of the record that begins `distance` bytes after the oldest byte. */
  lengthAt(distance: number): number {
    assert(distance < this.used);
    return this.view.getUint32((this.head + distance) & (this.bytes.length - 1), true);
  }

  /** Forgets the oldest bytes. */
  drop(length: number): void {
    assert(length <= this.used);
    this.used -= length;
    this.head = (this.head + length) & (this.bytes.length - 1);
  }

  /** A copy of `length` bytes from `distance` after the oldest. Cold path. */
  copy(distance: number, length: number): Uint8Array {
    assert(distance + length <= this.used);
    const copy = new Uint8Array(length);
    if (length === 0) return copy;
    const from = (this.head + distance) & (this.bytes.length - 1);
    const untilSeam = Math.min(length, this.bytes.length - from);
    copy.set(this.bytes.subarray(from, from + untilSeam));
    copy.set(this.bytes.subarray(0, length - untilSeam), untilSeam);
    return copy;
  }

  /** What is in it, for another thread. */
  copyState(copy: ArrayCopier): Uint8Array {
    const until = this.head + this.used;
    // Where the seam is in between, the pieces are joined first: rare, and no longer than the ring.
    return copy(until <= this.bytes.length ? this.bytes.subarray(this.head, until) : this.copy(0, this.used));
  }

  /** Becomes the ring that was copied, to be read only. */
  adoptState(copied: Uint8Array): void {
    this.append(copied, 0, copied.length);
  }

  private grow(needed: number): void {
    let capacity = Math.max(INITIAL_BYTES, this.bytes.length);
    while (capacity < needed) capacity *= 2;
    const grown = new Uint8Array(capacity);
    grown.set(this.copy(0, this.used));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
    this.head = 0;
  }
}
