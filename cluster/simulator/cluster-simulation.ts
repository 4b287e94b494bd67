import { AssertionError } from "../assert.ts";
import type { Batch } from "../batch.ts";
import { Outcome } from "../client/cluster-port.ts";
import { memberOf, raftIdOf } from "../member-id.ts";
import type { DamagedMemoryLog } from "../log/damaged-memory-log.ts";
import type { DeskRequest } from "../client/desk-messages.ts";
import type { ServedClient } from "../served-client.ts";
import { type Configuration, EMPTY_CONFIGURATION, isJoint } from "../raft/configuration.ts";
import type { Member } from "../ports.ts";
import type { Skips } from "../skips.ts";
import type { ClusteredService } from "../service.ts";
import { StateMachine } from "../state-machine.ts";
import { CLUSTER_ID } from "./batch-maker.ts";
import { type ClusterFaults, drawClusterFaults, type FaultCounts, noFaultCounts } from "./cluster-faults.ts";
import { ClusterHistory } from "./cluster-history.ts";
import { ClusterTrouble, isWhole, type TroubledCluster } from "./cluster-trouble.ts";
import type { TimedAction } from "./trouble-action.ts";
import { CommandHistory } from "./command-history.ts";
import { EventHistory } from "./event-history.ts";
import { EventQueue } from "./event-queue.ts";
import { judgeHistory } from "./history-judgement.ts";
import { HistoryRecorder } from "./history-recorder.ts";
import { guardHandlers } from "./determinism-guard.ts";
import type { NodeMutant } from "./node-mutants.ts";
import { Random } from "./random.ts";
import { ReadHistory } from "./read-history.ts";
import { SimulatedClient } from "./simulated-client.ts";
import { SimulatedDialer } from "./simulated-connection.ts";
import { SimulatedDisk } from "./simulated-disk.ts";
import { CLIENT_SITE, SimulatedNetwork } from "./simulated-network.ts";
import { SimulatedNode } from "./simulated-node.ts";
import { SimulatedRepair } from "./simulated-repair.ts";
import { peerAddressOf, type PeerPorts } from "./simulated-peer-wire.ts";
import { MS, SECOND, SimulatedProcess } from "./simulated-process.ts";
import { SimulatedSnapshotDisk } from "./simulated-snapshots.ts";
import { drawSnapshotConditions, type SnapshotConditions } from "./snapshot-conditions.ts";
import { SnapshotHistory } from "./snapshot-history.ts";
import { VersionUnsupportedError } from "../version-unsupported-error.ts";
import { type Invariant, InvariantViolation } from "./violation.ts";
import type { Workload } from "./workload.ts";

const ELECTION_TIMEOUT_US = 500 * MS;
/** A healed cluster commits a new command within this time. */
const HEALED_US = 20 * ELECTION_TIMEOUT_US;
const SETTLING_US = 60 * SECOND;
const SETUP_US = 60 * SECOND;
const LOOK_US = 10 * MS;
/** Until a node whose build is too old is given another. */
const REPLACE_US = 500 * MS;
const COMPARE_STATES_US = 10 * SECOND;
const ASK_RATE = 0.3;
const NOTES_MAX = 40;

export interface ClusterSimulationOptions {
  readonly workload: Workload;
  /** How long things go wrong, in seconds of the simulation. */
  readonly seconds: number;
  /** Drawn unless given. */
  readonly nodes?: number;
  readonly mutant?: NodeMutant;
  /** Instead of what the seed would draw. */
  readonly conditions?: Partial<ClusterFaults>;
  /** What goes wrong, instead of what the seed would draw. */
  readonly script?: readonly TimedAction[];
  readonly snapshots?: Partial<SnapshotConditions>;
}

