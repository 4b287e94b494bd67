import type { LatencySummary } from "./latency.ts";
import { machineLine } from "./machine.ts";
import { type Level, mebibytes, type SoakReport } from "./soak.ts";
import { table } from "./table.ts";

/** For people. */
export function soakText(report: SoakReport): string {
  const { options, nodes, quietLatencyUs, busyLatencyUs, digests, refused } = report;
  const { minutes, rate, snapshotCommands, segmentMib } = options;
  const load = rate === 0 ? "as many commands as it takes" : `${rate} commands a second offered`;
  return [
    `machine    ${machineLine(report.machine)}`,
    `method     ${options.nodes} nodes with their gateways, a process each; ${minutes} minutes of ${load}, 60 % adds, 30 % cancels,`,
    `           10 % takers; a snapshot on every node each ${snapshotCommands} commands, segments of ${segmentMib} MiB, no archive.`,
    `latency    ${rate === 0 ? "from the sending of a command's run" : "from the moment a command was due"}; seconds in which a node took a snapshot apart`,
    `level      the largest of each third of the time; level: the last is at most a tenth above the second`,
    "",
    table(
      ["", "disk MiB", "memory MiB", "snapshots", "longest pause", "longest snapshot", "longest stall"],
      nodes.map((node) => [
        `node ${node.nodeId}`,
        levelText(node.disk),
        levelText(node.memory),
        `${node.snapshots}`,
        `${node.pauseMsMax.toFixed(1)} ms`,
        `${node.snapshotSecondsMax.toFixed(2)} s`,
        `${node.stallMsMax.toFixed(0)} ms`,
      ]),
    ),
    "",
    table(
      ["", "answers", "p50", "p90", "p99", "p99.9", "max"],
      [latencyRow("without a snapshot", quietLatencyUs), latencyRow("during one", busyLatencyUs)],
    ),
    "",
    `committed per second   ${report.committedPerSecond.toFixed(0)}`,
    `p99 during to without  ${report.p99Ratio.toFixed(2)}`,
    `elections              ${report.elections}`,
    ...Object.entries(refused).map(
      ([what, count]) => `refused                ${count} x ${what} (schema:code)`,
    ),
    ...digests.map(
      ({ position, stateHash, outputDigest }, at) =>
        `node ${nodes[at]!.nodeId}                 state ${stateHash}, output ${outputDigest} at position ${position}`,
    ),
    `behind the last snapshot ${report.commandsBehindLastSnapshot} commands`,
  ].join("\n");
}

function levelText({ maxOfThirds, isLevel }: Level): string {
  return `${maxOfThirds.map(mebibytes).join(", ")}${isLevel ? "" : " RISES"}`;
}

function latencyRow(name: string, { count, p50, p90, p99, p999, max }: LatencySummary): string[] {
  return [name, `${count}`, ...[p50, p90, p99, p999, max].map((us) => `${(us / 1_000).toFixed(2)} ms`)];
}
