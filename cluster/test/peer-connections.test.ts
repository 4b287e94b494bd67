import { afterEach, describe, expect, test } from "vitest";
import { type Message, MessageType } from "../raft/message.ts";
import {
  appendOf,
  closePeers,
  entryAt,
  eventually,
  Hand,
  HAND_ID,
  HandListener,
  messageTo,
  heartbeat,
  helloBy,
  meet,
  NEWCOMER,
  PeerNode,
  welcomeBy,
} from "./peer-rig.ts";

afterEach(closePeers);

async function two(): Promise<[PeerNode, PeerNode]> {
  const nodes: [PeerNode, PeerNode] = [await new PeerNode(1).open(), await new PeerNode(2).open()];
  await meet(...nodes);
  return nodes;
}

function isSame(bytes: Uint8Array, others: Uint8Array): boolean {
  return Buffer.compare(bytes, others) === 0;
}

describe("members on loopback", () => {
  test("three of them say every kind of message to each other, field by field", async () => {
    const nodes = await Promise.all([1, 2, 3].map((nodeId) => new PeerNode(nodeId).open()));
    await meet(...nodes);
    const said: Message[] = [
      appendOf(2, 6, [entryAt(7, 200), entryAt(8, 201), entryAt(9, 5_003)]),
      {
        ...messageTo(2, MessageType.AppendReply),
        term: 2 ** 40,
        reject: true,
        rejectHint: 2 ** 52,
      },
      { ...heartbeat(2, Number.MAX_SAFE_INTEGER), commit: 12 },
      { ...messageTo(2, MessageType.PreVote), term: 3, logTerm: 2, index: 17, context: 1 },
      {
        ...messageTo(2, MessageType.Snapshot),
        snapshot: {
          index: 9,
          term: 3,
          configuration: {
            voters: [1, 2],
            votersOutgoing: [3],
            learners: [4, 5],
            learnersNext: [],
            autoLeave: true,
          },
          data: Uint8Array.of(1, 2, 3),
        },
      },
    ];
    for (const message of said) nodes[0].peers.send(message, 1_700_000_000_000_000);
    nodes[2].peers.send(heartbeat(1), 7);
    await eventually(() => nodes[1].heard.length === said.length && nodes[0].heard.length === 1);
    expect(nodes[1].heard).toEqual(said);
    expect(new Set(nodes[1].wallsUs)).toEqual(new Set([1_700_000_000_000_000]));
    expect(nodes[0].wallsUs).toEqual([7]);
    expect(nodes[2].heard).toEqual([]);
  });

  test("what is kept of a message does not change when the next ones come", async () => {
    const [one, other] = await two();
    const entries = Array.from({ length: 60 }, (_, at) => entryAt(at + 1, 1_000 * at + 1));
    for (let at = 0; at < entries.length; at++) one.peers.send(appendOf(2, at, [entries[at]]), 1);
    await eventually(() => other.heard.length === entries.length);
    expect(other.heard.map(({ entries: [{ index }] }) => index)).toEqual(entries.map(({ index }) => index));
    expect(other.heard.every(({ entries: [{ data }] }, at) => isSame(data, entries[at].data))).toBe(true);
  });

  test("a batch's memory may be filled anew as soon as it is sent, even when the receiver does not read", async () => {
    const listener = await HandListener.open(welcomeBy());
    const [one, other] = [await new PeerNode(1).open(), await new PeerNode(2).open()];
    // Node 2 hears node 1, but its reader stands still while node 1 sends.
    one.peers.setMembers([{ nodeId: 2, peerAddress: listener.address }]);
    other.peers.setMembers([{ nodeId: 1, peerAddress: one.address }]);
    await eventually(() => one.peers.status()[0].isReached);
    const shared = new Uint8Array(262_128);
    const originals = Array.from({ length: 40 }, (_, at) => entryAt(at + 1, 262_000));
    for (const entry of originals) {
      shared.set(entry.data);
      const data = shared.subarray(0, entry.data.byteLength);
      one.peers.send(appendOf(2, entry.index - 1, [{ ...entry, data }]), 1);
      shared.fill(0xee);
    }
    // Ten megabytes: the kernel cannot have taken them all.
    expect(one.peers.status()[0].pendingBytes).toBeGreaterThan(1_000_000);
    await eventually(() => other.heard.length === originals.length);
    expect(other.heard.every(({ entries: [{ data }] }, at) => isSame(data, originals[at].data))).toBe(true);
  });

  test("memory that was given back is used for later batches, and no other is", async () => {
    const [one, other] = await two();
    one.peers.send(appendOf(2, 0, [entryAt(1, 200_000)]), 1);
    await eventually(() => other.heard.length === 1);
    const first = other.heard[0].entries[0].data;
    other.peers.recycle(first);
    other.peers.recycle(first);
    other.peers.recycle(new Uint8Array(262_144));
    for (const index of [2, 3, 4]) one.peers.send(appendOf(2, index - 1, [entryAt(index, 200_000)]), 1);
    await eventually(() => other.heard.length === 4);
    const buffers = other.heard.slice(1).map(({ entries }) => entries[0].data.buffer);
    expect(buffers[0]).toBe(first.buffer);
    expect(new Set(buffers).size).toBe(3);
  });

  test("versions, incarnations and fingerprints are kept, whatever the fingerprints are", async () => {
    const fingerprints = [
      { schemaId: 2, fingerprint: "00000000deadbeef" },
      { schemaId: 65_535, fingerprint: "ffffffffffffffff" },
    ];
    const one = await new PeerNode(1, { protocolVersions: { min: 1, max: 4 }, incarnation: 7 }).open();
    const other = await new PeerNode(2, { protocolVersions: { min: 2, max: 3 }, fingerprints }).open();
    await meet(one, other);
    const [status] = one.peers.status();
    expect(status).toMatchObject({ nodeId: 2, version: 3, incarnation: 1, fingerprints });
    expect(other.peers.status()[0]).toMatchObject({ version: 3, incarnation: 7, fingerprints: [] });
  });
});

