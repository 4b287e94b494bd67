// Generated from the contract exchange, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "../contract/runtime.ts";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, copyBytes, isAscii, isAsciiText, isZero, readAscii, readI53, readU53, refuse, refuseOrder, writeAscii, writeI53, writeU53 } from "../contract/runtime.ts";

export const Side = {
  Buy: 0,
  Sell: 1,
} as const;
export type Side = (typeof Side)[keyof typeof Side];

export const OrderType = {
  /** at this price or better */
  Limit: 0,
  /** at what the book has when it comes, not worse; never rests */
  Market: 1,
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

export const TimeInForce = {
  /** rests until it is filled or cancelled */
  GoodTillCancelled: 0,
  /** what cannot be filled at once is cancelled */
  ImmediateOrCancel: 1,
  /** is filled whole at once, or cancelled whole */
  FillOrKill: 2,
  /** rests until a moment of cluster time */
  GoodTillDate: 3,
} as const;
export type TimeInForce = (typeof TimeInForce)[keyof typeof TimeInForce];

export const SelfTradePrevention = {
  /** orders of one account may trade with each other */
  None: 0,
  /** the incoming order is cancelled */
  CancelNewest: 1,
  /** the resting order is cancelled, and the incoming one goes on */
  CancelOldest: 2,
  /** both are cancelled */
  CancelBoth: 3,
  /** both lose the smaller quantity without a trade */
  Decrement: 4,
} as const;
export type SelfTradePrevention = (typeof SelfTradePrevention)[keyof typeof SelfTradePrevention];

export const OrderStatus = {
  /** nothing executed yet */
  Open: 0,
  /** some executed, the rest is open */
  PartlyFilled: 1,
  /** all executed */
  Filled: 2,
  /** closed with a rest */
  Cancelled: 3,
  /** closed with a rest when its time was over */
  Expired: 4,
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

export const CancelReason = {
  /** the account's owner asked */
  Requested: 0,
  /** an operator asked */
  Operator: 1,
  /** what could not be filled at once */
  ImmediateOrCancel: 2,
  /** could not be filled whole at once */
  FillOrKill: 3,
  /** a market order found no more at the prices that it may take */
  NoLiquidity: 4,
  /** it would have traded with its own account */
  SelfTrade: 5,
  /** amended to no more than what was executed */
  Amended: 6,
  /** it met as many orders as one command may */
  MatchLimit: 7,
} as const;
export type CancelReason = (typeof CancelReason)[keyof typeof CancelReason];

export const MarketPhase = {
  /** orders are taken and matched */
  Open: 0,
  /** outside its trading hours: orders may only be cancelled */
  Closed: 1,
} as const;
export type MarketPhase = (typeof MarketPhase)[keyof typeof MarketPhase];

export const Liquidity = {
  /** the resting side */
  Maker: 0,
  /** the incoming side */
  Taker: 1,
} as const;
export type Liquidity = (typeof Liquidity)[keyof typeof Liquidity];

/** Why a command was rejected. */
export const RejectionCode = {
  /** none of the caller's roles may do this */
  Forbidden: 1,
  /** the handler failed and an operator had the command skipped */
  Skipped: 2,
  /** the activated version does not know this yet */
  Unsupported: 3,
  /** too much is under way; nothing was done; value is how much */
  Overloaded: 4,
  /** there is no such account; value is its id */
  UnknownAccount: 10,
  /** there is no such asset; value is its id */
  UnknownAsset: 11,
  /** the account has less free than this needs; value is what is free, in minor units */
  InsufficientFunds: 12,
  /** the amount is zero, or an amount that follows from it is not below 2^53 */
  AmountOutOfRange: 14,
  /** the account belongs to another principal; value is the account's id */
  NotOwner: 15,
  /** an operator has suspended the account; value is its id */
  AccountSuspended: 16,
  /** there is no such market; value is its id */
  UnknownMarket: 100,
  /** the account has no such order, or it was closed and is forgotten; value is the id */
  UnknownOrder: 101,
  /** the order is closed; value is the id */
  OrderClosed: 102,
  /** give exactly one of orderId and clientOrderId, and not 0 */
  BadOrderReference: 103,
  /** a limit order needs a price from 1 to 2^31 - 2 ticks, a market order none; value is the price */
  BadPrice: 104,
  /** the quantity is below the market's minimum or above its maximum; value is the bound */
  BadQuantity: 105,
  /** price times quantity is below the market's minimum or above its maximum; value is the bound */
  BadNotional: 106,
  /** the price is too far from the last trade's; value is the nearest price allowed */
  OutsidePriceBand: 107,
  /** the account has as many open orders as this market allows; value is that number */
  TooManyOpenOrders: 108,
  /** the order is post-only and would trade at once; value is the price it would meet */
  PostOnlyWouldTrade: 109,
  /** this time in force does not go with this order; value is the time in force */
  BadTimeInForce: 110,
  /** good till date needs an expiry in the future, others none; value is the present, in microseconds */
  BadExpiry: 111,
  /** the account used this client order id for another order; value is that order's id */
  ClientOrderIdTaken: 112,
  /** the exchange has no room for another order, or the book for another range of prices */
  BookFull: 113,
  /** the market cannot be as asked; value counts the wrong field of the command from 0 */
  BadMarket: 114,
  /** another market has this symbol; value is its id */
  SymbolTaken: 115,
  /** the market is closed; value is when it opens, in microseconds since 1970, if that is known */
  MarketClosed: 117,
  /** the hours end before they begin, or are over; value is the present, in microseconds */
  BadTradingHours: 118,
  /** the market has other hours that share an instant with these; value is when those begin, in microseconds */
  TradingHoursOverlap: 119,
  /** the market has as many hours ahead as it may; value is that number */
  TooManyTradingHours: 120,
  /** the market has no hours that begin then and are not over; value is the instant, in microseconds */
  UnknownTradingHours: 121,
  /** there is no room for another market; value is how many there are */
  TooManyMarkets: 116,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Opens a market. */
export interface CreateMarket {
  /** what people call it, such as AAPL-USD; unique */
  symbol: string;
  /** what is traded */
  baseAssetId: number;
  /** what it is paid with */
  quoteAssetId: number;
  /** who gets the fees */
  feeAccountId: number;
  /** one lot (minor units of the base asset) */
  lotSize: number;
  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  tickSize: number;
  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  referencePriceTicks: number;
  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  priceBandPpm: number;
  /** of an order, at least 1 (lots) */
  minimumQuantityLots: number;
  /** of an order, at most 2^31 - 1 (lots) */
  maximumQuantityLots: number;
  /** price times quantity of a limit order (minor units of the quote asset) */
  minimumNotional: number;
  /** price times quantity of an order (minor units of the quote asset) */
  maximumNotional: number;
  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  openOrdersMax: number;
  /** of the notional, from the resting side (millionths) */
  makerFeePpm: number;
  /** of the notional, from the incoming side (millionths) */
  takerFeePpm: number;
}

/** Reads CreateMarket: Opens a market. */
export class CreateMarketDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 88;
  static readonly symbolLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** what people call it, such as AAPL-USD; unique */
  get symbol(): string {
    return readAscii(this.view, this.offset + 8, 16);
  }

  /** Of the first byte of `symbol` in `view`, to compare or copy it without a string. */
  get symbolOffset(): number {
    return this.offset + 8;
  }

  /** what is traded */
  get baseAssetId(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** what it is paid with */
  get quoteAssetId(): number {
    return this.view.getUint32(this.offset + 28, true);
  }

  /** who gets the fees */
  get feeAccountId(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** one lot (minor units of the base asset) */
  get lotSize(): number {
    return readU53(this.view, this.offset + 36);
  }

  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  get tickSize(): number {
    return readU53(this.view, this.offset + 44);
  }

  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  get referencePriceTicks(): number {
    return this.view.getUint32(this.offset + 52, true);
  }

  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  get priceBandPpm(): number {
    return this.view.getUint32(this.offset + 56, true);
  }

  /** of an order, at least 1 (lots) */
  get minimumQuantityLots(): number {
    return this.view.getUint32(this.offset + 60, true);
  }

  /** of an order, at most 2^31 - 1 (lots) */
  get maximumQuantityLots(): number {
    return this.view.getUint32(this.offset + 64, true);
  }

  /** price times quantity of a limit order (minor units of the quote asset) */
  get minimumNotional(): number {
    return readU53(this.view, this.offset + 68);
  }

  /** price times quantity of an order (minor units of the quote asset) */
  get maximumNotional(): number {
    return readU53(this.view, this.offset + 76);
  }

  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  get openOrdersMax(): number {
    return this.view.getUint32(this.offset + 84, true);
  }

  /** of the notional, from the resting side (millionths) */
  get makerFeePpm(): number {
    return this.view.getUint32(this.offset + 88, true);
  }

  /** of the notional, from the incoming side (millionths) */
  get takerFeePpm(): number {
    return this.view.getUint32(this.offset + 92, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateMarket {
    const value: CreateMarket = {
      symbol: this.symbol,
      baseAssetId: this.baseAssetId,
      quoteAssetId: this.quoteAssetId,
      feeAccountId: this.feeAccountId,
      lotSize: this.lotSize,
      tickSize: this.tickSize,
      referencePriceTicks: this.referencePriceTicks,
      priceBandPpm: this.priceBandPpm,
      minimumQuantityLots: this.minimumQuantityLots,
      maximumQuantityLots: this.maximumQuantityLots,
      minimumNotional: this.minimumNotional,
      maximumNotional: this.maximumNotional,
      openOrdersMax: this.openOrdersMax,
      makerFeePpm: this.makerFeePpm,
      takerFeePpm: this.takerFeePpm,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreateMarket(view, offset, length);
  }
}

/** Writes CreateMarket. */
export class CreateMarketEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 88;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(96);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 65624, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setFloat64(at + 56, 0, true);
    view.setFloat64(at + 64, 0, true);
    view.setFloat64(at + 72, 0, true);
    view.setFloat64(at + 80, 0, true);
    view.setFloat64(at + 88, 0, true);
    return this;
  }

  /** what people call it, such as AAPL-USD; unique */
  set symbol(value: string) {
    if (!(isAsciiText(value, 16))) refuse("CreateMarket.symbol", value, "printable ASCII of at most 16 characters");
    writeAscii(this.view, this.offset + 8, 16, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copySymbol(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 8, from, fromOffset, 16);
  }

  /** what is traded */
  set baseAssetId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.baseAssetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 24, value, true);
  }

  /** what it is paid with */
  set quoteAssetId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.quoteAssetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 28, value, true);
  }

  /** who gets the fees */
  set feeAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.feeAccountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** one lot (minor units of the base asset) */
  set lotSize(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateMarket.lotSize", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 36, value);
  }

  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  set tickSize(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateMarket.tickSize", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 44, value);
  }

  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  set referencePriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.referencePriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 52, value, true);
  }

  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  set priceBandPpm(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.priceBandPpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 56, value, true);
  }

  /** of an order, at least 1 (lots) */
  set minimumQuantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.minimumQuantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 60, value, true);
  }

  /** of an order, at most 2^31 - 1 (lots) */
  set maximumQuantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.maximumQuantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 64, value, true);
  }

  /** price times quantity of a limit order (minor units of the quote asset) */
  set minimumNotional(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateMarket.minimumNotional", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 68, value);
  }

  /** price times quantity of an order (minor units of the quote asset) */
  set maximumNotional(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateMarket.maximumNotional", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 76, value);
  }

  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  set openOrdersMax(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.openOrdersMax", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 84, value, true);
  }

  /** of the notional, from the resting side (millionths) */
  set makerFeePpm(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.makerFeePpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 88, value, true);
  }

  /** of the notional, from the incoming side (millionths) */
  set takerFeePpm(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.takerFeePpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 92, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CreateMarket): this {
    this.symbol = value.symbol;
    this.baseAssetId = value.baseAssetId;
    this.quoteAssetId = value.quoteAssetId;
    this.feeAccountId = value.feeAccountId;
    this.lotSize = value.lotSize;
    this.tickSize = value.tickSize;
    this.referencePriceTicks = value.referencePriceTicks;
    this.priceBandPpm = value.priceBandPpm;
    this.minimumQuantityLots = value.minimumQuantityLots;
    this.maximumQuantityLots = value.maximumQuantityLots;
    this.minimumNotional = value.minimumNotional;
    this.maximumNotional = value.maximumNotional;
    this.openOrdersMax = value.openOrdersMax;
    this.makerFeePpm = value.makerFeePpm;
    this.takerFeePpm = value.takerFeePpm;
    return this;
  }
}

function validateCreateMarket(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreateMarket has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not CreateMarket, 1`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 88;
  if (blockLength < leastLength) return `CreateMarket has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreateMarket has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8, 16)) return "CreateMarket.symbol is not printable ASCII of at most 16 characters, padded with zeros";
  {
    const value = readU53(view, offset + 8 + 28);
    if (!(value <= 9007199254740991)) return `CreateMarket.lotSize is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 36);
    if (!(value <= 9007199254740991)) return `CreateMarket.tickSize is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 60);
    if (!(value <= 9007199254740991)) return `CreateMarket.minimumNotional is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 68);
    if (!(value <= 9007199254740991)) return `CreateMarket.maximumNotional is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CreateMarket is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Places an order. The same client order id with the same content returns the first result. */
export interface PlaceOrder {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** buy or sell */
  side: Side;
  /** limit or market */
  type: OrderType;
  /** how long; market orders are immediate or cancel, or fill or kill */
  timeInForce: TimeInForce;
  /** what to do when it meets an order of its account */
  selfTradePrevention: SelfTradePrevention;
  /** rejected when it would trade at once */
  postOnly: boolean;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** limit price; absent in market orders (ticks) */
  priceTicks?: number | undefined;
  /** how much (lots) */
  quantityLots: number;
  /** with good till date: when it expires (microseconds since 1970) */
  expiresAtUs?: number | undefined;
}

/** Reads PlaceOrder: Places an order. The same client order id with the same content returns the first result. */
export class PlaceOrderDecoder {
  static readonly templateId = 2;
  static readonly blockLength = 37;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;
  /** What `priceTicks` reads as when it is absent. */
  static readonly priceTicksNull: number = 4294967295;
  /** What `expiresAtUs` reads as when it is absent. */
  static readonly expiresAtUsNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** buy or sell */
  get side(): Side {
    return this.view.getUint8(this.offset + 16) as Side;
  }

  /** limit or market */
  get type(): OrderType {
    return this.view.getUint8(this.offset + 17) as OrderType;
  }

  /** how long; market orders are immediate or cancel, or fill or kill */
  get timeInForce(): TimeInForce {
    return this.view.getUint8(this.offset + 18) as TimeInForce;
  }

  /** what to do when it meets an order of its account */
  get selfTradePrevention(): SelfTradePrevention {
    return this.view.getUint8(this.offset + 19) as SelfTradePrevention;
  }

