import { assert } from "./assert.ts";
import { BATCH_HEADER_BYTES } from "./batch.ts";
import type { Configuration, ConfigurationChange, MemberChange, Transition } from "./raft/configuration.ts";
import { readU53, writeU53 } from "./u53.ts";

/**
 * The payload of a batch of kind Configuration, little-endian. It says both the change and what the
 * configuration is after it, with everything that is known of the members, so that one entry is enough for
 * who has not seen those before: a node that joins, and one that starts again.
 *
 *     0 u16 format            1
 *     2 u8  transition        raft/configuration.ts; with no changes and 0: the joint configuration is left
 *     3 u8  autoLeave         0 or 1
 *     4 u16 changes, u16 voters, u16 votersOutgoing, u16 learners, u16 learnersNext, u16 members: how many
 *    16 changes, each: u53 Raft id, u32 type, u32 zero
 *       u53 Raft ids of the configuration after it: voters, votersOutgoing, learners, learnersNext
 *       members, each:
 *         0 u53 nodeId
 *         8 u53 incarnation   the highest that was ever given to it, also when it is no member any more
 *        16 u53 life          of the disk that it was given to; 0: it is none's, or was there at the beginning
 *        24 u16 peerAddressBytes, u16 clientAddressBytes, u16 gatewayUrlBytes, u16 isPlaced (0 or 1)
 *        32 UTF-8 of the three, zeros to a multiple of 8
 */
export interface ConfigurationEntry {
  readonly change: ConfigurationChange;
  /** In force when the entry is applied. */
  readonly configuration: Configuration;
  /** By ascending number. */
  readonly members: readonly KnownMember[];
}

/** What the log says of a member, or of one that was one. Empty texts: not known. */
export interface KnownMember {
  readonly nodeId: number;
  readonly incarnation: number;
  /** What the disk called itself when it asked for an incarnation (ports.ts, Introduction). */
  readonly life: number;
  readonly peerAddress: string;
  readonly clientAddress: string;
  readonly gatewayUrl: string;
  /** An operator gave it these addresses while the cluster ran: they count more than those told at start. */
  readonly isPlaced: boolean;
}

const FORMAT = 1;
const HEAD_BYTES = 16;
const CHANGE_BYTES = 16;
const MEMBER_BYTES = 32;

/** @returns a batch ready to be sealed */
export function encodeConfigurationEntry(entry: ConfigurationEntry): Uint8Array {
  const { change, configuration, members } = entry;
  const { voters, votersOutgoing, learners, learnersNext } = configuration;
  const ids = [...voters, ...votersOutgoing, ...learners, ...learnersNext];
  const texts = members.map((member) =>
    [member.peerAddress, member.clientAddress, member.gatewayUrl].map((text) =>
      new TextEncoder().encode(text),
    ),
  );
  const sizes = texts.map((of) => of.reduce((total, text) => total + text.byteLength, MEMBER_BYTES));
  const payloadBytes = sizes.reduce(
    (total, size) => total + padded(size),
    HEAD_BYTES + change.changes.length * CHANGE_BYTES + ids.length * 8,
  );
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + payloadBytes);
  const view = new DataView(bytes.buffer, BATCH_HEADER_BYTES);
  view.setUint16(0, FORMAT, true);
  view.setUint8(2, change.transition);
  view.setUint8(3, configuration.autoLeave ? 1 : 0);
  [change.changes, voters, votersOutgoing, learners, learnersNext, members].forEach((list, at) =>
    view.setUint16(4 + at * 2, list.length, true),
  );
  let offset = HEAD_BYTES;
  for (const { id, type } of change.changes) {
    writeU53(view, offset, id);
    view.setUint32(offset + 8, type, true);
    offset += CHANGE_BYTES;
  }
  for (const id of ids) {
    writeU53(view, offset, id);
    offset += 8;
  }
  members.forEach((member, at) => {
    writeU53(view, offset, member.nodeId);
    writeU53(view, offset + 8, member.incarnation);
    writeU53(view, offset + 16, member.life);
    view.setUint16(offset + 30, member.isPlaced ? 1 : 0, true);
    let textOffset = offset + MEMBER_BYTES;
    texts[at]!.forEach((text, which) => {
      assert(text.byteLength < 65_536);
      view.setUint16(offset + 24 + which * 2, text.byteLength, true);
      bytes.set(text, BATCH_HEADER_BYTES + textOffset);
      textOffset += text.byteLength;
    });
    offset += padded(sizes[at]!);
  });
  assert(offset === payloadBytes);
  return bytes;
}

/**
 * @param bytes a sealed batch of kind Configuration: its checksum has been verified
 * @throws ConfigurationFormatError
 */
export function decodeConfigurationEntry(bytes: Uint8Array): ConfigurationEntry {
  try {
    return decode(bytes);
  } catch (error) {
    // A view's own bounds are the check: lengths and counts lead out of it when they are wrong.
    if (error instanceof RangeError) {
      throw new ConfigurationFormatError("its counts and lengths do not fit its size", error);
    }
    throw error;
  }
}

function decode(bytes: Uint8Array): ConfigurationEntry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = BATCH_HEADER_BYTES;
  const format = view.getUint16(start, true);
  if (format !== FORMAT) throw new ConfigurationFormatError(`it has format ${format}`);
  const count = (which: number): number => view.getUint16(start + 4 + which * 2, true);
  let offset = start + HEAD_BYTES;
  const changes: MemberChange[] = take(count(0), () => {
    const change = {
      id: readU53(view, offset),
      type: view.getUint32(offset + 8, true) as MemberChange["type"],
    };
    offset += CHANGE_BYTES;
    return change;
  });
  const ids = (which: number): number[] =>
    take(count(which), () => {
      offset += 8;
      return readU53(view, offset - 8);
    });
  const configuration: Configuration = {
    voters: ids(1),
    votersOutgoing: ids(2),
    learners: ids(3),
    learnersNext: ids(4),
    autoLeave: view.getUint8(start + 3) === 1,
  };
  const members = take(count(5), (): KnownMember => {
    let textOffset = offset + MEMBER_BYTES;
    const [peerAddress, clientAddress, gatewayUrl] = [0, 1, 2].map((which) => {
      const length = view.getUint16(offset + 24 + which * 2, true);
      textOffset += length;
      return new TextDecoder().decode(bytes.subarray(textOffset - length, textOffset));
    });
    const member = {
      nodeId: readU53(view, offset),
      incarnation: readU53(view, offset + 8),
      life: readU53(view, offset + 16),
      peerAddress: peerAddress!,
      clientAddress: clientAddress!,
      gatewayUrl: gatewayUrl!,
      isPlaced: view.getUint16(offset + 30, true) === 1,
    };
    offset += padded(textOffset - offset);
    return member;
  });
  if (offset !== view.byteLength) throw new RangeError(`it has ${view.byteLength} bytes, not ${offset}`);
  const transition = view.getUint8(start + 2) as Transition;
  return { change: { transition, changes }, configuration, members };
}

/** The log holds a change of members that a newer build wrote. */
export class ConfigurationFormatError extends Error {
  override readonly name = "ConfigurationFormatError";
  readonly code = "CONFIGURATION_FORMAT";

  constructor(what: string, cause?: unknown) {
    super(
      `a change of the cluster's members cannot be read: ${what}. Start a build that knows it, or look for damage`,
      cause === undefined ? {} : { cause },
    );
  }
}

function take<T>(count: number, one: () => T): T[] {
  return Array.from({ length: count }, one);
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
