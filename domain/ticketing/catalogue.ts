import type { Accounts } from "../accounts/accounts.ts";
import { Chart, type ChartSeat, type ChartSection } from "./chart.ts";
import { SeatingPlan } from "./seating-plan.ts";
import { Show, type ShowTerms } from "./show.ts";
import {
  type TicketingLimits,
  categoriesMax,
  coordinateMax,
  holdDurationUsMax,
  placesPerAreaMax,
  priceMax,
  seatsPerSectionMax,
} from "./ticketing-limits.ts";
import { RejectionCode, SalePhase, SaleSwitch, SectionKind } from "./ticketing-messages.ts";

const idMax = 1_000_000;

/** The domain says no, and why. */
export interface Refusal {
  readonly code: number;
  readonly value?: number;
}

/** The price of a category, as `CreateShow` lists them. */
export interface CategoryPrice {
  readonly category: number;
  readonly price: number;
}

/**
 * Charts and shows: what operators set up before anyone buys. Each method answers undefined when
 * done, else why not, and then nothing has changed. Cold path.
 */
export class Catalogue {
  readonly charts: Map<number, Chart> = new Map();
  /** Of the sealed charts. */
  readonly plans: Map<number, SeatingPlan> = new Map();
  readonly shows: Map<number, Show> = new Map();
  private readonly accounts: Accounts;
  private readonly limits: TicketingLimits;

  constructor(accounts: Accounts, limits: TicketingLimits) {
    this.accounts = accounts;
    this.limits = limits;
  }

  createChart(chartId: number, name: string, focalX: number, focalY: number): Refusal | undefined {
    if (chartId < 1 || chartId > idMax) return refuse(RejectionCode.IdOutOfRange, chartId);
    if (this.charts.has(chartId)) return refuse(RejectionCode.ChartExists, chartId);
    if (this.charts.size >= this.limits.chartsMax) {
      return refuse(RejectionCode.LimitReached, this.limits.chartsMax);
    }
    const badCoordinate = [focalX, focalY].find(isOutOfPlan);
    if (badCoordinate !== undefined) return refuse(RejectionCode.CoordinateOutOfRange, badCoordinate);
    this.charts.set(chartId, new Chart(chartId, name, focalX, focalY));
    return undefined;
  }

  addSection(chartId: number, sectionNumber: number, section: ChartSection): Refusal | undefined {
    const chart = this.charts.get(chartId);
    if (chart === undefined) return refuse(RejectionCode.UnknownChart, chartId);
    if (chart.sealed) return refuse(RejectionCode.ChartIsSealed, chartId);
    const { sections } = chart;
    if (sections.length >= this.limits.sectionsPerChartMax) {
      return refuse(RejectionCode.LimitReached, this.limits.sectionsPerChartMax);
    }
    if (sectionNumber !== sections.length + 1) return refuse(RejectionCode.OutOfTurn, sections.length + 1);
    const { kind, category, capacity } = section;
    if (kind === SectionKind.Seated) {
      if (category !== 0) return refuse(RejectionCode.CategoryOutOfRange, category);
      if (capacity !== 0) return refuse(RejectionCode.CapacityOutOfRange, capacity);
    } else {
      if (!isCategory(category)) return refuse(RejectionCode.CategoryOutOfRange, category);
      if (capacity < 1 || capacity > placesPerAreaMax) {
        return refuse(RejectionCode.CapacityOutOfRange, capacity);
      }
    }
    sections.push(section);
    return undefined;
  }

  /**
   * Adds seats to the last row, or to a new one.
   * @param rowNumber the last row's, or one more
   * @param seats their `row` is ignored
   */
  addSeats(
    place: { chartId: number; firstSeat: number; sectionNumber: number; rowNumber: number; rowName: string },
    seats: readonly ChartSeat[],
  ): Refusal | undefined {
    const { chartId, firstSeat, sectionNumber, rowNumber, rowName } = place;
    const { rowsPerChartMax, seatsPerChartMax } = this.limits;
    const chart = this.charts.get(chartId);
    if (chart === undefined) return refuse(RejectionCode.UnknownChart, chartId);
    if (chart.sealed) return refuse(RejectionCode.ChartIsSealed, chartId);
    if (chart.sections[sectionNumber - 1]?.kind !== SectionKind.Seated) {
      return refuse(RejectionCode.UnknownSection, sectionNumber);
    }
    const { rows } = chart;
    const lastRow = rows.at(-1);
    const section = sectionNumber - 1;
    if (firstSeat !== chart.seats.length) return refuse(RejectionCode.OutOfTurn, chart.seats.length);
    const goesOn = rowNumber === rows.length && lastRow?.section === section && lastRow.name === rowName;
    if (!goesOn && (rowNumber !== rows.length + 1 || section < (lastRow?.section ?? 0))) {
      return refuse(RejectionCode.OutOfTurn, rows.length + 1);
    }
    if (seats.length === 0) return refuse(RejectionCode.NoSeats);
    if (rowNumber > rowsPerChartMax) return refuse(RejectionCode.LimitReached, rowsPerChartMax);
    if (chart.seats.length + seats.length > seatsPerChartMax) {
      return refuse(RejectionCode.LimitReached, seatsPerChartMax);
    }
    const inSection = chart.seatsOfSection(section) + seats.length;
    if (inSection > seatsPerSectionMax) return refuse(RejectionCode.LimitReached, seatsPerSectionMax);
    for (const { x, y, category } of seats) {
      if (isOutOfPlan(x)) return refuse(RejectionCode.CoordinateOutOfRange, x);
      if (isOutOfPlan(y)) return refuse(RejectionCode.CoordinateOutOfRange, y);
      if (!isCategory(category)) return refuse(RejectionCode.CategoryOutOfRange, category);
    }
    if (!goesOn) rows.push({ name: rowName, section });
    for (const seat of seats) chart.seats.push({ ...seat, row: rows.length - 1 });
    return undefined;
  }