  /** rejected when it would trade at once */
  get postOnly(): boolean {
    return this.view.getUint8(this.offset + 20) === 1;
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 21);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 21) === 18446744073709552000);
  }

  /** limit price; absent in market orders (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 29, true);
  }

  get hasPriceTicks(): boolean {
    return !(this.view.getUint32(this.offset + 29, true) === 4294967295);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 33, true);
  }

  /** with good till date: when it expires (microseconds since 1970) */
  get expiresAtUs(): number {
    return readU53(this.view, this.offset + 37);
  }

  get hasExpiresAtUs(): boolean {
    return !(readU53(this.view, this.offset + 37) === 18446744073709552000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PlaceOrder {
    const value: PlaceOrder = {
      accountId: this.accountId,
      marketId: this.marketId,
      side: this.side,
      type: this.type,
      timeInForce: this.timeInForce,
      selfTradePrevention: this.selfTradePrevention,
      postOnly: this.postOnly,
      quantityLots: this.quantityLots,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    if (this.hasPriceTicks) value.priceTicks = this.priceTicks;
    if (this.hasExpiresAtUs) value.expiresAtUs = this.expiresAtUs;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePlaceOrder(view, offset, length);
  }
}

/** Writes PlaceOrder. */
export class PlaceOrderEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 37;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(45);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 131109, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    view.setUint8(at + 44, 0);
    view.setUint32(at + 21, 4294967295, true); view.setUint32(at + 21 + 4, 4294967295, true);
    view.setUint32(at + 29, 4294967295, true);
    view.setUint32(at + 37, 4294967295, true); view.setUint32(at + 37 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceOrder.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceOrder.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** buy or sell */
  set side(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("PlaceOrder.side", value, "one of Side: Buy 0, Sell 1");
    this.view.setUint8(this.offset + 16, value);
  }

  /** limit or market */
  set type(value: OrderType) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("PlaceOrder.type", value, "one of OrderType: Limit 0, Market 1");
    this.view.setUint8(this.offset + 17, value);
  }

  /** how long; market orders are immediate or cancel, or fill or kill */
  set timeInForce(value: TimeInForce) {
    if (!(value >= 0 && value <= 3 && Math.floor(value) === value)) refuse("PlaceOrder.timeInForce", value, "one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3");
    this.view.setUint8(this.offset + 18, value);
  }

  /** what to do when it meets an order of its account */
  set selfTradePrevention(value: SelfTradePrevention) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("PlaceOrder.selfTradePrevention", value, "one of SelfTradePrevention: None 0, CancelNewest 1, CancelOldest 2, CancelBoth 3, Decrement 4");
    this.view.setUint8(this.offset + 19, value);
  }

  /** rejected when it would trade at once */
  set postOnly(value: boolean) {
    if (!(typeof value === "boolean")) refuse("PlaceOrder.postOnly", value, "true or false");
    this.view.setUint8(this.offset + 20, value ? 1 : 0);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("PlaceOrder.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 21, value);
  }

  /** limit price; absent in market orders (ticks) */
  set priceTicks(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("PlaceOrder.priceTicks", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 29, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceOrder.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 33, value, true);
  }

  /** with good till date: when it expires (microseconds since 1970) */
  set expiresAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("PlaceOrder.expiresAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 37, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PlaceOrder): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.side = value.side;
    this.type = value.type;
    this.timeInForce = value.timeInForce;
    this.selfTradePrevention = value.selfTradePrevention;
    this.postOnly = value.postOnly;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    if (value.priceTicks !== undefined) this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    if (value.expiresAtUs !== undefined) this.expiresAtUs = value.expiresAtUs;
    return this;
  }
}

function validatePlaceOrder(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PlaceOrder has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not PlaceOrder, 2`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 37;
  if (blockLength < leastLength) return `PlaceOrder has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PlaceOrder has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 8);
    if (!((value >= 0 && value <= 1))) return `PlaceOrder.side is ${value}; it takes one of Side: Buy 0, Sell 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 9);
    if (!((value >= 0 && value <= 1))) return `PlaceOrder.type is ${value}; it takes one of OrderType: Limit 0, Market 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 10);
    if (!((value >= 0 && value <= 3))) return `PlaceOrder.timeInForce is ${value}; it takes one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3`;
  }
  {
    const value = view.getUint8(offset + 8 + 11);
    if (!((value >= 0 && value <= 4))) return `PlaceOrder.selfTradePrevention is ${value}; it takes one of SelfTradePrevention: None 0, CancelNewest 1, CancelOldest 2, CancelBoth 3, Decrement 4`;
  }
  {
    const value = view.getUint8(offset + 8 + 12);
    if (!(value <= 1)) return `PlaceOrder.postOnly is ${value}; it takes true or false`;
  }
  {
    const value = readU53(view, offset + 8 + 13);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `PlaceOrder.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint32(offset + 8 + 21, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `PlaceOrder.priceTicks is ${value}; it takes an integer from 0 to 4294967294`;
  }
  {
    const value = readU53(view, offset + 8 + 29);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `PlaceOrder.expiresAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `PlaceOrder is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Cancels what is open of an order, named by exactly one of its two ids. */
export interface CancelOrder {
  /** the account */
  accountId: number;
  /** the exchange's number of the order */
  orderId?: number | undefined;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
}

/** Reads CancelOrder: Cancels what is open of an order, named by exactly one of its two ids. */
export class CancelOrderDecoder {
  static readonly templateId = 3;
  static readonly blockLength = 20;
  /** What `orderId` reads as when it is absent. */
  static readonly orderIdNull: number = 18446744073709552000;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 12);
  }

  get hasOrderId(): boolean {
    return !(readU53(this.view, this.offset + 12) === 18446744073709552000);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 20);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 20) === 18446744073709552000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CancelOrder {
    const value: CancelOrder = {
      accountId: this.accountId,
    };
    if (this.hasOrderId) value.orderId = this.orderId;
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCancelOrder(view, offset, length);
  }
}

/** Writes CancelOrder. */
export class CancelOrderEncoder {
  static readonly templateId = 3;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 196628, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint32(at + 12, 4294967295, true); view.setUint32(at + 12 + 4, 4294967295, true);
    view.setUint32(at + 20, 4294967295, true); view.setUint32(at + 20 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelOrder.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CancelOrder.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CancelOrder.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CancelOrder): this {
    this.accountId = value.accountId;
    if (value.orderId !== undefined) this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    return this;
  }
}

function validateCancelOrder(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CancelOrder has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not CancelOrder, 3`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 20;
  if (blockLength < leastLength) return `CancelOrder has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CancelOrder has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `CancelOrder.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `CancelOrder.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CancelOrder is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Cancels all open orders of an account, the oldest first. */
export interface CancelAllOrders {
  /** the account */
  accountId: number;
  /** only in this market */
  marketId?: number | undefined;
}

/** Reads CancelAllOrders: Cancels all open orders of an account, the oldest first. */
export class CancelAllOrdersDecoder {
  static readonly templateId = 4;
  static readonly blockLength = 8;
  /** What `marketId` reads as when it is absent. */
  static readonly marketIdNull: number = 4294967295;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** only in this market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  get hasMarketId(): boolean {
    return !(this.view.getUint32(this.offset + 12, true) === 4294967295);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CancelAllOrders {
    const value: CancelAllOrders = {
      accountId: this.accountId,
    };
    if (this.hasMarketId) value.marketId = this.marketId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCancelAllOrders(view, offset, length);
  }
}

/** Writes CancelAllOrders. */
export class CancelAllOrdersEncoder {
  static readonly templateId = 4;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 262152, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 12, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelAllOrders.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** only in this market */
  set marketId(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("CancelAllOrders.marketId", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CancelAllOrders): this {
    this.accountId = value.accountId;
    if (value.marketId !== undefined) this.marketId = value.marketId;
    return this;
  }
}

function validateCancelAllOrders(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CancelAllOrders has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not CancelAllOrders, 4`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 8;
  if (blockLength < leastLength) return `CancelAllOrders has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CancelAllOrders has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint32(offset + 8 + 4, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `CancelAllOrders.marketId is ${value}; it takes an integer from 0 to 4294967294`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CancelAllOrders is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Changes price and quantity of an open order. Less quantity at the same price keeps priority. */
export interface AmendOrder {
  /** the account */
  accountId: number;
  /** the exchange's number of the order */
  orderId?: number | undefined;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** new limit price; absent to keep it (ticks) */
  priceTicks?: number | undefined;
  /** new quantity in total, with what is executed (lots) */
  quantityLots: number;
}

/** Reads AmendOrder: Changes price and quantity of an open order. Less quantity at the same price keeps priority. */
export class AmendOrderDecoder {
  static readonly templateId = 5;
  static readonly blockLength = 28;
  /** What `orderId` reads as when it is absent. */
  static readonly orderIdNull: number = 18446744073709552000;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;
  /** What `priceTicks` reads as when it is absent. */
  static readonly priceTicksNull: number = 4294967295;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 12);
  }

  get hasOrderId(): boolean {
    return !(readU53(this.view, this.offset + 12) === 18446744073709552000);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 20);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 20) === 18446744073709552000);
  }

  /** new limit price; absent to keep it (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 28, true);
  }

  get hasPriceTicks(): boolean {
    return !(this.view.getUint32(this.offset + 28, true) === 4294967295);
  }

  /** new quantity in total, with what is executed (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AmendOrder {
    const value: AmendOrder = {
      accountId: this.accountId,
      quantityLots: this.quantityLots,
    };
    if (this.hasOrderId) value.orderId = this.orderId;
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    if (this.hasPriceTicks) value.priceTicks = this.priceTicks;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAmendOrder(view, offset, length);
  }
}

/** Writes AmendOrder. */
export class AmendOrderEncoder {
  static readonly templateId = 5;
  static readonly blockLength = 28;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(36);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 327708, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    view.setUint32(at + 12, 4294967295, true); view.setUint32(at + 12 + 4, 4294967295, true);
    view.setUint32(at + 20, 4294967295, true); view.setUint32(at + 20 + 4, 4294967295, true);
    view.setUint32(at + 28, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("AmendOrder.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("AmendOrder.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("AmendOrder.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** new limit price; absent to keep it (ticks) */
  set priceTicks(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("AmendOrder.priceTicks", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 28, value, true);
  }

  /** new quantity in total, with what is executed (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("AmendOrder.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AmendOrder): this {
    this.accountId = value.accountId;
    if (value.orderId !== undefined) this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    if (value.priceTicks !== undefined) this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    return this;
  }
}

function validateAmendOrder(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AmendOrder has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 5) return `template ${templateId} is not AmendOrder, 5`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 28;
  if (blockLength < leastLength) return `AmendOrder has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AmendOrder has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `AmendOrder.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `AmendOrder.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint32(offset + 8 + 20, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `AmendOrder.priceTicks is ${value}; it takes an integer from 0 to 4294967294`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AmendOrder is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lets a market trade between two instants, and from then on only in hours like these. The same hours again change nothing. */
export interface ScheduleTradingHours {
  /** the market */
  marketId: number;
  /** from this instant (microseconds since 1970) */
  opensAtUs: number;
  /** until this instant (microseconds since 1970) */
  closesAtUs: number;
}

/** Reads ScheduleTradingHours: Lets a market trade between two instants, and from then on only in hours like these. The same hours again change nothing. */
export class ScheduleTradingHoursDecoder {
  static readonly templateId = 6;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** from this instant (microseconds since 1970) */
  get opensAtUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** until this instant (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ScheduleTradingHours {
    const value: ScheduleTradingHours = {
      marketId: this.marketId,
      opensAtUs: this.opensAtUs,
      closesAtUs: this.closesAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateScheduleTradingHours(view, offset, length);
  }
}

/** Writes ScheduleTradingHours. */
export class ScheduleTradingHoursEncoder {
  static readonly templateId = 6;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 393236, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("ScheduleTradingHours.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** from this instant (microseconds since 1970) */
  set opensAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ScheduleTradingHours.opensAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** until this instant (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ScheduleTradingHours.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ScheduleTradingHours): this {
    this.marketId = value.marketId;
    this.opensAtUs = value.opensAtUs;
    this.closesAtUs = value.closesAtUs;
    return this;
  }
}

function validateScheduleTradingHours(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ScheduleTradingHours has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 6) return `template ${templateId} is not ScheduleTradingHours, 6`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 20;
  if (blockLength < leastLength) return `ScheduleTradingHours has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ScheduleTradingHours has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `ScheduleTradingHours.opensAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991)) return `ScheduleTradingHours.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `ScheduleTradingHours is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes hours back that are not over; a market without any stays closed until it gets new ones. */
export interface CancelTradingHours {
  /** the market */
  marketId: number;
  /** from this instant (microseconds since 1970) */
  opensAtUs: number;
}

/** Reads CancelTradingHours: Takes hours back that are not over; a market without any stays closed until it gets new ones. */
export class CancelTradingHoursDecoder {
  static readonly templateId = 7;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** from this instant (microseconds since 1970) */
  get opensAtUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CancelTradingHours {
    const value: CancelTradingHours = {
      marketId: this.marketId,
      opensAtUs: this.opensAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCancelTradingHours(view, offset, length);
  }
}

/** Writes CancelTradingHours. */
export class CancelTradingHoursEncoder {
  static readonly templateId = 7;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 458764, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelTradingHours.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** from this instant (microseconds since 1970) */
  set opensAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CancelTradingHours.opensAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CancelTradingHours): this {
    this.marketId = value.marketId;
    this.opensAtUs = value.opensAtUs;
    return this;
  }
}

function validateCancelTradingHours(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CancelTradingHours has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 7) return `template ${templateId} is not CancelTradingHours, 7`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 12;
  if (blockLength < leastLength) return `CancelTradingHours has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CancelTradingHours has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `CancelTradingHours.opensAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CancelTradingHours is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An order that is open, or that is remembered after it was closed. */
export interface Order {
  /** the account */
  accountId: number;
  /** the exchange's number of the order */
  orderId?: number | undefined;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
}

/** Reads Order: An order that is open, or that is remembered after it was closed. */
export class OrderDecoder {
  static readonly templateId = 20;
  static readonly blockLength = 20;
  /** What `orderId` reads as when it is absent. */
  static readonly orderIdNull: number = 18446744073709552000;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 12);
  }

  get hasOrderId(): boolean {
    return !(readU53(this.view, this.offset + 12) === 18446744073709552000);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 20);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 20) === 18446744073709552000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Order {
    const value: Order = {
      accountId: this.accountId,
    };
    if (this.hasOrderId) value.orderId = this.orderId;
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrder(view, offset, length);
  }
}

/** Writes Order. */
export class OrderEncoder {
  static readonly templateId = 20;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1310740, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint32(at + 12, 4294967295, true); view.setUint32(at + 12 + 4, 4294967295, true);
    view.setUint32(at + 20, 4294967295, true); view.setUint32(at + 20 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Order.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Order.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Order.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Order): this {
    this.accountId = value.accountId;
    if (value.orderId !== undefined) this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    return this;
  }
}

function validateOrder(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Order has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Order, 20`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 20;
  if (blockLength < leastLength) return `Order has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Order has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Order.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Order.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Order is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The open orders of an account. */
export interface OpenOrders {
  /** the account */
  accountId: number;
}

/** Reads OpenOrders: The open orders of an account. */
export class OpenOrdersDecoder {
  static readonly templateId = 21;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OpenOrders {
    const value: OpenOrders = {
      accountId: this.accountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOpenOrders(view, offset, length);
  }
}

/** Writes OpenOrders. */
export class OpenOrdersEncoder {
  static readonly templateId = 21;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1376260, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrders.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OpenOrders): this {
    this.accountId = value.accountId;
    return this;
  }
}

function validateOpenOrders(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OpenOrders has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not OpenOrders, 21`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `OpenOrders has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OpenOrders has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OpenOrders is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The price levels of a market. */
export interface Book {
  /** the market */
  marketId: number;
}

/** Reads Book: The price levels of a market. */
export class BookDecoder {
  static readonly templateId = 22;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Book {
    const value: Book = {
      marketId: this.marketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBook(view, offset, length);
  }
}

/** Writes Book. */
export class BookEncoder {
  static readonly templateId = 22;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1441796, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("Book.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Book): this {
    this.marketId = value.marketId;
    return this;
  }
}

function validateBook(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Book has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 22) return `template ${templateId} is not Book, 22`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Book has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Book has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Book is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Best bid and best offer. */
export interface TopOfBook {
  /** the market */
  marketId: number;
}

/** Reads TopOfBook: Best bid and best offer. */
export class TopOfBookDecoder {
  static readonly templateId = 23;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TopOfBook {
    const value: TopOfBook = {
      marketId: this.marketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTopOfBook(view, offset, length);
  }
}

/** Writes TopOfBook. */
export class TopOfBookEncoder {
  static readonly templateId = 23;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1507332, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBook.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TopOfBook): this {
    this.marketId = value.marketId;
    return this;
  }
}

function validateTopOfBook(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TopOfBook has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 23) return `template ${templateId} is not TopOfBook, 23`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `TopOfBook has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TopOfBook has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TopOfBook is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All markets. */
export interface Markets {
}

/** Reads Markets: All markets. */
export class MarketsDecoder {
  static readonly templateId = 24;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Markets {
    const value: Markets = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarkets(view, offset, length);
  }
}

/** Writes Markets. */
export class MarketsEncoder {
  static readonly templateId = 24;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1572864, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Markets): this {
    return this;
  }
}

function validateMarkets(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Markets has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 24) return `template ${templateId} is not Markets, 24`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Markets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Markets has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Markets is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A market. */
export interface Market {
  /** the market */
  marketId: number;
}

/** Reads Market: A market. */
export class MarketDecoder {
  static readonly templateId = 25;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Market {
    const value: Market = {
      marketId: this.marketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarket(view, offset, length);
  }
}

/** Writes Market. */
export class MarketEncoder {
  static readonly templateId = 25;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1638404, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("Market.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Market): this {
    this.marketId = value.marketId;
    return this;
  }
}

function validateMarket(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Market has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 25) return `template ${templateId} is not Market, 25`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Market has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Market has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Market is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The hours of a market that are not over. */
export interface TradingHours {
  /** the market */
  marketId: number;
}

/** Reads TradingHours: The hours of a market that are not over. */
export class TradingHoursDecoder {
  static readonly templateId = 26;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TradingHours {
    const value: TradingHours = {
      marketId: this.marketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTradingHours(view, offset, length);
  }
}

/** Writes TradingHours. */
export class TradingHoursEncoder {
  static readonly templateId = 26;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1703940, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TradingHours.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TradingHours): this {
    this.marketId = value.marketId;
    return this;
  }
}

function validateTradingHours(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TradingHours has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 26) return `template ${templateId} is not TradingHours, 26`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `TradingHours has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TradingHours has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TradingHours is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The market exists. */
export interface MarketCreated {
  /** the market */
  marketId: number;
}

/** Reads MarketCreated: The market exists. */
export class MarketCreatedDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "MarketCreated" {
    return "MarketCreated";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketCreated {
    const value: MarketCreated = {
      marketId: this.marketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketCreated(view, offset, length);
  }
}

/** Writes MarketCreated. */
export class MarketCreatedEncoder {
  static readonly templateId = 40;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2621444, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketCreated.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketCreated): this {
    this.marketId = value.marketId;
    return this;
  }
}

function validateMarketCreated(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketCreated has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not MarketCreated, 40`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `MarketCreated has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketCreated has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketCreated is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What came of the order at once. */
export interface OrderPlaced {
  /** the exchange's number of the order */
  orderId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** price times quantity (minor units of the quote asset) */
  quoteAmount: number;
  /** how much was executed so far (lots) */
  executedLots: number;
  /** how much is still open (lots) */
  remainingLots: number;
  /** after matching */
  status: OrderStatus;
}

/** Reads OrderPlaced: What came of the order at once. */
export class OrderPlacedDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 33;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "OrderPlaced" {
    return "OrderPlaced";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 16) === 18446744073709552000);
  }

  /** price times quantity (minor units of the quote asset) */
  get quoteAmount(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** how much was executed so far (lots) */
  get executedLots(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** how much is still open (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 36, true);
  }

  /** after matching */
  get status(): OrderStatus {
    return this.view.getUint8(this.offset + 40) as OrderStatus;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderPlaced {
    const value: OrderPlaced = {
      orderId: this.orderId,
      quoteAmount: this.quoteAmount,
      executedLots: this.executedLots,
      remainingLots: this.remainingLots,
      status: this.status,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderPlaced(view, offset, length);
  }
}

/** Writes OrderPlaced. */
export class OrderPlacedEncoder {
  static readonly templateId = 41;
  static readonly blockLength = 33;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(41);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2687009, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint8(at + 40, 0);
    view.setUint32(at + 16, 4294967295, true); view.setUint32(at + 16 + 4, 4294967295, true);
    return this;
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderPlaced.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderPlaced.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** price times quantity (minor units of the quote asset) */
  set quoteAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderPlaced.quoteAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** how much was executed so far (lots) */
  set executedLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderPlaced.executedLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** how much is still open (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderPlaced.remainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 36, value, true);
  }

  /** after matching */
  set status(value: OrderStatus) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("OrderPlaced.status", value, "one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4");
    this.view.setUint8(this.offset + 40, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderPlaced): this {
    this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.quoteAmount = value.quoteAmount;
    this.executedLots = value.executedLots;
    this.remainingLots = value.remainingLots;
    this.status = value.status;
    return this;
  }
}

function validateOrderPlaced(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderPlaced has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not OrderPlaced, 41`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 33;
  if (blockLength < leastLength) return `OrderPlaced has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderPlaced has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `OrderPlaced.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderPlaced.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `OrderPlaced.quoteAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 32);
    if (!((value >= 0 && value <= 4))) return `OrderPlaced.status is ${value}; it takes one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderPlaced is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The order is cancelled. */
export interface CancelConfirmed {
  /** the exchange's number of the order */
  orderId: number;
  /** what was still open (lots) */
  cancelledLots: number;
  /** how much was executed so far (lots) */
  executedLots: number;
}

/** Reads CancelConfirmed: The order is cancelled. */
export class CancelConfirmedDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "CancelConfirmed" {
    return "CancelConfirmed";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** what was still open (lots) */
  get cancelledLots(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** how much was executed so far (lots) */
  get executedLots(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CancelConfirmed {
    const value: CancelConfirmed = {
      orderId: this.orderId,
      cancelledLots: this.cancelledLots,
      executedLots: this.executedLots,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCancelConfirmed(view, offset, length);
  }
}

/** Writes CancelConfirmed. */
export class CancelConfirmedEncoder {
  static readonly templateId = 42;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2752528, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CancelConfirmed.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** what was still open (lots) */
  set cancelledLots(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelConfirmed.cancelledLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** how much was executed so far (lots) */
  set executedLots(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelConfirmed.executedLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CancelConfirmed): this {
    this.orderId = value.orderId;
    this.cancelledLots = value.cancelledLots;
    this.executedLots = value.executedLots;
    return this;
  }
}

function validateCancelConfirmed(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CancelConfirmed has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not CancelConfirmed, 42`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 16;
  if (blockLength < leastLength) return `CancelConfirmed has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CancelConfirmed has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `CancelConfirmed.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CancelConfirmed is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The orders are cancelled. */
export interface CancelAllConfirmed {
  /** the account */
  accountId: number;
  /** orders cancelled */
  orderCount: number;
}

/** Reads CancelAllConfirmed: The orders are cancelled. */
export class CancelAllConfirmedDecoder {
  static readonly templateId = 43;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "CancelAllConfirmed" {
    return "CancelAllConfirmed";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** orders cancelled */
  get orderCount(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CancelAllConfirmed {
    const value: CancelAllConfirmed = {
      accountId: this.accountId,
      orderCount: this.orderCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCancelAllConfirmed(view, offset, length);
  }
}

/** Writes CancelAllConfirmed. */
export class CancelAllConfirmedEncoder {
  static readonly templateId = 43;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2818056, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelAllConfirmed.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** orders cancelled */
  set orderCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelAllConfirmed.orderCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CancelAllConfirmed): this {
    this.accountId = value.accountId;
    this.orderCount = value.orderCount;
    return this;
  }
}

function validateCancelAllConfirmed(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CancelAllConfirmed has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 43) return `template ${templateId} is not CancelAllConfirmed, 43`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 8;
  if (blockLength < leastLength) return `CancelAllConfirmed has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CancelAllConfirmed has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CancelAllConfirmed is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The order as it is now. */
export interface AmendConfirmed {
  /** the exchange's number of the order */
  orderId: number;
  /** price (ticks) */
  priceTicks: number;
  /** how much (lots) */
  quantityLots: number;
  /** how much was executed so far (lots) */
  executedLots: number;
  /** how much is still open (lots) */
  remainingLots: number;
  /** after matching */
  status: OrderStatus;
  /** whether it kept its place */
  keptPriority: boolean;
}

/** Reads AmendConfirmed: The order as it is now. */
export class AmendConfirmedDecoder {
  static readonly templateId = 44;
  static readonly blockLength = 26;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "AmendConfirmed" {
    return "AmendConfirmed";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** how much was executed so far (lots) */
  get executedLots(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** how much is still open (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 28, true);
  }

  /** after matching */
  get status(): OrderStatus {
    return this.view.getUint8(this.offset + 32) as OrderStatus;
  }

  /** whether it kept its place */
  get keptPriority(): boolean {
    return this.view.getUint8(this.offset + 33) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AmendConfirmed {
    const value: AmendConfirmed = {
      orderId: this.orderId,
      priceTicks: this.priceTicks,
      quantityLots: this.quantityLots,
      executedLots: this.executedLots,
      remainingLots: this.remainingLots,
      status: this.status,
      keptPriority: this.keptPriority,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAmendConfirmed(view, offset, length);
  }
}

/** Writes AmendConfirmed. */
export class AmendConfirmedEncoder {
  static readonly templateId = 44;
  static readonly blockLength = 26;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(34);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2883610, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint8(at + 32, 0);
    view.setUint8(at + 33, 0);
    return this;
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("AmendConfirmed.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("AmendConfirmed.priceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("AmendConfirmed.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** how much was executed so far (lots) */
  set executedLots(value: number) {
    if (!(value >>> 0 === value)) refuse("AmendConfirmed.executedLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 24, value, true);
  }

  /** how much is still open (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("AmendConfirmed.remainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 28, value, true);
  }

  /** after matching */
  set status(value: OrderStatus) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("AmendConfirmed.status", value, "one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4");
    this.view.setUint8(this.offset + 32, value);
  }

  /** whether it kept its place */
  set keptPriority(value: boolean) {
    if (!(typeof value === "boolean")) refuse("AmendConfirmed.keptPriority", value, "true or false");
    this.view.setUint8(this.offset + 33, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AmendConfirmed): this {
    this.orderId = value.orderId;
    this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.executedLots = value.executedLots;
    this.remainingLots = value.remainingLots;
    this.status = value.status;
    this.keptPriority = value.keptPriority;
    return this;
  }
}

function validateAmendConfirmed(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AmendConfirmed has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 44) return `template ${templateId} is not AmendConfirmed, 44`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 26;
  if (blockLength < leastLength) return `AmendConfirmed has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AmendConfirmed has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `AmendConfirmed.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 24);
    if (!((value >= 0 && value <= 4))) return `AmendConfirmed.status is ${value}; it takes one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4`;
  }
  {
    const value = view.getUint8(offset + 8 + 25);
    if (!(value <= 1)) return `AmendConfirmed.keptPriority is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AmendConfirmed is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An order. */
export interface OrderState {
  /** the exchange's number of the order */
  orderId: number;
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** buy or sell */
  side: Side;
  /** limit or market */
  type: OrderType;
  /** how long */
  timeInForce: TimeInForce;
  /** what to do when it meets an order of its account */
  selfTradePrevention: SelfTradePrevention;
  /** only to be a maker */
  postOnly: boolean;
  /** where it is in its life */
  status: OrderStatus;
  /** price (ticks) */
  priceTicks?: number | undefined;
  /** how much (lots) */
  quantityLots: number;
  /** how much was executed so far (lots) */
  executedLots: number;
  /** how much is still open (lots) */
  remainingLots: number;
  /** price times quantity (minor units of the quote asset) */
  quoteAmount: number;
  /** fee charged (minor units of the quote asset) */
  feeAmount: number;
  /** set aside: of the quote asset for a buy, of the base asset for a sell (minor units) */
  heldAmount: number;
  /** when it expires (microseconds since 1970) */
  expiresAtUs?: number | undefined;
}

/** Reads OrderState: An order. */
export class OrderStateDecoder {
  static readonly templateId = 45;
  static readonly blockLength = 78;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;
  /** What `priceTicks` reads as when it is absent. */
  static readonly priceTicksNull: number = 4294967295;
  /** What `expiresAtUs` reads as when it is absent. */
  static readonly expiresAtUsNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "OrderState" {
    return "OrderState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 24) === 18446744073709552000);
  }

  /** buy or sell */
  get side(): Side {
    return this.view.getUint8(this.offset + 32) as Side;
  }

  /** limit or market */
  get type(): OrderType {
    return this.view.getUint8(this.offset + 33) as OrderType;
  }

  /** how long */
  get timeInForce(): TimeInForce {
    return this.view.getUint8(this.offset + 34) as TimeInForce;
  }

  /** what to do when it meets an order of its account */
  get selfTradePrevention(): SelfTradePrevention {
    return this.view.getUint8(this.offset + 35) as SelfTradePrevention;
  }

  /** only to be a maker */
  get postOnly(): boolean {
    return this.view.getUint8(this.offset + 36) === 1;
  }

  /** where it is in its life */
  get status(): OrderStatus {
    return this.view.getUint8(this.offset + 37) as OrderStatus;
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 38, true);
  }

  get hasPriceTicks(): boolean {
    return !(this.view.getUint32(this.offset + 38, true) === 4294967295);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 42, true);
  }

  /** how much was executed so far (lots) */
  get executedLots(): number {
    return this.view.getUint32(this.offset + 46, true);
  }

  /** how much is still open (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 50, true);
  }

  /** price times quantity (minor units of the quote asset) */
  get quoteAmount(): number {
    return readU53(this.view, this.offset + 54);
  }

  /** fee charged (minor units of the quote asset) */
  get feeAmount(): number {
    return readU53(this.view, this.offset + 62);
  }

  /** set aside: of the quote asset for a buy, of the base asset for a sell (minor units) */
  get heldAmount(): number {
    return readU53(this.view, this.offset + 70);
  }

  /** when it expires (microseconds since 1970) */
  get expiresAtUs(): number {
    return readU53(this.view, this.offset + 78);
  }

  get hasExpiresAtUs(): boolean {
    return !(readU53(this.view, this.offset + 78) === 18446744073709552000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderState {
    const value: OrderState = {
      orderId: this.orderId,
      accountId: this.accountId,
      marketId: this.marketId,
      side: this.side,
      type: this.type,
      timeInForce: this.timeInForce,
      selfTradePrevention: this.selfTradePrevention,
      postOnly: this.postOnly,
      status: this.status,
      quantityLots: this.quantityLots,
      executedLots: this.executedLots,
      remainingLots: this.remainingLots,
      quoteAmount: this.quoteAmount,
      feeAmount: this.feeAmount,
      heldAmount: this.heldAmount,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    if (this.hasPriceTicks) value.priceTicks = this.priceTicks;
    if (this.hasExpiresAtUs) value.expiresAtUs = this.expiresAtUs;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderState(view, offset, length);
  }
}

/** Writes OrderState. */
export class OrderStateEncoder {
  static readonly templateId = 45;
  static readonly blockLength = 78;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(86);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2949198, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setFloat64(at + 56, 0, true);
    view.setFloat64(at + 64, 0, true);
    view.setFloat64(at + 72, 0, true);
    view.setUint32(at + 80, 0, true);
    view.setUint8(at + 84, 0);
    view.setUint8(at + 85, 0);
    view.setUint32(at + 24, 4294967295, true); view.setUint32(at + 24 + 4, 4294967295, true);
    view.setUint32(at + 38, 4294967295, true);
    view.setUint32(at + 78, 4294967295, true); view.setUint32(at + 78 + 4, 4294967295, true);
    return this;
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderState.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderState.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderState.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderState.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** buy or sell */
  set side(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OrderState.side", value, "one of Side: Buy 0, Sell 1");
    this.view.setUint8(this.offset + 32, value);
  }

  /** limit or market */
  set type(value: OrderType) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OrderState.type", value, "one of OrderType: Limit 0, Market 1");
    this.view.setUint8(this.offset + 33, value);
  }

  /** how long */
  set timeInForce(value: TimeInForce) {
    if (!(value >= 0 && value <= 3 && Math.floor(value) === value)) refuse("OrderState.timeInForce", value, "one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3");
    this.view.setUint8(this.offset + 34, value);
  }

  /** what to do when it meets an order of its account */
  set selfTradePrevention(value: SelfTradePrevention) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("OrderState.selfTradePrevention", value, "one of SelfTradePrevention: None 0, CancelNewest 1, CancelOldest 2, CancelBoth 3, Decrement 4");
    this.view.setUint8(this.offset + 35, value);
  }

  /** only to be a maker */
  set postOnly(value: boolean) {
    if (!(typeof value === "boolean")) refuse("OrderState.postOnly", value, "true or false");
    this.view.setUint8(this.offset + 36, value ? 1 : 0);
  }

  /** where it is in its life */
  set status(value: OrderStatus) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("OrderState.status", value, "one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4");
    this.view.setUint8(this.offset + 37, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("OrderState.priceTicks", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 38, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderState.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 42, value, true);
  }

  /** how much was executed so far (lots) */
  set executedLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderState.executedLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 46, value, true);
  }

  /** how much is still open (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderState.remainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 50, value, true);
  }

  /** price times quantity (minor units of the quote asset) */
  set quoteAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderState.quoteAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 54, value);
  }

  /** fee charged (minor units of the quote asset) */
  set feeAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderState.feeAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 62, value);
  }

  /** set aside: of the quote asset for a buy, of the base asset for a sell (minor units) */
  set heldAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderState.heldAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 70, value);
  }

  /** when it expires (microseconds since 1970) */
  set expiresAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderState.expiresAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 78, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderState): this {
    this.orderId = value.orderId;
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.side = value.side;
    this.type = value.type;
    this.timeInForce = value.timeInForce;
    this.selfTradePrevention = value.selfTradePrevention;
    this.postOnly = value.postOnly;
    this.status = value.status;
    if (value.priceTicks !== undefined) this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.executedLots = value.executedLots;
    this.remainingLots = value.remainingLots;
    this.quoteAmount = value.quoteAmount;
    this.feeAmount = value.feeAmount;
    this.heldAmount = value.heldAmount;
    if (value.expiresAtUs !== undefined) this.expiresAtUs = value.expiresAtUs;
    return this;
  }
}

