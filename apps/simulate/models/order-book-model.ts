import type { Applied, DeterministicModel } from "@lockstep/cluster/simulator/checkers/sequential-model";
import { OrderStatus, Side, TimeInForce } from "@lockstep/domain/exchange/exchange-messages";
import type { CancelOrder, PlaceOrder } from "@lockstep/domain/exchange/exchange-messages";

/** Commands and queries of one market, as sent. A cancel does not say its market, so the recorder does. */
export type BookInput =
  | { readonly kind: "place"; readonly marketId: number; readonly order: PlaceOrder }
  | { readonly kind: "cancel"; readonly marketId: number; readonly cancel: CancelOrder }
  | { readonly kind: "top"; readonly marketId: number };

/** What the reply says of the book; fields of replies that are not listed are not compared. */
export type BookOutput =
  | {
      readonly kind: "placed";
      readonly status: OrderStatus;
      readonly executedLots: number;
      readonly remainingLots: number;
      readonly quoteAmount: number;
    }
  | { readonly kind: "cancelled"; readonly cancelledLots: number; readonly executedLots: number }
  | {
      readonly kind: "top";
      readonly bidPriceTicks: number;
      readonly bidQuantityLots: number;
      readonly offerPriceTicks: number;
      readonly offerQuantityLots: number;
    }
  /** A cancel found no open order: it is filled, cancelled, or was never placed. */
  | { readonly kind: "not open" };

interface RestingOrder {
  readonly accountId: number;
  readonly clientOrderId: number;
  readonly priceTicks: number;
  readonly executedLots: number;
  readonly remainingLots: number;
}

/** Each side from the best price, the oldest first. */
export interface BookState {
  readonly bids: readonly RestingOrder[];
  readonly offers: readonly RestingOrder[];
}

/**
 * The order book of one market from its rules: price-time priority and nothing else. For histories of limit orders,
 * good till cancelled or immediate or cancel, that are named by client order ids never used twice, between accounts
 * that have money enough (money is shared by markets, so a refusal for lack of it is not the business of one market),
 * within the market's bounds.
 *
 * @param tickSize of the market: minor units of the quote asset
 */
export function orderBookModel(tickSize: number): DeterministicModel<BookState, BookInput, BookOutput> {
  return {
    initial: { bids: [], offers: [] },
    apply(state, input) {
      if (input.kind === "place") return place(state, input.order, tickSize);
      if (input.kind === "cancel") return cancel(state, input.cancel);
      return { state, output: topOf(state) };
    },
    isSame: (expected, actual) => fieldsOf(expected) === fieldsOf(actual),
    identify: ({ bids, offers }) => `${sideText(bids)}|${sideText(offers)}`,
    partitionOf: ({ marketId }) => `market ${marketId}`,
  };
}

function place(
  { bids, offers }: BookState,
  { accountId, side, priceTicks = 0, quantityLots, clientOrderId = 0, timeInForce }: PlaceOrder,
  tickSize: number,
): Applied<BookState, BookOutput> {
  const isBuy = side === Side.Buy;
  const makersLeft: RestingOrder[] = [];
  let remainingLots = quantityLots;
  let quoteAmount = 0;
  for (const maker of isBuy ? offers : bids) {
    const crosses = isBuy ? maker.priceTicks <= priceTicks : maker.priceTicks >= priceTicks;
    const lots = crosses ? Math.min(remainingLots, maker.remainingLots) : 0;
    remainingLots -= lots;
    quoteAmount += lots * maker.priceTicks * tickSize;
    if (lots < maker.remainingLots) {
      const executed = maker.executedLots + lots;
      makersLeft.push({ ...maker, executedLots: executed, remainingLots: maker.remainingLots - lots });
    }
  }
  const executedLots = quantityLots - remainingLots;
  const rests = remainingLots > 0 && timeInForce === TimeInForce.GoodTillCancelled;
  const taker = { accountId, clientOrderId, priceTicks, executedLots, remainingLots };
  let own = isBuy ? bids : offers;
  if (rests) {
    const worse = own.findIndex((one) => (isBuy ? one.priceTicks < priceTicks : one.priceTicks > priceTicks));
    own = own.toSpliced(worse < 0 ? own.length : worse, 0, taker);
  }
  let status: OrderStatus = executedLots > 0 ? OrderStatus.PartlyFilled : OrderStatus.Open;
  if (remainingLots === 0) status = OrderStatus.Filled;
  else if (!rests) status = OrderStatus.Cancelled;
  return {
    state: isBuy ? { bids: own, offers: makersLeft } : { bids: makersLeft, offers: own },
    output: { kind: "placed", status, executedLots, remainingLots: rests ? remainingLots : 0, quoteAmount },
  };
}

function cancel(state: BookState, { accountId, clientOrderId }: CancelOrder): Applied<BookState, BookOutput> {
  const isIt = (one: RestingOrder) => one.accountId === accountId && one.clientOrderId === clientOrderId;
  const found = state.bids.find(isIt) ?? state.offers.find(isIt);
  if (found === undefined) return { state, output: { kind: "not open" } };
  const without = (side: readonly RestingOrder[]) => side.filter((one) => one !== found);
  return {
    state: { bids: without(state.bids), offers: without(state.offers) },
    output: {
      kind: "cancelled",
      cancelledLots: found.remainingLots,
      executedLots: found.executedLots,
    },
  };
}

function topOf({ bids, offers }: BookState): BookOutput {
  const [bidPriceTicks, bidQuantityLots] = bestOf(bids);
  const [offerPriceTicks, offerQuantityLots] = bestOf(offers);
  return { kind: "top", bidPriceTicks, bidQuantityLots, offerPriceTicks, offerQuantityLots };
}

/** Zeros when the side is empty. */
function bestOf(side: readonly RestingOrder[]): [priceTicks: number, quantityLots: number] {
  const priceTicks = side[0]?.priceTicks ?? 0;
  const best = side.filter((one) => one.priceTicks === priceTicks);
  return [priceTicks, best.reduce((sum, { remainingLots }) => sum + remainingLots, 0)];
}

function fieldsOf(output: BookOutput): string {
  switch (output.kind) {
    case "placed":
      return `${output.status} ${output.executedLots} ${output.remainingLots} ${output.quoteAmount}`;
    case "cancelled":
      return `${output.cancelledLots} ${output.executedLots}`;
    case "top":
      return (
        `${output.bidPriceTicks} ${output.bidQuantityLots} ` +
        `${output.offerPriceTicks} ${output.offerQuantityLots}`
      );
    case "not open":
      return output.kind;
  }
}

function sideText(side: readonly RestingOrder[]): string {
  return side
    .map(
      (one) =>
        `${one.accountId}/${one.clientOrderId}@${one.priceTicks}:${one.executedLots}+${one.remainingLots}`,
    )
    .join(" ");
}
