// Generated from the contract ticketing, version 0; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "../contract/runtime.ts";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, copyBytes, isAscii, isAsciiText, isUtf8, isUtf8Text, isZero, readAscii, readI53, readU53, readUtf8, refuse, refuseOrder, utf8Length, writeAscii, writeI53, writeU53, writeUtf8 } from "../contract/runtime.ts";

function endOfUtf8Max100(view: DataView, at: number): number {
  return at + 4 + view.getUint32(at, true);
}

export const SectionKind = {
  /** sold by the seat */
  Seated: 1,
  /** sold by the head */
  GeneralAdmission: 2,
} as const;
export type SectionKind = (typeof SectionKind)[keyof typeof SectionKind];

export const SeatState = {
  /** anyone may hold it */
  Free: 1,
  /** set aside for someone until a deadline */
  Held: 2,
  /** a ticket exists */
  Sold: 3,
  /** kept by the house; an operator may hold it */
  House: 4,
  /** never sold */
  Blocked: 5,
} as const;
export type SeatState = (typeof SeatState)[keyof typeof SeatState];

export const SalePhase = {
  /** its on-sale time has not come */
  Announced: 1,
  /** seats may be held */
  OnSale: 2,
  /** no new holds; pending ones may be bought or released */
  Paused: 3,
  /** as paused, and for ever */
  Closed: 4,
} as const;
export type SalePhase = (typeof SalePhase)[keyof typeof SalePhase];

export const SaleSwitch = {
  /** on sale, or announced while its time has not come */
  Open: 1,
  /** no new holds until opened again */
  Pause: 2,
  /** no new holds ever */
  Close: 3,
} as const;
export type SaleSwitch = (typeof SaleSwitch)[keyof typeof SaleSwitch];

export const Together = {
  /** side by side in one row, or not at all */
  Row: 1,
  /** if not in one row, in rows of one section, one behind the other */
  Section: 2,
} as const;
export type Together = (typeof Together)[keyof typeof Together];

export const HoldStatus = {
  /** seats are set aside */
  Pending: 1,
  /** bought */
  Posted: 2,
  /** released by the customer */
  Voided: 3,
  /** its deadline passed */
  TimedOut: 4,
} as const;
export type HoldStatus = (typeof HoldStatus)[keyof typeof HoldStatus];

export const TicketStatus = {
  /** lets one person in */
  Valid: 1,
  /** given back */
  Refunded: 2,
} as const;
export type TicketStatus = (typeof TicketStatus)[keyof typeof TicketStatus];

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
  /** there is no such chart */
  UnknownChart: 100,
  /** the chart's id is taken */
  ChartExists: 101,
  /** ids of charts and shows are 1 to 1,000,000; value is the one given */
  IdOutOfRange: 102,
  /** a sealed chart never changes */
  ChartIsSealed: 103,
  /** the chart is still being built: seal it first */
  ChartNotSealed: 104,
  /** the chart has no place to sell */
  ChartEmpty: 105,
  /** sections, rows and seats are added in order; value is the number expected */
  OutOfTurn: 106,
  /** the chart has no such section, or it is not of the kind needed; value is its number */
  UnknownSection: 107,
  /** categories are 1 to 32; value is the one given */
  CategoryOutOfRange: 108,
  /** coordinates are at most 1,000,000 by magnitude; value is the one given */
  CoordinateOutOfRange: 109,
  /** a general-admission area has 1 to 1,000,000 places, seats have none; value is what was given */
  CapacityOutOfRange: 110,
  /** the command names no seat */
  NoSeats: 111,
  /** there is no room for more of these; value is the bound */
  LimitReached: 112,
  /** there is no such show */
  UnknownShow: 113,
  /** the show's id is taken */
  ShowExists: 114,
  /** a category of the chart has no price; value is the category */
  PriceMissing: 115,
  /** a category has two prices; value is the category */
  PriceRepeated: 116,
  /** prices are at most 1,000,000,000,000 minor units; value is the one given */
  PriceOutOfRange: 117,
  /** a hold lasts more than nothing, and it and its extension at most a day; value is what was given */
  DurationOutOfRange: 118,
  /** the show is not on sale yet; value is its on-sale time */
  NotOnSale: 119,
  /** the sale is paused: try again later */
  SalePaused: 120,
  /** the sale is closed */
  SaleClosed: 121,
  /** a hold is for 1 to 32 seats or places; value is what was asked */
  CountOutOfRange: 122,
  /** the chart has no such seat; value is its index */
  UnknownSeat: 123,
  /** a seat is named twice; value is its index */
  SeatRepeated: 124,
  /** a seat is held or sold; value is its index */
  SeatTaken: 125,
  /** a seat is kept by the house or blocked; value is its index */
  SeatNotForSale: 126,
  /** a single seat would be left alone, and need not be; value is its index */
  LeavesSingleSeat: 127,
  /** fewer are free than were asked; value is how many are */
  SoldOut: 128,
  /** enough are free, but not together as asked; value is how many are free */
  NotTogether: 129,
  /** the account would have more seats than the show lets it; value is how many more it may have */
  AccountLimit: 130,
  /** there is no such hold, or it ended long ago */
  UnknownHold: 131,
  /** the hold has been bought; value is its first ticket */
  HoldPosted: 132,
  /** the hold has been released */
  HoldVoided: 133,
  /** the hold's deadline has passed; value is the deadline */
  HoldTimedOut: 134,
  /** a hold is extended once; value is its deadline */
  HoldAlreadyExtended: 135,
  /** holds of this show are not extended */
  NotExtendable: 136,
  /** places of a general-admission area are not exchanged */
  NotExchangeable: 137,
  /** there is no such ticket; value is its id */
  UnknownTicket: 138,
  /** a ticket has been given back already; value is its id */
  TicketRefunded: 139,
  /** the tickets were not bought together; value is the first that was not */
  NotOnePurchase: 140,
  /** the payee cannot pay the refund; value is what is free in minor units */
  RefundNotCovered: 141,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Flags: add them up. */
export const SeatAttributes = {
  /** for a wheelchair */
  Accessible: 1,
  /** beside an accessible seat, for who comes along */
  Companion: 2,
  /** something is in the way */
  RestrictedView: 4,
  /** kept by the house: only an operator may hold it */
  House: 8,
  /** never sold */
  Blocked: 16,
} as const;
export type SeatAttributes = number;

/** Begins the chart of a hall. Sections, rows and seats follow in the order of the plan; SealChart ends it. */
export interface CreateChart {
  /** chosen by the operator: 1 to 1,000,000 */
  chartId: number;
  /** where the best seats look, in the chart's own unit */
  focalX: number;
  /** where the best seats look, in the chart's own unit */
  focalY: number;
  /** name of the hall */
  name: string;
}

/** Reads CreateChart: Begins the chart of a hall. Sections, rows and seats follow in the order of the plan; SealChart ends it. */
export class CreateChartDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 12;

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

  /** chosen by the operator: 1 to 1,000,000 */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** where the best seats look, in the chart's own unit */
  get focalX(): number {
    return this.view.getInt32(this.offset + 12, true);
  }

  /** where the best seats look, in the chart's own unit */
  get focalY(): number {
    return this.view.getInt32(this.offset + 16, true);
  }

  /** name of the hall (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private nameAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateChart {
    const value: CreateChart = {
      chartId: this.chartId,
      focalX: this.focalX,
      focalY: this.focalY,
      name: this.name,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreateChart(view, offset, length);
  }
}

/** Writes CreateChart. */
export class CreateChartEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 12;

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
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 24;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 65548, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint32(at + 20, 0, true);
    return this;
  }

  /** chosen by the operator: 1 to 1,000,000 */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateChart.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** where the best seats look, in the chart's own unit */
  set focalX(value: number) {
    if (!((value | 0) === value)) refuse("CreateChart.focalX", value, "an integer from -2147483648 to 2147483647");
    this.view.setInt32(this.offset + 12, value, true);
  }

  /** where the best seats look, in the chart's own unit */
  set focalY(value: number) {
    if (!((value | 0) === value)) refuse("CreateChart.focalY", value, "an integer from -2147483648 to 2147483647");
    this.view.setInt32(this.offset + 16, value, true);
  }

  /** name of the hall (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0) refuseOrder("CreateChart.name");
    if (!(isUtf8Text(value, 100))) refuse("CreateChart.name", value, "well-formed text of at most 100 bytes of UTF-8");
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
  set(value: CreateChart): this {
    this.chartId = value.chartId;
    this.focalX = value.focalX;
    this.focalY = value.focalY;
    this.name = value.name;
    return this;
  }
}

function validateCreateChart(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreateChart has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not CreateChart, 1`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 12;
  if (blockLength < leastLength) return `CreateChart has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreateChart has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    if (end - at < 4) return `CreateChart.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `CreateChart.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `CreateChart.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "CreateChart.name is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `CreateChart is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Adds the next section of a chart. */
export interface AddSection {
  /** the chart */
  chartId: number;
  /** one more than the sections so far, so that a section cannot be added twice */
  sectionNumber: number;
  /** how its places are sold */
  sectionKind: SectionKind;
  /** price category of a general-admission area, from 1; absent when seated */
  category?: number | undefined;
  /** places of a general-admission area; absent when seated */
  capacity?: number | undefined;
  /** name of the section */
  name: string;
}

