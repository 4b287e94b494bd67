import { type AnswerListener, Outcome } from "./cluster-port.ts";

/** Waits for one answer of the cluster. Called exactly once. */
export interface AnswerHandler {
  /** @param bytes valid during the call */
  onAnswer(outcome: Outcome, bytes: Uint8Array, position: number): void;
}

/**
 * Joins the cluster's answers with those who wait for them, through one listener and a slot per
 * request, without a promise or a closure per request. Bounded: `open` returns undefined when full.
 *
 * A port promises to answer everything once. Should one not keep that, the sweep tells the waiting
 * one that the outcome is unknown, and a late answer finds its slot taken by another generation.
 */
export class AnswerDesk implements AnswerListener {
  readonly #handlers: (AnswerHandler | undefined)[];
  readonly #deadlinesMs: Float64Array;
  readonly #generations: Uint32Array;
  readonly #freeSlots: Uint32Array;
  #freeCount: number;

  /** @param capacity requests in flight, at most 65,536 */
  constructor(capacity: number) {
    if (capacity < 1 || capacity > SLOTS_MAX) {
      throw new RangeError(`capacity is ${capacity}; it takes 1 to ${SLOTS_MAX}`);
    }
    this.#handlers = Array.from<AnswerHandler | undefined>({ length: capacity });
    this.#deadlinesMs = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
    this.#generations = new Uint32Array(capacity);
    this.#freeSlots = Uint32Array.from({ length: capacity }, (_, slot) => capacity - 1 - slot);
    this.#freeCount = capacity;
  }

  get inFlight(): number {
    return this.#handlers.length - this.#freeCount;
  }

  /**
   * @param deadlineMs on the clock given to `sweep`
   * @returns the tag for the port, or undefined when as many requests as may be are in flight
   */
  open(handler: AnswerHandler, deadlineMs: number): number | undefined {
    if (this.#freeCount === 0) return undefined;
    const slot = this.#freeSlots[--this.#freeCount];
    this.#handlers[slot] = handler;
    this.#deadlinesMs[slot] = deadlineMs;
    return this.#generations[slot] * SLOTS_MAX + slot;
  }

  onAnswer(tag: number, outcome: Outcome, bytes: Uint8Array, position: number): void {
    const slot = tag % SLOTS_MAX;
    if (this.#generations[slot] !== Math.floor(tag / SLOTS_MAX)) return; // The sweep was faster.
    this.#close(slot, outcome, bytes, position);
  }

  /** Ends what is past its deadline. */
  sweep(nowMs: number): void {
    if (this.inFlight === 0) return;
    for (let slot = 0; slot < this.#handlers.length; slot++) {
      if (this.#deadlinesMs[slot] <= nowMs) this.#close(slot, Outcome.Unknown, NOTHING, 0);
    }
  }

  #close(slot: number, outcome: Outcome, bytes: Uint8Array, position: number): void {
    const handler = this.#handlers[slot];
    if (handler === undefined) return;
    this.#handlers[slot] = undefined;
    this.#deadlinesMs[slot] = Number.POSITIVE_INFINITY;
    this.#generations[slot]++; // Wraps at 2^32, as the array does.
    this.#freeSlots[this.#freeCount++] = slot;
    handler.onAnswer(outcome, bytes, position);
  }
}

const SLOTS_MAX = 65_536;
const NOTHING = new Uint8Array(0);
