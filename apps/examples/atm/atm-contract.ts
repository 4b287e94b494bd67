import { accountContract } from "@lockstep/account/account-contract";
import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { enumeration, enumOf, id, u16, u32, u53 } from "@lockstep/domain/contract/fields";

/** Cash machines. The money is in accounts that another service keeps, in this cluster or in another one. */
export const atmContract: Contract = defineContract({
  name: "atm",
  schemaId: 42,
  version: 1,
  doc: "Cash machines, and withdrawals from them.",
  calls: [
    {
      contract: accountContract,
      messages: "@lockstep/account/account-messages",
      commands: ["Hold", "Settle", "Release"],
    },
  ],
  enums: {
    State: enumeration("u8", {
      Authorising: [1, "the account is asked; cash is set aside"],
      Settling: [2, "the cash is dispensed, and the account is told"],
      Done: [3, "dispensed and debited"],
      Refused: [4, "the account said no"],
      TimedOut: [5, "the account has not answered in time: nothing was dispensed, and its answer is awaited"],
      Reversing: [6, "the account's answer came too late; its hold is being released"],
      Reversed: [7, "nothing was dispensed, nothing was debited"],
      Lapsed: [9, "the account said no, when nobody waited any more"],
      Disputed: [8, "nobody knows what the account did: a person has to look"],
    }),
  },
  commands: {
    LoadCash: {
      id: 1,
      doc: "Puts cash into a machine; the first time, it sets the machine up.",
      roles: Role.Operator,
      reply: "CashLoaded",
      fields: { atmId: id("the machine"), amountCents: u53("how much", "cents") },
    },
    Withdraw: {
      id: 2,
      doc: "Somebody wants cash. How it ends is told by the event WithdrawalEnded.",
      roles: 0,
      reply: "WithdrawalBegun",
      fields: {
        atmId: id("the machine"),
        accountId: id("who pays"),
        amountCents: u53("how much", "cents"),
      },
    },
  },
  timers: {
    Authorisation: {
      id: 50,
      doc: "The account has not answered in time.",
      key: "the withdrawal",
      fields: {},
    },
  },
  queries: {
    Withdrawal: {
      id: 30,
      doc: "What became of a withdrawal.",
      reply: "WithdrawalState",
      fields: { withdrawalId: id("which") },
    },
    Totals: { id: 31, doc: "All machines together.", reply: "CashTotals", fields: {} },
  },
  replies: {
    CashLoaded: { id: 60, doc: "It is there.", fields: { cashCents: u53("in the machine", "cents") } },
    WithdrawalBegun: { id: 61, doc: "The account is asked.", fields: { withdrawalId: id("names it") } },
    WithdrawalState: {
      id: 70,
      doc: "A withdrawal.",
      fields: {
        state: enumOf("State", "how far it is"),
        amountCents: u53("asked for", "cents"),
        code: u16("why the account refused; 0: it did not"),
      },
    },
    CashTotals: {
      id: 71,
      doc: "All machines together.",
      fields: {
        loadedCents: u53("put in", "cents"),
        cashCents: u53("in the machines", "cents"),
        dispensedCents: u53("given out", "cents"),
        openCount: u32("withdrawals of which the account has still something to say"),
        doneCount: u32("dispensed and debited"),
        refusedCount: u32("refused by the account"),
        timedOutCount: u32("not answered in time; those still open and those reversed are among them"),
        reversedCount: u32("holds released because they came too late"),
        disputedCount: u32("nobody knows"),
      },
    },
  },
  events: {
    WithdrawalEnded: {
      id: 100,
      doc: "It is over for who wants the cash.",
      channel: "withdrawals",
      fields: {
        atmId: id("the machine"),
        withdrawalId: id("which"),
        state: enumOf("State", "how it ended"),
        dispensedCents: u53("cash given out", "cents"),
      },
    },
  },
  channels: { withdrawals: { doc: "How withdrawals at a machine end.", key: "atmId" } },
  rejections: {
    UnknownAtm: { code: 10, doc: "there is no such machine; value is its id" },
    NotEnoughCash: { code: 11, doc: "the machine has too little; value is what it has" },
    BadAmount: { code: 12, doc: "an amount is more than nothing; value is the amount" },
    UnknownWithdrawal: { code: 13, doc: "there is no such withdrawal; value is its id" },
  },
});
