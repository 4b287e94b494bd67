import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { StageHistogram } from "../stage-histogram.ts";

test("the node's stages are a histogram of Prometheus", async () => {
  const registry = new Registry();
  const figures = { stage: "append", count: 10, meanUs: 300, belowPowersOfTwo: [0, 4, 9] };
  expect(new StageHistogram([registry], () => [figures])).toBeDefined();
  const lines = (await registry.metrics()).split("\n").filter((line) => line.startsWith("lockstep_stage"));
  expect(lines).toEqual([
    'lockstep_stage_seconds_bucket{stage="append",le="0.000002"} 0',
    'lockstep_stage_seconds_bucket{stage="append",le="0.000004"} 4',
    'lockstep_stage_seconds_bucket{stage="append",le="0.000008"} 9',
    'lockstep_stage_seconds_bucket{stage="append",le="+Inf"} 10',
    'lockstep_stage_seconds_sum{stage="append"} 0.003',
    'lockstep_stage_seconds_count{stage="append"} 10',
  ]);
});