test("a peer is looked for at each of its addresses, and a connection outlives news of another one", async () => {
  const one = await new PeerNode(1, { random: () => 0 }).open();
  const other = await new PeerNode(2).open();
  other.peers.setMembers([{ nodeId: 1, peerAddress: one.address }]);
  const [nowhere, nobody] = ["127.0.0.1:1", "127.0.0.1:2"];
  one.peers.setMembers([{ nodeId: 2, peerAddress: nowhere, otherAddresses: [nobody, other.address] }]);
  await eventually(() => one.isConnected);
  expect(one.peers.status()[0]!.peerAddress).toBe(other.address);
  one.peers.setMembers([{ nodeId: 2, peerAddress: nobody }]);
  expect(one.isConnected).toBe(true);
  other.peers.send(heartbeat(1), 1);
  await eventually(() => one.heard.length === 1);
});

test("members of other editions are spoken to, and the difference is told once", async () => {
  const [old, fresh] = ["00000000deadbeef", "ffffffffffffffff"];
  const same = { schemaId: 1, fingerprint: old };
  const one = await new PeerNode(1, { fingerprints: [same, { schemaId: 2, fingerprint: old }] }).open();
  const other = await new PeerNode(2, { fingerprints: [same, { schemaId: 2, fingerprint: fresh }] }).open();
  await meet(one, other);
  one.peers.reintroduce(2);
  await eventually(() => one.isConnected && other.isConnected);
  for (const node of [one, other]) {
    const warnings = node.lines.filter(({ message }) => message.includes("other editions"));
    expect(warnings.map(({ level }) => level)).toEqual(["warn"]);
    expect(warnings[0]!.facts).toMatchObject({ schemaIds: [2] });
  }
});

