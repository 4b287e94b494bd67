import { invariant } from "../accounts/invariant.ts";
import type { ArrayCopier, StateReader, StateWriter } from "../contract/context.ts";
import type { Markets } from "./markets.ts";
import type { Hours } from "./trading-hours.ts";
import { type Market, type MarketRules, marketRuleNames } from "./market.ts";
import type { OrdersCopy } from "./orders.ts";
import type { Trading } from "./order-entry.ts";
import type { OrderPool } from "./order-pool.ts";

/** All that `writeExchange` reads. Books are not in it: they follow from the orders. */
export interface ExchangeCopy {
  readonly orders: OrdersCopy;
  readonly markets: readonly MarketCopy[];
}

interface MarketCopy extends Pick<Market, "id" | "rules" | "lastPrice" | "sequence" | "tradeId" | "isOpen"> {
  /** undefined: always open. */
  readonly hours: readonly Hours[] | undefined;
}

/**
 * The exchange's state as content. Orders come in order of their sequence, which is priority for open
 * ones, so that reading them in turn rebuilds every level, list and ring. Free ids come in the order in
 * which they will be used, because that decides what later orders are called.
 */
export function writeExchange(trading: Trading, writer: StateWriter): void {
  const { markets, orders } = trading;
  const { pool } = orders;
  const { only } = writer;
  if (only?.kind === "order") return writeOne(trading, only.id, writer);
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
  writeCalendars(markets, writer);
  writeOrders(trading, writer);
  pool.freeIds().forEach((lastId, depth) => {
    writer.entity("freeOrder", depth);
    writer.number("lastOrderId", lastId);
  });
}

/** For who looks at one order alone. */
function writeOne({ orders: { pool, closed } }: Trading, orderId: number, writer: StateWriter): void {
  const slot = pool.find(orderId);
  if (slot !== 0) return writeOrder(pool, slot, writer);
  const { records } = closed;
  for (let record = 1; record <= closed.count; record++) {
    if (records.idOf(record) === orderId) return writeOrder(records, record, writer);
  }
}

export function readExchange(trading: Trading, reader: StateReader): void {
  const { markets, orders } = trading;
  const { pool } = orders;
  reader.entity("exchange");
  orders.sequence = reader.number("sequence");
  const unusedSlot = reader.number("unusedSlot");
  // Memory is taken for so many orders at once.
  invariant(Number.isInteger(unusedSlot) && unusedSlot >= 0 && unusedSlot <= trading.limits.ordersMax + 1);
  pool.restoreUnused(unusedSlot);
  for (let id = reader.entity("market"); id !== undefined; id = reader.entity("market")) {
    const rules: Record<string, string | number> = {};
    for (const name of marketRuleNames) {
      rules[name] = name === "symbol" ? reader.text(name) : reader.number(name);
    }
    const market = markets.open(id, rules as unknown as MarketRules);
    market.lastPrice = reader.number("lastPrice");
    market.sequence = reader.number("bookSequence");
    market.tradeId = reader.number("tradeId");
  }
  readCalendars(markets, reader);
  for (let key = reader.entity("order"); key !== undefined; key = reader.entity("order")) {
    readOrder(trading, key, reader);
  }
  while (reader.entity("freeOrder") !== undefined) pool.restoreFree(reader.number("lastOrderId"));
  for (const market of markets.all()) market.topMoved(); // As it was told last.
}

export function copyExchange({ orders, markets }: Trading, copy: ArrayCopier): ExchangeCopy {
  return {
    orders: orders.copyState(copy),
    markets: markets.all().map(({ id, rules, lastPrice, sequence, tradeId, isOpen, hours }) => {
      return {
        id,
        rules,
        lastPrice,
        sequence,
        tradeId,
        isOpen,
        hours: hours.hasCalendar ? [...hours.all] : undefined,
      };
    }),
  };
}

/** Makes an empty exchange one that can be written. */
export function adoptExchange({ orders, markets }: Trading, copied: ExchangeCopy): void {
  orders.adoptState(copied.orders);
  for (const { id, rules, lastPrice, sequence, tradeId, isOpen, hours } of copied.markets) {
    const market = markets.open(id, rules);
    market.lastPrice = lastPrice;
    market.sequence = sequence;
    market.tradeId = tradeId;
    market.isOpen = isOpen;
    market.hours.hasCalendar = hours !== undefined;
    for (const each of hours ?? []) market.hours.add(each);
  }
}

/** Markets that go by hours: whether one is open is state, for its timer may be due and not have fired. */
function writeCalendars(markets: Markets, writer: StateWriter): void {
  const planned = markets.all().filter(({ hours }) => hours.hasCalendar);
  for (const { id, isOpen } of planned) {
    writer.entity("calendar", id);
    writer.number("isOpen", isOpen ? 1 : 0);
  }
  const all = planned.flatMap(({ id, hours }) => hours.all.map((each) => ({ id, ...each })));
  for (const [place, { id, opensAtUs, closesAtUs }] of all.entries()) {
    writer.entity("hours", place);
    writer.number("market", id);
    writer.number("opensAtUs", opensAtUs);
    writer.number("closesAtUs", closesAtUs);
  }
}

