import type { Scenario } from "../scenario.ts";
import { everybody, follower, leader, sameOnes } from "../stage.ts";
import { wipe } from "../steps/directories.ts";
import { freeze, isServed, kill, repeat, says, start, thaw, wait } from "../steps/processes.ts";
import { flipSnapshotBit } from "../steps/rot.ts";
import { allHaveSnapshots, beginSnapshot, othersTrimmed } from "../steps/snapshots.ts";

/** So many that logs are trimmed within a run: a snapshot every few seconds, and small segments. */
const OFTEN: readonly string[] = ["--snapshot-commands", "500", "--segment-mib", "1"];

const TAKEN_OVER = /this node goes on behind a snapshot of another one/;
const NOT_USED = /\.snapshot.*is not used/i;

/** Nodes that take snapshots, trim their logs behind them, and start from them. */
export const snapshotScenarios: readonly Scenario[] = [
  {
    name: "pause-during-snapshot",
    nodes: 3,
    nodeArguments: OFTEN,
    promise: "a leader that stands still while it takes a snapshot is replaced, and ends it when it goes on",
    steps: [repeat(1, beginSnapshot, freeze(leader), isServed, thaw)],
  },
  {
    name: "kill-during-snapshot",
    nodes: 3,
    nodeArguments: OFTEN,
    promise: "a leader that is killed while it takes a snapshot starts again from what is whole",
    steps: [repeat(1, beginSnapshot, kill(leader), start(), isServed)],
  },
  {
    name: "behind-the-trim",
    nodes: 3,
    nodeArguments: OFTEN,
    promise:
      "a node that comes back when the others have trimmed what it lacks goes on from a snapshot of theirs",
    steps: [kill(follower), othersTrimmed, start(), says(TAKEN_OVER), isServed],
  },
  {
    name: "wiped-behind-the-trim",
    nodes: 3,
    nodeArguments: OFTEN,
    promise: "a node with an empty directory goes on from a snapshot of the others",
    steps: [kill(follower), othersTrimmed, wipe, start(), says(TAKEN_OVER), isServed],
  },
  {
    name: "bit-flip-in-snapshot",
    nodes: 3,
    nodeArguments: OFTEN,
    promise: "a damaged snapshot is noticed and not used: the node starts from an older one, or from the log",
    steps: [allHaveSnapshots, kill(follower), flipSnapshotBit, start(), says(NOT_USED), isServed, wait(0.2)],
  },
  {
    name: "kill-all-with-snapshots",
    nodes: 3,
    nodeArguments: OFTEN,
    promise: "all start from their snapshots and what comes behind them, and have all that was acknowledged",
    steps: [allHaveSnapshots, wait(0.2), kill(everybody), start(sameOnes), isServed, wait(0.2)],
  },
];
