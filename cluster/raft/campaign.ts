import type { RaftCore } from "./core.ts";
import { allVoters } from "./configuration.ts";
import { EntryKind } from "./entry.ts";
import { CONTEXT_TRANSFER, createMessage, MessageType } from "./message.ts";
import { Role } from "./role.ts";

/** pre-vote: would you elect me? vote: elect me. transfer: elect me, the leader wants it. */
export type CampaignType = "pre-vote" | "vote" | "transfer";

/** Starts an election unless this node must not lead. (Raft, section 5.2.) */
export function campaign(core: RaftCore, type: CampaignType): void {
  if (core.role === Role.Leader) {
    core.observe?.(core, { kind: "campaign-ignored-leader" });
  } else if (!core.isPromotable) {
    core.observe?.(core, { kind: "campaign-ignored-unpromotable" });
  } else if (hasUnappliedChange(core)) {
    // It would campaign in a configuration that is no longer in force.
    core.observe?.(core, { kind: "campaign-ignored-pending-change" });
  } else {
    core.observe?.(core, { kind: "election-started" });
    requestVotes(core, type);
  }
}

export function requestVotes(core: RaftCore, type: CampaignType): void {
  const isPreVote = type === "pre-vote";
  if (isPreVote) core.becomePreCandidate();
  else core.becomeCandidate();
  const term = isPreVote ? core.term + 1 : core.term;
  const last = core.log.lastId;
  for (const id of allVoters(core.configuration)) {
    if (id === core.id) {
      // Its own vote is a promise like any other, and counts when it is durable.
      const own = createMessage(isPreVote ? MessageType.PreVoteReply : MessageType.VoteReply, id);
      own.term = term;
      core.send(own);
      continue;
    }
    const request = createMessage(isPreVote ? MessageType.PreVote : MessageType.Vote, id);
    request.term = term;
    request.index = last.index;
    request.logTerm = last.term;
    if (core.settings.votesShareCommit) request.commit = core.log.commitIndex;
    if (type === "transfer") request.context = CONTEXT_TRANSFER;
    core.observe?.(core, { kind: "vote-requested", message: request });
    core.send(request);
  }
}

/** A change is known to be committed, and not in force here yet. */
export function hasUnappliedChange(core: RaftCore): boolean {
  const { log, settings } = core;
  let next = log.appliedIndex + 1;
  while (next <= log.commitIndex) {
    const entries = log.slice(next, log.commitIndex + 1, settings.applyingBytesMax);
    if (entries === null || entries.length === 0) return true; // What cannot be read cannot be ruled out.
    if (entries.some((entry) => entry.kind === EntryKind.Configuration)) return true;
    next += entries.length;
  }
  return false;
}
