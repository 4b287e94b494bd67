import { createHash } from "node:crypto";
import { cpSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { LogCorruptError } from "../log/log-errors.ts";
import { appendBatches, makeBatch } from "./log-batches.ts";
import { Reports, closeLog, makeDirectory, openLog, readAll } from "./log-directories.ts";

/** Batches 1 to 30 in three segments of ten; batches up to 20 are acknowledged. */
const BATCHES = 30;
const ACKNOWLEDGED = 20;
const SEGMENT_OPTIONS = { segmentBatchesMax: 10 };
let original: string;
let content: Map<number, Buffer>;

beforeAll(async () => {
  original = makeDirectory({ keep: true });
  const reports = new Reports();
  const log = await openLog(original, reports, SEGMENT_OPTIONS);
  appendBatches(log, BATCHES, 3, 9_000);
  await reports.settle(log);
  log.acknowledge(ACKNOWLEDGED);
  content = readAll(log);
  await closeLog(log);
  return () => rmSync(original, { recursive: true });
});

/** A copy of that directory, to be damaged. */
function copyOriginal(): string {
  const directory = makeDirectory();
  cpSync(original, directory, { recursive: true });
  return directory;
}

const segmentFile = (directory: string, number: number): string =>
  join(directory, "log", `${String(number).padStart(12, "0")}.lmdb`);

/** Flips one bit of the stored batch with this index; `offset` is that in the batch. */
function flipInBatch(directory: string, index: number, offset: number): void {
  const file = segmentFile(directory, Math.ceil(index / 10));
  const bytes = readFileSync(file);
  const at = bytes.indexOf(content.get(index)!);
  expect(at).toBeGreaterThan(0);
  bytes[at + offset] ^= 4;
  writeFileSync(file, bytes);
}

function digest(directory: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(directory, { recursive: true }).map(String).toSorted()) {
    const judged = name.endsWith(".lmdb") || name === "state";
    if (judged) hash.update(name).update(readFileSync(join(directory, name)));
  }
  return hash.digest("hex");
}

/** Opening must be refused, and must leave everything as it was. */
async function refusal(directory: string): Promise<LogCorruptError> {
  const before = digest(directory);
  const error = await openLog(directory, new Reports(), SEGMENT_OPTIONS).then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LogCorruptError);
  expect(digest(directory)).toBe(before);
  return error as LogCorruptError;
}

/** Opening must cut the log off before `index`, say so, and go on from there for good. */
async function tornAt(directory: string, index: number): Promise<string> {
  const reports = new Reports();
  const log = await openLog(directory, reports, SEGMENT_OPTIONS);
  expect(reports.notices).toEqual([expect.stringContaining(`index ${index},`)]);
  expect(log.lastIndex).toBe(index - 1);
  expect([...readAll(log)]).toEqual([...content].slice(0, index - 1));
  appendBatches(log, 3, 5);
  await reports.settle(log);
  const now = readAll(log);
  await closeLog(log);
  const again = await openLog(directory, reports, SEGMENT_OPTIONS);
  expect(reports.notices).toHaveLength(1);
  expect(readAll(again)).toEqual(now);
  expect(again.lastIndex).toBe(index + 2);
  return reports.notices[0];
}

