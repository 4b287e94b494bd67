import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { NodeStatus, StateDigest } from "@lockstep/cluster/client/desk-messages";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { clientSecretPath, openClientSecret, readClientSecret } from "@lockstep/cluster/client-secret";
import type { ClusterMember } from "@lockstep/cluster/start-node";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { Role } from "@lockstep/domain/contract/context";
import { type Application, servicesModuleOf } from "../application.ts";
import { ClusterChannel } from "../cluster-channel.ts";
import { DEVELOPER } from "../developer.ts";
import { type LinkOption, linkText } from "../links.ts";
import { membersText } from "../members.ts";
import type { Ready } from "../ready.ts";
import { freePorts } from "./free-ports.ts";

const HOST = "127.0.0.1";
/** Longer than a busy machine takes to start three processes, or to replace a leader. */
const PATIENCE_MS = 60_000;
const ASK_MS_MAX = 1_000;
const LOOK_AGAIN_MS = 20;

/** An event as people read it. */
export interface SeenEvent {
  readonly name: string;
  readonly position: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The members of an application's cluster, a process each on this machine: killed and started again at will. */
export class ExampleCluster {
  readonly application: Application;
  /** Of all nodes: each has a folder of its own in it. */
  readonly directory: string;
  readonly members: readonly ClusterMember[];
  private readonly links: readonly LinkOption[];
  private readonly children = new Map<number, ChildProcess>();
  private readonly clients: ClusterClient[] = [];
  private readonly client: ClusterClient;

  private constructor(
    application: Application,
    directory: string,
    members: readonly ClusterMember[],
    links: readonly LinkOption[],
  ) {
    this.application = application;
    this.links = links;
    this.directory = directory;
    this.members = members;
    mkdirSync(directory, { recursive: true });
    openClientSecret(directory); // One for all, before one of them makes it.
    this.client = this.clientOf(members.map(({ clientAddress }) => clientAddress));
  }

