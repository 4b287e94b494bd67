import { assert } from "../assert.ts";
import { campaign } from "./campaign.ts";
import { stepCandidate } from "./candidate.ts";
import { applyChange, ConfigurationChangeError, restoreMembership } from "./configuration-change.ts";
import type { ChangeFault, Membership } from "./configuration-change.ts";
import { EMPTY_CONFIGURATION, isVoter } from "./configuration.ts";
import type { Configuration, ConfigurationChange } from "./configuration.ts";
import { entriesSizeBytes, payloadSizeBytes } from "./entry.ts";
import type { Entry, EntryId } from "./entry.ts";
import { stepFollower } from "./follower.ts";
import { Inflights } from "./inflights.ts";
import { jointCommittedIndex } from "./joint.ts";
import { stepLeader, tickLeader } from "./leader.ts";
import { leaderRemoved } from "./removal.ts";
import { learnCommitOfCandidate, tellCommit } from "./commit-by-vote.ts";
import type { Acknowledged } from "./majority.ts";
import { createMessage, LOCAL_APPEND, LOCAL_APPLY, MessageType } from "./message.ts";
import type { Message } from "./message.ts";
import type { Observer } from "./observer.ts";
import { settle } from "./options.ts";
import type { RaftOptions, RaftSettings } from "./options.ts";
import { Progress } from "./progress.ts";
import { appendEmptyEntry, proposeLeaveJoint } from "./proposal.ts";
import { RaftLog } from "./raft-log.ts";
import { ReadIndex } from "./read-index.ts";
import type { ReadState } from "./read-index.ts";
import { broadcastAppend, sendNewEntries } from "./replication.ts";
import { Role } from "./role.ts";
import type { Snapshot } from "./snapshot.ts";
import { stepTerm } from "./term.ts";
import { Votes } from "./votes.ts";

/** ok: taken, or rightly ignored. dropped: a proposal that is not in the log and never will be. */
export type StepResult = "ok" | "dropped";

/**
 * One member's state and the transitions between roles. What a role does with a message is in leader.ts,
 * candidate.ts and follower.ts; what leaves the node, and when, is in raft.ts.
 */
export class RaftCore implements Acknowledged {
  id: number;
  readonly settings: RaftSettings;
  readonly log: RaftLog;
  readonly votes: Votes = new Votes();
  reads: ReadIndex;
  readonly observe: Observer | undefined;

  term = 0;
  /** The id voted for in `term`; 0 for none. */
  vote = 0;
  role: Role = Role.Follower;
  /** The id of the leader of `term`; 0 when unknown. */
  leader = 0;
  /** The member that leadership is being handed to; 0 for none. */
  transferee = 0;
  configuration: Configuration = EMPTY_CONFIGURATION;
  /** By ascending id; a follower keeps it too, to be ready to lead. */
  progress: ReadonlyMap<number, Progress> = new Map();
  /** No configuration change may be proposed before this index is applied: one at a time. */
  pendingChangeIndex = 0;
  /** Proposed in this term and not yet applied here. */
  uncommittedBytes = 0;
  /** Neither votes nor campaigns: an empty disk has no past to speak for. The node decides. */
  abstains = false;
  /** Votes, but does not campaign: its state is in doubt, its log is not. The node decides. */
  isBarredFromLead = false;
  /** No vote for a log that ends before: this node once acknowledged that much, and may have lost it. */
  voteFloor: EntryId = { index: 0, term: 0 };

  electionElapsedTicks = 0;
  heartbeatElapsedTicks = 0;
  /** Since a leader was removed and hands over; negative when it was not. */
  removedElapsedTicks = -1;
  /** Drawn anew for every term, so that candidates rarely meet. (Raft, section 5.2.) */
  randomizedElectionTimeoutTicks = 0;
  /** The drawn time-out was shortened because the leader's connection closed. */
  isElectionHastened = false;

  /** May leave at once. */
  messages: Message[] = [];
  /** Promise something about the log or the vote: must wait until what was appended before is durable. */
  messagesAfterAppend: Message[] = [];
  readStates: ReadState[] = [];
  /** Reads that arrived before the first commit of the leader's term. */
  earlyReads: Message[] = [];

