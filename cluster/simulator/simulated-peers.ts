import { memberOf } from "../member-id.ts";
import type { Introduction, PeerTransport } from "../ports.ts";
import type { Message } from "../raft/message.ts";
import type { FaultCounts } from "./cluster-faults.ts";
import type { Random } from "./random.ts";
import { Channel, type Route, type SimulatedNetwork } from "./simulated-network.ts";
import { MS, SECOND, type SimulatedProcess } from "./simulated-process.ts";

/** As of the real transport (transport/peer-*.ts). */
const BACKOFF_MS_MIN = 25;
const BACKOFF_MS_MAX = 1_000;
const GREETING_US = 3 * SECOND;
const SILENCE_US = 2 * SECOND;
const POISON = 0xa5;

/** What the transport needs of a node, and tells it. */
export interface PeerHost {
  readonly nodeId: number;
  readonly process: SimulatedProcess;
  introductionTo(nodeId: number): Introduction;
  onPeerIntroduced(nodeId: number, introduction: Introduction): void;
  onPeerMessage(message: Message, wallUs: number): void;
  onPeerClosed(nodeId: number): void;
  onPeerUnreachable(nodeId: number): void;
}

interface Letter {
  readonly message: Message;
  readonly wallUs: number;
}

/** Who is up, and whom they hear. */
export class PeerNetwork {
  readonly network: SimulatedNetwork;
  readonly counts: FaultCounts;
  /** Every message that leaves a node. */
  readonly onLeave: (from: PeerHost, message: Message) => void;
  readonly up: Map<number, SimulatedPeers> = new Map();

  constructor(
    network: SimulatedNetwork,
    counts: FaultCounts,
    onLeave: (from: PeerHost, message: Message) => void,
  ) {
    this.network = network;
    this.counts = counts;
    this.onLeave = onLeave;
  }
}

/**
 * Connections of one process to the other members, as TCP would have them: each is dialled by who hears on it and
 * delivers in order; when it breaks, what is under way is lost, and both ends hear of it sooner or later.
 */
export class SimulatedPeers implements PeerTransport {
  readonly host: PeerHost;
  readonly net: PeerNetwork;
  private readonly random: Random;
  /** To whom this node speaks. */
  readonly outlets: Map<number, PeerConnection> = new Map();
  /** Whom it hears. */
  readonly inlets: Map<number, PeerConnection> = new Map();
  private readonly attempts = new Map<number, number>();
  private readonly dials = new Map<number, number>();

  constructor(host: PeerHost, net: PeerNetwork, others: readonly number[]) {
    this.host = host;
    this.net = net;
    this.random = net.network.random;
    for (const nodeId of others) this.attempts.set(nodeId, 0);
  }

  open(): void {
    this.net.up.set(this.host.nodeId, this);
    for (const nodeId of this.attempts.keys()) this.dial(nodeId);
  }

  /** The process died: its sockets close. */
  kill(): void {
    this.net.up.delete(this.host.nodeId);
    for (const connection of [...this.inlets.values(), ...this.outlets.values()]) connection.reset();
  }

  send(message: Message, wallUs: number): void {
    this.net.onLeave(this.host, message);
    const to = memberOf(message.to);
    const outlet = this.outlets.get(to);
    if (outlet === undefined) {
      this.net.counts.messagesLost++;
      this.host.process.post(1, () => this.host.onPeerUnreachable(to));
      return;
    }
    const entries = message.entries.map((entry) => ({ ...entry, data: entry.data.slice() }));
    outlet.say({ message: { ...message, entries }, wallUs });
  }

  /** Whoever still reads it is found out. */
  recycle(data: Uint8Array): void {
    data.fill(POISON, 0, 64);
  }

  reintroduce(nodeId: number): void {
    this.inlets.get(nodeId)?.reset();
    this.outlets.get(nodeId)?.reset();
    this.attempts.set(nodeId, 0);
  }

