// Generated from the contract accounts, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "../contract/runtime.ts";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, copyBytes, isAscii, isAsciiText, isZero, readAscii, readI53, readU53, refuse, refuseOrder, writeAscii, writeI53, writeU53 } from "../contract/runtime.ts";

export const BalanceReason = {
  /** money came in from outside */
  Deposit: 0,
  /** money went outside */
  Withdrawal: 1,
  /** from another account */
  TransferIn: 2,
  /** to another account */
  TransferOut: 3,
} as const;
export type BalanceReason = (typeof BalanceReason)[keyof typeof BalanceReason];

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
  /** another asset has this code; value is its id */
  AssetCodeTaken: 100,
  /** the code is empty */
  BadAssetCode: 101,
  /** more than 18 decimals; value is how many */
  BadDecimals: 102,
  /** there is no room for another account or asset */
  LedgerFull: 103,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Adds something that accounts can have: a currency, a share, a voucher. */
export interface CreateAsset {
  /** what people call it, such as USD; unique */
  code: string;
  /** digits behind the point for people; amounts are minor units. At most 18 */
  decimals: number;
}

/** Reads CreateAsset: Adds something that accounts can have: a currency, a share, a voucher. */
export class CreateAssetDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 13;
  static readonly codeLength = 12;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** what people call it, such as USD; unique */
  get code(): string {
    return readAscii(this.view, this.offset + 8, 12);
  }

  /** Of the first byte of `code` in `view`, to compare or copy it without a string. */
  get codeOffset(): number {
    return this.offset + 8;
  }

  /** digits behind the point for people; amounts are minor units. At most 18 */
  get decimals(): number {
    return this.view.getUint8(this.offset + 20);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateAsset {
    const value: CreateAsset = {
      code: this.code,
      decimals: this.decimals,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreateAsset(view, offset, length);
  }
}

/** Writes CreateAsset. */
export class CreateAssetEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 13;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(21);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 65549, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    return this;
  }

  /** what people call it, such as USD; unique */
  set code(value: string) {
    if (!(isAsciiText(value, 12))) refuse("CreateAsset.code", value, "printable ASCII of at most 12 characters");
    writeAscii(this.view, this.offset + 8, 12, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyCode(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 8, from, fromOffset, 12);
  }

  /** digits behind the point for people; amounts are minor units. At most 18 */
  set decimals(value: number) {
    if (!((value & 255) === value)) refuse("CreateAsset.decimals", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CreateAsset): this {
    this.code = value.code;
    this.decimals = value.decimals;
    return this;
  }
}

function validateCreateAsset(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreateAsset has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not CreateAsset, 1`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 13;
  if (blockLength < leastLength) return `CreateAsset has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreateAsset has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8, 12)) return "CreateAsset.code is not printable ASCII of at most 12 characters, padded with zeros";
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CreateAsset is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Opens an account without money. */
export interface OpenAccount {
  /** who may act for it */
  ownerPrincipalId: number;
}

/** Reads OpenAccount: Opens an account without money. */
export class OpenAccountDecoder {
  static readonly templateId = 2;
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

