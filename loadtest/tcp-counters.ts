import { readFileSync } from "node:fs";

/** What the system's TCP had to do again, of all connections of this machine (or network namespace). */
export interface TcpCounters {
  /** Segments sent again. */
  readonly retransmitted: number;
  /** Waits for an acknowledgement that ran out: a connection stood still for 200 ms, then 400, 800, … */
  readonly timeouts: number;
  /** Times that what a process had not read yet was too much for its memory, and was thrown away. */
  readonly pruned: number;
}

const FILES = ["/proc/net/snmp", "/proc/net/netstat"];

/** @returns undefined where there is no /proc */
export function readTcpCounters(): TcpCounters | undefined {
  try {
    const counters = parseCounters(FILES.map((path) => readFileSync(path, "utf8")).join(""));
    return {
      retransmitted: counters.get("Tcp:RetransSegs") ?? 0,
      timeouts: counters.get("TcpExt:TCPTimeouts") ?? 0,
      pruned: counters.get("TcpExt:PruneCalled") ?? 0,
    };
  } catch {
    return undefined;
  }
}

/** @param text lines by twos: names, and in the same order values, both behind a prefix that ends in a colon */
export function parseCounters(text: string): Map<string, number> {
  const lines = text.split("\n").map((line) => line.split(" "));
  const counters = new Map<string, number>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [prefix, ...names] = lines[at]!;
    names.forEach((name, n) => counters.set(prefix + name, Number(lines[at + 1]![n + 1])));
  }
  return counters;
}

/** What was counted between two readings. */
export function countedBetween(
  before: TcpCounters | undefined,
  after: TcpCounters | undefined,
): TcpCounters | undefined {
  if (before === undefined || after === undefined) return undefined;
  return {
    retransmitted: after.retransmitted - before.retransmitted,
    timeouts: after.timeouts - before.timeouts,
    pruned: after.pruned - before.pruned,
  };
}
