// Generated from the contract lobby, version 1; change that and run npm run generate. Do not edit.
import type { ArrayCopier, CallOutcome, Caller, ClientChannel, Codecs, Context, Handled, Lifecycle, Output, Service, StateReader, StateWriter, Tagged } from "@lockstep/domain/contract/runtime";
import { ContractError, MessageBuffer, NO_OUTPUT, NO_VIEW, OutcomeUnknown, isZero, readI53, readU53, refuse, refuseOrder, writeI53, writeU53 } from "@lockstep/domain/contract/runtime";

export const Phase = {
  /** for players */
  Waiting: 0,
  Playing: 1,
  /** somebody has won */
  Over: 2,
} as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

export const TurnEnd = {
  /** the points are the player's */
  Kept: 0,
  /** a one was rolled */
  Lost: 1,
  /** the clock ran out */
  TooSlow: 2,
} as const;
export type TurnEnd = (typeof TurnEnd)[keyof typeof TurnEnd];

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
  /** there is no such room; value is its id */
  UnknownRoom: 10,
  /** 2 to 6 seats, a goal of 10 to 1,000, and a turn of 1 second to an hour */
  BadTerms: 11,
  /** all seats are taken */
  RoomFull: 12,
  /** you have a seat here; value is which */
  AlreadySeated: 13,
  /** value is the seat whose turn it is; 0 when nobody plays */
  NotYourTurn: 14,
  /** there are as many rooms as there may be; value is that number */
  LobbyFull: 15,
  /** roll first */
  NothingToKeep: 16,
} as const;
export type RejectionCode = (typeof RejectionCode)[keyof typeof RejectionCode];

/** Opens a room and takes its first seat. The game begins when all seats are taken. */
export interface OpenRoom {
  /** players, 2 to 6 */
  seatCount: number;
  /** points that win, 10 to 1,000 */
  goal: number;
  /** how long a player may think (seconds) */
  turnSeconds: number;
}

/** Reads OpenRoom: Opens a room and takes its first seat. The game begins when all seats are taken. */
export class OpenRoomDecoder {
  static readonly templateId = 1;
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

  /** players, 2 to 6 */
  get seatCount(): number {
    return this.view.getUint8(this.offset + 8);
  }

  /** points that win, 10 to 1,000 */
  get goal(): number {
    return this.view.getUint16(this.offset + 9, true);
  }

