import { assert } from "../assert.ts";
import { entriesSizeBytes, entrySizeBytes, limitSize } from "./entry.ts";
import type { Entry, EntryId } from "./entry.ts";
import { LogTail } from "./log-tail.ts";
import type { AppendKind } from "./log-tail.ts";
import { NO_ENTRIES } from "./message.ts";
import type { Snapshot } from "./snapshot.ts";
import { NO_TERM } from "./storage.ts";
import type { Storage } from "./storage.ts";

/**
 * The log as one: storage below, the tail in memory above.
 *
 * Invariant: applied <= applying <= commit <= last index. What is committed is never replaced.
 */
export class RaftLog {
  readonly storage: Storage;
  readonly tail: LogTail;
  commitIndex: number;
  /** The highest index handed to apply. */
  applyingIndex: number;
  appliedIndex: number;
  private readonly applyingBytesMax: number;
  private applyingBytes = 0;
  private isApplyPaused = false;
  private readonly onOverwrite: ((kind: AppendKind, index: number) => void) | undefined;

  /** @param onOverwrite told when entries that were not durable are replaced from an index on */
  constructor(
    storage: Storage,
    applyingBytesMax: number,
    onOverwrite?: (kind: AppendKind, index: number) => void,
  ) {
    this.storage = storage;
    this.onOverwrite = onOverwrite;
    this.applyingBytesMax = applyingBytesMax;
    const beforeFirst = storage.firstIndex() - 1;
    this.tail = new LogTail(storage.lastIndex() + 1);
    this.commitIndex = beforeFirst;
    this.applyingIndex = beforeFirst;
    this.appliedIndex = beforeFirst;
  }

  get firstIndex(): number {
    return this.tail.snapshot === null ? this.storage.firstIndex() : this.tail.snapshot.index + 1;
  }

  get lastIndex(): number {
    return this.tail.lastIndex || this.storage.lastIndex();
  }

  get lastId(): EntryId {
    const index = this.lastIndex;
    const term = this.term(index);
    assert(term !== NO_TERM);
    return { index, term };
  }

  /** @returns NO_TERM for an index that is trimmed, or beyond the end */
  term(index: number): number {
    const term = this.tail.term(index);
    if (term !== NO_TERM) return term;
    if (index + 1 < this.firstIndex || index > this.lastIndex) return NO_TERM;
    return this.storage.term(index);
  }

  matches(index: number, term: number): boolean {
    return this.term(index) === term && term !== NO_TERM;
  }

  /** Whether a log that ends there holds at least what this one may have committed. (Raft, section 5.4.1.) */
  isUpToDate(index: number, term: number): boolean {
    const last = this.lastId;
    return term > last.term || (term === last.term && index >= last.index);
  }

  /**
   * Appends what a leader sent, when the entry before it matches. What matches already is left alone: an old
   * append that was overtaken must not erase what came after it. (Raft, section 5.3.)
   *
   * @returns the last index that now matches the leader's log, or -1 when `previous` does not match
   */
  tryAppend(
    previousIndex: number,
    previousTerm: number,
    entries: readonly Entry[],
    commitIndex: number,
  ): number {
    if (!this.matches(previousIndex, previousTerm)) return -1;
    const lastNew = previousIndex + entries.length;
    let skip = 0;
    while (skip < entries.length && this.matches(entries[skip]!.index, entries[skip]!.term)) skip++;
    if (skip < entries.length) this.append(skip === 0 ? entries : entries.slice(skip));
    this.commitTo(Math.min(commitIndex, lastNew));
    return lastNew;
  }

  append(entries: readonly Entry[]): number {
    if (entries.length > 0) {
      assert(entries[0]!.index > this.commitIndex); // What is committed is never replaced.
      const kind = this.tail.append(entries);
      if (kind !== "appended") this.onOverwrite?.(kind, entries[0]!.index);
    }
    return this.lastIndex;
  }

