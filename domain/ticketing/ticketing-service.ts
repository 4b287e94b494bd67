import type { Accounts } from "../accounts/accounts.ts";
import type { ArrayCopier, Context, StateReader, StateWriter } from "../contract/context.ts";
import { BoxOffice, noSection, priceOf } from "./box-office.ts";
import type { SeatWish } from "./best-available.ts";
import { Catalogue, type Refusal } from "./catalogue.ts";
import type { Chart } from "./chart.ts";
import { type Show, noSeat } from "./show.ts";
import { violations } from "./ticketing-invariants.ts";
import { type TicketingLimits, categoriesMax, seatsPerHoldMax, ticketingLimits } from "./ticketing-limits.ts";
import {
  type AddSeatsDecoder,
  type AddSectionDecoder,
  type BuyHoldDecoder,
  type ChangeSaleDecoder,
  ChartChangedEncoder,
  type CreateChartDecoder,
  type CreateShowDecoder,
  type ExchangeHoldDecoder,
  type ExchangeHoldSeatsDecoder,
  type ExtendHoldDecoder,
  type ChartDecoder,
  type HoldDecoder,
  type HoldEndsDecoder,
  type HoldsDecoder,
  type SeatMapDecoder,
  type SectionSeatsDecoder,
  type ShowDecoder,
  type ShowsDecoder,
  type TicketDecoder,
  type TicketsDecoder,
  type HoldBestAvailableDecoder,
  HoldBoughtEncoder,
  HoldChangedEncoder,
  HoldExtendedEncoder,
  HoldPlacedEncoder,
  type HoldPlacesDecoder,
  HoldReleasedEncoder,
  type HoldSeatsDecoder,
  type HoldSeatsSeatsDecoder,
  type HoldStatus,
  RefundMadeEncoder,
  type RefundTicketsDecoder,
  RejectionCode,
  type ReleaseHoldDecoder,
  type SaleBeginsDecoder,
  SaleBeginsEncoder,
  SaleChangedEncoder,
  SalePhase,
  type SealChartDecoder,
  type SeatState,
  SeatsChangedEncoder,
  ShowChangedEncoder,
  type TicketingHandlers,
  TicketsIssuedEncoder,
  TicketsRefundedEncoder,
  Together,
} from "./ticketing-messages.ts";
import { adoptTicketing, copyTicketing, type TicketingCopy } from "./ticketing-copy.ts";
import { TicketingQueries } from "./ticketing-queries.ts";
import { loadState, writeState } from "./ticketing-snapshot.ts";

/** A section of a show, as one number: see `showSectionId` in the contract. */
export function showSectionIdOf(showId: number, section: number): number {
  return showId * 1_000 + section + 1;
}

/**
 * The box office as a service: commands in, replies and events out. The rules are in `Catalogue` and
 * `BoxOffice`; here is only what is between them and the bytes.
 */
export class Ticketing implements TicketingHandlers {
  readonly catalogue: Catalogue;
  readonly office: BoxOffice;
  private readonly queries: TicketingQueries;
  private readonly picked: Int32Array = new Int32Array(seatsPerHoldMax);
  private readonly wish: SeatWish = {
    count: 0,
    section: noSection,
    category: 0,
    attributesAllowed: 0,
    together: Together.Row,
  };
  private readonly chartChanged = new ChartChangedEncoder();
  private readonly showChanged = new ShowChangedEncoder();
  private readonly holdPlaced = new HoldPlacedEncoder();
  private readonly holdExtended = new HoldExtendedEncoder();
  private readonly holdReleased = new HoldReleasedEncoder();
  private readonly holdBought = new HoldBoughtEncoder();
  private readonly refundMade = new RefundMadeEncoder();
  private readonly saleBegins = new SaleBeginsEncoder();
  private readonly saleChanged = new SaleChangedEncoder();
  private readonly seatsChanged = new SeatsChangedEncoder();
  private readonly holdChanged = new HoldChangedEncoder();
  private readonly ticketsIssued = new TicketsIssuedEncoder();
  private readonly ticketsRefunded = new TicketsRefundedEncoder();

