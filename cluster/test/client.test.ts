import { expect, test } from "vitest";
import { Outcome } from "../client/cluster-port.ts";
import { limits } from "../limits.ts";
import { SystemRejection } from "../system-messages.ts";
import { Ear, EventEar, Rig } from "./node-rig.ts";
import { Note, note, REFUSED } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 600_000 };

/** A small generator of its own, so that what a test does does not depend on what the nodes draw. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * bound);
  };
}

function hangUp(rig: Rig, nodeId: number): void {
  for (const client of rig.node(nodeId).ingress.clients) client.connection.destroy();
}

/** One thing that goes wrong, or right again. @returns whether a node died */
function disturb(rig: Rig, draw: (bound: number) => number): boolean {
  const victim = 1 + draw(3);
  const down = [...rig.nodes].filter(([, node]) => !node.isUp).map(([id]) => id);
  switch (draw(12)) {
    case 0:
      if (down.length > 0) return false;
      rig.crash(rig.leader?.nodeId ?? victim);
      return true;
    case 1:
      for (const id of down) rig.start(id);
      return false;
    case 2:
      if (rig.nodes.get(victim)!.isUp) hangUp(rig, victim);
      return false;
    case 3:
      if (rig.stuckDisks.size === 0) rig.stuckDisks.add(victim);
      else rig.stuckDisks.clear();
      return false;
    case 4:
      for (const other of [1, 2, 3]) {
        rig.cut.add(`${victim}-${other}`);
        rig.cut.add(`${other}-${victim}`);
      }
      return false;
    case 5:
    case 6:
      rig.cut.clear();
      return false;
  }
  return false;
}

function heal(rig: Rig): void {
  rig.cut.clear();
  rig.stuckDisks.clear();
  for (const [id, node] of rig.nodes) if (!node.isUp) rig.start(id);
}

test.each([1, 2, 3, 4, 5, 6])(
  "every command is applied exactly once and in order, whatever dies meanwhile (seed %i)",
  (seed) => {
    const rig = new Rig({ nodes: 3 });
    const draw = dice(seed);
    const client = rig.client({ sessionTimeoutMs: 600_000 });
    const ear = new Ear();
    const events = new EventEar();
    client.subscribe({ position: 0, step: 65_535 }, events);
    let given = 0;
    let crashes = 0;
    for (let turn = 0; turn < 250; turn++) {
      for (let burst = draw(8); burst > 0; burst--) {
        client.submit(caller, note(Note.Write, given, 1), patient, ear, given++);
      }
      rig.run(1 + draw(20));
      if (disturb(rig, draw)) crashes++;
    }
    heal(rig);
    rig.runUntil(() => ear.answers.length === given, "all answers", 60_000);
    expect(crashes).toBeGreaterThan(2);
    expect(new Set(ear.outcomes)).toEqual(new Set(["Replied"]));
    expect(ear.values).toEqual(Array.from({ length: given }, (_, nth) => nth + 1));

    rig.runUntil(
      () => new Set([...rig.nodes.values()].map(({ node }) => node.appliedPosition)).size === 1,
      "all have applied the same",
    );
    rig.run(3_000);
    const digests = new Set([...rig.nodes.values()].map(({ node }) => node.desk.status().outputDigest));
    expect(digests.size).toBe(1);
    // Heard over all reconnects, each once and in order: session events, then one per command.
    expect(events.resyncs).toEqual([]);
    const written = events.firstNumbers.slice(-given);
    expect(written).toEqual(Array.from({ length: given }, (_, nth) => nth));
    expect(new Set(events.places).size).toBe(events.places.length);
  },
);

const totals = new Map<string, number>();

