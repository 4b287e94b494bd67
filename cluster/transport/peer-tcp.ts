import { limits } from "../limits.ts";
import { memberOf } from "../member-id.ts";
import {
  type ContractFingerprint,
  type Introduction,
  type Logger,
  type PeerMember,
  type PeerTransport,
  type Scheduler,
  SILENT_LOGGER,
} from "../ports.ts";
import type { Message } from "../raft/message.ts";
import type { TransferWord } from "../snapshots/transfer-word.ts";
import { differingContracts } from "../contract-editions.ts";
import { BatchMemory } from "./peer-batch-memory.ts";
import { PeerCertificates, type PeerTlsFiles } from "./peer-certificates.ts";
import {
  encodePeerHello,
  encodePeerWelcome,
  PEER_PROTOCOL_VERSIONS,
  type PeerHello,
  type PeerIdentity,
  type PeerWelcome,
  type VersionRange,
} from "./peer-frame.ts";
import {
  acceptHello,
  acceptWelcome,
  type GreetingOptions,
  type KnownPeer,
  type OwnIdentity,
} from "./peer-greeting.ts";
import { PeerInlet, type PeerInletHost } from "./peer-inlet.ts";
import type { PeerListenerOwner } from "./peer-listener.ts";
import { PeerMessageReader } from "./peer-message.ts";
import { PeerChunks } from "./peer-outbox.ts";
import { PeerOutlet, type PeerOutletHost } from "./peer-outlet.ts";
import { PEER_TICK_MS } from "./peer-stream.ts";
import { type PeerPort, type PeerSocket, type PeerWire, type ReadInto, TcpPeerWire } from "./peer-wire.ts";
import { parseAddress } from "./tcp.ts";

/** Connections that have not greeted yet; more are cut at once. */
const STRANGERS_MAX = 64;

export interface TcpPeersOptions {
  readonly nodeId: number;
  readonly clusterId: number;
  /** What a member is told of this node's disk, and of its own; asked at every connection. */
  readonly introductionTo: (nodeId: number) => Introduction;
  /** What a member said of them. */
  readonly onIntroduced?: (nodeId: number, identity: PeerIdentity) => void;
  /** What somebody of this cluster said who is refused, because this node knows no such member. */
  readonly onOverheard?: (introduction: Introduction) => void;
  /** `host:port`; port 0 takes a free one. */
  readonly listen: string;
  /** This node may be among them. */
  readonly members: readonly PeerMember[];
  /** Default: what this build speaks. */
  readonly protocolVersions?: VersionRange;
  /** The highest version of the services that this build supports, told to the others; default 1. */
  readonly versionMax?: number;
  /** Of the contracts that this node runs; told to the others, who refuse nobody for them. */
  readonly fingerprints?: readonly ContractFingerprint[];
  /** A message from another member; its entries' bytes belong to whoever takes it. */
  readonly onMessage: (message: Message, wallUs: number) => void;
  /** A member's word about a snapshot. */
  readonly onTransfer?: (nodeId: number, word: TransferWord) => void;
  /** What this member says will not be heard until it is connected again: its process may be dead. */
  readonly onConnectionClosed: (nodeId: number) => void;
  /** Something for this member was dropped, or may be lost. Not called from within `send`. */
  readonly onUnreachable: (nodeId: number) => void;
  readonly logger?: Logger;
  readonly tls?: PeerTlsFiles;
  /** Default: the process's. */
  readonly scheduler?: Pick<Scheduler, "every">;
  /** Runs something when what is going on is done. Default: in a microtask. */
  readonly soon?: (run: () => void) => void;
  /** Default: TCP, or TLS with `tls`. */
  readonly wire?: PeerWire;
  /** In [0, 1): spreads attempts to connect. */
  readonly random?: () => number;
  /** What may wait for one peer; more is dropped. */
  readonly queueBytesMax?: number;
}

/** How it stands with one of the others. */
export interface PeerStatus {
  readonly nodeId: number;
  readonly peerAddress: string;
  readonly isHeard: boolean;
  readonly isReached: boolean;
  /** Waiting to be sent. */
  readonly pendingBytes: number;
  /** Of the last greeting; 0 and none before it. */
  readonly version: number;
  readonly incarnation: number;
  readonly fingerprints: readonly ContractFingerprint[];
}

