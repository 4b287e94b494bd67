import {
  type ClusterSimulationResult,
  simulateCluster,
} from "@lockstep/cluster/simulator/cluster-simulation";
import { NODE_MUTANTS, type NodeMutant } from "@lockstep/cluster/simulator/node-mutants";
import type { Invariant } from "@lockstep/cluster/simulator/violation";
import { type SimulateOptions, WORKLOADS } from "./options.ts";
import { Totals } from "./totals.ts";

/** How it ended, as an exit code. */
export const Verdict = {
  Clean: 0,
  Assertion: 127,
  Liveness: 128,
  Correctness: 129,
  NotDeterministic: 130,
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** Every so many seeds one is run twice. */
const REPLAY_EVERY = 20;
const MUTANT_SEEDS_MAX = 200;
const MUTANT_SECONDS = 20;

/** Runs the seeds that are asked for, until one fails. @param say where the report goes, line by line */
export function simulate(options: SimulateOptions, say: (line: string) => void): Verdict {
  if (options.mutants) return runMutants(options, say);
  const totals = new Totals();
  const { seed } = options;
  const count = seed === undefined ? options.seeds : 1;
  const first = seed ?? options.from;
  for (let nth = 0; nth < count; nth++) {
    const result = runSeed(first + nth, options);
    totals.add(result);
    if (result.violation !== undefined) {
      say(describeFailure(result, options));
      return verdictOf(result.violation.invariant);
    }
    if ((nth + 1) % REPLAY_EVERY === 0 || seed !== undefined) {
      const again = runSeed(first + nth, options);
      if (again.traceHash !== result.traceHash) {
        say(
          `seed ${result.seed} is not deterministic: its trace has hash ${result.traceHash}, then ${again.traceHash}\n` +
            `repeat it: ${commandFor(result.seed, options)}`,
        );
        return Verdict.NotDeterministic;
      }
      say(`${totals.progress(count)}; seed ${result.seed} twice: trace ${hex(result.traceHash)}`);
    }
  }
  say(totals.table());
  return Verdict.Clean;
}

function runSeed(seed: number, options: SimulateOptions, mutant?: NodeMutant): ClusterSimulationResult {
  const { nodes } = options;
  return simulateCluster(seed, {
    workload: WORKLOADS[serviceOf(seed, options)]!(),
    seconds: mutant === undefined ? options.hours * 3_600 : MUTANT_SECONDS,
    ...(nodes === undefined ? {} : { nodes }),
    ...(mutant === undefined ? {} : { mutant }),
  });
}

/** Each mutant dies by an invariant within its seeds, or the command fails. */
function runMutants(options: SimulateOptions, say: (line: string) => void): Verdict {
  let verdict: Verdict = Verdict.Clean;
  for (const mutant of NODE_MUTANTS) {
    let seeds = 0;
    let killer: string | undefined;
    while (killer === undefined && seeds < MUTANT_SEEDS_MAX) {
      killer = runSeed(options.from + seeds++, options, mutant).violation?.invariant;
    }
    if (killer === undefined) verdict = Verdict.Correctness;
    say(
      `${killer === undefined ? "SURVIVES" : "killed  "} in ${seeds} seeds: ${mutant.name}${killer === undefined ? "" : ` (${killer})`}`,
    );
  }
  return verdict;
}

function verdictOf(invariant: Invariant): Verdict {
  if (invariant === "no assertion breaks" || invariant === "no handler fails") return Verdict.Assertion;
  return invariant === "a healed group makes progress" ? Verdict.Liveness : Verdict.Correctness;
}

function describeFailure(
  { seed, faults, violation, notes }: ClusterSimulationResult,
  options: SimulateOptions,
): string {
  return [
    `seed ${seed} fails: ${violation!.message}`,
    `repeat it: ${commandFor(seed, options)}`,
    `drawn: ${JSON.stringify(faults)}`,
    "what happened last (seconds):",
    ...notes.map((note) => `  ${note}`),
  ].join("\n");
}

function commandFor(seed: number, options: SimulateOptions): string {
  const nodes = options.nodes === undefined ? "" : ` --nodes ${options.nodes}`;
  const parts = `--seed 0x${seed.toString(16)} --service ${serviceOf(seed, options)}${nodes} --hours ${options.hours}`;
  return `npm run simulate -- ${parts}`;
}

function serviceOf(seed: number, { service }: SimulateOptions): string {
  const names = Object.keys(WORKLOADS);
  return service ?? names[seed % names.length]!;
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, "0");
}
