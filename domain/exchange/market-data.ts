import type { Context } from "../contract/context.ts";
import {
  BookLevelChangedEncoder,
  type Side,
  TopOfBookChangedEncoder,
  TradeExecutedEncoder,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import { NO_BID, NO_OFFER } from "./price-ladder.ts";

/** Publishes what everyone may see of a market. Hot path. */
export class MarketData {
  private readonly trade = new TradeExecutedEncoder();
  private readonly level = new BookLevelChangedEncoder();
  private readonly top = new TopOfBookChangedEncoder();

  /** Numbers a match and publishes it. */
  traded(market: Market, price: number, quantity: number, takerSide: number, context: Context): void {
    const trade = this.trade.publish(context);
    trade.marketId = market.id;
    trade.priceTicks = price;
    trade.quantityLots = quantity;
    trade.takerSide = takerSide as Side;
    trade.tradeId = ++market.tradeId;
    trade.timeUs = context.now;
    market.lastPrice = price;
  }

  /** A level has other orders than before: its total, as the next book change. */
  levelChanged(market: Market, side: number, price: number, context: Context): void {
    const level = this.level.publish(context);
    level.marketId = market.id;
    level.side = side as Side;
    level.sequence = ++market.sequence;
    level.priceTicks = price;
    level.quantityLots = market.book.quantityAt(price);
    level.orderCount = market.book.countAt(price);
  }

  /** After a command has changed the book: best bid and offer, when they are others than before. */
  topChanged(market: Market, context: Context): void {
    if (!market.topMoved()) return;
    const { bestBid, bestOffer } = market.book;
    const top = this.top.publish(context);
    top.marketId = market.id;
    top.sequence = market.sequence;
    top.bidPriceTicks = bestBid === NO_BID ? 0 : bestBid;
    top.offerPriceTicks = bestOffer === NO_OFFER ? 0 : bestOffer;
    top.bidQuantityLots = market.topBidQuantity;
    top.offerQuantityLots = market.topOfferQuantity;
  }
}
