import type { Entry } from "./entry.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * What members say to each other, and what storage says to the core. The numbers are those of the wire.
 *
 * A message is one plain object whose fields are all present, so that every `step` sees one shape.
 */
export const MessageType = {
  Append: 1,
  AppendReply: 2,
  Heartbeat: 3,
  HeartbeatReply: 4,
  Vote: 5,
  VoteReply: 6,
  PreVote: 7,
  PreVoteReply: 8,
  Snapshot: 9,
  /** The leader asks its chosen successor to campaign at once. */
  TimeoutNow: 10,
  /** A follower hands a wish to its leader; `from` is the successor wished for. */
  TransferLeader: 11,
  Propose: 12,
  ReadIndex: 13,
  ReadIndexReply: 14,
  /** The log writer to its own core: entries up to (index, logTerm), and the snapshot if any, are durable. */
  StorageAppended: 15,
  /** The applier to its own core: `entries` are applied. */
  StorageApplied: 16,
  /** From here on: words between nodes that the core never sees. Batches that one of them has lost (log-fetch.ts). */
  Fetch: 17,
  Fetched: 18,
  /** What the nodes have made of the log (consistency/digest-words.ts). */
  Digest: 19,
  DigestAsk: 20,
  DigestAnswer: 21,
} as const;
export type MessageType = (typeof MessageType)[keyof typeof MessageType];

/** `from` of messages that the node's own storage sends; no member has a negative id. */
export const LOCAL_APPEND = -1;
export const LOCAL_APPLY = -2;

/** `context` of a vote request that a leader asked for: it is answered although a leader is known. */
export const CONTEXT_TRANSFER = 1;

export interface Message {
  type: MessageType;
  to: number;
  from: number;
  /** The sender's term; 0 for Propose, ReadIndex and StorageApplied, which belong to no term. */
  term: number;
  /** Term of the entry at `index`; of a rejected append, of the entry at the hint. */
  logTerm: number;
  /**
   * Append: index before `entries`. Vote, PreVote: last index. AppendReply: what matches, or what was rejected.
   * VoteReply, PreVoteReply that refuse: the voter's commit index; 0 when it does not say.
   */
  index: number;
  entries: readonly Entry[];
  commit: number;
  snapshot: Snapshot | null;
  reject: boolean;
  /** Of a rejected append: the highest index that may match, with its term in `logTerm`. */
  rejectHint: number;
  /** Heartbeat: the leader's read token. ReadIndex: the asker's request number. Vote: CONTEXT_TRANSFER or 0. */
  context: number;
}

export const NO_ENTRIES: readonly Entry[] = Object.freeze([]);

/** A message with every field at rest; `from` and `term` are filled in when it is sent. */
export function createMessage(type: MessageType, to: number): Message {
  return {
    type,
    to,
    from: 0,
    term: 0,
    logTerm: 0,
    index: 0,
    entries: NO_ENTRIES,
    commit: 0,
    snapshot: null,
    reject: false,
    rejectHint: 0,
    context: 0,
  };
}

/** Replies are taken from members only, so a removed one cannot count. */
export function isReply(type: MessageType): boolean {
  return (
    type === MessageType.AppendReply ||
    type === MessageType.HeartbeatReply ||
    type === MessageType.VoteReply ||
    type === MessageType.PreVoteReply ||
    type === MessageType.ReadIndexReply
  );
}

/** Between nodes, not between cores: whatever incarnation they have. */
export function isForNode(type: MessageType): boolean {
  return type >= MessageType.Fetch;
}

export function isLocal(type: MessageType): boolean {
  return type === MessageType.StorageAppended || type === MessageType.StorageApplied;
}
