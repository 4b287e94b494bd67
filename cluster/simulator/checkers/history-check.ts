import { describeCounterexample } from "./counterexample.ts";
import { checkLinearizability } from "./linearizability.ts";
import { LinearizationSearch } from "./linearization-search.ts";
import type { SearchBounds, Verdict } from "./linearization-search.ts";
import { eventsOf } from "./history-events.ts";
import type { Operation } from "./operation.ts";
import { replayInOrder } from "./ordered-replay.ts";
import { checkPlaces, rankOf, ranksBefore } from "./place-check.ts";
import type { PositionViolation } from "./position-rules.ts";
import type { RecordedHistory, RecordedOperation } from "./recorded-operation.ts";
import type { SequentialModel } from "./sequential-model.ts";

export type AnyModel = SequentialModel<unknown, unknown, unknown>;

export interface ObjectReport {
  readonly object: string;
  readonly operations: number;
  /** Of them, those whose end nobody was told. */
  readonly unknown: number;
  /** Undecided is never a pass. */
  readonly verdict: Verdict;
  /** For people, when it is not linearizable. */
  readonly explanation: string | undefined;
}

export interface HistoryReport {
  /** Linearizable when every object is and no rule of positions is broken. */
  readonly verdict: Verdict;
  readonly objects: readonly ObjectReport[];
  readonly violations: readonly PositionViolation[];
}

/** Earlier operations that an explanation shows. */
const BEFORE_SHOWN = 8;

/**
 * Judges a history: whether positions agree with each other and with real time, and whether each object is
 * linearizable.
 *
 * The order that the positions give is tried first. When it agrees with real time and explains all replies, it is
 * itself the proof that the object is linearizable, in one pass. Only when it does not, or when there is none, an
 * order is searched for. Local queries are held against the state at their position; they promise no more.
 *
 * @param bounds asked for at the beginning of each search
 */
export function checkHistory(
  { operations, isLogKnown }: RecordedHistory,
  modelOf: (object: string) => AnyModel,
  bounds: () => SearchBounds,
): HistoryReport {
  const violations: PositionViolation[] = [];
  checkPlaces(operations, (rule, detail) => violations.push({ rule, detail }));
  const isInRealTime = violations.length === 0;
  const lowest = ranksBefore(operations);
  const objects = [...byObject(operations)].map(([object, own]): ObjectReport => {
    const happened = own.filter((one) => !isLogKnown || hasHappened(one));
    const placed = checkByPlaces(modelOf(object), happened, lowest, bounds());
    if (placed.violation !== undefined) violations.push(placed.violation(object));
    const searched =
      placed.isExplained && isInRealTime ? undefined : search(modelOf(object), object, happened, bounds());
    return {
      object,
      operations: own.length,
      unknown: own.filter(({ returnedAt }) => returnedAt === undefined).length,
      verdict: searched?.verdict ?? "linearizable",
      explanation: searched?.explanation,
    };
  });
  const verdicts = new Set(objects.map(({ verdict }) => verdict));
  let verdict: Verdict = verdicts.has("undecided") ? "undecided" : "linearizable";
  if (violations.length > 0 || verdicts.has("not linearizable")) verdict = "not linearizable";
  return { verdict, objects, violations };
}

/** An answer was heard, or the log holds it, or says what came of it. */
function hasHappened({ returnedAt, position, output }: RecordedOperation): boolean {
  return returnedAt !== undefined || position !== undefined || output !== undefined;
}

interface PlacedResult {
  readonly isExplained: boolean;
  readonly violation?: (object: string) => PositionViolation;
}

