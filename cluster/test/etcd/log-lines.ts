import type { RaftCore } from "../../raft/core.ts";
import type { Message } from "../../raft/message.ts";
import type { ChangeRefusal, Observer, RaftEvent } from "../../raft/observer.ts";
import { NO_TERM } from "../../raft/storage.ts";
import {
  describeChange,
  describeConfiguration,
  describeProgress,
  hex,
  messageTypeName,
  roleName,
} from "./describe.ts";
import type { Output } from "./output.ts";

/** Prints what the core does in the words of etcd's logger, for the comparison byte by byte. */
export function logTo(output: Output): Observer {
  return (core, event) => {
    const line = describe(core, event);
    if (line !== undefined) output.log(levelOf(event), line);
  };
}

function levelOf(event: RaftEvent): "DEBUG" | "INFO" | "WARN" | "ERROR" {
  switch (event.kind) {
    case "campaign-ignored-unpromotable":
    case "campaign-ignored-pending-change":
    case "quorum-inactive":
    case "restore-refused-not-follower":
      return "WARN";
    case "forget-leader-refused":
      return "ERROR";
    case "campaign-ignored-leader":
    case "no-progress":
    case "rejection-received":
    case "append-rejected":
    case "progress-decreased":
    case "replication-paused":
    case "replication-resumed":
    case "snapshot-sent":
    case "snapshot-held-back":
    case "snapshot-unavailable":
    case "snapshot-delivered":
    case "snapshot-failed":
    case "unreachable":
    case "transfer-to-learner-ignored":
    case "transfer-to-self-ignored":
    case "timeout-now-ignored":
    case "proposal-dropped-transferring":
    case "proposal-dropped-uncommitted":
    case "leave-joint-dropped":
      return "DEBUG";
    default:
      return "INFO";
  }
}

