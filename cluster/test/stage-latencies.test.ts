import { expect, test } from "vitest";
import { STAGES, StageLatencies } from "../stage-latencies.ts";
import { Ear, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

test("each stage of a batch counts for all of its commands, from the moment that it began", () => {
  const stages = new StageLatencies();
  stages.reset(7);
  expect(stages.isWaiting).toBe(false);
  stages.onHanded(8, 100, 1_000, 1_050, 1_060);
  stages.onHanded(9, 1, 1_055, 1_060, 1_070);
  expect(stages.isWaiting).toBe(true);
  stages.onAppended(8, 1_160);
  stages.onReplicated(9, 1_260);
  stages.onCommitted(8, 1_300);
  stages.onApplied(9, 1_310); // Only what is committed counts.
  stages.onSent(1_330);
  const figures = Object.fromEntries(stages.summary().map((one) => [one.stage, one]));
  expect(Object.keys(figures)).toEqual([...STAGES]);
  expect(figures["ingress"]).toMatchObject({ count: 101, maxUs: 50, meanUs: (100 * 50 + 5) / 101 });
  expect(figures["append"]).toMatchObject({ count: 100, meanUs: 100 });
  expect(figures["replicate"]).toMatchObject({ count: 101, maxUs: 200 });
  expect(figures["commit"]).toMatchObject({ count: 100, meanUs: 240 });
  expect(figures["apply"]).toMatchObject({ count: 100, meanUs: 10 });
  expect(figures["egress"]).toMatchObject({ count: 100, meanUs: 20 });
  expect(figures["total"]).toMatchObject({ count: 100, meanUs: 330, maxUs: 330 });
  expect(stages.isWaiting).toBe(true);
  stages.onAppended(9, 1_400);
  stages.onCommitted(9, 1_400);
  stages.onApplied(9, 1_400);
  stages.onSent(1_400);
  expect(stages.isWaiting).toBe(false);
  expect(stages.summary().find(({ stage }) => stage === "total")!.count).toBe(101);
});

test("quantiles are an eighth too high at most, and counts below powers of two are exact", () => {
  const stages = new StageLatencies();
  stages.reset(0);
  const times = Array.from({ length: 1_000 }, (_, nth) => 1 + nth * 13);
  times.forEach((us, nth) => stages.onHanded(nth + 1, 1, 0, us, us));
  const { p50Us, p99Us, maxUs, belowPowersOfTwo } = stages.summary()[0]!;
  for (const [found, exact] of [
    [p50Us, times[499]!],
    [p99Us, times[989]!],
  ] as const) {
    expect(found).toBeGreaterThanOrEqual(exact);
    expect(found).toBeLessThanOrEqual(exact * 1.13);
  }
  expect(maxUs).toBe(times.at(-1));
  expect(belowPowersOfTwo[9]).toBe(times.filter((us) => us < 1_024).length);
});

test("what an earlier leader sealed, or what comes after the end of the lead, is not counted", () => {
  const stages = new StageLatencies();
  stages.reset(0);
  stages.onHanded(1, 5, 0, 1, 2);
  stages.reset(3);
  stages.onCommitted(4, 10);
  stages.onApplied(4, 10);
  stages.onSent(10);
  expect(stages.summary().map(({ stage }) => stage)).toEqual(["ingress", "sequence"]);
});

test("a leader of three tells of every command that it answered, followers of none", () => {
  const rig = new Rig({ nodes: 3 });
  const client = rig.client();
  const ear = new Ear();
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  for (let key = 1; key <= 20; key++) {
    client.submit({ principalId: 5, roles: 1 }, note(Note.Write, key, key), { timeoutMs: 10_000 }, ear, key);
  }
  rig.runUntil(() => ear.answers.length === 20, "all answers");
  rig.run(50);
  const stages = rig.leader!.stages.summary();
  expect(stages.map(({ stage }) => stage)).toEqual([...STAGES]);
  for (const { count, maxUs } of stages) {
    expect(count).toBeGreaterThanOrEqual(20);
    expect(maxUs).toBeGreaterThanOrEqual(0);
  }
  const follower = rig.node([1, 2, 3].find((nodeId) => nodeId !== rig.leader!.nodeId)!);
  expect(follower.stages.summary()).toEqual([]);
});
