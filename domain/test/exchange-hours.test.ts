// oxlint-disable vitest/no-conditional-expect -- random sequences: what is expected depends on the step
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MarketPhase } from "../exchange/exchange-messages.ts";
import { ExchangeScenario, MARKET, alice, bob, carol, orderIdOf } from "./exchange-scenario.ts";
import { type Outcome, START_US } from "./scenario.ts";

const HOUR = 3_600_000_000;
const funded = (): ExchangeScenario => new ExchangeScenario().withFunds(10_000);

/** Hours from the start of the scenario. */
function schedule(exchange: ExchangeScenario, from: number, until: number, more: object = {}): Outcome {
  const hours = { opensAtUs: START_US + from * HOUR, closesAtUs: START_US + until * HOUR };
  return exchange.byOperator("ScheduleTradingHours", { marketId: MARKET, ...hours, ...more });
}

function at(exchange: ExchangeScenario, hour: number): Outcome {
  return exchange.scenario.at(START_US + hour * HOUR);
}

describe("a market", () => {
  test("without trading hours is always open", () => {
    const exchange = funded();
    exchange
      .ask(alice, "TradingHours", { marketId: MARKET })
      .replies("TradingHoursList", { phase: MarketPhase.Open, hours: [] });
    exchange.buy(alice, 1, 100).replies("OrderPlaced");
  });

  test("closes when it gets hours, opens and closes by them, and says so", () => {
    const exchange = funded();
    schedule(exchange, 2, 4)
      .replies("TradingHoursScheduled", { isNew: true })
      .publishes("MarketPhaseChanged", { phase: MarketPhase.Closed, untilUs: START_US + 2 * HOUR });
    exchange.buy(alice, 1, 100).isRejected("MarketClosed", START_US + 2 * HOUR);
    at(exchange, 2).publishes("MarketPhaseChanged", {
      phase: MarketPhase.Open,
      untilUs: START_US + 4 * HOUR,
    });
    exchange.buy(alice, 1, 100).replies("OrderPlaced");
    const { events } = at(exchange, 4);
    expect(events).toEqual([{ template: "MarketPhaseChanged", marketId: MARKET, phase: MarketPhase.Closed }]);
    exchange.buy(alice, 1, 100).isRejected("MarketClosed");
    exchange.ask(alice, "Market", { marketId: MARKET }).replies("MarketState", { phase: MarketPhase.Closed });
  });

  test("that is closed takes cancels, lets orders expire, and changes none", () => {
    const exchange = funded();
    const kept = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.sell(bob, 5, 200, { timeInForce: 3, expiresAtUs: START_US + HOUR });
    schedule(exchange, 2, 4);
    exchange.by(alice, "AmendOrder", { orderId: kept, quantityLots: 3 }).isRejected("MarketClosed");
    at(exchange, 1).publishes("OrderExpired", { accountId: bob.accountId });
    exchange.by(alice, "CancelOrder", { orderId: kept }).replies("CancelConfirmed");
    exchange.by(carol, "CancelAllOrders").replies("CancelAllConfirmed");
  });

  test("answers an order that it knows by its client order id also when it is closed", () => {
    const exchange = funded();
    const { reply } = exchange.buy(alice, 5, 100, { clientOrderId: 7 });
    schedule(exchange, 2, 4);
    expect(exchange.buy(alice, 5, 100, { clientOrderId: 7 }).reply).toEqual(reply);
  });

  test("goes through adjacent hours without closing, and leaves other markets alone", () => {
    const exchange = funded();
    schedule(exchange, 0, 2);
    schedule(exchange, 2, 4);
    expect(at(exchange, 2).events).toEqual([]);
    exchange.buy(alice, 1, 100).replies("OrderPlaced");
    exchange.byOperator("CreateMarket", {
      ...(exchange.ask(alice, "Market", { marketId: MARKET }).reply as object),
      symbol: "OTHER",
    });
    at(exchange, 4).publishes("MarketPhaseChanged", { marketId: MARKET, phase: MarketPhase.Closed });
    exchange.buy(alice, 1, 100, { marketId: 2 }).replies("OrderPlaced");
  });

  test("closes when the hours under way are taken back", () => {
    const exchange = funded();
    schedule(exchange, 0, 4);
    exchange
      .byOperator("CancelTradingHours", { marketId: MARKET, opensAtUs: START_US })
      .replies("TradingHoursCancelled", { closesAtUs: START_US + 4 * HOUR })
      .publishes("MarketPhaseChanged", { phase: MarketPhase.Closed });
    expect(exchange.scenario.pending).toEqual([]);
    exchange.buy(alice, 1, 100).isRejected("MarketClosed");
  });
});

