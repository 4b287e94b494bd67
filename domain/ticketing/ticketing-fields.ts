import type { FieldDefinition } from "../contract/contract.ts";
import { enumOf, group, id, u16, u32, u53, u8 } from "../contract/fields.ts";

// Fields that several messages of the box office have.
export const chartId: FieldDefinition = u32("the chart");
export const showId: FieldDefinition = u32("the show");
export const accountId: FieldDefinition = u32("the customer's account: it holds the seats and pays");
export const holdId: FieldDefinition = id("the hold");
export const seat: FieldDefinition = u32("index of the seat in the chart, from 0");
export const deadline: FieldDefinition = u53(
  "when the hold times out unless it has ended before: cluster time since 1970",
  "us",
);
export const amount: FieldDefinition = u53("what all seats of the hold cost together", "minor units");
export const price: FieldDefinition = u53("of one seat or place", "minor units");
export const category: FieldDefinition = u8("price category, from 1");
export const sectionNumber: FieldDefinition = u16("number of the section in the chart, from 1");
export const showSectionId: FieldDefinition = u32("1,000 times the show plus the section's number");
export const freeCount: FieldDefinition = u32("seats or places that are free");

export function runs(runsMax: number, doc: string): FieldDefinition {
  return group(runsMax, doc, {
    seat: u32("the first seat of the run, an index in the chart"),
    seatCount: u32("seats in the run"),
    state: enumOf("SeatState", "of all seats in the run"),
  });
}