  /**
   * The highest index at or below `index` whose term is not above `term`: nothing between the two can match.
   *
   * @returns its id; the term is 0 when the index is trimmed
   */
  findMatchBelow(index: number, term: number): EntryId {
    for (; index > 0; index--) {
      const ownTerm = this.term(index);
      if (ownTerm === NO_TERM) return { index, term: 0 };
      if (ownTerm <= term) return { index, term: ownTerm };
    }
    return { index: 0, term: 0 };
  }

  commitTo(index: number): void {
    if (index <= this.commitIndex) return;
    assert(index <= this.lastIndex); // Or the log has lost what it once acknowledged.
    this.commitIndex = index;
  }

  /** Commits by counting, which holds for entries of the leader's own term only. (Raft, section 5.4.2.) */
  tryCommit(index: number, ownTerm: number): boolean {
    if (index <= this.commitIndex || !this.matches(index, ownTerm)) return false;
    this.commitTo(index);
    return true;
  }

  /** All entries from `from` on, at most `sizeBytesMax`, but at least one; null when they are trimmed. */
  entriesFrom(from: number, sizeBytesMax: number): readonly Entry[] | null {
    const end = this.lastIndex + 1;
    return from >= end ? NO_ENTRIES : this.slice(from, end, sizeBytesMax);
  }

  /** Entries in [from, to), at most `sizeBytesMax`, but at least one; null when they are trimmed. */
  slice(from: number, to: number, sizeBytesMax: number): readonly Entry[] | null {
    assert(from <= to && to <= this.lastIndex + 1);
    if (from < this.firstIndex) return null;
    if (from === to) return NO_ENTRIES;
    const offset = this.tail.offset;
    if (from >= offset) return limitSize(this.tail.slice(from, to), sizeBytesMax);

    const end = Math.min(to, offset);
    const stored = this.storage.entries(from, end, sizeBytesMax);
    if (stored === null || to <= offset || stored.length < end - from) return stored;
    const roomBytes = sizeBytesMax - entriesSizeBytes(stored);
    if (roomBytes <= 0) return stored;
    const unstored = limitSize(this.tail.slice(offset, to), roomBytes);
    if (unstored.length === 1 && entrySizeBytes(unstored[0]!) > roomBytes) return stored;
    return [...stored, ...unstored];
  }

  /** @param allowUnstable whether entries that are not yet known to be durable here may be applied */
  hasNextCommitted(allowUnstable: boolean): boolean {
    return this.canApply() && this.applyingIndex < this.lastAppliable(allowUnstable);
  }

  nextCommitted(allowUnstable: boolean): readonly Entry[] {
    if (!this.hasNextCommitted(allowUnstable)) return NO_ENTRIES;
    const roomBytes = this.applyingBytesMax - this.applyingBytes;
    const entries = this.slice(this.applyingIndex + 1, this.lastAppliable(allowUnstable) + 1, roomBytes);
    assert(entries !== null); // Storage must not trim what was not applied.
    return entries;
  }

  acceptApplying(index: number, sizeBytes: number, allowUnstable: boolean): void {
    assert(index <= this.commitIndex);
    this.applyingIndex = index;
    this.applyingBytes += sizeBytes;
    // Either the bound is reached, or the next entry alone would pass it.
    this.isApplyPaused =
      this.applyingBytes >= this.applyingBytesMax || index < this.lastAppliable(allowUnstable);
  }

  appliedTo(index: number, sizeBytes: number): void {
    assert(index >= this.appliedIndex && index <= this.commitIndex);
    this.appliedIndex = index;
    this.applyingIndex = Math.max(this.applyingIndex, index);
    this.applyingBytes = Math.max(0, this.applyingBytes - sizeBytes);
    this.isApplyPaused = this.applyingBytes >= this.applyingBytesMax;
  }

  restore(snapshot: Snapshot): void {
    this.commitIndex = snapshot.index;
    this.tail.restore(snapshot);
  }

  private canApply(): boolean {
    return !this.isApplyPaused && this.tail.snapshot === null;
  }

  private lastAppliable(allowUnstable: boolean): number {
    return allowUnstable ? this.commitIndex : Math.min(this.commitIndex, this.tail.offset - 1);
  }
}
