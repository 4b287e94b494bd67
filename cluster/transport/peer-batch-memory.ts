import { assert } from "../assert.ts";
import { limits } from "../limits.ts";

/** One size for all, so that any of them can be used again for any batch. */
const BUFFER_BYTES = 262_144;
/** Smaller ones come from the allocator's own free lists; larger ones would be mapped page by page each time. */
const POOLED_BYTES_MIN = 65_536;
const POOL_MAX = 128;

/**
 * Memory for batches that come from peers. Whoever is done with one may give it back with `recycle`;
 * what is never given back is the garbage collector's.
 */
export class BatchMemory {
  private readonly pool: ArrayBuffer[] = [];
  /** What was taken and may come back: no foreign memory is ever handed out. */
  private readonly lent = new WeakSet<ArrayBufferLike>();

  /** @returns bytes of any content */
  take(length: number): Uint8Array {
    assert(length <= limits.batchBytesMax);
    if (length < POOLED_BYTES_MIN) return new Uint8Array(length);
    const buffer = this.pool.pop() ?? new ArrayBuffer(BUFFER_BYTES);
    this.lent.add(buffer);
    return new Uint8Array(buffer, 0, length);
  }

  /** Nobody will look at these bytes again. Bytes of anybody else are let be. */
  recycle(bytes: Uint8Array): void {
    if (!this.lent.delete(bytes.buffer)) return;
    if (this.pool.length < POOL_MAX) this.pool.push(bytes.buffer as ArrayBuffer);
  }
}
