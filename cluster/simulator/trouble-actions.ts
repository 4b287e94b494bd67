import type { DeskRequest } from "../client/desk-messages.ts";
import type { EventQueue } from "./event-queue.ts";
import type { FaultCounts } from "./cluster-faults.ts";
import { Random } from "./random.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { CLIENT_SITE, type SimulatedNetwork } from "./simulated-network.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { peerAddressOf } from "./simulated-peer-wire.ts";
import { MS, SECOND, type SimulatedProcess } from "./simulated-process.ts";
import type { TroubleAction } from "./trouble-action.ts";

/** What trouble is made for. */
export interface Troubled {
  readonly events: EventQueue;
  readonly counts: FaultCounts;
  readonly network: SimulatedNetwork;
  /** By the number of the node. */
  readonly disks: ReadonlyMap<number, SimulatedDisk>;
  readonly running: ReadonlyMap<number, SimulatedNode>;
  /** The log that all know by now ends here. */
  readonly committedIndex: number;
  /** @param salt decides what is left of its writes; the disk's own chance unless given */
  crash(nodeId: number, salt?: number): void;
  start(nodeId: number): void;
  /** Another build is put in a node's place: the next start is one of it. */
  deploy(nodeId: number, build: number): void;
  restartClient(client: number): void;
  clientProcess(client: number): SimulatedProcess | undefined;
  /** A client asks the leader for it. */
  ask(request: DeskRequest): void;
  note(what: string): void;
}

/** Does to the simulated cluster what an action says, as far as it can be done. */
export class TroubleActions {
  private readonly world: Troubled;

  constructor(world: Troubled) {
    this.world = world;
  }

  perform(action: TroubleAction): void {
    const { world } = this;
    const { counts, network } = world;
    const { kind, at = 0, salt = 0, amount = 0, ways = [] } = action;
    const disk = world.disks.get(at);
    switch (kind) {
      case "start":
        if (disk !== undefined) world.start(at);
        return;
      case "crash":
        return world.crash(at, salt);
      case "die":
        disk?.deadlyBoundaries.add(amount);
        return;
      case "cut":
        for (const [from, to] of ways) network.cutWay(from, to);
        if (ways.every(([from, to]) => from < CLIENT_SITE && to < CLIENT_SITE)) counts.partitions++;
        return world.note(`cut: ${ways.map(([from, to]) => `${from}>${to}`).join(" ")}`);
      case "open":
        if (at > 0) network.openWays((from, to) => from === at || to === at);
        else network.openWays((from, to) => from < CLIENT_SITE && to < CLIENT_SITE);
        return;
      case "clog":
        for (const [from, to] of ways) network.clog(from, to, amount * MS);
        counts.clogs++;
        return;
      case "reset": {
        const random = new Random(salt);
        counts.resets++;
        return network.resetRoutes(at, () => random.chance(0.5));
      }
      case "slow":
        if (disk === undefined) return;
        if (amount > 1) counts.slowDisks++;
        disk.slowness = amount;
        return;
      case "transfer":
        return world.ask({ ask: "transferLeader", nodeId: at });
      case "deploy":
        if (disk === undefined) return;
        counts.deployments++;
        return world.deploy(at, amount);
      case "activate":
        return world.ask({ ask: "activateVersion", version: amount });
      case "add":
        return world.ask({
          ask: "addMember",
          member: { nodeId: at, peerAddress: peerAddressOf(at), clientAddress: `node-${at}:8000` },
        });
      case "promote":
        return world.ask({ ask: "promoteMember", nodeId: at });
      case "remove":
        return world.ask({ ask: "removeMember", nodeId: at });
      case "restart client":
        counts.clientRestarts++;
        return world.restartClient(at - CLIENT_SITE);
      case "pause":
      case "resume":
      case "step":
      case "freeze":
      case "thaw":
        return this.disturb(action);
      default:
        if (disk !== undefined) this.spoil(disk, action);
    }
  }

  /** Of a process and its clocks. */
  private disturb({ kind, at = 0, amount = 0 }: TroubleAction): void {
    const { world } = this;
    const { counts } = world;
    const process =
      at >= CLIENT_SITE ? world.clientProcess(at - CLIENT_SITE) : world.running.get(at)?.process;
    if (process === undefined) return;
    if (kind === "pause" && !process.isPaused) {
      counts.pauses++;
      process.pause();
    } else if (kind === "resume" && process.isPaused) {
      process.resume();
    } else if (kind === "step") {
      counts.clockSteps++;
      process.wallOffsetUs += amount * SECOND;
    } else if (kind === "freeze") {
      counts.clockFreezes++;
      process.freezeClocks();
    } else if (kind === "thaw") {
      process.thawClocks();
    }
  }

  /** Of a disk. */
  private spoil(disk: SimulatedDisk, { kind, at = 0, salt = 0 }: TroubleAction): void {
    const { world } = this;
    const { counts } = world;
    const node = world.running.get(at);
    switch (kind) {
      case "fail":
        if (node === undefined) return;
        counts.diskErrors++;
        world.note(`the disk of node ${at} fails`);
        return node.process.happen(() => node.log.fail("EIO"));
      case "fill":
        counts.fullDisks++;
        disk.isFull = true;
        return;
      case "free":
        disk.isFull = false;
        return;
      case "copy":
        return disk.copyContent();
      case "wipe":
        world.crash(at, salt);
        disk.wipe();
        counts.wipedDisks++;
        return world.note(`the disk of node ${at} is wiped`);
      case "restore":
        world.crash(at, salt);
        if (!disk.restore()) return;
        counts.restoredDisks++;
        return world.note(`the disk of node ${at} is an old copy`);
      case "rot":
      case "misdirect":
        if (!disk.rot(salt, world.committedIndex, kind === "misdirect")) return;
        counts.rottenDisks++;
        return world.note(`the disk of node ${at} rots`);
    }
  }
}
