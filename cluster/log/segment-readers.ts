import { assert } from "../assert.ts";
import { verifyBatch } from "../batch.ts";
import { LogCorruptError } from "./log-errors.ts";
import type { LogPoint } from "./log-store.ts";
import { type Segment, openSegment, readRecord } from "./segment.ts";

/** Open for reading at a time. */
const READERS_MAX = 4;

/** A segment with batches that count. */
export interface ReadableSegment {
  readonly path: string;
  /** The point before its first batch. */
  readonly previous: LogPoint;
  /** Of the last batch that counts. */
  lastIndex: number;
  /** Undefined until it is read from, and again when it was closed since. */
  segment: Segment | undefined;
  /** Batches on their way to it: it must not be closed. */
  writes: number;
}

/** Opens segments when they are read, and closes those not used for longest. */
export class SegmentReaders {
  /** The one not used for longest first. */
  private open: ReadableSegment[] = [];
  private readonly pathOf: (segment: ReadableSegment) => string;

  /** @param pathOf where a segment is by now */
  constructor(pathOf: (segment: ReadableSegment) => string = ({ path }) => path) {
    this.pathOf = pathOf;
  }

  /**
   * A durable batch's bytes, in a buffer that the next read reuses.
   *
   * @param segments oldest first, without gap or overlap
   * @throws LogCorruptError
   */
  read(segments: readonly ReadableSegment[], index: number): Uint8Array {
    let at = segments.length - 1;
    while (segments[at].previous.index >= index) at--;
    const holder = segments[at];
    assert(index <= holder.lastIndex);
    const key = index - holder.previous.index;
    let reason = "the record is missing";
    try {
      const bytes = readRecord(this.use(holder), key);
      const verdict = bytes === undefined ? "missing" : verifyBatch(bytes);
      if (verdict === "valid") return bytes!;
      if (verdict !== "missing") reason = `the batch's ${verdict} does not match its checksum`;
    } catch (error) {
      reason = `LMDB cannot read it: ${(error as Error).message}`;
    }
    throw new LogCorruptError({
      file: holder.path,
      key,
      index,
      reason,
      advice: "It was good when this process started: look for the cause on the disk before starting again",
    });
  }

  /** An open one that is not written to any more: it may be closed when others are read. */
  add(segment: ReadableSegment): void {
    this.open.push(segment);
    this.closeSome(READERS_MAX);
  }

  /** Closes these, as soon as nothing is on its way to them. */
  forget(segments: readonly ReadableSegment[]): void {
    const isForgotten = (segment: ReadableSegment): boolean => segments.includes(segment);
    const kept = this.open.filter((segment) => !isForgotten(segment));
    this.open = [...this.open.filter(isForgotten), ...kept];
    this.closeSome(kept.length);
  }

  closeAll(): void {
    this.closeSome(0);
  }

  private use(segment: ReadableSegment): Segment {
    const at = this.open.indexOf(segment);
    if (at === -1 && segment.segment !== undefined) return segment.segment; // It is being written.
    if (at === this.open.length - 1 && at >= 0) return segment.segment!;
    if (at >= 0) this.open.splice(at, 1);
    else segment.segment = openSegment(this.pathOf(segment), true);
    this.closeSome(READERS_MAX - 1); // Others: when all of those are written to, this one is over the number.
    this.open.push(segment);
    return segment.segment!;
  }

  private closeSome(openMax: number): void {
    for (let at = 0; at < this.open.length && this.open.length > openMax;) {
      const segment = this.open[at];
      if (segment.writes > 0) {
        at++;
        continue;
      }
      this.open.splice(at, 1);
      void segment.segment!.close();
      segment.segment = undefined;
    }
  }
}
