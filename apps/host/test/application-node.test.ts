import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { application as auction } from "@lockstep/auction/application";
import { afterEach, expect, test } from "vitest";
import type { Application } from "../application.ts";
import { type ApplicationNode, startApplicationNode } from "../application-node.ts";
import { parseOptions } from "../options.ts";

let data: string | undefined;
let node: ApplicationNode | undefined;
afterEach(async () => {
  await node?.stop();
  node = undefined;
  if (data !== undefined) rmSync(data, { recursive: true, force: true });
});

/** One node on free ports, in a directory of this test. */
async function start(application: Application, line = ""): Promise<ApplicationNode> {
  data ??= mkdtempSync(join(tmpdir(), "lockstep-host-"));
  const given = `--node 1 --port 0 --client-port 0 --log-level silent --data ${data} ${line}`
    .trim()
    .split(" ");
  const wish = parseOptions(application, ["node", "main.js", ...given]);
  if (wish.kind !== "node") throw new Error(`these are the options of a ${wish.kind}`);
  return startApplicationNode(application, wish.options);
}

test("an application without API keys is served with the development key, and refuses others", async () => {
  node = await start(auction);
  const lot = (key: string) =>
    fetch(`${node!.url}/v1/auction/lot?lotId=1`, { headers: { "x-lockstep-key": key } });
  expect([(await lot("dev")).status, await (await lot("dev")).json()]).toEqual([
    404,
    expect.objectContaining({ code: "UNKNOWN_LOT" }),
  ]);
  expect(await (await lot("key-1")).json()).toMatchObject({ status: 401 });
});

test("in production it does not start, and says what it lacks", async () => {
  await expect(start(auction, "--production")).rejects.toThrow(/auction has no API keys.*add accessService/);
});

test("another application's logs are left alone", async () => {
  node = await start(auction);
  await node.stop();
  node = undefined;
  await expect(start({ ...auction, name: "kiosk" })).rejects.toThrow(
    /holds logs of auction, not of kiosk: choose another directory with --data/,
  );
  node = await start(auction);
  expect(node.node.status().halted).toBeUndefined();
});
