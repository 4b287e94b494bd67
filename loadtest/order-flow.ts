import type { Output } from "@lockstep/domain/contract/context";
import {
  CancelOrderEncoder,
  OrderType,
  PlaceOrderEncoder,
  SelfTradePrevention,
  type Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { LapKind, type MarketLap } from "./market-lap.ts";

/** The markets and accounts that a flow trades with, as the cluster numbered them. */
export interface TradingFloor {
  readonly marketIds: readonly number[];
  readonly accountIds: readonly number[];
}

/** Which markets a flow has when several share a floor: those whose index is `index` modulo `of`. */
export interface FlowShare {
  readonly index: number;
  readonly of: number;
}

/**
 * An endless flow of orders over many markets, one command of each in turn. All go through the same
 * lap, each at another place of it. Accounts take turns, from lap to lap others. A flyweight: `next`
 * moves it, the fields tell the command. Hot path of the load generators: no allocation.
 */
export class OrderFlow {
  kind = 0;
  /** Index in the floor's accounts. */
  account = 0;
  /** Index in the floor's markets. */
  market: number;
  /** Of the order that is placed or cancelled; unique for ever. */
  clientOrderId = 0;
  side = 0;
  priceTicks = 0;
  quantityLots = 0;
  private readonly lap: MarketLap;
  private readonly floor: TradingFloor;
  private readonly share: FlowShare;
  /** By market: where in the lap it is, and how many laps it has done. */
  private readonly places: Int32Array;
  private readonly laps: Int32Array;
  private readonly placeOrder = new PlaceOrderEncoder();
  private readonly cancelOrder = new CancelOrderEncoder();

  constructor(lap: MarketLap, floor: TradingFloor, share: FlowShare = { index: 0, of: 1 }) {
    this.lap = lap;
    this.floor = floor;
    this.share = share;
    this.market = share.index;
    this.places = new Int32Array(floor.marketIds.length);
    this.laps = new Int32Array(floor.marketIds.length);
  }

  /** Commands until every market is where it should be in the lap: market m of n has done m/n of it. */
  get openingCount(): number {
    const { index, of } = this.share;
    let count = 0;
    for (let market = index; market < this.places.length; market += of) count += this.startOf(market);
    return count;
  }

  /** The opening, which must come before `next`: one market after the other. @returns whether there is one more */
  nextOfOpening(): boolean {
    while (this.places[this.market] === this.startOf(this.market)) {
      if (!this.nextMarket()) return false;
    }
    this.read();
    return true;
  }

  next(): void {
    this.nextMarket();
    this.read();
  }

  /** Encodes the command as its SBE message. */
  encode(output: Output): void {
    const { accountIds, marketIds } = this.floor;
    if (this.kind === LapKind.Cancel) {
      const cancel = this.cancelOrder.claim(output);
      cancel.accountId = accountIds[this.account];
      cancel.clientOrderId = this.clientOrderId;
      return;
    }
    const place = this.placeOrder.claim(output);
    place.accountId = accountIds[this.account];
    place.marketId = marketIds[this.market];
    place.clientOrderId = this.clientOrderId;
    place.side = this.side as Side;
    place.type = OrderType.Limit;
    place.timeInForce =
      this.kind === LapKind.Add ? TimeInForce.GoodTillCancelled : TimeInForce.ImmediateOrCancel;
    place.selfTradePrevention = SelfTradePrevention.None; // The lap's own book knows no accounts.
    place.priceTicks = this.priceTicks;
    place.quantityLots = this.quantityLots;
  }

  /** @returns false when it is the first one's turn again */
  private nextMarket(): boolean {
    this.market += this.share.of;
    if (this.market < this.places.length) return true;
    this.market = this.share.index;
    return false;
  }

  private startOf(market: number): number {
    return Math.floor((market * this.lap.count) / this.places.length);
  }

  private read(): void {
    const { lap, market } = this;
    const at = this.places[market];
    const round = this.laps[market];
    this.kind = lap.kinds[at];
    const order = this.kind === LapKind.Cancel ? lap.targets[at] : at;
    this.account = (order * 31 + market * 17 + round * 7) % this.floor.accountIds.length;
    this.clientOrderId = 1 + (round * lap.count + order) * this.places.length + market;
    this.side = lap.sides[at];
    this.priceTicks = lap.prices[at];
    this.quantityLots = lap.quantities[at];
    if (at + 1 < lap.count) {
      this.places[market] = at + 1;
    } else {
      this.places[market] = 0;
      this.laps[market] = round + 1;
    }
  }
}
