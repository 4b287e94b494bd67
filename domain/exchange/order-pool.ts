/**
 * All orders of the exchange in one buffer, 128 bytes each: what matching reads in the first cache
 * line, what only the life of an order needs in the second. Slot 0 is none.
 *
 * An order id is generation * 2^24 + slot. The generation grows with every use of a slot, so an id is
 * found without a look-up and an id of the past is known to be past. (Measured by an earlier design:
 * half the cost of a hash over ids.) A slot whose generations are used up is never used again.
 *
 * Free slots are a stack. Their order decides which id comes next, so it is part of the state.
 */
export const ORDER_INTS_BITS = 5;
export const ORDER_FLOATS_BITS = 4;

// In `ints`, at (slot << 5) + ...
export const NEXT = 0; // Next newer order of the price level.
export const PREVIOUS = 1;
export const PRICE = 2; // Ticks; 0 for a market order.
export const REMAINING = 3; // Lots not executed, cancelled or prevented; 0 once closed.
export const ACCOUNT = 4;
export const MARKET = 5;
export const FLAGS = 6; // See order-flags.ts.
export const GENERATION = 7;
export const QUANTITY = 16; // Lots in total, as placed or last amended.
export const EXECUTED = 17; // Lots.
export const FEE_RESIDUAL = 18; // Millionths of a minor unit not yet charged (or charged too much), see fees.ts.
export const ACCOUNT_NEXT = 19; // Next newer order of the account: open ones and closed ones have a list each.
export const ACCOUNT_PREVIOUS = 20;
export const CLIENT_NEXT = 21; // Next in the same bucket of the client order ids.
export const FIRST_EXECUTED = 22; // As first answered, for a client that asks again with the same client order id.
export const FIRST_REMAINING = 23;
export const FIRST_PRICE = 24; // As first asked for.
export const FIRST_QUANTITY = 25;

// In `floats`, at (slot << 4) + ...
export const HELD = 4; // Minor units set aside: of the quote asset for a buy, of the base asset for a sell.
export const FEE = 5; // Quote minor units charged.
export const SEQUENCE = 6; // Priority while open; when it was closed, after.
export const CLIENT_ORDER_ID = 7; // 0 for none.
export const NOTIONAL = 13; // Quote minor units executed.
export const FIRST_NOTIONAL = 14;
export const EXPIRES_AT = 15; // Cluster time in microseconds, 0 for never.

export const SLOTS_MAX: number = 1 << 24;
const SLOT_MASK = SLOTS_MAX - 1;
export const GENERATION_MAX: number = 2 ** 29 - 1;

/** The low 32 bits of an order id. */
export function idLow(generation: number, slot: number): number {
  return (generation << 24) | slot;
}

/** The high bits of an order id. */
export function idHigh(generation: number): number {
  return generation >>> 8;
}

export class OrderPool {
  ints: Int32Array;
  floats: Float64Array;
  private free: Int32Array;
  private freeCount = 0;
  private slots: number;
  /** Slots from here on were never used. */
  private unused = 1;
  private readonly ordersMax: number;

  constructor(ordersMax: number = SLOTS_MAX - 1) {
    const slotsCapacity = 1_024;
    this.ordersMax = ordersMax;
    this.slots = slotsCapacity;
    const buffer = new ArrayBuffer(slotsCapacity << 7);
    this.ints = new Int32Array(buffer);
    this.floats = new Float64Array(buffer);
    this.free = new Int32Array(slotsCapacity);
  }

  get isFull(): boolean {
    return this.freeCount === 0 && this.unused > this.ordersMax;
  }

  /** Slots from here on were never used: a part of the state, as `freeIds` is. */
  get unusedSlot(): number {
    return this.unused;
  }

  /** Slots are below it. */
  get slotsCapacity(): number {
    return this.slots;
  }

  /** Takes a slot and gives it its next generation. The caller has asked `isFull`. */
  take(): number {
    let slot: number;
    if (this.freeCount > 0) slot = this.free[--this.freeCount];
    else {
      if (this.unused === this.slots) this.resize(this.slots * 2);
      slot = this.unused++;
    }
    this.ints[(slot << ORDER_INTS_BITS) + GENERATION]++;
    return slot;
  }

  give(slot: number): void {
    const at = slot << ORDER_INTS_BITS;
    this.ints[at + MARKET] = 0; // Not in use: `find` looks here.
    if (this.ints[at + GENERATION] < GENERATION_MAX) this.free[this.freeCount++] = slot;
  }

  idOf(slot: number): number {
    return this.ints[(slot << ORDER_INTS_BITS) + GENERATION] * SLOTS_MAX + slot;
  }

  /** @returns the slot of an order that is open or remembered, or 0 */
  find(orderId: number): number {
    const slot = orderId & SLOT_MASK;
    if (slot >= this.slots) return 0;
    const at = slot << ORDER_INTS_BITS;
    if (this.ints[at + MARKET] === 0) return 0;
    return this.ints[at + GENERATION] * SLOTS_MAX + slot === orderId ? slot : 0;
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
    this.ints[(slot << ORDER_INTS_BITS) + GENERATION] = (orderId - slot) / SLOTS_MAX;
    return slot;
  }

  private resize(slots: number): void {
    const buffer = new ArrayBuffer(slots << 7);
    const ints = new Int32Array(buffer);
    ints.set(this.ints);
    this.ints = ints;
    this.floats = new Float64Array(buffer);
    const free = new Int32Array(slots);
    free.set(this.free);
    this.free = free;
    this.slots = slots;
  }
}
