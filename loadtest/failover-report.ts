import type { FailoverReport } from "./failover.ts";
import { machineLine } from "./machine.ts";
import { table } from "./table.ts";

/** For people. */
export function failoverText(report: FailoverReport): string {
  const { options, gapsMs, kills, counts, digests, reads } = report;
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const taken =
    options.pause === true
      ? "paused with SIGSTOP for three seconds"
      : "killed with SIGKILL and started again a second later";
  const latencies = kills.map(({ latencyMsMax }) => latencyMsMax);
  return [
    `machine    ${machineLine(report.machine)}`,
    `load       average of a minute before ${report.loadBefore.toFixed(1)}, after ${report.loadAfter.toFixed(1)}`,
    `method     ${options.nodes} nodes with their gateways, a process each, and a client that offers ${options.rate} deposits a second`,
    `           whatever the answers do. ${options.kills} times the leader is ${taken}.`,
    `gap        the longest time without an answer around it`,
    `reads      of the balance, linearizable, from every node: stale ones miss what was acknowledged before they were asked`,
    ``,
    table(
      ["", "min", "median", "p99", "max"],
      [["service gap", ...[gapsMs.min, gapsMs.median, gapsMs.p99, gapsMs.max].map(ms)]],
    ),
    `the command that waited longest: ${ms(Math.max(...latencies))}`,
    ``,
    table(
      ["recount by", "sent", "acked", "lost", "twice", "rejected", "unknown", "unasked"],
      counts.map((count) => [
        `node ${count.nodeId}`,
        ...[
          count.sent,
          count.acknowledged,
          count.lost,
          count.appliedTwice,
          count.rejected,
          count.unknown,
          count.unasked,
        ].map(String),
      ]),
    ),
    ``,
    table(
      ["reads", "answered", "unanswered", "stale", "invented"],
      [["", ...[reads.answered, reads.unanswered, reads.stale, reads.invented].map(String)]],
    ),
    ``,
    ...digests.map(
      ({ position, stateHash, outputDigest }, at) =>
        `node ${counts[at].nodeId}     state ${stateHash}, output ${outputDigest} at position ${position}`,
    ),
  ].join("\n");
}
