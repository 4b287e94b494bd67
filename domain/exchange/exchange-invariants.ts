import type { Market } from "./market.ts";
import { BUY, SELL } from "./order-book.ts";
import type { Trading } from "./order-entry.ts";
import { sideOf } from "./order-flags.ts";
import {
  ACCOUNT,
  ACCOUNT_NEXT,
  EXECUTED,
  FLAGS,
  HELD,
  MARKET,
  NEXT,
  ORDER_FLOATS_BITS,
  ORDER_INTS_BITS,
  PREVIOUS,
  PRICE,
  QUANTITY,
  REMAINING,
} from "./order-pool.ts";
import { NO_BID, NO_OFFER } from "./price-ladder.ts";

/** What an account holds for its open orders, in minor units by asset. */
export function heldForOrders(trading: Trading, accountId: number): Map<number, number> {
  const { markets, orders } = trading;
  const { ints, floats } = orders.pool;
  const held = new Map<number, number>();
  for (let slot = orders.firstOpenOf(accountId); slot !== 0;) {
    const at = slot << ORDER_INTS_BITS;
    const rules = markets.find(ints[at + MARKET])!.rules;
    const assetId = sideOf(ints[at + FLAGS]) === BUY ? rules.quoteAssetId : rules.baseAssetId;
    held.set(assetId, (held.get(assetId) ?? 0) + floats[(slot << ORDER_FLOATS_BITS) + HELD]);
    slot = ints[at + ACCOUNT_NEXT];
  }
  return held;
}

/**
 * What does not hold of all that must hold after every command, in words; empty when all is well:
 * books are not crossed, levels are the sum of their orders, lists are whole, holds cover the orders.
 * Cold: it walks everything.
 */
export function checkInvariants(trading: Trading): string[] {
  const found: string[] = [];
  let resting = 0;
  for (const market of trading.markets.all()) {
    const { bestBid, bestOffer } = market.book;
    if (bestBid >= bestOffer) found.push(`market ${market.id}: bid ${bestBid} meets offer ${bestOffer}`);
    const count = checkSide(trading, market, BUY, found) + checkSide(trading, market, SELL, found);
    if (count !== market.book.ordersCount) {
      found.push(`market ${market.id}: ${count} orders in levels, ${market.book.ordersCount} counted`);
    }
    resting += count;
  }
  const open = checkAccounts(trading, found);
  if (open !== resting) found.push(`${open} orders are open, ${resting} rest in books`);
  return found;
}

/** @returns orders of the side */
function checkSide(trading: Trading, market: Market, side: number, found: string[]): number {
  const { ints } = trading.orders.pool;
  const { book } = market;
  let orders = 0;
  let price = side === BUY ? book.bestBid : book.bestOffer;
  while (price !== (side === BUY ? NO_BID : NO_OFFER)) {
    let lots = 0;
    let count = 0;
    let previous = 0;
    for (let slot = book.firstAt(price); slot !== 0;) {
      const at = slot << ORDER_INTS_BITS;
      const where = `market ${market.id}, order ${trading.orders.pool.idOf(slot)}`;
      if (sideOf(ints[at + FLAGS]) !== side) found.push(`${where}: is on the wrong side`);
      if (ints[at + PRICE] !== price) found.push(`${where}: price ${ints[at + PRICE]} in level ${price}`);
      if (ints[at + PREVIOUS] !== previous) found.push(`${where}: is not linked to the one before`);
      if (ints[at + REMAINING] < 1) found.push(`${where}: rests with ${ints[at + REMAINING]} lots`);
      if (ints[at + QUANTITY] !== ints[at + EXECUTED] + ints[at + REMAINING]) {
        found.push(`${where}: quantity is not what is executed and what remains`);
      }
      lots += ints[at + REMAINING];
      count++;
      previous = slot;
      slot = ints[at + NEXT];
    }
    if (lots !== book.quantityAt(price)) found.push(`market ${market.id}, level ${price}: not ${lots} lots`);
    if (count !== book.countAt(price)) found.push(`market ${market.id}, level ${price}: not ${count} orders`);
    orders += count;
    price = side === BUY ? book.ladder.below(price) : book.ladder.above(price);
  }
  return orders;
}

/** @returns open orders of all accounts */
function checkAccounts(trading: Trading, found: string[]): number {
  const { accounts, markets, orders, settlement } = trading;
  const { ints, floats } = orders.pool;
  let open = 0;
  for (let accountId = 1; accountId < orders.accountsEnd; accountId++) {
    let count = 0;
    for (
      let slot = orders.firstOpenOf(accountId);
      slot !== 0;
      slot = ints[(slot << ORDER_INTS_BITS) + ACCOUNT_NEXT]
    ) {
      count++;
      const at = slot << ORDER_INTS_BITS;
      const market = markets.find(ints[at + MARKET])!;
      const held = floats[(slot << ORDER_FLOATS_BITS) + HELD];
      const side = sideOf(ints[at + FLAGS]);
      const notional = market.notionalOf(ints[at + PRICE], ints[at + REMAINING]);
      // A fee rounded up before may have used one unit of what the rest can need at most.
      const least = settlement.needOf(market, side, notional, ints[at + REMAINING]) - (side === BUY ? 1 : 0);
      if (held < least) found.push(`order ${orders.pool.idOf(slot)}: holds ${held}, needs ${least}`);
      if (ints[at + ACCOUNT] !== accountId)
        found.push(`order ${orders.pool.idOf(slot)}: is in the wrong list`);
    }
    if (count !== orders.openCountOf(accountId)) found.push(`account ${accountId}: ${count} open orders`);
    for (const [assetId, held] of heldForOrders(trading, accountId)) {
      const total = accounts.heldOf(accountId, assetId);
      if (held > total)
        found.push(`account ${accountId}: orders hold ${held} of asset ${assetId}, all ${total}`);
    }
    open += count;
  }
  return open;
}
