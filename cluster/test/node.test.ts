import { expect, test } from "vitest";
import { batchCounts, Ear, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };

test("a command is answered after its batch is durable", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 11), patient, ear, 7);
  rig.runUntil(() => ear.answers.length > 0, "an answer");
  expect(ear.answers).toEqual([{ tag: 7, outcome: "Replied", value: 1, position: 2 }]);
});

test("commands of one turn are one batch", () => {
  const rig = new Rig();
  const client = rig.client();
  const ear = new Ear();
  rig.run(100);
  for (let nth = 0; nth < 10; nth++) client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
  rig.runUntil(() => ear.answers.length === 10, "ten answers");
  expect(batchCounts(rig.nodes.get(1)!.log)).toEqual([0, 1, 10]);
});