function validateOrderState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 45) return `template ${templateId} is not OrderState, 45`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 78;
  if (blockLength < leastLength) return `OrderState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `OrderState.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderState.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 24);
    if (!((value >= 0 && value <= 1))) return `OrderState.side is ${value}; it takes one of Side: Buy 0, Sell 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 25);
    if (!((value >= 0 && value <= 1))) return `OrderState.type is ${value}; it takes one of OrderType: Limit 0, Market 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 26);
    if (!((value >= 0 && value <= 3))) return `OrderState.timeInForce is ${value}; it takes one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3`;
  }
  {
    const value = view.getUint8(offset + 8 + 27);
    if (!((value >= 0 && value <= 4))) return `OrderState.selfTradePrevention is ${value}; it takes one of SelfTradePrevention: None 0, CancelNewest 1, CancelOldest 2, CancelBoth 3, Decrement 4`;
  }
  {
    const value = view.getUint8(offset + 8 + 28);
    if (!(value <= 1)) return `OrderState.postOnly is ${value}; it takes true or false`;
  }
  {
    const value = view.getUint8(offset + 8 + 29);
    if (!((value >= 0 && value <= 4))) return `OrderState.status is ${value}; it takes one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4`;
  }
  {
    const value = view.getUint32(offset + 8 + 30, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `OrderState.priceTicks is ${value}; it takes an integer from 0 to 4294967294`;
  }
  {
    const value = readU53(view, offset + 8 + 46);
    if (!(value <= 9007199254740991)) return `OrderState.quoteAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 54);
    if (!(value <= 9007199254740991)) return `OrderState.feeAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 62);
    if (!(value <= 9007199254740991)) return `OrderState.heldAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 70);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderState.expiresAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of OpenOrderList.orders. */
export interface OpenOrderListOrdersEntry {
  /** the exchange's number of the order */
  orderId: number;
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** buy or sell */
  side: Side;
  /** limit or market */
  type: OrderType;
  /** how long */
  timeInForce: TimeInForce;
  /** what to do when it meets an order of its account */
  selfTradePrevention: SelfTradePrevention;
  /** only to be a maker */
  postOnly: boolean;
  /** where it is in its life */
  status: OrderStatus;
  /** price (ticks) */
  priceTicks?: number | undefined;
  /** how much (lots) */
  quantityLots: number;
  /** how much was executed so far (lots) */
  executedLots: number;
  /** how much is still open (lots) */
  remainingLots: number;
  /** price times quantity (minor units of the quote asset) */
  quoteAmount: number;
  /** fee charged (minor units of the quote asset) */
  feeAmount: number;
  /** set aside: of the quote asset for a buy, of the base asset for a sell (minor units) */
  heldAmount: number;
  /** when it expires (microseconds since 1970) */
  expiresAtUs?: number | undefined;
}

/** Open orders, the oldest first. */
export interface OpenOrderList {
  /** the account */
  accountId: number;
  /** in order of priority */
  orders: readonly OpenOrderListOrdersEntry[];
}

/** Reads the entries of OpenOrderList.orders. */
export class OpenOrderListOrdersDecoder {
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;
  /** What `priceTicks` reads as when it is absent. */
  static readonly priceTicksNull: number = 4294967295;
  /** What `expiresAtUs` reads as when it is absent. */
  static readonly expiresAtUsNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  /** Entries in the group. */
  count = 0;
  private index = 0;
  private nextOffset = 0;

  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.blockLength = view.getUint16(offset, true);
    this.count = view.getUint16(offset + 2, true);
    this.index = 0;
    this.nextOffset = offset + 4;
    return this;
  }

  /** The group of a writer that did not know it: no entries. */
  absent(): this {
    this.count = 0;
    this.index = 0;
    return this;
  }

  /** Goes to the next entry, at first to the first; false after the last. */
  next(): boolean {
    if (this.index >= this.count) return false;
    this.index++;
    this.offset = this.nextOffset;
    this.nextOffset = this.nextOffset + this.blockLength;
    return true;
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset);
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 16) === 18446744073709552000);
  }

  /** buy or sell */
  get side(): Side {
    return this.view.getUint8(this.offset + 24) as Side;
  }

  /** limit or market */
  get type(): OrderType {
    return this.view.getUint8(this.offset + 25) as OrderType;
  }

  /** how long */
  get timeInForce(): TimeInForce {
    return this.view.getUint8(this.offset + 26) as TimeInForce;
  }

  /** what to do when it meets an order of its account */
  get selfTradePrevention(): SelfTradePrevention {
    return this.view.getUint8(this.offset + 27) as SelfTradePrevention;
  }

  /** only to be a maker */
  get postOnly(): boolean {
    return this.view.getUint8(this.offset + 28) === 1;
  }

  /** where it is in its life */
  get status(): OrderStatus {
    return this.view.getUint8(this.offset + 29) as OrderStatus;
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 30, true);
  }

  get hasPriceTicks(): boolean {
    return !(this.view.getUint32(this.offset + 30, true) === 4294967295);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 34, true);
  }

  /** how much was executed so far (lots) */
  get executedLots(): number {
    return this.view.getUint32(this.offset + 38, true);
  }

  /** how much is still open (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 42, true);
  }

  /** price times quantity (minor units of the quote asset) */
  get quoteAmount(): number {
    return readU53(this.view, this.offset + 46);
  }

  /** fee charged (minor units of the quote asset) */
  get feeAmount(): number {
    return readU53(this.view, this.offset + 54);
  }

  /** set aside: of the quote asset for a buy, of the base asset for a sell (minor units) */
  get heldAmount(): number {
    return readU53(this.view, this.offset + 62);
  }

  /** when it expires (microseconds since 1970) */
  get expiresAtUs(): number {
    return readU53(this.view, this.offset + 70);
  }

  get hasExpiresAtUs(): boolean {
    return !(readU53(this.view, this.offset + 70) === 18446744073709552000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OpenOrderListOrdersEntry {
    const value: OpenOrderListOrdersEntry = {
      orderId: this.orderId,
      accountId: this.accountId,
      marketId: this.marketId,
      side: this.side,
      type: this.type,
      timeInForce: this.timeInForce,
      selfTradePrevention: this.selfTradePrevention,
      postOnly: this.postOnly,
      status: this.status,
      quantityLots: this.quantityLots,
      executedLots: this.executedLots,
      remainingLots: this.remainingLots,
      quoteAmount: this.quoteAmount,
      feeAmount: this.feeAmount,
      heldAmount: this.heldAmount,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    if (this.hasPriceTicks) value.priceTicks = this.priceTicks;
    if (this.hasExpiresAtUs) value.expiresAtUs = this.expiresAtUs;
    return value;
  }
}

/** Reads OpenOrderList: Open orders, the oldest first. */
export class OpenOrderListDecoder {
  static readonly templateId = 46;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly ordersDecoder = new OpenOrderListOrdersDecoder();

  get template(): "OpenOrderList" {
    return "OpenOrderList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** in order of priority */
  get orders(): OpenOrderListOrdersDecoder {
    return this.ordersDecoder.wrap(this.view, this.ordersAt());
  }

  private ordersAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OpenOrderList {
    const orders: OpenOrderListOrdersEntry[] = [];
    for (const entries = this.orders; entries.next(); ) orders.push(entries.toObject());
    const value: OpenOrderList = {
      accountId: this.accountId,
      orders,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOpenOrderList(view, offset, length);
  }
}

/** in order of priority */
export class OpenOrderListOrdersEncoder {
  private readonly root: OpenOrderListEncoder;
  private readonly parent: OpenOrderListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: OpenOrderListEncoder, parent: OpenOrderListEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("OpenOrderList.orders");
    if (this.count >= 10000) refuse("OpenOrderList.orders", this.count + 1, "at most 10000 entries");
    const root = this.root;
    const added = root.output.extend(78);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 78;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setFloat64(at + 56, 0, true);
    view.setFloat64(at + 64, 0, true);
    view.setUint32(at + 72, 0, true);
    view.setUint8(at + 76, 0);
    view.setUint8(at + 77, 0);
    view.setUint32(at + 16, 4294967295, true); view.setUint32(at + 16 + 4, 4294967295, true);
    view.setUint32(at + 30, 4294967295, true);
    view.setUint32(at + 70, 4294967295, true); view.setUint32(at + 70 + 4, 4294967295, true);
    return this;
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenOrderList.orders.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset, value);
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrderList.orders.accountId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrderList.orders.marketId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 12, value, true);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenOrderList.orders.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 16, value);
  }

  /** buy or sell */
  set side(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OpenOrderList.orders.side", value, "one of Side: Buy 0, Sell 1");
    this.root.view.setUint8(this.offset + 24, value);
  }

  /** limit or market */
  set type(value: OrderType) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OpenOrderList.orders.type", value, "one of OrderType: Limit 0, Market 1");
    this.root.view.setUint8(this.offset + 25, value);
  }

  /** how long */
  set timeInForce(value: TimeInForce) {
    if (!(value >= 0 && value <= 3 && Math.floor(value) === value)) refuse("OpenOrderList.orders.timeInForce", value, "one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3");
    this.root.view.setUint8(this.offset + 26, value);
  }

  /** what to do when it meets an order of its account */
  set selfTradePrevention(value: SelfTradePrevention) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("OpenOrderList.orders.selfTradePrevention", value, "one of SelfTradePrevention: None 0, CancelNewest 1, CancelOldest 2, CancelBoth 3, Decrement 4");
    this.root.view.setUint8(this.offset + 27, value);
  }

  /** only to be a maker */
  set postOnly(value: boolean) {
    if (!(typeof value === "boolean")) refuse("OpenOrderList.orders.postOnly", value, "true or false");
    this.root.view.setUint8(this.offset + 28, value ? 1 : 0);
  }

  /** where it is in its life */
  set status(value: OrderStatus) {
    if (!(value >= 0 && value <= 4 && Math.floor(value) === value)) refuse("OpenOrderList.orders.status", value, "one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4");
    this.root.view.setUint8(this.offset + 29, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("OpenOrderList.orders.priceTicks", value, "an integer from 0 to 4294967294");
    this.root.view.setUint32(this.offset + 30, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrderList.orders.quantityLots", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 34, value, true);
  }

  /** how much was executed so far (lots) */
  set executedLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrderList.orders.executedLots", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 38, value, true);
  }

  /** how much is still open (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrderList.orders.remainingLots", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 42, value, true);
  }

  /** price times quantity (minor units of the quote asset) */
  set quoteAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenOrderList.orders.quoteAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 46, value);
  }

  /** fee charged (minor units of the quote asset) */
  set feeAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenOrderList.orders.feeAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 54, value);
  }

  /** set aside: of the quote asset for a buy, of the base asset for a sell (minor units) */
  set heldAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenOrderList.orders.heldAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 62, value);
  }

  /** when it expires (microseconds since 1970) */
  set expiresAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenOrderList.orders.expiresAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 70, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OpenOrderListOrdersEntry): this {
    this.orderId = value.orderId;
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.side = value.side;
    this.type = value.type;
    this.timeInForce = value.timeInForce;
    this.selfTradePrevention = value.selfTradePrevention;
    this.postOnly = value.postOnly;
    this.status = value.status;
    if (value.priceTicks !== undefined) this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.executedLots = value.executedLots;
    this.remainingLots = value.remainingLots;
    this.quoteAmount = value.quoteAmount;
    this.feeAmount = value.feeAmount;
    this.heldAmount = value.heldAmount;
    if (value.expiresAtUs !== undefined) this.expiresAtUs = value.expiresAtUs;
    return this;
  }
}

/** Writes OpenOrderList. */
export class OpenOrderListEncoder {
  static readonly templateId = 46;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly ordersEncoder: OpenOrderListOrdersEncoder = new OpenOrderListOrdersEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 16;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3014660, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 12, 0, true);
    view.setUint16(at + 12, 78, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenOrderList.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** in order of priority */
  get orders(): OpenOrderListOrdersEncoder {
    if (this.stage > 0) refuseOrder("OpenOrderList.orders");
    if (this.stage < 0) {
      this.stage = 0;
      this.ordersEncoder.begin(this.limit - 4);
    }
    return this.ordersEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OpenOrderList): this {
    this.accountId = value.accountId;
    for (const entry of value.orders) this.orders.add().set(entry);
    return this;
  }
}

function validateOpenOrderListOrders(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `OpenOrderList.orders is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 10000) return `OpenOrderList.orders has ${count} entries; it takes at most 10000`;
  void version;
  const leastLength = 78;
  if (count > 0 && blockLength < leastLength) return `OpenOrderList.orders has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `OpenOrderList.orders runs over the end of the message`;
    {
      const value = readU53(view, offset);
      if (!(value <= 9007199254740991)) return `OpenOrderList.orders.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 16);
      if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OpenOrderList.orders.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = view.getUint8(offset + 24);
      if (!((value >= 0 && value <= 1))) return `OpenOrderList.orders.side is ${value}; it takes one of Side: Buy 0, Sell 1`;
    }
    {
      const value = view.getUint8(offset + 25);
      if (!((value >= 0 && value <= 1))) return `OpenOrderList.orders.type is ${value}; it takes one of OrderType: Limit 0, Market 1`;
    }
    {
      const value = view.getUint8(offset + 26);
      if (!((value >= 0 && value <= 3))) return `OpenOrderList.orders.timeInForce is ${value}; it takes one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3`;
    }
    {
      const value = view.getUint8(offset + 27);
      if (!((value >= 0 && value <= 4))) return `OpenOrderList.orders.selfTradePrevention is ${value}; it takes one of SelfTradePrevention: None 0, CancelNewest 1, CancelOldest 2, CancelBoth 3, Decrement 4`;
    }
    {
      const value = view.getUint8(offset + 28);
      if (!(value <= 1)) return `OpenOrderList.orders.postOnly is ${value}; it takes true or false`;
    }
    {
      const value = view.getUint8(offset + 29);
      if (!((value >= 0 && value <= 4))) return `OpenOrderList.orders.status is ${value}; it takes one of OrderStatus: Open 0, PartlyFilled 1, Filled 2, Cancelled 3, Expired 4`;
    }
    {
      const value = view.getUint32(offset + 30, true);
      if (!(value <= 4294967294 || value === 4294967295)) return `OpenOrderList.orders.priceTicks is ${value}; it takes an integer from 0 to 4294967294`;
    }
    {
      const value = readU53(view, offset + 46);
      if (!(value <= 9007199254740991)) return `OpenOrderList.orders.quoteAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 54);
      if (!(value <= 9007199254740991)) return `OpenOrderList.orders.feeAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 62);
      if (!(value <= 9007199254740991)) return `OpenOrderList.orders.heldAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 70);
      if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OpenOrderList.orders.expiresAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateOpenOrderList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OpenOrderList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 46) return `template ${templateId} is not OpenOrderList, 46`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 4;
  if (blockLength < leastLength) return `OpenOrderList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OpenOrderList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateOpenOrderListOrders(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OpenOrderList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of BookImage.bids. */
export interface BookImageBidsEntry {
  /** price (ticks) */
  priceTicks: number;
  /** lots of all orders at this price (lots) */
  quantityLots: number;
  /** orders at this price */
  orderCount: number;
}

/** An entry of BookImage.offers. */
export interface BookImageOffersEntry {
  /** price (ticks) */
  priceTicks: number;
  /** lots of all orders at this price (lots) */
  quantityLots: number;
  /** orders at this price */
  orderCount: number;
}

/** The book; changes with a higher sequence follow it. */
export interface BookImage {
  /** the market */
  marketId: number;
  /** counts the market's book changes from 1 (changes) */
  sequence: number;
  /** from the best */
  bids: readonly BookImageBidsEntry[];
  /** from the best */
  offers: readonly BookImageOffersEntry[];
}

/** Reads the entries of BookImage.bids. */
export class BookImageBidsDecoder {

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  /** Entries in the group. */
  count = 0;
  private index = 0;
  private nextOffset = 0;

  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.blockLength = view.getUint16(offset, true);
    this.count = view.getUint16(offset + 2, true);
    this.index = 0;
    this.nextOffset = offset + 4;
    return this;
  }

  /** The group of a writer that did not know it: no entries. */
  absent(): this {
    this.count = 0;
    this.index = 0;
    return this;
  }

  /** Goes to the next entry, at first to the first; false after the last. */
  next(): boolean {
    if (this.index >= this.count) return false;
    this.index++;
    this.offset = this.nextOffset;
    this.nextOffset = this.nextOffset + this.blockLength;
    return true;
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** lots of all orders at this price (lots) */
  get quantityLots(): number {
    return readU53(this.view, this.offset + 4);
  }

  /** orders at this price */
  get orderCount(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BookImageBidsEntry {
    const value: BookImageBidsEntry = {
      priceTicks: this.priceTicks,
      quantityLots: this.quantityLots,
      orderCount: this.orderCount,
    };
    return value;
  }
}

/** Reads the entries of BookImage.offers. */
export class BookImageOffersDecoder {

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  /** Entries in the group. */
  count = 0;
  private index = 0;
  private nextOffset = 0;

  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.blockLength = view.getUint16(offset, true);
    this.count = view.getUint16(offset + 2, true);
    this.index = 0;
    this.nextOffset = offset + 4;
    return this;
  }

  /** The group of a writer that did not know it: no entries. */
  absent(): this {
    this.count = 0;
    this.index = 0;
    return this;
  }

  /** Goes to the next entry, at first to the first; false after the last. */
  next(): boolean {
    if (this.index >= this.count) return false;
    this.index++;
    this.offset = this.nextOffset;
    this.nextOffset = this.nextOffset + this.blockLength;
    return true;
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** lots of all orders at this price (lots) */
  get quantityLots(): number {
    return readU53(this.view, this.offset + 4);
  }

  /** orders at this price */
  get orderCount(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BookImageOffersEntry {
    const value: BookImageOffersEntry = {
      priceTicks: this.priceTicks,
      quantityLots: this.quantityLots,
      orderCount: this.orderCount,
    };
    return value;
  }
}

function endOfBookImageBids(view: DataView, at: number): number {
  return at + 4 + view.getUint16(at, true) * view.getUint16(at + 2, true);
}

/** Reads BookImage: The book; changes with a higher sequence follow it. */
export class BookImageDecoder {
  static readonly templateId = 47;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly bidsDecoder = new BookImageBidsDecoder();
  private readonly offersDecoder = new BookImageOffersDecoder();

  get template(): "BookImage" {
    return "BookImage";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts the market's book changes from 1 (changes) */
  get sequence(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** from the best */
  get bids(): BookImageBidsDecoder {
    return this.bidsDecoder.wrap(this.view, this.bidsAt());
  }

  /** from the best */
  get offers(): BookImageOffersDecoder {
    return this.offersDecoder.wrap(this.view, this.offersAt());
  }

  private bidsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private offersAt(): number {
    return endOfBookImageBids(this.view, this.bidsAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BookImage {
    const bids: BookImageBidsEntry[] = [];
    for (const entries = this.bids; entries.next(); ) bids.push(entries.toObject());
    const offers: BookImageOffersEntry[] = [];
    for (const entries = this.offers; entries.next(); ) offers.push(entries.toObject());
    const value: BookImage = {
      marketId: this.marketId,
      sequence: this.sequence,
      bids,
      offers,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBookImage(view, offset, length);
  }
}

/** from the best */
export class BookImageBidsEncoder {
  private readonly root: BookImageEncoder;
  private readonly parent: BookImageEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: BookImageEncoder, parent: BookImageEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("BookImage.bids");
    if (this.count >= 10000) refuse("BookImage.bids", this.count + 1, "at most 10000 entries");
    const root = this.root;
    const added = root.output.extend(16);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 16;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added - 4;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint16(at + 16, 16, true);
    return this;
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("BookImage.bids.priceTicks", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** lots of all orders at this price (lots) */
  set quantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookImage.bids.quantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 4, value);
  }

  /** orders at this price */
  set orderCount(value: number) {
    if (!(value >>> 0 === value)) refuse("BookImage.bids.orderCount", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BookImageBidsEntry): this {
    this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.orderCount = value.orderCount;
    return this;
  }
}

/** from the best */
export class BookImageOffersEncoder {
  private readonly root: BookImageEncoder;
  private readonly parent: BookImageEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: BookImageEncoder, parent: BookImageEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 1;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("BookImage.offers");
    if (this.count >= 10000) refuse("BookImage.offers", this.count + 1, "at most 10000 entries");
    const root = this.root;
    const added = root.output.extend(16);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 16;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("BookImage.offers.priceTicks", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** lots of all orders at this price (lots) */
  set quantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookImage.offers.quantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 4, value);
  }

  /** orders at this price */
  set orderCount(value: number) {
    if (!(value >>> 0 === value)) refuse("BookImage.offers.orderCount", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BookImageOffersEntry): this {
    this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.orderCount = value.orderCount;
    return this;
  }
}

/** Writes BookImage. */
export class BookImageEncoder {
  static readonly templateId = 47;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly bidsEncoder: BookImageBidsEncoder = new BookImageBidsEncoder(this, this);
  private readonly offersEncoder: BookImageOffersEncoder = new BookImageOffersEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 28;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3080204, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint32(at + 20, 0, true);
    view.setUint16(at + 20, 16, true);
    view.setUint32(at + 24, 0, true);
    view.setUint16(at + 24, 16, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("BookImage.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts the market's book changes from 1 (changes) */
  set sequence(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookImage.sequence", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** from the best */
  get bids(): BookImageBidsEncoder {
    if (this.stage > 0) refuseOrder("BookImage.bids");
    if (this.stage < 0) {
      this.stage = 0;
      this.bidsEncoder.begin(this.limit - 8);
    }
    return this.bidsEncoder;
  }

  /** from the best */
  get offers(): BookImageOffersEncoder {
    if (this.stage > 1) refuseOrder("BookImage.offers");
    if (this.stage < 1) {
      this.stage = 1;
      this.offersEncoder.begin(this.limit - 4);
    }
    return this.offersEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BookImage): this {
    this.marketId = value.marketId;
    this.sequence = value.sequence;
    for (const entry of value.bids) this.bids.add().set(entry);
    for (const entry of value.offers) this.offers.add().set(entry);
    return this;
  }
}

function validateBookImageBids(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `BookImage.bids is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 10000) return `BookImage.bids has ${count} entries; it takes at most 10000`;
  void version;
  const leastLength = 16;
  if (count > 0 && blockLength < leastLength) return `BookImage.bids has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `BookImage.bids runs over the end of the message`;
    {
      const value = readU53(view, offset + 4);
      if (!(value <= 9007199254740991)) return `BookImage.bids.quantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateBookImageOffers(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `BookImage.offers is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 10000) return `BookImage.offers has ${count} entries; it takes at most 10000`;
  void version;
  const leastLength = 16;
  if (count > 0 && blockLength < leastLength) return `BookImage.offers has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `BookImage.offers runs over the end of the message`;
    {
      const value = readU53(view, offset + 4);
      if (!(value <= 9007199254740991)) return `BookImage.offers.quantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateBookImage(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BookImage has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 47) return `template ${templateId} is not BookImage, 47`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 12;
  if (blockLength < leastLength) return `BookImage has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BookImage has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `BookImage.sequence is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateBookImageBids(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  {
    const next = validateBookImageOffers(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BookImage is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Best bid and best offer. */
export interface TopOfBookState {
  /** the market */
  marketId: number;
  /** counts the market's book changes from 1 (changes) */
  sequence: number;
  /** best bid; 0 when there is none (ticks) */
  bidPriceTicks: number;
  /** best offer; 0 when there is none (ticks) */
  offerPriceTicks: number;
  /** at the best bid (lots) */
  bidQuantityLots: number;
  /** at the best offer (lots) */
  offerQuantityLots: number;
}

/** Reads TopOfBookState: Best bid and best offer. */
export class TopOfBookStateDecoder {
  static readonly templateId = 48;
  static readonly blockLength = 36;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "TopOfBookState" {
    return "TopOfBookState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts the market's book changes from 1 (changes) */
  get sequence(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** best bid; 0 when there is none (ticks) */
  get bidPriceTicks(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** best offer; 0 when there is none (ticks) */
  get offerPriceTicks(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** at the best bid (lots) */
  get bidQuantityLots(): number {
    return readU53(this.view, this.offset + 28);
  }

  /** at the best offer (lots) */
  get offerQuantityLots(): number {
    return readU53(this.view, this.offset + 36);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TopOfBookState {
    const value: TopOfBookState = {
      marketId: this.marketId,
      sequence: this.sequence,
      bidPriceTicks: this.bidPriceTicks,
      offerPriceTicks: this.offerPriceTicks,
      bidQuantityLots: this.bidQuantityLots,
      offerQuantityLots: this.offerQuantityLots,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTopOfBookState(view, offset, length);
  }
}

/** Writes TopOfBookState. */
export class TopOfBookStateEncoder {
  static readonly templateId = 48;
  static readonly blockLength = 36;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(44);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3145764, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBookState.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts the market's book changes from 1 (changes) */
  set sequence(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TopOfBookState.sequence", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** best bid; 0 when there is none (ticks) */
  set bidPriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBookState.bidPriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** best offer; 0 when there is none (ticks) */
  set offerPriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBookState.offerPriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 24, value, true);
  }

  /** at the best bid (lots) */
  set bidQuantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TopOfBookState.bidQuantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 28, value);
  }

  /** at the best offer (lots) */
  set offerQuantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TopOfBookState.offerQuantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 36, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TopOfBookState): this {
    this.marketId = value.marketId;
    this.sequence = value.sequence;
    this.bidPriceTicks = value.bidPriceTicks;
    this.offerPriceTicks = value.offerPriceTicks;
    this.bidQuantityLots = value.bidQuantityLots;
    this.offerQuantityLots = value.offerQuantityLots;
    return this;
  }
}

function validateTopOfBookState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TopOfBookState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 48) return `template ${templateId} is not TopOfBookState, 48`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 36;
  if (blockLength < leastLength) return `TopOfBookState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TopOfBookState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `TopOfBookState.sequence is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 20);
    if (!(value <= 9007199254740991)) return `TopOfBookState.bidQuantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 28);
    if (!(value <= 9007199254740991)) return `TopOfBookState.offerQuantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TopOfBookState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of MarketList.markets. */
export interface MarketListMarketsEntry {
  /** the market */
  marketId: number;
  /** what people call it, such as AAPL-USD; unique */
  symbol: string;
  /** what is traded */
  baseAssetId: number;
  /** what it is paid with */
  quoteAssetId: number;
  /** who gets the fees */
  feeAccountId: number;
  /** one lot (minor units of the base asset) */
  lotSize: number;
  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  tickSize: number;
  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  referencePriceTicks: number;
  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  priceBandPpm: number;
  /** of an order, at least 1 (lots) */
  minimumQuantityLots: number;
  /** of an order, at most 2^31 - 1 (lots) */
  maximumQuantityLots: number;
  /** price times quantity of a limit order (minor units of the quote asset) */
  minimumNotional: number;
  /** price times quantity of an order (minor units of the quote asset) */
  maximumNotional: number;
  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  openOrdersMax: number;
  /** of the notional, from the resting side (millionths) */
  makerFeePpm: number;
  /** of the notional, from the incoming side (millionths) */
  takerFeePpm: number;
}

/** All markets. */
export interface MarketList {
  /** by id */
  markets: readonly MarketListMarketsEntry[];
}

/** Reads the entries of MarketList.markets. */
export class MarketListMarketsDecoder {
  static readonly symbolLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  /** Entries in the group. */
  count = 0;
  private index = 0;
  private nextOffset = 0;

  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.blockLength = view.getUint16(offset, true);
    this.count = view.getUint16(offset + 2, true);
    this.index = 0;
    this.nextOffset = offset + 4;
    return this;
  }

  /** The group of a writer that did not know it: no entries. */
  absent(): this {
    this.count = 0;
    this.index = 0;
    return this;
  }

  /** Goes to the next entry, at first to the first; false after the last. */
  next(): boolean {
    if (this.index >= this.count) return false;
    this.index++;
    this.offset = this.nextOffset;
    this.nextOffset = this.nextOffset + this.blockLength;
    return true;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** what people call it, such as AAPL-USD; unique */
  get symbol(): string {
    return readAscii(this.view, this.offset + 4, 16);
  }

  /** Of the first byte of `symbol` in `view`, to compare or copy it without a string. */
  get symbolOffset(): number {
    return this.offset + 4;
  }

  /** what is traded */
  get baseAssetId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** what it is paid with */
  get quoteAssetId(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** who gets the fees */
  get feeAccountId(): number {
    return this.view.getUint32(this.offset + 28, true);
  }

  /** one lot (minor units of the base asset) */
  get lotSize(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  get tickSize(): number {
    return readU53(this.view, this.offset + 40);
  }

  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  get referencePriceTicks(): number {
    return this.view.getUint32(this.offset + 48, true);
  }

  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  get priceBandPpm(): number {
    return this.view.getUint32(this.offset + 52, true);
  }

  /** of an order, at least 1 (lots) */
  get minimumQuantityLots(): number {
    return this.view.getUint32(this.offset + 56, true);
  }

  /** of an order, at most 2^31 - 1 (lots) */
  get maximumQuantityLots(): number {
    return this.view.getUint32(this.offset + 60, true);
  }

  /** price times quantity of a limit order (minor units of the quote asset) */
  get minimumNotional(): number {
    return readU53(this.view, this.offset + 64);
  }

  /** price times quantity of an order (minor units of the quote asset) */
  get maximumNotional(): number {
    return readU53(this.view, this.offset + 72);
  }

  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  get openOrdersMax(): number {
    return this.view.getUint32(this.offset + 80, true);
  }

  /** of the notional, from the resting side (millionths) */
  get makerFeePpm(): number {
    return this.view.getUint32(this.offset + 84, true);
  }

  /** of the notional, from the incoming side (millionths) */
  get takerFeePpm(): number {
    return this.view.getUint32(this.offset + 88, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketListMarketsEntry {
    const value: MarketListMarketsEntry = {
      marketId: this.marketId,
      symbol: this.symbol,
      baseAssetId: this.baseAssetId,
      quoteAssetId: this.quoteAssetId,
      feeAccountId: this.feeAccountId,
      lotSize: this.lotSize,
      tickSize: this.tickSize,
      referencePriceTicks: this.referencePriceTicks,
      priceBandPpm: this.priceBandPpm,
      minimumQuantityLots: this.minimumQuantityLots,
      maximumQuantityLots: this.maximumQuantityLots,
      minimumNotional: this.minimumNotional,
      maximumNotional: this.maximumNotional,
      openOrdersMax: this.openOrdersMax,
      makerFeePpm: this.makerFeePpm,
      takerFeePpm: this.takerFeePpm,
    };
    return value;
  }
}

/** Reads MarketList: All markets. */
export class MarketListDecoder {
  static readonly templateId = 49;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly marketsDecoder = new MarketListMarketsDecoder();

  get template(): "MarketList" {
    return "MarketList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** by id */
  get markets(): MarketListMarketsDecoder {
    return this.marketsDecoder.wrap(this.view, this.marketsAt());
  }

  private marketsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketList {
    const markets: MarketListMarketsEntry[] = [];
    for (const entries = this.markets; entries.next(); ) markets.push(entries.toObject());
    const value: MarketList = {
      markets,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketList(view, offset, length);
  }
}

/** by id */
export class MarketListMarketsEncoder {
  private readonly root: MarketListEncoder;
  private readonly parent: MarketListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: MarketListEncoder, parent: MarketListEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("MarketList.markets");
    if (this.count >= 1000) refuse("MarketList.markets", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(92);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 92;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setFloat64(at + 56, 0, true);
    view.setFloat64(at + 64, 0, true);
    view.setFloat64(at + 72, 0, true);
    view.setFloat64(at + 80, 0, true);
    view.setUint32(at + 88, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.marketId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** what people call it, such as AAPL-USD; unique */
  set symbol(value: string) {
    if (!(isAsciiText(value, 16))) refuse("MarketList.markets.symbol", value, "printable ASCII of at most 16 characters");
    writeAscii(this.root.view, this.offset + 4, 16, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copySymbol(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 4, from, fromOffset, 16);
  }

  /** what is traded */
  set baseAssetId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.baseAssetId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 20, value, true);
  }

  /** what it is paid with */
  set quoteAssetId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.quoteAssetId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 24, value, true);
  }

  /** who gets the fees */
  set feeAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.feeAccountId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 28, value, true);
  }

  /** one lot (minor units of the base asset) */
  set lotSize(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketList.markets.lotSize", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 32, value);
  }

  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  set tickSize(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketList.markets.tickSize", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 40, value);
  }

  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  set referencePriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.referencePriceTicks", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 48, value, true);
  }

  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  set priceBandPpm(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.priceBandPpm", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 52, value, true);
  }

  /** of an order, at least 1 (lots) */
  set minimumQuantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.minimumQuantityLots", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 56, value, true);
  }

  /** of an order, at most 2^31 - 1 (lots) */
  set maximumQuantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.maximumQuantityLots", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 60, value, true);
  }

  /** price times quantity of a limit order (minor units of the quote asset) */
  set minimumNotional(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketList.markets.minimumNotional", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 64, value);
  }

  /** price times quantity of an order (minor units of the quote asset) */
  set maximumNotional(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketList.markets.maximumNotional", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 72, value);
  }

  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  set openOrdersMax(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.openOrdersMax", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 80, value, true);
  }

  /** of the notional, from the resting side (millionths) */
  set makerFeePpm(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.makerFeePpm", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 84, value, true);
  }

  /** of the notional, from the incoming side (millionths) */
  set takerFeePpm(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketList.markets.takerFeePpm", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 88, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketListMarketsEntry): this {
    this.marketId = value.marketId;
    this.symbol = value.symbol;
    this.baseAssetId = value.baseAssetId;
    this.quoteAssetId = value.quoteAssetId;
    this.feeAccountId = value.feeAccountId;
    this.lotSize = value.lotSize;
    this.tickSize = value.tickSize;
    this.referencePriceTicks = value.referencePriceTicks;
    this.priceBandPpm = value.priceBandPpm;
    this.minimumQuantityLots = value.minimumQuantityLots;
    this.maximumQuantityLots = value.maximumQuantityLots;
    this.minimumNotional = value.minimumNotional;
    this.maximumNotional = value.maximumNotional;
    this.openOrdersMax = value.openOrdersMax;
    this.makerFeePpm = value.makerFeePpm;
    this.takerFeePpm = value.takerFeePpm;
    return this;
  }
}

/** Writes MarketList. */
export class MarketListEncoder {
  static readonly templateId = 49;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly marketsEncoder: MarketListMarketsEncoder = new MarketListMarketsEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 12;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3211264, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint16(at + 8, 92, true);
    return this;
  }

  /** by id */
  get markets(): MarketListMarketsEncoder {
    if (this.stage > 0) refuseOrder("MarketList.markets");
    if (this.stage < 0) {
      this.stage = 0;
      this.marketsEncoder.begin(this.limit - 4);
    }
    return this.marketsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketList): this {
    for (const entry of value.markets) this.markets.add().set(entry);
    return this;
  }
}

function validateMarketListMarkets(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `MarketList.markets is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `MarketList.markets has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 92;
  if (count > 0 && blockLength < leastLength) return `MarketList.markets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `MarketList.markets runs over the end of the message`;
    if (!isAscii(view, offset + 4, 16)) return "MarketList.markets.symbol is not printable ASCII of at most 16 characters, padded with zeros";
    {
      const value = readU53(view, offset + 32);
      if (!(value <= 9007199254740991)) return `MarketList.markets.lotSize is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 40);
      if (!(value <= 9007199254740991)) return `MarketList.markets.tickSize is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 64);
      if (!(value <= 9007199254740991)) return `MarketList.markets.minimumNotional is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 72);
      if (!(value <= 9007199254740991)) return `MarketList.markets.maximumNotional is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateMarketList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 49) return `template ${templateId} is not MarketList, 49`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 0;
  if (blockLength < leastLength) return `MarketList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateMarketListMarkets(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A market. */
export interface MarketState {
  /** the market */
  marketId: number;
  /** what people call it, such as AAPL-USD; unique */
  symbol: string;
  /** what is traded */
  baseAssetId: number;
  /** what it is paid with */
  quoteAssetId: number;
  /** who gets the fees */
  feeAccountId: number;
  /** one lot (minor units of the base asset) */
  lotSize: number;
  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  tickSize: number;
  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  referencePriceTicks: number;
  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  priceBandPpm: number;
  /** of an order, at least 1 (lots) */
  minimumQuantityLots: number;
  /** of an order, at most 2^31 - 1 (lots) */
  maximumQuantityLots: number;
  /** price times quantity of a limit order (minor units of the quote asset) */
  minimumNotional: number;
  /** price times quantity of an order (minor units of the quote asset) */
  maximumNotional: number;
  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  openOrdersMax: number;
  /** of the notional, from the resting side (millionths) */
  makerFeePpm: number;
  /** of the notional, from the incoming side (millionths) */
  takerFeePpm: number;
  /** of the last trade; 0 before the first (ticks) */
  lastPriceTicks: number;
  /** trades so far */
  tradeCount: number;
  /** open orders */
  openOrderCount: number;
  /** whether it trades now */
  phase: MarketPhase;
}

/** Reads MarketState: A market. */
export class MarketStateDecoder {
  static readonly templateId = 50;
  static readonly blockLength = 109;
  static readonly symbolLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "MarketState" {
    return "MarketState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what people call it, such as AAPL-USD; unique */
  get symbol(): string {
    return readAscii(this.view, this.offset + 12, 16);
  }

  /** Of the first byte of `symbol` in `view`, to compare or copy it without a string. */
  get symbolOffset(): number {
    return this.offset + 12;
  }

  /** what is traded */
  get baseAssetId(): number {
    return this.view.getUint32(this.offset + 28, true);
  }

  /** what it is paid with */
  get quoteAssetId(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** who gets the fees */
  get feeAccountId(): number {
    return this.view.getUint32(this.offset + 36, true);
  }

  /** one lot (minor units of the base asset) */
  get lotSize(): number {
    return readU53(this.view, this.offset + 40);
  }

  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  get tickSize(): number {
    return readU53(this.view, this.offset + 48);
  }

  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  get referencePriceTicks(): number {
    return this.view.getUint32(this.offset + 56, true);
  }

  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  get priceBandPpm(): number {
    return this.view.getUint32(this.offset + 60, true);
  }

  /** of an order, at least 1 (lots) */
  get minimumQuantityLots(): number {
    return this.view.getUint32(this.offset + 64, true);
  }

  /** of an order, at most 2^31 - 1 (lots) */
  get maximumQuantityLots(): number {
    return this.view.getUint32(this.offset + 68, true);
  }

  /** price times quantity of a limit order (minor units of the quote asset) */
  get minimumNotional(): number {
    return readU53(this.view, this.offset + 72);
  }

  /** price times quantity of an order (minor units of the quote asset) */
  get maximumNotional(): number {
    return readU53(this.view, this.offset + 80);
  }

  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  get openOrdersMax(): number {
    return this.view.getUint32(this.offset + 88, true);
  }

  /** of the notional, from the resting side (millionths) */
  get makerFeePpm(): number {
    return this.view.getUint32(this.offset + 92, true);
  }

  /** of the notional, from the incoming side (millionths) */
  get takerFeePpm(): number {
    return this.view.getUint32(this.offset + 96, true);
  }

  /** of the last trade; 0 before the first (ticks) */
  get lastPriceTicks(): number {
    return this.view.getUint32(this.offset + 100, true);
  }

  /** trades so far */
  get tradeCount(): number {
    return readU53(this.view, this.offset + 104);
  }

  /** open orders */
  get openOrderCount(): number {
    return this.view.getUint32(this.offset + 112, true);
  }

  /** whether it trades now */
  get phase(): MarketPhase {
    return this.view.getUint8(this.offset + 116) as MarketPhase;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketState {
    const value: MarketState = {
      marketId: this.marketId,
      symbol: this.symbol,
      baseAssetId: this.baseAssetId,
      quoteAssetId: this.quoteAssetId,
      feeAccountId: this.feeAccountId,
      lotSize: this.lotSize,
      tickSize: this.tickSize,
      referencePriceTicks: this.referencePriceTicks,
      priceBandPpm: this.priceBandPpm,
      minimumQuantityLots: this.minimumQuantityLots,
      maximumQuantityLots: this.maximumQuantityLots,
      minimumNotional: this.minimumNotional,
      maximumNotional: this.maximumNotional,
      openOrdersMax: this.openOrdersMax,
      makerFeePpm: this.makerFeePpm,
      takerFeePpm: this.takerFeePpm,
      lastPriceTicks: this.lastPriceTicks,
      tradeCount: this.tradeCount,
      openOrderCount: this.openOrderCount,
      phase: this.phase,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketState(view, offset, length);
  }
}

/** Writes MarketState. */
export class MarketStateEncoder {
  static readonly templateId = 50;
  static readonly blockLength = 109;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(117);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3276909, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setFloat64(at + 56, 0, true);
    view.setFloat64(at + 64, 0, true);
    view.setFloat64(at + 72, 0, true);
    view.setFloat64(at + 80, 0, true);
    view.setFloat64(at + 88, 0, true);
    view.setFloat64(at + 96, 0, true);
    view.setFloat64(at + 104, 0, true);
    view.setUint32(at + 112, 0, true);
    view.setUint8(at + 116, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what people call it, such as AAPL-USD; unique */
  set symbol(value: string) {
    if (!(isAsciiText(value, 16))) refuse("MarketState.symbol", value, "printable ASCII of at most 16 characters");
    writeAscii(this.view, this.offset + 12, 16, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copySymbol(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 12, from, fromOffset, 16);
  }

  /** what is traded */
  set baseAssetId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.baseAssetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 28, value, true);
  }

  /** what it is paid with */
  set quoteAssetId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.quoteAssetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** who gets the fees */
  set feeAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.feeAccountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 36, value, true);
  }

  /** one lot (minor units of the base asset) */
  set lotSize(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.lotSize", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 40, value);
  }

  /** what one tick adds to the price of one lot (minor units of the quote asset) */
  set tickSize(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.tickSize", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 48, value);
  }

  /** middle of the price band until the first trade; 0 when there is no band (ticks) */
  set referencePriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.referencePriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 56, value, true);
  }

  /** how far a price may be from the last trade's; 0 for no band (millionths) */
  set priceBandPpm(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.priceBandPpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 60, value, true);
  }

  /** of an order, at least 1 (lots) */
  set minimumQuantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.minimumQuantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 64, value, true);
  }

  /** of an order, at most 2^31 - 1 (lots) */
  set maximumQuantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.maximumQuantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 68, value, true);
  }

  /** price times quantity of a limit order (minor units of the quote asset) */
  set minimumNotional(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.minimumNotional", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 72, value);
  }

  /** price times quantity of an order (minor units of the quote asset) */
  set maximumNotional(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.maximumNotional", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 80, value);
  }

  /** open orders of an account, in all markets, at which it may rest no more here (orders) */
  set openOrdersMax(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.openOrdersMax", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 88, value, true);
  }

  /** of the notional, from the resting side (millionths) */
  set makerFeePpm(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.makerFeePpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 92, value, true);
  }

  /** of the notional, from the incoming side (millionths) */
  set takerFeePpm(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.takerFeePpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 96, value, true);
  }

  /** of the last trade; 0 before the first (ticks) */
  set lastPriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.lastPriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 100, value, true);
  }

  /** trades so far */
  set tradeCount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.tradeCount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 104, value);
  }

  /** open orders */
  set openOrderCount(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.openOrderCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 112, value, true);
  }

  /** whether it trades now */
  set phase(value: MarketPhase) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("MarketState.phase", value, "one of MarketPhase: Open 0, Closed 1");
    this.view.setUint8(this.offset + 116, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketState): this {
    this.marketId = value.marketId;
    this.symbol = value.symbol;
    this.baseAssetId = value.baseAssetId;
    this.quoteAssetId = value.quoteAssetId;
    this.feeAccountId = value.feeAccountId;
    this.lotSize = value.lotSize;
    this.tickSize = value.tickSize;
    this.referencePriceTicks = value.referencePriceTicks;
    this.priceBandPpm = value.priceBandPpm;
    this.minimumQuantityLots = value.minimumQuantityLots;
    this.maximumQuantityLots = value.maximumQuantityLots;
    this.minimumNotional = value.minimumNotional;
    this.maximumNotional = value.maximumNotional;
    this.openOrdersMax = value.openOrdersMax;
    this.makerFeePpm = value.makerFeePpm;
    this.takerFeePpm = value.takerFeePpm;
    this.lastPriceTicks = value.lastPriceTicks;
    this.tradeCount = value.tradeCount;
    this.openOrderCount = value.openOrderCount;
    this.phase = value.phase;
    return this;
  }
}

function validateMarketState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 50) return `template ${templateId} is not MarketState, 50`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 109;
  if (blockLength < leastLength) return `MarketState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8 + 4, 16)) return "MarketState.symbol is not printable ASCII of at most 16 characters, padded with zeros";
  {
    const value = readU53(view, offset + 8 + 32);
    if (!(value <= 9007199254740991)) return `MarketState.lotSize is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 40);
    if (!(value <= 9007199254740991)) return `MarketState.tickSize is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 64);
    if (!(value <= 9007199254740991)) return `MarketState.minimumNotional is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 72);
    if (!(value <= 9007199254740991)) return `MarketState.maximumNotional is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 96);
    if (!(value <= 9007199254740991)) return `MarketState.tradeCount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 108);
    if (!((value >= 0 && value <= 1))) return `MarketState.phase is ${value}; it takes one of MarketPhase: Open 0, Closed 1`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The market trades in these hours. */
