import { BalanceReason } from "@lockstep/domain/accounts/accounts-messages";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { describe, expect, test } from "vitest";
import { START_US } from "../machine-run.ts";
import { testKit } from "../test-kit.ts";
import { accounts, alice, aliceHas100, bob, operator, withAccounts } from "./accounts.ts";

const scenario = testKit(withAccounts());

describe("a scenario", () => {
  test("gives commands, and expects replies, events, rejections and answers", () => {
    scenario(({ given, when, ask, answer }) => {
      const { assetId } = given(operator, "CreateAsset", { code: "USD", decimals: 2 });
      const { accountId } = given(operator, "OpenAccount", { ownerPrincipalId: alice.principalId });
      when(operator, "Deposit", { accountId, assetId, amount: 100 })
        .expect("BalanceMoved", { free: 100 })
        .expect("BalanceChanged", { amount: 100 })
        .expectEvents(["BalanceChanged", { accountId, reason: BalanceReason.Deposit }]);
      when(bob, "Transfer", { accountId, assetId, amount: 1, toAccountId: accountId })
        .expectRejection("NotOwner", accountId)
        .expectNo("BalanceChanged");
      ask(alice, "Conservation").expectRejection("Forbidden");
      ask(operator, "Conservation").expect("ConservationReport", { assets: [{ assetId, free: 100 }] });
      expect(answer(alice, "Balances", { accountId }).balances).toEqual([{ assetId, free: 100, held: 0 }]);
    });
  });

  test("gives what came as values, typed by the contract", () => {
    scenario((each) => {
      const { accountId, assetId } = aliceHas100(each);
      const { given, when } = each;
      const { accountId: toAccountId } = given(operator, "OpenAccount", {
        ownerPrincipalId: bob.principalId,
      });
      const moved = when(alice, "Transfer", { accountId, assetId, amount: 30, toAccountId });
      const frees: number[] = moved.all("BalanceChanged").map(({ free }) => free);
      expect(frees).toEqual([70, 30]);
      expect(moved.reply).toEqual({ template: "BalanceMoved", accountId, assetId, free: 70, held: 0 });
    });
  });

  test("does not begin with what is rejected", () => {
    expect(() =>
      scenario(({ given }) => void given(alice, "OpenAccount", { ownerPrincipalId: 3 })),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ScenarioError: OpenAccount { ownerPrincipalId: 3 } by alice is given, but came to rejection Forbidden]`,
    );
  });

  test("knows the time, and moves it by hand", () => {
    scenario((each) => {
      expect(each.now).toBe(START_US);
      each.after("1h 30m").expectNo();
      expect(each.now).toBe(START_US + 5_400_000_000);
      each.at(START_US + 6_000_000_000);
      expect(() => each.at(START_US)).toThrow("time cannot go on to");
      expect(() => each.after("soon")).toThrow(`"soon" is no length of time`);
    });
  });

  test("opens a session for each principal, and others when told to", () => {
    scenario(({ connect, disconnect, given, when }) => {
      connect(operator);
      expect(() => connect(operator)).toThrow("the operator is connected");
      given({ ...operator, session: "second" }, "CreateAsset", { code: "USD", decimals: 2 });
      disconnect(operator);
      expect(() => disconnect(operator)).toThrow("the operator is not connected");
      when(operator, "CreateAsset", { code: "EUR", decimals: 2 }).expect("AssetCreated", { assetId: 2 });
    });
  });
});

describe("what does not come as expected is told", () => {
  const failing: Record<string, Parameters<typeof scenario>[0]> = {
    "a reply with other fields": (each) => {
      const { accountId, assetId } = aliceHas100(each);
      each
        .when(operator, "Deposit", { accountId, assetId, amount: 5 })
        .expect("BalanceMoved", { free: 100, held: 0 });
    },
    "a reply instead of a rejection": (each) => {
      const { accountId, assetId } = aliceHas100(each);
      each.when(operator, "Withdraw", { accountId, assetId, amount: 5 }).expectRejection("InsufficientFunds");
    },
    "a rejection instead of a reply": (each) => {
      const { accountId, assetId } = aliceHas100(each);
      each.when(operator, "Withdraw", { accountId, assetId, amount: 500 }).expect("BalanceMoved");
    },
    "an event with another reason, by its name": (each) => {
      const { accountId, assetId } = aliceHas100(each);
      each
        .when(operator, "Withdraw", { accountId, assetId, amount: 5 })
        .expect("BalanceChanged", { reason: BalanceReason.Deposit });
    },
    "events, where there are to be others": (each) => {
      const { accountId, assetId } = aliceHas100(each);
      each
        .when(operator, "Withdraw", { accountId, assetId, amount: 5 })
        .expectEvents("BalanceChanged", ["BalanceChanged", { amount: 3 }]);
    },
    "an event, where there is to be none": (each) => {
      const { accountId, assetId } = aliceHas100(each);
      each.when(operator, "Deposit", { accountId, assetId, amount: 5 }).expectNo();
    },
    "an entry of a list": (each) => {
      const { accountId } = aliceHas100(each);
      each.ask(alice, "Balances", { accountId }).expect("BalanceList", { balances: [{ free: 101 }] });
    },
    "a field that is not there": (each) => {
      const fields = { ownerPrincipalId: 1, colour: "red" } as const;
      each.when(operator, "OpenAccount", fields).expect("AccountOpened", fields as object);
    },
    "a name that no contract has": (each) => {
      each.when(operator, "Juggle" as "Deposit", { accountId: 1, assetId: 1, amount: 1 });
    },
  };

  test.each(Object.entries(failing))("%s", (_, body) => {
    const error = errorOf(() => scenario(body));
    expect(error.message).toMatchSnapshot();
    // The first line of the stack is that of the test.
    expect(error.stack?.split("\n").find((line) => /^\s+at /.test(line))).toContain("scenario.test.ts");
  });
});

describe("a handler", () => {
  test("that throws is told with the command", () => {
    const failing = testKit(
      withAccounts((service) => {
        service.onCommand = (): void => {
          throw new RangeError("no room");
        };
      }),
    );
    expect(() =>
      failing(({ when }) => void when(operator, "OpenAccount", { ownerPrincipalId: 3 })),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ScenarioError: OpenAccount { ownerPrincipalId: 3 } by the operator failed: RangeError: no room]`,
    );
  });

  test("that looks at the clock is told what to use instead", () => {
    const clocked = testKit(
      withAccounts((service) => {
        const handle = service.onCommand.bind(service);
        service.onCommand = (...command): void => {
          handle(...command);
          Date.now();
        };
      }),
    );
    expect(() =>
      clocked(({ when }) => void when(operator, "OpenAccount", { ownerPrincipalId: 3 })),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ScenarioError: OpenAccount { ownerPrincipalId: 3 } by the operator failed: DeterminismError: Date.now in the handler of OpenAccount (accounts): another node, or a replay, would see something else. Instead, use context.now, the cluster's time]`,
    );
  });
});

