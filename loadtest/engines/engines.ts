import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Flow } from "../matching-flow.ts";
import { PROJECT } from "../workplace.ts";
import { writeOrderFile } from "./order-file.ts";

/** What an engine prints, as a line of JSON. */
export interface EngineResult {
  readonly engine: string;
  /** Of all fills and cancels (engine-digest.ts). */
  readonly digest: string;
  readonly fills: number;
  /** Of processor, for the commands that are timed. */
  readonly nanoseconds: number;
}

/** The one that others are compared with comes first. */
const OWN = "loadtest/dist/engines/lockstep-engine.js";
const OF_NPM = "loadtest/dist/engines/nodejs-order-book-engine.js";
const ENGINE_MS_MAX = 600_000;

/**
 * Runs engines on the same orders, one after the other, each in a process of its own.
 *
 * @param commands of further engines, as a shell reads them; the file's path is added
 * @throws Error when one fails, or prints something else than engines do
 */
export async function runEngines(
  flow: Flow,
  timedFrom: number,
  commands: readonly string[],
): Promise<EngineResult[]> {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-orders-"));
  const file = join(directory, "orders.bin");
  try {
    writeOrderFile(file, flow, timedFrom);
    const own = [OWN, OF_NPM].map((script) => `'${process.execPath}' '${join(PROJECT, script)}'`);
    const results: EngineResult[] = [];
    for (const command of [...own, ...commands]) results.push(await run(command, file));
    return results;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function run(command: string, file: string): Promise<EngineResult> {
  const { stdout } = await promisify(execFile)("sh", ["-c", `${command} '${file}'`], {
    timeout: ENGINE_MS_MAX,
  });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  try {
    const { engine, digest, fills, nanoseconds } = JSON.parse(line) as EngineResult;
    if (typeof digest === "string" && nanoseconds > 0) return { engine, digest, fills, nanoseconds };
  } catch {
    // Said below.
  }
  throw new Error(`${command} printed no result of an engine, but: ${line.slice(0, 500)}`);
}
