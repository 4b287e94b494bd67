import type { ClusterFaults, FaultCounts } from "./cluster-faults.ts";
import type { EventQueue } from "./event-queue.ts";
import { raftIdOf } from "../member-id.ts";
import { isJoint } from "../raft/configuration.ts";
import type { Random } from "./random.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { CLIENT_SITE, type SimulatedNetwork } from "./simulated-network.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { MS, SECOND, type SimulatedProcess } from "./simulated-process.ts";

/** What trouble is made for. */
export interface Troubled {
  readonly events: EventQueue;
  readonly random: Random;
  readonly faults: ClusterFaults;
  readonly counts: FaultCounts;
  readonly network: SimulatedNetwork;
  readonly disks: ReadonlyMap<number, SimulatedDisk>;
  readonly running: ReadonlyMap<number, SimulatedNode>;
  crash(nodeId: number): void;
  start(nodeId: number): void;
  restartClient(client: number): void;
  clientProcess(client: number): SimulatedProcess;
  note(what: string): void;
}

/** That whoever leads dies at the end of a partition. */
const LEADER_DIES_AFTER_RATE = 0.3;
/** That whoever leads dies soon after it was elected. */
const LEADER_DIES_EARLY_RATE = 0.2;
const HOUR_US = 3_600 * SECOND;

/** Makes everything go wrong now and then, as the seed has drawn it, until it is told to stop. */
export class ClusterTrouble {
  private readonly world: Troubled;
  /** Before it begins and after it ends, everything works. */
  private isOver = true;

  constructor(world: Troubled) {
    this.world = world;
  }

  begin(): void {
    this.isOver = false;
    const { faults } = this.world;
    this.every(faults.crashEveryMeanMs, () => this.crash());
    this.every(faults.partitionEveryMeanMs, () => this.partition());
    this.every(faults.clientCutEveryMeanMs, () => this.cutClient());
    this.every(faults.resetEveryMeanMs, () => this.reset());
    this.every(faults.slowDiskEveryMeanMs, () => this.slowDown());
    this.every(faults.diskErrorEveryMeanMs, () => this.failDisk());
    this.every(faults.wipeEveryMeanMs, () => this.wipe());
    this.every(faults.pauseEveryMeanMs, () => this.pause());
    this.every(faults.clockStepEveryMeanMs, () => this.stepClock());
    this.every(faults.transferEveryMeanMs, () => this.transfer());
    this.every(faults.clientRestartEveryMeanMs, () => {
      this.world.counts.clientRestarts++;
      this.world.restartClient(this.world.random.below(faults.clients));
    });
  }

  /** Everything works from now on. */
  end(): void {
    this.isOver = true;
    const { network, disks, running, faults } = this.world;
    network.isHealed = true;
    network.openWays(() => true);
    for (const disk of disks.values()) disk.slowness = 1;
    for (const { process } of running.values()) if (process.isPaused) process.resume();
    for (let client = 0; client < faults.clients; client++) {
      const process = this.world.clientProcess(client);
      if (process.isPaused) process.resume();
    }
    for (const nodeId of disks.keys()) if (!running.has(nodeId)) this.world.start(nodeId);
  }

  private every(meanMs: number, what: () => void): void {
    if (meanMs === 0) return;
    const { events, random } = this.world;
    events.after(random.delay(meanMs) * MS, () => {
      if (this.isOver) return;
      what();
      this.every(meanMs, what);
    });
  }

  private later(meanMs: number, what: () => void): void {
    const { events, random } = this.world;
    events.after(random.delay(meanMs) * MS, () => {
      if (!this.isOver) what();
    });
  }

  private pickNode(): SimulatedNode | undefined {
    const { running, random } = this.world;
    const all = [...running.values()];
    if (all.length === 0) return undefined;
    const leaders = all.filter(({ node }) => node.isLeader);
    return leaders.length > 0 && random.chance(0.4) ? random.pick(leaders) : random.pick(all);
  }

  private crash(): void {
    const { random, faults, running } = this.world;
    const one = this.pickNode();
    if (one === undefined) return;
    const victims = random.chance(faults.blackoutRate) ? [...running.keys()] : [one.site];
    for (const nodeId of victims) this.world.crash(nodeId);
  }

  /** A node that died comes back after a while. */
  plan(nodeId: number): void {
    this.later(this.world.faults.downMeanMs, () => {
      if (!this.world.running.has(nodeId)) this.world.start(nodeId);
    });
  }

