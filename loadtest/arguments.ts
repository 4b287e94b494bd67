import { InvalidArgumentError } from "commander";
import type { Mix } from "./market-lap.ts";

/** Parsers of option values, in commander's form. */
export function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`it takes an integer from ${least} to ${most}`);
    }
    return value;
  };
}

/** Seconds may be parts of one. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value <= 86_400)) {
    throw new InvalidArgumentError("it takes seconds, more than 0 and at most a day");
  }
  return value;
}

/** `60,30,10`: percentages of adds, cancels and takers. */
export function mix(text: string): Mix {
  const parts = text.split(",");
  const [adds, cancels, takers] = parts.map(Number);
  const isMix = parts.length === 3 && parts.every((part) => /^\d{1,3}$/.test(part));
  if (!isMix || adds + cancels + takers !== 100) {
    throw new InvalidArgumentError("it takes percentages of adds, cancels and takers: 60,30,10");
  }
  return { adds, cancels, takers };
}

/** Of an option that may be given several times. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** One or more integers, given one after the other; what is given replaces the default. */
export function integers(least: number, most: number): (text: string, previous: unknown) => number[] {
  const one = integer(least, most);
  let given: number[] | undefined;
  return (text) => (given = [...(given ?? []), one(text)]);
}
