import type { ExchangeLimits } from "./exchange-limits.ts";
import { Market, type MarketRules } from "./market.ts";
import { MarketMemory } from "./market-memory.ts";
import type { OrderPool } from "./order-pool.ts";

/** All markets by id; the ids begin at 1. */
export class Markets {
  private readonly byId: (Market | undefined)[] = [undefined];
  readonly max: number;
  private readonly pool: OrderPool;
  private readonly pagesMax: number;
  private readonly memory = new MarketMemory();

  constructor({ marketsMax, pagesMax }: ExchangeLimits, pool: OrderPool) {
    this.max = marketsMax;
    this.pagesMax = pagesMax;
    this.pool = pool;
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

  /** @param id the next one */
  open(id: number, rules: MarketRules): Market {
    const market = new Market(id, rules, this.pool, this.pagesMax, this.memory);
    this.byId.push(market);
    return market;
  }

  /** In order of their ids. */
  all(): Market[] {
    return this.byId.filter((market) => market !== undefined);
  }

  withSymbol(symbol: MarketRules["symbol"]): Market | undefined {
    return this.all().find((market) => market.rules.symbol === symbol);
  }
}