  constructor(options: RaftOptions) {
    this.id = options.id;
    this.settings = settle(options);
    this.observe = options.observe;
    this.reads = new ReadIndex(options.id);
    this.log = new RaftLog(options.storage, this.settings.applyingBytesMax, (kind, index) =>
      this.observe?.(this, { kind: kind === "replaced" ? "tail-replaced" : "tail-truncated", index }),
    );

    const { hardState, configuration } = options.storage.initialState();
    this.switchMembership(restoreMembership(configuration, this.makeProgress));
    this.log.commitTo(hardState.commitIndex); // It may lag behind the snapshot.
    this.term = hardState.term;
    this.vote = hardState.vote;
    if (options.appliedIndex !== undefined && options.appliedIndex > 0) {
      this.log.commitTo(options.appliedIndex); // Only what was committed was ever applied.
      this.log.appliedTo(options.appliedIndex, 0);
    }
    this.becomeFollower(this.term, 0);
    this.observe?.(this, { kind: "started" });
  }

  get isLeader(): boolean {
    return this.role === Role.Leader;
  }

  /** Whether it may campaign: it votes, and its log does not wait for a snapshot. */
  get isPromotable(): boolean {
    const own = this.progress.get(this.id);
    const isBarred = this.abstains || this.isBarredFromLead;
    return own !== undefined && !own.isLearner && !isBarred && this.log.tail.snapshot === null;
  }

  /** What the member has acknowledged to this leader in this term. */
  indexOf(id: number): number {
    const member = this.progress.get(id);
    return member === undefined ? 0 : member.match;
  }

  step(message: Message): StepResult {
    if (!stepTerm(this, message)) return "ok";
    switch (message.type) {
      case MessageType.StorageAppended:
        this.appended(message);
        return "ok";
      case MessageType.StorageApplied:
        this.applied(message.entries);
        return "ok";
      case MessageType.Vote:
      case MessageType.PreVote:
        this.answerVote(message);
        return "ok";
    }
    if (this.role === Role.Leader) return stepLeader(this, message);
    return this.role === Role.Follower ? stepFollower(this, message) : stepCandidate(this, message);
  }

  tick(): void {
    if (this.role === Role.Leader) {
      tickLeader(this);
      return;
    }
    this.electionElapsedTicks++;
    if (this.isPromotable && this.electionElapsedTicks >= this.randomizedElectionTimeoutTicks) {
      this.electionElapsedTicks = 0;
      if (this.isElectionHastened) this.hastenElection(this.randomizedElectionTimeoutTicks * 2);
      campaign(this, this.settings.preVote ? "pre-vote" : "vote");
    }
  }

  becomeFollower(term: number, leader: number): void {
    this.reset(term);
    this.leader = leader;
    this.role = Role.Follower;
    this.observe?.(this, { kind: "became-follower" });
  }

  becomeCandidate(): void {
    assert(this.role !== Role.Leader);
    this.reset(this.term + 1);
    this.vote = this.id;
    this.role = Role.Candidate;
    this.observe?.(this, { kind: "became-candidate" });
  }

  /** Neither term nor vote change: nothing has happened yet that the others must know. */
  becomePreCandidate(): void {
    assert(this.role !== Role.Leader);
    this.votes.reset();
    this.leader = 0;
    this.role = Role.PreCandidate;
    this.observe?.(this, { kind: "became-pre-candidate" });
  }

  becomeLeader(): void {
    assert(this.role === Role.Candidate || this.role === Role.PreCandidate);
    this.reset(this.term);
    this.leader = this.id;
    this.role = Role.Leader;
    const own = this.progress.get(this.id)!;
    own.becomeReplicate();
    own.isRecentlyActive = true;
    // A change of an earlier term may be in the log: until all of it is applied, no other is proposed.
    this.pendingChangeIndex = this.log.lastIndex;
    // Earlier entries are committed by committing one of the own term. (Raft, section 5.4.2 and 8.)
    appendEmptyEntry(this);
    this.observe?.(this, { kind: "became-leader" });
  }

