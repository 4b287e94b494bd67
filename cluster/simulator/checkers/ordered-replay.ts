import type { SequentialModel } from "./sequential-model.ts";

/** Something that happened, and what was said of it; undefined when nobody knows. */
export interface Step<Input, Output> {
  readonly input: Input;
  readonly output: Output | undefined;
}

/** More states than this at once: the replay gives up. */
const STATES_MAX = 256;

export type ReplayEnd<State> =
  | { readonly verdict: "explained" }
  /** The step at `at` fits none of these states, which all before it led to. */
  | { readonly verdict: "impossible"; readonly at: number; readonly states: readonly State[] }
  | { readonly verdict: "undecided" };

/**
 * Takes steps in an order that is known: one pass. A model that leaves things open, such as whether a hold has timed
 * out unseen, is in several states at once.
 */
export function replayInOrder<State, Input, Output>(
  model: SequentialModel<State, Input, Output>,
  steps: readonly Step<Input, Output>[],
): ReplayEnd<State> {
  let states: readonly State[] = [model.initial];
  for (const [at, { input, output }] of steps.entries()) {
    const after = states.flatMap((state) => model.step(state, input, output));
    if (after.length === 0) return { verdict: "impossible", at, states };
    states = after.length === 1 ? after : withoutTwins(model, after);
    if (states.length > STATES_MAX) return { verdict: "undecided" };
  }
  return { verdict: "explained" };
}

function withoutTwins<State>(
  model: Pick<SequentialModel<State, unknown, unknown>, "identify">,
  states: readonly State[],
): State[] {
  return [...new Map(states.map((state) => [model.identify(state), state])).values()];
}
