import { describe, expect, test } from "vitest";
import { AccountsRejection } from "../accounts/accounts.ts";
import { Role } from "../contract/context.ts";
import { type HallPlan, type SeatPlan, chartCommands } from "../ticketing/hall-plan.ts";
import type { TicketingLimits } from "../ticketing/ticketing-limits.ts";
import {
  HoldStatus,
  SalePhase,
  SaleSwitch,
  SeatAttributes,
  SeatState,
  SectionKind,
  TicketStatus,
  Together,
} from "../ticketing/ticketing-messages.ts";
import { BoxOfficeHost, type Message, customer, customerMoney, operator, payee } from "./ticketing-host.ts";

const seatPrice = 1_000;
const placePrice = 400;
const holdDurationUs = 60_000_000;
const extensionUs = 30_000_000;

function seat(index: number, changes: Partial<SeatPlan> = {}): SeatPlan {
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
const hall: HallPlan = {
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

const showTerms = {
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
function given(changes: Partial<typeof showTerms> = {}, plan: HallPlan = hall): BoxOfficeHost {
  const host = new BoxOfficeHost();
  for (const command of chartCommands(plan)) host.send(command);
  host.send("CreateShow", { ...showTerms, ...changes });
  return host;
}

function holdSeats(host: BoxOfficeHost, seats: number[], by = 2, caller = customer(by)): Message[] {
  return host.send(
    "HoldSeats",
    { showId: 7, accountId: by, seats: seats.map((index) => ({ seat: index })) },
    caller,
  );
}

function holdBest(host: BoxOfficeHost, seatCount: number, changes: object = {}, by = 2): Message[] {
  const wish = { showId: 7, accountId: by, seatCount, attributesAllowed: 0, together: Together.Section };
  return host.send("HoldBestAvailable", { ...wish, ...changes }, customer(by));
}

function holdPlaces(host: BoxOfficeHost, seatCount: number, by = 2): Message[] {
  return host.send("HoldPlaces", { showId: 7, accountId: by, sectionNumber: 2, seatCount }, customer(by));
}

const buy = (host: BoxOfficeHost, holdId: unknown, by = 2): Message[] =>
  host.send("BuyHold", { holdId }, customer(by));
const release = (host: BoxOfficeHost, holdId: unknown, by = 2): Message[] =>
  host.send("ReleaseHold", { holdId }, customer(by));

/** The states of all seats, as a drawing: `.` free, `h` held, `s` sold, `o` the house's, `x` blocked. */
function drawing(host: BoxOfficeHost, section = 1): string {
  const [map] = host.send("GetSeatMap", { showSectionId: 7_000 + section });
  const runs = map.runs as { seatCount: number; state: number }[];
  return runs.map(({ seatCount, state }) => "?.hsox"[state].repeat(seatCount)).join("");
}

function freePlaces(host: BoxOfficeHost): unknown {
  return host.send("GetSeatMap", { showSectionId: 7_002 })[0].freeCount;
}

function reply(messages: Message[]): string {
  return messages[0].message;
}

describe("holding", () => {
  test("seats that are picked are held until a deadline, and everyone sees it", () => {
    const host = given();
    expect(holdSeats(host, [1, 0])).toEqual([
      {
        message: "HoldPlaced",
        holdId: 1,
        showId: 7,
        accountId: 2,
        deadline: host.now + holdDurationUs,
        amount: 2 * seatPrice,
        seatCount: 2,
        seats: [
          { seat: 0, price: seatPrice },
          { seat: 1, price: seatPrice },
        ],
      },
      {
        message: "SeatsChanged",
        showSectionId: 7_001,
        sequence: 1,
        freeCount: 10,
        runs: [{ seat: 0, seatCount: 2, state: SeatState.Held }],
      },
      {
        message: "HoldChanged",
        accountId: 2,
        holdId: 1,
        showId: 7,
        deadline: host.now + holdDurationUs,
        amount: 2 * seatPrice,
        seatCount: 2,
        status: HoldStatus.Pending,
        isExtended: false,
      },
    ]);
    expect(drawing(host)).toBe("hh..........");
  });

  test("seats are held all or none", () => {
    const host = given();
    holdSeats(host, [0, 1]);
    expect(holdSeats(host, [1, 2, 3], 3)[0]).toEqual({ message: "SeatTaken", value: 1 });
    expect(drawing(host)).toBe("hh..........");
  });

  test("a pick that leaves a single seat alone is refused, and names the seat", () => {
    const host = given();
    expect(holdSeats(host, [1, 2])[0]).toEqual({ message: "LeavesSingleSeat", value: 0 });
    expect(reply(holdSeats(host, [0, 1, 2, 3, 4]))).toBe("HoldPlaced"); // One of six is left however they sit.
  });

  test.each([
    ["a seat that the chart does not have", [12], { message: "UnknownSeat", value: 12 }],
    ["a seat far beyond the chart", [4_294_967_295], { message: "UnknownSeat", value: 4_294_967_295 }],
    ["a seat named twice", [3, 2, 3], { message: "SeatRepeated", value: 3 }],
    ["no seat", [], { message: "CountOutOfRange", value: 0 }],
  ])("%s is not held", (_, seats, rejection) => {
    const host = given();
    expect(holdSeats(host, seats)[0]).toEqual(rejection);
    expect(drawing(host)).toBe("............");
  });

  test("more seats than a hold may have are refused", () => {
    const host = given({ accountSeatsMax: 100 });
    expect(holdBest(host, 33)[0]).toEqual({ message: "CountOutOfRange", value: 33 });
  });

  test("an account has at most as many seats as the show lets it, held and bought together", () => {
    const host = given({ accountSeatsMax: 5 });
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    holdPlaces(host, 2);
    expect(holdSeats(host, [2, 3])[0]).toEqual({ message: "AccountLimit", value: 1 });
    expect(reply(holdSeats(host, [2, 3], 3))).toBe("HoldPlaced");
    expect(reply(holdPlaces(host, 1))).toBe("HoldPlaced");
    expect(holdPlaces(host, 1)[0]).toEqual({ message: "AccountLimit", value: 0 });
  });

  test("only the owner of an account, or an operator, holds for it", () => {
    const host = given();
    expect(holdSeats(host, [0, 1], 2, customer(3))[0]).toEqual({ message: "NotOwner", value: 2 });
    expect(holdSeats(host, [0, 1], 99)[0]).toEqual({ message: "UnknownAccount", value: 99 });
    expect(reply(holdSeats(host, [0, 1], 2, operator))).toBe("HoldPlaced");
    expect(reply(holdSeats(host, [2, 3], 2, { principalId: 2, roles: Role.Viewer }))).toBe("Forbidden");
  });

  test("a suspended account neither holds nor buys, but may release", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    host.ledger.setSuspended(2, true);
    expect(reply(holdSeats(host, [2, 3]))).toBe("AccountSuspended");
    expect(reply(buy(host, holdId))).toBe("AccountSuspended");
    expect(reply(release(host, holdId))).toBe("HoldReleased");
  });

  test("a show that does not exist has no seats", () => {
    const host = given();
    const seats = { showId: 8, accountId: 2, seats: [{ seat: 0 }] };
    expect(host.send("HoldSeats", seats, customer(2))[0]).toEqual({ message: "UnknownShow", value: 8 });
    expect(holdBest(host, 1, { showId: 8 })[0]).toEqual({ message: "UnknownShow", value: 8 });
    const places = { showId: 8, accountId: 2, sectionNumber: 2, seatCount: 1 };
    expect(host.send("HoldPlaces", places, customer(2))[0]).toEqual({ message: "UnknownShow", value: 8 });
  });

  test("the box office remembers a bounded number of holds and refuses more live ones", () => {
    const host = new BoxOfficeHost({ holdsMax: 4 });
    for (const command of chartCommands(hall)) host.send(command);
    host.send("CreateShow", showTerms);
    const [{ holdId: first }] = holdPlaces(host, 1);
    holdPlaces(host, 1);
    holdPlaces(host, 1);
    expect(holdPlaces(host, 1)[0]).toEqual({ message: "LimitReached", value: 3 });
    expect(holdSeats(host, [0, 1])[0]).toEqual({ message: "LimitReached", value: 3 });
    expect(reply(release(host, first))).toBe("HoldReleased");
    expect(reply(release(host, first))).toBe("HoldVoided");
    for (let i = 0; i < 8; i++) release(host, holdPlaces(host, 1, 3)[0].holdId, 3);
    expect(reply(release(host, first))).toBe("UnknownHold"); // Released eight holds ago, and forgotten.
  });

  test("a live hold is never forgotten, however many come after it", () => {
    const host = new BoxOfficeHost({ holdsMax: 4 });
    for (const command of chartCommands(hall)) host.send(command);
    host.send("CreateShow", showTerms);
    const [{ holdId }] = holdSeats(host, [0, 1]);
    for (let i = 0; i < 20; i++) release(host, holdPlaces(host, 1, 3)[0].holdId, 3);
    expect(reply(buy(host, holdId))).toBe("HoldBought");
  });
});

describe("best available", () => {
  test("the nearest seats in one row are held", () => {
    expect(holdBest(given(), 2)[0]).toMatchObject({
      message: "HoldPlaced",
      seats: [{ seat: 0 }, { seat: 1 }],
    });
  });

  test("a party larger than any row is divided over rows, unless it wants one row", () => {
    const host = given();
    expect(holdBest(host, 8, { together: Together.Row })[0]).toEqual({ message: "NotTogether", value: 12 });
    expect(holdBest(host, 8)[0]).toMatchObject({ seatCount: 8, amount: 8 * seatPrice });
    expect(drawing(host)).toBe("hhhhhhhh....");
  });

  test("fewer free seats than the party needs are no seats", () => {
    const host = given();
    holdBest(host, 8, {}, 3);
    expect(holdBest(host, 5)[0]).toEqual({ message: "SoldOut", value: 4 });
  });

  test("a section of standing room, or none at all, has no best seats", () => {
    const host = given();
    expect(holdBest(host, 1, { sectionNumber: 2 })[0]).toEqual({ message: "UnknownSection", value: 2 });
    expect(holdBest(host, 1, { sectionNumber: 3 })[0]).toEqual({ message: "UnknownSection", value: 3 });
    expect(holdBest(host, 1, { sectionNumber: 0 })[0]).toEqual({ message: "UnknownSection", value: 0 });
    expect(reply(holdBest(host, 1, { sectionNumber: 1 }))).toBe("HoldPlaced");
  });

  test("a category that cannot be is refused", () => {
    const rejection = { message: "CategoryOutOfRange", value: 0 };
    expect(holdBest(given(), 1, { category: 0 })[0]).toEqual(rejection);
    expect(holdBest(given(), 1, { category: 33 })[0]).toEqual({ ...rejection, value: 33 });
  });

  test("a category that has no free seats together is refused", () => {
    expect(holdBest(given(), 1, { category: 2 })[0]).toEqual({ message: "NotTogether", value: 12 });
  });
});

describe("general admission", () => {
  test("places are held by their number, and never more than there are", () => {
    const host = given();
    expect(holdPlaces(host, 4)[0]).toMatchObject({ amount: 4 * placePrice, sectionNumber: 2, seats: [] });
    expect(holdPlaces(host, 2, 3)[0]).toEqual({ message: "SoldOut", value: 1 });
    expect(holdPlaces(host, 1, 3)[1]).toEqual({
      message: "SeatsChanged",
      showSectionId: 7_002,
      sequence: 2,
      freeCount: 0,
      runs: [],
    });
  });

  test("a seated section, or none at all, has no places", () => {
    const host = given();
    const places = { showId: 7, accountId: 2, seatCount: 1 };
    for (const sectionNumber of [0, 1, 3]) {
      const [rejection] = host.send("HoldPlaces", { ...places, sectionNumber }, customer(2));
      expect(rejection).toEqual({ message: "UnknownSection", value: sectionNumber });
    }
  });

  test("tickets for places have no seat, and a refund makes room again", () => {
    const host = given();
    const [{ firstTicketId }] = buy(host, holdPlaces(host, 3)[0].holdId);
    const [ticket] = host.send("GetTicket", { ticketId: firstTicketId }, customer(2));
    expect(ticket).toMatchObject({ price: placePrice, sectionNumber: 2, rowName: "", label: "" });
    expect(ticket).not.toHaveProperty("seat");
    expect(freePlaces(host)).toBe(2);
    host.send("RefundTickets", { ticketId: firstTicketId, ticketCount: 3 });
    expect(freePlaces(host)).toBe(5);
  });
});

describe("a deadline", () => {
  test("passes at the first position at or after it, and the seats are free again, once", () => {
    const host = given();
    const [{ deadline, holdId }] = holdSeats(host, [0, 1]);
    expect(host.advanceTo((deadline as number) - 1)).toEqual([]);
    expect(drawing(host)).toBe("hh..........");
    const events = host.advanceTo(deadline as number);
    expect(events.map(({ message }) => message)).toEqual(["SeatsChanged", "HoldChanged"]);
    expect(events[1]).toMatchObject({ holdId, status: HoldStatus.TimedOut });
    expect(drawing(host)).toBe("............");
    expect(host.advanceTo((deadline as number) + holdDurationUs)).toEqual([]);
  });

  test("that has passed makes a purchase too late, though the money is there", () => {
    const host = given();
    const [{ deadline, holdId }] = holdSeats(host, [0, 1]);
    host.now = deadline as number; // The purchase is the first command at the deadline: its timer comes first.
    expect(buy(host, holdId)[0]).toEqual({ message: "HoldTimedOut", value: deadline });
    expect(host.ledger.freeOf(2, 1)).toBe(customerMoney);
  });

  test("that has passed leaves the seats to the next, whom the one before cannot disturb", () => {
    const host = given();
    const [{ deadline, holdId }] = holdSeats(host, [0, 1]);
    host.advanceTo(deadline as number);
    const [{ holdId: next }] = holdSeats(host, [0, 1], 3);
    expect(reply(release(host, holdId))).toBe("HoldTimedOut");
    expect(drawing(host)).toBe("hh..........");
    expect(reply(buy(host, next, 3))).toBe("HoldBought");
  });

  test("of standing room gives the places back", () => {
    const host = given();
    const [{ deadline }] = holdPlaces(host, 5);
    host.advanceTo(deadline as number);
    expect(freePlaces(host)).toBe(5);
  });

  test("is moved once by extending the hold", () => {
    const host = given();
    const [{ deadline, holdId }] = holdSeats(host, [0, 1]);
    const later = (deadline as number) + extensionUs;
    const extended = host.send("ExtendHold", { holdId }, customer(2));
    expect(extended[0]).toEqual({ message: "HoldExtended", holdId, deadline: later });
    expect(extended[1]).toMatchObject({ message: "HoldChanged", isExtended: true });
    expect(host.send("ExtendHold", { holdId }, customer(2))[0]).toEqual({
      message: "HoldAlreadyExtended",
      value: later,
    });
    expect(host.advanceTo(later - 1)).toEqual([]);
    expect(host.advanceTo(later)).toHaveLength(2);
  });

  test("is not moved where the show does not extend holds, nor by someone else", () => {
    const host = given({ extensionUs: 0 });
    const [{ holdId }] = holdSeats(host, [0, 1]);
    expect(reply(host.send("ExtendHold", { holdId }, customer(2)))).toBe("NotExtendable");
    expect(reply(host.send("ExtendHold", { holdId }, customer(3)))).toBe("NotOwner");
  });
});

describe("each pending ends once", () => {
  test("released, it cannot be bought, released or extended again", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    expect(release(host, holdId).map(({ message }) => message)).toEqual([
      "HoldReleased",
      "SeatsChanged",
      "HoldChanged",
    ]);
    for (const command of ["BuyHold", "ReleaseHold", "ExtendHold"]) {
      expect(reply(host.send(command, { holdId }, customer(2)))).toBe("HoldVoided");
    }
    expect(drawing(host)).toBe("............");
  });

  test("bought, it cannot be bought, released, extended or exchanged, and does not time out", () => {
    const host = given();
    const [{ holdId, deadline }] = holdSeats(host, [0, 1]);
    const [{ firstTicketId }] = buy(host, holdId);
    for (const command of ["BuyHold", "ReleaseHold", "ExtendHold"]) {
      const [rejection] = host.send(command, { holdId }, customer(2));
      expect(rejection).toEqual({ message: "HoldPosted", value: firstTicketId });
    }
    expect(reply(host.send("ExchangeHold", { holdId, seats: [{ seat: 2 }] }, customer(2)))).toBe(
      "HoldPosted",
    );
    expect(host.advanceTo(deadline as number)).toEqual([]);
    expect(drawing(host)).toBe("ss..........");
  });

  test("a hold that never was cannot be anything", () => {
    const host = given();
    for (const holdId of [0, 1, 2 ** 53 - 1]) {
      expect(buy(host, holdId)[0]).toEqual({ message: "UnknownHold", value: holdId });
    }
  });

  test("someone else's hold is nobody's business", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    expect(reply(buy(host, holdId, 3))).toBe("NotOwner");
    expect(reply(release(host, holdId, 3))).toBe("NotOwner");
    expect(drawing(host)).toBe("hh..........");
  });
});

