/** An order as the naive book has it. */
export interface BookOrder {
  id: number;
  buy: boolean;
  price: number;
  /** In total, with what is executed. */
  quantity: number;
  remaining: number;
}

export interface BookTrade {
  maker: number;
  price: number;
  quantity: number;
}

/** A book in price-time priority as plainly as can be: a sorted array for each side, scanned. */
export class NaiveBook {
  readonly bids: BookOrder[] = [];
  readonly offers: BookOrder[] = [];

  /** Trades what can be traded; the rest rests, or is dropped. */
  place(id: number, buy: boolean, price: number, quantity: number, rests: boolean): BookTrade[] {
    const others = buy ? this.offers : this.bids;
    const trades: BookTrade[] = [];
    let remaining = quantity;
    while (remaining > 0 && others.length > 0) {
      const maker = others[0]!;
      if (buy ? maker.price > price : maker.price < price) break;
      const lots = Math.min(remaining, maker.remaining);
      trades.push({ maker: maker.id, price: maker.price, quantity: lots });
      remaining -= lots;
      maker.remaining -= lots;
      if (maker.remaining === 0) others.shift();
    }
    if (remaining > 0 && rests) {
      const own = buy ? this.bids : this.offers;
      const worse = own.findIndex((one) => (buy ? one.price < price : one.price > price));
      own.splice(worse < 0 ? own.length : worse, 0, { id, buy, price, quantity, remaining });
    }
    return trades;
  }

  cancel(id: number): boolean {
    for (const side of [this.bids, this.offers]) {
      const at = side.findIndex((one) => one.id === id);
      if (at >= 0) return side.splice(at, 1).length === 1;
    }
    return false;
  }

  /** @param quantity the new one in total, smaller than before */
  amendDown(id: number, quantity: number): boolean {
    const order = [...this.bids, ...this.offers].find((one) => one.id === id);
    if (order === undefined) return false;
    order.remaining -= order.quantity - quantity;
    order.quantity = quantity;
    return order.remaining > 0 || this.cancel(id);
  }

  /** Price and lots at the best price, zeros for none. */
  best(buy: boolean): [price: number, lots: number] {
    const side = buy ? this.bids : this.offers;
    const price = side[0]?.price ?? 0;
    let lots = 0;
    for (const order of side) {
      if (order.price !== price) break;
      lots += order.remaining;
    }
    return [price, lots];
  }
}
