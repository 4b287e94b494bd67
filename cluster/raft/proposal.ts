import { assert } from "../assert.ts";
import { isJoint, LEAVE_JOINT } from "./configuration.ts";
import type { ConfigurationChange } from "./configuration.ts";
import type { RaftCore, StepResult } from "./core.ts";
import { EntryKind, payloadSizeBytes } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { createMessage, MessageType } from "./message.ts";
import type { ChangeRefusal } from "./observer.ts";
import { broadcastAppend } from "./replication.ts";

/**
 * Why a leader would not append a proposal of that many payload bytes just now; undefined: it would.
 *
 * removed: this node still leads, but is no member any more. transferring: a successor is about to lead.
 * uncommitted-full: too much is proposed and not applied; wait and try again.
 */
export type ProposalRefusal = "not-leader" | "removed" | "transferring" | "uncommitted-full";

export function proposalRefusal(core: RaftCore, payloadBytes: number): ProposalRefusal | undefined {
  if (!core.isLeader) return "not-leader";
  if (!core.progress.has(core.id)) return "removed";
  if (core.transferee !== 0) return "transferring";
  const { uncommittedBytes, settings } = core;
  // One proposal of any size gets through when nothing waits, and a no-op always does.
  if (uncommittedBytes === 0 || payloadBytes === 0) return undefined;
  return uncommittedBytes + payloadBytes > settings.uncommittedBytesMax ? "uncommitted-full" : undefined;
}

/** Why the configuration in force does not allow a change now; undefined: it does. */
export function changeRefusal(core: RaftCore, change: ConfigurationChange): ChangeRefusal | undefined {
  if (core.pendingChangeIndex > core.log.appliedIndex) return "change-pending";
  const leaves = change.changes.length === 0;
  if (isJoint(core.configuration) !== leaves) return leaves ? "not-joint" : "joint";
  // What is in force now will be in force when it is applied: nothing else is pending.
  return core.changeFault(change);
}

/**
 * Appends proposals at the end of the leader's log and sends them, in the same turn as they are written.
 *
 * @param proposals kind and data; index and term are given here. A change that is not allowed now becomes an
 *   empty entry, because its neighbours may rely on their places.
 */
export function stepProposal(core: RaftCore, proposals: readonly Entry[]): StepResult {
  assert(proposals.length > 0);
  const refusal = proposalRefusal(core, payloadSizeBytes(proposals));
  if (refusal === "transferring") core.observe?.(core, { kind: "proposal-dropped-transferring" });
  if (refusal === "uncommitted-full") core.observe?.(core, { kind: "proposal-dropped-uncommitted" });
  if (refusal !== undefined) return "dropped";

  const { term } = core;
  const first = core.log.lastIndex + 1;
  const entries: Entry[] = [];
  for (let i = 0; i < proposals.length; i++) {
    const { kind, data } = proposals[i]!;
    const index = first + i;
    const isAllowed = kind !== EntryKind.Configuration || isChangeAllowed(core, index, data);
    entries.push(
      isAllowed
        ? { index, term, kind, data }
        : { index, term, kind: EntryKind.Empty, data: core.settings.codec.empty(index, term) },
    );
  }
  appendEntries(core, entries);
  broadcastAppend(core);
  return "ok";
}

/** A new leader's first entry: with it, everything before is committed. (Raft, sections 5.4.2 and 8.) */
export function appendEmptyEntry(core: RaftCore): void {
  const index = core.log.lastIndex + 1;
  const data = core.settings.codec.empty(index, core.term);
  appendEntries(core, [{ index, term: core.term, kind: EntryKind.Empty, data }]);
}

/** All of a joint configuration is applied, and it is to be left by itself. */
export function proposeLeaveJoint(core: RaftCore): void {
  if (proposalRefusal(core, 0) !== undefined || changeRefusal(core, LEAVE_JOINT) !== undefined) {
    core.observe?.(core, { kind: "leave-joint-dropped" }); // Tried again after the next applied entry.
    return;
  }
  const index = core.log.lastIndex + 1;
  const data = core.settings.codec.leaveJoint(index, core.term);
  core.pendingChangeIndex = index;
  appendEntries(core, [{ index, term: core.term, kind: EntryKind.Configuration, data }]);
  broadcastAppend(core);
  core.observe?.(core, { kind: "leave-joint-started" });
}

/** One change at a time: it becomes the pending one. (Raft, section 6; dissertation, 4.1.) */
function isChangeAllowed(core: RaftCore, index: number, data: Uint8Array): boolean {
  const change = core.settings.codec.decodeChange(data);
  const reason = changeRefusal(core, change);
  if (reason !== undefined && core.settings.validateChanges) {
    core.observe?.(core, { kind: "change-ignored", change, reason });
    return false;
  }
  core.pendingChangeIndex = index;
  return true;
}

function appendEntries(core: RaftCore, entries: readonly Entry[]): void {
  core.uncommittedBytes += payloadSizeBytes(entries);
  const lastIndex = core.log.append(entries);
  // The leader counts itself like any other member: when the entries are durable, not before.
  const own = createMessage(MessageType.AppendReply, core.id);
  own.index = lastIndex;
  core.send(own);
}