test.each([11, 12, 13, 14, 15, 16, 17, 18, 19, 20])(
  "what is said of the impatient is true: replied is once, refused is never, unknown is at most once (seed %i)",
  (seed) => {
    const rig = new Rig({ nodes: 3 });
    const draw = dice(seed);
    const ear = new Ear();
    const clients = [1, 2].map(() => rig.client({ sessionTimeoutMs: 2_000 }));
    let given = 0;
    for (let turn = 0; turn < 400; turn++) {
      for (const client of clients) {
        for (let burst = draw(6); burst > 0; burst--) {
          const template = draw(10) === 0 ? 99 : Note.Write;
          const timeoutMs = 5 + draw(8) * draw(100);
          client.submit(caller, note(template, 1_000_000 + given, given), { timeoutMs }, ear, given++);
        }
      }
      rig.run(1 + draw(40));
      if (draw(4) === 0) disturb(rig, draw);
    }
    heal(rig);
    rig.runUntil(() => ear.answers.length === given, "all answers", 60_000);
    rig.run(5_000);
    const events = new EventEar();
    rig.client().subscribe({ position: 0, step: 65_535 }, events);
    rig.run(100);

    const timesWritten = new Map<number, number>();
    for (const number of events.firstNumbers) {
      if (number >= 1_000_000) timesWritten.set(number, (timesWritten.get(number) ?? 0) + 1);
    }
    const seen = new Map<string, number>();
    const untrue: object[] = [];
    for (const answer of ear.answers) {
      const times = timesWritten.get(1_000_000 + answer.tag) ?? 0;
      seen.set(answer.outcome, (seen.get(answer.outcome) ?? 0) + 1);
      const isTrue =
        answer.outcome === "Replied" ? times === 1 : answer.outcome === "Unknown" ? times <= 1 : times === 0;
      if (!isTrue) untrue.push({ ...answer, times });
    }
    expect(untrue).toEqual([]);
    const repliedValues = ear.answers
      .filter(({ outcome }) => outcome === "Replied")
      .map(({ value }) => value);
    expect(new Set(repliedValues).size).toBe(repliedValues.length); // Nobody got another one's answer.
    for (const [outcome, count] of seen) totals.set(outcome, (totals.get(outcome) ?? 0) + count);
  },
);

test("the impatient have met every outcome", () => {
  const met = [...totals].filter(([, count]) => count > 100).map(([outcome]) => outcome);
  expect(met).toEqual(expect.arrayContaining(["Replied", "Unknown", "NoLeader", "Invalid"]));
});

test("the leader is found through a follower", () => {
  const rig = new Rig({ nodes: 3 });
  rig.run(2_000);
  const followers = [1, 2, 3].filter((nodeId) => !rig.node(nodeId).isLeader);
  expect(followers.length).toBe(2);
  const client = rig.client({ endpoints: [`node-${followers[0]}`] });
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  rig.run(100);
  expect(ear.outcomes).toEqual(["Replied"]);
});

test("when nobody can be reached, what was never sent is certainly not applied", () => {
  const rig = new Rig();
  rig.crash(1);
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1), { timeoutMs: 300 }, ear, 0);
  rig.run(250);
  expect(ear.outcomes).toEqual([]);
  rig.run(100);
  expect(ear.outcomes).toEqual(["NoLeader"]);
  rig.start(1);
  client.submit(caller, note(Note.Write, 2, 2), { timeoutMs: 60_000 }, ear, 1);
  rig.runUntil(() => ear.answers.length === 2, "an answer after the start");
  expect(ear.answers[1]).toMatchObject({ outcome: "Replied", value: 1 });
});

test("a request that was sent and not answered in time is unknown, and its answer is not told later", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  client.submit(caller, note(Note.Write, 1, 1), { timeoutMs: 200 }, ear, 0);
  rig.run(300);
  expect(ear.outcomes).toEqual(["Unknown"]);
  rig.stuckDisks.clear();
  client.submit(caller, note(Note.Write, 2, 2), patient, ear, 1);
  rig.run(100);
  expect(ear.answers.slice(1)).toMatchObject([{ tag: 1, outcome: "Replied", value: 2 }]);
});

test("a malformed command is refused by name; those around it in the same frame are applied in order", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  for (let nth = 0; nth < 6; nth++) {
    const bad = nth === 2 || nth === 4;
    client.submit(caller, note(bad ? 99 : Note.Write, nth, nth), patient, ear, nth);
  }
  rig.run(1);
  for (let nth = 6; nth < 9; nth++) client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
  rig.run(100);
  const byTag = ear.answers.sort((a, b) => a.tag - b.tag);
  expect(byTag.map((answer) => answer.value)).toEqual([
    1,
    2,
    "no template 99",
    3,
    "no template 99",
    4,
    5,
    6,
    7,
  ]);
  expect(byTag[2].outcome).toBe("Invalid");
});

test("a command of an unknown schema or of the cluster's own is refused", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1, 4242), patient, ear, 0);
  client.submit(caller, note(5, 1, 1, 0), patient, ear, 1);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 2);
  rig.run(100);
  expect(ear.answers.map((answer) => answer.outcome)).toEqual(["Invalid", "Invalid", "Replied"]);
});

