import { MESSAGE_HEADER_BYTES } from "./batch.ts";
import { readU53, writeU53 } from "./u53.ts";

/**
 * The cluster's own messages: schema id 0, SBE layout, little-endian, offsets from the block, which
 * follows the 8-byte message header {u16 blockLength, u16 templateId, u16 schemaId, u16 version}.
 *
 *     OpenSession     0 16 bytes nonce, 16 u32 principalId, 20 u32 timeoutMs (0 with flag Lasting: none),
 *                     24 u32 replyRingBytes (0: default), 28 u8 roles, u8 flags (SessionFlag), u16 zero
 *     CloseSession    0 u53 sessionId, 8 u8 reason (CloseReason), zero to 16
 *     TimePassed      (empty)
 *     SkipCommand     0 u53 position, 8 u16 timerSchemaId (0: the command itself), u16 timerKind, u32 zero, 16 u53 timerKey
 *     ActivateVersion 0 u32 version, u32 zero
 *     TakeSnapshot    (empty)
 *     OpenLink        0 u53 insteadOf, 8 16 bytes nonce, 24 u16 schemaId, zero to 32
 *     LinkOpened      0 u53 sessionId, 8 16 bytes nonce, 24 u16 schemaId, zero to 32
 *     LinkReply       0 u53 sessionId, 8 u53 number, 16 u16 schemaId, u8 unknownReason, u8 zero, 20 u32 length,
 *                     24 an SBE message, zero padding
 *     SessionOpened   0 u53 sessionId, 8 16 bytes nonce, 24 u32 timeoutMs, u32 replyRingBytes
 *     SessionClosed   0 u53 sessionId, 8 u8 reason, zero to 16
 *     Done            (empty): TimePassed, SkipCommand, ActivateVersion, TakeSnapshot, OpenLink, LinkOpened, LinkReply
 *     Rejected        0 u16 code, u16 and u32 zero, 8 i64 value (-2^63: none); the same in every schema
 *
 * They are commands only in runs with session id 0, which are the leader's: ingress takes such a run
 * from a client when it is a single OpenSession, and never otherwise; the leader makes the others, on its own or for
 * a proven administrator. In a client's session schema 0 is rejected.
 */
export const SYSTEM_SCHEMA_ID = 0;

export const SystemTemplate = {
  OpenSession: 1,
  CloseSession: 2,
  TimePassed: 3,
  SkipCommand: 4,
  ActivateVersion: 5,
  TakeSnapshot: 6,
  OpenLink: 11,
  LinkOpened: 12,
  LinkReply: 13,
  SessionOpened: 101,
  SessionClosed: 102,
  Done: 103,
  Rejected: 65_535,
} as const;

/** Codes of rejections with schema id 0. The value says more; its meaning is in the comment. */
export const SystemRejection = {
  /** The reply to a repeated request is no longer kept. Value: its correlation id. */
  REPLY_DROPPED: 1,
  /** The run does not follow the last one. Value: the correlation id that comes next. */
  CORRELATION_GAP: 2,
  /** No such session, or no longer. Value: its id. */
  SESSION_UNKNOWN: 3,
  /** No room for another session. Value: how many are open. */
  SESSIONS_FULL: 4,
  /** The idempotency key was used with other content. Value: the position where. */
  IDEMPOTENCY_CONFLICT: 5,
  /** No room for another idempotency key; nothing was done. Value: how many are kept. */
  IDEMPOTENCY_TABLE_FULL: 6,
  /** No service has this schema id. Value: the id. */
  UNKNOWN_SCHEMA: 7,
  /** An administrator had the command skipped after its handler failed. Value: its position. */
  SKIPPED: 8,
  /** Too many timers are set; nothing was done. Value: how many. */
  TIMERS_FULL: 9,
  /** The nonce belongs to another principal's session. */
  NONCE_TAKEN: 10,
  /** A version is only ever raised. Value: the active one. */
  VERSION_NOT_HIGHER: 11,
  /** Only an earlier position can be skipped. Value: the position asked for. */
  SKIP_NOT_EARLIER: 12,
  /** The query's handler failed; the node's logger has the error. */
  QUERY_FAILED: 13,
  /** The apply has halted. Value: the position. */
  HALTED: 14,
  /** What another cluster said came twice or too late. Value: the number of the request that is answered next. */
  LINK_MOVED_ON: 15,
} as const;
export type SystemRejection = (typeof SystemRejection)[keyof typeof SystemRejection];

