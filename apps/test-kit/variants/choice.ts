import { checksum } from "@lockstep/cluster/checksum";
import { Random } from "@lockstep/cluster/simulator/random";
import { ScenarioError } from "../scenario-error.ts";
import { duplicates } from "./duplicates.ts";
import { crashMoments, leaderCrash, leaderCrashes } from "./leader-crashes.ts";
import { replay, twice } from "./repeated.ts";
import { snapshots } from "./snapshots.ts";
import type { ScenarioRecord } from "./variant.ts";

/** The other ways in which a scenario is done again. */
export type VariantName = "twice" | "replay" | "snapshots" | "duplicates" | "leader-crashes";

const VARIANTS: { readonly [Name in VariantName]: (record: ScenarioRecord) => void } = {
  twice,
  replay,
  snapshots,
  duplicates,
  "leader-crashes": leaderCrashes,
};
const names = Object.keys(VARIANTS) as VariantName[];

/** `few`: drawn from the seed. */
export type Chosen = "few" | "all" | "none" | readonly VariantName[];

/** How many of the quick ones a scenario is done again in, when nothing is said. */
const FEW = 2;
/** One in so many scenarios also has its leader die, once: it takes longer than all others together. */
const CRASH_EVERY = 10;

/** Does it again in the chosen ways. @throws ScenarioError that says in which it came to something else */
export function runVariants(record: ScenarioRecord, chosen: Chosen, seed: number = seedOf(record)): void {
  if (chosen !== "few") {
    const all = chosen === "all" ? names : chosen === "none" ? [] : chosen;
    for (const name of all) attempt(name, `SCENARIO_VARIANTS=${name}`, () => VARIANTS[name](record));
    return;
  }
  const random = new Random(seed);
  const again = `SCENARIO_SEED=${seed}`;
  const quick = names.filter((name) => name !== "leader-crashes");
  for (let left = FEW; left > 0; left--) {
    const [name] = quick.splice(random.below(quick.length), 1);
    attempt(name, again, () => VARIANTS[name](record));
  }
  const crashes = record.played.flatMap(({ step }, at) =>
    crashMoments(step).map((moment) => ({ at, moment })),
  );
  if (crashes.length === 0 || random.below(CRASH_EVERY) > 0) return;
  const { at, moment } = random.pick(crashes);
  attempt("leader-crashes", again, () => leaderCrash(record, at, moment));
}

/** What the environment says: `all`, `none`, or names with commas between. */
export function chosenByEnvironment(): { chosen: Chosen | undefined; seed: number | undefined } {
  const variants = process.env["SCENARIO_VARIANTS"];
  const seed = process.env["SCENARIO_SEED"];
  return {
    chosen: variants === undefined ? undefined : parse(variants),
    seed: seed === undefined ? undefined : Number(seed),
  };
}

function parse(text: string): Chosen {
  if (text === "all" || text === "none" || text === "few") return text;
  return text.split(",").map((name) => {
    const known = names.find((each) => each === name);
    if (known === undefined) {
      throw new ScenarioError(
        `SCENARIO_VARIANTS=${text}: write few, all, none, or some of ${names.join(",")}`,
      );
    }
    return known;
  });
}

const MEANINGS: { readonly [Name in VariantName]: string } = {
  twice: "done twice, with new services",
  replay: "replayed from its log",
  snapshots: "with a snapshot after each step",
  duplicates: "with each command sent twice",
  "leader-crashes": "on three nodes",
};

function attempt(name: VariantName, again: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ScenarioError(
      `The scenario comes out as it should, but not ${MEANINGS[name]}:\n${error.message}\n` +
        `Only this again: ${again} (variant ${name})`,
      error,
    );
  }
}

/** Another one for each scenario, and always the same for one. */
function seedOf({ played }: ScenarioRecord): number {
  return played.reduce((sum, { step }) => ("message" in step ? checksum(step.message, sum) : sum + 1), 0);
}
