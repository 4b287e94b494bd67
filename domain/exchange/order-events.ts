import type { Context, Output } from "../contract/context.ts";
import {
  type CancelReason,
  type Liquidity,
  OrderAmendedEncoder,
  OrderExpiredEncoder,
  SelfTradePreventedEncoder,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import {
  ABSENT,
  ACCEPTED_BYTES,
  ACCEPTED_HEADER,
  Accepted,
  CANCELLED_BYTES,
  CANCELLED_HEADER,
  Cancelled,
  FILLED_BYTES,
  FILLED_HEADER,
  Filled,
  OrderHead,
  SCHEMA_WORD,
  TWO_TO_32,
} from "./message-layout.ts";
import { sideOf, timeInForceOf, typeOf } from "./order-flags.ts";
import {
  ACCOUNT,
  CLIENT_ORDER_ID,
  FLAGS,
  GENERATION,
  MARKET,
  ORDER_FLOATS_BITS,
  ORDER_INTS_BITS,
  type OrderPool,
  PRICE,
  QUANTITY,
  REMAINING,
  idHigh,
  idLow,
} from "./order-pool.ts";

/** Publishes what happens to orders, for their accounts only. Hot path. */
export class OrderEvents {
  private readonly pool: OrderPool;
  private readonly orderExpired = new OrderExpiredEncoder();
  private readonly orderAmended = new OrderAmendedEncoder();
  private readonly selfTradePrevented = new SelfTradePreventedEncoder();

  constructor(pool: OrderPool) {
    this.pool = pool;
  }

  accepted(slot: number, context: Context): void {
    const output = context.events;
    const to = this.begin(output, ACCEPTED_BYTES, ACCEPTED_HEADER, slot);
    const view = output.view;
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const flags = ints[at + FLAGS];
    const price = ints[at + PRICE];
    view.setUint32(to + Accepted.priceTicks, price === 0 ? ABSENT : price, true);
    view.setUint32(to + Accepted.quantityLots, ints[at + QUANTITY], true);
    view.setUint8(to + Accepted.side, sideOf(flags));
    view.setUint8(to + Accepted.type, typeOf(flags));
    view.setUint8(to + Accepted.timeInForce, timeInForceOf(flags));
  }

  /**
   * @param amounts quote minor units: the notional first
   * @param fee where the order's fee is in `amounts`
   */
  filled(
    slot: number,
    liquidity: Liquidity,
    price: number,
    quantity: number,
    market: Market,
    amounts: Float64Array,
    fee: number,
    context: Context,
  ): void {
    const output = context.events;
    const to = this.begin(output, FILLED_BYTES, FILLED_HEADER, slot);
    const view = output.view;
    const ints = this.pool.ints;
    const at = slot << ORDER_INTS_BITS;
    const tradeId = market.tradeId;
    const notional = amounts[0];
    const feeAmount = amounts[fee];
    view.setUint32(to + Filled.tradeId, tradeId, true);
    view.setUint32(to + Filled.tradeId + 4, tradeId / TWO_TO_32, true);
    view.setUint32(to + Filled.quoteAmount, notional, true);
    view.setUint32(to + Filled.quoteAmount + 4, notional / TWO_TO_32, true);
    view.setUint32(to + Filled.feeAmount, feeAmount, true);
    view.setUint32(to + Filled.feeAmount + 4, feeAmount / TWO_TO_32, true);
    view.setUint32(to + Filled.priceTicks, price, true);
    view.setUint32(to + Filled.quantityLots, quantity, true);
    view.setUint32(to + Filled.remainingLots, ints[at + REMAINING], true);
    view.setUint8(to + Filled.side, sideOf(ints[at + FLAGS]));
    view.setUint8(to + Filled.liquidity, liquidity);
  }

  /** Before what is open becomes 0. */
  cancelled(slot: number, reason: CancelReason, context: Context): void {
    const output = context.events;
    const to = this.begin(output, CANCELLED_BYTES, CANCELLED_HEADER, slot);
    const view = output.view;
    view.setUint32(to + Cancelled.cancelledLots, this.pool.ints[(slot << ORDER_INTS_BITS) + REMAINING], true);
    view.setUint8(to + Cancelled.reason, reason);
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

  /** Header and head of a message about an order. @returns the message's offset */
  private begin(output: Output, bytes: number, header: number, slot: number): number {
    const to = output.claim(bytes);
    const view = output.view;
    const { ints, floats } = this.pool;
    const at = slot << ORDER_INTS_BITS;
    const generation = ints[at + GENERATION];
    const clientOrderId = floats[(slot << ORDER_FLOATS_BITS) + CLIENT_ORDER_ID];
    view.setUint32(to, header, true);
    view.setUint32(to + 4, SCHEMA_WORD, true);
    view.setUint32(to + OrderHead.accountId, ints[at + ACCOUNT], true);
    view.setUint32(to + OrderHead.marketId, ints[at + MARKET], true);
    view.setUint32(to + OrderHead.orderId, idLow(generation, slot), true);
    view.setUint32(to + OrderHead.orderId + 4, idHigh(generation), true);
    if (clientOrderId === 0) {
      view.setUint32(to + OrderHead.clientOrderId, ABSENT, true);
      view.setUint32(to + OrderHead.clientOrderId + 4, ABSENT, true);
    } else {
      view.setUint32(to + OrderHead.clientOrderId, clientOrderId, true);
      view.setUint32(to + OrderHead.clientOrderId + 4, clientOrderId / TWO_TO_32, true);
    }
    return to;
  }
}
