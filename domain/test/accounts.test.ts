import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AMOUNT_MAX, AccountsRejection, EXTERNAL_ACCOUNT } from "../accounts/accounts.ts";
import { accountsContract } from "../accounts/accounts-contract.ts";
import { BalanceReason, accountsCodecs } from "../accounts/accounts-messages.ts";
import { createAccounts } from "../accounts/accounts-service.ts";
import { Ledger } from "../accounts/ledger.ts";
import { Role } from "../contract/context.ts";
import { Scenario } from "./scenario.ts";
import { loadState, recordState } from "./state-record.ts";

const OPERATOR = 1;
const OWNER = 11;
const OTHER = 12;

/** Two assets, account 1 of the owner with 100 of asset 1, account 2 of another. */
function opened(): { scenario: Scenario; ledger: Ledger } {
  const ledger = new Ledger();
  const service = createAccounts(ledger);
  const scenario = new Scenario({ service, contract: accountsContract, codecs: accountsCodecs });
  scenario.as(OPERATOR, Role.Operator);
  scenario.when("CreateAsset", { code: "USD", decimals: 2 }).replies("AssetCreated", { assetId: 1 });
  scenario.when("CreateAsset", { code: "AAPL", decimals: 0 }).replies("AssetCreated", { assetId: 2 });
  scenario.when("OpenAccount", { ownerPrincipalId: OWNER }).replies("AccountOpened", { accountId: 1 });
  scenario.when("OpenAccount", { ownerPrincipalId: OTHER }).replies("AccountOpened", { accountId: 2 });
  scenario.when("Deposit", { accountId: 1, assetId: 1, amount: 100 });
  return { scenario, ledger };
}

