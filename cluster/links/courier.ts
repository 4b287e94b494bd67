import { COMMAND_HEADER_BYTES, RUN_HEADER_BYTES } from "../batch.ts";
import { NodeLink } from "../client/node-link.ts";
import { OutboundRun, type RunListener } from "../client/outbound-run.ts";
import { decodeNumberAndText, decodeRefused } from "../frame-codec.ts";
import { FrameType, RefusalCode, RUN_OFFSET, writeFrameHeader, writeRunHeader } from "../frame.ts";
import { limits } from "../limits.ts";
import { RECORD_HEADER_BYTES, recordLength, REPLIES_FRAME_HEADER_BYTES } from "../outputs.ts";
import type { Logger } from "../ports.ts";
import {
  decodeRejected,
  decodeSessionOpened,
  encodeOpenSession,
  encodeRejected,
  schemaIdOf,
  SessionFlag,
  SYSTEM_SCHEMA_ID,
  SystemRejection,
  SystemTemplate,
  templateIdOf,
} from "../system-messages.ts";
import type { Dialer } from "../transport/connection.ts";
import type { ChunkPool } from "../transport/outbox.ts";
import { readU53, writeU53 } from "../u53.ts";
import { UnknownReason } from "./link-commands.ts";
import { encodeLinkOpened, encodeLinkReply, encodeOpenLink, LINK_REPLY_BYTES } from "./link-messages.ts";
import type { Link } from "./link.ts";

const AGAIN_MS = 1_000;
/** What was sent and is not answered for this long is sent again, in another connection. */
const SILENCE_MS_MAX = 5_000;
/** A reply with what goes around it in the log. */
const REPLY_BYTES_MAX: number = limits.commandBytesMax - COMMAND_HEADER_BYTES - LINK_REPLY_BYTES - 8;
const NOTHING = new Uint8Array(0);
const NO_LISTENER: RunListener = { onRunAnswer: () => {} };

/** Rejections that every contract has, by code (domain/contract/contract.ts). */
const Rejection = { Skipped: 2, Unsupported: 3, Overloaded: 4 } as const;

/** A service of another cluster, and where that cluster is found. */
export interface LinkTarget {
  readonly schemaId: number;
  /** For people. */
  readonly name: string;
  /** Of the other cluster's members: the leader is found among them, or through them. */
  readonly endpoints: readonly string[];
  /** The other cluster's; not needed inside its process. */
  readonly secret: Uint8Array | undefined;
}

export interface CourierOptions {
  readonly target: LinkTarget;
  /** Of the cluster that asks. */
  readonly clusterId: number;
  /** As the log has it now. */
  readonly link: () => Link;
  /** Puts a command of the cluster's own into the log. */
  readonly append: (command: Uint8Array) => void;
  /** What is wrong with an answer to a request of this service. */
  readonly validate: (
    callerSchemaId: number,
    templateId: number,
    view: DataView,
    offset: number,
    length: number,
  ) => string | undefined;
  readonly dialer: Dialer;
  readonly pool: ChunkPool;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly logger: Logger;
}

/** What links look like from outside, for people. */
export interface LinkFigures {
  readonly name: string;
  readonly waiting: number;
  readonly isConnected: boolean;
  /** Why it is not, or what was wrong last. */
  readonly problem: string;
}

/**
 * Carries the requests of one link to the other cluster and their answers back, while this node leads. All that
 * matters is in the log: a courier may end at any moment, and the next one, on any node, resumes the same session and
 * sends everything that is not answered there again, under the same numbers. The other cluster applies what it has not
 * applied, and repeats its answers to the rest. An answer comes into the log by its number; the same one again is refused.
 */
export class Courier {
  private readonly options: CourierOptions;
  private readonly node: NodeLink;
  private readonly run = new OutboundRun();
  /** What the other cluster opened for `askedNonce` in this connection; 0: nothing yet. */
  private remoteSessionId = 0;
  private askedNonce: Uint8Array = NOTHING;
  private askedMs = -Infinity;
  /** The session that the numbers below are of. */
  private sessionId = 0;
  private sentNumber = 0;
  /** Of the last answer that was put into the log, or will be. */
  private answeredNumber = 0;
  private progressMs = 0;
  private waitUntilMs = 0;
  private problem = "";
  /** What was put into the log once: for which session another is wanted, and which one was opened. */
  private replacedSessionId = -1;
  private toldSessionId = 0;

