import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect } from "vitest";
import { type LmdbLogOptions, openLmdbLog } from "../log/lmdb-log-opening.ts";
import type { LmdbLog } from "../log/lmdb-log.ts";
import type { LogStore } from "../log/log-store.ts";
import { CLUSTER_ID } from "./log-batches.ts";

export const NODE_ID = 1;

const directories: string[] = [];
const logs: LmdbLog[] = [];

afterEach(async () => {
  for (const log of logs.splice(0)) await log.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

// Compared element by element, batches would take most of the time of these tests.
expect.addEqualityTesters([
  (left: unknown, right: unknown) =>
    Buffer.isBuffer(left) && Buffer.isBuffer(right) ? left.equals(right) : undefined,
]);

/** A temporary directory that is gone after the test, unless the caller sees to that. */
export function makeDirectory(options: { keep?: boolean } = {}): string {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-log-"));
  if (options.keep !== true) directories.push(directory);
  return directory;
}

/** What a log reported, and a way to wait for it. */
export class Reports {
  durable: { index: number; term: number }[] = [];
  fatal: Error[] = [];
  notices: string[] = [];
  private waiting: (() => void)[] = [];

  onDurable = (index: number, term: number): void => {
    this.durable.push({ index, term });
    for (const resolve of this.waiting.splice(0)) resolve();
  };
  onFatal = (error: Error): void => {
    this.fatal.push(error);
    for (const resolve of this.waiting.splice(0)) resolve();
  };

  /** Until all that was appended is durable. */
  async settle(log: LogStore): Promise<void> {
    while (log.durableIndex < log.lastIndex && this.fatal.length === 0) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}

/** Opens the log of a directory; it is closed after the test if it is still open then. */
export async function openLog(
  directory: string,
  reports: Reports,
  options: Omit<Partial<LmdbLogOptions>, "directory" | "listener" | "notice"> = {},
): Promise<LmdbLog> {
  const log = await openLmdbLog({
    directory,
    clusterId: CLUSTER_ID,
    nodeId: NODE_ID,
    listener: reports,
    notice: (message) => reports.notices.push(message),
    ...options,
  });
  logs.push(log);
  return log;
}

export async function closeLog(log: LmdbLog): Promise<void> {
  logs.splice(logs.indexOf(log), 1);
  await log.close();
}

/** Index and bytes of all batches in a log. */
export function readAll(log: LogStore): Map<number, Buffer> {
  const batches = new Map<number, Buffer>();
  log.read(log.firstIndex, Infinity, (bytes, index) => batches.set(index, Buffer.from(bytes)));
  return batches;
}
