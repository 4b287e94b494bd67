import type { OrderPool } from "./order-pool.ts";

/**
 * Which order of an account has a client order id: buckets of chains that run through the pool. The
 * order of a chain decides nothing, so it is no state. Hot path.
 */
export class ClientOrderIds {
  private readonly pool: OrderPool;
  private buckets: Int32Array = new Int32Array(1_024);
  private count = 0;

  constructor(pool: OrderPool) {
    this.pool = pool;
  }

  /** @returns the slot, or 0 */
  find(accountId: number, clientOrderId: number): number {
    const pool = this.pool;
    let slot = this.buckets[this.bucketOf(accountId, clientOrderId)];
    while (slot !== 0) {
      if (pool.clientOrderId(slot) === clientOrderId && pool.account(slot) === accountId) {
        return slot;
      }
      slot = pool.clientNext(slot);
    }
    return 0;
  }

  /** The order's account and client order id are set, and no other order has them. */
  add(slot: number): void {
    if (this.count === this.buckets.length) this.grow();
    this.count++;
    this.link(slot);
  }

  remove(slot: number): void {
    this.count--;
    const pool = this.pool;
    const bucket = this.bucketOfSlot(slot);
    const next = pool.clientNext(slot);
    let at = this.buckets[bucket];
    if (at === slot) {
      this.buckets[bucket] = next;
      return;
    }
    while (pool.clientNext(at) !== slot) {
      at = pool.clientNext(at);
    }
    pool.setClientNext(at, next);
  }

  private link(slot: number): void {
    const bucket = this.bucketOfSlot(slot);
    this.pool.setClientNext(slot, this.buckets[bucket]);
    this.buckets[bucket] = slot;
  }

  private bucketOfSlot(slot: number): number {
    return this.bucketOf(this.pool.account(slot), this.pool.clientOrderId(slot));
  }

  private bucketOf(accountId: number, clientOrderId: number): number {
    let hash = Math.imul(clientOrderId | 0, 0x9e3779b1) ^ Math.imul(accountId, 0x85ebca6b);
    hash ^= Math.imul((clientOrderId / 4_294_967_296) | 0, 0xc2b2ae35);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) & (this.buckets.length - 1);
  }

  private grow(): void {
    const before = this.buckets;
    this.buckets = new Int32Array(before.length * 2);
    for (const first of before) {
      let slot = first;
      while (slot !== 0) {
        const next = this.pool.clientNext(slot);
        this.link(slot);
        slot = next;
      }
    }
  }
}
