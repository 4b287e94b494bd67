import { describe, expect, test } from "vitest";
import {
  OrderExpiresDecoder,
  OrderStatus,
  OrderType,
  Side,
  TimeInForce,
} from "../exchange/exchange-messages.ts";
import {
  ExchangeScenario,
  FEE_ACCOUNT,
  MARKET,
  MONEY,
  SHARES,
  alice,
  bob,
  carol,
  orderIdOf,
} from "./exchange-scenario.ts";
import { START_US } from "./scenario.ts";

const funded = (market = {}): ExchangeScenario => new ExchangeScenario(market).withFunds(10_000);

describe("a limit order", () => {
  test("rests when it meets nothing", () => {
    const exchange = funded();
    exchange
      .buy(alice, 5, 100)
      .replies("OrderPlaced", { status: OrderStatus.Open, executedLots: 0, remainingLots: 5 })
      .publishes("OrderAccepted", { accountId: alice.accountId, side: Side.Buy, priceTicks: 100 })
      .publishes("BookLevelChanged", { side: Side.Buy, priceTicks: 100, quantityLots: 5, orderCount: 1 })
      .publishes("TopOfBookChanged", { bidPriceTicks: 100, bidQuantityLots: 5, offerPriceTicks: 0 });
    expect(exchange.bids).toEqual(["5@100 (1)"]);
  });

  test("trades at the resting order's price", () => {
    const exchange = funded();
    const maker = orderIdOf(exchange.sell(alice, 5, 100));
    const taken = exchange.buy(bob, 3, 110);
    taken
      .replies("OrderPlaced", { status: OrderStatus.Filled, executedLots: 3, quoteAmount: 300 })
      .publishes("TradeExecuted", { priceTicks: 100, quantityLots: 3, takerSide: Side.Buy, tradeId: 1 })
      .publishes("OrderFilled", {
        orderId: maker,
        accountId: alice.accountId,
        liquidity: 0,
        remainingLots: 2,
      })
      .publishes("OrderFilled", { orderId: orderIdOf(taken), liquidity: 1, remainingLots: 0 });
    expect(exchange.offers).toEqual(["2@100 (1)"]);
  });

  test("meets the best price first, and at a price the oldest order", () => {
    const exchange = funded();
    const late = orderIdOf(exchange.sell(alice, 1, 101));
    const first = orderIdOf(exchange.sell(bob, 1, 100));
    const second = orderIdOf(exchange.sell(alice, 1, 100));
    const fills = exchange.buy(carol, 3, 101).all("OrderFilled");
    expect(fills.filter((fill) => fill["liquidity"] === 0).map((fill) => fill["orderId"])).toEqual([
      first,
      second,
      late,
    ]);
  });

  test("rests with what it could not trade", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 100);
    exchange.buy(bob, 5, 100).replies("OrderPlaced", { status: OrderStatus.PartlyFilled, remainingLots: 3 });
    expect([exchange.bids, exchange.offers]).toEqual([["3@100 (1)"], []]);
  });

  test("does not trade at a worse price than its own", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 101);
    exchange.buy(bob, 5, 100).replies("OrderPlaced", { executedLots: 0 }).publishesNo("TradeExecuted");
  });

  test("needs a price that is a price", () => {
    const exchange = funded();
    exchange.buy(alice, 1, 0).isRejected("BadPrice", 0);
    exchange.buy(alice, 1, 2 ** 31 - 1).isRejected("BadPrice", 2 ** 31 - 1);
    exchange.by(alice, "PlaceOrder", { ...plain, quantityLots: 1 }).isRejected("BadPrice", 0);
  });
});

