import { assert } from "./assert.ts";
import {
  type Batch,
  BATCH_HEADER_BYTES,
  BatchKind,
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  MESSAGE_HEADER_BYTES,
  RUN_HEADER_BYTES,
} from "./batch.ts";
import { LinkCommands } from "./links/link-commands.ts";
import { LinkTable } from "./links/link-table.ts";
import { IdempotencyTable } from "./idempotency.ts";
import { limits as defaultLimits } from "./limits.ts";
import { Outputs, RecordStamp } from "./outputs.ts";
import { ServiceCalls } from "./service-calls.ts";
import { type IdCounter, MachineContext } from "./service-context.ts";
import { ServiceTable } from "./service-table.ts";
import type { ClusteredService } from "./service.ts";
import { SessionTable } from "./session-table.ts";
import type { Session } from "./session.ts";
import { Skips } from "./skips.ts";
import { describeHalt, type Halt, haltKindOf, ReplyCountError } from "./state-machine-halt.ts";
import { QueryRunner } from "./state-machine-queries.ts";
import { loadState, saveState, type StateSection, stateHashOf } from "./state-machine-snapshot.ts";
import { SystemCommands } from "./system-commands.ts";
import { REJECTED_BLOCK_BYTES, SystemRejection, writeRejected } from "./system-messages.ts";
import { Timers } from "./timers.ts";
import { readU53 } from "./u53.ts";

/**
 * The deterministic half of a node: sessions, timers, idempotency keys and the services, changed by
 * nothing but committed batches, in order. Two machines with the same services, seed and limits that
 * applied the same batches have the same state and put out the same bytes.
 *
 * Order within a batch: timers due at its time fire before its first command, in (deadline, service,
 * kind, key) order, as steps of that command's position; then each command. When timers use up
 * `timerStepsMax` steps of a position, the rest fire before the next command.
 *
 * Hot path: nothing here allocates per command. 31 ns per command of 64 bytes in runs of 100 and more,
 * with an echo service, reply ring and digest; 41 ns in runs of 10 (cluster/test/state-machine-benchmark.mjs).
 */
export class StateMachine {
  readonly clusterId: number;
  readonly services: ServiceTable;
  readonly sessions: SessionTable;
  readonly timers: Timers;
  readonly idempotency: IdempotencyTable;
  /** To services of other clusters. */
  readonly links: LinkTable;
  readonly outputs: Outputs;
  /** Ids given to services so far. */
  readonly ids: IdCounter = { lastId: 0 };
  readonly limits: StateMachineLimits;
  /** Of the last batch applied. */
  appliedIndex = 0;
  appliedPosition = 0;
  clusterTimeUs = 0;
  /** Of all batches applied, since the beginning: the same on all nodes. */
  logBytes = 0;
  /** The cluster's time before the last batch. */
  previousTimeUs = 0;
  /** The last batch asks for a snapshot behind it. */
  isSnapshotWanted = false;
  /** Of the services' behaviour, as the log activated it. */
  version = 1;
  /** The highest that these services support. */
  readonly versionMax: number;
  /** Set once, when the apply stands still: the state is of no use any more. */
  halt: Halt | undefined;

  private readonly stamp = new RecordStamp();
  private readonly context: MachineContext;
  private readonly calls: ServiceCalls;
  private readonly skips: Skips;
  private readonly systemCommands: SystemCommands;
  private readonly queries: QueryRunner;
  /** Whether the skips concern the batch at hand. */
  private skipping = false;
  private firing = false;
  /** The last position to apply, and whether a batch was left because of it. */
  private toPosition = Infinity;
  private stoppedWithinBatch = false;

  constructor(options: StateMachineOptions) {
    this.clusterId = options.clusterId;
    this.versionMax = options.versionMax ?? 1;
    this.limits = { ...defaultLimits, ...options.limits };
    this.skips = options.skips ?? new Skips();
    this.services = new ServiceTable(options.services());
    this.sessions = new SessionTable(this.limits);
    this.timers = new Timers(this.limits.timersMax + this.limits.timersPerCommandMax);
    this.idempotency = new IdempotencyTable(this.limits);
    this.links = new LinkTable(this.services.inOrder, this.limits);
    this.outputs = new Outputs(this.stamp);
    this.context = new MachineContext({
      replies: this.outputs.replies,
      events: this.outputs.events,
      stamp: this.stamp,
      timers: this.timers,
      ids: this.ids,
      seed: options.seed,
      readOnly: false,
    });
    const { services, links, timers, context } = this;
    this.calls = new ServiceCalls({ services, links, timers, context, limits: this.limits });
    context.calls = this.calls;
    const linkCommands = new LinkCommands(links, this.calls);
    this.systemCommands = new SystemCommands(this, context, this.skips, this.calls, linkCommands);
    this.queries = new QueryRunner(this, options.seed, options.onQueryError);
  }

