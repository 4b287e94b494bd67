import { createServer } from "node:net";
import { join } from "node:path";
import { ClusterClient, type ClusterClientOptions } from "@lockstep/cluster/client/cluster-client";
import type { NodeStatus, StateDigest } from "@lockstep/cluster/client/desk-messages";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { clientSecretPath, readClientSecret } from "@lockstep/cluster/client-secret";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { Role } from "@lockstep/domain/contract/context";
import { DEMO_SHOW_IDS } from "@lockstep/domain/ticketing/demo-hall";
import { freePorts } from "@lockstep/host/example/free-ports";
import { type Ended, makeDirectory, type NodeAnswer, Program, request, until } from "./exchange-process.ts";

const ASK_MS_MAX = 1_000;
const EXCHANGE = "apps/exchange/dist/main.js";

interface Seat {
  readonly nodeId: number;
  readonly url: string;
  readonly clientAddress: string;
  readonly peerAddress: string;
  program: Program | undefined;
}

interface ClusterOptions {
  readonly demo?: boolean;
  /** Given to every node. */
  readonly args?: readonly string[];
  /** What is started for a node, asked at every start; default is the exchange. */
  readonly program?: (nodeId: number) => string;
  /** Given to a node's runtime, by its number: such as what makes another build of it. */
  readonly nodeFlags?: ReadonlyMap<number, readonly string[]>;
}

/** The members of a cluster as processes of this machine: killed, paused and started again at will. */
export class ClusterProcesses {
  readonly data: string = makeDirectory();
  private readonly hasDemo: boolean;
  private readonly args: readonly string[];
  private readonly nodeFlags: ReadonlyMap<number, readonly string[]>;
  private readonly program: (nodeId: number) => string;
  private readonly seats: Seat[] = [];
  private readonly clients: ClusterClient[] = [];

  private constructor(ports: readonly number[], options: ClusterOptions) {
    const { demo = false, args = [], nodeFlags = new Map() } = options;
    this.program = options.program ?? (() => EXCHANGE);
    this.hasDemo = demo;
    this.args = args;
    this.nodeFlags = nodeFlags;
    for (let at = 0; at < ports.length; at += 3) this.place(ports.slice(at, at + 3));
  }

  /** One more, that those who run do not know of. @returns its number */
  async addSeat(): Promise<number> {
    return this.place(await freePorts(3));
  }

  /** With empty logs, all of them up and led by one; with the demo, when all of it is there. */
  static async start(nodes: number, options: ClusterOptions = {}): Promise<ClusterProcesses> {
    const cluster = new ClusterProcesses(await freePorts(nodes * 3), options);
    await cluster.startNodes(...cluster.nodeIds);
    const leaderId = await cluster.leader();
    if (cluster.hasDemo) {
      const isThere = async (): Promise<boolean> => {
        const { status } = await cluster.query(leaderId, `ticketing/show?showId=${DEMO_SHOW_IDS.at(-1)}`);
        return status === 200;
      };
      await until(isThere, "the demo");
    }
    return cluster;
  }

  get nodeIds(): number[] {
    return this.seats.map(({ nodeId }) => nodeId);
  }

  urlOf(nodeId: number): string {
    return this.seat(nodeId).url;
  }

  addressOf(nodeId: number): string {
    return this.seat(nodeId).clientAddress;
  }

  peerAddressOf(nodeId: number): string {
    return this.seat(nodeId).peerAddress;
  }

  async startNodes(...nodeIds: readonly number[]): Promise<void> {
    await Promise.all(
      nodeIds.map(async (nodeId) => {
        const program = this.launch(nodeId);
        this.seat(nodeId).program = program;
        let end: Ended | undefined;
        void program.ended.then((ended) => (end = ended));
        await until(() => end !== undefined || program.stdout.includes("Ctrl-C"), `node ${nodeId} is up`);
        if (end !== undefined) {
          throw new Error(`node ${nodeId} ended with ${end.code}: ${end.stdout}${end.stderr}`);
        }
      }),
    );
  }

  /** Starts one that is expected not to get up. */
  startAndFail(nodeId: number, ...args: readonly string[]): Promise<Ended> {
    return this.launch(nodeId, args).ended;
  }

  /** kill -9 of all of them at once; waits until they are gone. */
  async kill(...nodeIds: readonly number[]): Promise<void> {
    const programs = nodeIds.map((nodeId) => this.seat(nodeId).program!);
    for (const program of programs) program.child.kill("SIGKILL");
    await Promise.all(programs.map(({ ended }) => ended));
    for (const nodeId of nodeIds) this.seat(nodeId).program = undefined;
  }

  /** All that the node's process has printed. */
  outputOf(nodeId: number): string {
    return this.seat(nodeId).program!.stdout;
  }

  signal(nodeId: number, signal: NodeJS.Signals): void {
    this.seat(nodeId).program!.child.kill(signal);
  }

  async terminate(nodeId: number): Promise<Ended> {
    const { program } = this.seat(nodeId);
    program!.child.kill("SIGTERM");
    const ended = await program!.ended;
    this.seat(nodeId).program = undefined;
    return ended;
  }

