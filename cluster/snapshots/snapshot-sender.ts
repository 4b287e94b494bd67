import type { SnapshotStore } from "./snapshot-store.ts";
import { PIECE_BYTES_MAX, type PieceRequest, type TransferWord } from "./transfer-word.ts";

/** Who asks for nothing for so long has given up, or died: what was kept for it may go. */
const HELD_MS = 10_000;

/** Gives the bytes of this node's snapshots to members that ask for them, and keeps what they need until they have it. */
export class SnapshotSender {
  private readonly store: SnapshotStore;
  private readonly send: (nodeId: number, word: TransferWord) => void;
  /** By member: what it is receiving, from here or from another one. */
  private readonly held = new Map<number, { readonly index: number; readonly untilMs: number }>();

  constructor(store: SnapshotStore, send: (nodeId: number, word: TransferWord) => void) {
    this.store = store;
    this.send = send;
  }

  answer(nodeId: number, request: PieceRequest, nowMs: number): void {
    const { index, checksum, offset, length } = request;
    const snapshot = this.store.list.find((one) => one.index === index && one.checksum === checksum);
    if (snapshot !== undefined) this.held.set(nodeId, { index, untilMs: nowMs + HELD_MS });
    if (length === 0) return;
    const bytes =
      snapshot === undefined || offset >= snapshot.bytes
        ? undefined
        : this.store.read(snapshot, offset, Math.min(length, PIECE_BYTES_MAX));
    this.send(nodeId, { kind: "piece", index, checksum, offset, bytes: bytes ?? NONE });
  }

  /** Once per turn. @returns the oldest snapshot that somebody is receiving; Infinity: nobody is */
  heldFrom(nowMs: number): number {
    let from = Infinity;
    for (const [nodeId, { index, untilMs }] of this.held) {
      if (untilMs < nowMs) this.held.delete(nodeId);
      else from = Math.min(from, index);
    }
    return from;
  }
}

const NONE = new Uint8Array(0);
