import type { RaftCore } from "./core.ts";
import { broadcastHeartbeat } from "./replication.ts";
import { sendTimeoutNow } from "./transfer.ts";

/** A leader has applied the change that removes it, or that makes it a learner. (Raft, section 6.) */
export function leaderRemoved(core: RaftCore): void {
  const { onRemoval } = core.settings;
  if (onRemoval === "step-down") core.becomeFollower(core.term, 0);
  if (onRemoval !== "hand-over" || core.removedElapsedTicks >= 0) return;
  core.removedElapsedTicks = 0;
  core.transferee = 0;
  broadcastHeartbeat(core); // They cannot campaign in a configuration that they do not know to be committed.
}

/** At every heartbeat of a leader: one that is removed asks a voter to take over, and waits no longer than that. */
export function handOver(core: RaftCore): void {
  if (core.removedElapsedTicks < 0) return;
  core.removedElapsedTicks += core.settings.heartbeatTicks;
  if (core.removedElapsedTicks > core.settings.electionTimeoutTicks) {
    core.becomeFollower(core.term, 0);
    return;
  }
  const successor = longestLog(core);
  if (successor !== 0) sendTimeoutNow(core, successor);
}

function longestLog(core: RaftCore): number {
  let best = 0;
  for (const id of core.configuration.voters) {
    if (id !== core.id && (best === 0 || core.indexOf(id) > core.indexOf(best))) best = id;
  }
  return best;
}