  /** Sends now, or, what promises something, once what was appended is durable. */
  send(message: Message): void {
    const { type } = message;
    message.from = message.from || this.id;
    const isVote =
      type === MessageType.Vote ||
      type === MessageType.VoteReply ||
      type === MessageType.PreVote ||
      type === MessageType.PreVoteReply;
    if (isVote) {
      assert(message.term !== 0); // A pre-vote speaks of a term that has not begun.
    } else if (type !== MessageType.Propose && type !== MessageType.ReadIndex) {
      message.term = this.term;
    }
    if (
      type === MessageType.AppendReply ||
      type === MessageType.VoteReply ||
      type === MessageType.PreVoteReply
    ) {
      this.messagesAfterAppend.push(message);
    } else {
      assert(message.to !== this.id);
      this.messages.push(message);
    }
  }

  /** @returns whether the commit index moved */
  tryCommit(): boolean {
    return this.log.tryCommit(jointCommittedIndex(this.configuration, this), this.term);
  }

  /** The node calls it for every applied configuration entry, in order. @throws ConfigurationChangeError */
  applyChange(index: number, change: ConfigurationChange): Configuration {
    // A snapshot has overtaken the apply: its configuration is newer.
    if (this.log.tail.snapshot !== null && index <= this.log.tail.snapshot.index) return this.configuration;
    if (index <= this.log.appliedIndex) return this.configuration;
    const membership: Membership = { configuration: this.configuration, progress: this.progress };
    this.switchMembership(applyChange(membership, change, this.makeProgress));
    return this.configuration;
  }

  /** What the configuration in force would become. @throws ConfigurationChangeError */
  configurationAfter(change: ConfigurationChange): Configuration {
    const membership: Membership = { configuration: this.configuration, progress: this.progress };
    return applyChange(membership, change, this.makeProgress).configuration;
  }

  /** Why the change could not be applied to the configuration in force; undefined: it could. */
  changeFault(change: ConfigurationChange): ChangeFault | undefined {
    try {
      this.configurationAfter(change);
      return undefined;
    } catch (error) {
      if (error instanceof ConfigurationChangeError) return error.fault;
      throw error;
    }
  }

  /** Another life of this node begins: as a follower, and no promise of the old id is spoken of again. */
  takeId(id: number): void {
    this.becomeFollower(this.term, 0);
    this.id = id;
    this.reads = new ReadIndex(id);
    const isOwn = (message: Message): boolean =>
      message.from === LOCAL_APPEND || message.from === LOCAL_APPLY;
    this.messages = [];
    this.messagesAfterAppend = this.messagesAfterAppend.filter(isOwn);
  }

  /** The log begins anew with the snapshot's configuration. */
  restoreMembership(configuration: Configuration): void {
    this.switchMembership(restoreMembership(configuration, this.makeProgress));
  }

  /** A snapshot is durable and loaded, whatever the term is by now: what is committed belongs to no term. */
  appliedSnapshot(snapshot: Snapshot): void {
    this.log.tail.stableSnapshot(snapshot.index);
    this.appliedTo(snapshot.index, 0);
  }

  drawElectionTimeout(): void {
    const { electionTimeoutTicks, random } = this.settings;
    this.randomizedElectionTimeoutTicks = electionTimeoutTicks + random(electionTimeoutTicks);
    this.isElectionHastened = false;
  }

  /** The next campaign comes after so many ticks, unless an ordinary time-out is shorter. */
  hastenElection(ticks: number): void {
    if (ticks >= this.settings.electionTimeoutTicks) {
      this.drawElectionTimeout();
    } else {
      this.electionElapsedTicks = 0;
      this.randomizedElectionTimeoutTicks = ticks;
      this.isElectionHastened = true;
    }
  }

  /** A leader has spoken: nobody needs to campaign for another whole time-out. */
  hearLeader(id: number): void {
    this.electionElapsedTicks = 0;
    this.leader = id;
    if (this.isElectionHastened) this.drawElectionTimeout();
  }

  private appended(message: Message): void {
    if (message.index !== 0) {
      const result = this.log.tail.stableThrough(message.index, message.logTerm);
      if (result !== "stable") this.observe?.(this, { kind: `completion-${result}`, message });
    }
    if (message.snapshot !== null) this.appliedSnapshot(message.snapshot);
  }

  private applied(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    this.appliedTo(entries[entries.length - 1]!.index, entriesSizeBytes(entries));
    this.uncommittedBytes = Math.max(0, this.uncommittedBytes - payloadSizeBytes(entries));
  }

