import { randomBytes } from "node:crypto";
import type { ClientWorld } from "./cluster-client.ts";

/** The world of a real process. */
export const nodeWorld: ClientWorld = {
  nowMs: () => performance.now(),
  random: () => Math.random(),
  randomBytes: (length) => randomBytes(length),
  atEndOfTurn: (run) => {
    setImmediate(run);
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
};
