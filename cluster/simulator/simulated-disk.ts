import { Batch, BatchKind, verifyBatch } from "../batch.ts";
import { type DamagedMemoryLog, recoverMemoryDisk } from "../log/damaged-memory-log.ts";
import { LogCorruptError } from "../log/log-errors.ts";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import type { DiskIdentity, HardState, LogListener, LogPoint, LogStore } from "../log/log-store.ts";
import type { NodeMutant } from "./node-mutants.ts";
import { Random } from "./random.ts";
import type { FaultCounts } from "./cluster-faults.ts";
import type { SimulatedSnapshotDisk } from "./simulated-snapshots.ts";
import { ProcessDeath, type SimulatedProcess } from "./simulated-process.ts";

/** The high-water mark of a real disk lags by so many batches at most (log/high-water-mark.ts). */
const MARK_LAG_MAX = 64;

/** What the simulation decides of all disks. */
export interface DiskConditions {
  readonly writeDelayMeanUs: number;
  readonly deathInWriteRate: number;
  readonly isHealed: () => boolean;
  readonly mutant: NodeMutant | undefined;
  readonly counts: FaultCounts;
  /** Every batch that a node adds to its log, before it is on a disk. */
  readonly onAppend: (nodeId: number, batch: Batch) => void;
  /** Its process dies here: the how many-th time that it might have. */
  readonly onDeath: (nodeId: number, boundary: number) => void;
}

/** A disk with its own chance: how long it takes, and what a crash leaves. */
export class SimulatedDisk {
  stored: MemoryLogDisk = new MemoryLogDisk();
  /** How much slower than usual it is at the moment. */
  slowness = 1;
  log: SimulatedLog | undefined;
  /** Nothing more can be written to it. */
  isFull = false;
  /** Something on it is not what was written; it counts as lost until it is wiped. */
  isRotten = false;
  /** As it was before a backup replaced it. */
  private before: { readonly incarnation: number; readonly lastIndex: number } | undefined;
  /** Where a process dies on it, whatever is drawn: of a script. */
  readonly deadlyBoundaries: Set<number> = new Set();
  private boundaries = 0;
  /** As high as the mark ever was: it lags behind that, and not behind an earlier lag. */
  private markMax = 0;
  /** Of its content, as a backup. */
  private copy: MemoryLogDisk | undefined;
  readonly nodeId: number;
  /** What was on it before it was wiped. */
  private readonly lives: MemoryLogDisk[] = [];
  readonly snapshots: SimulatedSnapshotDisk;
  private readonly conditions: DiskConditions;
  private readonly random: Random;
  private readonly batch = new Batch();

  constructor(nodeId: number, conditions: DiskConditions, random: Random, snapshots: SimulatedSnapshotDisk) {
    this.nodeId = nodeId;
    this.conditions = conditions;
    this.random = random;
    this.snapshots = snapshots;
  }

  /** What a start finds wrong on it. @returns undefined when a process may open it */
  assess(clusterId: number): DamagedMemoryLog | undefined {
    if (this.mutant?.cutsOffDamage === true) this.cutOffDamage();
    const damaged = recoverMemoryDisk(this.stored, clusterId, this.nodeId);
    if (damaged === undefined) this.isRotten = false;
    return damaged;
  }

  /** A process starts on it. */
  open(clusterId: number, listener: LogListener, process: SimulatedProcess): SimulatedLog {
    const inner = new MemoryLog({ disk: this.stored, clusterId, listener, completion: "manual" });
    this.log = new SimulatedLog(inner, this, process);
    return this.log;
  }

  /**
   * The process died. Each batch that was not synced is there, or lost, or torn, and not in the order of the writes:
   * what is whole up to the first that is not is the log from now on. The mark may be an older one.
   *
   * @param salt decides it; drawn unless given
   * @returns how many writes are lost
   */
  crash(salt: number = this.random.nextUint32()): number {
    const { inner } = this.log!;
    const random = new Random(salt);
    const keepRate = random.pick([0, 0.5, 0.9, 1]);
    const pending = inner.pendingWrites;
    let isTorn = false;
    while (!isTorn && inner.pendingWrites > 0) {
      const count = inner.pendingBatches;
      let kept = 0;
      while (kept < count && random.chance(keepRate)) kept++;
      isTorn = kept < count;
      if (isTorn) inner.tear(kept);
      else inner.complete(1);
      if (isTorn && (kept > 0 || inner.pendingWrites < pending - 1)) this.conditions.counts.tornTails++;
    }
    const lost = inner.pendingWrites + (isTorn ? 1 : 0);
    inner.crash();
    this.log = undefined;
    this.snapshots.crash(new Random(salt).stream(1), this.stored.base.index);
    this.lagMark(random);
    return lost;
  }

  /** A backup is made of what is on it. */
  copyContent(): void {
    this.copy = copyOf(this.stored);
    this.snapshots.copyContent();
  }

