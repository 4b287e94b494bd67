import { assert } from "./assert.ts";
import { scramble } from "./digest.ts";
import { limits } from "./limits.ts";
import { PayloadSlab } from "./payload-slab.ts";
import type { ArrayCopier, ServiceOutput } from "./service.ts";
import { SlotIndex } from "./slot-index.ts";

const INITIAL_SLOTS = 1_024;
const NONE = -1;
const TWO_TO_32 = 4_294_967_296;
const NO_PAYLOAD = new Uint8Array(0);
const NO_VIEW = new DataView(new ArrayBuffer(0));
const payloadBytesMax: number = limits.timerPayloadBytesMax;
/** In `payloads`: the cell and, in the lower bits, its length in units of 8; 0 for none. */
const UNITS_BITS = 6;
const UNITS_MASK = 63;

/** A timer as a value, for snapshots and tests. */
export interface Timer {
  deadline: number;
  schemaId: number;
  kind: number;
  key: number;
  /** An SBE message with its header; empty for a timer that was set without one. */
  payload: Uint8Array;
}

export interface TimersCopy {
  readonly count: number;
  readonly heap: Int32Array;
  readonly deadlines: Float64Array;
  readonly owners: Uint32Array;
  readonly keys: Float64Array;
  readonly payloads: Int32Array;
  /** By the length of their cells in units of 8. */
  readonly slabs: readonly (readonly Uint8Array[])[];
}

/**
 * Replicated timers, each known by (service, kind, key), fired in (deadline, service, kind, key) order.
 * A heap of slots in typed arrays, and an index from identity to slot: setting, replacing and
 * cancelling cost O(log n). Hot path: no allocation unless it grows.
 *
 * A timer that has just been set is given a payload by `claim`: one SBE message without groups and data.
 */
export class Timers implements ServiceOutput {
  count = 0;
  /** What `take` took. */
  takenSchemaId = 0;
  takenKind = 0;
  takenKey = 0;
  /** Its payload, from offset 0, until the next one is taken; a header of zeros when it had none. */
  readonly takenPayload: DataView = new DataView(new ArrayBuffer(payloadBytesMax));
  /** Where the payload claimed last is. */
  view: DataView = NO_VIEW;

  private readonly countMax: number;
  private deadlines: Float64Array = new Float64Array(INITIAL_SLOTS);
  /** schemaId x 65,536 + kind: compares as the two do, one after the other. */
  private owners: Uint32Array = new Uint32Array(INITIAL_SLOTS);
  private keys: Float64Array = new Float64Array(INITIAL_SLOTS);
  /** Of each slot: where it is in the heap; of a free slot: the next free one. */
  private places: Int32Array = new Int32Array(INITIAL_SLOTS);
  private heap: Int32Array = new Int32Array(INITIAL_SLOTS);
  private payloads: Int32Array = new Int32Array(INITIAL_SLOTS);
  private readonly slabs: PayloadSlab[] = [];
  /** What `claim` gives a payload to. */
  private slotSetLast = NONE;
  private slotsUsed = 0;
  private firstFree = NONE;
  private readonly index = new SlotIndex();

  /** @param countMax one more throws: the state machine refuses commands before it comes to that */
  constructor(countMax: number) {
    this.countMax = countMax;
  }

  /** The earliest one; Infinity when none is set. */
  get nextDeadline(): number {
    return this.count === 0 ? Infinity : this.deadlines[this.heap[0]];
  }

  /** Sets a timer or moves it, without a payload. All four are integers; kind and schemaId have 16 bits. */
  schedule(deadline: number, schemaId: number, kind: number, key: number): void {
    const owner = schemaId * 65_536 + kind;
    const cell = this.find(owner, key);
    if (cell !== NONE) {
      const slot = this.index.slots[cell];
      this.deadlines[slot] = deadline;
      this.down(this.up(this.places[slot]));
      if (this.payloads[slot] !== 0) this.givePayload(slot);
      this.slotSetLast = slot;
      return;
    }
    assert(this.count < this.countMax);
    const slot = this.newSlot();
    this.deadlines[slot] = deadline;
    this.owners[slot] = owner;
    this.keys[slot] = key;
    this.index.insert(hashOf(owner, key), slot);
    this.heap[this.count] = slot;
    this.places[slot] = this.count;
    this.up(this.count++);
    this.slotSetLast = slot;
  }

