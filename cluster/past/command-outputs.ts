import type { Batch } from "../batch.ts";
import {
  type Outputs,
  RECORD_HEADER_BYTES,
  recordLength,
  recordPosition,
  REPLIES_FRAME_HEADER_BYTES,
} from "../outputs.ts";

/** What one command put out. */
export interface CommandOutputs {
  readonly position: number;
  /** The record of its one reply: header, SBE message, padding. */
  readonly reply: Uint8Array;
  /** The records of its events, and of those of timers that fired before it. */
  readonly events: readonly Uint8Array[];
}

/** The outputs of a batch, command by command; copies. */
export function commandOutputs({ replies, events, ...outputs }: Outputs, batch: Batch): CommandOutputs[] {
  const records: Uint8Array[] = [];
  for (let run = 0; run < outputs.runCount; run++) {
    const [from, to] = [outputs.runOffsets[run], outputs.runOffsets[run + 1]];
    records.push(...recordsIn(replies.bytes.subarray(from + REPLIES_FRAME_HEADER_BYTES, to)));
  }
  const published = new Map<number, Uint8Array[]>();
  for (const record of recordsIn(events.bytes.subarray(0, events.end))) {
    const position = recordPosition(viewOf(record), 0);
    const list = published.get(position);
    if (list === undefined) published.set(position, [record]);
    else list.push(record);
  }
  // A reply that is given once more names an earlier position: what counts is its place.
  return records.map((reply, nth) => {
    const position = batch.firstPosition + nth;
    return { position, reply, events: published.get(position) ?? [] };
  });
}

/** Copies of the records that lie there one after the other. */
export function recordsIn(bytes: Uint8Array): Uint8Array[] {
  const view = viewOf(bytes);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const length = recordLength(view, at);
    records.push(bytes.slice(at, at + length));
    at += length;
  }
  return records;
}

/** The SBE message in a record, with its padding. */
export function messageOf(record: Uint8Array): DataView {
  return viewOf(record.subarray(RECORD_HEADER_BYTES));
}

export function isSameOutput(one: CommandOutputs, other: CommandOutputs): boolean {
  return (
    isSame(one.reply, other.reply) &&
    one.events.length === other.events.length &&
    one.events.every((event, nth) => isSame(event, other.events[nth]!))
  );
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
