import type { StateReader, StateWriter } from "../contract/context.ts";
import { type BoxOffice, noSection } from "./box-office.ts";
import type { Catalogue } from "./catalogue.ts";
import { Chart } from "./chart.ts";
import { SeatingPlan } from "./seating-plan.ts";
import { Show, noSeat } from "./show.ts";
import { categoriesMax } from "./ticketing-limits.ts";
import { HoldStatus, type SalePhase, type SectionKind, TicketStatus } from "./ticketing-messages.ts";

/** Keys of a chart's parts: the chart times this, plus the part's index. */
const partsOfChart = 1_048_576;
const sectionsOfShow = 1_000;
const categoriesOfShow = 100;

/**
 * Writes everything that is not worked out from something else: what seats are held or sold follows
 * from holds and tickets, summaries and counts from that.
 */
export function writeState(catalogue: Catalogue, office: BoxOffice, writer: StateWriter): void {
  const { holds, tickets } = office;
  const charts = inOrder(catalogue.charts);
  const shows = inOrder(catalogue.shows);
  writer.entity("boxOffice", 0);
  writer.number("lastHoldId", holds.lastId);
  for (const chart of charts) {
    writer.entity("chart", chart.id);
    writer.text("name", chart.name);
    writer.number("focalX", chart.focalX);
    writer.number("focalY", chart.focalY);
    writer.number("sealed", chart.sealed ? 1 : 0);
  }
  for (const chart of charts) writeParts(chart, "section", writer);
  for (const chart of charts) writeParts(chart, "row", writer);
  for (const chart of charts) writeParts(chart, "seat", writer);
  for (const { terms, plan, phase } of shows) {
    writer.entity("show", terms.id);
    writer.text("name", terms.name);
    writer.number("chartId", plan.chart.id);
    writer.number("phase", phase);
    writer.number("onSaleAt", terms.onSaleAt);
    writer.number("assetId", terms.assetId);
    writer.number("payeeAccountId", terms.payeeAccountId);
    writer.number("holdDurationUs", terms.holdDurationUs);
    writer.number("extensionUs", terms.extensionUs);
    writer.number("accountSeatsMax", terms.accountSeatsMax);
  }
  for (const { terms } of shows) {
    for (let category = 1; category <= categoriesMax; category++) {
      if (terms.prices[category] < 0) continue;
      writer.entity("price", terms.id * categoriesOfShow + category);
      writer.number("price", terms.prices[category]);
    }
  }
  for (const { terms, sectionSequence } of shows) {
    for (let section = 0; section < sectionSequence.length; section++) {
      if (sectionSequence[section] === 0) continue;
      writer.entity("showSection", terms.id * sectionsOfShow + section + 1);
      writer.number("sequence", sectionSequence[section]);
    }
  }
  for (const slot of holds.slotsById()) writeHold(office, slot, writer);
  for (let ticketId = 1; ticketId <= tickets.count; ticketId++) {
    writer.entity("ticket", ticketId);
    writer.number("status", tickets.status[ticketId]);
    writer.number("showId", tickets.showId[ticketId]);
    writer.number("accountId", tickets.accountId[ticketId]);
    writer.number("holdId", tickets.holdId[ticketId]);
    writer.number("price", tickets.price[ticketId]);
    writer.number("section", tickets.section[ticketId]);
    writer.number("seat", tickets.seat[ticketId]);
  }
}

function inOrder<Entity>(entities: ReadonlyMap<number, Entity>): Entity[] {
  return [...entities].sort(([a], [b]) => a - b).map(([, entity]) => entity);
}

function writeParts(chart: Chart, kind: "section" | "row" | "seat", writer: StateWriter): void {
  const firstKey = chart.id * partsOfChart;
  if (kind === "section") {
    for (const [index, section] of chart.sections.entries()) {
      writer.entity("section", firstKey + index);
      writer.text("name", section.name);
      writer.number("kind", section.kind);
      writer.number("category", section.category);
      writer.number("capacity", section.capacity);
    }
  } else if (kind === "row") {
    for (const [index, row] of chart.rows.entries()) {
      writer.entity("row", firstKey + index);
      writer.text("name", row.name);
      writer.number("section", row.section);
    }
  } else {
    for (const [index, seat] of chart.seats.entries()) {
      writer.entity("seat", firstKey + index);
      writer.text("label", seat.label);
      writer.number("row", seat.row);
      writer.number("x", seat.x);
      writer.number("y", seat.y);
      writer.number("category", seat.category);
      writer.number("attributes", seat.attributes);
      writer.number("besidePrevious", seat.besidePrevious ? 1 : 0);
    }
  }
}

function writeHold(office: BoxOffice, slot: number, writer: StateWriter): void {
  const { holds } = office;
  writer.entity("hold", holds.id[slot]);
  writer.number("status", holds.status[slot]);
  writer.number("showId", holds.showId[slot]);
  writer.number("accountId", holds.accountId[slot]);
  writer.number("deadline", holds.deadline[slot]);
  writer.number("amount", holds.amount[slot]);
  writer.number("count", holds.count[slot]);
  writer.number("area", holds.area[slot]);
  writer.number("extended", holds.extended[slot]);
  writer.number("firstTicketId", holds.firstTicketId[slot]);
  if (holds.firstSeat[slot] === noSeat) return;
  const { nextSeat } = office.showOf(slot);
  for (let seat = holds.firstSeat[slot]; seat !== noSeat; seat = nextSeat[seat]) writer.number("seat", seat);
}

