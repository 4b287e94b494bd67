import { type Protocol, protocol } from "@lockstep/domain/contract/protocol";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { exchangeCodecs } from "@lockstep/domain/exchange/exchange-messages";
import { REFERENCE_PRICE_TICKS } from "./market-lap.ts";

export const PLACE_ORDER_URL = "/v1/exchange/place-order";

export const exchangeProtocol: Protocol = protocol(exchangeContract, exchangeCodecs);

/**
 * The body of a request that places an order. All are at one price, buys and sells alike, so that every
 * second one trades and the book stays as small as the number of those who send.
 */
export function placeOrderBody(accountId: number, marketId: number, side: "buy" | "sell"): string {
  return JSON.stringify({
    accountId,
    marketId,
    side,
    type: "limit",
    timeInForce: "goodTillCancelled",
    selfTradePrevention: "none",
    postOnly: false,
    priceTicks: REFERENCE_PRICE_TICKS,
    quantityLots: 10,
  });
}
