// Generated from the contract betting, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "@lockstep/domain/contract/runtime";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, copyBytes, isAscii, isAsciiText, isUtf8, isUtf8Text, isZero, readAscii, readI53, readU53, readUtf8, refuse, refuseOrder, utf8Length, writeAscii, writeI53, writeU53, writeUtf8 } from "@lockstep/domain/contract/runtime";

export const Side = {
  /** wins when the runner does; holds the stake */
  Back: 1,
  /** wins the stake when the runner loses; holds what it may have to pay */
  Lay: 2,
} as const;
export type Side = (typeof Side)[keyof typeof Side];

export const MarketStatus = {
  /** bets are taken */
  Open: 1,
  /** the race runs: what is matched stands */
  Off: 2,
  /** paid */
  Settled: 3,
  /** all money went back */
  Void: 4,
} as const;
export type MarketStatus = (typeof MarketStatus)[keyof typeof MarketStatus];

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
  /** the market has no such runner; value is its number */
  UnknownRunner: 101,
  /** there is no such offer, or all of it is taken; value is its id */
  UnknownBet: 102,
  /** bets are no longer taken */
  MarketNotOpen: 103,
  /** it is settled or void already */
  AlreadyClosed: 104,
  /** odds are from 101 to 100,000 hundredths; value is what was asked for */
  BadOdds: 105,
  /** a stake is a multiple of 100 minor units, so that every payout is whole */
  BadStake: 106,
  /** a market needs two runners, a start to come, and no more than a tenth of commission */
  BadTerms: 107,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** An entry of CreateMarket.runners. */
export interface CreateMarketRunnersEntry {
  /** for people */
  runnerName: string;
}

/** Opens a market of which one runner will win. */
export interface CreateMarket {
  /** what is bet in */
  assetId: number;
  /** who gets the commission */
  feeAccountId: number;
  /** of what an account wins in the market (millionths) */
  commissionPpm: number;
  /** when the market goes off (microseconds since 1970) */
  startsAtUs: number;
  /** those who may win */
  runners: readonly CreateMarketRunnersEntry[];
  /** for people */
  name: string;
}

/** Reads the entries of CreateMarket.runners. */
export class CreateMarketRunnersDecoder {
  static readonly runnerNameLength = 32;

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

  /** for people */
  get runnerName(): string {
    return readAscii(this.view, this.offset, 32);
  }

  /** Of the first byte of `runnerName` in `view`, to compare or copy it without a string. */
  get runnerNameOffset(): number {
    return this.offset;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateMarketRunnersEntry {
    const value: CreateMarketRunnersEntry = {
      runnerName: this.runnerName,
    };
    return value;
  }
}

function endOfCreateMarketRunners(view: DataView, at: number): number {
  return at + 4 + view.getUint16(at, true) * view.getUint16(at + 2, true);
}

/** Reads CreateMarket: Opens a market of which one runner will win. */
export class CreateMarketDecoder {
  static readonly templateId = 1;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly runnersDecoder = new CreateMarketRunnersDecoder();

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** what is bet in */
  get assetId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** who gets the commission */
  get feeAccountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** of what an account wins in the market (millionths) */
  get commissionPpm(): number {
    return this.view.getUint32(this.offset + 16, true);
  }

  /** when the market goes off (microseconds since 1970) */
  get startsAtUs(): number {
    return readU53(this.view, this.offset + 20);
  }

  /** those who may win */
  get runners(): CreateMarketRunnersDecoder {
    return this.runnersDecoder.wrap(this.view, this.runnersAt());
  }

  /** for people (Allocates.) */
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

  private runnersAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  private nameAt(): number {
    return endOfCreateMarketRunners(this.view, this.runnersAt());
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CreateMarket {
    const runners: CreateMarketRunnersEntry[] = [];
    for (const entries = this.runners; entries.next(); ) runners.push(entries.toObject());
    const value: CreateMarket = {
      assetId: this.assetId,
      feeAccountId: this.feeAccountId,
      commissionPpm: this.commissionPpm,
      startsAtUs: this.startsAtUs,
      runners,
      name: this.name,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCreateMarket(view, offset, length);
  }
}

/** those who may win */
export class CreateMarketRunnersEncoder {
  private readonly root: CreateMarketEncoder;
  private readonly parent: CreateMarketEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: CreateMarketEncoder, parent: CreateMarketEncoder) {
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
    if (!this.isCurrent()) refuseOrder("CreateMarket.runners");
    if (this.count >= 40) refuse("CreateMarket.runners", this.count + 1, "at most 40 entries");
    const root = this.root;
    const added = root.output.extend(32);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 32;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added - 4;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint32(at + 32, 0, true);
    return this;
  }

  /** for people */
  set runnerName(value: string) {
    if (!(isAsciiText(value, 32))) refuse("CreateMarket.runners.runnerName", value, "printable ASCII of at most 32 characters");
    writeAscii(this.root.view, this.offset, 32, value);
  }

  /** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */
  copyRunnerName(from: DataView, fromOffset: number): void {
    copyBytes(this.root.view, this.offset, from, fromOffset, 32);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CreateMarketRunnersEntry): this {
    this.runnerName = value.runnerName;
    return this;
  }
}

/** Writes CreateMarket. */
export class CreateMarketEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 20;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly runnersEncoder: CreateMarketRunnersEncoder = new CreateMarketRunnersEncoder(this, this);

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(36);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 36;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 65556, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint32(at + 28, 0, true);
    view.setUint16(at + 28, 32, true);
    view.setUint32(at + 32, 0, true);
    return this;
  }

  /** what is bet in */
  set assetId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.assetId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** who gets the commission */
  set feeAccountId(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.feeAccountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** of what an account wins in the market (millionths) */
  set commissionPpm(value: number) {
    if (!(value >>> 0 === value)) refuse("CreateMarket.commissionPpm", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 16, value, true);
  }

  /** when the market goes off (microseconds since 1970) */
  set startsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CreateMarket.startsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 20, value);
  }

  /** those who may win */
  get runners(): CreateMarketRunnersEncoder {
    if (this.stage > 0) refuseOrder("CreateMarket.runners");
    if (this.stage < 0) {
      this.stage = 0;
      this.runnersEncoder.begin(this.limit - 8);
    }
    return this.runnersEncoder;
  }

  /** for people (Once, after what precedes it in the contract.) */
  set name(value: string) {
    if (this.stage >= 1) refuseOrder("CreateMarket.name");
    if (!(isUtf8Text(value, 200))) refuse("CreateMarket.name", value, "well-formed text of at most 200 bytes of UTF-8");
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
  set(value: CreateMarket): this {
    this.assetId = value.assetId;
    this.feeAccountId = value.feeAccountId;
    this.commissionPpm = value.commissionPpm;
    this.startsAtUs = value.startsAtUs;
    for (const entry of value.runners) this.runners.add().set(entry);
    this.name = value.name;
    return this;
  }
}

