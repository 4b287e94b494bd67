import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import {
  AccountsClient,
  BalanceChangedDecoder,
  DepositEncoder,
} from "@lockstep/domain/accounts/accounts-messages";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { accepted, ClusterChannel } from "@lockstep/host/cluster-channel";
import { application } from "../application.ts";
import { until } from "./exchange-process.ts";

const OPERATOR = { principalId: 1, roles: Role.Operator };
const TIMEOUT_MS = 30_000;
const SEND_EVERY_MS = 2;

/**
 * Deposits into one account, the nth of n cents, so that a node's events tell of each how often it was applied;
 * and what became of each as the client was told.
 */
export class Deposits {
  readonly acknowledged: number[] = [];
  /** Outcomes other than an answer of the service, and rejections. */
  readonly failures: string[] = [];
  sent = 0;
  accountId = 0;
  private assetId = 0;
  private readonly client: ClusterClient;
  private readonly message = new MessageBuffer();
  private readonly deposit = new DepositEncoder();
  private timer: NodeJS.Timeout | undefined;

  private constructor(client: ClusterClient) {
    this.client = client;
  }

  static async open(client: ClusterClient): Promise<Deposits> {
    const deposits = new Deposits(client);
    const channel = new ClusterChannel({
      port: client,
      caller: OPERATOR,
      protocols: application.protocols,
      timeoutMs: TIMEOUT_MS,
    });
    const accounts = new AccountsClient(channel);
    deposits.assetId = accepted(await accounts.createAsset({ code: "USD", decimals: 2 })).assetId;
    deposits.accountId = accepted(await accounts.openAccount({ ownerPrincipalId: 1 })).accountId;
    return deposits;
  }

  send(timeoutMs: number = TIMEOUT_MS): void {
    const amount = ++this.sent;
    const { deposit, message, accountId, assetId } = this;
    Object.assign(deposit.claim(message), { accountId, assetId, amount });
    const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array): void => {
      const isRejected = bytes[2] === 0xff && bytes[3] === 0xff;
      const failure = outcome === Outcome.Replied ? "rejected" : `outcome ${outcome}`;
      if (outcome === Outcome.Replied && !isRejected) this.acknowledged.push(amount);
      else this.failures.push(`${amount}: ${failure}`);
    };
    this.client.submit(OPERATOR, message.message(), { timeoutMs }, { onAnswer }, amount);
  }

  /** A steady stream of them, whatever the answers do. */
  startSending(): void {
    this.timer = setInterval(() => this.send(), SEND_EVERY_MS);
  }

  /** Waits until the last is answered. */
  async stopSending(): Promise<void> {
    clearInterval(this.timer);
    await this.settled();
  }

  settled(): Promise<void> {
    return until(
      () => this.acknowledged.length + this.failures.length === this.sent,
      "all deposits answered",
    );
  }

  /** Those that a node's events do not tell of exactly once. @param reader of that node */
  async notAppliedOnce(reader: ClusterClient): Promise<number[]> {
    const times = Array.from({ length: this.sent + 1 }, () => 0);
    const changed = new BalanceChangedDecoder();
    const subscription = reader.subscribe(
      { position: 0, step: 65_535 },
      {
        onEvent: (view, offset) => {
          if (view.getUint16(offset + 4, true) !== accountsContract.schemaId) return;
          if (view.getUint16(offset + 2, true) !== BalanceChangedDecoder.templateId) return;
          times[changed.wrap(view, offset).amount]!++;
        },
        onResync: () => {
          throw new Error("the node has lost its first events");
        },
      },
    );
    await until(
      () => this.acknowledged.every((amount) => times[amount]! > 0),
      "all that was acknowledged is there",
    );
    subscription.close();
    return times.flatMap((count, amount) => (amount > 0 && count !== 1 ? [amount] : []));
  }
}
