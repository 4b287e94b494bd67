import { limits } from "../limits.ts";
import { assert } from "../assert.ts";
import type { ConfigurationChange } from "./configuration.ts";
import type { Observer } from "./observer.ts";
import type { Storage } from "./storage.ts";

/**
 * Makes and reads the data of the core's own entries: in a cluster, sealed batches.
 *
 * The makers are called in the moment of the append: the entry before is at index - 1, and the returned data
 * becomes the entry at (index, term) whatever happens.
 */
export interface EntryCodec {
  /** For a new leader's first entry. */
  empty(index: number, term: number): Uint8Array;
  /** For the end of a joint configuration; `decodeChange` gives LEAVE_JOINT for it. */
  leaveJoint(index: number, term: number): Uint8Array;
  decodeChange(data: Uint8Array): ConfigurationChange;
}

/** Which proof a linearizable read needs. Lease: a quorum check within the election time-out; trusts clocks. */
export type ReadMode = "quorum" | "lease";

export interface RaftOptions {
  /** Not 0. */
  readonly id: number;
  readonly storage: Storage;
  readonly codec: EntryCodec;
  /** An integer in [0, bound), from a seeded generator. */
  readonly random: (bound: number) => number;
  /** What the state machine already holds; at least the snapshot's index. Default: the snapshot's. */
  readonly appliedIndex?: number;
  /** Completions of writes and applies come back as messages. Default true; else `advance()` steps them. */
  readonly asyncStorage?: boolean;
  /** A follower campaigns after this to twice this without a leader. Default 50. */
  readonly electionTimeoutTicks?: number;
  /** Default 5. */
  readonly heartbeatTicks?: number;
  /** Ask before disturbing the others with a new term. Default true. */
  readonly preVote?: boolean;
  /** A leader that hears no majority steps down; a follower that hears a leader elects no other. Default true. */
  readonly checkQuorum?: boolean;
  /** Default "hand-over". */
  readonly onRemoval?: RemovalMode;
  /**
   * Votes carry commit indexes. Default true. Otherwise a group may be stuck for ever when the leader that
   * committed a change falls silent before the others know: in the old configuration that they still believe in,
   * they need the vote of someone whose log is longer, and who knows that it must not lead.
   */
  readonly votesShareCommit?: boolean;
  /** A follower passes proposals on to the leader. Default false: the leader stamps them, clients are redirected. */
  readonly forwardProposals?: boolean;
  /** Default "quorum". Lease needs checkQuorum. */
  readonly readMode?: ReadMode;
  /** Off, a leader appends a change that the configuration in force may not allow. Default true. */
  readonly validateChanges?: boolean;
  readonly appendBytesMax?: number;
  readonly appendsInFlightMax?: number;
  /** 0: no bound in bytes. */
  readonly appendsInFlightBytesMax?: number;
  readonly uncommittedBytesMax?: number;
  readonly applyingBytesMax?: number;
  /** Told what happens, for diagnostics. It must not call back. */
  readonly observe?: Observer;
}

/**
 * What a leader does when it has applied a change that removes it or makes it a learner. stay: it leads on, and
 * proposes nothing. step-down: it follows at once. hand-over: it asks the voter with the longest log to campaign,
 * until that has happened or an election time-out is over: the others learn what is committed, and wait for
 * no time-out.
 */
export type RemovalMode = "stay" | "step-down" | "hand-over";

/** Options with nothing left open. */
export type RaftSettings = Required<Omit<RaftOptions, "observe" | "appliedIndex" | "storage" | "id">>;

export function settle(options: RaftOptions): RaftSettings {
  const settings: RaftSettings = {
    codec: options.codec,
    random: options.random,
    asyncStorage: options.asyncStorage ?? true,
    electionTimeoutTicks: options.electionTimeoutTicks ?? 50,
    heartbeatTicks: options.heartbeatTicks ?? 5,
    preVote: options.preVote ?? true,
    checkQuorum: options.checkQuorum ?? true,
    onRemoval: options.onRemoval ?? "hand-over",
    votesShareCommit: options.votesShareCommit ?? true,
    forwardProposals: options.forwardProposals ?? false,
    readMode: options.readMode ?? "quorum",
    validateChanges: options.validateChanges ?? true,
    appendBytesMax: options.appendBytesMax ?? limits.appendBytesMax,
    appendsInFlightMax: options.appendsInFlightMax ?? limits.appendsInFlightMax,
    appendsInFlightBytesMax: options.appendsInFlightBytesMax ?? limits.appendsInFlightBytesMax,
    uncommittedBytesMax: options.uncommittedBytesMax ?? limits.uncommittedBytesMax,
    applyingBytesMax: options.applyingBytesMax ?? limits.applyingBytesMax,
  };
  assert(options.id > 0);
  assert(settings.heartbeatTicks > 0);
  assert(settings.electionTimeoutTicks > settings.heartbeatTicks);
  assert(settings.appendsInFlightMax > 0);
  assert(settings.applyingBytesMax > 0);
  assert(
    settings.appendsInFlightBytesMax === 0 || settings.appendsInFlightBytesMax >= settings.appendBytesMax,
  );
  assert(settings.readMode === "quorum" || settings.checkQuorum); // A lease is a recent quorum check.
  return settings;
}
