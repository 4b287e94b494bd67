import { Role } from "@lockstep/domain/contract/context";
import { drawTable } from "@lockstep/test-kit/table-drawing";
import { type ScenarioOf, testKit } from "@lockstep/test-kit/test-kit";
import { describe, expect, test } from "vitest";
import { application } from "../application.ts";
import { MarketStatus, Side } from "../betting-messages.ts";

const scenario = testKit(application);
type BettingScenario = ScenarioOf<typeof scenario>;

const operator = { name: "the house", principalId: 1, roles: Role.Operator };
const alice = { name: "alice", principalId: 11, roles: Role.Trader, accountId: 2 };
const bob = { name: "bob", principalId: 12, roles: Role.Trader, accountId: 3 };
const carol = { name: "carol", principalId: 13, roles: Role.Trader, accountId: 4 };
const house = { accountId: 1 };
const market = { marketId: 1 };

/** A race of three in an hour, of which the house takes 5 %, and three people with 1,000.00 each. */
function race({ given, now }: BettingScenario): void {
  given(operator, "CreateAsset", { code: "EUR", decimals: 2 });
  given(operator, "OpenAccount", { ownerPrincipalId: operator.principalId });
  for (const { principalId, accountId } of [alice, bob, carol]) {
    given(operator, "OpenAccount", { ownerPrincipalId: principalId });
    given(operator, "Deposit", { accountId, assetId: 1, amount: 1_000_00 });
  }
  given(operator, "CreateMarket", {
    assetId: 1,
    feeAccountId: house.accountId,
    commissionPpm: 50_000,
    startsAtUs: now + 3_600_000_000,
    runners: [{ runnerName: "Rosinante" }, { runnerName: "Pegasus" }, { runnerName: "Bucephalus" }],
    name: "The Derby",
  });
}

type Better = typeof alice;

function bet({ accountId }: Better, side: Side, odds: number, stake: number, runner = 1) {
  return { ...market, accountId, runner, side, odds, stake };
}

function money({ answer }: BettingScenario): string {
  const rows = [house, alice, bob, carol].map(({ accountId }) => {
    const [{ free, held } = { free: 0, held: 0 }] = answer(operator, "Balances", { accountId }).balances;
    return { accountId, free, held };
  });
  return drawTable(rows);
}

describe("a bet", () => {
  test("waits for somebody who takes the other side", () => {
    scenario((each) => {
      race(each);
      const { when, ask } = each;
      when(alice, "PlaceBet", bet(alice, Side.Back, 300, 100_00))
        .expect("BetPlaced", { matched: 0 })
        .expectNo();
      ask(bob, "Market", market).expect("MarketState", {
        status: MarketStatus.Open,
        offers: [{ runner: 1, side: Side.Back, odds: 300, stake: 100_00 }],
      });
    });
  });

  test("is matched with the best offer first, at the odds that were offered, in parts", () => {
    scenario((each) => {
      race(each);
      const { given, when, answer } = each;
      given(alice, "PlaceBet", bet(alice, Side.Lay, 300, 50_00));
      given(bob, "PlaceBet", bet(bob, Side.Lay, 320, 20_00));
      given(alice, "PlaceBet", bet(alice, Side.Lay, 250, 90_00));
      when(carol, "PlaceBet", bet(carol, Side.Back, 300, 100_00))
        .expect("BetPlaced", { matched: 70_00, offered: 30_00 })
        .expectEvents(
          ["BetMatched", { odds: 320, stake: 20_00, layerId: bob.accountId }],
          ["BetMatched", { odds: 300, stake: 50_00, layerId: alice.accountId }],
        );
      expect(drawTable(answer(bob, "Market", market).offers)).toMatchInlineSnapshot(`
        "runner  side  odds  stake
             1     1   300   3000
             1     2   250   9000"
      `);
    });
  });

  test("of a layer who gets better odds holds less", () => {
    scenario((each) => {
      race(each);
      const { given, when } = each;
      given(alice, "PlaceBet", bet(alice, Side.Back, 200, 10_00));
      when(bob, "PlaceBet", bet(bob, Side.Lay, 500, 10_00)).expect("BetMatched", { odds: 200 });
      expect(money(each)).toMatchInlineSnapshot(`
        "accountId    free  held
                1       0     0
                2   99000  1000
                3   99000  1000
                4  100000     0"
      `);
    });
  });

  test("holds the most that it can lose, and is refused when that is not there", () => {
    scenario((each) => {
      race(each);
      each
        .when(alice, "PlaceBet", bet(alice, Side.Lay, 1_101, 100_00))
        .expectRejection("InsufficientFunds", 1_000_00);
      each.when(alice, "PlaceBet", bet(alice, Side.Lay, 1_100, 100_00)).expect("BetPlaced");
    });
  });

  test("is taken back as long as nobody took it", () => {
    scenario((each) => {
      race(each);
      const { given, when } = each;
      const { betId } = given(alice, "PlaceBet", bet(alice, Side.Back, 300, 100_00));
      given(bob, "PlaceBet", bet(bob, Side.Lay, 300, 40_00));
      when(bob, "CancelBet", { ...market, betId }).expectRejection("NotOwner", alice.accountId);
      when(alice, "CancelBet", { ...market, betId }).expect("BetCancelled", { cancelled: 60_00 });
      when(alice, "CancelBet", { ...market, betId }).expectRejection("UnknownBet", betId);
    });
  });

  test("that makes no sense is refused by name", () => {
    scenario((each) => {
      race(each);
      const { when } = each;
      const sound = bet(alice, Side.Back, 300, 100_00);
      when(alice, "PlaceBet", { ...sound, marketId: 2 }).expectRejection("UnknownMarket", 2);
      when(alice, "PlaceBet", { ...sound, runner: 4 }).expectRejection("UnknownRunner", 4);
      when(alice, "PlaceBet", { ...sound, odds: 100 }).expectRejection("BadOdds", 100);
      when(alice, "PlaceBet", { ...sound, stake: 150 }).expectRejection("BadStake", 150);
      when(bob, "PlaceBet", sound).expectRejection("NotOwner", alice.accountId);
      when(operator, "PlaceBet", sound).expectRejection("Forbidden");
    });
  });
});