describe("introductions", () => {
  test("are told by both sides of every connection, of the one who is told", async () => {
    const heard: string[] = [];
    const node = (nodeId: number): Promise<PeerNode> =>
      new PeerNode(nodeId, {
        introductionTo: (other) => ({
          ...NEWCOMER,
          life: nodeId * 10,
          given: { incarnation: 3, life: 4, index: other },
        }),
        onIntroduced: (other, { life, given }) => heard.push(`${nodeId} of ${other}: ${life} ${given.index}`),
      }).open();
    await meet(await node(1), await node(2));
    // Each hears it twice: there is a connection in each direction.
    expect(heard.sort((a, b) => a.localeCompare(b))).toEqual([
      "1 of 2: 20 1",
      "1 of 2: 20 1",
      "2 of 1: 10 2",
      "2 of 1: 10 2",
    ]);
  });

  test("are told once more when there is something else to say, and nobody takes it for a death here", async () => {
    const own = { ...NEWCOMER, incarnation: 0, life: 5 };
    const heard: number[] = [];
    const one = await new PeerNode(1, { introductionTo: () => own }).open();
    const other = await new PeerNode(2, {
      onIntroduced: (_id, { incarnation }) => heard.push(incarnation),
    }).open();
    await meet(one, other);
    expect(heard).toEqual([0, 0]);
    own.incarnation = 2;
    one.peers.reintroduce(2);
    await eventually(() => heard.length === 4 && one.isConnected && other.isConnected);
    expect(heard).toEqual([0, 0, 2, 2]);
    expect(other.peers.status()[0].incarnation).toBe(2);
    expect(one.closed).toEqual([]);
    one.peers.send(heartbeat(2, 9), 1);
    other.peers.send(heartbeat(1, 8), 1);
    await eventually(() => other.heard.length === 1 && one.heard.length === 1);
  });

  test("of a disk that lost its past are heard, those of an older life are refused", async () => {
    const one = await new PeerNode(1, { incarnation: 4 }).open();
    const other = await new PeerNode(2).open();
    await meet(one, other);
    const { address } = one;
    await one.close();
    const lost = await new PeerNode(1, { incarnation: 0, listen: address }).open();
    lost.peers.setMembers([{ nodeId: 2, peerAddress: other.address }]);
    await eventually(() => lost.isConnected && other.isConnected);
    expect(other.peers.status()[0]).toMatchObject({ isHeard: true, incarnation: 4 });
    await lost.close();
    const old = await new PeerNode(1, { incarnation: 3, listen: address }).open();
    old.peers.setMembers([{ nodeId: 2, peerAddress: other.address }]);
    await eventually(() => old.text.includes("PEER_OLD_INCARNATION"));
  });
});