/** What came of one seed. */
export interface ClusterSimulationResult {
  readonly seed: number;
  readonly faults: ClusterFaults;
  readonly snapshots: SnapshotConditions;
  /** The first broken invariant; undefined when all held. */
  readonly violation: InvariantViolation | undefined;
  /** Of everything that happened, in order: the same seed gives the same number. */
  readonly traceHash: number;
  readonly simulatedUs: number;
  /** What ran code of a node or of a client. */
  readonly events: number;
  readonly acknowledged: number;
  /** Queries that were answered. */
  readonly reads: number;
  /** Operations that models of the services were held against in the end. */
  readonly judged: number;
  readonly counts: FaultCounts;
  /** The last things that happened, for people. */
  readonly notes: readonly string[];
  /** What went wrong, to be done again. */
  readonly record: readonly TimedAction[];
}

/** Runs one seed to its end, or to the first broken invariant. */
export function simulateCluster(seed: number, options: ClusterSimulationOptions): ClusterSimulationResult {
  return new ClusterSimulation(seed, options).run();
}

/** Real nodes and real clients on virtual clocks, disks and wires, and whoever makes trouble for them. */
class ClusterSimulation implements TroubledCluster {
  readonly events: EventQueue = new EventQueue();
  readonly random: Random;
  readonly faults: ClusterFaults;
  readonly counts: FaultCounts = noFaultCounts();
  readonly network: SimulatedNetwork;
  readonly disks: Map<number, SimulatedDisk> = new Map();
  readonly running: Map<number, SimulatedNode> = new Map();
  /** Those that have to be repaired before they may run. */
  private readonly repairing = new Map<number, SimulatedRepair>();
  private readonly seed: number;
  private readonly root: Random;
  private readonly options: ClusterSimulationOptions;
  private readonly clients: SimulatedClient[] = [];
  private readonly members: Member[] = [];
  private readonly ports: PeerPorts = new Map();
  private readonly recorder = new HistoryRecorder(this.events);
  private readonly commands = new CommandHistory(this.recorder);
  private readonly published = new EventHistory();
  private readonly history: ClusterHistory;
  private readonly reads: ReadHistory;
  private readonly snapshotConditions: SnapshotConditions;
  private readonly snapshots: SnapshotHistory;
  private readonly trouble: ClusterTrouble;
  private readonly reference: StateMachine;
  /** What each node is started with, and the newest that it ever ran. */
  private readonly deployed = new Map<number, number>();
  private readonly ran = new Map<number, number>();
  private version = 1;
  private readonly outdated = new WeakSet<SimulatedNode>();
  private readonly notes: string[] = [];
  private readonly workloadRandom: Random;
  private traceHash = 0;
  private turns = 0;
  private lives = 0;
  private isTroubled = false;

  constructor(seed: number, options: ClusterSimulationOptions) {
    this.seed = seed;
    this.options = options;
    this.root = new Random(seed);
    this.faults = { ...drawClusterFaults(this.stream(1), options.nodes), ...options.conditions };
    this.snapshotConditions = { ...drawSnapshotConditions(this.stream(5)), ...options.snapshots };
    this.snapshots = new SnapshotHistory(this.snapshotConditions);
    this.random = this.stream(2);
    this.workloadRandom = this.stream(3);
    const { faults } = this;
    this.network = new SimulatedNetwork(this.events, this.stream(4), faults);
    const conditions = {
      ...faults,
      isHealed: (): boolean => this.isCalm,
      mutant: options.mutant,
      counts: this.counts,
      onAppend: (_nodeId: number, batch: Batch): void => this.history.appends(batch),
      onDeath: (nodeId: number, boundary: number): void => {
        this.counts.deathsInWrites++;
        this.trouble.note({ kind: "die", at: nodeId, amount: boundary });
      },
    };
    for (let nodeId = 1; nodeId <= faults.nodes + faults.spares; nodeId++) {
      this.members.push({
        nodeId,
        clientAddress: `node-${nodeId}:8000`,
        gatewayUrl: undefined,
        peerAddress: peerAddressOf(nodeId),
      });
      const random = this.stream(100 + nodeId);
      const snapshots = new SimulatedSnapshotDisk({
        ...conditions,
        conditions: this.snapshotConditions,
        counts: this.counts,
        random: this.stream(200 + nodeId),
      });
      this.disks.set(nodeId, new SimulatedDisk(nodeId, conditions, random, snapshots));
    }
    const machine = new StateMachine({
      services: () => this.makeServices(this.builds),
      versionMax: this.builds,
      seed: 1,
      clusterId: CLUSTER_ID,
    });
    this.reference = machine;
    options.mutant?.patchMachine?.(machine);
    const voters = this.members.slice(0, faults.nodes).map(({ nodeId }) => raftIdOf(nodeId, 1));
    const founders = { ...EMPTY_CONFIGURATION, voters };
    const { commands, published, disks, snapshots } = this;
    this.history = new ClusterHistory(machine, commands, published, disks, founders, snapshots);
    this.reads = new ReadHistory(machine, this.commands, this.recorder);
    this.trouble = new ClusterTrouble(this, options.script);
  }