describe("a race", () => {
  /** Alice backs Rosinante with 100.00 at 3.00 against bob; carol offers to lay Pegasus. */
  function matched(each: BettingScenario): void {
    race(each);
    each.given(alice, "PlaceBet", bet(alice, Side.Back, 300, 100_00));
    each.given(bob, "PlaceBet", bet(bob, Side.Lay, 300, 100_00));
    each.given(carol, "PlaceBet", bet(carol, Side.Lay, 1_000, 10_00, 2));
  }

  test("pays the backers of the winner, and the house its part of what they won", () => {
    scenario((each) => {
      matched(each);
      const { when, answer } = each;
      expect(drawTable(answer(alice, "Prospects", { ...market, accountId: alice.accountId }).prospects))
        .toMatchInlineSnapshot(`
        "runner  profit
             1   20000
             2  -10000
             3  -10000"
      `);
      when(operator, "SettleMarket", { ...market, winner: 1 })
        .expect("MarketClosed", { commission: 10_00 })
        .expectEvents(
          ["BetsPaid", { accountId: alice.accountId, profit: 190_00, commission: 10_00 }],
          ["BetsPaid", { accountId: bob.accountId, profit: -200_00, commission: 0 }],
        );
      expect(money(each)).toMatchInlineSnapshot(`
        "accountId    free  held
                1    1000     0
                2  119000     0
                3   80000     0
                4  100000     0"
      `);
    });
  });

  test("pays the layers of all others", () => {
    scenario((each) => {
      matched(each);
      each
        .when(operator, "SettleMarket", { ...market, winner: 3 })
        .expect("MarketClosed", { commission: 5_00 });
      expect(money(each)).toMatchInlineSnapshot(`
        "accountId    free  held
                1     500     0
                2   90000     0
                3  109500     0
                4  100000     0"
      `);
    });
  });

  test("that does not take place gives all money back", () => {
    scenario((each) => {
      matched(each);
      const { when } = each;
      when(operator, "VoidMarket", market).expect("MarketClosed", { commission: 0 });
      expect(money(each)).toMatchInlineSnapshot(`
        "accountId    free  held
                1       0     0
                2  100000     0
                3  100000     0
                4  100000     0"
      `);
      when(operator, "SettleMarket", { ...market, winner: 1 }).expectRejection("AlreadyClosed");
      each.after("1h").expectNo();
    });
  });

  test("takes no bets any more when it has begun, and what nobody took lapses", () => {
    scenario((each) => {
      matched(each);
      const { after, when } = each;
      after("59m").expectNo();
      after("1m").expectEvents(["MarketWentOff", { lapsed: 10_00 }]);
      when(carol, "PlaceBet", bet(carol, Side.Back, 300, 10_00)).expectRejection("MarketNotOpen");
      when(operator, "SettleMarket", { ...market, winner: 2 }).expect("MarketClosed");
    });
  });
});

test("a day at the races comes to the same in all ways", () => {
  scenario(
    (each) => {
      race(each);
      each.given(alice, "PlaceBet", bet(alice, Side.Back, 300, 100_00));
      each.given(bob, "PlaceBet", bet(bob, Side.Lay, 310, 60_00));
      each.after("1h");
      each.when(operator, "SettleMarket", { ...market, winner: 1 }).expect("MarketClosed");
    },
    { variants: ["twice", "replay", "snapshots", "duplicates"] },
  );
});