describe("a connection that ends", () => {
  test("is a signal at once, without waiting for a silence", async () => {
    const [one, other] = await two();
    const beginMs = performance.now();
    const closing = other.close();
    await eventually(() => one.closed.length > 0);
    expect(performance.now() - beginMs).toBeLessThan(500); // Two seconds would be a silence.
    expect(one.closed).toEqual([2]);
    await closing;
    await eventually(() => one.unreachable.length > 0);
    expect(one.unreachable[0]).toBe(2);
    expect(other.closed).toEqual([]); // Who closes knows.
  });

  test("is made anew when the peer is back, on the same port, and messages flow again", async () => {
    const [one, other] = await two();
    const { address } = other;
    await other.close();
    await eventually(() => one.closed.length === 1);
    one.peers.send(heartbeat(2), 1);
    await eventually(() => one.unreachable.length > 0);
    const again = await new PeerNode(2, { listen: address, incarnation: 2 }).open();
    again.peers.setMembers([{ nodeId: 1, peerAddress: one.address }]);
    await eventually(() => one.isConnected && again.isConnected);
    one.peers.send(heartbeat(2, 5), 1);
    await eventually(() => again.heard.length === 1);
    expect(again.heard[0].context).toBe(5);
    expect(one.peers.status()[0].incarnation).toBe(2);
  });

  test("that the peer dialled again is replaced, and what was on its way is reported", async () => {
    const one = await new PeerNode(1).open();
    one.peers.setMembers([{ nodeId: HAND_ID, peerAddress: "127.0.0.1:1" }]);
    const [first, second] = [Hand.dial(one.address), Hand.dial(one.address)];
    first.socket.write(helloBy());
    await eventually(() => first.welcomes.length === 1);
    second.socket.write(helloBy());
    await eventually(() => second.welcomes.length === 1 && first.isEnded);
    expect(one.unreachable).toContain(HAND_ID);
    one.peers.send(heartbeat(2), 1);
    await eventually(() => second.frames === 2);
  });

  test("ends for a member that is removed, without an alarm", async () => {
    const [one, other] = await two();
    one.peers.setMembers([{ nodeId: 1, peerAddress: one.address }]);
    await eventually(() => other.closed.length === 1);
    expect(one.closed).toEqual([]);
    expect(one.peers.status()).toEqual([]);
    one.peers.send(heartbeat(2), 1); // To nobody.
    await eventually(() => other.text.includes("PEER_UNKNOWN_MEMBER"));
  });
});

describe("a peer that does not read", () => {
  test("or is not there, is reported once a turn, and not from within a send", async () => {
    const one = await new PeerNode(1).open();
    one.peers.setMembers([{ nodeId: HAND_ID, peerAddress: "127.0.0.1:1" }]);
    for (let word = 0; word < 10; word++) one.peers.send(heartbeat(2, word), 1);
    expect(one.unreachable).toEqual([]);
    await Promise.resolve();
    expect(one.unreachable).toEqual([HAND_ID]);
  });

  test("gets words when its queue is full of batches, and the batches beyond it are reported", async () => {
    const one = await new PeerNode(1, { queueBytesMax: 8_000_000 }).open();
    one.peers.setMembers([{ nodeId: HAND_ID, peerAddress: "127.0.0.1:1" }]);
    const hand = Hand.dial(one.address);
    hand.socket.write(helloBy());
    await eventually(() => hand.welcomes.length === 1);
    one.unreachable.length = 0;
    hand.socket.pause();

    const entry = entryAt(1, 262_000);
    let sent = 0;
    while (one.unreachable.length === 0) {
      one.peers.send(appendOf(2, 0, [entry]), 1);
      sent++;
      await Promise.resolve();
    }
    const { pendingBytes } = one.peers.status()[0];
    expect(pendingBytes).toBeGreaterThan(7_500_000);
    expect(pendingBytes).toBeLessThanOrEqual(8_000_000);
    for (let word = 0; word < 1_000; word++) one.peers.send(heartbeat(2, word), 1);
    await Promise.resolve();
    expect(one.unreachable).toEqual([HAND_ID]);

    hand.socket.resume();
    // All but the one append that was too much, all words, and the welcome.
    await eventually(() => hand.frames === sent - 1 + 1_000 + 1);
    await eventually(() => one.peers.status()[0].pendingBytes === 0);
  });

  test("never makes its sender keep more than the bound, whatever it is sent", async () => {
    const one = await new PeerNode(1, { queueBytesMax: 1_000_000 }).open();
    one.peers.setMembers([{ nodeId: HAND_ID, peerAddress: "127.0.0.1:1" }]);
    const hand = Hand.dial(one.address);
    hand.socket.write(helloBy());
    await eventually(() => hand.welcomes.length === 1);
    hand.socket.pause();
    const entry = entryAt(1, 200_000);
    for (let turn = 0; turn < 100; turn++) {
      one.peers.send(appendOf(2, 0, [entry]), 1);
      for (let word = 0; word < 200; word++) one.peers.send(heartbeat(2, word), 1);
      expect(one.peers.status()[0].pendingBytes).toBeLessThanOrEqual(1_000_000 + 1_048_576);
      await Promise.resolve();
    }
    expect(one.peers.status()[0].pendingBytes).toBeGreaterThan(2_000_000);
  });
});

