import { accountContract } from "@lockstep/account/account-contract";
import { accountCodecs, accountService, AccountBinding } from "@lockstep/account/account-messages";
import { Account } from "@lockstep/account/account-service";
import { Role } from "@lockstep/domain/contract/context";
import { protocol } from "@lockstep/domain/contract/protocol";
import { describe, expect, test } from "vitest";
import { testKit } from "../../../test-kit/test-kit.ts";
import { atmContract } from "../atm-contract.ts";
import { atmCodecs, atmService, RejectionCode, State } from "../atm-messages.ts";
import { Atm } from "../atm-service.ts";
import { Town } from "./town.ts";

const operator = { principalId: 1, roles: Role.Operator };
const customer = { principalId: 2, roles: 0 };

/** The machines and the accounts in one cluster. */
const scenario = testKit({
  services: () => [
    atmService(new Atm(new AccountBinding({ principalId: 900, roles: Role.Operator }))),
    accountService(new Account()),
  ],
  protocols: [protocol(atmContract, atmCodecs), protocol(accountContract, accountCodecs)],
});

describe("a withdrawal", () => {
  test("where the account is in the same cluster is over with the command", () => {
    scenario(({ given, when, ask }) => {
      given(operator, "Deposit", { accountId: 7, amountCents: 100_00 });
      given(operator, "LoadCash", { atmId: 1, amountCents: 500_00 });
      when(customer, "Withdraw", { atmId: 1, accountId: 7, amountCents: 60_00 })
        .expect("WithdrawalBegun")
        .expectEvents(["WithdrawalEnded", { state: State.Done, dispensedCents: 60_00 }]);
      ask(operator, "Account", { accountId: 7 }).expect("AccountState", {
        freeCents: 40_00,
        heldCents: 0,
        debitedCents: 60_00,
      });
    });
  });

  test("of more than the account has is refused by the account, and the cash stays", () => {
    scenario(({ given, when, ask }) => {
      given(operator, "Deposit", { accountId: 7, amountCents: 50_00 });
      given(operator, "LoadCash", { atmId: 1, amountCents: 500_00 });
      when(customer, "Withdraw", { atmId: 1, accountId: 7, amountCents: 60_00 }).expectEvents([
        "WithdrawalEnded",
        { state: State.Refused, dispensedCents: 0 },
      ]);
      ask(customer, "Totals").expect("CashTotals", { cashCents: 500_00, dispensedCents: 0, refusedCount: 1 });
    });
  });

  test("of more than the machine has is refused by the machine", () => {
    scenario(({ given, when }) => {
      given(operator, "LoadCash", { atmId: 1, amountCents: 50_00 });
      when(customer, "Withdraw", { atmId: 1, accountId: 7, amountCents: 60_00 })
        .expectRejection("NotEnoughCash", 50_00)
        .expectNo("WithdrawalEnded");
      expect(RejectionCode.NotEnoughCash).toBe(11);
    });
  });
});

describe("with the accounts in another cluster", () => {
  test("the same withdrawals end in the same way", () => {
    const ends = [false, true].map((apart) => {
      const town = new Town({ seed: 1, apart, nodes: 1 });
      town.withdraw({ accountId: 1, amountCents: 60_00 });
      town.withdraw({ accountId: 2, amountCents: 9_000_000_00 });
      town.settle();
      return { atm: town.machines(), account: town.bank() };
    });
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({ atm: { doneCount: 1, refusedCount: 1, dispensedCents: 60_00 } });
  });

  test("an account that does not answer in time dispenses nothing, and its hold is released when it comes", () => {
    const town = new Town({ seed: 1, nodes: 1 });
    town.cut();
    town.withdraw({ accountId: 1, amountCents: 60_00 });
    town.run(1_000);
    expect(town.machines()).toMatchObject({ timedOutCount: 1, openCount: 1, dispensedCents: 0 });
    town.mend();
    town.settle();
    expect(town.machines()).toMatchObject({ reversedCount: 1, dispensedCents: 0 });
    expect(town.bank()).toMatchObject({ heldCents: 0, debitedCents: 0, releasedCount: 1 });
  });

  const seeds = Number(process.env["ATM_SEEDS"] ?? 3);
  test.each(Array.from({ length: seeds }, (_, at) => at + 1))(
    "no cash and no money is lost, doubled or made, whoever is killed or cut off (seed %i)",
    (seed) => {
      const town = new Town({ seed });
      town.live(40);
      town.settle();
      const [atm, account] = [town.machines(), town.bank()];
      expect(atm.disputedCount).toBe(0);
      expect(atm.dispensedCents).toBe(account.debitedCents);
      expect(atm.loadedCents).toBe(atm.cashCents + atm.dispensedCents);
      expect(account.depositedCents).toBe(account.freeCents + account.debitedCents);
      expect([atm.doneCount, atm.reversedCount]).toEqual([account.settledCount, account.releasedCount]);
      expect(atm.doneCount + atm.refusedCount + atm.timedOutCount).toBe(town.begun);
      expect(atm.doneCount).toBeGreaterThan(0);
    },
  );
});
