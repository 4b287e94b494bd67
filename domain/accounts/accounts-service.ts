import type { ArrayCopier, Context, Service, StateReader, StateWriter } from "../contract/context.ts";
import { EXTERNAL_ACCOUNT } from "./accounts.ts";
import {
  type AccountDecoder,
  AccountListEncoder,
  AccountOpenedEncoder,
  AccountStateEncoder,
  AccountSuspensionEncoder,
  type AccountsHandlers,
  AssetCreatedEncoder,
  AssetListEncoder,
  type AssetsDecoder,
  BalanceChangedEncoder,
  BalanceListEncoder,
  BalanceMovedEncoder,
  BalanceReason,
  type BalancesDecoder,
  type ConservationDecoder,
  ConservationReportEncoder,
  type CreateAssetDecoder,
  type DepositDecoder,
  type MyAccountsDecoder,
  type OpenAccountDecoder,
  RejectionCode,
  type SuspendAccountDecoder,
  type TransferDecoder,
  type WithdrawDecoder,
  accountsService,
} from "./accounts-messages.ts";
import type { Ledger, LedgerCopy } from "./ledger.ts";

const DECIMALS_MAX = 18;
/** As many as an answer can hold. */
const LISTED_ACCOUNTS_MAX = 1_000;

/** The accounts as a service of a cluster, over the ledger that other services are given. */
export function createAccounts(ledger: Ledger): Service {
  return accountsService(new AccountsOffice(ledger));
}

/** The handlers of the contract: assets, accounts, and money that comes, goes and changes hands. */
export class AccountsOffice implements AccountsHandlers {
  private readonly ledger: Ledger;
  private readonly balanceMoved = new BalanceMovedEncoder();
  private readonly balanceChanged = new BalanceChangedEncoder();

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  onCreateAsset(command: CreateAssetDecoder, context: Context): void {
    const { code, decimals } = command;
    if (code === "") return context.reject(RejectionCode.BadAssetCode);
    if (decimals > DECIMALS_MAX) return context.reject(RejectionCode.BadDecimals, decimals);
    const taken = this.ledger.assetOf(code);
    if (taken !== 0) return context.reject(RejectionCode.AssetCodeTaken, taken);
    const assetId = this.ledger.createAsset({ code, decimals });
    if (assetId === 0) return context.reject(RejectionCode.LedgerFull);
    new AssetCreatedEncoder().reply(context).assetId = assetId;
  }

  onOpenAccount(command: OpenAccountDecoder, context: Context): void {
    const accountId = this.ledger.openAccount(command.ownerPrincipalId);
    if (accountId === 0) return context.reject(RejectionCode.LedgerFull);
    new AccountOpenedEncoder().reply(context).accountId = accountId;
  }

  onDeposit(command: DepositDecoder, context: Context): void {
    const { accountId, assetId, amount } = command;
    if (!this.mayMove(accountId, assetId, amount, context)) return;
    const code = this.ledger.transfer(EXTERNAL_ACCOUNT, accountId, assetId, amount);
    if (code !== 0) return context.reject(code, amount);
    this.confirm(accountId, assetId, context);
    this.publish(accountId, assetId, amount, BalanceReason.Deposit, context);
  }

  onWithdraw(command: WithdrawDecoder, context: Context): void {
    const { accountId, assetId, amount } = command;
    if (!this.mayMove(accountId, assetId, amount, context)) return;
    const code = this.ledger.transfer(accountId, EXTERNAL_ACCOUNT, assetId, amount);
    if (code !== 0) return context.reject(code, this.ledger.freeOf(accountId, assetId));
    this.confirm(accountId, assetId, context);
    this.publish(accountId, assetId, amount, BalanceReason.Withdrawal, context);
  }

  onTransfer(command: TransferDecoder, context: Context): void {
    const { accountId, assetId, amount, toAccountId } = command;
    const refusal = this.ledger.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    if (this.ledger.isSuspended(accountId)) return context.reject(RejectionCode.AccountSuspended, accountId);
    if (!this.mayMove(accountId, assetId, amount, context)) return;
    if (!this.ledger.hasAccount(toAccountId)) {
      return context.reject(RejectionCode.UnknownAccount, toAccountId);
    }
    const code = this.ledger.transfer(accountId, toAccountId, assetId, amount);
    if (code !== 0) return context.reject(code, this.ledger.freeOf(accountId, assetId));
    this.confirm(accountId, assetId, context);
    this.publish(accountId, assetId, amount, BalanceReason.TransferOut, context);
    this.publish(toAccountId, assetId, amount, BalanceReason.TransferIn, context);
  }

