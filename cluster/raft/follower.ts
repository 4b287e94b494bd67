import { campaign } from "./campaign.ts";
import type { RaftCore, StepResult } from "./core.ts";
import { createMessage, MessageType } from "./message.ts";
import type { Message } from "./message.ts";
import { Role } from "./role.ts";
import type { Snapshot } from "./snapshot.ts";

/** A follower's view of a message of its own term. */
export function stepFollower(core: RaftCore, message: Message): StepResult {
  switch (message.type) {
    case MessageType.Append:
      core.hearLeader(message.from);
      handleAppend(core, message);
      break;
    case MessageType.Heartbeat:
      core.hearLeader(message.from);
      handleHeartbeat(core, message);
      break;
    case MessageType.Snapshot:
      core.hearLeader(message.from);
      handleSnapshot(core, message);
      break;
    case MessageType.Propose:
      return forwardProposal(core, message);
    case MessageType.TransferLeader:
      if (core.leader === 0) core.observe?.(core, { kind: "transfer-dropped-no-leader" });
      else forward(core, message);
      break;
    case MessageType.TimeoutNow:
      core.observe?.(core, { kind: "timeout-now-received", message });
      campaign(core, "transfer"); // No pre-vote: the leader itself knows that this node is not cut off.
      break;
    case MessageType.ReadIndex:
      if (core.leader !== 0) {
        forward(core, message);
      } else {
        core.observe?.(core, { kind: "read-dropped-no-leader" });
        if (message.from === 0 || message.from === core.id) {
          core.readStates.push({ request: message.context, index: 0 });
        }
      }
      break;
    case MessageType.ReadIndexReply:
      core.readStates.push({ request: message.context, index: message.index });
      break;
  }
  return "ok";
}

function forwardProposal(core: RaftCore, message: Message): StepResult {
  if (core.leader === 0) {
    core.observe?.(core, { kind: "proposal-dropped-no-leader" });
    return "dropped";
  }
  if (!core.settings.forwardProposals) {
    core.observe?.(core, { kind: "proposal-dropped-not-forwarded" });
    return "dropped";
  }
  forward(core, message);
  return "ok";
}

function forward(core: RaftCore, message: Message): void {
  core.send({ ...message, to: core.leader });
}

/** Appends what matches, and says how far the log now matches, or from where on it may. (Raft, section 5.3.) */
export function handleAppend(core: RaftCore, message: Message): void {
  const { log } = core;
  const reply = createMessage(MessageType.AppendReply, message.from);
  if (message.index < log.commitIndex) {
    reply.index = log.commitIndex; // Late: up to here every leader's log is the same.
    core.send(reply);
    return;
  }
  const lastNew = log.tryAppend(message.index, message.logTerm, message.entries, message.commit);
  if (lastNew >= 0) {
    reply.index = lastNew;
    core.send(reply);
    return;
  }
  core.observe?.(core, { kind: "append-rejected", message });
  // Entries above a term cannot match the leader's entry of that term: skip a whole run of them at once.
  const hint = log.findMatchBelow(Math.min(message.index, log.lastIndex), message.logTerm);
  reply.index = message.index;
  reply.reject = true;
  reply.rejectHint = hint.index;
  reply.logTerm = hint.term;
  core.send(reply);
}

/** The leader sends at most what it knows to match, so the commit index cannot run ahead of the log. */
export function handleHeartbeat(core: RaftCore, message: Message): void {
  core.log.commitTo(message.commit);
  const reply = createMessage(MessageType.HeartbeatReply, message.from);
  reply.context = message.context;
  core.send(reply);
}

export function handleSnapshot(core: RaftCore, message: Message): void {
  const snapshot = message.snapshot!;
  const reply = createMessage(MessageType.AppendReply, message.from);
  if (restore(core, snapshot)) {
    core.observe?.(core, { kind: "restore-finished", snapshot });
    reply.index = core.log.lastIndex;
  } else {
    core.observe?.(core, { kind: "snapshot-ignored", snapshot });
    reply.index = core.log.commitIndex;
  }
  core.send(reply);
}

/**
 * A snapshot from before this node became a member is as good as any: the log behind it makes it one, and until
 * then it does not campaign.
 *
 * @returns whether the log now begins behind the snapshot
 */
function restore(core: RaftCore, snapshot: Snapshot): boolean {
  const { log } = core;
  if (snapshot.index <= log.commitIndex) return false;
  if (core.role !== Role.Follower) {
    // Cannot happen; a node that leads must not lose its log, so it rather gives up leading.
    core.observe?.(core, { kind: "restore-refused-not-follower", snapshot });
    core.becomeFollower(core.term + 1, 0);
    return false;
  }
  if (log.matches(snapshot.index, snapshot.term)) {
    core.observe?.(core, { kind: "commit-fast-forwarded", snapshot });
    log.commitTo(snapshot.index); // The log holds it all already.
    return false;
  }
  core.observe?.(core, { kind: "restore-started", snapshot });
  log.restore(snapshot);
  core.restoreMembership(snapshot.configuration);
  core.observe?.(core, { kind: "restored", snapshot });
  return true;
}
