import { expect, test } from "vitest";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import { CLUSTER_ID, appendBatches } from "./log-batches.ts";

const silent = { onDurable: () => {}, onFatal: () => {} };

test("a crash keeps what was completed and drops the rest", () => {
  const disk = new MemoryLogDisk();
  const log = new MemoryLog({ disk, clusterId: CLUSTER_ID, listener: silent, completion: "manual" });
  appendBatches(log, 5, 1);
  log.complete(3);
  log.saveHardState({ term: 4, vote: 65537 });
  log.crash();
  const reopened = new MemoryLog({ disk, clusterId: CLUSTER_ID, listener: silent, completion: "manual" });
  expect(reopened.lastIndex).toBe(3);
  expect(reopened.durableIndex).toBe(3);
  expect(reopened.hardState).toEqual({ term: 4, vote: 65537 });
});

test("a buffer that is changed before its batch is durable is found out", () => {
  const log = new MemoryLog({
    disk: new MemoryLogDisk(),
    clusterId: CLUSTER_ID,
    listener: silent,
    completion: "manual",
  });
  const [bytes] = appendBatches(log, 1, 1);
  bytes[150] ^= 1;
  expect(() => log.complete()).toThrow("assertion failed");
});

test("a failing disk is reported and takes nothing more", () => {
  const errors: Error[] = [];
  const log = new MemoryLog({
    disk: new MemoryLogDisk(),
    clusterId: CLUSTER_ID,
    listener: { onDurable: () => {}, onFatal: (error) => errors.push(error) },
    completion: "manual",
  });
  appendBatches(log, 1, 1);
  log.fail(new Error("EIO"));
  expect(errors).toHaveLength(1);
  expect(() => appendBatches(log, 1, 1)).toThrow("assertion failed");
});
