import type { RaftCore } from "../raft/core.ts";
import { EntryKind } from "../raft/entry.ts";
import { majorityCommittedIndex, majorityVoteResult, VoteResult } from "../raft/majority.ts";
import { createMessage, LOCAL_APPEND, MessageType } from "../raft/message.ts";
import type { Message } from "../raft/message.ts";
import type { ReadMode } from "../raft/options.ts";
import type { Raft } from "../raft/raft.ts";
import type { RaftFaults } from "./raft-faults.ts";

/**
 * A mistake that others have made, put into the core from outside. The simulator must notice each, or it would
 * not notice the same mistake made by us. Only simulations use them; the core knows nothing of mutants.
 */
export interface RaftMutant {
  readonly name: string;
  /** Under which the mistake shows soon; none for one that shows anyhow. */
  readonly conditions?: Partial<RaftFaults>;
  readonly readMode?: ReadMode;
  readonly validateChanges?: boolean;
  /** The commit index is not found again after a restart. */
  readonly forgetsCommit?: boolean;
  /** A snapshot does not replace what the log holds behind it. */
  readonly keepsSuffix?: boolean;
  /** Whether the response leaves before the write that it waits for. */
  readonly skipsDisk?: (response: Message, ownId: number) => boolean;
  /** Instead of `step`. */
  readonly receive?: (raft: Raft, message: Message) => void;
  readonly patch?: (core: RaftCore) => void;
}

/** Leaders that are cut off go on appending, and come back with long logs that nobody needs. */
const RIVALS: Partial<RaftFaults> = {
  preVote: false,
  checkQuorum: false,
  lossRate: 0.1,
  networkDelayMean: 3,
  partitionEveryMean: 150,
  partitionMean: 200,
  writeDelayMean: 5,
  crashEveryMean: 100,
  downMean: 40,
  proposeEveryMean: 5,
  appendBytesMax: 1,
  appendsInFlightMax: 1,
};

/** Messages that arrive when everybody has forgotten them. */
const STRAGGLERS: Partial<RaftFaults> = {
  ...RIVALS,
  isOrdered: false,
  stragglerRate: 0.2,
  flightSurvivesCut: true,
  partitionEveryMean: 300,
  partitionMean: 600,
  crashEveryMean: 0,
  readEveryMean: 5,
};

