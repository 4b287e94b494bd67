import { ARCHIVE_NAME, type ArchivePolicy, SegmentArchive } from "./archive.ts";
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { syncDirectory } from "./directory.ts";
import { DamagedLmdbLog } from "./damaged-lmdb-log.ts";
import type { DamagedLog } from "./damaged-log.ts";
import { DirectoryLock } from "./directory-lock.ts";
import { LmdbLog } from "./lmdb-log.ts";
import { LogCorruptError, WrongDirectoryError } from "./log-errors.ts";
import type { LogListener } from "./log-store.ts";
import { type Recovery, recoverLog, refuse } from "./recovery.ts";
import { SegmentList } from "./segment-list.ts";
import { listSegments } from "./segment.ts";
import { StateFile } from "./state-file.ts";

export interface LmdbLogOptions {
  /** The node's data directory; made when it does not exist. */
  directory: string;
  clusterId: number;
  nodeId: number;
  listener: LogListener;
  /** Default 256 MiB. */
  segmentBytesMax?: number;
  /** Default 1,048,576. */
  segmentBatchesMax?: number;
  /** What becomes of trimmed segments; default "keep". */
  archive?: ArchivePolicy;
  /** Told what an operator should know, such as a torn tail that was cut off. */
  notice?: (message: string) => void;
  /**
   * Has a log that is corrupt at or below its high-water mark supplied with what it lacks (repair.ts). Without it,
   * such a log is refused: a single voter has nobody to repair it from.
   */
  repair?: (damaged: DamagedLog) => Promise<void>;
}

/**
 * Opens the log in a data directory: `state` (state-file.ts) and `log/` (segment.ts). All of it is
 * verified first.
 *
 * @throws DirectoryInUseError, WrongDirectoryError, LogCorruptError
 */
export async function openLmdbLog(options: LmdbLogOptions): Promise<LmdbLog> {
  const { clusterId, nodeId } = options;
  const directory = resolve(options.directory);
  const segmentDirectory = join(directory, "log");
  const statePath = join(directory, "state");
  if (mkdirSync(segmentDirectory, { recursive: true }) !== undefined) {
    syncDirectory(directory);
    syncDirectory(dirname(directory));
  }
  const lock = await DirectoryLock.acquire(directory);
  let state: StateFile | undefined;
  try {
    if (!StateFile.exists(statePath)) {
      if (listSegments(segmentDirectory).length > 0) {
        throw new LogCorruptError({
          file: statePath,
          reason: `it is missing, but there is a log in ${segmentDirectory}`,
          advice:
            "Restore the whole data directory from a copy, or let the node join again with an empty one",
        });
      }
      StateFile.create(statePath, { clusterId, nodeId, incarnation: 0 });
    }
    syncDirectory(directory);
    state = StateFile.open(statePath);
    const stored = state.state;
    if (stored.clusterId !== clusterId) {
      throw new WrongDirectoryError(directory, "cluster", stored.clusterId, clusterId);
    }
    if (stored.nodeId !== nodeId) throw new WrongDirectoryError(directory, "node", stored.nodeId, nodeId);
    let recovery = await recoverLog(segmentDirectory, stored);
    let repairedBatches = 0;
    if (recovery.verdict === "corrupt" && options.repair !== undefined) {
      repairedBatches = await repairLog(segmentDirectory, state, recovery, options);
      recovery = await recoverLog(segmentDirectory, stored);
    }
    if (recovery.verdict === "corrupt") throw refuse(recovery.firstBad!, stored.highWater.index);
    if (recovery.verdict === "torn") options.notice?.(describeTornTail(recovery));
    const archiveDirectory = join(directory, ARCHIVE_NAME);
    const archive = new SegmentArchive(directory, archiveDirectory, options.archive ?? "keep");
    await archive.take(segmentDirectory, recovery.givenUpNumbers);
    // Numbers never come again, also when only the archive is left of an earlier log.
    const highestNumber = Math.max(recovery.highestNumber, ...listSegments(archiveDirectory));
    const segments = new SegmentList(segmentDirectory, archive, { ...recovery, highestNumber });
    segments.prepareNext();
    return new LmdbLog(
      { recovery, segments, state, lock, listener: options.listener, repairedBatches },
      {
        segmentBytesMax: options.segmentBytesMax ?? 2 ** 28,
        segmentBatchesMax: options.segmentBatchesMax ?? 2 ** 20,
      },
    );
  } catch (error) {
    await state?.close();
    await lock.release();
    throw error;
  }
}

/** @returns how many batches came from others */
async function repairLog(
  segmentDirectory: string,
  state: StateFile,
  recovery: Recovery,
  { repair, notice }: LmdbLogOptions,
): Promise<number> {
  const { file, key, index, position, reason } = recovery.firstBad!;
  const place = `${file}, key ${key ?? "none"}, index ${index}, position ${position ?? "unknown"}`;
  notice?.(
    `the log is corrupt: ${reason} (${place}); what was acknowledged is fetched from the other members`,
  );
  const damaged = new DamagedLmdbLog(segmentDirectory, state.state, recovery);
  // What it acknowledged after its mark is forgotten: this life of it is over (member-life.ts), whatever happens next.
  if (damaged.isEndLost) state.save({ incarnation: 0 });
  try {
    await repair!(damaged);
    await damaged.whole;
  } catch (error) {
    await damaged.abandon();
    throw error;
  }
  const { repairedBatches } = damaged.progress;
  const kept = damaged.evidence.join(", ") || "no file";
  notice?.(`the log is repaired with ${repairedBatches} batches of others; kept for a post-mortem: ${kept}`);
  state.save({ activeSegment: listSegments(segmentDirectory).at(-1) ?? 0 });
  if (damaged.isEndLost) {
    notice?.("the end of the log was lost: this node joins again, and votes when it has caught up");
  }
  return repairedBatches;
}

function describeTornTail(recovery: Recovery): string {
  const { file, key, index, position, reason } = recovery.firstBad!;
  return (
    `torn tail: ${reason} (${file}, key ${key}, index ${index}, position ${position ?? "unknown"}); nothing from there ` +
    `on was acknowledged, and the log goes on after index ${recovery.last.index}`
  );
}
