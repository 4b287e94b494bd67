import { SelfTradePrevention } from "@lockstep/domain/exchange/exchange-messages";
import { type BookState, crosses, otherSide, type RestingOrder, withSide } from "./book-orders.ts";

export interface Matched {
  /** Without the taker. */
  readonly book: BookState;
  readonly taker: RestingOrder;
  /** Of all its trades now, price in ticks times lots. */
  readonly notionalTicks: number;
  /** Self-trade prevention has ended it. */
  readonly isEnded: boolean;
}

const { CancelBoth, CancelNewest, CancelOldest, Decrement, None } = SelfTradePrevention;

/** Trades an order that is in no book with all it may trade with, best price and oldest first. */
export function match(book: BookState, order: RestingOrder, limit: number): Matched {
  const others = otherSide(book, order.side);
  const left: RestingOrder[] = [];
  let taker = order;
  let notionalTicks = 0;
  let isEnded = false;
  let at = 0;
  for (; at < others.length && taker.remainingLots > 0 && !isEnded; at++) {
    const maker = others[at]!;
    if (!crosses(taker.side, limit, maker.priceTicks)) break;
    const lots = Math.min(taker.remainingLots, maker.remainingLots);
    const prevention = isOwn(taker, maker) ? taker.selfTradePrevention : None;
    let makerLeft: RestingOrder | undefined = maker;
    if (prevention === None) {
      makerLeft = traded(maker, lots);
      taker = traded(taker, lots);
      notionalTicks += lots * maker.priceTicks;
    } else if (prevention === CancelNewest) {
      isEnded = true;
    } else if (prevention === Decrement) {
      makerLeft = lessened(maker, lots);
      isEnded = lots === taker.remainingLots;
      if (!isEnded) taker = lessened(taker, lots);
    } else {
      makerLeft = undefined;
      isEnded = prevention === CancelBoth;
    }
    if (makerLeft !== undefined && makerLeft.remainingLots > 0) left.push(makerLeft);
  }
  const otherAfter = [...left, ...others.slice(at)];
  const other = order.side === 0 ? 1 : 0;
  return { book: withSide(book, other, otherAfter), taker, notionalTicks, isEnded };
}

/** Whether an order would be filled whole at once, without ending by another rule on the way. */
export function canFill(book: BookState, taker: RestingOrder, limit: number): boolean {
  let wanted = taker.remainingLots;
  for (const maker of otherSide(book, taker.side)) {
    if (!crosses(taker.side, limit, maker.priceTicks)) return false;
    if (!isOwn(taker, maker) || taker.selfTradePrevention === None) wanted -= maker.remainingLots;
    else if (taker.selfTradePrevention !== CancelOldest) return false;
    if (wanted <= 0) return true;
  }
  return false;
}

/** The worst price at which the book has the lots of a market order, or as many as it has; undefined for none. */
export function marketLimit(book: BookState, { side, remainingLots }: RestingOrder): number | undefined {
  let lots = remainingLots;
  let limit: number | undefined;
  for (const maker of otherSide(book, side)) {
    if (lots <= 0) break;
    lots -= maker.remainingLots;
    limit = maker.priceTicks;
  }
  return limit;
}

function isOwn(taker: RestingOrder, maker: RestingOrder): boolean {
  return taker.accountId === maker.accountId;
}

function traded(order: RestingOrder, lots: number): RestingOrder {
  return {
    ...order,
    executedLots: order.executedLots + lots,
    remainingLots: order.remainingLots - lots,
  };
}

function lessened(order: RestingOrder, lots: number): RestingOrder {
  return { ...order, remainingLots: order.remainingLots - lots };
}
