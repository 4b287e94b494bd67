import { assert } from "./assert.ts";
import { ByteRing } from "./byte-ring.ts";
import type { OutputBuffer } from "./outputs.ts";
import { RecordFlag } from "./outputs.ts";
import type { ArrayCopier } from "./service.ts";
import { SlotIndex } from "./slot-index.ts";

const INITIAL_ENTRIES = 1_024;
/** 32-bit words of a key's hash, and of a content's. */
const WORDS = 4;

interface IdempotencyLimits {
  idempotencyKeysMax: number;
  idempotencyBytesMax: number;
  idempotencyKeptUs: number;
  replyBytesMax: number;
}

/** An entry as a value, for snapshots. */
export interface IdempotencyEntry {
  /** 32 bytes: hash of the key, hash of the content. */
  hashes: Uint8Array;
  expiresUs: number;
  position: number;
  reply: Uint8Array;
}

export interface IdempotencyCopy {
  readonly count: number;
  readonly oldest: number;
  readonly forgottenBytes: number;
  readonly replies: Uint8Array;
  readonly keys: Uint32Array;
  readonly contents: Uint32Array;
  readonly expiries: Float64Array;
  readonly positions: Float64Array;
  readonly starts: Float64Array;
  readonly lengths: Uint32Array;
}

/**
 * Replies by idempotency key, for ten minutes of cluster time after the command. Replicated. All
 * are kept equally long and time never goes back, so they expire in the order in which they came:
 * the entries and their replies are two rings, and an index finds an entry by its key. A full table
 * takes no new key; none is evicted before its time.
 */
export class IdempotencyTable {
  count = 0;
  private readonly limits: IdempotencyLimits;
  private readonly index = new SlotIndex();
  private readonly replies = new ByteRing();
  /** By slot, in units of WORDS. */
  private keys: Uint32Array = new Uint32Array(INITIAL_ENTRIES * WORDS);
  private contents: Uint32Array = new Uint32Array(INITIAL_ENTRIES * WORDS);
  private expiries: Float64Array = new Float64Array(INITIAL_ENTRIES);
  private positions: Float64Array = new Float64Array(INITIAL_ENTRIES);
  /** Where its reply begins, in bytes since the beginning. */
  private starts: Float64Array = new Float64Array(INITIAL_ENTRIES);
  private lengths: Uint32Array = new Uint32Array(INITIAL_ENTRIES);
  /** Slot of the oldest entry. */
  private oldest = 0;
  /** Reply bytes ever forgotten. */
  private forgottenBytes = 0;

  constructor(limits: IdempotencyLimits) {
    this.limits = limits;
  }

  /** False while one more entry might be one too many. */
  get hasRoom(): boolean {
    const { idempotencyKeysMax, idempotencyBytesMax, replyBytesMax } = this.limits;
    return this.count < idempotencyKeysMax && this.replies.used + replyBytesMax <= idempotencyBytesMax;
  }

  /** Forgets what has expired. Once per batch. */
  expire(now: number): void {
    while (this.count > 0 && this.expiries[this.oldest] <= now) this.forgetOldest();
  }

  /** @param offset of the 16 bytes of the key's hash @returns the entry's slot, or -1 */
  find(view: DataView, offset: number): number {
    const index = this.index;
    for (let cell = index.first(view.getUint32(offset, true)); ; cell = index.next(cell)) {
      const slot = index.slots[cell];
      if (slot < 0 || equals(this.keys, slot, view, offset)) return slot;
    }
  }

  /** Whether the entry was made for this content. @param offset of the 16 bytes of its hash */
  isFor(slot: number, view: DataView, offset: number): boolean {
    return equals(this.contents, slot, view, offset);
  }

  /** Of the command that the entry's reply answered. */
  positionOf(slot: number): number {
    return this.positions[slot];
  }

  /** Answers with the entry's reply. */
  repeat(slot: number, output: OutputBuffer): void {
    const reply = this.replies.copy(this.starts[slot] - this.forgottenBytes, this.lengths[slot]);
    output.copyRecord(reply, RecordFlag.Duplicate);
  }

  /**
   * Keeps a reply. The key is not in the table and `hasRoom` was true.
   * @param offset of the key's hash, which the content's follows
   * @param replies where the record lies between `from` and `to`
   */
  add(
    view: DataView,
    offset: number,
    now: number,
    position: number,
    replies: Uint8Array,
    from: number,
    to: number,
  ): void {
    this.insert(view, offset, now + this.limits.idempotencyKeptUs, position, replies, from, to);
  }

