import { accountsRejections } from "../accounts/accounts-rejections.ts";
import { Role } from "../contract/context.ts";
import type { Contract, FieldDefinition } from "../contract/contract.ts";
import { defineContract } from "../contract/define-contract.ts";
import {
  ascii,
  bool,
  enumOf,
  enumeration,
  flags,
  group,
  i32,
  id,
  optional,
  setOf,
  u16,
  u32,
  u53,
  u8,
  utf8,
} from "../contract/fields.ts";
import { seatsPerCommandMax, seatsPerHoldMax, seatsPerSectionMax } from "./ticketing-limits.ts";

const customer: number = Role.Trader | Role.MarketMaker | Role.Operator;

const chartId = u32("the chart");
const showId = u32("the show");
const accountId = u32("the customer's account: it holds the seats and pays");
const holdId = id("the hold");
const seat = u32("index of the seat in the chart, from 0");
const deadline = u53("when the hold times out unless it has ended before: cluster time since 1970", "us");
const amount = u53("what all seats of the hold cost together", "minor units");
const price = u53("of one seat or place", "minor units");
const category = u8("price category, from 1");
const sectionNumber = u16("number of the section in the chart, from 1");
const showSectionId = u32("1,000 times the show plus the section's number");
const freeCount = u32("seats or places that are free");
const runs = (runsMax: number, doc: string): FieldDefinition =>
  group(runsMax, doc, {
    seat: u32("the first seat of the run, an index in the chart"),
    seatCount: u32("seats in the run"),
    state: enumOf("SeatState", "of all seats in the run"),
  });

