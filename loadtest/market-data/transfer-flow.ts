import { TransferEncoder } from "@lockstep/domain/accounts/accounts-messages";
import type { Output } from "@lockstep/domain/contract/context";
import type { CommandFlow } from "../run-generator.ts";

/** Endlessly, each account gives the next one a cent: commands that change no book. */
export class TransferFlow implements CommandFlow {
  /** Index in the accounts. */
  account = 0;
  private readonly accountIds: readonly number[];
  private readonly assetId: number;
  private readonly transfer = new TransferEncoder();

  constructor(accountIds: readonly number[], assetId: number) {
    this.accountIds = accountIds;
    this.assetId = assetId;
  }

  nextOfOpening(): boolean {
    return false;
  }

  next(): void {
    this.account = (this.account + 1) % this.accountIds.length;
  }

  encode(output: Output): void {
    const { accountIds, account } = this;
    const transfer = this.transfer.claim(output);
    transfer.accountId = accountIds[account]!;
    transfer.toAccountId = accountIds[(account + 1) % accountIds.length]!;
    transfer.assetId = this.assetId;
    transfer.amount = 1;
  }
}
