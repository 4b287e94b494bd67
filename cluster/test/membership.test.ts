import fc from "fast-check";
import { expect, test } from "vitest";
import { BatchKind, sealBatch } from "../batch.ts";
import type { ClusterClient } from "../client/cluster-client.ts";
import type { DeskAnswer, DeskRequest, NewMember } from "../client/desk-messages.ts";
import {
  type ConfigurationEntry,
  ConfigurationFormatError,
  decodeConfigurationEntry,
  encodeConfigurationEntry,
} from "../configuration-entry.ts";
import { incarnationOf, memberOf, raftIdOf } from "../member-id.ts";
import { Ear, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };

const memberAt = (nodeId: number): NewMember => ({
  nodeId,
  peerAddress: `10.0.0.${nodeId}:9101`,
  clientAddress: `node-${nodeId}:9001`,
  gatewayUrl: `http://node-${nodeId}:8080`,
});

function write(rig: Rig, ear: Ear, client: ClusterClient, count: number): void {
  const wanted = ear.answers.length + count;
  for (let at = 0; at < count; at++) {
    client.submit(caller, note(Note.Write, at, at), patient, ear, at);
    rig.run(1);
  }
  rig.runUntil(() => ear.answers.length === wanted, `${wanted} answers`);
}

function begin(
  nodes: number,
  options: ConstructorParameters<typeof Rig>[0] = {},
): {
  rig: Rig;
  ear: Ear;
  client: ClusterClient;
  ask: (request: DeskRequest) => Promise<DeskAnswer>;
} {
  const rig = new Rig({ nodes, ...options });
  const ear = new Ear();
  const client = rig.client();
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  write(rig, ear, client, 10);
  return { rig, ear, client, ask: (request) => rig.resolve(client.ask(request, "leader")) };
}

const numbers = (ids: readonly number[]): number[] => ids.map(memberOf);

test("a member is added as a learner, catches up, is promoted, and counts", async () => {
  const { rig, ear, client, ask } = begin(3);
  rig.addNode(4);
  rig.run(500);
  expect(rig.node(4).desk.status().role).toBe("none");
  expect(await ask({ ask: "addMember", member: memberAt(4) })).toEqual({ done: true });
  rig.run(500);
  const { configuration } = rig.leader!.raft;
  expect([numbers(configuration.voters), numbers(configuration.learners)]).toEqual([[1, 2, 3], [4]]);
  expect(rig.node(4).desk.status().role).toBe("learner");
  expect(await ask({ ask: "promoteMember", nodeId: 4 })).toEqual({ done: true });
  expect(numbers(rig.leader!.raft.configuration.voters)).toEqual([1, 2, 3, 4]);
  rig.run(500);
  expect(rig.node(4).desk.status().role).toBe("follower");
  // Of four, three are a majority: with one dead and one cut off nothing is committed, with one dead all is.
  rig.crash(rig.leader!.nodeId);
  write(rig, ear, client, 5);
  expect(new Set(ear.outcomes)).toEqual(new Set(["Replied"]));
  rig.run(500);
  const up = [...rig.nodes.values()].filter(({ isUp }) => isUp);
  expect(new Set(up.map(({ node }) => node.applier.machine.stateHash())).size).toBe(1);
});

test("every member knows where a new one is, and so does one that starts again", async () => {
  const { rig, ask } = begin(3);
  rig.addNode(4);
  await ask({ ask: "addMember", member: memberAt(4) });
  rig.run(500);
  for (const nodeId of [1, 2, 3, 4]) rig.crash(nodeId);
  rig.members.splice(3); // They are started with the list of the beginning.
  for (const nodeId of [1, 2, 3, 4]) rig.start(nodeId);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(500);
  for (const { node } of rig.nodes.values()) {
    expect(node.membership.addressOf(4)).toEqual(memberAt(4));
    expect(numbers(node.raft.configuration.learners)).toEqual([4]);
  }
  expect(rig.nodes.get(1)!.peers).toEqual(new Set([1, 2, 3, 4]));
});

