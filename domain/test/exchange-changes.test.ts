import { describe, expect, test } from "vitest";
import { CancelReason, OrderStatus, SelfTradePrevention } from "../exchange/exchange-messages.ts";
import {
  ExchangeScenario,
  MARKET,
  MONEY,
  SHARES,
  alice,
  bob,
  carol,
  orderIdOf,
  plainMarket,
} from "./exchange-scenario.ts";

const funded = (market = {}): ExchangeScenario => new ExchangeScenario(market).withFunds(10_000);

describe("cancel", () => {
  test("gives back what is held and takes the lots off the level", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.buy(bob, 2, 100);
    exchange
      .by(alice, "CancelOrder", { orderId })
      .replies("CancelConfirmed", { orderId, cancelledLots: 5, executedLots: 0 })
      .publishes("OrderCancelled", { orderId, reason: CancelReason.Requested, cancelledLots: 5 })
      .publishes("BookLevelChanged", { priceTicks: 100, quantityLots: 2, orderCount: 1 })
      .publishes("TopOfBookChanged", { bidPriceTicks: 100, bidQuantityLots: 2 });
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 10_000, held: 0 });
  });

  test("works by client order id, and twice it says that the order is closed", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100, { clientOrderId: 7 }));
    exchange.by(alice, "CancelOrder", { clientOrderId: 7 }).replies("CancelConfirmed", { orderId });
    exchange.by(alice, "CancelOrder", { clientOrderId: 7 }).isRejected("OrderClosed", orderId);
    exchange.by(alice, "CancelOrder", { orderId }).isRejected("OrderClosed", orderId);
  });

  test("needs exactly one id", () => {
    const exchange = funded();
    exchange.by(alice, "CancelOrder", {}).isRejected("BadOrderReference");
    exchange.by(alice, "CancelOrder", { orderId: 1, clientOrderId: 1 }).isRejected("BadOrderReference");
    exchange.by(alice, "CancelOrder", { clientOrderId: 8 }).isRejected("UnknownOrder", 8);
  });

  test("an id of the past is never an order of today", () => {
    const exchange = funded();
    const past = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.by(alice, "CancelOrder", { orderId: past });
    const today = orderIdOf(exchange.buy(alice, 5, 100)); // In the same place of the pool.
    expect(today % 2 ** 24).toBe(past % 2 ** 24);
    exchange.by(alice, "CancelOrder", { orderId: past }).isRejected("UnknownOrder", past);
    expect(exchange.bids).toEqual(["5@100 (1)"]);
  });
});

describe("cancel all", () => {
  test("cancels everywhere or in one market, the oldest first, and others' orders never", () => {
    const exchange = funded();
    exchange.byOperator("CreateMarket", { ...plainMarket, symbol: "OTHER" });
    const first = orderIdOf(exchange.buy(alice, 1, 100));
    const other = orderIdOf(exchange.buy(alice, 1, 100, { marketId: 2 }));
    const second = orderIdOf(exchange.sell(alice, 1, 101));
    exchange.buy(bob, 1, 100);
    const inMarket = exchange.by(alice, "CancelAllOrders", { marketId: MARKET });
    inMarket.replies("CancelAllConfirmed", { orderCount: 2 });
    expect(inMarket.all("OrderCancelled").map((event) => event["orderId"])).toEqual([first, second]);
    const everywhere = exchange.by(alice, "CancelAllOrders");
    expect(everywhere.all("OrderCancelled").map((event) => event["orderId"])).toEqual([other]);
    expect(exchange.bids).toEqual(["1@100 (1)"]);
    exchange.by(alice, "CancelAllOrders", { marketId: 9 }).isRejected("UnknownMarket", 9);
  });
});

