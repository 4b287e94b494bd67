/**
 * What the exchange and the box office need of the accounts: the interface that is injected into
 * their constructors. A call happens at the position of the command being handled, in the same atom.
 *
 * Accounts and assets are small integers, given out from 1 by the accounts service; amounts are
 * minor units of the asset, integers in [0, 2^53). Each method that can say no returns 0 when done,
 * else an `AccountsRejection`, and then nothing has changed. Hot path: no exceptions, no allocation.
 *
 * Every movement is a double entry: it names the side that gives and the side that takes, so that
 * the free and held balances of an asset, summed over all accounts, are zero at any time. The
 * counterpart of money that came from outside is `EXTERNAL_ACCOUNT`, the only one below zero.
 */
export interface Accounts {
  /** Sets free money aside: free to held, within the account. */
  hold(accountId: number, assetId: number, amount: number): number;
  /** Undoes a hold, or a part of it: held to free, within the account. */
  release(accountId: number, assetId: number, amount: number): number;
  /** Pays out of what is held: held of `from` to free of `to`. */
  settle(fromAccountId: number, toAccountId: number, assetId: number, amount: number): number;
  /** Pays out of what is free: free of `from` to free of `to`. */
  transfer(fromAccountId: number, toAccountId: number, assetId: number, amount: number): number;

  /** Minor units the account may spend or hold; 0 for an unknown account or asset. */
  freeOf(accountId: number, assetId: number): number;
  /** Minor units set aside; 0 for an unknown account or asset. */
  heldOf(accountId: number, assetId: number): number;

  hasAccount(accountId: number): boolean;
  hasAsset(assetId: number): boolean;
  /** The principal whose account it is; 0 for an unknown account. */
  ownerOf(accountId: number): number;
  isSuspended(accountId: number): boolean;
  /**
   * Whether a caller may act for an account: its owner may, and an operator.
   * Suspension is not looked at, so that a suspended account can still cancel.
   * @returns 0, or UnknownAccount, or NotOwner
   */
  authorize(accountId: number, principalId: number, roles: number): number;
}

/** The other side of deposits and withdrawals: the world. Its balance is minus what all others have. */
export const EXTERNAL_ACCOUNT = 0;

/** The largest sum of an asset that may exist, so that every balance is an exact integer. */
export const AMOUNT_MAX: number = Number.MAX_SAFE_INTEGER;

/**
 * Why the accounts say no. Codes 10 to 99 are theirs in every contract, so that a service that uses
 * them can hand their code on; a service's own codes begin at 100.
 */
export const AccountsRejection = {
  UnknownAccount: 10,
  UnknownAsset: 11,
  /** The value is what is free. */
  InsufficientFunds: 12,
  /** More was to be released or settled than is held; the value is what is held. */
  InsufficientHold: 13,
  /** Not an integer in [0, 2^53), or the sum of the asset would leave that range. */
  AmountOutOfRange: 14,
  /** The caller neither owns the account nor is an operator. */
  NotOwner: 15,
  AccountSuspended: 16,
} as const;
export type AccountsRejection = (typeof AccountsRejection)[keyof typeof AccountsRejection];
