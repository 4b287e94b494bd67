import { ChangeType, Transition } from "../../raft/configuration.ts";
import type { Configuration, ConfigurationChange, MemberChange } from "../../raft/configuration.ts";
import { EntryKind } from "../../raft/entry.ts";
import type { Entry } from "../../raft/entry.ts";
import { LOCAL_APPEND, LOCAL_APPLY, MessageType } from "../../raft/message.ts";
import type { Message } from "../../raft/message.ts";
import { ProgressState } from "../../raft/progress.ts";
import type { Progress } from "../../raft/progress.ts";
import type { AppendTask, ApplyTask, Ready } from "../../raft/ready.ts";
import { Role } from "../../raft/role.ts";
import type { Snapshot } from "../../raft/snapshot.ts";
import type { HardState } from "../../raft/storage.ts";
import { decodeChange, isFirstVersion } from "./change-codec.ts";

/** How etcd prints what the core handles, so that its expectations can be compared. */
const MESSAGE_NAMES: Readonly<Record<MessageType, string>> = {
  [MessageType.Append]: "MsgApp",
  [MessageType.AppendReply]: "MsgAppResp",
  [MessageType.Heartbeat]: "MsgHeartbeat",
  [MessageType.HeartbeatReply]: "MsgHeartbeatResp",
  [MessageType.Vote]: "MsgVote",
  [MessageType.VoteReply]: "MsgVoteResp",
  [MessageType.PreVote]: "MsgPreVote",
  [MessageType.PreVoteReply]: "MsgPreVoteResp",
  [MessageType.Snapshot]: "MsgSnap",
  [MessageType.TimeoutNow]: "MsgTimeoutNow",
  [MessageType.TransferLeader]: "MsgTransferLeader",
  [MessageType.Propose]: "MsgProp",
  [MessageType.ReadIndex]: "MsgReadIndex",
  [MessageType.ReadIndexReply]: "MsgReadIndexResp",
  [MessageType.StorageAppended]: "MsgStorageAppendResp",
  [MessageType.StorageApplied]: "MsgStorageApplyResp",
  [MessageType.Fetch]: "none of etcd's",
  [MessageType.Fetched]: "none of etcd's",
  [MessageType.Digest]: "none of etcd's",
  [MessageType.DigestAsk]: "none of etcd's",
  [MessageType.DigestAnswer]: "none of etcd's",
};

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  [Role.Follower]: "StateFollower",
  [Role.PreCandidate]: "StatePreCandidate",
  [Role.Candidate]: "StateCandidate",
  [Role.Leader]: "StateLeader",
};

const PROGRESS_NAMES: Readonly<Record<ProgressState, string>> = {
  [ProgressState.Probe]: "StateProbe",
  [ProgressState.Replicate]: "StateReplicate",
  [ProgressState.Snapshot]: "StateSnapshot",
};

const CHANGE_NAMES: Readonly<Record<ChangeType, string>> = {
  [ChangeType.AddVoter]: "ConfChangeAddNode",
  [ChangeType.Remove]: "ConfChangeRemoveNode",
  [ChangeType.Update]: "ConfChangeUpdateNode",
  [ChangeType.AddLearner]: "ConfChangeAddLearnerNode",
};

const CHANGE_LETTERS: Readonly<Record<ChangeType, string>> = {
  [ChangeType.AddVoter]: "v",
  [ChangeType.Remove]: "r",
  [ChangeType.Update]: "u",
  [ChangeType.AddLearner]: "l",
};

const TRANSITION_NAMES: Readonly<Record<Transition, string>> = {
  [Transition.Auto]: "ConfChangeTransitionAuto",
  [Transition.Implicit]: "ConfChangeTransitionJointImplicit",
  [Transition.Explicit]: "ConfChangeTransitionJointExplicit",
};

export function messageTypeName(type: MessageType): string {
  return MESSAGE_NAMES[type];
}

