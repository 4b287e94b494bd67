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
  payload: fc
    .tuple(fc.constantFrom(0, 0, 1, 2, 2, 7, 32), fc.integer({ min: 1, max: 255 }))
    .map(([units, byte]) => new Uint8Array(units * 8).fill(byte)),
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

function take(timers: Timers, now: number): number[] {
  const keys: number[] = [];
  while (timers.take(now)) keys.push(timers.takenKey);
  return keys;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** All of them as one text, which costs less to compare than objects do. */
function inWords(timers: readonly Timer[]): string {
  return timers
    .map(({ deadline, schemaId, kind, key, payload }) => [deadline, schemaId, kind, key, hex(payload)].join())
    .join("\n");
}

/** The timer that was taken last, as a handler sees it: with a header of zeros when it had no payload. */
function takenBy(timers: Timers, { payload }: Timer): unknown[] {
  const { takenSchemaId, takenKind, takenKey, takenPayload } = timers;
  const shown = new Uint8Array(takenPayload.buffer, 0, Math.max(payload.length, 8));
  return [takenSchemaId, takenKind, takenKey, hex(shown)];
}

/** As a machine that is loaded, and as the thread that writes a snapshot. */
function copiesOf(timers: Timers): Timers[] {
  const [restored, adopted] = [new Timers(1_000), new Timers(1_000)];
  for (const each of timers.toSorted()) restored.restore(each);
  adopted.adoptState(timers.copyState((array, length) => array.slice(0, length) as typeof array));
  return [restored, adopted];
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
            timers.restore(each.timer);
            naive.schedule(each.timer);
          } else if (each.kind === "cancel") {
            const { schemaId, kind, key } = each.timer;
            expect(timers.cancel(schemaId, kind, key)).toBe(naive.cancel(each.timer));
          } else {
            now += each.afterUs;
            const due = naive.sorted().filter(({ deadline }) => deadline <= now);
            naive.list = naive.list.filter(({ deadline }) => deadline > now);
            for (const one of due) {
              const { schemaId, kind, key, payload } = one;
              expect(timers.take(now)).toBe(true);
              const shown = payload.length === 0 ? new Uint8Array(8) : payload;
              expect(takenBy(timers, one)).toEqual([schemaId, kind, key, hex(shown)]);
            }
            expect(timers.take(now)).toBe(false);
            fired += due.length;
          }
          expect(timers.count).toBe(naive.list.length);
          expect(inWords(timers.toSorted())).toBe(inWords(naive.sorted()));
          expect(timers.nextDeadline).toBe(naive.sorted()[0]?.deadline ?? Infinity);
        }
        for (const copy of copiesOf(timers)) expect(inWords(copy.toSorted())).toBe(inWords(naive.sorted()));
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
    const deadlines = take(timers, Infinity).map((key) => (key * 7_919) % 50_000);
    expect(deadlines).toHaveLength(25_000);
    expect(deadlines).toEqual(deadlines.toSorted((a, b) => a - b));
  });

  test("keep their payload while others are set and cancelled, in no more memory than is needed at once", () => {
    const timers = new Timers(10_000);
    const encoders: [DataView, number][] = [];
    let [left, wrong] = [0, 0];
    for (let round = 0; round < 10; round++) {
      for (let key = 0; key < 5_000; key++) {
        timers.schedule(1_000 + key, 1, 1, key);
        const offset = timers.claim(24);
        left += timers.view.getUint32(offset + 16); // Whatever was there before.
        encoders[key] = [timers.view, offset];
      }
      for (const [key, [view, offset]] of encoders.entries()) view.setUint32(offset + 16, key + round);
      for (const [key, { payload }] of timers.toSorted().entries()) {
        if (new DataView(payload.buffer, payload.byteOffset).getUint32(16) !== key + round) wrong++;
      }
      if (round % 2 === 0) for (let key = 0; key < 5_000; key++) timers.cancel(1, 1, key);
    }
    expect([left, wrong]).toEqual([0, 0]);
    let copied = 0;
    timers.copyState((array) => {
      if (array instanceof Uint8Array) copied += array.length;
      return array;
    });
    expect(copied).toBeLessThan(5_000 * 24 + 65_536);
  });

  test("show the payload that they were set with, though the handler sets the same one again", () => {
    const timers = new Timers(10);
    const restored = (deadline: number, byte: number) =>
      timers.restore({ deadline, schemaId: 1, kind: 1, key: 1, payload: new Uint8Array(16).fill(byte) });
    restored(5, 7);
    timers.take(5);
    restored(9, 8);
    expect(timers.takenPayload.getUint8(15)).toBe(7);
    timers.take(9);
    expect(timers.takenPayload.getUint8(15)).toBe(8);
  });

  test("have a payload once, of a bounded length, and only when they are set", () => {
    const timers = new Timers(10);
    expect(() => timers.claim(8)).toThrow("assertion failed");
    timers.schedule(1, 1, 1, 1);
    expect(() => timers.claim(257)).toThrow("assertion failed");
    timers.claim(256);
    expect(() => timers.claim(8)).toThrow("assertion failed");
    timers.cancel(1, 1, 1);
    expect(() => timers.claim(8)).toThrow("assertion failed");
  });

  test("are bounded", () => {
    const timers = new Timers(2);
    timers.schedule(1, 1, 1, 1);
    timers.schedule(1, 1, 1, 2);
    timers.schedule(2, 1, 1, 2); // Moving one needs no room.
    expect(() => timers.schedule(1, 1, 1, 3)).toThrow("assertion failed");
  });
});
