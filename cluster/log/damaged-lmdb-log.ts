import { assert } from "../assert.ts";
import { Batch, verifyBatch } from "../batch.ts";
import { assessDamage, type Damage, type Hole, isHole, type Region, stretchesOf } from "./damage.ts";
import { ChainCheck, type DamagedLog, type RepairProgress, type Wanted } from "./damaged-log.ts";
import type { DiskIdentity } from "./log-store.ts";
import type { Recovery } from "./recovery.ts";
import { SegmentRebuild } from "./segment-rebuild.ts";
import { type Segment, openSegment, readRecord, segmentPath } from "./segment.ts";
import type { Stretch } from "./segment-verification.ts";
import type { NodeState } from "./state-file.ts";

/** What the segments of a log hold that is valid, and how they are rebuilt. The process has locked the directory. */
export class DamagedLmdbLog implements DamagedLog {
  readonly clusterId: number;
  readonly nodeId: number;
  readonly identity: DiskIdentity;
  /** Where replaced files are now. */
  readonly evidence: string[] = [];
  readonly whole: Promise<void>;
  onWanted: () => void = () => {};
  private readonly directory: string;
  private readonly state: NodeState;
  private readonly recovery: Recovery;
  private readonly distrusted = new Set<number>();
  private readonly open = new Map<number, Segment>();
  private readonly stretches: readonly Stretch[];
  private damage: Damage;
  private region: Region | undefined;
  private chain: ChainCheck | undefined;
  private hole: Hole | undefined;
  /** The stretch that the hole begins behind. */
  private below: Stretch | undefined;
  private resume: ((batches: readonly Uint8Array[] | "plan anew") => void) | undefined;
  private repairedBatches = 0;
  private filledBatches = 0;
  private isAbandoned = false;

  constructor(directory: string, state: NodeState, recovery: Recovery) {
    this.directory = directory;
    this.state = state;
    this.recovery = recovery;
    this.clusterId = state.clusterId;
    this.nodeId = state.nodeId;
    this.identity = { incarnation: state.incarnation, founders: state.founders };
    this.stretches = recovery.counting.flatMap(stretchesOf);
    this.damage = assessDamage(recovery.counting, state, this.distrusted);
    this.whole = this.rebuild();
    this.whole.catch(() => {}); // Whoever waits for it is told.
  }

  get isEndLost(): boolean {
    return this.damage.isEndLost;
  }

  get progress(): RepairProgress {
    const holes = this.damage.regions.flatMap(({ parts }) => parts.filter(isHole));
    const batches = holes.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    return { repairedBatches: this.repairedBatches, missingBatches: batches - this.filledBatches };
  }

  get wanted(): Wanted | undefined {
    if (this.resume === undefined || this.hole === undefined) return undefined;
    const { to, hash } = this.hole;
    const from = this.chain!.last.index + 1;
    const { firstBad } = this.recovery;
    if (firstBad !== undefined && firstBad.index >= from && firstBad.index <= to) {
      const { file, key, position, reason } = firstBad;
      return { from, to, hash, file, key, position, reason };
    }
    const verdict = this.recovery.counting.find(({ number }) => this.replacedNow.includes(number));
    const file = segmentPath(this.directory, verdict?.number ?? this.region!.number);
    const reason = verdict?.bad?.reason ?? "the file is missing, or holds another history";
    return { from, to, hash, file, key: verdict?.bad?.key, position: undefined, reason };
  }

  /** It is not to be rebuilt any more: lets go of the files, which are as they were but for what is rebuilt. */
  async abandon(): Promise<void> {
    this.isAbandoned = true;
    this.resume?.("plan anew");
    await this.whole.catch(() => {}); // Whoever abandons it has another trouble.
  }

  /** @throws LogWriteError */
  private async rebuild(): Promise<void> {
    while (!this.isAbandoned && !(await this.tryRebuild())) {
      this.damage = assessDamage(this.recovery.counting, this.state, this.distrusted);
      this.filledBatches = 0;
    }
    for (const segment of this.open.values()) await segment.close();
    this.open.clear();
  }

