import { exchangeLimits } from "./exchange-limits.ts";
import type { LevelPages } from "./level-pages.ts";
import type { OrderPool } from "./order-pool.ts";
import { NO_BID, NO_OFFER, PriceLadder } from "./price-ladder.ts";

/** The lowest bit of an order's flags is its side. */
export const BUY = 0;
export const SELL = 1;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const buy: number = BUY;
const noBid: number = NO_BID;
const noOffer: number = NO_OFFER;

/**
 * The open orders of one market in price-time order: a ladder of levels, each a list of orders in
 * the pool. It knows prices, quantities and sides, no money and no rules; the exchange drives it.
 * Bids and offers share a ladder, because no level has both.
 *
 * Hot path: no allocation. Figures: loadtest/README.md.
 */
export class OrderBook {
  readonly ladder: PriceLadder;
  /** Ticks; NO_BID when there is none. */
  bestBid: number = NO_BID;
  /** Ticks; NO_OFFER when there is none. */
  bestOffer: number = NO_OFFER;
  /** Orders in the book. */
  ordersCount = 0;
  private readonly pool: OrderPool;

  constructor(pool: OrderPool, pagesMax: number = exchangeLimits.pagesMax, pages?: LevelPages) {
    this.pool = pool;
    this.ladder = new PriceLadder(pagesMax, pages);
  }

  /** Puts an order behind the others of its price. The caller has asked `ladder.hasRoomAt`. */
  add(slot: number): void {
    const { pool, ladder } = this;
    const price = pool.price(slot);
    this.ordersCount++;
    let level = ladder.find(price);
    if (level < 0 || ladder.count(level) === 0) {
      level = ladder.open(price);
      if (pool.side(slot) === buy) {
        if (price > this.bestBid) this.bestBid = price;
      } else if (price < this.bestOffer) this.bestOffer = price;
    }
    const last = ladder.last(level);
    pool.setPrevious(slot, last);
    pool.setNext(slot, 0);
    if (last === 0) ladder.setFirst(level, slot);
    else pool.setNext(last, slot);
    ladder.setLast(level, slot);
    ladder.setCount(level, ladder.count(level) + 1);
    ladder.addQuantity(level, pool.remaining(slot));
  }

  /** Takes an order out with what remains of it. */
  remove(slot: number): void {
    const { pool, ladder } = this;
    const price = pool.price(slot);
    this.ordersCount--;
    const level = ladder.levelOf(price);
    const next = pool.next(slot);
    const previous = pool.previous(slot);
    if (previous === 0) ladder.setFirst(level, next);
    else pool.setNext(previous, next);
    if (next === 0) ladder.setLast(level, previous);
    else pool.setPrevious(next, previous);
    ladder.addQuantity(level, -pool.remaining(slot));
    const count = ladder.count(level) - 1;
    ladder.setCount(level, count);
    if (count === 0) {
      ladder.close(price);
      if (price === this.bestBid) this.bestBid = ladder.below(price);
      else if (price === this.bestOffer) this.bestOffer = ladder.above(price);
    }
  }

  /** Takes lots off an order, which keeps its place; some must remain. */
  reduce(slot: number, quantity: number): void {
    const { pool, ladder } = this;
    pool.setRemaining(slot, pool.remaining(slot) - quantity);
    ladder.addQuantity(ladder.levelOf(pool.price(slot)), -quantity);
  }

  /**
   * The order that a taker meets next: the oldest at the best price of the other side.
   * @param side of the taker
   * @param limit worst price in ticks that the taker accepts
   * @returns its slot, or 0 when no price is good enough
   */
  bestAgainst(side: number, limit: number): number {
    let price: number;
    if (side === buy) {
      price = this.bestOffer;
      if (price > limit || price === noOffer) return 0;
    } else {
      price = this.bestBid;
      if (price < limit || price === noBid) return 0;
    }
    return this.ladder.first(this.ladder.levelOf(price));
  }

  /** Executes lots of a resting order; takes it out when none remain. */
  fill(slot: number, quantity: number): void {
    if (this.pool.remaining(slot) === quantity) {
      this.remove(slot);
      this.pool.setRemaining(slot, 0);
    } else this.reduce(slot, quantity);
  }

  /** Lots at a price that has orders. */
  quantityOf(price: number): number {
    return this.ladder.quantity(this.ladder.levelOf(price));
  }

  /** Lots at a price, 0 for none. */
  quantityAt(price: number): number {
    const level = this.ladder.find(price);
    return level < 0 ? 0 : this.ladder.quantity(level);
  }

  /** Orders at a price, 0 for none. */
  countAt(price: number): number {
    const level = this.ladder.find(price);
    return level < 0 ? 0 : this.ladder.count(level);
  }

  /** The oldest order at a price, or 0. */
  firstAt(price: number): number {
    const level = this.ladder.find(price);
    return level < 0 ? 0 : this.ladder.first(level);
  }
}