test("a member that was away while a new one became the leader hears of it from the others", async () => {
  const { rig, ear, client, ask } = begin(3);
  const away = [1, 2, 3].find((nodeId) => nodeId !== rig.leader!.nodeId)!;
  rig.crash(away);
  rig.addNode(4);
  await ask({ ask: "addMember", member: memberAt(4) });
  rig.run(500);
  expect(await ask({ ask: "promoteMember", nodeId: 4 })).toEqual({ done: true });
  rig.leader!.raft.transferLeadership(rig.leader!.membership.voterOf(4));
  rig.runUntil(() => rig.leader?.nodeId === 4, "the new one leads");
  rig.members.splice(3); // What it is started with is from before.
  rig.start(away);
  rig.run(1_000);
  expect(rig.node(away).desk.status().leaderId).toBe(4);
  expect(numbers(rig.node(away).raft.configuration.voters)).toEqual([1, 2, 3, 4]);
  rig.crash([1, 2, 3].find((nodeId) => nodeId !== away)!);
  write(rig, ear, client, 3); // It is needed for the majority.
});

test("a removed member that comes back when a new one leads is heard by that one too", async () => {
  const { rig, ask } = begin(3);
  rig.addNode(5);
  rig.addNode(4); // It is connected with node 5, which is no member in its log.
  await ask({ ask: "addMember", member: memberAt(4) });
  rig.run(500);
  expect(await ask({ ask: "removeMember", nodeId: 4 })).toEqual({ done: true });
  rig.run(500);
  await ask({ ask: "addMember", member: memberAt(5) });
  rig.run(500);
  expect(await ask({ ask: "promoteMember", nodeId: 5 })).toEqual({ done: true });
  rig.leader!.raft.transferLeadership(rig.leader!.membership.voterOf(5));
  rig.runUntil(() => rig.leader?.nodeId === 5, "the new one leads");
  rig.leader!.changes.ask({ kind: "add", member: { ...memberAt(4), gatewayUrl: undefined } }, () => {});
  rig.run(1_000);
  expect(rig.leader!.raft.configuration.learners).toEqual([rig.node(4).raft.id]);
  expect(rig.node(4).desk.status().role).toBe("learner");
});

test("addresses of the command line win over those of the log, until the log changes them", async () => {
  const { rig, ask } = begin(3);
  const atOf = (nodeId: number): (string | undefined)[] =>
    [1, 2, 3].map((observer) => rig.node(observer).membership.addressOf(nodeId)?.clientAddress);
  rig.addNode(4);
  await ask({ ask: "addMember", member: memberAt(4) }); // From now on the log has addresses of all.
  rig.run(300);
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  const moved = rig.members.findIndex((member) => member.nodeId === 2);
  rig.members[moved] = { nodeId: 2, clientAddress: "node-2:elsewhere", gatewayUrl: undefined };
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(300);
  expect(new Set(atOf(2))).toEqual(new Set(["node-2:elsewhere"]));
  await ask({ ask: "removeMember", nodeId: 4 });
  rig.run(300);
  expect(new Set(atOf(2))).toEqual(new Set(["node-2:elsewhere"]));
  const member = { ...memberAt(4), clientAddress: "node-4:9999" };
  expect(await ask({ ask: "addMember", member })).toEqual({ done: true });
  rig.run(300);
  expect(new Set(atOf(4))).toEqual(new Set(["node-4:9999"]));
});

