import { appendFileSync } from "node:fs";
import { PerformanceObserver } from "node:perf_hooks";
import { PAUSE_MS_MIN, pausesPath, type WatchedPause } from "./watched-pauses.ts";

/**
 * Loaded into a node by `--import`, before everything else: notes how long its event loop and its
 * collections of garbage kept it, in a file of its working directory.
 */
const TIMER_MS = 10;
const WRITE_MS = 250;

const noted: WatchedPause[] = [];
const note = (kind: WatchedPause["kind"], startMs: number, ms: number): void => {
  if (ms >= PAUSE_MS_MIN) noted.push({ kind, atMs: performance.timeOrigin + startMs, ms });
};

let lastMs = performance.now();
setInterval(() => {
  const nowMs = performance.now();
  note("turn", lastMs, nowMs - lastMs - TIMER_MS);
  lastMs = nowMs;
}, TIMER_MS).unref();

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) note("collection", startTime, duration);
}).observe({ entryTypes: ["gc"] });

const path = pausesPath(process.cwd(), process.pid);
setInterval(() => {
  if (noted.length === 0) return;
  appendFileSync(
    path,
    noted
      .splice(0)
      .map((pause) => `${JSON.stringify(pause)}\n`)
      .join(""),
  );
}, WRITE_MS).unref();
