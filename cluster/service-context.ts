import { assert } from "./assert.ts";
import { scramble } from "./digest.ts";
import type { OutputBuffer, RecordStamp } from "./outputs.ts";
import type { ServiceCalls } from "./service-calls.ts";
import type { ServiceCaller, ServiceContext } from "./service.ts";
import { MESSAGE_HEADER_BYTES } from "./batch.ts";
import { REJECTED_BLOCK_BYTES, writeRejected } from "./system-messages.ts";
import type { Timers } from "./timers.ts";

const TWO_TO_26 = 67_108_864;
const TWO_TO_32 = 4_294_967_296;
const TWO_TO_53 = 9_007_199_254_740_992;

/** The ids that have been given out: part of the replicated state. */
export interface IdCounter {
  lastId: number;
}

/**
 * The one context of a state machine: the machine sets its fields before each handler, and handlers
 * see them through ServiceContext. Hot path: reused for every command.
 */
export class MachineContext implements ServiceContext {
  now = 0;
  position = 0;
  version = 1;
  sessionId = 0;
  principalId = 0;
  roles = 0;
  /** While a service answers another one: where that answer goes. */
  replies: OutputBuffer;
  readonly events: OutputBuffer;
  /** Undefined in queries, which ask nobody. */
  calls: ServiceCalls | undefined;
  /** Of the service whose handler runs: its rejections and timers carry it. */
  schemaId = 0;
  /** How often `random` was called at this position. */
  randomCalls = 0;
  private readonly stamp: RecordStamp;
  readonly timers: Timers;
  private readonly ids: IdCounter;
  /** True in queries, which change nothing. */
  private readonly readOnly: boolean;
  private readonly seedLow: number;
  private readonly seedHigh: number;

  constructor(options: MachineContextOptions) {
    this.replies = options.replies;
    this.events = options.events;
    this.stamp = options.stamp;
    this.timers = options.timers;
    this.ids = options.ids;
    this.readOnly = options.readOnly;
    const low = scramble(options.seed);
    const high = scramble(options.seed / TWO_TO_32 + 1);
    this.seedLow = scramble(low ^ Math.imul(high, 3)); // Each depends on the whole seed.
    this.seedHigh = scramble(low + high);
  }

  reject(code: number, value?: number): void {
    assert(Number.isInteger(code) && code >= 0 && code < 65_536);
    assert(value === undefined || Number.isSafeInteger(value));
    const offset = this.replies.claim(MESSAGE_HEADER_BYTES + REJECTED_BLOCK_BYTES);
    writeRejected(this.replies.view, offset, this.schemaId, code, value);
  }

  /**
   * A deadline that has passed counts as the next microsecond: a timer never fires in the batch in
   * which it was set, and a handler that sets itself again cannot keep the apply for ever.
   */
  schedule(deadline: number, kind: number, key: number): void {
    assert(!this.readOnly);
    assert(Number.isSafeInteger(deadline));
    assert(Number.isInteger(kind) && kind >= 0 && kind < 65_536);
    assert(Number.isSafeInteger(key) && key >= 0);
    this.timers.schedule(deadline > this.now ? deadline : this.now + 1, this.schemaId, kind, key);
  }

  cancel(kind: number, key: number): void {
    assert(!this.readOnly);
    this.timers.cancel(this.schemaId, kind, key);
  }

  call(caller: ServiceCaller, tag: number): OutputBuffer {
    assert(this.calls !== undefined);
    assert(Number.isSafeInteger(tag) && tag >= 0);
    return this.calls.begin(this.schemaId, caller, tag);
  }

  /** 53 bits, a function of (seed, position, call), scaled to the bound: uneven by at most bound / 2^53. */
  random(bound: number): number {
    assert(Number.isSafeInteger(bound) && bound > 0);
    const call = ++this.randomCalls;
    const high = this.scrambled(this.seedHigh, call);
    const low = this.scrambled(this.seedLow, ~call);
    return Math.floor((((high >>> 5) * TWO_TO_26 + (low >>> 6)) / TWO_TO_53) * bound);
  }

  nextId(): number {
    assert(!this.readOnly);
    return ++this.ids.lastId;
  }

  private scrambled(seed: number, call: number): number {
    return scramble(scramble(scramble(seed ^ this.stamp.positionLow) + this.stamp.positionHigh) ^ call);
  }
}

interface MachineContextOptions {
  replies: OutputBuffer;
  events: OutputBuffer;
  stamp: RecordStamp;
  timers: Timers;
  ids: IdCounter;
  /** An integer in [0, 2^53). */
  seed: number;
  readOnly: boolean;
}
