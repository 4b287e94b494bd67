import type { Configuration } from "./configuration.ts";
import { jointCommittedIndex } from "./joint.ts";
import type { Acknowledged } from "./majority.ts";

/** A read that may be served once `index` is applied. Index 0: it must be asked again, leadership was lost. */
export interface ReadState {
  readonly request: number;
  readonly index: number;
}

/** A read that waits until a majority has confirmed the leader. */
export interface PendingRead {
  /** Who asked; the leader's own id for its own. */
  readonly from: number;
  readonly request: number;
  /** The commit index at its arrival, its own and not that of a later read. */
  readonly index: number;
  readonly token: number;
}

/**
 * Linearizable reads without a log entry. (Raft, section 8; dissertation, 6.4.)
 *
 * The leader proves that it still leads by a round of heartbeats that began after the read arrived. The rounds
 * are numbered by the leader alone: reads gather under the next token, the token closes when its heartbeat
 * leaves, and a reply with token n confirms every token up to n, because a member that answers a later round
 * had not elected another leader during the earlier one.
 */
export class ReadIndex implements Acknowledged {
  private readonly ownId: number;
  private closedToken = 0;
  private hasOpenReads = false;
  private waiting: PendingRead[] = [];
  private readonly tokens = new Map<number, number>();

  constructor(ownId: number) {
    this.ownId = ownId;
  }

  /** Whether reads wait for a heartbeat round that has not left. */
  get needsRound(): boolean {
    return this.hasOpenReads;
  }

  add(from: number, request: number, index: number): void {
    this.waiting.push({ from, request, index, token: this.closedToken + 1 });
    this.hasOpenReads = true;
  }

  /** Called when a round of heartbeats leaves. @returns the token it carries; 0 when nobody waits */
  closeToken(): number {
    if (this.hasOpenReads) this.closedToken++;
    this.hasOpenReads = false;
    return this.waiting.length === 0 ? 0 : this.closedToken;
  }

  /** @returns the reads that are now confirmed, in order of arrival */
  acknowledge(from: number, token: number, configuration: Configuration): readonly PendingRead[] {
    this.tokens.set(from, Math.max(token, this.indexOf(from)));
    const confirmed = jointCommittedIndex(configuration, this);
    let count = 0;
    while (count < this.waiting.length && this.waiting[count]!.token <= confirmed) count++;
    return this.waiting.splice(0, count);
  }

  /** The highest token that the member has confirmed. */
  indexOf(id: number): number {
    return id === this.ownId ? this.closedToken : (this.tokens.get(id) ?? 0);
  }

  /** Another term, another leader: nothing that was asked can be confirmed. Tokens are never used again. */
  reset(): readonly PendingRead[] {
    const abandoned = this.waiting;
    this.waiting = [];
    this.tokens.clear();
    this.hasOpenReads = false;
    return abandoned;
  }
}
