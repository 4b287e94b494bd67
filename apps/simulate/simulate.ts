import {
  type ClusterSimulationResult,
  simulateCluster,
} from "@lockstep/cluster/simulator/cluster-simulation";
import type { Invariant } from "@lockstep/cluster/simulator/violation";
import { HistoryFileError } from "@lockstep/cluster/simulator/checkers/history-file";
import { checkHistoryFile, describeReport } from "./check-file.ts";
import { runMutants } from "./mutants.ts";
import { type SimulateOptions, WORKLOADS } from "./options.ts";
import { Totals } from "./totals.ts";

/** How it ended, as an exit code. */
export const Verdict = {
  Clean: 0,
  Assertion: 127,
  Liveness: 128,
  Correctness: 129,
  NotDeterministic: 130,
  /** A checker met its bound: that is not a pass. */
  Undecided: 131,
  BadFile: 2,
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** Every so many seeds one is run twice. */
const REPLAY_EVERY = 20;

/** Runs the seeds that are asked for, until one fails. @param say where the report goes, line by line */
export function simulate(options: SimulateOptions, say: (line: string) => void): Verdict {
  if (options.check !== undefined) return checkFile(options.check, say);
  if (options.mutants) {
    return runMutants(options.service ?? "register", say) === 0 ? Verdict.Clean : Verdict.Correctness;
  }
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

function checkFile(path: string, say: (line: string) => void): Verdict {
  try {
    const report = checkHistoryFile(path);
    say(describeReport(report));
    if (report.verdict === "undecided") return Verdict.Undecided;
    return report.verdict === "linearizable" ? Verdict.Clean : Verdict.Correctness;
  } catch (error) {
    const isOfFile = error instanceof HistoryFileError || (error as NodeJS.ErrnoException).code === "ENOENT";
    if (!isOfFile) throw error;
    say((error as Error).message);
    return Verdict.BadFile;
  }
}

function runSeed(seed: number, options: SimulateOptions): ClusterSimulationResult {
  const { nodes } = options;
  return simulateCluster(seed, {
    workload: WORKLOADS[serviceOf(seed, options)]!(),
    seconds: options.hours * 3_600,
    ...(nodes === undefined ? {} : { nodes }),
  });
}

function verdictOf(invariant: Invariant): Verdict {
  if (invariant === "no assertion breaks" || invariant === "no handler fails") return Verdict.Assertion;
  if (invariant === "the checker has an answer") return Verdict.Undecided;
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
