import type { StageLatency } from "@lockstep/cluster/stage-latencies";
import type { BinaryMeasurement, BinaryReport } from "./binary.ts";
import type { HttpMeasurement, HttpReport } from "./http.ts";
import type { LatencySummary } from "./latency.ts";
import { machineLine } from "./machine.ts";
import { pausesText } from "./pauses.ts";
import type { ProcessUsage } from "./process-usage.ts";
import { table } from "./table.ts";
import type { WsReport } from "./ws.ts";

/** What people read of a binary load. */
export function binaryText(report: BinaryReport): string {
  const { machine, options, lap, exchange, echo, ratioToEcho, diskSyncUs, p50ToDiskSync } = report;
  const { sweep, logOff, ratioToLogOff, lmdbCommitUs, p50ToLmdbCommit, engineNs } = report;
  const { nodes, rate, window, runCommands, markets, accounts, liveOrders, warmupSeconds } = options;
  const all = lap.adds + lap.cancels + lap.takers;
  const share = (count: number): string => `${((100 * count) / all).toFixed(1)} %`;
  const loop =
    rate === undefined
      ? `closed loop, at most ${window} commands under way; latency from the sending of a command's run`
      : `open loop, ${thousands(rate)} commands/s offered; latency from the moment a command was due`;
  const rows = [
    binaryRow("exchange", exchange),
    ...(logOff === undefined ? [] : [binaryRow("log switched off", logOff)]),
    ...(echo === undefined ? [] : [binaryRow("echo service", echo)]),
    ...sweep.map(({ rate, measured }) => binaryRow(`${thousands(rate)}/s offered`, measured)),
  ];
  return [
    `machine    ${machineLine(machine)}`,
    `method     ${nodes === 1 ? "one node" : `${nodes} nodes`} (log, sync before ack, gateway), a process each, the generator in another, over TCP on`,
    `           the loopback address; ${loop}.`,
    `           runs of at most ${runCommands} commands; ${warmupSeconds} s of warm-up; committed: the position in the leader's status`,
    `           after less that before, by the time between. echo service: same cluster and commands, no exchange.`,
    `commands   ${share(lap.adds)} adds, ${share(lap.cancels)} cancels, ${share(lap.takers)} takers; ${markets} markets with about ` +
      `${liveOrders} resting orders, ${accounts} accounts`,
    diskLine(diskSyncUs),
    `lmdb       a commit while ${nodes === 1 ? "one process commits" : `${nodes} processes commit at once`}: p50 ${milliseconds(lmdbCommitUs.p50)}, p99 ${milliseconds(lmdbCommitUs.p99)}`,
    `engine     alone, on one thread: ${thousands(engineNs)} ns a command, ${thousands(1e9 / engineNs)} a second`,
    "",
    table(["", "committed/s", ...latencyHeads, "refused", ...usageHeads("nodes"), "generator ns"], rows),
    ...refusedLines(exchange.refused),
    "",
    ...stagesLines(exchange.stages),
    "",
    `pauses     the longest of each kind, and when: ${pausesText(exchange.pauses, exchange.fromMs)}`,
    "",
    `committed per second   ${thousands(exchange.committedPerSecond)}`,
    `processor time         ${thousands(allNsOf(exchange))} ns a command over all processes`,
    `p50 to disk sync       ${p50ToDiskSync.toFixed(1)}`,
    `p50 to LMDB commit     ${p50ToLmdbCommit.toFixed(1)}`,
    ...(ratioToLogOff === undefined ? [] : [`ratio to log off       ${ratioToLogOff.toFixed(2)}`]),
    ...(ratioToEcho === undefined ? [] : [`ratio to echo service  ${ratioToEcho.toFixed(2)}`]),
  ].join("\n");
}

/** Where the time goes in the leader. */
function stagesLines(stages: readonly StageLatency[]): string[] {
  const rows = stages.map(({ stage, meanUs, p50Us, p90Us, p99Us, p999Us, maxUs }) => [
    stage,
    ...[meanUs, p50Us, p90Us, p99Us, p999Us, maxUs].map(milliseconds),
  ]);
  const title =
    "stages     of the leader since it leads; append and replicate side by side, commit is the later of them";
  return [title, table(["", "mean", ...latencyHeads], rows)];
}

function binaryRow(name: string, measured: BinaryMeasurement): string[] {
  const { committed, committedPerSecond, latencyUs, refused, nodeUsages, generatorUsage } = measured;
  return [
    name,
    thousands(committedPerSecond),
    ...latencyCells(latencyUs),
    thousands(sum(refused)),
    ...nodeUsages
      .map((usage) => usageCells(usage, committed))
      .reduce(([ns, bytes], [otherNs, otherBytes]) => [`${ns} + ${otherNs}`, `${bytes} + ${otherBytes}`]),
    usageCells(generatorUsage, committed)[0],
  ];
}

/** Of the nodes and the generator. */
function allNsOf({ committed, nodeUsages, generatorUsage }: BinaryMeasurement): number {
  const seconds = [...nodeUsages, generatorUsage].map((usage) => usage?.cpuSeconds ?? NaN);
  return (seconds.reduce((total, each) => total + each, 0) / committed) * 1e9;
}

