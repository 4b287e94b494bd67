import type { Batch } from "../batch.ts";
import type { StateMachine } from "../state-machine.ts";

/**
 * When snapshots are taken: at the end of the first batch that reaches another multiple of one of these, which is
 * the same one on all nodes, so that they can compare state hashes. 0: not because of it.
 */
export interface SnapshotPolicy {
  readonly commands: number;
  /** Of the log. */
  readonly bytes: number;
  /** Of the cluster's time; nothing is taken while nothing happens. */
  readonly minutes: number;
  /** "followers": not by the leader, unless it has passed over several in a row and its log grows. */
  readonly by: "all" | "followers";
}

export const DEFAULT_SNAPSHOT_POLICY: SnapshotPolicy = {
  commands: 10_000_000,
  bytes: 2 ** 30,
  minutes: 60,
  by: "all",
};

const US_PER_MINUTE = 60_000_000;

/** Whether one belongs behind the batch that the machine has applied last. A function of the log. */
export function isSnapshotDue(policy: SnapshotPolicy, machine: StateMachine, batch: Batch): boolean {
  if (machine.isSnapshotWanted) return true;
  const { appliedPosition, logBytes, previousTimeUs, clusterTimeUs } = machine;
  return (
    reaches(policy.commands, appliedPosition - batch.count, appliedPosition) ||
    reaches(policy.bytes, logBytes - batch.length, logBytes) ||
    (previousTimeUs > 0 && reaches(policy.minutes * US_PER_MINUTE, previousTimeUs, clusterTimeUs))
  );
}

/** So close to the next one, memory for its copy is got ready. */
const NEAR = 1 / 16;

/** Whether the next one will be due soon. */
export function isSnapshotNear(policy: SnapshotPolicy, machine: StateMachine): boolean {
  return (
    isNear(policy.commands, machine.appliedPosition) ||
    isNear(policy.bytes, machine.logBytes) ||
    isNear(policy.minutes * US_PER_MINUTE, machine.clusterTimeUs)
  );
}

function isNear(step: number, at: number): boolean {
  return step > 0 && step - (at % step) <= step * NEAR;
}

/** Whether a multiple of `step` is in (before, after]. */
function reaches(step: number, before: number, after: number): boolean {
  return step > 0 && Math.floor(after / step) > Math.floor(before / step);
}
