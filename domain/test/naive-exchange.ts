import {
  CancelReason,
  OrderStatus,
  OrderType,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "../exchange/exchange-messages.ts";
import type { ExchangeLimits } from "../exchange/exchange-limits.ts";
import type { MarketRules } from "../exchange/market.ts";

/**
 * The exchange again, as plainly as can be: arrays, filters, sorts, bigints. It shares rules and
 * bounds with the real one, no code; the property tests hold the two against each other. Its order
 * ids are serial numbers, which the test translates.
 */
export interface NaiveOrder {
  serial: number;
  accountId: number;
  marketId: number;
  side: Side;
  type: OrderType;
  timeInForce: TimeInForce;
  prevention: SelfTradePrevention;
  postOnly: boolean;
  price: number;
  quantity: number;
  executed: number;
  remaining: number;
  clientOrderId: number;
  expiresAt: number;
  priority: number;
  /** In the book; neither open nor closed while it is being matched. */
  open: boolean;
  closed: boolean;
  held: number;
  /** Millionths of a minor unit: the exact fee, and what was charged. */
  exactFee: bigint;
  charged: bigint;
  notional: number;
  asked: string;
  first: object | undefined;
}

export interface NaiveTrade {
  marketId: number;
  tradeId: number;
  price: number;
  quantity: number;
  takerSide: Side;
  maker: number;
  taker: number;
  makerFee: number;
  takerFee: number;
}

/** A reply: a rejection with its value, or fields of the real reply with serials for order ids. */
export type NaiveReply = { [field: string]: unknown };

export interface NaiveMarket {
  id: number;
  rules: MarketRules;
  lastPrice: number;
  trades: number;
  /** All that were ever planned and not taken back; undefined: it is always open. */
  hours: NaiveHours[] | undefined;
}

export interface NaiveHours {
  opensAtUs: number;
  closesAtUs: number;
}

export interface NaiveAccount {
  owner: number;
  suspended: boolean;
  /** By asset. */
  free: number[];
  held: number[];
}

type Fields = Record<string, unknown>;

const MAX = Number.MAX_SAFE_INTEGER;
const PRICE_MAX = 2 ** 31 - 2;
const OPERATOR_ROLE = 4;

class Refusal extends Error {
  readonly label: string;
  readonly value: number | undefined;
  constructor(label: string, value?: number) {
    super(label);
    this.label = label;
    this.value = value;
  }
}

export class NaiveExchange {
  readonly accounts: NaiveAccount[] = [{ owner: 0, suspended: false, free: [0, 0, 0], held: [0, 0, 0] }];
  readonly markets: NaiveMarket[] = [];
  /** Open and remembered. */
  orders: NaiveOrder[] = [];
  /** Of the last command. */
  trades: NaiveTrade[] = [];
  /** Why orders were closed by the last command. */
  reasons: CancelReason[] = [];
  private readonly limits: ExchangeLimits;
  private serial = 0;
  private clock = 0;

  constructor(limits: ExchangeLimits) {
    this.limits = limits;
  }

  apply(name: string, fields: Fields, principal: number, roles: number, now: number): NaiveReply {
    this.trades = [];
    this.reasons = [];
    try {
      const forAll = ["PlaceOrder", "CancelOrder", "CancelAllOrders", "AmendOrder"].includes(name);
      if ((roles & (forAll ? 7 : OPERATOR_ROLE)) === 0) throw new Refusal("Forbidden");
      if (name === "PlaceOrder") return this.place(fields, principal, roles, now);
      if (name === "CancelOrder") return this.cancel(fields, principal, roles);
      if (name === "CancelAllOrders") return this.cancelAll(fields, principal, roles);
      if (name === "AmendOrder") return this.amend(fields, principal, roles, now);
      if (name === "CreateMarket") return this.createMarket(fields);
      if (name === "ScheduleTradingHours") return this.schedule(fields, now);
      if (name === "CancelTradingHours") return this.cancelHours(fields, now);
      throw new Error(name);
    } catch (error) {
      if (error instanceof Refusal) return { rejection: error.label, value: error.value };
      throw error;
    }
  }

  /**
   * Closes orders whose time is over, in the order of their timers: by deadline, then by the order id
   * that the real exchange gave them. (The order decides which closed order is forgotten first.)
   */
  expire(now: number, idOf: readonly number[]): void {
    const over = this.orders.filter((one) => one.open && one.expiresAt !== 0 && one.expiresAt <= now);
    over.sort((a, b) => a.expiresAt - b.expiresAt || idOf[a.serial]! - idOf[b.serial]!);
    for (const order of over) this.close(order);
  }

  /** Levels as [price, lots, orders], from the best. */
  levels(marketId: number, side: Side): [number, number, number][] {
    const levels = new Map<number, [number, number, number]>();
    for (const order of this.resting(marketId, side)) {
      const level = levels.get(order.price) ?? [order.price, 0, 0];
      levels.set(order.price, [order.price, level[1] + order.remaining, level[2] + 1]);
    }
    return [...levels.values()];
  }

  /** Open orders of a side in price-time order. */
  resting(marketId: number, side: Side): NaiveOrder[] {
    return this.orders
      .filter((order) => order.open && order.marketId === marketId && order.side === side)
      .sort((a, b) => (side === Side.Buy ? b.price - a.price : a.price - b.price) || a.priority - b.priority);
  }

  private createMarket(fields: Fields): NaiveReply {
    const rules = fields as unknown as MarketRules;
    const wrong: [boolean, number][] = [
      [rules.symbol === "", 0],
      [rules.baseAssetId === rules.quoteAssetId, 2],
      [rules.lotSize < 1, 4],
      [rules.tickSize < 1, 5],
      [rules.referencePriceTicks > PRICE_MAX, 6],
      [rules.priceBandPpm > 1e6, 7],
      [rules.minimumQuantityLots < 1, 8],
      [rules.maximumQuantityLots < rules.minimumQuantityLots || rules.maximumQuantityLots > 2 ** 31 - 1, 9],
      [rules.maximumNotional < rules.minimumNotional, 11],
      [rules.openOrdersMax > 10_000, 12],
      [rules.makerFeePpm > 1e5, 13],
      [rules.takerFeePpm > 1e5, 14],
    ];
    for (const [is, value] of wrong) if (is) throw new Refusal("BadMarket", value);
    for (const asset of [rules.baseAssetId, rules.quoteAssetId]) {
      if (asset < 1 || asset > 2) throw new Refusal("UnknownAsset", asset);
    }
    this.accountOf(rules.feeAccountId);
    const taken = this.markets.find((market) => market.rules.symbol === rules.symbol);
    if (taken !== undefined) throw new Refusal("SymbolTaken", taken.id);
    if (this.markets.length === this.limits.marketsMax) {
      throw new Refusal("TooManyMarkets", this.markets.length);
    }
    this.markets.push({ id: this.markets.length + 1, rules, lastPrice: 0, trades: 0, hours: undefined });
    return { marketId: this.markets.length };
  }

  private schedule(fields: Fields, now: number): NaiveReply {
    const market = this.marketOf(fields["marketId"] as number);
    const { opensAtUs, closesAtUs } = fields as unknown as NaiveHours;
    if (closesAtUs <= opensAtUs || closesAtUs <= now) throw new Refusal("BadTradingHours", now);
    const ahead = hoursAhead(market, now);
    const isNew = ahead.every((one) => one.opensAtUs !== opensAtUs || one.closesAtUs !== closesAtUs);
    if (isNew) {
      // The first of those that share an instant with these.
      const met = ahead.find((one) => one.closesAtUs > opensAtUs && one.opensAtUs < closesAtUs);
      if (met !== undefined) throw new Refusal("TradingHoursOverlap", met.opensAtUs);
      if (ahead.length === this.limits.hoursMax) throw new Refusal("TooManyTradingHours", ahead.length);
      market.hours = [...(market.hours ?? []), { opensAtUs, closesAtUs }];
    }
    return { marketId: market.id, opensAtUs, closesAtUs, isNew };
  }

  private cancelHours(fields: Fields, now: number): NaiveReply {
    const market = this.marketOf(fields["marketId"] as number);
    const opensAtUs = fields["opensAtUs"] as number;
    const found = hoursAhead(market, now).find((one) => one.opensAtUs === opensAtUs);
    if (found === undefined) throw new Refusal("UnknownTradingHours", opensAtUs);
    market.hours = market.hours!.filter((one) => one !== found);
    return { marketId: market.id, ...found };
  }

  private marketOf(marketId: number): NaiveMarket {
    const market = this.markets[marketId - 1];
    if (market === undefined) throw new Refusal("UnknownMarket", marketId);
    return market;
  }

  private place(fields: Fields, principal: number, roles: number, now: number): NaiveReply {
    const account = this.authorized(fields["accountId"] as number, principal, roles);
    const accountId = fields["accountId"] as number;
    const asked = JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
    const clientOrderId = (fields["clientOrderId"] as number | undefined) ?? 0;
    if (fields["clientOrderId"] === 0) throw new Refusal("BadOrderReference", 0);
    const same = this.orders.find(
      (one) => one.accountId === accountId && one.clientOrderId === clientOrderId,
    );
    if (clientOrderId !== 0 && same !== undefined) {
      if (same.asked === asked) return same.first as NaiveReply;
      throw new Refusal("ClientOrderIdTaken", same.serial);
    }
    if (account.suspended) throw new Refusal("AccountSuspended", accountId);
    const market = this.marketOf(fields["marketId"] as number);
    checkOpen(market, now);
    const { rules } = market;
    const order: NaiveOrder = {
      serial: 0,
      accountId,
      marketId: market.id,
      side: fields["side"] as Side,
      type: fields["type"] as OrderType,
      timeInForce: fields["timeInForce"] as TimeInForce,
      prevention: fields["selfTradePrevention"] as SelfTradePrevention,
      postOnly: fields["postOnly"] as boolean,
      price: (fields["priceTicks"] as number | undefined) ?? 0,
      quantity: fields["quantityLots"] as number,
      executed: 0,
      remaining: fields["quantityLots"] as number,
      clientOrderId,
      expiresAt: (fields["expiresAtUs"] as number | undefined) ?? 0,
      priority: 0,
      open: false,
      closed: false,
      held: 0,
      exactFee: 0n,
      charged: 0n,
      notional: 0,
      asked,
      first: undefined,
    };
    const rests =
      order.timeInForce === TimeInForce.GoodTillCancelled || order.timeInForce === TimeInForce.GoodTillDate;
    const dated = order.timeInForce === TimeInForce.GoodTillDate;
    if (order.quantity < rules.minimumQuantityLots) {
      throw new Refusal("BadQuantity", rules.minimumQuantityLots);
    }
    if (order.quantity > rules.maximumQuantityLots) {
      throw new Refusal("BadQuantity", rules.maximumQuantityLots);
    }
    if (order.postOnly && !rests) throw new Refusal("BadTimeInForce", order.timeInForce);
    if ((fields["expiresAtUs"] !== undefined) !== dated || (dated && order.expiresAt <= now)) {
      throw new Refusal("BadExpiry", now);
    }
    const others = this.resting(market.id, order.side === Side.Buy ? Side.Sell : Side.Buy);
    let limit = order.price;
    let cost = notionalOf(rules, order.price, order.quantity);
    let lots = order.quantity;
    if (order.type === OrderType.Market) {
      if (rests) throw new Refusal("BadTimeInForce", order.timeInForce);
      if (fields["priceTicks"] !== undefined) throw new Refusal("BadPrice", order.price);
      const [low, high] = bandOf(market);
      limit = order.side === Side.Buy ? -Infinity : Infinity;
      cost = 0n;
      for (const other of others) {
        if (order.side === Side.Buy ? other.price > high : other.price < low) break;
        if (lots === 0) break;
        const some = Math.min(lots, other.remaining);
        lots -= some;
        limit = other.price;
      }
      lots = order.quantity - lots;
      if (lots > 0) cost = notionalOf(rules, limit, lots);
      if (cost > rules.maximumNotional) throw new Refusal("BadNotional", rules.maximumNotional);
    } else {
      this.checkPrice(market, order.price);
      checkNotional(rules, cost);
      if (rests) this.checkResting(market, order, order.price);
    }
    const used = this.orders.length;
    if (used >= this.limits.ordersMax) throw new Refusal("BookFull");
    this.hold(order, market, needOf(rules, order.side, cost, lots));
    order.serial = ++this.serial;
    this.orders.push(order);

    let reason: CancelReason | undefined = CancelReason.FillOrKill;
    if (order.timeInForce !== TimeInForce.FillOrKill || this.canFill(order, others, limit)) {
      reason = this.match(order, market, limit);
      if (order.remaining > 0 && reason === undefined && !rests) {
        reason = order.type === OrderType.Market ? CancelReason.NoLiquidity : CancelReason.ImmediateOrCancel;
      }
    }
    let status: OrderStatus = order.executed > 0 ? OrderStatus.PartlyFilled : OrderStatus.Open;
    if (order.remaining === 0) status = OrderStatus.Filled;
    else if (reason !== undefined) status = OrderStatus.Cancelled;
    const rest = status === OrderStatus.Open || status === OrderStatus.PartlyFilled;
    order.first = {
      orderId: order.serial,
      status,
      executedLots: order.executed,
      remainingLots: rest ? order.remaining : 0,
      quoteAmount: order.notional,
    };
    if (rest) this.rest(order, market);
    else {
      if (reason !== undefined && order.remaining > 0) this.reasons.push(reason);
      this.close(order);
    }
    return order.first as NaiveReply;
  }

  private cancel(fields: Fields, principal: number, roles: number): NaiveReply {
    const order = this.referred(fields, principal, roles);
    if (order.closed) throw new Refusal("OrderClosed", order.serial);
    const reply = { orderId: order.serial, cancelledLots: order.remaining, executedLots: order.executed };
    const owner = this.accounts[order.accountId]!.owner === principal;
    this.reasons.push(owner ? CancelReason.Requested : CancelReason.Operator);
    this.close(order);
    return reply;
  }

  private cancelAll(fields: Fields, principal: number, roles: number): NaiveReply {
    const accountId = fields["accountId"] as number;
    this.authorized(accountId, principal, roles);
    const marketId = fields["marketId"] as number | undefined;
    if (marketId !== undefined && this.markets[marketId - 1] === undefined) {
      throw new Refusal("UnknownMarket", marketId);
    }
    const orders = this.orders
      .filter((one) => one.open && one.accountId === accountId && (marketId ?? one.marketId) === one.marketId)
      .sort((a, b) => a.priority - b.priority);
    for (const order of orders) this.close(order);
    return { accountId, orderCount: orders.length };
  }

  private amend(fields: Fields, principal: number, roles: number, now: number): NaiveReply {
    const order = this.referred(fields, principal, roles);
    if (order.closed) throw new Refusal("OrderClosed", order.serial);
    const market = this.markets[order.marketId - 1]!;
    checkOpen(market, now);
    const { rules } = market;
    const quantity = fields["quantityLots"] as number;
    const price = (fields["priceTicks"] as number | undefined) ?? order.price;
    if (quantity < rules.minimumQuantityLots) throw new Refusal("BadQuantity", rules.minimumQuantityLots);
    if (quantity > rules.maximumQuantityLots) throw new Refusal("BadQuantity", rules.maximumQuantityLots);
    const confirm = (status: OrderStatus, keptPriority: boolean): NaiveReply => ({
      orderId: order.serial,
      status,
      keptPriority,
      priceTicks: order.price,
      quantityLots: order.quantity,
      executedLots: order.executed,
      remainingLots: status === OrderStatus.Cancelled ? 0 : order.remaining,
    });
    const openStatus = (): OrderStatus => (order.executed > 0 ? OrderStatus.PartlyFilled : OrderStatus.Open);
    if (quantity <= order.executed) {
      order.quantity = order.executed;
      this.reasons.push(CancelReason.Amended);
      this.close(order);
      return confirm(OrderStatus.Cancelled, false);
    }
    if (price === order.price && quantity <= order.quantity) {
      const changed = quantity < order.quantity;
      order.remaining -= order.quantity - quantity;
      order.quantity = quantity;
      if (changed) this.trim(order, market);
      return confirm(openStatus(), true);
    }
    if (this.accounts[order.accountId]!.suspended) throw new Refusal("AccountSuspended", order.accountId);
    this.checkPrice(market, price);
    checkNotional(rules, notionalOf(rules, price, quantity));
    this.checkResting(market, order, price);
    const remaining = quantity - order.executed;
    const need = needOf(rules, order.side, notionalOf(rules, price, remaining), remaining);
    if (need > MAX) throw new Refusal("AmountOutOfRange");
    if (Number(need) > order.held) this.hold(order, market, need - BigInt(order.held));
    order.open = false;
    order.price = price;
    order.quantity = quantity;
    order.remaining = remaining;
    const reason = this.match(order, market, price);
    if (order.remaining === 0) {
      this.close(order);
      return confirm(OrderStatus.Filled, false);
    }
    if (reason !== undefined) {
      this.reasons.push(reason);
      const reply = confirm(OrderStatus.Cancelled, false);
      this.close(order);
      return reply;
    }
    this.rest(order, market);
    return confirm(openStatus(), false);
  }

  private authorized(accountId: number, principal: number, roles: number): NaiveAccount {
    const account = this.accountOf(accountId);
    if (account.owner !== principal && (roles & OPERATOR_ROLE) === 0) {
      throw new Refusal("NotOwner", accountId);
    }
    return account;
  }

  private accountOf(accountId: number): NaiveAccount {
    const account = this.accounts[accountId];
    if (account === undefined || accountId === 0) throw new Refusal("UnknownAccount", accountId);
    return account;
  }

  private referred(fields: Fields, principal: number, roles: number): NaiveOrder {
    const accountId = fields["accountId"] as number;
    this.authorized(accountId, principal, roles);
    const orderId = (fields["orderId"] as number | undefined) ?? 0;
    const clientOrderId = (fields["clientOrderId"] as number | undefined) ?? 0;
    if ((orderId === 0) === (clientOrderId === 0)) throw new Refusal("BadOrderReference");
    const found = this.orders.find(
      (one) =>
        one.accountId === accountId &&
        (orderId === 0 ? one.clientOrderId === clientOrderId : one.serial === orderId),
    );
    if (found === undefined) throw new Refusal("UnknownOrder", orderId === 0 ? clientOrderId : orderId);
    return found;
  }

  private checkPrice(market: NaiveMarket, price: number): void {
    if (price < 1 || price > PRICE_MAX) throw new Refusal("BadPrice", price);
    const [low, high] = bandOf(market);
    if (price < low) throw new Refusal("OutsidePriceBand", low);
    if (price > high) throw new Refusal("OutsidePriceBand", high);
  }

  /** Rules of orders that may rest, new ones and amended ones. */
  private checkResting(market: NaiveMarket, order: NaiveOrder, price: number): void {
    const open = this.orders.filter((one) => one.open && one.accountId === order.accountId).length;
    if (!order.open && open >= market.rules.openOrdersMax) {
      throw new Refusal("TooManyOpenOrders", market.rules.openOrdersMax);
    }
    const best = this.resting(market.id, order.side === Side.Buy ? Side.Sell : Side.Buy)[0];
    if (order.postOnly && best !== undefined && crosses(order.side, price, best.price)) {
      throw new Refusal("PostOnlyWouldTrade", best.price);
    }
    const pages = new Set(
      this.orders.filter((one) => one.open && one.marketId === market.id).map((one) => one.price >>> 10),
    );
    if (!pages.has(price >>> 10) && pages.size >= this.limits.pagesMax) throw new Refusal("BookFull");
  }

  private canFill(order: NaiveOrder, others: NaiveOrder[], limit: number): boolean {
    let wanted = order.quantity;
    let met = 0;
    for (const other of others) {
      if (!crosses(order.side, limit, other.price) || met++ === this.limits.matchesMax) return false;
      if (order.prevention !== SelfTradePrevention.None && other.accountId === order.accountId) {
        if (order.prevention !== SelfTradePrevention.CancelOldest) return false;
        continue;
      }
      wanted -= other.remaining;
      if (wanted <= 0) return true;
    }
    return false;
  }

  private match(taker: NaiveOrder, market: NaiveMarket, limit: number): CancelReason | undefined {
    let met = 0;
    for (const maker of this.resting(market.id, taker.side === Side.Buy ? Side.Sell : Side.Buy)) {
      if (taker.remaining === 0 || !crosses(taker.side, limit, maker.price)) return undefined;
      if (met++ === this.limits.matchesMax) return CancelReason.MatchLimit;
      const quantity = Math.min(taker.remaining, maker.remaining);
      if (maker.accountId !== taker.accountId || taker.prevention === SelfTradePrevention.None) {
        this.trade(market, maker, taker, quantity);
        continue;
      }
      if (taker.prevention === SelfTradePrevention.CancelNewest) return CancelReason.SelfTrade;
      if (taker.prevention !== SelfTradePrevention.Decrement) {
        this.reasons.push(CancelReason.SelfTrade);
        this.close(maker);
        if (taker.prevention === SelfTradePrevention.CancelBoth) return CancelReason.SelfTrade;
        continue;
      }
      const left = maker.remaining - quantity;
      if (left === 0) {
        this.reasons.push(CancelReason.SelfTrade);
        this.close(maker);
      } else {
        maker.remaining = left;
        maker.quantity -= quantity;
        this.trim(maker, market);
      }
      if (quantity === taker.remaining) return CancelReason.SelfTrade;
      taker.remaining -= quantity;
      taker.quantity -= quantity;
    }
    return undefined;
  }

  private trade(market: NaiveMarket, maker: NaiveOrder, taker: NaiveOrder, quantity: number): void {
    const { rules } = market;
    const { price } = maker;
    const notional = notionalOf(rules, price, quantity);
    const makerFee = Number(charge(maker, notional, rules.makerFeePpm));
    const takerFee = Number(charge(taker, notional, rules.takerFeePpm));
    const [buyer, seller] = taker.side === Side.Buy ? [taker, maker] : [maker, taker];
    const [buyerFee, sellerFee] = taker.side === Side.Buy ? [takerFee, makerFee] : [makerFee, takerFee];
    const pays = Number(notional) + buyerFee;
    this.accounts[buyer.accountId]!.held[rules.quoteAssetId]! -= pays;
    this.accounts[buyer.accountId]!.free[rules.baseAssetId]! += quantity * rules.lotSize;
    this.accounts[seller.accountId]!.held[rules.baseAssetId]! -= quantity * rules.lotSize;
    this.accounts[seller.accountId]!.free[rules.quoteAssetId]! += Number(notional) - sellerFee;
    this.accounts[rules.feeAccountId]!.free[rules.quoteAssetId]! += makerFee + takerFee;
    buyer.held -= pays;
    seller.held -= quantity * rules.lotSize;
    for (const order of [maker, taker]) {
      order.remaining -= quantity;
      order.executed += quantity;
      order.notional += Number(notional);
    }
    market.lastPrice = price;
    this.trades.push({
      marketId: market.id,
      tradeId: ++market.trades,
      price,
      quantity,
      takerSide: taker.side,
      maker: maker.serial,
      taker: taker.serial,
      makerFee,
      takerFee,
    });
    if (maker.remaining === 0) this.close(maker);
  }

  private rest(order: NaiveOrder, market: NaiveMarket): void {
    order.priority = ++this.clock;
    order.open = true;
    this.trim(order, market);
  }

  /** Gives back what is held, and remembers the order when it has a client order id. */
  private close(order: NaiveOrder): void {
    order.open = false;
    order.closed = true;
    order.remaining = 0;
    this.trim(order, this.markets[order.marketId - 1]!);
    order.priority = ++this.clock;
    const closed = this.orders
      .filter((one) => one.closed && one.accountId === order.accountId && one.clientOrderId !== 0)
      .sort((a, b) => b.priority - a.priority)
      .slice(0, this.limits.closedOrdersMax);
    this.orders = this.orders.filter(
      (one) => !one.closed || one.accountId !== order.accountId || closed.includes(one),
    );
  }

  private trim(order: NaiveOrder, market: NaiveMarket): void {
    const { rules } = market;
    let need = 0n;
    if (order.remaining > 0) {
      need = needOf(rules, order.side, notionalOf(rules, order.price, order.remaining), order.remaining);
    }
    const excess = order.held - Number(need);
    if (excess <= 0) return;
    const account = this.accounts[order.accountId]!;
    account.held[assetOf(rules, order.side)]! -= excess;
    account.free[assetOf(rules, order.side)]! += excess;
    order.held -= excess;
  }

  private hold(order: NaiveOrder, market: NaiveMarket, need: bigint): void {
    const account = this.accounts[order.accountId]!;
    const asset = assetOf(market.rules, order.side);
    if (need > MAX) throw new Refusal("AmountOutOfRange");
    if (need > account.free[asset]!) throw new Refusal("InsufficientFunds", account.free[asset]!);
    account.free[asset]! -= Number(need);
    account.held[asset]! += Number(need);
    order.held += Number(need);
  }
}

function assetOf(rules: MarketRules, side: Side): number {
  return side === Side.Buy ? rules.quoteAssetId : rules.baseAssetId;
}

function notionalOf(rules: MarketRules, price: number, quantity: number): bigint {
  return BigInt(price) * BigInt(quantity) * BigInt(rules.tickSize);
}

function needOf(rules: MarketRules, side: Side, notional: bigint, quantity: number): bigint {
  if (side === Side.Sell) return BigInt(quantity) * BigInt(rules.lotSize);
  const rate = BigInt(Math.max(rules.makerFeePpm, rules.takerFeePpm));
  return rate === 0n ? notional : notional + (notional * rate) / 1_000_000n + 1n;
}

function checkNotional(rules: MarketRules, notional: bigint): void {
  if (notional < rules.minimumNotional) throw new Refusal("BadNotional", rules.minimumNotional);
  if (notional > rules.maximumNotional) throw new Refusal("BadNotional", rules.maximumNotional);
}

function bandOf(market: NaiveMarket): [number, number] {
  const { priceBandPpm, referencePriceTicks } = market.rules;
  const middle = market.lastPrice === 0 ? referencePriceTicks : market.lastPrice;
  if (priceBandPpm === 0 || middle === 0) return [1, PRICE_MAX];
  const band = Number((BigInt(middle) * BigInt(priceBandPpm)) / 1_000_000n);
  return [Math.max(1, middle - band), Math.min(PRICE_MAX, middle + band)];
}

function crosses(takerSide: Side, limit: number, price: number): boolean {
  return takerSide === Side.Buy ? price <= limit : price >= limit;
}

/** All fees of an order are its exact fee, rounded half to even. */
function charge(order: NaiveOrder, notional: bigint, ratePpm: number): bigint {
  order.exactFee += notional * BigInt(ratePpm);
  const rounded = halfEven(order.exactFee);
  const fee = rounded - order.charged;
  order.charged = rounded;
  return fee;
}

function halfEven(millionths: bigint): bigint {
  const floor = millionths / 1_000_000n;
  const rest = millionths % 1_000_000n;
  if (rest > 500_000n || (rest === 500_000n && floor % 2n === 1n)) return floor + 1n;
  return floor;
}

/** Those that are not over, in order. */
function hoursAhead({ hours }: NaiveMarket, now: number): NaiveHours[] {
  return (hours ?? []).filter((one) => one.closesAtUs > now).sort((a, b) => a.opensAtUs - b.opensAtUs);
}

function checkOpen(market: NaiveMarket, now: number): void {
  if (market.hours === undefined) return;
  const ahead = hoursAhead(market, now);
  if (ahead.length === 0) throw new Refusal("MarketClosed");
  if (ahead[0]!.opensAtUs > now) throw new Refusal("MarketClosed", ahead[0]!.opensAtUs);
}
