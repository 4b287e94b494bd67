import type { MessageTypes, Protocol } from "@lockstep/domain/contract/protocol";
import { Scenario } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Tested, TypesOf } from "./tested.ts";
import { Vocabulary } from "./vocabulary.ts";

/**
 * Plays a scenario: its body is run once, by hand of the test, and then what it did is done again in other ways, which
 * all have to come to the same.
 */
export type PlayScenario<Types extends MessageTypes> = (
  body: (scenario: Scenario<Types>) => void | undefined,
  options?: ScenarioOptions,
) => void;

export interface ScenarioOptions {}

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
 */
export function testKit<P extends Protocol>(tested: Tested<P>): PlayScenario<TypesOf<P>> {
  const vocabulary = new Vocabulary(tested.protocols);
  return (body) => {
    const scenario = new Scenario<TypesOf<P>>(tested, vocabulary);
    const returned: unknown = body(scenario);
    if (returned instanceof Promise)
      throw new ScenarioError("a scenario waits for nothing: its body is not async");
  };
}
