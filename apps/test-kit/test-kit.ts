import type { MessageTypes, Protocol } from "@lockstep/domain/contract/protocol";
import { Scenario } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Tested, TypesOf } from "./tested.ts";
import { type Chosen, chosenByEnvironment, runVariants } from "./variants/choice.ts";
import { Vocabulary } from "./vocabulary.ts";

/**
 * Plays a scenario: its body is run once, and then what it did is done again in other ways, which all have to come to
 * the same.
 */
export type PlayScenario<Types extends MessageTypes> = (
  body: (scenario: Scenario<Types>) => void | undefined,
  options?: ScenarioOptions,
) => void;

/** For functions that do a part of scenarios: `function race({ given }: ScenarioOf<typeof scenario>)`. */
export type ScenarioOf<Play> = Play extends PlayScenario<infer Types> ? Scenario<Types> : never;

export interface ScenarioOptions {
  /** In which other ways; a few that the seed chooses unless said otherwise, here or by SCENARIO_VARIANTS. */
  readonly variants?: Chosen;
  /** Of the services' behaviour, when it begins; the highest that the application has unless said otherwise. */
  readonly version?: number;
  /** Follows from what the scenario does unless said otherwise, here or by SCENARIO_SEED. */
  readonly seed?: number;
}

/**
 * Scenarios of an application, or of some services with their protocols:
 *
 *     const scenario = testKit(application);
 *
 *     test("the higher bid leads", () =>
 *       scenario(({ given, when }) => {
 *         given(seller, "OpenAuction", { item: "a lamp" });
 *         when(bob, "PlaceBid", { auctionId: 1, amount: 120 }).expect("BidAccepted", { amount: 120 });
 *       }));
 *
 * @param defaults of all its scenarios
 */
export function testKit<P extends Protocol>(
  tested: Tested<P>,
  defaults: ScenarioOptions = {},
): PlayScenario<TypesOf<P>> {
  const vocabulary = new Vocabulary(tested.protocols);
  return (body, options) => {
    const { chosen, seed } = chosenByEnvironment();
    const { variants = chosen ?? "few", version, ...rest } = { ...defaults, ...options };
    const begun = version === undefined ? tested : { ...tested, activeVersion: version };
    try {
      const scenario = new Scenario<TypesOf<P>>(begun, vocabulary);
      const returned: unknown = body(scenario);
      if (returned instanceof Promise) {
        throw new ScenarioError("a scenario waits for nothing: its body is not async");
      }
      const { played, state } = scenario;
      runVariants({ tested: begun, vocabulary, played, state }, variants, seed ?? rest.seed);
    } catch (error) {
      if (error instanceof ScenarioError) error.stack = withoutKit(error.stack);
      throw error;
    }
  };
}

/** Begins at the line of the test. */
function withoutKit(stack: string | undefined): string {
  const own = import.meta.dirname;
  const lines = (stack ?? "").split("\n");
  const isFrame = (line: string): boolean => /^\s+at /.test(line);
  const isOwn = (line: string): boolean => line.includes(own) && !line.includes(`${own}/test/`);
  const isNative = (line: string): boolean => /<anonymous>|native|node:/.test(line);
  const first = lines.findIndex((line) => isFrame(line) && !isOwn(line) && !isNative(line));
  return [...lines.filter((line) => !isFrame(line)), ...lines.slice(Math.max(0, first)).filter(isFrame)].join(
    "\n",
  );
}
