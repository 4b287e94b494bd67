import { describe, expect, test } from "vitest";
import { ContractError } from "../contract/contract-error.ts";
import { MessageBuffer } from "../contract/message-buffer.ts";
import type { Protocol } from "../contract/protocol.ts";
import { protocol } from "../contract/protocol.ts";
import { warehouseContract } from "./fixtures/warehouse-contract.ts";
import { fullPallet, sparsePallet } from "./fixtures/pallets.ts";
import { PalletMovedEncoder, Zone, warehouseCodecs } from "./fixtures/warehouse-messages.ts";

const warehouse: Protocol = protocol(warehouseContract, warehouseCodecs);

/** Through JSON text into bytes and back into JSON. */
function throughBytes(name: string, json: unknown): unknown {
  const message = warehouse.named(name);
  const buffer = new MessageBuffer();
  message?.fromJson(JSON.parse(JSON.stringify(json)), buffer);
  expect(message?.validate(buffer.view, 0, buffer.message().length)).toBeUndefined();
  return warehouse.at(buffer.view, 0)?.toJson(buffer.view, 0);
}

function refusal(name: string, json: unknown): ContractError {
  try {
    warehouse.named(name)?.fromJson(json, new MessageBuffer());
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

function palletAsJson(value: object): Record<string, unknown> {
  const buffer = new MessageBuffer();
  warehouse.named("ReceivePallet")?.encode(value, buffer);
  return { ...warehouse.at(buffer.view, 0)?.toJson(buffer.view, 0) };
}

describe("JSON", () => {
  test("shows identities and hashes as strings, enums and flags as names, bytes as base64", () => {
    expect(palletAsJson(fullPallet)).toMatchObject({
      palletId: "9007199254740991",
      zone: "dry",
      grade: "high",
      handling: ["fragile", "sealed"],
      papers: ["customs"],
      marks: [],
      weightGrams: 4_294_967_296,
      hash: "18446744073709551615",
      urgent: true,
      photo: "AQID",
      boxes: [{ sku: "A-1", serials: [{ serial: 5, note: "schön" }] }, {}, {}],
    });
  });

  test("comes back from bytes as it went in, with and without the optional fields", () => {
    for (const pallet of [fullPallet, sparsePallet]) {
      const json = palletAsJson(pallet);
      expect(throughBytes("ReceivePallet", json)).toEqual(json);
    }
  });

  test("leaves out what is absent, and takes null for it", () => {
    const json = palletAsJson(sparsePallet);
    expect(json).not.toHaveProperty("weightMaxGrams");
    expect(throughBytes("ReceivePallet", { ...json, weightMaxGrams: null })).toEqual(json);
  });

  test("takes a message of an older client: younger fields get their values, lists are empty", () => {
    const { priority, dockId, express, boxes, remark, photo, trace, ...older } = palletAsJson(sparsePallet);
    expect([priority, dockId, express, boxes, remark, photo, trace]).not.toContain("gone");
    expect(throughBytes("ReceivePallet", older)).toMatchObject({
      priority: 3,
      express: true,
      boxes: [],
      remark: "",
      trace: "",
    });
  });

  test.each([
    ["an unknown field", { colour: "red" }, "UNKNOWN_FIELD", "ReceivePallet.colour"],
    ["a prototype", JSON.parse('{"__proto__": 1}'), "UNKNOWN_FIELD", "ReceivePallet.__proto__"],
    ["a number as text", { weightGrams: "5" }, "WRONG_TYPE", "ReceivePallet.weightGrams"],
    ["an identity as a number", { palletId: 5 }, "WRONG_TYPE", "ReceivePallet.palletId"],
    ["null for what is not optional", { weightGrams: null }, "WRONG_TYPE", "ReceivePallet.weightGrams"],
    ["a negative number", { weightGrams: -1 }, "OUT_OF_RANGE", "ReceivePallet.weightGrams"],
    ["NaN", { weightGrams: Number.NaN }, "OUT_OF_RANGE", "ReceivePallet.weightGrams"],
    ["infinity", { balanceCents: Infinity }, "OUT_OF_RANGE", "ReceivePallet.balanceCents"],
    ["a fraction", { bay: 1.5 }, "OUT_OF_RANGE", "ReceivePallet.bay"],
    ["too large a number", { weightGrams: 2 ** 53 }, "OUT_OF_RANGE", "ReceivePallet.weightGrams"],
    ["the null value of an optional field", { levelMax: 255 }, "OUT_OF_RANGE", "ReceivePallet.levelMax"],
    ["too large an identity", { palletId: "9007199254740992" }, "OUT_OF_RANGE", "ReceivePallet.palletId"],
    ["an identity with a leading zero", { palletId: "007" }, "OUT_OF_RANGE", "ReceivePallet.palletId"],
    [
      "an identity that is too long to parse",
      { palletId: "9".repeat(99_999) },
      "OUT_OF_RANGE",
      "ReceivePallet.palletId",
    ],
    ["an unknown name", { zone: "warm" }, "OUT_OF_RANGE", "ReceivePallet.zone"],
    ["an unknown flag", { handling: ["wet"] }, "OUT_OF_RANGE", "ReceivePallet.handling"],
    ["a flag twice", { handling: ["sealed", "sealed"] }, "OUT_OF_RANGE", "ReceivePallet.handling"],
    ["too long a text", { reference: "abcdef" }, "OUT_OF_RANGE", "ReceivePallet.reference"],
    ["text that is not ASCII", { label: "é" }, "OUT_OF_RANGE", "ReceivePallet.label"],
    ["half a surrogate pair", { remark: "\ud800" }, "OUT_OF_RANGE", "ReceivePallet.remark"],
    ["what is not base64", { photo: "AQI" }, "OUT_OF_RANGE", "ReceivePallet.photo"],
    ["a list that is none", { boxes: {} }, "WRONG_TYPE", "ReceivePallet.boxes"],
    [
      "too long a list",
      { boxes: Array.from({ length: 21 }, () => ({})) },
      "OUT_OF_RANGE",
      "ReceivePallet.boxes",
    ],
    ["an entry that lacks a field", { boxes: [{ quantity: 1 }] }, "MISSING_FIELD", "ReceivePallet.boxes.sku"],
  ])("refuses %s and names the field", (_, change, code, field) => {
    const error = refusal(
      "ReceivePallet",
      Object.assign(Object.create(null), palletAsJson(sparsePallet), change),
    );
    expect([error.code, error.field]).toEqual([code, field]);
  });

  test.each([[null], [[]], ["text"], [5], [undefined]])("refuses %j in place of a message", (json) => {
    expect(refusal("ReceivePallet", json).code).toBe("WRONG_TYPE");
  });

  test("says what is missing", () => {
    expect(refusal("ShipPallet", {})).toMatchObject({ code: "MISSING_FIELD", field: "ShipPallet.palletId" });
  });

  test("shows a newer writer's enum value as a number", () => {
    const buffer = new MessageBuffer();
    new PalletMovedEncoder()
      .claim(buffer)
      .set({ zone: Zone.Cold, seq: 1, palletId: 2, weightGrams: 3, arrived: true });
    buffer.view.setUint8(8, 99);
    expect(warehouse.at(buffer.view, 0)?.toJson(buffer.view, 0)).toMatchObject({ zone: 99 });
  });
});

describe("a protocol", () => {
  test("finds messages by name and by template, and says what they are", () => {
    expect(warehouse.named("ShipPallet")).toMatchObject({ kind: "command", templateId: 2 });
    expect(warehouse.named("Nothing")).toBeUndefined();
    expect(warehouse.messages.map(({ kind }) => kind)).toContain("rejection");
  });

  test("knows what rejections mean", () => {
    expect(warehouse.rejection(10)).toMatchObject({ name: "ZoneFull", label: "ZONE_FULL" });
    expect(warehouse.rejection(1)).toMatchObject({ label: "FORBIDDEN" });
    expect(warehouse.rejection(999)).toBeUndefined();
  });

  test("describes each message as JSON Schema", () => {
    expect(warehouse.named("ShipPallet")?.jsonSchema).toMatchInlineSnapshot(`
      {
        "additionalProperties": false,
        "description": "Takes a pallet out.",
        "properties": {
          "palletId": {
            "description": "the pallet",
            "maxLength": 16,
            "pattern": "^(0|[1-9][0-9]*)$",
            "type": "string",
          },
          "seals": {
            "description": "seals",
            "items": {
              "additionalProperties": false,
              "description": "seals",
              "properties": {
                "seal": {
                  "description": "number",
                  "maximum": 4294967295,
                  "minimum": 0,
                  "type": "integer",
                },
              },
              "required": [
                "seal",
              ],
              "type": "object",
            },
            "maxItems": 3,
            "type": "array",
          },
          "stops": {
            "description": "on the way",
            "items": {
              "additionalProperties": false,
              "description": "on the way",
              "properties": {
                "stopId": {
                  "description": "the stop",
                  "maxLength": 16,
                  "pattern": "^(0|[1-9][0-9]*)$",
                  "type": "string",
                },
              },
              "required": [
                "stopId",
              ],
              "type": "object",
            },
            "maxItems": 10,
            "type": "array",
          },
        },
        "required": [
          "palletId",
        ],
        "type": "object",
      }
    `);
    expect(warehouse.named("ReceivePallet")?.jsonSchema).toMatchObject({
      properties: {
        zone: { type: "string", enum: ["cold", "dry", "hazard"], description: "where it goes" },
        grade: { type: ["string", "null"], enum: ["low", "high", null] },
        weightGrams: {
          type: "integer",
          minimum: 0,
          maximum: 9_007_199_254_740_991,
          description: "weight (grams)",
        },
        handling: { type: "array", uniqueItems: true },
      },
    });
  });
});
