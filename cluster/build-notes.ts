import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { differingContracts } from "./contract-editions.ts";
import type { ContractFingerprint } from "./ports.ts";

/** What is known of a build: to tell whether another one would do the same. */
export interface Build {
  /** As its makers name it, such as a commit; "unknown" when nobody said. */
  readonly commit: string;
  /** The highest behaviour version of its application. */
  readonly version: number;
  /** Of the runtime. */
  readonly node: string;
  readonly contracts: readonly ContractFingerprint[];
}

/** That a node was started with a build. */
export interface BuildNote extends Build {
  /** What is committed behind this index was applied by it, until the next note. */
  readonly afterIndex: number;
  /** Wall clock, for people. */
  readonly startedAt: string;
}

/** In a node's directory: a line of JSON for each start with another build than before. */
const FILE = "builds.jsonl";

/** Notes that a node starts with a build, unless it is the one that it had before. @throws the system's errors */
export function noteBuild(directory: string, note: BuildNote): void {
  const last = readBuildNotes(directory).at(-1);
  if (last !== undefined && isSameBuild(last, note)) return;
  const path = join(directory, FILE);
  const isCutOff = existsSync(path) && !readFileSync(path, "utf8").endsWith("\n");
  appendFileSync(path, `${isCutOff ? "\n" : ""}${JSON.stringify(note)}\n`);
}

/** Oldest first; none when nothing was noted. What a crash cut off is left out: it is for people. */
export function readBuildNotes(directory: string): BuildNote[] {
  const path = join(directory, FILE);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line): BuildNote[] => {
      try {
        return line === "" ? [] : [JSON.parse(line) as BuildNote];
      } catch {
        return [];
      }
    });
}

/** Whether there is no reason to expect another behaviour. */
export function isSameBuild(one: Build, other: Build): boolean {
  return buildDifferences(one, other).length === 0;
}

/** In what they differ, in words; none when they do not. A newer runtime makes no other build: models are the same on all. */
export function buildDifferences(one: Build, other: Build): string[] {
  const found: string[] = [];
  if (one.commit !== other.commit) found.push(`commit ${one.commit}, not ${other.commit}`);
  if (one.version !== other.version) found.push(`version ${one.version}, not ${other.version}`);
  const differing = differingContracts(one.contracts, other.contracts);
  if (differing.length > 0) found.push(`another edition of contract ${differing.join(", ")}`);
  return found;
}
