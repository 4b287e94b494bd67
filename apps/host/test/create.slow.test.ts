import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { TestClient } from "../../../gateway/test/websocket-client.ts";
import { repositoryRoot } from "../application-folder.ts";
import { until } from "../example/example-cluster.ts";
import { firstOfFreePorts } from "../../exchange/test/cluster-processes.ts";

vi.setConfig({ testTimeout: 300_000 });

let clone: string | undefined;
let launcher: ChildProcess | undefined;
afterEach(async () => {
  if (launcher?.exitCode === null) {
    launcher.kill("SIGTERM"); // Its nodes end with it.
    await once(launcher, "close");
  }
  if (clone !== undefined) rmSync(clone, { recursive: true, force: true });
});

/** In the clone, as a person would. @returns what it printed; it throws when the command fails */
async function run(command: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, VITEST: undefined, NODE_ENV: undefined };
  const { stdout } = await promisify(execFile)(command, args, { cwd: clone!, env, maxBuffer: 2 ** 26 });
  return stdout;
}

test("npm run create -- thing in a clean clone: it passes its test, and runs with HTTP, WebSocket, CLI and replay", async () => {
  clone = mkdtempSync(join(tmpdir(), "lockstep-clone-"));
  await run("git", "clone", "--quiet", repositoryRoot, ".");
  await run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
  expect(await run("npm", "run", "create", "--", "thing")).toContain("npm run thing");
  expect(await run("npm", "test", "-w", "apps/thing")).toMatch(/Tests .*passed/);

  const [port, clientPort, peerPort] = await firstOfFreePorts(3, 3);
  const ports = ["--port", `${port}`, "--client-port", `${clientPort}`, "--peer-port", `${peerPort}`];
  launcher = spawn(process.execPath, ["apps/thing/dist/main.js", ...ports], {
    cwd: clone,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  launcher.stdout!.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await until(() => printed.includes("Ctrl-C"), "three nodes of thing");

  const url = `http://127.0.0.1:${port}`;
  const urls = [0, 1, 2].map((at) => `http://127.0.0.1:${port! + at}`).join(",");
  const tool = (...args: readonly string[]) =>
    run(process.execPath, "apps/cli/dist/main.js", "--app", "thing", "--url", urls, ...args);
  const native = [0, 1, 2].map((at) => `127.0.0.1:${clientPort! + at}`).join(",");
  const headers = { "x-lockstep-key": "dev" };

  const socket = new WebSocket(`${url.replace("http", "ws")}/v1/ws`, { headers });
  const client = new TestClient(socket);
  await once(socket, "open");
  client.send({ id: 1, subscribe: { channel: "thing.total" } });
  expect(await client.next()).toMatchObject({ type: "subscribed" });

  await run("npx", "tsc", "-b", "apps/cli");
  expect(JSON.parse(await tool("send", "add", '{"amount":5}'))).toEqual({ total: 5 });
  expect(await client.next()).toMatchObject({
    type: "event",
    event: "total-changed",
    body: { total: 5, amount: 5 },
  });
  socket.close();
  expect(await (await fetch(`${url}/v1/thing/total`, { headers })).json()).toEqual({ total: 5 });

  const status = ["status", "--json", "--client", native, "--data", "data/thing/node-1"];
  const leader = (JSON.parse(await tool(...status)) as { nodeId: number; role: string }[]).find(
    ({ role }) => role === "leader",
  )!;
  await tool("node", "kill", `${leader.nodeId}`);
  expect(JSON.parse(await tool("send", "add", '{"amount":7}'))).toEqual({ total: 12 });
  expect(JSON.parse(await tool("ask", "total"))).toEqual({ total: 12 });

  const other = leader.nodeId === 1 ? 2 : 1;
  const nodes = JSON.parse(await tool(...status)) as { nodeId: number; stateHash?: string }[];
  const { stateHash } = nodes.find(({ nodeId }) => nodeId === other)!;
  expect(await tool("replay", "--data", `data/thing/node-${other}`)).toContain(stateHash);
  expect(readFileSync(join(clone, "data/thing/application"), "utf8")).toBe("thing\n");
});
