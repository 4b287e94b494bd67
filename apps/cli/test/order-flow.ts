import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LobsterAgreement, type LobsterCommand, LobsterMessages } from "@lockstep/domain/exchange/lobster";
import { NaiveBook } from "../../../domain/test/naive-book.ts";

/** What `lockstep import` is expected to print of a file. */
export interface ExpectedImport {
  readonly commands: number;
  /** Cancels and amendments of orders that were executed before: the file's venue executed others. */
  readonly rejected: number;
  readonly trades: number;
  readonly agreeing: number;
  readonly rows: number;
}

/** Trades and agreement of the naive book on the lines of a LOBSTER file. */
export function expectedOf(messages: readonly string[], tops: readonly string[]): ExpectedImport {
  const book = new NaiveBook();
  const lines = new LobsterMessages();
  const agreement = new LobsterAgreement(tops);
  let commands = 0;
  let rejected = 0;
  let trades = 0;
  for (const line of messages) {
    const { time, command } = lines.next(line);
    if (command !== undefined) {
      commands++;
      const applied = apply(book, command);
      trades += applied.trades;
      if (!applied.isAccepted) rejected++;
    }
    agreement.after(time, ...book.best(true), ...book.best(false));
  }
  return { commands, rejected, trades, agreeing: agreement.agreeing, rows: agreement.rowsCount };
}

/**
 * Order flow made up in LOBSTER's format: orders around 100 dollars of which some are reduced, deleted
 * and executed, also in queues of several and over several levels.
 */
export function madeUpMessages(count: number): string[] {
  const random = randomNumbers(7);
  const open: { id: number; size: number; price: number; side: number }[] = [];
  const lines: string[] = [];
  for (let nth = 1; nth <= count; nth++) {
    const time = (34_200 + Math.floor(nth / 2) / 1_000).toFixed(3); // Two lines share a moment.
    const order = open[random(open.length || 1)];
    const kind = order === undefined || nth < 20 ? 1 : [1, 1, 1, 2, 3, 4, 4, 5, 7][random(9)]!;
    if (kind === 1 || order === undefined) {
      const side = random(2) === 0 ? 1 : -1;
      const made = { id: nth, size: 10 + random(90), price: 1_000_000 - side * random(8) * 100, side };
      open.push(made);
      lines.push([time, 1, made.id, made.size, made.price, side].join(","));
      continue;
    }
    const size = kind === 2 ? Math.max(1, Math.floor(order.size / 3)) : order.size;
    const id = kind === 5 || kind === 7 ? 0 : order.id;
    lines.push([time, kind, id, size, order.price, order.side].join(","));
    if (kind === 3 || kind === 4) open.splice(open.indexOf(order), 1);
    if (kind === 2) order.size -= size;
  }
  return lines;
}

/** Top-of-book rows after the lines as the naive book has them, but for every nth: they are as of another venue. */
export function madeUpTops(messages: readonly string[], otherEvery: number): string[] {
  const book = new NaiveBook();
  const lines = new LobsterMessages();
  return messages.map((line, nth) => {
    const { time, command } = lines.next(line);
    if (command !== undefined) apply(book, command);
    const [bid, bidLots] = book.best(true);
    const [offer, offerLots] = book.best(false);
    const other = nth % otherEvery === 0 ? 1_000_000 : 0;
    return [time, offer * 100, offerLots + other, bid * 100, bidLots].join(",");
  });
}

export function writeLines(directory: string, name: string, lines: readonly string[]): string {
  const path = join(directory, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

function apply(book: NaiveBook, command: LobsterCommand): { trades: number; isAccepted: boolean } {
  switch (command.kind) {
    case "place":
    case "take": {
      const rests = command.kind === "place";
      const id = rests ? command.clientOrderId : 0;
      const trades = book.place(id, command.buy, command.priceTicks, command.quantityLots, rests);
      return { trades: trades.length, isAccepted: true };
    }
    case "amend":
      return { trades: 0, isAccepted: book.amendDown(command.clientOrderId, command.quantityLots) };
    case "cancel":
      return { trades: 0, isAccepted: book.cancel(command.clientOrderId) };
  }
}

/** A linear congruential generator: the same numbers in every run. */
function randomNumbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
