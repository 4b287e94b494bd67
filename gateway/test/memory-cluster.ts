import type { Context, Output, Service } from "@lockstep/domain/contract/context";
import { MessageBuffer, NO_OUTPUT } from "@lockstep/domain/contract/message-buffer";
import {
  type AnswerListener,
  type Caller,
  type ClusterPort,
  type ClusterStatus,
  type EventListener,
  type EventPlace,
  Outcome,
  type QueryOptions,
  type SubmitOptions,
  type Subscription,
} from "../cluster-port.ts";
import { comparePlaces } from "../decoded-event.ts";

interface StoredEvent {
  readonly place: EventPlace;
  readonly bytes: Uint8Array;
}

/**
 * A cluster of one node in memory, that a test can make a follower, halt, hold back, or have lose an
 * answer. It applies in the turn in which it is asked, or when told to while held back.
 */
export class MemoryCluster implements ClusterPort {
  readonly submits: { caller: Caller; message: Uint8Array; options: SubmitOptions }[] = [];
  readonly queries: { caller: Caller; options: QueryOptions }[] = [];
  /** Overrides of what `status` says. */
  statusChanges: Partial<ClusterStatus> = {};
  /** Instead of applying: how the next requests end. */
  nextOutcomes: { outcome: Exclude<Outcome, 0>; reason?: string }[] = [];
  /** Requests are not answered until `release`. */
  isHeld = false;
  /** Requests are never answered. */
  isSilent = false;
  readonly #services: readonly Service[];
  readonly #events: StoredEvent[] = [];
  readonly #subscribers = new Map<EventListener, EventPlace | undefined>();
  readonly #held: (() => void)[] = [];
  readonly #answersByKey = new Map<string, { bytes: Uint8Array; position: number }>();
  #position = 0;
  #gonePosition = 0;

  constructor(...services: Service[]) {
    this.#services = services;
  }

  submit(
    caller: Caller,
    message: Uint8Array,
    options: SubmitOptions,
    listener: AnswerListener,
    tag: number,
  ): void {
    const copy = message.slice();
    this.submits.push({ caller, message: copy, options });
    this.#answer(() => this.#apply(caller, copy, options, listener, tag), listener, tag);
  }

  query(
    caller: Caller,
    message: Uint8Array,
    options: QueryOptions,
    listener: AnswerListener,
    tag: number,
  ): void {
    this.queries.push({ caller, options });
    const copy = message.slice();
    this.#answer(
      () => listener.onAnswer(tag, Outcome.Replied, this.#ask(caller, copy), this.#position),
      listener,
      tag,
    );
  }

