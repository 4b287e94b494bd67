import type { EventRing } from "./event-ring.ts";
import type { LogStore } from "./log/log-store.ts";
import { findSkips, replay } from "./replay.ts";
import type { Skips } from "./skips.ts";
import type { StateMachine } from "./state-machine.ts";

const SLICE_BATCHES = 64;

export interface RecoveryOptions {
  log: LogStore;
  makeMachine: (skips: Skips) => StateMachine;
  /** Refilled with the newest events, so that who comes back can resume. */
  events: EventRing;
}

export interface RecoveryProgress {
  /** Of the log's batches that are known to be committed. */
  readonly appliedIndex: number;
  readonly toIndex: number;
  readonly position: number;
}

/**
 * Makes the state from the log, as far as it is known to be committed; the rest follows when a leader
 * has committed it. In slices, so that the caller can show progress and let others run.
 */
export function* recover(options: RecoveryOptions): Generator<RecoveryProgress, StateMachine> {
  const { log, makeMachine, events } = options;
  const toIndex = log.highWater.index;
  const machine = makeMachine(findSkips(log, toIndex));
  while (machine.appliedIndex < toIndex && machine.halt === undefined) {
    replay({
      log,
      machine,
      toIndex: Math.min(toIndex, machine.appliedIndex + SLICE_BATCHES),
      onOutputs: (outputs) => {
        events.append(outputs.events.bytes, outputs.events.view, outputs.events.end, outputs.position);
      },
    });
    yield { appliedIndex: machine.appliedIndex, toIndex, position: machine.appliedPosition };
  }
  return machine;
}
