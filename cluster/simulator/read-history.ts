import type { QueryOptions } from "../client/cluster-port.ts";
import { checksum } from "../checksum.ts";
import type { StateMachine } from "../state-machine.ts";
import type { CommandHistory } from "./command-history.ts";
import type { HistoryRecorder, Question } from "./history-recorder.ts";
import { InvariantViolation } from "./violation.ts";
import type { WorkloadCommand } from "./workload.ts";

/** A question that was asked and not yet answered. */
export interface AskedQuestion {
  readonly question: WorkloadCommand;
  /** The answer is of a state that has at least this position. */
  readonly fromPosition: number;
  readonly recorded: Question;
}

/**
 * What clients asked, and what they heard: an answer is of a state as new as was promised, and where the reference
 * machine stands at the same position, it says the same.
 */
export class ReadHistory {
  private readonly reference: StateMachine;
  private readonly commands: CommandHistory;
  private readonly recorder: HistoryRecorder;
  answered = 0;

  constructor(reference: StateMachine, commands: CommandHistory, recorder: HistoryRecorder) {
    this.reference = reference;
    this.commands = commands;
    this.recorder = recorder;
  }

  ask(question: WorkloadCommand, { consistency, minPosition }: QueryOptions): AskedQuestion {
    // Whoever was answered before, it is seen; a local query sees what it names.
    const fromPosition = consistency === "local" ? (minPosition ?? 0) : this.commands.repliedPosition;
    const { caller, message } = question;
    const recorded = this.recorder.asked(caller.principalId, message, consistency === "local");
    return { question, fromPosition, recorded };
  }

  answer({ question, fromPosition, recorded }: AskedQuestion, reply: Uint8Array, position: number): void {
    this.answered++;
    const { reference } = this;
    if (position < fromPosition || position > reference.appliedPosition) {
      throw new InvariantViolation(
        "reads see what was committed",
        `an answer is of position ${position}; ${fromPosition} was asked for, ${reference.appliedPosition} is committed`,
      );
    }
    this.recorder.answered(recorded, position, reply);
    if (position !== reference.appliedPosition) return;
    const { message, caller } = question;
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    const expected = reference.query(view, 0, message.byteLength, caller.principalId, caller.roles);
    if (checksum(expected) === checksum(reply.subarray(0, expected.byteLength))) return;
    throw new InvariantViolation(
      "reads see what was committed",
      `an answer of position ${position} is not that of a replay`,
    );
  }
}
