import {
  BookLevelChangedEncoder,
  CancelConfirmedEncoder,
  OrderAcceptedEncoder,
  OrderCancelledEncoder,
  OrderFilledEncoder,
  OrderPlacedEncoder,
  TopOfBookChangedEncoder,
  TradeExecutedEncoder,
} from "./exchange-messages.ts";

/**
 * Where the bytes of the messages that every order puts out are, so that they are written straight
 * from the pool: with local variables for view and offset, and 64-bit numbers as two words that are
 * never a number on the heap. The generated encoders check ranges and are for everything else; with
 * them the whole service took half as long again. Tests hold the bytes of both against each other.
 *
 * Offsets are from the message header. A 64-bit field has its high word 4 bytes behind its low one.
 */
export const TWO_TO_32 = 4_294_967_296;
/** Both words of an id that is absent, and a price that is absent. */
export const ABSENT = 0xffff_ffff;
/** Second word of every header: schema id and version of the contract. */
export const SCHEMA_WORD: number = 2 | (1 << 16);

/** First word of a header. */
function headerOf(encoder: { templateId: number; blockLength: number }): number {
  return encoder.blockLength | (encoder.templateId << 16);
}

/** What all messages about an order to its account begin with. */
export const OrderHead = { accountId: 8, marketId: 12, orderId: 16, clientOrderId: 24 } as const;

export const ACCEPTED_HEADER: number = headerOf(OrderAcceptedEncoder);
export const ACCEPTED_BYTES = 43;
export const Accepted = { priceTicks: 32, quantityLots: 36, side: 40, type: 41, timeInForce: 42 } as const;

export const FILLED_HEADER: number = headerOf(OrderFilledEncoder);
export const FILLED_BYTES = 70;
export const Filled = {
  tradeId: 32,
  quoteAmount: 40,
  feeAmount: 48,
  priceTicks: 56,
  quantityLots: 60,
  remainingLots: 64,
  side: 68,
  liquidity: 69,
} as const;

export const CANCELLED_HEADER: number = headerOf(OrderCancelledEncoder);
export const CANCELLED_BYTES = 37;
export const Cancelled = { cancelledLots: 32, reason: 36 } as const;

export const TRADE_HEADER: number = headerOf(TradeExecutedEncoder);
export const TRADE_BYTES = 37;
export const Trade = {
  marketId: 8,
  priceTicks: 12,
  tradeId: 16,
  timeUs: 24,
  quantityLots: 32,
  takerSide: 36,
} as const;

export const LEVEL_HEADER: number = headerOf(BookLevelChangedEncoder);
export const LEVEL_BYTES = 37;
export const Level = {
  marketId: 8,
  priceTicks: 12,
  sequence: 16,
  quantityLots: 24,
  orderCount: 32,
  side: 36,
} as const;

export const TOP_HEADER: number = headerOf(TopOfBookChangedEncoder);
export const TOP_BYTES = 44;
export const Top = {
  marketId: 8,
  sequence: 12,
  bidPriceTicks: 20,
  offerPriceTicks: 24,
  bidQuantityLots: 28,
  offerQuantityLots: 36,
} as const;

export const PLACED_HEADER: number = headerOf(OrderPlacedEncoder);
export const PLACED_BYTES = 41;
export const Placed = {
  orderId: 8,
  clientOrderId: 16,
  quoteAmount: 24,
  executedLots: 32,
  remainingLots: 36,
  status: 40,
} as const;

export const CANCEL_CONFIRMED_HEADER: number = headerOf(CancelConfirmedEncoder);
export const CANCEL_CONFIRMED_BYTES = 24;
export const CancelConfirmed = { orderId: 8, cancelledLots: 16, executedLots: 20 } as const;
