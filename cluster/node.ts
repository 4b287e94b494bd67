import { assert } from "./assert.ts";
import { Activation } from "./activation.ts";
import { Applier } from "./applier.ts";
import { MemoryQuarantineMark, type Quarantine } from "./consistency/quarantine.ts";
import { BatchBuilder } from "./batch-builder.ts";
import { BatchKind } from "./batch.ts";
import { ClusterTime } from "./cluster-time.ts";
import { Egress } from "./egress.ts";
import { encodeHalted } from "./frame-codec.ts";
import {
  type Leader,
  MemberRole,
  PROTOCOL_VERSION,
  type QueryHeader,
  type SubscribeFrame,
  type Welcome,
} from "./frame.ts";
import { Ingress, type IngressNode } from "./ingress.ts";
import { assertLimits, limits } from "./limits.ts";
import { answerFetch, answerSnapshotFetch, fetchSource } from "./log-fetch.ts";
import { LeaderDuties } from "./leader-duties.ts";
import { LinkDuties } from "./links/link-duties.ts";
import type { LogStore } from "./log/log-store.ts";
import { LogWriter } from "./log-writer.ts";
import { memberOf, raftIdOf } from "./member-id.ts";
import { configurationAt, type Membership } from "./membership.ts";
import type { NodeOptions } from "./node-options.ts";
import type { MembershipChanges } from "./membership-changes.ts";
import { NodeConsistency } from "./node-consistency.ts";
import { NodeDesk } from "./node-desk.ts";
import { foundingOf, NodeMembership } from "./node-membership.ts";
import type { Outputs } from "./outputs.ts";
import { PastStates } from "./past-states.ts";
import { PendingQueries, type QueryHost } from "./pending-queries.ts";
import type { ContractFingerprint, Introduction, ServiceBuild } from "./ports.ts";
import { allVoters } from "./raft/configuration.ts";
import { EntryKind } from "./raft/entry.ts";
import { isForNode, type Message, MessageType } from "./raft/message.ts";
import { Raft } from "./raft/raft.ts";
import type { ApplyTask } from "./raft/ready.ts";
import { Role } from "./raft/role.ts";
import type { Snapshot } from "./raft/snapshot.ts";
import { RaftStorage } from "./raft-storage.ts";
import { sealedEntryCodec } from "./sealed-entry-codec.ts";
import { Sequencer } from "./sequencer.ts";
import type { ServedClient } from "./served-client.ts";
import { Skips } from "./skips.ts";
import { SnapshotDuties } from "./snapshots/snapshot-duties.ts";
import { decodeOffer, describeSnapshot } from "./snapshots/snapshot-offer.ts";
import type { SnapshotInfo } from "./snapshots/snapshot-store.ts";
import { SnapshotTransfer } from "./snapshots/snapshot-transfer.ts";
import type { TransferWord } from "./snapshots/transfer-word.ts";
import { StageWatch } from "./stage-watch.ts";
import type { StateMachine } from "./state-machine.ts";
import type { Halt } from "./state-machine-halt.ts";
import { Succession } from "./succession.ts";
import { VersionUnsupportedError } from "./version-unsupported-error.ts";

export const TICK_MS = 10;
/** A follower whose leader's connection closed campaigns after so many for each member before it. */
const TICKS_PER_RANK = 2;
/** Batches kept in memory for a follower that is a little behind; further back, the log is read. */
const KEPT_FOR_FOLLOWERS = 256;

interface IncomingState {
  readonly snapshot: SnapshotInfo;
  readonly machine: StateMachine;
}

/**
 * One member of the cluster. It takes time, messages and bytes through ports and does everything in
 * `poll`, so that the same code runs on sockets and in a simulator.
 */