describe("at or below the high-water mark", () => {
  test.each([
    ["header", 15, 30],
    ["header", 20, 0],
    ["payload", 1, 128],
    ["payload", 11, 5_000],
    ["payload", 20, 9_000],
  ])("a flipped bit in the %s of batch %i is refused and named", async (part, index, offset) => {
    const directory = copyOriginal();
    flipInBatch(directory, index, offset);
    const error = await refusal(directory);
    expect(error.code).toBe("LOG_CORRUPT");
    expect(basename(error.file)).toBe(`00000000000${Math.ceil(index / 10)}.lmdb`);
    expect([error.key, error.index, error.position]).toEqual([
      ((index - 1) % 10) + 1,
      index,
      (index - 1) * 10 + 1,
    ]);
    expect(error.message).toContain(`the batch's ${part} does not match its checksum`);
    expect(error.message).toContain(`index ${index}, position ${(index - 1) * 10 + 1}`);
  });

  test.each([1, 2])("the missing segment %i is refused", async (number) => {
    const directory = copyOriginal();
    rmSync(segmentFile(directory, number));
    const error = await refusal(directory);
    expect(error.index).toBe((number - 1) * 10 + 1);
    expect(error.message).toMatch(
      /what lay before it, from 1, is gone|the log ends at index 10 and goes on at 21/,
    );
  });

  test.each([
    ["empty", 0],
    ["cut within LMDB's meta pages", 5_000],
    ["without its data", 8_192],
    ["cut in half", 60_000],
    ["without its last page", -4_096],
  ])("a segment that is %s is refused, and kills a child process at most", async (_how, size) => {
    const directory = copyOriginal();
    const file = segmentFile(directory, 2);
    const { length } = readFileSync(file);
    truncateSync(file, size < 0 ? length + size : size);
    const error = await refusal(directory);
    expect(error.file).toBe(file);
    expect(error.index).toBeGreaterThan(10);
    expect(error.index).toBeLessThanOrEqual(20);
    expect(error.message).toMatch(/truncated|too few/);
  });

  test("a meta page set back is noticed, though LMDB opens it without complaint", async () => {
    const directory = makeDirectory();
    const reports = new Reports();
    const log = await openLog(directory, reports);
    for (let round = 0; round < 5; round++) {
      appendBatches(log, 1, 1);
      await reports.settle(log);
    }
    log.acknowledge(5);
    await closeLog(log);
    const bytes = readFileSync(segmentFile(directory, 1));
    const txnIds = [0, 1].map((page) => {
      const meta = bytes.indexOf(Buffer.from([0xde, 0xc0, 0xef, 0xbe]), page * 4_096);
      return { at: meta + 128, id: bytes.readBigUInt64LE(meta + 128) };
    });
    const [older, newer] = txnIds.toSorted((left, right) => Number(left.id - right.id));
    expect(newer.id).toBe(older.id + 1n);
    bytes.writeBigUInt64LE(older.id - 1n, newer.at);
    writeFileSync(segmentFile(directory, 1), bytes);
    const error = await refusal(directory);
    expect(error.message).toContain("the log ends at index 4");
  });

  test("a segment of another cluster or node, or under another number, is refused", async () => {
    for (const [options, what] of [
      [{ clusterId: 99 }, "cluster 99, not 77"],
      [{ nodeId: 2 }, "node 2, not 1"],
    ] as const) {
      const other = makeDirectory();
      const reports = new Reports();
      const log = await openLog(other, reports, options);
      log.append(makeBatch({ index: 1, term: 1, previousHash: 0, ...options }));
      await reports.settle(log);
      await closeLog(log);
      const directory = copyOriginal();
      cpSync(segmentFile(other, 1), segmentFile(directory, 1));
      expect((await refusal(directory)).message).toContain(`belongs to ${what}`);
    }
    const directory = copyOriginal();
    cpSync(segmentFile(directory, 1), segmentFile(directory, 2));
    expect((await refusal(directory)).message).toContain("belongs to file number 1, not 2");
  });

  test("an older copy of the whole log is refused", async () => {
    const directory = makeDirectory();
    const reports = new Reports();
    const log = await openLog(directory, reports);
    appendBatches(log, 5, 1);
    await closeLog(log);
    const old = makeDirectory();
    cpSync(join(directory, "log"), old, { recursive: true });
    const again = await openLog(directory, reports);
    appendBatches(again, 5, 1);
    await reports.settle(again);
    again.acknowledge(10);
    await closeLog(again);
    rmSync(join(directory, "log"), { recursive: true });
    cpSync(old, join(directory, "log"), { recursive: true });
    expect((await refusal(directory)).message).toContain("the file is missing");
  });

  test("a log with another history under the acknowledged index is refused", async () => {
    const directory = copyOriginal();
    const other = makeDirectory();
    const reports = new Reports();
    const log = await openLog(other, reports, SEGMENT_OPTIONS);
    appendBatches(log, BATCHES, 4, 9_000);
    await closeLog(log);
    rmSync(join(directory, "log"), { recursive: true });
    cpSync(join(other, "log"), join(directory, "log"), { recursive: true });
    const error = await refusal(directory);
    expect(error.message).toContain("is not the one that was acknowledged");
    expect(error.index).toBe(ACKNOWLEDGED);
  });
});

