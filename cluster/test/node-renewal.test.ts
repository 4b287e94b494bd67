import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DirectoryInUseError } from "../log/log-errors.ts";
import { NodeRenewalError, renewNode } from "../node-renewal.ts";
import { appendBatches } from "./log-batches.ts";
import { closeLog, makeDirectory, openLog, Reports } from "./log-directories.ts";

async function makeNode(founders: readonly number[]): Promise<string> {
  const directory = makeDirectory();
  const reports = new Reports();
  const log = await openLog(directory, reports);
  log.saveIdentity({ incarnation: 1, founders });
  appendBatches(log, 5, 1);
  await closeLog(log);
  return directory;
}

test("a node that is renewed starts with an empty disk, and what it held is beside", async () => {
  const directory = await makeNode([1, 2, 3]);
  const aside = await renewNode(directory);
  expect(readdirSync(aside)).toEqual(expect.arrayContaining(["log", "state"]));
  const log = await openLog(directory, new Reports());
  expect([log.lastIndex, log.identity.incarnation]).toEqual([0, 0]);
  await closeLog(log);
  expect(await renewNode(directory)).not.toBe(aside);
  const kept = await openLog(aside, new Reports());
  expect(kept.lastIndex).toBe(5);
});

test("a node that runs is not renewed, nor one that is a cluster by itself, nor one that holds nothing", async () => {
  const running = makeDirectory();
  await openLog(running, new Reports());
  await expect(renewNode(running)).rejects.toThrow(DirectoryInUseError);
  const alone = await makeNode([1]);
  await expect(renewNode(alone)).rejects.toThrow("node 1 is a cluster by itself");
  expect(existsSync(join(alone, "state"))).toBe(true);
  await expect(renewNode(makeDirectory())).rejects.toThrow(NodeRenewalError);
});
