import { expect, test } from "vitest";
import { LEAVE_JOINT } from "../raft/configuration.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { Raft } from "../raft/raft.ts";
import type { AppendTask } from "../raft/ready.ts";
import { Role } from "../raft/role.ts";

const codec = {
  empty: () => new Uint8Array(0),
  leaveJoint: () => new Uint8Array(0),
  decodeChange: () => LEAVE_JOINT,
};

function singleVoter(storage = MemoryStorage.of({ voters: [1] })) {
  return { storage, raft: new Raft({ id: 1, storage, codec, random: () => 0 }) };
}

/** What the log writer does when the disk has answered. */
function complete(storage: MemoryStorage, raft: Raft, task: AppendTask): void {
  if (task.hardState !== null) storage.setHardState(task.hardState);
  storage.append(task.entries);
  for (const response of task.responses) raft.step(response);
}

function settle(storage: MemoryStorage, raft: Raft): number[] {
  const applied: number[] = [];
  while (raft.hasReady) {
    const ready = raft.ready();
    if (ready.append !== null) complete(storage, raft, ready.append);
    if (ready.apply !== null) {
      applied.push(...ready.apply.entries.map((entry) => entry.index));
      raft.step(ready.apply.response);
    }
  }
  return applied;
}

test("a single voter leads only when its own vote is durable", () => {
  const { storage, raft } = singleVoter();
  raft.campaign();
  const preVote = raft.ready().append!;
  expect(preVote.mustSync).toBe(false);
  complete(storage, raft, preVote);
  const vote = raft.ready().append!;
  expect(vote.hardState).toMatchObject({ term: 1, vote: 1 });
  expect(raft.role).toBe(Role.Candidate);
  complete(storage, raft, vote);
  expect(raft.role).toBe(Role.Leader);
});

test("a single voter commits an entry only when it is durable", () => {
  const { storage, raft } = singleVoter();
  raft.campaign();
  expect(settle(storage, raft)).toEqual([1]);
  expect(raft.propose(new Uint8Array(200))).toBe("ok");
  const { append, apply } = raft.ready();
  expect([raft.commitIndex, raft.lastIndex, apply]).toEqual([1, 2, null]);
  complete(storage, raft, append!);
  expect(raft.commitIndex).toBe(2);
  expect(settle(storage, raft)).toEqual([2]);
});

test("writes of a single voter may overlap, and commit in order", () => {
  const { storage, raft } = singleVoter();
  raft.campaign();
  settle(storage, raft);
  const tasks = [1, 2, 3].map(() => {
    raft.propose(new Uint8Array(1));
    return raft.ready().append!;
  });
  expect(tasks.map((task) => task.entries.map((entry) => entry.index))).toEqual([[2], [3], [4]]);
  for (const task of tasks) complete(storage, raft, task);
  expect(raft.commitIndex).toBe(4);
});

test("a restarted single voter finds its term, vote and log", () => {
  const { storage, raft } = singleVoter();
  raft.campaign();
  settle(storage, raft);
  raft.propose(new Uint8Array(1));
  settle(storage, raft);
  const again = singleVoter(storage).raft;
  expect([again.term, again.lastIndex, again.role]).toEqual([1, 2, Role.Follower]);
  again.campaign();
  settle(storage, again);
  expect([again.term, again.lastIndex, again.commitIndex, again.isLeader]).toEqual([2, 3, 3, true]);
});
