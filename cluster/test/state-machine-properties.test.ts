// oxlint-disable vitest/no-conditional-expect -- random sequences: what is expected depends on the step
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Batch } from "../batch.ts";
import { CopyMemory } from "../snapshots/copy-memory.ts";
import { adoptState, copyState } from "../state-copy.ts";
import {
  CloseReason,
  decodeSessionOpened,
  encodeActivateVersion,
  encodeCloseSession,
  encodeTimePassed,
} from "../system-messages.ts";
import { BatchMaker, framesOf, type TestCommand, type TestRun } from "./state-machine-batches.ts";
import { copyOf, newMachine, Note, note, numbersOf, openSession, savedBy } from "./state-machine-notes.ts";

/** Small bounds, so that random sequences reach all of them. */
const limits = {
  sessionsMax: 3,
  replyBytesMax: 64,
  replyRingBytesDefault: 400,
  replyRingBytesMax: 800,
  idempotencyKeysMax: 6,
  idempotencyKeptUs: 400,
  timersMax: 6,
  timerStepsMax: 4,
};

type Step =
  | { kind: "open"; nonce: number; principalId: number }
  | { kind: "close"; session: number }
  | { kind: "time" }
  | { kind: "version"; version: number }
  | { kind: "run"; session: number; back: number; acknowledge: number; notes: NoteStep[] };

interface NoteStep {
  templateId: number;
  a: number;
  b: number;
  key: string | undefined;
}

const noteStep: fc.Arbitrary<NoteStep> = fc.record({
  templateId: fc.constantFrom(
    Note.Write,
    Note.Write,
    Note.Remind,
    Note.Remind,
    Note.CancelReminder,
    Note.Refuse,
    Note.Roll,
    Note.NextId,
    Note.Flood,
  ),
  a: fc.integer({ min: 1, max: 9 }),
  b: fc.integer({ min: 0, max: 500 }),
  key: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { nil: undefined, freq: 3 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("open" as const),
      nonce: fc.integer({ min: 1, max: 6 }),
      principalId: fc.constantFrom(1, 1, 2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("close" as const), session: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("time" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("version" as const), version: fc.nat(5) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("run" as const),
      session: fc.nat(3),
      /** How far before the next correlation id it begins; below 0 is a gap. */
      back: fc.oneof(
        { weight: 5, arbitrary: fc.constant(0) },
        { weight: 3, arbitrary: fc.integer({ min: -1, max: 6 }) },
      ),
      acknowledge: fc.nat(4),
      notes: fc.array(noteStep, { minLength: 1, maxLength: 8 }),
    }),
  },
);

const history = fc.array(
  fc.record({
    afterUs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 120 })),
    steps: fc.array(step, { maxLength: 5 }),
  }),
  { minLength: 10, maxLength: 30 },
);

/** What clients know: which sessions there are and what they have sent. Decides which bytes the steps become. */
class Clients {
  readonly sessions: { id: number; next: number }[] = [];

  runOf(each: Step): TestRun {
    const system = (message: Uint8Array): TestRun => ({ sessionId: 0, first: 1, commands: [{ message }] });
    switch (each.kind) {
      case "open":
        return system(openSession(each.nonce, each.principalId, each.nonce * 150));
      case "close":
        return system(
          encodeCloseSession({
            sessionId: this.sessions[each.session]?.id ?? 999,
            reason: CloseReason.Client,
          }),
        );
      case "time":
        return system(encodeTimePassed());
      case "version":
        return system(encodeActivateVersion(each.version));
      default: {
        const session = this.sessions[each.session % Math.max(1, this.sessions.length)] ?? {
          id: 998,
          next: 1,
        };
        const first = Math.max(1, session.next - each.back);
        const commands = each.notes.map(commandOf);
        if (each.back >= 0) session.next = Math.max(session.next, first + commands.length);
        return {
          sessionId: session.id,
          first,
          acknowledged: Math.max(0, first - 1 - each.acknowledge),
          commands,
        };
      }
    }
  }
}

function commandOf({ templateId, a, b, key }: NoteStep): TestCommand {
  const message = note(templateId, a, b);
  return key === undefined
    ? { message }
    : { message, idempotency: { key, content: a < 8 ? "same" : "other" } };
}

