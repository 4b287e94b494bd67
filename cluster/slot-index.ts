import { assert } from "./assert.ts";

const EMPTY = -1;
const INITIAL_CELLS = 1_024;

/**
 * Finds slots of typed-array tables by hash: open addressing with linear probing, at most half full,
 * deletion by shifting back, so that it never needs cleaning. The owner compares keys:
 *
 *     for (let cell = index.first(hash); index.slots[cell] >= 0; cell = index.next(cell)) { … }
 *
 * Cell order depends on history and is never visible. Hot path: no allocation unless it grows.
 */
export class SlotIndex {
  /** By cell; -1 is an empty cell, which ends a search. */
  slots: Int32Array = new Int32Array(INITIAL_CELLS).fill(EMPTY);
  private hashes: Uint32Array = new Uint32Array(INITIAL_CELLS);
  private mask = INITIAL_CELLS - 1;
  private used = 0;

  first(hash: number): number {
    return hash & this.mask;
  }

  next(cell: number): number {
    return (cell + 1) & this.mask;
  }

  insert(hash: number, slot: number): void {
    if ((this.used + 1) * 2 > this.slots.length) this.grow();
    this.place(hash, slot);
    this.used++;
  }

  /** Empties a cell that a search has found. */
  removeAt(cell: number): void {
    assert(this.slots[cell] !== EMPTY);
    let gap = cell;
    for (let at = this.next(gap); this.slots[at] !== EMPTY; at = this.next(at)) {
      const home = this.hashes[at] & this.mask;
      // Move it into the gap unless its home lies after the gap: a search would not reach it there.
      if (((at - home) & this.mask) < ((at - gap) & this.mask)) continue;
      this.slots[gap] = this.slots[at];
      this.hashes[gap] = this.hashes[at];
      gap = at;
    }
    this.slots[gap] = EMPTY;
    this.used--;
  }

  clear(): void {
    this.slots.fill(EMPTY);
    this.used = 0;
  }

  private place(hash: number, slot: number): void {
    let cell = this.first(hash);
    while (this.slots[cell] !== EMPTY) cell = this.next(cell);
    this.slots[cell] = slot;
    this.hashes[cell] = hash;
  }

  private grow(): void {
    const slots = this.slots;
    const hashes = this.hashes;
    this.slots = new Int32Array(slots.length * 2).fill(EMPTY);
    this.hashes = new Uint32Array(slots.length * 2);
    this.mask = this.slots.length - 1;
    for (let cell = 0; cell < slots.length; cell++) {
      if (slots[cell] !== EMPTY) this.place(hashes[cell], slots[cell]);
    }
  }
}