  /** When the next timer is due, in cluster time; Infinity when none is set. The leader then appends TimePassed. */
  get nextDeadline(): number {
    return this.timers.nextDeadline;
  }

  /**
   * Applies the committed batch after the last one.
   *
   * @param toPosition stops exactly after this position; a machine that stopped within a batch applies no more
   * @returns what it put out, valid until the next call; undefined when the apply stands still
   * (`halt` says why): then nothing of this batch may be answered or published
   */
  apply(batch: Batch, toPosition: number = Infinity): Outputs | undefined {
    if (this.halt !== undefined) return undefined;
    assert(batch.index === this.appliedIndex + 1);
    assert(batch.clusterId === this.clusterId);
    assert(!this.stoppedWithinBatch);
    assert(toPosition > this.appliedPosition);
    const outputs = this.outputs;
    outputs.clear();
    this.isSnapshotWanted = false;
    this.previousTimeUs = this.clusterTimeUs;
    this.clusterTimeUs = Math.max(this.clusterTimeUs, batch.clusterTimeUs);
    if (batch.kind === BatchKind.Commands && batch.count > 0) {
      assert(batch.firstPosition === this.appliedPosition + 1);
      try {
        this.applyCommands(batch, toPosition);
      } catch (error) {
        const { timers, context } = this;
        const timer = this.firing
          ? { schemaId: timers.takenSchemaId, kind: timers.takenKind, key: timers.takenKey }
          : undefined;
        this.halt = describeHalt(batch, haltKindOf(error), context.position, timer, error);
        outputs.clear();
        return undefined;
      }
    }
    this.appliedIndex = batch.index;
    this.logBytes += batch.length;
    outputs.index = this.appliedIndex;
    outputs.position = this.appliedPosition;
    outputs.clusterTimeUs = this.clusterTimeUs;
    outputs.seal();
    return outputs;
  }

  /**
   * Checks the SBE message of a command that a client sends in its session, before it is sequenced.
   * @returns undefined when well-formed, else what is wrong
   */
  validate(view: DataView, offset: number, length: number): string | undefined {
    return this.services.validate(view, offset, length, this.version);
  }

  /**
   * Answers a question of the state as it is now; changes nothing. A handler that fails is reported
   * to `onQueryError` and answered with a rejection.
   *
   * @returns one SBE message, a reply or a rejection; valid until the next query
   */
  query(view: DataView, offset: number, length: number, principalId: number, roles: number): Uint8Array {
    return this.queries.query(view, offset, length, principalId, roles);
  }

  /** 64 bits as 16 hex digits over all replicated state in canonical order. */
  stateHash(): string {
    assert(this.halt === undefined);
    return stateHashOf(this);
  }

  /**
   * Hands out all replicated state, and where it stands, in sections. Only at the end of a batch.
   * @returns the state hash
   */
  save(onSection: (section: StateSection) => void): string {
    assert(this.halt === undefined && !this.stoppedWithinBatch);
    return saveState(this, onSection);
  }

  /**
   * Takes over saved state; only before the first batch.
   * @param savedBy whose state it is
   * @throws StateFormatError when the bytes are damaged, or were saved by other services or another cluster
   */
  load(sections: readonly StateSection[], savedBy: number = this.clusterId): void {
    assert(this.appliedIndex === 0 && this.halt === undefined);
    loadState(this, sections, savedBy);
    this.systemCommands.loadedPosition = this.appliedPosition;
  }

  private applyCommands(batch: Batch, toPosition: number): void {
    const { context, stamp } = this;
    const { view, length } = batch;
    this.toPosition = toPosition;
    this.skipping = this.skips.concerns(batch.firstPosition, batch.count);
    this.idempotency.expire(this.clusterTimeUs);
    context.now = this.clusterTimeUs;
    context.version = this.version;
    context.position = this.appliedPosition;
    stamp.at(this.appliedPosition);
    let offset = BATCH_HEADER_BYTES;
    while (offset < length && context.position < toPosition) {
      this.applyRun(view, offset);
      offset += view.getUint32(offset, true);
    }
    this.appliedPosition = context.position;
    this.stoppedWithinBatch = context.position < batch.firstPosition + batch.count - 1;
    assert(this.stoppedWithinBatch || offset === length);
    assert(this.stoppedWithinBatch || context.position === batch.firstPosition + batch.count - 1);
  }

