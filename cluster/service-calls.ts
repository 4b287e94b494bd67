import { assert } from "./assert.ts";
import { MESSAGE_HEADER_BYTES } from "./batch.ts";
import type { LinkRequest } from "./links/link.ts";
import type { LinkTable } from "./links/link-table.ts";
import { OutputBuffer, RECORD_HEADER_BYTES, recordLength, RecordStamp } from "./outputs.ts";
import type { MachineContext } from "./service-context.ts";
import type { ServiceTable } from "./service-table.ts";
import type { CallOutcome, ClusteredService, ServiceCaller } from "./service.ts";
import { ReplyCountError } from "./state-machine-halt.ts";
import { REJECTED_BLOCK_BYTES, schemaIdOf, templateIdOf, writeRejected } from "./system-messages.ts";
import type { Timers } from "./timers.ts";

/** The rejection of every contract that says: too much is under way, nothing was done (domain/contract/contract.ts). */
const OVERLOADED = 4;
const NO_VIEW = new DataView(new ArrayBuffer(0));

/** A request that a handler made. Reused. */
class Call {
  callerSchemaId = 0;
  principalId = 0;
  roles = 0;
  tag = 0;
  /** Of the message in the requests. */
  offset = 0;
}

/** Messages that nobody but this machine sees: how many there ever were is nothing to it. */
class MessageQueue extends OutputBuffer {
  private readonly ownStamp: RecordStamp;

  constructor() {
    const stamp = new RecordStamp();
    super(stamp);
    this.ownStamp = stamp;
  }

  override clear(): void {
    super.clear();
    this.ownStamp.at(0);
  }
}

/** What became of it. Reused. */
class Outcome implements CallOutcome {
  schemaId = 0;
  templateId = 0;
  tag = 0;
  unknownReason: CallOutcome["unknownReason"] = 0;
  view: DataView = NO_VIEW;
  offset = 0;
  length = 0;
}

interface CallLimits {
  callsPerCommandMax: number;
  timersMax: number;
}

/**
 * Requests of services to other services. A handler makes them, and they are carried out when it is over, in their
 * order: one to a service of this machine as a call of its handler at the same position, the outcome of which is
 * told before the next request is carried out; one to a service elsewhere by waiting in its link. Requests that
 * these handlers make come behind. All of it is part of the command, and nothing can come between.
 *
 * Hot path where services of one cluster call each other: no allocation per call.
 */
export class ServiceCalls {
  /** Made and not all carried out: asked once per command. */
  count = 0;
  private readonly services: ServiceTable;
  private readonly links: LinkTable;
  private readonly timers: Timers;
  private readonly context: MachineContext;
  private readonly limits: CallLimits;
  private readonly replies: OutputBuffer;
  private readonly requests = new MessageQueue();
  private readonly answers = new MessageQueue();
  private readonly calls: Call[] = [];
  private readonly outcome = new Outcome();

  constructor(parts: {
    services: ServiceTable;
    links: LinkTable;
    timers: Timers;
    context: MachineContext;
    limits: CallLimits;
  }) {
    this.services = parts.services;
    this.links = parts.links;
    this.timers = parts.timers;
    this.context = parts.context;
    this.limits = parts.limits;
    this.replies = parts.context.replies;
  }

  /** Takes down who asks; the message is claimed next. */
  begin(callerSchemaId: number, caller: ServiceCaller, tag: number): OutputBuffer {
    const { calls, count, requests } = this;
    assert(requests.records === count); // Each request begun has its message.
    if (count === this.limits.callsPerCommandMax) throw new TooManyCallsError(count);
    const call = (calls[count] ??= new Call());
    call.callerSchemaId = callerSchemaId;
    call.principalId = caller.principalId;
    call.roles = caller.roles;
    call.tag = tag;
    call.offset = requests.end + RECORD_HEADER_BYTES;
    this.count++;
    return requests;
  }

  /** Carries out what the handler asked for, and what follows from it. */
  run(): void {
    const { context, replies, requests } = this;
    const { sessionId, principalId, roles } = context;
    const wasClosed = replies.closed;
    context.sessionId = 0;
    replies.closed = true; // Its command has its reply.
    for (let at = 0; at < this.count; at++) {
      assert(requests.records === this.count);
      this.carryOut(this.calls[at]!);
    }
    this.count = 0;
    requests.clear();
    replies.closed = wasClosed;
    context.sessionId = sessionId;
    context.principalId = principalId;
    context.roles = roles;
  }

  /** The answer of another cluster to a request is in the log. Cold path. */
  tellAnswer(request: LinkRequest, schemaId: number, message: Uint8Array): void {
    const { answers } = this;
    answers.clear();
    const offset = answers.claim(message.length);
    answers.bytes.set(message, offset);
    this.tellLater(request, schemaId, 0);
  }

