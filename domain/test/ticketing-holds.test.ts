import { describe, expect, test } from "vitest";
import { Role } from "../contract/context.ts";
import { chartCommands } from "../ticketing/hall-plan.ts";
import { HoldStatus, SeatState, Together } from "../ticketing/ticketing-messages.ts";
import { BoxOfficeHost, customer, customerMoney, operator } from "./ticketing-host.ts";
import {
  seatPrice,
  placePrice,
  holdDurationUs,
  extensionUs,
  hall,
  showTerms,
  given,
  holdSeats,
  holdBest,
  holdPlaces,
  buy,
  release,
  drawing,
  freePlaces,
  reply,
} from "./ticketing-office.ts";

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
    const [ticket] = host.send("Ticket", { ticketId: firstTicketId }, customer(2));
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
