// oxlint-disable vitest/no-conditional-expect -- random sequences: what is expected depends on the step
import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputBuffer, RecordStamp } from "../outputs.ts";
import { ReplyRing } from "../reply-ring.ts";
import { recordsIn } from "./state-machine-batches.ts";

const LIMIT = 3_000;

test("a reply ring keeps the newest replies that fit, and gives back any of them", () => {
  const action = fc.record({
    lengths: fc.array(fc.integer({ min: 8, max: 700 }), { minLength: 1, maxLength: 9 }),
    freed: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(12) }),
  });
  const stamp = new RecordStamp();
  const run = new OutputBuffer(stamp);
  const output = new OutputBuffer(stamp);
  let dropped = 0;
  fc.assert(
    fc.property(fc.array(action, { minLength: 20, maxLength: 60 }), fc.nat(1_000), (actions, pick) => {
      let ring = new ReplyRing(LIMIT);
      let kept: { id: number; bytes: number }[] = [];
      let last = 0;
      for (const { lengths, freed } of actions) {
        run.clear();
        for (const length of lengths) {
          stamp.at(++last); // Its position is its correlation id: that is how it is known again.
          const from = run.end;
          run.claim(length);
          kept.push({ id: last, bytes: run.end - from });
        }
        ring.append(run.bytes, run.view, 0, run.end, lengths.length);
        let usedBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0);
        while (usedBytes > LIMIT) {
          usedBytes -= kept.shift()!.bytes;
          dropped++;
        }
        if (freed > 0) {
          const acknowledged = last - 12 + freed;
          ring.free(acknowledged);
          kept = kept.filter(({ id }) => id > acknowledged);
        }
        expect([ring.count, ring.usedBytes]).toEqual([
          kept.length,
          kept.reduce((sum, { bytes }) => sum + bytes, 0),
        ]);
        expect(ring.firstCorrelationId).toBe(last - kept.length + 1);
        const from = kept.length === 0 ? 0 : pick % kept.length;
        output.clear();
        if (kept.length > 0) ring.repeat(output, kept[from].id, kept.length - from);
        expect(recordsIn(output).map(({ position }) => position)).toEqual(
          kept.slice(from).map(({ id }) => id),
        );
        if (pick % 7 === 0) {
          const restored = new ReplyRing(LIMIT);
          restored.restore(ring.toBytes(), ring.firstCorrelationId, ring.count);
          expect(restored.toBytes()).toEqual(ring.toBytes());
          ring = restored;
        }
      }
    }),
    { numRuns: 25, seed: 5 },
  );
  expect(dropped).toBeGreaterThan(1_000);
}, 30_000);
