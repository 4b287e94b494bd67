import { generateMessages } from "@lockstep/domain/contract/generator/generate";
import { expect, test } from "vitest";
import { kioskContract } from "./fixtures/kiosk-contract.ts";

test("the codecs of the tests' contract are fresh", async () => {
  const source = generateMessages(kioskContract, "@lockstep/domain/contract/runtime");
  await expect(source).toMatchFileSnapshot("fixtures/kiosk-messages.ts");
});
