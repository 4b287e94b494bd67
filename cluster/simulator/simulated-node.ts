import { EventRing } from "../event-ring.ts";
import { LogCompletions } from "../log-writer.ts";
import { Node } from "../node.ts";
import { recover } from "../node-recovery.ts";
import { type Member, SILENT_LOGGER } from "../ports.ts";
import type { Skips } from "../skips.ts";
import type { StateMachine } from "../state-machine.ts";
import type { NodeMutant } from "./node-mutants.ts";
import type { Random } from "./random.ts";
import type { Reachable } from "./simulated-connection.ts";
import type { SimulatedDisk, SimulatedLog } from "./simulated-disk.ts";
import { type PeerNetwork, SimulatedPeers } from "./simulated-peers.ts";
import { ProcessDeath, type SimulatedProcess } from "./simulated-process.ts";

export const CLUSTER_ID = 77;
const INIT_TOKEN = 4_711;
const EVENT_RING_BYTES = 4 * 1_048_576;

export interface SimulatedNodeOptions {
  readonly nodeId: number;
  readonly members: readonly Member[];
  readonly disk: SimulatedDisk;
  readonly peers: PeerNetwork;
  readonly random: Random;
  readonly makeMachine: (skips?: Skips) => StateMachine;
}

/** The real node, for one life of its process, between simulated ports. */
export class SimulatedNode implements Reachable {
  readonly node: Node;
  readonly log: SimulatedLog;
  readonly process: SimulatedProcess;
  readonly site: number;
  readonly peers: SimulatedPeers;
  private readonly mutant: NodeMutant | undefined;

  constructor(options: SimulatedNodeOptions, process: SimulatedProcess) {
    const { nodeId, members, disk, random, makeMachine } = options;
    this.process = process;
    this.mutant = disk.mutant;
    this.site = nodeId;
    const completions = new LogCompletions();
    completions.fatal = (): never => {
      throw new ProcessDeath();
    };
    this.log = disk.open(CLUSTER_ID, completions, process);
    const events = new EventRing(EVENT_RING_BYTES);
    const recovery = recover({ log: this.log, makeMachine, events });
    let step = recovery.next();
    while (step.done !== true) step = recovery.next();
    const others = members.map((member) => member.nodeId).filter((other) => other !== nodeId);
    const host = {
      nodeId,
      process,
      introductionTo: (other: number) => this.node.introductionTo(other),
      onPeerIntroduced: (...said: Parameters<Node["onPeerIntroduced"]>) =>
        this.node.onPeerIntroduced(...said),
      onPeerMessage: (...said: Parameters<Node["onPeerMessage"]>) => this.node.onPeerMessage(...said),
      onPeerClosed: (other: number) => this.node.onPeerClosed(other),
      onPeerUnreachable: (other: number) => this.node.onPeerUnreachable(other),
    };
    this.peers = new SimulatedPeers(host, options.peers, others);
    this.node = new Node({
      nodeId,
      clusterId: CLUSTER_ID,
      members,
      initToken: INIT_TOKEN,
      log: this.log,
      completions,
      machine: step.value,
      events,
      makeMachine,
      peers: this.peers,
      gatekeeper: { nonce: () => new Uint8Array(32), isProof: () => false },
      clock: process,
      scheduler: process,
      random: random.below,
      logger: SILENT_LOGGER,
    });
  }

  get acceptor(): Reachable["acceptor"] {
    return this.node.ingress;
  }

  start(): void {
    this.mutant?.patchNode?.(this.node);
    this.peers.open();
    this.node.start();
  }

  /** Nothing of it happens any more; what its disk keeps, the disk decides. */
  kill(): void {
    this.process.isDead = true;
    this.node.halt();
    this.peers.kill();
  }
}
