// Generated from the contract cache, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "@lockstep/domain/contract/runtime";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, isUtf8, isUtf8Text, isZero, readI53, readU53, readUtf8, refuse, refuseOrder, utf8Length, writeI53, writeU53, writeUtf8 } from "@lockstep/domain/contract/runtime";

function endOfUtf8Max250(view: DataView, at: number): number {
  return at + 4 + view.getUint32(at, true);
}

export const Removal = {
  /** somebody deleted it, or revoked its lease */
  Deleted: 0,
  /** its lease ended */
  LeaseEnded: 1,
} as const;
export type Removal = (typeof Removal)[keyof typeof Removal];

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
  /** the key has no value */
  UnknownKey: 10,
  /** somebody was faster; value is the entry's revision, 0 when there is none */
  RevisionMismatch: 11,
  /** there is no such lease, or it ended; value is its id */
  UnknownLease: 12,
  /** the lease is somebody else's */
  NotLeaseOwner: 13,
  /** a lease lasts 1 to 86,400 seconds */
  BadLease: 14,
  /** a key has at least one character */
  EmptyKey: 15,
  /** there is no room for more; value is how many there may be */
  StoreFull: 16,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Sets the value of a key: always, or only if nobody else has changed it (compare and set). */
export interface Put {
  /** only if the entry has this revision; 0: only if there is none */
  expectedRevision?: number | undefined;
  /** the lease that it lives with; absent: until it is deleted */
  leaseId?: number | undefined;
  /** not empty */
  key: string;
  /** whatever it stands for */
  value: string;
}

/** Reads Put: Sets the value of a key: always, or only if nobody else has changed it (compare and set). */
export class PutDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 16;
  /** What `expectedRevision` reads as when it is absent. */
  static readonly expectedRevisionNull: number = 18446744073709552000;
  /** What `leaseId` reads as when it is absent. */
  static readonly leaseIdNull: number = 18446744073709552000;

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

  /** only if the entry has this revision; 0: only if there is none */
  get expectedRevision(): number {
    return readU53(this.view, this.offset + 8);
  }

  get hasExpectedRevision(): boolean {
    return !(readU53(this.view, this.offset + 8) === 18446744073709552000);
  }

  /** the lease that it lives with; absent: until it is deleted */
  get leaseId(): number {
    return readU53(this.view, this.offset + 16);
  }

  get hasLeaseId(): boolean {
    return !(readU53(this.view, this.offset + 16) === 18446744073709552000);
  }

  /** not empty (Allocates.) */
  get key(): string {
    return readUtf8(this.view, this.keyOffset, this.keyLength);
  }

  /** Bytes of `key`. */
  get keyLength(): number {
    return this.view.getUint32(this.keyAt(), true);
  }

  /** Of the first byte of `key` in `view`. */
  get keyOffset(): number {
    return this.keyAt() + 4;
  }

  /** whatever it stands for (Allocates.) */
  get value(): string {
    return readUtf8(this.view, this.valueOffset, this.valueLength);
  }

  /** Bytes of `value`. */
  get valueLength(): number {
    return this.view.getUint32(this.valueAt(), true);
  }

  /** Of the first byte of `value` in `view`. */
  get valueOffset(): number {
    return this.valueAt() + 4;
  }

  private keyAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private valueAt(): number {
    return endOfUtf8Max250(this.view, this.keyAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Put {
    const value: Put = {
      key: this.key,
      value: this.value,
    };
    if (this.hasExpectedRevision) value.expectedRevision = this.expectedRevision;
    if (this.hasLeaseId) value.leaseId = this.leaseId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePut(view, offset, length);
  }
}

/** Writes Put. */
export class PutEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 16;

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
    const at = output.claim(32);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 32;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 65552, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 8, 4294967295, true); view.setUint32(at + 8 + 4, 4294967295, true);
    view.setUint32(at + 16, 4294967295, true); view.setUint32(at + 16 + 4, 4294967295, true);
    view.setUint32(at + 24, 0, true);
    view.setUint32(at + 28, 0, true);
    return this;
  }

  /** only if the entry has this revision; 0: only if there is none */
  set expectedRevision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Put.expectedRevision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the lease that it lives with; absent: until it is deleted */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Put.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** not empty (Once, after what precedes it in the contract.) */
  set key(value: string) {
    if (this.stage >= 0) refuseOrder("Put.key");
    if (!(isUtf8Text(value, 250))) refuse("Put.key", value, "well-formed text of at most 250 bytes of UTF-8");
    const root = this;
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

  /** whatever it stands for (Once, after what precedes it in the contract.) */
  set value(value: string) {
    if (this.stage >= 1) refuseOrder("Put.value");
    if (!(isUtf8Text(value, 4096))) refuse("Put.value", value, "well-formed text of at most 4096 bytes of UTF-8");
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
  set(value: Put): this {
    if (value.expectedRevision !== undefined) this.expectedRevision = value.expectedRevision;
    if (value.leaseId !== undefined) this.leaseId = value.leaseId;
    this.key = value.key;
    this.value = value.value;
    return this;
  }
}

function validatePut(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Put has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not Put, 1`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Put has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Put has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Put.expectedRevision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Put.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    if (end - at < 4) return `Put.key is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 250) return `Put.key has ${bytes} bytes; it takes at most 250`;
    if (bytes > end - at - 4) return `Put.key runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "Put.key is not UTF-8";
    at += 4 + bytes;
  }
  {
    if (end - at < 4) return `Put.value is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 4096) return `Put.value has ${bytes} bytes; it takes at most 4096`;
    if (bytes > end - at - 4) return `Put.value runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "Put.value is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Put is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Removes an entry: always, or only if nobody else has changed it. */
export interface Delete {
  /** only if the entry has this revision; 0: only if there is none */
  expectedRevision?: number | undefined;
  /** not empty */
  key: string;
}

/** Reads Delete: Removes an entry: always, or only if nobody else has changed it. */
export class DeleteDecoder {
  static readonly templateId = 2;
  static readonly blockLength = 8;
  /** What `expectedRevision` reads as when it is absent. */
  static readonly expectedRevisionNull: number = 18446744073709552000;

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

  /** only if the entry has this revision; 0: only if there is none */
  get expectedRevision(): number {
    return readU53(this.view, this.offset + 8);
  }

  get hasExpectedRevision(): boolean {
    return !(readU53(this.view, this.offset + 8) === 18446744073709552000);
  }

  /** not empty (Allocates.) */
  get key(): string {
    return readUtf8(this.view, this.keyOffset, this.keyLength);
  }

  /** Bytes of `key`. */
  get keyLength(): number {
    return this.view.getUint32(this.keyAt(), true);
  }

  /** Of the first byte of `key` in `view`. */
  get keyOffset(): number {
    return this.keyAt() + 4;
  }

  private keyAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Delete {
    const value: Delete = {
      key: this.key,
    };
    if (this.hasExpectedRevision) value.expectedRevision = this.expectedRevision;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateDelete(view, offset, length);
  }
}

/** Writes Delete. */
export class DeleteEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 8;

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
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 20;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 131080, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 8, 4294967295, true); view.setUint32(at + 8 + 4, 4294967295, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** only if the entry has this revision; 0: only if there is none */
  set expectedRevision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Delete.expectedRevision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** not empty (Once, after what precedes it in the contract.) */
  set key(value: string) {
    if (this.stage >= 0) refuseOrder("Delete.key");
    if (!(isUtf8Text(value, 250))) refuse("Delete.key", value, "well-formed text of at most 250 bytes of UTF-8");
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
  set(value: Delete): this {
    if (value.expectedRevision !== undefined) this.expectedRevision = value.expectedRevision;
    this.key = value.key;
    return this;
  }
}

function validateDelete(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Delete has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not Delete, 2`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Delete has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Delete has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Delete.expectedRevision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    if (end - at < 4) return `Delete.key is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 250) return `Delete.key has ${bytes} bytes; it takes at most 250`;
    if (bytes > end - at - 4) return `Delete.key runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "Delete.key is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Delete is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Begins a lease: what is put under it goes when it ends. */
