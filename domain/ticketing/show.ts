import type { SeatingPlan } from "./seating-plan.ts";
import { SalePhase, SeatState } from "./ticketing-messages.ts";

/** What an operator says of a show when it is created. */
export interface ShowTerms {
  readonly id: number;
  readonly name: string;
  /** Cluster time in microseconds. */
  readonly onSaleAt: number;
  /** Prices are in this asset's minor units. */
  readonly assetId: number;
  /** The account that is paid. */
  readonly payeeAccountId: number;
  readonly holdDurationUs: number;
  readonly extensionUs: number;
  /** Tickets and held seats of one account together. */
  readonly accountSeatsMax: number;
  /** Price in minor units by category; index 0 is unused, -1 where the category is not priced. */
  readonly prices: Float64Array;
}

/** The end of a list of seats. */
export const noSeat = -1;

/**
 * What is sold: a chart's seats with a state each. Knows nothing of money or deadlines.
 *
 * Hot path: holding and freeing seats allocates nothing but an entry per new account.
 * Invariant: `rowLongestRun`, `rowNearestFree`, `sectionFree` and `freeCount` follow from `state`.
 */
export class Show {
  readonly terms: ShowTerms;
  readonly plan: SeatingPlan;
  phase: SalePhase = SalePhase.Announced;
  /** `SeatState` of each seat. */
  readonly state: Uint8Array;
  /** The hold of a held seat, the ticket of a sold one, else 0. */
  readonly owner: Float64Array;
  /** The next seat of the same hold, or `noSeat`. */
  readonly nextSeat: Int32Array;
  /** Seats of the longest run of free seats side by side in each row. */
  readonly rowLongestRun: Int32Array;
  /** Distance of the nearest free seat in each row; infinite when there is none. */
  readonly rowNearestFree: Float64Array;
  /** Free seats of each section, free places of a general-admission area. */
  readonly sectionFree: Int32Array;
  /** Held and sold places of each general-admission area. */
  readonly areaHeld: Int32Array;
  readonly areaSold: Int32Array;
  /** How many changes of each section were published. */
  readonly sectionSequence: Float64Array;
  /** Free seats in all seated sections. */
  freeCount = 0;
  /** Seats and places that each account holds or has bought; no entry when none. */
  private readonly accountSeats = new Map<number, number>();

  constructor(terms: ShowTerms, plan: SeatingPlan) {
    this.terms = terms;
    this.plan = plan;
    this.state = Uint8Array.from(plan.restingState);
    this.owner = new Float64Array(plan.seatCount);
    this.nextSeat = new Int32Array(plan.seatCount).fill(noSeat);
    this.rowLongestRun = new Int32Array(plan.rowCount);
    this.rowNearestFree = new Float64Array(plan.rowCount);
    this.sectionFree = Int32Array.from(plan.sectionCapacity);
    this.areaHeld = new Int32Array(plan.sectionCount);
    this.areaSold = new Int32Array(plan.sectionCount);
    this.sectionSequence = new Float64Array(plan.sectionCount);
    for (let row = 0; row < plan.rowCount; row++) this.summarizeRow(row);
    for (let seat = 0; seat < plan.seatCount; seat++) {
      if (this.state[seat] !== SeatState.Free) continue;
      this.freeCount++;
      this.sectionFree[plan.rowSection[plan.seatRow[seat]]]++;
    }
  }

  sectionOf(seat: number): number {
    return this.plan.rowSection[this.plan.seatRow[seat]];
  }

  accountSeatCount(accountId: number): number {
    return this.accountSeats.get(accountId) ?? 0;
  }

  /** Counts seats for an account, against the limit; `change` is negative when they are given back. */
  countForAccount(accountId: number, change: number): void {
    const count = this.accountSeatCount(accountId) + change;
    if (count === 0) this.accountSeats.delete(accountId);
    else this.accountSeats.set(accountId, count);
  }

  accountCounts(): ReadonlyMap<number, number> {
    return this.accountSeats;
  }

  /** Gives the seats in `seats[0..count)`, ascending and free or the house's, to a hold. */
  holdSeats(seats: Int32Array, count: number, holdId: number): void {
    for (let i = 0; i < count; i++) {
      const seat = seats[i];
      this.changeSeat(seat, SeatState.Held, holdId);
      this.nextSeat[seat] = i + 1 < count ? seats[i + 1] : noSeat;
    }
    this.summarizeRowsOf(seats, count);
  }

  /** Gives the seats in `seats[0..count)`, ascending and held or sold, back to the house or to all. */
  freeSeats(seats: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      this.changeSeat(seats[i], this.plan.restingState[seats[i]], 0);
      this.nextSeat[seats[i]] = noSeat;
    }
    this.summarizeRowsOf(seats, count);
  }

  /** Makes a held seat a sold one. */
  sellSeat(seat: number, ticketId: number): void {
    this.changeSeat(seat, SeatState.Sold, ticketId);
    this.nextSeat[seat] = noSeat;
  }

  /** Makes a free seat a sold one, as a snapshot has it. */
  restoreSold(seat: number, ticketId: number): void {
    this.changeSeat(seat, SeatState.Sold, ticketId);
    this.summarizeRow(this.plan.seatRow[seat]);
  }

  /** Copies the seats of a hold into `seats`, from its first; returns how many. */
  listSeats(firstSeat: number, seats: Int32Array): number {
    let count = 0;
    for (let seat = firstSeat; seat !== noSeat; seat = this.nextSeat[seat]) seats[count++] = seat;
    return count;
  }

  private changeSeat(seat: number, state: number, owner: number): void {
    const change = (state === SeatState.Free ? 1 : 0) - (this.state[seat] === SeatState.Free ? 1 : 0);
    this.freeCount += change;
    this.sectionFree[this.sectionOf(seat)] += change;
    this.state[seat] = state;
    this.owner[seat] = owner;
  }

  private summarizeRowsOf(seats: Int32Array, count: number): void {
    let summarized = -1;
    for (let i = 0; i < count; i++) {
      const row = this.plan.seatRow[seats[i]];
      if (row !== summarized) this.summarizeRow(row);
      summarized = row;
    }
  }

  private summarizeRow(row: number): void {
    const { rowFirstSeat, besidePrevious, distance } = this.plan;
    const end = rowFirstSeat[row + 1];
    let longest = 0;
    let run = 0;
    let nearest = Infinity;
    for (let seat = rowFirstSeat[row]; seat < end; seat++) {
      if (this.state[seat] !== SeatState.Free) {
        run = 0;
        continue;
      }
      run = besidePrevious[seat] === 1 ? run + 1 : 1;
      if (run > longest) longest = run;
      if (distance[seat] < nearest) nearest = distance[seat];
    }
    this.rowLongestRun[row] = longest;
    this.rowNearestFree[row] = nearest;
  }
}
