// Generated from the contract account, version 1; change that and run npm run generate. Do not edit.
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
  /** there is no such account; value is its id */
  UnknownAccount: 10,
  /** the account has too little; value is what it has free */
  InsufficientFunds: 11,
  /** there is no such hold, or no longer; value is its id */
  UnknownHold: 12,
  /** an amount is more than nothing; value is the amount */
  BadAmount: 13,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Pays money in; the first time, it opens the account. */
export interface Deposit {
  /** whose money */
  accountId: number;
  /** how much (cents) */
  amountCents: number;
}

/** Reads Deposit: Pays money in; the first time, it opens the account. */
export class DepositDecoder {
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

  /** whose money */
  get accountId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Deposit {
    const value: Deposit = {
      accountId: this.accountId,
      amountCents: this.amountCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateDeposit(view, offset, length);
  }
}

/** Writes Deposit. */
export class DepositEncoder {
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
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** whose money */
  set accountId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Deposit.accountId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Deposit.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Deposit): this {
    this.accountId = value.accountId;
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateDeposit(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Deposit has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not Deposit, 1`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Deposit has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Deposit has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Deposit.accountId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Deposit.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Deposit is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Sets money aside for somebody who will settle or release it. */
export interface Hold {
  /** whose money */
  accountId: number;
  /** how much (cents) */
  amountCents: number;
}

/** Reads Hold: Sets money aside for somebody who will settle or release it. */
export class HoldDecoder {
  static readonly templateId = 2;
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

  /** whose money */
  get accountId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Hold {
    const value: Hold = {
      accountId: this.accountId,
      amountCents: this.amountCents,
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
  static readonly templateId = 2;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 131088, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** whose money */
  set accountId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Hold.accountId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Hold.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Hold): this {
    this.accountId = value.accountId;
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateHold(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Hold has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not Hold, 2`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Hold has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Hold has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Hold.accountId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Hold.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Hold is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes the money that is held: it is debited. */
export interface Settle {
  /** the hold */
  holdId: number;
}

/** Reads Settle: Takes the money that is held: it is debited. */
export class SettleDecoder {
  static readonly templateId = 3;
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
  toObject(): Settle {
    const value: Settle = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSettle(view, offset, length);
  }
}

/** Writes Settle. */
export class SettleEncoder {
  static readonly templateId = 3;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 196616, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Settle.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Settle): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateSettle(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Settle has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not Settle, 3`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Settle has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Settle has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Settle.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Settle is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Gives the money that is held back to the account. */
export interface Release {
  /** the hold */
  holdId: number;
}

/** Reads Release: Gives the money that is held back to the account. */
export class ReleaseDecoder {
  static readonly templateId = 4;
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
  toObject(): Release {
    const value: Release = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRelease(view, offset, length);
  }
}

/** Writes Release. */
export class ReleaseEncoder {
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
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Release.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Release): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateRelease(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Release has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not Release, 4`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Release has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Release has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Release.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Release is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An account. */
export interface Account {
  /** whose */
  accountId: number;
}

/** Reads Account: An account. */
export class AccountDecoder {
  static readonly templateId = 30;
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

  /** whose */
  get accountId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Account {
    const value: Account = {
      accountId: this.accountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccount(view, offset, length);
  }
}

/** Writes Account. */
export class AccountEncoder {
  static readonly templateId = 30;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1966088, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** whose */
  set accountId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Account.accountId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Account): this {
    this.accountId = value.accountId;
    return this;
  }
}

function validateAccount(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Account has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 30) return `template ${templateId} is not Account, 30`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Account has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Account has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Account.accountId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Account is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All accounts together. */
export interface Books {
}

/** Reads Books: All accounts together. */
export class BooksDecoder {
  static readonly templateId = 31;
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
  toObject(): Books {
    const value: Books = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBooks(view, offset, length);
  }
}

/** Writes Books. */
export class BooksEncoder {
  static readonly templateId = 31;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2031616, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Books): this {
    return this;
  }
}

function validateBooks(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Books has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 31) return `template ${templateId} is not Books, 31`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Books has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Books has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Books is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is there. */
export interface Deposited {
  /** not held (cents) */
  freeCents: number;
}

/** Reads Deposited: It is there. */
export class DepositedDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Deposited" {
    return "Deposited";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** not held (cents) */
  get freeCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Deposited {
    const value: Deposited = {
      freeCents: this.freeCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateDeposited(view, offset, length);
  }
}

/** Writes Deposited. */
export class DepositedEncoder {
  static readonly templateId = 60;
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
    view.setUint32(at, 3932168, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** not held (cents) */
  set freeCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Deposited.freeCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Deposited): this {
    this.freeCents = value.freeCents;
    return this;
  }
}

function validateDeposited(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Deposited has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not Deposited, 60`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Deposited has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Deposited has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Deposited.freeCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Deposited is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is set aside. */
export interface Held {
  /** names the hold */
  holdId: number;
}

/** Reads Held: It is set aside. */
export class HeldDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Held" {
    return "Held";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** names the hold */
  get holdId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Held {
    const value: Held = {
      holdId: this.holdId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHeld(view, offset, length);
  }
}

/** Writes Held. */
export class HeldEncoder {
  static readonly templateId = 61;
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
    view.setUint32(at, 3997704, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** names the hold */
  set holdId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Held.holdId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Held): this {
    this.holdId = value.holdId;
    return this;
  }
}

function validateHeld(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Held has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not Held, 61`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Held has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Held has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Held.holdId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Held is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is debited. */
export interface Settled {
  /** how much (cents) */
  amountCents: number;
}

/** Reads Settled: It is debited. */
export class SettledDecoder {
  static readonly templateId = 62;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Settled" {
    return "Settled";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Settled {
    const value: Settled = {
      amountCents: this.amountCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSettled(view, offset, length);
  }
}

/** Writes Settled. */
export class SettledEncoder {
  static readonly templateId = 62;
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
    view.setUint32(at, 4063240, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Settled.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Settled): this {
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateSettled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Settled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 62) return `template ${templateId} is not Settled, 62`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Settled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Settled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Settled.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Settled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is free again. */
export interface Released {
  /** how much (cents) */
  amountCents: number;
}

/** Reads Released: It is free again. */
export class ReleasedDecoder {
  static readonly templateId = 63;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Released" {
    return "Released";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Released {
    const value: Released = {
      amountCents: this.amountCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateReleased(view, offset, length);
  }
}

/** Writes Released. */
export class ReleasedEncoder {
  static readonly templateId = 63;
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
    view.setUint32(at, 4128776, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Released.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Released): this {
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateReleased(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Released has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 63) return `template ${templateId} is not Released, 63`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Released has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Released has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Released.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Released is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An account. */
export interface AccountState {
  /** not held (cents) */
  freeCents: number;
  /** held (cents) */
  heldCents: number;
  /** taken so far (cents) */
  debitedCents: number;
}

/** Reads AccountState: An account. */
export class AccountStateDecoder {
  static readonly templateId = 70;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "AccountState" {
    return "AccountState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** not held (cents) */
  get freeCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** held (cents) */
  get heldCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** taken so far (cents) */
  get debitedCents(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AccountState {
    const value: AccountState = {
      freeCents: this.freeCents,
      heldCents: this.heldCents,
      debitedCents: this.debitedCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccountState(view, offset, length);
  }
}

/** Writes AccountState. */
export class AccountStateEncoder {
  static readonly templateId = 70;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(32);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4587544, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    return this;
  }

  /** not held (cents) */
  set freeCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("AccountState.freeCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** held (cents) */
  set heldCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("AccountState.heldCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** taken so far (cents) */
  set debitedCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("AccountState.debitedCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AccountState): this {
    this.freeCents = value.freeCents;
    this.heldCents = value.heldCents;
    this.debitedCents = value.debitedCents;
    return this;
  }
}

function validateAccountState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AccountState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 70) return `template ${templateId} is not AccountState, 70`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 24;
  if (blockLength < leastLength) return `AccountState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AccountState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `AccountState.freeCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `AccountState.heldCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `AccountState.debitedCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AccountState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All accounts together. */
export interface BookTotals {
  /** paid in (cents) */
  depositedCents: number;
  /** not held (cents) */
  freeCents: number;
  /** held (cents) */
  heldCents: number;
  /** taken (cents) */
  debitedCents: number;
  /** holds settled */
  settledCount: number;
  /** holds released */
  releasedCount: number;
}

/** Reads BookTotals: All accounts together. */
export class BookTotalsDecoder {
  static readonly templateId = 71;
  static readonly blockLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "BookTotals" {
    return "BookTotals";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** paid in (cents) */
  get depositedCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** not held (cents) */
  get freeCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** held (cents) */
  get heldCents(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** taken (cents) */
  get debitedCents(): number {
    return readU53(this.view, this.offset + 32);
  }

  /** holds settled */
  get settledCount(): number {
    return this.view.getUint32(this.offset + 40, true);
  }

  /** holds released */
  get releasedCount(): number {
    return this.view.getUint32(this.offset + 44, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BookTotals {
    const value: BookTotals = {
      depositedCents: this.depositedCents,
      freeCents: this.freeCents,
      heldCents: this.heldCents,
      debitedCents: this.debitedCents,
      settledCount: this.settledCount,
      releasedCount: this.releasedCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBookTotals(view, offset, length);
  }
}

/** Writes BookTotals. */
export class BookTotalsEncoder {
  static readonly templateId = 71;
  static readonly blockLength = 40;

  view: DataView = NO_VIEW;
  offset = 0;

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
    view.setUint32(at, 4653096, true); // Block length and template.
    view.setUint32(at + 4, 65577, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    return this;
  }

  /** paid in (cents) */
  set depositedCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookTotals.depositedCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** not held (cents) */
  set freeCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookTotals.freeCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** held (cents) */
  set heldCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookTotals.heldCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** taken (cents) */
  set debitedCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BookTotals.debitedCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 32, value);
  }

  /** holds settled */
  set settledCount(value: number) {
    if (!(value >>> 0 === value)) refuse("BookTotals.settledCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 40, value, true);
  }

  /** holds released */
  set releasedCount(value: number) {
    if (!(value >>> 0 === value)) refuse("BookTotals.releasedCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 44, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BookTotals): this {
    this.depositedCents = value.depositedCents;
    this.freeCents = value.freeCents;
    this.heldCents = value.heldCents;
    this.debitedCents = value.debitedCents;
    this.settledCount = value.settledCount;
    this.releasedCount = value.releasedCount;
    return this;
  }
}

function validateBookTotals(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BookTotals has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 71) return `template ${templateId} is not BookTotals, 71`;
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
  const leastLength = 40;
  if (blockLength < leastLength) return `BookTotals has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BookTotals has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `BookTotals.depositedCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `BookTotals.freeCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `BookTotals.heldCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 24);
    if (!(value <= 9007199254740991)) return `BookTotals.debitedCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BookTotals is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65577, true); // Schema and its version.
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
  if (schemaId !== 41) return `schema ${schemaId} is not account, 41`;
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

/** What a account service does: one method per command and query, each with exactly one reply or rejection. */
export interface AccountHandlers extends Lifecycle {
  /** Pays money in; the first time, it opens the account. */
  onDeposit(command: DepositDecoder, context: Context): Handled;
  /** Sets money aside for somebody who will settle or release it. */
  onHold(command: HoldDecoder, context: Context): Handled;
  /** Takes the money that is held: it is debited. */
  onSettle(command: SettleDecoder, context: Context): Handled;
  /** Gives the money that is held back to the account. */
  onRelease(command: ReleaseDecoder, context: Context): Handled;
  /** An account. */
  onAccount(query: AccountDecoder, context: Context): Handled;
  /** All accounts together. */
  onBooks(query: BooksDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class AccountDecoders {
  readonly deposit: DepositDecoder = new DepositDecoder();
  readonly hold: HoldDecoder = new HoldDecoder();
  readonly settle: SettleDecoder = new SettleDecoder();
  readonly release: ReleaseDecoder = new ReleaseDecoder();
  readonly account: AccountDecoder = new AccountDecoder();
  readonly books: BooksDecoder = new BooksDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAccountCommand(
  handlers: AccountHandlers,
  decoders: AccountDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onDeposit(decoders.deposit.wrap(view, offset), context);
    case 2:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onHold(decoders.hold.wrap(view, offset), context);
    case 3:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onSettle(decoders.settle.wrap(view, offset), context);
    case 4:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRelease(decoders.release.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAccountQuery(
  handlers: AccountHandlers,
  decoders: AccountDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 30:
      return handlers.onAccount(decoders.account.wrap(view, offset), context);
    case 31:
      return handlers.onBooks(decoders.books.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateAccountRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of account is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateDeposit(view, offset, length);
    case 2:
      return validateHold(view, offset, length);
    case 3:
      return validateSettle(view, offset, length);
    case 4:
      return validateRelease(view, offset, length);
    case 30:
      return validateAccount(view, offset, length);
    case 31:
      return validateBooks(view, offset, length);
    default:
      return `template ${templateId} is no command or query of account`;
  }
}

/** The service that a cluster runs, from its handlers: `accountService(new Account())`. */
export function accountService(handlers: AccountHandlers): Service {
  return new AccountService(handlers);
}

class AccountService implements Service {
  readonly name = "account";
  readonly schemaId = 41;
  private readonly handlers: AccountHandlers;
  private readonly decoders = new AccountDecoders();

  constructor(handlers: AccountHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccountRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAccountCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAccountQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number): void {
    throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of account");
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

/** The account service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundAccount {
  /** Pays money in; the first time, it opens the account. */
  deposit(context: Context, tag: number): DepositEncoder;
  /** Sets money aside for somebody who will settle or release it. */
  hold(context: Context, tag: number): HoldEncoder;
  /** Takes the money that is held: it is debited. */
  settle(context: Context, tag: number): SettleEncoder;
  /** Gives the money that is held back to the account. */
  release(context: Context, tag: number): ReleaseEncoder;
}

/** Makes requests to the account service, wherever it runs, in the name of `caller`. */
export class AccountBinding implements BoundAccount {
  private readonly boundCaller: Caller;
  private readonly depositEncoder: DepositEncoder = new DepositEncoder();
  private readonly holdEncoder: HoldEncoder = new HoldEncoder();
  private readonly settleEncoder: SettleEncoder = new SettleEncoder();
  private readonly releaseEncoder: ReleaseEncoder = new ReleaseEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  deposit(context: Context, tag: number): DepositEncoder {
    return this.depositEncoder.claim(context.call(this.boundCaller, tag));
  }

  hold(context: Context, tag: number): HoldEncoder {
    return this.holdEncoder.claim(context.call(this.boundCaller, tag));
  }

  settle(context: Context, tag: number): SettleEncoder {
    return this.settleEncoder.claim(context.call(this.boundCaller, tag));
  }

  release(context: Context, tag: number): ReleaseEncoder {
    return this.releaseEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the account service: once for each, in the order in which they were made. */
export interface AccountOutcomes {
  onDepositOutcome(outcome: DepositedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onHoldOutcome(outcome: HeldDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onSettleOutcome(outcome: SettledDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onReleaseOutcome(outcome: ReleasedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class AccountOutcomeDecoders {
  readonly deposited: DepositedDecoder = new DepositedDecoder();
  readonly held: HeldDecoder = new HeldDecoder();
  readonly settled: SettledDecoder = new SettledDecoder();
  readonly released: ReleasedDecoder = new ReleasedDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchAccountOutcome(
  handlers: Partial<AccountOutcomes>,
  decoders: AccountOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 60:
          return handlers.onDepositOutcome?.(decoders.deposited.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onDepositOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onDepositOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 61:
          return handlers.onHoldOutcome?.(decoders.held.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onHoldOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onHoldOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 62:
          return handlers.onSettleOutcome?.(decoders.settled.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onSettleOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onSettleOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 63:
          return handlers.onReleaseOutcome?.(decoders.released.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onReleaseOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onReleaseOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateAccountOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 41) return `schema ${schemaId} is not that of account, 41`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 60) return validateDeposited(view, offset, length);
      break;
    case 2:
      if (reply === 61) return validateHeld(view, offset, length);
      break;
    case 3:
      if (reply === 62) return validateSettled(view, offset, length);
      break;
    case 4:
      if (reply === 63) return validateReleased(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of account`;
}

/** Speaks to a account service through a session: one method per command and query. */
export class AccountClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Pays money in; the first time, it opens the account. */
  async deposit(value: Deposit): Promise<Tagged<"Deposited", Deposited> | Tagged<"Rejected", Rejected>> {
    new DepositEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(41, this.buffer.copy());
    return decodeAccountReply(reply) as Tagged<"Deposited", Deposited> | Tagged<"Rejected", Rejected>;
  }

  /** Sets money aside for somebody who will settle or release it. */
  async hold(value: Hold): Promise<Tagged<"Held", Held> | Tagged<"Rejected", Rejected>> {
    new HoldEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(41, this.buffer.copy());
    return decodeAccountReply(reply) as Tagged<"Held", Held> | Tagged<"Rejected", Rejected>;
  }

  /** Takes the money that is held: it is debited. */
  async settle(value: Settle): Promise<Tagged<"Settled", Settled> | Tagged<"Rejected", Rejected>> {
    new SettleEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(41, this.buffer.copy());
    return decodeAccountReply(reply) as Tagged<"Settled", Settled> | Tagged<"Rejected", Rejected>;
  }

  /** Gives the money that is held back to the account. */
  async release(value: Release): Promise<Tagged<"Released", Released> | Tagged<"Rejected", Rejected>> {
    new ReleaseEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(41, this.buffer.copy());
    return decodeAccountReply(reply) as Tagged<"Released", Released> | Tagged<"Rejected", Rejected>;
  }

  /** An account. */
  async account(value: Account): Promise<Tagged<"AccountState", AccountState> | Tagged<"Rejected", Rejected>> {
    new AccountEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(41, this.buffer.copy());
    return decodeAccountReply(reply) as Tagged<"AccountState", AccountState> | Tagged<"Rejected", Rejected>;
  }

  /** All accounts together. */
  async books(value: Books): Promise<Tagged<"BookTotals", BookTotals> | Tagged<"Rejected", Rejected>> {
    new BooksEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(41, this.buffer.copy());
    return decodeAccountReply(reply) as Tagged<"BookTotals", BookTotals> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeAccountReply(message: Uint8Array): Tagged<"Deposited", Deposited> | Tagged<"Held", Held> | Tagged<"Settled", Settled> | Tagged<"Released", Released> | Tagged<"AccountState", AccountState> | Tagged<"BookTotals", BookTotals> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 60:
      return { template: "Deposited", ...new DepositedDecoder().wrap(view, 0).toObject() };
    case 61:
      return { template: "Held", ...new HeldDecoder().wrap(view, 0).toObject() };
    case 62:
      return { template: "Settled", ...new SettledDecoder().wrap(view, 0).toObject() };
    case 63:
      return { template: "Released", ...new ReleasedDecoder().wrap(view, 0).toObject() };
    case 70:
      return { template: "AccountState", ...new AccountStateDecoder().wrap(view, 0).toObject() };
    case 71:
      return { template: "BookTotals", ...new BookTotalsDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of account");
  }
}

/** All messages by name, as types. */
export interface AccountMessages {
  commands: {
    Deposit: { fields: Deposit; reply: "Deposited" };
    Hold: { fields: Hold; reply: "Held" };
    Settle: { fields: Settle; reply: "Settled" };
    Release: { fields: Release; reply: "Released" };
  };
  queries: {
    Account: { fields: Account; reply: "AccountState" };
    Books: { fields: Books; reply: "BookTotals" };
  };
  replies: {
    Deposited: Deposited;
    Held: Held;
    Settled: Settled;
    Released: Released;
    AccountState: AccountState;
    BookTotals: BookTotals;
  };
  events: {};
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const accountCodecs: Codecs<AccountMessages> = [
  {
    name: "Deposit",
    encode: (value, output) => void new DepositEncoder().claim(output).set(value as Deposit),
    decode: (view, offset) => new DepositDecoder().wrap(view, offset).toObject(),
    validate: validateDeposit,
  },
  {
    name: "Hold",
    encode: (value, output) => void new HoldEncoder().claim(output).set(value as Hold),
    decode: (view, offset) => new HoldDecoder().wrap(view, offset).toObject(),
    validate: validateHold,
  },
  {
    name: "Settle",
    encode: (value, output) => void new SettleEncoder().claim(output).set(value as Settle),
    decode: (view, offset) => new SettleDecoder().wrap(view, offset).toObject(),
    validate: validateSettle,
  },
  {
    name: "Release",
    encode: (value, output) => void new ReleaseEncoder().claim(output).set(value as Release),
    decode: (view, offset) => new ReleaseDecoder().wrap(view, offset).toObject(),
    validate: validateRelease,
  },
  {
    name: "Account",
    encode: (value, output) => void new AccountEncoder().claim(output).set(value as Account),
    decode: (view, offset) => new AccountDecoder().wrap(view, offset).toObject(),
    validate: validateAccount,
  },
  {
    name: "Books",
    encode: (value, output) => void new BooksEncoder().claim(output).set(value as Books),
    decode: (view, offset) => new BooksDecoder().wrap(view, offset).toObject(),
    validate: validateBooks,
  },
  {
    name: "Deposited",
    encode: (value, output) => void new DepositedEncoder().claim(output).set(value as Deposited),
    decode: (view, offset) => new DepositedDecoder().wrap(view, offset).toObject(),
    validate: validateDeposited,
  },
  {
    name: "Held",
    encode: (value, output) => void new HeldEncoder().claim(output).set(value as Held),
    decode: (view, offset) => new HeldDecoder().wrap(view, offset).toObject(),
    validate: validateHeld,
  },
  {
    name: "Settled",
    encode: (value, output) => void new SettledEncoder().claim(output).set(value as Settled),
    decode: (view, offset) => new SettledDecoder().wrap(view, offset).toObject(),
    validate: validateSettled,
  },
  {
    name: "Released",
    encode: (value, output) => void new ReleasedEncoder().claim(output).set(value as Released),
    decode: (view, offset) => new ReleasedDecoder().wrap(view, offset).toObject(),
    validate: validateReleased,
  },
  {
    name: "AccountState",
    encode: (value, output) => void new AccountStateEncoder().claim(output).set(value as AccountState),
    decode: (view, offset) => new AccountStateDecoder().wrap(view, offset).toObject(),
    validate: validateAccountState,
  },
  {
    name: "BookTotals",
    encode: (value, output) => void new BookTotalsEncoder().claim(output).set(value as BookTotals),
    decode: (view, offset) => new BookTotalsDecoder().wrap(view, offset).toObject(),
    validate: validateBookTotals,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
