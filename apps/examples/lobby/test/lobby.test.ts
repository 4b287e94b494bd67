import { Role } from "@lockstep/domain/contract/context";
import type { Scenario } from "@lockstep/test-kit/scenario";
import { testKit } from "@lockstep/test-kit/test-kit";
import { describe, expect, test } from "vitest";
import { application } from "../application.ts";
import { type LobbyMessages, Phase, TurnEnd } from "../lobby-messages.ts";

const scenario = testKit(application);
const ann = { name: "ann", principalId: 11, roles: Role.Trader };
const ben = { name: "ben", principalId: 12, roles: Role.Trader };
const cid = { name: "cid", principalId: 13, roles: Role.Trader };
type Each = Scenario<LobbyMessages>;

/** Ann and Ben play; Ann begins. */
function game({ given }: Each, goal = 20): { roomId: number } {
  const { roomId } = given(ann, "OpenRoom", { seatCount: 2, goal, turnSeconds: 10 });
  given(ben, "JoinRoom", { roomId });
  return { roomId };
}

/** Whoever's turn it is rolls, until one of them has points to keep. */
function rollPoints(
  { given, answer }: Each,
  roomId: number,
): { player: typeof ann; seat: number; turnPoints: number } {
  for (;;) {
    const { seat } = answer(ann, "Room", { roomId });
    const player = seat === 1 ? ann : ben;
    const { turnPoints } = given(player, "Roll", { roomId });
    if (turnPoints > 0) return { player, seat, turnPoints };
  }
}

describe("a room", () => {
  test("waits until all seats are taken, and then the first player begins", () =>
    scenario(({ given, when, answer, now }) => {
      const { roomId } = given(ann, "OpenRoom", { seatCount: 3, goal: 20, turnSeconds: 10 });
      when(ben, "JoinRoom", { roomId }).expect("SeatTaken", { seat: 2 }).expectNo("TurnBegan");
      expect(answer(cid, "Rooms").rooms).toEqual([{ roomId, goal: 20, freeSeats: 1 }]);
      when(ann, "Roll", { roomId }).expectRejection("NotYourTurn", 0);
      when(cid, "JoinRoom", { roomId })
        .expect("PlayerSeated", { seat: 3, playerId: cid.principalId })
        .expect("TurnBegan", { turn: 1, seat: 1, endsAtUs: now + 10_000_000 });
      expect(answer(cid, "Rooms").rooms).toEqual([]);
    }));

  test("has no seat for a player twice, nor for one too many, nor on terms that are none", () =>
    scenario((each) => {
      const { when } = each;
      const { roomId } = game(each);
      when(ben, "JoinRoom", { roomId }).expectRejection("AlreadySeated", 2);
      when(cid, "JoinRoom", { roomId }).expectRejection("RoomFull");
      when(cid, "JoinRoom", { roomId: 9 }).expectRejection("UnknownRoom", 9);
      for (const terms of [{ seatCount: 1 }, { seatCount: 7 }, { goal: 9 }, { turnSeconds: 0 }]) {
        when(ann, "OpenRoom", { seatCount: 2, goal: 20, turnSeconds: 10, ...terms }).expectRejection(
          "BadTerms",
        );
      }
    }));

  test("is closed when players do not come", () =>
    scenario(({ given, when, after }) => {
      const { roomId } = given(ann, "OpenRoom", { seatCount: 2, goal: 20, turnSeconds: 10 });
      after("9m").expectNo("RoomClosed");
      after("1m").expect("RoomClosed", { roomId });
      when(ben, "JoinRoom", { roomId }).expectRejection("UnknownRoom", roomId);
    }));
});

describe("a turn", () => {
  test("is one player's: others neither roll nor keep", () =>
    scenario((each) => {
      const { roomId } = game(each);
      each.when(ben, "Roll", { roomId }).expectRejection("NotYourTurn", 1);
      each.when(ben, "Keep", { roomId }).expectRejection("NotYourTurn", 1);
      each.when(ann, "Keep", { roomId }).expectRejection("NothingToKeep");
    }));

  test("adds up what is rolled, until it is kept", () =>
    scenario((each) => {
      const { roomId } = game(each);
      const { player, seat, turnPoints } = rollPoints(each, roomId);
      each
        .when(player, "Keep", { roomId })
        .expect("PointsKept", { points: turnPoints })
        .expect("TurnEnded", { seat, points: turnPoints, end: TurnEnd.Kept })
        .expect("TurnBegan", { seat: 3 - seat });
    }));

  test("ends with nothing when a one comes up", () =>
    scenario((each) => {
      const { roomId } = game(each, 1_000);
      for (;;) {
        const { seat } = each.answer(ann, "Room", { roomId });
        const rolled = each.when(seat === 1 ? ann : ben, "Roll", { roomId });
        if (rolled.all("DieFell")[0]!.face !== 1) continue;
        rolled.expect("DieRolled", { face: 1, turnPoints: 0 });
        rolled.expect("TurnEnded", { seat, points: 0, end: TurnEnd.Lost });
        rolled.expect("TurnBegan", { seat: 3 - seat });
        return;
      }
    }));

  test("has a clock that warns at half time and then passes the turn on", () =>
    scenario((each) => {
      const { roomId } = game(each);
      each.after("4s").expectNo();
      each.after("1s").expectEvents(["HurryUp", { roomId, seat: 1 }]);
      each.after("4s").expectNo();
      each
        .after("1s")
        .expectEvents(["TurnEnded", { seat: 1, turn: 1, end: TurnEnd.TooSlow }], ["TurnBegan", { seat: 2 }]);
      each.after("5s").expectEvents(["HurryUp", { roomId, seat: 2 }]);
    }));

  test("has its clock set anew by each roll", () =>
    scenario((each) => {
      const { roomId } = game(each);
      each.after("9s").expect("HurryUp");
      const { seat } = rollPoints(each, roomId);
      each.after("4s").expectNo();
      each.after("1s").expect("HurryUp", { seat });
      each.after("5s").expect("TurnEnded", { seat, end: TurnEnd.TooSlow });
    }));
});

describe("a game", () => {
  test("is won by who keeps enough; then its clock stands still, and the room is closed after a while", () =>
    scenario((each) => {
      const { roomId } = game(each, 10);
      const playOn = (): void => {
        const { player, seat } = rollPoints(each, roomId);
        const kept = each.when(player, "Keep", { roomId });
        const [won] = kept.all("GameWon");
        if (won === undefined) return playOn();
        expect(won).toMatchObject({ seat, playerId: player.principalId });
        expect(won.points).toBeGreaterThanOrEqual(10);
      };
      playOn();
      each.ask(ann, "Room", { roomId }).expect("RoomState", { phase: Phase.Over });
      each.when(ann, "Roll", { roomId }).expectRejection("NotYourTurn", 0);
      each.after("9m").expectNo();
      each.after("1m").expectEvents(["RoomClosed", { roomId }]);
    }));
});
