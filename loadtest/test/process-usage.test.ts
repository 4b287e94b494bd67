import { expect, test } from "vitest";
import { parseCpuSeconds, readProcessUsage, usageBetween } from "../process-usage.ts";

test("processor time is user and system time, whatever the process is called", () => {
  const stat = "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 11 0 1000 0 0";
  expect(parseCpuSeconds(stat)).toBe(2);
});

test.skipIf(process.platform !== "linux")("this process has used some", () => {
  const usage = readProcessUsage(process.pid);
  expect(usage!.cpuSeconds).toBeGreaterThan(0);
});

test("of a process that is gone nothing is known", () => {
  expect(readProcessUsage(2 ** 30)).toBeUndefined();
  expect(usageBetween(undefined, { cpuSeconds: 1, diskBytes: 1 })).toBeUndefined();
});

test("what was used between two readings is their difference, and unknown when one is", () => {
  const before = { cpuSeconds: 1, diskBytes: 100 };
  expect(usageBetween(before, { cpuSeconds: 3, diskBytes: 150 })).toEqual({ cpuSeconds: 2, diskBytes: 50 });
  expect(usageBetween(before, { cpuSeconds: 3, diskBytes: undefined })!.diskBytes).toBeUndefined();
});
