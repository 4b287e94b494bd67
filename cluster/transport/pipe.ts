import type { Acceptor, Connection, ConnectionListener, Dialer } from "./connection.ts";

/** Runs a function soon, after the caller has returned: microtasks, or a simulator's turn. */
export type Defer = (run: () => void) => void;

const NOBODY: ConnectionListener = { onBytes: () => {}, onWritten: () => {}, onClose: () => {} };

/** One end of a pipe inside the process. Bytes are handed over, not copied. */
class PipeEnd implements Connection {
  readonly peer: string;
  listener: ConnectionListener = NOBODY;
  other!: PipeEnd;
  pendingBytes = 0;
  private readonly defer: Defer;
  private readonly written: Uint8Array[] = [];
  private flushed = 0;
  private delivering = false;
  private paused = false;
  private ending = false;
  closed = false;

  constructor(peer: string, defer: Defer) {
    this.peer = peer;
    this.defer = defer;
  }

  write(bytes: Uint8Array): void {
    if (this.closed || this.ending) return;
    this.written.push(bytes);
    this.pendingBytes += bytes.byteLength;
  }

  flush(): void {
    this.flushed = this.written.length;
    this.scheduleDelivery();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.other.scheduleDelivery();
  }

  end(): void {
    this.flush();
    this.ending = true;
    this.scheduleDelivery();
  }

  destroy(): void {
    this.defer(() => {
      this.close("closed here");
      this.other.close("closed by the other end");
    });
  }

  private scheduleDelivery(): void {
    if (this.delivering || this.closed) return;
    this.delivering = true;
    this.defer(() => this.deliver());
  }

  private deliver(): void {
    this.delivering = false;
    while (this.flushed > 0 && !this.other.paused && !this.closed) {
      const bytes = this.written.shift()!;
      this.flushed--;
      this.pendingBytes -= bytes.byteLength;
      this.other.listener.onBytes(bytes);
      if (!this.closed) this.listener.onWritten(bytes);
    }
    if (this.ending && this.written.length === 0) {
      this.close("closed here");
      this.other.close("closed by the other end");
    }
  }

  private close(reason: string): void {
    if (this.closed) return;
    this.closed = true;
    this.written.length = 0;
    this.flushed = 0;
    this.listener.onClose(reason);
  }
}

/** Dials a node in the same process: no sockets, no copies, and no secret to prove. */
export class PipeDialer implements Dialer {
  private readonly acceptorOf: (endpoint: string) => Acceptor | undefined;
  private readonly defer: Defer;

  /** @param acceptorOf undefined when nobody listens there now */
  constructor(acceptorOf: (endpoint: string) => Acceptor | undefined, defer: Defer = queueMicrotask) {
    this.acceptorOf = acceptorOf;
    this.defer = defer;
  }

  dial(endpoint: string, listener: ConnectionListener, onOpen: () => void): Connection {
    const near = new PipeEnd(endpoint, this.defer);
    const far = new PipeEnd("a client in this process", this.defer);
    near.other = far;
    far.other = near;
    near.listener = listener;
    this.defer(() => {
      const acceptor = this.acceptorOf(endpoint);
      if (near.closed) return; // Its owner thought better of it.
      if (acceptor === undefined) {
        near.destroy();
        return;
      }
      onOpen();
      far.listener = acceptor.accept(far, true);
    });
    return near;
  }
}
