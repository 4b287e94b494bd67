// oxlint-disable vitest/no-conditional-expect -- random sequences: what is expected depends on the step
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Timer, Timers } from "../timers.ts";

type Step =
  | { kind: "schedule"; timer: Timer }
  | { kind: "cancel"; timer: Timer }
  | { kind: "fire"; afterUs: number };

const timer = fc.record({
  deadline: fc.integer({ min: 0, max: 200 }),
  schemaId: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom(0, 1, 65_535),
  key: fc.oneof(fc.nat(12), fc.constantFrom(4_294_967_296, 4_294_967_297, Number.MAX_SAFE_INTEGER)),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("schedule" as const), timer }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel" as const), timer }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fire" as const), afterUs: fc.nat(30) }) },
);

/** A list that is sorted whenever somebody asks. */
class NaiveTimers {
  list: Timer[] = [];

  schedule(added: Timer): void {
    this.cancel(added);
    this.list.push(added);
  }
  cancel(other: Timer): boolean {
    const before = this.list.length;
    this.list = this.list.filter(
      (each) => each.schemaId !== other.schemaId || each.kind !== other.kind || each.key !== other.key,
    );
    return this.list.length < before;
  }
  sorted(): Timer[] {
    return this.list.sort(
      (a, b) => a.deadline - b.deadline || a.schemaId - b.schemaId || a.kind - b.kind || a.key - b.key,
    );
  }
}

function take(timers: Timers, now: number): Omit<Timer, "deadline">[] {
  const taken = [];
  while (timers.take(now)) {
    taken.push({ schemaId: timers.takenSchemaId, kind: timers.takenKind, key: timers.takenKey });
  }
  return taken;
}

describe("timers", () => {
  test("do what a sorted list does", () => {
    let fired = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 120 }), (steps) => {
        const timers = new Timers(1_000);
        const naive = new NaiveTimers();
        let now = 0;
        for (const each of steps) {
          if (each.kind === "schedule") {
            timers.schedule(each.timer.deadline, each.timer.schemaId, each.timer.kind, each.timer.key);
            naive.schedule(each.timer);
          } else if (each.kind === "cancel") {
            const { schemaId, kind, key } = each.timer;
            expect(timers.cancel(schemaId, kind, key)).toBe(naive.cancel(each.timer));
          } else {
            now += each.afterUs;
            const due = naive.sorted().filter(({ deadline }) => deadline <= now);
            naive.list = naive.list.filter(({ deadline }) => deadline > now);
            expect(take(timers, now)).toEqual(
              due.map(({ schemaId, kind, key }) => ({ schemaId, kind, key })),
            );
            fired += due.length;
          }
          expect(timers.count).toBe(naive.list.length);
          expect(timers.toSorted()).toEqual(naive.sorted());
          expect(timers.nextDeadline).toBe(naive.sorted()[0]?.deadline ?? Infinity);
        }
      }),
      { numRuns: 80, seed: 3 },
    );
    expect(fired).toBeGreaterThan(500);
  }, 30_000);

  test("grow far beyond their first memory and are all found again", () => {
    const timers = new Timers(50_000);
    for (let key = 0; key < 50_000; key++) timers.schedule((key * 7_919) % 50_000, 1, 1, key);
    let cancelled = 0;
    for (let key = 0; key < 50_000; key += 2) if (timers.cancel(1, 1, key)) cancelled++;
    expect(cancelled).toBe(25_000);
    const deadlines = take(timers, Infinity).map(({ key }) => (key * 7_919) % 50_000);
    expect(deadlines).toHaveLength(25_000);
    expect(deadlines).toEqual(deadlines.toSorted((a, b) => a - b));
  });

  test("are bounded", () => {
    const timers = new Timers(2);
    timers.schedule(1, 1, 1, 1);
    timers.schedule(1, 1, 1, 2);
    timers.schedule(2, 1, 1, 2); // Moving one needs no room.
    expect(() => timers.schedule(1, 1, 1, 3)).toThrow("assertion failed");
  });
});
