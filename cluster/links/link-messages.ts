import { MESSAGE_HEADER_BYTES } from "../batch.ts";
import { NONCE_BYTES, SYSTEM_SCHEMA_ID, systemBlockBytes, SystemTemplate } from "../system-messages.ts";
import { readU53, writeU53 } from "../u53.ts";

/*
 * Commands of schema 0 by which a link to another cluster gets into the log. The leader makes them; their layout is in
 * system-messages.ts.
 */

/** Begins a session in another cluster: before the first request, or instead of one that is lost. */
export interface OpenLink {
  schemaId: number;
  /** The session that is lost; 0: there was none. */
  insteadOf: number;
  /** 16 random bytes. */
  nonce: Uint8Array;
}

/** The other cluster has opened the session. */
export interface LinkOpened {
  schemaId: number;
  /** What it was opened with. */
  nonce: Uint8Array;
  sessionId: number;
}

/** The other cluster's answer to a request. */
export interface LinkReply {
  schemaId: number;
  sessionId: number;
  number: number;
  /** 0: `message` is the answer; else it is not known what became of the request, and this says why. */
  unknownReason: number;
  /** An SBE message: a reply or rejection of the service that was asked. */
  message: Uint8Array;
}

/** Before the message in a LinkReply. */
export const LINK_REPLY_BYTES = 32;

export function encodeOpenLink({ schemaId, insteadOf, nonce }: OpenLink): Uint8Array {
  return encodeSession(SystemTemplate.OpenLink, schemaId, insteadOf, nonce);
}

export function encodeLinkOpened({ schemaId, sessionId, nonce }: LinkOpened): Uint8Array {
  return encodeSession(SystemTemplate.LinkOpened, schemaId, sessionId, nonce);
}

export function encodeLinkReply(reply: LinkReply): Uint8Array {
  const { bytes, view } = newMessage(SystemTemplate.LinkReply, (reply.message.length + 7) & ~7);
  writeU53(view, 8, reply.sessionId);
  writeU53(view, 16, reply.number);
  view.setUint16(24, reply.schemaId, true);
  view.setUint8(26, reply.unknownReason);
  view.setUint32(28, reply.message.length, true);
  bytes.set(reply.message, LINK_REPLY_BYTES);
  return bytes;
}

/** All decoders: `offset` is that of the message header. */
export function decodeOpenLink(view: DataView, offset: number): OpenLink {
  const block = offset + MESSAGE_HEADER_BYTES;
  return {
    insteadOf: readU53(view, block),
    nonce: bytesAt(view, block + 8, NONCE_BYTES),
    schemaId: view.getUint16(block + 24, true),
  };
}

export function decodeLinkOpened(view: DataView, offset: number): LinkOpened {
  const { insteadOf: sessionId, nonce, schemaId } = decodeOpenLink(view, offset); // The same block.
  return { sessionId, nonce, schemaId };
}

export function decodeLinkReply(view: DataView, offset: number): LinkReply {
  const block = offset + MESSAGE_HEADER_BYTES;
  return {
    sessionId: readU53(view, block),
    number: readU53(view, block + 8),
    schemaId: view.getUint16(block + 16, true),
    unknownReason: view.getUint8(block + 18),
    message: bytesAt(view, offset + LINK_REPLY_BYTES, view.getUint32(block + 20, true)),
  };
}

function encodeSession(
  template: number,
  schemaId: number,
  sessionId: number,
  nonce: Uint8Array,
): Uint8Array {
  const { bytes, view } = newMessage(template, 0);
  writeU53(view, 8, sessionId);
  bytes.set(nonce, 16);
  view.setUint16(32, schemaId, true);
  return bytes;
}

function newMessage(template: number, dataBytes: number): { bytes: Uint8Array; view: DataView } {
  const block = systemBlockBytes(template);
  const bytes = new Uint8Array(MESSAGE_HEADER_BYTES + block + dataBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, block, true);
  view.setUint16(2, template, true);
  view.setUint16(4, SYSTEM_SCHEMA_ID, true);
  view.setUint16(6, 1, true);
  return { bytes, view };
}

function bytesAt(view: DataView, offset: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + offset, length).slice();
}
