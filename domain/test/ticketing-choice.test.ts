import fc from "fast-check";
import { expect, test } from "vitest";
import { BestAvailable } from "../ticketing/best-available.ts";
import { Chart } from "../ticketing/chart.ts";
import { SeatAttributes, SeatState, SectionKind, Together } from "../ticketing/ticketing-messages.ts";
import { SeatingPlan } from "../ticketing/seating-plan.ts";
import { Show, noSeat } from "../ticketing/show.ts";
import { seatLeftAlone } from "../ticketing/single-seat-rule.ts";
import { NaiveHall } from "./ticketing-naive.ts";

const terms = {
  id: 1,
  name: "a show",
  onSaleAt: 0,
  assetId: 1,
  payeeAccountId: 1,
  holdDurationUs: 1,
  extensionUs: 0,
  accountSeatsMax: 100,
  prices: new Float64Array(33),
};

/** Rows drawn as text: `.` free, `x` taken, `|` an aisle, `w` restricted view, `h` the house's. */
function draw(rows: string[], focalX = 0): Show {
  const chart = new Chart(1, "drawn", focalX, -1);
  chart.sections.push({ name: "only", kind: SectionKind.Seated, category: 0, capacity: 0 });
  const taken: number[] = [];
  rows.forEach((drawing, row) => {
    chart.rows.push({ name: String(row + 1), section: 0 });
    let besidePrevious = false;
    drawing.split("").forEach((symbol, x) => {
      if (symbol === "|") {
        besidePrevious = false;
        return;
      }
      if (symbol === "x") taken.push(chart.seats.length);
      const attributes =
        symbol === "w" ? SeatAttributes.RestrictedView : symbol === "h" ? SeatAttributes.House : 0;
      chart.seats.push({ label: "", row, x, y: row, category: 1, attributes, besidePrevious });
      besidePrevious = true;
    });
  });
  const show = new Show(terms, new SeatingPlan(chart));
  show.holdSeats(Int32Array.from(taken), taken.length, 1);
  return show;
}

const best = new BestAvailable();

function find(show: Show, count: number, together: number = Together.Section): number[] | undefined {
  const found = best.find(show, { count, section: -1, category: 0, attributesAllowed: 0, together });
  return found ? [...best.seats.subarray(0, count)] : undefined;
}

function alone(show: Show, ...picked: number[]): number | undefined {
  const seat = seatLeftAlone(show, Int32Array.from(picked), picked.length);
  return seat === noSeat ? undefined : seat;
}

test("a pick may not leave a single seat at the end of a row", () => {
  expect(alone(draw(["......"]), 1, 2)).toBe(0);
});

test("a pick may not leave a single seat between the seats picked", () => {
  expect(alone(draw(["......"]), 0, 2)).toBe(1);
});

test("a pick may not leave a single seat before an aisle", () => {
  expect(alone(draw(["....|...."]), 1, 2)).toBe(0);
  expect(alone(draw(["....|...."]), 0, 1)).toBe(undefined);
  expect(alone(draw(["....|...."]), 6, 7)).toBe(undefined);
});

test("one more free seat than picked leaves one alone however they sit, so that is allowed", () => {
  expect(alone(draw(["x...x"]), 1, 2)).toBe(undefined);
  expect(alone(draw(["x...x"]), 1, 3)).toBe(undefined);
  expect(alone(draw(["x....x"]), 2, 3)).toBe(1);
});

test("a seat that was alone before may stay alone", () => {
  expect(alone(draw([".x...."]), 2, 3)).toBe(undefined);
});

test("seats of the house are no neighbours of a free seat", () => {
  expect(alone(draw(["h..."]), 2, 3)).toBe(undefined);
  expect(alone(draw(["h...."]), 2, 3)).toBe(1);
});

test("each run of free seats is judged by itself", () => {
  expect(alone(draw(["...x...."]), 0, 1, 5, 6)).toBe(4);
  expect(alone(draw(["...x...."]), 0, 1, 6, 7)).toBe(undefined);
});

test("the best seats are nearest to the focal point, in one row", () => {
  expect(find(draw([".......", "......."], 3), 3)).toEqual([2, 3, 4]);
});

test("the best seats leave no single seat alone, though others are nearer", () => {
  expect(find(draw(["....."], 2), 3)).toEqual([0, 1, 2]);
  expect(find(draw(["......"], 2), 2)).toEqual([2, 3]);
  expect(find(draw(["......"], 1), 2)).toEqual([0, 1]);
});

test("a single seat is left alone only when nothing else is free", () => {
  expect(find(draw(["...", "xxxx...."]), 2)).toEqual([7, 8]);
  expect(find(draw(["...", "xxxx...x"]), 2)).toEqual([0, 1]);
});

