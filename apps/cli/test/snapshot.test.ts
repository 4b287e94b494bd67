import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ExchangeProcess,
  lockstep,
  order,
  replayed,
  stopProcesses,
} from "../../exchange/test/exchange-process.ts";

/** A node with two snapshots, between which an order was placed; it was killed. */
let data: string;
let node: ExchangeProcess;
let taken: string[];

const filesOf = (directory: string) => readdirSync(join(directory, "snapshots")).toSorted();

beforeAll(async () => {
  node = await ExchangeProcess.start();
  data = node.directory;
  const snapshot = async () => (await lockstep("snapshot", ...node.native)).stdout;
  taken = [await snapshot()];
  await node.command("exchange/place-order", order({ priceTicks: 64_000 }));
  taken.push(await snapshot());
  await node.command("exchange/place-order", order({ priceTicks: 64_001 }));
  await node.kill();
});
afterAll(stopProcesses);

const tool = (...args: string[]) => lockstep("snapshot", ...args);

test("a snapshot on demand says where it is, how large, and how long the node stood still", () => {
  const rows = taken.map((text) => text.trimEnd().split("\n")[1]!.trim().split(/ {2,}/));
  expect(rows[1]).toEqual([
    "1",
    expect.stringMatching(/snapshots\/\d{12}\.snapshot$/),
    expect.stringMatching(/^\d+$/),
    expect.stringMatching(/^[0-9a-f]{16}$/),
    expect.stringMatching(/^[\d,]+$/),
    expect.stringMatching(/^\d+\.\d ms$/),
    expect.stringMatching(/^\d+\.\d s$/),
  ]);
  expect(Number(rows[1]![2]) - Number(rows[0]![2])).toBe(2); // The order, and the wish itself.
});

test("list and verify show what is there, and what is wrong with it", async () => {
  const good = await tool("verify", "--data", data);
  expect(good.code).toBe(0);
  expect(good.stdout.trimEnd().split("\n")).toEqual(
    filesOf(data)
      .toReversed()
      .map((file) => expect.stringContaining(`${file}  good: position `)),
  );
  const copy = join(data, "copy");
  mkdirSync(join(copy, "snapshots"), { recursive: true });
  for (const file of filesOf(data)) {
    copyFileSync(join(data, "snapshots", file), join(copy, "snapshots", file));
  }
  const [older, newer] = filesOf(copy).map((file) => join(copy, "snapshots", file));
  const bytes = readFileSync(newer!);
  bytes[bytes.length - 10]! ^= 4;
  writeFileSync(newer!, bytes);
  writeFileSync(older!, readFileSync(older!).subarray(0, -1));
  const bad = await tool("verify", "--data", copy);
  expect(bad.code).toBe(1);
  expect(bad.stdout).toMatch(/BAD: .*\(section access\): the section does not match its checksum/);
  expect(bad.stdout).toMatch(/BAD: .*it has \d+ bytes, not the \d+ that were written/);
  const list = await tool("list", "--data", copy);
  expect(list.stdout).toMatch(/^file +index +position +cluster time +bytes +state hash +output digest/);
  expect(list.stdout).toMatch(/\.snapshot +\d+ +\d+ +20/);
  expect(list.stdout).toContain("BAD");
});

test("diff names each entity that is another", async () => {
  const [older, newer] = filesOf(data).map((file) => join(data, "snapshots", file));
  const found = await tool("diff", older!, newer!);
  expect(found.code).toBe(1);
  expect(found.stdout).toMatch(/^exchange order \d+ added: /m);
  expect(found.stdout).toMatch(
    /^accounts balance \d+ \(account 1, asset 1\) changed: free \d+ -> \d+, held \d+ -> \d+$/m,
  );
  expect(found.stdout).toMatch(/^exchange order added: 1$/m);
  const same = await tool("diff", newer!, newer!);
  expect(same.stdout).toBe("the states are the same\n");
});

test("a node that starts from its snapshot comes to what a replay of the whole log comes to", async () => {
  const again = await node.startAgain(["--log-level", "info"]);
  expect(again.output).toMatch(/"snapshotPosition":[1-9]\d*,.*"the state is recovered"/);
  await again.command("exchange/place-order", order({ priceTicks: 64_002 }));
  const { position, stateHash, outputDigest } = await again.status();
  await again.kill();
  expect(await replayed(data, "--to", `${position}`)).toEqual({ position, stateHash, outputDigest });
});
