import { AccountsClient } from "@lockstep/domain/accounts/accounts-messages";
import { connect, DEVELOPMENT_KEY, startExchange } from "../exchange-process.ts";
import { PortChannel } from "../floor-setup.ts";
import { LatencyRecorder, type LatencySummary } from "../latency.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { type ProcessUsage, readProcessUsage, usageBetween } from "../process-usage.ts";
import { Workplace } from "../workplace.ts";
import { Buyer, type Sale, type SaleTally } from "./buyer.ts";
import { openHall, SEATS_PER_ROW, SHOW_ID } from "./hall.ts";

export interface OnsaleOptions {
  readonly buyers: number;
  readonly rows: number;
  readonly thinkMs: number;
  readonly nodeFlags: readonly string[];
}

export interface OnsaleReport {
  readonly load: "onsale";
  readonly machine: Machine;
  readonly options: OnsaleOptions;
  readonly seats: number;
  /** From the first press to the last answer. */
  readonly wallSeconds: number;
  readonly commands: number;
  readonly commandsPerSecond: number;
  readonly tally: SaleTally;
  readonly holdUs: LatencySummary;
  readonly buyUs: LatencySummary;
  readonly releaseUs: LatencySummary;
  readonly waitUs: LatencySummary;
  /** What the show says when all is over. */
  readonly sold: number;
  readonly held: number;
  readonly free: number;
  readonly serverUsage: ProcessUsage | undefined;
  readonly generatorUsage: ProcessUsage | undefined;
}

const HEADERS = { "x-lockstep-key": DEVELOPMENT_KEY };
const OPENING_AT_ONCE = 100;

/** @throws Error when more was sold than there is, or paid than was sold */
export async function measureOnsale(
  options: OnsaleOptions,
  onProgress: (what: string) => void,
): Promise<OnsaleReport> {
  const workplace = new Workplace();
  try {
    const machine = describeMachine(workplace.directory);
    onProgress(`a node, a hall of ${options.rows * SEATS_PER_ROW} seats, ${options.buyers} buyers`);
    const node = await startExchange(workplace, options.nodeFlags);
    const client = connect(node);
    const channel = new PortChannel(client);
    const hall = await openHall(channel, new AccountsClient(channel), options.rows, options.buyers);
    client.stop();

    const latency = {
      hold: new LatencyRecorder(),
      buy: new LatencyRecorder(),
      release: new LatencyRecorder(),
    };
    const refused: Record<string, number> = {};
    const tally = {
      holds: 0,
      conflicts: 0,
      boughtSeats: 0,
      purchases: 0,
      releases: 0,
      emptyHanded: 0,
      refused,
    };
    const sale: Sale = {
      seats: hall.seats,
      random: seededRandom(1),
      thinkMs: options.thinkMs,
      latency,
      wait: new LatencyRecorder(),
      tally,
    };
    const url = `${node.url.replace("http", "ws")}/v1/ws`;
    const buyers: Buyer[] = [];
    while (buyers.length < options.buyers) {
      const some = hall.accountIds.slice(buyers.length, buyers.length + OPENING_AT_ONCE);
      buyers.push(...(await Promise.all(some.map((accountId) => Buyer.open(sale, accountId, url, HEADERS)))));
    }

    onProgress("on sale");
    const pids = [node.pid, process.pid];
    const before = pids.map(readProcessUsage);
    const beganMs = performance.now();
    await Promise.all(buyers.map((buyer) => buyer.shop()));
    const wallSeconds = (performance.now() - beganMs) / 1_000;
    const [serverUsage, generatorUsage] = pids.map((pid, n) =>
      usageBetween(before[n], readProcessUsage(pid)),
    );
    for (const buyer of buyers) buyer.hangUp();

    const ask = async (path: string): Promise<Record<string, unknown>> =>
      (await (await fetch(`${node.url}/v1/${path}`, { headers: HEADERS })).json()) as Record<string, unknown>;
    const show = await ask(`ticketing/show?showId=${SHOW_ID}`);
    const { balances } = await ask(`accounts/balances?accountId=${hall.payeeAccountId}`);
    const [sold, held, free] = [show["soldCount"], show["heldCount"], show["freeCount"]].map(Number);
    const paid = (balances as { assetId: number; free: number }[]).find(
      ({ assetId }) => assetId === hall.assetId,
    );
    check(sold! === tally.boughtSeats, `${tally.boughtSeats} seats were bought, and ${sold} are sold`);
    check(
      sold! + held! + free! === hall.seats,
      `${sold} sold, ${held} held and ${free} free are not ${hall.seats}`,
    );
    check((paid?.free ?? 0) === sold! * hall.price, `${paid?.free} was paid for ${sold} seats`);

    const summaries = [latency.hold, latency.buy, latency.release].map((one) => one.summary());
    const commands = summaries.reduce((sum, { count }) => sum + count, 0);
    return {
      load: "onsale",
      machine,
      options,
      seats: hall.seats,
      wallSeconds,
      commands,
      commandsPerSecond: commands / wallSeconds,
      tally,
      holdUs: summaries[0]!,
      buyUs: summaries[1]!,
      releaseUs: summaries[2]!,
      waitUs: sale.wait.summary(),
      sold: sold!,
      held: held!,
      free: free!,
      serverUsage,
      generatorUsage,
    };
  } finally {
    await workplace.close();
  }
}

function check(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(`the sale is wrong: ${what}`);
}

/** Xorshift, 32 bits. */
function seededRandom(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 1) % below;
  };
}
