import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome, type Subscription } from "@lockstep/cluster/client/cluster-port";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { BalanceChangedDecoder, DepositEncoder } from "@lockstep/domain/accounts/accounts-messages";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { pause } from "../pause.ts";
import { isOpen } from "./customer.ts";
import { ACCOUNT, ASSET, OPERATOR } from "./people.ts";
import type { Tally } from "./tally.ts";

const REJECTED_TEMPLATE_ID = 65_535;
const TIMEOUT_MS = 3_000;
const SEND_EVERY_MS = 10;
/** A recount that hears nothing new for so long has heard all. */
const QUIET_MS = 3_000;

type Fate = "waiting" | "acknowledged" | "refused" | "unknown";

/**
 * Deposits into one account, the nth of n cents, at a steady rate whatever the answers do; and what became of each,
 * remembered apart from the cluster. An event's amount tells which deposit it was.
 */
export class DepositLedger {
  private readonly client: ClusterClient;
  private readonly tally: Tally;
  private readonly message = new MessageBuffer();
  private readonly deposit = new DepositEncoder();
  /** By amount. */
  private readonly fates: Fate[] = ["refused"];
  private timer: NodeJS.Timeout | undefined;
  private waiting = 0;
  /** Monotonic. */
  acknowledgedMs: number = -Infinity;

  constructor(client: ClusterClient, tally: Tally) {
    this.client = client;
    this.tally = tally;
  }

  start(): void {
    this.timer = setInterval(() => this.send(), SEND_EVERY_MS);
  }

  /** Waits for the last answer. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    while (this.waiting > 0) await pause(0.02);
  }

  /** What is wrong with what an account of the events says. @param source who gave it, for people */
  compare(events: DepositEvents, source: string): string[] {
    const lost = this.amounts((fate, count) => fate === "acknowledged" && count === 0, events);
    const twice = this.amounts((_, count) => count > 1, events);
    const refused = this.amounts((fate, count) => fate === "refused" && count > 0, events);
    const problems: string[] = [];
    const tell = (amounts: readonly number[], what: string): void => {
      if (amounts.length === 0) return;
      problems.push(`${source}: ${amounts.length} deposits ${what}: ${some(amounts)}`);
    };
    tell(lost, "were acknowledged and are not there");
    tell(twice, "were applied more than once");
    tell(refused, "were refused and are there");
    tell(events.strangers, "were never sent and are there");
    return problems;
  }

  /** Reads the books of whatever node `reader` is connected to, from the beginning. */
  async recount(reader: ClusterClient): Promise<DepositEvents> {
    const events = new DepositEvents(reader, this.sent);
    let seen = -1;
    for (let quietMs = 0; quietMs < QUIET_MS && !events.hasGap && !this.isComplete(events); quietMs += 20) {
      if (events.seen !== seen) quietMs = 0;
      seen = events.seen;
      await pause(0.02);
    }
    await pause(0.2); // Doubles may still come.
    events.close();
    return events;
  }

  private isComplete(events: DepositEvents): boolean {
    return this.fates.every((fate, amount) => fate !== "acknowledged" || events.timesOf(amount) > 0);
  }

  private amounts(isIt: (fate: Fate, count: number) => boolean, events: DepositEvents): number[] {
    return this.fates.flatMap((fate, amount) => (isIt(fate, events.timesOf(amount)) ? [amount] : []));
  }

  /** How many were sent: their amounts are 1 to this. */
  get sent(): number {
    return this.fates.length - 1;
  }

  /** One more. */
  send(): void {
    const amount = this.fates.push("waiting") - 1;
    this.waiting++;
    const { deposit, message } = this;
    deposit.claim(message).set({ accountId: ACCOUNT.counted, assetId: ASSET.quote, amount });
    this.client.submit(OPERATOR, message.message(), { timeoutMs: TIMEOUT_MS }, this, amount);
  }

  onAnswer(amount: number, outcome: Outcome, bytes: Uint8Array): void {
    this.waiting--;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (outcome === Outcome.Replied && view.getUint16(2, true) !== REJECTED_TEMPLATE_ID) {
      this.fates[amount] = "acknowledged";
      this.tally.acknowledge(false);
      this.acknowledgedMs = performance.now();
      return;
    }
    this.fates[amount] = isOpen(outcome) ? "unknown" : "refused";
    this.tally.fail(isOpen(outcome), new TextDecoder().decode(bytes));
  }
}

/** How often each deposit is in the events of a cluster, as one subscriber hears them from the beginning on. */
export class DepositEvents {
  private readonly times: number[] = [];
  private readonly changed = new BalanceChangedDecoder();
  private readonly subscription: Subscription;
  private readonly amountMax: number;
  /** The beginning is gone, or a part that it slept through: what is missing proves nothing. */
  hasGap = false;
  /** Different deposits. */
  seen = 0;

  /** @param amountMax of what was sent, for one who reads when all is over */
  constructor(reader: ClusterClient, amountMax: number = Infinity) {
    this.amountMax = amountMax;
    this.subscription = reader.subscribe(
      { position: 0, step: 65_535 },
      {
        onEvent: (view, offset) => this.hear(view, offset),
        onResync: () => (this.hasGap = true),
      },
    );
  }

  timesOf(amount: number): number {
    return this.times[amount] ?? 0;
  }

  get strangers(): number[] {
    return this.times.flatMap((count, amount) => (count > 0 && amount > this.amountMax ? [amount] : []));
  }

  close(): void {
    this.subscription.close();
  }

  private hear(view: DataView, offset: number): void {
    if (view.getUint16(offset + 4, true) !== accountsContract.schemaId) return;
    if (view.getUint16(offset + 2, true) !== BalanceChangedDecoder.templateId) return;
    const { accountId, amount } = this.changed.wrap(view, offset);
    if (accountId !== ACCOUNT.counted) return;
    if (this.timesOf(amount) === 0) this.seen++;
    this.times[amount] = this.timesOf(amount) + 1;
  }
}

function some(amounts: readonly number[]): string {
  return amounts.length > 5 ? `${amounts.slice(0, 5).join(", ")} …` : amounts.join(", ");
}
