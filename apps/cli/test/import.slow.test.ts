import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ClusterProcesses } from "../../exchange/test/cluster-processes.ts";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type Ended,
  ExchangeProcess,
  lockstep,
  makeDirectory,
  stopProcesses,
  until,
} from "../../exchange/test/exchange-process.ts";
import { expectedOf, madeUpMessages, madeUpTops, writeLines } from "./order-flow.ts";

vi.setConfig({ testTimeout: 120_000 });

let cluster: ClusterProcesses | undefined;
afterEach(async () => {
  cluster?.stopClients();
  await stopProcesses();
});

const shared = join(import.meta.dirname, "../../../../shared/data");
const messagesPath = join(shared, "aapl-2012-06-21-first-hour-messages.csv.gz");
const topsPath = join(shared, "aapl-2012-06-21-first-hour-top-of-book.csv.gz");

describe("an import of made up order flow", () => {
  test("makes the naive book's trades and agrees in as many rows, whatever the file's packing", async () => {
    const messages = madeUpMessages(200);
    const tops = madeUpTops(messages, 50);
    const expected = expectedOf(messages, tops);
    expect(expected.trades).toBeGreaterThan(20);
    expect(expected.agreeing).toBeLessThan(expected.rows);

    const directory = makeDirectory();
    const node = await ExchangeProcess.start();
    const ended = await importFile(node, writeLines(directory, "messages.csv", messages), [
      "--check",
      writeLines(directory, "tops.csv", tops),
    ]);
    expect(ended.stderr).toBe("");
    expect(ended.code).toBe(0);
    expect(printed(ended)).toMatchObject({ ...expected, messages: 200 });
  });

  test("fails when the book agrees with less than 96.5 % of the rows", async () => {
    const messages = madeUpMessages(60);
    const directory = makeDirectory();
    const node = await ExchangeProcess.start();
    const ended = await importFile(node, writeLines(directory, "messages.csv", messages), [
      "--check",
      writeLines(directory, "tops.csv", madeUpTops(messages, 10)),
    ]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^9\d\.\d\d % is below 96.5 %.*\n$/);
  });

  test("through a follower of three ends with the same digest, though the leader is killed three times", async () => {
    const messages = madeUpMessages(4_000);
    const path = writeLines(makeDirectory(), "messages.csv", messages);
    const quiet = await importFile(await ExchangeProcess.start(), path);
    expect(quiet.code).toBe(0);
    expect(printed(quiet)).toMatchObject({ trades: expectedOf(messages, []).trades, messages: 4_000 });

    const startedMs = performance.now();
    cluster = await ClusterProcesses.start(3, { demo: true });
    // As slow as to last six starts of all nodes on this machine: three of one are needed.
    const rate = messages.length / (((performance.now() - startedMs) / 1_000) * 6);
    const [near] = await cluster.followers();
    const addresses = [near!, ...cluster.nodeIds.filter((nodeId) => nodeId !== near)];
    const native = ["--client", addresses.map((nodeId) => cluster!.addressOf(nodeId)).join(",")];
    const fromAfar = [...native, "--data", cluster.directoryOf(1), "--rate", rate.toFixed(0)];
    const disturbed = lockstep("import", "lobster", path, "--market", "AAPL-USD", ...fromAfar);
    let killedAt = await clusterPosition(cluster);
    for (let kill = 0; kill < 3; kill++) {
      const enough = killedAt + 200;
      await until(async () => (await clusterPosition(cluster!)) > enough, `position ${enough} of the import`);
      killedAt = await clusterPosition(cluster);
      const leader = await cluster.leader();
      await cluster.kill(leader);
      await cluster.startNodes(leader);
    }
    const ended = await disturbed;
    expect(ended.stderr).toBe("");
    expect(printed(ended)).toEqual(printed(quiet));
    expect(await clusterPosition(cluster)).toBeGreaterThan(killedAt + 100); // Killed before the end.
    const digests = await cluster.digests();
    expect(new Set(digests.map(({ stateHash, outputDigest }) => stateHash + outputDigest)).size).toBe(1);
  });
});

const hasHour = existsSync(messagesPath) && existsSync(topsPath);
describe.skipIf(!hasHour)(`an hour of AAPL (skipped without ${messagesPath})`, () => {
  const messages: string[] = [];
  const tops: string[] = [];
  beforeAll(() => {
    messages.push(...linesOf(messagesPath));
    tops.push(...linesOf(topsPath));
  });

  test("has the naive book's trades, and its share of NASDAQ's rows", async () => {
    const node = await ExchangeProcess.start();
    const importing = importFile(node, messagesPath, ["--check", topsPath]);
    const expected = expectedOf(messages, tops);
    const ended = await importing;
    expect(ended.stderr).toBe("");
    expect(ended.code).toBe(0);
    expect(printed(ended)).toMatchObject({ ...expected, messages: messages.length });
    expect(expected.agreeing / expected.rows).toBeGreaterThanOrEqual(0.965);
  });
});

function importFile(node: ExchangeProcess, path: string, args: string[] = []): Promise<Ended> {
  return lockstep("import", "lobster", path, "--market", "AAPL-USD", ...node.native, ...args);
}

/** What an import printed, without the time that it took. */
function printed({ stdout }: Ended) {
  const find = (pattern: RegExp) => pattern.exec(stdout)?.slice(1).map(Number) ?? [];
  const [commands, rejected] = find(/^commands +(\d+), (\d+) of them rejected$/m);
  const [agreeing, rows] = find(/^agreement +(\d+) of (\d+) /m);
  return {
    messages: find(/^messages +(\d+)$/m)[0],
    commands,
    rejected,
    trades: find(/^trades +(\d+)$/m)[0],
    agreeing,
    rows,
    digest: /^digest +([0-9a-f]{64})$/m.exec(stdout)?.[1],
  };
}

async function clusterPosition(three: ClusterProcesses): Promise<number> {
  return (await three.status(await three.leader()))?.commitPosition ?? 0;
}

function linesOf(path: string): string[] {
  return gunzipSync(readFileSync(path))
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "");
}
