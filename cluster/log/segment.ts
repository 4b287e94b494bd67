import { mkdirSync, readdirSync, unlinkSync } from "node:fs";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { type RootDatabase, open } from "lmdb";
import { assert } from "../assert.ts";
import { BATCH_FORMAT } from "../batch.ts";
import { checksum } from "../checksum.ts";
import { readU53, writeU53 } from "../u53.ts";
import { syncDirectory, syncFile } from "./directory.ts";
import type { LogPoint } from "./log-store.ts";

/**
 * A segment is one LMDB file of consecutive batches and nothing else. Key 0 is its header, key k the
 * batch at index firstIndex + k - 1, the same bytes as on the wire. It is only ever appended to, by
 * the process that made it: a restart, a full segment and a replaced suffix all begin a new one.
 * So nothing is ever deleted in it (which makes LMDB slow and fragile), and LMDB never reuses pages
 * by a free list that it read back from a disk and cannot check.
 *
 * Where two segments hold an index, the one with the higher number counts: replacing a suffix is one
 * commit in a new segment whose firstIndex says from where on the older ones are void.
 */
export type Segment = RootDatabase<Uint8Array, number>;

/** What the first record of a segment says; it becomes durable with the first batch. */
export interface SegmentHeader {
  clusterId: number;
  nodeId: number;
  number: number;
  /** The point before its first batch. */
  previous: LogPoint;
}

export const SEGMENT_HEADER_KEY = 0;
/** Of an LMDB file without a record: its two meta pages. A smaller one crashes the process that opens it. */
export const SEGMENT_BYTES_MIN = 8_192;
export const SEGMENT_MAP_BYTES: number = 2 ** 33;

const HEADER_BYTES = 64;
const MAGIC = 0x4745_534c; // "LSEG"
const NAME = /^(\d{12})\.lmdb$/;

/**
 * Each option is there for a reason found by measurement (durability): in particular
 * `overlappingSync` makes a failed commit visible and later permanent.
 */
export function openSegment(path: string, readOnly: boolean): Segment {
  return open<Uint8Array, number>(path, {
    overlappingSync: false,
    encoding: "binary",
    keyEncoding: "uint32",
    noMemInit: true,
    cache: false,
    compression: false,
    maxDbs: 1,
    mapSize: SEGMENT_MAP_BYTES,
    noSubdir: true,
    readOnly,
  });
}

export function segmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(12, "0")}.lmdb`);
}

/** Creates the file and makes it and its name durable. Blocks for a few milliseconds: do it ahead of time. */
export function createSegment(directory: string, number: number): Segment {
  mkdirSync(directory, { recursive: true });
  const path = segmentPath(directory, number);
  const segment = openSegment(path, false);
  syncFile(path);
  syncDirectory(directory);
  return segment;
}

/** Numbers of the segments in a directory, rising; none when it does not exist. */
export function listSegments(directory: string): number[] {
  try {
    return readdirSync(directory)
      .map((name) => NAME.exec(name))
      .filter((match) => match !== null)
      .map((match) => Number(match[1]))
      .toSorted((left, right) => left - right);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Without waiting for the disk; the caller syncs the directory when it matters. */
export async function unlinkSegment(directory: string, number: number): Promise<void> {
  const path = segmentPath(directory, number);
  await unlink(path);
  await unlink(`${path}-lock`).catch(() => {}); // LMDB makes it again, and it may never have been made.
}

export function unlinkSegmentNow(directory: string, number: number): void {
  const path = segmentPath(directory, number);
  unlinkSync(path);
  try {
    unlinkSync(`${path}-lock`);
  } catch {
    // As above.
  }
}

/**
 * The record's bytes or undefined. They are in a buffer that the next read of any segment reuses.
 * @throws what LMDB finds wrong with its pages
 */
export function readRecord(segment: Segment, key: number): Uint8Array | undefined {
  const bytes = segment.getBinaryFast(key);
  // LMDB's buffer is longer than the record and only its `length` was shortened.
  return bytes === undefined ? undefined : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Stores a record after all others. The bytes must not change before the promise resolves.
 *
 * @returns false when the key is not above the last one: then LMDB stored nothing, and did not throw
 */
export function appendRecord(segment: Segment, key: number, bytes: Uint8Array): Promise<boolean> {
  // The typings know these options for putSync only.
  return segment.put(key, bytes, APPEND as unknown as number);
}

const APPEND = { append: true };

/**
 *     0 u32 checksum       CRC-32 of bytes 4..63
 *     4 u32 magic          "LSEG"
 *     8 u32 format         that of the batches
 *    16 u53 clusterId
 *    24 u53 nodeId
 *    32 u53 number
 *    40 u53 previousIndex
 *    48 u53 previousTerm
 *    56 u32 previousHash
 *    60 (zero to 64)
 */
export function encodeSegmentHeader(header: SegmentHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, MAGIC, true);
  view.setUint32(8, BATCH_FORMAT, true);
  writeU53(view, 16, header.clusterId);
  writeU53(view, 24, header.nodeId);
  writeU53(view, 32, header.number);
  writeU53(view, 40, header.previous.index);
  writeU53(view, 48, header.previous.term);
  view.setUint32(56, header.previous.hash, true);
  view.setUint32(0, checksum(bytes.subarray(4)), true);
  return bytes;
}

/** Undefined when the bytes are not those of a header. */
export function decodeSegmentHeader(bytes: Uint8Array): SegmentHeader | undefined {
  if (bytes.byteLength !== HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (view.getUint32(0, true) !== checksum(bytes.subarray(4))) return undefined;
  if (view.getUint32(4, true) !== MAGIC || view.getUint32(8, true) !== BATCH_FORMAT) return undefined;
  return {
    clusterId: readU53(view, 16),
    nodeId: readU53(view, 24),
    number: readU53(view, 32),
    previous: { index: readU53(view, 40), term: readU53(view, 48), hash: view.getUint32(56, true) },
  };
}

/** What a record of this many bytes takes in the file: its pages, with 16 bytes of LMDB's own. */
export function storedBytes(recordBytes: number): number {
  assert(recordBytes > 0);
  return Math.ceil((recordBytes + 16) / 4_096) * 4_096;
}
