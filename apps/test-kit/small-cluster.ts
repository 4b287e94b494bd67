import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome, type QueryOptions } from "@lockstep/cluster/client/cluster-port";
import { noFaultCounts } from "@lockstep/cluster/simulator/cluster-faults";
import { EventQueue } from "@lockstep/cluster/simulator/event-queue";
import { Random } from "@lockstep/cluster/simulator/random";
import { SimulatedDialer } from "@lockstep/cluster/simulator/simulated-connection";
import { SimulatedDisk } from "@lockstep/cluster/simulator/simulated-disk";
import { CLIENT_SITE, SimulatedNetwork } from "@lockstep/cluster/simulator/simulated-network";
import { SimulatedNode } from "@lockstep/cluster/simulator/simulated-node";
import { peerAddressOf, type PeerPorts } from "@lockstep/cluster/simulator/simulated-peer-wire";
import { MS, SECOND, SimulatedProcess } from "@lockstep/cluster/simulator/simulated-process";
import { SimulatedSnapshotDisk } from "@lockstep/cluster/simulator/simulated-snapshots";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import { newMachine, START_US } from "./machine-run.ts";
import { ScenarioError } from "./scenario-error.ts";
import { type Caller, sessionKey, type Step, stepInWords } from "./step.ts";
import type { Tested } from "./tested.ts";
import type { Vocabulary } from "./vocabulary.ts";

const NODES = 3;
const PATIENCE_US = 60 * SECOND;
const RESTART_US = 700 * MS;
const SESSION_TIMEOUT_MS = 5_000;
const QUERY: QueryOptions = { consistency: "linearizable", timeoutMs: 60_000 };
const CALM = {
  writeDelayMeanUs: 200,
  deathInWriteRate: 0,
  delayMeanMs: 0.2,
  lossRate: 0,
  messageLossRate: 0,
  duplicationRate: 0,
  reorderingRate: 0,
  isHealed: (): boolean => true,
  mutant: undefined,
};

/** When the leader's process ends, as seen from the command of a step. */
export type CrashMoment =
  | "before it is sent"
  | "once it is in the leader's log"
  | "once others have it"
  | "once it is answered";

interface Session {
  readonly client: ClusterClient;
  readonly process: SimulatedProcess;
}

/**
 * Three real nodes and a real client for each session, on virtual clocks, disks and wires. Only what time it is they
 * are told: the instants of the scenario.
 */
export class SmallCluster {
  nowUs: number = START_US;
  private readonly tested: Tested;
  private readonly vocabulary: Vocabulary;
  private readonly events = new EventQueue();
  private readonly random = new Random(1);
  private readonly network: SimulatedNetwork;
  private readonly ports: PeerPorts = new Map();
  private readonly disks = new Map<number, SimulatedDisk>();
  private readonly running = new Map<number, SimulatedNode>();
  private readonly sessions = new Map<string, Session>();
  private readonly members: {
    nodeId: number;
    clientAddress: string;
    gatewayUrl: undefined;
    peerAddress: string;
  }[] = [];
  private processes = 0;

  constructor(tested: Tested, vocabulary: Vocabulary) {
    this.tested = tested;
    this.vocabulary = vocabulary;
    this.network = new SimulatedNetwork(this.events, this.random.stream(1), CALM);
    this.network.isHealed = true;
    const conditions = {
      ...CALM,
      counts: noFaultCounts(),
      onAppend: (): void => {},
      onDeath: (): void => {},
    };
    const noSnapshots = { policy: undefined, writeMeanMs: 1, rotRate: 0, pieceBytes: 4_096 };
    for (let nodeId = 1; nodeId <= NODES; nodeId++) {
      const peerAddress = peerAddressOf(nodeId);
      this.members.push({ nodeId, clientAddress: `node-${nodeId}:8000`, gatewayUrl: undefined, peerAddress });
      const snapshots = new SimulatedSnapshotDisk({
        ...conditions,
        conditions: noSnapshots,
        random: this.random.stream(200 + nodeId),
      });
      this.disks.set(
        nodeId,
        new SimulatedDisk(nodeId, conditions, this.random.stream(100 + nodeId), snapshots),
      );
    }
    for (const nodeId of this.disks.keys()) this.start(nodeId);
    this.runUntil(() => this.leader !== undefined, "a leader is elected");
  }

