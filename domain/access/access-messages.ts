// Generated from the contract access, version 0; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "../contract/runtime.ts";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, copyBytes, isAscii, isAsciiText, isUtf8, isUtf8Text, isZero, readAscii, readI53, readUtf8, refuse, refuseOrder, utf8Length, writeAscii, writeI53, writeUtf8 } from "../contract/runtime.ts";

function endOfUtf8Max100(view: DataView, at: number): number {
  return at + 4 + view.getUint32(at, true);
}

function endOfUtf8Max200(view: DataView, at: number): number {
  return at + 4 + view.getUint32(at, true);
}

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
  /** there is no such principal; value is its id, when asked by id */
  UnknownPrincipal: 100,
  /** the principal's id is taken */
  PrincipalExists: 101,
  /** principals' ids begin at 1: 0 is nobody */
  PrincipalIdOutOfRange: 102,
  /** the subject belongs to another principal; value is that principal */
  SubjectTaken: 103,
  /** a principal needs a name */
  NameEmpty: 104,
  /** nobody enabled would be an operator any more */
  LastOperator: 105,
  /** there is no room for another principal; value is the bound */
  TooManyPrincipals: 106,
  /** there is no such key */
  UnknownApiKey: 107,
  /** the key's name is taken; value is its principal */
  ApiKeyExists: 108,
  /** a key needs a name */
  ApiKeyIdEmpty: 109,
  /** the key has been revoked already */
  ApiKeyRevoked: 110,
  /** a key needs a secret */
  SecretEmpty: 111,
  /** there is no room for another key; value is the bound */
  TooManyApiKeys: 112,
  /** the principal has as many keys as it may; value is the bound */
  TooManyKeysOfPrincipal: 113,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Flags: add them up. */
export const Roles = {
  /** places orders, holds and buys */
  Trader: 1,
  /** as a trader, under a market maker's terms */
  MarketMaker: 2,
  /** sets up and runs everything */
  Operator: 4,
  /** looks */
  Viewer: 8,
} as const;
export type Roles = number;

/** Adds someone who may speak to the cluster. */
export interface CreatePrincipal {
  /** chosen by the operator, from 1 */
  principalId: number;
  /** what it may do */
  roles: Roles;
  /** name, for people */
  name: string;
  /** subject of its JSON Web Tokens; empty when it has none */
  subject: string;
}

