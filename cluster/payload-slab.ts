import type { ArrayCopier } from "./service.ts";

const CHUNK_BYTES = 65_536;
const NONE = -1;

/**
 * Memory for timers' payloads of one length: cells in chunks that never move, so that an encoder that was given a cell
 * may write to it for as long as the timer is set. A cell that is given back is the next one taken: the slab is as
 * large as it was needed at once, and no larger. Hot path: no allocation unless it grows.
 */
export class PayloadSlab {
  readonly cellBytes: number;
  private chunks: DataView[] = [];
  private readonly cellsPerChunk: number;
  private used = 0;
  /** A free cell begins with the number of the next one. */
  private firstFree = NONE;

  /** @param cellBytes a multiple of 8 */
  constructor(cellBytes: number) {
    this.cellBytes = cellBytes;
    this.cellsPerChunk = Math.floor(CHUNK_BYTES / cellBytes);
  }

  /** @returns a cell, which is zero */
  take(): number {
    const cell = this.firstFree;
    if (cell === NONE) {
      if (this.used === this.chunks.length * this.cellsPerChunk) {
        this.chunks.push(new DataView(new ArrayBuffer(this.cellsPerChunk * this.cellBytes)));
      }
      return this.used++;
    }
    const view = this.viewOf(cell);
    const offset = this.offsetOf(cell);
    this.firstFree = view.getInt32(offset, true);
    for (let at = 0; at < this.cellBytes; at += 8) view.setFloat64(offset + at, 0);
    return cell;
  }

  give(cell: number): void {
    this.viewOf(cell).setInt32(this.offsetOf(cell), this.firstFree, true);
    this.firstFree = cell;
  }

  viewOf(cell: number): DataView {
    return this.chunks[(cell / this.cellsPerChunk) | 0];
  }

  /** Of the cell's first byte in its view. */
  offsetOf(cell: number): number {
    return (cell % this.cellsPerChunk) * this.cellBytes;
  }

  bytesOf(cell: number): Uint8Array {
    const view = this.viewOf(cell);
    return new Uint8Array(view.buffer, view.byteOffset + this.offsetOf(cell), this.cellBytes);
  }

  /** The chunks, whole. */
  copyState(copy: ArrayCopier): Uint8Array[] {
    return this.chunks.map((chunk) => copy(new Uint8Array(chunk.buffer)));
  }

  /** Has the cells that were copied, for `bytesOf` only. */
  adoptState(chunks: readonly Uint8Array[]): void {
    this.chunks = chunks.map((chunk) => new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
}
