import { type LogPoint, NO_POINT } from "./log-store.ts";
import { type SegmentVerdict, type Stretch, beginningOf } from "./segment-verification.ts";
import type { NodeState } from "./state-file.ts";

/** What is to be rebuilt so that a corrupt log is whole up to what it acknowledged. */
export interface Damage {
  readonly regions: readonly Region[];
  /** What is good as it is, by segment. */
  readonly whole: readonly Stretch[];
  /** The log is whole again when it reaches this batch. */
  readonly acknowledged: LogPoint;
  /** The file that held the end of the log cannot be read: nothing tells how much more was promised than is acknowledged. */
  readonly isEndLost: boolean;
}

/** A range of the log that one new segment replaces. */
export interface Region {
  /** Of the new segment: the one that it replaces, or a number that is free. */
  readonly number: number;
  readonly start: LogPoint;
  readonly parts: readonly (Stretch | Hole)[];
  /** The files that it replaces. */
  readonly replaced: readonly number[];
}

/** Batches that are invalid or missing. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  /** Of the batch at `to`: what the batch behind it, or the mark of what is acknowledged, says. */
  readonly hash: number;
  /** The segment of the batch behind it that says so; undefined when it is the mark. */
  readonly saidBy: number | undefined;
}

export function isHole(part: Stretch | Hole): part is Hole {
  return "from" in part;
}

/**
 * Finds the batches that are missing or invalid at or below what is acknowledged. What lies above the first one that
 * is not acknowledged counts as a torn tail, as ever, and is none of a repair's business.
 *
 * @param counting verdicts on the segments that count, oldest first
 * @param distrusted segments whose batches turned out to be of another history
 */
export function assessDamage(
  counting: readonly SegmentVerdict[],
  state: Pick<NodeState, "base" | "firstSegment" | "activeSegment" | "highWater">,
  distrusted: ReadonlySet<number>,
): Damage {
  const walk = new DamageWalk(counting, state);
  for (const verdict of counting) {
    if (!walk.take(verdict, distrusted.has(verdict.number))) break;
  }
  return walk.finish();
}

interface OpenRegion {
  number: number;
  start: LogPoint;
  parts: (Stretch | Hole)[];
  replaced: number[];
}

class DamageWalk {
  private readonly regions: Region[] = [];
  private readonly whole: Stretch[] = [];
  private readonly acknowledged: LogPoint;
  private readonly state: Pick<NodeState, "base" | "firstSegment" | "activeSegment" | "highWater">;
  private readonly highestNumber: number;
  private isEndLost: boolean;
  /** The log is accounted for up to here. */
  private cursor: LogPoint;
  private region: OpenRegion | undefined;
  private lastNumber: number;
  /** The point before the segment that was taken last as it is. */
  private lastStart: LogPoint = NO_POINT;

  constructor(
    counting: readonly SegmentVerdict[],
    state: Pick<NodeState, "base" | "firstSegment" | "activeSegment" | "highWater">,
  ) {
    this.state = state;
    this.acknowledged = counting.reduce(
      (highest, { proven }) => (proven.index > highest.index ? proven : highest),
      state.highWater,
    );
    this.highestNumber = Math.max(0, ...counting.map(({ number }) => number));
    this.isEndLost = state.activeSegment > this.highestNumber || counting.at(-1)?.isReadThrough === false;
    this.cursor = state.base;
    this.lastNumber = state.firstSegment - 1;
  }

