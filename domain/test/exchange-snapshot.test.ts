import { expect, test } from "vitest";
import { Ledger } from "../accounts/ledger.ts";
import { GENERATION_MAX, SLOTS_MAX } from "../exchange/order-pool.ts";
import { violations } from "../exchange/exchange-invariants.ts";
import { TimeInForce } from "../exchange/exchange-messages.ts";
import { Exchange } from "../exchange/exchange-service.ts";
import { ExchangeScenario, alice, bob, carol, orderIdOf, plainMarket } from "./exchange-scenario.ts";
import { START_US } from "./scenario.ts";
import { fieldsNotInState, loadState, recordState } from "./state-record.ts";

/** Orders open and remembered, partly filled, timed, and free places of the pool. */
function busy(): ExchangeScenario {
  const exchange = new ExchangeScenario({ makerFeePpm: 1_300, takerFeePpm: 2_700, referencePriceTicks: 100 });
  exchange.withFunds(100_000);
  exchange.byOperator("CreateMarket", { ...plainMarket, symbol: "OTHER" });
  exchange.buy(alice, 5, 100, { clientOrderId: 1 });
  exchange.buy(bob, 5, 100, { clientOrderId: 1 });
  exchange.sell(carol, 7, 100, { clientOrderId: 2 });
  exchange.sell(carol, 7, 100_000, {
    clientOrderId: 3,
    timeInForce: TimeInForce.GoodTillDate,
    expiresAtUs: START_US + 9,
  });
  exchange.buy(alice, 3, 101);
  const amended = orderIdOf(exchange.buy(alice, 3, 100));
  exchange.buy(alice, 4, 100);
  exchange.by(alice, "AmendOrder", { orderId: amended, quantityLots: 9 });
  const free = [1, 2, 3].map(() => orderIdOf(exchange.sell(bob, 2, 105)));
  for (const orderId of free) exchange.by(bob, "CancelOrder", { orderId });
  exchange.sell(bob, 2, 105, { marketId: 2 });
  for (const [opensAtUs, closesAtUs] of [
    [START_US, START_US + 50],
    [START_US + 70, START_US + 90],
  ]) {
    exchange.byOperator("ScheduleTradingHours", { marketId: 2, opensAtUs, closesAtUs });
  }
  exchange.byOperator("CreateMarket", { ...plainMarket, symbol: "THIRD" });
  exchange.byOperator("ScheduleTradingHours", {
    marketId: 3,
    opensAtUs: START_US + 5,
    closesAtUs: START_US + 9,
  });
  return exchange;
}

test("a loaded snapshot is the same state, and goes on as the original does", () => {
  const original = busy();
  const ledger = loadState(new Ledger(), recordState(original.ledger));
  expect(recordState(ledger)).toEqual(recordState(original.ledger));
  const loaded = loadState(new Exchange(ledger), recordState(original.exchange));
  expect(recordState(loaded)).toEqual(recordState(original.exchange));
  expect(violations(loaded.trading)).toEqual([]);

  const twin = new ExchangeScenario({}, { ledger, exchange: loaded });
  const goOn = (exchange: ExchangeScenario): unknown[] => [
    exchange.sell(carol, 30, 99).events,
    exchange.buy(alice, 5, 100, { clientOrderId: 1 }).reply,
    exchange.buy(bob, 1, 50).reply,
    exchange.buy(bob, 1, 51).reply,
    exchange.buy(bob, 1, 52).events,
    exchange.buy(bob, 1, 53).reply,
    exchange.by(carol, "CancelAllOrders").events,
    exchange.sell(bob, 2, 105, { marketId: 3 }).reply,
    exchange.byOperator("CancelTradingHours", { marketId: 2, opensAtUs: START_US + 70 }).reply,
  ];
  expect(goOn(twin)).toEqual(goOn(original));
  expect(recordState(loaded)).toEqual(recordState(original.exchange));
});

test("every field of every kind of entity shows in the state", () => {
  const { ledger, exchange } = busy();
  const state = recordState(exchange);
  expect([...new Set(state.map(({ kind }) => kind))]).toEqual([
    "exchange",
    "market",
    "calendar",
    "hours",
    "order",
    "freeOrder",
  ]);
  expect(fieldsNotInState(() => new Exchange(ledger), state)).toEqual([]);
  expect(fieldsNotInState(() => new Ledger(), recordState(ledger))).toEqual([]);
});

test("a place whose generations are used up is never used again, also after a snapshot", () => {
  const original = busy();
  const state = recordState(original.exchange);
  const free = state.filter(({ kind }) => kind === "freeOrder").at(-1)!;
  const slot = (free.fields[0]![1] as number) % SLOTS_MAX;
  free.fields[0]![1] = (GENERATION_MAX - 1) * SLOTS_MAX + slot;
  const { ledger } = original;
  const worn = new ExchangeScenario({}, { ledger, exchange: loadState(new Exchange(ledger), state) });
  const last = orderIdOf(worn.buy(alice, 1, 50));
  expect(last).toBe(GENERATION_MAX * SLOTS_MAX + slot);
  expect(Number.isSafeInteger(last)).toBe(true);
  worn.by(alice, "CancelOrder", { orderId: last }).replies("CancelConfirmed");
  const next = [1, 2, 3, 4].map(() => orderIdOf(worn.buy(alice, 1, 50)) % SLOTS_MAX);
  expect(next).not.toContain(slot);
  const reloaded = loadState(new Exchange(worn.ledger), recordState(worn.exchange));
  expect(recordState(reloaded)).toEqual(recordState(worn.exchange));
});