function describe(core: RaftCore, event: RaftEvent): string | undefined {
  if ("message" in event) return describeMessageEvent(core, event.kind, event.message);
  if ("peer" in event) return describePeerEvent(core, event);
  const { log } = core;
  const id = hex(core.id);
  const configuration = describeConfiguration(core.configuration);
  switch (event.kind) {
    case "started": {
      const voters = core.configuration.voters.map(hex).join(",");
      const { index, term } = log.lastId;
      return (
        `newRaft ${id} [peers: [${voters}], term: ${core.term}, commit: ${log.commitIndex}, ` +
        `applied: ${log.appliedIndex}, lastindex: ${index}, lastterm: ${term}]`
      );
    }
    case "became-follower":
      return `${id} became follower at term ${core.term}`;
    case "became-pre-candidate":
      return `${id} became pre-candidate at term ${core.term}`;
    case "became-candidate":
      return `${id} became candidate at term ${core.term}`;
    case "became-leader":
      return `${id} became leader at term ${core.term}`;
    case "configuration-switched":
      return `${id} switched to configuration ${configuration}`;
    case "election-started":
      return `${id} is starting a new election at term ${core.term}`;
    case "campaign-ignored-leader":
      return `${id} ignoring MsgHup because already leader`;
    case "campaign-ignored-unpromotable":
      return `${id} is unpromotable and can not campaign`;
    case "campaign-ignored-pending-change":
      return `${id} cannot campaign at term ${core.term} since there are still pending configuration changes to apply`;
    case "quorum-inactive":
      return `${id} stepped down to follower since quorum is not active`;
    case "leader-forgotten":
      return `${id} forgetting leader ${hex(core.leader)} at term ${core.term}`;
    case "forget-leader-refused":
      return "ignoring MsgForgetLeader due to ReadOnlyLeaseBased";
    case "proposal-dropped-no-leader":
      return `${id} no leader at term ${core.term}; dropping proposal`;
    case "proposal-dropped-not-forwarded":
      return `${id} not forwarding to leader ${hex(core.leader)} at term ${core.term}; dropping proposal`;
    case "proposal-dropped-transferring":
      return `${id} [term ${core.term}] transfer leadership to ${hex(core.transferee)} is in progress; dropping proposal`;
    case "proposal-dropped-uncommitted":
      return `${id} appending new entries to log would exceed uncommitted entry size limit; dropping proposal`;
    case "transfer-dropped-no-leader":
      return `${id} no leader at term ${core.term}; dropping leader transfer msg`;
    case "read-dropped-no-leader":
      return `${id} no leader at term ${core.term}; dropping index reading msg`;
    case "leave-joint-started":
      return `initiating automatic transition out of joint configuration ${configuration}`;
    case "leave-joint-dropped":
      return `not initiating automatic transition out of joint configuration ${configuration}: raft proposal dropped`;
    case "tail-replaced":
      return `replace the unstable entries from index ${event.index}`;
    case "tail-truncated":
      return `truncate the unstable entries before index ${event.index}`;
    case "change-ignored": {
      const reasons: Partial<Record<ChangeRefusal, string>> = {
        "change-pending": `possible unapplied conf change at index ${core.pendingChangeIndex} (applied to ${log.appliedIndex})`,
        joint: "must transition out of joint config first",
        "not-joint": "not in joint state; refusing empty conf change",
      };
      const reason = reasons[event.reason] ?? event.reason; // etcd finds the others when it applies them.
      return `${id} ignoring conf change ${describeChange(event.change)} at config ${configuration}: ${reason}`;
    }
  }
  const { index, term } = event.snapshot;
  const { lastId } = log;
  const at = `[index: ${index}, term: ${term}]`;
  const ends = `commit: ${log.commitIndex}, lastindex: ${lastId.index}, lastterm: ${lastId.term}`;
  switch (event.kind) {
    case "restore-started": {
      const { tail } = log;
      return (
        `log [committed=${log.commitIndex}, applied=${log.appliedIndex}, applying=${log.applyingIndex}, ` +
        `unstable.offset=${tail.offset}, unstable.offsetInProgress=${tail.nextIndex}, ` +
        `len(unstable.Entries)=${tail.entries.length}] starts to restore snapshot ${at}`
      );
    }
    case "restored":
      return `${id} [${ends}] restored snapshot ${at}`;
    case "restore-finished":
      return `${id} [commit: ${log.commitIndex}] restored snapshot ${at}`;
    case "snapshot-ignored":
      return `${id} [commit: ${log.commitIndex}] ignored snapshot ${at}`;
    case "commit-fast-forwarded":
      return `${id} [${ends}] fast-forwarded commit to snapshot ${at}`;
    case "restore-refused-not-follower":
      return `${id} attempted to restore snapshot as leader; should never happen`;
  }
}

