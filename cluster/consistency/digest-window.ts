import type { Outputs } from "../outputs.ts";

/** What all outputs up to a batch come to, in two halves of 32 bits. */
export interface Digest {
  readonly a: number;
  readonly b: number;
}

export function isSameDigest(one: Digest, other: Digest): boolean {
  return one.a === other.a && one.b === other.b;
}

/** A power of two: some seconds of the fastest load. */
const BATCHES = 8_192;

/** The output digests of the batches that were applied last, by index. */
export class DigestWindow {
  private readonly replies = new Uint32Array(BATCHES);
  private readonly events = new Uint32Array(BATCHES);
  private firstIndex = 0;
  private lastIndex = -1;

  /** The machine stands at `outputs.index` now, or stood there when its state was loaded. Hot path: once per batch. */
  record(index: number, outputs: Pick<Outputs, "repliesDigest" | "eventsDigest">): void {
    if (index < this.firstIndex) return;
    if (index !== this.lastIndex + 1) this.firstIndex = index;
    this.lastIndex = index;
    this.replies[index & (BATCHES - 1)] = outputs.repliesDigest;
    this.events[index & (BATCHES - 1)] = outputs.eventsDigest;
  }

  /**
   * What was put out before does not count any more, because the log says to skip some of it; what is put out anew
   * counts from this index on, where all nodes have read that in the log.
   */
  beginAgain(index: number): void {
    this.firstIndex = index;
    this.lastIndex = index - 1;
  }

  /** Of the first batch that it knows. */
  get first(): number {
    return Math.max(this.firstIndex, this.lastIndex - BATCHES + 1);
  }

  /** Undefined before and after what it holds. */
  at(index: number): Digest | undefined {
    if (index < this.first || index > this.lastIndex) return undefined;
    return { a: this.replies[index & (BATCHES - 1)], b: this.events[index & (BATCHES - 1)] };
  }
}
