import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { BatchKind, BATCH_HEADER_BYTES, sealBatch } from "@lockstep/cluster/batch";
import { checksum } from "@lockstep/cluster/checksum";
import type { Introduction } from "@lockstep/cluster/ports";
import { createMessage, type Message, MessageType } from "@lockstep/cluster/raft/message";
import { raftIdOf } from "@lockstep/cluster/member-id";
import { BatchMemory } from "@lockstep/cluster/transport/peer-batch-memory";
import { nameOfPeerError } from "@lockstep/cluster/transport/peer-error";
import {
  decodePeerRefused,
  encodePeerAlive,
  encodePeerHello,
  encodePeerWelcome,
  PEER_PROTOCOL_VERSIONS,
} from "@lockstep/cluster/transport/peer-frame";
import { acceptWelcome } from "@lockstep/cluster/transport/peer-greeting";
import { PeerInlet, type PeerInletHost } from "@lockstep/cluster/transport/peer-inlet";
import { PeerMessageReader } from "@lockstep/cluster/transport/peer-message";
import { PeerChunks, PeerOutbox, type WritableSocket } from "@lockstep/cluster/transport/peer-outbox";
import { encodeTransfer } from "@lockstep/cluster/transport/peer-transfer";
import { TcpPeers } from "@lockstep/cluster/transport/peer-tcp";
import { joined } from "../joined.ts";
import { ACCEPTED, type Target } from "../target.ts";

const CLUSTER_ID = 7;
const INTRODUCTION: Introduction = {
  incarnation: 1,
  life: 0,
  founding: 0,
  given: { incarnation: 1, life: 0, index: 0 },
  membersIndex: 3,
  members: [
    { nodeId: 1, peerAddress: "127.0.0.1:9101" },
    { nodeId: 3, peerAddress: "[::1]:9103" },
  ],
};
const greeting = {
  ...INTRODUCTION,
  clusterId: CLUSTER_ID,
  nodeId: 2,
  versionMax: 3,
  fingerprints: [{ schemaId: 1, fingerprint: "0123456789abcdef" }],
};

/** What is said to a member's port, by members and by strangers, before anything is known of them. */
export function peerHello(): Target {
  const hello = encodePeerHello({ ...greeting, versions: PEER_PROTOCOL_VERSIONS, dialledNodeId: 1 });
  return {
    name: "peer-hello",
    corpus: [hello],
    mend: mendHeads,
    decode: (input) => {
      const peers = new TcpPeers({
        nodeId: 1,
        clusterId: CLUSTER_ID,
        introductionTo: () => INTRODUCTION,
        listen: "127.0.0.1:0",
        members: [{ nodeId: 2, peerAddress: "127.0.0.1:1" }],
        onMessage: () => {},
        onConnectionClosed: () => {},
        onUnreachable: () => {},
      });
      const socket = new FakeSocket();
      peers.onSocket(socket as unknown as Socket);
      const step = 1 + (input.length % 97) * 7;
      for (let at = 0; at < input.length; at += step) {
        socket.emit("data", Buffer.from(input.slice(at, at + step)));
      }
      return socket.refusal ?? ACCEPTED;
    },
  };
}

