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
import { readU53 } from "../u53.ts";

export { BatchMaker, CLUSTER_ID, START_US, encodeRun } from "../simulator/batch-maker.ts";
export type { MadeCommand as TestCommand, MadeRun as TestRun } from "../simulator/batch-maker.ts";

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
