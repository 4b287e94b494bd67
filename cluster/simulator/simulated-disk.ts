import { Batch } from "../batch.ts";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import type { DiskIdentity, HardState, LogListener, LogPoint, LogStore } from "../log/log-store.ts";
import type { NodeMutant } from "./node-mutants.ts";
import type { Random } from "./random.ts";
import { ProcessDeath, type SimulatedProcess } from "./simulated-process.ts";

/** The high-water mark of a real disk lags by so many batches at most (log/high-water-mark.ts). */
const MARK_LAG_MAX = 64;

/** What the simulation decides of all disks. */
export interface DiskConditions {
  readonly writeDelayMeanUs: number;
  readonly deathInWriteRate: number;
  readonly isHealed: () => boolean;
  readonly mutant: NodeMutant | undefined;
}

/** A disk with its own chance: how long it takes, and what a crash leaves. */
export class SimulatedDisk {
  stored: MemoryLogDisk = new MemoryLogDisk();
  /** How much slower than usual it is at the moment. */
  slowness = 1;
  log: SimulatedLog | undefined;
  /** What was on it before it was wiped. */
  private readonly lives: MemoryLogDisk[] = [];
  private readonly conditions: DiskConditions;
  private readonly random: Random;

  constructor(conditions: DiskConditions, random: Random) {
    this.conditions = conditions;
    this.random = random;
  }

  /** A process starts on it. */
  open(clusterId: number, listener: LogListener, process: SimulatedProcess): SimulatedLog {
    const inner = new MemoryLog({ disk: this.stored, clusterId, listener, completion: "manual" });
    this.log = new SimulatedLog(inner, this, process);
    return this.log;
  }

  /**
   * The process died: of what was not synced a prefix is there, or nothing, and the mark may be an older one.
   * @returns how many writes are lost
   */
  crash(): number {
    const { inner } = this.log!;
    const survive = this.random.below(inner.pendingWrites + 1);
    if (survive > 0) inner.complete(survive);
    const lost = inner.pendingWrites;
    inner.crash();
    this.log = undefined;
    this.lagMark();
    return lost;
  }

  /** Everything on it is gone; only while nobody runs on it. */
  wipe(): void {
    this.lives.push(this.stored);
    this.stored = new MemoryLogDisk();
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
    const { conditions, random } = this;
    if (conditions.deathInWriteRate === 0 || conditions.isHealed()) return;
    if (random.chance(conditions.deathInWriteRate)) throw new ProcessDeath();
  }

  get mutant(): NodeMutant | undefined {
    return this.conditions.mutant;
  }

  private lagMark(): void {
    const { stored, random } = this;
    const lag = random.below(MARK_LAG_MAX + 1);
    const index = Math.max(stored.base.index, stored.highWater.index - lag);
    if (index === stored.base.index) {
      stored.highWater = { ...stored.base };
    } else if (index < stored.highWater.index) {
      const batch = new Batch(stored.batches[index - stored.base.index - 1]);
      stored.highWater = { index, term: batch.term, hash: batch.hash };
    }
  }
}

function isStored({ batches, base }: MemoryLogDisk, index: number, hash: number): boolean {
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
    this.sync();
  }

  truncateAndAppend(batches: readonly Uint8Array[]): void {
    this.disk.passBoundary();
    this.inner.truncateAndAppend(batches.map((bytes) => this.own(bytes)));
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
    return this.inner.read(fromIndex, bytesMax, visit);
  }

  termAt(index: number): number {
    return this.inner.termAt(index);
  }

  hashAt(index: number): number {
    return this.inner.hashAt(index);
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
  fail(): void {
    this.inner.fail(new Error("EIO: the simulated disk fails"));
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
      this.inner.complete(count);
      if (this.inner.pendingWrites > 0) this.sync();
    });
  }
}
