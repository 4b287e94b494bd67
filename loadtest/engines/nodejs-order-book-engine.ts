import { OrderBook, Side } from "nodejs-order-book";
import { FlowKind } from "../matching-flow.ts";
import { runEngine } from "./run-engine.ts";

type TimeInForce = NonNullable<Parameters<OrderBook["limit"]>[0]["timeInForce"]>;
const GOOD_TILL_CANCELLED = "GTC" as TimeInForce;
const IMMEDIATE_OR_CANCEL = "IOC" as TimeInForce;

/** The npm package nodejs-order-book. It knows orders by text: the numbers are made to text before. */
runEngine("nodejs-order-book", (orders, digest) => {
  const { kinds, sides, prices, lots } = orders;
  const book = new OrderBook();
  const ids = Array.from({ length: orders.adds + 1 }, (_, order) => `${order}`);
  return (begin, end) => {
    for (let n = begin; n < end; n++) {
      const order = orders.orders[n]!;
      if (kinds[n] === FlowKind.Cancel) {
        digest.cancel(n, order, book.cancel(ids[order]!)!.order.size);
        continue;
      }
      const isAdd = kinds[n] === FlowKind.Add;
      const side = sides[n] === 0 ? Side.BUY : Side.SELL;
      const id = isAdd ? ids[order]! : "taker";
      const timeInForce = isAdd ? GOOD_TILL_CANCELLED : IMMEDIATE_OR_CANCEL;
      const { done, partial, partialQuantityProcessed, err } = book.limit({
        id,
        side,
        size: lots[n]!,
        price: prices[n]!,
        timeInForce,
      });
      if (err !== null) throw err;
      if (isAdd) continue;
      for (const one of done) {
        if (one.id !== id && "price" in one) digest.fill(n, Number(one.id), one.price, one.size);
      }
      if (partial !== null && partial.id !== id) {
        digest.fill(n, Number(partial.id), partial.price, partialQuantityProcessed);
      }
    }
  };
});
