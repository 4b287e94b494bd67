import type { RaftCore } from "./core.ts";
import { createMessage, MessageType } from "./message.ts";
import type { Message } from "./message.ts";

/** A read arrived at the leader, its own or a follower's. */
export function stepRead(core: RaftCore, message: Message): void {
  const from = message.from || core.id;
  if (core.log.term(core.log.commitIndex) !== core.term) {
    // Until it has committed an entry of its own term, a leader does not know what is committed. That holds for
    // a single voter too: it may have restarted with a commit index that lags behind what it once answered.
    core.earlyReads.push({ ...message, from });
  } else {
    admitRead(core, from, message.context);
  }
}

/** The first entry of the term is committed: the reads that waited for it get their index now. */
export function releaseEarlyReads(core: RaftCore): void {
  if (core.earlyReads.length === 0 || core.log.term(core.log.commitIndex) !== core.term) return;
  const reads = core.earlyReads;
  core.earlyReads = [];
  for (const { from, context } of reads) admitRead(core, from, context);
}

/** A member that answers a heartbeat with a token has not elected anyone else before it. */
export function stepReadAcknowledgement(core: RaftCore, message: Message): void {
  if (message.context === 0 || core.settings.readMode === "lease") return;
  for (const read of core.reads.acknowledge(message.from, message.context, core.configuration)) {
    answerRead(core, read.from, read.request, read.index);
  }
}

function admitRead(core: RaftCore, from: number, request: number): void {
  const needsNobody = core.settings.readMode === "lease" || isAlone(core);
  if (needsNobody) answerRead(core, from, request, core.log.commitIndex);
  else core.reads.add(from, request, core.log.commitIndex);
}

function answerRead(core: RaftCore, from: number, request: number, index: number): void {
  if (from === core.id) {
    core.readStates.push({ request, index });
    return;
  }
  const reply = createMessage(MessageType.ReadIndexReply, from);
  reply.index = index;
  reply.context = request;
  core.send(reply);
}

/** It is a majority by itself. A leader that is removed is not: the one voter that is left may lead already. */
function isAlone(core: RaftCore): boolean {
  const { voters, votersOutgoing } = core.configuration;
  return voters.length === 1 && voters[0] === core.id && votersOutgoing.length === 0;
}
