import { NODE_MUTANTS } from "@lockstep/cluster/simulator/node-mutants";
import { simulateCluster } from "@lockstep/cluster/simulator/cluster-simulation";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseOptions } from "../options.ts";
import { SERVICE_MUTANTS } from "../service-mutants.ts";
import { readScript, regressionPaths } from "../script-file.ts";
import { checkFile, simulate, Verdict } from "../simulate.ts";
import { WORKLOADS } from "../workloads.ts";

const SECONDS = 3;

function run(seed: number, service: string, options: object = {}) {
  return simulateCluster(seed, { workload: WORKLOADS[service]!(), seconds: SECONDS, ...options });
}

test.each([
  [1, "exchange", 3],
  [2, "ticketing", 3],
  [3, "register", 5],
  [4, "exchange", 1],
])("all invariants hold, whatever happens to real nodes (seed %i, %s, %i nodes)", (seed, service, nodes) => {
  const result = run(seed, service, { nodes });
  expect(result.violation?.message).toBeUndefined();
  expect(result.acknowledged).toBeGreaterThan(5);
  expect(result.judged).toBeGreaterThan(5);
});

test.each([5, 41])(
  "a member cut off while the cluster is founded is taken in later and founds no other (seed %i)",
  (seed) => {
    const conditions = {
      partitionEveryMeanMs: 300,
      partitionMeanMs: 1_000,
      crashEveryMeanMs: 0,
      pauseEveryMeanMs: 0,
      clients: 1,
      burstMax: 3,
    };
    const result = run(seed, "register", { nodes: 5, conditions });
    expect(result.violation?.message).toBeUndefined();
  },
);

test("the same seed is the same run, and another seed another one", () => {
  const hashes = [7, 7, 8].map((seed) => run(seed, "exchange").traceHash);
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[2]).not.toBe(hashes[0]);
});

// A few of them; `npm run simulate -- --mutants` breaks the node in every way, with every commit.
test.each(NODE_MUTANTS.slice(0, 3))("a node that $name is found", (mutant) => {
  const conditions = {
    clients: 4,
    thinkMeanMs: 20,
    burstMax: 3,
    resetEveryMeanMs: 500,
    crashEveryMeanMs: 1_500,
    ...mutant.conditions,
  };
  const { snapshots = {} } = mutant;
  // A seed that only breaks an assertion of the node says too little: the simulation itself must see it.
  let found = "no assertion breaks";
  for (let seed = 1; seed <= 20 && found === "no assertion breaks"; seed++) {
    found = run(seed, "register", { nodes: 3, mutant, conditions, snapshots }).violation?.invariant ?? found;
  }
  expect(found).not.toBe("no assertion breaks");
});

test.each(SERVICE_MUTANTS.slice(0, 1))(
  "a $service service that $name, on all replicas alike, is found",
  (mutant) => {
    let found: string | undefined;
    for (let seed = 1; seed <= 20 && found === undefined; seed++) {
      found = simulateCluster(seed, { workload: mutant.newWorkload(), seconds: SECONDS }).violation
        ?.invariant;
    }
    expect(found).toBe("every object is linearizable");
  },
);

const HEADER = {
  format: "lockstep history 1",
  isLogKnown: false,
  objects: { key: { model: "register" }, "market 1": { model: "order book", tickSize: 1 } },
};
const WRITE = { object: "key", client: 1, id: "1-1", kind: "command", input: { kind: "write", value: 5 } };
const READ = { object: "key", client: 2, id: "2-1", kind: "query", input: { kind: "read" } };

test.each([
  { seen: 5, verdict: Verdict.Clean, says: /^key {2}linearizable: 2 operations, 0 of unknown outcome$/m },
  { seen: 6, verdict: Verdict.Correctness, says: /replies are those of a replay[^]*2-1 at 1 .* which is 5:/ },
])("a recorded history in which $seen is read after 5 was written is judged", ({ seen, verdict, says }) => {
  const { result, text } = checkLines(
    HEADER,
    { ...WRITE, calledAt: 1, returnedAt: 2, output: null, position: 1 },
    { ...READ, calledAt: 3, returnedAt: 4, output: seen, position: 1 },
  );
  expect(result).toBe(verdict);
  expect(text).toMatch(says);
});

test.each([
  [{ model: "register" }, WRITE, ":2: calledAt is a number"],
  [{ model: "queue" }, { ...WRITE, calledAt: 1 }, "key: there is no model queue"],
  [{ model: "order book" }, { ...WRITE, calledAt: 1 }, "key: an order book has a tickSize"],
  [
    { model: "seat map", seatCount: 4 },
    { ...WRITE, calledAt: 1 },
    "key: a seat map's holdsTimeOut is true or false",
  ],
])("a file that is no history is refused (%#)", (choice, operation, says) => {
  const { result, text } = checkLines({ ...HEADER, objects: { key: choice } }, operation);
  expect(result).toBe(Verdict.BadFile);
  expect(text).toContain(says);
});

function checkLines(...lines: object[]): { result: Verdict; text: string } {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-check-"));
  const path = join(folder, "history.jsonl");
  const said: string[] = [];
  try {
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const result = checkFile(path, (line) => said.push(line));
    return { result, text: said.join("\n") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the command prints what the seeds came to", async () => {
  const lines: string[] = [];
  const options = parseOptions(["--seeds", "1", "--service", "register", "--hours", "0.001"]);
  expect(await simulate(options, (line) => lines.push(line))).toBe(Verdict.Clean);
  expect(lines.join("\n")).toMatch(/crashes[^]*commands acknowledged[^]*times real time/);
});

test("what once found a defect finds none any more", async () => {
  const lines: string[] = [];
  expect(await simulate(parseOptions(["--regressions"]), (line) => lines.push(line))).toBe(Verdict.Clean);
  expect(lines).toHaveLength(regressionPaths().length);
});

test("what went wrong is written down, as little of it as it takes, and happens again from the file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-script-"));
  const path = join(folder, "script.json");
  const run = (...argv: string[]): Promise<Verdict> => simulate(parseOptions(argv), () => {});
  try {
    expect(await run("--seed", "12", "--service", "register", "--hours", "0.001", "--record", path)).toBe(
      Verdict.Clean,
    );
    expect(readScript(path).actions.length).toBeGreaterThan(0);
    expect(await run("--script", path)).toBe(Verdict.Clean);
    writeFileSync(path, "{}");
    expect(await run("--script", path)).toBe(Verdict.BadFile);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