describe("the ledger, as other services have it", () => {
  test("a hold takes free money aside, a release gives it back, a settlement pays it out", () => {
    const { ledger } = opened();
    expect(ledger.hold(1, 1, 60)).toBe(0);
    expect([ledger.freeOf(1, 1), ledger.heldOf(1, 1)]).toEqual([40, 60]);
    expect(ledger.release(1, 1, 10)).toBe(0);
    expect(ledger.settle(1, 2, 1, 50)).toBe(0);
    expect([ledger.freeOf(1, 1), ledger.heldOf(1, 1), ledger.freeOf(2, 1)]).toEqual([50, 0, 50]);
    expect(ledger.transfer(2, 1, 1, 50)).toBe(0);
    expect(ledger.freeOf(1, 1)).toBe(100);
  });

  test("what cannot be done changes nothing and says why", () => {
    const { ledger } = opened();
    const before = recordState(ledger);
    const { InsufficientFunds, InsufficientHold, UnknownAccount, UnknownAsset, AmountOutOfRange } =
      AccountsRejection;
    expect(ledger.hold(1, 1, 101)).toBe(InsufficientFunds);
    expect(ledger.release(1, 1, 1)).toBe(InsufficientHold);
    expect(ledger.settle(1, 2, 1, 1)).toBe(InsufficientHold);
    expect(ledger.transfer(1, 2, 1, 101)).toBe(InsufficientFunds);
    for (const account of [3, -1, 4_000_000_000, Number.NaN]) {
      expect(ledger.hold(account, 1, 1)).toBe(UnknownAccount);
      expect(ledger.settle(1, account, 1, 0)).toBe(UnknownAccount);
    }
    for (const asset of [0, 3, -1, Number.NaN]) expect(ledger.transfer(1, 2, asset, 1)).toBe(UnknownAsset);
    for (const amount of [-1, Number.NaN, AMOUNT_MAX + 1]) {
      expect(ledger.hold(1, 1, amount)).toBe(AmountOutOfRange);
      expect(ledger.release(1, 1, amount)).toBe(AmountOutOfRange);
      expect(ledger.settle(1, 2, 1, amount)).toBe(AmountOutOfRange);
      expect(ledger.transfer(1, 2, 1, amount)).toBe(AmountOutOfRange);
    }
    expect(recordState(ledger)).toEqual(before);
  });

  test("no more of an asset exists than can be counted exactly", () => {
    const { ledger } = opened();
    expect(ledger.transfer(EXTERNAL_ACCOUNT, 2, 1, AMOUNT_MAX)).toBe(AccountsRejection.AmountOutOfRange);
    expect(ledger.transfer(EXTERNAL_ACCOUNT, 2, 1, AMOUNT_MAX - 100)).toBe(0);
    expect(ledger.transfer(EXTERNAL_ACCOUNT, 2, 1, 1)).toBe(AccountsRejection.AmountOutOfRange);
    expect(ledger.freeOf(EXTERNAL_ACCOUNT, 1)).toBe(-AMOUNT_MAX);
    expect(ledger.violations()).toEqual([]);
  });

  test("balances are where they were when accounts and assets outgrow the memory", () => {
    const { ledger } = opened();
    ledger.hold(1, 1, 30);
    for (let n = 3; n <= 300; n++) ledger.openAccount(n);
    for (let n = 3; n <= 9; n++) ledger.createAsset({ code: `A${n}`, decimals: 0 });
    expect(ledger.transfer(EXTERNAL_ACCOUNT, 300, 9, 7)).toBe(0);
    expect([ledger.freeOf(1, 1), ledger.heldOf(1, 1), ledger.freeOf(300, 9)]).toEqual([70, 30, 7]);
    expect([ledger.ownerOf(1), ledger.ownerOf(300)]).toEqual([OWNER, 300]);
    expect(ledger.violations()).toEqual([]);
  });

  test("money is conserved and never short, whatever is done", () => {
    const step = fc.tuple(
      fc.constantFrom("hold", "release", "settle", "transfer", "deposit", "withdraw"),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
      fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant(AMOUNT_MAX)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { ledger } = opened();
        for (const [name, from, to, asset, amount] of steps) {
          if (name === "hold" || name === "release") ledger[name](to, asset, amount);
          else if (name === "deposit") ledger.transfer(EXTERNAL_ACCOUNT, to, asset, amount);
          else if (name === "withdraw") ledger.transfer(to, EXTERNAL_ACCOUNT, asset, amount);
          else if (from > 0) ledger[name](from, to, asset, amount);
          expect(ledger.violations()).toEqual([]);
        }
        expect(recordState(loadState(new Ledger(), recordState(ledger)))).toEqual(recordState(ledger));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test("broken books are told", () => {
    const { ledger } = opened();
    const state = recordState(ledger);
    const balance = state.find(({ kind, key }) => kind === "balance" && key > 255)!;
    balance.fields[0]![1] = 99;
    expect(loadState(new Ledger(), state).violations()).toEqual(["asset 1: balances sum to -1, not to 0"]);
    balance.fields[1]![1] = -1;
    expect(loadState(new Ledger(), state).violations()).toContain("account 1: -1 held of asset 1");
  });
});

describe("the accounts service", () => {
  test("deposits and withdrawals are told to the account", () => {
    const { scenario } = opened();
    scenario
      .when("Deposit", { accountId: 1, assetId: 1, amount: 50 })
      .replies("BalanceMoved", { accountId: 1, assetId: 1, free: 150, held: 0 })
      .publishes("BalanceChanged", { accountId: 1, reason: BalanceReason.Deposit, amount: 50, free: 150 });
    scenario
      .when("Withdraw", { accountId: 1, assetId: 1, amount: 30 })
      .replies("BalanceMoved", { free: 120 })
      .publishes("BalanceChanged", { reason: BalanceReason.Withdrawal, amount: 30 });
    scenario.when("Withdraw", { accountId: 1, assetId: 1, amount: 121 }).isRejected("InsufficientFunds", 120);
    expect(scenario.ask("Conservation").reply!["assets"]).toEqual([
      { assetId: 1, deposited: 120, free: 120, held: 0 },
      { assetId: 2, deposited: 0, free: 0, held: 0 },
    ]);
  });

  test("a transfer is told to both sides, and only the owner makes it", () => {
    const { scenario, ledger } = opened();
    const transfer = { accountId: 1, assetId: 1, amount: 40, toAccountId: 2 };
    scenario.as(OTHER, Role.Trader).when("Transfer", transfer).isRejected("NotOwner", 1);
    scenario
      .as(OWNER, Role.Trader)
      .when("Transfer", transfer)
      .replies("BalanceMoved", { accountId: 1, free: 60 })
      .publishes("BalanceChanged", { accountId: 1, reason: BalanceReason.TransferOut, amount: 40, free: 60 })
      .publishes("BalanceChanged", { accountId: 2, reason: BalanceReason.TransferIn, amount: 40, free: 40 });
    scenario.when("Transfer", { ...transfer, toAccountId: 9 }).isRejected("UnknownAccount", 9);
    scenario.when("Transfer", { ...transfer, toAccountId: 0 }).isRejected("UnknownAccount", 0);
    scenario.when("Transfer", { ...transfer, amount: 61 }).isRejected("InsufficientFunds", 60);
    expect(ledger.violations()).toEqual([]);
  });

  test("only operators make money, accounts and assets", () => {
    const { scenario } = opened();
    scenario.as(OWNER, Role.Trader);
    for (const [name, fields] of [
      ["CreateAsset", { code: "EUR", decimals: 2 }],
      ["OpenAccount", { ownerPrincipalId: OWNER }],
      ["Deposit", { accountId: 1, assetId: 1, amount: 1 }],
      ["Withdraw", { accountId: 1, assetId: 1, amount: 1 }],
      ["SuspendAccount", { accountId: 1, suspended: true }],
    ] as const) {
      scenario.when(name, fields).isRejected("Forbidden");
    }
    scenario.ask("Conservation").isRejected("Forbidden");
  });

  test("bad assets, unknown names and amounts of nothing are rejected", () => {
    const { scenario } = opened();
    scenario.when("CreateAsset", { code: "USD", decimals: 2 }).isRejected("AssetCodeTaken", 1);
    scenario.when("CreateAsset", { code: "", decimals: 2 }).isRejected("BadAssetCode");
    scenario.when("CreateAsset", { code: "EUR", decimals: 19 }).isRejected("BadDecimals", 19);
    scenario.when("Deposit", { accountId: 9, assetId: 1, amount: 1 }).isRejected("UnknownAccount", 9);
    scenario.when("Deposit", { accountId: 0, assetId: 1, amount: 1 }).isRejected("UnknownAccount", 0);
    scenario.when("Deposit", { accountId: 1, assetId: 9, amount: 1 }).isRejected("UnknownAsset", 9);
    scenario.when("Deposit", { accountId: 1, assetId: 1, amount: 0 }).isRejected("AmountOutOfRange", 0);
    scenario.when("Deposit", { accountId: 1, assetId: 1, amount: AMOUNT_MAX }).isRejected("AmountOutOfRange");
    for (let assetId = 3; assetId <= 255; assetId++) {
      scenario.when("CreateAsset", { code: `A${assetId}`, decimals: 0 }).replies("AssetCreated", { assetId });
    }
    scenario.when("CreateAsset", { code: "LAST", decimals: 0 }).isRejected("LedgerFull");
  });

  test("a suspended account transfers nothing", () => {
    const { scenario } = opened();
    scenario
      .when("SuspendAccount", { accountId: 1, suspended: true })
      .replies("AccountSuspension", { suspended: true });
    scenario.when("SuspendAccount", { accountId: 9, suspended: true }).isRejected("UnknownAccount", 9);
    const transfer = { accountId: 1, assetId: 1, amount: 40, toAccountId: 2 };
    scenario.as(OWNER, Role.Trader).when("Transfer", transfer).isRejected("AccountSuspended", 1);
    scenario
      .ask("Account", { accountId: 1 })
      .replies("AccountState", { ownerPrincipalId: OWNER, suspended: true });
    scenario.as(OPERATOR, Role.Operator).when("SuspendAccount", { accountId: 1, suspended: false });
    scenario.as(OWNER, Role.Trader).when("Transfer", transfer).replies("BalanceMoved");
  });

  test("balances, assets and accounts are shown to those who may see them", () => {
    const { scenario, ledger } = opened();
    ledger.hold(1, 1, 30);
    const balances = [{ assetId: 1, free: 70, held: 30 }];
    scenario.as(OWNER, Role.Trader).ask("Balances", { accountId: 1 }).replies("BalanceList", { balances });
    scenario.ask("Balances", { accountId: 2 }).isRejected("NotOwner", 2);
    scenario.ask("Account", { accountId: 2 }).isRejected("NotOwner", 2);
    scenario.ask("MyAccounts").replies("AccountList", { accounts: [{ accountId: 1, suspended: false }] });
    expect(scenario.ask("Assets").reply!["assets"]).toEqual([
      { assetId: 1, code: "USD", decimals: 2 },
      { assetId: 2, code: "AAPL", decimals: 0 },
    ]);
  });
});
