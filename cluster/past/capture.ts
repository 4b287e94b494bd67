import { EMPTY_CONFIGURATION } from "../raft/configuration.ts";
import { replay, skipsIn } from "../replay.ts";
import { SnapshotImage } from "../snapshots/snapshot-image.ts";
import type { StateMachine } from "../state-machine.ts";
import type { SkipCommand } from "../system-messages.ts";
import { Batch } from "../batch.ts";
import type { CaptureManifest, CaptureParts } from "./capture-file.ts";
import { type CommandOutputs, commandOutputs } from "./command-outputs.ts";
import {
  batchAt,
  HaltedError,
  indexOf,
  machineBefore,
  type Past,
  PositionError,
  positionsOf,
  type Replayable,
} from "./past.ts";

export interface CaptureOptions {
  readonly past: Past;
  readonly application: Replayable;
  readonly around: number;
  /** Commands at least, where the log has them: what is captured are whole batches. */
  readonly before: number;
  readonly after: number;
  readonly facts: Pick<CaptureManifest, "application" | "nodeId" | "capturedAt" | "build" | "builds">;
}

/**
 * Takes what is needed to replay the commands around a position: the state before them, made by a replay from the nearest
 * snapshot, so that no log between that and them has to come along; the commands; and what this build answers to them.
 *
 * @throws PositionError, NoSnapshotError; HaltedError when a handler fails before the first of them
 */
export function capture(options: CaptureOptions): CaptureParts {
  const { past, application, around } = options;
  const { log } = past;
  const there = positionsOf(log);
  if (around < there.first || around > there.last) throw new PositionError(past, around);
  const firstIndex = indexOf(log, Math.max(there.first, around - options.before));
  const lastIndex = indexOf(log, Math.min(there.last, around + options.after));
  const machine = machineBefore(past, application, batchAt(log, firstIndex).firstPosition - 1);
  replay({ log, machine, toIndex: firstIndex - 1 });
  if (machine.halt !== undefined) throw new HaltedError(machine);
  const snapshot = machine.appliedIndex === 0 ? undefined : imageOf(past, machine);

  const batches: Uint8Array[] = [];
  for (let index = firstIndex; index <= lastIndex; index++) batches.push(batchAt(log, index).bytes);
  const outputs: CommandOutputs[] = [];
  replay({
    log,
    machine,
    toIndex: lastIndex,
    onOutputs: (each, batch) => outputs.push(...commandOutputs(each, batch)),
  });
  const manifest = {
    ...options.facts,
    clusterId: past.clusterId,
    around,
    skips: [...past.skips, ...skipsBehind(past, firstIndex)],
    halt: haltOf(machine),
  };
  return { manifest, snapshot, batches, outputs };
}

const haltOf = ({ halt }: StateMachine): string | undefined => halt?.text;

/** Members and their addresses are nobody's business who replays it. */
const NO_MEMBERS = { index: 0, configuration: EMPTY_CONFIGURATION, members: [] };

function imageOf({ log, snapshots }: Past, machine: StateMachine): SnapshotImage {
  const index = machine.appliedIndex;
  const term =
    index >= log.firstIndex
      ? batchAt(log, index).term
      : snapshots.list.find((snapshot) => snapshot.index === index)!.term;
  return SnapshotImage.of(machine, { term, hash: log.hashAt(index), membership: NO_MEMBERS });
}

/** What commands of the slice, or behind it, say to skip. What it says of commands before is in the state. */
function skipsBehind({ log }: Past, firstIndex: number): SkipCommand[] {
  const { firstPosition } = batchAt(log, firstIndex);
  const skips: SkipCommand[] = [];
  const batch = new Batch();
  for (let next = firstIndex; next <= log.lastIndex;) {
    next = log.read(next, READ_BYTES, (bytes) => {
      skips.push(...skipsIn(batch.wrap(bytes)).filter(({ position }) => position >= firstPosition));
    });
  }
  return skips;
}

const READ_BYTES = 1_048_576;