  /** @returns false behind the last segment that matters */
  take(verdict: SegmentVerdict, isDistrusted: boolean): boolean {
    const { number, header, bad, highWaterHash } = verdict;
    const { highWater } = this.state;
    const isOther = isDistrusted || (highWaterHash !== undefined && highWaterHash !== highWater.hash);
    const isSound = header !== undefined && bad === undefined && !isOther;
    if (isSound && this.region === undefined && this.joins(header.previous)) {
      this.passWhole(verdict);
      return true;
    }
    if (isSound && header.previous.index >= this.cursor.index) {
      const hasGap = header.previous.index > this.cursor.index;
      if (hasGap && this.cursor.index >= this.acknowledged.index) return false;
      if (hasGap || this.joins(header.previous)) {
        if (hasGap) {
          if (this.region === undefined) this.openBefore(number);
          this.addHole(header.previous.index, header.previous.hash, number);
        }
        this.close();
        this.passWhole(verdict);
        return true;
      }
    }
    this.region ??= { number, start: this.cursor, parts: [], replaced: [] };
    this.region.number = number;
    this.region.replaced.push(number);
    if (isOther) return true;
    for (const stretch of stretchesOf(verdict)) if (!this.addStretch(stretch)) return false;
    return true;
  }

  finish(): Damage {
    const { acknowledged, cursor } = this;
    if (cursor.index < acknowledged.index) {
      if (this.region === undefined) {
        this.openBefore(Math.max(this.highestNumber, this.state.activeSegment) + 1);
        this.isEndLost = true; // It ends below its mark, and does not even look damaged.
      }
      this.addHole(acknowledged.index, acknowledged.hash, undefined);
    }
    this.close();
    const { regions, whole, isEndLost } = this;
    return { regions, whole, acknowledged, isEndLost };
  }

  private joins(previous: LogPoint): boolean {
    return previous.index === this.cursor.index && previous.hash === this.cursor.hash;
  }

  private passWhole(verdict: SegmentVerdict): void {
    const [stretch] = stretchesOf(verdict);
    this.lastNumber = verdict.number;
    if (stretch === undefined) return;
    this.whole.push(stretch);
    this.lastStart = verdict.header!.previous;
    this.cursor = stretch.last;
  }

  /** A region for a file that is missing before this one, or for the end that the one before it has lost. */
  private openBefore(nextNumber: number): void {
    const number = nextNumber - 1;
    if (number > this.lastNumber || this.whole.length === 0) {
      this.region = {
        number: Math.max(number, this.state.firstSegment),
        start: this.cursor,
        parts: [],
        replaced: [],
      };
      return;
    }
    const last = this.whole.pop()!;
    this.region = { number: last.number, start: this.lastStart, parts: [last], replaced: [last.number] };
  }

  /** @returns false when what lies before it is a torn tail */
  private addStretch(stretch: Stretch): boolean {
    const { cursor, region, acknowledged } = this;
    const isNext = stretch.first === cursor.index + 1;
    if (stretch.first <= cursor.index) return true;
    if (isNext && stretch.previousHash !== cursor.hash) return true;
    if (!isNext) {
      if (cursor.index >= acknowledged.index) return false;
      this.addHole(stretch.first - 1, stretch.previousHash, stretch.number);
    }
    region!.parts.push(stretch);
    this.cursor = stretch.last;
    return true;
  }

  private addHole(to: number, hash: number, saidBy: number | undefined): void {
    this.region!.parts.push({ from: this.cursor.index + 1, to, hash, saidBy });
    this.cursor = { index: to, term: 0, hash };
  }

  private close(): void {
    const { region } = this;
    this.region = undefined;
    if (region === undefined) return;
    this.lastNumber = region.number;
    if (region.parts.length > 0) this.regions.push(region);
  }
}

/** All valid batches of a segment, whether or not they turn out to be of the history that was acknowledged. */
export function stretchesOf(verdict: SegmentVerdict): Stretch[] {
  const { number, header, last, islands } = verdict;
  if (header === undefined || last.index === header.previous.index) return islands;
  const { index, hash } = header.previous;
  return [{ number, key: 1, first: index + 1, previousHash: hash, last }, ...islands];
}

/** Segments that count: not those that a newer one replaces wholly, nor those that were opened ahead and never used. */
export function countingOf(verdicts: readonly SegmentVerdict[]): SegmentVerdict[] {
  return verdicts.filter((verdict, at) => {
    if (verdict.header === undefined) return verdict.bad !== undefined;
    const { index } = verdict.header.previous;
    return verdicts.slice(at + 1).every((newer) => (beginningOf(newer) ?? Infinity) > index);
  });
}
