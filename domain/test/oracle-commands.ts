import { Role } from "../contract/context.ts";
import {
  type CreateMarket,
  OrderType,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "../exchange/exchange-messages.ts";
import { plainMarket } from "./exchange-scenario.ts";
import type { NaiveExchange, NaiveOrder } from "./naive-exchange.ts";

export const OPERATOR = 99;

/** The first one gets the fees and trades, too; the last one is poor. */
export const TRADERS: readonly { accountId: number; shares: number; money: number }[] = [
  { accountId: 1, shares: 2_000, money: 400_000 },
  { accountId: 2, shares: 3_000, money: 900_000 },
  { accountId: 3, shares: 3_000, money: 900_000 },
  { accountId: 4, shares: 3_000, money: 900_000 },
  { accountId: 5, shares: 40, money: 3_000 },
];

export function ownerOf(accountId: number): number {
  return 10 + accountId;
}

/** The market that goes by hours. */
const HOURS_MARKET = 4;

/** Fees that seldom come out even; a band with narrow filters; amounts that leave the range; trading hours. */
export const oracleMarkets: readonly CreateMarket[] = [
  {
    ...plainMarket,
    symbol: "FEES",
    lotSize: 2,
    tickSize: 3,
    openOrdersMax: 4,
    makerFeePpm: 1_250,
    takerFeePpm: 2_500,
    maximumQuantityLots: 1_000,
  },
  {
    ...plainMarket,
    symbol: "BAND",
    referencePriceTicks: 100,
    priceBandPpm: 30_000,
    minimumQuantityLots: 2,
    maximumQuantityLots: 30,
    minimumNotional: 400,
    maximumNotional: 2_500,
    takerFeePpm: 100_000,
    makerFeePpm: 333,
  },
  {
    ...plainMarket,
    symbol: "WIDE",
    lotSize: 2 ** 23,
    maximumQuantityLots: 2 ** 31 - 1,
  },
  { ...plainMarket, symbol: "HOURS" },
];

/** Numbers that follow from a seed. */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = seed ^ 0x5bd1_e995;
  }

  /** An integer from 0 to bound - 1. */
  below(bound: number): number {
    this.state = (this.state + 0x9e37_79b9) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % bound;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** True once in `n`. */
  once(n: number): boolean {
    return this.below(n) === 0;
  }
}

export interface DrawnCommand {
  name: string;
  fields: Record<string, unknown>;
  principalId: number;
  roles: number;
}

/** A command, sensible more often than not. Order ids are the naive exchange's serial numbers. */
export function drawCommand(draw: Draw, naive: NaiveExchange, now: number): DrawnCommand {
  const command = drawSensible(draw, naive, now);
  if (draw.once(70)) command.principalId = ownerOf(7);
  if (draw.once(90)) command.roles = Role.Viewer;
  if (draw.once(90)) command.fields["accountId"] = draw.of([0, 6, 4_000_000_000]);
  return command;
}

function drawSensible(draw: Draw, naive: NaiveExchange, now: number): DrawnCommand {
  const accountId = draw.of([1, 2, 2, 2, 3, 4, 5]); // One meets itself more often.
  const by = { principalId: ownerOf(accountId), roles: Role.Trader };
  const dice = draw.below(100);
  if (dice < 7) {
    return { name: "CreateMarket", fields: drawMarket(draw), principalId: OPERATOR, roles: Role.Operator };
  }
  if (dice < 10) return { ...drawHours(draw, naive, now), principalId: OPERATOR, roles: Role.Operator };
  if (dice < 76) return { name: "PlaceOrder", fields: drawOrder(draw, naive, accountId, now), ...by };
  if (dice < 78) {
    const fields: Record<string, unknown> = { accountId };
    if (draw.once(2)) fields["marketId"] = draw.of([1, 2, 3, 9]);
    return { name: "CancelAllOrders", fields, ...by };
  }
  const name = dice < 84 ? "CancelOrder" : "AmendOrder";
  const closed = draw.once(6);
  const order = draw.of(naive.orders.filter((one) => one.closed === closed));
  const fields = drawReference(draw, order, accountId);
  if (name === "AmendOrder") Object.assign(fields, drawAmendment(draw, order));
  const principalId = order === undefined ? by.principalId : ownerOf(order.accountId);
  if (draw.once(6)) return { name, fields, principalId: OPERATOR, roles: Role.Operator };
  return { name, fields, principalId, roles: Role.MarketMaker };
}

/** Long ones, one behind the other, so that the market is open more often than not. */
function drawHours(draw: Draw, naive: NaiveExchange, now: number): Pick<DrawnCommand, "name" | "fields"> {
  const marketId = draw.once(20) ? 9 : HOURS_MARKET;
  const known = naive.markets[HOURS_MARKET - 1]?.hours ?? [];
  if (draw.once(3)) {
    const opensAtUs = known.length > 0 && draw.once(4) ? draw.of(known).opensAtUs : now + 1_000;
    return { name: "CancelTradingHours", fields: { marketId, opensAtUs } };
  }
  const behind = Math.max(now, ...known.map(({ closesAtUs }) => closesAtUs)) + draw.below(30);
  const fields = draw.of([
    { opensAtUs: behind, closesAtUs: behind + 400 + draw.below(300) },
    { opensAtUs: behind, closesAtUs: behind + 400 + draw.below(300) },
    { opensAtUs: now + draw.below(60), closesAtUs: behind + 61 },
    { opensAtUs: now + draw.below(60), closesAtUs: behind + 61 },
    { opensAtUs: behind, closesAtUs: behind - draw.below(3) },
    known.at(-1) ?? { opensAtUs: now - 5, closesAtUs: now },
  ]);
  return { name: "ScheduleTradingHours", fields: { marketId, ...fields } };
}