  /** @param accounts whose money buys the tickets */
  constructor(accounts: Accounts, limits: TicketingLimits = ticketingLimits) {
    this.catalogue = new Catalogue(accounts, limits);
    this.office = new BoxOffice(this.catalogue.shows, accounts, limits);
    this.queries = new TicketingQueries(this.catalogue, this.office, accounts);
  }

  // Charts and shows: for operators, cold.

  onCreateChart(command: CreateChartDecoder, context: Context): void {
    const { chartId, name, focalX, focalY } = command.toObject();
    this.answerChart(this.catalogue.createChart(chartId, name, focalX, focalY), chartId, context);
  }

  onAddSection(command: AddSectionDecoder, context: Context): void {
    const { chartId, sectionNumber, sectionKind, category = 0, capacity = 0, name } = command.toObject();
    const section = { name, kind: sectionKind, category, capacity };
    this.answerChart(this.catalogue.addSection(chartId, sectionNumber, section), chartId, context);
  }

  onAddSeats(command: AddSeatsDecoder, context: Context): void {
    const { seats, ...place } = command.toObject();
    const added = seats.map((seat) => ({ ...seat, row: 0 }));
    this.answerChart(this.catalogue.addSeats(place, added), place.chartId, context);
  }

  onSealChart(command: SealChartDecoder, context: Context): void {
    const { chartId } = command;
    this.answerChart(this.catalogue.sealChart(chartId), chartId, context);
  }

  onCreateShow(command: CreateShowDecoder, context: Context): void {
    const { showId, chartId, prices, ...terms } = command.toObject();
    const refusal = this.catalogue.createShow({ ...terms, id: showId }, chartId, prices, context.now);
    this.answerShow(refusal, showId, context);
    if (refusal !== undefined || context.now >= terms.onSaleAt) return;
    this.saleBegins.schedule(context, terms.onSaleAt, showId);
  }

  onChangeSale(command: ChangeSaleDecoder, context: Context): void {
    const { showId, sale } = command;
    this.answerShow(this.catalogue.changeSale(showId, sale, context.now), showId, context);
  }

  // Holds and tickets: hot.

  onHoldSeats(command: HoldSeatsDecoder, context: Context): void {
    const { office, picked } = this;
    const count = this.readSeats(command.seats);
    this.answerHold(office.holdSeats(command.showId, command.accountId, picked, count, context), context);
  }

  onHoldBestAvailable(command: HoldBestAvailableDecoder, context: Context): void {
    const { office, wish } = this;
    const { sectionNumber, category } = command;
    if (command.hasSectionNumber && sectionNumber === 0) {
      return context.reject(RejectionCode.UnknownSection, sectionNumber);
    }
    if (command.hasCategory && (category === 0 || category > categoriesMax)) {
      return context.reject(RejectionCode.CategoryOutOfRange, category);
    }
    wish.count = command.seatCount;
    wish.section = command.hasSectionNumber ? sectionNumber - 1 : noSection;
    wish.category = command.hasCategory ? category : 0;
    wish.attributesAllowed = command.attributesAllowed;
    wish.together = command.together;
    this.answerHold(office.holdBestAvailable(command.showId, command.accountId, wish, context), context);
  }

  onHoldPlaces(command: HoldPlacesDecoder, context: Context): void {
    const { showId, accountId, sectionNumber, seatCount } = command;
    this.answerHold(
      this.office.holdPlaces(showId, accountId, sectionNumber - 1, seatCount, context),
      context,
    );
  }

  onExchangeHold(command: ExchangeHoldDecoder, context: Context): void {
    const { office, picked } = this;
    const count = this.readSeats(command.seats);
    this.answerHold(office.exchangeHold(command.holdId, picked, count, context), context);
  }

  onExtendHold(command: ExtendHoldDecoder, context: Context): void {
    const { office } = this;
    const { holdId } = command;
    const code = office.extendHold(holdId, context);
    if (code !== 0) return context.reject(code, office.refusedValue);
    const extended = this.holdExtended.reply(context);
    extended.holdId = holdId;
    extended.deadline = office.holds.deadline[office.slot];
    this.publishHold(context);
  }

