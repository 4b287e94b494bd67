import type { BatchBuilder } from "./batch-builder.ts";
import {
  decodeHello,
  decodeNumberAndText,
  decodeQuery,
  decodeSubscribe,
  encodeChallenge,
  encodeError,
  encodeKeepAlive,
  encodeNotLeader,
  encodeWelcome,
} from "./frame-codec.ts";
import {
  ErrorCode,
  FRAME_HEADER_BYTES,
  FrameType,
  type Leader,
  PROTOCOL_VERSION,
  type QueryHeader,
  QUERY_OFFSET,
  RefusalCode,
  RUN_OFFSET,
  type SubscribeFrame,
  type Welcome,
} from "./frame.ts";
import { limits } from "./limits.ts";
import { RunCheck, RunVerdict, type ValidateMessage } from "./run-check.ts";
import { ServedClient } from "./served-client.ts";
import type { Acceptor, Connection, ConnectionListener } from "./transport/connection.ts";
import { FrameReader, type FrameSink } from "./transport/frame-reader.ts";
import { ChunkPool } from "./transport/outbox.ts";
import { readU53 } from "./u53.ts";

/** What ingress asks of its node, and hands to it. */
export interface IngressNode {
  readonly clusterId: number;
  readonly nodeId: number;
  /** Monotonic. */
  readonly nowMs: number;
  readonly isLeader: boolean;
  /** Why the apply stands still. */
  readonly haltedReason: string | undefined;
  /** Why this node serves nobody. */
  readonly quarantine: { readonly text: string } | undefined;
  /** Why nothing more may go onto the disk. */
  readonly shortage: string | undefined;
  leader(): Leader;
  welcome(): Welcome;
  onQuery(client: ServedClient, query: QueryHeader, message: Uint8Array): void;
  onSubscribe(client: ServedClient, subscribe: SubscribeFrame): void;
  onRequest(client: ServedClient, requestId: number, json: string): void;
  /** A sign of life of a session. */
  onSessionHeard(sessionId: number): void;
  /** Something waits for the next poll. */
  wake(): void;
}

/** Challenges clients and checks their proofs. */
export interface Gatekeeper {
  nonce(): Uint8Array;
  isProof(proof: Uint8Array, nonce: Uint8Array): boolean;
}

/**
 * Bytes from clients: frames are cut, checked in full, and answered or handed on. A run that is valid
 * is copied once, into the open batch. No foreign byte makes anything here throw.
 */
export class Ingress implements Acceptor {
  readonly clients: Set<ServedClient> = new Set();
  private readonly node: IngressNode;
  private readonly builder: BatchBuilder;
  private readonly gatekeeper: Gatekeeper;
  private readonly runCheck: RunCheck;
  private readonly pool = new ChunkPool();
  /** Who has to prove the secret, in the order they came, and since when; monotonic milliseconds. */
  private readonly strangers: Map<ServedClient, number> = new Map();
  private pausedForQueue = false;
  private stopping = false;

  constructor(node: IngressNode, builder: BatchBuilder, gatekeeper: Gatekeeper, validate: ValidateMessage) {
    this.node = node;
    this.builder = builder;
    this.gatekeeper = gatekeeper;
    this.runCheck = new RunCheck(validate);
  }

  accept(connection: Connection, trusted: boolean): ConnectionListener {
    const client = new ServedClient(connection, this.pool, trusted);
    const nonce = this.gatekeeper.nonce();
    const reader = new FrameReader(this.sinkOf(client, nonce), () =>
      client.proven ? limits.frameBytesMax : limits.frameBytesMaxUnproven,
    );
    const isFull =
      this.clients.size >= limits.connectionsMax || this.strangers.size >= limits.connectionsUnprovenMax;
    if (this.stopping || isFull) {
      const { size } = this.strangers;
      const full = `${this.clients.size} connections are open, ${size} of them unproven, which is the bound`;
      this.hangUp(
        client,
        this.stopping ? ErrorCode.Stopping : ErrorCode.TooManyConnections,
        this.stopping ? "the node is stopping" : full,
      );
    } else {
      this.clients.add(client);
      if (!trusted) this.strangers.set(client, this.node.nowMs);
      if (this.pausedForQueue) connection.pause();
      client.send(
        trusted
          ? encodeWelcome(this.node.welcome())
          : encodeChallenge({
              versionMin: PROTOCOL_VERSION,
              versionMax: PROTOCOL_VERSION,
              nodeId: this.node.nodeId,
              clusterId: this.node.clusterId,
              nonce,
            }),
      );
      client.outbox.flush();
    }
    return {
      onBytes: (bytes) => {
        if (!client.closed) reader.push(bytes);
        this.node.wake();
      },
      onWritten: (bytes) => {
        client.outbox.onWritten(bytes);
        this.onWritten(client);
      },
      onClose: () => {
        client.closed = true;
        this.clients.delete(client);
        this.strangers.delete(client);
        reader.stop();
      },
    };
  }