test("a member that moves is looked for elsewhere, also by who was away, and by who is told the old place at start", async () => {
  const { rig, ear, client, ask } = begin(3);
  const { nodeId: leaderId } = rig.leader!;
  const [moving, away] = [1, 2, 3].filter((nodeId) => nodeId !== leaderId) as [number, number];
  const placesIn = (observer: number): (string | undefined)[] => {
    const { clientAddress, gatewayUrl, peerAddress } = rig.node(observer).membership.addressOf(moving)!;
    return [clientAddress, gatewayUrl, peerAddress];
  };
  const there = { peerAddress: "10.9.9.9:9101", clientAddress: `node-${moving}:9999` };
  expect(await ask({ ask: "moveMember", member: { nodeId: moving, ...there } })).toEqual({ done: true });
  rig.run(300);
  const places = [there.clientAddress, `http://node-${moving}`, there.peerAddress];
  for (const observer of [1, 2, 3]) expect(placesIn(observer)).toEqual(places);
  expect(numbers(rig.leader!.raft.configuration.voters)).toEqual([1, 2, 3]);

  rig.crash(away);
  const elsewhere = "10.9.9.10:9101";
  await ask({ ask: "moveMember", member: { nodeId: moving, peerAddress: elsewhere } });
  rig.cut.add(`${leaderId}-${away}`); // It hears of it from the member that moved, and only when they meet.
  rig.start(away);
  rig.run(100);
  const seen = rig.node(away).membership.peers.find(({ nodeId }) => nodeId === moving)!;
  expect([seen.peerAddress, seen.otherAddresses]).toEqual([elsewhere, [there.peerAddress]]);
  rig.cut.clear();
  rig.crash(leaderId);
  rig.start(leaderId);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  write(rig, ear, client, 3);
  rig.run(300);
  for (const observer of [1, 2, 3]) expect(placesIn(observer).at(-1)).toBe(elsewhere);
});

test("a member does not move to where another one is, and nobody moves who is none", async () => {
  const { ask } = begin(3);
  const refused = async (request: DeskRequest): Promise<string> => {
    const answer = await ask(request);
    return "error" in answer ? answer.error.code : "done";
  };
  expect(await refused({ ask: "moveMember", member: { nodeId: 2, clientAddress: "node-2:9001" } })).toBe(
    "done",
  );
  expect(await refused({ ask: "moveMember", member: { nodeId: 3, clientAddress: "node-2:9001" } })).toBe(
    "ADDRESS_TAKEN",
  );
  expect(await refused({ ask: "addMember", member: { ...memberAt(4), clientAddress: "node-2:9001" } })).toBe(
    "ADDRESS_TAKEN",
  );
  expect(await refused({ ask: "moveMember", member: { nodeId: 7, clientAddress: "node-7:9001" } })).toBe(
    "MEMBER_UNKNOWN",
  );
  for (const member of [
    { nodeId: 3 },
    { nodeId: 3, peerAddress: "nowhere" },
    { nodeId: 3, gatewayUrl: "x" },
  ]) {
    expect(await refused({ ask: "moveMember", member })).toBe("BAD_REQUEST");
  }
});

test("clocks of members that are gone count no longer for the cluster's time", async () => {
  const rig = new Rig({ nodes: 5 });
  const HOUR_US = 3_600_000_000;
  for (const nodeId of [4, 5]) rig.wallErrorsUs.set(nodeId, HOUR_US);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  if (rig.leader!.nodeId !== 1) await rig.resolve(rig.leader!.succession.handOver(1));
  rig.run(500);
  const aheadUs = (): number => rig.leader!.clusterTimeUs - rig.world.wallUs();
  expect(Math.abs(aheadUs())).toBeLessThan(HOUR_US / 100); // Three of five are right.
  const client = rig.client();
  for (const nodeId of [2, 3]) {
    await rig.resolve(client.ask({ ask: "removeMember", nodeId }, "leader"));
    rig.run(500);
  }
  expect(Math.abs(aheadUs())).toBeLessThan(HOUR_US / 100); // Time does not leap while one leads.
  await rig.resolve(rig.node(1).succession.handOver(4));
  rig.run(500);
  expect(rig.leader!.nodeId).toBe(4);
  expect(Math.abs(aheadUs() - HOUR_US)).toBeLessThan(HOUR_US / 100); // Two of three.
});

test("a removed member counts no longer, disturbs nobody, and may come back only as another", async () => {
  const { rig, ear, client, ask } = begin(3);
  const removed = [1, 2, 3].find((nodeId) => nodeId !== rig.leader!.nodeId)!;
  const rest = [1, 2, 3].filter((nodeId) => nodeId !== removed);
  const { term } = rig.leader!.raft;
  expect(await ask({ ask: "removeMember", nodeId: removed })).toEqual({ done: true });
  expect(numbers(rig.leader!.raft.configuration.voters)).toEqual(rest);
  rig.run(5_000);
  expect(rig.leader!.raft.term).toBe(term);
  expect(rig.node(removed).isLeader).toBe(false);
  write(rig, ear, client, 3);
  expect(await ask({ ask: "addMember", member: memberAt(removed) })).toEqual({ done: true });
  rig.run(1_000);
  const [learner] = rig.leader!.raft.configuration.learners;
  expect(memberOf(learner!)).toBe(removed);
  expect(incarnationOf(learner!)).toBeGreaterThan(1);
  expect(rig.node(removed).raft.id).toBe(learner);
  expect(await ask({ ask: "promoteMember", nodeId: removed })).toEqual({ done: true });
  rig.run(500);
  expect(new Set([1, 2, 3].map((nodeId) => rig.node(nodeId).applier.machine.stateHash())).size).toBe(1);
});

