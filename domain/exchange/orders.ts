import type { ArrayCopier } from "../contract/context.ts";
import { ClientOrderIds } from "./client-order-ids.ts";
import { ClosedOrders } from "./closed-orders.ts";
import type { ExchangeLimits } from "./exchange-limits.ts";
import { OrderPool, type OrderPoolCopy } from "./order-pool.ts";

// Of each account, in `lists` at (accountId << 2) + ...
const FIRST = 0;
const LAST = 1;
const COUNT = 2;

export interface OrdersCopy {
  readonly sequence: number;
  readonly pool: OrderPoolCopy;
  readonly closed: OrderPoolCopy;
}

/**
 * All orders, and which account has which: a list for each that runs through the pool, of its open orders
 * by priority, and records of those that were closed last. Hot path: no allocation
 * but for growing.
 */
export class Orders {
  readonly pool: OrderPool;
  readonly clientOrderIds: ClientOrderIds;
  readonly closed: ClosedOrders;
  private readonly ordersMax: number;
  private lists: Int32Array = new Int32Array(64 << 2);
  /** In an array because a field with a large number would be a heap object. */
  private readonly counters = new Float64Array(1);

  constructor(limits: ExchangeLimits) {
    this.ordersMax = limits.ordersMax;
    this.pool = new OrderPool();
    this.clientOrderIds = new ClientOrderIds(this.pool);
    this.closed = new ClosedOrders(limits.closedOrdersMax);
  }

  /** Open and remembered orders are as many as there may be. */
  get isFull(): boolean {
    return this.pool.used + this.closed.count >= this.ordersMax;
  }

  /** The last sequence given to an order. */
  get sequence(): number {
    return this.counters[0];
  }
  set sequence(sequence: number) {
    this.counters[0] = sequence;
  }

  /** Accounts that have open orders are below it. */
  get accountsEnd(): number {
    return this.lists.length >> 2;
  }

  /** Open orders of an account, in all markets. */
  openCountOf(accountId: number): number {
    const at = accountId << 2;
    return at < this.lists.length ? this.lists[at + COUNT] : 0;
  }

  /** The oldest open order of an account, or 0; `accountNext` leads on. */
  firstOpenOf(accountId: number): number {
    const at = accountId << 2;
    return at < this.lists.length ? this.lists[at + FIRST] : 0;
  }

  /** Puts an order that rests from now on behind the open ones of its account. */
  open(slot: number): void {
    this.pool.setSequence(slot, ++this.counters[0]);
    this.append(slot);
  }

  /** Takes an order out of the open ones: it is to be closed, or opened anew with another priority. */
  unlink(slot: number): void {
    const { pool } = this;
    const at = pool.account(slot) << 2;
    const { lists } = this;
    const next = pool.accountNext(slot);
    const previous = pool.accountPrevious(slot);
    if (previous === 0) lists[at + FIRST] = next;
    else pool.setAccountNext(previous, next);
    if (next === 0) lists[at + LAST] = previous;
    else pool.setAccountPrevious(next, previous);
    lists[at + COUNT]--;
  }

  /** @returns the slot of an open order, that of a closed one below 0, or 0 */
  find(accountId: number, orderId: number): number {
    const slot = this.pool.find(orderId);
    if (slot === 0) return 0 - this.closed.findById(accountId, orderId);
    return this.pool.account(slot) === accountId ? slot : 0;
  }

  /** @returns the slot of an open order, that of a closed one below 0, or 0 */
  findByClientOrderId(accountId: number, clientOrderId: number): number {
    const slot = this.clientOrderIds.find(accountId, clientOrderId);
    return slot !== 0 ? slot : 0 - this.closed.find(accountId, clientOrderId);
  }

  /** Takes an order away that is not among the open ones, and remembers it when it has a client order id. */
  close(slot: number): void {
    const { pool } = this;
    if (pool.clientOrderId(slot) !== 0) {
      this.clientOrderIds.remove(slot);
      pool.setSequence(slot, ++this.counters[0]);
      this.closed.remember(pool, slot);
    }
    pool.give(slot);
  }

  /** Puts an open order back that a snapshot has; they come in order of their sequence. Cold. */
  restore(slot: number): void {
    if (this.pool.clientOrderId(slot) !== 0) this.clientOrderIds.add(slot);
    this.append(slot);
  }

  copyState(copy: ArrayCopier): OrdersCopy {
    const { closed, pool, sequence } = this;
    return { sequence, pool: pool.copyState(copy), closed: closed.records.copyState(copy) };
  }

  /** Has the orders that were copied, to be read by slot. Cold. */
  adoptState({ sequence, pool, closed }: OrdersCopy): void {
    this.sequence = sequence;
    this.pool.adoptState(pool);
    this.closed.records.adoptState(closed);
  }

  private append(slot: number): void {
    const { pool } = this;
    const at = pool.account(slot) << 2;
    if (at >= this.lists.length) this.grow(at);
    const { lists } = this;
    const last = lists[at + LAST];
    pool.setAccountPrevious(slot, last);
    pool.setAccountNext(slot, 0);
    if (last === 0) lists[at + FIRST] = slot;
    else pool.setAccountNext(last, slot);
    lists[at + LAST] = slot;
    lists[at + COUNT]++;
  }

  private grow(index: number): void {
    let length = this.lists.length;
    while (length <= index) length *= 2;
    const lists = new Int32Array(length);
    lists.set(this.lists);
    this.lists = lists;
  }
}