  /** who may act for it */
  get ownerPrincipalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OpenAccount {
    const value: OpenAccount = {
      ownerPrincipalId: this.ownerPrincipalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOpenAccount(view, offset, length);
  }
}

/** Writes OpenAccount. */
export class OpenAccountEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 131076, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** who may act for it */
  set ownerPrincipalId(value: number) {
    if (!(value >>> 0 === value)) refuse("OpenAccount.ownerPrincipalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OpenAccount): this {
    this.ownerPrincipalId = value.ownerPrincipalId;
    return this;
  }
}

function validateOpenAccount(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OpenAccount has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not OpenAccount, 2`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 4;
  if (blockLength < leastLength) return `OpenAccount has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OpenAccount has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OpenAccount is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Money comes in from outside. */
export interface Deposit {
  /** the account */
  accountId: number;
  /** the asset */
  assetId: number;
  /** more than zero (minor units of the asset) */
  amount: number;
}

/** Reads Deposit: Money comes in from outside. */
export class DepositDecoder {
  static readonly templateId = 3;
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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** more than zero (minor units of the asset) */
  get amount(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Deposit {
    const value: Deposit = {
      accountId: this.accountId,
      assetId: this.assetId,
      amount: this.amount,
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
  static readonly templateId = 3;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 196624, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Deposit.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("Deposit.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** more than zero (minor units of the asset) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Deposit.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Deposit): this {
    this.accountId = value.accountId;
    this.assetId = value.assetId;
    this.amount = value.amount;
    return this;
  }
}

function validateDeposit(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Deposit has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not Deposit, 3`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Deposit has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Deposit has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Deposit.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Deposit is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Free money goes outside. */
export interface Withdraw {
  /** the account */
  accountId: number;
  /** the asset */
  assetId: number;
  /** more than zero (minor units of the asset) */
  amount: number;
}

/** Reads Withdraw: Free money goes outside. */
export class WithdrawDecoder {
  static readonly templateId = 4;
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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** more than zero (minor units of the asset) */
  get amount(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Withdraw {
    const value: Withdraw = {
      accountId: this.accountId,
      assetId: this.assetId,
      amount: this.amount,
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
  static readonly templateId = 4;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(24);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 262160, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Withdraw.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("Withdraw.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** more than zero (minor units of the asset) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Withdraw.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Withdraw): this {
    this.accountId = value.accountId;
    this.assetId = value.assetId;
    this.amount = value.amount;
    return this;
  }
}

function validateWithdraw(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Withdraw has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not Withdraw, 4`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Withdraw has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Withdraw has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Withdraw.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Withdraw is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Free money goes to another account. */
export interface Transfer {
  /** the account */
  accountId: number;
  /** the asset */
  assetId: number;
  /** more than zero (minor units of the asset) */
  amount: number;
  /** who gets it */
  toAccountId: number;
}

/** Reads Transfer: Free money goes to another account. */
export class TransferDecoder {
  static readonly templateId = 5;
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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** more than zero (minor units of the asset) */
  get amount(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** who gets it */
  get toAccountId(): number {
    return this.view.getUint32(this.offset + 24, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Transfer {
    const value: Transfer = {
      accountId: this.accountId,
      assetId: this.assetId,
      amount: this.amount,
      toAccountId: this.toAccountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTransfer(view, offset, length);
  }
}

/** Writes Transfer. */
export class TransferEncoder {
  static readonly templateId = 5;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 327700, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Transfer.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("Transfer.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** more than zero (minor units of the asset) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Transfer.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** who gets it */
  set toAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Transfer.toAccountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 24, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Transfer): this {
    this.accountId = value.accountId;
    this.assetId = value.assetId;
    this.amount = value.amount;
    this.toAccountId = value.toAccountId;
    return this;
  }
}

function validateTransfer(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Transfer has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 5) return `template ${templateId} is not Transfer, 5`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 20;
  if (blockLength < leastLength) return `Transfer has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Transfer has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `Transfer.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Transfer is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lets an account begin nothing new, or lets it again. What is open can be cancelled. */
export interface SuspendAccount {
  /** the account */
  accountId: number;
  /** whether it is suspended from now on */
  suspended: boolean;
}

/** Reads SuspendAccount: Lets an account begin nothing new, or lets it again. What is open can be cancelled. */
export class SuspendAccountDecoder {
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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** whether it is suspended from now on */
  get suspended(): boolean {
    return this.view.getUint8(this.offset + 12) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SuspendAccount {
    const value: SuspendAccount = {
      accountId: this.accountId,
      suspended: this.suspended,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSuspendAccount(view, offset, length);
  }
}

/** Writes SuspendAccount. */
export class SuspendAccountEncoder {
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
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("SuspendAccount.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whether it is suspended from now on */
  set suspended(value: boolean) {
    if (!(typeof value === "boolean")) refuse("SuspendAccount.suspended", value, "true or false");
    this.view.setUint8(this.offset + 12, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SuspendAccount): this {
    this.accountId = value.accountId;
    this.suspended = value.suspended;
    return this;
  }
}

function validateSuspendAccount(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SuspendAccount has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 6) return `template ${templateId} is not SuspendAccount, 6`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 5;
  if (blockLength < leastLength) return `SuspendAccount has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SuspendAccount has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!(value <= 1)) return `SuspendAccount.suspended is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `SuspendAccount is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All balances of an account that are not zero. */
export interface Balances {
  /** the account */
  accountId: number;
}

/** Reads Balances: All balances of an account that are not zero. */
export class BalancesDecoder {
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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Balances {
    const value: Balances = {
      accountId: this.accountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBalances(view, offset, length);
  }
}

/** Writes Balances. */
export class BalancesEncoder {
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
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Balances.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Balances): this {
    this.accountId = value.accountId;
    return this;
  }
}

function validateBalances(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Balances has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Balances, 20`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Balances has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Balances has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Balances is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All assets. */
export interface Assets {
}

/** Reads Assets: All assets. */
export class AssetsDecoder {
  static readonly templateId = 21;
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
  toObject(): Assets {
    const value: Assets = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAssets(view, offset, length);
  }
}

/** Writes Assets. */
export class AssetsEncoder {
  static readonly templateId = 21;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1376256, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Assets): this {
    return this;
  }
}

function validateAssets(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Assets has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not Assets, 21`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Assets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Assets has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Assets is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Whose account it is. */
export interface Account {
  /** the account */
  accountId: number;
}

/** Reads Account: Whose account it is. */
export class AccountDecoder {
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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
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
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Account.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
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
  if (templateId !== 22) return `template ${templateId} is not Account, 22`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Account has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Account has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Account is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The accounts of the principal who asks. */
export interface MyAccounts {
}

/** Reads MyAccounts: The accounts of the principal who asks. */
export class MyAccountsDecoder {
  static readonly templateId = 23;
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
  toObject(): MyAccounts {
    const value: MyAccounts = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMyAccounts(view, offset, length);
  }
}

/** Writes MyAccounts. */
export class MyAccountsEncoder {
  static readonly templateId = 23;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1507328, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: MyAccounts): this {
    return this;
  }
}

function validateMyAccounts(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MyAccounts has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 23) return `template ${templateId} is not MyAccounts, 23`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 0;
  if (blockLength < leastLength) return `MyAccounts has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MyAccounts has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MyAccounts is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Per asset: what came in from outside, and what all accounts have. The two are equal. */
export interface Conservation {
}

/** Reads Conservation: Per asset: what came in from outside, and what all accounts have. The two are equal. */
export class ConservationDecoder {
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
  toObject(): Conservation {
    const value: Conservation = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateConservation(view, offset, length);
  }
}

/** Writes Conservation. */
export class ConservationEncoder {
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
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Conservation): this {
    return this;
  }
}

function validateConservation(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Conservation has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 24) return `template ${templateId} is not Conservation, 24`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Conservation has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Conservation has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Conservation is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The asset exists. */
export interface AssetCreated {
  /** the asset */
  assetId: number;
}

/** Reads AssetCreated: The asset exists. */
export class AssetCreatedDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "AssetCreated" {
    return "AssetCreated";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AssetCreated {
    const value: AssetCreated = {
      assetId: this.assetId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAssetCreated(view, offset, length);
  }
}

/** Writes AssetCreated. */
export class AssetCreatedEncoder {
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
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("AssetCreated.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AssetCreated): this {
    this.assetId = value.assetId;
    return this;
  }
}

function validateAssetCreated(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AssetCreated has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not AssetCreated, 40`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 4;
  if (blockLength < leastLength) return `AssetCreated has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AssetCreated has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AssetCreated is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The account exists. */
export interface AccountOpened {
  /** the account */
  accountId: number;
}

/** Reads AccountOpened: The account exists. */
export class AccountOpenedDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "AccountOpened" {
    return "AccountOpened";
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

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AccountOpened {
    const value: AccountOpened = {
      accountId: this.accountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccountOpened(view, offset, length);
  }
}

/** Writes AccountOpened. */
export class AccountOpenedEncoder {
  static readonly templateId = 41;
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
    view.setUint32(at, 2686980, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("AccountOpened.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AccountOpened): this {
    this.accountId = value.accountId;
    return this;
  }
}

function validateAccountOpened(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AccountOpened has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not AccountOpened, 41`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 4;
  if (blockLength < leastLength) return `AccountOpened has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AccountOpened has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AccountOpened is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Money moved; the balances after it, of the account that was named first. */
export interface BalanceMoved {
  /** the account */
  accountId: number;
  /** the asset */
  assetId: number;
  /** what the account may spend or hold (minor units of the asset) */
  free: number;
  /** what is set aside for orders and holds (minor units of the asset) */
  held: number;
}

/** Reads BalanceMoved: Money moved; the balances after it, of the account that was named first. */
export class BalanceMovedDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "BalanceMoved" {
    return "BalanceMoved";
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

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** what the account may spend or hold (minor units of the asset) */
  get free(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** what is set aside for orders and holds (minor units of the asset) */
  get held(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BalanceMoved {
    const value: BalanceMoved = {
      accountId: this.accountId,
      assetId: this.assetId,
      free: this.free,
      held: this.held,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBalanceMoved(view, offset, length);
  }
}

/** Writes BalanceMoved. */
export class BalanceMovedEncoder {
  static readonly templateId = 42;
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
    view.setUint32(at, 2752536, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("BalanceMoved.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("BalanceMoved.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** what the account may spend or hold (minor units of the asset) */
  set free(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceMoved.free", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** what is set aside for orders and holds (minor units of the asset) */
  set held(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceMoved.held", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BalanceMoved): this {
    this.accountId = value.accountId;
    this.assetId = value.assetId;
    this.free = value.free;
    this.held = value.held;
    return this;
  }
}

function validateBalanceMoved(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BalanceMoved has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not BalanceMoved, 42`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 24;
  if (blockLength < leastLength) return `BalanceMoved has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BalanceMoved has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `BalanceMoved.free is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `BalanceMoved.held is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BalanceMoved is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What the account is now. */
export interface AccountSuspension {
  /** the account */
  accountId: number;
  /** whether it is suspended */
  suspended: boolean;
}

/** Reads AccountSuspension: What the account is now. */
export class AccountSuspensionDecoder {
  static readonly templateId = 43;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "AccountSuspension" {
    return "AccountSuspension";
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

  /** whether it is suspended */
  get suspended(): boolean {
    return this.view.getUint8(this.offset + 12) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AccountSuspension {
    const value: AccountSuspension = {
      accountId: this.accountId,
      suspended: this.suspended,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccountSuspension(view, offset, length);
  }
}

/** Writes AccountSuspension. */
export class AccountSuspensionEncoder {
  static readonly templateId = 43;
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
    view.setUint32(at, 2818053, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("AccountSuspension.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whether it is suspended */
  set suspended(value: boolean) {
    if (!(typeof value === "boolean")) refuse("AccountSuspension.suspended", value, "true or false");
    this.view.setUint8(this.offset + 12, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AccountSuspension): this {
    this.accountId = value.accountId;
    this.suspended = value.suspended;
    return this;
  }
}

function validateAccountSuspension(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AccountSuspension has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 43) return `template ${templateId} is not AccountSuspension, 43`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 5;
  if (blockLength < leastLength) return `AccountSuspension has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AccountSuspension has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!(value <= 1)) return `AccountSuspension.suspended is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AccountSuspension is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of BalanceList.balances. */
export interface BalanceListBalancesEntry {
  /** the asset */
  assetId: number;
  /** what the account may spend or hold (minor units of the asset) */
  free: number;
  /** what is set aside for orders and holds (minor units of the asset) */
  held: number;
}

/** Balances by asset. */
export interface BalanceList {
  /** the account */
  accountId: number;
  /** by asset id */
  balances: readonly BalanceListBalancesEntry[];
}

/** Reads the entries of BalanceList.balances. */
export class BalanceListBalancesDecoder {

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

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** what the account may spend or hold (minor units of the asset) */
  get free(): number {
    return readU53(this.view, this.offset + 4);
  }

  /** what is set aside for orders and holds (minor units of the asset) */
  get held(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BalanceListBalancesEntry {
    const value: BalanceListBalancesEntry = {
      assetId: this.assetId,
      free: this.free,
      held: this.held,
    };
    return value;
  }
}

/** Reads BalanceList: Balances by asset. */
export class BalanceListDecoder {
  static readonly templateId = 44;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly balancesDecoder = new BalanceListBalancesDecoder();

  get template(): "BalanceList" {
    return "BalanceList";
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

  /** by asset id */
  get balances(): BalanceListBalancesDecoder {
    return this.balancesDecoder.wrap(this.view, this.balancesAt());
  }

  private balancesAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BalanceList {
    const balances: BalanceListBalancesEntry[] = [];
    for (const entries = this.balances; entries.next(); ) balances.push(entries.toObject());
    const value: BalanceList = {
      accountId: this.accountId,
      balances,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBalanceList(view, offset, length);
  }
}

/** by asset id */
export class BalanceListBalancesEncoder {
  private readonly root: BalanceListEncoder;
  private readonly parent: BalanceListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: BalanceListEncoder, parent: BalanceListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("BalanceList.balances");
    if (this.count >= 256) refuse("BalanceList.balances", this.count + 1, "at most 256 entries");
    const root = this.root;
    const added = root.output.extend(20);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 20;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("BalanceList.balances.assetId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** what the account may spend or hold (minor units of the asset) */
  set free(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceList.balances.free", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 4, value);
  }

  /** what is set aside for orders and holds (minor units of the asset) */
  set held(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceList.balances.held", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BalanceListBalancesEntry): this {
    this.assetId = value.assetId;
    this.free = value.free;
    this.held = value.held;
    return this;
  }
}

/** Writes BalanceList. */
export class BalanceListEncoder {
  static readonly templateId = 44;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly balancesEncoder: BalanceListBalancesEncoder = new BalanceListBalancesEncoder(this, this);

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
    view.setUint32(at, 2883588, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 12, 0, true);
    view.setUint16(at + 12, 20, true);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("BalanceList.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** by asset id */
  get balances(): BalanceListBalancesEncoder {
    if (this.stage > 0) refuseOrder("BalanceList.balances");
    if (this.stage < 0) {
      this.stage = 0;
      this.balancesEncoder.begin(this.limit - 4);
    }
    return this.balancesEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BalanceList): this {
    this.accountId = value.accountId;
    for (const entry of value.balances) this.balances.add().set(entry);
    return this;
  }
}

function validateBalanceListBalances(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `BalanceList.balances is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 256) return `BalanceList.balances has ${count} entries; it takes at most 256`;
  void version;
  const leastLength = 20;
  if (count > 0 && blockLength < leastLength) return `BalanceList.balances has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `BalanceList.balances runs over the end of the message`;
    {
      const value = readU53(view, offset + 4);
      if (!(value <= 9007199254740991)) return `BalanceList.balances.free is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 12);
      if (!(value <= 9007199254740991)) return `BalanceList.balances.held is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateBalanceList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BalanceList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 44) return `template ${templateId} is not BalanceList, 44`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 4;
  if (blockLength < leastLength) return `BalanceList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BalanceList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateBalanceListBalances(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BalanceList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of AssetList.assets. */
export interface AssetListAssetsEntry {
  /** the asset */
  assetId: number;
  /** what people call it */
  code: string;
  /** digits behind the point for people */
  decimals: number;
}

/** All assets. */
export interface AssetList {
  /** by asset id */
  assets: readonly AssetListAssetsEntry[];
}

/** Reads the entries of AssetList.assets. */
export class AssetListAssetsDecoder {
  static readonly codeLength = 12;

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

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** what people call it */
  get code(): string {
    return readAscii(this.view, this.offset + 4, 12);
  }

  /** Of the first byte of `code` in `view`, to compare or copy it without a string. */
  get codeOffset(): number {
    return this.offset + 4;
  }

  /** digits behind the point for people */
  get decimals(): number {
    return this.view.getUint8(this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AssetListAssetsEntry {
    const value: AssetListAssetsEntry = {
      assetId: this.assetId,
      code: this.code,
      decimals: this.decimals,
    };
    return value;
  }
}

/** Reads AssetList: All assets. */
export class AssetListDecoder {
  static readonly templateId = 45;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly assetsDecoder = new AssetListAssetsDecoder();

  get template(): "AssetList" {
    return "AssetList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** by asset id */
  get assets(): AssetListAssetsDecoder {
    return this.assetsDecoder.wrap(this.view, this.assetsAt());
  }

  private assetsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AssetList {
    const assets: AssetListAssetsEntry[] = [];
    for (const entries = this.assets; entries.next(); ) assets.push(entries.toObject());
    const value: AssetList = {
      assets,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAssetList(view, offset, length);
  }
}

/** by asset id */
export class AssetListAssetsEncoder {
  private readonly root: AssetListEncoder;
  private readonly parent: AssetListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: AssetListEncoder, parent: AssetListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("AssetList.assets");
    if (this.count >= 256) refuse("AssetList.assets", this.count + 1, "at most 256 entries");
    const root = this.root;
    const added = root.output.extend(17);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 17;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    return this;
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("AssetList.assets.assetId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** what people call it */
  set code(value: string) {
    if (!(isAsciiText(value, 12))) refuse("AssetList.assets.code", value, "printable ASCII of at most 12 characters");
    writeAscii(this.root.view, this.offset + 4, 12, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyCode(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 4, from, fromOffset, 12);
  }

  /** digits behind the point for people */
  set decimals(value: number) {
    if (!((value & 255) === value)) refuse("AssetList.assets.decimals", value, "an integer from 0 to 255");
    this.root.view.setUint8(this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AssetListAssetsEntry): this {
    this.assetId = value.assetId;
    this.code = value.code;
    this.decimals = value.decimals;
    return this;
  }
}

/** Writes AssetList. */
export class AssetListEncoder {
  static readonly templateId = 45;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly assetsEncoder: AssetListAssetsEncoder = new AssetListAssetsEncoder(this, this);

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
    view.setUint32(at, 2949120, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint16(at + 8, 17, true);
    return this;
  }

  /** by asset id */
  get assets(): AssetListAssetsEncoder {
    if (this.stage > 0) refuseOrder("AssetList.assets");
    if (this.stage < 0) {
      this.stage = 0;
      this.assetsEncoder.begin(this.limit - 4);
    }
    return this.assetsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AssetList): this {
    for (const entry of value.assets) this.assets.add().set(entry);
    return this;
  }
}

function validateAssetListAssets(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `AssetList.assets is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 256) return `AssetList.assets has ${count} entries; it takes at most 256`;
  void version;
  const leastLength = 17;
  if (count > 0 && blockLength < leastLength) return `AssetList.assets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `AssetList.assets runs over the end of the message`;
    if (!isAscii(view, offset + 4, 12)) return "AssetList.assets.code is not printable ASCII of at most 12 characters, padded with zeros";
    at += blockLength;
  }
  return at;
}

function validateAssetList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AssetList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 45) return `template ${templateId} is not AssetList, 45`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 0;
  if (blockLength < leastLength) return `AssetList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AssetList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateAssetListAssets(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AssetList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An account. */
export interface AccountState {
  /** the account */
  accountId: number;
  /** who may act for it */
  ownerPrincipalId: number;
  /** whether it is suspended */
  suspended: boolean;
}

/** Reads AccountState: An account. */
export class AccountStateDecoder {
  static readonly templateId = 46;
  static readonly blockLength = 9;

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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** who may act for it */
  get ownerPrincipalId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** whether it is suspended */
  get suspended(): boolean {
    return this.view.getUint8(this.offset + 16) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AccountState {
    const value: AccountState = {
      accountId: this.accountId,
      ownerPrincipalId: this.ownerPrincipalId,
      suspended: this.suspended,
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
  static readonly templateId = 46;
  static readonly blockLength = 9;

  view: DataView = NO_VIEW;
  offset = 0;

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
    view.setUint32(at, 3014665, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("AccountState.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** who may act for it */
  set ownerPrincipalId(value: number) {
    if (!(value >>> 0 === value)) refuse("AccountState.ownerPrincipalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** whether it is suspended */
  set suspended(value: boolean) {
    if (!(typeof value === "boolean")) refuse("AccountState.suspended", value, "true or false");
    this.view.setUint8(this.offset + 16, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AccountState): this {
    this.accountId = value.accountId;
    this.ownerPrincipalId = value.ownerPrincipalId;
    this.suspended = value.suspended;
    return this;
  }
}

function validateAccountState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AccountState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 46) return `template ${templateId} is not AccountState, 46`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 9;
  if (blockLength < leastLength) return `AccountState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AccountState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 8);
    if (!(value <= 1)) return `AccountState.suspended is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AccountState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of AccountList.accounts. */
export interface AccountListAccountsEntry {
  /** the account */
  accountId: number;
  /** whether it is suspended */
  suspended: boolean;
}

/** Accounts of a principal. */
export interface AccountList {
  /** by account id, the first thousand */
  accounts: readonly AccountListAccountsEntry[];
}

/** Reads the entries of AccountList.accounts. */
export class AccountListAccountsDecoder {

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

  /** the account */
  get accountId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** whether it is suspended */
  get suspended(): boolean {
    return this.view.getUint8(this.offset + 4) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AccountListAccountsEntry {
    const value: AccountListAccountsEntry = {
      accountId: this.accountId,
      suspended: this.suspended,
    };
    return value;
  }
}

/** Reads AccountList: Accounts of a principal. */
export class AccountListDecoder {
  static readonly templateId = 47;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly accountsDecoder = new AccountListAccountsDecoder();

  get template(): "AccountList" {
    return "AccountList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** by account id, the first thousand */
  get accounts(): AccountListAccountsDecoder {
    return this.accountsDecoder.wrap(this.view, this.accountsAt());
  }

  private accountsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): AccountList {
    const accounts: AccountListAccountsEntry[] = [];
    for (const entries = this.accounts; entries.next(); ) accounts.push(entries.toObject());
    const value: AccountList = {
      accounts,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccountList(view, offset, length);
  }
}

/** by account id, the first thousand */
export class AccountListAccountsEncoder {
  private readonly root: AccountListEncoder;
  private readonly parent: AccountListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: AccountListEncoder, parent: AccountListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("AccountList.accounts");
    if (this.count >= 1000) refuse("AccountList.accounts", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(5);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 5;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setUint32(at, 0, true);
    view.setUint8(at + 4, 0);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("AccountList.accounts.accountId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** whether it is suspended */
  set suspended(value: boolean) {
    if (!(typeof value === "boolean")) refuse("AccountList.accounts.suspended", value, "true or false");
    this.root.view.setUint8(this.offset + 4, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AccountListAccountsEntry): this {
    this.accountId = value.accountId;
    this.suspended = value.suspended;
    return this;
  }
}

/** Writes AccountList. */
export class AccountListEncoder {
  static readonly templateId = 47;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly accountsEncoder: AccountListAccountsEncoder = new AccountListAccountsEncoder(this, this);

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
    view.setUint32(at, 3080192, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint16(at + 8, 5, true);
    return this;
  }

  /** by account id, the first thousand */
  get accounts(): AccountListAccountsEncoder {
    if (this.stage > 0) refuseOrder("AccountList.accounts");
    if (this.stage < 0) {
      this.stage = 0;
      this.accountsEncoder.begin(this.limit - 4);
    }
    return this.accountsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: AccountList): this {
    for (const entry of value.accounts) this.accounts.add().set(entry);
    return this;
  }
}

function validateAccountListAccounts(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `AccountList.accounts is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `AccountList.accounts has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 5;
  if (count > 0 && blockLength < leastLength) return `AccountList.accounts has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `AccountList.accounts runs over the end of the message`;
    {
      const value = view.getUint8(offset + 4);
      if (!(value <= 1)) return `AccountList.accounts.suspended is ${value}; it takes true or false`;
    }
    at += blockLength;
  }
  return at;
}

function validateAccountList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `AccountList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 47) return `template ${templateId} is not AccountList, 47`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 0;
  if (blockLength < leastLength) return `AccountList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `AccountList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateAccountListAccounts(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `AccountList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ConservationReport.assets. */
export interface ConservationReportAssetsEntry {
  /** the asset */
  assetId: number;
  /** deposits less withdrawals (minor units of the asset) */
  deposited: number;
  /** free in all accounts (minor units of the asset) */
  free: number;
  /** held in all accounts (minor units of the asset) */
  held: number;
}

/** What there is of each asset. */
export interface ConservationReport {
  /** by asset id */
  assets: readonly ConservationReportAssetsEntry[];
}

/** Reads the entries of ConservationReport.assets. */
export class ConservationReportAssetsDecoder {

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

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** deposits less withdrawals (minor units of the asset) */
  get deposited(): number {
    return readI53(this.view, this.offset + 4);
  }

  /** free in all accounts (minor units of the asset) */
  get free(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** held in all accounts (minor units of the asset) */
  get held(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ConservationReportAssetsEntry {
    const value: ConservationReportAssetsEntry = {
      assetId: this.assetId,
      deposited: this.deposited,
      free: this.free,
      held: this.held,
    };
    return value;
  }
}

/** Reads ConservationReport: What there is of each asset. */
export class ConservationReportDecoder {
  static readonly templateId = 48;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly assetsDecoder = new ConservationReportAssetsDecoder();

  get template(): "ConservationReport" {
    return "ConservationReport";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** by asset id */
  get assets(): ConservationReportAssetsDecoder {
    return this.assetsDecoder.wrap(this.view, this.assetsAt());
  }

  private assetsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ConservationReport {
    const assets: ConservationReportAssetsEntry[] = [];
    for (const entries = this.assets; entries.next(); ) assets.push(entries.toObject());
    const value: ConservationReport = {
      assets,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateConservationReport(view, offset, length);
  }
}

/** by asset id */
export class ConservationReportAssetsEncoder {
  private readonly root: ConservationReportEncoder;
  private readonly parent: ConservationReportEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: ConservationReportEncoder, parent: ConservationReportEncoder) {
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
    if (!this.isCurrent()) refuseOrder("ConservationReport.assets");
    if (this.count >= 256) refuse("ConservationReport.assets", this.count + 1, "at most 256 entries");
    const root = this.root;
    const added = root.output.extend(28);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 28;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("ConservationReport.assets.assetId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** deposits less withdrawals (minor units of the asset) */
  set deposited(value: number) {
    if (!(value >= -9007199254740991 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ConservationReport.assets.deposited", value, "an integer from -9007199254740991 to 9007199254740991");
    writeI53(this.root.view, this.offset + 4, value);
  }

  /** free in all accounts (minor units of the asset) */
  set free(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ConservationReport.assets.free", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 12, value);
  }

  /** held in all accounts (minor units of the asset) */
  set held(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ConservationReport.assets.held", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ConservationReportAssetsEntry): this {
    this.assetId = value.assetId;
    this.deposited = value.deposited;
    this.free = value.free;
    this.held = value.held;
    return this;
  }
}

/** Writes ConservationReport. */
export class ConservationReportEncoder {
  static readonly templateId = 48;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly assetsEncoder: ConservationReportAssetsEncoder = new ConservationReportAssetsEncoder(this, this);

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
    view.setUint32(at, 3145728, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint16(at + 8, 28, true);
    return this;
  }

  /** by asset id */
  get assets(): ConservationReportAssetsEncoder {
    if (this.stage > 0) refuseOrder("ConservationReport.assets");
    if (this.stage < 0) {
      this.stage = 0;
      this.assetsEncoder.begin(this.limit - 4);
    }
    return this.assetsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ConservationReport): this {
    for (const entry of value.assets) this.assets.add().set(entry);
    return this;
  }
}

function validateConservationReportAssets(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ConservationReport.assets is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 256) return `ConservationReport.assets has ${count} entries; it takes at most 256`;
  void version;
  const leastLength = 28;
  if (count > 0 && blockLength < leastLength) return `ConservationReport.assets has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `ConservationReport.assets runs over the end of the message`;
    {
      const value = readI53(view, offset + 4);
      if (!(value >= -9007199254740991 && value <= 9007199254740991)) return `ConservationReport.assets.deposited is ${value}; it takes an integer from -9007199254740991 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 12);
      if (!(value <= 9007199254740991)) return `ConservationReport.assets.free is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    {
      const value = readU53(view, offset + 20);
      if (!(value <= 9007199254740991)) return `ConservationReport.assets.held is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateConservationReport(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ConservationReport has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 48) return `template ${templateId} is not ConservationReport, 48`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 0;
  if (blockLength < leastLength) return `ConservationReport has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ConservationReport has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateConservationReportAssets(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `ConservationReport is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A deposit, withdrawal or transfer. What trading moves is told by the events of the orders. */
export interface BalanceChanged {
  /** the account */
  accountId: number;
  /** the asset */
  assetId: number;
  /** why */
  reason: BalanceReason;
  /** more than zero (minor units of the asset) */
  amount: number;
  /** what the account may spend or hold (minor units of the asset) */
  free: number;
  /** what is set aside for orders and holds (minor units of the asset) */
  held: number;
}

/** Reads BalanceChanged: A deposit, withdrawal or transfer. What trading moves is told by the events of the orders. */
export class BalanceChangedDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 33;

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

  /** the asset */
  get assetId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** why */
  get reason(): BalanceReason {
    return this.view.getUint8(this.offset + 16) as BalanceReason;
  }

  /** more than zero (minor units of the asset) */
  get amount(): number {
    return readU53(this.view, this.offset + 17);
  }

  /** what the account may spend or hold (minor units of the asset) */
  get free(): number {
    return readU53(this.view, this.offset + 25);
  }

  /** what is set aside for orders and holds (minor units of the asset) */
  get held(): number {
    return readU53(this.view, this.offset + 33);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BalanceChanged {
    const value: BalanceChanged = {
      accountId: this.accountId,
      assetId: this.assetId,
      reason: this.reason,
      amount: this.amount,
      free: this.free,
      held: this.held,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBalanceChanged(view, offset, length);
  }
}

/** Writes BalanceChanged. */
export class BalanceChangedEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 33;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(41);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3932193, true); // Block length and template.
    view.setUint32(at + 4, 65537, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setUint8(at + 40, 0);
    return this;
  }

  /** the account */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("BalanceChanged.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the asset */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("BalanceChanged.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** why */
  set reason(value: BalanceReason) {
    if (!(value >= 0 && value <= 3 && Math.floor(value) === value)) refuse("BalanceChanged.reason", value, "one of BalanceReason: Deposit 0, Withdrawal 1, TransferIn 2, TransferOut 3");
    this.view.setUint8(this.offset + 16, value);
  }

  /** more than zero (minor units of the asset) */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceChanged.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 17, value);
  }

  /** what the account may spend or hold (minor units of the asset) */
  set free(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceChanged.free", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 25, value);
  }

  /** what is set aside for orders and holds (minor units of the asset) */
  set held(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BalanceChanged.held", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 33, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BalanceChanged): this {
    this.accountId = value.accountId;
    this.assetId = value.assetId;
    this.reason = value.reason;
    this.amount = value.amount;
    this.free = value.free;
    this.held = value.held;
    return this;
  }
}

function validateBalanceChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BalanceChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not BalanceChanged, 60`;
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
  const leastLength = 33;
  if (blockLength < leastLength) return `BalanceChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BalanceChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 8);
    if (!((value >= 0 && value <= 3))) return `BalanceChanged.reason is ${value}; it takes one of BalanceReason: Deposit 0, Withdrawal 1, TransferIn 2, TransferOut 3`;
  }
  {
    const value = readU53(view, offset + 8 + 9);
    if (!(value <= 9007199254740991)) return `BalanceChanged.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 17);
    if (!(value <= 9007199254740991)) return `BalanceChanged.free is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 25);
    if (!(value <= 9007199254740991)) return `BalanceChanged.held is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BalanceChanged is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65537, true); // Schema and its version.
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
  if (schemaId !== 1) return `schema ${schemaId} is not accounts, 1`;
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

/** What a accounts service does: one method per command and query, each with exactly one reply or rejection. */
export interface AccountsHandlers extends Lifecycle {
  /** Adds something that accounts can have: a currency, a share, a voucher. */
  onCreateAsset(command: CreateAssetDecoder, context: Context): Handled;
  /** Opens an account without money. */
  onOpenAccount(command: OpenAccountDecoder, context: Context): Handled;
  /** Money comes in from outside. */
  onDeposit(command: DepositDecoder, context: Context): Handled;
  /** Free money goes outside. */
  onWithdraw(command: WithdrawDecoder, context: Context): Handled;
  /** Free money goes to another account. */
  onTransfer(command: TransferDecoder, context: Context): Handled;
  /** Lets an account begin nothing new, or lets it again. What is open can be cancelled. */
  onSuspendAccount(command: SuspendAccountDecoder, context: Context): Handled;
  /** All balances of an account that are not zero. */
  onBalances(query: BalancesDecoder, context: Context): Handled;
  /** All assets. */
  onAssets(query: AssetsDecoder, context: Context): Handled;
  /** Whose account it is. */
  onAccount(query: AccountDecoder, context: Context): Handled;
  /** The accounts of the principal who asks. */
  onMyAccounts(query: MyAccountsDecoder, context: Context): Handled;
  /** Per asset: what came in from outside, and what all accounts have. The two are equal. */
  onConservation(query: ConservationDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class AccountsDecoders {
  readonly createAsset: CreateAssetDecoder = new CreateAssetDecoder();
  readonly openAccount: OpenAccountDecoder = new OpenAccountDecoder();
  readonly deposit: DepositDecoder = new DepositDecoder();
  readonly withdraw: WithdrawDecoder = new WithdrawDecoder();
  readonly transfer: TransferDecoder = new TransferDecoder();
  readonly suspendAccount: SuspendAccountDecoder = new SuspendAccountDecoder();
  readonly balances: BalancesDecoder = new BalancesDecoder();
  readonly assets: AssetsDecoder = new AssetsDecoder();
  readonly account: AccountDecoder = new AccountDecoder();
  readonly myAccounts: MyAccountsDecoder = new MyAccountsDecoder();
  readonly conservation: ConservationDecoder = new ConservationDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAccountsCommand(
  handlers: AccountsHandlers,
  decoders: AccountsDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreateAsset(decoders.createAsset.wrap(view, offset), context);
    case 2:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onOpenAccount(decoders.openAccount.wrap(view, offset), context);
    case 3:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onDeposit(decoders.deposit.wrap(view, offset), context);
    case 4:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onWithdraw(decoders.withdraw.wrap(view, offset), context);
    case 5:
      if ((context.roles & 7) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onTransfer(decoders.transfer.wrap(view, offset), context);
    case 6:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onSuspendAccount(decoders.suspendAccount.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAccountsQuery(
  handlers: AccountsHandlers,
  decoders: AccountsDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onBalances(decoders.balances.wrap(view, offset), context);
    case 21:
      return handlers.onAssets(decoders.assets.wrap(view, offset), context);
    case 22:
      return handlers.onAccount(decoders.account.wrap(view, offset), context);
    case 23:
      return handlers.onMyAccounts(decoders.myAccounts.wrap(view, offset), context);
    case 24:
      if ((context.roles & 12) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onConservation(decoders.conservation.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateAccountsRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of accounts is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateCreateAsset(view, offset, length);
    case 2:
      return validateOpenAccount(view, offset, length);
    case 3:
      return validateDeposit(view, offset, length);
    case 4:
      return validateWithdraw(view, offset, length);
    case 5:
      return validateTransfer(view, offset, length);
    case 6:
      return validateSuspendAccount(view, offset, length);
    case 20:
      return validateBalances(view, offset, length);
    case 21:
      return validateAssets(view, offset, length);
    case 22:
      return validateAccount(view, offset, length);
    case 23:
      return validateMyAccounts(view, offset, length);
    case 24:
      return validateConservation(view, offset, length);
    default:
      return `template ${templateId} is no command or query of accounts`;
  }
}

/** The service that a cluster runs, from its handlers: `accountsService(new Accounts())`. */
export function accountsService(handlers: AccountsHandlers): Service {
  return new AccountsService(handlers);
}

class AccountsService implements Service {
  readonly name = "accounts";
  readonly schemaId = 1;
  private readonly handlers: AccountsHandlers;
  private readonly decoders = new AccountsDecoders();

  constructor(handlers: AccountsHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccountsRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAccountsCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAccountsQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number): void {
    throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of accounts");
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

/** The accounts service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundAccounts {
  /** Adds something that accounts can have: a currency, a share, a voucher. */
  createAsset(context: Context, tag: number): CreateAssetEncoder;
  /** Opens an account without money. */
  openAccount(context: Context, tag: number): OpenAccountEncoder;
  /** Money comes in from outside. */
  deposit(context: Context, tag: number): DepositEncoder;
  /** Free money goes outside. */
  withdraw(context: Context, tag: number): WithdrawEncoder;
  /** Free money goes to another account. */
  transfer(context: Context, tag: number): TransferEncoder;
  /** Lets an account begin nothing new, or lets it again. What is open can be cancelled. */
  suspendAccount(context: Context, tag: number): SuspendAccountEncoder;
}

/** Makes requests to the accounts service, wherever it runs, in the name of `caller`. */
export class AccountsBinding implements BoundAccounts {
  private readonly boundCaller: Caller;
  private readonly createAssetEncoder: CreateAssetEncoder = new CreateAssetEncoder();
  private readonly openAccountEncoder: OpenAccountEncoder = new OpenAccountEncoder();
  private readonly depositEncoder: DepositEncoder = new DepositEncoder();
  private readonly withdrawEncoder: WithdrawEncoder = new WithdrawEncoder();
  private readonly transferEncoder: TransferEncoder = new TransferEncoder();
  private readonly suspendAccountEncoder: SuspendAccountEncoder = new SuspendAccountEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  createAsset(context: Context, tag: number): CreateAssetEncoder {
    return this.createAssetEncoder.claim(context.call(this.boundCaller, tag));
  }

  openAccount(context: Context, tag: number): OpenAccountEncoder {
    return this.openAccountEncoder.claim(context.call(this.boundCaller, tag));
  }

  deposit(context: Context, tag: number): DepositEncoder {
    return this.depositEncoder.claim(context.call(this.boundCaller, tag));
  }

  withdraw(context: Context, tag: number): WithdrawEncoder {
    return this.withdrawEncoder.claim(context.call(this.boundCaller, tag));
  }

  transfer(context: Context, tag: number): TransferEncoder {
    return this.transferEncoder.claim(context.call(this.boundCaller, tag));
  }

  suspendAccount(context: Context, tag: number): SuspendAccountEncoder {
    return this.suspendAccountEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the accounts service: once for each, in the order in which they were made. */
export interface AccountsOutcomes {
  onCreateAssetOutcome(outcome: AssetCreatedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onOpenAccountOutcome(outcome: AccountOpenedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onDepositOutcome(outcome: BalanceMovedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onWithdrawOutcome(outcome: BalanceMovedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onTransferOutcome(outcome: BalanceMovedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onSuspendAccountOutcome(outcome: AccountSuspensionDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class AccountsOutcomeDecoders {
  readonly assetCreated: AssetCreatedDecoder = new AssetCreatedDecoder();
  readonly accountOpened: AccountOpenedDecoder = new AccountOpenedDecoder();
  readonly balanceMoved: BalanceMovedDecoder = new BalanceMovedDecoder();
  readonly accountSuspension: AccountSuspensionDecoder = new AccountSuspensionDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchAccountsOutcome(
  handlers: Partial<AccountsOutcomes>,
  decoders: AccountsOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onCreateAssetOutcome?.(decoders.assetCreated.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCreateAssetOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCreateAssetOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 41:
          return handlers.onOpenAccountOutcome?.(decoders.accountOpened.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onOpenAccountOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onOpenAccountOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 42:
          return handlers.onDepositOutcome?.(decoders.balanceMoved.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onDepositOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onDepositOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 42:
          return handlers.onWithdrawOutcome?.(decoders.balanceMoved.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onWithdrawOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onWithdrawOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 5:
      switch (templateId) {
        case 42:
          return handlers.onTransferOutcome?.(decoders.balanceMoved.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onTransferOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onTransferOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 6:
      switch (templateId) {
        case 43:
          return handlers.onSuspendAccountOutcome?.(decoders.accountSuspension.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onSuspendAccountOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onSuspendAccountOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateAccountsOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 1) return `schema ${schemaId} is not that of accounts, 1`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateAssetCreated(view, offset, length);
      break;
    case 2:
      if (reply === 41) return validateAccountOpened(view, offset, length);
      break;
    case 3:
      if (reply === 42) return validateBalanceMoved(view, offset, length);
      break;
    case 4:
      if (reply === 42) return validateBalanceMoved(view, offset, length);
      break;
    case 5:
      if (reply === 42) return validateBalanceMoved(view, offset, length);
      break;
    case 6:
      if (reply === 43) return validateAccountSuspension(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of accounts`;
}

/** Speaks to a accounts service through a session: one method per command and query. */
export class AccountsClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Adds something that accounts can have: a currency, a share, a voucher. */
  async createAsset(value: CreateAsset): Promise<Tagged<"AssetCreated", AssetCreated> | Tagged<"Rejected", Rejected>> {
    new CreateAssetEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"AssetCreated", AssetCreated> | Tagged<"Rejected", Rejected>;
  }

  /** Opens an account without money. */
  async openAccount(value: OpenAccount): Promise<Tagged<"AccountOpened", AccountOpened> | Tagged<"Rejected", Rejected>> {
    new OpenAccountEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"AccountOpened", AccountOpened> | Tagged<"Rejected", Rejected>;
  }

  /** Money comes in from outside. */
  async deposit(value: Deposit): Promise<Tagged<"BalanceMoved", BalanceMoved> | Tagged<"Rejected", Rejected>> {
    new DepositEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"BalanceMoved", BalanceMoved> | Tagged<"Rejected", Rejected>;
  }

  /** Free money goes outside. */
  async withdraw(value: Withdraw): Promise<Tagged<"BalanceMoved", BalanceMoved> | Tagged<"Rejected", Rejected>> {
    new WithdrawEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"BalanceMoved", BalanceMoved> | Tagged<"Rejected", Rejected>;
  }

  /** Free money goes to another account. */
  async transfer(value: Transfer): Promise<Tagged<"BalanceMoved", BalanceMoved> | Tagged<"Rejected", Rejected>> {
    new TransferEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"BalanceMoved", BalanceMoved> | Tagged<"Rejected", Rejected>;
  }

  /** Lets an account begin nothing new, or lets it again. What is open can be cancelled. */
  async suspendAccount(value: SuspendAccount): Promise<Tagged<"AccountSuspension", AccountSuspension> | Tagged<"Rejected", Rejected>> {
    new SuspendAccountEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"AccountSuspension", AccountSuspension> | Tagged<"Rejected", Rejected>;
  }

  /** All balances of an account that are not zero. */
  async balances(value: Balances): Promise<Tagged<"BalanceList", BalanceList> | Tagged<"Rejected", Rejected>> {
    new BalancesEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"BalanceList", BalanceList> | Tagged<"Rejected", Rejected>;
  }

  /** All assets. */
  async assets(value: Assets): Promise<Tagged<"AssetList", AssetList> | Tagged<"Rejected", Rejected>> {
    new AssetsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"AssetList", AssetList> | Tagged<"Rejected", Rejected>;
  }

  /** Whose account it is. */
  async account(value: Account): Promise<Tagged<"AccountState", AccountState> | Tagged<"Rejected", Rejected>> {
    new AccountEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"AccountState", AccountState> | Tagged<"Rejected", Rejected>;
  }

  /** The accounts of the principal who asks. */
  async myAccounts(value: MyAccounts): Promise<Tagged<"AccountList", AccountList> | Tagged<"Rejected", Rejected>> {
    new MyAccountsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"AccountList", AccountList> | Tagged<"Rejected", Rejected>;
  }

  /** Per asset: what came in from outside, and what all accounts have. The two are equal. */
  async conservation(value: Conservation): Promise<Tagged<"ConservationReport", ConservationReport> | Tagged<"Rejected", Rejected>> {
    new ConservationEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(1, this.buffer.copy());
    return decodeAccountsReply(reply) as Tagged<"ConservationReport", ConservationReport> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeAccountsReply(message: Uint8Array): Tagged<"AssetCreated", AssetCreated> | Tagged<"AccountOpened", AccountOpened> | Tagged<"BalanceMoved", BalanceMoved> | Tagged<"AccountSuspension", AccountSuspension> | Tagged<"BalanceList", BalanceList> | Tagged<"AssetList", AssetList> | Tagged<"AccountState", AccountState> | Tagged<"AccountList", AccountList> | Tagged<"ConservationReport", ConservationReport> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "AssetCreated", ...new AssetCreatedDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "AccountOpened", ...new AccountOpenedDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "BalanceMoved", ...new BalanceMovedDecoder().wrap(view, 0).toObject() };
    case 43:
      return { template: "AccountSuspension", ...new AccountSuspensionDecoder().wrap(view, 0).toObject() };
    case 44:
      return { template: "BalanceList", ...new BalanceListDecoder().wrap(view, 0).toObject() };
    case 45:
      return { template: "AssetList", ...new AssetListDecoder().wrap(view, 0).toObject() };
    case 46:
      return { template: "AccountState", ...new AccountStateDecoder().wrap(view, 0).toObject() };
    case 47:
      return { template: "AccountList", ...new AccountListDecoder().wrap(view, 0).toObject() };
    case 48:
      return { template: "ConservationReport", ...new ConservationReportDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of accounts");
  }
}

/** All messages by name, as types. */
export interface AccountsMessages {
  commands: {
    CreateAsset: { fields: CreateAsset; reply: "AssetCreated" };
    OpenAccount: { fields: OpenAccount; reply: "AccountOpened" };
    Deposit: { fields: Deposit; reply: "BalanceMoved" };
    Withdraw: { fields: Withdraw; reply: "BalanceMoved" };
    Transfer: { fields: Transfer; reply: "BalanceMoved" };
    SuspendAccount: { fields: SuspendAccount; reply: "AccountSuspension" };
  };
  queries: {
    Balances: { fields: Balances; reply: "BalanceList" };
    Assets: { fields: Assets; reply: "AssetList" };
    Account: { fields: Account; reply: "AccountState" };
    MyAccounts: { fields: MyAccounts; reply: "AccountList" };
    Conservation: { fields: Conservation; reply: "ConservationReport" };
  };
  replies: {
    AssetCreated: AssetCreated;
    AccountOpened: AccountOpened;
    BalanceMoved: BalanceMoved;
    AccountSuspension: AccountSuspension;
    BalanceList: BalanceList;
    AssetList: AssetList;
    AccountState: AccountState;
    AccountList: AccountList;
    ConservationReport: ConservationReport;
  };
  events: {
    BalanceChanged: BalanceChanged;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const accountsCodecs: Codecs<AccountsMessages> = [
  {
    name: "CreateAsset",
    encode: (value, output) => void new CreateAssetEncoder().claim(output).set(value as CreateAsset),
    decode: (view, offset) => new CreateAssetDecoder().wrap(view, offset).toObject(),
    validate: validateCreateAsset,
  },
  {
    name: "OpenAccount",
    encode: (value, output) => void new OpenAccountEncoder().claim(output).set(value as OpenAccount),
    decode: (view, offset) => new OpenAccountDecoder().wrap(view, offset).toObject(),
    validate: validateOpenAccount,
  },
  {
    name: "Deposit",
    encode: (value, output) => void new DepositEncoder().claim(output).set(value as Deposit),
    decode: (view, offset) => new DepositDecoder().wrap(view, offset).toObject(),
    validate: validateDeposit,
  },
  {
    name: "Withdraw",
    encode: (value, output) => void new WithdrawEncoder().claim(output).set(value as Withdraw),
    decode: (view, offset) => new WithdrawDecoder().wrap(view, offset).toObject(),
    validate: validateWithdraw,
  },
  {
    name: "Transfer",
    encode: (value, output) => void new TransferEncoder().claim(output).set(value as Transfer),
    decode: (view, offset) => new TransferDecoder().wrap(view, offset).toObject(),
    validate: validateTransfer,
  },
  {
    name: "SuspendAccount",
    encode: (value, output) => void new SuspendAccountEncoder().claim(output).set(value as SuspendAccount),
    decode: (view, offset) => new SuspendAccountDecoder().wrap(view, offset).toObject(),
    validate: validateSuspendAccount,
  },
  {
    name: "Balances",
    encode: (value, output) => void new BalancesEncoder().claim(output).set(value as Balances),
    decode: (view, offset) => new BalancesDecoder().wrap(view, offset).toObject(),
    validate: validateBalances,
  },
  {
    name: "Assets",
    encode: (value, output) => void new AssetsEncoder().claim(output).set(value as Assets),
    decode: (view, offset) => new AssetsDecoder().wrap(view, offset).toObject(),
    validate: validateAssets,
  },
  {
    name: "Account",
    encode: (value, output) => void new AccountEncoder().claim(output).set(value as Account),
    decode: (view, offset) => new AccountDecoder().wrap(view, offset).toObject(),
    validate: validateAccount,
  },
  {
    name: "MyAccounts",
    encode: (value, output) => void new MyAccountsEncoder().claim(output).set(value as MyAccounts),
    decode: (view, offset) => new MyAccountsDecoder().wrap(view, offset).toObject(),
    validate: validateMyAccounts,
  },
  {
    name: "Conservation",
    encode: (value, output) => void new ConservationEncoder().claim(output).set(value as Conservation),
    decode: (view, offset) => new ConservationDecoder().wrap(view, offset).toObject(),
    validate: validateConservation,
  },
  {
    name: "AssetCreated",
    encode: (value, output) => void new AssetCreatedEncoder().claim(output).set(value as AssetCreated),
    decode: (view, offset) => new AssetCreatedDecoder().wrap(view, offset).toObject(),
    validate: validateAssetCreated,
  },
  {
    name: "AccountOpened",
    encode: (value, output) => void new AccountOpenedEncoder().claim(output).set(value as AccountOpened),
    decode: (view, offset) => new AccountOpenedDecoder().wrap(view, offset).toObject(),
    validate: validateAccountOpened,
  },
  {
    name: "BalanceMoved",
    encode: (value, output) => void new BalanceMovedEncoder().claim(output).set(value as BalanceMoved),
    decode: (view, offset) => new BalanceMovedDecoder().wrap(view, offset).toObject(),
    validate: validateBalanceMoved,
  },
  {
    name: "AccountSuspension",
    encode: (value, output) => void new AccountSuspensionEncoder().claim(output).set(value as AccountSuspension),
    decode: (view, offset) => new AccountSuspensionDecoder().wrap(view, offset).toObject(),
    validate: validateAccountSuspension,
  },
  {
    name: "BalanceList",
    encode: (value, output) => void new BalanceListEncoder().claim(output).set(value as BalanceList),
    decode: (view, offset) => new BalanceListDecoder().wrap(view, offset).toObject(),
    validate: validateBalanceList,
  },
  {
    name: "AssetList",
    encode: (value, output) => void new AssetListEncoder().claim(output).set(value as AssetList),
    decode: (view, offset) => new AssetListDecoder().wrap(view, offset).toObject(),
    validate: validateAssetList,
  },
  {
    name: "AccountState",
    encode: (value, output) => void new AccountStateEncoder().claim(output).set(value as AccountState),
    decode: (view, offset) => new AccountStateDecoder().wrap(view, offset).toObject(),
    validate: validateAccountState,
  },
  {
    name: "AccountList",
    encode: (value, output) => void new AccountListEncoder().claim(output).set(value as AccountList),
    decode: (view, offset) => new AccountListDecoder().wrap(view, offset).toObject(),
    validate: validateAccountList,
  },
  {
    name: "ConservationReport",
    encode: (value, output) => void new ConservationReportEncoder().claim(output).set(value as ConservationReport),
    decode: (view, offset) => new ConservationReportDecoder().wrap(view, offset).toObject(),
    validate: validateConservationReport,
  },
  {
    name: "BalanceChanged",
    encode: (value, output) => void new BalanceChangedEncoder().claim(output).set(value as BalanceChanged),
    decode: (view, offset) => new BalanceChangedDecoder().wrap(view, offset).toObject(),
    validate: validateBalanceChanged,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