test("a leader that is removed hands over, and nothing is lost", async () => {
  const { rig, ear, client, ask } = begin(3);
  const before = rig.leader!.nodeId;
  expect(await ask({ ask: "removeMember", nodeId: before })).toEqual({ done: true });
  rig.runUntil(() => rig.leader !== undefined && rig.leader.nodeId !== before, "another leader");
  write(rig, ear, client, 5);
  expect(ear.values).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
});

test("three become five, of which two may die", async () => {
  const { rig, ear, client, ask } = begin(3);
  for (const nodeId of [4, 5]) {
    rig.addNode(nodeId);
    await ask({ ask: "addMember", member: memberAt(nodeId) });
    rig.run(500);
    expect(await ask({ ask: "promoteMember", nodeId })).toEqual({ done: true });
  }
  rig.run(200);
  rig.crash(rig.leader!.nodeId);
  rig.run(1_500);
  rig.crash(rig.leader!.nodeId);
  write(rig, ear, client, 5);
  expect(ear.values).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
});

test("one becomes three, of which one may die", async () => {
  const { rig, ear, ask } = begin(1);
  for (const nodeId of [2, 3]) {
    rig.addNode(nodeId);
    await ask({ ask: "addMember", member: memberAt(nodeId) });
    rig.run(500);
    expect(await ask({ ask: "promoteMember", nodeId })).toEqual({ done: true });
  }
  rig.run(200);
  rig.crash(1);
  write(rig, ear, rig.client(), 5);
  expect(ear.values).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
});

test("what cannot be done is refused with its reason", async () => {
  const { rig, ask } = begin(3);
  const code = async (request: DeskRequest): Promise<string> => {
    const answer = await ask(request);
    return "error" in answer ? answer.error.code : "done";
  };
  expect(await code({ ask: "addMember", member: memberAt(2) })).toBe("MEMBER_EXISTS");
  expect(await code({ ask: "removeMember", nodeId: 9 })).toBe("MEMBER_UNKNOWN");
  expect(await code({ ask: "promoteMember", nodeId: 9 })).toBe("MEMBER_UNKNOWN");
  expect(await code({ ask: "promoteMember", nodeId: 2 })).toBe("MEMBER_NO_LEARNER");
  expect(await code({ ask: "addMember", member: memberAt(4) })).toBe("done");
  expect(await code({ ask: "promoteMember", nodeId: 4 })).toBe("MEMBER_BEHIND"); // It is not even there.
  for (const peerAddress of ["10.0.0.5", "10.0.0.5:99999", "a:b:c", "", `${"x".repeat(300)}:1`]) {
    expect(await code({ ask: "addMember", member: { ...memberAt(5), peerAddress } })).toBe("BAD_REQUEST");
  }
  expect(await code({ ask: "addMember", member: { ...memberAt(65_536) } })).toBe("BAD_REQUEST");
  expect(await code({ ask: "removeMember", nodeId: 4 })).toBe("done");
  const [stays, ...others] = [rig.leader!.nodeId, ...[1, 2, 3].filter((id) => id !== rig.leader!.nodeId)];
  for (const nodeId of others) expect(await code({ ask: "removeMember", nodeId })).toBe("done");
  expect(await code({ ask: "removeMember", nodeId: stays! })).toBe("LAST_VOTER");
});

