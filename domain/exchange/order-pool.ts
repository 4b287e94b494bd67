import type { ArrayCopier } from "../contract/context.ts";
import { OrderFields } from "./order-fields.ts";

/** An order id has 24 bits for the place of its order, and 29 for the place's generation. */
export const SLOTS_MAX: number = 1 << 24;
export const GENERATION_MAX: number = 2 ** 29 - 1;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const ID_FACTOR = 1 << 24;
const SLOT_MASK = ID_FACTOR - 1;
const LAST_GENERATION = 2 ** 29 - 1;

export interface OrderPoolCopy {
  readonly slots: number;
  readonly unused: number;
  readonly fields: Int32Array;
  readonly free: Int32Array;
}

/**
 * Orders by slot. Slot 0 is none.
 *
 * An order id is generation * 2^24 + slot. The generation grows with every use of a slot, so an id is
 * found without a look-up and an id of the past is known to be past. (Measured by an earlier design:
 * half the cost of a hash over ids.) A slot whose generations are used up is never used again.
 *
 * Free slots are a stack, so that the next order takes memory that is still in the cache. Their order
 * decides which id comes next, so it is part of the state.
 */
export class OrderPool extends OrderFields {
  private free: Int32Array;
  private freeCount = 0;
  /** Slots from here on were never used. */
  private unused = 1;

  constructor() {
    super();
    this.free = new Int32Array(this.slots);
  }

  /** Orders that it holds; slots that are never used again count as well. */
  get used(): number {
    return this.unused - 1 - this.freeCount;
  }

  /** Slots from here on were never used: a part of the state, as `freeIds` is. */
  get unusedSlot(): number {
    return this.unused;
  }

  /** Takes a slot and gives it its next generation. The caller knows that it is not full. */
  take(): number {
    let slot: number;
    if (this.freeCount > 0) slot = this.free[--this.freeCount];
    else {
      if (this.unused === this.slots) this.resize(this.slots * 2);
      slot = this.unused++;
      this.setIdSlot(slot, slot);
    }
    this.setGeneration(slot, this.generation(slot) + 1);
    return slot;
  }

  give(slot: number): void {
    this.setMarket(slot, 0); // Not in use: `find` looks here.
    if (this.generation(slot) < LAST_GENERATION) this.free[this.freeCount++] = slot;
  }

  idOf(slot: number): number {
    return this.generation(slot) * ID_FACTOR + this.idSlot(slot);
  }

  /** @returns the slot of an order that is open, or 0 */
  find(orderId: number): number {
    const slot = orderId & SLOT_MASK;
    if (slot >= this.slots || this.market(slot) === 0) return 0;
    return this.generation(slot) * ID_FACTOR + slot === orderId ? slot : 0;
  }

  /** The last ids of the free slots, the next to be used last. Cold. */
  freeIds(): number[] {
    return Array.from(this.free.subarray(0, this.freeCount), (slot) => this.idOf(slot));
  }

  /** Puts a free slot back as a snapshot has it, in the order of `freeIds`. Cold. */
  restoreFree(lastId: number): void {
    this.free[this.freeCount] = this.restore(lastId);
    this.freeCount++;
  }

  /** Says that slots below were used, some of them to the end of their generations. Cold. */
  restoreUnused(unusedSlot: number): void {
    while (unusedSlot > this.slots) this.resize(this.slots * 2);
    this.unused = unusedSlot;
  }

  /** Takes the slot of this id. Cold: for snapshots. */
  restore(orderId: number): number {
    const slot = orderId & SLOT_MASK;
    while (slot >= this.slots) this.resize(this.slots * 2);
    this.setId(slot, orderId);
    return slot;
  }

  /** Cold: for snapshots. */
  setId(slot: number, orderId: number): void {
    const idSlot = orderId & SLOT_MASK;
    this.setGeneration(slot, (orderId - idSlot) / ID_FACTOR);
    this.setIdSlot(slot, idSlot);
  }

  copyState(copy: ArrayCopier): OrderPoolCopy {
    const { slots, unused } = this;
    return { slots, unused, fields: copy(this.ints, unused << 5), free: copy(this.free, this.freeCount) };
  }

  /** Has the orders that were copied, to be read only. Cold. */
  adoptState({ slots, unused, fields, free }: OrderPoolCopy): void {
    this.slots = slots;
    this.unused = unused;
    this.ints = fields;
    this.floats = new Float64Array(fields.buffer, fields.byteOffset, fields.length >> 1);
    this.free = free;
    this.freeCount = free.length;
  }

  private resize(slots: number): void {
    this.grow(slots);
    const free = new Int32Array(slots);
    free.set(this.free);
    this.free = free;
  }
}
