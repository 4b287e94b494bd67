import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  CancelOrderDecoder,
  PlaceOrderDecoder,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { describe, expect, test } from "vitest";
import { LapKind, MarketLap } from "../market-lap.ts";
import { OrderFlow, type TradingFloor } from "../order-flow.ts";

const lap = new MarketLap(20, 400, { adds: 60, cancels: 30, takers: 10 });
const floor: TradingFloor = { marketIds: [11, 12, 13, 14], accountIds: [101, 102, 103, 104, 105, 106, 107] };

describe("a flow", () => {
  test("gives each market a command in turn", () => {
    const flow = new OrderFlow(lap, floor);
    const markets = Array.from({ length: 8 }, () => (flow.next(), flow.market));
    expect(markets).toEqual([1, 2, 3, 0, 1, 2, 3, 0]);
  });

  test("gives no order the number of another, lap after lap", () => {
    const flow = new OrderFlow(lap, floor);
    const placed = new Set<string>();
    for (let n = 0; n < 3 * 4 * lap.count; n++) {
      flow.next();
      if (flow.kind === LapKind.Cancel) continue;
      const order = `${flow.account} ${flow.clientOrderId}`;
      expect(placed.has(order)).toBe(false);
      placed.add(order);
    }
  });

  test("cancels with the account and number of an order that was added before", () => {
    const flow = new OrderFlow(lap, floor);
    const open = new Set<string>();
    let cancels = 0;
    for (let n = 0; n < 3 * 4 * lap.count; n++) {
      flow.next();
      const order = `${flow.market} ${flow.account} ${flow.clientOrderId}`;
      if (flow.kind === LapKind.Add) open.add(order);
      if (flow.kind !== LapKind.Cancel) continue;
      expect(open.delete(order)).toBe(true);
      cancels++;
    }
    expect(cancels).toBeGreaterThan(500);
  });

  test("opens every market at another place of the lap", () => {
    const flow = new OrderFlow(lap, floor);
    const opened = [0, 0, 0, 0];
    let count = 0;
    while (flow.nextOfOpening()) {
      opened[flow.market]++;
      count++;
    }
    expect(opened).toEqual([0, 1, 2, 3].map((market) => Math.floor((market * lap.count) / 4)));
    expect(flow.openingCount).toBe(count);
  });

  test("shares a floor with others without a market in common", () => {
    const marketsOf = (index: number): Set<number> => {
      const flow = new OrderFlow(lap, floor, { index, of: 3 });
      return new Set(Array.from({ length: 20 }, () => (flow.next(), flow.market)));
    };
    expect([0, 1, 2].map((index) => [...marketsOf(index)].toSorted((a, b) => a - b))).toEqual([
      [0, 3],
      [1],
      [2],
    ]);
  });

  test("encodes what its fields say", () => {
    const flow = new OrderFlow(lap, floor);
    const buffer = new MessageBuffer();
    const place = new PlaceOrderDecoder();
    const cancel = new CancelOrderDecoder();
    for (let n = 0; n < 1_000; n++) {
      flow.next();
      flow.encode(buffer);
      const isCancel = flow.kind === LapKind.Cancel;
      const timeInForce =
        flow.kind === LapKind.Add ? TimeInForce.GoodTillCancelled : TimeInForce.ImmediateOrCancel;
      const { accountId, clientOrderId, ...order } = isCancel
        ? cancel.wrap(buffer.view, 0).toObject()
        : place.wrap(buffer.view, 0).toObject();
      expect([accountId, clientOrderId]).toEqual([floor.accountIds[flow.account], flow.clientOrderId]);
      expect(order).toMatchObject(
        isCancel
          ? {}
          : {
              marketId: floor.marketIds[flow.market],
              side: flow.side,
              priceTicks: flow.priceTicks,
              quantityLots: flow.quantityLots,
              timeInForce,
            },
      );
    }
  });
});
