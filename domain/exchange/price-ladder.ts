export const PRICE_TICKS_MAX = 0x7fff_fffe;
/** No offer is above it, no bid below 0: what stands for the best price of an empty side. */
export const NO_OFFER = 0x7fff_ffff;
export const NO_BID = 0;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const noOffer = 0x7fff_ffff;
const noBid = 0;

const PAGE_BITS = 10;
const PAGE_MASK = (1 << PAGE_BITS) - 1;

/**
 * The price levels of one book, found by direct index, with the next level in either direction found
 * through bitsets, never by a scan of empty ticks. Hot path: no allocation but when a page is added.
 *
 * Ticks lie in pages of 1,024. A page exists while one of its levels has orders, so memory follows
 * the prices in use and there is no price range to choose; a directory maps page number to page.
 * Three levels of bits say what is in use: ticks (32 words a page), those words (one a page), pages.
 *
 * A level is four words and a float over one buffer, 32 bytes, at `level << 3`:
 *
 *     0 i32 first     slot of the oldest order, 0 when the level is empty
 *     1 i32 last      slot of the newest order
 *     2 i32 count     orders
 *     4 f64 quantity  lots of all orders
 */
export class PriceLadder {
  private ints: Int32Array;
  private floats: Float64Array;
  /** Page number (price >>> 10) to page + 1; 0 where no level has orders. */
  private directory: Int32Array = new Int32Array(64);
  /** Bits of the page numbers in use. */
  private pageBits: Int32Array = new Int32Array(2);
  /** Bits of the ticks in use, 32 words a page. */
  private tickBits: Int32Array;
  /** Bits of the words in use of a page's ticks. */
  private wordBits: Int32Array;
  /** Levels in use of a page. */
  private pageCounts: Int32Array;
  private freePages: Int32Array;
  private freePagesCount: number;
  private pagesCount = 0;
  private readonly pagesMax: number;

  /** @param pagesMax bounds what one book may take; price bands keep books far below */
  constructor(pagesMax: number) {
    this.pagesMax = pagesMax;
    this.ints = new Int32Array(0);
    this.floats = new Float64Array(0);
    this.tickBits = new Int32Array(0);
    this.wordBits = new Int32Array(0);
    this.pageCounts = new Int32Array(0);
    this.freePages = new Int32Array(0);
    this.freePagesCount = 0;
    this.resizePages(2);
  }

  first(level: number): number {
    return this.ints[level << 3];
  }
  setFirst(level: number, slot: number): void {
    this.ints[level << 3] = slot;
  }
  last(level: number): number {
    return this.ints[(level << 3) + 1];
  }
  setLast(level: number, slot: number): void {
    this.ints[(level << 3) + 1] = slot;
  }
  count(level: number): number {
    return this.ints[(level << 3) + 2];
  }
  setCount(level: number, count: number): void {
    this.ints[(level << 3) + 2] = count;
  }
  quantity(level: number): number {
    return this.floats[(level << 2) + 2];
  }
  /** Lots more, or less. */
  addQuantity(level: number, lots: number): void {
    this.floats[(level << 2) + 2] += lots;
  }

  /** @returns the level of a price that has orders; undefined behaviour for others: ask `find` */
  levelOf(price: number): number {
    return ((this.directory[price >>> PAGE_BITS] - 1) << PAGE_BITS) | (price & PAGE_MASK);
  }

  /** @returns the level of a price, empty or not, or -1 when no page has it */
  find(price: number): number {
    const number = price >>> PAGE_BITS;
    if (number >= this.directory.length || this.directory[number] === 0) return -1;
    return this.levelOf(price);
  }

  /** Whether a level at this price can be opened: false only when the book is at its bound of pages. */
  hasRoomAt(price: number): boolean {
    const number = price >>> PAGE_BITS;
    if (number < this.directory.length && this.directory[number] !== 0) return true;
    return this.pagesCount - this.freePagesCount < this.pagesMax;
  }

  /** Marks an empty level as in use. The caller has asked `hasRoomAt`. @returns the level */
  open(price: number): number {
    const number = price >>> PAGE_BITS;
    if (number >= this.directory.length || this.directory[number] === 0) this.openPage(number);
    const page = this.directory[number] - 1;
    const word = (price >>> 5) & 31;
    this.tickBits[(page << 5) | word] |= 1 << (price & 31);
    this.wordBits[page] |= 1 << word;
    this.pageCounts[page]++;
    return (page << PAGE_BITS) | (price & PAGE_MASK);
  }

