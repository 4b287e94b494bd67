import { AMOUNT_MAX, type Accounts } from "../accounts/accounts.ts";
import { invariant } from "../accounts/invariant.ts";
import { chargeFee, worstFee } from "./fees.ts";
import type { Market } from "./market.ts";
import { BUY } from "./order-book.ts";
import { sideOf } from "./order-flags.ts";
import {
  ACCOUNT,
  FLAGS,
  HELD,
  ORDER_FLOATS_BITS,
  ORDER_INTS_BITS,
  type OrderPool,
  PRICE,
  REMAINING,
} from "./order-pool.ts";

// In `lastFill`.
const FILL_NOTIONAL = 0;
export const MAKER_FEE = 1;
export const TAKER_FEE = 2;

/**
 * The money side of orders. A buy holds quote money for price, quantity and the worst case of the
 * fee; a sell holds the lots it offers. `HELD` of an order is what is left of its hold, so the held
 * balance of an account is the sum over its open orders (and other services' holds). Hot path.
 */
export class Settlement {
  private readonly accounts: Accounts;
  private readonly pool: OrderPool;
  /** Quote minor units: of the last fill's notional, maker's fee and taker's fee. */
  readonly lastFill: Float64Array = new Float64Array(3);

  constructor(accounts: Accounts, pool: OrderPool) {
    this.accounts = accounts;
    this.pool = pool;
  }

  /** What an order must hold; more than AMOUNT_MAX when it is out of range. */
  needOf(market: Market, side: number, notional: number, quantity: number): number {
    const { rules } = market;
    if (side !== BUY) return quantity * rules.lotSize;
    if (notional > AMOUNT_MAX) return notional;
    const ratePpm = rules.makerFeePpm > rules.takerFeePpm ? rules.makerFeePpm : rules.takerFeePpm;
    return notional + worstFee(notional, ratePpm);
  }

  /** @returns 0, or why the accounts refuse */
  hold(slot: number, market: Market, amount: number): number {
    const at = slot << ORDER_INTS_BITS;
    const code = this.accounts.hold(this.pool.ints[at + ACCOUNT], this.assetOf(slot, market), amount);
    if (code === 0) this.pool.floats[(slot << ORDER_FLOATS_BITS) + HELD] += amount;
    return code;
  }

  /** Gives back what an order holds beyond what the rest of it needs; all of it when there is no rest. */
  trim(slot: number, market: Market): void {
    const at = slot << ORDER_INTS_BITS;
    const { ints, floats } = this.pool;
    const quantity = ints[at + REMAINING];
    const heldAt = (slot << ORDER_FLOATS_BITS) + HELD;
    let need = 0;
    if (quantity > 0) {
      const notional = market.notionalOf(ints[at + PRICE], quantity);
      need = this.needOf(market, sideOf(ints[at + FLAGS]), notional, quantity);
    }
    const excess = floats[heldAt] - need;
    if (excess <= 0) return; // A fee that was rounded up has used a unit of what the rest may need.
    const code = this.accounts.release(ints[at + ACCOUNT], this.assetOf(slot, market), excess);
    invariant(code === 0);
    floats[heldAt] = need;
  }

  /**
   * Pays a match: lots to the buyer, their price to the seller, both fees to the fee account.
   * Amounts are left in `lastFill`.
   */
  fill(market: Market, maker: number, taker: number, price: number, quantity: number): void {
    const { accounts, pool, lastFill } = this;
    const { rules } = market;
    const makerBuys = sideOf(pool.ints[(maker << ORDER_INTS_BITS) + FLAGS]) === BUY;
    const buyer = makerBuys ? maker : taker;
    const seller = makerBuys ? taker : maker;
    const buyerAccount = pool.ints[(buyer << ORDER_INTS_BITS) + ACCOUNT];
    const sellerAccount = pool.ints[(seller << ORDER_INTS_BITS) + ACCOUNT];
    const notional = market.notionalOf(price, quantity);
    const makerFee = chargeFee(pool, maker, notional, rules.makerFeePpm);
    const takerFee = chargeFee(pool, taker, notional, rules.takerFeePpm);
    const buyerFee = makerBuys ? makerFee : takerFee;
    const fees = makerFee + takerFee;
    const lots = quantity * rules.lotSize;
    const proceeds = notional - (fees - buyerFee);

    let code = accounts.settle(sellerAccount, buyerAccount, rules.baseAssetId, lots);
    invariant(code === 0);
    code = accounts.settle(buyerAccount, sellerAccount, rules.quoteAssetId, proceeds);
    invariant(code === 0);
    if (fees > 0) {
      code = accounts.settle(buyerAccount, rules.feeAccountId, rules.quoteAssetId, fees);
      invariant(code === 0);
    }
    pool.floats[(buyer << ORDER_FLOATS_BITS) + HELD] -= notional + buyerFee;
    pool.floats[(seller << ORDER_FLOATS_BITS) + HELD] -= lots;
    lastFill[FILL_NOTIONAL] = notional;
    lastFill[MAKER_FEE] = makerFee;
    lastFill[TAKER_FEE] = takerFee;
  }

  private assetOf(slot: number, market: Market): number {
    const side = sideOf(this.pool.ints[(slot << ORDER_INTS_BITS) + FLAGS]);
    return side === BUY ? market.rules.quoteAssetId : market.rules.baseAssetId;
  }
}