  private appliedTo(index: number, sizeBytes: number): void {
    this.log.appliedTo(Math.max(index, this.log.appliedIndex), sizeBytes);
    // Proposed once for a joint configuration: the proposal itself is the next pending change.
    if (this.isLeader && this.configuration.autoLeave && this.log.appliedIndex >= this.pendingChangeIndex) {
      proposeLeaveJoint(this);
    }
  }

  /** One vote a term, first come, and only for a log that holds what may be committed. (Raft, 5.2 and 5.4.1.) */
  private answerVote(message: Message): void {
    if (this.abstains) return;
    learnCommitOfCandidate(this, message);
    const isPreVote = message.type === MessageType.PreVote;
    const isFree =
      this.vote === message.from ||
      (this.vote === 0 && this.leader === 0) ||
      (isPreVote && message.term > this.term);
    const reply = createMessage(isPreVote ? MessageType.PreVoteReply : MessageType.VoteReply, message.from);
    if (isFree && this.isElectable(message.index, message.logTerm)) {
      this.observe?.(this, { kind: "vote-cast", message });
      reply.term = message.term; // Of a pre-vote, the term that would come: the asker's own is lower.
      this.send(reply);
      if (isPreVote) return;
      this.electionElapsedTicks = 0;
      this.vote = message.from;
    } else {
      this.observe?.(this, { kind: "vote-refused", message });
      reply.term = this.term;
      reply.reject = true;
      tellCommit(this, reply);
      this.send(reply);
    }
  }

  private isElectable(lastIndex: number, lastTerm: number): boolean {
    const floor = this.voteFloor;
    if (lastTerm < floor.term || (lastTerm === floor.term && lastIndex < floor.index)) return false;
    return this.log.isUpToDate(lastIndex, lastTerm);
  }

  private reset(term: number): void {
    if (this.term !== term) {
      assert(term > this.term);
      this.term = term;
      this.vote = 0; // In the same term a vote stays: it must not be given twice.
    }
    this.leader = 0;
    this.electionElapsedTicks = 0;
    this.heartbeatElapsedTicks = 0;
    this.removedElapsedTicks = -1;
    this.drawElectionTimeout();
    this.transferee = 0;
    this.votes.reset();
    const next = this.log.lastIndex + 1;
    const progress = new Map<number, Progress>();
    for (const [id, member] of this.progress) {
      const match = id === this.id ? next - 1 : 0;
      progress.set(id, new Progress(match, next, member.isLearner, this.makeInflights()));
    }
    this.progress = progress;
    this.pendingChangeIndex = 0;
    this.uncommittedBytes = 0;
    this.abandonReads();
  }

  /** Nobody will confirm them; the asker must ask the next leader. */
  private abandonReads(): void {
    for (const { from, request } of this.reads.reset()) {
      if (from === this.id) this.readStates.push({ request, index: 0 });
    }
    for (const { from, context } of this.earlyReads) {
      if (from === this.id) this.readStates.push({ request: context, index: 0 });
    }
    this.earlyReads = [];
  }

  private switchMembership(membership: Membership): void {
    this.configuration = membership.configuration;
    this.progress = membership.progress;
    this.observe?.(this, { kind: "configuration-switched" });
    if (!this.isLeader) return;
    const own = this.progress.get(this.id);
    if (own === undefined || own.isLearner) {
      leaderRemoved(this);
      return;
    }
    // Fewer voters may have committed more; new members need not wait for the next heartbeat.
    if (this.tryCommit()) broadcastAppend(this);
    else sendNewEntries(this);
    if (this.transferee !== 0 && !isVoter(this.configuration, this.transferee)) this.transferee = 0;
  }

  private readonly makeProgress = (_id: number, isLearner: boolean): Progress => {
    const member = new Progress(0, Math.max(this.log.lastIndex, 1), isLearner, this.makeInflights());
    // A new member has as much time to speak as any other before it counts as silent.
    member.isRecentlyActive = true;
    return member;
  };

  private makeInflights(): Inflights {
    return new Inflights(this.settings.appendsInFlightMax, this.settings.appendsInFlightBytesMax);
  }
}