function drawMarket(draw: Draw): Record<string, unknown> {
  const market: Record<string, unknown> = {
    ...plainMarket,
    symbol: draw.of(["FEES", "NEW", "OTHER"]),
  };
  if (draw.once(2)) return market;
  if (draw.once(3)) return { ...market, ...draw.of([{ baseAssetId: 3 }, { quoteAssetId: 0 }]) };
  const wrong: Record<string, unknown> = draw.of([
    { feeAccountId: 77 },
    { symbol: "" },
    { quoteAssetId: 1 },
    { lotSize: 0 },
    { tickSize: 0 },
    { referencePriceTicks: 2 ** 31 - 1 },
    { priceBandPpm: 1_000_001 },
    { minimumQuantityLots: 0 },
    { minimumQuantityLots: 2_000_000 },
    { maximumNotional: 5, minimumNotional: 6 },
    { openOrdersMax: 10_001 },
    { makerFeePpm: 100_001 },
    { takerFeePpm: 100_001 },
  ]);
  return { ...market, ...wrong };
}

function drawOrder(
  draw: Draw,
  naive: NaiveExchange,
  accountId: number,
  now: number,
): Record<string, unknown> {
  const remembered = naive.orders.filter((one) => one.accountId === accountId && one.clientOrderId !== 0);
  if (remembered.length > 0 && draw.once(15)) {
    const again = Object.fromEntries(JSON.parse(draw.of(remembered).asked) as [string, unknown][]);
    return draw.once(2) ? again : { ...again, quantityLots: (again["quantityLots"] as number) + 1 };
  }
  const marketId = draw.once(25) ? HOURS_MARKET : draw.of([1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3]);
  const wide = marketId === 3;
  const type = draw.once(7) ? OrderType.Market : OrderType.Limit;
  const immediate = draw.of([TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill]);
  const resting = draw.of([
    TimeInForce.GoodTillCancelled,
    TimeInForce.GoodTillCancelled,
    TimeInForce.GoodTillDate,
  ]);
  let timeInForce: TimeInForce = type === OrderType.Market || draw.once(5) ? immediate : resting;
  if (draw.once(60)) timeInForce = draw.of([0, 1, 2, 3] as TimeInForce[]);
  const side = draw.of([Side.Buy, Side.Sell]);
  const order: Record<string, unknown> = {
    accountId,
    marketId: draw.once(40) ? draw.of([0, 7, 4_000_000_000]) : marketId,
    side,
    type,
    timeInForce,
    selfTradePrevention: draw.of(Object.values(SelfTradePrevention)),
    postOnly: draw.once(8),
    quantityLots: drawQuantity(draw, wide),
  };
  if (order["postOnly"] === true && !draw.once(10)) order["timeInForce"] = resting;
  if (type === OrderType.Limit ? !draw.once(120) : draw.once(60)) {
    const eager = timeInForce === immediate && !wide ? (side === Side.Buy ? 4 : -4) : 0;
    order["priceTicks"] = Math.max(0, drawPrice(draw, wide) + eager);
  }
  if (order["timeInForce"] === TimeInForce.GoodTillDate ? !draw.once(30) : draw.once(60)) {
    order["expiresAtUs"] = draw.once(20) ? now : now + 1 + draw.below(300);
  }
  if (draw.once(2)) order["clientOrderId"] = draw.once(60) ? 0 : 1 + draw.below(2 ** 31) * 1_000;
  return order;
}

function drawQuantity(draw: Draw, wide: boolean): number {
  if (wide) return draw.of([1, 2, 3, 7, 8, 2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31]);
  if (draw.once(40)) return draw.of([0, 1, 31, 1_001, 4_000_000_000]);
  return 1 + draw.below(draw.once(3) ? 50 : 12);
}

function drawPrice(draw: Draw, wide: boolean): number {
  if (wide) return draw.of([1, 1, 2, 2, 1_024, 2_048, 4_096, 70_000, 2 ** 31 - 2, 2 ** 31 - 1]);
  if (draw.once(150)) return draw.of([0, 2 ** 31 - 1]);
  return (draw.once(20) ? 90 : 96) + draw.below(9);
}

function drawReference(
  draw: Draw,
  order: NaiveOrder | undefined,
  accountId: number,
): Record<string, unknown> {
  if (order === undefined || draw.once(8)) {
    const nothing = [
      {},
      { orderId: 5, clientOrderId: 5 },
      { orderId: 900_719_925_474_099 },
      { clientOrderId: 3 },
      { orderId: 900_719_925_474_098 },
    ];
    return { accountId, ...draw.of(nothing) };
  }
  if (order.clientOrderId !== 0 && draw.once(2)) {
    return { accountId: order.accountId, clientOrderId: order.clientOrderId };
  }
  return { accountId: order.accountId, orderId: order.serial };
}

function drawAmendment(draw: Draw, order: NaiveOrder | undefined): Record<string, unknown> {
  const amendment: Record<string, unknown> = {};
  const wide = order?.marketId === 3;
  if (order === undefined || draw.once(3)) amendment["quantityLots"] = drawQuantity(draw, wide);
  else if (order.executed > 0 && draw.once(2)) amendment["quantityLots"] = order.executed;
  else amendment["quantityLots"] = Math.max(1, order.quantity - draw.below(3));
  if (draw.once(2)) amendment["priceTicks"] = drawPrice(draw, wide);
  return amendment;
}