  constructor(options: CourierOptions) {
    this.options = options;
    const { target, dialer, pool, nowMs, random } = options;
    this.node = new NodeLink(
      {
        dialer,
        endpoints: target.endpoints,
        followsLeader: true,
        clusterId: 0,
        secret: target.secret,
        pool,
        nowMs,
        random,
      },
      {
        onReady: () => this.work(),
        onLost: () => this.forgetConnection(),
        onFrame: (type, _bytes, view, offset, length) => this.onFrame(type, view, offset, length),
      },
    );
  }

  get figures(): LinkFigures {
    const { target, link } = this.options;
    const isConnected = this.node.isReady && this.remoteSessionId !== 0;
    const problem = this.problem !== "" ? this.problem : isConnected ? "" : this.node.lastError;
    return { name: target.name, waiting: link().requests.length, isConnected, problem };
  }

  /** Once per turn, and when something has come. */
  work(): void {
    const link = this.options.link();
    if (link.nonce.length === 0) {
      if (link.requests.length > 0) this.begin(link);
      return;
    }
    this.node.tick();
    if (!this.node.isReady) return;
    const isAsked = isEqual(this.askedNonce, link.nonce);
    if (this.remoteSessionId === 0 || !isAsked) this.openSession(link, isAsked);
    else if (link.sessionId === 0) this.tellSession(link);
    else if (link.sessionId === this.remoteSessionId) this.send(link);
    else this.replace(link, `it has session ${this.remoteSessionId} where session ${link.sessionId} was`);
    this.node.flush();
  }

  /** Hangs up; what is under way is the next courier's. */
  stop(): void {
    this.node.stop();
  }

  /** A first session, or another one than that which is lost. */
  private begin(link: Link): void {
    if (this.replacedSessionId === link.sessionId) return;
    this.replacedSessionId = link.sessionId;
    const nonce = Uint8Array.from({ length: 16 }, () => Math.floor(this.options.random() * 256));
    this.options.append(encodeOpenLink({ schemaId: link.schemaId, insteadOf: link.sessionId, nonce }));
  }

  private replace(link: Link, why: string): void {
    if (this.replacedSessionId === link.sessionId) return;
    const { target, logger } = this.options;
    const { sessionId, firstNumber, lastNumber } = link;
    logger.error(
      { link: target.name, sessionId, firstNumber, lastNumber },
      `the session with the cluster of ${target.name} is lost: ${why}. What became of ${link.requests.length} requests ` +
        "is unknown; they are not made again, and those who made them are told",
    );
    this.begin(link);
  }

  /** The same nonce always finds the same session, as long as there is one. */
  private openSession(link: Link, isAsked: boolean): void {
    const { nowMs, clusterId } = this.options;
    if (isAsked && nowMs() - this.askedMs < AGAIN_MS) return;
    this.askedMs = nowMs();
    this.askedNonce = link.nonce;
    this.remoteSessionId = 0;
    const message = encodeOpenSession({
      nonce: nonceOf(link, clusterId),
      principalId: 0,
      roles: 0,
      timeoutMs: 0,
      replyRingBytes: limits.replyRingBytesMax,
      flags: SessionFlag.Lasting,
    });
    const runLength = RUN_HEADER_BYTES + COMMAND_HEADER_BYTES + message.byteLength;
    const frame = new Uint8Array(RUN_OFFSET + runLength);
    const view = new DataView(frame.buffer);
    writeFrameHeader(view, 0, FrameType.Run, frame.byteLength);
    const run = { length: runLength, count: 1, sessionId: 0, firstCorrelationId: 1, acknowledged: 0 };
    writeRunHeader(view, RUN_OFFSET, run);
    view.setUint16(RUN_OFFSET + RUN_HEADER_BYTES, (COMMAND_HEADER_BYTES + message.byteLength) / 8, true);
    frame.set(message, RUN_OFFSET + RUN_HEADER_BYTES + COMMAND_HEADER_BYTES);
    this.node.send(frame);
  }

