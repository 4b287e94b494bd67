import { OrderBook } from "@lockstep/domain/exchange/order-book";
import { OrderPool } from "@lockstep/domain/exchange/order-pool";
import { FlowKind } from "../matching-flow.ts";
import { runEngine } from "./run-engine.ts";

/** This exchange's book, as other engines are run: orders are found by their numbers, fills go into the digest. */
runEngine("lockstep, bare book", (orders, digest) => {
  const { kinds, sides, prices, lots } = orders;
  const pool = new OrderPool();
  const book = new OrderBook(pool);
  /** By order's number, and the other way round. */
  const slots = new Int32Array(orders.adds + 1);
  const numbers = new Int32Array(orders.adds + 2);
  return (begin, end) => {
    for (let n = begin; n < end; n++) {
      const order = orders.orders[n]!;
      if (kinds[n] === FlowKind.Add) {
        const slot = pool.take();
        slots[order] = slot;
        numbers[slot] = order;
        pool.setPrice(slot, prices[n]!);
        pool.setRemaining(slot, lots[n]!);
        pool.setFlags(slot, sides[n]!);
        book.add(slot);
      } else if (kinds[n] === FlowKind.Cancel) {
        const slot = slots[order]!;
        digest.cancel(n, order, pool.remaining(slot));
        book.remove(slot);
        pool.give(slot);
      } else take(n, sides[n]!, prices[n]!, lots[n]!);
    }
  };

  function take(command: number, side: number, limit: number, quantity: number): void {
    for (let left = quantity; left > 0;) {
      const maker = book.bestAgainst(side, limit);
      if (maker === 0) return;
      const available = pool.remaining(maker);
      const filled = left < available ? left : available;
      digest.fill(command, numbers[maker]!, pool.price(maker), filled);
      book.fill(maker, filled);
      if (filled === available) pool.give(maker);
      left -= filled;
    }
  }
});
