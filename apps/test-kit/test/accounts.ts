import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs, type AccountsMessages } from "@lockstep/domain/accounts/accounts-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { Role, type Service } from "@lockstep/domain/contract/context";
import { type Protocol, protocol } from "@lockstep/domain/contract/protocol";
import type { Scenario } from "../scenario.ts";
import type { Tested } from "../tested.ts";

export const operator = { name: "the operator", principalId: 1, roles: Role.Operator };
export const alice = { name: "alice", principalId: 11, roles: Role.Trader };
export const bob = { principalId: 12, roles: Role.Trader };

export const accounts: Protocol<AccountsMessages> = protocol(accountsContract, accountsCodecs);
export type AccountsScenario = Scenario<AccountsMessages>;

/** The accounts, with something changed in each new service. */
export function withAccounts(change: (service: Service) => void = () => {}): Tested<typeof accounts> {
  return {
    services: () => {
      const service = createAccounts(new Ledger());
      change(service);
      return [service];
    },
    protocols: [accounts],
  };
}

/** Dollars, and an account of alice with 100 of them. */
export function aliceHas100({ given }: AccountsScenario): { accountId: number; assetId: number } {
  const { assetId } = given(operator, "CreateAsset", { code: "USD", decimals: 2 });
  const { accountId } = given(operator, "OpenAccount", { ownerPrincipalId: alice.principalId });
  given(operator, "Deposit", { accountId, assetId, amount: 100 });
  return { accountId, assetId };
}
