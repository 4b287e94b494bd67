const WORD_BITS = 32;

/** A set of small numbers, 0 to size - 1. */
export class BitSet {
  private readonly words: Int32Array;
  /** All words before it are full. */
  private fullWords = 0;
  /** All words from it on are empty. */
  private usedWords: number;

  constructor(words: Int32Array) {
    this.words = words;
    this.usedWords = words.length;
  }

  static ofSize(size: number): BitSet {
    return new BitSet(new Int32Array(Math.ceil(size / WORD_BITS)));
  }

  has(number: number): boolean {
    return (this.words[number >>> 5] & (1 << (number & 31))) !== 0;
  }

  add(number: number): void {
    const word = number >>> 5;
    this.words[word] |= 1 << (number & 31);
    this.usedWords = Math.max(this.usedWords, word + 1);
  }

  delete(number: number): void {
    const word = number >>> 5;
    this.words[word] &= ~(1 << (number & 31));
    this.fullWords = Math.min(this.fullWords, word);
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
   * Equal for equal sets of one size, and only for them. Short, and soon made, when the set is "all up to here, and a
   * few more": so look the operations linearized so far when they are numbered in the order of their calls.
   */
  identify(): string {
    const { words } = this;
    while (this.fullWords < words.length && words[this.fullWords] === -1) this.fullWords++;
    while (this.usedWords > this.fullWords && words[this.usedWords - 1] === 0) this.usedWords--;
    let text = `${this.fullWords}`;
    for (let i = this.fullWords; i < this.usedWords; i++) text += `,${words[i]}`;
    return text;
  }
}
