import { describe, expect, test } from "vitest";
import { EMPTY_CONFIGURATION } from "../raft/configuration.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { MessageType } from "../raft/message.ts";
import { ProgressState } from "../raft/progress.ts";
import { entry, Group, logOf, Member, message } from "./raft-group.ts";

const VOTERS = { voters: [1, 2, 3] };
const NO_PRE_VOTE = { preVote: false, checkQuorum: false };

/** Member 1 leads term 1 of three; nobody else is there. Its no-op is entry 1. */
function leader(options = {}): Member {
  const member = new Member(1, MemoryStorage.of(VOTERS), { ...NO_PRE_VOTE, ...options });
  member.raft.campaign();
  member.turn();
  member.raft.step(message(MessageType.VoteReply, { from: 2, term: 1 }));
  member.turn();
  return member;
}

function acknowledge(member: Member, from: number, index: number): void {
  member.raft.step(message(MessageType.AppendReply, { from, term: member.raft.term, index }));
}

describe("Raft, section 5.3", () => {
  test("a leader sends a proposal to all in the turn in which it writes it", () => {
    const member = leader();
    for (const id of [2, 3]) acknowledge(member, id, 1);
    member.turn();
    member.isDiskHeld = true;
    member.raft.propose(new Uint8Array(1));
    const appends = member.turn();
    expect(appends.map(({ to, index, logTerm, entries }) => [to, index, logTerm, entries.length])).toEqual([
      [2, 1, 1, 1],
      [3, 1, 1, 1],
    ]);
    expect(member.tasks.map(({ entries }) => entries.map(({ index }) => index))).toEqual([[2]]);
  });

  test.each([
    { voters: 1, acknowledged: 0, commits: true },
    { voters: 3, acknowledged: 0, commits: false },
    { voters: 3, acknowledged: 1, commits: true },
    { voters: 5, acknowledged: 1, commits: false },
    { voters: 5, acknowledged: 2, commits: true },
  ])("of $voters voters, with its own disk and $acknowledged others: $commits", (given) => {
    const ids = Array.from({ length: given.voters }, (_, i) => i + 1);
    const group = Group.of(ids, NO_PRE_VOTE).elect(1);
    group.isolate(...ids.slice(1 + given.acknowledged));
    group.propose(1, "a");
    expect(group.raft(1).commitIndex).toBe(given.commits ? 2 : 1);
    expect(group.member(1).applied).toEqual(given.commits ? ["a"] : []);
  });

  test("an entry of the majority commits although the leader's own disk has not answered", () => {
    const member = leader();
    for (const id of [2, 3]) acknowledge(member, id, 1);
    member.turn();
    member.isDiskHeld = true;
    member.raft.propose(new Uint8Array(1));
    member.turn();
    acknowledge(member, 2, 2);
    expect(member.raft.commitIndex).toBe(1);
    acknowledge(member, 3, 2);
    expect(member.raft.commitIndex).toBe(2);
    member.turn();
    expect(member.applied).toEqual([]); // Applied once it is durable here as well.
    member.completeWrites();
    member.turn();
    expect(member.applied).toHaveLength(1);
  });

  test("committing an entry commits all before it, of earlier terms too", () => {
    const group = new Group(
      { 1: logOf([1, 2], VOTERS), 2: logOf([1, 2], VOTERS), 3: logOf([], VOTERS) },
      NO_PRE_VOTE,
    ).elect(1);
    expect([...group.members.values()].map(({ applied }) => applied)).toEqual(Array(3).fill(["1.1", "2.2"]));
  });

  test("followers apply what is committed, in order, and no sooner", () => {
    const group = Group.of([1, 2, 3]).elect(1).isolate(2, 3).propose(1, "a", "b");
    expect(group.member(2).applied).toEqual([]);
    group.heal().tick([1, 2, 3], 10);
    expect(group.member(2).applied).toEqual(["a", "b"]);
    expect(group.member(3).applied).toEqual(["a", "b"]);
  });

  test.each([
    { own: [1, 2], index: 3, logTerm: 3, hint: [2, 2] },
    { own: [1, 2], index: 2, logTerm: 3, hint: [2, 2] },
    { own: [1, 2, 2, 2], index: 4, logTerm: 1, hint: [1, 1] },
    { own: [3, 3, 3], index: 3, logTerm: 2, hint: [0, 0] },
  ])("a follower with terms $own refuses an append behind ($index, $logTerm), and hints", (given) => {
    const member = new Member(1, logOf(given.own, VOTERS), {});
    const { index, logTerm } = given;
    member.raft.step(
      message(MessageType.Append, { from: 2, term: 5, index, logTerm, entries: [entry(5, index + 1)] }),
    );
    expect(member.turn()).toMatchObject([
      {
        type: MessageType.AppendReply,
        reject: true,
        index,
        rejectHint: given.hint[0],
        logTerm: given.hint[1],
      },
    ]);
  });

  test.each([
    { own: [1, 2], previous: [2, 2], terms: [3], log: ["1/1", "2/2", "3/3"] },
    { own: [1, 2], previous: [1, 1], terms: [3, 4], log: ["1/1", "3/2", "4/3"] },
    { own: [1, 2, 2], previous: [0, 0], terms: [1], log: ["1/1", "2/2", "2/3"] },
    { own: [1, 2, 2], previous: [0, 0], terms: [3], log: ["3/1"] },
    { own: [], previous: [0, 0], terms: [1, 1], log: ["1/1", "1/2"] },
  ])("a follower with terms $own that is sent $terms behind $previous ends with $log", (given) => {
    const member = new Member(1, logOf(given.own, VOTERS), {});
    const [index, logTerm] = given.previous as [number, number];
    const entries = given.terms.map((term, i) => entry(term, index + 1 + i));
    member.raft.step(message(MessageType.Append, { from: 2, term: 5, index, logTerm, entries }));
    member.turn();
    expect(member.log).toEqual(given.log);
  });

  test("an old append that was overtaken erases nothing", () => {
    const member = new Member(1, MemoryStorage.of(VOTERS), {});
    const entries = [entry(1, 1, "a"), entry(1, 2, "b"), entry(1, 3, "c")];
    member.raft.step(message(MessageType.Append, { from: 2, term: 1, entries }));
    member.raft.step(message(MessageType.Append, { from: 2, term: 1, entries: entries.slice(0, 1) }));
    const replies = member.turn();
    expect(member.log).toEqual(["1/1", "1/2", "1/3"]);
    expect(replies.map(({ index }) => index)).toEqual([3, 1]);
  });

  test("a follower commits no further than the last entry that the append has confirmed", () => {
    const member = new Member(1, logOf([1, 1, 1], VOTERS), {});
    // Entries 2 and 3 may differ from the leader's: only the first is known to match.
    member.raft.step(message(MessageType.Append, { from: 2, term: 2, index: 1, logTerm: 1, commit: 3 }));
    expect(member.raft.commitIndex).toBe(1);
  });

  test("a heartbeat moves the commit index no further than what is known to match", () => {
    const group = Group.of([1, 2, 3], NO_PRE_VOTE).elect(1).isolate(3).propose(1, "a", "b");
    expect(group.raft(1).commitIndex).toBe(3);
    group.sent.length = 0;
    group.tick([1], 5);
    const beats = group.sent.filter(({ type }) => type === MessageType.Heartbeat);
    expect(beats.map(({ to, commit }) => [to, commit])).toEqual([
      [2, 3],
      [3, 1],
    ]);
  });

  test.each([
    { name: "a", terms: [1, 1, 1, 4, 4, 5, 5, 6, 6] },
    { name: "b", terms: [1, 1, 1, 4] },
    { name: "c", terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6] },
    { name: "d", terms: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7] },
    { name: "e", terms: [1, 1, 1, 4, 4, 4, 4] },
    { name: "f", terms: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3] },
  ])("figure 7, follower $name is brought into line with the leader", ({ terms }) => {
    const leading = logOf([1, 1, 1, 4, 4, 5, 5, 6, 6, 6], VOTERS);
    leading.setHardState({ term: 7, vote: 0, commitIndex: 0 });
    const group = new Group({ 1: leading, 2: logOf(terms, VOTERS), 3: logOf([], VOTERS) }, NO_PRE_VOTE);
    group.elect(1).tick([1], 10);
    expect(group.leaders).toEqual([1]);
    expect(group.member(2).log).toEqual(group.member(1).log);
    expect(group.raft(1).commitIndex).toBe(11);
  });

  test("a divergent suffix takes a round trip per term, not per entry", () => {
    const leading = logOf([1, ...Array<number>(50).fill(4)], VOTERS);
    const trailing = logOf([1, ...Array<number>(40).fill(2), ...Array<number>(40).fill(3)], VOTERS);
    trailing.setHardState({ term: 3, vote: 0, commitIndex: 0 });
    const group = new Group({ 1: leading, 2: trailing, 3: logOf([], VOTERS) }, NO_PRE_VOTE).elect(1);
    const refusals = group.sent.filter(
      ({ type, from, reject }) => type === MessageType.AppendReply && from === 2 && reject,
    );
    expect(group.member(2).log).toEqual(group.member(1).log);
    expect(refusals.length).toBeLessThanOrEqual(3);
  });
});

