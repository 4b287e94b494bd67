import { assert } from "../../assert.ts";
import { eventsOf } from "./history-events.ts";
import type { HistoryEvent } from "./history-events.ts";
import { LinearizationSearch } from "./linearization-search.ts";
import type { SearchBounds, SearchResult } from "./linearization-search.ts";
import type { Operation } from "./operation.ts";
import type { SequentialModel } from "./sequential-model.ts";

/** Where a history stops making sense: everything up to just before the reply can be explained. */
export interface Counterexample<State, Input, Output> {
  readonly partition: string;
  /** With its reply, the history up to here cannot be linearized. */
  readonly operation: Operation<Input, Output>;
  /** Called, and not returned when the operation returned; without the replies that some of them had later. */
  readonly open: readonly Operation<Input, Output>[];
  /** One order that explains all replies before that of the operation; may hold open ones. */
  readonly explained: readonly Operation<Input, Output>[];
  /** What that order leads to. */
  readonly state: State;
  /** False when a bound was met while looking for the shortest prefix. */
  readonly isShortest: boolean;
}

/** The shortest prefix of a history that is not linearizable. @param result of the search that says so */
export function findCounterexample<State, Input, Output>(
  model: SequentialModel<State, Input, Output>,
  partition: string,
  operations: readonly Operation<Input, Output>[],
  result: SearchResult<State>,
  bounds: SearchBounds,
): Counterexample<State, Input, Output> {
  assert(result.verdict === "not linearizable" && result.blockedAt !== undefined);
  const events = eventsOf(operations);
  const searchPrefix = (end: number) => {
    const prefix = prefixOf(operations, events, end);
    return { prefix, result: new LinearizationSearch(model, prefix, eventsOf(prefix), bounds).run() };
  };
  // An order got as far as `blockedAt`, and a prefix knows fewer replies, so no shorter prefix is bad. It need not be
  // this one: the cause may be the reply of an operation that was still open. Whoever goes on stays bad.
  const returns = events.flatMap(({ isReturn }, i) => (isReturn && i >= result.blockedAt! ? [i] : []));
  let isShortest = true;
  let low = 0;
  let high = returns.length - 1;
  for (let middle = low; low < high; middle = (low + high) >> 1) {
    const { verdict } = searchPrefix(returns[middle]!).result;
    if (verdict === "undecided") isShortest = false;
    if (verdict === "not linearizable") high = middle;
    else low = middle + 1;
  }
  const end = returns[high]!;
  const { prefix, result: last } = searchPrefix(end);
  const culprit = events[end]!.operation;
  return {
    partition,
    operation: operations[culprit]!,
    open: openAt(prefix, events, end),
    explained: last.order.map((index) => prefix[index]!),
    state: last.state,
    isShortest: isShortest && last.verdict === "not linearizable",
  };
}

/** The history as it was known just after the event at `end`; in the same places, those called later left out. */
function prefixOf<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  events: readonly HistoryEvent[],
  end: number,
): Operation<Input, Output>[] {
  const returned = new Set<number>();
  const called: number[] = [];
  for (const { operation, isReturn } of events.slice(0, end + 1)) {
    if (isReturn) returned.add(operation);
    else called.push(operation);
  }
  return called.map((index) => {
    const operation = operations[index]!;
    return returned.has(index) ? operation : { ...operation, reply: undefined };
  });
}

function openAt<Input, Output>(
  prefix: readonly Operation<Input, Output>[],
  events: readonly HistoryEvent[],
  end: number,
): Operation<Input, Output>[] {
  assert(events[end]!.isReturn);
  return prefix.filter(({ reply }) => reply === undefined);
}

export interface Describer<State, Input, Output> {
  readonly input: (input: Input) => string;
  readonly output: (output: Output) => string;
  readonly state: (state: State) => string;
}

const asJson = (value: unknown): string => JSON.stringify(value) ?? "nothing";
const plain: Describer<unknown, unknown, unknown> = { input: asJson, output: asJson, state: asJson };
const EXPLAINED_LINES_MAX = 12;

/** For people, a few lines. */
export function describeCounterexample<State, Input, Output>(
  counterexample: Counterexample<State, Input, Output>,
  describer: Describer<State, Input, Output> = plain,
): string {
  const { partition, operation, open, explained, state, isShortest } = counterexample;
  const told = operation.reply === undefined ? "" : ` -> ${describer.output(operation.reply.output)}`;
  const line = ({ client, input, calledAt, reply }: Operation<Input, Output>) =>
    `  ${calledAt}${reply === undefined ? " open" : `..${reply.returnedAt}`} client ${client}: ` +
    `${describer.input(input)}${reply === undefined ? "" : ` -> ${describer.output(reply.output)}`}`;
  const lastExplained = explained.slice(-EXPLAINED_LINES_MAX);
  return [
    `not linearizable${partition === "" ? "" : ` (${partition})`}: client ${operation.client}'s ` +
      `${describer.input(operation.input)}${told}, called at ${operation.calledAt}, returned at ` +
      `${operation.reply?.returnedAt}, fits nowhere${isShortest ? "" : " (a shorter history may show it)"}`,
    `${explained.length} operations before it can be explained in this order` +
      (lastExplained.length < explained.length ? `, of which the last ${lastExplained.length}:` : ":"),
    ...lastExplained.map(line),
    `which leads to ${describer.state(state)}; open when it returned: ${open.length === 0 ? "none" : ""}`,
    ...open.map(line),
  ].join("\n");
}
