import { OrderBook } from "@lockstep/domain/exchange/order-book";
import { OrderPool } from "@lockstep/domain/exchange/order-pool";
import { type Flow, FlowKind } from "./matching-flow.ts";

/** A book of its own and nothing else: no accounts, no rules, no messages. */
export class BareBook {
  private readonly pool = new OrderPool();
  private readonly book = new OrderBook(this.pool);
  private readonly flow: Flow;
  fills = 0;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** Applies the flow's commands from `begin` to before `end`, in order. */
  run(begin: number, end: number): void {
    const { kinds, sides, prices, quantities, slots } = this.flow;
    const pool = this.pool;
    const book = this.book;
    for (let n = begin; n < end; n++) {
      const kind = kinds[n];
      if (kind === FlowKind.Add) {
        const slot = pool.take();
        pool.setPrice(slot, prices[n]);
        pool.setRemaining(slot, quantities[n]);
        pool.setFlags(slot, sides[n]);
        book.add(slot);
      } else if (kind === FlowKind.Cancel) {
        const slot = slots[n];
        book.remove(slot);
        pool.give(slot);
      } else this.take(sides[n], prices[n], quantities[n]);
    }
  }

  private take(side: number, limit: number, quantity: number): void {
    const pool = this.pool;
    const book = this.book;
    let left = quantity;
    while (left > 0) {
      const maker = book.bestAgainst(side, limit);
      if (maker === 0) return;
      const available = pool.remaining(maker);
      const lots = left < available ? left : available;
      book.fill(maker, lots);
      if (lots === available) pool.give(maker);
      left -= lots;
      this.fills++;
    }
  }
}
