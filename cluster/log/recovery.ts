import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { countingOf } from "./damage.ts";
import { syncDirectory, syncFile } from "./directory.ts";
import { LogCorruptError } from "./log-errors.ts";
import type { LogPoint } from "./log-store.ts";
import { type SegmentVerdict, type VerificationRequest, beginningOf } from "./segment-verification.ts";
import type { VerifierLine } from "./segment-verifier.ts";
import { listSegments, segmentPath } from "./segment.ts";
import type { NodeState } from "./state-file.ts";

/**
 * What a start found in a log directory, judged by the table in docs (durability). "clean": all of it
 * is good. "torn": good up to `last`, and nothing after it was acknowledged. "corrupt": something at
 * or below the high-water mark is bad or missing; `segments` and `last` are the good prefix.
 */
export interface Recovery {
  /** On each segment from the log's first on, rising. */
  verdicts: readonly SegmentVerdict[];
  verdict: "clean" | "torn" | "corrupt";
  /** The good prefix: segments with at least one batch that counts, rising and without gap. */
  segments: RecoveredSegment[];
  /** The point before the first batch. */
  base: LogPoint;
  last: LogPoint;
  /** Of the next command; undefined when no batch tells. */
  nextPosition: number | undefined;
  /** [first index, term], of all segments. */
  terms: [number, number][];
  firstBad: FirstBad | undefined;
  /** On each segment that counts, oldest first. */
  counting: readonly SegmentVerdict[];
  /** Segments that hold nothing that counts; they may go once a newer one is durable. */
  voidNumbers: number[];
  /** Segments from before the log's first: given up, and not yet moved or unlinked. */
  givenUpNumbers: number[];
  highestNumber: number;
}

export interface RecoveredSegment {
  number: number;
  /** The point before its first batch. */
  previous: LogPoint;
  lastIndex: number;
}

/** The first batch that cannot be used, and why. */
export interface FirstBad {
  file: string;
  key: number | undefined;
  index: number;
  /** Of its first command; undefined when it is not the batch after the good prefix. */
  position: number | undefined;
  reason: string;
}

/** Verifies all of a log directory. Changes nothing in it. */
export async function recoverLog(directory: string, state: NodeState): Promise<Recovery> {
  const all = listSegments(directory);
  const numbers = all.filter((number) => number >= state.firstSegment);
  // What a killed process wrote may be in the cache only: it is not to be trusted before it is synced.
  for (const number of numbers) syncFile(segmentPath(directory, number));
  if (existsSync(directory)) syncDirectory(directory);
  const verdicts = await verifySegments(directory, numbers, state, Number.MAX_SAFE_INTEGER);
  return judge(directory, verdicts, all.slice(0, all.length - numbers.length), state);
}

/** A segment that was given up, and where it is. */
export interface GivenUpSegment {
  directory: string;
  verdict: SegmentVerdict;
  /** It is a part of the log that ended where the present one begins; others were dropped, or are bad. */
  isJoined: boolean;
}

/**
 * Verifies what is left of the log before `base`, which may be in the archive or on its way there.
 *
 * @param directories with the numbers of those in them that were given up
 * @returns oldest first; those that are joined are a run without gap that ends at `base`
 */
export async function recoverGivenUp(
  directories: readonly { directory: string; numbers: readonly number[] }[],
  state: NodeState,
  base: LogPoint,
): Promise<GivenUpSegment[]> {
  const segments: GivenUpSegment[] = [];
  for (const { directory, numbers } of directories) {
    const verdicts = await verifySegments(directory, numbers, state, base.index);
    segments.push(...verdicts.map((verdict) => ({ directory, verdict, isJoined: false })));
  }
  segments.sort((a, b) => a.verdict.number - b.verdict.number);
  let next = base;
  for (const segment of segments.toReversed()) {
    const { header, last } = segment.verdict;
    if (header === undefined || last.index === header.previous.index) continue;
    segment.isJoined = last.index === next.index && last.hash === next.hash;
    if (segment.isJoined) next = header.previous;
  }
  return segments;
}

/** What a single voter does about a corrupt log: it has nobody to repair it from. */
export function refuse(firstBad: FirstBad, highWaterIndex: number): LogCorruptError {
  return new LogCorruptError({
    ...firstBad,
    reason: `${firstBad.reason}; batches up to index ${highWaterIndex} were acknowledged`,
    advice:
      "This node does not start, because it would lose what it has promised: " +
      "restore the data directory from a copy, and look for the cause on the disk",
  });
}

/** The verdict on each segment, oldest first. */
async function verifySegments(
  directory: string,
  numbers: readonly number[],
  state: NodeState,
  lastIndexMax: number,
): Promise<SegmentVerdict[]> {
  const request: VerificationRequest = {
    directory,
    clusterId: state.clusterId,
    nodeId: state.nodeId,
    numbers: numbers.toReversed(),
    lastIndexMax,
    highWaterIndex: state.highWater.index,
    deadly: {},
    careful: false,
  };
  const verdicts: SegmentVerdict[] = [];
  while (request.numbers.length > 0) {
    const run = await runVerifier(request);
    for (const verdict of run.verdicts) {
      verdicts.push(verdict);
      request.lastIndexMax = Math.min(request.lastIndexMax, beginningOf(verdict) ?? Infinity);
    }
    request.numbers.splice(0, run.verdicts.length);
    if (request.numbers.length === 0) break;
    // It died. Once more, to learn at which record; then once more without that record.
    if (request.careful) {
      const again = request.deadly[request.numbers[0]] !== undefined;
      request.deadly[request.numbers[0]] = { key: again ? 0 : run.key, reason: run.reason };
    }
    request.careful = !request.careful;
  }
  return verdicts.toReversed();
}

