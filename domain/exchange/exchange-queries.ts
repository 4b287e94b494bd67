import type { Context } from "../contract/context.ts";
import {
  type BookDecoder,
  BookImageEncoder,
  type MarketDecoder,
  MarketListEncoder,
  MarketStateEncoder,
  type OpenOrderListOrdersEncoder,
  OpenOrderListEncoder,
  type OpenOrdersDecoder,
  type OrderDecoder,
  OrderStateEncoder,
  type OrderStatus,
  type OrderType,
  RejectionCode,
  type SelfTradePrevention,
  type Side,
  type TimeInForce,
  type TopOfBookDecoder,
  TopOfBookStateEncoder,
} from "./exchange-messages.ts";
import type { MarketRules } from "./market.ts";
import { phaseOf } from "./market-calendar.ts";
import type { OrderChanges } from "./order-changes.ts";
import type { Trading } from "./order-entry.ts";
import { isPostOnly, selfTradePreventionOf, sideOf, statusOf, timeInForceOf, typeOf } from "./order-flags.ts";
import type { OrderPool } from "./order-pool.ts";
import { NO_BID, NO_OFFER } from "./price-ladder.ts";

/** Levels of a side that an image shows; those behind come with their next change. */
const IMAGE_LEVELS_MAX = 10_000;

/** Answers questions; changes nothing. Cold. */
export class ExchangeQueries {
  private readonly trading: Trading;
  private readonly changes: OrderChanges;

  constructor(trading: Trading, changes: OrderChanges) {
    this.trading = trading;
    this.changes = changes;
  }

  order(query: OrderDecoder, context: Context): void {
    const slot = this.changes.find(query, context);
    if (slot === 0) return;
    const { closed, pool } = this.trading.orders;
    const reply = new OrderStateEncoder().reply(context);
    if (slot > 0) writeOrder(reply, pool, slot);
    else writeOrder(reply, closed.records, -slot);
  }

  openOrders(query: OpenOrdersDecoder, context: Context): void {
    const { accounts, orders } = this.trading;
    const { accountId } = query;
    const refusal = accounts.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    const reply = new OpenOrderListEncoder().reply(context);
    reply.accountId = accountId;
    const list = reply.orders;
    for (let slot = orders.firstOpenOf(accountId); slot !== 0;) {
      writeOrder(list.add(), orders.pool, slot);
      slot = orders.pool.accountNext(slot);
    }
  }

  book(query: BookDecoder, context: Context): void {
    const market = this.trading.markets.find(query.marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, query.marketId);
    const { book } = market;
    const reply = new BookImageEncoder().reply(context);
    reply.marketId = market.id;
    reply.sequence = market.sequence;
    const { bids } = reply;
    for (let price = book.bestBid; price !== NO_BID && bids.count < IMAGE_LEVELS_MAX;) {
      const level = bids.add();
      level.priceTicks = price;
      level.quantityLots = book.quantityAt(price);
      level.orderCount = book.countAt(price);
      price = book.ladder.below(price);
    }
    const { offers } = reply;
    for (let price = book.bestOffer; price !== NO_OFFER && offers.count < IMAGE_LEVELS_MAX;) {
      const level = offers.add();
      level.priceTicks = price;
      level.quantityLots = book.quantityAt(price);
      level.orderCount = book.countAt(price);
      price = book.ladder.above(price);
    }
  }

  topOfBook(query: TopOfBookDecoder, context: Context): void {
    const market = this.trading.markets.find(query.marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, query.marketId);
    const { bestBid, bestOffer } = market.book;
    const reply = new TopOfBookStateEncoder().reply(context);
    reply.marketId = market.id;
    reply.sequence = market.sequence;
    reply.bidPriceTicks = bestBid === NO_BID ? 0 : bestBid;
    reply.offerPriceTicks = bestOffer === NO_OFFER ? 0 : bestOffer;
    reply.bidQuantityLots = market.topBidQuantity;
    reply.offerQuantityLots = market.topOfferQuantity;
  }

  markets(context: Context): void {
    const { markets } = new MarketListEncoder().reply(context);
    for (const market of this.trading.markets.all()) {
      const entry = markets.add();
      entry.marketId = market.id;
      writeRules(entry, market.rules);
    }
  }

  market(query: MarketDecoder, context: Context): void {
    const market = this.trading.markets.find(query.marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, query.marketId);
    const reply = new MarketStateEncoder().reply(context);
    reply.marketId = market.id;
    writeRules(reply, market.rules);
    reply.lastPriceTicks = market.lastPrice;
    reply.tradeCount = market.tradeId;
    reply.openOrderCount = market.book.ordersCount;
    reply.phase = phaseOf(market);
  }
}

function writeOrder(
  order: OrderStateEncoder | OpenOrderListOrdersEncoder,
  pool: OrderPool,
  slot: number,
): void {
  const flags = pool.flags(slot);
  order.orderId = pool.idOf(slot);
  order.accountId = pool.account(slot);
  order.marketId = pool.market(slot);
  order.side = sideOf(flags) as Side;
  order.type = typeOf(flags) as OrderType;
  order.timeInForce = timeInForceOf(flags) as TimeInForce;
  order.selfTradePrevention = selfTradePreventionOf(flags) as SelfTradePrevention;
  order.postOnly = isPostOnly(flags);
  order.status = statusOf(flags) as OrderStatus;
  if (pool.clientOrderId(slot) !== 0) order.clientOrderId = pool.clientOrderId(slot);
  if (pool.price(slot) !== 0) order.priceTicks = pool.price(slot);
  order.quantityLots = pool.quantity(slot);
  order.executedLots = pool.executed(slot);
  order.remainingLots = pool.remaining(slot);
  order.quoteAmount = pool.notional(slot);
  order.feeAmount = pool.fee(slot);
  order.heldAmount = pool.held(slot);
  if (pool.expiresAt(slot) !== 0) order.expiresAtUs = pool.expiresAt(slot);
}

function writeRules(target: MarketRules, rules: MarketRules): void {
  target.symbol = rules.symbol;
  target.baseAssetId = rules.baseAssetId;
  target.quoteAssetId = rules.quoteAssetId;
  target.feeAccountId = rules.feeAccountId;
  target.lotSize = rules.lotSize;
  target.tickSize = rules.tickSize;
  target.referencePriceTicks = rules.referencePriceTicks;
  target.priceBandPpm = rules.priceBandPpm;
  target.minimumQuantityLots = rules.minimumQuantityLots;
  target.maximumQuantityLots = rules.maximumQuantityLots;
  target.minimumNotional = rules.minimumNotional;
  target.maximumNotional = rules.maximumNotional;
  target.openOrdersMax = rules.openOrdersMax;
  target.makerFeePpm = rules.makerFeePpm;
  target.takerFeePpm = rules.takerFeePpm;
}
