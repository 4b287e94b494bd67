import type { KnownConfiguration } from "../membership.ts";
import type { StateMachine } from "../state-machine.ts";

/**
 * The snapshots of one node: a port. Implementations: files (what ships), memory (tests, simulator). One
 * test-suite runs against both.
 *
 * A snapshot counts, and is listed, when it is durable and was loaded into new services, in another thread,
 * that came to the state hash it was written with. The last two are kept.
 *
 * One is under way at a time, taken or received. It ends with one call of the listener.
 */
export interface SnapshotStore {
  /** Those that count, newest first. */
  readonly list: readonly SnapshotInfo[];
  /** One is being written, received or verified: `take` and `receive` have to wait. */
  readonly isBusy: boolean;
  /** Others receive the snapshot at this index: it and newer ones are kept, also when there are more than two. */
  heldFrom: number;

  /** Where people find a snapshot. */
  nameOf(snapshot: SnapshotInfo): string;

  /** A snapshot is soon to be taken of about this state: gets the memory for the copy, in the background. */
  prepare(machine: StateMachine): void;

  /**
   * Takes a snapshot of the state at the end of a batch. When it returns, the state is copied and may go on;
   * the rest happens in the background.
   */
  take(machine: StateMachine, place: SnapshotPlace): void;

  /**
   * Fills a new machine. Synchronous, and long for a large state: at start, and for a rebuild.
   *
   * @throws SnapshotCorruptError when bytes are not what was written, or build another state: forget that
   *   machine, `reject` the snapshot, and take the older one
   * @throws StateFormatError when it is whole, but this node runs other services or another cluster
   */
  load(snapshot: SnapshotInfo, machine: StateMachine): void;

  /** It does not load, or is of no use any more: it is listed no longer. Its file stays for a while, for people. */
  reject(snapshot: SnapshotInfo): void;

  /**
   * A piece of a snapshot's bytes as another node receives them.
   *
   * @returns at most `bytesMax`; undefined when the snapshot is there no more: offer a newer one
   */
  read(snapshot: SnapshotInfo, offset: number, bytesMax: number): Uint8Array | undefined;

  /**
   * Begins to receive a snapshot that another node offers, or goes on where it stopped when the same one (by
   * index and checksum, whoever has it: its bytes are the same on all nodes) was begun before.
   *
   * @returns the offset of the next piece
   */
  receive(offered: OfferedSnapshot): number;

  /** The next piece. After the last one it is verified, and the listener hears of it. */
  receivePiece(offset: number, bytes: Uint8Array): void;

  /** Gives up what is being received, so that another can be taken or received. Nothing when nothing is. */
  stopReceiving(): void;

  /** Waits for nothing: what is under way is dropped. */
  close(): Promise<void>;
}

/** All that a start, or a tool, needs of them. */
export type LoadableSnapshots = Pick<SnapshotStore, "list" | "nameOf" | "load" | "reject">;

/** Where in the log a snapshot stands, beside what the machine knows. */
export interface SnapshotPlace {
  /** Of the batch that was applied last. */
  readonly term: number;
  readonly hash: number;
  /** As of that batch. */
  readonly membership: KnownConfiguration;
}

/** What is known of a snapshot without loading it. Equal on all nodes but for `createdMs`. */
export interface SnapshotInfo extends SnapshotPlace {
  readonly clusterId: number;
  /** Of the last batch in it: the log goes on behind it. */
  readonly index: number;
  /** Of the last command in it. */
  readonly position: number;
  readonly clusterTimeUs: number;
  /** Of the services, as the log activated it. */
  readonly version: number;
  /** Of all batches up to `index`, sealed, since the beginning. */
  readonly logBytes: number;
  /** 16 hexadecimal digits over the state in canonical order. */
  readonly stateHash: string;
  /** 16 hexadecimal digits over all replies and events up to here. */
  readonly outputDigest: string;
  /** Size of the snapshot. */
  readonly bytes: number;
  /** Of its head, which has the checksums of all the rest: names the content. */
  readonly checksum: number;
  /** Wall clock of the node that has it, for people. */
  readonly createdMs: number;
}

/** What is known of a snapshot that another node has. */
export type OfferedSnapshot = Pick<
  SnapshotInfo,
  "index" | "term" | "hash" | "position" | "bytes" | "checksum"
>;

/** What a snapshot cost this node. */
export interface SnapshotCost {
  /** How long the apply thread stood still for the copy; 0 for one that was received. */
  readonly pauseUs: number;
  /** Of `pauseUs`, what went into services that have no arrays to copy, by name: only those that took a while. */
  readonly writtenUs: Readonly<Record<string, number>>;
  /** From the copy until it counted. */
  readonly seconds: number;
}

/** Called on the event loop, never from within a call of the store. */
export interface SnapshotListener {
  /** A snapshot counts; it is the first of the list, unless it is older than what is there. */
  onSnapshot(snapshot: SnapshotInfo, cost: SnapshotCost): void;
  /**
   * Nothing came of it, and nothing is left of it. The node goes on with the snapshots that it has: nobody was
   * promised anything.
   */
  onSnapshotFailed(error: Error): void;
}

/** Older ones are given up. */
const KEPT = 2;

/** Whether the bytes are the same, on whatever node. */
export function isSameSnapshot(one: OfferedSnapshot, other: OfferedSnapshot): boolean {
  return one.index === other.index && one.checksum === other.checksum && one.bytes === other.bytes;
}

/** The newest ones of each index, newest first, and those that are held. */
export function keptOf(snapshots: readonly SnapshotInfo[], heldFrom: number): readonly SnapshotInfo[] {
  const byIndex = new Map(snapshots.toReversed().map((one) => [one.index, one]));
  return [...byIndex.values()]
    .sort((a, b) => b.index - a.index)
    .filter((one, at) => at < KEPT || one.index >= heldFrom);
}
