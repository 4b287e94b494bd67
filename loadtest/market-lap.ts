import { BUY, OrderBook, SELL } from "@lockstep/domain/exchange/order-book";
import { FLAGS, ORDER_INTS_BITS, OrderPool, PRICE, REMAINING } from "@lockstep/domain/exchange/order-pool";
import { NO_BID, NO_OFFER } from "@lockstep/domain/exchange/price-ladder";

export const LapKind = { Add: 0, Cancel: 1, Take: 2 } as const;

/** Percentages that add up to 100. */
export interface Mix {
  readonly adds: number;
  readonly cancels: number;
  readonly takers: number;
}

export const REFERENCE_PRICE_TICKS = 1_000_000;
const SPREAD_TICKS = 200;
const QUANTITY_LOTS_MAX = 100;

/**
 * One market's orders from an empty book to an empty book, so that they can go round and round: adds
 * until `liveOrders` rest, then the mix, in which takers take what keeps that number, then a cancel
 * for each that is left. A book of its own tells which orders are live, so no cancel comes too late.
 * All arrays are by command; they are the same every time.
 */
export class MarketLap {
  readonly kinds: Uint8Array;
  readonly sides: Uint8Array;
  readonly prices: Int32Array;
  readonly quantities: Int32Array;
  /** Of a cancel: the command that added what it cancels. */
  readonly targets: Int32Array;
  readonly count: number;
  private readonly mix: Mix;
  private readonly liveOrders: number;
  private readonly random = xorshift(0x9e3779b9);
  private readonly pool = new OrderPool();
  private readonly book = new OrderBook(this.pool);
  /** Slots of resting orders in no order, each one's place in it, and the command that added it. */
  private readonly live: number[] = [];
  private readonly placeOf: number[] = [];
  private readonly addedBy: number[] = [];
  private middle = REFERENCE_PRICE_TICKS;

  /** @param commands of the part with the mix */
  constructor(liveOrders: number, commands: number, mix: Mix) {
    this.mix = mix;
    this.liveOrders = liveOrders;
    const most = 2 * (liveOrders + commands); // Everything that was added is cancelled in the end.
    this.kinds = new Uint8Array(most);
    this.sides = new Uint8Array(most);
    this.prices = new Int32Array(most);
    this.quantities = new Int32Array(most);
    this.targets = new Int32Array(most);
    let at = 0;
    while (at < liveOrders) this.add(at++);
    while (at < liveOrders + commands) this.next(at++);
    while (this.live.length > 0) this.cancel(at++);
    this.count = at;
  }

  /** How many commands of a lap are of this kind. */
  countOf(kind: number): number {
    return this.kinds.subarray(0, this.count).reduce((sum, each) => (each === kind ? sum + 1 : sum), 0);
  }

  private next(at: number): void {
    const dice = this.random() % 100;
    if (this.live.length === 0 || dice < this.mix.adds) this.add(at);
    else if (dice < this.mix.adds + this.mix.cancels) this.cancel(at);
    else this.take(at);
  }

  /** An order that rests: what would cross is put just behind the other side. */
  private add(at: number): void {
    const { book, pool, random } = this;
    if ((random() & 63) === 0) this.middle += (random() % 3) - 1;
    const side = random() & 1;
    const dice = random() % SPREAD_TICKS;
    const distance = 1 + Math.floor((dice * dice) / SPREAD_TICKS); // Most orders are near the middle.
    let price = side === BUY ? this.middle - distance : this.middle + distance;
    if (side === BUY && book.bestOffer !== NO_OFFER) price = Math.min(price, book.bestOffer - 1);
    if (side === SELL && book.bestBid !== NO_BID) price = Math.max(price, book.bestBid + 1);
    const quantity = 1 + (random() % QUANTITY_LOTS_MAX);
    const slot = pool.take();
    const slotAt = slot << ORDER_INTS_BITS;
    pool.ints[slotAt + PRICE] = price;
    pool.ints[slotAt + REMAINING] = quantity;
    pool.ints[slotAt + FLAGS] = side;
    book.add(slot);
    this.placeOf[slot] = this.live.push(slot) - 1;
    this.addedBy[slot] = at;
    this.write(at, LapKind.Add, side, price, quantity);
  }

  private cancel(at: number): void {
    const slot = this.live[this.random() % this.live.length];
    this.write(at, LapKind.Cancel, 0, 0, 0);
    this.targets[at] = this.addedBy[slot];
    this.book.remove(slot);
    this.forget(slot);
  }

  /** Immediate or cancel: takes whole orders, and often a part of one more. */
  private take(at: number): void {
    const { book, pool, random, mix } = this;
    const side = random() & 1;
    const limit = side === BUY ? this.middle + 2 * SPREAD_TICKS : this.middle - 2 * SPREAD_TICKS;
    const average = Math.max(1, (mix.adds - mix.cancels) / mix.takers);
    const most = this.live.length > this.liveOrders ? 3 * average : average;
    let quantity = 0;
    for (let orders = random() % Math.ceil(most); orders >= 0; orders--) {
      const maker = book.bestAgainst(side, limit);
      if (maker === 0) break;
      const available = pool.ints[(maker << ORDER_INTS_BITS) + REMAINING];
      const lots = orders === 0 ? 1 + (random() % available) : available;
      book.fill(maker, lots);
      quantity += lots;
      if (lots === available) this.forget(maker);
    }
    // An empty side is asked too: the order is cancelled at once.
    this.write(at, LapKind.Take, side, limit, Math.max(1, quantity));
  }

  private write(at: number, kind: number, side: number, price: number, quantity: number): void {
    this.kinds[at] = kind;
    this.sides[at] = side;
    this.prices[at] = price;
    this.quantities[at] = quantity;
  }

  private forget(slot: number): void {
    const last = this.live.pop()!;
    if (last !== slot) {
      this.live[this.placeOf[slot]] = last;
      this.placeOf[last] = this.placeOf[slot];
    }
    this.pool.give(slot);
  }
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
