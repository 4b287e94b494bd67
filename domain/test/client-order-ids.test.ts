import fc from "fast-check";
import { expect, test } from "vitest";
import { ClientOrderIds } from "../exchange/client-order-ids.ts";
import { ClosedOrders } from "../exchange/closed-orders.ts";
import { OrderPool } from "../exchange/order-pool.ts";

/** Few accounts and ids, so that orders come back under ids that others had. */
const order = fc.record({
  account: fc.integer({ min: 1, max: 3 }),
  clientOrderId: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom(2 ** 32 + 1, 2 ** 53 - 1)),
});

test("client order ids are found as in a map, while orders come and go", () => {
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 3_000, size: "max" }), (orders) => {
      const pool = new OrderPool();
      const ids = new ClientOrderIds(pool);
      const known = new Map<string, number>();
      for (const { account, clientOrderId } of orders) {
        const key = `${account}:${clientOrderId}`;
        const slot = known.get(key);
        if (slot === undefined) {
          const taken = pool.take();
          pool.setAccount(taken, account);
          pool.setClientOrderId(taken, clientOrderId);
          ids.add(taken);
          known.set(key, taken);
        } else {
          ids.remove(slot);
          pool.give(slot);
          known.delete(key);
        }
      }
      for (const { account, clientOrderId } of orders) {
        expect(ids.find(account, clientOrderId)).toBe(known.get(`${account}:${clientOrderId}`) ?? 0);
      }
    }),
    { numRuns: 10, seed: 20120621 },
  );
});

test("of each account the orders closed last are found, and no others", () => {
  const max = 3;
  const closed = new ClosedOrders(max);
  const pool = new OrderPool();
  const ids: [accountId: number, clientOrderId: number, orderId: number][] = [];
  for (let n = 1; n <= 2_000; n++) {
    const accountId = n % 40 === 0 ? 90_000 : 1 + (n % 2);
    // Many have the same hash: what is told apart by their low bits, by their high ones, or not at all.
    const clientOrderId = n % 3 === 0 ? n * 2 ** 32 : n * 2 ** 16;
    const slot = pool.take();
    pool.setAccount(slot, accountId);
    pool.setClientOrderId(slot, clientOrderId);
    ids.push([accountId, clientOrderId, pool.idOf(slot)]);
    closed.remember(pool, slot);
    pool.give(slot);
  }
  expect(pool.used).toBe(0);
  expect(closed.count).toBe(3 * max);
  for (const accountId of [1, 2, 90_000, 5, 1_000_000]) {
    const known = ids.filter(([account]) => account === accountId).slice(-max);
    for (const [, clientOrderId, orderId] of ids) {
      const isKnown = known.some(([, , id]) => id === orderId);
      const found = [closed.find(accountId, clientOrderId), closed.findById(accountId, orderId)];
      const foundIds = found.map((record) => (record === 0 ? 0 : closed.records.idOf(record)));
      expect(foundIds).toEqual(isKnown ? [orderId, orderId] : [0, 0]);
    }
  }
});