  /** Back-pressure: sockets are read again when half of what waited is sealed. Once per turn. */
  balance(): void {
    const over = this.builder.isOverloaded;
    if (over === this.pausedForQueue) return;
    if (!over && this.builder.queuedBytes > limits.ingressQueueBytesMax / 2) return;
    this.pausedForQueue = over;
    for (const client of this.clients) this.updateReading(client);
  }

  /** Whoever does not prove the secret in time makes room for others. Once per turn. */
  hangUpStrangers(): void {
    for (const [client, sinceMs] of this.strangers) {
      if (this.node.nowMs - sinceMs < limits.proofTimeoutMs) return;
      this.hangUp(
        client,
        ErrorCode.NotProven,
        `no proof of the cluster's secret in ${limits.proofTimeoutMs} ms`,
      );
    }
  }

  /** A client that does not take its answers is not asked for more requests. Once per turn and client. */
  watchEgress(client: ServedClient): void {
    if (client.isPausedForEgress || client.outbox.pendingBytes <= limits.egressHighWaterBytes) return;
    client.isPausedForEgress = true;
    this.updateReading(client);
  }

  /** Tells every client who leads now, or that nobody does. */
  announceLeader(): void {
    const frame = encodeNotLeader(this.node.leader());
    for (const client of this.clients) if (client.proven) client.send(frame);
  }

  /** Nobody is served here any more: clients go elsewhere, and whoever asks how this node is comes again. */
  turnAway(): void {
    for (const client of this.clients) this.refuseService(client);
  }

  /** Takes no new connections and says so to those that are open. */
  stop(): void {
    this.stopping = true;
    for (const client of this.clients) this.hangUp(client, ErrorCode.Stopping, "the node is stopping");
  }

  private refuseService(client: ServedClient): void {
    this.hangUp(client, ErrorCode.Quarantined, this.node.quarantine?.text ?? "");
  }

  private onWritten(client: ServedClient): void {
    if (client.isPausedForEgress && client.outbox.pendingBytes <= limits.egressHighWaterBytes / 2) {
      client.isPausedForEgress = false;
      this.updateReading(client);
    }
    if (client.subscribers.size > 0) this.node.wake(); // It may have room for more events.
  }

  private updateReading(client: ServedClient): void {
    if (this.pausedForQueue || client.isPausedForEgress) client.connection.pause();
    else client.connection.resume();
  }

  private sinkOf(client: ServedClient, nonce: Uint8Array): FrameSink {
    return {
      onFrame: (bytes, view, offset, length) => {
        if (client.closed) return;
        const type = view.getUint8(offset + 4);
        if (client.proven) this.onFrame(client, type, bytes, view, offset, length);
        else this.onFirstFrame(client, nonce, type, view, offset, length);
      },
      onBadFrame: (reason) => this.hangUp(client, ErrorCode.BadFrame, reason),
    };
  }

  private onFirstFrame(
    client: ServedClient,
    nonce: Uint8Array,
    type: number,
    view: DataView,
    offset: number,
    length: number,
  ): void {
    const hello = type === FrameType.Hello ? decodeHello(view, offset, length) : undefined;
    if (hello === undefined) {
      this.hangUp(client, ErrorCode.NotProven, "the first frame is a Hello that proves the cluster's secret");
      return;
    }
    if (hello.versionMin > PROTOCOL_VERSION || hello.versionMax < PROTOCOL_VERSION) {
      const spoken = `${hello.versionMin} to ${hello.versionMax}`;
      this.hangUp(
        client,
        ErrorCode.WrongVersion,
        `this node speaks version ${PROTOCOL_VERSION}, the client ${spoken}`,
      );
      return;
    }
    if (hello.clusterId !== 0 && hello.clusterId !== this.node.clusterId) {
      this.hangUp(
        client,
        ErrorCode.WrongCluster,
        `this is cluster ${this.node.clusterId}, the client wants ${hello.clusterId}`,
      );
      return;
    }
    if (!this.gatekeeper.isProof(hello.proof, nonce)) {
      this.hangUp(
        client,
        ErrorCode.NotProven,
        "the proof does not fit: give the client the secret file of the node's data directory",
      );
      return;
    }
    client.proven = true;
    this.strangers.delete(client);
    client.send(encodeWelcome(this.node.welcome()));
  }

