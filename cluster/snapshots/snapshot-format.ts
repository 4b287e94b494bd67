import { assert } from "../assert.ts";
import { BATCH_HEADER_BYTES } from "../batch.ts";
import { checksum } from "../checksum.ts";
import { decodeConfigurationEntry, encodeConfigurationEntry } from "../configuration-entry.ts";
import type { KnownConfiguration } from "../membership.ts";
import { LEAVE_JOINT } from "../raft/configuration.ts";
import type { StateMachine } from "../state-machine.ts";
import type { StateSection } from "../state-machine-snapshot.ts";
import { hex32 } from "../digest.ts";
import { readU53, writeU53 } from "../u53.ts";
import { SnapshotCorruptError } from "./snapshot-errors.ts";
import type { SnapshotInfo, SnapshotPlace } from "./snapshot-store.ts";

/**
 * A snapshot's bytes: a head of 4,096 bytes and the sections that it lists, without a gap. Nothing in it but the
 * state and its place, so that it is the same on all nodes. Little-endian:
 *
 *     0 u32 checksum        CRC-32 of bytes 4..4095: names the content, as those of the sections are in it
 *     4 u32 magic           "LSSN"
 *     8 u32 format          1
 *    12 u32 sections        how many
 *    16 u53 bytes           of the whole
 *    24 u53 clusterId
 *    32 u53 index           of the last batch in it, with its
 *    40 u53 term
 *    48 u32 hash
 *    52 u32 version         of the services
 *    56 u53 position
 *    64 u53 clusterTimeUs
 *    72 u53 logBytes        of all batches up to it
 *    80 u64 stateHash       its first 8 digits in the first 4 bytes
 *    88 u64 outputDigest    likewise
 *       (zero to 128)
 *   128 sections, 64 bytes each:
 *         0 u53 offset
 *         8 u53 length
 *        16 u32 checksum    CRC-32 of the section
 *        20 u32 version     of its content; services give their own
 *        24 u32 schemaId    of the service; 0 for the cluster's own
 *        28 u8  nameBytes, and so many of UTF-8
 *       (zero to 4096)
 *
 * The first section, "membership", is u53 index of the configuration entry, and that entry's payload
 * (configuration-entry.ts) with no changes. The others are the machine's (state-machine-snapshot.ts).
 */
export const HEAD_BYTES = 4_096;
const MAGIC = 0x4e53_534c;
const FORMAT = 1;
const SECTIONS_OFFSET = 128;
const SECTION_BYTES = 64;
const SECTIONS_MAX: number = (HEAD_BYTES - SECTIONS_OFFSET) / SECTION_BYTES;
const NAME_BYTES_MAX = 32;
const MEMBERSHIP_VERSION = 1;

/** Where a snapshot is written to, in any order of offsets. */
export interface SnapshotSink {
  write(offset: number, bytes: Uint8Array): void;
}

/** Where a snapshot is read from. */
export interface SnapshotSource {
  /** For messages. */
  readonly name: string;
  readonly bytes: number;
  readonly createdMs: number;
  /** May give fewer bytes than asked for, at the end. */
  read(offset: number, length: number): Uint8Array;
}

/** What the head says of a section. */
export interface SectionHead {
  readonly name: string;
  readonly schemaId: number;
  readonly version: number;
  readonly offset: number;
  readonly length: number;
  readonly checksum: number;
}

/** Writes the machine's state, section by section, and the head last: what has no head is no snapshot. */
export function writeSnapshot(machine: StateMachine, place: SnapshotPlace, sink: SnapshotSink): SnapshotInfo {
  const sections: SectionHead[] = [];
  let offset = HEAD_BYTES;
  const add = ({ name, schemaId, version, bytes }: StateSection): void => {
    sections.push({ name, schemaId, version, offset, length: bytes.byteLength, checksum: checksum(bytes) });
    sink.write(offset, bytes);
    offset += bytes.byteLength;
  };
  add({
    name: "membership",
    schemaId: 0,
    version: MEMBERSHIP_VERSION,
    bytes: encodeMembership(place.membership),
  });
  const stateHash = machine.save(add);
  const info = {
    ...place,
    clusterId: machine.clusterId,
    index: machine.appliedIndex,
    position: machine.appliedPosition,
    clusterTimeUs: machine.clusterTimeUs,
    version: machine.version,
    logBytes: machine.logBytes,
    stateHash,
    outputDigest: machine.outputs.digest,
    bytes: offset,
  };
  const head = encodeHead(info, sections);
  sink.write(0, head);
  return { ...info, checksum: readChecksum(head), createdMs: 0 };
}

/**
 * Reads what is known of a snapshot without its state.
 * @throws SnapshotCorruptError
 */
