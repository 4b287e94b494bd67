import { describe, expect, test } from "vitest";
import { matchingText, measureMatching } from "../matching.ts";
import { BareBook } from "../matching-book.ts";
import { FlowKind, generateFlow } from "../matching-flow.ts";
import { ServiceUnderLoad, decodeFlow, encodeFlow } from "../matching-service.ts";

describe("the flow for matching", () => {
  const flow = generateFlow(200, 5_000);

  test("has six adds and three cancels for each taker, and keeps as many orders live", () => {
    const counts = [0, 0, 0];
    for (let n = flow.liveOrders; n < flow.count; n++) counts[flow.kinds[n]]++;
    expect(counts[FlowKind.Add] / 5_000).toBeCloseTo(0.6, 1);
    expect(counts[FlowKind.Cancel] / 5_000).toBeCloseTo(0.3, 1);
    expect(counts[FlowKind.Take] / 5_000).toBeCloseTo(0.1, 1);
  });

  test("makes the same fills in a bare book and in the whole service", () => {
    const book = new BareBook(flow);
    book.run(0, flow.count);
    expect(book.fills).toBe(flow.fills);
    for (const clientOrderIds of [false, true]) {
      const load = new ServiceUnderLoad();
      load.run(encodeFlow(flow, clientOrderIds), 0, flow.count);
      expect(load.context.rejections).toBe(0);
      expect(load.trades).toBe(flow.fills);
      expect(load.ledger.violations()).toEqual([]);
    }
  });

  test("reads all that was encoded", () => {
    expect(decodeFlow(encodeFlow(flow, false), 0, flow.count)).toBeGreaterThan(0);
  });
});

test("a measurement says what it measured", async () => {
  const options = { liveOrders: [100], commands: 2_000, rounds: 1 };
  const report = await measureMatching(options, () => undefined);
  expect(report.measurements).toHaveLength(1);
  expect(report.measurements[0]).toMatchObject({ liveOrders: 100 });
  const { bareBookNs, decodeNs, serviceNs } = report.measurements[0]!;
  // Which of them is longer, a busy machine decides.
  for (const timeNs of [bareBookNs, decodeNs, serviceNs]) expect(timeNs).toBeGreaterThan(0);
  expect(matchingText(report)).toMatch(/bare book +service/);
});
