import { Batch, BATCH_HEADER_BYTES, BatchKind, sealBatch } from "./batch.ts";
import { recoveredClusterId } from "./cluster-id.ts";
import { NewDataDirectory } from "./data-directory.ts";
import { DirectoryLock } from "./log/directory-lock.ts";
import { LogReader } from "./log/log-reader.ts";
import type { LogStore } from "./log/log-store.ts";
import type { KnownConfiguration } from "./membership.ts";
import { EMPTY_CONFIGURATION } from "./raft/configuration.ts";
import type { SnapshotInfo } from "./snapshots/snapshot-store.ts";
import { StoredSnapshots } from "./snapshots/stored-snapshots.ts";
import type { StateMachine } from "./state-machine.ts";

const READ_BYTES = 1_048_576;
/** The new cluster begins with its founder, whatever the old one had become. */
const AS_FOUNDED: KnownConfiguration = { index: 0, configuration: EMPTY_CONFIGURATION, members: [] };

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
  /** Stands for the log's beginning, when that was given up. */
  private readonly snapshot: SnapshotInfo | undefined;
  private readonly snapshots: StoredSnapshots;

  private constructor(
    lock: DirectoryLock,
    reader: LogReader,
    snapshots: StoredSnapshots,
    snapshot: SnapshotInfo | undefined,
  ) {
    this.lock = lock;
    this.reader = reader;
    this.snapshots = snapshots;
    this.snapshot = snapshot;
    const { clusterId, nodeId, highWater } = reader.state;
    this.plan = {
      clusterId,
      nodeId,
      lastIndex: reader.lastIndex,
      ...endOf(reader, snapshot),
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
    let reader: LogReader | undefined;
    try {
      reader = await LogReader.open(directory);
      const reasons: string[] = [];
      const snapshots = new StoredSnapshots(directory, (reason) => reasons.push(reason));
      const snapshot = reader.firstIndex === 1 ? undefined : snapshotFor(reader, snapshots);
      if (reader.firstIndex > 1 && snapshot === undefined) {
        throw new ForcedRecoveryError(
          `the log in ${directory} begins at index ${reader.firstIndex}, its archive does not go back to the first batch, ` +
            `and no snapshot stands for what was before${reasons.map((reason) => `; ${reason}`).join("")}: ` +
            "put the missing segments into its archive folder",
        );
      }
      if (snapshot === undefined && reader.lastIndex < reader.firstIndex) {
        throw new ForcedRecoveryError(`${directory} holds no batch: start an empty node instead`);
      }
      return new ForcedRecovery(lock, reader, snapshots, snapshot);
    } catch (error) {
      await reader?.close();
      await lock.release();
      throw error;
    }
  }

  /**
   * @param into the directory to make; it appears when everything in it is durable
   * @param random an integer in [0, bound)
   * @param makeMachine of the same services, for a snapshot that is to be of the new cluster
   * @returns the id of the new cluster
   * @throws DirectoryTakenError, LogWriteError, SnapshotCorruptError
   */
  async run(
    into: string,
    random: (bound: number) => number,
    makeMachine: (clusterId: number) => StateMachine,
  ): Promise<number> {
    const { reader, snapshot, snapshots } = this;
    const { nodeId, hardState } = reader.state;
    const clusterId = recoveredClusterId(reader.state.clusterId, random);
    const target = await NewDataDirectory.make(into, { clusterId, nodeId });
    try {
      if (snapshot !== undefined) {
        const machine = makeMachine(clusterId);
        snapshots.load(snapshot, machine);
        target.begin(machine, { term: snapshot.term, hash: snapshot.hash, membership: AS_FOUNDED });
      }
      const { log } = target;
      for (let next = log.lastIndex + 1; next <= reader.lastIndex;) {
        next = reader.read(next, READ_BYTES, (bytes) => log.append(sealedAnew(bytes, log, clusterId)));
        await target.room();
      }
      await target.finish(hardState.term, { incarnation: 1, founders: [nodeId] });
    } catch (error) {
      await target.abandon();
      throw error;
    }
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

/** The newest that the log leads on from. */
function snapshotFor(reader: LogReader, { list }: StoredSnapshots): SnapshotInfo | undefined {
  return list.find(
    ({ index, hash }) =>
      index >= reader.firstIndex - 1 && index <= reader.lastIndex && reader.hashAt(index) === hash,
  );
}

/** Where the last batch ends, or the snapshot, when there is none behind it. */
function endOf(
  reader: LogReader,
  snapshot: SnapshotInfo | undefined,
): { lastPosition: number; clusterTimeUs: number } {
  if (snapshot?.index === reader.lastIndex) {
    return { lastPosition: snapshot.position, clusterTimeUs: snapshot.clusterTimeUs };
  }
  const last = new Batch();
  reader.read(reader.lastIndex, 1, (bytes) => last.wrap(bytes.slice()));
  return { lastPosition: last.firstPosition + last.count - 1, clusterTimeUs: last.clusterTimeUs };
}

/** The batch as the next one of a log of another cluster. */
function sealedAnew(bytes: Uint8Array, log: LogStore, clusterId: number): Uint8Array {
  const before = new Batch(bytes);
  const isCommands = before.kind === BatchKind.Commands;
  const after = bytes.slice(0, isCommands ? undefined : BATCH_HEADER_BYTES);
  // What lies before the new log's beginning has no hash in it.
  const highWaterIndex = before.highWaterIndex < log.firstIndex ? 0 : before.highWaterIndex;
  const highWater = { index: highWaterIndex, term: 0, hash: 0 };
  if (highWaterIndex > 0) {
    highWater.term = before.highWaterTerm;
    highWater.hash = log.hashAt(highWaterIndex);
  }
  sealBatch(after, {
    kind: isCommands ? BatchKind.Commands : BatchKind.Empty,
    clusterId,
    index: before.index,
    term: before.term,
    firstPosition: before.firstPosition,
    count: before.count,
    previousHash: log.lastHash,
    clusterTimeUs: before.clusterTimeUs,
    highWater,
  });
  return after;
}
