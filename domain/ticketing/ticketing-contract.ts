import { accountsRejections } from "../accounts/accounts-rejections.ts";
import { Role } from "../contract/context.ts";
import type { Contract } from "../contract/contract.ts";
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
import {
  chartId,
  showId,
  accountId,
  holdId,
  seat,
  deadline,
  amount,
  price,
  category,
  sectionNumber,
  showSectionId,
  freeCount,
  runs,
} from "./ticketing-fields.ts";
import { seatsPerCommandMax, seatsPerHoldMax } from "./ticketing-limits.ts";
import { ticketingRejections } from "./ticketing-rejections.ts";
import { ticketingReplies } from "./ticketing-replies.ts";

const customer: number = Role.Trader | Role.MarketMaker | Role.Operator;

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
    Shows: {
      id: 20,
      doc: "Lists shows in the order of their ids.",
      reply: "ShowList",
      fields: { afterShowId: optional(u32("lists shows after this one; absent for the first")) },
    },
    Show: { id: 21, doc: "Asks for a show's terms.", reply: "ShowDetails", fields: { showId } },
    Chart: { id: 22, doc: "Asks for a chart's sections.", reply: "ChartDetails", fields: { chartId } },
    SectionSeats: {
      id: 23,
      doc: "Asks for seats of one section of a chart, in the order of the plan.",
      reply: "SectionSeatList",
      fields: {
        chartId,
        sectionNumber,
        fromSeat: optional(u32("seats from this index on; absent for the section's first")),
      },
    },
    SeatMap: {
      id: 24,
      doc: "Asks for the state of all seats of one section: the image that SeatsChanged changes.",
      reply: "SeatMapImage",
      fields: { showSectionId },
    },
    Hold: { id: 25, doc: "Asks for a hold of one's own.", reply: "HoldDetails", fields: { holdId } },
    Ticket: {
      id: 26,
      doc: "Asks for a ticket of one's own.",
      reply: "TicketDetails",
      fields: { ticketId: id("the ticket") },
    },
    Tickets: {
      id: 27,
      doc: "Lists the tickets of an account, refunded ones among them, in the order of their ids.",
      reply: "TicketList",
      fields: {
        accountId,
        afterTicketId: optional(id("lists tickets after this one; absent for the first")),
      },
    },
    Holds: {
      id: 28,
      doc: "Lists the pending holds of an account in the order of their ids.",
      reply: "HoldList",
      fields: { accountId },
    },
  },

  replies: ticketingReplies,

  timers: {
    HoldEnds: { id: 100, doc: "The deadline of a pending hold has come.", key: "the hold's id", fields: {} },
    SaleBegins: { id: 101, doc: "The on-sale time of a show has come.", key: "the show's id", fields: {} },
  },

  channels: {
    shows: { doc: "Shows announced, on sale, paused, closed." },
    seats: {
      doc: "The seats of one section of a show.",
      key: "showSectionId",
      image: "SeatMap",
      sequence: "sequence",
    },
    customer: {
      doc: "Holds and tickets of one account.",
      key: "accountId",
      image: "Holds",
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

  rejections: { ...accountsRejections, ...ticketingRejections },
});