describe("time, as ticks tell it", () => {
  /** A node 1 whose ticks a test makes, and a node 2 that dialled it by hand. */
  async function ticking(): Promise<{ node: PeerNode; hand: Hand; tick: (count: number) => Promise<void> }> {
    let run = (): void => {};
    const every = (_intervalMs: number, tick: () => void): (() => void) => {
      run = tick;
      return () => {};
    };
    const node = await new PeerNode(1, { scheduler: { every } }).open();
    node.peers.setMembers([{ nodeId: HAND_ID, peerAddress: "127.0.0.1:1" }]);
    const tick = async (count: number): Promise<void> => {
      for (let done = 0; done < count; done++) {
        run();
        if (done % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    return { node, hand: Hand.dial(node.address), tick };
  }

  test("a peer that dials is up, and is dialled without waiting any longer", async () => {
    const listener = await HandListener.open(welcomeBy());
    const { address } = listener;
    listener.close();
    const { node, tick } = await ticking();
    node.peers.setMembers([{ nodeId: HAND_ID, peerAddress: address }]);
    for (let round = 0; round < 20; round++) {
      await tick(20);
      await new Promise((resolve) => setTimeout(resolve, 2)); // The system says that nobody listens.
    }
    const back = await HandListener.open(welcomeBy(), address);
    const hand = Hand.dial(node.address);
    hand.socket.write(helloBy());
    await eventually(() => hand.welcomes.length === 1);
    expect(back.hands).toEqual([]);
    await tick(1);
    await eventually(() => back.hands.length === 1 && node.peers.status()[0].isHeard);
  });

  test("a word of life is said after half a second without another", async () => {
    const { node, hand, tick } = await ticking();
    hand.socket.write(helloBy());
    await eventually(() => hand.frames === 1);
    await tick(19);
    node.peers.send(heartbeat(2), 1);
    await eventually(() => hand.frames === 2);
    await tick(19);
    node.peers.send(heartbeat(2), 1);
    await eventually(() => hand.frames === 3); // The welcome and two heartbeats.
    await tick(19);
    node.peers.send(heartbeat(2), 1);
    await eventually(() => hand.frames === 4);
    await tick(20);
    await eventually(() => hand.frames === 5);
    await tick(60);
    await eventually(() => hand.frames === 8);
    expect(hand.frames).toBe(8);
  });

  test("a peer that takes nothing for five seconds is hung up on, and reported", async () => {
    const { node, hand, tick } = await ticking();
    hand.socket.write(helloBy());
    await eventually(() => hand.frames === 1);
    hand.socket.pause();
    const entry = entryAt(1, 262_000);
    for (let batch = 0; batch < 50; batch++) node.peers.send(appendOf(2, 0, [entry]), 1);
    await tick(200);
    expect(node.peers.status()[0].isReached).toBe(true);
    expect(node.unreachable).toEqual([]);
    await tick(2);
    expect(node.peers.status()[0]).toMatchObject({ isReached: false, pendingBytes: 0 });
    expect(node.unreachable).toEqual([HAND_ID]);
  });

  test("a stranger that does not greet is hung up on, and many of them do not keep members away", async () => {
    const { node, hand, tick } = await ticking();
    const strangers = Array.from({ length: 80 }, () => Hand.dial(node.address));
    await eventually(() => strangers.filter(({ isEnded }) => isEnded).length >= 16);
    expect(hand.isEnded).toBe(false);
    await tick(121);
    await eventually(() => strangers.every(({ isEnded }) => isEnded) && hand.isEnded);
    const member = Hand.dial(node.address);
    member.socket.write(helloBy());
    await eventually(() => member.welcomes.length === 1);
  });
});
