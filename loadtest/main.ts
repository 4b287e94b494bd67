import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { collect, integer, integers, mix, seconds } from "./arguments.ts";
import { type BinaryOptions, measureBinary } from "./binary.ts";
import { binaryPlot } from "./binary-plot.ts";
import { type FailoverOptions, measureFailover } from "./failover.ts";
import { failoverText } from "./failover-report.ts";
import { type HttpOptions, measureHttp } from "./http.ts";
import { binaryText, httpText, wsText } from "./report.ts";
import { type MarketDataOptions, measureMarketData } from "./market-data/market-data.ts";
import { marketDataText } from "./market-data/market-data-report.ts";
import { type MatchingOptions, matchingText, measureMatching } from "./matching.ts";
import { measureOnsale, type OnsaleOptions } from "./onsale/onsale.ts";
import { onsaleText } from "./onsale/onsale-report.ts";
import { measurePeers, type PeersOptions } from "./peers/peers.ts";
import { peersText } from "./peers/peers-report.ts";
import { measureRecovery, type RecoveryOptions, recoveryText } from "./recovery.ts";
import { measureSoak, type SoakOptions } from "./soak.ts";
import { soakText } from "./soak-report.ts";
import { measureWs, type WsOptions } from "./ws.ts";

const program = new Command("loadtest").description(
  "How fast it is, each beside a floor measured in the same run. loadtest/README.md tells how to read it.",
);

/** Options of the loads that start a node. */
function load(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option("--seconds <n>", "how long to measure", seconds, 10)
    .option("--warmup-seconds <n>", "how long to run before that", seconds, 3)
    .option("--json", "print everything as JSON, for machines")
    .option("--node-flag <flag>", "for the node's runtime, such as --node-flag=--cpu-prof", collect, []);
}

load("binary", "the cluster's own client, with commands in runs, against a cluster")
  .option(
    "--rate <commands>",
    "open loop: commands offered a second; without, a closed loop",
    integer(1, 10_000_000),
  )
  .option("--nodes <n>", "nodes of the cluster", integer(1, 7), 1)
  .option("--markets <n>", "markets", integer(1, 200), 100)
  .option("--accounts <n>", "accounts, each with money of all assets", integer(1, 10_000), 1_000)
  .option("--mix <percentages>", "adds, cancels and takers", mix, { adds: 60, cancels: 30, takers: 10 })
  .option("--live-orders <n>", "resting orders in each market", integer(1, 10_000), 100)
  .option("--window <commands>", "closed loop: commands under way at most", integer(1, 64_512), 32_768)
  .option("--run-commands <n>", "commands in a run at most", integer(1, 1_024), 512)
  .option(
    "--sweep <rates...>",
    "further open loops on the same cluster: commands offered a second",
    integers(1, 10_000_000),
    [],
  )
  .option("--plot <file>", "draw latency and throughput as SVG")
  .option("--no-echo", "leave out the echo service")
  .option("--no-log-off", "leave out the exchange with its log switched off")
  .action(async (options: BinaryOptions & Output & { readonly plot?: string }) => {
    const report = await measureBinary(nodeFlagsOf(options), tell);
    if (options.plot !== undefined) writeFileSync(options.plot, binaryPlot(report));
    print(options, report, binaryText(report));
  });

load("http", "autocannon against the route that places orders, and against a bare route of Fastify")
  .option("--connections <n>", "connections, one request under way on each", integer(1, 1_000), 64)
  .option("--rounds <n>", "how often both are measured by turns", integer(1, 100), 2)
  .action(async (options: HttpOptions & Output) => {
    const report = await measureHttp(nodeFlagsOf(options), tell);
    print(options, report, httpText(report));
  });

load("ws", "WebSockets with the binary subprotocol and with JSON, and against an echo server")
  .option("--connections <n>", "WebSockets, each with markets of its own", integer(1, 100), 4)
  .option("--commands-per-frame <n>", "commands in a binary message", integer(1, 1_024), 100)
  .option("--window <commands>", "commands under way at most, on each", integer(1, 4_096), 2_000)
  .option("--markets <n>", "markets, at least one for each connection", integer(1, 200), 100)
  .option("--accounts <n>", "accounts, each with money of all assets", integer(1, 10_000), 1_000)
  .action(async (options: WsOptions & Output) => {
    const report = await measureWs(nodeFlagsOf(options), tell);
    print(options, report, wsText(report));
  });

load(
  "market-data",
  "many subscribers of books over WebSockets, each checked for gaps, and what they cost the core",
)
  .option("--subscribers <n...>", "how many, one measurement each", integers(1, 10_000), [1_000])
  .option("--rate <commands>", "order commands a second, open loop", integer(1, 1_000_000), 10_000)
  .option("--interval-ms <n>", "how often each is told of changes", integer(0, 60_000), 100)
  .option("--markets <n>", "markets; each subscriber listens to one of them", integer(1, 200), 100)
  .option("--accounts <n>", "accounts, each with money of all assets", integer(2, 10_000), 1_000)
  .action(async (options: MarketDataOptions & Output) => {
    const report = await measureMarketData(nodeFlagsOf(options), tell);
    print(options, report, marketDataText(report));
  });