export interface TradingHoursScheduled {
  /** the market */
  marketId: number;
  /** from this instant (microseconds since 1970) */
  opensAtUs: number;
  /** until this instant (microseconds since 1970) */
  closesAtUs: number;
  /** false when they were known already, and nothing has changed */
  isNew: boolean;
}

/** Reads TradingHoursScheduled: The market trades in these hours. */
export class TradingHoursScheduledDecoder {
  static readonly templateId = 51;
  static readonly blockLength = 21;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "TradingHoursScheduled" {
    return "TradingHoursScheduled";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** from this instant (microseconds since 1970) */
  get opensAtUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** until this instant (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** false when they were known already, and nothing has changed */
  get isNew(): boolean {
    return this.view.getUint8(this.offset + 28) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TradingHoursScheduled {
    const value: TradingHoursScheduled = {
      marketId: this.marketId,
      opensAtUs: this.opensAtUs,
      closesAtUs: this.closesAtUs,
      isNew: this.isNew,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTradingHoursScheduled(view, offset, length);
  }
}

/** Writes TradingHoursScheduled. */
export class TradingHoursScheduledEncoder {
  static readonly templateId = 51;
  static readonly blockLength = 21;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(29);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3342357, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TradingHoursScheduled.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** from this instant (microseconds since 1970) */
  set opensAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradingHoursScheduled.opensAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** until this instant (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradingHoursScheduled.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** false when they were known already, and nothing has changed */
  set isNew(value: boolean) {
    if (!(typeof value === "boolean")) refuse("TradingHoursScheduled.isNew", value, "true or false");
    this.view.setUint8(this.offset + 28, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TradingHoursScheduled): this {
    this.marketId = value.marketId;
    this.opensAtUs = value.opensAtUs;
    this.closesAtUs = value.closesAtUs;
    this.isNew = value.isNew;
    return this;
  }
}

function validateTradingHoursScheduled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TradingHoursScheduled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 51) return `template ${templateId} is not TradingHoursScheduled, 51`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 21;
  if (blockLength < leastLength) return `TradingHoursScheduled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TradingHoursScheduled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `TradingHoursScheduled.opensAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991)) return `TradingHoursScheduled.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 20);
    if (!(value <= 1)) return `TradingHoursScheduled.isNew is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TradingHoursScheduled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The market does not trade in these hours. */
export interface TradingHoursCancelled {
  /** the market */
  marketId: number;
  /** from this instant (microseconds since 1970) */
  opensAtUs: number;
  /** until this instant (microseconds since 1970) */
  closesAtUs: number;
}

/** Reads TradingHoursCancelled: The market does not trade in these hours. */
export class TradingHoursCancelledDecoder {
  static readonly templateId = 52;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "TradingHoursCancelled" {
    return "TradingHoursCancelled";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** from this instant (microseconds since 1970) */
  get opensAtUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** until this instant (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TradingHoursCancelled {
    const value: TradingHoursCancelled = {
      marketId: this.marketId,
      opensAtUs: this.opensAtUs,
      closesAtUs: this.closesAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTradingHoursCancelled(view, offset, length);
  }
}

/** Writes TradingHoursCancelled. */
export class TradingHoursCancelledEncoder {
  static readonly templateId = 52;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3407892, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TradingHoursCancelled.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** from this instant (microseconds since 1970) */
  set opensAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradingHoursCancelled.opensAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** until this instant (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradingHoursCancelled.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TradingHoursCancelled): this {
    this.marketId = value.marketId;
    this.opensAtUs = value.opensAtUs;
    this.closesAtUs = value.closesAtUs;
    return this;
  }
}

function validateTradingHoursCancelled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TradingHoursCancelled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 52) return `template ${templateId} is not TradingHoursCancelled, 52`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 20;
  if (blockLength < leastLength) return `TradingHoursCancelled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TradingHoursCancelled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `TradingHoursCancelled.opensAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991)) return `TradingHoursCancelled.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TradingHoursCancelled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of TradingHoursList.hours. */
export interface TradingHoursListHoursEntry {
  /** from this instant (microseconds since 1970) */
  opensAtUs: number;
  /** until this instant (microseconds since 1970) */
  closesAtUs: number;
}

/** When a market trades; none for one that is always open, or stays closed. */
export interface TradingHoursList {
  /** the market */
  marketId: number;
  /** whether it trades now */
  phase: MarketPhase;
  /** in order; the first may be under way */
  hours: readonly TradingHoursListHoursEntry[];
}

/** Reads the entries of TradingHoursList.hours. */
export class TradingHoursListHoursDecoder {

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  /** Entries in the group. */
  count = 0;
  private index = 0;
  private nextOffset = 0;

  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.blockLength = view.getUint16(offset, true);
    this.count = view.getUint16(offset + 2, true);
    this.index = 0;
    this.nextOffset = offset + 4;
    return this;
  }

  /** The group of a writer that did not know it: no entries. */
  absent(): this {
    this.count = 0;
    this.index = 0;
    return this;
  }

  /** Goes to the next entry, at first to the first; false after the last. */
  next(): boolean {
    if (this.index >= this.count) return false;
    this.index++;
    this.offset = this.nextOffset;
    this.nextOffset = this.nextOffset + this.blockLength;
    return true;
  }

  /** from this instant (microseconds since 1970) */
  get opensAtUs(): number {
    return readU53(this.view, this.offset);
  }

  /** until this instant (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TradingHoursListHoursEntry {
    const value: TradingHoursListHoursEntry = {
      opensAtUs: this.opensAtUs,
      closesAtUs: this.closesAtUs,
    };
    return value;
  }
}

/** Reads TradingHoursList: When a market trades; none for one that is always open, or stays closed. */
export class TradingHoursListDecoder {
  static readonly templateId = 53;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly hoursDecoder = new TradingHoursListHoursDecoder();

  get template(): "TradingHoursList" {
    return "TradingHoursList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** whether it trades now */
  get phase(): MarketPhase {
    return this.view.getUint8(this.offset + 12) as MarketPhase;
  }

  /** in order; the first may be under way */
  get hours(): TradingHoursListHoursDecoder {
    return this.hoursDecoder.wrap(this.view, this.hoursAt());
  }

  private hoursAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TradingHoursList {
    const hours: TradingHoursListHoursEntry[] = [];
    for (const entries = this.hours; entries.next(); ) hours.push(entries.toObject());
    const value: TradingHoursList = {
      marketId: this.marketId,
      phase: this.phase,
      hours,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTradingHoursList(view, offset, length);
  }
}

/** in order; the first may be under way */
export class TradingHoursListHoursEncoder {
  private readonly root: TradingHoursListEncoder;
  private readonly parent: TradingHoursListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: TradingHoursListEncoder, parent: TradingHoursListEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("TradingHoursList.hours");
    if (this.count >= 1000) refuse("TradingHoursList.hours", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(16);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 16;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** from this instant (microseconds since 1970) */
  set opensAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradingHoursList.hours.opensAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset, value);
  }

  /** until this instant (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradingHoursList.hours.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TradingHoursListHoursEntry): this {
    this.opensAtUs = value.opensAtUs;
    this.closesAtUs = value.closesAtUs;
    return this;
  }
}

/** Writes TradingHoursList. */
export class TradingHoursListEncoder {
  static readonly templateId = 53;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly hoursEncoder: TradingHoursListHoursEncoder = new TradingHoursListHoursEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(17);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 17;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3473413, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint32(at + 13, 0, true);
    view.setUint16(at + 13, 16, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TradingHoursList.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whether it trades now */
  set phase(value: MarketPhase) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("TradingHoursList.phase", value, "one of MarketPhase: Open 0, Closed 1");
    this.view.setUint8(this.offset + 12, value);
  }

  /** in order; the first may be under way */
  get hours(): TradingHoursListHoursEncoder {
    if (this.stage > 0) refuseOrder("TradingHoursList.hours");
    if (this.stage < 0) {
      this.stage = 0;
      this.hoursEncoder.begin(this.limit - 4);
    }
    return this.hoursEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TradingHoursList): this {
    this.marketId = value.marketId;
    this.phase = value.phase;
    for (const entry of value.hours) this.hours.add().set(entry);
    return this;
  }
}

function validateTradingHoursListHours(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `TradingHoursList.hours is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `TradingHoursList.hours has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 16;
  if (count > 0 && blockLength < leastLength) return `TradingHoursList.hours has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `TradingHoursList.hours runs over the end of the message`;
    {
      const value = readU53(view, offset);
      if (!(value <= 9007199254740991)) return `TradingHoursList.hours.opensAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 8);
      if (!(value <= 9007199254740991)) return `TradingHoursList.hours.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateTradingHoursList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TradingHoursList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 53) return `template ${templateId} is not TradingHoursList, 53`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 5;
  if (blockLength < leastLength) return `TradingHoursList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TradingHoursList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value >= 0 && value <= 1))) return `TradingHoursList.phase is ${value}; it takes one of MarketPhase: Open 0, Closed 1`;
  }
  {
    const next = validateTradingHoursListHours(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TradingHoursList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A market was opened. */
export interface MarketAdded {
  /** the market */
  marketId: number;
  /** what people call it */
  symbol: string;
}

/** Reads MarketAdded: A market was opened. */
export class MarketAddedDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 20;
  static readonly symbolLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what people call it */
  get symbol(): string {
    return readAscii(this.view, this.offset + 12, 16);
  }

  /** Of the first byte of `symbol` in `view`, to compare or copy it without a string. */
  get symbolOffset(): number {
    return this.offset + 12;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketAdded {
    const value: MarketAdded = {
      marketId: this.marketId,
      symbol: this.symbol,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketAdded(view, offset, length);
  }
}

/** Writes MarketAdded. */
export class MarketAddedEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3932180, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketAdded.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what people call it */
  set symbol(value: string) {
    if (!(isAsciiText(value, 16))) refuse("MarketAdded.symbol", value, "printable ASCII of at most 16 characters");
    writeAscii(this.view, this.offset + 12, 16, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copySymbol(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 12, from, fromOffset, 16);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketAdded): this {
    this.marketId = value.marketId;
    this.symbol = value.symbol;
    return this;
  }
}

function validateMarketAdded(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketAdded has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not MarketAdded, 60`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 20;
  if (blockLength < leastLength) return `MarketAdded has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketAdded has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8 + 4, 16)) return "MarketAdded.symbol is not printable ASCII of at most 16 characters, padded with zeros";
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketAdded is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A match. */
export interface TradeExecuted {
  /** the market */
  marketId: number;
  /** price (ticks) */
  priceTicks: number;
  /** counts the market's trades from 1 */
  tradeId: number;
  /** cluster time (microseconds since 1970) */
  timeUs: number;
  /** how much (lots) */
  quantityLots: number;
  /** of the incoming order */
  takerSide: Side;
}

/** Reads TradeExecuted: A match. */
export class TradeExecutedDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 29;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** counts the market's trades from 1 */
  get tradeId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** cluster time (microseconds since 1970) */
  get timeUs(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** of the incoming order */
  get takerSide(): Side {
    return this.view.getUint8(this.offset + 36) as Side;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TradeExecuted {
    const value: TradeExecuted = {
      marketId: this.marketId,
      priceTicks: this.priceTicks,
      tradeId: this.tradeId,
      timeUs: this.timeUs,
      quantityLots: this.quantityLots,
      takerSide: this.takerSide,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTradeExecuted(view, offset, length);
  }
}

/** Writes TradeExecuted. */
export class TradeExecutedEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 29;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(37);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3997725, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    view.setUint8(at + 36, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TradeExecuted.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("TradeExecuted.priceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** counts the market's trades from 1 */
  set tradeId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradeExecuted.tradeId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** cluster time (microseconds since 1970) */
  set timeUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TradeExecuted.timeUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("TradeExecuted.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** of the incoming order */
  set takerSide(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("TradeExecuted.takerSide", value, "one of Side: Buy 0, Sell 1");
    this.view.setUint8(this.offset + 36, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TradeExecuted): this {
    this.marketId = value.marketId;
    this.priceTicks = value.priceTicks;
    this.tradeId = value.tradeId;
    this.timeUs = value.timeUs;
    this.quantityLots = value.quantityLots;
    this.takerSide = value.takerSide;
    return this;
  }
}

function validateTradeExecuted(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TradeExecuted has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not TradeExecuted, 61`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 29;
  if (blockLength < leastLength) return `TradeExecuted has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TradeExecuted has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `TradeExecuted.tradeId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `TradeExecuted.timeUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 28);
    if (!((value >= 0 && value <= 1))) return `TradeExecuted.takerSide is ${value}; it takes one of Side: Buy 0, Sell 1`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TradeExecuted is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A price level is now this; a quantity of 0 removes it. */
export interface BookLevelChanged {
  /** the market */
  marketId: number;
  /** price (ticks) */
  priceTicks: number;
  /** counts the market's book changes from 1 (changes) */
  sequence: number;
  /** lots of all orders at this price (lots) */
  quantityLots: number;
  /** orders at this price */
  orderCount: number;
  /** buy or sell */
  side: Side;
}

/** Reads BookLevelChanged: A price level is now this; a quantity of 0 removes it. */
export class BookLevelChangedDecoder {
  static readonly templateId = 62;
  static readonly blockLength = 29;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** counts the market's book changes from 1 (changes) */
  get sequence(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** lots of all orders at this price (lots) */
  get quantityLots(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** orders at this price */
  get orderCount(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** buy or sell */
  get side(): Side {
    return this.view.getUint8(this.offset + 36) as Side;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BookLevelChanged {
    const value: BookLevelChanged = {
      marketId: this.marketId,
      priceTicks: this.priceTicks,
      sequence: this.sequence,
      quantityLots: this.quantityLots,
      orderCount: this.orderCount,
      side: this.side,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBookLevelChanged(view, offset, length);
  }
}

/** Writes BookLevelChanged. */
export class BookLevelChangedEncoder {
  static readonly templateId = 62;
  static readonly blockLength = 29;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(37);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4063261, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    view.setUint8(at + 36, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("BookLevelChanged.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("BookLevelChanged.priceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** counts the market's book changes from 1 (changes) */
  set sequence(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookLevelChanged.sequence", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** lots of all orders at this price (lots) */
  set quantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookLevelChanged.quantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** orders at this price */
  set orderCount(value: number) {
    if (!(value >>> 0 === value)) refuse("BookLevelChanged.orderCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** buy or sell */
  set side(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("BookLevelChanged.side", value, "one of Side: Buy 0, Sell 1");
    this.view.setUint8(this.offset + 36, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BookLevelChanged): this {
    this.marketId = value.marketId;
    this.priceTicks = value.priceTicks;
    this.sequence = value.sequence;
    this.quantityLots = value.quantityLots;
    this.orderCount = value.orderCount;
    this.side = value.side;
    return this;
  }
}

function validateBookLevelChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BookLevelChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 62) return `template ${templateId} is not BookLevelChanged, 62`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 29;
  if (blockLength < leastLength) return `BookLevelChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BookLevelChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `BookLevelChanged.sequence is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `BookLevelChanged.quantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 28);
    if (!((value >= 0 && value <= 1))) return `BookLevelChanged.side is ${value}; it takes one of Side: Buy 0, Sell 1`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BookLevelChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The best bid or the best offer is now this, after the book change of this sequence. */
export interface TopOfBookChanged {
  /** the market */
  marketId: number;
  /** counts the market's book changes from 1 (changes) */
  sequence: number;
  /** best bid; 0 when there is none (ticks) */
  bidPriceTicks: number;
  /** best offer; 0 when there is none (ticks) */
  offerPriceTicks: number;
  /** at the best bid (lots) */
  bidQuantityLots: number;
  /** at the best offer (lots) */
  offerQuantityLots: number;
}

/** Reads TopOfBookChanged: The best bid or the best offer is now this, after the book change of this sequence. */
export class TopOfBookChangedDecoder {
  static readonly templateId = 63;
  static readonly blockLength = 36;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts the market's book changes from 1 (changes) */
  get sequence(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** best bid; 0 when there is none (ticks) */
  get bidPriceTicks(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** best offer; 0 when there is none (ticks) */
  get offerPriceTicks(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** at the best bid (lots) */
  get bidQuantityLots(): number {
    return readU53(this.view, this.offset + 28);
  }

  /** at the best offer (lots) */
  get offerQuantityLots(): number {
    return readU53(this.view, this.offset + 36);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TopOfBookChanged {
    const value: TopOfBookChanged = {
      marketId: this.marketId,
      sequence: this.sequence,
      bidPriceTicks: this.bidPriceTicks,
      offerPriceTicks: this.offerPriceTicks,
      bidQuantityLots: this.bidQuantityLots,
      offerQuantityLots: this.offerQuantityLots,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTopOfBookChanged(view, offset, length);
  }
}

/** Writes TopOfBookChanged. */
export class TopOfBookChangedEncoder {
  static readonly templateId = 63;
  static readonly blockLength = 36;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(44);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4128804, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBookChanged.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts the market's book changes from 1 (changes) */
  set sequence(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TopOfBookChanged.sequence", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** best bid; 0 when there is none (ticks) */
  set bidPriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBookChanged.bidPriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** best offer; 0 when there is none (ticks) */
  set offerPriceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("TopOfBookChanged.offerPriceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 24, value, true);
  }

  /** at the best bid (lots) */
  set bidQuantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TopOfBookChanged.bidQuantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 28, value);
  }

  /** at the best offer (lots) */
  set offerQuantityLots(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TopOfBookChanged.offerQuantityLots", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 36, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TopOfBookChanged): this {
    this.marketId = value.marketId;
    this.sequence = value.sequence;
    this.bidPriceTicks = value.bidPriceTicks;
    this.offerPriceTicks = value.offerPriceTicks;
    this.bidQuantityLots = value.bidQuantityLots;
    this.offerQuantityLots = value.offerQuantityLots;
    return this;
  }
}

function validateTopOfBookChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TopOfBookChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 63) return `template ${templateId} is not TopOfBookChanged, 63`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 36;
  if (blockLength < leastLength) return `TopOfBookChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TopOfBookChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `TopOfBookChanged.sequence is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 20);
    if (!(value <= 9007199254740991)) return `TopOfBookChanged.bidQuantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 28);
    if (!(value <= 9007199254740991)) return `TopOfBookChanged.offerQuantityLots is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TopOfBookChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An order was accepted; what came of it at once follows. */
export interface OrderAccepted {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the exchange's number of the order */
  orderId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** price (ticks) */
  priceTicks?: number | undefined;
  /** how much (lots) */
  quantityLots: number;
  /** buy or sell */
  side: Side;
  /** limit or market */
  type: OrderType;
  /** how long */
  timeInForce: TimeInForce;
}

/** Reads OrderAccepted: An order was accepted; what came of it at once follows. */
export class OrderAcceptedDecoder {
  static readonly templateId = 64;
  static readonly blockLength = 35;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;
  /** What `priceTicks` reads as when it is absent. */
  static readonly priceTicksNull: number = 4294967295;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 24) === 18446744073709552000);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  get hasPriceTicks(): boolean {
    return !(this.view.getUint32(this.offset + 32, true) === 4294967295);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 36, true);
  }

  /** buy or sell */
  get side(): Side {
    return this.view.getUint8(this.offset + 40) as Side;
  }

  /** limit or market */
  get type(): OrderType {
    return this.view.getUint8(this.offset + 41) as OrderType;
  }

  /** how long */
  get timeInForce(): TimeInForce {
    return this.view.getUint8(this.offset + 42) as TimeInForce;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderAccepted {
    const value: OrderAccepted = {
      accountId: this.accountId,
      marketId: this.marketId,
      orderId: this.orderId,
      quantityLots: this.quantityLots,
      side: this.side,
      type: this.type,
      timeInForce: this.timeInForce,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    if (this.hasPriceTicks) value.priceTicks = this.priceTicks;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderAccepted(view, offset, length);
  }
}

/** Writes OrderAccepted. */
export class OrderAcceptedEncoder {
  static readonly templateId = 64;
  static readonly blockLength = 35;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(43);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4194339, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint8(at + 40, 0);
    view.setUint8(at + 41, 0);
    view.setUint8(at + 42, 0);
    view.setUint32(at + 24, 4294967295, true); view.setUint32(at + 24 + 4, 4294967295, true);
    view.setUint32(at + 32, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAccepted.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAccepted.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderAccepted.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderAccepted.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("OrderAccepted.priceTicks", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAccepted.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 36, value, true);
  }

  /** buy or sell */
  set side(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OrderAccepted.side", value, "one of Side: Buy 0, Sell 1");
    this.view.setUint8(this.offset + 40, value);
  }

  /** limit or market */
  set type(value: OrderType) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OrderAccepted.type", value, "one of OrderType: Limit 0, Market 1");
    this.view.setUint8(this.offset + 41, value);
  }

  /** how long */
  set timeInForce(value: TimeInForce) {
    if (!(value >= 0 && value <= 3 && Math.floor(value) === value)) refuse("OrderAccepted.timeInForce", value, "one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3");
    this.view.setUint8(this.offset + 42, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderAccepted): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    if (value.priceTicks !== undefined) this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.side = value.side;
    this.type = value.type;
    this.timeInForce = value.timeInForce;
    return this;
  }
}

function validateOrderAccepted(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderAccepted has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 64) return `template ${templateId} is not OrderAccepted, 64`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 35;
  if (blockLength < leastLength) return `OrderAccepted has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderAccepted has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `OrderAccepted.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderAccepted.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint32(offset + 8 + 24, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `OrderAccepted.priceTicks is ${value}; it takes an integer from 0 to 4294967294`;
  }
  {
    const value = view.getUint8(offset + 8 + 32);
    if (!((value >= 0 && value <= 1))) return `OrderAccepted.side is ${value}; it takes one of Side: Buy 0, Sell 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 33);
    if (!((value >= 0 && value <= 1))) return `OrderAccepted.type is ${value}; it takes one of OrderType: Limit 0, Market 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 34);
    if (!((value >= 0 && value <= 3))) return `OrderAccepted.timeInForce is ${value}; it takes one of TimeInForce: GoodTillCancelled 0, ImmediateOrCancel 1, FillOrKill 2, GoodTillDate 3`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderAccepted is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A part of an order, or the rest of it, was executed. */
export interface OrderFilled {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the exchange's number of the order */
  orderId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** counts the market's trades from 1 */
  tradeId: number;
  /** price times quantity (minor units of the quote asset) */
  quoteAmount: number;
  /** fee charged (minor units of the quote asset) */
  feeAmount: number;
  /** price (ticks) */
  priceTicks: number;
  /** how much (lots) */
  quantityLots: number;
  /** how much is still open (lots) */
  remainingLots: number;
  /** buy or sell */
  side: Side;
  /** which side of the match */
  liquidity: Liquidity;
}

/** Reads OrderFilled: A part of an order, or the rest of it, was executed. */
export class OrderFilledDecoder {
  static readonly templateId = 65;
  static readonly blockLength = 62;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 24) === 18446744073709552000);
  }

  /** counts the market's trades from 1 */
  get tradeId(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** price times quantity (minor units of the quote asset) */
  get quoteAmount(): number {
    return readU53(this.view, this.offset + 40);
  }

  /** fee charged (minor units of the quote asset) */
  get feeAmount(): number {
    return readU53(this.view, this.offset + 48);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 56, true);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 60, true);
  }

  /** how much is still open (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 64, true);
  }

  /** buy or sell */
  get side(): Side {
    return this.view.getUint8(this.offset + 68) as Side;
  }

  /** which side of the match */
  get liquidity(): Liquidity {
    return this.view.getUint8(this.offset + 69) as Liquidity;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderFilled {
    const value: OrderFilled = {
      accountId: this.accountId,
      marketId: this.marketId,
      orderId: this.orderId,
      tradeId: this.tradeId,
      quoteAmount: this.quoteAmount,
      feeAmount: this.feeAmount,
      priceTicks: this.priceTicks,
      quantityLots: this.quantityLots,
      remainingLots: this.remainingLots,
      side: this.side,
      liquidity: this.liquidity,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderFilled(view, offset, length);
  }
}

/** Writes OrderFilled. */
export class OrderFilledEncoder {
  static readonly templateId = 65;
  static readonly blockLength = 62;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(70);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4259902, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setFloat64(at + 56, 0, true);
    view.setUint32(at + 64, 0, true);
    view.setUint8(at + 68, 0);
    view.setUint8(at + 69, 0);
    view.setUint32(at + 24, 4294967295, true); view.setUint32(at + 24 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderFilled.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderFilled.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderFilled.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderFilled.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** counts the market's trades from 1 */
  set tradeId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderFilled.tradeId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** price times quantity (minor units of the quote asset) */
  set quoteAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderFilled.quoteAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 40, value);
  }

  /** fee charged (minor units of the quote asset) */
  set feeAmount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderFilled.feeAmount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 48, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderFilled.priceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 56, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderFilled.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 60, value, true);
  }

  /** how much is still open (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderFilled.remainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 64, value, true);
  }

  /** buy or sell */
  set side(value: Side) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OrderFilled.side", value, "one of Side: Buy 0, Sell 1");
    this.view.setUint8(this.offset + 68, value);
  }

  /** which side of the match */
  set liquidity(value: Liquidity) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("OrderFilled.liquidity", value, "one of Liquidity: Maker 0, Taker 1");
    this.view.setUint8(this.offset + 69, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderFilled): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.tradeId = value.tradeId;
    this.quoteAmount = value.quoteAmount;
    this.feeAmount = value.feeAmount;
    this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.remainingLots = value.remainingLots;
    this.side = value.side;
    this.liquidity = value.liquidity;
    return this;
  }
}