export function messageTypeOf(name: string): MessageType | undefined {
  return Object.values(MessageType).find((type) => MESSAGE_NAMES[type] === name);
}

export function roleName(role: Role): string {
  return ROLE_NAMES[role];
}

/** Ids are hexadecimal in log lines and messages. */
export function hex(id: number): string {
  return id.toString(16);
}

function target(id: number): string {
  if (id === 0) return "None";
  if (id === LOCAL_APPEND) return "AppendThread";
  return id === LOCAL_APPLY ? "ApplyThread" : hex(id);
}

/** Printable ASCII of entry data between quotes, as Go's %q prints it. */
function quote(data: Uint8Array): string {
  let text = "";
  for (const char of new TextDecoder().decode(data)) {
    if (char === '"' || char === "\\") text += `\\${char}`;
    else if (char === "\n") text += "\\n";
    else if (char === "\t") text += "\\t";
    else if (char < " ") text += `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
    else text += char;
  }
  return `"${text}"`;
}

export function describeChanges(changes: readonly MemberChange[]): string {
  return changes.map(({ type, id }) => `${CHANGE_LETTERS[type]}${id}`).join(" ");
}

/** As the text form of the protocol buffer that etcd keeps changes in. */
export function describeChange(change: ConfigurationChange): string {
  const members = change.changes.map(({ type, id }) => ` changes:{type:${CHANGE_NAMES[type]} node_id:${id}}`);
  return `transition:${TRANSITION_NAMES[change.transition]}${members.join("")}`;
}

export function describeEntry(entry: Entry): string {
  const at = `${entry.term}/${entry.index}`;
  if (entry.kind !== EntryKind.Configuration) return `${at} EntryNormal ${quote(entry.data)}`;
  const changes = describeChanges(decodeChange(entry.data).changes);
  const type = isFirstVersion(entry.data) ? "EntryConfChange" : "EntryConfChangeV2";
  return `${at} ${type}${changes === "" ? "" : ` ${changes}`}`;
}

export function describeEntries(entries: readonly Entry[]): string {
  return entries.map((entry) => `${describeEntry(entry)}\n`).join("");
}

function describeEntryList(entries: readonly Entry[], indent: string): string {
  if (entries.length === 0) return "";
  if (entries.length === 1) return ` Entries:[${describeEntry(entries[0]!)}]`;
  const lines = entries.map((entry) => `\n${indent}  ${describeEntry(entry)}`);
  return ` Entries:[${lines.join("")}\n${indent}]`;
}

function describeResponses(responses: readonly Message[], indent: string): string {
  if (responses.length === 0) return "";
  const lines = responses.map((response) => `\n${describeMessage(response, `${indent}  `)}`);
  return ` Responses:[${lines.join("")}\n${indent}]`;
}

export function describeSnapshot({ index, term, configuration }: Snapshot): string {
  const { voters, votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  const list = (ids: readonly number[]): string => `[${ids.join(" ")}]`;
  return (
    `Index:${index} Term:${term} ConfState:Voters:${list(voters)} VotersOutgoing:${list(votersOutgoing)} ` +
    `Learners:${list(learners)} LearnersNext:${list(learnersNext)} AutoLeave:${autoLeave}`
  );
}

function describeSnapshotLine(snapshot: Snapshot | null, indent: string): string {
  const isEmpty = snapshot === null || snapshot.index === 0;
  return isEmpty ? "" : `\n${indent}  Snapshot: ${describeSnapshot(snapshot)}`;
}

export function describeMessage(message: Message, indent = ""): string {
  const { type, from, to, term, logTerm, index } = message;
  let text = `${indent}${target(from)}->${target(to)} ${MESSAGE_NAMES[type]} Term:${term} Log:${logTerm}/${index}`;
  if (message.reject) text += ` Rejected (Hint: ${message.rejectHint})`;
  if (message.commit !== 0) text += ` Commit:${message.commit}`;
  return text + describeEntryList(message.entries, indent) + describeSnapshotLine(message.snapshot, indent);
}

/** etcd hands tasks to the log writer as messages; without their responses once they are being done. */
export function describeAppend(id: number, task: AppendTask, withResponses: boolean): string {
  const state = task.hardState;
  let text = `${hex(id)}->AppendThread MsgStorageAppend Term:${state?.term ?? 0} Log:0/0`;
  if (state !== null && state.commitIndex !== 0) text += ` Commit:${state.commitIndex}`;
  if (state !== null && state.vote !== 0) text += ` Vote:${state.vote}`;
  text += describeEntryList(task.entries, "") + describeSnapshotLine(task.snapshot, "");
  return withResponses ? text + describeResponses(task.responses, "") : text;
}

export function describeApply(id: number, task: ApplyTask, withResponses: boolean): string {
  const text = `${hex(id)}->ApplyThread MsgStorageApply Term:0 Log:0/0${describeEntryList(task.entries, "")}`;
  return withResponses ? text + describeResponses([task.response], "") : text;
}

function describeHardState({ term, vote, commitIndex }: HardState): string {
  return `Term:${term}${vote === 0 ? "" : ` Vote:${vote}`} Commit:${commitIndex}`;
}

export function describeReady(id: number, ready: Ready): string {
  const { softState, hardState, snapshot } = ready;
  const messages = ready.messages.map((message) => describeMessage(message));
  if (ready.append !== null) messages.push(describeAppend(id, ready.append, true));
  if (ready.apply !== null) messages.push(describeApply(id, ready.apply, true));

  let text = "";
  if (softState !== null) text += `Lead:${softState.leader} State:${ROLE_NAMES[softState.role]}\n`;
  if (hardState !== null) text += `HardState ${describeHardState(hardState)}\n`;
  if (ready.reads.length > 0) {
    text += `ReadStates [${ready.reads.map(({ index, request }) => `{${index} [${request}]}`).join(" ")}]\n`;
  }
  if (ready.entries.length > 0) text += `Entries:\n${describeEntries(ready.entries)}`;
  if (snapshot !== null) text += `Snapshot ${describeSnapshot(snapshot)}\n`;
  if (ready.committedEntries.length > 0) {
    text += `CommittedEntries:\n${describeEntries(ready.committedEntries)}`;
  }
  if (messages.length > 0) text += `Messages:\n${messages.map((message) => `${message}\n`).join("")}`;
  return text === "" ? "<empty Ready>" : `Ready MustSync=${ready.mustSync}:\n${text}`;
}

export function describeConfiguration(configuration: Configuration): string {
  const { voters, votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  const set = (ids: readonly number[]): string => `(${ids.join(" ")})`;
  let text = `voters=${set(voters)}`;
  if (votersOutgoing.length > 0) text += `&&${set(votersOutgoing)}`;
  if (learners.length > 0) text += ` learners=${set(learners)}`;
  if (learnersNext.length > 0) text += ` learners_next=${set(learnersNext)}`;
  return autoLeave ? `${text} autoleave` : text;
}

export function describeProgress(progress: Readonly<Progress>): string {
  let text = `${PROGRESS_NAMES[progress.state]} match=${progress.match} next=${progress.next}`;
  if (progress.isLearner) text += " learner";
  if (progress.isPaused) text += " paused";
  if (progress.pendingSnapshotIndex > 0) text += ` pendingSnap=${progress.pendingSnapshotIndex}`;
  if (!progress.isRecentlyActive) text += " inactive";
  const { count, isFull } = progress.inflights;
  if (count > 0) text += ` inflight=${count}${isFull ? "[full]" : ""}`;
  return text;
}

export function describeProgressMap(progress: ReadonlyMap<number, Progress>): string {
  return [...progress].map(([id, member]) => `${id}: ${describeProgress(member)}\n`).join("");
}
