import type { Market } from "./market.ts";
import { BUY, SELL } from "./order-book.ts";
import type { Trading } from "./order-entry.ts";
import { sideOf } from "./order-flags.ts";

import { NO_BID, NO_OFFER } from "./price-ladder.ts";

/** What an account holds for its open orders, in minor units by asset. */
export function heldForOrders(trading: Trading, accountId: number): Map<number, number> {
  const { markets, orders } = trading;
  const { pool } = orders;
  const held = new Map<number, number>();
  for (let slot = orders.firstOpenOf(accountId); slot !== 0;) {
    const rules = markets.find(pool.market(slot))!.rules;
    const assetId = sideOf(pool.flags(slot)) === BUY ? rules.quoteAssetId : rules.baseAssetId;
    held.set(assetId, (held.get(assetId) ?? 0) + pool.held(slot));
    slot = pool.accountNext(slot);
  }
  return held;
}

/**
 * What does not hold of all that must hold after every command, in words; empty when all is well:
 * books are not crossed, levels are the sum of their orders, lists are whole, holds cover the orders.
 * Cold: it walks everything.
 */
export function violations(trading: Trading): string[] {
  const found: string[] = [];
  let resting = 0;
  for (const market of trading.markets.all()) {
    const { bestBid, bestOffer } = market.book;
    if (bestBid >= bestOffer) found.push(`market ${market.id}: bid ${bestBid} meets offer ${bestOffer}`);
    const { all: hours, hasCalendar } = market.hours;
    const isOrdered = hours.every(({ opensAtUs }, n) => n === 0 || hours[n - 1].closesAtUs <= opensAtUs);
    if (!isOrdered) found.push(`market ${market.id}: trading hours meet each other`);
    if (!hasCalendar && !market.isOpen) found.push(`market ${market.id}: is closed without a calendar`);
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
  const { pool } = trading.orders;
  const { book } = market;
  let orders = 0;
  let price = side === BUY ? book.bestBid : book.bestOffer;
  while (price !== (side === BUY ? NO_BID : NO_OFFER)) {
    let lots = 0;
    let count = 0;
    let previous = 0;
    for (let slot = book.firstAt(price); slot !== 0;) {
      const where = `market ${market.id}, order ${pool.idOf(slot)}`;
      if (sideOf(pool.flags(slot)) !== side) found.push(`${where}: is on the wrong side`);
      if (pool.price(slot) !== price) found.push(`${where}: price ${pool.price(slot)} in level ${price}`);
      if (pool.previous(slot) !== previous) found.push(`${where}: is not linked to the one before`);
      if (pool.remaining(slot) < 1) found.push(`${where}: rests with ${pool.remaining(slot)} lots`);
      if (pool.quantity(slot) !== pool.executed(slot) + pool.remaining(slot)) {
        found.push(`${where}: quantity is not what is executed and what remains`);
      }
      lots += pool.remaining(slot);
      count++;
      previous = slot;
      slot = pool.next(slot);
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
  const { pool } = orders;
  let open = 0;
  for (let accountId = 1; accountId < orders.accountsEnd; accountId++) {
    let count = 0;
    for (let slot = orders.firstOpenOf(accountId); slot !== 0; slot = pool.accountNext(slot)) {
      count++;
      const market = markets.find(pool.market(slot))!;
      const held = pool.held(slot);
      const side = sideOf(pool.flags(slot));
      const notional = market.notionalOf(pool.price(slot), pool.remaining(slot));
      // A fee rounded up before may have used one unit of what the rest can need at most.
      const least = settlement.needOf(market, side, notional, pool.remaining(slot)) - (side === BUY ? 1 : 0);
      if (held < least) found.push(`order ${pool.idOf(slot)}: holds ${held}, needs ${least}`);
      if (pool.account(slot) !== accountId) found.push(`order ${pool.idOf(slot)}: is in the wrong list`);
    }
    if (count !== orders.openCountOf(accountId)) found.push(`account ${accountId}: ${count} open orders`);
    for (const [assetId, held] of heldForOrders(trading, accountId)) {
      const total = accounts.heldOf(accountId, assetId);
      if (held > total) {
        found.push(`account ${accountId}: orders hold ${held} of asset ${assetId}, all ${total}`);
      }
    }
    open += count;
  }
  return open;
}
