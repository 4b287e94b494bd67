import { describe, expect, test } from "vitest";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { MessageType } from "../raft/message.ts";
import { Role } from "../raft/role.ts";
import { entry, Group, logOf, Member, message } from "./raft-group.ts";

const VOTERS = { voters: [1, 2, 3] };
const NO_PRE_VOTE = { preVote: false, checkQuorum: false };

function follower(options = {}): Member {
  return new Member(1, MemoryStorage.of(VOTERS), { ...NO_PRE_VOTE, ...options });
}

function candidate(options = {}): Member {
  const member = follower(options);
  member.raft.campaign();
  member.turn();
  return member;
}

function leader(options = {}): Member {
  const member = candidate(options);
  member.raft.step(message(MessageType.VoteReply, { from: 2, term: 1 }));
  member.turn();
  return member;
}

describe("Raft, section 5.1", () => {
  test.each([
    ["follower", follower],
    ["candidate", candidate],
    ["leader", leader],
  ])("a %s that sees a higher term takes it and follows", (_role, make) => {
    const { raft } = make();
    raft.step(message(MessageType.Append, { from: 2, term: 7 }));
    expect([raft.term, raft.role, raft.leader]).toEqual([7, Role.Follower, 2]);
  });

  test("a message of a lower term is ignored", () => {
    const member = leader();
    member.raft.step(message(MessageType.Append, { from: 2, term: 7 }));
    member.turn();
    member.raft.step(message(MessageType.Append, { from: 3, term: 6, entries: [entry(6, 1, "late")] }));
    expect([member.raft.term, member.raft.leader, member.raft.lastIndex]).toEqual([7, 2, 1]);
  });

  test("a node starts as a follower in the term that it stored", () => {
    const { raft } = new Member(1, logOf([1, 4], VOTERS), {});
    expect([raft.role, raft.term, raft.leader]).toEqual([Role.Follower, 4, 0]);
  });
});

