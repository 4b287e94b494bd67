import { assert } from "../assert.ts";

/**
 * The appends on their way to one follower: a bounded window in messages and in bytes.
 *
 * A ring of (last index, size) pairs that grows up to `messagesMax`, so that idle followers cost nothing.
 */
export class Inflights {
  readonly messagesMax: number;
  /** 0 means that only messages are counted. */
  readonly sizeBytesMax: number;
  count = 0;
  private start = 0;
  private totalBytes = 0;
  private capacity = 0;
  private indexes: number[] = [];
  private sizes: number[] = [];

  constructor(messagesMax: number, sizeBytesMax: number) {
    this.messagesMax = messagesMax;
    this.sizeBytesMax = sizeBytesMax;
  }

  /** The byte limit may be passed by the message that reaches it. */
  get isFull(): boolean {
    return (
      this.count === this.messagesMax || (this.sizeBytesMax !== 0 && this.totalBytes >= this.sizeBytesMax)
    );
  }

  /** @param lastIndex of the message's entries; never below the one before */
  add(lastIndex: number, sizeBytes: number): void {
    assert(!this.isFull);
    if (this.count === this.capacity) this.grow();
    const slot = (this.start + this.count) % this.capacity;
    this.indexes[slot] = lastIndex;
    this.sizes[slot] = sizeBytes;
    this.totalBytes += sizeBytes;
    this.count++;
  }

  /** Frees every message whose entries are all at or below `index`. */
  freeThrough(index: number): void {
    while (this.count > 0 && this.indexes[this.start]! <= index) {
      this.totalBytes -= this.sizes[this.start]!;
      this.start = (this.start + 1) % this.capacity;
      this.count--;
    }
  }

  reset(): void {
    this.start = 0;
    this.count = 0;
    this.totalBytes = 0;
  }

  private grow(): void {
    const capacity = Math.min(Math.max(this.capacity * 2, 8), this.messagesMax);
    const indexes: number[] = [];
    const sizes: number[] = [];
    for (let i = 0; i < this.count; i++) {
      const slot = (this.start + i) % this.capacity;
      indexes.push(this.indexes[slot]!);
      sizes.push(this.sizes[slot]!);
    }
    this.indexes = indexes;
    this.sizes = sizes;
    this.start = 0;
    this.capacity = capacity;
  }
}
