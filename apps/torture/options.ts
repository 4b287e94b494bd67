import { Command, InvalidArgumentError } from "commander";

export interface Options {
  /** For all scenarios together, about. */
  readonly minutes: number;
  /** Empty: all. */
  readonly scenarios: readonly string[];
  readonly list: boolean;
  readonly allowMissing: boolean;
  readonly loopback: boolean;
  readonly keep: boolean;
  readonly report: string | undefined;
  readonly seed: number;
}

const MINUTES_MAX = 24 * 60;

/** @param names of the scenarios there are @throws what commander throws; it prints the usage itself */
export function parseOptions(argv: readonly string[], names: readonly string[]): Options {
  const program = new Command("torture")
    .description(
      "Real nodes, a process each, are killed, paused, cut off and starved under load, and must keep every promise.",
    )
    .option("--minutes <minutes>", "how long all scenarios last together, about", minutes, 20)
    .option(
      "--scenario <name>",
      "only this one; may be given more than once",
      (name: string, before: readonly string[]) => [...before, known(name, names)],
      [] as readonly string[],
    )
    .option("--list", "say what there is and what each promises, and run nothing", false)
    .option("--allow-missing", "a scenario that this machine has no tools for is no failure", false)
    .option("--loopback", "no network namespaces: all nodes on the loopback address, behind proxies", false)
    .option("--keep", "keep the files of scenarios that passed, too", false)
    .option("--report <file>", "write the report there as well, in Markdown")
    .option("--seed <number>", "of what is left to chance", seed, Math.floor(Math.random() * 1_000_000))
    .allowExcessArguments(false)
    .showHelpAfterError()
    .parse(argv);
  const raw = program.opts<Omit<Options, "scenarios" | "report"> & { scenario: string[]; report?: string }>();
  return { ...raw, scenarios: raw.scenario, report: raw.report };
}

function known(name: string, names: readonly string[]): string {
  if (!names.includes(name)) {
    throw new InvalidArgumentError(`there is none of this name; there are ${names.join(", ")}`);
  }
  return name;
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= MINUTES_MAX)) {
    throw new InvalidArgumentError(`it takes minutes, more than 0 and at most ${MINUTES_MAX}`);
  }
  return value;
}

function seed(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || text.trim() === "") {
    throw new InvalidArgumentError("it takes a whole number from 0");
  }
  return value;
}
