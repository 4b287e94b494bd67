import { MemorySnapshotDisk, MemorySnapshots } from "../snapshots/memory-snapshots.ts";
import type { SnapshotCompletions } from "../snapshots/snapshot-duties.ts";
import type { SnapshotInfo, SnapshotPlace, SnapshotStore } from "../snapshots/snapshot-store.ts";
import type { StateMachine } from "../state-machine.ts";
import type { NodeMutant } from "./node-mutants.ts";
import type { Random } from "./random.ts";
import { MS, type SimulatedProcess } from "./simulated-process.ts";
import { InvariantViolation } from "./violation.ts";
import type { SnapshotConditions } from "./snapshot-conditions.ts";

/** What happened to snapshots in a run. */
export interface SnapshotCounts {
  snapshotsCounted: number;
  /** Of those, what came from another node. */
  snapshotsReceived: number;
  snapshotsLost: number;
  snapshotsRotten: number;
}

interface SnapshotDiskOptions {
  readonly conditions: SnapshotConditions;
  readonly isHealed: () => boolean;
  readonly mutant: NodeMutant | undefined;
  readonly counts: SnapshotCounts;
  readonly random: Random;
}

/** Where one node's snapshots are, over all lives of its process. */
export class SimulatedSnapshotDisk {
  readonly options: SnapshotDiskOptions;
  images: MemorySnapshotDisk = new MemorySnapshotDisk();
  private store: SimulatedSnapshots | undefined;
  private copy: ReadonlyMap<number, Uint8Array> = new Map();
  /** Images of which a bit has turned over. A node that found one out lists it again in its next life. */
  private readonly rotten = new Set<Uint8Array>();

  constructor(options: SnapshotDiskOptions) {
    this.options = options;
  }

  /** A process starts on it. @param onCounted the store says that it counts */
  open(
    process: SimulatedProcess,
    makeMachine: () => StateMachine,
    completions: SnapshotCompletions,
    onCounted: (snapshot: SnapshotInfo) => void,
  ): SimulatedSnapshots {
    this.store = new SimulatedSnapshots(this, process, makeMachine, completions, onCounted);
    return this.store;
  }

  /**
   * The process died: of what was under way nothing is there, or all of it, though nobody was told. What counts
   * stays, but a bit of it may turn over.
   *
   * @param random decides it
   * @param baseIndex what is before it, the log has no more
   */
  crash(random: Random, baseIndex: number): void {
    const { conditions, counts, isHealed } = this.options;
    this.store?.crash(random);
    this.store = undefined;
    if (isHealed() || !random.chance(conditions.rotRate)) return;
    if (this.rot(random, baseIndex)) counts.snapshotsRotten++;
  }

  /**
   * A bit of the newest whole snapshot turns over; only while nobody runs on it, and when the state can be had without
   * it: what a node does that has nothing to begin from, it does before it is a node.
   *
   * @returns whether it did
   */
  rot(random: Random, baseIndex: number): boolean {
    const useful = [...this.images.images]
      .filter(([index, image]) => index >= baseIndex && !this.rotten.has(image))
      .map(([index]) => index);
    if (baseIndex > 0 && useful.length < 2) return false;
    const newest = Math.max(0, ...useful);
    const image = this.images.images.get(newest);
    if (image === undefined) return false;
    const rotten = image.slice();
    rotten[random.below(rotten.length)] ^= 1 << random.below(8);
    this.images.images.set(newest, rotten);
    this.rotten.add(rotten);
    return true;
  }

  /** A backup is made of what is on it. */
  copyContent(): void {
    this.copy = new Map(this.images.images);
  }

  /** The backup replaces what is on it. */
  restore(): void {
    this.images = new MemorySnapshotDisk();
    for (const [index, image] of this.copy) this.images.images.set(index, image);
  }

  wipe(): void {
    this.images = new MemorySnapshotDisk();
    this.copy = new Map();
  }
}

