import { connect, DEVELOPMENT_KEY, type ExchangeProcess, startExchange } from "./exchange-process.ts";
import { setUpFloor } from "./floor-setup.ts";
import { LatencyRecorder, type LatencySummary } from "./latency.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { MarketLap } from "./market-lap.ts";
import { OrderFlow, type TradingFloor } from "./order-flow.ts";
import { pause } from "./pause.ts";
import { type ProcessUsage, readProcessUsage, usageBetween } from "./process-usage.ts";
import { READY, readyFacts } from "./server-ready.ts";
import { BinaryFormat, JsonFormat, type SocketFormat } from "./socket-frames.ts";
import { SocketGenerator, type SocketLoad } from "./socket-generator.ts";
import { type Server, Workplace } from "./workplace.ts";

export interface WsOptions {
  readonly connections: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** In a message of the binary subprotocol; a JSON message holds one. */
  readonly commandsPerFrame: number;
  /** Commands sent and not answered, of one connection. */
  readonly window: number;
  readonly markets: number;
  readonly accounts: number;
  readonly nodeFlags: readonly string[];
}

export interface WsMeasurement {
  readonly commands: number;
  readonly wallSeconds: number;
  readonly commandsPerSecond: number;
  readonly latencyUs: LatencySummary;
  readonly refused: Readonly<Record<string, number>>;
  readonly serverUsage: ProcessUsage | undefined;
  readonly generatorUsage: ProcessUsage | undefined;
}

/** One format, against the exchange and against a server that sends every message back. */
export interface WsComparison {
  readonly format: "binary" | "json";
  readonly exchange: WsMeasurement;
  readonly echo: WsMeasurement;
  readonly ratioToEcho: number;
}

export interface WsReport {
  readonly load: "ws";
  readonly machine: Machine;
  readonly options: WsOptions;
  readonly formats: readonly WsComparison[];
}

const MIX = { adds: 60, cancels: 30, takers: 10 };
const LIVE_ORDERS = 100;
const LAP_COMMANDS = 2_000;

export async function measureWs(options: WsOptions, onProgress: (what: string) => void): Promise<WsReport> {
  if (options.markets < options.connections) {
    const { markets, connections } = options;
    throw new RangeError(
      `${markets} markets are too few for ${connections} connections: give each one at least`,
    );
  }
  const workplace = new Workplace();
  try {
    const machine = describeMachine(workplace.directory);
    const lap = new MarketLap(LIVE_ORDERS, LAP_COMMANDS, MIX);
    const echo = await workplace.start({
      script: "loadtest/dist/echo-socket-process.js",
      args: [],
      ready: READY,
    });
    const formats: WsComparison[] = [];
    for (const name of ["binary", "json"] as const) {
      onProgress(`${name}: a new node, ${options.markets} markets, ${options.accounts} accounts`);
      const node = await startExchange(workplace, options.nodeFlags);
      const floor = await openFloor(node, options);
      const format = name === "binary" ? new BinaryFormat(options.commandsPerFrame) : new JsonFormat(floor);
      const url = `${node.url.replace("http", "ws")}/v1/ws`;
      const exchange = await measure({ url, server: node, format, isEcho: false, lap, floor }, options);
      await node.stop();
      onProgress(`${name}: a server that only echoes`);
      const echoUrl = readyFacts(echo.greeting).url;
      const echoed = await measure({ url: echoUrl, server: echo, format, isEcho: true, lap, floor }, options);
      const ratioToEcho = exchange.commandsPerSecond / echoed.commandsPerSecond;
      formats.push({ format: name, exchange, echo: echoed, ratioToEcho });
    }
    return { load: "ws", machine, options, formats };
  } finally {
    await workplace.close();
  }
}

async function openFloor(node: ExchangeProcess, options: WsOptions): Promise<TradingFloor> {
  const client = connect(node);
  try {
    return await setUpFloor(client, options);
  } finally {
    client.stop();
  }
}

interface Subject {
  readonly url: string;
  readonly server: Server;
  readonly format: SocketFormat;
  readonly isEcho: boolean;
  readonly lap: MarketLap;
  readonly floor: TradingFloor;
}

async function measure(subject: Subject, options: WsOptions): Promise<WsMeasurement> {
  const { url, server, format, isEcho, lap, floor } = subject;
  const { connections, window } = options;
  const latency = new LatencyRecorder();
  const refused = new Map<string, number>();
  const headers = { "x-lockstep-key": DEVELOPMENT_KEY };
  const load: SocketLoad = { url, headers, format, isEcho, window, latency, refused };
  const generators = await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      // Each has markets of its own, because commands of different connections come in any order.
      SocketGenerator.open(load, new OrderFlow(lap, floor, { index, of: connections })),
    ),
  );
  const answered = (): number => generators.reduce((sum, generator) => sum + generator.answered, 0);
  for (const generator of generators) generator.start();
  await pause(options.warmupSeconds);

  latency.reset();
  refused.clear();
  const usageBefore = [readProcessUsage(server.pid), readProcessUsage(process.pid)];
  const before = { answered: answered(), atMs: performance.now() };
  await pause(options.seconds);
  const commands = answered() - before.answered;
  const wallSeconds = (performance.now() - before.atMs) / 1_000;
  const usageAfter = [readProcessUsage(server.pid), readProcessUsage(process.pid)];
  const latencyUs = latency.summary();
  await Promise.all(generators.map((generator) => generator.stop()));
  return {
    commands,
    wallSeconds,
    commandsPerSecond: commands / wallSeconds,
    latencyUs,
    refused: Object.fromEntries(refused),
    serverUsage: usageBetween(usageBefore[0], usageAfter[0]),
    generatorUsage: usageBetween(usageBefore[1], usageAfter[1]),
  };
}
