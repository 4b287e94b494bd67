import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BATCH_HEADER_BYTES, BatchKind, sealBatch } from "../batch.ts";
import { raftIdOf } from "../member-id.ts";
import type { Entry } from "../raft/entry.ts";
import { createMessage, type Message, MessageType } from "../raft/message.ts";
import { BatchMemory } from "../transport/peer-batch-memory.ts";
import { PeerError } from "../transport/peer-error.ts";
import {
  commonVersion,
  decodePeerHello,
  decodePeerRefused,
  encodePeerHello,
  encodePeerRefused,
  PeerFrameType,
} from "../transport/peer-frame.ts";
import { PeerFrameReader } from "../transport/peer-frame-reader.ts";
import { PeerMessageReader } from "../transport/peer-message.ts";
import { CLUSTER_ID } from "./log-batches.ts";
import { framesOf, NEWCOMER } from "./peer-rig.ts";

const NODE_ID = 2;

const u53 = fc.maxSafeNat();
const ids = fc.array(u53, { maxLength: 5 });

const words = fc
  .record({
    type: fc.constantFrom(
      MessageType.Append,
      MessageType.AppendReply,
      MessageType.Heartbeat,
      MessageType.HeartbeatReply,
      MessageType.Vote,
      MessageType.VoteReply,
      MessageType.PreVote,
      MessageType.PreVoteReply,
      MessageType.TimeoutNow,
      MessageType.TransferLeader,
      MessageType.ReadIndex,
      MessageType.ReadIndexReply,
    ),
    from: u53,
    term: u53,
    logTerm: u53,
    index: u53,
    commit: u53,
    reject: fc.boolean(),
    rejectHint: u53,
    context: u53,
  })
  .map(({ type, ...fields }): Message => ({ ...createMessage(type, raftIdOf(NODE_ID, 1)), ...fields }));

const appends = fc
  .record({
    index: fc.maxSafeNat().map((index) => Math.floor(index / 2)),
    term: u53,
    batches: fc.array(
      fc.record({
        payloadBytes: fc.oneof(fc.nat(300), fc.constant(9_000)),
        kind: fc.constantFrom(BatchKind.Commands, BatchKind.Empty, BatchKind.Configuration),
        termsBack: fc.nat(3),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ index, term, batches }): Message => ({
    ...createMessage(MessageType.Append, raftIdOf(NODE_ID, 1)),
    from: 1,
    index,
    term,
    entries: batches.map(({ payloadBytes, kind, termsBack }, at): Entry => {
      const id = { index: index + 1 + at, term: Math.max(0, term - termsBack) };
      const data = new Uint8Array(BATCH_HEADER_BYTES + payloadBytes).fill(at + 1);
      sealBatch(data, {
        ...id,
        kind,
        clusterId: CLUSTER_ID,
        firstPosition: 1,
        count: 0,
        previousHash: 0,
        clusterTimeUs: 0,
        highWater: { index: 0, term: 0, hash: 0 },
      });
      return { ...id, kind, data };
    }),
  }));

const snapshots = fc
  .record({
    index: u53,
    term: u53,
    configuration: fc.record({
      voters: ids,
      votersOutgoing: ids,
      learners: ids,
      learnersNext: ids,
      autoLeave: fc.boolean(),
    }),
    data: fc.uint8Array({ maxLength: 100 }),
  })
  .map((snapshot): Message => ({
    ...createMessage(MessageType.Snapshot, raftIdOf(NODE_ID, 1)),
    from: 1,
    snapshot,
  }));

const conversations = fc.array(fc.oneof(words, appends, snapshots), { minLength: 1, maxLength: 8 });

interface Read {
  readonly messages: Message[];
  readonly error: PeerError | undefined;
}

/** What a member takes from these bytes when they come in pieces of these sizes, over and over. */
function read(bytes: Uint8Array, sizes: readonly number[]): Read {
  const messages: Message[] = [];
  const memory = new BatchMemory();
  const assembler = new PeerMessageReader({ clusterId: CLUSTER_ID, nodeId: NODE_ID, memory });
  const reader = new PeerFrameReader({
    onHead: (type, view, offset, headBytes, bodyBytes) => {
      if (type !== PeerFrameType.Message) throw new PeerError("PEER_FRAME_TYPE", `type ${type}`);
      assembler.begin(view, offset, headBytes, bodyBytes);
    },
    onBody: (piece, from, to) => assembler.take(piece, from, to),
    onEnd: () => messages.push(assembler.finish()),
  });
  reader.open();
  // The memory that pieces come in is used again for each, as that of a socket.
  const socket = new Uint8Array(Math.max(...sizes) + 7);
  const view = new DataView(socket.buffer);
  try {
    for (let from = 0, turn = 0; from < bytes.byteLength; turn++) {
      const size = Math.min(sizes[turn % sizes.length], bytes.byteLength - from);
      const at = turn % 8;
      socket.set(bytes.subarray(from, from + size), at);
      reader.push(socket, view, at, at + size);
      socket.fill(0xaa);
      from += size;
    }
  } catch (error) {
    if (!(error instanceof PeerError)) throw error;
    return { messages, error };
  }
  return { messages, error: undefined };
}

/** With bytes as text, which is compared faster. */
function plain(messages: readonly Message[]): unknown {
  return messages.map((message) => ({
    ...message,
    entries: message.entries.map(({ data, ...id }) => ({
      ...id,
      data: Buffer.from(data).toString("base64"),
    })),
  }));
}

const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20_000 })), {
  minLength: 1,
  maxLength: 8,
});

