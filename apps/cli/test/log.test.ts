import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Batch } from "@lockstep/cluster/batch";
import { openLmdbLog } from "@lockstep/cluster/log/lmdb-log-opening";
import { LogReader } from "@lockstep/cluster/log/log-reader";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ExchangeProcess,
  lockstep,
  order,
  replayed,
  stopProcesses,
  until,
} from "../../exchange/test/exchange-process.ts";

/** A node that ran twice, of whose first log segment the archive has got hold. */
let data: string;
let lastPosition: number;

beforeAll(async () => {
  const first = await ExchangeProcess.start({ args: ["--snapshot-commands", "20"] });
  const snapshots = join(first.directory, "snapshots");
  await until(() => readdirSync(snapshots).some((name) => name.endsWith(".snapshot")), "a snapshot");
  await first.kill();
  const second = await first.startAgain();
  for (let at = 0; at < 5; at++) await second.command("exchange/place-order", order({}));
  await second.terminate();
  data = first.directory;
  const log = await openLmdbLog({
    directory: data,
    clusterId: 1,
    nodeId: 1,
    listener: { onDurable: () => {}, onFatal: () => {} },
  });
  log.trimBefore(log.lastIndex);
  log.read(log.lastIndex, 1, (bytes) => {
    const last = new Batch(bytes);
    lastPosition = last.firstPosition + last.count - 1;
  });
  await log.close();
});
afterAll(stopProcesses);

const tool = (...args: string[]) => lockstep("log", ...args, "--data", data);

test("list shows what is in the archive and in the log", async () => {
  const { stdout, stderr } = await tool("list");
  expect(stderr).toBe("");
  const [head, ...rows] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.trim().split(/ {2,}/));
  expect(head).toEqual(["file", "index", "position", "bytes"]);
  expect(rows.map(([file, standing]) => `${file} ${standing}`)).toEqual([
    "archive/000000000001.lmdb archived",
    expect.stringMatching(/^log\/0+[23]\.lmdb active$/),
  ]);
  expect(rows[0]![2]).toMatch(/^1 to \d+$/);
  expect(rows[1]![3]).toMatch(new RegExp(`^\\d+ to ${lastPosition}$`));
});

test("tail and decode print the same commands, for people and for programs", async () => {
  const [tail, decoded] = await Promise.all([
    tool("tail", "--last", "3"),
    tool("decode", "--from", `${lastPosition - 2}`),
  ]);
  const commands = decoded.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(commands.map(({ position }) => position)).toEqual([
    lastPosition - 2,
    lastPosition - 1,
    lastPosition,
  ]);
  expect(commands[0]).toMatchObject({ service: "exchange", command: "PlaceOrder", fields: { marketId: 2 } });
  const lines = commands.map(
    (one) =>
      `${one.position} ${one.time} session ${one.sessionId} #${one.correlationId} principal ${one.principalId} ` +
      `${one.service}.${one.command} ${JSON.stringify(one.fields)}`,
  );
  expect(tail.stdout.trimEnd().split("\n")).toEqual(lines);
});

test("archive and log are one for decode and replay", async () => {
  const [decoded, replay] = await Promise.all([tool("decode"), replayed(data)]);
  const positions = decoded.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).position);
  expect(positions).toEqual(Array.from({ length: lastPosition }, (_, at) => at + 1));
  expect(replay.position).toBe(lastPosition);
});

test("a replay from a snapshot ends where one from the beginning does", async () => {
  const [newest] = readdirSync(join(data, "snapshots")).toSorted().toReversed();
  const [whole, rest] = await Promise.all([
    replayed(data),
    replayed(data, "--from", join(data, "snapshots", newest!)),
  ]);
  expect(rest).toEqual(whole);
  const early = await lockstep(
    "replay",
    "--data",
    data,
    "--from",
    join(data, "snapshots", newest!),
    "--to",
    "1",
  );
  expect(early.stderr).toMatch(/is no beginning for this replay: it ends at position \d+\n$/);
  renameSync(join(data, "archive"), join(data, "elsewhere"));
  const gone = await lockstep("replay", "--data", data);
  renameSync(join(data, "elsewhere"), join(data, "archive"));
  expect(gone.stderr).toMatch(
    /^log and archive begin at index \d+, and no snapshot in .* leads there: name one/,
  );
});

test("positions that are not there are refused with what is there", async () => {
  const late = await tool("decode", "--from", "99999");
  expect([late.code, late.stdout]).toEqual([1, ""]);
  expect(late.stderr).toMatch(/^the log ends at position \d+, before 99999\n$/);
  expect((await lockstep("log", "list", "--data", "nowhere")).stderr).toMatch(
    /^nowhere is no node's data directory/,
  );
});

test("verify finds nothing wrong, and then a flipped bit: where, and that the rest can be used", async () => {
  const good = await tool("verify");
  expect([good.code, good.stderr]).toEqual([0, ""]);
  expect(good.stdout).toMatch(
    /^archive\/000000000001\.lmdb +archived, good\nlog\/0+[23]\.lmdb +active, good\n/,
  );
  expect(good.stdout).toMatch(/the log holds index 1 to \d+; \d+ is known to be acknowledged\n$/);

  let flipped = Buffer.alloc(0);
  const reader = await LogReader.open(data);
  reader.read(3, 1, (bytes) => (flipped = Buffer.from(bytes)));
  await reader.close();
  const path = join(data, "archive", "000000000001.lmdb");
  const bytes = readFileSync(path);
  bytes[bytes.indexOf(flipped) + 140]! ^= 1;
  writeFileSync(path, bytes);
  const bad = await tool("verify");
  expect(bad.code).toBe(1);
  const { firstPosition } = new Batch(flipped);
  expect(bad.stdout).toContain(
    `archive/000000000001.lmdb  BAD: key 3, index 3, position ${firstPosition}: the batch's payload does not match its checksum`,
  );
  const gone = await tool("decode", "--from", "1");
  expect(gone.stderr).toMatch(/^position 1 is gone: archive and log begin at \d+\n$/);
});
