import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LogCorruptError } from "../log/log-errors.ts";
import { checksum } from "../checksum.ts";
import { decodeStateSlot, StateFile } from "../log/state-file.ts";
import { appendBatches } from "./log-batches.ts";
import { Reports, closeLog, makeDirectory, openLog } from "./log-directories.ts";

const IDENTITY = { clusterId: 77, nodeId: 3, incarnation: 2 };
const SLOTS = [0, 4_096, 8_192];

function createState(): string {
  const path = join(makeDirectory(), "state");
  StateFile.create(path, IDENTITY);
  return path;
}

/** The slots' sequence numbers. */
function sequences(path: string): number[] {
  const bytes = readFileSync(path);
  return SLOTS.map((at) => Number(bytes.readBigUInt64LE(at + 16)));
}

function flip(path: string, slot: number): void {
  const bytes = readFileSync(path);
  bytes[SLOTS[slot] + 50] ^= 1;
  writeFileSync(path, bytes);
}

const newestSlot = (path: string): number => sequences(path).indexOf(Math.max(...sequences(path)));

test("what was saved is there when it is opened again", async () => {
  const path = createState();
  const file = StateFile.open(path);
  expect(file.state).toEqual({
    ...IDENTITY,
    hardState: { term: 0, vote: 0 },
    base: { index: 0, term: 0, hash: 0 },
    firstSegment: 0,
    activeSegment: 0,
    highWater: { index: 0, term: 0, hash: 0 },
    founders: [],
    peersAcknowledged: new Map(),
  });
  file.saveHardState({ term: 2 ** 52, vote: 196_608 });
  file.save({ base: { index: 11, term: 2 ** 51, hash: 0xffff_fffd }, firstSegment: 3 });
  file.save({ incarnation: 65_535, founders: [1, 2, 65_535] });
  file.state.peersAcknowledged = new Map([
    [65_537, 70],
    [131_075, 2 ** 52],
  ]);
  file.saveLater({ highWater: { index: 70, term: 9, hash: 0xffff_fffe }, activeSegment: 4 });
  await file.close();
  const again = StateFile.open(path);
  expect(again.state).toEqual({
    ...IDENTITY,
    incarnation: 65_535,
    founders: [1, 2, 65_535],
    peersAcknowledged: new Map([
      [65_537, 70],
      [131_075, 2 ** 52],
    ]),
    hardState: { term: 2 ** 52, vote: 196_608 },
    base: { index: 11, term: 2 ** 51, hash: 0xffff_fffd },
    firstSegment: 3,
    activeSegment: 4,
    highWater: { index: 70, term: 9, hash: 0xffff_fffe },
  });
  await again.close();
});

test("term and vote survive the loss of the newest slot", async () => {
  const path = createState();
  const file = StateFile.open(path);
  file.saveHardState({ term: 5, vote: 65_536 });
  await file.close();
  flip(path, newestSlot(path));
  const again = StateFile.open(path);
  expect(again.state.hardState).toEqual({ term: 5, vote: 65_536 });
  await again.close();
});

test("a high-water mark on its way when term and vote are written harms neither", async () => {
  const path = createState();
  const file = StateFile.open(path);
  for (let term = 1; term <= 20; term++) {
    const before = sequences(path);
    file.saveLater({ highWater: { index: term, term, hash: term } }); // Under way from here on.
    file.saveHardState({ term, vote: 7 });
    const after = sequences(path);
    // Whatever became of the slot under way, another one holds the newest term.
    expect(after.filter((sequence) => sequence > Math.max(...before)).length).toBeGreaterThanOrEqual(2);
  }
  await file.close();
  for (const slot of [0, 1, 2]) {
    const bytes = readFileSync(path);
    flip(path, slot);
    const again = StateFile.open(path);
    expect(again.state.hardState).toEqual({ term: 20, vote: 7 });
    await again.close();
    writeFileSync(path, bytes);
  }
});

test("many marks in one turn cost two writes, and the last one wins", async () => {
  const path = createState();
  const file = StateFile.open(path);
  const before = Math.max(...sequences(path));
  for (let index = 1; index <= 100; index++) file.saveLater({ highWater: { index, term: 1, hash: index } });
  await file.close();
  expect(Math.max(...sequences(path))).toBe(before + 2);
  const again = StateFile.open(path);
  expect(again.state.highWater.index).toBe(100);
  await again.close();
});

test("writes go round the slots, so that the two newest are always whole", async () => {
  const path = createState();
  const file = StateFile.open(path);
  for (let round = 1; round < 10; round++) {
    file.save({ firstSegment: round });
    const found = sequences(path).toSorted((left, right) => left - right);
    expect(found).toEqual([found[0], found[0] + 1, found[0] + 2]);
  }
  await file.close();
});

test("without one valid slot the start is refused", () => {
  const path = createState();
  for (const slot of [0, 1, 2]) flip(path, slot);
  expect(() => StateFile.open(path)).toThrow(LogCorruptError);
  writeFileSync(path, "");
  expect(() => StateFile.open(path)).toThrow(/none of its three slots is valid/);
});

test("a file that was cut still gives the slots it has", async () => {
  const path = createState();
  truncateSync(path, 5_000);
  const file = StateFile.open(path);
  file.saveHardState({ term: 3, vote: 1 });
  await file.close();
  const again = StateFile.open(path);
  expect(again.state.hardState.term).toBe(3);
  await again.close();
});

test.each([
  ["founders", 120],
  ["peers", 152],
])("a slot that counts more %s than it has room for is none, whatever its checksum says", (_name, offset) => {
  const path = createState();
  const bytes = readFileSync(path).subarray(0, 512);
  expect(decodeStateSlot(bytes)?.state).toMatchObject(IDENTITY);
  bytes.writeUInt16LE(65_535, offset);
  bytes.writeUInt32LE(checksum(bytes.subarray(4)), 0);
  expect(decodeStateSlot(bytes)).toBeUndefined();
});

test("a term that falls is a bug, and changes nothing", async () => {
  const path = createState();
  const file = StateFile.open(path);
  file.saveHardState({ term: 3, vote: 1 });
  expect(() => file.saveHardState({ term: 2, vote: 1 })).toThrow("assertion failed");
  expect(file.state.hardState).toEqual({ term: 3, vote: 1 });
  await file.close();
});

test("a log without its state file is refused", async () => {
  const directory = makeDirectory();
  const reports = new Reports();
  const log = await openLog(directory, reports);
  appendBatches(log, 1, 1);
  await closeLog(log);
  rmSync(join(directory, "state"));
  await expect(openLog(directory, reports)).rejects.toThrow(/state: it is missing, but there is a log/);
});
