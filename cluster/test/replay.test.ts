import { describe, expect, test } from "vitest";
import type { Batch } from "../batch.ts";
import { findSkips, replay, type ReplayLog, ReplayGapError, skipsIn } from "../replay.ts";
import type { StateMachineOptions } from "../state-machine.ts";
import { skipFor } from "../state-machine-halt.ts";
import {
  CloseReason,
  encodeCloseSession,
  encodeSkipCommand,
  encodeTimePassed,
  SystemRejection,
} from "../system-messages.ts";
import { BatchMaker, framesOf, type TestCommand, type TestRun } from "./state-machine-batches.ts";
import {
  copyOf,
  machineWithSession,
  newMachine,
  Note,
  note,
  Notes,
  numbersOf,
  openSession,
  savedBy,
} from "./state-machine-notes.ts";

/** A log of batches in memory, as far as a replay reads it; `dropped` ones were trimmed. */
function logOf(batches: Batch[], dropped = 0): ReplayLog {
  return {
    firstIndex: dropped + 1,
    lastIndex: batches.length,
    read(fromIndex, bytesMax, visit) {
      let index = fromIndex;
      for (let bytes = 0; index <= batches.length && bytes < bytesMax; index++) {
        visit(batches[index - 1].bytes, index);
        bytes += batches[index - 1].bytes.length;
      }
      return index;
    },
  };
}

function run(sessionId: number, first: number, messages: Uint8Array[]): TestRun {
  return { sessionId, first, commands: messages.map((message) => ({ message })) };
}

/** A history of seven batches: notes, reminders that fire, a retry, an empty batch. */
function history(): Batch[] {
  const maker = new BatchMaker();
  const write = (key: number): Uint8Array => note(Note.Write, key, key * 10);
  return [
    maker.system([openSession(1)]),
    maker.make([run(1, 1, [write(1), note(Note.Remind, 5, 10), write(2)])]),
    maker.make([]),
    maker.make(
      [run(1, 2, [note(Note.Remind, 5, 10), write(2)]), run(1, 4, [write(3), note(Note.Roll, 100)])],
      5,
    ),
    maker.system([encodeTimePassed()], 5),
    maker.make([run(1, 6, [write(4), write(5), write(6), note(Note.Refuse)])], 20),
    maker.system([encodeCloseSession({ sessionId: 1, reason: CloseReason.Client })]),
  ];
}

describe("a replay", () => {
  test("gives the state and the digest of the machine that ran, at every index", () => {
    const batches = history();
    const running = newMachine();
    for (const [at, batch] of batches.entries()) {
      running.apply(copyOf(batch));
      const machine = newMachine();
      replay({ log: logOf(batches), machine, toIndex: at + 1 });
      expect(machine.appliedIndex).toBe(at + 1);
      expect([machine.stateHash(), machine.outputs.digest]).toEqual([
        running.stateHash(),
        running.outputs.digest,
      ]);
    }
  });

  test("stops exactly after a position, also within a batch and a run", () => {
    const batches = history();
    const hashes = new Set<string>();
    for (let position = 1; position <= 14; position++) {
      const machine = newMachine();
      const seen: number[] = [];
      replay({
        log: logOf(batches),
        machine,
        toPosition: position,
        onOutputs: (outputs) => {
          for (const { records } of framesOf(outputs)) seen.push(...records.map((record) => record.position));
        },
      });
      expect(machine.appliedPosition).toBe(position);
      expect(seen).toHaveLength(position); // A reply each.
      hashes.add(machine.stateHash());
    }
    expect(hashes.size).toBe(14); // The position is part of the state.
  });

  test("that stopped within a batch cannot go on, as half a batch cannot be applied twice", () => {
    const batches = history();
    const machine = newMachine();
    replay({ log: logOf(batches), machine, toPosition: 3 });
    expect(() => replay({ log: logOf(batches), machine })).toThrow("assertion failed");
    expect(() => savedBy(machine)).toThrow("assertion failed");
  });

  test("goes on from saved state", () => {
    const batches = history();
    const whole = newMachine();
    replay({ log: logOf(batches), machine: whole });
    const half = newMachine();
    replay({ log: logOf(batches), machine: half, toIndex: 4 });
    const rest = newMachine();
    rest.load(savedBy(half));
    replay({ log: logOf(batches, 4), machine: rest });
    expect([rest.stateHash(), rest.outputs.digest]).toEqual([whole.stateHash(), whole.outputs.digest]);
  });

  test("of a log that begins later than the state ends is refused", () => {
    const machine = newMachine();
    expect(() => replay({ log: logOf(history(), 2), machine })).toThrow(ReplayGapError);
    expect(() => replay({ log: logOf(history(), 2), machine })).toThrow(
      "the state goes on at index 1, but the log begins at 3: load a snapshot taken at index 2 or later",
    );
  });
});

