import type { RejectionDefinition } from "../contract/contract.ts";

/** Why the exchange says no, beside what the accounts say. */
export const exchangeRejections: Readonly<Record<string, RejectionDefinition>> = {
  UnknownMarket: { code: 100, doc: "there is no such market; value is its id" },
  UnknownOrder: {
    code: 101,
    doc: "the account has no such order, or it was closed and is forgotten; value is the id",
  },
  OrderClosed: { code: 102, doc: "the order is closed; value is the id" },
  BadOrderReference: { code: 103, doc: "give exactly one of orderId and clientOrderId, and not 0" },
  BadPrice: {
    code: 104,
    doc: "a limit order needs a price from 1 to 2^31 - 2 ticks, a market order none; value is the price",
  },
  BadQuantity: {
    code: 105,
    doc: "the quantity is below the market's minimum or above its maximum; value is the bound",
  },
  BadNotional: {
    code: 106,
    doc: "price times quantity is below the market's minimum or above its maximum; value is the bound",
  },
  OutsidePriceBand: {
    code: 107,
    doc: "the price is too far from the last trade's; value is the nearest price allowed",
  },
  TooManyOpenOrders: {
    code: 108,
    doc: "the account has as many open orders as this market allows; value is that number",
  },
  PostOnlyWouldTrade: {
    code: 109,
    doc: "the order is post-only and would trade at once; value is the price it would meet",
  },
  BadTimeInForce: {
    code: 110,
    doc: "this time in force does not go with this order; value is the time in force",
  },
  BadExpiry: {
    code: 111,
    doc: "good till date needs an expiry in the future, others none; value is the present, in microseconds",
  },
  ClientOrderIdTaken: {
    code: 112,
    doc: "the account used this client order id for another order; value is that order's id",
  },
  BookFull: {
    code: 113,
    doc: "the exchange has no room for another order, or the book for another range of prices",
  },
  BadMarket: {
    code: 114,
    doc: "the market cannot be as asked; value counts the wrong field of the command from 0",
  },
  SymbolTaken: { code: 115, doc: "another market has this symbol; value is its id" },
  MarketClosed: {
    code: 117,
    doc: "the market is closed; value is when it opens, in microseconds since 1970, if that is known",
  },
  BadTradingHours: {
    code: 118,
    doc: "the hours end before they begin, or are over; value is the present, in microseconds",
  },
  TradingHoursOverlap: {
    code: 119,
    doc: "the market has other hours that share an instant with these; value is when those begin, in microseconds",
  },
  TooManyTradingHours: {
    code: 120,
    doc: "the market has as many hours ahead as it may; value is that number",
  },
  UnknownTradingHours: {
    code: 121,
    doc: "the market has no hours that begin then and are not over; value is the instant, in microseconds",
  },
  TooManyMarkets: { code: 116, doc: "there is no room for another market; value is how many there are" },
};
