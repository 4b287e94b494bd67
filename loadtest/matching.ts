import { PerformanceObserver, performance } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { type EngineResult, runEngines } from "./engines/engines.ts";
import { describeMachine, type Machine, machineLine } from "./machine.ts";
import { BareBook } from "./matching-book.ts";
import { type Flow, FlowKind, generateFlow } from "./matching-flow.ts";
import { decodeFlow, encodeFlow, type EncodedFlow, ServiceUnderLoad } from "./matching-service.ts";
import { table } from "./table.ts";

export interface MatchingOptions {
  /** Resting orders, each measured by itself. */
  readonly liveOrders: readonly number[];
  /** Commands measured in a round, after a fifth of them to warm up. */
  readonly commands: number;
  /** Each figure is the median of so many rounds. */
  readonly rounds: number;
  /** Runs other engines on the same orders too. */
  readonly engines?: boolean;
  /** Commands that run further ones (engines/engines.ts). */
  readonly engine?: readonly string[];
}

export interface MatchingMeasurement {
  readonly liveOrders: number;
  readonly adds: number;
  readonly cancels: number;
  readonly takers: number;
  readonly fills: number;
  /** Nanoseconds per command. */
  readonly bareBookNs: number;
  readonly decodeNs: number;
  readonly serviceNs: number;
  readonly serviceWithClientOrderIdsNs: number;
  /** Replies and events of a command, and their bytes with the headers that a node gives them. */
  readonly recordsPerCommand: number;
  readonly bytesPerCommand: number;
  /** Collections of garbage while the bare book and the services were measured, and how long they took. */
  readonly collections: number;
  readonly collectionMs: number;
  /** Of other engines on the same orders, the own book first; empty when they were left out. */
  readonly engines: readonly EngineResult[];
}

export interface MatchingReport {
  readonly machine: Machine;
  readonly options: MatchingOptions;
  readonly measurements: readonly MatchingMeasurement[];
}

/** Measures the engine alone, on one thread: no log, no network, no sessions. */
export async function measureMatching(
  options: MatchingOptions,
  tell: (what: string) => void,
): Promise<MatchingReport> {
  const measurements: MatchingMeasurement[] = [];
  for (const liveOrders of options.liveOrders) {
    tell(`${liveOrders.toLocaleString("en")} live orders: making the flow`);
    const flow = generateFlow(liveOrders, options.commands + warmupOf(options));
    measurements.push(await measure(flow, options, tell));
  }
  return { machine: describeMachine(process.cwd()), options, measurements };
}

/** What people read of it. */
export function matchingText({ machine, options, measurements }: MatchingReport): string {
  const rows = measurements.map((measured) => [
    measured.liveOrders.toLocaleString("en"),
    perSecond(measured.bareBookNs),
    perSecond(measured.serviceNs),
    perSecond(measured.serviceWithClientOrderIdsNs),
    perSecond(measured.decodeNs),
    (measured.serviceNs / measured.bareBookNs).toFixed(1),
    (measured.serviceNs / measured.decodeNs).toFixed(1),
    measured.recordsPerCommand.toFixed(2),
    measured.bytesPerCommand.toFixed(0),
    `${measured.collections} (${measured.collectionMs.toFixed(1)} ms)`,
  ]);
  const [first] = measurements;
  const all = first === undefined ? 1 : first.adds + first.cancels + first.takers;
  const share = (count: number): string => `${((100 * count) / all).toFixed(1)} %`;
  return [
    `machine    ${machineLine(machine)}`,
    `method     one thread, no log, no network. The flow is made first; a fifth of it warms up, then`,
    `           ${options.commands.toLocaleString("en")} commands are timed, in processor time of the process; the median of ${options.rounds} rounds,`,
    `           each with a book or a service of its own.`,
    `           bare book: typed arrays in, fills counted. Service: from SBE bytes through roles, rules, holds,`,
    `           matching, settlement and fees to encoded replies and events, as a node's records.`,
    `           decode: reading every field of the same bytes, nothing else: the floor.`,
    ...(first === undefined
      ? []
      : [
          `commands   ${share(first.adds)} adds, ${share(first.cancels)} cancels, ${share(first.takers)} takers; ${(first.fills / all).toFixed(2)} fills a command`,
        ]),
    "",
    table(
      [
        "live orders",
        "bare book",
        "service",
        "with client ids",
        "decode",
        "service/book",
        "service/decode",
        "records",
        "bytes",
        "collections",
      ],
      rows,
    ),
    "",
    "per second, and nanoseconds per command; records and bytes per command; collections of garbage while timed",
    ...enginesLines(measurements, options),
  ].join("\n");
}

