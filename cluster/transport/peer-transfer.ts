import { checksum } from "../checksum.ts";
import { type PieceRequest, PIECE_BYTES_MAX, type TransferWord } from "../snapshots/transfer-word.ts";
import { readU53, writeU53 } from "../u53.ts";
import { PeerError } from "./peer-error.ts";
import { PeerFrameType, writePeerFrameHeader } from "./peer-frame.ts";

/**
 * A Transfer frame: a word about a snapshot's bytes.
 *
 *    16 u8  kind          1 request, 2 piece
 *    17 (zero to 20)
 *    20 u32 checksum      of the snapshot
 *    24 u53 index         of the snapshot
 *    32 u53 offset        in it
 *    40 u32 length        wanted, or in the body
 *    44 u32 bodyChecksum  CRC-32 of the piece; 0 without one
 *
 * The body of a piece is its bytes, zeros to a multiple of 8; a request has none.
 */
const HEAD_BYTES = 48;
const REQUEST = 1;
const PIECE = 2;

export function encodeTransfer(word: TransferWord): Uint8Array {
  const bytes = word.kind === "piece" ? word.bytes : NO_BYTES;
  const length = word.kind === "piece" ? bytes.byteLength : word.length;
  const frame = new Uint8Array(HEAD_BYTES + padded(bytes.byteLength));
  const view = new DataView(frame.buffer);
  view.setUint8(16, word.kind === "piece" ? PIECE : REQUEST);
  view.setUint32(20, word.checksum, true);
  writeU53(view, 24, word.index);
  writeU53(view, 32, word.offset);
  view.setUint32(40, length, true);
  view.setUint32(44, bytes.byteLength === 0 ? 0 : checksum(bytes), true);
  frame.set(bytes, HEAD_BYTES);
  writePeerFrameHeader(frame, view, 0, PeerFrameType.Transfer, HEAD_BYTES, frame.byteLength);
  return frame;
}

/** Puts a word together: `begin`, the body piece by piece in `take`, then `finish`. */
export class PeerTransferReader {
  private word: PieceRequest = NO_WORD;
  private isPiece = false;
  private bodyChecksum = 0;
  private bytes: Uint8Array = NO_BYTES;
  private filled = 0;

  /** @throws PeerError when the head is none of a word */
  begin(view: DataView, offset: number, headBytes: number, bodyBytes: number): void {
    if (headBytes !== HEAD_BYTES) throw malformed(`its head has ${headBytes} bytes`);
    const kind = view.getUint8(offset + 16);
    if (kind !== REQUEST && kind !== PIECE) throw malformed(`it is of kind ${kind}`);
    const [index, from] = [24, 32].map((at) => readU53(view, offset + at));
    if (Math.max(index!, from!) > Number.MAX_SAFE_INTEGER) throw malformed("a number is above 2^53");
    const length = view.getUint32(offset + 40, true);
    if (length > PIECE_BYTES_MAX) throw malformed(`a piece of ${length} bytes is too large`);
    this.isPiece = kind === PIECE;
    const expected = this.isPiece ? padded(length) : 0;
    if (bodyBytes !== expected) throw malformed(`its body has ${bodyBytes} bytes, not ${expected}`);
    const snapshot = view.getUint32(offset + 20, true);
    this.word = { kind: "request", index: index!, checksum: snapshot, offset: from!, length };
    this.bodyChecksum = view.getUint32(offset + 44, true);
    this.bytes = this.isPiece && length > 0 ? new Uint8Array(length) : NO_BYTES;
    this.filled = 0;
  }

  take(bytes: Uint8Array, from: number, to: number): void {
    const size = Math.min(to - from, this.bytes.byteLength - this.filled);
    if (size <= 0) return; // Zeros behind the piece.
    this.bytes.set(bytes.subarray(from, from + size), this.filled);
    this.filled += size;
  }

  /** @throws PeerError when the piece is not what was sent: it has to be asked for again */
  finish(): TransferWord {
    const { word, bytes } = this;
    if (!this.isPiece) return word;
    this.bytes = NO_BYTES;
    const { index, checksum: snapshot, offset } = word;
    if (bytes.byteLength > 0 && checksum(bytes) !== this.bodyChecksum) {
      const place = `offset ${offset} of the snapshot at index ${index}`;
      throw new PeerError("PEER_TRANSFER", `the piece at ${place} is not what its checksum says`);
    }
    return { kind: "piece", index, checksum: snapshot, offset, bytes };
  }
}

const NO_BYTES = new Uint8Array(0);
const NO_WORD: PieceRequest = { kind: "request", index: 0, checksum: 0, offset: 0, length: 0 };

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function malformed(what: string): PeerError {
  return new PeerError("PEER_TRANSFER", `a word about a snapshot is malformed: ${what}`);
}
