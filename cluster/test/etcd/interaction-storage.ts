import type { Configuration } from "../../raft/configuration.ts";
import type { Entry } from "../../raft/entry.ts";
import { MemoryStorage } from "../../raft/memory-storage.ts";
import type { Snapshot } from "../../raft/snapshot.ts";
import type { HardState, Storage } from "../../raft/storage.ts";

/**
 * A memory log whose snapshots are made by the state machine: whoever asks gets the state after the last
 * applied entry.
 */
export class InteractionStorage implements Storage {
  readonly log = new MemoryStorage();
  /** The state after each applied entry, from the bootstrap on. */
  readonly history: Snapshot[];

  constructor(bootstrap: Snapshot) {
    this.history = [bootstrap];
    if (bootstrap.index > 0) this.log.install(bootstrap);
  }

  initialState(): { readonly hardState: HardState; readonly configuration: Configuration } {
    return this.log.initialState();
  }
  firstIndex(): number {
    return this.log.firstIndex();
  }
  lastIndex(): number {
    return this.log.lastIndex();
  }
  term(index: number): number {
    return this.log.term(index);
  }
  entries(from: number, to: number, sizeBytesMax: number): readonly Entry[] | null {
    return this.log.entries(from, to, sizeBytesMax);
  }
  snapshot(): Snapshot | null {
    return this.history.at(-1)!;
  }

  /** One write: term and vote, then either a snapshot or entries. */
  write(hardState: HardState | null, entries: readonly Entry[], snapshot: Snapshot | null): void {
    if (hardState !== null) this.log.setHardState(hardState);
    if (snapshot === null) this.log.append(entries);
    else if (entries.length > 0) throw new Error("can't apply snapshot and entries at the same time");
    else this.log.install(snapshot);
  }

  /** The state machine of these tests appends the data of each entry to its state. */
  recordApplied(entry: Entry, configuration: Configuration | undefined, update: Uint8Array): void {
    const last = this.history.at(-1)!;
    this.history.push({
      index: entry.index,
      term: entry.term,
      configuration: configuration ?? last.configuration,
      data: Uint8Array.from([...last.data, ...update]),
    });
  }
}
