import { describe, expect, test } from "vitest";
import { scramble, StateHasher } from "../digest.ts";
import { StateBytesReader, StateBytesWriter, StateFormatError } from "../state-bytes.ts";
import type { ClusterStateWriter } from "../digest.ts";

function hash(write: (writer: ClusterStateWriter) => void): string {
  const hasher = new StateHasher();
  write(hasher);
  return hasher.digest();
}

function written(write: (writer: StateBytesWriter) => void): StateBytesReader {
  const writer = new StateBytesWriter();
  write(writer);
  return new StateBytesReader(writer.toBytes());
}

describe("a state hash", () => {
  const state = (writer: ClusterStateWriter): void => {
    writer.entity("account", 1);
    writer.number("free", 100);
    writer.text("owner", "Ada");
    writer.bytes("key", Uint8Array.of(1, 2, 3, 4, 5));
  };

  test("is 16 hex digits, equal for equal content, and the same for ever", () => {
    expect(hash(state)).toBe(hash(state));
    expect(hash(state)).toMatchInlineSnapshot(`"068c528778285bad"`);
  });

  test.each<[string, (writer: ClusterStateWriter) => void]>([
    ["a key", (w) => w.entity("account", 2)],
    ["a kind", (w) => w.entity("order", 1)],
    ["a value", (w) => w.number("free", 101)],
    ["a value's last bit", (w) => w.number("free", 100 + 2 ** -46)],
    ["a high bit", (w) => w.number("free", 100 + 2 ** 40)],
    ["a name", (w) => w.number("held", 100)],
    ["a text", (w) => w.text("owner", "Adb")],
    ["a longer text", (w) => w.text("owner", "Ada\0")],
    ["bytes", (w) => w.bytes("key", Uint8Array.of(1, 2, 3, 4, 6))],
    ["more bytes", (w) => w.bytes("key", Uint8Array.of(1, 2, 3, 4, 5, 0))],
    ["an order", (w) => (w.number("b", 1), w.number("a", 1))],
    ["nothing", () => undefined],
  ])("changes with %s", (_what, change) => {
    const base: (writer: ClusterStateWriter) => void = (w) => {
      w.entity("account", 1);
      w.number("free", 100);
      w.text("owner", "Ada");
      w.bytes("key", Uint8Array.of(1, 2, 3, 4, 5));
      w.number("a", 1);
      w.number("b", 1);
    };
    // The change alone and the whole state, then the change: neither may meet another hash.
    expect(hash((w) => (base(w), change(w), base(w)))).not.toBe(hash((w) => (base(w), state(w), base(w))));
    expect(hash(change)).not.toBe(hash(state));
  });

  test("changes about half of its bits with any bit of a number", () => {
    let bits = 0;
    const base = BigInt(`0x${hash((w) => w.number("n", 0))}`);
    for (let bit = 0; bit < 53; bit++) {
      let difference = base ^ BigInt(`0x${hash((w) => w.number("n", 2 ** bit))}`);
      for (; difference > 0n; difference >>= 1n) bits += Number(difference & 1n);
    }
    expect(bits / 53).toBeGreaterThan(28);
    expect(bits / 53).toBeLessThan(36);
  });

  test("has no collision among a hundred thousand neighbouring states", () => {
    const seen = new Set<string>();
    for (let a = 0; a < 400; a++) {
      for (let b = 0; b < 250; b++) seen.add(hash((w) => (w.number("x", a), w.number("y", b))));
    }
    expect(seen.size).toBe(100_000);
  });

  test("takes minus zero for the zero that it equals, and nothing that is not finite", () => {
    expect(hash((w) => w.number("n", -0))).toBe(hash((w) => w.number("n", 0)));
    expect(() => hash((w) => w.number("n", NaN))).toThrow("assertion failed");
    expect(() => hash((w) => w.number("n", Infinity))).toThrow("assertion failed");
  });

  test("mixes with a permutation of 32 bits", () => {
    const images = new Set<number>();
    for (let value = -50_000; value < 50_000; value++) images.add(scramble(value));
    expect(images.size).toBe(100_000);
  });
});

describe("state as bytes", () => {
  test("is read as it was written", () => {
    const big = "x".repeat(200_000);
    const reader = written((w) => {
      for (let key = 0; key < 3; key++) {
        w.entity("note", key);
        w.number("value", key === 0 ? -0 : -(2 ** 53) + key);
        w.text("title", key === 1 ? big : "Grüße, 🎟");
      }
      w.bytes("raw", Uint8Array.of(0, 255));
    });
    const notes = [];
    for (let key = reader.entity("note"); key !== undefined; key = reader.entity("note")) {
      notes.push([key, reader.number("value"), reader.text("title")]);
    }
    expect(notes).toEqual([
      [0, 0, "Grüße, 🎟"],
      [1, -(2 ** 53) + 1, big],
      [2, -(2 ** 53) + 2, "Grüße, 🎟"],
    ]);
    expect(reader.bytes("raw")).toEqual(Uint8Array.of(0, 255));
    expect(reader.isAtEnd).toBe(true);
  });

  test("offers an entity only to who asks for its kind", () => {
    const reader = written((w) => w.entity("note", 4));
    expect(reader.entity("order")).toBeUndefined();
    expect(reader.entity("note")).toBe(4);
    expect(reader.entity("note")).toBeUndefined();
  });

  test.each<[string, (reader: StateBytesReader) => unknown]>([
    ['number "size" is expected at byte 8, number "value" is there', (r) => r.number("size")],
    ['text "value" is expected at byte 8, number "value" is there', (r) => r.text("value")],
    ['the state ends where number "value" is expected', (r) => (r.number("value"), r.number("value"))],
  ])("says: %s", (message, read) => {
    const reader = written((w) => w.number("value", 1));
    expect(() => read(reader)).toThrow(StateFormatError);
    expect(() => read(written((w) => w.number("value", 1)))).toThrow(message);
  });

  test("that is no text where a text or a name is, is an error of its own", () => {
    const writer = new StateBytesWriter();
    writer.text("title", "seven");
    const bytes = writer.toBytes();
    for (const at of [3, bytes.length - 1]) {
      const broken = bytes.slice();
      broken[at] = 0xff;
      expect(() => new StateBytesReader(broken).text("title")).toThrow(StateFormatError);
    }
  });

  test("that is cut short anywhere is an error, never a wrong value", () => {
    const writer = new StateBytesWriter();
    writer.entity("note", 1);
    writer.text("title", "seven");
    writer.number("value", 1);
    const bytes = writer.toBytes();
    for (let length = 0; length < bytes.length; length++) {
      const reader = new StateBytesReader(bytes.subarray(0, length));
      const read = (): unknown => {
        if (reader.entity("note") === undefined) throw new StateFormatError("no note");
        return [reader.text("title"), reader.number("value")];
      };
      expect(read, `cut at ${length}`).toThrow(StateFormatError);
    }
  });
});