test("what the domain refuses is a reply like any other", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Refuse, 3), patient, ear, 0);
  rig.run(100);
  expect(ear.answers).toMatchObject([{ outcome: "Replied", value: `rejected 9/${REFUSED}` }]);
});

test("each command has its own caller", () => {
  const rig = new Rig();
  const client = rig.client();
  const seen: number[] = [];
  const listener = {
    onAnswer(_tag: number, _outcome: Outcome, bytes: Uint8Array): void {
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      seen.push(view.getUint32(16, true));
    },
  };
  client.submit({ principalId: 5, roles: 1 }, note(Note.WhoAmI), patient, listener, 0);
  client.submit({ principalId: 6, roles: 16 }, note(Note.WhoAmI), patient, listener, 1);
  rig.run(100);
  expect(seen).toEqual([5 * 256 + 1, 6 * 256 + 16]);
});

test("a repeated idempotency key gets the first answer, also from another session", () => {
  const rig = new Rig();
  const ear = new Ear();
  const idempotency = { keyHash: new Uint8Array(16).fill(1), contentHash: new Uint8Array(16).fill(2) };
  const other = { keyHash: idempotency.keyHash, contentHash: new Uint8Array(16).fill(3) };
  rig.client().submit(caller, note(Note.Write, 1, 1), { ...patient, idempotency }, ear, 0);
  rig.run(100);
  const second = rig.client();
  second.submit(caller, note(Note.Write, 1, 1), { ...patient, idempotency }, ear, 1);
  second.submit(caller, note(Note.Write, 1, 2), { ...patient, idempotency: other }, ear, 2);
  rig.run(100);
  expect(ear.values).toEqual([1, 1, `rejected 0/${SystemRejection.IDEMPOTENCY_CONFLICT}`]);
});

test("more than may wait is refused, and told after the call", () => {
  const rig = new Rig();
  rig.crash(1);
  const client = rig.client();
  const ear = new Ear();
  const large = new Uint8Array(60_000);
  large.set(note(Note.Write, 1, 1));
  const fitting = Math.floor(limits.clientQueueBytesMax / large.byteLength);
  for (let nth = 0; nth < fitting + 10; nth++) client.submit(caller, large, patient, ear, nth);
  expect(ear.answers).toEqual([]);
  rig.run(1);
  expect(ear.answers.length).toBeGreaterThanOrEqual(10);
  expect(ear.answers.length).toBeLessThan(20);
  expect(new Set(ear.outcomes)).toEqual(new Set(["Overloaded"]));
});

test("what can be no command by its size is refused for good, not to be tried again", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  for (const [tag, bytes] of [0, 7, limits.commandBytesMax].entries()) {
    client.submit(caller, new Uint8Array(bytes), patient, ear, tag);
  }
  expect(ear.answers).toEqual([]);
  rig.run(1);
  expect(ear.answers.map(({ tag }) => tag)).toEqual([0, 1, 2]);
  expect(new Set(ear.outcomes)).toEqual(new Set(["Invalid"]));
});

test("a request that waited in front of a node longer than its time is shed there, and others go on", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  for (let nth = 0; nth < 8; nth++) {
    client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
    rig.run(1);
  }
  client.submit(caller, note(Note.Write, 100, 0), { timeoutMs: 50 }, ear, 100); // Waits for its seal.
  rig.run(1);
  client.submit(caller, note(Note.Write, 101, 0), patient, ear, 101);
  rig.run(100);
  rig.stuckDisks.clear();
  rig.run(200);
  const late = ear.answers.find((answer) => answer.tag === 100)!;
  expect(["Overloaded", "Unknown"]).toContain(late.outcome);
  expect(ear.answers.find((answer) => answer.tag === 101)).toMatchObject({ outcome: "Replied", value: 9 });
});

test("a session that expired is replaced; what was sent only once is applied in the new one", () => {
  const rig = new Rig();
  const client = rig.client({ sessionTimeoutMs: 1_500 });
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  rig.run(100);
  const [first] = rig.node().applier.machine.sessions;
  // The client is suspended: its process gets no time while the cluster's goes on.
  const link = [...rig.node().ingress.clients];
  for (const served of link) served.connection.pause();
  rig.run(2_600);
  expect(rig.node().applier.machine.sessions.get(first.id)).toBeUndefined();
  client.submit(caller, note(Note.Write, 2, 2), patient, ear, 1);
  for (const served of link) served.connection.resume();
  rig.run(2_000);
  expect(ear.values).toEqual([1, 2]);
  const [second] = rig.node().applier.machine.sessions;
  expect(second.id).not.toBe(first.id);
});

