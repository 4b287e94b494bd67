import { assert } from "../assert.ts";
import { campaign } from "./campaign.ts";
import { allVoters } from "./configuration.ts";
import type { Configuration, ConfigurationChange } from "./configuration.ts";
import { RaftCore } from "./core.ts";
import type { StepResult } from "./core.ts";
import { entriesSizeBytes, EntryKind } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { peerUnreachable, snapshotSent } from "./leader.ts";
import { createMessage, isLocal, isReply, LOCAL_APPEND, LOCAL_APPLY, MessageType } from "./message.ts";
import type { Message } from "./message.ts";
import type { ChangeRefusal } from "./observer.ts";
import type { RaftOptions } from "./options.ts";
import type { Progress } from "./progress.ts";
import { ProgressState } from "./progress.ts";
import { changeRefusal, proposalRefusal } from "./proposal.ts";
import type { ProposalRefusal } from "./proposal.ts";
import type { AppendTask, ApplyTask, Ready, SoftState } from "./ready.ts";
import { broadcastHeartbeat } from "./replication.ts";
import { Role } from "./role.ts";
import type { HardState } from "./storage.ts";

/**
 * What became of a message. not-a-member: a reply of someone who is none, ignored. local-only: a message that
 * only the node's own storage may send, refused.
 */
export type DeliveryResult = StepResult | "not-a-member" | "local-only";

/**
 * One member of a Raft group, as its node drives it: deterministic, synchronous, without clock or I/O.
 *
 * The node calls `step` for every message that arrives, `tick` at a steady pace, and after each turn, while
 * `hasReady`, takes `ready()` and does what it says. With asynchronous storage (the default) the completions of
 * writes and applies come back as messages, several writes may be under way, and the commit index moves inside
 * the `step` that brings the last needed acknowledgement. With synchronous storage the node persists, applies,
 * sends, and calls `advance()` before the next `ready()`.
 */
export class Raft {
  /** The state, for diagnostics and tests; the node changes it only through this object. */
  readonly core: RaftCore;
  private readonly isAsync: boolean;
  private softState: SoftState;
  private hardState: HardState;
  private stepsOnAdvance: Message[] = [];

  constructor(options: RaftOptions) {
    this.core = new RaftCore(options);
    this.isAsync = this.core.settings.asyncStorage;
    this.softState = { leader: this.core.leader, role: this.core.role };
    this.hardState = this.currentHardState();
  }

  get id(): number {
    return this.core.id;
  }
  get term(): number {
    return this.core.term;
  }
  get role(): Role {
    return this.core.role;
  }
  get isLeader(): boolean {
    return this.core.isLeader;
  }
  /** The leader's id; 0 when unknown. */
  get leader(): number {
    return this.core.leader;
  }
  get commitIndex(): number {
    return this.core.log.commitIndex;
  }
  get appliedIndex(): number {
    return this.core.log.appliedIndex;
  }
  /** The next proposal becomes the entry behind it, in the current term. */
  get lastIndex(): number {
    return this.core.log.lastIndex;
  }
  get configuration(): Configuration {
    return this.core.configuration;
  }

  /** Takes a message from a member, or a completion from the node's own storage. */
  step(message: Message): DeliveryResult {
    const isFromStorage = message.from === LOCAL_APPEND || message.from === LOCAL_APPLY;
    if (isLocal(message.type) && !isFromStorage) return "local-only";
    if (isReply(message.type) && !this.core.progress.has(message.from)) return "not-a-member";
    return this.core.step(message);
  }

  /** One tick of the node's clock: elections and heartbeats are counted in them. */
  tick(): void {
    this.core.tick();
  }

  /** Campaigns now, with a pre-vote if so configured. A single voter does so at start instead of waiting. */
  campaign(): void {
    campaign(this.core, this.core.settings.preVote ? "pre-vote" : "vote");
  }

  /** Why a proposal of that size would be dropped now; undefined: it would be appended. */
  proposalRefusal(payloadBytes: number): ProposalRefusal | undefined {
    return proposalRefusal(this.core, payloadBytes);
  }

  /**
   * Appends a sealed batch as the entry at (lastIndex + 1, term) and sends it to the members.
   *
   * @returns dropped: nothing happened, see `proposalRefusal`
   */
  propose(data: Uint8Array): StepResult {
    return this.proposeEntry(EntryKind.Commands, data);
  }

  /** Why the configuration in force does not allow a change now; undefined: it does. */
  changeRefusal(change: ConfigurationChange): ChangeRefusal | undefined {
    return changeRefusal(this.core, change);
  }

  /** Leader: a change is in the log, or was there when it began to lead, and is not in force here yet. */
  get isChangePending(): boolean {
    return this.core.pendingChangeIndex > this.core.log.appliedIndex;
  }