  /**
   * Gives the timer that was set last a payload, of zeros. The view stays good for as long as the timer is set.
   * @returns its offset in `view`
   */
  claim(length: number): number {
    const slot = this.slotSetLast;
    const units = (length + 7) >> 3;
    assert(slot !== NONE && this.payloads[slot] === 0 && length > 0 && length <= payloadBytesMax);
    const slab = (this.slabs[units] ??= new PayloadSlab(units * 8));
    const cell = slab.take();
    this.payloads[slot] = (cell << UNITS_BITS) | units;
    this.view = slab.viewOf(cell);
    return slab.offsetOf(cell);
  }

  /** Payloads have a fixed length: the contract sees to it. */
  extend(): never {
    throw new Error("a timer's payload has no groups and no data");
  }

  /** As saved. */
  restore({ deadline, schemaId, kind, key, payload }: Timer): void {
    this.schedule(deadline, schemaId, kind, key);
    if (payload.length === 0) return;
    const offset = this.claim(payload.length);
    new Uint8Array(this.view.buffer).set(payload, offset);
  }

  /** @returns false when there was none */
  cancel(schemaId: number, kind: number, key: number): boolean {
    const cell = this.find(schemaId * 65_536 + kind, key);
    if (cell === NONE) return false;
    const slot = this.index.slots[cell];
    this.index.removeAt(cell);
    this.removeFromHeap(this.places[slot]);
    if (this.payloads[slot] !== 0) this.givePayload(slot);
    this.slotSetLast = NONE;
    this.places[slot] = this.firstFree;
    this.firstFree = slot;
    return true;
  }

  /** Takes the first timer when it is due; `takenSchemaId`, `takenKind`, `takenKey` and `takenPayload` say which. */
  take(now: number): boolean {
    if (this.count === 0 || this.nextDeadline > now) return false;
    const slot = this.heap[0];
    const owner = this.owners[slot];
    this.takenSchemaId = owner >>> 16;
    this.takenKind = owner & 0xffff;
    this.takenKey = this.keys[slot];
    this.copyPayload(slot);
    assert(this.cancel(this.takenSchemaId, this.takenKind, this.takenKey));
    return true;
  }

  /** All timers in the order in which they will fire. Cold path. */
  toSorted(): Timer[] {
    return Array.from(this.heap.subarray(0, this.count))
      .sort((a, b) => (this.isBefore(a, b) ? -1 : 1))
      .map((slot) => ({
        deadline: this.deadlines[slot],
        schemaId: this.owners[slot] >>> 16,
        kind: this.owners[slot] & 0xffff,
        key: this.keys[slot],
        payload: this.payloadOf(slot),
      }));
  }

  copyState(copy: ArrayCopier): TimersCopy {
    const { count, slotsUsed } = this;
    return {
      count,
      heap: copy(this.heap, count),
      deadlines: copy(this.deadlines, slotsUsed),
      owners: copy(this.owners, slotsUsed),
      keys: copy(this.keys, slotsUsed),
      payloads: copy(this.payloads, slotsUsed),
      slabs: Array.from(this.slabs, (slab) => slab?.copyState(copy) ?? []),
    };
  }

  /** Has the timers that were copied, for `toSorted` only. */
  adoptState(copied: TimersCopy): void {
    this.count = copied.count;
    this.heap = copied.heap;
    this.deadlines = copied.deadlines;
    this.owners = copied.owners;
    this.keys = copied.keys;
    this.payloads = copied.payloads;
    copied.slabs.forEach((chunks, units) => {
      this.slabs[units] = new PayloadSlab(units * 8);
      this.slabs[units].adoptState(chunks);
    });
  }