interface Peer extends KnownPeer {
  readonly inlet: PeerInlet;
  outlet: PeerOutlet | undefined;
  incarnation: number;
  version: number;
  fingerprints: readonly ContractFingerprint[];
  /** The last thing said about it, so that it is not said at every attempt. */
  lastTrouble: string;
  isUnreachableDue: boolean;
}

/**
 * Connections to the other members. This node dials each of them and hears it there; each of them
 * dials this node, and is spoken to there.
 */
export class TcpPeers implements PeerTransport, PeerInletHost, PeerOutletHost, PeerListenerOwner {
  private readonly options: TcpPeersOptions;
  private readonly logger: Logger;
  private readonly greeting: GreetingOptions;
  private readonly certificates: PeerCertificates | undefined;
  private readonly wire: PeerWire;
  private readonly port: PeerPort;
  private readonly soon: (run: () => void) => void;
  private readonly memory = new BatchMemory();
  private readonly chunks = new PeerChunks();
  private readonly queueBytesMax: number;
  private readonly peers = new Map<number, Peer>();
  /** All that were accepted and are not gone. */
  private readonly outlets = new Set<PeerOutlet>();
  private readonly waiting: PeerOutlet[] = [];
  private stopTicking: (() => void) | undefined;
  private lastStranger = "";
  private isFlushDue = false;
  private isClosed = false;

  /** @throws PeerCertificateError, or RangeError for an address that is none */
  constructor(options: TcpPeersOptions) {
    this.options = options;
    this.logger = options.logger ?? SILENT_LOGGER;
    this.queueBytesMax = options.queueBytesMax ?? limits.appendsInFlightBytesMax;
    const own: OwnIdentity = {
      clusterId: options.clusterId,
      nodeId: options.nodeId,
      versionMax: options.versionMax ?? 1,
      fingerprints: options.fingerprints ?? [],
    };
    this.greeting = {
      own,
      versions: options.protocolVersions ?? PEER_PROTOCOL_VERSIONS,
      peerOf: (nodeId) => this.peers.get(nodeId),
      memberIds: () => [...this.peers.keys()],
    };
    if (options.tls !== undefined) this.certificates = new PeerCertificates(options.tls, this.logger);
    this.wire = options.wire ?? new TcpPeerWire(this.certificates);
    this.port = this.wire.listen(options.listen, this);
    this.soon = options.soon ?? queueMicrotask;
    this.setMembers(options.members);
  }

  /**
   * Takes the port, and begins to dial.
   *
   * @throws the system's error when the address is in use or not ours
   */
  async open(): Promise<void> {
    await this.port.open();
    this.begin();
  }

  /** Dials the others, for a node whose port is open. */
  begin(): void {
    const { scheduler = processScheduler } = this.options;
    this.stopTicking = scheduler.every(PEER_TICK_MS, () => this.tick());
    for (const { inlet } of this.peers.values()) inlet.tick();
  }

  /** Where it listens, with the port that was taken; empty before `open`. */
  get address(): string {
    return this.port.address;
  }

  /**
   * Who the others are from now on: new ones are dialled, those that are gone are hung up on. Who has no address
   * cannot be reached, and is no peer.
   */
  setMembers(members: readonly PeerMember[]): void {
    const others = new Map(
      members.flatMap(({ nodeId, peerAddress = "", otherAddresses = [] }) =>
        nodeId === this.options.nodeId || peerAddress === ""
          ? []
          : [[nodeId, [peerAddress, ...otherAddresses]] as const],
      ),
    );
    for (const [nodeId, peer] of this.peers) {
      if (others.has(nodeId)) continue;
      this.peers.delete(nodeId);
      peer.inlet.stop();
      peer.outlet?.drop("it is no member any more");
    }
    for (const [nodeId, addresses] of others) {
      const peer = this.peers.get(nodeId);
      if (peer === undefined) this.peers.set(nodeId, this.newPeer(nodeId, addresses));
      else peer.inlet.lookFor(addresses);
    }
  }

  /** Hangs up on a member, so that it is greeted with what is true now. */
  reintroduce(nodeId: number): void {
    const peer = this.peers.get(nodeId);
    if (peer === undefined || this.isClosed) return;
    peer.inlet.stop();
    peer.outlet?.drop("this node has something else to say of itself, or of the peer");
    const again = this.newPeer(nodeId, peer.inlet.addresses);
    again.incarnation = peer.incarnation;
    again.fingerprints = peer.fingerprints;
    this.peers.set(nodeId, again);
    again.inlet.hurry();
  }

