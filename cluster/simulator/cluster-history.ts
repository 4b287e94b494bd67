import { Batch, BATCH_HEADER_BYTES } from "../batch.ts";
import { limits } from "../limits.ts";
import { incarnationOf, memberOf } from "../member-id.ts";
import { jointCommittedIndex } from "../raft/joint.ts";
import { type Message, MessageType } from "../raft/message.ts";
import type { StateMachine } from "../state-machine.ts";
import type { CommandHistory } from "./command-history.ts";
import type { EventHistory } from "./event-history.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { type Invariant, InvariantViolation } from "./violation.ts";

/** What is remembered of one life of a node. */
interface Seen {
  term: number;
  commitIndex: number;
  appliedIndex: number;
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
  /** By index: the hash of the committed batch, which stands for all before it too. */
  private readonly hashes: number[] = [0];
  private readonly digests: { replies: number; events: number }[] = [{ replies: 0, events: 0 }];
  private readonly leaders = new Map<number, number>();
  /** By voter, then by term: for whom. */
  private readonly votes = new Map<number, Map<number, number>>();
  private readonly seen = new Map<number, Seen>();
  private readonly batch = new Batch();

  constructor(
    reference: StateMachine,
    commands: CommandHistory,
    events: EventHistory,
    disks: ReadonlyMap<number, SimulatedDisk>,
  ) {
    this.reference = reference;
    this.commands = commands;
    this.events = events;
    this.disks = disks;
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
    this.seen.set(site, { term: node.raft.term, commitIndex: 0, appliedIndex: 0 });
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
    if (raft.isLeader) this.lookAtLeader(raft.term, raft.id);
    if (raft.commitIndex !== seen.commitIndex) this.lookAtCommit(running, seen);
    if (node.appliedIndex !== seen.appliedIndex) this.lookAtMachine(running, seen);
    const { machine } = node.applier;
    demand("no handler fails", machine.halt === undefined, () => `node ${site}: ${machine.halt!.text}`);
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

  private lookAtLeader(term: number, id: number): void {
    const other = this.leaders.get(term) ?? id;
    this.leaders.set(term, other);
    demand("one leader per term", other === id, () => `${memberOf(other)} and ${memberOf(id)} in ${term}`);
  }

  private lookAtCommit({ node, site, log }: SimulatedNode, seen: Seen): void {
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
    this.checkQuorum(node.raft, site, commitIndex, log.hashAt(commitIndex));
    log.read(known + 1, Number.MAX_SAFE_INTEGER, (bytes, index) => {
      if (index <= commitIndex) this.commit(bytes);
    });
  }

  private checkQuorum(raft: SimulatedNode["node"]["raft"], site: number, index: number, hash: number): void {
    const durable = jointCommittedIndex(raft.configuration, {
      indexOf: (id) => {
        const isHeld = this.disks.get(memberOf(id))?.heldIn(incarnationOf(id), index, hash) === true;
        return isHeld ? index : 0;
      },
    });
    demand(
      "committed is durable on a quorum",
      durable >= index,
      () => `node ${site} commits ${index}, which the disks of a quorum do not hold`,
    );
  }

  private commit(bytes: Uint8Array): void {
    const batch = this.batch.wrap(bytes);
    this.hashes.push(batch.hash);
    const { reference } = this;
    const outputs = reference.apply(batch);
    if (outputs === undefined) throw new InvariantViolation("no handler fails", reference.halt!.text);
    this.digests.push({ replies: outputs.repliesDigest, events: outputs.eventsDigest });
    this.commands.apply(batch, outputs);
    this.events.publish(outputs.events);
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