describe("Raft, section 5.4.2", () => {
  test("a leader does not commit an entry of an earlier term by counting", () => {
    const storage = logOf([1, 2], VOTERS);
    const member = new Member(1, storage, NO_PRE_VOTE);
    member.raft.campaign();
    member.turn();
    member.raft.step(message(MessageType.VoteReply, { from: 2, term: 3 }));
    member.turn();
    acknowledge(member, 2, 2); // A majority holds both old entries.
    expect(member.raft.commitIndex).toBe(0);
    acknowledge(member, 2, 3);
    expect(member.raft.commitIndex).toBe(3);
  });

  test("acknowledgements of an earlier term do not count", () => {
    const member = leader();
    member.raft.step(
      message(MessageType.Append, { from: 2, term: 2, index: 1, logTerm: 1, entries: [entry(2, 2)] }),
    );
    member.turn();
    member.raft.campaign();
    member.turn();
    member.raft.step(message(MessageType.VoteReply, { from: 3, term: 3 }));
    member.turn();
    member.raft.step(message(MessageType.AppendReply, { from: 2, term: 1, index: 3 }));
    expect(member.raft.commitIndex).toBe(0);
  });
});

describe("acknowledgements wait for the disk (durability, rule 1)", () => {
  test("a follower acknowledges only what is durable", () => {
    const member = new Member(1, MemoryStorage.of(VOTERS), {});
    member.isDiskHeld = true;
    member.raft.step(message(MessageType.Append, { from: 2, term: 1, entries: [entry(1, 1, "a")] }));
    expect(member.turn()).toEqual([]);
    expect(member.completeWrites()).toMatchObject([{ type: MessageType.AppendReply, to: 2, index: 1 }]);
  });

  test("an append that brings nothing new is still acknowledged behind the writes before it", () => {
    const member = new Member(1, MemoryStorage.of(VOTERS), {});
    member.isDiskHeld = true;
    const append = message(MessageType.Append, { from: 2, term: 1, entries: [entry(1, 1, "a")] });
    member.raft.step(append);
    member.turn();
    member.raft.step(append);
    expect(member.turn()).toEqual([]);
    expect(member.tasks.map(({ entries, responses }) => [entries.length, responses.length])).toEqual([
      [1, 2],
      [0, 2],
    ]);
  });

  test("a late completion of an earlier term does not make replaced entries durable", () => {
    const member = new Member(1, MemoryStorage.of(VOTERS), {});
    member.isDiskHeld = true;
    const append = (from: number, term: number): void => {
      member.raft.step(message(MessageType.Append, { from, term, entries: [entry(term, 1, "x")] }));
      member.turn();
    };
    append(2, 1);
    append(3, 2);
    append(2, 3); // Each replaces entry 1 while the write before it is under way.
    const [first, second, third] = member.tasks;
    for (const task of [first!, second!]) {
      for (const response of task.responses) if (response.to === 1) member.raft.step(response);
    }
    expect(member.raft.core.log.tail.entries).toHaveLength(1);
    for (const response of third!.responses) if (response.to === 1) member.raft.step(response);
    expect(member.raft.core.log.tail.entries).toHaveLength(0);
  });
});

