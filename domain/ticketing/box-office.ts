import { type Accounts, AccountsRejection } from "../accounts/accounts.ts";
import { invariant } from "../accounts/invariant.ts";
import { type Context, Role } from "../contract/context.ts";
import { BestAvailable, type SeatWish } from "./best-available.ts";
import { HoldTable, noSlot } from "./hold-table.ts";
import { type Show, noSeat } from "./show.ts";
import { seatLeftAlone } from "./single-seat-rule.ts";
import { TicketTable } from "./ticket-table.ts";
import { type TicketingLimits, seatsPerHoldMax } from "./ticketing-limits.ts";
import {
  HoldEndsEncoder,
  HoldStatus,
  RejectionCode,
  SalePhase,
  SeatState,
  TicketStatus,
} from "./ticketing-messages.ts";

/** No section: the hold is of seats, or a wish has no preference. */
export const noSection = -1;

/**
 * Holds and tickets: sets seats aside until a deadline, sells them, takes them back.
 *
 * Each method returns 0 when done, else a `RejectionCode`, of the accounts when they refuse; then `refusedValue` explains it and
 * nothing has changed. When done, `changed…` names the seats or the area whose state is another now.
 *
 * Hot path: no allocation.
 */
export class BoxOffice {
  readonly shows: ReadonlyMap<number, Show>;
  readonly holds: HoldTable;
  readonly tickets: TicketTable = new TicketTable();
  /** Explains the last refusal; undefined when there is nothing to add to its code. */
  refusedValue: number | undefined = undefined;
  /** The show that the last method was about, once done. */
  show!: Show;
  /** The slot of the hold that the last method was about. */
  slot: number = noSlot;
  /** The seats changed last, ascending, in `changedSeats[0..changedCount)`. */
  readonly changedSeats: Int32Array = new Int32Array(2 * seatsPerHoldMax);
  changedCount = 0;
  /** Index of the general-admission area changed last, or `noSection`. */
  changedArea: number = noSection;
  /** Money of the last purchase or refund, in minor units. */
  paidAmount = 0;
  private readonly accounts: Accounts;
  private readonly limits: TicketingLimits;
  private readonly bestAvailable = new BestAvailable();
  private readonly holdEnds = new HoldEndsEncoder();
  private readonly oldSeats: Int32Array = new Int32Array(seatsPerHoldMax);

  constructor(shows: ReadonlyMap<number, Show>, accounts: Accounts, limits: TicketingLimits) {
    this.shows = shows;
    this.accounts = accounts;
    this.limits = limits;
    this.holds = new HoldTable(limits.holdsMax);
  }

  /** Holds the seats in `seats[0..count)`, in any order; sorts them. */
  holdSeats(showId: number, accountId: number, seats: Int32Array, count: number, context: Context): number {
    const show = this.shows.get(showId);
    if (show === undefined) return this.refuse(RejectionCode.UnknownShow, showId);
    const code =
      this.checkCustomer(show, accountId, count, context) ||
      this.checkSeats(show, seats, count, context) ||
      this.checkRoom();
    if (code !== 0) return code;
    this.placeSeats(show, accountId, seats, count, context);
    return 0;
  }

  holdBestAvailable(showId: number, accountId: number, wish: SeatWish, context: Context): number {
    const show = this.shows.get(showId);
    if (show === undefined) return this.refuse(RejectionCode.UnknownShow, showId);
    const { section, count } = wish;
    const code = this.checkCustomer(show, accountId, count, context) || this.checkRoom();
    if (code !== 0) return code;
    if (section >= show.plan.sectionCount || (section >= 0 && show.plan.sectionCapacity[section] > 0)) {
      return this.refuse(RejectionCode.UnknownSection, section + 1);
    }
    const free = section < 0 ? show.freeCount : show.sectionFree[section];
    if (free < count) return this.refuse(RejectionCode.SoldOut, free);
    if (!this.bestAvailable.find(show, wish)) return this.refuse(RejectionCode.NotTogether, free);
    this.placeSeats(show, accountId, this.bestAvailable.seats, count, context);
    return 0;
  }

  /** @param area index of a general-admission area */
  holdPlaces(showId: number, accountId: number, area: number, count: number, context: Context): number {
    const show = this.shows.get(showId);
    if (show === undefined) return this.refuse(RejectionCode.UnknownShow, showId);
    const code = this.checkCustomer(show, accountId, count, context) || this.checkRoom();
    if (code !== 0) return code;
    if (!(show.plan.sectionCapacity[area] > 0)) return this.refuse(RejectionCode.UnknownSection, area + 1);
    if (show.sectionFree[area] < count) return this.refuse(RejectionCode.SoldOut, show.sectionFree[area]);
    show.sectionFree[area] -= count;
    show.areaHeld[area] += count;
    const price = show.terms.prices[show.plan.chart.sections[area].category];
    this.place(show, accountId, noSeat, area, count, price * count, context);
    this.changedCount = 0;
    this.changedArea = area;
    return 0;
  }

