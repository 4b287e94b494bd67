import type { EventRing } from "./event-ring.ts";
import type { LogStore } from "./log/log-store.ts";
import { findSkips, replay, type ReplayLog } from "./replay.ts";
import type { Skips } from "./skips.ts";
import type { LoadableSnapshots, SnapshotInfo } from "./snapshots/snapshot-store.ts";
import type { StateMachine } from "./state-machine.ts";
import { VersionUnsupportedError } from "./version-unsupported-error.ts";

const SLICE_BATCHES = 64;

export interface RecoveryOptions extends RestoreOptions {
  log: LogStore;
  /** Refilled with the newest events, so that who comes back can resume. */
  events: EventRing;
}

export interface RestoreOptions {
  log: ReplayLog & Pick<LogStore, "hashAt">;
  /** A new one before the first batch. */
  makeMachine: (skips: Skips) => StateMachine;
  /** Undefined: there are none, and the whole log is replayed. */
  snapshots?: LoadableSnapshots | undefined;
  /** Why a snapshot is not used. */
  notice?: ((message: string) => void) | undefined;
}

export interface RecoveryProgress {
  /** Of the log's batches that are known to be committed. */
  readonly appliedIndex: number;
  readonly toIndex: number;
  readonly position: number;
}

/**
 * Makes the state from the newest snapshot that loads and the log behind it, as far as that is known to be
 * committed; the rest follows when a leader has committed it. In slices, so that the caller can show progress and
 * let others run.
 *
 * @throws NoSnapshotError, VersionUnsupportedError
 */
export function* recover(options: RecoveryOptions): Generator<RecoveryProgress, StateMachine> {
  const { log, events } = options;
  const toIndex = log.highWater.index;
  const machine = restore(options, toIndex);
  if (machine.appliedPosition > 0) events.startAfter(machine.appliedPosition);
  yield { appliedIndex: machine.appliedIndex, toIndex, position: machine.appliedPosition };
  while (machine.appliedIndex < toIndex && machine.halt === undefined) {
    replay({
      log,
      machine,
      toIndex: Math.min(toIndex, machine.appliedIndex + SLICE_BATCHES),
      onOutputs: (outputs) => {
        events.append(outputs.events, outputs.position);
      },
    });
    yield { appliedIndex: machine.appliedIndex, toIndex, position: machine.appliedPosition };
  }
  if (machine.halt?.kind === "version") throw machine.halt.error;
  return machine;
}

/**
 * A machine to replay the log on: filled from the newest snapshot that loads, that this log leads on from, and that
 * has in it nothing that the log, up to `toIndex`, says to skip. Else a new one, when the log has its beginning.
 *
 * @throws NoSnapshotError, VersionUnsupportedError
 */
export function restore(options: RestoreOptions, toIndex: number): StateMachine {
  const { log, makeMachine, snapshots, notice } = options;
  const reasons: string[] = [];
  for (const snapshot of snapshots?.list ?? []) {
    const reason = tryToUse(snapshot);
    if (typeof reason !== "string") return reason;
    reasons.push(`${snapshots!.nameOf(snapshot)} is not used: ${reason}`);
    notice?.(reasons.at(-1)!);
  }
  if (log.firstIndex > 1) throw new NoSnapshotError(log.firstIndex, reasons);
  return makeMachine(findSkips(log, toIndex));

  function tryToUse(snapshot: SnapshotInfo): StateMachine | string {
    const { index, position, hash } = snapshot;
    if (index + 1 < log.firstIndex || index > log.lastIndex) {
      return `it ends at index ${index}, and the log goes from ${log.firstIndex} to ${log.lastIndex}`;
    }
    if (log.hashAt(index) !== hash) return `the log has another batch at index ${index}`;
    const skips = findSkips(log, toIndex, index + 1);
    if (skips.firstPosition <= position) {
      snapshots!.reject(snapshot);
      return `position ${skips.firstPosition} is in it, which was skipped later`;
    }
    const machine = makeMachine(skips);
    try {
      snapshots!.load(snapshot, machine);
    } catch (error) {
      if (error instanceof VersionUnsupportedError) throw error; // Another build can use it.
      snapshots!.reject(snapshot);
      return (error as Error).message;
    }
    return machine;
  }
}

/** The log does not begin at the beginning, and no snapshot stands for what is missing. */
export class NoSnapshotError extends Error {
  override readonly name = "NoSnapshotError";
  readonly code = "NO_SNAPSHOT";
  /** The message without the advice. */
  readonly reason: string;

  constructor(firstIndex: number, reasons: readonly string[]) {
    const reason =
      `the log begins at index ${firstIndex}, and no snapshot stands for what was before it. ` +
      (reasons.length === 0 ? "There is none" : reasons.join("; "));
    super(`${reason}. Restore a snapshot's file, or the data directory, from a copy`);
    this.reason = reason;
  }
}
