import type { Scenario } from "../scenario.ts";
import { follower, leader } from "../stage.ts";
import { putClock, rightClock, timeIsRight } from "../steps/clocks.ts";
import { transferToIt } from "../steps/members.ts";
import { isServed, wait } from "../steps/processes.ts";

const HOUR = 3_600;

/** Wall clocks that jump. */
export const clockScenarios: readonly Scenario[] = [
  {
    name: "clock-forward-leader",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise: "the leader's clock jumps an hour ahead: the cluster's time stays right, and commands are done",
    steps: [putClock(leader, HOUR), isServed, wait(0.7), timeIsRight, rightClock],
  },
  {
    name: "clock-backward-leader",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise: "the leader's clock jumps an hour back: the cluster's time stays right, and commands are done",
    steps: [putClock(leader, -HOUR), isServed, wait(0.7), timeIsRight, rightClock],
  },
  {
    name: "clock-forward-follower",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise: "a follower's clock jumps an hour ahead, and nobody notices",
    steps: [putClock(follower, HOUR), isServed, wait(0.7), timeIsRight, rightClock],
  },
  {
    name: "clock-forward-new-leader",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise:
      "a node whose clock is an hour ahead is elected: the cluster's time stays right, and commands are done",
    steps: [putClock(follower, HOUR), transferToIt, isServed, wait(0.6), timeIsRight, rightClock],
  },
];
