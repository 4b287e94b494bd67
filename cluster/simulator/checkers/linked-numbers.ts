/** Some of the numbers 0 to size - 1 in a given order, from which any may be taken and put back, at once. */
export class LinkedNumbers {
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly end: number;

  constructor(size: number, numbers: readonly number[]) {
    this.end = size;
    this.next = new Int32Array(size + 1);
    this.previous = new Int32Array(size + 1);
    let last = this.end;
    for (const number of [...numbers, this.end]) {
      this.next[last] = number;
      this.previous[number] = last;
      last = number;
    }
  }

  first(): number | undefined {
    return this.after(this.end);
  }

  /** The next one, also of a number that was taken: of the place where it was. */
  after(number: number): number | undefined {
    const next = this.next[number];
    return next === this.end ? undefined : next;
  }

  take(number: number): void {
    this.next[this.previous[number]] = this.next[number];
    this.previous[this.next[number]] = this.previous[number];
  }

  /** What was taken last is put back first. */
  putBack(number: number): void {
    this.next[this.previous[number]] = number;
    this.previous[this.next[number]] = number;
  }
}