export class Node implements IngressNode, QueryHost {
  readonly nodeId: number;
  readonly clusterId: number;
  readonly ingress: Ingress;
  readonly raft: Raft;
  readonly builder: BatchBuilder;
  readonly applier: Applier;
  readonly sequencer: Sequencer;
  readonly desk: NodeDesk;
  readonly snapshots: SnapshotDuties | undefined;
  readonly transfer: SnapshotTransfer | undefined;
  readonly consistency: NodeConsistency;
  readonly succession: Succession;
  /** Where the time of commands goes while this node leads. */
  readonly stages: StageWatch;
  readonly links: LinkDuties | undefined;
  readonly activation: Activation;
  private readonly options: NodeOptions;
  private readonly log: LogStore;
  private readonly storage: RaftStorage;
  private readonly writer: LogWriter;
  private readonly egress: Egress;
  private readonly queries: PendingQueries;
  private readonly duties: LeaderDuties;
  private readonly time: ClusterTime;
  private readonly members: NodeMembership;
  private readonly inbox: Message[] = [];
  /** Members whose connection closed, behind what they said last. */
  private readonly closed: number[] = [];
  private readonly applyTasks: ApplyTask[] = [];
  private stopTicking: (() => void) | undefined;
  /** While the core is given a snapshot: what it stands for. */
  private incoming: IncomingState | undefined;
  /** The log has activated a version that this build does not support: as in quarantine, until another build is started. */
  private outdated: Quarantine | undefined;
  private isPollDue = false;
  private isStopping = false;
  private isStopped = false;
  private lastTickMs = 0;
  private knownLeader = 0;
  private wasLeader = false;
  nowMs = 0;

  constructor(options: NodeOptions) {
    assertLimits();
    const { nodeId, clusterId, log, members } = options;
    this.options = options;
    this.builder = new BatchBuilder(() => options.clock.monotonicUs());
    this.nodeId = nodeId;
    this.clusterId = clusterId;
    this.log = log;
    const founding = foundingOf(options);
    const { appliedIndex } = options.machine;
    // The newest that is not ahead: the machine was filled from it, or has applied what leads to it.
    const snapshot = options.snapshots?.store.list.find(({ index }) => index <= appliedIndex);
    const known = configurationAt(log, appliedIndex, log.identity, members, snapshot);
    this.time = new ClusterTime(members.length);
    this.sequencer = new Sequencer(log, this.time, clusterId, {
      position: options.machine.appliedPosition,
      clusterTimeUs: options.machine.clusterTimeUs,
    });
    this.storage = new RaftStorage(log, known.configuration, options.snapshots?.store);
    this.writer = new LogWriter(log, this.storage, (raftId) => memberOf(raftId) === nodeId);
    this.egress = new Egress(options.events);
    const { makeMachine, logger } = options;
    const past = new PastStates({ log, makeMachine, snapshots: options.snapshots?.store, logger });
    this.applier = new Applier({
      log,
      machine: options.machine,
      restore: (toIndex) => past.upTo(toIndex),
      onOutputs: (outputs) => this.onOutputs(outputs),
      onHalt: (halt) => this.onHalt(halt),
      onRebuilt: (differs) => this.onRebuilt(differs),
    });
    this.raft = new Raft({
      id: raftIdOf(nodeId, log.identity.incarnation),
      storage: this.storage,
      codec: sealedEntryCodec(this.sequencer, () => this.membership),
      random: options.random,
      appliedIndex: options.machine.appliedIndex,
    });
    this.stages = new StageWatch({ log, raft: this.raft, clock: options.clock });
    const { builder, raft, sequencer } = this;
    const { peers, random } = options;
    this.members = new NodeMembership({
      nodeId,
      log,
      raft,
      sequencer,
      time: this.time,
      peers,
      listed: members,
      known,
      founding,
      random,
      logger,
    });
    this.activation = new Activation({
      nodeId,
      build: { versionMax: options.machine.versionMax, fingerprints: this.contracts },
      voters: () => allVoters(raft.configuration).map(memberOf),
      isChanging: () => raft.isChangePending,
      activeVersion: () => this.applier.machine.version,
    });
    const { activation } = this;
    const { activate = "asked" } = options;
    this.duties = new LeaderDuties({ builder, raft, sequencer, logger, activation, activate });
    this.queries = new PendingQueries(this);
    this.desk = new NodeDesk(this);
    this.ingress = new Ingress(this, this.builder, options.gatekeeper, (view, offset, length) =>
      this.applier.machine.validate(view, offset, length),
    );
    this.consistency = new NodeConsistency({
      nodeId,
      log,
      raft,
      applier: this.applier,
      peers,
      wallUs: () => options.clock.wallUs(),
      snapshots: options.snapshots?.store,
      machineBefore: (index) => past.before(index, raft.appliedIndex),
      mark: options.quarantine ?? new MemoryQuarantineMark(),
      logger,
      onQuarantine: () => this.onQuarantine(),
    });
    this.succession = new Succession({
      raft,
      voterOf: (memberId) => this.membership.voterOf(memberId),
      isInDoubt: (memberId) => this.consistency.isInDoubt(memberId),
      until: (isDone, waitMsMax) => this.until(isDone, waitMsMax),
    });
    this.links =
      options.links === undefined
        ? undefined
        : new LinkDuties({
            ...options.links,
            clusterId,
            machine: () => this.applier.machine,
            append: (command) => {
              builder.addOwn(command);
              this.wake();
            },
            nowMs: () => options.clock.monotonicUs() / 1_000,
            random: () => options.random(2 ** 30) / 2 ** 30,
            logger,
          });
    options.completions.onNews = (): void => this.wake();
    if (options.snapshots === undefined) return;
    options.snapshots.completions.onNews = (): void => this.wake();
    this.snapshots = new SnapshotDuties({
      ...options.snapshots,
      logger,
      isLeader: () => raft.isLeader,
      membership: () => this.membership.asApplied,
      onCounted: (counted) => {
        this.consistency.compareState(counted.index, this.nowMs);
        transfer.onCounted(counted);
        // One in quarantine keeps all that may tell why.
        if (this.consistency.quarantine === undefined) transfer.trimLog();
      },
      onFailed: () => transfer.receiver.onFailed(),
    });
    const { store, pieceBytes } = options.snapshots;
    const transfer = new SnapshotTransfer({ store, pieceBytes, log, raft, peers, logger });
    this.transfer = transfer;
  }

