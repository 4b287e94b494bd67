import type { RaftCore, StepResult } from "./core.ts";
import { jointVoteResult } from "./joint.ts";
import { releaseEarlyReads, stepRead, stepReadAcknowledgement } from "./leader-reads.ts";
import { VoteResult } from "./majority.ts";
import { MessageType } from "./message.ts";
import type { Message } from "./message.ts";
import { ProgressState } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { stepProposal } from "./proposal.ts";
import { handOver } from "./removal.ts";
import { broadcastAppend, broadcastHeartbeat, sendAppend } from "./replication.ts";
import { sendTimeoutNow, stepTransfer } from "./transfer.ts";

/** A leader's view of a message of its own term. */
export function stepLeader(core: RaftCore, message: Message): StepResult {
  if (message.type === MessageType.Propose) return stepProposal(core, message.entries);
  if (message.type === MessageType.ReadIndex) {
    stepRead(core, message);
    return "ok";
  }
  const member = core.progress.get(message.from);
  if (member === undefined) {
    core.observe?.(core, { kind: "no-progress", peer: message.from });
    return "ok";
  }
  switch (message.type) {
    case MessageType.AppendReply:
      member.isRecentlyActive = true;
      if (message.reject) stepRejection(core, message, member);
      else stepAcknowledgement(core, message, member);
      break;
    case MessageType.HeartbeatReply:
      stepHeartbeatReply(core, message, member);
      break;
    case MessageType.TransferLeader:
      stepTransfer(core, message.from, member);
      break;
  }
  return "ok";
}

/** Heartbeats, and once per election time-out the question whether a majority still listens. */
export function tickLeader(core: RaftCore): void {
  core.heartbeatElapsedTicks++;
  core.electionElapsedTicks++;
  if (core.electionElapsedTicks >= core.settings.electionTimeoutTicks) {
    core.electionElapsedTicks = 0;
    if (core.settings.checkQuorum) checkQuorum(core);
    core.transferee = 0; // The successor had its time; go on leading.
  }
  if (!core.isLeader) return;
  if (core.heartbeatElapsedTicks >= core.settings.heartbeatTicks) {
    core.heartbeatElapsedTicks = 0;
    broadcastHeartbeat(core);
    handOver(core);
  }
}

/** A leader that no majority hears steps down: clients look elsewhere. (Dissertation, 6.2.) */
export function checkQuorum(core: RaftCore): void {
  const activity = {
    ballotOf: (id: number): boolean => id === core.id || core.progress.get(id)!.isRecentlyActive,
  };
  if (jointVoteResult(core.configuration, activity) !== VoteResult.Won) {
    core.observe?.(core, { kind: "quorum-inactive" });
    core.becomeFollower(core.term, 0);
  }
  for (const [id, member] of core.progress) {
    if (id !== core.id) member.isRecentlyActive = false;
  }
}

/** Something sent to the member was lost: stop streaming, ask where its log ends. */
export function peerUnreachable(core: RaftCore, peer: number): void {
  const member = core.isLeader ? core.progress.get(peer) : undefined;
  if (member === undefined) return;
  if (member.state === ProgressState.Replicate) member.becomeProbe();
  core.observe?.(core, { kind: "unreachable", peer });
}

/** The transport has delivered a snapshot, or has given up. The member's own acknowledgement says more. */
export function snapshotSent(core: RaftCore, peer: number, isDelivered: boolean): void {
  const member = core.isLeader ? core.progress.get(peer) : undefined;
  if (member === undefined || member.state !== ProgressState.Snapshot) return;
  if (!isDelivered) member.pendingSnapshotIndex = 0; // Probe from what it had before.
  member.becomeProbe();
  core.observe?.(core, { kind: isDelivered ? "snapshot-delivered" : "snapshot-failed", peer });
  // Delivered: its acknowledgement follows. Failed: wait for its next heartbeat reply.
  member.isFlowPaused = true;
}

function stepRejection(core: RaftCore, message: Message, member: Progress): void {
  core.observe?.(core, { kind: "rejection-received", message });
  // The follower's hint skips its entries above the term asked for; ours skips our entries above the hint's
  // term. So a long divergent suffix takes one round trip per term, not one per entry.
  const hint =
    message.logTerm > 0
      ? core.log.findMatchBelow(message.rejectHint, message.logTerm).index
      : message.rejectHint;
  if (!member.reject(message.index, hint)) return;
  core.observe?.(core, { kind: "progress-decreased", peer: message.from });
  if (member.state === ProgressState.Replicate) member.becomeProbe();
  sendAppend(core, message.from, true);
}

/** Hot path: once per batch and member. */
function stepAcknowledgement(core: RaftCore, message: Message, member: Progress): void {
  const { from, index } = message;
  // An acknowledgement without news still ends a probe, or a follower that lacks nothing would stay in it.
  const endsProbe = member.match === index && member.state === ProgressState.Probe;
  if (!member.acknowledge(index) && !endsProbe) return;

  if (member.state === ProgressState.Probe) {
    member.becomeReplicate();
  } else if (member.state === ProgressState.Replicate) {
    member.inflights.freeThrough(index);
  } else if (member.match + 1 >= core.log.firstIndex) {
    // Whatever snapshot brought it there, from here on the log is enough.
    core.observe?.(core, { kind: "replication-resumed", peer: from });
    member.becomeProbe();
    member.becomeReplicate();
  }

  if (core.tryCommit()) {
    releaseEarlyReads(core);
    broadcastAppend(core);
  } else if (from !== core.id && member.canRaiseCommit(core.log.commitIndex)) {
    sendAppend(core, from, true); // Heartbeats would tell it as well, but later.
  }
  if (from === core.id) return;
  while (sendAppend(core, from, false)); // The window may have room for several more.
  if (from === core.transferee && member.match === core.log.lastIndex) {
    core.observe?.(core, { kind: "transfer-caught-up", peer: from });
    sendTimeoutNow(core, from);
  }
}

function stepHeartbeatReply(core: RaftCore, message: Message, member: Progress): void {
  member.isRecentlyActive = true;
  member.isFlowPaused = false;
  // It lives, but lacks entries, or a probe of ours got lost: ask again.
  if (member.match < core.log.lastIndex || member.state === ProgressState.Probe) {
    sendAppend(core, message.from, true);
  }
  stepReadAcknowledgement(core, message);
}
