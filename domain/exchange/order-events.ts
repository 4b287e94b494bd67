import type { Context } from "../contract/context.ts";
import {
  type CancelReason,
  type Liquidity,
  OrderAcceptedEncoder,
  OrderAmendedEncoder,
  OrderCancelledEncoder,
  OrderExpiredEncoder,
  OrderFilledEncoder,
  type OrderType,
  SelfTradePreventedEncoder,
  type Side,
  type TimeInForce,
} from "./exchange-messages.ts";
import { sideOf, timeInForceOf, typeOf } from "./order-flags.ts";
import {
  ACCOUNT,
  CLIENT_ORDER_ID,
  FLAGS,
  MARKET,
  ORDER_FLOATS_BITS,
  ORDER_INTS_BITS,
  type OrderPool,
  PRICE,
  QUANTITY,
  REMAINING,
} from "./order-pool.ts";

/** Publishes what happens to orders, for their accounts only. Hot path. */
export class OrderEvents {
  private readonly pool: OrderPool;
  private readonly orderAccepted = new OrderAcceptedEncoder();
  private readonly orderFilled = new OrderFilledEncoder();
  private readonly orderCancelled = new OrderCancelledEncoder();
  private readonly orderExpired = new OrderExpiredEncoder();
  private readonly orderAmended = new OrderAmendedEncoder();
  private readonly selfTradePrevented = new SelfTradePreventedEncoder();

  constructor(pool: OrderPool) {
    this.pool = pool;
  }

  accepted(slot: number, context: Context): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const flags = ints[at + FLAGS];
    const event = this.orderAccepted.publish(context);
    event.accountId = ints[at + ACCOUNT];
    event.marketId = ints[at + MARKET];
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.floats[(slot << ORDER_FLOATS_BITS) + CLIENT_ORDER_ID];
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.side = sideOf(flags) as Side;
    event.type = typeOf(flags) as OrderType;
    event.timeInForce = timeInForceOf(flags) as TimeInForce;
    if (ints[at + PRICE] !== 0) event.priceTicks = ints[at + PRICE];
    event.quantityLots = ints[at + QUANTITY];
  }

  filled(
    slot: number,
    liquidity: Liquidity,
    price: number,
    quantity: number,
    tradeId: number,
    notional: number,
    fee: number,
    context: Context,
  ): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const event = this.orderFilled.publish(context);
    event.accountId = ints[at + ACCOUNT];
    event.marketId = ints[at + MARKET];
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.floats[(slot << ORDER_FLOATS_BITS) + CLIENT_ORDER_ID];
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.side = sideOf(ints[at + FLAGS]) as Side;
    event.liquidity = liquidity;
    event.priceTicks = price;
    event.quantityLots = quantity;
    event.remainingLots = ints[at + REMAINING];
    event.tradeId = tradeId;
    event.quoteAmount = notional;
    event.feeAmount = fee;
  }

  /** Before what is open becomes 0. */
  cancelled(slot: number, reason: CancelReason, context: Context): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const event = this.orderCancelled.publish(context);
    event.accountId = ints[at + ACCOUNT];
    event.marketId = ints[at + MARKET];
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.floats[(slot << ORDER_FLOATS_BITS) + CLIENT_ORDER_ID];
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.reason = reason;
    event.cancelledLots = ints[at + REMAINING];
  }

  /** Before what is open becomes 0. */
  expired(slot: number, context: Context): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const event = this.orderExpired.publish(context);
    event.accountId = ints[at + ACCOUNT];
    event.marketId = ints[at + MARKET];
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.floats[(slot << ORDER_FLOATS_BITS) + CLIENT_ORDER_ID];
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.cancelledLots = ints[at + REMAINING];
  }

  amended(slot: number, keptPriority: boolean, context: Context): void {
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const event = this.orderAmended.publish(context);
    event.accountId = ints[at + ACCOUNT];
    event.marketId = ints[at + MARKET];
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.floats[(slot << ORDER_FLOATS_BITS) + CLIENT_ORDER_ID];
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.keptPriority = keptPriority;
    event.priceTicks = ints[at + PRICE];
    event.quantityLots = ints[at + QUANTITY];
    event.remainingLots = ints[at + REMAINING];
  }

  /** Two orders of the account met; what is open of each after it, before it becomes so. */
  prevented(
    taker: number,
    maker: number,
    quantity: number,
    takerRemaining: number,
    makerRemaining: number,
    context: Context,
  ): void {
    const ints = this.pool.ints;
    const event = this.selfTradePrevented.publish(context);
    event.accountId = ints[(taker << ORDER_INTS_BITS) + ACCOUNT];
    event.marketId = ints[(taker << ORDER_INTS_BITS) + MARKET];
    event.orderId = this.pool.idOf(taker);
    event.restingOrderId = this.pool.idOf(maker);
    event.priceTicks = ints[(maker << ORDER_INTS_BITS) + PRICE];
    event.quantityLots = quantity;
    event.restingRemainingLots = makerRemaining;
    event.remainingLots = takerRemaining;
  }
}
