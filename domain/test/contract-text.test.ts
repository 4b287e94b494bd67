import { TextDecoder, TextEncoder } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64Decode, base64Encode } from "../contract/base64.ts";
import {
  isAscii,
  isFixedUtf8,
  isUtf8,
  isUtf8Text,
  readFixedUtf8,
  readUtf8,
  utf8Length,
  writeFixedUtf8,
  writeUtf8,
} from "../contract/text.ts";
import { arbitraryCharacter } from "./fixtures/arbitrary-pallet.ts";

function viewOf(bytes: ArrayLike<number>): DataView {
  return new DataView(Uint8Array.from(bytes).buffer);
}

function platformReads(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes that are often at the edge of being UTF-8. */
const edgyBytes = fc
  .uint8Array({ maxLength: 6 })
  .map((bytes) =>
    bytes.map(
      (byte) =>
        [0x41, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xa0, 0x9f, 0xed, 0xef, 0xf0, 0x90, 0x8f, 0xf4, 0xf5][
          byte & 15
        ],
    ),
  );

describe("UTF-8", () => {
  test("is what the platform says it is", () => {
    fc.assert(
      fc.property(edgyBytes, (bytes) => {
        const expected = platformReads(bytes);
        expect(isUtf8(viewOf(bytes), 0, bytes.length)).toBe(expected !== undefined);
        const read = readUtf8(viewOf(bytes), 0, bytes.length); // Never throws, whatever the bytes.
        expect(expected === undefined || read === expected).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ["a zero in two bytes", [0xc0, 0x80]],
    ["a slash in three bytes", [0xe0, 0x80, 0xaf]],
    ["four bytes for what takes three", [0xf0, 0x8f, 0xbf, 0xbf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["a code point beyond the last", [0xf4, 0x90, 0x80, 0x80]],
    ["a sequence of five", [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ["a continuation alone", [0x80]],
    ["a sequence cut short", [0xe2, 0x82]],
  ])("is not %s", (_, bytes) => {
    expect(isUtf8(viewOf(bytes), 0, bytes.length)).toBe(false);
  });

  test("is written as the platform writes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: arbitraryCharacter }), (text) => {
        const expected = Array.from(new TextEncoder().encode(text));
        const view = viewOf(new Uint8Array(utf8Length(text)));
        writeUtf8(view, 0, text);
        expect(Array.from(new Uint8Array(view.buffer))).toEqual(expected);
        expect(readUtf8(view, 0, view.byteLength)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test("has no lone surrogates", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0x41, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000)), (codes) => {
        const text = String.fromCharCode(...codes);
        expect(isUtf8Text(text, 1_000)).toBe(!/\p{Surrogate}/u.test(text));
      }),
    );
  });

  test("in a fixed place is padded with zeros", () => {
    const view = viewOf([9, 9, 9, 9, 9]);
    writeFixedUtf8(view, 0, 5, "é");
    expect(new Uint8Array(view.buffer)).toEqual(new Uint8Array([0xc3, 0xa9, 0, 0, 0]));
    expect([readFixedUtf8(view, 0, 5), isFixedUtf8(view, 0, 5)]).toEqual(["é", true]);
    view.setUint8(4, 0x41);
    expect(isFixedUtf8(view, 0, 5)).toBe(false);
  });
});

test.each([
  [[0x41, 0, 0], true],
  [[0, 0, 0], true],
  [[0x20, 0x7e, 0x41], true],
  [[0x41, 0, 0x41], false],
  [[0x1f, 0, 0], false],
  [[0x7f, 0, 0], false],
  [[0xff, 0, 0], false],
])("%j is printable ASCII in a fixed place: %j", (bytes, expected) => {
  expect(isAscii(viewOf(bytes), 0, bytes.length)).toBe(expected);
});

describe("base64", () => {
  test("is what the platform writes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(base64Encode(bytes)).toBe(text);
        expect(base64Decode(text)).toEqual(bytes);
      }),
    );
  });

  test.each(["A", "AA", "AAA", "A===", "====", "AA=A", "AB==", "AAB=", "AA A", "_-==", "AAAA="])(
    "is not %s",
    (text) => {
      expect(base64Decode(text)).toBeUndefined();
    },
  );
});
