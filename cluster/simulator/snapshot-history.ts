import type { Batch } from "../batch.ts";
import { isSnapshotDue } from "../snapshots/snapshot-policy.ts";
import type { SnapshotInfo } from "../snapshots/snapshot-store.ts";
import type { StateMachine } from "../state-machine.ts";
import type { SnapshotConditions } from "./snapshot-conditions.ts";
import { InvariantViolation } from "./violation.ts";

/** Where snapshots belong in the committed log, and what each has to be. */
export class SnapshotHistory {
  private readonly conditions: SnapshotConditions;
  /** By index, of the reference machine. */
  private readonly stateHashes = new Map<number, string>();
  /** By index: of the first one that counted. */
  private readonly checksums = new Map<number, number>();

  constructor(conditions: SnapshotConditions) {
    this.conditions = conditions;
  }

  /** The reference machine has applied a committed batch. */
  committed(reference: StateMachine, batch: Batch): void {
    const { policy } = this.conditions;
    if (policy === undefined || !isSnapshotDue(policy, reference, batch)) return;
    this.stateHashes.set(reference.appliedIndex, reference.stateHash());
  }

  /** A node counts on a snapshot: the same state, and the same bytes, as everywhere. */
  counted(nodeId: number, { index, stateHash, checksum }: SnapshotInfo): void {
    const expected = this.stateHashes.get(index);
    const first = this.checksums.get(index) ?? checksum;
    this.checksums.set(index, first);
    if (stateHash === expected && checksum === first) return;
    throw new InvariantViolation(
      "snapshots are of the committed log",
      `node ${nodeId} counts on a snapshot at ${index} with state ${stateHash} and checksum ${checksum}; a replay ` +
        `has ${expected ?? "none"} there, the first one had checksum ${first}`,
    );
  }
}
