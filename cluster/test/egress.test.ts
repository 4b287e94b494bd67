import fc from "fast-check";
import { expect, test } from "vitest";
import { Egress } from "../egress.ts";
import { EventRing } from "../event-ring.ts";
import { EVENTS_OFFSET, FrameType } from "../frame.ts";
import { Outputs, recordLength, recordPosition, RecordStamp, recordStep } from "../outputs.ts";
import { ServedClient } from "../served-client.ts";
import type { Connection } from "../transport/connection.ts";
import { ChunkPool } from "../transport/outbox.ts";

/** A connection whose frames are remembered by type. */
class Wire implements Connection {
  readonly peer = "a test";
  pendingBytes = 0;
  readonly written: Uint8Array[] = [];
  write(bytes: Uint8Array): void {
    this.written.push(bytes.slice());
  }
  flush(): void {}
  pause(): void {}
  resume(): void {}
  end(): void {}
  destroy(): void {}
  types(): number[] {
    const bytes = Buffer.concat(this.written);
    const types: number[] = [];
    for (let at = 0; at < bytes.byteLength; at += bytes.readUInt32LE(at)) types.push(bytes[at + 4]);
    return types;
  }
  /** What a subscriber learns: its events, and that it is caught up. */
  places(): string[] {
    const bytes = Buffer.concat(this.written);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const places: string[] = [];
    for (let at = 0; at < bytes.byteLength; at += bytes.readUInt32LE(at)) {
      const end = at + bytes.readUInt32LE(at);
      if (bytes[at + 4] === FrameType.CaughtUp) places.push(`up to ${bytes.readUInt32LE(at + 16)}`);
      if (bytes[at + 4] !== FrameType.Events) continue;
      for (let record = at + EVENTS_OFFSET; record < end; record += recordLength(view, record)) {
        places.push(`${recordPosition(view, record)}.${recordStep(view, record)}`);
      }
    }
    return places;
  }
}

/** @param schemaIds of the contracts that the events are of, by turns */
function outputsAt(position: number, eventCount: number, schemaIds: readonly number[] = [1]): Outputs {
  const stamp = new RecordStamp();
  const outputs = new Outputs(stamp);
  stamp.at(position);
  for (let nth = 0; nth < eventCount; nth++) {
    const message = outputs.events.claim(8);
    outputs.events.view.setUint16(message + 4, schemaIds[nth % schemaIds.length]!, true);
  }
  outputs.position = position;
  return outputs;
}

test("a subscriber that was ahead hears nothing until this node has caught up, and then nothing twice", () => {
  const egress = new Egress(new EventRing(4 * 1024 * 1024));
  const wire = new Wire();
  const client = new ServedClient(wire, new ChunkPool(), true);
  egress.publish(outputsAt(5, 2));
  egress.subscribe(client, { subscriptionId: 1, schemaId: 0, from: { position: 8, step: 0 } });
  egress.publish(outputsAt(7, 2));
  egress.flush([client]);
  expect(wire.types()).toEqual([]);
  egress.publish(outputsAt(8, 3));
  egress.flush([client]);
  expect(wire.types()).toEqual([FrameType.Events, FrameType.CaughtUp]);
  expect(wire.places()).toEqual(["8.1", "8.2", "up to 8"]);
});

test("a socket that is full gets no events, and one frame is no longer than 64 KiB", () => {
  const egress = new Egress(new EventRing(4 * 1024 * 1024));
  const wire = new Wire();
  const client = new ServedClient(wire, new ChunkPool(), true);
  egress.subscribe(client, { subscriptionId: 1, schemaId: 0, from: undefined });
  wire.pendingBytes = 1_000_000;
  egress.publish(outputsAt(1, 10_000));
  egress.flush([client]);
  expect(wire.types()).toEqual([FrameType.CaughtUp]);
  wire.pendingBytes = 0;
  egress.flush([client]);
  expect(wire.types()).toEqual([FrameType.CaughtUp, ...Array.from({ length: 4 }, () => FrameType.Events)]);
});

test("a subscriber to one contract's events gets those, and is told how far it is when they are rare", () => {
  const egress = new Egress(new EventRing(4 * 1024 * 1024));
  const wire = new Wire();
  const client = new ServedClient(wire, new ChunkPool(), true);
  egress.publish(outputsAt(1, 4, [1, 2, 2]));
  egress.subscribe(client, { subscriptionId: 1, schemaId: 2, from: { position: 0, step: 65_535 } });
  egress.flush([client]);
  expect(wire.places()).toEqual(["1.1", "1.2", "up to 1"]);
  egress.publish(outputsAt(2, 3, [2]));
  egress.publish(outputsAt(3, 3, [1]));
  egress.flush([client]);
  expect(wire.places().slice(3)).toEqual(["2.0", "2.1", "2.2"]);
  for (let position = 4; position <= 8; position++) {
    egress.publish(outputsAt(position, 10_000, [1]));
    egress.flush([client]);
  }
  expect(wire.places().slice(6)).toEqual(["up to 8"]); // 1.2 MB of others' events went by.
});

test("whatever the events of others, a subscriber to one contract misses and repeats nothing", () => {
  const batch = fc.record({
    events: fc.integer({ min: 0, max: 9_000 }),
    schemaIds: fc.array(fc.constantFrom(1, 2, 34), { minLength: 1, maxLength: 3 }), // 34 is 2 modulo 32.
    isFlushed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 20 }), (batches) => {
      const egress = new Egress(new EventRing(64 * 1024 * 1024));
      const wire = new Wire();
      const client = new ServedClient(wire, new ChunkPool(), true);
      egress.subscribe(client, { subscriptionId: 1, schemaId: 2, from: { position: 0, step: 65_535 } });
      const expected: string[] = [];
      batches.forEach(({ events, schemaIds, isFlushed }, nth) => {
        egress.publish(outputsAt(nth + 1, events, schemaIds));
        for (let step = 0; step < events; step++) {
          if (schemaIds[step % schemaIds.length] === 2) expected.push(`${nth + 1}.${step}`);
        }
        if (isFlushed) egress.flush([client]);
      });
      egress.flush([client]);
      expect(wire.places().filter((place) => !place.startsWith("up to"))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});
