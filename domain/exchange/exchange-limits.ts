/**
 * Bounds of the exchange that no command changes. They decide what is rejected, so they are the same on
 * every node: changing one is a new version of the service. Tests take smaller ones.
 */
export interface ExchangeLimits {
  /** As many as an answer with all of them can hold. */
  readonly marketsMax: number;
  /** Open and remembered orders together: an order id has 24 bits for the place of its order. */
  readonly ordersMax: number;
  /** Resting orders that one command may meet: what it puts out has a bound of 65,536 records. */
  readonly matchesMax: number;
  /** Pages of 1,024 ticks in which one book may have orders, 32 KiB each. */
  readonly pagesMax: number;
  /** Closed orders that are remembered of each account: the last ones that had a client order id. */
  readonly closedOrdersMax: number;
  /** Trading hours ahead of each market: as many as an answer with all of them can hold. */
  readonly hoursMax: number;
}

export const exchangeLimits: ExchangeLimits = {
  marketsMax: 1_000,
  ordersMax: 2 ** 24 - 1,
  matchesMax: 8_192,
  pagesMax: 2_048,
  closedOrdersMax: 32,
  hoursMax: 1_000,
};
