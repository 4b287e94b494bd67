import { exchangeLimits } from "./exchange-limits.ts";
import { FLAGS, NEXT, ORDER_INTS_BITS, type OrderPool, PREVIOUS, PRICE, REMAINING } from "./order-pool.ts";
import {
  LEVEL_COUNT,
  LEVEL_FIRST,
  LEVEL_LAST,
  LEVEL_QUANTITY,
  NO_BID,
  NO_OFFER,
  PriceLadder,
} from "./price-ladder.ts";

/** The lowest bit of an order's flags is its side. */
export const BUY = 0;
export const SELL = 1;

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

  constructor(pool: OrderPool, pagesMax: number = exchangeLimits.pagesMax) {
    this.pool = pool;
    this.ladder = new PriceLadder(pagesMax);
  }

  /** Puts an order behind the others of its price. The caller has asked `ladder.hasRoomAt`. */
  add(slot: number): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const price = ints[at + PRICE];
    const ladder = this.ladder;
    this.ordersCount++;
    let level = ladder.find(price);
    if (level < 0 || ladder.ints[(level << 3) + LEVEL_COUNT] === 0) {
      level = ladder.open(price);
      if ((ints[at + FLAGS] & 1) === BUY) {
        if (price > this.bestBid) this.bestBid = price;
      } else if (price < this.bestOffer) this.bestOffer = price;
    }
    const levelAt = level << 3;
    const last = ladder.ints[levelAt + LEVEL_LAST];
    ints[at + PREVIOUS] = last;
    ints[at + NEXT] = 0;
    if (last === 0) ladder.ints[levelAt + LEVEL_FIRST] = slot;
    else ints[(last << ORDER_INTS_BITS) + NEXT] = slot;
    ladder.ints[levelAt + LEVEL_LAST] = slot;
    ladder.ints[levelAt + LEVEL_COUNT]++;
    ladder.floats[(level << 2) + LEVEL_QUANTITY] += ints[at + REMAINING];
  }

  /** Takes an order out with what remains of it. */
  remove(slot: number): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const price = ints[at + PRICE];
    const ladder = this.ladder;
    this.ordersCount--;
    const level = ladder.levelOf(price);
    const levelAt = level << 3;
    const next = ints[at + NEXT];
    const previous = ints[at + PREVIOUS];
    if (previous === 0) ladder.ints[levelAt + LEVEL_FIRST] = next;
    else ints[(previous << ORDER_INTS_BITS) + NEXT] = next;
    if (next === 0) ladder.ints[levelAt + LEVEL_LAST] = previous;
    else ints[(next << ORDER_INTS_BITS) + PREVIOUS] = previous;
    ladder.floats[(level << 2) + LEVEL_QUANTITY] -= ints[at + REMAINING];
    if (--ladder.ints[levelAt + LEVEL_COUNT] === 0) {
      ladder.close(price);
      if (price === this.bestBid) this.bestBid = ladder.below(price);
      else if (price === this.bestOffer) this.bestOffer = ladder.above(price);
    }
  }

  /** Takes lots off an order, which keeps its place; some must remain. */
  reduce(slot: number, quantity: number): void {
    const at = slot << ORDER_INTS_BITS;
    this.pool.ints[at + REMAINING] -= quantity;
    const level = this.ladder.levelOf(this.pool.ints[at + PRICE]);
    this.ladder.floats[(level << 2) + LEVEL_QUANTITY] -= quantity;
  }

  /**
   * The order that a taker meets next: the oldest at the best price of the other side.
   * @param side of the taker
   * @param limit worst price in ticks that the taker accepts
   * @returns its slot, or 0 when no price is good enough
   */
  bestAgainst(side: number, limit: number): number {
    let price: number;
    if (side === BUY) {
      price = this.bestOffer;
      if (price > limit || price === NO_OFFER) return 0;
    } else {
      price = this.bestBid;
      if (price < limit || price === NO_BID) return 0;
    }
    return this.ladder.ints[(this.ladder.levelOf(price) << 3) + LEVEL_FIRST];
  }

  /** Executes lots of a resting order; takes it out when none remain. */
  fill(slot: number, quantity: number): void {
    const remaining = this.pool.ints[(slot << ORDER_INTS_BITS) + REMAINING];
    if (remaining === quantity) {
      this.remove(slot);
      this.pool.ints[(slot << ORDER_INTS_BITS) + REMAINING] = 0;
    } else this.reduce(slot, quantity);
  }

  /** Lots at a price that has orders. */
  quantityOf(price: number): number {
    return this.ladder.floats[(this.ladder.levelOf(price) << 2) + LEVEL_QUANTITY];
  }

  /** Lots at a price, 0 for none. */
  quantityAt(price: number): number {
    const level = this.ladder.find(price);
    return level < 0 ? 0 : this.ladder.floats[(level << 2) + LEVEL_QUANTITY];
  }

  /** Orders at a price, 0 for none. */
  countAt(price: number): number {
    const level = this.ladder.find(price);
    return level < 0 ? 0 : this.ladder.ints[(level << 3) + LEVEL_COUNT];
  }

  /** The oldest order at a price, or 0. */
  firstAt(price: number): number {
    const level = this.ladder.find(price);
    return level < 0 ? 0 : this.ladder.ints[(level << 3) + LEVEL_FIRST];
  }
}
