import { statSync } from "node:fs";
import { Batch, verifyBatch } from "../batch.ts";
import { type LogPoint, NO_POINT } from "./log-store.ts";
import {
  SEGMENT_BYTES_MIN,
  SEGMENT_HEADER_KEY,
  type Segment,
  type SegmentHeader,
  decodeSegmentHeader,
  openSegment,
  readRecord,
  segmentPath,
} from "./segment.ts";

/** What to verify; newest segment first, because a newer one says where older ones end. */
export interface VerificationRequest {
  directory: string;
  clusterId: number;
  nodeId: number;
  /** Falling. */
  numbers: number[];
  /** Batches after it are void: a segment verified earlier has replaced them. */
  lastIndexMax: number;
  highWaterIndex: number;
  /** Keys at which reading killed an earlier verifier: not touched again. */
  deadly: Record<number, { key: number; reason: string }>;
  /** Tells each key before it is read, so that a death names it. */
  careful: boolean;
}

export interface SegmentVerdict {
  number: number;
  /** Undefined when it holds nothing, or its first record is bad. */
  header: SegmentHeader | undefined;
  /** The last good batch that is not void; the header's `previous` when there is none. */
  last: LogPoint;
  /** Of the first command in it, and of the first after `last`; undefined without a good batch. */
  firstPosition: number | undefined;
  nextPosition: number | undefined;
  /** [first index, term] of the good batches. */
  terms: [number, number][];
  /** Of the batch at highWaterIndex, when it is one of the good ones. */
  highWaterHash: number | undefined;
  /** The highest acknowledged point that any valid record tells of, also one behind a bad one. */
  proven: LogPoint;
  bad: BadRecord | undefined;
  /** Nothing of the file is hidden behind what cannot be read. */
  isReadThrough: boolean;
  /** Valid batches behind the bad one, in runs that are chained in themselves. */
  islands: Stretch[];
}

/** Valid batches one after the other in a segment, each chained to the one before. */
export interface Stretch {
  number: number;
  /** Of the first. */
  key: number;
  first: number;
  /** Of the batch before the first. */
  previousHash: number;
  last: LogPoint;
}

export interface BadRecord {
  key: number;
  part: "file" | "header" | "payload" | "identity" | "chain" | "missing";
  reason: string;
}

/** Told to whoever watches, so that a death of the process can be blamed on a record. */
export interface VerificationProgress {
  begin(number: number, bytes: number, bytesNeeded: number): void;
  key(key: number): void;
}

/**
 * Reads every record of a segment and checks checksums, identity, contiguity and chain. Runs in a
 * process of its own: LMDB's pages have no checksum, and a rotten or truncated one may kill the reader.
 */
export function verifySegment(
  request: VerificationRequest,
  number: number,
  progress: VerificationProgress,
): SegmentVerdict {
  const path = segmentPath(request.directory, number);
  const verdict = newVerdict(number);
  const bytes = statSync(path).size;
  progress.begin(number, bytes, SEGMENT_BYTES_MIN);
  const deadly = request.deadly[number];
  if (bytes < SEGMENT_BYTES_MIN) {
    // Opening it would crash, or, for an empty file, make a new one of it.
    verdict.bad = { key: 0, part: "file", reason: `the file has ${bytes} bytes, too few for an LMDB file` };
    return verdict;
  }
  if (deadly?.key === SEGMENT_HEADER_KEY) {
    verdict.bad = { key: 0, part: "file", reason: deadly.reason };
    return verdict;
  }
  let segment: Segment | undefined;
  try {
    segment = openSegment(path, true);
    const stats = segment.getStats() as { entryCount: number; lastPageNumber: number; pageSize: number };
    progress.begin(number, bytes, (stats.lastPageNumber + 1) * stats.pageSize);
    verifyRecords(request, segment, stats.entryCount, progress, verdict);
  } catch (error) {
    verdict.bad ??= { key: 0, part: "file", reason: `LMDB cannot open it: ${(error as Error).message}` };
  }
  void segment?.close();
  return verdict;
}

function verifyRecords(
  request: VerificationRequest,
  segment: Segment,
  entryCount: number,
  progress: VerificationProgress,
  verdict: SegmentVerdict,
): void {
  const deadly = request.deadly[verdict.number];
  const batch = new Batch();
  for (let key = 0; ; key++) {
    if (verdict.last.index >= request.lastIndexMax && key > 0) break; // The rest is void.
    if (deadly?.key === key) {
      verdict.bad ??= { key, part: "file", reason: deadly.reason };
      return; // What lies behind may kill as well.
    }
    if (request.careful) progress.key(key);
    let record: Uint8Array | undefined;
    try {
      record = readRecord(segment, key);
    } catch (error) {
      verdict.bad ??= { key, part: "file", reason: `LMDB cannot read it: ${(error as Error).message}` };
      return;
    }
    if (record === undefined) {
      if (key >= entryCount) break;
      verdict.bad ??= { key, part: "missing", reason: `the record is missing, of ${entryCount} in the file` };
      continue;
    }
    if (key === SEGMENT_HEADER_KEY) {
      verdict.bad = checkHeader(request, record, verdict);
      continue;
    }
    if (!judgeBatch(request, record, key, batch, verdict)) break;
  }
  verdict.isReadThrough = verdict.bad?.part !== "identity" || verdict.bad.key > 0;
}

