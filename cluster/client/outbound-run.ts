import { assert } from "../assert.ts";
import {
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  MESSAGE_HEADER_BYTES,
  RUN_HEADER_BYTES,
} from "../batch.ts";
import { FrameType, RUN_OFFSET, writeFrameHeader } from "../frame.ts";
import { limits } from "../limits.ts";
import { writeU53 } from "../u53.ts";
import type { Outcome } from "./cluster-port.ts";

/**
 * Hears the answers of a run, without an object per command. For load generators and importers; the
 * bytes are valid during the call.
 */
export interface RunListener {
  /** @param view holds the reply's SBE message, or a reason in UTF-8, at `offset`, `length` bytes */
  onRunAnswer(
    tag: number,
    outcome: Outcome,
    view: DataView,
    offset: number,
    length: number,
    position: number,
  ): void;
}

const SMALLEST_BYTES = 2_048;
const FIRST_COMMAND = RUN_OFFSET + RUN_HEADER_BYTES;

/** Where in its life a command of a run is. */
const Waiting = 0;
const Told = 1;

/**
 * Commands of one turn on their way to the cluster: the Run frame as it goes over the wire, and who
 * waits for which answer. It is kept until the last answer has come, so that it can be sent again.
 * Reused: see RunPool.
 */
export class OutboundRun {
  bytes: Uint8Array = new Uint8Array(SMALLEST_BYTES);
  view: DataView = new DataView(this.bytes.buffer);
  /** Of the frame. */
  length: number = FIRST_COMMAND;
  count = 0;
  /** Given when it is sent first; the others follow without a gap. */
  firstCorrelationId = 0;
  /** In how many connections it was sent since it got its correlation ids. */
  sends = 0;
  /** Answers that came. */
  answered = 0;
  /** The earliest and the latest moment at which a command's time is up. */
  deadlineMsMin: number = Infinity;
  deadlineMsMax = 0;
  private readonly listeners: RunListener[] = [];
  private readonly tags: number[] = [];
  private readonly deadlinesMs: number[] = [];
  private readonly states: number[] = [];
  private hasTold = false;

  clear(): void {
    this.length = FIRST_COMMAND;
    this.count = 0;
    this.firstCorrelationId = 0;
    this.sends = 0;
    this.answered = 0;
    this.deadlineMsMin = Infinity;
    this.deadlineMsMax = 0;
    this.listeners.length = 0;
    this.tags.length = 0;
    this.deadlinesMs.length = 0;
    this.states.length = 0;
    this.hasTold = false;
  }

  hasRoom(messageBytes: number): boolean {
    return (
      this.count < limits.runCommandsMax &&
      this.length + messageBytes + COMMAND_HEADER_BYTES + IDEMPOTENCY_BYTES + 8 <=
        limits.runBytesMax + RUN_OFFSET
    );
  }

  /**
   * Adds a command. Hot path of load generators: encode the message at the returned offset of `view`.
   * @param messageBytes of the SBE message with its header
   * @returns where the message goes; its bytes may be anything, so write all of them
   */
  claim(
    principalId: number,
    roles: number,
    messageBytes: number,
    deadlineMs: number,
    listener: RunListener,
    tag: number,
    flags: number = 0,
  ): number {
    assert(messageBytes >= MESSAGE_HEADER_BYTES && this.hasRoom(messageBytes));
    const header =
      flags === CommandFlag.IdempotencyKey ? COMMAND_HEADER_BYTES + IDEMPOTENCY_BYTES : COMMAND_HEADER_BYTES;
    const at = this.length;
    const end = (at + header + messageBytes + 7) & ~7;
    if (end > this.bytes.byteLength) this.grow(end);
    const { view } = this;
    view.setUint32(end - 4, 0, true); // Padding; the message overwrites the rest.
    view.setUint8(end - 5, 0);
    view.setUint8(end - 6, 0);
    view.setUint8(end - 7, 0);
    view.setUint16(at, (end - at) >>> 3, true);
    view.setUint8(at + 2, flags);
    view.setUint8(at + 3, roles);
    view.setUint32(at + 4, principalId, true);
    this.length = end;
    this.count++;
    this.listeners.push(listener);
    this.tags.push(tag);
    this.deadlinesMs.push(deadlineMs);
    this.states.push(Waiting);
    if (deadlineMs < this.deadlineMsMin) this.deadlineMsMin = deadlineMs;
    if (deadlineMs > this.deadlineMsMax) this.deadlineMsMax = deadlineMs;
    return at + header;
  }

