import type { Message } from "./raft/message.ts";

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
}
