import { expect, test } from "vitest";
import { memberOf } from "../member-id.ts";
import { MessageType } from "../raft/message.ts";
import { Ear, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };

/** Writes notes one after the other, and waits for the answers. */
function write(rig: Rig, ear: Ear, client: ReturnType<Rig["client"]>, count: number): void {
  const wanted = ear.answers.length + count;
  for (let at = 0; at < count; at++) {
    client.submit(caller, note(Note.Write, at, at), patient, ear, at);
    rig.run(2);
  }
  rig.runUntil(() => ear.answers.length === wanted, `${wanted} answers`);
}

/** A leader of three that has taken notes, which all have applied. */
function threeWithNotes(): { rig: Rig; ear: Ear; client: ReturnType<Rig["client"]> } {
  const rig = new Rig({ nodes: 3 });
  const ear = new Ear();
  const client = rig.client();
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  write(rig, ear, client, 30);
  rig.run(100);
  return { rig, ear, client };
}

/** One bit of a stored batch flips. */
function rot(rig: Rig, nodeId: number, index: number): void {
  const { disk } = rig.nodes.get(nodeId)!;
  const bytes = disk.batches[index - 1].slice();
  bytes[bytes.byteLength - 3] ^= 16;
  disk.batches[index - 1] = bytes;
}

function isUp(rig: Rig, nodeId: number): boolean {
  return rig.nodes.get(nodeId)!.isUp;
}

function stateHashes(rig: Rig): Set<string> {
  return new Set([...rig.nodes.values()].map(({ node }) => node.applier.machine.stateHash()));
}

test("a member whose log has rotted says nothing but what repairs it, until it is whole; then it takes part", () => {
  const { rig, ear, client } = threeWithNotes();
  const rotten = [1, 2, 3].find((nodeId) => nodeId !== rig.leader!.nodeId)!;
  rig.crash(rotten);
  for (const index of [4, 5, 17]) rot(rig, rotten, index);
  const said = new Set<number>();
  rig.onSend = (message) => {
    if (memberOf(message.from) === rotten && !isUp(rig, rotten)) said.add(message.type);
  };
  rig.start(rotten);
  expect(isUp(rig, rotten)).toBe(false);
  rig.runUntil(() => isUp(rig, rotten), "the repair");
  expect([...said]).toEqual([MessageType.Fetch]);
  write(rig, ear, client, 5);
  rig.run(100);
  expect(stateHashes(rig).size).toBe(1);
  expect(rig.node(rotten).desk.status().role).toBe("follower");
});

test("three that have rotted in different places repair each other without a leader, and have lost nothing", () => {
  const { rig, ear, client } = threeWithNotes();
  const [before] = stateHashes(rig);
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  for (const index of [2, 3, 20]) rot(rig, 1, index);
  for (const index of [3, 4, 5]) rot(rig, 2, index);
  for (const index of [2, 5, 30]) rot(rig, 3, index);
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(1_000);
  expect([...stateHashes(rig)]).toEqual([before]);
  write(rig, ear, client, 5);
});

test("a batch that has rotted on all stops all, and each says where", () => {
  const { rig } = threeWithNotes();
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  for (const nodeId of [1, 2, 3]) rot(rig, nodeId, 9);
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  rig.run(10_000);
  for (const { isUp: up, lines } of rig.nodes.values()) {
    expect(up).toBe(false);
    expect(lines.at(-1)).toMatch(/batches 9 to 9 were acknowledged .* key 9, position \d+: .* lost on node/);
  }
});

test("who has lost what it acknowledged elects nobody who never had it", () => {
  const { rig, ear, client } = threeWithNotes();
  const leader = rig.leader!.nodeId;
  const [holder, behind] = [1, 2, 3].filter((nodeId) => nodeId !== leader);
  rig.crash(behind);
  write(rig, ear, client, 5);
  rig.run(100);
  const acknowledged = rig.node(holder).raft.commitIndex;
  rig.crash(leader);
  rig.crash(holder);
  rot(rig, holder, acknowledged - 1);
  rig.start(holder);
  rig.start(behind);
  rig.run(5_000);
  // Together they are a majority, and the other half of what was promised is with the one that is down.
  expect(rig.leader).toBeUndefined();
  rig.start(leader);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(1_000);
  expect(isUp(rig, holder)).toBe(true);
  expect(rig.node(behind).raft.commitIndex).toBeGreaterThan(acknowledged);
  write(rig, ear, client, 3);
  rig.run(100);
  expect(stateHashes(rig).size).toBe(1);
});
