/** What a command waits for on its way through the node that leads, in this order. */
export const STAGES = [
  /** From the first command of its batch to the end of the batch's turn to be taken. */
  "ingress",
  /** Sealing, and handing it to the log and to the others' sockets. */
  "sequence",
  /** From then until it is durable here; */
  "append",
  /** until it is durable on as many others as make a majority with this node; */
  "replicate",
  /** until this node knows that it is committed: the later of the two, and what waits for its turn. */
  "commit",
  /** From then until it is applied, behind what was committed with it. */
  "apply",
  /** From then until replies and events were handed to the sockets. */
  "egress",
  /** All of it. */
  "total",
] as const;

export type Stage = (typeof STAGES)[number];

/** How long commands were in a stage, since the node started, in microseconds. */
export interface StageLatency {
  readonly stage: Stage;
  /** Commands. */
  readonly count: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p99Us: number;
  readonly p999Us: number;
  readonly maxUs: number;
  /** Commands that took less than 2, 4, 8 … microseconds. */
  readonly belowPowersOfTwo: readonly number[];
}

const INGRESS = 0;
const SEQUENCE = 1;
const APPEND = 2;
const REPLICATE = 3;
const COMMIT = 4;
const APPLY = 5;
const EGRESS = 6;
const TOTAL = 7;

/** Batches under way: more than may be in flight. */
const RING = 256;
const MASK = RING - 1;
/** Eight buckets for each power of two: figures are at most an eighth too high. */
const BUCKETS = 240;
const POWERS = 27;

/**
 * Where the time of commands goes on the node that leads: one look at the clock for each stage of a batch, counted for
 * all of its commands. Always on. Hot path, per batch: no allocation.
 */
export class StageLatencies {
  private readonly openedUs = new Float64Array(RING);
  private readonly handedUs = new Float64Array(RING);
  private readonly committedUs = new Float64Array(RING);
  private readonly appliedUs = new Float64Array(RING);
  /** Commands of a batch; 0: it was not sealed by this leader, and is passed over. */
  private readonly counts = new Uint32Array(RING);
  private readonly histograms = STAGES.map(() => new Float64Array(BUCKETS));
  private readonly sumsUs = new Float64Array(STAGES.length);
  private readonly maximaUs = new Float64Array(STAGES.length);
  private last = 0;
  private appended = 0;
  private replicated = 0;
  private committed = 0;
  private applied = 0;
  private sent = 0;

  /** Something was sealed here and is not answered. */
  get isWaiting(): boolean {
    return this.sent < this.last;
  }

  /** This node begins to lead, or ends: what is under way is forgotten. */
  reset(lastIndex: number): void {
    this.counts.fill(0);
    this.last = this.appended = this.replicated = this.committed = this.applied = this.sent = lastIndex;
  }

  /** @param openedUs when the first command came, `takenUs` when it was this batch's turn */
  onHanded(index: number, count: number, openedUs: number, takenUs: number, nowUs: number): void {
    const at = index & MASK;
    this.counts[at] = count;
    this.openedUs[at] = openedUs;
    this.handedUs[at] = nowUs;
    this.last = index;
    this.record(INGRESS, takenUs - openedUs, count);
    this.record(SEQUENCE, nowUs - takenUs, count);
  }

  /** @param throughIndex the last batch that is durable here */
  onAppended(throughIndex: number, nowUs: number): void {
    this.appended = this.pass(APPEND, this.appended, throughIndex, this.handedUs, nowUs);
  }

  /** @param throughIndex the last batch that is durable on enough others */
  onReplicated(throughIndex: number, nowUs: number): void {
    this.replicated = this.pass(REPLICATE, this.replicated, throughIndex, this.handedUs, nowUs);
  }

  onCommitted(throughIndex: number, nowUs: number): void {
    for (let index = this.committed + 1; index <= throughIndex && index <= this.last; index++) {
      this.committedUs[index & MASK] = nowUs;
    }
    this.committed = this.pass(COMMIT, this.committed, throughIndex, this.handedUs, nowUs);
  }

  onApplied(throughIndex: number, nowUs: number): void {
    const through = Math.min(throughIndex, this.committed);
    for (let index = this.applied + 1; index <= through; index++) this.appliedUs[index & MASK] = nowUs;
    this.applied = this.pass(APPLY, this.applied, through, this.committedUs, nowUs);
  }

  /** All that was applied has been handed to sockets. */
  onSent(nowUs: number): void {
    const { applied } = this;
    this.pass(TOTAL, this.sent, applied, this.openedUs, nowUs);
    const before = this.sent;
    this.sent = this.pass(EGRESS, before, applied, this.appliedUs, nowUs);
    for (let index = before + 1; index <= applied; index++) this.counts[index & MASK] = 0;
  }

  /** For people and tools. Stages that no command has been in are left out. */
  summary(): StageLatency[] {
    return STAGES.flatMap((stage, nth): StageLatency | [] => {
      const histogram = this.histograms[nth]!;
      const count = histogram.reduce((sum, one) => sum + one, 0);
      if (count === 0) return [];
      const [p50Us, p90Us, p99Us, p999Us] = [0.5, 0.9, 0.99, 0.999].map((share) =>
        Math.min(this.maximaUs[nth]!, quantile(histogram, count * share)),
      ) as [number, number, number, number];
      const meanUs = this.sumsUs[nth]! / count;
      const maxUs = this.maximaUs[nth]!;
      const belowPowersOfTwo = Array.from({ length: POWERS }, (_, power) =>
        countBelow(histogram, 2 ** (power + 1)),
      );
      return { stage, count, meanUs, p50Us, p90Us, p99Us, p999Us, maxUs, belowPowersOfTwo };
    });
  }

  /** Counts a stage for the batches behind `from` up to `through`. @returns where it stands now */
  private pass(stage: number, from: number, through: number, sinceUs: Float64Array, nowUs: number): number {
    const to = through < this.last ? through : this.last;
    for (let index = from + 1; index <= to; index++) {
      const at = index & MASK;
      const count = this.counts[at]!;
      if (count > 0) this.record(stage, nowUs - sinceUs[at]!, count);
    }
    return to > from ? to : from;
  }

  private record(stage: number, us: number, count: number): void {
    this.histograms[stage]![bucketOf(us)]! += count;
    this.sumsUs[stage]! += us * count;
    if (us > this.maximaUs[stage]!) this.maximaUs[stage] = us;
  }
}

function bucketOf(us: number): number {
  const whole = us > 0x7fff_ffff ? 0x7fff_ffff : us | 0;
  if (whole < 8) return whole < 0 ? 0 : whole;
  const exponent = 31 - Math.clz32(whole);
  return ((exponent - 2) << 3) | ((whole >> (exponent - 3)) & 7);
}

/** The least that is above all of a bucket. */
function boundOf(bucket: number): number {
  return bucket < 8 ? bucket + 1 : (9 + (bucket & 7)) * 2 ** ((bucket >> 3) - 1);
}

function quantile(histogram: Float64Array, rank: number): number {
  let seen = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    seen += histogram[bucket]!;
    if (seen >= rank) return boundOf(bucket);
  }
  return boundOf(BUCKETS - 1);
}

function countBelow(histogram: Float64Array, us: number): number {
  let count = 0;
  for (let bucket = 0; bucket < BUCKETS && boundOf(bucket) <= us; bucket++) count += histogram[bucket]!;
  return count;
}
