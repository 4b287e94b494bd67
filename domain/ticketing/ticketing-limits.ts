/** Every bound of the ticketing service, with its unit and its reason. A tester may pass smaller ones. */
export interface TicketingLimits {
  readonly chartsMax: number;
  readonly sectionsPerChartMax: number;
  readonly rowsPerChartMax: number;
  readonly seatsPerChartMax: number;
  readonly showsMax: number;
  /** Holds remembered, live and ended; a power of two. At most three quarters of them are live. */
  readonly holdsMax: number;
  readonly ticketsMax: number;
}

export const ticketingLimits: TicketingLimits = {
  chartsMax: 1_000,
  sectionsPerChartMax: 999, // A section of a show is named by 1,000 times the show plus its number.
  rowsPerChartMax: 20_000,
  seatsPerChartMax: 200_000, // The largest stadium has 115,000.
  showsMax: 1_000,
  holdsMax: 131_072, // 500 admissions a second for four minutes, all of them holding.
  ticketsMax: 4_000_000,
};

/** Seats of one `AddSeats`, so that a command stays below 8 KiB. */
export const seatsPerCommandMax = 256;
/** Seats or places of one hold; bounds the work of one command and the size of its events. */
export const seatsPerHoldMax = 32;
/** Seats of one section, so that its image is one reply of at most 90 KB. */
export const seatsPerSectionMax = 10_000;
/** Places of one general-admission area. */
export const placesPerAreaMax = 1_000_000;
/** Price categories are numbered from 1. */
export const categoriesMax = 32;
/** Largest coordinate by magnitude: sums of squared distances stay integers below 2^53. */
export const coordinateMax = 1_000_000;
/** Longest hold, and longest extension: one day. */
export const holdDurationUsMax = 86_400_000_000;
/** Highest price of one seat in minor units, so that the sum of a hold stays below 2^53. */
export const priceMax = 1_000_000_000_000;
