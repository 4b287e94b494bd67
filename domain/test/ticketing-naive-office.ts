import { SalePhase, SaleSwitch, SeatAttributes, SeatState } from "../ticketing/ticketing-messages.ts";
import type { SeatWish } from "../ticketing/best-available.ts";
import { NaiveHall, type NaiveSeat } from "./ticketing-naive.ts";
import type { Caller, Message } from "./ticketing-host.ts";

export interface NaiveShow {
  readonly id: number;
  readonly seats: readonly Omit<NaiveSeat, "state">[];
  /** Places by section, 0 where seated. */
  readonly capacities: readonly number[];
  /** By category. */
  readonly prices: readonly number[];
  readonly placeCategory: number;
  readonly onSaleAt: number;
  readonly holdDurationUs: number;
  readonly extensionUs: number;
  readonly accountSeatsMax: number;
  phase: number;
}

interface NaiveHold {
  readonly id: number;
  readonly show: NaiveShow;
  readonly accountId: number;
  seats: number[];
  readonly area: number;
  places: number;
  deadline: number;
  isExtended: boolean;
  status: "pending" | "posted" | "voided" | "timed out";
  firstTicketId: number;
}

interface NaiveTicket {
  readonly hold: NaiveHold;
  readonly seat: number | undefined;
  readonly price: number;
  isRefunded: boolean;
}

const no = (message: string, value?: number): Message =>
  value === undefined ? { message } : { message, value };

/** The box office written from its rules with lists and maps, remembering nothing it can look up. */
export class NaiveBoxOffice {
  now: number;
  readonly shows = new Map<number, NaiveShow>();
  readonly money: Map<number, number>;
  readonly suspended = new Set<number>();
  readonly tickets: NaiveTicket[] = [];
  readonly payee: number;
  readonly holds = new Map<number, NaiveHold>();
  private lastHoldId = 0;
  private readonly holdsMax: number;
  private readonly ticketsMax: number;

  constructor(now: number, money: Map<number, number>, payee: number, holdsMax: number, ticketsMax: number) {
    this.now = now;
    this.money = money;
    this.payee = payee;
    this.holdsMax = holdsMax;
    this.ticketsMax = ticketsMax;
  }

  advanceTo(now: number): void {
    this.now = now;
    for (const hold of this.pending()) if (hold.deadline <= now) hold.status = "timed out";
    for (const show of this.shows.values()) {
      if (show.phase === SalePhase.Announced && show.onSaleAt <= now) show.phase = SalePhase.OnSale;
    }
  }

  changeSale(showId: number, sale: number): Message {
    const show = this.shows.get(showId);
    if (show === undefined) return no("UnknownShow", showId);
    if (show.phase === SalePhase.Closed) return no("SaleClosed", showId);
    if (sale === SaleSwitch.Open) {
      show.phase = this.now < show.onSaleAt ? SalePhase.Announced : SalePhase.OnSale;
    } else show.phase = sale === SaleSwitch.Pause ? SalePhase.Paused : SalePhase.Closed;
    return { message: "ShowChanged", showId, phase: show.phase };
  }

  holdSeats(showId: number, accountId: number, picked: readonly number[], caller: Caller): Message {
    const show = this.shows.get(showId);
    if (show === undefined) return no("UnknownShow", showId);
    const seats = picked.toSorted((a, b) => a - b);
    const refusal =
      this.customerRefusal(show, accountId, seats.length, caller) ??
      this.seatsRefusal(show, seats, caller) ??
      this.roomRefusal();
    return refusal ?? this.place(show, accountId, seats, -1, 0);
  }

  holdBestAvailable(showId: number, accountId: number, wish: SeatWish, caller: Caller): Message {
    const show = this.shows.get(showId);
    if (show === undefined) return no("UnknownShow", showId);
    const refusal = this.customerRefusal(show, accountId, wish.count, caller) ?? this.roomRefusal();
    if (refusal !== undefined) return refusal;
    if (wish.section >= 0 && show.capacities[wish.section] !== 0) {
      return no("UnknownSection", wish.section + 1);
    }
    const hall = this.hallOf(show);
    const free = hall.seats.filter(
      ({ state, section }) => state === SeatState.Free && (wish.section < 0 || section === wish.section),
    );
    if (free.length < wish.count) return no("SoldOut", free.length);
    const seats = hall.best(wish);
    return seats === undefined ? no("NotTogether", free.length) : this.place(show, accountId, seats, -1, 0);
  }

  holdPlaces(showId: number, accountId: number, area: number, places: number, caller: Caller): Message {
    const show = this.shows.get(showId);
    if (show === undefined) return no("UnknownShow", showId);
    const refusal = this.customerRefusal(show, accountId, places, caller) ?? this.roomRefusal();
    if (refusal !== undefined) return refusal;
    if (!(show.capacities[area] > 0)) return no("UnknownSection", area + 1);
    const free = this.placesFree(show, area);
    return free < places ? no("SoldOut", free) : this.place(show, accountId, [], area, places);
  }