describe("buying", () => {
  test("posts money and seats together", () => {
    const host = given();
    const [{ holdId, deadline }] = holdSeats(host, [0, 1]);
    expect(buy(host, holdId)).toEqual([
      { message: "HoldBought", holdId, firstTicketId: 1, amount: 2 * seatPrice, ticketCount: 2 },
      {
        message: "SeatsChanged",
        showSectionId: 7_001,
        sequence: 2,
        freeCount: 10,
        runs: [{ seat: 0, seatCount: 2, state: SeatState.Sold }],
      },
      {
        message: "HoldChanged",
        accountId: 2,
        holdId,
        showId: 7,
        deadline,
        amount: 2 * seatPrice,
        seatCount: 2,
        status: HoldStatus.Posted,
        isExtended: false,
      },
      {
        message: "TicketsIssued",
        accountId: 2,
        holdId,
        showId: 7,
        firstTicketId: 1,
        amount: 2 * seatPrice,
        ticketCount: 2,
      },
    ]);
    expect(host.ledger.freeOf(2, 1)).toBe(customerMoney - 2 * seatPrice);
    expect(host.ledger.heldOf(2, 1)).toBe(0);
    expect(host.ledger.freeOf(payee, 1)).toBe(2 * seatPrice);
  });

  test("without the money posts neither: the seats stay held until the deadline", () => {
    const host = given({ prices: [...showTerms.prices.slice(1), { category: 1, price: customerMoney }] });
    const [{ holdId, deadline }] = holdSeats(host, [0, 1]);
    expect(buy(host, holdId)[0]).toEqual({ message: "InsufficientFunds", value: customerMoney });
    expect(drawing(host)).toBe("hh..........");
    expect(host.ledger.heldOf(2, 1)).toBe(0);
    host.ledger.transfer(0, 2, 1, customerMoney);
    expect(reply(buy(host, holdId))).toBe("HoldBought");
    expect(host.advanceTo(deadline as number)).toEqual([]);
  });

  test("for nothing needs no money", () => {
    const host = given({ prices: [1, 2].map((category) => ({ category, price: 0 })) });
    expect(buy(host, holdSeats(host, [0, 1])[0].holdId)[0]).toMatchObject({
      message: "HoldBought",
      amount: 0,
    });
  });

  test("undoes the hold of money when the accounts refuse to settle it", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    const settle = host.ledger.settle.bind(host.ledger);
    host.ledger.settle = () => AccountsRejection.UnknownAccount;
    expect(reply(buy(host, holdId))).toBe("UnknownAccount");
    host.ledger.settle = settle;
    expect(host.ledger.freeOf(2, 1)).toBe(customerMoney);
    expect(host.ledger.heldOf(2, 1)).toBe(0);
    expect(reply(buy(host, holdId))).toBe("HoldBought");
  });

  test("more tickets than there is room for is refused before money moves", () => {
    const limits: Partial<TicketingLimits> = { ticketsMax: 2 };
    const host = new BoxOfficeHost(limits);
    for (const command of chartCommands(hall)) host.send(command);
    host.send("CreateShow", showTerms);
    const [{ holdId }] = holdSeats(host, [0, 1, 2]);
    expect(buy(host, holdId)[0]).toEqual({ message: "LimitReached", value: 2 });
    expect(host.ledger.freeOf(2, 1)).toBe(customerMoney);
    release(host, holdId);
    expect(reply(buy(host, holdSeats(host, [0, 1])[0].holdId))).toBe("HoldBought");
  });

  test("gives a ticket for each seat, which only its owner sees", () => {
    const host = given();
    buy(host, holdSeats(host, [8, 9, 6, 7])[0].holdId);
    expect(host.send("GetTicket", { ticketId: 3 }, customer(2))[0]).toEqual({
      message: "TicketDetails",
      ticketId: 3,
      showId: 7,
      accountId: 2,
      holdId: 1,
      price: seatPrice,
      sectionNumber: 1,
      status: TicketStatus.Valid,
      seat: 8,
      rowName: "B",
      label: "3",
    });
    expect(reply(host.send("GetTicket", { ticketId: 3 }, customer(3)))).toBe("NotOwner");
    expect(host.send("GetTicket", { ticketId: 5 }, customer(2))[0]).toEqual({
      message: "UnknownTicket",
      value: 5,
    });
  });
});

