import { assert } from "../assert.ts";

/**
 * The term of every batch in a log, kept as runs: terms never fall along a log and change only with
 * leaders, so a log of any length needs a handful of numbers.
 */
export class TermRuns {
  /** First index of each run, rising. */
  private readonly starts: number[] = [];
  private readonly terms: number[] = [];
  private last: number;

  /**
   * @param index the point before the first batch
   * @param known what follows it: runs (a term may be given more than once) and where the last one ends
   */
  constructor(
    index: number,
    term: number,
    known?: { terms: readonly [number, number][]; last: { index: number } },
  ) {
    this.starts.push(index);
    this.terms.push(term);
    for (const [start, next] of known?.terms ?? []) this.begin(start, next);
    this.last = known?.last.index ?? index;
  }

  append(index: number, term: number): void {
    assert(index === this.last + 1);
    this.begin(index, term);
    this.last = index;
  }

  /** Forgets `index` and all after it. */
  truncate(index: number): void {
    assert(index > this.starts[0] && index <= this.last + 1);
    while (this.starts[this.starts.length - 1] >= index) {
      this.starts.pop();
      this.terms.pop();
    }
    this.last = index - 1;
  }

  /** Forgets all before `index`, which becomes the point before the first batch. */
  trim(index: number): void {
    assert(index >= this.starts[0] && index <= this.last);
    while (this.starts.length > 1 && this.starts[1] <= index) {
      this.starts.shift();
      this.terms.shift();
    }
    this.starts[0] = index;
  }

  at(index: number): number {
    assert(index >= this.starts[0] && index <= this.last);
    let run = this.starts.length - 1; // Nearly always asked of the newest.
    while (this.starts[run] > index) run--;
    return this.terms[run];
  }

  private begin(index: number, term: number): void {
    const lastTerm = this.terms[this.terms.length - 1];
    assert(term >= lastTerm);
    if (term === lastTerm) return;
    this.starts.push(index);
    this.terms.push(term);
  }
}
