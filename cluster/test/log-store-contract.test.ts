import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Batch } from "../batch.ts";
import { FileLog } from "../log/file-log.ts";
import type { LmdbLog } from "../log/lmdb-log.ts";
import type { LogStore } from "../log/log-store.ts";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import { CLUSTER_ID, appendBatches, makeBatch } from "./log-batches.ts";
import { NODE_ID, Reports, closeLog, makeDirectory, openLog, readAll } from "./log-directories.ts";

interface Place {
  reports: Reports;
  open(): Promise<LogStore>;
  close(log: LogStore): Promise<void>;
  /** Until all that was appended is durable. */
  settle(log: LogStore): Promise<void>;
}

const implementations: Record<string, () => Place> = {
  "memory, completed by the test": () => memory("manual"),
  "memory, completed by itself": () => memory("automatic"),
  "one preallocated file": file,
  "LMDB, large segments": () => lmdb({}),
  "LMDB, segments of a few batches": () => lmdb({ segmentBytesMax: 4 * 4_096 }),
};

function memory(completion: "manual" | "automatic"): Place {
  const disk = new MemoryLogDisk();
  const reports = new Reports();
  return {
    reports,
    open: () =>
      Promise.resolve(new MemoryLog({ disk, clusterId: CLUSTER_ID, listener: reports, completion })),
    close: (log) => log.close(),
    settle: (log) => {
      if (completion === "manual") (log as MemoryLog).complete();
      return reports.settle(log);
    },
  };
}

function file(): Place {
  const directory = makeDirectory();
  const reports = new Reports();
  const options = { directory, clusterId: CLUSTER_ID, nodeId: NODE_ID, listener: reports, bytesMax: 2 ** 18 };
  return {
    reports,
    open: () => Promise.resolve(new FileLog(options)),
    close: (log) => log.close(),
    settle: (log) => reports.settle(log),
  };
}

function lmdb(options: { segmentBytesMax?: number }): Place {
  const directory = makeDirectory();
  const reports = new Reports();
  return {
    reports,
    open: () => openLog(directory, reports, options),
    close: (log) => closeLog(log as LmdbLog),
    settle: (log) => reports.settle(log),
  };
}

/** Replaces the suffix from `index` on by `count` batches of another term. */
function replaceFrom(log: LogStore, index: number, term: number, count: number): Uint8Array[] {
  let previousHash = log.hashAt(index - 1);
  const batches = Array.from({ length: count }, (_, at) => {
    const bytes = makeBatch({ index: index + at, term, previousHash });
    previousHash = new Batch(bytes).hash;
    return bytes;
  });
  log.truncateAndAppend(batches);
  return batches;
}

