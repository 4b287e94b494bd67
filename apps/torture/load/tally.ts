/** What became of the commands and queries of a run. */
export class Tally {
  acknowledged = 0;
  /** Nobody knows whether they were applied, or will be. */
  unknown = 0;
  /** Certainly not applied. */
  refused = 0;
  /** Of those that were not acknowledged, and how often each was told. */
  readonly reasons: Map<string, number> = new Map();
  /** The longest time without an acknowledged command. */
  gapMs = 0;
  /** Of the last acknowledged command; monotonic. */
  private acknowledgedMs = performance.now();

  /** The time until now counts for nothing. */
  begin(): void {
    this.gapMs = 0;
    this.acknowledgedMs = performance.now();
  }

  acknowledge(isQuery: boolean): void {
    this.acknowledged++;
    if (!isQuery) this.lookAtGap();
  }

  /** @param reason as the client was told */
  fail(isUnknown: boolean, reason: string): void {
    if (isUnknown) this.unknown++;
    else this.refused++;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** The time since the last one counts, too. */
  end(): void {
    this.lookAtGap();
  }

  private lookAtGap(): void {
    const nowMs = performance.now();
    this.gapMs = Math.max(this.gapMs, nowMs - this.acknowledgedMs);
    this.acknowledgedMs = nowMs;
  }
}