describe("flow control", () => {
  test("a probed follower gets one append at a time", () => {
    const member = leader();
    expect(member.raft.progressOf(2)).toMatchObject({ state: ProgressState.Probe, isFlowPaused: true });
    member.raft.propose(new Uint8Array(1));
    expect(member.turn()).toEqual([]);
    acknowledge(member, 2, 1);
    expect(
      member
        .turn()
        .filter(({ to }) => to === 2)
        .map(({ entries }) => entries.length),
    ).toEqual([1]);
  });

  test("a follower in step is streamed to until its window is full", () => {
    const member = leader({ appendsInFlightMax: 3 });
    acknowledge(member, 2, 1);
    member.turn();
    const sent = [1, 2, 3, 4, 5].flatMap(() => {
      member.raft.propose(new Uint8Array(1));
      return member.turn().filter(({ to }) => to === 2);
    });
    expect(sent.map(({ entries }) => entries[0]!.index)).toEqual([2, 3, 4]);
    acknowledge(member, 2, 4);
    expect(
      member
        .turn()
        .filter(({ to }) => to === 2)
        .flatMap(({ entries }) => entries.map(({ index }) => index)),
    ).toEqual([5, 6]);
  });

  test("a window may also be full by its bytes", () => {
    const member = leader({ appendsInFlightBytesMax: 2000, appendBytesMax: 1000 });
    acknowledge(member, 2, 1);
    member.turn();
    const sent = [1, 2, 3, 4].flatMap(() => {
      member.raft.propose(new Uint8Array(900));
      return member.turn().filter(({ to }) => to === 2);
    });
    expect(sent.map(({ entries }) => entries[0]!.index)).toEqual([2, 3, 4]);
  });

  test("a follower whose appends were all lost is found again by a heartbeat", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    group.passes = ({ to, type }) => to !== 3 || type !== MessageType.Append;
    group.propose(1, "a", "b", "c");
    group.heal().tick([1], 5);
    expect(group.member(3).applied).toEqual(["a", "b", "c"]);
    expect(group.raft(1).progressOf(3)!.state).toBe(ProgressState.Replicate);
  });

  test("an unreachable follower is probed instead of streamed to", () => {
    const group = Group.of([1, 2, 3]).elect(1);
    group.raft(1).reportUnreachable(2);
    expect(group.raft(1).progressOf(2)!.state).toBe(ProgressState.Probe);
    group.tick([1], 5);
    expect(group.raft(1).progressOf(2)!.state).toBe(ProgressState.Replicate);
  });

  test("more than the limit is not proposed before something is applied, but one of any size is", () => {
    const group = Group.of([1, 2, 3], { uncommittedBytesMax: 100 }).elect(1).isolate(1);
    const { raft } = group.member(1);
    expect(raft.propose(new Uint8Array(500))).toBe("ok");
    expect([raft.proposalRefusal(1), raft.propose(new Uint8Array(1))]).toEqual([
      "uncommitted-full",
      "dropped",
    ]);
    group.heal().tick([1], 5);
    expect(raft.proposalRefusal(1)).toBe(undefined);
  });

  test("entries are handed to apply within their limit, and more when those are applied", () => {
    const member = new Member(1, MemoryStorage.of({ voters: [1] }), { applyingBytesMax: 150 });
    member.raft.campaign();
    member.turn();
    for (let i = 0; i < 3; i++) member.raft.propose(new Uint8Array(1));
    member.isDiskHeld = true;
    member.turn();
    member.completeWrites();
    const first = member.raft.ready().apply!;
    expect(first.entries.map(({ index }) => index)).toEqual([2, 3]);
    expect(member.raft.hasReady && member.raft.ready().apply).toBeFalsy();
    member.raft.step(first.response);
    expect(member.raft.ready().apply!.entries.map(({ index }) => index)).toEqual([4]);
  });

  test("the tail holds in memory what is not durable, and storage the rest", () => {
    const member = leader();
    member.isDiskHeld = true;
    for (let i = 0; i < 3; i++) member.raft.propose(new Uint8Array(1));
    member.turn();
    expect(member.raft.core.log.tail.entries).toHaveLength(3);
    member.completeWrites();
    expect(member.raft.core.log.tail.entries).toHaveLength(0);
    expect(member.raft.core.log.entriesFrom(1, 1_000_000)).toHaveLength(4);
  });
});

