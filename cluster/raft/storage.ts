import type { Configuration } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a node must find again after a crash. (Raft, figure 2: persistent state.) */
export interface HardState {
  readonly term: number;
  /** The id voted for in `term`; 0 for none. */
  readonly vote: number;
  /**
   * Known to be committed. It becomes durable together with the entries that are handed out with it or next:
   * not before, or it speaks of entries that are not there; and not later, or a node that acknowledged entries of
   * a new configuration restarts in an old one and elects with an old majority.
   */
  readonly commitIndex: number;
}

export const EMPTY_HARD_STATE: HardState = Object.freeze({ term: 0, vote: 0, commitIndex: 0 });

/** The answer of `term` for an index that storage does not have; no term is negative. */
export const NO_TERM = -1;

/**
 * What the core reads of the durable log, synchronously. It sees exactly what was appended up to the last
 * completion that was stepped; what was handed out for writing and not yet acknowledged, the core holds itself.
 */
export interface Storage {
  /**
   * What a node starts with. The configuration is the one in force at RaftOptions.appliedIndex: the newest
   * snapshot's when the node replays from there.
   */
  initialState(): { readonly hardState: HardState; readonly configuration: Configuration };
  /** The first index whose entry is there. The term of the one before is known: it is the snapshot's. */
  firstIndex(): number;
  /** firstIndex() - 1 when there is no entry. */
  lastIndex(): number;
  /** Of an index in [firstIndex - 1, lastIndex]; NO_TERM for any other. */
  term(index: number): number;
  /**
   * Entries in [from, to), at most `sizeBytesMax` (entrySizeBytes), but at least one.
   *
   * @returns null when `from` is below firstIndex: it was trimmed
   */
  entries(from: number, to: number, sizeBytesMax: number): readonly Entry[] | null;
  /** The newest snapshot that can be sent; null when there is none just now. */
  snapshot(): Snapshot | null;
}
