import type { WorkloadCommand } from "@lockstep/cluster/simulator/workload";
import {
  CreateAssetEncoder,
  DepositEncoder,
  OpenAccountEncoder,
} from "@lockstep/domain/accounts/accounts-messages";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";

export const OPERATOR: WorkloadCommand["caller"] = { principalId: 9_999, roles: Role.Operator };
/** Gets the fees, and what tickets cost. */
export const HOUSE_ACCOUNT = 1;
export const FIRST_ACCOUNT = 2;
export const LAST_ACCOUNT = 9;
/** Little enough that some run out of it. */
const FUNDS = 1_000_000;

/** Who may act for an account. */
export function ownerOf(accountId: number): WorkloadCommand["caller"] {
  return { principalId: 100 + accountId, roles: Role.Trader };
}

/** Assets from 1, the house's account, and accounts with some of everything. */
export function accountsSetup(assetCodes: readonly string[]): WorkloadCommand[] {
  const buffer = new MessageBuffer();
  const commands: WorkloadCommand[] = [];
  const add = (): number => commands.push({ caller: OPERATOR, message: buffer.copy() });
  for (const code of assetCodes) {
    new CreateAssetEncoder().claim(buffer).set({ code, decimals: 2 });
    add();
  }
  for (let accountId = HOUSE_ACCOUNT; accountId <= LAST_ACCOUNT; accountId++) {
    new OpenAccountEncoder().claim(buffer).set({ ownerPrincipalId: ownerOf(accountId).principalId });
    add();
    for (let assetId = 1; assetId <= assetCodes.length && accountId >= FIRST_ACCOUNT; assetId++) {
      new DepositEncoder().claim(buffer).set({ accountId, assetId, amount: FUNDS });
      add();
    }
  }
  return commands;
}
