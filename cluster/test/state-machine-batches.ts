import {
  Batch,
  BATCH_HEADER_BYTES,
  BatchKind,
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  RUN_HEADER_BYTES,
  sealBatch,
} from "../batch.ts";
import {
  type OutputBuffer,
  type Outputs,
  RECORD_HEADER_BYTES,
  recordFlags,
  recordLength,
  recordPosition,
  recordStep,
  REPLIES_FRAME_HEADER_BYTES,
  RecordFlag,
} from "../outputs.ts";
import { decodeRejected, type Rejected, SystemTemplate, templateIdOf } from "../system-messages.ts";
import { readU53, writeU53 } from "../u53.ts";

export const CLUSTER_ID = 77;
/** Cluster time at which tests begin: some day in 2026. */
export const START_US = 1_790_000_000_000_000;

export interface TestCommand {
  message: Uint8Array;
  principalId?: number;
  roles?: number;
  /** Names for the hashes of an idempotency key and of its content. */
  idempotency?: { key: string; content: string };
}

export interface TestRun {
  sessionId: number;
  first: number;
  acknowledged?: number;
  commands: TestCommand[];
}

/** Seals batches one after the other, as a leader would. */
export class BatchMaker {
  index = 0;
  position = 0;
  timeUs: number = START_US;
  private previousHash = 0;

  /** @param afterUs how much cluster time has passed since the last batch */
  make(runs: TestRun[], afterUs = 0): Batch {
    const payloads = runs.map(encodeRun);
    const count = runs.reduce((sum, run) => sum + run.commands.length, 0);
    const length = payloads.reduce((sum, payload) => sum + payload.length, BATCH_HEADER_BYTES);
    const bytes = new Uint8Array(length);
    let at = BATCH_HEADER_BYTES;
    for (const payload of payloads) {
      bytes.set(payload, at);
      at += payload.length;
    }
    this.timeUs += afterUs;
    this.previousHash = sealBatch(bytes, {
      kind: count === 0 ? BatchKind.Empty : BatchKind.Commands,
      clusterId: CLUSTER_ID,
      index: ++this.index,
      term: 1,
      firstPosition: this.position + 1,
      count,
      previousHash: this.previousHash,
      clusterTimeUs: this.timeUs,
      highWater: { index: 0, term: 0, hash: 0 },
    });
    this.position += count;
    return new Batch(bytes);
  }

  /** A batch with commands of the cluster itself. */
  system(messages: Uint8Array[], afterUs = 0): Batch {
    const commands = messages.map((message) => ({ message }));
    return this.make([{ sessionId: 0, first: 1, commands }], afterUs);
  }
}

export function encodeRun(run: TestRun): Uint8Array {
  const commands = run.commands.map(encodeCommand);
  const length = commands.reduce((sum, command) => sum + command.length, RUN_HEADER_BYTES);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  view.setUint32(4, commands.length, true);
  writeU53(view, 8, run.sessionId);
  writeU53(view, 16, run.first);
  writeU53(view, 24, run.acknowledged ?? 0);
  let at = RUN_HEADER_BYTES;
  for (const command of commands) {
    bytes.set(command, at);
    at += command.length;
  }
  return bytes;
}

function encodeCommand(command: TestCommand): Uint8Array {
  const hashed = command.idempotency === undefined ? 0 : IDEMPOTENCY_BYTES;
  const headerBytes = COMMAND_HEADER_BYTES + hashed;
  const length = (headerBytes + command.message.length + 7) & ~7;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, length / 8, true);
  view.setUint8(2, hashed === 0 ? 0 : CommandFlag.IdempotencyKey);
  view.setUint8(3, command.roles ?? 0);
  view.setUint32(4, command.principalId ?? 1, true);
  if (command.idempotency !== undefined) {
    const { key, content } = command.idempotency;
    bytes.set(new TextEncoder().encode(key.padEnd(16, ".").slice(0, 16)), COMMAND_HEADER_BYTES);
    bytes.set(new TextEncoder().encode(content.padEnd(16, ".").slice(0, 16)), COMMAND_HEADER_BYTES + 16);
  }
  bytes.set(command.message, headerBytes);
  return bytes;
}

/** A reply or an event, decoded. */
export interface TestRecord {
  position: number;
  step: number;
  isDuplicate: boolean;
  templateId: number;
  /** The message from its SBE header to the padding's end. */
  message: DataView;
  rejected: Rejected | undefined;
}

export interface TestFrame {
  sessionId: number;
  first: number;
  records: TestRecord[];
}

/** Copies the reply frames out of the outputs and checks their layout on the way. */
export function framesOf(outputs: Outputs | undefined): TestFrame[] {
  if (outputs === undefined) throw new Error("the machine has halted");
  const { replies, runOffsets, runSessionIds } = outputs;
  return Array.from({ length: outputs.runCount }, (_, run) => {
    const from = runOffsets[run];
    const bytes = replies.bytes.slice(from, runOffsets[run + 1]);
    const view = new DataView(bytes.buffer);
    const records = recordsOf(bytes, REPLIES_FRAME_HEADER_BYTES);
    const isWhole =
      view.getUint32(0, true) === bytes.length &&
      view.getUint32(4, true) === 2 &&
      view.getUint32(24, true) === records.length &&
      readU53(view, 8) === runSessionIds[run];
    if (!isWhole) throw new Error(`frame ${run} is malformed`);
    return { sessionId: readU53(view, 8), first: readU53(view, 16), records };
  });
}

export function eventsOf(outputs: Outputs | undefined): TestRecord[] {
  if (outputs === undefined) throw new Error("the machine has halted");
  return recordsIn(outputs.events);
}

export function recordsIn(buffer: OutputBuffer): TestRecord[] {
  return recordsOf(buffer.bytes.slice(0, buffer.end), 0);
}

function recordsOf(bytes: Uint8Array, from: number): TestRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: TestRecord[] = [];
  for (let at = from; at < bytes.length; at += recordLength(view, at)) {
    const length = recordLength(view, at);
    const isRecord = length >= 24 && length % 8 === 0 && at + length <= bytes.length;
    if (!isRecord) throw new Error(`a record of ${length} bytes`);
    const message = new DataView(
      bytes.buffer,
      bytes.byteOffset + at + RECORD_HEADER_BYTES,
      length - RECORD_HEADER_BYTES,
    );
    records.push({
      position: recordPosition(view, at),
      step: recordStep(view, at),
      isDuplicate: (recordFlags(view, at) & RecordFlag.Duplicate) !== 0,
      templateId: templateIdOf(message, 0),
      message,
      rejected: templateIdOf(message, 0) === SystemTemplate.Rejected ? decodeRejected(message, 0) : undefined,
    });
  }
  return records;
}
