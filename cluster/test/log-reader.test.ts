import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LogCorruptError } from "../log/log-errors.ts";
import { LogReader } from "../log/log-reader.ts";
import { appendBatches } from "./log-batches.ts";
import { Reports, closeLog, makeDirectory, openLog, readAll } from "./log-directories.ts";

test("a tool reads the log beside the node that writes it, as it was when the tool came", async () => {
  const directory = makeDirectory();
  const reports = new Reports();
  const log = await openLog(directory, reports, { segmentBatchesMax: 8 });
  appendBatches(log, 20, 1);
  log.saveHardState({ term: 4, vote: 1 });
  await reports.settle(log);
  const then = [...readAll(log)];
  const reader = await LogReader.open(directory);
  appendBatches(log, 20, 4);
  await reports.settle(log);
  const read: [number, Buffer][] = [];
  expect(reader.read(1, Infinity, (bytes, index) => read.push([index, Buffer.from(bytes)]))).toBe(21);
  expect(read).toEqual(then);
  expect([reader.firstIndex, reader.lastIndex, reader.state.hardState.term]).toEqual([1, 20, 4]);
  await reader.close();
  expect(reports.fatal).toEqual([]);
  await closeLog(log);
  const later = await LogReader.open(directory);
  expect(later.lastIndex).toBe(40);
  await later.close();
});

test("a tool refuses what a node would refuse, and a directory without a log", async () => {
  const directory = makeDirectory();
  await expect(LogReader.open(directory)).rejects.toThrow("ENOENT");
  const reports = new Reports();
  const log = await openLog(directory, reports);
  appendBatches(log, 3, 1);
  await reports.settle(log);
  log.acknowledge(3);
  await closeLog(log);
  rmSync(join(directory, "log", "000000000001.lmdb"));
  await expect(LogReader.open(directory)).rejects.toThrow(LogCorruptError);
});