describe("amend", () => {
  const queue = (exchange: ExchangeScenario): unknown[] =>
    exchange
      .sell(carol, 20, 100, { timeInForce: 1 })
      .all("OrderFilled")
      .filter((fill) => fill["liquidity"] === 0)
      .map((fill) => fill["accountId"]);

  test("less quantity keeps the place in the queue and gives back what is held for it", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.buy(bob, 5, 100);
    exchange
      .by(alice, "AmendOrder", { orderId, quantityLots: 3 })
      .replies("AmendConfirmed", { orderId, keptPriority: true, quantityLots: 3, remainingLots: 3 })
      .publishes("OrderAmended", { orderId, keptPriority: true, quantityLots: 3 })
      .publishes("BookLevelChanged", { quantityLots: 8, orderCount: 2 });
    expect(exchange.balance(alice, MONEY).held).toBe(300);
    expect(queue(exchange)).toEqual([alice.accountId, bob.accountId]);
  });

  test("more quantity goes to the back of the queue and holds more", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.buy(bob, 5, 100);
    exchange
      .by(alice, "AmendOrder", { orderId, quantityLots: 6 })
      .replies("AmendConfirmed", { orderId, keptPriority: false, quantityLots: 6 });
    expect(exchange.balance(alice, MONEY).held).toBe(600);
    expect(queue(exchange)).toEqual([bob.accountId, alice.accountId]);
  });

  test("another price goes to the back of that price's queue", () => {
    const exchange = funded();
    exchange.buy(bob, 5, 100);
    const orderId = orderIdOf(exchange.buy(alice, 5, 99));
    exchange.by(alice, "AmendOrder", { orderId, priceTicks: 100, quantityLots: 5 });
    expect(exchange.bids).toEqual(["10@100 (2)"]);
    expect(queue(exchange)).toEqual([bob.accountId, alice.accountId]);
  });

  test("a price that meets the other side trades at once", () => {
    const exchange = funded();
    exchange.sell(bob, 3, 101);
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange
      .by(alice, "AmendOrder", { orderId, priceTicks: 102, quantityLots: 5 })
      .replies("AmendConfirmed", { status: OrderStatus.PartlyFilled, executedLots: 3, remainingLots: 2 })
      .publishes("TradeExecuted", { priceTicks: 101, quantityLots: 3 });
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 10_000 - 303 - 204, held: 204 });
    const filled = orderIdOf(exchange.buy(bob, 1, 90));
    exchange.sell(carol, 1, 103);
    exchange
      .by(bob, "AmendOrder", { orderId: filled, priceTicks: 103, quantityLots: 1 })
      .replies("AmendConfirmed", { status: OrderStatus.Filled });
  });

  test("the quantity is the total: no more than what is executed closes the order", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 5, 100));
    exchange.sell(bob, 2, 100);
    exchange
      .by(alice, "AmendOrder", { orderId, quantityLots: 4 })
      .replies("AmendConfirmed", { executedLots: 2, remainingLots: 2 });
    exchange
      .by(alice, "AmendOrder", { orderId, quantityLots: 2 })
      .replies("AmendConfirmed", { status: OrderStatus.Cancelled, remainingLots: 0 })
      .publishes("OrderCancelled", { reason: CancelReason.Amended, cancelledLots: 2 });
    expect(exchange.bids).toEqual([]);
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 9_800, held: 0 });
  });

  test("what the account cannot pay for changes nothing", () => {
    const exchange = funded();
    const orderId = orderIdOf(exchange.buy(alice, 50, 100));
    exchange
      .by(alice, "AmendOrder", { orderId, priceTicks: 201, quantityLots: 50 })
      .isRejected("InsufficientFunds", 5_000);
    exchange.by(alice, "AmendOrder", { orderId, quantityLots: 0 }).isRejected("BadQuantity", 1);
    exchange.by(alice, "AmendOrder", { orderId, priceTicks: 0, quantityLots: 50 }).isRejected("BadPrice", 0);
    expect(exchange.bids).toEqual(["50@100 (1)"]);
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 5_000, held: 5_000 });
  });
});