  extendHold(holdId: number, caller: Caller): Message {
    const hold = this.find(holdId, caller);
    if ("message" in hold) return hold;
    const refusal = this.phaseRefusal(hold.show);
    if (refusal !== undefined) return refusal;
    if (hold.show.extensionUs === 0) return no("NotExtendable");
    if (hold.isExtended) return no("HoldAlreadyExtended", hold.deadline);
    hold.isExtended = true;
    hold.deadline += hold.show.extensionUs;
    return { message: "HoldExtended", holdId, deadline: hold.deadline };
  }

  releaseHold(holdId: number, caller: Caller): Message {
    const hold = this.find(holdId, caller);
    if ("message" in hold) return hold;
    hold.status = "voided";
    return { message: "HoldReleased", holdId };
  }

  exchangeHold(holdId: number, picked: readonly number[], caller: Caller): Message {
    const hold = this.find(holdId, caller);
    if ("message" in hold) return hold;
    if (hold.area >= 0) return no("NotExchangeable");
    const old = hold.seats;
    const seats = picked.toSorted((a, b) => a - b);
    hold.seats = [];
    const refusal =
      this.customerRefusal(hold.show, hold.accountId, seats.length, caller) ??
      this.seatsRefusal(hold.show, seats, caller);
    hold.seats = refusal === undefined ? seats : old;
    return refusal ?? this.placed(hold);
  }

  buyHold(holdId: number, caller: Caller): Message {
    const hold = this.find(holdId, caller);
    if ("message" in hold) return hold;
    const { accountId, show, seats, area, places } = hold;
    const amount = this.amountOf(hold);
    const balance = this.money.get(accountId)!;
    if (this.suspended.has(accountId)) return no("AccountSuspended", accountId);
    if (this.tickets.length + seats.length + places > this.ticketsMax) {
      return no("LimitReached", this.ticketsMax);
    }
    if (balance < amount) return no("InsufficientFunds", balance);
    this.money.set(accountId, balance - amount);
    this.money.set(this.payee, this.money.get(this.payee)! + amount);
    hold.status = "posted";
    hold.firstTicketId = this.tickets.length + 1;
    for (const seat of seats) {
      this.tickets.push({ hold, seat, price: show.prices[show.seats[seat].category], isRefunded: false });
    }
    for (let i = 0; i < places && area >= 0; i++) {
      this.tickets.push({ hold, seat: undefined, price: show.prices[show.placeCategory], isRefunded: false });
    }
    const ticketCount = seats.length + places;
    return { message: "HoldBought", holdId, firstTicketId: hold.firstTicketId, amount, ticketCount };
  }

  refundTickets(ticketId: number, ticketCount: number): Message {
    if (ticketCount < 1 || ticketCount > 32) return no("CountOutOfRange", ticketCount);
    let amount = 0;
    for (let id = ticketId; id < ticketId + ticketCount; id++) {
      const ticket = this.tickets[id - 1];
      if (ticket === undefined) return no("UnknownTicket", id);
      if (ticket.hold !== this.tickets[ticketId - 1].hold) return no("NotOnePurchase", id);
      if (ticket.isRefunded) return no("TicketRefunded", id);
      amount += ticket.price;
    }
    const { accountId } = this.tickets[ticketId - 1].hold;
    const balance = this.money.get(this.payee)!;
    if (balance < amount) return no("RefundNotCovered", balance);
    this.money.set(this.payee, balance - amount);
    this.money.set(accountId, this.money.get(accountId)! + amount);
    for (let id = ticketId; id < ticketId + ticketCount; id++) this.tickets[id - 1].isRefunded = true;
    return { message: "RefundMade", ticketId, amount, ticketCount };
  }

  /** The hall with the state that each seat has now. */
  hallOf(show: NaiveShow): NaiveHall {
    const held = new Set(this.pending().flatMap((hold) => (hold.show === show ? hold.seats : [])));
    const sold = new Set(this.valid(show).map(({ seat }) => seat));
    return new NaiveHall(
      show.seats.map((seat) => {
        let state: number = SeatState.Free;
        if ((seat.attributes & SeatAttributes.House) !== 0) state = SeatState.House;
        if ((seat.attributes & SeatAttributes.Blocked) !== 0) state = SeatState.Blocked;
        if (held.has(seat.index)) state = SeatState.Held;
        if (sold.has(seat.index)) state = SeatState.Sold;
        return { ...seat, state };
      }),
    );
  }

  placesFree(show: NaiveShow, area: number): number {
    const held = this.pending().filter((hold) => hold.show === show && hold.area === area);
    const sold = this.valid(show).filter((ticket) => ticket.hold.area === area);
    return show.capacities[area] - held.reduce((sum, hold) => sum + hold.places, 0) - sold.length;
  }

