import type { Context } from "../contract/context.ts";
import {
  CancelReason,
  Liquidity,
  OrderExpiresEncoder,
  OrderStatus,
  SelfTradePrevention,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import type { MarketData } from "./market-data.ts";
import { BUY } from "./order-book.ts";
import type { OrderEvents } from "./order-events.ts";
import { selfTradePreventionOf, withStatus } from "./order-flags.ts";
import type { OrderPool } from "./order-pool.ts";
import type { Orders } from "./orders.ts";
import { NO_BID, NO_OFFER } from "./price-ladder.ts";
import { MAKER_FEE, type Settlement, TAKER_FEE } from "./settlement.ts";

/** An incoming order met all that it could. */
export const NOT_ENDED = -1;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const notEnded: typeof NOT_ENDED = NOT_ENDED;
const buy: number = BUY;
const noBid: number = NO_BID;
const noOffer: number = NO_OFFER;
const makerFee: number = MAKER_FEE;
const takerFee: number = TAKER_FEE;
const { Maker, Taker } = Liquidity;
const { Cancelled, Filled, PartlyFilled } = OrderStatus;
const { MatchLimit, SelfTrade } = CancelReason;
const { CancelBoth, CancelNewest, CancelOldest, Decrement, None } = SelfTradePrevention;

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
  private readonly orderExpires = new OrderExpiresEncoder();

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
    const side = this.pool.side(taker);
    const accountId = this.pool.account(taker);
    const prevention = selfTradePreventionOf(this.pool.flags(taker)) as SelfTradePrevention;
    let touched = 0; // The price of the level that has changed and is not yet published.
    let ended: CancelReason | typeof NOT_ENDED = notEnded;
    let matches = 0;
    while (ended === notEnded && this.pool.remaining(taker) > 0) {
      const maker = book.bestAgainst(side, limit);
      if (maker === 0) break;
      if (matches++ === this.matchesMax) {
        ended = MatchLimit;
        break;
      }
      const price = this.pool.price(maker);
      const own = prevention !== None && this.pool.account(maker) === accountId;
      if (own && prevention === CancelNewest) {
        const quantity = Math.min(this.pool.remaining(taker), this.pool.remaining(maker));
        this.events.prevented(taker, maker, quantity, 0, this.pool.remaining(maker), context);
        ended = SelfTrade;
        break;
      }
      if (price !== touched) {
        if (touched !== 0) this.data.levelChanged(market, 1 - side, touched, context);
        touched = price;
      }
      if (own) {
        if (this.prevent(taker, maker, market, prevention, context)) ended = SelfTrade;
      } else this.trade(taker, maker, market, price, side, context);
    }
    if (touched !== 0) this.data.levelChanged(market, 1 - side, touched, context);
    return ended;
  }

  /** Whether an order would be filled whole at once, without ending by another rule on the way. */
  canFill(slot: number, market: Market, limit: number): boolean {
    const pool = this.pool;
    const side = pool.side(slot);
    const prevention = selfTradePreventionOf(pool.flags(slot));
    const { book } = market;
    let wanted = pool.remaining(slot);
    let matches = 0;
    let price = side === buy ? book.bestOffer : book.bestBid;
    while (side === buy ? price <= limit && price !== noOffer : price >= limit && price !== noBid) {
      for (let other = book.firstAt(price); other !== 0;) {
        if (matches++ === this.matchesMax) return false;
        if (prevention === None || pool.account(other) !== pool.account(slot)) {
          wanted -= pool.remaining(other);
          if (wanted <= 0) return true;
        } else if (prevention !== CancelOldest) return false;
        other = pool.next(other);
      }
      price = side === buy ? book.ladder.above(price) : book.ladder.below(price);
    }
    return false;
  }

  /** Puts what is left of an order into the book. The caller has asked for room and trimmed the hold. */
  rest(slot: number, market: Market, context: Context): void {
    const pool = this.pool;
    market.book.add(slot);
    this.orders.open(slot);
    const expiresAt = pool.expiresAt(slot);
    if (expiresAt !== 0) this.orderExpires.schedule(context, expiresAt, pool.idOf(slot));
    this.data.levelChanged(market, pool.side(slot), pool.price(slot), context);
  }

  /** Takes a resting order out of the book and out of the open orders; the caller publishes the level. */
  withdraw(slot: number, market: Market, context: Context): void {
    market.book.remove(slot);
    this.forgetOpen(slot, context);
  }

  /** Closes an order that is in no book: gives back what it holds. */
  close(slot: number, market: Market, status: OrderStatus): void {
    const pool = this.pool;
    pool.setRemaining(slot, 0);
    pool.setFlags(slot, withStatus(pool.flags(slot), status));
    this.settlement.trim(slot, market);
    this.orders.close(slot);
  }

  /** Cancels a resting order, whole. */
  cancel(slot: number, market: Market, reason: CancelReason, context: Context): void {
    this.withdraw(slot, market, context);
    this.events.cancelled(slot, reason, context);
    this.close(slot, market, Cancelled);
  }

  private forgetOpen(slot: number, context: Context): void {
    this.orders.unlink(slot);
    if (this.pool.expiresAt(slot) !== 0) this.orderExpires.cancel(context, this.pool.idOf(slot));
  }

  private trade(
    taker: number,
    maker: number,
    market: Market,
    price: number,
    side: number,
    context: Context,
  ): void {
    const pool = this.pool;
    const wanted = pool.remaining(taker);
    const available = pool.remaining(maker);
    const quantity = wanted < available ? wanted : available;
    this.settlement.fill(market, maker, taker, price, quantity);
    market.book.fill(maker, quantity);
    pool.setRemaining(taker, wanted - quantity);
    this.executed(maker, quantity);
    this.executed(taker, quantity);
    this.data.traded(market, price, quantity, side, context);
    const amounts = this.settlement.lastFill;
    this.events.filled(maker, Maker, price, quantity, market, amounts, makerFee, context);
    this.events.filled(taker, Taker, price, quantity, market, amounts, takerFee, context);
    if (quantity === available) {
      this.forgetOpen(maker, context);
      this.close(maker, market, Filled);
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
    const pool = this.pool;
    const wanted = pool.remaining(taker);
    const available = pool.remaining(maker);
    const quantity = wanted < available ? wanted : available;
    if (prevention !== Decrement) {
      const ends = prevention === CancelBoth;
      this.events.prevented(taker, maker, quantity, ends ? 0 : wanted, 0, context);
      this.cancel(maker, market, SelfTrade, context);
      return ends;
    }
    this.events.prevented(taker, maker, quantity, wanted - quantity, available - quantity, context);
    if (quantity === available) this.cancel(maker, market, SelfTrade, context);
    else {
      market.book.reduce(maker, quantity);
      pool.setQuantity(maker, pool.quantity(maker) - quantity);
      this.settlement.trim(maker, market);
    }
    if (quantity === wanted) return true;
    pool.setRemaining(taker, pool.remaining(taker) - quantity);
    pool.setQuantity(taker, pool.quantity(taker) - quantity);
    return false;
  }

  private executed(slot: number, quantity: number): void {
    const pool = this.pool;
    pool.setExecuted(slot, pool.executed(slot) + quantity);
    pool.setFlags(slot, withStatus(pool.flags(slot), PartlyFilled));
    pool.setNotional(slot, pool.notional(slot) + this.settlement.lastFill[0]);
  }
}
