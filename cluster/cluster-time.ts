import { assert } from "./assert.ts";

/** At most this share of the time that passes is added or taken off to approach the wall clocks. */
const SLEW_DIVISOR = 100;

/**
 * Cluster time as the leader stamps it: it goes on by the monotonic clock from the last stamp in the
 * log, slewed by at most 1 % towards the median of the members' wall clocks. At takeover it may jump
 * forward to that median, once. It never goes back, so one wrong clock neither expires every hold
 * nor freezes time.
 *
 * All times are in microseconds. Wall clocks are kept as offsets to this node's monotonic clock, so
 * that a sample stays good while nothing is heard.
 */
export class ClusterTime {
  private members: number;
  private readonly offsets = new Map<number, number>();
  /** Median of the known clocks, when a majority is known; the lower one of two in the middle. */
  private medianOffset: number | undefined;
  private stampUs = 0;
  private monotonicUs = 0;
  /** Part of a microsecond that was slewed and not yet stamped: stamps are whole, turns are short. */
  private fractionUs = 0;

  /** @param members voters of the cluster; their majority's clocks must be known before any counts */
  constructor(members: number) {
    this.members = members;
  }

  /** Others vote from now on: clocks of those who are gone no longer count. */
  setMembers(memberIds: readonly number[]): void {
    this.members = memberIds.length;
    for (const id of this.offsets.keys()) if (!memberIds.includes(id)) this.offsets.delete(id);
    this.medianOffset = undefined;
    this.findMedian();
  }

  /** The newest time given out or seen in the log. */
  get lastUs(): number {
    return this.stampUs;
  }

  /** A member's wall clock, this node's own included, read when this node's monotonic clock showed `monotonicUs`. */
  observeWall(memberId: number, wallUs: number, monotonicUs: number): void {
    this.offsets.set(memberId, wallUs - monotonicUs);
    this.findMedian();
  }

  private findMedian(): void {
    if (this.offsets.size * 2 <= this.members) return;
    const sorted = [...this.offsets.values()].sort((a, b) => a - b);
    this.medianOffset = sorted[(sorted.length - 1) >> 1];
  }

  /** A stamp in the log, made by whoever led: what is given out later is not less. */
  observeStamp(stampUs: number): void {
    if (stampUs > this.stampUs) this.stampUs = stampUs;
  }

  /** This node leads from now on: time goes on from the last stamp, or from the median where that is later. */
  takeOver(monotonicUs: number): void {
    this.monotonicUs = monotonicUs;
    const median = this.medianOffset;
    if (median !== undefined) this.observeStamp(Math.floor(monotonicUs + median));
  }

  /** The time now; whole microseconds, never less than any before. Only for who leads. */
  advance(monotonicUs: number): number {
    const elapsed = monotonicUs - this.monotonicUs;
    if (elapsed <= 0) return this.stampUs; // Also a monotonic clock that is not: then time stands still.
    const median = this.medianOffset;
    const behind = median === undefined ? 0 : monotonicUs + median - (this.stampUs + elapsed);
    const slewMax = elapsed / SLEW_DIVISOR;
    const exact = elapsed + this.fractionUs + Math.max(-slewMax, Math.min(slewMax, behind));
    const whole = Math.max(0, Math.floor(exact));
    this.fractionUs = exact - whole;
    const stamp = this.stampUs + whole;
    assert(Number.isSafeInteger(stamp));
    this.monotonicUs = monotonicUs;
    this.stampUs = stamp;
    return stamp;
  }
}