describe.each(Object.entries(implementations))("%s", (name, makePlace) => {
  test("a new log is empty and knows the point before its first batch", async () => {
    const log = await makePlace().open();
    expect([log.firstIndex, log.lastIndex, log.durableIndex, log.lastTerm, log.lastHash]).toEqual([
      1, 0, 0, 0, 0,
    ]);
    expect([log.termAt(0), log.hashAt(0)]).toEqual([0, 0]);
    expect(log.hardState).toEqual({ term: 0, vote: 0 });
    expect(log.highWater).toEqual({ index: 0, term: 0, hash: 0 });
  });

  test("a batch is there at once and durable when it is reported, never from within the call", async () => {
    const place = makePlace();
    const log = await place.open();
    const batches = appendBatches(log, 20, 3);
    expect(log.lastIndex).toBe(20);
    expect(place.reports.durable).toEqual([]);
    expect(log.pendingBytes).toBe(20 * batches[0].byteLength);
    expect([...readAll(log).values()]).toEqual(batches.map((bytes) => Buffer.from(bytes)));
    await place.settle(log);
    expect(place.reports.durable.at(-1)).toEqual({ index: 20, term: 3 });
    expect(log.durableIndex).toBe(20);
    expect(log.pendingBytes).toBe(0);
    expect([...readAll(log).values()]).toEqual(batches.map((bytes) => Buffer.from(bytes)));
  });

  test("reports of durability rise and leave nothing out", async () => {
    const place = makePlace();
    const log = await place.open();
    for (let round = 0; round < 10; round++) {
      appendBatches(log, 3, 1);
      if (round % 3 === 0) await place.settle(log);
    }
    await place.settle(log);
    const indexes = place.reports.durable.map(({ index }) => index);
    expect(indexes).toEqual(indexes.toSorted((left, right) => left - right));
    expect(new Set(indexes).size).toBe(indexes.length);
    expect(indexes.at(-1)).toBe(30);
  });

  test("a log that is opened again is the one that was closed", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 7, 1);
    appendBatches(log, 5, 4);
    const before = readAll(log);
    const lastHash = log.lastHash;
    await place.close(log);
    const again = await place.open();
    expect([again.firstIndex, again.lastIndex, again.durableIndex, again.lastTerm]).toEqual([1, 12, 12, 4]);
    expect(again.lastHash).toBe(lastHash);
    expect(readAll(again)).toEqual(before);
    appendBatches(again, 1, 5);
    await place.settle(again);
    expect(readAll(again).size).toBe(13);
  });

  test("term and hash of every batch are known, also of old ones", async () => {
    const place = makePlace();
    const first = await place.open();
    for (const term of [1, 1, 4, 9]) appendBatches(first, 4, term);
    await place.close(first);
    const log = await place.open();
    appendBatches(log, 2, 9);
    const hashes = [0, ...[...readAll(log).values()].map((bytes) => new Batch(bytes).hash)];
    const terms = [0, ...[...readAll(log).values()].map((bytes) => new Batch(bytes).term)];
    expect(hashes.map((_, index) => log.hashAt(index))).toEqual(hashes);
    expect(terms.map((_, index) => log.termAt(index))).toEqual(terms);
    expect(() => log.termAt(19)).toThrow("assertion failed");
    expect(() => log.hashAt(19)).toThrow("assertion failed");
  });

  test("a read ends where its bytes do, but gives at least one batch", async () => {
    const place = makePlace();
    const log = await place.open();
    const [bytes] = appendBatches(log, 6, 1);
    const visit = (from: number, bytesMax: number): number[] => {
      const indexes: number[] = [];
      const next = log.read(from, bytesMax, (_, index) => indexes.push(index));
      expect(next).toBe(indexes.at(-1)! + 1);
      return indexes;
    };
    expect(visit(2, 0)).toEqual([2]);
    expect(visit(2, 3 * bytes.byteLength)).toEqual([2, 3, 4]);
    expect(visit(5, Infinity)).toEqual([5, 6]);
    await place.settle(log);
    expect(visit(2, 3 * bytes.byteLength)).toEqual([2, 3, 4]);
    expect(log.read(7, Infinity, () => expect.unreachable())).toBe(7);
  });

  test("what does not follow the last batch is refused and changes nothing", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 2, 2);
    const follows = { index: 3, term: 2, previousHash: log.lastHash };
    for (const wrong of [{ index: 4 }, { index: 2 }, { previousHash: 1 }, { clusterId: 78 }, { term: 1 }]) {
      expect(() => log.append(makeBatch({ ...follows, ...wrong }))).toThrow("assertion failed");
    }
    expect(log.lastIndex).toBe(2);
    log.append(makeBatch(follows));
    await place.settle(log);
    expect(log.durableIndex).toBe(3);
  });

  test("a conflicting suffix that was durable is replaced", async () => {
    const place = makePlace();
    const log = await place.open();
    const kept = appendBatches(log, 4, 1);
    appendBatches(log, 6, 2);
    await place.settle(log);
    const replacing = replaceFrom(log, 5, 3, 2);
    expect([log.lastIndex, log.durableIndex, log.termAt(5)]).toEqual([6, 4, 3]);
    await place.settle(log);
    expect(place.reports.durable.at(-1)).toEqual({ index: 6, term: 3 });
    const expected = [...kept, ...replacing].map((bytes) => Buffer.from(bytes));
    expect([...readAll(log).values()]).toEqual(expected);
    await place.close(log);
    const again = await place.open();
    expect([...readAll(again).values()]).toEqual(expected);
    expect(again.lastIndex).toBe(6);
  });

  test("a suffix is replaced while it is on its way, and not reported durable after that", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 4, 1);
    await place.settle(log);
    appendBatches(log, 4, 2); // Queued.
    await Promise.resolve(); // Now perhaps in flight.
    appendBatches(log, 4, 2);
    const reportsBefore = place.reports.durable.length;
    const replacing = replaceFrom(log, 6, 7, 3);
    replaceFrom(log, 8, 8, 1);
    expect(log.lastIndex).toBe(8);
    await place.settle(log);
    const reports = place.reports.durable.slice(reportsBefore);
    expect(reports.filter(({ index, term }) => index > 5 && term === 2)).toEqual([]);
    expect(place.reports.durable.at(-1)).toEqual({ index: 8, term: 8 });
    expect(log.pendingBytes).toBe(0);
    await place.close(log);
    const again = await place.open();
    expect([again.termAt(5), again.termAt(6), again.termAt(7), again.termAt(8)]).toEqual([2, 7, 7, 8]);
    expect(readAll(again).get(7)).toEqual(Buffer.from(replacing[1]));
  });

  test("the whole log can be replaced", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 3, 1);
    await place.settle(log);
    replaceFrom(log, 1, 2, 1);
    await place.close(log);
    const again = await place.open();
    expect([again.firstIndex, again.lastIndex, again.lastTerm]).toEqual([1, 1, 2]);
  });

  test("a matching prefix is never truncated", async () => {
    const place = makePlace();
    const log = await place.open();
    const batches = appendBatches(log, 5, 1);
    await place.settle(log);
    expect(() => log.truncateAndAppend([batches[2]])).toThrow("assertion failed");
    expect(log.lastIndex).toBe(5);
    expect(log.durableIndex).toBe(5);
  });

  test("term and vote are there after a restart, and the term never falls", async () => {
    const place = makePlace();
    const log = await place.open();
    log.saveHardState({ term: 6, vote: 65_537 });
    expect(() => log.saveHardState({ term: 5, vote: 0 })).toThrow("assertion failed");
    await place.close(log);
    const again = await place.open();
    expect(again.hardState).toEqual({ term: 6, vote: 65_537 });
    again.saveHardState({ term: 7, vote: 0 });
    await place.close(again);
    expect((await place.open()).hardState).toEqual({ term: 7, vote: 0 });
  });

  test("the high-water mark rises to what was acknowledged and falls before it is replaced", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 9, 1);
    expect(() => log.acknowledge(1)).toThrow("assertion failed"); // Not durable yet.
    await place.settle(log);
    log.acknowledge(7);
    log.acknowledge(3);
    await place.close(log);
    const again = await place.open();
    expect(again.highWater).toEqual({ index: 7, term: 1, hash: again.hashAt(7) });
    replaceFrom(again, 6, 2, 4);
    expect(again.highWater).toEqual({ index: 5, term: 1, hash: again.hashAt(5) });
    await place.close(again);
    expect((await place.open()).highWater.index).toBe(5);
  });

  test("what was trimmed is forgotten, but the point before the first batch is not", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 20, 1);
    appendBatches(log, 20, 2);
    await place.settle(log);
    log.acknowledge(40);
    const hashes = Array.from({ length: 41 }, (_, index) => log.hashAt(index));
    const firstIndex = log.trimBefore(15);
    expect(firstIndex).toBe(log.firstIndex);
    expect(firstIndex).toBeLessThanOrEqual(15);
    expect([log.hashAt(firstIndex - 1), log.termAt(firstIndex - 1)]).toEqual([
      hashes[firstIndex - 1],
      firstIndex > 1 ? 1 : 0,
    ]);
    expect([...readAll(log).keys()]).toEqual(
      Array.from({ length: 41 - firstIndex }, (_, at) => firstIndex + at),
    );
    await place.close(log);
    const again = await place.open();
    expect([again.firstIndex, again.lastIndex]).toEqual([firstIndex, 40]);
    expect(again.hashAt(firstIndex - 1)).toBe(hashes[firstIndex - 1]);
    expect(again.termAt(30)).toBe(2);
  });

  test("a log begins anew behind a snapshot, whatever it held and whatever was on its way", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 8, 1);
    await place.settle(log);
    log.acknowledge(5);
    log.saveHardState({ term: 9, vote: 65_537 });
    appendBatches(log, 3, 1);
    await Promise.resolve(); // Now perhaps in flight.
    appendBatches(log, 3, 1);
    const point = { index: 120, term: 7, hash: 0xfedc_ba98 };
    const reportsBefore = place.reports.durable.length;
    log.restartBehind(point);
    const check = (which: LogStore): void => {
      expect([which.firstIndex, which.lastIndex, which.durableIndex]).toEqual([121, 120, 120]);
      expect([which.lastTerm, which.lastHash]).toEqual([7, 0xfedc_ba98]);
      expect([which.termAt(120), which.hashAt(120)]).toEqual([7, 0xfedc_ba98]);
      expect(which.highWater).toEqual(point);
      expect(which.hardState).toEqual({ term: 9, vote: 65_537 });
      expect(readAll(which).size).toBe(0);
    };
    check(log);
    await place.close(log);
    expect(place.reports.durable.length).toBe(reportsBefore);
    const again = await place.open();
    check(again);
    const batches = appendBatches(again, 4, 9);
    await place.settle(again);
    expect(place.reports.durable.at(-1)).toEqual({ index: 124, term: 9 });
    expect([...readAll(again).values()]).toEqual(batches.map((bytes) => Buffer.from(bytes)));
    again.acknowledge(124);
    await place.close(again);
    const later = await place.open();
    expect([later.firstIndex, later.lastIndex, later.lastTerm]).toEqual([121, 124, 9]);
    expect([later.highWater.index, later.hashAt(120)]).toEqual([124, 0xfedc_ba98]);
    expect([...readAll(later).values()]).toEqual(batches.map((bytes) => Buffer.from(bytes)));
  });

  test("a log begins anew a second time, and right behind its end", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 4, 1);
    log.restartBehind({ index: 5, term: 2, hash: 1 });
    appendBatches(log, 2, 2);
    await place.settle(log);
    log.restartBehind({ index: 8, term: 2, hash: 2 });
    const batches = appendBatches(log, 1, 3);
    await place.close(log);
    const again = await place.open();
    expect([again.firstIndex, again.lastIndex, again.termAt(8), again.hashAt(8)]).toEqual([9, 9, 2, 2]);
    expect([...readAll(again).values()]).toEqual(batches.map((bytes) => Buffer.from(bytes)));
  });

  test("nothing begins anew at or below what was acknowledged", async () => {
    const place = makePlace();
    const log = await place.open();
    appendBatches(log, 8, 3);
    await place.settle(log);
    log.acknowledge(5);
    await place.close(log);
    const again = await place.open();
    expect(() => again.restartBehind({ index: 5, term: 3, hash: 1 })).toThrow("assertion failed");
    expect(() => again.restartBehind({ index: 9, term: 2, hash: 1 })).toThrow("assertion failed");
    expect(again.lastIndex).toBe(8);
  });

  test("any sequence of appends, replacements, restarts, trims and snapshots leaves what a plain list would hold", async () => {
    const steps = fc.array(
      fc.oneof(
        {
          weight: 5,
          arbitrary: fc.record({
            step: fc.constant("append" as const),
            count: fc.integer({ min: 1, max: 6 }),
          }),
        },
        {
          weight: 3,
          arbitrary: fc.record({
            step: fc.constant("replace" as const),
            back: fc.nat(8),
            count: fc.integer({ min: 1, max: 4 }),
          }),
        },
        { weight: 3, arbitrary: fc.record({ step: fc.constant("settle" as const) }) },
        { weight: 2, arbitrary: fc.record({ step: fc.constant("turn" as const) }) },
        { weight: 1, arbitrary: fc.record({ step: fc.constant("restart" as const) }) },
        { weight: 1, arbitrary: fc.record({ step: fc.constant("trim" as const), back: fc.nat(12) }) },
        { weight: 1, arbitrary: fc.record({ step: fc.constant("anew" as const), ahead: fc.nat(5) }) },
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const place = makePlace();
        let log = await place.open();
        const expected = new Map<number, Buffer>();
        let base = 0;
        let term = 1;
        const check = (): void => {
          const kept = [...expected].filter(([index]) => index >= log.firstIndex);
          expect([...readAll(log)]).toEqual(kept);
          expect(log.lastIndex).toBe(Math.max(base, ...expected.keys()));
          for (const [index, bytes] of kept) expect(log.hashAt(index)).toBe(new Batch(bytes).hash);
        };
        const store = (batches: readonly Uint8Array[]): void => {
          for (const bytes of batches) expected.set(new Batch(bytes).index, Buffer.from(bytes));
        };
        for (const action of sequence) {
          if (action.step === "append") {
            store(appendBatches(log, action.count, term));
          } else if (action.step === "replace") {
            const index = log.lastIndex - action.back;
            if (index < log.firstIndex) continue;
            for (const known of expected.keys()) if (known >= index) expected.delete(known);
            store(replaceFrom(log, index, ++term, action.count));
          } else if (action.step === "settle") {
            await place.settle(log);
            if (log.lastIndex > log.highWater.index) log.acknowledge(log.lastIndex);
          } else if (action.step === "turn") {
            await new Promise((resolve) => setImmediate(resolve));
          } else if (action.step === "trim") {
            log.trimBefore(log.lastIndex - action.back);
          } else if (action.step === "anew") {
            base = log.highWater.index + 1 + action.ahead;
            expected.clear();
            place.reports.durable.length = 0;
            log.restartBehind({ index: base, term, hash: base });
          } else {
            await place.close(log);
            log = await place.open();
          }
          check();
        }
        expect(place.reports.durable.filter(({ index }) => index <= base)).toEqual([]);
        await place.close(log);
        log = await place.open();
        check();
        await place.close(log);
        expect(place.reports.fatal).toEqual([]);
      }),
      { numRuns: name.startsWith("memory") ? 100 : 4, seed: 20_120_621 },
    );
  }, 30_000);
});
