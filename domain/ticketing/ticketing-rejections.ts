import type { RejectionDefinition } from "../contract/contract.ts";

/** Why the box office says no, beside what the accounts say. */
export const ticketingRejections: Readonly<Record<string, RejectionDefinition>> = {
  UnknownChart: { code: 100, doc: "there is no such chart" },
  ChartExists: { code: 101, doc: "the chart's id is taken" },
  IdOutOfRange: { code: 102, doc: "ids of charts and shows are 1 to 1,000,000; value is the one given" },
  ChartIsSealed: { code: 103, doc: "a sealed chart never changes" },
  ChartNotSealed: { code: 104, doc: "the chart is still being built: seal it first" },
  ChartEmpty: { code: 105, doc: "the chart has no place to sell" },
  OutOfTurn: {
    code: 106,
    doc: "sections, rows and seats are added in order; value is the number expected",
  },
  UnknownSection: {
    code: 107,
    doc: "the chart has no such section, or it is not of the kind needed; value is its number",
  },
  CategoryOutOfRange: { code: 108, doc: "categories are 1 to 32; value is the one given" },
  CoordinateOutOfRange: {
    code: 109,
    doc: "coordinates are at most 1,000,000 by magnitude; value is the one given",
  },
  CapacityOutOfRange: {
    code: 110,
    doc: "a general-admission area has 1 to 1,000,000 places, seats have none; value is what was given",
  },
  NoSeats: { code: 111, doc: "the command names no seat" },
  LimitReached: { code: 112, doc: "there is no room for more of these; value is the bound" },
  UnknownShow: { code: 113, doc: "there is no such show" },
  ShowExists: { code: 114, doc: "the show's id is taken" },
  PriceMissing: { code: 115, doc: "a category of the chart has no price; value is the category" },
  PriceRepeated: { code: 116, doc: "a category has two prices; value is the category" },
  PriceOutOfRange: {
    code: 117,
    doc: "prices are at most 1,000,000,000,000 minor units; value is the one given",
  },
  DurationOutOfRange: {
    code: 118,
    doc: "a hold lasts more than nothing, and it and its extension at most a day; value is what was given",
  },
  NotOnSale: { code: 119, doc: "the show is not on sale yet; value is its on-sale time" },
  SalePaused: { code: 120, doc: "the sale is paused: try again later" },
  SaleClosed: { code: 121, doc: "the sale is closed" },
  CountOutOfRange: { code: 122, doc: "a hold is for 1 to 32 seats or places; value is what was asked" },
  UnknownSeat: { code: 123, doc: "the chart has no such seat; value is its index" },
  SeatRepeated: { code: 124, doc: "a seat is named twice; value is its index" },
  SeatTaken: { code: 125, doc: "a seat is held or sold; value is its index" },
  SeatNotForSale: { code: 126, doc: "a seat is kept by the house or blocked; value is its index" },
  LeavesSingleSeat: {
    code: 127,
    doc: "a single seat would be left alone, and need not be; value is its index",
  },
  SoldOut: { code: 128, doc: "fewer are free than were asked; value is how many are" },
  NotTogether: { code: 129, doc: "enough are free, but not together as asked; value is how many are free" },
  AccountLimit: {
    code: 130,
    doc: "the account would have more seats than the show lets it; value is how many more it may have",
  },
  UnknownHold: { code: 131, doc: "there is no such hold, or it ended long ago" },
  HoldPosted: { code: 132, doc: "the hold has been bought; value is its first ticket" },
  HoldVoided: { code: 133, doc: "the hold has been released" },
  HoldTimedOut: { code: 134, doc: "the hold's deadline has passed; value is the deadline" },
  HoldAlreadyExtended: { code: 135, doc: "a hold is extended once; value is its deadline" },
  NotExtendable: { code: 136, doc: "holds of this show are not extended" },
  NotExchangeable: { code: 137, doc: "places of a general-admission area are not exchanged" },
  UnknownTicket: { code: 138, doc: "there is no such ticket; value is its id" },
  TicketRefunded: { code: 139, doc: "a ticket has been given back already; value is its id" },
  NotOnePurchase: {
    code: 140,
    doc: "the tickets were not bought together; value is the first that was not",
  },
  RefundNotCovered: {
    code: 141,
    doc: "the payee cannot pay the refund; value is what is free in minor units",
  },
};
