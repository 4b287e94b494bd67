import { assert } from "../assert.ts";
import { COMMAND_HEADER_BYTES, CommandFlag, IDEMPOTENCY_BYTES, RUN_HEADER_BYTES } from "../batch.ts";
import { decodeNumberAndText, decodeRefused, encodeKeepAlive } from "../frame-codec.ts";
import {
  FrameType,
  type Refused,
  RefusalCode,
  RUN_OFFSET,
  writeRunHeader,
  writeFrameHeader,
} from "../frame.ts";
import { limits } from "../limits.ts";
import { RECORD_HEADER_BYTES, recordLength, recordPosition, REPLIES_FRAME_HEADER_BYTES } from "../outputs.ts";
import {
  decodeRejected,
  decodeSessionOpened,
  encodeOpenSession,
  schemaIdOf,
  SYSTEM_SCHEMA_ID,
  SystemRejection,
  SystemTemplate,
  templateIdOf,
} from "../system-messages.ts";
import { readU53 } from "../u53.ts";
import { type Caller, Outcome, type SubmitOptions } from "./cluster-port.ts";
import { type LinkOptions, NodeLink } from "./node-link.ts";
import { type OutboundRun, type RunListener, RunPool } from "./outbound-run.ts";

const KEEP_ALIVE_MS = 1_000;
const OPEN_RETRY_MS = 1_000;
/** How long to leave a node alone whose apply is halted. */
const HALTED_RETRY_MS = 1_000;

export interface CommandChannelOptions extends LinkOptions {
  /** Who the session itself belongs to: the gateway's own principal. */
  readonly owner: Caller;
  /** Only with the first command, not when it connects. */
  readonly sessionWhenNeeded: boolean;
  readonly sessionTimeoutMs: number;
  /** What the cluster keeps of unacknowledged replies. */
  readonly replyRingBytes: number;
  /** 16 random bytes. */
  readonly sessionNonce: () => Uint8Array;
  /** Asks for `flush` at the end of this turn. */
  readonly requestFlush: () => void;
  /** An answer to something that is not a command. */
  readonly onOtherFrame: (type: number, view: DataView, offset: number, length: number) => void;
}

/**
 * Commands in a session with the leader, each applied exactly once: they are numbered when they are
 * first sent, kept until they are answered, and sent again under the same numbers to whoever leads
 * after a failure. Only what is certainly not in the log is ever numbered anew.
 */
export class CommandChannel {
  readonly link: NodeLink;
  private readonly options: CommandChannelOptions;
  private readonly pool = new RunPool();
  private sessionId = 0;
  private nonce: Uint8Array;
  private openSentMs = -Infinity;
  private nextCorrelationId = 1;
  private answeredCorrelationId = 0;
  /** Sent, oldest first; answered in this order. */
  private readonly outstanding: OutboundRun[] = [];
  private outstandingCommands = 0;
  /** Not sent since they were last numbered, oldest first. */
  private readonly queue: OutboundRun[] = [];
  private queuedCommands = 0;
  private queuedBytes = 0;
  private open: OutboundRun | undefined;
  private keptAliveMs = 0;
  /** Told of when there is room again after `openRun` said no. */
  onWritable: (() => void) | undefined;
  private isWriterWaiting = false;

  constructor(options: CommandChannelOptions) {
    this.options = options;
    this.nonce = options.sessionNonce();
    this.link = new NodeLink(options, {
      onReady: () => this.onReady(),
      onLost: () => options.requestFlush(), // To dial at once: a failover takes as long as the slowest of its steps.
      onFrame: (type, _bytes, view, offset, length) => this.onFrame(type, view, offset, length),
    });
  }

  /** Sent or queued, and not answered. */
  get unanswered(): number {
    return this.outstandingCommands + this.queuedCommands + (this.open?.count ?? 0);
  }

  /** Adds a command to this turn's run. @returns false when too much waits: nothing was taken */
  submit(
    caller: Caller,
    message: Uint8Array,
    options: SubmitOptions,
    listener: RunListener,
    tag: number,
  ): boolean {
    const { idempotency } = options;
    const waitingBytes = this.queuedBytes + (this.open?.length ?? 0);
    if (waitingBytes + message.byteLength > limits.clientQueueBytesMax) return false;
    const run = this.runWithRoom(message.byteLength);
    const at = run.claim(
      caller.principalId,
      caller.roles,
      message.byteLength,
      this.options.nowMs() + options.timeoutMs,
      listener,
      tag,
      idempotency === undefined ? 0 : CommandFlag.IdempotencyKey,
    );
    if (idempotency !== undefined) {
      assert(idempotency.keyHash.byteLength === 16 && idempotency.contentHash.byteLength === 16);
      run.bytes.set(idempotency.keyHash, at - IDEMPOTENCY_BYTES);
      run.bytes.set(idempotency.contentHash, at - 16);
    }
    run.bytes.set(message, at);
    this.options.requestFlush();
    return true;
  }

