import { expect, test } from "vitest";
import { TermRuns } from "../log/term-runs.ts";

test("terms are known from the point before the first batch to the last", () => {
  const runs = new TermRuns(0, 0);
  for (const [index, term] of [1, 1, 4, 4, 4, 9].entries()) runs.append(index + 1, term);
  expect([0, 1, 2, 3, 4, 5, 6].map((index) => runs.at(index))).toEqual([0, 1, 1, 4, 4, 4, 9]);
  expect(() => runs.at(7)).toThrow("assertion failed");
  expect(() => runs.append(7, 8)).toThrow("assertion failed");
  expect(() => runs.append(8, 9)).toThrow("assertion failed");
});

test("truncating forgets a suffix, also in the middle of a run", () => {
  const runs = new TermRuns(0, 0, {
    terms: [
      [1, 1],
      [3, 4],
    ],
    last: { index: 5 },
  });
  runs.truncate(4);
  expect(runs.at(3)).toBe(4);
  expect(() => runs.at(4)).toThrow("assertion failed");
  runs.append(4, 6);
  runs.truncate(2);
  runs.append(2, 7);
  expect([1, 2].map((index) => runs.at(index))).toEqual([1, 7]);
});

test("trimming keeps the point before the first batch", () => {
  const runs = new TermRuns(0, 0, {
    terms: [
      [1, 1],
      [3, 4],
      [6, 9],
    ],
    last: { index: 8 },
  });
  runs.trim(4);
  expect(() => runs.at(3)).toThrow("assertion failed");
  expect([4, 5, 6, 8].map((index) => runs.at(index))).toEqual([4, 4, 9, 9]);
  runs.trim(8);
  expect(runs.at(8)).toBe(9);
  runs.append(9, 9);
  expect(runs.at(9)).toBe(9);
});

test("runs of several segments join, though each begins with a term of its own", () => {
  const runs = new TermRuns(10, 2, {
    terms: [
      [11, 2],
      [13, 3],
      [20, 3],
    ],
    last: { index: 25 },
  });
  expect([10, 12, 13, 20, 25].map((index) => runs.at(index))).toEqual([2, 2, 3, 3, 3]);
});
