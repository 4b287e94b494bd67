import type { EventPlace } from "./cluster-port.ts";

/** Whether a comes before b, is it, or comes after it: below, at or above 0. */
export function comparePlaces(a: EventPlace, b: EventPlace): number {
  return a.position - b.position || a.step - b.step;
}

/** One event, as it stands in the ring; valid until the next is added. */
export interface EventRingEntry {
  view: DataView;
  offset: number;
  length: number;
  position: number;
  step: number;
}

/**
 * The most recent events in memory, as bytes, so that a client that comes back goes on where it
 * was. Bounded in events and bytes: the oldest go first. Hot path of the gateway: adding copies the
 * bytes and allocates nothing.
 */
export class EventRing {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #positions: Float64Array;
  readonly #steps: Uint32Array;
  readonly #offsets: Uint32Array;
  readonly #lengths: Uint32Array;
  /** Counts since the beginning; modulo the capacity they are the slots. */
  #firstNumber = 0;
  #nextNumber = 0;
  #writeOffset = 0;
  #sincePosition: number;
  #sinceStep: number;

  /** @param since the ring holds every event after this place, until the oldest must go */
  constructor(bytesMax: number, eventsMax: number, since: EventPlace) {
    this.#bytes = new Uint8Array(bytesMax);
    this.#view = new DataView(this.#bytes.buffer);
    this.#positions = new Float64Array(eventsMax);
    this.#steps = new Uint32Array(eventsMax);
    this.#offsets = new Uint32Array(eventsMax);
    this.#lengths = new Uint32Array(eventsMax);
    this.#sincePosition = since.position;
    this.#sinceStep = since.step;
  }

  get count(): number {
    return this.#nextNumber - this.#firstNumber;
  }

  /** Every event after this place, up to the last added, is here. */
  get since(): EventPlace {
    return { position: this.#sincePosition, step: this.#sinceStep };
  }

  add(view: DataView, offset: number, length: number, position: number, step: number): void {
    if (length > this.#bytes.byteLength) {
      this.clear({ position, step }); // It does not fit: what follows it is still without a gap.
      return;
    }
    if (this.#writeOffset + length > this.#bytes.byteLength) {
      this.#dropWithin(this.#writeOffset, this.#bytes.byteLength);
      this.#writeOffset = 0;
    }
    this.#dropWithin(this.#writeOffset, this.#writeOffset + length);
    if (this.count === this.#positions.length) this.#dropFirst();
    this.#bytes.set(new Uint8Array(view.buffer, view.byteOffset + offset, length), this.#writeOffset);
    const slot = this.#nextNumber++ % this.#positions.length;
    this.#positions[slot] = position;
    this.#steps[slot] = step;
    this.#offsets[slot] = this.#writeOffset;
    this.#lengths[slot] = length;
    this.#writeOffset += length;
  }

  /** Forgets everything; events after `since` will be added next. */
  clear(since: EventPlace): void {
    this.#firstNumber = this.#nextNumber;
    this.#writeOffset = 0;
    this.#sincePosition = since.position;
    this.#sinceStep = since.step;
  }

  /** Whether nothing between `place` and the last event added is missing. */
  covers(place: EventPlace): boolean {
    return (
      place.position > this.#sincePosition ||
      (place.position === this.#sincePosition && place.step >= this.#sinceStep)
    );
  }

  /** Visits the events after `place`, in order. The entry is reused. */
  forEachAfter(place: EventPlace, visit: (entry: EventRingEntry) => void): void {
    const entry: EventRingEntry = { view: this.#view, offset: 0, length: 0, position: 0, step: 0 };
    for (let number = this.#firstAfter(place); number < this.#nextNumber; number++) {
      const slot = number % this.#positions.length;
      entry.offset = this.#offsets[slot];
      entry.length = this.#lengths[slot];
      entry.position = this.#positions[slot];
      entry.step = this.#steps[slot];
      visit(entry);
    }
  }

  /** Binary search: places only grow. */
  #firstAfter(place: EventPlace): number {
    let low = this.#firstNumber;
    let high = this.#nextNumber;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const slot = middle % this.#positions.length;
      const isAfter =
        this.#positions[slot] > place.position ||
        (this.#positions[slot] === place.position && this.#steps[slot] > place.step);
      if (isAfter) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The oldest events whose bytes lie in the range that is about to be written. */
  #dropWithin(start: number, end: number): void {
    while (this.count > 0) {
      const offset = this.#offsets[this.#firstNumber % this.#positions.length];
      if (offset < start || offset >= end) return;
      this.#dropFirst();
    }
  }

  #dropFirst(): void {
    const slot = this.#firstNumber++ % this.#positions.length;
    this.#sincePosition = this.#positions[slot];
    this.#sinceStep = this.#steps[slot];
  }
}
