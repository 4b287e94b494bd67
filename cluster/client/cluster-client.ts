import type { StageLatency } from "../stage-latencies.ts";
import { COMMAND_HEADER_BYTES, IDEMPOTENCY_BYTES, MESSAGE_HEADER_BYTES } from "../batch.ts";
import { decodeNumberAndText, encodeRequest } from "../frame-codec.ts";
import { FrameType } from "../frame.ts";
import { limits } from "../limits.ts";
import type { DeskAnswer, DeskRequest } from "./desk-messages.ts";
import { ChunkPool } from "../transport/outbox.ts";
import type { Dialer } from "../transport/connection.ts";
import {
  type AnswerListener,
  type Caller,
  type ClusterPort,
  type ClusterStatus,
  type EventListener,
  type EventPlace,
  NO_STATUS,
  Outcome,
  type QueryOptions,
  type SubmitOptions,
  type Subscription,
} from "./cluster-port.ts";
import { CommandChannel } from "./command-channel.ts";
import type { NodeLink } from "./node-link.ts";
import type { OutboundRun, RunListener } from "./outbound-run.ts";
import { ReadChannel } from "./read-channel.ts";

const TICK_MS = 20;
const STATUS_MS = 500;

const MESSAGE_BYTES_MAX = limits.commandBytesMax - COMMAND_HEADER_BYTES - IDEMPOTENCY_BYTES;

interface Refusal {
  readonly listener: AnswerListener;
  readonly tag: number;
  readonly outcome: Outcome;
  readonly reason: string;
}

/** Time, chance and turns: a simulator gives others. */
export interface ClientWorld {
  /** Monotonic. */
  nowMs(): number;
  /** In [0, 1). */
  random(): number;
  randomBytes(length: number): Uint8Array;
  /** Runs it once, after everything that this turn of the event loop brought. */
  atEndOfTurn(run: () => void): void;
  /** @returns what stops it */
  every(intervalMs: number, run: () => void): () => void;
}

export interface ClusterClientOptions {
  readonly dialer: Dialer;
  /** Of all members, as far as known; the leader is found among them, or through them. */
  readonly endpoints: readonly string[];
  /** Whom to ask and to listen to; the same as `endpoints` unless one is near. */
  readonly readEndpoints?: readonly string[];
  /** 0: whichever cluster answers. */
  readonly clusterId?: number;
  /** The cluster's secret; not needed inside the node's process. */
  readonly secret?: Uint8Array;
  /** Who the session belongs to. Each command and query names its own caller. */
  readonly owner: Caller;
  readonly world: ClientWorld;
  /** A session is a command in the log; who may only ask opens none until it gives a command. Default false. */
  readonly sessionWhenNeeded?: boolean;
  /** The cluster closes the session after this long without a sign of life. Default 30 s. */
  readonly sessionTimeoutMs?: number;
  /** What the cluster keeps of this session's replies until they are acknowledged. Default 8 MiB. */
  readonly replyRingBytes?: number;
  /** The node in the same process, when there is one; else the node that is read from is asked now and then. */
  readonly statusSource?: () => ClusterStatus;
  /** Of the node in this process. */
  readonly stageSource?: () => readonly StageLatency[];
}

interface PendingRequest {
  readonly resolve: (answer: DeskAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly deadlineMs: number;
}

/**
 * A client of the cluster, over sockets or inside a node's process. Commands go to the leader, in a
 * session; queries and events come from the nearest node. Everything survives reconnects.
 */
export class ClusterClient implements ClusterPort {
  private readonly options: ClusterClientOptions;
  private readonly commands: CommandChannel;
  private readonly reads: ReadChannel;
  private readonly stopTicking: () => void;
  private readonly requests = new Map<number, PendingRequest>();
  /** What was not taken is told at the end of the turn, never from within the call. */
  private readonly refused: Refusal[] = [];
  /** One adapter per listener, so that a command costs no object. */
  private readonly adapters = new WeakMap<AnswerListener, RunListener>();
  private lastStatus: ClusterStatus = NO_STATUS;
  private statusAskedMs = -Infinity;
  private lastRequestId = 0;
  private isFlushDue = false;
  private isStopped = false;

