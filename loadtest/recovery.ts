import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { NodeStatus } from "@lockstep/cluster/client/desk-messages";
import type { SnapshotFacts } from "@lockstep/cluster/snapshots/snapshot-duties";
import { ClusterProcesses, snapshotNode } from "./cluster-processes.ts";
import { setUpFloor } from "./floor-setup.ts";
import { describeMachine, type Machine, machineLine } from "./machine.ts";
import { MarketLap } from "./market-lap.ts";
import { OrderFlow, type TradingFloor } from "./order-flow.ts";
import { pause } from "./pause.ts";
import { RunGenerator } from "./run-generator.ts";
import { table } from "./table.ts";
import { Workplace } from "./workplace.ts";

export interface RecoveryOptions {
  readonly liveOrders: number;
  /** Of log behind the snapshot that the node is started from again. */
  readonly commands: number;
  readonly nodeFlags: readonly string[];
}

export interface RecoveryReport {
  readonly machine: Machine;
  readonly options: RecoveryOptions;
  /** Taken because it was due, while the commands went on. */
  readonly due: SnapshotFacts;
  /** Taken on demand, without warning. */
  readonly onDemand: SnapshotFacts;
  readonly restart: Restart;
}

interface Restart {
  /** From the start of the process until it answers. */
  readonly seconds: number;
  /** Of that: from the snapshot's file to a state whose hash is compared. */
  readonly loadSeconds: number;
  readonly replaySeconds: number;
  readonly replayedCommands: number;
}

const MARKETS = 100;
const ACCOUNTS = 1_000;
const MIX = { adds: 60, cancels: 30, takers: 10 };
const SECONDS_MAX = 120;

/** A flow's commands in turn, so many at a time. */
class CountedFlow extends OrderFlow {
  left = 0;

  override nextOfOpening(): boolean {
    if (this.left === 0) return false;
    this.left--;
    this.next();
    return true;
  }
}

/**
 * One node with its gateway, log and snapshots in a process. The books are filled; a snapshot falls due while
 * commands go on; then so many more, a kill -9, and a start.
 */
export async function measureRecovery(
  options: RecoveryOptions,
  tell: (what: string) => void,
): Promise<RecoveryReport> {
  const { liveOrders, commands, nodeFlags } = options;
  const workplace = new Workplace();
  const cluster = await ClusterProcesses.start(workplace, 1, nodeFlags, snapshotNode(commands));
  const client = cluster.connect();
  try {
    tell(`opening ${MARKETS} markets and funding ${ACCOUNTS} accounts`);
    const floor = await setUpFloor(client, { markets: MARKETS, accounts: ACCOUNTS });
    const send = sender(client, floor, options);
    tell(`filling the books: ${liveOrders} orders`);
    await send(liveOrders);
    const filledAt = (await statusOf(client)).appliedPosition;
    const dueAt = Math.ceil((filledAt + 1) / commands) * commands;
    // While one is under way, none that falls due is taken.
    if (dueAt > commands) await snapshotBehind(client, dueAt - commands - 1);
    tell("commands go on while a snapshot falls due");
    await send(dueAt - filledAt + Math.floor(commands / 20));
    const due = await snapshotBehind(client, dueAt - 1);
    tell("a snapshot on demand");
    const answer = await client.ask({ ask: "snapshot" }, "leader", SECONDS_MAX * 1_000);
    if (!("snapshot" in answer)) throw new Error(`no snapshot: ${JSON.stringify(answer)}`);
    const onDemand = answer.snapshot;
    tell(`${commands} more commands, a kill, and a start`);
    // The next one is not to fall due: what is started from is the one on demand.
    const room = dueAt + commands - onDemand.position - 1;
    await send(Math.min(commands, room));
    const before = await statusOf(client);
    client.stop();
    cluster.signal(1, "SIGKILL");
    await pause(1);
    const restart = await measureStart(cluster, before);
    return { machine: describeMachine(workplace.directory), options, due, onDemand, restart };
  } finally {
    client.stop();
    await cluster.stop();
    await workplace.close();
  }
}

