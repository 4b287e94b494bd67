import { expect, test } from "vitest";
import { MemoryLogDisk } from "../log/memory-log.ts";
import { memberOf, raftIdOf } from "../member-id.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { MessageType } from "../raft/message.ts";
import { Ear, Rig, type TestNode } from "./node-rig.ts";
import { entry, Member, message } from "./raft-group.ts";
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

function followers(rig: Rig): number[] {
  return [...rig.nodes.keys()].filter((nodeId) => nodeId !== rig.leader?.nodeId);
}

function voters(rig: Rig): readonly number[] {
  return rig.leader!.raft.configuration.voters;
}

function copyOf({ disk }: TestNode): MemoryLogDisk {
  return Object.assign(new MemoryLogDisk(), disk, { batches: [...disk.batches] });
}

function stateHashes(rig: Rig): Set<string> {
  return new Set([...rig.nodes.values()].map(({ node }) => node.applier.machine.stateHash()));
}

/** A leader of three that has taken notes. */
function threeWithNotes(): { rig: Rig; ear: Ear; client: ReturnType<Rig["client"]> } {
  const rig = new Rig({ nodes: 3 });
  const ear = new Ear();
  const client = rig.client();
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  write(rig, ear, client, 20);
  return { rig, ear, client };
}

test("a member whose directory was deleted comes back with a new incarnation, catches up, and then votes", () => {
  const { rig, ear, client } = threeWithNotes();
  const lost = followers(rig)[0]!;
  rig.crash(lost);
  write(rig, ear, client, 5);
  rig.wipe(lost);
  rig.stuckDisks.add(lost);
  rig.start(lost);
  expect(rig.node(lost).desk.status().role).toBe("none");
  rig.runUntil(() => rig.node(lost).raft.id === raftIdOf(lost, 2), "a new incarnation");
  rig.run(2_000);
  // It learns before it votes: the old life is still the voter.
  expect(voters(rig)).toContain(raftIdOf(lost, 1));
  expect(rig.node(lost).desk.status().role).toBe("learner");
  rig.stuckDisks.delete(lost);
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 2)), "its promotion");
  rig.run(500);
  expect(voters(rig).map(memberOf)).toEqual([1, 2, 3]);
  expect(rig.leader!.raft.configuration.votersOutgoing).toEqual([]);
  expect(voters(rig)).not.toContain(raftIdOf(lost, 1));
  expect(rig.node(lost).desk.status().role).toBe("follower");
  expect(rig.nodes.get(lost)!.disk.identity).toEqual({ incarnation: 2, founders: [] });
  expect(stateHashes(rig).size).toBe(1);
});

test("a new incarnation that has not caught up elects nobody", () => {
  const { rig, ear, client } = threeWithNotes();
  const lost = followers(rig)[0]!;
  rig.crash(lost);
  rig.wipe(lost);
  rig.stuckDisks.add(lost);
  rig.start(lost);
  rig.runUntil(() => rig.node(lost).raft.id === raftIdOf(lost, 2), "a new incarnation");
  rig.run(500);
  const leader = rig.leader!.nodeId;
  rig.crash(leader);
  rig.stuckDisks.delete(lost);
  rig.run(5_000);
  expect(rig.leader).toBeUndefined();
  expect(rig.nodes.get(lost)!.disk.hardState.vote).toBe(0);
  rig.start(leader);
  write(rig, ear, client, 5);
});

test("the new incarnation is a full member: with the leader dead, it and the other go on", () => {
  const { rig, ear, client } = threeWithNotes();
  const lost = followers(rig)[0]!;
  rig.crash(lost);
  rig.wipe(lost);
  rig.start(lost);
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 2)), "its promotion");
  rig.run(200);
  rig.crash(rig.leader!.nodeId);
  write(rig, ear, client, 5);
  expect(new Set(ear.outcomes)).toEqual(new Set(["Replied"]));
  expect(ear.values).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
});

