/**
 * The fields of orders in one buffer, 128 bytes an order: what matching reads in the first cache line,
 * what only the life of an order needs in the second. Words are at (slot << 5) + n, floats at
 * (slot << 4) + n of the same bytes.
 *
 * Reading and writing are methods with literals in them, short enough for V8 to inline wherever they
 * are called; named constants imported from another module would be loaded and checked at each use.
 */
export class OrderFields {
  /** Slots are below it. */
  slots = 1_024;
  protected ints: Int32Array;
  protected floats: Float64Array;

  constructor() {
    const buffer = new ArrayBuffer(this.slots << 7);
    this.ints = new Int32Array(buffer);
    this.floats = new Float64Array(buffer);
  }

  /** Next newer order of the price level. */
  next(slot: number): number {
    return this.ints[slot << 5];
  }
  setNext(slot: number, value: number): void {
    this.ints[slot << 5] = value;
  }
  /** Next older order of the price level. */
  previous(slot: number): number {
    return this.ints[(slot << 5) + 1];
  }
  setPrevious(slot: number, value: number): void {
    this.ints[(slot << 5) + 1] = value;
  }
  /** Ticks; 0 for a market order. */
  price(slot: number): number {
    return this.ints[(slot << 5) + 2];
  }
  setPrice(slot: number, value: number): void {
    this.ints[(slot << 5) + 2] = value;
  }
  /** Lots that are still open; 0 once closed. */
  remaining(slot: number): number {
    return this.ints[(slot << 5) + 3];
  }
  setRemaining(slot: number, value: number): void {
    this.ints[(slot << 5) + 3] = value;
  }
  account(slot: number): number {
    return this.ints[(slot << 5) + 4];
  }
  setAccount(slot: number, value: number): void {
    this.ints[(slot << 5) + 4] = value;
  }
  /** 0 when the slot is free. */
  market(slot: number): number {
    return this.ints[(slot << 5) + 5];
  }
  setMarket(slot: number, value: number): void {
    this.ints[(slot << 5) + 5] = value;
  }
  /** See order-flags.ts. */
  flags(slot: number): number {
    return this.ints[(slot << 5) + 6];
  }
  setFlags(slot: number, value: number): void {
    this.ints[(slot << 5) + 6] = value;
  }
  generation(slot: number): number {
    return this.ints[(slot << 5) + 7];
  }
  setGeneration(slot: number, value: number): void {
    this.ints[(slot << 5) + 7] = value;
  }
  /** Lots in total, as placed or last amended. */
  quantity(slot: number): number {
    return this.ints[(slot << 5) + 16];
  }
  setQuantity(slot: number, value: number): void {
    this.ints[(slot << 5) + 16] = value;
  }
  /** Lots. */
  executed(slot: number): number {
    return this.ints[(slot << 5) + 17];
  }
  setExecuted(slot: number, value: number): void {
    this.ints[(slot << 5) + 17] = value;
  }
  /** Millionths of a minor unit: charged too little (or, below 0, too much), see fees.ts. */
  feeResidual(slot: number): number {
    return this.ints[(slot << 5) + 18];
  }
  setFeeResidual(slot: number, value: number): void {
    this.ints[(slot << 5) + 18] = value;
  }
  /** Next newer open order of the account. */
  accountNext(slot: number): number {
    return this.ints[(slot << 5) + 19];
  }
  setAccountNext(slot: number, value: number): void {
    this.ints[(slot << 5) + 19] = value;
  }
  accountPrevious(slot: number): number {
    return this.ints[(slot << 5) + 20];
  }
  setAccountPrevious(slot: number, value: number): void {
    this.ints[(slot << 5) + 20] = value;
  }
  /** The slot that the order's id names: its own while it is open. */
  idSlot(slot: number): number {
    return this.ints[(slot << 5) + 21];
  }
  setIdSlot(slot: number, value: number): void {
    this.ints[(slot << 5) + 21] = value;
  }
  /** As first answered, for a client that asks again with the same client order id. */
  firstExecuted(slot: number): number {
    return this.ints[(slot << 5) + 22];
  }
  setFirstExecuted(slot: number, value: number): void {
    this.ints[(slot << 5) + 22] = value;
  }
  firstRemaining(slot: number): number {
    return this.ints[(slot << 5) + 23];
  }
  setFirstRemaining(slot: number, value: number): void {
    this.ints[(slot << 5) + 23] = value;
  }
  /** As first asked for. */
  firstPrice(slot: number): number {
    return this.ints[(slot << 5) + 24];
  }
  setFirstPrice(slot: number, value: number): void {
    this.ints[(slot << 5) + 24] = value;
  }
  firstQuantity(slot: number): number {
    return this.ints[(slot << 5) + 25];
  }
  setFirstQuantity(slot: number, value: number): void {
    this.ints[(slot << 5) + 25] = value;
  }
  /** Minor units set aside: of the quote asset for a buy, of the base asset for a sell. */
  held(slot: number): number {
    return this.floats[(slot << 4) + 4];
  }
  setHeld(slot: number, value: number): void {
    this.floats[(slot << 4) + 4] = value;
  }
  /** Quote minor units charged. */
  fee(slot: number): number {
    return this.floats[(slot << 4) + 5];
  }
  setFee(slot: number, value: number): void {
    this.floats[(slot << 4) + 5] = value;
  }
  /** Priority while open; when it was closed, after. */
  sequence(slot: number): number {
    return this.floats[(slot << 4) + 6];
  }
  setSequence(slot: number, value: number): void {
    this.floats[(slot << 4) + 6] = value;
  }
  /** 0 for none. */
  clientOrderId(slot: number): number {
    return this.floats[(slot << 4) + 7];
  }
  setClientOrderId(slot: number, value: number): void {
    this.floats[(slot << 4) + 7] = value;
  }
  /** Quote minor units executed. */
  notional(slot: number): number {
    return this.floats[(slot << 4) + 13];
  }
  setNotional(slot: number, value: number): void {
    this.floats[(slot << 4) + 13] = value;
  }
  firstNotional(slot: number): number {
    return this.floats[(slot << 4) + 14];
  }
  setFirstNotional(slot: number, value: number): void {
    this.floats[(slot << 4) + 14] = value;
  }
  /** Cluster time in microseconds, 0 for never. */
  expiresAt(slot: number): number {
    return this.floats[(slot << 4) + 15];
  }
  setExpiresAt(slot: number, value: number): void {
    this.floats[(slot << 4) + 15] = value;
  }

