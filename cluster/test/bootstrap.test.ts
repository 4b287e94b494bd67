import { expect, test } from "vitest";
import { Founding } from "../bootstrap.ts";
import { raftIdOf } from "../member-id.ts";
import { Ear, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };

test("empty members that were given one token found a cluster", () => {
  const rig = new Rig({ nodes: 3, initToken: 4711 });
  const ear = new Ear();
  rig.client().submit(caller, note(Note.Write, 1, 1), { timeoutMs: 10_000 }, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "an answer");
  rig.run(300);
  for (const [nodeId, { node, disk }] of rig.nodes) {
    expect(node.raft.id).toBe(raftIdOf(nodeId, 1));
    expect(node.raft.configuration.voters).toEqual([1, 2, 3].map((one) => raftIdOf(one, 1)));
    expect(disk.identity).toEqual({ incarnation: 1, founders: [1, 2, 3] });
  }
});

test("nothing is founded while one of the listed members is missing", () => {
  const rig = new Rig({ nodes: 3, initToken: 4711 });
  rig.crash(3);
  rig.run(5_000);
  expect([1, 2].map((nodeId) => rig.node(nodeId).desk.status().role)).toEqual(["none", "none"]);
  expect(rig.nodes.get(1)!.lines.join()).toMatch(/founds a cluster when nodes 2, 3 prove to be empty too/);
  rig.start(3);
  rig.run(3_000);
  expect(rig.leader).toBeDefined();
});

test("members that were given different tokens, or none, found nothing", () => {
  for (const third of [4712, undefined]) {
    const rig = new Rig({ nodes: 3, initToken: 4711 });
    rig.crash(3);
    rig.wipe(3);
    rig.nodes.get(3)!.initToken = third;
    rig.start(3);
    rig.run(5_000);
    expect([...rig.nodes.values()].map(({ disk }) => disk.identity.incarnation)).toEqual([0, 0, 0]);
  }
});

test("members that were given different lists do not prove the same", () => {
  const proof = new Founding(1, [1, 2, 3], 7).proof;
  expect(new Founding(2, [3, 2, 1], 7).proof).toBe(proof);
  expect(new Founding(1, [1, 2, 3, 4, 5], 7).proof).not.toBe(proof);
  expect(new Founding(1, [1, 2, 4], 7).proof).not.toBe(proof);
  expect(new Founding(1, [1, 2, 3], 8).proof).not.toBe(proof);
});

test("one that died in the middle of founding is no obstacle, wherever it was", () => {
  for (let afterMs = 0; afterMs < 40; afterMs++) {
    const rig = new Rig({ nodes: 3, initToken: 4711 });
    rig.crash(2);
    rig.run(100);
    rig.start(2);
    for (let ms = 0; ms < afterMs; ms++) {
      rig.world.nowUs += 250;
      rig.world.fireTimers();
      rig.world.settle(() => rig.completeLogs());
    }
    rig.crash(1);
    rig.run(1_500);
    rig.start(1);
    rig.run(3_000);
    const commits = [...rig.nodes.values()].map(({ node }) => node.raft.commitIndex);
    expect(rig.leader).toBeDefined();
    expect(commits[0], `after ${afterMs} steps`).toBeGreaterThan(0);
    expect(new Set(commits).size).toBe(1);
  }
});

test("who was founded stays what it is when it starts with another token and other lists", () => {
  const rig = new Rig({ nodes: 3, initToken: 4711 });
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(500);
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  rig.members.splice(2); // Two are listed, and two are no majority of three.
  for (const test of rig.nodes.values()) test.initToken = 1;
  rig.start(1);
  rig.run(5_000);
  expect(rig.leader).toBeUndefined();
  expect(rig.node(1).raft.configuration.voters.length).toBe(3);
  rig.start(2);
  rig.runUntil(() => rig.leader !== undefined, "a leader of two of three");
});

test("a node by itself founds at once, and not a second time on a disk that holds something", () => {
  const rig = new Rig({ nodes: 1, initToken: 1 });
  rig.run(100);
  expect(rig.leader?.nodeId).toBe(1);
  rig.crash(1);
  rig.nodes.get(1)!.disk.identity = { incarnation: 0, founders: [] }; // It lost its place in some cluster.
  rig.start(1);
  rig.run(3_000);
  expect(rig.leader).toBeUndefined();
});