  /** Like `propose`; a change that is not allowed just now is appended as an empty entry instead. */
  proposeChange(data: Uint8Array): StepResult {
    return this.proposeEntry(EntryKind.Configuration, data);
  }

  /**
   * Called for every configuration entry when it is applied, in order; the new configuration is in force from
   * here on. Call it before the task's response is stepped.
   *
   * @param index of the entry: one that a snapshot has overtaken changes nothing
   * @returns what is in force now
   * @throws ConfigurationChangeError when the change does not fit, which only one that was not validated can
   */
  applyChange(index: number, change: ConfigurationChange): Configuration {
    return this.core.applyChange(index, change);
  }

  /** What the configuration in force would become by a change that is not refused. */
  configurationAfter(change: ConfigurationChange): Configuration {
    return this.core.configurationAfter(change);
  }

  /** A member that joined without a configuration meets the first one: it is in force as it stands. */
  restoreConfiguration(configuration: Configuration): void {
    assert(allVoters(this.core.configuration).length === 0);
    this.core.restoreMembership(configuration);
  }

  /**
   * The node goes by another id from now on, because its disk lost what it had promised under the old one, or
   * had none. Its log, term and vote stay; messages of the old id that have not left are dropped.
   */
  takeId(id: number): void {
    this.core.takeId(id);
  }

  /** All members that this node knows of, voters and learners of both halves, ascending. */
  get memberIds(): readonly number[] {
    return [...this.core.progress.keys()];
  }

  /**
   * Asks up to where a linearizable read must see the log. The answer is a ReadState in some later `ready`;
   * its index 0 says that the leader was lost and the read must be asked again. A message may get lost: ask
   * again after a time-out.
   *
   * @param request the node's number for it, above 0
   */
  readIndex(request: number): void {
    const message = createMessage(MessageType.ReadIndex, 0);
    message.context = request;
    this.core.step(message);
  }

  /** Asks the leader, this node or another, to make `successor` the next leader. */
  transferLeadership(successor: number): void {
    const message = createMessage(MessageType.TransferLeader, 0);
    message.from = successor;
    this.core.step(message);
  }

  /** The member that leadership is being handed to; 0 for none. */
  get transferee(): number {
    return this.core.transferee;
  }

  /** A follower stops to defend its leader against other candidates; its own time-out runs on. */
  forgetLeader(): void {
    const { core } = this;
    if (core.role !== Role.Follower) return;
    if (core.settings.readMode === "lease") {
      core.observe?.(core, { kind: "forget-leader-refused" }); // The leader still trusts the promise.
    } else if (core.leader !== 0) {
      core.observe?.(core, { kind: "leader-forgotten" });
      core.leader = 0;
    }
  }

  /**
   * The leader's connections closed: a signal, not silence. The follower forgets it and campaigns after its
   * rank among the remaining voters times `ticksPerRank`, so that they do not meet; each failed attempt doubles
   * the wait until it is an ordinary time-out again. A word from a leader ends the haste.
   */
  leaderConnectionClosed(ticksPerRank: number): void {
    const { core } = this;
    const lost = core.leader;
    if (core.role !== Role.Follower || lost === 0) return;
    this.forgetLeader();
    if (core.leader !== 0) return;
    const rank = 1 + allVoters(core.configuration).filter((id) => id !== lost && id < core.id).length;
    core.hastenElection(rank * ticksPerRank);
  }

  /** A message to the member could not be sent or was dropped from its queue. */
  reportUnreachable(member: number): void {
    peerUnreachable(this.core, member);
  }

  /** A snapshot to the member was delivered, or sending it was given up. */
  reportSnapshot(member: number, isDelivered: boolean): void {
    snapshotSent(this.core, member, isDelivered);
  }

  /** What the leader knows of a member; undefined for none, and on other roles only `isLearner` is true. */
  progressOf(member: number): Readonly<Progress> | undefined {
    return this.core.progress.get(member);
  }

  /** Leader only: whether a learner's log is so near the end that it would not hold up a majority as a voter. */
  isCaughtUp(member: number, entriesBehindMax: number): boolean {
    const progress = this.core.isLeader ? this.core.progress.get(member) : undefined;
    return (
      progress !== undefined &&
      progress.isRecentlyActive &&
      progress.state === ProgressState.Replicate &&
      progress.match + entriesBehindMax >= this.core.log.lastIndex
    );
  }

  /** Votes, but does not campaign: its state is in doubt, its log is not. */
  set isBarredFromLead(isBarred: boolean) {
    this.core.isBarredFromLead = isBarred;
  }

  /** Whether this node neither votes nor campaigns, for as long as its node has no past to speak for. */
  set abstains(abstains: boolean) {
    this.core.abstains = abstains;
  }

  /** Grants no vote to a log that ends before (index, term), which this node acknowledged and may have lost. */
  setVoteFloor(index: number, term: number): void {
    this.core.voteFloor = { index, term };
  }