function describeMessageEvent(core: RaftCore, kind: RaftEvent["kind"], message: Message): string | undefined {
  const id = hex(core.id);
  const from = hex(message.from);
  const type = messageTypeName(message.type);
  const last = core.log.lastId;
  const own = `[logterm: ${last.term}, index: ${last.index}, vote: ${hex(core.vote)}]`;
  const their = `[logterm: ${message.logTerm}, index: ${message.index}]`;
  switch (kind) {
    case "vote-requested":
      return `${id} [logterm: ${last.term}, index: ${last.index}] sent ${type} request to ${hex(message.to)} at term ${core.term}`;
    case "vote-received":
      return `${id} received ${type}${message.reject ? " rejection" : ""} from ${from} at term ${core.term}`;
    case "votes-counted": {
      const voters = [...core.progress].filter(([, member]) => !member.isLearner).map(([voter]) => voter);
      const granted = core.votes.count(voters, true);
      return `${id} has received ${granted} ${type} votes and ${core.votes.count(voters, false)} vote rejections`;
    }
    case "vote-cast":
      return `${id} ${own} cast ${type} for ${from} ${their} at term ${core.term}`;
    case "vote-refused":
      return `${id} ${own} rejected ${type} from ${from} ${their} at term ${core.term}`;
    case "vote-ignored-in-lease": {
      const ticks = core.settings.electionTimeoutTicks - core.electionElapsedTicks;
      return `${id} ${own} ignored ${type} from ${from} ${their} at term ${core.term}: lease is not expired (remaining ticks: ${ticks})`;
    }
    case "higher-term":
      return `${id} [term: ${core.term}] received a ${type} message with higher term from ${from} [term: ${message.term}]`;
    case "lower-term-ignored":
      return `${id} [term: ${core.term}] ignored a ${type} message with lower term from ${from} [term: ${message.term}]`;
    case "late-completion-ignored":
      return `${id} [term: ${core.term}] ignored entry appends from a ${type} message with lower term [term: ${message.term}]`;
    case "completion-missing": {
      const isAtSnapshot = core.log.tail.snapshot?.index === message.index;
      if (isAtSnapshot) return `entry at index ${message.index} matched unstable snapshot; ignoring`;
      return `entry at index ${message.index} missing from unstable log; ignoring`;
    }
    case "completion-overwritten": {
      const term = core.log.tail.term(message.index);
      return `entry at (index,term)=(${message.index},${message.logTerm}) mismatched with entry at (${message.index},${term}) in unstable log; ignoring`;
    }
    case "append-rejected": {
      const term = core.log.term(message.index);
      return `${id} [logterm: ${term === NO_TERM ? 0 : term}, index: ${message.index}] rejected ${type} ${their} from ${from}`;
    }
    case "rejection-received":
      return `${id} received ${type}(rejected, hint: (index ${message.rejectHint}, term ${message.logTerm})) from ${from} for index ${message.index}`;
    case "timeout-now-received":
      return `${id} [term ${core.term}] received ${type} from ${from} and starts an election to get leadership.`;
    case "timeout-now-ignored":
      return `${id} [term ${core.term} state ${roleName(core.role)}] ignored ${type} from ${from}`;
  }
  return undefined;
}

function describePeerEvent(core: RaftCore, event: Extract<RaftEvent, { peer: number }>): string {
  const id = hex(core.id);
  const peer = hex(event.peer);
  const member = core.progress.get(event.peer);
  const progress = member === undefined ? "" : describeProgress(member);
  switch (event.kind) {
    case "no-progress":
      return `${id} no progress available for ${peer}`;
    case "progress-decreased":
      return `${id} decreased progress of ${peer} to [${progress}]`;
    case "replication-paused":
      return `${id} paused sending replication messages to ${peer} [${progress}]`;
    case "replication-resumed":
      return `${id} recovered from needing snapshot, resumed sending replication messages to ${peer} [${progress}]`;
    case "snapshot-sent": {
      const { index, term } = event.snapshot;
      return (
        `${id} [firstindex: ${core.log.firstIndex}, commit: ${core.log.commitIndex}] ` +
        `sent snapshot[index: ${index}, term: ${term}] to ${peer} [${progress}]`
      );
    }
    case "snapshot-held-back":
      return `ignore sending snapshot to ${peer} since it is not recently active`;
    case "snapshot-unavailable":
      return `${id} failed to send snapshot to ${peer} because snapshot is temporarily unavailable`;
    case "snapshot-delivered":
      return `${id} snapshot succeeded, resumed sending replication messages to ${peer} [${progress}]`;
    case "snapshot-failed":
      return `${id} snapshot failed, resumed sending replication messages to ${peer} [${progress}]`;
    case "unreachable":
      return `${id} failed to send message to ${peer} because it is unreachable [${progress}]`;
    case "transfer-to-learner-ignored":
      return `${peer} is learner. Ignored transferring leadership`;
    case "transfer-repeated":
      return `${id} [term ${core.term}] transfer leadership to ${peer} is in progress, ignores request to same node ${peer}`;
    case "transfer-superseded":
      return `${id} [term ${core.term}] abort previous transferring leadership to ${hex(core.transferee)}`;
    case "transfer-to-self-ignored":
      return `${id} is already leader. Ignored transferring leadership to self`;
    case "transfer-started":
      return `${id} [term ${core.term}] starts to transfer leadership to ${peer}`;
    case "transfer-immediate":
      return `${id} sends MsgTimeoutNow to ${peer} immediately as ${peer} already has up-to-date log`;
    case "transfer-caught-up":
      return `${id} sent MsgTimeoutNow to ${peer} after received MsgAppResp`;
  }
}
