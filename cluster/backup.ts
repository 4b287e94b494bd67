import { NewDataDirectory } from "./data-directory.ts";
import { LogReader } from "./log/log-reader.ts";
import { NO_IDENTITY } from "./log/log-store.ts";
import { restore } from "./node-recovery.ts";
import { replay } from "./replay.ts";
import type { Skips } from "./skips.ts";
import { StoredSnapshots } from "./snapshots/stored-snapshots.ts";
import type { StateMachine } from "./state-machine.ts";

const READ_BYTES = 1_048_576;

export interface BackupOptions {
  /** A node's data directory; the node may run. */
  readonly from: string;
  /** The directory to make. */
  readonly into: string;
  readonly makeMachine: (clusterId: number, skips: Skips) => StateMachine;
  /** Why a snapshot is not used. */
  readonly notice: (message: string) => void;
}

/** What is in a backup: the state that it was verified to build. */
export interface BackupReport {
  readonly clusterId: number;
  readonly nodeId: number;
  readonly position: number;
  readonly clusterTimeUs: number;
  readonly stateHash: string;
  readonly outputDigest: string;
  /** Batches behind the snapshot, or all of them when there is none. */
  readonly batches: number;
}

/**
 * Copies what a node holds and knows to be committed: its newest snapshot that loads, and the log behind that; without
 * a snapshot, the whole log. What was written is then read back, and the state built from it.
 *
 * The copy is a data directory without an identity: a node that is started on it has lost its past, and neither votes
 * nor leads before it is a member anew. A cluster is made of it by `ForcedRecovery`.
 *
 * @throws DirectoryTakenError, NoSnapshotError, LogCorruptError, LogWriteError, ENOENT when there is no node's data
 */
export async function backUp({ from, into, makeMachine, notice }: BackupOptions): Promise<BackupReport> {
  const log = await LogReader.open(from, { archive: false });
  try {
    const { clusterId, nodeId, highWater, hardState } = log.state;
    const snapshots = new StoredSnapshots(from, notice);
    const machine = restore(
      { log, snapshots, notice, makeMachine: (skips) => makeMachine(clusterId, skips) },
      highWater.index,
    );
    const target = await NewDataDirectory.make(into, { clusterId, nodeId });
    try {
      const snapshot = snapshots.list.find(({ index }) => index === machine.appliedIndex);
      if (snapshot !== undefined) target.begin(machine, snapshot);
      for (let next = machine.appliedIndex + 1; next <= highWater.index;) {
        next = log.read(next, READ_BYTES, (bytes, index) => {
          if (index <= highWater.index) target.log.append(bytes.slice());
        });
        await target.room();
      }
      await target.finish(hardState.term, NO_IDENTITY);
    } catch (error) {
      await target.abandon();
      throw error;
    }
  } finally {
    await log.close();
  }
  return verified(into, makeMachine, notice);
}

async function verified(
  directory: string,
  makeMachine: BackupOptions["makeMachine"],
  notice: (message: string) => void,
): Promise<BackupReport> {
  const log = await LogReader.open(directory);
  try {
    const { clusterId, nodeId } = log.state;
    const snapshots = new StoredSnapshots(directory, notice);
    const machine = restore(
      { log, snapshots, notice, makeMachine: (skips) => makeMachine(clusterId, skips) },
      log.lastIndex,
    );
    const batches = log.lastIndex - machine.appliedIndex;
    replay({ log, machine });
    return {
      clusterId,
      nodeId,
      position: machine.appliedPosition,
      clusterTimeUs: machine.clusterTimeUs,
      stateHash: machine.stateHash(),
      outputDigest: machine.outputs.digest,
      batches,
    };
  } finally {
    await log.close();
  }
}
