import { expect, test } from "vitest";
import { LatencyRecorder } from "../latency.ts";

test("a summary has the percentiles of what was recorded", () => {
  const recorder = new LatencyRecorder();
  for (let us = 1; us <= 1_000; us++) recorder.record(us, 1);
  expect(recorder.summary()).toEqual({ count: 1_000, p50: 500, p90: 900, p99: 990, p999: 999, max: 1_000 });
});

test("a latency of many commands counts as often", () => {
  const recorder = new LatencyRecorder();
  recorder.record(10, 99);
  recorder.record(500, 1);
  expect(recorder.summary()).toMatchObject({ count: 100, p50: 10, p99: 10, max: 500 });
});

test("what is longer than a minute counts as a minute, and a clock's step back as nothing", () => {
  const recorder = new LatencyRecorder();
  recorder.record(3_600_000_000, 1);
  expect(recorder.summary().max).toBeGreaterThanOrEqual(59_900_000);
  recorder.record(-5, 1);
  expect(recorder.summary().count).toBe(2);
});

test("the correction adds the requests that a sender could not send while it waited", () => {
  const recorder = new LatencyRecorder();
  recorder.record(100, 99);
  recorder.record(1_000, 1); // Nine more were due meanwhile, 900 to 100 us late.
  const corrected = recorder.corrected(100).summary();
  expect(recorder.summary()).toMatchObject({ count: 100, p99: 100 });
  expect(corrected).toMatchObject({ count: 109, p50: 100, max: 1_000 });
  expect(corrected.p99).toBeGreaterThanOrEqual(900);
});

test("a reset forgets everything", () => {
  const recorder = new LatencyRecorder();
  recorder.record(100, 5);
  recorder.reset();
  expect(recorder.summary()).toEqual({ count: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 });
});

test("what was recorded is taken out, and can be added to more of its kind", () => {
  const recorder = new LatencyRecorder();
  recorder.record(1_000, 2);
  const first = recorder.taken();
  recorder.record(3_000, 1);
  expect([first.summary().count, recorder.summary().count]).toEqual([2, 1]);
  first.add(recorder);
  expect(first.summary()).toMatchObject({ count: 3, p50: 1_000, max: expect.closeTo(3_000, -1) });
});
