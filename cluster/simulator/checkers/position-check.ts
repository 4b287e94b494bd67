import { ReplayCheck } from "./replay-check.ts";
import { checkRealTime } from "./real-time-check.ts";
import type { PositionViolation, Report } from "./position-rules.ts";
import { isClientCommand } from "./positioned-operation.ts";
import type { LogRecord, PositionedOperation } from "./positioned-operation.ts";
import type { DeterministicModel } from "./sequential-model.ts";

export interface PositionReport<State> {
  /** Empty when all is well; at most `violationsMax`. */
  readonly violations: readonly PositionViolation[];
  /** After the whole log. */
  readonly state: State;
  readonly repliesCompared: number;
}

/** More of them seldom say more. */
const violationsMax = 20;

/**
 * The fast check: where `checkLinearizability` has to find an order, this one is told it by the positions, and takes
 * one pass. It finds less only where the log itself is wrong in a way that agrees with all replies.
 *
 * @param log all committed commands in the order of the log, from the first
 */
export function checkPositions<State, Input, Output>(
  model: DeterministicModel<State, Input, Output>,
  operations: readonly PositionedOperation<Input, Output>[],
  log: readonly LogRecord<Input>[],
): PositionReport<State> {
  const violations: PositionViolation[] = [];
  const report: Report = (rule, detail) => {
    if (violations.length < violationsMax) violations.push({ rule, detail });
  };
  const commands = new Map(operations.flatMap((one) => (one.isQuery ? [] : [[one.id, one]])));
  const places = placesOf(log, commands, report);
  checkAcknowledged(commands.values(), places, report);
  checkRealTime(operations, places, report);
  const replay = new ReplayCheck(model, operations, report);
  for (const record of log) replay.apply(record, commands);
  replay.finish();
  return { violations, state: replay.state, repliesCompared: replay.repliesCompared };
}

/** Where each command is in the log. */
function placesOf(
  log: readonly LogRecord<unknown>[],
  commands: ReadonlyMap<string, unknown>,
  report: Report,
): Map<string, LogRecord<unknown>> {
  const places = new Map<string, LogRecord<unknown>>();
  let last: LogRecord<unknown> = { position: 0, source: { input: undefined } };
  for (const record of log) {
    if (record.position <= last.position || (record.term ?? 0) < (last.term ?? 0)) {
      report("positions grow and terms do not fall", `${placeText(record)} after ${placeText(last)}`);
    }
    last = record;
    if (!isClientCommand(record.source)) continue;
    const { id } = record.source;
    const before = places.get(id);
    if (before !== undefined) {
      report("each command is in the log once", `${id} at ${placeText(before)} and at ${placeText(record)}`);
    }
    if (!commands.has(id)) report("the log holds what was asked for", `${id} at ${placeText(record)}`);
    places.set(id, before ?? record);
  }
  return places;
}

function checkAcknowledged(
  commands: Iterable<PositionedOperation<unknown, unknown>>,
  places: ReadonlyMap<string, LogRecord<unknown>>,
  report: Report,
): void {
  for (const { id, reply } of commands) {
    if (reply === undefined) continue;
    const record = places.get(id);
    const isThere = record?.position === reply.position;
    if (isThere && (record.term === undefined || record.term === (reply.term ?? record.term))) continue;
    const truth = record === undefined ? "it is not in the log" : `it is at ${placeText(record)}`;
    report("what was acknowledged is in the log", `${id} was acknowledged at ${placeText(reply)}; ${truth}`);
  }
}

function placeText({ position, term }: { readonly position: number; readonly term?: number }): string {
  return term === undefined ? `${position}` : `${position} of term ${term}`;
}
