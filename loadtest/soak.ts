import { join } from "node:path";
import type { StateDigest } from "@lockstep/cluster/client/desk-messages";
import { ClusterProcesses, exchangeNode } from "./cluster-processes.ts";
import { setUpFloor } from "./floor-setup.ts";
import { LatencyRecorder, type LatencySummary } from "./latency.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { MarketLap } from "./market-lap.ts";
import { NodeWatch } from "./node-watch.ts";
import { OrderFlow } from "./order-flow.ts";
import { pause } from "./pause.ts";
import { RunGenerator } from "./run-generator.ts";
import { Workplace } from "./workplace.ts";

export interface SoakOptions {
  readonly minutes: number;
  readonly nodes: number;
  /** Commands offered a second, open loop; 0: a closed loop with a full window. */
  readonly rate: number;
  /** Every node takes a snapshot each time so many commands have passed. */
  readonly snapshotCommands: number;
  readonly segmentMib: number;
  readonly nodeFlags: readonly string[];
}

/** A quantity that grows and is then given up again, in three parts of the run. */
export interface Level {
  readonly maxOfThirds: readonly [number, number, number];
  /** The last third's largest is at most a tenth above the second's. */
  readonly isLevel: boolean;
}

export interface SoakNode {
  readonly nodeId: number;
  readonly disk: Level;
  readonly memory: Level;
  readonly snapshots: number;
  readonly pauseMsMax: number;
  readonly snapshotSecondsMax: number;
  readonly stallMsMax: number;
}

export interface SoakReport {
  readonly load: "soak";
  readonly machine: Machine;
  readonly options: SoakOptions;
  readonly committed: number;
  readonly committedPerSecond: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly nodes: readonly SoakNode[];
  /** Seconds in which no node was busy with a snapshot, and in which one was. */
  readonly quietLatencyUs: LatencySummary;
  readonly busyLatencyUs: LatencySummary;
  readonly p99Ratio: number;
  /** Changes of term while it ran. */
  readonly elections: number;
  readonly digests: readonly StateDigest[];
  readonly commandsBehindLastSnapshot: number;
}

const LOOK_SECONDS = 5;
const TICK_SECONDS = 1;
const FLOOR = { markets: 100, accounts: 1_000 };
const MIX = { adds: 60, cancels: 30, takers: 10 };
const LIVE_ORDERS = 100;
const LAP_COMMANDS_PER_ORDER = 20;
const WINDOW = 32_768;
const LEVEL_TOLERANCE = 1.1;
/** The digests are compared at least so far behind the last snapshot. */
const COMMANDS_BEHIND = 10_000;

/** Runs a cluster under a steady load for minutes, with snapshots and trimming, and watches what piles up. */
export async function measureSoak(
  options: SoakOptions,
  onProgress: (what: string) => void,
): Promise<SoakReport> {
  const workplace = new Workplace();
  try {
    const machine = describeMachine(workplace.directory);
    const { nodes, nodeFlags, snapshotCommands, segmentMib } = options;
    const given = `--snapshot-commands ${snapshotCommands} --segment-mib ${segmentMib} --archive none`;
    const program = { ...exchangeNode, options: `${exchangeNode.options} ${given}` };
    const cluster = await ClusterProcesses.start(workplace, nodes, nodeFlags, program);
    try {
      return { load: "soak", machine, options, ...(await soak(cluster, options, onProgress)) };
    } finally {
      await cluster.stop();
    }
  } finally {
    await workplace.close();
  }
}

async function soak(
  cluster: ClusterProcesses,
  options: SoakOptions,
  onProgress: (what: string) => void,
): Promise<Omit<SoakReport, "load" | "machine" | "options">> {
  const client = cluster.connect();
  try {
    const floor = await setUpFloor(client, FLOOR);
    const lap = new MarketLap(LIVE_ORDERS, LIVE_ORDERS * LAP_COMMANDS_PER_ORDER, MIX);
    const flow = new OrderFlow(lap, floor);
    const rate = options.rate === 0 ? undefined : options.rate;
    const generator = new RunGenerator({ client, flow, runCommands: 512, window: WINDOW, rate });
    await generator.open();
    const watches = new Map(
      cluster.nodeIds.map((nodeId) => [
        nodeId,
        new NodeWatch(join(cluster.data, `node-${nodeId}`), cluster.pidOf(nodeId)),
      ]),
    );
    generator.start();
    await pause(LOOK_SECONDS);
    const slices = await watch(cluster, generator, watches, options, onProgress);
    const { seconds, answered } = slices;
    await generator.stop();

    // The load goes on a little behind the last snapshot, so that what is compared was made since.
    const all = [...watches.values()];
    let digests = await cluster.equalDigests();
    const lastSnapshot = Math.max(
      0,
      ...all.flatMap(({ snapshots }) => snapshots.map(({ position }) => position)),
    );
    while (digests[0]!.position < lastSnapshot + COMMANDS_BEHIND) {
      generator.start();
      await pause(TICK_SECONDS);
      await generator.stop();
      digests = await cluster.equalDigests();
    }

    const isBusy = ({ fromMs, toMs }: Slice): boolean =>
      all.some(({ snapshots }) => snapshots.some((span) => span.fromMs < toMs && span.toMs > fromMs));
    const quiet = summaryOf(slices.latencies.filter((slice) => !isBusy(slice)));
    const busy = summaryOf(slices.latencies.filter(isBusy));
    return {
      committed: answered,
      committedPerSecond: answered / seconds,
      refused: Object.fromEntries(generator.refused),
      nodes: [...watches].map(([nodeId, one]) => nodeOf(nodeId, one)),
      quietLatencyUs: quiet,
      busyLatencyUs: busy,
      p99Ratio: busy.p99 / quiet.p99,
      elections: new Set(all.flatMap(({ terms }) => [...terms])).size - 1,
      digests,
      commandsBehindLastSnapshot: digests[0]!.position - lastSnapshot,
    };
  } finally {
    client.stop();
  }
}

