import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { id, u32, u53 } from "@lockstep/domain/contract/fields";

/** A bank's accounts, for services that take money from them: it is held first, then settled or released. */
export const accountContract: Contract = defineContract({
  name: "account",
  schemaId: 41,
  version: 1,
  doc: "Accounts of a bank, with holds.",
  commands: {
    Deposit: {
      id: 1,
      doc: "Pays money in; the first time, it opens the account.",
      roles: Role.Operator,
      reply: "Deposited",
      fields: { accountId: id("whose money"), amountCents: u53("how much", "cents") },
    },
    Hold: {
      id: 2,
      doc: "Sets money aside for somebody who will settle or release it.",
      roles: Role.Operator,
      reply: "Held",
      fields: { accountId: id("whose money"), amountCents: u53("how much", "cents") },
    },
    Settle: {
      id: 3,
      doc: "Takes the money that is held: it is debited.",
      roles: Role.Operator,
      reply: "Settled",
      fields: { holdId: id("the hold") },
    },
    Release: {
      id: 4,
      doc: "Gives the money that is held back to the account.",
      roles: Role.Operator,
      reply: "Released",
      fields: { holdId: id("the hold") },
    },
  },
  queries: {
    Account: { id: 30, doc: "An account.", reply: "AccountState", fields: { accountId: id("whose") } },
    Books: { id: 31, doc: "All accounts together.", reply: "BookTotals", fields: {} },
  },
  replies: {
    Deposited: { id: 60, doc: "It is there.", fields: { freeCents: u53("not held", "cents") } },
    Held: { id: 61, doc: "It is set aside.", fields: { holdId: id("names the hold") } },
    Settled: { id: 62, doc: "It is debited.", fields: { amountCents: u53("how much", "cents") } },
    Released: { id: 63, doc: "It is free again.", fields: { amountCents: u53("how much", "cents") } },
    AccountState: {
      id: 70,
      doc: "An account.",
      fields: {
        freeCents: u53("not held", "cents"),
        heldCents: u53("held", "cents"),
        debitedCents: u53("taken so far", "cents"),
      },
    },
    BookTotals: {
      id: 71,
      doc: "All accounts together.",
      fields: {
        depositedCents: u53("paid in", "cents"),
        freeCents: u53("not held", "cents"),
        heldCents: u53("held", "cents"),
        debitedCents: u53("taken", "cents"),
        settledCount: u32("holds settled"),
        releasedCount: u32("holds released"),
      },
    },
  },
  rejections: {
    UnknownAccount: { code: 10, doc: "there is no such account; value is its id" },
    InsufficientFunds: { code: 11, doc: "the account has too little; value is what it has free" },
    UnknownHold: { code: 12, doc: "there is no such hold, or no longer; value is its id" },
    BadAmount: { code: 13, doc: "an amount is more than nothing; value is the amount" },
  },
});
