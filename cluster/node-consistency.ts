import type { Applier } from "./applier.ts";
import { Batch } from "./batch.ts";
import { CommandCursor } from "./command-cursor.ts";
import { BatchOutputs } from "./consistency/batch-outputs.ts";
import { ConsistencyCheck, type Difference, type Dissent, Subject } from "./consistency/consistency-check.ts";
import { DifferenceSearch, type FirstDifference, type Question } from "./consistency/difference-search.ts";
import type { Digest } from "./consistency/digest-window.ts";
import {
  answerMessage,
  answerOf,
  askMessage,
  claimMessage,
  claimOf,
  questionOf,
} from "./consistency/digest-words.ts";
import type { Quarantine, QuarantineMark } from "./consistency/quarantine.ts";
import type { LogStore } from "./log/log-store.ts";
import { memberOf } from "./member-id.ts";
import type { Logger, PeerTransport } from "./ports.ts";
import { type Message, MessageType } from "./raft/message.ts";
import type { Raft } from "./raft/raft.ts";
import type { SnapshotStore } from "./snapshots/snapshot-store.ts";
import type { StateMachine } from "./state-machine.ts";
import { schemaIdOf, templateIdOf } from "./system-messages.ts";

/** How often a leader has all compared. */
const COMPARE_MS = 100;

interface NodeConsistencyParts {
  readonly nodeId: number;
  readonly log: LogStore;
  readonly raft: Raft;
  readonly applier: Applier;
  readonly peers: Pick<PeerTransport, "send">;
  readonly wallUs: () => number;
  readonly snapshots: SnapshotStore | undefined;
  /** A machine before the batch at this index, from the log and the snapshots up to there. @throws NoSnapshotError */
  readonly machineBefore: (index: number) => StateMachine;
  readonly mark: QuarantineMark;
  readonly logger: Logger;
  /** From now on this node serves nobody. */
  readonly onQuarantine: () => void;
}

/**
 * A node's part in noticing that nodes differ. Whoever differs from a majority goes into quarantine: it stores,
 * acknowledges and votes, and does nothing else any more. While nodes differ and there is no majority, none applies.
 */
export class NodeConsistency {
  private readonly parts: NodeConsistencyParts;
  private readonly check: ConsistencyCheck;
  private search: DifferenceSearch | undefined;
  private difference: Difference | undefined;
  private dissent: Dissent | undefined;
  /** Of a batch that another node asked about. */
  private replayed: BatchOutputs | undefined;
  private comparedMs = 0;

  constructor(parts: NodeConsistencyParts) {
    this.parts = parts;
    const { nodeId, raft, mark } = parts;
    this.check = new ConsistencyCheck({
      nodeId,
      voters: () => raft.configuration.voters.map(memberOf),
      own: (subject, index) => this.own(subject, index),
      say: (claim) => {
        for (const id of this.others) this.send(claimMessage(raft.id, id, claim));
      },
    });
    if (mark.stored !== undefined) this.obey(mark.stored);
  }

  /** Undefined: all is well as far as this node knows. */
  get quarantine(): Quarantine | undefined {
    return this.parts.mark.stored;
  }

  /** It would not be elected, and should not be handed the lead. */
  isInDoubt(nodeId: number): boolean {
    return this.check.differing.has(nodeId);
  }

  /** A message that is not for the Raft core. */
  hear(message: Message, nowMs: number): void {
    const { raft } = this.parts;
    if (message.type === MessageType.Digest) {
      this.check.hear(memberOf(message.from), claimOf(message), nowMs);
    } else if (message.type === MessageType.DigestAnswer) {
      this.search?.hear(questionOf(message), answerOf(message));
    } else if (message.type === MessageType.DigestAsk) {
      const answer = this.answer(questionOf(message));
      if (answer !== "not yet") this.send(answerMessage(raft.id, message, answer));
    }
  }

  /** A snapshot of this node counts. */
  compareState(index: number, nowMs: number): void {
    this.check.beginState(index, nowMs);
  }

  /** Once per turn, after the apply. */
  work(nowMs: number): void {
    const { raft, applier, mark } = this.parts;
    if (mark.stored === undefined) {
      if (raft.isLeader && nowMs - this.comparedMs >= COMPARE_MS && this.others.length > 0) {
        this.comparedMs = nowMs;
        if (applier.isUpToDate) this.check.begin(applier.machine.appliedIndex, nowMs);
      }
      this.check.catchUp(nowMs);
      if (this.check.difference !== undefined) this.begin(this.check.difference);
      else this.settleDissent(this.check.dissent(nowMs));
    }
    this.replayed?.step();
    this.search?.step(nowMs);
    if (this.search?.found !== undefined) {
      this.report(this.search.found);
      this.search = undefined;
    }
  }

  /** There is something to do without news from outside. */
  get isBusy(): boolean {
    return this.search?.isReplaying === true || this.replayed?.isReplaying === true;
  }

  private get others(): readonly number[] {
    const { raft, nodeId } = this.parts;
    return [...new Set(raft.memberIds.map(memberOf))].filter((id) => id !== nodeId);
  }

