/** Something for sale. Amounts in cents, times in microseconds of cluster time. */
export interface Lot {
  readonly lotId: number;
  readonly title: string;
  readonly startingPrice: number;
  readonly increment: number;
  readonly softCloseUs: number;
  closesAtUs: number;
  isOpen: boolean;
  /** 0 when there is none. */
  highestBid: number;
  bidderId: number;
  bidCount: number;
}

/** What the next bid has to be at least. */
export function leastBid({ bidCount, highestBid, increment, startingPrice }: Lot): number {
  return bidCount === 0 ? startingPrice : highestBid + increment;
}

/** Takes a bid that is high enough. A late one puts the end off, so that nobody wins by being last. */
export function takeBid(lot: Lot, bidderId: number, amount: number, nowUs: number): void {
  lot.highestBid = amount;
  lot.bidderId = bidderId;
  lot.bidCount++;
  lot.closesAtUs = Math.max(lot.closesAtUs, nowUs + lot.softCloseUs);
}
