import type { SequentialModel } from "@lockstep/cluster/simulator/checkers/sequential-model";
import { OrderStatus, OrderType, TimeInForce } from "@lockstep/domain/exchange/exchange-messages";
import type { AmendOrder, PlaceOrder } from "@lockstep/domain/exchange/exchange-messages";
import { canFill, marketLimit, match } from "./book-matching.ts";
import {
  added,
  type BookState,
  bookText,
  crosses,
  EMPTY_BOOK,
  find,
  type Level,
  levelsOf,
  type OrderReference,
  otherSide,
  replaced,
  type RestingOrder,
  without,
} from "./book-orders.ts";

/**
 * Commands and queries of one market, as sent. The cluster's time when it was applied, where the recorder knows it,
 * tells which dated orders are over; without it they are not.
 */
export type BookInput = { readonly marketId: number; readonly nowUs?: number } & (
  | { readonly kind: "place"; readonly order: PlaceOrder }
  /** Does not say its market, so the recorder does; so does the next one. */
  | { readonly kind: "cancel"; readonly cancel: OrderReference }
  | { readonly kind: "amend"; readonly amend: AmendOrder }
  /** Of one account. */
  | { readonly kind: "cancelAll"; readonly accountId: number }
  | { readonly kind: "top" }
  | { readonly kind: "book" }
);

/** What the reply says of the book; fields of replies that are not listed are not compared. */
export type BookOutput =
  | {
      readonly kind: "placed";
      /** Absent in histories that name orders by client order ids alone. */
      readonly orderId?: number;
      readonly status: OrderStatus;
      readonly executedLots: number;
      readonly remainingLots: number;
      readonly quoteAmount: number;
    }
  | { readonly kind: "cancelled"; readonly cancelledLots: number; readonly executedLots: number }
  | {
      readonly kind: "amended";
      readonly priceTicks: number;
      readonly quantityLots: number;
      readonly executedLots: number;
      readonly remainingLots: number;
      readonly status: OrderStatus;
      readonly keptPriority: boolean;
    }
  /** Absent when the command reached into several markets. */
  | { readonly kind: "cancelledAll"; readonly orderCount?: number }
  | {
      readonly kind: "top";
      readonly bidPriceTicks: number;
      readonly bidQuantityLots: number;
      readonly offerPriceTicks: number;
      readonly offerQuantityLots: number;
    }
  | { readonly kind: "book"; readonly bids: readonly Level[]; readonly offers: readonly Level[] }
  /** Cancel and amend found no open order: it is filled, cancelled, expired, or was never placed. */
  | { readonly kind: "not open" }
  /** It is post-only and would have traded at once. */
  | { readonly kind: "would trade" }
  /** Turned away for a reason that the book has no part in, such as money. It says nothing and changes nothing. */
  | { readonly kind: "refused" };

export type { BookState } from "./book-orders.ts";

interface Applied {
  readonly state: BookState;
  readonly output: BookOutput;
}

/**
 * The order book of one market from its rules: price-time priority, times in force, self-trade prevention, post-only
 * orders, amendments. It knows no money, no bounds and no price bands: a refusal for them is taken as it comes.
 * For histories whose client order ids are never used twice.
 *
 * @param tickSize of the market: minor units of the quote asset
 */
export function orderBookModel(tickSize: number): SequentialModel<BookState, BookInput, BookOutput> {
  return {
    initial: EMPTY_BOOK,
    step(state, input, output) {
      const book = withoutExpired(state, input.nowUs);
      if (output?.kind === "refused") return [book];
      const orderId = output?.kind === "placed" ? (output.orderId ?? 0) : 0;
      if (orderId !== 0 && isOpen(book, orderId)) return []; // An id is of one order at a time.
      const applied = apply(book, input, orderId, tickSize);
      if (output !== undefined) return isSame(applied.output, output) ? [applied.state] : [];
      return applied.state === book ? [book] : [applied.state, book];
    },
    identify: bookText,
    partitionOf: ({ marketId }) => `market ${marketId}`,
    outputOf: (state, input) => apply(withoutExpired(state, input.nowUs), input, 0, tickSize).output,
  };
}

