import { expect, test } from "vitest";
import { limits } from "../limits.ts";
import { batchCounts, Ear, EventEar, Rig } from "./node-rig.ts";
import type { ServiceContext } from "../service.ts";
import { Note, note, Notes, REFUSED } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };

test("the way of one command", () => {
  const steps: string[] = [];
  const rig = new Rig({
    observe: () => (step, facts) => {
      steps.push(`${step} ${JSON.stringify(facts)}`);
    },
  });
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  steps.length = 0;
  client.submit(caller, note(Note.Write, 1, 11), patient, ear, 7);
  rig.settle();
  expect(steps).toMatchInlineSnapshot(`
    [
      "1 sequence {"index":3,"count":1,"bytes":192}",
      "3 write {"index":3,"term":1}",
      "2 agree {"commitIndex":3}",
      "4 apply {"index":3}",
      "5 answer {"index":3,"replies":1,"events":1}",
    ]
  `);
  expect(ear.answers).toEqual([{ tag: 7, outcome: "Replied", value: 1, position: 2 }]);
});

test("the way of one command through three nodes", () => {
  const steps: string[] = [];
  const rig = new Rig({
    nodes: 3,
    observe: (nodeId) => (step, facts) => {
      steps.push(`node ${nodeId}: ${step} ${JSON.stringify(facts)}`);
    },
  });
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 0, 0), patient, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "a first answer");
  rig.run(200);
  steps.length = 0;
  client.submit(caller, note(Note.Write, 1, 11), patient, ear, 7);
  rig.settle();
  expect(steps).toMatchInlineSnapshot(`
    [
      "node 2: 1 sequence {"index":4,"count":1,"bytes":192}",
      "node 2: 3 write {"index":4,"term":1}",
      "node 2: 3 replicate {"to":1,"type":1,"entries":1}",
      "node 2: 3 replicate {"to":3,"type":1,"entries":1}",
      "node 1: 3 write {"index":4,"term":1}",
      "node 3: 3 write {"index":4,"term":1}",
      "node 1: 3 acknowledge {"to":2,"index":4}",
      "node 3: 3 acknowledge {"to":2,"index":4}",
      "node 2: 3 replicate {"to":1,"type":1,"entries":0}",
      "node 2: 3 replicate {"to":3,"type":1,"entries":0}",
      "node 2: 2 agree {"commitIndex":4}",
      "node 2: 4 apply {"index":4}",
      "node 2: 5 answer {"index":4,"replies":1,"events":1}",
      "node 1: 3 acknowledge {"to":2,"index":4}",
      "node 1: 2 agree {"commitIndex":4}",
      "node 1: 4 apply {"index":4}",
      "node 1: 5 answer {"index":4,"replies":1,"events":1}",
      "node 3: 3 acknowledge {"to":2,"index":4}",
      "node 3: 2 agree {"commitIndex":4}",
      "node 3: 4 apply {"index":4}",
      "node 3: 5 answer {"index":4,"replies":1,"events":1}",
    ]
  `);
});

test("nothing is answered before its batch is durable", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  client.submit(caller, note(Note.Write, 1, 11), patient, ear, 7);
  rig.run(1_000);
  expect(ear.answers).toEqual([]);
  rig.stuckDisks.delete(1);
  rig.run(20);
  expect(ear.values).toEqual([1]);
});

test("commands of one turn are one batch", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  for (let nth = 0; nth < 10; nth++) client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
  rig.runUntil(() => ear.answers.length === 10, "ten answers");
  expect(batchCounts(rig.nodes.get(1)!.log)).toEqual([0, 1, 10]);
});

test("while eight batches are in flight the others wait and become one", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  for (let nth = 0; nth < 30; nth++) {
    client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
    rig.run(1);
  }
  const { log } = rig.nodes.get(1)!;
  expect(batchCounts(log)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  rig.stuckDisks.delete(1);
  rig.runUntil(() => ear.answers.length === 30, "thirty answers");
  expect(batchCounts(log)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 22]);
  expect(ear.values).toEqual(Array.from({ length: 30 }, (_, nth) => nth + 1));
});

test("a stalled disk makes clients wait, not memory grow", () => {
  const rig = new Rig();
  const clients = Array.from({ length: 8 }, () => rig.client());
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  const large = new Uint8Array(60_000);
  large.set(note(Note.Write, 1, 1));
  let given = 0;
  for (let turn = 0; turn < 40; turn++) {
    for (const client of clients) {
      for (let nth = 0; nth < 4; nth++) client.submit(caller, large, patient, ear, given++);
    }
    rig.run(1);
  }
  const { builder } = rig.node();
  const slack = clients.length * 2 * limits.frameBytesMax;
  expect(builder.isOverloaded).toBe(true);
  expect(builder.queuedBytes).toBeLessThan(limits.ingressQueueBytesMax + slack);
  rig.stuckDisks.delete(1);
  rig.runUntil(() => ear.answers.length === given, "all answers");
  expect(new Set(ear.outcomes)).toEqual(new Set(["Replied"]));
});

