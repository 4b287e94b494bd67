import { AMOUNT_MAX } from "../accounts/accounts.ts";
import type { MarketMemory } from "./market-memory.ts";
import { BUY, OrderBook } from "./order-book.ts";
import type { OrderPool } from "./order-pool.ts";
import { TradingHours } from "./trading-hours.ts";
import { NO_BID, NO_OFFER, PRICE_TICKS_MAX } from "./price-ladder.ts";

const MILLION = 1_000_000;
/** A tenth: with it the fee of a sale is never more than the sale, whatever rounding carries over. */
const FEE_PPM_MAX = 100_000;
export const QUANTITY_LOTS_MAX = 0x7fff_ffff;
/** What "cancel all" does in one command, and what an answer with all open orders can hold. */
export const OPEN_ORDERS_MAX = 10_000;

/** What a market is: data, changed by commands. Units and meaning as in the contract. */
export interface MarketRules {
  symbol: string;
  baseAssetId: number;
  quoteAssetId: number;
  feeAccountId: number;
  lotSize: number;
  tickSize: number;
  referencePriceTicks: number;
  priceBandPpm: number;
  minimumQuantityLots: number;
  maximumQuantityLots: number;
  minimumNotional: number;
  maximumNotional: number;
  openOrdersMax: number;
  makerFeePpm: number;
  takerFeePpm: number;
}

/** The fields of the rules, in the order of the contract. */
export const marketRuleNames: readonly (keyof MarketRules)[] = [
  "symbol",
  "baseAssetId",
  "quoteAssetId",
  "feeAccountId",
  "lotSize",
  "tickSize",
  "referencePriceTicks",
  "priceBandPpm",
  "minimumQuantityLots",
  "maximumQuantityLots",
  "minimumNotional",
  "maximumNotional",
  "openOrdersMax",
  "makerFeePpm",
  "takerFeePpm",
];

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const amountMax: number = AMOUNT_MAX;
const priceMax: number = PRICE_TICKS_MAX;
const buy: number = BUY;
const noBid: number = NO_BID;
const noOffer: number = NO_OFFER;

// In the market's row of `counters`: see MarketMemory.
const SEQUENCE = 0;
const TRADES = 1;
const TOP_BID_QUANTITY = 2;
const TOP_OFFER_QUANTITY = 3;

/** A market: its rules, its book, and what it has counted. */
export class Market {
  readonly id: number;
  readonly rules: MarketRules;
  readonly book: OrderBook;
  readonly hours: TradingHours = new TradingHours();
  /** As the hours said when they were looked at last: at their timer, which fires before the first command after it. */
  isOpen = true;
  /** The lowest and the highest price that an order may have: follow from the last trade's. */
  lowestPrice = 1;
  highestPrice: number = priceMax;
  private last = 0;
  private readonly memory: MarketMemory;
  /** Where its row of counters is. */
  private readonly row: number;
  private topBid: number = noBid;
  private topOffer: number = noOffer;
  /** Whether the top can have moved since `topMoved` was asked last. */
  private isTopTouched = true;

  /** @param memory that has room for its row */
  constructor(id: number, rules: MarketRules, pool: OrderPool, pagesMax: number, memory: MarketMemory) {
    this.id = id;
    this.rules = rules;
    this.memory = memory;
    this.row = memory.rowOf(id);
    this.book = new OrderBook(pool, pagesMax, memory.pages);
    this.lastPrice = 0;
  }

  /** Of the last book change. */
  get sequence(): number {
    return this.memory.counters[this.row + SEQUENCE];
  }
  set sequence(sequence: number) {
    this.memory.counters[this.row + SEQUENCE] = sequence;
  }

  /** Of the last trade; the trades are numbered from 1. */
  get tradeId(): number {
    return this.memory.counters[this.row + TRADES];
  }
  set tradeId(tradeId: number) {
    this.memory.counters[this.row + TRADES] = tradeId;
  }

  /** Lots at the best bid when `topMoved` last said so; 0 when there is none. */
  get topBidQuantity(): number {
    return this.memory.counters[this.row + TOP_BID_QUANTITY];
  }
  get topOfferQuantity(): number {
    return this.memory.counters[this.row + TOP_OFFER_QUANTITY];
  }

  /** Notes that a level has other orders. Most are behind the top, and then `topMoved` need not read it. */
  levelMoved(side: number, price: number): void {
    if (side === buy ? price >= this.topBid : price <= this.topOffer) this.isTopTouched = true;
  }

  /** Whether best bid or best offer, price or quantity, are others than when this was asked last. */
  topMoved(): boolean {
    if (!this.isTopTouched) return false;
    this.isTopTouched = false;
    const book = this.book;
    const bid = book.bestBid;
    const offer = book.bestOffer;
    const bidQuantity = bid === noBid ? 0 : book.quantityOf(bid);
    const offerQuantity = offer === noOffer ? 0 : book.quantityOf(offer);
    const { counters } = this.memory;
    const { row } = this;
    if (
      bid === this.topBid &&
      offer === this.topOffer &&
      bidQuantity === counters[row + TOP_BID_QUANTITY] &&
      offerQuantity === counters[row + TOP_OFFER_QUANTITY]
    ) {
      return false;
    }
    this.topBid = bid;
    this.topOffer = offer;
    counters[row + TOP_BID_QUANTITY] = bidQuantity;
    counters[row + TOP_OFFER_QUANTITY] = offerQuantity;
    return true;
  }

  /**
   * Quote minor units of lots at a price; more than AMOUNT_MAX, and then perhaps inexact, when it is
   * out of range. Rounding never takes a product below a bound that the exact one is above.
   */
  notionalOf(price: number, quantity: number): number {
    const ticks = price * quantity;
    return ticks > amountMax ? ticks : ticks * this.rules.tickSize;
  }

  /** Ticks of the last trade; 0 before the first. */
  get lastPrice(): number {
    return this.last;
  }
  set lastPrice(price: number) {
    this.last = price;
    const { priceBandPpm, referencePriceTicks } = this.rules;
    const middle = price === 0 ? referencePriceTicks : price;
    if (priceBandPpm === 0 || middle === 0) return;
    const band = Math.floor((middle * priceBandPpm) / MILLION);
    this.lowestPrice = Math.max(1, middle - band);
    this.highestPrice = Math.min(priceMax, middle + band);
  }
}

/**
 * What of a market's rules cannot be, apart from accounts and assets, which the exchange asks for.
 * @returns the place of the wrong rule in `marketRuleNames`, or -1
 */
export function wrongRule(rules: MarketRules): number {
  const wrong: Partial<Record<keyof MarketRules, boolean>> = {
    symbol: rules.symbol === "",
    quoteAssetId: rules.baseAssetId === rules.quoteAssetId,
    lotSize: rules.lotSize === 0,
    tickSize: rules.tickSize === 0,
    referencePriceTicks: rules.referencePriceTicks > PRICE_TICKS_MAX,
    priceBandPpm: rules.priceBandPpm > MILLION,
    minimumQuantityLots: rules.minimumQuantityLots === 0,
    maximumQuantityLots:
      rules.maximumQuantityLots < rules.minimumQuantityLots || rules.maximumQuantityLots > QUANTITY_LOTS_MAX,
    maximumNotional: rules.maximumNotional < rules.minimumNotional,
    openOrdersMax: rules.openOrdersMax > OPEN_ORDERS_MAX,
    makerFeePpm: rules.makerFeePpm > FEE_PPM_MAX,
    takerFeePpm: rules.takerFeePpm > FEE_PPM_MAX,
  };
  return marketRuleNames.findIndex((name) => wrong[name] === true);
}