  /** Applies what one session sent in one frame, and makes the frame of its replies. */
  private applyRun(view: DataView, runOffset: number): void {
    const replies = this.outputs.replies;
    const count = Math.min(view.getUint32(runOffset + 4, true), this.toPosition - this.context.position);
    const sessionId = readU53(view, runOffset + 8);
    const firstCorrelationId = readU53(view, runOffset + 16);
    const frameOffset = replies.beginFrame(sessionId, firstCorrelationId);
    const recordsBefore = replies.records;
    if (sessionId === 0) {
      this.applySystemRun(view, runOffset, count);
    } else {
      const session = this.sessions.get(sessionId);
      if (session === undefined) {
        this.rejectAll(count, SystemRejection.SESSION_UNKNOWN, sessionId);
      } else {
        session.replies.free(readU53(view, runOffset + 24));
        this.applySessionRun(view, runOffset, count, session, firstCorrelationId);
      }
    }
    assert(replies.records === recordsBefore + count);
    replies.endFrame(frameOffset, count);
    this.outputs.addRun(sessionId);
  }

  private applySessionRun(
    view: DataView,
    runOffset: number,
    count: number,
    session: Session,
    firstCorrelationId: number,
  ): void {
    const nextCorrelationId = session.lastCorrelationId + 1;
    if (firstCorrelationId > nextCorrelationId) {
      this.rejectAll(count, SystemRejection.CORRELATION_GAP, nextCorrelationId);
      return;
    }
    let offset = runOffset + RUN_HEADER_BYTES;
    const repeated = Math.min(count, nextCorrelationId - firstCorrelationId);
    if (repeated > 0) {
      this.repeatReplies(session, firstCorrelationId, repeated);
      for (let left = repeated; left > 0; left--) offset += view.getUint16(offset, true) * 8;
    }
    const fresh = count - repeated;
    if (fresh === 0) return;
    const { context } = this;
    const { replies } = this.outputs;
    const repliesFrom = replies.end;
    context.sessionId = session.id;
    for (let left = fresh; left > 0; left--) {
      this.beginCommand();
      const head = view.getUint32(offset, true); // u16 length in units of 8, u8 flags, u8 roles.
      const length = (head & 0xffff) * 8;
      context.principalId = view.getUint32(offset + 4, true);
      context.roles = head >>> 24;
      if ((head & (CommandFlag.IdempotencyKey << 16)) === 0) {
        this.dispatch(view, offset + COMMAND_HEADER_BYTES, length - COMMAND_HEADER_BYTES);
      } else {
        this.dispatchOnce(view, offset + COMMAND_HEADER_BYTES, length - COMMAND_HEADER_BYTES);
      }
      offset += length;
    }
    session.lastCorrelationId += fresh;
    session.replies.append(replies.bytes, replies.view, repliesFrom, replies.end, fresh);
  }

  /** The leader's own commands, and the one that opens a session. Cold path. */
  private applySystemRun(view: DataView, runOffset: number, count: number): void {
    let offset = runOffset + RUN_HEADER_BYTES;
    for (let left = count; left > 0; left--) {
      this.beginCommand();
      const isSkipped = this.skipping && this.skips.hasCommand(this.context.position);
      if (isSkipped) this.systemCommands.skip(view, offset);
      else this.systemCommands.apply(view, offset);
      offset += view.getUint16(offset, true) * 8;
    }
  }

  /** Goes to the next position and fires what is due before its command. */
  private beginCommand(): void {
    const { context, stamp } = this;
    context.position++;
    context.randomCalls = 0;
    stamp.next();
    if (this.timers.nextDeadline <= context.now) this.fireTimers();
  }

  /**
   * Gives a command to its service, which makes exactly one reply.
   * @returns false when nothing was done and the same command may be sent again
   */
  private dispatch(view: DataView, offset: number, length: number): boolean {
    const { context } = this;
    const { replies } = this.outputs;
    const schemaId = view.getUint16(offset + 4, true);
    const service = this.services.bySchemaId[schemaId];
    if (service === undefined) {
      this.reject(SystemRejection.UNKNOWN_SCHEMA, schemaId);
      return false;
    }
    if (this.timers.count >= this.limits.timersMax) {
      this.reject(SystemRejection.TIMERS_FULL, this.timers.count);
      return false;
    }
    if (this.skipping && this.skips.hasCommand(context.position)) {
      this.reject(SystemRejection.SKIPPED, context.position);
      return true; // Its idempotency key gets this answer too: sent again, it would fail again.
    }
    context.schemaId = schemaId;
    const records = replies.records;
    const from = replies.end;
    service.onCommand(view, offset, length, context);
    if (replies.records !== records + 1) throw new ReplyCountError(service.name, replies.records - records);
    assert(replies.end - from <= this.limits.replyBytesMax);
    if (this.calls.count > 0) this.calls.run();
    return true;
  }

