import { Batch } from "../batch.ts";
import type { KnownConfiguration } from "../membership.ts";
import type { Logger } from "../ports.ts";
import type { StateMachine } from "../state-machine.ts";
import { isSnapshotDue, isSnapshotNear, type SnapshotPolicy } from "./snapshot-policy.ts";
import type { SnapshotCost, SnapshotInfo, SnapshotListener, SnapshotStore } from "./snapshot-store.ts";

/** With `by: "followers"`, a leader takes every fourth one that is due: its log must not grow for ever. */
const LEADER_PASSES_MAX = 3;

/** Queues what a snapshot store reports until the next poll. Made before the store, which is made before the node. */
export class SnapshotCompletions implements SnapshotListener {
  /** Something is to be delivered. */
  onNews: () => void = () => {};
  readonly counted: { readonly snapshot: SnapshotInfo; readonly cost: SnapshotCost }[] = [];
  readonly failed: Error[] = [];

  onSnapshot(snapshot: SnapshotInfo, cost: SnapshotCost): void {
    this.counted.push({ snapshot, cost });
    this.onNews();
  }

  onSnapshotFailed(error: Error): void {
    this.failed.push(error);
    this.onNews();
  }
}

/** What a node is started with to have snapshots. */
export interface NodeSnapshots {
  readonly store: SnapshotStore;
  /** The listener that the store was opened with. */
  readonly completions: SnapshotCompletions;
  readonly policy: SnapshotPolicy;
  /** That a snapshot is received in; default PIECE_BYTES_MAX. */
  readonly pieceBytes?: number;
}

interface SnapshotDutiesParts extends NodeSnapshots {
  readonly logger: Logger;
  readonly isLeader: () => boolean;
  /** As of the batch that was applied last. */
  readonly membership: () => KnownConfiguration;
  /** A snapshot counts: the log before the second-last one is not needed any more. */
  readonly onCounted: (snapshot: SnapshotInfo) => void;
  /** One that was taken or received came to nothing. */
  readonly onFailed: () => void;
}

/** The last snapshot that counts, for people and for figures. */
export interface SnapshotFacts {
  /** Where it is. */
  readonly file: string;
  readonly index: number;
  readonly position: number;
  readonly stateHash: string;
  readonly bytes: number;
  /** Of the apply thread; 0 for one that is from an earlier life, or was received. */
  readonly pauseUs: number;
  /** Until it counted. */
  readonly seconds: number;
}

/** What became of a snapshot that is wanted at some position. */
export type SnapshotOutcome =
  | { readonly state: "pending" }
  | { readonly state: "counts"; readonly facts: SnapshotFacts }
  | { readonly state: "failed"; readonly reason: string };

/** A node's part in snapshots: when one is taken, and what is said of it. */
export class SnapshotDuties {
  /** That count, or that came to nothing, in this life of the node. */
  takenCount = 0;
  failedCount = 0;
  /** Behind the last TakeSnapshot that was applied. */
  wantedPosition = 0;
  private readonly parts: SnapshotDutiesParts;
  private readonly batch = new Batch();
  private readonly costs = new Map<number, SnapshotCost>();
  /** Status is asked for often. */
  private lastFacts: SnapshotFacts | undefined;
  private passes = 0;
  private isPrepared = false;
  /** Of the last one that was due: where, and why nothing came of it. */
  private duePosition = 0;
  private failure: string | undefined;

  constructor(parts: SnapshotDutiesParts) {
    this.parts = parts;
  }

  /** The machine has applied this batch. Hot path: once per batch. */
  afterBatch(machine: StateMachine, bytes: Uint8Array): void {
    const batch = this.batch.wrap(bytes);
    const { store, logger, policy } = this.parts;
    if (!isSnapshotDue(policy, machine, batch)) {
      if (!this.isPrepared && isSnapshotNear(policy, machine)) {
        this.isPrepared = true;
        store.prepare(machine);
      }
      return;
    }
    this.isPrepared = false;
    const position = machine.appliedPosition;
    if (machine.isSnapshotWanted) this.wantedPosition = position;
    const isPassedOver = policy.by === "followers" && this.parts.isLeader() && !machine.isSnapshotWanted;
    if (isPassedOver && this.passes < LEADER_PASSES_MAX) {
      this.passes++;
      return;
    }
    this.duePosition = position;
    if (store.isBusy) {
      this.failure = `another one is under way: there is none at position ${position}`;
      logger.warn({ position }, "no snapshot is taken here: the one before is still under way");
      return;
    }
    const membership = this.parts.membership();
    if (membership.configuration.voters.length === 0) {
      // Its disk was lost: who founded the cluster is in no entry. What came after is, and it comes by that.
      this.failure = `this node did not know yet at position ${position} who the members are`;
      logger.info({ position }, "no snapshot is taken here: this node does not know yet who the members are");
      return;
    }
    this.passes = 0;
    this.failure = undefined;
    store.take(machine, { term: batch.term, hash: batch.hash, membership });
  }

  /** Once per turn: what was completed since. */
  deliver(): void {
    const { completions, logger, store } = this.parts;
    for (const { snapshot, cost } of completions.counted.splice(0)) {
      this.takenCount++;
      this.costs.set(snapshot.index, cost);
      this.lastFacts = undefined;
      for (const index of this.costs.keys()) {
        if (!store.list.some((one) => one.index === index)) this.costs.delete(index);
      }
      const { writtenUs } = cost;
      const facts = {
        ...this.factsOf(snapshot),
        ...(Object.keys(writtenUs).length > 0 ? { writtenUs } : {}),
      };
      logger.info(facts, "a snapshot counts");
      this.parts.onCounted(snapshot);
    }
    for (const error of completions.failed.splice(0)) {
      this.failedCount++;
      this.failure = error.message;
      logger.error({ position: this.duePosition }, error.message);
      this.parts.onFailed();
    }
  }

  /** The newest; undefined before the first. */
  get last(): SnapshotFacts | undefined {
    const [newest] = this.parts.store.list;
    if (newest?.index !== this.lastFacts?.index) {
      this.lastFacts = newest === undefined ? undefined : this.factsOf(newest);
    }
    return this.lastFacts;
  }

  /** What became of the one that is wanted at this position or, before the node has applied it, will be. */
  outcomeAt(position: number, appliedPosition: number): SnapshotOutcome {
    const snapshot = this.parts.store.list.find((one) => one.position === position);
    if (snapshot !== undefined) return { state: "counts", facts: this.factsOf(snapshot) };
    if (appliedPosition < position) return { state: "pending" };
    if (this.duePosition !== position) {
      return { state: "failed", reason: `there is no snapshot at position ${position}` };
    }
    return this.failure === undefined ? { state: "pending" } : { state: "failed", reason: this.failure };
  }

  private factsOf(snapshot: SnapshotInfo): SnapshotFacts {
    const { index, position, stateHash, bytes } = snapshot;
    const { pauseUs = 0, seconds = 0 } = this.costs.get(index) ?? {};
    return { file: this.parts.store.nameOf(snapshot), index, position, stateHash, bytes, pauseUs, seconds };
  }
}
