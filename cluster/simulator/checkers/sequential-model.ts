/**
 * What the service would do if it were alone in the world with one client. States are values: `step` gives new ones
 * and changes none.
 */
export interface SequentialModel<State, Input, Output> extends InputTraits<Input> {
  readonly initial: State;
  /**
   * The states that may follow, none when the operation cannot have had this output here. An undefined output is
   * unknown: then all states that follow with any output.
   */
  step(state: State, input: Input, output: Output | undefined): readonly State[];
  /** Equal for equal states, and only for them. */
  identify(state: State): string;
  /** What the client should have been told, for models that give each input one output. For people. */
  outputOf?(state: State, input: Input): Output;
}

/** A service that gives each input one output: the usual case, and what a log of inputs can be replayed with. */
export interface DeterministicModel<State, Input, Output> extends InputTraits<Input> {
  readonly initial: State;
  apply(state: State, input: Input): Applied<State, Output>;
  /** Whether a client that was told `actual` was told right. */
  isSame(expected: Output, actual: Output): boolean;
  identify(state: State): string;
}

/** What makes a search shorter, for models that know it. */
interface InputTraits<Input> {
  /**
   * Operations with different keys must not be able to influence each other: each key is checked alone. (Herlihy and
   * Wing: a history is linearizable when it is so for every object.)
   */
  partitionOf?(input: Input): string;
  /** Equal only for inputs that no state tells apart: then one of unknown outcome is as good as another. */
  identifyInput?(input: Input): string;
}

export interface Applied<State, Output> {
  readonly state: State;
  readonly output: Output;
}

/** @param model gives each input one output */
export function toSequential<State, Input, Output>(
  model: DeterministicModel<State, Input, Output>,
): SequentialModel<State, Input, Output> {
  return {
    ...model,
    step(state, input, output) {
      const applied = model.apply(state, input);
      return output === undefined || model.isSame(applied.output, output) ? [applied.state] : [];
    },
    outputOf: (state, input) => model.apply(state, input).output,
  };
}
