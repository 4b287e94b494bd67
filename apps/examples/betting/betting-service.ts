import type { Accounts } from "@lockstep/domain/accounts/accounts";
import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  BetCancelledEncoder,
  BetMatchedEncoder,
  BetPlacedEncoder,
  BetsPaidEncoder,
  type BettingHandlers,
  type CancelBetDecoder,
  type CreateMarketDecoder,
  MarketClosedEncoder,
  MarketCreatedEncoder,
  type MarketDecoder,
  MarketStateEncoder,
  MarketStatus,
  type MarketStartsDecoder,
  MarketStartsEncoder,
  MarketWentOffEncoder,
  type PlaceBetDecoder,
  ProspectListEncoder,
  type ProspectsDecoder,
  RejectionCode,
  type SettleMarketDecoder,
  Side,
  type VoidMarketDecoder,
} from "./betting-messages.ts";
import { type Bet, heldFor, inOrderOfOffer, liability, type Match, profits, take } from "./betting-model.ts";

const ODDS_MIN = 101;
const ODDS_MAX = 100_000;
const COMMISSION_PPM_MAX = 100_000;
const STAKE_MAX = 1_000_000_000_000;
const ONE_MILLION = 1_000_000;

interface Market {
  readonly marketId: number;
  readonly assetId: number;
  readonly feeAccountId: number;
  readonly commissionPpm: number;
  readonly startsAtUs: number;
  readonly name: string;
  readonly runnerNames: readonly string[];
  status: MarketStatus;
  /** What waits for others, by the bet's id. */
  readonly offers: Map<number, Bet>;
  readonly matches: Match[];
}

/**
 * Markets and their bets. The money is in the accounts, which are given to it: every bet holds the most that it can
 * lose, so that nobody has to be trusted.
 */
export class Betting implements BettingHandlers {
  private readonly accounts: Accounts;
  private readonly markets = new Map<number, Market>();
  private readonly marketCreated = new MarketCreatedEncoder();
  private readonly betPlaced = new BetPlacedEncoder();
  private readonly betCancelled = new BetCancelledEncoder();
  private readonly marketClosed = new MarketClosedEncoder();
  private readonly marketState = new MarketStateEncoder();
  private readonly prospectList = new ProspectListEncoder();
  private readonly betMatched = new BetMatchedEncoder();
  private readonly marketWentOff = new MarketWentOffEncoder();
  private readonly betsPaid = new BetsPaidEncoder();
  private readonly marketStarts = new MarketStartsEncoder();

  constructor(accounts: Accounts) {
    this.accounts = accounts;
  }

  onCreateMarket(command: CreateMarketDecoder, context: Context): void {
    const { assetId, feeAccountId, commissionPpm, startsAtUs, runners, name } = command.toObject();
    if (!this.accounts.hasAsset(assetId)) return context.reject(RejectionCode.UnknownAsset, assetId);
    if (!this.accounts.hasAccount(feeAccountId)) {
      return context.reject(RejectionCode.UnknownAccount, feeAccountId);
    }
    if (runners.length < 2 || startsAtUs <= context.now || commissionPpm > COMMISSION_PPM_MAX) {
      return context.reject(RejectionCode.BadTerms);
    }
    const marketId = this.markets.size + 1;
    const terms = { marketId, assetId, feeAccountId, commissionPpm, startsAtUs, name };
    const runnerNames = runners.map(({ runnerName }) => runnerName);
    this.markets.set(marketId, {
      ...terms,
      runnerNames,
      status: MarketStatus.Open,
      offers: new Map(),
      matches: [],
    });
    this.marketStarts.schedule(context, startsAtUs, marketId);
    this.marketCreated.reply(context).set({ marketId });
  }

