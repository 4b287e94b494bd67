// Generated from the contract points, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "@lockstep/domain/contract/runtime";
import { ContractError, MessageBuffer, NO_VIEW, OutcomeUnknown, isZero, readI53, readU53, refuse, writeI53, writeU53 } from "@lockstep/domain/contract/runtime";

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
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** A customer has bought something. */
export interface Buy {
  /** who */
  customerId: number;
  /** for how much (cents) */
  amountCents: number;
}

/** Reads Buy: A customer has bought something. */
export class BuyDecoder {
  static readonly templateId = 1;
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

  /** who */
  get customerId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** for how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Buy {
    const value: Buy = {
      customerId: this.customerId,
      amountCents: this.amountCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBuy(view, offset, length);
  }
}

/** Writes Buy. */
export class BuyEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 65552, true); // Block length and template.
    view.setUint32(at + 4, 65586, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** who */
  set customerId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Buy.customerId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** for how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Buy.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Buy): this {
    this.customerId = value.customerId;
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateBuy(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Buy has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not Buy, 1`;
  if (schemaId !== 50) return `schema ${schemaId} is not points, 50`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Buy has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Buy has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Buy.customerId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Buy.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Buy is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The points of a customer. */
export interface Customer {
  /** who */
  customerId: number;
}

/** Reads Customer: The points of a customer. */
export class CustomerDecoder {
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

  /** who */
  get customerId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Customer {
    const value: Customer = {
      customerId: this.customerId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCustomer(view, offset, length);
  }
}

/** Writes Customer. */
export class CustomerEncoder {
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
    view.setUint32(at + 4, 65586, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** who */
  set customerId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Customer.customerId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Customer): this {
    this.customerId = value.customerId;
    return this;
  }
}

function validateCustomer(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Customer has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 10) return `template ${templateId} is not Customer, 10`;
  if (schemaId !== 50) return `schema ${schemaId} is not points, 50`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Customer has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Customer has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Customer.customerId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Customer is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It gave points. */
export interface Bought {
  /** that the customer has now */
  points: number;
}

/** Reads Bought: It gave points. */
export class BoughtDecoder {
  static readonly templateId = 20;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Bought" {
    return "Bought";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** that the customer has now */
  get points(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Bought {
    const value: Bought = {
      points: this.points,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBought(view, offset, length);
  }
}

/** Writes Bought. */
export class BoughtEncoder {
  static readonly templateId = 20;
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
    view.setUint32(at, 1310728, true); // Block length and template.
    view.setUint32(at + 4, 65586, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** that the customer has now */
  set points(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Bought.points", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Bought): this {
    this.points = value.points;
    return this;
  }
}

function validateBought(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Bought has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Bought, 20`;
  if (schemaId !== 50) return `schema ${schemaId} is not points, 50`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Bought has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Bought has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Bought.points is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Bought is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A customer. */
export interface CustomerState {
  /** that are not redeemed */
  points: number;
}

/** Reads CustomerState: A customer. */
export class CustomerStateDecoder {
  static readonly templateId = 21;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "CustomerState" {
    return "CustomerState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** that are not redeemed */
  get points(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CustomerState {
    const value: CustomerState = {
      points: this.points,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCustomerState(view, offset, length);
  }
}

/** Writes CustomerState. */
export class CustomerStateEncoder {
  static readonly templateId = 21;
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
    view.setUint32(at, 1376264, true); // Block length and template.
    view.setUint32(at + 4, 65586, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** that are not redeemed */
  set points(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CustomerState.points", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CustomerState): this {
    this.points = value.points;
    return this;
  }
}

function validateCustomerState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CustomerState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not CustomerState, 21`;
  if (schemaId !== 50) return `schema ${schemaId} is not points, 50`;
  const leastLength = 8;
  if (blockLength < leastLength) return `CustomerState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CustomerState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `CustomerState.points is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CustomerState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A customer has more points, or fewer. */
export interface PointsChanged {
  /** who */
  customerId: number;
  /** that the customer has now */
  points: number;
}

/** Reads PointsChanged: A customer has more points, or fewer. */
export class PointsChangedDecoder {
  static readonly templateId = 30;
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

  /** who */
  get customerId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** that the customer has now */
  get points(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PointsChanged {
    const value: PointsChanged = {
      customerId: this.customerId,
      points: this.points,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePointsChanged(view, offset, length);
  }
}

/** Writes PointsChanged. */
export class PointsChangedEncoder {
  static readonly templateId = 30;
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
    view.setUint32(at, 1966096, true); // Block length and template.
    view.setUint32(at + 4, 65586, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** who */
  set customerId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("PointsChanged.customerId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** that the customer has now */
  set points(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("PointsChanged.points", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PointsChanged): this {
    this.customerId = value.customerId;
    this.points = value.points;
    return this;
  }
}

function validatePointsChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PointsChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 30) return `template ${templateId} is not PointsChanged, 30`;
  if (schemaId !== 50) return `schema ${schemaId} is not points, 50`;
  const leastLength = 16;
  if (blockLength < leastLength) return `PointsChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PointsChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `PointsChanged.customerId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `PointsChanged.points is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `PointsChanged is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65586, true); // Schema and its version.
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
  if (schemaId !== 50) return `schema ${schemaId} is not points, 50`;
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

/** What a points service does: one method per command and query, each with exactly one reply or rejection. */
export interface PointsHandlers extends Lifecycle {
  /** A customer has bought something. */
  onBuy(command: BuyDecoder, context: Context): Handled;
  /** The points of a customer. */
  onCustomer(query: CustomerDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class PointsDecoders {
  readonly buy: BuyDecoder = new BuyDecoder();
  readonly customer: CustomerDecoder = new CustomerDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchPointsCommand(
  handlers: PointsHandlers,
  decoders: PointsDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onBuy(decoders.buy.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchPointsQuery(
  handlers: PointsHandlers,
  decoders: PointsDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 10:
      return handlers.onCustomer(decoders.customer.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validatePointsRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of points is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateBuy(view, offset, length);
    case 10:
      return validateCustomer(view, offset, length);
    default:
      return `template ${templateId} is no command or query of points`;
  }
}

/** The service that a cluster runs, from its handlers: `pointsService(new Points())`. */
export function pointsService(handlers: PointsHandlers): Service {
  return new PointsService(handlers);
}

class PointsService implements Service {
  readonly name = "points";
  readonly schemaId = 50;
  private readonly handlers: PointsHandlers;
  private readonly decoders = new PointsDecoders();

  constructor(handlers: PointsHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePointsRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchPointsCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchPointsQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number): void {
    throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of points");
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

/** The points service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundPoints {
  /** A customer has bought something. */
  buy(context: Context, tag: number): BuyEncoder;
}

/** Makes requests to the points service, wherever it runs, in the name of `caller`. */
export class PointsBinding implements BoundPoints {
  private readonly boundCaller: Caller;
  private readonly buyEncoder: BuyEncoder = new BuyEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  buy(context: Context, tag: number): BuyEncoder {
    return this.buyEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the points service: once for each, in the order in which they were made. */
export interface PointsOutcomes {
  onBuyOutcome(outcome: BoughtDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class PointsOutcomeDecoders {
  readonly bought: BoughtDecoder = new BoughtDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchPointsOutcome(
  handlers: Partial<PointsOutcomes>,
  decoders: PointsOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 20:
          return handlers.onBuyOutcome?.(decoders.bought.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onBuyOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onBuyOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validatePointsOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 50) return `schema ${schemaId} is not that of points, 50`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 20) return validateBought(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of points`;
}

/** Speaks to a points service through a session: one method per command and query. */
export class PointsClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** A customer has bought something. */
  async buy(value: Buy): Promise<Tagged<"Bought", Bought> | Tagged<"Rejected", Rejected>> {
    new BuyEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(50, this.buffer.copy());
    return decodePointsReply(reply) as Tagged<"Bought", Bought> | Tagged<"Rejected", Rejected>;
  }

  /** The points of a customer. */
  async customer(value: Customer): Promise<Tagged<"CustomerState", CustomerState> | Tagged<"Rejected", Rejected>> {
    new CustomerEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(50, this.buffer.copy());
    return decodePointsReply(reply) as Tagged<"CustomerState", CustomerState> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodePointsReply(message: Uint8Array): Tagged<"Bought", Bought> | Tagged<"CustomerState", CustomerState> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 20:
      return { template: "Bought", ...new BoughtDecoder().wrap(view, 0).toObject() };
    case 21:
      return { template: "CustomerState", ...new CustomerStateDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of points");
  }
}

/** All messages by name, as types. */
export interface PointsMessages {
  commands: {
    Buy: { fields: Buy; reply: "Bought" };
  };
  queries: {
    Customer: { fields: Customer; reply: "CustomerState" };
  };
  replies: {
    Bought: Bought;
    CustomerState: CustomerState;
  };
  events: {
    PointsChanged: PointsChanged;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const pointsCodecs: Codecs<PointsMessages> = [
  {
    name: "Buy",
    encode: (value, output) => void new BuyEncoder().claim(output).set(value as Buy),
    decode: (view, offset) => new BuyDecoder().wrap(view, offset).toObject(),
    validate: validateBuy,
  },
  {
    name: "Customer",
    encode: (value, output) => void new CustomerEncoder().claim(output).set(value as Customer),
    decode: (view, offset) => new CustomerDecoder().wrap(view, offset).toObject(),
    validate: validateCustomer,
  },
  {
    name: "Bought",
    encode: (value, output) => void new BoughtEncoder().claim(output).set(value as Bought),
    decode: (view, offset) => new BoughtDecoder().wrap(view, offset).toObject(),
    validate: validateBought,
  },
  {
    name: "CustomerState",
    encode: (value, output) => void new CustomerStateEncoder().claim(output).set(value as CustomerState),
    decode: (view, offset) => new CustomerStateDecoder().wrap(view, offset).toObject(),
    validate: validateCustomerState,
  },
  {
    name: "PointsChanged",
    encode: (value, output) => void new PointsChangedEncoder().claim(output).set(value as PointsChanged),
    decode: (view, offset) => new PointsChangedDecoder().wrap(view, offset).toObject(),
    validate: validatePointsChanged,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
