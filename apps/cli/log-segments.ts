import { statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { LogInspection } from "@lockstep/cluster/log/log-inspection";
import type { SegmentVerdict } from "@lockstep/cluster/log/segment-verification";
import { segmentPath } from "@lockstep/cluster/log/segment";

/**
 * active: new batches go there, or went there last. sealed: full, or of an earlier process. archived: given up,
 * and a part of the log all the same. replaced: nothing in it counts any more. empty: opened ahead of time.
 * dropped: given up, and it does not join the log. bad: something in it is not what was written.
 */
type Standing = "active" | "sealed" | "archived" | "replaced" | "empty" | "dropped" | "bad";

/** A segment, for people. */
export interface SegmentRow {
  /** In the data directory. */
  readonly file: string;
  readonly standing: Standing;
  /** Undefined when it holds nothing. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly firstPosition: number | undefined;
  readonly lastPosition: number | undefined;
  readonly bytes: number;
  /** What is wrong with it. */
  readonly trouble: string | undefined;
}

/** Archive and log, oldest first. */
export function segmentRows(dataDirectory: string, inspection: LogInspection): SegmentRow[] {
  const { recovery, givenUp } = inspection;
  const log = join(resolve(dataDirectory), "log");
  const live = recovery.segments.map(({ number }) => number);
  const standingInLog = (verdict: SegmentVerdict): Standing => {
    if (verdict.bad !== undefined) return "bad";
    if (verdict.number === live.at(-1)) return "active";
    if (live.includes(verdict.number)) return "sealed";
    return verdict.header === undefined ? "empty" : "replaced";
  };
  return [
    ...givenUp.map(({ directory, verdict, isJoined }) =>
      rowOf(dataDirectory, directory, verdict, verdict.bad ? "bad" : isJoined ? "archived" : "dropped"),
    ),
    ...recovery.verdicts.map((verdict) => rowOf(dataDirectory, log, verdict, standingInLog(verdict))),
  ];
}

function rowOf(
  dataDirectory: string,
  directory: string,
  verdict: SegmentVerdict,
  standing: Standing,
): SegmentRow {
  const { header, last, firstPosition, nextPosition, bad } = verdict;
  const path = segmentPath(directory, verdict.number);
  const hasBatches = header !== undefined && last.index > header.previous.index;
  return {
    file: relative(resolve(dataDirectory), path),
    standing,
    first: hasBatches ? header.previous.index + 1 : undefined,
    last: hasBatches ? last.index : undefined,
    firstPosition,
    lastPosition: nextPosition === undefined ? undefined : nextPosition - 1,
    bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    trouble: bad === undefined ? undefined : `${placeOf(verdict)}: ${bad.reason}`,
  };
}

function placeOf({ header, bad, nextPosition }: SegmentVerdict): string {
  const { key } = bad!;
  const index = header === undefined || key === 0 ? "" : `, index ${header.previous.index + key}`;
  return `key ${key}${index}${nextPosition === undefined ? "" : `, position ${nextPosition}`}`;
}