function validateCreateMarketRunners(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `CreateMarket.runners is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 40) return `CreateMarket.runners has ${count} entries; it takes at most 40`;
  void version;
  const leastLength = 32;
  if (count > 0 && blockLength < leastLength) return `CreateMarket.runners has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `CreateMarket.runners runs over the end of the message`;
    if (!isAscii(view, offset, 32)) return "CreateMarket.runners.runnerName is not printable ASCII of at most 32 characters, padded with zeros";
    at += blockLength;
  }
  return at;
}

function validateCreateMarket(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CreateMarket has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not CreateMarket, 1`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 20;
  if (blockLength < leastLength) return `CreateMarket has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CreateMarket has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 12);
    if (!(value <= 9007199254740991)) return `CreateMarket.startsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateCreateMarketRunners(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  {
    if (end - at < 4) return `CreateMarket.name is missing: ${end - at} bytes are left`;
    const bytes = view.getUint32(at, true);
    if (bytes > 200) return `CreateMarket.name has ${bytes} bytes; it takes at most 200`;
    if (bytes > end - at - 4) return `CreateMarket.name runs over the end of the message`;
    if (!isUtf8(view, at + 4, bytes)) return "CreateMarket.name is not UTF-8";
    at += 4 + bytes;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CreateMarket is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes what others offer at these odds or better ones, and offers the rest. */
export interface PlaceBet {
  /** the market */
  marketId: number;
  /** whose money */
  accountId: number;
  /** which of the market's runners, from 1 */
  runner: number;
  /** for or against the runner */
  side: Side;
  /** what a stake of 1 comes back as, stake included (hundredths) */
  odds: number;
  /** what the backer puts in (minor units of the asset) */
  stake: number;
}

/** Reads PlaceBet: Takes what others offer at these odds or better ones, and offers the rest. */
export class PlaceBetDecoder {
  static readonly templateId = 2;
  static readonly blockLength = 23;

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

  /** whose money */
  get accountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** which of the market's runners, from 1 */
  get runner(): number {
    return this.view.getUint16(this.offset + 16, true);
  }

  /** for or against the runner */
  get side(): Side {
    return this.view.getUint8(this.offset + 18) as Side;
  }

  /** what a stake of 1 comes back as, stake included (hundredths) */
  get odds(): number {
    return this.view.getUint32(this.offset + 19, true);
  }

  /** what the backer puts in (minor units of the asset) */
  get stake(): number {
    return readU53(this.view, this.offset + 23);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PlaceBet {
    const value: PlaceBet = {
      marketId: this.marketId,
      accountId: this.accountId,
      runner: this.runner,
      side: this.side,
      odds: this.odds,
      stake: this.stake,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePlaceBet(view, offset, length);
  }
}

/** Writes PlaceBet. */
export class PlaceBetEncoder {
  static readonly templateId = 2;
  static readonly blockLength = 23;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(31);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 131095, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    view.setUint8(at + 29, 0);
    view.setUint8(at + 30, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceBet.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whose money */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceBet.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** which of the market's runners, from 1 */
  set runner(value: number) {
    if (!((value & 65535) === value)) refuse("PlaceBet.runner", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 16, value, true);
  }

  /** for or against the runner */
  set side(value: Side) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("PlaceBet.side", value, "one of Side: Back 1, Lay 2");
    this.view.setUint8(this.offset + 18, value);
  }

  /** what a stake of 1 comes back as, stake included (hundredths) */
  set odds(value: number) {
    if (!(value >>> 0 === value)) refuse("PlaceBet.odds", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 19, value, true);
  }

  /** what the backer puts in (minor units of the asset) */
  set stake(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("PlaceBet.stake", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 23, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PlaceBet): this {
    this.marketId = value.marketId;
    this.accountId = value.accountId;
    this.runner = value.runner;
    this.side = value.side;
    this.odds = value.odds;
    this.stake = value.stake;
    return this;
  }
}

function validatePlaceBet(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PlaceBet has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not PlaceBet, 2`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 23;
  if (blockLength < leastLength) return `PlaceBet has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PlaceBet has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 10);
    if (!((value >= 1 && value <= 2))) return `PlaceBet.side is ${value}; it takes one of Side: Back 1, Lay 2`;
  }
  {
    const value = readU53(view, offset + 8 + 15);
    if (!(value <= 9007199254740991)) return `PlaceBet.stake is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `PlaceBet is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes back what nobody has taken of a bet. */
export interface CancelBet {
  /** the market */
  marketId: number;
  /** the bet */
  betId: number;
}

/** Reads CancelBet: Takes back what nobody has taken of a bet. */
export class CancelBetDecoder {
  static readonly templateId = 3;
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

  /** the bet */
  get betId(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): CancelBet {
    const value: CancelBet = {
      marketId: this.marketId,
      betId: this.betId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateCancelBet(view, offset, length);
  }
}

/** Writes CancelBet. */
export class CancelBetEncoder {
  static readonly templateId = 3;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 196620, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("CancelBet.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the bet */
  set betId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("CancelBet.betId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: CancelBet): this {
    this.marketId = value.marketId;
    this.betId = value.betId;
    return this;
  }
}

function validateCancelBet(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `CancelBet has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not CancelBet, 3`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 12;
  if (blockLength < leastLength) return `CancelBet has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `CancelBet has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `CancelBet.betId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `CancelBet is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Pays everybody: a runner has won. */
export interface SettleMarket {
  /** the market */
  marketId: number;
  /** which of the market's runners, from 1 */
  winner: number;
}

/** Reads SettleMarket: Pays everybody: a runner has won. */
export class SettleMarketDecoder {
  static readonly templateId = 4;
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

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** which of the market's runners, from 1 */
  get winner(): number {
    return this.view.getUint16(this.offset + 12, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SettleMarket {
    const value: SettleMarket = {
      marketId: this.marketId,
      winner: this.winner,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSettleMarket(view, offset, length);
  }
}

/** Writes SettleMarket. */
export class SettleMarketEncoder {
  static readonly templateId = 4;
  static readonly blockLength = 6;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(14);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 262150, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint8(at + 13, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("SettleMarket.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** which of the market's runners, from 1 */
  set winner(value: number) {
    if (!((value & 65535) === value)) refuse("SettleMarket.winner", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SettleMarket): this {
    this.marketId = value.marketId;
    this.winner = value.winner;
    return this;
  }
}

function validateSettleMarket(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SettleMarket has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not SettleMarket, 4`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 6;
  if (blockLength < leastLength) return `SettleMarket has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SettleMarket has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `SettleMarket is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Gives all money back: there was no race. */
