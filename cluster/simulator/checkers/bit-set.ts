const WORD_BITS = 32;

/** A set of small numbers, 0 to size - 1. */
export class BitSet {
  private readonly words: Int32Array;

  constructor(words: Int32Array) {
    this.words = words;
  }

  static ofSize(size: number): BitSet {
    return new BitSet(new Int32Array(Math.ceil(size / WORD_BITS)));
  }

  add(number: number): void {
    this.words[number >>> 5] |= 1 << (number & 31);
  }

  delete(number: number): void {
    this.words[number >>> 5] &= ~(1 << (number & 31));
  }

  copy(): BitSet {
    return new BitSet(this.words.slice());
  }

  isSubsetOf(other: BitSet): boolean {
    for (let i = 0; i < this.words.length; i++) {
      if ((this.words[i] & ~other.words[i]) !== 0) return false;
    }
    return true;
  }

  /**
   * Equal for equal sets of one size, and only for them. Short when the set is "all up to here, and a few more", which
   * is what the operations linearized so far look like when numbered in the order of their calls.
   */
  identify(): string {
    let first = 0;
    while (first < this.words.length && this.words[first] === -1) first++;
    let end = this.words.length;
    while (end > first && this.words[end - 1] === 0) end--;
    let text = `${first}`;
    for (let i = first; i < end; i++) text += `,${this.words[i]}`;
    return text;
  }
}