test("events are heard from now on, or from a place, and by several", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  for (let nth = 0; nth < 5; nth++) client.submit(caller, note(Note.Write, nth, 0), patient, ear, nth);
  rig.run(100);
  const late = new EventEar();
  const all = new EventEar();
  client.subscribe(undefined, late);
  const subscription = client.subscribe({ position: 0, step: 65_535 }, all);
  rig.run(50);
  client.submit(caller, note(Note.Flood, 3), patient, ear, 5);
  rig.run(50);
  expect(late.places).toEqual(["7.0", "7.1", "7.2"]);
  expect(all.places.length).toBe(1 + 5 + 3); // The session's opening is an event too.
  subscription.close();
  client.submit(caller, note(Note.Flood, 3), patient, ear, 6);
  rig.run(50);
  expect(all.places.length).toBe(9);
  expect(late.places.length).toBe(6);
});

test("a subscriber resumes on another node without a gap or a repetition, also when that node is behind", () => {
  const rig = new Rig({ nodes: 3 });
  const client = rig.client();
  const ear = new Ear();
  rig.run(2_000);
  const leader = rig.leader!.nodeId;
  const [near, far] = [1, 2, 3].filter((nodeId) => nodeId !== leader);
  const reader = rig.client({ readEndpoints: [`node-${near}`, `node-${far}`] });
  const events = new EventEar();
  reader.subscribe({ position: 0, step: 65_535 }, events);
  rig.run(100);
  rig.cut.add(`${leader}-${far}`); // The other one falls behind.
  for (let nth = 0; nth < 20; nth++) {
    client.submit(caller, note(Note.Flood, 5), patient, ear, nth);
    rig.run(5);
  }
  const heard = events.places.length;
  expect(rig.node(far).appliedPosition).toBeLessThan(rig.node(near).appliedPosition);
  rig.crash(near);
  rig.run(100);
  rig.cut.clear();
  client.submit(caller, note(Note.Flood, 5), patient, ear, 20);
  rig.run(3_000);
  expect(events.places.length).toBe(heard + 5);
  expect(new Set(events.places).size).toBe(events.places.length);
  expect(events.resyncs).toEqual([]);
});

test("a subscriber whose place is gone is told where the stream goes on", () => {
  const rig = new Rig({ eventRingBytes: 2 * 1024 * 1024 });
  const client = rig.client();
  const ear = new Ear();
  for (let nth = 0; nth < 40; nth++) {
    client.submit(caller, note(Note.Long, 100_000), patient, ear, nth);
    rig.run(2);
  }
  rig.run(100);
  const events = new EventEar();
  client.subscribe({ position: 3, step: 0 }, events);
  rig.run(50);
  expect(events.resyncs).toEqual(["41.65535"]);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 99);
  rig.run(50);
  expect(events.places).toEqual(["42.0"]);
});

test("a slow subscriber falls out of the ring and is told so; the node's memory does not grow", () => {
  const rig = new Rig({ eventRingBytes: 2 * 1024 * 1024 });
  const client = rig.client();
  const slow = rig.client();
  const events = new EventEar();
  const ear = new Ear();
  slow.subscribe(undefined, events);
  rig.run(100);
  const served = [...rig.node().ingress.clients].filter((one) => one.subscribers.size > 0);
  expect(served.length).toBe(1);
  const pipe = served[0].connection as unknown as { other: { pause(): void; resume(): void } };
  pipe.other.pause(); // The client's end takes nothing.
  for (let nth = 0; nth < 60; nth++) {
    client.submit(caller, note(Note.Long, 100_000), patient, ear, nth);
    rig.run(2);
  }
  expect(served[0].outbox.pendingBytes).toBeLessThan(limits.subscriberHighWaterBytes + 2 * 100_100);
  pipe.other.resume();
  rig.run(100);
  expect(events.resyncs.length).toBe(1);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 99);
  rig.run(100);
  expect(events.firstNumbers.at(-1)).toBe(1);
});

test("a linearizable query sees what was committed when it was asked, on every node", () => {
  const rig = new Rig({ nodes: 3 });
  const writer = rig.client();
  const ear = new Ear();
  writer.submit(caller, note(Note.Write, 7, 70), patient, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "an answer");
  for (const nodeId of [1, 2, 3]) {
    const answers = new Ear();
    const reader = rig.client({ readEndpoints: [`node-${nodeId}`] });
    reader.query(caller, note(Note.Read, 7), { consistency: "linearizable", timeoutMs: 2_000 }, answers, 0);
    rig.run(500);
    expect(answers.values).toEqual([70]);
  }
});

