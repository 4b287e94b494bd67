import {
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  MESSAGE_HEADER_BYTES,
  RUN_HEADER_BYTES,
} from "./batch.ts";
import { limits } from "./limits.ts";
import { isOpenSession, validateSystemCommand } from "./system-messages.ts";
import { readU53 } from "./u53.ts";

/** @returns undefined when the message is well-formed, else what is wrong with it */
export type ValidateMessage = (view: DataView, offset: number, length: number) => string | undefined;

/** How a check ended. */
export const RunVerdict = {
  Valid: 0,
  /** The command at `badIndex` is malformed; the others may be sent without it. */
  BadCommand: 1,
  /** Lengths or ids contradict each other: nothing in these bytes can be trusted. */
  BadRun: 2,
} as const;
export type RunVerdict = (typeof RunVerdict)[keyof typeof RunVerdict];

/**
 * Checks a client's run in full, before any of it is sequenced: what passes here, every replica can
 * apply. Foreign bytes end in a verdict, never in an exception. Hot path: no allocation for valid runs.
 */
export class RunCheck {
  private readonly validate: ValidateMessage;
  /** Of the last check that was not Valid. */
  reason = "";
  badIndex = 0;

  constructor(validate: ValidateMessage) {
    this.validate = validate;
  }

  /**
   * @param offset of the run in `view`
   * @param length of the bytes that hold it
   */
  check(view: DataView, offset: number, length: number): RunVerdict {
    if (length < RUN_HEADER_BYTES + COMMAND_HEADER_BYTES + MESSAGE_HEADER_BYTES) {
      return this.badRun(`a run of ${length} bytes holds no command`);
    }
    const runLength = view.getUint32(offset, true);
    if (runLength !== length) {
      return this.badRun(`the run says ${runLength} bytes, its frame holds ${length}`);
    }
    const count = view.getUint32(offset + 4, true);
    const sessionId = readU53(view, offset + 8);
    const first = readU53(view, offset + 16);
    const acknowledged = readU53(view, offset + 24);
    if (!Number.isSafeInteger(sessionId)) return this.badRun("the session id is not below 2^53");
    if (sessionId !== 0 && (first === 0 || acknowledged >= first || !Number.isSafeInteger(first + count))) {
      return this.badRun(
        `correlation ids are at least 1, below 2^53 and above the acknowledged one: ` +
          `first ${first}, acknowledged ${acknowledged}`,
      );
    }
    if (!Number.isSafeInteger(first)) return this.badRun("the correlation id is not below 2^53");
    const structure = this.checkStructure(view, offset, length, count);
    if (structure !== RunVerdict.Valid) return structure;
    return sessionId === 0
      ? this.checkOpenSession(view, offset, count)
      : this.checkMessages(view, offset, count);
  }

  /** The commands fill the run exactly: a second pass may then trust every length. */
  private checkStructure(view: DataView, offset: number, length: number, count: number): RunVerdict {
    const end = offset + length;
    let at = offset + RUN_HEADER_BYTES;
    for (let index = 0; index < count; index++) {
      if (end - at < COMMAND_HEADER_BYTES + MESSAGE_HEADER_BYTES) {
        return this.badRun(`the run says ${count} commands, only ${index} fit`);
      }
      const commandLength = view.getUint16(at, true) * 8;
      const headerLength =
        (view.getUint8(at + 2) & CommandFlag.IdempotencyKey) !== 0
          ? COMMAND_HEADER_BYTES + IDEMPOTENCY_BYTES
          : COMMAND_HEADER_BYTES;
      if (commandLength < headerLength + MESSAGE_HEADER_BYTES || commandLength > end - at) {
        return this.badRun(
          `command ${index} says ${commandLength} bytes, where ${end - at} are left and ` +
            `${headerLength + MESSAGE_HEADER_BYTES} are the least`,
        );
      }
      at += commandLength;
    }
    if (at !== end || count === 0) {
      return this.badRun(`${end - at} bytes follow the last of ${count} commands`);
    }
    return RunVerdict.Valid;
  }

  private checkMessages(view: DataView, offset: number, count: number): RunVerdict {
    let at = offset + RUN_HEADER_BYTES;
    for (let index = 0; index < count; index++) {
      const length = view.getUint16(at, true) * 8;
      const flags = view.getUint8(at + 2);
      if ((flags & ~CommandFlag.IdempotencyKey) !== 0) {
        return this.badCommand(index, `command flags ${flags} are not defined`);
      }
      if (length > limits.commandBytesMax) {
        return this.badCommand(
          index,
          `a command of ${length} bytes is over the bound of ${limits.commandBytesMax}`,
        );
      }
      const header = flags === 0 ? COMMAND_HEADER_BYTES : COMMAND_HEADER_BYTES + IDEMPOTENCY_BYTES;
      const wrong = this.validate(view, at + header, length - header);
      if (wrong !== undefined) return this.badCommand(index, wrong);
      at += length;
    }
    return RunVerdict.Valid;
  }

  /** Session 0 is the cluster's own: of it a client may send one OpenSession, and nothing else. */
  private checkOpenSession(view: DataView, offset: number, count: number): RunVerdict {
    const at = offset + RUN_HEADER_BYTES;
    const message = at + COMMAND_HEADER_BYTES;
    if (count !== 1 || view.getUint8(at + 2) !== 0 || !isOpenSession(view, message)) {
      return this.badCommand(0, "a run of session 0 is one OpenSession; open a session for other commands");
    }
    const wrong = validateSystemCommand(view, message, view.getUint16(at, true) * 8 - COMMAND_HEADER_BYTES);
    return wrong === undefined ? RunVerdict.Valid : this.badCommand(0, wrong);
  }

  private badRun(reason: string): RunVerdict {
    this.reason = reason;
    this.badIndex = 0;
    return RunVerdict.BadRun;
  }

  private badCommand(index: number, reason: string): RunVerdict {
    this.reason = reason;
    this.badIndex = index;
    return RunVerdict.BadCommand;
  }
}
