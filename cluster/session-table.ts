import { assert } from "./assert.ts";
import { Session, type SessionOptions } from "./session.ts";

interface SessionTableLimits {
  sessionsMax: number;
  replyRingBytesDefault: number;
  replyRingBytesMax: number;
  replyRingsBytesMax: number;
  replyBytesMax: number;
}

/** The open sessions, in the order in which they were opened, which is that of their ids. */
export class SessionTable {
  private readonly limits: SessionTableLimits;
  private readonly byId = new Map<number, Session>();
  private readonly byNonce = new Map<string, Session>();
  private grantedBytes = 0;

  constructor(limits: SessionTableLimits) {
    this.limits = limits;
  }

  get count(): number {
    return this.byId.size;
  }

  /** Hot path: once per run. */
  get(id: number): Session | undefined {
    return this.byId.get(id);
  }

  /** The open session that a command with this nonce opened. */
  find(nonce: Uint8Array): Session | undefined {
    return this.byNonce.get(nonceKey(nonce));
  }

  /** What a session that asks for this much (0: nothing special) gets; it holds one reply at least. */
  grantableBytes(askedBytes: number): number {
    const { replyRingBytesDefault, replyRingBytesMax, replyBytesMax } = this.limits;
    const asked = askedBytes === 0 ? replyRingBytesDefault : askedBytes;
    return Math.max(replyBytesMax, Math.min(replyRingBytesMax, asked));
  }

  /** False when another session would be one too many, or its replies could take too much memory. */
  hasRoom(replyRingBytes: number): boolean {
    return (
      this.byId.size < this.limits.sessionsMax &&
      this.grantedBytes + replyRingBytes <= this.limits.replyRingsBytesMax
    );
  }

  open(options: SessionOptions): Session {
    const session = new Session(options);
    const key = nonceKey(session.nonce);
    assert(!this.byId.has(session.id) && !this.byNonce.has(key));
    this.byId.set(session.id, session);
    this.byNonce.set(key, session);
    this.grantedBytes += session.replies.limitBytes;
    return session;
  }

  close(session: Session): void {
    assert(this.byId.delete(session.id));
    assert(this.byNonce.delete(nonceKey(session.nonce)));
    this.grantedBytes -= session.replies.limitBytes;
  }

  [Symbol.iterator](): IterableIterator<Session> {
    return this.byId.values();
  }
}

/** Sessions are opened rarely: a string as key is plain and short. */
function nonceKey(nonce: Uint8Array): string {
  return String.fromCharCode(...nonce);
}
