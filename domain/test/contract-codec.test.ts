import { expect, test } from "vitest";
import { MessageBuffer } from "../contract/message-buffer.ts";
import { fullPallet } from "./fixtures/pallets.ts";
import { ReceivePalletDecoder, ReceivePalletEncoder } from "./fixtures/warehouse-messages.ts";

test("a message with every kind of field comes back as it went in", () => {
  const buffer = new MessageBuffer(8);
  new ReceivePalletEncoder().claim(buffer).set(fullPallet);
  const { length } = buffer.message();
  expect(ReceivePalletDecoder.validate(buffer.view, 0, length)).toBeUndefined();
  expect(new ReceivePalletDecoder().wrap(buffer.view, 0).toObject()).toEqual(fullPallet);
});
