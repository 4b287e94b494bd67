import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { StageLatency } from "@lockstep/cluster/stage-latencies";
import {
  ClusterProcesses,
  echoNode,
  exchangeNode,
  logOffNode,
  type NodeProgram,
} from "./cluster-processes.ts";
import type { LatencyPoint, LatencySummary } from "./latency.ts";
import { setUpFloor } from "./floor-setup.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { measureLmdbCommit } from "./lmdb-commit.ts";
import { measureMatching } from "./matching.ts";
import { LapKind, MarketLap, type Mix } from "./market-lap.ts";
import { OrderFlow, type TradingFloor } from "./order-flow.ts";
import { measureDiskSync } from "./disk-sync.ts";
import { DiskWatch } from "./disk-watch.ts";
import { pause } from "./pause.ts";
import type { Pauses } from "./pauses.ts";
import { type ProcessUsage, readProcessUsage, usageBetween } from "./process-usage.ts";
import { RunGenerator } from "./run-generator.ts";
import { countedBetween, readTcpCounters } from "./tcp-counters.ts";
import { readPauses, watchPausesFlag } from "./watched-pauses.ts";
import { Workplace } from "./workplace.ts";

export interface BinaryOptions {
  readonly nodes: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** Commands a second, open loop; undefined for a closed loop with a full window. */
  readonly rate: number | undefined;
  /** Further open loops, one after the other on the same cluster. */
  readonly sweep: readonly number[];
  readonly markets: number;
  readonly accounts: number;
  readonly mix: Mix;
  /** Resting orders in each market. */
  readonly liveOrders: number;
  readonly window: number;
  readonly runCommands: number;
  /** For the node's runtime, such as --cpu-prof. */
  readonly nodeFlags: readonly string[];
  /** Measures the echo service too; */
  readonly echo: boolean;
  /** and the exchange with nothing written to the disk. */
  readonly logOff: boolean;
}

/** One service under the same load. */
export interface BinaryMeasurement {
  readonly committed: number;
  readonly wallSeconds: number;
  readonly committedPerSecond: number;
  readonly latencyUs: LatencySummary;
  readonly latencyCurve: readonly LatencyPoint[];
  readonly refused: Readonly<Record<string, number>>;
  /** In the order of the nodes' ids. */
  readonly nodeUsages: readonly (ProcessUsage | undefined)[];
  readonly generatorUsage: ProcessUsage | undefined;
  /** When the measurement began: milliseconds since 1970, as the times of the pauses. */
  readonly fromMs: number;
  readonly pauses: Pauses;
  /** Of the leader, since it leads: with what filled the books and warmed up. */
  readonly stages: readonly StageLatency[];
}

/** An open loop with another rate. */
export interface BinarySweepPoint {
  readonly rate: number;
  readonly measured: BinaryMeasurement;
}

export interface BinaryReport {
  readonly load: "binary";
  readonly machine: Machine;
  readonly options: BinaryOptions;
  /** Commands by kind in a lap: what the mix came to with filling and emptying the books. */
  readonly lap: { readonly adds: number; readonly cancels: number; readonly takers: number };
  readonly committedPerSecond: number;
  /** A page written and synced, by itself. */
  readonly diskSyncUs: LatencySummary;
  readonly exchange: BinaryMeasurement;
  /** What became of other rates. */
  readonly sweep: readonly BinarySweepPoint[];
  /** The same commands to a service that does nothing. */
  readonly echo: BinaryMeasurement | undefined;
  readonly ratioToEcho: number | undefined;
  /** The same exchange with the log switched off. */
  readonly logOff: BinaryMeasurement | undefined;
  readonly ratioToLogOff: number | undefined;
  /** Of LMDB, while as many processes as nodes commit at once. */
  readonly lmdbCommitUs: LatencySummary;
  readonly p50ToLmdbCommit: number;
  /** Processor time of the engine alone for a command, on one thread. */
  readonly engineNs: number;
  /** The median latency of the exchange, of that of the disk. */
  readonly p50ToDiskSync: number;
}

