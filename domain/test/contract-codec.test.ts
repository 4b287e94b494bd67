import { expect, test } from "vitest";
import { MessageBuffer } from "../contract/message-buffer.ts";
import type { ReceivePallet } from "./fixtures/warehouse-messages.ts";
import {
  Grade,
  Handling,
  Papers,
  ReceivePalletDecoder,
  ReceivePalletEncoder,
  Zone,
} from "./fixtures/warehouse-messages.ts";

const full: ReceivePallet = {
  palletId: 9_007_199_254_740_991,
  zone: Zone.Dry,
  grade: Grade.High,
  handling: Handling.Fragile + Handling.Sealed,
  papers: Papers.Customs,
  marks: 0,
  level: 255,
  levelMax: 254,
  bay: 65_535,
  bayMax: 1,
  checksum: 4_294_967_295,
  checksumOld: 0,
  temperatureMilliC: -2_147_483_648,
  temperatureMinMilliC: -2_147_483_647,
  weightGrams: 4_294_967_296,
  weightMaxGrams: 0,
  balanceCents: -9_007_199_254_740_991,
  balanceMinCents: -1,
  ownerId: 77,
  hash: 18_446_744_073_709_551_615n,
  hashOld: 18_446_744_073_709_551_614n,
  urgent: true,
  insured: false,
  label: "TWELVE CHARS",
  reference: "ab",
  priority: 9,
  dockId: 12,
  express: false,
  boxes: [
    { quantity: 1, sku: "A-1", gap: 3, serials: [{ serial: 5, note: "schön" }], comment: "" },
    { quantity: 2, sku: "", gap: 0, serials: [], comment: "zwei 🚚" },
    {
      quantity: 3,
      sku: "C",
      gap: 1,
      serials: [
        { serial: 6, note: "" },
        { serial: 7, note: "x" },
      ],
      comment: "c",
    },
  ],
  remark: "für Leute",
  photo: new Uint8Array([1, 2, 3]),
  trace: new Uint8Array([9]),
};

test("a message with every kind of field comes back as it went in", () => {
  const buffer = new MessageBuffer(8);
  new ReceivePalletEncoder().claim(buffer).set(full);
  const { length } = buffer.message();
  expect(ReceivePalletDecoder.validate(buffer.view, 0, length)).toBeUndefined();
  expect(new ReceivePalletDecoder().wrap(buffer.view, 0).toObject()).toEqual(full);
});