function validateOrderFilled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderFilled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 65) return `template ${templateId} is not OrderFilled, 65`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 62;
  if (blockLength < leastLength) return `OrderFilled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderFilled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `OrderFilled.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderFilled.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `OrderFilled.tradeId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 32);
    if (!(value <= 9007199254740991)) return `OrderFilled.quoteAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 40);
    if (!(value <= 9007199254740991)) return `OrderFilled.feeAmount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 60);
    if (!((value >= 0 && value <= 1))) return `OrderFilled.side is ${value}; it takes one of Side: Buy 0, Sell 1`;
  }
  {
    const value = view.getUint8(offset + 8 + 61);
    if (!((value >= 0 && value <= 1))) return `OrderFilled.liquidity is ${value}; it takes one of Liquidity: Maker 0, Taker 1`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderFilled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What was open of an order is cancelled. */
export interface OrderCancelled {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the exchange's number of the order */
  orderId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** what was open (lots) */
  cancelledLots: number;
  /** why */
  reason: CancelReason;
}

/** Reads OrderCancelled: What was open of an order is cancelled. */
export class OrderCancelledDecoder {
  static readonly templateId = 66;
  static readonly blockLength = 29;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 24) === 18446744073709552000);
  }

  /** what was open (lots) */
  get cancelledLots(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** why */
  get reason(): CancelReason {
    return this.view.getUint8(this.offset + 36) as CancelReason;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderCancelled {
    const value: OrderCancelled = {
      accountId: this.accountId,
      marketId: this.marketId,
      orderId: this.orderId,
      cancelledLots: this.cancelledLots,
      reason: this.reason,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderCancelled(view, offset, length);
  }
}

/** Writes OrderCancelled. */
export class OrderCancelledEncoder {
  static readonly templateId = 66;
  static readonly blockLength = 29;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(37);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4325405, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    view.setUint8(at + 36, 0);
    view.setUint32(at + 24, 4294967295, true); view.setUint32(at + 24 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderCancelled.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderCancelled.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderCancelled.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderCancelled.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** what was open (lots) */
  set cancelledLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderCancelled.cancelledLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** why */
  set reason(value: CancelReason) {
    if (!(value >= 0 && value <= 7 && Math.floor(value) === value)) refuse("OrderCancelled.reason", value, "one of CancelReason: Requested 0, Operator 1, ImmediateOrCancel 2, FillOrKill 3, NoLiquidity 4, SelfTrade 5, Amended 6, MatchLimit 7");
    this.view.setUint8(this.offset + 36, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderCancelled): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.cancelledLots = value.cancelledLots;
    this.reason = value.reason;
    return this;
  }
}

function validateOrderCancelled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderCancelled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 66) return `template ${templateId} is not OrderCancelled, 66`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 29;
  if (blockLength < leastLength) return `OrderCancelled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderCancelled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `OrderCancelled.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderCancelled.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 28);
    if (!((value >= 0 && value <= 7))) return `OrderCancelled.reason is ${value}; it takes one of CancelReason: Requested 0, Operator 1, ImmediateOrCancel 2, FillOrKill 3, NoLiquidity 4, SelfTrade 5, Amended 6, MatchLimit 7`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderCancelled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The time of an order is over; what was open is cancelled. */
export interface OrderExpired {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the exchange's number of the order */
  orderId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** what was open (lots) */
  cancelledLots: number;
}

/** Reads OrderExpired: The time of an order is over; what was open is cancelled. */
export class OrderExpiredDecoder {
  static readonly templateId = 67;
  static readonly blockLength = 28;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 24) === 18446744073709552000);
  }

  /** what was open (lots) */
  get cancelledLots(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderExpired {
    const value: OrderExpired = {
      accountId: this.accountId,
      marketId: this.marketId,
      orderId: this.orderId,
      cancelledLots: this.cancelledLots,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderExpired(view, offset, length);
  }
}

/** Writes OrderExpired. */
export class OrderExpiredEncoder {
  static readonly templateId = 67;
  static readonly blockLength = 28;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(36);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4390940, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    view.setUint32(at + 24, 4294967295, true); view.setUint32(at + 24 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderExpired.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderExpired.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderExpired.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderExpired.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** what was open (lots) */
  set cancelledLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderExpired.cancelledLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderExpired): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.cancelledLots = value.cancelledLots;
    return this;
  }
}

function validateOrderExpired(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderExpired has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 67) return `template ${templateId} is not OrderExpired, 67`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 28;
  if (blockLength < leastLength) return `OrderExpired has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderExpired has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `OrderExpired.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderExpired.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderExpired is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An order has a new price or quantity. */
export interface OrderAmended {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the exchange's number of the order */
  orderId: number;
  /** the client's own number of the order, unique in the account, not 0 */
  clientOrderId?: number | undefined;
  /** price (ticks) */
  priceTicks: number;
  /** how much (lots) */
  quantityLots: number;
  /** how much is still open (lots) */
  remainingLots: number;
  /** whether it kept its place */
  keptPriority: boolean;
}

/** Reads OrderAmended: An order has a new price or quantity. */
export class OrderAmendedDecoder {
  static readonly templateId = 68;
  static readonly blockLength = 37;
  /** What `clientOrderId` reads as when it is absent. */
  static readonly clientOrderIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the exchange's number of the order */
  get orderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  get clientOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  get hasClientOrderId(): boolean {
    return !(readU53(this.view, this.offset + 24) === 18446744073709552000);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** how much (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 36, true);
  }

  /** how much is still open (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 40, true);
  }

  /** whether it kept its place */
  get keptPriority(): boolean {
    return this.view.getUint8(this.offset + 44) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderAmended {
    const value: OrderAmended = {
      accountId: this.accountId,
      marketId: this.marketId,
      orderId: this.orderId,
      priceTicks: this.priceTicks,
      quantityLots: this.quantityLots,
      remainingLots: this.remainingLots,
      keptPriority: this.keptPriority,
    };
    if (this.hasClientOrderId) value.clientOrderId = this.clientOrderId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderAmended(view, offset, length);
  }
}

/** Writes OrderAmended. */
export class OrderAmendedEncoder {
  static readonly templateId = 68;
  static readonly blockLength = 37;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(45);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4456485, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    view.setUint8(at + 44, 0);
    view.setUint32(at + 24, 4294967295, true); view.setUint32(at + 24 + 4, 4294967295, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAmended.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAmended.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the exchange's number of the order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderAmended.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** the client's own number of the order, unique in the account, not 0 */
  set clientOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OrderAmended.clientOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAmended.priceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** how much (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAmended.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 36, value, true);
  }

  /** how much is still open (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("OrderAmended.remainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 40, value, true);
  }

  /** whether it kept its place */
  set keptPriority(value: boolean) {
    if (!(typeof value === "boolean")) refuse("OrderAmended.keptPriority", value, "true or false");
    this.view.setUint8(this.offset + 44, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OrderAmended): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.orderId = value.orderId;
    if (value.clientOrderId !== undefined) this.clientOrderId = value.clientOrderId;
    this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.remainingLots = value.remainingLots;
    this.keptPriority = value.keptPriority;
    return this;
  }
}

function validateOrderAmended(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderAmended has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 68) return `template ${templateId} is not OrderAmended, 68`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 37;
  if (blockLength < leastLength) return `OrderAmended has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderAmended has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `OrderAmended.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `OrderAmended.clientOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 36);
    if (!(value <= 1)) return `OrderAmended.keptPriority is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderAmended is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Two orders of the account met and did not trade; what it did to them follows. */
export interface SelfTradePrevented {
  /** the account */
  accountId: number;
  /** the market */
  marketId: number;
  /** the incoming order */
  orderId: number;
  /** the resting order */
  restingOrderId: number;
  /** price (ticks) */
  priceTicks: number;
  /** what would have been traded (lots) */
  quantityLots: number;
  /** what is open of the resting order after it (lots) */
  restingRemainingLots: number;
  /** what is open of the incoming order after it (lots) */
  remainingLots: number;
}

/** Reads SelfTradePrevented: Two orders of the account met and did not trade; what it did to them follows. */
export class SelfTradePreventedDecoder {
  static readonly templateId = 69;
  static readonly blockLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the incoming order */
  get orderId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** the resting order */
  get restingOrderId(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** price (ticks) */
  get priceTicks(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** what would have been traded (lots) */
  get quantityLots(): number {
    return this.view.getUint32(this.offset + 36, true);
  }

  /** what is open of the resting order after it (lots) */
  get restingRemainingLots(): number {
    return this.view.getUint32(this.offset + 40, true);
  }

  /** what is open of the incoming order after it (lots) */
  get remainingLots(): number {
    return this.view.getUint32(this.offset + 44, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SelfTradePrevented {
    const value: SelfTradePrevented = {
      accountId: this.accountId,
      marketId: this.marketId,
      orderId: this.orderId,
      restingOrderId: this.restingOrderId,
      priceTicks: this.priceTicks,
      quantityLots: this.quantityLots,
      restingRemainingLots: this.restingRemainingLots,
      remainingLots: this.remainingLots,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSelfTradePrevented(view, offset, length);
  }
}

/** Writes SelfTradePrevented. */
export class SelfTradePreventedEncoder {
  static readonly templateId = 69;
  static readonly blockLength = 40;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(48);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4522024, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("SelfTradePrevented.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("SelfTradePrevented.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the incoming order */
  set orderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("SelfTradePrevented.orderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** the resting order */
  set restingOrderId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("SelfTradePrevented.restingOrderId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** price (ticks) */
  set priceTicks(value: number) {
    if (!(value >>> 0 === value)) refuse("SelfTradePrevented.priceTicks", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** what would have been traded (lots) */
  set quantityLots(value: number) {
    if (!(value >>> 0 === value)) refuse("SelfTradePrevented.quantityLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 36, value, true);
  }

  /** what is open of the resting order after it (lots) */
  set restingRemainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("SelfTradePrevented.restingRemainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 40, value, true);
  }

  /** what is open of the incoming order after it (lots) */
  set remainingLots(value: number) {
    if (!(value >>> 0 === value)) refuse("SelfTradePrevented.remainingLots", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 44, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SelfTradePrevented): this {
    this.accountId = value.accountId;
    this.marketId = value.marketId;
    this.orderId = value.orderId;
    this.restingOrderId = value.restingOrderId;
    this.priceTicks = value.priceTicks;
    this.quantityLots = value.quantityLots;
    this.restingRemainingLots = value.restingRemainingLots;
    this.remainingLots = value.remainingLots;
    return this;
  }
}

function validateSelfTradePrevented(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SelfTradePrevented has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 69) return `template ${templateId} is not SelfTradePrevented, 69`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 40;
  if (blockLength < leastLength) return `SelfTradePrevented has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SelfTradePrevented has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `SelfTradePrevented.orderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `SelfTradePrevented.restingOrderId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `SelfTradePrevented is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A market opened or closed. */
export interface MarketPhaseChanged {
  /** the market */
  marketId: number;
  /** when it changes next; absent when nothing is planned (microseconds since 1970) */
  untilUs?: number | undefined;
  /** from now on */
  phase: MarketPhase;
}

/** Reads MarketPhaseChanged: A market opened or closed. */
export class MarketPhaseChangedDecoder {
  static readonly templateId = 70;
  static readonly blockLength = 13;
  /** What `untilUs` reads as when it is absent. */
  static readonly untilUsNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** when it changes next; absent when nothing is planned (microseconds since 1970) */
  get untilUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  get hasUntilUs(): boolean {
    return !(readU53(this.view, this.offset + 12) === 18446744073709552000);
  }

  /** from now on */
  get phase(): MarketPhase {
    return this.view.getUint8(this.offset + 20) as MarketPhase;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketPhaseChanged {
    const value: MarketPhaseChanged = {
      marketId: this.marketId,
      phase: this.phase,
    };
    if (this.hasUntilUs) value.untilUs = this.untilUs;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketPhaseChanged(view, offset, length);
  }
}

/** Writes MarketPhaseChanged. */
export class MarketPhaseChangedEncoder {
  static readonly templateId = 70;
  static readonly blockLength = 13;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(21);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4587533, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    view.setUint32(at + 12, 4294967295, true); view.setUint32(at + 12 + 4, 4294967295, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketPhaseChanged.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** when it changes next; absent when nothing is planned (microseconds since 1970) */
  set untilUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketPhaseChanged.untilUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** from now on */
  set phase(value: MarketPhase) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("MarketPhaseChanged.phase", value, "one of MarketPhase: Open 0, Closed 1");
    this.view.setUint8(this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketPhaseChanged): this {
    this.marketId = value.marketId;
    if (value.untilUs !== undefined) this.untilUs = value.untilUs;
    this.phase = value.phase;
    return this;
  }
}

function validateMarketPhaseChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketPhaseChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 70) return `template ${templateId} is not MarketPhaseChanged, 70`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 13;
  if (blockLength < leastLength) return `MarketPhaseChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketPhaseChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `MarketPhaseChanged.untilUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 12);
    if (!((value >= 0 && value <= 1))) return `MarketPhaseChanged.phase is ${value}; it takes one of MarketPhase: Open 0, Closed 1`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketPhaseChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The domain says no. Nothing has changed. */
export interface Rejected {
  /** why, one of RejectionCode */
  code: number;
  /** what the caller needs to see why; see the code */
  value?: number | undefined;
}

/** Reads Rejected: The domain says no. Nothing has changed. */
export class RejectedDecoder {
  static readonly templateId = 65535;
  static readonly blockLength = 16;
  /** What `value` reads as when it is absent. */
  static readonly valueNull: number = -9223372036854776000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Rejected" {
    return "Rejected";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** why, one of RejectionCode */
  get code(): number {
    return this.view.getUint16(this.offset + 8, true);
  }

  /** what the caller needs to see why; see the code */
  get value(): number {
    return readI53(this.view, this.offset + 16);
  }

  get hasValue(): boolean {
    return !(readI53(this.view, this.offset + 16) === -9223372036854776000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Rejected {
    const value: Rejected = {
      code: this.code,
    };
    if (this.hasValue) value.value = this.value;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRejected(view, offset, length);
  }
}

/** Writes Rejected. */
export class RejectedEncoder {
  static readonly templateId = 65535;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4294901776, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 16, 0, true); view.setUint32(at + 16 + 4, 2147483648, true);
    return this;
  }

  /** why, one of RejectionCode */
  set code(value: number) {
    if (!((value & 65535) === value)) refuse("Rejected.code", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 8, value, true);
  }

  /** what the caller needs to see why; see the code */
  set value(value: number) {
    if (!(value >= -9007199254740991 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Rejected.value", value, "an integer from -9007199254740991 to 9007199254740991");
    writeI53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Rejected): this {
    this.code = value.code;
    if (value.value !== undefined) this.value = value.value;
    return this;
  }
}

function validateRejected(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Rejected has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 65535) return `template ${templateId} is not Rejected, 65535`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Rejected has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Rejected has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readI53(view, offset + 8 + 8);
    if (!(value >= -9007199254740991 && value <= 9007199254740991 || value === -9223372036854776000)) return `Rejected.value is ${value}; it takes an integer from -9007199254740991 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Rejected is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A market opens or closes. */