/** The snapshots of one process: they count when the disk and the verification have had their time. */
export class SimulatedSnapshots implements SnapshotStore {
  private readonly inner: MemorySnapshots;
  private readonly disk: SimulatedSnapshotDisk;
  private readonly process: SimulatedProcess;
  private isDead = false;
  /** Of the one being received. */
  private bytesLeft = 0;
  private isReceived = false;
  /** Of a mutant: what it said to be durable and is not yet. */
  private readonly early = new Set<number>();

  constructor(
    disk: SimulatedSnapshotDisk,
    process: SimulatedProcess,
    makeMachine: () => StateMachine,
    completions: SnapshotCompletions,
    onCounted: (snapshot: SnapshotInfo) => void,
  ) {
    this.disk = disk;
    this.process = process;
    const { counts } = disk.options;
    this.inner = new MemorySnapshots({
      disk: disk.images,
      makeMachine,
      completion: "manual",
      listener: {
        onSnapshot: (snapshot, cost) => {
          if (this.isDead) return;
          counts.snapshotsCounted++;
          if (this.isReceived) counts.snapshotsReceived++;
          this.isReceived = false;
          onCounted(snapshot);
          completions.onSnapshot(snapshot, cost);
        },
        onSnapshotFailed: (error): never => {
          throw new InvariantViolation("snapshots are of the committed log", error.message);
        },
      },
    });
  }

  get list(): readonly SnapshotInfo[] {
    return this.inner.list;
  }

  get heldFrom(): number {
    return this.inner.heldFrom;
  }
  set heldFrom(index: number) {
    this.inner.heldFrom = index;
  }

  get isBusy(): boolean {
    return this.inner.isBusy;
  }

  nameOf(snapshot: SnapshotInfo): string {
    return this.inner.nameOf(snapshot);
  }

  prepare(): void {}

  take(machine: StateMachine, place: SnapshotPlace): void {
    this.inner.take(machine, place);
    this.finishLater();
  }

  load(snapshot: SnapshotInfo, machine: StateMachine): void {
    this.inner.load(snapshot, machine);
  }

  reject(snapshot: SnapshotInfo): void {
    this.inner.reject(snapshot);
  }

  read(snapshot: SnapshotInfo, offset: number, bytesMax: number): Uint8Array | undefined {
    return this.inner.read(snapshot, offset, bytesMax);
  }

  receive(offered: Parameters<SnapshotStore["receive"]>[0]): number {
    const offset = this.inner.receive(offered);
    this.bytesLeft = offered.bytes - offset;
    return offset;
  }

  receivePiece(offset: number, bytes: Uint8Array): void {
    this.inner.receivePiece(offset, bytes);
    this.bytesLeft -= bytes.byteLength;
    if (this.bytesLeft > 0) return;
    this.isReceived = true;
    this.finishLater();
  }

  stopReceiving(): void {
    this.inner.stopReceiving();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  crash(random: Random): void {
    const { counts } = this.disk.options;
    this.isDead = true;
    for (const index of this.early) this.disk.images.images.delete(index);
    if (!this.inner.isBusy) return;
    if (random.chance(0.5)) this.inner.complete(); // Renamed and synced; the process did not live to hear of it.
    else counts.snapshotsLost++;
    this.inner.crash();
  }

  private finishLater(): void {
    const { conditions, isHealed, mutant, random } = this.disk.options;
    const delayUs = isHealed() ? MS : random.delay(conditions.writeMeanMs) * MS;
    if (mutant?.countsSnapshotsBeforeSync !== true) {
      this.process.post(delayUs, () => this.inner.complete());
      return;
    }
    this.process.post(0, () => {
      this.inner.complete();
      const [newest] = this.inner.list;
      if (newest === undefined) return;
      this.early.add(newest.index);
      this.process.post(delayUs, () => this.early.delete(newest.index));
    });
  }
}
