import { describe, expect, test } from "vitest";
import type { Node } from "../node.ts";
import { createMessage, MessageType } from "../raft/message.ts";
import { Ear, EventEar, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 20_000 };
const HOUR_US = 3_600_000_000;

/** Three nodes, led by the one that is named. */
async function ledBy(nodeId: number, rig: Rig = new Rig({ nodes: 3 })): Promise<Rig> {
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  if (rig.leader!.nodeId !== nodeId) await rig.resolve(rig.leader!.succession.handOver(nodeId));
  rig.runUntil(
    () => rig.leader!.nodeId === nodeId && rig.leader!.haltedReason === undefined,
    "the new leader",
  );
  return rig;
}

describe.each([
  ["ahead", HOUR_US],
  ["behind", -HOUR_US],
])("a leader whose clock is an hour %s", (_name, errorUs) => {
  test("neither expires what is held nor freezes time, and nor does the one who follows it", async () => {
    const rig = new Rig({ nodes: 3 });
    rig.wallErrorsUs.set(2, errorUs);
    await ledBy(1, rig);
    const client = rig.client();
    const ear = new Ear();
    const events = new EventEar();
    client.subscribe({ position: 0, step: 65_535 }, events);
    client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
    rig.run(200);
    const eventsBefore = events.places.length;
    let [timeUs, realUs] = [rig.leader!.clusterTimeUs, rig.world.nowUs];
    const expectSteady = (leader: Node): void => {
      const [elapsedUs, realElapsedUs] = [leader.clusterTimeUs - timeUs, rig.world.nowUs - realUs];
      expect(Math.abs(elapsedUs - realElapsedUs)).toBeLessThanOrEqual(realElapsedUs / 100 + 25_000);
      [timeUs, realUs] = [leader.clusterTimeUs, rig.world.nowUs];
    };

    await ledBy(2, rig);
    client.submit(caller, note(Note.Remind, 7, 2_000_000), patient, ear, 1);
    rig.run(1_000);
    expectSteady(rig.node(2));
    expect(events.places.length).toBe(eventsBefore); // Nothing has expired.

    await ledBy(3, rig);
    rig.run(500);
    expectSteady(rig.node(3));
    rig.crash(3);
    rig.runUntil(() => rig.leader !== undefined && rig.leader.nodeId !== 3, "another leader");
    await ledBy(2, rig);
    rig.runUntil(() => events.places.length > eventsBefore, "the reminder");
    expect(rig.world.nowUs - realUs).toBeLessThan(3_000_000);
    rig.run(50);
    expectSteady(rig.node(2));
  });
});

test("a leader that stops hands the lead over first: its clients wait for no time-out", async () => {
  const rig = await ledBy(1);
  const client = rig.client();
  const ear = new Ear();
  for (let nth = 0; nth < 100; nth++) {
    client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
    if (nth === 50) void rig.node(1).stop(1_000);
    rig.run(2);
  }
  rig.runUntil(() => ear.answers.length === 100, "all answers", 150);
  expect(ear.values).toEqual(Array.from({ length: 100 }, (_, nth) => nth + 1));
  expect(rig.leader!.nodeId).not.toBe(1);
});

test("the lead goes to whom it was asked for, and to nobody who is not there", async () => {
  const rig = await ledBy(1);
  rig.crash(3);
  rig.run(100);
  expect(await rig.resolve(rig.node(1).succession.handOver(3))).toBe(false);
  rig.run(1_000);
  expect(rig.leader!.nodeId).toBe(1);
  expect(await rig.resolve(rig.node(1).succession.handOver(2))).toBe(true);
  expect(rig.leader!.nodeId).toBe(2);
});

test("a leader's death is replaced within a tenth of a second when its connections close", async () => {
  const rig = await ledBy(2);
  rig.crash(2);
  for (const nodeId of [1, 3]) rig.node(nodeId).onPeerClosed(2);
  rig.runUntil(() => rig.leader !== undefined && rig.leader.nodeId !== 2, "another leader", 100);
  expect(rig.leader!.nodeId).toBe(1); // The first in rank.
});

test("last words that were read in the turn of the close do not end the haste", async () => {
  const rig = await ledBy(2);
  rig.crash(2);
  for (const nodeId of [1, 3]) {
    const node = rig.node(nodeId);
    const heartbeat = createMessage(MessageType.Heartbeat, node.raft.id);
    Object.assign(heartbeat, { from: node.raft.leader, term: node.raft.term });
    node.onPeerMessage(heartbeat, rig.world.wallUs());
    node.onPeerClosed(2);
  }
  rig.runUntil(() => rig.leader !== undefined && rig.leader.nodeId !== 2, "another leader", 100);
  expect(rig.leader!.nodeId).toBe(1);
});

test("a leader that is cut off answers no linearizable read with what is old by then", async () => {
  const rig = await ledBy(1);
  const ear = new Ear();
  const client = rig.client();
  client.submit(caller, note(Note.Write, 1, 10), patient, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "the first write");
  for (const other of [2, 3]) for (const way of [`1-${other}`, `${other}-1`]) rig.cut.add(way);
  const reader = rig.client({ endpoints: ["node-1"] });
  const old = new Ear();
  for (let nth = 0; nth < 30; nth++) {
    const ask = { consistency: "linearizable", timeoutMs: 3_000 } as const;
    reader.query(caller, note(Note.Read, 1), ask, old, nth);
    rig.run(50);
    if (rig.leader!.nodeId !== 1 && ear.answers.length === 1) {
      rig
        .client({ endpoints: ["node-2", "node-3"] })
        .submit(caller, note(Note.Write, 1, 20), patient, ear, 1);
    }
  }
  rig.runUntil(() => ear.answers.length >= 2, "the second write");
  expect(old.answers).toEqual([]);
  rig.cut.clear();
  rig.runUntil(() => old.answers.length === 30, "all reads");
  expect(new Set(old.values)).toEqual(new Set([20]));
});