  /** Writes both headers, before each sending. @param nodeDeadlineMs by the node's clock; 0: none */
  seal(sessionId: number, acknowledged: number, nodeDeadlineMs: number): void {
    const { view } = this;
    writeFrameHeader(view, 0, FrameType.Run, this.length);
    writeU53(view, 8, nodeDeadlineMs);
    view.setUint32(RUN_OFFSET, this.length - RUN_OFFSET, true);
    view.setUint32(RUN_OFFSET + 4, this.count, true);
    writeU53(view, RUN_OFFSET + 8, sessionId);
    writeU53(view, RUN_OFFSET + 16, this.firstCorrelationId);
    writeU53(view, RUN_OFFSET + 24, acknowledged);
  }

  get frame(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** Tells who waits for command `index`, unless it was told before. */
  tell(
    index: number,
    outcome: Outcome,
    view: DataView,
    offset: number,
    length: number,
    position: number,
  ): void {
    if (this.states[index] === Told) return;
    this.states[index] = Told;
    this.hasTold = true;
    this.listeners[index].onRunAnswer(this.tags[index], outcome, view, offset, length, position);
  }

  /** Tells all that still wait. */
  tellAll(outcome: Outcome, reason: DataView): void {
    for (let index = this.answered; index < this.count; index++) {
      this.tell(index, outcome, reason, 0, reason.byteLength, 0);
    }
    this.deadlineMsMin = Infinity;
  }

  /** Tells those whose time is up. */
  tellLate(nowMs: number, outcome: Outcome, reason: DataView): void {
    let earliest = Infinity;
    for (let index = this.answered; index < this.count; index++) {
      if (this.states[index] === Told) continue;
      if (this.deadlinesMs[index] < nowMs) this.tell(index, outcome, reason, 0, reason.byteLength, 0);
      else if (this.deadlinesMs[index] < earliest) earliest = this.deadlinesMs[index];
    }
    this.deadlineMsMin = earliest;
  }

  /** Takes out the commands nobody waits for any more. Only before it was sent, or when it was refused whole. */
  dropTold(): void {
    if (!this.hasTold) return;
    this.hasTold = false;
    let from = FIRST_COMMAND;
    let to = FIRST_COMMAND;
    let kept = 0;
    for (let index = 0; index < this.count; index++) {
      const length = this.view.getUint16(from, true) * 8;
      if (this.states[index] !== Told) {
        this.bytes.copyWithin(to, from, from + length);
        this.listeners[kept] = this.listeners[index];
        this.tags[kept] = this.tags[index];
        this.deadlinesMs[kept] = this.deadlinesMs[index];
        this.states[kept] = Waiting;
        to += length;
        kept++;
      }
      from += length;
    }
    this.length = to;
    this.count = kept;
    this.listeners.length = this.tags.length = this.deadlinesMs.length = this.states.length = kept;
  }

  private grow(bytes: number): void {
    const most = limits.runBytesMax + RUN_OFFSET;
    const grown = new Uint8Array(Math.min(most, Math.max(bytes, this.bytes.byteLength * 4)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

/** Runs to be used again; large ones are kept for those who send much. */
export class RunPool {
  private readonly runs: OutboundRun[] = [];

  take(): OutboundRun {
    return this.runs.pop() ?? new OutboundRun();
  }

  giveBack(run: OutboundRun): void {
    run.clear();
    if (this.runs.length < 128) this.runs.push(run);
  }
}
