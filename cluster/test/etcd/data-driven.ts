import { readFileSync } from "node:fs";

/** One command of a test file with what it must print. The format is that of cockroachdb/datadriven. */
export interface Directive {
  readonly command: string;
  readonly arguments: readonly Argument[];
  readonly input: string;
  readonly expected: string;
  readonly line: number;
}

/** `key`, `key=value` or `key=(value, value)`. */
export interface Argument {
  readonly key: string;
  readonly values: readonly string[];
}

export function readDirectives(path: string): Directive[] {
  return parseDirectives(readFileSync(path, "utf8").split("\n"));
}

export function parseDirectives(lines: readonly string[]): Directive[] {
  const directives: Directive[] = [];
  let at = 0;
  const next = (): string => lines[at++] ?? "";
  while (at < lines.length) {
    const line = at + 1;
    let text = next().trim();
    if (text === "" || text.startsWith("#")) continue;
    while (text.endsWith("\\")) text = `${text.slice(0, -1).trim()} ${next().trim()}`;
    const input: string[] = [];
    while (at < lines.length && lines[at] !== "----") input.push(next());
    next(); // The separator.
    directives.push({ ...parseLine(text), input: input.join("\n").trim(), expected: readExpected(), line });
  }
  return directives;

  function readExpected(): string {
    const expected: string[] = [];
    if (lines[at] === "----") {
      next(); // Between doubled fences, blank lines are part of it.
      while (at < lines.length && !(lines[at] === "----" && lines[at + 1] === "----")) expected.push(next());
      next();
      next();
    } else {
      while (at < lines.length && lines[at]!.trim() !== "") expected.push(next());
    }
    return expected.map((text) => `${text}\n`).join("");
  }
}

/** A command line: also what a line of input holds when several commands share one expectation. */
export function parseLine(text: string): { command: string; arguments: Argument[] } {
  const words = text.match(/[^\s=]+(=\([^)]*\)|=\S*)?/g) ?? [];
  const [command = "", ...rest] = words;
  return { command, arguments: rest.map(parseArgument) };
}

function parseArgument(word: string): Argument {
  const equals = word.indexOf("=");
  if (equals < 0) return { key: word, values: [] };
  const value = word.slice(equals + 1);
  const list = value.startsWith("(") ? value.slice(1, -1).split(/[\s,]+/) : [value];
  return { key: word.slice(0, equals), values: list.filter((item) => item !== "") };
}
