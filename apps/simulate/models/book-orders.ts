import { type SelfTradePrevention, Side } from "@lockstep/domain/exchange/exchange-messages";

/** An order that rests; its quantity in total is what is executed and what remains. */
export interface RestingOrder {
  /** 0 when nobody was told. */
  readonly orderId: number;
  /** 0 for none. */
  readonly clientOrderId: number;
  readonly accountId: number;
  readonly side: Side;
  readonly priceTicks: number;
  readonly executedLots: number;
  readonly remainingLots: number;
  readonly postOnly: boolean;
  readonly selfTradePrevention: SelfTradePrevention;
  /** 0 for never. */
  readonly expiresAtUs: number;
}

/** Each side from the best price, the oldest first. */
export interface BookState {
  readonly bids: readonly RestingOrder[];
  readonly offers: readonly RestingOrder[];
}

export const EMPTY_BOOK: BookState = { bids: [], offers: [] };

export function ownSide({ bids, offers }: BookState, side: Side): readonly RestingOrder[] {
  return side === Side.Buy ? bids : offers;
}

export function otherSide({ bids, offers }: BookState, side: Side): readonly RestingOrder[] {
  return side === Side.Buy ? offers : bids;
}

/** Whether an order of this side may trade at a price when it takes `limit` at worst. */
export function crosses(side: Side, limit: number, price: number): boolean {
  return side === Side.Buy ? price <= limit : price >= limit;
}

export function withSide(book: BookState, side: Side, orders: readonly RestingOrder[]): BookState {
  return side === Side.Buy ? { ...book, bids: orders } : { ...book, offers: orders };
}

/** Behind all others of its price. */
export function added(book: BookState, order: RestingOrder): BookState {
  const own = ownSide(book, order.side);
  const worse = own.findIndex(({ priceTicks }) => !crosses(order.side, priceTicks, order.priceTicks));
  return withSide(book, order.side, own.toSpliced(placeOf(own, worse), 0, order));
}

export function without(book: BookState, order: RestingOrder): BookState {
  return withSide(
    book,
    order.side,
    ownSide(book, order.side).filter((one) => one !== order),
  );
}

/** In its place. */
export function replaced(book: BookState, order: RestingOrder, by: RestingOrder): BookState {
  return withSide(
    book,
    order.side,
    ownSide(book, order.side).map((one) => (one === order ? by : one)),
  );
}

/** The open order that has this order id, or this client order id. */
export function find(
  { bids, offers }: BookState,
  { accountId, orderId = 0, clientOrderId = 0 }: OrderReference,
): RestingOrder | undefined {
  const isIt = (one: RestingOrder): boolean =>
    one.accountId === accountId &&
    (orderId === 0 ? one.clientOrderId === clientOrderId : one.orderId === orderId);
  return bids.find(isIt) ?? offers.find(isIt);
}

export interface OrderReference {
  readonly accountId: number;
  readonly orderId?: number | undefined;
  readonly clientOrderId?: number | undefined;
}

/** Prices with their lots and orders, from the best. */
export function levelsOf(side: readonly RestingOrder[]): Level[] {
  const levels: Level[] = [];
  for (const { priceTicks, remainingLots } of side) {
    const last = levels.at(-1);
    if (last?.priceTicks !== priceTicks) {
      levels.push({ priceTicks, quantityLots: remainingLots, orderCount: 1 });
    } else {
      const { quantityLots, orderCount } = last;
      levels[levels.length - 1] = {
        priceTicks,
        quantityLots: quantityLots + remainingLots,
        orderCount: orderCount + 1,
      };
    }
  }
  return levels;
}

export interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/** Equal for equal books, and only for them. */
export function bookText({ bids, offers }: BookState): string {
  const text = (one: RestingOrder): string =>
    `${one.orderId}/${one.accountId}/${one.clientOrderId}@${one.priceTicks}:${one.executedLots}+${one.remainingLots}` +
    `${one.postOnly ? "p" : ""}s${one.selfTradePrevention}${one.expiresAtUs === 0 ? "" : `<${one.expiresAtUs}`}`;
  return `${bids.map(text).join(" ")}|${offers.map(text).join(" ")}`;
}

function placeOf(own: readonly RestingOrder[], worse: number): number {
  return worse < 0 ? own.length : worse;
}
