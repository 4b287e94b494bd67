import { describe, expect, test } from "vitest";
import { Catalog } from "../catalog.ts";
import { kioskProtocol } from "./test-gateway.ts";

const catalog = new Catalog([kioskProtocol]);

/** A rejection as services and the cluster encode it. */
function rejection(schemaId: number, code: number, value?: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(24));
  for (const [i, word] of [16, 65_535, schemaId, 1, code].entries()) view.setUint16(2 * i, word, true);
  view.setBigInt64(16, value === undefined ? -(2n ** 63n) : BigInt(value), true);
  return new Uint8Array(view.buffer);
}

describe("what the cluster answers", () => {
  test.each([
    [70, 11, 3, { code: "SOLD_OUT", status: 422, value: 3 }],
    [70, 11, -3, { code: "SOLD_OUT", status: 422, value: -3 }],
    [70, 1, undefined, { code: "FORBIDDEN", status: 403 }],
    [70, 4_000, undefined, { code: "REJECTION_4000", status: 422 }],
    [0, 5, 17, { code: "IDEMPOTENCY_CONFLICT", status: 422, value: 17 }],
    [0, 6, 9, { code: "IDEMPOTENCY_TABLE_FULL", status: 503, value: 9 }],
    [0, 14, 5, { code: "HALTED", status: 503, value: 5 }],
    [0, 999, undefined, { code: "CLUSTER_REJECTION_999", status: 503 }],
  ])("a rejection of schema %i with code %i and value %s", (schemaId, code, value, problem) => {
    const answer = catalog.answer(rejection(schemaId, code, value));
    expect(answer).toMatchObject({ kind: "rejection", problem });
    expect("value" in (answer as { problem: object }).problem).toBe(value !== undefined);
  });

  test("a reply of a service that is not served here is the gateway's own failure", () => {
    expect(() => catalog.answer(rejection(71, 1))).toThrow(
      "template 65535 of schema 71, which this gateway does not know",
    );
  });
});

test("an event of a template that no contract here has is nobody's", () => {
  const event = new DataView(new ArrayBuffer(8));
  event.setUint16(2, 4_000, true);
  event.setUint16(4, 70, true);
  expect(catalog.eventAt(event, 0)).toBeUndefined();
});