  /** As dispatch, but a command with a known idempotency key is answered with the first one's reply. */
  private dispatchOnce(view: DataView, hashesOffset: number, length: number): void {
    const { context, idempotency } = this;
    const { replies } = this.outputs;
    const slot = idempotency.find(view, hashesOffset);
    if (slot >= 0) {
      if (idempotency.isFor(slot, view, hashesOffset + IDEMPOTENCY_BYTES / 2)) {
        idempotency.repeat(slot, replies);
      } else {
        this.reject(SystemRejection.IDEMPOTENCY_CONFLICT, idempotency.positionOf(slot));
      }
      return;
    }
    if (!idempotency.hasRoom) {
      this.reject(SystemRejection.IDEMPOTENCY_TABLE_FULL, idempotency.count);
      return;
    }
    const from = replies.end;
    const isDone = this.dispatch(view, hashesOffset + IDEMPOTENCY_BYTES, length - IDEMPOTENCY_BYTES);
    if (!isDone) return;
    idempotency.add(view, hashesOffset, context.now, context.position, replies.bytes, from, replies.end);
  }

  private fireTimers(): void {
    const { context, timers, stamp } = this;
    const { replies } = this.outputs;
    const { sessionId, principalId, roles } = context;
    context.sessionId = 0;
    context.principalId = 0;
    context.roles = 0;
    replies.closed = true; // A timer has nobody to reply to.
    this.firing = true;
    while (stamp.step < this.limits.timerStepsMax && timers.take(context.now)) {
      const { takenSchemaId, takenKind, takenKey } = timers;
      const isSkipped =
        this.skipping && this.skips.hasTimer(context.position, takenSchemaId, takenKind, takenKey);
      if (isSkipped) continue;
      const service = this.services.bySchemaId[takenSchemaId];
      assert(service !== undefined);
      context.schemaId = takenSchemaId;
      service.onTimer(takenKind, takenKey, timers.takenPayload, context);
      if (this.calls.count > 0) this.calls.run();
    }
    this.firing = false;
    replies.closed = false;
    context.sessionId = sessionId;
    context.principalId = principalId;
    context.roles = roles;
  }

  /** Answers repeated requests from the ring, and says so where it no longer has the reply. */
  private repeatReplies(session: Session, firstCorrelationId: number, count: number): void {
    const { replies } = session;
    const dropped = Math.max(0, Math.min(count, replies.firstCorrelationId - firstCorrelationId));
    for (let nth = 0; nth < dropped; nth++) {
      this.beginCommand();
      this.reject(SystemRejection.REPLY_DROPPED, firstCorrelationId + nth);
    }
    for (let left = count - dropped; left > 0; left--) this.beginCommand();
    if (dropped < count) replies.repeat(this.outputs.replies, firstCorrelationId + dropped, count - dropped);
  }

  private rejectAll(count: number, code: SystemRejection, value: number): void {
    for (let left = count; left > 0; left--) {
      this.beginCommand();
      this.reject(code, value);
    }
  }

  /** The cluster's own no. */
  private reject(code: SystemRejection, value: number): void {
    const { replies } = this.outputs;
    const offset = replies.claim(MESSAGE_HEADER_BYTES + REJECTED_BLOCK_BYTES);
    writeRejected(replies.view, offset, 0, code, value);
  }
}

/** Bounds that the replicated state depends on: equal on all members, changed only with the log in mind. */
export interface StateMachineLimits {
  sessionsMax: number;
  replyRingBytesDefault: number;
  replyRingBytesMax: number;
  replyRingsBytesMax: number;
  replyBytesMax: number;
  idempotencyKeysMax: number;
  idempotencyBytesMax: number;
  idempotencyKeptUs: number;
  timersMax: number;
  timersPerCommandMax: number;
  callsPerCommandMax: number;
  linkRequestsMax: number;
  linkBytesMax: number;
  timerStepsMax: number;
}

export interface StateMachineOptions {
  /** Makes new services: a machine that is rebuilt starts with new ones. */
  services: () => readonly ClusteredService[];
  /** The highest version of the services that they support, from 1; default 1. */
  versionMax?: number;
  /** Of all randomness; an integer in [0, 2^53), the same on all members for ever. */
  seed: number;
  clusterId: number;
  /** What the log says to skip: from `findSkips`. */
  skips?: Skips;
  /** For tests; the defaults are in limits.ts. */
  limits?: Partial<StateMachineLimits>;
  /** Told of an exception in a query, which is answered with QUERY_FAILED. */
  onQueryError?: (error: unknown) => void;
}