  onReleaseHold(command: ReleaseHoldDecoder, context: Context): void {
    const { office } = this;
    const { holdId } = command;
    const code = office.releaseHold(holdId, context);
    if (code !== 0) return context.reject(code, office.refusedValue);
    this.holdReleased.reply(context).holdId = holdId;
    this.publishSeats(context);
    this.publishHold(context);
  }

  onBuyHold(command: BuyHoldDecoder, context: Context): void {
    const { office } = this;
    const { holdId } = command;
    const code = office.buyHold(holdId, context);
    if (code !== 0) return context.reject(code, office.refusedValue);
    const { holds, slot } = office;
    const bought = this.holdBought.reply(context);
    bought.holdId = holdId;
    bought.firstTicketId = holds.firstTicketId[slot];
    bought.amount = office.paidAmount;
    bought.ticketCount = holds.count[slot];
    this.publishSeats(context);
    this.publishHold(context);
    const issued = this.ticketsIssued.publish(context);
    issued.accountId = holds.accountId[slot];
    issued.holdId = holdId;
    issued.showId = holds.showId[slot];
    issued.firstTicketId = holds.firstTicketId[slot];
    issued.amount = office.paidAmount;
    issued.ticketCount = holds.count[slot];
  }

  onRefundTickets(command: RefundTicketsDecoder, context: Context): void {
    const { office } = this;
    const { ticketId, ticketCount } = command;
    const code = office.refundTickets(ticketId, ticketCount);
    if (code !== 0) return context.reject(code, office.refusedValue);
    const made = this.refundMade.reply(context);
    made.ticketId = ticketId;
    made.amount = office.paidAmount;
    made.ticketCount = ticketCount;
    this.publishSeats(context);
    const refunded = this.ticketsRefunded.publish(context);
    refunded.accountId = office.tickets.accountId[ticketId];
    refunded.showId = office.show.terms.id;
    refunded.ticketId = ticketId;
    refunded.amount = office.paidAmount;
    refunded.ticketCount = ticketCount;
  }

  onHoldEnds(timer: HoldEndsDecoder, context: Context): void {
    this.office.timeOutHold(timer.key);
    this.publishSeats(context);
    this.publishHold(context);
  }

  onSaleBegins(timer: SaleBeginsDecoder, context: Context): void {
    const show = this.catalogue.shows.get(timer.key);
    if (show === undefined || show.phase !== SalePhase.Announced) return; // Paused or closed before it began.
    show.phase = SalePhase.OnSale;
    this.publishSale(show, context);
  }

  // Questions: cold.

  onShows(query: ShowsDecoder, context: Context): void {
    this.queries.shows(query, context);
  }

  onShow(query: ShowDecoder, context: Context): void {
    this.queries.show(query, context);
  }

  onChart(query: ChartDecoder, context: Context): void {
    this.queries.chart(query, context);
  }

  onSectionSeats(query: SectionSeatsDecoder, context: Context): void {
    this.queries.sectionSeats(query, context);
  }

  onSeatMap(query: SeatMapDecoder, context: Context): void {
    this.queries.seatMap(query, context);
  }

  onHold(query: HoldDecoder, context: Context): void {
    this.queries.hold(query, context);
  }

  onHolds(query: HoldsDecoder, context: Context): void {
    this.queries.holds(query, context);
  }

  onTicket(query: TicketDecoder, context: Context): void {
    this.queries.ticket(query, context);
  }

  onTickets(query: TicketsDecoder, context: Context): void {
    this.queries.tickets(query, context);
  }

  takeSnapshot(writer: StateWriter): void {
    writeState(this.catalogue, this.office, writer);
  }

  loadSnapshot(reader: StateReader): void {
    loadState(this.catalogue, this.office, reader);
  }

  copyState(copy: ArrayCopier): TicketingCopy {
    return copyTicketing(this.catalogue, this.office, copy);
  }

  adoptState(copied: TicketingCopy): void {
    adoptTicketing(this.catalogue, this.office, copied);
  }

  /** What is oversold, orphaned or counted wrongly, in words; empty when all is well. Cold. */
  violations(): string[] {
    return violations(this.office);
  }

