import { limits } from "@lockstep/cluster/limits";
import { TIMER_FIELDS_BYTES_MAX } from "@lockstep/domain/contract/contract";
import { expect, test } from "vitest";

/** Neither package imports the other: here they meet. */
test("the fields that a contract lets a timer have, with a message header, are what a cluster takes", () => {
  expect(TIMER_FIELDS_BYTES_MAX + 8).toBe(limits.timerPayloadBytesMax);
});
