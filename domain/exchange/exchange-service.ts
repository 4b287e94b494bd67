import type { Accounts } from "../accounts/accounts.ts";
import type { ArrayCopier, Context, Service, StateReader, StateWriter } from "../contract/context.ts";
import {
  type AmendOrderDecoder,
  type BookDecoder,
  type CancelAllOrdersDecoder,
  type CancelOrderDecoder,
  type CancelTradingHoursDecoder,
  type CreateMarketDecoder,
  type ExchangeHandlers,
  MarketAddedEncoder,
  MarketCreatedEncoder,
  type MarketDecoder,
  type MarketTurnsDecoder,
  type MarketsDecoder,
  type OpenOrdersDecoder,
  type OrderDecoder,
  type OrderExpiresDecoder,
  type PlaceOrderDecoder,
  RejectionCode,
  type ScheduleTradingHoursDecoder,
  type TopOfBookDecoder,
  type TradingHoursDecoder,
  exchangeService,
} from "./exchange-messages.ts";
import { violations } from "./exchange-invariants.ts";
import { type ExchangeLimits, exchangeLimits } from "./exchange-limits.ts";
import { ExchangeQueries } from "./exchange-queries.ts";
import {
  adoptExchange,
  copyExchange,
  type ExchangeCopy,
  readExchange,
  writeExchange,
} from "./exchange-snapshot.ts";
import { type MarketRules, wrongRule } from "./market.ts";
import { MarketCalendar } from "./market-calendar.ts";
import { MarketData } from "./market-data.ts";
import { Markets } from "./markets.ts";
import { Matching } from "./matching.ts";
import { OrderChanges } from "./order-changes.ts";
import { OrderEntry, type Trading } from "./order-entry.ts";
import { OrderEvents } from "./order-events.ts";
import { Orders } from "./orders.ts";
import { Settlement } from "./settlement.ts";

/** The exchange as a service of a cluster. It is given the accounts that its traders pay from. */
export function createExchange(accounts: Accounts): Service {
  return exchangeService(new Exchange(accounts));
}

/** Joins the handlers of the contract to those who do the work. */
export class Exchange implements ExchangeHandlers {
  readonly trading: Trading;
  private readonly entry: OrderEntry;
  private readonly changes: OrderChanges;
  private readonly calendar: MarketCalendar;
  private readonly queries: ExchangeQueries;
  private readonly marketCreated = new MarketCreatedEncoder();
  private readonly marketAdded = new MarketAddedEncoder();

  constructor(accounts: Accounts, limits: ExchangeLimits = exchangeLimits) {
    const orders = new Orders(limits);
    const settlement = new Settlement(accounts, orders.pool);
    const events = new OrderEvents(orders.pool);
    const data = new MarketData();
    const matching = new Matching(orders, settlement, events, data, limits.matchesMax);
    const markets = new Markets(limits, orders.pool);
    this.trading = { limits, accounts, markets, orders, settlement, events, data, matching };
    this.entry = new OrderEntry(this.trading);
    this.changes = new OrderChanges(this.trading);
    this.calendar = new MarketCalendar(markets, limits.hoursMax);
    this.queries = new ExchangeQueries(this.trading, this.changes);
  }

  onCreateMarket(command: CreateMarketDecoder, context: Context): void {
    const { accounts, markets } = this.trading;
    const rules: MarketRules = command.toObject();
    const wrong = wrongRule(rules);
    if (wrong >= 0) return context.reject(RejectionCode.BadMarket, wrong);
    for (const name of ["baseAssetId", "quoteAssetId"] as const) {
      if (!accounts.hasAsset(rules[name])) return context.reject(RejectionCode.UnknownAsset, rules[name]);
    }
    if (!accounts.hasAccount(rules.feeAccountId)) {
      return context.reject(RejectionCode.UnknownAccount, rules.feeAccountId);
    }
    const taken = markets.withSymbol(rules.symbol);
    if (taken !== undefined) return context.reject(RejectionCode.SymbolTaken, taken.id);
    if (markets.isFull) return context.reject(RejectionCode.TooManyMarkets, markets.max);
    const market = markets.open(markets.nextId, rules);
    this.marketCreated.reply(context).marketId = market.id;
    const added = this.marketAdded.publish(context);
    added.marketId = market.id;
    added.symbol = rules.symbol;
  }

  onPlaceOrder(command: PlaceOrderDecoder, context: Context): void {
    this.entry.place(command, context);
  }

  onCancelOrder(command: CancelOrderDecoder, context: Context): void {
    this.changes.cancel(command, context);
  }

  onCancelAllOrders(command: CancelAllOrdersDecoder, context: Context): void {
    this.changes.cancelAll(command, context);
  }

  onAmendOrder(command: AmendOrderDecoder, context: Context): void {
    this.changes.amend(command, context);
  }

  onScheduleTradingHours(command: ScheduleTradingHoursDecoder, context: Context): void {
    this.calendar.schedule(command, context);
  }

  onCancelTradingHours(command: CancelTradingHoursDecoder, context: Context): void {
    this.calendar.cancel(command, context);
  }

  onOrder(query: OrderDecoder, context: Context): void {
    this.queries.order(query, context);
  }

  onOpenOrders(query: OpenOrdersDecoder, context: Context): void {
    this.queries.openOrders(query, context);
  }

  onBook(query: BookDecoder, context: Context): void {
    this.queries.book(query, context);
  }

  onTopOfBook(query: TopOfBookDecoder, context: Context): void {
    this.queries.topOfBook(query, context);
  }

  onMarkets(_query: MarketsDecoder, context: Context): void {
    this.queries.markets(context);
  }

  onMarket(query: MarketDecoder, context: Context): void {
    this.queries.market(query, context);
  }

  onTradingHours(query: TradingHoursDecoder, context: Context): void {
    this.calendar.hours(query, context);
  }

  onMarketTurns(timer: MarketTurnsDecoder, context: Context): void {
    this.calendar.onMarketTurns(timer, context);
  }

  onOrderExpires(timer: OrderExpiresDecoder, context: Context): void {
    this.changes.expire(timer.key, context);
  }

  /** What does not hold of all that must hold after every command, in words. Cold. */
  violations(): string[] {
    return violations(this.trading);
  }

  takeSnapshot(writer: StateWriter): void {
    writeExchange(this.trading, writer);
  }

  loadSnapshot(reader: StateReader): void {
    readExchange(this.trading, reader);
  }

  copyState(copy: ArrayCopier): ExchangeCopy {
    return copyExchange(this.trading, copy);
  }

  adoptState(copied: ExchangeCopy): void {
    adoptExchange(this.trading, copied);
  }
}