describe("self-trade prevention", () => {
  const own = (exchange: ExchangeScenario, selfTradePrevention: SelfTradePrevention) => {
    exchange.sell(alice, 3, 100);
    exchange.sell(bob, 3, 100);
    return exchange.buy(alice, 5, 100, { selfTradePrevention });
  };

  test("none: orders of one account trade with each other", () => {
    own(funded(), SelfTradePrevention.None).publishes("TradeExecuted").publishesNo("SelfTradePrevented");
  });

  test("cancel newest: the incoming order is cancelled and the resting one stays", () => {
    const exchange = funded();
    own(exchange, SelfTradePrevention.CancelNewest)
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 0 })
      .publishes("SelfTradePrevented", { quantityLots: 3, restingRemainingLots: 3, remainingLots: 0 })
      .publishes("OrderCancelled", { reason: CancelReason.SelfTrade, cancelledLots: 5 })
      .publishesNo("BookLevelChanged");
    expect(exchange.offers).toEqual(["6@100 (2)"]);
  });

  test("cancel oldest: the resting order is cancelled and the incoming one goes on", () => {
    const exchange = funded();
    own(exchange, SelfTradePrevention.CancelOldest)
      .replies("OrderPlaced", { status: OrderStatus.PartlyFilled, executedLots: 3, remainingLots: 2 })
      .publishes("SelfTradePrevented", { restingRemainingLots: 0, remainingLots: 5 })
      .publishes("OrderCancelled", { reason: CancelReason.SelfTrade, cancelledLots: 3 });
    expect([exchange.bids, exchange.offers]).toEqual([["2@100 (1)"], []]);
    expect(exchange.balance(alice, SHARES)).toEqual({ free: 10_003, held: 0 });
  });

  test("cancel both", () => {
    const exchange = funded();
    const outcome = own(exchange, SelfTradePrevention.CancelBoth);
    outcome.replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 0 });
    expect(outcome.all("OrderCancelled").map((event) => event["cancelledLots"])).toEqual([3, 5]);
    expect(exchange.offers).toEqual(["3@100 (1)"]);
  });

  test("decrement: both lose the smaller quantity", () => {
    const exchange = funded();
    own(exchange, SelfTradePrevention.Decrement)
      .replies("OrderPlaced", { status: OrderStatus.Filled, executedLots: 2 })
      .publishes("SelfTradePrevented", { quantityLots: 3, restingRemainingLots: 0, remainingLots: 2 });
    expect(exchange.offers).toEqual(["1@100 (1)"]);
    exchange.sell(carol, 9, 200);
    exchange
      .buy(carol, 4, 200, { selfTradePrevention: SelfTradePrevention.Decrement })
      .replies("OrderPlaced", { status: OrderStatus.Cancelled, executedLots: 1 });
    expect(exchange.offers).toEqual(["6@200 (1)"]);
    expect(exchange.balance(carol, SHARES)).toEqual({ free: 10_001 - 6, held: 6 });
  });

  test("fill or kill counts own orders only where they are cancelled on the way", () => {
    for (const [prevention, executedLots] of [
      [SelfTradePrevention.CancelNewest, 0],
      [SelfTradePrevention.CancelOldest, 3],
      [SelfTradePrevention.Decrement, 0],
    ] as const) {
      const exchange = funded();
      exchange.sell(alice, 3, 100);
      exchange.sell(bob, 3, 100);
      const killed = exchange.buy(alice, 3, 100, { timeInForce: 2, selfTradePrevention: prevention });
      killed.replies("OrderPlaced", { executedLots });
    }
  });

  test("a market buy can pay for the dearer lots when its own cheap ones are cancelled", () => {
    const exchange = new ExchangeScenario().withFunds(10_000, bob).withFunds(1_600, alice);
    exchange.sell(alice, 5, 100);
    exchange.sell(bob, 20, 200);
    exchange
      .buyAtMarket(alice, 8, { selfTradePrevention: SelfTradePrevention.CancelOldest })
      .replies("OrderPlaced", { executedLots: 8, quoteAmount: 1_600 });
    expect(exchange.balance(alice, MONEY)).toEqual({ free: 0, held: 0 });
  });
});

