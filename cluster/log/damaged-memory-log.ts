import { Batch } from "../batch.ts";
import { assessDamage, type Damage, type Hole, isHole, stretchesOf } from "./damage.ts";
import { ChainCheck, type DamagedLog, type RepairProgress, type Wanted } from "./damaged-log.ts";
import type { DiskIdentity } from "./log-store.ts";
import type { MemoryLogDisk } from "./memory-log.ts";
import { judgeBatch, newVerdict, type SegmentVerdict } from "./segment-verification.ts";

const FILE = "memory";

/**
 * What a start finds on a disk in memory whose batches may be rotten, misdirected, or gone (of length 0): judged as
 * the segments on a real one are. A torn tail is cut off.
 *
 * @returns what has to be repaired before a MemoryLog may be opened on it; undefined when it may be opened
 */
export function recoverMemoryDisk(
  disk: MemoryLogDisk,
  clusterId: number,
  nodeId: number,
): DamagedMemoryLog | undefined {
  const verdict = judgeDisk(disk, clusterId, nodeId);
  const acknowledged = Math.max(disk.highWater.index, verdict.proven.index);
  const isMarked = disk.highWater.index <= disk.base.index || verdict.highWaterHash === disk.highWater.hash;
  if (verdict.last.index < acknowledged || !isMarked) {
    return new DamagedMemoryLog(disk, clusterId, nodeId, verdict);
  }
  disk.batches.length = verdict.last.index - disk.base.index;
  return undefined;
}

function judgeDisk(disk: MemoryLogDisk, clusterId: number, nodeId: number): SegmentVerdict {
  const verdict = newVerdict(1);
  verdict.header = { clusterId, nodeId, number: 1, previous: disk.base };
  verdict.last = { ...disk.base };
  verdict.isReadThrough = true;
  const request = { clusterId, lastIndexMax: Infinity, highWaterIndex: disk.highWater.index };
  const batch = new Batch();
  disk.batches.forEach((bytes, at) => judgeBatch(request, bytes, at + 1, batch, verdict));
  return verdict;
}

/** As DamagedLmdbLog, of one segment, without files. */
export class DamagedMemoryLog implements DamagedLog {
  readonly clusterId: number;
  readonly nodeId: number;
  readonly identity: DiskIdentity;
  readonly whole: Promise<void>;
  onWanted: () => void = () => {};
  isWhole = false;
  private readonly disk: MemoryLogDisk;
  private readonly verdict: SegmentVerdict;
  private readonly distrusted = new Set<number>();
  private readonly batch = new Batch();
  private damage!: Damage;
  private chain!: ChainCheck;
  private rebuilt: Uint8Array[] = [];
  private hole: Hole | undefined;
  private partsDone = 0;
  private repairedBatches = 0;
  private tellWhole: () => void = () => {};

  constructor(disk: MemoryLogDisk, clusterId: number, nodeId: number, verdict: SegmentVerdict) {
    this.disk = disk;
    this.clusterId = clusterId;
    this.nodeId = nodeId;
    this.identity = disk.identity;
    this.verdict = verdict;
    this.whole = new Promise((resolve) => {
      this.tellWhole = resolve;
    });
    this.plan();
  }

  get progress(): RepairProgress {
    const holes = this.damage.regions.flatMap(({ parts }) => parts.filter(isHole));
    const batches = holes.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    return { repairedBatches: this.repairedBatches, missingBatches: batches - this.repairedBatches };
  }

  get wanted(): Wanted | undefined {
    if (this.hole === undefined) return undefined;
    const { bad } = this.verdict;
    const from = this.chain.last.index + 1;
    const { to, hash } = this.hole;
    const reason = bad?.reason ?? "the log ends here";
    return { from, to, hash, file: FILE, key: bad?.key, position: this.verdict.nextPosition, reason };
  }

  supply(batches: readonly Uint8Array[]): boolean {
    if (this.hole === undefined) return false;
    const fitting = this.chain.fit(batches, this.hole);
    if (fitting === undefined || fitting.length === 0) return false;
    this.rebuilt.push(...fitting.map((bytes) => bytes.slice()));
    this.repairedBatches += fitting.length;
    if (this.chain.last.index === this.hole.to) {
      this.partsDone++;
      this.go();
    }
    return true;
  }

  disclaim(): boolean {
    if (this.hole === undefined) return false;
    const isSuspect = this.distrusted.size === 0;
    if (isSuspect) this.distrusted.add(this.verdict.number);
    else this.distrusted.clear();
    this.plan();
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
    if (bytes !== undefined) return this.batch.wrap(bytes).hash;
    const next = this.bytesAt(index + 1);
    return next === undefined ? undefined : this.batch.wrap(next).previousHash;
  }

  private plan(): void {
    const { base, highWater } = this.disk;
    const state = { base, highWater, firstSegment: 1, activeSegment: 0 };
    this.damage = assessDamage([this.verdict], state, this.distrusted);
    this.chain = new ChainCheck(this.clusterId, this.disk.base);
    this.rebuilt = [];
    this.partsDone = 0;
    this.repairedBatches = 0;
    this.go();
  }

  /** Takes what is here, up to the next hole or the end. */
  private go(): void {
    const parts = this.damage.regions.flatMap((region) => region.parts);
    this.hole = undefined;
    for (; this.partsDone < parts.length; this.partsDone++) {
      const part = parts[this.partsDone];
      if (isHole(part)) {
        this.hole = part;
        return;
      }
      for (let index = part.first; index <= part.last.index; index++) {
        const bytes = this.disk.batches[index - this.disk.base.index - 1];
        this.chain.take(bytes);
        this.rebuilt.push(bytes);
      }
    }
    this.disk.batches = this.rebuilt;
    this.isWhole = true;
    this.tellWhole();
  }

  private bytesAt(index: number): Uint8Array | undefined {
    const isThere = stretchesOf(this.verdict).some(
      ({ first, last }) => first <= index && last.index >= index,
    );
    return isThere ? this.disk.batches[index - this.disk.base.index - 1] : undefined;
  }
}