describe("Raft, section 5.2", () => {
  test("a leader sends heartbeats to all at the heartbeat interval, and none earlier", () => {
    const member = leader({ heartbeatTicks: 5 });
    const heartbeats = (ticks: number): number[] => {
      for (let i = 0; i < ticks; i++) member.raft.tick();
      return member
        .turn()
        .filter(({ type }) => type === MessageType.Heartbeat)
        .map(({ to }) => to);
    };
    expect(heartbeats(4)).toEqual([]);
    expect(heartbeats(1)).toEqual([2, 3]);
  });

  test("a follower that hears nothing campaigns in a new term and votes for itself", () => {
    const member = follower({ electionTimeoutTicks: 50, random: () => 0 });
    for (let i = 0; i < 49; i++) member.raft.tick();
    expect(member.raft.role).toBe(Role.Follower);
    member.raft.tick();
    const requests = member.turn().filter(({ type }) => type === MessageType.Vote);
    expect([member.raft.role, member.raft.term]).toEqual([Role.Candidate, 1]);
    expect(requests.map(({ to, term }) => [to, term])).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(member.storage.initialState().hardState).toMatchObject({ term: 1, vote: 1 });
  });

  test("a candidate without a majority campaigns again in the next term", () => {
    const member = candidate({ electionTimeoutTicks: 50, random: () => 0 });
    for (let i = 0; i < 50; i++) member.raft.tick();
    expect([member.raft.role, member.raft.term]).toEqual([Role.Candidate, 2]);
  });

  test.each([
    { voters: 1, yes: 0, no: 0, role: Role.Leader },
    { voters: 3, yes: 1, no: 0, role: Role.Leader },
    { voters: 3, yes: 0, no: 1, role: Role.Candidate },
    { voters: 3, yes: 0, no: 2, role: Role.Follower },
    { voters: 5, yes: 1, no: 0, role: Role.Candidate },
    { voters: 5, yes: 2, no: 2, role: Role.Leader },
    { voters: 5, yes: 1, no: 3, role: Role.Follower },
  ])("of $voters voters, with its own vote, $yes yes and $no no", ({ voters, yes, no, role }) => {
    const ids = Array.from({ length: voters }, (_, i) => i + 1);
    const member = new Member(1, MemoryStorage.of({ voters: ids }), NO_PRE_VOTE);
    member.raft.campaign();
    member.turn();
    for (let i = 0; i < yes + no; i++) {
      member.raft.step(message(MessageType.VoteReply, { from: i + 2, term: 1, reject: i >= yes }));
    }
    expect(member.raft.role).toBe(role);
  });

  test("the same member's vote counts once, however often it arrives", () => {
    const member = new Member(1, MemoryStorage.of({ voters: [1, 2, 3, 4, 5] }), NO_PRE_VOTE);
    member.raft.campaign();
    member.turn();
    for (let i = 0; i < 5; i++) member.raft.step(message(MessageType.VoteReply, { from: 2, term: 1 }));
    expect(member.raft.role).toBe(Role.Candidate);
  });

  test("a vote is given once a term, first come, and again to the same candidate", () => {
    const member = follower();
    const ask = (from: number): boolean => {
      member.raft.step(message(MessageType.Vote, { from, term: 3 }));
      return !member.turn().find(({ to }) => to === from)!.reject;
    };
    expect([ask(2), ask(3), ask(2)]).toEqual([true, false, true]);
  });

  test("a vote survives a restart", () => {
    const member = follower();
    member.raft.step(message(MessageType.Vote, { from: 2, term: 3 }));
    member.turn();
    const again = new Member(1, member.storage, NO_PRE_VOTE);
    again.raft.step(message(MessageType.Vote, { from: 3, term: 3 }));
    expect(again.turn()).toMatchObject([{ type: MessageType.VoteReply, to: 3, reject: true }]);
  });

  test("a vote that was given stays given when a candidate of the same term steps down", () => {
    const member = candidate();
    member.raft.step(message(MessageType.Append, { from: 2, term: 1 }));
    expect(member.raft.role).toBe(Role.Follower);
    member.raft.step(message(MessageType.Vote, { from: 3, term: 1, index: 9, logTerm: 1 }));
    expect(member.turn().find(({ to, type }) => to === 3 && type === MessageType.VoteReply)).toMatchObject({
      reject: true,
    });
  });

  test("a candidate that hears a leader of its term follows it", () => {
    const { raft } = candidate();
    raft.step(message(MessageType.Append, { from: 2, term: 1 }));
    expect([raft.role, raft.leader, raft.term]).toEqual([Role.Follower, 2, 1]);
  });

  test("election time-outs are drawn anew from one to two times the configured one", () => {
    const draws = [0, 17, 49];
    const { core } = follower({ electionTimeoutTicks: 50, random: () => draws.shift() ?? 0 }).raft;
    const seen = [core.randomizedElectionTimeoutTicks];
    for (const term of [1, 2]) {
      core.becomeFollower(term, 0);
      seen.push(core.randomizedElectionTimeoutTicks);
    }
    expect(seen).toEqual([50, 67, 99]);
  });

  test("followers with different time-outs elect the first one without a split vote", () => {
    const group = Group.of([1, 2, 3, 4, 5], NO_PRE_VOTE);
    group.tick([1, 2, 3, 4, 5], 60);
    expect(group.leaders).toEqual([1]);
    expect([...group.members.values()].map(({ raft }) => raft.term)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe("Raft, section 5.4.1", () => {
  test("a vote request carries the candidate's last index and term", () => {
    const member = new Member(1, logOf([1, 2, 2], VOTERS), NO_PRE_VOTE);
    member.raft.campaign();
    const requests = member.turn().filter(({ type }) => type === MessageType.Vote);
    expect(requests.map(({ index, logTerm, term }) => [index, logTerm, term])).toEqual([
      [3, 2, 3],
      [3, 2, 3],
    ]);
  });

  test.each([
    { own: [1], last: [1, 1], granted: true },
    { own: [1], last: [1, 2], granted: true },
    { own: [1, 1], last: [1, 1], granted: false },
    { own: [1, 1], last: [2, 1], granted: true },
    { own: [2], last: [1, 5], granted: false },
    { own: [2, 2], last: [2, 1], granted: false },
  ])("a voter with terms $own and a candidate's (term, index) $last: $granted", ({ own, last, granted }) => {
    const member = new Member(1, logOf(own, VOTERS), NO_PRE_VOTE);
    member.raft.step(message(MessageType.Vote, { from: 2, term: 5, logTerm: last[0]!, index: last[1]! }));
    expect(member.turn()[0]).toMatchObject({ type: MessageType.VoteReply, to: 2, reject: !granted });
  });

  test("a node does not vote for a log that ends before what it once acknowledged", () => {
    const member = new Member(1, logOf([1], VOTERS), NO_PRE_VOTE);
    member.raft.setVoteFloor(7, 1);
    const ask = (from: number, index: number): boolean => {
      member.raft.step(message(MessageType.Vote, { from, term: 5, logTerm: 1, index }));
      return !member.turn()[0]!.reject;
    };
    expect([ask(2, 6), ask(3, 7)]).toEqual([false, true]);
  });

  test("a node that abstains neither votes nor campaigns", () => {
    const member = follower({ electionTimeoutTicks: 50, random: () => 0 });
    member.raft.abstains = true;
    for (let i = 0; i < 200; i++) member.raft.tick();
    member.raft.step(message(MessageType.Vote, { from: 2, term: 5 }));
    expect(member.turn()).toEqual([]);
    expect(member.raft.role).toBe(Role.Follower);
  });
});

describe("votes wait for the disk (durability, rule 1)", () => {
  test("a vote leaves only when term and vote are durable", () => {
    const member = follower();
    member.isDiskHeld = true;
    member.raft.step(message(MessageType.Vote, { from: 2, term: 3 }));
    expect(member.turn()).toEqual([]);
    expect(member.tasks[0]!.hardState).toMatchObject({ term: 3, vote: 2 });
    expect(member.completeWrites()).toMatchObject([{ type: MessageType.VoteReply, to: 2, reject: false }]);
  });

  test("a candidate's own vote counts only when it is durable", () => {
    const member = follower();
    member.isDiskHeld = true;
    member.raft.campaign();
    member.turn();
    member.raft.step(message(MessageType.VoteReply, { from: 2, term: 1 }));
    expect(member.raft.role).toBe(Role.Candidate);
    member.completeWrites();
    expect(member.raft.role).toBe(Role.Leader);
  });
});