describe("a market order", () => {
  test("on an empty book is cancelled, not rested", () => {
    const exchange = funded();
    exchange
      .buyAtMarket(alice, 5)
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 0, remainingLots: 0 })
      .publishes("OrderCancelled", { cancelledLots: 5, reason: 4 });
    expect(exchange.bids).toEqual([]);
  });

  test("takes price after price until it has its quantity", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 100);
    exchange.sell(alice, 2, 150);
    exchange.buyAtMarket(bob, 3).replies("OrderPlaced", { status: OrderStatus.Filled, quoteAmount: 350 });
    expect(exchange.offers).toEqual(["1@150 (1)"]);
  });

  test("that finds less than its quantity is cancelled with the rest", () => {
    const exchange = funded();
    exchange.buy(alice, 2, 100);
    exchange
      .sellAtMarket(bob, 5)
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 2 })
      .publishes("OrderCancelled", { cancelledLots: 3 });
    expect(exchange.balance(bob, SHARES)).toEqual({ free: 9_998, held: 0 });
  });

  test("has no price and does not rest", () => {
    const exchange = funded();
    exchange.buyAtMarket(alice, 1, { priceTicks: 100 }).isRejected("BadPrice", 100);
    exchange
      .buyAtMarket(alice, 1, { timeInForce: TimeInForce.GoodTillCancelled })
      .isRejected("BadTimeInForce", 0);
  });

  test("stops at the price band", () => {
    const exchange = funded({ referencePriceTicks: 100, priceBandPpm: 100_000 });
    exchange.sell(alice, 1, 105);
    exchange.sell(alice, 1, 110);
    exchange.buy(carol, 1, 105); // The band follows the last trade: 95 to 115.
    exchange.sell(alice, 1, 115);
    exchange.sell(alice, 3, 100);
    exchange.buy(carol, 3, 100); // And now 90 to 110.
    exchange.buyAtMarket(bob, 2).replies("OrderPlaced", { executedLots: 1, quoteAmount: 110 });
  });
});

describe("immediate or cancel, fill or kill", () => {
  test("immediate or cancel takes what there is and cancels the rest", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 100);
    exchange
      .buy(bob, 5, 100, { timeInForce: TimeInForce.ImmediateOrCancel })
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 2, remainingLots: 0 })
      .publishes("OrderCancelled", { cancelledLots: 3, reason: 2 });
    expect([exchange.bids, exchange.offers]).toEqual([[], []]);
  });

  test("fill or kill trades nothing when it cannot trade all", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 100);
    exchange.sell(alice, 2, 101);
    exchange
      .buy(bob, 5, 101, { timeInForce: TimeInForce.FillOrKill })
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 0 })
      .publishes("OrderCancelled", { cancelledLots: 5, reason: 3 })
      .publishesNo("TradeExecuted");
    exchange
      .buy(bob, 4, 101, { timeInForce: TimeInForce.FillOrKill })
      .replies("OrderPlaced", { status: OrderStatus.Filled, executedLots: 4 });
  });

  test("an order meets at most as many others as a command may, and is cancelled with the rest", () => {
    const exchange = new ExchangeScenario({ openOrdersMax: 10_000 }).withFunds(10_000_000);
    for (let n = 0; n < 8_193; n++) exchange.sell(alice, 1, 100);
    exchange.buy(bob, 8_193, 100, { timeInForce: TimeInForce.FillOrKill }).publishesNo("TradeExecuted");
    exchange
      .buy(bob, 8_193, 100)
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 8_192 })
      .publishes("OrderCancelled", { cancelledLots: 1, reason: 7 });
    expect(exchange.offers).toEqual(["1@100 (1)"]);
  });
});

describe("good till date", () => {
  const until = (expiresAtUs: number): object => ({ timeInForce: TimeInForce.GoodTillDate, expiresAtUs });

  test("an order expires at its time and gives back what it holds", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100, until(START_US + 500)));
    exchange.scenario.at(START_US + 499).publishesNo("OrderExpired");
    expect(exchange.balance(alice, MONEY).held).toBe(500);
    exchange.scenario
      .at(START_US + 500)
      .publishes("OrderExpired", { orderId, cancelledLots: 5 })
      .publishes("BookLevelChanged", { priceTicks: 100, quantityLots: 0, orderCount: 0 })
      .publishes("TopOfBookChanged", { bidPriceTicks: 0 });
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 10_000, held: 0 });
    exchange.by(alice, "CancelOrder", { orderId }).isRejected("UnknownOrder");
  });

  test("an order that is filled, cancelled or amended away leaves no timer", () => {
    const exchange = funded();
    const cancelled = orderIdOf(exchange.buy(alice, 5, 99, until(START_US + 500)));
    const amended = orderIdOf(exchange.buy(alice, 5, 98, until(START_US + 500)));
    exchange.buy(alice, 5, 100, until(START_US + 500));
    expect(exchange.scenario.pending).toHaveLength(3);
    exchange.sell(bob, 5, 100);
    exchange.by(alice, "CancelOrder", { orderId: cancelled });
    exchange.sell(bob, 5, 101);
    exchange.by(alice, "AmendOrder", { orderId: amended, priceTicks: 101, quantityLots: 5 });
    expect(exchange.scenario.pending).toEqual([]);
  });

  test("a new price keeps the time", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 99, until(START_US + 500)));
    exchange.by(alice, "AmendOrder", { orderId, priceTicks: 98, quantityLots: 5 });
    expect(exchange.scenario.pending).toEqual([[START_US + 500, OrderExpiresDecoder.templateId, orderId]]);
  });

  test("needs a time in the future, and others none", () => {
    const exchange = funded();
    exchange.buy(alice, 5, 100, until(START_US)).isRejected("BadExpiry", START_US);
    exchange.buy(alice, 5, 100, { timeInForce: TimeInForce.GoodTillDate }).isRejected("BadExpiry");
    exchange.buy(alice, 5, 100, { expiresAtUs: START_US + 500 }).isRejected("BadExpiry");
  });
});

