import type { Operation } from "../../simulator/checkers/operation.ts";
import type { SequentialModel } from "../../simulator/checkers/sequential-model.ts";

/**
 * Linearizability by its definition: tries every order of every set of operations that holds all completed ones.
 * For a handful of operations; it shares nothing with the checker.
 */
export function isLinearizableByForce<State, Input, Output>(
  model: SequentialModel<State, Input, Output>,
  left: readonly Operation<Input, Output>[],
  state: State = model.initial,
): boolean {
  if (left.every(({ reply }) => reply === undefined)) return true;
  return left.some((next) => {
    const others = left.filter((one) => one !== next);
    const comesTooLate = others.some(
      (one) => one.reply !== undefined && one.reply.returnedAt < next.calledAt,
    );
    if (comesTooLate) return false;
    return model
      .step(state, next.input, next.reply?.output)
      .some((after) => isLinearizableByForce(model, others, after));
  });
}