  /** The low 32 bits of the order id. */
  idLow(slot: number): number {
    return (this.ints[(slot << 5) + 7] << 24) | this.ints[(slot << 5) + 21];
  }
  /** The high bits of the order id. */
  idHigh(slot: number): number {
    return this.ints[(slot << 5) + 7] >>> 8;
  }
  /** The lowest bit of the flags: 0 buys, 1 sells. */
  side(slot: number): number {
    return this.ints[(slot << 5) + 6] & 1;
  }

  /** Writes what is told of an order after it was closed; it has no lots left, holds nothing and is in no list. */
  copyClosed(slot: number, from: OrderFields, source: number): void {
    const { ints, floats } = this;
    const word = slot << 5;
    const float = slot << 4;
    const { ints: fromInts, floats: fromFloats } = from;
    const fromWord = source << 5;
    const fromFloat = source << 4;
    ints[word + 2] = fromInts[fromWord + 2];
    ints[word + 4] = fromInts[fromWord + 4];
    ints[word + 5] = fromInts[fromWord + 5];
    ints[word + 6] = fromInts[fromWord + 6];
    ints[word + 7] = fromInts[fromWord + 7];
    floats[float + 5] = fromFloats[fromFloat + 5];
    floats[float + 6] = fromFloats[fromFloat + 6];
    floats[float + 7] = fromFloats[fromFloat + 7];
    ints[word + 16] = fromInts[fromWord + 16];
    ints[word + 17] = fromInts[fromWord + 17];
    ints[word + 18] = fromInts[fromWord + 18];
    ints[word + 21] = fromInts[fromWord + 21];
    ints[word + 22] = fromInts[fromWord + 22];
    ints[word + 23] = fromInts[fromWord + 23];
    ints[word + 24] = fromInts[fromWord + 24];
    ints[word + 25] = fromInts[fromWord + 25];
    floats[float + 13] = fromFloats[fromFloat + 13];
    floats[float + 14] = fromFloats[fromFloat + 14];
    floats[float + 15] = fromFloats[fromFloat + 15];
  }

  protected grow(slots: number): void {
    const buffer = new ArrayBuffer(slots << 7);
    const ints = new Int32Array(buffer);
    ints.set(this.ints);
    this.ints = ints;
    this.floats = new Float64Array(buffer);
    this.slots = slots;
  }
}
