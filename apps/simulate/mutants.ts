import { NODE_MUTANTS } from "@lockstep/cluster/simulator/node-mutants";
import { simulateCluster } from "@lockstep/cluster/simulator/cluster-simulation";
import { raftMutants } from "@lockstep/cluster/simulator/raft-mutants";
import { simulateRaft } from "@lockstep/cluster/simulator/raft-simulation";
import type { InvariantViolation } from "@lockstep/cluster/simulator/violation";
import { WORKLOADS } from "./workloads.ts";
import { SERVICE_MUTANTS } from "./service-mutants.ts";

const SEEDS_MAX = 200;
const SECONDS = 20;

/** Runs a seed with the mistake, or without. */
type Trial = (seed: number, isBroken: boolean) => InvariantViolation | undefined;

/**
 * Runs every mistake that is known, in the core alone, in real nodes and in services: each must break an invariant within its
 * seeds, and nothing may be broken without it on the same seed.
 *
 * @param say one line for each
 * @returns how many were not found
 */
export function runMutants(service: string, say: (line: string) => void): number {
  const trials = new Map<string, Trial>();
  for (const mutant of raftMutants) {
    const { conditions = {} } = mutant;
    trials.set(
      `core: ${mutant.name}`,
      (seed, isBroken) => simulateRaft(seed, isBroken ? { mutant, conditions } : { conditions }).violation,
    );
  }
  for (const mutant of NODE_MUTANTS) {
    trials.set(`a node that ${mutant.name}`, (seed, isBroken) => {
      const workload = WORKLOADS[service]!();
      const { conditions = {}, snapshots = {} } = mutant;
      const options = { workload, seconds: SECONDS, conditions, snapshots };
      return simulateCluster(seed, isBroken ? { ...options, mutant } : options).violation;
    });
  }
  for (const mutant of SERVICE_MUTANTS) {
    trials.set(`a ${mutant.service} service that ${mutant.name}`, (seed, isBroken) => {
      const workload = isBroken ? mutant.newWorkload() : WORKLOADS[mutant.service]!();
      return simulateCluster(seed, { workload, seconds: SECONDS }).violation;
    });
  }
  let survivors = 0;
  for (const [name, trial] of trials) {
    const { verdict, isFound } = judge(trial);
    if (!isFound) survivors++;
    say(`${verdict}: ${name}`);
  }
  return survivors;
}

function judge(trial: Trial): { verdict: string; isFound: boolean } {
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const violation = trial(seed, true);
    // A seed that only breaks an assertion says too little: an invariant must see it.
    if (violation === undefined || violation.invariant === "no assertion breaks") continue;
    const unbroken = trial(seed, false);
    if (unbroken === undefined) {
      return { verdict: `found by seed ${seed}, ${violation.invariant}`, isFound: true };
    }
    return {
      verdict: `not told from what is right, which breaks ${unbroken.invariant} in seed ${seed}`,
      isFound: false,
    };
  }
  return { verdict: `NOT FOUND in ${SEEDS_MAX} seeds`, isFound: false };
}
