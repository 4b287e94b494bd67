import type { SnapshotPolicy } from "../snapshots/snapshot-policy.ts";
import type { Random } from "./random.ts";

/** What a seed has drawn for snapshots; the same on all nodes but for chance. */
export interface SnapshotConditions {
  /** Undefined: there are none. */
  readonly policy: SnapshotPolicy | undefined;
  /** From the copy until it counts. */
  readonly writeMeanMs: number;
  /** That a bit of the newest one turns over while the process is down. */
  readonly rotRate: number;
  /** That members ask each other for: small ones, so that a transfer takes many. */
  readonly pieceBytes: number;
}

/** Real ones are taken every few gigabytes: here they come so close that each seed goes on from many of them. */
export function drawSnapshotConditions(random: Random): SnapshotConditions {
  const policy: SnapshotPolicy = {
    commands: random.pick([0, 500, 1_500, 5_000]),
    bytes: random.pick([0, 0, 300_000]),
    minutes: random.pick([0, 0, 0.1]),
    by: random.pick(["all", "all", "followers"]),
  };
  return {
    policy: random.chance(0.2) ? undefined : policy,
    writeMeanMs: random.pick([1, 50, 1_000]),
    rotRate: random.pick([0, 0, 0.3]),
    pieceBytes: random.pick([512, 4_096, 131_072]),
  };
}
