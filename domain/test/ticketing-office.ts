import { chartCommands, type HallPlan, type SeatPlan } from "../ticketing/hall-plan.ts";
import { Together } from "../ticketing/ticketing-messages.ts";
import { BoxOfficeHost, customer, payee, type Message } from "./ticketing-host.ts";

export const seatPrice: number = 1_000;
export const placePrice: number = 400;
export const holdDurationUs: number = 60_000_000;
export const extensionUs: number = 30_000_000;

export function seat(index: number, changes: Partial<SeatPlan> = {}): SeatPlan {
  return {
    label: String(index + 1),
    x: index,
    y: 0,
    category: 1,
    attributes: 0,
    besidePrevious: index > 0,
    ...changes,
  };
}

/** Row A: seats 0 to 5, row B: seats 6 to 11, and standing room for five. The stage is before seat 0. */
export const hall: HallPlan = {
  chartId: 1,
  name: "Hall",
  focalX: 0,
  focalY: -1,
  sections: [
    {
      name: "Stalls",
      rows: [
        { name: "A", seats: [0, 1, 2, 3, 4, 5].map((index) => seat(index)) },
        { name: "B", seats: [0, 1, 2, 3, 4, 5].map((index) => seat(index, { y: 1 })) },
      ],
    },
    { name: "Standing", category: 2, capacity: 5 },
  ],
};

export const showTerms = {
  showId: 7,
  chartId: 1,
  assetId: 1,
  payeeAccountId: payee,
  onSaleAt: 0,
  holdDurationUs,
  extensionUs,
  accountSeatsMax: 8,
  name: "Hamlet",
  prices: [
    { category: 1, price: seatPrice },
    { category: 2, price: placePrice },
  ],
};

/** A box office with the hall and the show; `changes` to the show's terms. */
export function given(changes: Partial<typeof showTerms> = {}, plan: HallPlan = hall): BoxOfficeHost {
  const host = new BoxOfficeHost();
  for (const command of chartCommands(plan)) host.send(command);
  host.send("CreateShow", { ...showTerms, ...changes });
  return host;
}

export function holdSeats(host: BoxOfficeHost, seats: number[], by = 2, caller = customer(by)): Message[] {
  return host.send(
    "HoldSeats",
    { showId: 7, accountId: by, seats: seats.map((index) => ({ seat: index })) },
    caller,
  );
}

export function holdBest(host: BoxOfficeHost, seatCount: number, changes: object = {}, by = 2): Message[] {
  const wish = { showId: 7, accountId: by, seatCount, attributesAllowed: 0, together: Together.Section };
  return host.send("HoldBestAvailable", { ...wish, ...changes }, customer(by));
}

export function holdPlaces(host: BoxOfficeHost, seatCount: number, by = 2): Message[] {
  return host.send("HoldPlaces", { showId: 7, accountId: by, sectionNumber: 2, seatCount }, customer(by));
}

export const buy = (host: BoxOfficeHost, holdId: unknown, by = 2): Message[] =>
  host.send("BuyHold", { holdId }, customer(by));
export const release = (host: BoxOfficeHost, holdId: unknown, by = 2): Message[] =>
  host.send("ReleaseHold", { holdId }, customer(by));

/** The states of all seats, as a drawing: `.` free, `h` held, `s` sold, `o` the house's, `x` blocked. */
export function drawing(host: BoxOfficeHost, section = 1): string {
  const [map] = host.send("SeatMap", { showSectionId: 7_000 + section });
  const runs = map.runs as { seatCount: number; state: number }[];
  return runs.map(({ seatCount, state }) => "?.hsox"[state].repeat(seatCount)).join("");
}

export function freePlaces(host: BoxOfficeHost): unknown {
  return host.send("SeatMap", { showSectionId: 7_002 })[0].freeCount;
}

export function reply(messages: Message[]): string {
  return messages[0].message;
}
