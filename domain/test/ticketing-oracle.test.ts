import fc from "fast-check";
import { expect, test } from "vitest";
import { EXTERNAL_ACCOUNT } from "../accounts/accounts.ts";
import { Role } from "../contract/context.ts";
import { type HallPlan, type SeatPlan, chartCommands } from "../ticketing/hall-plan.ts";
import {
  SalePhase,
  SaleSwitch,
  SeatAttributes,
  SeatState,
  Together,
} from "../ticketing/ticketing-messages.ts";
import { ticketingLimits } from "../ticketing/ticketing-limits.ts";
import { Ticketing } from "../ticketing/ticketing-service.ts";
import { loadState, recordCopy, recordState } from "./state-record.ts";
import { BoxOfficeHost, type Caller, type Message, customerMoney, payee } from "./ticketing-host.ts";
import { NaiveBoxOffice, type NaiveShow } from "./ticketing-naive-office.ts";

const holdsMax = 8;
const ticketsMax = 50;
const startedAt = 1_000_000;
const seatPrices = [0, 700, 2_500, 5_000];

function seat(x: number, y: number, kind: string): SeatPlan {
  const attributes =
    { h: SeatAttributes.House, b: SeatAttributes.Blocked, w: SeatAttributes.Accessible }[kind] ?? 0;
  return {
    label: String(x),
    x,
    y,
    category: kind === "2" ? 2 : 1,
    attributes,
    besidePrevious: kind !== "|" && x > 0,
  };
}

/** Rows as text: `1` and `2` categories, `|` the same after an aisle, `h` house, `b` blocked, `w` accessible. */
const drawnRows = [
  ["111|111", "w1111111", "22222"],
  ["1111|111", "h11b1111"],
];
const hall: HallPlan = {
  chartId: 1,
  name: "Small",
  focalX: 3,
  focalY: -2,
  sections: [
    ...drawnRows.map((rows, section) => ({
      name: `Section ${section}`,
      rows: rows.map((row, y) => ({
        name: String(y),
        seats: row.split("").map((kind, x) => seat(x, section * 10 + y, kind)),
      })),
    })),
    { name: "Standing", category: 3, capacity: 9 },
  ],
};

const shows = [
  { showId: 1, onSaleAt: 0, holdDurationUs: 4_000, extensionUs: 2_000, accountSeatsMax: 12 },
  { showId: 2, onSaleAt: startedAt + 5_000, holdDurationUs: 9_000, extensionUs: 0, accountSeatsMax: 6 },
];

/** The model and the oracle with the same hall and shows. */
function opened(): { host: BoxOfficeHost; naive: NaiveBoxOffice } {
  const host = new BoxOfficeHost({ holdsMax, ticketsMax });
  for (const command of chartCommands(hall)) host.send(command);
  const money = new Map([1, 2, 3].map((id) => [id, id === payee ? 0 : customerMoney]));
  const naive = new NaiveBoxOffice(startedAt, money, payee, holdsMax, ticketsMax);
  let row = -1;
  const seats = hall.sections.flatMap((section, sectionIndex) =>
    "rows" in section
      ? section.rows.flatMap((it) => {
          row++;
          return it.seats.map((planned) => ({ ...planned, section: sectionIndex, row }));
        })
      : [],
  );
  for (const terms of shows) {
    const prices = [1, 2, 3].map((category) => ({ category, price: seatPrices[category] }));
    host.send("CreateShow", { ...terms, chartId: 1, assetId: 1, payeeAccountId: payee, name: "", prices });
    const show: NaiveShow = {
      ...terms,
      id: terms.showId,
      seats: seats.map((planned, index) => ({
        ...planned,
        index,
        distance: (planned.x - hall.focalX) ** 2 + (planned.y - hall.focalY) ** 2,
      })),
      capacities: [0, 0, 9],
      prices: seatPrices,
      placeCategory: 3,
      phase: terms.onSaleAt === 0 ? SalePhase.OnSale : SalePhase.Announced,
    };
    naive.shows.set(show.id, show);
  }
  return { host, naive };
}

function several<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}

interface Step {
  readonly kind: string;
  readonly showId: number;
  readonly accountId: number;
  /** Whether someone else tries, or an operator acts. */
  readonly as: "owner" | "other" | "operator";
  readonly seats: readonly number[];
  readonly count: number;
  readonly section: number;
  readonly category: number;
  readonly attributesAllowed: number;
  readonly together: Together;
  /** How many holds, or tickets, ago. */
  readonly ago: number;
  readonly microseconds: number;
  readonly sale: SaleSwitch;
}