  extendHold(holdId: number, context: Context): number {
    const { holds } = this;
    const code = this.findPending(holdId, context);
    if (code !== 0) return code;
    const { slot, show } = this;
    const phaseCode = this.checkPhase(show);
    if (phaseCode !== 0) return phaseCode;
    if (show.terms.extensionUs === 0) return this.refuse(RejectionCode.NotExtendable);
    if (holds.extended[slot] === 1) {
      return this.refuse(RejectionCode.HoldAlreadyExtended, holds.deadline[slot]);
    }
    holds.extended[slot] = 1;
    holds.deadline[slot] += show.terms.extensionUs;
    this.holdEnds.schedule(context, holds.deadline[slot], holdId);
    return 0;
  }

  releaseHold(holdId: number, context: Context): number {
    const code = this.findPending(holdId, context);
    if (code !== 0) return code;
    this.holdEnds.cancel(context, holdId);
    this.giveBack(this.slot, HoldStatus.Voided);
    return 0;
  }

  /** The deadline has come: the seats are free again, once. */
  timeOutHold(holdId: number): void {
    this.slot = this.holds.find(holdId);
    // Whoever ends a hold cancels its timer, so a timer that fires has a pending hold.
    invariant(this.slot !== noSlot && this.holds.status[this.slot] === HoldStatus.Pending);
    this.giveBack(this.slot, HoldStatus.TimedOut);
  }

  /** Gives up the seats of a hold for others, or keeps them when the others cannot be had. */
  exchangeHold(holdId: number, seats: Int32Array, count: number, context: Context): number {
    const { holds, oldSeats } = this;
    const code = this.findPending(holdId, context);
    if (code !== 0) return code;
    const { slot, show } = this;
    if (holds.area[slot] !== noSection) return this.refuse(RejectionCode.NotExchangeable);
    const oldCount = show.listSeats(holds.firstSeat[slot], oldSeats);
    const accountId = holds.accountId[slot];
    show.freeSeats(oldSeats, oldCount);
    show.countForAccount(accountId, -oldCount);
    const refused =
      this.checkCustomer(show, accountId, count, context) || this.checkSeats(show, seats, count, context);
    if (refused !== 0) {
      show.holdSeats(oldSeats, oldCount, holdId);
      show.countForAccount(accountId, oldCount);
      return refused;
    }
    show.holdSeats(seats, count, holdId);
    show.countForAccount(accountId, count);
    holds.firstSeat[slot] = seats[0];
    holds.count[slot] = count;
    holds.amount[slot] = amountOf(show, seats, count);
    this.changedArea = noSection;
    this.changedCount = mergeAscending(oldSeats, oldCount, seats, count, this.changedSeats);
    return 0;
  }

  /** Money and seats are posted together, or neither is and the hold stays pending. */
  buyHold(holdId: number, context: Context): number {
    const { holds, accounts, tickets } = this;
    const found = this.findPending(holdId, context);
    if (found !== 0) return found;
    const { slot, show } = this;
    const accountId = holds.accountId[slot];
    const count = holds.count[slot];
    if (accounts.isSuspended(accountId)) return this.refuse(RejectionCode.AccountSuspended, accountId);
    if (tickets.count + count > this.limits.ticketsMax) {
      return this.refuse(RejectionCode.LimitReached, this.limits.ticketsMax);
    }
    const paid = this.pay(accountId, show, holds.amount[slot]);
    if (paid !== 0) return paid;

    this.holdEnds.cancel(context, holdId);
    const area = holds.area[slot];
    this.changedArea = area;
    this.changedCount = show.listSeats(holds.firstSeat[slot], this.changedSeats);
    holds.end(slot, HoldStatus.Posted);
    holds.firstTicketId[slot] = tickets.count + 1;
    for (let i = 0; i < count; i++) {
      const seat = area === noSection ? this.changedSeats[i] : noSeat;
      const ticketId = tickets.issue();
      tickets.showId[ticketId] = show.terms.id;
      tickets.accountId[ticketId] = accountId;
      tickets.holdId[ticketId] = holdId;
      tickets.seat[ticketId] = seat;
      tickets.section[ticketId] = seat === noSeat ? area : show.sectionOf(seat);
      tickets.price[ticketId] = priceOf(show, seat, area);
      if (seat !== noSeat) show.sellSeat(seat, ticketId);
    }
    if (area !== noSection) {
      show.areaHeld[area] -= count;
      show.areaSold[area] += count;
    }
    return 0;
  }

