import { eventsOf } from "./history-events.ts";
import type { Report } from "./position-rules.ts";
import type { LogRecord, PositionedOperation } from "./positioned-operation.ts";

/**
 * Whoever is called after another has returned comes after it: a command at a higher position, a query at the same
 * at least. Commands of unknown outcome that are in the log may be late, but not early.
 */
export function checkRealTime(
  operations: readonly PositionedOperation<unknown, unknown>[],
  places: ReadonlyMap<string, LogRecord<unknown>>,
  report: Report,
): void {
  let furthest = -1;
  let furthestOperation: PositionedOperation<unknown, unknown> | undefined;
  for (const { operation: index, isReturn, at } of eventsOf(operations)) {
    const operation = operations[index]!;
    const rank = rankOf(operation, places);
    if (rank === undefined) continue;
    if (isReturn) {
      if (rank <= furthest) continue;
      furthest = rank;
      furthestOperation = operation;
    } else if (rank < furthest) {
      report(
        "positions agree with real time",
        `${operation.id} was called at ${at} and has position ${positionIn(rank)}; ${furthestOperation!.id} ` +
          `returned at ${furthestOperation!.reply!.returnedAt} with position ${positionIn(furthest)}`,
      );
    }
  }
}

/** Commands and queries in one order: a query comes just after the command whose position it has. */
function rankOf(
  { id, isQuery, reply }: PositionedOperation<unknown, unknown>,
  places: ReadonlyMap<string, LogRecord<unknown>>,
): number | undefined {
  if (isQuery) return reply === undefined ? undefined : reply.position * 2 + 1;
  const position = reply?.position ?? places.get(id)?.position;
  return position === undefined ? undefined : position * 2;
}

const positionIn = (rank: number): number => Math.floor(rank / 2);
