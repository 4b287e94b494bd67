import { Problem } from "../problem.ts";

/**
 * The subprotocol `lockstep.sbe.v1`: a binary WebSocket message is 1..N items, each beginning at a
 * multiple of 8 from the message's start. Little-endian. From the client:
 *
 *     0 u32 length   of the item with this header, without the padding after it
 *     4 u8  kind     RequestKind
 *     5 u8  flags    1: an idempotency key of 16 bytes follows the header (commands only)
 *     6 u16 zero
 *     8 u64 id       below 2^53; comes back with the answer
 *    16 [16 bytes idempotency key]
 *    .. an SBE message, header included; or a login as JSON
 *
 * From the gateway:
 *
 *     0 u32 length   of the item with this header, without the padding after it
 *     4 u8  kind     AnswerKind
 *     5 u8  zero
 *     6 u16 zero
 *     8 u64 id       of the request; 0 when the item could not be read, or it answers none
 *    16 u64 position where it was applied; for a query, the applied position it saw; else 0
 *    24 the payload that AnswerKind names
 */
export const SUBPROTOCOL = "lockstep.sbe.v1";

export const RequestKind = { Command: 1, Query: 2, Login: 3, Ping: 4 } as const;
export type RequestKind = (typeof RequestKind)[keyof typeof RequestKind];

export const AnswerKind = {
  /** Payload: the reply's SBE message; template 65535 is a rejection. */
  Reply: 129,
  /** Payload: an RFC 9457 problem as JSON in UTF-8. */
  Error: 130,
  /** Payload: the URL of the leader's WebSocket in UTF-8; the connection closes with 4001. */
  Redirect: 131,
  /** No payload. */
  LoggedIn: 132,
  /** No payload. */
  Pong: 133,
  /** Once a second. Payload: u64 cluster time in microseconds; `position` is the last one applied. */
  Heartbeat: 134,
  /** No payload: the gateway goes down; go on at another node. */
  ServerShutdown: 135,
} as const;
export type AnswerKind = (typeof AnswerKind)[keyof typeof AnswerKind];

export const REQUEST_HEADER_BYTES = 16;
export const ANSWER_HEADER_BYTES = 24;
export const IDEMPOTENCY_KEY_BYTES = 16;
export const FLAG_IDEMPOTENCY_KEY = 1;

/** One item of a client's frame: a flyweight, moved from item to item. */
export class RequestItem {
  view!: DataView;
  offset = 0;
  length = 0;

  /** @throws Problem when the item is not whole, or its header is not of the protocol */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    const rest = view.byteLength - offset;
    if (rest < REQUEST_HEADER_BYTES) {
      this.length = rest;
      throw malformed(offset, `${rest} bytes are left; an item's header takes ${REQUEST_HEADER_BYTES}`);
    }
    this.length = view.getUint32(offset, true);
    if (this.length > rest) {
      throw malformed(offset, `its length is ${this.length}, but only ${rest} bytes are left`);
    }
    const headerBytes = REQUEST_HEADER_BYTES + (this.hasIdempotencyKey ? IDEMPOTENCY_KEY_BYTES : 0);
    if (this.length < headerBytes) {
      throw malformed(offset, `its length is ${this.length}, less than its header's ${headerBytes}`);
    }
    if ((this.flags & ~FLAG_IDEMPOTENCY_KEY) !== 0 || view.getUint16(offset + 6, true) !== 0) {
      throw malformed(offset, "bits that must be zero are not");
    }
    if (this.hasIdempotencyKey && this.kind !== RequestKind.Command) {
      throw malformed(offset, "only a command has an idempotency key");
    }
    if (!Number.isSafeInteger(this.id)) throw malformed(offset, "its id is not below 2^53");
    return this;
  }

  get kind(): number {
    return this.view.getUint8(this.offset + 4);
  }
  get flags(): number {
    return this.view.getUint8(this.offset + 5);
  }
  get hasIdempotencyKey(): boolean {
    return (this.flags & FLAG_IDEMPOTENCY_KEY) !== 0;
  }
  get id(): number {
    return (
      this.view.getUint32(this.offset + 8, true) + this.view.getUint32(this.offset + 12, true) * TWO_TO_32
    );
  }
  get idempotencyKey(): Uint8Array {
    return new Uint8Array(
      this.view.buffer,
      this.view.byteOffset + this.offset + REQUEST_HEADER_BYTES,
      IDEMPOTENCY_KEY_BYTES,
    );
  }
  get payloadOffset(): number {
    return this.offset + REQUEST_HEADER_BYTES + (this.hasIdempotencyKey ? IDEMPOTENCY_KEY_BYTES : 0);
  }
  get payloadLength(): number {
    return this.offset + this.length - this.payloadOffset;
  }
  get payload(): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.payloadOffset, this.payloadLength);
  }
  /** Where the next item begins; at or after the end of the frame there is none. */
  get nextOffset(): number {
    return this.offset + alignTo8(this.length);
  }
}

/** Collects the items of one turn into one message. */
export class AnswerFrame {
  #bytes: Uint8Array = new Uint8Array(FIRST_CAPACITY_BYTES);
  #view: DataView = new DataView(this.#bytes.buffer);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(kind: AnswerKind, id: number, position: number, payload: Uint8Array): void {
    const start = this.#length;
    const length = ANSWER_HEADER_BYTES + payload.byteLength;
    this.#length += alignTo8(length);
    if (this.#length > this.#bytes.byteLength) this.#grow();
    const view = this.#view;
    view.setUint32(start, length, true);
    view.setUint32(start + 4, kind, true);
    view.setUint32(start + 8, id, true);
    view.setUint32(start + 12, id / TWO_TO_32, true);
    view.setUint32(start + 16, position, true);
    view.setUint32(start + 20, position / TWO_TO_32, true);
    this.#bytes.set(payload, start + ANSWER_HEADER_BYTES);
    this.#bytes.fill(0, start + length, this.#length);
  }

  /** @returns the message, in bytes of its own; the frame is empty again */
  take(): Uint8Array {
    const message = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return message;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.byteLength));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

function alignTo8(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function malformed(offset: number, reason: string): Problem {
  return new Problem(
    "MALFORMED_FRAME",
    `The item at byte ${offset} is refused: ${reason}. Nothing of the frame was applied.`,
  );
}

const TWO_TO_32 = 4_294_967_296;
const FIRST_CAPACITY_BYTES = 1024;
