/**
 * The bits of an order's FLAGS, so that what matching asks of an order is one word:
 *
 *     0      side: 0 buy, 1 sell (see order-book.ts)
 *     1      type: 0 limit, 1 market
 *     2..3   time in force
 *     4..6   self-trade prevention
 *     7      post-only
 *     8..10  status
 *    11..13  status as first answered
 *
 * The values are those of the contract's enums.
 */
const STATUS_SHIFT = 8;
const STATUS_MASK = 7 << STATUS_SHIFT;

/** What a client asks for, and must ask for again to get the first result. */
export const ASKED_MASK = 0xff;

export function orderFlags(
  side: number,
  type: number,
  timeInForce: number,
  selfTradePrevention: number,
  postOnly: boolean,
): number {
  return side | (type << 1) | (timeInForce << 2) | (selfTradePrevention << 4) | (postOnly ? 1 << 7 : 0);
}

export function sideOf(flags: number): number {
  return flags & 1;
}

export function typeOf(flags: number): number {
  return (flags >> 1) & 1;
}

export function timeInForceOf(flags: number): number {
  return (flags >> 2) & 3;
}

export function selfTradePreventionOf(flags: number): number {
  return (flags >> 4) & 7;
}

export function isPostOnly(flags: number): boolean {
  return (flags & (1 << 7)) !== 0;
}

export function statusOf(flags: number): number {
  return (flags & STATUS_MASK) >> STATUS_SHIFT;
}

export function withStatus(flags: number, status: number): number {
  return (flags & ~STATUS_MASK) | (status << STATUS_SHIFT);
}

export function firstStatusOf(flags: number): number {
  return (flags >> 11) & 7;
}

export function withFirstStatus(flags: number, status: number): number {
  return (flags & ~(7 << 11)) | (status << 11);
}
