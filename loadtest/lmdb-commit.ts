import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LatencySummary } from "./latency.ts";
import { PROJECT } from "./workplace.ts";

const SECONDS = 2;

/**
 * What a commit of LMDB takes while as many processes as there are nodes commit at once, as the nodes of a cluster on one
 * machine do: no command can be answered sooner.
 *
 * @returns of the process in the middle, by its median
 */
export async function measureLmdbCommit(directory: string, processes: number): Promise<LatencySummary> {
  const script = join(PROJECT, "loadtest/dist/lmdb-commit-process.js");
  const runs = Array.from({ length: processes }, async () => {
    const own = mkdtempSync(join(directory, "lmdb-commit-"));
    const args = [script, "--directory", own, "--seconds", `${SECONDS}`];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as LatencySummary;
  });
  const summaries = (await Promise.all(runs)).toSorted((a, b) => a.p50 - b.p50);
  return summaries[Math.floor(summaries.length / 2)]!;
}
