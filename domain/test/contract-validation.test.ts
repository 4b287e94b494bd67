import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MessageBuffer } from "../contract/message-buffer.ts";
import { arbitraryPallet } from "./fixtures/arbitrary-pallet.ts";
import { fullPallet, sparsePallet } from "./fixtures/pallets.ts";
import type { ReceivePallet, ShipPallet } from "./fixtures/warehouse-messages.ts";
import {
  ReceivePalletDecoder,
  ReceivePalletEncoder,
  ShipPalletDecoder,
  ShipPalletEncoder,
  validateWarehouseRequest,
} from "./fixtures/warehouse-messages.ts";
import * as version1 from "./fixtures/warehouse-v1-messages.ts";

function encoded(pallet: ReceivePallet): Uint8Array {
  const buffer = new MessageBuffer();
  new ReceivePalletEncoder().claim(buffer).set(pallet);
  return buffer.copy();
}

function encodedShip(ship: ShipPallet): Uint8Array {
  const buffer = new MessageBuffer();
  new ShipPalletEncoder().claim(buffer).set(ship);
  return buffer.copy();
}

/** A view that has no byte more than these: whoever reads beyond throws. */
function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.slice().buffer);
}

function verdict(bytes: Uint8Array): string | undefined {
  return validateWarehouseRequest(viewOf(bytes), 0, bytes.length);
}

/** What survives validation is decoded whole. */
function refusedOrDecoded(bytes: Uint8Array): "refused" | "decoded" {
  if (verdict(bytes) !== undefined) return "refused";
  const view = viewOf(bytes);
  const templateId = view.getUint16(2, true);
  if (templateId === 1) new ReceivePalletDecoder().wrap(view, 0).toObject();
  else if (templateId === 2) new ShipPalletDecoder().wrap(view, 0).toObject();
  return "decoded";
}

describe("validation of foreign bytes", () => {
  test("refuses a message cut off anywhere", () => {
    const bytes = encoded(fullPallet);
    for (let length = 0; length < bytes.length; length++) {
      expect(verdict(bytes.subarray(0, length)), `cut to ${length}`).toBeTypeOf("string");
    }
    expect(verdict(bytes)).toBeUndefined();
  });

  test("refuses or lets decode a message with any one byte changed, and never reads beyond it", () => {
    const counts = { refused: 0, decoded: 0 };
    for (const original of [
      encoded(fullPallet),
      encoded(sparsePallet),
      encodedShip({ palletId: 1, stops: [{ stopId: 2 }], seals: [] }),
    ]) {
      for (let at = 0; at < original.length; at++) {
        for (const change of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
          const bytes = original.slice();
          bytes[at] ^= change;
          counts[refusedOrDecoded(bytes)]++;
        }
      }
    }
    expect(counts.refused).toBeGreaterThan(1_000);
    expect(counts.decoded).toBeGreaterThan(1_000);
  });

  test("refuses or lets decode a message with several bytes changed", () => {
    const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(arbitraryPallet, fc.array(change, { minLength: 1, maxLength: 8 }), (pallet, changes) => {
        const bytes = encoded(pallet);
        for (const { at, to } of changes) bytes[at % bytes.length] = to;
        expect(refusedOrDecoded(bytes)).toMatch(/refused|decoded/);
      }),
      { numRuns: 300 },
    );
  });

  test("never throws on rubbish", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(1, 2, 3, 10), (bytes, templateId) => {
        bytes.set(
          [0, 0, templateId, 0, 60, 0, 2, 0]
            .slice(0, bytes.length)
            .map((byte, i) => (i < 2 ? bytes[i] : byte)),
        );
        expect(refusedOrDecoded(bytes)).toMatch(/refused|decoded/);
      }),
      { numRuns: 500 },
    );
  });

  test("takes padding to the next multiple of eight, and nothing else behind a message", () => {
    const bytes = encodedShip({ palletId: 1, stops: [], seals: [] });
    const followed = (...rest: number[]): Uint8Array => Uint8Array.of(...bytes, ...rest);
    expect(verdict(followed(0, 0, 0, 0, 0, 0, 0))).toBeUndefined();
    expect(verdict(followed(0, 0, 0, 0, 0, 0, 0, 0))).toContain("followed by 8 bytes");
    expect(verdict(followed(0, 1))).toContain("followed by 2 bytes");
  });

  test.each([
    ["another template", [0, 0, 9, 0], "template 9 is no command or query of warehouse"],
    ["a reply sent as a command", [0, 0, 20, 0], "template 20"],
    ["another schema", [0, 0, 2, 0, 61, 0], "schema 61 is not warehouse, 60"],
    ["too short a block", [7, 0], "ShipPallet has a block of 7 bytes; it takes 8"],
    ["a block that runs over the end", [200, 0], "ShipPallet has a block of 200 bytes, but 16 are left"],
  ])("names what is wrong with %s", (_, header, problem) => {
    const bytes = encodedShip({ palletId: 1, stops: [], seals: [] });
    header.forEach((byte, i) => {
      if (byte !== 0) bytes[i] = byte;
    });
    expect(verdict(bytes)).toContain(problem);
  });

  test("refuses more entries or bytes than the contract allows, though they are there", () => {
    const ship = new Uint8Array(8 + 8 + 4 + 11 * 8 + 4);
    ship.set([8, 0, 2, 0, 60, 0, 2, 0]);
    ship.set([8, 0, 11, 0], 16);
    ship.set([4, 0, 0, 0], ship.length - 4);
    expect(verdict(ship)).toBe("ShipPallet.stops has 11 entries; it takes at most 10");

    const sparse = encoded(sparsePallet);
    const trace = Uint8Array.of(...sparse.subarray(0, sparse.length - 4), 17, 0, 0, 0, ...new Uint8Array(17));
    expect(verdict(trace)).toBe("ReceivePallet.trace has 17 bytes; it takes at most 16");
  });

  test("names the field that is wrong", () => {
    const bytes = encoded(fullPallet);
    const change = (offset: number, ...to: number[]): string | undefined => {
      const changed = bytes.slice();
      changed.set(to, 8 + offset);
      return verdict(changed);
    };
    expect(change(8, 9)).toContain("ReceivePallet.zone is 9; it takes one of Zone: Cold 1, Dry 2, Hazard 3");
    expect(change(11, 4)).toContain("ReceivePallet.handling is 4; it takes flags of Handling");
    expect(change(0, 0, 0, 0, 0, 0, 0, 32)).toContain("ReceivePallet.palletId is 9007199254740992");
  });
});

