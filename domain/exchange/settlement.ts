import { AMOUNT_MAX, type Accounts } from "../accounts/accounts.ts";
import { invariant } from "../accounts/invariant.ts";
import { chargeFee, worstFee } from "./fees.ts";
import type { Market } from "./market.ts";
import { BUY } from "./order-book.ts";
import type { OrderPool } from "./order-pool.ts";

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const buy: number = BUY;
const amountMax: number = AMOUNT_MAX;

// Where things are in `lastFill`.
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
    if (side !== buy) return quantity * rules.lotSize;
    if (notional > amountMax) return notional;
    const ratePpm = rules.makerFeePpm > rules.takerFeePpm ? rules.makerFeePpm : rules.takerFeePpm;
    return notional + worstFee(notional, ratePpm);
  }

  /** @returns 0, or why the accounts refuse */
  hold(slot: number, market: Market, amount: number): number {
    const code = this.accounts.hold(this.pool.account(slot), this.assetOf(slot, market), amount);
    if (code === 0) this.pool.setHeld(slot, this.pool.held(slot) + amount);
    return code;
  }

  /** Gives back what an order holds beyond what the rest of it needs; all of it when there is no rest. */
  trim(slot: number, market: Market): void {
    const pool = this.pool;
    const quantity = pool.remaining(slot);
    let need = 0;
    if (quantity > 0) {
      const notional = market.notionalOf(pool.price(slot), quantity);
      need = this.needOf(market, pool.side(slot), notional, quantity);
    }
    const excess = pool.held(slot) - need;
    if (excess <= 0) return; // A fee that was rounded up has used a unit of what the rest may need.
    const code = this.accounts.release(pool.account(slot), this.assetOf(slot, market), excess);
    invariant(code === 0);
    pool.setHeld(slot, need);
  }

  /**
   * Pays a match: lots to the buyer, their price to the seller, both fees to the fee account.
   * Amounts are left in `lastFill`.
   */
  fill(market: Market, maker: number, taker: number, price: number, quantity: number): void {
    const { accounts, pool, lastFill } = this;
    const { rules } = market;
    const makerBuys = pool.side(maker) === buy;
    const buyer = makerBuys ? maker : taker;
    const seller = makerBuys ? taker : maker;
    const buyerAccount = pool.account(buyer);
    const sellerAccount = pool.account(seller);
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
    pool.setHeld(buyer, pool.held(buyer) - (notional + buyerFee));
    pool.setHeld(seller, pool.held(seller) - lots);
    lastFill[0] = notional;
    lastFill[1] = makerFee;
    lastFill[2] = takerFee;
  }

  private assetOf(slot: number, market: Market): number {
    return this.pool.side(slot) === buy ? market.rules.quoteAssetId : market.rules.baseAssetId;
  }
}
