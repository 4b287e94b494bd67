import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { NodeStatus, StateDigest } from "@lockstep/cluster/client/desk-messages";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { clientSecretPath, readClientSecret } from "@lockstep/cluster/client-secret";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { Role } from "@lockstep/domain/contract/context";
import { READY } from "./server-ready.ts";
import type { Server, Workplace } from "./workplace.ts";

/** Requests a second that no load test reaches. */
const RATE_LIMIT = 1_000_000_000;
const ASK_MS_MAX = 500;
const LOOK_AGAIN_MS = 20;

interface Seat {
  readonly nodeId: number;
  readonly clientAddress: string;
  server: Server | undefined;
}

/** What each node of a cluster runs; it is given `--node ID --members LIST --data DIRECTORY`. */
export interface NodeProgram {
  readonly script: string;
  readonly options: string;
  readonly ready: RegExp;
}

/** Real nodes with their gateways. */
export const exchangeNode: NodeProgram = {
  script: "apps/exchange/dist/main.js",
  options: `--init 1 --no-demo --log-level error --rate-limit ${RATE_LIMIT}`,
  ready: /Ctrl-C stops it/,
};

/** One that takes a snapshot at every so many commands, and says what it does. */
export function snapshotNode(commands: number): NodeProgram {
  const policy = `--snapshot-commands ${commands} --snapshot-bytes 0 --snapshot-minutes 0`;
  return { ...exchangeNode, options: `${exchangeNode.options.replace("error", "info")} ${policy}` };
}

/** Nodes whose service does nothing. */
export const echoNode: NodeProgram = { script: "loadtest/dist/floor-node.js", options: "", ready: READY };

/** Real services, and nothing written to the disk. */
export const logOffNode: NodeProgram = { ...echoNode, options: "--exchange --log-off" };

/** A cluster of nodes, a process each, that can be killed and started again. */
export class ClusterProcesses {
  readonly data: string;
  private readonly workplace: Workplace;
  private readonly members: string;
  private readonly seats: readonly Seat[];
  private readonly nodeFlags: readonly string[];
  private readonly program: NodeProgram;

  private constructor(
    workplace: Workplace,
    data: string,
    ports: readonly number[],
    nodeFlags: readonly string[],
    program: NodeProgram,
  ) {
    this.program = program;
    this.workplace = workplace;
    this.data = data;
    this.nodeFlags = nodeFlags;
    const seats: Seat[] = [];
    const members: string[] = [];
    for (let at = 0; at < ports.length; at += 3) {
      const nodeId = at / 3 + 1;
      seats.push({ nodeId, clientAddress: `127.0.0.1:${ports[at + 1]}`, server: undefined });
      members.push(`${nodeId}=127.0.0.1:${ports[at]}:${ports[at + 1]}:${ports[at + 2]}`);
    }
    this.seats = seats;
    this.members = members.join(",");
  }

  /** Starts all of them with empty logs, on free ports. */
  static async start(
    workplace: Workplace,
    nodes: number,
    nodeFlags: readonly string[] = [],
    program: NodeProgram = exchangeNode,
  ): Promise<ClusterProcesses> {
    const data = mkdtempSync(join(workplace.directory, "cluster-"));
    const cluster = new ClusterProcesses(workplace, data, await freePorts(nodes * 3), nodeFlags, program);
    await Promise.all(cluster.seats.map(({ nodeId }) => cluster.startNode(nodeId)));
    return cluster;
  }

  get nodeIds(): number[] {
    return this.seats.map(({ nodeId }) => nodeId);
  }

  /** Starts one that does not run; its log is as it left it. */
  async startNode(nodeId: number): Promise<Server> {
    const seat = this.seat(nodeId);
    const { script, options, ready } = this.program;
    seat.server = await this.workplace.start({
      script,
      args: `${options} --node ${nodeId} --members ${this.members} --data`
        .trim()
        .split(" ")
        .concat(this.data),
      nodeFlags: this.nodeFlags,
      ready,
    });
    return seat.server;
  }

