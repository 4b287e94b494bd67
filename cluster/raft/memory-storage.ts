import { assert } from "../assert.ts";
import { limitSize } from "./entry.ts";
import type { Entry, EntryId } from "./entry.ts";
import { EMPTY_CONFIGURATION } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import type { Snapshot } from "./snapshot.ts";
import { EMPTY_HARD_STATE, NO_TERM } from "./storage.ts";
import type { HardState, Storage } from "./storage.ts";

const NO_DATA = new Uint8Array(0);

/** A log in memory, for tests and the simulator: what is written here counts as durable. */
export class MemoryStorage implements Storage {
  private hardState: HardState = EMPTY_HARD_STATE;
  private newest: Snapshot = { index: 0, term: 0, configuration: EMPTY_CONFIGURATION, data: NO_DATA };
  /** The id of the entry before the first one kept. */
  private base: EntryId = { index: 0, term: 0 };
  private kept: Entry[] = [];

  /** A storage whose log begins behind a snapshot at index 0: the members are known, the log is empty. */
  static of(configuration: Partial<Configuration>): MemoryStorage {
    const storage = new MemoryStorage();
    storage.newest = { ...storage.newest, configuration: { ...EMPTY_CONFIGURATION, ...configuration } };
    return storage;
  }

  initialState(): { readonly hardState: HardState; readonly configuration: Configuration } {
    return { hardState: this.hardState, configuration: this.newest.configuration };
  }

  firstIndex(): number {
    return this.base.index + 1;
  }

  lastIndex(): number {
    return this.base.index + this.kept.length;
  }

  term(index: number): number {
    if (index === this.base.index) return this.base.term;
    return this.kept[index - this.base.index - 1]?.term ?? NO_TERM;
  }

  entries(from: number, to: number, sizeBytesMax: number): readonly Entry[] | null {
    if (from < this.firstIndex()) return null;
    assert(to <= this.lastIndex() + 1);
    const offset = this.base.index + 1;
    return limitSize(this.kept.slice(from - offset, to - offset), sizeBytesMax);
  }

  snapshot(): Snapshot | null {
    return this.newest.index === 0 ? null : this.newest;
  }

  setHardState(hardState: HardState): void {
    this.hardState = hardState;
  }

  /** Appends entries, replacing what is there from the first one's index on. */
  append(entries: readonly Entry[]): void {
    const fresh = entries.filter((entry) => entry.index > this.base.index);
    if (fresh.length === 0) return;
    const keep = fresh[0]!.index - this.base.index - 1;
    assert(keep <= this.kept.length); // Or there is a gap.
    this.kept.length = keep;
    this.kept.push(...fresh);
  }

  /** Everything there is is replaced by a snapshot that was received. */
  install(snapshot: Snapshot): void {
    assert(snapshot.index > this.newest.index);
    this.newest = snapshot;
    this.base = { index: snapshot.index, term: snapshot.term };
    this.kept = [];
  }

  /** The node's own snapshot; the log stays. */
  createSnapshot(index: number, configuration: Configuration, data: Uint8Array): void {
    const term = this.term(index);
    assert(term !== NO_TERM);
    this.newest = { index, term, configuration, data };
  }

  /** Forgets the entries up to and including `index`, which a snapshot must hold. */
  trim(index: number): void {
    const term = this.term(index);
    assert(term !== NO_TERM && index >= this.base.index);
    this.kept = this.kept.slice(index - this.base.index);
    this.base = { index, term };
  }
}