  private onFrame(
    client: ServedClient,
    type: number,
    bytes: Uint8Array,
    view: DataView,
    offset: number,
    length: number,
  ): void {
    switch (type) {
      case FrameType.Run:
        this.onRun(client, bytes, view, offset, length);
        return;
      case FrameType.Query: {
        const query = decodeQuery(view, offset, length);
        if (query === undefined) break;
        if (this.node.quarantine !== undefined) return this.refuseService(client);
        this.node.onQuery(client, query, bytes.subarray(offset + QUERY_OFFSET, offset + length));
        return;
      }
      case FrameType.Subscribe: {
        const subscribe = decodeSubscribe(view, offset, length);
        if (subscribe === undefined) break;
        if (this.node.quarantine !== undefined) return this.refuseService(client);
        if (client.subscribers.size >= limits.subscriptionsPerConnectionMax) {
          const bound = limits.subscriptionsPerConnectionMax;
          this.hangUp(client, ErrorCode.BadFrame, `a connection has at most ${bound} subscriptions`);
          return;
        }
        this.node.onSubscribe(client, subscribe);
        return;
      }
      case FrameType.Unsubscribe:
        if (length < FRAME_HEADER_BYTES + 8) break;
        client.subscribers.delete(view.getUint32(offset + 8, true));
        return;
      case FrameType.KeepAlive:
        if (length < FRAME_HEADER_BYTES + 8) break;
        this.node.onSessionHeard(readU53(view, offset + 8));
        client.send(encodeKeepAlive(readU53(view, offset + 8)));
        return;
      case FrameType.Request: {
        const request = decodeNumberAndText(view, offset, length);
        if (request === undefined) break;
        this.node.onRequest(client, request.number, request.text);
        return;
      }
    }
    this.hangUp(client, ErrorCode.BadFrame, `a frame of type ${type} and ${length} bytes means nothing here`);
  }

  /** Hot path: once per run. */
  private onRun(
    client: ServedClient,
    bytes: Uint8Array,
    view: DataView,
    offset: number,
    length: number,
  ): void {
    const at = offset + RUN_OFFSET;
    const runLength = length - RUN_OFFSET;
    const verdict = this.runCheck.check(view, at, runLength);
    if (verdict === RunVerdict.BadRun) {
      this.hangUp(client, ErrorCode.BadFrame, this.runCheck.reason);
      return;
    }
    const sessionId = readU53(view, at + 8);
    const first = readU53(view, at + 16);
    const deadlineMs = readU53(view, offset + 8);
    if (!this.node.isLeader) {
      client.refuse({ sessionId, first, count: view.getUint32(at + 4, true) }, RefusalCode.NotLeader, "");
      client.send(encodeNotLeader(this.node.leader()));
      return;
    }
    const outOfOrder = sessionId !== 0 && client.resendFrom !== 0 && first > client.resendFrom;
    const late = deadlineMs !== 0 && deadlineMs < this.node.nowMs;
    const { haltedReason: halted, shortage } = this.node;
    if (
      verdict !== RunVerdict.Valid ||
      outOfOrder ||
      late ||
      halted !== undefined ||
      shortage !== undefined
    ) {
      const run = { sessionId, first, count: view.getUint32(at + 4, true) };
      if (outOfOrder) {
        client.refuse(run, RefusalCode.OutOfOrder, `send again from correlation id ${client.resendFrom}`);
      } else if (verdict !== RunVerdict.Valid) {
        client.refuse(run, RefusalCode.Invalid, this.runCheck.reason, this.runCheck.badIndex);
      } else if (halted !== undefined) {
        client.refuse(run, RefusalCode.Halted, halted);
      } else if (shortage !== undefined) {
        client.refuse(run, RefusalCode.OutOfSpace, shortage);
      } else {
        client.refuse(run, RefusalCode.Late, "its deadline passed before it could be sequenced");
      }
      return;
    }
    if (sessionId !== 0) {
      client.resendFrom = 0;
      this.node.onSessionHeard(sessionId);
    }
    this.builder.add(bytes, view, at, runLength, deadlineMs, client);
  }

  private hangUp(client: ServedClient, code: ErrorCode, reason: string): void {
    if (client.closed) return;
    client.send(encodeError(code, reason));
    client.outbox.flush();
    client.closed = true;
    client.subscribers.clear();
    client.connection.end();
    this.clients.delete(client);
    this.strangers.delete(client);
  }
}