describe("an exception in a handler", () => {
  /** Six batches; position 4 fails, in the middle of the run that begins at position 3. */
  function failingHistory(): { maker: BatchMaker; batches: Batch[] } {
    const maker = new BatchMaker();
    const failing: TestCommand = {
      message: note(Note.Fail, 66),
      principalId: 12,
      idempotency: { key: "fail", content: "fail" },
    };
    const batches = [
      maker.system([openSession(1)]),
      maker.make([run(1, 1, [note(Note.Write, 1, 1)])]),
      maker.make([
        {
          sessionId: 1,
          first: 2,
          commands: [{ message: note(Note.Write, 2, 2) }, failing, { message: note(Note.Write, 3, 3) }],
        },
      ]),
      maker.make([run(1, 5, [note(Note.Write, 4, 4)])]),
    ];
    return { maker, batches };
  }

  test("halts the apply with the position, the command and the stack, and nothing of its batch is put out", () => {
    const { batches } = failingHistory();
    const machine = newMachine();
    machine.apply(batches[0]);
    machine.apply(batches[1]);
    const digest = machine.outputs.digest;
    expect(machine.apply(batches[2])).toBeUndefined();
    expect(machine.halt).toMatchObject({
      kind: "exception",
      index: 3,
      position: 4,
      timer: undefined,
      schemaId: 9,
      templateId: Note.Fail,
      sessionId: 1,
      principalId: 12,
    });
    expect(machine.halt!.messageHex).toBe("1000040009000000" + "4200000000000000" + "0000000000000000");
    expect(machine.halt!.error.stack).toContain("onCommand");
    expect(machine.halt!.text).toBe(
      "position 4 (index 3): the command with schema 9, template 4 failed with RangeError: note 66 cannot be taken. " +
        "Start a build that handles it, or skip it with: lockstep skip 4",
    );
    expect([machine.outputs.runCount, machine.outputs.events.end, machine.outputs.digest]).toEqual([
      0,
      0,
      digest,
    ]);
    expect(machine.apply(batches[3])).toBeUndefined();
    expect(machine.appliedIndex).toBe(2);
    expect(() => machine.stateHash()).toThrow("assertion failed");
    expect(() => savedBy(machine)).toThrow("assertion failed");
  });

  test("halts queries too, as half-changed state answers nothing", () => {
    const { batches } = failingHistory();
    const machine = newMachine();
    for (const batch of batches) machine.apply(batch);
    const question = note(Note.Read, 66);
    const reply = machine.query(new DataView(question.buffer), 0, question.length, 1, 1);
    const view = new DataView(reply.buffer, reply.byteOffset);
    expect([view.getUint16(8, true), view.getUint32(16, true)]).toEqual([SystemRejection.HALTED, 4]);
  });

  test.each([
    ["no reply", Note.SayNothing, "notes gave 0 replies to one command; exactly one is needed"],
    ["two replies", Note.SayTwice, "notes gave 2 replies to one command; exactly one is needed"],
    ["more steps than a position has", Note.Flood, "assertion failed"],
  ])("is also: %s", (_what, templateId, message) => {
    const { machine, maker, sessionId } = machineWithSession();
    expect(machine.apply(maker.make([run(sessionId, 1, [note(templateId, 70_000)])]))).toBeUndefined();
    expect(machine.halt!.text).toContain(message);
  });

  test("is also: a reply larger than a reply may be", () => {
    const { machine, maker, sessionId } = machineWithSession({ limits: { replyBytesMax: 39 } });
    expect(machine.apply(maker.make([run(sessionId, 1, [note(Note.Write)])]))).toBeUndefined();
  });

  test("is skipped when the log says so: that command is rejected, all others are as they were", () => {
    const { maker, batches } = failingHistory();
    const halted = newMachine();
    replay({ log: logOf(batches), machine: halted });
    batches.push(maker.system([encodeSkipCommand(skipFor(halted.halt!))]));
    batches.push(maker.make([run(1, 6, [note(Note.Write, 5, 5)])]));
    expect(skipsIn(batches[4])).toEqual([{ position: 4, timer: undefined }]);

    const machine = newMachine({ skips: findSkips(logOf(batches), batches.length) });
    replay({ log: logOf(batches), machine, toIndex: halted.halt!.index - 1 });
    expect(machine.outputs.digest).toBe(halted.outputs.digest);
    const [frame] = framesOf(machine.apply(batches[2]));
    expect(frame.records.map((record) => record.rejected ?? numbersOf(record)[0])).toEqual([
      2,
      { schemaId: 0, code: SystemRejection.SKIPPED, value: 4 },
      3,
    ]);
    for (const batch of batches.slice(3)) expect(machine.apply(batch)).toBeDefined();
    expect(machine.sessions.get(1)!.lastCorrelationId).toBe(6);
    const question = note(Note.Read, 66); // What the handler wrote before it failed is not there.
    const answer = machine.query(new DataView(question.buffer), 0, question.length, 1, 1);
    expect(numbersOf({ message: new DataView(answer.buffer, answer.byteOffset) })).toEqual([0, 8]);
  });

  test("that was skipped stays skipped for its idempotency key, and for a build that would handle it", () => {
    class Repaired extends Notes {
      override onCommand(...[view, offset, length, context]: Parameters<Notes["onCommand"]>): void {
        if (view.getUint16(offset + 2, true) === Note.Fail) return context.reject(1);
        super.onCommand(view, offset, length, context);
      }
    }
    const { maker, batches } = failingHistory();
    batches.push(maker.system([encodeSkipCommand({ position: 4, timer: undefined })]));
    const again = { message: note(Note.Fail, 66), idempotency: { key: "fail", content: "fail" } };
    batches.push(maker.make([{ sessionId: 1, first: 6, commands: [again] }]));
    const skips = findSkips(logOf(batches), batches.length);
    const old = newMachine({ skips });
    const repaired = newMachine({ skips, services: () => [new Repaired()] });
    replay({ log: logOf(batches), machine: old });
    replay({ log: logOf(batches), machine: repaired });
    expect(framesOf(old.outputs)[0].records[0]).toMatchObject({
      isDuplicate: true,
      position: 4,
      rejected: { code: SystemRejection.SKIPPED },
    });
    expect([repaired.stateHash(), repaired.outputs.digest]).toEqual([old.stateHash(), old.outputs.digest]);
  });

  test("a machine that applied what the log then skips asks to be rebuilt", () => {
    const maker = new BatchMaker();
    const batches = [
      maker.system([openSession(1)]),
      maker.make([run(1, 1, [note(Note.Write, 1, 1)])]),
      maker.system([encodeSkipCommand({ position: 2, timer: undefined })]),
    ];
    const live = newMachine();
    replay({ log: logOf(batches), machine: live });
    expect(live.halt).toMatchObject({ kind: "skip", index: 3, position: 3 });
    const rebuilt = newMachine({ skips: findSkips(logOf(batches), 3) });
    replay({ log: logOf(batches), machine: rebuilt });
    expect(rebuilt.halt).toBeUndefined();
    expect(rebuilt.appliedIndex).toBe(3);
  });

  test("a position that is not earlier cannot be skipped, and does not count as skipped", () => {
    const maker = new BatchMaker();
    const batches = [maker.system([openSession(1), encodeSkipCommand({ position: 2, timer: undefined })])];
    expect(skipsIn(batches[0])).toEqual([]);
    const machine = newMachine({ skips: findSkips(logOf(batches), 1) });
    const [frame] = framesOf(machine.apply(batches[0]));
    expect(frame.records[1].rejected).toEqual({
      schemaId: 0,
      code: SystemRejection.SKIP_NOT_EARLIER,
      value: 2,
    });
  });

  test("in a timer names the timer, which alone is dropped by the skip", () => {
    const maker = new BatchMaker();
    const batches = [
      maker.system([openSession(1)]),
      maker.make([run(1, 1, [note(Note.Bomb, 31, 10), note(Note.Remind, 32, 10)])]),
      maker.make([run(1, 3, [note(Note.Write, 1, 1)])], 10),
    ];
    const halted = newMachine();
    replay({ log: logOf(batches), machine: halted });
    expect(halted.halt).toMatchObject({ position: 4, timer: { schemaId: 9, kind: 2, key: 31 } });
    batches.push(maker.system([encodeSkipCommand(skipFor(halted.halt!))]));
    const machine = newMachine({ skips: findSkips(logOf(batches), 4) });
    const steps: string[] = [];
    replay({
      log: logOf(batches),
      machine,
      onOutputs: ({ index, events }) => steps.push(`${index}: ${events.records}`),
    });
    expect(steps).toEqual(["1: 1", "2: 0", "3: 2", "4: 0"]); // The reminder and the note.
    expect(machine.nextDeadline).toBe(Infinity);
  });

  test("while a session is closed can be skipped: the session is closed all the same", () => {
    class Clinging extends Notes {
      override onSessionClosed(): void {
        throw new Error("do not leave");
      }
    }
    const options: Partial<StateMachineOptions> = { services: () => [new Clinging()] };
    const maker = new BatchMaker();
    const batches = [
      maker.system([openSession(1)]),
      maker.system([encodeCloseSession({ sessionId: 1, reason: CloseReason.Timeout })]),
    ];
    const halted = newMachine(options);
    replay({ log: logOf(batches), machine: halted });
    expect(halted.halt).toMatchObject({ position: 2, schemaId: 0, timer: undefined });
    batches.push(maker.system([encodeSkipCommand(skipFor(halted.halt!))]));
    const machine = newMachine({ ...options, skips: findSkips(logOf(batches), 3) });
    replay({ log: logOf(batches), machine });
    expect([machine.appliedIndex, machine.sessions.count]).toEqual([3, 0]);
  });
});
