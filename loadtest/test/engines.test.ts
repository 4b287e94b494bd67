import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runEngines } from "../engines/engines.ts";
import { readOrderFile, writeOrderFile } from "../engines/order-file.ts";
import { FlowKind, generateFlow } from "../matching-flow.ts";

const directory = mkdtempSync(join(tmpdir(), "lockstep-engines-"));
afterAll(() => rmSync(directory, { recursive: true }));
const flow = generateFlow(50, 2_000);
const hasCompiler = spawnSync("cc", ["--version"]).status === 0;

test("a file of orders is read as it was written", () => {
  const path = join(directory, "orders");
  writeOrderFile(path, flow, 60);
  const orders = readOrderFile(path);
  expect(orders).toMatchObject({ count: flow.count, timedFrom: 60 });
  expect([...orders.prices]).toEqual([...flow.prices]);
  const cancels = [...orders.kinds].flatMap((kind, n) => (kind === FlowKind.Cancel ? n : []));
  expect(cancels.map((n) => orders.orders[n])).toEqual(cancels.map((n) => flow.targets[n]! + 1));
  writeFileSync(path, "LSORDERS and no more of it than this");
  expect(() => readOrderFile(path)).toThrow("no orders of version 1");
});

test("this book and the npm package make the same fills", { timeout: 60_000 }, async () => {
  const results = await runEngines(flow, 60, []);
  expect(results.map(({ engine }) => engine)).toEqual(["lockstep, bare book", "nodejs-order-book"]);
  expect(results.map(({ fills }) => fills)).toEqual([flow.fills, flow.fills]);
  expect(new Set(results.map(({ digest }) => digest)).size).toBe(1);
});

test.skipIf(!hasCompiler)(
  "an engine in C reads the file and comes to the same digest (needs cc)",
  { timeout: 60_000 },
  async () => {
    const engine = join(directory, "reference");
    const source = new URL("../engines/reference-engine.c", import.meta.url).pathname;
    execFileSync("cc", ["-O2", "-o", engine, source]);
    const results = await runEngines(flow, 60, [engine]);
    expect(new Set(results.map(({ digest, fills }) => `${digest} ${fills}`)).size).toBe(1);
    expect(results.at(-1)!.engine).toBe("reference in C");
  },
);

test("an engine that prints something else is named with what it printed", async () => {
  await expect(runEngines(flow, 60, ["echo nonsense"])).rejects.toThrow("echo nonsense printed no result");
});
