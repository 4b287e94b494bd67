import type { RaftCore } from "./core.ts";
import { payloadSizeBytes } from "./entry.ts";
import { createMessage, MessageType, NO_ENTRIES } from "./message.ts";
import { ProgressState } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { NO_TERM } from "./storage.ts";

/** Sends every other member what it lacks, at least the commit index. */
export function broadcastAppend(core: RaftCore): void {
  for (const id of core.progress.keys()) {
    if (id !== core.id) sendAppend(core, id, true);
  }
}

/** Sends entries to the members that lack some. */
export function sendNewEntries(core: RaftCore): void {
  for (const id of core.progress.keys()) {
    if (id !== core.id) sendAppend(core, id, false);
  }
}

/**
 * Sends what comes next for a member, or a snapshot when that is trimmed. (Raft, sections 5.3 and 7.)
 *
 * @param evenIfEmpty an append without entries still carries the commit index, and asks whether the logs match
 * @returns whether a message was sent
 */
export function sendAppend(core: RaftCore, to: number, evenIfEmpty: boolean): boolean {
  const member = core.progress.get(to)!;
  if (member.isPaused) return false;
  const { log, settings } = core;
  const previousIndex = member.next - 1;
  const previousTerm = log.term(previousIndex);
  if (previousTerm === NO_TERM) return sendSnapshot(core, to, member);

  // A full window still lets an empty append through: when all that filled it was lost, its rejection is the
  // only way to learn so.
  const isWindowFull = member.state === ProgressState.Replicate && member.inflights.isFull;
  const entries = isWindowFull ? NO_ENTRIES : log.entriesFrom(member.next, settings.appendBytesMax);
  if (entries === null) return sendSnapshot(core, to, member);
  if (entries.length === 0 && !evenIfEmpty) return false;

  const message = createMessage(MessageType.Append, to);
  message.index = previousIndex;
  message.logTerm = previousTerm;
  message.entries = entries;
  message.commit = log.commitIndex;
  core.send(message);
  member.sentEntries(entries.length, payloadSizeBytes(entries));
  member.sentCommit(log.commitIndex);
  return true;
}

function sendSnapshot(core: RaftCore, to: number, member: Progress): boolean {
  if (!member.isRecentlyActive) {
    core.observe?.(core, { kind: "snapshot-held-back", peer: to }); // It would go to nobody.
    return false;
  }
  const snapshot = core.log.tail.snapshot ?? core.log.storage.snapshot();
  if (snapshot === null) {
    core.observe?.(core, { kind: "snapshot-unavailable", peer: to });
    return false;
  }
  core.observe?.(core, { kind: "snapshot-sent", peer: to, snapshot });
  member.becomeSnapshot(snapshot.index);
  core.observe?.(core, { kind: "replication-paused", peer: to });
  const message = createMessage(MessageType.Snapshot, to);
  message.snapshot = snapshot;
  core.send(message);
  return true;
}

/** A round of heartbeats; it carries the token of the reads that wait for one. */
export function broadcastHeartbeat(core: RaftCore): void {
  const token = core.reads.closeToken();
  for (const [id, member] of core.progress) {
    if (id === core.id) continue;
    const message = createMessage(MessageType.Heartbeat, id);
    // Not beyond what is known to match: the follower's log may still hold something else there.
    message.commit = Math.min(member.match, core.log.commitIndex);
    message.context = token;
    core.send(message);
    member.sentCommit(message.commit);
  }
}
