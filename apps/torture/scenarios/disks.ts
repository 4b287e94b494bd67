import type { Scenario } from "../scenario.ts";
import { follower, leader, sameOnes } from "../stage.ts";
import { copyDirectory, restoreCopy, wipe } from "../steps/directories.ts";
import { crowdDisk, endsItself, failSync, fillDisk, makeRoom } from "../steps/disks.ts";
import { isRefused, isServed, kill, says, start, wait } from "../steps/processes.ts";

const NO_RESERVE: readonly string[] = ["--disk-reserve", "0%"];
/** A write that is cut short for want of space is an error of I/O to LMDB. */
const FULL = /writing the log failed|ENOSPC|No space left/;
const FAILED = /writing the log failed: Input\/output error/;

const NEW_LIFE = /this node joins with a new incarnation/;

/** Disks that are full, fail, forget, or remember too little. */
export const diskScenarios: readonly Scenario[] = [
  {
    name: "disk-short-leader",
    nodes: 3,
    needs: ["loop"],
    onSmallDisks: true,
    promise:
      "commands are refused by name while the leader's disk is short of its reserve, and done when there is room",
    steps: [crowdDisk(leader, 8), wait(0.4), isRefused, makeRoom, isServed],
  },
  {
    name: "disk-full-leader",
    nodes: 3,
    needs: ["loop"],
    onSmallDisks: true,
    nodeArguments: NO_RESERVE,
    promise: "a leader that can write no more ends itself and says why; the others go on, and it comes back",
    steps: [fillDisk(leader), endsItself(FULL), isServed, wait(0.5), makeRoom, start()],
  },
  {
    name: "disk-full-follower",
    nodes: 3,
    needs: ["loop"],
    onSmallDisks: true,
    nodeArguments: NO_RESERVE,
    promise:
      "a follower that can write no more ends itself and says why; the others go on, and it comes back",
    steps: [fillDisk(follower), endsItself(FULL), isServed, wait(0.5), makeRoom, start()],
  },
  {
    name: "sync-fails-on-leader",
    nodes: 3,
    needs: ["strace"],
    promise:
      "a leader whose sync fails once acknowledges nothing that it covers and ends itself; started again, it is a member",
    steps: [failSync(leader), endsItself(FAILED), isServed, wait(0.5), start()],
  },
  {
    name: "sync-fails-on-follower",
    nodes: 3,
    needs: ["strace"],
    promise: "a follower whose sync fails once ends itself; started again, it is a member",
    steps: [failSync(follower), endsItself(FAILED), isServed, wait(0.5), start()],
  },
  {
    name: "wiped-follower",
    nodes: 3,
    promise: "a node that comes back with an empty directory gets everything again, and does not vote twice",
    steps: [wait(0.3), kill(follower), wipe, start(), says(NEW_LIFE), isServed, wait(0.3)],
  },
  {
    name: "wiped-leader",
    nodes: 3,
    promise: "also when it was the leader",
    steps: [wait(0.3), kill(leader), wipe, start(), says(NEW_LIFE), isServed, wait(0.3)],
  },
  {
    name: "older-copy",
    nodes: 3,
    promise:
      "a node that comes back with an older copy of its directory gets what it has forgotten, and does not vote twice",
    steps: [
      copyDirectory(follower),
      wait(0.7),
      kill(sameOnes),
      restoreCopy,
      start(),
      says(NEW_LIFE),
      isServed,
    ],
  },
];
