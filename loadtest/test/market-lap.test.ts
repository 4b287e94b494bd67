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

test("each cancel names an earlier add, and none is cancelled twice", () => {
  const lap = new MarketLap(50, 5_000, mix);
  const cancelled = new Set<number>();
  for (let at = 0; at < lap.count; at++) {
    if (lap.kinds[at] !== LapKind.Cancel) continue;
    const target = lap.targets[at];
    expect(target).toBeLessThan(at);
    expect(lap.kinds[target]).toBe(LapKind.Add);
    expect(cancelled.has(target)).toBe(false);
    cancelled.add(target);
  }
  expect(cancelled.size).toBeGreaterThan(1_000);
});

test("orders rest: no buy is at or above a sell that is open", () => {
  const lap = new MarketLap(50, 5_000, mix);
  const open = new Map<number, number>(); // Takers are not followed, so only what is cancelled is known to be open until then.
  for (let at = 0; at < lap.count; at++) {
    if (lap.kinds[at] === LapKind.Cancel) open.set(lap.targets[at], at);
  }
  const cancelled = [...open].filter(([added]) => added < 2_000);
  for (const [added, until] of cancelled) {
    for (const [other, otherUntil] of cancelled) {
      const isOpen = other > added && other < until && otherUntil > other;
      if (!isOpen || lap.sides[added] === lap.sides[other]) continue;
      const [buy, sell] = lap.sides[added] === 0 ? [added, other] : [other, added];
      expect(lap.prices[buy]).toBeLessThan(lap.prices[sell]);
    }
  }
});

test("what rests is bought or cancelled by the end of the lap: the book is empty again", () => {
  const lap = new MarketLap(50, 5_000, mix);
  let lots = 0;
  const resting = new Map<number, number>();
  for (let at = 0; at < lap.count; at++) {
    if (lap.kinds[at] !== LapKind.Add) continue;
    resting.set(at, lap.quantities[at]);
    lots += lap.quantities[at];
  }
  let cancelled = 0;
  let taken = 0;
  for (let at = 0; at < lap.count; at++) {
    if (lap.kinds[at] === LapKind.Cancel) cancelled += resting.get(lap.targets[at])!;
    if (lap.kinds[at] === LapKind.Take) taken += lap.quantities[at];
  }
  // A cancelled order may have been filled in part before, and a taker may have met an empty side.
  expect(taken + cancelled).toBeGreaterThanOrEqual(lots);
  expect(taken + cancelled).toBeLessThan(lots * 1.1);
});

test("adds never cross, because each is priced behind the other side", () => {
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
