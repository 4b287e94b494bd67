import { assert } from "./assert.ts";
import {
  type Challenge,
  type ErrorCode,
  FrameType,
  type Hello,
  type Leader,
  type MemberRole,
  NONCE_BYTES,
  QUERY_OFFSET,
  QUERY_REPLY_OFFSET,
  type QueryHeader,
  type RefusalCode,
  type Refused,
  type SubscribeFrame,
  type Welcome,
  writeFrameHeader,
} from "./frame.ts";
import { readU53, writeU53 } from "./u53.ts";

/*
 * The bytes of the frames that are made once in a while; those of the hot path are written where they
 * are made. The layouts are in frame.ts.
 */

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** A frame's bytes with its header written and its body zero. */
function newFrame(type: FrameType, length: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array((length + 7) & ~7);
  const view = new DataView(bytes.buffer);
  writeFrameHeader(view, 0, type, bytes.byteLength);
  return { bytes, view };
}

function newTextFrame(
  type: FrameType,
  textOffset: number,
  value: string,
): { bytes: Uint8Array; view: DataView } {
  const encoded = utf8.encode(value);
  const frame = newFrame(type, textOffset + 4 + encoded.byteLength);
  frame.view.setUint32(textOffset, encoded.byteLength, true);
  frame.bytes.set(encoded, textOffset + 4);
  return frame;
}

/** @returns undefined when the text runs over the frame */
function textAt(view: DataView, offset: number, textOffset: number, length: number): string | undefined {
  const size = view.getUint32(offset + textOffset, true);
  if (size > length - textOffset - 4) return undefined;
  return text.decode(new Uint8Array(view.buffer, view.byteOffset + offset + textOffset + 4, size));
}

export function encodeChallenge(challenge: Challenge): Uint8Array {
  assert(challenge.nonce.byteLength === NONCE_BYTES);
  const { bytes, view } = newFrame(FrameType.Challenge, 56);
  view.setUint16(8, challenge.versionMin, true);
  view.setUint16(10, challenge.versionMax, true);
  view.setUint32(12, challenge.nodeId, true);
  writeU53(view, 16, challenge.clusterId);
  bytes.set(challenge.nonce, 24);
  return bytes;
}

/** All decoders: `offset` is the frame's, `length` its length; undefined when it is too short. */
export function decodeChallenge(view: DataView, offset: number, length: number): Challenge | undefined {
  if (length < 56) return undefined;
  return {
    versionMin: view.getUint16(offset + 8, true),
    versionMax: view.getUint16(offset + 10, true),
    nodeId: view.getUint32(offset + 12, true),
    clusterId: readU53(view, offset + 16),
    nonce: new Uint8Array(view.buffer, view.byteOffset + offset + 24, NONCE_BYTES).slice(),
  };
}

export function encodeHello(hello: Hello): Uint8Array {
  assert(hello.proof.byteLength === 32);
  const { bytes, view } = newFrame(FrameType.Hello, 56);
  view.setUint16(8, hello.versionMin, true);
  view.setUint16(10, hello.versionMax, true);
  writeU53(view, 16, hello.clusterId);
  bytes.set(hello.proof, 24);
  return bytes;
}

export function decodeHello(view: DataView, offset: number, length: number): Hello | undefined {
  if (length < 56) return undefined;
  return {
    versionMin: view.getUint16(offset + 8, true),
    versionMax: view.getUint16(offset + 10, true),
    clusterId: readU53(view, offset + 16),
    proof: new Uint8Array(view.buffer, view.byteOffset + offset + 24, 32).slice(),
  };
}

export function encodeWelcome(welcome: Welcome): Uint8Array {
  const { bytes, view } = newTextFrame(FrameType.Welcome, 36, welcome.leaderAddress);
  view.setUint16(8, welcome.version, true);
  view.setUint8(10, welcome.role);
  view.setUint32(12, welcome.nodeId, true);
  writeU53(view, 16, welcome.clusterId);
  writeU53(view, 24, welcome.clockMs);
  view.setUint32(32, welcome.leaderId, true);
  return bytes;
}

export function decodeWelcome(view: DataView, offset: number, length: number): Welcome | undefined {
  if (length < 40) return undefined;
  const leaderAddress = textAt(view, offset, 36, length);
  if (leaderAddress === undefined) return undefined;
  return {
    version: view.getUint16(offset + 8, true),
    role: view.getUint8(offset + 10) as MemberRole,
    nodeId: view.getUint32(offset + 12, true),
    clusterId: readU53(view, offset + 16),
    clockMs: readU53(view, offset + 24),
    leaderId: view.getUint32(offset + 32, true),
    leaderAddress,
  };
}

export function encodeRefused(refused: Refused): Uint8Array {
  const { bytes, view } = newTextFrame(FrameType.Refused, 36, refused.text);
  writeU53(view, 8, refused.sessionId);
  writeU53(view, 16, refused.firstCorrelationId);
  view.setUint32(24, refused.count, true);
  view.setUint32(28, refused.badIndex, true);
  view.setUint16(32, refused.code, true);
  return bytes;
}

export function decodeRefused(view: DataView, offset: number, length: number): Refused | undefined {
  if (length < 40) return undefined;
  const reason = textAt(view, offset, 36, length);
  if (reason === undefined) return undefined;
  return {
    sessionId: readU53(view, offset + 8),
    firstCorrelationId: readU53(view, offset + 16),
    count: view.getUint32(offset + 24, true),
    badIndex: view.getUint32(offset + 28, true),
    code: view.getUint16(offset + 32, true) as RefusalCode,
    text: reason,
  };
}

