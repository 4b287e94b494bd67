import { Batch } from "./batch.ts";
import { limits } from "./limits.ts";
import type { Wanted } from "./log/damaged-log.ts";
import type { LogStore } from "./log/log-store.ts";
import { memberOf, raftIdOf } from "./member-id.ts";
import type { Entry } from "./raft/entry.ts";
import { createMessage, type Message, MessageType } from "./raft/message.ts";
import type { Snapshot } from "./raft/snapshot.ts";

/**
 * How a node whose log is damaged gets batches from another, whoever leads, if anybody does. Fetch asks for the
 * batches from `index` on that lead to the one at `commit` whose hash is `context`. Fetched brings some of them; or it
 * says with `reject` that another batch is there, with `commit` where the log begins that was asked, and with
 * `rejectHint` 1 that a leader is known: then a majority is at work without the one that asks.
 *
 * A Fetch from index 0 asks for a snapshot: Fetched then describes the newest one, or rejects when there is none.
 */
export function fetchMessage(fromId: number, nodeId: number, { from, to, hash }: Wanted): Message {
  const message = createMessage(MessageType.Fetch, raftIdOf(nodeId, 0));
  return { ...message, from: fromId, index: from, commit: to, context: hash };
}

export function fetchSnapshotMessage(fromId: number, nodeId: number): Message {
  return { ...createMessage(MessageType.Fetch, raftIdOf(nodeId, 0)), from: fromId };
}

/** @param ownId Raft id of this node */
export function answerSnapshotFetch(snapshot: Snapshot | undefined, ownId: number, fetch: Message): Message {
  const answer = createMessage(MessageType.Fetched, raftIdOf(memberOf(fetch.from), 0));
  return { ...answer, from: ownId, snapshot: snapshot ?? null, reject: snapshot === undefined };
}

/** A log that another one is repaired from; it may be damaged itself. */
export interface FetchSource {
  readonly firstIndex: number;
  /** What is committed is the same everywhere, though its hash may be unknown. */
  readonly committedIndex: number;
  /** A leader is known there. */
  readonly isLed: boolean;
  hashAt(index: number): number | undefined;
  read(from: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): void;
}

/** The log of a running node. */
export function fetchSource(log: LogStore, committedIndex: number, isLed: boolean): FetchSource {
  const isHeld = (index: number): boolean => index >= log.firstIndex && index <= log.lastIndex;
  return {
    firstIndex: log.firstIndex,
    committedIndex,
    isLed,
    hashAt: (index) => (isHeld(index) ? log.hashAt(index) : undefined),
    read: (from, bytesMax, visit) => isHeld(from) && log.read(from, bytesMax, visit),
  };
}

/** @param ownId Raft id of this node */
export function answerFetch(source: FetchSource, ownId: number, fetch: Message): Message {
  const { index: from, commit: to, context: hash } = fetch;
  const answer = createMessage(MessageType.Fetched, raftIdOf(memberOf(fetch.from), 0));
  Object.assign(answer, { from: ownId, index: from - 1, commit: source.firstIndex, context: hash });
  answer.rejectHint = source.isLed ? 1 : 0;
  const found = source.hashAt(to);
  if (found !== undefined && found !== hash) return { ...answer, reject: true };
  if (from < source.firstIndex) return answer;
  const through = found === undefined ? Math.min(to, source.committedIndex) : to;
  const entries: Entry[] = [];
  source.read(from, limits.appendBytesMax / 2, (bytes, index) => {
    if (index > through) return;
    const { term, kind } = new Batch(bytes);
    entries.push({ index, term, kind, data: bytes.slice() });
  });
  return { ...answer, entries, term: entries.at(-1)?.term ?? 0 };
}