describe("exchanging", () => {
  const exchange = (host: BoxOfficeHost, holdId: unknown, seats: number[], by = 2): Message[] =>
    host.send("ExchangeHold", { holdId, seats: seats.map((index) => ({ seat: index })) }, customer(by));

  test("changes the seats and keeps the deadline", () => {
    const host = given();
    const [{ holdId, deadline }] = holdSeats(host, [0, 1]);
    host.now += 1_000_000;
    const exchanged = exchange(host, holdId, [2, 1, 0]);
    expect(exchanged[0]).toMatchObject({ message: "HoldPlaced", holdId, deadline, amount: 3 * seatPrice });
    expect(exchanged[1]).toMatchObject({ runs: [{ seat: 2, seatCount: 1, state: SeatState.Held }] });
    expect(drawing(host)).toBe("hhh.........");
  });

  test("keeps the old seats when the new ones cannot be had", () => {
    const host = given();
    holdSeats(host, [6, 7], 3);
    const [{ holdId }] = holdSeats(host, [0, 1]);
    expect(exchange(host, holdId, [7, 8])[0]).toEqual({ message: "SeatTaken", value: 7 });
    expect(exchange(host, holdId, [1, 2])[0]).toEqual({ message: "LeavesSingleSeat", value: 0 });
    expect(drawing(host)).toBe("hh....hh....");
  });

  test("is not for standing room", () => {
    const host = given();
    expect(reply(exchange(host, holdPlaces(host, 2)[0].holdId, [0, 1]))).toBe("NotExchangeable");
  });
});

