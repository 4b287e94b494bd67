import type { ArrayCopier } from "../contract/context.ts";
import { ClientOrderIds } from "./client-order-ids.ts";
import type { ExchangeLimits } from "./exchange-limits.ts";
import { asClosed } from "./order-flags.ts";
import { OrderPool, type OrderPoolCopy } from "./order-pool.ts";

// Of each account, in `lists` at (accountId << 3) + ...: first, last and count of each list.
const OPEN_FIRST = 0;
const OPEN_COUNT = 2;
const CLOSED_FIRST = 3;
const CLOSED_COUNT = 5;

export interface OrdersCopy {
  readonly sequence: number;
  readonly lists: Int32Array;
  readonly pool: OrderPoolCopy;
}

/**
 * All orders, open and remembered, and which account has which: two lists for each account that run
 * through the pool, open orders by priority and closed ones by the time they were closed, both in
 * order of their sequence. Hot path: no allocation but for growing.
 */
export class Orders {
  readonly pool: OrderPool;
  readonly clientOrderIds: ClientOrderIds;
  private lists: Int32Array = new Int32Array(64 << 3);
  /** In an array because a field with a large number would be a heap object. */
  private readonly counters = new Float64Array(1);
  private readonly closedOrdersMax: number;

  constructor(limits: ExchangeLimits) {
    this.pool = new OrderPool(limits.ordersMax);
    this.clientOrderIds = new ClientOrderIds(this.pool);
    this.closedOrdersMax = limits.closedOrdersMax;
  }

  /** The last sequence given to an order. */
  get sequence(): number {
    return this.counters[0];
  }
  set sequence(sequence: number) {
    this.counters[0] = sequence;
  }

  /** Accounts that have orders are below it. */
  get accountsEnd(): number {
    return this.lists.length >> 3;
  }

  /** Open orders of an account, in all markets. */
  openCountOf(accountId: number): number {
    const at = accountId << 3;
    return at < this.lists.length ? this.lists[at + OPEN_COUNT] : 0;
  }

  /** The oldest open order of an account, or 0; `accountNext` leads on. */
  firstOpenOf(accountId: number): number {
    const at = accountId << 3;
    return at < this.lists.length ? this.lists[at + OPEN_FIRST] : 0;
  }

  /** The closed order of an account that will be forgotten next, or 0; `accountNext` leads on. */
  firstClosedOf(accountId: number): number {
    const at = accountId << 3;
    return at < this.lists.length ? this.lists[at + CLOSED_FIRST] : 0;
  }

  /** Puts an order that rests from now on behind the open ones of its account. */
  open(slot: number): void {
    this.pool.setSequence(slot, ++this.counters[0]);
    this.append(slot, OPEN_FIRST);
  }

  /** Takes an order out of the open ones: it is to be closed, or opened anew with another priority. */
  unlink(slot: number): void {
    this.remove(slot, OPEN_FIRST);
  }

  /** Forgets an order that is in no list, or remembers it when it has a client order id. */
  close(slot: number): void {
    const pool = this.pool;
    if (pool.clientOrderId(slot) === 0) {
      pool.give(slot);
      return;
    }
    pool.setFlags(slot, asClosed(pool.flags(slot)));
    pool.setSequence(slot, ++this.counters[0]);
    this.append(slot, CLOSED_FIRST);
    const at = pool.account(slot) << 3;
    if (this.lists[at + CLOSED_COUNT] <= this.closedOrdersMax) return;
    const oldest = this.lists[at + CLOSED_FIRST];
    this.remove(oldest, CLOSED_FIRST);
    this.clientOrderIds.remove(oldest);
    pool.give(oldest);
  }

  /** Puts an order back that a snapshot has; they come in order of their sequence. Cold. */
  restore(slot: number, closed: boolean): void {
    this.append(slot, closed ? CLOSED_FIRST : OPEN_FIRST);
    if (this.pool.clientOrderId(slot) !== 0) this.clientOrderIds.add(slot);
  }

  copyState(copy: ArrayCopier): OrdersCopy {
    return { sequence: this.sequence, lists: copy(this.lists), pool: this.pool.copyState(copy) };
  }

  /** Has the orders that were copied, to be read by account or by slot. Cold. */
  adoptState({ sequence, lists, pool }: OrdersCopy): void {
    this.sequence = sequence;
    this.lists = lists;
    this.pool.adoptState(pool);
  }

  /** @param list OPEN_FIRST or CLOSED_FIRST; last and count lie behind them */
  private append(slot: number, list: number): void {
    const pool = this.pool;
    const listAt = (pool.account(slot) << 3) + list;
    if (listAt >= this.lists.length) this.grow(listAt);
    const last = this.lists[listAt + 1];
    pool.setAccountPrevious(slot, last);
    pool.setAccountNext(slot, 0);
    if (last === 0) this.lists[listAt] = slot;
    else pool.setAccountNext(last, slot);
    this.lists[listAt + 1] = slot;
    this.lists[listAt + 2]++;
  }

  private remove(slot: number, list: number): void {
    const pool = this.pool;
    const listAt = (pool.account(slot) << 3) + list;
    const next = pool.accountNext(slot);
    const previous = pool.accountPrevious(slot);
    if (previous === 0) this.lists[listAt] = next;
    else pool.setAccountNext(previous, next);
    if (next === 0) this.lists[listAt + 1] = previous;
    else pool.setAccountPrevious(next, previous);
    this.lists[listAt + 2]--;
  }

  private grow(index: number): void {
    let length = this.lists.length;
    while (length <= index) length *= 2;
    const lists = new Int32Array(length);
    lists.set(this.lists);
    this.lists = lists;
  }
}