  status(): PeerStatus[] {
    return [...this.peers.values()].map((peer) => ({
      nodeId: peer.nodeId,
      peerAddress: peer.inlet.address,
      isHeard: peer.inlet.isOpen,
      isReached: peer.outlet !== undefined,
      pendingBytes: peer.outlet?.pendingBytes ?? 0,
      version: peer.version,
      incarnation: peer.incarnation,
      fingerprints: peer.fingerprints,
    }));
  }

  /**
   * Copies the message into what its receiver is sent next. Batches leave at once; the rest with the next
   * `flush`, or when this turn ends. Never waits: what cannot be sent is dropped and reported.
   */
  send(message: Message, wallUs: number): void {
    const peer = this.peers.get(memberOf(message.to));
    if (peer === undefined) return; // Removed in the meantime.
    const { outlet } = peer;
    if (outlet === undefined || !outlet.send(message, wallUs)) {
      this.reportUnreachable(peer);
      return;
    }
    if (outlet.pendingBytes > 0) this.flushSoon(outlet);
  }

  /** A word about a snapshot, behind all messages. It may be dropped: who misses it asks again. */
  transfer(nodeId: number, word: TransferWord): void {
    const outlet = this.peers.get(nodeId)?.outlet;
    if (outlet?.transfer(word) === true) this.flushSoon(outlet);
  }

  private flushSoon(outlet: PeerOutlet): void {
    if (!this.waiting.includes(outlet)) this.waiting.push(outlet);
    if (this.isFlushDue) return;
    this.isFlushDue = true;
    this.soon(this.flushWaiting);
  }

  /** Sends what waits, one write per peer; for who cannot wait for the end of the turn. */
  flush(): void {
    for (let i = 0; i < this.waiting.length; i++) this.waiting[i].flush();
    this.waiting.length = 0;
  }

  /** An entry that `onMessage` brought is needed by nobody any more: its memory may be used again. */
  recycle(data: Uint8Array): void {
    this.memory.recycle(data);
  }

  /** Reads the certificate's files again, as when they change. */
  reloadCertificates(): void {
    this.certificates?.reload();
  }

  /** Hangs up on everybody. */
  async close(): Promise<void> {
    this.flush();
    this.isClosed = true;
    this.stopTicking?.();
    this.certificates?.close();
    for (const peer of this.peers.values()) peer.inlet.stop();
    await this.port.close();
  }

  // What the listener, inlets and outlets ask of their node, and tell it.

  dial(address: string, onread: ReadInto, onOpen: () => void): PeerSocket {
    return this.wire.dial(address, onread, onOpen);
  }

  hello(dialledNodeId: number): Uint8Array {
    const { own, versions } = this.greeting;
    const introduction = this.options.introductionTo(dialledNodeId);
    return encodePeerHello({ ...own, ...introduction, versions, dialledNodeId });
  }

  checkWelcome(nodeId: number, welcome: PeerWelcome): void {
    acceptWelcome(this.greeting, nodeId, welcome);
  }

  onInletOpen(inlet: PeerInlet, welcome: PeerWelcome): void {
    const peer = this.peers.get(inlet.nodeId)!;
    this.remember(peer, welcome, welcome.version);
    peer.lastTrouble = "";
    const { nodeId, address } = inlet;
    this.logger.info(
      { peer: nodeId, address, version: welcome.version, incarnation: welcome.incarnation },
      "the peer is heard",
    );
  }

  onInletClosed(inlet: PeerInlet, wasOpen: boolean, reason: string, refusal: string | undefined): void {
    const { nodeId, address } = inlet;
    const trouble = refusal ?? reason;
    const peer = this.peers.get(nodeId);
    if (peer !== undefined && trouble !== peer.lastTrouble) {
      peer.lastTrouble = trouble;
      const facts = { peer: nodeId, address, reason };
      if (refusal === undefined) {
        this.logger.warn(facts, wasOpen ? "the peer is heard no longer" : "the peer cannot be dialled yet");
      } else {
        this.logger.error({ ...facts, refusal }, "the peer and this node do not go together");
      }
    }
    if (wasOpen) this.options.onConnectionClosed(nodeId);
  }

  onMessage(message: Message, wallUs: number): void {
    this.options.onMessage(message, wallUs);
  }

  onTransfer(nodeId: number, word: TransferWord): void {
    this.options.onTransfer?.(nodeId, word);
  }

  random(): number {
    return (this.options.random ?? Math.random)();
  }