test("an empty disk neither votes nor campaigns: with one of three left, nobody leads", () => {
  const { rig } = threeWithNotes();
  const kept = rig.leader!.nodeId;
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  for (const nodeId of [1, 2, 3]) if (nodeId !== kept) rig.wipe(nodeId);
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  rig.run(10_000);
  expect(rig.leader).toBeUndefined();
  const empty = [...rig.nodes].filter(([nodeId]) => nodeId !== kept).map(([, { disk }]) => disk);
  expect(empty.map(({ hardState }) => hardState)).toEqual([
    { term: 0, vote: 0 },
    { term: 0, vote: 0 },
  ]);
  expect(empty.map(({ batches }) => batches.length)).toEqual([0, 0]);
});

test("two wiped members of three do not become a new cluster, though they are told to found one", () => {
  const { rig } = threeWithNotes();
  const kept = rig.leader!.nodeId;
  for (const [nodeId, one] of rig.nodes) {
    rig.crash(nodeId);
    if (nodeId !== kept) rig.wipe(nodeId);
    one.initToken = 4711;
  }
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  rig.run(10_000);
  expect(rig.leader).toBeUndefined();
  const others = [...rig.nodes].filter(([nodeId]) => nodeId !== kept);
  expect(others.map(([, { disk }]) => disk.identity.incarnation)).toEqual([0, 0]);
});

test("a member that was wiped while nobody led gets its incarnation from the next leader", () => {
  const { rig, ear, client } = threeWithNotes();
  const [lost, other] = followers(rig) as [number, number];
  const before = rig.leader!.nodeId;
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  rig.wipe(lost);
  rig.start(lost);
  rig.run(2_000);
  rig.start(before);
  rig.start(other);
  rig.runUntil(() => rig.leader !== undefined && voters(rig).includes(raftIdOf(lost, 2)), "its promotion");
  write(rig, ear, client, 3);
  rig.run(300);
  expect(stateHashes(rig).size).toBe(1);
});

test("a disk that is lost again before it voted gets another incarnation, and nothing stays of the first", () => {
  const { rig, ear, client } = threeWithNotes();
  const lost = followers(rig)[0]!;
  rig.crash(lost);
  rig.wipe(lost);
  rig.start(lost);
  rig.runUntil(() => rig.node(lost).raft.id === raftIdOf(lost, 2), "a new incarnation");
  rig.crash(lost);
  rig.wipe(lost);
  write(rig, ear, client, 3);
  rig.start(lost);
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 3)), "the promotion of the third life");
  rig.run(500);
  expect(rig.leader!.raft.memberIds.filter((id) => memberOf(id) === lost)).toEqual([raftIdOf(lost, 3)]);
  expect(stateHashes(rig).size).toBe(1);
});

test("a new incarnation survives a restart, before it votes and after", () => {
  const { rig, ear, client } = threeWithNotes();
  const lost = followers(rig)[0]!;
  rig.crash(lost);
  rig.wipe(lost);
  rig.start(lost);
  rig.runUntil(() => rig.node(lost).raft.id === raftIdOf(lost, 2), "a new incarnation");
  rig.crash(lost);
  rig.start(lost);
  expect(rig.node(lost).raft.id).toBe(raftIdOf(lost, 2));
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 2)), "its promotion");
  rig.run(500);
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  write(rig, ear, client, 3);
  rig.run(500);
  expect(voters(rig)).toContain(raftIdOf(lost, 2));
  expect(stateHashes(rig).size).toBe(1);
});