  get hasReady(): boolean {
    const { core } = this;
    return (
      core.messages.length > 0 ||
      core.messagesAfterAppend.length > 0 ||
      core.log.tail.hasNextEntries ||
      core.log.hasNextCommitted(!this.isAsync) ||
      core.readStates.length > 0 ||
      core.reads.needsRound ||
      core.log.tail.nextSnapshot() !== null ||
      this.isSoftStateChanged() ||
      this.isHardStateChanged()
    );
  }

  /** What is to be done now; it counts as begun. Nothing in it is ever said twice. */
  ready(): Ready {
    assert(this.stepsOnAdvance.length === 0); // Or advance() was forgotten.
    const { core } = this;
    const { log } = core;
    if (core.reads.needsRound && core.isLeader) broadcastHeartbeat(core);

    const entries = log.tail.nextEntries();
    const committedEntries = log.nextCommitted(!this.isAsync);
    const snapshot = log.tail.nextSnapshot();
    const softState = this.isSoftStateChanged() ? { leader: core.leader, role: core.role } : null;
    const hardState = this.isHardStateChanged() ? this.currentHardState() : null;
    const mustSync =
      entries.length > 0 || core.term !== this.hardState.term || core.vote !== this.hardState.vote;
    const reads = core.readStates;
    let messages = core.messages;

    const responses = core.messagesAfterAppend;
    const needsAppend = entries.length > 0 || hardState !== null || snapshot !== null || responses.length > 0;
    const appended = log.tail.entries.length > 0 || snapshot !== null ? this.appendedMessage() : null;
    const applied = committedEntries.length > 0 ? appliedMessage(core.id, committedEntries) : null;

    let append: AppendTask | null = null;
    let apply: ApplyTask | null = null;
    if (this.isAsync) {
      if (appended !== null) responses.push(appended);
      if (needsAppend) {
        append = { entries, hardState, snapshot, responses, mustSync: mustSync || snapshot !== null };
      }
      if (applied !== null) apply = { entries: committedEntries, response: applied };
    } else {
      messages = messages.concat(responses.filter((message) => message.to !== core.id));
      this.stepsOnAdvance = responses.filter((message) => message.to === core.id);
      if (appended !== null) this.stepsOnAdvance.push(appended);
      if (applied !== null) this.stepsOnAdvance.push(applied);
    }

    if (softState !== null) this.softState = softState;
    if (hardState !== null) this.hardState = hardState;
    core.messages = [];
    core.messagesAfterAppend = [];
    core.readStates = [];
    log.tail.acceptInProgress();
    if (committedEntries.length > 0) {
      const last = committedEntries[committedEntries.length - 1]!;
      log.acceptApplying(last.index, entriesSizeBytes(committedEntries), !this.isAsync);
    }
    return {
      softState,
      hardState,
      entries,
      snapshot,
      committedEntries,
      messages,
      reads,
      mustSync,
      append,
      apply,
    };
  }

  /** Synchronous storage: all that the last `ready` asked for is durable, applied and sent. */
  advance(): void {
    assert(!this.isAsync);
    const steps = this.stepsOnAdvance;
    this.stepsOnAdvance = [];
    for (const message of steps) this.core.step(message);
  }

  private proposeEntry(kind: EntryKind, data: Uint8Array): StepResult {
    const message = createMessage(MessageType.Propose, 0);
    message.entries = [{ index: 0, term: 0, kind, data }];
    return this.core.step(message);
  }

  private isSoftStateChanged(): boolean {
    return this.core.leader !== this.softState.leader || this.core.role !== this.softState.role;
  }

  private isHardStateChanged(): boolean {
    const { core, hardState } = this;
    return (
      core.term !== hardState.term ||
      core.vote !== hardState.vote ||
      core.log.commitIndex !== hardState.commitIndex
    );
  }

  private currentHardState(): HardState {
    return { term: this.core.term, vote: this.core.vote, commitIndex: this.core.log.commitIndex };
  }

  /**
   * Says up to where the log is durable once this task and all before it are done.
   *
   * It speaks of the whole tail, not of this task's entries alone: when an entry was handed out, replaced, and
   * handed out again with the same content, an earlier completion that was rightly ignored is made good by a
   * later one, even by one without entries.
   */
  private appendedMessage(): Message {
    const { core } = this;
    const message = createMessage(MessageType.StorageAppended, core.id);
    message.from = LOCAL_APPEND;
    message.term = core.term;
    if (core.log.tail.entries.length > 0) {
      const last = core.log.lastId;
      message.index = last.index;
      message.logTerm = last.term;
    }
    message.snapshot = core.log.tail.nextSnapshot();
    return message;
  }
}

function appliedMessage(id: number, entries: readonly Entry[]): Message {
  const message = createMessage(MessageType.StorageApplied, id);
  message.from = LOCAL_APPLY;
  message.entries = entries;
  return message;
}