  onSocket(socket: PeerSocket): void {
    let strangers = 0;
    for (const { nodeId } of this.outlets) if (nodeId === 0) strangers++;
    if (strangers >= STRANGERS_MAX) socket.destroy();
    else this.outlets.add(new PeerOutlet(this, socket, this.chunks, this.queueBytesMax));
  }

  onStranger(remote: string, reason: string): void {
    this.warnOfStranger(remote, `no member's certificate: ${reason}`);
  }

  onHello(outlet: PeerOutlet, hello: PeerHello): Uint8Array {
    const isStranger = !this.peers.has(hello.nodeId) && hello.nodeId !== this.options.nodeId;
    if (isStranger && hello.clusterId === this.options.clusterId) this.options.onOverheard?.(hello);
    const version = acceptHello(this.greeting, hello);
    const peer = this.peers.get(hello.nodeId)!;
    this.remember(peer, hello, version);
    const before = peer.outlet;
    peer.outlet = outlet;
    before?.drop("the peer dialled again");
    peer.inlet.hurry();
    const introduction = this.options.introductionTo(hello.nodeId);
    return encodePeerWelcome({ ...this.greeting.own, ...introduction, version });
  }

  onOutletClosed(outlet: PeerOutlet, reason: string, refusal: string | undefined): void {
    const peer = this.peers.get(outlet.nodeId);
    if (peer === undefined) {
      this.warnOfStranger(outlet.remote, refusal ?? reason);
      return;
    }
    if (refusal !== undefined) {
      this.logger.error(
        { peer: peer.nodeId, from: outlet.remote, reason, refusal },
        "the peer and this node do not go together",
      );
    }
    if (peer.outlet === outlet) peer.outlet = undefined;
    if (!this.isClosed) this.reportUnreachable(peer);
  }

  /** Said once for every reason in a row: whoever is refused comes again. */
  private warnOfStranger(from: string, reason: string): void {
    if (reason === this.lastStranger || this.isClosed) return;
    this.lastStranger = reason;
    this.logger.warn({ from, reason }, "a connection to the peer port was refused or given up");
  }

  private newPeer(nodeId: number, addresses: readonly string[]): Peer {
    for (const address of addresses) parseAddress(address);
    const { clusterId, nodeId: ownId } = this.options;
    const messages = new PeerMessageReader({ clusterId, nodeId: ownId, memory: this.memory });
    return {
      nodeId,
      inlet: new PeerInlet(this, nodeId, addresses, messages),
      outlet: undefined,
      incarnation: 0,
      version: 0,
      fingerprints: [],
      lastTrouble: "",
      isUnreachableDue: false,
    };
  }

  private remember(peer: Peer, identity: PeerIdentity, version: number): void {
    peer.incarnation = Math.max(peer.incarnation, identity.incarnation);
    this.compareContracts(peer, identity.fingerprints);
    peer.fingerprints = identity.fingerprints;
    peer.version = version;
    this.options.onIntroduced?.(peer.nodeId, identity);
  }

  /** During an upgrade members run different editions: nobody is refused for it, and people are told once. */
  private compareContracts(peer: Peer, theirs: readonly ContractFingerprint[]): void {
    if (isEqualList(peer.fingerprints, theirs)) return; // Told before.
    const schemaIds = differingContracts(this.greeting.own.fingerprints, theirs);
    if (schemaIds.length === 0) return;
    this.logger.warn(
      { peer: peer.nodeId, schemaIds, theirs, own: this.greeting.own.fingerprints },
      "the peer runs other editions of contracts: no new version can be activated before they are the same",
    );
  }

  private tick(): void {
    for (const { inlet } of this.peers.values()) inlet.tick();
    for (const outlet of this.outlets) {
      outlet.tick();
      if (outlet.isDestroyed) this.outlets.delete(outlet);
    }
  }

  /** Once per turn, however much is dropped. */
  private reportUnreachable(peer: Peer): void {
    if (peer.isUnreachableDue) return;
    peer.isUnreachableDue = true;
    this.soon(() => {
      peer.isUnreachableDue = false;
      if (!this.isClosed) this.options.onUnreachable(peer.nodeId);
    });
  }

  private readonly flushWaiting = (): void => {
    this.isFlushDue = false;
    this.flush();
  };
}

function isEqualList(some: readonly ContractFingerprint[], others: readonly ContractFingerprint[]): boolean {
  return some.length === others.length && differingContracts(some, others).length === 0;
}

const processScheduler: Pick<Scheduler, "every"> = {
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
};
