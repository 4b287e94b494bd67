import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { WORKLOADS } from "./workloads.ts";

export interface SimulateOptions {
  /** Only this one. */
  readonly seed?: number;
  /** So many, from `from` on. */
  readonly seeds: number;
  readonly from: number;
  readonly nodes?: number;
  /** Undefined: each in turn. */
  readonly service?: string;
  /** Of trouble in each seed. */
  readonly hours: number;
  readonly threads: number;
  readonly mutants: boolean;
  /** With a seed: its trouble is written to this file, as short as it still fails. */
  readonly record?: string;
  /** Instead of seeds: the trouble that is written there. */
  readonly script?: string;
  /** Instead of seeds: all scripts that once found something. */
  readonly regressions: boolean;
  /** Instead: judge this recorded history. */
  readonly check?: string;
}

/** Half a minute and a little: long enough for every kind of trouble, short enough for many seeds. */
const DEFAULT_HOURS = 0.01;

/** @throws what commander throws; it prints the usage itself */
export function parseOptions(argv: readonly string[]): SimulateOptions {
  return new Command("simulate")
    .description("Run real nodes, services and clients on virtual clocks, disks and wires, with trouble.")
    .option("--seed <seed>", "run this one, decimal or 0x…", whole)
    .option("--seeds <count>", "run so many", whole, 100)
    .option("--from <seed>", "the first of them", whole, 1)
    .addOption(
      new Option("--nodes <count>", "members of the cluster; drawn when not given").argParser((text) => {
        if (text === "1" || text === "3" || text === "5") return Number(text);
        throw new InvalidArgumentError("1, 3 or 5.");
      }),
    )
    .addOption(new Option("--service <name>", "each in turn when not given").choices(Object.keys(WORKLOADS)))
    .option("--hours <hours>", "simulated hours of trouble in each seed", positive, DEFAULT_HOURS)
    .option("--threads <count>", "seeds that run at the same time", whole, availableParallelism())
    .option("--record <file>", "with --seed: write down what went wrong, as little as it takes to fail")
    .option("--script <file>", "run what was written down, whatever is drawn by now")
    .option("--regressions", "run every script that once found a defect", false)
    .option("--mutants", "break the node on purpose, in several ways: each must be found", false)
    .option("--check <file>", "judge a recorded history instead, see docs/testing.md")
    .parse(argv, { from: "user" })
    .opts<SimulateOptions>();
}

function whole(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("A whole number from 0 to 2^53 - 1.");
}

function positive(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 1_000) return number;
  throw new InvalidArgumentError("A number above 0, at most 1,000.");
}