  /** @returns the reply; undefined for what has none */
  play(step: Step, crash?: CrashMoment): Uint8Array | undefined {
    if (crash === "before it is sent") this.killLeader();
    switch (step.kind) {
      case "connect":
        this.connect(step.caller);
        break;
      case "disconnect":
        this.disconnect(step.caller);
        break;
      case "time":
        this.goOnTo(step.toUs);
        break;
      case "activate":
        throw new ScenarioError("a new cluster begins with the highest version");
      default:
        return this.request(step, crash);
    }
    if (crash !== undefined && crash !== "before it is sent") this.killLeader();
    return undefined;
  }

  /** Everybody has everything. @returns the machine of one node, of which the others' have the same state */
  agree(): StateMachine {
    this.runUntil(() => this.running.size === NODES && this.areEven, "all nodes have applied the same");
    const machines = [...this.running.values()].map(({ node }) => node.applier.machine);
    const hashes = new Set(machines.map((machine) => machine.stateHash()));
    if (hashes.size > 1) throw new ScenarioError(`nodes have other states: ${[...hashes].join(", ")}`);
    return machines[0];
  }

  /** Visits the batches that are committed. */
  readLog(visit: (bytes: Uint8Array) => void): void {
    const { log, node } = [...this.running.values()][0];
    for (let next = 1; next <= node.appliedIndex;) next = log.read(next, 1_048_576, visit);
  }

  stop(): void {
    for (const { client } of this.sessions.values()) client.stop();
    for (const node of this.running.values()) node.kill();
  }

  private get leader(): SimulatedNode | undefined {
    const leaders = [...this.running.values()].filter(({ node }) => node.isLeader);
    return leaders.toSorted((a, b) => b.node.raft.term - a.node.raft.term)[0];
  }

  private get areEven(): boolean {
    const nodes = [...this.running.values()];
    const last = Math.max(...nodes.map(({ log }) => log.lastIndex));
    return nodes.every(({ node }) => node.appliedIndex === last);
  }

  private connect(caller: Caller): void {
    const site = CLIENT_SITE + this.sessions.size;
    const process = this.newProcess();
    const dialer = new SimulatedDialer(this.network, site, process, (endpoint) => {
      const nodeId = Number(endpoint.slice("node-".length, endpoint.indexOf(":")));
      return { site: nodeId, node: this.running.get(nodeId) };
    });
    const client = new ClusterClient({
      dialer,
      endpoints: this.members.map(({ clientAddress }) => clientAddress),
      owner: caller,
      world: process,
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      replyRingBytes: 65_536,
    });
    this.sessions.set(sessionKey(caller), { client, process });
    const count = this.sessions.size;
    this.runUntil(() => this.leader?.node.applier.machine.sessions.count === count, "a session is open");
  }

  private disconnect(caller: Caller): void {
    const key = sessionKey(caller);
    this.sessions.get(key)!.client.stop();
    this.sessions.delete(key);
    const count = this.sessions.size;
    this.runUntil(() => this.leader?.node.applier.machine.sessions.count === count, "the session is closed");
  }

  private goOnTo(us: number): void {
    // Whoever has just begun to lead knows all timers when it has applied the entry that it began with.
    this.runUntil(() => {
      const { leader } = this;
      return leader !== undefined && leader.node.appliedIndex === leader.log.lastIndex;
    }, "whoever leads has applied everything");
    for (;;) {
      const due = this.leader?.node.applier.machine.nextDeadline ?? Infinity;
      if (due > us) break;
      this.nowUs = Math.max(this.nowUs, due);
      const isFired = (): boolean => (this.leader?.node.applier.machine.nextDeadline ?? 0) > this.nowUs;
      this.runUntil(isFired, "timers that are due have fired");
    }
    this.nowUs = Math.max(this.nowUs, us);
  }

