import { memberOf } from "../member-id.ts";
import type { Message } from "../raft/message.ts";
import { decodeOffer, type SnapshotOffer } from "./snapshot-offer.ts";
import type { OfferedSnapshot, SnapshotInfo, SnapshotStore } from "./snapshot-store.ts";
import { type Piece, PIECE_BYTES_MAX, type TransferWord } from "./transfer-word.ts";

/** Asked for and not yet here. */
const WINDOW_PIECES = 4;
/** A transfer takes no more than this of the network, and of the disk that a member reads it from: 64 MiB a second. */
const BYTES_PER_MS = 67_109;
/** Nothing came for so long: it is asked for once more; and after so many times, somebody else is asked. */
const PATIENCE_MS = 500;
const ATTEMPTS_MAX = 4;

interface Transfer {
  readonly offered: OfferedSnapshot;
  /** Members to ask, in turn; the first one now. */
  sources: number[];
  received: number;
  asked: number;
  heardMs: number;
  attempts: number;
}

/** A snapshot that counts here, and a leader's word that the log goes on behind it. */
export interface ArrivedSnapshot {
  readonly snapshot: SnapshotInfo;
  readonly message: Message;
}

/**
 * Gets a snapshot from other members, piece by piece: from whom the leader names, or from the leader. It goes on
 * over lost connections and changes of the lead. Nothing changes on this node before it is here and verified.
 */
export class SnapshotReceiver {
  private readonly store: SnapshotStore;
  private readonly send: (nodeId: number, word: TransferWord) => void;
  /** The newest one of a leader. */
  private offer: { readonly message: Message; readonly said: SnapshotOffer } | undefined;
  private transfer: Transfer | undefined;
  /** Whose bytes built something else than they should have. */
  private readonly distrusted = new Set<number>();
  private readonly pieceBytes: number;
  private readonly windowBytes: number;
  private allowanceBytes = 0;
  private workedMs = 0;

  /** @param pieceBytes to ask for at a time */
  constructor(
    store: SnapshotStore,
    send: (nodeId: number, word: TransferWord) => void,
    pieceBytes: number = PIECE_BYTES_MAX,
  ) {
    this.store = store;
    this.send = send;
    this.pieceBytes = pieceBytes;
    this.windowBytes = WINDOW_PIECES * pieceBytes;
  }

  /** For people and tests: how much of what is here; undefined when nothing is under way. */
  get progress(): { readonly index: number; readonly received: number; readonly bytes: number } | undefined {
    if (this.transfer === undefined) return undefined;
    const { offered, received } = this.transfer;
    return { index: offered.index, received, bytes: offered.bytes };
  }

  /** A leader says that its log does not reach back to where this node's ends. */
  onOffer(message: Message): void {
    const said = decodeOffer(message.snapshot!.data);
    if (said === undefined) return;
    this.offer = { message, said };
    const { transfer } = this;
    if (transfer === undefined) return;
    const { offered } = transfer;
    if (!leadsOn(offered, said)) {
      this.giveUp();
      return;
    }
    for (const source of sourcesOf(message)) {
      if (!transfer.sources.includes(source)) transfer.sources.push(source);
    }
    // The leader keeps what leads on from it, whoever gives the bytes.
    const { index, checksum } = offered;
    this.send(memberOf(message.from), { kind: "request", index, checksum, offset: 0, length: 0 });
  }

  onPiece(nodeId: number, piece: Piece, nowMs: number): void {
    const { transfer } = this;
    if (transfer === undefined || !isOf(piece, transfer.offered)) return;
    if (piece.bytes.byteLength === 0) {
      transfer.sources = transfer.sources.filter((source) => source !== nodeId);
      transfer.asked = transfer.received;
      if (transfer.sources.length > 0) return;
      // A newer one will be offered.
      if (this.offer !== undefined && isOf(piece, offeredIn(this.offer))) this.offer = undefined;
      this.giveUp();
      return;
    }
    if (piece.offset !== transfer.received) return; // Late, or behind one that was lost.
    const { bytes } = transfer.offered;
    if (piece.offset + piece.bytes.byteLength > bytes) return;
    transfer.received += piece.bytes.byteLength;
    transfer.asked = Math.max(transfer.asked, transfer.received);
    transfer.heardMs = nowMs;
    transfer.attempts = 0;
    this.store.receivePiece(piece.offset, piece.bytes);
  }