  onSuspendAccount(command: SuspendAccountDecoder, context: Context): void {
    const { accountId, suspended } = command;
    if (!this.ledger.hasAccount(accountId)) return context.reject(RejectionCode.UnknownAccount, accountId);
    this.ledger.setSuspended(accountId, suspended);
    const reply = new AccountSuspensionEncoder().reply(context);
    reply.accountId = accountId;
    reply.suspended = suspended;
  }

  onBalances(query: BalancesDecoder, context: Context): void {
    const { accountId } = query;
    const refusal = this.ledger.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    const reply = new BalanceListEncoder().reply(context);
    reply.accountId = accountId;
    const { balances } = reply;
    for (let assetId = 1; assetId < this.ledger.assetsCount; assetId++) {
      const free = this.ledger.freeOf(accountId, assetId);
      const held = this.ledger.heldOf(accountId, assetId);
      if (free === 0 && held === 0) continue;
      const balance = balances.add();
      balance.assetId = assetId;
      balance.free = free;
      balance.held = held;
    }
  }

  onAssets(_query: AssetsDecoder, context: Context): void {
    const { assets } = new AssetListEncoder().reply(context);
    for (let assetId = 1; assetId < this.ledger.assetsCount; assetId++) {
      const { code, decimals } = this.ledger.assetAt(assetId);
      const asset = assets.add();
      asset.assetId = assetId;
      asset.code = code;
      asset.decimals = decimals;
    }
  }

  onAccount(query: AccountDecoder, context: Context): void {
    const { accountId } = query;
    const refusal = this.ledger.authorize(accountId, context.principalId, context.roles);
    if (refusal !== 0) return context.reject(refusal, accountId);
    const reply = new AccountStateEncoder().reply(context);
    reply.accountId = accountId;
    reply.ownerPrincipalId = this.ledger.ownerOf(accountId);
    reply.suspended = this.ledger.isSuspended(accountId);
  }

  onMyAccounts(_query: MyAccountsDecoder, context: Context): void {
    const { accounts } = new AccountListEncoder().reply(context);
    for (let accountId = 1; accountId < this.ledger.accountsCount; accountId++) {
      if (this.ledger.ownerOf(accountId) !== context.principalId) continue;
      if (accounts.count === LISTED_ACCOUNTS_MAX) return;
      const account = accounts.add();
      account.accountId = accountId;
      account.suspended = this.ledger.isSuspended(accountId);
    }
  }

  onConservation(_query: ConservationDecoder, context: Context): void {
    const { assets } = new ConservationReportEncoder().reply(context);
    for (let assetId = 1; assetId < this.ledger.assetsCount; assetId++) {
      const asset = assets.add();
      asset.assetId = assetId;
      asset.deposited = 0 - this.ledger.freeOf(EXTERNAL_ACCOUNT, assetId);
      let free = 0;
      let held = 0;
      for (let accountId = 1; accountId < this.ledger.accountsCount; accountId++) {
        free += this.ledger.freeOf(accountId, assetId);
        held += this.ledger.heldOf(accountId, assetId);
      }
      asset.free = free;
      asset.held = held;
    }
  }

  takeSnapshot(writer: StateWriter): void {
    this.ledger.takeSnapshot(writer);
  }

  loadSnapshot(reader: StateReader): void {
    this.ledger.loadSnapshot(reader);
  }

  copyState(copy: ArrayCopier): LedgerCopy {
    return this.ledger.copyState(copy);
  }

  adoptState(copied: LedgerCopy): void {
    this.ledger.adoptState(copied);
  }

  violations(): string[] {
    return this.ledger.violations();
  }

  /** Rejects what can be seen without looking at balances. */
  private mayMove(accountId: number, assetId: number, amount: number, context: Context): boolean {
    if (!this.ledger.hasAccount(accountId)) context.reject(RejectionCode.UnknownAccount, accountId);
    else if (!this.ledger.hasAsset(assetId)) context.reject(RejectionCode.UnknownAsset, assetId);
    else if (amount === 0) context.reject(RejectionCode.AmountOutOfRange, amount);
    else return true;
    return false;
  }

  private confirm(accountId: number, assetId: number, context: Context): void {
    const reply = this.balanceMoved.reply(context);
    reply.accountId = accountId;
    reply.assetId = assetId;
    reply.free = this.ledger.freeOf(accountId, assetId);
    reply.held = this.ledger.heldOf(accountId, assetId);
  }

  private publish(
    accountId: number,
    assetId: number,
    amount: number,
    reason: BalanceReason,
    context: Context,
  ): void {
    const event = this.balanceChanged.publish(context);
    event.accountId = accountId;
    event.assetId = assetId;
    event.reason = reason;
    event.amount = amount;
    event.free = this.ledger.freeOf(accountId, assetId);
    event.held = this.ledger.heldOf(accountId, assetId);
  }
}
