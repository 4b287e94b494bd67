import type { Accounts } from "../accounts/accounts.ts";
import type { Context } from "../contract/context.ts";
import { type BoxOffice, noSection, priceOf } from "./box-office.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Chart } from "./chart.ts";
import { noSlot } from "./hold-table.ts";
import { type Show, noSeat } from "./show.ts";
import { seatsPerCommandMax } from "./ticketing-limits.ts";
import {
  ChartDetailsEncoder,
  type ChartDecoder,
  type HoldDecoder,
  type HoldsDecoder,
  type SeatMapDecoder,
  type SectionSeatsDecoder,
  type ShowDecoder,
  type ShowsDecoder,
  type TicketDecoder,
  type TicketsDecoder,
  HoldDetailsEncoder,
  HoldStatus,
  HoldListEncoder,
  RejectionCode,
  SeatState,
  SectionKind,
  SectionSeatListEncoder,
  type ShowDetails,
  ShowDetailsEncoder,
  ShowListEncoder,
  SeatMapImageEncoder,
  type TicketDetails,
  TicketDetailsEncoder,
  type TicketStatus,
  TicketListEncoder,
} from "./ticketing-messages.ts";

/** Entries of one list; who wants more asks again with the last one. */
const listMax = 100;

/** What the box office is asked. Cold path. */
export class TicketingQueries {
  private readonly catalogue: Catalogue;
  private readonly office: BoxOffice;
  private readonly accounts: Accounts;
  private readonly showList = new ShowListEncoder();
  private readonly showDetails = new ShowDetailsEncoder();
  private readonly chartDetails = new ChartDetailsEncoder();
  private readonly sectionSeatList = new SectionSeatListEncoder();
  private readonly seatMapImage = new SeatMapImageEncoder();
  private readonly holdDetails = new HoldDetailsEncoder();
  private readonly holdList = new HoldListEncoder();
  private readonly ticketDetails = new TicketDetailsEncoder();
  private readonly ticketList = new TicketListEncoder();

  constructor(catalogue: Catalogue, office: BoxOffice, accounts: Accounts) {
    this.catalogue = catalogue;
    this.office = office;
    this.accounts = accounts;
  }

  shows(query: ShowsDecoder, context: Context): void {
    const after = query.hasAfterShowId ? query.afterShowId : 0;
    const ids = [...this.catalogue.shows.keys()].filter((id) => id > after).sort((a, b) => a - b);
    this.showList.reply(context).set({
      isLast: ids.length <= listMax,
      shows: ids.slice(0, listMax).map((showId) => {
        const show = this.catalogue.shows.get(showId)!;
        const { name, onSaleAt } = show.terms;
        const chartId = show.plan.chart.id;
        return { showId, chartId, onSaleAt, phase: show.phase, freeCount: placesFree(show), name };
      }),
    });
  }

  show(query: ShowDecoder, context: Context): void {
    const show = this.catalogue.shows.get(query.showId);
    if (show === undefined) return context.reject(RejectionCode.UnknownShow, query.showId);
    this.showDetails.reply(context).set(detailsOf(show));
  }

  chart(query: ChartDecoder, context: Context): void {
    const chart = this.catalogue.charts.get(query.chartId);
    if (chart === undefined) return context.reject(RejectionCode.UnknownChart, query.chartId);
    this.chartDetails.reply(context).set({
      chartId: chart.id,
      focalX: chart.focalX,
      focalY: chart.focalY,
      seatCount: chart.seats.length,
      isSealed: chart.sealed,
      sections: chart.sections.map(({ name, kind, category, capacity }, section) => {
        const { firstSeat, endSeat } = this.seatsOfSection(chart, section);
        const seatCount = endSeat - firstSeat;
        const details = { firstSeat, seatCount, capacity, sectionKind: kind, name };
        return kind === SectionKind.GeneralAdmission ? { ...details, category } : details;
      }),
      name: chart.name,
    });
  }

