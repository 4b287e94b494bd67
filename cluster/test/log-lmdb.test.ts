import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Batch } from "../batch.ts";
import { appendBatches, makeBatch } from "./log-batches.ts";
import { Reports, closeLog, makeDirectory, openLog, readAll } from "./log-directories.ts";

const segments = (directory: string): number[] =>
  readdirSync(join(directory, "log"))
    .filter((name) => name.endsWith(".lmdb"))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((left, right) => left - right);

test("an unused segment that was opened ahead is removed when the log is closed", async () => {
  const directory = makeDirectory();
  const reports = new Reports();
  const log = await openLog(directory, reports);
  appendBatches(log, 1, 1);
  await reports.settle(log);
  await new Promise((resolve) => setImmediate(resolve));
  expect(existsSync(join(directory, "log", "000000000002.lmdb"))).toBe(true);
  await closeLog(log);
  expect(existsSync(join(directory, "log", "000000000001.lmdb"))).toBe(true);
  expect(existsSync(join(directory, "log", "000000000002.lmdb"))).toBe(false);
});

test("all batches of a turn are one commit, and those of the next ones another", async () => {
  const reports = new Reports();
  const log = await openLog(makeDirectory(), reports);
  appendBatches(log, 5, 1);
  await new Promise((resolve) => setImmediate(resolve));
  appendBatches(log, 5, 1);
  appendBatches(log, 5, 1);
  await reports.settle(log);
  expect(reports.durable).toEqual([
    { index: 5, term: 1 },
    { index: 15, term: 1 },
  ]);
});

test("segments are begun when one is full, and unlinked when they are trimmed or replaced", async () => {
  const directory = makeDirectory();
  const reports = new Reports();
  const log = await openLog(directory, reports, { segmentBatchesMax: 10 });
  appendBatches(log, 35, 1);
  await reports.settle(log);
  expect(segments(directory)).toEqual([1, 2, 3, 4, 5]); // The fifth was opened ahead.
  expect(log.trimBefore(25)).toBe(21);
  log.truncateAndAppend([makeBatch({ index: 26, term: 2, previousHash: log.hashAt(25) })]);
  await reports.settle(log);
  await closeLog(log);
  expect(segments(directory)).toEqual([3, 5]);
});

test("more segments than are open for reading at a time are read in any order", async () => {
  const reports = new Reports();
  const log = await openLog(makeDirectory(), reports, { segmentBatchesMax: 3 });
  const batches = appendBatches(log, 40, 1).map((bytes) => Buffer.from(bytes));
  await reports.settle(log);
  for (const index of [1, 40, 2, 20, 30, 10, 39, 15, 1, 22, 8, 40]) {
    log.read(index, 0, (bytes) => expect(Buffer.from(bytes)).toEqual(batches[index - 1]));
  }
  expect([...readAll(log).values()]).toEqual(batches);
});

test("a segment is read while more than are open at a time wait for the disk", async () => {
  const reports = new Reports();
  const log = await openLog(makeDirectory(), reports, { segmentBatchesMax: 3 });
  const batches = appendBatches(log, 9, 1).map((bytes) => Buffer.from(bytes));
  await reports.settle(log);
  appendBatches(log, 30, 1);
  for (const index of [1, 5, 9, 2]) {
    log.read(index, 0, (bytes) => expect(Buffer.from(bytes)).toEqual(batches[index - 1]));
  }
  await reports.settle(log);
});

test("hashes are right after a suffix longer than what is kept of them is replaced", async () => {
  const reports = new Reports();
  const log = await openLog(makeDirectory(), reports);
  const hashes = appendBatches(log, 9_000, 1, 16).map((bytes) => new Batch(bytes).hash);
  await reports.settle(log);
  log.truncateAndAppend([makeBatch({ index: 1_000, term: 2, previousHash: hashes[998] })]);
  for (const index of [1, 500, 807, 808, 809, 998, 999]) expect(log.hashAt(index)).toBe(hashes[index - 1]);
  appendBatches(log, 10, 2, 16);
  await reports.settle(log);
  const stored = [...readAll(log)].map(([index, bytes]) => log.hashAt(index) === new Batch(bytes).hash);
  expect(stored).toEqual(Array.from({ length: 1_010 }, () => true));
});

test("what shared memory backs is refused: LMDB would store foreign bytes", async () => {
  const log = await openLog(makeDirectory(), new Reports());
  const bytes = new Uint8Array(new SharedArrayBuffer(328));
  bytes.set(makeBatch({ index: 1, term: 1, previousHash: 0 }));
  expect(() => log.append(bytes)).toThrow("assertion failed");
});