describe("frames between members", () => {
  test("bring what was sent, in whatever pieces they come", () => {
    fc.assert(
      fc.property(conversations, pieces, (said, sizes) => {
        const heard = read(framesOf(said), sizes);
        expect(heard.error).toBeUndefined();
        expect(plain(heard.messages)).toEqual(plain(said));
      }),
      { numRuns: 150 },
    );
  });

  test("bring what was sent or an error, whichever bits flip", () => {
    let errors = 0;
    fc.assert(
      fc.property(
        conversations,
        pieces,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (said, sizes, at, flips) => {
          const bytes = framesOf(said);
          bytes[at % bytes.byteLength] ^= flips;
          const heard = read(bytes, sizes);
          if (heard.error !== undefined) errors++;
          // What comes before the bad frame comes; of the bad one and what follows nothing does.
          expect(plain(heard.messages)).toEqual(plain(said.slice(0, heard.messages.length)));
        },
      ),
      { numRuns: 300 },
    );
    expect(errors).toBeGreaterThan(100);
  });

  test("bring nothing of a frame that is cut off", () => {
    fc.assert(
      fc.property(conversations, fc.nat(), (said, cut) => {
        const bytes = framesOf(said);
        const heard = read(bytes.subarray(0, cut % bytes.byteLength), [4_096]);
        expect(heard.error).toBeUndefined();
        expect(heard.messages.length).toBeLessThan(said.length);
        expect(plain(heard.messages)).toEqual(plain(said.slice(0, heard.messages.length)));
      }),
      { numRuns: 100 },
    );
  });

  test("are not made of noise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 400 }), (noise) => {
        expect(read(noise, [64]).messages).toEqual([]);
      }),
    );
  });

  test("carry greetings and refusals of any content", () => {
    const hello = {
      clusterId: Number.MAX_SAFE_INTEGER,
      nodeId: 3 * 65_536 + 9,
      incarnation: 9,
      life: 10,
      founding: 11,
      given: { incarnation: 12, life: 13, index: Number.MAX_SAFE_INTEGER },
      membersIndex: Number.MAX_SAFE_INTEGER,
      members: [
        { nodeId: 1, peerAddress: "127.0.0.1:9101" },
        { nodeId: 65_535, peerAddress: "[::1]:1" },
        { nodeId: 2, peerAddress: "node.example:65535" },
      ],
      dialledNodeId: 2,
      versions: { min: 0, max: 65_535 },
      versionMax: 4_294_967_295,
      fingerprints: [{ schemaId: 1, fingerprint: "0123456789abcdef" }],
    };
    const bytes = encodePeerHello(hello);
    expect(decodePeerHello(new DataView(bytes.buffer), 0, bytes.byteLength)).toEqual(hello);
    const refused = encodePeerRefused(new PeerError("PEER_OLD_INCARNATION", "\u00fc".repeat(2_000)));
    const { code, text } = decodePeerRefused(new DataView(refused.buffer), 0, refused.byteLength);
    expect(code).toBe(5);
    expect(text).toBe("\u00fc".repeat(512));
  });

  test("that name a member where nobody can be dialled are refused", () => {
    const good = { nodeId: 7, peerAddress: "127.0.0.1:9101" };
    const decode = (members: readonly (typeof good)[]): unknown => {
      const bytes = encodePeerHello({
        ...NEWCOMER,
        clusterId: 1,
        nodeId: 1,
        dialledNodeId: 2,
        versions: { min: 1, max: 1 },
        versionMax: 1,
        fingerprints: [],
        members,
      });
      return decodePeerHello(new DataView(bytes.buffer), 0, bytes.byteLength).members;
    };
    expect(decode([good])).toEqual([good]);
    for (const bad of [{ nodeId: 0 }, { nodeId: 65_536 }, { peerAddress: "" }, { peerAddress: "a:b:c" }]) {
      expect(() => decode([good, { ...good, ...bad }])).toThrow(PeerError);
    }
  });

  test("that say more than they hold are refused", () => {
    const bytes = encodePeerHello({
      ...NEWCOMER,
      clusterId: 1,
      nodeId: 1,
      dialledNodeId: 2,
      versions: { min: 1, max: 1 },
      versionMax: 1,
      fingerprints: [],
    });
    const view = new DataView(bytes.buffer);
    view.setUint32(20, 1, true);
    expect(() => decodePeerHello(view, 0, bytes.byteLength)).toThrow(PeerError);
    expect(() => decodePeerHello(view, 0, 48)).toThrow(PeerError);
    view.setUint32(20, 0, true);
    for (const members of [1, 2 ** 32 - 1]) {
      view.setUint32(104, members, true);
      expect(() => decodePeerHello(view, 0, bytes.byteLength)).toThrow(PeerError);
    }
    expect(() => decodePeerRefused(view, 0, 16)).toThrow(PeerError);
  });

  test.each([
    [{ min: 1, max: 1 }, { min: 1, max: 1 }, 1],
    [{ min: 1, max: 5 }, { min: 3, max: 9 }, 5],
    [{ min: 3, max: 9 }, { min: 1, max: 5 }, 5],
    [{ min: 1, max: 9 }, { min: 4, max: 4 }, 4],
    [{ min: 1, max: 2 }, { min: 3, max: 4 }, undefined],
    [{ min: 3, max: 4 }, { min: 1, max: 2 }, undefined],
  ])("of %o and %o are spoken in version %s", (ours, theirs, version) => {
    expect(commonVersion(ours, theirs)).toBe(version);
  });
});
