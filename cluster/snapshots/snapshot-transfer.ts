import type { LogStore } from "../log/log-store.ts";
import { memberOf } from "../member-id.ts";
import type { Logger, PeerTransport } from "../ports.ts";
import type { Message } from "../raft/message.ts";
import { ProgressState } from "../raft/progress.ts";
import type { Raft } from "../raft/raft.ts";
import { SnapshotReceiver } from "./snapshot-receiver.ts";
import { SnapshotSender } from "./snapshot-sender.ts";
import type { SnapshotInfo, SnapshotStore } from "./snapshot-store.ts";
import type { TransferWord } from "./transfer-word.ts";

/** A member that needs a snapshot is told so again, as long as it has not come. */
const OFFER_INTERVAL_MS = 1_000;

interface SnapshotTransferParts {
  readonly store: SnapshotStore;
  readonly pieceBytes?: number | undefined;
  readonly log: LogStore;
  readonly raft: Raft;
  readonly peers: PeerTransport;
  readonly logger: Logger;
}

/**
 * A node's part in bringing members up that need what its log has no more. The leader's core offers a snapshot in a
 * message; the bytes go beside the core, from member to member; and only when they are there, and verified, the
 * core of the receiver is given that message.
 */
export class SnapshotTransfer {
  readonly receiver: SnapshotReceiver;
  private readonly sender: SnapshotSender;
  private readonly parts: SnapshotTransferParts;
  private readonly words: { readonly nodeId: number; readonly word: TransferWord }[] = [];
  private offeredMs = 0;

  constructor(parts: SnapshotTransferParts) {
    this.parts = parts;
    const { store, peers, pieceBytes } = parts;
    const send = (nodeId: number, word: TransferWord): void => peers.transfer?.(nodeId, word);
    this.receiver = new SnapshotReceiver(store, send, pieceBytes);
    this.sender = new SnapshotSender(store, send);
  }

  /** A word of a member, until the next turn. */
  hear(nodeId: number, word: TransferWord): void {
    this.words.push({ nodeId, word });
  }

  /**
   * A leader offers a snapshot.
   *
   * @returns false when it is not needed, and the core is to answer at once
   */
  accept(message: Message): boolean {
    const { raft, logger } = this.parts;
    const { index, term } = message.snapshot!;
    const isNeeded =
      message.term >= raft.term && index > raft.commitIndex && !raft.core.log.matches(index, term);
    if (!isNeeded) return false;
    if (this.receiver.progress === undefined) {
      const facts = { leaderId: memberOf(message.from), index, commitIndex: raft.commitIndex };
      logger.info(facts, "the leader's log begins behind this one's end: a snapshot is needed");
    }
    this.receiver.onOffer(message);
    return true;
  }

  /** Leader: names who is to give the bytes. Called for each offer that leaves. */
  nameSource(message: Message): void {
    const { raft } = this.parts;
    let source = 0;
    let least = Infinity;
    for (const [id, progress] of raft.core.progress) {
      const isOther = id !== raft.id && id !== message.to;
      const isInStep = progress.isRecentlyActive && progress.state === ProgressState.Replicate;
      if (!isOther || !isInStep || progress.match < message.snapshot!.index) continue;
      // The slowest: a majority is the least likely to wait for it.
      if (progress.match < least) [source, least] = [memberOf(id), progress.match];
    }
    message.context = source;
  }

  /** Once per turn. */
  work(nowMs: number): void {
    const { store, raft } = this.parts;
    for (const { nodeId, word } of this.words.splice(0)) {
      if (word.kind === "request") this.sender.answer(nodeId, word, nowMs);
      else this.receiver.onPiece(nodeId, word, nowMs);
    }
    this.receiver.work(nowMs, raft.commitIndex);
    store.heldFrom = this.sender.heldFrom(nowMs);
    this.offerAgain(nowMs);
  }

  /** A snapshot of this node counts. */
  onCounted(snapshot: SnapshotInfo): void {
    this.receiver.onCounted(snapshot);
  }

  /** What lies before the second-last snapshot, and before what others receive, may go. */
  trimLog(): void {
    const { store, log } = this.parts;
    const second = store.list[1];
    if (second !== undefined) log.trimBefore(Math.min(second.index, store.heldFrom) + 1);
  }

  /**
   * The core waits for an acknowledgement and sends nothing meanwhile. The offer, or the member, may be lost: so it
   * is told to begin anew, once in a while, and whoever is receiving goes on.
   */
  private offerAgain(nowMs: number): void {
    const { raft } = this.parts;
    if (!raft.isLeader || nowMs - this.offeredMs < OFFER_INTERVAL_MS) return;
    this.offeredMs = nowMs;
    for (const [id, progress] of raft.core.progress) {
      if (progress.state === ProgressState.Snapshot) raft.reportSnapshot(id, false);
    }
  }
}