test("a timer fires although no command comes, and an idle cluster's log does not grow", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  const events = new EventEar();
  client.subscribe({ position: 0, step: 65_535 }, events);
  client.submit(caller, note(Note.Remind, 42, 3_000_000), patient, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "an answer");
  const before = rig.node().raft.lastIndex;
  rig.run(2_900);
  expect(rig.node().raft.lastIndex).toBe(before);
  rig.run(150);
  expect(events.firstNumbers.at(-1)).toBe(42);
  expect(rig.node().raft.lastIndex).toBe(before + 1);
  rig.run(10_000);
  expect(rig.node().raft.lastIndex).toBe(before + 1);
});

test("a session that is silent for its time-out is closed; one that keeps alive is not", () => {
  const rig = new Rig();
  const silent = rig.client({ sessionTimeoutMs: 3_000 });
  const lively = rig.client({ sessionTimeoutMs: 3_000 });
  rig.run(200);
  expect(rig.node().applier.machine.sessions.count).toBe(2);
  silent.stop();
  rig.run(2_000);
  expect(rig.node().applier.machine.sessions.count).toBe(2);
  rig.run(2_500);
  expect(rig.node().applier.machine.sessions.count).toBe(1);
  rig.run(10_000);
  expect(rig.node().applier.machine.sessions.count).toBe(1);
  const ear = new Ear();
  lively.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  rig.run(50);
  expect(ear.outcomes).toEqual(["Replied"]);
});

test("after a restart everybody has a full time-out again", () => {
  const rig = new Rig();
  const client = rig.client({ sessionTimeoutMs: 3_000 });
  rig.run(200);
  client.stop();
  rig.run(2_500);
  rig.crash(1);
  rig.start(1);
  rig.run(2_500);
  expect(rig.node().applier.machine.sessions.count).toBe(1);
  rig.run(1_500);
  expect(rig.node().applier.machine.sessions.count).toBe(0);
});

test("a restarted node has the same state, digest and events", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  for (let nth = 0; nth < 50; nth++) {
    client.submit(caller, note(nth % 5 === 0 ? Note.Remind : Note.Write, nth, 1000 * nth), patient, ear, nth);
    rig.run(3);
  }
  rig.run(100);
  const before = rig.node().desk.status();
  const hash = rig.node().applier.machine.stateHash();
  rig.crash(1);
  rig.start(1);
  rig.run(100);
  const after = rig.node().desk.status();
  expect(after.appliedPosition).toBe(before.appliedPosition);
  expect(after.outputDigest).toBe(before.outputDigest);
  expect(rig.node().applier.machine.stateHash()).toBe(hash);
  expect(after.term).toBeGreaterThan(before.term);
});

test("time does not go back over a restart on a machine whose wall clock was set back", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  rig.run(100);
  const before = rig.node().applier.machine.clusterTimeUs;
  rig.crash(1);
  rig.world.wallOffsetUs -= 3_600_000_000;
  rig.start(1);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 1);
  rig.runUntil(() => ear.answers.length === 2, "an answer");
  expect(rig.node().applier.machine.clusterTimeUs).toBeGreaterThanOrEqual(before);
});

test("a failing handler halts the apply, not the node; a skip gets past it", async () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  const events = new EventEar();
  client.subscribe({ position: 0, step: 65_535 }, events);
  client.submit(caller, note(Note.Write, 1, 10), patient, ear, 0);
  rig.run(50);
  client.submit(caller, note(Note.Fail, 66, 0), patient, ear, 1);
  rig.run(50);
  const { halted } = rig.node().desk.status();
  expect(halted).toMatch(/position 3 .*note 66 cannot be taken.*lockstep skip 3/);
  client.submit(caller, note(Note.Write, 2, 20), patient, ear, 2);
  client.query(caller, note(Note.Read, 1), { consistency: "local", timeoutMs: 1_000 }, ear, 3);
  rig.run(50);
  expect(ear.outcomes).toEqual(["Replied", "Halted", "Halted", "Halted"]);

  expect(await rig.resolve(client.ask({ ask: "skip", position: 9 }, "leader"))).toMatchObject({
    error: { code: "NOT_HALTED_THERE" },
  });
  expect(await rig.resolve(client.ask({ ask: "skip", position: 3 }, "leader"))).toEqual({ done: true });
  expect(rig.node().desk.status().halted).toBeUndefined();
  client.submit(caller, note(Note.Write, 3, 30), patient, ear, 4);
  rig.run(2_000);
  expect(ear.answers.at(-1)).toMatchObject({ tag: 4, outcome: "Replied", value: 2 });
  expect(events.firstNumbers).not.toContain(66); // What the handler had published half-way was never seen.
  expect(new Set(events.places).size).toBe(events.places.length);

  const { outputDigest } = rig.node().desk.status();
  rig.crash(1);
  rig.start(1);
  rig.run(100);
  expect(rig.node().desk.status()).toMatchObject({ halted: undefined, outputDigest });
});

