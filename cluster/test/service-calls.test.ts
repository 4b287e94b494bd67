import { describe, expect, test } from "vitest";
import { encodeSkipCommand } from "../system-messages.ts";
import { Skips } from "../skips.ts";
import { skipFor } from "../state-machine-halt.ts";
import type { StateMachineOptions } from "../state-machine.ts";
import { Ask, ask, Asker, ASKING } from "./asker.ts";
import { eventsOf, framesOf, type TestRun } from "./state-machine-batches.ts";
import {
  machineWithSession,
  newMachine,
  Note,
  note,
  Notes,
  numbersOf,
  savedBy,
} from "./state-machine-notes.ts";

/** The asker and the notes in one cluster. */
function bound(options: Partial<StateMachineOptions> = {}) {
  const asker = new Asker();
  const notes = new Notes();
  const made = machineWithSession({ services: () => [asker, notes], ...options });
  let next = 1;
  const run = (...messages: Uint8Array[]): TestRun => {
    const commands = messages.map((message) => ({ message, principalId: 5, roles: 1 }));
    const first = next;
    next += messages.length;
    return { sessionId: made.sessionId, first, commands };
  };
  const apply = (...messages: Uint8Array[]) => made.machine.apply(made.maker.make([run(...messages)]));
  return { ...made, asker, notes, run, apply };
}

describe("a request to a service of the same cluster", () => {
  test("is carried out behind the handler at the same position, and only the caller's reply goes to the session", () => {
    const { asker, notes, apply } = bound();
    const outputs = apply(ask(Ask.Notes, Note.Write, 7));
    expect(framesOf(outputs)[0]!.records.map(({ templateId }) => templateId)).toEqual([Ask.Outcome]);
    expect(notes.values.get(7)).toBe(1);
    expect(asker.outcomes).toEqual(["7: 1 1"]);
    const events = eventsOf(outputs);
    expect(events.map(({ position, step, templateId }) => [position, step, templateId])).toEqual([
      [2, 1, Note.Written],
      [2, 2, Ask.Outcome],
    ]);
  });

  test("that is rejected changes nothing, and the rejection is its outcome", () => {
    const { asker, notes, apply } = bound();
    apply(ask(Ask.Notes, Note.Refuse, 7));
    expect(asker.outcomes).toEqual(["7: 7 no 42"]);
    expect(notes.values.size).toBe(0);
  });

  test("is made in the binding's name, and the command after it in its own", () => {
    const { asker, apply, sessionId } = bound();
    const outputs = apply(ask(Ask.Notes, Note.WhoAmI, 7), note(Note.WhoAmI));
    expect(asker.outcomes).toEqual([`7: 14 0 ${ASKING.principalId * 256 + ASKING.roles}`]); // In no session.
    expect(numbersOf(framesOf(outputs)[0]!.records[1]!)).toEqual([sessionId, 5 * 256 + 1]);
  });

  test("waits for those before it, and those that outcomes lead to come behind", () => {
    const { asker, apply } = bound();
    apply(ask(Ask.Twice, Note.Write, 7), ask(Ask.Chain, 3, 20));
    expect(asker.outcomes).toEqual(["7: 1 1", "8: 1 2", "20: 1 3", "21: 1 4", "22: 1 5"]);
  });

  test("may be made when a timer fires", () => {
    const { asker, machine, maker, apply, run } = bound();
    apply(ask(Ask.Later, 7));
    machine.apply(maker.make([run(note(Note.Write, 1))], 2_000));
    expect(asker.outcomes).toEqual(["7: 1 1"]);
  });

  test("falls with its caller: what a failing handler asked for is not done", () => {
    const { machine, notes, apply } = bound();
    expect(apply(ask(Ask.Fail, 7))).toBeUndefined();
    expect(machine.halt?.error.message).toBe("half of it");
    expect(notes.values.size).toBe(0);
  });

  test("of services that answer each other for ever ends in a halt, which can be skipped", () => {
    const { machine, maker, apply, sessionId } = bound({ limits: { callsPerCommandMax: 20 } });
    expect(apply(ask(Ask.ForEver, 0, 7))).toBeUndefined();
    expect(machine.halt?.text).toContain("more than 20 requests between services");
    const skip = skipFor(machine.halt!);
    const again = bound({ skips: new Skips([skip]) });
    again.apply(ask(Ask.ForEver, 0, 7));
    again.machine.apply(again.maker.system([encodeSkipCommand(skip)]));
    expect(again.machine.halt).toBeUndefined();
    expect(again.asker.outcomes).toEqual([]);
    expect([maker.position, sessionId]).toEqual([2, 1]);
  });

  test("that gets no reply, or two, halts the apply at the caller's command", () => {
    const { machine, apply } = bound();
    apply(ask(Ask.Notes, Note.SayTwice, 7));
    expect(machine.halt?.text).toContain("notes gave 2 replies");
  });

  test("to a service that the contract does not name is a bug that is named", () => {
    const { machine, apply } = bound();
    apply(ask(Ask.Stranger, 7));
    expect(machine.halt?.text).toContain("asks one with schema id 999");
  });
});

test("there is no number of requests after which something ends", () => {
  const { machine, notes, apply } = bound({ limits: { callsPerCommandMax: 40_000 } });
  for (let n = 0; n < 3; n++) apply(ask(Ask.Chain, 30_000, 1));
  expect(machine.halt).toBeUndefined();
  expect(notes.written).toBe(90_000);
});

test("a machine that took a snapshot between two requests goes on as the one that did not", () => {
  const one = bound();
  one.apply(ask(Ask.Twice, Note.Write, 7));
  const other = newMachine({ services: () => [new Asker(), new Notes()] });
  other.load(savedBy(one.machine));
  const batch = one.maker.make([one.run(ask(Ask.Chain, 2, 30))]);
  one.machine.apply(batch);
  other.apply(batch);
  expect(other.stateHash()).toBe(one.machine.stateHash());
});
