/** What a seat of a show is at present. */
export const SeatState = { Free: 1, Held: 2, Sold: 3, House: 4, Blocked: 5 } as const;
export type SeatState = (typeof SeatState)[keyof typeof SeatState];
