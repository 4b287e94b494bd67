import type { PeerMember, PeerTransport } from "../ports.ts";
import type { Message } from "../raft/message.ts";
import type { TransferWord } from "../snapshots/transfer-word.ts";
import type { TcpPeers } from "../transport/peer-tcp.ts";
import type { FaultCounts } from "./cluster-faults.ts";
import { MS, type SimulatedProcess } from "./simulated-process.ts";
import type { Random } from "./random.ts";

const POISON = 0xa5;
const LATE_MEAN_US = 50 * MS;

/** What may become of a message, as the port allows it. */
export interface MessageConditions {
  readonly messageLossRate: number;
  readonly duplicationRate: number;
  /** Of messages that overtake those sent before them. */
  readonly reorderingRate: number;
  readonly isHealed: () => boolean;
}

interface UnreliablePeersOptions {
  readonly inner: TcpPeers;
  readonly process: SimulatedProcess;
  readonly random: Random;
  readonly conditions: MessageConditions;
  readonly counts: FaultCounts;
  /** Every message that leaves the node, before anything becomes of it. */
  readonly onLeave: (message: Message) => void;
}

/** The real connections of a member, behind a port that loses, doubles and delays messages as it may. */
export class UnreliablePeers implements PeerTransport {
  private readonly options: UnreliablePeersOptions;

  constructor(options: UnreliablePeersOptions) {
    this.options = options;
  }

  send(message: Message, wallUs: number): void {
    const { inner, random, conditions, counts, process, onLeave } = this.options;
    onLeave(message);
    const { messageLossRate, duplicationRate, reorderingRate } = conditions;
    if (conditions.isHealed()) return inner.send(message, wallUs);
    if (messageLossRate > 0 && random.chance(messageLossRate)) {
      counts.messagesDropped++;
      return;
    }
    const isDoubled = duplicationRate > 0 && random.chance(duplicationRate);
    const isLate = reorderingRate > 0 && random.chance(reorderingRate);
    if (isDoubled || isLate) {
      if (isDoubled) counts.messagesDoubled++;
      else counts.messagesReordered++;
      const copy = copyOf(message);
      process.post(1 + Math.round(random.exponential(LATE_MEAN_US)), () => inner.send(copy, wallUs));
    }
    if (!isLate || isDoubled) inner.send(message, wallUs);
  }

  /** Whoever still reads it is found out. */
  recycle(data: Uint8Array): void {
    data.fill(POISON, 0, 64);
    this.options.inner.recycle(data);
  }

  /** Over the real connections; who misses a word asks again. */
  transfer(nodeId: number, word: TransferWord): void {
    const { inner, random, conditions, counts } = this.options;
    const { messageLossRate } = conditions;
    const isLost = !conditions.isHealed() && messageLossRate > 0 && random.chance(messageLossRate);
    if (isLost) counts.messagesDropped++;
    else inner.transfer(nodeId, word);
  }

  setMembers(members: readonly PeerMember[]): void {
    this.options.inner.setMembers(members);
  }

  reintroduce(nodeId: number): void {
    this.options.inner.reintroduce(nodeId);
  }
}

/** The bytes of its entries are used again when the node has sent it. */
function copyOf(message: Message): Message {
  return { ...message, entries: message.entries.map((entry) => ({ ...entry, data: entry.data.slice() })) };
}