  /** Oldest first: the one order that does not depend on how the tables grew. */
  *entries(): Generator<IdempotencyEntry> {
    for (let nth = 0; nth < this.count; nth++) {
      const slot = (this.oldest + nth) & (this.expiries.length - 1);
      const hashes = new Uint8Array(WORDS * 8);
      const view = new DataView(hashes.buffer);
      for (let word = 0; word < WORDS; word++) {
        view.setUint32(word * 4, this.keys[slot * WORDS + word], true);
        view.setUint32((WORDS + word) * 4, this.contents[slot * WORDS + word], true);
      }
      yield {
        hashes,
        expiresUs: this.expiries[slot],
        position: this.positions[slot],
        reply: this.replies.copy(this.starts[slot] - this.forgottenBytes, this.lengths[slot]),
      };
    }
  }

  /** Adds what `entries` gave, in its order. */
  restore(entry: IdempotencyEntry): void {
    const { hashes, reply } = entry;
    const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
    this.insert(view, 0, entry.expiresUs, entry.position, reply, 0, reply.length);
  }

  copyState(copy: ArrayCopier): IdempotencyCopy {
    return {
      count: this.count,
      oldest: this.oldest,
      forgottenBytes: this.forgottenBytes,
      replies: this.replies.copyState(copy),
      keys: copy(this.keys),
      contents: copy(this.contents),
      expiries: copy(this.expiries),
      positions: copy(this.positions),
      starts: copy(this.starts),
      lengths: copy(this.lengths),
    };
  }

  /** Has the entries that were copied, for `entries` only. */
  adoptState(copied: IdempotencyCopy): void {
    const { replies, ...fields } = copied;
    Object.assign(this, fields);
    this.replies.adoptState(replies);
  }

  private insert(
    view: DataView,
    offset: number,
    expiresUs: number,
    position: number,
    replies: Uint8Array,
    from: number,
    to: number,
  ): void {
    if (this.count === this.expiries.length) this.grow();
    const slot = (this.oldest + this.count) & (this.expiries.length - 1);
    for (let word = 0; word < WORDS; word++) {
      this.keys[slot * WORDS + word] = view.getUint32(offset + word * 4, true);
      this.contents[slot * WORDS + word] = view.getUint32(offset + (WORDS + word) * 4, true);
    }
    this.expiries[slot] = expiresUs;
    this.positions[slot] = position;
    this.starts[slot] = this.forgottenBytes + this.replies.used;
    this.lengths[slot] = to - from;
    this.replies.append(replies, from, to);
    this.index.insert(this.keys[slot * WORDS], slot);
    this.count++;
  }

  private forgetOldest(): void {
    const slot = this.oldest;
    const index = this.index;
    let cell = index.first(this.keys[slot * WORDS]);
    while (index.slots[cell] !== slot) {
      assert(index.slots[cell] >= 0);
      cell = index.next(cell);
    }
    index.removeAt(cell);
    this.replies.drop(this.lengths[slot]);
    this.forgottenBytes += this.lengths[slot];
    this.oldest = (slot + 1) & (this.expiries.length - 1);
    this.count--;
  }

  /** Doubles the tables and moves the oldest entry to slot 0. */
  private grow(): void {
    const size = this.expiries.length;
    const { oldest } = this;
    this.keys = unrolled(new Uint32Array(size * 2 * WORDS), this.keys, oldest * WORDS);
    this.contents = unrolled(new Uint32Array(size * 2 * WORDS), this.contents, oldest * WORDS);
    this.expiries = unrolled(new Float64Array(size * 2), this.expiries, oldest);
    this.positions = unrolled(new Float64Array(size * 2), this.positions, oldest);
    this.starts = unrolled(new Float64Array(size * 2), this.starts, oldest);
    this.lengths = unrolled(new Uint32Array(size * 2), this.lengths, oldest);
    this.oldest = 0;
    this.index.clear();
    for (let slot = 0; slot < this.count; slot++) this.index.insert(this.keys[slot * WORDS], slot);
  }
}

function equals(words: Uint32Array, slot: number, view: DataView, offset: number): boolean {
  const at = slot * WORDS;
  return (
    words[at] === view.getUint32(offset, true) &&
    words[at + 1] === view.getUint32(offset + 4, true) &&
    words[at + 2] === view.getUint32(offset + 8, true) &&
    words[at + 3] === view.getUint32(offset + 12, true)
  );
}

/** Copies a full ring whose oldest element is at `oldest` to the beginning of a larger array. */
function unrolled<A extends Uint32Array | Float64Array>(larger: A, ring: A, oldest: number): A {
  larger.set(ring.subarray(oldest));
  larger.set(ring.subarray(0, oldest), ring.length - oldest);
  return larger;
}
