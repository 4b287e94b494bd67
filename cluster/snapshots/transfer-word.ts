/**
 * What members say to each other about the bytes of a snapshot, beside the Raft core. Index and checksum name the
 * snapshot: its bytes are the same on all nodes that have it.
 */
export type TransferWord = PieceRequest | Piece;

export interface PieceRequest {
  readonly kind: "request";
  readonly index: number;
  readonly checksum: number;
  readonly offset: number;
  /** At most PIECE_BYTES_MAX. 0: nothing is wanted, but it is still being received: keep what leads on from it. */
  readonly length: number;
}

export interface Piece {
  readonly kind: "piece";
  readonly index: number;
  readonly checksum: number;
  readonly offset: number;
  /** None: the snapshot is there no more. */
  readonly bytes: Uint8Array;
}

/** Small enough that a command waits little behind one, and that reading one stalls nobody. */
export const PIECE_BYTES_MAX = 131_072;