describe("post-only", () => {
  test("an order that would trade is rejected with the price it would meet", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 100);
    exchange.buy(bob, 1, 100, { postOnly: true }).isRejected("PostOnlyWouldTrade", 100);
    exchange.buy(bob, 1, 99, { postOnly: true }).replies("OrderPlaced", { status: OrderStatus.Open });
  });

  test("an order is not amended to where it would trade", () => {
    const exchange = funded();
    exchange.sell(alice, 2, 100);
    const orderId = orderIdOf(exchange.buy(bob, 1, 99, { postOnly: true }));
    exchange
      .by(bob, "AmendOrder", { orderId, priceTicks: 101, quantityLots: 1 })
      .isRejected("PostOnlyWouldTrade", 100);
    expect(exchange.bids).toEqual(["1@99 (1)"]);
  });

  test("does not go with orders that never rest", () => {
    const exchange = funded();
    const timeInForce = TimeInForce.ImmediateOrCancel;
    exchange.buy(bob, 1, 99, { postOnly: true, timeInForce }).isRejected("BadTimeInForce", timeInForce);
  });
});

describe("filters", () => {
  test("of quantity, notional and price name the bound", () => {
    const exchange = funded({
      minimumQuantityLots: 2,
      maximumQuantityLots: 20,
      minimumNotional: 300,
      maximumNotional: 1_500,
      referencePriceTicks: 100,
      priceBandPpm: 100_000,
    });
    exchange.buy(alice, 1, 100).isRejected("BadQuantity", 2);
    exchange.buy(alice, 21, 100).isRejected("BadQuantity", 20);
    exchange.buy(alice, 2, 100).isRejected("BadNotional", 300);
    exchange.buy(alice, 16, 100).isRejected("BadNotional", 1_500);
    exchange.buy(alice, 5, 89).isRejected("OutsidePriceBand", 90);
    exchange.buy(alice, 5, 111).isRejected("OutsidePriceBand", 110);
    exchange.buy(alice, 5, 110).replies("OrderPlaced");
  });

  test("the price band follows the last trade", () => {
    const exchange = funded({ referencePriceTicks: 100, priceBandPpm: 100_000 });
    exchange.sell(alice, 1, 110);
    exchange.buy(bob, 1, 110);
    exchange.buy(alice, 1, 121).replies("OrderPlaced");
    exchange.buy(alice, 1, 122).isRejected("OutsidePriceBand", 121);
    exchange.buy(alice, 1, 98).isRejected("OutsidePriceBand", 99);
  });

  test("an account rests at most as many orders as the market allows", () => {
    const exchange = funded({ openOrdersMax: 2 });
    exchange.buy(alice, 1, 100);
    exchange.buy(alice, 1, 99);
    exchange.buy(alice, 1, 98).isRejected("TooManyOpenOrders", 2);
    exchange.buy(bob, 1, 98).replies("OrderPlaced");
    exchange.buy(alice, 1, 98, { timeInForce: TimeInForce.ImmediateOrCancel }).replies("OrderPlaced");
    exchange.by(alice, "CancelAllOrders").replies("CancelAllConfirmed", { orderCount: 2 });
    exchange.buy(alice, 1, 98).replies("OrderPlaced");
  });

  test("amounts that leave the range of exact integers are rejected, never rounded", () => {
    const exchange = funded({ lotSize: 2 ** 40, tickSize: 2 ** 40, maximumQuantityLots: 2 ** 31 - 1 });
    exchange.buy(alice, 2 ** 31 - 1, 2 ** 31 - 2).isRejected("BadNotional", Number.MAX_SAFE_INTEGER);
    exchange.buy(alice, 2 ** 13, 1).isRejected("BadNotional");
    exchange.buy(alice, 2 ** 13 - 1, 1).isRejected("InsufficientFunds", 10_000);
    exchange.sell(alice, 2 ** 13 - 1, 1).isRejected("InsufficientFunds", 10_000);
    const heavy = funded({ lotSize: 2 ** 40, maximumQuantityLots: 2 ** 31 - 1 });
    heavy.sell(alice, 2 ** 13, 1).isRejected("AmountOutOfRange");
    const dear = funded({ tickSize: Number.MAX_SAFE_INTEGER, takerFeePpm: 1 });
    dear.buy(alice, 1, 1).isRejected("AmountOutOfRange");
  });
});

