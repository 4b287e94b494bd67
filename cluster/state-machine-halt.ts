import { assert } from "./assert.ts";
import type { Batch } from "./batch.ts";
import { CommandCursor } from "./command-cursor.ts";
import { SkipUnknownError } from "./system-commands.ts";
import { schemaIdOf, type SkipCommand, templateIdOf } from "./system-messages.ts";
import { VersionUnsupportedError } from "./version-unsupported-error.ts";

/**
 * Why and where the apply stands still. It is the same on every node with the same build: the log
 * and the votes go on, the half-changed state is of no use, and the node rebuilds it from the log
 * when a new build, or a SkipCommand in the log, gets past the position (replay.ts).
 */
export interface Halt {
  /**
   * "exception": a handler threw. "skip": the log says that a command that was applied here is skipped. "version": the
   * log activates a version that this build does not support.
   */
  kind: "exception" | "skip" | "version";
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

export function haltKindOf(thrown: unknown): Halt["kind"] {
  if (thrown instanceof VersionUnsupportedError) return "version";
  return thrown instanceof SkipUnknownError ? "skip" : "exception";
}

export function describeHalt(
  batch: Batch,
  kind: Halt["kind"],
  position: number,
  timer: Halt["timer"],
  thrown: unknown,
): Halt {
  const error = thrown instanceof Error ? thrown : new Error(`a handler threw ${String(thrown)}`);
  const command = new CommandCursor(batch);
  while (command.position < position) assert(command.next());
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
    principalId: command.principalId,
    messageHex: toHex(
      batch.bytes.subarray(command.messageOffset, command.messageOffset + command.messageLength),
    ),
    error,
    text:
      kind === "version"
        ? error.message
        : kind === "skip"
          ? `position ${position} skips one that was applied here: the state has to be rebuilt from the log`
          : `position ${position} (index ${batch.index}): ${what} failed with ${error.name}: ${error.message}. ` +
            `Start a build that handles it, or skip it with: lockstep skip ${position}`,
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
