import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { bool, id, since, u53 } from "@lockstep/domain/contract/fields";

/** Points for those who buy: more for presents and large purchases, and they can be redeemed. */
export const pointsContract: Contract = defineContract({
  name: "points",
  schemaId: 50,
  version: 2,
  doc: "Points for those who buy.",
  commands: {
    Buy: {
      id: 1,
      doc: "A customer has bought something.",
      roles: Role.Trader,
      reply: "Bought",
      fields: {
        customerId: id("who"),
        amountCents: u53("for how much", "cents"),
        isPresent: since(2, bool("it gives ten points more"), false),
      },
    },
    Redeem: {
      id: 2,
      doc: "A customer pays with points.",
      since: 2,
      roles: Role.Trader,
      reply: "Redeemed",
      fields: { customerId: id("who"), points: u53("how many") },
    },
  },
  queries: {
    Customer: {
      id: 10,
      doc: "The points of a customer.",
      reply: "CustomerState",
      fields: { customerId: id("who") },
    },
  },
  replies: {
    Bought: {
      id: 20,
      doc: "It gave points.",
      fields: {
        points: u53("that the customer has now"),
        extraPoints: since(2, u53("among those that it gave, for what it was"), 0),
      },
    },
    Redeemed: { id: 22, doc: "It is paid.", since: 2, fields: { points: u53("that are left") } },
    CustomerState: {
      id: 21,
      doc: "A customer.",
      fields: { points: u53("that are not redeemed"), redeemed: since(2, u53("points so far"), 0) },
    },
  },
  events: {
    PointsChanged: {
      id: 30,
      doc: "A customer has more points, or fewer.",
      channel: "customer",
      fields: { customerId: id("who"), points: u53("that the customer has now") },
    },
  },
  channels: { customer: { doc: "What happens to the points of a customer.", key: "customerId" } },
  rejections: { TooFewPoints: { code: 10, doc: "the customer has fewer; value is how many" } },
});