test("the list of members says how each stands", async () => {
  const { rig, ask } = begin(3);
  rig.addNode(4);
  await ask({ ask: "addMember", member: memberAt(4) });
  rig.run(1_000);
  const answer = await ask({ ask: "members" });
  const members = "members" in answer ? answer.members : [];
  expect(members.map(({ nodeId, standing }) => [nodeId, standing])).toEqual([
    [1, "voter"],
    [2, "voter"],
    [3, "voter"],
    [4, "learner"],
  ]);
  expect(members.filter(({ isLeader }) => isLeader).map(({ nodeId }) => nodeId)).toEqual([
    rig.leader!.nodeId,
  ]);
  for (const { matchIndex, isActive } of members) {
    expect([matchIndex, isActive]).toEqual([rig.leader!.raft.lastIndex, true]);
  }
});

test("a node that restarts behind a change begins in the configuration of its maker, not in the one before", async () => {
  const { rig, ear, client, ask } = begin(3, { isMarkStuck: true });
  rig.addNode(4);
  rig.addNode(5);
  for (const nodeId of [4, 5]) {
    await ask({ ask: "addMember", member: memberAt(nodeId) });
    rig.run(500);
    await ask({ ask: "promoteMember", nodeId });
  }
  write(rig, ear, client, 3);
  rig.run(500);
  for (const nodeId of rig.nodes.keys()) rig.crash(nodeId);
  // Three of five: in the configuration of the beginning, two of them would have been enough.
  rig.start(1);
  rig.start(2);
  const { term } = rig.node(1).raft;
  rig.run(5_000);
  expect([rig.node(1).raft.term, rig.node(2).raft.term]).toEqual([term, term]);
  rig.start(3);
  write(rig, ear, client, 3);
  expect(numbers(rig.leader!.raft.configuration.voters)).toEqual([1, 2, 3, 4, 5]);
});

test("a change that is the last thing in the log is in force after a restart too", async () => {
  const { rig, ask } = begin(3, { isMarkStuck: true });
  await ask({ ask: "addMember", member: memberAt(4) });
  rig.run(500);
  for (const nodeId of [1, 2, 3]) rig.crash(nodeId);
  for (const nodeId of [1, 2, 3]) rig.start(nodeId);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(500);
  for (const nodeId of [1, 2, 3]) {
    expect(numbers(rig.node(nodeId).raft.configuration.learners)).toEqual([4]);
  }
});

test("while the apply is halted, members can be changed all the same", async () => {
  const { rig, client, ask } = begin(3);
  client.submit(caller, note(Note.Fail, 66, 0), patient, new Ear(), 0);
  rig.run(500);
  expect(rig.leader!.haltedReason).toMatch(/note 66/);
  rig.addNode(4);
  expect(await ask({ ask: "addMember", member: memberAt(4) })).toEqual({ done: true });
  rig.run(500);
  expect(await ask({ ask: "promoteMember", nodeId: 4 })).toEqual({ done: true });
  for (const nodeId of [1, 2, 3, 4]) rig.crash(nodeId);
  for (const nodeId of [1, 2, 3, 4]) rig.start(nodeId);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(500);
  for (const { node } of rig.nodes.values()) {
    expect(numbers(node.raft.configuration.voters)).toEqual([1, 2, 3, 4]);
  }
});