/** Reads AddSection: Adds the next section of a chart. */
export class AddSectionDecoder {
  static readonly templateId = 2;
  static readonly blockLength = 12;
  /** What `category` reads as when it is absent. */
  static readonly categoryNull: number = 255;
  /** What `capacity` reads as when it is absent. */
  static readonly capacityNull: number = 4294967295;

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

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** one more than the sections so far, so that a section cannot be added twice */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 12, true);
  }

  /** how its places are sold */
  get sectionKind(): SectionKind {
    return this.view.getUint8(this.offset + 14) as SectionKind;
  }

  /** price category of a general-admission area, from 1; absent when seated */
  get category(): number {
    return this.view.getUint8(this.offset + 15);
  }

  get hasCategory(): boolean {
    return !(this.view.getUint8(this.offset + 15) === 255);
  }

  /** places of a general-admission area; absent when seated */
  get capacity(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  get hasCapacity(): boolean {
    return !(this.view.getUint32(this.offset + 16, true) === 4294967295);
  }

  /** name of the section (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private nameAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AddSection {
    const value: AddSection = {
      chartId: this.chartId,
      sectionNumber: this.sectionNumber,
      sectionKind: this.sectionKind,
      name: this.name,
    };
    if (this.hasCategory) value.category = this.category;
    if (this.hasCapacity) value.capacity = this.capacity;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAddSection(view, offset, length);
  }
}

/** Writes AddSection. */
export class AddSectionEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 12;

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
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 24;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 131084, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 15, 255);
    view.setUint32(at + 16, 4294967295, true);
    view.setUint32(at + 20, 0, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("AddSection.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** one more than the sections so far, so that a section cannot be added twice */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("AddSection.sectionNumber", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 12, value, true);
  }

  /** how its places are sold */
  set sectionKind(value: SectionKind) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("AddSection.sectionKind", value, "one of SectionKind: Seated 1, GeneralAdmission 2");
    this.view.setUint8(this.offset + 14, value);
  }

  /** price category of a general-admission area, from 1; absent when seated */
  set category(value: number) {
    if (!(value >= 0 && value <= 254 && Math.floor(value) === value)) refuse("AddSection.category", value, "an integer from 0 to 254");
    this.view.setUint8(this.offset + 15, value);
  }

  /** places of a general-admission area; absent when seated */
  set capacity(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("AddSection.capacity", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** name of the section (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0) refuseOrder("AddSection.name");
    if (!(isUtf8Text(value, 100))) refuse("AddSection.name", value, "well-formed text of at most 100 bytes of UTF-8");
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
  set(value: AddSection): this {
    this.chartId = value.chartId;
    this.sectionNumber = value.sectionNumber;
    this.sectionKind = value.sectionKind;
    if (value.category !== undefined) this.category = value.category;
    if (value.capacity !== undefined) this.capacity = value.capacity;
    this.name = value.name;
    return this;
  }
}

function validateAddSection(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AddSection has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not AddSection, 2`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 12;
  if (blockLength < leastLength) return `AddSection has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AddSection has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 6);
    if (!((value >= 1 && value <= 2))) return `AddSection.sectionKind is ${value}; it takes one of SectionKind: Seated 1, GeneralAdmission 2`;
  }
  {
    const value = view.getUint8(offset + 8 + 7);
    if (!(value <= 254 || value === 255)) return `AddSection.category is ${value}; it takes an integer from 0 to 254`;
  }
  {
    const value = view.getUint32(offset + 8 + 8, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `AddSection.capacity is ${value}; it takes an integer from 0 to 4294967294`;
  }
  {
    if (end - at < 4) return `AddSection.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `AddSection.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `AddSection.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "AddSection.name is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `AddSection is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of AddSeats.seats. */
export interface AddSeatsSeatsEntry {
  /** name of the seat in its row, on tickets */
  label: string;
  /** position on the plan */
  x: number;
  /** position on the plan */
  y: number;
  /** price category, from 1 */
  category: number;
  /** what is special about it */
  attributes: SeatAttributes;
  /** nothing but an armrest is between it and the seat before in its row */
  besidePrevious: boolean;
}

/** Adds seats, in their physical order, to the last row of a chart or to a new row. */
export interface AddSeats {
  /** the chart */
  chartId: number;
  /** seats of the chart so far, so that seats cannot be added twice */
  firstSeat: number;
  /** the last row's number in the chart, to go on with it, or one more, for a new row */
  rowNumber: number;
  /** section of the row; rows come in the order of the sections */
  sectionNumber: number;
  /** name of the row on tickets; the same when going on with a row */
  rowName: string;
  /** the seats */
  seats: readonly AddSeatsSeatsEntry[];
}

/** Reads the entries of AddSeats.seats. */
export class AddSeatsSeatsDecoder {
  static readonly labelLength = 8;

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

  /** name of the seat in its row, on tickets */
  get label(): string {
    return readAscii(this.view, this.offset, 8);
  }

  /** Of the first byte of `label` in `view`, to compare or copy it without a string. */
  get labelOffset(): number {
    return this.offset;
  }

  /** position on the plan */
  get x(): number {
    return this.view.getInt32(this.offset + 8, true);
  }

  /** position on the plan */
  get y(): number {
    return this.view.getInt32(this.offset + 12, true);
  }

  /** price category, from 1 */
  get category(): number {
    return this.view.getUint8(this.offset + 16);
  }

  /** what is special about it */
  get attributes(): SeatAttributes {
    return this.view.getUint8(this.offset + 17);
  }

  /** nothing but an armrest is between it and the seat before in its row */
  get besidePrevious(): boolean {
    return this.view.getUint8(this.offset + 18) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AddSeatsSeatsEntry {
    const value: AddSeatsSeatsEntry = {
      label: this.label,
      x: this.x,
      y: this.y,
      category: this.category,
      attributes: this.attributes,
      besidePrevious: this.besidePrevious,
    };
    return value;
  }
}

/** Reads AddSeats: Adds seats, in their physical order, to the last row of a chart or to a new row. */
export class AddSeatsDecoder {
  static readonly templateId = 3;
  static readonly blockLength = 22;
  static readonly rowNameLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly seatsDecoder = new AddSeatsSeatsDecoder();

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** seats of the chart so far, so that seats cannot be added twice */
  get firstSeat(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the last row's number in the chart, to go on with it, or one more, for a new row */
  get rowNumber(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** section of the row; rows come in the order of the sections */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 20, true);
  }

  /** name of the row on tickets; the same when going on with a row */
  get rowName(): string {
    return readAscii(this.view, this.offset + 22, 8);
  }

  /** Of the first byte of `rowName` in `view`, to compare or copy it without a string. */
  get rowNameOffset(): number {
    return this.offset + 22;
  }

  /** the seats */
  get seats(): AddSeatsSeatsDecoder {
    return this.seatsDecoder.wrap(this.view, this.seatsAt());
  }

  private seatsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AddSeats {
    const seats: AddSeatsSeatsEntry[] = [];
    for (const entries = this.seats; entries.next(); ) seats.push(entries.toObject());
    const value: AddSeats = {
      chartId: this.chartId,
      firstSeat: this.firstSeat,
      rowNumber: this.rowNumber,
      sectionNumber: this.sectionNumber,
      rowName: this.rowName,
      seats,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAddSeats(view, offset, length);
  }
}

/** the seats */
export class AddSeatsSeatsEncoder {
  private readonly root: AddSeatsEncoder;
  private readonly parent: AddSeatsEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: AddSeatsEncoder, parent: AddSeatsEncoder) {
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
    if (!this.isCurrent()) refuseOrder("AddSeats.seats");
    if (this.count >= 256) refuse("AddSeats.seats", this.count + 1, "at most 256 entries");
    const root = this.root;
    const added = root.output.extend(19);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 19;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    view.setUint8(at + 18, 0);
    return this;
  }

  /** name of the seat in its row, on tickets */
  set label(value: string) {
    if (!(isAsciiText(value, 8))) refuse("AddSeats.seats.label", value, "printable ASCII of at most 8 characters");
    writeAscii(this.root.view, this.offset, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyLabel(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset, from, fromOffset, 8);
  }

  /** position on the plan */
  set x(value: number) {
    if (!((value | 0) === value)) refuse("AddSeats.seats.x", value, "an integer from -2147483648 to 2147483647");
    this.root.view.setInt32(this.offset + 8, value, true);
  }

  /** position on the plan */
  set y(value: number) {
    if (!((value | 0) === value)) refuse("AddSeats.seats.y", value, "an integer from -2147483648 to 2147483647");
    this.root.view.setInt32(this.offset + 12, value, true);
  }

  /** price category, from 1 */
  set category(value: number) {
    if (!((value & 255) === value)) refuse("AddSeats.seats.category", value, "an integer from 0 to 255");
    this.root.view.setUint8(this.offset + 16, value);
  }

  /** what is special about it */
  set attributes(value: SeatAttributes) {
    if (!((value & 31) >>> 0 === value)) refuse("AddSeats.seats.attributes", value, "flags of SeatAttributes: Accessible, Companion, RestrictedView, House, Blocked");
    this.root.view.setUint8(this.offset + 17, value);
  }

  /** nothing but an armrest is between it and the seat before in its row */
  set besidePrevious(value: boolean) {
    if (!(typeof value === "boolean")) refuse("AddSeats.seats.besidePrevious", value, "true or false");
    this.root.view.setUint8(this.offset + 18, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AddSeatsSeatsEntry): this {
    this.label = value.label;
    this.x = value.x;
    this.y = value.y;
    this.category = value.category;
    this.attributes = value.attributes;
    this.besidePrevious = value.besidePrevious;
    return this;
  }
}

/** Writes AddSeats. */
export class AddSeatsEncoder {
  static readonly templateId = 3;
  static readonly blockLength = 22;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly seatsEncoder: AddSeatsSeatsEncoder = new AddSeatsSeatsEncoder(this, this);

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(34);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 34;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 196630, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    view.setUint8(at + 29, 0);
    view.setUint32(at + 30, 0, true);
    view.setUint16(at + 30, 19, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("AddSeats.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** seats of the chart so far, so that seats cannot be added twice */
  set firstSeat(value: number) {
    if (!(value >>> 0 === value)) refuse("AddSeats.firstSeat", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the last row's number in the chart, to go on with it, or one more, for a new row */
  set rowNumber(value: number) {
    if (!(value >>> 0 === value)) refuse("AddSeats.rowNumber", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** section of the row; rows come in the order of the sections */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("AddSeats.sectionNumber", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 20, value, true);
  }

  /** name of the row on tickets; the same when going on with a row */
  set rowName(value: string) {
    if (!(isAsciiText(value, 8))) refuse("AddSeats.rowName", value, "printable ASCII of at most 8 characters");
    writeAscii(this.view, this.offset + 22, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyRowName(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 22, from, fromOffset, 8);
  }

  /** the seats */
  get seats(): AddSeatsSeatsEncoder {
    if (this.stage > 0) refuseOrder("AddSeats.seats");
    if (this.stage < 0) {
      this.stage = 0;
      this.seatsEncoder.begin(this.limit - 4);
    }
    return this.seatsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AddSeats): this {
    this.chartId = value.chartId;
    this.firstSeat = value.firstSeat;
    this.rowNumber = value.rowNumber;
    this.sectionNumber = value.sectionNumber;
    this.rowName = value.rowName;
    for (const entry of value.seats) this.seats.add().set(entry);
    return this;
  }
}

function validateAddSeatsSeats(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `AddSeats.seats is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 256) return `AddSeats.seats has ${count} entries; it takes at most 256`;
  void version;
  const leastLength = 19;
  if (count > 0 && blockLength < leastLength) return `AddSeats.seats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `AddSeats.seats runs over the end of the message`;
    if (!isAscii(view, offset, 8)) return "AddSeats.seats.label is not printable ASCII of at most 8 characters, padded with zeros";
    {
      const value = view.getUint8(offset + 17);
      if (!((value & 31) >>> 0 === value)) return `AddSeats.seats.attributes is ${value}; it takes flags of SeatAttributes: Accessible, Companion, RestrictedView, House, Blocked`;
    }
    {
      const value = view.getUint8(offset + 18);
      if (!(value <= 1)) return `AddSeats.seats.besidePrevious is ${value}; it takes true or false`;
    }
    at += blockLength;
  }
  return at;
}

function validateAddSeats(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AddSeats has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not AddSeats, 3`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 22;
  if (blockLength < leastLength) return `AddSeats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AddSeats has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8 + 14, 8)) return "AddSeats.rowName is not printable ASCII of at most 8 characters, padded with zeros";
  {
    const next = validateAddSeatsSeats(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `AddSeats is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Ends the building of a chart: from now on shows may use it and it never changes. */
export interface SealChart {
  /** the chart */
  chartId: number;
}

/** Reads SealChart: Ends the building of a chart: from now on shows may use it and it never changes. */
export class SealChartDecoder {
  static readonly templateId = 4;
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

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SealChart {
    const value: SealChart = {
      chartId: this.chartId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSealChart(view, offset, length);
  }
}

/** Writes SealChart. */
export class SealChartEncoder {
  static readonly templateId = 4;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 262148, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("SealChart.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SealChart): this {
    this.chartId = value.chartId;
    return this;
  }
}

function validateSealChart(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SealChart has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not SealChart, 4`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `SealChart has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SealChart has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SealChart is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of CreateShow.prices. */
export interface CreateShowPricesEntry {
  /** price category, from 1 */
  category: number;
  /** of one seat or place (minor units) */
  price: number;
}

/** Announces a show in a hall. Its on-sale time comes by itself. */
export interface CreateShow {
  /** chosen by the operator: 1 to 1,000,000 */
  showId: number;
  /** a sealed chart */
  chartId: number;
  /** prices are in this asset's minor units */
  assetId: number;
  /** the account that is paid */
  payeeAccountId: number;
  /** cluster time since 1970 from which seats may be held (us) */
  onSaleAt: number;
  /** how long a hold lasts (us) */
  holdDurationUs: number;
  /** how much longer a hold lasts that is extended; 0 when none may be (us) */
  extensionUs: number;
  /** most seats that one account may hold and have bought together */
  accountSeatsMax: number;
  /** a price for each category of the chart */
  prices: readonly CreateShowPricesEntry[];
  /** name of the show */
  name: string;
}

/** Reads the entries of CreateShow.prices. */
export class CreateShowPricesDecoder {

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

  /** price category, from 1 */
  get category(): number {
    return this.view.getUint8(this.offset);
  }

  /** of one seat or place (minor units) */
  get price(): number {
    return readU53(this.view, this.offset + 1);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateShowPricesEntry {
    const value: CreateShowPricesEntry = {
      category: this.category,
      price: this.price,
    };
    return value;
  }
}

function endOfCreateShowPrices(view: DataView, at: number): number {
  return at + 4 + view.getUint16(at, true) * view.getUint16(at + 2, true);
}

/** Reads CreateShow: Announces a show in a hall. Its on-sale time comes by itself. */
export class CreateShowDecoder {
  static readonly templateId = 5;
  static readonly blockLength = 42;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly pricesDecoder = new CreateShowPricesDecoder();

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** chosen by the operator: 1 to 1,000,000 */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** a sealed chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** prices are in this asset's minor units */
  get assetId(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** the account that is paid */
  get payeeAccountId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** cluster time since 1970 from which seats may be held (us) */
  get onSaleAt(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** how long a hold lasts (us) */
  get holdDurationUs(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** how much longer a hold lasts that is extended; 0 when none may be (us) */
  get extensionUs(): number {
    return readU53(this.view, this.offset + 40);
  }

  /** most seats that one account may hold and have bought together */
  get accountSeatsMax(): number {
    return this.view.getUint16(this.offset + 48, true);
  }

  /** a price for each category of the chart */
  get prices(): CreateShowPricesDecoder {
    return this.pricesDecoder.wrap(this.view, this.pricesAt());
  }

  /** name of the show (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private pricesAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private nameAt(): number {
    return endOfCreateShowPrices(this.view, this.pricesAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateShow {
    const prices: CreateShowPricesEntry[] = [];
    for (const entries = this.prices; entries.next(); ) prices.push(entries.toObject());
    const value: CreateShow = {
      showId: this.showId,
      chartId: this.chartId,
      assetId: this.assetId,
      payeeAccountId: this.payeeAccountId,
      onSaleAt: this.onSaleAt,
      holdDurationUs: this.holdDurationUs,
      extensionUs: this.extensionUs,
      accountSeatsMax: this.accountSeatsMax,
      prices,
      name: this.name,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreateShow(view, offset, length);
  }
}

/** a price for each category of the chart */
export class CreateShowPricesEncoder {
  private readonly root: CreateShowEncoder;
  private readonly parent: CreateShowEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: CreateShowEncoder, parent: CreateShowEncoder) {
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
    if (!this.isCurrent()) refuseOrder("CreateShow.prices");
    if (this.count >= 32) refuse("CreateShow.prices", this.count + 1, "at most 32 entries");
    const root = this.root;
    const added = root.output.extend(9);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 9;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added - 4;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint8(at + 8, 0);
    view.setUint32(at + 9, 0, true);
    return this;
  }

  /** price category, from 1 */
  set category(value: number) {
    if (!((value & 255) === value)) refuse("CreateShow.prices.category", value, "an integer from 0 to 255");
    this.root.view.setUint8(this.offset, value);
  }

  /** of one seat or place (minor units) */
  set price(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateShow.prices.price", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 1, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CreateShowPricesEntry): this {
    this.category = value.category;
    this.price = value.price;
    return this;
  }
}

/** Writes CreateShow. */
export class CreateShowEncoder {
  static readonly templateId = 5;
  static readonly blockLength = 42;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly pricesEncoder: CreateShowPricesEncoder = new CreateShowPricesEncoder(this, this);

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(58);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 58;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 327722, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setUint8(at + 48, 0);
    view.setUint8(at + 49, 0);
    view.setUint32(at + 50, 0, true);
    view.setUint16(at + 50, 9, true);
    view.setUint32(at + 54, 0, true);
    return this;
  }

  /** chosen by the operator: 1 to 1,000,000 */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateShow.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** a sealed chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateShow.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** prices are in this asset's minor units */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateShow.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** the account that is paid */
  set payeeAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateShow.payeeAccountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** cluster time since 1970 from which seats may be held (us) */
  set onSaleAt(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateShow.onSaleAt", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** how long a hold lasts (us) */
  set holdDurationUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateShow.holdDurationUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** how much longer a hold lasts that is extended; 0 when none may be (us) */
  set extensionUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateShow.extensionUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 40, value);
  }

  /** most seats that one account may hold and have bought together */
  set accountSeatsMax(value: number) {
    if (!((value & 65535) === value)) refuse("CreateShow.accountSeatsMax", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 48, value, true);
  }

  /** a price for each category of the chart */
  get prices(): CreateShowPricesEncoder {
    if (this.stage > 0) refuseOrder("CreateShow.prices");
    if (this.stage < 0) {
      this.stage = 0;
      this.pricesEncoder.begin(this.limit - 8);
    }
    return this.pricesEncoder;
  }

  /** name of the show (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 1) refuseOrder("CreateShow.name");
    if (!(isUtf8Text(value, 100))) refuse("CreateShow.name", value, "well-formed text of at most 100 bytes of UTF-8");
    const root = this;
    const length = utf8Length(value);
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 1;
    const at = added - 4;
    view.setUint32(at, length, true);
    writeUtf8(view, at + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CreateShow): this {
    this.showId = value.showId;
    this.chartId = value.chartId;
    this.assetId = value.assetId;
    this.payeeAccountId = value.payeeAccountId;
    this.onSaleAt = value.onSaleAt;
    this.holdDurationUs = value.holdDurationUs;
    this.extensionUs = value.extensionUs;
    this.accountSeatsMax = value.accountSeatsMax;
    for (const entry of value.prices) this.prices.add().set(entry);
    this.name = value.name;
    return this;
  }
}

function validateCreateShowPrices(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `CreateShow.prices is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 32) return `CreateShow.prices has ${count} entries; it takes at most 32`;
  void version;
  const leastLength = 9;
  if (count > 0 && blockLength < leastLength) return `CreateShow.prices has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `CreateShow.prices runs over the end of the message`;
    {
      const value = readU53(view, offset + 1);
      if (!(value <= 9007199254740991)) return `CreateShow.prices.price is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateCreateShow(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreateShow has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 5) return `template ${templateId} is not CreateShow, 5`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 42;
  if (blockLength < leastLength) return `CreateShow has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreateShow has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `CreateShow.onSaleAt is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `CreateShow.holdDurationUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 32);
    if (!(value <= 9007199254740991)) return `CreateShow.extensionUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateCreateShowPrices(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  {
    if (end - at < 4) return `CreateShow.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `CreateShow.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `CreateShow.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "CreateShow.name is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `CreateShow is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Opens, pauses or closes the sale of a show. */
export interface ChangeSale {
  /** the show */
  showId: number;
  /** what to do */
  sale: SaleSwitch;
}

/** Reads ChangeSale: Opens, pauses or closes the sale of a show. */
export class ChangeSaleDecoder {
  static readonly templateId = 6;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what to do */
  get sale(): SaleSwitch {
    return this.view.getUint8(this.offset + 12) as SaleSwitch;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ChangeSale {
    const value: ChangeSale = {
      showId: this.showId,
      sale: this.sale,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateChangeSale(view, offset, length);
  }
}

/** Writes ChangeSale. */
export class ChangeSaleEncoder {
  static readonly templateId = 6;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(13);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 393221, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("ChangeSale.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what to do */
  set sale(value: SaleSwitch) {
    if (!(value >= 1 && value <= 3 && Math.floor(value) === value)) refuse("ChangeSale.sale", value, "one of SaleSwitch: Open 1, Pause 2, Close 3");
    this.view.setUint8(this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ChangeSale): this {
    this.showId = value.showId;
    this.sale = value.sale;
    return this;
  }
}

function validateChangeSale(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ChangeSale has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 6) return `template ${templateId} is not ChangeSale, 6`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 5;
  if (blockLength < leastLength) return `ChangeSale has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ChangeSale has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value >= 1 && value <= 3))) return `ChangeSale.sale is ${value}; it takes one of SaleSwitch: Open 1, Pause 2, Close 3`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ChangeSale is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of HoldSeats.seats. */
export interface HoldSeatsSeatsEntry {
  /** index of the seat in the chart, from 0 */
  seat: number;
}

/** Holds the seats picked, all or none. They may not leave a single seat alone that could be avoided. */
export interface HoldSeats {
  /** the show */
  showId: number;
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** the seats picked, in any order */
  seats: readonly HoldSeatsSeatsEntry[];
}

/** Reads the entries of HoldSeats.seats. */
export class HoldSeatsSeatsDecoder {

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

  /** index of the seat in the chart, from 0 */
  get seat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldSeatsSeatsEntry {
    const value: HoldSeatsSeatsEntry = {
      seat: this.seat,
    };
    return value;
  }
}

/** Reads HoldSeats: Holds the seats picked, all or none. They may not leave a single seat alone that could be avoided. */
export class HoldSeatsDecoder {
  static readonly templateId = 7;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly seatsDecoder = new HoldSeatsSeatsDecoder();

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the seats picked, in any order */
  get seats(): HoldSeatsSeatsDecoder {
    return this.seatsDecoder.wrap(this.view, this.seatsAt());
  }

  private seatsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldSeats {
    const seats: HoldSeatsSeatsEntry[] = [];
    for (const entries = this.seats; entries.next(); ) seats.push(entries.toObject());
    const value: HoldSeats = {
      showId: this.showId,
      accountId: this.accountId,
      seats,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldSeats(view, offset, length);
  }
}

/** the seats picked, in any order */
export class HoldSeatsSeatsEncoder {
  private readonly root: HoldSeatsEncoder;
  private readonly parent: HoldSeatsEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: HoldSeatsEncoder, parent: HoldSeatsEncoder) {
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
    if (!this.isCurrent()) refuseOrder("HoldSeats.seats");
    if (this.count >= 32) refuse("HoldSeats.seats", this.count + 1, "at most 32 entries");
    const root = this.root;
    const added = root.output.extend(4);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 4;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setUint32(at, 0, true);
    return this;
  }

  /** index of the seat in the chart, from 0 */
  set seat(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldSeats.seats.seat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldSeatsSeatsEntry): this {
    this.seat = value.seat;
    return this;
  }
}

/** Writes HoldSeats. */
export class HoldSeatsEncoder {
  static readonly templateId = 7;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly seatsEncoder: HoldSeatsSeatsEncoder = new HoldSeatsSeatsEncoder(this, this);

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 20;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 458760, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint16(at + 16, 4, true);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldSeats.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldSeats.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the seats picked, in any order */
  get seats(): HoldSeatsSeatsEncoder {
    if (this.stage > 0) refuseOrder("HoldSeats.seats");
    if (this.stage < 0) {
      this.stage = 0;
      this.seatsEncoder.begin(this.limit - 4);
    }
    return this.seatsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldSeats): this {
    this.showId = value.showId;
    this.accountId = value.accountId;
    for (const entry of value.seats) this.seats.add().set(entry);
    return this;
  }
}

function validateHoldSeatsSeats(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `HoldSeats.seats is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 32) return `HoldSeats.seats has ${count} entries; it takes at most 32`;
  void version;
  const leastLength = 4;
  if (count > 0 && blockLength < leastLength) return `HoldSeats.seats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    if (blockLength > end - at) return `HoldSeats.seats runs over the end of the message`;
    at += blockLength;
  }
  return at;
}

function validateHoldSeats(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldSeats has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 7) return `template ${templateId} is not HoldSeats, 7`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `HoldSeats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldSeats has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateHoldSeatsSeats(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldSeats is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Holds the best free seats for a party, all or none. */
export interface HoldBestAvailable {
  /** the show */
  showId: number;
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** seats of the party */
  seatCount: number;
  /** number of the section they must be in; absent for any */
  sectionNumber?: number | undefined;
  /** price category they must have; absent for any */
  category?: number | undefined;
  /** seats with other attributes are passed over */
  attributesAllowed: SeatAttributes;
  /** how far apart the seats may be */
  together: Together;
}

/** Reads HoldBestAvailable: Holds the best free seats for a party, all or none. */
export class HoldBestAvailableDecoder {
  static readonly templateId = 8;
  static readonly blockLength = 15;
  /** What `sectionNumber` reads as when it is absent. */
  static readonly sectionNumberNull: number = 65535;
  /** What `category` reads as when it is absent. */
  static readonly categoryNull: number = 255;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** seats of the party */
  get seatCount(): number {
    return this.view.getUint16(this.offset + 16, true);
  }

  /** number of the section they must be in; absent for any */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 18, true);
  }

  get hasSectionNumber(): boolean {
    return !(this.view.getUint16(this.offset + 18, true) === 65535);
  }

  /** price category they must have; absent for any */
  get category(): number {
    return this.view.getUint8(this.offset + 20);
  }

  get hasCategory(): boolean {
    return !(this.view.getUint8(this.offset + 20) === 255);
  }

  /** seats with other attributes are passed over */
  get attributesAllowed(): SeatAttributes {
    return this.view.getUint8(this.offset + 21);
  }

  /** how far apart the seats may be */
  get together(): Together {
    return this.view.getUint8(this.offset + 22) as Together;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldBestAvailable {
    const value: HoldBestAvailable = {
      showId: this.showId,
      accountId: this.accountId,
      seatCount: this.seatCount,
      attributesAllowed: this.attributesAllowed,
      together: this.together,
    };
    if (this.hasSectionNumber) value.sectionNumber = this.sectionNumber;
    if (this.hasCategory) value.category = this.category;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldBestAvailable(view, offset, length);
  }
}

/** Writes HoldBestAvailable. */
export class HoldBestAvailableEncoder {
  static readonly templateId = 8;
  static readonly blockLength = 15;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(23);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 524303, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    view.setUint8(at + 21, 0);
    view.setUint8(at + 22, 0);
    view.setUint16(at + 18, 65535, true);
    view.setUint8(at + 20, 255);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldBestAvailable.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldBestAvailable.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** seats of the party */
  set seatCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldBestAvailable.seatCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 16, value, true);
  }

  /** number of the section they must be in; absent for any */
  set sectionNumber(value: number) {
    if (!(value >= 0 && value <= 65534 && Math.floor(value) === value)) refuse("HoldBestAvailable.sectionNumber", value, "an integer from 0 to 65534");
    this.view.setUint16(this.offset + 18, value, true);
  }

  /** price category they must have; absent for any */
  set category(value: number) {
    if (!(value >= 0 && value <= 254 && Math.floor(value) === value)) refuse("HoldBestAvailable.category", value, "an integer from 0 to 254");
    this.view.setUint8(this.offset + 20, value);
  }

  /** seats with other attributes are passed over */
  set attributesAllowed(value: SeatAttributes) {
    if (!((value & 31) >>> 0 === value)) refuse("HoldBestAvailable.attributesAllowed", value, "flags of SeatAttributes: Accessible, Companion, RestrictedView, House, Blocked");
    this.view.setUint8(this.offset + 21, value);
  }

  /** how far apart the seats may be */
  set together(value: Together) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("HoldBestAvailable.together", value, "one of Together: Row 1, Section 2");
    this.view.setUint8(this.offset + 22, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldBestAvailable): this {
    this.showId = value.showId;
    this.accountId = value.accountId;
    this.seatCount = value.seatCount;
    if (value.sectionNumber !== undefined) this.sectionNumber = value.sectionNumber;
    if (value.category !== undefined) this.category = value.category;
    this.attributesAllowed = value.attributesAllowed;
    this.together = value.together;
    return this;
  }
}

function validateHoldBestAvailable(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldBestAvailable has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 8) return `template ${templateId} is not HoldBestAvailable, 8`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 15;
  if (blockLength < leastLength) return `HoldBestAvailable has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldBestAvailable has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint16(offset + 8 + 10, true);
    if (!(value <= 65534 || value === 65535)) return `HoldBestAvailable.sectionNumber is ${value}; it takes an integer from 0 to 65534`;
  }
  {
    const value = view.getUint8(offset + 8 + 12);
    if (!(value <= 254 || value === 255)) return `HoldBestAvailable.category is ${value}; it takes an integer from 0 to 254`;
  }
  {
    const value = view.getUint8(offset + 8 + 13);
    if (!((value & 31) >>> 0 === value)) return `HoldBestAvailable.attributesAllowed is ${value}; it takes flags of SeatAttributes: Accessible, Companion, RestrictedView, House, Blocked`;
  }
  {
    const value = view.getUint8(offset + 8 + 14);
    if (!((value >= 1 && value <= 2))) return `HoldBestAvailable.together is ${value}; it takes one of Together: Row 1, Section 2`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldBestAvailable is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Holds places in a general-admission area, all or none. */
export interface HoldPlaces {
  /** the show */
  showId: number;
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** number of the section in the chart, from 1 */
  sectionNumber: number;
  /** places */
  seatCount: number;
}

/** Reads HoldPlaces: Holds places in a general-admission area, all or none. */
export class HoldPlacesDecoder {
  static readonly templateId = 9;
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

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** number of the section in the chart, from 1 */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 16, true);
  }

  /** places */
  get seatCount(): number {
    return this.view.getUint16(this.offset + 18, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldPlaces {
    const value: HoldPlaces = {
      showId: this.showId,
      accountId: this.accountId,
      sectionNumber: this.sectionNumber,
      seatCount: this.seatCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldPlaces(view, offset, length);
  }
}

/** Writes HoldPlaces. */
export class HoldPlacesEncoder {
  static readonly templateId = 9;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 589836, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldPlaces.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldPlaces.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** number of the section in the chart, from 1 */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("HoldPlaces.sectionNumber", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 16, value, true);
  }

  /** places */
  set seatCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldPlaces.seatCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 18, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldPlaces): this {
    this.showId = value.showId;
    this.accountId = value.accountId;
    this.sectionNumber = value.sectionNumber;
    this.seatCount = value.seatCount;
    return this;
  }
}

function validateHoldPlaces(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldPlaces has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 9) return `template ${templateId} is not HoldPlaces, 9`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 12;
  if (blockLength < leastLength) return `HoldPlaces has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldPlaces has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldPlaces is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Moves a hold's deadline by the show's extension, once. */
export interface ExtendHold {
  /** the hold */
  holdId: number;
}

/** Reads ExtendHold: Moves a hold's deadline by the show's extension, once. */
export class ExtendHoldDecoder {
  static readonly templateId = 10;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ExtendHold {
    const value: ExtendHold = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateExtendHold(view, offset, length);
  }
}

/** Writes ExtendHold. */
export class ExtendHoldEncoder {
  static readonly templateId = 10;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 655368, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ExtendHold.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ExtendHold): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateExtendHold(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ExtendHold has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 10) return `template ${templateId} is not ExtendHold, 10`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `ExtendHold has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ExtendHold has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `ExtendHold.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ExtendHold is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Gives the seats of a hold back. */
export interface ReleaseHold {
  /** the hold */
  holdId: number;
}

/** Reads ReleaseHold: Gives the seats of a hold back. */
export class ReleaseHoldDecoder {
  static readonly templateId = 11;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ReleaseHold {
    const value: ReleaseHold = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateReleaseHold(view, offset, length);
  }
}

/** Writes ReleaseHold. */
export class ReleaseHoldEncoder {
  static readonly templateId = 11;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 720904, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ReleaseHold.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ReleaseHold): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateReleaseHold(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ReleaseHold has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 11) return `template ${templateId} is not ReleaseHold, 11`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `ReleaseHold has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ReleaseHold has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `ReleaseHold.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ReleaseHold is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Buys the seats of a hold: money and seats change hands together, or neither does. */
export interface BuyHold {
  /** the hold */
  holdId: number;
}

/** Reads BuyHold: Buys the seats of a hold: money and seats change hands together, or neither does. */
export class BuyHoldDecoder {
  static readonly templateId = 12;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BuyHold {
    const value: BuyHold = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBuyHold(view, offset, length);
  }
}

/** Writes BuyHold. */
export class BuyHoldEncoder {
  static readonly templateId = 12;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 786440, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BuyHold.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BuyHold): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateBuyHold(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BuyHold has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 12) return `template ${templateId} is not BuyHold, 12`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `BuyHold has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BuyHold has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `BuyHold.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `BuyHold is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ExchangeHold.seats. */
export interface ExchangeHoldSeatsEntry {
  /** index of the seat in the chart, from 0 */
  seat: number;
}

/** Changes the seats of a hold for others, all or none; its deadline stays. On a refusal the old seats stay held. */
export interface ExchangeHold {
  /** the hold */
  holdId: number;
  /** the seats wanted instead, in any order; old ones may be among them */
  seats: readonly ExchangeHoldSeatsEntry[];
}

/** Reads the entries of ExchangeHold.seats. */
export class ExchangeHoldSeatsDecoder {

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

  /** index of the seat in the chart, from 0 */
  get seat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ExchangeHoldSeatsEntry {
    const value: ExchangeHoldSeatsEntry = {
      seat: this.seat,
    };
    return value;
  }
}

/** Reads ExchangeHold: Changes the seats of a hold for others, all or none; its deadline stays. On a refusal the old seats stay held. */
export class ExchangeHoldDecoder {
  static readonly templateId = 13;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly seatsDecoder = new ExchangeHoldSeatsDecoder();

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the seats wanted instead, in any order; old ones may be among them */
  get seats(): ExchangeHoldSeatsDecoder {
    return this.seatsDecoder.wrap(this.view, this.seatsAt());
  }

  private seatsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ExchangeHold {
    const seats: ExchangeHoldSeatsEntry[] = [];
    for (const entries = this.seats; entries.next(); ) seats.push(entries.toObject());
    const value: ExchangeHold = {
      holdId: this.holdId,
      seats,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateExchangeHold(view, offset, length);
  }
}

/** the seats wanted instead, in any order; old ones may be among them */
export class ExchangeHoldSeatsEncoder {
  private readonly root: ExchangeHoldEncoder;
  private readonly parent: ExchangeHoldEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: ExchangeHoldEncoder, parent: ExchangeHoldEncoder) {
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
    if (!this.isCurrent()) refuseOrder("ExchangeHold.seats");
    if (this.count >= 32) refuse("ExchangeHold.seats", this.count + 1, "at most 32 entries");
    const root = this.root;
    const added = root.output.extend(4);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 4;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setUint32(at, 0, true);
    return this;
  }

  /** index of the seat in the chart, from 0 */
  set seat(value: number) {
    if (!(value >>> 0 === value)) refuse("ExchangeHold.seats.seat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ExchangeHoldSeatsEntry): this {
    this.seat = value.seat;
    return this;
  }
}

/** Writes ExchangeHold. */
export class ExchangeHoldEncoder {
  static readonly templateId = 13;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly seatsEncoder: ExchangeHoldSeatsEncoder = new ExchangeHoldSeatsEncoder(this, this);

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 20;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 851976, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint16(at + 16, 4, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ExchangeHold.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the seats wanted instead, in any order; old ones may be among them */
  get seats(): ExchangeHoldSeatsEncoder {
    if (this.stage > 0) refuseOrder("ExchangeHold.seats");
    if (this.stage < 0) {
      this.stage = 0;
      this.seatsEncoder.begin(this.limit - 4);
    }
    return this.seatsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ExchangeHold): this {
    this.holdId = value.holdId;
    for (const entry of value.seats) this.seats.add().set(entry);
    return this;
  }
}

function validateExchangeHoldSeats(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ExchangeHold.seats is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 32) return `ExchangeHold.seats has ${count} entries; it takes at most 32`;
  void version;
  const leastLength = 4;
  if (count > 0 && blockLength < leastLength) return `ExchangeHold.seats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    if (blockLength > end - at) return `ExchangeHold.seats runs over the end of the message`;
    at += blockLength;
  }
  return at;
}

function validateExchangeHold(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ExchangeHold has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 13) return `template ${templateId} is not ExchangeHold, 13`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `ExchangeHold has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ExchangeHold has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `ExchangeHold.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateExchangeHoldSeats(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ExchangeHold is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes tickets of one purchase back and pays for them, all or none; the seats are free again. */
export interface RefundTickets {
  /** the first ticket */
  ticketId: number;
  /** tickets, numbered one after the other */
  ticketCount: number;
}

/** Reads RefundTickets: Takes tickets of one purchase back and pays for them, all or none; the seats are free again. */
export class RefundTicketsDecoder {
  static readonly templateId = 14;
  static readonly blockLength = 10;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the first ticket */
  get ticketId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** tickets, numbered one after the other */
  get ticketCount(): number {
    return this.view.getUint16(this.offset + 16, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RefundTickets {
    const value: RefundTickets = {
      ticketId: this.ticketId,
      ticketCount: this.ticketCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRefundTickets(view, offset, length);
  }
}

/** Writes RefundTickets. */
export class RefundTicketsEncoder {
  static readonly templateId = 14;
  static readonly blockLength = 10;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(18);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 917514, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    return this;
  }

  /** the first ticket */
  set ticketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("RefundTickets.ticketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** tickets, numbered one after the other */
  set ticketCount(value: number) {
    if (!((value & 65535) === value)) refuse("RefundTickets.ticketCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 16, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RefundTickets): this {
    this.ticketId = value.ticketId;
    this.ticketCount = value.ticketCount;
    return this;
  }
}

function validateRefundTickets(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RefundTickets has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 14) return `template ${templateId} is not RefundTickets, 14`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 10;
  if (blockLength < leastLength) return `RefundTickets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RefundTickets has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `RefundTickets.ticketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `RefundTickets is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lists shows in the order of their ids. */
export interface Shows {
  /** lists shows after this one; absent for the first */
  afterShowId?: number | undefined;
}

/** Reads Shows: Lists shows in the order of their ids. */
export class ShowsDecoder {
  static readonly templateId = 20;
  static readonly blockLength = 4;
  /** What `afterShowId` reads as when it is absent. */
  static readonly afterShowIdNull: number = 4294967295;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** lists shows after this one; absent for the first */
  get afterShowId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  get hasAfterShowId(): boolean {
    return !(this.view.getUint32(this.offset + 8, true) === 4294967295);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Shows {
    const value: Shows = {
    };
    if (this.hasAfterShowId) value.afterShowId = this.afterShowId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateShows(view, offset, length);
  }
}

/** Writes Shows. */
export class ShowsEncoder {
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
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 8, 4294967295, true);
    return this;
  }

  /** lists shows after this one; absent for the first */
  set afterShowId(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("Shows.afterShowId", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Shows): this {
    if (value.afterShowId !== undefined) this.afterShowId = value.afterShowId;
    return this;
  }
}

function validateShows(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Shows has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Shows, 20`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Shows has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Shows has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint32(offset + 8, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `Shows.afterShowId is ${value}; it takes an integer from 0 to 4294967294`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Shows is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for a show's terms. */
export interface Show {
  /** the show */
  showId: number;
}

/** Reads Show: Asks for a show's terms. */
export class ShowDecoder {
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

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Show {
    const value: Show = {
      showId: this.showId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateShow(view, offset, length);
  }
}

/** Writes Show. */
export class ShowEncoder {
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
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("Show.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Show): this {
    this.showId = value.showId;
    return this;
  }
}

function validateShow(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Show has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not Show, 21`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Show has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Show has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Show is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for a chart's sections. */
export interface Chart {
  /** the chart */
  chartId: number;
}

/** Reads Chart: Asks for a chart's sections. */
export class ChartDecoder {
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

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Chart {
    const value: Chart = {
      chartId: this.chartId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateChart(view, offset, length);
  }
}

/** Writes Chart. */
export class ChartEncoder {
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
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("Chart.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Chart): this {
    this.chartId = value.chartId;
    return this;
  }
}

function validateChart(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Chart has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 22) return `template ${templateId} is not Chart, 22`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Chart has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Chart has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Chart is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for seats of one section of a chart, in the order of the plan. */
export interface SectionSeats {
  /** the chart */
  chartId: number;
  /** number of the section in the chart, from 1 */
  sectionNumber: number;
  /** seats from this index on; absent for the section's first */
  fromSeat?: number | undefined;
}

/** Reads SectionSeats: Asks for seats of one section of a chart, in the order of the plan. */
export class SectionSeatsDecoder {
  static readonly templateId = 23;
  static readonly blockLength = 10;
  /** What `fromSeat` reads as when it is absent. */
  static readonly fromSeatNull: number = 4294967295;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** number of the section in the chart, from 1 */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 12, true);
  }

  /** seats from this index on; absent for the section's first */
  get fromSeat(): number {
    return this.view.getUint32(this.offset + 14, true);
  }

  get hasFromSeat(): boolean {
    return !(this.view.getUint32(this.offset + 14, true) === 4294967295);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SectionSeats {
    const value: SectionSeats = {
      chartId: this.chartId,
      sectionNumber: this.sectionNumber,
    };
    if (this.hasFromSeat) value.fromSeat = this.fromSeat;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSectionSeats(view, offset, length);
  }
}

/** Writes SectionSeats. */
export class SectionSeatsEncoder {
  static readonly templateId = 23;
  static readonly blockLength = 10;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(18);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1507338, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    view.setUint32(at + 14, 4294967295, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("SectionSeats.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** number of the section in the chart, from 1 */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("SectionSeats.sectionNumber", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 12, value, true);
  }

  /** seats from this index on; absent for the section's first */
  set fromSeat(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("SectionSeats.fromSeat", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 14, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SectionSeats): this {
    this.chartId = value.chartId;
    this.sectionNumber = value.sectionNumber;
    if (value.fromSeat !== undefined) this.fromSeat = value.fromSeat;
    return this;
  }
}

function validateSectionSeats(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SectionSeats has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 23) return `template ${templateId} is not SectionSeats, 23`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 10;
  if (blockLength < leastLength) return `SectionSeats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SectionSeats has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint32(offset + 8 + 6, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `SectionSeats.fromSeat is ${value}; it takes an integer from 0 to 4294967294`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SectionSeats is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for the state of all seats of one section: the image that SeatsChanged changes. */
export interface SeatMap {
  /** 1,000 times the show plus the section's number */
  showSectionId: number;
}

/** Reads SeatMap: Asks for the state of all seats of one section: the image that SeatsChanged changes. */
export class SeatMapDecoder {
  static readonly templateId = 24;
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

  /** 1,000 times the show plus the section's number */
  get showSectionId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SeatMap {
    const value: SeatMap = {
      showSectionId: this.showSectionId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSeatMap(view, offset, length);
  }
}

/** Writes SeatMap. */
export class SeatMapEncoder {
  static readonly templateId = 24;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1572868, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** 1,000 times the show plus the section's number */
  set showSectionId(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatMap.showSectionId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SeatMap): this {
    this.showSectionId = value.showSectionId;
    return this;
  }
}

function validateSeatMap(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SeatMap has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 24) return `template ${templateId} is not SeatMap, 24`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `SeatMap has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SeatMap has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SeatMap is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for a hold of one's own. */
export interface Hold {
  /** the hold */
  holdId: number;
}

/** Reads Hold: Asks for a hold of one's own. */
export class HoldDecoder {
  static readonly templateId = 25;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Hold {
    const value: Hold = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHold(view, offset, length);
  }
}

/** Writes Hold. */
export class HoldEncoder {
  static readonly templateId = 25;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1638408, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Hold.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Hold): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateHold(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Hold has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 25) return `template ${templateId} is not Hold, 25`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Hold has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Hold has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Hold.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Hold is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for a ticket of one's own. */
export interface Ticket {
  /** the ticket */
  ticketId: number;
}

/** Reads Ticket: Asks for a ticket of one's own. */
export class TicketDecoder {
  static readonly templateId = 26;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the ticket */
  get ticketId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Ticket {
    const value: Ticket = {
      ticketId: this.ticketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTicket(view, offset, length);
  }
}

/** Writes Ticket. */
export class TicketEncoder {
  static readonly templateId = 26;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1703944, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the ticket */
  set ticketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Ticket.ticketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Ticket): this {
    this.ticketId = value.ticketId;
    return this;
  }
}

function validateTicket(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Ticket has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 26) return `template ${templateId} is not Ticket, 26`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Ticket has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Ticket has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Ticket.ticketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Ticket is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lists the tickets of an account, refunded ones among them, in the order of their ids. */
export interface Tickets {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** lists tickets after this one; absent for the first */
  afterTicketId?: number | undefined;
}

/** Reads Tickets: Lists the tickets of an account, refunded ones among them, in the order of their ids. */
export class TicketsDecoder {
  static readonly templateId = 27;
  static readonly blockLength = 12;
  /** What `afterTicketId` reads as when it is absent. */
  static readonly afterTicketIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** lists tickets after this one; absent for the first */
  get afterTicketId(): number {
    return readU53(this.view, this.offset + 12);
  }

  get hasAfterTicketId(): boolean {
    return !(readU53(this.view, this.offset + 12) === 18446744073709552000);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Tickets {
    const value: Tickets = {
      accountId: this.accountId,
    };
    if (this.hasAfterTicketId) value.afterTicketId = this.afterTicketId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTickets(view, offset, length);
  }
}

/** Writes Tickets. */
export class TicketsEncoder {
  static readonly templateId = 27;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1769484, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint32(at + 12, 4294967295, true); view.setUint32(at + 12 + 4, 4294967295, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Tickets.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** lists tickets after this one; absent for the first */
  set afterTicketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Tickets.afterTicketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Tickets): this {
    this.accountId = value.accountId;
    if (value.afterTicketId !== undefined) this.afterTicketId = value.afterTicketId;
    return this;
  }
}

function validateTickets(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Tickets has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 27) return `template ${templateId} is not Tickets, 27`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 12;
  if (blockLength < leastLength) return `Tickets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Tickets has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Tickets.afterTicketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Tickets is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lists the pending holds of an account in the order of their ids. */
export interface Holds {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
}

/** Reads Holds: Lists the pending holds of an account in the order of their ids. */
export class HoldsDecoder {
  static readonly templateId = 28;
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

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Holds {
    const value: Holds = {
      accountId: this.accountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHolds(view, offset, length);
  }
}

/** Writes Holds. */
export class HoldsEncoder {
  static readonly templateId = 28;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1835012, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Holds.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Holds): this {
    this.accountId = value.accountId;
    return this;
  }
}

function validateHolds(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Holds has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 28) return `template ${templateId} is not Holds, 28`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Holds has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Holds has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Holds is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What the chart has so far. */
export interface ChartChanged {
  /** the chart */
  chartId: number;
  /** seats so far */
  seatCount: number;
  /** rows so far */
  rowCount: number;
  /** sections so far */
  sectionCount: number;
  /** shows may use it */
  isSealed: boolean;
}

/** Reads ChartChanged: What the chart has so far. */
export class ChartChangedDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 15;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "ChartChanged" {
    return "ChartChanged";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** seats so far */
  get seatCount(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** rows so far */
  get rowCount(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** sections so far */
  get sectionCount(): number {
    return this.view.getUint16(this.offset + 20, true);
  }

  /** shows may use it */
  get isSealed(): boolean {
    return this.view.getUint8(this.offset + 22) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ChartChanged {
    const value: ChartChanged = {
      chartId: this.chartId,
      seatCount: this.seatCount,
      rowCount: this.rowCount,
      sectionCount: this.sectionCount,
      isSealed: this.isSealed,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateChartChanged(view, offset, length);
  }
}

/** Writes ChartChanged. */
export class ChartChangedEncoder {
  static readonly templateId = 40;
  static readonly blockLength = 15;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(23);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2621455, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    view.setUint8(at + 21, 0);
    view.setUint8(at + 22, 0);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartChanged.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** seats so far */
  set seatCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartChanged.seatCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** rows so far */
  set rowCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartChanged.rowCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** sections so far */
  set sectionCount(value: number) {
    if (!((value & 65535) === value)) refuse("ChartChanged.sectionCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 20, value, true);
  }

  /** shows may use it */
  set isSealed(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ChartChanged.isSealed", value, "true or false");
    this.view.setUint8(this.offset + 22, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ChartChanged): this {
    this.chartId = value.chartId;
    this.seatCount = value.seatCount;
    this.rowCount = value.rowCount;
    this.sectionCount = value.sectionCount;
    this.isSealed = value.isSealed;
    return this;
  }
}

function validateChartChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ChartChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not ChartChanged, 40`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 15;
  if (blockLength < leastLength) return `ChartChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ChartChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 14);
    if (!(value <= 1)) return `ChartChanged.isSealed is ${value}; it takes true or false`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ChartChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The show as it is now. */
export interface ShowChanged {
  /** the show */
  showId: number;
  /** of its sale */
  phase: SalePhase;
}

/** Reads ShowChanged: The show as it is now. */
export class ShowChangedDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "ShowChanged" {
    return "ShowChanged";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** of its sale */
  get phase(): SalePhase {
    return this.view.getUint8(this.offset + 12) as SalePhase;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ShowChanged {
    const value: ShowChanged = {
      showId: this.showId,
      phase: this.phase,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateShowChanged(view, offset, length);
  }
}

/** Writes ShowChanged. */
export class ShowChangedEncoder {
  static readonly templateId = 41;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(13);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2686981, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowChanged.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** of its sale */
  set phase(value: SalePhase) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("ShowChanged.phase", value, "one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4");
    this.view.setUint8(this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ShowChanged): this {
    this.showId = value.showId;
    this.phase = value.phase;
    return this;
  }
}

function validateShowChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ShowChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not ShowChanged, 41`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 5;
  if (blockLength < leastLength) return `ShowChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ShowChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value >= 1 && value <= 4))) return `ShowChanged.phase is ${value}; it takes one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ShowChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of HoldPlaced.seats. */
export interface HoldPlacedSeatsEntry {
  /** index of the seat in the chart, from 0 */
  seat: number;
  /** of one seat or place (minor units) */
  price: number;
}

/** The seats are held. */
export interface HoldPlaced {
  /** the hold */
  holdId: number;
  /** the show */
  showId: number;
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  deadline: number;
  /** what all seats of the hold cost together (minor units) */
  amount: number;
  /** seats or places */
  seatCount: number;
  /** number of the general-admission area; absent when seats are held */
  sectionNumber?: number | undefined;
  /** the seats, ascending; none in a general-admission area */
  seats: readonly HoldPlacedSeatsEntry[];
}

/** Reads the entries of HoldPlaced.seats. */
export class HoldPlacedSeatsDecoder {

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

  /** index of the seat in the chart, from 0 */
  get seat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** of one seat or place (minor units) */
  get price(): number {
    return readU53(this.view, this.offset + 4);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldPlacedSeatsEntry {
    const value: HoldPlacedSeatsEntry = {
      seat: this.seat,
      price: this.price,
    };
    return value;
  }
}

/** Reads HoldPlaced: The seats are held. */
export class HoldPlacedDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 36;
  /** What `sectionNumber` reads as when it is absent. */
  static readonly sectionNumberNull: number = 65535;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly seatsDecoder = new HoldPlacedSeatsDecoder();

  get template(): "HoldPlaced" {
    return "HoldPlaced";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  get deadline(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** what all seats of the hold cost together (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** seats or places */
  get seatCount(): number {
    return this.view.getUint16(this.offset + 40, true);
  }

  /** number of the general-admission area; absent when seats are held */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 42, true);
  }

  get hasSectionNumber(): boolean {
    return !(this.view.getUint16(this.offset + 42, true) === 65535);
  }

  /** the seats, ascending; none in a general-admission area */
  get seats(): HoldPlacedSeatsDecoder {
    return this.seatsDecoder.wrap(this.view, this.seatsAt());
  }

  private seatsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldPlaced {
    const seats: HoldPlacedSeatsEntry[] = [];
    for (const entries = this.seats; entries.next(); ) seats.push(entries.toObject());
    const value: HoldPlaced = {
      holdId: this.holdId,
      showId: this.showId,
      accountId: this.accountId,
      deadline: this.deadline,
      amount: this.amount,
      seatCount: this.seatCount,
      seats,
    };
    if (this.hasSectionNumber) value.sectionNumber = this.sectionNumber;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldPlaced(view, offset, length);
  }
}

/** the seats, ascending; none in a general-admission area */
export class HoldPlacedSeatsEncoder {
  private readonly root: HoldPlacedEncoder;
  private readonly parent: HoldPlacedEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: HoldPlacedEncoder, parent: HoldPlacedEncoder) {
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
    if (!this.isCurrent()) refuseOrder("HoldPlaced.seats");
    if (this.count >= 32) refuse("HoldPlaced.seats", this.count + 1, "at most 32 entries");
    const root = this.root;
    const added = root.output.extend(12);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 12;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** index of the seat in the chart, from 0 */
  set seat(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldPlaced.seats.seat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** of one seat or place (minor units) */
  set price(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldPlaced.seats.price", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldPlacedSeatsEntry): this {
    this.seat = value.seat;
    this.price = value.price;
    return this;
  }
}

/** Writes HoldPlaced. */
export class HoldPlacedEncoder {
  static readonly templateId = 42;
  static readonly blockLength = 36;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly seatsEncoder: HoldPlacedSeatsEncoder = new HoldPlacedSeatsEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(48);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 48;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 2752548, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    view.setUint16(at + 42, 65535, true);
    view.setUint32(at + 44, 0, true);
    view.setUint16(at + 44, 12, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldPlaced.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldPlaced.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldPlaced.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  set deadline(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldPlaced.deadline", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** what all seats of the hold cost together (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldPlaced.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** seats or places */
  set seatCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldPlaced.seatCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 40, value, true);
  }

  /** number of the general-admission area; absent when seats are held */
  set sectionNumber(value: number) {
    if (!(value >= 0 && value <= 65534 && Math.floor(value) === value)) refuse("HoldPlaced.sectionNumber", value, "an integer from 0 to 65534");
    this.view.setUint16(this.offset + 42, value, true);
  }

  /** the seats, ascending; none in a general-admission area */
  get seats(): HoldPlacedSeatsEncoder {
    if (this.stage > 0) refuseOrder("HoldPlaced.seats");
    if (this.stage < 0) {
      this.stage = 0;
      this.seatsEncoder.begin(this.limit - 4);
    }
    return this.seatsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldPlaced): this {
    this.holdId = value.holdId;
    this.showId = value.showId;
    this.accountId = value.accountId;
    this.deadline = value.deadline;
    this.amount = value.amount;
    this.seatCount = value.seatCount;
    if (value.sectionNumber !== undefined) this.sectionNumber = value.sectionNumber;
    for (const entry of value.seats) this.seats.add().set(entry);
    return this;
  }
}

function validateHoldPlacedSeats(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `HoldPlaced.seats is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 32) return `HoldPlaced.seats has ${count} entries; it takes at most 32`;
  void version;
  const leastLength = 12;
  if (count > 0 && blockLength < leastLength) return `HoldPlaced.seats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `HoldPlaced.seats runs over the end of the message`;
    {
      const value = readU53(view, offset + 4);
      if (!(value <= 9007199254740991)) return `HoldPlaced.seats.price is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateHoldPlaced(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldPlaced has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not HoldPlaced, 42`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 36;
  if (blockLength < leastLength) return `HoldPlaced has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldPlaced has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `HoldPlaced.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `HoldPlaced.deadline is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `HoldPlaced.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint16(offset + 8 + 34, true);
    if (!(value <= 65534 || value === 65535)) return `HoldPlaced.sectionNumber is ${value}; it takes an integer from 0 to 65534`;
  }
  {
    const next = validateHoldPlacedSeats(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldPlaced is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The hold lasts longer. */
export interface HoldExtended {
  /** the hold */
  holdId: number;
  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  deadline: number;
}

/** Reads HoldExtended: The hold lasts longer. */
export class HoldExtendedDecoder {
  static readonly templateId = 43;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "HoldExtended" {
    return "HoldExtended";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  get deadline(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldExtended {
    const value: HoldExtended = {
      holdId: this.holdId,
      deadline: this.deadline,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldExtended(view, offset, length);
  }
}

/** Writes HoldExtended. */
export class HoldExtendedEncoder {
  static readonly templateId = 43;
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
    view.setUint32(at, 2818064, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldExtended.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  set deadline(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldExtended.deadline", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldExtended): this {
    this.holdId = value.holdId;
    this.deadline = value.deadline;
    return this;
  }
}

function validateHoldExtended(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldExtended has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 43) return `template ${templateId} is not HoldExtended, 43`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 16;
  if (blockLength < leastLength) return `HoldExtended has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldExtended has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `HoldExtended.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `HoldExtended.deadline is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldExtended is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The seats are free again. */
export interface HoldReleased {
  /** the hold */
  holdId: number;
}

/** Reads HoldReleased: The seats are free again. */
export class HoldReleasedDecoder {
  static readonly templateId = 44;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "HoldReleased" {
    return "HoldReleased";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldReleased {
    const value: HoldReleased = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldReleased(view, offset, length);
  }
}

/** Writes HoldReleased. */
export class HoldReleasedEncoder {
  static readonly templateId = 44;
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
    view.setUint32(at, 2883592, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldReleased.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldReleased): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateHoldReleased(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldReleased has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 44) return `template ${templateId} is not HoldReleased, 44`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 8;
  if (blockLength < leastLength) return `HoldReleased has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldReleased has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `HoldReleased.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldReleased is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The seats are sold and paid for. */
export interface HoldBought {
  /** the hold */
  holdId: number;
  /** the first of the tickets, which are numbered one after the other, in the order of the seats */
  firstTicketId: number;
  /** what was paid (minor units) */
  amount: number;
  /** tickets */
  ticketCount: number;
}

/** Reads HoldBought: The seats are sold and paid for. */
export class HoldBoughtDecoder {
  static readonly templateId = 45;
  static readonly blockLength = 26;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "HoldBought" {
    return "HoldBought";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the first of the tickets, which are numbered one after the other, in the order of the seats */
  get firstTicketId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** what was paid (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** tickets */
  get ticketCount(): number {
    return this.view.getUint16(this.offset + 32, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldBought {
    const value: HoldBought = {
      holdId: this.holdId,
      firstTicketId: this.firstTicketId,
      amount: this.amount,
      ticketCount: this.ticketCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldBought(view, offset, length);
  }
}

/** Writes HoldBought. */
export class HoldBoughtEncoder {
  static readonly templateId = 45;
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
    view.setUint32(at, 2949146, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint8(at + 32, 0);
    view.setUint8(at + 33, 0);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldBought.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the first of the tickets, which are numbered one after the other, in the order of the seats */
  set firstTicketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldBought.firstTicketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** what was paid (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldBought.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** tickets */
  set ticketCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldBought.ticketCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 32, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldBought): this {
    this.holdId = value.holdId;
    this.firstTicketId = value.firstTicketId;
    this.amount = value.amount;
    this.ticketCount = value.ticketCount;
    return this;
  }
}

function validateHoldBought(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldBought has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 45) return `template ${templateId} is not HoldBought, 45`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 26;
  if (blockLength < leastLength) return `HoldBought has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldBought has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `HoldBought.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `HoldBought.firstTicketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `HoldBought.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldBought is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The tickets are no longer valid, and their price is paid back. */
export interface RefundMade {
  /** the first ticket */
  ticketId: number;
  /** what was paid back (minor units) */
  amount: number;
  /** tickets */
  ticketCount: number;
}

/** Reads RefundMade: The tickets are no longer valid, and their price is paid back. */
export class RefundMadeDecoder {
  static readonly templateId = 46;
  static readonly blockLength = 18;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "RefundMade" {
    return "RefundMade";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the first ticket */
  get ticketId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** what was paid back (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** tickets */
  get ticketCount(): number {
    return this.view.getUint16(this.offset + 24, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RefundMade {
    const value: RefundMade = {
      ticketId: this.ticketId,
      amount: this.amount,
      ticketCount: this.ticketCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRefundMade(view, offset, length);
  }
}

/** Writes RefundMade. */
export class RefundMadeEncoder {
  static readonly templateId = 46;
  static readonly blockLength = 18;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(26);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3014674, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint8(at + 24, 0);
    view.setUint8(at + 25, 0);
    return this;
  }

  /** the first ticket */
  set ticketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("RefundMade.ticketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** what was paid back (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("RefundMade.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** tickets */
  set ticketCount(value: number) {
    if (!((value & 65535) === value)) refuse("RefundMade.ticketCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 24, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RefundMade): this {
    this.ticketId = value.ticketId;
    this.amount = value.amount;
    this.ticketCount = value.ticketCount;
    return this;
  }
}

function validateRefundMade(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RefundMade has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 46) return `template ${templateId} is not RefundMade, 46`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 18;
  if (blockLength < leastLength) return `RefundMade has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RefundMade has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `RefundMade.ticketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `RefundMade.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `RefundMade is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ShowList.shows. */
export interface ShowListShowsEntry {
  /** the show */
  showId: number;
  /** the chart */
  chartId: number;
  /** cluster time since 1970 (us) */
  onSaleAt: number;
  /** of its sale */
  phase: SalePhase;
  /** seats or places that are free */
  freeCount: number;
  /** name of the show */
  name: string;
}

/** Shows in the order of their ids. */
export interface ShowList {
  /** there are no shows after these */
  isLast: boolean;
  /** the shows */
  shows: readonly ShowListShowsEntry[];
}

/** Reads the entries of ShowList.shows. */
export class ShowListShowsDecoder {

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
    this.nextOffset = endOfShowListShowsEntry(this.view, this.nextOffset, this.blockLength);
    return true;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 4, true);
  }

  /** cluster time since 1970 (us) */
  get onSaleAt(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** of its sale */
  get phase(): SalePhase {
    return this.view.getUint8(this.offset + 16) as SalePhase;
  }

  /** seats or places that are free */
  get freeCount(): number {
    return this.view.getUint32(this.offset + 17, true);
  }

  /** name of the show (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private nameAt(): number {
    return this.offset + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ShowListShowsEntry {
    const value: ShowListShowsEntry = {
      showId: this.showId,
      chartId: this.chartId,
      onSaleAt: this.onSaleAt,
      phase: this.phase,
      freeCount: this.freeCount,
      name: this.name,
    };
    return value;
  }
}

function endOfShowListShowsEntry(view: DataView, offset: number, blockLength: number): number {
  let at = offset + blockLength;
  at = endOfUtf8Max100(view, at);
  return at;
}

/** Reads ShowList: Shows in the order of their ids. */
export class ShowListDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 1;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly showsDecoder = new ShowListShowsDecoder();

  get template(): "ShowList" {
    return "ShowList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** there are no shows after these */
  get isLast(): boolean {
    return this.view.getUint8(this.offset + 8) === 1;
  }

  /** the shows */
  get shows(): ShowListShowsDecoder {
    return this.showsDecoder.wrap(this.view, this.showsAt());
  }

  private showsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ShowList {
    const shows: ShowListShowsEntry[] = [];
    for (const entries = this.shows; entries.next(); ) shows.push(entries.toObject());
    const value: ShowList = {
      isLast: this.isLast,
      shows,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateShowList(view, offset, length);
  }
}

/** the shows */
export class ShowListShowsEncoder {
  private readonly root: ShowListEncoder;
  private readonly parent: ShowListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;
  /** @internal */
  stage = -1;

  constructor(root: ShowListEncoder, parent: ShowListEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
    this.stage = 1;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("ShowList.shows");
    if (this.count >= 100) refuse("ShowList.shows", this.count + 1, "at most 100 entries");
    const root = this.root;
    const added = root.output.extend(25);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 25;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    this.stage = -1;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    view.setUint32(at + 21, 0, true);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowList.shows.showId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowList.shows.chartId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 4, value, true);
  }

  /** cluster time since 1970 (us) */
  set onSaleAt(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ShowList.shows.onSaleAt", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 8, value);
  }

  /** of its sale */
  set phase(value: SalePhase) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("ShowList.shows.phase", value, "one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4");
    this.root.view.setUint8(this.offset + 16, value);
  }

  /** seats or places that are free */
  set freeCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowList.shows.freeCount", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 17, value, true);
  }

  /** name of the show (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0 || !this.isCurrent()) refuseOrder("ShowList.shows.name");
    if (!(isUtf8Text(value, 100))) refuse("ShowList.shows.name", value, "well-formed text of at most 100 bytes of UTF-8");
    const root = this.root;
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
  set(value: ShowListShowsEntry): this {
    this.showId = value.showId;
    this.chartId = value.chartId;
    this.onSaleAt = value.onSaleAt;
    this.phase = value.phase;
    this.freeCount = value.freeCount;
    this.name = value.name;
    return this;
  }
}

/** Writes ShowList. */
export class ShowListEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 1;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly showsEncoder: ShowListShowsEncoder = new ShowListShowsEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(13);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 13;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3932161, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint8(at + 8, 0);
    view.setUint32(at + 9, 0, true);
    view.setUint16(at + 9, 21, true);
    return this;
  }

  /** there are no shows after these */
  set isLast(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ShowList.isLast", value, "true or false");
    this.view.setUint8(this.offset + 8, value ? 1 : 0);
  }

  /** the shows */
  get shows(): ShowListShowsEncoder {
    if (this.stage > 0) refuseOrder("ShowList.shows");
    if (this.stage < 0) {
      this.stage = 0;
      this.showsEncoder.begin(this.limit - 4);
    }
    return this.showsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ShowList): this {
    this.isLast = value.isLast;
    for (const entry of value.shows) this.shows.add().set(entry);
    return this;
  }
}

function validateShowListShows(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ShowList.shows is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 100) return `ShowList.shows has ${count} entries; it takes at most 100`;
  void version;
  const leastLength = 21;
  if (count > 0 && blockLength < leastLength) return `ShowList.shows has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `ShowList.shows runs over the end of the message`;
    {
      const value = readU53(view, offset + 8);
      if (!(value <= 9007199254740991)) return `ShowList.shows.onSaleAt is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = view.getUint8(offset + 16);
      if (!((value >= 1 && value <= 4))) return `ShowList.shows.phase is ${value}; it takes one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4`;
    }
    at += blockLength;
    {
      if (end - at < 4) return `ShowList.shows.name is missing: ${end - at} bytes are left`;
      const bytes = view.getUint32(at, true);
      if (bytes > 100) return `ShowList.shows.name has ${bytes} bytes; it takes at most 100`;
      if (bytes > end - at - 4) return `ShowList.shows.name runs over the end of the message`;
      if (!isUtf8(view, at + 4, bytes)) return "ShowList.shows.name is not UTF-8";
      at += 4 + bytes;
    }
  }
  return at;
}

function validateShowList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ShowList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not ShowList, 60`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 1;
  if (blockLength < leastLength) return `ShowList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ShowList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8);
    if (!(value <= 1)) return `ShowList.isLast is ${value}; it takes true or false`;
  }
  {
    const next = validateShowListShows(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ShowList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ShowDetails.prices. */
export interface ShowDetailsPricesEntry {
  /** price category, from 1 */
  category: number;
  /** of one seat or place (minor units) */
  price: number;
}

/** A show's terms. */
export interface ShowDetails {
  /** the show */
  showId: number;
  /** the chart */
  chartId: number;
  /** prices are in this asset's minor units */
  assetId: number;
  /** the account that is paid */
  payeeAccountId: number;
  /** cluster time since 1970 (us) */
  onSaleAt: number;
  /** how long a hold lasts (us) */
  holdDurationUs: number;
  /** how much longer a hold lasts that is extended (us) */
  extensionUs: number;
  /** seats or places that are free */
  freeCount: number;
  /** seats and places set aside at present */
  heldCount: number;
  /** seats and places with a valid ticket */
  soldCount: number;
  /** most seats that one account may hold and have bought together */
  accountSeatsMax: number;
  /** of its sale */
  phase: SalePhase;
  /** by category */
  prices: readonly ShowDetailsPricesEntry[];
  /** name of the show */
  name: string;
}

/** Reads the entries of ShowDetails.prices. */
export class ShowDetailsPricesDecoder {

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

  /** price category, from 1 */
  get category(): number {
    return this.view.getUint8(this.offset);
  }

  /** of one seat or place (minor units) */
  get price(): number {
    return readU53(this.view, this.offset + 1);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ShowDetailsPricesEntry {
    const value: ShowDetailsPricesEntry = {
      category: this.category,
      price: this.price,
    };
    return value;
  }
}

function endOfShowDetailsPrices(view: DataView, at: number): number {
  return at + 4 + view.getUint16(at, true) * view.getUint16(at + 2, true);
}

/** Reads ShowDetails: A show's terms. */
export class ShowDetailsDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 55;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly pricesDecoder = new ShowDetailsPricesDecoder();

  get template(): "ShowDetails" {
    return "ShowDetails";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** prices are in this asset's minor units */
  get assetId(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** the account that is paid */
  get payeeAccountId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** cluster time since 1970 (us) */
  get onSaleAt(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** how long a hold lasts (us) */
  get holdDurationUs(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** how much longer a hold lasts that is extended (us) */
  get extensionUs(): number {
    return readU53(this.view, this.offset + 40);
  }

  /** seats or places that are free */
  get freeCount(): number {
    return this.view.getUint32(this.offset + 48, true);
  }

  /** seats and places set aside at present */
  get heldCount(): number {
    return this.view.getUint32(this.offset + 52, true);
  }

  /** seats and places with a valid ticket */
  get soldCount(): number {
    return this.view.getUint32(this.offset + 56, true);
  }

  /** most seats that one account may hold and have bought together */
  get accountSeatsMax(): number {
    return this.view.getUint16(this.offset + 60, true);
  }

  /** of its sale */
  get phase(): SalePhase {
    return this.view.getUint8(this.offset + 62) as SalePhase;
  }

  /** by category */
  get prices(): ShowDetailsPricesDecoder {
    return this.pricesDecoder.wrap(this.view, this.pricesAt());
  }

  /** name of the show (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private pricesAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private nameAt(): number {
    return endOfShowDetailsPrices(this.view, this.pricesAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ShowDetails {
    const prices: ShowDetailsPricesEntry[] = [];
    for (const entries = this.prices; entries.next(); ) prices.push(entries.toObject());
    const value: ShowDetails = {
      showId: this.showId,
      chartId: this.chartId,
      assetId: this.assetId,
      payeeAccountId: this.payeeAccountId,
      onSaleAt: this.onSaleAt,
      holdDurationUs: this.holdDurationUs,
      extensionUs: this.extensionUs,
      freeCount: this.freeCount,
      heldCount: this.heldCount,
      soldCount: this.soldCount,
      accountSeatsMax: this.accountSeatsMax,
      phase: this.phase,
      prices,
      name: this.name,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateShowDetails(view, offset, length);
  }
}

/** by category */
export class ShowDetailsPricesEncoder {
  private readonly root: ShowDetailsEncoder;
  private readonly parent: ShowDetailsEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: ShowDetailsEncoder, parent: ShowDetailsEncoder) {
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
    if (!this.isCurrent()) refuseOrder("ShowDetails.prices");
    if (this.count >= 32) refuse("ShowDetails.prices", this.count + 1, "at most 32 entries");
    const root = this.root;
    const added = root.output.extend(9);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 9;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added - 4;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint8(at + 8, 0);
    view.setUint32(at + 9, 0, true);
    return this;
  }

  /** price category, from 1 */
  set category(value: number) {
    if (!((value & 255) === value)) refuse("ShowDetails.prices.category", value, "an integer from 0 to 255");
    this.root.view.setUint8(this.offset, value);
  }

  /** of one seat or place (minor units) */
  set price(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ShowDetails.prices.price", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 1, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ShowDetailsPricesEntry): this {
    this.category = value.category;
    this.price = value.price;
    return this;
  }
}

/** Writes ShowDetails. */
export class ShowDetailsEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 55;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly pricesEncoder: ShowDetailsPricesEncoder = new ShowDetailsPricesEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(71);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 71;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3997751, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setUint32(at + 56, 0, true);
    view.setUint8(at + 60, 0);
    view.setUint8(at + 61, 0);
    view.setUint8(at + 62, 0);
    view.setUint32(at + 63, 0, true);
    view.setUint16(at + 63, 9, true);
    view.setUint32(at + 67, 0, true);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** prices are in this asset's minor units */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** the account that is paid */
  set payeeAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.payeeAccountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** cluster time since 1970 (us) */
  set onSaleAt(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ShowDetails.onSaleAt", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** how long a hold lasts (us) */
  set holdDurationUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ShowDetails.holdDurationUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** how much longer a hold lasts that is extended (us) */
  set extensionUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ShowDetails.extensionUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 40, value);
  }

  /** seats or places that are free */
  set freeCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.freeCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 48, value, true);
  }

  /** seats and places set aside at present */
  set heldCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.heldCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 52, value, true);
  }

  /** seats and places with a valid ticket */
  set soldCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ShowDetails.soldCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 56, value, true);
  }

  /** most seats that one account may hold and have bought together */
  set accountSeatsMax(value: number) {
    if (!((value & 65535) === value)) refuse("ShowDetails.accountSeatsMax", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 60, value, true);
  }

  /** of its sale */
  set phase(value: SalePhase) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("ShowDetails.phase", value, "one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4");
    this.view.setUint8(this.offset + 62, value);
  }

  /** by category */
  get prices(): ShowDetailsPricesEncoder {
    if (this.stage > 0) refuseOrder("ShowDetails.prices");
    if (this.stage < 0) {
      this.stage = 0;
      this.pricesEncoder.begin(this.limit - 8);
    }
    return this.pricesEncoder;
  }

  /** name of the show (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 1) refuseOrder("ShowDetails.name");
    if (!(isUtf8Text(value, 100))) refuse("ShowDetails.name", value, "well-formed text of at most 100 bytes of UTF-8");
    const root = this;
    const length = utf8Length(value);
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 1;
    const at = added - 4;
    view.setUint32(at, length, true);
    writeUtf8(view, at + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ShowDetails): this {
    this.showId = value.showId;
    this.chartId = value.chartId;
    this.assetId = value.assetId;
    this.payeeAccountId = value.payeeAccountId;
    this.onSaleAt = value.onSaleAt;
    this.holdDurationUs = value.holdDurationUs;
    this.extensionUs = value.extensionUs;
    this.freeCount = value.freeCount;
    this.heldCount = value.heldCount;
    this.soldCount = value.soldCount;
    this.accountSeatsMax = value.accountSeatsMax;
    this.phase = value.phase;
    for (const entry of value.prices) this.prices.add().set(entry);
    this.name = value.name;
    return this;
  }
}

function validateShowDetailsPrices(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ShowDetails.prices is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 32) return `ShowDetails.prices has ${count} entries; it takes at most 32`;
  void version;
  const leastLength = 9;
  if (count > 0 && blockLength < leastLength) return `ShowDetails.prices has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `ShowDetails.prices runs over the end of the message`;
    {
      const value = readU53(view, offset + 1);
      if (!(value <= 9007199254740991)) return `ShowDetails.prices.price is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateShowDetails(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ShowDetails has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not ShowDetails, 61`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 55;
  if (blockLength < leastLength) return `ShowDetails has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ShowDetails has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `ShowDetails.onSaleAt is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `ShowDetails.holdDurationUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 32);
    if (!(value <= 9007199254740991)) return `ShowDetails.extensionUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 54);
    if (!((value >= 1 && value <= 4))) return `ShowDetails.phase is ${value}; it takes one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4`;
  }
  {
    const next = validateShowDetailsPrices(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  {
    if (end - at < 4) return `ShowDetails.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `ShowDetails.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `ShowDetails.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "ShowDetails.name is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ShowDetails is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ChartDetails.sections. */
export interface ChartDetailsSectionsEntry {
  /** index of its first seat in the chart */
  firstSeat: number;
  /** its seats; 0 in a general-admission area */
  seatCount: number;
  /** places of a general-admission area; 0 when seated */
  capacity: number;
  /** how its places are sold */
  sectionKind: SectionKind;
  /** price category of a general-admission area; absent when seated */
  category?: number | undefined;
  /** name of the section */
  name: string;
}

/** A chart's sections. */
export interface ChartDetails {
  /** the chart */
  chartId: number;
  /** where the best seats look */
  focalX: number;
  /** where the best seats look */
  focalY: number;
  /** seats */
  seatCount: number;
  /** shows may use it */
  isSealed: boolean;
  /** in the order of their numbers, from 1 */
  sections: readonly ChartDetailsSectionsEntry[];
  /** name of the hall */
  name: string;
}

/** Reads the entries of ChartDetails.sections. */
export class ChartDetailsSectionsDecoder {
  /** What `category` reads as when it is absent. */
  static readonly categoryNull: number = 255;

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
    this.nextOffset = endOfChartDetailsSectionsEntry(this.view, this.nextOffset, this.blockLength);
    return true;
  }

  /** index of its first seat in the chart */
  get firstSeat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** its seats; 0 in a general-admission area */
  get seatCount(): number {
    return this.view.getUint32(this.offset + 4, true);
  }

  /** places of a general-admission area; 0 when seated */
  get capacity(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** how its places are sold */
  get sectionKind(): SectionKind {
    return this.view.getUint8(this.offset + 12) as SectionKind;
  }

  /** price category of a general-admission area; absent when seated */
  get category(): number {
    return this.view.getUint8(this.offset + 13);
  }

  get hasCategory(): boolean {
    return !(this.view.getUint8(this.offset + 13) === 255);
  }

  /** name of the section (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private nameAt(): number {
    return this.offset + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ChartDetailsSectionsEntry {
    const value: ChartDetailsSectionsEntry = {
      firstSeat: this.firstSeat,
      seatCount: this.seatCount,
      capacity: this.capacity,
      sectionKind: this.sectionKind,
      name: this.name,
    };
    if (this.hasCategory) value.category = this.category;
    return value;
  }
}

function endOfChartDetailsSectionsEntry(view: DataView, offset: number, blockLength: number): number {
  let at = offset + blockLength;
  at = endOfUtf8Max100(view, at);
  return at;
}

function endOfChartDetailsSections(view: DataView, at: number): number {
  const blockLength = view.getUint16(at, true);
  const count = view.getUint16(at + 2, true);
  let end = at + 4;
  for (let i = 0; i < count; i++) end = endOfChartDetailsSectionsEntry(view, end, blockLength);
  return end;
}

/** Reads ChartDetails: A chart's sections. */
export class ChartDetailsDecoder {
  static readonly templateId = 62;
  static readonly blockLength = 17;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly sectionsDecoder = new ChartDetailsSectionsDecoder();

  get template(): "ChartDetails" {
    return "ChartDetails";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** where the best seats look */
  get focalX(): number {
    return this.view.getInt32(this.offset + 12, true);
  }

  /** where the best seats look */
  get focalY(): number {
    return this.view.getInt32(this.offset + 16, true);
  }

  /** seats */
  get seatCount(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** shows may use it */
  get isSealed(): boolean {
    return this.view.getUint8(this.offset + 24) === 1;
  }

  /** in the order of their numbers, from 1 */
  get sections(): ChartDetailsSectionsDecoder {
    return this.sectionsDecoder.wrap(this.view, this.sectionsAt());
  }

  /** name of the hall (Allocates.) */
  get name(): string {
    return readUtf8(this.view, this.nameOffset, this.nameLength);
  }

  /** Bytes of `name`. */
  get nameLength(): number {
    return this.view.getUint32(this.nameAt(), true);
  }

  /** Of the first byte of `name` in `view`. */
  get nameOffset(): number {
    return this.nameAt() + 4;
  }

  private sectionsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private nameAt(): number {
    return endOfChartDetailsSections(this.view, this.sectionsAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ChartDetails {
    const sections: ChartDetailsSectionsEntry[] = [];
    for (const entries = this.sections; entries.next(); ) sections.push(entries.toObject());
    const value: ChartDetails = {
      chartId: this.chartId,
      focalX: this.focalX,
      focalY: this.focalY,
      seatCount: this.seatCount,
      isSealed: this.isSealed,
      sections,
      name: this.name,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateChartDetails(view, offset, length);
  }
}

/** in the order of their numbers, from 1 */
export class ChartDetailsSectionsEncoder {
  private readonly root: ChartDetailsEncoder;
  private readonly parent: ChartDetailsEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;
  /** @internal */
  stage = -1;

  constructor(root: ChartDetailsEncoder, parent: ChartDetailsEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
    this.stage = 1;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("ChartDetails.sections");
    if (this.count >= 1000) refuse("ChartDetails.sections", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(18);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 18;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added - 4;
    this.offset = at;
    this.stage = -1;
    view.setFloat64(at, 0, true);
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint8(at + 13, 0);
    view.setUint8(at + 13, 255);
    view.setUint32(at + 14, 0, true);
    view.setUint32(at + 18, 0, true);
    return this;
  }

  /** index of its first seat in the chart */
  set firstSeat(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartDetails.sections.firstSeat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** its seats; 0 in a general-admission area */
  set seatCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartDetails.sections.seatCount", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 4, value, true);
  }

  /** places of a general-admission area; 0 when seated */
  set capacity(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartDetails.sections.capacity", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 8, value, true);
  }

  /** how its places are sold */
  set sectionKind(value: SectionKind) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("ChartDetails.sections.sectionKind", value, "one of SectionKind: Seated 1, GeneralAdmission 2");
    this.root.view.setUint8(this.offset + 12, value);
  }

  /** price category of a general-admission area; absent when seated */
  set category(value: number) {
    if (!(value >= 0 && value <= 254 && Math.floor(value) === value)) refuse("ChartDetails.sections.category", value, "an integer from 0 to 254");
    this.root.view.setUint8(this.offset + 13, value);
  }

  /** name of the section (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0 || !this.isCurrent()) refuseOrder("ChartDetails.sections.name");
    if (!(isUtf8Text(value, 100))) refuse("ChartDetails.sections.name", value, "well-formed text of at most 100 bytes of UTF-8");
    const root = this.root;
    const length = utf8Length(value);
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 0;
    const at = added - 8;
    view.setUint32(at, length, true);
    writeUtf8(view, at + 4, value);
    const rest = at + 4 + length;
    view.setUint32(rest, 0, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ChartDetailsSectionsEntry): this {
    this.firstSeat = value.firstSeat;
    this.seatCount = value.seatCount;
    this.capacity = value.capacity;
    this.sectionKind = value.sectionKind;
    if (value.category !== undefined) this.category = value.category;
    this.name = value.name;
    return this;
  }
}

/** Writes ChartDetails. */
export class ChartDetailsEncoder {
  static readonly templateId = 62;
  static readonly blockLength = 17;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly sectionsEncoder: ChartDetailsSectionsEncoder = new ChartDetailsSectionsEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(33);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 33;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 4063249, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint8(at + 24, 0);
    view.setUint32(at + 25, 0, true);
    view.setUint16(at + 25, 14, true);
    view.setUint32(at + 29, 0, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartDetails.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** where the best seats look */
  set focalX(value: number) {
    if (!((value | 0) === value)) refuse("ChartDetails.focalX", value, "an integer from -2147483648 to 2147483647");
    this.view.setInt32(this.offset + 12, value, true);
  }

  /** where the best seats look */
  set focalY(value: number) {
    if (!((value | 0) === value)) refuse("ChartDetails.focalY", value, "an integer from -2147483648 to 2147483647");
    this.view.setInt32(this.offset + 16, value, true);
  }

  /** seats */
  set seatCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ChartDetails.seatCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** shows may use it */
  set isSealed(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ChartDetails.isSealed", value, "true or false");
    this.view.setUint8(this.offset + 24, value ? 1 : 0);
  }

  /** in the order of their numbers, from 1 */
  get sections(): ChartDetailsSectionsEncoder {
    if (this.stage > 0) refuseOrder("ChartDetails.sections");
    if (this.stage < 0) {
      this.stage = 0;
      this.sectionsEncoder.begin(this.limit - 8);
    }
    return this.sectionsEncoder;
  }

  /** name of the hall (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 1) refuseOrder("ChartDetails.name");
    if (!(isUtf8Text(value, 100))) refuse("ChartDetails.name", value, "well-formed text of at most 100 bytes of UTF-8");
    const root = this;
    const length = utf8Length(value);
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 1;
    const at = added - 4;
    view.setUint32(at, length, true);
    writeUtf8(view, at + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ChartDetails): this {
    this.chartId = value.chartId;
    this.focalX = value.focalX;
    this.focalY = value.focalY;
    this.seatCount = value.seatCount;
    this.isSealed = value.isSealed;
    for (const entry of value.sections) this.sections.add().set(entry);
    this.name = value.name;
    return this;
  }
}

function validateChartDetailsSections(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ChartDetails.sections is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `ChartDetails.sections has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 14;
  if (count > 0 && blockLength < leastLength) return `ChartDetails.sections has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `ChartDetails.sections runs over the end of the message`;
    {
      const value = view.getUint8(offset + 12);
      if (!((value >= 1 && value <= 2))) return `ChartDetails.sections.sectionKind is ${value}; it takes one of SectionKind: Seated 1, GeneralAdmission 2`;
    }
    {
      const value = view.getUint8(offset + 13);
      if (!(value <= 254 || value === 255)) return `ChartDetails.sections.category is ${value}; it takes an integer from 0 to 254`;
    }
    at += blockLength;
    {
      if (end - at < 4) return `ChartDetails.sections.name is missing: ${end - at} bytes are left`;
      const bytes = view.getUint32(at, true);
      if (bytes > 100) return `ChartDetails.sections.name has ${bytes} bytes; it takes at most 100`;
      if (bytes > end - at - 4) return `ChartDetails.sections.name runs over the end of the message`;
      if (!isUtf8(view, at + 4, bytes)) return "ChartDetails.sections.name is not UTF-8";
      at += 4 + bytes;
    }
  }
  return at;
}

function validateChartDetails(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ChartDetails has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 62) return `template ${templateId} is not ChartDetails, 62`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 17;
  if (blockLength < leastLength) return `ChartDetails has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ChartDetails has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 16);
    if (!(value <= 1)) return `ChartDetails.isSealed is ${value}; it takes true or false`;
  }
  {
    const next = validateChartDetailsSections(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  {
    if (end - at < 4) return `ChartDetails.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `ChartDetails.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `ChartDetails.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "ChartDetails.name is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ChartDetails is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of SectionSeatList.seats. */
export interface SectionSeatListSeatsEntry {
  /** number of its row in the chart, from 1 */
  row: number;
  /** name of its row on tickets */
  rowName: string;
  /** name of the seat in its row, on tickets */
  label: string;
  /** position on the plan */
  x: number;
  /** position on the plan */
  y: number;
  /** price category, from 1 */
  category: number;
  /** what is special about it */
  attributes: SeatAttributes;
  /** nothing but an armrest is between it and the seat before in its row */
  besidePrevious: boolean;
}

/** Seats of a section, in the order of the plan. */
export interface SectionSeatList {
  /** the chart */
  chartId: number;
  /** number of the section in the chart, from 1 */
  sectionNumber: number;
  /** index in the chart of the first seat listed */
  firstSeat: number;
  /** the section has no seats after these */
  isLast: boolean;
  /** the seats */
  seats: readonly SectionSeatListSeatsEntry[];
}

/** Reads the entries of SectionSeatList.seats. */
export class SectionSeatListSeatsDecoder {
  static readonly rowNameLength = 8;
  static readonly labelLength = 8;

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

  /** number of its row in the chart, from 1 */
  get row(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** name of its row on tickets */
  get rowName(): string {
    return readAscii(this.view, this.offset + 4, 8);
  }

  /** Of the first byte of `rowName` in `view`, to compare or copy it without a string. */
  get rowNameOffset(): number {
    return this.offset + 4;
  }

  /** name of the seat in its row, on tickets */
  get label(): string {
    return readAscii(this.view, this.offset + 12, 8);
  }

  /** Of the first byte of `label` in `view`, to compare or copy it without a string. */
  get labelOffset(): number {
    return this.offset + 12;
  }

  /** position on the plan */
  get x(): number {
    return this.view.getInt32(this.offset + 20, true);
  }

  /** position on the plan */
  get y(): number {
    return this.view.getInt32(this.offset + 24, true);
  }

  /** price category, from 1 */
  get category(): number {
    return this.view.getUint8(this.offset + 28);
  }

  /** what is special about it */
  get attributes(): SeatAttributes {
    return this.view.getUint8(this.offset + 29);
  }

  /** nothing but an armrest is between it and the seat before in its row */
  get besidePrevious(): boolean {
    return this.view.getUint8(this.offset + 30) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SectionSeatListSeatsEntry {
    const value: SectionSeatListSeatsEntry = {
      row: this.row,
      rowName: this.rowName,
      label: this.label,
      x: this.x,
      y: this.y,
      category: this.category,
      attributes: this.attributes,
      besidePrevious: this.besidePrevious,
    };
    return value;
  }
}

/** Reads SectionSeatList: Seats of a section, in the order of the plan. */
export class SectionSeatListDecoder {
  static readonly templateId = 63;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly seatsDecoder = new SectionSeatListSeatsDecoder();

  get template(): "SectionSeatList" {
    return "SectionSeatList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the chart */
  get chartId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** number of the section in the chart, from 1 */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 12, true);
  }

  /** index in the chart of the first seat listed */
  get firstSeat(): number {
    return this.view.getUint32(this.offset + 14, true);
  }

  /** the section has no seats after these */
  get isLast(): boolean {
    return this.view.getUint8(this.offset + 18) === 1;
  }

  /** the seats */
  get seats(): SectionSeatListSeatsDecoder {
    return this.seatsDecoder.wrap(this.view, this.seatsAt());
  }

  private seatsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SectionSeatList {
    const seats: SectionSeatListSeatsEntry[] = [];
    for (const entries = this.seats; entries.next(); ) seats.push(entries.toObject());
    const value: SectionSeatList = {
      chartId: this.chartId,
      sectionNumber: this.sectionNumber,
      firstSeat: this.firstSeat,
      isLast: this.isLast,
      seats,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSectionSeatList(view, offset, length);
  }
}

/** the seats */
export class SectionSeatListSeatsEncoder {
  private readonly root: SectionSeatListEncoder;
  private readonly parent: SectionSeatListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: SectionSeatListEncoder, parent: SectionSeatListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("SectionSeatList.seats");
    if (this.count >= 256) refuse("SectionSeatList.seats", this.count + 1, "at most 256 entries");
    const root = this.root;
    const added = root.output.extend(31);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 31;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    view.setUint8(at + 29, 0);
    view.setUint8(at + 30, 0);
    return this;
  }

  /** number of its row in the chart, from 1 */
  set row(value: number) {
    if (!(value >>> 0 === value)) refuse("SectionSeatList.seats.row", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** name of its row on tickets */
  set rowName(value: string) {
    if (!(isAsciiText(value, 8))) refuse("SectionSeatList.seats.rowName", value, "printable ASCII of at most 8 characters");
    writeAscii(this.root.view, this.offset + 4, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyRowName(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 4, from, fromOffset, 8);
  }

  /** name of the seat in its row, on tickets */
  set label(value: string) {
    if (!(isAsciiText(value, 8))) refuse("SectionSeatList.seats.label", value, "printable ASCII of at most 8 characters");
    writeAscii(this.root.view, this.offset + 12, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyLabel(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 12, from, fromOffset, 8);
  }

  /** position on the plan */
  set x(value: number) {
    if (!((value | 0) === value)) refuse("SectionSeatList.seats.x", value, "an integer from -2147483648 to 2147483647");
    this.root.view.setInt32(this.offset + 20, value, true);
  }

  /** position on the plan */
  set y(value: number) {
    if (!((value | 0) === value)) refuse("SectionSeatList.seats.y", value, "an integer from -2147483648 to 2147483647");
    this.root.view.setInt32(this.offset + 24, value, true);
  }

  /** price category, from 1 */
  set category(value: number) {
    if (!((value & 255) === value)) refuse("SectionSeatList.seats.category", value, "an integer from 0 to 255");
    this.root.view.setUint8(this.offset + 28, value);
  }

  /** what is special about it */
  set attributes(value: SeatAttributes) {
    if (!((value & 31) >>> 0 === value)) refuse("SectionSeatList.seats.attributes", value, "flags of SeatAttributes: Accessible, Companion, RestrictedView, House, Blocked");
    this.root.view.setUint8(this.offset + 29, value);
  }

  /** nothing but an armrest is between it and the seat before in its row */
  set besidePrevious(value: boolean) {
    if (!(typeof value === "boolean")) refuse("SectionSeatList.seats.besidePrevious", value, "true or false");
    this.root.view.setUint8(this.offset + 30, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SectionSeatListSeatsEntry): this {
    this.row = value.row;
    this.rowName = value.rowName;
    this.label = value.label;
    this.x = value.x;
    this.y = value.y;
    this.category = value.category;
    this.attributes = value.attributes;
    this.besidePrevious = value.besidePrevious;
    return this;
  }
}

/** Writes SectionSeatList. */
export class SectionSeatListEncoder {
  static readonly templateId = 63;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly seatsEncoder: SectionSeatListSeatsEncoder = new SectionSeatListSeatsEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(23);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 23;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 4128779, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    view.setUint8(at + 18, 0);
    view.setUint32(at + 19, 0, true);
    view.setUint16(at + 19, 31, true);
    return this;
  }

  /** the chart */
  set chartId(value: number) {
    if (!(value >>> 0 === value)) refuse("SectionSeatList.chartId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** number of the section in the chart, from 1 */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("SectionSeatList.sectionNumber", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 12, value, true);
  }

  /** index in the chart of the first seat listed */
  set firstSeat(value: number) {
    if (!(value >>> 0 === value)) refuse("SectionSeatList.firstSeat", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 14, value, true);
  }

  /** the section has no seats after these */
  set isLast(value: boolean) {
    if (!(typeof value === "boolean")) refuse("SectionSeatList.isLast", value, "true or false");
    this.view.setUint8(this.offset + 18, value ? 1 : 0);
  }

  /** the seats */
  get seats(): SectionSeatListSeatsEncoder {
    if (this.stage > 0) refuseOrder("SectionSeatList.seats");
    if (this.stage < 0) {
      this.stage = 0;
      this.seatsEncoder.begin(this.limit - 4);
    }
    return this.seatsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SectionSeatList): this {
    this.chartId = value.chartId;
    this.sectionNumber = value.sectionNumber;
    this.firstSeat = value.firstSeat;
    this.isLast = value.isLast;
    for (const entry of value.seats) this.seats.add().set(entry);
    return this;
  }
}

function validateSectionSeatListSeats(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `SectionSeatList.seats is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 256) return `SectionSeatList.seats has ${count} entries; it takes at most 256`;
  void version;
  const leastLength = 31;
  if (count > 0 && blockLength < leastLength) return `SectionSeatList.seats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `SectionSeatList.seats runs over the end of the message`;
    if (!isAscii(view, offset + 4, 8)) return "SectionSeatList.seats.rowName is not printable ASCII of at most 8 characters, padded with zeros";
    if (!isAscii(view, offset + 12, 8)) return "SectionSeatList.seats.label is not printable ASCII of at most 8 characters, padded with zeros";
    {
      const value = view.getUint8(offset + 29);
      if (!((value & 31) >>> 0 === value)) return `SectionSeatList.seats.attributes is ${value}; it takes flags of SeatAttributes: Accessible, Companion, RestrictedView, House, Blocked`;
    }
    {
      const value = view.getUint8(offset + 30);
      if (!(value <= 1)) return `SectionSeatList.seats.besidePrevious is ${value}; it takes true or false`;
    }
    at += blockLength;
  }
  return at;
}

function validateSectionSeatList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SectionSeatList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 63) return `template ${templateId} is not SectionSeatList, 63`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 11;
  if (blockLength < leastLength) return `SectionSeatList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SectionSeatList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 10);
    if (!(value <= 1)) return `SectionSeatList.isLast is ${value}; it takes true or false`;
  }
  {
    const next = validateSectionSeatListSeats(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SectionSeatList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of SeatMapImage.runs. */
export interface SeatMapImageRunsEntry {
  /** the first seat of the run, an index in the chart */
  seat: number;
  /** seats in the run */
  seatCount: number;
  /** of all seats in the run */
  state: SeatState;
}

/** The state of all seats of a section. */
export interface SeatMapImage {
  /** 1,000 times the show plus the section's number */
  showSectionId: number;
  /** of the last SeatsChanged that is in it */
  sequence: number;
  /** seats or places that are free */
  freeCount: number;
  /** all seats of the section, as runs of one state; none in a general-admission area */
  runs: readonly SeatMapImageRunsEntry[];
}

/** Reads the entries of SeatMapImage.runs. */
export class SeatMapImageRunsDecoder {

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

  /** the first seat of the run, an index in the chart */
  get seat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** seats in the run */
  get seatCount(): number {
    return this.view.getUint32(this.offset + 4, true);
  }

  /** of all seats in the run */
  get state(): SeatState {
    return this.view.getUint8(this.offset + 8) as SeatState;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SeatMapImageRunsEntry {
    const value: SeatMapImageRunsEntry = {
      seat: this.seat,
      seatCount: this.seatCount,
      state: this.state,
    };
    return value;
  }
}

/** Reads SeatMapImage: The state of all seats of a section. */
export class SeatMapImageDecoder {
  static readonly templateId = 64;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly runsDecoder = new SeatMapImageRunsDecoder();

  get template(): "SeatMapImage" {
    return "SeatMapImage";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** 1,000 times the show plus the section's number */
  get showSectionId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** of the last SeatsChanged that is in it */
  get sequence(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** seats or places that are free */
  get freeCount(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** all seats of the section, as runs of one state; none in a general-admission area */
  get runs(): SeatMapImageRunsDecoder {
    return this.runsDecoder.wrap(this.view, this.runsAt());
  }

  private runsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SeatMapImage {
    const runs: SeatMapImageRunsEntry[] = [];
    for (const entries = this.runs; entries.next(); ) runs.push(entries.toObject());
    const value: SeatMapImage = {
      showSectionId: this.showSectionId,
      sequence: this.sequence,
      freeCount: this.freeCount,
      runs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSeatMapImage(view, offset, length);
  }
}

/** all seats of the section, as runs of one state; none in a general-admission area */
export class SeatMapImageRunsEncoder {
  private readonly root: SeatMapImageEncoder;
  private readonly parent: SeatMapImageEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: SeatMapImageEncoder, parent: SeatMapImageEncoder) {
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
    if (!this.isCurrent()) refuseOrder("SeatMapImage.runs");
    if (this.count >= 10000) refuse("SeatMapImage.runs", this.count + 1, "at most 10000 entries");
    const root = this.root;
    const added = root.output.extend(9);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 9;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint8(at + 8, 0);
    return this;
  }

  /** the first seat of the run, an index in the chart */
  set seat(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatMapImage.runs.seat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** seats in the run */
  set seatCount(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatMapImage.runs.seatCount", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 4, value, true);
  }

  /** of all seats in the run */
  set state(value: SeatState) {
    if (!(value >= 1 && value <= 5 && Math.floor(value) === value)) refuse("SeatMapImage.runs.state", value, "one of SeatState: Free 1, Held 2, Sold 3, House 4, Blocked 5");
    this.root.view.setUint8(this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SeatMapImageRunsEntry): this {
    this.seat = value.seat;
    this.seatCount = value.seatCount;
    this.state = value.state;
    return this;
  }
}

/** Writes SeatMapImage. */
export class SeatMapImageEncoder {
  static readonly templateId = 64;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly runsEncoder: SeatMapImageRunsEncoder = new SeatMapImageRunsEncoder(this, this);

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
    view.setUint32(at, 4194320, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint16(at + 24, 9, true);
    return this;
  }

  /** 1,000 times the show plus the section's number */
  set showSectionId(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatMapImage.showSectionId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** of the last SeatsChanged that is in it */
  set sequence(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("SeatMapImage.sequence", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** seats or places that are free */
  set freeCount(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatMapImage.freeCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** all seats of the section, as runs of one state; none in a general-admission area */
  get runs(): SeatMapImageRunsEncoder {
    if (this.stage > 0) refuseOrder("SeatMapImage.runs");
    if (this.stage < 0) {
      this.stage = 0;
      this.runsEncoder.begin(this.limit - 4);
    }
    return this.runsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SeatMapImage): this {
    this.showSectionId = value.showSectionId;
    this.sequence = value.sequence;
    this.freeCount = value.freeCount;
    for (const entry of value.runs) this.runs.add().set(entry);
    return this;
  }
}

function validateSeatMapImageRuns(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `SeatMapImage.runs is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 10000) return `SeatMapImage.runs has ${count} entries; it takes at most 10000`;
  void version;
  const leastLength = 9;
  if (count > 0 && blockLength < leastLength) return `SeatMapImage.runs has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `SeatMapImage.runs runs over the end of the message`;
    {
      const value = view.getUint8(offset + 8);
      if (!((value >= 1 && value <= 5))) return `SeatMapImage.runs.state is ${value}; it takes one of SeatState: Free 1, Held 2, Sold 3, House 4, Blocked 5`;
    }
    at += blockLength;
  }
  return at;
}

function validateSeatMapImage(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SeatMapImage has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 64) return `template ${templateId} is not SeatMapImage, 64`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 16;
  if (blockLength < leastLength) return `SeatMapImage has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SeatMapImage has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `SeatMapImage.sequence is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateSeatMapImageRuns(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SeatMapImage is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of HoldDetails.seats. */
export interface HoldDetailsSeatsEntry {
  /** index of the seat in the chart, from 0 */
  seat: number;
  /** of one seat or place (minor units) */
  price: number;
}

/** A hold, live or ended. */
export interface HoldDetails {
  /** the hold */
  holdId: number;
  /** the show */
  showId: number;
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  deadline: number;
  /** what all seats of the hold cost together (minor units) */
  amount: number;
  /** seats or places */
  seatCount: number;
  /** number of the general-admission area; absent when seats are held */
  sectionNumber?: number | undefined;
  /** pending, or how it ended */
  status: HoldStatus;
  /** its deadline was moved */
  isExtended: boolean;
  /** the first of its tickets, once bought */
  firstTicketId?: number | undefined;
  /** the seats while pending, ascending */
  seats: readonly HoldDetailsSeatsEntry[];
}

/** Reads the entries of HoldDetails.seats. */
export class HoldDetailsSeatsDecoder {

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

  /** index of the seat in the chart, from 0 */
  get seat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** of one seat or place (minor units) */
  get price(): number {
    return readU53(this.view, this.offset + 4);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldDetailsSeatsEntry {
    const value: HoldDetailsSeatsEntry = {
      seat: this.seat,
      price: this.price,
    };
    return value;
  }
}

/** Reads HoldDetails: A hold, live or ended. */
export class HoldDetailsDecoder {
  static readonly templateId = 65;
  static readonly blockLength = 46;
  /** What `sectionNumber` reads as when it is absent. */
  static readonly sectionNumberNull: number = 65535;
  /** What `firstTicketId` reads as when it is absent. */
  static readonly firstTicketIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly seatsDecoder = new HoldDetailsSeatsDecoder();

  get template(): "HoldDetails" {
    return "HoldDetails";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  get deadline(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** what all seats of the hold cost together (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** seats or places */
  get seatCount(): number {
    return this.view.getUint16(this.offset + 40, true);
  }

  /** number of the general-admission area; absent when seats are held */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 42, true);
  }

  get hasSectionNumber(): boolean {
    return !(this.view.getUint16(this.offset + 42, true) === 65535);
  }

  /** pending, or how it ended */
  get status(): HoldStatus {
    return this.view.getUint8(this.offset + 44) as HoldStatus;
  }

  /** its deadline was moved */
  get isExtended(): boolean {
    return this.view.getUint8(this.offset + 45) === 1;
  }

  /** the first of its tickets, once bought */
  get firstTicketId(): number {
    return readU53(this.view, this.offset + 46);
  }

  get hasFirstTicketId(): boolean {
    return !(readU53(this.view, this.offset + 46) === 18446744073709552000);
  }

  /** the seats while pending, ascending */
  get seats(): HoldDetailsSeatsDecoder {
    return this.seatsDecoder.wrap(this.view, this.seatsAt());
  }

  private seatsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldDetails {
    const seats: HoldDetailsSeatsEntry[] = [];
    for (const entries = this.seats; entries.next(); ) seats.push(entries.toObject());
    const value: HoldDetails = {
      holdId: this.holdId,
      showId: this.showId,
      accountId: this.accountId,
      deadline: this.deadline,
      amount: this.amount,
      seatCount: this.seatCount,
      status: this.status,
      isExtended: this.isExtended,
      seats,
    };
    if (this.hasSectionNumber) value.sectionNumber = this.sectionNumber;
    if (this.hasFirstTicketId) value.firstTicketId = this.firstTicketId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldDetails(view, offset, length);
  }
}

/** the seats while pending, ascending */
export class HoldDetailsSeatsEncoder {
  private readonly root: HoldDetailsEncoder;
  private readonly parent: HoldDetailsEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: HoldDetailsEncoder, parent: HoldDetailsEncoder) {
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
    if (!this.isCurrent()) refuseOrder("HoldDetails.seats");
    if (this.count >= 32) refuse("HoldDetails.seats", this.count + 1, "at most 32 entries");
    const root = this.root;
    const added = root.output.extend(12);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 12;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** index of the seat in the chart, from 0 */
  set seat(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldDetails.seats.seat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** of one seat or place (minor units) */
  set price(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldDetails.seats.price", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 4, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldDetailsSeatsEntry): this {
    this.seat = value.seat;
    this.price = value.price;
    return this;
  }
}

/** Writes HoldDetails. */
export class HoldDetailsEncoder {
  static readonly templateId = 65;
  static readonly blockLength = 46;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly seatsEncoder: HoldDetailsSeatsEncoder = new HoldDetailsSeatsEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(58);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 58;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 4259886, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setUint32(at + 48, 0, true);
    view.setUint8(at + 52, 0);
    view.setUint8(at + 53, 0);
    view.setUint16(at + 42, 65535, true);
    view.setUint32(at + 46, 4294967295, true); view.setUint32(at + 46 + 4, 4294967295, true);
    view.setUint32(at + 54, 0, true);
    view.setUint16(at + 54, 12, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldDetails.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldDetails.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldDetails.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  set deadline(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldDetails.deadline", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** what all seats of the hold cost together (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldDetails.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** seats or places */
  set seatCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldDetails.seatCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 40, value, true);
  }

  /** number of the general-admission area; absent when seats are held */
  set sectionNumber(value: number) {
    if (!(value >= 0 && value <= 65534 && Math.floor(value) === value)) refuse("HoldDetails.sectionNumber", value, "an integer from 0 to 65534");
    this.view.setUint16(this.offset + 42, value, true);
  }

  /** pending, or how it ended */
  set status(value: HoldStatus) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("HoldDetails.status", value, "one of HoldStatus: Pending 1, Posted 2, Voided 3, TimedOut 4");
    this.view.setUint8(this.offset + 44, value);
  }

  /** its deadline was moved */
  set isExtended(value: boolean) {
    if (!(typeof value === "boolean")) refuse("HoldDetails.isExtended", value, "true or false");
    this.view.setUint8(this.offset + 45, value ? 1 : 0);
  }

  /** the first of its tickets, once bought */
  set firstTicketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldDetails.firstTicketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 46, value);
  }

  /** the seats while pending, ascending */
  get seats(): HoldDetailsSeatsEncoder {
    if (this.stage > 0) refuseOrder("HoldDetails.seats");
    if (this.stage < 0) {
      this.stage = 0;
      this.seatsEncoder.begin(this.limit - 4);
    }
    return this.seatsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldDetails): this {
    this.holdId = value.holdId;
    this.showId = value.showId;
    this.accountId = value.accountId;
    this.deadline = value.deadline;
    this.amount = value.amount;
    this.seatCount = value.seatCount;
    if (value.sectionNumber !== undefined) this.sectionNumber = value.sectionNumber;
    this.status = value.status;
    this.isExtended = value.isExtended;
    if (value.firstTicketId !== undefined) this.firstTicketId = value.firstTicketId;
    for (const entry of value.seats) this.seats.add().set(entry);
    return this;
  }
}

function validateHoldDetailsSeats(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `HoldDetails.seats is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 32) return `HoldDetails.seats has ${count} entries; it takes at most 32`;
  void version;
  const leastLength = 12;
  if (count > 0 && blockLength < leastLength) return `HoldDetails.seats has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `HoldDetails.seats runs over the end of the message`;
    {
      const value = readU53(view, offset + 4);
      if (!(value <= 9007199254740991)) return `HoldDetails.seats.price is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateHoldDetails(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldDetails has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 65) return `template ${templateId} is not HoldDetails, 65`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 46;
  if (blockLength < leastLength) return `HoldDetails has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldDetails has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `HoldDetails.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `HoldDetails.deadline is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `HoldDetails.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint16(offset + 8 + 34, true);
    if (!(value <= 65534 || value === 65535)) return `HoldDetails.sectionNumber is ${value}; it takes an integer from 0 to 65534`;
  }
  {
    const value = view.getUint8(offset + 8 + 36);
    if (!((value >= 1 && value <= 4))) return `HoldDetails.status is ${value}; it takes one of HoldStatus: Pending 1, Posted 2, Voided 3, TimedOut 4`;
  }
  {
    const value = view.getUint8(offset + 8 + 37);
    if (!(value <= 1)) return `HoldDetails.isExtended is ${value}; it takes true or false`;
  }
  {
    const value = readU53(view, offset + 8 + 38);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `HoldDetails.firstTicketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateHoldDetailsSeats(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldDetails is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A ticket and the place it is for. */
export interface TicketDetails {
  /** the ticket */
  ticketId: number;
  /** the show */
  showId: number;
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** the hold */
  holdId: number;
  /** of one seat or place (minor units) */
  price: number;
  /** number of the section in the chart, from 1 */
  sectionNumber: number;
  /** whether it lets someone in */
  status: TicketStatus;
  /** index of the seat in the chart; absent in a general-admission area */
  seat?: number | undefined;
  /** name of the row; empty in a general-admission area */
  rowName: string;
  /** name of the seat; empty in a general-admission area */
  label: string;
}

/** Reads TicketDetails: A ticket and the place it is for. */
export class TicketDetailsDecoder {
  static readonly templateId = 66;
  static readonly blockLength = 55;
  /** What `seat` reads as when it is absent. */
  static readonly seatNull: number = 4294967295;
  static readonly rowNameLength = 8;
  static readonly labelLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "TicketDetails" {
    return "TicketDetails";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the ticket */
  get ticketId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** of one seat or place (minor units) */
  get price(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** number of the section in the chart, from 1 */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 40, true);
  }

  /** whether it lets someone in */
  get status(): TicketStatus {
    return this.view.getUint8(this.offset + 42) as TicketStatus;
  }

  /** index of the seat in the chart; absent in a general-admission area */
  get seat(): number {
    return this.view.getUint32(this.offset + 43, true);
  }

  get hasSeat(): boolean {
    return !(this.view.getUint32(this.offset + 43, true) === 4294967295);
  }

  /** name of the row; empty in a general-admission area */
  get rowName(): string {
    return readAscii(this.view, this.offset + 47, 8);
  }

  /** Of the first byte of `rowName` in `view`, to compare or copy it without a string. */
  get rowNameOffset(): number {
    return this.offset + 47;
  }

  /** name of the seat; empty in a general-admission area */
  get label(): string {
    return readAscii(this.view, this.offset + 55, 8);
  }

  /** Of the first byte of `label` in `view`, to compare or copy it without a string. */
  get labelOffset(): number {
    return this.offset + 55;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TicketDetails {
    const value: TicketDetails = {
      ticketId: this.ticketId,
      showId: this.showId,
      accountId: this.accountId,
      holdId: this.holdId,
      price: this.price,
      sectionNumber: this.sectionNumber,
      status: this.status,
      rowName: this.rowName,
      label: this.label,
    };
    if (this.hasSeat) value.seat = this.seat;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTicketDetails(view, offset, length);
  }
}

/** Writes TicketDetails. */
export class TicketDetailsEncoder {
  static readonly templateId = 66;
  static readonly blockLength = 55;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(63);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4325431, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    view.setUint32(at + 56, 0, true);
    view.setUint8(at + 60, 0);
    view.setUint8(at + 61, 0);
    view.setUint8(at + 62, 0);
    view.setUint32(at + 43, 4294967295, true);
    return this;
  }

  /** the ticket */
  set ticketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketDetails.ticketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketDetails.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketDetails.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketDetails.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** of one seat or place (minor units) */
  set price(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketDetails.price", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** number of the section in the chart, from 1 */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("TicketDetails.sectionNumber", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 40, value, true);
  }

  /** whether it lets someone in */
  set status(value: TicketStatus) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("TicketDetails.status", value, "one of TicketStatus: Valid 1, Refunded 2");
    this.view.setUint8(this.offset + 42, value);
  }

  /** index of the seat in the chart; absent in a general-admission area */
  set seat(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("TicketDetails.seat", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 43, value, true);
  }

  /** name of the row; empty in a general-admission area */
  set rowName(value: string) {
    if (!(isAsciiText(value, 8))) refuse("TicketDetails.rowName", value, "printable ASCII of at most 8 characters");
    writeAscii(this.view, this.offset + 47, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyRowName(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 47, from, fromOffset, 8);
  }

  /** name of the seat; empty in a general-admission area */
  set label(value: string) {
    if (!(isAsciiText(value, 8))) refuse("TicketDetails.label", value, "printable ASCII of at most 8 characters");
    writeAscii(this.view, this.offset + 55, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyLabel(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 55, from, fromOffset, 8);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TicketDetails): this {
    this.ticketId = value.ticketId;
    this.showId = value.showId;
    this.accountId = value.accountId;
    this.holdId = value.holdId;
    this.price = value.price;
    this.sectionNumber = value.sectionNumber;
    this.status = value.status;
    if (value.seat !== undefined) this.seat = value.seat;
    this.rowName = value.rowName;
    this.label = value.label;
    return this;
  }
}

function validateTicketDetails(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TicketDetails has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 66) return `template ${templateId} is not TicketDetails, 66`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 55;
  if (blockLength < leastLength) return `TicketDetails has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TicketDetails has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `TicketDetails.ticketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `TicketDetails.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `TicketDetails.price is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 34);
    if (!((value >= 1 && value <= 2))) return `TicketDetails.status is ${value}; it takes one of TicketStatus: Valid 1, Refunded 2`;
  }
  {
    const value = view.getUint32(offset + 8 + 35, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `TicketDetails.seat is ${value}; it takes an integer from 0 to 4294967294`;
  }
  if (!isAscii(view, offset + 8 + 39, 8)) return "TicketDetails.rowName is not printable ASCII of at most 8 characters, padded with zeros";
  if (!isAscii(view, offset + 8 + 47, 8)) return "TicketDetails.label is not printable ASCII of at most 8 characters, padded with zeros";
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `TicketDetails is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of TicketList.tickets. */
export interface TicketListTicketsEntry {
  /** the ticket */
  ticketId: number;
  /** the show */
  showId: number;
  /** of one seat or place (minor units) */
  price: number;
  /** number of the section in the chart, from 1 */
  sectionNumber: number;
  /** whether it lets someone in */
  status: TicketStatus;
  /** index of the seat in the chart; absent in a general-admission area */
  seat?: number | undefined;
  /** name of the row; empty in a general-admission area */
  rowName: string;
  /** name of the seat; empty in a general-admission area */
  label: string;
}

/** Tickets of an account in the order of their ids. */
export interface TicketList {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** there are no tickets after these */
  isLast: boolean;
  /** the tickets */
  tickets: readonly TicketListTicketsEntry[];
}

/** Reads the entries of TicketList.tickets. */
export class TicketListTicketsDecoder {
  /** What `seat` reads as when it is absent. */
  static readonly seatNull: number = 4294967295;
  static readonly rowNameLength = 8;
  static readonly labelLength = 8;

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

  /** the ticket */
  get ticketId(): number {
    return readU53(this.view, this.offset);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** of one seat or place (minor units) */
  get price(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** number of the section in the chart, from 1 */
  get sectionNumber(): number {
    return this.view.getUint16(this.offset + 20, true);
  }

  /** whether it lets someone in */
  get status(): TicketStatus {
    return this.view.getUint8(this.offset + 22) as TicketStatus;
  }

  /** index of the seat in the chart; absent in a general-admission area */
  get seat(): number {
    return this.view.getUint32(this.offset + 23, true);
  }

  get hasSeat(): boolean {
    return !(this.view.getUint32(this.offset + 23, true) === 4294967295);
  }

  /** name of the row; empty in a general-admission area */
  get rowName(): string {
    return readAscii(this.view, this.offset + 27, 8);
  }

  /** Of the first byte of `rowName` in `view`, to compare or copy it without a string. */
  get rowNameOffset(): number {
    return this.offset + 27;
  }

  /** name of the seat; empty in a general-admission area */
  get label(): string {
    return readAscii(this.view, this.offset + 35, 8);
  }

  /** Of the first byte of `label` in `view`, to compare or copy it without a string. */
  get labelOffset(): number {
    return this.offset + 35;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TicketListTicketsEntry {
    const value: TicketListTicketsEntry = {
      ticketId: this.ticketId,
      showId: this.showId,
      price: this.price,
      sectionNumber: this.sectionNumber,
      status: this.status,
      rowName: this.rowName,
      label: this.label,
    };
    if (this.hasSeat) value.seat = this.seat;
    return value;
  }
}

/** Reads TicketList: Tickets of an account in the order of their ids. */
export class TicketListDecoder {
  static readonly templateId = 67;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly ticketsDecoder = new TicketListTicketsDecoder();

  get template(): "TicketList" {
    return "TicketList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** there are no tickets after these */
  get isLast(): boolean {
    return this.view.getUint8(this.offset + 12) === 1;
  }

  /** the tickets */
  get tickets(): TicketListTicketsDecoder {
    return this.ticketsDecoder.wrap(this.view, this.ticketsAt());
  }

  private ticketsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TicketList {
    const tickets: TicketListTicketsEntry[] = [];
    for (const entries = this.tickets; entries.next(); ) tickets.push(entries.toObject());
    const value: TicketList = {
      accountId: this.accountId,
      isLast: this.isLast,
      tickets,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTicketList(view, offset, length);
  }
}

/** the tickets */
export class TicketListTicketsEncoder {
  private readonly root: TicketListEncoder;
  private readonly parent: TicketListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: TicketListEncoder, parent: TicketListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("TicketList.tickets");
    if (this.count >= 100) refuse("TicketList.tickets", this.count + 1, "at most 100 entries");
    const root = this.root;
    const added = root.output.extend(43);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 43;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint8(at + 40, 0);
    view.setUint8(at + 41, 0);
    view.setUint8(at + 42, 0);
    view.setUint32(at + 23, 4294967295, true);
    return this;
  }

  /** the ticket */
  set ticketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketList.tickets.ticketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketList.tickets.showId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 8, value, true);
  }

  /** of one seat or place (minor units) */
  set price(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketList.tickets.price", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 12, value);
  }

  /** number of the section in the chart, from 1 */
  set sectionNumber(value: number) {
    if (!((value & 65535) === value)) refuse("TicketList.tickets.sectionNumber", value, "an integer from 0 to 65535");
    this.root.view.setUint16(this.offset + 20, value, true);
  }

  /** whether it lets someone in */
  set status(value: TicketStatus) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("TicketList.tickets.status", value, "one of TicketStatus: Valid 1, Refunded 2");
    this.root.view.setUint8(this.offset + 22, value);
  }

  /** index of the seat in the chart; absent in a general-admission area */
  set seat(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("TicketList.tickets.seat", value, "an integer from 0 to 4294967294");
    this.root.view.setUint32(this.offset + 23, value, true);
  }

  /** name of the row; empty in a general-admission area */
  set rowName(value: string) {
    if (!(isAsciiText(value, 8))) refuse("TicketList.tickets.rowName", value, "printable ASCII of at most 8 characters");
    writeAscii(this.root.view, this.offset + 27, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyRowName(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 27, from, fromOffset, 8);
  }

  /** name of the seat; empty in a general-admission area */
  set label(value: string) {
    if (!(isAsciiText(value, 8))) refuse("TicketList.tickets.label", value, "printable ASCII of at most 8 characters");
    writeAscii(this.root.view, this.offset + 35, 8, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyLabel(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 35, from, fromOffset, 8);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TicketListTicketsEntry): this {
    this.ticketId = value.ticketId;
    this.showId = value.showId;
    this.price = value.price;
    this.sectionNumber = value.sectionNumber;
    this.status = value.status;
    if (value.seat !== undefined) this.seat = value.seat;
    this.rowName = value.rowName;
    this.label = value.label;
    return this;
  }
}

/** Writes TicketList. */
export class TicketListEncoder {
  static readonly templateId = 67;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly ticketsEncoder: TicketListTicketsEncoder = new TicketListTicketsEncoder(this, this);

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
    view.setUint32(at, 4390917, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint32(at + 13, 0, true);
    view.setUint16(at + 13, 43, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketList.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** there are no tickets after these */
  set isLast(value: boolean) {
    if (!(typeof value === "boolean")) refuse("TicketList.isLast", value, "true or false");
    this.view.setUint8(this.offset + 12, value ? 1 : 0);
  }

  /** the tickets */
  get tickets(): TicketListTicketsEncoder {
    if (this.stage > 0) refuseOrder("TicketList.tickets");
    if (this.stage < 0) {
      this.stage = 0;
      this.ticketsEncoder.begin(this.limit - 4);
    }
    return this.ticketsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TicketList): this {
    this.accountId = value.accountId;
    this.isLast = value.isLast;
    for (const entry of value.tickets) this.tickets.add().set(entry);
    return this;
  }
}

function validateTicketListTickets(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `TicketList.tickets is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 100) return `TicketList.tickets has ${count} entries; it takes at most 100`;
  void version;
  const leastLength = 43;
  if (count > 0 && blockLength < leastLength) return `TicketList.tickets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `TicketList.tickets runs over the end of the message`;
    {
      const value = readU53(view, offset);
      if (!(value <= 9007199254740991)) return `TicketList.tickets.ticketId is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 12);
      if (!(value <= 9007199254740991)) return `TicketList.tickets.price is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = view.getUint8(offset + 22);
      if (!((value >= 1 && value <= 2))) return `TicketList.tickets.status is ${value}; it takes one of TicketStatus: Valid 1, Refunded 2`;
    }
    {
      const value = view.getUint32(offset + 23, true);
      if (!(value <= 4294967294 || value === 4294967295)) return `TicketList.tickets.seat is ${value}; it takes an integer from 0 to 4294967294`;
    }
    if (!isAscii(view, offset + 27, 8)) return "TicketList.tickets.rowName is not printable ASCII of at most 8 characters, padded with zeros";
    if (!isAscii(view, offset + 35, 8)) return "TicketList.tickets.label is not printable ASCII of at most 8 characters, padded with zeros";
    at += blockLength;
  }
  return at;
}

function validateTicketList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TicketList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 67) return `template ${templateId} is not TicketList, 67`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 5;
  if (blockLength < leastLength) return `TicketList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TicketList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!(value <= 1)) return `TicketList.isLast is ${value}; it takes true or false`;
  }
  {
    const next = validateTicketListTickets(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `TicketList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of HoldList.holds. */
export interface HoldListHoldsEntry {
  /** the hold */
  holdId: number;
  /** the show */
  showId: number;
  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  deadline: number;
  /** what all seats of the hold cost together (minor units) */
  amount: number;
  /** seats or places */
  seatCount: number;
}

/** Pending holds of an account in the order of their ids, the first hundred. */
export interface HoldList {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** the holds */
  holds: readonly HoldListHoldsEntry[];
}

/** Reads the entries of HoldList.holds. */
export class HoldListHoldsDecoder {

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

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  get deadline(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** what all seats of the hold cost together (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** seats or places */
  get seatCount(): number {
    return this.view.getUint16(this.offset + 28, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldListHoldsEntry {
    const value: HoldListHoldsEntry = {
      holdId: this.holdId,
      showId: this.showId,
      deadline: this.deadline,
      amount: this.amount,
      seatCount: this.seatCount,
    };
    return value;
  }
}

/** Reads HoldList: Pending holds of an account in the order of their ids, the first hundred. */
export class HoldListDecoder {
  static readonly templateId = 68;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly holdsDecoder = new HoldListHoldsDecoder();

  get template(): "HoldList" {
    return "HoldList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the holds */
  get holds(): HoldListHoldsDecoder {
    return this.holdsDecoder.wrap(this.view, this.holdsAt());
  }

  private holdsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldList {
    const holds: HoldListHoldsEntry[] = [];
    for (const entries = this.holds; entries.next(); ) holds.push(entries.toObject());
    const value: HoldList = {
      accountId: this.accountId,
      holds,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldList(view, offset, length);
  }
}

/** the holds */
export class HoldListHoldsEncoder {
  private readonly root: HoldListEncoder;
  private readonly parent: HoldListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: HoldListEncoder, parent: HoldListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("HoldList.holds");
    if (this.count >= 100) refuse("HoldList.holds", this.count + 1, "at most 100 entries");
    const root = this.root;
    const added = root.output.extend(30);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 30;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    view.setUint8(at + 29, 0);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldList.holds.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldList.holds.showId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 8, value, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  set deadline(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldList.holds.deadline", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 12, value);
  }

  /** what all seats of the hold cost together (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldList.holds.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 20, value);
  }

  /** seats or places */
  set seatCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldList.holds.seatCount", value, "an integer from 0 to 65535");
    this.root.view.setUint16(this.offset + 28, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldListHoldsEntry): this {
    this.holdId = value.holdId;
    this.showId = value.showId;
    this.deadline = value.deadline;
    this.amount = value.amount;
    this.seatCount = value.seatCount;
    return this;
  }
}

/** Writes HoldList. */
export class HoldListEncoder {
  static readonly templateId = 68;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly holdsEncoder: HoldListHoldsEncoder = new HoldListHoldsEncoder(this, this);

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
    view.setUint32(at, 4456452, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 12, 0, true);
    view.setUint16(at + 12, 30, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldList.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the holds */
  get holds(): HoldListHoldsEncoder {
    if (this.stage > 0) refuseOrder("HoldList.holds");
    if (this.stage < 0) {
      this.stage = 0;
      this.holdsEncoder.begin(this.limit - 4);
    }
    return this.holdsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldList): this {
    this.accountId = value.accountId;
    for (const entry of value.holds) this.holds.add().set(entry);
    return this;
  }
}

function validateHoldListHolds(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `HoldList.holds is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 100) return `HoldList.holds has ${count} entries; it takes at most 100`;
  void version;
  const leastLength = 30;
  if (count > 0 && blockLength < leastLength) return `HoldList.holds has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `HoldList.holds runs over the end of the message`;
    {
      const value = readU53(view, offset);
      if (!(value <= 9007199254740991)) return `HoldList.holds.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 12);
      if (!(value <= 9007199254740991)) return `HoldList.holds.deadline is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 20);
      if (!(value <= 9007199254740991)) return `HoldList.holds.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateHoldList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 68) return `template ${templateId} is not HoldList, 68`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 4;
  if (blockLength < leastLength) return `HoldList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateHoldListHolds(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A show was announced, or its sale went into another phase. */
export interface SaleChanged {
  /** the show */
  showId: number;
  /** cluster time since 1970 (us) */
  onSaleAt: number;
  /** from now on */
  phase: SalePhase;
}

/** Reads SaleChanged: A show was announced, or its sale went into another phase. */
export class SaleChangedDecoder {
  static readonly templateId = 80;
  static readonly blockLength = 13;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** cluster time since 1970 (us) */
  get onSaleAt(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** from now on */
  get phase(): SalePhase {
    return this.view.getUint8(this.offset + 20) as SalePhase;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SaleChanged {
    const value: SaleChanged = {
      showId: this.showId,
      onSaleAt: this.onSaleAt,
      phase: this.phase,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSaleChanged(view, offset, length);
  }
}

/** Writes SaleChanged. */
export class SaleChangedEncoder {
  static readonly templateId = 80;
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
    view.setUint32(at, 5242893, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    return this;
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("SaleChanged.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** cluster time since 1970 (us) */
  set onSaleAt(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("SaleChanged.onSaleAt", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** from now on */
  set phase(value: SalePhase) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("SaleChanged.phase", value, "one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4");
    this.view.setUint8(this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SaleChanged): this {
    this.showId = value.showId;
    this.onSaleAt = value.onSaleAt;
    this.phase = value.phase;
    return this;
  }
}

function validateSaleChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SaleChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not SaleChanged, 80`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 13;
  if (blockLength < leastLength) return `SaleChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SaleChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `SaleChanged.onSaleAt is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 12);
    if (!((value >= 1 && value <= 4))) return `SaleChanged.phase is ${value}; it takes one of SalePhase: Announced 1, OnSale 2, Paused 3, Closed 4`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SaleChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of SeatsChanged.runs. */
export interface SeatsChangedRunsEntry {
  /** the first seat of the run, an index in the chart */
  seat: number;
  /** seats in the run */
  seatCount: number;
  /** of all seats in the run */
  state: SeatState;
}

/** Seats of a section are in another state. */
export interface SeatsChanged {
  /** 1,000 times the show plus the section's number */
  showSectionId: number;
  /** counts up by one in the section */
  sequence: number;
  /** seats or places that are free */
  freeCount: number;
  /** what changed, as runs of one state; none in a general-admission area */
  runs: readonly SeatsChangedRunsEntry[];
}

/** Reads the entries of SeatsChanged.runs. */
export class SeatsChangedRunsDecoder {

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

  /** the first seat of the run, an index in the chart */
  get seat(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** seats in the run */
  get seatCount(): number {
    return this.view.getUint32(this.offset + 4, true);
  }

  /** of all seats in the run */
  get state(): SeatState {
    return this.view.getUint8(this.offset + 8) as SeatState;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SeatsChangedRunsEntry {
    const value: SeatsChangedRunsEntry = {
      seat: this.seat,
      seatCount: this.seatCount,
      state: this.state,
    };
    return value;
  }
}

/** Reads SeatsChanged: Seats of a section are in another state. */
export class SeatsChangedDecoder {
  static readonly templateId = 81;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly runsDecoder = new SeatsChangedRunsDecoder();

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** 1,000 times the show plus the section's number */
  get showSectionId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts up by one in the section */
  get sequence(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** seats or places that are free */
  get freeCount(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** what changed, as runs of one state; none in a general-admission area */
  get runs(): SeatsChangedRunsDecoder {
    return this.runsDecoder.wrap(this.view, this.runsAt());
  }

  private runsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SeatsChanged {
    const runs: SeatsChangedRunsEntry[] = [];
    for (const entries = this.runs; entries.next(); ) runs.push(entries.toObject());
    const value: SeatsChanged = {
      showSectionId: this.showSectionId,
      sequence: this.sequence,
      freeCount: this.freeCount,
      runs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSeatsChanged(view, offset, length);
  }
}

/** what changed, as runs of one state; none in a general-admission area */
export class SeatsChangedRunsEncoder {
  private readonly root: SeatsChangedEncoder;
  private readonly parent: SeatsChangedEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: SeatsChangedEncoder, parent: SeatsChangedEncoder) {
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
    if (!this.isCurrent()) refuseOrder("SeatsChanged.runs");
    if (this.count >= 64) refuse("SeatsChanged.runs", this.count + 1, "at most 64 entries");
    const root = this.root;
    const added = root.output.extend(9);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 9;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint8(at + 8, 0);
    return this;
  }

  /** the first seat of the run, an index in the chart */
  set seat(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatsChanged.runs.seat", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** seats in the run */
  set seatCount(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatsChanged.runs.seatCount", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 4, value, true);
  }

  /** of all seats in the run */
  set state(value: SeatState) {
    if (!(value >= 1 && value <= 5 && Math.floor(value) === value)) refuse("SeatsChanged.runs.state", value, "one of SeatState: Free 1, Held 2, Sold 3, House 4, Blocked 5");
    this.root.view.setUint8(this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SeatsChangedRunsEntry): this {
    this.seat = value.seat;
    this.seatCount = value.seatCount;
    this.state = value.state;
    return this;
  }
}

/** Writes SeatsChanged. */
export class SeatsChangedEncoder {
  static readonly templateId = 81;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly runsEncoder: SeatsChangedRunsEncoder = new SeatsChangedRunsEncoder(this, this);

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
    this.limit = at + 28;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 5308432, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint16(at + 24, 9, true);
    return this;
  }

  /** 1,000 times the show plus the section's number */
  set showSectionId(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatsChanged.showSectionId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts up by one in the section */
  set sequence(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("SeatsChanged.sequence", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** seats or places that are free */
  set freeCount(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatsChanged.freeCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** what changed, as runs of one state; none in a general-admission area */
  get runs(): SeatsChangedRunsEncoder {
    if (this.stage > 0) refuseOrder("SeatsChanged.runs");
    if (this.stage < 0) {
      this.stage = 0;
      this.runsEncoder.begin(this.limit - 4);
    }
    return this.runsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SeatsChanged): this {
    this.showSectionId = value.showSectionId;
    this.sequence = value.sequence;
    this.freeCount = value.freeCount;
    for (const entry of value.runs) this.runs.add().set(entry);
    return this;
  }
}

function validateSeatsChangedRuns(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `SeatsChanged.runs is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 64) return `SeatsChanged.runs has ${count} entries; it takes at most 64`;
  void version;
  const leastLength = 9;
  if (count > 0 && blockLength < leastLength) return `SeatsChanged.runs has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `SeatsChanged.runs runs over the end of the message`;
    {
      const value = view.getUint8(offset + 8);
      if (!((value >= 1 && value <= 5))) return `SeatsChanged.runs.state is ${value}; it takes one of SeatState: Free 1, Held 2, Sold 3, House 4, Blocked 5`;
    }
    at += blockLength;
  }
  return at;
}

function validateSeatsChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SeatsChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 81) return `template ${templateId} is not SeatsChanged, 81`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 16;
  if (blockLength < leastLength) return `SeatsChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SeatsChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `SeatsChanged.sequence is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateSeatsChangedRuns(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SeatsChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A hold was placed, extended, exchanged, or has ended. */
export interface HoldChanged {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** the hold */
  holdId: number;
  /** the show */
  showId: number;
  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  deadline: number;
  /** what all seats of the hold cost together (minor units) */
  amount: number;
  /** seats or places */
  seatCount: number;
  /** pending, or how it ended */
  status: HoldStatus;
  /** its deadline was moved */
  isExtended: boolean;
}

/** Reads HoldChanged: A hold was placed, extended, exchanged, or has ended. */
export class HoldChangedDecoder {
  static readonly templateId = 82;
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

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  get deadline(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** what all seats of the hold cost together (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** seats or places */
  get seatCount(): number {
    return this.view.getUint16(this.offset + 40, true);
  }

  /** pending, or how it ended */
  get status(): HoldStatus {
    return this.view.getUint8(this.offset + 42) as HoldStatus;
  }

  /** its deadline was moved */
  get isExtended(): boolean {
    return this.view.getUint8(this.offset + 43) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HoldChanged {
    const value: HoldChanged = {
      accountId: this.accountId,
      holdId: this.holdId,
      showId: this.showId,
      deadline: this.deadline,
      amount: this.amount,
      seatCount: this.seatCount,
      status: this.status,
      isExtended: this.isExtended,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldChanged(view, offset, length);
  }
}

/** Writes HoldChanged. */
export class HoldChangedEncoder {
  static readonly templateId = 82;
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
    view.setUint32(at, 5373988, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint32(at + 40, 0, true);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldChanged.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldChanged.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("HoldChanged.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** when the hold times out unless it has ended before: cluster time since 1970 (us) */
  set deadline(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldChanged.deadline", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** what all seats of the hold cost together (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HoldChanged.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** seats or places */
  set seatCount(value: number) {
    if (!((value & 65535) === value)) refuse("HoldChanged.seatCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 40, value, true);
  }

  /** pending, or how it ended */
  set status(value: HoldStatus) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("HoldChanged.status", value, "one of HoldStatus: Pending 1, Posted 2, Voided 3, TimedOut 4");
    this.view.setUint8(this.offset + 42, value);
  }

  /** its deadline was moved */
  set isExtended(value: boolean) {
    if (!(typeof value === "boolean")) refuse("HoldChanged.isExtended", value, "true or false");
    this.view.setUint8(this.offset + 43, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HoldChanged): this {
    this.accountId = value.accountId;
    this.holdId = value.holdId;
    this.showId = value.showId;
    this.deadline = value.deadline;
    this.amount = value.amount;
    this.seatCount = value.seatCount;
    this.status = value.status;
    this.isExtended = value.isExtended;
    return this;
  }
}

function validateHoldChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 82) return `template ${templateId} is not HoldChanged, 82`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 36;
  if (blockLength < leastLength) return `HoldChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `HoldChanged.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `HoldChanged.deadline is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `HoldChanged.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 34);
    if (!((value >= 1 && value <= 4))) return `HoldChanged.status is ${value}; it takes one of HoldStatus: Pending 1, Posted 2, Voided 3, TimedOut 4`;
  }
  {
    const value = view.getUint8(offset + 8 + 35);
    if (!(value <= 1)) return `HoldChanged.isExtended is ${value}; it takes true or false`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Tickets were bought. */
export interface TicketsIssued {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** the hold */
  holdId: number;
  /** the show */
  showId: number;
  /** the first of the tickets, which are numbered one after the other */
  firstTicketId: number;
  /** what was paid (minor units) */
  amount: number;
  /** tickets */
  ticketCount: number;
}

/** Reads TicketsIssued: Tickets were bought. */
export class TicketsIssuedDecoder {
  static readonly templateId = 83;
  static readonly blockLength = 34;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 20, true);
  }

  /** the first of the tickets, which are numbered one after the other */
  get firstTicketId(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** what was paid (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** tickets */
  get ticketCount(): number {
    return this.view.getUint16(this.offset + 40, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TicketsIssued {
    const value: TicketsIssued = {
      accountId: this.accountId,
      holdId: this.holdId,
      showId: this.showId,
      firstTicketId: this.firstTicketId,
      amount: this.amount,
      ticketCount: this.ticketCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTicketsIssued(view, offset, length);
  }
}

/** Writes TicketsIssued. */
export class TicketsIssuedEncoder {
  static readonly templateId = 83;
  static readonly blockLength = 34;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(42);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5439522, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint8(at + 40, 0);
    view.setUint8(at + 41, 0);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketsIssued.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketsIssued.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketsIssued.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 20, value, true);
  }

  /** the first of the tickets, which are numbered one after the other */
  set firstTicketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketsIssued.firstTicketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** what was paid (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketsIssued.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** tickets */
  set ticketCount(value: number) {
    if (!((value & 65535) === value)) refuse("TicketsIssued.ticketCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 40, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TicketsIssued): this {
    this.accountId = value.accountId;
    this.holdId = value.holdId;
    this.showId = value.showId;
    this.firstTicketId = value.firstTicketId;
    this.amount = value.amount;
    this.ticketCount = value.ticketCount;
    return this;
  }
}

function validateTicketsIssued(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TicketsIssued has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 83) return `template ${templateId} is not TicketsIssued, 83`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 34;
  if (blockLength < leastLength) return `TicketsIssued has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TicketsIssued has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `TicketsIssued.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `TicketsIssued.firstTicketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `TicketsIssued.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `TicketsIssued is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Tickets were given back and are no longer valid. */
export interface TicketsRefunded {
  /** the customer's account: it holds the seats and pays */
  accountId: number;
  /** the show */
  showId: number;
  /** the first ticket */
  ticketId: number;
  /** what was paid back (minor units) */
  amount: number;
  /** tickets */
  ticketCount: number;
}

/** Reads TicketsRefunded: Tickets were given back and are no longer valid. */
export class TicketsRefundedDecoder {
  static readonly templateId = 84;
  static readonly blockLength = 26;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the show */
  get showId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** the first ticket */
  get ticketId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** what was paid back (minor units) */
  get amount(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** tickets */
  get ticketCount(): number {
    return this.view.getUint16(this.offset + 32, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TicketsRefunded {
    const value: TicketsRefunded = {
      accountId: this.accountId,
      showId: this.showId,
      ticketId: this.ticketId,
      amount: this.amount,
      ticketCount: this.ticketCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTicketsRefunded(view, offset, length);
  }
}

/** Writes TicketsRefunded. */
export class TicketsRefundedEncoder {
  static readonly templateId = 84;
  static readonly blockLength = 26;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(34);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5505050, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint8(at + 32, 0);
    view.setUint8(at + 33, 0);
    return this;
  }

  /** the customer's account: it holds the seats and pays */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketsRefunded.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the show */
  set showId(value: number) {
    if (!(value >>> 0 === value)) refuse("TicketsRefunded.showId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** the first ticket */
  set ticketId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketsRefunded.ticketId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** what was paid back (minor units) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TicketsRefunded.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** tickets */
  set ticketCount(value: number) {
    if (!((value & 65535) === value)) refuse("TicketsRefunded.ticketCount", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 32, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TicketsRefunded): this {
    this.accountId = value.accountId;
    this.showId = value.showId;
    this.ticketId = value.ticketId;
    this.amount = value.amount;
    this.ticketCount = value.ticketCount;
    return this;
  }
}

function validateTicketsRefunded(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TicketsRefunded has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 84) return `template ${templateId} is not TicketsRefunded, 84`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 26;
  if (blockLength < leastLength) return `TicketsRefunded has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TicketsRefunded has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `TicketsRefunded.ticketId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `TicketsRefunded.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `TicketsRefunded is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 3, true); // Schema and its version.
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
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Rejected has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Rejected has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readI53(view, offset + 8 + 8);
    if (!(value >= -9007199254740991 && value <= 9007199254740991 || value === -9223372036854776000)) return `Rejected.value is ${value}; it takes an integer from -9007199254740991 to 9007199254740991`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Rejected is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The deadline of a pending hold has come. */
export interface HoldEnds {
}

/** Reads HoldEnds: The deadline of a pending hold has come. */
export class HoldEndsDecoder {
  static readonly templateId = 100;
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
  toObject(): HoldEnds {
    const value: HoldEnds = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHoldEnds(view, offset, length);
  }
}

/** Writes HoldEnds. */
export class HoldEndsEncoder {
  static readonly templateId = 100;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): void {
    context.schedule(deadline, 100, key);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(100, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 6553600, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: HoldEnds): this {
    return this;
  }
}

function validateHoldEnds(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HoldEnds has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 100) return `template ${templateId} is not HoldEnds, 100`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 0;
  if (blockLength < leastLength) return `HoldEnds has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HoldEnds has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `HoldEnds is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The on-sale time of a show has come. */
export interface SaleBegins {
}

/** Reads SaleBegins: The on-sale time of a show has come. */
export class SaleBeginsDecoder {
  static readonly templateId = 101;
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
  toObject(): SaleBegins {
    const value: SaleBegins = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSaleBegins(view, offset, length);
  }
}

/** Writes SaleBegins. */
export class SaleBeginsEncoder {
  static readonly templateId = 101;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): void {
    context.schedule(deadline, 101, key);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(101, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 6619136, true); // Block length and template.
    view.setUint32(at + 4, 3, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: SaleBegins): this {
    return this;
  }
}

function validateSaleBegins(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SaleBegins has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 101) return `template ${templateId} is not SaleBegins, 101`;
  if (schemaId !== 3) return `schema ${schemaId} is not ticketing, 3`;
  const leastLength = 0;
  if (blockLength < leastLength) return `SaleBegins has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SaleBegins has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `SaleBegins is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What a ticketing service does: one method per command and query, each with exactly one reply or rejection. */
export interface TicketingHandlers extends Lifecycle {
  /** Begins the chart of a hall. Sections, rows and seats follow in the order of the plan; SealChart ends it. */
  onCreateChart(command: CreateChartDecoder, context: Context): Handled;
  /** Adds the next section of a chart. */
  onAddSection(command: AddSectionDecoder, context: Context): Handled;
  /** Adds seats, in their physical order, to the last row of a chart or to a new row. */
  onAddSeats(command: AddSeatsDecoder, context: Context): Handled;
  /** Ends the building of a chart: from now on shows may use it and it never changes. */
  onSealChart(command: SealChartDecoder, context: Context): Handled;
  /** Announces a show in a hall. Its on-sale time comes by itself. */
  onCreateShow(command: CreateShowDecoder, context: Context): Handled;
  /** Opens, pauses or closes the sale of a show. */
  onChangeSale(command: ChangeSaleDecoder, context: Context): Handled;
  /** Holds the seats picked, all or none. They may not leave a single seat alone that could be avoided. */
  onHoldSeats(command: HoldSeatsDecoder, context: Context): Handled;
  /** Holds the best free seats for a party, all or none. */
  onHoldBestAvailable(command: HoldBestAvailableDecoder, context: Context): Handled;
  /** Holds places in a general-admission area, all or none. */
  onHoldPlaces(command: HoldPlacesDecoder, context: Context): Handled;
  /** Moves a hold's deadline by the show's extension, once. */
  onExtendHold(command: ExtendHoldDecoder, context: Context): Handled;
  /** Gives the seats of a hold back. */
  onReleaseHold(command: ReleaseHoldDecoder, context: Context): Handled;
  /** Buys the seats of a hold: money and seats change hands together, or neither does. */
  onBuyHold(command: BuyHoldDecoder, context: Context): Handled;
  /** Changes the seats of a hold for others, all or none; its deadline stays. On a refusal the old seats stay held. */
  onExchangeHold(command: ExchangeHoldDecoder, context: Context): Handled;
  /** Takes tickets of one purchase back and pays for them, all or none; the seats are free again. */
  onRefundTickets(command: RefundTicketsDecoder, context: Context): Handled;
  /** Lists shows in the order of their ids. */
  onShows(query: ShowsDecoder, context: Context): Handled;
  /** Asks for a show's terms. */
  onShow(query: ShowDecoder, context: Context): Handled;
  /** Asks for a chart's sections. */
  onChart(query: ChartDecoder, context: Context): Handled;
  /** Asks for seats of one section of a chart, in the order of the plan. */
  onSectionSeats(query: SectionSeatsDecoder, context: Context): Handled;
  /** Asks for the state of all seats of one section: the image that SeatsChanged changes. */
  onSeatMap(query: SeatMapDecoder, context: Context): Handled;
  /** Asks for a hold of one's own. */
  onHold(query: HoldDecoder, context: Context): Handled;
  /** Asks for a ticket of one's own. */
  onTicket(query: TicketDecoder, context: Context): Handled;
  /** Lists the tickets of an account, refunded ones among them, in the order of their ids. */
  onTickets(query: TicketsDecoder, context: Context): Handled;
  /** Lists the pending holds of an account in the order of their ids. */
  onHolds(query: HoldsDecoder, context: Context): Handled;
  /** A timer: The deadline of a pending hold has come. Its key: the hold's id. Nobody is answered. */
  onHoldEnds(timer: HoldEndsDecoder, context: Context): Handled;
  /** A timer: The on-sale time of a show has come. Its key: the show's id. Nobody is answered. */
  onSaleBegins(timer: SaleBeginsDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class TicketingDecoders {
  readonly createChart: CreateChartDecoder = new CreateChartDecoder();
  readonly addSection: AddSectionDecoder = new AddSectionDecoder();
  readonly addSeats: AddSeatsDecoder = new AddSeatsDecoder();
  readonly sealChart: SealChartDecoder = new SealChartDecoder();
  readonly createShow: CreateShowDecoder = new CreateShowDecoder();
  readonly changeSale: ChangeSaleDecoder = new ChangeSaleDecoder();
  readonly holdSeats: HoldSeatsDecoder = new HoldSeatsDecoder();
  readonly holdBestAvailable: HoldBestAvailableDecoder = new HoldBestAvailableDecoder();
  readonly holdPlaces: HoldPlacesDecoder = new HoldPlacesDecoder();
  readonly extendHold: ExtendHoldDecoder = new ExtendHoldDecoder();
  readonly releaseHold: ReleaseHoldDecoder = new ReleaseHoldDecoder();
  readonly buyHold: BuyHoldDecoder = new BuyHoldDecoder();
  readonly exchangeHold: ExchangeHoldDecoder = new ExchangeHoldDecoder();
  readonly refundTickets: RefundTicketsDecoder = new RefundTicketsDecoder();
  readonly shows: ShowsDecoder = new ShowsDecoder();
  readonly show: ShowDecoder = new ShowDecoder();
  readonly chart: ChartDecoder = new ChartDecoder();
  readonly sectionSeats: SectionSeatsDecoder = new SectionSeatsDecoder();
  readonly seatMap: SeatMapDecoder = new SeatMapDecoder();
  readonly hold: HoldDecoder = new HoldDecoder();
  readonly ticket: TicketDecoder = new TicketDecoder();
  readonly tickets: TicketsDecoder = new TicketsDecoder();
  readonly holds: HoldsDecoder = new HoldsDecoder();
  readonly holdEnds: HoldEndsDecoder = new HoldEndsDecoder();
  readonly saleBegins: SaleBeginsDecoder = new SaleBeginsDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchTicketingCommand(
  handlers: TicketingHandlers,
  decoders: TicketingDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreateChart(decoders.createChart.wrap(view, offset), context);
    case 2:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onAddSection(decoders.addSection.wrap(view, offset), context);
    case 3:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onAddSeats(decoders.addSeats.wrap(view, offset), context);
    case 4:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onSealChart(decoders.sealChart.wrap(view, offset), context);
    case 5:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreateShow(decoders.createShow.wrap(view, offset), context);
    case 6:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onChangeSale(decoders.changeSale.wrap(view, offset), context);
    case 7:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onHoldSeats(decoders.holdSeats.wrap(view, offset), context);
    case 8:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onHoldBestAvailable(decoders.holdBestAvailable.wrap(view, offset), context);
    case 9:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onHoldPlaces(decoders.holdPlaces.wrap(view, offset), context);
    case 10:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onExtendHold(decoders.extendHold.wrap(view, offset), context);
    case 11:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onReleaseHold(decoders.releaseHold.wrap(view, offset), context);
    case 12:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onBuyHold(decoders.buyHold.wrap(view, offset), context);
    case 13:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onExchangeHold(decoders.exchangeHold.wrap(view, offset), context);
    case 14:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRefundTickets(decoders.refundTickets.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchTicketingQuery(
  handlers: TicketingHandlers,
  decoders: TicketingDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onShows(decoders.shows.wrap(view, offset), context);
    case 21:
      return handlers.onShow(decoders.show.wrap(view, offset), context);
    case 22:
      return handlers.onChart(decoders.chart.wrap(view, offset), context);
    case 23:
      return handlers.onSectionSeats(decoders.sectionSeats.wrap(view, offset), context);
    case 24:
      return handlers.onSeatMap(decoders.seatMap.wrap(view, offset), context);
    case 25:
      return handlers.onHold(decoders.hold.wrap(view, offset), context);
    case 26:
      return handlers.onTicket(decoders.ticket.wrap(view, offset), context);
    case 27:
      return handlers.onTickets(decoders.tickets.wrap(view, offset), context);
    case 28:
      return handlers.onHolds(decoders.holds.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateTicketingRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 0) return `version ${version} of ticketing is newer than the one here, 0`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateCreateChart(view, offset, length);
    case 2:
      return validateAddSection(view, offset, length);
    case 3:
      return validateAddSeats(view, offset, length);
    case 4:
      return validateSealChart(view, offset, length);
    case 5:
      return validateCreateShow(view, offset, length);
    case 6:
      return validateChangeSale(view, offset, length);
    case 7:
      return validateHoldSeats(view, offset, length);
    case 8:
      return validateHoldBestAvailable(view, offset, length);
    case 9:
      return validateHoldPlaces(view, offset, length);
    case 10:
      return validateExtendHold(view, offset, length);
    case 11:
      return validateReleaseHold(view, offset, length);
    case 12:
      return validateBuyHold(view, offset, length);
    case 13:
      return validateExchangeHold(view, offset, length);
    case 14:
      return validateRefundTickets(view, offset, length);
    case 20:
      return validateShows(view, offset, length);
    case 21:
      return validateShow(view, offset, length);
    case 22:
      return validateChart(view, offset, length);
    case 23:
      return validateSectionSeats(view, offset, length);
    case 24:
      return validateSeatMap(view, offset, length);
    case 25:
      return validateHold(view, offset, length);
    case 26:
      return validateTicket(view, offset, length);
    case 27:
      return validateTickets(view, offset, length);
    case 28:
      return validateHolds(view, offset, length);
    default:
      return `template ${templateId} is no command or query of ticketing`;
  }
}

/** The service that a cluster runs, from its handlers: `ticketingService(new Ticketing())`. */
export function ticketingService(handlers: TicketingHandlers): Service {
  return new TicketingService(handlers);
}

class TicketingService implements Service {
  readonly name = "ticketing";
  readonly schemaId = 3;
  private readonly handlers: TicketingHandlers;
  private readonly decoders = new TicketingDecoders();

  constructor(handlers: TicketingHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTicketingRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchTicketingCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchTicketingQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 100: {
        const timer = this.decoders.holdEnds.wrap(payload, 0);
        timer.key = key;
        this.handlers.onHoldEnds(timer, context);
        return;
      }
      case 101: {
        const timer = this.decoders.saleBegins.wrap(payload, 0);
        timer.key = key;
        this.handlers.onSaleBegins(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of ticketing");
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

/** The ticketing service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundTicketing {
  /** Begins the chart of a hall. Sections, rows and seats follow in the order of the plan; SealChart ends it. */
  createChart(context: Context, tag: number): CreateChartEncoder;
  /** Adds the next section of a chart. */
  addSection(context: Context, tag: number): AddSectionEncoder;
  /** Adds seats, in their physical order, to the last row of a chart or to a new row. */
  addSeats(context: Context, tag: number): AddSeatsEncoder;
  /** Ends the building of a chart: from now on shows may use it and it never changes. */
  sealChart(context: Context, tag: number): SealChartEncoder;
  /** Announces a show in a hall. Its on-sale time comes by itself. */
  createShow(context: Context, tag: number): CreateShowEncoder;
  /** Opens, pauses or closes the sale of a show. */
  changeSale(context: Context, tag: number): ChangeSaleEncoder;
  /** Holds the seats picked, all or none. They may not leave a single seat alone that could be avoided. */
  holdSeats(context: Context, tag: number): HoldSeatsEncoder;
  /** Holds the best free seats for a party, all or none. */
  holdBestAvailable(context: Context, tag: number): HoldBestAvailableEncoder;
  /** Holds places in a general-admission area, all or none. */
  holdPlaces(context: Context, tag: number): HoldPlacesEncoder;
  /** Moves a hold's deadline by the show's extension, once. */
  extendHold(context: Context, tag: number): ExtendHoldEncoder;
  /** Gives the seats of a hold back. */
  releaseHold(context: Context, tag: number): ReleaseHoldEncoder;
  /** Buys the seats of a hold: money and seats change hands together, or neither does. */
  buyHold(context: Context, tag: number): BuyHoldEncoder;
  /** Changes the seats of a hold for others, all or none; its deadline stays. On a refusal the old seats stay held. */
  exchangeHold(context: Context, tag: number): ExchangeHoldEncoder;
  /** Takes tickets of one purchase back and pays for them, all or none; the seats are free again. */
  refundTickets(context: Context, tag: number): RefundTicketsEncoder;
}

/** Makes requests to the ticketing service, wherever it runs, in the name of `caller`. */
export class TicketingBinding implements BoundTicketing {
  private readonly boundCaller: Caller;
  private readonly createChartEncoder: CreateChartEncoder = new CreateChartEncoder();
  private readonly addSectionEncoder: AddSectionEncoder = new AddSectionEncoder();
  private readonly addSeatsEncoder: AddSeatsEncoder = new AddSeatsEncoder();
  private readonly sealChartEncoder: SealChartEncoder = new SealChartEncoder();
  private readonly createShowEncoder: CreateShowEncoder = new CreateShowEncoder();
  private readonly changeSaleEncoder: ChangeSaleEncoder = new ChangeSaleEncoder();
  private readonly holdSeatsEncoder: HoldSeatsEncoder = new HoldSeatsEncoder();
  private readonly holdBestAvailableEncoder: HoldBestAvailableEncoder = new HoldBestAvailableEncoder();
  private readonly holdPlacesEncoder: HoldPlacesEncoder = new HoldPlacesEncoder();
  private readonly extendHoldEncoder: ExtendHoldEncoder = new ExtendHoldEncoder();
  private readonly releaseHoldEncoder: ReleaseHoldEncoder = new ReleaseHoldEncoder();
  private readonly buyHoldEncoder: BuyHoldEncoder = new BuyHoldEncoder();
  private readonly exchangeHoldEncoder: ExchangeHoldEncoder = new ExchangeHoldEncoder();
  private readonly refundTicketsEncoder: RefundTicketsEncoder = new RefundTicketsEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  createChart(context: Context, tag: number): CreateChartEncoder {
    return this.createChartEncoder.claim(context.call(this.boundCaller, tag));
  }

  addSection(context: Context, tag: number): AddSectionEncoder {
    return this.addSectionEncoder.claim(context.call(this.boundCaller, tag));
  }

  addSeats(context: Context, tag: number): AddSeatsEncoder {
    return this.addSeatsEncoder.claim(context.call(this.boundCaller, tag));
  }

  sealChart(context: Context, tag: number): SealChartEncoder {
    return this.sealChartEncoder.claim(context.call(this.boundCaller, tag));
  }

  createShow(context: Context, tag: number): CreateShowEncoder {
    return this.createShowEncoder.claim(context.call(this.boundCaller, tag));
  }

  changeSale(context: Context, tag: number): ChangeSaleEncoder {
    return this.changeSaleEncoder.claim(context.call(this.boundCaller, tag));
  }

  holdSeats(context: Context, tag: number): HoldSeatsEncoder {
    return this.holdSeatsEncoder.claim(context.call(this.boundCaller, tag));
  }

  holdBestAvailable(context: Context, tag: number): HoldBestAvailableEncoder {
    return this.holdBestAvailableEncoder.claim(context.call(this.boundCaller, tag));
  }

  holdPlaces(context: Context, tag: number): HoldPlacesEncoder {
    return this.holdPlacesEncoder.claim(context.call(this.boundCaller, tag));
  }

  extendHold(context: Context, tag: number): ExtendHoldEncoder {
    return this.extendHoldEncoder.claim(context.call(this.boundCaller, tag));
  }

  releaseHold(context: Context, tag: number): ReleaseHoldEncoder {
    return this.releaseHoldEncoder.claim(context.call(this.boundCaller, tag));
  }

  buyHold(context: Context, tag: number): BuyHoldEncoder {
    return this.buyHoldEncoder.claim(context.call(this.boundCaller, tag));
  }

  exchangeHold(context: Context, tag: number): ExchangeHoldEncoder {
    return this.exchangeHoldEncoder.claim(context.call(this.boundCaller, tag));
  }

  refundTickets(context: Context, tag: number): RefundTicketsEncoder {
    return this.refundTicketsEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the ticketing service: once for each, in the order in which they were made. */
export interface TicketingOutcomes {
  onCreateChartOutcome(outcome: ChartChangedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onAddSectionOutcome(outcome: ChartChangedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onAddSeatsOutcome(outcome: ChartChangedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onSealChartOutcome(outcome: ChartChangedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onCreateShowOutcome(outcome: ShowChangedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onChangeSaleOutcome(outcome: ShowChangedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onHoldSeatsOutcome(outcome: HoldPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onHoldBestAvailableOutcome(outcome: HoldPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onHoldPlacesOutcome(outcome: HoldPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onExtendHoldOutcome(outcome: HoldExtendedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onReleaseHoldOutcome(outcome: HoldReleasedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onBuyHoldOutcome(outcome: HoldBoughtDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onExchangeHoldOutcome(outcome: HoldPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onRefundTicketsOutcome(outcome: RefundMadeDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class TicketingOutcomeDecoders {
  readonly chartChanged: ChartChangedDecoder = new ChartChangedDecoder();
  readonly showChanged: ShowChangedDecoder = new ShowChangedDecoder();
  readonly holdPlaced: HoldPlacedDecoder = new HoldPlacedDecoder();
  readonly holdExtended: HoldExtendedDecoder = new HoldExtendedDecoder();
  readonly holdReleased: HoldReleasedDecoder = new HoldReleasedDecoder();
  readonly holdBought: HoldBoughtDecoder = new HoldBoughtDecoder();
  readonly refundMade: RefundMadeDecoder = new RefundMadeDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchTicketingOutcome(
  handlers: Partial<TicketingOutcomes>,
  decoders: TicketingOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onCreateChartOutcome?.(decoders.chartChanged.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCreateChartOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCreateChartOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 40:
          return handlers.onAddSectionOutcome?.(decoders.chartChanged.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onAddSectionOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onAddSectionOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 40:
          return handlers.onAddSeatsOutcome?.(decoders.chartChanged.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onAddSeatsOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onAddSeatsOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 40:
          return handlers.onSealChartOutcome?.(decoders.chartChanged.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onSealChartOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onSealChartOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 5:
      switch (templateId) {
        case 41:
          return handlers.onCreateShowOutcome?.(decoders.showChanged.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCreateShowOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCreateShowOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 6:
      switch (templateId) {
        case 41:
          return handlers.onChangeSaleOutcome?.(decoders.showChanged.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onChangeSaleOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onChangeSaleOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 7:
      switch (templateId) {
        case 42:
          return handlers.onHoldSeatsOutcome?.(decoders.holdPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onHoldSeatsOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onHoldSeatsOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 8:
      switch (templateId) {
        case 42:
          return handlers.onHoldBestAvailableOutcome?.(decoders.holdPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onHoldBestAvailableOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onHoldBestAvailableOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 9:
      switch (templateId) {
        case 42:
          return handlers.onHoldPlacesOutcome?.(decoders.holdPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onHoldPlacesOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onHoldPlacesOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 10:
      switch (templateId) {
        case 43:
          return handlers.onExtendHoldOutcome?.(decoders.holdExtended.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onExtendHoldOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onExtendHoldOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 11:
      switch (templateId) {
        case 44:
          return handlers.onReleaseHoldOutcome?.(decoders.holdReleased.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onReleaseHoldOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onReleaseHoldOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 12:
      switch (templateId) {
        case 45:
          return handlers.onBuyHoldOutcome?.(decoders.holdBought.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onBuyHoldOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onBuyHoldOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 13:
      switch (templateId) {
        case 42:
          return handlers.onExchangeHoldOutcome?.(decoders.holdPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onExchangeHoldOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onExchangeHoldOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 14:
      switch (templateId) {
        case 46:
          return handlers.onRefundTicketsOutcome?.(decoders.refundMade.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onRefundTicketsOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onRefundTicketsOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateTicketingOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 3) return `schema ${schemaId} is not that of ticketing, 3`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateChartChanged(view, offset, length);
      break;
    case 2:
      if (reply === 40) return validateChartChanged(view, offset, length);
      break;
    case 3:
      if (reply === 40) return validateChartChanged(view, offset, length);
      break;
    case 4:
      if (reply === 40) return validateChartChanged(view, offset, length);
      break;
    case 5:
      if (reply === 41) return validateShowChanged(view, offset, length);
      break;
    case 6:
      if (reply === 41) return validateShowChanged(view, offset, length);
      break;
    case 7:
      if (reply === 42) return validateHoldPlaced(view, offset, length);
      break;
    case 8:
      if (reply === 42) return validateHoldPlaced(view, offset, length);
      break;
    case 9:
      if (reply === 42) return validateHoldPlaced(view, offset, length);
      break;
    case 10:
      if (reply === 43) return validateHoldExtended(view, offset, length);
      break;
    case 11:
      if (reply === 44) return validateHoldReleased(view, offset, length);
      break;
    case 12:
      if (reply === 45) return validateHoldBought(view, offset, length);
      break;
    case 13:
      if (reply === 42) return validateHoldPlaced(view, offset, length);
      break;
    case 14:
      if (reply === 46) return validateRefundMade(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of ticketing`;
}

/** Speaks to a ticketing service through a session: one method per command and query. */
export class TicketingClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Begins the chart of a hall. Sections, rows and seats follow in the order of the plan; SealChart ends it. */
  async createChart(value: CreateChart): Promise<Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>> {
    new CreateChartEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>;
  }

  /** Adds the next section of a chart. */
  async addSection(value: AddSection): Promise<Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>> {
    new AddSectionEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>;
  }

  /** Adds seats, in their physical order, to the last row of a chart or to a new row. */
  async addSeats(value: AddSeats): Promise<Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>> {
    new AddSeatsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>;
  }

  /** Ends the building of a chart: from now on shows may use it and it never changes. */
  async sealChart(value: SealChart): Promise<Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>> {
    new SealChartEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ChartChanged", ChartChanged> | Tagged<"Rejected", Rejected>;
  }

  /** Announces a show in a hall. Its on-sale time comes by itself. */
  async createShow(value: CreateShow): Promise<Tagged<"ShowChanged", ShowChanged> | Tagged<"Rejected", Rejected>> {
    new CreateShowEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ShowChanged", ShowChanged> | Tagged<"Rejected", Rejected>;
  }

  /** Opens, pauses or closes the sale of a show. */
  async changeSale(value: ChangeSale): Promise<Tagged<"ShowChanged", ShowChanged> | Tagged<"Rejected", Rejected>> {
    new ChangeSaleEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ShowChanged", ShowChanged> | Tagged<"Rejected", Rejected>;
  }

  /** Holds the seats picked, all or none. They may not leave a single seat alone that could be avoided. */
  async holdSeats(value: HoldSeats): Promise<Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>> {
    new HoldSeatsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** Holds the best free seats for a party, all or none. */
  async holdBestAvailable(value: HoldBestAvailable): Promise<Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>> {
    new HoldBestAvailableEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** Holds places in a general-admission area, all or none. */
  async holdPlaces(value: HoldPlaces): Promise<Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>> {
    new HoldPlacesEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** Moves a hold's deadline by the show's extension, once. */
  async extendHold(value: ExtendHold): Promise<Tagged<"HoldExtended", HoldExtended> | Tagged<"Rejected", Rejected>> {
    new ExtendHoldEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldExtended", HoldExtended> | Tagged<"Rejected", Rejected>;
  }

  /** Gives the seats of a hold back. */
  async releaseHold(value: ReleaseHold): Promise<Tagged<"HoldReleased", HoldReleased> | Tagged<"Rejected", Rejected>> {
    new ReleaseHoldEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldReleased", HoldReleased> | Tagged<"Rejected", Rejected>;
  }

  /** Buys the seats of a hold: money and seats change hands together, or neither does. */
  async buyHold(value: BuyHold): Promise<Tagged<"HoldBought", HoldBought> | Tagged<"Rejected", Rejected>> {
    new BuyHoldEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldBought", HoldBought> | Tagged<"Rejected", Rejected>;
  }

  /** Changes the seats of a hold for others, all or none; its deadline stays. On a refusal the old seats stay held. */
  async exchangeHold(value: ExchangeHold): Promise<Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>> {
    new ExchangeHoldEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldPlaced", HoldPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** Takes tickets of one purchase back and pays for them, all or none; the seats are free again. */
  async refundTickets(value: RefundTickets): Promise<Tagged<"RefundMade", RefundMade> | Tagged<"Rejected", Rejected>> {
    new RefundTicketsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"RefundMade", RefundMade> | Tagged<"Rejected", Rejected>;
  }

  /** Lists shows in the order of their ids. */
  async shows(value: Shows): Promise<Tagged<"ShowList", ShowList> | Tagged<"Rejected", Rejected>> {
    new ShowsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ShowList", ShowList> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for a show's terms. */
  async show(value: Show): Promise<Tagged<"ShowDetails", ShowDetails> | Tagged<"Rejected", Rejected>> {
    new ShowEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ShowDetails", ShowDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for a chart's sections. */
  async chart(value: Chart): Promise<Tagged<"ChartDetails", ChartDetails> | Tagged<"Rejected", Rejected>> {
    new ChartEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"ChartDetails", ChartDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for seats of one section of a chart, in the order of the plan. */
  async sectionSeats(value: SectionSeats): Promise<Tagged<"SectionSeatList", SectionSeatList> | Tagged<"Rejected", Rejected>> {
    new SectionSeatsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"SectionSeatList", SectionSeatList> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for the state of all seats of one section: the image that SeatsChanged changes. */
  async seatMap(value: SeatMap): Promise<Tagged<"SeatMapImage", SeatMapImage> | Tagged<"Rejected", Rejected>> {
    new SeatMapEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"SeatMapImage", SeatMapImage> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for a hold of one's own. */
  async hold(value: Hold): Promise<Tagged<"HoldDetails", HoldDetails> | Tagged<"Rejected", Rejected>> {
    new HoldEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldDetails", HoldDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for a ticket of one's own. */
  async ticket(value: Ticket): Promise<Tagged<"TicketDetails", TicketDetails> | Tagged<"Rejected", Rejected>> {
    new TicketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"TicketDetails", TicketDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Lists the tickets of an account, refunded ones among them, in the order of their ids. */
  async tickets(value: Tickets): Promise<Tagged<"TicketList", TicketList> | Tagged<"Rejected", Rejected>> {
    new TicketsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"TicketList", TicketList> | Tagged<"Rejected", Rejected>;
  }

  /** Lists the pending holds of an account in the order of their ids. */
  async holds(value: Holds): Promise<Tagged<"HoldList", HoldList> | Tagged<"Rejected", Rejected>> {
    new HoldsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(3, this.buffer.copy());
    return decodeTicketingReply(reply) as Tagged<"HoldList", HoldList> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeTicketingReply(message: Uint8Array): Tagged<"ChartChanged", ChartChanged> | Tagged<"ShowChanged", ShowChanged> | Tagged<"HoldPlaced", HoldPlaced> | Tagged<"HoldExtended", HoldExtended> | Tagged<"HoldReleased", HoldReleased> | Tagged<"HoldBought", HoldBought> | Tagged<"RefundMade", RefundMade> | Tagged<"ShowList", ShowList> | Tagged<"ShowDetails", ShowDetails> | Tagged<"ChartDetails", ChartDetails> | Tagged<"SectionSeatList", SectionSeatList> | Tagged<"SeatMapImage", SeatMapImage> | Tagged<"HoldDetails", HoldDetails> | Tagged<"TicketDetails", TicketDetails> | Tagged<"TicketList", TicketList> | Tagged<"HoldList", HoldList> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "ChartChanged", ...new ChartChangedDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "ShowChanged", ...new ShowChangedDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "HoldPlaced", ...new HoldPlacedDecoder().wrap(view, 0).toObject() };
    case 43:
      return { template: "HoldExtended", ...new HoldExtendedDecoder().wrap(view, 0).toObject() };
    case 44:
      return { template: "HoldReleased", ...new HoldReleasedDecoder().wrap(view, 0).toObject() };
    case 45:
      return { template: "HoldBought", ...new HoldBoughtDecoder().wrap(view, 0).toObject() };
    case 46:
      return { template: "RefundMade", ...new RefundMadeDecoder().wrap(view, 0).toObject() };
    case 60:
      return { template: "ShowList", ...new ShowListDecoder().wrap(view, 0).toObject() };
    case 61:
      return { template: "ShowDetails", ...new ShowDetailsDecoder().wrap(view, 0).toObject() };
    case 62:
      return { template: "ChartDetails", ...new ChartDetailsDecoder().wrap(view, 0).toObject() };
    case 63:
      return { template: "SectionSeatList", ...new SectionSeatListDecoder().wrap(view, 0).toObject() };
    case 64:
      return { template: "SeatMapImage", ...new SeatMapImageDecoder().wrap(view, 0).toObject() };
    case 65:
      return { template: "HoldDetails", ...new HoldDetailsDecoder().wrap(view, 0).toObject() };
    case 66:
      return { template: "TicketDetails", ...new TicketDetailsDecoder().wrap(view, 0).toObject() };
    case 67:
      return { template: "TicketList", ...new TicketListDecoder().wrap(view, 0).toObject() };
    case 68:
      return { template: "HoldList", ...new HoldListDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of ticketing");
  }
}

/** All messages by name, as types. */
export interface TicketingMessages {
  commands: {
    CreateChart: { fields: CreateChart; reply: "ChartChanged" };
    AddSection: { fields: AddSection; reply: "ChartChanged" };
    AddSeats: { fields: AddSeats; reply: "ChartChanged" };
    SealChart: { fields: SealChart; reply: "ChartChanged" };
    CreateShow: { fields: CreateShow; reply: "ShowChanged" };
    ChangeSale: { fields: ChangeSale; reply: "ShowChanged" };
    HoldSeats: { fields: HoldSeats; reply: "HoldPlaced" };
    HoldBestAvailable: { fields: HoldBestAvailable; reply: "HoldPlaced" };
    HoldPlaces: { fields: HoldPlaces; reply: "HoldPlaced" };
    ExtendHold: { fields: ExtendHold; reply: "HoldExtended" };
    ReleaseHold: { fields: ReleaseHold; reply: "HoldReleased" };
    BuyHold: { fields: BuyHold; reply: "HoldBought" };
    ExchangeHold: { fields: ExchangeHold; reply: "HoldPlaced" };
    RefundTickets: { fields: RefundTickets; reply: "RefundMade" };
  };
  queries: {
    Shows: { fields: Shows; reply: "ShowList" };
    Show: { fields: Show; reply: "ShowDetails" };
    Chart: { fields: Chart; reply: "ChartDetails" };
    SectionSeats: { fields: SectionSeats; reply: "SectionSeatList" };
    SeatMap: { fields: SeatMap; reply: "SeatMapImage" };
    Hold: { fields: Hold; reply: "HoldDetails" };
    Ticket: { fields: Ticket; reply: "TicketDetails" };
    Tickets: { fields: Tickets; reply: "TicketList" };
    Holds: { fields: Holds; reply: "HoldList" };
  };
  replies: {
    ChartChanged: ChartChanged;
    ShowChanged: ShowChanged;
    HoldPlaced: HoldPlaced;
    HoldExtended: HoldExtended;
    HoldReleased: HoldReleased;
    HoldBought: HoldBought;
    RefundMade: RefundMade;
    ShowList: ShowList;
    ShowDetails: ShowDetails;
    ChartDetails: ChartDetails;
    SectionSeatList: SectionSeatList;
    SeatMapImage: SeatMapImage;
    HoldDetails: HoldDetails;
    TicketDetails: TicketDetails;
    TicketList: TicketList;
    HoldList: HoldList;
  };
  events: {
    SaleChanged: SaleChanged;
    SeatsChanged: SeatsChanged;
    HoldChanged: HoldChanged;
    TicketsIssued: TicketsIssued;
    TicketsRefunded: TicketsRefunded;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const ticketingCodecs: Codecs<TicketingMessages> = [
  {
    name: "CreateChart",
    encode: (value, output) => void new CreateChartEncoder().claim(output).set(value as CreateChart),
    decode: (view, offset) => new CreateChartDecoder().wrap(view, offset).toObject(),
    validate: validateCreateChart,
  },
  {
    name: "AddSection",
    encode: (value, output) => void new AddSectionEncoder().claim(output).set(value as AddSection),
    decode: (view, offset) => new AddSectionDecoder().wrap(view, offset).toObject(),
    validate: validateAddSection,
  },
  {
    name: "AddSeats",
    encode: (value, output) => void new AddSeatsEncoder().claim(output).set(value as AddSeats),
    decode: (view, offset) => new AddSeatsDecoder().wrap(view, offset).toObject(),
    validate: validateAddSeats,
  },
  {
    name: "SealChart",
    encode: (value, output) => void new SealChartEncoder().claim(output).set(value as SealChart),
    decode: (view, offset) => new SealChartDecoder().wrap(view, offset).toObject(),
    validate: validateSealChart,
  },
  {
    name: "CreateShow",
    encode: (value, output) => void new CreateShowEncoder().claim(output).set(value as CreateShow),
    decode: (view, offset) => new CreateShowDecoder().wrap(view, offset).toObject(),
    validate: validateCreateShow,
  },
  {
    name: "ChangeSale",
    encode: (value, output) => void new ChangeSaleEncoder().claim(output).set(value as ChangeSale),
    decode: (view, offset) => new ChangeSaleDecoder().wrap(view, offset).toObject(),
    validate: validateChangeSale,
  },
  {
    name: "HoldSeats",
    encode: (value, output) => void new HoldSeatsEncoder().claim(output).set(value as HoldSeats),
    decode: (view, offset) => new HoldSeatsDecoder().wrap(view, offset).toObject(),
    validate: validateHoldSeats,
  },
  {
    name: "HoldBestAvailable",
    encode: (value, output) => void new HoldBestAvailableEncoder().claim(output).set(value as HoldBestAvailable),
    decode: (view, offset) => new HoldBestAvailableDecoder().wrap(view, offset).toObject(),
    validate: validateHoldBestAvailable,
  },
  {
    name: "HoldPlaces",
    encode: (value, output) => void new HoldPlacesEncoder().claim(output).set(value as HoldPlaces),
    decode: (view, offset) => new HoldPlacesDecoder().wrap(view, offset).toObject(),
    validate: validateHoldPlaces,
  },
  {
    name: "ExtendHold",
    encode: (value, output) => void new ExtendHoldEncoder().claim(output).set(value as ExtendHold),
    decode: (view, offset) => new ExtendHoldDecoder().wrap(view, offset).toObject(),
    validate: validateExtendHold,
  },
  {
    name: "ReleaseHold",
    encode: (value, output) => void new ReleaseHoldEncoder().claim(output).set(value as ReleaseHold),
    decode: (view, offset) => new ReleaseHoldDecoder().wrap(view, offset).toObject(),
    validate: validateReleaseHold,
  },
  {
    name: "BuyHold",
    encode: (value, output) => void new BuyHoldEncoder().claim(output).set(value as BuyHold),
    decode: (view, offset) => new BuyHoldDecoder().wrap(view, offset).toObject(),
    validate: validateBuyHold,
  },
  {
    name: "ExchangeHold",
    encode: (value, output) => void new ExchangeHoldEncoder().claim(output).set(value as ExchangeHold),
    decode: (view, offset) => new ExchangeHoldDecoder().wrap(view, offset).toObject(),
    validate: validateExchangeHold,
  },
  {
    name: "RefundTickets",
    encode: (value, output) => void new RefundTicketsEncoder().claim(output).set(value as RefundTickets),
    decode: (view, offset) => new RefundTicketsDecoder().wrap(view, offset).toObject(),
    validate: validateRefundTickets,
  },
  {
    name: "Shows",
    encode: (value, output) => void new ShowsEncoder().claim(output).set(value as Shows),
    decode: (view, offset) => new ShowsDecoder().wrap(view, offset).toObject(),
    validate: validateShows,
  },
  {
    name: "Show",
    encode: (value, output) => void new ShowEncoder().claim(output).set(value as Show),
    decode: (view, offset) => new ShowDecoder().wrap(view, offset).toObject(),
    validate: validateShow,
  },
  {
    name: "Chart",
    encode: (value, output) => void new ChartEncoder().claim(output).set(value as Chart),
    decode: (view, offset) => new ChartDecoder().wrap(view, offset).toObject(),
    validate: validateChart,
  },
  {
    name: "SectionSeats",
    encode: (value, output) => void new SectionSeatsEncoder().claim(output).set(value as SectionSeats),
    decode: (view, offset) => new SectionSeatsDecoder().wrap(view, offset).toObject(),
    validate: validateSectionSeats,
  },
  {
    name: "SeatMap",
    encode: (value, output) => void new SeatMapEncoder().claim(output).set(value as SeatMap),
    decode: (view, offset) => new SeatMapDecoder().wrap(view, offset).toObject(),
    validate: validateSeatMap,
  },
  {
    name: "Hold",
    encode: (value, output) => void new HoldEncoder().claim(output).set(value as Hold),
    decode: (view, offset) => new HoldDecoder().wrap(view, offset).toObject(),
    validate: validateHold,
  },
  {
    name: "Ticket",
    encode: (value, output) => void new TicketEncoder().claim(output).set(value as Ticket),
    decode: (view, offset) => new TicketDecoder().wrap(view, offset).toObject(),
    validate: validateTicket,
  },
  {
    name: "Tickets",
    encode: (value, output) => void new TicketsEncoder().claim(output).set(value as Tickets),
    decode: (view, offset) => new TicketsDecoder().wrap(view, offset).toObject(),
    validate: validateTickets,
  },
  {
    name: "Holds",
    encode: (value, output) => void new HoldsEncoder().claim(output).set(value as Holds),
    decode: (view, offset) => new HoldsDecoder().wrap(view, offset).toObject(),
    validate: validateHolds,
  },
  {
    name: "ChartChanged",
    encode: (value, output) => void new ChartChangedEncoder().claim(output).set(value as ChartChanged),
    decode: (view, offset) => new ChartChangedDecoder().wrap(view, offset).toObject(),
    validate: validateChartChanged,
  },
  {
    name: "ShowChanged",
    encode: (value, output) => void new ShowChangedEncoder().claim(output).set(value as ShowChanged),
    decode: (view, offset) => new ShowChangedDecoder().wrap(view, offset).toObject(),
    validate: validateShowChanged,
  },
  {
    name: "HoldPlaced",
    encode: (value, output) => void new HoldPlacedEncoder().claim(output).set(value as HoldPlaced),
    decode: (view, offset) => new HoldPlacedDecoder().wrap(view, offset).toObject(),
    validate: validateHoldPlaced,
  },
  {
    name: "HoldExtended",
    encode: (value, output) => void new HoldExtendedEncoder().claim(output).set(value as HoldExtended),
    decode: (view, offset) => new HoldExtendedDecoder().wrap(view, offset).toObject(),
    validate: validateHoldExtended,
  },
  {
    name: "HoldReleased",
    encode: (value, output) => void new HoldReleasedEncoder().claim(output).set(value as HoldReleased),
    decode: (view, offset) => new HoldReleasedDecoder().wrap(view, offset).toObject(),
    validate: validateHoldReleased,
  },
  {
    name: "HoldBought",
    encode: (value, output) => void new HoldBoughtEncoder().claim(output).set(value as HoldBought),
    decode: (view, offset) => new HoldBoughtDecoder().wrap(view, offset).toObject(),
    validate: validateHoldBought,
  },
  {
    name: "RefundMade",
    encode: (value, output) => void new RefundMadeEncoder().claim(output).set(value as RefundMade),
    decode: (view, offset) => new RefundMadeDecoder().wrap(view, offset).toObject(),
    validate: validateRefundMade,
  },
  {
    name: "ShowList",
    encode: (value, output) => void new ShowListEncoder().claim(output).set(value as ShowList),
    decode: (view, offset) => new ShowListDecoder().wrap(view, offset).toObject(),
    validate: validateShowList,
  },
  {
    name: "ShowDetails",
    encode: (value, output) => void new ShowDetailsEncoder().claim(output).set(value as ShowDetails),
    decode: (view, offset) => new ShowDetailsDecoder().wrap(view, offset).toObject(),
    validate: validateShowDetails,
  },
  {
    name: "ChartDetails",
    encode: (value, output) => void new ChartDetailsEncoder().claim(output).set(value as ChartDetails),
    decode: (view, offset) => new ChartDetailsDecoder().wrap(view, offset).toObject(),
    validate: validateChartDetails,
  },
  {
    name: "SectionSeatList",
    encode: (value, output) => void new SectionSeatListEncoder().claim(output).set(value as SectionSeatList),
    decode: (view, offset) => new SectionSeatListDecoder().wrap(view, offset).toObject(),
    validate: validateSectionSeatList,
  },
  {
    name: "SeatMapImage",
    encode: (value, output) => void new SeatMapImageEncoder().claim(output).set(value as SeatMapImage),
    decode: (view, offset) => new SeatMapImageDecoder().wrap(view, offset).toObject(),
    validate: validateSeatMapImage,
  },
  {
    name: "HoldDetails",
    encode: (value, output) => void new HoldDetailsEncoder().claim(output).set(value as HoldDetails),
    decode: (view, offset) => new HoldDetailsDecoder().wrap(view, offset).toObject(),
    validate: validateHoldDetails,
  },
  {
    name: "TicketDetails",
    encode: (value, output) => void new TicketDetailsEncoder().claim(output).set(value as TicketDetails),
    decode: (view, offset) => new TicketDetailsDecoder().wrap(view, offset).toObject(),
    validate: validateTicketDetails,
  },
  {
    name: "TicketList",
    encode: (value, output) => void new TicketListEncoder().claim(output).set(value as TicketList),
    decode: (view, offset) => new TicketListDecoder().wrap(view, offset).toObject(),
    validate: validateTicketList,
  },
  {
    name: "HoldList",
    encode: (value, output) => void new HoldListEncoder().claim(output).set(value as HoldList),
    decode: (view, offset) => new HoldListDecoder().wrap(view, offset).toObject(),
    validate: validateHoldList,
  },
  {
    name: "SaleChanged",
    encode: (value, output) => void new SaleChangedEncoder().claim(output).set(value as SaleChanged),
    decode: (view, offset) => new SaleChangedDecoder().wrap(view, offset).toObject(),
    validate: validateSaleChanged,
  },
  {
    name: "SeatsChanged",
    encode: (value, output) => void new SeatsChangedEncoder().claim(output).set(value as SeatsChanged),
    decode: (view, offset) => new SeatsChangedDecoder().wrap(view, offset).toObject(),
    validate: validateSeatsChanged,
  },
  {
    name: "HoldChanged",
    encode: (value, output) => void new HoldChangedEncoder().claim(output).set(value as HoldChanged),
    decode: (view, offset) => new HoldChangedDecoder().wrap(view, offset).toObject(),
    validate: validateHoldChanged,
  },
  {
    name: "TicketsIssued",
    encode: (value, output) => void new TicketsIssuedEncoder().claim(output).set(value as TicketsIssued),
    decode: (view, offset) => new TicketsIssuedDecoder().wrap(view, offset).toObject(),
    validate: validateTicketsIssued,
  },
  {
    name: "TicketsRefunded",
    encode: (value, output) => void new TicketsRefundedEncoder().claim(output).set(value as TicketsRefunded),
    decode: (view, offset) => new TicketsRefundedDecoder().wrap(view, offset).toObject(),
    validate: validateTicketsRefunded,
  },
  {
    name: "HoldEnds",
    encode: (value, output) => void new HoldEndsEncoder().claim(output).set(value as HoldEnds),
    decode: (view, offset) => new HoldEndsDecoder().wrap(view, offset).toObject(),
    validate: validateHoldEnds,
  },
  {
    name: "SaleBegins",
    encode: (value, output) => void new SaleBeginsEncoder().claim(output).set(value as SaleBegins),
    decode: (view, offset) => new SaleBeginsDecoder().wrap(view, offset).toObject(),
    validate: validateSaleBegins,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