  /** Of the whole cluster, unless endpoints are named. `stopClients` ends it. */
  client(options: Partial<ClusterClientOptions> = {}): ClusterClient {
    const client = new ClusterClient({
      dialer: new TcpDialer(),
      endpoints: this.seats.map(({ clientAddress }) => clientAddress),
      secret: readClientSecret(clientSecretPath(this.data)),
      owner: { principalId: 0, roles: Role.Gateway },
      world: nodeWorld,
      sessionWhenNeeded: true,
      ...options,
    });
    this.clients.push(client);
    return client;
  }

  stopClients(): void {
    for (const client of this.clients.splice(0)) client.stop();
  }

  /** @returns undefined when it does not answer */
  async status(nodeId: number): Promise<NodeStatus | undefined> {
    const answer = await this.ask(nodeId, "status");
    return answer !== undefined && "status" in answer ? answer.status : undefined;
  }

  /** Whom all that run follow. */
  async leader(): Promise<number> {
    let leaderId = 0;
    await until(async () => {
      const running = this.seats.filter(({ program }) => program !== undefined);
      const all = await Promise.all(running.map(({ nodeId }) => this.status(nodeId)));
      const leaders = new Set(all.map((status) => status?.leaderId ?? 0));
      [leaderId = 0] = leaders;
      return leaders.size === 1 && running.some(({ nodeId }) => nodeId === leaderId);
    }, "a leader that all know");
    return leaderId;
  }

  async followers(): Promise<number[]> {
    const leaderId = await this.leader();
    return this.nodeIds.filter((nodeId) => nodeId !== leaderId && this.seat(nodeId).program !== undefined);
  }

  /** Of all nodes, when they have come to one position. */
  async digests(): Promise<StateDigest[]> {
    let digests: StateDigest[] = [];
    await until(async () => {
      const answers = await Promise.all(this.nodeIds.map((nodeId) => this.ask(nodeId, "stateHash")));
      digests = answers.filter(
        (answer): answer is StateDigest => answer !== undefined && "stateHash" in answer,
      );
      return digests.length === answers.length && new Set(digests.map(({ position }) => position)).size === 1;
    }, "all nodes at one position");
    return digests;
  }

  /** @param path such as "exchange/place-order" */
  command(nodeId: number, path: string, body: object): Promise<NodeAnswer> {
    return request(`${this.urlOf(nodeId)}/v1/${path}`, {
      method: "POST",
      headers: { "x-lockstep-key": "dev", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  query(nodeId: number, path: string): Promise<NodeAnswer> {
    return request(`${this.urlOf(nodeId)}/v1/${path}`, { headers: { "x-lockstep-key": "dev" } });
  }

  private place([gateway, client, peer]: readonly number[]): number {
    const nodeId = this.seats.length + 1;
    this.seats.push({
      nodeId,
      url: `http://127.0.0.1:${gateway}`,
      clientAddress: `127.0.0.1:${client}`,
      peerAddress: `127.0.0.1:${peer}`,
      program: undefined,
    });
    return nodeId;
  }

  /** All that there are now, as `--members` names them. */
  private get members(): string {
    const portOf = (address: string): string => address.split(":").at(-1)!;
    return this.seats
      .map(
        ({ nodeId, url, clientAddress, peerAddress }) =>
          `${nodeId}=127.0.0.1:${portOf(url)}:${portOf(clientAddress)}:${portOf(peerAddress)}`,
      )
      .join(",");
  }

  private async ask(nodeId: number, what: "status" | "stateHash") {
    const client = this.client({ endpoints: [this.addressOf(nodeId)] });
    try {
      return await client.ask({ ask: what }, "near", ASK_MS_MAX);
    } catch {
      return undefined;
    } finally {
      client.stop();
    }
  }

  private launch(nodeId: number, args: readonly string[] = []): Program {
    const options = [
      "--node",
      `${nodeId}`,
      "--members",
      this.members,
      "--init",
      "1", // Believed by empty disks only, and only when all are.
      "--data",
      this.data,
      ...(this.hasDemo ? [] : ["--no-demo"]),
      "--log-level",
      "error",
      ...this.args,
      ...args,
    ];
    return new Program(this.program(nodeId), options, this.nodeFlags.get(nodeId));
  }

  directoryOf(nodeId: number): string {
    return join(this.data, `node-${nodeId}`);
  }

  private seat(nodeId: number): Seat {
    return this.seats.find((each) => each.nodeId === nodeId)!;
  }
}

/** As many first ports as `kinds`, each followed by free ones for `count` nodes. */
export async function firstOfFreePorts(kinds: number, count: number): Promise<number[]> {
  const firsts: number[] = [];
  while (firsts.length < kinds) {
    const [first] = await freePorts(1);
    const isFree = await Promise.all(Array.from({ length: count }, (_, at) => canListen(first! + at)));
    const isApart = firsts.every((other) => Math.abs(other - first!) >= count);
    if (isApart && isFree.every(Boolean)) firsts.push(first!);
  }
  return firsts;
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
