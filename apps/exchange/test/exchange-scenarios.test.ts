import { Role } from "@lockstep/domain/contract/context";
import {
  OrderStatus,
  OrderType,
  type PlaceOrder,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs } from "@lockstep/domain/accounts/accounts-messages";
import { protocol } from "@lockstep/domain/contract/protocol";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { exchangeCodecs } from "@lockstep/domain/exchange/exchange-messages";
import { drawBook } from "@lockstep/test-kit/book-drawing";
import { type ScenarioOf, testKit } from "@lockstep/test-kit/test-kit";
import { expect, test } from "vitest";
import { application } from "../application.ts";

/** All services of the application, of which these scenarios speak to two. */
const scenario = testKit({
  ...application,
  protocols: [protocol(accountsContract, accountsCodecs), protocol(exchangeContract, exchangeCodecs)],
});
type ExchangeScenario = ScenarioOf<typeof scenario>;

const operator = { name: "the operator", principalId: 1, roles: Role.Operator };
const alice = { name: "alice", principalId: 11, roles: Role.Trader, accountId: 2 };
const bob = { name: "bob", principalId: 12, roles: Role.Trader, accountId: 3 };
const marketId = 1;

/** A market in shares, in which alice and bob have plenty of both sides. */
function market({ given }: ExchangeScenario): void {
  given(operator, "CreateAsset", { code: "SHARE", decimals: 0 });
  given(operator, "CreateAsset", { code: "MONEY", decimals: 2 });
  given(operator, "OpenAccount", { ownerPrincipalId: operator.principalId });
  for (const { principalId, accountId } of [alice, bob]) {
    given(operator, "OpenAccount", { ownerPrincipalId: principalId });
    for (const assetId of [1, 2]) given(operator, "Deposit", { accountId, assetId, amount: 10_000 });
  }
  given(operator, "CreateMarket", {
    symbol: "SHARE-MONEY",
    baseAssetId: 1,
    quoteAssetId: 2,
    feeAccountId: 1,
    lotSize: 1,
    tickSize: 1,
    referencePriceTicks: 0,
    priceBandPpm: 0,
    minimumQuantityLots: 1,
    maximumQuantityLots: 1_000,
    minimumNotional: 0,
    maximumNotional: 1_000_000,
    openOrdersMax: 100,
    makerFeePpm: 0,
    takerFeePpm: 0,
  });
}

function limit(trader: typeof alice, side: Side, quantityLots: number, priceTicks: number): PlaceOrder {
  return {
    accountId: trader.accountId,
    marketId,
    side,
    type: OrderType.Limit,
    timeInForce: TimeInForce.GoodTillCancelled,
    selfTradePrevention: SelfTradePrevention.None,
    postOnly: false,
    priceTicks,
    quantityLots,
  };
}

test("an order takes the best prices of the other side, and rests with what is left of it", () =>
  scenario((each) => {
    market(each);
    const { given, when, answer } = each;
    given(alice, "PlaceOrder", limit(alice, Side.Sell, 5, 101));
    given(alice, "PlaceOrder", limit(alice, Side.Sell, 3, 102));
    given(alice, "PlaceOrder", limit(alice, Side.Sell, 4, 102));
    given(bob, "PlaceOrder", limit(bob, Side.Buy, 9, 99));
    expect(drawBook(answer(bob, "Book", { marketId }))).toMatchInlineSnapshot(`
      "bid | price | offer
          |   102 | 7 (2)
          |   101 | 5
        9 |    99 |"
    `);
    when(bob, "PlaceOrder", limit(bob, Side.Buy, 7, 101))
      .expect("OrderPlaced", { status: OrderStatus.PartlyFilled, executedLots: 5, remainingLots: 2 })
      .expect("TradeExecuted", { priceTicks: 101, quantityLots: 5, takerSide: Side.Buy });
    expect(drawBook(answer(bob, "Book", { marketId }))).toMatchInlineSnapshot(`
      "bid | price | offer
          |   102 | 7 (2)
        2 |   101 |
        9 |    99 |"
    `);
  }));

test("an order that is good till a date leaves the book then, with its money", () =>
  scenario((each) => {
    market(each);
    const { given, after, answer, now } = each;
    const expiresAtUs = now + 60_000_000;
    const order = { ...limit(bob, Side.Buy, 9, 99), timeInForce: TimeInForce.GoodTillDate, expiresAtUs };
    given(bob, "PlaceOrder", order);
    after("59s").expectNo();
    after("1s").expect("OrderExpired", { accountId: bob.accountId, cancelledLots: 9 });
    expect(drawBook(answer(bob, "Book", { marketId }))).toBe("bid | price | offer");
    expect(answer(bob, "Balances", { accountId: bob.accountId }).balances).toEqual([
      { assetId: 1, free: 10_000, held: 0 },
      { assetId: 2, free: 10_000, held: 0 },
    ]);
  }));
