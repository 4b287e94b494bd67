import { signRequest } from "@lockstep/gateway/request-signature";
import { afterEach, expect, test, vi } from "vitest";
import { ExchangeProcess, lockstep, request, stopProcesses } from "../../exchange/test/exchange-process.ts";

vi.setConfig({ testTimeout: 120_000 });
afterEach(stopProcesses);

test("in production, where nobody has a key, whoever has the node's machine makes the first ones", async () => {
  const node = await ExchangeProcess.start({ args: ["--production", "--no-demo"] });
  expect(await node.command("accounts/create-asset", { code: "USD", decimals: 2 })).toMatchObject({
    status: 401,
  });

  const createAsset = async (code: string) => {
    const made = await lockstep("create-key", "7", "--name", "Ann", ...node.native);
    expect(made.stderr).toBe("");
    const [, keyId, secret] = /^key +(\S+)\nsecret +([0-9a-f]{64})\n/.exec(made.stdout)!;
    const path = "/v1/accounts/create-asset";
    const body = JSON.stringify({ code, decimals: 2 });
    const timestamp = String(Date.now());
    const headers = {
      "content-type": "application/json",
      "x-lockstep-key": keyId!,
      "x-lockstep-timestamp": timestamp,
      "x-lockstep-signature": signRequest(Buffer.from(secret!), timestamp, "POST", path, body),
    };
    return request(node.url + path, { method: "POST", headers, body });
  };
  expect(await createAsset("USD")).toMatchObject({ status: 200, body: { assetId: 1 } });
  expect(await createAsset("EUR")).toMatchObject({ status: 200, body: { assetId: 2 } }); // Ann's second key.
});
