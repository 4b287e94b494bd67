import type { LogStore } from "./log/log-store.ts";
import { restore } from "./node-recovery.ts";
import type { Logger } from "./ports.ts";
import type { Skips } from "./skips.ts";
import type { LoadableSnapshots, SnapshotStore } from "./snapshots/snapshot-store.ts";
import type { StateMachine } from "./state-machine.ts";

interface PastStatesParts {
  readonly log: LogStore;
  readonly makeMachine: (skips: Skips) => StateMachine;
  readonly snapshots: SnapshotStore | undefined;
  readonly logger: Logger;
}

/** Machines that the log is replayed on once more, each filled from a snapshot, or new. */
export class PastStates {
  private readonly parts: PastStatesParts;

  constructor(parts: PastStatesParts) {
    this.parts = parts;
  }

  /** To get past a halt: what the log, up to that index, says to skip is skipped. @throws NoSnapshotError */
  upTo(index: number): StateMachine {
    const { logger } = this.parts;
    return restore({ ...this.parts, notice: (message) => logger.warn({}, message) }, index);
  }

  /** To look at a batch: the state is none of those behind it. @throws NoSnapshotError */
  before(index: number, committedIndex: number): StateMachine {
    const { snapshots } = this.parts;
    const earlier: LoadableSnapshots | undefined = snapshots && {
      list: snapshots.list.filter((snapshot) => snapshot.index < index),
      nameOf: (snapshot) => snapshots.nameOf(snapshot),
      load: (snapshot, machine) => snapshots.load(snapshot, machine),
      reject: () => {}, // Whether it is good for a start is not asked here.
    };
    return restore({ ...this.parts, snapshots: earlier }, committedIndex);
  }
}