  /** Begins to live: ticks, elects itself when it is alone, and serves whom `ingress` accepts. */
  start(): void {
    this.lookAtClock();
    this.applier.start();
    this.stopTicking = this.options.scheduler.every(TICK_MS, () => this.wake());
    this.members.follow();
    if (this.isAlone) this.raft.campaign();
    this.wake();
  }

  /** Asks for a poll at the end of this event-loop turn; once, however often it is called. */
  wake(): void {
    if (this.isPollDue || this.isStopped) return;
    this.isPollDue = true;
    this.options.scheduler.atEndOfTurn(() => this.poll());
  }

  /** A message from another member. */
  onPeerMessage(message: Message, wallUs: number): void {
    this.inbox.push(message);
    this.time.observeWall(memberOf(message.from), wallUs, this.options.clock.monotonicUs());
    this.wake();
  }

  /** A member's word about the bytes of a snapshot. */
  onPeerTransfer(nodeId: number, word: TransferWord): void {
    this.transfer?.hear(nodeId, word);
    this.wake();
  }

  /** What a member is told at the beginning of every connection, and what it said. */
  introductionTo(nodeId: number): Introduction {
    return this.members.introductionTo(nodeId);
  }

  onPeerIntroduced(nodeId: number, introduction: Introduction & Partial<ServiceBuild>): void {
    const { versionMax = 1, fingerprints = [] } = introduction;
    this.activation.hear(nodeId, { versionMax, fingerprints });
    this.members.hear(nodeId, introduction);
    this.wake();
  }

  /** Somebody who is no member here dialled, and may know better who is one. */
  onPeerOverheard(introduction: Introduction): void {
    this.members.overhear(introduction);
    this.wake();
  }

  /** A member is heard no longer: its process may be dead. */
  onPeerClosed(nodeId: number): void {
    this.activation.forget(nodeId);
    this.closed.push(nodeId);
    this.wake();
  }

  /** Something that was sent to a member, or would have been, is lost. */
  onPeerUnreachable(nodeId: number): void {
    for (const id of this.raft.memberIds) if (memberOf(id) === nodeId) this.raft.reportUnreachable(id);
  }