  sectionSeats(query: SectionSeatsDecoder, context: Context): void {
    const chart = this.catalogue.charts.get(query.chartId);
    if (chart === undefined) return context.reject(RejectionCode.UnknownChart, query.chartId);
    const section = query.sectionNumber - 1;
    if (chart.sections[section]?.kind !== SectionKind.Seated) {
      return context.reject(RejectionCode.UnknownSection, query.sectionNumber);
    }
    const { firstSeat: sectionFirst, endSeat } = this.seatsOfSection(chart, section);
    const firstSeat = Math.max(sectionFirst, query.hasFromSeat ? query.fromSeat : 0);
    const listEnd = Math.min(endSeat, firstSeat + seatsPerCommandMax);
    this.sectionSeatList.reply(context).set({
      chartId: chart.id,
      sectionNumber: query.sectionNumber,
      firstSeat,
      isLast: listEnd === endSeat || firstSeat >= endSeat,
      seats: chart.seats.slice(firstSeat, listEnd).map((seat) => ({
        ...seat,
        row: seat.row + 1,
        rowName: chart.rows[seat.row].name,
      })),
    });
  }

  seatMap(query: SeatMapDecoder, context: Context): void {
    const { showSectionId } = query;
    const show = this.catalogue.shows.get(Math.floor(showSectionId / 1_000));
    if (show === undefined) {
      return context.reject(RejectionCode.UnknownShow, Math.floor(showSectionId / 1_000));
    }
    const section = (showSectionId % 1_000) - 1;
    const { plan, state } = show;
    if (section < 0 || section >= plan.sectionCount) {
      return context.reject(RejectionCode.UnknownSection, section + 1);
    }
    const map = this.seatMapImage.reply(context);
    map.showSectionId = showSectionId;
    map.sequence = show.sectionSequence[section];
    map.freeCount = show.sectionFree[section];
    const { runs } = map;
    const sectionEnd = plan.rowFirstSeat[plan.sectionFirstRow[section + 1]];
    for (let seat = plan.rowFirstSeat[plan.sectionFirstRow[section]]; seat < sectionEnd;) {
      let end = seat + 1;
      while (end < sectionEnd && state[end] === state[seat]) end++;
      runs.add();
      runs.seat = seat;
      runs.seatCount = end - seat;
      runs.state = state[seat] as SeatState;
      seat = end;
    }
  }

  hold(query: HoldDecoder, context: Context): void {
    const { holds } = this.office;
    const slot = holds.find(query.holdId);
    if (slot === noSlot) return context.reject(RejectionCode.UnknownHold, query.holdId);
    if (!this.mayRead(holds.accountId[slot], context)) return;
    const show = this.office.showOf(slot);
    const details = this.holdDetails.reply(context);
    details.holdId = query.holdId;
    details.showId = holds.showId[slot];
    details.accountId = holds.accountId[slot];
    details.deadline = holds.deadline[slot];
    details.amount = holds.amount[slot];
    details.seatCount = holds.count[slot];
    if (holds.area[slot] !== noSection) details.sectionNumber = holds.area[slot] + 1;
    details.status = holds.status[slot] as HoldStatus;
    details.isExtended = holds.extended[slot] === 1;
    if (holds.firstTicketId[slot] !== 0) details.firstTicketId = holds.firstTicketId[slot];
    const { seats } = details;
    for (let seat = holds.firstSeat[slot]; seat !== noSeat; seat = show.nextSeat[seat]) {
      seats.add();
      seats.seat = seat;
      seats.price = priceOf(show, seat, noSection);
    }
  }

  holds(query: HoldsDecoder, context: Context): void {
    const { accountId } = query;
    const { holds } = this.office;
    if (!this.mayRead(accountId, context)) return;
    const slots: number[] = [];
    for (let slot = 0; slot < holds.capacity; slot++) {
      if (holds.status[slot] === HoldStatus.Pending && holds.accountId[slot] === accountId) slots.push(slot);
    }
    slots.sort((a, b) => holds.id[a] - holds.id[b]);
    this.holdList.reply(context).set({
      accountId,
      holds: slots.slice(0, listMax).map((slot) => ({
        holdId: holds.id[slot],
        showId: holds.showId[slot],
        deadline: holds.deadline[slot],
        amount: holds.amount[slot],
        seatCount: holds.count[slot],
      })),
    });
  }