  private send(message: Message): void {
    this.parts.peers.send(message, this.parts.wallUs());
  }

  private own(subject: Subject, index: number): Digest | undefined {
    const { applier, snapshots } = this.parts;
    if (subject === Subject.Outputs) return applier.digests.at(index);
    const hash = snapshots?.list.find((one) => one.index === index)?.stateHash;
    return hash === undefined
      ? undefined
      : { a: parseInt(hash.slice(0, 8), 16), b: parseInt(hash.slice(8), 16) };
  }

  /** What an other one asks, who differs from this node. */
  private answer({ index, position }: Question): Digest | undefined | "not yet" {
    const { applier } = this.parts;
    if (position === 0) return applier.digests.at(index);
    if (index < 1 || index > applier.machine.appliedIndex) return undefined;
    try {
      if (this.replayed?.index !== index) this.replayed = this.replay(index);
    } catch {
      return undefined; // Neither log nor snapshots reach back so far.
    }
    if (!this.replayed.isDone) return "not yet";
    const { firstPosition, lastPosition } = this.replayed;
    if (position < firstPosition || position > lastPosition) return undefined;
    return { a: this.replayed.through(position), b: 0 };
  }

  private replay(index: number): BatchOutputs {
    return new BatchOutputs(this.parts.log, this.parts.machineBefore(index), index);
  }

  private begin(difference: Difference): void {
    const { mark, logger, applier } = this.parts;
    const { subject, index, majority } = difference;
    this.difference = difference;
    const what = subject === Subject.Outputs ? "what it has put out" : "its state in the snapshot";
    const text = `${what} up to index ${index} is not what ${names(majority)} have`;
    mark.save({ index, position: undefined, text: quarantined(text) });
    logger.error({ index, majority, position: applier.machine.appliedPosition }, mark.stored!.text);
    this.obey(mark.stored!);
    if (subject === Subject.State) return; // All that was put out may be the same.
    this.search = new DifferenceSearch({
      agreedIndex: this.check.agreedIndex,
      index,
      majority,
      window: applier.digests,
      replay: (at) => this.replay(at),
      ask: (nodeId, question) => this.send(askMessage(this.parts.raft.id, nodeId, question)),
    });
  }

  private obey({ text }: Quarantine): void {
    const { raft, applier, onQuarantine } = this.parts;
    applier.hold(text);
    raft.isBarredFromLead = true;
    onQuarantine();
  }

  private report({ afterIndex, index, position, why }: FirstDifference): void {
    const { mark, logger, applier } = this.parts;
    const others = names(this.difference!.majority);
    const at = position === undefined ? undefined : this.commandAt(index, position);
    const text =
      at === undefined
        ? `it differs from ${others} somewhere behind index ${afterIndex} and up to index ${index}; ${why}`
        : `position ${position} (index ${index}) is the first that it did not answer as ${others} did: ${at.text}; ` +
          `lockstep log decode --from ${position} --to ${position} shows it`;
    mark.save({ index, position, text: quarantined(text) });
    applier.hold(mark.stored!.text);
    logger.error({ afterIndex, index, position, ...at }, mark.stored!.text);
  }

  /** @returns what people need to see of a command */
  private commandAt(index: number, position: number): { text: string; messageHex: string } | undefined {
    let found: { text: string; messageHex: string } | undefined;
    this.parts.log.read(index, 1, (bytes, at) => {
      if (at !== index) return;
      const command = new CommandCursor(new Batch(bytes));
      while (command.position < position) if (!command.next()) return;
      const { messageOffset, messageLength, sessionId, principalId } = command;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const message = bytes.subarray(messageOffset, messageOffset + messageLength);
      const text =
        `the command with schema ${schemaIdOf(view, messageOffset)}, template ${templateIdOf(view, messageOffset)} ` +
        `of principal ${principalId} in session ${sessionId}, or a timer that fired before it`;
      found = { text, messageHex: Buffer.from(message).toString("hex") };
    });
    return found;
  }

  private settleDissent(dissent: Dissent | undefined): void {
    const { applier, logger } = this.parts;
    if ((dissent === undefined) === (this.dissent === undefined)) return;
    this.dissent = dissent;
    if (dissent === undefined) {
      logger.info({}, "the nodes agree again, or it is known who does not: the apply goes on");
      applier.hold(undefined);
      return;
    }
    const { index, parties, subject } = dissent;
    const what = subject === Subject.Outputs ? "have put out different things" : "have different states";
    const text =
      `HALTED: the nodes ${what} up to index ${index}, and none has a majority on its side ` +
      `(${parties.map((party) => names(party)).join(" against ")}). Nothing is applied until there is one. ` +
      "Start the members that are down, or rebuild the one that is wrong: lockstep node rebuild";
    applier.hold(text);
    logger.error({ index, parties }, text);
  }
}

function names(nodeIds: readonly number[]): string {
  return nodeIds.map((nodeId) => `node ${nodeId}`).join(" and ");
}

function quarantined(what: string): string {
  return (
    `QUARANTINED: ${what}. This node stores, acknowledges and votes, and serves nobody. ` +
    "Its files are kept for a post-mortem; when they are looked at: lockstep node rebuild"
  );
}
