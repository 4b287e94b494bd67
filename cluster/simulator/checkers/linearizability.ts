import { findCounterexample } from "./counterexample.ts";
import type { Counterexample } from "./counterexample.ts";
import { eventsOf } from "./history-events.ts";
import { LinearizationSearch } from "./linearization-search.ts";
import type { SearchBounds, Verdict } from "./linearization-search.ts";
import type { Operation } from "./operation.ts";
import type { SequentialModel } from "./sequential-model.ts";

export interface LinearizabilityReport<State, Input, Output> {
  /** Undecided when a bound was met before an answer: never to be counted as a pass. */
  readonly verdict: Verdict;
  readonly steps: number;
  readonly partitions: number;
  /** Undefined unless not linearizable. */
  readonly counterexample: Counterexample<State, Input, Output> | undefined;
}

/**
 * Whether each client could believe that its operations took effect one at a time, each between its call and its
 * return. Partitions are checked one after the other, up to the first that is not linearizable. A function of its
 * arguments alone, unless `bounds.isOver` reads a clock.
 *
 * @param bounds for each partition, and again for making its counterexample short
 */
export function checkLinearizability<State, Input, Output>(
  model: SequentialModel<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  bounds: SearchBounds,
): LinearizabilityReport<State, Input, Output> {
  const partitions = partitionsOf(model, operations);
  let verdict: Verdict = "linearizable";
  let steps = 0;
  for (const [partition, own] of partitions) {
    const result = new LinearizationSearch(model, own, eventsOf(own), bounds).run();
    steps += result.steps;
    if (result.verdict === "not linearizable") {
      const counterexample = findCounterexample(model, partition, own, result, bounds);
      return { verdict: result.verdict, steps, partitions: partitions.size, counterexample };
    }
    if (result.verdict === "undecided") verdict = "undecided";
  }
  return { verdict, steps, partitions: partitions.size, counterexample: undefined };
}

function partitionsOf<State, Input, Output>(
  model: SequentialModel<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): Map<string, Operation<Input, Output>[]> {
  const partitions = new Map<string, Operation<Input, Output>[]>();
  for (const operation of operations) {
    const key = model.partitionOf?.(operation.input) ?? "";
    const own = partitions.get(key);
    if (own === undefined) partitions.set(key, [operation]);
    else own.push(operation);
  }
  return partitions;
}
