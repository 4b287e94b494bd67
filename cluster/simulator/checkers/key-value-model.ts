import type { DeterministicModel } from "./sequential-model.ts";

/** Texts by key, empty at first. */
export type KeyValueInput =
  | { readonly kind: "get"; readonly key: string }
  | { readonly kind: "put"; readonly key: string; readonly value: string }
  | { readonly kind: "append"; readonly key: string; readonly value: string };

/** What a get returned; empty for the others. */
export type KeyValueOutput = string;

/** The text of one key: keys are independent of each other, so each is checked alone. */
export const keyValueModel: DeterministicModel<string, KeyValueInput, KeyValueOutput> = {
  initial: "",
  apply(state, input) {
    if (input.kind === "get") return { state, output: state };
    return { state: input.kind === "put" ? input.value : state + input.value, output: "" };
  },
  isSame: (expected, actual) => expected === actual,
  identify: (state) => state,
  partitionOf: ({ key }) => key,
};