describe("refunds", () => {
  const refund = (host: BoxOfficeHost, ticketId: number, ticketCount: number): Message[] =>
    host.send("RefundTickets", { ticketId, ticketCount });

  test("pay back what was paid, and the seats are free again", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1, 2, 3])[0].holdId);
    const refunded = refund(host, 2, 2);
    expect(refunded[0]).toEqual({
      message: "RefundMade",
      ticketId: 2,
      amount: 2 * seatPrice,
      ticketCount: 2,
    });
    expect(refunded.map(({ message }) => message)).toEqual(["RefundMade", "SeatsChanged", "TicketsRefunded"]);
    expect(drawing(host)).toBe("s..s........");
    expect(host.ledger.freeOf(2, 1)).toBe(customerMoney - 2 * seatPrice);
    expect(refund(host, 1, 4)[0]).toEqual({ message: "TicketRefunded", value: 2 });
  });

  test("are for tickets of one purchase", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    buy(host, holdSeats(host, [2, 3])[0].holdId);
    expect(refund(host, 2, 2)[0]).toEqual({ message: "NotOnePurchase", value: 3 });
    expect(refund(host, 4, 2)[0]).toEqual({ message: "UnknownTicket", value: 5 });
    expect(refund(host, 1, 0)[0]).toEqual({ message: "CountOutOfRange", value: 0 });
  });

  test("that the payee cannot pay change nothing", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    host.ledger.transfer(payee, 3, 1, 1);
    expect(refund(host, 1, 2)[0]).toEqual({ message: "RefundNotCovered", value: 2 * seatPrice - 1 });
    expect(drawing(host)).toBe("ss..........");
  });

  test("are made by operators", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    expect(reply(host.send("RefundTickets", { ticketId: 1, ticketCount: 2 }, customer(2)))).toBe("Forbidden");
  });

  test("a seat that was refunded and sold again has another ticket", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    refund(host, 1, 2);
    buy(host, holdSeats(host, [0, 1], 3)[0].holdId, 3);
    const [{ tickets }] = host.send("GetTickets", { accountId: 3 }, customer(3));
    expect(tickets).toMatchObject([
      { ticketId: 3, seat: 0, status: TicketStatus.Valid },
      { ticketId: 4, seat: 1, status: TicketStatus.Valid },
    ]);
    const [{ tickets: old }] = host.send("GetTickets", { accountId: 2 }, customer(2));
    expect(old).toMatchObject([{ ticketId: 1, status: TicketStatus.Refunded }, { ticketId: 2 }]);
  });
});

