import { fetchSnapshotMessage } from "../log-fetch.ts";
import { memberOf } from "../member-id.ts";
import type { Clock, Logger, PeerTransport, Scheduler } from "../ports.ts";
import { type Message, MessageType } from "../raft/message.ts";
import type { SnapshotCompletions } from "./snapshot-duties.ts";
import { SnapshotReceiver } from "./snapshot-receiver.ts";
import type { SnapshotInfo, SnapshotStore } from "./snapshot-store.ts";
import type { TransferWord } from "./transfer-word.ts";

const TICK_MS = 50;
/** Who has not begun to give one by then is passed over. */
const ASK_NEXT_MS = 500;
/** How often people are told that nobody has one. */
const TELL_MS = 5_000;

interface SnapshotFetchParts {
  /** Raft id of this node. */
  readonly ownId: number;
  /** Member numbers of the others. */
  readonly others: readonly number[];
  /** Of the log: a snapshot that ends before the batch in front of it is of no use. */
  readonly firstIndex: number;
  readonly store: SnapshotStore;
  /** The listener that the store was opened with. */
  readonly completions: SnapshotCompletions;
  readonly peers: Pick<PeerTransport, "send" | "transfer">;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  /** It is here, durable and verified. Called once. */
  readonly onFetched: (snapshot: SnapshotInfo) => void;
}

/**
 * A node before it may take part, whose log is whole but whose state cannot be built: its log begins behind a snapshot,
 * and none of its own loads. It asks one member after the other for theirs. What is in a snapshot is committed, so it
 * does not matter who gives it, or whether anybody leads; and what this node promised is in its log and state file.
 */
export class SnapshotFetch {
  private readonly parts: SnapshotFetchParts;
  private receiver: SnapshotReceiver;
  private readonly said = new Map<number, "has none" | "has one that is too old">();
  private stopTicking: (() => void) | undefined;
  private askedMs = -Infinity;
  private toldMs: number;
  private turn = 0;

  constructor(parts: SnapshotFetchParts) {
    this.parts = parts;
    this.receiver = this.newReceiver();
    this.toldMs = this.nowMs;
  }

  start(): void {
    this.stopTicking = this.parts.scheduler.every(TICK_MS, () => this.work());
    this.work();
  }

  stop(): void {
    this.stopTicking?.();
  }

  onPeerMessage(message: Message): void {
    if (message.type !== MessageType.Fetched || this.receiver.progress !== undefined) return;
    const { snapshot, from } = message;
    const nodeId = memberOf(from);
    if (snapshot === null) this.said.set(nodeId, "has none");
    else if (snapshot.index < this.parts.firstIndex - 1) this.said.set(nodeId, "has one that is too old");
    else this.receiver.onOffer(message);
    this.work();
  }

  onTransfer(nodeId: number, word: TransferWord): void {
    if (word.kind === "piece") this.receiver.onPiece(nodeId, word, this.nowMs);
    this.work();
  }

  private work(): void {
    const { completions, logger, firstIndex, onFetched } = this.parts;
    for (const error of completions.failed.splice(0)) {
      logger.error({}, error.message);
      this.receiver = this.newReceiver(); // Another member's may be better.
    }
    for (const { snapshot } of completions.counted.splice(0)) {
      this.receiver.onCounted(snapshot);
      this.stop();
      onFetched(snapshot);
      return;
    }
    // What it needs is ahead of the batch before its log, as for a follower what is committed.
    this.receiver.work(this.nowMs, firstIndex - 2);
    if (this.receiver.progress === undefined) this.ask();
  }

  private newReceiver(): SnapshotReceiver {
    const { store, peers } = this.parts;
    return new SnapshotReceiver(store, (nodeId, word) => peers.transfer?.(nodeId, word));
  }

  private ask(): void {
    const { ownId, others, peers, clock } = this.parts;
    if (this.nowMs - this.askedMs < ASK_NEXT_MS) return;
    if (this.nowMs - this.toldMs >= TELL_MS) this.tell();
    this.askedMs = this.nowMs;
    const nodeId = others[this.turn++ % others.length]!;
    peers.send(fetchSnapshotMessage(ownId, nodeId), clock.wallUs());
  }

  private tell(): void {
    const { others, logger } = this.parts;
    this.toldMs = this.nowMs;
    const answers = others.map((nodeId) => `node ${nodeId} ${this.said.get(nodeId) ?? "does not answer"}`);
    this.said.clear();
    const text =
      `this node does not take part: it waits for a snapshot of another one; ${answers.join("; ")}. What helps: start ` +
      "the others, or restore a snapshot's file from a copy; it goes on by itself";
    logger.error({}, text);
  }

  private get nowMs(): number {
    return this.parts.clock.monotonicUs() / 1_000;
  }
}