/** Seats near each other, mostly. */
const seatsArbitrary = fc
  .record({
    first: fc.nat(36),
    apart: fc.array(fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 0), { maxLength: 4 }),
    order: fc.boolean(),
  })
  .map(({ first, apart, order }) => {
    const seats = [first];
    for (const step of apart) seats.push(seats.at(-1)! + step);
    return order ? seats : seats.reverse();
  });

const kinds = {
  HoldSeats: 24,
  HoldBestAvailable: 16,
  HoldPlaces: 8,
  ExtendHold: 7,
  ReleaseHold: 8,
  BuyHold: 22,
  ExchangeHold: 8,
  RefundTickets: 10,
  ChangeSale: 1,
  suspend: 1,
  spend: 2,
  time: 12,
};

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...Object.entries(kinds).flatMap(([kind, weight]) => several(weight, kind))),
  showId: fc.constantFrom(...several(30, 1), ...several(15, 2), 3),
  accountId: fc.constantFrom(1, ...several(14, 2), ...several(14, 3), 4),
  as: fc.constantFrom<Step["as"]>(...several(20, "owner" as const), "other", "operator"),
  seats: seatsArbitrary,
  count: fc.constantFrom(1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7, 9, 0, 33),
  section: fc.constantFrom(-1, -1, -1, 0, 1, 2, 2),
  category: fc.constantFrom(0, 0, 0, 1, 2),
  attributesAllowed: fc.constantFrom(0, 0, 1),
  together: fc.constantFrom(Together.Row, Together.Section),
  ago: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 14, -1),
  microseconds: fc.constantFrom(0, 1, 300, 300, 1_000, 1_000, 2_000, 6_000),
  sale: fc.constantFrom(
    SaleSwitch.Open,
    SaleSwitch.Open,
    SaleSwitch.Open,
    SaleSwitch.Pause,
    SaleSwitch.Pause,
    SaleSwitch.Close,
  ),
});

/** Does the step in both; returns what the oracle expects and what the model answers. */
function take(step: Step, host: BoxOfficeHost, naive: NaiveBoxOffice): [expected: Message, actual: Message] {
  const { kind, showId, accountId, as, seats, count, section, category, attributesAllowed, together } = step;
  const holdId = Math.max(
    0,
    [...naive.holds.keys()].length === 0 ? 1 : Math.max(...naive.holds.keys()) - step.ago,
  );
  const owner = naive.holds.get(holdId)?.accountId ?? accountId;
  const callerFor = (account: number): Caller => ({
    principalId: as === "owner" ? account : 5,
    roles: as === "operator" ? Role.Operator : Role.Trader,
  });
  const caller = callerFor(accountId);
  const holder = callerFor(owner);
  const picked = seats.map((index) => ({ seat: index }));
  switch (kind) {
    case "HoldSeats": {
      const [actual] = host.send(kind, { showId, accountId, seats: picked }, caller);
      return [naive.holdSeats(showId, accountId, seats, caller), actual];
    }
    case "HoldBestAvailable": {
      const wish = { count, section, category, attributesAllowed, together };
      const fields = { showId, accountId, seatCount: count, attributesAllowed, together };
      const inSection = section < 0 ? {} : { sectionNumber: section + 1 };
      const inCategory = category === 0 ? {} : { category };
      const [actual] = host.send(kind, { ...fields, ...inSection, ...inCategory }, caller);
      return [naive.holdBestAvailable(showId, accountId, wish, caller), actual];
    }
    case "HoldPlaces": {
      const area = section < 0 ? 2 : section;
      const [actual] = host.send(
        kind,
        { showId, accountId, sectionNumber: area + 1, seatCount: count },
        caller,
      );
      return [naive.holdPlaces(showId, accountId, area, count, caller), actual];
    }
    case "ExtendHold":
      return [naive.extendHold(holdId, holder), host.send(kind, { holdId }, holder)[0]];
    case "ReleaseHold":
      return [naive.releaseHold(holdId, holder), host.send(kind, { holdId }, holder)[0]];
    case "BuyHold":
      return [naive.buyHold(holdId, holder), host.send(kind, { holdId }, holder)[0]];
    case "ExchangeHold":
      return [
        naive.exchangeHold(holdId, seats, holder),
        host.send(kind, { holdId, seats: picked }, holder)[0],
      ];
    case "RefundTickets": {
      const ticketId = Math.max(0, naive.tickets.length - step.ago);
      const ticketCount = count > 4 && count < 33 ? 1 : count;
      const [actual] = host.send(kind, { ticketId, ticketCount });
      return [naive.refundTickets(ticketId, ticketCount), actual];
    }
    case "ChangeSale":
      return [naive.changeSale(showId, step.sale), host.send(kind, { showId, sale: step.sale })[0]];
    case "suspend": {
      const isSuspended = step.ago > 0 && naive.money.has(accountId);
      host.ledger.setSuspended(accountId, isSuspended);
      if (isSuspended) naive.suspended.add(accountId);
      else naive.suspended.delete(accountId);
      return [{ message: kind }, { message: kind }];
    }
    case "spend": {
      // Somebody loses money elsewhere, so that purchases and refunds are refused now and then.
      const spender = step.ago > 1 ? payee : accountId;
      const balance = naive.money.get(spender);
      if (balance !== undefined) {
        const amount = Math.floor((balance * 9) / 10);
        naive.money.set(spender, balance - amount);
        host.ledger.transfer(spender, EXTERNAL_ACCOUNT, 1, amount);
      }
      return [{ message: kind }, { message: kind }];
    }
    default: {
      const now = host.now + step.microseconds;
      naive.advanceTo(now);
      host.advanceTo(now);
      return [{ message: kind }, { message: kind }];
    }
  }
}

