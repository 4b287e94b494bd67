import type { Configuration } from "./configuration.ts";
import { jointVoteResult } from "./joint.ts";
import type { Ballots, VoteResult } from "./majority.ts";

/** The answers in one campaign. The first answer of a member counts, whatever it says later. */
export class Votes implements Ballots {
  private readonly answers = new Map<number, boolean>();

  reset(): void {
    this.answers.clear();
  }

  record(id: number, isGranted: boolean): void {
    if (!this.answers.has(id)) this.answers.set(id, isGranted);
  }

  ballotOf(id: number): boolean | undefined {
    return this.answers.get(id);
  }

  /** How many of `ids` answered so. */
  count(ids: readonly number[], isGranted: boolean): number {
    return ids.filter((id) => this.answers.get(id) === isGranted).length;
  }

  result(configuration: Configuration): VoteResult {
    return jointVoteResult(configuration, this);
  }
}
