import type { Report } from "./position-rules.ts";
import type { RecordedOperation } from "./recorded-operation.ts";

/** Commands and queries in one order: a query comes just after the command whose position it has. */
export function rankOf({ kind, position }: RecordedOperation): number | undefined {
  if (position === undefined) return undefined;
  return kind === "command" ? 2 * position : 2 * position + 1;
}

/**
 * What positions must be, whatever was asked: one command at each, terms that do not fall, and whoever is called
 * after another has returned comes after it. Local queries are let off the last.
 */
export function checkPlaces(operations: readonly RecordedOperation[], report: Report): void {
  checkCommands(operations, report);
  let furthest: RecordedOperation | undefined;
  for (const { operation, isReturn } of momentsOf(operations)) {
    const rank = rankOf(operation);
    if (rank === undefined || operation.kind === "local query") continue;
    const bound = furthest === undefined ? -1 : rankOf(furthest)!;
    if (isReturn && rank > bound) furthest = operation;
    if (isReturn || rank >= bound) continue;
    report(
      "positions agree with real time",
      `${operation.id} was called at ${operation.calledAt} and has position ${operation.position}; ` +
        `${furthest!.id} returned at ${furthest!.returnedAt} with position ${furthest!.position}`,
    );
  }
}

/** Of each operation, the highest rank that anyone had been told when it was called; -1 for none. */
export function ranksBefore(operations: readonly RecordedOperation[]): Map<RecordedOperation, number> {
  const ranks = new Map<RecordedOperation, number>();
  let furthest = -1;
  for (const { operation, isReturn } of momentsOf(operations)) {
    if (!isReturn) ranks.set(operation, furthest);
    else if (operation.kind !== "local query") furthest = Math.max(furthest, rankOf(operation) ?? -1);
  }
  return ranks;
}

function checkCommands(operations: readonly RecordedOperation[], report: Report): void {
  const commands = operations
    .filter(({ kind, position }) => kind === "command" && position !== undefined)
    .sort((a, b) => a.position! - b.position!);
  for (const [at, one] of commands.entries()) {
    const before = commands[at - 1];
    if (before?.position === one.position && before!.id !== one.id) {
      report("a position holds one command", `${before!.id} and ${one.id} are both at ${one.position}`);
    }
    if (before?.term !== undefined && one.term !== undefined && one.term < before.term) {
      report(
        "terms do not fall",
        `${one.id} is at ${one.position} of term ${one.term}, ${before.id} at ${before.position} of term ${before.term}`,
      );
    }
  }
}

interface Moment {
  readonly operation: RecordedOperation;
  readonly isReturn: boolean;
  readonly at: number;
}

/** Calls and returns in the order they happened; calls first where times are equal. */
function momentsOf(operations: readonly RecordedOperation[]): Moment[] {
  const moments = operations.flatMap((operation): Moment[] => {
    const { calledAt, returnedAt } = operation;
    const call = { operation, isReturn: false, at: calledAt };
    return returnedAt === undefined ? [call] : [call, { operation, isReturn: true, at: returnedAt }];
  });
  return moments.sort((a, b) => a.at - b.at || Number(a.isReturn) - Number(b.isReturn));
}
