import { Role } from "@lockstep/domain/contract/context";
import { testKit } from "@lockstep/test-kit/test-kit";
import { test } from "vitest";
import { application } from "../application.ts";

const scenario = testKit(application);
const seller = { name: "the seller", principalId: 1, roles: Role.Operator };
const alice = { name: "alice", principalId: 11, roles: Role.Trader };
const bob = { name: "bob", principalId: 12, roles: Role.Trader };
const clock = {
  startingPrice: 100,
  increment: 10,
  durationSeconds: 600,
  softCloseSeconds: 60,
  title: "a clock",
};

test("the highest bid wins when the hammer falls", () =>
  scenario(({ given, when, after, ask }) => {
    const { lotId } = given(seller, "OpenLot", clock);
    when(alice, "PlaceBid", { lotId, amount: 100 }).expect("HighestBidChanged", { bidderId: 11 });
    when(bob, "PlaceBid", { lotId, amount: 110 }).expect("BidPlaced", { amount: 110 });
    after("10m").expectEvents(["HammerFell", { lotId, winnerId: 12, amount: 110 }]);
    ask(alice, "Lot", { lotId }).expect("LotState", { isOpen: false, highestBid: 110, bidCount: 2 });
  }));

test("a late bid puts the end off, so that nobody wins by being last", () =>
  scenario(({ given, when, after }) => {
    const { lotId, closesAtUs } = given(seller, "OpenLot", clock);
    given(alice, "PlaceBid", { lotId, amount: 100 });
    after("9m 50s").expectNo();
    when(bob, "PlaceBid", { lotId, amount: 110 }).expect("BidPlaced", {
      closesAtUs: closesAtUs + 50_000_000,
    });
    after("59s").expectNo();
    after("1s").expect("HammerFell", { winnerId: 12 });
  }));

test("a lot that nobody wants goes to nobody", () =>
  scenario(({ given, after }) => {
    given(seller, "OpenLot", clock);
    after("10m").expectEvents(["HammerFell", { winnerId: 0, amount: 0 }]);
  }));

test("a bid is refused that is too low, too late, against oneself, or for nothing there is", () =>
  scenario(({ given, when, after }) => {
    const { lotId } = given(seller, "OpenLot", clock);
    when(alice, "PlaceBid", { lotId, amount: 99 }).expectRejection("BidTooLow", 100);
    given(alice, "PlaceBid", { lotId, amount: 100 });
    when(bob, "PlaceBid", { lotId, amount: 109 }).expectRejection("BidTooLow", 110);
    when(alice, "PlaceBid", { lotId, amount: 200 }).expectRejection("AlreadyHighest");
    when(bob, "PlaceBid", { lotId: 2, amount: 100 }).expectRejection("UnknownLot", 2);
    when(bob, "OpenLot", clock).expectRejection("Forbidden");
    after("10m");
    when(bob, "PlaceBid", { lotId, amount: 200 }).expectRejection("BiddingIsOver", 100);
  }));

test("a lot has a price, an increment and some time", () =>
  scenario(({ when }) => {
    for (const missing of ["startingPrice", "increment", "durationSeconds"]) {
      when(seller, "OpenLot", { ...clock, [missing]: 0 }).expectRejection("BadTerms");
    }
  }));
