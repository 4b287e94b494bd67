import type { Context } from "../contract/context.ts";
import { CancelReason, Liquidity, OrderStatus, SelfTradePrevention } from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import type { MarketData } from "./market-data.ts";
import { BUY } from "./order-book.ts";
import type { OrderEvents } from "./order-events.ts";
import { selfTradePreventionOf, sideOf, withStatus } from "./order-flags.ts";
import {
  ACCOUNT,
  EXECUTED,
  EXPIRES_AT,
  FLAGS,
  NEXT,
  NOTIONAL,
  ORDER_FLOATS_BITS,
  ORDER_INTS_BITS,
  type OrderPool,
  PRICE,
  QUANTITY,
  REMAINING,
} from "./order-pool.ts";
import type { Orders } from "./orders.ts";
import { NO_BID, NO_OFFER } from "./price-ladder.ts";
import { MAKER_FEE, type Settlement, TAKER_FEE } from "./settlement.ts";

/** The timer that ends a good-till-date order; its key is the order id. */
export const EXPIRY_TIMER = 1;

/** An incoming order met all that it could. */
export const NOT_ENDED = -1;

/**
 * What an order does in a market: meets the other side, rests, is closed. Price-time priority is the
 * book's order; here are self-trade prevention, money and what is published. Hot path.
 */
export class Matching {
  private readonly orders: Orders;
  private readonly pool: OrderPool;
  private readonly settlement: Settlement;
  private readonly events: OrderEvents;
  private readonly data: MarketData;
  private readonly matchesMax: number;

  constructor(
    orders: Orders,
    settlement: Settlement,
    events: OrderEvents,
    data: MarketData,
    matchesMax: number,
  ) {
    this.orders = orders;
    this.pool = orders.pool;
    this.settlement = settlement;
    this.events = events;
    this.data = data;
    this.matchesMax = matchesMax;
  }

  /**
   * Trades an incoming order, which is not in the book, with all it may trade with.
   * @param limit the worst price in ticks
   * @returns why it is to be cancelled though the other side may have more for it, or NOT_ENDED
   */
  match(taker: number, market: Market, limit: number, context: Context): CancelReason | typeof NOT_ENDED {
    const { book } = market;
    const takerAt = taker << ORDER_INTS_BITS;
    const side = sideOf(this.pool.ints[takerAt + FLAGS]);
    const accountId = this.pool.ints[takerAt + ACCOUNT];
    const prevention = selfTradePreventionOf(this.pool.ints[takerAt + FLAGS]) as SelfTradePrevention;
    let touched = 0; // The price of the level that has changed and is not yet published.
    let ended: CancelReason | typeof NOT_ENDED = NOT_ENDED;
    let matches = 0;
    while (ended === NOT_ENDED && this.pool.ints[takerAt + REMAINING] > 0) {
      const maker = book.bestAgainst(side, limit);
      if (maker === 0) break;
      if (matches++ === this.matchesMax) {
        ended = CancelReason.MatchLimit;
        break;
      }
      const makerAt = maker << ORDER_INTS_BITS;
      const price = this.pool.ints[makerAt + PRICE];
      const own = prevention !== SelfTradePrevention.None && this.pool.ints[makerAt + ACCOUNT] === accountId;
      if (own && prevention === SelfTradePrevention.CancelNewest) {
        const quantity = Math.min(this.pool.ints[takerAt + REMAINING], this.pool.ints[makerAt + REMAINING]);
        this.events.prevented(taker, maker, quantity, 0, this.pool.ints[makerAt + REMAINING], context);
        ended = CancelReason.SelfTrade;
        break;
      }
      if (price !== touched) {
        if (touched !== 0) this.data.levelChanged(market, 1 - side, touched, context);
        touched = price;
      }
      if (own) {
        if (this.prevent(taker, maker, market, prevention, context)) ended = CancelReason.SelfTrade;
      } else this.trade(taker, maker, market, price, side, context);
    }
    if (touched !== 0) this.data.levelChanged(market, 1 - side, touched, context);
    return ended;
  }

  /** Whether an order would be filled whole at once, without ending by another rule on the way. */
  canFill(slot: number, market: Market, limit: number): boolean {
    const at = slot << ORDER_INTS_BITS;
    const ints = this.pool.ints;
    const side = sideOf(ints[at + FLAGS]);
    const prevention = selfTradePreventionOf(ints[at + FLAGS]);
    const { book } = market;
    let wanted = ints[at + REMAINING];
    let matches = 0;
    let price = side === BUY ? book.bestOffer : book.bestBid;
    while (side === BUY ? price <= limit && price !== NO_OFFER : price >= limit && price !== NO_BID) {
      for (let other = book.firstAt(price); other !== 0;) {
        if (matches++ === this.matchesMax) return false;
        const otherAt = other << ORDER_INTS_BITS;
        if (prevention === SelfTradePrevention.None || ints[otherAt + ACCOUNT] !== ints[at + ACCOUNT]) {
          wanted -= ints[otherAt + REMAINING];
          if (wanted <= 0) return true;
        } else if (prevention !== SelfTradePrevention.CancelOldest) return false;
        other = ints[otherAt + NEXT];
      }
      price = side === BUY ? book.ladder.above(price) : book.ladder.below(price);
    }
    return false;
  }