test("commands are refused before the disk is full, reads go on, and commands again when there is room", async () => {
  const rig = new Rig({ nodes: 3 });
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 10), patient, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "an answer");
  const { space } = rig.nodes.get(rig.leader!.nodeId)!;
  space.observe(999, 100_000);
  client.submit(caller, note(Note.Write, 2, 20), patient, ear, 1);
  client.query(caller, note(Note.Read, 1), { consistency: "linearizable", timeoutMs: 1_000 }, ear, 2);
  rig.runUntil(() => ear.answers.length === 3, "a refusal and an answer");
  expect(ear.answers.map(({ tag, outcome }) => [tag, outcome])).toEqual(
    expect.arrayContaining([
      [1, "OutOfSpace"],
      [2, "Replied"],
    ]),
  );
  expect(rig.leader!.desk.status().shortage).toMatch(/^out of space: 0 MiB are free .*--disk-reserve/);

  const newcomer = rig.client(); // It has no session, and gets none now.
  newcomer.submit(caller, note(Note.Write, 3, 30), patient, ear, 3);
  rig.runUntil(() => ear.answers.length === 4, "a refusal");
  expect(ear.answers.at(-1)).toMatchObject({ tag: 3, outcome: "OutOfSpace" });

  space.observe(2_000, 100_000);
  client.submit(caller, note(Note.Write, 4, 40), patient, ear, 4);
  newcomer.submit(caller, note(Note.Write, 5, 50), patient, ear, 5);
  rig.runUntil(() => ear.answers.length === 6, "answers");
  expect(ear.outcomes.slice(4)).toEqual(["Replied", "Replied"]);
});

test("a build that fails where an older one did not is halted after its start, and serves again after a skip", async () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Bomb, 7, 500_000), patient, ear, 0);
  client.submit(caller, note(Note.Write, 1, 10), patient, ear, 1);
  rig.run(700);
  expect(rig.node().desk.status().halted).toMatch(/timer .*bomb 7/);
  rig.crash(1);
  rig.start(1);
  rig.run(100);
  const { halted } = rig.node().desk.status();
  expect(halted).toMatch(/timer .*bomb 7/);
  const position = Number(/lockstep skip (\d+)/.exec(halted!)![1]);
  expect(await rig.resolve(client.ask({ ask: "skip", position }, "leader"))).toEqual({ done: true });
  client.submit(caller, note(Note.Write, 2, 20), patient, ear, 2);
  rig.run(100);
  expect(ear.answers.at(-1)).toMatchObject({ tag: 2, outcome: "Replied", value: 2 });
});

/** A later build, whose handler no longer fails. */
class RepairedNotes extends Notes {
  override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    const isFailing = view.getUint16(offset + 2, true) === Note.Fail;
    if (isFailing) context.reject(REFUSED, 0);
    else super.onCommand(view, offset, length, context);
  }
}

test("a node that applied what the log skips later rebuilds its state, and tells its listeners to resync", async () => {
  const rig = new Rig({ nodes: 3, services: (nodeId) => [nodeId === 3 ? new RepairedNotes() : new Notes()] });
  const client = rig.client();
  const ear = new Ear();
  const events = new EventEar();
  rig.client({ readEndpoints: ["node-3"] }).subscribe({ position: 0, step: 65_535 }, events);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  while (rig.leader?.nodeId === 3) {
    rig.crash(3);
    rig.run(3_000);
    rig.start(3);
    rig.run(3_000);
  }
  client.submit(caller, note(Note.Write, 1, 10), patient, ear, 0);
  client.submit(caller, note(Note.Fail, 66, 0), patient, ear, 1);
  client.submit(caller, note(Note.Write, 2, 20), patient, ear, 2);
  rig.run(2_000);
  expect(rig.leader!.desk.status().halted).toMatch(/note 66/);
  expect(rig.node(3).desk.status().halted).toBeUndefined();
  const { halt } = rig.leader!.applier.machine;
  const answer = await rig.resolve(client.ask({ ask: "skip", position: halt!.position }, "leader"));
  expect(answer).toEqual({ done: true });
  rig.run(2_000);
  const statuses = [1, 2, 3].map((nodeId) => rig.node(nodeId).desk.status());
  expect(statuses.map(({ halted }) => halted)).toEqual([undefined, undefined, undefined]);
  expect(new Set(statuses.map(({ outputDigest }) => outputDigest)).size).toBe(1);
  expect(events.resyncs.length).toBe(1);
  const before = rig.node(3).raft.lastIndex;
  rig.run(5_000);
  expect(rig.node(3).raft.lastIndex).toBe(before);
});

test("a stopping node answers what it has sequenced, and sends the others away", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  rig.run(5);
  void rig.node().stop(1_000);
  rig.run(5);
  client.submit(caller, note(Note.Write, 2, 2), { timeoutMs: 100 }, ear, 1);
  rig.run(5);
  rig.stuckDisks.delete(1);
  rig.run(200);
  expect(ear.outcomes).toEqual(["Replied", "NoLeader"]);
});
