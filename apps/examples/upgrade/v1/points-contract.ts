import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { id, u53 } from "@lockstep/domain/contract/fields";

/** Points for those who buy. */
export const pointsContract: Contract = defineContract({
  name: "points",
  schemaId: 50,
  version: 1,
  doc: "Points for those who buy.",
  commands: {
    Buy: {
      id: 1,
      doc: "A customer has bought something.",
      roles: Role.Trader,
      reply: "Bought",
      fields: { customerId: id("who"), amountCents: u53("for how much", "cents") },
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
    Bought: { id: 20, doc: "It gave points.", fields: { points: u53("that the customer has now") } },
    CustomerState: { id: 21, doc: "A customer.", fields: { points: u53("that are not redeemed") } },
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
});