export interface VoidMarket {
  /** the market */
  marketId: number;
}

/** Reads VoidMarket: Gives all money back: there was no race. */
export class VoidMarketDecoder {
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

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): VoidMarket {
    const value: VoidMarket = {
      marketId: this.marketId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateVoidMarket(view, offset, length);
  }
}

/** Writes VoidMarket. */
export class VoidMarketEncoder {
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("VoidMarket.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: VoidMarket): this {
    this.marketId = value.marketId;
    return this;
  }
}

function validateVoidMarket(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `VoidMarket has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 5) return `template ${templateId} is not VoidMarket, 5`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 4;
  if (blockLength < leastLength) return `VoidMarket has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `VoidMarket has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `VoidMarket is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What is on offer in a market. */
export interface Market {
  /** the market */
  marketId: number;
}

/** Reads Market: What is on offer in a market. */
export class MarketDecoder {
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
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
  if (templateId !== 20) return `template ${templateId} is not Market, 20`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Market has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Market has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Market is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What an account gains or loses by what is matched, for each runner that may win. */
export interface Prospects {
  /** the market */
  marketId: number;
  /** whose money */
  accountId: number;
}

/** Reads Prospects: What an account gains or loses by what is matched, for each runner that may win. */
export class ProspectsDecoder {
  static readonly templateId = 21;
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

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** whose money */
  get accountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Prospects {
    const value: Prospects = {
      marketId: this.marketId,
      accountId: this.accountId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateProspects(view, offset, length);
  }
}

/** Writes Prospects. */
export class ProspectsEncoder {
  static readonly templateId = 21;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 1376264, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("Prospects.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whose money */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("Prospects.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Prospects): this {
    this.marketId = value.marketId;
    this.accountId = value.accountId;
    return this;
  }
}

function validateProspects(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Prospects has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not Prospects, 21`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 8;
  if (blockLength < leastLength) return `Prospects has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Prospects has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Prospects is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Bets are taken. */
export interface MarketCreated {
  /** the market */
  marketId: number;
}

/** Reads MarketCreated: Bets are taken. */
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
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
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 4;
  if (blockLength < leastLength) return `MarketCreated has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketCreated has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketCreated is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The bet stands. */
export interface BetPlaced {
  /** names the bet */
  betId: number;
  /** of the stake, what others have taken (minor units of the asset) */
  matched: number;
  /** of the stake, what waits for others (minor units of the asset) */
  offered: number;
}

/** Reads BetPlaced: The bet stands. */
export class BetPlacedDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 24;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "BetPlaced" {
    return "BetPlaced";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** names the bet */
  get betId(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** of the stake, what others have taken (minor units of the asset) */
  get matched(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** of the stake, what waits for others (minor units of the asset) */
  get offered(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BetPlaced {
    const value: BetPlaced = {
      betId: this.betId,
      matched: this.matched,
      offered: this.offered,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBetPlaced(view, offset, length);
  }
}

/** Writes BetPlaced. */
export class BetPlacedEncoder {
  static readonly templateId = 41;
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
    view.setUint32(at, 2687000, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    return this;
  }

  /** names the bet */
  set betId(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetPlaced.betId", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** of the stake, what others have taken (minor units of the asset) */
  set matched(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetPlaced.matched", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** of the stake, what waits for others (minor units of the asset) */
  set offered(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetPlaced.offered", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BetPlaced): this {
    this.betId = value.betId;
    this.matched = value.matched;
    this.offered = value.offered;
    return this;
  }
}

function validateBetPlaced(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BetPlaced has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not BetPlaced, 41`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 24;
  if (blockLength < leastLength) return `BetPlaced has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BetPlaced has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `BetPlaced.betId is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `BetPlaced.matched is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `BetPlaced.offered is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BetPlaced is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Nobody can take it any more. */
export interface BetCancelled {
  /** what the backer puts in (minor units of the asset) */
  cancelled: number;
}

/** Reads BetCancelled: Nobody can take it any more. */
export class BetCancelledDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "BetCancelled" {
    return "BetCancelled";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** what the backer puts in (minor units of the asset) */
  get cancelled(): number {
    return readU53(this.view, this.offset + 8);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BetCancelled {
    const value: BetCancelled = {
      cancelled: this.cancelled,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBetCancelled(view, offset, length);
  }
}

/** Writes BetCancelled. */
export class BetCancelledEncoder {
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** what the backer puts in (minor units of the asset) */
  set cancelled(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetCancelled.cancelled", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 8, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BetCancelled): this {
    this.cancelled = value.cancelled;
    return this;
  }
}

function validateBetCancelled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BetCancelled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not BetCancelled, 42`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 8;
  if (blockLength < leastLength) return `BetCancelled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BetCancelled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8);
    if (!(value <= 9007199254740991)) return `BetCancelled.cancelled is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BetCancelled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** All money is where it belongs. */
export interface MarketClosed {
  /** the market */
  marketId: number;
  /** taken from all who won (minor units of the asset) */
  commission: number;
}

/** Reads MarketClosed: All money is where it belongs. */
export class MarketClosedDecoder {
  static readonly templateId = 43;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "MarketClosed" {
    return "MarketClosed";
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

  /** taken from all who won (minor units of the asset) */
  get commission(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketClosed {
    const value: MarketClosed = {
      marketId: this.marketId,
      commission: this.commission,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketClosed(view, offset, length);
  }
}

/** Writes MarketClosed. */
export class MarketClosedEncoder {
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketClosed.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** taken from all who won (minor units of the asset) */
  set commission(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketClosed.commission", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketClosed): this {
    this.marketId = value.marketId;
    this.commission = value.commission;
    return this;
  }
}

function validateMarketClosed(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketClosed has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 43) return `template ${templateId} is not MarketClosed, 43`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 12;
  if (blockLength < leastLength) return `MarketClosed has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketClosed has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `MarketClosed.commission is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketClosed is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of MarketState.offers. */
export interface MarketStateOffersEntry {
  /** which of the market's runners, from 1 */
  runner: number;
  /** for or against the runner */
  side: Side;
  /** what a stake of 1 comes back as, stake included (hundredths) */
  odds: number;
  /** what the backer puts in (minor units of the asset) */
  stake: number;
}

/** A market. */
export interface MarketState {
  /** the market */
  marketId: number;
  /** how it stands */
  status: MarketStatus;
  /** when the market goes off (microseconds since 1970) */
  startsAtUs: number;
  /** stakes that were taken so far (minor units of the asset) */
  matched: number;
  /** by runner and side, the best first */
  offers: readonly MarketStateOffersEntry[];
}

/** Reads the entries of MarketState.offers. */
export class MarketStateOffersDecoder {

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

  /** which of the market's runners, from 1 */
  get runner(): number {
    return this.view.getUint16(this.offset, true);
  }

  /** for or against the runner */
  get side(): Side {
    return this.view.getUint8(this.offset + 2) as Side;
  }

  /** what a stake of 1 comes back as, stake included (hundredths) */
  get odds(): number {
    return this.view.getUint32(this.offset + 3, true);
  }

  /** what the backer puts in (minor units of the asset) */
  get stake(): number {
    return readU53(this.view, this.offset + 7);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketStateOffersEntry {
    const value: MarketStateOffersEntry = {
      runner: this.runner,
      side: this.side,
      odds: this.odds,
      stake: this.stake,
    };
    return value;
  }
}

/** Reads MarketState: A market. */
export class MarketStateDecoder {
  static readonly templateId = 44;
  static readonly blockLength = 21;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly offersDecoder = new MarketStateOffersDecoder();

  get template(): "MarketState" {
    return "MarketState";
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

  /** how it stands */
  get status(): MarketStatus {
    return this.view.getUint8(this.offset + 12) as MarketStatus;
  }

  /** when the market goes off (microseconds since 1970) */
  get startsAtUs(): number {
    return readU53(this.view, this.offset + 13);
  }

  /** stakes that were taken so far (minor units of the asset) */
  get matched(): number {
    return readU53(this.view, this.offset + 21);
  }

  /** by runner and side, the best first */
  get offers(): MarketStateOffersDecoder {
    return this.offersDecoder.wrap(this.view, this.offersAt());
  }

  private offersAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketState {
    const offers: MarketStateOffersEntry[] = [];
    for (const entries = this.offers; entries.next(); ) offers.push(entries.toObject());
    const value: MarketState = {
      marketId: this.marketId,
      status: this.status,
      startsAtUs: this.startsAtUs,
      matched: this.matched,
      offers,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketState(view, offset, length);
  }
}

/** by runner and side, the best first */
export class MarketStateOffersEncoder {
  private readonly root: MarketStateEncoder;
  private readonly parent: MarketStateEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: MarketStateEncoder, parent: MarketStateEncoder) {
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
    if (!this.isCurrent()) refuseOrder("MarketState.offers");
    if (this.count >= 1000) refuse("MarketState.offers", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(15);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 15;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    view.setUint8(at + 13, 0);
    view.setUint8(at + 14, 0);
    return this;
  }

  /** which of the market's runners, from 1 */
  set runner(value: number) {
    if (!((value & 65535) === value)) refuse("MarketState.offers.runner", value, "an integer from 0 to 65535");
    this.root.view.setUint16(this.offset, value, true);
  }

  /** for or against the runner */
  set side(value: Side) {
    if (!(value >= 1 && value <= 2 && Math.floor(value) === value)) refuse("MarketState.offers.side", value, "one of Side: Back 1, Lay 2");
    this.root.view.setUint8(this.offset + 2, value);
  }

  /** what a stake of 1 comes back as, stake included (hundredths) */
  set odds(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.offers.odds", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset + 3, value, true);
  }

  /** what the backer puts in (minor units of the asset) */
  set stake(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.offers.stake", value, "an integer from 0 to 9007199254740991");
    writeU53(this.root.view, this.offset + 7, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketStateOffersEntry): this {
    this.runner = value.runner;
    this.side = value.side;
    this.odds = value.odds;
    this.stake = value.stake;
    return this;
  }
}

/** Writes MarketState. */
export class MarketStateEncoder {
  static readonly templateId = 44;
  static readonly blockLength = 21;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly offersEncoder: MarketStateOffersEncoder = new MarketStateOffersEncoder(this, this);

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
    view.setUint32(at, 2883605, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    view.setUint32(at + 29, 0, true);
    view.setUint16(at + 29, 15, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketState.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** how it stands */
  set status(value: MarketStatus) {
    if (!(value >= 1 && value <= 4 && Math.floor(value) === value)) refuse("MarketState.status", value, "one of MarketStatus: Open 1, Off 2, Settled 3, Void 4");
    this.view.setUint8(this.offset + 12, value);
  }

  /** when the market goes off (microseconds since 1970) */
  set startsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.startsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 13, value);
  }

  /** stakes that were taken so far (minor units of the asset) */
  set matched(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketState.matched", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 21, value);
  }

  /** by runner and side, the best first */
  get offers(): MarketStateOffersEncoder {
    if (this.stage > 0) refuseOrder("MarketState.offers");
    if (this.stage < 0) {
      this.stage = 0;
      this.offersEncoder.begin(this.limit - 4);
    }
    return this.offersEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketState): this {
    this.marketId = value.marketId;
    this.status = value.status;
    this.startsAtUs = value.startsAtUs;
    this.matched = value.matched;
    for (const entry of value.offers) this.offers.add().set(entry);
    return this;
  }
}

function validateMarketStateOffers(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `MarketState.offers is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `MarketState.offers has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 15;
  if (count > 0 && blockLength < leastLength) return `MarketState.offers has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `MarketState.offers runs over the end of the message`;
    {
      const value = view.getUint8(offset + 2);
      if (!((value >= 1 && value <= 2))) return `MarketState.offers.side is ${value}; it takes one of Side: Back 1, Lay 2`;
    }
    {
      const value = readU53(view, offset + 7);
      if (!(value <= 9007199254740991)) return `MarketState.offers.stake is ${value}; it takes an integer from 0 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateMarketState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 44) return `template ${templateId} is not MarketState, 44`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 21;
  if (blockLength < leastLength) return `MarketState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 4);
    if (!((value >= 1 && value <= 4))) return `MarketState.status is ${value}; it takes one of MarketStatus: Open 1, Off 2, Settled 3, Void 4`;
  }
  {
    const value = readU53(view, offset + 8 + 5);
    if (!(value <= 9007199254740991)) return `MarketState.startsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 13);
    if (!(value <= 9007199254740991)) return `MarketState.matched is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const next = validateMarketStateOffers(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of ProspectList.prospects. */
export interface ProspectListProspectsEntry {
  /** which of the market's runners, from 1 */
  runner: number;
  /** when this one wins, before commission (minor units of the asset) */
  profit: number;
}

/** One for each runner. */
export interface ProspectList {
  /** by runner */
  prospects: readonly ProspectListProspectsEntry[];
}

/** Reads the entries of ProspectList.prospects. */
export class ProspectListProspectsDecoder {

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

  /** which of the market's runners, from 1 */
  get runner(): number {
    return this.view.getUint16(this.offset, true);
  }

  /** when this one wins, before commission (minor units of the asset) */
  get profit(): number {
    return readI53(this.view, this.offset + 2);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ProspectListProspectsEntry {
    const value: ProspectListProspectsEntry = {
      runner: this.runner,
      profit: this.profit,
    };
    return value;
  }
}

/** Reads ProspectList: One for each runner. */
export class ProspectListDecoder {
  static readonly templateId = 45;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly prospectsDecoder = new ProspectListProspectsDecoder();

  get template(): "ProspectList" {
    return "ProspectList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** by runner */
  get prospects(): ProspectListProspectsDecoder {
    return this.prospectsDecoder.wrap(this.view, this.prospectsAt());
  }

  private prospectsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ProspectList {
    const prospects: ProspectListProspectsEntry[] = [];
    for (const entries = this.prospects; entries.next(); ) prospects.push(entries.toObject());
    const value: ProspectList = {
      prospects,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateProspectList(view, offset, length);
  }
}

/** by runner */
export class ProspectListProspectsEncoder {
  private readonly root: ProspectListEncoder;
  private readonly parent: ProspectListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: ProspectListEncoder, parent: ProspectListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("ProspectList.prospects");
    if (this.count >= 40) refuse("ProspectList.prospects", this.count + 1, "at most 40 entries");
    const root = this.root;
    const added = root.output.extend(10);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 10;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setFloat64(at, 0, true);
    view.setUint8(at + 8, 0);
    view.setUint8(at + 9, 0);
    return this;
  }

  /** which of the market's runners, from 1 */
  set runner(value: number) {
    if (!((value & 65535) === value)) refuse("ProspectList.prospects.runner", value, "an integer from 0 to 65535");
    this.root.view.setUint16(this.offset, value, true);
  }

  /** when this one wins, before commission (minor units of the asset) */
  set profit(value: number) {
    if (!(value >= -9007199254740991 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("ProspectList.prospects.profit", value, "an integer from -9007199254740991 to 9007199254740991");
    writeI53(this.root.view, this.offset + 2, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ProspectListProspectsEntry): this {
    this.runner = value.runner;
    this.profit = value.profit;
    return this;
  }
}

/** Writes ProspectList. */
export class ProspectListEncoder {
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
  private readonly prospectsEncoder: ProspectListProspectsEncoder = new ProspectListProspectsEncoder(this, this);

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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint16(at + 8, 10, true);
    return this;
  }

  /** by runner */
  get prospects(): ProspectListProspectsEncoder {
    if (this.stage > 0) refuseOrder("ProspectList.prospects");
    if (this.stage < 0) {
      this.stage = 0;
      this.prospectsEncoder.begin(this.limit - 4);
    }
    return this.prospectsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ProspectList): this {
    for (const entry of value.prospects) this.prospects.add().set(entry);
    return this;
  }
}

function validateProspectListProspects(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `ProspectList.prospects is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 40) return `ProspectList.prospects has ${count} entries; it takes at most 40`;
  void version;
  const leastLength = 10;
  if (count > 0 && blockLength < leastLength) return `ProspectList.prospects has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    const offset = at;
    if (blockLength > end - at) return `ProspectList.prospects runs over the end of the message`;
    {
      const value = readI53(view, offset + 2);
      if (!(value >= -9007199254740991 && value <= 9007199254740991)) return `ProspectList.prospects.profit is ${value}; it takes an integer from -9007199254740991 to 9007199254740991`;
    }
    at += blockLength;
  }
  return at;
}

function validateProspectList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ProspectList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 45) return `template ${templateId} is not ProspectList, 45`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 0;
  if (blockLength < leastLength) return `ProspectList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ProspectList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateProspectListProspects(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `ProspectList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Two have bet against each other. */
export interface BetMatched {
  /** the market */
  marketId: number;
  /** which of the market's runners, from 1 */
  runner: number;
  /** what a stake of 1 comes back as, stake included (hundredths) */
  odds: number;
  /** what the backer puts in (minor units of the asset) */
  stake: number;
  /** the backer's account */
  backerId: number;
  /** the layer's account */
  layerId: number;
}

/** Reads BetMatched: Two have bet against each other. */
export class BetMatchedDecoder {
  static readonly templateId = 60;
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

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** which of the market's runners, from 1 */
  get runner(): number {
    return this.view.getUint16(this.offset + 12, true);
  }

  /** what a stake of 1 comes back as, stake included (hundredths) */
  get odds(): number {
    return this.view.getUint32(this.offset + 14, true);
  }

  /** what the backer puts in (minor units of the asset) */
  get stake(): number {
    return readU53(this.view, this.offset + 18);
  }

  /** the backer's account */
  get backerId(): number {
    return this.view.getUint32(this.offset + 26, true);
  }

  /** the layer's account */
  get layerId(): number {
    return this.view.getUint32(this.offset + 30, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BetMatched {
    const value: BetMatched = {
      marketId: this.marketId,
      runner: this.runner,
      odds: this.odds,
      stake: this.stake,
      backerId: this.backerId,
      layerId: this.layerId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBetMatched(view, offset, length);
  }
}

/** Writes BetMatched. */
export class BetMatchedEncoder {
  static readonly templateId = 60;
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
    view.setUint32(at, 3932186, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    view.setUint8(at + 32, 0);
    view.setUint8(at + 33, 0);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("BetMatched.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** which of the market's runners, from 1 */
  set runner(value: number) {
    if (!((value & 65535) === value)) refuse("BetMatched.runner", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 12, value, true);
  }

  /** what a stake of 1 comes back as, stake included (hundredths) */
  set odds(value: number) {
    if (!(value >>> 0 === value)) refuse("BetMatched.odds", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 14, value, true);
  }

  /** what the backer puts in (minor units of the asset) */
  set stake(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetMatched.stake", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 18, value);
  }

  /** the backer's account */
  set backerId(value: number) {
    if (!(value >>> 0 === value)) refuse("BetMatched.backerId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 26, value, true);
  }

  /** the layer's account */
  set layerId(value: number) {
    if (!(value >>> 0 === value)) refuse("BetMatched.layerId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 30, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BetMatched): this {
    this.marketId = value.marketId;
    this.runner = value.runner;
    this.odds = value.odds;
    this.stake = value.stake;
    this.backerId = value.backerId;
    this.layerId = value.layerId;
    return this;
  }
}

function validateBetMatched(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BetMatched has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not BetMatched, 60`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 26;
  if (blockLength < leastLength) return `BetMatched has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BetMatched has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 10);
    if (!(value <= 9007199254740991)) return `BetMatched.stake is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BetMatched is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The race runs; what nobody took has lapsed. */
export interface MarketWentOff {
  /** the market */
  marketId: number;
  /** what the backer puts in (minor units of the asset) */
  lapsed: number;
}

/** Reads MarketWentOff: The race runs; what nobody took has lapsed. */
export class MarketWentOffDecoder {
  static readonly templateId = 61;
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

  /** what the backer puts in (minor units of the asset) */
  get lapsed(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): MarketWentOff {
    const value: MarketWentOff = {
      marketId: this.marketId,
      lapsed: this.lapsed,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketWentOff(view, offset, length);
  }
}

/** Writes MarketWentOff. */
export class MarketWentOffEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 12;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(20);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3997708, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("MarketWentOff.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** what the backer puts in (minor units of the asset) */
  set lapsed(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("MarketWentOff.lapsed", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: MarketWentOff): this {
    this.marketId = value.marketId;
    this.lapsed = value.lapsed;
    return this;
  }
}

function validateMarketWentOff(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketWentOff has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not MarketWentOff, 61`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 12;
  if (blockLength < leastLength) return `MarketWentOff has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketWentOff has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `MarketWentOff.lapsed is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketWentOff is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What an account won or lost in the market. */
export interface BetsPaid {
  /** the market */
  marketId: number;
  /** whose money */
  accountId: number;
  /** after commission (minor units of the asset) */
  profit: number;
  /** taken from it (minor units of the asset) */
  commission: number;
}

/** Reads BetsPaid: What an account won or lost in the market. */
export class BetsPaidDecoder {
  static readonly templateId = 62;
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

  /** the market */
  get marketId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** whose money */
  get accountId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** after commission (minor units of the asset) */
  get profit(): number {
    return readI53(this.view, this.offset + 16);
  }

  /** taken from it (minor units of the asset) */
  get commission(): number {
    return readU53(this.view, this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): BetsPaid {
    const value: BetsPaid = {
      marketId: this.marketId,
      accountId: this.accountId,
      profit: this.profit,
      commission: this.commission,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBetsPaid(view, offset, length);
  }
}

/** Writes BetsPaid. */
export class BetsPaidEncoder {
  static readonly templateId = 62;
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
    view.setUint32(at, 4063256, true); // Block length and template.
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setFloat64(at + 24, 0, true);
    return this;
  }

  /** the market */
  set marketId(value: number) {
    if (!(value >>> 0 === value)) refuse("BetsPaid.marketId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** whose money */
  set accountId(value: number) {
    if (!(value >>> 0 === value)) refuse("BetsPaid.accountId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** after commission (minor units of the asset) */
  set profit(value: number) {
    if (!(value >= -9007199254740991 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetsPaid.profit", value, "an integer from -9007199254740991 to 9007199254740991");
    writeI53(this.view, this.offset + 16, value);
  }

  /** taken from it (minor units of the asset) */
  set commission(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("BetsPaid.commission", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: BetsPaid): this {
    this.marketId = value.marketId;
    this.accountId = value.accountId;
    this.profit = value.profit;
    this.commission = value.commission;
    return this;
  }
}

function validateBetsPaid(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `BetsPaid has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 62) return `template ${templateId} is not BetsPaid, 62`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 24;
  if (blockLength < leastLength) return `BetsPaid has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `BetsPaid has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readI53(view, offset + 8 + 8);
    if (!(value >= -9007199254740991 && value <= 9007199254740991)) return `BetsPaid.profit is ${value}; it takes an integer from -9007199254740991 to 9007199254740991`;
  }
  {
    const value = readU53(view, offset + 8 + 16);
    if (!(value <= 9007199254740991)) return `BetsPaid.commission is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `BetsPaid is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
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
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
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

/** The race begins. */
export interface MarketStarts {
}

/** Reads MarketStarts: The race begins. */
export class MarketStartsDecoder {
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
  toObject(): MarketStarts {
    const value: MarketStarts = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateMarketStarts(view, offset, length);
  }
}

/** Writes MarketStarts. */
export class MarketStartsEncoder {
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
    view.setUint32(at + 4, 65558, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: MarketStarts): this {
    return this;
  }
}

function validateMarketStarts(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `MarketStarts has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not MarketStarts, 80`;
  if (schemaId !== 22) return `schema ${schemaId} is not betting, 22`;
  const leastLength = 0;
  if (blockLength < leastLength) return `MarketStarts has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `MarketStarts has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `MarketStarts is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What a betting service does: one method per command and query, each with exactly one reply or rejection. */
export interface BettingHandlers extends Lifecycle {
  /** Opens a market of which one runner will win. */
  onCreateMarket(command: CreateMarketDecoder, context: Context): Handled;
  /** Takes what others offer at these odds or better ones, and offers the rest. */
  onPlaceBet(command: PlaceBetDecoder, context: Context): Handled;
  /** Takes back what nobody has taken of a bet. */
  onCancelBet(command: CancelBetDecoder, context: Context): Handled;
  /** Pays everybody: a runner has won. */
  onSettleMarket(command: SettleMarketDecoder, context: Context): Handled;
  /** Gives all money back: there was no race. */
  onVoidMarket(command: VoidMarketDecoder, context: Context): Handled;
  /** What is on offer in a market. */
  onMarket(query: MarketDecoder, context: Context): Handled;
  /** What an account gains or loses by what is matched, for each runner that may win. */
  onProspects(query: ProspectsDecoder, context: Context): Handled;
  /** A timer: The race begins. Its key: the market's id. Nobody is answered. */
  onMarketStarts(timer: MarketStartsDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class BettingDecoders {
  readonly createMarket: CreateMarketDecoder = new CreateMarketDecoder();
  readonly placeBet: PlaceBetDecoder = new PlaceBetDecoder();
  readonly cancelBet: CancelBetDecoder = new CancelBetDecoder();
  readonly settleMarket: SettleMarketDecoder = new SettleMarketDecoder();
  readonly voidMarket: VoidMarketDecoder = new VoidMarketDecoder();
  readonly market: MarketDecoder = new MarketDecoder();
  readonly prospects: ProspectsDecoder = new ProspectsDecoder();
  readonly marketStarts: MarketStartsDecoder = new MarketStartsDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchBettingCommand(
  handlers: BettingHandlers,
  decoders: BettingDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCreateMarket(decoders.createMarket.wrap(view, offset), context);
    case 2:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onPlaceBet(decoders.placeBet.wrap(view, offset), context);
    case 3:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onCancelBet(decoders.cancelBet.wrap(view, offset), context);
    case 4:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onSettleMarket(decoders.settleMarket.wrap(view, offset), context);
    case 5:
      if ((context.roles & 4) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onVoidMarket(decoders.voidMarket.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchBettingQuery(
  handlers: BettingHandlers,
  decoders: BettingDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onMarket(decoders.market.wrap(view, offset), context);
    case 21:
      return handlers.onProspects(decoders.prospects.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateBettingRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of betting is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateCreateMarket(view, offset, length);
    case 2:
      return validatePlaceBet(view, offset, length);
    case 3:
      return validateCancelBet(view, offset, length);
    case 4:
      return validateSettleMarket(view, offset, length);
    case 5:
      return validateVoidMarket(view, offset, length);
    case 20:
      return validateMarket(view, offset, length);
    case 21:
      return validateProspects(view, offset, length);
    default:
      return `template ${templateId} is no command or query of betting`;
  }
}

/** The service that a cluster runs, from its handlers: `bettingService(new Betting())`. */
export function bettingService(handlers: BettingHandlers): Service {
  return new BettingService(handlers);
}

class BettingService implements Service {
  readonly name = "betting";
  readonly schemaId = 22;
  private readonly handlers: BettingHandlers;
  private readonly decoders = new BettingDecoders();

  constructor(handlers: BettingHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateBettingRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchBettingCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchBettingQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 80: {
        const timer = this.decoders.marketStarts.wrap(payload, 0);
        timer.key = key;
        this.handlers.onMarketStarts(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of betting");
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

/** The betting service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundBetting {
  /** Opens a market of which one runner will win. */
  createMarket(context: Context, tag: number): CreateMarketEncoder;
  /** Takes what others offer at these odds or better ones, and offers the rest. */
  placeBet(context: Context, tag: number): PlaceBetEncoder;
  /** Takes back what nobody has taken of a bet. */
  cancelBet(context: Context, tag: number): CancelBetEncoder;
  /** Pays everybody: a runner has won. */
  settleMarket(context: Context, tag: number): SettleMarketEncoder;
  /** Gives all money back: there was no race. */
  voidMarket(context: Context, tag: number): VoidMarketEncoder;
}

/** Makes requests to the betting service, wherever it runs, in the name of `caller`. */
export class BettingBinding implements BoundBetting {
  private readonly boundCaller: Caller;
  private readonly createMarketEncoder: CreateMarketEncoder = new CreateMarketEncoder();
  private readonly placeBetEncoder: PlaceBetEncoder = new PlaceBetEncoder();
  private readonly cancelBetEncoder: CancelBetEncoder = new CancelBetEncoder();
  private readonly settleMarketEncoder: SettleMarketEncoder = new SettleMarketEncoder();
  private readonly voidMarketEncoder: VoidMarketEncoder = new VoidMarketEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  createMarket(context: Context, tag: number): CreateMarketEncoder {
    return this.createMarketEncoder.claim(context.call(this.boundCaller, tag));
  }

  placeBet(context: Context, tag: number): PlaceBetEncoder {
    return this.placeBetEncoder.claim(context.call(this.boundCaller, tag));
  }

  cancelBet(context: Context, tag: number): CancelBetEncoder {
    return this.cancelBetEncoder.claim(context.call(this.boundCaller, tag));
  }

  settleMarket(context: Context, tag: number): SettleMarketEncoder {
    return this.settleMarketEncoder.claim(context.call(this.boundCaller, tag));
  }

  voidMarket(context: Context, tag: number): VoidMarketEncoder {
    return this.voidMarketEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the betting service: once for each, in the order in which they were made. */
export interface BettingOutcomes {
  onCreateMarketOutcome(outcome: MarketCreatedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onPlaceBetOutcome(outcome: BetPlacedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onCancelBetOutcome(outcome: BetCancelledDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onSettleMarketOutcome(outcome: MarketClosedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onVoidMarketOutcome(outcome: MarketClosedDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class BettingOutcomeDecoders {
  readonly marketCreated: MarketCreatedDecoder = new MarketCreatedDecoder();
  readonly betPlaced: BetPlacedDecoder = new BetPlacedDecoder();
  readonly betCancelled: BetCancelledDecoder = new BetCancelledDecoder();
  readonly marketClosed: MarketClosedDecoder = new MarketClosedDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchBettingOutcome(
  handlers: Partial<BettingOutcomes>,
  decoders: BettingOutcomeDecoders,
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
          return handlers.onPlaceBetOutcome?.(decoders.betPlaced.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onPlaceBetOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onPlaceBetOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 42:
          return handlers.onCancelBetOutcome?.(decoders.betCancelled.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onCancelBetOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onCancelBetOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 43:
          return handlers.onSettleMarketOutcome?.(decoders.marketClosed.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onSettleMarketOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onSettleMarketOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 5:
      switch (templateId) {
        case 43:
          return handlers.onVoidMarketOutcome?.(decoders.marketClosed.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onVoidMarketOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onVoidMarketOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateBettingOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 22) return `schema ${schemaId} is not that of betting, 22`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateMarketCreated(view, offset, length);
      break;
    case 2:
      if (reply === 41) return validateBetPlaced(view, offset, length);
      break;
    case 3:
      if (reply === 42) return validateBetCancelled(view, offset, length);
      break;
    case 4:
      if (reply === 43) return validateMarketClosed(view, offset, length);
      break;
    case 5:
      if (reply === 43) return validateMarketClosed(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of betting`;
}

/** Speaks to a betting service through a session: one method per command and query. */
export class BettingClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Opens a market of which one runner will win. */
  async createMarket(value: CreateMarket): Promise<Tagged<"MarketCreated", MarketCreated> | Tagged<"Rejected", Rejected>> {
    new CreateMarketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"MarketCreated", MarketCreated> | Tagged<"Rejected", Rejected>;
  }

  /** Takes what others offer at these odds or better ones, and offers the rest. */
  async placeBet(value: PlaceBet): Promise<Tagged<"BetPlaced", BetPlaced> | Tagged<"Rejected", Rejected>> {
    new PlaceBetEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"BetPlaced", BetPlaced> | Tagged<"Rejected", Rejected>;
  }

  /** Takes back what nobody has taken of a bet. */
  async cancelBet(value: CancelBet): Promise<Tagged<"BetCancelled", BetCancelled> | Tagged<"Rejected", Rejected>> {
    new CancelBetEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"BetCancelled", BetCancelled> | Tagged<"Rejected", Rejected>;
  }

  /** Pays everybody: a runner has won. */
  async settleMarket(value: SettleMarket): Promise<Tagged<"MarketClosed", MarketClosed> | Tagged<"Rejected", Rejected>> {
    new SettleMarketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"MarketClosed", MarketClosed> | Tagged<"Rejected", Rejected>;
  }

  /** Gives all money back: there was no race. */
  async voidMarket(value: VoidMarket): Promise<Tagged<"MarketClosed", MarketClosed> | Tagged<"Rejected", Rejected>> {
    new VoidMarketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"MarketClosed", MarketClosed> | Tagged<"Rejected", Rejected>;
  }

  /** What is on offer in a market. */
  async market(value: Market): Promise<Tagged<"MarketState", MarketState> | Tagged<"Rejected", Rejected>> {
    new MarketEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"MarketState", MarketState> | Tagged<"Rejected", Rejected>;
  }

  /** What an account gains or loses by what is matched, for each runner that may win. */
  async prospects(value: Prospects): Promise<Tagged<"ProspectList", ProspectList> | Tagged<"Rejected", Rejected>> {
    new ProspectsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(22, this.buffer.copy());
    return decodeBettingReply(reply) as Tagged<"ProspectList", ProspectList> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeBettingReply(message: Uint8Array): Tagged<"MarketCreated", MarketCreated> | Tagged<"BetPlaced", BetPlaced> | Tagged<"BetCancelled", BetCancelled> | Tagged<"MarketClosed", MarketClosed> | Tagged<"MarketState", MarketState> | Tagged<"ProspectList", ProspectList> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "MarketCreated", ...new MarketCreatedDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "BetPlaced", ...new BetPlacedDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "BetCancelled", ...new BetCancelledDecoder().wrap(view, 0).toObject() };
    case 43:
      return { template: "MarketClosed", ...new MarketClosedDecoder().wrap(view, 0).toObject() };
    case 44:
      return { template: "MarketState", ...new MarketStateDecoder().wrap(view, 0).toObject() };
    case 45:
      return { template: "ProspectList", ...new ProspectListDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of betting");
  }
}

/** All messages by name, as types. */
export interface BettingMessages {
  commands: {
    CreateMarket: { fields: CreateMarket; reply: "MarketCreated" };
    PlaceBet: { fields: PlaceBet; reply: "BetPlaced" };
    CancelBet: { fields: CancelBet; reply: "BetCancelled" };
    SettleMarket: { fields: SettleMarket; reply: "MarketClosed" };
    VoidMarket: { fields: VoidMarket; reply: "MarketClosed" };
  };
  queries: {
    Market: { fields: Market; reply: "MarketState" };
    Prospects: { fields: Prospects; reply: "ProspectList" };
  };
  replies: {
    MarketCreated: MarketCreated;
    BetPlaced: BetPlaced;
    BetCancelled: BetCancelled;
    MarketClosed: MarketClosed;
    MarketState: MarketState;
    ProspectList: ProspectList;
  };
  events: {
    BetMatched: BetMatched;
    MarketWentOff: MarketWentOff;
    BetsPaid: BetsPaid;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const bettingCodecs: Codecs<BettingMessages> = [
  {
    name: "CreateMarket",
    encode: (value, output) => void new CreateMarketEncoder().claim(output).set(value as CreateMarket),
    decode: (view, offset) => new CreateMarketDecoder().wrap(view, offset).toObject(),
    validate: validateCreateMarket,
  },
  {
    name: "PlaceBet",
    encode: (value, output) => void new PlaceBetEncoder().claim(output).set(value as PlaceBet),
    decode: (view, offset) => new PlaceBetDecoder().wrap(view, offset).toObject(),
    validate: validatePlaceBet,
  },
  {
    name: "CancelBet",
    encode: (value, output) => void new CancelBetEncoder().claim(output).set(value as CancelBet),
    decode: (view, offset) => new CancelBetDecoder().wrap(view, offset).toObject(),
    validate: validateCancelBet,
  },
  {
    name: "SettleMarket",
    encode: (value, output) => void new SettleMarketEncoder().claim(output).set(value as SettleMarket),
    decode: (view, offset) => new SettleMarketDecoder().wrap(view, offset).toObject(),
    validate: validateSettleMarket,
  },
  {
    name: "VoidMarket",
    encode: (value, output) => void new VoidMarketEncoder().claim(output).set(value as VoidMarket),
    decode: (view, offset) => new VoidMarketDecoder().wrap(view, offset).toObject(),
    validate: validateVoidMarket,
  },
  {
    name: "Market",
    encode: (value, output) => void new MarketEncoder().claim(output).set(value as Market),
    decode: (view, offset) => new MarketDecoder().wrap(view, offset).toObject(),
    validate: validateMarket,
  },
  {
    name: "Prospects",
    encode: (value, output) => void new ProspectsEncoder().claim(output).set(value as Prospects),
    decode: (view, offset) => new ProspectsDecoder().wrap(view, offset).toObject(),
    validate: validateProspects,
  },
  {
    name: "MarketCreated",
    encode: (value, output) => void new MarketCreatedEncoder().claim(output).set(value as MarketCreated),
    decode: (view, offset) => new MarketCreatedDecoder().wrap(view, offset).toObject(),
    validate: validateMarketCreated,
  },
  {
    name: "BetPlaced",
    encode: (value, output) => void new BetPlacedEncoder().claim(output).set(value as BetPlaced),
    decode: (view, offset) => new BetPlacedDecoder().wrap(view, offset).toObject(),
    validate: validateBetPlaced,
  },
  {
    name: "BetCancelled",
    encode: (value, output) => void new BetCancelledEncoder().claim(output).set(value as BetCancelled),
    decode: (view, offset) => new BetCancelledDecoder().wrap(view, offset).toObject(),
    validate: validateBetCancelled,
  },
  {
    name: "MarketClosed",
    encode: (value, output) => void new MarketClosedEncoder().claim(output).set(value as MarketClosed),
    decode: (view, offset) => new MarketClosedDecoder().wrap(view, offset).toObject(),
    validate: validateMarketClosed,
  },
  {
    name: "MarketState",
    encode: (value, output) => void new MarketStateEncoder().claim(output).set(value as MarketState),
    decode: (view, offset) => new MarketStateDecoder().wrap(view, offset).toObject(),
    validate: validateMarketState,
  },
  {
    name: "ProspectList",
    encode: (value, output) => void new ProspectListEncoder().claim(output).set(value as ProspectList),
    decode: (view, offset) => new ProspectListDecoder().wrap(view, offset).toObject(),
    validate: validateProspectList,
  },
  {
    name: "BetMatched",
    encode: (value, output) => void new BetMatchedEncoder().claim(output).set(value as BetMatched),
    decode: (view, offset) => new BetMatchedDecoder().wrap(view, offset).toObject(),
    validate: validateBetMatched,
  },
  {
    name: "MarketWentOff",
    encode: (value, output) => void new MarketWentOffEncoder().claim(output).set(value as MarketWentOff),
    decode: (view, offset) => new MarketWentOffDecoder().wrap(view, offset).toObject(),
    validate: validateMarketWentOff,
  },
  {
    name: "BetsPaid",
    encode: (value, output) => void new BetsPaidEncoder().claim(output).set(value as BetsPaid),
    decode: (view, offset) => new BetsPaidDecoder().wrap(view, offset).toObject(),
    validate: validateBetsPaid,
  },
  {
    name: "MarketStarts",
    encode: (value, output) => void new MarketStartsEncoder().claim(output).set(value as MarketStarts),
    decode: (view, offset) => new MarketStartsDecoder().wrap(view, offset).toObject(),
    validate: validateMarketStarts,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