  private partition(): void {
    const { random, network, disks, faults, counts } = this.world;
    const ids = [...disks.keys()];
    if (ids.length < 2) return;
    counts.partitions++;
    const one = this.pickNode()?.site ?? random.pick(ids);
    const kind = random.pick(["isolate", "isolate", "halves", "to", "from", "bridge"] as const);
    const inside = new Set(kind === "halves" ? ids.filter(() => random.chance(0.5)) : [one]);
    for (const a of ids) {
      for (const b of ids) {
        const isBridged = kind === "bridge" && a !== one && b !== one && a < one !== b < one;
        const isParted = kind !== "bridge" && inside.has(a) !== inside.has(b);
        const isOneWay = (kind === "to" && inside.has(a)) || (kind === "from" && inside.has(b));
        if (isBridged || (isParted && !isOneWay)) network.cutWay(a, b);
      }
    }
    this.world.note(`partition: ${kind} around node ${one}`);
    const isFlapping = random.chance(0.2);
    this.later(isFlapping ? 40 : faults.partitionMeanMs, () => {
      network.openWays((from, to) => from < CLIENT_SITE && to < CLIENT_SITE);
      if (random.chance(LEADER_DIES_AFTER_RATE)) this.killLeaders();
      if (isFlapping && random.chance(0.7)) this.partition();
    });
  }

  /** Somebody new leads. Sometimes it dies at once, and who led before is heard again: with a longer log, perhaps. */
  onLeader(): void {
    const { random, faults, network } = this.world;
    if (this.isOver || faults.crashEveryMeanMs === 0 || !random.chance(LEADER_DIES_EARLY_RATE)) return;
    this.later(20, () => {
      network.openWays((from, to) => from < CLIENT_SITE && to < CLIENT_SITE);
      this.killLeaders();
    });
  }

  /** Just when those come back who know less, or other things. */
  private killLeaders(): void {
    const leaders = [...this.world.running.values()].filter(({ node }) => node.isLeader);
    for (const { site } of leaders) this.world.crash(site);
  }

  private cutClient(): void {
    const { random, network, disks, faults } = this.world;
    const site = CLIENT_SITE + random.below(faults.clients);
    const nodes = random.chance(0.3) ? [...disks.keys()] : [random.pick([...disks.keys()])];
    const isOneWay = random.chance(0.3);
    for (const node of nodes) {
      network.cutWay(site, node);
      if (!isOneWay) network.cutWay(node, site);
    }
    this.later(faults.partitionMeanMs, () => network.openWays((a, b) => a === site || b === site));
  }

  private reset(): void {
    const { random, network, disks, counts } = this.world;
    counts.resets++;
    network.resetRoutes(random.pick([...disks.keys()]), () => random.chance(0.5));
  }

  private slowDown(): void {
    const { random, disks, counts } = this.world;
    const disk = random.pick([...disks.values()]);
    counts.diskFaults++;
    disk.slowness = random.pick([10, 100]);
    this.later(1_000, () => (disk.slowness = 1));
  }

  /** As an EIO: the process must end, and what it had not synced is gone. */
  private failDisk(): void {
    const { counts } = this.world;
    const one = this.pickNode();
    if (one === undefined) return;
    counts.diskFaults++;
    this.world.note(`the disk of node ${one.site} fails`);
    one.process.happen(() => one.log.fail());
  }

  /** A majority must be able to repair it: all others are there, and whoever was wiped before votes again. */
  private wipe(): void {
    const { random, disks, running, counts } = this.world;
    const leader = [...running.values()].find(({ node }) => node.isLeader)?.node.raft;
    if (disks.size < 3 || leader === undefined) return;
    const isWhole = [...disks].every(([nodeId, { stored }]) =>
      leader.configuration.voters.includes(raftIdOf(nodeId, stored.identity.incarnation)),
    );
    if (!isWhole || isJoint(leader.configuration)) return;
    const nodeId = random.pick([...disks.keys()]);
    this.world.crash(nodeId);
    disks.get(nodeId)!.wipe();
    counts.wipedDisks++;
    this.world.note(`the disk of node ${nodeId} is wiped`);
  }

  private pause(): void {
    const { random, faults, counts } = this.world;
    const ofClient = random.chance(0.2);
    const process = ofClient
      ? this.world.clientProcess(random.below(faults.clients))
      : this.pickNode()?.process;
    if (process === undefined || process.isPaused) return;
    counts.pauses++;
    process.pause();
    this.later(faults.pauseMeanMs, () => process.resume());
  }

  private stepClock(): void {
    const { random, counts } = this.world;
    const one = this.pickNode();
    if (one === undefined) return;
    counts.clockSteps++;
    one.process.wallOffsetUs += random.pick([-1, 1]) * random.pick([1, 60, 3_600]) * (HOUR_US / 3_600);
  }

  private transfer(): void {
    const { random, disks } = this.world;
    const leader = [...this.world.running.values()].find(({ node }) => node.isLeader);
    if (leader === undefined) return;
    const successor = random.pick([...disks.keys()]);
    leader.process.happen(() => void leader.node.handOver(successor));
  }
}