  /** Nothing is sent before the log has it. */
  private tellSession({ schemaId, nonce }: Link): void {
    if (this.toldSessionId === this.remoteSessionId) return;
    this.toldSessionId = this.remoteSessionId;
    this.options.append(encodeLinkOpened({ schemaId, nonce, sessionId: this.remoteSessionId }));
  }

  private send(link: Link): void {
    const nowMs = this.options.nowMs();
    if (link.sessionId !== this.sessionId) {
      this.sessionId = link.sessionId;
      this.sentNumber = this.answeredNumber = 0;
    }
    this.answeredNumber = Math.max(this.answeredNumber, link.firstNumber - 1);
    if (this.sentNumber > this.answeredNumber && nowMs - this.progressMs > SILENCE_MS_MAX) {
      this.node.drop(`request ${this.answeredNumber + 1} is not answered`);
      return;
    }
    if (nowMs < this.waitUntilMs) return;
    this.sentNumber = Math.max(this.sentNumber, link.firstNumber - 1);
    const last = Math.min(link.lastNumber, link.firstNumber + limits.linkWindowRequestsMax - 1);
    if (this.sentNumber < last && this.sentNumber <= this.answeredNumber) this.progressMs = nowMs;
    while (this.sentNumber < last) this.sendRun(link, last);
  }

  /** As many requests as fit into one frame. */
  private sendRun(link: Link, last: number): void {
    const { run } = this;
    run.clear();
    run.firstCorrelationId = this.sentNumber + 1;
    for (let number = run.firstCorrelationId; number <= last; number++) {
      const { principalId, roles, message } = link.requests[number - link.firstNumber]!;
      if (!run.hasRoom(message.length)) break;
      const at = run.claim(principalId, roles, message.length, Infinity, NO_LISTENER, 0);
      run.bytes.set(message, at);
      this.sentNumber = number;
    }
    run.seal(link.sessionId, link.firstNumber - 1, 0);
    this.node.send(run.frame);
  }

  private forgetConnection(): void {
    this.remoteSessionId = 0;
    this.askedNonce = NOTHING;
    this.askedMs = -Infinity;
    this.sentNumber = 0; // What was sent and not answered is sent again.
  }

  private onFrame(type: number, view: DataView, offset: number, length: number): void {
    switch (type) {
      case FrameType.Replies: {
        const sessionId = readU53(view, offset + 8);
        if (sessionId === 0) this.onSystemReply(view, offset + REPLIES_FRAME_HEADER_BYTES);
        else if (sessionId === this.remoteSessionId) this.onReplies(view, offset);
        this.work();
        return;
      }
      case FrameType.Refused: {
        const refused = decodeRefused(view, offset, length);
        if (refused !== undefined && refused.code !== RefusalCode.OutOfOrder) {
          this.sentNumber = Math.min(this.sentNumber, Math.max(0, refused.firstCorrelationId - 1));
          if (refused.code !== RefusalCode.NotLeader) this.waitAWhile(`it refuses requests: ${refused.text}`);
        }
        return;
      }
      case FrameType.Halted: {
        const reason = decodeNumberAndText(view, offset, length)?.text ?? "its apply is halted";
        this.waitAWhile(reason);
        this.node.drop(reason, AGAIN_MS);
      }
    }
  }

  private onSystemReply(view: DataView, record: number): void {
    const message = record + RECORD_HEADER_BYTES;
    if (schemaIdOf(view, message) !== SYSTEM_SCHEMA_ID) return;
    if (templateIdOf(view, message) === SystemTemplate.SessionOpened) {
      const { nonce, sessionId } = decodeSessionOpened(view, message);
      const link = this.options.link();
      if (isEqual(nonce, nonceOf(link, this.options.clusterId))) this.remoteSessionId = sessionId;
      return;
    }
    const code = decodeRejected(view, message)?.code;
    const name = Object.entries(SystemRejection).find(([, each]) => each === code)?.[0];
    if (name !== undefined) this.waitAWhile(`it opens no session: ${name}`);
  }

