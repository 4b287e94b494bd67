import { Role } from "@lockstep/domain/contract/context";
import { test } from "vitest";
import { application } from "../../examples/auction/application.ts";
import { testKit } from "../test-kit.ts";

const scenario = testKit(application);
const seller = { principalId: 1, roles: Role.Operator };
const alice = { principalId: 11, roles: Role.Trader };

test("timers fire at their deadlines, one after the other, also under a leader that has just begun to lead", () =>
  scenario(
    ({ given, after, disconnect }) => {
      const terms = { startingPrice: 100, increment: 10, softCloseSeconds: 60 };
      const first = given(seller, "OpenLot", { ...terms, durationSeconds: 100, title: "a clock" });
      const second = given(seller, "OpenLot", { ...terms, durationSeconds: 120, title: "a lamp" });
      given(alice, "PlaceBid", { lotId: second.lotId, amount: 100 });
      disconnect(alice);
      after("5m").expectEvents(
        ["HammerFell", { lotId: first.lotId, winnerId: 0 }],
        ["HammerFell", { lotId: second.lotId, winnerId: 11 }],
      );
    },
    { variants: ["twice", "leader-crashes"] },
  ));
