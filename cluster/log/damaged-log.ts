import { Batch, verifyBatch } from "../batch.ts";
import type { Hole } from "./damage.ts";
import type { DiskIdentity, LogPoint } from "./log-store.ts";

/**
 * A log that lacks, or cannot believe, batches that it has acknowledged: a port. Nothing is appended to it; it is
 * rebuilt, batch by batch and in order, from what it holds itself and what others supply, and then opened anew.
 * repair.ts asks the others; docs/decisions says why this node neither votes nor acknowledges meanwhile.
 */
export interface DamagedLog {
  readonly clusterId: number;
  readonly nodeId: number;
  readonly identity: DiskIdentity;
  /** What it needs next from others; undefined while it is busy, and when it is whole. */
  readonly wanted: Wanted | undefined;
  readonly progress: RepairProgress;
  /** Resolved when it is whole; rejected when rebuilding it failed. */
  readonly whole: Promise<void>;
  /** Called when `wanted` has changed, not from within a call. */
  onWanted: () => void;

  /**
   * Takes batches from `wanted.from` on; the bytes belong to the log from here on.
   *
   * @returns false when they are not what was wanted, or do not follow what is there: then none counts
   */
  supply(batches: readonly Uint8Array[]): boolean;

  /**
   * Nobody has what is wanted: then what wanted it may be of another history than what was acknowledged.
   *
   * @returns whether something else is wanted now; false: nobody can repair this log
   */
  disclaim(): boolean;

  /** Visits the valid batches from `from` on, without a gap, until their sizes exceed `bytesMax`. Others are repaired from them. */
  read(from: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): void;
  /** Of a valid batch here, or as the one behind it says; undefined when nothing tells it. */
  hashAt(index: number): number | undefined;
}

/** "The batch at `to` has this hash: what leads to it, from `from` on?" */
export interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly hash: number;
  /** Where it is missing. */
  readonly file: string;
  readonly key: number | undefined;
  /** Of its first command; undefined when nothing tells it. */
  readonly position: number | undefined;
  readonly reason: string;
}

export interface RepairProgress {
  /** From others, so far. */
  readonly repairedBatches: number;
  readonly missingBatches: number;
}

/** Checks that batches follow one another, and lead to what closes the hole. */
export class ChainCheck {
  readonly last: LogPoint;
  private readonly clusterId: number;
  private readonly batch = new Batch();

  constructor(clusterId: number, start: LogPoint) {
    this.clusterId = clusterId;
    this.last = { ...start };
  }

  /** @returns whether it is the next batch; then `last` is its point */
  take(bytes: Uint8Array): boolean {
    const { batch, last } = this;
    if (verifyBatch(bytes) !== "valid") return false;
    batch.wrap(bytes);
    const { index, term, hash } = batch;
    if (batch.clusterId !== this.clusterId || index !== last.index + 1 || term < last.term) return false;
    if (batch.previousHash !== last.hash) return false;
    Object.assign(last, { index, term, hash });
    return true;
  }

  /** @returns the batches that fill the hole further, or undefined when they do not */
  fit(batches: readonly Uint8Array[], hole: Hole): readonly Uint8Array[] | undefined {
    const before = { ...this.last };
    const fitting: Uint8Array[] = [];
    for (const bytes of batches) {
      if (this.last.index === hole.to) break;
      const isNext = this.take(bytes);
      if (!isNext || (this.last.index === hole.to && this.last.hash !== hole.hash)) {
        Object.assign(this.last, before);
        return undefined;
      }
      fitting.push(bytes);
    }
    return fitting;
  }
}