  private answerChart(refusal: Refusal | undefined, chartId: number, context: Context): void {
    if (refusal !== undefined) return context.reject(refusal.code, refusal.value);
    const chart = this.catalogue.charts.get(chartId) as Chart;
    const changed = this.chartChanged.reply(context);
    changed.chartId = chartId;
    changed.seatCount = chart.seats.length;
    changed.rowCount = chart.rows.length;
    changed.sectionCount = chart.sections.length;
    changed.isSealed = chart.sealed;
  }

  private answerShow(refusal: Refusal | undefined, showId: number, context: Context): void {
    if (refusal !== undefined) return context.reject(refusal.code, refusal.value);
    const show = this.catalogue.shows.get(showId) as Show;
    const changed = this.showChanged.reply(context);
    changed.showId = showId;
    changed.phase = show.phase;
    this.publishSale(show, context);
  }

  /** Reads the seats picked into `picked`; returns how many. */
  private readSeats(seats: HoldSeatsSeatsDecoder | ExchangeHoldSeatsDecoder): number {
    let count = 0;
    while (seats.next()) this.picked[count++] = seats.seat; // A seat above 2^31 becomes negative: unknown too.
    return count;
  }

  private answerHold(code: number, context: Context): void {
    const { office } = this;
    if (code !== 0) return context.reject(code, office.refusedValue);
    const { holds, slot, show } = office;
    const placed = this.holdPlaced.reply(context);
    placed.holdId = holds.id[slot];
    placed.showId = holds.showId[slot];
    placed.accountId = holds.accountId[slot];
    placed.deadline = holds.deadline[slot];
    placed.amount = holds.amount[slot];
    placed.seatCount = holds.count[slot];
    if (holds.area[slot] !== noSection) placed.sectionNumber = holds.area[slot] + 1;
    const { seats } = placed;
    for (let seat = holds.firstSeat[slot]; seat !== noSeat; seat = show.nextSeat[seat]) {
      seats.add();
      seats.seat = seat;
      seats.price = priceOf(show, seat, noSection);
    }
    this.publishSeats(context);
    this.publishHold(context);
  }

  private publishSale(show: Show, context: Context): void {
    const changed = this.saleChanged.publish(context);
    changed.showId = show.terms.id;
    changed.onSaleAt = show.terms.onSaleAt;
    changed.phase = show.phase;
  }

  /** One event per section with changed seats; seats one after the other in one state are one run. */
  private publishSeats(context: Context): void {
    const { changedSeats, changedCount, changedArea, show } = this.office;
    if (changedArea !== noSection) this.beginSeats(show, changedArea, context);
    let i = 0;
    while (i < changedCount) {
      const section = show.sectionOf(changedSeats[i]);
      const { runs } = this.beginSeats(show, section, context);
      while (i < changedCount && show.sectionOf(changedSeats[i]) === section) {
        const first = changedSeats[i];
        const state = show.state[first];
        let end = first + 1;
        for (i++; i < changedCount && changedSeats[i] === end && show.state[end] === state; i++) {
          if (show.sectionOf(end) !== section) break;
          end++;
        }
        runs.add();
        runs.seat = first;
        runs.seatCount = end - first;
        runs.state = state as SeatState;
      }
    }
  }

  private beginSeats(show: Show, section: number, context: Context): SeatsChangedEncoder {
    const changed = this.seatsChanged.publish(context);
    changed.showSectionId = showSectionIdOf(show.terms.id, section);
    changed.sequence = ++show.sectionSequence[section];
    changed.freeCount = show.sectionFree[section];
    return changed;
  }

  private publishHold(context: Context): void {
    const { holds, slot } = this.office;
    const changed = this.holdChanged.publish(context);
    changed.accountId = holds.accountId[slot];
    changed.holdId = holds.id[slot];
    changed.showId = holds.showId[slot];
    changed.deadline = holds.deadline[slot];
    changed.amount = holds.amount[slot];
    changed.seatCount = holds.count[slot];
    changed.status = holds.status[slot] as HoldStatus;
    changed.isExtended = holds.extended[slot] === 1;
  }
}
