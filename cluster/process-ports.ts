import type { Clock, Scheduler } from "./ports.ts";

/** Of this process. */
export const processClock: Clock = {
  monotonicUs: () => Math.floor(performance.now() * 1_000),
  wallUs: () => Date.now() * 1_000,
};

/** Of this process. */
export const processScheduler: Scheduler = {
  atEndOfTurn: (run) => {
    setImmediate(run);
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
};
