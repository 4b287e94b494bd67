import { EMPTY_CONFIGURATION } from "../../raft/configuration.ts";
import { jointCommittedIndex, jointVoteResult } from "../../raft/joint.ts";
import {
  majorityCommittedIndex,
  majorityVoteResult,
  UNBOUNDED_INDEX,
  VoteResult,
} from "../../raft/majority.ts";
import type { Directive } from "./data-driven.ts";

const VOTE_NAMES: Readonly<Record<VoteResult, string>> = {
  [VoteResult.Pending]: "VotePending",
  [VoteResult.Lost]: "VoteLost",
  [VoteResult.Won]: "VoteWon",
};

/** Runs `committed` and `vote` of the quorum files, with etcd's own cross-checks, which print only on failure. */
export function handleQuorum(directive: Directive): string {
  const list = (key: string): readonly string[] | undefined =>
    directive.arguments.find((argument) => argument.key === key)?.values;
  const voters = ids(list("cfg"));
  const votersOutgoing = ids(list("cfgj")?.filter((value) => value !== "zero"));
  const isJoint = list("cfgj") !== undefined;
  const words = list(directive.command === "vote" ? "votes" : "idx") ?? [];

  const all = [...new Set([...voters, ...votersOutgoing])];
  if (all.length !== words.length) {
    return `error: mismatched input (explicit or _) for voters ${all.join(" ")}\n`;
  }
  // In the order of the arguments, which need not be ascending.
  const inOrder = [...new Set([...(list("cfg") ?? []), ...(list("cfgj") ?? [])])].filter(
    (id) => id !== "zero",
  );
  const said = new Map(inOrder.map((id, i) => [Number(id), words[i]!] as const));
  for (const [id, word] of said) if (word === "_") said.delete(id);

  const swapped = { voters: votersOutgoing, votersOutgoing: voters };
  if (directive.command === "vote") {
    const ballots = { ballotOf: (id: number) => (said.has(id) ? said.get(id) === "y" : undefined) };
    if (!isJoint) return `${VOTE_NAMES[majorityVoteResult(voters, ballots)]}\n`;
    const result = jointVoteResult({ voters, votersOutgoing }, ballots);
    const mirrored = jointVoteResult(swapped, ballots);
    return (
      (mirrored === result ? "" : `${VOTE_NAMES[mirrored]} <-- via symmetry\n`) + `${VOTE_NAMES[result]}\n`
    );
  }

  const indexes = new Map([...said].map(([id, word]) => [id, Number(word)]));
  const acknowledged = { indexOf: (id: number) => indexes.get(id) ?? 0 };
  let text = describeIndexes(all, indexes);
  if (isJoint) {
    const index = jointCommittedIndex({ voters, votersOutgoing }, acknowledged);
    const mirrored = jointCommittedIndex(swapped, acknowledged);
    if (mirrored !== index) text += `${indexName(mirrored)} <-- via symmetry\n`;
    return `${text}${indexName(index)}\n`;
  }
  const index = majorityCommittedIndex(voters, acknowledged);
  const check = (other: number, how: string): void => {
    if (other !== index) text += `${indexName(other)} <-- ${how}\n`;
  };
  check(countedIndex(voters, indexes), "via alternative computation");
  check(jointCommittedIndex({ ...EMPTY_CONFIGURATION, voters }, acknowledged), "via zero-joint quorum");
  check(jointCommittedIndex({ voters, votersOutgoing: voters }, acknowledged), "via self-joint quorum");
  for (const id of voters) {
    const own = acknowledged.indexOf(id);
    if (own === 0 || own >= index) continue;
    // Who is below the committed index could as well be further below.
    for (const lower of [own - 1, 0]) {
      const overlaid = { indexOf: (other: number) => (other === id ? lower : acknowledged.indexOf(other)) };
      check(majorityCommittedIndex(voters, overlaid), `overlaying ${id}->${lower}`);
    }
  }
  return `${text}${indexName(index)}\n`;
}

function ids(values: readonly string[] | undefined): number[] {
  return [...new Set((values ?? []).map(Number))].sort((a, b) => a - b);
}

function indexName(index: number): string {
  return index === UNBOUNDED_INDEX ? "∞" : String(index);
}

/** The same by other means: the highest index that enough voters have reached. */
function countedIndex(voters: readonly number[], indexes: ReadonlyMap<number, number>): number {
  if (voters.length === 0) return UNBOUNDED_INDEX;
  const reached = (index: number): number => voters.filter((id) => (indexes.get(id) ?? 0) >= index).length;
  const candidates = [0, ...indexes.values()].filter((index) => reached(index) > voters.length / 2);
  return Math.max(0, ...candidates);
}

/** A bar per voter, longer for a higher index. */
function describeIndexes(voters: readonly number[], indexes: ReadonlyMap<number, number>): string {
  const count = voters.length;
  if (count === 0) return "<empty majority quorum>";
  const indexOf = (id: number): number => indexes.get(id) ?? 0;
  const lines = [...voters]
    .sort((a, b) => a - b)
    .map((id) => {
      const bar = voters.filter((other) => indexOf(other) < indexOf(id)).length;
      const drawn = indexes.has(id)
        ? `${"x".repeat(bar)}>${" ".repeat(count - bar)}`
        : `?${" ".repeat(count)}`;
      return `${drawn} ${String(indexOf(id)).padStart(5)}    (id=${id})\n`;
    });
  return `${" ".repeat(count)}    idx\n${lines.join("")}`;
}
