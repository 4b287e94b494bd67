import { Role } from "@lockstep/domain/contract/context";
import { expect, test } from "vitest";
import { application } from "../../examples/upgrade/v2/application.ts";
import { testKit } from "../test-kit.ts";

const scenario = testKit(application);
const clerk = { principalId: 3, roles: Role.Trader };
const customerId = 7;

test("a scenario begins with the highest version that there is", () =>
  scenario(({ when }) => {
    when(clerk, "Buy", { customerId, amountCents: 60_00, isPresent: false }).expect("Bought", {
      points: 120,
    });
  }));

test("… or with an earlier one, and the log activates the next", () =>
  scenario(
    ({ given, when, activate, ask }) => {
      given(clerk, "Buy", { customerId, amountCents: 60_00, isPresent: false });
      ask(clerk, "Customer", { customerId }).expect("CustomerState", { points: 60 });
      expect(() => when(clerk, "Redeem", { customerId, points: 10 })).toThrow(
        "is refused by every node: the message has version 2 of points, and version 1 is active",
      );
      activate(2).expectNo();
      when(clerk, "Redeem", { customerId, points: 10 }).expect("Redeemed", { points: 50 });
      expect(() => activate(2)).toThrow("version 2 is active, and 2 the highest: 2 cannot be activated");
    },
    { version: 1, variants: "all" },
  ));
