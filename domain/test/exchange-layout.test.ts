import { expect, test } from "vitest";
import { MessageBuffer } from "../contract/message-buffer.ts";
import { TimeInForce } from "../exchange/exchange-messages.ts";
import { ExchangeScenario, alice, bob, carol, orderIdOf } from "./exchange-scenario.ts";
import { START_US } from "./scenario.ts";

test("messages written straight from the pool have the bytes of the generated encoders", () => {
  const exchange = new ExchangeScenario({ makerFeePpm: 1_000, takerFeePpm: 2_000, tickSize: 2 ** 33 });
  exchange.withFunds(2 ** 51);
  const seen = new Map<string, number>();
  exchange.scenario.inspect = (codec, bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const buffer = new MessageBuffer();
    codec.encode(codec.decode(view, 0), buffer);
    expect([codec.name, ...bytes]).toEqual([codec.name, ...buffer.message()]);
    seen.set(codec.name, (seen.get(codec.name) ?? 0) + 1);
  };
  // Until an order id, too, is more than 32 bits long.
  for (let n = 0; n < 300; n++) {
    const orderId = orderIdOf(exchange.buy(alice, 1, 1));
    exchange.by(alice, "CancelOrder", { orderId });
  }
  exchange.sell(carol, 4, 90, { clientOrderId: 2 ** 40 + 7 });
  exchange.sell(bob, 4, 100);
  exchange.buy(alice, 6, 200, { clientOrderId: 9 });
  exchange.buyAtMarket(alice, 7);
  const expiresAtUs = START_US + 5;
  exchange.buy(alice, 7, 80, { timeInForce: TimeInForce.GoodTillDate, expiresAtUs });
  for (const name of [
    "OrderPlaced",
    "CancelConfirmed",
    "OrderAccepted",
    "OrderFilled",
    "OrderCancelled",
    "TradeExecuted",
    "BookLevelChanged",
    "TopOfBookChanged",
  ]) {
    expect(seen.get(name)).toBeGreaterThan(0);
  }
});