export interface MarketTurns {
}

/** Reads MarketTurns: A market opens or closes. */
export class MarketTurnsDecoder {
  static readonly templateId = 81;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  /** What it was set under. */
  key = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketTurns {
    const value: MarketTurns = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketTurns(view, offset, length);
  }
}

/** Writes MarketTurns. */
export class MarketTurnsEncoder {
  static readonly templateId = 81;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): void {
    context.schedule(deadline, 81, key);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(81, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5308416, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: MarketTurns): this {
    return this;
  }
}

function validateMarketTurns(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketTurns has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 81) return `template ${templateId} is not MarketTurns, 81`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 0;
  if (blockLength < leastLength) return `MarketTurns has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketTurns has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketTurns is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The time of a good-till-date order is over. */
export interface OrderExpires {
}

/** Reads OrderExpires: The time of a good-till-date order is over. */
export class OrderExpiresDecoder {
  static readonly templateId = 80;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  /** What it was set under. */
  key = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OrderExpires {
    const value: OrderExpires = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOrderExpires(view, offset, length);
  }
}

/** Writes OrderExpires. */
export class OrderExpiresEncoder {
  static readonly templateId = 80;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): void {
    context.schedule(deadline, 80, key);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(80, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5242880, true); // Block length and template.
    view.setUint32(at + 4, 65538, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: OrderExpires): this {
    return this;
  }
}

function validateOrderExpires(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OrderExpires has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not OrderExpires, 80`;
  if (schemaId !== 2) return `schema ${schemaId} is not exchange, 2`;
  const leastLength = 0;
  if (blockLength < leastLength) return `OrderExpires has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OrderExpires has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OrderExpires is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What a exchange service does: one method per command and query, each with exactly one reply or rejection. */
export interface ExchangeHandlers extends Lifecycle {
  /** Opens a market. */
  onCreateMarket(command: CreateMarketDecoder, context: Context): Handled;
  /** Places an order. The same client order id with the same content returns the first result. */
  onPlaceOrder(command: PlaceOrderDecoder, context: Context): Handled;
  /** Cancels what is open of an order, named by exactly one of its two ids. */
  onCancelOrder(command: CancelOrderDecoder, context: Context): Handled;
  /** Cancels all open orders of an account, the oldest first. */
  onCancelAllOrders(command: CancelAllOrdersDecoder, context: Context): Handled;
  /** Changes price and quantity of an open order. Less quantity at the same price keeps priority. */
  onAmendOrder(command: AmendOrderDecoder, context: Context): Handled;
  /** Lets a market trade between two instants, and from then on only in hours like these. The same hours again change nothing. */
  onScheduleTradingHours(command: ScheduleTradingHoursDecoder, context: Context): Handled;
  /** Takes hours back that are not over; a market without any stays closed until it gets new ones. */
  onCancelTradingHours(command: CancelTradingHoursDecoder, context: Context): Handled;
  /** An order that is open, or that is remembered after it was closed. */
  onOrder(query: OrderDecoder, context: Context): Handled;
  /** The open orders of an account. */
  onOpenOrders(query: OpenOrdersDecoder, context: Context): Handled;
  /** The price levels of a market. */
  onBook(query: BookDecoder, context: Context): Handled;
  /** Best bid and best offer. */
  onTopOfBook(query: TopOfBookDecoder, context: Context): Handled;
  /** All markets. */
  onMarkets(query: MarketsDecoder, context: Context): Handled;
  /** A market. */
  onMarket(query: MarketDecoder, context: Context): Handled;
  /** The hours of a market that are not over. */
  onTradingHours(query: TradingHoursDecoder, context: Context): Handled;
  /** A timer: A market opens or closes. Its key: the market's id. Nobody is answered. */
  onMarketTurns(timer: MarketTurnsDecoder, context: Context): Handled;
  /** A timer: The time of a good-till-date order is over. Its key: the order's id. Nobody is answered. */
  onOrderExpires(timer: OrderExpiresDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class ExchangeDecoders {
  readonly createMarket: CreateMarketDecoder = new CreateMarketDecoder();
  readonly placeOrder: PlaceOrderDecoder = new PlaceOrderDecoder();
  readonly cancelOrder: CancelOrderDecoder = new CancelOrderDecoder();
  readonly cancelAllOrders: CancelAllOrdersDecoder = new CancelAllOrdersDecoder();
  readonly amendOrder: AmendOrderDecoder = new AmendOrderDecoder();
  readonly scheduleTradingHours: ScheduleTradingHoursDecoder = new ScheduleTradingHoursDecoder();
  readonly cancelTradingHours: CancelTradingHoursDecoder = new CancelTradingHoursDecoder();
  readonly order: OrderDecoder = new OrderDecoder();
  readonly openOrders: OpenOrdersDecoder = new OpenOrdersDecoder();
  readonly book: BookDecoder = new BookDecoder();
  readonly topOfBook: TopOfBookDecoder = new TopOfBookDecoder();
  readonly markets: MarketsDecoder = new MarketsDecoder();
  readonly market: MarketDecoder = new MarketDecoder();
  readonly tradingHours: TradingHoursDecoder = new TradingHoursDecoder();
  readonly marketTurns: MarketTurnsDecoder = new MarketTurnsDecoder();
  readonly orderExpires: OrderExpiresDecoder = new OrderExpiresDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchExchangeCommand(
  handlers: ExchangeHandlers,
  decoders: ExchangeDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreateMarket(decoders.createMarket.wrap(view, offset), context);
    case 2:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onPlaceOrder(decoders.placeOrder.wrap(view, offset), context);
    case 3:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCancelOrder(decoders.cancelOrder.wrap(view, offset), context);
    case 4:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCancelAllOrders(decoders.cancelAllOrders.wrap(view, offset), context);
    case 5:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onAmendOrder(decoders.amendOrder.wrap(view, offset), context);
    case 6:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onScheduleTradingHours(decoders.scheduleTradingHours.wrap(view, offset), context);
    case 7:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCancelTradingHours(decoders.cancelTradingHours.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchExchangeQuery(
  handlers: ExchangeHandlers,
  decoders: ExchangeDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onOrder(decoders.order.wrap(view, offset), context);
    case 21:
      return handlers.onOpenOrders(decoders.openOrders.wrap(view, offset), context);
    case 22:
      return handlers.onBook(decoders.book.wrap(view, offset), context);
    case 23:
      return handlers.onTopOfBook(decoders.topOfBook.wrap(view, offset), context);
    case 24:
      return handlers.onMarkets(decoders.markets.wrap(view, offset), context);
    case 25:
      return handlers.onMarket(decoders.market.wrap(view, offset), context);
    case 26:
      return handlers.onTradingHours(decoders.tradingHours.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateExchangeRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of exchange is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateCreateMarket(view, offset, length);
    case 2:
      return validatePlaceOrder(view, offset, length);
    case 3:
      return validateCancelOrder(view, offset, length);
    case 4:
      return validateCancelAllOrders(view, offset, length);
    case 5:
      return validateAmendOrder(view, offset, length);
    case 6:
      return validateScheduleTradingHours(view, offset, length);
    case 7:
      return validateCancelTradingHours(view, offset, length);
    case 20:
      return validateOrder(view, offset, length);
    case 21:
      return validateOpenOrders(view, offset, length);
    case 22:
      return validateBook(view, offset, length);
    case 23:
      return validateTopOfBook(view, offset, length);
    case 24:
      return validateMarkets(view, offset, length);
    case 25:
      return validateMarket(view, offset, length);
    case 26:
      return validateTradingHours(view, offset, length);
    default:
      return `template ${templateId} is no command or query of exchange`;
  }
}

/** The service that a cluster runs, from its handlers: `exchangeService(new Exchange())`. */
export function exchangeService(handlers: ExchangeHandlers): Service {
  return new ExchangeService(handlers);
}

class ExchangeService implements Service {
  readonly name = "exchange";
  readonly schemaId = 2;
  private readonly handlers: ExchangeHandlers;
  private readonly decoders = new ExchangeDecoders();

  constructor(handlers: ExchangeHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateExchangeRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchExchangeCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchExchangeQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 81: {
        const timer = this.decoders.marketTurns.wrap(payload, 0);
        timer.key = key;
        this.handlers.onMarketTurns(timer, context);
        return;
      }
      case 80: {
        const timer = this.decoders.orderExpires.wrap(payload, 0);
        timer.key = key;
        this.handlers.onOrderExpires(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of exchange");
    }
  }

  onSessionOpened(context: Context): void {
    this.handlers.onSessionOpened?.(context);
  }

  onSessionClosed(context: Context): void {
    this.handlers.onSessionClosed?.(context);
  }

  onVersionActivated(context: Context): void {
    this.handlers.onVersionActivated?.(context);
  }

  takeSnapshot(writer: StateWriter, version: number): void {
    this.handlers.takeSnapshot(writer, version);
  }

  loadSnapshot(reader: StateReader, version: number): void {
    this.handlers.loadSnapshot(reader, version);
  }

  copyState(copy: ArrayCopier): unknown {
    return this.handlers.copyState?.(copy);
  }

  adoptState(copied: unknown): void {
    this.handlers.adoptState?.(copied);
  }

  violations(): readonly string[] {
    return this.handlers.violations?.() ?? [];
  }
}

/** The exchange service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundExchange {
  /** Opens a market. */
  createMarket(context: Context, tag: number): CreateMarketEncoder;
  /** Places an order. The same client order id with the same content returns the first result. */
  placeOrder(context: Context, tag: number): PlaceOrderEncoder;
  /** Cancels what is open of an order, named by exactly one of its two ids. */
  cancelOrder(context: Context, tag: number): CancelOrderEncoder;
  /** Cancels all open orders of an account, the oldest first. */
  cancelAllOrders(context: Context, tag: number): CancelAllOrdersEncoder;
  /** Changes price and quantity of an open order. Less quantity at the same price keeps priority. */
  amendOrder(context: Context, tag: number): AmendOrderEncoder;
  /** Lets a market trade between two instants, and from then on only in hours like these. The same hours again change nothing. */
  scheduleTradingHours(context: Context, tag: number): ScheduleTradingHoursEncoder;
  /** Takes hours back that are not over; a market without any stays closed until it gets new ones. */
  cancelTradingHours(context: Context, tag: number): CancelTradingHoursEncoder;
}

/** Makes requests to the exchange service, wherever it runs, in the name of `caller`. */
export class ExchangeBinding implements BoundExchange {
  private readonly boundCaller: Caller;
  private readonly createMarketEncoder: CreateMarketEncoder = new CreateMarketEncoder();
  private readonly placeOrderEncoder: PlaceOrderEncoder = new PlaceOrderEncoder();
  private readonly cancelOrderEncoder: CancelOrderEncoder = new CancelOrderEncoder();
  private readonly cancelAllOrdersEncoder: CancelAllOrdersEncoder = new CancelAllOrdersEncoder();
  private readonly amendOrderEncoder: AmendOrderEncoder = new AmendOrderEncoder();
  private readonly scheduleTradingHoursEncoder: ScheduleTradingHoursEncoder = new ScheduleTradingHoursEncoder();
  private readonly cancelTradingHoursEncoder: CancelTradingHoursEncoder = new CancelTradingHoursEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  createMarket(context: Context, tag: number): CreateMarketEncoder {
    return this.createMarketEncoder.claim(context.call(this.boundCaller, tag));
  }

  placeOrder(context: Context, tag: number): PlaceOrderEncoder {
    return this.placeOrderEncoder.claim(context.call(this.boundCaller, tag));
  }

  cancelOrder(context: Context, tag: number): CancelOrderEncoder {
    return this.cancelOrderEncoder.claim(context.call(this.boundCaller, tag));
  }

  cancelAllOrders(context: Context, tag: number): CancelAllOrdersEncoder {
    return this.cancelAllOrdersEncoder.claim(context.call(this.boundCaller, tag));
  }

  amendOrder(context: Context, tag: number): AmendOrderEncoder {
    return this.amendOrderEncoder.claim(context.call(this.boundCaller, tag));
  }

  scheduleTradingHours(context: Context, tag: number): ScheduleTradingHoursEncoder {
    return this.scheduleTradingHoursEncoder.claim(context.call(this.boundCaller, tag));
  }

  cancelTradingHours(context: Context, tag: number): CancelTradingHoursEncoder {
    return this.cancelTradingHoursEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the exchange service: once for each, in the order in which they were made. */
export interface ExchangeOutcomes {
  onCreateMarketOutcome(outcome: MarketCreatedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onPlaceOrderOutcome(outcome: OrderPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onCancelOrderOutcome(outcome: CancelConfirmedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onCancelAllOrdersOutcome(outcome: CancelAllConfirmedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onAmendOrderOutcome(outcome: AmendConfirmedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onScheduleTradingHoursOutcome(outcome: TradingHoursScheduledDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onCancelTradingHoursOutcome(outcome: TradingHoursCancelledDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class ExchangeOutcomeDecoders {
  readonly marketCreated: MarketCreatedDecoder = new MarketCreatedDecoder();
  readonly orderPlaced: OrderPlacedDecoder = new OrderPlacedDecoder();
  readonly cancelConfirmed: CancelConfirmedDecoder = new CancelConfirmedDecoder();
  readonly cancelAllConfirmed: CancelAllConfirmedDecoder = new CancelAllConfirmedDecoder();
  readonly amendConfirmed: AmendConfirmedDecoder = new AmendConfirmedDecoder();
  readonly tradingHoursScheduled: TradingHoursScheduledDecoder = new TradingHoursScheduledDecoder();
  readonly tradingHoursCancelled: TradingHoursCancelledDecoder = new TradingHoursCancelledDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchExchangeOutcome(
  handlers: Partial<ExchangeOutcomes>,
  decoders: ExchangeOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onCreateMarketOutcome?.(decoders.marketCreated.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCreateMarketOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCreateMarketOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 41:
          return handlers.onPlaceOrderOutcome?.(decoders.orderPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onPlaceOrderOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onPlaceOrderOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 42:
          return handlers.onCancelOrderOutcome?.(decoders.cancelConfirmed.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCancelOrderOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCancelOrderOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 43:
          return handlers.onCancelAllOrdersOutcome?.(decoders.cancelAllConfirmed.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCancelAllOrdersOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCancelAllOrdersOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 5:
      switch (templateId) {
        case 44:
          return handlers.onAmendOrderOutcome?.(decoders.amendConfirmed.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onAmendOrderOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onAmendOrderOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 6:
      switch (templateId) {
        case 51:
          return handlers.onScheduleTradingHoursOutcome?.(decoders.tradingHoursScheduled.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onScheduleTradingHoursOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onScheduleTradingHoursOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 7:
      switch (templateId) {
        case 52:
          return handlers.onCancelTradingHoursOutcome?.(decoders.tradingHoursCancelled.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCancelTradingHoursOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCancelTradingHoursOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateExchangeOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 2) return `schema ${schemaId} is not that of exchange, 2`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateMarketCreated(view, offset, length);
      break;
    case 2:
      if (reply === 41) return validateOrderPlaced(view, offset, length);
      break;
    case 3:
      if (reply === 42) return validateCancelConfirmed(view, offset, length);
      break;
    case 4:
      if (reply === 43) return validateCancelAllConfirmed(view, offset, length);
      break;
    case 5:
      if (reply === 44) return validateAmendConfirmed(view, offset, length);
      break;
    case 6:
      if (reply === 51) return validateTradingHoursScheduled(view, offset, length);
      break;
    case 7:
      if (reply === 52) return validateTradingHoursCancelled(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of exchange`;
}

