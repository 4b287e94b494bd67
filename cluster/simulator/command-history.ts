import { Outcome } from "../client/cluster-port.ts";
import type { Batch } from "../batch.ts";
import { checksum } from "../checksum.ts";
import { CommandCursor } from "../command-cursor.ts";
import {
  type Outputs,
  RECORD_HEADER_BYTES,
  RecordFlag,
  recordFlags,
  recordLength,
  REPLIES_FRAME_HEADER_BYTES,
} from "../outputs.ts";
import { decodeRejected, SYSTEM_SCHEMA_ID, SystemRejection } from "../system-messages.ts";
import type { Call, HistoryRecorder } from "./history-recorder.ts";
import { InvariantViolation } from "./violation.ts";

/** What is known of all commands that consist of these bytes. */
interface Fate {
  given: number;
  /** Certainly not applied. */
  refused: number;
  applied: number;
}

/** A command that was given and not yet answered. */
export interface GivenCommand {
  readonly fingerprint: number;
  /** Somebody had been answered up to here when it was given: it comes later. */
  readonly afterPosition: number;
  readonly call: Call;
}

const PRINCIPALS = 1_048_576;

/**
 * What clients gave, what the committed log holds of it, and what they were answered. The three agree: each command
 * is applied once when it is answered, never when it is refused, and at most once when nobody knows; the answer is
 * that of a reference machine that applies the committed log; and who is given a command after another was
 * answered is applied after it.
 */
export class CommandHistory {
  private readonly fates = new Map<number, Fate>();
  /** At each position: what was applied there, and what it was answered. 0: nothing for a client. */
  private readonly fingerprints: number[] = [0];
  private readonly replies: number[] = [0];
  private readonly isClaimed: boolean[] = [false];
  private readonly correlations = new Map<number, number>();
  /** The highest that any client was answered with. */
  repliedPosition = 0;
  /** Of commands whose clients never heard how they ended. */
  unknown = 0;
  acknowledged = 0;
  private readonly recorder: HistoryRecorder;

  constructor(recorder: HistoryRecorder) {
    this.recorder = recorder;
  }

  give(principalId: number, message: Uint8Array): GivenCommand {
    const padded = new Uint8Array((message.byteLength + 7) & ~7); // As in the log.
    padded.set(message);
    const fingerprint = fingerprintOf(principalId, padded);
    this.fateOf(fingerprint).given++;
    const call = this.recorder.called(principalId, message, fingerprint);
    return { fingerprint, afterPosition: this.repliedPosition, call };
  }

  /** The reference machine has applied a committed batch. */
  apply(batch: Batch, outputs: Outputs): void {
    const { view, bytes } = outputs.replies;
    const cursor = new CommandCursor(batch);
    for (let run = 0; run < outputs.runCount; run++) {
      const end = outputs.runOffsets[run + 1];
      let record = outputs.runOffsets[run] + REPLIES_FRAME_HEADER_BYTES;
      for (; record < end; record += recordLength(view, record)) {
        cursor.next();
        const from = record + RECORD_HEADER_BYTES;
        const reply = bytes.subarray(from, record + recordLength(view, record));
        const isOld = (recordFlags(view, record) & RecordFlag.Duplicate) !== 0;
        const isFresh = cursor.sessionId !== 0 && !isOld && !isTurnedAway(view, from);
        this.isClaimed.push(false);
        this.replies.push(checksum(reply));
        const fingerprint = isFresh ? this.applyFresh(cursor) : 0;
        this.fingerprints.push(fingerprint);
        this.recorder.passed(batch.clusterTimeUs);
        if (isFresh) this.recorder.logged(fingerprint, batch.term, reply);
      }
    }
  }

  /** A client was told how its command ended. */
  answer(given: GivenCommand, outcome: Outcome, reply: Uint8Array, position: number): void {
    if (outcome === Outcome.Unknown) this.unknown++;
    if (outcome === Outcome.Replied) this.replied(given, reply, position);
    else if (isDefinite(outcome)) {
      const fate = this.fateOf(given.fingerprint);
      fate.refused++;
      this.checkRefused(fate);
      this.recorder.refused(given.call, given.fingerprint);
    }
  }

  private replied(
    { fingerprint, afterPosition, call }: GivenCommand,
    reply: Uint8Array,
    position: number,
  ): void {
    if (this.fingerprints[position] !== fingerprint || this.replies[position] !== checksum(reply)) {
      throw new InvariantViolation(
        "replies are those of the committed log",
        `position ${position}: ${describe(this.fingerprints[position], this.replies[position])} is there, ` +
          `and the client heard ${describe(fingerprint, checksum(reply))}`,
      );
    }
    if (this.isClaimed[position] === true) {
      throw new InvariantViolation("exactly once", `two commands were answered with position ${position}`);
    }
    if (position <= afterPosition) {
      throw new InvariantViolation(
        "replied in real-time order",
        `a command is at ${position}, which was given after ${afterPosition} was answered`,
      );
    }
    this.isClaimed[position] = true;
    this.repliedPosition = Math.max(this.repliedPosition, position);
    this.acknowledged++;
    this.recorder.returned(call, position);
  }

  private applyFresh({
    sessionId,
    correlationId,
    principalId,
    batch,
    messageOffset,
    messageLength,
    position,
  }: CommandCursor): number {
    const before = this.correlations.get(sessionId) ?? 0;
    if (correlationId <= before) {
      throw new InvariantViolation(
        "exactly once",
        `position ${position} applies ${correlationId} of session ${sessionId} again`,
      );
    }
    this.correlations.set(sessionId, correlationId);
    const message = batch.bytes.subarray(messageOffset, messageOffset + messageLength);
    const fingerprint = fingerprintOf(principalId, message);
    const fate = this.fateOf(fingerprint);
    fate.applied++;
    if (fate.applied > fate.given) {
      throw new InvariantViolation(
        "exactly once",
        `position ${position}: given ${fate.given} times, applied ${fate.applied} times`,
      );
    }
    this.checkRefused(fate);
    return fingerprint;
  }

  private checkRefused({ given, refused, applied }: Fate): void {
    if (applied <= given - refused) return;
    throw new InvariantViolation(
      "what is refused is never applied",
      `given ${given} times, refused ${refused} times, applied ${applied} times`,
    );
  }

  private fateOf(fingerprint: number): Fate {
    let fate = this.fates.get(fingerprint);
    if (fate === undefined) this.fates.set(fingerprint, (fate = { given: 0, refused: 0, applied: 0 }));
    return fate;
  }
}

/** Certainly not applied, now or later. */
function isDefinite(outcome: Outcome): boolean {
  return outcome !== Outcome.Replied && outcome !== Outcome.Halted && outcome !== Outcome.Unknown;
}

/** The session's numbers said no: the command was not looked at. */
function isTurnedAway(view: DataView, offset: number): boolean {
  const rejected = decodeRejected(view, offset);
  if (rejected?.schemaId !== SYSTEM_SCHEMA_ID) return false;
  const { code } = rejected;
  return (
    code === SystemRejection.REPLY_DROPPED ||
    code === SystemRejection.CORRELATION_GAP ||
    code === SystemRejection.SESSION_UNKNOWN
  );
}

/** Two of different bytes may meet: then they count as one, given twice. */
function fingerprintOf(principalId: number, message: Uint8Array): number {
  return checksum(message) * PRINCIPALS + (principalId % PRINCIPALS);
}

function describe(fingerprint: number | undefined, reply: number | undefined): string {
  return `command ${fingerprint ?? "none"} with reply ${reply ?? "none"}`;
}
