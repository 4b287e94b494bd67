import { invariant } from "../accounts/invariant.ts";
import type { OrderFields } from "./order-fields.ts";
import { OrderPool } from "./order-pool.ts";

const NONE = 0;

/**
 * The last orders of each account that were closed: what a client that asks again is answered from. They
 * are copies of their own, written once and seldom read, so that the slot of an order that is closed is
 * free for the next one while it is in the cache.
 *
 * Whether an account has a client order id is asked with every new order, so a ring begins with 16 bits
 * of a hash for each of its orders, two to a word: 64 bytes to read for 32 orders. Hot path: no
 * allocation but for growing.
 */
export class ClosedOrders {
  /** By record, of which 0 is none. Ids are not found here: they are of the pool that the orders were open in. */
  readonly records: OrderPool = new OrderPool();
  private readonly max: number;
  /** Words of hashes. */
  private readonly hashWords: number;
  private readonly ringLength: number;
  /** At 2 * account where its ring begins in `rings`, 0 for none; behind it the place of its oldest order, which is used next. */
  private ringOf: Int32Array = new Int32Array(128);
  /** Of each ring: hashes of all places, then their records. */
  private rings: Int32Array;
  private ringsEnd: number;

  /** @param max orders remembered of an account, at least one */
  constructor(max: number) {
    this.max = max;
    this.hashWords = ((max + 7) >> 3) << 2; // Whole fours, for `find`.
    this.ringLength = this.hashWords + max;
    this.ringsEnd = this.ringLength; // No ring begins at 0.
    this.rings = new Int32Array(16 * this.ringLength);
  }

  get count(): number {
    return this.records.used;
  }

  /** Remembers an order that has a client order id, in place of the account's oldest when there are too many. */
  remember(pool: OrderFields, slot: number): void {
    const accountId = pool.account(slot);
    const at = this.nextPlace(accountId, hashOf(pool.clientOrderId(slot)));
    let record = this.rings[at];
    if (record === NONE) {
      record = this.records.take();
      this.rings[at] = record;
    }
    this.records.copyClosed(record, pool, slot);
  }

  /** @returns a record for an order that a snapshot has, to be filled in and restored. Cold. */
  take(orderId: number): number {
    const record = this.records.take();
    this.records.setId(record, orderId);
    return record;
  }

  /** Puts a record back that a snapshot has; they come in order of their sequence. Cold. */
  restore(record: number): void {
    const { records } = this;
    const at = this.nextPlace(records.account(record), hashOf(records.clientOrderId(record)));
    invariant(this.rings[at] === NONE); // No account has more than are remembered.
    this.rings[at] = record;
  }

  /** @returns the record of the order, or 0 */
  find(accountId: number, clientOrderId: number): number {
    const ring = this.ring(accountId);
    if (ring === NONE) return NONE;
    const { rings } = this;
    const hash = hashOf(clientOrderId);
    const both = hash | (hash << 16);
    const end = ring + this.hashWords;
    let zeros = 0;
    for (let at = ring; at < end; at += 4) {
      // Bits 15 or 31 of (word - 0x10001) & ~word are set if a half of the word is 0.
      const first = rings[at] ^ both;
      const second = rings[at + 1] ^ both;
      const third = rings[at + 2] ^ both;
      const fourth = rings[at + 3] ^ both;
      zeros |= (first - 0x10001) & ~first;
      zeros |= (second - 0x10001) & ~second;
      zeros |= (third - 0x10001) & ~third;
      zeros |= (fourth - 0x10001) & ~fourth;
    }
    return (zeros & 0x80008000) === 0 ? NONE : this.search(end, clientOrderId);
  }

  /** Cold: it reads all orders of the account. @returns the record of the order, or 0 */
  findById(accountId: number, orderId: number): number {
    const ring = this.ring(accountId);
    if (ring === NONE) return NONE;
    for (let at = ring + this.hashWords; at < ring + this.ringLength; at++) {
      const record = this.rings[at];
      if (record !== NONE && this.records.idOf(record) === orderId) return record;
    }
    return NONE;
  }

  private search(from: number, clientOrderId: number): number {
    const { records, rings } = this;
    for (let at = from; at < from + this.max; at++) {
      const record = rings[at];
      if (record !== NONE && records.clientOrderId(record) === clientOrderId) return record;
    }
    return NONE;
  }

  private ring(accountId: number): number {
    const at = 2 * accountId;
    return at < this.ringOf.length ? this.ringOf[at] : NONE;
  }

  /** Notes the hash of the order that is written next. @returns where its record is, in `rings` */
  private nextPlace(accountId: number, hash: number): number {
    let ring = this.ring(accountId);
    if (ring === NONE) ring = this.begin(accountId);
    const { max, ringOf, rings } = this;
    const place = ringOf[2 * accountId + 1];
    ringOf[2 * accountId + 1] = place + 1 === max ? 0 : place + 1;
    const word = ring + (place >> 1);
    const shift = (place & 1) << 4;
    rings[word] = (rings[word] & ~(0xffff << shift)) | (hash << shift);
    return ring + this.hashWords + place;
  }

  private begin(accountId: number): number {
    if (2 * accountId + 1 >= this.ringOf.length) this.ringOf = grown(this.ringOf, 2 * accountId + 1);
    const ring = this.ringsEnd;
    this.ringsEnd += this.ringLength;
    if (this.ringsEnd > this.rings.length) this.rings = grown(this.rings, this.ringsEnd);
    this.ringOf[2 * accountId] = ring;
    return ring;
  }
}

/** 16 bits. */
function hashOf(clientOrderId: number): number {
  const high = Math.imul((clientOrderId / 4_294_967_296) | 0, 0xc2b2ae35);
  return Math.imul(clientOrderId ^ high, 0x9e3779b1) >>> 16;
}

function grown(array: Int32Array, index: number): Int32Array {
  let length = array.length;
  while (length <= index) length *= 2;
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
