import { assert } from "../assert.ts";
import { checksum } from "../checksum.ts";
import { limits } from "../limits.ts";
import { MEMBER_NUMBER_MAX } from "../member-id.ts";
import type { Introduction, PeerAddress, ServiceBuild } from "../ports.ts";
import { readU53, writeU53 } from "../u53.ts";
import { PeerError, PeerErrorCode } from "./peer-error.ts";
import { isAddress } from "./tcp.ts";

/**
 * The protocol between members, version 2: frames over one TCP or TLS stream, little-endian. A frame
 * is a head and a body; both are multiples of 8 bytes.
 *
 *     0 u32 checksum    CRC-32 of bytes 4..headBytes; what is in the body has checksums of its own
 *     4 u32 length      head and body
 *     8 u32 headBytes   at least 16
 *    12 u8  type        PeerFrameType
 *    13 (zero to 16)
 *    16 the rest of the head, then the body
 *
 * Whoever dials says Hello. Whoever listens answers with Welcome or Refused, and from then on sends
 * Message, Transfer and Alive; the one who dialled sends nothing more but, before it hangs up, Refused. So each
 * pair of members has two connections, and each carries what one of them says.
 *
 *     Hello     16 u16 versionMin, u16 versionMax, u32 fingerprintCount, 24 u53 clusterId, 32 u53 nodeId,
 *               40 introduction, 88 u53 dialledNodeId, 96 u53 membersIndex, 104 u32 memberCount, u32 versionMax,
 *               112 fingerprints, members
 *     Welcome   16 u16 version, u16 zero, u32 fingerprintCount, 24 u53 clusterId, 32 u53 nodeId,
 *               40 introduction, 88 u53 zero, the rest as in Hello
 *     Refused   16 u16 PeerErrorCode, u16 zero, u32 textBytes, 24 UTF-8, zeros; the connection ends after it
 *     Message   see peer-message.ts
 *     Alive     nothing: there was nothing to say for a while
 *     Transfer  see peer-transfer.ts
 *
 * An introduction (ports.ts) is u53 incarnation, u53 life, u53 founding, and of the one it is told to u53 given
 * incarnation, u53 given life, u53 index.
 *
 * A member is u53 nodeId, u32 textBytes, u32 zero, its address in UTF-8, zeros to a multiple of 8.
 * A fingerprint is u32 schemaId, u32 zero, 8 bytes of the contract's fingerprint, as its hexadecimal
 * digits are read. These four frames keep their layout in all versions, or no version could be agreed on.
 */
export const PeerFrameType = { Hello: 1, Welcome: 2, Refused: 3, Message: 4, Alive: 5, Transfer: 6 } as const;
export type PeerFrameType = (typeof PeerFrameType)[keyof typeof PeerFrameType];

export interface VersionRange {
  readonly min: number;
  readonly max: number;
}

/** What this build speaks. */
export const PEER_PROTOCOL_VERSIONS: VersionRange = { min: 2, max: 2 };

export const PEER_FRAME_HEADER_BYTES = 16;
/** An append of the most entries that fit takes a third of it. */
export const PEER_HEAD_BYTES_MAX = 65_536;
export const PEER_BODY_BYTES_MAX: number = limits.appendBytesMax;
const INTRODUCTION_OFFSET = 40;
const DIALLED_OFFSET = 88;
const MEMBERS_INDEX_OFFSET = 96;
const MEMBER_COUNT_OFFSET = 104;
const VERSION_MAX_OFFSET = 108;
const GREETING_BYTES = 112;
const MEMBER_BYTES = 16;
const FINGERPRINT_BYTES = 16;
const REFUSED_TEXT_OFFSET = 24;
const REFUSED_TEXT_BYTES_MAX = 1_024;

/** Who a member is, and what it runs. */
export interface PeerIdentity extends Introduction, ServiceBuild {
  readonly clusterId: number;
  readonly nodeId: number;
}

export interface PeerHello extends PeerIdentity {
  readonly versions: VersionRange;
  /** Who is believed to listen there. */
  readonly dialledNodeId: number;
}

export interface PeerWelcome extends PeerIdentity {
  readonly version: number;
}