  /**
   * A run to fill with `claim` and hand to `sendRun`: the way for those who make very many commands.
   * @returns undefined when the window is full; `onWritable` tells when it no longer is
   */
  openRun(): OutboundRun | undefined {
    if (this.unanswered + limits.runCommandsMax > limits.clientWindowCommandsMax) {
      this.isWriterWaiting = true;
      return undefined;
    }
    return this.pool.take();
  }

  /** Queues a run of `openRun` that holds at least one command. */
  sendRun(run: OutboundRun): void {
    assert(run.count > 0);
    this.closeOpenRun(); // Commands keep the order in which they were given.
    this.enqueue(run);
    this.options.requestFlush();
  }

  /** Once per turn in which something was given: one frame for all of it. */
  flush(): void {
    if (!this.link.isReady) this.link.tick();
    this.closeOpenRun();
    this.wantSession();
    this.sendQueued();
    this.link.flush();
  }

  /** Every some ten milliseconds. */
  tick(): void {
    const nowMs = this.options.nowMs();
    this.link.tick();
    for (const run of this.outstanding) {
      if (run.deadlineMsMin < nowMs) run.tellLate(nowMs, Outcome.Unknown, reasons.unanswered);
    }
    const why = this.link.isReady ? Outcome.Overloaded : Outcome.NoLeader;
    for (const run of this.queue) {
      if (run.deadlineMsMin < nowMs) {
        run.tellLate(nowMs, why, this.link.isReady ? reasons.unsent : reasons.leaderless);
      }
    }
    this.dropToldQueued();
    if (!this.link.isReady) return;
    if (this.sessionId === 0) {
      this.wantSession();
    } else if (nowMs - this.keptAliveMs > KEEP_ALIVE_MS) {
      this.keptAliveMs = nowMs;
      this.link.send(encodeKeepAlive(this.sessionId));
    }
    this.sendQueued();
    this.link.flush();
  }

  /** Everybody who waits is told. */
  stop(): void {
    this.closeOpenRun();
    this.link.stop();
    for (const run of this.outstanding.splice(0)) run.tellAll(Outcome.Unknown, reasons.stopped);
    for (const run of this.queue.splice(0)) run.tellAll(Outcome.NoLeader, reasons.stopped);
    this.outstandingCommands = this.queuedCommands = this.queuedBytes = 0;
  }

  private runWithRoom(messageBytes: number): OutboundRun {
    if (this.open !== undefined && this.open.hasRoom(messageBytes)) return this.open;
    this.closeOpenRun();
    this.open = this.pool.take();
    return this.open;
  }

  private closeOpenRun(): void {
    const { open } = this;
    if (open === undefined) return;
    this.open = undefined;
    this.enqueue(open);
  }

  private enqueue(run: OutboundRun): void {
    this.queue.push(run);
    this.queuedCommands += run.count;
    this.queuedBytes += run.length;
  }

  private sendQueued(): void {
    if (!this.link.isReady || this.sessionId === 0) return;
    while (this.queue.length > 0) {
      const run = this.queue[0];
      if (this.outstandingCommands + run.count > limits.clientWindowCommandsMax) return;
      this.queue.shift();
      this.queuedCommands -= run.count;
      this.queuedBytes -= run.length;
      run.firstCorrelationId = this.nextCorrelationId;
      this.nextCorrelationId += run.count;
      this.outstanding.push(run);
      this.outstandingCommands += run.count;
      this.send(run, Math.max(1, Math.floor(run.deadlineMsMax + this.link.clockOffsetMs)));
    }
  }

  private send(run: OutboundRun, nodeDeadlineMs: number): void {
    run.sends++;
    const acknowledged = Math.min(this.answeredCorrelationId, run.firstCorrelationId - 1);
    run.seal(this.sessionId, acknowledged, nodeDeadlineMs);
    this.link.send(run.frame);
  }

  private onReady(): void {
    if (this.sessionId === 0) {
      if (this.needsSession) this.openSession();
    } else {
      // Without a deadline: what may be in the log already must not be refused now.
      for (const run of this.outstanding) this.send(run, 0);
    }
    this.flush();
  }

  private get needsSession(): boolean {
    return !this.options.sessionWhenNeeded || this.unanswered > 0;
  }

  private wantSession(): void {
    if (!this.link.isReady || this.sessionId !== 0 || !this.needsSession) return;
    if (this.options.nowMs() - this.openSentMs > OPEN_RETRY_MS) this.openSession();
  }