/** Speaks to a exchange service through a session: one method per command and query. */
export class ExchangeClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Opens a market. */
  async createMarket(value: CreateMarket): Promise<Tagged<"MarketCreated", MarketCreated> | Tagged<"Rejected", Rejected>> {
    new CreateMarketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"MarketCreated", MarketCreated> | Tagged<"Rejected", Rejected>;
  }

  /** Places an order. The same client order id with the same content returns the first result. */
  async placeOrder(value: PlaceOrder): Promise<Tagged<"OrderPlaced", OrderPlaced> | Tagged<"Rejected", Rejected>> {
    new PlaceOrderEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"OrderPlaced", OrderPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** Cancels what is open of an order, named by exactly one of its two ids. */
  async cancelOrder(value: CancelOrder): Promise<Tagged<"CancelConfirmed", CancelConfirmed> | Tagged<"Rejected", Rejected>> {
    new CancelOrderEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"CancelConfirmed", CancelConfirmed> | Tagged<"Rejected", Rejected>;
  }

  /** Cancels all open orders of an account, the oldest first. */
  async cancelAllOrders(value: CancelAllOrders): Promise<Tagged<"CancelAllConfirmed", CancelAllConfirmed> | Tagged<"Rejected", Rejected>> {
    new CancelAllOrdersEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"CancelAllConfirmed", CancelAllConfirmed> | Tagged<"Rejected", Rejected>;
  }

  /** Changes price and quantity of an open order. Less quantity at the same price keeps priority. */
  async amendOrder(value: AmendOrder): Promise<Tagged<"AmendConfirmed", AmendConfirmed> | Tagged<"Rejected", Rejected>> {
    new AmendOrderEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"AmendConfirmed", AmendConfirmed> | Tagged<"Rejected", Rejected>;
  }

  /** Lets a market trade between two instants, and from then on only in hours like these. The same hours again change nothing. */
  async scheduleTradingHours(value: ScheduleTradingHours): Promise<Tagged<"TradingHoursScheduled", TradingHoursScheduled> | Tagged<"Rejected", Rejected>> {
    new ScheduleTradingHoursEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"TradingHoursScheduled", TradingHoursScheduled> | Tagged<"Rejected", Rejected>;
  }

  /** Takes hours back that are not over; a market without any stays closed until it gets new ones. */
  async cancelTradingHours(value: CancelTradingHours): Promise<Tagged<"TradingHoursCancelled", TradingHoursCancelled> | Tagged<"Rejected", Rejected>> {
    new CancelTradingHoursEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"TradingHoursCancelled", TradingHoursCancelled> | Tagged<"Rejected", Rejected>;
  }

  /** An order that is open, or that is remembered after it was closed. */
  async order(value: Order): Promise<Tagged<"OrderState", OrderState> | Tagged<"Rejected", Rejected>> {
    new OrderEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"OrderState", OrderState> | Tagged<"Rejected", Rejected>;
  }

  /** The open orders of an account. */
  async openOrders(value: OpenOrders): Promise<Tagged<"OpenOrderList", OpenOrderList> | Tagged<"Rejected", Rejected>> {
    new OpenOrdersEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"OpenOrderList", OpenOrderList> | Tagged<"Rejected", Rejected>;
  }

  /** The price levels of a market. */
  async book(value: Book): Promise<Tagged<"BookImage", BookImage> | Tagged<"Rejected", Rejected>> {
    new BookEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"BookImage", BookImage> | Tagged<"Rejected", Rejected>;
  }

  /** Best bid and best offer. */
  async topOfBook(value: TopOfBook): Promise<Tagged<"TopOfBookState", TopOfBookState> | Tagged<"Rejected", Rejected>> {
    new TopOfBookEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"TopOfBookState", TopOfBookState> | Tagged<"Rejected", Rejected>;
  }

  /** All markets. */
  async markets(value: Markets): Promise<Tagged<"MarketList", MarketList> | Tagged<"Rejected", Rejected>> {
    new MarketsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"MarketList", MarketList> | Tagged<"Rejected", Rejected>;
  }

  /** A market. */
  async market(value: Market): Promise<Tagged<"MarketState", MarketState> | Tagged<"Rejected", Rejected>> {
    new MarketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"MarketState", MarketState> | Tagged<"Rejected", Rejected>;
  }

  /** The hours of a market that are not over. */
  async tradingHours(value: TradingHours): Promise<Tagged<"TradingHoursList", TradingHoursList> | Tagged<"Rejected", Rejected>> {
    new TradingHoursEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(2, this.buffer.copy());
    return decodeExchangeReply(reply) as Tagged<"TradingHoursList", TradingHoursList> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeExchangeReply(message: Uint8Array): Tagged<"MarketCreated", MarketCreated> | Tagged<"OrderPlaced", OrderPlaced> | Tagged<"CancelConfirmed", CancelConfirmed> | Tagged<"CancelAllConfirmed", CancelAllConfirmed> | Tagged<"AmendConfirmed", AmendConfirmed> | Tagged<"OrderState", OrderState> | Tagged<"OpenOrderList", OpenOrderList> | Tagged<"BookImage", BookImage> | Tagged<"TopOfBookState", TopOfBookState> | Tagged<"MarketList", MarketList> | Tagged<"MarketState", MarketState> | Tagged<"TradingHoursScheduled", TradingHoursScheduled> | Tagged<"TradingHoursCancelled", TradingHoursCancelled> | Tagged<"TradingHoursList", TradingHoursList> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "MarketCreated", ...new MarketCreatedDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "OrderPlaced", ...new OrderPlacedDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "CancelConfirmed", ...new CancelConfirmedDecoder().wrap(view, 0).toObject() };
    case 43:
      return { template: "CancelAllConfirmed", ...new CancelAllConfirmedDecoder().wrap(view, 0).toObject() };
    case 44:
      return { template: "AmendConfirmed", ...new AmendConfirmedDecoder().wrap(view, 0).toObject() };
    case 45:
      return { template: "OrderState", ...new OrderStateDecoder().wrap(view, 0).toObject() };
    case 46:
      return { template: "OpenOrderList", ...new OpenOrderListDecoder().wrap(view, 0).toObject() };
    case 47:
      return { template: "BookImage", ...new BookImageDecoder().wrap(view, 0).toObject() };
    case 48:
      return { template: "TopOfBookState", ...new TopOfBookStateDecoder().wrap(view, 0).toObject() };
    case 49:
      return { template: "MarketList", ...new MarketListDecoder().wrap(view, 0).toObject() };
    case 50:
      return { template: "MarketState", ...new MarketStateDecoder().wrap(view, 0).toObject() };
    case 51:
      return { template: "TradingHoursScheduled", ...new TradingHoursScheduledDecoder().wrap(view, 0).toObject() };
    case 52:
      return { template: "TradingHoursCancelled", ...new TradingHoursCancelledDecoder().wrap(view, 0).toObject() };
    case 53:
      return { template: "TradingHoursList", ...new TradingHoursListDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of exchange");
  }
}