describe("evolution", () => {
  const younger: ReceivePallet = { ...fullPallet, priority: 7 };

  test("a command of a newer version is refused: what is not known of it may change what it means", () => {
    const view = viewOf(encoded(younger));
    expect(version1.validateWarehouseRequest(view, 0, view.byteLength)).toBe(
      "version 2 of warehouse is newer than the one here, 1",
    );
    expect(validateWarehouseRequest(view, 0, view.byteLength)).toBeUndefined();
  });

  test("an old reader takes a new writer's message and sees all that it knows", () => {
    const view = viewOf(encoded(younger));
    const { dockId, express, trace, ...known } = younger;
    expect([dockId, express, trace]).toEqual([12, false, new Uint8Array([9])]);
    expect(new version1.ReceivePalletDecoder().wrap(view, 0).toObject()).toEqual({
      ...known,
      boxes: known.boxes.map(({ quantity, sku, serials, comment }) => ({ quantity, sku, serials, comment })),
    });
  });

  test("a new reader takes an old writer's message and sees fallbacks for the rest", () => {
    const { dockId: _1, express: _2, trace: _3, ...old } = younger;
    const buffer = new MessageBuffer();
    new version1.ReceivePalletEncoder().claim(buffer).set(old);
    const view = viewOf(buffer.copy());
    expect(validateWarehouseRequest(view, 0, view.byteLength)).toBeUndefined();
    expect(new ReceivePalletDecoder().wrap(view, 0).toObject()).toEqual({
      ...old,
      express: true,
      boxes: old.boxes.map((box) => ({ ...box, gap: 7 })),
      trace: new Uint8Array(0),
    });
  });

  test("a group that an old writer did not know is empty, one that an old reader does not know is skipped", () => {
    const buffer = new MessageBuffer();
    new version1.ShipPalletEncoder().claim(buffer).set({ palletId: 5, stops: [{ stopId: 6 }] });
    const old = viewOf(buffer.copy());
    expect(validateWarehouseRequest(old, 0, old.byteLength)).toBeUndefined();
    expect(new ShipPalletDecoder().wrap(old, 0).toObject()).toEqual({
      palletId: 5,
      stops: [{ stopId: 6 }],
      seals: [],
    });

    const young = viewOf(encodedShip({ palletId: 5, stops: [{ stopId: 6 }], seals: [{ seal: 1 }] }));
    expect(new version1.ShipPalletDecoder().wrap(young, 0).toObject()).toEqual({
      palletId: 5,
      stops: [{ stopId: 6 }],
    });
  });

  test("what claims to be old but is cut short is refused", () => {
    const bytes = encoded(younger);
    bytes[6] = 0; // Version 0, which knew neither priority nor what came after.
    expect(verdict(bytes)).toContain("is followed by"); // The trace that version 0 did not have.
  });
});