  pending(): NaiveHold[] {
    return [...this.holds.values()].filter((hold) => hold.status === "pending");
  }

  private valid(show: NaiveShow): NaiveTicket[] {
    return this.tickets.filter(({ hold, isRefunded }) => hold.show === show && !isRefunded);
  }

  private phaseRefusal(show: NaiveShow): Message | undefined {
    if (show.phase === SalePhase.Announced) return no("NotOnSale", show.onSaleAt);
    if (show.phase === SalePhase.Paused) return no("SalePaused");
    return show.phase === SalePhase.Closed ? no("SaleClosed") : undefined;
  }

  private ownerRefusal(accountId: number, caller: Caller): Message | undefined {
    if (!this.money.has(accountId)) return no("UnknownAccount", accountId);
    const mayAct = caller.principalId === accountId || (caller.roles & 4) !== 0;
    return mayAct ? undefined : no("NotOwner", accountId);
  }

  private customerRefusal(
    show: NaiveShow,
    accountId: number,
    count: number,
    caller: Caller,
  ): Message | undefined {
    const refusal = this.ownerRefusal(accountId, caller);
    if (refusal !== undefined) return refusal;
    if (this.suspended.has(accountId)) return no("AccountSuspended", accountId);
    const notOnSale = this.phaseRefusal(show);
    if (notOnSale !== undefined) return notOnSale;
    if (count < 1 || count > 32) return no("CountOutOfRange", count);
    const held = this.pending().filter((hold) => hold.show === show && hold.accountId === accountId);
    const bought = this.valid(show).filter(({ hold }) => hold.accountId === accountId);
    const has = held.reduce((sum, hold) => sum + hold.seats.length + hold.places, 0) + bought.length;
    return has + count > show.accountSeatsMax ? no("AccountLimit", show.accountSeatsMax - has) : undefined;
  }

  private seatsRefusal(show: NaiveShow, seats: readonly number[], caller: Caller): Message | undefined {
    const hall = this.hallOf(show);
    for (const [i, seat] of seats.entries()) {
      if (seat >= hall.seats.length) return no("UnknownSeat", seat);
      if (seats[i - 1] === seat) return no("SeatRepeated", seat);
      const { state } = hall.seats[seat];
      if (state === SeatState.Held || state === SeatState.Sold) return no("SeatTaken", seat);
      const isKept = state === SeatState.House && (caller.roles & 4) === 0;
      if (state === SeatState.Blocked || isKept) return no("SeatNotForSale", seat);
    }
    const [alone] = hall.leftAlone(seats);
    return alone === undefined ? undefined : no("LeavesSingleSeat", alone);
  }

  private roomRefusal(): Message | undefined {
    const bound = this.holdsMax * 0.75;
    return this.pending().length >= bound ? no("LimitReached", bound) : undefined;
  }

  private place(show: NaiveShow, accountId: number, seats: number[], area: number, places: number): Message {
    // Numbers go round a ring: one that a pending hold is in the way of is left out.
    const isInTheWay = (id: number): boolean =>
      this.pending().some((hold) => (id - hold.id) % this.holdsMax === 0);
    do this.lastHoldId++;
    while (isInTheWay(this.lastHoldId));
    this.holds.delete(this.lastHoldId - this.holdsMax);
    const hold: NaiveHold = {
      id: this.lastHoldId,
      show,
      accountId,
      seats,
      area,
      places,
      deadline: this.now + show.holdDurationUs,
      isExtended: false,
      status: "pending",
      firstTicketId: 0,
    };
    this.holds.set(hold.id, hold);
    return this.placed(hold);
  }

  private placed(hold: NaiveHold): Message {
    const { id, deadline, seats } = hold;
    return {
      message: "HoldPlaced",
      holdId: id,
      deadline,
      amount: this.amountOf(hold),
      seats: seats.map((seat) => ({ seat, price: hold.show.prices[hold.show.seats[seat].category] })),
    };
  }

  private amountOf({ show, seats, places }: NaiveHold): number {
    const seated = seats.reduce((sum, seat) => sum + show.prices[show.seats[seat].category], 0);
    return seated + places * show.prices[show.placeCategory];
  }

  private find(holdId: number, caller: Caller): NaiveHold | Message {
    const hold = this.holds.get(holdId);
    if (hold === undefined) return no("UnknownHold", holdId);
    const refusal = this.ownerRefusal(hold.accountId, caller);
    if (refusal !== undefined) return refusal;
    if (hold.status === "posted") return no("HoldPosted", hold.firstTicketId);
    if (hold.status === "voided") return no("HoldVoided");
    return hold.status === "timed out" ? no("HoldTimedOut", hold.deadline) : hold;
  }
}
