import { assert } from "./assert.ts";
import { scramble } from "./digest.ts";
import type { ArrayCopier } from "./service.ts";
import { SlotIndex } from "./slot-index.ts";

const INITIAL_SLOTS = 1_024;
const NONE = -1;
const TWO_TO_32 = 4_294_967_296;

/** A timer as a value, for snapshots and tests. */
export interface Timer {
  deadline: number;
  schemaId: number;
  kind: number;
  key: number;
}

export interface TimersCopy {
  readonly count: number;
  readonly heap: Int32Array;
  readonly deadlines: Float64Array;
  readonly owners: Uint32Array;
  readonly keys: Float64Array;
}

/**
 * Replicated timers, each known by (service, kind, key), fired in (deadline, service, kind, key) order.
 * A heap of slots in typed arrays, and an index from identity to slot: setting, replacing and
 * cancelling cost O(log n). Hot path: no allocation unless it grows.
 */
export class Timers {
  count = 0;
  /** What `take` took. */
  takenSchemaId = 0;
  takenKind = 0;
  takenKey = 0;

  private readonly countMax: number;
  private deadlines: Float64Array = new Float64Array(INITIAL_SLOTS);
  /** schemaId x 65,536 + kind: compares as the two do, one after the other. */
  private owners: Uint32Array = new Uint32Array(INITIAL_SLOTS);
  private keys: Float64Array = new Float64Array(INITIAL_SLOTS);
  /** Of each slot: where it is in the heap; of a free slot: the next free one. */
  private places: Int32Array = new Int32Array(INITIAL_SLOTS);
  private heap: Int32Array = new Int32Array(INITIAL_SLOTS);
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

  /** Sets a timer or moves it. All four are integers; kind and schemaId have 16 bits. */
  schedule(deadline: number, schemaId: number, kind: number, key: number): void {
    const owner = schemaId * 65_536 + kind;
    const cell = this.find(owner, key);
    if (cell !== NONE) {
      const slot = this.index.slots[cell];
      this.deadlines[slot] = deadline;
      this.down(this.up(this.places[slot]));
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
  }

  /** @returns false when there was none */
  cancel(schemaId: number, kind: number, key: number): boolean {
    const cell = this.find(schemaId * 65_536 + kind, key);
    if (cell === NONE) return false;
    const slot = this.index.slots[cell];
    this.index.removeAt(cell);
    this.removeFromHeap(this.places[slot]);
    this.places[slot] = this.firstFree;
    this.firstFree = slot;
    return true;
  }

  /** Takes the first timer when it is due; `takenSchemaId`, `takenKind` and `takenKey` name it. */
  take(now: number): boolean {
    if (this.count === 0 || this.nextDeadline > now) return false;
    const slot = this.heap[0];
    const owner = this.owners[slot];
    this.takenSchemaId = owner >>> 16;
    this.takenKind = owner & 0xffff;
    this.takenKey = this.keys[slot];
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
    };
  }

  /** Has the timers that were copied, for `toSorted` only. */
  adoptState(copied: TimersCopy): void {
    this.count = copied.count;
    this.heap = copied.heap;
    this.deadlines = copied.deadlines;
    this.owners = copied.owners;
    this.keys = copied.keys;
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
