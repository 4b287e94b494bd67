import { hasUnappliedChange } from "./campaign.ts";
import type { RaftCore } from "./core.ts";
import type { Message } from "./message.ts";
import { Role } from "./role.ts";

/**
 * What is committed spreads with votes, not with a leader's messages alone: see RaftOptions.votesShareCommit.
 * An index is taken only when the logs are known to be the same up to it. (TiKV's raft-rs does likewise.)
 */

/** A voter that refuses says what it knows to be committed. */
export function tellCommit(core: RaftCore, refusal: Message): void {
  if (!core.settings.votesShareCommit) return;
  refusal.index = core.log.commitIndex;
  refusal.logTerm = core.log.term(refusal.index);
}

/** @returns whether the candidate had to give up, because a change that it did not know of is committed */
export function learnCommitOfVoter(core: RaftCore, refusal: Message): boolean {
  if (!refusal.reject || !core.settings.votesShareCommit) return false;
  return core.log.tryCommit(refusal.index, refusal.logTerm) && giveUpIfChanged(core);
}

/** The candidate's commit index holds here as well when its last entry is in this log. */
export function learnCommitOfCandidate(core: RaftCore, request: Message): void {
  const { log } = core;
  if (core.role === Role.Leader || !core.settings.votesShareCommit) return;
  if (request.commit <= log.commitIndex || !log.matches(request.index, request.logTerm)) return;
  log.commitTo(Math.min(request.commit, request.index));
  giveUpIfChanged(core);
}

function giveUpIfChanged(core: RaftCore): boolean {
  if (core.role === Role.Follower || !hasUnappliedChange(core)) return false;
  core.becomeFollower(core.term, 0);
  return true;
}
