/**
 * LOBSTER files (order messages and top of book of NASDAQ shares) as commands for a market of this
 * exchange, and the comparison of its book with the file's. Pure: text comes in, values go out, so
 * that tests and the importer share it.
 *
 * A new order is a limit order, a partial cancel an amendment downwards, a deletion a cancel, the
 * execution of a visible order an immediate-or-cancel order of the other side for that size at that
 * price. Hidden executions and halts are skipped. Orders from before the open are unknown in the file
 * and a few executions were not of the oldest order, so a book in strict price-time priority agrees
 * with the file's in about 97 % of the rows.
 */

/** Message prices are dollars times 10,000; ours are cents. */
const PRICE_PER_TICK = 100;

/** What a market for such a file is like: a lot is a share, a tick is a cent. */
export const lobsterMarket: { lotSize: number; tickSize: number } = { lotSize: 1, tickSize: 1 };

const LobsterType = {
  New: 1,
  PartialCancel: 2,
  Delete: 3,
  ExecuteVisible: 4,
  ExecuteHidden: 5,
  Halt: 7,
} as const;

/** The file's order ids are the client order ids. `buy` is the side of the command's own order. */
export type LobsterCommand =
  | { kind: "place"; clientOrderId: number; buy: boolean; priceTicks: number; quantityLots: number }
  | { kind: "take"; buy: boolean; priceTicks: number; quantityLots: number }
  /** `quantityLots` is the new quantity in total, with what is executed. */
  | { kind: "amend"; clientOrderId: number; quantityLots: number }
  | { kind: "cancel"; clientOrderId: number };

/** A line of the message file. */
export interface LobsterStep {
  /** As in the file, seconds after midnight: lines of one moment have the same text. */
  time: string;
  /** Undefined for a line that is skipped. */
  command: LobsterCommand | undefined;
}

/** Turns the lines of a message file into commands, one at a time and in order. */
export class LobsterMessages {
  /** Quantity in total of the orders that the file has begun and not ended. */
  private readonly quantities = new Map<number, number>();
  private lines = 0;

  /** @throws LobsterError when the line is none of a message file */
  next(line: string): LobsterStep {
    this.lines++;
    const parts = line.split(",");
    const [type, orderId, size, price, direction] = parts.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const numbers = [type, orderId, size, price, direction];
    if (parts.length !== 6 || !numbers.every((number) => Number.isSafeInteger(number))) {
      throw new LobsterError(this.lines, line, "time, type, order id, size, price, side");
    }
    return { time: parts[0]!, command: this.command(type, orderId, size, price, direction === 1, line) };
  }

  private command(
    type: number,
    clientOrderId: number,
    size: number,
    price: number,
    buy: boolean,
    line: string,
  ): LobsterCommand | undefined {
    if (type === LobsterType.ExecuteHidden || type === LobsterType.Halt) return undefined;
    if (clientOrderId < 0 || size < 0 || price < 0) {
      throw new LobsterError(this.lines, line, "an order id, a size and a price that are not negative");
    }
    const priceTicks = price / PRICE_PER_TICK;
    if (!Number.isInteger(priceTicks)) throw new LobsterError(this.lines, line, "a price in whole cents");
    if (type === LobsterType.New) {
      this.quantities.set(clientOrderId, size);
      return { kind: "place", clientOrderId, buy, priceTicks, quantityLots: size };
    }
    // The line has the side of the resting order; who takes it is on the other one.
    if (type === LobsterType.ExecuteVisible) {
      return { kind: "take", buy: !buy, priceTicks, quantityLots: size };
    }
    const quantity = this.quantities.get(clientOrderId);
    if (type === LobsterType.Delete) {
      if (quantity === undefined) return undefined; // From before the open.
      this.quantities.delete(clientOrderId);
      return { kind: "cancel", clientOrderId };
    }
    if (type !== LobsterType.PartialCancel) {
      throw new LobsterError(this.lines, line, "a type from 1 to 5, or 7");
    }
    if (quantity === undefined || quantity <= size) return undefined;
    this.quantities.set(clientOrderId, quantity - size);
    return { kind: "amend", clientOrderId, quantityLots: quantity - size };
  }
}

/**
 * Counts the rows of a top-of-book file that agree with a book: a row does when one of the states
 * after the messages of its moment has the same two prices and sizes.
 */
export class LobsterAgreement {
  private readonly rows: readonly TopRow[];
  private first = 0; // The first row of the present moment.
  private time = "";
  private agreed: boolean[];

  /** @param lines of the file, in order. @throws LobsterError when one is none of a top-of-book file */
  constructor(lines: readonly string[]) {
    this.rows = lines.map((line, n) => topRow(line, n + 1));
    this.agreed = this.rows.map(() => false);
  }

  get rowsCount(): number {
    return this.rows.length;
  }

  get agreeing(): number {
    return this.agreed.filter(Boolean).length;
  }

  /** From 0 to 1. */
  get share(): number {
    return this.agreeing / this.rowsCount;
  }

  /** Tells the best prices in ticks and their lots after a message, skipped ones too; 0 for none. */
  after(time: string, bid: number, bidLots: number, offer: number, offerLots: number): void {
    if (time !== this.time) {
      this.time = time;
      const seconds = Number(time);
      while (this.first < this.rows.length && this.rows[this.first]!.seconds < seconds) this.first++;
    }
    for (let n = this.first; n < this.rows.length && this.rows[n]!.time === time; n++) {
      const row = this.rows[n]!;
      if (row.bid === bid && row.bidLots === bidLots && row.offer === offer && row.offerLots === offerLots) {
        this.agreed[n] = true;
      }
    }
  }
}

interface TopRow {
  time: string;
  seconds: number;
  bid: number;
  bidLots: number;
  offer: number;
  offerLots: number;
}

function topRow(line: string, number: number): TopRow {
  const parts = line.split(",");
  const [seconds, offer, offerLots, bid, bidLots] = parts.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (
    parts.length !== 5 ||
    ![seconds, offer, offerLots, bid, bidLots].every((value) => Number.isFinite(value))
  ) {
    throw new LobsterError(number, line, "time, best ask, its size, best bid, its size");
  }
  return {
    time: parts[0]!,
    seconds,
    bid: bid / PRICE_PER_TICK,
    bidLots,
    offer: offer / PRICE_PER_TICK,
    offerLots,
  };
}

/** A line is not what the file should have there. */
export class LobsterError extends Error {
  override readonly name = "LobsterError";
  readonly code = "BAD_LOBSTER_LINE";
  readonly line: number;

  constructor(line: number, text: string, expected: string) {
    super(`line ${line} is "${text}", expected ${expected}: is this the right LOBSTER file?`);
    this.line = line;
  }
}