/** The box office: charts, shows, holds, tickets. */
export const ticketingContract: Contract = defineContract({
  name: "ticketing",
  schemaId: 3,
  version: 0,
  doc: "A box office: charts of halls, shows on sale, seats held until a deadline and bought.",

  enums: {
    SectionKind: enumeration("u8", {
      Seated: [1, "sold by the seat"],
      GeneralAdmission: [2, "sold by the head"],
    }),
    SeatState: enumeration("u8", {
      Free: [1, "anyone may hold it"],
      Held: [2, "set aside for someone until a deadline"],
      Sold: [3, "a ticket exists"],
      House: [4, "kept by the house; an operator may hold it"],
      Blocked: [5, "never sold"],
    }),
    SalePhase: enumeration("u8", {
      Announced: [1, "its on-sale time has not come"],
      OnSale: [2, "seats may be held"],
      Paused: [3, "no new holds; pending ones may be bought or released"],
      Closed: [4, "as paused, and for ever"],
    }),
    SaleSwitch: enumeration("u8", {
      Open: [1, "on sale, or announced while its time has not come"],
      Pause: [2, "no new holds until opened again"],
      Close: [3, "no new holds ever"],
    }),
    Together: enumeration("u8", {
      Row: [1, "side by side in one row, or not at all"],
      Section: [2, "if not in one row, in rows of one section, one behind the other"],
    }),
    HoldStatus: enumeration("u8", {
      Pending: [1, "seats are set aside"],
      Posted: [2, "bought"],
      Voided: [3, "released by the customer"],
      TimedOut: [4, "its deadline passed"],
    }),
    TicketStatus: enumeration("u8", {
      Valid: [1, "lets one person in"],
      Refunded: [2, "given back"],
    }),
  },
  sets: {
    SeatAttributes: flags("u8", {
      Accessible: [0, "for a wheelchair"],
      Companion: [1, "beside an accessible seat, for who comes along"],
      RestrictedView: [2, "something is in the way"],
      House: [3, "kept by the house: only an operator may hold it"],
      Blocked: [4, "never sold"],
    }),
  },

  commands: {
    CreateChart: {
      id: 1,
      doc: "Begins the chart of a hall. Sections, rows and seats follow in the order of the plan; SealChart ends it.",
      roles: Role.Operator,
      reply: "ChartChanged",
      fields: {
        chartId: u32("chosen by the operator: 1 to 1,000,000"),
        focalX: i32("where the best seats look, in the chart's own unit"),
        focalY: i32("where the best seats look, in the chart's own unit"),
        name: utf8(100, "name of the hall"),
      },
    },
    AddSection: {
      id: 2,
      doc: "Adds the next section of a chart.",
      roles: Role.Operator,
      reply: "ChartChanged",
      fields: {
        chartId,
        sectionNumber: u16("one more than the sections so far, so that a section cannot be added twice"),
        sectionKind: enumOf("SectionKind", "how its places are sold"),
        category: optional(u8("price category of a general-admission area, from 1; absent when seated")),
        capacity: optional(u32("places of a general-admission area; absent when seated")),
        name: utf8(100, "name of the section"),
      },
    },
    AddSeats: {
      id: 3,
      doc: "Adds seats, in their physical order, to the last row of a chart or to a new row.",
      roles: Role.Operator,
      reply: "ChartChanged",
      fields: {
        chartId,
        firstSeat: u32("seats of the chart so far, so that seats cannot be added twice"),
        rowNumber: u32("the last row's number in the chart, to go on with it, or one more, for a new row"),
        sectionNumber: u16("section of the row; rows come in the order of the sections"),
        rowName: ascii(8, "name of the row on tickets; the same when going on with a row"),
        seats: group(seatsPerCommandMax, "the seats", {
          label: ascii(8, "name of the seat in its row, on tickets"),
          x: i32("position on the plan"),
          y: i32("position on the plan"),
          category,
          attributes: setOf("SeatAttributes", "what is special about it"),
          besidePrevious: bool("nothing but an armrest is between it and the seat before in its row"),
        }),
      },
    },
    SealChart: {
      id: 4,
      doc: "Ends the building of a chart: from now on shows may use it and it never changes.",
      roles: Role.Operator,
      reply: "ChartChanged",
      fields: { chartId },
    },
    CreateShow: {
      id: 5,
      doc: "Announces a show in a hall. Its on-sale time comes by itself.",
      roles: Role.Operator,
      reply: "ShowChanged",
      fields: {
        showId: u32("chosen by the operator: 1 to 1,000,000"),
        chartId: u32("a sealed chart"),
        assetId: u32("prices are in this asset's minor units"),
        payeeAccountId: u32("the account that is paid"),
        onSaleAt: u53("cluster time since 1970 from which seats may be held", "us"),
        holdDurationUs: u53("how long a hold lasts", "us"),
        extensionUs: u53("how much longer a hold lasts that is extended; 0 when none may be", "us"),
        accountSeatsMax: u16("most seats that one account may hold and have bought together"),
        prices: group(32, "a price for each category of the chart", { category, price }),
        name: utf8(100, "name of the show"),
      },
    },
    ChangeSale: {
      id: 6,
      doc: "Opens, pauses or closes the sale of a show.",
      roles: Role.Operator,
      reply: "ShowChanged",
      fields: { showId, sale: enumOf("SaleSwitch", "what to do") },
    },
    HoldSeats: {
      id: 7,
      doc: "Holds the seats picked, all or none. They may not leave a single seat alone that could be avoided.",
      roles: customer,
      reply: "HoldPlaced",
      fields: {
        showId,
        accountId,
        seats: group(seatsPerHoldMax, "the seats picked, in any order", { seat }),
      },
    },
    HoldBestAvailable: {
      id: 8,
      doc: "Holds the best free seats for a party, all or none.",
      roles: customer,
      reply: "HoldPlaced",
      fields: {
        showId,
        accountId,
        seatCount: u16("seats of the party"),
        sectionNumber: optional(u16("number of the section they must be in; absent for any")),
        category: optional(u8("price category they must have; absent for any")),
        attributesAllowed: setOf("SeatAttributes", "seats with other attributes are passed over"),
        together: enumOf("Together", "how far apart the seats may be"),
      },
    },
    HoldPlaces: {
      id: 9,
      doc: "Holds places in a general-admission area, all or none.",
      roles: customer,
      reply: "HoldPlaced",
      fields: { showId, accountId, sectionNumber, seatCount: u16("places") },
    },
    ExtendHold: {
      id: 10,
      doc: "Moves a hold's deadline by the show's extension, once.",
      roles: customer,
      reply: "HoldExtended",
      fields: { holdId },
    },
    ReleaseHold: {
      id: 11,
      doc: "Gives the seats of a hold back.",
      roles: customer,
      reply: "HoldReleased",
      fields: { holdId },
    },
    BuyHold: {
      id: 12,
      doc: "Buys the seats of a hold: money and seats change hands together, or neither does.",
      roles: customer,
      reply: "HoldBought",
      fields: { holdId },
    },
    ExchangeHold: {
      id: 13,
      doc: "Changes the seats of a hold for others, all or none; its deadline stays. On a refusal the old seats stay held.",
      roles: customer,
      reply: "HoldPlaced",
      fields: {
        holdId,
        seats: group(seatsPerHoldMax, "the seats wanted instead, in any order; old ones may be among them", {
          seat,
        }),
      },
    },
    RefundTickets: {
      id: 14,
      doc: "Takes tickets of one purchase back and pays for them, all or none; the seats are free again.",
      roles: Role.Operator,
      reply: "RefundMade",
      fields: {
        ticketId: id("the first ticket"),
        ticketCount: u16("tickets, numbered one after the other"),
      },
    },
  },

  queries: {
    GetShows: {
      id: 20,
      doc: "Lists shows in the order of their ids.",
      reply: "Shows",
      fields: { afterShowId: optional(u32("lists shows after this one; absent for the first")) },
    },
    GetShow: { id: 21, doc: "Asks for a show's terms.", reply: "ShowDetails", fields: { showId } },
    GetChart: { id: 22, doc: "Asks for a chart's sections.", reply: "ChartDetails", fields: { chartId } },
    GetSectionSeats: {
      id: 23,
      doc: "Asks for seats of one section of a chart, in the order of the plan.",
      reply: "SectionSeats",
      fields: {
        chartId,
        sectionNumber,
        fromSeat: optional(u32("seats from this index on; absent for the section's first")),
      },
    },
    GetSeatMap: {
      id: 24,
      doc: "Asks for the state of all seats of one section: the image that SeatsChanged changes.",
      reply: "SeatMap",
      fields: { showSectionId },
    },
    GetHold: { id: 25, doc: "Asks for a hold of one's own.", reply: "HoldDetails", fields: { holdId } },
    GetTicket: {
      id: 26,
      doc: "Asks for a ticket of one's own.",
      reply: "TicketDetails",
      fields: { ticketId: id("the ticket") },
    },
    GetTickets: {
      id: 27,
      doc: "Lists the tickets of an account, refunded ones among them, in the order of their ids.",
      reply: "Tickets",
      fields: {
        accountId,
        afterTicketId: optional(id("lists tickets after this one; absent for the first")),
      },
    },
    GetHolds: {
      id: 28,
      doc: "Lists the pending holds of an account in the order of their ids.",
      reply: "Holds",
      fields: { accountId },
    },
  },

  replies: {
    ChartChanged: {
      id: 40,
      doc: "What the chart has so far.",
      fields: {
        chartId,
        seatCount: u32("seats so far"),
        rowCount: u32("rows so far"),
        sectionCount: u16("sections so far"),
        isSealed: bool("shows may use it"),
      },
    },
    ShowChanged: {
      id: 41,
      doc: "The show as it is now.",
      fields: { showId, phase: enumOf("SalePhase", "of its sale") },
    },
    HoldPlaced: {
      id: 42,
      doc: "The seats are held.",
      fields: {
        holdId,
        showId,
        accountId,
        deadline,
        amount,
        seatCount: u16("seats or places"),
        sectionNumber: optional(u16("number of the general-admission area; absent when seats are held")),
        seats: group(seatsPerHoldMax, "the seats, ascending; none in a general-admission area", {
          seat,
          price,
        }),
      },
    },
    HoldExtended: { id: 43, doc: "The hold lasts longer.", fields: { holdId, deadline } },
    HoldReleased: { id: 44, doc: "The seats are free again.", fields: { holdId } },
    HoldBought: {
      id: 45,
      doc: "The seats are sold and paid for.",
      fields: {
        holdId,
        firstTicketId: id(
          "the first of the tickets, which are numbered one after the other, in the order of the seats",
        ),
        amount: u53("what was paid", "minor units"),
        ticketCount: u16("tickets"),
      },
    },
    RefundMade: {
      id: 46,
      doc: "The tickets are no longer valid, and their price is paid back.",
      fields: {
        ticketId: id("the first ticket"),
        amount: u53("what was paid back", "minor units"),
        ticketCount: u16("tickets"),
      },
    },
    Shows: {
      id: 60,
      doc: "Shows in the order of their ids.",
      fields: {
        isLast: bool("there are no shows after these"),
        shows: group(100, "the shows", {
          showId,
          chartId,
          onSaleAt: u53("cluster time since 1970", "us"),
          phase: enumOf("SalePhase", "of its sale"),
          freeCount,
          name: utf8(100, "name of the show"),
        }),
      },
    },
    ShowDetails: {
      id: 61,
      doc: "A show's terms.",
      fields: {
        showId,
        chartId,
        assetId: u32("prices are in this asset's minor units"),
        payeeAccountId: u32("the account that is paid"),
        onSaleAt: u53("cluster time since 1970", "us"),
        holdDurationUs: u53("how long a hold lasts", "us"),
        extensionUs: u53("how much longer a hold lasts that is extended", "us"),
        freeCount,
        heldCount: u32("seats and places set aside at present"),
        soldCount: u32("seats and places with a valid ticket"),
        accountSeatsMax: u16("most seats that one account may hold and have bought together"),
        phase: enumOf("SalePhase", "of its sale"),
        prices: group(32, "by category", { category, price }),
        name: utf8(100, "name of the show"),
      },
    },
    ChartDetails: {
      id: 62,
      doc: "A chart's sections.",
      fields: {
        chartId,
        focalX: i32("where the best seats look"),
        focalY: i32("where the best seats look"),
        seatCount: u32("seats"),
        isSealed: bool("shows may use it"),
        sections: group(1_000, "in the order of their numbers, from 1", {
          firstSeat: u32("index of its first seat in the chart"),
          seatCount: u32("its seats; 0 in a general-admission area"),
          capacity: u32("places of a general-admission area; 0 when seated"),
          sectionKind: enumOf("SectionKind", "how its places are sold"),
          category: optional(u8("price category of a general-admission area; absent when seated")),
          name: utf8(100, "name of the section"),
        }),
        name: utf8(100, "name of the hall"),
      },
    },
    SectionSeats: {
      id: 63,
      doc: "Seats of a section, in the order of the plan.",
      fields: {
        chartId,
        sectionNumber,
        firstSeat: u32("index in the chart of the first seat listed"),
        isLast: bool("the section has no seats after these"),
        seats: group(seatsPerCommandMax, "the seats", {
          row: u32("number of its row in the chart, from 1"),
          rowName: ascii(8, "name of its row on tickets"),
          label: ascii(8, "name of the seat in its row, on tickets"),
          x: i32("position on the plan"),
          y: i32("position on the plan"),
          category,
          attributes: setOf("SeatAttributes", "what is special about it"),
          besidePrevious: bool("nothing but an armrest is between it and the seat before in its row"),
        }),
      },
    },
    SeatMap: {
      id: 64,
      doc: "The state of all seats of a section.",
      fields: {
        showSectionId,
        sequence: u53("of the last SeatsChanged that is in it"),
        freeCount,
        runs: runs(
          seatsPerSectionMax,
          "all seats of the section, as runs of one state; none in a general-admission area",
        ),
      },
    },
    HoldDetails: {
      id: 65,
      doc: "A hold, live or ended.",
      fields: {
        holdId,
        showId,
        accountId,
        deadline,
        amount,
        seatCount: u16("seats or places"),
        sectionNumber: optional(u16("number of the general-admission area; absent when seats are held")),
        status: enumOf("HoldStatus", "pending, or how it ended"),
        isExtended: bool("its deadline was moved"),
        firstTicketId: optional(id("the first of its tickets, once bought")),
        seats: group(seatsPerHoldMax, "the seats while pending, ascending", { seat, price }),
      },
    },
    TicketDetails: {
      id: 66,
      doc: "A ticket and the place it is for.",
      fields: {
        ticketId: id("the ticket"),
        showId,
        accountId,
        holdId,
        price,
        sectionNumber,
        status: enumOf("TicketStatus", "whether it lets someone in"),
        seat: optional(u32("index of the seat in the chart; absent in a general-admission area")),
        rowName: ascii(8, "name of the row; empty in a general-admission area"),
        label: ascii(8, "name of the seat; empty in a general-admission area"),
      },
    },
    Tickets: {
      id: 67,
      doc: "Tickets of an account in the order of their ids.",
      fields: {
        accountId,
        isLast: bool("there are no tickets after these"),
        tickets: group(100, "the tickets", {
          ticketId: id("the ticket"),
          showId,
          price,
          sectionNumber,
          status: enumOf("TicketStatus", "whether it lets someone in"),
          seat: optional(u32("index of the seat in the chart; absent in a general-admission area")),
          rowName: ascii(8, "name of the row; empty in a general-admission area"),
          label: ascii(8, "name of the seat; empty in a general-admission area"),
        }),
      },
    },
    Holds: {
      id: 68,
      doc: "Pending holds of an account in the order of their ids, the first hundred.",
      fields: {
        accountId,
        holds: group(100, "the holds", {
          holdId,
          showId,
          deadline,
          amount,
          seatCount: u16("seats or places"),
        }),
      },
    },
  },

  channels: {
    shows: { doc: "Shows announced, on sale, paused, closed." },
    seats: {
      doc: "The seats of one section of a show.",
      key: "showSectionId",
      image: "GetSeatMap",
      sequence: "sequence",
    },
    customer: {
      doc: "Holds and tickets of one account.",
      key: "accountId",
      image: "GetHolds",
      private: true,
    },
  },

  events: {
    SaleChanged: {
      id: 80,
      doc: "A show was announced, or its sale went into another phase.",
      channel: "shows",
      fields: {
        showId,
        onSaleAt: u53("cluster time since 1970", "us"),
        phase: enumOf("SalePhase", "from now on"),
      },
    },
    SeatsChanged: {
      id: 81,
      doc: "Seats of a section are in another state.",
      channel: "seats",
      fields: {
        showSectionId,
        sequence: u53("counts up by one in the section"),
        freeCount,
        runs: runs(
          2 * seatsPerHoldMax,
          "what changed, as runs of one state; none in a general-admission area",
        ),
      },
    },
    HoldChanged: {
      id: 82,
      doc: "A hold was placed, extended, exchanged, or has ended.",
      channel: "customer",
      fields: {
        accountId,
        holdId,
        showId,
        deadline,
        amount,
        seatCount: u16("seats or places"),
        status: enumOf("HoldStatus", "pending, or how it ended"),
        isExtended: bool("its deadline was moved"),
      },
    },
    TicketsIssued: {
      id: 83,
      doc: "Tickets were bought.",
      channel: "customer",
      fields: {
        accountId,
        holdId,
        showId,
        firstTicketId: id("the first of the tickets, which are numbered one after the other"),
        amount: u53("what was paid", "minor units"),
        ticketCount: u16("tickets"),
      },
    },
    TicketsRefunded: {
      id: 84,
      doc: "Tickets were given back and are no longer valid.",
      channel: "customer",
      fields: {
        accountId,
        showId,
        ticketId: id("the first ticket"),
        amount: u53("what was paid back", "minor units"),
        ticketCount: u16("tickets"),
      },
    },
  },

  rejections: {
    ...accountsRejections,
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
  },
});
