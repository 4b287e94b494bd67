import { ReplyRing } from "./reply-ring.ts";

/** What the cluster remembers of a client: the same on every node. */
export class Session {
  /** The position of the command that opened it. */
  readonly id: number;
  readonly principalId: number;
  readonly roles: number;
  /** 0: it is lasting. */
  readonly timeoutMs: number;
  readonly nonce: Uint8Array;
  readonly replies: ReplyRing;
  /** Of the last request applied; the next one has this + 1. */
  lastCorrelationId = 0;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.principalId = options.principalId;
    this.roles = options.roles;
    this.timeoutMs = options.timeoutMs;
    this.nonce = options.nonce;
    this.replies = new ReplyRing(options.replyRingBytes);
  }
}

export interface SessionOptions {
  id: number;
  principalId: number;
  roles: number;
  timeoutMs: number;
  /** 16 bytes. */
  nonce: Uint8Array;
  replyRingBytes: number;
}
