import { describe, expect, test } from "vitest";
import { ChangeType, EMPTY_CONFIGURATION, LEAVE_JOINT, Transition } from "../raft/configuration.ts";
import type { ConfigurationChange, MemberChange } from "../raft/configuration.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { MessageType } from "../raft/message.ts";
import { Role } from "../raft/role.ts";
import { encodeChange, Group } from "./raft-group.ts";

const add = (id: number): MemberChange => ({ type: ChangeType.AddVoter, id });
const learn = (id: number): MemberChange => ({ type: ChangeType.AddLearner, id });
const remove = (id: number): MemberChange => ({ type: ChangeType.Remove, id });
const auto = (...changes: MemberChange[]): ConfigurationChange => ({ transition: Transition.Auto, changes });
const explicit = (...changes: MemberChange[]): ConfigurationChange => ({
  transition: Transition.Explicit,
  changes,
});

/**
 * Voters 1, 2, 3 that have elected 1; 4 and 5 exist, and know of nobody. The configuration stands in a snapshot,
 * as after a bootstrap: so whoever joins with an empty disk is sent it first.
 */
function group(): Group {
  const configuration = { ...EMPTY_CONFIGURATION, voters: [1, 2, 3] };
  const storages = [1, 2, 3, 4, 5].map((id) => {
    const storage = new MemoryStorage();
    if (id <= 3) storage.install({ index: 1, term: 1, configuration, data: new Uint8Array(0) });
    return [id, storage] as const;
  });
  return new Group(Object.fromEntries(storages)).elect(1);
}