test("what a service says must hold is looked at after every step", () => {
  const leaking = testKit(
    withAccounts((service) => {
      service.violations = () => ["asset 1: balances sum to 3, not to 0"];
    }),
  );
  expect(() => leaking(({ when }) => void when(operator, "OpenAccount", { ownerPrincipalId: 3 })))
    .toThrowErrorMatchingInlineSnapshot(`
    [ScenarioError: after step 1, the operator connects, this no longer holds:
      asset 1: balances sum to 3, not to 0]
  `);
});

test("contracts without types take any name, which is looked up when it is said", () => {
  const untyped = testKit({ ...withAccounts(), protocols: [accounts as Protocol] });
  untyped(({ given, when }) => {
    given(operator, "CreateAsset", { code: "USD", decimals: 2 });
    when(operator, "OpenAccount", { ownerPrincipalId: 1 }).expect("AccountOpened", { accountId: 1 });
    expect(() => given(operator, "Juggle")).toThrow("no contract here has a Juggle");
  });
});

test("names and fields are those of the contract, for the compiler too", () => {
  scenario(({ given, when, answer }) => {
    const neverRun = (): void => {
      // @ts-expect-error There is no such command.
      given(operator, "Juggle", {});
      // @ts-expect-error A field is missing.
      given(operator, "Deposit", { accountId: 1, assetId: 1 });
      // @ts-expect-error A field is no text.
      given(operator, "OpenAccount", { ownerPrincipalId: "alice" });
      // @ts-expect-error A query is asked, not given.
      given(operator, "Assets", {});
      // @ts-expect-error This command has another reply.
      when(operator, "OpenAccount", { ownerPrincipalId: 1 }).expect("AssetCreated");
      // @ts-expect-error The reply has no such field.
      when(operator, "OpenAccount", { ownerPrincipalId: 1 }).expect("AccountOpened", { name: "x" });
      // @ts-expect-error No contract here has this rejection.
      when(operator, "OpenAccount", { ownerPrincipalId: 1 }).expectRejection("TooLate");
      // @ts-expect-error The answer has no such field.
      void answer(operator, "Assets").books;
    };
    void neverRun;
  });
  // @ts-expect-error A scenario waits for nothing.
  expect(() => scenario(async () => {})).toThrow("its body is not async");
});

function errorOf(body: () => void): Error {
  try {
    body();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