export const CloseReason = { Client: 1, Timeout: 2, Administrator: 3 } as const;
export type CloseReason = (typeof CloseReason)[keyof typeof CloseReason];

/** Lasting: the session has no time-out. It belongs to a cluster, which may be without a leader for any time. */
export const SessionFlag = { Lasting: 1 } as const;

export const NONCE_BYTES = 16;
export const REJECTED_BLOCK_BYTES = 16;
const SYSTEM_VERSION = 1;
const TWO_TO_32 = 4_294_967_296;

const blockBytes: Readonly<Record<number, number>> = {
  [SystemTemplate.OpenSession]: 32,
  [SystemTemplate.CloseSession]: 16,
  [SystemTemplate.TimePassed]: 0,
  [SystemTemplate.SkipCommand]: 24,
  [SystemTemplate.ActivateVersion]: 8,
  [SystemTemplate.TakeSnapshot]: 0,
  [SystemTemplate.OpenLink]: 32,
  [SystemTemplate.LinkOpened]: 32,
  [SystemTemplate.LinkReply]: 24,
  [SystemTemplate.SessionOpened]: 32,
  [SystemTemplate.SessionClosed]: 16,
  [SystemTemplate.Done]: 0,
};

/** Of one of the cluster's own messages; 0 when it is none. */
export function systemBlockBytes(templateId: number): number {
  return templateId === SystemTemplate.Rejected ? REJECTED_BLOCK_BYTES : (blockBytes[templateId] ?? 0);
}

export interface OpenSession {
  /** 16 random bytes of the client: sending it again finds the session that it opened. */
  nonce: Uint8Array;
  principalId: number;
  roles: number;
  /** The leader closes the session after this long without a sign of life; 0 when it is lasting. */
  timeoutMs: number;
  /** Memory for replies that are not acknowledged; 0 for the default. */
  replyRingBytes: number;
  /** Of SessionFlag. */
  flags: number;
}

export interface SkipCommand {
  position: number;
  /** Set: this timer of the position is dropped; not set: its command is. */
  timer: { schemaId: number; kind: number; key: number } | undefined;
}

export interface SessionOpened {
  sessionId: number;
  nonce: Uint8Array;
  timeoutMs: number;
  replyRingBytes: number;
}

export interface SessionClosed {
  sessionId: number;
  reason: CloseReason;
}

export interface Rejected {
  schemaId: number;
  code: number;
  value: number | undefined;
}

/** Every encoder returns one whole message, a multiple of 8 bytes: put a command header before it. */
export function encodeOpenSession(message: OpenSession): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.OpenSession);
  bytes.set(message.nonce.subarray(0, NONCE_BYTES), 8);
  view.setUint32(24, message.principalId, true);
  view.setUint32(28, message.timeoutMs, true);
  view.setUint32(32, message.replyRingBytes, true);
  view.setUint8(36, message.roles);
  view.setUint8(37, message.flags);
  return bytes;
}

/** All decoders: `offset` is that of the message header, and the message has been validated. */
export function decodeOpenSession(view: DataView, offset: number): OpenSession {
  const block = offset + MESSAGE_HEADER_BYTES;
  return {
    nonce: copyBytes(view, block, NONCE_BYTES),
    principalId: view.getUint32(block + 16, true),
    timeoutMs: view.getUint32(block + 20, true),
    replyRingBytes: view.getUint32(block + 24, true),
    roles: view.getUint8(block + 28),
    flags: view.getUint8(block + 29),
  };
}

export function encodeCloseSession(message: SessionClosed): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.CloseSession);
  writeU53(view, 8, message.sessionId);
  view.setUint8(16, message.reason);
  return bytes;
}

