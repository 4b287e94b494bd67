import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { firstOfFreePorts } from "./cluster-processes.ts";
import { lockstep, makeDirectory, Program, request, stopProcesses, until } from "./exchange-process.ts";

vi.setConfig({ testTimeout: 90_000 });
afterEach(stopProcesses);

test("npm start: three processes with the demo, of which one may be killed, and Ctrl-C ends the rest", async () => {
  const data = makeDirectory();
  const [gateway, client, peer] = await firstOfFreePorts(3, 3);
  const ports = ["--port", `${gateway}`, "--client-port", `${client}`, "--peer-port", `${peer}`];
  const program = new Program("apps/exchange/dist/main.js", ["--data", data, ...ports]);
  await until(
    () => program.stdout.includes("Ctrl-C") || program.child.exitCode !== null,
    "the cluster is ready",
  );
  expect(program.stderr).toBe("");
  expect(program.stdout).toContain("nodes 1, 2, 3 are ready");

  const markets = await Promise.all(
    [0, 1, 2].map((at) =>
      request(`http://127.0.0.1:${gateway! + at}/v1/exchange/markets`, {
        headers: { "x-lockstep-key": "dev" },
      }),
    ),
  );
  for (const { body } of markets) expect(body["markets"]).toHaveLength(2);
  const pids = [1, 2, 3].map((nodeId) => Number(readFileSync(join(data, `node-${nodeId}`, "pid"), "utf8")));
  expect(new Set(pids).size).toBe(3);

  const native = ["--client", `127.0.0.1:${client}`, "--data", join(data, "node-1")];
  const killed = await lockstep("node", "kill", "3", "--data", data);
  expect(killed.stdout).toContain(`node 3 (process ${pids[2]}) is killed`);
  await until(() => program.stdout.includes("Node 3 ended (SIGKILL)"), "the launcher says so");
  const again = await lockstep("node", "kill", "3", "--data", data);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("is no node any more")]);
  const { stdout } = await lockstep("status", "--json", ...native);
  const nodes = JSON.parse(stdout) as { nodeId: number; role: string; stateHash?: string; health: string }[];
  expect(nodes.map(({ health }) => health)).toEqual(["good", "good", "unreachable"]);
  expect(nodes.filter(({ role }) => role === "leader")).toHaveLength(1);
  expect(nodes[0]!.stateHash).toBe(nodes[1]!.stateHash);

  program.child.kill("SIGINT");
  const ended = await program.ended;
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  for (const nodeId of [1, 2]) expect(readdirSync(join(data, `node-${nodeId}`))).not.toContain("pid");
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("a node that cannot start ends the others, and the launcher says why", async () => {
  const data = makeDirectory();
  const [gateway, client, peer] = await firstOfFreePorts(3, 3);
  const ports = ["--port", `${gateway}`, "--client-port", `${client}`, "--peer-port", `${client! + 1}`];
  const ended = await new Program("apps/exchange/dist/main.js", ["--data", data, ...ports]).ended;
  expect(peer).not.toBe(client);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^START_FAILED: node \d: listen EADDRINUSE.*\n$/);
  for (const nodeId of [1, 2, 3]) {
    const path = join(data, `node-${nodeId}`, "pid"); // There when it was ended before it was up.
    if (!existsSync(path)) continue;
    const pid = Number(readFileSync(path, "utf8"));
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  }
});
