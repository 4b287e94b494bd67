import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ContractError } from "../contract/contract-error.ts";
import { integerRange } from "../contract/integer-kinds.ts";
import { MessageBuffer } from "../contract/message-buffer.ts";
import { arbitraryPallet } from "./fixtures/arbitrary-pallet.ts";
import { HostileOutput } from "./fixtures/hostile-output.ts";
import { fullPallet, sparsePallet } from "./fixtures/pallets.ts";
import { warehouseContract } from "./fixtures/warehouse-contract.ts";
import type { ReceivePallet } from "./fixtures/warehouse-messages.ts";
import {
  PalletMovedDecoder,
  PalletMovedEncoder,
  ReceivePalletDecoder,
  ReceivePalletEncoder,
  RejectedDecoder,
  ShipPalletDecoder,
  ShipPalletEncoder,
  Zone,
} from "./fixtures/warehouse-messages.ts";

const encoder = new ReceivePalletEncoder();
const decoder = new ReceivePalletDecoder();

function encoded(pallet: ReceivePallet): DataView {
  const output = new HostileOutput();
  encoder.claim(output).set(pallet);
  return output.message();
}

function refusal(action: () => unknown): ContractError {
  try {
    action();
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("encode then decode", () => {
  test("gives back any value that the contract allows", () => {
    fc.assert(
      fc.property(arbitraryPallet, (pallet) => {
        const view = encoded(pallet);
        expect(ReceivePalletDecoder.validate(view, 0, view.byteLength)).toBeUndefined();
        expect(decoder.wrap(view, 0).toObject()).toEqual(pallet);
      }),
      { numRuns: 300 },
    );
  });

  test("gives back a message with everything, and one with nothing", () => {
    for (const pallet of [fullPallet, sparsePallet]) {
      expect(decoder.wrap(encoded(pallet), 0).toObject()).toEqual(pallet);
    }
  });

  test("says of absent fields that they are, and reads their null values", () => {
    decoder.wrap(encoded(sparsePallet), 0);
    expect([decoder.hasWeightMaxGrams, decoder.weightMaxGrams]).toEqual([
      false,
      ReceivePalletDecoder.weightMaxGramsNull,
    ]);
    expect([decoder.hasBalanceMinCents, decoder.balanceMinCents]).toEqual([false, -(2 ** 63)]);
    expect([decoder.hasGrade, decoder.hasInsured, decoder.hasReference, decoder.hasHashOld]).not.toContain(
      true,
    );
  });

  test("finds every part of a message in any order", () => {
    decoder.wrap(encoded(fullPallet), 0);
    expect(decoder.trace).toEqual(fullPallet.trace);
    expect(decoder.remark).toBe(fullPallet.remark);
    const { boxes } = decoder;
    expect(boxes.count).toBe(3);
    boxes.next();
    expect(boxes.comment).toBe("");
    expect(boxes.serials.next()).toBe(true);
    boxes.next();
    expect(boxes.comment).toBe("zwei 🚚");
    expect(boxes.serials.next()).toBe(false);
  });

  test("leaves out what was never begun", () => {
    const output = new HostileOutput();
    encoder.claim(output).zone = Zone.Cold;
    encoder.boxes.add();
    encoder.boxes.add().serials.add().note = "n";
    const view = output.message();
    expect(ReceivePalletDecoder.validate(view, 0, view.byteLength)).toBeUndefined();
    const box = { quantity: 0, sku: "", gap: 0, serials: [], comment: "" };
    expect(decoder.wrap(view, 0).toObject()).toEqual({
      ...sparsePallet,
      palletId: 0,
      boxes: [box, { ...box, serials: [{ serial: 0, note: "n" }] }],
    });
  });

  test("copies fixed text between messages without a string", () => {
    decoder.wrap(encoded(fullPallet), 0);
    const output = new HostileOutput();
    encoder.claim(output).set(sparsePallet);
    encoder.copyLabel(decoder.view, decoder.labelOffset);
    expect(new ReceivePalletDecoder().wrap(output.message(), 0).label).toBe(fullPallet.label);
  });

  test("lays fields out without gaps, in little-endian order, behind the standard's header", () => {
    const buffer = new MessageBuffer();
    new PalletMovedEncoder()
      .claim(buffer)
      .set({ zone: 2, seq: 258, palletId: 2 ** 40, weightGrams: 1, arrived: true });
    expect(Array.from(buffer.message())).toEqual([
      26, 0, 40, 0, 60, 0, 1, 0, // Block length, template, schema, version.
      2, // zone
      2, 1, 0, 0, 0, 0, 0, 0, // seq
      0, 0, 0, 0, 0, 1, 0, 0, // palletId
      1, 0, 0, 0, 0, 0, 0, 0, // weightGrams
      1, // arrived
    ]); // prettier-ignore
    expect(PalletMovedDecoder.blockLength).toBe(26);
  });

  test("reads the rejection that every contract has", () => {
    const bytes = new Uint8Array(24);
    bytes.set([16, 0, 255, 255, 60, 0, 2, 0, 10, 0]);
    const view = new DataView(bytes.buffer);
    view.setBigInt64(16, -5n, true);
    expect(new RejectedDecoder().wrap(view, 0).toObject()).toEqual({ code: 10, value: -5 });
    view.setBigInt64(16, -(2n ** 63n), true);
    expect(new RejectedDecoder().wrap(view, 0).toObject()).toEqual({ code: 10 });
  });
});

/** Fields of ReceivePallet with their ranges, from the contract itself. */
const ranges = Object.entries(warehouseContract.commands["ReceivePallet"].fields).flatMap(([name, field]) => {
  if (!["u8", "u16", "u32", "i32", "u53", "i53", "id", "u64"].includes(field.kind)) return [];
  const kind = field.kind as Parameters<typeof integerRange>[0];
  const [min, max] = integerRange(kind, field.optional === true);
  const host = kind === "u64" ? BigInt : Number;
  return [{ name, kind, min: host(min), max: host(max) }];
});

const optionalNames = new Set(
  Object.entries(warehouseContract.commands["ReceivePallet"].fields).flatMap(([name, { optional }]) =>
    optional === true ? [name] : [],
  ),
);

describe("an encoder", () => {
  test.each(ranges)("takes both ends of the range of $name ($kind)", ({ name, min, max }) => {
    for (const end of [min, max]) {
      const pallet = { ...sparsePallet, [name]: end };
      expect(decoder.wrap(encoded(pallet), 0).toObject()).toEqual(pallet);
    }
  });

  test.each(ranges)("refuses what is out of the range of $name, naming it", ({ name, kind, min, max }) => {
    const beyond =
      kind === "u64"
        ? [-1n, BigInt(max) + 1n, 5]
        : [Number(min) - 1, Number(max) + 1, 0.5, Number.NaN, Infinity, "5", undefined];
    for (const value of beyond) {
      if (value === undefined && optionalNames.has(name)) continue;
      const error = refusal(() => encoded({ ...sparsePallet, [name]: value }));
      expect(error).toMatchObject({ code: "OUT_OF_RANGE", field: `ReceivePallet.${name}`, value });
      expect(error.expected).toContain(`${min} to ${max}`);
    }
  });

  test.each([
    ["zone", 0],
    ["zone", 4],
    ["zone", 1.5],
    ["grade", 11],
    ["handling", 4],
    ["handling", 256],
    ["handling", -1],
    ["papers", 2],
    ["papers", 2 ** 32],
    ["marks", 65_536],
    ["urgent", 1],
    ["label", "thirteen char"],
    ["label", "tab\t"],
    ["label", "é"],
    ["label", 5],
    ["remark", "é".repeat(51)],
    ["remark", "\udc00"],
    ["photo", new Uint8Array(65)],
    ["photo", [1, 2]],
  ])("refuses %s = %s", (name, value) => {
    const error = refusal(() => encoded({ ...sparsePallet, [name]: value }));
    expect(error).toMatchObject({ code: "OUT_OF_RANGE", field: `ReceivePallet.${name}`, value });
  });

  test("refuses more entries than a group takes", () => {
    const stops = Array.from({ length: 11 }, () => ({ stopId: 1 }));
    const error = refusal(() =>
      new ShipPalletEncoder().claim(new MessageBuffer()).set({ palletId: 1, stops, seals: [] }),
    );
    expect(error).toMatchObject({ field: "ShipPallet.stops", value: 11, expected: "at most 10 entries" });
  });

  test("refuses to go back to a group or data before the one it is at", () => {
    const ship = new ShipPalletEncoder().claim(new MessageBuffer());
    const { stops } = ship;
    stops.add();
    ship.seals.add();
    expect(refusal(() => ship.stops).code).toBe("OUT_OF_ORDER");
    expect(refusal(() => stops.add()).code).toBe("OUT_OF_ORDER");

    encoder.claim(new MessageBuffer());
    const { serials } = encoder.boxes.add();
    serials.add();
    encoder.boxes.add();
    expect(refusal(() => serials.add()).code).toBe("OUT_OF_ORDER");
    encoder.boxes.comment = "c";
    expect(refusal(() => (encoder.boxes.comment = "again")).code).toBe("OUT_OF_ORDER");
    expect(refusal(() => encoder.boxes.serials).code).toBe("OUT_OF_ORDER");
    encoder.photo = new Uint8Array(1);
    expect(refusal(() => (encoder.remark = "late")).code).toBe("OUT_OF_ORDER");
  });

  test("shows nothing of the message that was in its place before", () => {
    const output = new HostileOutput();
    new ShipPalletEncoder().claim(output);
    const view = output.message();
    expect(new ShipPalletDecoder().wrap(view, 0).toObject()).toEqual({ palletId: 0, stops: [], seals: [] });
  });
});