  /** how long a player may think (seconds) */
  get turnSeconds(): number {
    return this.view.getUint16(this.offset + 11, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): OpenRoom {
    const value: OpenRoom = {
      seatCount: this.seatCount,
      goal: this.goal,
      turnSeconds: this.turnSeconds,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateOpenRoom(view, offset, length);
  }
}

/** Writes OpenRoom. */
export class OpenRoomEncoder {
  static readonly templateId = 1;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(13);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 65541, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    return this;
  }

  /** players, 2 to 6 */
  set seatCount(value: number) {
    if (!((value & 255) === value)) refuse("OpenRoom.seatCount", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 8, value);
  }

  /** points that win, 10 to 1,000 */
  set goal(value: number) {
    if (!((value & 65535) === value)) refuse("OpenRoom.goal", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 9, value, true);
  }

  /** how long a player may think (seconds) */
  set turnSeconds(value: number) {
    if (!((value & 65535) === value)) refuse("OpenRoom.turnSeconds", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 11, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: OpenRoom): this {
    this.seatCount = value.seatCount;
    this.goal = value.goal;
    this.turnSeconds = value.turnSeconds;
    return this;
  }
}

function validateOpenRoom(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `OpenRoom has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 1) return `template ${templateId} is not OpenRoom, 1`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 5;
  if (blockLength < leastLength) return `OpenRoom has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `OpenRoom has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `OpenRoom is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Takes the next seat of a room. */
export interface JoinRoom {
  /** the room */
  roomId: number;
}

/** Reads JoinRoom: Takes the next seat of a room. */
export class JoinRoomDecoder {
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): JoinRoom {
    const value: JoinRoom = {
      roomId: this.roomId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateJoinRoom(view, offset, length);
  }
}

/** Writes JoinRoom. */
export class JoinRoomEncoder {
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
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("JoinRoom.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: JoinRoom): this {
    this.roomId = value.roomId;
    return this;
  }
}

function validateJoinRoom(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `JoinRoom has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 2) return `template ${templateId} is not JoinRoom, 2`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 4;
  if (blockLength < leastLength) return `JoinRoom has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `JoinRoom has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `JoinRoom is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Rolls the die: a one ends the turn with nothing, anything else adds up. */
export interface Roll {
  /** the room */
  roomId: number;
}

/** Reads Roll: Rolls the die: a one ends the turn with nothing, anything else adds up. */
export class RollDecoder {
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Roll {
    const value: Roll = {
      roomId: this.roomId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRoll(view, offset, length);
  }
}

/** Writes Roll. */
export class RollEncoder {
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
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("Roll.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Roll): this {
    this.roomId = value.roomId;
    return this;
  }
}

function validateRoll(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Roll has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 3) return `template ${templateId} is not Roll, 3`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Roll has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Roll has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Roll is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Keeps what was rolled in this turn, and ends it. */
export interface Keep {
  /** the room */
  roomId: number;
}

/** Reads Keep: Keeps what was rolled in this turn, and ends it. */
export class KeepDecoder {
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Keep {
    const value: Keep = {
      roomId: this.roomId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateKeep(view, offset, length);
  }
}

/** Writes Keep. */
export class KeepEncoder {
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
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("Keep.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Keep): this {
    this.roomId = value.roomId;
    return this;
  }
}

function validateKeep(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Keep has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 4) return `template ${templateId} is not Keep, 4`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Keep has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Keep has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Keep is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** How a game stands. */
export interface Room {
  /** the room */
  roomId: number;
}

/** Reads Room: How a game stands. */
export class RoomDecoder {
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): Room {
    const value: Room = {
      roomId: this.roomId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRoom(view, offset, length);
  }
}

/** Writes Room. */
export class RoomEncoder {
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
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("Room.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: Room): this {
    this.roomId = value.roomId;
    return this;
  }
}

function validateRoom(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Room has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 20) return `template ${templateId} is not Room, 20`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 4;
  if (blockLength < leastLength) return `Room has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Room has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Room is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Rooms that wait for players. */
export interface Rooms {
}

/** Reads Rooms: Rooms that wait for players. */
export class RoomsDecoder {
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
  toObject(): Rooms {
    const value: Rooms = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRooms(view, offset, length);
  }
}

/** Writes Rooms. */
export class RoomsEncoder {
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
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: Rooms): this {
    return this;
  }
}

function validateRooms(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `Rooms has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 21) return `template ${templateId} is not Rooms, 21`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 0;
  if (blockLength < leastLength) return `Rooms has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `Rooms has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `Rooms is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** You play. */
export interface SeatTaken {
  /** the room */
  roomId: number;
  /** counted from 1, in the order in which they came */
  seat: number;
}

/** Reads SeatTaken: You play. */
export class SeatTakenDecoder {
  static readonly templateId = 40;
  static readonly blockLength = 5;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "SeatTaken" {
    return "SeatTaken";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 12);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): SeatTaken {
    const value: SeatTaken = {
      roomId: this.roomId,
      seat: this.seat,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateSeatTaken(view, offset, length);
  }
}

/** Writes SeatTaken. */
export class SeatTakenEncoder {
  static readonly templateId = 40;
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
    view.setUint32(at, 2621445, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint8(at + 12, 0);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("SeatTaken.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("SeatTaken.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 12, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: SeatTaken): this {
    this.roomId = value.roomId;
    this.seat = value.seat;
    return this;
  }
}

function validateSeatTaken(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `SeatTaken has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 40) return `template ${templateId} is not SeatTaken, 40`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 5;
  if (blockLength < leastLength) return `SeatTaken has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `SeatTaken has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `SeatTaken is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What came up. */
export interface DieRolled {
  /** 1 to 6 */
  face: number;
  /** rolled in this turn and not kept yet */
  turnPoints: number;
  /** when the turn passes on by itself (microseconds since 1970) */
  endsAtUs: number;
}

/** Reads DieRolled: What came up. */
export class DieRolledDecoder {
  static readonly templateId = 41;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "DieRolled" {
    return "DieRolled";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** 1 to 6 */
  get face(): number {
    return this.view.getUint8(this.offset + 8);
  }

  /** rolled in this turn and not kept yet */
  get turnPoints(): number {
    return this.view.getUint16(this.offset + 9, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  get endsAtUs(): number {
    return readU53(this.view, this.offset + 11);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): DieRolled {
    const value: DieRolled = {
      face: this.face,
      turnPoints: this.turnPoints,
      endsAtUs: this.endsAtUs,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateDieRolled(view, offset, length);
  }
}

/** Writes DieRolled. */
export class DieRolledEncoder {
  static readonly templateId = 41;
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
    view.setUint32(at, 2686987, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    view.setUint8(at + 18, 0);
    return this;
  }

  /** 1 to 6 */
  set face(value: number) {
    if (!((value & 255) === value)) refuse("DieRolled.face", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 8, value);
  }

  /** rolled in this turn and not kept yet */
  set turnPoints(value: number) {
    if (!((value & 65535) === value)) refuse("DieRolled.turnPoints", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 9, value, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  set endsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("DieRolled.endsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 11, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: DieRolled): this {
    this.face = value.face;
    this.turnPoints = value.turnPoints;
    this.endsAtUs = value.endsAtUs;
    return this;
  }
}

function validateDieRolled(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `DieRolled has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 41) return `template ${templateId} is not DieRolled, 41`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 11;
  if (blockLength < leastLength) return `DieRolled has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `DieRolled has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 3);
    if (!(value <= 9007199254740991)) return `DieRolled.endsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `DieRolled is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The turn is over. */
export interface PointsKept {
  /** of the player in the game so far */
  points: number;
}

/** Reads PointsKept: The turn is over. */
export class PointsKeptDecoder {
  static readonly templateId = 42;
  static readonly blockLength = 2;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  get template(): "PointsKept" {
    return "PointsKept";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** of the player in the game so far */
  get points(): number {
    return this.view.getUint16(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PointsKept {
    const value: PointsKept = {
      points: this.points,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePointsKept(view, offset, length);
  }
}

/** Writes PointsKept. */
export class PointsKeptEncoder {
  static readonly templateId = 42;
  static readonly blockLength = 2;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(10);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 2752514, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint8(at + 8, 0);
    view.setUint8(at + 9, 0);
    return this;
  }

  /** of the player in the game so far */
  set points(value: number) {
    if (!((value & 65535) === value)) refuse("PointsKept.points", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PointsKept): this {
    this.points = value.points;
    return this;
  }
}

function validatePointsKept(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PointsKept has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 42) return `template ${templateId} is not PointsKept, 42`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 2;
  if (blockLength < leastLength) return `PointsKept has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PointsKept has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `PointsKept is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of RoomState.players. */
export interface RoomStatePlayersEntry {
  /** the principal */
  playerId: number;
  /** kept so far */
  points: number;
}

/** A room and its game. */
export interface RoomState {
  /** the room */
  roomId: number;
  /** counts the turns of the game from 1 */
  turn: number;
  /** when the turn passes on by itself (microseconds since 1970) */
  endsAtUs: number;
  /** points that win */
  goal: number;
  /** rolled in this turn and not kept yet */
  turnPoints: number;
  /** players that it takes */
  seatCount: number;
  /** whose turn it is, or who has won; 0 before the game */
  seat: number;
  /** of the game */
  phase: Phase;
  /** in the order of their seats */
  players: readonly RoomStatePlayersEntry[];
}

/** Reads the entries of RoomState.players. */
export class RoomStatePlayersDecoder {

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

  /** the principal */
  get playerId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** kept so far */
  get points(): number {
    return this.view.getUint16(this.offset + 4, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RoomStatePlayersEntry {
    const value: RoomStatePlayersEntry = {
      playerId: this.playerId,
      points: this.points,
    };
    return value;
  }
}

/** Reads RoomState: A room and its game. */
export class RoomStateDecoder {
  static readonly templateId = 43;
  static readonly blockLength = 23;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly playersDecoder = new RoomStatePlayersDecoder();

  get template(): "RoomState" {
    return "RoomState";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts the turns of the game from 1 */
  get turn(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  get endsAtUs(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** points that win */
  get goal(): number {
    return this.view.getUint16(this.offset + 24, true);
  }

  /** rolled in this turn and not kept yet */
  get turnPoints(): number {
    return this.view.getUint16(this.offset + 26, true);
  }

  /** players that it takes */
  get seatCount(): number {
    return this.view.getUint8(this.offset + 28);
  }

  /** whose turn it is, or who has won; 0 before the game */
  get seat(): number {
    return this.view.getUint8(this.offset + 29);
  }

  /** of the game */
  get phase(): Phase {
    return this.view.getUint8(this.offset + 30) as Phase;
  }

  /** in the order of their seats */
  get players(): RoomStatePlayersDecoder {
    return this.playersDecoder.wrap(this.view, this.playersAt());
  }

  private playersAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RoomState {
    const players: RoomStatePlayersEntry[] = [];
    for (const entries = this.players; entries.next(); ) players.push(entries.toObject());
    const value: RoomState = {
      roomId: this.roomId,
      turn: this.turn,
      endsAtUs: this.endsAtUs,
      goal: this.goal,
      turnPoints: this.turnPoints,
      seatCount: this.seatCount,
      seat: this.seat,
      phase: this.phase,
      players,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRoomState(view, offset, length);
  }
}

/** in the order of their seats */
export class RoomStatePlayersEncoder {
  private readonly root: RoomStateEncoder;
  private readonly parent: RoomStateEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: RoomStateEncoder, parent: RoomStateEncoder) {
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
    if (!this.isCurrent()) refuseOrder("RoomState.players");
    if (this.count >= 6) refuse("RoomState.players", this.count + 1, "at most 6 entries");
    const root = this.root;
    const added = root.output.extend(6);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 6;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setUint32(at, 0, true);
    view.setUint8(at + 4, 0);
    view.setUint8(at + 5, 0);
    return this;
  }

  /** the principal */
  set playerId(value: number) {
    if (!(value >>> 0 === value)) refuse("RoomState.players.playerId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** kept so far */
  set points(value: number) {
    if (!((value & 65535) === value)) refuse("RoomState.players.points", value, "an integer from 0 to 65535");
    this.root.view.setUint16(this.offset + 4, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RoomStatePlayersEntry): this {
    this.playerId = value.playerId;
    this.points = value.points;
    return this;
  }
}

/** Writes RoomState. */
export class RoomStateEncoder {
  static readonly templateId = 43;
  static readonly blockLength = 23;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly playersEncoder: RoomStatePlayersEncoder = new RoomStatePlayersEncoder(this, this);

  /** Begins the command's one reply. */
  reply(context: Context): this {
    return this.claim(context.replies);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(35);
    const view = output.view;
    this.view = view;
    this.offset = at;
    this.limit = at + 35;
    this.output = output;
    this.stage = -1;
    view.setUint32(at, 2818071, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint32(at + 24, 0, true);
    view.setUint8(at + 28, 0);
    view.setUint8(at + 29, 0);
    view.setUint8(at + 30, 0);
    view.setUint32(at + 31, 0, true);
    view.setUint16(at + 31, 6, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("RoomState.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts the turns of the game from 1 */
  set turn(value: number) {
    if (!(value >>> 0 === value)) refuse("RoomState.turn", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  set endsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("RoomState.endsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** points that win */
  set goal(value: number) {
    if (!((value & 65535) === value)) refuse("RoomState.goal", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 24, value, true);
  }

  /** rolled in this turn and not kept yet */
  set turnPoints(value: number) {
    if (!((value & 65535) === value)) refuse("RoomState.turnPoints", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 26, value, true);
  }

  /** players that it takes */
  set seatCount(value: number) {
    if (!((value & 255) === value)) refuse("RoomState.seatCount", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 28, value);
  }

  /** whose turn it is, or who has won; 0 before the game */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("RoomState.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 29, value);
  }

  /** of the game */
  set phase(value: Phase) {
    if (!(value >= 0 && value <= 2 && Math.floor(value) === value)) refuse("RoomState.phase", value, "one of Phase: Waiting 0, Playing 1, Over 2");
    this.view.setUint8(this.offset + 30, value);
  }

  /** in the order of their seats */
  get players(): RoomStatePlayersEncoder {
    if (this.stage > 0) refuseOrder("RoomState.players");
    if (this.stage < 0) {
      this.stage = 0;
      this.playersEncoder.begin(this.limit - 4);
    }
    return this.playersEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RoomState): this {
    this.roomId = value.roomId;
    this.turn = value.turn;
    this.endsAtUs = value.endsAtUs;
    this.goal = value.goal;
    this.turnPoints = value.turnPoints;
    this.seatCount = value.seatCount;
    this.seat = value.seat;
    this.phase = value.phase;
    for (const entry of value.players) this.players.add().set(entry);
    return this;
  }
}

function validateRoomStatePlayers(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `RoomState.players is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 6) return `RoomState.players has ${count} entries; it takes at most 6`;
  void version;
  const leastLength = 6;
  if (count > 0 && blockLength < leastLength) return `RoomState.players has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    if (blockLength > end - at) return `RoomState.players runs over the end of the message`;
    at += blockLength;
  }
  return at;
}

function validateRoomState(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RoomState has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 43) return `template ${templateId} is not RoomState, 43`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 23;
  if (blockLength < leastLength) return `RoomState has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RoomState has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `RoomState.endsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  {
    const value = view.getUint8(offset + 8 + 22);
    if (!((value >= 0 && value <= 2))) return `RoomState.phase is ${value}; it takes one of Phase: Waiting 0, Playing 1, Over 2`;
  }
  {
    const next = validateRoomStatePlayers(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `RoomState is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** An entry of RoomList.rooms. */
export interface RoomListRoomsEntry {
  /** the room */
  roomId: number;
  /** points that win */
  goal: number;
  /** seats */
  freeSeats: number;
}

/** Rooms, the oldest first. */
export interface RoomList {
  /** with seats to take */
  rooms: readonly RoomListRoomsEntry[];
}

/** Reads the entries of RoomList.rooms. */
export class RoomListRoomsDecoder {

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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset, true);
  }

  /** points that win */
  get goal(): number {
    return this.view.getUint16(this.offset + 4, true);
  }

  /** seats */
  get freeSeats(): number {
    return this.view.getUint8(this.offset + 6);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RoomListRoomsEntry {
    const value: RoomListRoomsEntry = {
      roomId: this.roomId,
      goal: this.goal,
      freeSeats: this.freeSeats,
    };
    return value;
  }
}

/** Reads RoomList: Rooms, the oldest first. */
export class RoomListDecoder {
  static readonly templateId = 44;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;
  blockLength = 0;
  private readonly roomsDecoder = new RoomListRoomsDecoder();

  get template(): "RoomList" {
    return "RoomList";
  }

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    this.blockLength = view.getUint16(offset, true);
    return this;
  }

  /** with seats to take */
  get rooms(): RoomListRoomsDecoder {
    return this.roomsDecoder.wrap(this.view, this.roomsAt());
  }

  private roomsAt(): number {
    return this.offset + 8 + this.blockLength;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RoomList {
    const rooms: RoomListRoomsEntry[] = [];
    for (const entries = this.rooms; entries.next(); ) rooms.push(entries.toObject());
    const value: RoomList = {
      rooms,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRoomList(view, offset, length);
  }
}

/** with seats to take */
export class RoomListRoomsEncoder {
  private readonly root: RoomListEncoder;
  private readonly parent: RoomListEncoder;
  private headerOffset = 0;
  /** Entries added. */
  count = 0;
  offset = 0;

  constructor(root: RoomListEncoder, parent: RoomListEncoder) {
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
    if (!this.isCurrent()) refuseOrder("RoomList.rooms");
    if (this.count >= 1000) refuse("RoomList.rooms", this.count + 1, "at most 1000 entries");
    const root = this.root;
    const added = root.output.extend(7);
    const view = root.output.view;
    root.view = view;
    root.limit = added + 7;
    this.count++;
    view.setUint16(this.headerOffset + 2, this.count, true);
    const at = added;
    this.offset = at;
    view.setUint32(at, 0, true);
    view.setUint8(at + 4, 0);
    view.setUint8(at + 5, 0);
    view.setUint8(at + 6, 0);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("RoomList.rooms.roomId", value, "an integer from 0 to 4294967295");
    this.root.view.setUint32(this.offset, value, true);
  }

  /** points that win */
  set goal(value: number) {
    if (!((value & 65535) === value)) refuse("RoomList.rooms.goal", value, "an integer from 0 to 65535");
    this.root.view.setUint16(this.offset + 4, value, true);
  }

  /** seats */
  set freeSeats(value: number) {
    if (!((value & 255) === value)) refuse("RoomList.rooms.freeSeats", value, "an integer from 0 to 255");
    this.root.view.setUint8(this.offset + 6, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RoomListRoomsEntry): this {
    this.roomId = value.roomId;
    this.goal = value.goal;
    this.freeSeats = value.freeSeats;
    return this;
  }
}

/** Writes RoomList. */
export class RoomListEncoder {
  static readonly templateId = 44;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;
  /** @internal Past the last byte written. */
  limit = 0;
  /** @internal */
  output: Output = NO_OUTPUT;
  /** @internal The group or data begun last, by its place. */
  stage = -1;
  private readonly roomsEncoder: RoomListRoomsEncoder = new RoomListRoomsEncoder(this, this);

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
    view.setUint32(at, 2883584, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    view.setUint16(at + 8, 7, true);
    return this;
  }

  /** with seats to take */
  get rooms(): RoomListRoomsEncoder {
    if (this.stage > 0) refuseOrder("RoomList.rooms");
    if (this.stage < 0) {
      this.stage = 0;
      this.roomsEncoder.begin(this.limit - 4);
    }
    return this.roomsEncoder;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RoomList): this {
    for (const entry of value.rooms) this.rooms.add().set(entry);
    return this;
  }
}

function validateRoomListRooms(view: DataView, start: number, end: number, version: number): number | string {
  if (end - start < 4) return `RoomList.rooms is missing: ${end - start} bytes are left`;
  const blockLength = view.getUint16(start, true);
  const count = view.getUint16(start + 2, true);
  if (count > 1000) return `RoomList.rooms has ${count} entries; it takes at most 1000`;
  void version;
  const leastLength = 7;
  if (count > 0 && blockLength < leastLength) return `RoomList.rooms has a block of ${blockLength} bytes; it takes ${leastLength}`;
  let at = start + 4;
  for (let i = 0; i < count; i++) {
    if (blockLength > end - at) return `RoomList.rooms runs over the end of the message`;
    at += blockLength;
  }
  return at;
}

function validateRoomList(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RoomList has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 44) return `template ${templateId} is not RoomList, 44`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 0;
  if (blockLength < leastLength) return `RoomList has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RoomList has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  let at = offset + 8 + blockLength;
  {
    const next = validateRoomListRooms(view, at, end, version);
    if (typeof next === "string") return next;
    at = next;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `RoomList is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Somebody took a seat. */
export interface PlayerSeated {
  /** the room */
  roomId: number;
  /** the principal */
  playerId: number;
  /** counted from 1, in the order in which they came */
  seat: number;
}

/** Reads PlayerSeated: Somebody took a seat. */
export class PlayerSeatedDecoder {
  static readonly templateId = 60;
  static readonly blockLength = 9;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the principal */
  get playerId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 16);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): PlayerSeated {
    const value: PlayerSeated = {
      roomId: this.roomId,
      playerId: this.playerId,
      seat: this.seat,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validatePlayerSeated(view, offset, length);
  }
}

/** Writes PlayerSeated. */
export class PlayerSeatedEncoder {
  static readonly templateId = 60;
  static readonly blockLength = 9;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(17);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3932169, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlayerSeated.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the principal */
  set playerId(value: number) {
    if (!(value >>> 0 === value)) refuse("PlayerSeated.playerId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("PlayerSeated.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 16, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: PlayerSeated): this {
    this.roomId = value.roomId;
    this.playerId = value.playerId;
    this.seat = value.seat;
    return this;
  }
}

function validatePlayerSeated(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `PlayerSeated has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 60) return `template ${templateId} is not PlayerSeated, 60`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 9;
  if (blockLength < leastLength) return `PlayerSeated has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `PlayerSeated has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `PlayerSeated is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** It is somebody's turn. */
export interface TurnBegan {
  /** the room */
  roomId: number;
  /** counts the turns of the game from 1 */
  turn: number;
  /** when the turn passes on by itself (microseconds since 1970) */
  endsAtUs: number;
  /** counted from 1, in the order in which they came */
  seat: number;
}

/** Reads TurnBegan: It is somebody's turn. */
export class TurnBeganDecoder {
  static readonly templateId = 61;
  static readonly blockLength = 17;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts the turns of the game from 1 */
  get turn(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  get endsAtUs(): number {
    return readU53(this.view, this.offset + 16);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 24);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TurnBegan {
    const value: TurnBegan = {
      roomId: this.roomId,
      turn: this.turn,
      endsAtUs: this.endsAtUs,
      seat: this.seat,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTurnBegan(view, offset, length);
  }
}

/** Writes TurnBegan. */
export class TurnBeganEncoder {
  static readonly templateId = 61;
  static readonly blockLength = 17;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(25);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 3997713, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setFloat64(at + 16, 0, true);
    view.setUint8(at + 24, 0);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("TurnBegan.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts the turns of the game from 1 */
  set turn(value: number) {
    if (!(value >>> 0 === value)) refuse("TurnBegan.turn", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  set endsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("TurnBegan.endsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 16, value);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("TurnBegan.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 24, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TurnBegan): this {
    this.roomId = value.roomId;
    this.turn = value.turn;
    this.endsAtUs = value.endsAtUs;
    this.seat = value.seat;
    return this;
  }
}

function validateTurnBegan(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TurnBegan has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 61) return `template ${templateId} is not TurnBegan, 61`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 17;
  if (blockLength < leastLength) return `TurnBegan has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TurnBegan has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 8);
    if (!(value <= 9007199254740991)) return `TurnBegan.endsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TurnBegan is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The die was rolled. */
export interface DieFell {
  /** the room */
  roomId: number;
  /** rolled in this turn and not kept yet */
  turnPoints: number;
  /** counted from 1, in the order in which they came */
  seat: number;
  /** 1 to 6 */
  face: number;
}

/** Reads DieFell: The die was rolled. */
export class DieFellDecoder {
  static readonly templateId = 62;
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** rolled in this turn and not kept yet */
  get turnPoints(): number {
    return this.view.getUint16(this.offset + 12, true);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 14);
  }

  /** 1 to 6 */
  get face(): number {
    return this.view.getUint8(this.offset + 15);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): DieFell {
    const value: DieFell = {
      roomId: this.roomId,
      turnPoints: this.turnPoints,
      seat: this.seat,
      face: this.face,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateDieFell(view, offset, length);
  }
}

/** Writes DieFell. */
export class DieFellEncoder {
  static readonly templateId = 62;
  static readonly blockLength = 8;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(16);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4063240, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("DieFell.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** rolled in this turn and not kept yet */
  set turnPoints(value: number) {
    if (!((value & 65535) === value)) refuse("DieFell.turnPoints", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 12, value, true);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("DieFell.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 14, value);
  }

  /** 1 to 6 */
  set face(value: number) {
    if (!((value & 255) === value)) refuse("DieFell.face", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 15, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: DieFell): this {
    this.roomId = value.roomId;
    this.turnPoints = value.turnPoints;
    this.seat = value.seat;
    this.face = value.face;
    return this;
  }
}

function validateDieFell(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `DieFell has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 62) return `template ${templateId} is not DieFell, 62`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 8;
  if (blockLength < leastLength) return `DieFell has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `DieFell has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `DieFell is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A turn is over. */
export interface TurnEnded {
  /** the room */
  roomId: number;
  /** counts the turns of the game from 1 */
  turn: number;
  /** of the player in the game so far */
  points: number;
  /** counted from 1, in the order in which they came */
  seat: number;
  /** why */
  end: TurnEnd;
}

/** Reads TurnEnded: A turn is over. */
export class TurnEndedDecoder {
  static readonly templateId = 63;
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** counts the turns of the game from 1 */
  get turn(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** of the player in the game so far */
  get points(): number {
    return this.view.getUint16(this.offset + 16, true);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 18);
  }

  /** why */
  get end(): TurnEnd {
    return this.view.getUint8(this.offset + 19) as TurnEnd;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): TurnEnded {
    const value: TurnEnded = {
      roomId: this.roomId,
      turn: this.turn,
      points: this.points,
      seat: this.seat,
      end: this.end,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateTurnEnded(view, offset, length);
  }
}

/** Writes TurnEnded. */
export class TurnEndedEncoder {
  static readonly templateId = 63;
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
    view.setUint32(at, 4128780, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("TurnEnded.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** counts the turns of the game from 1 */
  set turn(value: number) {
    if (!(value >>> 0 === value)) refuse("TurnEnded.turn", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** of the player in the game so far */
  set points(value: number) {
    if (!((value & 65535) === value)) refuse("TurnEnded.points", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 16, value, true);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("TurnEnded.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 18, value);
  }

  /** why */
  set end(value: TurnEnd) {
    if (!(value >= 0 && value <= 2 && Math.floor(value) === value)) refuse("TurnEnded.end", value, "one of TurnEnd: Kept 0, Lost 1, TooSlow 2");
    this.view.setUint8(this.offset + 19, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: TurnEnded): this {
    this.roomId = value.roomId;
    this.turn = value.turn;
    this.points = value.points;
    this.seat = value.seat;
    this.end = value.end;
    return this;
  }
}

function validateTurnEnded(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `TurnEnded has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 63) return `template ${templateId} is not TurnEnded, 63`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 12;
  if (blockLength < leastLength) return `TurnEnded has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `TurnEnded has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 11);
    if (!((value >= 0 && value <= 2))) return `TurnEnded.end is ${value}; it takes one of TurnEnd: Kept 0, Lost 1, TooSlow 2`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `TurnEnded is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Half of the time to think is over. */
export interface HurryUp {
  /** the room */
  roomId: number;
  /** when the turn passes on by itself (microseconds since 1970) */
  endsAtUs: number;
  /** counted from 1, in the order in which they came */
  seat: number;
}

/** Reads HurryUp: Half of the time to think is over. */
export class HurryUpDecoder {
  static readonly templateId = 66;
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  get endsAtUs(): number {
    return readU53(this.view, this.offset + 12);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 20);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): HurryUp {
    const value: HurryUp = {
      roomId: this.roomId,
      endsAtUs: this.endsAtUs,
      seat: this.seat,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateHurryUp(view, offset, length);
  }
}

/** Writes HurryUp. */
export class HurryUpEncoder {
  static readonly templateId = 66;
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
    view.setUint32(at, 4325389, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint32(at + 16, 0, true);
    view.setUint8(at + 20, 0);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("HurryUp.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** when the turn passes on by itself (microseconds since 1970) */
  set endsAtUs(value: number) {
    if (!(value >= 0 && value <= 9007199254740991 && Math.floor(value) === value)) refuse("HurryUp.endsAtUs", value, "an integer from 0 to 9007199254740991");
    writeU53(this.view, this.offset + 12, value);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("HurryUp.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 20, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: HurryUp): this {
    this.roomId = value.roomId;
    this.endsAtUs = value.endsAtUs;
    this.seat = value.seat;
    return this;
  }
}

function validateHurryUp(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `HurryUp has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 66) return `template ${templateId} is not HurryUp, 66`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 13;
  if (blockLength < leastLength) return `HurryUp has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `HurryUp has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = readU53(view, offset + 8 + 4);
    if (!(value <= 9007199254740991)) return `HurryUp.endsAtUs is ${value}; it takes an integer from 0 to 9007199254740991`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `HurryUp is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** Somebody has reached the goal. */
export interface GameWon {
  /** the room */
  roomId: number;
  /** the principal */
  playerId: number;
  /** of the winner */
  points: number;
  /** counted from 1, in the order in which they came */
  seat: number;
}

/** Reads GameWon: Somebody has reached the goal. */
export class GameWonDecoder {
  static readonly templateId = 64;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  /** Of the first byte in `view`. */
  offset = 0;

  /** @param offset of the message header */
  wrap(view: DataView, offset: number): this {
    this.view = view;
    this.offset = offset;
    return this;
  }

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** the principal */
  get playerId(): number {
    return this.view.getUint32(this.offset + 12, true);
  }

  /** of the winner */
  get points(): number {
    return this.view.getUint16(this.offset + 16, true);
  }

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 18);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): GameWon {
    const value: GameWon = {
      roomId: this.roomId,
      playerId: this.playerId,
      points: this.points,
      seat: this.seat,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateGameWon(view, offset, length);
  }
}

/** Writes GameWon. */
export class GameWonEncoder {
  static readonly templateId = 64;
  static readonly blockLength = 11;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(19);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4194315, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setFloat64(at + 8, 0, true);
    view.setUint8(at + 16, 0);
    view.setUint8(at + 17, 0);
    view.setUint8(at + 18, 0);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("GameWon.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** the principal */
  set playerId(value: number) {
    if (!(value >>> 0 === value)) refuse("GameWon.playerId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 12, value, true);
  }

  /** of the winner */
  set points(value: number) {
    if (!((value & 65535) === value)) refuse("GameWon.points", value, "an integer from 0 to 65535");
    this.view.setUint16(this.offset + 16, value, true);
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("GameWon.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 18, value);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: GameWon): this {
    this.roomId = value.roomId;
    this.playerId = value.playerId;
    this.points = value.points;
    this.seat = value.seat;
    return this;
  }
}

function validateGameWon(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `GameWon has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 64) return `template ${templateId} is not GameWon, 64`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 11;
  if (blockLength < leastLength) return `GameWon has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `GameWon has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `GameWon is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** The room is gone. */
export interface RoomClosed {
  /** the room */
  roomId: number;
}

/** Reads RoomClosed: The room is gone. */
export class RoomClosedDecoder {
  static readonly templateId = 65;
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

  /** the room */
  get roomId(): number {
    return this.view.getUint32(this.offset + 8, true);
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): RoomClosed {
    const value: RoomClosed = {
      roomId: this.roomId,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRoomClosed(view, offset, length);
  }
}

/** Writes RoomClosed. */
export class RoomClosedEncoder {
  static readonly templateId = 65;
  static readonly blockLength = 4;

  view: DataView = NO_VIEW;
  offset = 0;

  /** Begins an event. */
  publish(context: Context): this {
    return this.claim(context.events);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(12);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 4259844, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint32(at + 8, 0, true);
    return this;
  }

  /** the room */
  set roomId(value: number) {
    if (!(value >>> 0 === value)) refuse("RoomClosed.roomId", value, "an integer from 0 to 4294967295");
    this.view.setUint32(this.offset + 8, value, true);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: RoomClosed): this {
    this.roomId = value.roomId;
    return this;
  }
}

function validateRoomClosed(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RoomClosed has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 65) return `template ${templateId} is not RoomClosed, 65`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 4;
  if (blockLength < leastLength) return `RoomClosed has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RoomClosed has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `RoomClosed is followed by ${end - at} bytes that are not padding`;
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
    view.setUint32(at + 4, 65567, true); // Schema and its version.
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
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
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

/** A player thinks for long: half of the time is over, or all of it. */
export interface ClockRings {
  /** counted from 1, in the order in which they came */
  seat: number;
  /** whether the turn is over; otherwise it was a warning */
  isLast: boolean;
}

/** Reads ClockRings: A player thinks for long: half of the time is over, or all of it. */
export class ClockRingsDecoder {
  static readonly templateId = 80;
  static readonly blockLength = 2;

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

  /** counted from 1, in the order in which they came */
  get seat(): number {
    return this.view.getUint8(this.offset + 8);
  }

  /** whether the turn is over; otherwise it was a warning */
  get isLast(): boolean {
    return this.view.getUint8(this.offset + 9) === 1;
  }

  /** A plain object with the same content. Allocates: keep it off the hot path. */
  toObject(): ClockRings {
    const value: ClockRings = {
      seat: this.seat,
      isLast: this.isLast,
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateClockRings(view, offset, length);
  }
}

/** Writes ClockRings. */
export class ClockRingsEncoder {
  static readonly templateId = 80;
  static readonly blockLength = 2;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): this {
    context.schedule(deadline, 80, key);
    return this.claim(context.timers);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(80, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(10);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5242882, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    view.setUint8(at + 8, 0);
    view.setUint8(at + 9, 0);
    return this;
  }

  /** counted from 1, in the order in which they came */
  set seat(value: number) {
    if (!((value & 255) === value)) refuse("ClockRings.seat", value, "an integer from 0 to 255");
    this.view.setUint8(this.offset + 8, value);
  }

  /** whether the turn is over; otherwise it was a warning */
  set isLast(value: boolean) {
    if (!(typeof value === "boolean")) refuse("ClockRings.isLast", value, "true or false");
    this.view.setUint8(this.offset + 9, value ? 1 : 0);
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(value: ClockRings): this {
    this.seat = value.seat;
    this.isLast = value.isLast;
    return this;
  }
}

function validateClockRings(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `ClockRings has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 80) return `template ${templateId} is not ClockRings, 80`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 2;
  if (blockLength < leastLength) return `ClockRings has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `ClockRings has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  {
    const value = view.getUint8(offset + 8 + 1);
    if (!(value <= 1)) return `ClockRings.isLast is ${value}; it takes true or false`;
  }
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `ClockRings is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** A room has been of no use for a while. */
export interface RoomCloses {
}

/** Reads RoomCloses: A room has been of no use for a while. */
export class RoomClosesDecoder {
  static readonly templateId = 81;
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
  toObject(): RoomCloses {
    const value: RoomCloses = {
    };
    return value;
  }

  /** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */
  static validate(view: DataView, offset: number, length: number): string | undefined {
    return validateRoomCloses(view, offset, length);
  }
}

/** Writes RoomCloses. */
export class RoomClosesEncoder {
  static readonly templateId = 81;
  static readonly blockLength = 0;

  view: DataView = NO_VIEW;
  offset = 0;

  /**
   * Sets the timer with this key, or moves the one that is set. It fires once.
   * @param deadline cluster time in microseconds; what has passed counts as the next microsecond
   */
  schedule(context: Context, deadline: number, key: number): void {
    context.schedule(deadline, 81, key);
  }

  /** Nothing happens when there is none with this key. */
  cancel(context: Context, key: number): void {
    context.cancel(81, key);
  }

  /** Begins a message in which every field is zero, absent or empty until it is set. */
  claim(output: Output): this {
    const at = output.claim(8);
    const view = output.view;
    this.view = view;
    this.offset = at;
    view.setUint32(at, 5308416, true); // Block length and template.
    view.setUint32(at + 4, 65567, true); // Schema and its version.
    return this;
  }

  /** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */
  set(_value: RoomCloses): this {
    return this;
  }
}

function validateRoomCloses(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `RoomCloses has ${length} bytes, fewer than a message header's 8`;
  const blockLength = view.getUint16(offset, true);
  const templateId = view.getUint16(offset + 2, true);
  const schemaId = view.getUint16(offset + 4, true);
  const version = view.getUint16(offset + 6, true);
  if (templateId !== 81) return `template ${templateId} is not RoomCloses, 81`;
  if (schemaId !== 31) return `schema ${schemaId} is not lobby, 31`;
  const leastLength = 0;
  if (blockLength < leastLength) return `RoomCloses has a block of ${blockLength} bytes; it takes ${leastLength}`;
  if (blockLength > length - 8) return `RoomCloses has a block of ${blockLength} bytes, but ${length - 8} are left`;
  const end = offset + length;
  const at = offset + 8 + blockLength;
  if (version <= 1 && (end - at >= 8 || !isZero(view, at, end))) return `RoomCloses is followed by ${end - at} bytes that are not padding`;
  return undefined;
}

/** What a lobby service does: one method per command and query, each with exactly one reply or rejection. */
export interface LobbyHandlers extends Lifecycle {
  /** Opens a room and takes its first seat. The game begins when all seats are taken. */
  onOpenRoom(command: OpenRoomDecoder, context: Context): Handled;
  /** Takes the next seat of a room. */
  onJoinRoom(command: JoinRoomDecoder, context: Context): Handled;
  /** Rolls the die: a one ends the turn with nothing, anything else adds up. */
  onRoll(command: RollDecoder, context: Context): Handled;
  /** Keeps what was rolled in this turn, and ends it. */
  onKeep(command: KeepDecoder, context: Context): Handled;
  /** How a game stands. */
  onRoom(query: RoomDecoder, context: Context): Handled;
  /** Rooms that wait for players. */
  onRooms(query: RoomsDecoder, context: Context): Handled;
  /** A timer: A player thinks for long: half of the time is over, or all of it. Its key: the room's id. Nobody is answered. */
  onClockRings(timer: ClockRingsDecoder, context: Context): Handled;
  /** A timer: A room has been of no use for a while. Its key: the room's id. Nobody is answered. */
  onRoomCloses(timer: RoomClosesDecoder, context: Context): Handled;
}

/** One decoder of each request and timer, reused. */
export class LobbyDecoders {
  readonly openRoom: OpenRoomDecoder = new OpenRoomDecoder();
  readonly joinRoom: JoinRoomDecoder = new JoinRoomDecoder();
  readonly roll: RollDecoder = new RollDecoder();
  readonly keep: KeepDecoder = new KeepDecoder();
  readonly room: RoomDecoder = new RoomDecoder();
  readonly rooms: RoomsDecoder = new RoomsDecoder();
  readonly clockRings: ClockRingsDecoder = new ClockRingsDecoder();
  readonly roomCloses: RoomClosesDecoder = new RoomClosesDecoder();
}

/** Calls the handler of one well-formed command, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchLobbyCommand(
  handlers: LobbyHandlers,
  decoders: LobbyDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 1:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onOpenRoom(decoders.openRoom.wrap(view, offset), context);
    case 2:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onJoinRoom(decoders.joinRoom.wrap(view, offset), context);
    case 3:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onRoll(decoders.roll.wrap(view, offset), context);
    case 4:
      if ((context.roles & 1) === 0) return context.reject(RejectionCode.Forbidden);
      return handlers.onKeep(decoders.keep.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** Calls the handler of one well-formed query, when the caller's roles allow it. Hot path: no allocation. */
export function dispatchLobbyQuery(
  handlers: LobbyHandlers,
  decoders: LobbyDecoders,
  view: DataView,
  offset: number,
  context: Context,
): Handled {
  switch (view.getUint16(offset + 2, true)) {
    case 20:
      return handlers.onRoom(decoders.room.wrap(view, offset), context);
    case 21:
      return handlers.onRooms(decoders.rooms.wrap(view, offset), context);
    default:
      return context.reject(RejectionCode.Unsupported);
  }
}

/** What is wrong with a command or query that came from outside; undefined when nothing is. */
export function validateLobbyRequest(view: DataView, offset: number, length: number): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const version = view.getUint16(offset + 6, true);
  if (version > 1) return `version ${version} of lobby is newer than the one here, 1`;
  const templateId = view.getUint16(offset + 2, true);
  switch (templateId) {
    case 1:
      return validateOpenRoom(view, offset, length);
    case 2:
      return validateJoinRoom(view, offset, length);
    case 3:
      return validateRoll(view, offset, length);
    case 4:
      return validateKeep(view, offset, length);
    case 20:
      return validateRoom(view, offset, length);
    case 21:
      return validateRooms(view, offset, length);
    default:
      return `template ${templateId} is no command or query of lobby`;
  }
}

/** The service that a cluster runs, from its handlers: `lobbyService(new Lobby())`. */
export function lobbyService(handlers: LobbyHandlers): Service {
  return new LobbyService(handlers);
}

class LobbyService implements Service {
  readonly name = "lobby";
  readonly schemaId = 31;
  private readonly handlers: LobbyHandlers;
  private readonly decoders = new LobbyDecoders();

  constructor(handlers: LobbyHandlers) {
    this.handlers = handlers;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    return validateLobbyRequest(view, offset, length);
  }

  onCommand(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchLobbyCommand(this.handlers, this.decoders, view, offset, context);
  }

  onQuery(view: DataView, offset: number, _length: number, context: Context): void {
    dispatchLobbyQuery(this.handlers, this.decoders, view, offset, context);
  }

  onTimer(kind: number, key: number, payload: DataView, context: Context): void {
    switch (kind) {
      case 80: {
        const timer = this.decoders.clockRings.wrap(payload, 0);
        timer.key = key;
        this.handlers.onClockRings(timer, context);
        return;
      }
      case 81: {
        const timer = this.decoders.roomCloses.wrap(payload, 0);
        timer.key = key;
        this.handlers.onRoomCloses(timer, context);
        return;
      }
      default:
        throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of lobby");
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

/** The lobby service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */
export interface BoundLobby {
  /** Opens a room and takes its first seat. The game begins when all seats are taken. */
  openRoom(context: Context, tag: number): OpenRoomEncoder;
  /** Takes the next seat of a room. */
  joinRoom(context: Context, tag: number): JoinRoomEncoder;
  /** Rolls the die: a one ends the turn with nothing, anything else adds up. */
  roll(context: Context, tag: number): RollEncoder;
  /** Keeps what was rolled in this turn, and ends it. */
  keep(context: Context, tag: number): KeepEncoder;
}

/** Makes requests to the lobby service, wherever it runs, in the name of `caller`. */
export class LobbyBinding implements BoundLobby {
  private readonly boundCaller: Caller;
  private readonly openRoomEncoder: OpenRoomEncoder = new OpenRoomEncoder();
  private readonly joinRoomEncoder: JoinRoomEncoder = new JoinRoomEncoder();
  private readonly rollEncoder: RollEncoder = new RollEncoder();
  private readonly keepEncoder: KeepEncoder = new KeepEncoder();

  constructor(caller: Caller) {
    this.boundCaller = caller;
  }

  openRoom(context: Context, tag: number): OpenRoomEncoder {
    return this.openRoomEncoder.claim(context.call(this.boundCaller, tag));
  }

  joinRoom(context: Context, tag: number): JoinRoomEncoder {
    return this.joinRoomEncoder.claim(context.call(this.boundCaller, tag));
  }

  roll(context: Context, tag: number): RollEncoder {
    return this.rollEncoder.claim(context.call(this.boundCaller, tag));
  }

  keep(context: Context, tag: number): KeepEncoder {
    return this.keepEncoder.claim(context.call(this.boundCaller, tag));
  }
}

/** What became of requests to the lobby service: once for each, in the order in which they were made. */
export interface LobbyOutcomes {
  onOpenRoomOutcome(outcome: SeatTakenDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onJoinRoomOutcome(outcome: SeatTakenDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onRollOutcome(outcome: DieRolledDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
  onKeepOutcome(outcome: PointsKeptDecoder | RejectedDecoder | OutcomeUnknown, tag: number, context: Context): Handled;
}

/** One decoder of each reply to a command, reused. */
export class LobbyOutcomeDecoders {
  readonly seatTaken: SeatTakenDecoder = new SeatTakenDecoder();
  readonly dieRolled: DieRolledDecoder = new DieRolledDecoder();
  readonly pointsKept: PointsKeptDecoder = new PointsKeptDecoder();
  readonly rejected: RejectedDecoder = new RejectedDecoder();
  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();
}

/** Calls the handler of one outcome. */
export function dispatchLobbyOutcome(
  handlers: Partial<LobbyOutcomes>,
  decoders: LobbyOutcomeDecoders,
  outcome: CallOutcome,
  context: Context,
): Handled {
  const { view, offset, tag, unknownReason } = outcome;
  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;
  switch (outcome.templateId) {
    case 1:
      switch (templateId) {
        case 40:
          return handlers.onOpenRoomOutcome?.(decoders.seatTaken.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onOpenRoomOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onOpenRoomOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 2:
      switch (templateId) {
        case 40:
          return handlers.onJoinRoomOutcome?.(decoders.seatTaken.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onJoinRoomOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onJoinRoomOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 3:
      switch (templateId) {
        case 41:
          return handlers.onRollOutcome?.(decoders.dieRolled.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onRollOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onRollOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
    case 4:
      switch (templateId) {
        case 42:
          return handlers.onKeepOutcome?.(decoders.pointsKept.wrap(view, offset), tag, context);
        case 65535:
          return handlers.onKeepOutcome?.(decoders.rejected.wrap(view, offset), tag, context);
        default:
          return handlers.onKeepOutcome?.(decoders.outcomeUnknown.because(unknownReason), tag, context);
      }
  }
}

/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */
export function validateLobbyOutcome(
  templateId: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId !== 31) return `schema ${schemaId} is not that of lobby, 31`;
  const reply = view.getUint16(offset + 2, true);
  if (reply === 65535) return validateRejected(view, offset, length);
  switch (templateId) {
    case 1:
      if (reply === 40) return validateSeatTaken(view, offset, length);
      break;
    case 2:
      if (reply === 40) return validateSeatTaken(view, offset, length);
      break;
    case 3:
      if (reply === 41) return validateDieRolled(view, offset, length);
      break;
    case 4:
      if (reply === 42) return validatePointsKept(view, offset, length);
      break;
  }
  return `template ${reply} is no answer to command ${templateId} of lobby`;
}

/** Speaks to a lobby service through a session: one method per command and query. */
export class LobbyClient {
  private readonly channel: ClientChannel;
  private readonly buffer: MessageBuffer = new MessageBuffer();

  constructor(channel: ClientChannel) {
    this.channel = channel;
  }

  /** Opens a room and takes its first seat. The game begins when all seats are taken. */
  async openRoom(value: OpenRoom): Promise<Tagged<"SeatTaken", SeatTaken> | Tagged<"Rejected", Rejected>> {
    new OpenRoomEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(31, this.buffer.copy());
    return decodeLobbyReply(reply) as Tagged<"SeatTaken", SeatTaken> | Tagged<"Rejected", Rejected>;
  }

  /** Takes the next seat of a room. */
  async joinRoom(value: JoinRoom): Promise<Tagged<"SeatTaken", SeatTaken> | Tagged<"Rejected", Rejected>> {
    new JoinRoomEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(31, this.buffer.copy());
    return decodeLobbyReply(reply) as Tagged<"SeatTaken", SeatTaken> | Tagged<"Rejected", Rejected>;
  }

  /** Rolls the die: a one ends the turn with nothing, anything else adds up. */
  async roll(value: Roll): Promise<Tagged<"DieRolled", DieRolled> | Tagged<"Rejected", Rejected>> {
    new RollEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(31, this.buffer.copy());
    return decodeLobbyReply(reply) as Tagged<"DieRolled", DieRolled> | Tagged<"Rejected", Rejected>;
  }

  /** Keeps what was rolled in this turn, and ends it. */
  async keep(value: Keep): Promise<Tagged<"PointsKept", PointsKept> | Tagged<"Rejected", Rejected>> {
    new KeepEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(31, this.buffer.copy());
    return decodeLobbyReply(reply) as Tagged<"PointsKept", PointsKept> | Tagged<"Rejected", Rejected>;
  }

  /** How a game stands. */
  async room(value: Room): Promise<Tagged<"RoomState", RoomState> | Tagged<"Rejected", Rejected>> {
    new RoomEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(31, this.buffer.copy());
    return decodeLobbyReply(reply) as Tagged<"RoomState", RoomState> | Tagged<"Rejected", Rejected>;
  }

  /** Rooms that wait for players. */
  async rooms(value: Rooms): Promise<Tagged<"RoomList", RoomList> | Tagged<"Rejected", Rejected>> {
    new RoomsEncoder().claim(this.buffer).set(value);
    const reply = await this.channel.request(31, this.buffer.copy());
    return decodeLobbyReply(reply) as Tagged<"RoomList", RoomList> | Tagged<"Rejected", Rejected>;
  }
}

/** A reply as a plain object that says which one it is. */
export function decodeLobbyReply(message: Uint8Array): Tagged<"SeatTaken", SeatTaken> | Tagged<"DieRolled", DieRolled> | Tagged<"PointsKept", PointsKept> | Tagged<"RoomState", RoomState> | Tagged<"RoomList", RoomList> | Tagged<"Rejected", Rejected> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const templateId = view.getUint16(2, true);
  switch (templateId) {
    case 40:
      return { template: "SeatTaken", ...new SeatTakenDecoder().wrap(view, 0).toObject() };
    case 41:
      return { template: "DieRolled", ...new DieRolledDecoder().wrap(view, 0).toObject() };
    case 42:
      return { template: "PointsKept", ...new PointsKeptDecoder().wrap(view, 0).toObject() };
    case 43:
      return { template: "RoomState", ...new RoomStateDecoder().wrap(view, 0).toObject() };
    case 44:
      return { template: "RoomList", ...new RoomListDecoder().wrap(view, 0).toObject() };
    case 65535:
      return { template: "Rejected", ...new RejectedDecoder().wrap(view, 0).toObject() };
    default:
      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of lobby");
  }
}

/** All messages by name, as types. */
export interface LobbyMessages {
  commands: {
    OpenRoom: { fields: OpenRoom; reply: "SeatTaken" };
    JoinRoom: { fields: JoinRoom; reply: "SeatTaken" };
    Roll: { fields: Roll; reply: "DieRolled" };
    Keep: { fields: Keep; reply: "PointsKept" };
  };
  queries: {
    Room: { fields: Room; reply: "RoomState" };
    Rooms: { fields: Rooms; reply: "RoomList" };
  };
  replies: {
    SeatTaken: SeatTaken;
    DieRolled: DieRolled;
    PointsKept: PointsKept;
    RoomState: RoomState;
    RoomList: RoomList;
  };
  events: {
    PlayerSeated: PlayerSeated;
    TurnBegan: TurnBegan;
    DieFell: DieFell;
    TurnEnded: TurnEnded;
    HurryUp: HurryUp;
    GameWon: GameWon;
    RoomClosed: RoomClosed;
  };
  rejection: keyof typeof RejectionCode;
}

/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */
export const lobbyCodecs: Codecs<LobbyMessages> = [
  {
    name: "OpenRoom",
    encode: (value, output) => void new OpenRoomEncoder().claim(output).set(value as OpenRoom),
    decode: (view, offset) => new OpenRoomDecoder().wrap(view, offset).toObject(),
    validate: validateOpenRoom,
  },
  {
    name: "JoinRoom",
    encode: (value, output) => void new JoinRoomEncoder().claim(output).set(value as JoinRoom),
    decode: (view, offset) => new JoinRoomDecoder().wrap(view, offset).toObject(),
    validate: validateJoinRoom,
  },
  {
    name: "Roll",
    encode: (value, output) => void new RollEncoder().claim(output).set(value as Roll),
    decode: (view, offset) => new RollDecoder().wrap(view, offset).toObject(),
    validate: validateRoll,
  },
  {
    name: "Keep",
    encode: (value, output) => void new KeepEncoder().claim(output).set(value as Keep),
    decode: (view, offset) => new KeepDecoder().wrap(view, offset).toObject(),
    validate: validateKeep,
  },
  {
    name: "Room",
    encode: (value, output) => void new RoomEncoder().claim(output).set(value as Room),
    decode: (view, offset) => new RoomDecoder().wrap(view, offset).toObject(),
    validate: validateRoom,
  },
  {
    name: "Rooms",
    encode: (value, output) => void new RoomsEncoder().claim(output).set(value as Rooms),
    decode: (view, offset) => new RoomsDecoder().wrap(view, offset).toObject(),
    validate: validateRooms,
  },
  {
    name: "SeatTaken",
    encode: (value, output) => void new SeatTakenEncoder().claim(output).set(value as SeatTaken),
    decode: (view, offset) => new SeatTakenDecoder().wrap(view, offset).toObject(),
    validate: validateSeatTaken,
  },
  {
    name: "DieRolled",
    encode: (value, output) => void new DieRolledEncoder().claim(output).set(value as DieRolled),
    decode: (view, offset) => new DieRolledDecoder().wrap(view, offset).toObject(),
    validate: validateDieRolled,
  },
  {
    name: "PointsKept",
    encode: (value, output) => void new PointsKeptEncoder().claim(output).set(value as PointsKept),
    decode: (view, offset) => new PointsKeptDecoder().wrap(view, offset).toObject(),
    validate: validatePointsKept,
  },
  {
    name: "RoomState",
    encode: (value, output) => void new RoomStateEncoder().claim(output).set(value as RoomState),
    decode: (view, offset) => new RoomStateDecoder().wrap(view, offset).toObject(),
    validate: validateRoomState,
  },
  {
    name: "RoomList",
    encode: (value, output) => void new RoomListEncoder().claim(output).set(value as RoomList),
    decode: (view, offset) => new RoomListDecoder().wrap(view, offset).toObject(),
    validate: validateRoomList,
  },
  {
    name: "PlayerSeated",
    encode: (value, output) => void new PlayerSeatedEncoder().claim(output).set(value as PlayerSeated),
    decode: (view, offset) => new PlayerSeatedDecoder().wrap(view, offset).toObject(),
    validate: validatePlayerSeated,
  },
  {
    name: "TurnBegan",
    encode: (value, output) => void new TurnBeganEncoder().claim(output).set(value as TurnBegan),
    decode: (view, offset) => new TurnBeganDecoder().wrap(view, offset).toObject(),
    validate: validateTurnBegan,
  },
  {
    name: "DieFell",
    encode: (value, output) => void new DieFellEncoder().claim(output).set(value as DieFell),
    decode: (view, offset) => new DieFellDecoder().wrap(view, offset).toObject(),
    validate: validateDieFell,
  },
  {
    name: "TurnEnded",
    encode: (value, output) => void new TurnEndedEncoder().claim(output).set(value as TurnEnded),
    decode: (view, offset) => new TurnEndedDecoder().wrap(view, offset).toObject(),
    validate: validateTurnEnded,
  },
  {
    name: "HurryUp",
    encode: (value, output) => void new HurryUpEncoder().claim(output).set(value as HurryUp),
    decode: (view, offset) => new HurryUpDecoder().wrap(view, offset).toObject(),
    validate: validateHurryUp,
  },
  {
    name: "GameWon",
    encode: (value, output) => void new GameWonEncoder().claim(output).set(value as GameWon),
    decode: (view, offset) => new GameWonDecoder().wrap(view, offset).toObject(),
    validate: validateGameWon,
  },
  {
    name: "RoomClosed",
    encode: (value, output) => void new RoomClosedEncoder().claim(output).set(value as RoomClosed),
    decode: (view, offset) => new RoomClosedDecoder().wrap(view, offset).toObject(),
    validate: validateRoomClosed,
  },
  {
    name: "ClockRings",
    encode: (value, output) => void new ClockRingsEncoder().claim(output).set(value as ClockRings),
    decode: (view, offset) => new ClockRingsDecoder().wrap(view, offset).toObject(),
    validate: validateClockRings,
  },
  {
    name: "RoomCloses",
    encode: (value, output) => void new RoomClosesEncoder().claim(output).set(value as RoomCloses),
    decode: (view, offset) => new RoomClosesDecoder().wrap(view, offset).toObject(),
    validate: validateRoomCloses,
  },
  {
    name: "Rejected",
    encode: (value, output) => void new RejectedEncoder().claim(output).set(value as Rejected),
    decode: (view, offset) => new RejectedDecoder().wrap(view, offset).toObject(),
    validate: validateRejected,
  },
];
