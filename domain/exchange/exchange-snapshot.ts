import type { ArrayCopier, StateReader, StateWriter } from "../contract/context.ts";
import { Market, type MarketRules, marketRuleNames } from "./market.ts";
import type { OrdersCopy } from "./orders.ts";
import type { Trading } from "./order-entry.ts";
import { isClosed } from "./order-flags.ts";

/** All that `writeExchange` reads. Books are not in it: they follow from the orders. */
export interface ExchangeCopy {
  readonly orders: OrdersCopy;
  readonly markets: readonly MarketCopy[];
}

type MarketCopy = Pick<Market, "id" | "rules" | "lastPrice" | "sequence" | "tradeId">;

/** What of an order is state, by name. The links of its lists follow from the order of the sequences. */
const orderFields = [
  "account",
  "market",
  "flags",
  "price",
  "quantity",
  "remaining",
  "executed",
  "feeResidual",
  "firstPrice",
  "firstQuantity",
  "firstExecuted",
  "firstRemaining",
  "clientOrderId",
  "held",
  "fee",
  "notional",
  "firstNotional",
  "expiresAt",
] as const;

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
    writer.entity("order", pool.sequence(slot));
    writer.number("orderId", pool.idOf(slot));
    for (const name of orderFields) writer.number(name, pool[name](slot));
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
    for (const name of orderFields) pool[setterOf(name)](slot, reader.number(name));
    pool.setSequence(slot, key);
    const closed = isClosed(pool.flags(slot));
    orders.restore(slot, closed);
    if (!closed) markets.find(pool.market(slot))?.book.add(slot);
  }
  while (reader.entity("freeOrder") !== undefined) pool.restoreFree(reader.number("lastOrderId"));
  for (const market of markets.all()) market.topMoved(); // As it was told last.
}

export function copyExchange({ orders, markets }: Trading, copy: ArrayCopier): ExchangeCopy {
  return {
    orders: orders.copyState(copy),
    markets: markets.all().map(({ id, rules, lastPrice, sequence, tradeId }) => {
      return { id, rules, lastPrice, sequence, tradeId };
    }),
  };
}

/** Makes an empty exchange one that can be written. */
export function adoptExchange({ orders, markets, limits }: Trading, copied: ExchangeCopy): void {
  orders.adoptState(copied.orders);
  for (const { id, rules, lastPrice, sequence, tradeId } of copied.markets) {
    const market = new Market(id, rules, orders.pool, limits.pagesMax);
    market.lastPrice = lastPrice;
    market.sequence = sequence;
    market.tradeId = tradeId;
    markets.add(market);
  }
}

/** All orders that are open or remembered. */
function slotsBySequence(trading: Trading): number[] {
  const { orders } = trading;
  const { pool } = orders;
  const slots: number[] = [];
  for (let accountId = 1; accountId < orders.accountsEnd; accountId++) {
    for (const first of [orders.firstOpenOf(accountId), orders.firstClosedOf(accountId)]) {
      let slot = first;
      while (slot !== 0) {
        slots.push(slot);
        slot = pool.accountNext(slot);
      }
    }
  }
  return slots.toSorted((a, b) => pool.sequence(a) - pool.sequence(b));
}

function setterOf<Name extends string>(name: Name): `set${Capitalize<Name>}` {
  return `set${name.charAt(0).toUpperCase()}${name.slice(1)}` as `set${Capitalize<Name>}`;
}
