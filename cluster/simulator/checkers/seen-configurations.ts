import type { BitSet } from "./bit-set.ts";

/**
 * Where the search has been (Lowe's cache): the operations linearized so far and the state they led to. From the
 * same place it can only go the same ways, so a second visit is pointless.
 *
 * Operations of unknown outcome need not be linearized at all. So of two visits that differ in these only, the one
 * that has used fewer of them can go every way of the other, and the other is pointless too.
 */
export class SeenConfigurations {
  /** By completed operations and state: the sets of unknown ones, none within another. */
  private readonly unknownSets = new Map<string, BitSet[]>();

  /** @returns false when nothing new can come of it */
  add(completed: BitSet, unknown: BitSet, state: string): boolean {
    const key = `${completed.identify()} ${state}`;
    const sets = this.unknownSets.get(key);
    if (sets === undefined) {
      this.unknownSets.set(key, [unknown.copy()]);
      return true;
    }
    let kept = 0;
    for (const set of sets) {
      if (set.isSubsetOf(unknown)) return false;
      if (!unknown.isSubsetOf(set)) sets[kept++] = set;
    }
    sets.length = kept;
    sets.push(unknown.copy());
    return true;
  }
}
