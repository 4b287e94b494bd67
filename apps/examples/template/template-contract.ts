import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { u53 } from "@lockstep/domain/contract/fields";

const total = u53("the sum of all that was added");

/** What is asked and answered. After a change: npm run generate. */
export const templateContract: Contract = defineContract({
  name: "template",
  schemaId: 90,
  version: 1,
  doc: "Adds up.",
  commands: {
    Add: {
      id: 1,
      doc: "Adds an amount to the total.",
      roles: Role.Trader,
      reply: "Added",
      fields: { amount: u53("more than zero") },
    },
  },
  queries: {
    Total: { id: 20, doc: "What all amounts come to.", reply: "TotalState", fields: {} },
  },
  replies: {
    Added: { id: 40, doc: "The total with it.", fields: { total } },
    TotalState: { id: 41, doc: "The total now.", fields: { total } },
  },
  events: {
    TotalChanged: {
      id: 60,
      doc: "Somebody added something.",
      channel: "total",
      fields: { total, amount: u53("what was added") },
    },
  },
  channels: {
    total: { doc: "The total, whenever it changes.", image: "Total", replaces: [] },
  },
  rejections: {
    NothingToAdd: { code: 10, doc: "the amount is zero" },
    TooMuch: { code: 11, doc: "the total would be too large; value is the total" },
  },
});