export function encodePeerHello(hello: PeerHello): Uint8Array {
  const { bytes, view } = encodeIdentity(PeerFrameType.Hello, hello);
  view.setUint16(16, hello.versions.min, true);
  view.setUint16(18, hello.versions.max, true);
  writeU53(view, DIALLED_OFFSET, hello.dialledNodeId);
  return sealHead(bytes, view);
}

/** All decoders: `offset` is the frame's. @throws PeerError when the head is too short for what it says */
export function decodePeerHello(view: DataView, offset: number, headBytes: number): PeerHello {
  return {
    ...decodeIdentity(view, offset, headBytes),
    versions: { min: view.getUint16(offset + 16, true), max: view.getUint16(offset + 18, true) },
    dialledNodeId: readU53(view, offset + DIALLED_OFFSET),
  };
}

export function encodePeerWelcome(welcome: PeerWelcome): Uint8Array {
  const { bytes, view } = encodeIdentity(PeerFrameType.Welcome, welcome);
  view.setUint16(16, welcome.version, true);
  return sealHead(bytes, view);
}

export function decodePeerWelcome(view: DataView, offset: number, headBytes: number): PeerWelcome {
  return { ...decodeIdentity(view, offset, headBytes), version: view.getUint16(offset + 16, true) };
}

export function encodePeerRefused(error: PeerError): Uint8Array {
  const text = new TextEncoder().encode(error.message).subarray(0, REFUSED_TEXT_BYTES_MAX);
  const { bytes, view } = newHead(PeerFrameType.Refused, REFUSED_TEXT_OFFSET + text.byteLength);
  view.setUint16(16, PeerErrorCode[error.code], true);
  view.setUint32(20, text.byteLength, true);
  bytes.set(text, REFUSED_TEXT_OFFSET);
  return sealHead(bytes, view);
}

export function decodePeerRefused(
  view: DataView,
  offset: number,
  headBytes: number,
): { code: number; text: string } {
  const textBytes = headBytes < REFUSED_TEXT_OFFSET ? Infinity : view.getUint32(offset + 20, true);
  if (textBytes > headBytes - REFUSED_TEXT_OFFSET) throw tooShort("a refusal", headBytes);
  const text = new Uint8Array(view.buffer, view.byteOffset + offset + REFUSED_TEXT_OFFSET, textBytes);
  return { code: view.getUint16(offset + 16, true), text: new TextDecoder().decode(text) };
}

export function encodePeerAlive(): Uint8Array {
  const { bytes, view } = newHead(PeerFrameType.Alive, PEER_FRAME_HEADER_BYTES);
  return sealHead(bytes, view);
}

/**
 * Writes a frame's header in front of the rest of its head, which is complete. Hot path.
 *
 * @param length head and body
 */
export function writePeerFrameHeader(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
  type: PeerFrameType,
  headBytes: number,
  length: number,
): void {
  assert(headBytes % 8 === 0 && length % 8 === 0);
  view.setUint32(offset + 4, length, true);
  view.setUint32(offset + 8, headBytes, true);
  view.setUint32(offset + 12, type, true);
  view.setUint32(offset, checksum(bytes.subarray(offset + 4, offset + headBytes)), true);
}

/** The highest version that both speak; undefined when there is none. */
export function commonVersion(ours: VersionRange, theirs: VersionRange): number | undefined {
  const version = Math.min(ours.max, theirs.max);
  return version >= ours.min && version >= theirs.min ? version : undefined;
}

function encodeIdentity(type: PeerFrameType, identity: PeerIdentity): { bytes: Uint8Array; view: DataView } {
  const { fingerprints, members } = identity;
  const addresses = members.map(({ peerAddress }) => new TextEncoder().encode(peerAddress));
  const membersOffset = GREETING_BYTES + fingerprints.length * FINGERPRINT_BYTES;
  const size = addresses.reduce((total, text) => total + memberBytes(text.byteLength), membersOffset);
  const frame = newHead(type, size);
  const { view } = frame;
  view.setUint32(20, fingerprints.length, true);
  writeU53(view, 24, identity.clusterId);
  writeU53(view, 32, identity.nodeId);
  const { incarnation, life, founding, given } = identity;
  [incarnation, life, founding, given.incarnation, given.life, given.index].forEach((value, at) =>
    writeU53(view, INTRODUCTION_OFFSET + at * 8, value),
  );
  fingerprints.forEach(({ schemaId, fingerprint }, at) => {
    const offset = GREETING_BYTES + at * FINGERPRINT_BYTES;
    view.setUint32(offset, schemaId, true);
    view.setBigUint64(offset + 8, BigInt(`0x${fingerprint}`), false);
  });
  writeU53(view, MEMBERS_INDEX_OFFSET, identity.membersIndex);
  view.setUint32(MEMBER_COUNT_OFFSET, members.length, true);
  view.setUint32(VERSION_MAX_OFFSET, identity.versionMax, true);
  let at = membersOffset;
  members.forEach(({ nodeId }, which) => {
    const text = addresses[which]!;
    writeU53(view, at, nodeId);
    view.setUint32(at + 8, text.byteLength, true);
    frame.bytes.set(text, at + MEMBER_BYTES);
    at += memberBytes(text.byteLength);
  });
  return frame;
}