function statesOf(host: BoxOfficeHost, showId: number): number[] {
  return [1, 2].flatMap((sectionNumber) => {
    const [map] = host.send("SeatMap", { showSectionId: showId * 1_000 + sectionNumber });
    const runs = map.runs as { seatCount: number; state: number }[];
    return runs.flatMap(({ seatCount, state }) => several(seatCount, state));
  });
}

test("random commands do what the rules say, and every rejection occurs", { timeout: 60_000 }, () => {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  let steps = 0;
  fc.assert(
    fc.property(fc.array(stepArbitrary, { minLength: 100, maxLength: 300, size: "max" }), (sequence) => {
      const { host, naive } = opened();
      for (const step of sequence) {
        const pendingBefore = naive.pending().length;
        const [expected, actual] = take(step, host, naive);
        expect(actual).toMatchObject(expected);
        steps++;
        count(`${step.kind}: ${actual.message}`);
        if (step.kind === "time" && naive.pending().length < pendingBefore) count("time: holds time out");
      }
      for (const show of naive.shows.values()) {
        expect(statesOf(host, show.id)).toEqual(naive.hallOf(show).seats.map(({ state }) => state));
        const [image] = host.send("SeatMap", { showSectionId: show.id * 1_000 + 3 });
        expect(image.freeCount).toBe(naive.placesFree(show, 2));
      }
      for (const [accountId, money] of naive.money) {
        expect([host.ledger.freeOf(accountId, 1), host.ledger.heldOf(accountId, 1)]).toEqual([money, 0]);
      }
      const state = recordState(host.ticketing);
      const restored = loadState(
        new Ticketing(host.ledger, { ...ticketingLimits, holdsMax, ticketsMax }),
        state,
      );
      expect(recordState(restored)).toEqual(state);
      const elsewhere = new Ticketing(host.ledger, { ...ticketingLimits, holdsMax, ticketsMax });
      expect(recordCopy(host.ticketing, elsewhere)).toEqual(state);
      expect(restored.violations()).toEqual([]);
      const sold = statesOf(host, 1).filter((state) => state === SeatState.Sold).length;
      count(sold > 10 ? "runs that sold more than 10 seats" : "runs that sold less");
    }),
    { numRuns: 80, seed: 11 },
  );
  const rates = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(`${steps} steps\n${rates.map(([name, n]) => `${String(n).padStart(7)} ${name}`).join("\n")}`);
  const met = new Set(rates.map(([name]) => name.split(": ")[1]));
  expect(rejections.filter((name) => !met.has(name))).toEqual([]);
});

/** All that the commands of customers, and refunds, can be answered with. */
const rejections = [
  "UnknownShow",
  "UnknownAccount",
  "NotOwner",
  "AccountSuspended",
  "NotOnSale",
  "SalePaused",
  "SaleClosed",
  "CountOutOfRange",
  "AccountLimit",
  "LimitReached",
  "UnknownSeat",
  "SeatRepeated",
  "SeatTaken",
  "SeatNotForSale",
  "LeavesSingleSeat",
  "UnknownSection",
  "SoldOut",
  "NotTogether",
  "UnknownHold",
  "HoldPosted",
  "HoldVoided",
  "HoldTimedOut",
  "HoldAlreadyExtended",
  "NotExtendable",
  "NotExchangeable",
  "InsufficientFunds",
  "UnknownTicket",
  "TicketRefunded",
  "NotOnePurchase",
  "RefundNotCovered",
];
