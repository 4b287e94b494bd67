import { Batch } from "../batch.ts";
import { checksum } from "../checksum.ts";
import type { LogStore } from "../log/log-store.ts";
import { recordLength, recordPosition, REPLIES_FRAME_HEADER_BYTES, type Outputs } from "../outputs.ts";
import type { StateMachine } from "../state-machine.ts";
import type { Digest } from "./digest-window.ts";

const SLICE_BYTES = 262_144;

/**
 * What a batch puts out, command by command: found by replaying the log up to it, in slices. For the search of the
 * first command that two nodes do not answer alike.
 */
export class BatchOutputs {
  readonly index: number;
  firstPosition = 0;
  lastPosition = 0;
  /** The digest that the replay came to. */
  digest: Digest = { a: 0, b: 0 };
  isDone = false;
  private readonly log: LogStore;
  private readonly machine: StateMachine;
  private readonly batch = new Batch();
  /** Of all that the batch puts out up to each position. */
  private prefixes = new Uint32Array(0);

  /** @param machine at a place before the batch */
  constructor(log: LogStore, machine: StateMachine, index: number) {
    this.log = log;
    this.machine = machine;
    this.index = index;
  }

  /** Neither done, nor halted on the way. */
  get isReplaying(): boolean {
    return !this.isDone && this.machine.halt === undefined;
  }

  /** A slice of the replay. */
  step(): void {
    const { machine, log, index } = this;
    if (!this.isReplaying) return;
    log.read(machine.appliedIndex + 1, SLICE_BYTES, (bytes, at) => {
      if (at > index || machine.halt !== undefined) return;
      const outputs = machine.apply(this.batch.wrap(bytes));
      if (at === index && outputs !== undefined) this.finish(outputs, this.batch);
    });
  }

  /** @param position in the batch */
  through(position: number): number {
    return this.prefixes[position - this.firstPosition];
  }

  private finish(outputs: Outputs, batch: Batch): void {
    this.firstPosition = batch.firstPosition;
    this.lastPosition = batch.firstPosition + batch.count - 1;
    this.digest = { a: outputs.repliesDigest, b: outputs.eventsDigest };
    const own = new Uint32Array(batch.count);
    const add = (bytes: Uint8Array, view: DataView, from: number, to: number): void => {
      for (let at = from; at < to;) {
        const length = recordLength(view, at);
        // A reply that is given once more names an earlier position.
        const command = Math.max(0, recordPosition(view, at) - this.firstPosition);
        own[command] = checksum(bytes.subarray(at, at + length), own[command]);
        at += length;
      }
    };
    const { replies, events, runOffsets } = outputs;
    for (let run = 0; run < outputs.runCount; run++) {
      add(replies.bytes, replies.view, runOffsets[run] + REPLIES_FRAME_HEADER_BYTES, runOffsets[run + 1]);
    }
    add(events.bytes, events.view, 0, events.end);
    this.prefixes = own;
    const bytes = new Uint8Array(own.buffer);
    for (let at = 0, sum = 0; at < own.length; at++) {
      sum = checksum(bytes.subarray(at * 4, at * 4 + 4), sum);
      own[at] = sum;
    }
    this.isDone = true;
  }
}
