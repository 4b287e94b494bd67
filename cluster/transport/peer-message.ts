import { assert } from "../assert.ts";
import { Batch, BATCH_HEADER_BYTES, BatchKind, verifyBatch } from "../batch.ts";
import { limits } from "../limits.ts";
import { memberOf } from "../member-id.ts";
import type { Entry } from "../raft/entry.ts";
import { isLocal, type Message, MessageType, NO_ENTRIES } from "../raft/message.ts";
import type { Snapshot } from "../raft/snapshot.ts";
import { readU53, writeU53 } from "../u53.ts";
import type { BatchMemory } from "./peer-batch-memory.ts";
import { PeerError } from "./peer-error.ts";
import {
  PEER_BODY_BYTES_MAX,
  PEER_HEAD_BYTES_MAX,
  PeerFrameType,
  writePeerFrameHeader,
} from "./peer-frame.ts";

/**
 * A Message frame: an envelope in the head, and sealed batches in the body, byte for byte as in the log.
 *
 *    16 u8  messageType   raft/message.ts
 *    17 u8  flags         1: a rejection, 2: a snapshot is described
 *    18 u16 (zero)
 *    20 u32 entryCount
 *    24 u53 from
 *    32 u53 to
 *    40 u53 term
 *    48 u53 logTerm
 *    56 u53 index
 *    64 u53 commit
 *    72 u53 rejectHint
 *    80 u53 context
 *    88 u53 wallUs        the sender's wall clock; microseconds since 1970
 *    96 u32 batchBytes    of each entry, entryCount times; zeros to a multiple of 8
 *       with flag 2:
 *     0 u53 index
 *     8 u53 term
 *    16 u32 voters, u32 votersOutgoing, u32 learners, u32 learnersNext: how many
 *    32 u32 autoLeave     0 or 1
 *    36 u32 dataBytes
 *    40 u53 ids, in that order; data; zeros to a multiple of 8
 *
 * The body is the batches one after the other, each followed by zeros to a multiple of 8. An entry's
 * index, term and kind are those of its batch. Entries come with an Append or a Fetched only, without a gap after `index`;
 * a snapshot is described by every Snapshot, and by a Fetched that answers for one.
 */
const ENVELOPE_BYTES = 96;
const SNAPSHOT_BYTES = 40;
const FLAG_REJECT = 1;
const FLAG_SNAPSHOT = 2;

/** What its frame's head takes. */
export function peerHeadBytes(message: Message): number {
  let bytes = ENVELOPE_BYTES + padded(message.entries.length * 4);
  if (message.snapshot !== null) bytes += snapshotBytes(message.snapshot);
  return bytes;
}

/** What its frame's body takes. */
export function peerBodyBytes(message: Message): number {
  let bytes = 0;
  for (let i = 0; i < message.entries.length; i++) bytes += padded(message.entries[i].data.byteLength);
  return bytes;
}

/** Writes the head, all of it; the batches are to follow. Hot path: no allocation but a view for the checksum. */
export function writePeerHead(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
  message: Message,
  wallUs: number,
  headBytes: number,
  bodyBytes: number,
): void {
  const { entries, snapshot } = message;
  assert(isPeerMessageType(message.type));
  assert(entries.length === 0 || carriesBatches(message.type));
  assert(headBytes <= PEER_HEAD_BYTES_MAX && bodyBytes <= PEER_BODY_BYTES_MAX);
  view.setUint8(offset + 16, message.type);
  view.setUint8(offset + 17, (message.reject ? FLAG_REJECT : 0) | (snapshot === null ? 0 : FLAG_SNAPSHOT));
  view.setUint16(offset + 18, 0, true);
  view.setUint32(offset + 20, entries.length, true);
  writeU53(view, offset + 24, message.from);
  writeU53(view, offset + 32, message.to);
  writeU53(view, offset + 40, message.term);
  writeU53(view, offset + 48, message.logTerm);
  writeU53(view, offset + 56, message.index);
  writeU53(view, offset + 64, message.commit);
  writeU53(view, offset + 72, message.rejectHint);
  writeU53(view, offset + 80, message.context);
  writeU53(view, offset + 88, wallUs);
  let at = offset + ENVELOPE_BYTES;
  for (let i = 0; i < entries.length; i++, at += 4) view.setUint32(at, entries[i].data.byteLength, true);
  if (entries.length % 2 === 1) {
    view.setUint32(at, 0, true);
    at += 4;
  }
  if (snapshot !== null) writeSnapshot(bytes, view, at, snapshot);
  writePeerFrameHeader(bytes, view, offset, PeerFrameType.Message, headBytes, headBytes + bodyBytes);
}

/**
 * Puts one message after the other together: first `begin`, then the body piece by piece in `take`,
 * then `finish`. Each batch is copied once, out of the socket's buffer into memory of its own.
 */