describe("Raft, section 7", () => {
  function compacted(): Group {
    const group = Group.of([1, 2, 3]).elect(1).isolate(3).propose(1, "a", "b", "c");
    const { raft, storage } = group.member(1);
    storage.createSnapshot(raft.appliedIndex, raft.configuration, new Uint8Array(0));
    storage.trim(raft.appliedIndex);
    return group;
  }

  test("a follower whose next entry is trimmed gets a snapshot, then the log behind it", () => {
    const group = compacted().heal().tick([1], 10);
    expect(group.sent.filter(({ type }) => type === MessageType.Snapshot).map(({ to }) => to)).toEqual([3]);
    expect(group.raft(3).commitIndex).toBe(4);
    group.propose(1, "d");
    expect(group.member(3).applied).toEqual(["d"]); // The rest came with the snapshot.
    expect(group.raft(1).progressOf(3)!.state).toBe(ProgressState.Replicate);
  });

  test("a snapshot that was not delivered is sent again, and nothing is streamed meanwhile", () => {
    const group = compacted();
    group.passes = ({ type }) => type !== MessageType.Snapshot;
    group.tick([1], 10);
    expect(group.raft(1).progressOf(3)!.state).toBe(ProgressState.Snapshot);
    group.raft(1).reportSnapshot(3, false);
    expect(group.raft(1).progressOf(3)).toMatchObject({ state: ProgressState.Probe, isFlowPaused: true });
    group.heal().tick([1], 10);
    expect(group.raft(3).commitIndex).toBe(4);
  });

  test("an installing follower neither campaigns nor applies before its snapshot is loaded", () => {
    const group = compacted();
    group.passes = ({ type }) => {
      if (type === MessageType.Snapshot) group.member(3).isDiskHeld = true;
      return true;
    };
    group.tick([1], 10);
    expect(group.raft(3).core.isPromotable).toBe(false);
    group.member(3).completeWrites();
    expect(group.raft(3).core.isPromotable).toBe(true);
  });

  test("a snapshot of what the log holds already moves only the commit index", () => {
    const member = new Member(1, logOf([1, 1, 1], VOTERS), {});
    const snapshot = { index: 2, term: 1, configuration: member.raft.configuration, data: new Uint8Array(0) };
    member.raft.step(message(MessageType.Snapshot, { from: 2, term: 1, snapshot }));
    expect(member.turn()).toMatchObject([{ type: MessageType.AppendReply, index: 2 }]);
    expect([member.raft.commitIndex, member.raft.lastIndex]).toEqual([2, 3]);
  });

  test("a snapshot from before a node was added brings it to the entry that adds it", () => {
    const member = new Member(9, MemoryStorage.of({}), {});
    const configuration = { ...EMPTY_CONFIGURATION, voters: [1, 2] };
    const snapshot = { index: 2, term: 1, configuration, data: new Uint8Array(0) };
    member.raft.step(message(MessageType.Snapshot, { to: 9, from: 2, term: 1, snapshot }));
    expect(member.turn()).toMatchObject([{ type: MessageType.AppendReply, index: 2, reject: false }]);
    expect([member.raft.configuration.voters, member.raft.core.isPromotable]).toEqual([[1, 2], false]);
  });
});