  /** The way of one command, from top to bottom. Clients' bytes were checked when they came, in `ingress`. */
  poll(): void {
    if (this.isStopped) return;
    this.isPollDue = false;

    // 0. What happened since: writes that completed, words of peers, then the clock, at most one tick.
    this.writer.deliver((message) => this.deliver(message));
    this.receive();
    this.snapshots?.deliver();
    this.lookAtClock();
    this.beginAnew();
    this.transfer?.work(this.nowMs);
    this.agree(); // The log and the lead are up to date before anything is sealed behind it.

    // 1. Sequence: the leader stamps what waits. Each batch goes through 2 and 3 as it is sealed.
    this.sequence();
    this.queries.ask();

    // 2. Agree, 3. write and replicate, 4. apply, until nothing is left to do without news from outside.
    do {
      this.agree();
      this.apply();
    } while (this.raft.hasReady);
    this.consistency.work(this.nowMs);

    // 5. Answer: everybody is written to once.
    this.answer();
    this.stages.noteSent();

    if (this.applier.isBehind || this.consistency.isBusy) this.wake();
  }

  /** Hands the lead to another, refuses new requests, answers what is sequenced, and hangs up. */
  async stop(drainMsMax: number): Promise<void> {
    if (this.succession.hasHeir) await this.succession.handOver();
    this.isStopping = true;
    await this.until(() => this.isDrained, drainMsMax);
    this.ingress.stop();
    this.halt();
  }

  /** Stops at once, as a killed process would. */
  halt(): void {
    this.isStopped = true;
    this.stopTicking?.();
    this.links?.stop();
  }

  /** Waits, looking once a tick, but not for ever. */
  private async until(isDone: () => boolean, waitMsMax: number): Promise<void> {
    const giveUpMs = this.nowMs + waitMsMax;
    await new Promise<void>((resolve) => {
      const stopWaiting = this.options.scheduler.every(TICK_MS, () => {
        if (!isDone() && this.nowMs <= giveUpMs) return;
        stopWaiting();
        resolve();
      });
      this.wake();
    });
  }

  private get isDrained(): boolean {
    const { machine } = this.applier;
    const isApplied = machine.halt !== undefined || machine.appliedIndex >= this.raft.commitIndex;
    return this.builder.isEmpty && this.writer.isIdle && isApplied;
  }

  private receive(): void {
    this.members.greet();
    for (const message of this.inbox.splice(0)) {
      if (isForNode(message.type)) {
        if (message.type === MessageType.Fetch) this.onFetch(message);
        else this.consistency.hear(message, this.nowMs);
        continue;
      }
      if (message.to !== this.raft.id) continue; // It is for an earlier incarnation.
      if (message.type === MessageType.Snapshot && this.isBeyondThisBuild(message)) continue;
      if (message.type === MessageType.Snapshot && this.transfer?.accept(message) === true) continue;
      if (message.type === MessageType.Heartbeat && message.commit > this.raft.lastIndex) {
        this.members.onForgotten(message.commit);
        continue;
      }
      this.raft.step(message);
      // The log follows at once: whatever is sealed next is chained to what was received.
      if (message.entries.length > 0) this.agree();
    }
    for (const nodeId of this.closed.splice(0)) {
      if (nodeId === memberOf(this.raft.leader)) this.raft.leaderConnectionClosed(TICKS_PER_RANK);
    }
  }

  /** A leader offers a snapshot whose version of the services this build does not support. */
  private isBeyondThisBuild({ snapshot }: Message): boolean {
    const offer = decodeOffer(snapshot!.data);
    const { versionMax } = this.applier.machine;
    if (offer === undefined || offer.version <= versionMax) return false;
    this.standBack(new VersionUnsupportedError(offer.version, versionMax, offer.position), snapshot!.index);
    return true;
  }

  /** A member has lost batches that it acknowledged, or its snapshots. */
  private onFetch(message: Message): void {
    const { log, raft } = this;
    const isLed = raft.leader !== 0 && memberOf(raft.leader) !== memberOf(message.from);
    const answer =
      message.index === 0
        ? answerSnapshotFetch(this.offeredSnapshot, raft.id, message)
        : answerFetch(fetchSource(log, raft.commitIndex, isLed), raft.id, message);
    this.options.peers.send(answer, this.options.clock.wallUs());
  }

  /** For a member that has none; a node in quarantine may have written wrong ones. */
  private get offeredSnapshot(): Snapshot | undefined {
    const newest = this.quarantine === undefined ? this.options.snapshots?.store.list[0] : undefined;
    return newest === undefined ? undefined : describeSnapshot(newest, this.log.firstIndex);
  }