  run(): ClusterSimulationResult {
    let violation: InvariantViolation | undefined;
    let judged = 0;
    const { options } = this;
    try {
      for (const nodeId of this.disks.keys()) this.start(nodeId);
      for (let client = 0; client < this.faults.clients; client++) this.clients.push(this.newClient(client));
      this.setUp();
      this.isTroubled = true;
      this.trouble.begin();
      this.talk();
      this.runFor(options.seconds * SECOND);
      this.trouble.end();
      this.isTroubled = false;
      this.healSome();
      this.expectProgress();
      this.healAll();
      this.expectAgreement();
      this.expectAgreementAfterRestart();
      judged = judgeHistory(this.recorder, options.workload.newHistorian());
    } catch (error) {
      violation = asViolation(error);
      this.note(`${violation.invariant}`);
    }
    const { seed, faults, counts, traceHash, notes, turns: events } = this;
    counts.membersChanged = this.history.membersChanged;
    counts.unknownOutcomes = this.commands.unknown;
    const { record } = this.trouble;
    const { acknowledged } = this.commands;
    const reads = this.reads.answered;
    const simulatedUs = this.events.now;
    return {
      seed,
      faults,
      snapshots: this.snapshotConditions,
      violation,
      traceHash,
      simulatedUs,
      events,
      acknowledged,
      reads,
      judged,
      counts,
      notes,
      record,
    };
  }

  // What trouble does.

  start(nodeId: number): void {
    if (this.running.has(nodeId) || this.repairing.has(nodeId)) return;
    const damaged = this.disks.get(nodeId)!.assess(CLUSTER_ID);
    if (damaged === undefined) this.startNode(nodeId);
    else this.startRepair(nodeId, damaged);
  }

  /** What others hold is asked for first. */
  private startRepair(nodeId: number, damaged: DamagedMemoryLog): void {
    const process = this.newProcess(
      this.stream(1_000 + this.lives),
      () => this.turns++,
      () => this.crash(nodeId),
    );
    const repair = new SimulatedRepair(
      {
        nodeId,
        members: this.members.filter((member) => this.memberIds.some((id) => memberOf(id) === member.nodeId)),
        damaged,
        network: this.network,
        ports: this.ports,
        random: this.stream(2_000 + this.lives),
        onLeave: (message) => this.trace(message.type * 7_919 + message.index),
        onWhole: () => {
          this.note(`the log of node ${nodeId} is repaired`);
          this.counts.repairedDisks++;
          this.endRepair(nodeId);
          this.start(nodeId);
        },
        onHopeless: () => {
          this.note(`the log of node ${nodeId} cannot be repaired: it begins with an empty disk`);
          this.endRepair(nodeId);
          this.disks.get(nodeId)!.wipe();
          this.start(nodeId);
        },
      },
      process,
    );
    this.note(`node ${nodeId} has a damaged log`);
    this.repairing.set(nodeId, repair);
    process.happen(() => repair.start());
  }