  private openSession(): void {
    const { owner, sessionTimeoutMs, replyRingBytes } = this.options;
    this.openSentMs = this.options.nowMs();
    const message = encodeOpenSession({
      nonce: this.nonce,
      principalId: owner.principalId,
      roles: owner.roles,
      timeoutMs: sessionTimeoutMs,
      replyRingBytes,
      flags: 0,
    });
    const runLength = RUN_HEADER_BYTES + COMMAND_HEADER_BYTES + message.byteLength;
    const frame = new Uint8Array(RUN_OFFSET + runLength);
    const view = new DataView(frame.buffer);
    writeFrameHeader(view, 0, FrameType.Run, frame.byteLength);
    writeRunHeader(view, RUN_OFFSET, {
      length: runLength,
      count: 1,
      sessionId: 0,
      firstCorrelationId: 1,
      acknowledged: 0,
    });
    view.setUint16(RUN_OFFSET + RUN_HEADER_BYTES, (COMMAND_HEADER_BYTES + message.byteLength) / 8, true);
    frame.set(message, RUN_OFFSET + RUN_HEADER_BYTES + COMMAND_HEADER_BYTES);
    this.link.send(frame);
    this.link.flush();
  }

  private onFrame(type: number, view: DataView, offset: number, length: number): void {
    switch (type) {
      case FrameType.Replies:
        this.onReplies(view, offset);
        return;
      case FrameType.Refused: {
        const refused = decodeRefused(view, offset, length);
        if (refused !== undefined) this.onRefused(refused);
        return;
      }
      case FrameType.Halted: {
        const halted = decodeNumberAndText(view, offset, length);
        const reason = reasonOf(halted?.text ?? "the apply is halted");
        for (const run of this.outstanding) run.tellAll(Outcome.Halted, reason);
        return;
      }
      case FrameType.KeepAlive:
        return;
    }
    this.options.onOtherFrame(type, view, offset, length);
  }

  /** Hot path: a loop over the records of one frame. */
  private onReplies(view: DataView, offset: number): void {
    const sessionId = readU53(view, offset + 8);
    if (sessionId === 0) return this.onSystemReply(view, offset + REPLIES_FRAME_HEADER_BYTES);
    if (sessionId !== this.sessionId) return;
    const first = readU53(view, offset + 16);
    const count = view.getUint32(offset + 24, true);
    if (first > this.answeredCorrelationId + 1) return this.link.drop(`a reply is missing before ${first}`);
    let record = offset + REPLIES_FRAME_HEADER_BYTES;
    for (let correlationId = first; correlationId < first + count; correlationId++) {
      const length = recordLength(view, record);
      const run = this.outstanding[0];
      if (correlationId === this.answeredCorrelationId + 1 && run !== undefined) {
        const message = record + RECORD_HEADER_BYTES;
        let outcome: Outcome = Outcome.Replied;
        if (
          templateIdOf(view, message) === SystemTemplate.Rejected &&
          schemaIdOf(view, message) === SYSTEM_SCHEMA_ID
        ) {
          const code = decodeRejected(view, message)!.code;
          if (code === SystemRejection.SESSION_UNKNOWN) return this.loseSession(true);
          if (code === SystemRejection.CORRELATION_GAP) return this.loseSession(false);
          if (code === SystemRejection.REPLY_DROPPED) outcome = Outcome.Unknown;
        }
        const index = run.answered++;
        this.answeredCorrelationId = correlationId;
        this.outstandingCommands--;
        run.tell(
          index,
          outcome,
          view,
          message,
          length - RECORD_HEADER_BYTES,
          outcome === Outcome.Replied ? recordPosition(view, record) : 0,
        );
        if (run.answered === run.count && this.outstanding[0] === run) {
          this.outstanding.shift();
          this.pool.giveBack(run);
        }
      }
      record += length;
    }
    if (this.queue.length > 0) this.options.requestFlush();
    if (this.isWriterWaiting && this.unanswered + limits.runCommandsMax <= limits.clientWindowCommandsMax) {
      this.isWriterWaiting = false;
      this.onWritable?.();
    }
  }

  private onSystemReply(view: DataView, record: number): void {
    const message = record + RECORD_HEADER_BYTES;
    if (this.sessionId !== 0) return; // A late answer to a repeated wish.
    const isOwn = schemaIdOf(view, message) === SYSTEM_SCHEMA_ID;
    if (!isOwn || templateIdOf(view, message) !== SystemTemplate.SessionOpened) {
      this.openSentMs = this.options.nowMs(); // Refused: no room now. Ask again later.
      return;
    }
    const opened = decodeSessionOpened(view, message);
    if (opened.nonce.some((byte, at) => byte !== this.nonce[at])) return;
    this.sessionId = opened.sessionId;
    this.nextCorrelationId = 1;
    this.answeredCorrelationId = 0;
    this.sendQueued();
    this.link.flush();
  }

