import { assert } from "./assert.ts";
import { checksum } from "./checksum.ts";
import { readU53, writeU53 } from "./u53.ts";

/**
 * A sealed batch: one Raft entry, the same bytes in memory, on the wire and on disk. Little-endian.
 *
 *     0 u32 headerChecksum   CRC-32 of bytes 4..127; also the batch's hash, the link of the chain
 *     4 u32 payloadChecksum  CRC-32 of the payload
 *     8 u32 length           header and payload, bytes
 *    12 u16 format           1
 *    14 u8  kind             BatchKind
 *    15 u8  (zero)
 *    16 u53 clusterId
 *    24 u53 index            of the Raft entry
 *    32 u53 term
 *    40 u53 firstPosition    of the first command; for a batch without commands, of the next one to come
 *    48 u32 count            commands
 *    52 u32 previousHash     of the batch at index - 1; 0 for the first
 *    56 u53 clusterTimeUs    microseconds since 1970, never less than the batch before
 *    64 u53 highWaterIndex   what its maker knew to be durable and acknowledged (durability, H)
 *    72 u53 highWaterTerm
 *    80 u32 highWaterHash
 *    84 (zero to 128)
 *   128 payload
 *
 * The payload of kind Commands is a sequence of runs: what one session sent in one frame, byte for
 * byte as the client framed it, so that a command is copied once on its way in.
 *
 *     0 u32 length           of the run with this header, a multiple of 8
 *     4 u32 count            commands in it
 *     8 u53 sessionId        0 for the cluster's own commands
 *    16 u53 firstCorrelationId   the others follow without a gap
 *    24 u53 acknowledgedCorrelationId   the highest reply the client has: it frees the reply ring
 *    32 commands, each:
 *         0 u16 length8      of the command with this header, in units of 8 bytes
 *         2 u8  flags        CommandFlag
 *         3 u8  roles        bits, vouched for by the gateway
 *         4 u32 principalId  who it speaks for
 *         8 [16 bytes key hash, 16 bytes content hash, when flags has IdempotencyKey]
 *           an SBE message: u16 blockLength, u16 templateId, u16 schemaId, u16 version, block, groups, data; zero padding
 */
export const BatchKind = { Commands: 0, Empty: 1, Configuration: 2 } as const;
export type BatchKind = (typeof BatchKind)[keyof typeof BatchKind];

export const CommandFlag = { IdempotencyKey: 1 } as const;

export const BATCH_HEADER_BYTES = 128;
export const RUN_HEADER_BYTES = 32;
export const COMMAND_HEADER_BYTES = 8;
export const IDEMPOTENCY_BYTES = 32;
export const MESSAGE_HEADER_BYTES = 8;
export const BATCH_FORMAT = 1;

/** What a batch says of itself, apart from its payload. */
export interface BatchHeader {
  kind: BatchKind;
  clusterId: number;
  index: number;
  term: number;
  firstPosition: number;
  count: number;
  previousHash: number;
  clusterTimeUs: number;
  highWater: { index: number; term: number; hash: number };
}

/** A reading flyweight over a sealed batch's bytes. Hot path: reused, no allocation. */
export class Batch {
  bytes!: Uint8Array;
  view!: DataView;

  constructor(bytes?: Uint8Array) {
    if (bytes !== undefined) this.wrap(bytes);
  }

  wrap(bytes: Uint8Array): this {
    assert(bytes.byteLength >= BATCH_HEADER_BYTES);
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return this;
  }

  get hash(): number {
    return this.view.getUint32(0, true);
  }
  get length(): number {
    return this.view.getUint32(8, true);
  }
  get format(): number {
    return this.view.getUint16(12, true);
  }
  get kind(): BatchKind {
    return this.view.getUint8(14) as BatchKind;
  }
  get clusterId(): number {
    return readU53(this.view, 16);
  }
  get index(): number {
    return readU53(this.view, 24);
  }
  get term(): number {
    return readU53(this.view, 32);
  }
  get firstPosition(): number {
    return readU53(this.view, 40);
  }
  get count(): number {
    return this.view.getUint32(48, true);
  }
  get previousHash(): number {
    return this.view.getUint32(52, true);
  }
  get clusterTimeUs(): number {
    return readU53(this.view, 56);
  }
  get highWaterIndex(): number {
    return readU53(this.view, 64);
  }
  get highWaterTerm(): number {
    return readU53(this.view, 72);
  }
  get highWaterHash(): number {
    return this.view.getUint32(80, true);
  }
}

/**
 * Writes the header over the first 128 bytes of a batch whose payload is complete, with both checksums.
 *
 * @param bytes header space and payload, no more
 * @returns the batch's hash, which the next batch carries as `previousHash`
 */
export function sealBatch(bytes: Uint8Array, header: BatchHeader): number {
  assert(bytes.byteLength >= BATCH_HEADER_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, BATCH_HEADER_BYTES);
  view.setUint32(4, checksum(bytes.subarray(BATCH_HEADER_BYTES)), true);
  view.setUint32(8, bytes.byteLength, true);
  view.setUint16(12, BATCH_FORMAT, true);
  view.setUint8(14, header.kind);
  view.setUint8(15, 0);
  writeU53(view, 16, header.clusterId);
  writeU53(view, 24, header.index);
  writeU53(view, 32, header.term);
  writeU53(view, 40, header.firstPosition);
  view.setUint32(48, header.count, true);
  view.setUint32(52, header.previousHash, true);
  writeU53(view, 56, header.clusterTimeUs);
  writeU53(view, 64, header.highWater.index);
  writeU53(view, 72, header.highWater.term);
  view.setUint32(80, header.highWater.hash, true);
  bytes.fill(0, 84, BATCH_HEADER_BYTES);
  const hash = checksum(bytes.subarray(4, BATCH_HEADER_BYTES));
  view.setUint32(0, hash, true);
  return hash;
}

/** What is wrong with a record's bytes, or that nothing is. The recovery table asks which part is bad. */
export type BatchVerdict = "valid" | "header" | "payload";

/** Checks lengths, format and checksums of foreign bytes; never throws. */
export function verifyBatch(bytes: Uint8Array): BatchVerdict {
  if (bytes.byteLength < BATCH_HEADER_BYTES) return "header";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== checksum(bytes.subarray(4, BATCH_HEADER_BYTES))) return "header";
  if (view.getUint16(12, true) !== BATCH_FORMAT) return "header";
  if (view.getUint32(8, true) !== bytes.byteLength) return "payload";
  if (view.getUint32(4, true) !== checksum(bytes.subarray(BATCH_HEADER_BYTES))) return "payload";
  return "valid";
}