  constructor(options: ClusterClientOptions) {
    this.options = options;
    const { world } = options;
    const shared = {
      dialer: options.dialer,
      endpoints: options.endpoints,
      clusterId: options.clusterId ?? 0,
      secret: options.secret,
      pool: new ChunkPool(),
      nowMs: () => world.nowMs(),
      random: () => world.random(),
      requestFlush: () => this.requestFlush(),
      onOtherFrame: (type: number, view: DataView, offset: number, length: number): void =>
        this.onAnswerFrame(type, view, offset, length),
    };
    this.commands = new CommandChannel({
      ...shared,
      followsLeader: true,
      owner: options.owner,
      sessionWhenNeeded: options.sessionWhenNeeded ?? false,
      sessionTimeoutMs: options.sessionTimeoutMs ?? 30_000,
      replyRingBytes: options.replyRingBytes ?? 8_388_608,
      sessionNonce: () => world.randomBytes(16),
    });
    this.reads = new ReadChannel({
      ...shared,
      endpoints: options.readEndpoints ?? options.endpoints,
      followsLeader: false,
      onReady: () => this.askStatus(),
    });
    this.stopTicking = world.every(TICK_MS, () => this.tick());
    this.tick();
  }

  submit(
    caller: Caller,
    message: Uint8Array,
    options: SubmitOptions,
    listener: AnswerListener,
    tag: number,
  ): void {
    let adapter = this.adapters.get(listener);
    if (adapter === undefined) {
      adapter = new BytesAdapter(listener);
      this.adapters.set(listener, adapter);
    }
    const fault = sizeFault(message.byteLength);
    if (fault === undefined && !this.isStopped) {
      if (this.commands.submit(caller, message, options, adapter, tag)) return;
    }
    const outcome = fault === undefined ? Outcome.Overloaded : Outcome.Invalid;
    this.refused.push({ listener, tag, outcome, reason: fault ?? "too many requests wait" });
    this.requestFlush();
  }

  query(
    caller: Caller,
    message: Uint8Array,
    options: QueryOptions,
    listener: AnswerListener,
    tag: number,
  ): void {
    this.reads.query(caller, message, options, listener, tag);
  }

  subscribe(from: EventPlace | undefined, listener: EventListener, schemaId: number = 0): Subscription {
    return this.reads.subscribe(from, listener, schemaId);
  }

  status(): ClusterStatus {
    return this.options.statusSource?.() ?? this.lastStatus;
  }

  /** None when the node is in another process: `ask` it then. */
  stages(): readonly StageLatency[] {
    return this.options.stageSource?.() ?? [];
  }

  /** A run to fill, for those who make very many commands; undefined when the window is full. */
  openRun(): OutboundRun | undefined {
    return this.commands.openRun();
  }

  /** Sends a run of `openRun` with this turn's others. */
  sendRun(run: OutboundRun): void {
    this.commands.sendRun(run);
  }

  /** Told when `openRun` would no longer say no. */
  set onWritable(listener: (() => void) | undefined) {
    this.commands.onWritable = listener;
  }

  /** Commands sent or queued, and not answered. */
  get unanswered(): number {
    return this.commands.unanswered;
  }

  /** Why the connection to the leader ended last; empty when none did. For people. */
  get lastError(): string {
    return this.commands.link.lastError || this.reads.link.lastError;
  }

  /** Asks the leader, or the node that is read from, something beside commands and queries. */
  async ask(request: DeskRequest, from: "leader" | "near", timeoutMs: number = 5_000): Promise<DeskAnswer> {
    const link = from === "leader" ? this.commands.link : this.reads.link;
    const deadlineMs = this.options.world.nowMs() + timeoutMs;
    while (!link.isReady && this.options.world.nowMs() < deadlineMs && !this.isStopped) {
      await new Promise<void>((resolve) => {
        const stopWaiting = this.options.world.every(TICK_MS, () => {
          stopWaiting();
          resolve();
        });
      });
    }
    return new Promise((resolve, reject) => {
      this.sendRequest(link, request, { resolve, reject, deadlineMs });
    });
  }

