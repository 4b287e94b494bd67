import { assert } from "./assert.ts";
import { ByteRing } from "./byte-ring.ts";
import type { OutputBuffer } from "./outputs.ts";
import type { ArrayCopier } from "./service.ts";
import { RecordFlag } from "./outputs.ts";

/**
 * The newest replies of one session, until the client says that it has them: what makes a retry safe.
 * Replicated: which replies are kept follows from the log alone, never from how memory was grown.
 *
 * The replies kept are those with correlation ids firstCorrelationId to firstCorrelationId + count - 1.
 */
export class ReplyRing {
  /** A new reply pushes out the oldest ones when it would not fit below this. */
  readonly limitBytes: number;
  firstCorrelationId = 1;
  count = 0;
  private readonly ring = new ByteRing();

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  get usedBytes(): number {
    return this.ring.used;
  }

  /** Keeps the replies of one run, which lie between `from` and `to`. Hot path: one copy per run. */
  append(replies: Uint8Array, view: DataView, from: number, to: number, count: number): void {
    let start = from;
    let kept = count;
    while (to - start > this.limitBytes) {
      start += view.getUint32(start, true); // A run larger than the ring: its own oldest go.
      kept--;
    }
    if (kept < count) {
      this.dropOldest(this.count);
      this.firstCorrelationId += count - kept;
    }
    while (this.ring.used + (to - start) > this.limitBytes) this.dropOldest(1);
    this.ring.append(replies, start, to);
    this.count += kept;
  }

  /** Frees the replies up to this correlation id, which the client has. Hot path. */
  free(correlationId: number): void {
    const count = Math.min(this.count, correlationId - this.firstCorrelationId + 1);
    if (count > 0) this.dropOldest(count);
  }

  /** Answers `count` requests again, from this correlation id on; all of them are kept. Cold path. */
  repeat(output: OutputBuffer, correlationId: number, count: number): void {
    assert(correlationId >= this.firstCorrelationId);
    assert(correlationId + count <= this.firstCorrelationId + this.count);
    let distance = 0;
    for (let before = this.firstCorrelationId; before < correlationId; before++) {
      distance += this.ring.lengthAt(distance);
    }
    for (let left = count; left > 0; left--) {
      const length = this.ring.lengthAt(distance);
      output.copyRecord(this.ring.copy(distance, length), RecordFlag.Duplicate);
      distance += length;
    }
  }

  /** All records, oldest first: for snapshots and hashes. */
  toBytes(): Uint8Array {
    return this.ring.copy(0, this.ring.used);
  }

  /** As `toBytes`, for another thread. */
  copyState(copy: ArrayCopier): Uint8Array {
    return this.ring.copyState(copy);
  }

  /** Fills an empty ring with what `toBytes` gave. */
  restore(records: Uint8Array, firstCorrelationId: number, count: number): void {
    assert(this.count === 0 && this.ring.used === 0);
    this.ring.append(records, 0, records.length);
    this.firstCorrelationId = firstCorrelationId;
    this.count = count;
  }

  private dropOldest(count: number): void {
    let length = 0;
    for (let left = count; left > 0; left--) length += this.ring.lengthAt(length);
    this.ring.drop(length);
    this.count -= count;
    this.firstCorrelationId += count;
  }
}