  subscribe(from: EventPlace | undefined, listener: EventListener): Subscription {
    this.#subscribers.set(listener, from);
    if (from !== undefined && from.position < this.#gonePosition) listener.onResync(this.#end);
    else if (from !== undefined) {
      for (const { place, bytes } of this.#events) {
        if (comparePlaces(place, from) > 0) tell(listener, place, bytes);
      }
      if (from.position <= this.#position) listener.onCaughtUp?.(this.#end);
    }
    return { close: () => this.#subscribers.delete(listener) };
  }

  get #end(): EventPlace {
    return { position: this.#position, step: 65_535 };
  }

  status(): ClusterStatus {
    return {
      nodeId: 1,
      role: "leader",
      term: 3,
      leaderId: 1,
      leaderGatewayUrl: "http://127.0.0.1:1",
      lastPosition: this.#position,
      commitPosition: this.#position,
      appliedPosition: this.#position,
      clusterTimeUs: 1_700_000_000_000_000,
      ingressLoad: 0,
      halted: undefined,
      shortage: undefined,
      isQuarantined: false,
      repairedBatches: 0,
      snapshot: undefined,
      snapshotsTaken: 0,
      snapshotsFailed: 0,
      ...this.statusChanges,
    };
  }

  /** Answers everything that was held back, in order. */
  release(): void {
    this.isHeld = false;
    for (const one of this.#held.splice(0)) one();
  }

  /** As `release`, in the order of these numbers. */
  releaseOutOfOrder(order: readonly number[]): void {
    this.isHeld = false;
    const held = this.#held.splice(0);
    for (const number of order) held[number]();
  }

  /** The node forgot events: those who listen are told. */
  loseEvents(): void {
    this.#gonePosition = this.#position;
    for (const listener of this.#subscribers.keys()) listener.onResync(this.#end);
  }

  #answer(act: () => void, listener: AnswerListener, tag: number): void {
    if (this.isSilent) return;
    const next = this.nextOutcomes.shift();
    const run =
      next === undefined
        ? act
        : () => listener.onAnswer(tag, next.outcome, Buffer.from(next.reason ?? ""), 0);
    if (this.isHeld) this.#held.push(run);
    else run();
  }

  #apply(
    caller: Caller,
    message: Uint8Array,
    options: SubmitOptions,
    listener: AnswerListener,
    tag: number,
  ): void {
    const key = options.idempotency && Buffer.from(options.idempotency.keyHash).toString("hex");
    const earlier = key === undefined ? undefined : this.#answersByKey.get(key);
    if (earlier !== undefined) {
      listener.onAnswer(tag, Outcome.Replied, earlier.bytes, earlier.position);
      return;
    }
    this.#position++;
    const events = new EventOutput();
    const replies = new MessageBuffer();
    const service = this.#serviceOf(message);
    const context = contextFor(caller, this.#position, replies, events, service.schemaId);
    service.onCommand(viewOf(message), 0, message.byteLength, context);
    const bytes = replies.copy();
    if (key !== undefined) this.#answersByKey.set(key, { bytes, position: this.#position });
    const stored = events.messages.map((event, step) => ({
      place: { position: this.#position, step },
      bytes: event.copy(),
    }));
    this.#events.push(...stored);
    for (const [subscriber, from] of this.#subscribers) {
      for (const { place, bytes: event } of stored) {
        if (from === undefined || comparePlaces(place, from) > 0) tell(subscriber, place, event);
      }
    }
    listener.onAnswer(tag, Outcome.Replied, bytes, this.#position);
  }

  #ask(caller: Caller, message: Uint8Array): Uint8Array {
    const replies = new MessageBuffer();
    const service = this.#serviceOf(message);
    const context = contextFor(caller, this.#position, replies, new EventOutput(), service.schemaId);
    service.onQuery(viewOf(message), 0, message.byteLength, context);
    return replies.copy();
  }

  #serviceOf(message: Uint8Array): Service {
    const schemaId = viewOf(message).getUint16(4, true);
    const service = this.#services.find((candidate) => candidate.schemaId === schemaId);
    if (service === undefined) throw new Error(`no service has schema ${schemaId}`);
    return service;
  }
}

/** One buffer per event. */
class EventOutput implements Output {
  readonly messages: MessageBuffer[] = [];

  get view(): DataView {
    return this.messages[this.messages.length - 1].view;
  }
  claim(length: number): number {
    const message = new MessageBuffer();
    this.messages.push(message);
    return message.claim(length);
  }
  extend(length: number): number {
    return this.messages[this.messages.length - 1].extend(length);
  }
}

function contextFor(
  caller: Caller,
  position: number,
  replies: Output,
  events: Output,
  schemaId: number,
): Context {
  return {
    now: 0,
    position,
    version: 1,
    sessionId: 1,
    principalId: caller.principalId,
    roles: caller.roles,
    replies,
    events,
    reject(code, value) {
      const offset = replies.claim(24);
      const { view } = replies;
      view.setUint16(offset, 16, true);
      view.setUint16(offset + 2, 65_535, true);
      view.setUint16(offset + 4, schemaId, true);
      view.setUint16(offset + 6, 1, true);
      view.setUint32(offset + 8, code, true);
      view.setUint32(offset + 12, 0, true);
      view.setBigInt64(offset + 16, value === undefined ? -(2n ** 63n) : BigInt(value), true);
    },
    timers: NO_OUTPUT,
    schedule() {},
    cancel() {},
    call() {
      throw new Error("nobody can be called here");
    },
    random: () => 0,
    nextId: () => position,
  };
}

function tell(listener: EventListener, place: EventPlace, bytes: Uint8Array): void {
  listener.onEvent(viewOf(bytes), 0, bytes.byteLength, place.position, place.step);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
