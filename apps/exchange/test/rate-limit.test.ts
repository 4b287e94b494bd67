import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApplicationNode } from "@lockstep/host/application-node";
import { parseOptions } from "@lockstep/host/options";
import { application } from "../application.ts";

test("--rate-limit is how many requests a second one key may make", async () => {
  const data = mkdtempSync(join(tmpdir(), "lockstep-rate-limit-"));
  const given = `--node 1 --port 0 --client-port 0 --no-demo --log-level silent --rate-limit 3 --data ${data}`;
  const { kind, options } = parseOptions(application, ["node", "exchange", ...given.split(" ")]);
  if (kind !== "node") throw new Error(`these are the options of a ${kind}`);
  const running = await startApplicationNode(application, options);
  try {
    const url = `${running.url}/v1/exchange/markets?consistency=local`;
    const headers = { "x-lockstep-key": running.developmentKey! };
    const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(url, { headers })));
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(answers[0].headers.get("ratelimit-limit")).toBe("3");
  } finally {
    await running.stop();
    rmSync(data, { recursive: true });
  }
});