program
  .command("onsale")
  .description("a hall sold out by thousands of buyers who all press at once, over WebSockets")
  .option("--buyers <n>", "buyers, each with an account and a connection", integer(1, 9_000), 2_000)
  .option("--rows <n>", "rows of the hall, of 40 seats each", integer(1, 1_000), 100)
  .option("--think-ms <n>", "how long a buyer thinks before it pays, at most", integer(0, 60_000), 500)
  .option("--json", "print everything as JSON, for machines")
  .option("--node-flag <flag>", "for the node's runtime, such as --node-flag=--cpu-prof", collect, [])
  .action(async (options: OnsaleOptions & Output) => {
    const report = await measureOnsale(nodeFlagsOf(options), tell);
    print(options, report, onsaleText(report));
  });

program
  .command("matching")
  .description("the exchange's engine alone, from bytes to bytes, and its book alone")
  .option("--live-orders <n...>", "resting orders", integers(1, 1_000_000), [1_000, 100_000, 1_000_000])
  .option("--commands <n>", "commands timed in a round", integer(1_000, 10_000_000), 1_000_000)
  .option("--rounds <n>", "the median of so many is printed", integer(1, 100), 5)
  .option("--no-engines", "leave out other engines on the same orders")
  .option("--engine <command>", "one more engine: it is given a file of orders (README)", collect, [])
  .option("--json", "print everything as JSON, for machines")
  .action(async (options: MatchingOptions & Output) => {
    const report = await measureMatching(options, tell);
    print(options, report, matchingText(report));
  });

program
  .command("failover")
  .description(
    "kills the leader of a cluster again and again under a steady load, and recounts what was acknowledged",
  )
  .option("--kills <n>", "how often", integer(1, 10_000), 20)
  .option("--nodes <n>", "nodes of the cluster", integer(3, 5), 3)
  .option("--rate <commands>", "commands offered a second", integer(1, 100_000), 2_000)
  .option("--pause", "pause the leader for three seconds instead of killing it")
  .option("--json", "print everything as JSON, for machines")
  .option("--node-flag <flag>", "for the nodes' runtime, such as --node-flag=--cpu-prof", collect, [])
  .action(async (options: FailoverOptions & Output) => {
    const report = await measureFailover(nodeFlagsOf(options), tell);
    print(options, report, failoverText(report));
  });

program
  .command("soak")
  .description(
    "a steady load for minutes, with snapshots and trimming: what piles up, and what snapshots cost",
  )
  .option("--minutes <n>", "how long", integer(1, 10_000), 10)
  .option("--nodes <n>", "nodes of the cluster", integer(1, 5), 3)
  .option(
    "--rate <commands>",
    "commands offered a second; 0: a closed loop, saturated",
    integer(0, 1_000_000),
    50_000,
  )
  .option("--snapshot-commands <n>", "a snapshot each so many commands", integer(1_000, 1e12), 4_000_000)
  .option("--segment-mib <n>", "size of a log segment", integer(1, 1_024), 64)
  .option("--json", "print everything as JSON, for machines")
  .option("--node-flag <flag>", "for the nodes' runtime, such as --node-flag=--cpu-prof", collect, [])
  .action(async (options: SoakOptions & Output) => {
    const report = await measureSoak(nodeFlagsOf(options), tell);
    print(options, report, soakText(report));
  });

program
  .command("peers")
  .description("etcd, NATS JetStream and Redis beside this cluster, with the same payloads and loads")
  .option("--seconds <n>", "how long each load runs", seconds, 5)
  .option("--kills <n>", "how often the leader of each is killed", integer(0, 100), 5)
  .option("--json", "print everything as JSON, for machines")
  .action(async (options: PeersOptions & Output) => {
    const report = await measurePeers(options, tell);
    print(options, report, peersText(report));
  });

program
  .command("recovery")
  .description(
    "how long a snapshot of many live orders holds up a node, and how long a restart from it takes",
  )
  .option("--live-orders <n>", "resting orders", integer(10_000, 2_000_000), 1_000_000)
  .option("--commands <n>", "commands of log behind the snapshot", integer(10_000, 10_000_000), 1_000_000)
  .option("--json", "print everything as JSON, for machines")
  .option("--node-flag <flag>", "for the node's runtime, such as --node-flag=--cpu-prof", collect, [])
  .action(async (options: RecoveryOptions & Output) => {
    const report = await measureRecovery(nodeFlagsOf(options), tell);
    print(options, report, recoveryText(report));
  });

interface Output {
  readonly json?: boolean;
  readonly nodeFlag: readonly string[];
}

function nodeFlagsOf<Options extends Output>(options: Options): Options & { nodeFlags: readonly string[] } {
  return { ...options, nodeFlags: options.nodeFlag };
}

function tell(what: string): void {
  console.error(`… ${what}`);
}

function print({ json }: Output, report: object, text: string): void {
  console.log(json === true ? JSON.stringify(report, null, 2) : `\n${text}`);
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error); // A wrong option needs no stack.
  process.exitCode = 1;
}
