import fc from "fast-check";
import type { Operation } from "../../simulator/checkers/operation.ts";
import type { DeterministicModel } from "../../simulator/checkers/sequential-model.ts";

/** How an operation that took effect at moment i looked from outside. */
interface Draw<Input> {
  readonly input: Input;
  /** Moments between the call and the effect, and between the effect and the return. */
  readonly before: number;
  readonly after: number;
  readonly fate: "known" | "unknown" | "unknown and never";
}

/** @param spread how many neighbours an operation may overlap with on each side */
export function draws<Input>(
  inputs: fc.Arbitrary<Input>,
  { lengthMax, spread }: { lengthMax: number; spread: number },
): fc.Arbitrary<Draw<Input>[]> {
  const draw = fc.record({
    input: inputs,
    before: fc.double({ min: 0, max: spread, noNaN: true }),
    after: fc.double({ min: 0, max: spread, noNaN: true }),
    fate: fc.oneof(
      { weight: 6, arbitrary: fc.constant("known" as const) },
      { weight: 1, arbitrary: fc.constant("unknown" as const) },
      { weight: 1, arbitrary: fc.constant("unknown and never" as const) },
    ),
  });
  return fc.array(draw, { minLength: 1, maxLength: lengthMax, size: "max" });
}

/** Runs the inputs one after the other, and has clients see it through the delays drawn. */
export function runSequentially<State, Input, Output>(
  model: DeterministicModel<State, Input, Output>,
  drawn: readonly Draw<Input>[],
): Operation<Input, Output>[] {
  const states = new Map<string, State>();
  return drawn.map(({ input, before, after, fate }, moment) => {
    const calledAt = moment - before;
    if (fate === "unknown and never") return { client: moment, input, calledAt, reply: undefined };
    const partition = model.partitionOf?.(input) ?? "";
    const { state, output } = model.apply(states.get(partition) ?? model.initial, input);
    states.set(partition, state);
    const reply = fate === "known" ? { output, returnedAt: moment + after } : undefined;
    return { client: moment, input, calledAt, reply };
  });
}
