import { drawCells } from "./table-drawing.ts";

/** A price level of an order book, as the exchange's `BookState` has it. */
export interface BookLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/**
 * An order book as people draw it, best prices in the middle; the number of orders of a level behind its quantity when
 * there are several.
 *
 *      bid | price | offer
 *          |   102 | 7 (2)
 *          |   101 | 5
 *     3    |   100 |
 */
export function drawBook(book: {
  readonly bids: readonly BookLevel[];
  readonly offers: readonly BookLevel[];
}): string {
  const quantity = ({ quantityLots, orderCount }: BookLevel): string =>
    orderCount === 1 ? `${quantityLots}` : `${quantityLots} (${orderCount})`;
  const offers = book.offers.map((level) => ["", `${level.priceTicks}`, quantity(level)]).toReversed();
  const bids = book.bids.map((level) => [quantity(level), `${level.priceTicks}`, ""]);
  return drawCells([["bid", "price", "offer"], ...offers, ...bids], [true, true, false], " | ");
}
