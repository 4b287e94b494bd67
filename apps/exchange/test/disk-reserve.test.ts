import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApplicationNode } from "@lockstep/host/application-node";
import { parseOptions } from "@lockstep/host/options";
import { application } from "../application.ts";

test("a node whose disk has less free than --disk-reserve comes up, answers questions and refuses commands", async () => {
  const data = mkdtempSync(join(tmpdir(), "lockstep-reserve-"));
  const given = `--node 1 --port 0 --client-port 0 --log-level silent --disk-reserve 999999G --data ${data}`;
  const { kind, options } = parseOptions(application, ["node", "exchange", ...given.split(" ")]);
  if (kind !== "node") throw new Error(`these are the options of a ${kind}`);
  const running = await startApplicationNode(application, options);
  try {
    const headers = { "x-lockstep-key": running.developmentKey!, "content-type": "application/json" };
    const markets = await fetch(`${running.url}/v1/exchange/markets`, { headers });
    expect([markets.status, await markets.json()]).toEqual([200, expect.objectContaining({ markets: [] })]);
    const url = `${running.url}/v1/accounts/open-account`;
    const refused = await fetch(url, { method: "POST", headers, body: '{"ownerPrincipalId":1}' });
    expect([refused.status, await refused.json()]).toEqual([
      507,
      expect.objectContaining({ code: "OUT_OF_SPACE", detail: expect.stringMatching(/MiB are free/) }),
    ]);
  } finally {
    await running.stop();
    rmSync(data, { recursive: true });
  }
});