  /**
   * New and empty, and led by one of its nodes.
   *
   * @param directory for its data; made when it is not there
   * @param calls clusters whose services it calls
   * @throws Error with what a node said that did not get up
   */
  static async start(
    application: Application,
    directory: string,
    { nodes = 3, calls = [] }: { nodes?: number; calls?: readonly ExampleCluster[] } = {},
  ): Promise<ExampleCluster> {
    const ports = await freePorts(nodes * 3);
    const members = Array.from({ length: nodes }, (_, at) => {
      const [gateway, client, peer] = ports.slice(at * 3);
      const [clientAddress, peerAddress] = [`${HOST}:${client}`, `${HOST}:${peer}`];
      return { nodeId: at + 1, gatewayUrl: `http://${HOST}:${gateway}`, clientAddress, peerAddress };
    });
    const cluster = new ExampleCluster(
      application,
      directory,
      members,
      calls.map(({ link }) => link),
    );
    try {
      await Promise.all(members.map(({ nodeId }) => cluster.startNode(nodeId)));
      await cluster.leader();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  get nodeIds(): number[] {
    return this.members.map(({ nodeId }) => nodeId);
  }

  /** Of those that run. */
  get runningIds(): number[] {
    return [...this.children.keys()];
  }

  /** `http://host:port` of a node's gateway. */
  urlOf(nodeId: number): string {
    return this.member(nodeId).gatewayUrl!;
  }

  /** Where clusters that call its services find it. */
  get link(): LinkOption {
    const { application, members, directory } = this;
    const endpoints = members.map(({ clientAddress }) => clientAddress);
    return { name: application.name, endpoints, secretPath: clientSecretPath(directory) };
  }

  /**
   * Speaks for somebody, over the native protocol: commands go to the leader, in one session, and survive its end.
   *
   * @param roles everything, unless said otherwise
   */
  as(principalId: number, roles: number = DEVELOPER.roles): ClusterChannel {
    const { client: port, application } = this;
    const { protocols } = application;
    return new ClusterChannel({ port, caller: { principalId, roles }, protocols, timeoutMs: PATIENCE_MS });
  }

  /** All events from now on, each once and in order, whichever node has to tell them. */
  watch(listener: (event: SeenEvent) => void): void {
    this.client.subscribe(undefined, {
      onEvent: (view, offset, _length, position) => {
        const schemaId = view.getUint16(offset + 4, true);
        const protocol = this.application.protocols.find(({ contract }) => contract.schemaId === schemaId);
        const message = protocol?.at(view, offset);
        if (message === undefined) return;
        listener({ name: message.name, position, fields: message.toJson(view, offset) });
      },
      onResync: () => {},
    });
  }

  /** Whom all that run follow. */
  async leader(): Promise<number> {
    let leaderId = 0;
    await until(async () => {
      const { runningIds } = this;
      const answers = await Promise.all(runningIds.map((nodeId) => this.status(nodeId)));
      const leaders = new Set(answers.map((status) => status?.leaderId ?? 0));
      [leaderId = 0] = leaders;
      return leaders.size === 1 && runningIds.includes(leaderId);
    }, `a leader of ${this.application.name} that all nodes follow`);
    return leaderId;
  }

  /** As a crash would: at once, in the middle of whatever it does. */
  async kill(nodeId: number): Promise<void> {
    const child = this.children.get(nodeId);
    if (child === undefined) return;
    this.children.delete(nodeId);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** @returns who it was */
  async killLeader(): Promise<number> {
    const leaderId = await this.leader();
    await this.kill(leaderId);
    return leaderId;
  }

  /** With what it has on its disk; does nothing when it runs. */
  async startNode(nodeId: number): Promise<void> {
    if (this.children.has(nodeId)) return;
    const main = fileURLToPath(new URL("main.js", servicesModuleOf(this.application).url));
    const child = spawn(process.execPath, ["--enable-source-maps", main, ...this.argumentsOf(nodeId)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.children.set(nodeId, child);
    await new Promise<Ready>((resolve, reject) => {
      child.on("message", (word: { readonly ready: Ready } | { readonly failed: string }) => {
        if ("ready" in word) resolve(word.ready);
        else reject(new Error(`node ${nodeId} of ${this.application.name} did not start: ${word.failed}`));
      });
      child.once("exit", () => reject(new Error(`node ${nodeId} ended before it was ready`)));
    });
  }

  /** Of all that run, when they have come to the same position. */
  async digests(): Promise<StateDigest[]> {
    let digests: StateDigest[] = [];
    await until(async () => {
      const answers = await Promise.all(this.runningIds.map((nodeId) => this.digest(nodeId)));
      digests = answers.filter((answer) => answer !== undefined);
      return digests.length === answers.length && new Set(digests.map(({ position }) => position)).size === 1;
    }, `all nodes of ${this.application.name} at one position`);
    return digests;
  }

  /** Ends all of its processes. */
  async stop(): Promise<void> {
    for (const client of this.clients) client.stop();
    await Promise.all(this.runningIds.map((nodeId) => this.kill(nodeId)));
  }

  /** @returns undefined when it does not answer */
  private async status(nodeId: number): Promise<NodeStatus | undefined> {
    const answer = await this.ask(nodeId, "status");
    return answer !== undefined && "status" in answer ? answer.status : undefined;
  }

  private async digest(nodeId: number): Promise<StateDigest | undefined> {
    const answer = await this.ask(nodeId, "stateHash");
    return answer !== undefined && "stateHash" in answer ? answer : undefined;
  }

  private async ask(nodeId: number, what: "status" | "stateHash") {
    const client = this.clientOf([this.member(nodeId).clientAddress]);
    try {
      return await client.ask({ ask: what }, "near", ASK_MS_MAX);
    } catch {
      return undefined;
    } finally {
      client.stop();
      this.clients.splice(this.clients.indexOf(client), 1);
    }
  }

  private clientOf(endpoints: readonly string[]): ClusterClient {
    const client = new ClusterClient({
      dialer: new TcpDialer(),
      endpoints,
      secret: readClientSecret(clientSecretPath(this.directory)),
      owner: { principalId: 0, roles: Role.Gateway },
      world: nodeWorld,
      sessionWhenNeeded: true,
    });
    this.clients.push(client);
    return client;
  }

  /** As the launcher would start it, were the ports its own. */
  private argumentsOf(nodeId: number): string[] {
    const { members, directory } = this;
    const of = {
      node: nodeId,
      members: membersText(members),
      data: directory,
      init: 1,
      "log-level": "error",
    };
    return [
      ...Object.entries(of).flatMap(([name, value]) => [`--${name}`, `${value}`]),
      ...this.links.flatMap((link) => ["--link", linkText(link)]),
    ];
  }

  private member(nodeId: number): ClusterMember {
    const member = this.members.find((each) => each.nodeId === nodeId);
    if (member === undefined) {
      throw new RangeError(`there is no node ${nodeId}; there are ${this.nodeIds.join(", ")}`);
    }
    return member;
  }
}

/** Nothing is decided by how long it takes, but after a minute it is a failure. */
export async function until(isDone: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const start = performance.now(); !(await isDone());) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`not within a minute: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
