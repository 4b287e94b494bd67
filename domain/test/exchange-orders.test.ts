import { describe, expect, test } from "vitest";
import { OrderStatus, Side } from "../exchange/exchange-messages.ts";
import { ExchangeScenario, alice, bob } from "./exchange-scenario.ts";

describe("limit orders", () => {
  test("an order that meets nothing rests", () => {
    const exchange = new ExchangeScenario().withFunds(1_000);
    exchange
      .buy(alice, 5, 100)
      .replies("OrderPlaced", { status: OrderStatus.Open, executedLots: 0, remainingLots: 5 })
      .publishes("OrderAccepted", { accountId: alice.accountId, side: Side.Buy, priceTicks: 100 })
      .publishes("BookLevelChanged", { side: Side.Buy, priceTicks: 100, quantityLots: 5, orderCount: 1 })
      .publishes("TopOfBookChanged", { bidPriceTicks: 100, bidQuantityLots: 5, offerPriceTicks: 0 });
    expect(exchange.bids).toEqual(["5@100 (1)"]);
  });

  test("the resting order's price is the price", () => {
    const exchange = new ExchangeScenario().withFunds(1_000);
    exchange.sell(alice, 5, 100);
    exchange
      .buy(bob, 3, 110)
      .replies("OrderPlaced", { status: OrderStatus.Filled, executedLots: 3, quoteAmount: 300 })
      .publishes("TradeExecuted", { priceTicks: 100, quantityLots: 3, takerSide: Side.Buy, tradeId: 1 });
    expect(exchange.offers).toEqual(["2@100 (1)"]);
  });
});