describe("funds", () => {
  test("a buy holds price times quantity, a sell its lots", () => {
    const exchange = funded({ lotSize: 10, tickSize: 3 });
    exchange.buy(alice, 5, 100);
    exchange.sell(bob, 5, 200);
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 8_500, held: 1_500 });
    expect(exchange.balance(bob, SHARES)).toEqual({ free: 9_950, held: 50 });
  });

  test("an order that the account cannot pay for is rejected with what is free", () => {
    const exchange = funded();
    exchange.buy(alice, 101, 100).isRejected("InsufficientFunds", 10_000);
    exchange.sell(alice, 10_001, 100).isRejected("InsufficientFunds", 10_000);
    exchange.buy(alice, 100, 100).replies("OrderPlaced");
    exchange.buy(alice, 1, 1).isRejected("InsufficientFunds", 0);
  });

  test("a better price gives the difference back at once", () => {
    const exchange = funded();
    exchange.sell(alice, 5, 90);
    exchange.buy(bob, 8, 100);
    expect(exchange.balance(bob, MONEY)).toEqual({ free: 10_000 - 450 - 300, held: 300 });
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 10_450, held: 0 });
    expect(exchange.balance(bob, SHARES)).toEqual({ free: 10_005, held: 0 });
  });

  test("a market buy holds no more than the book could cost it", () => {
    const exchange = new ExchangeScenario().withFunds(10_000, alice).withFunds(500, bob);
    exchange.sell(alice, 5, 100);
    exchange.buyAtMarket(bob, 6).replies("OrderPlaced", { executedLots: 5 });
    expect(exchange.balance(bob, MONEY)).toEqual({ free: 0, held: 0 });
    exchange.sell(alice, 5, 100);
    exchange.buyAtMarket(bob, 1).isRejected("InsufficientFunds", 0);
  });
});

describe("fees", () => {
  test("maker and taker pay theirs, rounded half to even, to the fee account", () => {
    const exchange = funded({ makerFeePpm: 1_000, takerFeePpm: 2_000 });
    exchange.sell(alice, 5, 100);
    exchange
      .buy(bob, 5, 100)
      .publishes("OrderFilled", { accountId: alice.accountId, quoteAmount: 500, feeAmount: 0 }) // 0.5
      .publishes("OrderFilled", { accountId: bob.accountId, quoteAmount: 500, feeAmount: 1 });
    exchange.sell(alice, 15, 100);
    exchange
      .buy(bob, 15, 100)
      .publishes("OrderFilled", { accountId: alice.accountId, feeAmount: 2 }) // 1.5
      .publishes("OrderFilled", { accountId: bob.accountId, feeAmount: 3 });
    expect(exchange.balance({ accountId: FEE_ACCOUNT }, MONEY)).toEqual({ free: 6, held: 0 });
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 10_000 + 2_000 - 2, held: 0 });
    expect(exchange.balance(bob, MONEY)).toEqual({ free: 10_000 - 2_000 - 4, held: 0 });
  });

  test("many small fills cost what one large one costs", () => {
    const exchange = funded({ makerFeePpm: 0, takerFeePpm: 4_000 });
    for (let n = 0; n < 10; n++) exchange.sell(alice, 1, 100);
    const fees = exchange
      .buy(bob, 10, 100)
      .all("OrderFilled")
      .filter((fill) => fill["liquidity"] === 1)
      .map((fill) => fill["feeAmount"] as number);
    expect(fees).toEqual([0, 1, 0, 1, 0, 0, 1, 0, 1, 0]); // 0.4, 0.8, 1.2, ... 4.0
    expect(exchange.balance(bob, MONEY).free).toBe(10_000 - 1_000 - 4);
  });

  test("a hold covers the worst case of the fee", () => {
    const exchange = funded({ makerFeePpm: 1_000, takerFeePpm: 100_000 });
    exchange.buy(alice, 10, 100);
    expect(exchange.balance(alice, MONEY).held).toBe(1_000 + 100 + 1);
    exchange.sell(bob, 10, 100);
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 10_000 - 1_000 - 1, held: 0 });
    exchange.buy(carol, 91, 100).isRejected("InsufficientFunds");
  });
});

