import { createHash } from "node:crypto";
import { checksum } from "@lockstep/cluster/checksum";
import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  AmendOrderEncoder,
  CancelOrderEncoder,
  OrderType,
  PlaceOrderEncoder,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { DEVELOPER } from "@lockstep/host/developer";
import { LobsterAgreement, type LobsterCommand, LobsterMessages } from "@lockstep/domain/exchange/lobster";

/** Longer than a node takes to be started again: what is under way when it dies is answered after that. */
const TIMEOUT_MS = 300_000;
const UNANSWERED_MAX = 4_096;
const PACE_INTERVAL_MS = 5;

export interface LobsterImportOptions {
  readonly client: ClusterClient;
  readonly exchange: Protocol;
  readonly marketId: number;
  readonly accountId: number;
  readonly lines: readonly string[];
  /** Lines a second; as fast as the cluster takes them when undefined. */
  readonly rate: number | undefined;
  readonly onProgress: (answered: number) => void;
}

export interface LobsterImportResult {
  readonly messages: number;
  readonly commands: number;
  readonly rejected: number;
  readonly trades: number;
  readonly seconds: number;
  /** SHA-256 over all replies and events in order, without times: the same for every undisturbed or disturbed run. */
  readonly digest: string;
}

interface Top {
  readonly position: number;
  readonly bid: number;
  readonly bidLots: number;
  readonly offer: number;
  readonly offerLots: number;
}

/**
 * Sends the lines of a LOBSTER message file to a market, in order, and collects what comes of them.
 * The client's session makes it exactly once, however often the node dies meanwhile.
 */
export class LobsterImport {
  private readonly options: LobsterImportOptions;
  private readonly buffer = new MessageBuffer();
  private readonly placeOrder = new PlaceOrderEncoder();
  private readonly amendOrder = new AmendOrderEncoder();
  private readonly cancelOrder = new CancelOrderEncoder();
  private readonly messages = new LobsterMessages();
  /** Per line: its time, and where its command was applied; 0 for a line without one. */
  private readonly times: string[] = [];
  private readonly positions: Float64Array;
  private readonly replies: Uint32Array;
  private readonly events = createHash("sha256");
  private readonly tops: Top[] = [];
  private commands = 0;
  private answered = 0;
  private rejected = 0;
  private trades = 0;
  private failure: Error | undefined;
  private whenDone: () => void = () => {};
  private isPumping = false;
  private startedMs = 0;

  constructor(options: LobsterImportOptions) {
    this.options = options;
    this.positions = new Float64Array(options.lines.length);
    this.replies = new Uint32Array(options.lines.length);
  }

  /** @throws LobsterError for a line that is none, Error when the cluster would not take a command */
  async run(): Promise<void> {
    this.startedMs = performance.now();
    const pace = setInterval(() => this.pump(), PACE_INTERVAL_MS);
    try {
      await new Promise<void>((resolve) => {
        this.whenDone = resolve;
        this.pump();
      });
    } finally {
      clearInterval(pace);
    }
    if (this.failure !== undefined) throw this.failure;
  }

  /** An event of the exchange; those of other markets and accounts are passed over. */
  onEvent(view: DataView, offset: number, position: number): void {
    const { exchange, marketId, accountId } = this.options;
    const message = exchange.at(view, offset);
    if (message === undefined) return;
    const event = message.decode(view, offset) as Record<string, number>;
    if (event["marketId"] !== marketId || (event["accountId"] ?? accountId) !== accountId) return;
    if (message.name === "TradeExecuted") this.trades++;
    if (message.name === "TopOfBookChanged") {
      this.tops.push({
        position,
        bid: event["bidPriceTicks"]!,
        bidLots: event["bidQuantityLots"]!,
        offer: event["offerPriceTicks"]!,
        offerLots: event["offerQuantityLots"]!,
      });
    }
    this.events.update(`${message.name} ${JSON.stringify({ ...event, timeUs: undefined })}\n`);
  }

