// Generated from the contract atm, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "@lockstep/domain/contract/runtime";
import { ContractError, MessageBuffer, NO_VIEW, OutcomeUnknown, isZero, readI53, readU53, refuse, writeI53, writeU53 } from "@lockstep/domain/contract/runtime";
import type { BoundAccount, AccountOutcomes } from "@lockstep/account/account-messages";
import { AccountOutcomeDecoders, dispatchAccountOutcome, validateAccountOutcome } from "@lockstep/account/account-messages";

export const State = {
  /** the account is asked; cash is set aside */
  Authorising: 1,
  /** the cash is dispensed, and the account is told */
  Settling: 2,
  /** dispensed and debited */
  Done: 3,
  /** the account said no */
  Refused: 4,
  /** the account has not answered in time: nothing was dispensed, and its answer is awaited */
  TimedOut: 5,
  /** the account's answer came too late; its hold is being released */
  Reversing: 6,
  /** nothing was dispensed, nothing was debited */
  Reversed: 7,
  /** the account said no, when nobody waited any more */
  Lapsed: 9,
  /** nobody knows what the account did: a person has to look */
  Disputed: 8,
} as const;
export type State = (typeof State)[keyof typeof State];

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
  /** there is no such machine; value is its id */
  UnknownAtm: 10,
  /** the machine has too little; value is what it has */
  NotEnoughCash: 11,
  /** an amount is more than nothing; value is the amount */
  BadAmount: 12,
  /** there is no such withdrawal; value is its id */
  UnknownWithdrawal: 13,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Puts cash into a machine; the first time, it sets the machine up. */
export interface LoadCash {
  /** the machine */
  atmId: number;
  /** how much (cents) */
  amountCents: number;
}

/** Reads LoadCash: Puts cash into a machine; the first time, it sets the machine up. */
export class LoadCashDecoder {
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

  /** the machine */
  get atmId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): LoadCash {
    const value: LoadCash = {
      atmId: this.atmId,
      amountCents: this.amountCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLoadCash(view, offset, length);
  }
}