test("a member with an old copy of its directory counts as lost: it does not vote, and gets a new incarnation", () => {
  const { rig, ear, client } = threeWithNotes();
  const old = followers(rig)[0]!;
  rig.crash(old);
  const copy = copyOf(rig.nodes.get(old)!);
  rig.start(old);
  rig.run(500);
  write(rig, ear, client, 20);
  rig.run(1_500); // What the leader remembers of the others may lag a second.
  const leader = rig.leader!.nodeId;
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  rig.nodes.get(old)!.disk = copy;
  // The one who led knows how far the old one was; the third is not there.
  rig.start(old);
  rig.start(leader);
  rig.run(5_000);
  expect(rig.leader).toBeUndefined();
  expect(rig.nodes.get(old)!.lines.join()).toMatch(/acknowledged batches up to \d+, and its log ends at \d+/);
  const third = followers(rig).find((nodeId) => nodeId !== old && nodeId !== leader)!;
  rig.start(third);
  rig.runUntil(() => rig.leader !== undefined && voters(rig).includes(raftIdOf(old, 2)), "its promotion");
  rig.run(500);
  expect(stateHashes(rig).size).toBe(1);
});

test("a copy from an incarnation before the last one counts as lost too", () => {
  const { rig } = threeWithNotes();
  const lost = followers(rig)[0]!;
  rig.crash(lost);
  const copy = copyOf(rig.nodes.get(lost)!);
  rig.wipe(lost);
  rig.start(lost);
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 2)), "its promotion");
  rig.crash(lost);
  rig.nodes.get(lost)!.disk = copy;
  rig.start(lost);
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 3)), "the promotion of the third life");
  expect(rig.nodes.get(lost)!.lines.join()).toMatch(/knows a later incarnation of this node, 2/);
  rig.run(500);
  expect(stateHashes(rig).size).toBe(1);
});

test("what was promised before a disk counted as lost does not leave afterwards", () => {
  const { rig, client } = threeWithNotes();
  const lost = followers(rig)[0]!;
  const leader = rig.leader!.nodeId;
  rig.stuckDisks.add(lost);
  client.submit(caller, note(Note.Write, 1, 1), patient, new Ear(), 0);
  rig.run(5); // It is written, and waits for the disk.
  rig.node(lost).onPeerIntroduced(leader, {
    ...rig.node(leader).introductionTo(lost),
    given: { incarnation: 1, life: 0, index: 1_000_000 },
  });
  rig.run(1);
  const senders = new Set<number>();
  rig.onSend = ({ from }) => senders.add(from);
  rig.stuckDisks.delete(lost);
  rig.runUntil(() => voters(rig).includes(raftIdOf(lost, 2)), "its promotion");
  expect(senders).not.toContain(raftIdOf(lost, 1));
  expect(senders).toContain(raftIdOf(lost, 2));
});

test("a core that takes another id says nothing more under the old one, and keeps what it wrote", () => {
  const member = new Member(1, MemoryStorage.of({ voters: [1, 2, 3] }), { preVote: false });
  const fields = { from: 2, term: 1, entries: [entry(1, 1, "one")] };
  member.raft.step(message(MessageType.Append, fields));
  member.raft.takeId(9);
  expect(member.turn()).toEqual([]);
  expect([member.raft.id, member.raft.leader, member.log]).toEqual([9, 0, ["1/1"]]);
  member.raft.step(message(MessageType.Append, { ...fields, index: 1, logTerm: 1, entries: [] }));
  expect(member.turn().map(({ from, to, index }) => [from, to, index])).toEqual([[9, 2, 1]]);
  for (let tick = 0; tick < 300; tick++) member.raft.tick();
  expect(member.turn()).toEqual([]); // It is no voter under its new id.
});

test("a member that restarts with all that it had keeps its incarnation", () => {
  const { rig, ear, client } = threeWithNotes();
  for (let round = 0; round < 3; round++) {
    for (const nodeId of [1, 2, 3]) {
      rig.crash(nodeId);
      rig.run(300);
      rig.start(nodeId);
      rig.runUntil(() => rig.leader !== undefined, "a leader");
      write(rig, ear, client, 3);
    }
  }
  rig.run(1_000);
  expect([...rig.nodes.values()].map(({ disk }) => disk.identity.incarnation)).toEqual([1, 1, 1]);
});
