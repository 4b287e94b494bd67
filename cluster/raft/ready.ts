import type { Entry } from "./entry.ts";
import type { Message } from "./message.ts";
import type { ReadState } from "./read-index.ts";
import type { Role } from "./role.ts";
import type { Snapshot } from "./snapshot.ts";
import type { HardState } from "./storage.ts";

/** What need not survive a crash. */
export interface SoftState {
  /** 0 when unknown. */
  readonly leader: number;
  readonly role: Role;
}

/** One write of the log writer. Tasks are done in the order in which they were given. */
export interface AppendTask {
  /** The first may replace what the log holds at its index: truncate, then append, as one write. */
  readonly entries: readonly Entry[];
  /**
   * To be durable before any response leaves; null when unchanged. When only the commit index changed, it need
   * not be synced now, but with the next task that must be (see HardState).
   */
  readonly hardState: HardState | null;
  /** To be installed before the entries are written, instead of the whole log; null when there is none. */
  readonly snapshot: Snapshot | null;
  /**
   * To be delivered, in this order, once all of the above is durable: those to the own id by `step`, the others
   * to their members.
   */
  readonly responses: readonly Message[];
  /** False: at most the commit index changed; responses may leave as soon as all earlier tasks are durable. */
  readonly mustSync: boolean;
}

/** Committed entries for the state machine, in order. */
export interface ApplyTask {
  readonly entries: readonly Entry[];
  /** To be stepped once they are applied. */
  readonly response: Message;
}

/** What is to be done now. See Raft.ready. */
export interface Ready {
  /** When it changed. */
  readonly softState: SoftState | null;
  readonly hardState: HardState | null;
  readonly entries: readonly Entry[];
  readonly snapshot: Snapshot | null;
  readonly committedEntries: readonly Entry[];
  /** To members. With asynchronous storage, all may leave at once; else, once the rest is durable. */
  readonly messages: readonly Message[];
  readonly reads: readonly ReadState[];
  /** Whether entries, term or vote changed: what the disk must have before it counts. */
  readonly mustSync: boolean;
  /** Null with synchronous storage, and when there is nothing to do. */
  readonly append: AppendTask | null;
  readonly apply: ApplyTask | null;
}
