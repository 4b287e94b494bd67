import { Command, InvalidArgumentError, Option } from "commander";
import { TARGETS } from "./targets.ts";

export interface FuzzCommandOptions {
  readonly seed: number;
  /** Undefined: all. */
  readonly target?: string;
  readonly inputs?: number;
  readonly minutes?: number;
  /** Only the input of this number. */
  readonly input?: number;
}

/** @throws what commander throws; it prints the usage itself */
export function parseOptions(argv: readonly string[]): FuzzCommandOptions {
  return new Command("fuzz")
    .description("Feed every decoder that faces bytes from outside with mutated and random input.")
    .option("--seed <seed>", "the same seed makes the same inputs", whole, 1)
    .addOption(new Option("--target <name>", "only this decoder").choices(Object.keys(TARGETS)))
    .option("--inputs <count>", "for each target; default 20,000, or what half a minute takes", whole)
    .option("--minutes <minutes>", "for each target, instead of a count", positive)
    .option("--input <number>", "only the input of this number, of one target, to repeat a finding", whole)
    .parse(argv, { from: "user" })
    .opts<FuzzCommandOptions>();
}

function whole(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError("A whole number from 0 to 2^53 - 1.");
}

function positive(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 10_000) return number;
  throw new InvalidArgumentError("A number above 0, at most 10,000.");
}
