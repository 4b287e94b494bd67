import type { Scenario } from "../scenario.ts";
import { everybody, follower, leader, majority, sameOnes } from "../stage.ts";
import {
  freeze,
  inTurn,
  isRefused,
  isServed,
  kill,
  repeat,
  start,
  startOne,
  stop,
  thaw,
  wait,
} from "../steps/processes.ts";

/** Processes that end, or stand still. */
export const processScenarios: readonly Scenario[] = [
  {
    name: "kill-leader",
    nodes: 3,
    promise: "the others elect another leader and go on without it",
    steps: [kill(leader), isServed, wait(0.6), start()],
  },
  {
    name: "kill-leader-of-five",
    nodes: 5,
    promise: "the others elect another leader and go on without it",
    steps: [kill(leader), isServed, wait(0.6), start()],
  },
  {
    name: "kill-follower",
    nodes: 3,
    promise: "the others go on without it; it catches up when it is back",
    steps: [kill(follower), isServed, wait(0.6), start()],
  },
  {
    name: "kill-two-of-five",
    nodes: 5,
    promise: "three of five go on, also when the leader was one of the two",
    steps: [kill(leader), kill(leader), isServed, wait(0.4), start(everybody)],
  },
  {
    name: "kill-all",
    nodes: 3,
    promise: "all are killed at once, come back, and have all that was acknowledged",
    steps: [wait(0.3), kill(everybody), start(), isServed, wait(0.3)],
  },
  {
    name: "kill-majority",
    nodes: 3,
    promise: "one alone acknowledges nothing and says so; with one more, they go on",
    steps: [kill(majority), isRefused, wait(0.3), startOne, isServed, start(sameOnes)],
  },
  {
    name: "kill-majority-of-five",
    nodes: 5,
    promise: "two of five acknowledge nothing and say so; with one more, they go on",
    steps: [kill(majority), isRefused, wait(0.3), startOne, isServed, start(sameOnes)],
  },
  {
    name: "kill-loop",
    nodes: 3,
    promise: "whoever leads is killed, again and again, and started at once",
    steps: [repeat(1, kill(leader), start(), isServed)],
  },
  {
    name: "pause-leader",
    nodes: 3,
    promise: "the others elect another; the paused one acknowledges nothing old when it wakes up",
    steps: [freeze(leader), isServed, wait(0.7), thaw],
  },
  {
    name: "pause-follower",
    nodes: 3,
    promise: "the others go on without it, and do not choke on what it does not take",
    steps: [freeze(follower), isServed, wait(0.7), thaw],
  },
  {
    name: "pause-all",
    nodes: 3,
    promise: "all stand still together, and go on together",
    steps: [freeze(everybody), wait(0.5), thaw],
  },
  {
    name: "rolling-restart",
    nodes: 3,
    promise: "every node is stopped and started, one after the other, and commands are done throughout",
    steps: [inTurn(stop(sameOnes), isServed, start(), isServed)],
  },
];