  private deliver(message: Message): void {
    if (memberOf(message.to) === this.nodeId) {
      this.raft.step(message);
      return;
    }
    if (message.from !== this.raft.id) return; // The promise of an earlier incarnation.
    this.options.observe?.("3 acknowledge", { to: memberOf(message.to), index: message.index });
    this.options.peers.send(message, this.options.clock.wallUs());
  }

  /** At most one tick per poll: a stall of our own is not the silence of a leader. */
  private lookAtClock(): void {
    const { clock } = this.options;
    const monotonicUs = clock.monotonicUs();
    this.nowMs = monotonicUs / 1_000;
    if (this.nowMs - this.lastTickMs < TICK_MS) return;
    this.lastTickMs = this.nowMs;
    this.time.observeWall(this.nodeId, clock.wallUs(), monotonicUs);
    this.raft.tick();
  }

  private sequence(): void {
    const { raft, builder, time } = this;
    if (!raft.isLeader || this.quarantine !== undefined) {
      if (!builder.isEmpty) builder.dropAll();
      if (raft.isLeader) this.succession.yieldLead();
      return;
    }
    builder.shed(this.nowMs);
    this.members.lead(this.nowMs);
    this.agree();
    const timeUs = time.advance(this.options.clock.monotonicUs());
    if (this.haltedReason === undefined) {
      this.duties.work(this.applier.machine, this.nowMs, timeUs);
      if (this.shortage === undefined) this.links?.work();
    }
    for (;;) {
      const inFlight = raft.lastIndex - raft.appliedIndex;
      if (inFlight >= limits.batchesInFlightMax) return;
      if (raft.proposalRefusal(limits.batchBytesMax) !== undefined) return;
      const buffer = builder.take(inFlight < limits.batchesInFlightForPartialSeal);
      if (buffer === undefined) return;
      const takenUs = this.stages.nowUs();
      const bytes = buffer.batch;
      const index = raft.lastIndex + 1;
      this.sequencer.seal(bytes, BatchKind.Commands, buffer.count, index, raft.term, timeUs);
      this.options.observe?.("1 sequence", { index, count: buffer.count, bytes: bytes.byteLength });
      const result = raft.propose(bytes);
      assert(result === "ok");
      this.agree();
      this.storage.keep(this.storage.recent(index)!, buffer);
      this.stages.noteHanded(index, buffer.count, buffer.openedUs, takenUs);
    }
  }

  /** Does what the Raft core asks for: messages leave and the log is written in the same turn. */
  private agree(): void {
    const { raft } = this;
    while (raft.hasReady) {
      const ready = raft.ready();
      if (ready.append !== null) {
        this.writer.write(ready.append);
        if (ready.append.snapshot !== null) this.beginBehind(this.incoming!);
        for (const entry of ready.append.entries) {
          this.storage.keep(entry, undefined);
          this.sequencer.follow(entry.data);
          this.options.observe?.("3 write", { index: entry.index, term: entry.term });
        }
      }
      for (const message of ready.messages) {
        this.options.observe?.("3 replicate", {
          to: memberOf(message.to),
          type: message.type,
          entries: message.entries.length,
        });
        if (message.type === MessageType.Snapshot) this.transfer?.nameSource(message);
        this.options.peers.send(message, this.options.clock.wallUs());
      }
      if (ready.apply !== null) this.applyTasks.push(ready.apply);
      for (const read of ready.reads) this.queries.onReadIndex(read.request, read.index);
      if (ready.softState !== null) this.onLeadership();
      // What needs no disk is done in this turn: pre-votes, and acks of what is durable already.
      this.writer.deliver((message) => this.deliver(message));
    }
  }

  /** A snapshot of another node is here, verified: this node's log and state end before it. */
  private beginAnew(): void {
    const { raft, log, options } = this;
    const arrived = this.transfer?.receiver.take(raft.term, raft.commitIndex);
    if (arrived === undefined) return;
    const { snapshot, message } = arrived;
    const machine = options.makeMachine(new Skips());
    try {
      options.snapshots!.store.load(snapshot, machine);
    } catch (error) {
      options.snapshots!.store.reject(snapshot); // It will be offered again.
      options.logger.error({ index: snapshot.index }, (error as Error).message);
      return;
    }
    this.apply(); // Nothing that the core has handed out is left over.
    this.incoming = { snapshot, machine };
    raft.step({ ...message, snapshot: describeSnapshot(snapshot, log.firstIndex) });
    this.agree();
    this.incoming = undefined;
  }

