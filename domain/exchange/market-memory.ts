import { LevelPages } from "./level-pages.ts";

/** Counters of a market: a cache line. */
const ROW_SHIFT = 3;

/**
 * What the markets have in common so that a command, which comes for another market each time, finds the
 * headers of arrays in the cache: a market has rows and pages of its own, and no array.
 */
export class MarketMemory {
  readonly pages: LevelPages = new LevelPages();
  /** Numbers that may be large: as fields of a market each would be an object on the heap. */
  counters: Float64Array = new Float64Array(16 << ROW_SHIFT);

  /** @returns where the row of this market begins in `counters`, from now on */
  rowOf(marketId: number): number {
    const row = marketId << ROW_SHIFT;
    if (row >= this.counters.length) {
      let length = this.counters.length;
      while (length <= row) length *= 2;
      const counters = new Float64Array(length);
      counters.set(this.counters);
      this.counters = counters;
    }
    return row;
  }
}
