import {
  type Batch,
  BATCH_HEADER_BYTES,
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  RUN_HEADER_BYTES,
} from "./batch.ts";
import { schemaIdOf, type SkipCommand, templateIdOf } from "./system-messages.ts";
import { readU53 } from "./u53.ts";

/**
 * Why and where the apply stands still. It is the same on every node with the same build: the log
 * and the votes go on, the half-changed state is of no use, and the node rebuilds it from the log
 * when a new build, or a SkipCommand in the log, gets past the position (replay.ts).
 */
export interface Halt {
  /** "exception": a handler threw. "skip": the log says that a command that was applied here is skipped. */
  kind: "exception" | "skip";
  /** Of the batch; rebuild up to the one before. */
  index: number;
  position: number;
  /** Set when it was a timer that fired before the command, not the command. */
  timer: { schemaId: number; kind: number; key: number } | undefined;
  schemaId: number;
  templateId: number;
  sessionId: number;
  principalId: number;
  /** The command's SBE message. */
  messageHex: string;
  /** With the stack. */
  error: Error;
  /** What happened, where, and what helps: for the operator. */
  text: string;
}

/** What an administrator may put into the log to get past the halt. */
export function skipFor(halt: Halt): SkipCommand {
  return { position: halt.position, timer: halt.timer };
}

export function describeHalt(
  batch: Batch,
  kind: Halt["kind"],
  position: number,
  timer: Halt["timer"],
  thrown: unknown,
): Halt {
  const error = thrown instanceof Error ? thrown : new Error(`a handler threw ${String(thrown)}`);
  const command = locateCommand(batch, position);
  const schemaId = schemaIdOf(batch.view, command.messageOffset);
  const templateId = templateIdOf(batch.view, command.messageOffset);
  const what =
    timer === undefined
      ? `the command with schema ${schemaId}, template ${templateId}`
      : `the timer of schema ${timer.schemaId} with kind ${timer.kind}, key ${timer.key}`;
  return {
    kind,
    index: batch.index,
    position,
    timer,
    schemaId,
    templateId,
    sessionId: command.sessionId,
    principalId: batch.view.getUint32(command.offset + 4, true),
    messageHex: toHex(
      batch.bytes.subarray(command.messageOffset, command.messageOffset + command.messageLength),
    ),
    error,
    text:
      kind === "skip"
        ? `position ${position} skips one that was applied here: the state has to be rebuilt from the log`
        : `position ${position} (index ${batch.index}): ${what} failed with ${error.name}: ${error.message}. ` +
          `Start a build that handles it, or skip it with: lockstep skip ${position}`,
  };
}

export interface CommandLocation {
  /** Of the command header. */
  offset: number;
  messageOffset: number;
  /** With padding. */
  messageLength: number;
  sessionId: number;
  correlationId: number;
}

/** Finds a command in its batch, from the batch's first byte. Cold path: halts and tools. */
export function locateCommand(batch: Batch, position: number): CommandLocation {
  const { view } = batch;
  let first = batch.firstPosition;
  let run = BATCH_HEADER_BYTES;
  while (position >= first + view.getUint32(run + 4, true)) {
    first += view.getUint32(run + 4, true);
    run += view.getUint32(run, true);
  }
  let offset = run + RUN_HEADER_BYTES;
  for (let left = position - first; left > 0; left--) offset += view.getUint16(offset, true) * 8;
  const flagged = (view.getUint8(offset + 2) & CommandFlag.IdempotencyKey) !== 0;
  const headerBytes = COMMAND_HEADER_BYTES + (flagged ? IDEMPOTENCY_BYTES : 0);
  return {
    offset,
    messageOffset: offset + headerBytes,
    messageLength: view.getUint16(offset, true) * 8 - headerBytes,
    sessionId: readU53(view, run + 8),
    correlationId: readU53(view, run + 16) + (position - first),
  };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A handler that gave no reply, or several. */
export class ReplyCountError extends Error {
  override readonly name = "ReplyCountError";
  readonly code = "REPLY_COUNT";

  constructor(service: string, count: number) {
    super(`${service} gave ${count} replies to one command; exactly one is needed`);
  }
}