/** Engines side by side: a process each, the same file of orders, orders found by number, fills into a digest. */
function enginesLines(
  measurements: readonly MatchingMeasurement[],
  { commands }: MatchingOptions,
): readonly string[] {
  const rows = measurements.flatMap(({ liveOrders, engines }) =>
    engines.map(({ engine, digest, fills, nanoseconds }) => [
      liveOrders.toLocaleString("en"),
      engine,
      perSecond(nanoseconds / commands),
      (engines[0]!.nanoseconds / nanoseconds).toFixed(2),
      fills.toLocaleString("en"),
      `${digest}${digest === engines[0]!.digest ? "" : " DIFFERS"}`,
    ]),
  );
  if (rows.length === 0) return [];
  const head = ["live orders", "engine", "commands", "of ours", "fills", "digest"];
  return [
    "",
    "engines on the same file of orders, once, a process each; found by number, fills into a digest",
    "",
    table(head, rows),
  ];
}

async function measure(
  flow: Flow,
  options: MatchingOptions,
  tell: (what: string) => void,
): Promise<MatchingMeasurement> {
  const begin = flow.liveOrders + warmupOf(options);
  const counts = [0, 0, 0];
  for (let n = begin; n < flow.count; n++) counts[flow.kinds[n]]++;
  const collections = new Collections();

  tell("the bare book");
  const bareBookNs = await median(options, collections, () => {
    const book = new BareBook(flow);
    book.run(0, begin);
    return () => book.run(begin, flow.count);
  });

  tell("the service");
  const encoded = encodeFlow(flow, false);
  let load = new ServiceUnderLoad();
  const ofService = async (commands: EncodedFlow): Promise<number> =>
    median(options, collections, () => {
      load = new ServiceUnderLoad();
      load.run(commands, 0, begin);
      return () => load.run(commands, begin, flow.count);
    });
  const serviceNs = await ofService(encoded);
  const wrong = load.ledger.violations();
  if (wrong.length > 0) throw new Error(`after the flow the accounts are wrong: ${wrong.join("; ")}`);
  const recordsPerCommand = load.context.records / flow.count;
  const bytesPerCommand = load.context.bytes / flow.count;
  const decodeNs = await median(options, new Collections(), () => () => {
    if (decodeFlow(encoded, begin, flow.count) < 0) throw new Error("a sum of positive numbers is negative");
  });

  tell("the service, with client order ids");
  const serviceWithClientOrderIdsNs = await ofService(encodeFlow(flow, true));
  await collections.stop();
  if (options.engines === true) tell("other engines on the same orders");
  const engines = options.engines === true ? await runEngines(flow, begin, options.engine ?? []) : [];
  return {
    liveOrders: flow.liveOrders,
    adds: counts[FlowKind.Add],
    cancels: counts[FlowKind.Cancel],
    takers: counts[FlowKind.Take],
    fills: (flow.fills * (flow.count - begin)) / flow.count,
    bareBookNs,
    decodeNs,
    serviceNs,
    serviceWithClientOrderIdsNs,
    recordsPerCommand,
    bytesPerCommand,
    collections: collections.count,
    collectionMs: collections.ms,
    engines,
  };
}

/**
 * Times by the processor time of this process, so that what else runs on the machine is not counted
 * (it still takes cache and memory bandwidth); all else in this process is idle meanwhile.
 *
 * @param prepare makes what is measured and warms it up; what it returns is timed
 * @returns nanoseconds per command
 */
async function median(
  options: MatchingOptions,
  collections: Collections,
  prepare: () => () => void,
): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const run = prepare();
    await turn(); // Collections until now are seen now.
    const from = performance.now();
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    const to = performance.now();
    await collections.countBetween(from, to);
    rounds.push(((user + system) * 1e3) / options.commands);
  }
  return rounds.toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)];
}

/** Counts collections of garbage that began while something was timed, as `--trace-gc` would print them. */
class Collections {
  count = 0;
  ms = 0;
  private seen: { startTime: number; duration: number }[] = [];
  private readonly observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) this.seen.push({ startTime, duration });
  });

  constructor() {
    this.observer.observe({ entryTypes: ["gc"] });
  }

  async countBetween(from: number, to: number): Promise<void> {
    await turn();
    await turn(); // Entries are handed over in a turn of their own.
    for (const { startTime, duration } of this.seen) {
      if (startTime < from || startTime >= to) continue;
      this.count++;
      this.ms += duration;
    }
    this.seen = [];
  }

  async stop(): Promise<void> {
    await turn();
    this.observer.disconnect();
  }
}

function warmupOf({ commands }: MatchingOptions): number {
  return Math.ceil(commands / 5);
}

function perSecond(ns: number): string {
  return `${(1_000 / ns).toFixed(2)} M, ${ns.toFixed(0)} ns`;
}