/** What members say once they are known: greetings, messages of Raft with batches and snapshots in them. */
export function peerMessages(): Target {
  const welcome = encodePeerWelcome({ ...greeting, version: PEER_PROTOCOL_VERSIONS.max });
  const piece = {
    kind: "piece",
    index: 9,
    checksum: 5,
    offset: 128,
    bytes: new Uint8Array(50).fill(4),
  } as const;
  const request = { kind: "request", index: 9, checksum: 5, offset: 128, length: 50 } as const;
  const frames = [
    ...messages().map((message) => framesOf([message])),
    encodeTransfer(piece),
    encodeTransfer(request),
    encodePeerAlive(),
  ];
  return {
    name: "peer-messages",
    corpus: [welcome, ...[...frames, framesOf(messages())].map((frame) => joined([welcome, frame]))],
    mend: mendHeads,
    decode: (input) => {
      let refusal: string | undefined;
      const socket = new FakeSocket();
      let push: (size: number) => boolean = () => true;
      let buffer = new Uint8Array(0);
      const own = { clusterId: CLUSTER_ID, nodeId: 1, versionMax: 1, fingerprints: [] };
      const known = { nodeId: 2, incarnation: 1 };
      const host: PeerInletHost = {
        dial: (_address, onread) => {
          push = onread.callback;
          buffer = onread.buffer as Uint8Array<ArrayBuffer>;
          return socket as unknown as Socket;
        },
        hello: () => new Uint8Array(0),
        checkWelcome: (nodeId, given) =>
          acceptWelcome(
            { own, versions: PEER_PROTOCOL_VERSIONS, peerOf: () => known, memberIds: () => [2] },
            nodeId,
            given,
          ),
        onInletOpen: () => {},
        onInletClosed: (_inlet, _wasOpen, reason, why) => (refusal ??= why?.split(":")[0] ?? reason),
        onMessage: () => {},
        onTransfer: () => {},
        random: () => 0.5,
      };
      const memory = new BatchMemory();
      const reader = new PeerMessageReader({ clusterId: CLUSTER_ID, nodeId: 1, memory });
      const inlet = new PeerInlet(host, 2, ["127.0.0.1:1"], reader);
      inlet.tick();
      const step = 1 + (input.length % 97) * 7;
      for (let at = 0; at < input.length; at += step) {
        const piece = input.subarray(at, at + step);
        buffer.set(piece);
        push(piece.length);
      }
      return refusal ?? ACCEPTED;
    },
  };
}

class FakeSocket extends EventEmitter {
  destroyed = false;
  readonly remoteAddress = "127.0.0.1";
  readonly remotePort = 1;
  readonly writableLength = 0;
  refusal: string | undefined;
  setNoDelay(): void {}
  cork(): void {}
  uncork(): void {}
  write(): boolean {
    return true;
  }
  end(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.refusal = nameOfPeerError(decodePeerRefused(view, 0, bytes.byteLength).code);
  }
  destroy(): void {
    this.destroyed = true;
    this.refusal ??= "DROPPED";
  }
}

function messages(): Message[] {
  const of = (type: MessageType, fields: Partial<Message> = {}): Message =>
    Object.assign(createMessage(type, raftIdOf(1, 1)), { from: raftIdOf(2, 1), term: 3 }, fields);
  const entries = [1, 2, 3].map((index) => ({
    index,
    term: 3,
    kind: 0 as const,
    data: batch(index, index * 40),
  }));
  return [
    of(MessageType.Heartbeat, { commit: 2, context: 5 }),
    of(MessageType.Append, { index: 0, logTerm: 0, commit: 0, entries }),
    of(MessageType.AppendReply, { index: 3, reject: true, rejectHint: 2 }),
    of(MessageType.Vote, { index: 3, logTerm: 3 }),
    of(MessageType.Snapshot, {
      snapshot: {
        index: 2,
        term: 2,
        configuration: {
          voters: [65_537, 131_073],
          votersOutgoing: [],
          learners: [196_609],
          learnersNext: [],
          autoLeave: false,
        },
        data: new Uint8Array(20).fill(3),
      },
    }),
  ];
}

function batch(index: number, payloadBytes: number): Uint8Array {
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + payloadBytes).fill(index, BATCH_HEADER_BYTES);
  sealBatch(bytes, {
    kind: BatchKind.Commands,
    clusterId: CLUSTER_ID,
    index,
    term: 3,
    firstPosition: index,
    count: 1,
    previousHash: 0,
    clusterTimeUs: 1_000,
    highWater: { index: 0, term: 0, hash: 0 },
  });
  return bytes;
}

function framesOf(list: readonly Message[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const socket = {
    write: (bytes: Uint8Array) => parts.push(bytes.slice()) > 0,
    cork: () => {},
    uncork: () => {},
    writableLength: 0,
  };
  const outbox = new PeerOutbox(socket as unknown as WritableSocket, new PeerChunks(), 64_000_000);
  for (const message of list) outbox.send(message, 1);
  outbox.flush();
  return joined(parts);
}

/** Seals the heads again, as far as their lengths lead from one to the next. */
function mendHeads(input: Uint8Array): void {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  for (let offset = 0; offset + 16 <= input.length;) {
    const length = view.getUint32(offset + 4, true);
    const headBytes = view.getUint32(offset + 8, true);
    if (headBytes < 16 || offset + headBytes > input.length || length < headBytes) return;
    view.setUint32(offset, checksum(input.subarray(offset + 4, offset + headBytes)), true);
    offset += length;
  }
}