test("a party that no row can seat takes rows one behind the other, as few as possible", () => {
  expect(find(draw(["..xx", "....", "xxxx"]), 6)).toEqual([0, 1, 4, 5, 6, 7]);
  expect(find(draw(["..xx", "....", "...."]), 8)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
});

test("nobody of a divided party is left to sit alone by a piece of three or more", () => {
  expect(find(draw(["....", "...."]), 5)).toEqual([0, 1, 2, 4, 5]);
});

test("a party that must sit in one row is not divided", () => {
  expect(find(draw(["....", "...."]), 5, Together.Row)).toBe(undefined);
});

test("a full row between two rows divides a party too far", () => {
  expect(find(draw(["..", "xx", ".."]), 4)).toBe(undefined);
});

test("seats with attributes that were not allowed are passed over", () => {
  const show = draw(["w...."]);
  expect(find(show, 2)).toEqual([3, 4]);
  best.find(show, {
    count: 2,
    section: -1,
    category: 0,
    attributesAllowed: SeatAttributes.RestrictedView,
    together: Together.Row,
  });
  expect([...best.seats.subarray(0, 2)]).toEqual([0, 1]);
});

interface RandomSeat {
  x: number;
  category: number;
  attributes: number;
  besidePrevious: boolean;
  isTaken: boolean;
}

const seatArbitrary: fc.Arbitrary<RandomSeat> = fc.record({
  x: fc.integer({ min: -9, max: 9 }),
  category: fc.constantFrom(1, 1, 1, 2),
  attributes: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 8, 16),
  besidePrevious: fc.constantFrom(true, true, true, true, true, false),
  isTaken: fc.constantFrom(false, false, false, true),
});
const hallArbitrary = fc.array(
  fc.array(fc.array(seatArbitrary, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 5 }),
  { minLength: 1, maxLength: 3 },
);

/** The same hall for the model and for the oracle. */
function build(sections: RandomSeat[][][]): { show: Show; naive: NaiveHall } {
  const chart = new Chart(1, "random", 0, -2);
  const taken: number[] = [];
  sections.forEach((rows, section) => {
    chart.sections.push({ name: "", kind: SectionKind.Seated, category: 0, capacity: 0 });
    for (const seats of rows) {
      chart.rows.push({ name: "", section });
      seats.forEach(({ isTaken, ...seat }, place) => {
        if (isTaken && (seat.attributes & SeatAttributes.Blocked) === 0) taken.push(chart.seats.length);
        const besidePrevious = seat.besidePrevious && place > 0;
        chart.seats.push({
          ...seat,
          besidePrevious,
          label: "",
          row: chart.rows.length - 1,
          y: chart.rows.length,
        });
      });
    }
  });
  const show = new Show(terms, new SeatingPlan(chart));
  show.holdSeats(Int32Array.from(taken), taken.length, 1);
  const naive = new NaiveHall(
    chart.seats.map((seat, index) => ({
      ...seat,
      index,
      section: chart.rows[seat.row].section,
      distance: seat.x ** 2 + (seat.y + 2) ** 2,
      state: show.state[index],
    })),
  );
  return { show, naive };
}

test("the best seats are those that trying everything finds", { timeout: 60_000 }, () => {
  const counts = { oneRow: 0, singleLeft: 0, divided: 0, none: 0 };
  const wishArbitrary = fc.record({
    count: fc.integer({ min: 1, max: 12 }),
    section: fc.integer({ min: -1, max: 2 }),
    category: fc.constantFrom(0, 0, 1, 2),
    attributesAllowed: fc.constantFrom(0, 0, 5),
    together: fc.constantFrom(Together.Row, Together.Section),
  });
  fc.assert(
    fc.property(
      hallArbitrary,
      fc.array(wishArbitrary, { minLength: 4, maxLength: 4 }),
      (sections, wishes) => {
        const { show, naive } = build(sections);
        for (const wish of wishes) {
          if (wish.section >= sections.length) wish.section = -1;
          const expected = naive.best(wish);
          const found = best.find(show, wish);
          expect(found ? [...best.seats.subarray(0, wish.count)] : undefined).toEqual(expected);
          if (expected === undefined) counts.none++;
          else if (naive.seats[expected.at(-1)!].row !== naive.seats[expected[0]].row) counts.divided++;
          else if (naive.singlesAfter(expected).length > 0) counts.singleLeft++;
          else counts.oneRow++;
        }
      },
    ),
    { numRuns: 1_000, seed: 7 },
  );
  console.log("best available:", counts);
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
});

test(
  "a pick is refused exactly when a single seat is left that could be avoided",
  { timeout: 60_000 },
  () => {
    const counts = { refused: 0, allowed: 0 };
    fc.assert(
      fc.property(
        hallArbitrary,
        fc.array(fc.nat(200), { minLength: 1, maxLength: 6 }),
        (sections, wanted) => {
          const { show, naive } = build(sections);
          const free = naive.seats.filter((seat) => seat.state === SeatState.Free).map((seat) => seat.index);
          fc.pre(free.length > 0);
          const first = wanted[0] % free.length;
          const picked = [
            ...new Set(wanted.map((seat) => free[Math.min(free.length - 1, first + (seat % 8))])),
          ];
          picked.sort((a, b) => a - b);
          const expected = naive.leftAlone(picked);
          const found = seatLeftAlone(show, Int32Array.from(picked), picked.length);
          expect(found).toBe(expected[0] ?? noSeat);
          counts[expected.length === 0 ? "allowed" : "refused"]++;
        },
      ),
      { numRuns: 1_500, seed: 7 },
    );
    console.log("picks:", counts);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(100);
  },
);