describe("trading hours", () => {
  test("that are known are confirmed and change nothing", () => {
    const exchange = funded();
    schedule(exchange, 1, 2);
    schedule(exchange, 3, 4);
    const { pending } = exchange.scenario;
    const again = schedule(exchange, 3, 4).replies("TradingHoursScheduled", { isNew: false });
    expect(again.events).toEqual([]);
    expect(exchange.scenario.pending).toEqual(pending);
  });

  test.each([
    ["end before they begin", 3, 2, "BadTradingHours", START_US + HOUR],
    ["end as they begin", 3, 3, "BadTradingHours", START_US + HOUR],
    ["are over", 0, 1, "BadTradingHours", START_US + HOUR],
    ["begin in others", 5, 7, "TradingHoursOverlap", START_US + 4 * HOUR],
    ["end in others", 3, 5, "TradingHoursOverlap", START_US + 4 * HOUR],
    ["hold others", 3, 8, "TradingHoursOverlap", START_US + 4 * HOUR],
  ])("that %s are refused", (_why, from, until, rejection, value) => {
    const exchange = funded();
    schedule(exchange, 4, 6);
    at(exchange, 1);
    schedule(exchange, from, until).isRejected(rejection, value);
  });

  test("of no market, of a trader, and that are not there, are refused", () => {
    const exchange = funded();
    schedule(exchange, 1, 2, { marketId: 9 }).isRejected("UnknownMarket", 9);
    const hours = { marketId: MARKET, opensAtUs: START_US, closesAtUs: START_US + 1 };
    exchange.by(alice, "ScheduleTradingHours", hours).isRejected("Forbidden");
    const { opensAtUs } = hours;
    exchange
      .byOperator("CancelTradingHours", { marketId: MARKET, opensAtUs })
      .isRejected("UnknownTradingHours");
    exchange.byOperator("CancelTradingHours", { marketId: 9, opensAtUs }).isRejected("UnknownMarket", 9);
    exchange.ask(alice, "TradingHours", { marketId: 9 }).isRejected("UnknownMarket", 9);
  });

  test("are bounded", () => {
    const exchange = funded();
    for (let hour = 0; hour < 1_000; hour++) schedule(exchange, 2 * hour + 1, 2 * hour + 2);
    schedule(exchange, 3_000, 3_001).isRejected("TooManyTradingHours", 1_000);
    schedule(exchange, 1, 2).replies("TradingHoursScheduled", { isNew: false });
    const { reply } = exchange.ask(alice, "TradingHours", { marketId: MARKET });
    expect(reply?.["hours"]).toHaveLength(1_000);
  });

  test("open and close a market exactly when a list of them says so", () => {
    const step = fc.record({
      from: fc.nat(40),
      length: fc.integer({ min: 1, max: 5 }),
      cancel: fc.nat(3),
      pass: fc.nat(4),
    });
    let [opened, closed] = [0, 0];
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 30 }), (steps) => {
        const exchange = funded();
        let planned: [from: number, until: number][] = [];
        let hour = 0;
        let hasAny = false;
        for (const { from, length, cancel, pass } of steps) {
          const { reply } = schedule(exchange, from, from + length);
          if (reply?.template === "TradingHoursScheduled" && reply["isNew"] === true) {
            planned.push([from, from + length]);
            hasAny = true;
          }
          if (cancel === 0) {
            const opensAtUs = START_US + from * HOUR;
            const gone = exchange.byOperator("CancelTradingHours", { marketId: MARKET, opensAtUs }).reply;
            const isGone = gone?.template === "TradingHoursCancelled";
            planned = planned.filter(([begin]) => !isGone || begin !== from);
          }
          hour += pass;
          at(exchange, hour);
          const isOpen = !hasAny || planned.some(([begin, end]) => begin <= hour && hour < end);
          const placed = exchange.buy(alice, 1, 1, { timeInForce: 1 }).reply?.template === "OrderPlaced";
          expect(placed).toBe(isOpen);
          if (isOpen) opened++;
          else closed++;
          expect(exchange.exchange.violations()).toEqual([]);
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(opened).toBeGreaterThan(100);
    expect(closed).toBeGreaterThan(100);
  });
});