function readCalendars(markets: Markets, reader: StateReader): void {
  const named = (id: number): Market => {
    const market = markets.find(id);
    invariant(market !== undefined);
    return market;
  };
  for (let id = reader.entity("calendar"); id !== undefined; id = reader.entity("calendar")) {
    const market = named(id);
    market.isOpen = reader.number("isOpen") === 1;
    market.hours.hasCalendar = true;
  }
  while (reader.entity("hours") !== undefined) {
    const { hours } = named(reader.number("market"));
    hours.add({ opensAtUs: reader.number("opensAtUs"), closesAtUs: reader.number("closesAtUs") });
  }
}

/** Open and remembered ones merged, by sequence. */
function writeOrders({ orders: { closed, pool } }: Trading, writer: StateWriter): void {
  const { records } = closed;
  const slots = slotsBySequence(pool);
  let at = 0;
  for (const record of slotsBySequence(records)) {
    const sequence = records.sequence(record);
    while (at < slots.length && pool.sequence(slots[at]) < sequence) writeOrder(pool, slots[at++], writer);
    writeOrder(records, record, writer);
  }
  while (at < slots.length) writeOrder(pool, slots[at++], writer);
}

/** All orders of a pool that are in use. */
function slotsBySequence(pool: OrderPool): Int32Array {
  const sequences = new Float64Array(pool.unusedSlot);
  let count = 0;
  for (let slot = 1; slot < pool.unusedSlot; slot++) {
    if (pool.market(slot) !== 0) sequences[count++] = pool.sequence(slot);
  }
  const sorted = sequences.subarray(0, count).sort();
  const slots = new Int32Array(count);
  for (let slot = 1; slot < pool.unusedSlot; slot++) {
    if (pool.market(slot) !== 0) slots[placeOf(pool.sequence(slot), sorted)] = slot;
  }
  return slots;
}

/** Where a sequence is in the sorted ones. Sorting numbers and looking them up costs less than sorting slots by them. */
function placeOf(sequence: number, sequences: Float64Array): number {
  let low = 0;
  let high = sequences.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sequences[middle] < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of an order is state. The links of its lists follow from the order of the sequences. A call for each: there are millions. */
function writeOrder(pool: OrderPool, slot: number, writer: StateWriter): void {
  writer.entity("order", pool.sequence(slot));
  writer.number("orderId", pool.idOf(slot));
  writer.number("quantity", pool.quantity(slot));
  writer.number("remaining", pool.remaining(slot));
  writer.number("executed", pool.executed(slot));
  writer.number("account", pool.account(slot));
  writer.number("market", pool.market(slot));
  writer.number("flags", pool.flags(slot));
  writer.number("price", pool.price(slot));
  writer.number("feeResidual", pool.feeResidual(slot));
  writer.number("firstPrice", pool.firstPrice(slot));
  writer.number("firstQuantity", pool.firstQuantity(slot));
  writer.number("firstExecuted", pool.firstExecuted(slot));
  writer.number("firstRemaining", pool.firstRemaining(slot));
  writer.number("clientOrderId", pool.clientOrderId(slot));
  writer.number("held", pool.held(slot));
  writer.number("fee", pool.fee(slot));
  writer.number("notional", pool.notional(slot));
  writer.number("firstNotional", pool.firstNotional(slot));
  writer.number("expiresAt", pool.expiresAt(slot));
}

/** An order with lots left is open. */
function readOrder({ markets, orders }: Trading, sequence: number, reader: StateReader): void {
  const { closed, pool } = orders;
  const orderId = reader.number("orderId");
  const quantity = reader.number("quantity");
  const remaining = reader.number("remaining");
  if (remaining === 0) {
    const record = closed.take(orderId);
    readFields(closed.records, record, sequence, quantity, reader);
    closed.restore(record);
    return;
  }
  const slot = pool.restore(orderId);
  pool.setRemaining(slot, remaining);
  readFields(pool, slot, sequence, quantity, reader);
  orders.restore(slot);
  markets.find(pool.market(slot))?.book.add(slot);
}

function readFields(
  pool: OrderPool,
  slot: number,
  sequence: number,
  quantity: number,
  reader: StateReader,
): void {
  pool.setSequence(slot, sequence);
  pool.setQuantity(slot, quantity);
  pool.setExecuted(slot, reader.number("executed"));
  pool.setAccount(slot, reader.number("account"));
  pool.setMarket(slot, reader.number("market"));
  pool.setFlags(slot, reader.number("flags"));
  pool.setPrice(slot, reader.number("price"));
  pool.setFeeResidual(slot, reader.number("feeResidual"));
  pool.setFirstPrice(slot, reader.number("firstPrice"));
  pool.setFirstQuantity(slot, reader.number("firstQuantity"));
  pool.setFirstExecuted(slot, reader.number("firstExecuted"));
  pool.setFirstRemaining(slot, reader.number("firstRemaining"));
  pool.setClientOrderId(slot, reader.number("clientOrderId"));
  pool.setHeld(slot, reader.number("held"));
  pool.setFee(slot, reader.number("fee"));
  pool.setNotional(slot, reader.number("notional"));
  pool.setFirstNotional(slot, reader.number("firstNotional"));
  pool.setExpiresAt(slot, reader.number("expiresAt"));
}
