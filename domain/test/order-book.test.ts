import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LevelPages } from "../exchange/level-pages.ts";
import { BUY, OrderBook, SELL } from "../exchange/order-book.ts";
import { GENERATION_MAX, OrderPool, SLOTS_MAX } from "../exchange/order-pool.ts";
import { NO_BID, NO_OFFER, PRICE_TICKS_MAX, PriceLadder } from "../exchange/price-ladder.ts";

/** Prices near each other, at the ends of words and pages, and at the ends of the range. */
const price = fc.oneof(
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 990, max: 1_100 }),
  fc.integer({ min: 1, max: 200_000 }),
  fc.constantFrom(1, 31, 32, 1_023, 1_024, 32_767, 32_768, 2 ** 30, PRICE_TICKS_MAX - 1, PRICE_TICKS_MAX),
);

describe("the ladder of price levels", () => {
  test("finds the next level in use in both directions, as a sorted list does", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(price, fc.boolean()), { maxLength: 120 }), price, (steps, probe) => {
        const ladder = new PriceLadder(10_000);
        const used = new Set<number>();
        for (const [at, open] of steps) {
          if (open && !used.has(at)) {
            ladder.open(at);
            used.add(at);
          } else if (!open && used.delete(at)) ladder.close(at);
        }
        const sorted = [...used].toSorted((a, b) => a - b);
        for (const from of [probe, ...sorted]) {
          expect(ladder.above(from)).toBe(sorted.find((other) => other > from) ?? NO_OFFER);
          expect(ladder.below(from)).toBe(sorted.findLast((other) => other < from) ?? NO_BID);
        }
        const levels = sorted.map((at) => ladder.find(at));
        expect(new Set(levels).size).toBe(levels.length);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  test("has room for so many pages of ticks and not for one more, until one is empty", () => {
    const ladder = new PriceLadder(2);
    ladder.open(5);
    ladder.open(70_000);
    expect([ladder.hasRoomAt(6), ladder.hasRoomAt(70_001), ladder.hasRoomAt(2_000)]).toEqual([
      true,
      true,
      false,
    ]);
    ladder.close(5);
    expect(ladder.hasRoomAt(2_000)).toBe(true);
    ladder.open(2_000);
    expect([ladder.above(2_000), ladder.below(70_000), ladder.hasRoomAt(5)]).toEqual([70_000, 2_000, false]);
  });
});

describe("the order pool", () => {
  test("an id of a place that was given back is not found, also when the place is used again", () => {
    const pool = new OrderPool();
    const ids = [1, 2, 3].map(() => taken(pool));
    expect(ids.map((id) => pool.find(id))).toEqual([1, 2, 3]);
    pool.give(pool.find(ids[1]!));
    expect(pool.find(ids[1]!)).toBe(0);
    const again = taken(pool);
    expect(again).toBe(ids[1]! + SLOTS_MAX);
    expect([pool.find(ids[1]!), pool.find(again)]).toEqual([0, 2]);
    expect([pool.find(0), pool.find(Number.MAX_SAFE_INTEGER), pool.find(SLOTS_MAX + 999_999)]).toEqual([
      0, 0, 0,
    ]);
  });

  test("grows by doubling without losing an order", () => {
    const pool = new OrderPool();
    const ids = Array.from({ length: 5_000 }, () => taken(pool));
    expect(pool.used).toBe(5_000);
    expect(ids.every((id) => pool.idOf(pool.find(id)) === id)).toBe(true);
  });

  test("the last id of a place is below 2^53", () => {
    expect(Number.isSafeInteger(GENERATION_MAX * SLOTS_MAX + SLOTS_MAX - 1)).toBe(true);
    expect(Number.isSafeInteger((GENERATION_MAX + 1) * SLOTS_MAX)).toBe(false);
  });
});

describe("the book", () => {
  test("takes no part of a level away that another order has", () => {
    const pool = new OrderPool();
    const book = new OrderBook(pool);
    const [first, second, third] = [
      order(pool, SELL, 100, 5),
      order(pool, SELL, 100, 7),
      order(pool, BUY, 99, 1),
    ];
    for (const slot of [first, second, third]) book.add(slot);
    expect([book.bestOffer, book.quantityAt(100), book.countAt(100), book.ordersCount]).toEqual([
      100, 12, 2, 3,
    ]);
    book.fill(first, 2);
    expect([book.quantityAt(100), book.firstAt(100)]).toEqual([10, first]);
    book.fill(first, 3);
    expect([book.quantityAt(100), book.firstAt(100), book.countAt(100)]).toEqual([7, second, 1]);
    expect([book.bestAgainst(BUY, 99), book.bestAgainst(BUY, 100), book.bestAgainst(SELL, 99)]).toEqual([
      0,
      second,
      third,
    ]);
    book.remove(second);
    expect([book.bestOffer, book.bestBid, book.quantityAt(100), book.countAt(500)]).toEqual([
      NO_OFFER,
      99,
      0,
      0,
    ]);
  });
});

function taken(pool: OrderPool): number {
  return pool.idOf(order(pool, BUY, 1, 1));
}

function order(pool: OrderPool, side: number, ticks: number, lots: number): number {
  const slot = pool.take();
  pool.setMarket(slot, 1); // In use.
  pool.setFlags(slot, side);
  pool.setPrice(slot, ticks);
  pool.setRemaining(slot, lots);
  return slot;
}

describe("memory that books share", () => {
  test("a page that one ladder gives back is empty for the one that takes it", () => {
    const pages = new LevelPages();
    const ladders = [new PriceLadder(10, pages), new PriceLadder(10, pages)];
    ladders.forEach((ladder, n) => ladder.addQuantity(ladder.open(5_000), n + 1));
    expect(ladders.map((ladder) => ladder.quantity(ladder.levelOf(5_000)))).toEqual([1, 2]);
    const [one, other] = ladders;
    const before = one.levelOf(5_000);
    one.addQuantity(before, -1);
    one.close(5_000);
    expect(one.find(5_000)).toBe(-1);
    const taken = other.open(80_000);
    expect(taken >>> 10).toBe(before >>> 10);
    expect([other.quantity(taken), other.above(5_000), other.below(80_000)]).toEqual([0, 80_000, 5_000]);
  });

  test("ladders keep what they have while the memory grows", () => {
    const pages = new LevelPages();
    const ladders = Array.from({ length: 40 }, () => new PriceLadder(10, pages));
    ladders.forEach((ladder, n) => ladder.addQuantity(ladder.open(1_024 * n + n), n + 1));
    expect(ladders.map((ladder, n) => ladder.quantity(ladder.find(1_024 * n + n)))).toEqual(
      ladders.map((_, n) => n + 1),
    );
    expect(ladders.map((ladder) => ladder.above(0))).toEqual(
      ladders.map((_, n) => (n === 0 ? NO_OFFER : 1_025 * n)),
    );
  });
});
