import type { Context } from "../contract/context.ts";
import type { Market } from "./market.ts";
import {
  LEVEL_BYTES,
  LEVEL_HEADER,
  Level,
  SCHEMA_WORD,
  TOP_BYTES,
  TOP_HEADER,
  TRADE_BYTES,
  TRADE_HEADER,
  TWO_TO_32,
  Top,
  Trade,
} from "./message-layout.ts";
import { LEVEL_COUNT, LEVEL_QUANTITY, NO_BID, NO_OFFER } from "./price-ladder.ts";

/** Publishes what everyone may see of a market. Hot path. */
export class MarketData {
  /** Numbers a match and publishes it. */
  traded(market: Market, price: number, quantity: number, takerSide: number, context: Context): void {
    const output = context.events;
    const to = output.claim(TRADE_BYTES);
    const view = output.view;
    const tradeId = market.tradeId + 1;
    const timeUs = context.now;
    market.tradeId = tradeId;
    market.lastPrice = price;
    view.setUint32(to, TRADE_HEADER, true);
    view.setUint32(to + 4, SCHEMA_WORD, true);
    view.setUint32(to + Trade.marketId, market.id, true);
    view.setUint32(to + Trade.priceTicks, price, true);
    view.setUint32(to + Trade.tradeId, tradeId, true);
    view.setUint32(to + Trade.tradeId + 4, tradeId / TWO_TO_32, true);
    view.setUint32(to + Trade.timeUs, timeUs, true);
    view.setUint32(to + Trade.timeUs + 4, timeUs / TWO_TO_32, true);
    view.setUint32(to + Trade.quantityLots, quantity, true);
    view.setUint8(to + Trade.takerSide, takerSide);
  }

  /** A level has other orders than before: its total, as the next book change. */
  levelChanged(market: Market, side: number, price: number, context: Context): void {
    const output = context.events;
    const to = output.claim(LEVEL_BYTES);
    const view = output.view;
    const sequence = market.sequence + 1;
    const { ladder } = market.book;
    const levelAt = ladder.find(price);
    const quantity = levelAt < 0 ? 0 : ladder.floats[(levelAt << 2) + LEVEL_QUANTITY];
    const count = levelAt < 0 ? 0 : ladder.ints[(levelAt << 3) + LEVEL_COUNT];
    market.sequence = sequence;
    view.setUint32(to, LEVEL_HEADER, true);
    view.setUint32(to + 4, SCHEMA_WORD, true);
    view.setUint32(to + Level.marketId, market.id, true);
    view.setUint32(to + Level.priceTicks, price, true);
    view.setUint32(to + Level.sequence, sequence, true);
    view.setUint32(to + Level.sequence + 4, sequence / TWO_TO_32, true);
    view.setUint32(to + Level.quantityLots, quantity, true);
    view.setUint32(to + Level.quantityLots + 4, quantity / TWO_TO_32, true);
    view.setUint32(to + Level.orderCount, count, true);
    view.setUint8(to + Level.side, side);
  }

  /** After a command has changed the book: best bid and offer, when they are others than before. */
  topChanged(market: Market, context: Context): void {
    if (!market.topMoved()) return;
    const { bestBid, bestOffer } = market.book;
    const output = context.events;
    const to = output.claim(TOP_BYTES);
    const view = output.view;
    const sequence = market.sequence;
    const bidQuantity = market.topBidQuantity;
    const offerQuantity = market.topOfferQuantity;
    view.setUint32(to, TOP_HEADER, true);
    view.setUint32(to + 4, SCHEMA_WORD, true);
    view.setUint32(to + Top.marketId, market.id, true);
    view.setUint32(to + Top.sequence, sequence, true);
    view.setUint32(to + Top.sequence + 4, sequence / TWO_TO_32, true);
    view.setUint32(to + Top.bidPriceTicks, bestBid === NO_BID ? 0 : bestBid, true);
    view.setUint32(to + Top.offerPriceTicks, bestOffer === NO_OFFER ? 0 : bestOffer, true);
    view.setUint32(to + Top.bidQuantityLots, bidQuantity, true);
    view.setUint32(to + Top.bidQuantityLots + 4, bidQuantity / TWO_TO_32, true);
    view.setUint32(to + Top.offerQuantityLots, offerQuantity, true);
    view.setUint32(to + Top.offerQuantityLots + 4, offerQuantity / TWO_TO_32, true);
  }
}
