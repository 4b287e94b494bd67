import type { Configuration } from "./configuration.ts";
import { majorityCommittedIndex, majorityVoteResult, VoteResult } from "./majority.ts";
import type { Acknowledged, Ballots } from "./majority.ts";

type Halves = Pick<Configuration, "voters" | "votersOutgoing">;

/** What both halves have committed. (Raft, section 6.) Hot path. */
export function jointCommittedIndex(halves: Halves, acknowledged: Acknowledged): number {
  const incoming = majorityCommittedIndex(halves.voters, acknowledged);
  if (halves.votersOutgoing.length === 0) return incoming;
  return Math.min(incoming, majorityCommittedIndex(halves.votersOutgoing, acknowledged));
}

/** Won when both halves are won, lost as soon as one is. */
export function jointVoteResult(halves: Halves, ballots: Ballots): VoteResult {
  const incoming = majorityVoteResult(halves.voters, ballots);
  const outgoing = majorityVoteResult(halves.votersOutgoing, ballots);
  if (incoming === outgoing) return incoming;
  if (incoming === VoteResult.Lost || outgoing === VoteResult.Lost) return VoteResult.Lost;
  return VoteResult.Pending;
}