describe("client order ids", () => {
  test("the same id with the same content returns the first result", () => {
    const exchange = funded();
    const first = exchange.buy(alice, 5, 100, { clientOrderId: 7 });
    exchange.sell(bob, 2, 100);
    const again = exchange.buy(alice, 5, 100, { clientOrderId: 7 });
    expect(again.reply).toEqual(first.reply);
    expect(again.events).toEqual([]);
    expect(exchange.bids).toEqual(["3@100 (1)"]);
  });

  test("the same id with other content is rejected with the order that has it", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100, { clientOrderId: 7 }));
    for (const other of [
      exchange.buy(alice, 6, 100, { clientOrderId: 7 }),
      exchange.buy(alice, 5, 101, { clientOrderId: 7 }),
      exchange.sell(alice, 5, 100, { clientOrderId: 7 }),
      exchange.buy(alice, 5, 100, { clientOrderId: 7, postOnly: true }),
      exchange.buy(alice, 5, 100, { clientOrderId: 7, selfTradePrevention: 1 }),
      exchange.buy(alice, 5, 100, { clientOrderId: 7, marketId: 2 }),
      exchange.buyAtMarket(alice, 5, { clientOrderId: 7 }),
    ]) {
      other.isRejected("ClientOrderIdTaken", orderId);
    }
    exchange.buy(bob, 6, 100, { clientOrderId: 7 }).replies("OrderPlaced");
  });

  test("is remembered for the last orders that were closed", () => {
    const exchange = funded();
    const first = exchange.buy(alice, 5, 100, { clientOrderId: 1 });
    exchange.by(alice, "CancelOrder", { clientOrderId: 1 });
    for (let n = 2; n <= 32; n++) {
      exchange.buy(alice, 5, 100, { clientOrderId: n, timeInForce: TimeInForce.ImmediateOrCancel });
    }
    expect(exchange.buy(alice, 5, 100, { clientOrderId: 1 }).reply).toEqual(first.reply);
    exchange.buy(alice, 5, 100, { clientOrderId: 33, timeInForce: TimeInForce.ImmediateOrCancel });
    const anew = exchange.buy(alice, 5, 100, { clientOrderId: 1 });
    expect(orderIdOf(anew)).not.toBe(orderIdOf(first));
  });

  test("a rejected order leaves its id free", () => {
    const exchange = funded();
    exchange.buy(alice, 101, 100, { clientOrderId: 7 }).isRejected("InsufficientFunds");
    exchange.buy(alice, 100, 100, { clientOrderId: 7 }).replies("OrderPlaced", { clientOrderId: 7 });
  });

  test("0 is none", () => {
    funded().buy(alice, 1, 100, { clientOrderId: 0 }).isRejected("BadOrderReference");
  });
});

describe("who may act", () => {
  test("only the account's owner and operators", () => {
    const exchange = funded();
    exchange
      .by({ ...bob, accountId: alice.accountId }, "PlaceOrder", { ...plain, priceTicks: 1, quantityLots: 1 })
      .isRejected("NotOwner", alice.accountId);
    exchange.by({ ...bob, accountId: 99 }, "CancelAllOrders").isRejected("UnknownAccount", 99);
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.by(bob, "CancelOrder", { orderId }).isRejected("UnknownOrder", orderId);
    exchange.ask({ ...bob, accountId: alice.accountId }, "OpenOrders").isRejected("NotOwner");
    exchange
      .byOperator("CancelOrder", { accountId: alice.accountId, orderId })
      .publishes("OrderCancelled", { reason: 1 });
  });

  test("a suspended account places and amends nothing, but cancels and reduces", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.byOperator("SuspendAccount", { accountId: alice.accountId, suspended: true });
    exchange.buy(alice, 5, 100).isRejected("AccountSuspended", alice.accountId);
    exchange.by(alice, "AmendOrder", { orderId, quantityLots: 6 }).isRejected("AccountSuspended");
    exchange.by(alice, "AmendOrder", { orderId, quantityLots: 4 }).replies("AmendConfirmed");
    exchange.sell(bob, 1, 100).replies("OrderPlaced", { executedLots: 1 });
    exchange.by(alice, "CancelOrder", { orderId }).replies("CancelConfirmed", { cancelledLots: 3 });
  });
});

const plain = {
  marketId: MARKET,
  side: Side.Buy,
  type: OrderType.Limit,
  timeInForce: TimeInForce.GoodTillCancelled,
  selfTradePrevention: 0,
  postOnly: false,
};
