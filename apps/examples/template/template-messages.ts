// Generated from the contract template, version 1; change that and run npm run generate. Do not edit.
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
  /** the amount is zero */
  NothingToAdd: 10,
  /** the total would be too large; value is the total */
  TooMuch: 11,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Adds an amount to the total. */
export interface Add {
  /** more than zero */
  amount: number;
}

/** Reads Add: Adds an amount to the total. */
export class AddDecoder {
  static readonly templateId = 1;
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

  /** more than zero */
  get amount(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Add {
    const value: Add = {
      amount: this.amount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAdd(view, offset, length);
  }
}

/** Writes Add. */
export class AddEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 65544, true); // Block length and template.
    view.setUint32(at + 4, 65626, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** more than zero */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Add.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Add): this {
    this.amount = value.amount;
    return this;
  }
}

function validateAdd(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Add has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not Add, 1`;
  if (schemaId !== 90) return `schema ${schemaId} is not template, 90`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Add has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Add has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Add.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Add is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What all amounts come to. */
export interface Total {
}

/** Reads Total: What all amounts come to. */
export class TotalDecoder {
  static readonly templateId = 20;
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
  toObject(): Total {
    const value: Total = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTotal(view, offset, length);
  }
}

/** Writes Total. */
export class TotalEncoder {
  static readonly templateId = 20;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1310720, true); // Block length and template.
    view.setUint32(at + 4, 65626, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Total): this {
    return this;
  }
}

function validateTotal(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Total has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Total, 20`;
  if (schemaId !== 90) return `schema ${schemaId} is not template, 90`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Total has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Total has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Total is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The total with it. */
export interface Added {
  /** the sum of all that was added */
  total: number;
}

/** Reads Added: The total with it. */
export class AddedDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "Added" {
    return "Added";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the sum of all that was added */
  get total(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Added {
    const value: Added = {
      total: this.total,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateAdded(view, offset, length);
  }
}

/** Writes Added. */
export class AddedEncoder {
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
    view.setUint32(at + 4, 65626, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the sum of all that was added */
  set total(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("Added.total", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Added): this {
    this.total = value.total;
    return this;
  }
}

function validateAdded(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Added has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not Added, 40`;
  if (schemaId !== 90) return `schema ${schemaId} is not template, 90`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Added has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Added has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `Added.total is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Added is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The total now. */
export interface TotalState {
  /** the sum of all that was added */
  total: number;
}

/** Reads TotalState: The total now. */
export class TotalStateDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "TotalState" {
    return "TotalState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the sum of all that was added */
  get total(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TotalState {
    const value: TotalState = {
      total: this.total,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTotalState(view, offset, length);
  }
}

/** Writes TotalState. */
export class TotalStateEncoder {
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
    view.setUint32(at + 4, 65626, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the sum of all that was added */
  set total(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TotalState.total", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TotalState): this {
    this.total = value.total;
    return this;
  }
}

function validateTotalState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TotalState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not TotalState, 41`;
  if (schemaId !== 90) return `schema ${schemaId} is not template, 90`;
  const leastLength = 8;
  if (blockLength < leastLength) return `TotalState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TotalState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `TotalState.total is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TotalState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Somebody added something. */
export interface TotalChanged {
  /** the sum of all that was added */
  total: number;
  /** what was added */
  amount: number;
}

/** Reads TotalChanged: Somebody added something. */
export class TotalChangedDecoder {
  static readonly templateId = 60;
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

  /** the sum of all that was added */
  get total(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** what was added */
  get amount(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TotalChanged {
    const value: TotalChanged = {
      total: this.total,
      amount: this.amount,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTotalChanged(view, offset, length);
  }
}

/** Writes TotalChanged. */
export class TotalChangedEncoder {
  static readonly templateId = 60;
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
    view.setUint32(at, 3932176, true); // Block length and template.
    view.setUint32(at + 4, 65626, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    return this;
  }

  /** the sum of all that was added */
  set total(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TotalChanged.total", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** what was added */
  set amount(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TotalChanged.amount", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TotalChanged): this {
    this.total = value.total;
    this.amount = value.amount;
    return this;
  }
}

function validateTotalChanged(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TotalChanged has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not TotalChanged, 60`;
  if (schemaId !== 90) return `schema ${schemaId} is not template, 90`;
  const leastLength = 16;
  if (blockLength < leastLength) return `TotalChanged has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TotalChanged has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `TotalChanged.total is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `TotalChanged.amount is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TotalChanged is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65626, true); // Schema and its version.
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
  if (schemaId !== 90) return `schema ${schemaId} is not template, 90`;
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

/** What a template service does: one method per command and query, each with exactly one reply or rejection. */
export interface TemplateHandlers extends Lifecycle {
  /** Adds an amount to the total. */
  onAdd(command: AddDecoder, context: Context): Handled;
  /** What all amounts come to. */
  onTotal(query: TotalDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class TemplateDecoders {
  readonly add: AddDecoder = new AddDecoder();
  readonly total: TotalDecoder = new TotalDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchTemplateCommand(
  handlers: TemplateHandlers,
  decoders: TemplateDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onAdd(decoders.add.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchTemplateQuery(
  handlers: TemplateHandlers,
  decoders: TemplateDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onTotal(decoders.total.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateTemplateRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of template is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateAdd(view, offset, length);
    case 20:
      return validateTotal(view, offset, length);
    default:
      return `template ${templateId} is no command or query of template`;
  }
}

/** The service that a cluster runs, from its handlers: `templateService(new Template())`. */
export function templateService(handlers: TemplateHandlers): Service {
  return new TemplateService(handlers);
}

class TemplateService implements Service {
  readonly name = "template";
  readonly schemaId = 90;
  private readonly handlers: TemplateHandlers;
  private readonly decoders = new TemplateDecoders();

  constructor(handlers: TemplateHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTemplateRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchTemplateCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchTemplateQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number): void {
    throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of template");
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

/** The template service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundTemplate {
  /** Adds an amount to the total. */
  add(context: Context, tag: number): AddEncoder;
}

/** Makes requests to the template service, wherever it runs, in the name of `caller`. */
export class TemplateBinding implements BoundTemplate {
  private readonly boundCaller: Caller;
  private readonly addEncoder: AddEncoder = new AddEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  add(context: Context, tag: number): AddEncoder {
    return this.addEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the template service: once for each, in the order in which they were made. */
export interface TemplateOutcomes {
  onAddOutcome(outcome: AddedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class TemplateOutcomeDecoders {
  readonly added: AddedDecoder = new AddedDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchTemplateOutcome(
  handlers: Partial<TemplateOutcomes>,
  decoders: TemplateOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onAddOutcome?.(decoders.added.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onAddOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onAddOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateTemplateOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 90) return `schema ${schemaId} is not that of template, 90`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateAdded(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of template`;
}

/** Speaks to a template service through a session: one method per command and query. */
export class TemplateClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Adds an amount to the total. */
  async add(value: Add): Promise<Tagged<"Added", Added> | Tagged<"Rejected", Rejected>> {
    new AddEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(90, this.buffer.copy());
    return decodeTemplateReply(reply) as Tagged<"Added", Added> | Tagged<"Rejected", Rejected>;
  }

  /** What all amounts come to. */
  async total(value: Total): Promise<Tagged<"TotalState", TotalState> | Tagged<"Rejected", Rejected>> {
    new TotalEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(90, this.buffer.copy());
    return decodeTemplateReply(reply) as Tagged<"TotalState", TotalState> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeTemplateReply(message: Uint8Array): Tagged<"Added", Added> | Tagged<"TotalState", TotalState> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "Added", ...new AddedDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "TotalState", ...new TotalStateDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of template");
  }
}

/** All messages by name, as types. */
export interface TemplateMessages {
  commands: {
    Add: { fields: Add; reply: "Added" };
  };
  queries: {
    Total: { fields: Total; reply: "TotalState" };
  };
  replies: {
    Added: Added;
    TotalState: TotalState;
  };
  events: {
    TotalChanged: TotalChanged;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const templateCodecs: Codecs<TemplateMessages> = [
  {
    name: "Add",
    encode: (value, output) => void new AddEncoder().claim(output).set(value as Add),
    decode: (view, offset) => new AddDecoder().wrap(view, offset).toObject(),
    validate: validateAdd,
  },
  {
    name: "Total",
    encode: (value, output) => void new TotalEncoder().claim(output).set(value as Total),
    decode: (view, offset) => new TotalDecoder().wrap(view, offset).toObject(),
    validate: validateTotal,
  },
  {
    name: "Added",
    encode: (value, output) => void new AddedEncoder().claim(output).set(value as Added),
    decode: (view, offset) => new AddedDecoder().wrap(view, offset).toObject(),
    validate: validateAdded,
  },
  {
    name: "TotalState",
    encode: (value, output) => void new TotalStateEncoder().claim(output).set(value as TotalState),
    decode: (view, offset) => new TotalStateDecoder().wrap(view, offset).toObject(),
    validate: validateTotalState,
  },
  {
    name: "TotalChanged",
    encode: (value, output) => void new TotalChangedEncoder().claim(output).set(value as TotalChanged),
    decode: (view, offset) => new TotalChangedDecoder().wrap(view, offset).toObject(),
    validate: validateTotalChanged,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