describe("a show", () => {
  test("is on sale from its time on, by itself", () => {
    const host = given({ onSaleAt: 5_000_000 });
    expect(holdSeats(host, [0, 1])[0]).toEqual({ message: "NotOnSale", value: 5_000_000 });
    expect(host.advanceTo(5_000_000)).toEqual([
      { message: "SaleChanged", showId: 7, onSaleAt: 5_000_000, phase: SalePhase.OnSale },
    ]);
    expect(reply(holdSeats(host, [0, 1]))).toBe("HoldPlaced");
  });

  test("that is paused takes no new holds, but pending ones are bought", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Pause });
    expect(reply(holdSeats(host, [2, 3]))).toBe("SalePaused");
    expect(reply(host.send("ExtendHold", { holdId }, customer(2)))).toBe("SalePaused");
    expect(reply(buy(host, holdId))).toBe("HoldBought");
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open });
    expect(reply(holdSeats(host, [2, 3]))).toBe("HoldPlaced");
  });

  test("that is paused before its time stays paused when the time comes", () => {
    const host = given({ onSaleAt: 5_000_000 });
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Pause });
    expect(host.advanceTo(5_000_000)).toEqual([]);
    expect(host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open })[0]).toMatchObject({
      phase: SalePhase.OnSale,
    });
  });

  test("that is opened before its time waits for it", () => {
    const host = given({ onSaleAt: 5_000_000 });
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Pause });
    const [opened] = host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open });
    expect(opened).toMatchObject({ phase: SalePhase.Announced });
    expect(host.advanceTo(5_000_000)).toHaveLength(1);
  });

  test("that is closed never opens again", () => {
    const host = given();
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Close });
    expect(reply(holdSeats(host, [0, 1]))).toBe("SaleClosed");
    expect(reply(host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open }))).toBe("SaleClosed");
  });

  test.each([
    ["an id that is taken", {}, { message: "ShowExists", value: 7 }],
    ["id 0", { showId: 0 }, { message: "IdOutOfRange", value: 0 }],
    ["an id too large", { showId: 1_000_001 }, { message: "IdOutOfRange", value: 1_000_001 }],
    ["an unknown chart", { showId: 8, chartId: 5 }, { message: "UnknownChart", value: 5 }],
    ["an unknown asset", { showId: 8, assetId: 5 }, { message: "UnknownAsset", value: 5 }],
    ["an unknown payee", { showId: 8, payeeAccountId: 5 }, { message: "UnknownAccount", value: 5 }],
    ["holds of no time", { showId: 8, holdDurationUs: 0 }, { message: "DurationOutOfRange", value: 0 }],
    [
      "holds of more than a day",
      { showId: 8, holdDurationUs: 86_400_000_001 },
      { message: "DurationOutOfRange", value: 86_400_000_001 },
    ],
    [
      "extensions of more than a day",
      { showId: 8, extensionUs: 86_400_000_001 },
      { message: "DurationOutOfRange", value: 86_400_000_001 },
    ],
    [
      "a category without a price",
      { showId: 8, prices: [{ category: 1, price: 1 }] },
      { message: "PriceMissing", value: 2 },
    ],
    [
      "a category with two prices",
      { showId: 8, prices: [1, 1, 2].map((category) => ({ category, price: 0 })) },
      { message: "PriceRepeated", value: 1 },
    ],
    [
      "a category out of range",
      { showId: 8, prices: [{ category: 33, price: 1 }] },
      { message: "CategoryOutOfRange", value: 33 },
    ],
    [
      "a price out of range",
      { showId: 8, prices: [{ category: 1, price: 1_000_000_000_001 }] },
      { message: "PriceOutOfRange", value: 1_000_000_000_001 },
    ],
  ])("with %s is refused", (_, changes, rejection) => {
    const host = given();
    expect(host.send("CreateShow", { ...showTerms, ...changes })[0]).toEqual(rejection);
    expect(host.send("GetShows")[0]).toMatchObject({ isLast: true, shows: [{ showId: 7, name: "Hamlet" }] });
  });

  test("needs a sealed chart", () => {
    const host = given();
    host.send("CreateChart", { chartId: 2, focalX: 0, focalY: 0, name: "half built" });
    const [rejection] = host.send("CreateShow", { ...showTerms, showId: 8, chartId: 2 });
    expect(rejection).toEqual({ message: "ChartNotSealed", value: 2 });
  });

  test("has its terms and its counts told", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    holdPlaces(host, 3);
    expect(host.send("GetShow", { showId: 7 })[0]).toEqual({
      message: "ShowDetails",
      ...showTerms,
      freeCount: 12,
      heldCount: 3,
      soldCount: 2,
      phase: SalePhase.OnSale,
    });
    expect(host.send("GetShow", { showId: 8 })[0]).toEqual({ message: "UnknownShow", value: 8 });
    expect(host.send("ChangeSale", { showId: 8, sale: SaleSwitch.Open })[0]).toEqual({
      message: "UnknownShow",
      value: 8,
    });
  });
});

