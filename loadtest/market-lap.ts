export const LapKind = { Add: 0, Cancel: 1, Take: 2 } as const;

/** Percentages that add up to 100. */
export interface Mix {
  readonly adds: number;
  readonly cancels: number;
  readonly takers: number;
}

/** As the exchange's contract numbers them. */
const BUY = 0;
const SELL = 1;

export const REFERENCE_PRICE_TICKS = 1_000_000;
const SPREAD_TICKS = 200;
const QUANTITY_LOTS_MAX = 100;

/** An order that rests in the lap's own book. */
interface RestingOrder {
  /** The command that added it: earlier ones come first at a price. */
  readonly addedBy: number;
  readonly side: number;
  readonly priceTicks: number;
  remainingLots: number;
  /** Index in `live`. */
  place: number;
}

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
  /** By side: resting orders, the best and oldest last. */
  private readonly books: readonly [RestingOrder[], RestingOrder[]] = [[], []];
  /** All resting orders in no order. */
  private readonly live: RestingOrder[] = [];
  private middleTicks = REFERENCE_PRICE_TICKS;

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
    const { random } = this;
    if ((random() & 63) === 0) this.middleTicks += (random() % 3) - 1;
    const side = random() & 1;
    const dice = random() % SPREAD_TICKS;
    const distance = 1 + Math.floor((dice * dice) / SPREAD_TICKS); // Most orders are near the middle.
    const facing = this.books[1 - side].at(-1);
    let priceTicks = this.middleTicks + (side === BUY ? -distance : distance);
    if (facing !== undefined) {
      if (side === BUY) priceTicks = Math.min(priceTicks, facing.priceTicks - 1);
      else priceTicks = Math.max(priceTicks, facing.priceTicks + 1);
    }
    const lots = 1 + (random() % QUANTITY_LOTS_MAX);
    const order = { addedBy: at, side, priceTicks, remainingLots: lots, place: this.live.length };
    this.live.push(order);
    this.books[side].splice(this.rankOf(order), 0, order);
    this.write(at, LapKind.Add, side, priceTicks, lots);
  }

  private cancel(at: number): void {
    const order = this.live[this.random() % this.live.length];
    this.write(at, LapKind.Cancel, 0, 0, 0);
    this.targets[at] = order.addedBy;
    this.books[order.side].splice(this.rankOf(order), 1);
    this.forget(order);
  }

  /** Immediate or cancel: takes whole orders, and all or a part of one more. */
  private take(at: number): void {
    const { random, mix } = this;
    const side = random() & 1;
    const book = this.books[1 - side];
    const average = Math.max(1, (mix.adds - mix.cancels) / mix.takers);
    const most = Math.ceil(this.live.length > this.liveOrders ? 3 * average : average);
    let lots = 0;
    for (let orders = random() % most; orders >= 0 && book.length > 0; orders--) {
      const maker = book.at(-1)!;
      const part = orders > 0 ? maker.remainingLots : 1 + (random() % maker.remainingLots);
      lots += part;
      maker.remainingLots -= part;
      if (maker.remainingLots > 0) continue;
      book.pop();
      this.forget(maker);
    }
    const limitTicks = this.middleTicks + (side === BUY ? 10 : -10) * SPREAD_TICKS;
    // An empty side is asked too: the order is cancelled at once.
    this.write(at, LapKind.Take, side, limitTicks, Math.max(1, lots));
  }

  /** Where in its side's book an order is, or belongs. */
  private rankOf({ side, priceTicks, addedBy }: RestingOrder): number {
    const book = this.books[side];
    let low = 0;
    let high = book.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = book[middle];
      const ahead = side === SELL ? priceTicks - other.priceTicks : other.priceTicks - priceTicks;
      const isOtherWorse = ahead < 0 || (ahead === 0 && other.addedBy > addedBy);
      if (isOtherWorse) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private forget({ place }: RestingOrder): void {
    const last = this.live.pop()!;
    if (last.place === place) return;
    this.live[place] = last;
    last.place = place;
  }

  private write(at: number, kind: number, side: number, priceTicks: number, lots: number): void {
    this.kinds[at] = kind;
    this.sides[at] = side;
    this.prices[at] = priceTicks;
    this.quantities[at] = lots;
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
