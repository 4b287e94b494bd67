/** How an election stands. */
export const VoteResult = { Pending: 0, Lost: 1, Won: 2 } as const;
export type VoteResult = (typeof VoteResult)[keyof typeof VoteResult];

/** What is acknowledged by each voter; 0 for one that has said nothing. */
export interface Acknowledged {
  indexOf(id: number): number;
}

/** Yes, no, or nothing yet. */
export interface Ballots {
  ballotOf(id: number): boolean | undefined;
}

/** More than any index: an empty half of a joint configuration holds nothing back. */
export const UNBOUNDED_INDEX: number = Number.MAX_SAFE_INTEGER;

const sorted: number[] = []; // Scratch: commit is counted for every acknowledgement.

/**
 * The highest index that a majority of the voters has acknowledged. Hot path: no allocation.
 *
 * @returns UNBOUNDED_INDEX when there are no voters
 */
export function majorityCommittedIndex(voters: readonly number[], acknowledged: Acknowledged): number {
  const count = voters.length;
  if (count === 0) return UNBOUNDED_INDEX;
  for (let i = 0; i < count; i++) {
    const index = acknowledged.indexOf(voters[i]!);
    let at = i;
    for (; at > 0 && sorted[at - 1]! > index; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = index;
  }
  return sorted[count - majoritySize(count)]!;
}

/** An election without voters is won, so that it decides nothing as half of a joint configuration. */
export function majorityVoteResult(voters: readonly number[], ballots: Ballots): VoteResult {
  let granted = 0;
  let refused = 0;
  for (const id of voters) {
    const ballot = ballots.ballotOf(id);
    if (ballot === true) granted++;
    else if (ballot === false) refused++;
  }
  const needed = voters.length === 0 ? 0 : majoritySize(voters.length);
  if (granted >= needed) return VoteResult.Won;
  return voters.length - refused >= needed ? VoteResult.Pending : VoteResult.Lost;
}

function majoritySize(count: number): number {
  return Math.trunc(count / 2) + 1;
}