/** Reads what `writeState` wrote into an empty service. */
export function loadState(catalogue: Catalogue, office: BoxOffice, reader: StateReader): void {
  const { holds } = office;
  reader.entity("boxOffice");
  holds.lastId = reader.number("lastHoldId");
  loadCharts(catalogue, reader);
  loadShows(catalogue, reader);
  each(reader, "hold", (holdId) => loadHold(office, holdId, reader));
  each(reader, "ticket", () => loadTicket(office, reader));
}

function loadCharts(catalogue: Catalogue, reader: StateReader): void {
  const { charts, plans } = catalogue;
  const chartOf = (key: number): Chart => charts.get(Math.floor(key / partsOfChart))!;
  each(reader, "chart", (id) => {
    const chart = new Chart(id, reader.text("name"), reader.number("focalX"), reader.number("focalY"));
    chart.sealed = reader.number("sealed") === 1;
    charts.set(id, chart);
  });
  each(reader, "section", (key) => {
    const name = reader.text("name");
    const kind = reader.number("kind") as SectionKind;
    const category = reader.number("category");
    chartOf(key).sections.push({ name, kind, category, capacity: reader.number("capacity") });
  });
  each(reader, "row", (key) => {
    chartOf(key).rows.push({ name: reader.text("name"), section: reader.number("section") });
  });
  each(reader, "seat", (key) => {
    chartOf(key).seats.push({
      label: reader.text("label"),
      row: reader.number("row"),
      x: reader.number("x"),
      y: reader.number("y"),
      category: reader.number("category"),
      attributes: reader.number("attributes"),
      besidePrevious: reader.number("besidePrevious") === 1,
    });
  });
  for (const chart of charts.values()) if (chart.sealed) plans.set(chart.id, new SeatingPlan(chart));
}

function loadShows(catalogue: Catalogue, reader: StateReader): void {
  const { shows, plans } = catalogue;
  each(reader, "show", (id) => {
    const name = reader.text("name");
    const plan = plans.get(reader.number("chartId"))!;
    const phase = reader.number("phase") as SalePhase;
    const show = new Show(
      {
        id,
        name,
        onSaleAt: reader.number("onSaleAt"),
        assetId: reader.number("assetId"),
        payeeAccountId: reader.number("payeeAccountId"),
        holdDurationUs: reader.number("holdDurationUs"),
        extensionUs: reader.number("extensionUs"),
        accountSeatsMax: reader.number("accountSeatsMax"),
        prices: new Float64Array(categoriesMax + 1).fill(-1),
      },
      plan,
    );
    show.phase = phase;
    shows.set(id, show);
  });
  each(reader, "price", (key) => {
    const show = shows.get(Math.floor(key / categoriesOfShow))!;
    show.terms.prices[key % categoriesOfShow] = reader.number("price");
  });
  each(reader, "showSection", (key) => {
    const show = shows.get(Math.floor(key / sectionsOfShow))!;
    show.sectionSequence[(key % sectionsOfShow) - 1] = reader.number("sequence");
  });
}

function loadHold(office: BoxOffice, holdId: number, reader: StateReader): void {
  const { holds } = office;
  const slot = holds.restore(holdId, reader.number("status") as HoldStatus);
  holds.showId[slot] = reader.number("showId");
  holds.accountId[slot] = reader.number("accountId");
  holds.deadline[slot] = reader.number("deadline");
  holds.amount[slot] = reader.number("amount");
  holds.count[slot] = reader.number("count");
  holds.area[slot] = reader.number("area");
  holds.extended[slot] = reader.number("extended");
  holds.firstTicketId[slot] = reader.number("firstTicketId");
  if (holds.status[slot] !== HoldStatus.Pending) return;
  const show = office.showOf(slot);
  const count = holds.count[slot];
  show.countForAccount(holds.accountId[slot], count);
  if (holds.area[slot] !== noSection) {
    show.areaHeld[holds.area[slot]] += count;
    show.sectionFree[holds.area[slot]] -= count;
    return;
  }
  const seats = new Int32Array(count);
  for (let i = 0; i < count; i++) seats[i] = reader.number("seat");
  holds.firstSeat[slot] = seats[0];
  show.holdSeats(seats, count, holdId);
}

function loadTicket(office: BoxOffice, reader: StateReader): void {
  const { tickets } = office;
  const ticketId = tickets.issue();
  tickets.status[ticketId] = reader.number("status");
  tickets.showId[ticketId] = reader.number("showId");
  tickets.accountId[ticketId] = reader.number("accountId");
  tickets.holdId[ticketId] = reader.number("holdId");
  tickets.price[ticketId] = reader.number("price");
  tickets.section[ticketId] = reader.number("section");
  tickets.seat[ticketId] = reader.number("seat");
  if (tickets.status[ticketId] !== TicketStatus.Valid) return;
  const show = office.shows.get(tickets.showId[ticketId])!;
  const section = tickets.section[ticketId];
  show.countForAccount(tickets.accountId[ticketId], 1);
  if (tickets.seat[ticketId] !== noSeat) show.restoreSold(tickets.seat[ticketId], ticketId);
  else {
    show.areaSold[section]++;
    show.sectionFree[section]--;
  }
}

function each(reader: StateReader, kind: string, load: (key: number) => void): void {
  for (let key = reader.entity(kind); key !== undefined; key = reader.entity(kind)) load(key);
}
