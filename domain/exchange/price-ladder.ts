import { LevelPages } from "./level-pages.ts";

export const PRICE_TICKS_MAX = 0x7fff_fffe;
/** No offer is above it, no bid below 0: what stands for the best price of an empty side. */
export const NO_OFFER = 0x7fff_ffff;
export const NO_BID = 0;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const noOffer = 0x7fff_ffff;
const noBid = 0;

const PAGE_BITS = 10;
const PAGE_MASK = (1 << PAGE_BITS) - 1;

// Where the bits of a page are, see LevelPages.
const BITS_SHIFT = 6;
const WORDS = 32;
const COUNT = 33;

/** No price is in this page. */
const NO_PAGE = -1;

/**
 * The price levels of one book, found by direct index, with the next level in either direction found
 * through bitsets, never by a scan of empty ticks. Hot path: no allocation but when a page is added.
 *
 * Ticks lie in pages of 1,024, which the books share (`LevelPages`). A book has a page while one of its
 * levels has orders, so memory follows the prices in use and there is no price range to choose; a directory
 * maps page number to page. Three levels of bits say what is in use: ticks, words of ticks, pages.
 */
export class PriceLadder {
  private readonly pages: LevelPages;
  /** Page number (price >>> 10) to page + 1; 0 where no level has orders. */
  private directory: Int32Array = new Int32Array(64);
  /** Bits of the page numbers in use. */
  private pageBits: Int32Array = new Int32Array(2);
  /** Of the page looked up last: nearly always the one that is asked for, and then the directory is not read. */
  private lastNumber = NO_PAGE;
  private lastPage = 0;
  private pagesCount = 0;
  private readonly pagesMax: number;

  /** @param pagesMax bounds what one book may take; price bands keep books far below */
  constructor(pagesMax: number, pages: LevelPages = new LevelPages()) {
    this.pagesMax = pagesMax;
    this.pages = pages;
  }

  first(level: number): number {
    return this.pages.ints[level << 3];
  }
  setFirst(level: number, slot: number): void {
    this.pages.ints[level << 3] = slot;
  }
  last(level: number): number {
    return this.pages.ints[(level << 3) + 1];
  }
  setLast(level: number, slot: number): void {
    this.pages.ints[(level << 3) + 1] = slot;
  }
  count(level: number): number {
    return this.pages.ints[(level << 3) + 2];
  }
  setCount(level: number, count: number): void {
    this.pages.ints[(level << 3) + 2] = count;
  }
  quantity(level: number): number {
    return this.pages.floats[(level << 2) + 2];
  }
  /** Lots more, or less. */
  addQuantity(level: number, lots: number): void {
    this.pages.floats[(level << 2) + 2] += lots;
  }

  /** @returns the level of a price that has orders; undefined behaviour for others: ask `find` */
  levelOf(price: number): number {
    return (this.pageOf(price >>> PAGE_BITS) << PAGE_BITS) | (price & PAGE_MASK);
  }

  /** @returns the level of a price, empty or not, or -1 when no page has it */
  find(price: number): number {
    const page = this.pageOf(price >>> PAGE_BITS);
    return page < 0 ? -1 : (page << PAGE_BITS) | (price & PAGE_MASK);
  }

  /** Whether a level at this price can be opened: false only when the book is at its bound of pages. */
  hasRoomAt(price: number): boolean {
    return this.pageOf(price >>> PAGE_BITS) >= 0 || this.pagesCount < this.pagesMax;
  }

  /** Marks an empty level as in use. The caller has asked `hasRoomAt`. @returns the level */
  open(price: number): number {
    const number = price >>> PAGE_BITS;
    let page = this.pageOf(number);
    if (page < 0) page = this.openPage(number);
    const { bits } = this.pages;
    const at = page << BITS_SHIFT;
    const word = (price >>> 5) & 31;
    bits[at + word] |= 1 << (price & 31);
    bits[at + WORDS] |= 1 << word;
    bits[at + COUNT]++;
    return (page << PAGE_BITS) | (price & PAGE_MASK);
  }

  /** Marks a level as empty; its record must be all zero. */
  close(price: number): void {
    const number = price >>> PAGE_BITS;
    const page = this.pageOf(number);
    const { bits } = this.pages;
    const at = page << BITS_SHIFT;
    const word = (price >>> 5) & 31;
    const ticks = bits[at + word] & ~(1 << (price & 31));
    bits[at + word] = ticks;
    if (ticks === 0) bits[at + WORDS] &= ~(1 << word);
    if (--bits[at + COUNT] === 0) this.closePage(number, page);
  }

  /** @returns the lowest price in use above `price`, or NO_OFFER */
  above(price: number): number {
    let number = price >>> PAGE_BITS;
    if (number >= this.directory.length) return noOffer;
    const page = this.pageOf(number);
    if (page >= 0) {
      const { bits } = this.pages;
      const word = (price >>> 5) & 31;
      const ticks = bits[(page << BITS_SHIFT) + word] & higherThan(price & 31);
      if (ticks !== 0) return (price & ~31) | lowest(ticks);
      const words = bits[(page << BITS_SHIFT) + WORDS] & higherThan(word);
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
    return this.lowestIn(number, next, lowest(this.pages.bits[(next << BITS_SHIFT) + WORDS]));
  }

  /** @returns the highest price in use below `price`, or NO_BID */
  below(price: number): number {
    let number = price >>> PAGE_BITS;
    if (number >= this.directory.length) number = this.directory.length; // All pages are below.
    else {
      const page = this.pageOf(number);
      if (page >= 0) {
        const { bits } = this.pages;
        const word = (price >>> 5) & 31;
        const ticks = bits[(page << BITS_SHIFT) + word] & lowerThan(price & 31);
        if (ticks !== 0) return (price & ~31) | highest(ticks);
        const words = bits[(page << BITS_SHIFT) + WORDS] & lowerThan(word);
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
    return this.highestIn(number, next, highest(this.pages.bits[(next << BITS_SHIFT) + WORDS]));
  }

  /** @returns the page of this number, or -1 */
  private pageOf(number: number): number {
    return number === this.lastNumber ? this.lastPage : this.lookUp(number);
  }

  private lookUp(number: number): number {
    if (number >= this.directory.length) return -1;
    const page = this.directory[number] - 1;
    if (page < 0) return -1;
    this.lastNumber = number;
    this.lastPage = page;
    return page;
  }

  private lowestIn(number: number, page: number, word: number): number {
    return (number << PAGE_BITS) | (word << 5) | lowest(this.pages.bits[(page << BITS_SHIFT) + word]);
  }

  private highestIn(number: number, page: number, word: number): number {
    return (number << PAGE_BITS) | (word << 5) | highest(this.pages.bits[(page << BITS_SHIFT) + word]);
  }

  private openPage(number: number): number {
    if (number >= this.directory.length) this.resizeDirectory(number);
    const page = this.pages.take();
    this.pagesCount++;
    this.directory[number] = page + 1;
    this.pageBits[number >>> 5] |= 1 << (number & 31);
    return page;
  }

  private closePage(number: number, page: number): void {
    this.lastNumber = NO_PAGE;
    this.directory[number] = 0;
    this.pageBits[number >>> 5] &= ~(1 << (number & 31));
    this.pagesCount--;
    this.pages.give(page);
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
