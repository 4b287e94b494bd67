import autocannon from "autocannon";
import { measureDiskSync } from "./disk-sync.ts";
import { connect, DEVELOPMENT_KEY, startExchange } from "./exchange-process.ts";
import { setUpFloor } from "./floor-setup.ts";
import { LatencyRecorder, type LatencySummary } from "./latency.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { PLACE_ORDER_URL, placeOrderBody } from "./place-order.ts";
import { type ProcessUsage, readProcessUsage, usageBetween } from "./process-usage.ts";
import { READY, readyFacts } from "./server-ready.ts";
import { type Server, Workplace } from "./workplace.ts";

export interface HttpOptions {
  readonly connections: number;
  /** Of each server, in all rounds together. */
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** Each server is measured once in a round, so that both see the same machine. */
  readonly rounds: number;
  readonly nodeFlags: readonly string[];
}

/** One server under load, all rounds together. */
export interface HttpMeasurement {
  readonly requests: number;
  readonly wallSeconds: number;
  readonly requestsPerSecond: number;
  /** As the connections saw them. */
  readonly latencyUs: LatencySummary;
  /** Corrected for what a connection could not send while it waited. */
  readonly correctedLatencyUs: LatencySummary;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly non2xx: number;
  /** Connections that failed, and requests that were not answered in 10 seconds. */
  readonly errors: number;
  readonly serverUsage: ProcessUsage;
}

export interface HttpReport {
  readonly load: "http";
  readonly machine: Machine;
  readonly options: HttpOptions;
  /** A page written and synced, by itself: every answer of the exchange waits for that. */
  readonly diskSyncUs: LatencySummary;
  readonly exchange: HttpMeasurement;
  /** The same route of Fastify without contract and cluster. */
  readonly bareRoute: HttpMeasurement;
  /** Requests per second of the exchange, of those of the bare route. */
  readonly ratioToBareRoute: number;
}

export async function measureHttp(
  options: HttpOptions,
  onProgress: (what: string) => void,
): Promise<HttpReport> {
  const workplace = new Workplace();
  try {
    const machine = describeMachine(workplace.directory);
    const diskSyncUs = measureDiskSync(workplace.directory);
    const node = await startExchange(workplace, options.nodeFlags);
    const bodies = await openFloor(node, options.connections);
    const reply = await placeOne(node.url, bodies[0]);
    const bare = await workplace.start({
      script: "loadtest/dist/bare-route-process.js",
      args: [DEVELOPMENT_KEY, reply],
      ready: READY,
    });
    const targets = [
      new Target("the bare route", bare, readyFacts(bare.greeting).url, bodies),
      new Target("the exchange", node, node.url, bodies),
    ];
    onProgress(`warming up for ${options.warmupSeconds} s each`);
    for (const target of targets) await target.run(options.connections, options.warmupSeconds);
    for (const target of targets) target.reset();
    for (let round = 1; round <= options.rounds; round++) {
      for (const target of targets) {
        onProgress(`round ${round} of ${options.rounds}: ${target.name}`);
        await target.run(options.connections, options.seconds / options.rounds);
      }
    }
    const [bareRoute, exchange] = targets.map((target) => target.measurement(options.connections));
    return {
      load: "http",
      machine,
      options,
      diskSyncUs,
      exchange,
      bareRoute,
      ratioToBareRoute: exchange.requestsPerSecond / bareRoute.requestsPerSecond,
    };
  } finally {
    await workplace.close();
  }
}

/** Opens one market and an account for each connection. @returns each one's two bodies, as they alternate */
async function openFloor(
  node: { address: string; secret: Uint8Array },
  connections: number,
): Promise<string[][]> {
  const client = connect(node);
  try {
    const floor = await setUpFloor(client, { markets: 1, accounts: connections });
    const [marketId] = floor.marketIds;
    return floor.accountIds.map((accountId, n) => {
      const sides = n % 2 === 0 ? (["sell", "buy"] as const) : (["buy", "sell"] as const);
      return sides.map((side) => placeOrderBody(accountId, marketId, side));
    });
  } finally {
    client.stop();
  }
}

/** @returns the answer's text: the bare route is to say the same */
async function placeOne(url: string, [body]: readonly string[]): Promise<string> {
  const response = await fetch(url + PLACE_ORDER_URL, { method: "POST", headers, body });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`the first order was answered with ${response.status}: ${text}`);
  }
  return text;
}

const headers = { "content-type": "application/json", "x-lockstep-key": DEVELOPMENT_KEY };

/** A server, and all that was measured of it so far. */
class Target {
  readonly name: string;
  private readonly server: Server;
  private readonly url: string;
  private readonly bodies: readonly (readonly string[])[];
  private readonly latency = new LatencyRecorder();
  private readonly statuses = new Map<string, number>();
  private requests = 0;
  private wallSeconds = 0;
  private errors = 0;
  private cpuSeconds = 0;
  private diskBytes = 0;

  constructor(name: string, server: Server, url: string, bodies: readonly (readonly string[])[]) {
    this.name = name;
    this.server = server;
    this.url = url;
    this.bodies = bodies;
  }

  async run(connections: number, seconds: number): Promise<void> {
    const before = readProcessUsage(this.server.pid);
    const startMs = performance.now();
    let next = 0;
    const options: autocannon.Options = {
      url: this.url + PLACE_ORDER_URL,
      connections,
      duration: seconds,
      sampleInt: 100,
      setupClient: (client) => {
        const bodies = this.bodies[next++ % this.bodies.length];
        client.setRequests(bodies.map((body) => ({ method: "POST", headers, body })));
      },
    };
    await new Promise<void>((resolve, reject) => {
      const instance = autocannon(options, (error: unknown, result) => {
        if (error instanceof Error) return reject(error);
        this.errors += result.errors;
        resolve();
      });
      instance.on("response", (_client, status, _bytes, responseMs) => {
        this.requests++;
        this.latency.record(responseMs * 1_000, 1);
        this.statuses.set(String(status), (this.statuses.get(String(status)) ?? 0) + 1);
      });
    });
    this.wallSeconds += (performance.now() - startMs) / 1_000;
    const used = usageBetween(before, readProcessUsage(this.server.pid));
    this.cpuSeconds += used?.cpuSeconds ?? 0;
    this.diskBytes += used?.diskBytes ?? 0;
  }

  reset(): void {
    this.latency.reset();
    this.statuses.clear();
    this.requests = this.wallSeconds = this.errors = this.cpuSeconds = this.diskBytes = 0;
  }

  measurement(connections: number): HttpMeasurement {
    const { requests, wallSeconds, cpuSeconds, diskBytes } = this;
    const intervalUs = (wallSeconds * 1_000_000 * connections) / requests;
    const statuses = Object.fromEntries(this.statuses);
    const good = Object.entries(statuses).filter(([status]) => status.startsWith("2"));
    return {
      requests,
      wallSeconds,
      requestsPerSecond: requests / wallSeconds,
      latencyUs: this.latency.summary(),
      correctedLatencyUs: this.latency.corrected(intervalUs).summary(),
      statuses,
      non2xx: requests - good.reduce((sum, [, count]) => sum + count, 0),
      errors: this.errors,
      serverUsage: { cpuSeconds, diskBytes },
    };
  }
}
