import { Batch, BATCH_HEADER_BYTES, BatchKind } from "../batch.ts";
import { decodeConfigurationEntry } from "../configuration-entry.ts";
import { limits } from "../limits.ts";
import { incarnationOf, memberOf } from "../member-id.ts";
import type { Configuration } from "../raft/configuration.ts";
import { jointCommittedIndex } from "../raft/joint.ts";
import { type Message, MessageType } from "../raft/message.ts";
import type { StateMachine } from "../state-machine.ts";
import type { CommandHistory } from "./command-history.ts";
import type { EventHistory } from "./event-history.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import type { SnapshotHistory } from "./snapshot-history.ts";
import { type Invariant, InvariantViolation } from "./violation.ts";

const TERMS = 1_048_576;

/** What is remembered of one life of a node. */
interface Seen {
  term: number;
  commitIndex: number;
  appliedIndex: number;
  /** In force before this turn. */
  configuration: Configuration;
  /** While it leads: in which term, and the end of its log. */
  leads: { readonly term: number; readonly index: number; readonly hash: number } | undefined;
}

/**
 * Entries that the core may hold in memory before they are durable. The bound in force is one of bytes: a
 * follower that catches up on small batches has so many of the smallest on their way to its disk at most.
 */
const TAIL_ENTRIES_MAX = limits.appendsInFlightBytesMax / BATCH_HEADER_BYTES;

/**
 * Watches all nodes from above: after every turn of each, and every message that leaves one. It knows the one
 * committed log, and applies it on a reference machine with which every node is compared.
 */
export class ClusterHistory {
  private readonly reference: StateMachine;
  private readonly commands: CommandHistory;
  private readonly events: EventHistory;
  private readonly disks: ReadonlyMap<number, SimulatedDisk>;
  private readonly snapshots: SnapshotHistory;
  /** By index: the hash of the committed batch, which stands for all before it too. */
  private readonly hashes: number[] = [0];
  private readonly digests: { replies: number; events: number }[] = [{ replies: 0, events: 0 }];
  private readonly leaders = new Map<number, number>();
  /** By voter, then by term: for whom. */
  private readonly votes = new Map<number, Map<number, number>>();
  private readonly seen = new Map<number, Seen>();
  /** By index and term: the hash of the batch there, on whatever disk. */
  private readonly appended = new Map<number, number>();
  private readonly batch = new Batch();
  /** As all that is committed says. */
  configuration: Configuration;
  /**
   * A committed batch says that the entry which made the configuration is committed. Before there is one, whoever
   * starts again may believe in the configuration before, and need those of it that are gone.
   */
  isConfigurationKnown = true;
  private configurationIndex = 0;
  /** Entries that changed it. */
  membersChanged = 0;

  constructor(
    reference: StateMachine,
    commands: CommandHistory,
    events: EventHistory,
    disks: ReadonlyMap<number, SimulatedDisk>,
    configuration: Configuration,
    snapshots: SnapshotHistory,
  ) {
    this.snapshots = snapshots;
    this.reference = reference;
    this.commands = commands;
    this.events = events;
    this.disks = disks;
    this.configuration = configuration;
  }

  get committedIndex(): number {
    return this.hashes.length - 1;
  }

  /** Different leaders, one after the other. */
  get elections(): number {
    return this.leaders.size;
  }

  /** A node begins from its disk. */
  started({ node, site }: SimulatedNode): void {
    let promised = 0;
    for (const term of this.votes.get(node.raft.id)?.keys() ?? []) promised = Math.max(promised, term);
    demand(
      "term never goes back",
      node.raft.term >= promised,
      () => `node ${site} starts in term ${node.raft.term}, and voted in ${promised}`,
    );
    const { configuration } = node.raft;
    this.seen.set(site, {
      configuration,
      term: node.raft.term,
      commitIndex: 0,
      appliedIndex: 0,
      leads: undefined,
    });
  }

