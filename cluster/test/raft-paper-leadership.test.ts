import { describe, expect, test } from "vitest";
import { ChangeType, Transition } from "../raft/configuration.ts";
import { EntryKind } from "../raft/entry.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { MessageType } from "../raft/message.ts";
import { Role } from "../raft/role.ts";
import { Group, logOf, Member, message } from "./raft-group.ts";

describe("Raft, section 8", () => {
  test("a new leader appends an empty entry of its own term", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    const [first] = group.member(2).storage.entries(1, 2, 1000)!;
    expect(first).toMatchObject({ term: 1, index: 1, kind: EntryKind.Empty });
  });

  test("a read gets the commit index of its arrival, confirmed by a majority", () => {
    const group = Group.of([1, 2, 3]).elect(1).propose(1, "a");
    group.raft(1).readIndex(7);
    expect(group.member(1).reads).toEqual([]);
    group.settle();
    expect(group.member(1).reads).toEqual([{ request: 7, index: 2 }]);
  });

  test("a leader that is cut off confirms no read, and says so when it learns of its successor", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(1);
    group.raft(1).readIndex(7);
    group.settle();
    group.raft(2).forgetLeader();
    group.raft(3).forgetLeader();
    group.elect(2).propose(2, "new");
    expect(group.member(1).reads).toEqual([]);
    group.heal().tick([2], 10);
    expect(group.member(1).reads).toEqual([{ request: 7, index: 0 }]);
  });

  test("a read waits until the leader has committed an entry of its own term", () => {
    const voters = { voters: [1, 2, 3] };
    const group = new Group({ 1: logOf([1], voters), 2: logOf([1], voters), 3: logOf([1], voters) });
    group.passes = ({ type }) => type !== MessageType.Append; // The no-op goes nowhere.
    group.elect(1);
    group.raft(1).readIndex(7);
    group.tick([1], 10);
    expect(group.member(1).reads).toEqual([]);
    group.heal().tick([1], 10);
    expect(group.member(1).reads).toEqual([{ request: 7, index: 2 }]);
  });

  test("reads of one turn share a round of heartbeats; later ones take the next", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    group.sent.length = 0;
    const { raft } = group.member(1);
    const round = (): number[] =>
      group
        .member(1)
        .turn()
        .map(({ context }) => context);
    raft.readIndex(1);
    raft.readIndex(2);
    expect(round()).toEqual([1, 1]);
    raft.readIndex(3);
    expect(round()).toEqual([2, 2]);
    const reply = (context: number): void => {
      raft.step(message(MessageType.HeartbeatReply, { from: 2, term: 1, context }));
      group.member(1).turn();
    };
    reply(1); // It left before the third read came.
    expect(group.member(1).reads.map(({ request }) => request)).toEqual([1, 2]);
    reply(2);
    expect(group.member(1).reads.map(({ request }) => request)).toEqual([1, 2, 3]);
  });

  test("a later round confirms earlier reads, each with the index of its own arrival", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    const { raft } = group.member(1);
    raft.readIndex(1);
    group.member(1).turn(); // Round 1 is lost.
    group.propose(1, "a");
    raft.readIndex(2);
    group.settle();
    expect(group.member(1).reads).toEqual([
      { request: 1, index: 1 },
      { request: 2, index: 2 },
    ]);
  });

  test("a token of an earlier term confirms nothing", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    const { raft } = group.member(1);
    raft.readIndex(1);
    group.member(1).turn();
    raft.step(message(MessageType.Append, { from: 2, term: 5, index: 1, logTerm: 1 }));
    group.member(1).turn();
    raft.campaign();
    group.member(1).turn();
    raft.step(message(MessageType.PreVoteReply, { from: 2, term: 6 }));
    group.member(1).turn();
    raft.step(message(MessageType.VoteReply, { from: 2, term: 6 }));
    raft.readIndex(2);
    group.member(1).turn();
    raft.step(message(MessageType.HeartbeatReply, { from: 3, term: 1, context: 9 }));
    expect(group.member(1).reads).toEqual([{ request: 1, index: 0 }]);
  });

  test("a follower's read is confirmed by its leader", () => {
    const group = Group.of([1, 2, 3]).elect(1).propose(1, "a");
    group.raft(3).readIndex(7);
    expect(group.settle().member(3).reads).toEqual([{ request: 7, index: 2 }]);
    group.raft(3).forgetLeader();
    group.raft(3).readIndex(8);
    expect(group.settle().member(3).reads.at(-1)).toEqual({ request: 8, index: 0 });
  });

  test("a single voter confirms its reads alone", () => {
    const group = Group.of([1]).elect(1).propose(1, "a");
    group.raft(1).readIndex(7);
    expect(group.settle().member(1).reads).toEqual([{ request: 7, index: 2 }]);
  });

  test("a single voter that restarted behind its own commits reads only when it has committed again", () => {
    const storage = logOf([1, 1, 1], { voters: [1] }); // All three were answered; its commit index says 0.
    const member = new Member(1, storage, {});
    member.isDiskHeld = true;
    member.raft.campaign();
    for (let i = 0; i < 2; i++) {
      member.turn();
      member.completeWrites();
    }
    member.raft.readIndex(7);
    member.turn();
    expect([member.raft.isLeader, member.reads]).toEqual([true, []]);
    member.completeWrites();
    member.turn();
    expect(member.reads).toEqual([{ request: 7, index: 4 }]);
  });

  test("by default no read is answered on the strength of a lease", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(1);
    group.raft(1).readIndex(7);
    expect(group.settle().member(1).reads).toEqual([]);
    const leased = Group.of([1, 2, 3], { readMode: "lease" }).elect(1).isolate(1);
    leased.raft(1).readIndex(7);
    expect(leased.settle().member(1).reads).toEqual([{ request: 7, index: 1 }]);
  });
});