  /** Takes `count` tickets of one purchase back, from `firstTicketId` on, and pays for them. */
  refundTickets(firstTicketId: number, count: number): number {
    const { tickets, accounts } = this;
    if (count < 1 || count > seatsPerHoldMax) return this.refuse(RejectionCode.CountOutOfRange, count);
    let amount = 0;
    for (let ticketId = firstTicketId; ticketId < firstTicketId + count; ticketId++) {
      if (!tickets.has(ticketId)) return this.refuse(RejectionCode.UnknownTicket, ticketId);
      if (tickets.holdId[ticketId] !== tickets.holdId[firstTicketId]) {
        return this.refuse(RejectionCode.NotOnePurchase, ticketId);
      }
      if (tickets.status[ticketId] === TicketStatus.Refunded) {
        return this.refuse(RejectionCode.TicketRefunded, ticketId);
      }
      amount += tickets.price[ticketId];
    }
    const show = this.shows.get(tickets.showId[firstTicketId])!;
    this.show = show;
    const { payeeAccountId, assetId } = show.terms;
    const accountId = tickets.accountId[firstTicketId];
    const code = amount === 0 ? 0 : accounts.transfer(payeeAccountId, accountId, assetId, amount);
    if (code === AccountsRejection.InsufficientFunds) {
      return this.refuse(RejectionCode.RefundNotCovered, accounts.freeOf(payeeAccountId, assetId));
    }
    if (code !== 0) return this.refuse(code);

    const isSeated = tickets.seat[firstTicketId] !== noSeat;
    const area = isSeated ? noSection : tickets.section[firstTicketId];
    for (let i = 0; i < count; i++) {
      tickets.status[firstTicketId + i] = TicketStatus.Refunded;
      this.changedSeats[i] = tickets.seat[firstTicketId + i]; // Ascending, as the tickets of a purchase are.
    }
    this.changedCount = isSeated ? count : 0;
    this.changedArea = area;
    this.paidAmount = amount;
    if (isSeated) show.freeSeats(this.changedSeats, count);
    else {
      show.areaSold[area] -= count;
      show.sectionFree[area] += count;
    }
    show.countForAccount(accountId, -count);
    return 0;
  }

  showOf(slot: number): Show {
    return this.shows.get(this.holds.showId[slot])!; // Shows are never removed.
  }

  private refuse(code: number, value?: number): number {
    this.refusedValue = value;
    return code;
  }

  private checkPhase(show: Show): number {
    if (show.phase === SalePhase.OnSale) return 0;
    if (show.phase === SalePhase.Announced) return this.refuse(RejectionCode.NotOnSale, show.terms.onSaleAt);
    return this.refuse(show.phase === SalePhase.Paused ? RejectionCode.SalePaused : RejectionCode.SaleClosed);
  }

  /** Whether the caller may hold `count` more seats of the show for this account. */
  private checkCustomer(show: Show, accountId: number, count: number, context: Context): number {
    const { accounts } = this;
    const code = this.checkOwner(accountId, context);
    if (code !== 0) return code;
    if (accounts.isSuspended(accountId)) return this.refuse(RejectionCode.AccountSuspended, accountId);
    const phaseCode = this.checkPhase(show);
    if (phaseCode !== 0) return phaseCode;
    if (count < 1 || count > seatsPerHoldMax) return this.refuse(RejectionCode.CountOutOfRange, count);
    const left = show.terms.accountSeatsMax - show.accountSeatCount(accountId);
    return count > left ? this.refuse(RejectionCode.AccountLimit, left) : 0;
  }

  private checkRoom(): number {
    return this.holds.isFull ? this.refuse(RejectionCode.LimitReached, this.holds.pendingMax) : 0;
  }

  private checkOwner(accountId: number, context: Context): number {
    const code = this.accounts.authorize(accountId, context.principalId, context.roles);
    return code === 0 ? 0 : this.refuse(code, accountId);
  }

  /** Sorts the seats; whether all may be held, and none is left alone. */
  private checkSeats(show: Show, seats: Int32Array, count: number, context: Context): number {
    sortAscending(seats, count);
    for (let i = 0; i < count; i++) {
      const seat = seats[i];
      if (seat < 0 || seat >= show.plan.seatCount) return this.refuse(RejectionCode.UnknownSeat, seat >>> 0);
      if (i > 0 && seats[i - 1] === seat) return this.refuse(RejectionCode.SeatRepeated, seat);
      const state = show.state[seat];
      if (state === SeatState.Free) continue;
      if (state === SeatState.House && (context.roles & Role.Operator) !== 0) continue;
      const isTaken = state === SeatState.Held || state === SeatState.Sold;
      return this.refuse(isTaken ? RejectionCode.SeatTaken : RejectionCode.SeatNotForSale, seat);
    }
    const alone = seatLeftAlone(show, seats, count);
    return alone === noSeat ? 0 : this.refuse(RejectionCode.LeavesSingleSeat, alone);
  }

