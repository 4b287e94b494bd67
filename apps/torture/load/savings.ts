import type { ModelChoice } from "@lockstep/cluster/simulator/checkers/history-file";
import type { Random } from "@lockstep/cluster/simulator/random";
import {
  BalancesEncoder,
  decodeAccountsReply,
  DepositEncoder,
  WithdrawEncoder,
} from "@lockstep/domain/accounts/accounts-messages";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { AccountInput, AccountOutput } from "@lockstep/simulate/models/account-model";
import { ASSET, OPERATOR } from "./people.ts";
import { type Request, type Script, unexpected } from "./script.ts";

const assetId = ASSET.quote;
const DEPOSIT_MAX = 100;
const WITHDRAWAL_MAX = 150;

/** The register of this load: the money of one account, put in, taken out, and looked at. */
export class SavingsScript implements Script<AccountInput, AccountOutput> {
  readonly object: string;
  readonly model: ModelChoice = { model: "account" };
  private readonly buffer = new MessageBuffer();
  private readonly accountId: number;

  constructor(accountId: number) {
    this.accountId = accountId;
    this.object = `account ${accountId}`;
  }

  draw(random: Random): AccountInput {
    const kind = random.pick(["deposit", "withdraw", "balance"] as const);
    if (kind === "balance") return { kind };
    return { kind, amount: random.between(1, kind === "deposit" ? DEPOSIT_MAX : WITHDRAWAL_MAX) };
  }

  request(input: AccountInput): Request {
    const { accountId, buffer } = this;
    if (input.kind === "balance") {
      new BalancesEncoder().claim(buffer).set({ accountId });
    } else {
      const encoder = input.kind === "deposit" ? new DepositEncoder() : new WithdrawEncoder();
      encoder.claim(buffer).set({ accountId, assetId, amount: input.amount });
    }
    return { caller: OPERATOR, message: buffer.copy(), isQuery: input.kind === "balance" };
  }

  read(input: AccountInput, bytes: Uint8Array): AccountOutput {
    const reply = decodeAccountsReply(bytes);
    if (reply.template === "BalanceMoved") return reply.free;
    if (reply.template === "BalanceList") {
      return reply.balances.find((one) => one.assetId === assetId)?.free ?? 0;
    }
    if (reply.template === "Rejected" && input.kind === "withdraw") return "too little";
    throw unexpected(input, reply);
  }
}