  /** Marks a level as empty; its record must be all zero. */
  close(price: number): void {
    const number = price >>> PAGE_BITS;
    const page = this.directory[number] - 1;
    const word = (price >>> 5) & 31;
    const at = (page << 5) | word;
    this.tickBits[at] &= ~(1 << (price & 31));
    if (this.tickBits[at] === 0) this.wordBits[page] &= ~(1 << word);
    if (--this.pageCounts[page] === 0) {
      this.directory[number] = 0;
      this.pageBits[number >>> 5] &= ~(1 << (number & 31));
      this.freePages[this.freePagesCount++] = page;
    }
  }

  /** @returns the lowest price in use above `price`, or NO_OFFER */
  above(price: number): number {
    let number = price >>> PAGE_BITS;
    if (number >= this.directory.length) return noOffer;
    const page = this.directory[number] - 1;
    if (page >= 0) {
      const word = (price >>> 5) & 31;
      const bits = this.tickBits[(page << 5) | word] & higherThan(price & 31);
      if (bits !== 0) return (price & ~31) | lowest(bits);
      const words = this.wordBits[page] & higherThan(word);
      if (words !== 0) return this.lowestIn(number, page, lowest(words));
    }
    let at = number >>> 5;
    let pages = this.pageBits[at] & higherThan(number & 31);
    while (pages === 0) {
      if (++at === this.pageBits.length) return noOffer;
      pages = this.pageBits[at];
    }
    number = (at << 5) | lowest(pages);
    const next = this.directory[number] - 1;
    return this.lowestIn(number, next, lowest(this.wordBits[next]));
  }

  /** @returns the highest price in use below `price`, or NO_BID */
  below(price: number): number {
    let number = price >>> PAGE_BITS;
    if (number >= this.directory.length) number = this.directory.length; // All pages are below.
    else {
      const page = this.directory[number] - 1;
      if (page >= 0) {
        const word = (price >>> 5) & 31;
        const bits = this.tickBits[(page << 5) | word] & lowerThan(price & 31);
        if (bits !== 0) return (price & ~31) | highest(bits);
        const words = this.wordBits[page] & lowerThan(word);
        if (words !== 0) return this.highestIn(number, page, highest(words));
      }
    }
    let at = number >>> 5;
    let pages = at < this.pageBits.length ? this.pageBits[at] & lowerThan(number & 31) : 0;
    while (pages === 0) {
      if (--at < 0) return noBid;
      pages = this.pageBits[at];
    }
    number = (at << 5) | highest(pages);
    const next = this.directory[number] - 1;
    return this.highestIn(number, next, highest(this.wordBits[next]));
  }

  private lowestIn(number: number, page: number, word: number): number {
    return (number << PAGE_BITS) | (word << 5) | lowest(this.tickBits[(page << 5) | word]);
  }

  private highestIn(number: number, page: number, word: number): number {
    return (number << PAGE_BITS) | (word << 5) | highest(this.tickBits[(page << 5) | word]);
  }

  private openPage(number: number): void {
    if (number >= this.directory.length) this.resizeDirectory(number);
    if (this.freePagesCount === 0) this.resizePages(this.pagesCount * 2);
    this.directory[number] = this.freePages[--this.freePagesCount] + 1;
    this.pageBits[number >>> 5] |= 1 << (number & 31);
  }

  private resizeDirectory(number: number): void {
    let length = this.directory.length;
    while (length <= number) length *= 2;
    const directory = new Int32Array(length);
    directory.set(this.directory);
    this.directory = directory;
    const pageBits = new Int32Array(length >>> 5);
    pageBits.set(this.pageBits);
    this.pageBits = pageBits;
  }

  private resizePages(pagesCapacity: number): void {
    const buffer = new ArrayBuffer(pagesCapacity << (PAGE_BITS + 5));
    const ints = new Int32Array(buffer);
    ints.set(this.ints);
    this.ints = ints;
    this.floats = new Float64Array(buffer);
    this.tickBits = grown(this.tickBits, pagesCapacity << 5);
    this.wordBits = grown(this.wordBits, pagesCapacity);
    this.pageCounts = grown(this.pageCounts, pagesCapacity);
    this.freePages = grown(this.freePages, pagesCapacity);
    for (let page = pagesCapacity - 1; page >= this.pagesCount; page--) {
      this.freePages[this.freePagesCount++] = page;
    }
    this.pagesCount = pagesCapacity;
  }
}

function grown(array: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function highest(bits: number): number {
  return 31 - Math.clz32(bits);
}

/** Bits above bit `n`. Two shifts, because a shift by 32 is a shift by 0. */
function higherThan(n: number): number {
  return (-1 << n) << 1;
}

/** Bits below bit `n`. */
function lowerThan(n: number): number {
  return ~(-1 << n);
}