  private endRepair(nodeId: number): void {
    this.repairing.get(nodeId)?.kill();
    this.repairing.delete(nodeId);
    this.network.resetRoutes(nodeId, () => true);
  }

  private startNode(nodeId: number): void {
    const process = this.newProcess(
      this.stream(1_000 + this.lives),
      () => this.onTurn(nodeId),
      () => this.crash(nodeId),
    );
    const build = this.deployed.get(nodeId) ?? 1;
    const makeMachine = (skips?: Skips): StateMachine => this.makeMachine(nodeId, build, skips);
    const node = this.begin(
      nodeId,
      () =>
        new SimulatedNode(
          {
            nodeId,
            members: this.members.filter(
              (member) => member.nodeId <= this.faults.nodes || member.nodeId === nodeId,
            ),
            isFounder: nodeId <= this.faults.nodes,
            disk: this.disks.get(nodeId)!,
            network: this.network,
            ports: this.ports,
            conditions: { ...this.faults, isHealed: () => this.isCalm },
            counts: this.counts,
            onLeave: (message) => {
              this.history.leaves(nodeId, message);
              this.trace(message.type * 7_919 + message.index);
            },
            random: this.stream(2_000 + this.lives),
            makeMachine,
            onSnapshot: (snapshot) => {
              this.snapshots.counted(nodeId, snapshot);
              this.trace(snapshot.checksum);
            },
          },
          process,
        ),
    );
    if (node === undefined) return this.startNode(nodeId);
    this.note(`node ${nodeId} starts at index ${node.log.lastIndex}, term ${node.log.hardState.term}`);
    this.running.set(nodeId, node);
    this.ran.set(nodeId, Math.max(build, this.ran.get(nodeId) ?? 1));
    this.history.started(node);
    process.happen(() => node.start());
  }