  /**
   * The backup replaces what is on it; only while nobody runs on it. It is one of this life, and nothing was voted
   * since: nobody could know better.
   *
   * @returns whether there was such a one
   */
  restore(): boolean {
    const { copy, stored } = this;
    const isSameVote =
      copy?.hardState.term === stored.hardState.term && copy.hardState.vote === stored.hardState.vote;
    if (copy === undefined || !isSameVote || copy.identity.incarnation !== stored.identity.incarnation) {
      return false;
    }
    this.lives.push(stored);
    this.stored = copyOf(copy);
    this.snapshots.restore();
    this.before = { incarnation: stored.identity.incarnation, lastIndex: lastIndexOf(stored) };
    return true;
  }

  /** It is older than it should be, and neither has anybody noticed nor has it caught up. */
  get isAged(): boolean {
    const { before, stored } = this;
    if (before === undefined) return false;
    return stored.identity.incarnation === before.incarnation && lastIndexOf(stored) < before.lastIndex;
  }

  /**
   * A bit of a batch flips, or another batch was written in its place: one that the mark covers for certain.
   *
   * @param indexMax of those it may be
   */
  rot(salt: number, indexMax: number, isMisdirected: boolean): boolean {
    const { stored, log } = this;
    const random = new Random(salt);
    const count = Math.min(stored.highWater.index - MARK_LAG_MAX, indexMax) - stored.base.index;
    if (count < 2) return false;
    const at = random.below(count);
    const batch = stored.batches[at].slice();
    batch[random.below(batch.byteLength)] ^= 1 << random.below(8);
    const wrong = isMisdirected ? stored.batches[at === 0 ? 1 : at - 1] : batch;
    stored.batches[at] = wrong;
    if (log !== undefined) log.inner["batches"][at] = wrong;
    this.isRotten = true;
    return true;
  }

  /** Whether its log holds a change of the members behind this index. */
  hasChangeAfter(index: number): boolean {
    const { base, batches } = this.stored;
    const all = this.log?.inner["batches"] ?? batches;
    return all
      .slice(Math.max(0, index - base.index))
      .some((bytes) => new Batch(bytes).kind === BatchKind.Configuration);
  }

  /** Everything on it is gone; only while nobody runs on it. */
  wipe(): void {
    this.lives.push(this.stored);
    this.stored = new MemoryLogDisk();
    if (this.mutant?.keepsIdentity === true) this.stored.identity = this.lives.at(-1)!.identity;
    this.isRotten = false;
    this.markMax = 0;
    this.before = undefined;
    this.copy = undefined;
    this.snapshots.wipe();
  }

  /** Whether the batch with this hash survives a crash. */
  holds(index: number, hash: number): boolean {
    return isStored(this.stored, index, hash);
  }

  /** Whether it held the batch in this life: what it acknowledged before it was wiped was true. */
  heldIn(incarnation: number, index: number, hash: number): boolean {
    return [this.stored, ...this.lives].some(
      (stored) => stored.identity.incarnation === incarnation && isStored(stored, index, hash),
    );
  }

  drawDelayUs(): number {
    const { conditions, random } = this;
    if (conditions.isHealed()) return 100;
    return random.delay(10) * Math.ceil(conditions.writeDelayMeanUs / 10) * this.slowness;
  }

  /** Called before and after what must be durable: there the process may die. */
  passBoundary(): void {
    const { conditions, random, nodeId } = this;
    const boundary = ++this.boundaries;
    const isDrawn =
      conditions.deathInWriteRate > 0 && !conditions.isHealed() && random.chance(conditions.deathInWriteRate);
    if (!isDrawn && !this.deadlyBoundaries.has(boundary)) return;
    conditions.onDeath(nodeId, boundary);
    throw new ProcessDeath();
  }

  appends(bytes: Uint8Array): void {
    this.conditions.onAppend(this.nodeId, this.batch.wrap(bytes));
  }

  get mutant(): NodeMutant | undefined {
    return this.conditions.mutant;
  }

  private cutOffDamage(): void {
    const { stored } = this;
    const good = stored.batches.findIndex(
      (bytes, at) => verifyBatch(bytes) !== "valid" || new Batch(bytes).index !== stored.base.index + 1 + at,
    );
    if (good < 0) return;
    stored.batches.length = good;
    const last = good === 0 ? undefined : new Batch(stored.batches[good - 1]);
    const point = last === undefined ? stored.base : { index: last.index, term: last.term, hash: last.hash };
    if (stored.highWater.index > point.index) stored.highWater = { ...point };
  }

  private lagMark(random: Random): void {
    const { stored } = this;
    this.markMax = Math.max(this.markMax, stored.highWater.index);
    const lagging = Math.max(stored.base.index, this.markMax - random.below(MARK_LAG_MAX + 1));
    const index = Math.min(stored.highWater.index, lagging);
    if (index === stored.base.index) {
      stored.highWater = { ...stored.base };
    } else if (index < stored.highWater.index) {
      const batch = new Batch(stored.batches[index - stored.base.index - 1]);
      stored.highWater = { index, term: batch.term, hash: batch.hash };
    }
  }
}

/** @throws LogCorruptError when it is not the batch of that index as it was sealed */
function checkBatch(bytes: Uint8Array, index: number): void {
  if (verifyBatch(bytes) === "valid" && new Batch(bytes).index === index) return;
  throw new LogCorruptError({
    file: "simulated",
    reason: "a batch is not what was written",
    advice: "",
    index,
  });
}

