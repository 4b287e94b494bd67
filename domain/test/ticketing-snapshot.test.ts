import { expect, test } from "vitest";
import { demoHall } from "../ticketing/demo-hall.ts";
import { ticketingLimits } from "../ticketing/ticketing-limits.ts";
import { Ticketing } from "../ticketing/ticketing-service.ts";
import { type RecordedEntity, fieldsNotInState, loadState, recordCopy, recordState } from "./state-record.ts";
import { BoxOfficeHost, customer, payee } from "./ticketing-host.ts";

/** Two shows, with holds of seats and places in every status, extended and not, and tickets of both kinds. */
function busy(): BoxOfficeHost {
  const host = new BoxOfficeHost();
  const commands = demoHall({ assetId: 1, payeeAccountId: payee, onSaleAt: 2_000_000_000 });
  for (const command of commands) host.send(command);
  const places = { showId: 1, sectionNumber: 5 };
  const hold = (seats: number[], accountId: number): number => {
    const picked = seats.map((seat) => ({ seat }));
    const [{ holdId }] = host.send("HoldSeats", { showId: 1, accountId, seats: picked }, customer(accountId));
    return holdId as number;
  };
  const timedOut = hold([29, 30], 2);
  host.now += 300_000_000;
  expect(host.send("BuyHold", { holdId: timedOut }, customer(2))[0].message).toBe("HoldTimedOut");
  host.send("ExtendHold", { holdId: hold([5, 6], 2) }, customer(2));
  const [{ firstTicketId }] = host.send("BuyHold", { holdId: hold([32, 33, 34], 3) }, customer(3));
  host.send("RefundTickets", { ticketId: firstTicketId, ticketCount: 1 });
  host.send("ReleaseHold", { holdId: hold([60, 61], 3) }, customer(3));
  host.send("HoldPlaces", { ...places, accountId: 2, seatCount: 2 }, customer(2));
  const [{ holdId }] = host.send("HoldPlaces", { ...places, accountId: 3, seatCount: 3 }, customer(3));
  host.send("BuyHold", { holdId }, customer(3));
  host.send("CreateChart", { chartId: 3, focalX: 1, focalY: 2, name: "being built" });
  return host;
}

const limits = { ...ticketingLimits, holdsMax: 1_024 };

test("a snapshot has the whole state: loaded, it is written again the same", () => {
  const { ticketing, ledger } = busy();
  const state = recordState(ticketing);
  const restored = loadState(new Ticketing(ledger, limits), state);
  expect(recordState(restored)).toEqual(state);
  expect(restored.violations()).toEqual([]);
  expect(recordCopy(ticketing, new Ticketing(ledger))).toEqual(state);
  expect([...new Set(state.map(({ kind }) => kind))]).toEqual([
    "boxOffice",
    "chart",
    "section",
    "row",
    "seat",
    "show",
    "price",
    "showSection",
    "hold",
    "ticket",
  ]);
});

test("a restored box office goes on as the one that was never stopped", () => {
  const host = busy();
  const restored = loadState(new Ticketing(host.ledger, limits), recordState(host.ticketing));
  const seatsOf = (ticketing: Ticketing): unknown => {
    const show = ticketing.catalogue.shows.get(1)!;
    const columns = [
      show.state,
      show.owner,
      show.nextSeat,
      show.rowLongestRun,
      show.rowNearestFree,
      show.sectionFree,
    ];
    return [
      ...columns,
      show.areaHeld,
      show.areaSold,
      show.sectionSequence,
      show.freeCount,
      show.accountCounts(),
    ];
  };
  expect(seatsOf(restored)).toEqual(seatsOf(host.ticketing));
});

test("every field of every kind of entity, altered, is seen in the state", () => {
  const { ticketing, ledger } = busy();
  const state = recordState(ticketing);
  // The first hold timed out; those that are pending or posted have more fields that matter.
  for (const entities of [state, withHoldFirst(state, 2), withHoldFirst(state, 3)]) {
    expect(fieldsNotInState(() => new Ticketing(ledger, limits), entities)).toEqual([]);
  }
});

/** The same state without the holds before one of them. */
function withHoldFirst(state: RecordedEntity[], holdId: number): RecordedEntity[] {
  return state.filter(({ kind, key }) => kind !== "hold" || key >= holdId);
}