  /** Puts what is left of an order into the book. The caller has asked for room and trimmed the hold. */
  rest(slot: number, market: Market, context: Context): void {
    const { ints, floats } = this.pool;
    const at = slot << ORDER_INTS_BITS;
    market.book.add(slot);
    this.orders.open(slot);
    const expiresAt = floats[(slot << ORDER_FLOATS_BITS) + EXPIRES_AT];
    if (expiresAt !== 0) context.schedule(expiresAt, EXPIRY_TIMER, this.pool.idOf(slot));
    this.data.levelChanged(market, sideOf(ints[at + FLAGS]), ints[at + PRICE], context);
  }

  /** Takes a resting order out of the book and out of the open orders; the caller publishes the level. */
  withdraw(slot: number, market: Market, context: Context): void {
    market.book.remove(slot);
    this.forgetOpen(slot, context);
  }

  /** Closes an order that is in no book: gives back what it holds. */
  close(slot: number, market: Market, status: OrderStatus): void {
    const at = slot << ORDER_INTS_BITS;
    const ints = this.pool.ints;
    ints[at + REMAINING] = 0;
    ints[at + FLAGS] = withStatus(ints[at + FLAGS], status);
    this.settlement.trim(slot, market);
    this.orders.close(slot);
  }

  /** Cancels a resting order, whole. */
  cancel(slot: number, market: Market, reason: CancelReason, context: Context): void {
    this.withdraw(slot, market, context);
    this.events.cancelled(slot, reason, context);
    this.close(slot, market, OrderStatus.Cancelled);
  }

  private forgetOpen(slot: number, context: Context): void {
    this.orders.unlink(slot);
    if (this.pool.floats[(slot << ORDER_FLOATS_BITS) + EXPIRES_AT] !== 0) {
      context.cancel(EXPIRY_TIMER, this.pool.idOf(slot));
    }
  }

  private trade(
    taker: number,
    maker: number,
    market: Market,
    price: number,
    side: number,
    context: Context,
  ): void {
    const ints = this.pool.ints;
    const takerAt = taker << ORDER_INTS_BITS;
    const makerAt = maker << ORDER_INTS_BITS;
    const wanted = ints[takerAt + REMAINING];
    const available = ints[makerAt + REMAINING];
    const quantity = wanted < available ? wanted : available;
    this.settlement.fill(market, maker, taker, price, quantity);
    market.book.fill(maker, quantity);
    ints[takerAt + REMAINING] = wanted - quantity;
    this.executed(maker, quantity);
    this.executed(taker, quantity);
    this.data.traded(market, price, quantity, side, context);
    const amounts = this.settlement.lastFill;
    this.events.filled(maker, Liquidity.Maker, price, quantity, market, amounts, MAKER_FEE, context);
    this.events.filled(taker, Liquidity.Taker, price, quantity, market, amounts, TAKER_FEE, context);
    if (quantity === available) {
      this.forgetOpen(maker, context);
      this.close(maker, market, OrderStatus.Filled);
    }
  }

  /** Self-trade prevention that changes the maker. @returns whether the taker ends */
  private prevent(
    taker: number,
    maker: number,
    market: Market,
    prevention: SelfTradePrevention,
    context: Context,
  ): boolean {
    const ints = this.pool.ints;
    const takerAt = taker << ORDER_INTS_BITS;
    const makerAt = maker << ORDER_INTS_BITS;
    const wanted = ints[takerAt + REMAINING];
    const available = ints[makerAt + REMAINING];
    const quantity = wanted < available ? wanted : available;
    if (prevention !== SelfTradePrevention.Decrement) {
      const ends = prevention === SelfTradePrevention.CancelBoth;
      this.events.prevented(taker, maker, quantity, ends ? 0 : wanted, 0, context);
      this.cancel(maker, market, CancelReason.SelfTrade, context);
      return ends;
    }
    this.events.prevented(taker, maker, quantity, wanted - quantity, available - quantity, context);
    if (quantity === available) this.cancel(maker, market, CancelReason.SelfTrade, context);
    else {
      market.book.reduce(maker, quantity);
      ints[makerAt + QUANTITY] -= quantity;
      this.settlement.trim(maker, market);
    }
    if (quantity === wanted) return true;
    ints[takerAt + REMAINING] -= quantity;
    ints[takerAt + QUANTITY] -= quantity;
    return false;
  }

  private executed(slot: number, quantity: number): void {
    const { ints, floats } = this.pool;
    const at = slot << ORDER_INTS_BITS;
    ints[at + EXECUTED] += quantity;
    ints[at + FLAGS] = withStatus(ints[at + FLAGS], OrderStatus.PartlyFilled);
    floats[(slot << ORDER_FLOATS_BITS) + NOTIONAL] += this.settlement.lastFill[0];
  }
}