function apply(book: BookState, input: BookInput, orderId: number, tickSize: number): Applied {
  switch (input.kind) {
    case "place":
      return place(book, input.order, orderId, tickSize);
    case "cancel":
      return cancel(book, input.cancel);
    case "amend":
      return amend(book, input.amend);
    case "cancelAll":
      return cancelAll(book, input.accountId);
    case "top":
      return { state: book, output: topOf(book) };
    case "book":
      return {
        state: book,
        output: { kind: "book", bids: levelsOf(book.bids), offers: levelsOf(book.offers) },
      };
  }
}

function place(book: BookState, order: PlaceOrder, orderId: number, tickSize: number): Applied {
  const { side, timeInForce, quantityLots, postOnly } = order;
  const whole: RestingOrder = {
    orderId,
    clientOrderId: order.clientOrderId ?? 0,
    accountId: order.accountId,
    side,
    priceTicks: order.priceTicks ?? 0,
    executedLots: 0,
    remainingLots: quantityLots,
    postOnly,
    selfTradePrevention: order.selfTradePrevention,
    expiresAtUs: order.expiresAtUs ?? 0,
  };
  if (postOnly && wouldTrade(book, whole, whole.priceTicks)) {
    return { state: book, output: { kind: "would trade" } };
  }
  const limit = order.type === OrderType.Market ? marketLimit(book, whole) : whole.priceTicks;
  const mayMatch =
    limit !== undefined && (timeInForce !== TimeInForce.FillOrKill || canFill(book, whole, limit));
  const matched = mayMatch
    ? match(book, whole, limit)
    : { book, taker: whole, notionalTicks: 0, isEnded: false };
  const { taker, isEnded } = matched;
  const rests =
    !isEnded &&
    taker.remainingLots > 0 &&
    (timeInForce === TimeInForce.GoodTillCancelled || timeInForce === TimeInForce.GoodTillDate);
  return {
    state: rests ? added(matched.book, taker) : matched.book,
    output: {
      kind: "placed",
      status: statusOf(taker, rests),
      executedLots: taker.executedLots,
      remainingLots: rests ? taker.remainingLots : 0,
      quoteAmount: matched.notionalTicks * tickSize,
    },
  };
}

function cancel(book: BookState, reference: OrderReference): Applied {
  const order = find(book, reference);
  if (order === undefined) return { state: book, output: { kind: "not open" } };
  const { remainingLots, executedLots } = order;
  return {
    state: without(book, order),
    output: { kind: "cancelled", cancelledLots: remainingLots, executedLots },
  };
}

function cancelAll(book: BookState, accountId: number): Applied {
  const isOther = (one: RestingOrder): boolean => one.accountId !== accountId;
  const state = { bids: book.bids.filter(isOther), offers: book.offers.filter(isOther) };
  const orderCount = book.bids.length + book.offers.length - state.bids.length - state.offers.length;
  return { state: orderCount === 0 ? book : state, output: { kind: "cancelledAll", orderCount } };
}

function amend(book: BookState, change: AmendOrder): Applied {
  const order = find(book, change);
  if (order === undefined) return { state: book, output: { kind: "not open" } };
  const { executedLots } = order;
  const { quantityLots, priceTicks = order.priceTicks } = change;
  const remainingLots = quantityLots - executedLots;
  if (remainingLots <= 0) {
    return {
      state: without(book, order),
      output: amended({ ...order, remainingLots: 0 }, OrderStatus.Cancelled),
    };
  }
  if (priceTicks === order.priceTicks && remainingLots <= order.remainingLots) {
    const less = { ...order, remainingLots };
    return {
      state: replaced(book, order, less),
      output: { ...amended(less, statusOf(less, true)), keptPriority: true },
    };
  }
  if (order.postOnly && wouldTrade(book, order, priceTicks)) {
    return { state: book, output: { kind: "would trade" } };
  }
  const {
    book: after,
    taker,
    isEnded,
  } = match(without(book, order), { ...order, priceTicks, remainingLots }, priceTicks);
  const rests = !isEnded && taker.remainingLots > 0;
  return {
    state: rests ? added(after, taker) : after,
    output: amended(taker, statusOf(taker, rests)),
  };
}

