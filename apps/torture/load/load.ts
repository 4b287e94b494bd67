import { join } from "node:path";
import { HistoryWriter } from "@lockstep/cluster/simulator/checkers/history-file";
import type { Random } from "@lockstep/cluster/simulator/random";
import { checkHistoryFile, describeReport } from "@lockstep/simulate/check-file";
import type { Cluster } from "../cluster.ts";
import { Customer } from "./customer.ts";
import { DepositEvents, DepositLedger } from "./deposit-ledger.ts";
import { ACCOUNT } from "./people.ts";
import { SavingsScript } from "./savings.ts";
import type { Script } from "./script.ts";
import { SeatsScript } from "./seats.ts";
import { setUp } from "./setup.ts";
import { Tally } from "./tally.ts";
import { TradingScript } from "./trading.ts";

const CUSTOMERS_OF_MARKET = 3;
const CUSTOMERS_OF_SECTION = 3;
const CUSTOMERS_OF_ACCOUNT = 2;

/** All clients of a run: deposits with a ledger, and customers of three services whose history is recorded. */
export class Load {
  readonly tally: Tally = new Tally();
  private readonly cluster: Cluster;
  private readonly random: Random;
  private readonly ledger: DepositLedger;
  /** One who listens from the beginning, to whichever node lets it. */
  private readonly witness: DepositEvents;
  private readonly historyPath: string;
  private readonly history: HistoryWriter;
  private readonly customers: Pick<
    Customer<never, never>,
    "start" | "stop" | "complaint" | "acknowledgedMs"
  >[] = [];

  private constructor(cluster: Cluster, random: Random) {
    this.cluster = cluster;
    this.random = random;
    this.ledger = new DepositLedger(cluster.connect(1), this.tally);
    this.witness = new DepositEvents(cluster.connect(2));
    const market = new TradingScript();
    const section = new SeatsScript();
    const savings = ACCOUNT.savers.map((accountId) => new SavingsScript(accountId));
    const scripts = [market, section, ...savings];
    this.historyPath = join(cluster.directory, "history.jsonl");
    this.history = new HistoryWriter(this.historyPath, {
      isLogKnown: false,
      objects: Object.fromEntries(scripts.map(({ object, model }) => [object, model])),
    });
    this.addCustomers(CUSTOMERS_OF_MARKET, market);
    this.addCustomers(CUSTOMERS_OF_SECTION, section);
    for (const script of savings) this.addCustomers(CUSTOMERS_OF_ACCOUNT, script);
  }

  /** Makes what the customers need. */
  static async open(cluster: Cluster, random: Random): Promise<Load> {
    const client = cluster.connect(1);
    await setUp(client);
    cluster.disconnect(client);
    return new Load(cluster, random);
  }

  start(): void {
    this.tally.begin();
    this.ledger.start();
    for (const customer of this.customers) customer.start();
  }

  /** Waits until everybody has an answer. */
  async stop(): Promise<void> {
    this.tally.end();
    await Promise.all([this.ledger.stop(), ...this.customers.map((customer) => customer.stop())]);
    this.history.close();
  }

  /** Clients without an acknowledged command since then. @param sinceMs monotonic */
  silentSince(sinceMs: number): number {
    return [this.ledger, ...this.customers].filter((one) => one.acknowledgedMs < sinceMs).length;
  }

  /** What is wrong with what the clients were told, in words. @param nodeIds that live and have all */
  async problems(nodeIds: readonly number[]): Promise<string[]> {
    const problems: string[] = [];
    for (const nodeId of nodeIds) {
      const reader = this.cluster.connect(nodeId, { readEndpoints: [this.cluster.clientAddressOf(nodeId)] });
      const events = await this.ledger.recount(reader);
      this.cluster.disconnect(reader);
      if (!events.hasGap) problems.push(...this.ledger.compare(events, `node ${nodeId}`));
    }
    this.witness.close();
    if (!this.witness.hasGap) {
      problems.push(...this.ledger.compare(this.witness, "one who listened all the time"));
    }
    for (const { complaint } of this.customers) {
      if (complaint !== undefined) problems.push(complaint.stack ?? complaint.message);
    }
    const report = checkHistoryFile(this.historyPath);
    if (report.verdict !== "linearizable") problems.push(describeReport(report));
    return problems;
  }

  private addCustomers<Input, Output>(count: number, script: Script<Input, Output>): void {
    for (let nth = 0; nth < count; nth++) {
      const id = this.customers.length + 1;
      const { members } = this.cluster;
      const client = this.cluster.connect(members[id % members.length]!);
      const random = this.random.stream(id);
      this.customers.push(new Customer(id, client, script, this.history, this.tally, random));
    }
  }
}
