import { describe, expect, test } from "vitest";
import { AccountsRejection } from "../accounts/accounts.ts";
import { chartCommands } from "../ticketing/hall-plan.ts";
import type { TicketingLimits } from "../ticketing/ticketing-limits.ts";
import { HoldStatus, SeatState, TicketStatus } from "../ticketing/ticketing-messages.ts";
import { BoxOfficeHost, customer, customerMoney, payee, type Message } from "./ticketing-host.ts";
import {
  seatPrice,
  hall,
  showTerms,
  given,
  holdSeats,
  holdPlaces,
  buy,
  release,
  drawing,
  reply,
} from "./ticketing-office.ts";

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
    expect(host.send("Ticket", { ticketId: 3 }, customer(2))[0]).toEqual({
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
    expect(reply(host.send("Ticket", { ticketId: 3 }, customer(3)))).toBe("NotOwner");
    expect(host.send("Ticket", { ticketId: 5 }, customer(2))[0]).toEqual({
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
    const [{ tickets }] = host.send("Tickets", { accountId: 3 }, customer(3));
    expect(tickets).toMatchObject([
      { ticketId: 3, seat: 0, status: TicketStatus.Valid },
      { ticketId: 4, seat: 1, status: TicketStatus.Valid },
    ]);
    const [{ tickets: old }] = host.send("Tickets", { accountId: 2 }, customer(2));
    expect(old).toMatchObject([{ ticketId: 1, status: TicketStatus.Refunded }, { ticketId: 2 }]);
  });
});
