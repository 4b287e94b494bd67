import type { ArrayCopier } from "../contract/context.ts";
import { noSeat } from "./show.ts";
import { TicketStatus } from "./ticketing-messages.ts";

const firstCapacity = 1_024;

export type TicketsCopy = Pick<
  TicketTable,
  "count" | "status" | "showId" | "accountId" | "holdId" | "price" | "section" | "seat"
>;

/**
 * Every ticket ever sold, by id from 1, in columns that double when full. A refunded ticket stays, so
 * that who had which seat can always be told.
 */
export class TicketTable {
  /** The id given out last, and how many there are. */
  count = 0;
  status: Uint8Array = new Uint8Array(firstCapacity);
  showId: Float64Array = new Float64Array(firstCapacity);
  accountId: Float64Array = new Float64Array(firstCapacity);
  holdId: Float64Array = new Float64Array(firstCapacity);
  /** What was paid, in minor units of the show's asset. */
  price: Float64Array = new Float64Array(firstCapacity);
  /** Index of the section. */
  section: Int32Array = new Int32Array(firstCapacity);
  /** Index of the seat in the chart, or `noSeat` in a general-admission area. */
  seat: Int32Array = new Int32Array(firstCapacity).fill(noSeat);

  has(ticketId: number): boolean {
    return ticketId >= 1 && ticketId <= this.count;
  }

  /** @returns the new ticket's id, which is its index in the columns; the caller fills them in */
  issue(): number {
    const ticketId = ++this.count;
    if (ticketId >= this.status.length) this.grow();
    this.status[ticketId] = TicketStatus.Valid;
    return ticketId;
  }

  copyState(copy: ArrayCopier): TicketsCopy {
    const length = this.count + 1;
    return {
      count: this.count,
      status: copy(this.status, length),
      showId: copy(this.showId, length),
      accountId: copy(this.accountId, length),
      holdId: copy(this.holdId, length),
      price: copy(this.price, length),
      section: copy(this.section, length),
      seat: copy(this.seat, length),
    };
  }

  /** Has the tickets that were copied, to be read only. */
  adoptState(copied: TicketsCopy): void {
    Object.assign(this, copied);
  }

  private grow(): void {
    const capacity = this.status.length * 2;
    this.status = copied(this.status, new Uint8Array(capacity));
    this.showId = copied(this.showId, new Float64Array(capacity));
    this.accountId = copied(this.accountId, new Float64Array(capacity));
    this.holdId = copied(this.holdId, new Float64Array(capacity));
    this.price = copied(this.price, new Float64Array(capacity));
    this.section = copied(this.section, new Int32Array(capacity));
    this.seat = copied(this.seat, new Int32Array(capacity).fill(noSeat));
  }
}

function copied<Column extends Uint8Array | Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
