import { build, type Histogram } from "hdr-histogram-js";

/** What a table shows of a distribution, in microseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** A point of a distribution: so many percent took at most so long. */
export interface LatencyPoint {
  readonly percentile: number;
  readonly us: number;
}

const MINUTE_US = 60_000_000;
/** For a curve: each ten times as rare as the one four steps before. */
const CURVE_STEPS = 20;

/** Latencies in microseconds, three digits exact, up to a minute; what is longer counts as a minute. */
export class LatencyRecorder {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: MINUTE_US,
    numberOfSignificantValueDigits: 3,
  });

  /** @param count how many had this latency */
  record(latencyUs: number, count: number): void {
    const value = Math.min(Math.max(Math.round(latencyUs), 0), MINUTE_US);
    this.histogram.recordValueWithCount(value, count);
  }

  /**
   * Adds what a closed loop leaves out: a sender that waited for one late answer would have sent more
   * in that time, and each of those would have been late as well (HdrHistogram's correction).
   * @param intervalUs between the requests of one sender when nothing is late
   */
  corrected(intervalUs: number): LatencyRecorder {
    const corrected = new LatencyRecorder();
    const interval = Math.max(1, Math.round(intervalUs));
    corrected.histogram.addWhileCorrectingForCoordinatedOmission(this.histogram, interval);
    return corrected;
  }

  /** @returns what was recorded so far; recording begins anew */
  taken(): LatencyRecorder {
    const taken = new LatencyRecorder();
    taken.add(this);
    this.reset();
    return taken;
  }

  add(other: LatencyRecorder): void {
    this.histogram.add(other.histogram);
  }

  reset(): void {
    this.histogram.reset();
  }

  /** From the median to where one of 100,000 is slower, or to the slowest. */
  curve(): LatencyPoint[] {
    const { histogram } = this;
    return Array.from({ length: CURVE_STEPS }, (_, step) => 100 * (1 - 0.5 * 10 ** (-step / 4)))
      .filter((percentile) => histogram.totalCount * (1 - percentile / 100) >= 1)
      .map((percentile) => ({ percentile, us: histogram.getValueAtPercentile(percentile) }));
  }

  summary(): LatencySummary {
    const { histogram } = this;
    return {
      count: histogram.totalCount,
      p50: histogram.getValueAtPercentile(50),
      p90: histogram.getValueAtPercentile(90),
      p99: histogram.getValueAtPercentile(99),
      p999: histogram.getValueAtPercentile(99.9),
      max: histogram.maxValue,
    };
  }
}
