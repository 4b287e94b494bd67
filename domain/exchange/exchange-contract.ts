import { accountsRejections } from "../accounts/accounts-rejections.ts";
import { Role } from "../contract/context.ts";
import type { Contract } from "../contract/contract.ts";
import { defineContract } from "../contract/define-contract.ts";
import { ascii, bool, enumOf, enumeration, group, id, optional, u32, u53 } from "../contract/fields.ts";
import { exchangeRejections } from "./exchange-rejections.ts";

const traders = Role.Trader | Role.MarketMaker | Role.Operator;

const accountId = u32("the account");
const marketId = u32("the market");
const orderId = id("the exchange's number of the order");
const clientOrderId = optional(id("the client's own number of the order, unique in the account, not 0"));
const side = enumOf("Side", "buy or sell");
const priceTicks = u32("price", "ticks");
const quantityLots = u32("how much", "lots");
const executedLots = u32("how much was executed so far", "lots");
const remainingLots = u32("how much is still open", "lots");
const quoteAmount = u53("price times quantity", "minor units of the quote asset");
const feeAmount = u53("fee charged", "minor units of the quote asset");
const tradeId = id("counts the market's trades from 1");
const reason = enumOf("CancelReason", "why");

/** What names an order in a command: exactly one of the two. */
const orderReference = { accountId, orderId: optional(orderId), clientOrderId };

const marketFields = {
  symbol: ascii(16, "what people call it, such as AAPL-USD; unique"),
  baseAssetId: u32("what is traded"),
  quoteAssetId: u32("what it is paid with"),
  feeAccountId: u32("who gets the fees"),
  lotSize: u53("one lot", "minor units of the base asset"),
  tickSize: u53("what one tick adds to the price of one lot", "minor units of the quote asset"),
  referencePriceTicks: u32(
    "middle of the price band until the first trade; 0 when there is no band",
    "ticks",
  ),
  priceBandPpm: u32("how far a price may be from the last trade's; 0 for no band", "millionths"),
  minimumQuantityLots: u32("of an order, at least 1", "lots"),
  maximumQuantityLots: u32("of an order, at most 2^31 - 1", "lots"),
  minimumNotional: u53("price times quantity of a limit order", "minor units of the quote asset"),
  maximumNotional: u53("price times quantity of an order", "minor units of the quote asset"),
  openOrdersMax: u32(
    "open orders of an account, in all markets, at which it may rest no more here",
    "orders",
  ),
  makerFeePpm: u32("of the notional, from the resting side", "millionths"),
  takerFeePpm: u32("of the notional, from the incoming side", "millionths"),
};

const orderFields = {
  orderId,
  accountId,
  marketId,
  clientOrderId,
  side,
  type: enumOf("OrderType", "limit or market"),
  timeInForce: enumOf("TimeInForce", "how long"),
  selfTradePrevention: enumOf("SelfTradePrevention", "what to do when it meets an order of its account"),
  postOnly: bool("only to be a maker"),
  status: enumOf("OrderStatus", "where it is in its life"),
  priceTicks: optional(priceTicks),
  quantityLots,
  executedLots,
  remainingLots,
  quoteAmount,
  feeAmount,
  heldAmount: u53("set aside: of the quote asset for a buy, of the base asset for a sell", "minor units"),
  expiresAtUs: optional(u53("when it expires", "microseconds since 1970")),
};

const level = {
  priceTicks,
  quantityLots: u53("lots of all orders at this price", "lots"),
  orderCount: u32("orders at this price"),
};

const top = {
  bidPriceTicks: u32("best bid; 0 when there is none", "ticks"),
  offerPriceTicks: u32("best offer; 0 when there is none", "ticks"),
  bidQuantityLots: u53("at the best bid", "lots"),
  offerQuantityLots: u53("at the best offer", "lots"),
};

const sequence = u53("counts the market's book changes from 1", "changes");