test("members are added, removed, wiped and killed in any order, and no answer is lost or given twice", () => {
  const step = fc.record({
    kind: fc.constantFrom("crash", "wipe", "start", "add", "remove", "promote", "write", "wait"),
    /** Which of those whom it can be done to. */
    choice: fc.nat(4),
    pauseMs: fc.constantFrom(0, 3, 20, 300, 1_500),
  });
  const done = { crash: 0, wipe: 0, add: 0, promote: 0, remove: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
      const { rig, ear, client } = begin(3);
      rig.addNode(4);
      rig.addNode(5);
      let written = 10;
      /** One at a time: that is what a cluster of three tolerates. */
      let lost = 0;
      for (const { kind, choice, pauseMs } of steps) {
        const { leader } = rig;
        const { voters = [], learners = [] } = leader?.raft.configuration ?? {};
        const choose = (from: readonly number[]): number => from[choice % from.length] ?? 0;
        if (kind === "write") {
          client.submit(caller, note(Note.Write, 1, 1), patient, ear, written++);
        } else if (kind === "start" && lost !== 0) {
          if (!rig.nodes.get(lost)!.isUp) rig.start(lost);
        } else if ((kind === "crash" || kind === "wipe") && lost === 0) {
          lost = choice + 1;
          rig.crash(lost);
          if (kind === "wipe") rig.wipe(lost);
          done[kind]++;
        } else if (kind === "add" || kind === "promote" || kind === "remove") {
          const members = numbers([...voters, ...learners]);
          // Of three voters none is removed, and none while another is lost: too few would be left.
          const removable = lost === 0 && voters.length > 3 ? members : numbers(learners);
          const strangers = [...rig.nodes.keys()].filter((nodeId) => !members.includes(nodeId));
          const nodeId = choose({ add: strangers, promote: numbers(learners), remove: removable }[kind]);
          if (leader === undefined || nodeId === 0) continue;
          const member = { ...memberAt(nodeId), gatewayUrl: undefined };
          leader.changes.ask(kind === "add" ? { kind, member } : { kind, nodeId }, (refusal) => {
            if (refusal === undefined) done[kind]++;
          });
          leader.wake();
        }
        rig.run(pauseMs);
        if (lost !== 0 && rig.nodes.get(lost)!.isUp) {
          // Lost until it is a whole member again.
          const own = rig.leader?.membership.voterOf(lost);
          if (own === rig.node(lost).raft.id || own === 0) lost = 0;
        }
      }
      for (const [nodeId, { isUp }] of rig.nodes) if (!isUp) rig.start(nodeId);
      rig.runUntil(() => ear.answers.length === written, "all answers");
      rig.run(3_000);
      expect(ear.values).toEqual(Array.from({ length: written }, (_, at) => at + 1));
      const ids = rig.leader!.raft.memberIds;
      const members = [...rig.nodes.values()].filter(({ node }) => ids.includes(node.raft.id));
      expect(members.length).toBe(ids.length);
      expect(new Set(members.map(({ node }) => node.applier.machine.stateHash())).size).toBe(1);
      for (const { node } of members) {
        expect(node.raft.configuration).toEqual(rig.leader!.raft.configuration);
      }
    }),
    { numRuns: 40, seed: 77 },
  );
  for (const times of Object.values(done)) expect(times).toBeGreaterThan(20);
});

test("a configuration entry is read as it was written", () => {
  const ids = fc.array(
    fc.integer({ min: 1, max: 65_535 }).map((nodeId) => raftIdOf(nodeId, 3)),
    {
      maxLength: 5,
    },
  );
  const text = fc.string({ maxLength: 40, unit: "grapheme" });
  const entry: fc.Arbitrary<ConfigurationEntry> = fc.record({
    change: fc.record({
      transition: fc.constantFrom(0 as const, 1 as const, 2 as const),
      changes: fc.array(
        fc.record({ id: fc.maxSafeNat(), type: fc.constantFrom(0 as const, 1 as const, 3 as const) }),
        { maxLength: 4 },
      ),
    }),
    configuration: fc.record({
      voters: ids,
      votersOutgoing: ids,
      learners: ids,
      learnersNext: ids,
      autoLeave: fc.boolean(),
    }),
    members: fc.array(
      fc.record({
        nodeId: fc.integer({ min: 1, max: 65_535 }),
        incarnation: fc.nat(65_535),
        life: fc.maxSafeNat(),
        peerAddress: text,
        clientAddress: text,
        gatewayUrl: text,
        isPlaced: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  });
  fc.assert(
    fc.property(entry, (given) => {
      const bytes = encodeConfigurationEntry(given);
      sealBatch(bytes, {
        kind: BatchKind.Configuration,
        clusterId: 1,
        index: 1,
        term: 1,
        firstPosition: 1,
        count: 0,
        previousHash: 0,
        clusterTimeUs: 0,
        highWater: { index: 0, term: 0, hash: 0 },
      });
      expect(decodeConfigurationEntry(bytes)).toEqual(given);
      // Cut anywhere it is refused by name: lengths and counts lead out of it.
      for (let length = 128; length < bytes.length; length += 8) {
        expect(() => decodeConfigurationEntry(bytes.subarray(0, length))).toThrow(ConfigurationFormatError);
      }
    }),
  );
});
