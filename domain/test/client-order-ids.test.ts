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
          ids.remove(slot, ids.hashOf(slot));
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

test("of each account the orders closed last are remembered, and the oldest is forgotten", () => {
  const closed = new ClosedOrders(3);
  const forgotten: number[][] = [];
  for (let n = 1; n <= 100; n++) {
    const account = n % 40 === 0 ? 90_000 : 1 + (n % 2);
    const slot = closed.remember(account, n, -n);
    if (slot !== 0) forgotten.push([account, slot, closed.forgottenHash]);
  }
  const expected: number[][] = [];
  for (const account of [1, 2, 90_000]) {
    const slots = Array.from({ length: 100 }, (_, at) => at + 1).filter(
      (n) => (n % 40 === 0 ? 90_000 : 1 + (n % 2)) === account,
    );
    for (const slot of slots.slice(0, -3)) expected.push([account, slot, -slot]);
  }
  expect(forgotten.toSorted((a, b) => a[1] - b[1])).toEqual(expected.toSorted((a, b) => a[1] - b[1]));
});
