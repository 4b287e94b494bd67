import { describe, expect, test } from "vitest";
import { OutputBuffer, Outputs, RECORD_BYTES_MAX, RecordStamp } from "../outputs.ts";
import { recordsIn } from "./state-machine-batches.ts";

const TWO_TO_32 = 4_294_967_296;

describe("an output buffer", () => {
  test("gives zeroed bytes, however it was used before: short, long, extended", () => {
    const buffer = new OutputBuffer(new RecordStamp());
    buffer.claim(50_000);
    buffer.bytes.fill(0xff);
    buffer.clear();
    const short = buffer.claim(13);
    buffer.extend(30);
    const long = buffer.claim(2_000);
    buffer.extend(900);
    expect(Array.from(buffer.bytes.subarray(short, short + 48))).toEqual(Array.from({ length: 48 }, () => 0));
    expect(buffer.bytes.subarray(long, long + 2_904).every((byte) => byte === 0)).toBe(true);
    expect(recordsIn(buffer).map(({ message }) => message.byteLength)).toEqual([48, 2_904]);
  });

  test("extends a message right behind its last byte, into its padding first", () => {
    const buffer = new OutputBuffer(new RecordStamp());
    const at = buffer.claim(13);
    expect(buffer.extend(2)).toBe(at + 13);
    expect(buffer.end).toBe(32);
    expect(buffer.extend(2)).toBe(at + 15);
    expect([buffer.end, buffer.messageEnd]).toEqual([40, at + 17]);
  });

  test("keeps what it holds while it grows, also within a message", () => {
    const buffer = new OutputBuffer(new RecordStamp());
    for (let nth = 0; nth < 300; nth++) {
      const at = buffer.claim(16);
      buffer.view.setUint32(at + 8, nth, true);
      const more = buffer.extend(1_000);
      buffer.view.setUint32(more + 996, nth, true);
    }
    const records = recordsIn(buffer);
    expect(records.map(({ message }) => message.getUint32(8, true))).toEqual(
      Array.from({ length: 300 }, (_, nth) => nth),
    );
    expect(records.map(({ message }) => message.getUint32(1_012, true))).toEqual(
      Array.from({ length: 300 }, (_, nth) => nth),
    );
  });

  test("refuses a record that is too large, and everything when it is closed", () => {
    const buffer = new OutputBuffer(new RecordStamp());
    expect(() => buffer.claim(RECORD_BYTES_MAX)).toThrow("assertion failed");
    expect(() => buffer.claim(0)).toThrow("assertion failed");
    buffer.claim(RECORD_BYTES_MAX - 16);
    expect(() => buffer.extend(1)).toThrow("assertion failed");
    buffer.closed = true;
    expect(() => buffer.claim(8)).toThrow("assertion failed");
  });
});

test("positions are counted beyond 32 bits", () => {
  const stamp = new RecordStamp();
  const buffer = new OutputBuffer(stamp);
  stamp.at(TWO_TO_32 * 3 - 2);
  for (let nth = 0; nth < 3; nth++) {
    stamp.next();
    buffer.claim(8);
  }
  stamp.at(Number.MAX_SAFE_INTEGER);
  buffer.claim(8);
  expect(recordsIn(buffer).map(({ position }) => position)).toEqual([
    TWO_TO_32 * 3 - 1,
    TWO_TO_32 * 3,
    TWO_TO_32 * 3 + 1,
    Number.MAX_SAFE_INTEGER,
  ]);
});

describe("the digest of outputs", () => {
  const put = (outputs: Outputs, byte: number): void => {
    outputs.clear();
    outputs.events.bytes[outputs.events.claim(8)] = byte;
    outputs.seal();
  };

  test("depends on all that was ever put out, and on its order", () => {
    const digests = [[1, 2], [2, 1], [1, 3], [1]].map((bytes) => {
      const outputs = new Outputs(new RecordStamp());
      for (const byte of bytes) put(outputs, byte);
      return outputs.digest;
    });
    expect(new Set(digests).size).toBe(4);
    expect(digests[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  test("does not depend on memory or on batches without outputs", () => {
    const one = new Outputs(new RecordStamp());
    const stamp = new RecordStamp();
    const two = new Outputs(stamp);
    two.events.claim(900_000);
    two.events.bytes.fill(9);
    stamp.at(0);
    two.clear();
    put(one, 5);
    two.seal();
    put(two, 5);
    expect(two.digest).toBe(one.digest);
  });

  test("has room for any number of runs", () => {
    const outputs = new Outputs(new RecordStamp());
    for (let session = 1; session <= 4_096; session++) {
      outputs.replies.endFrame(outputs.replies.beginFrame(session, 1), 0);
      outputs.addRun(session);
    }
    expect(Array.from(outputs.runSessionIds.subarray(0, 4_096))).toEqual(
      Array.from({ length: 4_096 }, (_, nth) => nth + 1),
    );
    expect(Array.from(outputs.runOffsets.subarray(0, 4_097))).toEqual(
      Array.from({ length: 4_097 }, (_, nth) => nth * 32),
    );
  });
});