function decodeIdentity(view: DataView, offset: number, headBytes: number): PeerIdentity {
  const count = headBytes < GREETING_BYTES ? Infinity : view.getUint32(offset + 20, true);
  if (GREETING_BYTES + count * FINGERPRINT_BYTES > headBytes) throw tooShort("a greeting", headBytes);
  const fingerprints = Array.from({ length: count }, (_, at) => {
    const from = offset + GREETING_BYTES + at * FINGERPRINT_BYTES;
    return {
      schemaId: view.getUint32(from, true),
      fingerprint: view
        .getBigUint64(from + 8, false)
        .toString(16)
        .padStart(16, "0"),
    };
  });
  const introduced = (which: number): number => readU53(view, offset + INTRODUCTION_OFFSET + which * 8);
  return {
    clusterId: readU53(view, offset + 24),
    nodeId: readU53(view, offset + 32),
    incarnation: introduced(0),
    life: introduced(1),
    founding: introduced(2),
    given: { incarnation: introduced(3), life: introduced(4), index: introduced(5) },
    membersIndex: readU53(view, offset + MEMBERS_INDEX_OFFSET),
    members: decodeMembers(view, offset, headBytes, GREETING_BYTES + count * FINGERPRINT_BYTES),
    versionMax: view.getUint32(offset + VERSION_MAX_OFFSET, true),
    fingerprints,
  };
}

/** @param at of the first, from the frame's beginning */
function decodeMembers(view: DataView, offset: number, headBytes: number, at: number): PeerAddress[] {
  const count = view.getUint32(offset + MEMBER_COUNT_OFFSET, true);
  if (at + count * MEMBER_BYTES > headBytes) throw tooShort("a greeting", headBytes);
  return Array.from({ length: count }, () => {
    const textBytes = at + MEMBER_BYTES > headBytes ? Infinity : view.getUint32(offset + at + 8, true);
    if (at + memberBytes(textBytes) > headBytes) throw tooShort("a greeting", headBytes);
    const nodeId = readU53(view, offset + at);
    const text = new Uint8Array(view.buffer, view.byteOffset + offset + at + MEMBER_BYTES, textBytes);
    const peerAddress = new TextDecoder().decode(text);
    at += memberBytes(textBytes);
    // It will be dialled: what is no address must not come further than this.
    if (nodeId < 1 || nodeId > MEMBER_NUMBER_MAX || !isAddress(peerAddress)) {
      throw new PeerError("PEER_MESSAGE", `a greeting names node ${nodeId} at "${peerAddress}"`);
    }
    return { nodeId, peerAddress };
  });
}

function memberBytes(textBytes: number): number {
  return MEMBER_BYTES + Math.ceil(textBytes / 8) * 8;
}

function newHead(type: PeerFrameType, length: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array((length + 7) & ~7);
  const view = new DataView(bytes.buffer);
  view.setUint32(12, type, true);
  return { bytes, view };
}

function sealHead(bytes: Uint8Array, view: DataView): Uint8Array {
  const type = view.getUint8(12) as PeerFrameType;
  writePeerFrameHeader(bytes, view, 0, type, bytes.byteLength, bytes.byteLength);
  return bytes;
}

function tooShort(what: string, headBytes: number): PeerError {
  return new PeerError("PEER_MESSAGE", `${what} of ${headBytes} bytes is shorter than it says`);
}
