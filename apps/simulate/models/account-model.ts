import type { DeterministicModel } from "@lockstep/cluster/simulator/checkers/sequential-model";

/** Commands and queries about what one account has of one asset, in minor units. */
export type AccountInput =
  | { readonly kind: "deposit" | "withdraw"; readonly amount: number }
  | { readonly kind: "balance" };

/** What it has then; or that it has too little for that. */
export type AccountOutput = number | "too little";

/** Money is put in, taken out when there is enough, and looked at. Nothing at first. */
export const accountModel: DeterministicModel<number, AccountInput, AccountOutput> = {
  initial: 0,
  apply(balance, input) {
    if (input.kind === "balance") return { state: balance, output: balance };
    if (input.kind === "deposit") return { state: balance + input.amount, output: balance + input.amount };
    if (input.amount > balance) return { state: balance, output: "too little" };
    return { state: balance - input.amount, output: balance - input.amount };
  },
  isSame: (expected, actual) => expected === actual,
  identify: String,
  identifyInput: (input) => (input.kind === "balance" ? input.kind : `${input.kind} ${input.amount}`),
};
