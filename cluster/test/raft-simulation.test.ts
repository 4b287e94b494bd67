import { describe, expect, test } from "vitest";
import { raftMutants } from "../simulator/raft-mutants.ts";
import { simulateRaft } from "../simulator/raft-simulation.ts";
import type { RaftSimulationResult } from "../simulator/raft-simulation.ts";
import { Random } from "../simulator/random.ts";

/** `RAFT_SEED=7 RAFT_SEEDS=10000 npx vitest run raft-simulation` runs seeds 7 to 10006. */
const firstSeed = Number(process.env["RAFT_SEED"] ?? 1);
const seedCount = Number(process.env["RAFT_SEEDS"] ?? 40);
const MUTANT_SEEDS_MAX = 200;
const TIMEOUT_MS = 60_000 + 100 * seedCount;

function report({ seed, violation, faults }: RaftSimulationResult): string {
  if (violation === undefined) return "";
  return `seed ${seed} broke "${violation.invariant}" (${violation.message})
repeat it with RAFT_SEED=${seed} RAFT_SEEDS=1 npx vitest run raft-simulation
${JSON.stringify(faults)}`;
}

describe("a simulated group", () => {
  test(
    `keeps every invariant, seeds ${firstSeed} to ${firstSeed + seedCount - 1}`,
    () => {
      const totals = { events: 0, committed: 0, elections: 0 };
      for (let seed = firstSeed; seed < firstSeed + seedCount; seed++) {
        const result = simulateRaft(seed);
        expect(report(result)).toBe("");
        totals.events += result.events;
        totals.committed += result.committed;
        totals.elections += result.elections;
      }
      const { events, committed, elections } = totals;
      console.log(
        `raft: ${seedCount} seeds, ${events} events, ${elections} votes asked, ${committed} committed`,
      );
      // A run in which little happens proves little.
      expect(committed).toBeGreaterThan(20 * seedCount);
      expect(elections).toBeGreaterThan(5 * seedCount);
    },
    TIMEOUT_MS,
  );

  test("does the same again with the same seed, and something else with another", () => {
    expect(simulateRaft(5)).toEqual(simulateRaft(5));
    expect(simulateRaft(5).traceHash).not.toBe(simulateRaft(6).traceHash);
  });
});

// A few of them; `npm run simulate -- --mutants` breaks the core in every way, with every commit.
describe("the simulator notices when", () => {
  test.each(raftMutants.filter((_, nth) => nth % 4 === 0))(
    "$name",
    (mutant) => {
      const { conditions = {} } = mutant;
      for (let seed = 1; seed <= MUTANT_SEEDS_MAX; seed++) {
        const broken = simulateRaft(seed, { mutant, conditions });
        if (broken.violation === undefined) continue;
        expect(report(simulateRaft(seed, { conditions }))).toBe("");
        return;
      }
      expect.fail(`${mutant.name}: nobody noticed in ${MUTANT_SEEDS_MAX} seeds`);
    },
    TIMEOUT_MS,
  );
});

describe("the simulator's chance", () => {
  test("is xoshiro128**", () => {
    const random = new Random(0);
    Object.assign(random, { state: Uint32Array.of(1, 2, 3, 4) });
    expect([1, 2, 3, 4].map(() => random.nextUint32())).toEqual([11520, 0, 5927040, 70819200]);
  });

  test("is spread over streams that do not depend on each other", () => {
    const draws = (random: Random): number[] => Array.from({ length: 8 }, () => random.below(1_000_000));
    const first = new Random(2 ** 52 + 1);
    expect(draws(first.stream(1))).toEqual(draws(new Random(2 ** 52 + 1, 1)));
    expect(
      new Set([...draws(first.stream(1)), ...draws(first.stream(2)), ...draws(new Random(1, 1))]).size,
    ).toBe(24);
  });

  test("is even, and its delays have the mean that they should", () => {
    const random = new Random(3);
    const counts = [0, 0, 0, 0];
    let delays = 0;
    for (let i = 0; i < 40_000; i++) {
      counts[random.below(4)]!++;
      delays += random.delay(10);
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(Math.abs(delays / 40_000 - 10)).toBeLessThan(0.3);
  });
});