export function readHead(source: SnapshotSource): { info: SnapshotInfo; sections: readonly SectionHead[] } {
  const corrupt = (reason: string): SnapshotCorruptError =>
    new SnapshotCorruptError(source.name, undefined, reason);
  const head = source.read(0, HEAD_BYTES);
  if (head.byteLength < HEAD_BYTES) {
    throw corrupt(`it has ${head.byteLength} bytes, too few for a snapshot's head`);
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint32(4, true) !== MAGIC) throw corrupt("it is no snapshot");
  if (readChecksum(head) !== checksum(head.subarray(4))) {
    throw corrupt("its head does not match its checksum");
  }
  const format = view.getUint32(8, true);
  if (format !== FORMAT) throw corrupt(`it has format ${format}, this build reads format ${FORMAT}`);
  const bytes = readU53(view, 16);
  if (source.bytes !== bytes) {
    throw corrupt(`it has ${source.bytes} bytes, not the ${bytes} that were written`);
  }
  const count = view.getUint32(12, true);
  if (count === 0 || count > SECTIONS_MAX) {
    throw corrupt(`it has ${count} sections, not 1 to ${SECTIONS_MAX}`);
  }
  const sections = Array.from({ length: count }, (_, at): SectionHead => {
    const start = SECTIONS_OFFSET + at * SECTION_BYTES;
    const nameAt = start + 29;
    return {
      offset: readU53(view, start),
      length: readU53(view, start + 8),
      checksum: view.getUint32(start + 16, true),
      version: view.getUint32(start + 20, true),
      schemaId: view.getUint32(start + 24, true),
      name: new TextDecoder().decode(head.subarray(nameAt, nameAt + view.getUint8(start + 28))),
    };
  });
  return {
    sections,
    info: {
      clusterId: readU53(view, 24),
      index: readU53(view, 32),
      term: readU53(view, 40),
      hash: view.getUint32(48, true),
      version: view.getUint32(52, true),
      position: readU53(view, 56),
      clusterTimeUs: readU53(view, 64),
      logBytes: readU53(view, 72),
      stateHash: readHex64(view, 80),
      outputDigest: readHex64(view, 88),
      membership: decodeMembership(readSection(source, sections[0]!)),
      bytes,
      checksum: readChecksum(head),
      createdMs: source.createdMs,
    },
  };
}

/**
 * Fills a new machine, and compares its hash with the one that was written.
 *
 * @param savedBy the cluster that took it, when the machine is to be of another one
 * @throws SnapshotCorruptError, StateFormatError
 */
export function loadSnapshot(
  source: SnapshotSource,
  machine: StateMachine,
  savedBy: number = machine.clusterId,
): SnapshotInfo {
  const { info } = readHead(source);
  machine.load([...readSections(source)], savedBy);
  const stateHash = machine.stateHash();
  if (stateHash !== info.stateHash || machine.appliedIndex !== info.index) {
    const built = `state hash ${stateHash} at index ${machine.appliedIndex}`;
    throw new SnapshotCorruptError(
      source.name,
      undefined,
      `it builds a state with ${built}, but was written with ${info.stateHash} at ${info.index}`,
    );
  }
  return info;
}

/** All sections but the members, each checked as it is read. @throws SnapshotCorruptError */
export function* readSections(source: SnapshotSource): Generator<StateSection> {
  for (const head of readHead(source).sections.slice(1)) yield { ...head, bytes: readSection(source, head) };
}

function readSection(
  source: SnapshotSource,
  { name, offset, length, checksum: expected }: SectionHead,
): Uint8Array {
  const bytes = source.read(offset, length);
  if (bytes.byteLength === length && checksum(bytes) === expected) return bytes;
  throw new SnapshotCorruptError(source.name, name, "the section does not match its checksum");
}

function encodeHead(
  info: Omit<SnapshotInfo, "checksum" | "createdMs">,
  sections: readonly SectionHead[],
): Uint8Array {
  assert(sections.length <= SECTIONS_MAX);
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(4, MAGIC, true);
  view.setUint32(8, FORMAT, true);
  view.setUint32(12, sections.length, true);
  writeU53(view, 16, info.bytes);
  writeU53(view, 24, info.clusterId);
  writeU53(view, 32, info.index);
  writeU53(view, 40, info.term);
  view.setUint32(48, info.hash, true);
  view.setUint32(52, info.version, true);
  writeU53(view, 56, info.position);
  writeU53(view, 64, info.clusterTimeUs);
  writeU53(view, 72, info.logBytes);
  writeHex64(view, 80, info.stateHash);
  writeHex64(view, 88, info.outputDigest);
  sections.forEach((section, at) => {
    const start = SECTIONS_OFFSET + at * SECTION_BYTES;
    const name = new TextEncoder().encode(section.name);
    assert(name.byteLength <= NAME_BYTES_MAX);
    writeU53(view, start, section.offset);
    writeU53(view, start + 8, section.length);
    view.setUint32(start + 16, section.checksum, true);
    view.setUint32(start + 20, section.version, true);
    view.setUint32(start + 24, section.schemaId, true);
    view.setUint8(start + 28, name.byteLength);
    head.set(name, start + 29);
  });
  view.setUint32(0, checksum(head.subarray(4)), true);
  return head;
}

function encodeMembership({ index, configuration, members }: KnownConfiguration): Uint8Array {
  const entry = encodeConfigurationEntry({ change: LEAVE_JOINT, configuration, members });
  const bytes = entry.slice(BATCH_HEADER_BYTES - 8);
  writeU53(new DataView(bytes.buffer), 0, index);
  return bytes;
}

function decodeMembership(bytes: Uint8Array): KnownConfiguration {
  const entry = new Uint8Array(BATCH_HEADER_BYTES - 8 + bytes.byteLength);
  entry.set(bytes, BATCH_HEADER_BYTES - 8);
  const { configuration, members } = decodeConfigurationEntry(entry);
  const index = readU53(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
  return { index, configuration, members };
}

function readChecksum(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset).getUint32(0, true);
}

function readHex64(view: DataView, offset: number): string {
  return hex32(view.getUint32(offset, true)) + hex32(view.getUint32(offset + 4, true));
}

function writeHex64(view: DataView, offset: number, digits: string): void {
  view.setUint32(offset, Number.parseInt(digits.slice(0, 8), 16), true);
  view.setUint32(offset + 4, Number.parseInt(digits.slice(8), 16), true);
}
