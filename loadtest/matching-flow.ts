import { BUY, OrderBook, SELL } from "@lockstep/domain/exchange/order-book";
import { OrderPool } from "@lockstep/domain/exchange/order-pool";
import { NO_BID, NO_OFFER } from "@lockstep/domain/exchange/price-ladder";

export const FlowKind = { Add: 0, Cancel: 1, Take: 2 } as const;

/**
 * A flow of orders for measuring matching: first `liveOrders` adds, then 60 % adds, 30 % cancels of a
 * random live order, 10 % takers that each take what keeps the number of live orders where it is
 * (three orders on average). The middle price walks; distances from it fall off quadratically.
 */
export interface Flow {
  liveOrders: number;
  /** All arrays are by command. */
  count: number;
  kinds: Uint8Array;
  sides: Uint8Array;
  prices: Int32Array;
  quantities: Int32Array;
  /** Of a cancel: which add it cancels, counted from 0. */
  targets: Int32Array;
  /** Of a cancel: the order's slot in a pool of its own. */
  slots: Int32Array;
  fills: number;
}

export function generateFlow(liveOrders: number, commands: number): Flow {
  const count = liveOrders + commands;
  const flow: Flow = {
    liveOrders,
    count,
    kinds: new Uint8Array(count),
    sides: new Uint8Array(count),
    prices: new Int32Array(count),
    quantities: new Int32Array(count),
    targets: new Int32Array(count),
    slots: new Int32Array(count),
    fills: 0,
  };
  const random = xorshift(0x9e3779b9);
  const spreadTicks = liveOrders < 10_000 ? 200 : 2_000;
  const pool = new OrderPool();
  const book = new OrderBook(pool);
  const live: number[] = []; // Slots.
  const placeOf: number[] = []; // Slot to index in `live`.
  const addOf: number[] = []; // Slot to the number of its add.
  let adds = 0;
  let middle = 1_000_000;

  const forget = (slot: number): void => {
    const last = live.pop()!;
    if (last !== slot) {
      live[placeOf[slot]] = last;
      placeOf[last] = placeOf[slot];
    }
    pool.give(slot);
  };

  for (let n = 0; n < count; n++) {
    const dice = n < liveOrders ? 0 : random() % 100;
    const side = random() & 1;
    flow.sides[n] = side;
    if (dice < 60) {
      if ((random() & 63) === 0) middle += (random() % 3) - 1;
      const r = random() % spreadTicks;
      const distance = 1 + Math.floor((r * r) / spreadTicks);
      let price = side === BUY ? middle - distance : middle + distance;
      // An add rests: what would cross is put just behind the other side.
      if (side === BUY && book.bestOffer !== NO_OFFER) price = Math.min(price, book.bestOffer - 1);
      if (side === SELL && book.bestBid !== NO_BID) price = Math.max(price, book.bestBid + 1);
      const quantity = 1 + (random() % 100);
      const slot = pool.take();
      pool.setPrice(slot, price);
      pool.setRemaining(slot, quantity);
      pool.setFlags(slot, side);
      book.add(slot);
      placeOf[slot] = live.push(slot) - 1;
      addOf[slot] = adds++;
      flow.prices[n] = price;
      flow.quantities[n] = quantity;
    } else if (dice < 90 && live.length > 0) {
      const slot = live[random() % live.length];
      flow.kinds[n] = FlowKind.Cancel;
      flow.targets[n] = addOf[slot];
      flow.slots[n] = slot;
      book.remove(slot);
      forget(slot);
    } else {
      flow.kinds[n] = FlowKind.Take;
      const limit = side === BUY ? book.bestOffer + spreadTicks : Math.max(1, book.bestBid - spreadTicks);
      const quantity = 1 + (random() % (live.length > liveOrders ? 460 : 150));
      flow.prices[n] = limit;
      flow.quantities[n] = quantity;
      let left = quantity;
      for (let maker = book.bestAgainst(side, limit); maker !== 0; maker = book.bestAgainst(side, limit)) {
        const available = pool.remaining(maker);
        const lots = Math.min(left, available);
        book.fill(maker, lots);
        if (lots === available) forget(maker);
        flow.fills++;
        left -= lots;
        if (left === 0) break;
      }
    }
  }
  return flow;
}

function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 1;
  };
}