describe("Raft, section 6", () => {
  test("one voter is added or removed without a joint configuration", () => {
    const members = group().change(1, auto(add(4)));
    expect(members.raft(4).configuration).toMatchObject({ voters: [1, 2, 3, 4], votersOutgoing: [] });
    members.change(1, auto(remove(2)));
    expect(members.raft(1).configuration.voters).toEqual([1, 3, 4]);
  });

  test("several changes pass through a joint configuration, which is left by itself", () => {
    const members = group().change(1, auto(add(4), add(5), remove(2)));
    for (const id of [1, 3, 4, 5]) {
      expect(members.raft(id).configuration).toMatchObject({ voters: [1, 3, 4, 5], votersOutgoing: [] });
    }
  });

  test("an explicit joint configuration stays until it is told to leave", () => {
    const members = group().change(1, explicit(add(4)));
    expect(members.raft(1).configuration).toMatchObject({ voters: [1, 2, 3, 4], votersOutgoing: [1, 2, 3] });
    members.change(1, LEAVE_JOINT);
    expect(members.raft(1).configuration).toMatchObject({ voters: [1, 2, 3, 4], votersOutgoing: [] });
  });

  test("a joint configuration commits with majorities of both halves only", () => {
    const members = group().change(1, explicit(add(4), add(5), remove(2), remove(3)));
    expect(members.raft(1).configuration).toMatchObject({ voters: [1, 4, 5], votersOutgoing: [1, 2, 3] });
    const commits = (...away: number[]): boolean => {
      const before = members.raft(1).commitIndex;
      members.isolate(...away).propose(1, "x");
      const isCommitted = members.raft(1).commitIndex > before;
      members.heal().tick([1], 10);
      return isCommitted;
    };
    expect(commits(2, 3)).toBe(false); // Only the new half.
    expect(commits(4, 5)).toBe(false); // Only the old half.
    expect(commits(3, 5)).toBe(true);
  });

  test("a joint configuration elects with majorities of both halves only", () => {
    const members = group().change(1, explicit(add(4), add(5), remove(2), remove(3)));
    const elects = (...away: number[]): boolean => {
      for (const { raft } of members.members.values()) raft.forgetLeader();
      members.isolate(1, ...away).elect(4);
      return members.raft(4).isLeader;
    };
    expect(elects(2)).toBe(false); // 3 of the old half, 4 and 5 of the new one.
    expect(elects()).toBe(true);
  });

  test("a configuration is in force when it is applied, not when it is proposed", () => {
    const members = group().isolate(2, 3);
    members.raft(1).proposeChange(encodeChange(auto(remove(3))));
    members.settle();
    expect(members.raft(1).configuration.voters).toEqual([1, 2, 3]);
    members.heal().tick([1], 10);
    expect(members.raft(1).configuration.voters).toEqual([1, 2]);
  });

  test("one change at a time: the next must wait until the last is applied", () => {
    const members = group().isolate(1);
    const { raft } = members.member(1);
    expect(raft.changeRefusal(auto(add(4)))).toBe(undefined);
    raft.proposeChange(encodeChange(auto(add(4))));
    expect(raft.changeRefusal(auto(add(5)))).toBe("change-pending");
    raft.proposeChange(encodeChange(auto(add(5)))); // Appended as an empty entry.
    members.heal().tick([1], 10);
    expect(raft.configuration.voters).toEqual([1, 2, 3, 4]);
    expect(raft.changeRefusal(auto(add(5)))).toBe(undefined);
  });

  test("a new leader waits with changes until all that it found in its log is applied", () => {
    const members = group().isolate(1);
    members.raft(1).proposeChange(encodeChange(auto(add(4))));
    members.passes = ({ to, from, type }) => ![to, from].includes(3) && type !== MessageType.AppendReply;
    members.tick([1], 5); // 2 has the change; 1 does not know, and falls silent.
    members.isolate(1);
    members.raft(2).forgetLeader();
    members.raft(3).forgetLeader();
    const { raft } = members.member(2);
    raft.campaign();
    while (!raft.isLeader) members.settle();
    expect(raft.configuration.voters).toEqual([1, 2, 3, 4]); // Committed by its own no-op, then applied.
    expect(raft.changeRefusal(auto(add(5)))).toBe(undefined);
  });

  test("leaving without a joint configuration is refused, and so is a change inside one", () => {
    const members = group();
    expect(members.raft(1).changeRefusal(LEAVE_JOINT)).toBe("not-joint");
    members.change(1, explicit(add(4)));
    expect(members.raft(1).changeRefusal(auto(add(5)))).toBe("joint");
  });

  test("a change that could not be applied is refused before it is in the log", () => {
    const { raft } = group().member(1);
    expect(raft.changeRefusal(auto(remove(1), remove(2), remove(3)))).toBe("no-voter-left");
    expect(raft.changeRefusal({ transition: Transition.Explicit, changes: [] })).toBe("not-joint");
    expect(raft.configuration.voters).toEqual([1, 2, 3]);
  });

  test("a change that a snapshot has overtaken changes nothing when it is applied late", () => {
    const { raft } = group()
      .change(1, auto(add(4)))
      .member(1);
    expect(raft.applyChange(raft.appliedIndex, auto(remove(4))).voters).toEqual([1, 2, 3, 4]);
  });

  test("a leader that is removed leads until the change is committed, and not longer", () => {
    const members = group().change(1, auto(remove(1)));
    expect(members.raft(2).configuration.voters).toEqual([2, 3]);
    expect([members.raft(1).proposalRefusal(1), members.leaders]).toEqual(["removed", [1]]);
    members.tick([1, 2, 3], 10); // At a heartbeat it asks another to take over, at the next it hears of it.
    expect([members.raft(1).role, members.leaders]).toEqual([Role.Follower, [2]]);
    expect(members.propose(2, "x").member(3).applied).toEqual(["x"]);
  });

  test("a removed leader that cannot hand over follows after an election time-out", () => {
    const members = group()
      .change(1, auto(remove(1)))
      .isolate(1)
      .tick([1], 60);
    expect(members.raft(1).role).toBe(Role.Follower);
  });

  test("a removed leader is no majority by itself, and confirms no read by itself", () => {
    const members = group()
      .change(1, auto(remove(2)))
      .change(1, auto(remove(1)))
      .isolate(1);
    expect(members.raft(1).configuration.voters).toEqual([3]);
    members.raft(1).readIndex(7);
    members.settle();
    expect(members.member(1).reads).toEqual([]);
  });

  test("a refused vote tells what is committed, so that a removed member with a longer log blocks nobody", () => {
    const members = Group.of([1, 2], { onRemoval: "step-down" }).elect(1);
    // Member 2 receives the change at 2, and nothing behind it: not that it is committed, not another entry.
    members.passes = ({ to, type, index }) => to !== 2 || type !== MessageType.Append || index < 2;
    members.raft(1).proposeChange(encodeChange(auto(remove(1))));
    members.propose(1, "x").heal();
    expect(members.raft(1)).toMatchObject({ role: Role.Follower, lastIndex: 3, commitIndex: 2 });
    expect(members.raft(2)).toMatchObject({ lastIndex: 2, commitIndex: 1 });
    members.elect(2); // Member 1 must not lead any more, and its log is longer.
    expect(members.raft(2).configuration.voters).toEqual([2]);
    expect(members.elect(2).leaders).toEqual([2]);
  });

  test("a removed member cannot depose the leader, however long it campaigns", () => {
    const members = group();
    members.isolate(3).change(1, auto(remove(3)));
    const before = members.raft(1).term;
    members.heal().tick([3, 1, 2], 400); // It does not know that it was removed.
    expect([members.leaders, members.raft(1).term]).toEqual([[1], before]);
  });

  test("replies of someone who is no member are not counted", () => {
    const members = group().change(1, auto(remove(3)));
    const reply = members.sent.find(({ type, from }) => type === MessageType.AppendReply && from === 3)!;
    expect(members.raft(1).step({ ...reply, index: 99 })).toBe("not-a-member");
  });

  test("a learner receives the log, but neither votes, campaigns, nor counts", () => {
    const members = group()
      .change(1, auto(learn(4)))
      .propose(1, "a");
    expect(members.member(4).applied).toEqual(["a"]);
    const before = members.raft(1).commitIndex;
    members.isolate(2, 3).propose(1, "b");
    expect(members.raft(1).commitIndex).toBe(before);
    for (let i = 0; i < 300; i++) members.raft(4).tick();
    expect(members.raft(4).role).toBe(Role.Follower);
  });

  test("a learner is caught up when its log is near the end and it answers", () => {
    const members = group()
      .isolate(4)
      .change(1, auto(learn(4)))
      .propose(1, "a", "b", "c", "d");
    expect(members.raft(1).isCaughtUp(4, 2)).toBe(false);
    members.heal().tick([1], 10);
    expect(members.raft(1).isCaughtUp(4, 2)).toBe(true);
    members.change(1, auto(add(4)));
    expect(members.raft(1).configuration).toMatchObject({ voters: [1, 2, 3, 4], learners: [] });
  });

  test("a voter that becomes a learner in a joint configuration votes until that is left", () => {
    const members = group().change(1, explicit(learn(3), add(4)));
    expect(members.raft(1).configuration).toMatchObject({
      voters: [1, 2, 4],
      learnersNext: [3],
      learners: [],
    });
    members.change(1, LEAVE_JOINT);
    expect(members.raft(1).configuration).toMatchObject({
      voters: [1, 2, 4],
      learnersNext: [],
      learners: [3],
    });
  });
});
