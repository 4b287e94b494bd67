import type { RejectionDefinition } from "../contract/contract.ts";
import { AccountsRejection } from "./accounts.ts";

/**
 * The accounts' rejections that clients can see (InsufficientHold is between services), as a part of the contract of every service that is given the accounts.
 */
export const accountsRejections: Readonly<
  Record<Exclude<keyof typeof AccountsRejection, "InsufficientHold">, RejectionDefinition>
> = {
  UnknownAccount: {
    code: AccountsRejection.UnknownAccount,
    doc: "there is no such account; value is its id",
  },
  UnknownAsset: { code: AccountsRejection.UnknownAsset, doc: "there is no such asset; value is its id" },
  InsufficientFunds: {
    code: AccountsRejection.InsufficientFunds,
    doc: "the account has less free than this needs; value is what is free, in minor units",
  },
  AmountOutOfRange: {
    code: AccountsRejection.AmountOutOfRange,
    doc: "the amount is zero, or an amount that follows from it is not below 2^53",
  },
  NotOwner: {
    code: AccountsRejection.NotOwner,
    doc: "the account belongs to another principal; value is the account's id",
  },
  AccountSuspended: {
    code: AccountsRejection.AccountSuspended,
    doc: "an operator has suspended the account; value is its id",
  },
};
