import type { Invariant } from "@lockstep/cluster/simulator/violation";
import { HistoryFileError } from "@lockstep/cluster/simulator/checkers/history-file";
import { checkHistoryFile, describeReport } from "./check-file.ts";
import { minimise } from "./minimise.ts";
import { runMutants } from "./mutants.ts";
import type { SimulateOptions } from "./options.ts";
import { readScript, regressionPaths, ScriptFileError, writeScript } from "./script-file.ts";
import { runSeeds } from "./seed-pool.ts";
import { requestOf, runSeed, scriptOf, type SeedOutcome, type SeedRequest } from "./seed-run.ts";
import { Totals } from "./totals.ts";
import { WORKLOADS } from "./workloads.ts";

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

/** Does what is asked for; of seeds, until one fails. @param say where the report goes, line by line */
export async function simulate(options: SimulateOptions, say: (line: string) => void): Promise<Verdict> {
  if (options.check !== undefined) return checkFile(options.check, say);
  if (options.mutants) {
    return runMutants(options.service ?? "register", say) === 0 ? Verdict.Clean : Verdict.Correctness;
  }
  if (options.script !== undefined || options.regressions) {
    return runScripts(options.script === undefined ? regressionPaths() : [options.script], say);
  }
  return runAll(options, say);
}

async function runAll(options: SimulateOptions, say: (line: string) => void): Promise<Verdict> {
  const totals = new Totals();
  const { seed, record } = options;
  const count = seed === undefined ? options.seeds : 1;
  let verdict: Verdict = Verdict.Clean;
  const onOutcome = (outcome: SeedOutcome): "more" | "enough" => {
    const { request, violation, traceHash, secondTraceHash } = outcome;
    totals.add(outcome);
    if (violation !== undefined) {
      say(describeFailure(outcome, options));
      verdict = verdictOf(violation.invariant);
    } else if (secondTraceHash !== undefined && secondTraceHash !== traceHash) {
      say(
        `seed ${request.seed} is not deterministic: its trace has hash ${hex(traceHash)}, then ${hex(secondTraceHash)}\n` +
          `repeat it: ${commandFor(request, options)}`,
      );
      verdict = Verdict.NotDeterministic;
    } else if (secondTraceHash !== undefined) {
      say(`${totals.progress(count)}; seed ${request.seed} twice: trace ${hex(traceHash)}`);
    }
    if (record !== undefined) writeRecord(record, outcome, say);
    return verdict === Verdict.Clean ? "more" : "enough";
  };
  const threads = Math.max(1, Math.min(options.threads, count));
  await runSeeds(requests(options, seed ?? options.from, count), threads, onOutcome);
  if (verdict === Verdict.Clean) say(totals.table());
  return verdict;
}

function* requests(options: SimulateOptions, first: number, count: number): Generator<SeedRequest> {
  for (let nth = 0; nth < count; nth++) {
    const seed = first + nth;
    yield {
      seed,
      service: serviceOf(seed, options),
      seconds: options.hours * 3_600,
      nodes: options.nodes,
      isTwice: (nth + 1) % REPLAY_EVERY === 0 || options.seed !== undefined,
    };
  }
}

function writeRecord(path: string, outcome: SeedOutcome, say: (line: string) => void): void {
  const script = scriptOf(outcome);
  const shorter = outcome.violation === undefined ? undefined : minimise(script);
  writeScript(path, shorter ?? script);
  const count = (shorter ?? script).actions.length;
  const what = shorter === undefined ? "" : `, which break: ${shorter.found}`;
  say(`${path}: ${count} actions of ${script.actions.length}${what}`);
}

function runScripts(paths: readonly string[], say: (line: string) => void): Verdict {
  for (const path of paths) {
    let outcome: SeedOutcome;
    try {
      outcome = runSeed(requestOf(readScript(path)));
    } catch (error) {
      const isOfFile = error instanceof ScriptFileError || (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!isOfFile) throw error;
      say((error as Error).message);
      return Verdict.BadFile;
    }
    const { violation, notes } = outcome;
    if (violation !== undefined) {
      say([`${path} fails: ${violation.message}`, ...notes.map((note) => `  ${note}`)].join("\n"));
      return verdictOf(violation.invariant);
    }
    say(`clean: ${path}`);
  }
  return Verdict.Clean;
}

/** Judges a recorded history. */
export function checkFile(path: string, say: (line: string) => void): Verdict {
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

function verdictOf(invariant: Invariant): Verdict {
  if (invariant === "no assertion breaks" || invariant === "no handler fails") return Verdict.Assertion;
  if (invariant === "the checker has an answer") return Verdict.Undecided;
  return invariant === "a healed group makes progress" ? Verdict.Liveness : Verdict.Correctness;
}

function describeFailure(
  { request, faults, snapshots, violation, notes }: SeedOutcome,
  options: SimulateOptions,
): string {
  return [
    `seed ${request.seed} fails: ${violation!.message}`,
    `repeat it: ${commandFor(request, options)}`,
    `drawn: ${JSON.stringify({ ...faults, snapshots })}`,
    "what happened last (seconds):",
    ...notes.map((note) => `  ${note}`),
  ].join("\n");
}

function commandFor({ seed, service }: SeedRequest, options: SimulateOptions): string {
  const nodes = options.nodes === undefined ? "" : ` --nodes ${options.nodes}`;
  const parts = `--seed 0x${seed.toString(16)} --service ${service}${nodes} --hours ${options.hours}`;
  return `npm run simulate -- ${parts}`;
}

function serviceOf(seed: number, { service }: SimulateOptions): string {
  const names = Object.keys(WORKLOADS);
  return service ?? names[seed % names.length]!;
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, "0");
}