  /** Once `run` is over and the events of its commands have come. */
  result(): LobsterImportResult {
    const digest = createHash("sha256").update(this.replies).update(this.events.copy().digest());
    return {
      messages: this.options.lines.length,
      commands: this.commands,
      rejected: this.rejected,
      trades: this.trades,
      seconds: (this.doneMs - this.startedMs) / 1_000,
      digest: digest.digest("hex"),
    };
  }

  /** Compares the market's best prices after each line with the file's. */
  agreement(lines: readonly string[]): LobsterAgreement {
    const agreement = new LobsterAgreement(lines);
    const none: Top = { position: 0, bid: 0, bidLots: 0, offer: 0, offerLots: 0 };
    let top = none;
    let next = 0;
    for (const [line, time] of this.times.entries()) {
      const position = this.positions[line]!;
      while (next < this.tops.length && this.tops[next]!.position <= position) top = this.tops[next++]!;
      agreement.after(time, top.bid, top.bidLots, top.offer, top.offerLots);
    }
    return agreement;
  }

  private doneMs = 0;

  private pump(): void {
    if (this.isPumping) return; // A refusal may be told from within a submit.
    this.isPumping = true;
    const { lines, rate } = this.options;
    const due =
      rate === undefined ? lines.length : Math.floor(((performance.now() - this.startedMs) / 1_000) * rate);
    try {
      while (
        this.failure === undefined &&
        this.times.length < Math.min(due, lines.length) &&
        this.commands - this.answered < UNANSWERED_MAX
      ) {
        this.send(lines[this.times.length]!);
      }
    } catch (error) {
      this.failure = error as Error;
    }
    this.isPumping = false;
    const isOver = this.times.length === lines.length && this.answered === this.commands;
    if (!isOver && this.failure === undefined) return;
    this.doneMs = performance.now();
    this.whenDone();
  }

  private send(text: string): void {
    const { time, command } = this.messages.next(text);
    const line = this.times.push(time) - 1;
    if (command === undefined) return;
    this.encode(command);
    this.commands++;
    this.options.client.submit(DEVELOPER, this.buffer.message(), { timeoutMs: TIMEOUT_MS }, this, line);
  }

  /** Called by the client, once for each command. */
  onAnswer(line: number, outcome: Outcome, bytes: Uint8Array, position: number): void {
    this.answered++;
    if (outcome !== Outcome.Replied) {
      const reason = new TextDecoder().decode(bytes);
      this.failure = new Error(
        `line ${line + 1} was not applied for certain (outcome ${outcome}): ${reason}`,
      );
    } else {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (this.options.exchange.at(view, 0)?.kind === "rejection") this.rejected++;
      this.positions[line] = position;
      this.replies[line] = checksum(bytes);
      this.options.onProgress(this.answered);
    }
    this.pump();
  }

  private encode(command: LobsterCommand): void {
    const { buffer } = this;
    const { accountId, marketId } = this.options;
    switch (command.kind) {
      case "place":
      case "take":
        this.placeOrder.claim(buffer).set({
          accountId,
          marketId,
          side: command.buy ? Side.Buy : Side.Sell,
          type: OrderType.Limit,
          timeInForce:
            command.kind === "take" ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancelled,
          selfTradePrevention: SelfTradePrevention.None,
          postOnly: false,
          priceTicks: command.priceTicks,
          quantityLots: command.quantityLots,
          ...(command.kind === "place" ? { clientOrderId: command.clientOrderId } : {}),
        });
        return;
      case "amend": {
        const { clientOrderId, quantityLots } = command;
        this.amendOrder.claim(buffer).set({ accountId, clientOrderId, quantityLots });
        return;
      }
      case "cancel":
        this.cancelOrder.claim(buffer).set({ accountId, clientOrderId: command.clientOrderId });
    }
  }
}
