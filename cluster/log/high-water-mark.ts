import type { LogPoint } from "./log-store.ts";
import type { SegmentList } from "./segment-list.ts";
import type { StateFile } from "./state-file.ts";

/** How far the saved mark may lag what was acknowledged. */
const LAG_MS = 10;
const LAG_BATCHES = 64;

/**
 * Saves what was durable and acknowledged, lazily: it may lag, because recovery only takes what lies
 * above it for a possible torn tail, and it must not lead, because recovery insists on what lies below.
 */
export class HighWaterMark {
  private readonly state: StateFile;
  private readonly pointAt: (index: number) => LogPoint;
  private readonly segments: SegmentList;
  private acknowledgedIndex: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(state: StateFile, pointAt: (index: number) => LogPoint, segments: SegmentList) {
    this.state = state;
    this.pointAt = pointAt;
    this.segments = segments;
    this.acknowledgedIndex = state.state.highWater.index;
  }

  /** Hot path. */
  raise(index: number): void {
    if (index <= this.acknowledgedIndex) return;
    this.acknowledgedIndex = index;
    if (index - this.state.state.highWater.index >= LAG_BATCHES) this.save();
    else this.timer ??= setTimeout(() => this.save(), LAG_MS);
  }

  /** Durably, before batches from `index` on are replaced by those in the upcoming segment. */
  lowerBelow(index: number): void {
    this.acknowledgedIndex = Math.min(this.acknowledgedIndex, index - 1);
    const { highWater } = this.state.state;
    if (highWater.index < index) return;
    this.segments.prepareNext(); // What the state file names must exist.
    this.state.save({ highWater: this.pointAt(index - 1), activeSegment: this.segments.upcomingNumber });
  }

  /** Durably, the log begins behind `base`, with this segment or a later one; what lay before was acknowledged. */
  beginBehind(base: LogPoint, firstSegment: number): void {
    this.acknowledgedIndex = Math.max(this.acknowledgedIndex, base.index);
    const { highWater } = this.state.state;
    this.state.save({
      base,
      firstSegment,
      highWater: base.index > highWater.index ? { ...base } : highWater,
    });
  }

  /** @param mayWrite false after an error: then nothing is written any more */
  stop(mayWrite: boolean): void {
    if (mayWrite) this.save();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.acknowledgedIndex <= this.state.state.highWater.index) return;
    this.state.saveLater({
      highWater: this.pointAt(this.acknowledgedIndex),
      activeSegment: this.segments.current?.number ?? this.state.state.activeSegment,
    });
  }
}
