import { Batch, BATCH_HEADER_BYTES, BatchKind } from "./batch.ts";
import { CommandCursor } from "./command-cursor.ts";
import type { LogStore } from "./log/log-store.ts";
import type { Outputs } from "./outputs.ts";
import { Skips } from "./skips.ts";
import type { StateMachine } from "./state-machine.ts";
import {
  decodeSkipCommand,
  schemaIdOf,
  type SkipCommand,
  SYSTEM_SCHEMA_ID,
  SystemTemplate,
  templateIdOf,
} from "./system-messages.ts";
import { readU53 } from "./u53.ts";

/**
 * Replaying the log is how a node starts, how it gets past a halt, and how tools look back.
 *
 * A command is skipped by a SkipCommand that lies behind it in the log, so a replay takes two passes:
 * `findSkips` over all that is committed, then `replay` with a machine that knows them. The log
 * decides alone: whether the handler would fail in this build does not matter, so that every replay
 * by every build answers the same.
 *
 *     const skips = findSkips(log, commitIndex);
 *     const machine = new StateMachine({ services, seed, clusterId, skips });
 *     replay({ log, machine, toIndex: commitIndex });
 *
 * After a halt a node does the same with `toIndex: halt.index - 1`, and then applies the batch in
 * which it halted and those after it as usual, with their outputs sent.
 */
export function replay(options: ReplayOptions): void {
  const { log, machine, onOutputs } = options;
  const toIndex = options.toIndex ?? log.lastIndex;
  const toPosition = options.toPosition ?? Infinity;
  if (log.firstIndex > machine.appliedIndex + 1) {
    throw new ReplayGapError(machine.appliedIndex + 1, log.firstIndex);
  }
  const batch = new Batch();
  const isDone = (index: number): boolean =>
    index > toIndex || machine.halt !== undefined || machine.appliedPosition >= toPosition;
  let next = machine.appliedIndex + 1;
  while (!isDone(next)) {
    next = log.read(next, READ_BYTES, (bytes, index) => {
      if (isDone(index)) return;
      const outputs = machine.apply(batch.wrap(bytes), toPosition);
      if (outputs !== undefined) onOutputs?.(outputs, batch);
    });
  }
}

export interface ReplayOptions {
  log: ReplayLog;
  /** New, or loaded from saved state: it goes on after the index that it has applied. */
  machine: StateMachine;
  /** The last batch to apply; the log's last unless said otherwise. */
  toIndex?: number;
  /** Stops exactly after this position, also within a batch. */
  toPosition?: number;
  /** After each batch; outputs and batch are valid during the call. */
  onOutputs?: (outputs: Outputs, batch: Batch) => void;
}

export type ReplayLog = Pick<LogStore, "firstIndex" | "lastIndex" | "read">;

/** Everything that SkipCommands in batches up to `toIndex` ask for. @param fromIndex what is before it is in a snapshot */
export function findSkips(log: ReplayLog, toIndex: number, fromIndex: number = log.firstIndex): Skips {
  const skips = new Skips();
  const batch = new Batch();
  let next = fromIndex;
  while (next <= toIndex) {
    next = log.read(next, READ_BYTES, (bytes, index) => {
      if (index > toIndex) return;
      for (const skip of skipsIn(batch.wrap(bytes))) skips.add(skip);
    });
  }
  return skips;
}

/** The valid SkipCommands of one batch: what a halted node looks for in each batch that is committed. */
export function skipsIn(batch: Batch): SkipCommand[] {
  const skips: SkipCommand[] = [];
  if (!hasOwnRun(batch)) return skips;
  const { view } = batch;
  const command = new CommandCursor(batch);
  while (command.next()) {
    const { messageOffset, position } = command;
    const isSkip =
      command.sessionId === 0 &&
      schemaIdOf(view, messageOffset) === SYSTEM_SCHEMA_ID &&
      templateIdOf(view, messageOffset) === SystemTemplate.SkipCommand;
    if (!isSkip) continue;
    const skip = decodeSkipCommand(view, messageOffset);
    if (skip.position < position) skips.push(skip);
  }
  return skips;
}

/** Whether the leader itself put commands into the batch: a look at each run, not at each command. */
function hasOwnRun({ view, kind, length }: Batch): boolean {
  if (kind !== BatchKind.Commands) return false;
  for (let offset = BATCH_HEADER_BYTES; offset < length; offset += view.getUint32(offset, true)) {
    if (readU53(view, offset + 8) === 0) return true;
  }
  return false;
}

const READ_BYTES = 1_048_576;

/** The log does not reach back to where the machine stands. */
export class ReplayGapError extends Error {
  override readonly name = "ReplayGapError";
  readonly code = "REPLAY_GAP";

  constructor(wantedIndex: number, firstIndex: number) {
    super(
      `the state goes on at index ${wantedIndex}, but the log begins at ${firstIndex}: ` +
        `load a snapshot taken at index ${firstIndex - 1} or later`,
    );
  }
}
