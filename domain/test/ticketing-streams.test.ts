import { describe, expect, test } from "vitest";
import { HoldStatus } from "../ticketing/ticketing-messages.ts";
import { customer, operator, payee, type Message } from "./ticketing-host.ts";
import {
  seatPrice,
  holdDurationUs,
  given,
  holdSeats,
  holdBest,
  buy,
  release,
  drawing,
  reply,
  showTerms,
  hall,
} from "./ticketing-office.ts";

describe("streams", () => {
  test("an image and the deltas after it show the same as the next image", () => {
    const host = given();
    const states = new Map<number, number>();
    const apply = (message: Message): void => {
      for (const run of message.runs as { seat: number; seatCount: number; state: number }[]) {
        for (let i = 0; i < run.seatCount; i++) states.set(run.seat + i, run.state);
      }
    };
    const [image] = host.send("SeatMap", { showSectionId: 7_001 });
    apply(image);
    const held = [holdSeats(host, [0, 1]), holdBest(host, 8, {}, 3), buy(host, 1), release(host, 2, 3)];
    const deltas = held.flat().filter(({ message }) => message === "SeatsChanged");
    deltas.forEach(apply);
    const [later] = host.send("SeatMap", { showSectionId: 7_001 });
    expect(deltas.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(later.sequence).toBe(4);
    const before = new Map(states);
    states.clear();
    apply(later);
    expect(before).toEqual(states);
  });

  test("a section that does not exist has no image", () => {
    const host = given();
    expect(host.send("SeatMap", { showSectionId: 8_001 })[0]).toEqual({
      message: "UnknownShow",
      value: 8,
    });
    expect(host.send("SeatMap", { showSectionId: 7_003 })[0]).toEqual({
      message: "UnknownSection",
      value: 3,
    });
    expect(host.send("SeatMap", { showSectionId: 7_000 })[0]).toEqual({
      message: "UnknownSection",
      value: 0,
    });
  });

  test("a hold is told to its owner with its seats while it lasts, and how it ended", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    const ask = (by: number): Message => host.send("Hold", { holdId }, customer(by))[0];
    expect(ask(2)).toMatchObject({ status: HoldStatus.Pending, seats: [{ seat: 0 }, { seat: 1 }] });
    expect(ask(3)).toEqual({ message: "NotOwner", value: 2 });
    const [{ holds }] = host.send("Holds", { accountId: 2 }, customer(2));
    expect(holds).toMatchObject([{ holdId, seatCount: 2, amount: 2 * seatPrice }]);
    buy(host, holdId);
    expect(ask(2)).toMatchObject({ status: HoldStatus.Posted, firstTicketId: 1, seats: [] });
    expect(host.send("Holds", { accountId: 2 }, customer(2))[0]).toMatchObject({ holds: [] });
    expect(host.send("Hold", { holdId: 99 }, customer(2))[0]).toEqual({
      message: "UnknownHold",
      value: 99,
    });
    expect(reply(host.send("Holds", { accountId: 2 }, customer(3)))).toBe("NotOwner");
    expect(reply(host.send("Tickets", { accountId: 2 }, customer(3)))).toBe("NotOwner");
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
    const [first] = host.send("Tickets", { accountId: 2 }, customer(2));
    expect(first).toMatchObject({ isLast: false });
    expect(first.tickets).toHaveLength(100);
    const [rest] = host.send("Tickets", { accountId: 2, afterTicketId: 100 }, customer(2));
    expect(rest).toMatchObject({ isLast: true });
    expect(rest.tickets).toHaveLength(20);
    for (let showId = 8; showId < 112; showId++) host.send("CreateShow", { ...showTerms, showId });
    const [shows] = host.send("Shows");
    expect(shows.shows).toHaveLength(100);
    expect(host.send("Shows", { afterShowId: 106 })[0]).toMatchObject({
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
    expect(host.send("Show", { showId: 7 })[0]).toMatchObject({
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
    expect(host.send("Show", { showId: 7 })[0]).toMatchObject({ soldCount: 2 });
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
    const [before] = host.send("Show", { showId: 7 });
    expect(before).toMatchObject({ freeCount: 529, heldCount: 471 });
    host.advanceTo(host.now + holdDurationUs);
    expect(host.send("Show", { showId: 7 })[0]).toMatchObject({ freeCount: 1_000, heldCount: 0 });
  });
});