interface VerifierRun {
  verdicts: SegmentVerdict[];
  /** Where it died, if it died. */
  key: number;
  reason: string;
}

function runVerifier(request: VerificationRequest): Promise<VerifierRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [verifierPath(), JSON.stringify(request)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const run: VerifierRun = { verdicts: [], key: 0, reason: "" };
      let begun: { bytes: number; bytesNeeded: number } | undefined;
      // The last piece is empty, or the half line of a process that died.
      for (const text of output.split("\n").slice(0, -1)) {
        const line = JSON.parse(text) as VerifierLine;
        if ("verdict" in line) {
          run.verdicts.push(line.verdict);
          begun = undefined;
        } else if ("begin" in line) {
          begun = line;
          run.key = 0;
        } else run.key = line.key;
      }
      if (run.verdicts.length === request.numbers.length) {
        resolve(run);
      } else if (begun === undefined) {
        // It did not get as far as a segment: not the data's fault.
        reject(new Error(`the process that verifies the log failed (${signal ?? code}): ${errors.trim()}`));
      } else {
        run.reason =
          begun.bytes < begun.bytesNeeded
            ? `the file is truncated: it has ${begun.bytes} bytes and needs ${begun.bytesNeeded}`
            : `reading it killed the process that verifies the log (${signal ?? `exit code ${code}`})`;
        resolve(run);
      }
    });
  });
}

/** Beside this file; when this is the TypeScript source (tests), the compiled one. */
function verifierPath(): string {
  const here = import.meta.url;
  return fileURLToPath(
    here.endsWith(".ts")
      ? new URL("../dist/log/segment-verifier.js", here)
      : new URL("segment-verifier.js", here),
  );
}

/** Joins the segments' verdicts into one log and applies the table. */
function judge(
  directory: string,
  verdicts: readonly SegmentVerdict[],
  givenUpNumbers: number[],
  state: NodeState,
): Recovery {
  const { base, highWater } = state;
  const counting = countingOf(verdicts);
  const recovery: Recovery = {
    verdicts,
    verdict: "clean",
    counting,
    segments: [],
    base,
    last: base,
    nextPosition: base.index === 0 ? 1 : undefined,
    terms: [],
    firstBad: undefined,
    voidNumbers: verdicts.filter((verdict) => !counting.includes(verdict)).map(({ number }) => number),
    givenUpNumbers,
    highestNumber: Math.max(0, state.firstSegment - 1, ...verdicts.map(({ number }) => number)),
  };
  let removed = false;
  const blame = (number: number, key: number | undefined, reason: string, index?: number): void => {
    recovery.firstBad ??= {
      file: segmentPath(directory, number),
      key,
      index: index ?? recovery.last.index + 1,
      position: index === undefined ? recovery.nextPosition : undefined,
      reason,
    };
  };

  const begin = counting[0]?.header?.previous ?? base;
  if (begin.index > base.index) {
    const reason = `the log begins at index ${begin.index + 1}: what lay before it, from ${base.index + 1}, is gone`;
    blame(counting[0].number, undefined, reason, base.index + 1);
    removed = true;
  }
  counting.forEach((verdict, at) => {
    if (recovery.firstBad !== undefined) return;
    const { number, header, bad } = verdict;
    const { last } = recovery;
    if (header === undefined) {
      // A newer segment that joins on says that this one held nothing that counts.
      const bridged = counting.slice(at + 1).some((newer) => newer.header?.previous.hash === last.hash);
      if (!bridged) blame(number, bad?.key, bad?.reason ?? "");
    } else if (header.previous.index !== last.index) {
      blame(
        number,
        undefined,
        `the log ends at index ${last.index} and goes on at ${header.previous.index + 1}`,
      );
    } else if (header.previous.hash !== last.hash) {
      blame(number, 1, "the segment does not follow the one before it");
    } else {
      join(recovery, verdict, header.previous);
      if (bad !== undefined) blame(number, bad.key, bad.reason);
    }
  });

  const highWaterHash =
    highWater.index === base.index
      ? base.hash
      : counting.find((verdict) => verdict.highWaterHash !== undefined)?.highWaterHash;
  if (state.activeSegment > recovery.highestNumber) {
    blame(state.activeSegment, undefined, "the file is missing");
    removed = true;
  } else if (highWater.index > recovery.last.index) {
    blame(recovery.highestNumber, undefined, `the log ends at index ${recovery.last.index}`);
  } else if (highWater.index >= base.index && highWaterHash !== highWater.hash) {
    const reason = `the batch at index ${highWater.index} is not the one that was acknowledged`;
    blame(recovery.highestNumber, undefined, reason, highWater.index);
  }
  if (recovery.firstBad !== undefined) {
    const acknowledged = Math.max(highWater.index, ...counting.map(({ proven }) => proven.index));
    // No crash removes a file whose name was made durable: that is never a torn tail.
    recovery.verdict = removed || recovery.firstBad.index <= acknowledged ? "corrupt" : "torn";
  }
  return recovery;
}

function join(recovery: Recovery, verdict: SegmentVerdict, previous: LogPoint): void {
  if (verdict.last.index === previous.index) return; // Its first batch is bad.
  recovery.segments.push({ number: verdict.number, previous, lastIndex: verdict.last.index });
  recovery.last = verdict.last;
  recovery.nextPosition = verdict.nextPosition ?? recovery.nextPosition;
  recovery.terms.push(...verdict.terms);
}