/** Commands with the mix in a lap, per resting order: what fills and empties the book is a twentieth. */
const LAP_COMMANDS_PER_ORDER = 20;
const ENGINE_LIVE_ORDERS_MAX = 100_000;
const ENGINE_COMMANDS = 200_000;

export async function measureBinary(
  options: BinaryOptions,
  onProgress: (what: string) => void,
): Promise<BinaryReport> {
  const workplace = new Workplace();
  try {
    const machine = describeMachine(workplace.directory);
    const diskSyncUs = measureDiskSync(workplace.directory);
    onProgress(`commits of LMDB in as many processes as nodes: ${options.nodes}`);
    const lmdbCommitUs = await measureLmdbCommit(workplace.directory, options.nodes);
    const engineNs = await engineAlone(options, onProgress);
    const lap = new MarketLap(options.liveOrders, options.liveOrders * LAP_COMMANDS_PER_ORDER, options.mix);
    const swept = await measureExchange(workplace, exchangeNode, lap, options, onProgress);
    const { main: exchange, sweep } = swept;
    const alone = { ...options, sweep: [] };
    if (options.logOff) onProgress("the same with the log switched off");
    const logOff = options.logOff
      ? (await measureExchange(workplace, logOffNode, lap, alone, onProgress)).main
      : undefined;
    const echo = options.echo ? await measureEcho(workplace, lap, alone, onProgress) : undefined;
    return {
      load: "binary",
      machine,
      options,
      lap: {
        adds: lap.countOf(LapKind.Add),
        cancels: lap.countOf(LapKind.Cancel),
        takers: lap.countOf(LapKind.Take),
      },
      committedPerSecond: exchange.committedPerSecond,
      diskSyncUs,
      exchange,
      sweep,
      echo,
      ratioToEcho: echo === undefined ? undefined : exchange.committedPerSecond / echo.committedPerSecond,
      logOff,
      ratioToLogOff:
        logOff === undefined ? undefined : exchange.committedPerSecond / logOff.committedPerSecond,
      p50ToDiskSync: exchange.latencyUs.p50 / diskSyncUs.p50,
      lmdbCommitUs,
      p50ToLmdbCommit: exchange.latencyUs.p50 / lmdbCommitUs.p50,
      engineNs,
    };
  } finally {
    await workplace.close();
  }
}

/** The service with client order ids, as the load has them; live orders as in all markets together. */
async function engineAlone(options: BinaryOptions, onProgress: (what: string) => void): Promise<number> {
  const liveOrders = [Math.min(ENGINE_LIVE_ORDERS_MAX, options.liveOrders * options.markets)];
  const sizes = { liveOrders, commands: ENGINE_COMMANDS, rounds: 3 };
  const { measurements } = await measureMatching(sizes, (what) => onProgress(`the engine alone: ${what}`));
  return measurements[0]!.serviceWithClientOrderIdsNs;
}

async function measureExchange(
  workplace: Workplace,
  program: NodeProgram,
  lap: MarketLap,
  options: BinaryOptions,
  onProgress: (what: string) => void,
): Promise<Measured> {
  const flags = [watchPausesFlag, ...options.nodeFlags];
  const cluster = await ClusterProcesses.start(workplace, options.nodes, flags, program);
  const client = cluster.connect();
  try {
    onProgress(`opening ${options.markets} markets and funding ${options.accounts} accounts`);
    const floor = await setUpFloor(client, options);
    return await measure({ client, cluster, workplace }, floor, lap, options, onProgress);
  } finally {
    client.stop();
    await cluster.stop();
  }
}

async function measureEcho(
  workplace: Workplace,
  lap: MarketLap,
  options: BinaryOptions,
  onProgress: (what: string) => void,
): Promise<BinaryMeasurement> {
  const cluster = await ClusterProcesses.start(workplace, options.nodes, [watchPausesFlag], echoNode);
  const client = cluster.connect();
  try {
    onProgress("the same commands to a service that only echoes");
    const floor = {
      marketIds: Array.from({ length: options.markets }, (_, n) => n + 1),
      accountIds: Array.from({ length: options.accounts }, (_, n) => n + 1),
    };
    return (await measure({ client, cluster, workplace }, floor, lap, options, onProgress)).main;
  } finally {
    client.stop();
    await cluster.stop();
  }
}