  sealChart(chartId: number): Refusal | undefined {
    const chart = this.charts.get(chartId);
    if (chart === undefined) return refuse(RejectionCode.UnknownChart, chartId);
    if (chart.sealed) return refuse(RejectionCode.ChartIsSealed, chartId);
    if (chart.categories() === 0) return refuse(RejectionCode.ChartEmpty, chartId);
    chart.sealed = true;
    this.plans.set(chartId, new SeatingPlan(chart));
    return undefined;
  }

  /** @param now decides whether it is on sale at once */
  createShow(
    terms: Omit<ShowTerms, "prices">,
    chartId: number,
    prices: readonly CategoryPrice[],
    now: number,
  ): Refusal | undefined {
    const chart = this.charts.get(chartId);
    if (terms.id < 1 || terms.id > idMax) return refuse(RejectionCode.IdOutOfRange, terms.id);
    if (this.shows.has(terms.id)) return refuse(RejectionCode.ShowExists, terms.id);
    if (this.shows.size >= this.limits.showsMax) {
      return refuse(RejectionCode.LimitReached, this.limits.showsMax);
    }
    if (chart === undefined) return refuse(RejectionCode.UnknownChart, chartId);
    if (!chart.sealed) return refuse(RejectionCode.ChartNotSealed, chartId);
    if (!this.accounts.hasAsset(terms.assetId)) return refuse(RejectionCode.UnknownAsset, terms.assetId);
    if (!this.accounts.hasAccount(terms.payeeAccountId)) {
      return refuse(RejectionCode.UnknownAccount, terms.payeeAccountId);
    }
    const { holdDurationUs, extensionUs } = terms;
    if (holdDurationUs < 1 || holdDurationUs > holdDurationUsMax) {
      return refuse(RejectionCode.DurationOutOfRange, holdDurationUs);
    }
    if (extensionUs > holdDurationUsMax) return refuse(RejectionCode.DurationOutOfRange, extensionUs);
    const byCategory = new Float64Array(categoriesMax + 1).fill(-1);
    for (const { category, price } of prices) {
      if (!isCategory(category)) return refuse(RejectionCode.CategoryOutOfRange, category);
      if (byCategory[category] >= 0) return refuse(RejectionCode.PriceRepeated, category);
      if (price > priceMax) return refuse(RejectionCode.PriceOutOfRange, price);
      byCategory[category] = price;
    }
    const needed = chart.categories();
    for (let category = 1; category <= categoriesMax; category++) {
      const isNeeded = ((needed >>> (category - 1)) & 1) === 1;
      if (isNeeded && byCategory[category] < 0) return refuse(RejectionCode.PriceMissing, category);
    }
    const show = new Show({ ...terms, prices: byCategory }, this.plans.get(chartId)!);
    show.phase = now >= terms.onSaleAt ? SalePhase.OnSale : SalePhase.Announced;
    this.shows.set(terms.id, show);
    return undefined;
  }

  changeSale(showId: number, sale: number, now: number): Refusal | undefined {
    const show = this.shows.get(showId);
    if (show === undefined) return refuse(RejectionCode.UnknownShow, showId);
    if (show.phase === SalePhase.Closed) return refuse(RejectionCode.SaleClosed, showId);
    if (sale === SaleSwitch.Close) show.phase = SalePhase.Closed;
    else if (sale === SaleSwitch.Pause) show.phase = SalePhase.Paused;
    else show.phase = now >= show.terms.onSaleAt ? SalePhase.OnSale : SalePhase.Announced;
    return undefined;
  }
}

function refuse(code: number, value?: number): Refusal {
  return value === undefined ? { code } : { code, value };
}

function isCategory(category: number): boolean {
  return category >= 1 && category <= categoriesMax;
}

function isOutOfPlan(coordinate: number): boolean {
  return Math.abs(coordinate) > coordinateMax;
}
