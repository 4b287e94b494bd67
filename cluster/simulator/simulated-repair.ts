import type { DamagedMemoryLog } from "../log/damaged-memory-log.ts";
import { LogRepair } from "../log-repair.ts";
import { type Introduction, type PeerMember, SILENT_LOGGER } from "../ports.ts";
import type { Message } from "../raft/message.ts";
import { TcpPeers } from "../transport/peer-tcp.ts";
import type { Random } from "./random.ts";
import type { SimulatedNetwork } from "./simulated-network.ts";
import { CLUSTER_ID } from "./batch-maker.ts";
import { type PeerPorts, peerAddressOf, SimulatedPeerWire } from "./simulated-peer-wire.ts";
import type { SimulatedProcess } from "./simulated-process.ts";

export interface SimulatedRepairOptions {
  readonly nodeId: number;
  /** This node may be among them. */
  readonly members: readonly PeerMember[];
  readonly damaged: DamagedMemoryLog;
  readonly network: SimulatedNetwork;
  readonly ports: PeerPorts;
  readonly random: Random;
  readonly onLeave: (message: Message) => void;
  /** Never called from within the constructor or `start`. */
  readonly onWhole: () => void;
  /** All others have answered, and none holds what is missing: the disk has to be emptied. */
  readonly onHopeless: () => void;
}

/** A process before it is a node: its log is damaged, and the others have what is missing. */
export class SimulatedRepair {
  readonly process: SimulatedProcess;
  private readonly peers: TcpPeers;
  private readonly repair: LogRepair;

  constructor(options: SimulatedRepairOptions, process: SimulatedProcess) {
    const { nodeId, members, damaged, network, ports, random, onLeave, onWhole, onHopeless } = options;
    this.process = process;
    const introduction: Introduction = {
      incarnation: damaged.identity.incarnation,
      life: 0,
      founding: 0,
      given: { incarnation: 0, life: 0, index: 0 },
      membersIndex: 0,
      members: [],
    };
    this.peers = new TcpPeers({
      nodeId,
      clusterId: CLUSTER_ID,
      introductionTo: () => introduction,
      listen: peerAddressOf(nodeId),
      members,
      onMessage: (message) => {
        this.repair.onPeerMessage(message);
        if (damaged.isWhole && !process.isDead) onWhole();
      },
      onConnectionClosed: () => {},
      onUnreachable: () => {},
      scheduler: process,
      soon: process.soon,
      wire: new SimulatedPeerWire(network, ports, nodeId, process),
      random: () => random.below(1_048_576) / 1_048_576,
    });
    this.repair = new LogRepair({
      damaged,
      others: members.map((member) => member.nodeId).filter((other) => other !== nodeId),
      peers: {
        send: (message, wallUs) => {
          onLeave(message);
          this.peers.send(message, wallUs);
        },
      },
      clock: process,
      scheduler: process,
      logger: SILENT_LOGGER,
      // The node does it by itself when it is replaced; else its operator, who can see that nobody will have it.
      onStuck: ({ silent, isReplaced }) => {
        if (isReplaced || silent.length === 0) onHopeless();
      },
    });
  }

  start(): void {
    this.peers.begin();
    this.repair.start();
  }

  kill(): void {
    this.process.isDead = true;
    this.repair.stop();
  }
}
