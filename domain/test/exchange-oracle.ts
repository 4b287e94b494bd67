import { expect } from "vitest";
import { accountsContract } from "../accounts/accounts-contract.ts";
import { accountsCodecs } from "../accounts/accounts-messages.ts";
import { createAccounts } from "../accounts/accounts-service.ts";
import { EXTERNAL_ACCOUNT } from "../accounts/accounts.ts";
import { Ledger } from "../accounts/ledger.ts";
import { Role } from "../contract/context.ts";
import { exchangeContract } from "../exchange/exchange-contract.ts";
import { heldForOrders, violations } from "../exchange/exchange-invariants.ts";
import type { ExchangeLimits } from "../exchange/exchange-limits.ts";
import {
  CancelReason,
  OrderStatus,
  OrderType,
  SelfTradePrevention,
  Side,
  TimeInForce,
  exchangeCodecs,
  exchangeService,
} from "../exchange/exchange-messages.ts";
import { Exchange } from "../exchange/exchange-service.ts";
import { NO_BID, NO_OFFER } from "../exchange/price-ladder.ts";
import type { CoverageCount } from "./coverage-count.ts";
import { NaiveExchange, type NaiveReply } from "./naive-exchange.ts";
import { Draw, OPERATOR, drawCommand, oracleMarkets, ownerOf, TRADERS } from "./oracle-commands.ts";
import { type Message, Scenario } from "./scenario.ts";
import { loadState, recordCopy, recordState } from "./state-record.ts";

/** Small bounds, so that random commands reach them. */
const limits: ExchangeLimits = {
  marketsMax: 5,
  ordersMax: 130,
  matchesMax: 2,
  pagesMax: 2,
  closedOrdersMax: 8,
  hoursMax: 2,
};

/** The real exchange and the naive one, side by side. */
export class OracleRun {
  private readonly ledger = new Ledger();
  private readonly exchange = new Exchange(this.ledger, limits);
  private readonly naive = new NaiveExchange(limits);
  private readonly scenario = new Scenario(
    { service: createAccounts(this.ledger), contract: accountsContract, codecs: accountsCodecs },
    { service: exchangeService(this.exchange), contract: exchangeContract, codecs: exchangeCodecs },
  );
  private readonly coverage: CoverageCount;
  /** The naive exchange's serial number to the order id, and back. */
  private readonly idOf: number[] = [0];
  private readonly serialOf = new Map<number, number>();
  /** Each market's levels as its events tell them: side and price to [lots, orders]. */
  private readonly told = new Map<number, Map<string, [number, number]>>();
  private readonly sequences = new Map<number, number>();

  constructor(coverage: CoverageCount) {
    this.coverage = coverage;
    for (const code of ["SHARE", "MONEY"]) this.ledger.createAsset({ code, decimals: 0 });
    for (const { accountId, shares, money } of TRADERS) {
      this.ledger.openAccount(ownerOf(accountId));
      this.ledger.transfer(EXTERNAL_ACCOUNT, accountId, 1, shares);
      this.ledger.transfer(EXTERNAL_ACCOUNT, accountId, 2, money);
      this.naive.accounts.push({
        owner: ownerOf(accountId),
        suspended: false,
        free: [0, shares, money],
        held: [0, 0, 0],
      });
    }
    for (const market of oracleMarkets) {
      this.scenario.as(OPERATOR, Role.Operator).when("CreateMarket", market).replies("MarketCreated");
      this.naive.apply("CreateMarket", { ...market }, OPERATOR, Role.Operator, 0);
    }
  }