/** Latencies of what was answered in one second. */
interface Slice {
  readonly fromMs: number;
  readonly toMs: number;
  readonly latency: LatencyRecorder;
}

async function watch(
  cluster: ClusterProcesses,
  generator: RunGenerator,
  watches: ReadonlyMap<number, NodeWatch>,
  { minutes }: SoakOptions,
  onProgress: (what: string) => void,
): Promise<{ latencies: Slice[]; seconds: number; answered: number }> {
  const latencies: Slice[] = [];
  const beginMs = performance.now();
  const answeredBefore = generator.answered;
  const endMs = beginMs + minutes * 60_000;
  generator.latency.reset();
  let lookedMs = 0;
  let fromMs = beginMs;
  while (performance.now() < endMs) {
    await pause(TICK_SECONDS);
    const toMs = performance.now();
    latencies.push({ fromMs, toMs, latency: generator.latency.taken() });
    fromMs = toMs;
    const statuses = await Promise.all([...watches.keys()].map((nodeId) => cluster.statusOf(nodeId)));
    const isLookDue = toMs - lookedMs >= LOOK_SECONDS * 1_000;
    if (isLookDue) lookedMs = toMs;
    await Promise.all(
      [...watches.values()].map(async (one, at) => {
        const status = statuses[at];
        if (status === undefined) return;
        one.noteStatus(status);
        const { gatewayUrl } = status.members.find(({ nodeId }) => nodeId === status.nodeId)!;
        if (isLookDue) await one.look(gatewayUrl!);
      }),
    );
    if (latencies.length % 60 === 0) onProgress(progressOf(toMs - beginMs, generator, watches));
  }
  const seconds = (performance.now() - beginMs) / 1_000;
  return { latencies, seconds, answered: generator.answered - answeredBefore };
}

function progressOf(
  elapsedMs: number,
  generator: RunGenerator,
  watches: ReadonlyMap<number, NodeWatch>,
): string {
  const taken = [...watches.values()].map(({ snapshots }) => snapshots.length).join(", ");
  const disks = [...watches.values()]
    .map(({ samples }) => mebibytes(samples.at(-1)?.diskBytes ?? 0))
    .join(", ");
  const minutes = (elapsedMs / 60_000).toFixed(0);
  return `${minutes} min: ${generator.answered} answered; snapshots ${taken}; disks ${disks} MiB`;
}

function nodeOf(nodeId: number, { samples, snapshots }: NodeWatch): SoakNode {
  return {
    nodeId,
    disk: levelOf(samples.map(({ diskBytes }) => diskBytes)),
    memory: levelOf(samples.map(({ residentBytes }) => residentBytes)),
    snapshots: snapshots.length,
    pauseMsMax: Math.max(0, ...snapshots.map(({ pauseMs }) => pauseMs)),
    snapshotSecondsMax: Math.max(0, ...snapshots.map(({ fromMs, toMs }) => (toMs - fromMs) / 1_000)),
    stallMsMax: Math.max(0, ...samples.map(({ stallMs }) => stallMs)),
  };
}

export function levelOf(values: readonly number[]): Level {
  const third = Math.ceil(values.length / 3);
  const maxOf = (part: number): number => Math.max(0, ...values.slice(part * third, (part + 1) * third));
  const maxOfThirds = [maxOf(0), maxOf(1), maxOf(2)] as const;
  return { maxOfThirds, isLevel: maxOfThirds[2] <= maxOfThirds[1] * LEVEL_TOLERANCE };
}

function summaryOf(slices: readonly Slice[]): LatencySummary {
  const all = new LatencyRecorder();
  for (const { latency } of slices) all.add(latency);
  return all.summary();
}

export const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
