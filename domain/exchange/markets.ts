import { type Market, type MarketRules } from "./market.ts";

/** All markets by id; the ids begin at 1. */
export class Markets {
  private readonly byId: (Market | undefined)[] = [undefined];
  readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  find(marketId: number): Market | undefined {
    return marketId < this.byId.length ? this.byId[marketId] : undefined;
  }

  get nextId(): number {
    return this.byId.length;
  }

  get isFull(): boolean {
    return this.byId.length > this.max;
  }

  add(market: Market): void {
    this.byId.push(market);
  }

  /** In order of their ids. */
  all(): Market[] {
    return this.byId.filter((market) => market !== undefined);
  }

  withSymbol(symbol: MarketRules["symbol"]): Market | undefined {
    return this.all().find((market) => market.rules.symbol === symbol);
  }
}