  onPlaceBet(command: PlaceBetDecoder, context: Context): void {
    const { marketId, accountId, runner, side, odds, stake } = command;
    const market = this.markets.get(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    if (market.status !== MarketStatus.Open) return context.reject(RejectionCode.MarketNotOpen);
    if (runner < 1 || runner > market.runnerNames.length) {
      return context.reject(RejectionCode.UnknownRunner, runner);
    }
    if (odds < ODDS_MIN || odds > ODDS_MAX) return context.reject(RejectionCode.BadOdds, odds);
    const isWhole = stake > 0 && stake % 100 === 0 && stake <= STAKE_MAX;
    if (!isWhole) return context.reject(RejectionCode.BadStake, stake);
    const refusal = this.accounts.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    if (this.accounts.hold(accountId, market.assetId, heldFor(side, odds, stake)) !== 0) {
      const free = this.accounts.freeOf(accountId, market.assetId);
      return context.reject(RejectionCode.InsufficientFunds, free);
    }

    const bet: Bet = { betId: context.nextId(), accountId, runner, side, odds, offered: stake };
    const matches = take(bet, market.offers.values());
    for (const [betId, { offered }] of market.offers) if (offered === 0) market.offers.delete(betId);
    if (bet.offered > 0) market.offers.set(bet.betId, bet);
    this.betPlaced
      .reply(context)
      .set({ betId: bet.betId, matched: stake - bet.offered, offered: bet.offered });
    for (const match of matches) this.record(market, bet, match, context);
  }

  onCancelBet({ marketId, betId }: CancelBetDecoder, context: Context): void {
    const market = this.markets.get(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    const bet = market.offers.get(betId);
    if (bet === undefined) return context.reject(RejectionCode.UnknownBet, betId);
    const refusal = this.accounts.authorize(bet.accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, bet.accountId);
    this.withdraw(market, bet);
    this.betCancelled.reply(context).set({ cancelled: bet.offered });
  }

  onMarketStarts({ key }: MarketStartsDecoder, context: Context): void {
    const market = this.markets.get(key)!;
    if (market.status !== MarketStatus.Open) return; // It was void before.
    market.status = MarketStatus.Off;
    this.marketWentOff.publish(context).set({ marketId: key, lapsed: this.lapse(market) });
  }

  onSettleMarket({ marketId, winner }: SettleMarketDecoder, context: Context): void {
    const market = this.markets.get(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    if (winner < 1 || winner > market.runnerNames.length) {
      return context.reject(RejectionCode.UnknownRunner, winner);
    }
    if (!isRunning(market)) return context.reject(RejectionCode.AlreadyClosed);
    this.lapse(market);
    market.status = MarketStatus.Settled;
    for (const match of market.matches) this.pay(market, match, winner);
    let taken = 0;
    for (const [accountId, gross] of profits(market.matches, winner)) {
      const commission = gross > 0 ? Math.floor((gross * market.commissionPpm) / ONE_MILLION) : 0;
      this.must(this.accounts.transfer(accountId, market.feeAccountId, market.assetId, commission));
      this.betsPaid.publish(context).set({ marketId, accountId, profit: gross - commission, commission });
      taken += commission;
    }
    this.marketClosed.reply(context).set({ marketId, commission: taken });
  }

  onVoidMarket({ marketId }: VoidMarketDecoder, context: Context): void {
    const market = this.markets.get(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    if (!isRunning(market)) return context.reject(RejectionCode.AlreadyClosed);
    this.lapse(market);
    market.status = MarketStatus.Void;
    for (const { backerId, layerId, odds, stake } of market.matches) {
      this.must(this.accounts.release(backerId, market.assetId, stake));
      this.must(this.accounts.release(layerId, market.assetId, liability(odds, stake)));
    }
    this.marketClosed.reply(context).set({ marketId, commission: 0 });
  }

  onMarket({ marketId }: MarketDecoder, context: Context): void {
    const market = this.markets.get(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    const { status, startsAtUs } = market;
    const offers: { runner: number; side: Side; odds: number; stake: number }[] = [];
    for (const { runner, side, odds, offered } of [...market.offers.values()].sort(inOrderOfOffer)) {
      const last = offers.at(-1);
      if (last?.runner === runner && last.side === side && last.odds === odds) last.stake += offered;
      else offers.push({ runner, side, odds, stake: offered });
    }
    const matched = market.matches.reduce((sum, { stake }) => sum + stake, 0);
    this.marketState
      .reply(context)
      .set({ marketId, status, startsAtUs, matched, offers: offers.slice(0, 1_000) });
  }

  onProspects({ marketId, accountId }: ProspectsDecoder, context: Context): void {
    const market = this.markets.get(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    const refusal = this.accounts.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    const prospects = market.runnerNames.map((_, at) => ({
      runner: at + 1,
      profit: profits(market.matches, at + 1).get(accountId) ?? 0,
    }));
    this.prospectList.reply(context).set({ prospects });
  }

  /** Of each account what is held is what its bets can lose, and no two offers are left that would take each other. */
  violations(): string[] {
    const found: string[] = [];
    const held = new Map<string, number>();
    const add = (accountId: number, assetId: number, amount: number): void => {
      const key = `${accountId}/${assetId}`;
      held.set(key, (held.get(key) ?? 0) + amount);
    };
    for (const market of this.markets.values()) {
      const { marketId, assetId, offers, matches } = market;
      for (const { accountId, side, odds, offered } of offers.values()) {
        add(accountId, assetId, heldFor(side, odds, offered));
      }
      for (const { backerId, layerId, odds, stake } of matches) {
        add(backerId, assetId, isRunning(market) ? stake : 0);
        add(layerId, assetId, isRunning(market) ? liability(odds, stake) : 0);
      }
      for (const back of offers.values()) {
        if (back.side === Side.Back && take({ ...back }, copies(offers)).length > 0) {
          found.push(`market ${marketId}: bet ${back.betId} would take another offer`);
        }
      }
    }
    for (const [key, amount] of held) {
      const [accountId, assetId] = key.split("/").map(Number);
      const actual = this.accounts.heldOf(accountId, assetId);
      if (actual === amount) continue;
      found.push(`account ${accountId}: ${actual} is held, its bets can lose ${amount}`);
    }
    return found;
  }

  takeSnapshot(writer: StateWriter): void {
    for (const market of this.markets.values()) {
      writer.entity("market", market.marketId);
      for (const name of ["assetId", "feeAccountId", "commissionPpm", "startsAtUs", "status"] as const) {
        writer.number(name, market[name]);
      }
      writer.text("name", market.name);
      market.runnerNames.forEach((name, at) => {
        writer.entity("runner", at + 1);
        writer.text("name", name);
      });
      for (const { betId, accountId, runner, side, odds, offered } of market.offers.values()) {
        writer.entity("offer", betId);
        writer.number("accountId", accountId);
        writer.number("runner", runner);
        writer.number("side", side);
        writer.number("odds", odds);
        writer.number("offered", offered);
      }
      market.matches.forEach(({ runner, backerId, layerId, odds, stake }, at) => {
        writer.entity("match", at + 1);
        writer.number("runner", runner);
        writer.number("backerId", backerId);
        writer.number("layerId", layerId);
        writer.number("odds", odds);
        writer.number("stake", stake);
      });
    }
  }

  loadSnapshot(reader: StateReader): void {
    for (let id = reader.entity("market"); id !== undefined; id = reader.entity("market")) {
      const assetId = reader.number("assetId");
      const feeAccountId = reader.number("feeAccountId");
      const commissionPpm = reader.number("commissionPpm");
      const startsAtUs = reader.number("startsAtUs");
      const status = reader.number("status") as MarketStatus;
      const name = reader.text("name");
      const runnerNames: string[] = [];
      const offers = new Map<number, Bet>();
      const matches: Match[] = [];
      while (reader.entity("runner") !== undefined) runnerNames.push(reader.text("name"));
      for (let betId = reader.entity("offer"); betId !== undefined; betId = reader.entity("offer")) {
        const accountId = reader.number("accountId");
        const runner = reader.number("runner");
        const side = reader.number("side") as Side;
        const odds = reader.number("odds");
        offers.set(betId, { betId, accountId, runner, side, odds, offered: reader.number("offered") });
      }
      while (reader.entity("match") !== undefined) {
        const runner = reader.number("runner");
        const backerId = reader.number("backerId");
        const layerId = reader.number("layerId");
        const odds = reader.number("odds");
        matches.push({ runner, backerId, layerId, odds, stake: reader.number("stake") });
      }
      const terms = { marketId: id, assetId, feeAccountId, commissionPpm, startsAtUs, name };
      this.markets.set(id, { ...terms, runnerNames, status, offers, matches });
    }
  }

  private record(market: Market, bet: Bet, match: Match, context: Context): void {
    const { marketId, assetId } = market;
    const { runner, odds, stake, backerId, layerId } = match;
    market.matches.push(match);
    this.betMatched.publish(context).set({ marketId, runner, odds, stake, backerId, layerId });
    if (bet.side === Side.Back) return;
    // A layer who gets better odds than asked for may lose less than is held.
    const spared = liability(bet.odds, stake) - liability(odds, stake);
    this.must(this.accounts.release(layerId, assetId, spared));
  }

  private pay({ assetId }: Market, { runner, backerId, layerId, odds, stake }: Match, winner: number): void {
    const [from, to] = runner === winner ? [layerId, backerId] : [backerId, layerId];
    const [paid, back] =
      runner === winner ? [liability(odds, stake), stake] : [stake, liability(odds, stake)];
    this.must(this.accounts.settle(from, to, assetId, paid));
    this.must(this.accounts.release(to, assetId, back));
  }

  /** @returns what was on offer */
  private lapse(market: Market): number {
    let lapsed = 0;
    for (const bet of market.offers.values()) {
      lapsed += bet.offered;
      this.withdraw(market, bet);
    }
    return lapsed;
  }

  private withdraw(market: Market, { betId, accountId, side, odds, offered }: Bet): void {
    market.offers.delete(betId);
    this.must(this.accounts.release(accountId, market.assetId, heldFor(side, odds, offered)));
  }

  /** What is held suffices: anything else is a bug of ours, and halts the apply. */
  private must(refusal: number): void {
    if (refusal !== 0) throw new Error(`the accounts refuse with ${refusal} what is held for it`);
  }
}

function isRunning({ status }: Market): boolean {
  return status === MarketStatus.Open || status === MarketStatus.Off;
}

function copies(offers: ReadonlyMap<number, Bet>): Bet[] {
  return [...offers.values()].map((offer) => ({ ...offer }));
}
