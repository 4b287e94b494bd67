import type { Scenario } from "../scenario.ts";
import { follower, leader } from "../stage.ts";
import { addSpare, remove, transferOften } from "../steps/members.ts";
import { isServed, wait } from "../steps/processes.ts";

/** Who leads, and who is a member, changes under load. */
export const memberScenarios: readonly Scenario[] = [
  {
    name: "transfer-leadership",
    nodes: 3,
    promise: "the lead is handed over again and again, and commands are done throughout",
    steps: [transferOften(1)],
  },
  {
    name: "replace-follower",
    nodes: 3,
    hasSpareNode: true,
    promise: "a fourth node joins, catches up and votes, and a follower leaves for good, under load",
    steps: [addSpare, isServed, wait(0.3), remove(follower), isServed],
  },
  {
    name: "replace-leader",
    nodes: 3,
    hasSpareNode: true,
    promise: "a fourth node joins, catches up and votes, and the leader leaves for good, under load",
    steps: [addSpare, isServed, wait(0.3), remove(leader), isServed],
  },
];
