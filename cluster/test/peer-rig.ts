import { connect, createServer, type Server, type Socket } from "node:net";
import { raftIdOf } from "../member-id.ts";
import type { Introduction } from "../ports.ts";
import type { Entry } from "../raft/entry.ts";
import { createMessage, type Message, MessageType } from "../raft/message.ts";
import type { TransferWord } from "../snapshots/transfer-word.ts";
import { nameOfPeerError } from "../transport/peer-error.ts";
import {
  decodePeerHello,
  decodePeerRefused,
  decodePeerWelcome,
  encodePeerHello,
  encodePeerWelcome,
  PEER_PROTOCOL_VERSIONS,
  PeerFrameType,
  type PeerHello,
  type PeerWelcome,
} from "../transport/peer-frame.ts";
import { PeerFrameReader } from "../transport/peer-frame-reader.ts";
import { PeerChunks, PeerOutbox, type WritableSocket } from "../transport/peer-outbox.ts";
import { TcpPeers, type TcpPeersOptions } from "../transport/peer-tcp.ts";
import { CLUSTER_ID, makeBatch } from "./log-batches.ts";

const opened: { close(): unknown }[] = [];

/** To be called after each test. */
export async function closePeers(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.close()));
}

interface Line {
  readonly level: "info" | "warn" | "error";
  readonly facts: Record<string, unknown>;
  readonly message: string;
}

/** What members say who know nothing of each other. */
export const NEWCOMER: Introduction = {
  incarnation: 1,
  life: 0,
  founding: 0,
  given: { incarnation: 0, life: 0, index: 0 },
  membersIndex: 0,
  members: [],
};

/** A member on loopback, and what it was told. */
export class PeerNode {
  readonly heard: Message[] = [];
  readonly transfers: { readonly nodeId: number; readonly word: TransferWord }[] = [];
  readonly wallsUs: number[] = [];
  readonly closed: number[] = [];
  readonly unreachable: number[] = [];
  readonly lines: Line[] = [];
  readonly peers: TcpPeers;
  readonly nodeId: number;

  constructor(nodeId: number, given: Partial<TcpPeersOptions> & { incarnation?: number } = {}) {
    const { incarnation = 1, ...options } = given;
    this.nodeId = nodeId;
    const log =
      (level: Line["level"]) =>
      (facts: object, message: string): void => {
        this.lines.push({ level, facts: facts as Line["facts"], message });
      };
    this.peers = new TcpPeers({
      nodeId,
      clusterId: CLUSTER_ID,
      introductionTo: () => ({ ...NEWCOMER, incarnation }),
      listen: "127.0.0.1:0",
      members: [],
      onMessage: (message, wallUs) => {
        this.heard.push(message);
        this.wallsUs.push(wallUs);
      },
      onTransfer: (from, word) => this.transfers.push({ nodeId: from, word }),
      onConnectionClosed: (peer) => this.closed.push(peer),
      onUnreachable: (peer) => this.unreachable.push(peer),
      logger: { info: log("info"), warn: log("warn"), error: log("error") },
      ...options,
    });
  }

  /** Everything it said, for a look at one line. */
  get text(): string {
    return this.lines.map(({ facts, message }) => `${message} ${JSON.stringify(facts)}`).join("\n");
  }

  get address(): string {
    return this.peers.address;
  }

  get isConnected(): boolean {
    return this.peers.status().every(({ isHeard, isReached }) => isHeard && isReached);
  }

  async open(): Promise<this> {
    await this.peers.open();
    opened.push(this.peers);
    return this;
  }

  close(): Promise<void> {
    opened.splice(opened.indexOf(this.peers), 1);
    return this.peers.close();
  }
}

/** Introduces members to each other. */
export async function meet(...nodes: readonly PeerNode[]): Promise<void> {
  const members = nodes.map(({ nodeId, address }) => ({ nodeId, peerAddress: address }));
  for (const { peers } of nodes) peers.setMembers(members);
  await eventually(() => nodes.every(({ isConnected }) => isConnected));
}

