import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { type AnswerListener, Outcome } from "@lockstep/cluster/client/cluster-port";
import {
  AccountsClient,
  BalanceChangedDecoder,
  DepositEncoder,
} from "@lockstep/domain/accounts/accounts-messages";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { done, PortChannel } from "./floor-setup.ts";

const OPERATOR = { principalId: 1, roles: Role.Operator };
const REJECTED_TEMPLATE_ID = 65_535;
const STEP_MAX = 65_535;
/** An answer that takes longer is reported as unknown: none should. */
const TIMEOUT_MS = 60_000;
/** A recount that hears nothing new for so long has heard all. */
const QUIET_MS = 20_000;

/** What a ledger says of a cluster's books. */
export interface LedgerCount {
  readonly sent: number;
  readonly acknowledged: number;
  /** Acknowledged, and not in the books. */
  readonly lost: number;
  /** In the books more than once. */
  readonly appliedTwice: number;
  /** Answered with a rejection: nothing about a deposit allows that. */
  readonly rejected: number;
  /** Given up by the client without an answer. */
  readonly unknown: number;
  /** In the books, although no answer was ever given or it was a rejection. */
  readonly unasked: number;
}

/**
 * Deposits into one account, the nth of n cents, and the generator's own memory of what became of each, apart
 * from the cluster. A recount reads a node's events from the beginning and holds them against it: an amount tells
 * which deposit it was.
 */
export class DepositLedger implements AnswerListener {
  sent = 0;
  acknowledged = 0;
  rejected = 0;
  unknown = 0;
  accountId = 0;
  /** Of all that were sent, and of those that were acknowledged. */
  sentAmount = 0;
  acknowledgedAmount = 0;
  /** Monotonic; of the last answer that was a yes. */
  answeredAtMs = 0;
  /** The longest time without one, since it was last set to 0. */
  gapMsMax = 0;
  /** The longest wait for one answer, since it was last set to 0. */
  latencyMsMax = 0;
  private readonly client: ClusterClient;
  private readonly message = new MessageBuffer();
  private readonly deposit = new DepositEncoder();
  private readonly sentAtMs: number[] = [0];
  private readonly isAcknowledged: boolean[] = [false];
  private assetId = 0;

  constructor(client: ClusterClient) {
    this.client = client;
  }

  /** Makes the account, through the cluster that is to be tested. */
  async open(): Promise<void> {
    const accounts = new AccountsClient(new PortChannel(this.client));
    this.assetId = done(await accounts.createAsset({ code: "USD", decimals: 2 })).assetId;
    this.accountId = done(await accounts.openAccount({ ownerPrincipalId: OPERATOR.principalId })).accountId;
    this.answeredAtMs = performance.now();
  }

  get unanswered(): number {
    return this.sent - this.acknowledged - this.rejected - this.unknown;
  }

  send(): void {
    const amount = ++this.sent;
    this.sentAmount += amount;
    this.sentAtMs.push(performance.now());
    this.isAcknowledged.push(false);
    this.deposit.claim(this.message);
    this.deposit.accountId = this.accountId;
    this.deposit.assetId = this.assetId;
    this.deposit.amount = amount;
    this.client.submit(OPERATOR, this.message.message(), { timeoutMs: TIMEOUT_MS }, this, amount);
  }

  onAnswer(amount: number, outcome: Outcome, bytes: Uint8Array): void {
    if (outcome !== Outcome.Replied) {
      this.unknown++;
      return;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint16(2, true) === REJECTED_TEMPLATE_ID) {
      this.rejected++;
      return;
    }
    const nowMs = performance.now();
    this.acknowledged++;
    this.acknowledgedAmount += amount;
    this.isAcknowledged[amount] = true;
    this.gapMsMax = Math.max(this.gapMsMax, nowMs - this.answeredAtMs);
    this.latencyMsMax = Math.max(this.latencyMsMax, nowMs - this.sentAtMs[amount]);
    this.answeredAtMs = nowMs;
  }

  /**
   * Reads the books of whatever node `reader` is connected to.
   *
   * @throws Error when the node no longer has all of its events, or not all come
   */
  async recount(reader: ClusterClient): Promise<LedgerCount> {
    const times = new Uint8Array(this.sent + 1);
    const changed = new BalanceChangedDecoder();
    let heardAtMs = performance.now();
    let seen = 0;
    let resynced = false;
    const subscription = reader.subscribe(
      { position: 0, step: STEP_MAX },
      {
        onEvent: (view, offset) => {
          if (view.getUint16(offset + 4, true) !== accountsContract.schemaId) return;
          if (view.getUint16(offset + 2, true) !== BalanceChangedDecoder.templateId) return;
          if (changed.wrap(view, offset).accountId !== this.accountId) return;
          if (times[changed.amount]++ === 0) seen++;
          heardAtMs = performance.now();
        },
        onResync: () => (resynced = true),
      },
    );
    const { position } = await digestPosition(reader);
    while (!resynced && seen < this.acknowledged && performance.now() - heardAtMs < QUIET_MS) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await new Promise((resolve) => setTimeout(resolve, 200)); // Doubles may still come.
    subscription.close();
    if (resynced) throw new Error(`the node has lost its first events (it is at position ${position})`);
    let lost = 0;
    let appliedTwice = 0;
    let unasked = 0;
    for (let amount = 1; amount <= this.sent; amount++) {
      const count = times[amount];
      if (count > 1) appliedTwice++;
      if (count === 0 && this.isAcknowledged[amount]) lost++;
      if (count > 0 && !this.isAcknowledged[amount]) unasked++;
    }
    const { sent, acknowledged, rejected, unknown } = this;
    return { sent, acknowledged, lost, appliedTwice, rejected, unknown, unasked };
  }
}

async function digestPosition(reader: ClusterClient): Promise<{ position: number }> {
  const answer = await reader.ask({ ask: "status" }, "near");
  if (!("status" in answer)) throw new Error(`the node answered ${JSON.stringify(answer)}`);
  return { position: answer.status.appliedPosition };
}
