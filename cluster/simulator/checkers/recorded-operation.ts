/**
 * One operation of a recorded history, whoever recorded it: the simulator, or clients of real processes. Inputs and
 * outputs are those of the object's model; in files they are JSON, so an output that is undefined is one not known.
 */
export interface RecordedOperation {
  /** What it is about, such as a market: each object is judged alone, by its own model. */
  readonly object: string;
  /** Who asked: a process, or a session. For people. */
  readonly client: number;
  /**
   * Tells the operation from all others. Parts of one command that concern several objects have the same id, and are
   * recorded once for each object.
   */
  readonly id: string;
  /** A local query may be answered with an old state; its position says with which. */
  readonly kind: "command" | "query" | "local query";
  readonly input: unknown;
  /** Of a clock that all clients share. */
  readonly calledAt: number;
  /** Undefined when nobody was told how it ended. */
  readonly returnedAt?: number | undefined;
  /** Undefined when it is not known. */
  readonly output?: unknown;
  /**
   * Of a command, its own; of a query, that of the state that was seen. A command that nobody was told the end of has
   * one when it was found in the log afterwards.
   */
  readonly position?: number | undefined;
  /** Of the entry that holds the command, where known. */
  readonly term?: number | undefined;
}

/** A whole history. */
export interface RecordedHistory {
  /**
   * Whether commands of unknown outcome were looked for in the log: those without a position then had no effect.
   * Otherwise they may have had one at any time after their call.
   */
  readonly isLogKnown: boolean;
  readonly operations: readonly RecordedOperation[];
}