/** Waits for the sockets. @throws when it does not come true in five seconds */
export async function eventually(isTrue: () => boolean): Promise<void> {
  const giveUpMs = performance.now() + 5_000;
  while (!isTrue()) {
    if (performance.now() > giveUpMs) throw new Error(`it does not come true: ${isTrue.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export function entryAt(index: number, payloadBytes: number, term = 1): Entry {
  const data = makeBatch({ index, term, previousHash: 0, payloadBytes });
  return { index, term, kind: 0, data };
}

/** From the other one of two members in their first incarnation. */
export function messageTo(to: number, type: MessageType): Message {
  return { ...createMessage(type, raftIdOf(to, 1)), from: raftIdOf(3 - to, 1), term: 1 };
}

export function appendOf(to: number, index: number, entries: readonly Entry[]): Message {
  return { ...messageTo(to, MessageType.Append), index, entries };
}

export function heartbeat(to: number, context = 0): Message {
  return { ...messageTo(to, MessageType.Heartbeat), context };
}

/** The bytes that a member sends for these messages. */
export function framesOf(messages: readonly Message[], wallUs = 1): Uint8Array {
  const parts: Uint8Array[] = [];
  const socket = {
    write: (bytes: Uint8Array) => parts.push(bytes.slice()) > 0,
    cork: () => {},
    uncork: () => {},
    writableLength: 0,
  };
  const outbox = new PeerOutbox(socket as unknown as WritableSocket, new PeerChunks(), 64_000_000);
  for (const message of messages) outbox.send(message, wallUs);
  outbox.flush();
  return Uint8Array.from(Buffer.concat(parts));
}

/** Node 2 by hand, as a node 1 sees it. */
export const HAND_ID = 2;

const greeting = { ...NEWCOMER, clusterId: CLUSTER_ID, nodeId: HAND_ID, versionMax: 1, fingerprints: [] };

export function welcomeBy(fields: Partial<PeerWelcome> = {}): Uint8Array {
  return encodePeerWelcome({ ...greeting, version: PEER_PROTOCOL_VERSIONS.max, ...fields });
}

export function helloBy(fields: Partial<PeerHello> = {}): Uint8Array {
  return encodePeerHello({ ...greeting, versions: PEER_PROTOCOL_VERSIONS, dialledNodeId: 1, ...fields });
}

/** A socket that a test speaks through byte by byte, and the frames that came from the other end. */
export class Hand {
  readonly refusals: string[] = [];
  readonly welcomes: PeerWelcome[] = [];
  readonly hellos: PeerHello[] = [];
  readonly socket: Socket;
  frames = 0;
  bytes = 0;
  isEnded = false;

  constructor(socket: Socket) {
    this.socket = socket;
    const reader = new PeerFrameReader({
      onHead: (type, view, offset, headBytes) => this.onHead(type, view, offset, headBytes),
      onBody: () => {},
      onEnd: () => this.frames++,
    });
    reader.open();
    socket.on("data", (bytes: Buffer) => {
      this.bytes += bytes.byteLength;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      reader.push(bytes, view, 0, bytes.byteLength);
    });
    socket.on("error", () => {});
    socket.on("close", () => (this.isEnded = true));
  }

  /** Dials a member. */
  static dial(address: string): Hand {
    const [host, port] = address.split(":");
    const socket = connect({ host: host!, port: Number(port) });
    opened.push({ close: () => socket.destroy() });
    return new Hand(socket);
  }

  private onHead(type: number, view: DataView, offset: number, headBytes: number): void {
    if (type === PeerFrameType.Refused) {
      const { code, text } = decodePeerRefused(view, offset, headBytes);
      this.refusals.push(`${nameOfPeerError(code)}: ${text}`);
    }
    if (type === PeerFrameType.Welcome) this.welcomes.push(decodePeerWelcome(view, offset, headBytes));
    if (type === PeerFrameType.Hello) this.hellos.push(decodePeerHello(view, offset, headBytes));
  }
}

/** A listener that a test answers for, at the address of node 2. */
export class HandListener {
  readonly hands: Hand[] = [];
  private readonly server: Server;

  private constructor(server: Server, greet: Uint8Array | undefined) {
    this.server = server;
    server.on("connection", (socket) => {
      this.hands.push(new Hand(socket));
      if (greet !== undefined) socket.write(greet);
    });
  }

  /** @param greet what it answers to everybody @param address a free one by default */
  static async open(greet?: Uint8Array, address = "127.0.0.1:0"): Promise<HandListener> {
    const server = createServer();
    const listener = new HandListener(server, greet);
    await new Promise<void>((resolve) => server.listen(Number(address.split(":")[1]), "127.0.0.1", resolve));
    opened.push(listener);
    return listener;
  }

  get address(): string {
    const bound = this.server.address();
    return typeof bound === "object" && bound !== null ? `127.0.0.1:${bound.port}` : "";
  }

  close(): void {
    for (const { socket } of this.hands) socket.destroy();
    this.server.close();
  }
}