  /** The core has taken the snapshot, and the log is empty behind it. */
  private beginBehind({ snapshot, machine }: IncomingState): void {
    const { index, position, stateHash } = snapshot;
    this.sequencer.beginBehind(snapshot);
    this.applier.beginBehind(machine);
    this.members.beginBehind(snapshot.membership);
    this.options.events.startAfter(position);
    this.egress.resyncAll(this.ingress.clients);
    this.options.logger.info(
      { index, position, stateHash },
      "this node goes on behind a snapshot of another one",
    );
  }

  /** Applies what is committed, batch by batch. */
  private apply(): void {
    this.stages.notePromises();
    for (const task of this.applyTasks.splice(0)) {
      this.options.observe?.("2 agree", { commitIndex: this.raft.commitIndex });
      for (const entry of task.entries) {
        this.options.observe?.("4 apply", { index: entry.index });
        this.applier.apply(entry.data);
        if (entry.kind === EntryKind.Configuration) this.members.apply(entry);
        if (this.applier.isUpToDate) this.snapshots?.afterBatch(this.applier.machine, entry.data);
      }
      this.raft.step(task.response);
    }
    this.applier.rebuild();
    this.stages.noteApplied();
    const { raft, applier } = this;
    // A state in quarantine stands still for good; what is stored and acknowledged goes on.
    const isLeftBehind = this.quarantine !== undefined;
    const applied = isLeftBehind
      ? raft.appliedIndex
      : Math.min(raft.appliedIndex, applier.machine.appliedIndex);
    if (this.log.highWater.index < applied) this.log.acknowledge(applied);
    this.storage.letGo(
      this.neededThrough(applied),
      (buffer) => this.builder.recycle(buffer),
      (data) => this.options.peers.recycle?.(data),
    );
  }

  /** Followers that are a little behind are served from memory. */
  private neededThrough(applied: number): number {
    let through = applied;
    if (!this.raft.isLeader) return through;
    for (const [id, progress] of this.raft.core.progress) {
      if (id === this.raft.id) continue;
      if (!progress.isRecentlyActive) continue;
      through = Math.min(through, Math.max(progress.match, applied - KEPT_FOR_FOLLOWERS));
    }
    return through;
  }

  private answer(): void {
    this.queries.answer();
    this.desk.answer();
    this.changes.settle();
    this.egress.flush(this.ingress.clients);
    for (const client of this.ingress.clients) this.ingress.watchEgress(client);
    this.ingress.balance();
    this.ingress.hangUpStrangers();
  }

  private get isAlone(): boolean {
    const { voters } = this.raft.configuration;
    return voters.length === 1 && voters[0] === this.raft.id;
  }

  private onOutputs(outputs: Outputs): void {
    this.options.observe?.("5 answer", {
      index: outputs.index,
      replies: outputs.replies.records,
      events: outputs.events.records,
    });
    this.egress.reply(outputs, this.storage.bufferOf(outputs.index));
    this.egress.publish(outputs);
  }

  private onHalt(halt: Halt): void {
    this.options.logger.error(
      {
        position: halt.position,
        schemaId: halt.schemaId,
        templateId: halt.templateId,
        stack: halt.error.stack,
      },
      halt.text,
    );
    if (halt.kind === "version") {
      this.standBack(halt.error, halt.index);
      return;
    }
    const frame = encodeHalted(halt.position, halt.text);
    for (const client of this.ingress.clients) if (client.proven) client.send(frame);
  }

  /** Clients find another node; administrators still find this one. */
  private onQuarantine(): void {
    this.builder.dropAll();
    this.ingress.turnAway();
    this.wake();
  }

  /** It stores, acknowledges and votes as before, and leaves the rest to others. */
  private standBack({ message: text }: Error, index: number): void {
    if (this.outdated !== undefined) return;
    this.outdated = { index, position: undefined, isOldBuild: true, text: `OLD BUILD: ${text}` };
    this.options.logger.error({ index }, this.outdated.text);
    this.raft.isBarredFromLead = true;
    this.onQuarantine();
  }