  ticket(query: TicketDecoder, context: Context): void {
    const { tickets } = this.office;
    if (!tickets.has(query.ticketId)) return context.reject(RejectionCode.UnknownTicket, query.ticketId);
    if (!this.mayRead(tickets.accountId[query.ticketId], context)) return;
    this.ticketDetails.reply(context).set(this.ticketOf(query.ticketId));
  }

  tickets(query: TicketsDecoder, context: Context): void {
    const { accountId } = query;
    const { tickets } = this.office;
    if (!this.mayRead(accountId, context)) return;
    const found: number[] = [];
    let ticketId = query.hasAfterTicketId ? query.afterTicketId + 1 : 1;
    for (; ticketId <= tickets.count && found.length <= listMax; ticketId++) {
      if (tickets.accountId[ticketId] === accountId) found.push(ticketId);
    }
    this.ticketList.reply(context).set({
      accountId,
      isLast: found.length <= listMax,
      tickets: found.slice(0, listMax).map((id) => this.ticketOf(id)),
    });
  }

  /** Where the seats of a section begin and end; quick for the large charts that are on sale. */
  private seatsOfSection(chart: Chart, section: number): { firstSeat: number; endSeat: number } {
    const plan = this.catalogue.plans.get(chart.id);
    if (plan !== undefined) {
      const { sectionFirstRow, rowFirstSeat } = plan;
      const firstSeat = rowFirstSeat[sectionFirstRow[section]];
      return { firstSeat, endSeat: rowFirstSeat[sectionFirstRow[section + 1]] };
    }
    const seatsBefore = (end: number): number =>
      chart.seats.filter(({ row }) => chart.rows[row].section < end).length;
    return { firstSeat: seatsBefore(section), endSeat: seatsBefore(section + 1) };
  }

  /** Rejects unless the caller may act for the account. */
  private mayRead(accountId: number, context: Context): boolean {
    const code = this.accounts.authorize(accountId, context.principalId, context.roles);
    if (code !== 0) context.reject(code, accountId);
    return code === 0;
  }

  private ticketOf(ticketId: number): TicketDetails {
    const { tickets, shows } = this.office;
    const { chart } = shows.get(tickets.showId[ticketId])!.plan;
    const seat = tickets.seat[ticketId];
    const ticket = {
      ticketId,
      showId: tickets.showId[ticketId],
      accountId: tickets.accountId[ticketId],
      holdId: tickets.holdId[ticketId],
      price: tickets.price[ticketId],
      sectionNumber: tickets.section[ticketId] + 1,
      status: tickets.status[ticketId] as TicketStatus,
    };
    if (seat === noSeat) return { ...ticket, rowName: "", label: "" };
    const { row, label } = chart.seats[seat];
    return { ...ticket, seat, rowName: chart.rows[row].name, label };
  }
}

function placesFree(show: Show): number {
  return show.sectionFree.reduce((sum, free) => sum + free, 0);
}

function detailsOf(show: Show): ShowDetails {
  const { terms, plan, phase } = show;
  const { id, name, assetId, payeeAccountId, onSaleAt, holdDurationUs, extensionUs, accountSeatsMax } = terms;
  const sumOf = (column: Int32Array): number => column.reduce((sum, count) => sum + count, 0);
  const seatsIn = (state: number): number => {
    let count = 0;
    for (let seat = 0; seat < show.state.length; seat++) if (show.state[seat] === state) count++;
    return count;
  };
  const prices = [...terms.prices].map((price, category) => ({ category, price }));
  return {
    showId: id,
    chartId: plan.chart.id,
    assetId,
    payeeAccountId,
    onSaleAt,
    holdDurationUs,
    extensionUs,
    freeCount: placesFree(show),
    heldCount: sumOf(show.areaHeld) + seatsIn(SeatState.Held),
    soldCount: sumOf(show.areaSold) + seatsIn(SeatState.Sold),
    accountSeatsMax,
    phase,
    prices: prices.filter(({ price }) => price >= 0),
    name,
  };
}
