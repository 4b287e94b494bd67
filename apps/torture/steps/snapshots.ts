import type { Step } from "../scenario.ts";
import { LogReader } from "@lockstep/cluster/log/log-reader";
import { pause, until } from "../pause.ts";

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

const SNAPSHOT_SECONDS_MAX = 60;

export const allHaveSnapshots: Step = {
  text: "wait until every node has a snapshot",
  run: async ({ cluster }) => {
    for (const nodeId of cluster.members) {
      const hasOne = async (): Promise<boolean> =>
        ((await cluster.status(nodeId))?.snapshot?.position ?? 0) > 0;
      await until(hasOne, `node ${nodeId} has a snapshot`, SNAPSHOT_SECONDS_MAX);
    }
  },
};

const TRIM_SECONDS_MAX = 120;

/** The logs of all others begin behind the end of the logs of those whom the step before was about, who do not run. */
export const othersTrimmed: Step = {
  text: "wait until the others have trimmed what it lacks",
  run: async (stage) => {
    const { cluster, victims, others } = stage;
    const ends = await Promise.all(victims.map((nodeId) => logOf(cluster.directoryOf(nodeId))));
    const lacking = Math.max(...ends.map(({ lastIndex }) => lastIndex)) + 1;
    const areTrimmed = async (): Promise<boolean> => {
      try {
        const logs = await Promise.all(others.map((nodeId) => logOf(cluster.directoryOf(nodeId))));
        return logs.every(({ firstIndex }) => firstIndex > lacking);
      } catch {
        return false; // A file was moved away while it was looked at.
      }
    };
    await until(areTrimmed, `the others' logs begin behind index ${lacking}`, TRIM_SECONDS_MAX);
  },
};

async function logOf(
  directory: string,
): Promise<{ readonly firstIndex: number; readonly lastIndex: number }> {
  const reader = await LogReader.open(directory, { archive: false });
  await reader.close();
  return reader;
}
