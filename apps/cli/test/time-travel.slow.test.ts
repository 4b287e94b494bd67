import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ExchangeProcess,
  lockstep,
  makeDirectory,
  order,
  Program,
  stopProcesses,
  until,
} from "../../exchange/test/exchange-process.ts";
import { InspectorClient } from "./inspector-client.ts";

/** A node's log: the demo, then an order that rests, is filled in part, and is cancelled. */
let data: string;
let placed: { position: number; orderId: string };
let filled: number;
let cancelled: number;
/** Of an order whose time was over. */
let expired: string;
let capture: string;

beforeAll(async () => {
  const node = await ExchangeProcess.start();
  const resting = order({
    side: "buy",
    type: "limit",
    timeInForce: "goodTillCancelled",
    priceTicks: 65_005,
    quantityLots: 7,
  });
  const dated = await node.command("exchange/place-order", {
    ...resting,
    timeInForce: "goodTillDate",
    expiresAtUs: (Date.now() + 2_000) * 1_000,
  });
  expired = (dated.body as { orderId: string }).orderId;
  const openOrders = "exchange/open-orders?accountId=1";
  await until(
    async () => ((await node.query(openOrders)).body as { orders: object[] }).orders.length === 0,
    "the order's expiry",
  );
  const first = await node.command("exchange/place-order", resting);
  const { orderId } = first.body as { orderId: string };
  placed = { position: first.position, orderId };
  filled = (
    await node.command("exchange/place-order", { ...resting, accountId: 2, side: "sell", quantityLots: 3 })
  ).position;
  cancelled = (await node.command("exchange/cancel-order", { accountId: 1, orderId })).position;
  await node.terminate();
  data = node.directory;
  capture = join(makeDirectory(), "bug.capture");
  const made = await lockstep(
    "capture",
    "--data",
    data,
    "--around",
    `${filled}`,
    "--before",
    "5",
    "--out",
    capture,
  );
  expect([made.code, made.stderr]).toEqual([0, ""]);
});
afterAll(stopProcesses);

const tool = (name: string, ...args: string[]) => lockstep(name, ...args, "--data", data);

test("history tells the life of an order: who did what, the reply, and what changed", async () => {
  const { stdout, stderr } = await tool("history", "--order", placed.orderId);
  expect(stderr).toBe("");
  expect(stdout.match(/^\d+(?= )/gm)).toEqual([placed.position, filled, cancelled].map(String));
  expect(stdout).toContain('exchange.PlaceOrder {"accountId":1,');
  expect(stdout).toMatch(/reply exchange\.OrderPlaced .*"status":"open"/);
  expect(stdout).toContain(`exchange order ${placed.orderId} changed: `);
  expect(stdout).toContain("remaining 7 -> 4, executed 0 -> 3");
  expect(stdout).toMatch(/principal 1 exchange\.CancelOrder/);
});

test("history names the timer that ended an order", async () => {
  const { stdout } = await tool("history", "--order", expired);
  expect(stdout).toMatch(new RegExp(`^\\d+ .* timer OrderExpires of exchange, key ${expired}$`, "m"));
});

test("a state of the past, and what became of it, are told entity by entity", async () => {
  const [at, before, difference] = await Promise.all([
    tool("state-at", `${filled}`, "--kind", "order", "--id", placed.orderId, "--json"),
    tool("state-at", `${placed.position - 1}`, "--kind", "exchange order", "--id", placed.orderId, "--json"),
    tool("diff", `${placed.position}`, `${filled}`, "--kind", "order"),
  ]);
  expect(JSON.parse(at.stdout)).toMatchObject({
    service: "exchange",
    kind: "order",
    fields: { remaining: 4 },
  });
  expect(before.stdout).toBe("");
  expect(difference.code).toBe(1);
  expect(difference.stdout).toContain(`exchange order ${placed.orderId} changed: `);
  expect(difference.stdout).toContain("\nexchange order changed: 1\n");
  expect((await tool("state-at", "99999")).stderr).toMatch(
    /holds the commands at positions 1 to \d+: it does not go to position 99999\n$/,
  );
  expect((await tool("history")).stderr).toBe("say one of --order, --account, --seat, --kind with --id\n");
});

test("a capture is replayed without the node's directory, and answers as it did", async () => {
  const [replay, from] = await Promise.all([
    lockstep("replay", capture),
    lockstep("state-at", `${filled}`, "--data", capture, "--kind", "order", "--id", placed.orderId),
  ]);
  expect([replay.code, replay.stderr]).toEqual([0, ""]);
  expect(replay.stdout).toMatch(/^all \d+ commands are answered as they were$/m);
  expect(from.stdout).toContain("remaining 4, executed 3");
});

test("what is no capture, or not of this application, is refused with the reason", async () => {
  const [script, foreign, taken] = await Promise.all([
    lockstep("replay", fileURLToPath(import.meta.url)),
    lockstep("--app", "auction", "replay", capture),
    tool("capture", "--around", "1", "--out", capture),
  ]);
  expect(script.stderr).toMatch(/cannot be used: it is no capture/);
  expect(foreign.stderr).toMatch(
    /was captured from the application exchange, this is auction: say --app exchange\n$/,
  );
  expect(taken.stderr).toMatch(/is there already/);
});

test("a debugger attaches, is stopped just before the command, and two steps lead into its handler", async () => {
  const program = new Program("apps/cli/dist/main.js", [
    "replay",
    capture,
    "--break-at",
    `${filled}`,
    "--inspect",
    "127.0.0.1:0",
  ]);
  await until(() => /ws:\/\/\S+/.test(program.stderr), "the inspector listens");
  const client = await InspectorClient.attach(/ws:\/\/\S+/.exec(program.stderr)![0]);
  await client.send("Runtime.enable");
  await client.send("Debugger.enable");
  await client.send("Debugger.setBlackboxPatterns", { patterns: ["-messages\\.js$"] });
  await client.send("Runtime.runIfWaitingForDebugger");

  const stopped = await client.nextPause();
  expect(await client.evaluate(stopped, "position")).toBe(filled);
  expect(await client.evaluate(stopped, "command")).toMatchObject({
    service: "exchange",
    name: "PlaceOrder",
    fields: { accountId: 2, side: "sell", quantityLots: 3 },
  });

  await client.step("stepInto");
  const [handler] = await client.step("stepInto");
  expect(handler!.functionName).toBe("onPlaceOrder");
  const script = client.scripts.get(handler!.location.scriptId)!;
  expect(script.url).toMatch(/domain\/dist\/exchange\/exchange-service\.js$/);
  const map = JSON.parse(readFileSync(fileURLToPath(new URL(script.sourceMapURL, script.url)), "utf8"));
  expect(map.sources).toEqual(["../../exchange/exchange-service.ts"]);

  await client.send("Debugger.resume");
  client.close();
  const { code, stdout } = await program.ended;
  expect(code).toBe(0);
  expect(stdout).toContain(`stops at position ${filled}: `);
  expect(stdout).toMatch(/all \d+ commands are answered as they were/);
});