function copyOf(disk: MemoryLogDisk): MemoryLogDisk {
  return Object.assign(new MemoryLogDisk(), disk, {
    batches: [...disk.batches],
    peersAcknowledged: new Map(disk.peersAcknowledged),
  });
}

function lastIndexOf({ base, batches }: MemoryLogDisk): number {
  return base.index + batches.length;
}

function isStored({ batches, base }: MemoryLogDisk, index: number, hash: number): boolean {
  if (index <= base.index) return true; // A snapshot stands for it.
  const bytes = batches[index - base.index - 1];
  return bytes !== undefined && new Batch(bytes).hash === hash;
}

/** The log of one process on a simulated disk: writes complete when the disk has time for them. */
export class SimulatedLog implements LogStore {
  readonly inner: MemoryLog;
  private readonly disk: SimulatedDisk;
  private readonly process: SimulatedProcess;
  private isSyncing = false;
  /** Of a mutant that tells the node what it did not save. */
  private unsaved: HardState | undefined;

  constructor(inner: MemoryLog, disk: SimulatedDisk, process: SimulatedProcess) {
    this.inner = inner;
    this.disk = disk;
    this.process = process;
  }

  get firstIndex(): number {
    return this.inner.firstIndex;
  }
  get lastIndex(): number {
    return this.inner.lastIndex;
  }
  get lastTerm(): number {
    return this.inner.lastTerm;
  }
  get lastHash(): number {
    return this.inner.lastHash;
  }
  get durableIndex(): number {
    return this.disk.mutant?.acknowledgesBeforeSync === true ? this.inner.lastIndex : this.inner.durableIndex;
  }
  get pendingBytes(): number {
    return this.inner.pendingBytes;
  }
  get hardState(): HardState {
    return this.unsaved ?? this.inner.hardState;
  }
  get highWater(): LogPoint {
    return this.inner.highWater;
  }
  get identity(): DiskIdentity {
    return this.inner.identity;
  }
  get peersAcknowledged(): ReadonlyMap<number, number> {
    return this.inner.peersAcknowledged;
  }

  append(bytes: Uint8Array): void {
    this.disk.passBoundary();
    this.inner.append(this.own(bytes));
    this.disk.appends(bytes);
    this.sync();
  }

  truncateAndAppend(batches: readonly Uint8Array[]): void {
    this.disk.passBoundary();
    this.inner.truncateAndAppend(batches.map((bytes) => this.own(bytes)));
    for (const bytes of batches) this.disk.appends(bytes);
    this.sync();
  }

  saveHardState(state: HardState): void {
    this.disk.passBoundary();
    if (this.disk.mutant?.forgetsVote === true) {
      this.unsaved = { ...state };
      this.inner.saveHardState({ term: state.term, vote: 0 });
    } else {
      this.inner.saveHardState(state);
    }
    this.disk.passBoundary();
  }

  saveIdentity(identity: DiskIdentity): void {
    this.disk.passBoundary();
    this.inner.saveIdentity(identity);
    this.disk.passBoundary();
  }

  rememberPeers(acknowledged: ReadonlyMap<number, number>): void {
    this.inner.rememberPeers(acknowledged);
  }

  acknowledge(index: number): void {
    const { inner, disk } = this;
    // A mutant takes for durable what is not.
    inner.acknowledge(disk.mutant === undefined ? index : Math.min(index, inner.durableIndex));
  }

  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number {
    return this.inner.read(fromIndex, bytesMax, (bytes, index) => {
      if (this.disk.isRotten) checkBatch(bytes, index);
      visit(bytes, index);
    });
  }

  termAt(index: number): number {
    return this.inner.termAt(index);
  }

  hashAt(index: number): number {
    return this.inner.hashAt(index);
  }

  kindAt(index: number): BatchKind {
    return new Batch(this.inner["batches"][index - this.firstIndex]).kind;
  }

  trimBefore(index: number): number {
    return this.inner.trimBefore(index);
  }

  restartBehind(point: LogPoint): void {
    this.disk.passBoundary();
    this.inner.restartBehind(point);
    this.disk.passBoundary();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** A write or a sync fails: the log says so and takes nothing more. */
  fail(code: "EIO" | "ENOSPC"): void {
    this.inner.fail(new Error(`${code}: the simulated disk fails`));
  }

  /** Whoever believes too early that a batch is durable uses its memory too early. */
  private own(bytes: Uint8Array): Uint8Array {
    return this.disk.mutant?.acknowledgesBeforeSync === true ? bytes.slice() : bytes;
  }

  /** One group commit after another: each takes what was written before it began. */
  private sync(): void {
    if (this.isSyncing) return;
    this.isSyncing = true;
    const count = this.inner.pendingWrites;
    this.process.post(this.disk.drawDelayUs(), () => {
      this.isSyncing = false;
      if (this.disk.isFull) return this.fail("ENOSPC");
      this.inner.complete(count);
      if (this.inner.pendingWrites > 0) this.sync();
    });
  }
}