  private onRebuilt(differs: boolean): void {
    this.options.logger.info({ position: this.applier.machine.appliedPosition }, "the state is rebuilt");
    if (!differs) return;
    this.options.events.startAfter(this.applier.machine.appliedPosition);
    this.egress.resyncAll(this.ingress.clients);
  }

  /** Role or leader changed. */
  private onLeadership(): void {
    const { raft } = this;
    if (raft.isLeader && !this.wasLeader) {
      this.time.takeOver(this.options.clock.monotonicUs());
      this.duties.takeOver(this.nowMs);
      this.links?.takeOver(raft.lastIndex);
    }
    if (!raft.isLeader && this.wasLeader) this.links?.stop();
    if (raft.isLeader !== this.wasLeader) this.stages.reset();
    this.wasLeader = raft.isLeader;
    if (raft.leader === this.knownLeader) return;
    this.knownLeader = raft.leader;
    this.options.logger.info({ leaderId: memberOf(raft.leader), term: raft.term }, "the leader changed");
    this.ingress.announceLeader();
  }

  // What ingress, queries and the desk ask of the node.

  get membership(): Membership {
    return this.members.membership;
  }

  get contracts(): readonly ContractFingerprint[] {
    return this.options.contracts ?? [];
  }

  /** It was started with connections to other members, also when there are none now. */
  get canMeetOthers(): boolean {
    return this.options.peers.setMembers !== undefined;
  }

  get changes(): MembershipChanges {
    return this.members.changes;
  }

  /** Why this node serves nobody; undefined: it does. */
  get quarantine(): Quarantine | undefined {
    return this.consistency.quarantine ?? this.outdated;
  }

  get isLeader(): boolean {
    return this.raft.isLeader && !this.isStopping && this.quarantine === undefined;
  }

  get haltedReason(): string | undefined {
    return this.applier.haltedReason;
  }

  get repairedBatches(): number {
    return this.options.repairedBatches ?? 0;
  }

  get shortage(): string | undefined {
    return this.options.space?.shortage;
  }

  get appliedIndex(): number {
    return this.applier.machine.appliedIndex;
  }

  get appliedPosition(): number {
    return this.applier.machine.appliedPosition;
  }

  /** The cluster's time as far as this node knows it. */
  get clusterTimeUs(): number {
    return this.isLeader ? this.time.lastUs : this.applier.machine.clusterTimeUs;
  }

  leader(): Leader {
    const isNone = this.isStopping || (this.raft.isLeader && !this.isLeader);
    const leaderId = isNone ? 0 : memberOf(this.raft.leader);
    return { leaderId, leaderAddress: this.desk.addressOf(leaderId) };
  }

  welcome(): Welcome {
    return {
      version: PROTOCOL_VERSION,
      role: this.memberRole,
      nodeId: this.nodeId,
      clusterId: this.clusterId,
      clockMs: Math.floor(this.options.clock.monotonicUs() / 1_000),
      ...this.leader(),
    };
  }

  get memberRole(): MemberRole {
    if (this.isLeader) return MemberRole.Leader;
    const own = this.raft.progressOf(this.raft.id);
    // While it joins it does not know yet that it is a member.
    const isRemoved = own === undefined && this.raft.memberIds.length > 0;
    if (!this.members.hasLife || isRemoved) return MemberRole.None;
    if (own?.isLearner !== false) return MemberRole.Learner;
    return this.raft.role === Role.Follower ? MemberRole.Follower : MemberRole.Candidate;
  }

  onQuery(client: ServedClient, query: QueryHeader, message: Uint8Array): void {
    this.queries.add(client, query, message);
  }

  onSubscribe(client: ServedClient, subscribe: SubscribeFrame): void {
    this.egress.subscribe(client, subscribe);
  }

  onRequest(client: ServedClient, requestId: number, json: string): void {
    this.desk.onRequest(client, requestId, json);
  }

  onSessionHeard(sessionId: number): void {
    if (this.isLeader) this.duties.heard(sessionId, this.nowMs);
  }

  readIndex(request: number): void {
    this.raft.readIndex(request);
  }

  runQuery(view: DataView, length: number, principalId: number, roles: number): Uint8Array {
    return this.applier.machine.query(view, 0, length, principalId, roles);
  }
}