describe("above the high-water mark", () => {
  test.each([
    ["header", 21, 40],
    ["payload", 26, 200],
    ["payload", 30, 9_000],
  ])("a flipped bit in the %s of batch %i is a torn tail", async (part, index, offset) => {
    const directory = copyOriginal();
    flipInBatch(directory, index, offset);
    expect(await tornAt(directory, index)).toContain(`${part} does not match`);
  });

  test("a segment cut in half is a torn tail from its first unreadable batch on", async () => {
    const directory = copyOriginal();
    truncateSync(segmentFile(directory, 3), 60_000);
    const reports = new Reports();
    const log = await openLog(directory, reports, SEGMENT_OPTIONS);
    expect(reports.notices[0]).toContain("the file is truncated: it has 60000 bytes");
    expect(log.lastIndex).toBeGreaterThanOrEqual(ACKNOWLEDGED);
    expect([...readAll(log)]).toEqual([...content].slice(0, log.lastIndex));
  });

  test("a bad batch is not torn when a later one tells that it was acknowledged", async () => {
    const directory = makeDirectory();
    const reports = new Reports();
    const log = await openLog(directory, reports);
    const batches = appendBatches(log, 4, 1);
    log.append(makeBatch({ index: 5, term: 1, previousHash: log.lastHash, highWaterIndex: 3 }));
    await closeLog(log);
    const file = segmentFile(directory, 1);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf(batches[2]) + 150] ^= 1;
    writeFileSync(file, bytes);
    const error = await refusal(directory);
    expect(error.index).toBe(3);
  });

  test("a missing segment is refused all the same: no crash removes a file", async () => {
    const directory = copyOriginal();
    rmSync(segmentFile(directory, 3));
    expect((await refusal(directory)).message).toContain("the file is missing");
  });
});

test("a bit flipped anywhere in the files never changes or loses what was acknowledged", async () => {
  const files = [1, 2, 3].map((number) => readFileSync(segmentFile(original, number)));
  const outcomes = { intact: 0, torn: 0, refused: 0 };
  let seed = 20_120_621;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let round = 0; round < 16; round++) {
    const directory = copyOriginal();
    const number = 1 + random(3);
    const bytes = Buffer.from(files[number - 1]);
    // Half of them in LMDB's own meta and header bytes, which are few and have no checksum.
    const at = round % 2 === 0 ? random(bytes.length) : random(bytes.length / 4_096) * 4_096 + random(160);
    bytes[at] ^= 1 << random(8);
    writeFileSync(segmentFile(directory, number), bytes);
    const reports = new Reports();
    try {
      const log = await openLog(directory, reports, SEGMENT_OPTIONS);
      outcomes[log.lastIndex === BATCHES ? "intact" : "torn"]++;
      if (log.lastIndex < ACKNOWLEDGED) throw new Error(`lost ${log.lastIndex}`);
      const found = [...readAll(log)];
      if (!found.every(([index, batch]) => batch.equals(content.get(index)!))) throw new Error("changed");
      await closeLog(log);
    } catch (error) {
      if (!(error instanceof LogCorruptError)) throw error;
      outcomes.refused++;
    }
  }
  expect(outcomes.intact + outcomes.torn + outcomes.refused).toBe(16);
  expect(outcomes.intact).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
}, 30_000);
