import type { TcpCounters } from "./tcp-counters.ts";

/** Something stood still. Times are milliseconds since 1970, so that those of several processes can be put beside each other. */
export interface Pause {
  readonly atMs: number;
  readonly ms: number;
}

/** The longest of those that it is told of. */
export class LongestPause {
  private longest: Pause = { atMs: 0, ms: 0 };

  note(atMs: number, ms: number): void {
    if (ms > this.longest.ms) this.longest = { atMs, ms };
  }

  /** @returns undefined when there was none */
  take(): Pause | undefined {
    const { longest } = this;
    this.longest = { atMs: 0, ms: 0 };
    return longest.ms === 0 ? undefined : longest;
  }
}

/** The longest pauses of one process. */
export interface ProcessPauses {
  /** Between two turns of the event loop, beside the time that a timer takes. */
  readonly turn: Pause | undefined;
  /** For a collection of garbage. */
  readonly collection: Pause | undefined;
}

/** What stood still while something was measured: the longest of each kind. */
export interface Pauses {
  /** Between two answers to the generator. */
  readonly answers: Pause | undefined;
  /** Of a page that the generator writes and syncs beside the nodes, some times a second. */
  readonly diskSync: Pause | undefined;
  readonly tcp: TcpCounters | undefined;
  /** In the order of the nodes' ids. */
  readonly nodes: readonly ProcessPauses[];
}

/** `answers 24 ms at 1.2 s; …`: which pause explains which. @param fromMs when the measurement began */
export function pausesText({ answers, diskSync, tcp, nodes }: Pauses, fromMs: number): string {
  const one = (what: string, pause: Pause | undefined): string =>
    pause === undefined
      ? `${what} none`
      : `${what} ${pause.ms.toFixed(0)} ms at ${((pause.atMs - fromMs) / 1_000).toFixed(1)} s`;
  return [
    one("answers", answers),
    one("disk sync", diskSync),
    ...nodes.map(
      ({ turn, collection }, n) => `node ${n + 1}: ${one("turn", turn)}, ${one("collection", collection)}`,
    ),
    ...(tcp === undefined
      ? []
      : [`tcp: ${tcp.retransmitted} segments again, ${tcp.timeouts} time-outs, ${tcp.pruned} queues pruned`]),
  ].join("; ");
}
