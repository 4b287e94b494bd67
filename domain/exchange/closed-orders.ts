const NONE = 0;

/**
 * The last orders of each account that were closed, a ring of them for each: what a client that asks again
 * is answered from. Beside the slot lies the hash of the order's client order id, so that whoever forgets
 * an order that was closed long ago need not wait for the order itself to come from memory. Hot path: no
 * allocation but for growing.
 */
export class ClosedOrders {
  /** Of the order that `remember` pushed out: see there. */
  forgottenHash = 0;
  private readonly max: number;
  /** By account: where its ring begins in `rings`; 0 for none, as most accounts of a large exchange have none. */
  private ringOf: Int32Array = new Int32Array(64);
  /** Of each ring: the place of its oldest order, which is used next, an unused word, then `max` pairs of slot and hash. */
  private rings: Int32Array;
  private ringsEnd: number;
  private readonly ringLength: number;

  /** @param max orders remembered of an account, at least one */
  constructor(max: number) {
    this.max = max;
    this.ringLength = 2 * max + 2;
    this.ringsEnd = this.ringLength; // No ring begins at 0.
    this.rings = new Int32Array(16 * this.ringLength);
  }

  /**
   * Remembers an order of the account.
   * @returns the slot of the order that is forgotten for it, the account's oldest, or 0; its hash is in `forgottenHash`
   */
  remember(accountId: number, slot: number, hash: number): number {
    let ring = accountId < this.ringOf.length ? this.ringOf[accountId] : NONE;
    if (ring === NONE) ring = this.begin(accountId);
    const rings = this.rings;
    const place = rings[ring];
    const at = ring + 2 + 2 * place;
    const forgotten = rings[at];
    this.forgottenHash = rings[at + 1];
    rings[at] = slot;
    rings[at + 1] = hash;
    rings[ring] = place + 1 === this.max ? 0 : place + 1;
    return forgotten;
  }

  private begin(accountId: number): number {
    if (accountId >= this.ringOf.length) this.ringOf = grown(this.ringOf, accountId);
    const ring = this.ringsEnd;
    this.ringsEnd += this.ringLength;
    if (this.ringsEnd > this.rings.length) this.rings = grown(this.rings, this.ringsEnd);
    this.ringOf[accountId] = ring;
    return ring;
  }
}

function grown(array: Int32Array, index: number): Int32Array {
  let length = array.length;
  while (length <= index) length *= 2;
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
