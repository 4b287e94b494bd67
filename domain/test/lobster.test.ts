import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { OrderType, SelfTradePrevention, Side, TimeInForce } from "../exchange/exchange-messages.ts";
import { LobsterAgreement, type LobsterCommand, LobsterError, LobsterMessages } from "../exchange/lobster.ts";
import { NO_BID, NO_OFFER } from "../exchange/price-ladder.ts";
import { ExchangeScenario, MARKET, alice, bob } from "./exchange-scenario.ts";
import { type BookTrade, NaiveBook } from "./naive-book.ts";
import type { Outcome } from "./scenario.ts";

const folder = join(import.meta.dirname, "../../../shared/data");
const messages = join(folder, "aapl-2012-06-21-first-hour-messages.csv.gz");
const tops = join(folder, "aapl-2012-06-21-first-hour-top-of-book.csv.gz");

describe("LOBSTER lines", () => {
  test("become commands of the file's own order ids", () => {
    const lines = new LobsterMessages();
    expect(lines.next("34200.1,1,7,18,5853300,1").command).toEqual({
      kind: "place",
      clientOrderId: 7,
      buy: true,
      priceTicks: 58_533,
      quantityLots: 18,
    });
    expect(lines.next("34200.2,2,7,8,5853300,1").command).toEqual({
      kind: "amend",
      clientOrderId: 7,
      quantityLots: 10,
    });
    expect(lines.next("34200.3,4,7,4,5853300,1").command).toEqual({
      kind: "take",
      buy: false,
      priceTicks: 58_533,
      quantityLots: 4,
    });
    expect(lines.next("34200.4,3,7,6,5853300,1").command).toEqual({ kind: "cancel", clientOrderId: 7 });
  });

  test("of hidden executions, halts and orders from before the open are skipped", () => {
    const lines = new LobsterMessages();
    expect(lines.next("34200.1,5,0,18,5853350,1").command).toBeUndefined();
    expect(lines.next("34200.1,7,0,0,0,-1").command).toBeUndefined();
    expect(lines.next("34200.1,3,99,18,5853300,1").command).toBeUndefined();
    expect(lines.next("34200.1,2,99,18,5853300,1").command).toBeUndefined();
  });

  test("that are none are named", () => {
    for (const line of [
      "",
      "34200.1,1,7,18,5853300",
      "34200.1,one,7,18,5853300,1",
      "34200.1,6,7,1,100,1",
      "1,1,7,1,101,1",
      "1,1,-7,1,100,1",
      "1,1,7,-1,100,1",
      "1,4,7,1,-100,1",
    ]) {
      expect(() => new LobsterMessages().next(line)).toThrow(LobsterError);
    }
    expect(() => new LobsterAgreement(["34200.1,5859400,200,5853300"])).toThrow(/line 1/);
  });
});

test("a row agrees when one of the states of its moment is the same", () => {
  const agreement = new LobsterAgreement([
    "34200.1,10100,5,10000,7",
    "34200.2,10100,4,10000,7",
    "34200.2,10100,3,10000,7",
    "34200.4,10100,3,10000,6",
  ]);
  agreement.after("34200.1", 100, 7, 101, 5);
  agreement.after("34200.2", 100, 7, 101, 3);
  agreement.after("34200.2", 100, 7, 101, 2);
  agreement.after("34200.3", 100, 6, 101, 3);
  expect([agreement.agreeing, agreement.rowsCount, agreement.share]).toEqual([2, 4, 0.5]);
});

describe.skipIf(!existsSync(messages))("an hour of AAPL (skipped where ../shared/data is not there)", () => {
  test(
    "the exchange makes the naive book's trades, and agrees with NASDAQ in 96.5 % of the rows",
    { timeout: 60_000 },
    () => {
      const naive = new NaiveBook();
      const exchange = new ExchangeScenario({ openOrdersMax: 10_000 }).withFunds(2 ** 51, alice, bob);
      const naiveAgreement = new LobsterAgreement(linesOf(tops));
      const realAgreement = new LobsterAgreement(linesOf(tops));
      const lines = new LobsterMessages();
      const { book } = exchange.exchange.trading.markets.find(MARKET)!;
      const differing: string[] = [];
      let trades = 0;
      let skipped = 0;
      for (const line of linesOf(messages)) {
        const { time, command } = lines.next(line);
        if (command === undefined) skipped++;
        else {
          const expected = applyNaive(naive, command);
          const real = tradesOf(applyReal(exchange, command));
          if (JSON.stringify(real) !== JSON.stringify(expected)) differing.push(line);
          trades += expected.length;
        }
        const [bid, bidLots] = naive.best(true);
        const [offer, offerLots] = naive.best(false);
        naiveAgreement.after(time, bid, bidLots, offer, offerLots);
        const { bestBid, bestOffer } = book;
        realAgreement.after(
          time,
          bestBid === NO_BID ? 0 : bestBid,
          book.quantityAt(bestBid),
          bestOffer === NO_OFFER ? 0 : bestOffer,
          book.quantityAt(bestOffer),
        );
      }
      console.log(
        `${trades} trades, ${skipped} lines skipped, ${realAgreement.agreeing} of ${realAgreement.rowsCount} rows agree: ${(realAgreement.share * 100).toFixed(2)} %`,
      );
      expect(differing).toEqual([]);
      expect(realAgreement.agreeing).toBe(naiveAgreement.agreeing);
      expect(realAgreement.share).toBeGreaterThanOrEqual(0.965);
      expect(trades).toBeGreaterThan(3_000);
      expect(exchange.ledger.violations()).toEqual([]);
    },
  );
});

function linesOf(path: string): string[] {
  return gunzipSync(readFileSync(path))
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "");
}

function applyNaive(book: NaiveBook, command: LobsterCommand): BookTrade[] {
  switch (command.kind) {
    case "place":
      return book.place(command.clientOrderId, command.buy, command.priceTicks, command.quantityLots, true);
    case "take":
      return book.place(0, command.buy, command.priceTicks, command.quantityLots, false);
    case "amend":
      book.amendDown(command.clientOrderId, command.quantityLots);
      return [];
    case "cancel":
      book.cancel(command.clientOrderId);
      return [];
  }
}

function applyReal(exchange: ExchangeScenario, command: LobsterCommand): Outcome {
  if (command.kind === "cancel" || command.kind === "amend") {
    const { kind, ...fields } = command;
    return exchange.by(alice, kind === "cancel" ? "CancelOrder" : "AmendOrder", fields);
  }
  const { kind, buy, ...fields } = command;
  return exchange.by(kind === "place" ? alice : bob, "PlaceOrder", {
    ...fields,
    marketId: MARKET,
    side: buy ? Side.Buy : Side.Sell,
    type: OrderType.Limit,
    timeInForce: kind === "place" ? TimeInForce.GoodTillCancelled : TimeInForce.ImmediateOrCancel,
    selfTradePrevention: SelfTradePrevention.None,
    postOnly: false,
  });
}

/** With the file's order ids, which are the makers' client order ids. */
function tradesOf(outcome: Outcome): BookTrade[] {
  return outcome
    .all("OrderFilled")
    .filter((_fill, n) => n % 2 === 0)
    .map((fill) => ({
      maker: fill["clientOrderId"] as number,
      price: fill["priceTicks"] as number,
      quantity: fill["quantityLots"] as number,
    }));
}
