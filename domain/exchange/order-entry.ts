import { AMOUNT_MAX, type Accounts } from "../accounts/accounts.ts";
import type { Context } from "../contract/context.ts";
import type { ExchangeLimits } from "./exchange-limits.ts";
import {
  CancelReason,
  OrderStatus,
  OrderType,
  type PlaceOrderDecoder,
  RejectionCode,
  TimeInForce,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import type { MarketData } from "./market-data.ts";
import type { Markets } from "./markets.ts";
import { type Matching, NOT_ENDED } from "./matching.ts";
import { LAYOUT } from "./message-layout.ts";
import { BUY } from "./order-book.ts";
import type { OrderEvents } from "./order-events.ts";
import { ASKED_MASK, firstStatusOf, orderFlags, statusOf, withFirstStatus } from "./order-flags.ts";
import type { OrderPool } from "./order-pool.ts";
import type { Orders } from "./orders.ts";
import { NO_BID, NO_OFFER, PRICE_TICKS_MAX } from "./price-ladder.ts";
import type { Settlement } from "./settlement.ts";

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const schema = LAYOUT.schema;
const placedHeader = LAYOUT.orderPlaced;
const twoTo32 = 4_294_967_296;
const absent = 0xffff_ffff;
const amountMax: number = AMOUNT_MAX;
const priceMax: number = PRICE_TICKS_MAX;
const buy: number = BUY;
const noBid: number = NO_BID;
const noOffer: number = NO_OFFER;
const notEnded: number = NOT_ENDED;
const marketType: number = OrderType.Market;
const { Cancelled, Filled } = OrderStatus;
const { FillOrKill, GoodTillCancelled, GoodTillDate } = TimeInForce;

/** What an order entry works with. */
export interface Trading {
  readonly limits: ExchangeLimits;
  readonly accounts: Accounts;
  readonly markets: Markets;
  readonly orders: Orders;
  readonly settlement: Settlement;
  readonly events: OrderEvents;
  readonly data: MarketData;
  readonly matching: Matching;
}

/** Placing orders: every rule in turn, then the hold, then the book. Hot path. */
export class OrderEntry {
  private readonly accounts: Accounts;
  private readonly markets: Markets;
  private readonly orders: Orders;
  private readonly pool: OrderPool;
  private readonly settlement: Settlement;
  private readonly events: OrderEvents;
  private readonly data: MarketData;
  private readonly matching: Matching;

  // What the order being placed comes to.
  private limit = 0;
  private lots = 0;
  /** Quote minor units; in an array because a field with a large number would be a heap object. */
  private readonly notional = new Float64Array(1);

  constructor(trading: Trading) {
    this.accounts = trading.accounts;
    this.markets = trading.markets;
    this.orders = trading.orders;
    this.pool = trading.orders.pool;
    this.settlement = trading.settlement;
    this.events = trading.events;
    this.data = trading.data;
    this.matching = trading.matching;
  }

  place(message: PlaceOrderDecoder, context: Context): void {
    const { accountId } = message;
    const refusal = this.accounts.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    let clientOrderId = 0;
    if (message.hasClientOrderId) {
      clientOrderId = message.clientOrderId;
      if (clientOrderId === 0) return context.reject(RejectionCode.BadOrderReference, 0);
      const same = this.orders.findByClientOrderId(accountId, clientOrderId);
      if (same > 0) return this.answerAgain(this.pool, same, message, context);
      if (same < 0) return this.answerAgain(this.orders.closed.records, -same, message, context);
    }
    if (this.accounts.isSuspended(accountId)) {
      return context.reject(RejectionCode.AccountSuspended, accountId);
    }
    const market = this.markets.find(message.marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, message.marketId);
    if (!market.isOpen) return refuseClosed(market, context);
    if (!this.obeysRules(message, market, context)) return;
    if (this.orders.isFull) return context.reject(RejectionCode.BookFull);

    const need = this.hold(accountId, message.side, market, context);
    if (need < 0) return;
    const slot = this.enter(message, market, clientOrderId, need);
    this.events.accepted(slot, context);
    this.execute(slot, message.timeInForce, market, context);
    this.data.topChanged(market, context);
  }

  /** Everything that can be wrong with an order but its account's money. @returns false when rejected */
  private obeysRules(message: PlaceOrderDecoder, market: Market, context: Context): boolean {
    const { rules } = market;
    const { side, timeInForce } = message;
    const quantity = message.quantityLots;
    if (quantity < rules.minimumQuantityLots) {
      return refuse(context, RejectionCode.BadQuantity, rules.minimumQuantityLots);
    }
    if (quantity > rules.maximumQuantityLots) {
      return refuse(context, RejectionCode.BadQuantity, rules.maximumQuantityLots);
    }
    const rests = isResting(timeInForce);
    if (message.postOnly && !rests) return refuse(context, RejectionCode.BadTimeInForce, timeInForce);
    if (message.hasExpiresAtUs) {
      if (timeInForce !== GoodTillDate || message.expiresAtUs <= context.now) {
        return refuse(context, RejectionCode.BadExpiry, context.now);
      }
    } else if (timeInForce === GoodTillDate) {
      return refuse(context, RejectionCode.BadExpiry, context.now);
    }
    if (message.type === marketType) {
      if (rests) return refuse(context, RejectionCode.BadTimeInForce, timeInForce);
      if (message.hasPriceTicks) return refuse(context, RejectionCode.BadPrice, message.priceTicks);
      return this.sizeMarketOrder(side, quantity, market, context);
    }
    if (!message.hasPriceTicks) return refuse(context, RejectionCode.BadPrice, 0);
    const price = message.priceTicks;
    if (!this.sizeLimitOrder(price, quantity, market, context)) return false;
    if (!rests) return true;
    if (this.orders.openCountOf(message.accountId) >= rules.openOrdersMax) {
      return refuse(context, RejectionCode.TooManyOpenOrders, rules.openOrdersMax);
    }
    if (message.postOnly && wouldTrade(market, side, price)) {
      const met = side === buy ? market.book.bestOffer : market.book.bestBid;
      return refuse(context, RejectionCode.PostOnlyWouldTrade, met);
    }
    if (!market.book.ladder.hasRoomAt(price)) return refuse(context, RejectionCode.BookFull, 0);
    return true;
  }

  private sizeLimitOrder(price: number, quantity: number, market: Market, context: Context): boolean {
    if (!isPriceAllowed(price, market, context)) return false;
    const notional = market.notionalOf(price, quantity);
    this.limit = price;
    this.lots = quantity;
    this.notional[0] = notional;
    return isNotionalAllowed(notional, market, context);
  }

  /**
   * A market order is a limit order at the worst price at which the book has its quantity now, inside
   * the price band. What self-trade prevention takes away is not made up for at worse prices, but it
   * may be at the worst of these, so that is what a buy holds for all its lots.
   */
  private sizeMarketOrder(side: number, quantity: number, market: Market, context: Context): boolean {
    const { book } = market;
    const bound = side === buy ? market.highestPrice : market.lowestPrice;
    let price = side === buy ? book.bestOffer : book.bestBid;
    let left = quantity;
    this.limit = side === buy ? noBid : noOffer; // Trades with nothing.
    while (
      left > 0 &&
      (side === buy ? price <= bound && price !== noOffer : price >= bound && price !== noBid)
    ) {
      const available = book.quantityOf(price);
      left -= available < left ? available : left;
      this.limit = price;
      price = side === buy ? book.ladder.above(price) : book.ladder.below(price);
    }
    this.lots = quantity - left;
    const notional = this.lots === 0 ? 0 : market.notionalOf(this.limit, this.lots);
    if (notional > market.rules.maximumNotional) {
      return refuse(context, RejectionCode.BadNotional, market.rules.maximumNotional);
    }
    this.notional[0] = notional;
    return true;
  }

  private enter(message: PlaceOrderDecoder, market: Market, clientOrderId: number, held: number): number {
    const pool = this.pool;
    const slot = pool.take();
    const price = message.hasPriceTicks ? message.priceTicks : 0;
    const quantity = message.quantityLots;
    pool.setPrice(slot, price);
    pool.setRemaining(slot, quantity);
    pool.setAccount(slot, message.accountId);
    pool.setMarket(slot, market.id);
    pool.setFlags(slot, flagsOf(message));
    pool.setQuantity(slot, quantity);
    pool.setExecuted(slot, 0);
    pool.setFeeResidual(slot, 0);
    pool.setFirstPrice(slot, price);
    pool.setFirstQuantity(slot, quantity);
    pool.setHeld(slot, held);
    pool.setFee(slot, 0);
    pool.setNotional(slot, 0);
    pool.setClientOrderId(slot, clientOrderId);
    pool.setExpiresAt(slot, message.hasExpiresAtUs ? message.expiresAtUs : 0);
    if (clientOrderId !== 0) this.orders.clientOrderIds.add(slot);
    return slot;
  }

  /** @returns what the order holds from now on, or -1 when it is rejected */
  private hold(accountId: number, side: number, market: Market, context: Context): number {
    const need = this.settlement.needOf(market, side, this.notional[0], this.lots);
    if (need > amountMax) {
      context.reject(RejectionCode.AmountOutOfRange);
      return -1;
    }
    const assetId = side === buy ? market.rules.quoteAssetId : market.rules.baseAssetId;
    const code = this.accounts.hold(accountId, assetId, need);
    if (code === 0) return need;
    context.reject(code, this.accounts.freeOf(accountId, assetId));
    return -1;
  }

  private execute(slot: number, timeInForce: TimeInForce, market: Market, context: Context): void {
    const { matching, pool } = this;
    const { limit } = this;
    let reason: CancelReason = CancelReason.FillOrKill;
    if (timeInForce !== FillOrKill || matching.canFill(slot, market, limit)) {
      const ended = matching.match(slot, market, limit, context);
      if (pool.remaining(slot) === 0) {
        this.answer(slot, Filled, context);
        matching.close(slot, market, Filled);
        return;
      }
      if (ended !== notEnded) reason = ended as CancelReason;
      else if (isResting(timeInForce)) {
        if (pool.remaining(slot) !== pool.firstQuantity(slot)) this.settlement.trim(slot, market);
        matching.rest(slot, market, context);
        this.answer(slot, statusOf(pool.flags(slot)) as OrderStatus, context);
        return;
      } else reason = pool.price(slot) === 0 ? CancelReason.NoLiquidity : CancelReason.ImmediateOrCancel;
    }
    this.events.cancelled(slot, reason, context);
    pool.setRemaining(slot, 0);
    this.answer(slot, Cancelled, context);
    matching.close(slot, market, Cancelled);
  }

  /** Replies, and remembers the reply for a client that asks again. */
  private answer(slot: number, status: OrderStatus, context: Context): void {
    const pool = this.pool;
    pool.setFlags(slot, withFirstStatus(pool.flags(slot), status));
    pool.setFirstExecuted(slot, pool.executed(slot));
    pool.setFirstRemaining(slot, pool.remaining(slot));
    pool.setFirstNotional(slot, pool.notional(slot));
    this.reply(pool, slot, context);
  }

  private reply(pool: OrderPool, slot: number, context: Context): void {
    const output = context.replies;
    const to = output.claim(41);
    const view = output.view;
    const clientOrderId = pool.clientOrderId(slot);
    const notional = pool.firstNotional(slot);
    view.setUint32(to, placedHeader, true);
    view.setUint32(to + 4, schema, true);
    view.setUint32(to + 8, pool.idLow(slot), true); // orderId
    view.setUint32(to + 12, pool.idHigh(slot), true);
    if (clientOrderId === 0) {
      view.setUint32(to + 16, absent, true); // clientOrderId
      view.setUint32(to + 20, absent, true);
    } else {
      view.setUint32(to + 16, clientOrderId, true); // clientOrderId
      view.setUint32(to + 20, clientOrderId / twoTo32, true);
    }
    view.setUint32(to + 24, notional, true); // quoteAmount
    view.setUint32(to + 28, notional / twoTo32, true);
    view.setUint32(to + 32, pool.firstExecuted(slot), true); // executedLots
    view.setUint32(to + 36, pool.firstRemaining(slot), true); // remainingLots
    view.setUint8(to + 40, firstStatusOf(pool.flags(slot))); // status
  }

  private answerAgain(pool: OrderPool, slot: number, message: PlaceOrderDecoder, context: Context): void {
    const same =
      pool.market(slot) === message.marketId &&
      pool.firstPrice(slot) === (message.hasPriceTicks ? message.priceTicks : 0) &&
      pool.firstQuantity(slot) === message.quantityLots &&
      (pool.flags(slot) & ASKED_MASK) === flagsOf(message) &&
      pool.expiresAt(slot) === (message.hasExpiresAtUs ? message.expiresAtUs : 0);
    if (same) this.reply(pool, slot, context);
    else context.reject(RejectionCode.ClientOrderIdTaken, pool.idOf(slot));
  }
}

/** A closed market takes no orders and no changes of orders. */
export function refuseClosed(market: Market, context: Context): void {
  context.reject(RejectionCode.MarketClosed, market.hours.next?.opensAtUs);
}

/** Rejects when a limit price is none, or outside the band. */
export function isPriceAllowed(price: number, market: Market, context: Context): boolean {
  if (price < 1 || price > priceMax) return refuse(context, RejectionCode.BadPrice, price);
  const { lowestPrice, highestPrice } = market;
  if (price < lowestPrice) return refuse(context, RejectionCode.OutsidePriceBand, lowestPrice);
  if (price > highestPrice) return refuse(context, RejectionCode.OutsidePriceBand, highestPrice);
  return true;
}

/** Rejects when price times quantity is outside the market's bounds. */
export function isNotionalAllowed(notional: number, market: Market, context: Context): boolean {
  const { minimumNotional, maximumNotional } = market.rules;
  if (notional < minimumNotional) return refuse(context, RejectionCode.BadNotional, minimumNotional);
  if (notional > maximumNotional) return refuse(context, RejectionCode.BadNotional, maximumNotional);
  return true;
}

/** Whether an order of this side and price would meet the other side. */
export function wouldTrade(market: Market, side: number, price: number): boolean {
  return side === buy ? price >= market.book.bestOffer : price <= market.book.bestBid;
}

function isResting(timeInForce: TimeInForce): boolean {
  return timeInForce === GoodTillCancelled || timeInForce === GoodTillDate;
}

function flagsOf(message: PlaceOrderDecoder): number {
  const { side, type, timeInForce, selfTradePrevention, postOnly } = message;
  return orderFlags(side, type, timeInForce, selfTradePrevention, postOnly);
}

function refuse(context: Context, code: number, value: number): false {
  context.reject(code, value);
  return false;
}
