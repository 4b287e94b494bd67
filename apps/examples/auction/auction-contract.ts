import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { bool, u32, u53, utf8 } from "@lockstep/domain/contract/fields";

const lotId = u32("the lot");
const amount = u53("what is offered", "cents");
const closesAtUs = u53("when the hammer falls, unless a late bid puts it off", "microseconds since 1970");

export const auctionContract: Contract = defineContract({
  name: "auction",
  schemaId: 20,
  version: 1,
  doc: "Lots are sold to whoever offers most when the hammer falls.",
  commands: {
    OpenLot: {
      id: 1,
      doc: "Puts something up for sale.",
      roles: Role.Operator,
      reply: "LotOpened",
      fields: {
        startingPrice: u53("the least first bid", "cents"),
        increment: u53("how much more each bid has to be", "cents"),
        durationSeconds: u32("how long bids are taken", "seconds"),
        softCloseSeconds: u32("after each bid there is at least so much time left", "seconds"),
        title: utf8(200, "what it is"),
      },
    },
    PlaceBid: {
      id: 2,
      doc: "Offers to buy the lot.",
      roles: Role.Trader,
      reply: "BidPlaced",
      fields: { lotId, amount },
    },
  },
  queries: {
    Lot: { id: 20, doc: "How a lot stands.", reply: "LotState", fields: { lotId } },
  },
  replies: {
    LotOpened: { id: 40, doc: "Bids are taken.", fields: { lotId, closesAtUs } },
    BidPlaced: { id: 41, doc: "It is the highest for now.", fields: { lotId, amount, closesAtUs } },
    LotState: {
      id: 42,
      doc: "A lot and its highest bid.",
      fields: {
        lotId,
        isOpen: bool("whether bids are taken"),
        leastBid: u53("what the next bid has to be at least", "cents"),
        highestBid: u53("0 when there is none", "cents"),
        bidderId: u32("the principal who made it; 0 when there is none"),
        bidCount: u32("bids that were taken"),
        closesAtUs,
        title: utf8(200, "what it is"),
      },
    },
  },
  events: {
    HighestBidChanged: {
      id: 60,
      doc: "Somebody offers more.",
      channel: "lot",
      fields: { lotId, amount, bidderId: u32("the principal"), closesAtUs },
    },
    HammerFell: {
      id: 61,
      doc: "The lot is sold, or nobody wanted it.",
      channel: "lot",
      fields: { lotId, amount, winnerId: u32("the principal; 0 when there was no bid") },
    },
  },
  timers: {
    LotCloses: { id: 80, doc: "Nobody bid more in time.", key: "the lot's id", fields: {} },
  },
  channels: {
    lot: { doc: "The bids of a lot, and its end.", key: "lotId", image: "Lot" },
  },
  rejections: {
    UnknownLot: { code: 10, doc: "there is no such lot" },
    BiddingIsOver: { code: 11, doc: "the hammer fell; value is the highest bid" },
    BidTooLow: { code: 12, doc: "value is the least that would do" },
    AlreadyHighest: { code: 13, doc: "nobody bids against themselves" },
    BadTerms: { code: 14, doc: "price, increment and duration must be more than zero" },
  },
});