export const raftMutants: readonly RaftMutant[] = [
  {
    name: "a vote leaves before it is durable",
    skipsDisk: ({ type, to }, ownId) => type === MessageType.VoteReply && to !== ownId,
  },
  {
    name: "an acknowledgement leaves before the entries are durable",
    skipsDisk: ({ type, to }, ownId) => type === MessageType.AppendReply && to !== ownId,
  },
  {
    name: "the leader counts itself before its entries are durable",
    skipsDisk: ({ type, to }, ownId) => type === MessageType.AppendReply && to === ownId,
  },
  {
    name: "a candidate counts its own vote before it is durable",
    skipsDisk: ({ type, to }, ownId) => type === MessageType.VoteReply && to === ownId,
  },
  {
    name: "a vote is forgotten when a candidate steps down in its term",
    patch: (core) => {
      const becomeFollower = core.becomeFollower.bind(core);
      core.becomeFollower = (term, leader) => {
        becomeFollower(term, leader);
        core.vote = 0;
      };
    },
  },
  {
    name: "entries of an earlier term are committed by counting",
    conditions: RIVALS,
    patch: ({ log }) => {
      log.tryCommit = (index) => {
        if (index <= log.commitIndex || index > log.lastIndex) return false;
        log.commitTo(index);
        return true;
      };
    },
  },
  {
    name: "reads do not wait for the first commit of the term",
    patch: (core) => {
      const step = core.step.bind(core);
      core.step = (message) => {
        const isLeaderRead = message.type === MessageType.ReadIndex && core.isLeader;
        if (!isLeaderRead || core.configuration.voters.length === 1) return step(message);
        core.reads.add(message.from || core.id, message.context, core.log.commitIndex);
        return "ok";
      };
    },
  },
  {
    name: "logs are compared by length only",
    conditions: {
      ...RIVALS,
      votersAtStart: 3,
      processes: 3,
      changeEveryMean: 0,
      crashEveryMean: 300,
      downMean: 400,
    },
    patch: ({ log }) => {
      log.isUpToDate = (index) => index >= log.lastIndex;
    },
  },
  {
    name: "an append truncates what matches",
    patch: ({ log }) => {
      log.tryAppend = (previousIndex, previousTerm, entries, commitIndex) => {
        if (!log.matches(previousIndex, previousTerm)) return -1;
        const lastNew = previousIndex + entries.length;
        log.append(entries.filter(({ index }) => index > log.commitIndex));
        log.commitTo(Math.min(commitIndex, lastNew));
        return lastNew;
      };
    },
  },
  {
    name: "a heartbeat commits beyond what matches",
    receive: (raft, message) => {
      const { lastIndex } = raft;
      const isBeat = message.type === MessageType.Heartbeat;
      raft.step(isBeat ? { ...message, commit: Math.min(message.commit, lastIndex) } : message);
    },
    patch: (core) => {
      const send = core.send.bind(core);
      core.send = (message) => {
        if (message.type === MessageType.Heartbeat) message.commit = core.log.commitIndex;
        send(message);
      };
    },
  },
  {
    name: "a read is confirmed by an old token",
    conditions: STRAGGLERS,
    patch: ({ reads }) => {
      const acknowledge = reads.acknowledge.bind(reads);
      reads.acknowledge = (from, _token, configuration) =>
        acknowledge(from, Number.MAX_SAFE_INTEGER, configuration);
    },
  },
  {
    name: "a later read shares the index of an earlier one",
    patch: ({ reads }) => {
      const add = reads.add.bind(reads);
      const acknowledge = reads.acknowledge.bind(reads);
      let shared = 0; // The index of the oldest read that waits.
      reads.add = (from, request, index) => add(from, request, (shared ||= index));
      reads.acknowledge = (from, token, configuration) => {
        const confirmed = acknowledge(from, token, configuration);
        if (confirmed.length > 0) shared = 0;
        return confirmed;
      };
    },
  },
  {
    name: "reads are answered by a lease on clocks that stop",
    readMode: "lease",
  },
  {
    name: "a pre-vote raises the term",
    receive: (raft, message) => {
      const isAhead = message.type === MessageType.PreVote && message.term > raft.term;
      if (isAhead) raft.core.becomeFollower(message.term, 0);
      raft.step(message);
    },
  },
  {
    name: "a joint configuration commits with its new half only",
    patch: (core) => {
      core.tryCommit = () =>
        core.log.tryCommit(majorityCommittedIndex(core.configuration.voters, core), core.term);
    },
  },
  {
    name: "a joint configuration elects with its new half only",
    conditions: { ...RIVALS, votersAtStart: 3, processes: 6, changeEveryMean: 40 },
    patch: (core) => {
      core.votes.result = ({ voters }) => majorityVoteResult(voters, core.votes);
    },
  },
  {
    name: "two configuration changes are pending at once",
    validateChanges: false,
  },
  {
    name: "votes of those who are no voters are counted",
    receive: ({ core }, message) => {
      core.step(message);
    },
    patch: (core) => {
      const granted = new Set<number>();
      const reset = core.votes.reset.bind(core.votes);
      core.votes.reset = () => {
        granted.clear();
        reset();
      };
      core.votes.record = (id, isGranted) => {
        if (isGranted) granted.add(id);
      };
      core.votes.result = ({ voters }) =>
        granted.size > voters.length / 2 ? VoteResult.Won : VoteResult.Pending;
      const becomeCandidate = core.becomeCandidate.bind(core);
      core.becomeCandidate = () => {
        becomeCandidate();
        const { index, term: logTerm } = core.log.lastId;
        for (const [id, { isLearner }] of core.progress) {
          const request = { ...createMessage(MessageType.Vote, id), term: core.term, index, logTerm };
          if (isLearner) core.send(request);
        }
      };
    },
  },
  {
    name: "a leader counts what was acknowledged to it in an earlier term",
    conditions: { ...RIVALS, votersAtStart: 5, processes: 5, changeEveryMean: 0, crashEveryMean: 0 },
    patch: (core) => {
      const matches = new Map<number, number>();
      const becomeFollower = core.becomeFollower.bind(core);
      core.becomeFollower = (term, leader) => {
        if (core.isLeader) for (const [id, { match }] of core.progress) matches.set(id, match);
        becomeFollower(term, leader);
      };
      const becomeLeader = core.becomeLeader.bind(core);
      core.becomeLeader = () => {
        becomeLeader();
        for (const [id, member] of core.progress) {
          member.match = Math.max(member.match, Math.min(matches.get(id) ?? 0, member.next - 1));
        }
      };
    },
  },
  {
    name: "a late completion makes replaced entries count as durable",
    conditions: {
      ...RIVALS,
      votersAtStart: 5,
      processes: 5,
      changeEveryMean: 0,
      snapshotEveryMean: 0,
      crashEveryMean: 0,
      lossRate: 0,
      networkDelayMean: 1,
      partitionEveryMean: 120,
      partitionMean: 150,
      writeDelayMean: 10,
      slowDiskRate: 0.5,
      appendBytesMax: 700,
      appendsInFlightMax: 8,
    },
    receive: (raft, message) => {
      const isLate = message.from === LOCAL_APPEND && message.term < raft.term;
      raft.step(isLate ? { ...message, term: raft.term } : message);
    },
    patch: ({ log }) => {
      const stableThrough = log.tail.stableThrough.bind(log.tail);
      log.tail.stableThrough = (index) => stableThrough(index, log.tail.term(index));
    },
  },
  {
    name: "the commit index is lost in a restart while members change",
    forgetsCommit: true,
  },
  {
    name: "a configuration change is in force on its leader before it is committed",
    patch: (core) => {
      const append = core.log.append.bind(core.log);
      core.log.append = (entries) => {
        const lastIndex = append(entries);
        const change = entries.find(({ kind }) => kind === EntryKind.Configuration);
        if (change !== undefined && core.isLeader) {
          const { changes } = core.settings.codec.decodeChange(change.data);
          const gone = changes.filter(({ type }) => type === 1).map(({ id }) => id);
          const voters = core.configuration.voters.filter((id) => !gone.includes(id));
          if (voters.length > 0) core.configuration = { ...core.configuration, voters };
        }
        return lastIndex;
      };
    },
  },
  {
    name: "a snapshot keeps the entries behind it",
    conditions: { ...RIVALS, appendBytesMax: 700, changeEveryMean: 0, snapshotEveryMean: 10 },
    keepsSuffix: true,
  },
  {
    name: "the configuration of a snapshot is ignored",
    patch: (core) => {
      core.restoreMembership = () => undefined;
    },
  },
];