/** Whether the order of the positions explains what was said, those of unknown place put where they fit. */
function checkByPlaces(
  model: AnyModel,
  operations: readonly RecordedOperation[],
  lowest: ReadonlyMap<RecordedOperation, number>,
  bounds: SearchBounds,
): PlacedResult {
  if (operations.some((one) => one.position === undefined && hasHappened(one))) return { isExplained: false };
  const placed = operations.filter(hasHappened).sort((a, b) => rankOf(a)! - rankOf(b)!);
  if (placed.length === operations.length) {
    const steps = placed.map(({ input, output }) => ({ input, output }));
    const end = replayInOrder(model, steps);
    if (end.verdict !== "impossible") return { isExplained: end.verdict === "explained" };
    const { at, states } = end;
    return { isExplained: false, violation: (object) => misreplied(object, model, placed, at, states) };
  }
  // Time is the place in the log here: who has one takes no time, and who has none may come at any later one.
  const inLog = operations.map((one): Operation<unknown, unknown> => {
    const rank = rankOf(one);
    const { client, input, output } = one;
    if (rank === undefined) return { client, input, calledAt: 2 * lowest.get(one)! + 1, reply: undefined };
    return { client, input, calledAt: 2 * rank, reply: { output, returnedAt: 2 * rank } };
  });
  const result = new LinearizationSearch(model, inLog, eventsOf(inLog), bounds).run();
  if (result.verdict !== "not linearizable") return { isExplained: result.verdict === "linearizable" };
  const blocked = eventsOf(inLog)[result.blockedAt!]!.operation;
  const at = placed.indexOf(operations[blocked]!);
  return {
    isExplained: false,
    violation: (object) => misreplied(object, model, placed, at, [result.state]),
  };
}

function misreplied(
  object: string,
  model: AnyModel,
  placed: readonly RecordedOperation[],
  at: number,
  states: readonly unknown[],
): PositionViolation {
  const { id, position, input } = placed[at]!;
  const expected = states.map((state) => JSON.stringify(model.outputOf?.(state, input))).find(Boolean);
  return {
    rule: "replies are those of a replay",
    detail: [
      `${object}: ${id} at ${position} was told what a replay does not say${expected === undefined ? "" : `, which is ${expected}`}:`,
      `  ${describeOperation(placed[at]!)}`,
      `before it in the log, the last first:`,
      ...placed
        .slice(Math.max(0, at - BEFORE_SHOWN), at)
        .reverse()
        .map((one) => `  ${describeOperation(one)}`),
      `the state before it: ${states.map((state) => model.identify(state)).join(" or ") || "empty"}`,
    ].join("\n"),
  };
}

function describeOperation({
  id,
  client,
  kind,
  input,
  output,
  calledAt,
  returnedAt,
  position,
}: RecordedOperation): string {
  const told = output === undefined ? "unknown" : JSON.stringify(output);
  return `${position ?? "?"}: client ${client}'s ${kind} ${id} ${JSON.stringify(input)} -> ${told} (${calledAt}..${returnedAt ?? "never heard"})`;
}

/** Calls and returns alone, as if there were no positions. */
function search(
  model: AnyModel,
  object: string,
  operations: readonly RecordedOperation[],
  bounds: SearchBounds,
): { readonly verdict: Verdict; readonly explanation: string | undefined } {
  const asked = operations.flatMap((one): Operation<unknown, unknown>[] => {
    const { client, input, output, calledAt, returnedAt = Infinity, kind } = one;
    if (kind === "local query") return [];
    const isOpen = !hasHappened(one);
    return [{ client, input, calledAt, reply: isOpen ? undefined : { output, returnedAt } }];
  });
  const report = checkLinearizability({ ...model, partitionOf: () => object }, asked, bounds);
  const { counterexample } = report;
  return {
    verdict: report.verdict,
    explanation: counterexample === undefined ? undefined : describeCounterexample(counterexample),
  };
}

function byObject(operations: readonly RecordedOperation[]): Map<string, RecordedOperation[]> {
  const objects = new Map<string, RecordedOperation[]>();
  for (const operation of operations) {
    const own = objects.get(operation.object);
    if (own === undefined) objects.set(operation.object, [operation]);
    else own.push(operation);
  }
  return objects;
}
