import { AMOUNT_MAX } from "../accounts/accounts.ts";
import { invariant } from "../accounts/invariant.ts";
import { type Context, Role } from "../contract/context.ts";
import {
  AmendConfirmedEncoder,
  type AmendOrderDecoder,
  CancelAllConfirmedEncoder,
  type CancelAllOrdersDecoder,
  type CancelOrderDecoder,
  CancelReason,
  type OrderDecoder,
  OrderStatus,
  RejectionCode,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import { NOT_ENDED } from "./matching.ts";
import { LAYOUT } from "./message-layout.ts";
import { isNotionalAllowed, isPriceAllowed, refuseClosed, type Trading, wouldTrade } from "./order-entry.ts";
import { isPostOnly, statusOf } from "./order-flags.ts";

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const schema = LAYOUT.schema;
const confirmedHeader = LAYOUT.cancelConfirmed;

/** Changes of orders that rest: cancel, cancel all, amend, expiry. Hot path. */
export class OrderChanges {
  private readonly trading: Trading;
  private readonly cancelAllConfirmed = new CancelAllConfirmedEncoder();
  private readonly amendConfirmed = new AmendConfirmedEncoder();

  constructor(trading: Trading) {
    this.trading = trading;
  }

  cancel(message: CancelOrderDecoder, context: Context): void {
    const slot = this.findOpen(message, context);
    if (slot === 0) return;
    const { matching, data } = this.trading;
    const { pool } = this.trading.orders;
    const market = this.marketOf(slot);
    const price = pool.price(slot);
    const side = pool.side(slot);
    const output = context.replies;
    const to = output.claim(24);
    const view = output.view;
    view.setUint32(to, confirmedHeader, true);
    view.setUint32(to + 4, schema, true);
    view.setUint32(to + 8, pool.idLow(slot), true); // orderId
    view.setUint32(to + 12, pool.idHigh(slot), true);
    view.setUint32(to + 16, pool.remaining(slot), true); // cancelledLots
    view.setUint32(to + 20, pool.executed(slot), true); // executedLots
    matching.cancel(slot, market, this.reasonOf(message.accountId, context), context);
    data.levelChanged(market, side, price, context);
    data.topChanged(market, context);
  }

  /** Not counted as hot: it takes as long as the account has orders, at most OPEN_ORDERS_MAX. */
  cancelAll(message: CancelAllOrdersDecoder, context: Context): void {
    const { accounts, markets, orders, matching, data } = this.trading;
    const { accountId } = message;
    const refusal = accounts.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    if (message.hasMarketId && markets.find(message.marketId) === undefined) {
      return context.reject(RejectionCode.UnknownMarket, message.marketId);
    }
    const { pool } = orders;
    const reason = this.reasonOf(accountId, context);
    let count = 0;
    for (let slot = orders.firstOpenOf(accountId); slot !== 0;) {
      const next = pool.accountNext(slot);
      if (!message.hasMarketId || pool.market(slot) === message.marketId) {
        const market = this.marketOf(slot);
        const price = pool.price(slot);
        const side = pool.side(slot);
        matching.cancel(slot, market, reason, context);
        data.levelChanged(market, side, price, context);
        count++;
      }
      slot = next;
    }
    const reply = this.cancelAllConfirmed.reply(context);
    reply.accountId = accountId;
    reply.orderCount = count;
    for (const market of markets.all()) data.topChanged(market, context);
  }

  amend(message: AmendOrderDecoder, context: Context): void {
    const slot = this.findOpen(message, context);
    if (slot === 0) return;
    const pool = this.trading.orders.pool;
    const market = this.marketOf(slot);
    if (!market.isOpen) return refuseClosed(market, context);
    const { minimumQuantityLots, maximumQuantityLots } = market.rules;
    const quantity = message.quantityLots;
    const price = message.hasPriceTicks ? message.priceTicks : pool.price(slot);
    if (quantity < minimumQuantityLots) return context.reject(RejectionCode.BadQuantity, minimumQuantityLots);
    if (quantity > maximumQuantityLots) return context.reject(RejectionCode.BadQuantity, maximumQuantityLots);
    if (quantity <= pool.executed(slot)) this.cancelRest(slot, market, context);
    else if (price === pool.price(slot) && quantity <= pool.quantity(slot)) {
      this.reduce(slot, quantity, market, context);
    } else if (!this.replace(slot, price, quantity, market, context)) return;
    this.trading.data.topChanged(market, context);
  }

  /** A good-till-date order's time is over. */
  expire(orderId: number, context: Context): void {
    const { orders, events, matching, data } = this.trading;
    const slot = orders.pool.find(orderId);
    invariant(slot !== 0);
    const market = this.marketOf(slot);
    const price = orders.pool.price(slot);
    const side = orders.pool.side(slot);
    matching.withdraw(slot, market, context);
    events.expired(slot, context);
    matching.close(slot, market, OrderStatus.Expired);
    data.levelChanged(market, side, price, context);
    data.topChanged(market, context);
  }

  /**
   * The order that a message names, open or remembered, when the caller may act for its account.
   * @returns its slot, that of a closed order below 0, or 0 when the message is rejected
   */
  find(message: CancelOrderDecoder | AmendOrderDecoder | OrderDecoder, context: Context): number {
    const { accounts, orders } = this.trading;
    const { accountId } = message;
    const refusal = accounts.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) {
      context.reject(refusal, accountId);
      return 0;
    }
    const orderId = message.hasOrderId ? message.orderId : 0;
    const clientOrderId = message.hasClientOrderId ? message.clientOrderId : 0;
    if ((orderId === 0) === (clientOrderId === 0)) {
      context.reject(RejectionCode.BadOrderReference);
      return 0;
    }
    const slot =
      orderId === 0 ? orders.findByClientOrderId(accountId, clientOrderId) : orders.find(accountId, orderId);
    if (slot === 0) context.reject(RejectionCode.UnknownOrder, orderId === 0 ? clientOrderId : orderId);
    return slot;
  }

  private findOpen(message: CancelOrderDecoder | AmendOrderDecoder, context: Context): number {
    const slot = this.find(message, context);
    if (slot >= 0) return slot;
    context.reject(RejectionCode.OrderClosed, this.trading.orders.closed.records.idOf(-slot));
    return 0;
  }

  private marketOf(slot: number): Market {
    const { markets, orders } = this.trading;
    const market = markets.find(orders.pool.market(slot));
    invariant(market !== undefined);
    return market;
  }

  private reasonOf(accountId: number, context: Context): CancelReason {
    if (this.trading.accounts.ownerOf(accountId) === context.principalId) return CancelReason.Requested;
    return (context.roles & Role.Operator) !== 0 ? CancelReason.Operator : CancelReason.Requested;
  }

  /** Amended to what is executed already: nothing stays open. */
  private cancelRest(slot: number, market: Market, context: Context): void {
    const { pool } = this.trading.orders;
    const price = pool.price(slot);
    const side = pool.side(slot);
    this.trading.matching.withdraw(slot, market, context);
    this.trading.events.cancelled(slot, CancelReason.Amended, context);
    pool.setQuantity(slot, pool.executed(slot));
    pool.setRemaining(slot, 0);
    this.confirm(slot, OrderStatus.Cancelled, false, context);
    this.trading.matching.close(slot, market, OrderStatus.Cancelled);
    this.trading.data.levelChanged(market, side, price, context);
  }

  /** Less quantity at the same price, or no change: the order keeps its place. */
  private reduce(slot: number, quantity: number, market: Market, context: Context): void {
    const { settlement, events, data } = this.trading;
    const pool = this.trading.orders.pool;
    const less = pool.quantity(slot) - quantity;
    if (less > 0) {
      market.book.reduce(slot, less);
      pool.setQuantity(slot, quantity);
      settlement.trim(slot, market);
    }
    events.amended(slot, true, context);
    this.confirm(slot, statusOf(pool.flags(slot)) as OrderStatus, true, context);
    if (less > 0) data.levelChanged(market, pool.side(slot), pool.price(slot), context);
  }

  /**
   * Another price or more quantity: the order goes behind all others of its price and may trade first.
   * @returns false when it is rejected
   */
  private replace(slot: number, price: number, quantity: number, market: Market, context: Context): boolean {
    const { matching, events, data } = this.trading;
    const { pool } = this.trading.orders;
    const side = pool.side(slot);
    const oldPrice = pool.price(slot);
    const remaining = quantity - pool.executed(slot);
    if (!this.mayReplace(slot, price, quantity, market, context)) return false;
    if (!this.holdFor(slot, price, remaining, market, context)) return false;

    matching.withdraw(slot, market, context);
    data.levelChanged(market, side, oldPrice, context);
    pool.setPrice(slot, price);
    pool.setQuantity(slot, quantity);
    pool.setRemaining(slot, remaining);
    events.amended(slot, false, context);
    const ended = matching.match(slot, market, price, context);
    if (pool.remaining(slot) === 0) {
      this.confirm(slot, OrderStatus.Filled, false, context);
      matching.close(slot, market, OrderStatus.Filled);
    } else if (ended !== NOT_ENDED) {
      events.cancelled(slot, ended, context);
      pool.setRemaining(slot, 0);
      this.confirm(slot, OrderStatus.Cancelled, false, context);
      matching.close(slot, market, OrderStatus.Cancelled);
    } else {
      this.trading.settlement.trim(slot, market);
      matching.rest(slot, market, context);
      this.confirm(slot, statusOf(pool.flags(slot)) as OrderStatus, false, context);
    }
    return true;
  }

  private mayReplace(
    slot: number,
    price: number,
    quantity: number,
    market: Market,
    context: Context,
  ): boolean {
    const { accounts } = this.trading;
    const pool = this.trading.orders.pool;
    const accountId = pool.account(slot);
    const side = pool.side(slot);
    if (accounts.isSuspended(accountId)) {
      context.reject(RejectionCode.AccountSuspended, accountId);
      return false;
    }
    if (!isPriceAllowed(price, market, context)) return false;
    if (!isNotionalAllowed(market.notionalOf(price, quantity), market, context)) return false;
    if (isPostOnly(pool.flags(slot)) && wouldTrade(market, side, price)) {
      const met = side === 0 ? market.book.bestOffer : market.book.bestBid;
      context.reject(RejectionCode.PostOnlyWouldTrade, met);
      return false;
    }
    if (!market.book.ladder.hasRoomAt(price)) {
      context.reject(RejectionCode.BookFull);
      return false;
    }
    return true;
  }

  /** Holds what the amended order needs beyond what it holds; what it needs less is given back later. */
  private holdFor(slot: number, price: number, remaining: number, market: Market, context: Context): boolean {
    const { accounts, orders, settlement } = this.trading;
    const pool = orders.pool;
    const side = pool.side(slot);
    const need = settlement.needOf(market, side, market.notionalOf(price, remaining), remaining);
    if (need > AMOUNT_MAX) {
      context.reject(RejectionCode.AmountOutOfRange);
      return false;
    }
    const more = need - pool.held(slot);
    if (more <= 0) return true;
    const code = settlement.hold(slot, market, more);
    if (code === 0) return true;
    const assetId = side === 0 ? market.rules.quoteAssetId : market.rules.baseAssetId;
    context.reject(code, accounts.freeOf(pool.account(slot), assetId));
    return false;
  }

  private confirm(slot: number, status: OrderStatus, keptPriority: boolean, context: Context): void {
    const pool = this.trading.orders.pool;
    const reply = this.amendConfirmed.reply(context);
    reply.orderId = this.trading.orders.pool.idOf(slot);
    reply.status = status;
    reply.keptPriority = keptPriority;
    reply.priceTicks = pool.price(slot);
    reply.quantityLots = pool.quantity(slot);
    reply.executedLots = pool.executed(slot);
    reply.remainingLots = pool.remaining(slot);
  }
}
