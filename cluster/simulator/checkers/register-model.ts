import type { DeterministicModel } from "./sequential-model.ts";

/** One register that holds a number, or nothing at first. */
export type RegisterInput =
  | { readonly kind: "read" }
  | { readonly kind: "write"; readonly value: number }
  | { readonly kind: "compareAndSet"; readonly expected: number; readonly value: number };

/** A read's value, null for none; for compare and set, whether it was set; for a write, null. */
export type RegisterOutput = number | boolean | null;

export const registerModel: DeterministicModel<number | null, RegisterInput, RegisterOutput> = {
  initial: null,
  apply(state, input) {
    if (input.kind === "read") return { state, output: state };
    if (input.kind === "write") return { state: input.value, output: null };
    const isSet = state === input.expected;
    return { state: isSet ? input.value : state, output: isSet };
  },
  isSame: (expected, actual) => expected === actual,
  identify: (state) => `${state}`,
  identifyInput: (input) => JSON.stringify(input),
};