  /** @returns undefined when its build does not support what is active on its disk: then it is given another */
  private begin(nodeId: number, make: () => SimulatedNode): SimulatedNode | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof VersionUnsupportedError)) throw error;
      this.counts.outdatedNodes++;
      this.disks.get(nodeId)!.crash(0);
      this.deploy(nodeId, this.builds);
      return undefined;
    }
  }

  crash(nodeId: number, salt?: number): void {
    const node = this.running.get(nodeId);
    if (this.repairing.has(nodeId)) {
      this.endRepair(nodeId);
      this.trouble.plan(nodeId);
    }
    if (node === undefined) return;
    this.running.delete(nodeId);
    this.counts.crashes++;
    node.kill();
    const lost = this.disks.get(nodeId)!.crash(salt);
    this.counts.writesLost += lost;
    if (lost > 0) this.counts.crashesLosingWrites++;
    this.note(`node ${nodeId} dies, ${lost} writes are lost`);
    this.network.resetRoutes(nodeId, () => true);
    this.trouble.plan(nodeId);
  }

  deploy(nodeId: number, build: number): void {
    this.note(`node ${nodeId} is given build ${build}`);
    this.deployed.set(nodeId, build);
  }

  restartClient(client: number): void {
    this.clients[client]!.stop();
    this.network.resetRoutes(CLIENT_SITE + client, () => true);
    this.clients[client] = this.newClient(client);
  }

  clientProcess(client: number): SimulatedProcess | undefined {
    return this.clients[client]?.process;
  }

  /** Members are changed at once or not at all: whoever keeps the budget of what is lost must know. */
  ask(request: DeskRequest): void {
    if (request.ask === "transferLeader") {
      const client = this.clients[0]!;
      client.process.happen(() => client.request(request));
      return;
    }
    const leader = [...this.running.values()].find(({ node }) => node.isLeader);
    const nobody = { send: () => {} } as unknown as ServedClient;
    leader?.process.happen(() => leader.node.desk.onRequest(nobody, 1, JSON.stringify(request)));
  }

  get committedIndex(): number {
    return this.history.committedIndex;
  }

  get configuration(): Configuration {
    return this.history.configuration;
  }

  get builds(): number {
    return this.options.workload.builds ?? 1;
  }

  get isConfigurationKnown(): boolean {
    return this.history.isConfigurationKnown;
  }

  private get isCalm(): boolean {
    return !this.isTroubled || this.trouble.isHoldingBreath;
  }

  note(what: string): void {
    this.notes.push(`${(this.events.now / SECOND).toFixed(6)} ${what}`);
    if (this.notes.length > NOTES_MAX) this.notes.shift();
  }

  // The course of a run.

  private setUp(): void {
    const { setup } = this.options.workload;
    const [client] = this.clients;
    for (const command of setup) client!.submit(command, Infinity);
    this.runUntil(() => client!.isIdle, SETUP_US, "a new cluster answers");
  }

  private talk(): void {
    for (let client = 0; client < this.clients.length; client++) this.think(client);
  }

  private think(client: number): void {
    const { faults, workloadRandom } = this;
    this.events.after(workloadRandom.delay(faults.thinkMeanMs) * MS, () => {
      if (!this.isTroubled) return;
      const { process } = this.clients[client]!;
      const count = workloadRandom.between(1, faults.burstMax);
      const asks = workloadRandom.chance(ASK_RATE);
      if (!process.isPaused) {
        process.happen(() => {
          this.clients[client]!.burst(count);
          if (asks) this.clients[client]!.ask();
        });
      }
      this.think(client);
    });
  }

  /** A majority of the voters works from now on, and the others do not even try. */
  private healSome(): void {
    const { voters } = this.configuration;
    const isChanging =
      isJoint(this.configuration) ||
      !this.isConfigurationKnown ||
      [...this.disks.values()].some((disk) => disk.hasChangeAfter(this.committedIndex)) ||
      [...this.running.values()].some(({ node }) => node.changes["wishes"].length > 0);
    const whole = voters.filter((id) => isWhole(this.disks.get(memberOf(id))!, id)).map(memberOf);
    const majority = new Set<number>();
    while (!isChanging && whole.length > 0 && majority.size <= voters.length / 2) {
      majority.add(whole.splice(this.random.below(whole.length), 1)[0]!);
    }
    this.network.isHealed = true;
    if (majority.size <= voters.length / 2) return this.healAll();
    this.note(`node ${[...majority].join(", ")} work from now on`);
    for (const nodeId of this.disks.keys()) if (!majority.has(nodeId)) this.crash(nodeId);
    this.repair([...majority]);
  }

  private healAll(): void {
    // Whoever finds rotten batches has them repaired; who has not looked, looks now.
    for (const disk of this.disks.values()) if (disk.isRotten) this.crash(disk.nodeId);
    this.repair([...this.disks.keys()]);
  }

  private repair(nodeIds: readonly number[]): void {
    this.network.openWays(() => true);
    for (const nodeId of nodeIds) {
      const disk = this.disks.get(nodeId)!;
      disk.slowness = 1;
      disk.isFull = false;
      const process = this.running.get(nodeId)?.process;
      process?.thawClocks();
      if (process?.isPaused === true) process.resume();
      if (this.running.get(nodeId)?.node.quarantine !== undefined) this.replace(nodeId);
      this.start(nodeId);
    }
    for (const { process } of this.clients) if (process.isPaused) process.resume();
  }

  /** Something new is committed before the patience ends. */
  private expectProgress(): void {
    const fresh = this.newClient(this.clients.length);
    this.clients.push(fresh);
    fresh.burst(1);
    this.runUntil(() => fresh.isIdle, HEALED_US, "a command is answered");
  }

  /** Nobody waits any more, and all nodes have applied everything. */
  private expectAgreement(): void {
    this.runUntil(() => this.clients.every(({ isIdle }) => isIdle), SETTLING_US, "all commands are answered");
    this.runUntil(() => this.areAllMembers, SETTLING_US, "all disks are repaired, and members again");
    this.agree("equal digests at equal indexes");
  }

  /** However a node comes to its state, from its newest snapshot, the older one or the whole log, it is the same. */
  private expectAgreementAfterRestart(): void {
    for (const [nodeId, disk] of this.disks) {
      this.crash(nodeId);
      if (nodeId % 3 === 1) disk.snapshots.rot(this.random, disk.stored.base.index);
      if (nodeId % 3 === 2 && disk.stored.base.index === 0) disk.snapshots.wipe();
    }
    for (const nodeId of this.disks.keys()) this.start(nodeId);
    const before = this.history.committedIndex;
    this.runUntil(() => this.history.committedIndex > before, HEALED_US, "a leader is found after a restart");
    this.agree("equal states after a restart");
  }

  private agree(invariant: Invariant): void {
    const hasAll = (nodeId: number): boolean =>
      this.running.get(nodeId)?.node.appliedIndex === this.history.committedIndex;
    const isEven = (): boolean => this.memberIds.map(memberOf).every(hasAll);
    this.runUntil(isEven, HEALED_US, "all nodes apply what is committed");
    this.history.compareStates(this.running.values(), invariant);
    this.checkServices();
    this.trace(Number.parseInt(this.history.stateHash.slice(0, 8), 16));
  }

  /** Whoever lost its disk votes again, in a life of its own. */
  private get areAllMembers(): boolean {
    if (isJoint(this.configuration)) return false;
    const isThere = (id: number): boolean => isWhole(this.disks.get(memberOf(id))!, id);
    const { voters, learners } = this.configuration;
    // A life that was given to a founder which the others had not heard yet, and which needs none: nobody takes it.
    const isNobodys = (id: number): boolean => voters.some((voter) => memberOf(voter) === memberOf(id));
    return voters.every(isThere) && learners.every((id) => isThere(id) || isNobodys(id));
  }

  private get memberIds(): readonly number[] {
    return [...this.configuration.voters, ...this.configuration.learners];
  }

  private checkServices(): void {
    const violations = this.reference.services.inOrder.flatMap((service) => service.violations?.() ?? []);
    if (violations.length > 0) {
      throw new InvariantViolation("the services' own invariants", violations.slice(0, 5).join("; "));
    }
  }

  private runFor(durationUs: number): void {
    const end = this.events.now + durationUs;
    let compareUs = this.events.now + COMPARE_STATES_US;
    while (!this.events.isEmpty && this.events.now < end) {
      this.events.runNext();
      if (this.events.now < compareUs) continue;
      compareUs = this.events.now + COMPARE_STATES_US;
      this.history.compareStates(this.running.values(), "equal digests at equal indexes");
      this.checkServices();
    }
  }

  private runUntil(isDone: () => boolean, patienceUs: number, what: string): void {
    const end = this.events.now + patienceUs;
    let lookUs = this.events.now;
    while (this.events.now < end) {
      if (this.events.now >= lookUs) {
        if (isDone()) return;
        lookUs = this.events.now + LOOK_US;
      }
      this.events.runNext();
    }
    throw new InvariantViolation(
      "a healed group makes progress",
      `not within ${patienceUs / SECOND} s: ${what}; ${this.describe()}`,
    );
  }

  private describe(): string {
    const nodes = [...this.running.values()].map(({ site, node }) => {
      const { raft } = node;
      return `node ${site}: role ${raft.role}, term ${raft.term}, last ${raft.lastIndex}, commit ${raft.commitIndex}, applied ${node.appliedIndex}`;
    });
    return nodes.join("; ");
  }

  // What the world is made of.

  private makeServices(build: number): ClusteredService[] {
    return this.options.workload.makeServices(build).map((service) => guardHandlers(service));
  }

  private makeMachine(nodeId: number, build: number, skips: Skips | undefined): StateMachine {
    const { mutant } = this.options;
    const machine = new StateMachine({
      services: () => this.makeServices(build),
      versionMax: build,
      seed: 1,
      clusterId: CLUSTER_ID,
      ...(skips === undefined ? {} : { skips }),
    });
    mutant?.patchMachine?.(machine);
    if (nodeId === this.faults.nodes) mutant?.patchOneMachine?.(machine);
    return machine;
  }

  private newClient(number: number): SimulatedClient {
    const process = this.newProcess(
      this.stream(1_000 + this.lives),
      () => this.turns++,
      () => {},
    );
    const dialer = new SimulatedDialer(this.network, CLIENT_SITE + number, process, (endpoint) => {
      const site = Number(endpoint.slice("node-".length, endpoint.indexOf(":")));
      return { site, node: this.running.get(site) };
    });
    const client = new SimulatedClient({
      number,
      process,
      dialer,
      endpoints: this.members.map(({ clientAddress }) => clientAddress),
      sessionTimeoutMs: this.faults.sessionTimeoutMs,
      random: this.workloadRandom,
      workload: this.options.workload,
      commands: this.commands,
      reads: this.reads,
      events: this.published.listener(),
      mutant: this.options.mutant,
    });
    client.onOutcome = (outcome, position): void =>
      this.trace(outcome === Outcome.Replied ? position : 104_729 + outcome);
    return client;
  }

  private newProcess(random: Random, onTurn: () => void, onDeath: () => void): SimulatedProcess {
    this.lives++;
    const { driftPpmMax, turnUs } = this.faults;
    return new SimulatedProcess({
      events: this.events,
      random,
      turnUs,
      driftPpm: random.between(-driftPpmMax, driftPpmMax),
      wallOffsetUs: random.between(-50, 50) * MS,
      onTurn,
      onDeath,
    });
  }

  private onTurn(nodeId: number): void {
    this.turns++;
    const node = this.running.get(nodeId);
    if (node === undefined) return;
    const { elections } = this.history;
    const { voters } = this.configuration;
    this.history.look(node);
    this.checkVersion([...voters, ...this.configuration.voters].map(memberOf));
    if (node.node.quarantine !== undefined && this.isTroubled) this.replaceSoon(node);
    if (this.history.elections === elections) return;
    this.counts.elections++;
    this.trouble.onLeader();
  }

  /** Who never ran a build that supports it cannot have announced it. */
  private checkVersion(voters: readonly number[]): void {
    const { version } = this.history;
    if (version === this.version) return;
    this.version = version;
    this.counts.versionsActivated++;
    this.note(`version ${version} is active`);
    const unable = new Set(voters.filter((nodeId) => (this.ran.get(nodeId) ?? 1) < version));
    if (unable.size === 0) return;
    throw new InvariantViolation(
      "a version is active when all voters support it",
      `version ${version} is active at index ${this.committedIndex}, and node ${[...unable].join(", ")} never supported it`,
    );
  }

  /** Somebody sees that the node's build is too old. */
  private replaceSoon(outdated: SimulatedNode): void {
    const { site, process } = outdated;
    if (this.outdated.has(outdated)) return;
    this.outdated.add(outdated);
    this.events.after(REPLACE_US, () => {
      if (this.running.get(site)?.process !== process) return;
      this.replace(site);
      this.start(site);
    });
  }

  private replace(nodeId: number): void {
    this.counts.outdatedNodes++;
    this.deploy(nodeId, this.builds);
    this.crash(nodeId);
  }

  private trace(what: number): void {
    this.traceHash = (Math.imul(this.traceHash, 31) + what + this.events.now) >>> 0;
  }

  private stream(number: number): Random {
    return this.root.stream(number);
  }
}

function asViolation(error: unknown): InvariantViolation {
  if (error instanceof InvariantViolation) return error;
  if (error instanceof AssertionError || error instanceof Error) {
    return new InvariantViolation("no assertion breaks", error.stack ?? error.message);
  }
  throw error;
}
