import { expect, test } from "vitest";
import { BookCopy } from "../market-data/book-copy.ts";

const image = {
  sequence: 7,
  bids: [{ priceTicks: 99, quantityLots: 5, orderCount: 1 }],
  offers: [{ priceTicks: 101, quantityLots: 3, orderCount: 2 }],
};
const level = (side: "buy" | "sell", priceTicks: number, quantityLots: number) => ({
  body: { side, priceTicks, quantityLots, orderCount: 1 },
});

test("a copy is the book when image and changes are taken in turn", () => {
  const copy = new BookCopy();
  expect(copy.equals(image)).toBeUndefined();
  copy.hear({ type: "image", image });
  expect(copy.equals(image)).toBe(true);
  copy.hear({ type: "event", sequence: 8, ...level("buy", 99, 0) });
  const events = [level("buy", 98, 4), level("sell", 101, 1)];
  copy.hear({ type: "events", firstSequence: 9, lastSequence: 12, events });
  const book = {
    sequence: 12,
    bids: [{ priceTicks: 98, quantityLots: 4, orderCount: 1 }],
    offers: [{ priceTicks: 101, quantityLots: 1, orderCount: 1 }],
  };
  expect(copy.equals(book)).toBe(true);
  expect(copy.equals({ ...book, bids: [] })).toBe(false);
  expect(copy.equals({ ...book, sequence: 13 })).toBeUndefined();
  expect([copy.changes, copy.levels, copy.gaps, copy.resyncs]).toEqual([5, 3, 0, 0]);
});

test("a number that is left out is a gap, and so is a change before the image", () => {
  const copy = new BookCopy();
  copy.hear({ type: "event", sequence: 7, ...level("buy", 99, 1) });
  copy.hear({ type: "image", image });
  copy.hear({ type: "events", firstSequence: 9, lastSequence: 9, events: [level("buy", 98, 4)] });
  expect(copy.gaps).toBe(2);
});