/** Turns steps into batches, with a machine to learn the sessions' ids from. */
function batchesOf(plan: { afterUs: number; steps: Step[] }[]): Batch[] {
  const clients = new Clients();
  const maker = new BatchMaker();
  const machine = newMachine({ limits, versionMax: 5 });
  return plan.map(({ afterUs, steps }) => {
    const batch = maker.make(
      steps.map((each) => clients.runOf(each)),
      afterUs,
    );
    for (const frame of framesOf(machine.apply(batch))) {
      for (const record of frame.sessionId === 0 ? frame.records : []) {
        if (record.templateId !== 101) continue;
        const id = decodeSessionOpened(record.message, 0).sessionId;
        if (!clients.sessions.some((session) => session.id === id)) clients.sessions.push({ id, next: 1 });
      }
    }
    return batch;
  });
}

test("machines that apply the same batches have the same state and outputs, also when one is saved and loaded on the way", () => {
  const answers = new Map<string, number>();
  const count = (name: string): void => void answers.set(name, (answers.get(name) ?? 0) + 1);
  fc.assert(
    fc.property(history, fc.nat(), (plan, savedAt) => {
      const batches = batchesOf(plan);
      const one = newMachine({ limits, versionMax: 5 });
      const two = newMachine({ limits, versionMax: 5 });
      let third = newMachine({ limits, versionMax: 5 });
      for (const [at, batch] of batches.entries()) {
        if (at === savedAt % batches.length) {
          const loaded = newMachine({ limits, versionMax: 5 });
          loaded.load(savedBy(third));
          expect(loaded.stateHash()).toBe(third.stateHash());
          expect(savedBy(loaded)).toEqual(savedBy(third));
          const adopted = newMachine({ limits, versionMax: 5 });
          const copy = copyState(third, new CopyMemory().copy, () => 0);
          adoptState(adopted, structuredClone(copy));
          expect(savedBy(adopted)).toEqual(savedBy(third));
          third = loaded;
        }
        const outputs = one.apply(batch);
        expect(two.apply(copyOf(batch))).toBeDefined();
        expect(third.apply(copyOf(batch))).toBeDefined();
        for (const { records } of framesOf(outputs)) {
          for (const { isDuplicate, rejected } of records) {
            if (isDuplicate) count("duplicate");
            else count(rejected === undefined ? "reply" : `${rejected.schemaId}/${rejected.code}`);
          }
        }
        expect([two.outputs.digest, two.stateHash()]).toEqual([one.outputs.digest, one.stateHash()]);
        expect([third.outputs.digest, third.stateHash()]).toEqual([one.outputs.digest, one.stateHash()]);
      }
    }),
    { numRuns: 100, seed: 20_120_621 },
  );
  // The test has teeth only when the sequences came to all of these.
  const seen = [
    "reply",
    "duplicate",
    "0/1",
    "0/2",
    "0/3",
    "0/4",
    "0/5",
    "0/6",
    "0/9",
    "0/10",
    "0/11",
    "9/42",
  ];
  for (const name of seen) expect([name, (answers.get(name) ?? 0) >= 10]).toEqual([name, true]);
}, 30_000);

test("every request of a session is applied exactly once, in order, however often it is sent", () => {
  const sends = fc.array(
    fc.record({
      back: fc.integer({ min: -2, max: 10 }),
      count: fc.integer({ min: 1, max: 6 }),
      together: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(sends, (plan) => {
      const machine = newMachine();
      const maker = new BatchMaker();
      machine.apply(maker.system([openSession(1)]));
      let last = 0; // What an honest count of applied requests says.
      let waiting: TestRun[] = [];
      const first = new Map<number, number>();
      for (const { back, count, together } of plan) {
        const from = Math.max(1, last + 1 - back);
        // Request n writes n under n: its reply is how many were written, so n, if and only if all came once.
        const commands = Array.from({ length: count }, (_, nth) => ({
          message: note(Note.Write, from + nth, from + nth),
        }));
        waiting.push({ sessionId: 1, first: from, commands });
        if (from <= last + 1) last = Math.max(last, from + count - 1);
        if (together) continue;
        for (const frame of framesOf(machine.apply(maker.make(waiting)))) {
          for (const [nth, record] of frame.records.entries()) {
            if (record.rejected !== undefined) continue; // A gap.
            const correlationId = frame.first + nth;
            expect(numbersOf(record)[0]).toBe(correlationId);
            expect(record.isDuplicate).toBe(first.has(correlationId));
            expect(record.position).toBe(first.get(correlationId) ?? record.position);
            first.set(correlationId, record.position);
          }
        }
        waiting = [];
      }
      const outstanding = waiting.length === 0 ? last : undefined;
      if (outstanding !== undefined) expect(machine.sessions.get(1)!.lastCorrelationId).toBe(outstanding);
    }),
    { numRuns: 150, seed: 7 },
  );
}, 30_000);
