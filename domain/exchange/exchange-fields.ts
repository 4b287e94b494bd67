import type { FieldDefinition } from "../contract/contract.ts";
import { ascii, bool, enumOf, id, optional, u32, u53 } from "../contract/fields.ts";

type Fields = Readonly<Record<string, FieldDefinition>>;

// Fields that several messages of the exchange have.
export const accountId: FieldDefinition = u32("the account");
export const marketId: FieldDefinition = u32("the market");
export const orderId: FieldDefinition = id("the exchange's number of the order");
export const clientOrderId: FieldDefinition = optional(
  id("the client's own number of the order, unique in the account, not 0"),
);
export const side: FieldDefinition = enumOf("Side", "buy or sell");
export const priceTicks: FieldDefinition = u32("price", "ticks");
export const quantityLots: FieldDefinition = u32("how much", "lots");
export const executedLots: FieldDefinition = u32("how much was executed so far", "lots");
export const remainingLots: FieldDefinition = u32("how much is still open", "lots");
export const quoteAmount: FieldDefinition = u53("price times quantity", "minor units of the quote asset");
export const feeAmount: FieldDefinition = u53("fee charged", "minor units of the quote asset");
export const tradeId: FieldDefinition = id("counts the market's trades from 1");
export const reason: FieldDefinition = enumOf("CancelReason", "why");

/** What names an order in a command: exactly one of the two. */
export const orderReference: Fields = { accountId, orderId: optional(orderId), clientOrderId };

export const marketFields: Fields = {
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

export const orderFields: Fields = {
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

/** When a market trades. */
export const opensAtUs: FieldDefinition = u53("from this instant", "microseconds since 1970");
export const closesAtUs: FieldDefinition = u53("until this instant", "microseconds since 1970");
export const hours: Fields = { opensAtUs, closesAtUs };

export const levelQuantityLots: FieldDefinition = u53("lots of all orders at this price", "lots");
export const orderCount: FieldDefinition = u32("orders at this price");
export const level: Fields = { priceTicks, quantityLots: levelQuantityLots, orderCount };

export const top: Fields = {
  bidPriceTicks: u32("best bid; 0 when there is none", "ticks"),
  offerPriceTicks: u32("best offer; 0 when there is none", "ticks"),
  bidQuantityLots: u53("at the best bid", "lots"),
  offerQuantityLots: u53("at the best offer", "lots"),
};

export const sequence: FieldDefinition = u53("counts the market's book changes from 1", "changes");
