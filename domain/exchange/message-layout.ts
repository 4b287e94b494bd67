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
 * First words of the headers of the messages that orders put out all the time, and the second word
 * of every header. These messages are written straight from the order pool, by offset: with local
 * variables for view and offset, and 64-bit numbers as two words that are never a number on the heap.
 * With the generated encoders, which check ranges and are for everything else, the whole service took
 * half as long again. Tests hold the bytes of both against each other.
 */
export const LAYOUT: {
  readonly schema: number;
  readonly orderPlaced: number;
  readonly cancelConfirmed: number;
  readonly orderAccepted: number;
  readonly orderFilled: number;
  readonly orderCancelled: number;
  readonly tradeExecuted: number;
  readonly bookLevelChanged: number;
  readonly topOfBookChanged: number;
} = {
  schema: 2 | (1 << 16),
  orderPlaced: firstWord(OrderPlacedEncoder),
  cancelConfirmed: firstWord(CancelConfirmedEncoder),
  orderAccepted: firstWord(OrderAcceptedEncoder),
  orderFilled: firstWord(OrderFilledEncoder),
  orderCancelled: firstWord(OrderCancelledEncoder),
  tradeExecuted: firstWord(TradeExecutedEncoder),
  bookLevelChanged: firstWord(BookLevelChangedEncoder),
  topOfBookChanged: firstWord(TopOfBookChangedEncoder),
};

function firstWord(encoder: { templateId: number; blockLength: number }): number {
  return encoder.blockLength | (encoder.templateId << 16);
}
