import { checksum } from "../checksum.ts";
import { PeerError } from "./peer-error.ts";
import { PEER_BODY_BYTES_MAX, PEER_FRAME_HEADER_BYTES, PEER_HEAD_BYTES_MAX } from "./peer-frame.ts";

/** Takes frames, part by part. It may throw a PeerError, which `push` passes on. */
export interface PeerFrameSink {
  /** A head whose checksum is right. @param view valid during the call; the frame begins at `offset` */
  onHead(type: number, view: DataView, offset: number, headBytes: number, bodyBytes: number): void;
  /** The next bytes of the body; valid during the call. */
  onBody(bytes: Uint8Array, from: number, to: number): void;
  /** The frame is complete. */
  onEnd(): void;
}

/**
 * Cuts a byte stream into frames. Heads are read where they lie, and bodies are passed through as they
 * come; only a head that is spread over chunks is put together here. Hot path: no allocation per frame
 * but a view for the checksum.
 */
export class PeerFrameReader {
  private readonly sink: PeerFrameSink;
  private head = new Uint8Array(512);
  private headView = new DataView(this.head.buffer);
  private headFilled = 0;
  private bodyLeft = 0;
  private isStopped = false;
  /** The longest body to take; nothing but heads before the other side is known. */
  bodyBytesMax = 0;

  constructor(sink: PeerFrameSink) {
    this.sink = sink;
  }

  /** The other side is known: bodies may come. */
  open(): void {
    this.bodyBytesMax = PEER_BODY_BYTES_MAX;
  }

  /** Nothing more is handed out, not even the rest of the bytes being read. */
  stop(): void {
    this.isStopped = true;
  }

  /** @throws PeerError when these are no frames; the reader is of no more use then */
  push(bytes: Uint8Array, view: DataView, from: number, to: number): void {
    while (from < to && !this.isStopped) {
      if (this.bodyLeft > 0) {
        const end = Math.min(to, from + this.bodyLeft);
        this.sink.onBody(bytes, from, end);
        this.bodyLeft -= end - from;
        from = end;
        if (this.bodyLeft === 0) this.sink.onEnd();
      } else if (this.headFilled > 0) {
        from = this.completeHead(bytes, from, to);
      } else {
        const available = to - from;
        const headBytes = available < PEER_FRAME_HEADER_BYTES ? Infinity : this.checkedHeadBytes(view, from);
        if (headBytes > available) {
          this.keep(bytes, from, to);
          return;
        }
        this.begin(bytes, view, from, headBytes);
        from += headBytes;
      }
    }
  }

  /** @returns how far it read */
  private completeHead(bytes: Uint8Array, from: number, to: number): number {
    if (this.headFilled < PEER_FRAME_HEADER_BYTES) {
      const end = Math.min(to, from + PEER_FRAME_HEADER_BYTES - this.headFilled);
      this.keep(bytes, from, end);
      from = end;
      if (this.headFilled < PEER_FRAME_HEADER_BYTES) return from;
    }
    const headBytes = this.checkedHeadBytes(this.headView, 0);
    const end = Math.min(to, from + headBytes - this.headFilled);
    this.keep(bytes, from, end);
    if (this.headFilled === headBytes) {
      this.headFilled = 0;
      this.begin(this.head, this.headView, 0, headBytes);
    }
    return end;
  }

  private begin(bytes: Uint8Array, view: DataView, offset: number, headBytes: number): void {
    if (view.getUint32(offset, true) !== checksum(bytes.subarray(offset + 4, offset + headBytes))) {
      throw new PeerError("PEER_FRAME_CHECKSUM", "the head of a frame is not what its checksum says");
    }
    const bodyBytes = view.getUint32(offset + 4, true) - headBytes;
    this.bodyLeft = bodyBytes;
    this.sink.onHead(view.getUint8(offset + 12), view, offset, headBytes, bodyBytes);
    if (bodyBytes === 0) this.sink.onEnd();
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.headFilled + to - from;
    if (needed > this.head.byteLength) {
      const grown = new Uint8Array(PEER_HEAD_BYTES_MAX);
      grown.set(this.head.subarray(0, this.headFilled));
      this.head = grown;
      this.headView = new DataView(grown.buffer);
    }
    this.head.set(bytes.subarray(from, to), this.headFilled);
    this.headFilled = needed;
  }

  private checkedHeadBytes(view: DataView, offset: number): number {
    const length = view.getUint32(offset + 4, true);
    const headBytes = view.getUint32(offset + 8, true);
    const isHead =
      headBytes % 8 === 0 && headBytes >= PEER_FRAME_HEADER_BYTES && headBytes <= PEER_HEAD_BYTES_MAX;
    const bodyBytes = length - headBytes;
    if (isHead && length % 8 === 0 && bodyBytes >= 0 && bodyBytes <= this.bodyBytesMax) return headBytes;
    throw new PeerError(
      "PEER_FRAME_LENGTH",
      `a frame of ${length} bytes with a head of ${headBytes} cannot be: a head has ` +
        `${PEER_FRAME_HEADER_BYTES} to ${PEER_HEAD_BYTES_MAX} bytes and a body at most ${this.bodyBytesMax} here`,
    );
  }
}
