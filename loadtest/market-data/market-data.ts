import { connect, DEVELOPMENT_KEY, type ExchangeProcess, startExchange } from "../exchange-process.ts";
import { type OpenedFloor, setUpFloor } from "../floor-setup.ts";
import type { LatencySummary } from "../latency.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { MarketLap } from "../market-lap.ts";
import { OrderFlow } from "../order-flow.ts";
import { pause } from "../pause.ts";
import { type ProcessUsage, readProcessUsage, usageBetween } from "../process-usage.ts";
import { RunGenerator } from "../run-generator.ts";
import { Workplace } from "../workplace.ts";
import type { Book } from "./book-copy.ts";
import { Subscribers, type SubscribersTally } from "./subscribers.ts";
import { TransferFlow } from "./transfer-flow.ts";

export interface MarketDataOptions {
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** One measurement for each number of them, and one with none. */
  readonly subscribers: readonly number[];
  /** Order commands a second, open loop; most of them change a price level. */
  readonly rate: number;
  readonly intervalMs: number;
  readonly markets: number;
  readonly accounts: number;
  readonly nodeFlags: readonly string[];
}

/** The same load with so many subscribers. */
export interface MarketDataMeasurement {
  readonly subscribers: number;
  /** Of all books, a second. */
  readonly bookChangesPerSecond: number;
  /** Of the orders, from when each was due. */
  readonly orderLatencyUs: LatencySummary;
  /** Answered, beside the orders: what is left of the core for others. */
  readonly transfersPerSecond: number;
  readonly refused: number;
  readonly wallSeconds: number;
  /** Undefined without subscribers. */
  readonly heard: SubscribersTally | undefined;
  /** Subscribers whose copies are not the books when all is still. */
  readonly wrongCopies: number;
  readonly nodeUsage: ProcessUsage | undefined;
  readonly subscribersUsage: ProcessUsage | undefined;
  readonly generatorUsage: ProcessUsage | undefined;
  /** Transfers a second, of those without subscribers. */
  readonly ratioToNone: number;
}

export interface MarketDataReport {
  readonly load: "market-data";
  readonly machine: Machine;
  readonly options: MarketDataOptions;
  readonly measurements: readonly MarketDataMeasurement[];
}

const MIX = { adds: 60, cancels: 30, takers: 10 };
const LIVE_ORDERS = 100;
const LAP_COMMANDS = 2_000;
const RUN_COMMANDS = 256;
const TRANSFERS_UNDER_WAY = 8_192;
const HEADERS = { "x-lockstep-key": DEVELOPMENT_KEY };
/** How long copies may take to come to the books when nothing changes any more. */
const SETTLE_MS_MAX = 20_000;

export async function measureMarketData(
  options: MarketDataOptions,
  onProgress: (what: string) => void,
): Promise<MarketDataReport> {
  const workplace = new Workplace();
  try {
    const machine = describeMachine(workplace.directory);
    onProgress(`a node, ${options.markets} markets, ${options.accounts} accounts`);
    const node = await startExchange(workplace, options.nodeFlags);
    const clients = [connect(node), connect(node)] as const;
    const floor = await setUpFloor(clients[0], options);
    const lap = new MarketLap(LIVE_ORDERS, LAP_COMMANDS, MIX);
    const orders = new RunGenerator({
      client: clients[0],
      flow: new OrderFlow(lap, floor),
      runCommands: RUN_COMMANDS,
      window: TRANSFERS_UNDER_WAY,
      rate: options.rate,
    });
    await orders.open();
    const load: Load = {
      node,
      floor,
      orders,
      transfers: new RunGenerator({
        client: clients[1],
        flow: new TransferFlow(floor.accountIds, floor.quoteAssetId),
        runCommands: RUN_COMMANDS,
        window: TRANSFERS_UNDER_WAY,
        rate: undefined,
      }),
    };
    const measurements: MarketDataMeasurement[] = [];
    for (const count of [0, ...options.subscribers]) {
      onProgress(count === 0 ? "the same without subscribers" : `${count} subscribers`);
      measurements.push(await measure(load, count, measurements[0], options));
    }
    for (const client of clients) client.stop();
    return { load: "market-data", machine, options, measurements };
  } finally {
    await workplace.close();
  }
}