export function decodeCloseSession(view: DataView, offset: number): SessionClosed {
  const block = offset + MESSAGE_HEADER_BYTES;
  return { sessionId: readU53(view, block), reason: view.getUint8(block + 8) as CloseReason };
}

export function encodeTimePassed(): Uint8Array {
  return newMessage(SystemTemplate.TimePassed).bytes;
}

export function encodeSkipCommand(message: SkipCommand): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.SkipCommand);
  writeU53(view, 8, message.position);
  if (message.timer !== undefined) {
    view.setUint16(16, message.timer.schemaId, true);
    view.setUint16(18, message.timer.kind, true);
    writeU53(view, 24, message.timer.key);
  }
  return bytes;
}

export function decodeSkipCommand(view: DataView, offset: number): SkipCommand {
  const block = offset + MESSAGE_HEADER_BYTES;
  const schemaId = view.getUint16(block + 8, true);
  return {
    position: readU53(view, block),
    timer:
      schemaId === SYSTEM_SCHEMA_ID
        ? undefined
        : { schemaId, kind: view.getUint16(block + 10, true), key: readU53(view, block + 16) },
  };
}

export function encodeActivateVersion(version: number): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.ActivateVersion);
  view.setUint32(8, version, true);
  return bytes;
}

export function decodeActivateVersion(view: DataView, offset: number): number {
  return view.getUint32(offset + MESSAGE_HEADER_BYTES, true);
}

/** All nodes take a snapshot at the end of the batch that has it. */
export function encodeTakeSnapshot(): Uint8Array {
  return newMessage(SystemTemplate.TakeSnapshot).bytes;
}

export function encodeSessionOpened(message: SessionOpened): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.SessionOpened);
  writeU53(view, 8, message.sessionId);
  bytes.set(message.nonce, 16);
  view.setUint32(32, message.timeoutMs, true);
  view.setUint32(36, message.replyRingBytes, true);
  return bytes;
}

export function decodeSessionOpened(view: DataView, offset: number): SessionOpened {
  const block = offset + MESSAGE_HEADER_BYTES;
  return {
    sessionId: readU53(view, block),
    nonce: copyBytes(view, block + 8, NONCE_BYTES),
    timeoutMs: view.getUint32(block + 24, true),
    replyRingBytes: view.getUint32(block + 28, true),
  };
}

export function encodeSessionClosed(message: SessionClosed): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.SessionClosed);
  writeU53(view, 8, message.sessionId);
  view.setUint8(16, message.reason);
  return bytes;
}

/** Same block as the command. */
export const decodeSessionClosed: (view: DataView, offset: number) => SessionClosed = decodeCloseSession;

export function encodeDone(): Uint8Array {
  return newMessage(SystemTemplate.Done).bytes;
}

/** Hot path: writes a rejection of any schema into zeroed bytes. @param value undefined: none */
export function writeRejected(
  view: DataView,
  offset: number,
  schemaId: number,
  code: number,
  value: number | undefined,
): void {
  view.setUint16(offset, REJECTED_BLOCK_BYTES, true);
  view.setUint16(offset + 2, SystemTemplate.Rejected, true);
  view.setUint16(offset + 4, schemaId, true);
  view.setUint16(offset + 8, code, true);
  if (value === undefined) {
    view.setInt32(offset + 20, -2_147_483_648, true); // -2^63: the null value.
  } else {
    view.setInt32(offset + 16, value, true); // Takes the low 32 bits.
    view.setInt32(offset + 20, Math.floor(value / TWO_TO_32), true);
  }
}

export function encodeRejected(rejected: Rejected): Uint8Array {
  const bytes = new Uint8Array(MESSAGE_HEADER_BYTES + REJECTED_BLOCK_BYTES);
  writeRejected(new DataView(bytes.buffer), 0, rejected.schemaId, rejected.code, rejected.value);
  return bytes;
}

/** @returns undefined when the message is not a rejection */
export function decodeRejected(view: DataView, offset: number): Rejected | undefined {
  if (templateIdOf(view, offset) !== SystemTemplate.Rejected) return undefined;
  const high = view.getInt32(offset + 20, true);
  return {
    schemaId: schemaIdOf(view, offset),
    code: view.getUint16(offset + 8, true),
    value: high === -2_147_483_648 ? undefined : high * TWO_TO_32 + view.getUint32(offset + 16, true),
  };
}