  /** After every turn of a node. */
  look(running: SimulatedNode): void {
    const { node, site, log } = running;
    const { raft } = node;
    const seen = this.seen.get(site)!;
    demand(
      "term never goes back",
      raft.term >= seen.term,
      () => `node ${site} from ${seen.term} to ${raft.term}`,
    );
    seen.term = raft.term;
    if (raft.isLeader) this.lookAtLeader(running, seen);
    else seen.leads = undefined;
    if (raft.commitIndex !== seen.commitIndex) this.lookAtCommit(running, seen);
    if (node.appliedIndex !== seen.appliedIndex) this.lookAtMachine(running, seen);
    seen.configuration = raft.configuration;
    const { machine } = node.applier;
    const { halt } = machine;
    const hasFailed = halt !== undefined && halt.kind !== "version";
    demand("no handler fails", !hasFailed, () => `node ${site}: ${halt!.text}`);
    const inQuarantine = node.quarantine?.text ?? node.haltedReason;
    demand(
      "nobody is in quarantine without cause",
      inQuarantine === undefined || !/^(QUARANTINED|HALTED)/.test(inQuarantine),
      () => `node ${site}: ${inQuarantine}`,
    );
    const isBounded =
      raft.core.log.tail.entries.length <= TAIL_ENTRIES_MAX &&
      log.pendingBytes <= 2 * limits.uncommittedBytesMax &&
      node.builder.queuedBytes <= limits.ingressQueueBytesMax + limits.frameBytesMax;
    demand(
      "memory is bounded",
      isBounded,
      () =>
        `node ${site} holds ${raft.core.log.tail.entries.length} entries, ${log.pendingBytes} bytes for its disk, ${node.builder.queuedBytes} of clients`,
    );
  }

  /** A message leaves a node: what it promises must be on its disk. */
  leaves(nodeId: number, message: Message): void {
    if (message.reject) return;
    const disk = this.disks.get(nodeId)!;
    if (message.type === MessageType.VoteReply) this.checkVote(message, disk);
    if (message.type !== MessageType.AppendReply || message.index === 0) return;
    const { log } = disk;
    demand(
      "acknowledgements after durability",
      log !== undefined && disk.holds(message.index, log.hashAt(message.index)),
      () => `node ${nodeId} acknowledges ${message.index}, which its disk does not hold`,
    );
  }

  /** Of the services, as all that is committed has activated it. */
  get version(): number {
    return this.reference.version;
  }

  /** Nodes that have applied all that is committed have the same state. */
  compareStates(running: Iterable<SimulatedNode>, invariant: Invariant): void {
    const { reference } = this;
    let expected: string | undefined;
    for (const { node, site } of running) {
      if (node.appliedIndex !== reference.appliedIndex) continue;
      expected ??= reference.stateHash();
      const actual = node.applier.machine.stateHash();
      demand(
        invariant,
        actual === expected,
        () => `node ${site} has state ${actual} at ${node.appliedIndex}, a replay has ${expected}`,
      );
    }
  }

  get stateHash(): string {
    return this.reference.stateHash();
  }

  /** A batch is added to a log: whoever has one of its index and term has the same, and with it all before it. */
  appends({ index, term, hash }: Batch): void {
    const place = index * TERMS + term;
    const known = this.appended.get(place);
    if (known === undefined) this.appended.set(place, hash);
    else demand("log matching", known === hash, () => `two batches at ${index} are of term ${term}`);
  }

  private lookAtLeader({ node, site, log }: SimulatedNode, seen: Seen): void {
    const { raft } = node;
    const { term, id } = raft;
    const { leads } = seen;
    if (leads?.term === term) {
      demand(
        "leader only appends",
        log.lastIndex >= leads.index && log.hashAt(leads.index) === leads.hash,
        () => `node ${site} leads in ${term}, and its log no longer holds what it held at ${leads.index}`,
      );
    }
    if (leads?.term !== term || leads.index !== log.lastIndex) {
      this.checkPendingChange(log, site, raft, leads?.index ?? 0);
      seen.leads = { term, index: log.lastIndex, hash: log.lastHash };
    }
    const other = this.leaders.get(term) ?? id;
    this.leaders.set(term, other);
    demand("one leader per term", other === id, () => `${memberOf(other)} and ${memberOf(id)} in ${term}`);
  }

  /**
   * Looked at when a leader's log has grown by a change of the members: one of its own term. Those of earlier terms
   * may be committed long since, though it does not know that yet.
   */
  private checkPendingChange(
    log: SimulatedNode["log"],
    site: number,
    { appliedIndex, term }: SimulatedNode["node"]["raft"],
    before: number,
  ): void {
    const isChange = (index: number): boolean => log.kindAt(index) === BatchKind.Configuration;
    let hasNewOne = false;
    for (let index = Math.max(before, appliedIndex) + 1; index <= log.lastIndex; index++) {
      hasNewOne ||= isChange(index) && log.termAt(index) === term;
    }
    if (!hasNewOne) return;
    let pending = 0;
    for (let index = appliedIndex + 1; index <= log.lastIndex; index++) if (isChange(index)) pending++;
    demand(
      "one pending configuration change",
      pending <= 1,
      () => `node ${site} leads with ${pending} changes behind ${appliedIndex}`,
    );
  }

