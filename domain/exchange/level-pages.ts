const PAGES_INITIAL = 4;
const LEVEL_SHIFT = 13; // 1,024 levels of 8 words.
const BITS_SHIFT = 6;

/**
 * The price levels of all books in one memory, in pages of 1,024 ticks that books take and give back.
 *
 * A level is four words and a float, 32 bytes, at `level << 3` where level is page * 1,024 + tick:
 *
 *     0 i32 first     slot of the oldest order, 0 when the level is empty
 *     1 i32 last      slot of the newest order
 *     2 i32 count     orders
 *     4 f64 quantity  lots of all orders
 *
 * Beside it what of a page is in use, 64 words at `page << 6`:
 *
 *     0..31 ticks, a bit for each
 *     32    those words that are not 0, a bit for each
 *     33    levels in use
 *
 * One memory for all, because commands come for another market each time: where each book had arrays of its
 * own, their headers alone were a dozen cache lines that a command found cold (docs/performance.md).
 * Hot path: no allocation but for growing.
 */
export class LevelPages {
  ints: Int32Array;
  floats: Float64Array;
  bits: Int32Array;
  private free: Int32Array;
  private freeCount = 0;
  /** Pages from here on were never used. */
  private unused = 0;

  constructor() {
    const buffer = new ArrayBuffer(PAGES_INITIAL << (LEVEL_SHIFT + 2));
    this.ints = new Int32Array(buffer);
    this.floats = new Float64Array(buffer);
    this.bits = new Int32Array(PAGES_INITIAL << BITS_SHIFT);
    this.free = new Int32Array(PAGES_INITIAL);
  }

  /** @returns a page that is all zero */
  take(): number {
    if (this.freeCount > 0) return this.free[--this.freeCount];
    if (this.unused === this.free.length) this.grow();
    return this.unused++;
  }

  /** @param page all zero again, as its levels are when they are empty */
  give(page: number): void {
    this.free[this.freeCount++] = page;
  }

  private grow(): void {
    const pages = this.free.length * 2;
    const buffer = new ArrayBuffer(pages << (LEVEL_SHIFT + 2));
    const ints = new Int32Array(buffer);
    ints.set(this.ints);
    this.ints = ints;
    this.floats = new Float64Array(buffer);
    this.bits = grown(this.bits, pages << BITS_SHIFT);
    this.free = grown(this.free, pages);
  }
}

function grown(array: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}