interface Load {
  readonly node: ExchangeProcess;
  readonly floor: OpenedFloor;
  readonly orders: RunGenerator;
  readonly transfers: RunGenerator;
}

async function measure(
  { node, floor, orders, transfers }: Load,
  count: number,
  none: MarketDataMeasurement | undefined,
  options: MarketDataOptions,
): Promise<MarketDataMeasurement> {
  const { marketIds } = floor;
  const url = `${node.url.replace("http", "ws")}/v1/ws`;
  const { intervalMs } = options;
  const subscribers =
    count === 0 ? undefined : await Subscribers.open({ url, headers: HEADERS, count, marketIds, intervalMs });
  try {
    const changesBefore = sequencesOf(await booksOf(node, marketIds));
    const beganMs = performance.now();
    orders.start();
    transfers.start();
    await pause(options.warmupSeconds);
    orders.reset();
    transfers.reset();
    await subscribers?.reset();
    const pids = [node.pid, subscribers?.pid ?? 0, process.pid];
    const usageBefore = pids.map(readProcessUsage);
    const before = { transfers: transfers.answered, atMs: performance.now() };
    await pause(options.seconds);
    const wallSeconds = (performance.now() - before.atMs) / 1_000;
    const transfersPerSecond = (transfers.answered - before.transfers) / wallSeconds;
    const usageAfter = pids.map(readProcessUsage);
    const heard = await subscribers?.tally();
    const orderLatencyUs = orders.latency.summary();
    const refused = [...orders.refused.values(), ...transfers.refused.values()].reduce((a, b) => a + b, 0);
    await Promise.all([orders.stop(), transfers.stop()]);
    const loadSeconds = (performance.now() - beganMs) / 1_000;
    const books = await booksOf(node, marketIds);
    const [nodeUsage, subscribersUsage, generatorUsage] = pids.map((_, n) =>
      usageBetween(usageBefore[n], usageAfter[n]),
    );
    return {
      subscribers: count,
      bookChangesPerSecond: (sequencesOf(books) - changesBefore) / loadSeconds,
      orderLatencyUs,
      transfersPerSecond,
      refused,
      wallSeconds,
      heard,
      wrongCopies: subscribers === undefined ? 0 : await wrongCopies(subscribers, books),
      nodeUsage,
      subscribersUsage,
      generatorUsage,
      ratioToNone: transfersPerSecond / (none?.transfersPerSecond ?? transfersPerSecond),
    };
  } finally {
    subscribers?.stop();
  }
}

/** Of subscribers that are told nothing new any more, those that do not have what the books are. */
async function wrongCopies(subscribers: Subscribers, books: Readonly<Record<number, Book>>): Promise<number> {
  for (const beganMs = performance.now(); ; await pause(0.1)) {
    const { behind, different } = await subscribers.compare(books);
    if (behind === 0 || performance.now() - beganMs > SETTLE_MS_MAX) return behind + different;
  }
}

async function booksOf(
  { url }: ExchangeProcess,
  marketIds: readonly number[],
): Promise<Readonly<Record<number, Book>>> {
  const books: Record<number, Book> = {};
  for (const marketId of marketIds) {
    const response = await fetch(`${url}/v1/exchange/book?marketId=${marketId}`, { headers: HEADERS });
    if (!response.ok) throw new Error(`no book of market ${marketId}: ${await response.text()}`);
    books[marketId] = (await response.json()) as Book;
  }
  return books;
}

function sequencesOf(books: Readonly<Record<number, Book>>): number {
  return Object.values(books).reduce((sum, { sequence }) => sum + Number(sequence), 0);
}