/** All messages by name, as types. */
export interface ExchangeMessages {
  commands: {
    CreateMarket: { fields: CreateMarket; reply: "MarketCreated" };
    PlaceOrder: { fields: PlaceOrder; reply: "OrderPlaced" };
    CancelOrder: { fields: CancelOrder; reply: "CancelConfirmed" };
    CancelAllOrders: { fields: CancelAllOrders; reply: "CancelAllConfirmed" };
    AmendOrder: { fields: AmendOrder; reply: "AmendConfirmed" };
    ScheduleTradingHours: { fields: ScheduleTradingHours; reply: "TradingHoursScheduled" };
    CancelTradingHours: { fields: CancelTradingHours; reply: "TradingHoursCancelled" };
  };
  queries: {
    Order: { fields: Order; reply: "OrderState" };
    OpenOrders: { fields: OpenOrders; reply: "OpenOrderList" };
    Book: { fields: Book; reply: "BookImage" };
    TopOfBook: { fields: TopOfBook; reply: "TopOfBookState" };
    Markets: { fields: Markets; reply: "MarketList" };
    Market: { fields: Market; reply: "MarketState" };
    TradingHours: { fields: TradingHours; reply: "TradingHoursList" };
  };
  replies: {
    MarketCreated: MarketCreated;
    OrderPlaced: OrderPlaced;
    CancelConfirmed: CancelConfirmed;
    CancelAllConfirmed: CancelAllConfirmed;
    AmendConfirmed: AmendConfirmed;
    OrderState: OrderState;
    OpenOrderList: OpenOrderList;
    BookImage: BookImage;
    TopOfBookState: TopOfBookState;
    MarketList: MarketList;
    MarketState: MarketState;
    TradingHoursScheduled: TradingHoursScheduled;
    TradingHoursCancelled: TradingHoursCancelled;
    TradingHoursList: TradingHoursList;
  };
  events: {
    MarketAdded: MarketAdded;
    TradeExecuted: TradeExecuted;
    BookLevelChanged: BookLevelChanged;
    TopOfBookChanged: TopOfBookChanged;
    OrderAccepted: OrderAccepted;
    OrderFilled: OrderFilled;
    OrderCancelled: OrderCancelled;
    OrderExpired: OrderExpired;
    OrderAmended: OrderAmended;
    SelfTradePrevented: SelfTradePrevented;
    MarketPhaseChanged: MarketPhaseChanged;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const exchangeCodecs: Codecs<ExchangeMessages> = [
  {
    name: "CreateMarket",
    encode: (value, output) => void new CreateMarketEncoder().claim(output).set(value as CreateMarket),
    decode: (view, offset) => new CreateMarketDecoder().wrap(view, offset).toObject(),
    validate: validateCreateMarket,
  },
  {
    name: "PlaceOrder",
    encode: (value, output) => void new PlaceOrderEncoder().claim(output).set(value as PlaceOrder),
    decode: (view, offset) => new PlaceOrderDecoder().wrap(view, offset).toObject(),
    validate: validatePlaceOrder,
  },
  {
    name: "CancelOrder",
    encode: (value, output) => void new CancelOrderEncoder().claim(output).set(value as CancelOrder),
    decode: (view, offset) => new CancelOrderDecoder().wrap(view, offset).toObject(),
    validate: validateCancelOrder,
  },
  {
    name: "CancelAllOrders",
    encode: (value, output) => void new CancelAllOrdersEncoder().claim(output).set(value as CancelAllOrders),
    decode: (view, offset) => new CancelAllOrdersDecoder().wrap(view, offset).toObject(),
    validate: validateCancelAllOrders,
  },
  {
    name: "AmendOrder",
    encode: (value, output) => void new AmendOrderEncoder().claim(output).set(value as AmendOrder),
    decode: (view, offset) => new AmendOrderDecoder().wrap(view, offset).toObject(),
    validate: validateAmendOrder,
  },
  {
    name: "ScheduleTradingHours",
    encode: (value, output) => void new ScheduleTradingHoursEncoder().claim(output).set(value as ScheduleTradingHours),
    decode: (view, offset) => new ScheduleTradingHoursDecoder().wrap(view, offset).toObject(),
    validate: validateScheduleTradingHours,
  },
  {
    name: "CancelTradingHours",
    encode: (value, output) => void new CancelTradingHoursEncoder().claim(output).set(value as CancelTradingHours),
    decode: (view, offset) => new CancelTradingHoursDecoder().wrap(view, offset).toObject(),
    validate: validateCancelTradingHours,
  },
  {
    name: "Order",
    encode: (value, output) => void new OrderEncoder().claim(output).set(value as Order),
    decode: (view, offset) => new OrderDecoder().wrap(view, offset).toObject(),
    validate: validateOrder,
  },
  {
    name: "OpenOrders",
    encode: (value, output) => void new OpenOrdersEncoder().claim(output).set(value as OpenOrders),
    decode: (view, offset) => new OpenOrdersDecoder().wrap(view, offset).toObject(),
    validate: validateOpenOrders,
  },
  {
    name: "Book",
    encode: (value, output) => void new BookEncoder().claim(output).set(value as Book),
    decode: (view, offset) => new BookDecoder().wrap(view, offset).toObject(),
    validate: validateBook,
  },
  {
    name: "TopOfBook",
    encode: (value, output) => void new TopOfBookEncoder().claim(output).set(value as TopOfBook),
    decode: (view, offset) => new TopOfBookDecoder().wrap(view, offset).toObject(),
    validate: validateTopOfBook,
  },
  {
    name: "Markets",
    encode: (value, output) => void new MarketsEncoder().claim(output).set(value as Markets),
    decode: (view, offset) => new MarketsDecoder().wrap(view, offset).toObject(),
    validate: validateMarkets,
  },
  {
    name: "Market",
    encode: (value, output) => void new MarketEncoder().claim(output).set(value as Market),
    decode: (view, offset) => new MarketDecoder().wrap(view, offset).toObject(),
    validate: validateMarket,
  },
  {
    name: "TradingHours",
    encode: (value, output) => void new TradingHoursEncoder().claim(output).set(value as TradingHours),
    decode: (view, offset) => new TradingHoursDecoder().wrap(view, offset).toObject(),
    validate: validateTradingHours,
  },
  {
    name: "MarketCreated",
    encode: (value, output) => void new MarketCreatedEncoder().claim(output).set(value as MarketCreated),
    decode: (view, offset) => new MarketCreatedDecoder().wrap(view, offset).toObject(),
    validate: validateMarketCreated,
  },
  {
    name: "OrderPlaced",
    encode: (value, output) => void new OrderPlacedEncoder().claim(output).set(value as OrderPlaced),
    decode: (view, offset) => new OrderPlacedDecoder().wrap(view, offset).toObject(),
    validate: validateOrderPlaced,
  },
  {
    name: "CancelConfirmed",
    encode: (value, output) => void new CancelConfirmedEncoder().claim(output).set(value as CancelConfirmed),
    decode: (view, offset) => new CancelConfirmedDecoder().wrap(view, offset).toObject(),
    validate: validateCancelConfirmed,
  },
  {
    name: "CancelAllConfirmed",
    encode: (value, output) => void new CancelAllConfirmedEncoder().claim(output).set(value as CancelAllConfirmed),
    decode: (view, offset) => new CancelAllConfirmedDecoder().wrap(view, offset).toObject(),
    validate: validateCancelAllConfirmed,
  },
  {
    name: "AmendConfirmed",
    encode: (value, output) => void new AmendConfirmedEncoder().claim(output).set(value as AmendConfirmed),
    decode: (view, offset) => new AmendConfirmedDecoder().wrap(view, offset).toObject(),
    validate: validateAmendConfirmed,
  },
  {
    name: "OrderState",
    encode: (value, output) => void new OrderStateEncoder().claim(output).set(value as OrderState),
    decode: (view, offset) => new OrderStateDecoder().wrap(view, offset).toObject(),
    validate: validateOrderState,
  },
  {
    name: "OpenOrderList",
    encode: (value, output) => void new OpenOrderListEncoder().claim(output).set(value as OpenOrderList),
    decode: (view, offset) => new OpenOrderListDecoder().wrap(view, offset).toObject(),
    validate: validateOpenOrderList,
  },
  {
    name: "BookImage",
    encode: (value, output) => void new BookImageEncoder().claim(output).set(value as BookImage),
    decode: (view, offset) => new BookImageDecoder().wrap(view, offset).toObject(),
    validate: validateBookImage,
  },
  {
    name: "TopOfBookState",
    encode: (value, output) => void new TopOfBookStateEncoder().claim(output).set(value as TopOfBookState),
    decode: (view, offset) => new TopOfBookStateDecoder().wrap(view, offset).toObject(),
    validate: validateTopOfBookState,
  },
  {
    name: "MarketList",
    encode: (value, output) => void new MarketListEncoder().claim(output).set(value as MarketList),
    decode: (view, offset) => new MarketListDecoder().wrap(view, offset).toObject(),
    validate: validateMarketList,
  },
  {
    name: "MarketState",
    encode: (value, output) => void new MarketStateEncoder().claim(output).set(value as MarketState),
    decode: (view, offset) => new MarketStateDecoder().wrap(view, offset).toObject(),
    validate: validateMarketState,
  },
  {
    name: "TradingHoursScheduled",
    encode: (value, output) => void new TradingHoursScheduledEncoder().claim(output).set(value as TradingHoursScheduled),
    decode: (view, offset) => new TradingHoursScheduledDecoder().wrap(view, offset).toObject(),
    validate: validateTradingHoursScheduled,
  },
  {
    name: "TradingHoursCancelled",
    encode: (value, output) => void new TradingHoursCancelledEncoder().claim(output).set(value as TradingHoursCancelled),
    decode: (view, offset) => new TradingHoursCancelledDecoder().wrap(view, offset).toObject(),
    validate: validateTradingHoursCancelled,
  },
  {
    name: "TradingHoursList",
    encode: (value, output) => void new TradingHoursListEncoder().claim(output).set(value as TradingHoursList),
    decode: (view, offset) => new TradingHoursListDecoder().wrap(view, offset).toObject(),
    validate: validateTradingHoursList,
  },
  {
    name: "MarketAdded",
    encode: (value, output) => void new MarketAddedEncoder().claim(output).set(value as MarketAdded),
    decode: (view, offset) => new MarketAddedDecoder().wrap(view, offset).toObject(),
    validate: validateMarketAdded,
  },
  {
    name: "TradeExecuted",
    encode: (value, output) => void new TradeExecutedEncoder().claim(output).set(value as TradeExecuted),
    decode: (view, offset) => new TradeExecutedDecoder().wrap(view, offset).toObject(),
    validate: validateTradeExecuted,
  },
  {
    name: "BookLevelChanged",
    encode: (value, output) => void new BookLevelChangedEncoder().claim(output).set(value as BookLevelChanged),
    decode: (view, offset) => new BookLevelChangedDecoder().wrap(view, offset).toObject(),
    validate: validateBookLevelChanged,
  },
  {
    name: "TopOfBookChanged",
    encode: (value, output) => void new TopOfBookChangedEncoder().claim(output).set(value as TopOfBookChanged),
    decode: (view, offset) => new TopOfBookChangedDecoder().wrap(view, offset).toObject(),
    validate: validateTopOfBookChanged,
  },
  {
    name: "OrderAccepted",
    encode: (value, output) => void new OrderAcceptedEncoder().claim(output).set(value as OrderAccepted),
    decode: (view, offset) => new OrderAcceptedDecoder().wrap(view, offset).toObject(),
    validate: validateOrderAccepted,
  },
  {
    name: "OrderFilled",
    encode: (value, output) => void new OrderFilledEncoder().claim(output).set(value as OrderFilled),
    decode: (view, offset) => new OrderFilledDecoder().wrap(view, offset).toObject(),
    validate: validateOrderFilled,
  },
  {
    name: "OrderCancelled",
    encode: (value, output) => void new OrderCancelledEncoder().claim(output).set(value as OrderCancelled),
    decode: (view, offset) => new OrderCancelledDecoder().wrap(view, offset).toObject(),
    validate: validateOrderCancelled,
  },
  {
    name: "OrderExpired",
    encode: (value, output) => void new OrderExpiredEncoder().claim(output).set(value as OrderExpired),
    decode: (view, offset) => new OrderExpiredDecoder().wrap(view, offset).toObject(),
    validate: validateOrderExpired,
  },
  {
    name: "OrderAmended",
    encode: (value, output) => void new OrderAmendedEncoder().claim(output).set(value as OrderAmended),
    decode: (view, offset) => new OrderAmendedDecoder().wrap(view, offset).toObject(),
    validate: validateOrderAmended,
  },
  {
    name: "SelfTradePrevented",
    encode: (value, output) => void new SelfTradePreventedEncoder().claim(output).set(value as SelfTradePrevented),
    decode: (view, offset) => new SelfTradePreventedDecoder().wrap(view, offset).toObject(),
    validate: validateSelfTradePrevented,
  },
  {
    name: "MarketPhaseChanged",
    encode: (value, output) => void new MarketPhaseChangedEncoder().claim(output).set(value as MarketPhaseChanged),
    decode: (view, offset) => new MarketPhaseChangedDecoder().wrap(view, offset).toObject(),
    validate: validateMarketPhaseChanged,
  },
  {
    name: "MarketTurns",
    encode: (value, output) => void new MarketTurnsEncoder().claim(output).set(value as MarketTurns),
    decode: (view, offset) => new MarketTurnsDecoder().wrap(view, offset).toObject(),
    validate: validateMarketTurns,
  },
  {
    name: "OrderExpires",
    encode: (value, output) => void new OrderExpiresEncoder().claim(output).set(value as OrderExpires),
    decode: (view, offset) => new OrderExpiresDecoder().wrap(view, offset).toObject(),
    validate: validateOrderExpires,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
