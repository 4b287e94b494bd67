import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LongestPause, type Pause, type ProcessPauses } from "./pauses.ts";
import { PROJECT } from "./workplace.ts";

/** Shorter ones are not noted. */
export const PAUSE_MS_MIN = 2;

/** What `pause-watch.ts` notes in a node. */
export interface WatchedPause extends Pause {
  readonly kind: "turn" | "collection";
}

/** For the runtime of a process whose pauses are to be known. */
export const watchPausesFlag: string = `--import=${join(PROJECT, "loadtest/dist/pause-watch.js")}`;

export function pausesPath(directory: string, pid: number): string {
  return join(directory, `pauses-${pid}`);
}

/** The longest pauses that a process noted between two times. */
export function readPauses(directory: string, pid: number, fromMs: number, toMs: number): ProcessPauses {
  let lines: string[] = [];
  try {
    lines = readFileSync(pausesPath(directory, pid), "utf8").split("\n").slice(0, -1); // The last may not be whole.
  } catch {
    // It noted none.
  }
  const longest = { turn: new LongestPause(), collection: new LongestPause() };
  for (const line of lines) {
    const { kind, atMs, ms } = JSON.parse(line) as WatchedPause;
    if (atMs >= fromMs && atMs < toMs) longest[kind].note(atMs, ms);
  }
  return { turn: longest.turn.take(), collection: longest.collection.take() };
}
