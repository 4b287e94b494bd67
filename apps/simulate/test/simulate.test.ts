import { NODE_MUTANTS } from "@lockstep/cluster/simulator/node-mutants";
import { simulateCluster } from "@lockstep/cluster/simulator/cluster-simulation";
import { expect, test } from "vitest";
import { parseOptions, WORKLOADS } from "../options.ts";
import { simulate, Verdict } from "../simulate.ts";

const SECONDS = 3;

function run(seed: number, service: string, options: object = {}) {
  return simulateCluster(seed, { workload: WORKLOADS[service]!(), seconds: SECONDS, ...options });
}

test.each([
  [1, "exchange", 3],
  [2, "ticketing", 3],
  [3, "register", 5],
  [4, "exchange", 1],
  [5, "ticketing", 5],
  [6, "register", 3],
])("all invariants hold, whatever happens to real nodes (seed %i, %s, %i nodes)", (seed, service, nodes) => {
  const result = run(seed, service, { nodes });
  expect(result.violation?.message).toBeUndefined();
  expect(result.acknowledged).toBeGreaterThan(20);
});

test.each([1, 5, 39, 41])(
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

test.each(NODE_MUTANTS)("a node that $name is found", (mutant) => {
  const conditions = {
    clients: 4,
    thinkMeanMs: 20,
    burstMax: 3,
    resetEveryMeanMs: 500,
    crashEveryMeanMs: 1_500,
  };
  let found: string | undefined;
  for (let seed = 1; seed <= 20 && found === undefined; seed++) {
    found = run(seed, "register", { nodes: 3, mutant, conditions }).violation?.invariant;
  }
  expect(found).toBeDefined();
  expect(found).not.toBe("no assertion breaks");
});

test("the command prints what the seeds came to", () => {
  const lines: string[] = [];
  const options = parseOptions(["--seeds", "1", "--service", "register", "--hours", "0.001"]);
  expect(simulate(options, (line) => lines.push(line))).toBe(Verdict.Clean);
  expect(lines.join("\n")).toMatch(/crashes[^]*commands acknowledged[^]*times real time/);
});
