import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ClusterClient, type ClusterClientOptions } from "@lockstep/cluster/client/cluster-client";
import type {
  DeskAnswer,
  DeskRequest,
  NodeStatus,
  StateDigest,
} from "@lockstep/cluster/client/desk-messages";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { openClientSecret } from "@lockstep/cluster/client-secret";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { Role } from "@lockstep/domain/contract/context";
import type { Network } from "./network.ts";
import { NodeProcess, PROJECT } from "./node-process.ts";
import { until } from "./pause.ts";

const ASK_MS_MAX = 1_000;
const ASK_LONG_MS_MAX = 30_000;
const LEADER_SECONDS_MAX = 60;
const RATE_LIMIT = 1_000_000;

export interface ClusterOptions {
  readonly directory: string;
  /** All that are started at first. */
  readonly members: readonly number[];
  /** One that may become a member later. */
  readonly spare: number;
  readonly network: Network;
  /** What every node is given beside what it is always given. */
  readonly nodeArguments: readonly string[];
  /** Of a node's process, beside this process's own. */
  readonly environmentOf: (nodeId: number) => Readonly<Record<string, string>>;
}

/** Real nodes, a process each, and what they say of themselves. */
export class Cluster {
  /** Holds `node-N`, each node's directory, `node-N.log`, what it printed, and the clients' secret. */
  readonly directory: string;
  readonly spare: number;
  private readonly options: ClusterOptions;
  private readonly network: Network;
  private readonly processes = new Map<number, NodeProcess>();
  private readonly secret: Uint8Array;
  private readonly clients = new Set<ClusterClient>();
  private isClosed = false;
  /** Those that are to be members and alive in the end. */
  members: readonly number[];

  constructor(options: ClusterOptions) {
    const { directory, members, spare, network } = options;
    this.options = options;
    this.directory = directory;
    this.members = members;
    this.spare = spare;
    this.network = network;
    mkdirSync(directory, { recursive: true });
    this.secret = openClientSecret(directory);
  }

  directoryOf(nodeId: number): string {
    return join(this.directory, `node-${nodeId}`);
  }

  clientAddressOf(nodeId: number): string {
    return this.network.clientAddress(nodeId);
  }

  /** Those whose processes run, paused or not. */
  get running(): number[] {
    return [...this.processes].filter(([, one]) => one.ending === undefined).map(([nodeId]) => nodeId);
  }

  /** @throws Error when it was never started */
  processOf(nodeId: number): NodeProcess {
    const found = this.processes.get(nodeId);
    if (found === undefined) throw new Error(`node ${nodeId} was never started`);
    return found;
  }

  /** Starts it on what its directory holds, and does not wait. */
  launch(nodeId: number): NodeProcess {
    if (this.isClosed) throw new Error(`node ${nodeId} is not started: the run is being ended`);
    const { nodeArguments, environmentOf } = this.options;
    const node = this.network.at(nodeId, {
      command: process.execPath,
      args: [
        "--enable-source-maps",
        join(PROJECT, "apps/exchange/dist/main.js"),
        "--node",
        `${nodeId}`,
        "--members",
        this.network.membersFor(nodeId, this.members),
        "--init",
        "1", // Believed by empty disks only, and only when all are.
        "--no-demo",
        "--rate-limit",
        `${RATE_LIMIT}`,
        "--data",
        this.directory,
        ...nodeArguments,
      ],
    });
    const made = new NodeProcess(node, join(this.directory, `node-${nodeId}.log`), environmentOf(nodeId));
    this.processes.set(nodeId, made);
    return made;
  }

  /** Starts them and waits until they are up. */
  async start(nodeIds: readonly number[]): Promise<void> {
    await Promise.all(nodeIds.map((nodeId) => this.launch(nodeId).ready()));
  }

  async end(nodeIds: readonly number[], signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    await Promise.all(nodeIds.map((nodeId) => this.processOf(nodeId).end(signal)));
  }

  /** Ends whatever runs, paused or not, and hangs up. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const client of this.clients) client.stop();
    await this.end(this.running, "SIGKILL");
  }

  /** Nodes that ended although nobody ended them. */
  get endedByThemselves(): number[] {
    return [...this.processes]
      .filter(([, one]) => one.ending !== undefined && !one.isToEnd)
      .map(([nodeId]) => nodeId);
  }

  /** @param first the node to look to first, of all */
  connect(first: number, options: Partial<ClusterClientOptions> = {}): ClusterClient {
    const nodeIds = [...this.members.filter((id) => id >= first), ...this.members.filter((id) => id < first)];
    return this.connectTo(nodeIds, options);
  }

  disconnect(client: ClusterClient): void {
    client.stop();
    this.clients.delete(client);
  }

  /** @returns undefined when it does not answer in time */
  async status(nodeId: number): Promise<NodeStatus | undefined> {
    const answer = await this.askNode(nodeId, { ask: "status" }, ASK_MS_MAX);
    return answer !== undefined && "status" in answer ? answer.status : undefined;
  }

  async digest(nodeId: number): Promise<StateDigest | undefined> {
    const answer = await this.askNode(nodeId, { ask: "stateHash" }, 5 * ASK_MS_MAX);
    return answer !== undefined && "stateHash" in answer ? answer : undefined;
  }

  /**
   * Asks a node something beside commands and queries.
   *
   * @param nodeId by itself, so that its answer is heard also when another leads by then
   * @throws Error with its refusal
   */
  async ask(nodeId: number, request: DeskRequest): Promise<DeskAnswer> {
    const client = this.connectTo([nodeId], {});
    try {
      const answer = await client.ask(request, "near", ASK_LONG_MS_MAX);
      if ("error" in answer) throw new Error(`${answer.error.code}: ${answer.error.message}`);
      return answer;
    } finally {
      this.disconnect(client);
    }
  }

  /** The node that most of those who answer follow, and that says so itself. 0: none */
  async leader(): Promise<number> {
    const all = await Promise.all(this.running.map((nodeId) => this.status(nodeId)));
    const known = all.filter((status) => status !== undefined);
    const term = Math.max(0, ...known.map((status) => status.term));
    const leader = known.find((status) => status.role === "leader" && status.term === term);
    return leader?.nodeId ?? 0;
  }

  async awaitLeader(): Promise<number> {
    let leader = 0;
    const isThere = async (): Promise<boolean> => (leader = await this.leader()) !== 0;
    await until(isThere, "a node leads", LEADER_SECONDS_MAX);
    return leader;
  }

  /** The highest term that anybody who answers knows. */
  async term(): Promise<number> {
    const all = await Promise.all(this.running.map((nodeId) => this.status(nodeId)));
    return Math.max(0, ...all.map((status) => status?.term ?? 0));
  }

  private connectTo(nodeIds: readonly number[], options: Partial<ClusterClientOptions>): ClusterClient {
    const client = new ClusterClient({
      dialer: new TcpDialer(),
      endpoints: nodeIds.map((nodeId) => this.network.clientAddress(nodeId)),
      secret: this.secret,
      owner: { principalId: 0, roles: Role.Gateway },
      world: nodeWorld,
      sessionWhenNeeded: true,
      ...options,
    });
    this.clients.add(client);
    return client;
  }

  private async askNode(
    nodeId: number,
    request: DeskRequest,
    timeoutMs: number,
  ): Promise<DeskAnswer | undefined> {
    const client = this.connectTo([nodeId], {});
    try {
      return await client.ask(request, "near", timeoutMs);
    } catch {
      return undefined; // It is down, cut off or busy.
    } finally {
      this.disconnect(client);
    }
  }
}
