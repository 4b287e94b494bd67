import type { RaftCore } from "./core.ts";
import { CONTEXT_TRANSFER, createMessage, MessageType } from "./message.ts";
import type { Message } from "./message.ts";

/**
 * Brings the terms of sender and receiver together, before the role looks at the message. (Raft, section 5.1.)
 *
 * @returns false when nothing is left to do with the message
 */
export function stepTerm(core: RaftCore, message: Message): boolean {
  if (message.term === 0 || message.term === core.term) return true;
  return message.term > core.term ? stepHigherTerm(core, message) : stepLowerTerm(core, message);
}

function stepHigherTerm(core: RaftCore, message: Message): boolean {
  const { type } = message;
  if (type === MessageType.Vote || type === MessageType.PreVote) {
    // Who hears a leader elects no other, so that a member that was cut off or removed disturbs nobody, unless
    // the leader itself has asked for the campaign. (Raft, section 6; dissertation, 4.2.3.)
    const hearsLeader =
      core.settings.checkQuorum &&
      core.leader !== 0 &&
      core.electionElapsedTicks < core.settings.electionTimeoutTicks;
    if (hearsLeader && message.context !== CONTEXT_TRANSFER) {
      core.observe?.(core, { kind: "vote-ignored-in-lease", message });
      return false;
    }
  }
  if (type === MessageType.PreVote) return true; // It asks about a term that may never begin.
  if (type === MessageType.PreVoteReply && !message.reject) return true; // Likewise: a yes carries our next term.
  core.observe?.(core, { kind: "higher-term", message });
  const isFromLeader =
    type === MessageType.Append || type === MessageType.Heartbeat || type === MessageType.Snapshot;
  core.becomeFollower(message.term, isFromLeader ? message.from : 0);
  return true;
}

function stepLowerTerm(core: RaftCore, message: Message): boolean {
  const { type } = message;
  const { checkQuorum, preVote } = core.settings;
  if ((checkQuorum || preVote) && (type === MessageType.Heartbeat || type === MessageType.Append)) {
    // This node's term ran ahead, and nobody listens to its campaigns while they hear this leader. The reply's
    // term deposes the leader, so that one election brings the two together again.
    core.send(createMessage(MessageType.AppendReply, message.from));
  } else if (type === MessageType.PreVote) {
    // A candidate with a higher term and a shorter log could otherwise block this one for ever.
    core.observe?.(core, { kind: "vote-refused", message });
    const reply = createMessage(MessageType.PreVoteReply, message.from);
    reply.term = core.term;
    reply.reject = true;
    core.send(reply);
  } else if (type === MessageType.StorageAppended) {
    // The entries may have been replaced in a later term, and the replacement may be not durable.
    if (message.index !== 0) core.observe?.(core, { kind: "late-completion-ignored", message });
    if (message.snapshot !== null) core.appliedSnapshot(message.snapshot);
  } else {
    core.observe?.(core, { kind: "lower-term-ignored", message });
  }
  return false;
}