/** Writes LoadCash. */
export class LoadCashEncoder {
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
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the machine */
  set atmId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LoadCash.atmId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LoadCash.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: LoadCash): this {
    this.atmId = value.atmId;
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateLoadCash(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LoadCash has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not LoadCash, 1`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 16;
  if (blockLength < leastLength) return `LoadCash has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LoadCash has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `LoadCash.atmId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `LoadCash.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LoadCash is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Somebody wants cash. How it ends is told by the event WithdrawalEnded. */
export interface Withdraw {
  /** the machine */
  atmId: number;
  /** who pays */
  accountId: number;
  /** how much (cents) */
  amountCents: number;
}

/** Reads Withdraw: Somebody wants cash. How it ends is told by the event WithdrawalEnded. */
export class WithdrawDecoder {
  static readonly templateId = 2;
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

  /** the machine */
  get atmId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** who pays */
  get accountId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** how much (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Withdraw {
    const value: Withdraw = {
      atmId: this.atmId,
      accountId: this.accountId,
      amountCents: this.amountCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateWithdraw(view, offset, length);
  }
}

/** Writes Withdraw. */
export class WithdrawEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(32);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 131096, true); // Block length and template.
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    return this;
  }

  /** the machine */
  set atmId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Withdraw.atmId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** who pays */
  set accountId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Withdraw.accountId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** how much (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Withdraw.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Withdraw): this {
    this.atmId = value.atmId;
    this.accountId = value.accountId;
    this.amountCents = value.amountCents;
    return this;
  }
}

function validateWithdraw(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Withdraw has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not Withdraw, 2`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 24;
  if (blockLength < leastLength) return `Withdraw has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Withdraw has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Withdraw.atmId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Withdraw.accountId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `Withdraw.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Withdraw is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What became of a withdrawal. */
export interface Withdrawal {
  /** which */
  withdrawalId: number;
}

/** Reads Withdrawal: What became of a withdrawal. */
export class WithdrawalDecoder {
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

  /** which */
  get withdrawalId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Withdrawal {
    const value: Withdrawal = {
      withdrawalId: this.withdrawalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateWithdrawal(view, offset, length);
  }
}

/** Writes Withdrawal. */
export class WithdrawalEncoder {
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
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** which */
  set withdrawalId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Withdrawal.withdrawalId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Withdrawal): this {
    this.withdrawalId = value.withdrawalId;
    return this;
  }
}

function validateWithdrawal(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Withdrawal has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 30) return `template ${templateId} is not Withdrawal, 30`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Withdrawal has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Withdrawal has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Withdrawal.withdrawalId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Withdrawal is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All machines together. */
export interface Totals {
}

/** Reads Totals: All machines together. */
export class TotalsDecoder {
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
  toObject(): Totals {
    const value: Totals = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTotals(view, offset, length);
  }
}

/** Writes Totals. */
export class TotalsEncoder {
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
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Totals): this {
    return this;
  }
}

function validateTotals(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Totals has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 31) return `template ${templateId} is not Totals, 31`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Totals has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Totals has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Totals is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is there. */
export interface CashLoaded {
  /** in the machine (cents) */
  cashCents: number;
}

/** Reads CashLoaded: It is there. */
export class CashLoadedDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "CashLoaded" {
    return "CashLoaded";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** in the machine (cents) */
  get cashCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CashLoaded {
    const value: CashLoaded = {
      cashCents: this.cashCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCashLoaded(view, offset, length);
  }
}

/** Writes CashLoaded. */
export class CashLoadedEncoder {
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
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** in the machine (cents) */
  set cashCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CashLoaded.cashCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CashLoaded): this {
    this.cashCents = value.cashCents;
    return this;
  }
}

function validateCashLoaded(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CashLoaded has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not CashLoaded, 60`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 8;
  if (blockLength < leastLength) return `CashLoaded has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CashLoaded has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `CashLoaded.cashCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CashLoaded is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The account is asked. */
export interface WithdrawalBegun {
  /** names it */
  withdrawalId: number;
}

/** Reads WithdrawalBegun: The account is asked. */
export class WithdrawalBegunDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "WithdrawalBegun" {
    return "WithdrawalBegun";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** names it */
  get withdrawalId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): WithdrawalBegun {
    const value: WithdrawalBegun = {
      withdrawalId: this.withdrawalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateWithdrawalBegun(view, offset, length);
  }
}

/** Writes WithdrawalBegun. */
export class WithdrawalBegunEncoder {
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
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** names it */
  set withdrawalId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("WithdrawalBegun.withdrawalId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: WithdrawalBegun): this {
    this.withdrawalId = value.withdrawalId;
    return this;
  }
}

function validateWithdrawalBegun(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `WithdrawalBegun has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not WithdrawalBegun, 61`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 8;
  if (blockLength < leastLength) return `WithdrawalBegun has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `WithdrawalBegun has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `WithdrawalBegun.withdrawalId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `WithdrawalBegun is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A withdrawal. */
export interface WithdrawalState {
  /** how far it is */
  state: State;
  /** asked for (cents) */
  amountCents: number;
  /** why the account refused; 0: it did not */
  code: number;
}

/** Reads WithdrawalState: A withdrawal. */
export class WithdrawalStateDecoder {
  static readonly templateId = 70;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "WithdrawalState" {
    return "WithdrawalState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** how far it is */
  get state(): State {
    return this.view.getUint8(this.offset + 8) as State;
  }

  /** asked for (cents) */
  get amountCents(): number {
    return readU53(this.view, this.offset + 9);
  }

  /** why the account refused; 0: it did not */
  get code(): number {
    return this.view.getUint16(this.offset + 17, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): WithdrawalState {
    const value: WithdrawalState = {
      state: this.state,
      amountCents: this.amountCents,
      code: this.code,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateWithdrawalState(view, offset, length);
  }
}

/** Writes WithdrawalState. */
export class WithdrawalStateEncoder {
  static readonly templateId = 70;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(19);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4587531, true); // Block length and template.
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    view.setUint8(at + 18, 0);
    return this;
  }

  /** how far it is */
  set state(value: State) {
    if (!(value >= 1 && value <= 9 && Math.floor(value) === value)) refuse("WithdrawalState.state", value, "one of State: Authorising 1, Settling 2, Done 3, Refused 4, TimedOut 5, Reversing 6, Reversed 7, Lapsed 9, Disputed 8");
    this.view.setUint8(this.offset + 8, value);
  }

  /** asked for (cents) */
  set amountCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("WithdrawalState.amountCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 9, value);
  }

  /** why the account refused; 0: it did not */
  set code(value: number) {
    if (!((value & 65535) === value)) refuse("WithdrawalState.code", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 17, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: WithdrawalState): this {
    this.state = value.state;
    this.amountCents = value.amountCents;
    this.code = value.code;
    return this;
  }
}

function validateWithdrawalState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `WithdrawalState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 70) return `template ${templateId} is not WithdrawalState, 70`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 11;
  if (blockLength < leastLength) return `WithdrawalState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `WithdrawalState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8);
    if (!((value >= 1 && value <= 9))) return `WithdrawalState.state is ${value}; it takes one of State: Authorising 1, Settling 2, Done 3, Refused 4, TimedOut 5, Reversing 6, Reversed 7, Lapsed 9, Disputed 8`;
  }
  {
    const value = readU53(view, offset + 8 + 1);
    if (!(value <= 9007199254740991)) return `WithdrawalState.amountCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `WithdrawalState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All machines together. */
export interface CashTotals {
  /** put in (cents) */
  loadedCents: number;
  /** in the machines (cents) */
  cashCents: number;
  /** given out (cents) */
  dispensedCents: number;
  /** withdrawals of which the account has still something to say */
  openCount: number;
  /** dispensed and debited */
  doneCount: number;
  /** refused by the account */
  refusedCount: number;
  /** not answered in time; those still open and those reversed are among them */
  timedOutCount: number;
  /** holds released because they came too late */
  reversedCount: number;
  /** nobody knows */
  disputedCount: number;
}

/** Reads CashTotals: All machines together. */
export class CashTotalsDecoder {
  static readonly templateId = 71;
  static readonly blockLength = 48;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "CashTotals" {
    return "CashTotals";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** put in (cents) */
  get loadedCents(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** in the machines (cents) */
  get cashCents(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** given out (cents) */
  get dispensedCents(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** withdrawals of which the account has still something to say */
  get openCount(): number {
    return this.view.getUint32(this.offset + 32, true);
  }

  /** dispensed and debited */
  get doneCount(): number {
    return this.view.getUint32(this.offset + 36, true);
  }

  /** refused by the account */
  get refusedCount(): number {
    return this.view.getUint32(this.offset + 40, true);
  }

  /** not answered in time; those still open and those reversed are among them */
  get timedOutCount(): number {
    return this.view.getUint32(this.offset + 44, true);
  }

  /** holds released because they came too late */
  get reversedCount(): number {
    return this.view.getUint32(this.offset + 48, true);
  }

  /** nobody knows */
  get disputedCount(): number {
    return this.view.getUint32(this.offset + 52, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CashTotals {
    const value: CashTotals = {
      loadedCents: this.loadedCents,
      cashCents: this.cashCents,
      dispensedCents: this.dispensedCents,
      openCount: this.openCount,
      doneCount: this.doneCount,
      refusedCount: this.refusedCount,
      timedOutCount: this.timedOutCount,
      reversedCount: this.reversedCount,
      disputedCount: this.disputedCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCashTotals(view, offset, length);
  }
}

/** Writes CashTotals. */
export class CashTotalsEncoder {
  static readonly templateId = 71;
  static readonly blockLength = 48;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(56);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4653104, true); // Block length and template.
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setFloat64(at + 48, 0, true);
    return this;
  }

  /** put in (cents) */
  set loadedCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CashTotals.loadedCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** in the machines (cents) */
  set cashCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CashTotals.cashCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** given out (cents) */
  set dispensedCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CashTotals.dispensedCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** withdrawals of which the account has still something to say */
  set openCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CashTotals.openCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 32, value, true);
  }

  /** dispensed and debited */
  set doneCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CashTotals.doneCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 36, value, true);
  }

  /** refused by the account */
  set refusedCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CashTotals.refusedCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 40, value, true);
  }

  /** not answered in time; those still open and those reversed are among them */
  set timedOutCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CashTotals.timedOutCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 44, value, true);
  }

  /** holds released because they came too late */
  set reversedCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CashTotals.reversedCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 48, value, true);
  }

  /** nobody knows */
  set disputedCount(value: number) {
    if (!(value >>> 0 === value)) refuse("CashTotals.disputedCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 52, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CashTotals): this {
    this.loadedCents = value.loadedCents;
    this.cashCents = value.cashCents;
    this.dispensedCents = value.dispensedCents;
    this.openCount = value.openCount;
    this.doneCount = value.doneCount;
    this.refusedCount = value.refusedCount;
    this.timedOutCount = value.timedOutCount;
    this.reversedCount = value.reversedCount;
    this.disputedCount = value.disputedCount;
    return this;
  }
}

function validateCashTotals(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CashTotals has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 71) return `template ${templateId} is not CashTotals, 71`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 48;
  if (blockLength < leastLength) return `CashTotals has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CashTotals has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `CashTotals.loadedCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `CashTotals.cashCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `CashTotals.dispensedCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CashTotals is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is over for who wants the cash. */
export interface WithdrawalEnded {
  /** the machine */
  atmId: number;
  /** which */
  withdrawalId: number;
  /** how it ended */
  state: State;
  /** cash given out (cents) */
  dispensedCents: number;
}

/** Reads WithdrawalEnded: It is over for who wants the cash. */
export class WithdrawalEndedDecoder {
  static readonly templateId = 100;
  static readonly blockLength = 25;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the machine */
  get atmId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** which */
  get withdrawalId(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** how it ended */
  get state(): State {
    return this.view.getUint8(this.offset + 24) as State;
  }

  /** cash given out (cents) */
  get dispensedCents(): number {
    return readU53(this.view, this.offset + 25);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): WithdrawalEnded {
    const value: WithdrawalEnded = {
      atmId: this.atmId,
      withdrawalId: this.withdrawalId,
      state: this.state,
      dispensedCents: this.dispensedCents,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateWithdrawalEnded(view, offset, length);
  }
}

/** Writes WithdrawalEnded. */
export class WithdrawalEndedEncoder {
  static readonly templateId = 100;
  static readonly blockLength = 25;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(33);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 6553625, true); // Block length and template.
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint8(at + 32, 0);
    return this;
  }

  /** the machine */
  set atmId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("WithdrawalEnded.atmId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** which */
  set withdrawalId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("WithdrawalEnded.withdrawalId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** how it ended */
  set state(value: State) {
    if (!(value >= 1 && value <= 9 && Math.floor(value) === value)) refuse("WithdrawalEnded.state", value, "one of State: Authorising 1, Settling 2, Done 3, Refused 4, TimedOut 5, Reversing 6, Reversed 7, Lapsed 9, Disputed 8");
    this.view.setUint8(this.offset + 24, value);
  }

  /** cash given out (cents) */
  set dispensedCents(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("WithdrawalEnded.dispensedCents", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 25, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: WithdrawalEnded): this {
    this.atmId = value.atmId;
    this.withdrawalId = value.withdrawalId;
    this.state = value.state;
    this.dispensedCents = value.dispensedCents;
    return this;
  }
}

function validateWithdrawalEnded(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `WithdrawalEnded has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 100) return `template ${templateId} is not WithdrawalEnded, 100`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 25;
  if (blockLength < leastLength) return `WithdrawalEnded has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `WithdrawalEnded has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `WithdrawalEnded.atmId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `WithdrawalEnded.withdrawalId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 16);
    if (!((value >= 1 && value <= 9))) return `WithdrawalEnded.state is ${value}; it takes one of State: Authorising 1, Settling 2, Done 3, Refused 4, TimedOut 5, Reversing 6, Reversed 7, Lapsed 9, Disputed 8`;
  }
  {
    const value = readU53(view, offset + 8 + 17);
    if (!(value <= 9007199254740991)) return `WithdrawalEnded.dispensedCents is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `WithdrawalEnded is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65578, true); // Schema and its version.
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
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
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

/** The account has not answered in time. */
export interface Authorisation {
}

/** Reads Authorisation: The account has not answered in time. */
export class AuthorisationDecoder {
  static readonly templateId = 50;
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
  toObject(): Authorisation {
    const value: Authorisation = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAuthorisation(view, offset, length);
  }
}

/** Writes Authorisation. */
export class AuthorisationEncoder {
  static readonly templateId = 50;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): void {
    context.schedule(deadline, 50, key);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(50, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3276800, true); // Block length and template.
    view.setUint32(at + 4, 65578, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Authorisation): this {
    return this;
  }
}

function validateAuthorisation(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Authorisation has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 50) return `template ${templateId} is not Authorisation, 50`;
  if (schemaId !== 42) return `schema ${schemaId} is not atm, 42`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Authorisation has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Authorisation has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Authorisation is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What the atm service calls of account. */
export type AtmAccount = Pick<BoundAccount, "hold" | "settle" | "release">;

/** What a atm service does: one method per command and query, each with exactly one reply or rejection. */
export interface AtmHandlers extends Lifecycle, Pick<AccountOutcomes, "onHoldOutcome" | "onSettleOutcome" | "onReleaseOutcome"> {
  /** Puts cash into a machine; the first time, it sets the machine up. */
  onLoadCash(command: LoadCashDecoder, context: Context): Handled;
  /** Somebody wants cash. How it ends is told by the event WithdrawalEnded. */
  onWithdraw(command: WithdrawDecoder, context: Context): Handled;
  /** What became of a withdrawal. */
  onWithdrawal(query: WithdrawalDecoder, context: Context): Handled;
  /** All machines together. */
  onTotals(query: TotalsDecoder, context: Context): Handled;
  /** A timer: The account has not answered in time. Its key: the withdrawal. Nobody is answered. */
  onAuthorisation(timer: AuthorisationDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class AtmDecoders {
  readonly loadCash: LoadCashDecoder = new LoadCashDecoder();
  readonly withdraw: WithdrawDecoder = new WithdrawDecoder();
  readonly withdrawal: WithdrawalDecoder = new WithdrawalDecoder();
  readonly totals: TotalsDecoder = new TotalsDecoder();
  readonly authorisation: AuthorisationDecoder = new AuthorisationDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAtmCommand(
  handlers: AtmHandlers,
  decoders: AtmDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onLoadCash(decoders.loadCash.wrap(view, offset), context);
    case 2:
      return handlers.onWithdraw(decoders.withdraw.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAtmQuery(
  handlers: AtmHandlers,
  decoders: AtmDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 30:
      return handlers.onWithdrawal(decoders.withdrawal.wrap(view, offset), context);
    case 31:
      return handlers.onTotals(decoders.totals.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateAtmRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of atm is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateLoadCash(view, offset, length);
    case 2:
      return validateWithdraw(view, offset, length);
    case 30:
      return validateWithdrawal(view, offset, length);
    case 31:
      return validateTotals(view, offset, length);
    default:
      return `template ${templateId} is no command or query of atm`;
  }
}

/** The service that a cluster runs, from its handlers: `atmService(new Atm())`. */
export function atmService(handlers: AtmHandlers): Service {
  return new AtmService(handlers);
}

class AtmService implements Service {
  readonly name = "atm";
  readonly schemaId = 42;
  private readonly handlers: AtmHandlers;
  private readonly decoders = new AtmDecoders();
  readonly calls: readonly number[] = [41];
  private readonly accountOutcomes = new AccountOutcomeDecoders();

  constructor(handlers: AtmHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAtmRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAtmCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAtmQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 50: {
        const timer = this.decoders.authorisation.wrap(payload, 0);
        timer.key = key;
        this.handlers.onAuthorisation(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of atm");
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

  onOutcome(outcome: CallOutcome, context: Context): void {
    switch (outcome.schemaId) {
      case 41:
        dispatchAccountOutcome(this.handlers, this.accountOutcomes, outcome, context);
        return;
    }
  }

  validateOutcome(
    schemaId: number,
    templateId: number,
    view: DataView,
    offset: number,
    length: number,
  ): string | undefined {
    switch (schemaId) {
      case 41:
        return validateAccountOutcome(templateId, view, offset, length);
      default:
        return `atm calls no service with schema id ${schemaId}`;
    }
  }
}

/** The atm service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundAtm {
  /** Puts cash into a machine; the first time, it sets the machine up. */
  loadCash(context: Context, tag: number): LoadCashEncoder;
  /** Somebody wants cash. How it ends is told by the event WithdrawalEnded. */
  withdraw(context: Context, tag: number): WithdrawEncoder;
}

/** Makes requests to the atm service, wherever it runs, in the name of `caller`. */
export class AtmBinding implements BoundAtm {
  private readonly boundCaller: Caller;
  private readonly loadCashEncoder: LoadCashEncoder = new LoadCashEncoder();
  private readonly withdrawEncoder: WithdrawEncoder = new WithdrawEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  loadCash(context: Context, tag: number): LoadCashEncoder {
    return this.loadCashEncoder.claim(context.call(this.boundCaller, tag));
  }

  withdraw(context: Context, tag: number): WithdrawEncoder {
    return this.withdrawEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the atm service: once for each, in the order in which they were made. */
export interface AtmOutcomes {
  onLoadCashOutcome(outcome: CashLoadedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onWithdrawOutcome(outcome: WithdrawalBegunDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class AtmOutcomeDecoders {
  readonly cashLoaded: CashLoadedDecoder = new CashLoadedDecoder();
  readonly withdrawalBegun: WithdrawalBegunDecoder = new WithdrawalBegunDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchAtmOutcome(
  handlers: Partial<AtmOutcomes>,
  decoders: AtmOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 60:
          return handlers.onLoadCashOutcome?.(decoders.cashLoaded.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onLoadCashOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onLoadCashOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 61:
          return handlers.onWithdrawOutcome?.(decoders.withdrawalBegun.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onWithdrawOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onWithdrawOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateAtmOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 42) return `schema ${schemaId} is not that of atm, 42`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 60) return validateCashLoaded(view, offset, length);
      break;
    case 2:
      if (reply === 61) return validateWithdrawalBegun(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of atm`;
}

/** Speaks to a atm service through a session: one method per command and query. */
export class AtmClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Puts cash into a machine; the first time, it sets the machine up. */
  async loadCash(value: LoadCash): Promise<Tagged<"CashLoaded", CashLoaded> | Tagged<"Rejected", Rejected>> {
    new LoadCashEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(42, this.buffer.copy());
    return decodeAtmReply(reply) as Tagged<"CashLoaded", CashLoaded> | Tagged<"Rejected", Rejected>;
  }

  /** Somebody wants cash. How it ends is told by the event WithdrawalEnded. */
  async withdraw(value: Withdraw): Promise<Tagged<"WithdrawalBegun", WithdrawalBegun> | Tagged<"Rejected", Rejected>> {
    new WithdrawEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(42, this.buffer.copy());
    return decodeAtmReply(reply) as Tagged<"WithdrawalBegun", WithdrawalBegun> | Tagged<"Rejected", Rejected>;
  }

  /** What became of a withdrawal. */
  async withdrawal(value: Withdrawal): Promise<Tagged<"WithdrawalState", WithdrawalState> | Tagged<"Rejected", Rejected>> {
    new WithdrawalEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(42, this.buffer.copy());
    return decodeAtmReply(reply) as Tagged<"WithdrawalState", WithdrawalState> | Tagged<"Rejected", Rejected>;
  }

  /** All machines together. */
  async totals(value: Totals): Promise<Tagged<"CashTotals", CashTotals> | Tagged<"Rejected", Rejected>> {
    new TotalsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(42, this.buffer.copy());
    return decodeAtmReply(reply) as Tagged<"CashTotals", CashTotals> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeAtmReply(message: Uint8Array): Tagged<"CashLoaded", CashLoaded> | Tagged<"WithdrawalBegun", WithdrawalBegun> | Tagged<"WithdrawalState", WithdrawalState> | Tagged<"CashTotals", CashTotals> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 60:
      return { template: "CashLoaded", ...new CashLoadedDecoder().wrap(view, 0).toObject() };
    case 61:
      return { template: "WithdrawalBegun", ...new WithdrawalBegunDecoder().wrap(view, 0).toObject() };
    case 70:
      return { template: "WithdrawalState", ...new WithdrawalStateDecoder().wrap(view, 0).toObject() };
    case 71:
      return { template: "CashTotals", ...new CashTotalsDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of atm");
  }
}

/** All messages by name, as types. */
export interface AtmMessages {
  commands: {
    LoadCash: { fields: LoadCash; reply: "CashLoaded" };
    Withdraw: { fields: Withdraw; reply: "WithdrawalBegun" };
  };
  queries: {
    Withdrawal: { fields: Withdrawal; reply: "WithdrawalState" };
    Totals: { fields: Totals; reply: "CashTotals" };
  };
  replies: {
    CashLoaded: CashLoaded;
    WithdrawalBegun: WithdrawalBegun;
    WithdrawalState: WithdrawalState;
    CashTotals: CashTotals;
  };
  events: {
    WithdrawalEnded: WithdrawalEnded;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const atmCodecs: Codecs<AtmMessages> = [
  {
    name: "LoadCash",
    encode: (value, output) => void new LoadCashEncoder().claim(output).set(value as LoadCash),
    decode: (view, offset) => new LoadCashDecoder().wrap(view, offset).toObject(),
    validate: validateLoadCash,
  },
  {
    name: "Withdraw",
    encode: (value, output) => void new WithdrawEncoder().claim(output).set(value as Withdraw),
    decode: (view, offset) => new WithdrawDecoder().wrap(view, offset).toObject(),
    validate: validateWithdraw,
  },
  {
    name: "Withdrawal",
    encode: (value, output) => void new WithdrawalEncoder().claim(output).set(value as Withdrawal),
    decode: (view, offset) => new WithdrawalDecoder().wrap(view, offset).toObject(),
    validate: validateWithdrawal,
  },
  {
    name: "Totals",
    encode: (value, output) => void new TotalsEncoder().claim(output).set(value as Totals),
    decode: (view, offset) => new TotalsDecoder().wrap(view, offset).toObject(),
    validate: validateTotals,
  },
  {
    name: "CashLoaded",
    encode: (value, output) => void new CashLoadedEncoder().claim(output).set(value as CashLoaded),
    decode: (view, offset) => new CashLoadedDecoder().wrap(view, offset).toObject(),
    validate: validateCashLoaded,
  },
  {
    name: "WithdrawalBegun",
    encode: (value, output) => void new WithdrawalBegunEncoder().claim(output).set(value as WithdrawalBegun),
    decode: (view, offset) => new WithdrawalBegunDecoder().wrap(view, offset).toObject(),
    validate: validateWithdrawalBegun,
  },
  {
    name: "WithdrawalState",
    encode: (value, output) => void new WithdrawalStateEncoder().claim(output).set(value as WithdrawalState),
    decode: (view, offset) => new WithdrawalStateDecoder().wrap(view, offset).toObject(),
    validate: validateWithdrawalState,
  },
  {
    name: "CashTotals",
    encode: (value, output) => void new CashTotalsEncoder().claim(output).set(value as CashTotals),
    decode: (view, offset) => new CashTotalsDecoder().wrap(view, offset).toObject(),
    validate: validateCashTotals,
  },
  {
    name: "WithdrawalEnded",
    encode: (value, output) => void new WithdrawalEndedEncoder().claim(output).set(value as WithdrawalEnded),
    decode: (view, offset) => new WithdrawalEndedDecoder().wrap(view, offset).toObject(),
    validate: validateWithdrawalEnded,
  },
  {
    name: "Authorisation",
    encode: (value, output) => void new AuthorisationEncoder().claim(output).set(value as Authorisation),
    decode: (view, offset) => new AuthorisationDecoder().wrap(view, offset).toObject(),
    validate: validateAuthorisation,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
