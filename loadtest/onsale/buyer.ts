import { WebSocket } from "ws";
import type { LatencyRecorder } from "../latency.ts";
import { pause } from "../pause.ts";
import { SEATS_PER_ROW, SHOW_ID } from "./hall.ts";

/** What all buyers of a run have in common, and what they did. */
export interface Sale {
  readonly seats: number;
  /** A whole number in [0, below), the same every time that it is run. */
  readonly random: (below: number) => number;
  /** How long a buyer thinks before it pays, at most. */
  readonly thinkMs: number;
  /** From when a command was sent to its answer. */
  readonly latency: {
    readonly hold: LatencyRecorder;
    readonly buy: LatencyRecorder;
    readonly release: LatencyRecorder;
  };
  /** From when the sale began to the first hold of each buyer, or to its going away. */
  readonly wait: LatencyRecorder;
  readonly tally: SaleTally;
}

export interface SaleTally {
  holds: number;
  /** Seats were taken by somebody else in the meantime. */
  conflicts: number;
  boughtSeats: number;
  purchases: number;
  releases: number;
  /** Buyers who found nothing. */
  emptyHanded: number;
  /** By code: what was refused, conflicts among them. */
  readonly refused: Record<string, number>;
}

interface Answer {
  readonly type: string;
  readonly id?: number;
  readonly reply?: { readonly holdId?: string; readonly ticketCount?: number };
  readonly rejection?: { readonly code: string };
  readonly error?: { readonly code: string };
}

/** Picks seats itself so often, then takes what it is given. */
const PICKS_MAX = 3;
/** Somebody may give seats back: it comes again so often, after so long. */
const RETURNS_MAX = 20;
const RETURN_MS = 250;
const PARTY_MAX = 4;
/** Of 100 holds, those that are given back. */
const GIVEN_BACK_PERCENT = 10;
const WRONG = new Set(["SEAT_TAKEN", "LEAVES_SINGLE_SEAT"]);

/** Somebody with a WebSocket of his own, who wants to sit with a party, as far in front as he can. */
export class Buyer {
  private readonly sale: Sale;
  private readonly accountId: number;
  private readonly socket: WebSocket;
  private readonly waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: Error) => void }
  >();
  private sent = 0;

  private constructor(sale: Sale, accountId: number, socket: WebSocket) {
    this.sale = sale;
    this.accountId = accountId;
    this.socket = socket;
    socket.on("message", (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      if (answer.id === undefined) return;
      this.waiting.get(answer.id)?.resolve(answer);
      this.waiting.delete(answer.id);
    });
    socket.on("close", (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`a buyer was cut off with ${code}`));
    });
  }

  static async open(
    sale: Sale,
    accountId: number,
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Buyer> {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    const buyer = new Buyer(sale, accountId, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    return buyer;
  }

  /** From the beginning of the sale until he has seats, or goes away without. */
  async shop(): Promise<void> {
    const { sale } = this;
    const beganMs = performance.now();
    const party = 1 + sale.random(PARTY_MAX);
    const holdId = await this.findSeats(party);
    sale.wait.record((performance.now() - beganMs) * 1_000, 1);
    if (holdId === undefined) {
      sale.tally.emptyHanded++;
      return;
    }
    await pause(sale.random(sale.thinkMs + 1) / 1_000);
    if (sale.random(100) < GIVEN_BACK_PERCENT) {
      await this.ask("release-hold", { holdId }, sale.latency.release);
      sale.tally.releases++;
      return;
    }
    const { reply } = await this.ask("buy-hold", { holdId }, sale.latency.buy);
    if (reply === undefined) return;
    sale.tally.purchases++;
    sale.tally.boughtSeats += reply.ticketCount!;
  }

  hangUp(): void {
    this.socket.removeAllListeners("close");
    this.socket.close();
  }

  /** @returns the hold, if any */
  private async findSeats(party: number): Promise<string | undefined> {
    for (let picks = 0; picks < PICKS_MAX; picks++) {
      const { reply, rejection } = await this.hold("hold-seats", { seats: this.pick(party) });
      if (reply !== undefined) return reply.holdId;
      if (!WRONG.has(rejection?.code ?? "")) break;
    }
    for (let returns = 0; returns < RETURNS_MAX; returns++) {
      for (let seatCount = party; seatCount > 0; seatCount--) {
        const wish = { seatCount, attributesAllowed: [], together: "section" };
        const { reply } = await this.hold("hold-best-available", wish);
        if (reply !== undefined) return reply.holdId;
      }
      await pause(RETURN_MS / 1_000);
    }
    return undefined;
  }

  private async hold(command: string, wish: object): Promise<Answer> {
    const { sale, accountId } = this;
    const answer = await this.ask(command, { showId: SHOW_ID, accountId, ...wish }, sale.latency.hold);
    if (answer.reply !== undefined) sale.tally.holds++;
    if (answer.rejection?.code === "SEAT_TAKEN") sale.tally.conflicts++;
    return answer;
  }

  /** Seats side by side; the further in front, the more want them. */
  private pick(party: number): { seat: number }[] {
    const { sale } = this;
    const rows = sale.seats / SEATS_PER_ROW;
    const row = Math.floor((sale.random(rows) * sale.random(rows)) / rows);
    const first = row * SEATS_PER_ROW + sale.random(SEATS_PER_ROW - party + 1);
    return Array.from({ length: party }, (_, at) => ({ seat: first + at }));
  }

  private async ask(command: string, body: object, latency: LatencyRecorder): Promise<Answer> {
    const id = ++this.sent;
    const sentMs = performance.now();
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.socket.send(JSON.stringify({ id, command: `ticketing.${command}`, body }));
    });
    latency.record((performance.now() - sentMs) * 1_000, 1);
    const code = answer.rejection?.code ?? answer.error?.code;
    const { refused } = this.sale.tally;
    if (code !== undefined) refused[code] = (refused[code] ?? 0) + 1;
    return answer;
  }
}