  /** One command, chosen by the seed and by what there is. */
  step(seed: number): void {
    const draw = new Draw(seed);
    const now = this.scenario.now + draw.below(10);
    const expired = this.scenario.at(now);
    this.naive.expire(now, this.idOf);
    this.coverage.add("order", "expired", expired.all("OrderExpired").length);
    this.read(expired.events);

    if (draw.below(60) === 0) this.suspend(draw);
    const { name, fields, principalId, roles } = drawCommand(draw, this.naive, now);
    const real = { ...fields };
    if (typeof real["orderId"] === "number") real["orderId"] = this.idOf[real["orderId"]] ?? real["orderId"];
    const outcome = this.scenario.as(principalId, roles).when(name, real);
    const expected = this.naive.apply(name, fields, principalId, roles, now);
    this.coverage.add("command", name);
    this.compareReply(outcome.reply!, expected, fields);
    this.compareTrades(outcome.events);
    this.compareReasons(outcome.events);
    this.read(outcome.events);
    this.count(name, fields, outcome.reply!, outcome.events);
    this.compareBalances();
    this.compareBooks();
    same(violations(this.exchange.trading), []);
    same(this.ledger.violations(), []);
  }

  /** At the end: a snapshot is the whole state. */
  finish(): void {
    const state = recordState(this.exchange);
    const loaded = loadState(new Exchange(this.ledger, limits), state);
    same(recordState(loaded), state);
    same(violations(loaded.trading), []);
    same(recordCopy(this.exchange, new Exchange(new Ledger(), limits)), state);
    same(recordCopy(this.ledger, new Ledger()), recordState(this.ledger));
  }

  private suspend(draw: Draw): void {
    const { accountId } = draw.of(TRADERS);
    const suspended = draw.below(5) === 0;
    this.scenario.as(OPERATOR, Role.Operator).when("SuspendAccount", { accountId, suspended });
    this.naive.accounts[accountId]!.suspended = suspended;
  }

  /** Order ids are translated: the real exchange's for one serial number is always the same, and new ones are new. */
  private compareReply(reply: Message, expected: NaiveReply, asked: Record<string, unknown>): void {
    if (reply.template === "Rejected") {
      const label = reply["rejection"] as string;
      this.coverage.add("rejection", label);
      let value = expected["value"] as number | undefined;
      const isOrder = ["ClientOrderIdTaken", "OrderClosed", "UnknownOrder"].includes(label);
      if (isOrder && value !== asked["clientOrderId"]) value = this.idOf[value!] ?? value;
      // Some rejections carry a zero that says nothing.
      same([label, reply["value"] ?? 0], [expected["rejection"], value ?? 0]);
      return;
    }
    if (reply.template === "OrderPlaced") {
      const serial = expected["orderId"] as number;
      const orderId = reply["orderId"] as number;
      if (this.idOf[serial] === undefined) {
        same(this.serialOf.has(orderId), false);
        this.idOf[serial] = orderId;
        this.serialOf.set(orderId, serial);
      } else this.coverage.add("order", "asked again");
    }
    const translated = { ...expected };
    if (typeof expected["orderId"] === "number") translated["orderId"] = this.idOf[expected["orderId"]];
    const { template: _template, clientOrderId: _clientOrderId, ...fields } = reply;
    same(sorted(fields), sorted(translated));
  }

  private compareTrades(events: readonly Message[]): void {
    const fills = events.filter((event) => event.template === "OrderFilled");
    const trades = events
      .filter((event) => event.template === "TradeExecuted")
      .map((trade, n) => {
        const [maker, taker] = [fills[2 * n]!, fills[2 * n + 1]!];
        return {
          marketId: trade["marketId"],
          tradeId: trade["tradeId"],
          price: trade["priceTicks"],
          quantity: trade["quantityLots"],
          takerSide: trade["takerSide"],
          maker: this.serialOf.get(maker["orderId"] as number),
          taker: this.serialOf.get(taker["orderId"] as number),
          makerFee: maker["feeAmount"],
          takerFee: taker["feeAmount"],
        };
      });
    same(trades, this.naive.trades);
  }

  private compareReasons(events: readonly Message[]): void {
    const reasons = events
      .filter((event) => event.template === "OrderCancelled")
      .map((event) => event["reason"]);
    // "Cancel all" has one reason for all; the naive exchange does not list it.
    if (this.naive.reasons.length > 0) same(reasons, this.naive.reasons);
    for (const reason of reasons) {
      this.coverage.add("cancel reason", nameOf(CancelReason, reason as number));
    }
  }

