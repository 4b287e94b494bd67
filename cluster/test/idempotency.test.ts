// oxlint-disable vitest/no-conditional-expect -- random sequences: what is expected depends on the step
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IdempotencyTable } from "../idempotency.ts";
import { OutputBuffer, RecordFlag, recordFlags, recordPosition, RecordStamp } from "../outputs.ts";

const limits = {
  idempotencyKeysMax: 40,
  idempotencyBytesMax: 3_000,
  idempotencyKeptUs: 100,
  replyBytesMax: 200,
};

/** 32 bytes whose first words collide often, as they choose the cell. */
function hashes(key: number, content: number): DataView {
  const view = new DataView(new ArrayBuffer(32));
  view.setUint32(0, key % 5, true);
  view.setUint32(12, key, true);
  view.setUint32(28, content, true);
  return view;
}

const stamp = new RecordStamp();
const record = new OutputBuffer(stamp);
const output = new OutputBuffer(stamp);

/** One record; the next call overwrites it. */
function recordOf(position: number, length: number): OutputBuffer {
  stamp.at(position);
  record.clear();
  record.claim(length);
  return record;
}

interface Entry {
  key: number;
  content: number;
  expiresUs: number;
  position: number;
  bytes: number;
}

describe("the idempotency table", () => {
  test("does what a list of entries does, and can be restored from its entries at any time", () => {
    const met = { hit: 0, conflict: 0, full: 0, expired: 0 };
    const request = fc.record({
      key: fc.nat(60),
      content: fc.constantFrom(0, 0, 0, 1),
      length: fc.integer({ min: 8, max: 180 }),
      afterUs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(60) }),
    });
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 100, maxLength: 200 }),
        fc.nat(200),
        (requests, restoredAt) => {
          let table = new IdempotencyTable(limits);
          let naive: Entry[] = [];
          let now = 1_000;
          for (const [position, { key, content, length, afterUs }] of requests.entries()) {
            if (position === restoredAt) {
              const restored = new IdempotencyTable(limits);
              for (const entry of table.entries()) restored.restore(entry);
              expect([...restored.entries()]).toEqual([...table.entries()]);
              table = restored;
            }
            now += afterUs;
            table.expire(now);
            met.expired += naive.filter((entry) => entry.expiresUs <= now).length;
            naive = naive.filter((entry) => entry.expiresUs > now);
            expect(table.count).toBe(naive.length);

            const view = hashes(key, content);
            const slot = table.find(view, 0);
            const expected = naive.find((entry) => entry.key === key);
            expect(slot >= 0).toBe(expected !== undefined);
            if (expected !== undefined) {
              expect(table.isFor(slot, view, 16)).toBe(expected.content === content);
              expect(table.positionOf(slot)).toBe(expected.position);
              output.clear();
              table.repeat(slot, output);
              expect([recordPosition(output.view, 0), recordFlags(output.view, 0), output.end]).toEqual([
                expected.position,
                RecordFlag.Duplicate,
                expected.bytes,
              ]);
              met[expected.content === content ? "hit" : "conflict"]++;
              continue;
            }
            const usedBytes = naive.reduce((sum, entry) => sum + entry.bytes, 0);
            const hasRoom =
              naive.length < limits.idempotencyKeysMax &&
              usedBytes + limits.replyBytesMax <= limits.idempotencyBytesMax;
            expect(table.hasRoom).toBe(hasRoom);
            if (!hasRoom) {
              met.full++;
              continue;
            }
            const reply = recordOf(position, length);
            table.add(view, 0, now, position, reply.bytes, 0, reply.end);
            naive.push({
              key,
              content,
              expiresUs: now + limits.idempotencyKeptUs,
              position,
              bytes: reply.end,
            });
          }
        },
      ),
      { numRuns: 80, seed: 11 },
    );
    for (const [what, count] of Object.entries(met)) expect([what, count > 100]).toEqual([what, true]);
  }, 30_000);

  test("grows while its oldest entry is in the middle of its memory", () => {
    const table = new IdempotencyTable({
      ...limits,
      idempotencyKeysMax: 10_000,
      idempotencyBytesMax: 10_000_000,
    });
    const add = (key: number, now: number): void => {
      const reply = recordOf(key, 16);
      table.add(hashes(key, key), 0, now, key, reply.bytes, 0, reply.end);
    };
    for (let key = 0; key < 600; key++) add(key, 0);
    for (let key = 600; key < 1_000; key++) add(key, 50);
    table.expire(100);
    expect(table.count).toBe(400);
    for (let key = 1_000; key < 4_000; key++) add(key, 120);
    const entries = [...table.entries()];
    const keys = Array.from({ length: 3_400 }, (_, nth) => 600 + nth);
    expect(entries.map(({ position }) => position)).toEqual(keys);
    expect(entries.map(({ reply }) => recordPosition(new DataView(reply.buffer), 0))).toEqual(keys);
    for (const key of [600, 999, 1_000, 3_999]) {
      expect(table.positionOf(table.find(hashes(key, key), 0))).toBe(key);
    }
    expect(table.find(hashes(599, 599), 0)).toBe(-1);
  });
});
