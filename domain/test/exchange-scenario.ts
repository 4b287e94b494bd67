import { accountsContract } from "../accounts/accounts-contract.ts";
import { accountsCodecs } from "../accounts/accounts-messages.ts";
import { createAccounts } from "../accounts/accounts-service.ts";
import { Ledger } from "../accounts/ledger.ts";
import { Role } from "../contract/context.ts";
import { exchangeContract } from "../exchange/exchange-contract.ts";
import {
  type CreateMarket,
  OrderType,
  type PlaceOrder,
  SelfTradePrevention,
  Side,
  TimeInForce,
  exchangeCodecs,
  exchangeService,
} from "../exchange/exchange-messages.ts";
import { Exchange } from "../exchange/exchange-service.ts";
import { type Outcome, Scenario } from "./scenario.ts";

export const OPERATOR = 1;
/** Principals, each with an account; the accounts have the numbers behind them. */
export const alice = { principalId: 11, accountId: 2 };
export const bob = { principalId: 12, accountId: 3 };
export const carol = { principalId: 13, accountId: 4 };
export const FEE_ACCOUNT = 1;
export const SHARES = 1;
export const MONEY = 2;
export const MARKET = 1;

export type Trader = typeof alice;

/** A market without fees, band or narrow filters, in which a lot at one tick costs one minor unit. */
export const plainMarket: CreateMarket = {
  symbol: "SHARE-MONEY",
  baseAssetId: SHARES,
  quoteAssetId: MONEY,
  feeAccountId: FEE_ACCOUNT,
  lotSize: 1,
  tickSize: 1,
  referencePriceTicks: 0,
  priceBandPpm: 0,
  minimumQuantityLots: 1,
  maximumQuantityLots: 1_000_000,
  minimumNotional: 0,
  maximumNotional: Number.MAX_SAFE_INTEGER,
  openOrdersMax: 100,
  makerFeePpm: 0,
  takerFeePpm: 0,
};

/** Accounts and exchange as they run together, with three traders and a market. */
export class ExchangeScenario {
  readonly ledger: Ledger;
  readonly exchange: Exchange;
  readonly scenario: Scenario;

  /** @param loaded services that have their state already */
  constructor(market: Partial<CreateMarket> = {}, loaded?: { ledger: Ledger; exchange: Exchange }) {
    this.ledger = loaded?.ledger ?? new Ledger();
    this.exchange = loaded?.exchange ?? new Exchange(this.ledger);
    this.scenario = new Scenario(
      { service: createAccounts(this.ledger), contract: accountsContract, codecs: accountsCodecs },
      { service: exchangeService(this.exchange), contract: exchangeContract, codecs: exchangeCodecs },
    );
    if (loaded !== undefined) return;
    this.byOperator("CreateAsset", { code: "SHARE", decimals: 0 });
    this.byOperator("CreateAsset", { code: "MONEY", decimals: 2 });
    this.byOperator("OpenAccount", { ownerPrincipalId: OPERATOR });
    for (const { principalId } of [alice, bob, carol]) {
      this.byOperator("OpenAccount", { ownerPrincipalId: principalId });
    }
    this.byOperator("CreateMarket", { ...plainMarket, ...market });
  }

  /** Gives the traders this much of both assets. */
  withFunds(amount: number, ...traders: Trader[]): this {
    for (const { accountId } of traders.length === 0 ? [alice, bob, carol] : traders) {
      for (const assetId of [SHARES, MONEY]) {
        this.byOperator("Deposit", { accountId, assetId, amount }).replies("BalanceMoved");
      }
    }
    return this;
  }

  byOperator(name: string, fields: object): Outcome {
    return this.scenario.as(OPERATOR, Role.Operator).when(name, fields);
  }

  by(trader: Trader, name: string, fields: object = {}): Outcome {
    const accountId = { accountId: trader.accountId };
    return this.scenario.as(trader.principalId, Role.Trader).when(name, { ...accountId, ...fields });
  }

  ask(trader: Trader, name: string, fields: object = {}): Outcome {
    const accountId = { accountId: trader.accountId };
    return this.scenario.as(trader.principalId, Role.Trader).ask(name, { ...accountId, ...fields });
  }

  buy(trader: Trader, quantityLots: number, priceTicks: number, more: Partial<PlaceOrder> = {}): Outcome {
    return this.by(trader, "PlaceOrder", { ...limit(Side.Buy, quantityLots, priceTicks), ...more });
  }

  sell(trader: Trader, quantityLots: number, priceTicks: number, more: Partial<PlaceOrder> = {}): Outcome {
    return this.by(trader, "PlaceOrder", { ...limit(Side.Sell, quantityLots, priceTicks), ...more });
  }

  buyAtMarket(trader: Trader, quantityLots: number, more: Partial<PlaceOrder> = {}): Outcome {
    return this.by(trader, "PlaceOrder", { ...atMarket(Side.Buy, quantityLots), ...more });
  }

  sellAtMarket(trader: Trader, quantityLots: number, more: Partial<PlaceOrder> = {}): Outcome {
    return this.by(trader, "PlaceOrder", { ...atMarket(Side.Sell, quantityLots), ...more });
  }

  /** Free and held minor units. */
  balance(trader: { accountId: number }, assetId: number): { free: number; held: number } {
    return {
      free: this.ledger.freeOf(trader.accountId, assetId),
      held: this.ledger.heldOf(trader.accountId, assetId),
    };
  }

  /** Levels from the best, as "quantity@price (orders)". */
  get bids(): string[] {
    return this.levels("bids");
  }

  get offers(): string[] {
    return this.levels("offers");
  }

  private levels(side: "bids" | "offers"): string[] {
    const image = this.scenario.as(OPERATOR, Role.Operator).ask("Book", { marketId: MARKET }).reply!;
    const levels = image[side] as { priceTicks: number; quantityLots: number; orderCount: number }[];
    return levels.map((level) => `${level.quantityLots}@${level.priceTicks} (${level.orderCount})`);
  }
}

/** The order's number in a reply or event. */
export function orderIdOf(outcome: Outcome): number {
  return outcome.reply!["orderId"] as number;
}

function limit(side: Side, quantityLots: number, priceTicks: number): Partial<PlaceOrder> {
  return {
    marketId: MARKET,
    side,
    type: OrderType.Limit,
    timeInForce: TimeInForce.GoodTillCancelled,
    selfTradePrevention: SelfTradePrevention.None,
    postOnly: false,
    priceTicks,
    quantityLots,
  };
}

function atMarket(side: Side, quantityLots: number): Partial<PlaceOrder> {
  return {
    marketId: MARKET,
    side,
    type: OrderType.Market,
    timeInForce: TimeInForce.ImmediateOrCancel,
    selfTradePrevention: SelfTradePrevention.None,
    postOnly: false,
    quantityLots,
  };
}
