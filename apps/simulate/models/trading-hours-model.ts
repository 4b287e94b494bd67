import type { DeterministicModel } from "@lockstep/cluster/simulator/checkers/sequential-model";

interface Hours {
  readonly opensAtUs: number;
  readonly closesAtUs: number;
}

/** `nowUs`: cluster time at the command's position. */
export type HoursInput =
  | ({ readonly kind: "schedule"; readonly nowUs: number } & Hours)
  | { readonly kind: "order"; readonly nowUs: number };

/** Whether hours were taken, and were new; whether the market took orders. */
export type HoursOutput = "new" | "known" | "bad" | "overlap" | "open" | "closed";

/** The hours of one market, as a list that nothing is ever removed from; undefined: it is always open. */
export const tradingHoursModel: DeterministicModel<readonly Hours[] | undefined, HoursInput, HoursOutput> = {
  initial: undefined,
  apply(hours, input) {
    const { nowUs } = input;
    const isUnderWay = hours?.some(({ opensAtUs, closesAtUs }) => opensAtUs <= nowUs && nowUs < closesAtUs);
    if (input.kind === "order") return { state: hours, output: (isUnderWay ?? true) ? "open" : "closed" };
    const { opensAtUs, closesAtUs } = input;
    if (closesAtUs <= opensAtUs || closesAtUs <= nowUs) return { state: hours, output: "bad" };
    const ahead = (hours ?? []).filter((one) => one.closesAtUs > nowUs);
    if (ahead.some((one) => one.opensAtUs === opensAtUs && one.closesAtUs === closesAtUs)) {
      return { state: hours, output: "known" };
    }
    if (ahead.some((one) => one.opensAtUs < closesAtUs && opensAtUs < one.closesAtUs)) {
      return { state: hours, output: "overlap" };
    }
    return { state: [...(hours ?? []), { opensAtUs, closesAtUs }], output: "new" };
  },
  isSame: (expected, actual) => expected === actual,
  identify: (hours) => JSON.stringify(hours) ?? "always open",
};