  /** Ends those that run, each in its own way. */
  async stop(): Promise<void> {
    const servers = this.seats.flatMap(({ server }) => server ?? []);
    for (const seat of this.seats) seat.server = undefined;
    await Promise.all(servers.map((server) => server.stop()));
  }

  pidOf(nodeId: number): number {
    const { server } = this.seat(nodeId);
    if (server === undefined) throw new Error(`node ${nodeId} does not run`);
    return server.pid;
  }

  /** @param signal SIGKILL ends it; SIGSTOP and SIGCONT pause it */
  signal(nodeId: number, signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
    process.kill(this.pidOf(nodeId), signal);
    if (signal === "SIGKILL") this.seat(nodeId).server = undefined;
  }

  /** A client of the whole cluster, or of one node alone. */
  connect(nodeId?: number): ClusterClient {
    const seats = nodeId === undefined ? this.seats : [this.seat(nodeId)];
    return new ClusterClient({
      dialer: new TcpDialer(),
      endpoints: seats.map(({ clientAddress }) => clientAddress),
      secret: readClientSecret(clientSecretPath(this.data)),
      owner: { principalId: 0, roles: Role.Gateway },
      world: nodeWorld,
      sessionWhenNeeded: true,
    });
  }

  /** What a node says of itself; undefined when it does not answer. */
  async statusOf(nodeId: number): Promise<NodeStatus | undefined> {
    const answer = await this.ask(nodeId, { ask: "status" });
    return answer !== undefined && "status" in answer ? answer.status : undefined;
  }

  async digestOf(nodeId: number): Promise<StateDigest | undefined> {
    const answer = await this.ask(nodeId, { ask: "stateHash" });
    return answer !== undefined && "stateHash" in answer ? answer : undefined;
  }

  /**
   * Of all nodes, at one position.
   *
   * @throws Error when they differ there, or do not come to one position
   */
  async equalDigests(): Promise<StateDigest[]> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const digests = await Promise.all(this.nodeIds.map((nodeId) => this.digestOf(nodeId)));
      const known = digests.filter((digest) => digest !== undefined);
      const isOnePosition = new Set(known.map(({ position }) => position)).size === 1;
      if (known.length === digests.length && isOnePosition) {
        const kinds = new Set(known.map(({ stateHash, outputDigest }) => `${stateHash} ${outputDigest}`));
        if (kinds.size > 1) throw new Error(`the nodes differ: ${[...kinds].join(", ")}`);
        return known;
      }
      await pause(LOOK_AGAIN_MS);
    }
    throw new Error("the nodes do not come to one position");
  }

  private async ask(nodeId: number, request: { ask: "status" | "stateHash" }) {
    const client = this.connect(nodeId);
    try {
      return await client.ask(request, "near", ASK_MS_MAX);
    } catch {
      return undefined;
    } finally {
      client.stop();
    }
  }

  /** Who leads, when all of those that run agree. */
  async agreedLeader(): Promise<number> {
    for (;;) {
      const running = this.seats.filter(({ server }) => server !== undefined);
      const all = await Promise.all(running.map(({ nodeId }) => this.statusOf(nodeId)));
      const leaders = new Set(all.map((status) => status?.leaderId ?? 0));
      const [leader = 0] = leaders;
      if (leaders.size === 1 && leader !== 0) return leader;
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** Waits until a node has applied what is committed now. */
  async caughtUp(nodeId: number): Promise<void> {
    const leader = await this.agreedLeader();
    const target = (await this.statusOf(leader))?.commitPosition ?? 0;
    while (((await this.statusOf(nodeId))?.appliedPosition ?? -1) < target) await pause(LOOK_AGAIN_MS);
  }

  private seat(nodeId: number): Seat {
    const seat = this.seats.find((each) => each.nodeId === nodeId);
    if (seat === undefined) throw new Error(`there is no node ${nodeId}`);
    return seat;
  }
}

/** Ports that nobody had a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map((server) => {
      server.close();
      return once(server, "close");
    }),
  );
  return ports;
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
