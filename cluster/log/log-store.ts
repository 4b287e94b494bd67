/**
 * The durable log of one node: a port. Implementations: LMDB segments (what ships), memory (tests,
 * simulator), one preallocated file (the benchmark's upper bound). One test-suite runs against all.
 *
 * Writes are enqueued synchronously and complete by callback: no promise per batch. What is appended
 * can be read and asked for at once; only `onDurable` says that it survives a crash.
 *
 * A LogWriteError thrown by any call is as final as one reported by `onFatal`.
 *
 * Indexes are contiguous from `firstIndex` to `lastIndex`; the hash of each batch is the
 * `previousHash` of the next.
 */
export interface LogStore {
  /** Of the first batch stored; lastIndex + 1 when there is none. */
  readonly firstIndex: number;
  /** Of the last batch appended, durable or not; 0 in a log that never held any. */
  readonly lastIndex: number;
  readonly lastTerm: number;
  readonly lastHash: number;
  /** Everything up to here survives a crash. */
  readonly durableIndex: number;
  /** Bytes handed over and not yet durable: for back-pressure. */
  readonly pendingBytes: number;
  readonly hardState: HardState;
  /** What was durable and acknowledged when it was last saved; lags, never leads. */
  readonly highWater: LogPoint;
  readonly identity: DiskIdentity;
  /** By Raft id, the highest committed index that the member was known to hold; lags, never leads. */
  readonly peersAcknowledged: ReadonlyMap<number, number>;

  /**
   * Enqueues one sealed batch, at lastIndex + 1 and chained to the last. Hot path.
   * The buffer belongs to the log until `onDurable` reports this batch, or one handed over later.
   */
  append(bytes: Uint8Array): void;

  /**
   * Replaces a conflicting suffix: drops the batches from the first of `batches` on and appends
   * these, atomically. The caller has trimmed the matching prefix: the batch now stored at that
   * index differs, or this throws an AssertionError. Lowers the high-water mark below it, durably, first.
   */
  truncateAndAppend(batches: readonly Uint8Array[]): void;

  /**
   * Durable when it returns: call it before sending what term and vote release.
   * Costs two device flushes, with the event loop waiting: for elections, not for the hot path.
   */
  saveHardState(state: HardState): void;

  /** Durable when it returns: call it before speaking under another incarnation. */
  saveIdentity(identity: DiskIdentity): void;

  /** Replaces what is remembered of the others; durable with a later save of the high-water mark. */
  rememberPeers(acknowledged: ReadonlyMap<number, number>): void;

  /**
   * Says that batches up to `index` are durable here and acknowledged: the high-water mark may rise
   * to it, some milliseconds later and without waiting. Hot path.
   */
  acknowledge(index: number): void;

  /**
   * Visits batches from `fromIndex` on, at least one if there is one, until their sizes exceed `bytesMax`.
   * The bytes are valid during the call only. Synchronous: replay, and followers that lag.
   *
   * @returns the index after the last one visited
   * @throws LogCorruptError when a stored checksum does not match
   */
  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number;

  /** Of a batch in firstIndex - 1 to lastIndex (the one before the first is remembered); cheap. */
  termAt(index: number): number;
  /** As termAt; recent ones from memory, older ones from the disk. */
  hashAt(index: number): number;

  /**
   * Gives up whole segments that lie before `index`; a segment that holds it, or later ones, stays. Called with what
   * a verified, durable snapshot covers: the high-water mark rises to it.
   *
   * @returns the new firstIndex
   */
  trimBefore(index: number): number;

  /**
   * Drops every batch: the log goes on behind `point`, which is that of a verified, durable snapshot and the new
   * high-water mark. Durable when it returns; a crash before leaves all as it was. What was appended and not yet
   * reported durable never will be.
   *
   * @param point above the high-water mark
   */
  restartBehind(point: LogPoint): void;

  /** Waits until all that was appended is durable, saves the high-water mark, lets the directory go. */
  close(): Promise<void>;
}

/** Raft's persistent state beside the log. */
export interface HardState {
  term: number;
  /** The Raft id voted for in this term; 0 is nobody. */
  vote: number;
}

/** Which life this disk holds (member-id.ts). */
export interface DiskIdentity {
  /** 0: it is empty, or lost its past. */
  readonly incarnation: number;
  /** Members of the cluster as it began, if this disk was there; empty when it joined later. */
  readonly founders: readonly number[];
}

/** A batch named by all that identifies it. Index 0 is the point before the first batch. */
export interface LogPoint {
  index: number;
  term: number;
  hash: number;
}

/** Called on the event loop, never from within a call of the log. */
export interface LogListener {
  /**
   * A longer prefix became durable, up to this batch. The term tells a batch from one that has
   * replaced it since.
   */
  onDurable(index: number, term: number): void;

  /**
   * A write or a sync failed: what is on the disk is unknown. The process must log this synchronously
   * and end (exit code not 0), without another acknowledgement; the log accepts nothing more.
   */
  onFatal(error: Error): void;
}

export const NO_IDENTITY: DiskIdentity = Object.freeze({ incarnation: 0, founders: [] });

export const NO_POINT: Readonly<LogPoint> = { index: 0, term: 0, hash: 0 };