export interface GrantLease {
  /** how long it lasts, 1 to 86,400 (seconds) */
  seconds: number;
}

/** Reads GrantLease: Begins a lease: what is put under it goes when it ends. */
export class GrantLeaseDecoder {
  static readonly templateId = 3;
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

  /** how long it lasts, 1 to 86,400 (seconds) */
  get seconds(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): GrantLease {
    const value: GrantLease = {
      seconds: this.seconds,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateGrantLease(view, offset, length);
  }
}

/** Writes GrantLease. */
export class GrantLeaseEncoder {
  static readonly templateId = 3;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 196612, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** how long it lasts, 1 to 86,400 (seconds) */
  set seconds(value: number) {
    if (!(value >>> 0 === value)) refuse("GrantLease.seconds", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: GrantLease): this {
    this.seconds = value.seconds;
    return this;
  }
}

function validateGrantLease(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `GrantLease has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not GrantLease, 3`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 4;
  if (blockLength < leastLength) return `GrantLease has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `GrantLease has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `GrantLease is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lets a lease of one's own last as long again from now on. */
export interface RenewLease {
  /** the lease */
  leaseId: number;
}

/** Reads RenewLease: Lets a lease of one's own last as long again from now on. */
export class RenewLeaseDecoder {
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

  /** the lease */
  get leaseId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RenewLease {
    const value: RenewLease = {
      leaseId: this.leaseId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRenewLease(view, offset, length);
  }
}

/** Writes RenewLease. */
export class RenewLeaseEncoder {
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
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the lease */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("RenewLease.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RenewLease): this {
    this.leaseId = value.leaseId;
    return this;
  }
}

function validateRenewLease(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RenewLease has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not RenewLease, 4`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 8;
  if (blockLength < leastLength) return `RenewLease has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RenewLease has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `RenewLease.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `RenewLease is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Ends a lease of one's own, and removes what is under it. */
export interface RevokeLease {
  /** the lease */
  leaseId: number;
}

/** Reads RevokeLease: Ends a lease of one's own, and removes what is under it. */
export class RevokeLeaseDecoder {
  static readonly templateId = 5;
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

  /** the lease */
  get leaseId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RevokeLease {
    const value: RevokeLease = {
      leaseId: this.leaseId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRevokeLease(view, offset, length);
  }
}

/** Writes RevokeLease. */
export class RevokeLeaseEncoder {
  static readonly templateId = 5;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 327688, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the lease */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("RevokeLease.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RevokeLease): this {
    this.leaseId = value.leaseId;
    return this;
  }
}

function validateRevokeLease(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RevokeLease has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 5) return `template ${templateId} is not RevokeLease, 5`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 8;
  if (blockLength < leastLength) return `RevokeLease has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RevokeLease has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `RevokeLease.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `RevokeLease is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The value of a key. */
export interface Get {
  /** not empty */
  key: string;
}

/** Reads Get: The value of a key. */
export class GetDecoder {
  static readonly templateId = 20;
  static readonly blockLength = 0;

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

  /** not empty (Allocates.) */
  get key(): string {
    return readUtf8(this.view, this.keyOffset, this.keyLength);
  }

  /** Bytes of `key`. */
  get keyLength(): number {
    return this.view.getUint32(this.keyAt(), true);
  }

  /** Of the first byte of `key` in `view`. */
  get keyOffset(): number {
    return this.keyAt() + 4;
  }

  private keyAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Get {
    const value: Get = {
      key: this.key,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateGet(view, offset, length);
  }
}

/** Writes Get. */
export class GetEncoder {
  static readonly templateId = 20;
  static readonly blockLength = 0;

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
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 12;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 1310720, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** not empty (Once, after what precedes it in the contract.) */
  set key(value: string) {
    if (this.stage >= 0) refuseOrder("Get.key");
    if (!(isUtf8Text(value, 250))) refuse("Get.key", value, "well-formed text of at most 250 bytes of UTF-8");
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
  set(value: Get): this {
    this.key = value.key;
    return this;
  }
}

function validateGet(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Get has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Get, 20`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Get has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Get has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    if (end - at < 4) return `Get.key is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 250) return `Get.key has ${bytes} bytes; it takes at most 250`;
    if (bytes > end - at - 4) return `Get.key runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "Get.key is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Get is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Keys that begin alike. */
export interface Keys {
  /** empty for all */
  prefix: string;
}

/** Reads Keys: Keys that begin alike. */
export class KeysDecoder {
  static readonly templateId = 21;
  static readonly blockLength = 0;

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

  /** empty for all (Allocates.) */
  get prefix(): string {
    return readUtf8(this.view, this.prefixOffset, this.prefixLength);
  }

  /** Bytes of `prefix`. */
  get prefixLength(): number {
    return this.view.getUint32(this.prefixAt(), true);
  }

  /** Of the first byte of `prefix` in `view`. */
  get prefixOffset(): number {
    return this.prefixAt() + 4;
  }

  private prefixAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Keys {
    const value: Keys = {
      prefix: this.prefix,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateKeys(view, offset, length);
  }
}

/** Writes Keys. */
export class KeysEncoder {
  static readonly templateId = 21;
  static readonly blockLength = 0;

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
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 12;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 1376256, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** empty for all (Once, after what precedes it in the contract.) */
  set prefix(value: string) {
    if (this.stage >= 0) refuseOrder("Keys.prefix");
    if (!(isUtf8Text(value, 250))) refuse("Keys.prefix", value, "well-formed text of at most 250 bytes of UTF-8");
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
  set(value: Keys): this {
    this.prefix = value.prefix;
    return this;
  }
}

function validateKeys(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Keys has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not Keys, 21`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Keys has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Keys has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    if (end - at < 4) return `Keys.prefix is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 250) return `Keys.prefix has ${bytes} bytes; it takes at most 250`;
    if (bytes > end - at - 4) return `Keys.prefix runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "Keys.prefix is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Keys is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The entry has this revision. */
export interface Stored {
  /** the change that it comes from; changes of the store are counted from 1 */
  revision: number;
}

/** Reads Stored: The entry has this revision. */
export class StoredDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Stored" {
    return "Stored";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  get revision(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Stored {
    const value: Stored = {
      revision: this.revision,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateStored(view, offset, length);
  }
}

/** Writes Stored. */
export class StoredEncoder {
  static readonly templateId = 40;
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
    view.setUint32(at, 2621448, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Stored.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Stored): this {
    this.revision = value.revision;
    return this;
  }
}

function validateStored(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Stored has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not Stored, 40`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Stored has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Stored has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Stored.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Stored is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The entry is gone. */
export interface Removed {
  /** the change that it comes from; changes of the store are counted from 1 */
  revision: number;
}

/** Reads Removed: The entry is gone. */
export class RemovedDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Removed" {
    return "Removed";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  get revision(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Removed {
    const value: Removed = {
      revision: this.revision,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRemoved(view, offset, length);
  }
}

/** Writes Removed. */
export class RemovedEncoder {
  static readonly templateId = 41;
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
    view.setUint32(at, 2686984, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Removed.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Removed): this {
    this.revision = value.revision;
    return this;
  }
}

function validateRemoved(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Removed has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not Removed, 41`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Removed has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Removed has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Removed.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Removed is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The lease is there. */
export interface LeaseGranted {
  /** the lease */
  leaseId: number;
  /** when it ends unless it is renewed (microseconds since 1970) */
  endsAtUs: number;
}

/** Reads LeaseGranted: The lease is there. */
export class LeaseGrantedDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "LeaseGranted" {
    return "LeaseGranted";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the lease */
  get leaseId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** when it ends unless it is renewed (microseconds since 1970) */
  get endsAtUs(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): LeaseGranted {
    const value: LeaseGranted = {
      leaseId: this.leaseId,
      endsAtUs: this.endsAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLeaseGranted(view, offset, length);
  }
}

/** Writes LeaseGranted. */
export class LeaseGrantedEncoder {
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
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the lease */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LeaseGranted.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** when it ends unless it is renewed (microseconds since 1970) */
  set endsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LeaseGranted.endsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: LeaseGranted): this {
    this.leaseId = value.leaseId;
    this.endsAtUs = value.endsAtUs;
    return this;
  }
}

function validateLeaseGranted(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LeaseGranted has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not LeaseGranted, 42`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 16;
  if (blockLength < leastLength) return `LeaseGranted has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LeaseGranted has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `LeaseGranted.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `LeaseGranted.endsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LeaseGranted is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The lease is gone. */
export interface LeaseRevoked {
  /** the lease */
  leaseId: number;
  /** entries that went with it */
  keyCount: number;
}

/** Reads LeaseRevoked: The lease is gone. */
export class LeaseRevokedDecoder {
  static readonly templateId = 43;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "LeaseRevoked" {
    return "LeaseRevoked";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the lease */
  get leaseId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** entries that went with it */
  get keyCount(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): LeaseRevoked {
    const value: LeaseRevoked = {
      leaseId: this.leaseId,
      keyCount: this.keyCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLeaseRevoked(view, offset, length);
  }
}

/** Writes LeaseRevoked. */
export class LeaseRevokedEncoder {
  static readonly templateId = 43;
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
    view.setUint32(at, 2818060, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the lease */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("LeaseRevoked.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** entries that went with it */
  set keyCount(value: number) {
    if (!(value >>> 0 === value)) refuse("LeaseRevoked.keyCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: LeaseRevoked): this {
    this.leaseId = value.leaseId;
    this.keyCount = value.keyCount;
    return this;
  }
}

function validateLeaseRevoked(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LeaseRevoked has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 43) return `template ${templateId} is not LeaseRevoked, 43`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 12;
  if (blockLength < leastLength) return `LeaseRevoked has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LeaseRevoked has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `LeaseRevoked.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LeaseRevoked is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry. */
export interface Entry {
  /** the change that it comes from; changes of the store are counted from 1 */
  revision: number;
  /** the lease that it lives with; absent: until it is deleted */
  leaseId?: number | undefined;
  /** whatever it stands for */
  value: string;
}

/** Reads Entry: An entry. */
export class EntryDecoder {
  static readonly templateId = 44;
  static readonly blockLength = 16;
  /** What `leaseId` reads as when it is absent. */
  static readonly leaseIdNull: number = 18446744073709552000;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;

  get template(): "Entry" {
    return "Entry";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  get revision(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the lease that it lives with; absent: until it is deleted */
  get leaseId(): number {
    return readU53(this.view, this.offset + 16);
  }

  get hasLeaseId(): boolean {
    return !(readU53(this.view, this.offset + 16) === 18446744073709552000);
  }

  /** whatever it stands for (Allocates.) */
  get value(): string {
    return readUtf8(this.view, this.valueOffset, this.valueLength);
  }

  /** Bytes of `value`. */
  get valueLength(): number {
    return this.view.getUint32(this.valueAt(), true);
  }

  /** Of the first byte of `value` in `view`. */
  get valueOffset(): number {
    return this.valueAt() + 4;
  }

  private valueAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Entry {
    const value: Entry = {
      revision: this.revision,
      value: this.value,
    };
    if (this.hasLeaseId) value.leaseId = this.leaseId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateEntry(view, offset, length);
  }
}

/** Writes Entry. */
export class EntryEncoder {
  static readonly templateId = 44;
  static readonly blockLength = 16;

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
    const at = output.claim(28);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 28;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 2883600, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 16, 4294967295, true); view.setUint32(at + 16 + 4, 4294967295, true);
    view.setUint32(at + 24, 0, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Entry.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the lease that it lives with; absent: until it is deleted */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Entry.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** whatever it stands for (Once, after what precedes it in the contract.) */
  set value(value: string) {
    if (this.stage >= 0) refuseOrder("Entry.value");
    if (!(isUtf8Text(value, 4096))) refuse("Entry.value", value, "well-formed text of at most 4096 bytes of UTF-8");
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
  set(value: Entry): this {
    this.revision = value.revision;
    if (value.leaseId !== undefined) this.leaseId = value.leaseId;
    this.value = value.value;
    return this;
  }
}

function validateEntry(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Entry has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 44) return `template ${templateId} is not Entry, 44`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 16;
  if (blockLength < leastLength) return `Entry has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Entry has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Entry.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `Entry.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    if (end - at < 4) return `Entry.value is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 4096) return `Entry.value has ${bytes} bytes; it takes at most 4096`;
    if (bytes > end - at - 4) return `Entry.value runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "Entry.value is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Entry is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of KeyList.keys. */
export interface KeyListKeysEntry {
  /** the change that it comes from; changes of the store are counted from 1 */
  revision: number;
  /** not empty */
  key: string;
}

/** The first keys, in the order of their characters' numbers. */
export interface KeyList {
  /** of the store */
  revision: number;
  /** keys */
  keys: readonly KeyListKeysEntry[];
}

/** Reads the entries of KeyList.keys. */
export class KeyListKeysDecoder {

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
    this.nextOffset = endOfKeyListKeysEntry(this.view, this.nextOffset, this.blockLength);
    return true;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  get revision(): number {
    return readU53(this.view, this.offset);
  }

  /** not empty (Allocates.) */
  get key(): string {
    return readUtf8(this.view, this.keyOffset, this.keyLength);
  }

  /** Bytes of `key`. */
  get keyLength(): number {
    return this.view.getUint32(this.keyAt(), true);
  }

  /** Of the first byte of `key` in `view`. */
  get keyOffset(): number {
    return this.keyAt() + 4;
  }

  private keyAt(): number {
    return this.offset + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): KeyListKeysEntry {
    const value: KeyListKeysEntry = {
      revision: this.revision,
      key: this.key,
    };
    return value;
  }
}

function endOfKeyListKeysEntry(view: DataView, offset: number, blockLength: number): number {
  let at = offset + blockLength;
  at = endOfUtf8Max250(view, at);
  return at;
}

/** Reads KeyList: The first keys, in the order of their characters' numbers. */
export class KeyListDecoder {
  static readonly templateId = 45;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly keysDecoder = new KeyListKeysDecoder();

  get template(): "KeyList" {
    return "KeyList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** of the store */
  get revision(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** keys */
  get keys(): KeyListKeysDecoder {
    return this.keysDecoder.wrap(this.view, this.keysAt());
  }

  private keysAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): KeyList {
    const keys: KeyListKeysEntry[] = [];
    for (const entries = this.keys; entries.next(); ) keys.push(entries.toObject());
    const value: KeyList = {
      revision: this.revision,
      keys,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateKeyList(view, offset, length);
  }
}

/** keys */
export class KeyListKeysEncoder {
  private readonly root: KeyListEncoder;
  private readonly parent: KeyListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;
  /** @internal */
  stage = -1;

  constructor(root: KeyListEncoder, parent: KeyListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("KeyList.keys");
    if (this.count >= 1000) refuse("KeyList.keys", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(12);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 12;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    this.stage = -1;
    view.setFloat64(at, 0, true);
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("KeyList.keys.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset, value);
  }

  /** not empty (Once, after what precedes it in the contract.) */
  set key(value: string) {
    if (this.stage >= 0 || !this.isCurrent()) refuseOrder("KeyList.keys.key");
    if (!(isUtf8Text(value, 250))) refuse("KeyList.keys.key", value, "well-formed text of at most 250 bytes of UTF-8");
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
  set(value: KeyListKeysEntry): this {
    this.revision = value.revision;
    this.key = value.key;
    return this;
  }
}

/** Writes KeyList. */
export class KeyListEncoder {
  static readonly templateId = 45;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly keysEncoder: KeyListKeysEncoder = new KeyListKeysEncoder(this, this);

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
    this.limit = at + 20;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 2949128, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint16(at + 16, 8, true);
    return this;
  }

  /** of the store */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("KeyList.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** keys */
  get keys(): KeyListKeysEncoder {
    if (this.stage > 0) refuseOrder("KeyList.keys");
    if (this.stage < 0) {
      this.stage = 0;
      this.keysEncoder.begin(this.limit - 4);
    }
    return this.keysEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: KeyList): this {
    this.revision = value.revision;
    for (const entry of value.keys) this.keys.add().set(entry);
    return this;
  }
}

function validateKeyListKeys(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `KeyList.keys is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `KeyList.keys has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 8;
  if (count > 0 && blockLength < leastLength) return `KeyList.keys has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `KeyList.keys runs over the end of the message`;
    {
      const value = readU53(view, offset);
      if (!(value <= 9007199254740991)) return `KeyList.keys.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
    {
      if (end - at < 4) return `KeyList.keys.key is missing: ${end - at} bytes are left`;
      const bytes = view.getUint32(at, true);
      if (bytes > 250) return `KeyList.keys.key has ${bytes} bytes; it takes at most 250`;
      if (bytes > end - at - 4) return `KeyList.keys.key runs over the end of the message`;
      if (!isUtf8(view, at + 4, bytes)) return "KeyList.keys.key is not UTF-8";
      at += 4 + bytes;
    }
  }
  return at;
}

function validateKeyList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `KeyList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 45) return `template ${templateId} is not KeyList, 45`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 8;
  if (blockLength < leastLength) return `KeyList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `KeyList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `KeyList.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateKeyListKeys(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `KeyList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A key has another value. */
export interface EntryStored {
  /** the change that it comes from; changes of the store are counted from 1 */
  revision: number;
  /** the lease that it lives with; absent: until it is deleted */
  leaseId?: number | undefined;
  /** not empty */
  key: string;
  /** whatever it stands for */
  value: string;
}

/** Reads EntryStored: A key has another value. */
export class EntryStoredDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 16;
  /** What `leaseId` reads as when it is absent. */
  static readonly leaseIdNull: number = 18446744073709552000;

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

  /** the change that it comes from; changes of the store are counted from 1 */
  get revision(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** the lease that it lives with; absent: until it is deleted */
  get leaseId(): number {
    return readU53(this.view, this.offset + 16);
  }

  get hasLeaseId(): boolean {
    return !(readU53(this.view, this.offset + 16) === 18446744073709552000);
  }

  /** not empty (Allocates.) */
  get key(): string {
    return readUtf8(this.view, this.keyOffset, this.keyLength);
  }

  /** Bytes of `key`. */
  get keyLength(): number {
    return this.view.getUint32(this.keyAt(), true);
  }

  /** Of the first byte of `key` in `view`. */
  get keyOffset(): number {
    return this.keyAt() + 4;
  }

  /** whatever it stands for (Allocates.) */
  get value(): string {
    return readUtf8(this.view, this.valueOffset, this.valueLength);
  }

  /** Bytes of `value`. */
  get valueLength(): number {
    return this.view.getUint32(this.valueAt(), true);
  }

  /** Of the first byte of `value` in `view`. */
  get valueOffset(): number {
    return this.valueAt() + 4;
  }

  private keyAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private valueAt(): number {
    return endOfUtf8Max250(this.view, this.keyAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): EntryStored {
    const value: EntryStored = {
      revision: this.revision,
      key: this.key,
      value: this.value,
    };
    if (this.hasLeaseId) value.leaseId = this.leaseId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateEntryStored(view, offset, length);
  }
}

/** Writes EntryStored. */
export class EntryStoredEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 16;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;

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
    this.limit = at + 32;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3932176, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 16, 4294967295, true); view.setUint32(at + 16 + 4, 4294967295, true);
    view.setUint32(at + 24, 0, true);
    view.setUint32(at + 28, 0, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("EntryStored.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** the lease that it lives with; absent: until it is deleted */
  set leaseId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("EntryStored.leaseId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** not empty (Once, after what precedes it in the contract.) */
  set key(value: string) {
    if (this.stage >= 0) refuseOrder("EntryStored.key");
    if (!(isUtf8Text(value, 250))) refuse("EntryStored.key", value, "well-formed text of at most 250 bytes of UTF-8");
    const root = this;
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

  /** whatever it stands for (Once, after what precedes it in the contract.) */
  set value(value: string) {
    if (this.stage >= 1) refuseOrder("EntryStored.value");
    if (!(isUtf8Text(value, 4096))) refuse("EntryStored.value", value, "well-formed text of at most 4096 bytes of UTF-8");
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
  set(value: EntryStored): this {
    this.revision = value.revision;
    if (value.leaseId !== undefined) this.leaseId = value.leaseId;
    this.key = value.key;
    this.value = value.value;
    return this;
  }
}

function validateEntryStored(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `EntryStored has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not EntryStored, 60`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 16;
  if (blockLength < leastLength) return `EntryStored has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `EntryStored has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `EntryStored.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991 || value === 18446744073709552000)) return `EntryStored.leaseId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    if (end - at < 4) return `EntryStored.key is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 250) return `EntryStored.key has ${bytes} bytes; it takes at most 250`;
    if (bytes > end - at - 4) return `EntryStored.key runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "EntryStored.key is not UTF-8";
    at += 4 + bytes;
  }
  {
    if (end - at < 4) return `EntryStored.value is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 4096) return `EntryStored.value has ${bytes} bytes; it takes at most 4096`;
    if (bytes > end - at - 4) return `EntryStored.value runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "EntryStored.value is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `EntryStored is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A key has no value any more. */
export interface EntryRemoved {
  /** the change that it comes from; changes of the store are counted from 1 */
  revision: number;
  /** why */
  removal: Removal;
  /** not empty */
  key: string;
}

/** Reads EntryRemoved: A key has no value any more. */
export class EntryRemovedDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 9;

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

  /** the change that it comes from; changes of the store are counted from 1 */
  get revision(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** why */
  get removal(): Removal {
    return this.view.getUint8(this.offset + 16) as Removal;
  }

  /** not empty (Allocates.) */
  get key(): string {
    return readUtf8(this.view, this.keyOffset, this.keyLength);
  }

  /** Bytes of `key`. */
  get keyLength(): number {
    return this.view.getUint32(this.keyAt(), true);
  }

  /** Of the first byte of `key` in `view`. */
  get keyOffset(): number {
    return this.keyAt() + 4;
  }

  private keyAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): EntryRemoved {
    const value: EntryRemoved = {
      revision: this.revision,
      removal: this.removal,
      key: this.key,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateEntryRemoved(view, offset, length);
  }
}

/** Writes EntryRemoved. */
export class EntryRemovedEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 9;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;

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
    this.limit = at + 21;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3997705, true); // Block length and template.
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint32(at + 17, 0, true);
    return this;
  }

  /** the change that it comes from; changes of the store are counted from 1 */
  set revision(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("EntryRemoved.revision", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** why */
  set removal(value: Removal) {
    if (!(value >= 0 && value <= 1 && Math.floor(value) === value)) refuse("EntryRemoved.removal", value, "one of Removal: Deleted 0, LeaseEnded 1");
    this.view.setUint8(this.offset + 16, value);
  }

  /** not empty (Once, after what precedes it in the contract.) */
  set key(value: string) {
    if (this.stage >= 0) refuseOrder("EntryRemoved.key");
    if (!(isUtf8Text(value, 250))) refuse("EntryRemoved.key", value, "well-formed text of at most 250 bytes of UTF-8");
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
  set(value: EntryRemoved): this {
    this.revision = value.revision;
    this.removal = value.removal;
    this.key = value.key;
    return this;
  }
}

function validateEntryRemoved(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `EntryRemoved has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not EntryRemoved, 61`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 9;
  if (blockLength < leastLength) return `EntryRemoved has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `EntryRemoved has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `EntryRemoved.revision is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 8);
    if (!((value >= 0 && value <= 1))) return `EntryRemoved.removal is ${value}; it takes one of Removal: Deleted 0, LeaseEnded 1`;
  }
  {
    if (end - at < 4) return `EntryRemoved.key is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 250) return `EntryRemoved.key has ${bytes} bytes; it takes at most 250`;
    if (bytes > end - at - 4) return `EntryRemoved.key runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "EntryRemoved.key is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `EntryRemoved is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65568, true); // Schema and its version.
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
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
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

/** A lease was not renewed in time. */
export interface LeaseEnds {
}

/** Reads LeaseEnds: A lease was not renewed in time. */
export class LeaseEndsDecoder {
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
  toObject(): LeaseEnds {
    const value: LeaseEnds = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLeaseEnds(view, offset, length);
  }
}

/** Writes LeaseEnds. */
export class LeaseEndsEncoder {
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
    view.setUint32(at + 4, 65568, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: LeaseEnds): this {
    return this;
  }
}

function validateLeaseEnds(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `LeaseEnds has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not LeaseEnds, 80`;
  if (schemaId !== 32) return `schema ${schemaId} is not cache, 32`;
  const leastLength = 0;
  if (blockLength < leastLength) return `LeaseEnds has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `LeaseEnds has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `LeaseEnds is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What a cache service does: one method per command and query, each with exactly one reply or rejection. */
export interface CacheHandlers extends Lifecycle {
  /** Sets the value of a key: always, or only if nobody else has changed it (compare and set). */
  onPut(command: PutDecoder, context: Context): Handled;
  /** Removes an entry: always, or only if nobody else has changed it. */
  onDelete(command: DeleteDecoder, context: Context): Handled;
  /** Begins a lease: what is put under it goes when it ends. */
  onGrantLease(command: GrantLeaseDecoder, context: Context): Handled;
  /** Lets a lease of one's own last as long again from now on. */
  onRenewLease(command: RenewLeaseDecoder, context: Context): Handled;
  /** Ends a lease of one's own, and removes what is under it. */
  onRevokeLease(command: RevokeLeaseDecoder, context: Context): Handled;
  /** The value of a key. */
  onGet(query: GetDecoder, context: Context): Handled;
  /** Keys that begin alike. */
  onKeys(query: KeysDecoder, context: Context): Handled;
  /** A timer: A lease was not renewed in time. Its key: the lease's id. Nobody is answered. */
  onLeaseEnds(timer: LeaseEndsDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class CacheDecoders {
  readonly put: PutDecoder = new PutDecoder();
  readonly delete: DeleteDecoder = new DeleteDecoder();
  readonly grantLease: GrantLeaseDecoder = new GrantLeaseDecoder();
  readonly renewLease: RenewLeaseDecoder = new RenewLeaseDecoder();
  readonly revokeLease: RevokeLeaseDecoder = new RevokeLeaseDecoder();
  readonly get: GetDecoder = new GetDecoder();
  readonly keys: KeysDecoder = new KeysDecoder();
  readonly leaseEnds: LeaseEndsDecoder = new LeaseEndsDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchCacheCommand(
  handlers: CacheHandlers,
  decoders: CacheDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 5) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onPut(decoders.put.wrap(view, offset), context);
    case 2:
      if ((context.roles & 5) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onDelete(decoders.delete.wrap(view, offset), context);
    case 3:
      if ((context.roles & 5) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onGrantLease(decoders.grantLease.wrap(view, offset), context);
    case 4:
      if ((context.roles & 5) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRenewLease(decoders.renewLease.wrap(view, offset), context);
    case 5:
      if ((context.roles & 5) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRevokeLease(decoders.revokeLease.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchCacheQuery(
  handlers: CacheHandlers,
  decoders: CacheDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onGet(decoders.get.wrap(view, offset), context);
    case 21:
      return handlers.onKeys(decoders.keys.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateCacheRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of cache is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validatePut(view, offset, length);
    case 2:
      return validateDelete(view, offset, length);
    case 3:
      return validateGrantLease(view, offset, length);
    case 4:
      return validateRenewLease(view, offset, length);
    case 5:
      return validateRevokeLease(view, offset, length);
    case 20:
      return validateGet(view, offset, length);
    case 21:
      return validateKeys(view, offset, length);
    default:
      return `template ${templateId} is no command or query of cache`;
  }
}

/** The service that a cluster runs, from its handlers: `cacheService(new Cache())`. */
export function cacheService(handlers: CacheHandlers): Service {
  return new CacheService(handlers);
}

class CacheService implements Service {
  readonly name = "cache";
  readonly schemaId = 32;
  private readonly handlers: CacheHandlers;
  private readonly decoders = new CacheDecoders();

  constructor(handlers: CacheHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCacheRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchCacheCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchCacheQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 80: {
        const timer = this.decoders.leaseEnds.wrap(payload, 0);
        timer.key = key;
        this.handlers.onLeaseEnds(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of cache");
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

/** The cache service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundCache {
  /** Sets the value of a key: always, or only if nobody else has changed it (compare and set). */
  put(context: Context, tag: number): PutEncoder;
  /** Removes an entry: always, or only if nobody else has changed it. */
  delete(context: Context, tag: number): DeleteEncoder;
  /** Begins a lease: what is put under it goes when it ends. */
  grantLease(context: Context, tag: number): GrantLeaseEncoder;
  /** Lets a lease of one's own last as long again from now on. */
  renewLease(context: Context, tag: number): RenewLeaseEncoder;
  /** Ends a lease of one's own, and removes what is under it. */
  revokeLease(context: Context, tag: number): RevokeLeaseEncoder;
}

/** Makes requests to the cache service, wherever it runs, in the name of `caller`. */
export class CacheBinding implements BoundCache {
  private readonly boundCaller: Caller;
  private readonly putEncoder: PutEncoder = new PutEncoder();
  private readonly deleteEncoder: DeleteEncoder = new DeleteEncoder();
  private readonly grantLeaseEncoder: GrantLeaseEncoder = new GrantLeaseEncoder();
  private readonly renewLeaseEncoder: RenewLeaseEncoder = new RenewLeaseEncoder();
  private readonly revokeLeaseEncoder: RevokeLeaseEncoder = new RevokeLeaseEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  put(context: Context, tag: number): PutEncoder {
    return this.putEncoder.claim(context.call(this.boundCaller, tag));
  }

  delete(context: Context, tag: number): DeleteEncoder {
    return this.deleteEncoder.claim(context.call(this.boundCaller, tag));
  }

  grantLease(context: Context, tag: number): GrantLeaseEncoder {
    return this.grantLeaseEncoder.claim(context.call(this.boundCaller, tag));
  }

  renewLease(context: Context, tag: number): RenewLeaseEncoder {
    return this.renewLeaseEncoder.claim(context.call(this.boundCaller, tag));
  }

  revokeLease(context: Context, tag: number): RevokeLeaseEncoder {
    return this.revokeLeaseEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the cache service: once for each, in the order in which they were made. */
export interface CacheOutcomes {
  onPutOutcome(outcome: StoredDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onDeleteOutcome(outcome: RemovedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onGrantLeaseOutcome(outcome: LeaseGrantedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onRenewLeaseOutcome(outcome: LeaseGrantedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onRevokeLeaseOutcome(outcome: LeaseRevokedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class CacheOutcomeDecoders {
  readonly stored: StoredDecoder = new StoredDecoder();
  readonly removed: RemovedDecoder = new RemovedDecoder();
  readonly leaseGranted: LeaseGrantedDecoder = new LeaseGrantedDecoder();
  readonly leaseRevoked: LeaseRevokedDecoder = new LeaseRevokedDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchCacheOutcome(
  handlers: Partial<CacheOutcomes>,
  decoders: CacheOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onPutOutcome?.(decoders.stored.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onPutOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onPutOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 41:
          return handlers.onDeleteOutcome?.(decoders.removed.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onDeleteOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onDeleteOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 42:
          return handlers.onGrantLeaseOutcome?.(decoders.leaseGranted.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onGrantLeaseOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onGrantLeaseOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 42:
          return handlers.onRenewLeaseOutcome?.(decoders.leaseGranted.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onRenewLeaseOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onRenewLeaseOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 5:
      switch (templateId) {
        case 43:
          return handlers.onRevokeLeaseOutcome?.(decoders.leaseRevoked.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onRevokeLeaseOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onRevokeLeaseOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateCacheOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 32) return `schema ${schemaId} is not that of cache, 32`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateStored(view, offset, length);
      break;
    case 2:
      if (reply === 41) return validateRemoved(view, offset, length);
      break;
    case 3:
      if (reply === 42) return validateLeaseGranted(view, offset, length);
      break;
    case 4:
      if (reply === 42) return validateLeaseGranted(view, offset, length);
      break;
    case 5:
      if (reply === 43) return validateLeaseRevoked(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of cache`;
}

/** Speaks to a cache service through a session: one method per command and query. */
export class CacheClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Sets the value of a key: always, or only if nobody else has changed it (compare and set). */
  async put(value: Put): Promise<Tagged<"Stored", Stored> | Tagged<"Rejected", Rejected>> {
    new PutEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"Stored", Stored> | Tagged<"Rejected", Rejected>;
  }

  /** Removes an entry: always, or only if nobody else has changed it. */
  async delete(value: Delete): Promise<Tagged<"Removed", Removed> | Tagged<"Rejected", Rejected>> {
    new DeleteEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"Removed", Removed> | Tagged<"Rejected", Rejected>;
  }

  /** Begins a lease: what is put under it goes when it ends. */
  async grantLease(value: GrantLease): Promise<Tagged<"LeaseGranted", LeaseGranted> | Tagged<"Rejected", Rejected>> {
    new GrantLeaseEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"LeaseGranted", LeaseGranted> | Tagged<"Rejected", Rejected>;
  }

  /** Lets a lease of one's own last as long again from now on. */
  async renewLease(value: RenewLease): Promise<Tagged<"LeaseGranted", LeaseGranted> | Tagged<"Rejected", Rejected>> {
    new RenewLeaseEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"LeaseGranted", LeaseGranted> | Tagged<"Rejected", Rejected>;
  }

  /** Ends a lease of one's own, and removes what is under it. */
  async revokeLease(value: RevokeLease): Promise<Tagged<"LeaseRevoked", LeaseRevoked> | Tagged<"Rejected", Rejected>> {
    new RevokeLeaseEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"LeaseRevoked", LeaseRevoked> | Tagged<"Rejected", Rejected>;
  }

  /** The value of a key. */
  async get(value: Get): Promise<Tagged<"Entry", Entry> | Tagged<"Rejected", Rejected>> {
    new GetEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"Entry", Entry> | Tagged<"Rejected", Rejected>;
  }

  /** Keys that begin alike. */
  async keys(value: Keys): Promise<Tagged<"KeyList", KeyList> | Tagged<"Rejected", Rejected>> {
    new KeysEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(32, this.buffer.copy());
    return decodeCacheReply(reply) as Tagged<"KeyList", KeyList> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeCacheReply(message: Uint8Array): Tagged<"Stored", Stored> | Tagged<"Removed", Removed> | Tagged<"LeaseGranted", LeaseGranted> | Tagged<"LeaseRevoked", LeaseRevoked> | Tagged<"Entry", Entry> | Tagged<"KeyList", KeyList> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "Stored", ...new StoredDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "Removed", ...new RemovedDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "LeaseGranted", ...new LeaseGrantedDecoder().wrap(view, 0).toObject() };
    case 43:
      return { template: "LeaseRevoked", ...new LeaseRevokedDecoder().wrap(view, 0).toObject() };
    case 44:
      return { template: "Entry", ...new EntryDecoder().wrap(view, 0).toObject() };
    case 45:
      return { template: "KeyList", ...new KeyListDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of cache");
  }
}

/** All messages by name, as types. */
export interface CacheMessages {
  commands: {
    Put: { fields: Put; reply: "Stored" };
    Delete: { fields: Delete; reply: "Removed" };
    GrantLease: { fields: GrantLease; reply: "LeaseGranted" };
    RenewLease: { fields: RenewLease; reply: "LeaseGranted" };
    RevokeLease: { fields: RevokeLease; reply: "LeaseRevoked" };
  };
  queries: {
    Get: { fields: Get; reply: "Entry" };
    Keys: { fields: Keys; reply: "KeyList" };
  };
  replies: {
    Stored: Stored;
    Removed: Removed;
    LeaseGranted: LeaseGranted;
    LeaseRevoked: LeaseRevoked;
    Entry: Entry;
    KeyList: KeyList;
  };
  events: {
    EntryStored: EntryStored;
    EntryRemoved: EntryRemoved;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const cacheCodecs: Codecs<CacheMessages> = [
  {
    name: "Put",
    encode: (value, output) => void new PutEncoder().claim(output).set(value as Put),
    decode: (view, offset) => new PutDecoder().wrap(view, offset).toObject(),
    validate: validatePut,
  },
  {
    name: "Delete",
    encode: (value, output) => void new DeleteEncoder().claim(output).set(value as Delete),
    decode: (view, offset) => new DeleteDecoder().wrap(view, offset).toObject(),
    validate: validateDelete,
  },
  {
    name: "GrantLease",
    encode: (value, output) => void new GrantLeaseEncoder().claim(output).set(value as GrantLease),
    decode: (view, offset) => new GrantLeaseDecoder().wrap(view, offset).toObject(),
    validate: validateGrantLease,
  },
  {
    name: "RenewLease",
    encode: (value, output) => void new RenewLeaseEncoder().claim(output).set(value as RenewLease),
    decode: (view, offset) => new RenewLeaseDecoder().wrap(view, offset).toObject(),
    validate: validateRenewLease,
  },
  {
    name: "RevokeLease",
    encode: (value, output) => void new RevokeLeaseEncoder().claim(output).set(value as RevokeLease),
    decode: (view, offset) => new RevokeLeaseDecoder().wrap(view, offset).toObject(),
    validate: validateRevokeLease,
  },
  {
    name: "Get",
    encode: (value, output) => void new GetEncoder().claim(output).set(value as Get),
    decode: (view, offset) => new GetDecoder().wrap(view, offset).toObject(),
    validate: validateGet,
  },
  {
    name: "Keys",
    encode: (value, output) => void new KeysEncoder().claim(output).set(value as Keys),
    decode: (view, offset) => new KeysDecoder().wrap(view, offset).toObject(),
    validate: validateKeys,
  },
  {
    name: "Stored",
    encode: (value, output) => void new StoredEncoder().claim(output).set(value as Stored),
    decode: (view, offset) => new StoredDecoder().wrap(view, offset).toObject(),
    validate: validateStored,
  },
  {
    name: "Removed",
    encode: (value, output) => void new RemovedEncoder().claim(output).set(value as Removed),
    decode: (view, offset) => new RemovedDecoder().wrap(view, offset).toObject(),
    validate: validateRemoved,
  },
  {
    name: "LeaseGranted",
    encode: (value, output) => void new LeaseGrantedEncoder().claim(output).set(value as LeaseGranted),
    decode: (view, offset) => new LeaseGrantedDecoder().wrap(view, offset).toObject(),
    validate: validateLeaseGranted,
  },
  {
    name: "LeaseRevoked",
    encode: (value, output) => void new LeaseRevokedEncoder().claim(output).set(value as LeaseRevoked),
    decode: (view, offset) => new LeaseRevokedDecoder().wrap(view, offset).toObject(),
    validate: validateLeaseRevoked,
  },
  {
    name: "Entry",
    encode: (value, output) => void new EntryEncoder().claim(output).set(value as Entry),
    decode: (view, offset) => new EntryDecoder().wrap(view, offset).toObject(),
    validate: validateEntry,
  },
  {
    name: "KeyList",
    encode: (value, output) => void new KeyListEncoder().claim(output).set(value as KeyList),
    decode: (view, offset) => new KeyListDecoder().wrap(view, offset).toObject(),
    validate: validateKeyList,
  },
  {
    name: "EntryStored",
    encode: (value, output) => void new EntryStoredEncoder().claim(output).set(value as EntryStored),
    decode: (view, offset) => new EntryStoredDecoder().wrap(view, offset).toObject(),
    validate: validateEntryStored,
  },
  {
    name: "EntryRemoved",
    encode: (value, output) => void new EntryRemovedEncoder().claim(output).set(value as EntryRemoved),
    decode: (view, offset) => new EntryRemovedDecoder().wrap(view, offset).toObject(),
    validate: validateEntryRemoved,
  },
  {
    name: "LeaseEnds",
    encode: (value, output) => void new LeaseEndsEncoder().claim(output).set(value as LeaseEnds),
    decode: (view, offset) => new LeaseEndsDecoder().wrap(view, offset).toObject(),
    validate: validateLeaseEnds,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