export class PeerMessageReader {
  /** The sender's clock when it sent the message that was finished last. */
  wallUs = 0;
  private readonly clusterId: number;
  private readonly nodeId: number;
  private readonly memory: BatchMemory;
  private readonly batch = new Batch();
  private message: Message | undefined;
  private entries: Entry[] = [];
  /** Of each batch to come: its length. */
  private lengths = new Uint32Array(16);
  private expected = 0;
  private current: Uint8Array | undefined;
  private filled = 0;
  /** Zeros to skip behind the batch. */
  private padding = 0;

  constructor(options: { clusterId: number; nodeId: number; memory: BatchMemory }) {
    this.clusterId = options.clusterId;
    this.nodeId = options.nodeId;
    this.memory = options.memory;
  }

  /** Another connection begins: what was half read is forgotten. */
  reset(): void {
    this.message = undefined;
    this.current = undefined;
    this.filled = 0;
    this.padding = 0;
  }

  /** @throws PeerError when the head is no envelope, or not for this node */
  begin(view: DataView, offset: number, headBytes: number, bodyBytes: number): void {
    if (headBytes < ENVELOPE_BYTES) throw malformed(`its head has ${headBytes} bytes`);
    const type = view.getUint8(offset + 16);
    const flags = view.getUint8(offset + 17);
    const count = view.getUint32(offset + 20, true);
    const to = readU53(view, offset + 32);
    if (!isPeerMessageType(type)) throw malformed(`its type is ${type}, which no member sends`);
    if (memberOf(to) !== this.nodeId) {
      throw malformed(`it is for node ${memberOf(to)}, and this is node ${this.nodeId}`);
    }
    if (count > 0 && !carriesBatches(type)) throw malformed(`type ${type} carries no batches`);
    let at = ENVELOPE_BYTES + padded(count * 4);
    if (at > headBytes) throw malformed(`its head of ${headBytes} bytes has no room for ${count} batches`);
    this.readLengths(view, offset + ENVELOPE_BYTES, count, bodyBytes);
    let snapshot: Snapshot | null = null;
    if ((flags & FLAG_SNAPSHOT) !== 0) {
      snapshot = readSnapshot(view, offset + at, headBytes - at);
      at += snapshotBytes(snapshot);
    }
    if (at !== headBytes) throw malformed(`its head of ${headBytes} bytes holds ${at}`);
    const isDescribed = snapshot !== null;
    if (isDescribed ? !describesSnapshot(type) : type === MessageType.Snapshot) {
      throw malformed(`a message of type ${type} comes ${isDescribed ? "with" : "without"} a snapshot`);
    }
    this.entries = [];
    this.expected = count;
    this.message = {
      type,
      to,
      from: checkedU53(view, offset + 24),
      term: checkedU53(view, offset + 40),
      logTerm: checkedU53(view, offset + 48),
      index: checkedU53(view, offset + 56),
      entries: count === 0 ? NO_ENTRIES : this.entries,
      commit: checkedU53(view, offset + 64),
      snapshot,
      reject: (flags & FLAG_REJECT) !== 0,
      rejectHint: checkedU53(view, offset + 72),
      context: checkedU53(view, offset + 80),
    };
    this.wallUs = checkedU53(view, offset + 88);
  }

  /** Hot path: one copy. @throws PeerError when a batch that is complete is not what its sender sealed */
  take(bytes: Uint8Array, from: number, to: number): void {
    while (from < to) {
      if (this.padding > 0) {
        const skipped = Math.min(this.padding, to - from);
        this.padding -= skipped;
        from += skipped;
        continue;
      }
      const length = this.lengths[this.entries.length];
      this.current ??= this.memory.take(length);
      const size = Math.min(length - this.filled, to - from);
      this.current.set(bytes.subarray(from, from + size), this.filled);
      this.filled += size;
      from += size;
      if (this.filled === length) this.finishBatch(this.current);
    }
  }

  /** @returns the message whose head and body are complete */
  finish(): Message {
    const message = this.message!;
    assert(this.entries.length === this.expected);
    this.message = undefined;
    return message;
  }