  private request(step: Step & { kind: "command" | "query" }, crash: CrashMoment | undefined): Uint8Array {
    const { client, process } = this.sessions.get(sessionKey(step.caller)) ?? this.anySession();
    let reply: Uint8Array | undefined;
    const listener = {
      onAnswer: (_tag: number, outcome: Outcome, bytes: Uint8Array): void => {
        if (outcome === Outcome.Replied) reply = bytes.slice();
        else throw new ScenarioError(`${stepInWords(step)} came to outcome ${outcome}: ${String(bytes)}`);
      },
    };
    const lastIndex = this.leader?.log.lastIndex ?? 0;
    const have = (count: number): boolean =>
      [...this.running.values()].filter(({ log }) => log.lastIndex > lastIndex).length >= count;
    const { caller, message } = step;
    process.happen(() => {
      if (step.kind === "command") client.submit(caller, message, { timeoutMs: Infinity }, listener, 1);
      else client.query(caller, message, QUERY, listener, 1);
    });
    const isAnswered = (): boolean => reply !== undefined;
    const holders = crash === "once it is in the leader's log" ? 1 : crash === "once others have it" ? 2 : 0;
    if (holders > 0) {
      this.runUntil(() => have(holders) || isAnswered(), "it is written");
      this.killLeader();
    }
    this.runUntil(isAnswered, `${stepInWords(step)} is answered`);
    if (crash === "once it is answered") this.killLeader();
    return reply!;
  }

  /** Whoever only asks has no session of its own. */
  private anySession(): Session {
    const reader = { principalId: 0, roles: 0, session: "reader" };
    if (!this.sessions.has(sessionKey(reader))) this.connect(reader);
    return this.sessions.get(sessionKey(reader))!;
  }

  private killLeader(): void {
    this.runUntil(
      () => this.leader !== undefined && this.running.size === NODES,
      "there is a leader to kill",
    );
    const { site } = this.leader!;
    this.running.get(site)!.kill();
    this.running.delete(site);
    this.disks.get(site)!.crash();
    this.network.resetRoutes(site, () => true);
    this.events.after(RESTART_US, () => this.start(site));
  }

  private start(nodeId: number): void {
    const process = this.newProcess();
    const node = new SimulatedNode(
      {
        nodeId,
        members: this.members,
        isFounder: true,
        disk: this.disks.get(nodeId)!,
        network: this.network,
        ports: this.ports,
        conditions: CALM,
        counts: noFaultCounts(),
        onLeave: () => {},
        random: this.random.stream(1_000 + this.processes),
        makeMachine: (skips) => newMachine(this.tested, this.vocabulary, skips),
        onSnapshot: () => {},
      },
      process,
    );
    const time = node.node["time"];
    time.takeOver = (): void => {};
    time.advance = (): number => {
      time.observeStamp(this.nowUs);
      return time.lastUs;
    };
    this.running.set(nodeId, node);
    process.happen(() => node.start());
  }

  private newProcess(): SimulatedProcess {
    return new SimulatedProcess({
      events: this.events,
      random: this.random.stream(2_000 + this.processes++),
      turnUs: 50,
      driftPpm: 0,
      wallOffsetUs: 0,
      onTurn: () => {},
      onDeath: () => {},
    });
  }

  private runUntil(isDone: () => boolean, what: string): void {
    const endUs = this.events.now + PATIENCE_US;
    while (!isDone()) {
      if (this.events.now > endUs) throw new ScenarioError(`not within a minute: ${what}`);
      this.events.runNext();
      for (const { node } of this.running.values()) {
        const { halt } = node.applier.machine;
        if (halt !== undefined) throw new ScenarioError(`a handler fails: ${halt.text}`, halt.error);
      }
    }
  }
}