/** @returns false when the batch, and what lies behind it, is void */
export function judgeBatch(
  request: Pick<VerificationRequest, "clusterId" | "lastIndexMax" | "highWaterIndex">,
  record: Uint8Array,
  key: number,
  batch: Batch,
  verdict: SegmentVerdict,
): boolean {
  const bad = checkBatch(request, record, key, batch, verdict);
  verdict.bad ??= bad;
  if (bad !== undefined && bad.part !== "chain") return true; // Its bytes are not those of a batch of this log.
  if (batch.index > request.lastIndexMax) return false;
  if (batch.highWaterIndex > verdict.proven.index) {
    const { highWaterIndex: index, highWaterTerm: term, highWaterHash: hash } = batch;
    verdict.proven = { index, term, hash };
  }
  if (verdict.bad === undefined) accept(request, batch, verdict);
  else addToIslands(verdict, key, batch);
  return true;
}

/** Of a segment of which nothing is known yet. */
export function newVerdict(number: number): SegmentVerdict {
  return {
    number,
    header: undefined,
    last: { index: 0, term: 0, hash: 0 },
    firstPosition: undefined,
    nextPosition: undefined,
    terms: [],
    highWaterHash: undefined,
    proven: { ...NO_POINT },
    bad: undefined,
    isReadThrough: false,
    islands: [],
  };
}

function checkHeader(
  request: VerificationRequest,
  record: Uint8Array,
  verdict: SegmentVerdict,
): BadRecord | undefined {
  const header = decodeSegmentHeader(record);
  if (header === undefined) {
    return { key: 0, part: "header", reason: "the segment's header does not match its checksum" };
  }
  const foreign = (what: string, stored: number, expected: number): BadRecord => ({
    key: 0,
    part: "identity",
    reason: `the segment belongs to ${what} ${stored}, not ${expected}`,
  });
  if (header.clusterId !== request.clusterId) return foreign("cluster", header.clusterId, request.clusterId);
  if (header.nodeId !== request.nodeId) return foreign("node", header.nodeId, request.nodeId);
  if (header.number !== verdict.number) return foreign("file number", header.number, verdict.number);
  verdict.header = header;
  verdict.last = header.previous;
  return undefined;
}

/** Leaves `batch` wrapped around the record when its bytes are whole. */
function checkBatch(
  request: Pick<VerificationRequest, "clusterId">,
  record: Uint8Array,
  key: number,
  batch: Batch,
  verdict: SegmentVerdict,
): BadRecord | undefined {
  const part = verifyBatch(record);
  if (part !== "valid") return { key, part, reason: `the batch's ${part} does not match its checksum` };
  batch.wrap(record);
  if (batch.clusterId !== request.clusterId) {
    return {
      key,
      part: "identity",
      reason: `the batch belongs to cluster ${batch.clusterId}, not ${request.clusterId}`,
    };
  }
  const expected = (verdict.header?.previous.index ?? 0) + key;
  if (verdict.header !== undefined && batch.index !== expected) {
    return { key, part: "identity", reason: `the batch has index ${batch.index}, not ${expected}` };
  }
  if (batch.previousHash !== verdict.last.hash || batch.term < verdict.last.term) {
    return { key, part: "chain", reason: "the batch does not follow the one before it" };
  }
  return undefined;
}

function addToIslands({ number, islands }: SegmentVerdict, key: number, batch: Batch): void {
  const { index, term, hash, previousHash } = batch;
  const island = islands.at(-1);
  const follows =
    island !== undefined &&
    island.last.index + 1 === index &&
    island.key + index - island.first === key &&
    island.last.hash === previousHash;
  if (follows) island.last = { index, term, hash };
  else islands.push({ number, key, first: index, previousHash, last: { index, term, hash } });
}

/** The index before the segment's first batch, by its header or, when that is bad, by a batch; undefined when nothing tells it. */
export function beginningOf({ header, islands }: SegmentVerdict): number | undefined {
  if (header !== undefined) return header.previous.index;
  return islands.length === 0 ? undefined : islands[0].first - islands[0].key;
}

function accept(
  request: Pick<VerificationRequest, "highWaterIndex">,
  batch: Batch,
  verdict: SegmentVerdict,
): void {
  const newTerm = verdict.terms.length === 0 || batch.term !== verdict.last.term;
  if (newTerm) verdict.terms.push([batch.index, batch.term]);
  verdict.last = { index: batch.index, term: batch.term, hash: batch.hash };
  verdict.firstPosition ??= batch.firstPosition;
  verdict.nextPosition = batch.firstPosition + batch.count;
  if (batch.index === request.highWaterIndex) verdict.highWaterHash = batch.hash;
}