/** Reads CreatePrincipal: Adds someone who may speak to the cluster. */
export class CreatePrincipalDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 5;

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

  /** chosen by the operator, from 1 */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what it may do */
  get roles(): Roles {
    return this.view.getUint8(this.offset + 12);
  }

  /** name, for people (Allocates.) */
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

  /** subject of its JSON Web Tokens; empty when it has none (Allocates.) */
  get subject(): string {
    return readUtf8(this.view, this.subjectOffset, this.subjectLength);
  }

  /** Bytes of `subject`. */
  get subjectLength(): number {
    return this.view.getUint32(this.subjectAt(), true);
  }

  /** Of the first byte of `subject` in `view`. */
  get subjectOffset(): number {
    return this.subjectAt() + 4;
  }

  private nameAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private subjectAt(): number {
    return endOfUtf8Max100(this.view, this.nameAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreatePrincipal {
    const value: CreatePrincipal = {
      principalId: this.principalId,
      roles: this.roles,
      name: this.name,
      subject: this.subject,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreatePrincipal(view, offset, length);
  }
}

/** Writes CreatePrincipal. */
export class CreatePrincipalEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 5;

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
    const at = output.claim(21);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 21;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 65541, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint32(at + 13, 0, true);
    view.setUint32(at + 17, 0, true);
    return this;
  }

  /** chosen by the operator, from 1 */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreatePrincipal.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what it may do */
  set roles(value: Roles) {
    if (!((value & 15) >>> 0 === value)) refuse("CreatePrincipal.roles", value, "flags of Roles: Trader, MarketMaker, Operator, Viewer");
    this.view.setUint8(this.offset + 12, value);
  }

  /** name, for people (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0) refuseOrder("CreatePrincipal.name");
    if (!(isUtf8Text(value, 100))) refuse("CreatePrincipal.name", value, "well-formed text of at most 100 bytes of UTF-8");
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

  /** subject of its JSON Web Tokens; empty when it has none (Once, after what precedes it in the contract.) */
  set subject(value: string) {
    if (this.stage >= 1) refuseOrder("CreatePrincipal.subject");
    if (!(isUtf8Text(value, 200))) refuse("CreatePrincipal.subject", value, "well-formed text of at most 200 bytes of UTF-8");
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
  set(value: CreatePrincipal): this {
    this.principalId = value.principalId;
    this.roles = value.roles;
    this.name = value.name;
    this.subject = value.subject;
    return this;
  }
}

function validateCreatePrincipal(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreatePrincipal has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not CreatePrincipal, 1`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 5;
  if (blockLength < leastLength) return `CreatePrincipal has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreatePrincipal has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value & 15) >>> 0 === value)) return `CreatePrincipal.roles is ${value}; it takes flags of Roles: Trader, MarketMaker, Operator, Viewer`;
  }
  {
    if (end - at < 4) return `CreatePrincipal.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `CreatePrincipal.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `CreatePrincipal.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "CreatePrincipal.name is not UTF-8";
    at += 4 + bytes;
  }
  {
    if (end - at < 4) return `CreatePrincipal.subject is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `CreatePrincipal.subject has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `CreatePrincipal.subject runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "CreatePrincipal.subject is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `CreatePrincipal is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Changes all there is to say of a principal. */
export interface ChangePrincipal {
  /** the principal */
  principalId: number;
  /** what it may do */
  roles: Roles;
  /** whether it may do anything at all */
  isEnabled: boolean;
  /** name, for people */
  name: string;
  /** subject of its JSON Web Tokens; empty when it has none */
  subject: string;
}

/** Reads ChangePrincipal: Changes all there is to say of a principal. */
export class ChangePrincipalDecoder {
  static readonly templateId = 2;
  static readonly blockLength = 6;

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

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what it may do */
  get roles(): Roles {
    return this.view.getUint8(this.offset + 12);
  }

  /** whether it may do anything at all */
  get isEnabled(): boolean {
    return this.view.getUint8(this.offset + 13) === 1;
  }

  /** name, for people (Allocates.) */
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

  /** subject of its JSON Web Tokens; empty when it has none (Allocates.) */
  get subject(): string {
    return readUtf8(this.view, this.subjectOffset, this.subjectLength);
  }

  /** Bytes of `subject`. */
  get subjectLength(): number {
    return this.view.getUint32(this.subjectAt(), true);
  }

  /** Of the first byte of `subject` in `view`. */
  get subjectOffset(): number {
    return this.subjectAt() + 4;
  }

  private nameAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private subjectAt(): number {
    return endOfUtf8Max100(this.view, this.nameAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ChangePrincipal {
    const value: ChangePrincipal = {
      principalId: this.principalId,
      roles: this.roles,
      isEnabled: this.isEnabled,
      name: this.name,
      subject: this.subject,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateChangePrincipal(view, offset, length);
  }
}

/** Writes ChangePrincipal. */
export class ChangePrincipalEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 6;

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
    const at = output.claim(22);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 22;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 131078, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint8(at + 13, 0);
    view.setUint32(at + 14, 0, true);
    view.setUint32(at + 18, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ChangePrincipal.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what it may do */
  set roles(value: Roles) {
    if (!((value & 15) >>> 0 === value)) refuse("ChangePrincipal.roles", value, "flags of Roles: Trader, MarketMaker, Operator, Viewer");
    this.view.setUint8(this.offset + 12, value);
  }

  /** whether it may do anything at all */
  set isEnabled(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ChangePrincipal.isEnabled", value, "true or false");
    this.view.setUint8(this.offset + 13, value ? 1 : 0);
  }

  /** name, for people (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0) refuseOrder("ChangePrincipal.name");
    if (!(isUtf8Text(value, 100))) refuse("ChangePrincipal.name", value, "well-formed text of at most 100 bytes of UTF-8");
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

  /** subject of its JSON Web Tokens; empty when it has none (Once, after what precedes it in the contract.) */
  set subject(value: string) {
    if (this.stage >= 1) refuseOrder("ChangePrincipal.subject");
    if (!(isUtf8Text(value, 200))) refuse("ChangePrincipal.subject", value, "well-formed text of at most 200 bytes of UTF-8");
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
  set(value: ChangePrincipal): this {
    this.principalId = value.principalId;
    this.roles = value.roles;
    this.isEnabled = value.isEnabled;
    this.name = value.name;
    this.subject = value.subject;
    return this;
  }
}

function validateChangePrincipal(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ChangePrincipal has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not ChangePrincipal, 2`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 6;
  if (blockLength < leastLength) return `ChangePrincipal has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ChangePrincipal has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value & 15) >>> 0 === value)) return `ChangePrincipal.roles is ${value}; it takes flags of Roles: Trader, MarketMaker, Operator, Viewer`;
  }
  {
    const value = view.getUint8(offset + 8 + 5);
    if (!(value <= 1)) return `ChangePrincipal.isEnabled is ${value}; it takes true or false`;
  }
  {
    if (end - at < 4) return `ChangePrincipal.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `ChangePrincipal.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `ChangePrincipal.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "ChangePrincipal.name is not UTF-8";
    at += 4 + bytes;
  }
  {
    if (end - at < 4) return `ChangePrincipal.subject is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `ChangePrincipal.subject has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `ChangePrincipal.subject runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "ChangePrincipal.subject is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ChangePrincipal is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Gives a principal a key. Its secret was encrypted outside the log. */
export interface CreateApiKey {
  /** the principal */
  principalId: number;
  /** public name of the key */
  keyId: string;
  /** the secret, as only gateways can read it */
  encryptedSecret: Uint8Array;
}

/** Reads CreateApiKey: Gives a principal a key. Its secret was encrypted outside the log. */
export class CreateApiKeyDecoder {
  static readonly templateId = 3;
  static readonly blockLength = 44;
  static readonly keyIdLength = 40;

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

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 12, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 12;
  }

  /** the secret, as only gateways can read it (Allocates.) */
  get encryptedSecret(): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.encryptedSecretOffset, this.encryptedSecretLength).slice();
  }

  /** Bytes of `encryptedSecret`. */
  get encryptedSecretLength(): number {
    return this.view.getUint32(this.encryptedSecretAt(), true);
  }

  /** Of the first byte of `encryptedSecret` in `view`. */
  get encryptedSecretOffset(): number {
    return this.encryptedSecretAt() + 4;
  }

  private encryptedSecretAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateApiKey {
    const value: CreateApiKey = {
      principalId: this.principalId,
      keyId: this.keyId,
      encryptedSecret: this.encryptedSecret,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreateApiKey(view, offset, length);
  }
}

/** Writes CreateApiKey. */
export class CreateApiKeyEncoder {
  static readonly templateId = 3;
  static readonly blockLength = 44;

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
    const at = output.claim(56);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 56;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 196652, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setUint32(at + 48, 0, true);
    view.setUint32(at + 52, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateApiKey.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("CreateApiKey.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.view, this.offset + 12, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 12, from, fromOffset, 40);
  }

  /** the secret, as only gateways can read it (Once, after what precedes it in the contract.) */
  set encryptedSecret(value: Uint8Array) {
    if (this.stage >= 0) refuseOrder("CreateApiKey.encryptedSecret");
    if (!(value instanceof Uint8Array && value.length <= 512)) refuse("CreateApiKey.encryptedSecret", value, "at most 512 bytes");
    const root = this;
    const length = value.length;
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 0;
    const at = added - 4;
    view.setUint32(at, length, true);
    new Uint8Array(view.buffer, view.byteOffset + at + 4, length).set(value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CreateApiKey): this {
    this.principalId = value.principalId;
    this.keyId = value.keyId;
    this.encryptedSecret = value.encryptedSecret;
    return this;
  }
}

function validateCreateApiKey(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreateApiKey has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not CreateApiKey, 3`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 44;
  if (blockLength < leastLength) return `CreateApiKey has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreateApiKey has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8 + 4, 40)) return "CreateApiKey.keyId is not printable ASCII of at most 40 characters, padded with zeros";
  {
    if (end - at < 4) return `CreateApiKey.encryptedSecret is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 512) return `CreateApiKey.encryptedSecret has ${bytes} bytes; it takes at most 512`;
    if (bytes > end - at - 4) return `CreateApiKey.encryptedSecret runs over the end of the message`;
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `CreateApiKey is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes a key away for ever and forgets its secret. */
export interface RevokeApiKey {
  /** public name of the key */
  keyId: string;
}

/** Reads RevokeApiKey: Takes a key away for ever and forgets its secret. */
export class RevokeApiKeyDecoder {
  static readonly templateId = 4;
  static readonly blockLength = 40;
  static readonly keyIdLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 8, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 8;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RevokeApiKey {
    const value: RevokeApiKey = {
      keyId: this.keyId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRevokeApiKey(view, offset, length);
  }
}

/** Writes RevokeApiKey. */
export class RevokeApiKeyEncoder {
  static readonly templateId = 4;
  static readonly blockLength = 40;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(48);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 262184, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    return this;
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("RevokeApiKey.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.view, this.offset + 8, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 8, from, fromOffset, 40);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RevokeApiKey): this {
    this.keyId = value.keyId;
    return this;
  }
}

function validateRevokeApiKey(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RevokeApiKey has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not RevokeApiKey, 4`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 40;
  if (blockLength < leastLength) return `RevokeApiKey has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RevokeApiKey has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8, 40)) return "RevokeApiKey.keyId is not printable ASCII of at most 40 characters, padded with zeros";
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `RevokeApiKey is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes all keys of a principal away at once: a laptop was stolen, a contract ended. */
export interface RevokeAllApiKeys {
  /** the principal */
  principalId: number;
}

/** Reads RevokeAllApiKeys: Takes all keys of a principal away at once: a laptop was stolen, a contract ended. */
export class RevokeAllApiKeysDecoder {
  static readonly templateId = 5;
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

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RevokeAllApiKeys {
    const value: RevokeAllApiKeys = {
      principalId: this.principalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRevokeAllApiKeys(view, offset, length);
  }
}

/** Writes RevokeAllApiKeys. */
export class RevokeAllApiKeysEncoder {
  static readonly templateId = 5;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 327684, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("RevokeAllApiKeys.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RevokeAllApiKeys): this {
    this.principalId = value.principalId;
    return this;
  }
}

function validateRevokeAllApiKeys(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RevokeAllApiKeys has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 5) return `template ${templateId} is not RevokeAllApiKeys, 5`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 4;
  if (blockLength < leastLength) return `RevokeAllApiKeys has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RevokeAllApiKeys has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `RevokeAllApiKeys is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for a principal; one's own, unless an operator or a gateway asks. */
export interface Principal {
  /** the principal */
  principalId: number;
}

/** Reads Principal: Asks for a principal; one's own, unless an operator or a gateway asks. */
export class PrincipalDecoder {
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

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Principal {
    const value: Principal = {
      principalId: this.principalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipal(view, offset, length);
  }
}

/** Writes Principal. */
export class PrincipalEncoder {
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
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("Principal.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Principal): this {
    this.principalId = value.principalId;
    return this;
  }
}

function validatePrincipal(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Principal has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Principal, 20`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Principal has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Principal has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Principal is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks who a JSON Web Token speaks for. */
export interface PrincipalBySubject {
  /** subject of its JSON Web Tokens; empty when it has none */
  subject: string;
}

/** Reads PrincipalBySubject: Asks who a JSON Web Token speaks for. */
export class PrincipalBySubjectDecoder {
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

  /** subject of its JSON Web Tokens; empty when it has none (Allocates.) */
  get subject(): string {
    return readUtf8(this.view, this.subjectOffset, this.subjectLength);
  }

  /** Bytes of `subject`. */
  get subjectLength(): number {
    return this.view.getUint32(this.subjectAt(), true);
  }

  /** Of the first byte of `subject` in `view`. */
  get subjectOffset(): number {
    return this.subjectAt() + 4;
  }

  private subjectAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PrincipalBySubject {
    const value: PrincipalBySubject = {
      subject: this.subject,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipalBySubject(view, offset, length);
  }
}

/** Writes PrincipalBySubject. */
export class PrincipalBySubjectEncoder {
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
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** subject of its JSON Web Tokens; empty when it has none (Once, after what precedes it in the contract.) */
  set subject(value: string) {
    if (this.stage >= 0) refuseOrder("PrincipalBySubject.subject");
    if (!(isUtf8Text(value, 200))) refuse("PrincipalBySubject.subject", value, "well-formed text of at most 200 bytes of UTF-8");
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
  set(value: PrincipalBySubject): this {
    this.subject = value.subject;
    return this;
  }
}

function validatePrincipalBySubject(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PrincipalBySubject has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not PrincipalBySubject, 21`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 0;
  if (blockLength < leastLength) return `PrincipalBySubject has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PrincipalBySubject has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    if (end - at < 4) return `PrincipalBySubject.subject is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `PrincipalBySubject.subject has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `PrincipalBySubject.subject runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "PrincipalBySubject.subject is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `PrincipalBySubject is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Asks for a key with its encrypted secret and its principal. */
export interface ApiKey {
  /** public name of the key */
  keyId: string;
}

/** Reads ApiKey: Asks for a key with its encrypted secret and its principal. */
export class ApiKeyDecoder {
  static readonly templateId = 22;
  static readonly blockLength = 40;
  static readonly keyIdLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 8, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 8;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKey {
    const value: ApiKey = {
      keyId: this.keyId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKey(view, offset, length);
  }
}

/** Writes ApiKey. */
export class ApiKeyEncoder {
  static readonly templateId = 22;
  static readonly blockLength = 40;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(48);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1441832, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    return this;
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("ApiKey.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.view, this.offset + 8, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 8, from, fromOffset, 40);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKey): this {
    this.keyId = value.keyId;
    return this;
  }
}

function validateApiKey(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKey has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 22) return `template ${templateId} is not ApiKey, 22`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 40;
  if (blockLength < leastLength) return `ApiKey has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKey has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (!isAscii(view, offset + 8, 40)) return "ApiKey.keyId is not printable ASCII of at most 40 characters, padded with zeros";
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKey is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lists principals in the order of their ids. */
export interface Principals {
  /** lists those after this one; absent for the first */
  afterPrincipalId?: number | undefined;
}

/** Reads Principals: Lists principals in the order of their ids. */
export class PrincipalsDecoder {
  static readonly templateId = 23;
  static readonly blockLength = 4;
  /** What `afterPrincipalId` reads as when it is absent. */
  static readonly afterPrincipalIdNull: number = 4294967295;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** lists those after this one; absent for the first */
  get afterPrincipalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  get hasAfterPrincipalId(): boolean {
    return !(this.view.getUint32(this.offset + 8, true) === 4294967295);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Principals {
    const value: Principals = {
    };
    if (this.hasAfterPrincipalId) value.afterPrincipalId = this.afterPrincipalId;
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipals(view, offset, length);
  }
}

/** Writes Principals. */
export class PrincipalsEncoder {
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
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 8, 4294967295, true);
    return this;
  }

  /** lists those after this one; absent for the first */
  set afterPrincipalId(value: number) {
    if (!(value >= 0 && value <= 4294967294 && Math.floor(value) === value)) refuse("Principals.afterPrincipalId", value, "an integer from 0 to 4294967294");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Principals): this {
    if (value.afterPrincipalId !== undefined) this.afterPrincipalId = value.afterPrincipalId;
    return this;
  }
}

function validatePrincipals(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Principals has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 23) return `template ${templateId} is not Principals, 23`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Principals has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Principals has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint32(offset + 8, true);
    if (!(value <= 4294967294 || value === 4294967295)) return `Principals.afterPrincipalId is ${value}; it takes an integer from 0 to 4294967294`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `Principals is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Lists the keys of a principal without secrets, oldest first; one's own, unless an operator asks. */
export interface ApiKeys {
  /** the principal */
  principalId: number;
}

/** Reads ApiKeys: Lists the keys of a principal without secrets, oldest first; one's own, unless an operator asks. */
export class ApiKeysDecoder {
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

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeys {
    const value: ApiKeys = {
      principalId: this.principalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKeys(view, offset, length);
  }
}

/** Writes ApiKeys. */
export class ApiKeysEncoder {
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
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeys.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeys): this {
    this.principalId = value.principalId;
    return this;
  }
}

function validateApiKeys(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKeys has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 24) return `template ${templateId} is not ApiKeys, 24`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 4;
  if (blockLength < leastLength) return `ApiKeys has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKeys has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKeys is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The principal is as asked. */
export interface PrincipalStored {
  /** the principal */
  principalId: number;
}

/** Reads PrincipalStored: The principal is as asked. */
export class PrincipalStoredDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "PrincipalStored" {
    return "PrincipalStored";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PrincipalStored {
    const value: PrincipalStored = {
      principalId: this.principalId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipalStored(view, offset, length);
  }
}

/** Writes PrincipalStored. */
export class PrincipalStoredEncoder {
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
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("PrincipalStored.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PrincipalStored): this {
    this.principalId = value.principalId;
    return this;
  }
}

function validatePrincipalStored(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PrincipalStored has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not PrincipalStored, 40`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 4;
  if (blockLength < leastLength) return `PrincipalStored has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PrincipalStored has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `PrincipalStored is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The key is as asked. */
export interface ApiKeyStored {
  /** the principal */
  principalId: number;
  /** a revoked key is never accepted again */
  isRevoked: boolean;
  /** public name of the key */
  keyId: string;
}

/** Reads ApiKeyStored: The key is as asked. */
export class ApiKeyStoredDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 45;
  static readonly keyIdLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "ApiKeyStored" {
    return "ApiKeyStored";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** a revoked key is never accepted again */
  get isRevoked(): boolean {
    return this.view.getUint8(this.offset + 12) === 1;
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 13, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 13;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeyStored {
    const value: ApiKeyStored = {
      principalId: this.principalId,
      isRevoked: this.isRevoked,
      keyId: this.keyId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKeyStored(view, offset, length);
  }
}

/** Writes ApiKeyStored. */
export class ApiKeyStoredEncoder {
  static readonly templateId = 41;
  static readonly blockLength = 45;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(53);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2687021, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setUint32(at + 48, 0, true);
    view.setUint8(at + 52, 0);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeyStored.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** a revoked key is never accepted again */
  set isRevoked(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ApiKeyStored.isRevoked", value, "true or false");
    this.view.setUint8(this.offset + 12, value ? 1 : 0);
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("ApiKeyStored.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.view, this.offset + 13, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 13, from, fromOffset, 40);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeyStored): this {
    this.principalId = value.principalId;
    this.isRevoked = value.isRevoked;
    this.keyId = value.keyId;
    return this;
  }
}

function validateApiKeyStored(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKeyStored has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not ApiKeyStored, 41`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 45;
  if (blockLength < leastLength) return `ApiKeyStored has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKeyStored has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!(value <= 1)) return `ApiKeyStored.isRevoked is ${value}; it takes true or false`;
  }
  if (!isAscii(view, offset + 8 + 5, 40)) return "ApiKeyStored.keyId is not printable ASCII of at most 40 characters, padded with zeros";
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKeyStored is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** None of the principal's keys is accepted any more. */
export interface ApiKeysRevoked {
  /** the principal */
  principalId: number;
  /** keys that were good until now */
  keyCount: number;
}

/** Reads ApiKeysRevoked: None of the principal's keys is accepted any more. */
export class ApiKeysRevokedDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "ApiKeysRevoked" {
    return "ApiKeysRevoked";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** keys that were good until now */
  get keyCount(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeysRevoked {
    const value: ApiKeysRevoked = {
      principalId: this.principalId,
      keyCount: this.keyCount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKeysRevoked(view, offset, length);
  }
}

/** Writes ApiKeysRevoked. */
export class ApiKeysRevokedEncoder {
  static readonly templateId = 42;
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
    view.setUint32(at, 2752520, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeysRevoked.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** keys that were good until now */
  set keyCount(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeysRevoked.keyCount", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeysRevoked): this {
    this.principalId = value.principalId;
    this.keyCount = value.keyCount;
    return this;
  }
}

function validateApiKeysRevoked(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKeysRevoked has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not ApiKeysRevoked, 42`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 8;
  if (blockLength < leastLength) return `ApiKeysRevoked has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKeysRevoked has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKeysRevoked is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A principal. */
export interface PrincipalDetails {
  /** the principal */
  principalId: number;
  /** what it may do */
  roles: Roles;
  /** whether it may do anything at all */
  isEnabled: boolean;
  /** name, for people */
  name: string;
  /** subject of its JSON Web Tokens; empty when it has none */
  subject: string;
}

/** Reads PrincipalDetails: A principal. */
export class PrincipalDetailsDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 6;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;

  get template(): "PrincipalDetails" {
    return "PrincipalDetails";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what it may do */
  get roles(): Roles {
    return this.view.getUint8(this.offset + 12);
  }

  /** whether it may do anything at all */
  get isEnabled(): boolean {
    return this.view.getUint8(this.offset + 13) === 1;
  }

  /** name, for people (Allocates.) */
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

  /** subject of its JSON Web Tokens; empty when it has none (Allocates.) */
  get subject(): string {
    return readUtf8(this.view, this.subjectOffset, this.subjectLength);
  }

  /** Bytes of `subject`. */
  get subjectLength(): number {
    return this.view.getUint32(this.subjectAt(), true);
  }

  /** Of the first byte of `subject` in `view`. */
  get subjectOffset(): number {
    return this.subjectAt() + 4;
  }

  private nameAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private subjectAt(): number {
    return endOfUtf8Max100(this.view, this.nameAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PrincipalDetails {
    const value: PrincipalDetails = {
      principalId: this.principalId,
      roles: this.roles,
      isEnabled: this.isEnabled,
      name: this.name,
      subject: this.subject,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipalDetails(view, offset, length);
  }
}

/** Writes PrincipalDetails. */
export class PrincipalDetailsEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 6;

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
    const at = output.claim(22);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 22;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3932166, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint8(at + 13, 0);
    view.setUint32(at + 14, 0, true);
    view.setUint32(at + 18, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("PrincipalDetails.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what it may do */
  set roles(value: Roles) {
    if (!((value & 15) >>> 0 === value)) refuse("PrincipalDetails.roles", value, "flags of Roles: Trader, MarketMaker, Operator, Viewer");
    this.view.setUint8(this.offset + 12, value);
  }

  /** whether it may do anything at all */
  set isEnabled(value: boolean) {
    if (!(typeof value === "boolean")) refuse("PrincipalDetails.isEnabled", value, "true or false");
    this.view.setUint8(this.offset + 13, value ? 1 : 0);
  }

  /** name, for people (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0) refuseOrder("PrincipalDetails.name");
    if (!(isUtf8Text(value, 100))) refuse("PrincipalDetails.name", value, "well-formed text of at most 100 bytes of UTF-8");
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

  /** subject of its JSON Web Tokens; empty when it has none (Once, after what precedes it in the contract.) */
  set subject(value: string) {
    if (this.stage >= 1) refuseOrder("PrincipalDetails.subject");
    if (!(isUtf8Text(value, 200))) refuse("PrincipalDetails.subject", value, "well-formed text of at most 200 bytes of UTF-8");
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
  set(value: PrincipalDetails): this {
    this.principalId = value.principalId;
    this.roles = value.roles;
    this.isEnabled = value.isEnabled;
    this.name = value.name;
    this.subject = value.subject;
    return this;
  }
}

function validatePrincipalDetails(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PrincipalDetails has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not PrincipalDetails, 60`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 6;
  if (blockLength < leastLength) return `PrincipalDetails has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PrincipalDetails has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value & 15) >>> 0 === value)) return `PrincipalDetails.roles is ${value}; it takes flags of Roles: Trader, MarketMaker, Operator, Viewer`;
  }
  {
    const value = view.getUint8(offset + 8 + 5);
    if (!(value <= 1)) return `PrincipalDetails.isEnabled is ${value}; it takes true or false`;
  }
  {
    if (end - at < 4) return `PrincipalDetails.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 100) return `PrincipalDetails.name has ${bytes} bytes; it takes at most 100`;
    if (bytes > end - at - 4) return `PrincipalDetails.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "PrincipalDetails.name is not UTF-8";
    at += 4 + bytes;
  }
  {
    if (end - at < 4) return `PrincipalDetails.subject is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `PrincipalDetails.subject has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `PrincipalDetails.subject runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "PrincipalDetails.subject is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `PrincipalDetails is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A key and what a gateway needs to check requests signed with it. */
export interface ApiKeyDetails {
  /** the principal */
  principalId: number;
  /** what it may do */
  roles: Roles;
  /** whether it may do anything at all */
  isEnabled: boolean;
  /** a revoked key is never accepted again */
  isRevoked: boolean;
  /** public name of the key */
  keyId: string;
  /** the secret, as only gateways can read it; empty when revoked */
  encryptedSecret: Uint8Array;
}

/** Reads ApiKeyDetails: A key and what a gateway needs to check requests signed with it. */
export class ApiKeyDetailsDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 47;
  static readonly keyIdLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;

  get template(): "ApiKeyDetails" {
    return "ApiKeyDetails";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what it may do */
  get roles(): Roles {
    return this.view.getUint8(this.offset + 12);
  }

  /** whether it may do anything at all */
  get isEnabled(): boolean {
    return this.view.getUint8(this.offset + 13) === 1;
  }

  /** a revoked key is never accepted again */
  get isRevoked(): boolean {
    return this.view.getUint8(this.offset + 14) === 1;
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 15, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 15;
  }

  /** the secret, as only gateways can read it; empty when revoked (Allocates.) */
  get encryptedSecret(): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.encryptedSecretOffset, this.encryptedSecretLength).slice();
  }

  /** Bytes of `encryptedSecret`. */
  get encryptedSecretLength(): number {
    return this.view.getUint32(this.encryptedSecretAt(), true);
  }

  /** Of the first byte of `encryptedSecret` in `view`. */
  get encryptedSecretOffset(): number {
    return this.encryptedSecretAt() + 4;
  }

  private encryptedSecretAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeyDetails {
    const value: ApiKeyDetails = {
      principalId: this.principalId,
      roles: this.roles,
      isEnabled: this.isEnabled,
      isRevoked: this.isRevoked,
      keyId: this.keyId,
      encryptedSecret: this.encryptedSecret,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKeyDetails(view, offset, length);
  }
}

/** Writes ApiKeyDetails. */
export class ApiKeyDetailsEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 47;

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
    const at = output.claim(59);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 59;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 3997743, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setUint32(at + 48, 0, true);
    view.setUint8(at + 52, 0);
    view.setUint8(at + 53, 0);
    view.setUint8(at + 54, 0);
    view.setUint32(at + 55, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeyDetails.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what it may do */
  set roles(value: Roles) {
    if (!((value & 15) >>> 0 === value)) refuse("ApiKeyDetails.roles", value, "flags of Roles: Trader, MarketMaker, Operator, Viewer");
    this.view.setUint8(this.offset + 12, value);
  }

  /** whether it may do anything at all */
  set isEnabled(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ApiKeyDetails.isEnabled", value, "true or false");
    this.view.setUint8(this.offset + 13, value ? 1 : 0);
  }

  /** a revoked key is never accepted again */
  set isRevoked(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ApiKeyDetails.isRevoked", value, "true or false");
    this.view.setUint8(this.offset + 14, value ? 1 : 0);
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("ApiKeyDetails.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.view, this.offset + 15, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 15, from, fromOffset, 40);
  }

  /** the secret, as only gateways can read it; empty when revoked (Once, after what precedes it in the contract.) */
  set encryptedSecret(value: Uint8Array) {
    if (this.stage >= 0) refuseOrder("ApiKeyDetails.encryptedSecret");
    if (!(value instanceof Uint8Array && value.length <= 512)) refuse("ApiKeyDetails.encryptedSecret", value, "at most 512 bytes");
    const root = this;
    const length = value.length;
    const added = root.output.extend(length);
    const view = root.output.view;
    root.view = view;
    root.limit = added + length;
    this.stage = 0;
    const at = added - 4;
    view.setUint32(at, length, true);
    new Uint8Array(view.buffer, view.byteOffset + at + 4, length).set(value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeyDetails): this {
    this.principalId = value.principalId;
    this.roles = value.roles;
    this.isEnabled = value.isEnabled;
    this.isRevoked = value.isRevoked;
    this.keyId = value.keyId;
    this.encryptedSecret = value.encryptedSecret;
    return this;
  }
}

function validateApiKeyDetails(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKeyDetails has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not ApiKeyDetails, 61`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 47;
  if (blockLength < leastLength) return `ApiKeyDetails has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKeyDetails has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value & 15) >>> 0 === value)) return `ApiKeyDetails.roles is ${value}; it takes flags of Roles: Trader, MarketMaker, Operator, Viewer`;
  }
  {
    const value = view.getUint8(offset + 8 + 5);
    if (!(value <= 1)) return `ApiKeyDetails.isEnabled is ${value}; it takes true or false`;
  }
  {
    const value = view.getUint8(offset + 8 + 6);
    if (!(value <= 1)) return `ApiKeyDetails.isRevoked is ${value}; it takes true or false`;
  }
  if (!isAscii(view, offset + 8 + 7, 40)) return "ApiKeyDetails.keyId is not printable ASCII of at most 40 characters, padded with zeros";
  {
    if (end - at < 4) return `ApiKeyDetails.encryptedSecret is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 512) return `ApiKeyDetails.encryptedSecret has ${bytes} bytes; it takes at most 512`;
    if (bytes > end - at - 4) return `ApiKeyDetails.encryptedSecret runs over the end of the message`;
    at += 4 + bytes;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKeyDetails is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of PrincipalList.principals. */
export interface PrincipalListPrincipalsEntry {
  /** the principal */
  principalId: number;
  /** what it may do */
  roles: Roles;
  /** whether it may do anything at all */
  isEnabled: boolean;
  /** name, for people */
  name: string;
  /** subject of its JSON Web Tokens; empty when it has none */
  subject: string;
}

/** Principals in the order of their ids. */
export interface PrincipalList {
  /** there are none after these */
  isLast: boolean;
  /** the principals */
  principals: readonly PrincipalListPrincipalsEntry[];
}

/** Reads the entries of PrincipalList.principals. */
export class PrincipalListPrincipalsDecoder {

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
    this.nextOffset = endOfPrincipalListPrincipalsEntry(this.view, this.nextOffset, this.blockLength);
    return true;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** what it may do */
  get roles(): Roles {
    return this.view.getUint8(this.offset + 4);
  }

  /** whether it may do anything at all */
  get isEnabled(): boolean {
    return this.view.getUint8(this.offset + 5) === 1;
  }

  /** name, for people (Allocates.) */
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

  /** subject of its JSON Web Tokens; empty when it has none (Allocates.) */
  get subject(): string {
    return readUtf8(this.view, this.subjectOffset, this.subjectLength);
  }

  /** Bytes of `subject`. */
  get subjectLength(): number {
    return this.view.getUint32(this.subjectAt(), true);
  }

  /** Of the first byte of `subject` in `view`. */
  get subjectOffset(): number {
    return this.subjectAt() + 4;
  }

  private nameAt(): number {
    return this.offset + this.blockLength;
  }

  private subjectAt(): number {
    return endOfUtf8Max100(this.view, this.nameAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PrincipalListPrincipalsEntry {
    const value: PrincipalListPrincipalsEntry = {
      principalId: this.principalId,
      roles: this.roles,
      isEnabled: this.isEnabled,
      name: this.name,
      subject: this.subject,
    };
    return value;
  }
}

function endOfPrincipalListPrincipalsEntry(view: DataView, offset: number, blockLength: number): number {
  let at = offset + blockLength;
  at = endOfUtf8Max100(view, at);
  at = endOfUtf8Max200(view, at);
  return at;
}

/** Reads PrincipalList: Principals in the order of their ids. */
export class PrincipalListDecoder {
  static readonly templateId = 62;
  static readonly blockLength = 1;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly principalsDecoder = new PrincipalListPrincipalsDecoder();

  get template(): "PrincipalList" {
    return "PrincipalList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** there are none after these */
  get isLast(): boolean {
    return this.view.getUint8(this.offset + 8) === 1;
  }

  /** the principals */
  get principals(): PrincipalListPrincipalsDecoder {
    return this.principalsDecoder.wrap(this.view, this.principalsAt());
  }

  private principalsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PrincipalList {
    const principals: PrincipalListPrincipalsEntry[] = [];
    for (const entries = this.principals; entries.next(); ) principals.push(entries.toObject());
    const value: PrincipalList = {
      isLast: this.isLast,
      principals,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipalList(view, offset, length);
  }
}

/** the principals */
export class PrincipalListPrincipalsEncoder {
  private readonly root: PrincipalListEncoder;
  private readonly parent: PrincipalListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;
  /** @internal */
  stage = -1;

  constructor(root: PrincipalListEncoder, parent: PrincipalListEncoder) {
    this.root = root;
    this.parent = parent;
  }

  /** @internal */
  begin(headerOffset: number): void {
    this.headerOffset = headerOffset;
    this.count = 0;
    this.stage = 2;
  }

  /** @internal */
  isCurrent(): boolean {
    return this.parent.stage === 0;
  }

  /** Adds an entry in which every field is zero, absent or empty until it is set. */
  add(): this {
    if (!this.isCurrent()) refuseOrder("PrincipalList.principals");
    if (this.count >= 100) refuse("PrincipalList.principals", this.count + 1, "at most 100 entries");
    const root = this.root;
    const added = root.output.extend(14);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 14;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    this.stage = -1;
    view.setUint32(at, 0, true);
    view.setUint8(at + 4, 0);
    view.setUint8(at + 5, 0);
    view.setUint32(at + 6, 0, true);
    view.setUint32(at + 10, 0, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("PrincipalList.principals.principalId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** what it may do */
  set roles(value: Roles) {
    if (!((value & 15) >>> 0 === value)) refuse("PrincipalList.principals.roles", value, "flags of Roles: Trader, MarketMaker, Operator, Viewer");
    this.root.view.setUint8(this.offset + 4, value);
  }

  /** whether it may do anything at all */
  set isEnabled(value: boolean) {
    if (!(typeof value === "boolean")) refuse("PrincipalList.principals.isEnabled", value, "true or false");
    this.root.view.setUint8(this.offset + 5, value ? 1 : 0);
  }

  /** name, for people (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 0 || !this.isCurrent()) refuseOrder("PrincipalList.principals.name");
    if (!(isUtf8Text(value, 100))) refuse("PrincipalList.principals.name", value, "well-formed text of at most 100 bytes of UTF-8");
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

  /** subject of its JSON Web Tokens; empty when it has none (Once, after what precedes it in the contract.) */
  set subject(value: string) {
    if (this.stage >= 1 || !this.isCurrent()) refuseOrder("PrincipalList.principals.subject");
    if (!(isUtf8Text(value, 200))) refuse("PrincipalList.principals.subject", value, "well-formed text of at most 200 bytes of UTF-8");
    const root = this.root;
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
  set(value: PrincipalListPrincipalsEntry): this {
    this.principalId = value.principalId;
    this.roles = value.roles;
    this.isEnabled = value.isEnabled;
    this.name = value.name;
    this.subject = value.subject;
    return this;
  }
}

/** Writes PrincipalList. */
export class PrincipalListEncoder {
  static readonly templateId = 62;
  static readonly blockLength = 1;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly principalsEncoder: PrincipalListPrincipalsEncoder = new PrincipalListPrincipalsEncoder(this, this);

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
    view.setUint32(at, 4063233, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint8(at + 8, 0);
    view.setUint32(at + 9, 0, true);
    view.setUint16(at + 9, 6, true);
    return this;
  }

  /** there are none after these */
  set isLast(value: boolean) {
    if (!(typeof value === "boolean")) refuse("PrincipalList.isLast", value, "true or false");
    this.view.setUint8(this.offset + 8, value ? 1 : 0);
  }

  /** the principals */
  get principals(): PrincipalListPrincipalsEncoder {
    if (this.stage > 0) refuseOrder("PrincipalList.principals");
    if (this.stage < 0) {
      this.stage = 0;
      this.principalsEncoder.begin(this.limit - 4);
    }
    return this.principalsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PrincipalList): this {
    this.isLast = value.isLast;
    for (const entry of value.principals) this.principals.add().set(entry);
    return this;
  }
}

function validatePrincipalListPrincipals(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `PrincipalList.principals is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 100) return `PrincipalList.principals has ${count} entries; it takes at most 100`;
  void version;
  const leastLength = 6;
  if (count > 0 && blockLength < leastLength) return `PrincipalList.principals has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `PrincipalList.principals runs over the end of the message`;
    {
      const value = view.getUint8(offset + 4);
      if (!((value & 15) >>> 0 === value)) return `PrincipalList.principals.roles is ${value}; it takes flags of Roles: Trader, MarketMaker, Operator, Viewer`;
    }
    {
      const value = view.getUint8(offset + 5);
      if (!(value <= 1)) return `PrincipalList.principals.isEnabled is ${value}; it takes true or false`;
    }
    at += blockLength;
    {
      if (end - at < 4) return `PrincipalList.principals.name is missing: ${end - at} bytes are left`;
      const bytes = view.getUint32(at, true);
      if (bytes > 100) return `PrincipalList.principals.name has ${bytes} bytes; it takes at most 100`;
      if (bytes > end - at - 4) return `PrincipalList.principals.name runs over the end of the message`;
      if (!isUtf8(view, at + 4, bytes)) return "PrincipalList.principals.name is not UTF-8";
      at += 4 + bytes;
    }
    {
      if (end - at < 4) return `PrincipalList.principals.subject is missing: ${end - at} bytes are left`;
      const bytes = view.getUint32(at, true);
      if (bytes > 200) return `PrincipalList.principals.subject has ${bytes} bytes; it takes at most 200`;
      if (bytes > end - at - 4) return `PrincipalList.principals.subject runs over the end of the message`;
      if (!isUtf8(view, at + 4, bytes)) return "PrincipalList.principals.subject is not UTF-8";
      at += 4 + bytes;
    }
  }
  return at;
}

function validatePrincipalList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PrincipalList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 62) return `template ${templateId} is not PrincipalList, 62`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 1;
  if (blockLength < leastLength) return `PrincipalList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PrincipalList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8);
    if (!(value <= 1)) return `PrincipalList.isLast is ${value}; it takes true or false`;
  }
  {
    const next = validatePrincipalListPrincipals(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `PrincipalList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ApiKeyList.keys. */
export interface ApiKeyListKeysEntry {
  /** a revoked key is never accepted again */
  isRevoked: boolean;
  /** public name of the key */
  keyId: string;
}

/** Keys of a principal, oldest first. */
export interface ApiKeyList {
  /** the principal */
  principalId: number;
  /** the keys */
  keys: readonly ApiKeyListKeysEntry[];
}

/** Reads the entries of ApiKeyList.keys. */
export class ApiKeyListKeysDecoder {
  static readonly keyIdLength = 40;

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

  /** a revoked key is never accepted again */
  get isRevoked(): boolean {
    return this.view.getUint8(this.offset) === 1;
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 1, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeyListKeysEntry {
    const value: ApiKeyListKeysEntry = {
      isRevoked: this.isRevoked,
      keyId: this.keyId,
    };
    return value;
  }
}

/** Reads ApiKeyList: Keys of a principal, oldest first. */
export class ApiKeyListDecoder {
  static readonly templateId = 63;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly keysDecoder = new ApiKeyListKeysDecoder();

  get template(): "ApiKeyList" {
    return "ApiKeyList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the keys */
  get keys(): ApiKeyListKeysDecoder {
    return this.keysDecoder.wrap(this.view, this.keysAt());
  }

  private keysAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeyList {
    const keys: ApiKeyListKeysEntry[] = [];
    for (const entries = this.keys; entries.next(); ) keys.push(entries.toObject());
    const value: ApiKeyList = {
      principalId: this.principalId,
      keys,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKeyList(view, offset, length);
  }
}

/** the keys */
export class ApiKeyListKeysEncoder {
  private readonly root: ApiKeyListEncoder;
  private readonly parent: ApiKeyListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: ApiKeyListEncoder, parent: ApiKeyListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("ApiKeyList.keys");
    if (this.count >= 1000) refuse("ApiKeyList.keys", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(41);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 41;
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
    return this;
  }

  /** a revoked key is never accepted again */
  set isRevoked(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ApiKeyList.keys.isRevoked", value, "true or false");
    this.root.view.setUint8(this.offset, value ? 1 : 0);
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("ApiKeyList.keys.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.root.view, this.offset + 1, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset + 1, from, fromOffset, 40);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeyListKeysEntry): this {
    this.isRevoked = value.isRevoked;
    this.keyId = value.keyId;
    return this;
  }
}

/** Writes ApiKeyList. */
export class ApiKeyListEncoder {
  static readonly templateId = 63;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly keysEncoder: ApiKeyListKeysEncoder = new ApiKeyListKeysEncoder(this, this);

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
    view.setUint32(at, 4128772, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint32(at + 12, 0, true);
    view.setUint16(at + 12, 41, true);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeyList.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the keys */
  get keys(): ApiKeyListKeysEncoder {
    if (this.stage > 0) refuseOrder("ApiKeyList.keys");
    if (this.stage < 0) {
      this.stage = 0;
      this.keysEncoder.begin(this.limit - 4);
    }
    return this.keysEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeyList): this {
    this.principalId = value.principalId;
    for (const entry of value.keys) this.keys.add().set(entry);
    return this;
  }
}

function validateApiKeyListKeys(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ApiKeyList.keys is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `ApiKeyList.keys has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 41;
  if (count > 0 && blockLength < leastLength) return `ApiKeyList.keys has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `ApiKeyList.keys runs over the end of the message`;
    {
      const value = view.getUint8(offset);
      if (!(value <= 1)) return `ApiKeyList.keys.isRevoked is ${value}; it takes true or false`;
    }
    if (!isAscii(view, offset + 1, 40)) return "ApiKeyList.keys.keyId is not printable ASCII of at most 40 characters, padded with zeros";
    at += blockLength;
  }
  return at;
}

function validateApiKeyList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKeyList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 63) return `template ${templateId} is not ApiKeyList, 63`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 4;
  if (blockLength < leastLength) return `ApiKeyList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKeyList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateApiKeyListKeys(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKeyList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A principal was added or changed: what gateways remember of it is out of date. */
export interface PrincipalChanged {
  /** the principal */
  principalId: number;
  /** what it may do */
  roles: Roles;
  /** whether it may do anything at all */
  isEnabled: boolean;
}

/** Reads PrincipalChanged: A principal was added or changed: what gateways remember of it is out of date. */
export class PrincipalChangedDecoder {
  static readonly templateId = 80;
  static readonly blockLength = 6;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** what it may do */
  get roles(): Roles {
    return this.view.getUint8(this.offset + 12);
  }

  /** whether it may do anything at all */
  get isEnabled(): boolean {
    return this.view.getUint8(this.offset + 13) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PrincipalChanged {
    const value: PrincipalChanged = {
      principalId: this.principalId,
      roles: this.roles,
      isEnabled: this.isEnabled,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePrincipalChanged(view, offset, length);
  }
}

/** Writes PrincipalChanged. */
export class PrincipalChangedEncoder {
  static readonly templateId = 80;
  static readonly blockLength = 6;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(14);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5242886, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint8(at + 13, 0);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("PrincipalChanged.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what it may do */
  set roles(value: Roles) {
    if (!((value & 15) >>> 0 === value)) refuse("PrincipalChanged.roles", value, "flags of Roles: Trader, MarketMaker, Operator, Viewer");
    this.view.setUint8(this.offset + 12, value);
  }

  /** whether it may do anything at all */
  set isEnabled(value: boolean) {
    if (!(typeof value === "boolean")) refuse("PrincipalChanged.isEnabled", value, "true or false");
    this.view.setUint8(this.offset + 13, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PrincipalChanged): this {
    this.principalId = value.principalId;
    this.roles = value.roles;
    this.isEnabled = value.isEnabled;
    return this;
  }
}

function validatePrincipalChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PrincipalChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not PrincipalChanged, 80`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 6;
  if (blockLength < leastLength) return `PrincipalChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PrincipalChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value & 15) >>> 0 === value)) return `PrincipalChanged.roles is ${value}; it takes flags of Roles: Trader, MarketMaker, Operator, Viewer`;
  }
  {
    const value = view.getUint8(offset + 8 + 5);
    if (!(value <= 1)) return `PrincipalChanged.isEnabled is ${value}; it takes true or false`;
  }
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `PrincipalChanged is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A key was added or revoked: what gateways remember of it is out of date. */
export interface ApiKeyChanged {
  /** the principal */
  principalId: number;
  /** a revoked key is never accepted again */
  isRevoked: boolean;
  /** public name of the key */
  keyId: string;
}

/** Reads ApiKeyChanged: A key was added or revoked: what gateways remember of it is out of date. */
export class ApiKeyChangedDecoder {
  static readonly templateId = 81;
  static readonly blockLength = 45;
  static readonly keyIdLength = 40;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the principal */
  get principalId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** a revoked key is never accepted again */
  get isRevoked(): boolean {
    return this.view.getUint8(this.offset + 12) === 1;
  }

  /** public name of the key */
  get keyId(): string {
    return readAscii(this.view, this.offset + 13, 40);
  }

  /** Of the first byte of `keyId` in `view`, to compare or copy it without a string. */
  get keyIdOffset(): number {
    return this.offset + 13;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ApiKeyChanged {
    const value: ApiKeyChanged = {
      principalId: this.principalId,
      isRevoked: this.isRevoked,
      keyId: this.keyId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateApiKeyChanged(view, offset, length);
  }
}

/** Writes ApiKeyChanged. */
export class ApiKeyChangedEncoder {
  static readonly templateId = 81;
  static readonly blockLength = 45;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(53);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5308461, true); // Block length and template.
    view.setUint32(at + 4, 4, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setFloat64(at + 32, 0, true);
    view.setFloat64(at + 40, 0, true);
    view.setUint32(at + 48, 0, true);
    view.setUint8(at + 52, 0);
    return this;
  }

  /** the principal */
  set principalId(value: number) {
    if (!(value >>> 0 === value)) refuse("ApiKeyChanged.principalId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** a revoked key is never accepted again */
  set isRevoked(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ApiKeyChanged.isRevoked", value, "true or false");
    this.view.setUint8(this.offset + 12, value ? 1 : 0);
  }

  /** public name of the key */
  set keyId(value: string) {
    if (!(isAsciiText(value, 40))) refuse("ApiKeyChanged.keyId", value, "printable ASCII of at most 40 characters");
    writeAscii(this.view, this.offset + 13, 40, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyKeyId(from: DataView, fromOffset: number): void {
    copyBytes(this.view, this.offset + 13, from, fromOffset, 40);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ApiKeyChanged): this {
    this.principalId = value.principalId;
    this.isRevoked = value.isRevoked;
    this.keyId = value.keyId;
    return this;
  }
}

function validateApiKeyChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ApiKeyChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 81) return `template ${templateId} is not ApiKeyChanged, 81`;
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
  const leastLength = 45;
  if (blockLength < leastLength) return `ApiKeyChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ApiKeyChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!(value <= 1)) return `ApiKeyChanged.isRevoked is ${value}; it takes true or false`;
  }
  if (!isAscii(view, offset + 8 + 5, 40)) return "ApiKeyChanged.keyId is not printable ASCII of at most 40 characters, padded with zeros";
  if (version <= 0 && (end - at >= 8 || !isZero(view, at, end))) return `ApiKeyChanged is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 4, true); // Schema and its version.
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
  if (schemaId !== 4) return `schema ${schemaId} is not access, 4`;
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

/** What a access service does: one method per command and query, each with exactly one reply or rejection. */
export interface AccessHandlers extends Lifecycle {
  /** Adds someone who may speak to the cluster. */
  onCreatePrincipal(command: CreatePrincipalDecoder, context: Context): Handled;
  /** Changes all there is to say of a principal. */
  onChangePrincipal(command: ChangePrincipalDecoder, context: Context): Handled;
  /** Gives a principal a key. Its secret was encrypted outside the log. */
  onCreateApiKey(command: CreateApiKeyDecoder, context: Context): Handled;
  /** Takes a key away for ever and forgets its secret. */
  onRevokeApiKey(command: RevokeApiKeyDecoder, context: Context): Handled;
  /** Takes all keys of a principal away at once: a laptop was stolen, a contract ended. */
  onRevokeAllApiKeys(command: RevokeAllApiKeysDecoder, context: Context): Handled;
  /** Asks for a principal; one's own, unless an operator or a gateway asks. */
  onPrincipal(query: PrincipalDecoder, context: Context): Handled;
  /** Asks who a JSON Web Token speaks for. */
  onPrincipalBySubject(query: PrincipalBySubjectDecoder, context: Context): Handled;
  /** Asks for a key with its encrypted secret and its principal. */
  onApiKey(query: ApiKeyDecoder, context: Context): Handled;
  /** Lists principals in the order of their ids. */
  onPrincipals(query: PrincipalsDecoder, context: Context): Handled;
  /** Lists the keys of a principal without secrets, oldest first; one's own, unless an operator asks. */
  onApiKeys(query: ApiKeysDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class AccessDecoders {
  readonly createPrincipal: CreatePrincipalDecoder = new CreatePrincipalDecoder();
  readonly changePrincipal: ChangePrincipalDecoder = new ChangePrincipalDecoder();
  readonly createApiKey: CreateApiKeyDecoder = new CreateApiKeyDecoder();
  readonly revokeApiKey: RevokeApiKeyDecoder = new RevokeApiKeyDecoder();
  readonly revokeAllApiKeys: RevokeAllApiKeysDecoder = new RevokeAllApiKeysDecoder();
  readonly principal: PrincipalDecoder = new PrincipalDecoder();
  readonly principalBySubject: PrincipalBySubjectDecoder = new PrincipalBySubjectDecoder();
  readonly apiKey: ApiKeyDecoder = new ApiKeyDecoder();
  readonly principals: PrincipalsDecoder = new PrincipalsDecoder();
  readonly apiKeys: ApiKeysDecoder = new ApiKeysDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAccessCommand(
  handlers: AccessHandlers,
  decoders: AccessDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreatePrincipal(decoders.createPrincipal.wrap(view, offset), context);
    case 2:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onChangePrincipal(decoders.changePrincipal.wrap(view, offset), context);
    case 3:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreateApiKey(decoders.createApiKey.wrap(view, offset), context);
    case 4:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRevokeApiKey(decoders.revokeApiKey.wrap(view, offset), context);
    case 5:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRevokeAllApiKeys(decoders.revokeAllApiKeys.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchAccessQuery(
  handlers: AccessHandlers,
  decoders: AccessDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onPrincipal(decoders.principal.wrap(view, offset), context);
    case 21:
      if ((context.roles & 20) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onPrincipalBySubject(decoders.principalBySubject.wrap(view, offset), context);
    case 22:
      if ((context.roles & 16) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onApiKey(decoders.apiKey.wrap(view, offset), context);
    case 23:
      if ((context.roles & 20) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onPrincipals(decoders.principals.wrap(view, offset), context);
    case 24:
      return handlers.onApiKeys(decoders.apiKeys.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateAccessRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 0) return `version ${version} of access is newer than the one here, 0`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateCreatePrincipal(view, offset, length);
    case 2:
      return validateChangePrincipal(view, offset, length);
    case 3:
      return validateCreateApiKey(view, offset, length);
    case 4:
      return validateRevokeApiKey(view, offset, length);
    case 5:
      return validateRevokeAllApiKeys(view, offset, length);
    case 20:
      return validatePrincipal(view, offset, length);
    case 21:
      return validatePrincipalBySubject(view, offset, length);
    case 22:
      return validateApiKey(view, offset, length);
    case 23:
      return validatePrincipals(view, offset, length);
    case 24:
      return validateApiKeys(view, offset, length);
    default:
      return `template ${templateId} is no command or query of access`;
  }
}

/** The service that a cluster runs, from its handlers: `accessService(new Access())`. */
export function accessService(handlers: AccessHandlers): Service {
  return new AccessService(handlers);
}

class AccessService implements Service {
  readonly name = "access";
  readonly schemaId = 4;
  private readonly handlers: AccessHandlers;
  private readonly decoders = new AccessDecoders();

  constructor(handlers: AccessHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAccessRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAccessCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchAccessQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number): void {
    throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of access");
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

/** The access service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundAccess {
  /** Adds someone who may speak to the cluster. */
  createPrincipal(context: Context, tag: number): CreatePrincipalEncoder;
  /** Changes all there is to say of a principal. */
  changePrincipal(context: Context, tag: number): ChangePrincipalEncoder;
  /** Gives a principal a key. Its secret was encrypted outside the log. */
  createApiKey(context: Context, tag: number): CreateApiKeyEncoder;
  /** Takes a key away for ever and forgets its secret. */
  revokeApiKey(context: Context, tag: number): RevokeApiKeyEncoder;
  /** Takes all keys of a principal away at once: a laptop was stolen, a contract ended. */
  revokeAllApiKeys(context: Context, tag: number): RevokeAllApiKeysEncoder;
}

/** Makes requests to the access service, wherever it runs, in the name of `caller`. */
export class AccessBinding implements BoundAccess {
  private readonly boundCaller: Caller;
  private readonly createPrincipalEncoder: CreatePrincipalEncoder = new CreatePrincipalEncoder();
  private readonly changePrincipalEncoder: ChangePrincipalEncoder = new ChangePrincipalEncoder();
  private readonly createApiKeyEncoder: CreateApiKeyEncoder = new CreateApiKeyEncoder();
  private readonly revokeApiKeyEncoder: RevokeApiKeyEncoder = new RevokeApiKeyEncoder();
  private readonly revokeAllApiKeysEncoder: RevokeAllApiKeysEncoder = new RevokeAllApiKeysEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  createPrincipal(context: Context, tag: number): CreatePrincipalEncoder {
    return this.createPrincipalEncoder.claim(context.call(this.boundCaller, tag));
  }

  changePrincipal(context: Context, tag: number): ChangePrincipalEncoder {
    return this.changePrincipalEncoder.claim(context.call(this.boundCaller, tag));
  }

  createApiKey(context: Context, tag: number): CreateApiKeyEncoder {
    return this.createApiKeyEncoder.claim(context.call(this.boundCaller, tag));
  }

  revokeApiKey(context: Context, tag: number): RevokeApiKeyEncoder {
    return this.revokeApiKeyEncoder.claim(context.call(this.boundCaller, tag));
  }

  revokeAllApiKeys(context: Context, tag: number): RevokeAllApiKeysEncoder {
    return this.revokeAllApiKeysEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the access service: once for each, in the order in which they were made. */
export interface AccessOutcomes {
  onCreatePrincipalOutcome(outcome: PrincipalStoredDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onChangePrincipalOutcome(outcome: PrincipalStoredDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onCreateApiKeyOutcome(outcome: ApiKeyStoredDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onRevokeApiKeyOutcome(outcome: ApiKeyStoredDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onRevokeAllApiKeysOutcome(outcome: ApiKeysRevokedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class AccessOutcomeDecoders {
  readonly principalStored: PrincipalStoredDecoder = new PrincipalStoredDecoder();
  readonly apiKeyStored: ApiKeyStoredDecoder = new ApiKeyStoredDecoder();
  readonly apiKeysRevoked: ApiKeysRevokedDecoder = new ApiKeysRevokedDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchAccessOutcome(
  handlers: Partial<AccessOutcomes>,
  decoders: AccessOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onCreatePrincipalOutcome?.(decoders.principalStored.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCreatePrincipalOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCreatePrincipalOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 40:
          return handlers.onChangePrincipalOutcome?.(decoders.principalStored.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onChangePrincipalOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onChangePrincipalOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 41:
          return handlers.onCreateApiKeyOutcome?.(decoders.apiKeyStored.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCreateApiKeyOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCreateApiKeyOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 41:
          return handlers.onRevokeApiKeyOutcome?.(decoders.apiKeyStored.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onRevokeApiKeyOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onRevokeApiKeyOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 5:
      switch (templateId) {
        case 42:
          return handlers.onRevokeAllApiKeysOutcome?.(decoders.apiKeysRevoked.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onRevokeAllApiKeysOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onRevokeAllApiKeysOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateAccessOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 4) return `schema ${schemaId} is not that of access, 4`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validatePrincipalStored(view, offset, length);
      break;
    case 2:
      if (reply === 40) return validatePrincipalStored(view, offset, length);
      break;
    case 3:
      if (reply === 41) return validateApiKeyStored(view, offset, length);
      break;
    case 4:
      if (reply === 41) return validateApiKeyStored(view, offset, length);
      break;
    case 5:
      if (reply === 42) return validateApiKeysRevoked(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of access`;
}

/** Speaks to a access service through a session: one method per command and query. */
export class AccessClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Adds someone who may speak to the cluster. */
  async createPrincipal(value: CreatePrincipal): Promise<Tagged<"PrincipalStored", PrincipalStored> | Tagged<"Rejected", Rejected>> {
    new CreatePrincipalEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"PrincipalStored", PrincipalStored> | Tagged<"Rejected", Rejected>;
  }

  /** Changes all there is to say of a principal. */
  async changePrincipal(value: ChangePrincipal): Promise<Tagged<"PrincipalStored", PrincipalStored> | Tagged<"Rejected", Rejected>> {
    new ChangePrincipalEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"PrincipalStored", PrincipalStored> | Tagged<"Rejected", Rejected>;
  }

  /** Gives a principal a key. Its secret was encrypted outside the log. */
  async createApiKey(value: CreateApiKey): Promise<Tagged<"ApiKeyStored", ApiKeyStored> | Tagged<"Rejected", Rejected>> {
    new CreateApiKeyEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"ApiKeyStored", ApiKeyStored> | Tagged<"Rejected", Rejected>;
  }

  /** Takes a key away for ever and forgets its secret. */
  async revokeApiKey(value: RevokeApiKey): Promise<Tagged<"ApiKeyStored", ApiKeyStored> | Tagged<"Rejected", Rejected>> {
    new RevokeApiKeyEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"ApiKeyStored", ApiKeyStored> | Tagged<"Rejected", Rejected>;
  }

  /** Takes all keys of a principal away at once: a laptop was stolen, a contract ended. */
  async revokeAllApiKeys(value: RevokeAllApiKeys): Promise<Tagged<"ApiKeysRevoked", ApiKeysRevoked> | Tagged<"Rejected", Rejected>> {
    new RevokeAllApiKeysEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"ApiKeysRevoked", ApiKeysRevoked> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for a principal; one's own, unless an operator or a gateway asks. */
  async principal(value: Principal): Promise<Tagged<"PrincipalDetails", PrincipalDetails> | Tagged<"Rejected", Rejected>> {
    new PrincipalEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"PrincipalDetails", PrincipalDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Asks who a JSON Web Token speaks for. */
  async principalBySubject(value: PrincipalBySubject): Promise<Tagged<"PrincipalDetails", PrincipalDetails> | Tagged<"Rejected", Rejected>> {
    new PrincipalBySubjectEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"PrincipalDetails", PrincipalDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Asks for a key with its encrypted secret and its principal. */
  async apiKey(value: ApiKey): Promise<Tagged<"ApiKeyDetails", ApiKeyDetails> | Tagged<"Rejected", Rejected>> {
    new ApiKeyEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"ApiKeyDetails", ApiKeyDetails> | Tagged<"Rejected", Rejected>;
  }

  /** Lists principals in the order of their ids. */
  async principals(value: Principals): Promise<Tagged<"PrincipalList", PrincipalList> | Tagged<"Rejected", Rejected>> {
    new PrincipalsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"PrincipalList", PrincipalList> | Tagged<"Rejected", Rejected>;
  }

  /** Lists the keys of a principal without secrets, oldest first; one's own, unless an operator asks. */
  async apiKeys(value: ApiKeys): Promise<Tagged<"ApiKeyList", ApiKeyList> | Tagged<"Rejected", Rejected>> {
    new ApiKeysEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(4, this.buffer.copy());
    return decodeAccessReply(reply) as Tagged<"ApiKeyList", ApiKeyList> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeAccessReply(message: Uint8Array): Tagged<"PrincipalStored", PrincipalStored> | Tagged<"ApiKeyStored", ApiKeyStored> | Tagged<"ApiKeysRevoked", ApiKeysRevoked> | Tagged<"PrincipalDetails", PrincipalDetails> | Tagged<"ApiKeyDetails", ApiKeyDetails> | Tagged<"PrincipalList", PrincipalList> | Tagged<"ApiKeyList", ApiKeyList> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "PrincipalStored", ...new PrincipalStoredDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "ApiKeyStored", ...new ApiKeyStoredDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "ApiKeysRevoked", ...new ApiKeysRevokedDecoder().wrap(view, 0).toObject() };
    case 60:
      return { template: "PrincipalDetails", ...new PrincipalDetailsDecoder().wrap(view, 0).toObject() };
    case 61:
      return { template: "ApiKeyDetails", ...new ApiKeyDetailsDecoder().wrap(view, 0).toObject() };
    case 62:
      return { template: "PrincipalList", ...new PrincipalListDecoder().wrap(view, 0).toObject() };
    case 63:
      return { template: "ApiKeyList", ...new ApiKeyListDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of access");
  }
}

/** All messages by name, as types. */
export interface AccessMessages {
  commands: {
    CreatePrincipal: { fields: CreatePrincipal; reply: "PrincipalStored" };
    ChangePrincipal: { fields: ChangePrincipal; reply: "PrincipalStored" };
    CreateApiKey: { fields: CreateApiKey; reply: "ApiKeyStored" };
    RevokeApiKey: { fields: RevokeApiKey; reply: "ApiKeyStored" };
    RevokeAllApiKeys: { fields: RevokeAllApiKeys; reply: "ApiKeysRevoked" };
  };
  queries: {
    Principal: { fields: Principal; reply: "PrincipalDetails" };
    PrincipalBySubject: { fields: PrincipalBySubject; reply: "PrincipalDetails" };
    ApiKey: { fields: ApiKey; reply: "ApiKeyDetails" };
    Principals: { fields: Principals; reply: "PrincipalList" };
    ApiKeys: { fields: ApiKeys; reply: "ApiKeyList" };
  };
  replies: {
    PrincipalStored: PrincipalStored;
    ApiKeyStored: ApiKeyStored;
    ApiKeysRevoked: ApiKeysRevoked;
    PrincipalDetails: PrincipalDetails;
    ApiKeyDetails: ApiKeyDetails;
    PrincipalList: PrincipalList;
    ApiKeyList: ApiKeyList;
  };
  events: {
    PrincipalChanged: PrincipalChanged;
    ApiKeyChanged: ApiKeyChanged;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const accessCodecs: Codecs<AccessMessages> = [
  {
    name: "CreatePrincipal",
    encode: (value, output) => void new CreatePrincipalEncoder().claim(output).set(value as CreatePrincipal),
    decode: (view, offset) => new CreatePrincipalDecoder().wrap(view, offset).toObject(),
    validate: validateCreatePrincipal,
  },
  {
    name: "ChangePrincipal",
    encode: (value, output) => void new ChangePrincipalEncoder().claim(output).set(value as ChangePrincipal),
    decode: (view, offset) => new ChangePrincipalDecoder().wrap(view, offset).toObject(),
    validate: validateChangePrincipal,
  },
  {
    name: "CreateApiKey",
    encode: (value, output) => void new CreateApiKeyEncoder().claim(output).set(value as CreateApiKey),
    decode: (view, offset) => new CreateApiKeyDecoder().wrap(view, offset).toObject(),
    validate: validateCreateApiKey,
  },
  {
    name: "RevokeApiKey",
    encode: (value, output) => void new RevokeApiKeyEncoder().claim(output).set(value as RevokeApiKey),
    decode: (view, offset) => new RevokeApiKeyDecoder().wrap(view, offset).toObject(),
    validate: validateRevokeApiKey,
  },
  {
    name: "RevokeAllApiKeys",
    encode: (value, output) => void new RevokeAllApiKeysEncoder().claim(output).set(value as RevokeAllApiKeys),
    decode: (view, offset) => new RevokeAllApiKeysDecoder().wrap(view, offset).toObject(),
    validate: validateRevokeAllApiKeys,
  },
  {
    name: "Principal",
    encode: (value, output) => void new PrincipalEncoder().claim(output).set(value as Principal),
    decode: (view, offset) => new PrincipalDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipal,
  },
  {
    name: "PrincipalBySubject",
    encode: (value, output) => void new PrincipalBySubjectEncoder().claim(output).set(value as PrincipalBySubject),
    decode: (view, offset) => new PrincipalBySubjectDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipalBySubject,
  },
  {
    name: "ApiKey",
    encode: (value, output) => void new ApiKeyEncoder().claim(output).set(value as ApiKey),
    decode: (view, offset) => new ApiKeyDecoder().wrap(view, offset).toObject(),
    validate: validateApiKey,
  },
  {
    name: "Principals",
    encode: (value, output) => void new PrincipalsEncoder().claim(output).set(value as Principals),
    decode: (view, offset) => new PrincipalsDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipals,
  },
  {
    name: "ApiKeys",
    encode: (value, output) => void new ApiKeysEncoder().claim(output).set(value as ApiKeys),
    decode: (view, offset) => new ApiKeysDecoder().wrap(view, offset).toObject(),
    validate: validateApiKeys,
  },
  {
    name: "PrincipalStored",
    encode: (value, output) => void new PrincipalStoredEncoder().claim(output).set(value as PrincipalStored),
    decode: (view, offset) => new PrincipalStoredDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipalStored,
  },
  {
    name: "ApiKeyStored",
    encode: (value, output) => void new ApiKeyStoredEncoder().claim(output).set(value as ApiKeyStored),
    decode: (view, offset) => new ApiKeyStoredDecoder().wrap(view, offset).toObject(),
    validate: validateApiKeyStored,
  },
  {
    name: "ApiKeysRevoked",
    encode: (value, output) => void new ApiKeysRevokedEncoder().claim(output).set(value as ApiKeysRevoked),
    decode: (view, offset) => new ApiKeysRevokedDecoder().wrap(view, offset).toObject(),
    validate: validateApiKeysRevoked,
  },
  {
    name: "PrincipalDetails",
    encode: (value, output) => void new PrincipalDetailsEncoder().claim(output).set(value as PrincipalDetails),
    decode: (view, offset) => new PrincipalDetailsDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipalDetails,
  },
  {
    name: "ApiKeyDetails",
    encode: (value, output) => void new ApiKeyDetailsEncoder().claim(output).set(value as ApiKeyDetails),
    decode: (view, offset) => new ApiKeyDetailsDecoder().wrap(view, offset).toObject(),
    validate: validateApiKeyDetails,
  },
  {
    name: "PrincipalList",
    encode: (value, output) => void new PrincipalListEncoder().claim(output).set(value as PrincipalList),
    decode: (view, offset) => new PrincipalListDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipalList,
  },
  {
    name: "ApiKeyList",
    encode: (value, output) => void new ApiKeyListEncoder().claim(output).set(value as ApiKeyList),
    decode: (view, offset) => new ApiKeyListDecoder().wrap(view, offset).toObject(),
    validate: validateApiKeyList,
  },
  {
    name: "PrincipalChanged",
    encode: (value, output) => void new PrincipalChangedEncoder().claim(output).set(value as PrincipalChanged),
    decode: (view, offset) => new PrincipalChangedDecoder().wrap(view, offset).toObject(),
    validate: validatePrincipalChanged,
  },
  {
    name: "ApiKeyChanged",
    encode: (value, output) => void new ApiKeyChangedEncoder().claim(output).set(value as ApiKeyChanged),
    decode: (view, offset) => new ApiKeyChangedDecoder().wrap(view, offset).toObject(),
    validate: validateApiKeyChanged,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
