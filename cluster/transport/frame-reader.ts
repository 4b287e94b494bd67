import { FRAME_HEADER_BYTES } from "../frame.ts";

/** Takes whole frames. */
export interface FrameSink {
  /** @param view over `bytes`; frame from `offset`, `length` bytes; all valid during the call */
  onFrame(bytes: Uint8Array, view: DataView, offset: number, length: number): void;
  /** The stream is not made of frames; nothing after it is read. */
  onBadFrame(reason: string): void;
}

/**
 * Cuts a byte stream into frames. Whole frames are read where they lie; only one that is spread over
 * chunks is put together in a buffer of its own. Hot path: one DataView per chunk.
 */
export class FrameReader {
  private readonly sink: FrameSink;
  private readonly bytesMax: () => number;
  private partial = new Uint8Array(4096);
  private partialView = new DataView(this.partial.buffer);
  private partialLength = 0;
  private stopped = false;

  /** @param bytesMax the longest frame to take now */
  constructor(sink: FrameSink, bytesMax: () => number) {
    this.sink = sink;
    this.bytesMax = bytesMax;
  }

  /** Nothing more is handed out, not even the rest of the chunk being read. */
  stop(): void {
    this.stopped = true;
  }

  push(chunk: Uint8Array): void {
    let offset = 0;
    if (this.partialLength > 0) offset = this.completePartial(chunk);
    if (this.stopped || offset === chunk.byteLength) return;
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (chunk.byteLength - offset >= FRAME_HEADER_BYTES) {
      const length = this.checkedLength(view, offset);
      if (length === 0) return;
      if (length > chunk.byteLength - offset) break;
      this.sink.onFrame(chunk, view, offset, length);
      if (this.stopped) return;
      offset += length;
    }
    const rest = chunk.byteLength - offset;
    if (rest > 0) this.keep(chunk, offset, rest);
  }

  /** @returns how much of the chunk it took */
  private completePartial(chunk: Uint8Array): number {
    let taken = 0;
    if (this.partialLength < FRAME_HEADER_BYTES) {
      taken = Math.min(FRAME_HEADER_BYTES - this.partialLength, chunk.byteLength);
      this.keep(chunk, 0, taken);
      if (this.partialLength < FRAME_HEADER_BYTES) return taken;
    }
    const length = this.checkedLength(this.partialView, 0);
    if (length === 0) return taken;
    const missing = Math.min(length - this.partialLength, chunk.byteLength - taken);
    this.keep(chunk, taken, missing);
    taken += missing;
    if (this.partialLength === length) {
      this.partialLength = 0;
      this.sink.onFrame(this.partial, this.partialView, 0, length);
    }
    return taken;
  }

  private keep(chunk: Uint8Array, offset: number, length: number): void {
    const needed = this.partialLength + length;
    if (needed > this.partial.byteLength) {
      const grown = new Uint8Array(Math.max(needed, Math.min(this.partial.byteLength * 4, this.bytesMax())));
      grown.set(this.partial.subarray(0, this.partialLength));
      this.partial = grown;
      this.partialView = new DataView(grown.buffer);
    }
    this.partial.set(chunk.subarray(offset, offset + length), this.partialLength);
    this.partialLength = needed;
  }

  /** @returns 0 when there is no such frame */
  private checkedLength(view: DataView, offset: number): number {
    const length = view.getUint32(offset, true);
    const bytesMax = this.bytesMax();
    if (length >= FRAME_HEADER_BYTES && length % 8 === 0 && length <= bytesMax) return length;
    this.stopped = true;
    this.sink.onBadFrame(
      length > bytesMax
        ? `a frame of ${length} bytes is over the bound of ${bytesMax}`
        : `a frame's length is a multiple of 8 and at least 8, not ${length}`,
    );
    return 0;
  }
}
