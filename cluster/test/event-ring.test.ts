import fc from "fast-check";
import { expect, test } from "vitest";
import { EventRing } from "../event-ring.ts";
import { OutputBuffer, recordLength, recordPosition, recordStep, RecordStamp } from "../outputs.ts";

const MIB = 1024 * 1024;

/** Appends one batch: at each position so many events of so many bytes. */
function appendBatch(ring: EventRing, positions: readonly { position: number; sizes: number[] }[]): void {
  const stamp = new RecordStamp();
  const buffer = new OutputBuffer(stamp);
  for (const { position, sizes } of positions) {
    stamp.at(position);
    for (const size of sizes) buffer.claim(size);
  }
  ring.append(buffer, positions[positions.length - 1].position);
}

/** Reads to the end, so many bytes at a time. */
function readAll(ring: EventRing, cursor: { chunk: number; offset: number }, bytesMax: number): string[] {
  const places: string[] = [];
  for (;;) {
    const records = ring.read(cursor, bytesMax);
    if (records === undefined) return places;
    const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
    for (let at = 0; at < records.byteLength; at += recordLength(view, at)) {
      places.push(`${recordPosition(view, at)}.${recordStep(view, at)}`);
    }
  }
}

test("a reader gets every event after its place, once and in order, whatever it reads at a time", () => {
  const batches = fc.array(
    fc.array(fc.array(fc.integer({ min: 8, max: 60_000 }), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 10,
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(batches, fc.nat(), fc.integer({ min: 1, max: 200_000 }), (shape, from, bytesMax) => {
      const ring = new EventRing(64 * MIB);
      const all: string[] = [];
      let position = 0;
      for (const batch of shape) {
        const positions = batch.map((sizes) => ({ position: ++position, sizes }));
        for (const { position: at, sizes } of positions) {
          sizes.forEach((_, step) => all.push(`${at}.${step}`));
        }
        appendBatch(ring, positions);
      }
      const start = all.length === 0 ? 0 : from % (all.length + 1);
      const [place, step] = start === 0 ? [0, 65_535] : all[start - 1].split(".").map(Number);
      const cursor = ring.cursorAfter({ position: place, step })!;
      expect(readAll(ring, cursor, bytesMax)).toEqual(all.slice(start));
    }),
    { numRuns: 40 },
  );
});

test("the oldest megabyte goes when the bound is reached, and who needs it is told", () => {
  const ring = new EventRing(3 * MIB);
  for (let position = 1; position <= 80; position++) {
    appendBatch(ring, [{ position, sizes: [100_000] }]);
  }
  expect(ring.cursorAfter({ position: 0, step: 65_535 })).toBeUndefined();
  expect(ring.cursorAfter({ position: 40, step: 0 })).toBeUndefined();
  const cursor = ring.cursorAfter({ position: 60, step: 0 })!;
  expect(readAll(ring, cursor, MIB)).toEqual(Array.from({ length: 20 }, (_, nth) => `${61 + nth}.0`));
});

test("a cursor that is overtaken says so", () => {
  const ring = new EventRing(2 * MIB);
  appendBatch(ring, [{ position: 1, sizes: [8] }]);
  const cursor = ring.cursorAfter({ position: 0, step: 65_535 })!;
  expect(ring.isGone(cursor)).toBe(false);
  for (let position = 2; position <= 40; position++) appendBatch(ring, [{ position, sizes: [100_000] }]);
  expect(ring.isGone(cursor)).toBe(true);
});

test("a reader at the end hears what is appended later, also in a new chunk", () => {
  const ring = new EventRing(8 * MIB);
  const cursor = ring.endCursor();
  expect(ring.hasMore(cursor)).toBe(false);
  for (let position = 1; position <= 30; position++) appendBatch(ring, [{ position, sizes: [100_000] }]);
  expect(ring.hasMore(cursor)).toBe(true);
  expect(readAll(ring, cursor, 1).length).toBe(30);
  expect(ring.hasMore(cursor)).toBe(false);
});

test("one event may be larger than a chunk", () => {
  const ring = new EventRing(4 * MIB);
  appendBatch(ring, [{ position: 1, sizes: [8, MIB - 16, 8] }]);
  expect(readAll(ring, ring.cursorAfter({ position: 0, step: 65_535 })!, 100)).toEqual(["1.0", "1.1", "1.2"]);
});

test("positions without events are seen as well: a place between events is no gap", () => {
  const ring = new EventRing(4 * MIB);
  appendBatch(ring, [{ position: 5, sizes: [8] }]);
  ring.append(new OutputBuffer(new RecordStamp()), 9);
  expect(ring.end).toEqual({ position: 9, step: 65_535 });
  expect(readAll(ring, ring.cursorAfter({ position: 7, step: 3 })!, MIB)).toEqual([]);
});

test("a ring that begins behind a snapshot resumes from there and not from before", () => {
  const ring = new EventRing(4 * MIB);
  appendBatch(ring, [{ position: 1, sizes: [8] }]);
  const old = ring.cursorAfter({ position: 0, step: 65_535 })!;
  ring.startAfter(100);
  expect(ring.isGone(old)).toBe(true);
  expect(ring.cursorAfter({ position: 99, step: 0 })).toBeUndefined();
  appendBatch(ring, [{ position: 101, sizes: [8] }]);
  expect(readAll(ring, ring.cursorAfter({ position: 100, step: 65_535 })!, MIB)).toEqual(["101.0"]);
});
