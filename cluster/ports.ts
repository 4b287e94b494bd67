import type { Message } from "./raft/message.ts";
import type { TransferWord } from "./snapshots/transfer-word.ts";

/** What a node needs of the world and may not take for itself, so that a simulator can give it another. */
export interface Clock {
  /** Never goes back; microseconds since some moment. */
  monotonicUs(): number;
  /** What people's clocks show; microseconds since 1970; may jump. */
  wallUs(): number;
}

export interface Scheduler {
  /** Runs it once, after everything that this turn of the event loop brought. */
  atEndOfTurn(run: () => void): void;
  /** @returns what stops it */
  every(intervalMs: number, run: () => void): () => void;
}

/** Messages to the other members; they may be lost, doubled and reordered, but not changed. */
export interface PeerTransport {
  /**
   * @param message its entries' bytes are reused later: what is kept beyond the call is copied
   * @param wallUs the sender's wall clock, for the cluster's time
   */
  send(message: Message, wallUs: number): void;
  /** This node needs the bytes of an entry that came from a peer no longer. */
  recycle?(data: Uint8Array): void;
  /** Says something about the bytes of a snapshot, behind all messages; it may be lost. Absent: nobody is reached so. */
  transfer?(nodeId: number, word: TransferWord): void;
  /** Who the members are from now on, this node among them or not. */
  setMembers?(members: readonly PeerMember[]): void;
  /** What this node says of itself or of the member has changed: they are to be introduced once more. */
  reintroduce?(nodeId: number): void;
}

/**
 * What two members tell each other before anything else, whenever a connection is made, each to each. It is how
 * a disk that lost its past is found out, and how it gets another incarnation (membership.ts).
 */
export interface Introduction {
  /** The sender's own; 0: its disk is empty, or lost its past. */
  readonly incarnation: number;
  /** What a disk without incarnation calls itself: drawn when its process starts. 0 for others. */
  readonly life: number;
  /** Its log is empty and it never voted, under this token and list of members (bootstrap.ts); else 0. */
  readonly founding: number;
  /** What the sender's log says of the receiver. */
  readonly given: GivenLife;
  /** The index of the configuration entry that the sender applied last; 0 before the first. */
  readonly membersIndex: number;
  /** Where the members are by then: for who was away while they changed. */
  readonly members: readonly PeerAddress[];
}

/** Where a member listens for the others: `host:port`. */
export interface PeerAddress {
  readonly nodeId: number;
  readonly peerAddress: string;
}

/** Which edition of a contract a member runs. */
export interface ContractFingerprint {
  readonly schemaId: number;
  /** 16 hexadecimal digits, over everything that two editions must have in common. */
  readonly fingerprint: string;
}

/** What the services of a member's build are, as far as the others must know. */
export interface ServiceBuild {
  /** The highest version of the services that it supports, from 1. */
  readonly versionMax: number;
  readonly fingerprints: readonly ContractFingerprint[];
}

/** The newest life of a member, as the log of another one knows it. */
export interface GivenLife {
  /** 0: it is no member that this log knows. */
  readonly incarnation: number;
  readonly life: number;
  /** The highest committed index that it is known to have acknowledged in that incarnation. */
  readonly index: number;
}

/** For people: what happened, with its facts. */
export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const SILENT_LOGGER: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** A member of the cluster, as the configuration names it. */
export interface Member {
  readonly nodeId: number;
  /** Where it serves clients of the native protocol: `host:port`. Empty when unknown. */
  readonly clientAddress: string;
  /** Where its gateway listens: `http://host:port`. */
  readonly gatewayUrl: string | undefined;
  /** Where it listens for the other members: `host:port`. */
  readonly peerAddress?: string;
}

/** What a member has to know of another one to speak to it. */
export interface PeerMember extends Pick<Member, "nodeId" | "peerAddress"> {
  /** Where else it may be, when it is not there: by what this node was told at start, and by what others say. */
  readonly otherAddresses?: readonly string[];
}