export const exchangeContract: Contract = defineContract({
  name: "exchange",
  schemaId: 2,
  version: 1,
  doc: "Markets with a central order book in price-time priority.",
  enums: {
    Side: enumeration("u8", { Buy: 0, Sell: 1 }),
    OrderType: enumeration("u8", {
      Limit: [0, "at this price or better"],
      Market: [1, "at what the book has when it comes, not worse; never rests"],
    }),
    TimeInForce: enumeration("u8", {
      GoodTillCancelled: [0, "rests until it is filled or cancelled"],
      ImmediateOrCancel: [1, "what cannot be filled at once is cancelled"],
      FillOrKill: [2, "is filled whole at once, or cancelled whole"],
      GoodTillDate: [3, "rests until a moment of cluster time"],
    }),
    SelfTradePrevention: enumeration("u8", {
      None: [0, "orders of one account may trade with each other"],
      CancelNewest: [1, "the incoming order is cancelled"],
      CancelOldest: [2, "the resting order is cancelled, and the incoming one goes on"],
      CancelBoth: [3, "both are cancelled"],
      Decrement: [4, "both lose the smaller quantity without a trade"],
    }),
    OrderStatus: enumeration("u8", {
      Open: [0, "nothing executed yet"],
      PartlyFilled: [1, "some executed, the rest is open"],
      Filled: [2, "all executed"],
      Cancelled: [3, "closed with a rest"],
      Expired: [4, "closed with a rest when its time was over"],
    }),
    CancelReason: enumeration("u8", {
      Requested: [0, "the account's owner asked"],
      Operator: [1, "an operator asked"],
      ImmediateOrCancel: [2, "what could not be filled at once"],
      FillOrKill: [3, "could not be filled whole at once"],
      NoLiquidity: [4, "a market order found no more at the prices that it may take"],
      SelfTrade: [5, "it would have traded with its own account"],
      Amended: [6, "amended to no more than what was executed"],
      MatchLimit: [7, "it met as many orders as one command may"],
    }),
    Liquidity: enumeration("u8", { Maker: [0, "the resting side"], Taker: [1, "the incoming side"] }),
  },
  commands: {
    CreateMarket: {
      id: 1,
      doc: "Opens a market.",
      roles: Role.Operator,
      reply: "MarketCreated",
      fields: marketFields,
    },
    PlaceOrder: {
      id: 2,
      doc: "Places an order. The same client order id with the same content returns the first result.",
      roles: traders,
      reply: "OrderPlaced",
      fields: {
        accountId,
        marketId,
        side,
        type: enumOf("OrderType", "limit or market"),
        timeInForce: enumOf(
          "TimeInForce",
          "how long; market orders are immediate or cancel, or fill or kill",
        ),
        selfTradePrevention: enumOf(
          "SelfTradePrevention",
          "what to do when it meets an order of its account",
        ),
        postOnly: bool("rejected when it would trade at once"),
        clientOrderId,
        priceTicks: optional(u32("limit price; absent in market orders", "ticks")),
        quantityLots,
        expiresAtUs: optional(u53("with good till date: when it expires", "microseconds since 1970")),
      },
    },
    CancelOrder: {
      id: 3,
      doc: "Cancels what is open of an order, named by exactly one of its two ids.",
      roles: traders,
      reply: "CancelConfirmed",
      fields: orderReference,
    },
    CancelAllOrders: {
      id: 4,
      doc: "Cancels all open orders of an account, the oldest first.",
      roles: traders,
      reply: "CancelAllConfirmed",
      fields: { accountId, marketId: optional(u32("only in this market")) },
    },
    AmendOrder: {
      id: 5,
      doc: "Changes price and quantity of an open order. Less quantity at the same price keeps priority.",
      roles: traders,
      reply: "AmendConfirmed",
      fields: {
        ...orderReference,
        priceTicks: optional(u32("new limit price; absent to keep it", "ticks")),
        quantityLots: u32("new quantity in total, with what is executed", "lots"),
      },
    },
  },
  queries: {
    Order: {
      id: 20,
      doc: "An order that is open, or that is remembered after it was closed.",
      reply: "OrderState",
      fields: orderReference,
    },
    OpenOrders: {
      id: 21,
      doc: "The open orders of an account.",
      reply: "OpenOrderList",
      fields: { accountId },
    },
    Book: { id: 22, doc: "The price levels of a market.", reply: "BookImage", fields: { marketId } },
    TopOfBook: { id: 23, doc: "Best bid and best offer.", reply: "TopOfBookState", fields: { marketId } },
    Markets: { id: 24, doc: "All markets.", reply: "MarketList", fields: {} },
    Market: { id: 25, doc: "A market.", reply: "MarketState", fields: { marketId } },
  },
  replies: {
    MarketCreated: { id: 40, doc: "The market exists.", fields: { marketId } },
    OrderPlaced: {
      id: 41,
      doc: "What came of the order at once.",
      fields: {
        orderId,
        clientOrderId,
        quoteAmount,
        executedLots,
        remainingLots,
        status: enumOf("OrderStatus", "after matching"),
      },
    },
    CancelConfirmed: {
      id: 42,
      doc: "The order is cancelled.",
      fields: { orderId, cancelledLots: u32("what was still open", "lots"), executedLots },
    },
    CancelAllConfirmed: {
      id: 43,
      doc: "The orders are cancelled.",
      fields: { accountId, orderCount: u32("orders cancelled") },
    },
    AmendConfirmed: {
      id: 44,
      doc: "The order as it is now.",
      fields: {
        orderId,
        priceTicks,
        quantityLots,
        executedLots,
        remainingLots,
        status: enumOf("OrderStatus", "after matching"),
        keptPriority: bool("whether it kept its place"),
      },
    },
    OrderState: { id: 45, doc: "An order.", fields: orderFields },
    OpenOrderList: {
      id: 46,
      doc: "Open orders, the oldest first.",
      fields: { accountId, orders: group(10_000, "in order of priority", orderFields) },
    },
    BookImage: {
      id: 47,
      doc: "The book; changes with a higher sequence follow it.",
      fields: {
        marketId,
        sequence,
        bids: group(10_000, "from the best", level),
        offers: group(10_000, "from the best", level),
      },
    },
    TopOfBookState: { id: 48, doc: "Best bid and best offer.", fields: { marketId, sequence, ...top } },
    MarketList: {
      id: 49,
      doc: "All markets.",
      fields: { markets: group(1_000, "by id", { marketId, ...marketFields }) },
    },
    MarketState: {
      id: 50,
      doc: "A market.",
      fields: {
        marketId,
        ...marketFields,
        lastPriceTicks: u32("of the last trade; 0 before the first", "ticks"),
        tradeCount: u53("trades so far"),
        openOrderCount: u32("open orders"),
      },
    },
  },
  events: {
    MarketAdded: {
      id: 60,
      doc: "A market was opened.",
      channel: "markets",
      fields: { marketId, symbol: ascii(16, "what people call it") },
    },
    TradeExecuted: {
      id: 61,
      doc: "A match.",
      channel: "trades",
      fields: {
        marketId,
        priceTicks,
        tradeId,
        timeUs: u53("cluster time", "microseconds since 1970"),
        quantityLots,
        takerSide: enumOf("Side", "of the incoming order"),
      },
    },
    BookLevelChanged: {
      id: 62,
      doc: "A price level is now this; a quantity of 0 removes it.",
      channel: "book",
      fields: {
        marketId,
        priceTicks,
        sequence,
        quantityLots: level.quantityLots,
        orderCount: level.orderCount,
        side,
      },
    },
    TopOfBookChanged: {
      id: 63,
      doc: "The best bid or the best offer is now this, after the book change of this sequence.",
      channel: "topOfBook",
      fields: { marketId, sequence, ...top },
    },
    OrderAccepted: {
      id: 64,
      doc: "An order was accepted; what came of it at once follows.",
      channel: "orders",
      fields: {
        accountId,
        marketId,
        orderId,
        clientOrderId,
        priceTicks: optional(priceTicks),
        quantityLots,
        side,
        type: enumOf("OrderType", "limit or market"),
        timeInForce: enumOf("TimeInForce", "how long"),
      },
    },
    OrderFilled: {
      id: 65,
      doc: "A part of an order, or the rest of it, was executed.",
      channel: "orders",
      fields: {
        accountId,
        marketId,
        orderId,
        clientOrderId,
        tradeId,
        quoteAmount,
        feeAmount,
        priceTicks,
        quantityLots,
        remainingLots,
        side,
        liquidity: enumOf("Liquidity", "which side of the match"),
      },
    },
    OrderCancelled: {
      id: 66,
      doc: "What was open of an order is cancelled.",
      channel: "orders",
      fields: {
        accountId,
        marketId,
        orderId,
        clientOrderId,
        cancelledLots: u32("what was open", "lots"),
        reason,
      },
    },
    OrderExpired: {
      id: 67,
      doc: "The time of an order is over; what was open is cancelled.",
      channel: "orders",
      fields: { accountId, marketId, orderId, clientOrderId, cancelledLots: u32("what was open", "lots") },
    },
    OrderAmended: {
      id: 68,
      doc: "An order has a new price or quantity.",
      channel: "orders",
      fields: {
        accountId,
        marketId,
        orderId,
        clientOrderId,
        priceTicks,
        quantityLots,
        remainingLots,
        keptPriority: bool("whether it kept its place"),
      },
    },
    SelfTradePrevented: {
      id: 69,
      doc: "Two orders of the account met and did not trade; what it did to them follows.",
      channel: "orders",
      fields: {
        accountId,
        marketId,
        orderId: id("the incoming order"),
        restingOrderId: id("the resting order"),
        priceTicks,
        quantityLots: u32("what would have been traded", "lots"),
        restingRemainingLots: u32("what is open of the resting order after it", "lots"),
        remainingLots: u32("what is open of the incoming order after it", "lots"),
      },
    },
  },
  channels: {
    markets: { doc: "New markets.", image: "Markets" },
    trades: { doc: "Trades of a market.", key: "marketId", sequence: "tradeId" },
    book: {
      doc: "Price levels of a market.",
      key: "marketId",
      image: "Book",
      sequence: "sequence",
      replaces: ["side", "priceTicks"],
    },
    topOfBook: { doc: "Best bid and offer of a market.", key: "marketId", image: "TopOfBook", replaces: [] },
    orders: { doc: "Orders of an account.", key: "accountId", image: "OpenOrders", private: true },
  },
  rejections: { ...accountsRejections, ...exchangeRejections },
});