  private finishBatch(bytes: Uint8Array): void {
    const message = this.message!;
    const verdict = verifyBatch(bytes);
    const index = message.index + 1 + this.entries.length;
    if (verdict !== "valid") {
      const code = verdict === "header" ? "PEER_BATCH_HEADER" : "PEER_BATCH_PAYLOAD";
      throw new PeerError(
        code,
        `the ${verdict} of the batch for index ${index} is not what its checksum says`,
      );
    }
    const { batch } = this;
    batch.wrap(bytes);
    if (batch.clusterId !== this.clusterId) {
      const text = `a batch of cluster ${batch.clusterId} came to cluster ${this.clusterId}`;
      throw new PeerError("PEER_FOREIGN_BATCH", text);
    }
    const { term, kind } = batch;
    if (batch.index !== index) throw malformed(`the batch of index ${batch.index} stands at ${index}`);
    if (term > message.term) throw malformed(`its term is ${message.term}, that of a batch in it ${term}`);
    if (kind > BatchKind.Configuration) throw malformed(`a batch is of kind ${kind}`);
    this.entries.push({ index, term, kind, data: bytes });
    this.current = undefined;
    this.filled = 0;
    this.padding = padded(bytes.byteLength) - bytes.byteLength;
  }

  private readLengths(view: DataView, offset: number, count: number, bodyBytes: number): void {
    if (count > this.lengths.length) this.lengths = new Uint32Array(count * 2);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const length = view.getUint32(offset + i * 4, true);
      if (length < BATCH_HEADER_BYTES || length > limits.batchBytesMax) {
        throw malformed(
          `a batch has between ${BATCH_HEADER_BYTES} and ${limits.batchBytesMax} bytes, not ${length}`,
        );
      }
      this.lengths[i] = length;
      total += padded(length);
    }
    if (total !== bodyBytes) throw malformed(`its body has ${bodyBytes} bytes, its batches ${total}`);
  }
}

/** What members say to each other; proposals and words of the own storage never leave a node. */
function isPeerMessageType(type: number): type is MessageType {
  if (type < MessageType.Append || type > MessageType.DigestAnswer) return false;
  return type !== MessageType.Propose && !isLocal(type as MessageType);
}

function carriesBatches(type: MessageType): boolean {
  return type === MessageType.Append || type === MessageType.Fetched;
}

function describesSnapshot(type: MessageType): boolean {
  return type === MessageType.Snapshot || type === MessageType.Fetched;
}

function snapshotBytes({ configuration, data }: Snapshot): number {
  const { voters, votersOutgoing, learners, learnersNext } = configuration;
  const ids = voters.length + votersOutgoing.length + learners.length + learnersNext.length;
  return SNAPSHOT_BYTES + ids * 8 + padded(data.byteLength);
}

function writeSnapshot(bytes: Uint8Array, view: DataView, offset: number, snapshot: Snapshot): void {
  const { configuration, data } = snapshot;
  const { voters, votersOutgoing, learners, learnersNext } = configuration;
  writeU53(view, offset, snapshot.index);
  writeU53(view, offset + 8, snapshot.term);
  view.setUint32(offset + 16, voters.length, true);
  view.setUint32(offset + 20, votersOutgoing.length, true);
  view.setUint32(offset + 24, learners.length, true);
  view.setUint32(offset + 28, learnersNext.length, true);
  view.setUint32(offset + 32, configuration.autoLeave ? 1 : 0, true);
  view.setUint32(offset + 36, data.byteLength, true);
  let at = offset + SNAPSHOT_BYTES;
  for (const id of [...voters, ...votersOutgoing, ...learners, ...learnersNext]) {
    writeU53(view, at, id);
    at += 8;
  }
  bytes.set(data, at);
  bytes.fill(0, at + data.byteLength, at + padded(data.byteLength));
}

function readSnapshot(view: DataView, offset: number, available: number): Snapshot {
  if (available < SNAPSHOT_BYTES) throw malformed("its snapshot is cut off");
  const counts = [16, 20, 24, 28].map((at) => view.getUint32(offset + at, true));
  const dataBytes = view.getUint32(offset + 36, true);
  const idCount = counts.reduce((sum, count) => sum + count, 0);
  const bytes = SNAPSHOT_BYTES + idCount * 8 + padded(dataBytes);
  if (bytes > available) throw malformed("its snapshot is cut off");
  let at = offset + SNAPSHOT_BYTES;
  const [voters, votersOutgoing, learners, learnersNext] = counts.map((count) =>
    Array.from({ length: count }, () => {
      const id = checkedU53(view, at);
      at += 8;
      return id;
    }),
  );
  return {
    index: checkedU53(view, offset),
    term: checkedU53(view, offset + 8),
    configuration: {
      voters,
      votersOutgoing,
      learners,
      learnersNext,
      autoLeave: view.getUint32(offset + 32, true) !== 0,
    },
    data: new Uint8Array(view.buffer, view.byteOffset + at, dataBytes).slice(),
  };
}

function checkedU53(view: DataView, offset: number): number {
  const value = readU53(view, offset);
  if (value > Number.MAX_SAFE_INTEGER) throw malformed("a number is above 2^53");
  return value;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function malformed(what: string): PeerError {
  return new PeerError("PEER_MESSAGE", `a message is malformed: ${what}`);
}
