// Generated from the contract auction, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "@lockstep/domain/contract/runtime";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, isUtf8, isUtf8Text, isZero, readI53, readU53, readUtf8, refuse, refuseOrder, utf8Length, writeI53, writeU53, writeUtf8 } from "@lockstep/domain/contract/runtime";

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
  /** there is no such lot */
  UnknownLot: 10,
  /** the hammer fell; value is the highest bid */
  BiddingIsOver: 11,
  /** value is the least that would do */
  BidTooLow: 12,
  /** nobody bids against themselves */
  AlreadyHighest: 13,
  /** price, increment and duration must be more than zero */
  BadTerms: 14,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Puts something up for sale. */
export interface OpenLot {
  /** the least first bid (cents) */
  startingPrice: number;
  /** how much more each bid has to be (cents) */
  increment: number;
  /** how long bids are taken (seconds) */
  durationSeconds: number;
  /** after each bid there is at least so much time left (seconds) */
  softCloseSeconds: number;
  /** what it is */
  title: string;
}

/** Reads OpenLot: Puts something up for sale. */
export class OpenLotDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the least first bid (cents) */
  get startingPrice(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** how much more each bid has to be (cents) */
  get increment(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** how long bids are taken (seconds) */
  get durationSeconds(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** after each bid there is at least so much time left (seconds) */
  get softCloseSeconds(): number {
    return this.view.getUint32(this.offset + 28, true);
  }

  /** what it is (Allocates.) */
  get title(): string {
    return readUtf8(this.view, this.titleOffset, this.titleLength);
  }

  /** Bytes of `title`. */
  get titleLength(): number {
    return this.view.getUint32(this.titleAt(), true);
  }

  /** Of the first byte of `title` in `view`. */
  get titleOffset(): number {
    return this.titleAt() + 4;
  }

  private titleAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OpenLot {
    const value: OpenLot = {
      startingPrice: this.startingPrice,
      increment: this.increment,
      durationSeconds: this.durationSeconds,
      softCloseSeconds: this.softCloseSeconds,
      title: this.title,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOpenLot(view, offset, length);
  }
}

/** Writes OpenLot. */
export class OpenLotEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(36);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 36;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 65560, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    return this;
  }

  /** the least first bid (cents) */
  set startingPrice(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenLot.startingPrice", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** how much more each bid has to be (cents) */
  set increment(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("OpenLot.increment", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** how long bids are taken (seconds) */
  set durationSeconds(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenLot.durationSeconds", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 24, value, true);
  }

  /** after each bid there is at least so much time left (seconds) */
  set softCloseSeconds(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenLot.softCloseSeconds", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 28, value, true);
  }

  /** what it is (Once, after what precedes it in the contract.) */
  set title(value: string) {
    if (this.stage >= 0) refuseOrder("OpenLot.title");
    if (!(isUtf8Text(value, 200))) refuse("OpenLot.title", value, "well-formed text of at most 200 bytes of UTF-8");
    const root = this;
    const length = utf8Length(value);
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 0;
    const at = added - 4;
    view.setUint32(at, length, true);
    writeUtf8(view, at + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OpenLot): this {
    this.startingPrice = value.startingPrice;
    this.increment = value.increment;
    this.durationSeconds = value.durationSeconds;
    this.softCloseSeconds = value.softCloseSeconds;
    this.title = value.title;
    return this;
  }
}

function validateOpenLot(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OpenLot has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not OpenLot, 1`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 24;
  if (blockLength < leastLength) return `OpenLot has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OpenLot has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `OpenLot.startingPrice is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `OpenLot.increment is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    if (end - at < 4) return `OpenLot.title is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `OpenLot.title has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `OpenLot.title runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "OpenLot.title is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OpenLot is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Offers to buy the lot. */
export interface PlaceBid {
  /** the lot */
  lotId: number;
  /** what is offered (cents) */
  amount: number;
}

/** Reads PlaceBid: Offers to buy the lot. */
export class PlaceBidDecoder {
  static readonly templateId = 2;
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

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what is offered (cents) */
  get amount(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PlaceBid {
    const value: PlaceBid = {
      lotId: this.lotId,
      amount: this.amount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePlaceBid(view, offset, length);
  }
}

/** Writes PlaceBid. */
export class PlaceBidEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 131084, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceBid.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what is offered (cents) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("PlaceBid.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PlaceBid): this {
    this.lotId = value.lotId;
    this.amount = value.amount;
    return this;
  }
}

function validatePlaceBid(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PlaceBid has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not PlaceBid, 2`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 12;
  if (blockLength < leastLength) return `PlaceBid has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PlaceBid has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `PlaceBid.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `PlaceBid is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** How a lot stands. */
export interface Lot {
  /** the lot */
  lotId: number;
}

/** Reads Lot: How a lot stands. */
export class LotDecoder {
  static readonly templateId = 20;
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

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Lot {
    const value: Lot = {
      lotId: this.lotId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLot(view, offset, length);
  }
}

/** Writes Lot. */
export class LotEncoder {
  static readonly templateId = 20;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1310724, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("Lot.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Lot): this {
    this.lotId = value.lotId;
    return this;
  }
}

function validateLot(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Lot has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Lot, 20`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Lot has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Lot has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Lot is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Bids are taken. */
export interface LotOpened {
  /** the lot */
  lotId: number;
  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  closesAtUs: number;
}

/** Reads LotOpened: Bids are taken. */
export class LotOpenedDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "LotOpened" {
    return "LotOpened";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): LotOpened {
    const value: LotOpened = {
      lotId: this.lotId,
      closesAtUs: this.closesAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLotOpened(view, offset, length);
  }
}

/** Writes LotOpened. */
export class LotOpenedEncoder {
  static readonly templateId = 40;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2621452, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("LotOpened.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LotOpened.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: LotOpened): this {
    this.lotId = value.lotId;
    this.closesAtUs = value.closesAtUs;
    return this;
  }
}

function validateLotOpened(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LotOpened has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not LotOpened, 40`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 12;
  if (blockLength < leastLength) return `LotOpened has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LotOpened has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `LotOpened.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LotOpened is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is the highest for now. */
export interface BidPlaced {
  /** the lot */
  lotId: number;
  /** what is offered (cents) */
  amount: number;
  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  closesAtUs: number;
}

/** Reads BidPlaced: It is the highest for now. */
export class BidPlacedDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "BidPlaced" {
    return "BidPlaced";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what is offered (cents) */
  get amount(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BidPlaced {
    const value: BidPlaced = {
      lotId: this.lotId,
      amount: this.amount,
      closesAtUs: this.closesAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBidPlaced(view, offset, length);
  }
}

/** Writes BidPlaced. */
export class BidPlacedEncoder {
  static readonly templateId = 41;
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
    view.setUint32(at, 2686996, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("BidPlaced.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what is offered (cents) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BidPlaced.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BidPlaced.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BidPlaced): this {
    this.lotId = value.lotId;
    this.amount = value.amount;
    this.closesAtUs = value.closesAtUs;
    return this;
  }
}

function validateBidPlaced(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BidPlaced has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not BidPlaced, 41`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 20;
  if (blockLength < leastLength) return `BidPlaced has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BidPlaced has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `BidPlaced.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991)) return `BidPlaced.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BidPlaced is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A lot and its highest bid. */
export interface LotState {
  /** the lot */
  lotId: number;
  /** whether bids are taken */
  isOpen: boolean;
  /** what the next bid has to be at least (cents) */
  leastBid: number;
  /** 0 when there is none (cents) */
  highestBid: number;
  /** the principal who made it; 0 when there is none */
  bidderId: number;
  /** bids that were taken */
  bidCount: number;
  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  closesAtUs: number;
  /** what it is */
  title: string;
}

/** Reads LotState: A lot and its highest bid. */
export class LotStateDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 37;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;

  get template(): "LotState" {
    return "LotState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** whether bids are taken */
  get isOpen(): boolean {
    return this.view.getUint8(this.offset + 12) === 1;
  }

  /** what the next bid has to be at least (cents) */
  get leastBid(): number {
    return readU53(this.view, this.offset + 13);
  }

  /** 0 when there is none (cents) */
  get highestBid(): number {
    return readU53(this.view, this.offset + 21);
  }

  /** the principal who made it; 0 when there is none */
  get bidderId(): number {
    return this.view.getUint32(this.offset + 29, true);
  }

  /** bids that were taken */
  get bidCount(): number {
    return this.view.getUint32(this.offset + 33, true);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 37);
  }

  /** what it is (Allocates.) */
  get title(): string {
    return readUtf8(this.view, this.titleOffset, this.titleLength);
  }

  /** Bytes of `title`. */
  get titleLength(): number {
    return this.view.getUint32(this.titleAt(), true);
  }

  /** Of the first byte of `title` in `view`. */
  get titleOffset(): number {
    return this.titleAt() + 4;
  }

  private titleAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): LotState {
    const value: LotState = {
      lotId: this.lotId,
      isOpen: this.isOpen,
      leastBid: this.leastBid,
      highestBid: this.highestBid,
      bidderId: this.bidderId,
      bidCount: this.bidCount,
      closesAtUs: this.closesAtUs,
      title: this.title,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLotState(view, offset, length);
  }
}

/** Writes LotState. */
export class LotStateEncoder {
  static readonly templateId = 42;
  static readonly blockLength = 37;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(49);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 49;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 2752549, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    view.setUint8(at + 44, 0);
    view.setUint32(at + 45, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("LotState.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whether bids are taken */
  set isOpen(value: boolean) {
    if (!(typeof value === "boolean")) refuse("LotState.isOpen", value, "true or false");
    this.view.setUint8(this.offset + 12, value ? 1 : 0);
  }

  /** what the next bid has to be at least (cents) */
  set leastBid(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LotState.leastBid", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 13, value);
  }

  /** 0 when there is none (cents) */
  set highestBid(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LotState.highestBid", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 21, value);
  }

  /** the principal who made it; 0 when there is none */
  set bidderId(value: number) {
    if (!(value >>> 0 === value)) refuse("LotState.bidderId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 29, value, true);
  }

  /** bids that were taken */
  set bidCount(value: number) {
    if (!(value >>> 0 === value)) refuse("LotState.bidCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 33, value, true);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LotState.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 37, value);
  }

  /** what it is (Once, after what precedes it in the contract.) */
  set title(value: string) {
    if (this.stage >= 0) refuseOrder("LotState.title");
    if (!(isUtf8Text(value, 200))) refuse("LotState.title", value, "well-formed text of at most 200 bytes of UTF-8");
    const root = this;
    const length = utf8Length(value);
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 0;
    const at = added - 4;
    view.setUint32(at, length, true);
    writeUtf8(view, at + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: LotState): this {
    this.lotId = value.lotId;
    this.isOpen = value.isOpen;
    this.leastBid = value.leastBid;
    this.highestBid = value.highestBid;
    this.bidderId = value.bidderId;
    this.bidCount = value.bidCount;
    this.closesAtUs = value.closesAtUs;
    this.title = value.title;
    return this;
  }
}

function validateLotState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LotState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not LotState, 42`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 37;
  if (blockLength < leastLength) return `LotState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LotState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!(value <= 1)) return `LotState.isOpen is ${value}; it takes true or false`;
  }
  {
    const value = readU53(view, offset + 8 + 5);
    if (!(value <= 9007199254740991)) return `LotState.leastBid is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 13);
    if (!(value <= 9007199254740991)) return `LotState.highestBid is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 29);
    if (!(value <= 9007199254740991)) return `LotState.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    if (end - at < 4) return `LotState.title is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `LotState.title has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `LotState.title runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "LotState.title is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LotState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Somebody offers more. */
export interface HighestBidChanged {
  /** the lot */
  lotId: number;
  /** what is offered (cents) */
  amount: number;
  /** the principal */
  bidderId: number;
  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  closesAtUs: number;
}

/** Reads HighestBidChanged: Somebody offers more. */
export class HighestBidChangedDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what is offered (cents) */
  get amount(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** the principal */
  get bidderId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  get closesAtUs(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HighestBidChanged {
    const value: HighestBidChanged = {
      lotId: this.lotId,
      amount: this.amount,
      bidderId: this.bidderId,
      closesAtUs: this.closesAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHighestBidChanged(view, offset, length);
  }
}

/** Writes HighestBidChanged. */
export class HighestBidChangedEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(32);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3932184, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("HighestBidChanged.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what is offered (cents) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HighestBidChanged.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the principal */
  set bidderId(value: number) {
    if (!(value >>> 0 === value)) refuse("HighestBidChanged.bidderId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** when the hammer falls, unless a late bid puts it off (microseconds since 1970) */
  set closesAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HighestBidChanged.closesAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HighestBidChanged): this {
    this.lotId = value.lotId;
    this.amount = value.amount;
    this.bidderId = value.bidderId;
    this.closesAtUs = value.closesAtUs;
    return this;
  }
}

function validateHighestBidChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HighestBidChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not HighestBidChanged, 60`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 24;
  if (blockLength < leastLength) return `HighestBidChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HighestBidChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `HighestBidChanged.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `HighestBidChanged.closesAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `HighestBidChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The lot is sold, or nobody wanted it. */
export interface HammerFell {
  /** the lot */
  lotId: number;
  /** what is offered (cents) */
  amount: number;
  /** the principal; 0 when there was no bid */
  winnerId: number;
}

/** Reads HammerFell: The lot is sold, or nobody wanted it. */
export class HammerFellDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the lot */
  get lotId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what is offered (cents) */
  get amount(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** the principal; 0 when there was no bid */
  get winnerId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HammerFell {
    const value: HammerFell = {
      lotId: this.lotId,
      amount: this.amount,
      winnerId: this.winnerId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHammerFell(view, offset, length);
  }
}

/** Writes HammerFell. */
export class HammerFellEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3997712, true); // Block length and template.
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the lot */
  set lotId(value: number) {
    if (!(value >>> 0 === value)) refuse("HammerFell.lotId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what is offered (cents) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HammerFell.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the principal; 0 when there was no bid */
  set winnerId(value: number) {
    if (!(value >>> 0 === value)) refuse("HammerFell.winnerId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HammerFell): this {
    this.lotId = value.lotId;
    this.amount = value.amount;
    this.winnerId = value.winnerId;
    return this;
  }
}

function validateHammerFell(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HammerFell has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not HammerFell, 61`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 16;
  if (blockLength < leastLength) return `HammerFell has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HammerFell has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `HammerFell.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `HammerFell is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65556, true); // Schema and its version.
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
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
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

/** Nobody bid more in time. */
export interface LotCloses {
}

/** Reads LotCloses: Nobody bid more in time. */
export class LotClosesDecoder {
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
  toObject(): LotCloses {
    const value: LotCloses = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLotCloses(view, offset, length);
  }
}

/** Writes LotCloses. */
export class LotClosesEncoder {
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
    view.setUint32(at + 4, 65556, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: LotCloses): this {
    return this;
  }
}

function validateLotCloses(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LotCloses has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not LotCloses, 80`;
  if (schemaId !== 20) return `schema ${schemaId} is not auction, 20`;
  const leastLength = 0;
  if (blockLength < leastLength) return `LotCloses has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LotCloses has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LotCloses is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What a auction service does: one method per command and query, each with exactly one reply or rejection. */
export interface AuctionHandlers extends Lifecycle {
  /** Puts something up for sale. */
  onOpenLot(command: OpenLotDecoder, context: Context): Handled;
  /** Offers to buy the lot. */
  onPlaceBid(command: PlaceBidDecoder, context: Context): Handled;
  /** How a lot stands. */
  onLot(query: LotDecoder, context: Context): Handled;
  /** A timer: Nobody bid more in time. Its key: the lot's id. Nobody is answered. */
  onLotCloses(timer: LotClosesDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class AuctionDecoders {
  readonly openLot: OpenLotDecoder = new OpenLotDecoder();
  readonly placeBid: PlaceBidDecoder = new PlaceBidDecoder();
  readonly lot: LotDecoder = new LotDecoder();
  readonly lotCloses: LotClosesDecoder = new LotClosesDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAuctionCommand(
  handlers: AuctionHandlers,
  decoders: AuctionDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onOpenLot(decoders.openLot.wrap(view, offset), context);
    case 2:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onPlaceBid(decoders.placeBid.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAuctionQuery(
  handlers: AuctionHandlers,
  decoders: AuctionDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onLot(decoders.lot.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateAuctionRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of auction is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateOpenLot(view, offset, length);
    case 2:
      return validatePlaceBid(view, offset, length);
    case 20:
      return validateLot(view, offset, length);
    default:
      return `template ${templateId} is no command or query of auction`;
  }
}

/** The service that a cluster runs, from its handlers: `auctionService(new Auction())`. */
export function auctionService(handlers: AuctionHandlers): Service {
  return new AuctionService(handlers);
}

class AuctionService implements Service {
  readonly name = "auction";
  readonly schemaId = 20;
  private readonly handlers: AuctionHandlers;
  private readonly decoders = new AuctionDecoders();

  constructor(handlers: AuctionHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAuctionRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAuctionCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAuctionQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 80: {
        const timer = this.decoders.lotCloses.wrap(payload, 0);
        timer.key = key;
        this.handlers.onLotCloses(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of auction");
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

/** The auction service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundAuction {
  /** Puts something up for sale. */
  openLot(context: Context, tag: number): OpenLotEncoder;
  /** Offers to buy the lot. */
  placeBid(context: Context, tag: number): PlaceBidEncoder;
}

/** Makes requests to the auction service, wherever it runs, in the name of `caller`. */
export class AuctionBinding implements BoundAuction {
  private readonly boundCaller: Caller;
  private readonly openLotEncoder: OpenLotEncoder = new OpenLotEncoder();
  private readonly placeBidEncoder: PlaceBidEncoder = new PlaceBidEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  openLot(context: Context, tag: number): OpenLotEncoder {
    return this.openLotEncoder.claim(context.call(this.boundCaller, tag));
  }

  placeBid(context: Context, tag: number): PlaceBidEncoder {
    return this.placeBidEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the auction service: once for each, in the order in which they were made. */
export interface AuctionOutcomes {
  onOpenLotOutcome(outcome: LotOpenedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onPlaceBidOutcome(outcome: BidPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class AuctionOutcomeDecoders {
  readonly lotOpened: LotOpenedDecoder = new LotOpenedDecoder();
  readonly bidPlaced: BidPlacedDecoder = new BidPlacedDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchAuctionOutcome(
  handlers: Partial<AuctionOutcomes>,
  decoders: AuctionOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onOpenLotOutcome?.(decoders.lotOpened.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onOpenLotOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onOpenLotOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 41:
          return handlers.onPlaceBidOutcome?.(decoders.bidPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onPlaceBidOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onPlaceBidOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateAuctionOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 20) return `schema ${schemaId} is not that of auction, 20`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateLotOpened(view, offset, length);
      break;
    case 2:
      if (reply === 41) return validateBidPlaced(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of auction`;
}

/** Speaks to a auction service through a session: one method per command and query. */
export class AuctionClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Puts something up for sale. */
  async openLot(value: OpenLot): Promise<Tagged<"LotOpened", LotOpened> | Tagged<"Rejected", Rejected>> {
    new OpenLotEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(20, this.buffer.copy());
    return decodeAuctionReply(reply) as Tagged<"LotOpened", LotOpened> | Tagged<"Rejected", Rejected>;
  }

  /** Offers to buy the lot. */
  async placeBid(value: PlaceBid): Promise<Tagged<"BidPlaced", BidPlaced> | Tagged<"Rejected", Rejected>> {
    new PlaceBidEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(20, this.buffer.copy());
    return decodeAuctionReply(reply) as Tagged<"BidPlaced", BidPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** How a lot stands. */
  async lot(value: Lot): Promise<Tagged<"LotState", LotState> | Tagged<"Rejected", Rejected>> {
    new LotEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(20, this.buffer.copy());
    return decodeAuctionReply(reply) as Tagged<"LotState", LotState> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeAuctionReply(message: Uint8Array): Tagged<"LotOpened", LotOpened> | Tagged<"BidPlaced", BidPlaced> | Tagged<"LotState", LotState> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "LotOpened", ...new LotOpenedDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "BidPlaced", ...new BidPlacedDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "LotState", ...new LotStateDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of auction");
  }
}

/** All messages by name, as types. */
export interface AuctionMessages {
  commands: {
    OpenLot: { fields: OpenLot; reply: "LotOpened" };
    PlaceBid: { fields: PlaceBid; reply: "BidPlaced" };
  };
  queries: {
    Lot: { fields: Lot; reply: "LotState" };
  };
  replies: {
    LotOpened: LotOpened;
    BidPlaced: BidPlaced;
    LotState: LotState;
  };
  events: {
    HighestBidChanged: HighestBidChanged;
    HammerFell: HammerFell;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const auctionCodecs: Codecs<AuctionMessages> = [
  {
    name: "OpenLot",
    encode: (value, output) => void new OpenLotEncoder().claim(output).set(value as OpenLot),
    decode: (view, offset) => new OpenLotDecoder().wrap(view, offset).toObject(),
    validate: validateOpenLot,
  },
  {
    name: "PlaceBid",
    encode: (value, output) => void new PlaceBidEncoder().claim(output).set(value as PlaceBid),
    decode: (view, offset) => new PlaceBidDecoder().wrap(view, offset).toObject(),
    validate: validatePlaceBid,
  },
  {
    name: "Lot",
    encode: (value, output) => void new LotEncoder().claim(output).set(value as Lot),
    decode: (view, offset) => new LotDecoder().wrap(view, offset).toObject(),
    validate: validateLot,
  },
  {
    name: "LotOpened",
    encode: (value, output) => void new LotOpenedEncoder().claim(output).set(value as LotOpened),
    decode: (view, offset) => new LotOpenedDecoder().wrap(view, offset).toObject(),
    validate: validateLotOpened,
  },
  {
    name: "BidPlaced",
    encode: (value, output) => void new BidPlacedEncoder().claim(output).set(value as BidPlaced),
    decode: (view, offset) => new BidPlacedDecoder().wrap(view, offset).toObject(),
    validate: validateBidPlaced,
  },
  {
    name: "LotState",
    encode: (value, output) => void new LotStateEncoder().claim(output).set(value as LotState),
    decode: (view, offset) => new LotStateDecoder().wrap(view, offset).toObject(),
    validate: validateLotState,
  },
  {
    name: "HighestBidChanged",
    encode: (value, output) => void new HighestBidChangedEncoder().claim(output).set(value as HighestBidChanged),
    decode: (view, offset) => new HighestBidChangedDecoder().wrap(view, offset).toObject(),
    validate: validateHighestBidChanged,
  },
  {
    name: "HammerFell",
    encode: (value, output) => void new HammerFellEncoder().claim(output).set(value as HammerFell),
    decode: (view, offset) => new HammerFellDecoder().wrap(view, offset).toObject(),
    validate: validateHammerFell,
  },
  {
    name: "LotCloses",
    encode: (value, output) => void new LotClosesEncoder().claim(output).set(value as LotCloses),
    decode: (view, offset) => new LotClosesDecoder().wrap(view, offset).toObject(),
    validate: validateLotCloses,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