/** Nodes, and who speaks with them. */
interface Stage {
  readonly client: ClusterClient;
  readonly cluster: ClusterProcesses;
  readonly workplace: Workplace;
}

interface Measured {
  readonly main: BinaryMeasurement;
  readonly sweep: readonly BinarySweepPoint[];
}

async function measure(
  stage: Stage,
  floor: TradingFloor,
  lap: MarketLap,
  options: BinaryOptions,
  onProgress: (what: string) => void,
): Promise<Measured> {
  const { runCommands, window } = options;
  const { client } = stage;
  const flow = new OrderFlow(lap, floor);
  const generatorAt = (rate: number | undefined): RunGenerator =>
    new RunGenerator({ client, flow, runCommands, window, rate });
  onProgress(`filling the books: ${flow.openingCount} commands`);
  await generatorAt(undefined).open();
  const main = await measureLoad(stage, generatorAt(options.rate), options, onProgress);
  const sweep: BinarySweepPoint[] = [];
  for (const rate of options.sweep) {
    onProgress(`${rate} commands a second offered`);
    sweep.push({ rate, measured: await measureLoad(stage, generatorAt(rate), options, onProgress) });
  }
  return { main, sweep };
}

async function measureLoad(
  { client, cluster, workplace: { directory } }: Stage,
  generator: RunGenerator,
  { seconds, warmupSeconds }: BinaryOptions,
  onProgress: (what: string) => void,
): Promise<BinaryMeasurement> {
  onProgress(`warming up for ${warmupSeconds} s, measuring for ${seconds} s`);
  generator.start();
  await pause(warmupSeconds);

  const diskWatch = new DiskWatch(directory);
  generator.reset();
  const fromMs = performance.timeOrigin + performance.now();
  const nodePids = cluster.nodeIds.map((nodeId) => cluster.pidOf(nodeId));
  const pids = [...nodePids, process.pid];
  const tcpBefore = readTcpCounters();
  const usageBefore = pids.map(readProcessUsage);
  const before = await readPosition(client);
  await pause(seconds);
  const after = await readPosition(client);
  const usageAfter = pids.map(readProcessUsage);
  const tcp = countedBetween(tcpBefore, readTcpCounters());
  const toMs = performance.timeOrigin + performance.now();
  const silence = generator.silence.take();
  const diskSync = diskWatch.take();
  const latencyUs = generator.latency.summary();
  const latencyCurve = generator.latency.curve();
  const refused = Object.fromEntries(generator.refused);
  const told = await client.ask({ ask: "stages" }, "leader");
  await generator.stop();
  await diskWatch.stop();

  const usages = pids.map((_, n) => usageBetween(usageBefore[n], usageAfter[n]));
  const committed = after.position - before.position;
  const wallSeconds = (after.atMs - before.atMs) / 1_000;
  return {
    committed,
    wallSeconds,
    committedPerSecond: committed / wallSeconds,
    latencyUs,
    latencyCurve,
    refused,
    nodeUsages: usages.slice(0, -1),
    generatorUsage: usages.at(-1),
    fromMs,
    pauses: {
      answers: silence,
      diskSync,
      tcp,
      nodes: nodePids.map((pid) => readPauses(directory, pid, fromMs, toMs)),
    },
    stages: "stages" in told ? told.stages : [],
  };
}

/** What the leader says is committed, and when it said so. */
async function readPosition(client: ClusterClient): Promise<{ position: number; atMs: number }> {
  const answer = await client.ask({ ask: "status" }, "leader");
  if (!("status" in answer)) throw new Error(`the node did not tell its status: ${JSON.stringify(answer)}`);
  return { position: answer.status.commitPosition, atMs: performance.now() };
}