describe("Raft, dissertation 3.10: leadership transfer", () => {
  test("leadership passes to a voter within a round trip", () => {
    const group = Group.of([1, 2, 3]).elect(1).propose(1, "a");
    group.raft(1).transferLeadership(3);
    group.settle();
    expect([group.leaders, group.raft(3).term]).toEqual([[3], 2]);
    expect(group.propose(3, "b").member(1).applied).toEqual(["a", "b"]);
  });

  test("a follower passes the wish on to the leader", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    group.raft(2).transferLeadership(2);
    expect(group.settle().leaders).toEqual([2]);
  });

  test("a successor that lags is brought up to date first", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(3).propose(1, "a", "b");
    group.raft(1).transferLeadership(3);
    group.settle();
    expect(group.leaders).toEqual([1]);
    group.heal().tick([1], 10);
    expect([group.leaders, group.member(3).applied]).toEqual([[3], ["a", "b"]]);
  });

  test("nothing is proposed during a transfer, which ends after an election time-out", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(3);
    const { raft } = group.member(1);
    raft.transferLeadership(3);
    expect([raft.proposalRefusal(1), raft.propose(new Uint8Array(1))]).toEqual(["transferring", "dropped"]);
    group.tick([1], 50);
    expect([raft.isLeader, raft.transferee, raft.proposalRefusal(1)]).toEqual([true, 0, undefined]);
  });

  test("leadership is not handed to a learner, to oneself, or to a member that is removed meanwhile", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    const { raft } = group.member(1);
    raft.transferLeadership(1);
    expect(raft.transferee).toBe(0);
    group.change(1, { transition: Transition.Auto, changes: [{ type: ChangeType.AddLearner, id: 3 }] });
    raft.transferLeadership(3);
    expect(raft.transferee).toBe(0);
  });
});

