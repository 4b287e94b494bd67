import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Batch, BATCH_HEADER_BYTES, BatchKind, sealBatch } from "./batch.ts";
import { recoveredClusterId } from "./cluster-id.ts";
import { syncDirectory } from "./log/directory.ts";
import { DirectoryLock } from "./log/directory-lock.ts";
import { openLmdbLog } from "./log/lmdb-log-opening.ts";
import { LogReader } from "./log/log-reader.ts";
import type { LogStore } from "./log/log-store.ts";

const READ_BYTES = 1_048_576;
const PENDING_BYTES_MAX = 16_777_216;

/** What a disk holds, for whoever decides whether it becomes a cluster. */
export interface ForcedRecoveryPlan {
  readonly clusterId: number;
  readonly nodeId: number;
  readonly lastIndex: number;
  readonly lastPosition: number;
  /** Of the last batch. */
  readonly clusterTimeUs: number;
  /** Batches up to here were known to be acknowledged; of those behind it, some may never have been. */
  readonly acknowledgedIndex: number;
  /** What had to be left out at the end, because it is no whole batch. */
  readonly tornTail: string | undefined;
}

/**
 * A majority of the disks is gone for good, and this one is to become a cluster by itself, with everything that
 * is in its log, committed or not. What only the others held is lost.
 *
 * The directory stays as it is. A new one is made beside it, in which every batch is sealed again, for a new
 * cluster id: the members that are gone, should they come back, and other disks of the old cluster have nothing
 * to say in it. Changes of members become batches without content; the new cluster begins with one founder.
 */
export class ForcedRecovery {
  readonly plan: ForcedRecoveryPlan;
  private readonly lock: DirectoryLock;
  private readonly reader: LogReader;

  private constructor(lock: DirectoryLock, reader: LogReader) {
    this.lock = lock;
    this.reader = reader;
    const last = new Batch();
    reader.read(reader.lastIndex, 1, (bytes) => last.wrap(bytes.slice()));
    const { clusterId, nodeId, highWater } = reader.state;
    this.plan = {
      clusterId,
      nodeId,
      lastIndex: reader.lastIndex,
      lastPosition: last.firstPosition + last.count - 1,
      clusterTimeUs: last.clusterTimeUs,
      acknowledgedIndex: highWater.index,
      tornTail: reader.tornTail?.reason,
    };
  }

  /**
   * Holds the directory until `close`, so that no node is started on it meanwhile.
   *
   * @throws DirectoryInUseError, LogCorruptError, ForcedRecoveryError, ENOENT when there is no node's data
   */
  static async open(directory: string): Promise<ForcedRecovery> {
    const lock = await DirectoryLock.acquire(directory);
    try {
      const reader = await LogReader.open(directory);
      if (reader.lastIndex < reader.firstIndex) {
        await reader.close();
        throw new ForcedRecoveryError(`${directory} holds no batch: start an empty node instead`);
      }
      if (reader.firstIndex > 1) {
        await reader.close();
        throw new ForcedRecoveryError(
          `the log in ${directory} begins at index ${reader.firstIndex}, and its archive does not go back to the ` +
            "first batch: put the missing segments into its archive folder",
        );
      }
      return new ForcedRecovery(lock, reader);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /**
   * @param into the directory to make; it appears when everything in it is durable
   * @param random an integer in [0, bound)
   * @returns the id of the new cluster
   * @throws ForcedRecoveryError when there is something already; LogWriteError
   */
  async run(into: string, random: (bound: number) => number): Promise<number> {
    const { reader } = this;
    const { nodeId, hardState } = reader.state;
    const target = resolve(into);
    const unfinished = `${target}.unfinished`;
    for (const path of [target, unfinished]) {
      if (existsSync(path)) {
        throw new ForcedRecoveryError(`${path} is there already: name another one, or move it away`);
      }
    }
    const clusterId = recoveredClusterId(reader.state.clusterId, random);
    mkdirSync(dirname(target), { recursive: true });
    const writes = new Writes();
    const log = await openLmdbLog({ directory: unfinished, clusterId, nodeId, listener: writes });
    try {
      for (let next = reader.firstIndex; next <= reader.lastIndex;) {
        next = reader.read(next, READ_BYTES, (bytes) => log.append(sealedAnew(bytes, log, clusterId)));
        await writes.until(() => log.pendingBytes < PENDING_BYTES_MAX);
      }
      await writes.until(() => log.durableIndex === log.lastIndex);
      log.saveHardState({ term: Math.max(hardState.term, log.lastTerm), vote: 0 });
      log.saveIdentity({ incarnation: 1, founders: [nodeId] });
      log.acknowledge(log.lastIndex);
    } finally {
      await log.close();
    }
    renameSync(unfinished, target);
    syncDirectory(dirname(target));
    return clusterId;
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.lock.release();
  }
}

/** Nothing was changed. */
export class ForcedRecoveryError extends Error {
  override readonly name = "ForcedRecoveryError";
  readonly code = "FORCED_RECOVERY";
}

/** The batch as the next one of a log of another cluster. */
function sealedAnew(bytes: Uint8Array, log: LogStore, clusterId: number): Uint8Array {
  const before = new Batch(bytes);
  const isCommands = before.kind === BatchKind.Commands;
  const after = bytes.slice(0, isCommands ? undefined : BATCH_HEADER_BYTES);
  const highWaterIndex = before.highWaterIndex;
  sealBatch(after, {
    kind: isCommands ? BatchKind.Commands : BatchKind.Empty,
    clusterId,
    index: before.index,
    term: before.term,
    firstPosition: before.firstPosition,
    count: before.count,
    previousHash: log.lastHash,
    clusterTimeUs: before.clusterTimeUs,
    highWater: { index: highWaterIndex, term: before.highWaterTerm, hash: log.hashAt(highWaterIndex) },
  });
  return after;
}

/** Waits for the log's writes. */
class Writes {
  private wake: () => void = () => {};
  private failure: Error | undefined;

  readonly onDurable = (): void => this.wake();
  readonly onFatal = (error: Error): void => {
    this.failure = error;
    this.wake();
  };

  /** @throws LogWriteError */
  async until(isDone: () => boolean): Promise<void> {
    while (this.failure === undefined && !isDone()) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure !== undefined) throw this.failure;
  }
}
