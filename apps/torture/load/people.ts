import type { Caller } from "@lockstep/cluster/client/cluster-port";
import { Role } from "@lockstep/domain/contract/context";

export const OPERATOR: Caller = { principalId: 1, roles: Role.Operator };

/** Assets and accounts are numbered as they are made; this is the order in which the setup makes them. */
export const ASSET = { base: 1, quote: 2 };
export const ACCOUNT: {
  readonly house: number;
  readonly traders: readonly number[];
  readonly guests: readonly number[];
  /** Deposits and withdrawals that a model follows. */
  readonly savers: readonly number[];
  /** Deposits that the ledger counts. */
  readonly counted: number;
} = { house: 1, traders: [2, 3], guests: [4, 5], savers: [6, 7, 8], counted: 9 };
export const ACCOUNTS = 9;

/** Who may act for an account. */
export function ownerOf(accountId: number): Caller {
  return { principalId: 100 + accountId, roles: Role.Trader };
}
