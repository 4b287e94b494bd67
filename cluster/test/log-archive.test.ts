import { copyFileSync, cpSync, existsSync, linkSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LogReader } from "../log/log-reader.ts";
import type { LogStore } from "../log/log-store.ts";
import { appendBatches, makeBatch } from "./log-batches.ts";
import { Reports, closeLog, makeDirectory, openLog, readAll } from "./log-directories.ts";

const name = (number: number): string => `${String(number).padStart(12, "0")}.lmdb`;

function segments(directory: string, place: "log" | "archive"): number[] {
  if (!existsSync(join(directory, place))) return [];
  return readdirSync(join(directory, place))
    .filter((file) => file.endsWith(".lmdb"))
    .map((file) => Number.parseInt(file, 10))
    .toSorted((left, right) => left - right);
}

/** A closed log of batches 1 to 40 in four segments of ten, all acknowledged. */
async function makeLog(directory: string): Promise<Map<number, Buffer>> {
  const reports = new Reports();
  const log = await openLog(directory, reports, { segmentBatchesMax: 10 });
  appendBatches(log, 40, 1);
  await reports.settle(log);
  log.acknowledge(40);
  const content = readAll(log);
  await closeLog(log);
  return content;
}

async function readByTool(directory: string): Promise<[number, Buffer][]> {
  const reader = await LogReader.open(directory);
  const found: [number, Buffer][] = [];
  reader.read(reader.firstIndex, Infinity, (bytes, index) => found.push([index, Buffer.from(bytes)]));
  await reader.close();
  return found;
}

test("trimmed segments are moved to the archive, and tools read archive and log as one", async () => {
  const directory = makeDirectory();
  const content = await makeLog(directory);
  const log = await openLog(directory, new Reports());
  const reader = await LogReader.open(directory); // It sees the log as it is now.
  expect(log.trimBefore(35)).toBe(31);
  await closeLog(log);
  expect([segments(directory, "log"), segments(directory, "archive")]).toEqual([[4], [1, 2, 3]]);
  expect(await readByTool(directory)).toEqual([...content]);
  const before: number[] = [];
  reader.read(1, Infinity, (_, index) => before.push(index));
  expect(before).toEqual([...content.keys()]);
  await reader.close();
  const logAlone = await LogReader.open(directory, { archive: false });
  expect([logAlone.firstIndex, logAlone.lastIndex]).toEqual([31, 40]);
  await logAlone.close();
});

test("without an archive they are unlinked", async () => {
  const directory = makeDirectory();
  const content = await makeLog(directory);
  const log = await openLog(directory, new Reports(), { archive: "none" });
  log.trimBefore(21);
  await closeLog(log);
  expect([segments(directory, "log"), segments(directory, "archive")]).toEqual([[3, 4], []]);
  expect(await readByTool(directory)).toEqual([...content].slice(20));
});

test("replaced suffixes do not count in the archive either", async () => {
  const directory = makeDirectory();
  const reports = new Reports();
  const log = await openLog(directory, reports, { segmentBatchesMax: 10 });
  appendBatches(log, 25, 1);
  await reports.settle(log);
  log.truncateAndAppend([makeBatch({ index: 17, term: 2, previousHash: log.hashAt(16) })]);
  appendBatches(log, 20, 2);
  await reports.settle(log);
  const content = readAll(log);
  log.trimBefore(37);
  expect(log.firstIndex).toBeGreaterThan(17);
  await closeLog(log);
  expect(await readByTool(directory)).toEqual([...content]);
});

