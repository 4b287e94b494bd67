import { afterEach, describe, expect, test } from "vitest";
import { checksum } from "../checksum.ts";
import { raftIdOf } from "../member-id.ts";
import type { Introduction } from "../ports.ts";
import { MessageType } from "../raft/message.ts";
import type { TcpPeersOptions } from "../transport/peer-tcp.ts";
import { PeerCertificateError } from "../transport/peer-certificates.ts";
import { CLUSTER_ID, makeBatch } from "./log-batches.ts";
import {
  appendOf,
  closePeers,
  entryAt,
  eventually,
  framesOf,
  Hand,
  HandListener,
  heartbeat,
  helloBy,
  PeerNode,
  welcomeBy,
} from "./peer-rig.ts";

afterEach(closePeers);

/** A node 1 that hears node 2, which a test plays by hand. */
async function hearing(options: Partial<TcpPeersOptions> = {}): Promise<{
  node: PeerNode;
  hand: Hand;
  hands: readonly Hand[];
}> {
  const listener = await HandListener.open(welcomeBy());
  const members = [{ nodeId: 2, peerAddress: listener.address }];
  const node = await new PeerNode(1, { members, ...options }).open();
  await eventually(() => node.peers.status()[0].isHeard);
  return { node, hand: listener.hands[0], hands: listener.hands };
}

/** The checksum of the first frame's head made right again. */
function resealed(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(0, checksum(bytes.subarray(4, view.getUint32(8, true))), true);
  return bytes;
}

function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  change(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return bytes;
}

const twoBatches = (): Uint8Array => framesOf([appendOf(1, 4, [entryAt(5, 1_000), entryAt(6, 1_000)])]);
const HEAD_BYTES = 104;

const foreignBatch = (): Uint8Array => {
  const data = makeBatch({ index: 5, term: 1, previousHash: 0, clusterId: CLUSTER_ID + 1 });
  return framesOf([appendOf(1, 4, [{ index: 5, term: 1, kind: 0, data }])]);
};

