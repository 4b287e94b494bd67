import { memberOf, raftIdOf } from "../member-id.ts";
import { createMessage, type Message, MessageType } from "../raft/message.ts";
import type { Claim, Subject } from "./consistency-check.ts";
import type { Question } from "./difference-search.ts";
import type { Digest } from "./digest-window.ts";

/**
 * What members say about digests, as peer messages that the Raft core never sees. The two halves of a digest are in
 * `context` and `rejectHint`.
 *
 *     Digest        index, logTerm = Subject: what the sender has there; to all, and all say theirs
 *     DigestAsk     index, commit = position or 0: a question of one member to another
 *     DigestAnswer  index, commit: its answer; `reject`: it does not know
 */
export function claimMessage(fromId: number, nodeId: number, claim: Claim): Message {
  const message = createMessage(MessageType.Digest, raftIdOf(nodeId, 0));
  const { subject, index, a, b } = claim;
  return { ...message, from: fromId, index, logTerm: subject, context: a, rejectHint: b };
}

export function claimOf({ index, logTerm, context, rejectHint }: Message): Claim {
  return { subject: logTerm as Subject, index, a: context, b: rejectHint };
}

export function askMessage(fromId: number, nodeId: number, { index, position }: Question): Message {
  const message = createMessage(MessageType.DigestAsk, raftIdOf(nodeId, 0));
  return { ...message, from: fromId, index, commit: position };
}

export function answerMessage(fromId: number, ask: Message, digest: Digest | undefined): Message {
  const message = createMessage(MessageType.DigestAnswer, raftIdOf(memberOf(ask.from), 0));
  const { index, commit } = ask;
  if (digest === undefined) return { ...message, from: fromId, index, commit, reject: true };
  return { ...message, from: fromId, index, commit, context: digest.a, rejectHint: digest.b };
}

export function questionOf({ index, commit }: Message): Question {
  return { index, position: commit };
}

export function answerOf({ reject, context, rejectHint }: Message): Digest | undefined {
  return reject ? undefined : { a: context, b: rejectHint };
}
