import { expect, test } from "vitest";
import { metricOf } from "../node-watch.ts";
import { levelOf } from "../soak.ts";

test("a saw-tooth is level, and a slow rise is not", () => {
  const sawTooth = Array.from({ length: 60 }, (_, n) => 100 + (n % 7) * 20);
  expect(levelOf(sawTooth)).toEqual({ maxOfThirds: [220, 220, 220], isLevel: true });
  const rise = Array.from({ length: 60 }, (_, n) => 100 + n * 2);
  expect(levelOf(rise)).toEqual({ maxOfThirds: [138, 178, 218], isLevel: false });
  expect(levelOf([])).toEqual({ maxOfThirds: [0, 0, 0], isLevel: true });
});

test("a metric is found by its name, with or without labels, and one that is not there is an error", () => {
  const text = '# HELP lag_max_seconds the longest\nlag_max_seconds 0.25\nreads_total{kind="local"} 7\n';
  expect(metricOf(text, "lag_max_seconds")).toBe(0.25);
  expect(metricOf(text, "reads_total")).toBe(7);
  expect(() => metricOf(text, "writes_total")).toThrow(/no metric writes_total/);
});
