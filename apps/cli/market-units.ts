import { formatDecimal, parseDecimal } from "./decimals.ts";
import { type GatewayClient, GatewayError } from "./gateway-client.ts";

export interface Market {
  readonly marketId: number;
  readonly symbol: string;
  readonly baseAssetId: number;
  readonly quoteAssetId: number;
  /** Minor units of the base asset. */
  readonly lotSize: number;
  /** What one tick adds to the price of one lot, in minor units of the quote asset. */
  readonly tickSize: number;
}

export interface Asset {
  readonly assetId: number;
  readonly code: string;
  readonly decimals: number;
}

/**
 * Turns what people write (10 shares at 585.33 dollars) into lots and ticks of a market, and back.
 * One tick moves the price of one unit of the base asset by `tickSize * 10^baseDecimals / lotSize`
 * minor units of the quote asset; markets are made so that this is an integer.
 */
export class MarketUnits {
  readonly market: Market;
  readonly base: Asset;
  readonly quote: Asset;
  private readonly tickPerUnit: bigint;

  constructor(market: Market, base: Asset, quote: Asset) {
    this.market = market;
    this.base = base;
    this.quote = quote;
    this.tickPerUnit = (BigInt(market.tickSize) * 10n ** BigInt(base.decimals)) / BigInt(market.lotSize);
  }

  static async of(client: GatewayClient, symbol: string): Promise<MarketUnits> {
    const [markets, assets] = await Promise.all([listMarkets(client), listAssets(client)]);
    const market = markets.find((each) => each.symbol === symbol || String(each.marketId) === symbol);
    if (market === undefined) {
      const known = markets.map((each) => each.symbol).join(", ") || "none";
      throw new GatewayError(404, "UNKNOWN_MARKET", `there is no market ${symbol}; there are: ${known}`);
    }
    return MarketUnits.from(market, assets);
  }

  static from(market: Market, assets: readonly Asset[]): MarketUnits {
    const find = (id: number) => assets.find((asset) => asset.assetId === id);
    const base = find(market.baseAssetId);
    const quote = find(market.quoteAssetId);
    if (base === undefined || quote === undefined) {
      throw new Error(`market ${market.symbol} has assets that are not listed`);
    }
    return new MarketUnits(market, base, quote);
  }

  ticks(price: string): number {
    return exact(
      parseDecimal(price, this.quote.decimals, "the price"),
      this.tickPerUnit,
      `the price ${price}`,
      this.price(1),
    );
  }

  lots(quantity: string): number {
    const lot = BigInt(this.market.lotSize);
    return exact(
      parseDecimal(quantity, this.base.decimals, "the quantity"),
      lot,
      `the quantity ${quantity}`,
      this.quantity(1),
    );
  }

  price(ticks: number): string {
    return formatDecimal(BigInt(ticks) * this.tickPerUnit, this.quote.decimals);
  }

  quantity(lots: number): string {
    return formatDecimal(BigInt(lots) * BigInt(this.market.lotSize), this.base.decimals);
  }

  money(minorUnits: number): string {
    return `${formatDecimal(minorUnits, this.quote.decimals)} ${this.quote.code}`;
  }
}

export async function listMarkets(client: GatewayClient): Promise<Market[]> {
  return (await client.query<{ markets: Market[] }>("exchange/markets")).body.markets;
}

export async function listAssets(client: GatewayClient): Promise<Asset[]> {
  return (await client.query<{ assets: Asset[] }>("accounts/assets")).body.assets;
}

function exact(value: bigint, unit: bigint, what: string, smallest: string): number {
  if (value % unit !== 0n) throw new RangeError(`${what} is not a multiple of ${smallest}`);
  return Number(value / unit);
}
