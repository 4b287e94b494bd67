import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import { BalancesEncoder, decodeAccountsReply } from "@lockstep/domain/accounts/accounts-messages";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { DepositLedger } from "./deposit-ledger.ts";

const READER = { principalId: 1, roles: Role.Operator };
const READ_EVERY_MS = 20;
const TIMEOUT_MS = 3_000;

/** What came of linearizable reads of every node. */
export interface ReadCount {
  readonly answered: number;
  /** No leader in time, or the node was down. */
  readonly unanswered: number;
  /** Answered without a deposit that was acknowledged before the read was asked. */
  readonly stale: number;
  /** Answered with money that nobody had sent yet. */
  readonly invented: number;
}

/**
 * Asks each node again and again for the balance of the ledger's account, as a linearizable read: it must show at
 * least what was acknowledged when it was asked, and at most what was sent when it was answered.
 */
export class LedgerReads {
  private answered = 0;
  private unanswered = 0;
  private stale = 0;
  private invented = 0;
  private readonly ledger: DepositLedger;
  private readonly clients: readonly ClusterClient[];
  private readonly timer: NodeJS.Timeout;

  /** @param clients one for each node, connected to that node alone; stopped with this */
  constructor(ledger: DepositLedger, clients: readonly ClusterClient[]) {
    this.ledger = ledger;
    this.clients = clients;
    const message = new MessageBuffer();
    new BalancesEncoder().claim(message).set({ accountId: ledger.accountId });
    const query = message.copy();
    this.timer = setInterval(() => {
      for (const client of clients) this.read(client, query);
    }, READ_EVERY_MS);
  }

  stop(): ReadCount {
    clearInterval(this.timer);
    const { answered, unanswered, stale, invented } = this;
    for (const client of this.clients) client.stop();
    return { answered, unanswered, stale, invented };
  }

  private read(client: ClusterClient, query: Uint8Array): void {
    const { ledger } = this;
    const least = ledger.acknowledgedAmount;
    const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array): void => {
      const reply = outcome === Outcome.Replied ? decodeAccountsReply(bytes) : undefined;
      if (reply?.template !== "BalanceList") {
        this.unanswered++;
        return;
      }
      this.answered++;
      const free = reply.balances[0]?.free ?? 0;
      if (free < least) this.stale++;
      if (free > ledger.sentAmount) this.invented++;
    };
    const options = { consistency: "linearizable", timeoutMs: TIMEOUT_MS } as const;
    client.query(READER, query, options, { onAnswer }, 0);
  }
}
