import type { ArrayCopier } from "../contract/context.ts";
import { noSeat } from "./show.ts";
import { HoldStatus } from "./ticketing-messages.ts";

/** No slot: the hold is unknown, or ended so long ago that it is forgotten. */
export const noSlot = -1;

export type HoldsCopy = Pick<
  HoldTable,
  | "lastId"
  | "id"
  | "status"
  | "showId"
  | "accountId"
  | "deadline"
  | "amount"
  | "count"
  | "firstSeat"
  | "area"
  | "extended"
  | "firstTicketId"
>;

/**
 * Every hold is pending first and ends once: posted (bought), voided (released), or timed out.
 * Holds, live and ended, in a ring of slots: the hold with id h is in slot h modulo capacity, so that
 * looking one up costs a remainder, and an ended hold is remembered until a newer one needs its slot.
 * A live hold is never overwritten: its number is left out when the ring comes round to it.
 *
 * Hot path: columns taken at start, no allocation.
 */
export class HoldTable {
  readonly capacity: number;
  /** The id given out last; ids begin at 1 and grow, with gaps. */
  lastId = 0;
  pendingCount = 0;
  /** The hold in each slot, 0 in a slot never used. */
  readonly id: Float64Array;
  readonly status: Uint8Array;
  readonly showId: Float64Array;
  readonly accountId: Float64Array;
  /** Cluster time in microseconds. */
  readonly deadline: Float64Array;
  /** What all its seats cost, in minor units of the show's asset. */
  readonly amount: Float64Array;
  /** Seats or places. */
  readonly count: Int32Array;
  /** The first seat while pending; `noSeat` in a general-admission area and once ended. */
  readonly firstSeat: Int32Array;
  /** Index of the general-admission area, or -1. */
  readonly area: Int32Array;
  /** 1 once its deadline was extended. */
  readonly extended: Uint8Array;
  /** The first of its tickets, which are numbered one after the other; 0 unless posted. */
  readonly firstTicketId: Float64Array;

  /** @param capacity a power of two */
  constructor(capacity: number) {
    this.capacity = capacity;
    this.id = new Float64Array(capacity);
    this.status = new Uint8Array(capacity);
    this.showId = new Float64Array(capacity);
    this.accountId = new Float64Array(capacity);
    this.deadline = new Float64Array(capacity);
    this.amount = new Float64Array(capacity);
    this.count = new Int32Array(capacity);
    this.firstSeat = new Int32Array(capacity).fill(noSeat);
    this.area = new Int32Array(capacity).fill(-1);
    this.extended = new Uint8Array(capacity);
    this.firstTicketId = new Float64Array(capacity);
  }

  /** Beyond this, finding a slot for a new hold would take long. */
  get pendingMax(): number {
    return this.capacity * 0.75;
  }

  get isFull(): boolean {
    return this.pendingCount >= this.pendingMax;
  }

  /** @returns the slot of the hold, or `noSlot` */
  find(holdId: number): number {
    const slot = holdId % this.capacity;
    return holdId > 0 && this.id[slot] === holdId ? slot : noSlot;
  }

  /** Takes the slot of a new pending hold; the table must not be full. The caller fills in the rest. */
  begin(): number {
    let slot: number;
    do {
      this.lastId++;
      slot = this.lastId % this.capacity;
    } while (this.status[slot] === HoldStatus.Pending);
    this.id[slot] = this.lastId;
    this.status[slot] = HoldStatus.Pending;
    this.extended[slot] = 0;
    this.firstTicketId[slot] = 0;
    this.pendingCount++;
    return slot;
  }

  /** A pending ends once. */
  end(slot: number, status: HoldStatus): void {
    this.status[slot] = status;
    this.firstSeat[slot] = noSeat;
    this.pendingCount--;
  }

  /** Takes the slot of a hold that a snapshot has; the caller fills in the rest. */
  restore(holdId: number, status: HoldStatus): number {
    const slot = holdId % this.capacity;
    this.id[slot] = holdId;
    this.status[slot] = status;
    if (status === HoldStatus.Pending) this.pendingCount++;
    return slot;
  }

  copyState(copy: ArrayCopier): HoldsCopy {
    return {
      lastId: this.lastId,
      id: copy(this.id),
      status: copy(this.status),
      showId: copy(this.showId),
      accountId: copy(this.accountId),
      deadline: copy(this.deadline),
      amount: copy(this.amount),
      count: copy(this.count),
      firstSeat: copy(this.firstSeat),
      area: copy(this.area),
      extended: copy(this.extended),
      firstTicketId: copy(this.firstTicketId),
    };
  }

  /** Has the holds that were copied, to be read only. */
  adoptState({ lastId, ...columns }: HoldsCopy): void {
    this.lastId = lastId;
    this.id.set(columns.id);
    this.status.set(columns.status);
    this.showId.set(columns.showId);
    this.accountId.set(columns.accountId);
    this.deadline.set(columns.deadline);
    this.amount.set(columns.amount);
    this.count.set(columns.count);
    this.firstSeat.set(columns.firstSeat);
    this.area.set(columns.area);
    this.extended.set(columns.extended);
    this.firstTicketId.set(columns.firstTicketId);
  }

  /** Slots in use, in the order of the holds' ids. */
  slotsById(): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.capacity; slot++) if (this.id[slot] !== 0) slots.push(slot);
    return slots.sort((a, b) => this.id[a] - this.id[b]);
  }
}
