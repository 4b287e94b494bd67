import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { LongestPause, pausesText } from "../pauses.ts";
import { pausesPath, readPauses, watchPausesFlag } from "../watched-pauses.ts";

const directory = mkdtempSync(join(tmpdir(), "pauses-"));
afterEach(() => {
  for (const name of readdirSync(directory)) rmSync(join(directory, name));
});

test("the longest pause is remembered until it is asked for", () => {
  const longest = new LongestPause();
  expect(longest.take()).toBeUndefined();
  longest.note(1_000, 5);
  longest.note(2_000, 9);
  longest.note(3_000, 7);
  expect(longest.take()).toEqual({ atMs: 2_000, ms: 9 });
  expect(longest.take()).toBeUndefined();
});

test("of a process the longest of each kind counts that began while it was measured", () => {
  const noted = [
    { kind: "turn", atMs: 999, ms: 90 },
    { kind: "turn", atMs: 1_000, ms: 20 },
    { kind: "collection", atMs: 1_500, ms: 4 },
    { kind: "turn", atMs: 1_700, ms: 30 },
    { kind: "collection", atMs: 2_000, ms: 50 },
  ];
  const lines = noted.map((pause) => `${JSON.stringify(pause)}\n`).join("");
  writeFileSync(pausesPath(directory, 7), `${lines}{"kind":"tu`); // The process is writing.
  expect(readPauses(directory, 7, 1_000, 2_000)).toEqual({
    turn: { atMs: 1_700, ms: 30 },
    collection: { atMs: 1_500, ms: 4 },
  });
  expect(readPauses(directory, 8, 1_000, 2_000)).toEqual({ turn: undefined, collection: undefined });
});

test("a process that is watched notes how long its event loop stood still", () => {
  const script = `
    const untilMs = performance.now() + 200;
    while (performance.now() < untilMs);
    setTimeout(() => {}, 600);
    console.log(process.pid);`;
  const pid = execFileSync(process.execPath, [watchPausesFlag, "--eval", script], { cwd: directory });
  expect(readPauses(directory, Number(pid), 0, Infinity).turn!.ms).toBeGreaterThan(150);
});

test("pauses are told with the time at which each began", () => {
  const text = pausesText(
    {
      answers: { atMs: 11_250, ms: 480 },
      diskSync: undefined,
      tcp: { retransmitted: 3, timeouts: 2, pruned: 0 },
      nodes: [{ turn: { atMs: 10_000, ms: 3.4 }, collection: undefined }],
    },
    10_000,
  );
  expect(text).toBe(
    "answers 480 ms at 1.3 s; disk sync none; node 1: turn 3 ms at 0.0 s, collection none; tcp: 3 segments again, 2 time-outs, 0 queues pruned",
  );
});
