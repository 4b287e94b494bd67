import type { Context } from "../contract/context.ts";
import type { Market } from "./market.ts";
import { LAYOUT } from "./message-layout.ts";
import { NO_BID, NO_OFFER } from "./price-ladder.ts";

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const schema = LAYOUT.schema;
const tradeHeader = LAYOUT.tradeExecuted;
const levelHeader = LAYOUT.bookLevelChanged;
const topHeader = LAYOUT.topOfBookChanged;
const noBid: number = NO_BID;
const noOffer: number = NO_OFFER;
const twoTo32 = 4_294_967_296;

/** Publishes what everyone may see of a market. Hot path. */
export class MarketData {
  /** Numbers a match and publishes it. */
  traded(market: Market, price: number, quantity: number, takerSide: number, context: Context): void {
    const output = context.events;
    const to = output.claim(37);
    const view = output.view;
    const tradeId = market.tradeId + 1;
    const timeUs = context.now;
    market.tradeId = tradeId;
    market.lastPrice = price;
    view.setUint32(to, tradeHeader, true);
    view.setUint32(to + 4, schema, true);
    view.setUint32(to + 8, market.id, true); // marketId
    view.setUint32(to + 12, price, true); // priceTicks
    view.setUint32(to + 16, tradeId, true); // tradeId
    view.setUint32(to + 20, tradeId / twoTo32, true);
    view.setUint32(to + 24, timeUs, true); // timeUs
    view.setUint32(to + 28, timeUs / twoTo32, true);
    view.setUint32(to + 32, quantity, true); // quantityLots
    view.setUint8(to + 36, takerSide); // takerSide
  }

  /** A level has other orders than before: its total, as the next book change. */
  levelChanged(market: Market, side: number, price: number, context: Context): void {
    const output = context.events;
    const to = output.claim(37);
    const view = output.view;
    const sequence = market.sequence + 1;
    const { ladder } = market.book;
    const level = ladder.find(price);
    const quantity = level < 0 ? 0 : ladder.quantity(level);
    const count = level < 0 ? 0 : ladder.count(level);
    market.sequence = sequence;
    market.levelMoved(side, price);
    view.setUint32(to, levelHeader, true);
    view.setUint32(to + 4, schema, true);
    view.setUint32(to + 8, market.id, true); // marketId
    view.setUint32(to + 12, price, true); // priceTicks
    view.setUint32(to + 16, sequence, true); // sequence
    view.setUint32(to + 20, sequence / twoTo32, true);
    view.setUint32(to + 24, quantity, true); // quantityLots
    view.setUint32(to + 28, quantity / twoTo32, true);
    view.setUint32(to + 32, count, true); // orderCount
    view.setUint8(to + 36, side); // side
  }

  /** After a command has changed the book: best bid and offer, when they are others than before. */
  topChanged(market: Market, context: Context): void {
    if (!market.topMoved()) return;
    const { bestBid, bestOffer } = market.book;
    const output = context.events;
    const to = output.claim(44);
    const view = output.view;
    const sequence = market.sequence;
    const bidQuantity = market.topBidQuantity;
    const offerQuantity = market.topOfferQuantity;
    view.setUint32(to, topHeader, true);
    view.setUint32(to + 4, schema, true);
    view.setUint32(to + 8, market.id, true); // marketId
    view.setUint32(to + 12, sequence, true); // sequence
    view.setUint32(to + 16, sequence / twoTo32, true);
    view.setUint32(to + 20, bestBid === noBid ? 0 : bestBid, true); // bidPriceTicks
    view.setUint32(to + 24, bestOffer === noOffer ? 0 : bestOffer, true); // offerPriceTicks
    view.setUint32(to + 28, bidQuantity, true); // bidQuantityLots
    view.setUint32(to + 32, bidQuantity / twoTo32, true);
    view.setUint32(to + 36, offerQuantity, true); // offerQuantityLots
    view.setUint32(to + 40, offerQuantity / twoTo32, true);
  }
}