describe("a crash", () => {
  let trimmed: string;
  let content: Map<number, Buffer>;

  beforeAll(async () => {
    trimmed = makeDirectory({ keep: true });
    content = await makeLog(trimmed);
    const log = await openLog(trimmed, new Reports());
    log.trimBefore(31);
    await closeLog(log);
    return () => rmSync(trimmed, { recursive: true });
  });

  /** The trimmed directory, as a crash in the middle of the move may leave it. */
  function image(places: readonly ("log" | "archive" | "both")[]): string {
    const directory = makeDirectory();
    cpSync(trimmed, directory, { recursive: true });
    places.forEach((place, at) => {
      const [old, moved] = ["log", "archive"].map((folder) => join(directory, folder, name(at + 1)));
      if (place === "log") renameSync(moved, old);
      else if (place === "both") linkSync(moved, old);
    });
    return directory;
  }

  test.each([
    [["archive", "log", "log"]],
    [["log", "log", "archive"]],
    [["log", "both", "archive"]],
    [["both", "both", "both"]],
  ] as const)("in the middle of a move (%s) is put right at the next start", async (places) => {
    const directory = image(places);
    expect(await readByTool(directory)).toEqual([...content]); // Tools cope with it as it is.
    const log = await openLog(directory, new Reports());
    expect([log.firstIndex, log.lastIndex]).toEqual([31, 40]);
    expect([...readAll(log)]).toEqual([...content].slice(30));
    expect([segments(directory, "log"), segments(directory, "archive")]).toEqual([
      [4, 5], // The fifth is opened ahead.
      [1, 2, 3],
    ]);
    await closeLog(log);
    expect(await readByTool(directory)).toEqual([...content]);
  });

  test("before the archive was made leaves a log that does not need it", async () => {
    const directory = image(["log", "log", "log"]);
    rmSync(join(directory, "archive"), { recursive: true });
    expect(await readByTool(directory)).toEqual([...content]);
    const log = await openLog(directory, new Reports(), { archive: "none" });
    await closeLog(log);
    expect([segments(directory, "log"), segments(directory, "archive")]).toEqual([[4], []]);
  });

  test("while a log begins anew leaves the old one or the new one", async () => {
    const directory = makeDirectory();
    await makeLog(directory);
    const old = makeDirectory();
    cpSync(directory, old, { recursive: true });
    const reports = new Reports();
    const log = await openLog(directory, reports);
    log.restartBehind({ index: 90, term: 6, hash: 77 });
    const state = join(old, "state.new");
    copyFileSync(join(directory, "state"), state);
    await closeLog(log);

    const check = async (image: string, expected: number[]): Promise<LogStore> => {
      const opened = await openLog(image, new Reports());
      expect([opened.firstIndex, opened.lastIndex, opened.highWater.index]).toEqual(expected);
      return opened;
    };
    const before = makeDirectory();
    cpSync(old, before, { recursive: true });
    await check(before, [1, 40, 40]);
    // The new state, and any of the old segments.
    for (const gone of [[], [2, 4]]) {
      const after = makeDirectory();
      cpSync(old, after, { recursive: true });
      renameSync(join(after, "state.new"), join(after, "state"));
      for (const number of gone) {
        renameSync(join(after, "log", name(number)), join(after, "archive", name(number)));
      }
      const opened = await check(after, [91, 90, 90]);
      appendBatches(opened, 2, 6);
      expect(await opened.close()).toBeUndefined();
      await check(after, [91, 92, 90]);
      expect(segments(after, "archive")).toEqual([1, 2, 3, 4]);
      // What was dropped does not join what came instead.
      expect((await readByTool(after)).map(([index]) => index)).toEqual([91, 92]);
    }
  });
});

test("an archive with a hole is read from behind the hole on", async () => {
  const directory = makeDirectory();
  const content = await makeLog(directory);
  const log = await openLog(directory, new Reports());
  log.trimBefore(31);
  await closeLog(log);
  rmSync(join(directory, "archive", name(2)));
  expect(await readByTool(directory)).toEqual([...content].slice(20));
});

test("numbers in the archive never come again, also for a log that begins from nothing", async () => {
  const directory = makeDirectory();
  await makeLog(directory);
  const log = await openLog(directory, new Reports());
  log.trimBefore(31);
  await closeLog(log);
  rmSync(join(directory, "log"), { recursive: true });
  rmSync(join(directory, "state"));
  const reports = new Reports();
  const anew = await openLog(directory, reports, { segmentBatchesMax: 2 });
  appendBatches(anew, 5, 1);
  await reports.settle(anew);
  anew.trimBefore(3);
  await closeLog(anew);
  expect(segments(directory, "archive")).toEqual([1, 2, 3, 4]);
});
