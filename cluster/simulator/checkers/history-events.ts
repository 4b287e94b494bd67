import type { Operation } from "./operation.ts";

/** Calls and returns of a history in the order they happened; calls first where times are equal. */
export interface HistoryEvent {
  /** Index of the operation. */
  readonly operation: number;
  readonly isReturn: boolean;
  readonly at: number;
}

export function eventsOf(operations: readonly Operation<unknown, unknown>[]): HistoryEvent[] {
  const events = operations.flatMap(({ calledAt, reply }, operation) => {
    const call = { operation, isReturn: false, at: calledAt };
    return reply === undefined ? [call] : [call, { operation, isReturn: true, at: reply.returnedAt }];
  });
  return events.sort((a, b) => a.at - b.at || Number(a.isReturn) - Number(b.isReturn));
}