export function templateIdOf(view: DataView, offset: number): number {
  return view.getUint16(offset + 2, true);
}

export function schemaIdOf(view: DataView, offset: number): number {
  return view.getUint16(offset + 4, true);
}

/** True for the one system command that a client may send. */
export function isOpenSession(view: DataView, offset: number): boolean {
  return (
    schemaIdOf(view, offset) === SYSTEM_SCHEMA_ID && templateIdOf(view, offset) === SystemTemplate.OpenSession
  );
}

/**
 * Checks foreign bytes that claim to be a command of schema 0.
 * @param length of the message with its header, and with up to 7 bytes of padding
 * @returns undefined when well-formed, else what is wrong
 */
export function validateSystemCommand(view: DataView, offset: number, length: number): string | undefined {
  if (length < MESSAGE_HEADER_BYTES) {
    return `a message has a header of ${MESSAGE_HEADER_BYTES} bytes, here are ${length}`;
  }
  const template = templateIdOf(view, offset);
  const expected = template < SystemTemplate.SessionOpened ? blockBytes[template] : undefined;
  if (expected === undefined) return `no command of schema 0 has template id ${template}`;
  const block = view.getUint16(offset, true);
  if (block !== expected) return `the block of template ${template} has ${expected} bytes, not ${block}`;
  if (length < MESSAGE_HEADER_BYTES + block) {
    return `a block of ${block} bytes does not fit into ${length - MESSAGE_HEADER_BYTES}`;
  }
  return validateBlock(view, offset + MESSAGE_HEADER_BYTES, length - MESSAGE_HEADER_BYTES, template);
}

function validateBlock(view: DataView, block: number, length: number, template: number): string | undefined {
  switch (template) {
    case SystemTemplate.OpenSession: {
      const timeoutMs = view.getUint32(block + 20, true);
      const flags = view.getUint8(block + 29);
      if (flags > SessionFlag.Lasting) return `flags is ${flags}; only ${SessionFlag.Lasting} is defined`;
      if (flags === SessionFlag.Lasting) {
        return timeoutMs === 0 ? undefined : `timeoutMs is ${timeoutMs}; a lasting session has none`;
      }
      return timeoutMs === 0 ? "timeoutMs is 0; a session needs a time-out" : undefined;
    }
    case SystemTemplate.CloseSession: {
      const reason = view.getUint8(block + 8);
      if (reason < CloseReason.Client || reason > CloseReason.Administrator) {
        return `no reason for closing is ${reason}`;
      }
      return validateU53(view, block, "sessionId");
    }
    case SystemTemplate.SkipCommand:
      return validateU53(view, block, "position") ?? validateU53(view, block + 16, "timerKey");
    case SystemTemplate.OpenLink:
    case SystemTemplate.LinkOpened:
      return validateU53(view, block, "sessionId");
    case SystemTemplate.LinkReply: {
      const messageBytes = view.getUint32(block + 20, true);
      if (messageBytes > length - 24) return `a message of ${messageBytes} bytes does not fit into ${length - 24}`;
      return validateU53(view, block, "sessionId") ?? validateU53(view, block + 8, "number");
    }
    default:
      return undefined;
  }
}

function validateU53(view: DataView, offset: number, name: string): string | undefined {
  return view.getUint32(offset + 4, true) < 2_097_152 ? undefined : `${name} is not below 2^53`;
}

function newMessage(template: number): { bytes: Uint8Array; view: DataView } {
  const block = blockBytes[template];
  const bytes = new Uint8Array(MESSAGE_HEADER_BYTES + block);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, block, true);
  view.setUint16(2, template, true);
  view.setUint16(4, SYSTEM_SCHEMA_ID, true);
  view.setUint16(6, SYSTEM_VERSION, true);
  return { bytes, view };
}

function copyBytes(view: DataView, offset: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length).slice();
}