describe("a chart", () => {
  const place = { chartId: 2, firstSeat: 0, rowNumber: 1, sectionNumber: 1, rowName: "A" };
  const seated = { chartId: 2, sectionNumber: 1, sectionKind: SectionKind.Seated, name: "Stalls" };
  const area = { ...seated, sectionKind: SectionKind.GeneralAdmission, category: 1, capacity: 10 };

  /** Chart 2 with one seated section and no seats. */
  function begun(limits: Partial<TicketingLimits> = {}): BoxOfficeHost {
    const host = new BoxOfficeHost(limits);
    host.send("CreateChart", { chartId: 2, focalX: 0, focalY: 0, name: "new" });
    host.send("AddSection", seated);
    return host;
  }

  test.each([
    ["an id that is taken", "CreateChart", { chartId: 2 }, { message: "ChartExists", value: 2 }],
    ["id 0", "CreateChart", { chartId: 0 }, { message: "IdOutOfRange", value: 0 }],
    [
      "a focal point out of range",
      "CreateChart",
      { focalX: -1_000_001 },
      { message: "CoordinateOutOfRange", value: -1_000_001 },
    ],
    ["a section of no chart", "AddSection", { chartId: 3 }, { message: "UnknownChart", value: 3 }],
    ["a section out of turn", "AddSection", { sectionNumber: 1 }, { message: "OutOfTurn", value: 2 }],
    ["seats with a capacity", "AddSection", { capacity: 4 }, { message: "CapacityOutOfRange", value: 4 }],
    [
      "a seated section with a category",
      "AddSection",
      { category: 4 },
      { message: "CategoryOutOfRange", value: 4 },
    ],
    [
      "an area without places",
      "AddSection",
      { ...area, sectionNumber: 2, capacity: 0 },
      { message: "CapacityOutOfRange", value: 0 },
    ],
    [
      "an area without a category",
      "AddSection",
      { ...area, sectionNumber: 2, category: 0 },
      { message: "CategoryOutOfRange", value: 0 },
    ],
    ["seats of no chart", "AddSeats", { chartId: 3 }, { message: "UnknownChart", value: 3 }],
    ["seats of no section", "AddSeats", { sectionNumber: 2 }, { message: "UnknownSection", value: 2 }],
    ["seats added twice", "AddSeats", { firstSeat: 1 }, { message: "OutOfTurn", value: 0 }],
    ["a row out of turn", "AddSeats", { rowNumber: 2 }, { message: "OutOfTurn", value: 1 }],
    [
      "a row to go on with that there is not",
      "AddSeats",
      { rowNumber: 0 },
      { message: "OutOfTurn", value: 1 },
    ],
    ["no seats", "AddSeats", { seats: [] }, { message: "NoSeats" }],
    [
      "a seat to the east of everything",
      "AddSeats",
      { seats: [seat(0, { x: 1_000_001 })] },
      { message: "CoordinateOutOfRange", value: 1_000_001 },
    ],
    [
      "a seat to the south of everything",
      "AddSeats",
      { seats: [seat(0, { y: -1_000_001 })] },
      { message: "CoordinateOutOfRange", value: -1_000_001 },
    ],
    [
      "a seat without a category",
      "AddSeats",
      { seats: [seat(0, { category: 0 })] },
      { message: "CategoryOutOfRange", value: 0 },
    ],
    ["nothing to sell", "SealChart", { chartId: 2 }, { message: "ChartEmpty", value: 2 }],
    ["no existence", "SealChart", { chartId: 3 }, { message: "UnknownChart", value: 3 }],
  ])("with %s is refused", (_, command, changes, rejection) => {
    const host = begun();
    const valid: Record<string, object> = {
      CreateChart: { chartId: 4, focalX: 0, focalY: 0, name: "next" },
      AddSection: { ...seated, sectionNumber: 2 },
      AddSeats: { ...place, seats: [seat(0)] },
      SealChart: {},
    };
    expect(host.send(command, { ...valid[command], ...changes })[0]).toEqual(rejection);
    expect(host.send("GetChart", { chartId: 2 })[0]).toMatchObject({ seatCount: 0, isSealed: false });
  });

  test("goes on with a row only under the row's name", () => {
    const host = begun();
    host.send("AddSeats", { ...place, seats: [seat(0)] });
    const more = { ...place, firstSeat: 1, seats: [seat(1)] };
    expect(host.send("AddSeats", { ...more, rowName: "B" })[0]).toEqual({ message: "OutOfTurn", value: 2 });
    expect(host.send("AddSeats", more)[0]).toMatchObject({ seatCount: 2, rowCount: 1 });
  });

  test("takes rows in the order of its sections", () => {
    const host = begun();
    host.send("AddSection", { ...seated, sectionNumber: 2, name: "Balcony" });
    host.send("AddSeats", { ...place, sectionNumber: 2, seats: [seat(0)] });
    const back = { ...place, firstSeat: 1, rowNumber: 2, seats: [seat(1)] };
    expect(host.send("AddSeats", back)[0]).toEqual({ message: "OutOfTurn", value: 2 });
  });

  test("that is sealed never changes", () => {
    const host = begun();
    host.send("AddSeats", { ...place, seats: [seat(0)] });
    host.send("SealChart", { chartId: 2 });
    const rejection = { message: "ChartIsSealed", value: 2 };
    expect(host.send("AddSeats", { ...place, firstSeat: 1, seats: [seat(1)] })[0]).toEqual(rejection);
    expect(host.send("AddSection", { ...seated, sectionNumber: 2 })[0]).toEqual(rejection);
    expect(host.send("SealChart", { chartId: 2 })[0]).toEqual(rejection);
  });

  test("is bounded in every direction", () => {
    const limits = {
      chartsMax: 1,
      sectionsPerChartMax: 1,
      rowsPerChartMax: 1,
      seatsPerChartMax: 3,
      showsMax: 1,
    };
    const host = begun(limits);
    const refused = (bound: number): Message => ({ message: "LimitReached", value: bound });
    expect(host.send("CreateChart", { chartId: 3, focalX: 0, focalY: 0, name: "" })[0]).toEqual(refused(1));
    expect(host.send("AddSection", { ...seated, sectionNumber: 2 })[0]).toEqual(refused(1));
    host.send("AddSeats", { ...place, seats: [seat(0), seat(1)] });
    const more = { ...place, firstSeat: 2, seats: [seat(2), seat(3)] };
    expect(host.send("AddSeats", more)[0]).toEqual(refused(3));
    expect(host.send("AddSeats", { ...more, rowNumber: 2, rowName: "B", seats: [seat(0)] })[0]).toEqual(
      refused(1),
    );
    host.send("SealChart", { chartId: 2 });
    host.send("CreateShow", { ...showTerms, chartId: 2 });
    expect(host.send("CreateShow", { ...showTerms, showId: 8, chartId: 2 })[0]).toEqual(refused(1));
  });

  test("has at most ten thousand seats in a section, so that its image is one reply", () => {
    const host = begun();
    const seats = Array.from({ length: 250 }, (_, index) => seat(index));
    for (let firstSeat = 0; firstSeat < 10_000; firstSeat += 250) {
      host.send("AddSeats", { ...place, firstSeat, seats });
    }
    const [rejection] = host.send("AddSeats", { ...place, firstSeat: 10_000, seats: [seat(0)] });
    expect(rejection).toEqual({ message: "LimitReached", value: 10_000 });
  });

  test("is built by operators", () => {
    const host = begun();
    for (const command of [
      "CreateChart",
      "AddSection",
      "AddSeats",
      "SealChart",
      "CreateShow",
      "ChangeSale",
    ]) {
      const value = {
        ...showTerms,
        ...area,
        ...place,
        focalX: 0,
        focalY: 0,
        seats: [],
        sale: SaleSwitch.Open,
      };
      expect(reply(host.send(command, value, customer(2)))).toBe("Forbidden");
    }
  });

  test("has its sections and seats told", () => {
    const host = given();
    expect(host.send("GetChart", { chartId: 1 })[0]).toEqual({
      message: "ChartDetails",
      chartId: 1,
      focalX: 0,
      focalY: -1,
      seatCount: 12,
      isSealed: true,
      sections: [
        { firstSeat: 0, seatCount: 12, capacity: 0, sectionKind: SectionKind.Seated, name: "Stalls" },
        {
          firstSeat: 12,
          seatCount: 0,
          capacity: 5,
          sectionKind: SectionKind.GeneralAdmission,
          category: 2,
          name: "Standing",
        },
      ],
      name: "Hall",
    });
    const [some] = host.send("GetSectionSeats", { chartId: 1, sectionNumber: 1, fromSeat: 10 });
    expect(some).toMatchObject({
      firstSeat: 10,
      isLast: true,
      seats: [
        { row: 2, rowName: "B", label: "5", x: 4, y: 1 },
        { row: 2, rowName: "B", label: "6", besidePrevious: true },
      ],
    });
    expect(reply(host.send("GetSectionSeats", { chartId: 1, sectionNumber: 2 }))).toBe("UnknownSection");
    expect(reply(host.send("GetSectionSeats", { chartId: 3, sectionNumber: 1 }))).toBe("UnknownChart");
    expect(reply(host.send("GetChart", { chartId: 3 }))).toBe("UnknownChart");
  });

  test("tells the seats of a long section in pieces", () => {
    const host = begun();
    const seats = Array.from({ length: 200 }, (_, index) => seat(index));
    for (const firstSeat of [0, 200]) host.send("AddSeats", { ...place, firstSeat, seats });
    const [first] = host.send("GetSectionSeats", { chartId: 2, sectionNumber: 1 });
    expect(first).toMatchObject({ firstSeat: 0, isLast: false });
    expect(first.seats).toHaveLength(256);
    const [rest] = host.send("GetSectionSeats", { chartId: 2, sectionNumber: 1, fromSeat: 256 });
    expect(rest).toMatchObject({ firstSeat: 256, isLast: true });
    expect(rest.seats).toHaveLength(144);
  });
});