  /** Hangs up; whoever waits is told. */
  stop(): void {
    this.isStopped = true;
    this.stopTicking();
    this.commands.stop();
    this.reads.stop();
    for (const request of this.requests.values()) request.reject(new NoAnswerError("the client was stopped"));
    this.requests.clear();
    this.tellRefused();
  }

  private tick(): void {
    const { world, statusSource } = this.options;
    this.commands.tick();
    this.reads.tick();
    const nowMs = world.nowMs();
    if (statusSource === undefined && nowMs - this.statusAskedMs > STATUS_MS) this.askStatus();
    for (const [requestId, request] of this.requests) {
      if (request.deadlineMs >= nowMs) continue;
      this.requests.delete(requestId);
      request.reject(new NoAnswerError(this.lastError || "the node is silent"));
    }
  }

  private requestFlush(): void {
    if (this.isFlushDue) return;
    this.isFlushDue = true;
    this.options.world.atEndOfTurn(() => {
      this.isFlushDue = false;
      if (!this.isStopped) {
        this.commands.flush();
        this.reads.flush();
      }
      this.tellRefused();
    });
  }

  private tellRefused(): void {
    for (const { listener, tag, outcome, reason } of this.refused.splice(0)) {
      listener.onAnswer(tag, outcome, new TextEncoder().encode(reason), 0);
    }
  }

  private askStatus(): void {
    if (!this.reads.link.isReady || this.options.statusSource !== undefined) return;
    this.statusAskedMs = this.options.world.nowMs();
    this.sendRequest(
      this.reads.link,
      { ask: "status" },
      {
        resolve: (answer) => {
          if ("status" in answer) this.lastStatus = answer.status;
        },
        reject: () => {
          this.lastStatus = NO_STATUS;
        },
        deadlineMs: this.options.world.nowMs() + 4 * STATUS_MS,
      },
    );
  }

  private sendRequest(link: NodeLink, request: DeskRequest, pending: PendingRequest): void {
    const requestId = ++this.lastRequestId;
    this.requests.set(requestId, pending);
    link.send(encodeRequest(requestId, JSON.stringify(request)));
    link.flush();
  }

  private onAnswerFrame(type: number, view: DataView, offset: number, length: number): void {
    if (type !== FrameType.Answer) return;
    const answer = decodeNumberAndText(view, offset, length);
    const pending = answer === undefined ? undefined : this.requests.get(answer.number);
    if (answer === undefined || pending === undefined) return;
    this.requests.delete(answer.number);
    let value: DeskAnswer;
    try {
      value = JSON.parse(answer.text) as DeskAnswer;
    } catch {
      pending.reject(new NoAnswerError("what a node answered is not JSON"));
      return;
    }
    pending.resolve(value);
  }
}

/** A node gave no answer to a question of `ask`. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly code = "NO_ANSWER";

  constructor(reason: string) {
    super(`no answer from the cluster: ${reason}; is a node running there?`);
  }
}

/** Gives an AnswerListener its bytes. */
class BytesAdapter implements RunListener {
  private readonly listener: AnswerListener;

  constructor(listener: AnswerListener) {
    this.listener = listener;
  }

  onRunAnswer(
    tag: number,
    outcome: Outcome,
    view: DataView,
    offset: number,
    length: number,
    position: number,
  ): void {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, length);
    this.listener.onAnswer(tag, outcome, bytes, position);
  }
}

/** A node would say the same; but an oversized command would take its run's other commands with it. */
function sizeFault(messageBytes: number): string | undefined {
  if (messageBytes < MESSAGE_HEADER_BYTES) {
    return `a command has ${messageBytes} bytes, fewer than its header's ${MESSAGE_HEADER_BYTES}`;
  }
  if (messageBytes > MESSAGE_BYTES_MAX) {
    return `a command has ${messageBytes} bytes; it may have ${MESSAGE_BYTES_MAX}`;
  }
  return undefined;
}
