import type { OrderPool } from "./order-pool.ts";

/**
 * Which open order of an account has a client order id: open addressing over pairs of hash and slot, so that a
 * look-up reads one place in memory, and an id that is new, as nearly all are, no order at all. (Chains
 * through the orders read two or three more.) Where a pair lies
 * decides nothing, so it is no state. Hot path.
 */
export class ClientOrderIds {
  private readonly pool: OrderPool;
  /** At 2 * cell the hash, behind it the slot, 0 where there is none. */
  private cells: Int32Array = new Int32Array(2_048);
  private mask = 1_023;
  private count = 0;

  constructor(pool: OrderPool) {
    this.pool = pool;
  }

  /** @returns the slot, or 0 */
  find(accountId: number, clientOrderId: number): number {
    const { cells, mask, pool } = this;
    const hash = hashOf(accountId, clientOrderId);
    for (let cell = hash & mask; ; cell = (cell + 1) & mask) {
      const slot = cells[2 * cell + 1];
      if (slot === 0) return 0;
      if (cells[2 * cell] !== hash) continue;
      if (pool.clientOrderId(slot) === clientOrderId && pool.account(slot) === accountId) return slot;
    }
  }

  /** The order's account and client order id are set, and no other order has them. */
  add(slot: number): void {
    if (4 * this.count >= 3 * this.mask) this.grow();
    this.count++;
    this.put(this.hashOf(slot), slot);
  }

  remove(slot: number): void {
    const { cells, mask } = this;
    let hole = this.hashOf(slot) & mask;
    while (cells[2 * hole + 1] !== slot) hole = (hole + 1) & mask;
    this.count--;
    // What lies behind it, and would not be found across a hole, moves up.
    for (let cell = (hole + 1) & mask; cells[2 * cell + 1] !== 0; cell = (cell + 1) & mask) {
      const home = cells[2 * cell] & mask;
      if (((cell - home) & mask) < ((cell - hole) & mask)) continue;
      cells[2 * hole] = cells[2 * cell];
      cells[2 * hole + 1] = cells[2 * cell + 1];
      hole = cell;
    }
    cells[2 * hole + 1] = 0;
  }

  /** Of an order that has a client order id. */
  private hashOf(slot: number): number {
    return hashOf(this.pool.account(slot), this.pool.clientOrderId(slot));
  }

  private put(hash: number, slot: number): void {
    const { cells, mask } = this;
    let cell = hash & mask;
    while (cells[2 * cell + 1] !== 0) cell = (cell + 1) & mask;
    cells[2 * cell] = hash;
    cells[2 * cell + 1] = slot;
  }

  private grow(): void {
    const before = this.cells;
    this.cells = new Int32Array(before.length * 2);
    this.mask = before.length - 1;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] !== 0) this.put(before[at], before[at + 1]);
    }
  }
}

function hashOf(accountId: number, clientOrderId: number): number {
  let hash = Math.imul(clientOrderId | 0, 0x9e3779b1) ^ Math.imul(accountId, 0x85ebca6b);
  hash ^= Math.imul((clientOrderId / 4_294_967_296) | 0, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
