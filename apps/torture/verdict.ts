import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { StateDigest } from "@lockstep/cluster/client/desk-messages";
import { pause, until } from "./pause.ts";
import type { Cluster } from "./cluster.ts";
import type { Stage } from "./stage.ts";

/** From when the links are well and all processes run, until commands are done within a bound. */
const HEALED_SECONDS = 10;
const COMMAND_SECONDS_MAX = 5;
/** Far more than it takes: only one that never comes to the same position is to fail. */
const SAME_POSITION_SECONDS_MAX = 60;

/**
 * What every run ends with, whatever was done to the cluster: a command is done within 5 s when links were well for
 * 10 s, and each client that was there all the time had one done in them; nothing that was acknowledged is lost, nothing was applied twice, all answers are linearizable; and all members
 * have the same state and said the same. @returns what does not hold, in words
 */
export async function judge(stage: Stage): Promise<string[]> {
  const { cluster, load, network } = stage;
  await network.setFaults([]);
  const healedMs = performance.now();
  await pause(HEALED_SECONDS);
  const problems: string[] = [];
  const { outcome, reason } = await stage.command(COMMAND_SECONDS_MAX);
  if (outcome !== Outcome.Replied) {
    problems.push(`no command was done within ${COMMAND_SECONDS_MAX} s of healthy links: ${reason}`);
  }
  const silent = load.silentSince(healedMs);
  if (silent > 0) {
    problems.push(`${silent} clients had no command done in ${HEALED_SECONDS} s of healthy links`);
  }
  await load.stop();
  problems.push(...(await digestProblems(cluster)));
  problems.push(...(await load.problems(cluster.members)));
  for (const nodeId of cluster.endedByThemselves) {
    const { ending, lastWords } = cluster.processOf(nodeId);
    problems.push(`node ${nodeId} ended by itself with ${ending}: ${lastWords}`);
  }
  return problems;
}

async function digestProblems(cluster: Cluster): Promise<string[]> {
  let digests: (StateDigest | undefined)[] = [];
  const isOnePosition = async (): Promise<boolean> => {
    digests = await Promise.all(cluster.members.map((nodeId) => cluster.digest(nodeId)));
    const positions = new Set(digests.map((digest) => digest?.position));
    return positions.size === 1 && !positions.has(undefined);
  };
  try {
    await until(isOnePosition, "all members are at one position", SAME_POSITION_SECONDS_MAX);
  } catch (error) {
    const each = digests.map((digest, at) => `node ${cluster.members[at]} at ${digest?.position ?? "none"}`);
    return [`${(error as Error).message}; ${each.join(", ")}`];
  }
  const kinds = digests.map((digest) => `state ${digest!.stateHash}, outputs ${digest!.outputDigest}`);
  if (new Set(kinds).size === 1) return [];
  return [`the members differ: ${kinds.map((kind, at) => `node ${cluster.members[at]} ${kind}`).join("; ")}`];
}

/** Stops all that run: those that are told to end do so in order. @returns what did not, in words */
export async function stopProblems(cluster: Cluster): Promise<string[]> {
  const problems: string[] = [];
  for (const nodeId of cluster.running) {
    try {
      const ending = await cluster.processOf(nodeId).end("SIGTERM");
      if (ending !== "code 0") problems.push(`node ${nodeId} was told to stop and ended with ${ending}`);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return problems;
}