describe("special seats", () => {
  const special: HallPlan = {
    ...hall,
    sections: [
      {
        name: "Stalls",
        rows: [
          {
            name: "A",
            seats: [
              seat(0, { attributes: SeatAttributes.House }),
              seat(1, { attributes: SeatAttributes.Blocked }),
              seat(2, { attributes: SeatAttributes.Accessible }),
              seat(3, { attributes: SeatAttributes.Companion }),
              seat(4),
              seat(5),
            ],
          },
        ],
      },
      hall.sections[1],
    ],
  };

  test("of the house are held by operators only, and go back to the house", () => {
    const host = given({}, special);
    expect(holdSeats(host, [0])[0]).toEqual({ message: "SeatNotForSale", value: 0 });
    const [{ holdId }] = holdSeats(host, [0], 2, operator);
    expect(drawing(host)).toBe("hx....");
    release(host, holdId);
    expect(drawing(host)).toBe("ox....");
  });

  test("that are blocked are sold to nobody", () => {
    const host = given({}, special);
    expect(holdSeats(host, [1], 2, operator)[0]).toEqual({ message: "SeatNotForSale", value: 1 });
  });

  test("are found for those who say that they need them", () => {
    const host = given({}, special);
    expect(holdBest(host, 2)[0]).toMatchObject({ seats: [{ seat: 4 }, { seat: 5 }] });
    const attributesAllowed = SeatAttributes.Accessible | SeatAttributes.Companion;
    expect(holdBest(host, 2, { attributesAllowed })[0]).toMatchObject({ seats: [{ seat: 2 }, { seat: 3 }] });
  });
});

