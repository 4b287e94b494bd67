import type { ArrayCopier } from "../contract/context.ts";
import type { BoxOffice } from "./box-office.ts";
import type { Catalogue } from "./catalogue.ts";
import { Chart, type ChartRow, type ChartSeat, type ChartSection } from "./chart.ts";
import type { HoldsCopy } from "./hold-table.ts";
import { SeatingPlan } from "./seating-plan.ts";
import { Show, type ShowTerms } from "./show.ts";
import type { TicketsCopy } from "./ticket-table.ts";
import type { SalePhase } from "./ticketing-messages.ts";

/** All that `writeState` reads, for another thread. */
export interface TicketingCopy {
  readonly charts: readonly ChartCopy[];
  readonly shows: readonly ShowCopy[];
  readonly holds: HoldsCopy;
  readonly tickets: TicketsCopy;
}

interface ChartCopy extends Pick<Chart, "id" | "name" | "focalX" | "focalY" | "sealed"> {
  /** JSON of a ChartParts. */
  readonly parts: string;
}

interface ChartParts {
  readonly sections: readonly ChartSection[];
  readonly rows: readonly ChartRow[];
  readonly seats: readonly ChartSeat[];
}

interface ShowCopy {
  readonly terms: ShowTerms;
  readonly chartId: number;
  readonly phase: SalePhase;
  readonly sectionSequence: Float64Array;
  readonly nextSeat: Int32Array;
}

/** Of sealed charts, which never change: a text is copied in no time, tens of thousands of seats are not. */
const partsOfSealed = new WeakMap<Chart, string>();

export function copyTicketing(catalogue: Catalogue, office: BoxOffice, copy: ArrayCopier): TicketingCopy {
  return {
    charts: Array.from(catalogue.charts.values(), (chart) => {
      const { id, name, focalX, focalY, sealed } = chart;
      return { id, name, focalX, focalY, sealed, parts: partsOf(chart) };
    }),
    shows: Array.from(catalogue.shows.values(), ({ terms, plan, phase, sectionSequence, nextSeat }) => ({
      terms,
      chartId: plan.chart.id,
      phase,
      sectionSequence: copy(sectionSequence),
      nextSeat: copy(nextSeat),
    })),
    holds: office.holds.copyState(copy),
    tickets: office.tickets.copyState(copy),
  };
}

/** Makes an empty box office one that can be written. */
export function adoptTicketing(catalogue: Catalogue, office: BoxOffice, copied: TicketingCopy): void {
  const { charts, plans, shows } = catalogue;
  for (const { id, name, focalX, focalY, sealed, parts } of copied.charts) {
    const chart = new Chart(id, name, focalX, focalY);
    const { sections, rows, seats } = JSON.parse(parts) as ChartParts;
    for (const section of sections) chart.sections.push(section);
    for (const row of rows) chart.rows.push(row);
    for (const seat of seats) chart.seats.push(seat);
    chart.sealed = sealed;
    charts.set(id, chart);
    if (sealed) plans.set(id, new SeatingPlan(chart));
  }
  for (const { terms, chartId, phase, sectionSequence, nextSeat } of copied.shows) {
    const show = new Show(terms, plans.get(chartId)!);
    show.phase = phase;
    show.sectionSequence.set(sectionSequence);
    show.nextSeat.set(nextSeat);
    shows.set(terms.id, show);
  }
  office.holds.adoptState(copied.holds);
  office.tickets.adoptState(copied.tickets);
}

function partsOf(chart: Chart): string {
  const known = partsOfSealed.get(chart);
  if (known !== undefined) return known;
  const { sections, rows, seats, sealed } = chart;
  const parts = JSON.stringify({ sections, rows, seats } satisfies ChartParts);
  if (sealed) partsOfSealed.set(chart, parts);
  return parts;
}
