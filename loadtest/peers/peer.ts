/**
 * A replicated log, or what comes nearest to one, as its fastest client sees it. A request carries one or more
 * payloads of 64 bytes and is answered when the system says that they are stored, with the durability it promises.
 */
export interface Peer {
  readonly name: string;
  /** What it says of data that it has acknowledged. */
  readonly promise: string;
  /** Payloads in a request that brings the most of them through. */
  readonly batch: number;
  /** Requests under way at once with which it takes the most. */
  readonly window: number;

  /** @param onAnswer called once: whether all of them were acknowledged */
  send(payloads: number, onAnswer: OnAnswer): void;

  /** Ends the process that leads with SIGKILL; absent where nobody would take over. */
  killLeader?(): Promise<void>;

  stop(): Promise<void>;
}

export type OnAnswer = (isAcknowledged: boolean) => void;

export const PAYLOAD_BYTES = 64;

/** A command line's arguments; none of them has a space in it. */
export function words(...lines: readonly string[]): string[] {
  return lines.join(" ").split(" ");
}