describe("Raft, dissertation 9.6 and 6.2: pre-vote and quorum checks", () => {
  test("a member that was cut off returns without raising the term", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(3).tick([1, 2, 3], 500);
    expect([group.raft(3).role, group.raft(3).term]).toEqual([Role.PreCandidate, 1]);
    group.heal().tick([1, 2, 3], 200);
    expect([group.leaders, group.raft(3).term, group.raft(3).leader]).toEqual([[1], 1, 1]);
  });

  test("a pre-vote changes neither the voter's term nor its vote", () => {
    const member = new Member(1, MemoryStorage.of({ voters: [1, 2, 3] }), {});
    member.raft.step(message(MessageType.PreVote, { from: 2, term: 5 }));
    expect(member.turn()).toMatchObject([{ type: MessageType.PreVoteReply, to: 2, reject: false, term: 5 }]);
    expect([member.raft.term, member.raft.core.vote]).toEqual([0, 0]);
  });

  test("who hears a leader elects no other, unless the leader asks for it", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    const member = group.member(2);
    const ask = (context: number): number => {
      member.raft.step(message(MessageType.Vote, { to: 2, from: 3, term: 9, index: 1, logTerm: 1, context }));
      return member.turn().length;
    };
    expect(ask(0)).toBe(0);
    expect(ask(1)).toBe(1);
  });

  test("a leader that hears no majority for an election time-out steps down", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(1).tick([1], 101);
    expect(group.raft(1).role).toBe(Role.Follower);
  });

  test("a leader that hears a majority leads on, whoever else is silent", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(3).tick([1, 2], 500);
    expect([group.leaders, group.raft(1).term]).toEqual([[1], 1]);
  });

  test("a member stuck in a higher term is freed by its answer to a message of a lower one", () => {
    const group = Group.of([1, 2, 3], { preVote: false }).elect(1).isolate(3).tick([1, 2, 3], 300);
    const stuckTerm = group.raft(3).term;
    expect(stuckTerm).toBeGreaterThan(1);
    group.heal().tick([1, 2, 3], 250);
    expect(group.leaders).toHaveLength(1);
    expect(new Set([...group.members.values()].map(({ raft }) => raft.term)).size).toBe(1);
    expect(group.raft(1).term).toBeGreaterThanOrEqual(stuckTerm);
  });
});

describe("a closed connection is a signal", () => {
  const TICKS_PER_RANK = 2;

  test("followers of a dead leader elect the first in rank, long before a time-out", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(1);
    for (const id of [2, 3]) group.raft(id).leaderConnectionClosed(TICKS_PER_RANK);
    group.tick([2, 3], TICKS_PER_RANK);
    expect([group.leaders, group.raft(2).term]).toEqual([[1, 2], 2]);
  });

  test("the next in rank is elected when the first has a shorter log", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(2).propose(1, "a").isolate(1);
    for (const id of [2, 3]) group.raft(id).leaderConnectionClosed(TICKS_PER_RANK);
    group.tick([2, 3], 3 * TICKS_PER_RANK);
    expect(group.raft(3).isLeader).toBe(true);
  });

  test("a leader that lives is not disturbed by one closed connection", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    group.raft(3).leaderConnectionClosed(TICKS_PER_RANK);
    group.tick([1, 2, 3], 300);
    expect([group.leaders, group.raft(1).term, group.raft(3).leader]).toEqual([[1], 1, 1]);
    expect(group.raft(3).core.randomizedElectionTimeoutTicks).toBeGreaterThanOrEqual(50);
  });

  test("haste ends: without a majority each attempt waits twice as long, up to a time-out", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(1, 2);
    group.raft(3).leaderConnectionClosed(TICKS_PER_RANK);
    const attempts: number[] = [];
    for (let tick = 1; tick <= 400; tick++) {
      const before = group.sent.length;
      group.tick([3], 1);
      if (group.sent.slice(before).some(({ type }) => type === MessageType.PreVote)) attempts.push(tick);
    }
    const waits = attempts.map((tick, i) => tick - (attempts[i - 1] ?? 0));
    expect(waits.slice(0, 4)).toEqual([4, 8, 16, 32]);
    expect(Math.min(...waits.slice(4))).toBeGreaterThanOrEqual(50);
  });
});
