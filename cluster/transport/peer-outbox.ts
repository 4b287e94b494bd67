import { assert } from "../assert.ts";
import { limits } from "../limits.ts";
import type { Message } from "../raft/message.ts";
import { PEER_HEAD_BYTES_MAX } from "./peer-frame.ts";
import { peerBodyBytes, peerHeadBytes, writePeerHead } from "./peer-message.ts";
import type { PeerSocket } from "./peer-wire.ts";

/** Room for the largest batch, the envelope and what was waiting: a batch leaves in one write. */
const CHUNK_BYTES = 278_528;
const POOL_MAX = 32;
/** The system tells only of whole writes: these are small enough to show that a slow peer still takes some. */
const CHUNKS_PER_WRITE = 4;
/** An append with this much in it does not wait for others. */
const AT_ONCE_BYTES = 4_096;
/** What may wait above the bound: words without batches, some 8,000 of them. */
const RESERVE_BYTES = 1_048_576;
/** What may wait behind all else; more than a receiver asks for at a time. */
const BEHIND_BYTES_MAX = 1_048_576;

/** What an outbox needs of a socket. */
export type WritableSocket = Pick<PeerSocket, "write" | "cork" | "uncork" | "writableLength">;

export class PeerChunk {
  readonly bytes: Uint8Array = new Uint8Array(CHUNK_BYTES);
  readonly view: DataView = new DataView(this.bytes.buffer);
  used = 0;
}

/** Memory for what is being sent, shared by the connections of a node. */
export class PeerChunks {
  private readonly pool: PeerChunk[] = [];

  constructor() {
    assert(PEER_HEAD_BYTES_MAX <= CHUNK_BYTES && limits.batchBytesMax + 4_096 <= CHUNK_BYTES);
  }

  take(): PeerChunk {
    return this.pool.pop() ?? new PeerChunk();
  }

  giveBack(chunk: PeerChunk): void {
    chunk.used = 0;
    if (this.pool.length < POOL_MAX) this.pool.push(chunk);
  }
}

/**
 * What one peer is to be sent. Everything is copied, heads and batches alike, into chunks that go to
 * the socket as they are: the kernel takes only part of every fourth large write at once (measured), and
 * the rest is read after the node has filled the batch's memory anew. A copy costs 10 to 15 us for 256 KiB.
 *
 * While the system has not taken the last write, what comes is gathered: a peer that does not read costs
 * the bytes of its messages, and no write.
 *
 * Pieces of snapshots wait behind all that, and leave one by one when nothing else does: they use what the
 * messages leave of the network.
 */
export class PeerOutbox {
  private readonly socket: WritableSocket;
  private readonly chunks: PeerChunks;
  private readonly bytesMax: number;
  private open: PeerChunk | undefined;
  /** Full ones, oldest first. */
  private readonly full: PeerChunk[] = [];
  /** With the system, and not yet copied by it. */
  private readonly written: PeerChunk[] = [];
  /** Frames that wait behind all else. */
  private readonly behind: Uint8Array[] = [];
  private behindBytes = 0;
  private gatheredBytes = 0;
  private writtenBytes = 0;
  private isClosed = false;
  /** How often the system has taken everything. */
  drains = 0;

  constructor(socket: WritableSocket, chunks: PeerChunks, bytesMax: number) {
    this.socket = socket;
    this.chunks = chunks;
    this.bytesMax = bytesMax;
  }

  /** Not yet taken by the system. */
  get pendingBytes(): number {
    return this.gatheredBytes + this.writtenBytes;
  }

  /**
   * Adds a message; it leaves with the next `flush`, or at once when it carries much.
   *
   * @returns false when too much waits already: the message is dropped. Words without batches are dropped
   *   later than batches, so that votes and heartbeats get through.
   */
  send(message: Message, wallUs: number): boolean {
    const headBytes = peerHeadBytes(message);
    const bodyBytes = peerBodyBytes(message);
    const bound = bodyBytes > 0 ? this.bytesMax : this.bytesMax + RESERVE_BYTES;
    if (this.pendingBytes + headBytes + bodyBytes > bound) return false;
    if (this.isClosed) return false;
    const chunk = this.roomFor(headBytes);
    writePeerHead(chunk.bytes, chunk.view, chunk.used, message, wallUs, headBytes, bodyBytes);
    chunk.used += headBytes;
    this.gatheredBytes += headBytes + bodyBytes;
    for (let i = 0; i < message.entries.length; i++) this.append(message.entries[i].data);
    if (bodyBytes >= AT_ONCE_BYTES) this.flush();
    return true;
  }

  /** Adds a frame that is complete. */
  sendFrame(frame: Uint8Array): void {
    if (this.isClosed) return;
    this.gatheredBytes += frame.byteLength;
    this.append(frame);
  }

  /** Adds a frame that leaves when nothing else waits. @returns false when too many wait: it is dropped */
  sendBehind(frame: Uint8Array): boolean {
    if (this.isClosed || this.behindBytes + frame.byteLength > BEHIND_BYTES_MAX) return false;
    this.behind.push(frame);
    this.behindBytes += frame.byteLength;
    return true;
  }

  /** One write of what waits, unless the system still has some of the last one. */
  flush(): void {
    while (this.writtenBytes === 0 && !this.isClosed) {
      if (this.gatheredBytes === 0) {
        const frame = this.behind.shift();
        if (frame === undefined) return;
        this.behindBytes -= frame.byteLength;
        this.sendFrame(frame);
      }
      this.write();
    }
  }

  /** What is still with the system is not used again. */
  close(): void {
    this.isClosed = true;
    this.written.length = 0;
    this.full.length = 0;
    this.behind.length = 0;
    this.open = undefined;
  }

  private readonly onWritten = (): void => {
    // Also called for writes that were taken at once; then there may be others on their way.
    this.release();
    this.flush();
  };

  private write(): void {
    const { socket, full } = this;
    if (full.length < CHUNKS_PER_WRITE && this.open !== undefined) {
      full.push(this.open);
      this.open = undefined;
    }
    const count = Math.min(full.length, CHUNKS_PER_WRITE);
    if (count > 1) socket.cork();
    for (let i = 0; i < count; i++) {
      const chunk = full.shift()!;
      this.written.push(chunk);
      this.writtenBytes += chunk.used;
      socket.write(
        chunk.used === CHUNK_BYTES ? chunk.bytes : chunk.bytes.subarray(0, chunk.used),
        this.onWritten,
      );
    }
    this.gatheredBytes -= this.writtenBytes;
    if (count > 1) socket.uncork();
    this.release();
  }

  /** Most writes are taken by the system before `write` returns. */
  private release(): void {
    if (this.writtenBytes === 0 || this.socket.writableLength > 0 || this.isClosed) return;
    for (const chunk of this.written) this.chunks.giveBack(chunk);
    this.written.length = 0;
    this.writtenBytes = 0;
    this.drains++;
  }

  private append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.byteLength;) {
      const chunk = this.roomFor(8);
      const size = Math.min(bytes.byteLength - from, CHUNK_BYTES - chunk.used);
      chunk.bytes.set(size === bytes.byteLength ? bytes : bytes.subarray(from, from + size), chunk.used);
      chunk.used += size;
      from += size;
    }
    const chunk = this.open!;
    while (chunk.used % 8 !== 0) chunk.bytes[chunk.used++] = 0;
  }

  private roomFor(bytes: number): PeerChunk {
    if (this.open !== undefined && this.open.used + bytes > CHUNK_BYTES) {
      this.full.push(this.open);
      this.open = undefined;
    }
    this.open ??= this.chunks.take();
    return this.open;
  }
}
