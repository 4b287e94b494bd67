import type { Context, Output } from "../contract/context.ts";
import {
  type CancelReason,
  type Liquidity,
  OrderAmendedEncoder,
  OrderExpiredEncoder,
  SelfTradePreventedEncoder,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import { LAYOUT } from "./message-layout.ts";
import { timeInForceOf, typeOf } from "./order-flags.ts";
import type { OrderPool } from "./order-pool.ts";

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const schema = LAYOUT.schema;
const acceptedHeader = LAYOUT.orderAccepted;
const filledHeader = LAYOUT.orderFilled;
const cancelledHeader = LAYOUT.orderCancelled;
const twoTo32 = 4_294_967_296;
const absent = 0xffff_ffff;

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
    const to = this.begin(output, 43, acceptedHeader, slot);
    const view = output.view;
    const pool = this.pool;
    const flags = pool.flags(slot);
    const price = pool.price(slot);
    view.setUint32(to + 32, price === 0 ? absent : price, true); // priceTicks
    view.setUint32(to + 36, pool.quantity(slot), true); // quantityLots
    view.setUint8(to + 40, flags & 1); // side
    view.setUint8(to + 41, typeOf(flags)); // type
    view.setUint8(to + 42, timeInForceOf(flags)); // timeInForce
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
    const to = this.begin(output, 70, filledHeader, slot);
    const view = output.view;
    const pool = this.pool;
    const tradeId = market.tradeId;
    const notional = amounts[0];
    const feeAmount = amounts[fee];
    view.setUint32(to + 32, tradeId, true); // tradeId
    view.setUint32(to + 36, tradeId / twoTo32, true);
    view.setUint32(to + 40, notional, true); // quoteAmount
    view.setUint32(to + 44, notional / twoTo32, true);
    view.setUint32(to + 48, feeAmount, true); // feeAmount
    view.setUint32(to + 52, feeAmount / twoTo32, true);
    view.setUint32(to + 56, price, true); // priceTicks
    view.setUint32(to + 60, quantity, true); // quantityLots
    view.setUint32(to + 64, pool.remaining(slot), true); // remainingLots
    view.setUint8(to + 68, pool.side(slot)); // side
    view.setUint8(to + 69, liquidity); // liquidity
  }

  /** Before what is open becomes 0. */
  cancelled(slot: number, reason: CancelReason, context: Context): void {
    const output = context.events;
    const to = this.begin(output, 37, cancelledHeader, slot);
    const view = output.view;
    view.setUint32(to + 32, this.pool.remaining(slot), true); // cancelledLots
    view.setUint8(to + 36, reason); // reason
  }

  /** Before what is open becomes 0. */
  expired(slot: number, context: Context): void {
    const pool = this.pool;
    const event = this.orderExpired.publish(context);
    event.accountId = pool.account(slot);
    event.marketId = pool.market(slot);
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.clientOrderId(slot);
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.cancelledLots = pool.remaining(slot);
  }

  amended(slot: number, keptPriority: boolean, context: Context): void {
    const pool = this.pool;
    const event = this.orderAmended.publish(context);
    event.accountId = pool.account(slot);
    event.marketId = pool.market(slot);
    event.orderId = this.pool.idOf(slot);
    const clientOrderId = this.pool.clientOrderId(slot);
    if (clientOrderId !== 0) event.clientOrderId = clientOrderId;
    event.keptPriority = keptPriority;
    event.priceTicks = pool.price(slot);
    event.quantityLots = pool.quantity(slot);
    event.remainingLots = pool.remaining(slot);
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
    const pool = this.pool;
    const event = this.selfTradePrevented.publish(context);
    event.accountId = pool.account(taker);
    event.marketId = pool.market(taker);
    event.orderId = this.pool.idOf(taker);
    event.restingOrderId = this.pool.idOf(maker);
    event.priceTicks = pool.price(maker);
    event.quantityLots = quantity;
    event.restingRemainingLots = makerRemaining;
    event.remainingLots = takerRemaining;
  }

  /** Header and head of a message about an order. @returns the message's offset */
  private begin(output: Output, bytes: number, header: number, slot: number): number {
    const to = output.claim(bytes);
    const view = output.view;
    const pool = this.pool;
    const clientOrderId = pool.clientOrderId(slot);
    view.setUint32(to, header, true);
    view.setUint32(to + 4, schema, true);
    view.setUint32(to + 8, pool.account(slot), true); // accountId
    view.setUint32(to + 12, pool.market(slot), true); // marketId
    view.setUint32(to + 16, pool.idLow(slot), true); // orderId
    view.setUint32(to + 20, pool.idHigh(slot), true);
    if (clientOrderId === 0) {
      view.setUint32(to + 24, absent, true); // clientOrderId
      view.setUint32(to + 28, absent, true);
    } else {
      view.setUint32(to + 24, clientOrderId, true); // clientOrderId
      view.setUint32(to + 28, clientOrderId / twoTo32, true);
    }
    return to;
  }
}