  private placeSeats(
    show: Show,
    accountId: number,
    seats: Int32Array,
    count: number,
    context: Context,
  ): void {
    this.place(show, accountId, seats[0], noSection, count, amountOf(show, seats, count), context);
    show.holdSeats(seats, count, this.holds.id[this.slot]);
    for (let i = 0; i < count; i++) this.changedSeats[i] = seats[i];
    this.changedCount = count;
    this.changedArea = noSection;
  }

  private place(
    show: Show,
    accountId: number,
    firstSeat: number,
    area: number,
    count: number,
    amount: number,
    context: Context,
  ): void {
    const { holds } = this;
    const slot = holds.begin();
    holds.showId[slot] = show.terms.id;
    holds.accountId[slot] = accountId;
    holds.deadline[slot] = context.now + show.terms.holdDurationUs;
    holds.amount[slot] = amount;
    holds.count[slot] = count;
    holds.firstSeat[slot] = firstSeat;
    holds.area[slot] = area;
    show.countForAccount(accountId, count);
    this.holdEnds.schedule(context, holds.deadline[slot], holds.id[slot]);
    this.slot = slot;
    this.show = show;
  }

  /** Finds a hold that the caller may act on and that has not ended. */
  private findPending(holdId: number, context: Context): number {
    const { holds } = this;
    this.slot = holds.find(holdId);
    if (this.slot === noSlot) return this.refuse(RejectionCode.UnknownHold, holdId);
    const code = this.checkOwner(holds.accountId[this.slot], context);
    if (code !== 0) return code;
    switch (holds.status[this.slot]) {
      case HoldStatus.Posted:
        return this.refuse(RejectionCode.HoldPosted, holds.firstTicketId[this.slot]);
      case HoldStatus.Voided:
        return this.refuse(RejectionCode.HoldVoided);
      case HoldStatus.TimedOut:
        return this.refuse(RejectionCode.HoldTimedOut, holds.deadline[this.slot]);
      default:
        this.show = this.showOf(this.slot);
        return 0;
    }
  }

  private giveBack(slot: number, status: HoldStatus): void {
    const { holds } = this;
    const show = this.showOf(slot);
    this.show = show;
    const area = holds.area[slot];
    const count = holds.count[slot];
    this.changedArea = area;
    this.changedCount = show.listSeats(holds.firstSeat[slot], this.changedSeats);
    if (area === noSection) show.freeSeats(this.changedSeats, count);
    else {
      show.areaHeld[area] -= count;
      show.sectionFree[area] += count;
    }
    show.countForAccount(holds.accountId[slot], -count);
    holds.end(slot, status);
  }

  /** A hold of money and its settlement to the payee; when the second is refused, the first is undone. */
  private pay(accountId: number, show: Show, amount: number): number {
    const { accounts } = this;
    const { payeeAccountId, assetId } = show.terms;
    this.paidAmount = amount;
    if (amount === 0) return 0;
    const held = accounts.hold(accountId, assetId, amount);
    if (held === AccountsRejection.InsufficientFunds) {
      return this.refuse(held, accounts.freeOf(accountId, assetId));
    }
    if (held !== 0) return this.refuse(held);
    const settled = accounts.settle(accountId, payeeAccountId, assetId, amount);
    if (settled === 0) return 0;
    accounts.release(accountId, assetId, amount);
    return this.refuse(settled);
  }
}

/** The price of a seat, or of a place in an area. */
export function priceOf(show: Show, seat: number, area: number): number {
  const category = seat === noSeat ? show.plan.chart.sections[area].category : show.plan.category[seat];
  return show.terms.prices[category];
}

function amountOf(show: Show, seats: Int32Array, count: number): number {
  let amount = 0;
  for (let i = 0; i < count; i++) amount += show.terms.prices[show.plan.category[seats[i]]];
  return amount;
}

/** Insertion sort: at most `seatsPerHoldMax` seats, mostly in order already. */
function sortAscending(seats: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const seat = seats[i];
    let j = i - 1;
    for (; j >= 0 && seats[j] > seat; j--) seats[j + 1] = seats[j];
    seats[j + 1] = seat;
  }
}

/** The seats that are in one of two ascending lists but not in both; returns how many. */
function mergeAscending(
  a: Int32Array,
  aCount: number,
  b: Int32Array,
  bCount: number,
  merged: Int32Array,
): number {
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < aCount || j < bCount) {
    if (i < aCount && j < bCount && a[i] === b[j]) {
      i++;
      j++;
    } else if (j === bCount || (i < aCount && a[i] < b[j])) merged[count++] = a[i++];
    else merged[count++] = b[j++];
  }
  return count;
}
