import { Role } from "@lockstep/domain/contract/context";
import { testKit } from "@lockstep/test-kit/test-kit";
import { test } from "vitest";
import { application } from "../application.ts";

const scenario = testKit(application);
const alice = { name: "alice", principalId: 11, roles: Role.Trader };
const visitor = { name: "a visitor", principalId: 12, roles: Role.Viewer };

test("what is added comes to a total that everybody hears of", () =>
  scenario(({ given, when, ask }) => {
    given(alice, "Add", { amount: 2 });
    when(alice, "Add", { amount: 3 })
      .expect("Added", { total: 5 })
      .expectEvents(["TotalChanged", { total: 5, amount: 3 }]);
    ask(visitor, "Total").expect("TotalState", { total: 5 });
  }));

test("nothing, and too much, are refused, and so is who may not", () =>
  scenario(({ given, when }) => {
    given(alice, "Add", { amount: Number.MAX_SAFE_INTEGER });
    when(alice, "Add", { amount: 0 }).expectRejection("NothingToAdd");
    when(alice, "Add", { amount: 1 }).expectRejection("TooMuch", Number.MAX_SAFE_INTEGER);
    when(visitor, "Add", { amount: 1 }).expectRejection("Forbidden");
  }));
