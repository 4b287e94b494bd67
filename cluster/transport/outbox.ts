import type { Connection } from "./connection.ts";

const CHUNK_BYTES = 65_536;
const POOL_MAX = 256;

/** Memory for what is being sent, shared by all connections of a node or client. */
export class ChunkPool {
  private readonly chunks: Uint8Array[] = [];

  take(): Uint8Array {
    return this.chunks.pop() ?? new Uint8Array(CHUNK_BYTES);
  }

  giveBack(chunk: Uint8Array): void {
    if (chunk.byteLength === CHUNK_BYTES && this.chunks.length < POOL_MAX) this.chunks.push(chunk);
  }
}

/**
 * What one connection is to be sent at the end of the turn: copies gathered into chunks, so that a
 * turn costs a connection one write however many frames it got. Hot path: a copy per append.
 */
export class Outbox {
  private readonly connection: Connection;
  private readonly pool: ChunkPool;
  private chunk: Uint8Array | undefined;
  private used = 0;
  private dirty = false;

  constructor(connection: Connection, pool: ChunkPool) {
    this.connection = connection;
    this.pool = pool;
  }

  /** Not yet taken over by the system. */
  get pendingBytes(): number {
    return this.connection.pendingBytes + this.used;
  }

  append(bytes: Uint8Array): void {
    this.dirty = true;
    let from = 0;
    while (from < bytes.byteLength) {
      this.chunk ??= this.pool.take();
      const size = Math.min(bytes.byteLength - from, this.chunk.byteLength - this.used);
      this.chunk.set(size === bytes.byteLength ? bytes : bytes.subarray(from, from + size), this.used);
      this.used += size;
      from += size;
      if (this.used === this.chunk.byteLength) this.handOver();
    }
  }

  flush(): void {
    if (!this.dirty) return;
    this.dirty = false;
    if (this.used > 0) this.handOver();
    this.connection.flush();
  }

  /** To be called from the connection's `onWritten`. */
  onWritten(bytes: Uint8Array): void {
    this.pool.giveBack(new Uint8Array(bytes.buffer));
  }

  private handOver(): void {
    this.connection.write(this.chunk!.subarray(0, this.used));
    this.chunk = undefined;
    this.used = 0;
  }
}
