import type { Inflights } from "./inflights.ts";

/**
 * How the leader sends to one member.
 *
 * Probe: it does not know where the follower's log ends, and asks with one append at a time.
 * Replicate: it streams, ahead of the acknowledgements.
 * Snapshot: the follower needs entries that are gone; nothing is sent until the snapshot is in.
 */
export const ProgressState = { Probe: 0, Replicate: 1, Snapshot: 2 } as const;
export type ProgressState = (typeof ProgressState)[keyof typeof ProgressState];

/** What a leader knows of one member, itself included. Invariant: match < next. */
export class Progress {
  /** The highest index known to be durable on the member, said to this leader in this term. */
  match: number;
  /** The next index to send. */
  next: number;
  state: ProgressState = ProgressState.Probe;
  /** Of the snapshot on its way, in state Snapshot. */
  pendingSnapshotIndex = 0;
  /** It has spoken since the last quorum check. */
  isRecentlyActive = false;
  /** A probe is out, or the window is full: wait for a reply or for the next heartbeat's. */
  isFlowPaused = false;
  isLearner: boolean;
  readonly inflights: Inflights;
  /** The highest commit index sent; it may have been lost. */
  private sentCommitIndex = 0;

  constructor(match: number, next: number, isLearner: boolean, inflights: Inflights) {
    this.match = match;
    this.next = next;
    this.isLearner = isLearner;
    this.inflights = inflights;
  }

  /** For a new attempt at changing the configuration, which may be refused. The window is shared. */
  copy(): Progress {
    const copy = new Progress(this.match, this.next, this.isLearner, this.inflights);
    copy.state = this.state;
    copy.pendingSnapshotIndex = this.pendingSnapshotIndex;
    copy.isRecentlyActive = this.isRecentlyActive;
    copy.isFlowPaused = this.isFlowPaused;
    copy.sentCommitIndex = this.sentCommitIndex;
    return copy;
  }

  get isPaused(): boolean {
    return this.state === ProgressState.Snapshot || this.isFlowPaused;
  }

  becomeProbe(): void {
    // A snapshot that was sent is believed to arrive: probing begins behind it.
    const next =
      Math.max(this.match, this.state === ProgressState.Snapshot ? this.pendingSnapshotIndex : 0) + 1;
    this.enter(ProgressState.Probe);
    this.rewindTo(next);
  }

  becomeReplicate(): void {
    this.enter(ProgressState.Replicate);
    this.next = this.match + 1;
  }

  becomeSnapshot(index: number): void {
    this.enter(ProgressState.Snapshot);
    this.pendingSnapshotIndex = index;
    this.next = index + 1;
    this.sentCommitIndex = index;
  }

  /** Streaming is optimistic: what was sent counts as received. */
  sentEntries(count: number, sizeBytes: number): void {
    if (this.state === ProgressState.Replicate) {
      if (count > 0) {
        this.next += count;
        this.inflights.add(this.next - 1, sizeBytes);
      }
      this.isFlowPaused = this.inflights.isFull;
    } else if (count > 0) {
      this.isFlowPaused = true;
    }
  }

  sentCommit(index: number): void {
    this.sentCommitIndex = index;
  }

  /** Whether another message with this commit index could move the follower's. */
  canRaiseCommit(index: number): boolean {
    return index > this.sentCommitIndex && this.sentCommitIndex < this.next - 1;
  }

  /** @returns whether the acknowledgement says anything new */
  acknowledge(index: number): boolean {
    if (index <= this.match) return false;
    this.match = index;
    this.next = Math.max(this.next, index + 1);
    this.isFlowPaused = false;
    return true;
  }

  /**
   * @param rejected the index whose entry did not match
   * @param hint the highest index that may match
   * @returns false when the rejection is late and says nothing
   */
  reject(rejected: number, hint: number): boolean {
    if (this.state === ProgressState.Replicate) {
      if (rejected <= this.match) return false;
      this.rewindTo(this.match + 1);
      return true;
    }
    if (this.next - 1 !== rejected) return false;
    this.rewindTo(Math.max(Math.min(rejected, hint + 1), this.match + 1));
    this.isFlowPaused = false;
    return true;
  }

  private enter(state: ProgressState): void {
    this.state = state;
    this.isFlowPaused = false;
    this.pendingSnapshotIndex = 0;
    this.inflights.reset();
  }

  private rewindTo(next: number): void {
    this.next = next;
    this.sentCommitIndex = Math.min(this.sentCommitIndex, next - 1);
  }
}