  /** An inlet ended, or could not be had: tried again a little later. */
  dialAgain(nodeId: number): void {
    const attempt = this.attempts.get(nodeId)!;
    this.attempts.set(nodeId, attempt + 1);
    const mean = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(attempt, 10));
    const waitUs = Math.round(mean * MS * (0.5 + this.random.below(1_000) / 1_000));
    this.host.process.post(waitUs, () => this.dial(nodeId));
  }

  private dial(nodeId: number): void {
    const { host, net } = this;
    if (this.inlets.has(nodeId)) return;
    const { network } = net;
    const dial = (this.dials.get(nodeId) ?? 0) + 1;
    this.dials.set(nodeId, dial);
    host.process.post(GREETING_US, () => {
      // The other one died, or was stopped, before it could greet.
      if (this.dials.get(nodeId) === dial && !this.inlets.has(nodeId)) this.dialAgain(nodeId);
    });
    const hello = host.introductionTo(nodeId);
    network.events.after(network.drawDelayUs(), () => {
      const speaker = net.up.get(nodeId);
      if (!network.isReachable(host.nodeId, nodeId)) {
        host.process.post(network.isHealed ? MS : GREETING_US / 4, () => this.dialAgain(nodeId));
      } else if (speaker === undefined) {
        host.process.post(network.drawDelayUs(), () => this.dialAgain(nodeId));
      } else {
        speaker.host.process.happen(() => speaker.greet(this, hello));
      }
    });
  }

  /** Somebody wants to hear this node. */
  private greet(hearer: SimulatedPeers, hello: Introduction): void {
    const { host } = this;
    const hearerId = hearer.host.nodeId;
    host.onPeerIntroduced(hearerId, hello);
    this.outlets.get(hearerId)?.reset();
    const connection = new PeerConnection(this, hearer);
    this.outlets.set(hearerId, connection);
    this.attempts.set(hearerId, 0);
    connection.welcome(host.introductionTo(hearerId));
  }

  /** This node hears the other one from now on. */
  heard(nodeId: number, connection: PeerConnection, introduction: Introduction): void {
    this.inlets.get(nodeId)?.reset();
    this.inlets.set(nodeId, connection);
    this.attempts.set(nodeId, 0);
    this.host.onPeerIntroduced(nodeId, introduction);
  }
}

/** One connection: the hearer dialled it, and the speaker's messages come over it. */
class PeerConnection implements Route {
  readonly a: number;
  readonly b: number;
  private readonly speaker: SimulatedPeers;
  private readonly hearer: SimulatedPeers;
  private readonly channel: Channel<Letter | Introduction>;
  private isHeard = false;
  private isReset = false;

  constructor(speaker: SimulatedPeers, hearer: SimulatedPeers) {
    this.speaker = speaker;
    this.hearer = hearer;
    this.a = speaker.host.nodeId;
    this.b = hearer.host.nodeId;
    const { network } = speaker.net;
    this.channel = new Channel(network, this.a, this.b, (piece) =>
      hearer.host.process.happen(() => this.take(piece)),
    );
    network.routes.add(this);
  }

  welcome(introduction: Introduction): void {
    this.channel.put(introduction);
    this.watch();
  }

  say(letter: Letter): void {
    this.channel.put(letter);
  }

  onOpened(): void {
    this.channel.resume();
  }

  reset(): void {
    if (this.isReset) return;
    this.isReset = true;
    const { speaker, hearer, a, b } = this;
    const { network, counts, up } = speaker.net;
    network.routes.delete(this);
    counts.messagesLost += this.channel.close();
    // Who cannot be told finds out by silence.
    const delayUs = (): number => (network.isReachable(a, b) ? network.drawDelayUs() : SILENCE_US);
    speaker.host.process.post(delayUs(), () => {
      if (speaker.outlets.get(b) === this) speaker.outlets.delete(b);
      speaker.host.onPeerUnreachable(b);
    });
    hearer.host.process.post(delayUs(), () => {
      if (hearer.inlets.get(a) === this) hearer.inlets.delete(a);
      if (this.isHeard) hearer.host.onPeerClosed(a);
      if (up.get(b) === hearer && !hearer.inlets.has(a)) hearer.dialAgain(a);
    });
  }

  private take(piece: Letter | Introduction): void {
    if (this.isReset) return;
    if ("message" in piece) {
      this.hearer.host.onPeerMessage(piece.message, piece.wallUs);
    } else {
      this.isHeard = true;
      this.hearer.heard(this.a, this, piece);
    }
  }

  /** Who is silent for long is given up: a speaker says that it is alive a few times a second. */
  private watch(): void {
    const { network } = this.speaker.net;
    let silentUs = 0;
    const look = (): void => {
      if (this.isReset) return;
      silentUs =
        network.isCut(this.a, this.b) || this.speaker.host.process.isPaused ? silentUs + SILENCE_US / 4 : 0;
      if (silentUs >= SILENCE_US) this.reset();
      else network.events.after(SILENCE_US / 4, look);
    };
    network.events.after(SILENCE_US / 4, look);
  }
}
