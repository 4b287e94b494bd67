import { describe, expect, test } from "vitest";
import { RecordFlag, RECORD_HEADER_BYTES } from "../outputs.ts";
import { encodeTimePassed, SystemRejection, encodeActivateVersion } from "../system-messages.ts";
import { BatchMaker, eventsOf, framesOf, type TestRun } from "./state-machine-batches.ts";
import { machineWithSession, newMachine, Note, note, Notes, numbersOf, openSession, REFUSED } from "./state-machine-notes.ts";

function run(sessionId: number, first: number, messages: Uint8Array[], acknowledged = 0): TestRun {
  return { sessionId, first, acknowledged, commands: messages.map((message) => ({ message })) };
}

describe("commands", () => {
  test("are applied in order, each with one reply in its run's frame", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const outputs = machine.apply(
      maker.make([run(sessionId, 1, [note(Note.Write, 5, 50), note(Note.Write, 6, 60)]), run(sessionId, 3, [note(Note.Write, 7, 70)])]),
    );
    const frames = framesOf(outputs);
    expect(frames.map(({ first, records }) => [first, records.length])).toEqual([[1, 2], [3, 1]]);
    expect(frames.flatMap(({ records }) => records.map((record) => numbersOf(record)[0]))).toEqual([1, 2, 3]);
    expect(eventsOf(outputs).map(numbersOf)).toEqual([[5, 50], [6, 60], [7, 70]]);
    expect(machine.appliedPosition).toBe(4);
  });
});
void RecordFlag; void RECORD_HEADER_BYTES; void encodeTimePassed; void SystemRejection; void encodeActivateVersion;
void BatchMaker; void newMachine; void Notes; void openSession; void REFUSED;
