import type { StateReader, StateWriter } from "../contract/context.ts";
import { Market, type MarketRules, marketRuleNames } from "./market.ts";
import type { Trading } from "./order-entry.ts";
import { isClosed } from "./order-flags.ts";
import {
  ACCOUNT,
  ACCOUNT_NEXT,
  CLIENT_ORDER_ID,
  EXECUTED,
  EXPIRES_AT,
  FEE,
  FEE_RESIDUAL,
  FIRST_EXECUTED,
  FIRST_NOTIONAL,
  FIRST_PRICE,
  FIRST_QUANTITY,
  FIRST_REMAINING,
  FLAGS,
  HELD,
  MARKET,
  NOTIONAL,
  ORDER_FLOATS_BITS,
  ORDER_INTS_BITS,
  PRICE,
  QUANTITY,
  REMAINING,
  SEQUENCE,
} from "./order-pool.ts";

/** What of an order is state, by name. The links of its lists follow from the order of `SEQUENCE`. */
const orderInts: readonly (readonly [name: string, at: number])[] = [
  ["account", ACCOUNT],
  ["market", MARKET],
  ["flags", FLAGS],
  ["price", PRICE],
  ["quantity", QUANTITY],
  ["remaining", REMAINING],
  ["executed", EXECUTED],
  ["feeResidual", FEE_RESIDUAL],
  ["firstPrice", FIRST_PRICE],
  ["firstQuantity", FIRST_QUANTITY],
  ["firstExecuted", FIRST_EXECUTED],
  ["firstRemaining", FIRST_REMAINING],
];
const orderFloats: readonly (readonly [name: string, at: number])[] = [
  ["clientOrderId", CLIENT_ORDER_ID],
  ["held", HELD],
  ["fee", FEE],
  ["notional", NOTIONAL],
  ["firstNotional", FIRST_NOTIONAL],
  ["expiresAt", EXPIRES_AT],
];

/**
 * The exchange's state as content. Orders come in order of their sequence, which is priority for open
 * ones, so that reading them in turn rebuilds every level and list. Free ids come in the order in
 * which they will be used, because that decides what later orders are called.
 */
export function writeExchange(trading: Trading, writer: StateWriter): void {
  const { markets, orders } = trading;
  const { pool } = orders;
  writer.entity("exchange", 0);
  writer.number("sequence", orders.sequence);
  writer.number("unusedSlot", pool.unusedSlot);
  for (const market of markets.all()) {
    writer.entity("market", market.id);
    for (const name of marketRuleNames) {
      const rule = market.rules[name];
      if (typeof rule === "string") writer.text(name, rule);
      else writer.number(name, rule);
    }
    writer.number("lastPrice", market.lastPrice);
    writer.number("bookSequence", market.sequence);
    writer.number("tradeId", market.tradeId);
  }
  for (const slot of slotsBySequence(trading)) {
    writer.entity("order", pool.floats[(slot << ORDER_FLOATS_BITS) + SEQUENCE]);
    writer.number("orderId", pool.idOf(slot));
    for (const [name, at] of orderInts) writer.number(name, pool.ints[(slot << ORDER_INTS_BITS) + at]);
    for (const [name, at] of orderFloats) writer.number(name, pool.floats[(slot << ORDER_FLOATS_BITS) + at]);
  }
  pool.freeIds().forEach((lastId, depth) => {
    writer.entity("freeOrder", depth);
    writer.number("lastOrderId", lastId);
  });
}

export function readExchange(trading: Trading, reader: StateReader): void {
  const { markets, orders } = trading;
  const { pool } = orders;
  reader.entity("exchange");
  orders.sequence = reader.number("sequence");
  pool.restoreUnused(reader.number("unusedSlot"));
  for (let id = reader.entity("market"); id !== undefined; id = reader.entity("market")) {
    const rules: Record<string, string | number> = {};
    for (const name of marketRuleNames) {
      rules[name] = name === "symbol" ? reader.text(name) : reader.number(name);
    }
    const market = new Market(id, rules as unknown as MarketRules, pool, trading.limits.pagesMax);
    market.lastPrice = reader.number("lastPrice");
    market.sequence = reader.number("bookSequence");
    market.tradeId = reader.number("tradeId");
    markets.add(market);
  }
  for (let key = reader.entity("order"); key !== undefined; key = reader.entity("order")) {
    const slot = pool.restore(reader.number("orderId"));
    for (const [name, at] of orderInts) pool.ints[(slot << ORDER_INTS_BITS) + at] = reader.number(name);
    for (const [name, at] of orderFloats) pool.floats[(slot << ORDER_FLOATS_BITS) + at] = reader.number(name);
    pool.floats[(slot << ORDER_FLOATS_BITS) + SEQUENCE] = key;
    const closed = isClosed(pool.ints[(slot << ORDER_INTS_BITS) + FLAGS]);
    orders.restore(slot, closed);
    if (!closed) markets.find(pool.ints[(slot << ORDER_INTS_BITS) + MARKET])?.book.add(slot);
  }
  while (reader.entity("freeOrder") !== undefined) pool.restoreFree(reader.number("lastOrderId"));
  for (const market of markets.all()) market.topMoved(); // As it was told last.
}

/** All orders that are open or remembered. */
function slotsBySequence(trading: Trading): number[] {
  const { orders } = trading;
  const { ints, floats } = orders.pool;
  const slots: number[] = [];
  for (let accountId = 1; accountId < orders.accountsEnd; accountId++) {
    for (const first of [orders.firstOpenOf(accountId), orders.firstClosedOf(accountId)]) {
      let slot = first;
      while (slot !== 0) {
        slots.push(slot);
        slot = ints[(slot << ORDER_INTS_BITS) + ACCOUNT_NEXT];
      }
    }
  }
  return slots.toSorted(
    (a, b) => floats[(a << ORDER_FLOATS_BITS) + SEQUENCE] - floats[(b << ORDER_FLOATS_BITS) + SEQUENCE],
  );
}