test("a linearizable query without a leader is not answered from memory", () => {
  const rig = new Rig({ nodes: 3 });
  rig.run(2_000);
  const leader = rig.leader!.nodeId;
  const client = rig.client({ readEndpoints: [`node-${leader}`] });
  rig.run(100);
  for (const other of [1, 2, 3]) {
    rig.cut.add(`${leader}-${other}`);
    rig.cut.add(`${other}-${leader}`);
  }
  const ear = new Ear();
  client.query(caller, note(Note.Read, 7), { consistency: "linearizable", timeoutMs: 1_000 }, ear, 0);
  client.query(caller, note(Note.Read, 7), { consistency: "local", timeoutMs: 1_000 }, ear, 1);
  rig.run(1_500);
  expect(ear.answers).toMatchObject([
    { tag: 1, outcome: "Replied" },
    { tag: 0, outcome: "NoLeader" },
  ]);
});

test("a query waits for the position it names, not longer than its time", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  const local = { consistency: "local", timeoutMs: 200 } as const;
  client.query(caller, note(Note.Read, 7), { ...local, minPosition: 2 }, ear, 0);
  client.query(caller, note(Note.Read, 7), { ...local, minPosition: 50 }, ear, 1);
  rig.run(50);
  expect(ear.answers).toEqual([]);
  client.submit(caller, note(Note.Write, 7, 71), patient, ear, 2);
  rig.run(300);
  expect(ear.answers).toMatchObject([
    { tag: 2, outcome: "Replied" },
    { tag: 0, outcome: "Replied", value: 71, position: 2 },
    { tag: 1, outcome: "Overloaded" },
  ]);
});

test("a malformed query is answered, not fatal", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  const local = { consistency: "local", timeoutMs: 200 } as const;
  client.query(caller, note(Note.Read, 7, 0, 4242), local, ear, 0);
  client.query(caller, new Uint8Array(8), local, ear, 1);
  client.query(caller, note(99, 7), local, ear, 2);
  client.query(caller, note(Note.Read, 7), local, ear, 3);
  rig.run(300);
  expect(ear.answers.map((answer) => answer.tag)).toEqual([0, 1, 2, 3]);
  expect(ear.values[3]).toBe(0);
  expect(ear.values.slice(0, 3).every((value) => String(value).startsWith("rejected"))).toBe(true);
});

test("runs filled in place go through a window, and tell when there is room again", () => {
  const rig = new Rig();
  const client = rig.client();
  rig.run(100);
  const message = note(Note.Write, 1, 1);
  let answered = 0;
  let wrong = 0;
  const listener = {
    onRunAnswer(tag: number, outcome: Outcome): void {
      if (outcome !== Outcome.Replied || tag !== answered++) wrong++;
    },
  };
  let given = 0;
  let room = 0;
  client.onWritable = (): void => {
    room++;
  };
  for (let round = 0; round < 3; round++) {
    for (let run = client.openRun(); run !== undefined; run = client.openRun()) {
      for (let nth = 0; nth < limits.runCommandsMax; nth++) {
        const at = run.claim(5, 1, message.byteLength, Infinity, listener, given++);
        run.bytes.set(message, at);
      }
      client.sendRun(run);
    }
    expect(client.unanswered).toBe(limits.clientWindowCommandsMax);
    rig.run(20);
  }
  expect(answered).toBe(3 * limits.clientWindowCommandsMax);
  expect(wrong).toBe(0);
  expect(room).toBe(3);
});

test("a client that is stopped tells everyone who waits", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  rig.stuckDisks.add(1);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  client.query(caller, note(Note.Read, 1), { consistency: "local", minPosition: 99, timeoutMs: 999 }, ear, 1);
  rig.run(5);
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 2);
  client.stop();
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 3);
  rig.run(5);
  const outcomes = Object.fromEntries(ear.answers.map(({ tag, outcome }) => [tag, outcome]));
  expect(outcomes).toEqual({ 0: "Unknown", 1: "NoLeader", 2: "NoLeader", 3: "Overloaded" });
});

test("status comes from the node that is read from", () => {
  const rig = new Rig();
  const client = rig.client();
  expect(client.status().role).toBe("none");
  rig.run(1_000);
  expect(client.status()).toMatchObject({
    nodeId: 1,
    role: "leader",
    leaderId: 1,
    leaderGatewayUrl: "http://node-1",
  });
});