  supply(batches: readonly Uint8Array[]): boolean {
    const { resume, hole } = this;
    if (resume === undefined) return false;
    const fitting = this.chain!.fit(batches, hole!);
    if (fitting === undefined || fitting.length === 0) return false;
    this.repairedBatches += fitting.length;
    this.filledBatches += fitting.length;
    this.resume = undefined;
    resume(fitting);
    return true;
  }

  disclaim(): boolean {
    const { resume, hole, below } = this;
    if (resume === undefined) return false;
    const suspect = hole!.saidBy ?? below?.number;
    const isSuspect = suspect !== undefined && !this.distrusted.has(suspect);
    if (isSuspect) this.distrusted.add(suspect);
    else if (this.distrusted.size === 0) return false;
    else this.distrusted.clear(); // None of them was to blame.
    this.resume = undefined;
    resume("plan anew");
    return isSuspect;
  }

  read(from: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): void {
    for (let index = from, size = 0; size < bytesMax; index++) {
      const bytes = this.bytesAt(index);
      if (bytes === undefined) return;
      size += bytes.byteLength;
      visit(bytes, index);
    }
  }

  hashAt(index: number): number | undefined {
    const { acknowledged } = this.damage;
    if (index === acknowledged.index) return acknowledged.hash;
    const bytes = this.bytesAt(index);
    if (bytes !== undefined) return new Batch(bytes).hash;
    const next = this.bytesAt(index + 1);
    return next === undefined ? undefined : new Batch(next).previousHash;
  }

  private get replacedNow(): readonly number[] {
    return this.region?.replaced ?? [];
  }

  /** @returns false when a segment turned out to be of another history: the plan has to be made anew */
  private async tryRebuild(): Promise<boolean> {
    for (const region of this.damage.regions) {
      this.region = region;
      const { clusterId, nodeId } = this;
      const { number, start, replaced } = region;
      const target = new SegmentRebuild(this.directory, { clusterId, nodeId, number, previous: start });
      let isDone = false;
      try {
        isDone = await this.fill(region, target);
      } finally {
        if (!isDone) await target.abandon();
      }
      if (!isDone) return false;
      this.evidence.push(...(await target.finish(replaced)));
    }
    return true;
  }

  private async fill(region: Region, target: SegmentRebuild): Promise<boolean> {
    const chain = new ChainCheck(this.clusterId, region.start);
    this.chain = chain;
    this.below = this.damage.whole.findLast(({ last }) => last.index === region.start.index);
    for (const part of region.parts) {
      if (isHole(part)) {
        this.hole = part;
        while (chain.last.index < part.to) {
          const batches = await this.ask();
          if (batches === "plan anew" || this.isAbandoned) return false;
          for (const bytes of batches) await target.append(bytes);
        }
        this.hole = undefined;
        continue;
      }
      this.below = part;
      for (let index = part.first; index <= part.last.index; index++) {
        const bytes = this.recordOf(part, index);
        if (bytes === undefined || !chain.take(bytes)) {
          this.distrusted.add(part.number);
          return false;
        }
        await target.append(bytes);
      }
    }
    return true;
  }

  private ask(): Promise<readonly Uint8Array[] | "plan anew"> {
    return new Promise((resolve) => {
      assert(this.resume === undefined);
      if (this.isAbandoned) return resolve("plan anew");
      this.resume = resolve;
      setImmediate(() => this.onWanted());
    });
  }

  private bytesAt(index: number): Uint8Array | undefined {
    const at = this.stretches.findLast(({ first, last }) => first <= index && last.index >= index);
    return at === undefined ? undefined : this.recordOf(at, index);
  }

  /** A copy. The verifier has read this record without dying. */
  private recordOf({ number, key, first }: Stretch, index: number): Uint8Array | undefined {
    let segment = this.open.get(number);
    if (segment === undefined) {
      segment = openSegment(segmentPath(this.directory, number), true);
      this.open.set(number, segment);
    }
    const bytes = readRecord(segment, key + index - first);
    return bytes === undefined || verifyBatch(bytes) !== "valid" ? undefined : bytes.slice();
  }
}
