import type { Scenario } from "../scenario.ts";
import { everybody, follower, leader, sameOnes } from "../stage.ts";
import { isServed, kill, says, start, wait } from "../steps/processes.ts";
import { flipLogBits } from "../steps/rot.ts";

const REPAIRED = /the log is repaired with \d+ batches of others/;

/** Logs that a disk has changed. */
export const rotScenarios: readonly Scenario[] = [
  {
    name: "bit-flips-in-log",
    nodes: 3,
    promise: "a node that finds batches of its log damaged gets them from the others before it takes part",
    steps: [wait(0.4), kill(follower), flipLogBits(3), start(), says(REPAIRED), isServed, wait(0.3)],
  },
  {
    name: "bit-flips-in-leaders-log",
    nodes: 3,
    promise: "also when it led before",
    steps: [wait(0.4), kill(leader), flipLogBits(3), start(), says(REPAIRED), isServed, wait(0.3)],
  },
  {
    name: "bit-flips-in-all-logs",
    nodes: 3,
    promise: "all are damaged in different places, and repair each other",
    steps: [wait(0.4), kill(everybody), flipLogBits(2), start(sameOnes), says(REPAIRED), isServed, wait(0.3)],
  },
];