describe("markets", () => {
  test("are made by operators, checked field by field", () => {
    const exchange = funded();
    const market = { ...plainMarket, symbol: "NEW" };
    exchange.by(alice, "CreateMarket", market).isRejected("Forbidden");
    exchange.byOperator("CreateMarket", { ...market, symbol: "" }).isRejected("BadMarket", 0);
    exchange.byOperator("CreateMarket", { ...market, lotSize: 0 }).isRejected("BadMarket", 4);
    exchange.byOperator("CreateMarket", { ...market, takerFeePpm: 100_001 }).isRejected("BadMarket", 14);
    exchange.byOperator("CreateMarket", { ...market, baseAssetId: 3 }).isRejected("UnknownAsset", 3);
    exchange.byOperator("CreateMarket", { ...market, feeAccountId: 9 }).isRejected("UnknownAccount", 9);
    exchange.byOperator("CreateMarket", plainMarket).isRejected("SymbolTaken", MARKET);
    exchange
      .byOperator("CreateMarket", market)
      .replies("MarketCreated", { marketId: 2 })
      .publishes("MarketAdded", { marketId: 2, symbol: "NEW" });
    exchange.buy(alice, 1, 1, { marketId: 3 }).isRejected("UnknownMarket", 3);
  });

  test("books of different markets do not meet", () => {
    const exchange = funded();
    exchange.byOperator("CreateMarket", { ...plainMarket, symbol: "NEW" });
    exchange.sell(alice, 1, 100);
    exchange.buy(bob, 1, 100, { marketId: 2 }).replies("OrderPlaced", { executedLots: 0 });
  });
});

describe("queries", () => {
  test("show orders, open and remembered", () => {
    const exchange = funded({ takerFeePpm: 10_000 });
    const orderId = orderIdOf(exchange.buy(alice, 5, 100, { clientOrderId: 7 }));
    exchange.sell(bob, 2, 100);
    const state = {
      orderId,
      status: OrderStatus.PartlyFilled,
      priceTicks: 100,
      executedLots: 2,
      remainingLots: 3,
      quoteAmount: 200,
      heldAmount: 500 + 5 + 1 - 200,
    };
    exchange.ask(alice, "Order", { clientOrderId: 7 }).replies("OrderState", state);
    expect(exchange.ask(alice, "OpenOrders").reply!["orders"]).toMatchObject([state]);
    exchange.by(alice, "CancelOrder", { orderId });
    expect(exchange.ask(alice, "OpenOrders").reply!["orders"]).toEqual([]);
    const closed = { status: OrderStatus.Cancelled, remainingLots: 0, heldAmount: 0 };
    exchange.ask(alice, "Order", { orderId }).replies("OrderState", closed);
    exchange.ask(alice, "Order", { orderId: 5 }).isRejected("UnknownOrder", 5);
  });

  test("show the book, its top, and markets", () => {
    const exchange = funded();
    exchange.buy(alice, 5, 99);
    exchange.buy(bob, 5, 100);
    exchange.buy(alice, 1, 100);
    exchange.sell(bob, 4, 103);
    exchange.sell(alice, 2, 102);
    expect(exchange.bids).toEqual(["6@100 (2)", "5@99 (1)"]);
    expect(exchange.offers).toEqual(["2@102 (1)", "4@103 (1)"]);
    exchange.ask(alice, "TopOfBook", { marketId: MARKET }).replies("TopOfBookState", {
      bidPriceTicks: 100,
      bidQuantityLots: 6,
      offerPriceTicks: 102,
      offerQuantityLots: 2,
      sequence: 5,
    });
    exchange.sell(alice, 1, 100);
    exchange.ask(alice, "Market", { marketId: MARKET }).replies("MarketState", {
      symbol: "SHARE-MONEY",
      lastPriceTicks: 100,
      tradeCount: 1,
      openOrderCount: 5,
    });
    expect(exchange.ask(alice, "Markets").reply!["markets"]).toMatchObject([{ symbol: "SHARE-MONEY" }]);
    for (const query of ["Book", "TopOfBook", "Market"]) {
      exchange.ask(alice, query, { marketId: 4_000_000_000 }).isRejected("UnknownMarket", 4_000_000_000);
    }
  });
});