describe("a malformed frame closes the connection by name and delivers nothing", () => {
  test.each<[string, () => Uint8Array, string]>([
    [
      "a flipped bit in the envelope",
      () => changed(twoBatches(), (view) => view.setUint8(57, 1)),
      "PEER_FRAME_CHECKSUM",
    ],
    [
      "a wrong checksum",
      () => changed(framesOf([heartbeat(1)]), (view) => view.setUint8(0, view.getUint8(0) ^ 1)),
      "PEER_FRAME_CHECKSUM",
    ],
    [
      "an absurd length",
      () => changed(twoBatches(), (view) => view.setUint32(4, 0xffff_fff8, true)),
      "PEER_FRAME_LENGTH",
    ],
    [
      "a length that is no multiple of 8",
      () => changed(twoBatches(), (view) => view.setUint32(4, 1_001, true)),
      "PEER_FRAME_LENGTH",
    ],
    [
      "a length below that of its head",
      () => changed(twoBatches(), (view) => view.setUint32(4, 96, true)),
      "PEER_FRAME_LENGTH",
    ],
    [
      "a head of nothing",
      () => changed(twoBatches(), (view) => view.setUint32(8, 0, true)),
      "PEER_FRAME_LENGTH",
    ],
    [
      "a head above its bound",
      () => changed(twoBatches(), (view) => view.setUint32(8, 65_544, true)),
      "PEER_FRAME_LENGTH",
    ],
    [
      "a type of frame that is not known",
      () => resealed(changed(framesOf([heartbeat(1)]), (view) => view.setUint8(12, 77))),
      "PEER_FRAME_TYPE",
    ],
    ["a greeting after the greeting", () => welcomeBy(), "PEER_FRAME_TYPE"],
    ["the greeting of the other side", () => helloBy(), "PEER_FRAME_TYPE"],
    [
      "a type of message that is not known",
      () => resealed(changed(framesOf([heartbeat(1)]), (view) => view.setUint8(16, 99))),
      "PEER_MESSAGE",
    ],
    [
      "a word of its own storage",
      () =>
        resealed(changed(framesOf([heartbeat(1)]), (view) => view.setUint8(16, MessageType.StorageAppended))),
      "PEER_MESSAGE",
    ],
    [
      "a proposal",
      () => resealed(changed(framesOf([heartbeat(1)]), (view) => view.setUint8(16, MessageType.Propose))),
      "PEER_MESSAGE",
    ],
    [
      "batches in a heartbeat",
      () => resealed(changed(twoBatches(), (view) => view.setUint8(16, MessageType.Heartbeat))),
      "PEER_MESSAGE",
    ],
    [
      "a snapshot that is not described",
      () => resealed(changed(framesOf([heartbeat(1)]), (view) => view.setUint8(16, MessageType.Snapshot))),
      "PEER_MESSAGE",
    ],
    ["a message for another node", () => framesOf([{ ...heartbeat(1), to: raftIdOf(3, 1) }]), "PEER_MESSAGE"],
    [
      "a number above 2^53",
      () => resealed(changed(framesOf([heartbeat(1)]), (view) => view.setUint8(46, 0x20))),
      "PEER_MESSAGE",
    ],
    [
      "more batches than its head has room for",
      () => resealed(changed(twoBatches(), (view) => view.setUint32(20, 0x4000_0000, true))),
      "PEER_MESSAGE",
    ],
    [
      "fewer batches than its body",
      () => resealed(changed(twoBatches(), (view) => view.setUint32(96, 128, true))),
      "PEER_MESSAGE",
    ],
    [
      "a batch above its bound",
      () => resealed(changed(twoBatches(), (view) => view.setUint32(96, 262_136, true))),
      "PEER_MESSAGE",
    ],
    [
      "a flipped bit in the second batch's payload",
      () => changed(twoBatches(), (view) => view.setUint8(HEAD_BYTES + 1_128 + 700, 9)),
      "PEER_BATCH_PAYLOAD",
    ],
    [
      "a flipped bit in the second batch's header",
      () => changed(twoBatches(), (view) => view.setUint8(HEAD_BYTES + 1_128 + 40, 9)),
      "PEER_BATCH_HEADER",
    ],
    ["a batch of another cluster", foreignBatch, "PEER_FOREIGN_BATCH"],
    [
      "a batch that leaves a gap",
      () => framesOf([appendOf(1, 4, [entryAt(5, 100), entryAt(7, 100)])]),
      "PEER_MESSAGE",
    ],
    [
      "a batch of a later term than its leader",
      () => framesOf([appendOf(1, 4, [entryAt(5, 100, 2)])]),
      "PEER_MESSAGE",
    ],
    [
      "text",
      () => new TextEncoder().encode("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
      "PEER_FRAME_LENGTH",
    ],
  ])("%s", async (_, bytes, code) => {
    const { node, hand } = await hearing();
    const good = framesOf([heartbeat(1, 1)]);
    hand.socket.write(Buffer.concat([good, bytes(), good]));
    await eventually(() => hand.isEnded && hand.refusals.length === 1);
    expect(hand.refusals[0]).toMatch(new RegExp(`^${code}: `));
    expect(node.heard.map(({ context }) => context)).toEqual([1]); // The one before.
    expect(node.closed).toEqual([2]);
    expect(node.text).toContain(code);
  });

  test("a frame that is cut off by the end of the connection", async () => {
    const { node, hand } = await hearing();
    const bytes = twoBatches();
    hand.socket.end(bytes.subarray(0, bytes.byteLength - 8));
    await eventually(() => node.closed.length === 1);
    expect(node.heard).toEqual([]);
    expect(node.text).toContain("closed by the other side");
  });

  test("the connection after it begins with a clean slate", async () => {
    const { node, hand, hands } = await hearing({ random: () => 0 });
    hand.socket.end(twoBatches().subarray(0, HEAD_BYTES + 500));
    await eventually(() => node.closed.length === 1);
    await eventually(() => node.peers.status()[0].isHeard);
    hands[1].socket.write(twoBatches());
    await eventually(() => node.heard.length === 1);
    expect(node.heard[0].entries.map(({ index }) => index)).toEqual([5, 6]);
  });
});

test("who is no member is refused, but overheard: it may know better who is one", async () => {
  const overheard: Introduction[] = [];
  const node = await new PeerNode(1, { onOverheard: (introduction) => overheard.push(introduction) }).open();
  const members = [
    { nodeId: 1, peerAddress: node.address },
    { nodeId: 9, peerAddress: "127.0.0.1:1" },
  ];
  const stranger = Hand.dial(node.address);
  stranger.socket.write(helloBy({ nodeId: 9, membersIndex: 12, members }));
  const foreigner = Hand.dial(node.address);
  foreigner.socket.write(helloBy({ nodeId: 9, clusterId: 78, membersIndex: 99 }));
  await eventually(() => stranger.isEnded && foreigner.isEnded);
  expect(overheard).toMatchObject([{ membersIndex: 12, members }]);
});

describe("whoever dials is refused with a reason", () => {
  test.each<[string, () => Uint8Array, string]>([
    [
      "of another cluster",
      () => helloBy({ clusterId: 78 }),
      "PEER_WRONG_CLUSTER: node 2 is of cluster 78, and node 1 of cluster 77",
    ],
    [
      "who wants another node",
      () => helloBy({ dialledNodeId: 3 }),
      "PEER_WRONG_NODE: this is node 1, and node 2 dialled node 3 here",
    ],
    [
      "who is no member",
      () => helloBy({ nodeId: 9 }),
      "PEER_UNKNOWN_MEMBER: node 9 is no member of cluster 77 as node 1 knows it (itself and 2): add it first",
    ],
    ["who is this node", () => helloBy({ nodeId: 1 }), "PEER_UNKNOWN_MEMBER: node 1 is no member"],
    [
      "who speaks later versions only",
      () => helloBy({ versions: { min: 3, max: 5 } }),
      "PEER_NO_COMMON_VERSION: node 2 speaks versions 3 to 5 of the peer protocol, node 1 2 to 2",
    ],
    [
      "who says something else first",
      () => framesOf([heartbeat(1)]),
      "PEER_FRAME_TYPE: a frame of type 4 is not what one who dialled sends",
    ],
    [
      "who sends a body before a greeting",
      () => twoBatches(),
      "PEER_FRAME_LENGTH: a frame of 2360 bytes with a head of 104 cannot be",
    ],
    [
      "who does not speak this protocol",
      () => new TextEncoder().encode("GET /metrics HTTP/1.1\r\n\r\n"),
      "PEER_FRAME_LENGTH",
    ],
  ])("%s", async (_, bytes, reason) => {
    const node = await new PeerNode(1).open();
    node.peers.setMembers([{ nodeId: 2, peerAddress: "127.0.0.1:1" }]);
    const hand = Hand.dial(node.address);
    hand.socket.write(bytes());
    await eventually(() => hand.isEnded && hand.refusals.length === 1);
    expect(hand.refusals[0]).toContain(reason);
    expect(hand.welcomes).toEqual([]);
    expect(node.text).toContain(reason);
    expect(node.peers.status()[0].isReached).toBe(false);
    expect(node.heard).toEqual([]);
  });

  test("who comes with an older incarnation than before", async () => {
    const node = await new PeerNode(1).open();
    node.peers.setMembers([{ nodeId: 2, peerAddress: "127.0.0.1:1" }]);
    const first = Hand.dial(node.address);
    first.socket.write(helloBy({ incarnation: 4 }));
    await eventually(() => first.welcomes.length === 1);
    const old = Hand.dial(node.address);
    old.socket.write(helloBy({ incarnation: 3 }));
    await eventually(() => old.refusals.length === 1);
    expect(old.refusals[0]).toContain("comes with incarnation 3, but was here with 4");
    expect(first.isEnded).toBe(false);
  });

  test("and does not hear the same reason a second time in the logger", async () => {
    const node = await new PeerNode(1).open();
    for (let attempt = 0; attempt < 3; attempt++) {
      const hand = Hand.dial(node.address);
      hand.socket.write(helloBy({ clusterId: 78 }));
      await eventually(() => hand.refusals.length === 1);
    }
    expect(node.lines.filter(({ level }) => level === "warn")).toHaveLength(1);
  });
});

function hasLine(lines: PeerNode["lines"], level: string): boolean {
  return lines.some(
    (line) => line.level === level && JSON.stringify(line.facts).includes("PEER_WRONG_CLUSTER"),
  );
}

describe("whoever listens is refused with a reason", () => {
  test.each<[string, () => Uint8Array, string]>([
    [
      "of another cluster",
      () => welcomeBy({ clusterId: 78 }),
      "PEER_WRONG_CLUSTER: node 2 is of cluster 78, and node 1 of cluster 77",
    ],
    [
      "who is another node",
      () => welcomeBy({ nodeId: 3 }),
      "PEER_WRONG_NODE: node 3 answered where node 1 looks for node 2",
    ],
    [
      "who chose a version that was not offered",
      () => welcomeBy({ version: 3 }),
      "PEER_NO_COMMON_VERSION: node 2 speaks versions 3 to 3",
    ],
    [
      "who says something else first",
      () => framesOf([heartbeat(1)]),
      "PEER_FRAME_TYPE: a frame of type 4 does not come before the greeting",
    ],
  ])("%s", async (_, bytes, reason) => {
    const listener = await HandListener.open(bytes());
    const members = [{ nodeId: 2, peerAddress: listener.address }];
    const node = await new PeerNode(1, { members }).open();
    await eventually(() => (listener.hands[0]?.refusals.length ?? 0) === 1);
    expect(listener.hands[0].hellos[0]).toMatchObject({ clusterId: CLUSTER_ID, nodeId: 1, dialledNodeId: 2 });
    expect(listener.hands[0].refusals[0]).toContain(reason);
    expect(node.text).toContain(reason);
    expect(node.peers.status()[0].isHeard).toBe(false);
    expect(node.heard).toEqual([]);
    expect(node.closed).toEqual([]); // It was never heard.
  });

  test("two members of different clusters both say so", async () => {
    const one = await new PeerNode(1).open();
    const other = await new PeerNode(2, { clusterId: 78 }).open();
    one.peers.setMembers([{ nodeId: 2, peerAddress: other.address }]);
    other.peers.setMembers([{ nodeId: 1, peerAddress: one.address }]);
    // Whom it dialled is an error with a name; who dialled it may be anybody, and is a warning.
    await eventually(() =>
      [one, other].every(({ lines }) => ["warn", "error"].every((level) => hasLine(lines, level))),
    );
    expect(one.peers.status()[0].isHeard).toBe(false);
  });
});

describe("what cannot work is said at the start", () => {
  test("an address that is none", () => {
    expect(() => new PeerNode(1, { listen: "here" })).toThrow(/"here" is no address/);
    const members = [{ nodeId: 2, peerAddress: "localhost:99999" }];
    expect(() => new PeerNode(1, { members })).toThrow(/"localhost:99999" is no address/);
  });

  test("a port that is taken", async () => {
    const one = await new PeerNode(1).open();
    const other = new PeerNode(2, { listen: one.address });
    await expect(other.peers.open()).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("certificates that are not there", () => {
    const missing = "/nonexistent/lockstep.pem";
    const tls = { certificatePath: missing, keyPath: missing, authorityPath: missing };
    expect(() => new PeerNode(1, { tls })).toThrow(PeerCertificateError);
  });
});
