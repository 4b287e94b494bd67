import { once } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { TestClient } from "../../../gateway/test/websocket-client.ts";
import { CleanClone } from "./clean-clone.ts";

vi.setConfig({ testTimeout: 300_000 });

let clone: CleanClone | undefined;
afterEach(() => clone?.remove());

const KEY = { "x-lockstep-key": "dev" };

test("npm run create -- thing in a clean clone: it passes its test, and runs with HTTP, WebSocket, CLI and replay", async () => {
  clone = await CleanClone.make();
  expect(await clone.run("npm", "run", "create", "--", "thing")).toContain("npm run thing");
  expect(await clone.run("npm", "test", "-w", "apps/thing")).toMatch(/Tests .*passed/);
  await clone.run("npx", "oxfmt", "--check", "apps/thing", "package.json", "tsconfig.json");
  await clone.run("npx", "oxlint", "--type-aware", "apps/thing");
  await clone.start("thing");
  const tool = (...args: readonly string[]): Promise<string> =>
    clone!.run(process.execPath, "apps/cli/dist/main.js", "--app", "thing", ...args);

  const socket = new WebSocket(`${clone.url.replace("http", "ws")}/v1/ws`, { headers: KEY });
  const client = new TestClient(socket);
  await once(socket, "open");
  client.send({ id: 1, subscribe: { channel: "thing.total" } });
  expect(await client.next()).toMatchObject({ type: "subscribed" });
  expect(await client.next()).toMatchObject({ type: "image", image: { total: 0 } });

  expect(await tool("send", "add", '{"amount":5}')).toContain('{"total":5}');
  const event = { type: "event", event: "total-changed", body: { total: 5, amount: 5 } };
  expect(await client.next()).toMatchObject(event);
  socket.close();
  expect(await (await fetch(`${clone.url}/v1/thing/total`, { headers: KEY })).json()).toEqual({ total: 5 });

  const status = async () =>
    JSON.parse(await tool("status", "--json")) as { nodeId: number; role: string; stateHash?: string }[];
  const leaderId = (await status()).find(({ role }) => role === "leader")!.nodeId;
  await tool("node", "kill", `${leaderId}`);
  expect(await tool("send", "add", '{"amount":7}')).toContain('{"total":12}');
  expect(await tool("ask", "total")).toContain('{"total":12}');

  const other = leaderId === 1 ? 2 : 1;
  const { stateHash } = (await status()).find(({ nodeId }) => nodeId === other)!;
  expect(await tool("replay", "--data", `data/thing/node-${other}`)).toContain(stateHash);
});
