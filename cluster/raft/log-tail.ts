import { assert } from "../assert.ts";
import { NO_ENTRIES } from "./message.ts";
import type { Entry } from "./entry.ts";
import type { Snapshot } from "./snapshot.ts";
import { NO_TERM } from "./storage.ts";

/** What became of a completion of the log writer. */
export type StableResult = "stable" | "missing" | "overwritten";

/** How entries were put in: behind the others, instead of all of them, or instead of the last ones. */
export type AppendKind = "appended" | "replaced" | "truncated";

/**
 * The end of the log that is not known to be durable: made here or received, handed to the log writer or not.
 *
 *     storage | offset ... in progress ... | nextIndex ... not yet handed out ... | end
 *
 * A snapshot that is being installed stands before the entries: then `offset` is its index + 1.
 */
export class LogTail {
  /** Index of entries[0]; below it, storage answers. */
  offset: number;
  entries: Entry[] = [];
  /** The first index that was not yet handed to the log writer. */
  nextIndex: number;
  snapshot: Snapshot | null = null;
  private isSnapshotInProgress = false;

  constructor(offset: number) {
    this.offset = offset;
    this.nextIndex = offset;
  }

  /** 0 when only storage knows. */
  get lastIndex(): number {
    if (this.entries.length > 0) return this.offset + this.entries.length - 1;
    return this.snapshot === null ? 0 : this.snapshot.index;
  }

  /** @returns NO_TERM when the index is not in the tail */
  term(index: number): number {
    if (index < this.offset) {
      return this.snapshot !== null && this.snapshot.index === index ? this.snapshot.term : NO_TERM;
    }
    const entry = this.entries[index - this.offset];
    return entry === undefined ? NO_TERM : entry.term;
  }

  slice(from: number, to: number): readonly Entry[] {
    assert(from >= this.offset && to <= this.offset + this.entries.length);
    return this.entries.slice(from - this.offset, to - this.offset);
  }

  get hasNextEntries(): boolean {
    return this.entries.length > this.nextIndex - this.offset;
  }

  nextEntries(): readonly Entry[] {
    return this.hasNextEntries ? this.entries.slice(this.nextIndex - this.offset) : NO_ENTRIES;
  }

  nextSnapshot(): Snapshot | null {
    return this.isSnapshotInProgress ? null : this.snapshot;
  }

  /** All that `nextEntries` and `nextSnapshot` gave is now with the log writer. */
  acceptInProgress(): void {
    if (this.entries.length > 0) this.nextIndex = this.offset + this.entries.length;
    if (this.snapshot !== null) this.isSnapshotInProgress = true;
  }

  /**
   * Everything up to (index, term) is durable. The term is what makes a late completion harmless: the entry
   * that it speaks of may have been replaced by one of another leader with the same index.
   */
  stableThrough(index: number, term: number): StableResult {
    const ownTerm = this.term(index);
    if (ownTerm === NO_TERM || index < this.offset) return "missing";
    if (ownTerm !== term) return "overwritten";
    this.entries.splice(0, index + 1 - this.offset);
    this.offset = index + 1;
    this.nextIndex = Math.max(this.nextIndex, this.offset);
    return "stable";
  }

  stableSnapshot(index: number): void {
    if (this.snapshot === null || this.snapshot.index !== index) return;
    this.snapshot = null;
    this.isSnapshotInProgress = false;
  }

  /** The log begins anew behind the snapshot. */
  restore(snapshot: Snapshot): void {
    this.offset = snapshot.index + 1;
    this.nextIndex = this.offset;
    this.entries = [];
    this.snapshot = snapshot;
    this.isSnapshotInProgress = false;
  }

  /** Appends entries, replacing what stands at and after the first one's index. */
  append(entries: readonly Entry[]): AppendKind {
    const first = entries[0]!.index;
    const end = this.offset + this.entries.length;
    assert(first <= end); // Or there is a gap.
    if (first < end && first > this.offset) {
      this.entries.length = first - this.offset;
      this.nextIndex = Math.min(this.nextIndex, first);
    } else if (first < end || first < this.offset) {
      // Storage may hold the replaced ones; the log writer truncates when it is handed these.
      this.entries = entries.slice();
      this.offset = first;
      this.nextIndex = first;
      return "replaced";
    }
    for (let i = 0; i < entries.length; i++) this.entries.push(entries[i]!);
    return first < end ? "truncated" : "appended";
  }
}
