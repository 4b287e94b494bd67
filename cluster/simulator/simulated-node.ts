import { EventRing } from "../event-ring.ts";
import { LogCompletions } from "../log-writer.ts";
import { Node } from "../node.ts";
import { NoSnapshotError, recover, type RecoveryOptions } from "../node-recovery.ts";
import { type Member, SILENT_LOGGER } from "../ports.ts";
import { type NodeSnapshots, SnapshotCompletions } from "../snapshots/snapshot-duties.ts";
import type { SnapshotInfo } from "../snapshots/snapshot-store.ts";
import type { Skips } from "../skips.ts";
import type { StateMachine } from "../state-machine.ts";
import { CLUSTER_ID } from "./batch-maker.ts";
import type { NodeMutant } from "./node-mutants.ts";
import type { Random } from "./random.ts";
import type { Reachable } from "./simulated-connection.ts";
import type { SimulatedDisk, SimulatedLog } from "./simulated-disk.ts";
import { TcpPeers } from "../transport/peer-tcp.ts";
import type { Message } from "../raft/message.ts";
import type { FaultCounts } from "./cluster-faults.ts";
import type { SimulatedNetwork } from "./simulated-network.ts";
import { type PeerPorts, peerAddressOf, SimulatedPeerWire } from "./simulated-peer-wire.ts";
import { type MessageConditions, UnreliablePeers } from "./simulated-peers.ts";
import { ProcessDeath, type SimulatedProcess } from "./simulated-process.ts";
import { InvariantViolation } from "./violation.ts";

const INIT_TOKEN = 4_711;
const EVENT_RING_BYTES = 4 * 1_048_576;

export interface SimulatedNodeOptions {
  readonly nodeId: number;
  readonly members: readonly Member[];
  /** It may found the cluster with `members`. */
  readonly isFounder: boolean;
  readonly disk: SimulatedDisk;
  readonly network: SimulatedNetwork;
  readonly ports: PeerPorts;
  readonly conditions: MessageConditions;
  readonly counts: FaultCounts;
  /** Every message that leaves for another member. */
  readonly onLeave: (message: Message) => void;
  readonly random: Random;
  readonly makeMachine: (skips?: Skips) => StateMachine;
  /** The node counts on it from now on. */
  readonly onSnapshot: (snapshot: SnapshotInfo) => void;
}

/** The real node, for one life of its process, between simulated ports. */
export class SimulatedNode implements Reachable {
  readonly node: Node;
  readonly log: SimulatedLog;
  readonly process: SimulatedProcess;
  readonly site: number;
  private readonly peers: TcpPeers;
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
    const snapshots = this.openSnapshots(options);
    const machine = recovered({ log: this.log, makeMachine, events, snapshots: snapshots?.store });
    this.peers = new TcpPeers({
      nodeId,
      clusterId: CLUSTER_ID,
      introductionTo: (other) => this.node.introductionTo(other),
      onIntroduced: (other, identity) => this.node.onPeerIntroduced(other, identity),
      onOverheard: (introduction) => this.node.onPeerOverheard(introduction),
      listen: peerAddressOf(nodeId),
      members,
      versionMax: machine.versionMax,
      onMessage: (message, wallUs) => this.node.onPeerMessage(message, wallUs),
      onTransfer: (other, word) => this.node.onPeerTransfer(other, word),
      onConnectionClosed: (other) => this.node.onPeerClosed(other),
      onUnreachable: (other) => {
        options.counts.messagesLost++;
        this.node.onPeerUnreachable(other);
      },
      scheduler: process,
      soon: process.soon,
      wire: new SimulatedPeerWire(options.network, options.ports, nodeId, process),
      random: () => random.below(1_048_576) / 1_048_576,
    });
    const peers = new UnreliablePeers({ inner: this.peers, process, ...options });
    this.node = new Node({
      nodeId,
      clusterId: CLUSTER_ID,
      members,
      ...(options.isFounder ? { initToken: INIT_TOKEN } : {}),
      log: this.log,
      completions,
      machine,
      events,
      makeMachine,
      ...(snapshots === undefined ? {} : { snapshots }),
      peers,
      gatekeeper: { nonce: () => new Uint8Array(32), isProof: () => false },
      clock: process,
      scheduler: process,
      random: random.below,
      logger: SILENT_LOGGER,
    });
  }

  private openSnapshots({ disk, makeMachine, onSnapshot }: SimulatedNodeOptions): NodeSnapshots | undefined {
    const { policy, pieceBytes } = disk.snapshots.options.conditions;
    if (policy === undefined) return undefined;
    const completions = new SnapshotCompletions();
    const store = disk.snapshots.open(this.process, makeMachine, completions, onSnapshot);
    return { store, completions, policy, pieceBytes };
  }

  get acceptor(): Reachable["acceptor"] {
    return this.node.ingress;
  }

  start(): void {
    this.mutant?.patchNode?.(this.node);
    this.peers.begin();
    this.node.start();
  }

  /** Nothing of it happens any more; what its disk keeps, the disk decides. */
  kill(): void {
    this.process.isDead = true;
    this.node.halt();
  }
}

/** Its disk is its own and whole: a node that cannot begin from it has given up too much. */
function recovered(options: RecoveryOptions): StateMachine {
  try {
    const recovery = recover(options);
    let step = recovery.next();
    while (step.done !== true) step = recovery.next();
    return step.value;
  } catch (error) {
    if (!(error instanceof NoSnapshotError)) throw error;
    throw new InvariantViolation("a whole disk is enough to begin from", error.message);
  }
}