  private payloadOf(slot: number): Uint8Array {
    const payload = this.payloads[slot];
    const slab = this.slabs[payload & UNITS_MASK];
    return payload === 0 ? NO_PAYLOAD : slab.bytesOf(payload >>> UNITS_BITS);
  }

  private givePayload(slot: number): void {
    const payload = this.payloads[slot];
    this.slabs[payload & UNITS_MASK].give(payload >>> UNITS_BITS);
    this.payloads[slot] = 0;
  }

  private copyPayload(slot: number): void {
    const payload = this.payloads[slot];
    const taken = this.takenPayload;
    if (payload === 0) {
      taken.setFloat64(0, 0);
      return;
    }
    const slab = this.slabs[payload & UNITS_MASK];
    const cell = payload >>> UNITS_BITS;
    const view = slab.viewOf(cell);
    const offset = slab.offsetOf(cell);
    for (let at = 0; at < slab.cellBytes; at += 4) taken.setInt32(at, view.getInt32(offset + at, true), true);
  }

  private find(owner: number, key: number): number {
    const index = this.index;
    for (let cell = index.first(hashOf(owner, key)); ; cell = index.next(cell)) {
      const slot = index.slots[cell];
      if (slot < 0) return NONE;
      if (this.keys[slot] === key && this.owners[slot] === owner) return cell;
    }
  }

  private isBefore(a: number, b: number): boolean {
    if (this.deadlines[a] !== this.deadlines[b]) return this.deadlines[a] < this.deadlines[b];
    if (this.owners[a] !== this.owners[b]) return this.owners[a] < this.owners[b];
    return this.keys[a] < this.keys[b];
  }

  private removeFromHeap(place: number): void {
    const last = this.heap[--this.count];
    if (place === this.count) return;
    this.heap[place] = last;
    this.places[last] = place;
    this.down(this.up(place));
  }

  /** Moves the timer at this place towards the root. @returns its new place */
  private up(place: number): number {
    const heap = this.heap;
    const slot = heap[place];
    let at = place;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(slot, heap[parent])) break;
      heap[at] = heap[parent];
      this.places[heap[at]] = at;
      at = parent;
    }
    heap[at] = slot;
    this.places[slot] = at;
    return at;
  }

  private down(place: number): void {
    const heap = this.heap;
    const slot = heap[place];
    let at = place;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.count) break;
      if (child + 1 < this.count && this.isBefore(heap[child + 1], heap[child])) child++;
      if (!this.isBefore(heap[child], slot)) break;
      heap[at] = heap[child];
      this.places[heap[at]] = at;
      at = child;
    }
    heap[at] = slot;
    this.places[slot] = at;
  }

  private newSlot(): number {
    if (this.firstFree !== NONE) {
      const slot = this.firstFree;
      this.firstFree = this.places[slot];
      return slot;
    }
    if (this.slotsUsed === this.keys.length) this.grow();
    return this.slotsUsed++;
  }

  private grow(): void {
    const size = this.keys.length * 2;
    this.deadlines = copyInto(new Float64Array(size), this.deadlines);
    this.owners = copyInto(new Uint32Array(size), this.owners);
    this.keys = copyInto(new Float64Array(size), this.keys);
    this.places = copyInto(new Int32Array(size), this.places);
    this.payloads = copyInto(new Int32Array(size), this.payloads);
    this.heap = copyInto(new Int32Array(size), this.heap);
  }
}

function hashOf(owner: number, key: number): number {
  return scramble(scramble(owner ^ (key / TWO_TO_32)) ^ key);
}

function copyInto<A extends Float64Array | Uint32Array | Int32Array>(larger: A, smaller: A): A {
  larger.set(smaller);
  return larger;
}
