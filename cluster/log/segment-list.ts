import { assert } from "../assert.ts";
import { verifyBatch } from "../batch.ts";
import { syncDirectoryLater } from "./directory.ts";
import { LogCorruptError } from "./log-errors.ts";
import type { LogPoint } from "./log-store.ts";
import type { RecoveredSegment } from "./recovery.ts";
import {
  type Segment,
  createSegment,
  openSegment,
  readRecord,
  segmentPath,
  unlinkSegment,
  unlinkSegmentNow,
} from "./segment.ts";

/** Old segments open for reading at a time. */
const READERS_MAX = 4;

/** A segment that holds batches that count, durable or on their way. */
export interface LiveSegment {
  readonly number: number;
  /** The point before its first batch. */
  readonly previous: LogPoint;
  lastIndex: number;
  /** Undefined until it is read from, and again when it was closed since. */
  segment: Segment | undefined;
  /** Batches on their way to it: it must not be closed. */
  writes: number;
  /** What its batches take in the file; not counted for those that an earlier process wrote. */
  bytes: number;
  headerWritten: boolean;
}

/** The segments of one log, oldest first, without gap or overlap; only the newest is ever written. */
export class SegmentList {
  private readonly directory: string;
  private readonly live: LiveSegment[];
  /** Open ones apart from `current`, the one not used for longest first. */
  private open: LiveSegment[] = [];
  /** Hold nothing that counts; unlinked as soon as that is durable. */
  private voidNumbers: number[];
  /** Created ahead of time, empty. */
  private next: { number: number; segment: Segment } | undefined;
  private nextNumber: number;
  private unlinking: Promise<void> = Promise.resolve();

  /** What batches are appended to; undefined until `begin`, as a new process begins a new segment. */
  current: LiveSegment | undefined;

  constructor(
    directory: string,
    found: { segments: readonly RecoveredSegment[]; voidNumbers: number[]; highestNumber: number },
  ) {
    this.directory = directory;
    this.live = found.segments.map((segment) => ({
      ...segment,
      segment: undefined,
      writes: 0,
      bytes: 0,
      headerWritten: true,
    }));
    this.voidNumbers = found.voidNumbers;
    this.nextNumber = found.highestNumber + 1;
  }

  /** Of the segment that `begin` will begin. */
  get upcomingNumber(): number {
    return this.next?.number ?? this.nextNumber;
  }

  /** For messages. */
  get currentPath(): string {
    return segmentPath(this.directory, this.current?.number ?? this.upcomingNumber);
  }

  /** Creates the next segment, if that has not been done: blocks for milliseconds, so ahead of time. */
  prepareNext(): void {
    if (this.next !== undefined) return;
    const number = this.nextNumber++;
    this.next = { number, segment: createSegment(this.directory, number) };
  }

  /** From here on batches go to a new segment. */
  begin(previous: LogPoint): LiveSegment {
    this.prepareNext();
    const { number, segment } = this.next!;
    this.next = undefined;
    if (this.current !== undefined) this.open.push(this.current);
    const lastIndex = previous.index;
    this.current = { number, previous, lastIndex, segment, writes: 0, bytes: 0, headerWritten: false };
    this.live.push(this.current);
    this.closeSome(READERS_MAX);
    return this.current;
  }

  /** Batches from `index` on do not count any more. */
  truncate(index: number): void {
    while (this.live.length > 0 && this.live[this.live.length - 1].previous.index >= index - 1) {
      this.voidNumbers.push(this.live.pop()!.number);
    }
    if (this.live.length > 0) this.live[this.live.length - 1].lastIndex = index - 1;
  }

  /**
   * Forgets segments whose batches all lie before `index`; the newest stays.
   *
   * @returns their numbers; the caller has them unlinked when it has noted that durably
   */
  trimBefore(index: number): number[] {
    const trimmed: number[] = [];
    while (this.live.length > 1 && this.live[0].lastIndex < index) trimmed.push(this.live.shift()!.number);
    return trimmed;
  }

  /** The point before the first batch of the oldest; undefined when there is none. */
  get base(): LogPoint | undefined {
    return this.live[0]?.previous;
  }

  /**
   * A durable batch's bytes, in a buffer that the next read reuses.
   * @throws LogCorruptError
   */
  read(index: number): Uint8Array {
    let at = this.live.length - 1;
    while (this.live[at].previous.index >= index) at--;
    const live = this.live[at];
    assert(index <= live.lastIndex);
    this.use(live);
    const key = index - live.previous.index;
    let reason = "the record is missing";
    try {
      const bytes = readRecord(live.segment!, key);
      const verdict = bytes === undefined ? "missing" : verifyBatch(bytes);
      if (verdict === "valid") return bytes!;
      if (verdict !== "missing") reason = `the batch's ${verdict} does not match its checksum`;
    } catch (error) {
      reason = `LMDB cannot read it: ${(error as Error).message}`;
    }
    throw new LogCorruptError({
      file: segmentPath(this.directory, live.number),
      key,
      index,
      reason,
      advice: "It was good when this process started: look for the cause on the disk before starting again",
    });
  }

  /** Unlinks what holds nothing that counts; called when the segment that replaces it is durable. */
  unlinkVoid(): Promise<void> {
    return this.voidNumbers.length === 0 ? this.unlinking : this.unlink(this.voidNumbers.splice(0));
  }

  unlink(numbers: readonly number[]): Promise<void> {
    this.unlinking = this.unlinking.then(async () => {
      for (const number of numbers) await unlinkSegment(this.directory, number);
      await syncDirectoryLater(this.directory);
    });
    return this.unlinking;
  }

  async close(): Promise<void> {
    await this.unlinking.catch(() => {}); // Who asked for it has been told.
    this.closeSome(0);
    await this.current?.segment?.close();
    if (this.next === undefined) return;
    await this.next.segment.close();
    unlinkSegmentNow(this.directory, this.next.number);
  }

  private use(live: LiveSegment): void {
    if (live === this.current) return;
    const at = this.open.indexOf(live);
    if (at === this.open.length - 1 && at >= 0) return;
    if (at >= 0) this.open.splice(at, 1);
    else live.segment = openSegment(segmentPath(this.directory, live.number), true);
    this.open.push(live);
    this.closeSome(READERS_MAX);
  }

  private closeSome(openMax: number): void {
    for (let at = 0; at < this.open.length && this.open.length > openMax;) {
      const live = this.open[at];
      if (live.writes > 0) {
        at++;
        continue;
      }
      this.open.splice(at, 1);
      void live.segment!.close();
      live.segment = undefined;
    }
  }
}