describe("streams", () => {
  test("an image and the deltas after it show the same as the next image", () => {
    const host = given();
    const states = new Map<number, number>();
    const apply = (message: Message): void => {
      for (const run of message.runs as { seat: number; seatCount: number; state: number }[]) {
        for (let i = 0; i < run.seatCount; i++) states.set(run.seat + i, run.state);
      }
    };
    const [image] = host.send("GetSeatMap", { showSectionId: 7_001 });
    apply(image);
    const held = [holdSeats(host, [0, 1]), holdBest(host, 8, {}, 3), buy(host, 1), release(host, 2, 3)];
    const deltas = held.flat().filter(({ message }) => message === "SeatsChanged");
    deltas.forEach(apply);
    const [later] = host.send("GetSeatMap", { showSectionId: 7_001 });
    expect(deltas.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(later.sequence).toBe(4);
    const before = new Map(states);
    states.clear();
    apply(later);
    expect(before).toEqual(states);
  });

  test("a section that does not exist has no image", () => {
    const host = given();
    expect(host.send("GetSeatMap", { showSectionId: 8_001 })[0]).toEqual({
      message: "UnknownShow",
      value: 8,
    });
    expect(host.send("GetSeatMap", { showSectionId: 7_003 })[0]).toEqual({
      message: "UnknownSection",
      value: 3,
    });
    expect(host.send("GetSeatMap", { showSectionId: 7_000 })[0]).toEqual({
      message: "UnknownSection",
      value: 0,
    });
  });

  test("a hold is told to its owner with its seats while it lasts, and how it ended", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    const ask = (by: number): Message => host.send("GetHold", { holdId }, customer(by))[0];
    expect(ask(2)).toMatchObject({ status: HoldStatus.Pending, seats: [{ seat: 0 }, { seat: 1 }] });
    expect(ask(3)).toEqual({ message: "NotOwner", value: 2 });
    const [{ holds }] = host.send("GetHolds", { accountId: 2 }, customer(2));
    expect(holds).toMatchObject([{ holdId, seatCount: 2, amount: 2 * seatPrice }]);
    buy(host, holdId);
    expect(ask(2)).toMatchObject({ status: HoldStatus.Posted, firstTicketId: 1, seats: [] });
    expect(host.send("GetHolds", { accountId: 2 }, customer(2))[0]).toMatchObject({ holds: [] });
    expect(host.send("GetHold", { holdId: 99 }, customer(2))[0]).toEqual({
      message: "UnknownHold",
      value: 99,
    });
    expect(reply(host.send("GetHolds", { accountId: 2 }, customer(3)))).toBe("NotOwner");
    expect(reply(host.send("GetTickets", { accountId: 2 }, customer(3)))).toBe("NotOwner");
  });

  test("long lists come in pieces", () => {
    const host = given(
      { accountSeatsMax: 500 },
      { ...hall, sections: [{ name: "Field", category: 2, capacity: 500 }] },
    );
    for (let i = 0; i < 4; i++) {
      const places = { showId: 7, accountId: 2, sectionNumber: 1, seatCount: 30 };
      buy(host, host.send("HoldPlaces", places, customer(2))[0].holdId);
    }
    const [first] = host.send("GetTickets", { accountId: 2 }, customer(2));
    expect(first).toMatchObject({ isLast: false });
    expect(first.tickets).toHaveLength(100);
    const [rest] = host.send("GetTickets", { accountId: 2, afterTicketId: 100 }, customer(2));
    expect(rest).toMatchObject({ isLast: true });
    expect(rest.tickets).toHaveLength(20);
    for (let showId = 8; showId < 112; showId++) host.send("CreateShow", { ...showTerms, showId });
    const [shows] = host.send("GetShows");
    expect(shows.shows).toHaveLength(100);
    expect(host.send("GetShows", { afterShowId: 106 })[0]).toMatchObject({
      isLast: true,
      shows: [{ showId: 107 }, {}, {}, {}, {}],
    });
  });
});

describe("incidents of other people's box offices", () => {
  test("the last ticket is ordered twice (Attendize 473): one gets it", () => {
    const host = given({}, { ...hall, sections: [{ name: "Field", category: 2, capacity: 1 }] });
    const places = { showId: 7, sectionNumber: 1, seatCount: 1 };
    const first = host.send("HoldPlaces", { ...places, accountId: 2 }, customer(2));
    const second = host.send("HoldPlaces", { ...places, accountId: 3 }, customer(3));
    expect([reply(first), reply(second)]).toEqual(["HoldPlaced", "SoldOut"]);
    expect([reply(buy(host, first[0].holdId)), reply(buy(host, first[0].holdId))]).toEqual([
      "HoldBought",
      "HoldPosted",
    ]);
    expect(host.send("GetShow", { showId: 7 })[0]).toMatchObject({
      freeCount: 0,
      heldCount: 0,
      soldCount: 1,
    });
  });

  test("a purchase that is retried (event-espresso 109) sells once and is paid once", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    for (let attempt = 0; attempt < 5; attempt++) buy(host, holdId);
    expect(host.ledger.freeOf(payee, 1)).toBe(2 * seatPrice);
    expect(host.send("GetShow", { showId: 7 })[0]).toMatchObject({ soldCount: 2 });
  });

  test("a lock that was left out for speed (eventyay 1378): a thousand buyers, no seat sold twice", () => {
    const host = given();
    const outcomes = Array.from({ length: 1_000 }, (_, i) => {
      const [placed] = holdBest(host, 1 + (i % 3), {}, 2 + (i % 2));
      return placed.message === "HoldPlaced" ? reply(buy(host, placed.holdId, 2 + (i % 2))) : placed.message;
    });
    expect(new Set(outcomes)).toEqual(new Set(["HoldBought", "AccountLimit", "SoldOut"]));
    expect(drawing(host)).toBe("ssssssssssss");
  });

  test("tickets stuck in holds (TicketLeap 2010): all come back at their deadlines", () => {
    const field = { ...hall, sections: [{ name: "Field", category: 2, capacity: 1_000 }] };
    const host = given({ accountSeatsMax: 1_000 }, field);
    let held = 0;
    while (held < 471) {
      const seatCount = Math.min(471 - held, 1 + (held % 7));
      const places = { showId: 7, accountId: 2 + (held % 2), sectionNumber: 1, seatCount };
      host.send("HoldPlaces", places, operator);
      held += seatCount;
      host.now += 100_000;
    }
    const [before] = host.send("GetShow", { showId: 7 });
    expect(before).toMatchObject({ freeCount: 529, heldCount: 471 });
    host.advanceTo(host.now + holdDurationUs);
    expect(host.send("GetShow", { showId: 7 })[0]).toMatchObject({ freeCount: 1_000, heldCount: 0 });
  });
});
