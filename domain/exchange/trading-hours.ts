/** From when until when a market trades, in microseconds since 1970; the end is not part of it. */
export interface Hours {
  readonly opensAtUs: number;
  readonly closesAtUs: number;
}

/** The hours of one market that are not over: in order, none meeting another. */
export class TradingHours {
  /** Whether the market goes by hours at all: one without a calendar is always open. */
  hasCalendar = false;
  private coming: Hours[] = [];

  get all(): readonly Hours[] {
    return this.coming;
  }

  /** The hours that begin or are under way at this instant; undefined when nothing is planned. */
  get next(): Hours | undefined {
    return this.coming[0];
  }

  /** Those that share an instant with these; themselves when they are planned already. */
  meeting({ opensAtUs, closesAtUs }: Hours): Hours | undefined {
    return this.coming.find((other) => other.opensAtUs < closesAtUs && opensAtUs < other.closesAtUs);
  }

  /** They meet none of the others. */
  add(hours: Hours): void {
    this.hasCalendar = true;
    this.coming.push(hours);
    this.coming.sort((a, b) => a.opensAtUs - b.opensAtUs);
  }

  /** @returns the hours removed */
  remove(opensAtUs: number): Hours | undefined {
    const found = this.coming.find((hours) => hours.opensAtUs === opensAtUs);
    this.coming = this.coming.filter((hours) => hours !== found);
    return found;
  }

  /** Forgets what is over. @returns whether the market trades now */
  advance(nowUs: number): boolean {
    this.coming = this.coming.filter(({ closesAtUs }) => closesAtUs > nowUs);
    return !this.hasCalendar || (this.next !== undefined && this.next.opensAtUs <= nowUs);
  }
}
