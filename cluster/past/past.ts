import { Batch } from "../batch.ts";
import { seedOf } from "../cluster-id.ts";
import { CommandCursor } from "../command-cursor.ts";
import type { LogReader } from "../log/log-reader.ts";
import { restore } from "../node-recovery.ts";
import { replay, type ReplayOptions } from "../replay.ts";
import type { ClusteredService } from "../service.ts";
import type { Skips } from "../skips.ts";
import type { LoadableSnapshots } from "../snapshots/snapshot-store.ts";
import { StateMachine } from "../state-machine.ts";
import type { SkipCommand } from "../system-messages.ts";

/** What is there of a cluster's past: in a node's directory, or in a captured file. */
export interface Past {
  /** Where it was found, for messages. */
  readonly name: string;
  readonly clusterId: number;
  readonly log: PastLog;
  readonly snapshots: LoadableSnapshots;
  /** What is to be skipped according to log that is not here. */
  readonly skips: readonly SkipCommand[];
  close(): Promise<void>;
}

export type PastLog = Pick<LogReader, "firstIndex" | "lastIndex" | "read" | "hashAt">;

/** What is run on the log: an application, or one whose services are watched. */
export interface Replayable {
  /** New and empty ones. */
  services(): readonly ClusteredService[];
  /** The highest that it supports. */
  readonly version: number;
}

/** Services before the first command, as a node of that cluster makes them. */
export function newMachine(past: Past, application: Replayable, skips: Skips): StateMachine {
  for (const skip of past.skips) skips.add(skip);
  const { clusterId } = past;
  return new StateMachine({
    services: () => application.services(),
    versionMax: application.version,
    clusterId,
    seed: seedOf(clusterId),
    skips,
  });
}

/**
 * From the nearest snapshot that ends at this position or before it, or without commands when log and archive begin at the
 * beginning: a state to replay the log on.
 *
 * @throws PositionError when what is here does not go back so far; NoSnapshotError
 */
export function machineBefore(past: Past, application: Replayable, position: number): StateMachine {
  const { log, snapshots } = past;
  if (log.firstIndex > 1 && position < oldestPosition(past)) throw new PositionError(past, position);
  const earlier: LoadableSnapshots = {
    list: snapshots.list.filter((snapshot) => snapshot.position <= position),
    nameOf: (snapshot) => snapshots.nameOf(snapshot),
    load: (snapshot, machine) => snapshots.load(snapshot, machine),
    reject: () => {}, // Whether it is good for a start is not asked here.
  };
  const makeMachine = (skips: Skips): StateMachine => newMachine(past, application, skips);
  return restore({ log, snapshots: earlier, makeMachine }, log.lastIndex);
}

/**
 * The state exactly after a position.
 *
 * @throws PositionError when the log does not go there; HaltedError; NoSnapshotError
 */
export function machineAt(
  past: Past,
  application: Replayable,
  position: number,
  onOutputs?: ReplayOptions["onOutputs"],
): StateMachine {
  const machine = machineBefore(past, application, position);
  if (machine.appliedPosition < position) {
    replay({
      log: past.log,
      machine,
      toPosition: position,
      ...(onOutputs === undefined ? {} : { onOutputs }),
    });
  }
  if (machine.halt !== undefined) throw new HaltedError(machine);
  if (machine.appliedPosition < position) throw new PositionError(past, position);
  return machine;
}

/** Of the first command and of the last; the last is the first - 1 when there is none. */
export function positionsOf(log: PastLog): { first: number; last: number } {
  if (log.lastIndex < log.firstIndex) return { first: 1, last: 0 };
  const last = batchAt(log, log.lastIndex);
  return { first: batchAt(log, log.firstIndex).firstPosition, last: last.firstPosition + last.count - 1 };
}

/** Of the batch with the position, or of the first one when all lie behind it. */
export function indexOf(log: PastLog, position: number): number {
  let [low, high] = [log.firstIndex, log.lastIndex];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (batchAt(log, middle).firstPosition <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A copy. */
export function batchAt(log: PastLog, index: number): Batch {
  let batch: Batch | undefined;
  log.read(index, 1, (bytes) => {
    batch = new Batch(Uint8Array.from(bytes));
  });
  return batch!;
}

/** Stands at the command with that position. @throws PositionError */
export function commandAt(past: Past, position: number): CommandCursor {
  const { first, last } = positionsOf(past.log);
  if (position < first || position > last) throw new PositionError(past, position);
  const cursor = new CommandCursor(batchAt(past.log, indexOf(past.log, position)));
  while (cursor.position < position && cursor.next());
  return cursor;
}

/** At which there is a state, when the log does not begin at the beginning. */
function oldestPosition({ log, snapshots }: Past): number {
  const { first } = positionsOf(log);
  return Math.min(first, ...snapshots.list.map(({ position }) => position));
}

/** What is here does not go to that position. */
export class PositionError extends Error {
  override readonly name = "PositionError";
  readonly code = "POSITION";

  constructor({ name, log }: Past, position: number) {
    const { first, last } = positionsOf(log);
    const there = last < first ? "no command" : `the commands at positions ${first} to ${last}`;
    super(`${name} holds ${there}: it does not go to position ${position}`);
  }
}

/** A handler failed on the way. */
export class HaltedError extends Error {
  override readonly name = "HaltedError";
  readonly code = "HALTED";

  constructor({ halt }: StateMachine) {
    super(`the replay halts on the way: ${halt!.text}`, { cause: halt!.error });
  }
}