  /** The node did not sequence a run, nor any that follow it: they are numbered anew, without what was wrong. */
  private onRefused(refused: Refused): void {
    if (refused.sessionId === 0) {
      this.openSentMs = this.options.nowMs();
      const outcome = outcomeOf(refused.code);
      if (outcome !== Outcome.Overloaded) this.tellQueued(outcome, reasonOf(refused.text));
      return;
    }
    if (refused.sessionId !== this.sessionId || refused.code === RefusalCode.OutOfOrder) return;
    const at = this.outstanding.findIndex((run) => run.firstCorrelationId === refused.firstCorrelationId);
    if (at < 0) return this.link.drop(`run ${refused.firstCorrelationId} was refused, but is not known`);
    const run = this.outstanding[at];
    if (refused.code === RefusalCode.Invalid && refused.badIndex >= run.count) {
      return this.link.drop(`command ${refused.badIndex} was refused in a run of ${run.count}`);
    }
    const reason = reasonOf(refused.text);
    if (refused.code === RefusalCode.NotLeader) {
      if (run.sends > 1) return; // An earlier leader may have sequenced it: it keeps its number.
      this.nextCorrelationId = run.firstCorrelationId;
      this.requeue(this.outstanding.splice(at));
      return;
    }
    if (run.sends > 1) {
      // An earlier leader may have sequenced it.
      if (refused.code !== RefusalCode.Halted) return this.loseSession(false);
      for (const other of this.outstanding) other.tellAll(Outcome.Halted, reason);
      return this.link.drop(refused.text, HALTED_RETRY_MS);
    }
    if (refused.code === RefusalCode.Invalid) {
      run.tell(refused.badIndex, Outcome.Invalid, reason, 0, reason.byteLength, 0);
    } else {
      run.tellAll(outcomeOf(refused.code), reason);
    }
    this.nextCorrelationId = run.firstCorrelationId;
    this.requeue(this.outstanding.splice(at));
    this.options.requestFlush();
  }

  /**
   * Nothing more is asked in this session. What was sent once and will not be applied goes into a new one.
   *
   * @param isClosed the log says so. Otherwise an earlier sending of a run may still arrive, by a connection that
   *   was given up, and be applied, and with it those behind it that waited for their number
   */
  private loseSession(isClosed: boolean): void {
    const runs = this.outstanding.splice(0);
    this.sessionId = 0;
    this.nonce = this.options.sessionNonce();
    let mayArrive = false;
    for (const run of runs) {
      mayArrive = run.sends > 1 || (mayArrive && !isClosed);
      if (mayArrive) run.tellAll(Outcome.Unknown, reasons.sessionLost);
    }
    this.requeue(runs);
    this.openSession();
  }

  /** To the front of the queue, without the commands that were told how they ended. */
  private requeue(runs: OutboundRun[]): void {
    for (const run of runs.reverse()) {
      this.outstandingCommands -= run.count - run.answered;
      run.dropTold();
      run.answered = 0;
      run.sends = 0;
      if (run.count === 0) {
        this.pool.giveBack(run);
        continue;
      }
      this.queue.unshift(run);
      this.queuedCommands += run.count;
      this.queuedBytes += run.length;
    }
  }

  /** What waits was never sent. */
  private tellQueued(outcome: Outcome, reason: DataView): void {
    for (const run of this.queue) run.tellAll(outcome, reason);
    this.dropToldQueued();
  }

  private dropToldQueued(): void {
    if (this.queue.length === 0) return;
    const kept = this.queue.filter((run) => {
      run.dropTold();
      if (run.count > 0) return true;
      this.pool.giveBack(run);
      return false;
    });
    this.queue.splice(0, this.queue.length, ...kept);
    this.queuedCommands = kept.reduce((sum, run) => sum + run.count, 0);
    this.queuedBytes = kept.reduce((sum, run) => sum + run.length, 0);
  }
}

/** What a refusal of whole runs means to those who wait. */
function outcomeOf(code: RefusalCode): Outcome {
  if (code === RefusalCode.Halted) return Outcome.Halted;
  return code === RefusalCode.OutOfSpace ? Outcome.OutOfSpace : Outcome.Overloaded;
}

function reasonOf(text: string): DataView {
  const bytes = new TextEncoder().encode(text);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const reasons = {
  unanswered: reasonOf("sent, and not answered in time"),
  unsent: reasonOf("not sent in time: too much is under way"),
  leaderless: reasonOf("not sent in time: no leader was found"),
  stopped: reasonOf("the client was stopped"),
  sessionLost: reasonOf("the session was closed while the request was under way"),
};
