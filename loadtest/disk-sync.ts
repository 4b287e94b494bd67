import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { LatencyRecorder, type LatencySummary } from "./latency.ts";

const PAGE_BYTES = 4_096;
const SYNCS = 200;

/** What the disk takes at least: a page written and made durable, one after the other, in this directory. */
export function measureDiskSync(directory: string): LatencySummary {
  const path = join(directory, "disk-sync");
  const page = new Uint8Array(PAGE_BYTES).fill(1);
  const latency = new LatencyRecorder();
  const file = openSync(path, "w");
  try {
    for (let n = 0; n < SYNCS; n++) {
      const startMs = performance.now();
      writeSync(file, page, 0, PAGE_BYTES, n * PAGE_BYTES);
      fdatasyncSync(file);
      latency.record((performance.now() - startMs) * 1_000, 1);
    }
  } finally {
    closeSync(file);
    unlinkSync(path);
  }
  return latency.summary();
}
