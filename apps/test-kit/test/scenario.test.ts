import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs } from "@lockstep/domain/accounts/accounts-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { Role } from "@lockstep/domain/contract/context";
import { protocol } from "@lockstep/domain/contract/protocol";
import { expect, test } from "vitest";
import { testKit } from "../test-kit.ts";

const scenario = testKit({
  services: () => [createAccounts(new Ledger())],
  protocols: [protocol(accountsContract, accountsCodecs)],
});
const operator = { name: "the operator", principalId: 1, roles: Role.Operator };
const alice = { name: "alice", principalId: 11, roles: Role.Trader };

test("x", () => {
  scenario(({ given, when, answer, ask, after }) => {
    const { assetId } = given(operator, "CreateAsset", { code: "USD", decimals: 2 });
    const { accountId } = given(operator, "OpenAccount", { ownerPrincipalId: alice.principalId });
    when(operator, "Deposit", { accountId, assetId, amount: 100 })
      .expect("BalanceMoved", { free: 100 })
      .expectEvents(["BalanceChanged", { accountId, amount: 100 }]);
    when(alice, "Transfer", { accountId, assetId, amount: 200, toAccountId: 0 }).expectRejection(
      "InsufficientFunds",
      100,
    );
    expect(answer(alice, "Balances", { accountId }).balances).toEqual([{ assetId, free: 100, held: 0 }]);
    ask(alice, "Conservation").expectRejection("Forbidden");
    after("2m").expectNo();
    when(operator, "Deposit", { accountId, assetId, amount: 100 }).expect("BalanceMoved", { free: 300 });
  });
});
