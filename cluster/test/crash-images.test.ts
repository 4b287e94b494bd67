import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ALL_OF_IT, type Fate, fateOf, NOTHING_UNSYNCED, writeCrashImage } from "./crash-image.ts";
import { type Traced, trace, tracingRefusal } from "./disk-trace.ts";
import { LogCorruptError } from "../log/log-errors.ts";
import { closeLog, makeDirectory, openLog, Reports } from "./log-directories.ts";

/**
 * LMDB's promises and ours, tested and not believed: the writes and syncs of a real run are recorded, and the
 * directories that a power cut could have left at any point are built from them and opened. `CRASH_IMAGES=500` builds
 * more of them than a test run has time for.
 */
const refusal = tracingRefusal();
const IMAGES = Number(process.env["CRASH_IMAGES"] ?? 8);
const BATCHES = "30";
const appender = fileURLToPath(new URL("log-appender.mjs", import.meta.url));

const notRun = refusal === undefined ? "" : ` (not run: ${refusal})`;

test.skipIf(refusal !== undefined)(
  `whatever a power cut leaves of a log, all that was acknowledged is in it${notRun}`,
  async () => {
    const directory = join(makeDirectory(), "data");
    const command = [process.execPath, appender, directory, "3", BATCHES];
    const calls = trace(join(makeDirectory(), "trace"), command);
    const moments = calls.filter((call) => "path" in call && call.path.startsWith(directory));
    expect(acknowledgedBy(calls, Infinity).size).toBeGreaterThan(20);

    // 1. Sync before ack: at each acknowledgement, what was synced by then is enough.
    const saying = calls.filter(({ kind }) => kind === "said").slice(-8);
    for (const { begin, end } of saying) await expectWhole(calls, begin, end, NOTHING_UNSYNCED, directory);

    // 2. Anywhere: un-synced pages are lost, kept or torn, in any order, and un-synced names too.
    const random = generator(IMAGES);
    for (let image = 0; image < IMAGES; image++) {
      const { begin } = moments[Math.floor(random() * moments.length)]!;
      const fate = image % 8 === 0 ? ALL_OF_IT : fateOf(random);
      await expectWhole(calls, begin + 1, begin, fate, directory);
    }

    // 3. It would be seen: without the syncs of the segments, a power cut loses what was acknowledged.
    const lied = calls
      .filter((call) => call.kind !== "sync" || !call.path.endsWith(".lmdb"))
      .map((call) => {
        const isOfSegment = call.kind === "write" && call.path.endsWith(".lmdb");
        return isOfSegment ? { ...call, isSynchronous: false } : call;
      });
    const { begin, end } = saying.at(-1)!;
    await expect(expectWhole(lied, begin, end, NOTHING_UNSYNCED, directory)).rejects.toThrow(LogCorruptError);
  },
);

/** Opens what a crash at that line leaves; what had been acknowledged before the other line must be there. */
async function expectWhole(
  calls: readonly Traced[],
  crash: number,
  acknowledgedBefore: number,
  fate: Fate,
  from: string,
): Promise<void> {
  const into = join(makeDirectory(), "image");
  writeCrashImage(calls, crash, fate, { from, into });
  const log = await openLog(into, new Reports(), { clusterId: 77 });
  const lost = [...acknowledgedBy(calls, acknowledgedBefore)].filter(
    ([index, hash]) => index > log.lastIndex || log.hashAt(index) !== hash,
  );
  await closeLog(log);
  expect({ crash, lost }).toEqual({ crash, lost: [] });
}

/** What the process had said by then: index and hash of each batch. */
function acknowledgedBy(calls: readonly Traced[], line: number): Map<number, number> {
  const acknowledged = new Map<number, number>();
  for (const call of calls) {
    if (call.kind !== "said" || call.end > line) continue;
    const [index, hash] = call.text.split(" ").map(Number);
    if (Number.isInteger(index)) acknowledged.set(index!, hash!);
  }
  return acknowledged;
}

/** The same every time: a failure can be looked at again. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