function amended(order: RestingOrder, status: OrderStatus): BookOutput & { kind: "amended" } {
  const { priceTicks, executedLots, remainingLots } = order;
  return {
    kind: "amended",
    priceTicks,
    quantityLots: executedLots + remainingLots,
    executedLots,
    remainingLots: status === OrderStatus.Cancelled ? 0 : remainingLots,
    status,
    keptPriority: false,
  };
}

function statusOf({ executedLots, remainingLots }: RestingOrder, rests: boolean): OrderStatus {
  if (remainingLots === 0) return OrderStatus.Filled;
  if (!rests) return OrderStatus.Cancelled;
  return executedLots > 0 ? OrderStatus.PartlyFilled : OrderStatus.Open;
}

function wouldTrade(book: BookState, { side }: RestingOrder, priceTicks: number): boolean {
  const [best] = otherSide(book, side);
  return best !== undefined && crosses(side, priceTicks, best.priceTicks);
}

function withoutExpired(book: BookState, nowUs: number | undefined): BookState {
  if (nowUs === undefined) return book;
  const isOver = ({ expiresAtUs }: RestingOrder): boolean => expiresAtUs !== 0 && expiresAtUs <= nowUs;
  if (!book.bids.some(isOver) && !book.offers.some(isOver)) return book;
  return { bids: book.bids.filter((one) => !isOver(one)), offers: book.offers.filter((one) => !isOver(one)) };
}

function isOpen({ bids, offers }: BookState, orderId: number): boolean {
  return bids.some((one) => one.orderId === orderId) || offers.some((one) => one.orderId === orderId);
}

function topOf({ bids, offers }: BookState): BookOutput {
  const [bid] = levelsOf(bids);
  const [offer] = levelsOf(offers);
  return {
    kind: "top",
    bidPriceTicks: bid?.priceTicks ?? 0,
    bidQuantityLots: bid?.quantityLots ?? 0,
    offerPriceTicks: offer?.priceTicks ?? 0,
    offerQuantityLots: offer?.quantityLots ?? 0,
  };
}

function isSame(expected: BookOutput, actual: BookOutput): boolean {
  if (expected.kind === "cancelledAll" && actual.kind === "cancelledAll" && actual.orderCount === undefined) {
    return true;
  }
  return fieldsOf(expected) === fieldsOf(actual);
}

function fieldsOf(output: BookOutput): string {
  switch (output.kind) {
    case "placed":
      return `placed ${output.status} ${output.executedLots} ${output.remainingLots} ${output.quoteAmount}`;
    case "cancelled":
      return `cancelled ${output.cancelledLots} ${output.executedLots}`;
    case "amended":
      return (
        `amended ${output.priceTicks} ${output.quantityLots} ${output.executedLots} ${output.remainingLots} ` +
        `${output.status} ${output.keptPriority}`
      );
    case "cancelledAll":
      return `cancelled ${output.orderCount} orders`;
    case "top":
      return (
        `top ${output.bidPriceTicks} ${output.bidQuantityLots} ` +
        `${output.offerPriceTicks} ${output.offerQuantityLots}`
      );
    case "book":
      return `${output.bids.map(levelText).join(" ")}|${output.offers.map(levelText).join(" ")}`;
    default:
      return output.kind;
  }
}

function levelText({ priceTicks, quantityLots, orderCount }: Level): string {
  return `${priceTicks}:${quantityLots}/${orderCount}`;
}
