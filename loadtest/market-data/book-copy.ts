/** A price level as the gateway tells it. */
export interface Level {
  readonly side: "buy" | "sell";
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/** A book as its query answers, and as the image of its channel. */
export interface Book {
  readonly sequence: number;
  readonly bids: readonly Omit<Level, "side">[];
  readonly offers: readonly Omit<Level, "side">[];
}

/** What a subscriber of a book hears; the gateway's README lists the messages. */
export type BookMessage =
  | { readonly type: "image"; readonly image: Book }
  | { readonly type: "event"; readonly sequence: number; readonly body: Level }
  | {
      readonly type: "events";
      readonly firstSequence: number;
      readonly lastSequence: number;
      readonly events: readonly { readonly body: Level }[];
    }
  | { readonly type: "resync" | "error" | "subscribed" | "heartbeat" | "serverShutdown" };

/** A book as one subscriber keeps it, and whether what it was told was without a gap. */
export class BookCopy {
  /** Undefined before the first image. */
  sequence: number | undefined;
  gaps = 0;
  resyncs = 0;
  /** Levels told, after conflation, and changes that they stood for. */
  levels = 0;
  changes = 0;
  private readonly sides = { buy: new Map<number, Level>(), sell: new Map<number, Level>() };

  hear(message: BookMessage): void {
    if (message.type === "image") this.begin(message.image);
    else if (message.type === "event") this.go(message.sequence, message.sequence, [message]);
    else if (message.type === "events") this.go(message.firstSequence, message.lastSequence, message.events);
    else if (message.type === "resync") {
      this.resyncs++;
      this.sequence = undefined;
    }
  }

  /** Whether the copy is what the book is; undefined while it is not as far. */
  equals(book: Book): boolean | undefined {
    if (this.sequence === undefined || this.sequence < book.sequence) return undefined;
    return (
      this.sequence === book.sequence &&
      isSame(this.sides.buy, book.bids) &&
      isSame(this.sides.sell, book.offers)
    );
  }

  private begin({ sequence, bids, offers }: Book): void {
    this.sequence = sequence;
    this.sides.buy.clear();
    this.sides.sell.clear();
    for (const level of bids) this.set({ ...level, side: "buy" });
    for (const level of offers) this.set({ ...level, side: "sell" });
  }

  private go(first: number, last: number, events: readonly { readonly body: Level }[]): void {
    if (this.sequence === undefined || first !== this.sequence + 1) this.gaps++;
    this.sequence = last;
    this.changes += last - first + 1;
    this.levels += events.length;
    for (const { body } of events) this.set(body);
  }

  private set(level: Level): void {
    if (level.quantityLots === 0) this.sides[level.side].delete(level.priceTicks);
    else this.sides[level.side].set(level.priceTicks, level);
  }
}

function isSame(side: ReadonlyMap<number, Level>, levels: readonly Omit<Level, "side">[]): boolean {
  return (
    side.size === levels.length &&
    levels.every(({ priceTicks, quantityLots, orderCount }) => {
      const own = side.get(priceTicks);
      return own?.quantityLots === quantityLots && own.orderCount === orderCount;
    })
  );
}