  /** Nobody knows what became of a request, and the log says so. Cold path. */
  tellUnknown(request: LinkRequest, schemaId: number, reason: number): void {
    this.answers.clear();
    this.tellLater(request, schemaId, reason as CallOutcome["unknownReason"]);
  }

  private tellLater(request: LinkRequest, schemaId: number, reason: CallOutcome["unknownReason"]): void {
    const { context, replies } = this;
    const { sessionId } = context;
    const wasClosed = replies.closed;
    context.sessionId = 0;
    replies.closed = true;
    const asked = new DataView(request.message.buffer, request.message.byteOffset, MESSAGE_HEADER_BYTES);
    this.tell(request.callerSchemaId, request.tag, schemaId, templateIdOf(asked, 0), reason);
    replies.closed = wasClosed;
    context.sessionId = sessionId;
    if (this.count > 0) this.run();
  }

  private carryOut(call: Call): void {
    const { requests } = this;
    const { view } = requests; // Stays as it is when further requests need another one.
    const { offset } = call;
    const length = recordLength(view, offset - RECORD_HEADER_BYTES) - RECORD_HEADER_BYTES;
    const schemaId = schemaIdOf(view, offset);
    const templateId = templateIdOf(view, offset);
    const service = this.services.bySchemaId[schemaId];
    if (service === undefined) {
      if (this.send(call, schemaId, requests.bytes.slice(offset, offset + length))) return;
    } else {
      this.ask(service, call, view, offset, length);
    }
    this.tell(call.callerSchemaId, call.tag, schemaId, templateId, 0);
  }

  /** Lets it wait for the other cluster. @returns false when too many do: then it is refused */
  private send(call: Call, schemaId: number, message: Uint8Array): boolean {
    const link = this.links.get(schemaId);
    if (link === undefined) throw new UnknownServiceError(call.callerSchemaId, schemaId);
    const { callerSchemaId, tag, principalId, roles } = call;
    const hasRoom = link.hasRoom(message.length);
    if (hasRoom) link.add({ callerSchemaId, tag, principalId, roles, message });
    else this.refuse(schemaId, link.requests.length);
    return hasRoom;
  }

  private ask(service: ClusteredService, call: Call, view: DataView, offset: number, length: number): void {
    const { context, answers, timers } = this;
    if (timers.count >= this.limits.timersMax) {
      this.refuse(service.schemaId, timers.count);
      return;
    }
    answers.clear();
    context.replies = answers;
    context.principalId = call.principalId;
    context.roles = call.roles;
    context.schemaId = service.schemaId;
    service.onCommand(view, offset, length, context);
    context.replies = this.replies;
    if (answers.records !== 1) throw new ReplyCountError(service.name, answers.records);
  }

  private refuse(schemaId: number, value: number): void {
    const { answers } = this;
    answers.clear();
    const offset = answers.claim(MESSAGE_HEADER_BYTES + REJECTED_BLOCK_BYTES);
    writeRejected(answers.view, offset, schemaId, OVERLOADED, value);
  }

  /** Hands the answer, if there is one, to who asked. */
  private tell(
    callerSchemaId: number,
    tag: number,
    schemaId: number,
    templateId: number,
    unknownReason: CallOutcome["unknownReason"],
  ): void {
    const { context, answers, outcome } = this;
    const service = this.services.bySchemaId[callerSchemaId];
    outcome.schemaId = schemaId;
    outcome.templateId = templateId;
    outcome.tag = tag;
    outcome.unknownReason = unknownReason;
    outcome.view = answers.view;
    outcome.offset = RECORD_HEADER_BYTES;
    outcome.length = answers.end - RECORD_HEADER_BYTES;
    context.principalId = 0;
    context.roles = 0;
    context.schemaId = callerSchemaId;
    service?.onOutcome?.(outcome, context);
  }
}

/** One command led to requests without an end, or nearly. */
export class TooManyCallsError extends Error {
  override readonly name = "TooManyCallsError";
  readonly code = "TOO_MANY_CALLS";

  constructor(count: number) {
    super(
      `one command led to more than ${count} requests between services; do they answer each other for ever?`,
    );
  }
}

/** A service asks one that its contract does not name. */
export class UnknownServiceError extends Error {
  override readonly name = "UnknownServiceError";
  readonly code = "UNKNOWN_SERVICE";

  constructor(callerSchemaId: number, schemaId: number) {
    super(
      `the service with schema id ${callerSchemaId} asks one with schema id ${schemaId}, which is not here and ` +
        "not among the calls of its contract",
    );
  }
}
