import { describe, expect, test } from "vitest";
import { AnswerDesk } from "../answer-desk.ts";
import { Outcome } from "../cluster-port.ts";
import type { DecodedEvent } from "../decoded-event.ts";
import { ReplayGuard } from "../replay-guard.ts";
import { Backlog } from "../websocket/backlog.ts";

describe("the replay guard", () => {
  test("refuses what it saw for as long as its timestamp can be good, and forgets it later", () => {
    const guard = new ReplayGuard(5_000, 100);
    expect(guard.admit("a", 1_000)).toBe("new");
    for (const nowMs of [1_000, 5_000, 10_999]) expect(guard.admit("a", nowMs)).toBe("replayed");
    guard.admit("b", 11_000);
    expect(guard.admit("a", 11_000)).toBe("replayed");
    guard.admit("c", 21_000);
    expect(guard.admit("a", 21_000)).toBe("new");
    expect(guard.size).toBe(3);
  });

  test("when full it refuses new ones instead of forgetting old ones", () => {
    const guard = new ReplayGuard(5_000, 4);
    expect(["a", "b", "c"].map((signature) => guard.admit(signature, 0))).toEqual(["new", "new", "full"]);
    expect(guard.admit("a", 0)).toBe("replayed");
    expect(guard.admit("c", 10_000)).toBe("new");
  });

  test("forgets everything after a long silence", () => {
    const guard = new ReplayGuard(5_000, 4);
    guard.admit("a", 0);
    guard.admit("b", 100_000);
    expect(guard.size).toBe(1);
  });
});

describe("the answer desk", () => {
  const nothing = new Uint8Array(0);
  const waiter = (): { outcomes: Outcome[]; onAnswer(outcome: Outcome): void } => {
    const outcomes: Outcome[] = [];
    return { outcomes, onAnswer: (outcome) => void outcomes.push(outcome) };
  };

  test("hands each answer to the one who waits for it, once", () => {
    const desk = new AnswerDesk(2);
    const [one, two] = [waiter(), waiter()];
    const tags = [desk.open(one, 100), desk.open(two, 100)] as number[];
    expect(desk.open(waiter(), 100)).toBeUndefined();
    desk.onAnswer(tags[1], Outcome.Replied, nothing, 1);
    desk.onAnswer(tags[1], Outcome.Replied, nothing, 1);
    expect([one.outcomes, two.outcomes]).toEqual([[], [Outcome.Replied]]);
    expect(desk.inFlight).toBe(1);
  });

  test("what is never answered ends as unknown, and a late answer goes to nobody", () => {
    const desk = new AnswerDesk(1);
    const [one, two] = [waiter(), waiter()];
    const tag = desk.open(one, 100) as number;
    desk.sweep(99);
    expect(one.outcomes).toEqual([]);
    desk.sweep(100);
    expect(one.outcomes).toEqual([Outcome.Unknown]);
    desk.open(two, 200);
    desk.onAnswer(tag, Outcome.Replied, nothing, 1);
    expect(two.outcomes).toEqual([]);
  });

  test("a port that answers while it is asked is heard", () => {
    const desk = new AnswerDesk(1);
    const one = waiter();
    desk.onAnswer(desk.open(one, 100) as number, Outcome.NoLeader, nothing, 0);
    expect(one.outcomes).toEqual([Outcome.NoLeader]);
    expect(() => new AnswerDesk(65_537)).toThrow(/takes 1 to 65536/);
  });
});

describe("the backlog", () => {
  const event = (position: number, identity: string | undefined): DecodedEvent => ({
    position,
    step: 0,
    key: "1",
    sequence: position,
    identity,
    content: `"place":"${position}.0"`,
    message: new Uint8Array(0),
  });

  test("keeps the last of each identity, each without one, in the order of places", () => {
    const backlog = new Backlog(10);
    const identities = ["a", undefined, "b", "a"];
    for (const [i, identity] of identities.entries()) expect(backlog.add(event(i + 1, identity))).toBe(true);
    expect(JSON.parse(new TextDecoder().decode(backlog.take('"key":"1"')))).toEqual({
      type: "events",
      key: "1",
      firstSequence: 1,
      lastSequence: 4,
      events: [{ place: "2.0" }, { place: "3.0" }, { place: "4.0" }],
    });
    expect(backlog.count).toBe(0);
  });

  test("who waits for the same events is told with the same bytes, who missed the first with others", () => {
    const events = [event(1, "a"), event(2, "b"), event(3, "a")];
    const [one, other, late] = [new Backlog(10), new Backlog(10), new Backlog(10)];
    for (const each of events) for (const backlog of [one, other]) backlog.add(each);
    for (const each of events.slice(1)) late.add(each);
    const told = one.take('"key":"1"');
    expect(other.take('"key":"1"')).toBe(told);
    expect(new TextDecoder().decode(late.take('"key":"1"'))).toContain('"firstSequence":2,"lastSequence":3');
  });

  test("is bounded, and a full one still takes what replaces", () => {
    const backlog = new Backlog(2);
    expect(
      [event(1, "a"), event(2, "b"), event(3, "c"), event(4, "a")].map((one) => backlog.add(one)),
    ).toEqual([true, true, false, true]);
  });
});