export function encodeNotLeader(leader: Leader): Uint8Array {
  const { bytes, view } = newTextFrame(FrameType.NotLeader, 12, leader.leaderAddress);
  view.setUint32(8, leader.leaderId, true);
  return bytes;
}

export function decodeNotLeader(view: DataView, offset: number, length: number): Leader | undefined {
  if (length < 16) return undefined;
  const leaderAddress = textAt(view, offset, 12, length);
  if (leaderAddress === undefined) return undefined;
  return { leaderId: view.getUint32(offset + 8, true), leaderAddress };
}

export function encodeHalted(position: number, reason: string): Uint8Array {
  return encodeNumberAndText(FrameType.Halted, position, reason);
}

export function encodeRequest(requestId: number, json: string): Uint8Array {
  return encodeNumberAndText(FrameType.Request, requestId, json);
}

export function encodeAnswer(requestId: number, json: string): Uint8Array {
  return encodeNumberAndText(FrameType.Answer, requestId, json);
}

function encodeNumberAndText(type: FrameType, value: number, words: string): Uint8Array {
  const { bytes, view } = newTextFrame(type, 20, words);
  writeU53(view, 8, value);
  return bytes;
}

/** Of Halted, Request and Answer. */
export function decodeNumberAndText(
  view: DataView,
  offset: number,
  length: number,
): { number: number; text: string } | undefined {
  if (length < 24) return undefined;
  const words = textAt(view, offset, 20, length);
  if (words === undefined) return undefined;
  return { number: readU53(view, offset + 8), text: words };
}

export function encodeQuery(header: QueryHeader, message: Uint8Array): Uint8Array {
  const { bytes, view } = newFrame(FrameType.Query, QUERY_OFFSET + message.byteLength);
  writeU53(view, 8, header.queryId);
  writeU53(view, 16, header.minPosition);
  writeU53(view, 24, header.deadlineMs);
  view.setUint8(32, header.consistency);
  view.setUint8(33, header.roles);
  view.setUint32(36, header.principalId, true);
  bytes.set(message, QUERY_OFFSET);
  return bytes;
}

export function decodeQuery(view: DataView, offset: number, length: number): QueryHeader | undefined {
  if (length < QUERY_OFFSET + 8) return undefined;
  const consistency = view.getUint8(offset + 32);
  if (consistency > 1) return undefined;
  return {
    queryId: readU53(view, offset + 8),
    minPosition: readU53(view, offset + 16),
    deadlineMs: readU53(view, offset + 24),
    consistency: consistency as 0 | 1,
    roles: view.getUint8(offset + 33),
    principalId: view.getUint32(offset + 36, true),
  };
}

export function encodeQueryReply(
  queryId: number,
  position: number,
  outcome: number,
  body: Uint8Array,
): Uint8Array {
  const { bytes, view } = newFrame(FrameType.QueryReply, QUERY_REPLY_OFFSET + body.byteLength);
  writeU53(view, 8, queryId);
  writeU53(view, 16, position);
  view.setUint8(24, outcome);
  view.setUint32(28, body.byteLength, true);
  bytes.set(body, QUERY_REPLY_OFFSET);
  return bytes;
}

export function encodeSubscribe(subscribe: SubscribeFrame): Uint8Array {
  const { bytes, view } = newFrame(FrameType.Subscribe, 32);
  view.setUint32(8, subscribe.subscriptionId, true);
  if (subscribe.from !== undefined) {
    view.setUint32(12, 1, true);
    writeU53(view, 16, subscribe.from.position);
    view.setUint32(24, subscribe.from.step, true);
  }
  view.setUint32(28, subscribe.schemaId, true);
  return bytes;
}

export function decodeSubscribe(view: DataView, offset: number, length: number): SubscribeFrame | undefined {
  if (length < 32) return undefined;
  const hasFrom = view.getUint32(offset + 12, true) !== 0;
  return {
    subscriptionId: view.getUint32(offset + 8, true),
    from: hasFrom
      ? { position: readU53(view, offset + 16), step: view.getUint32(offset + 24, true) }
      : undefined,
    schemaId: view.getUint32(offset + 28, true),
  };
}

export function encodeUnsubscribe(subscriptionId: number): Uint8Array {
  const { bytes, view } = newFrame(FrameType.Unsubscribe, 16);
  view.setUint32(8, subscriptionId, true);
  return bytes;
}

/** A place in the stream of a subscription. */
export function encodePlace(
  type: typeof FrameType.Resync | typeof FrameType.CaughtUp,
  subscriptionId: number,
  place: { readonly position: number; readonly step: number },
): Uint8Array {
  const { bytes, view } = newFrame(type, 24);
  view.setUint32(8, subscriptionId, true);
  view.setUint32(12, place.step, true);
  writeU53(view, 16, place.position);
  return bytes;
}

export function encodeKeepAlive(sessionId: number): Uint8Array {
  const { bytes, view } = newFrame(FrameType.KeepAlive, 16);
  writeU53(view, 8, sessionId);
  return bytes;
}

export function encodeError(code: ErrorCode, reason: string): Uint8Array {
  const { bytes, view } = newTextFrame(FrameType.Error, 12, reason);
  view.setUint16(8, code, true);
  return bytes;
}

export function decodeError(
  view: DataView,
  offset: number,
  length: number,
): { code: ErrorCode; text: string } | undefined {
  if (length < 16) return undefined;
  const reason = textAt(view, offset, 12, length);
  if (reason === undefined) return undefined;
  return { code: view.getUint16(offset + 8, true) as ErrorCode, text: reason };
}