  /** Once per turn: asks for what is missing. @param commitIndex a snapshot that is not ahead of it is of no use */
  work(nowMs: number, commitIndex: number): void {
    const elapsedMs = nowMs - this.workedMs;
    this.workedMs = nowMs;
    this.allowanceBytes = Math.min(this.windowBytes, this.allowanceBytes + elapsedMs * BYTES_PER_MS);
    if (this.offer !== undefined && this.offer.message.snapshot!.index <= commitIndex) this.offer = undefined;
    if (this.transfer !== undefined && this.transfer.offered.index <= commitIndex) this.giveUp();
    if (this.transfer === undefined) this.begin(nowMs);
    const { transfer } = this;
    if (transfer === undefined || isComplete(transfer)) return;
    if (nowMs - transfer.heardMs >= PATIENCE_MS) {
      transfer.heardMs = nowMs;
      transfer.asked = transfer.received;
      transfer.attempts++;
      if (transfer.attempts % ATTEMPTS_MAX === 0) transfer.sources.push(transfer.sources.shift()!);
    }
    const { index, checksum, bytes } = transfer.offered;
    while (transfer.asked < bytes && transfer.asked - transfer.received < this.windowBytes) {
      const length = Math.min(this.pieceBytes, bytes - transfer.asked);
      if (this.allowanceBytes < length) return;
      this.allowanceBytes -= length;
      this.send(transfer.sources[0]!, { kind: "request", index, checksum, offset: transfer.asked, length });
      transfer.asked += length;
    }
  }

  /** A snapshot of this node counts: perhaps the one that was received. */
  onCounted(snapshot: SnapshotInfo): void {
    if (this.transfer === undefined || !isOf(snapshot, this.transfer.offered)) return;
    this.transfer = undefined;
    this.distrusted.clear();
  }

  /** What was taken or received came to nothing. */
  onFailed(): void {
    const { transfer } = this;
    if (transfer === undefined || !isComplete(transfer)) return;
    this.distrusted.add(transfer.sources[0]!);
    this.transfer = undefined;
  }

  /**
   * A snapshot that counts here, ahead of this node's log, behind which the leader's log goes on.
   *
   * @param term who leads in an earlier one leads no more
   */
  take(term: number, commitIndex: number): ArrivedSnapshot | undefined {
    const { offer } = this;
    if (offer === undefined) return undefined;
    if (offer.message.term < term) {
      this.offer = undefined; // The next leader comes with its own.
      return undefined;
    }
    const snapshot = this.store.list.find((one) => one.index > commitIndex && leadsOn(one, offer.said));
    if (snapshot === undefined) return undefined;
    this.offer = undefined;
    return { snapshot, message: offer.message };
  }

  private begin(nowMs: number): void {
    const { offer, store } = this;
    if (offer === undefined || store.isBusy) return;
    const offered = offeredIn(offer);
    if (store.list.some((one) => isOf(one, offered))) return; // It only has to be taken.
    const sources = sourcesOf(offer.message);
    const trusted = sources.filter((source) => !this.distrusted.has(source));
    if (trusted.length === 0) this.distrusted.clear(); // It may have been the way, and nobody else has it.
    const received = store.receive(offered);
    this.transfer = {
      offered,
      sources: trusted.length === 0 ? sources : trusted,
      received,
      asked: received,
      heardMs: nowMs,
      attempts: 0,
    };
  }

  private giveUp(): void {
    if (isComplete(this.transfer!)) return;
    this.transfer = undefined;
    this.store.stopReceiving();
  }
}

/** All of it is here, and is being verified. */
const isComplete = ({ received, offered }: Transfer): boolean => received === offered.bytes;

/** Whether the leader's log goes on behind it. */
function leadsOn({ index }: { readonly index: number }, { logFirstIndex }: SnapshotOffer): boolean {
  return index + 1 >= logFirstIndex;
}

function offeredIn({
  message,
  said,
}: {
  readonly message: Message;
  readonly said: SnapshotOffer;
}): OfferedSnapshot {
  const { index, term } = message.snapshot!;
  const { hash, checksum, bytes, position } = said;
  return { index, term, hash, checksum, bytes, position };
}

type Named = { readonly index: number; readonly checksum: number };

const isOf = (one: Named, other: Named): boolean =>
  one.index === other.index && one.checksum === other.checksum;

/** Whom the leader names in the message's context, then the leader. */
function sourcesOf({ from, context }: Message): number[] {
  const leader = memberOf(from);
  return context === 0 || context === leader ? [leader] : [context, leader];
}
