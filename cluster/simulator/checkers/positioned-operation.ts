import type { Operation, Reply } from "./operation.ts";

/** An operation whose reply says where in the log it took effect. */
export interface PositionedOperation<Input, Output> extends Operation<Input, Output> {
  /** What tells it from all others, such as session and correlation id. The same for all sendings of a command. */
  readonly id: string;
  /** A query is not in the log: it sees the state that the log led to at its position. */
  readonly isQuery: boolean;
  readonly reply: PositionedReply<Output> | undefined;
}

export interface PositionedReply<Output> extends Reply<Output> {
  /** Of a command, its own; of a query, the last one applied, 0 for none. */
  readonly position: number;
  /** Of the entry that holds the command, where the reply tells. */
  readonly term?: number;
}

/** One command of the committed log. */
export interface LogRecord<Input> {
  readonly position: number;
  readonly term?: number;
  readonly source: ClientCommand | OwnCommand<Input>;
}

/** Asked for by a client: the history has its input. */
export interface ClientCommand {
  readonly id: string;
}

/** Asked for by nobody who kept a history: time, preparations, the cluster itself. */
export interface OwnCommand<Input> {
  readonly input: Input;
}

export function isClientCommand(source: ClientCommand | OwnCommand<unknown>): source is ClientCommand {
  return "id" in source;
}