  /** Builds the books that a reader of the events has. */
  private read(events: readonly Message[]): void {
    for (const event of events) {
      if (event.template !== "BookLevelChanged") continue;
      const marketId = event["marketId"] as number;
      const sequence = (this.sequences.get(marketId) ?? 0) + 1;
      same(event["sequence"], sequence);
      this.sequences.set(marketId, sequence);
      const levels = this.told.get(marketId) ?? new Map<string, [number, number]>();
      this.told.set(marketId, levels);
      const key = `${event["side"] as number} ${event["priceTicks"] as number}`;
      const lots = event["quantityLots"] as number;
      if (lots === 0) levels.delete(key);
      else levels.set(key, [lots, event["orderCount"] as number]);
    }
  }

  private compareBalances(): void {
    for (const { accountId } of TRADERS) {
      const { free, held } = this.naive.accounts[accountId]!;
      for (const assetId of [1, 2]) {
        const real = [this.ledger.freeOf(accountId, assetId), this.ledger.heldOf(accountId, assetId)];
        same(real, [free[assetId], held[assetId]]);
        same(heldForOrders(this.exchange.trading, accountId).get(assetId) ?? 0, held[assetId]);
      }
    }
  }

  private compareBooks(): void {
    for (const market of this.exchange.trading.markets.all()) {
      const { book } = market;
      const real: [number, number, number, number][] = [];
      for (let price = book.bestBid; price !== NO_BID; price = book.ladder.below(price)) {
        real.push([Side.Buy, price, book.quantityAt(price), book.countAt(price)]);
      }
      for (let price = book.bestOffer; price !== NO_OFFER; price = book.ladder.above(price)) {
        real.push([Side.Sell, price, book.quantityAt(price), book.countAt(price)]);
      }
      const naive = [Side.Buy, Side.Sell].flatMap((side) =>
        this.naive.levels(market.id, side).map((level) => [side, ...level]),
      );
      same(real, naive);
      const told = this.told.get(market.id) ?? new Map<string, [number, number]>();
      same(told.size, naive.length);
      for (const [side, price, lots, count] of naive) same(told.get(`${side} ${price}`), [lots, count]);
    }
  }

  private count(
    name: string,
    fields: Record<string, unknown>,
    reply: Message,
    events: readonly Message[],
  ): void {
    const { coverage } = this;
    if (name === "PlaceOrder" && events.some((event) => event.template === "OrderAccepted")) {
      coverage.add("order", "accepted");
      coverage.add("type", nameOf(OrderType, fields["type"] as number));
      coverage.add("time in force", nameOf(TimeInForce, fields["timeInForce"] as number));
      coverage.add(
        "self-trade prevention",
        nameOf(SelfTradePrevention, fields["selfTradePrevention"] as number),
      );
      if (fields["postOnly"] === true) coverage.add("order", "post-only");
      if (events.some((event) => event.template === "OrderFilled")) coverage.add("order", "traded");
      if (events.some((event) => event.template === "SelfTradePrevented")) {
        coverage.add("prevented", nameOf(SelfTradePrevention, fields["selfTradePrevention"] as number));
      }
      coverage.add("status", nameOf(OrderStatus, reply["status"] as number));
    }
    if (reply.template === "AmendConfirmed") {
      coverage.add("order", reply["keptPriority"] === true ? "amended in place" : "amended away");
    }
  }
}

/** As `expect(real).toEqual(expected)`, which costs too much to be asked a hundred times a command. */
function same(real: unknown, expected: unknown): void {
  if (JSON.stringify(real) !== JSON.stringify(expected)) expect(real).toEqual(expected);
}

function sorted(fields: object): [string, unknown][] {
  return Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function nameOf(values: Record<string, number>, value: number): string {
  return Object.keys(values).find((name) => values[name] === value)!;
}