  private lookAtCommit(running: SimulatedNode, seen: Seen): void {
    const { node, site, log } = running;
    const { commitIndex } = node.raft;
    demand(
      "commit never goes back",
      commitIndex > seen.commitIndex,
      () => `node ${site} from ${seen.commitIndex} to ${commitIndex}`,
    );
    seen.commitIndex = commitIndex;
    const known = Math.min(commitIndex, this.committedIndex);
    demand(
      "one committed history",
      log.hashAt(known) === this.hashes[known],
      () => `node ${site} commits another batch at ${known} than was committed before`,
    );
    if (commitIndex === known) return;
    this.checkQuorum(running, known + 1, commitIndex, seen.configuration);
    log.read(known + 1, Number.MAX_SAFE_INTEGER, (bytes, index) => {
      if (index <= commitIndex) this.commit(bytes);
    });
  }

  /**
   * A configuration is in force on a node from when it applies it, which is after the entry is on its disk. So what
   * one turn commits is committed by those who were there before it; or, behind a change, by those after it.
   */
  private checkQuorum(
    { node, site, log }: SimulatedNode,
    from: number,
    to: number,
    before: Configuration,
  ): void {
    const isHeld = (index: number, configuration: Configuration): boolean =>
      jointCommittedIndex(configuration, {
        indexOf: (id) =>
          this.disks.get(memberOf(id))?.heldIn(incarnationOf(id), index, log.hashAt(index)) === true
            ? index
            : 0,
      }) >= index;
    const now = node.raft.configuration;
    let change = from;
    while (change <= to && log.kindAt(change) !== BatchKind.Configuration) change++;
    const isChangeHeld = change > to || isHeld(change, before);
    demand(
      "committed is durable on a quorum",
      isHeld(to, before) || (now !== before && isChangeHeld && isHeld(to, now)),
      () => `node ${site} commits ${to}, which the disks of a quorum do not hold`,
    );
  }

  private commit(bytes: Uint8Array): void {
    const batch = this.batch.wrap(bytes);
    this.hashes.push(batch.hash);
    if (batch.highWaterIndex >= this.configurationIndex) this.isConfigurationKnown = true;
    if (batch.kind === BatchKind.Configuration) {
      this.configurationIndex = batch.index;
      this.isConfigurationKnown = false;
      this.configuration = decodeConfigurationEntry(bytes).configuration;
      this.membersChanged++;
    }
    const { reference } = this;
    const outputs = reference.apply(batch);
    if (outputs === undefined) throw new InvariantViolation("no handler fails", reference.halt!.text);
    this.digests.push({ replies: outputs.repliesDigest, events: outputs.eventsDigest });
    this.commands.apply(batch, outputs);
    this.events.publish(outputs.events);
    this.snapshots.committed(reference, batch);
  }

  private lookAtMachine({ node, site }: SimulatedNode, seen: Seen): void {
    const { appliedIndex } = node;
    demand(
      "applied is committed",
      appliedIndex <= this.committedIndex && appliedIndex >= seen.appliedIndex,
      () => `node ${site} has applied ${appliedIndex}, and ${this.committedIndex} is committed`,
    );
    seen.appliedIndex = appliedIndex;
    const { outputs } = node.applier.machine;
    const expected = this.digests[appliedIndex];
    demand(
      "equal digests at equal indexes",
      outputs.repliesDigest === expected.replies && outputs.eventsDigest === expected.events,
      () =>
        `node ${site} has put out something else up to ${appliedIndex} than a replay of the committed log`,
    );
  }

  private checkVote(message: Message, disk: SimulatedDisk): void {
    const { from, to, term } = message;
    const stored = disk.stored.hardState;
    demand(
      "votes after durability",
      stored.term > term || (stored.term === term && stored.vote === to),
      () =>
        `${memberOf(from)} votes for ${memberOf(to)} in ${term}; its disk says ${stored.vote} in ${stored.term}`,
    );
    let byTerm = this.votes.get(from);
    if (byTerm === undefined) this.votes.set(from, (byTerm = new Map()));
    const before = byTerm.get(term) ?? to;
    demand("one vote per term", before === to, () => `${from} in ${term} for ${before} and ${to}`);
    byTerm.set(term, to);
  }
}

function demand(invariant: Invariant, fact: boolean, detail: () => string): asserts fact {
  if (!fact) throw new InvariantViolation(invariant, detail());
}
