import type { Context, Service } from "@lockstep/domain/contract/context";
import { RejectionCode } from "@lockstep/domain/accounts/accounts-messages";
import { describe, expect, test } from "vitest";
import { testKit } from "../test-kit.ts";
import type { VariantName } from "../variants/choice.ts";
import { type AccountsScenario, alice, aliceHas100, operator, withAccounts } from "./accounts.ts";

/** Money comes and goes, somebody asks, and time goes by. */
function business(scenario: AccountsScenario): void {
  const { accountId, assetId } = aliceHas100(scenario);
  const { when, ask, after, disconnect } = scenario;
  when(alice, "Transfer", { accountId, assetId, amount: 1, toAccountId: accountId });
  after("10s");
  when(operator, "Withdraw", { accountId, assetId, amount: 40 });
  ask(alice, "Balances", { accountId });
  disconnect(alice);
  when(operator, "Withdraw", { accountId, assetId, amount: 5 });
}

type Handler = Service["onCommand"];

/** What a handler does before the one of the accounts. */
function before(service: Service, body: (context: Context) => boolean | void): void {
  const handle: Handler = service.onCommand.bind(service);
  service.onCommand = (view, offset, length, context): void => {
    if (body(context) !== false) handle(view, offset, length, context);
  };
}

function messageOf(body: () => void): string {
  try {
    body();
  } catch (error) {
    return (error as Error).message;
  }
  return "it comes out the same";
}

/** Plays the business with services that have a bug. */
function play(variant: VariantName | "none", bug: () => (service: Service) => void): string {
  const scenario = testKit(withAccounts(bug()));
  return messageOf(() => scenario(business, { variants: variant === "none" ? "none" : [variant] }));
}

/** Each is a bug that a scenario played once does not show. */
const bugs: Record<string, { change: () => (service: Service) => void; foundBy: VariantName[] }> = {
  "keeps what it counts outside of its snapshot": {
    change: () => (service) => {
      let withdrawals = 0;
      before(service, (context) => {
        if (context.principalId === operator.principalId && ++withdrawals > 4) {
          context.reject(RejectionCode.LedgerFull, withdrawals);
          return false;
        }
      });
    },
    foundBy: ["snapshots"],
  },
  "keeps what it counts in its module, for all machines of the process": {
    change: () => {
      let commands = 0;
      return (service) =>
        before(service, (context) => {
          if (++commands !== 9) return;
          context.reject(RejectionCode.LedgerFull, commands);
          return false;
        });
    },
    foundBy: ["twice", "replay"],
  },
  "takes chance from somewhere else": {
    change: () => {
      let state = 1; // As of a generator that is seeded when the process starts.
      const random = (): number => (state = (state * 48_271) % 2_147_483_647);
      return (service) =>
        before(service, (context) => {
          if (random() % 5 !== 0) return;
          context.reject(RejectionCode.LedgerFull, state);
          return false;
        });
    },
    foundBy: ["twice", "replay"],
  },
  "counts what arrives, not what is applied": {
    change: () => (service) => {
      let arrived = 0;
      const validate = service.validate.bind(service);
      service.validate = (view, offset, length) => {
        arrived++;
        return validate(view, offset, length);
      };
      before(service, (context) => {
        if (arrived < 5) return;
        context.reject(RejectionCode.LedgerFull, arrived);
        return false;
      });
    },
    foundBy: ["duplicates", "replay", "leader-crashes"],
  },
  "writes its snapshot in the order in which things came": {
    change: () => (service) => {
      const seen: number[] = [];
      const takeSnapshot = service.takeSnapshot.bind(service);
      const loadSnapshot = service.loadSnapshot.bind(service);
      before(service, (context) => void seen.unshift(context.position));
      service.takeSnapshot = (writer, version): void => {
        takeSnapshot(writer, version);
        for (const position of seen) writer.entity("seen", position);
      };
      service.loadSnapshot = (reader, version): void => {
        loadSnapshot(reader, version);
        for (let at = reader.entity("seen"); at !== undefined; at = reader.entity("seen")) seen.unshift(at);
      };
    },
    foundBy: ["snapshots"],
  },
  "copies less for the thread that writes snapshots than it has": {
    change: () => (service) => {
      const copyState = service.copyState.bind(service);
      service.copyState = (copy): unknown => {
        const copied = copyState(copy) as { balances: Float64Array };
        copied.balances.fill(0);
        return copied;
      };
    },
    foundBy: ["snapshots"],
  },
};

describe.each(Object.entries(bugs))("a service that %s", (_, { change, foundBy }) => {
  test("is not found by playing a scenario once", () => {
    expect(play("none", change)).toBe("it comes out the same");
  });

  test.each(foundBy)("is found by %s, at a step", (variant) => {
    const message = play(variant, change);
    expect(message).toContain("The scenario comes out as it should, but not");
    expect(message).toMatch(/at step \d+|after step \d+|sent again/);
    expect(message).toContain(`SCENARIO_VARIANTS=${variant}`);
  });
});

describe("services without such bugs come to the same", () => {
  const scenario = testKit(withAccounts());

  test("in all ways", () => {
    scenario(business, { variants: ["twice", "replay", "snapshots", "duplicates"] });
  });

  test("also when they draw lots and give out numbers", () => {
    const drawing = withAccounts((service) =>
      before(service, (context) => {
        if (context.random(4) > 0) return;
        context.reject(RejectionCode.LedgerFull, context.nextId());
        return false;
      }),
    );
    const lots = testKit(drawing);
    const wishes = ({ when }: AccountsScenario): void => {
      for (let nth = 0; nth < 6; nth++) when(operator, "OpenAccount", { ownerPrincipalId: nth });
    };
    for (const seed of [1, 2, 3, 4]) lots(wishes, { seed });
    const crashed = testKit(drawing);
    expect(() => crashed(wishes, { variants: ["twice", "replay", "snapshots", "duplicates"] })).not.toThrow();
  });

  test("on three nodes, whose leader dies at every step", () => {
    scenario(
      ({ given, when, after }) => {
        given(operator, "CreateAsset", { code: "USD", decimals: 2 });
        after("1m");
        when(alice, "CreateAsset", { code: "EUR", decimals: 2 }).expectRejection("Forbidden");
      },
      { variants: ["leader-crashes"] },
    );
  });
});

test("a failure says which variant it was, what came first and then, and how to see it again", () => {
  expect(play("snapshots", bugs["keeps what it counts outside of its snapshot"].change))
    .toMatchInlineSnapshot(`
    "The scenario comes out as it should, but not with a snapshot after each step:
    at step 11, Withdraw { accountId: 1, assetId: 1, amount: 5 } by the operator, the reply is another one
    first
      rejection LedgerFull, value 5
    then
      BalanceMoved { accountId: 1, assetId: 1, free: 55, held: 0 }
    Only this again: SCENARIO_VARIANTS=snapshots (variant snapshots)"
  `);
  const scenario = testKit(withAccounts(bugs["takes chance from somewhere else"].change()));
  expect(messageOf(() => scenario(business, { seed: 1 }))).toMatchInlineSnapshot(`
    "The scenario comes out as it should, but not replayed from its log:
    at step 3, OpenAccount { ownerPrincipalId: 11 } by the operator, replies or events are other ones
    Only this again: SCENARIO_SEED=1 (variant replay)"
  `);
});
