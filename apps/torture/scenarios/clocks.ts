import type { Scenario } from "../scenario.ts";
import { follower, leader } from "../stage.ts";
import { putClock, rightClock } from "../steps/clocks.ts";
import { isServed, wait } from "../steps/processes.ts";

const HOUR = 3_600;

/** Wall clocks that jump. */
export const clockScenarios: readonly Scenario[] = [
  {
    name: "clock-forward-leader",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise: "the leader's clock jumps an hour ahead: commands are done, and no hold of hours runs out",
    steps: [putClock(leader, HOUR), isServed, wait(0.7), rightClock],
  },
  {
    name: "clock-backward-leader",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise:
      "the leader's clock jumps an hour back: the cluster's time never goes back, and commands are done",
    steps: [putClock(leader, -HOUR), isServed, wait(0.7), rightClock],
  },
  {
    name: "clock-forward-follower",
    nodes: 3,
    needs: ["faketime"],
    hasMovableClocks: true,
    promise: "a follower's clock jumps an hour ahead, and nobody notices",
    steps: [putClock(follower, HOUR), isServed, wait(0.7), rightClock],
  },
];