  private onReplies(view: DataView, offset: number): void {
    const link = this.options.link();
    const first = readU53(view, offset + 16);
    const count = view.getUint32(offset + 24, true);
    if (link.sessionId !== this.remoteSessionId || link.sessionId !== this.sessionId) return;
    let record = offset + REPLIES_FRAME_HEADER_BYTES;
    for (let number = first; number < first + count; number++) {
      const message = record + RECORD_HEADER_BYTES;
      const length = recordLength(view, record) - RECORD_HEADER_BYTES;
      record += length + RECORD_HEADER_BYTES;
      if (number <= this.answeredNumber) continue;
      if (number !== this.answeredNumber + 1) {
        this.node.drop(`answer ${number} came before answer ${this.answeredNumber + 1}`);
        return;
      }
      if (!this.onReply(link, number, view, message, length)) return;
    }
  }

  /** @returns false when nothing more of this session can be believed */
  private onReply(link: Link, number: number, view: DataView, message: number, length: number): boolean {
    const request = link.requests[number - link.firstNumber];
    if (request === undefined) return true; // It is answered by now.
    let unknownReason = 0;
    let answer = new Uint8Array(view.buffer, view.byteOffset + message, length);
    const rejected = decodeRejected(view, message);
    if (rejected !== undefined && rejected.schemaId === SYSTEM_SCHEMA_ID) {
      const { code, value } = rejected;
      if (code === SystemRejection.SESSION_UNKNOWN || code === SystemRejection.CORRELATION_GAP) {
        const isGap = code === SystemRejection.CORRELATION_GAP;
        this.replace(link, isGap ? `it expects request ${value} and not ${number}` : "it does not know it");
        return false;
      }
      if (code === SystemRejection.REPLY_DROPPED) unknownReason = UnknownReason.ReplyDropped;
      else answer = encodeRejected({ schemaId: link.schemaId, code: contractCode(code), value });
    } else {
      const asked = new DataView(request.message.buffer, request.message.byteOffset);
      const fault =
        length > REPLY_BYTES_MAX
          ? `it has ${length} bytes; the log takes ${REPLY_BYTES_MAX}`
          : this.options.validate(request.callerSchemaId, templateIdOf(asked, 0), view, message, length);
      if (fault !== undefined) {
        unknownReason = UnknownReason.Unreadable;
        this.complain(`its answer to request ${number} cannot be read: ${fault}`);
      }
    }
    this.answeredNumber = number;
    this.progressMs = this.options.nowMs();
    const { schemaId, sessionId } = link;
    const body = unknownReason === 0 ? answer : NOTHING;
    this.options.append(encodeLinkReply({ schemaId, sessionId, number, unknownReason, message: body }));
    if (unknownReason === 0) this.problem = "";
    return true;
  }

  private waitAWhile(problem: string): void {
    this.waitUntilMs = this.options.nowMs() + AGAIN_MS;
    if (problem !== this.problem) this.complain(problem);
  }

  private complain(problem: string): void {
    const { target, logger } = this.options;
    this.problem = problem;
    logger.error({ link: target.name }, `the cluster of ${target.name}: ${problem}`);
  }
}

/** What the cluster itself answered instead of the service: nothing was done. */
function contractCode(code: number): number {
  if (code === SystemRejection.SKIPPED) return Rejection.Skipped;
  return code === SystemRejection.UNKNOWN_SCHEMA ? Rejection.Unsupported : Rejection.Overloaded;
}

/**
 * A cluster that was restored from another one's state has its nonce too, but not its id: it gets a session of its own.
 */
function nonceOf({ nonce }: Link, clusterId: number): Uint8Array {
  const own = nonce.slice();
  const id = new Uint8Array(8);
  writeU53(new DataView(id.buffer), 0, clusterId);
  for (let at = 0; at < 8; at++) own[at] = own[at]! ^ id[at]!;
  return own;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
