import { accountsRejections } from "@lockstep/domain/accounts/accounts-rejections";
import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import {
  ascii,
  enumeration,
  enumOf,
  group,
  i53,
  id,
  u16,
  u32,
  u53,
  utf8,
} from "@lockstep/domain/contract/fields";

const marketId = u32("the market");
const accountId = u32("whose money");
const runner = u16("which of the market's runners, from 1");
const odds = u32("what a stake of 1 comes back as, stake included", "hundredths");
const stake = u53("what the backer puts in", "minor units of the asset");
const side = enumOf("Side", "for or against the runner");
const startsAtUs = u53("when the market goes off", "microseconds since 1970");

export const bettingContract: Contract = defineContract({
  name: "betting",
  schemaId: 22,
  version: 1,
  doc: "A betting exchange: people back a runner, or lay it, which is to bet against it, and take each other's bets.",
  enums: {
    Side: enumeration("u8", {
      Back: [1, "wins when the runner does; holds the stake"],
      Lay: [2, "wins the stake when the runner loses; holds what it may have to pay"],
    }),
    MarketStatus: enumeration("u8", {
      Open: [1, "bets are taken"],
      Off: [2, "the race runs: what is matched stands"],
      Settled: [3, "paid"],
      Void: [4, "all money went back"],
    }),
  },
  commands: {
    CreateMarket: {
      id: 1,
      doc: "Opens a market of which one runner will win.",
      roles: Role.Operator,
      reply: "MarketCreated",
      fields: {
        assetId: u32("what is bet in"),
        feeAccountId: u32("who gets the commission"),
        commissionPpm: u32("of what an account wins in the market", "millionths"),
        startsAtUs,
        runners: group(40, "those who may win", { runnerName: ascii(32, "for people") }),
        name: utf8(200, "for people"),
      },
    },
    PlaceBet: {
      id: 2,
      doc: "Takes what others offer at these odds or better ones, and offers the rest.",
      roles: Role.Trader,
      reply: "BetPlaced",
      fields: { marketId, accountId, runner, side, odds, stake },
    },
    CancelBet: {
      id: 3,
      doc: "Takes back what nobody has taken of a bet.",
      roles: Role.Trader,
      reply: "BetCancelled",
      fields: { marketId, betId: id("the bet") },
    },
    SettleMarket: {
      id: 4,
      doc: "Pays everybody: a runner has won.",
      roles: Role.Operator,
      reply: "MarketClosed",
      fields: { marketId, winner: runner },
    },
    VoidMarket: {
      id: 5,
      doc: "Gives all money back: there was no race.",
      roles: Role.Operator,
      reply: "MarketClosed",
      fields: { marketId },
    },
  },
  queries: {
    Market: { id: 20, doc: "What is on offer in a market.", reply: "MarketState", fields: { marketId } },
    Prospects: {
      id: 21,
      doc: "What an account gains or loses by what is matched, for each runner that may win.",
      reply: "ProspectList",
      fields: { marketId, accountId },
    },
  },
  replies: {
    MarketCreated: { id: 40, doc: "Bets are taken.", fields: { marketId } },
    BetPlaced: {
      id: 41,
      doc: "The bet stands.",
      fields: {
        betId: id("names the bet"),
        matched: u53("of the stake, what others have taken", "minor units of the asset"),
        offered: u53("of the stake, what waits for others", "minor units of the asset"),
      },
    },
    BetCancelled: { id: 42, doc: "Nobody can take it any more.", fields: { cancelled: stake } },
    MarketClosed: {
      id: 43,
      doc: "All money is where it belongs.",
      fields: { marketId, commission: u53("taken from all who won", "minor units of the asset") },
    },
    MarketState: {
      id: 44,
      doc: "A market.",
      fields: {
        marketId,
        status: enumOf("MarketStatus", "how it stands"),
        startsAtUs,
        matched: u53("stakes that were taken so far", "minor units of the asset"),
        offers: group(1_000, "by runner and side, the best first", { runner, side, odds, stake }),
      },
    },
    ProspectList: {
      id: 45,
      doc: "One for each runner.",
      fields: {
        prospects: group(40, "by runner", {
          runner,
          profit: i53("when this one wins, before commission", "minor units of the asset"),
        }),
      },
    },
  },
  events: {
    BetMatched: {
      id: 60,
      doc: "Two have bet against each other.",
      channel: "market",
      fields: {
        marketId,
        runner,
        odds,
        stake,
        backerId: u32("the backer's account"),
        layerId: u32("the layer's account"),
      },
    },
    MarketWentOff: {
      id: 61,
      doc: "The race runs; what nobody took has lapsed.",
      channel: "market",
      fields: { marketId, lapsed: stake },
    },
    BetsPaid: {
      id: 62,
      doc: "What an account won or lost in the market.",
      channel: "market",
      fields: {
        marketId,
        accountId,
        profit: i53("after commission", "minor units of the asset"),
        commission: u53("taken from it", "minor units of the asset"),
      },
    },
  },
  timers: {
    MarketStarts: { id: 80, doc: "The race begins.", key: "the market's id", fields: {} },
  },
  channels: {
    market: { doc: "What happens in a market.", key: "marketId", image: "Market" },
  },
  rejections: {
    ...accountsRejections,
    UnknownMarket: { code: 100, doc: "there is no such market; value is its id" },
    UnknownRunner: { code: 101, doc: "the market has no such runner; value is its number" },
    UnknownBet: { code: 102, doc: "there is no such offer, or all of it is taken; value is its id" },
    MarketNotOpen: { code: 103, doc: "bets are no longer taken" },
    AlreadyClosed: { code: 104, doc: "it is settled or void already" },
    BadOdds: { code: 105, doc: "odds are from 101 to 100,000 hundredths; value is what was asked for" },
    BadStake: { code: 106, doc: "a stake is a multiple of 100 minor units, so that every payout is whole" },
    BadTerms: {
      code: 107,
      doc: "a market needs two runners, a start to come, and no more than a tenth of commission",
    },
  },
});
