import { expect, test } from "vitest";
import { LapKind, MarketLap } from "../market-lap.ts";

const mix = { adds: 60, cancels: 30, takers: 10 };

test("a lap has the mix that was asked for, and about as many resting orders throughout", () => {
  const lap = new MarketLap(200, 20_000, mix);
  const share = (kind: number): number => (100 * lap.countOf(kind)) / lap.count;
  expect(share(LapKind.Add)).toBeCloseTo(60, -1);
  expect(share(LapKind.Cancel)).toBeCloseTo(30, -1);
  expect(share(LapKind.Take)).toBeCloseTo(10, -1);
  expect(lap.count).toBeLessThan(20_000 + 200 + 400);
});

test("matched by price and time, every cancel finds its order open and the book ends empty", () => {
  const lap = new MarketLap(50, 20_000, mix);
  const books = [new NaiveBook(1), new NaiveBook(-1)] as const; // Buys, sells.
  const surprises: string[] = [];
  for (let at = 0; at < lap.count; at++) {
    const kind = lap.kinds[at];
    if (kind === LapKind.Cancel) {
      const target = lap.targets[at];
      if (!books[lap.sides[target]].remove(target)) surprises.push(`command ${at}: ${target} is closed`);
      continue;
    }
    const side = lap.sides[at];
    const [price, lots] = [lap.prices[at], lap.quantities[at]];
    const left = books[1 - side].match(price, lots);
    if (kind === LapKind.Take) continue;
    if (left < lots) surprises.push(`command ${at} does not rest whole`);
    books[side].orders.push({ at, price, lots });
  }
  expect(surprises).toEqual([]);
  expect(books.map(({ orders }) => orders.length)).toEqual([0, 0]);
});

test("takers find on average what the adds leave over", () => {
  const lap = new MarketLap(100, 20_000, mix);
  const [adds, cancels, takers] = [LapKind.Add, LapKind.Cancel, LapKind.Take].map((kind) =>
    lap.countOf(kind),
  );
  const takenPerTaker = (adds - cancels) / takers;
  expect(takenPerTaker).toBeGreaterThan(2);
  expect(takenPerTaker).toBeLessThan(4);
});

test("prices stay where the markets' bands let them", () => {
  const lap = new MarketLap(50, 5_000, mix);
  for (let at = 0; at < lap.count; at++) {
    if (lap.kinds[at] === LapKind.Cancel) continue;
    expect(lap.prices[at]).toBeGreaterThan(900_000);
    expect(lap.prices[at]).toBeLessThan(1_100_000);
    expect(lap.quantities[at]).toBeGreaterThan(0);
  }
});

test("a lap of one kind ends too", () => {
  expect(new MarketLap(10, 100, { adds: 100, cancels: 0, takers: 0 }).countOf(LapKind.Add)).toBe(110);
  const takers = new MarketLap(10, 100, { adds: 0, cancels: 0, takers: 100 });
  expect(takers.countOf(LapKind.Take)).toBeGreaterThan(10);
});

test("two laps are the same", () => {
  const [one, other] = [new MarketLap(20, 500, mix), new MarketLap(20, 500, mix)];
  expect(other.kinds).toEqual(one.kinds);
  expect(other.prices).toEqual(one.prices);
  expect(other.targets).toEqual(one.targets);
});

/** Obviously right: looks through all orders of a side for the best and oldest. */
class NaiveBook {
  orders: { at: number; price: number; lots: number }[] = [];
  /** 1: the highest price is the best; -1: the lowest. */
  private readonly better: number;

  constructor(better: number) {
    this.better = better;
  }

  remove(at: number): boolean {
    const before = this.orders.length;
    this.orders = this.orders.filter((order) => order.at !== at);
    return this.orders.length < before;
  }

  /** @returns the lots that found nobody at this price or better */
  match(limit: number, lots: number): number {
    let left = lots;
    while (left > 0) {
      const meets = this.orders.filter(({ price }) => this.better * (price - limit) >= 0);
      const [best] = meets.toSorted((a, b) => this.better * (b.price - a.price) || a.at - b.at);
      if (best === undefined) return left;
      const part = Math.min(left, best.lots);
      best.lots -= part;
      left -= part;
      if (best.lots === 0) this.remove(best.at);
    }
    return left;
  }
}
