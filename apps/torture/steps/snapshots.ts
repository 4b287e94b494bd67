import type { Step } from "../scenario.ts";
import { pause } from "../pause.ts";

const TAKEN_MS_MAX = 20;

/** The leader is asked for one, and not waited for: what follows comes at some moment of it. */
export const beginSnapshot: Step = {
  text: "ask for a snapshot",
  run: async ({ cluster, random }) => {
    const leaderId = await cluster.awaitLeader();
    cluster.ask(leaderId, { ask: "snapshot" }).catch(() => {}); // It may be paused or killed before it answers.
    await pause(random.below(TAKEN_MS_MAX) / 1_000);
  },
};