async function measureStart(cluster: ClusterProcesses, before: NodeStatus): Promise<Restart> {
  const beganMs = performance.now();
  const { greeting } = await cluster.startNode(1);
  const seconds = (performance.now() - beganMs) / 1_000;
  const line = greeting.split("\n").find((each) => each.includes("the state is recovered"));
  if (line === undefined) throw new Error(`the node does not say how it was recovered:\n${greeting}`);
  const { snapshotPosition, loadSeconds, position, replaySeconds } = JSON.parse(line) as Record<
    string,
    number
  >;
  await cluster.caughtUp(1);
  const after = await cluster.statusOf(1);
  if ((after?.appliedPosition ?? 0) < before.appliedPosition) throw new Error("the node lost commands");
  return {
    seconds,
    loadSeconds: loadSeconds!,
    replaySeconds: replaySeconds!,
    replayedCommands: position! - snapshotPosition!,
  };
}

/** @returns sends so many commands of one endless flow and waits for their answers */
function sender(
  client: ClusterClient,
  floor: TradingFloor,
  { liveOrders, commands }: RecoveryOptions,
): (count: number) => Promise<void> {
  const perMarket = Math.ceil(liveOrders / MARKETS);
  const lap = new MarketLap(perMarket, Math.ceil((3 * commands) / MARKETS), MIX);
  const flow = new CountedFlow(lap, floor);
  const generator = new RunGenerator({ client, flow, runCommands: 512, window: 32_768, rate: undefined });
  return (count) => {
    flow.left = count;
    return generator.open();
  };
}

async function statusOf(client: ClusterClient): Promise<NodeStatus> {
  const answer = await client.ask({ ask: "status" }, "leader");
  if (!("status" in answer)) throw new Error(`the node did not tell its status: ${JSON.stringify(answer)}`);
  return answer.status;
}

async function snapshotBehind(client: ClusterClient, position: number): Promise<SnapshotFacts> {
  for (let second = 0; second < SECONDS_MAX; second++) {
    const { snapshot, snapshotsFailed } = await statusOf(client);
    if (snapshotsFailed > 0) throw new Error("a snapshot failed: its log says why");
    if (snapshot !== undefined && snapshot.position > position) return snapshot;
    await pause(1);
  }
  throw new Error(`no snapshot behind position ${position} within ${SECONDS_MAX} s`);
}

/** For people. */
export function recoveryText({ machine, options, due, onDemand, restart }: RecoveryReport): string {
  const { seconds, loadSeconds, replaySeconds, replayedCommands } = restart;
  const count = (value: number): string => Math.round(value).toLocaleString("en");
  const row = (name: string, facts: SnapshotFacts): string[] => [
    name,
    count(facts.position),
    `${(facts.pauseUs / 1_000).toFixed(1)} ms`,
    `${facts.seconds.toFixed(1)} s`,
    `${(facts.bytes / 2 ** 20).toFixed(1)} MiB`,
    facts.stateHash,
  ];
  return [
    `machine    ${machineLine(machine)}`,
    `method     one node (log, sync before ack, gateway, snapshots) in a process, the generator in another;`,
    `           ${count(options.liveOrders)} live orders in ${MARKETS} markets, ${count(ACCOUNTS)} accounts; then 60 % adds, 30 % cancels, 10 % takers.`,
    `pause      how long the apply thread stands still for the copy; the rest is done by another thread while commands go on`,
    "",
    table(
      ["snapshot", "position", "pause", "until it counts", "size", "state hash"],
      [row("due", due), row("on demand", onDemand)],
    ),
    "",
    `restart    ${seconds.toFixed(2)} s from the start of the process until it serves, after kill -9:`,
    `           ${loadSeconds.toFixed(2)} s the snapshot, with its hash compared`,
    `           ${replaySeconds.toFixed(2)} s ${count(replayedCommands)} commands of log: ${count(replayedCommands / replaySeconds)} commands/s`,
    `           ${(seconds - loadSeconds - replaySeconds).toFixed(2)} s the runtime, the verification of the log, the gateway`,
  ].join("\n");
}