/** What people read of an HTTP load. */
export function httpText(report: HttpReport): string {
  const { machine, options, diskSyncUs, exchange, bareRoute, ratioToBareRoute } = report;
  const { connections, seconds, rounds, warmupSeconds } = options;
  const head = ["", "requests/s", "non-2xx", "errors", ...latencyHeads, ...usageHeads("server")];
  const rows = [
    ["exchange", exchange],
    ["bare route", bareRoute],
  ] as const;
  return [
    `machine    ${machineLine(machine)}`,
    `method     autocannon, ${connections} connections without pipelining, each server in a process of its own; ${seconds} s each`,
    `           in ${rounds} rounds by turns, after ${warmupSeconds} s of warm-up. Every request places an order; each second one trades.`,
    `           bare route: Fastify with the same plugins, schema and authentication, which answers at once.`,
    `latency    corrected for coordinated omission: a connection that waited for a late answer counts the requests`,
    `           that it would have sent meanwhile, each with its own delay`,
    diskLine(diskSyncUs),
    "",
    table(
      head,
      rows.map(([name, measured]) => httpRow(name, measured, measured.correctedLatencyUs)),
    ),
    "",
    "as the connections saw it, without correction:",
    table(
      head,
      rows.map(([name, measured]) => httpRow(name, measured, measured.latencyUs)),
    ),
    ...rows.flatMap(([name, { statuses, non2xx }]) =>
      non2xx === 0
        ? []
        : [
            `${name}: ${Object.entries(statuses)
              .map(([s, n]) => `${n} x ${s}`)
              .join(", ")}`,
          ],
    ),
    "",
    `requests per second    ${thousands(exchange.requestsPerSecond)}`,
    `ratio to bare route    ${ratioToBareRoute.toFixed(2)}`,
  ].join("\n");
}

function httpRow(name: string, measured: HttpMeasurement, latency: LatencySummary): string[] {
  const { requests, requestsPerSecond, non2xx, errors, serverUsage } = measured;
  return [
    name,
    thousands(requestsPerSecond),
    thousands(non2xx),
    thousands(errors),
    ...latencyCells(latency),
    ...usageCells(serverUsage, requests),
  ];
}

/** What people read of a WebSocket load. */
export function wsText({ machine, options, formats }: WsReport): string {
  const { connections, window, commandsPerFrame, markets, accounts, warmupSeconds } = options;
  const rows = formats.flatMap(({ format, exchange, echo }) =>
    [["exchange", exchange] as const, ["echo", echo] as const].map(([name, measured]) => [
      `${format}, ${name}`,
      thousands(measured.commandsPerSecond),
      ...latencyCells(measured.latencyUs),
      thousands(sum(measured.refused)),
      ...usageCells(measured.serverUsage, measured.commands),
      usageCells(measured.generatorUsage, measured.commands)[0],
    ]),
  );
  return [
    `machine    ${machineLine(machine)}`,
    `method     one node with its gateway in one process, ${connections} connections in another, each a closed loop with at most`,
    `           ${window} commands under way; binary: ${commandsPerFrame} commands in a message, JSON: one; ${warmupSeconds} s of warm-up;`,
    `           60 % adds, 30 % cancels, 10 % takers in ${markets} markets for ${accounts} accounts.`,
    `           echo: a WebSocket server that sends every message back.`,
    `latency    from the sending of a command's message to its answer`,
    "",
    table(["", "commands/s", ...latencyHeads, "refused", ...usageHeads("server"), "generator ns"], rows),
    ...formats.flatMap(({ exchange }) => refusedLines(exchange.refused)),
    "",
    ...formats.map(
      ({ format, exchange, ratioToEcho }) =>
        `${format.padEnd(6)} ${thousands(exchange.commandsPerSecond)} commands/s, ratio to echo ${ratioToEcho.toFixed(2)}`,
    ),
  ].join("\n");
}

export function diskLine({ p50, p99 }: LatencySummary): string {
  return `disk       a page written and synced by itself before the run: p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`;
}

export const latencyHeads: readonly string[] = ["p50", "p90", "p99", "p99.9", "max"];

/** Nothing is said of what nobody answered. */
export function latencyCells({ count, p50, p90, p99, p999, max }: LatencySummary): string[] {
  return [p50, p90, p99, p999, max].map((us) => (count === 0 ? "-" : milliseconds(us)));
}

function usageHeads(of: string): string[] {
  return [`${of} ns`, "disk bytes"];
}

/** Processor time and bytes to disk, each per command. */
function usageCells(usage: ProcessUsage | undefined, commands: number): [string, string] {
  if (usage === undefined || commands === 0) return ["-", "-"];
  const { cpuSeconds, diskBytes } = usage;
  return [
    thousands((cpuSeconds / commands) * 1e9),
    diskBytes === undefined ? "-" : (diskBytes / commands).toFixed(0),
  ];
}

function refusedLines(refused: Readonly<Record<string, number>>): string[] {
  return Object.entries(refused).map(
    ([what, count]) => `refused    ${thousands(count)} x ${what} (schema:code)`,
  );
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** `12 345 678`, rounded. */
export function thousands(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, " ");
}

export function milliseconds(us: number): string {
  const digits = us < 10_000 ? 2 : us < 100_000 ? 1 : 0;
  return `${(us / 1_000).toFixed(digits)} ms`;
}
