import type { SegmentArchive } from "./archive.ts";
import { syncDirectoryLater } from "./directory.ts";
import type { LogPoint } from "./log-store.ts";
import type { RecoveredSegment } from "./recovery.ts";
import { type ReadableSegment, SegmentReaders } from "./segment-readers.ts";
import { type Segment, createSegment, segmentPath, unlinkSegment, unlinkSegmentNow } from "./segment.ts";

/** A segment that holds batches that count, durable or on their way. */
export interface LiveSegment extends ReadableSegment {
  readonly number: number;
  /** What its batches take in the file; not counted for those that an earlier process wrote. */
  bytes: number;
  headerWritten: boolean;
}

/** The segments of one log, oldest first, without gap or overlap; only the newest is ever written. */
export class SegmentList {
  private readonly directory: string;
  private readonly archive: SegmentArchive;
  private readonly live: LiveSegment[];
  private readonly readers = new SegmentReaders();
  /** Hold nothing that counts; unlinked as soon as that is durable. */
  private voidNumbers: number[];
  /** Created ahead of time, empty. */
  private next: { number: number; segment: Segment } | undefined;
  private nextNumber: number;
  /** What is being moved or unlinked. */
  private clearing: Promise<void> = Promise.resolve();

  /** What batches are appended to; undefined until `begin`, as a new process begins a new segment. */
  current: LiveSegment | undefined;

  constructor(
    directory: string,
    archive: SegmentArchive,
    found: { segments: readonly RecoveredSegment[]; voidNumbers: number[]; highestNumber: number },
  ) {
    this.directory = directory;
    this.archive = archive;
    this.live = found.segments.map((segment) => ({
      ...segment,
      path: segmentPath(directory, segment.number),
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
    if (this.current !== undefined) this.readers.add(this.current);
    const path = segmentPath(this.directory, number);
    const lastIndex = previous.index;
    this.current = { number, path, previous, lastIndex, segment, writes: 0, bytes: 0, headerWritten: false };
    this.live.push(this.current);
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
   * @returns their numbers; the caller has them set aside when it has noted that durably
   */
  trimBefore(index: number): number[] {
    const count = this.live.findIndex((live, at) => live.lastIndex >= index || at === this.live.length - 1);
    return this.forget(Math.max(0, count));
  }

  /** Forgets all: what comes next begins a new segment. @returns as trimBefore */
  dropAll(): number[] {
    if (this.current !== undefined) this.readers.add(this.current);
    this.current = undefined;
    return [...this.voidNumbers.splice(0), ...this.forget(this.live.length)].toSorted((a, b) => a - b);
  }

  private forget(count: number): number[] {
    const forgotten = this.live.splice(0, count);
    this.readers.forget(forgotten);
    return forgotten.map(({ number }) => number);
  }

  /** The point before the first batch of the oldest; undefined when there is none. */
  get base(): LogPoint | undefined {
    return this.live[0]?.previous;
  }

  /** Of the oldest; of the upcoming one when there is none. */
  get firstNumber(): number {
    return this.live[0]?.number ?? this.upcomingNumber;
  }

  /** As SegmentReaders.read. */
  read(index: number): Uint8Array {
    return this.readers.read(this.live, index);
  }

  /** Unlinks what holds nothing that counts; called when the segment that replaces it is durable. */
  unlinkVoid(): Promise<void> {
    if (this.voidNumbers.length === 0) return this.clearing;
    const numbers = this.voidNumbers.splice(0);
    return this.clear(async () => {
      for (const number of numbers) await unlinkSegment(this.directory, number);
      await syncDirectoryLater(this.directory);
    });
  }

  /** Hands over to the archive what was forgotten. */
  setAside(numbers: readonly number[]): Promise<void> {
    return this.clear(() => this.archive.take(this.directory, numbers));
  }

  async close(): Promise<void> {
    await this.clearing.catch(() => {}); // Who asked for it has been told.
    this.readers.closeAll();
    await this.current?.segment?.close();
    if (this.next === undefined) return;
    await this.next.segment.close();
    unlinkSegmentNow(this.directory, this.next.number);
  }

  private clear(work: () => Promise<void>): Promise<void> {
    this.clearing = this.clearing.then(work);
    return this.clearing;
  }
}
