import type { Scenario } from "../scenario.ts";
import { follower, leader } from "../stage.ts";
import {
  bridge,
  cutClientsFromLeader,
  deafen,
  flap,
  halve,
  isolate,
  isolateWholly,
  mend,
  mute,
  resetOften,
  rotateMajorities,
  worsen,
  worsenBetweenNodes,
} from "../steps/links.ts";
import { isServed, wait } from "../steps/processes.ts";

/** Links that are cut, lose, delay or change what they carry. */
export const linkScenarios: readonly Scenario[] = [
  {
    name: "isolate-leader",
    nodes: 3,
    promise:
      "the others elect another; the one cut off acknowledges nothing, although clients still reach it",
    steps: [isolate(leader), isServed, wait(0.8), mend],
  },
  {
    name: "isolate-follower",
    nodes: 3,
    promise: "the others go on without it, and it does not depose their leader when it is back",
    steps: [isolateWholly(follower), isServed, wait(0.8), mend],
  },
  {
    name: "deaf-leader",
    nodes: 3,
    promise: "a leader that hears nobody steps down, and the others go on",
    steps: [deafen(leader), isServed, wait(0.6), mend],
  },
  {
    name: "mute-leader",
    nodes: 3,
    promise: "a leader that nobody hears is replaced",
    steps: [mute(leader), isServed, wait(0.6), mend],
  },
  {
    name: "deaf-follower",
    nodes: 3,
    promise: "a follower that hears nobody does not keep the others from going on",
    steps: [deafen(follower), isServed, wait(0.6), mend],
  },
  {
    name: "mute-follower",
    nodes: 3,
    promise: "a follower that nobody hears does not keep the others from going on",
    steps: [mute(follower), isServed, wait(0.6), mend],
  },
  {
    name: "bridge-of-five",
    nodes: 5,
    promise: "with one node between two pairs there is a majority around it, and commands are done",
    steps: [bridge, isServed, wait(0.6), mend],
  },
  {
    name: "halves-of-five",
    nodes: 5,
    promise: "three go on; the leader among the two acknowledges nothing",
    steps: [halve, isServed, wait(0.6), mend],
  },
  {
    name: "rotating-majorities",
    nodes: 5,
    promise:
      "there is always a majority somewhere, never the same for long: nothing is lost and nothing done twice",
    steps: [rotateMajorities(1), mend],
  },
  {
    name: "clients-cut-from-leader",
    nodes: 3,
    promise: "the nodes see nothing wrong, the clients wait, and go on where they were",
    steps: [cutClientsFromLeader, wait(0.5), mend, isServed],
  },
  {
    name: "flapping-link",
    nodes: 3,
    promise: "commands are done while a link of the leader comes and goes",
    steps: [flap(1), mend],
  },
  {
    name: "loss",
    nodes: 3,
    onNamespaces: true,
    promise: "with 30 % of all packets lost nothing is lost or done twice",
    steps: [worsen("30 % of all packets are lost", { loss: 0.3 }), wait(1), mend],
  },
  {
    name: "delay",
    nodes: 3,
    onProxies: true,
    promise: "with 200 ms each way, 150 ms more or less, commands are done",
    steps: [
      worsen("everything takes 200 ms, 150 ms more or less", { delayMs: { mean: 200, jitter: 150 } }),
      isServed,
      wait(0.8),
      mend,
    ],
  },
  {
    name: "corruption",
    nodes: 3,
    onProxies: true,
    promise: "what arrives changed is noticed by its checksum, and nobody takes it for a command",
    steps: [
      worsenBetweenNodes("one bit flips in one of a hundred chunks between nodes", { corruption: 0.01 }),
      wait(1),
      mend,
    ],
  },
  {
    name: "resets",
    nodes: 3,
    promise: "all connections end again and again, and everybody goes on where he was",
    steps: [resetOften(1), mend],
  },
];
