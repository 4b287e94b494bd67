import fc from "fast-check";
import { expect, test } from "vitest";
import { comparePlaces, EventRing } from "../event-ring.ts";

interface Event {
  readonly position: number;
  readonly step: number;
  readonly bytes: Uint8Array;
}

/** Events with growing places and bytes that say which one they are. */
function events(lengths: readonly number[]): Event[] {
  return lengths.map((length, i) => ({
    position: 1 + Math.floor(i / 3),
    step: i % 3,
    bytes: new Uint8Array(length).fill(i % 251),
  }));
}

function held(ring: EventRing, after: { position: number; step: number }): Event[] {
  const found: Event[] = [];
  ring.forEachAfter(after, ({ view, offset, length, position, step }) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, length).slice();
    found.push({ position, step, bytes });
  });
  return found;
}

function add(ring: EventRing, { bytes, position, step }: Event): void {
  ring.add(new DataView(bytes.buffer), 0, bytes.byteLength, position, step);
}

test("what the ring covers, it has: every event after a covered place, byte for byte, in order", () => {
  const start = { position: 0, step: 65_535 };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 8, max: 40 }), { maxLength: 60 }),
      fc.integer({ min: 40, max: 200 }),
      fc.integer({ min: 1, max: 12 }),
      (lengths, bytesMax, eventsMax) => {
        const ring = new EventRing(bytesMax, eventsMax, start);
        const all = events(lengths);
        for (const event of all) {
          add(ring, event);
          const until = all.slice(0, all.indexOf(event) + 1);
          for (const after of [start, ...until]) {
            const expected = until.filter((candidate) => comparePlaces(candidate, after) > 0);
            const found = held(ring, after);
            // Not covered means that something is missing, so `covers` is exact both ways.
            expect(found).toEqual(ring.covers(after) ? expected : expected.slice(-found.length));
            expect(found.length === expected.length).toBe(ring.covers(after));
          }
          expect(ring.count).toBeGreaterThan(0);
          expect(ring.count).toBeLessThanOrEqual(eventsMax);
        }
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});

test("an event larger than the ring is passed over, and nothing before it is covered", () => {
  const ring = new EventRing(64, 10, { position: 0, step: 65_535 });
  const [small, large, next] = events([8, 100, 8]);
  add(ring, small);
  add(ring, large);
  expect(ring.covers(small)).toBe(false);
  expect(ring.covers(large)).toBe(true);
  add(ring, next);
  expect(held(ring, large)).toEqual([next]);
});

test("after a gap only what follows it is covered", () => {
  const ring = new EventRing(64, 10, { position: 0, step: 65_535 });
  const [one] = events([8]);
  add(ring, one);
  ring.clear({ position: 9, step: 65_535 });
  expect(ring.covers(one)).toBe(false);
  expect(ring.covers({ position: 9, step: 65_535 })).toBe(true);
  expect(ring.count).toBe(0);
});
