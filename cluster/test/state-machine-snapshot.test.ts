import { describe, expect, test } from "vitest";
import { StateFormatError } from "../state-bytes.ts";
import { encodeTimePassed } from "../system-messages.ts";
import type { BatchMaker } from "./state-machine-batches.ts";
import { machineWithSession, newMachine, Note, note, Notes, savedBy } from "./state-machine-notes.ts";
import type { StateMachine } from "../state-machine.ts";
import type { StateSection } from "../state-machine-snapshot.ts";

/** A machine with something of everything in it. */
function busyMachine(): { machine: StateMachine; maker: BatchMaker; sessionId: number } {
  const busy = machineWithSession();
  const { machine, maker, sessionId } = busy;
  const keyed = { message: note(Note.Write, 1, 10), idempotency: { key: "k", content: "c" } };
  const plain = [note(Note.Remind, 4, 1_000), note(Note.Remind, 3, 1_000), note(Note.NextId)];
  const commands = [keyed, ...plain.map((message) => ({ message }))];
  machine.apply(maker.make([{ sessionId, first: 1, commands }], 5));
  return busy;
}

describe("the state hash", () => {
  test.each<[string, (machine: StateMachine) => void]>([
    ["a service's value", (m) => (m.services.inOrder[0] as Notes).values.set(1, 11)],
    ["a service's count", (m) => (m.services.inOrder[0] as Notes).written++],
    ["the position", (m) => m.appliedPosition++],
    ["the cluster's time", (m) => m.clusterTimeUs++],
    ["the version", (m) => m.version++],
    ["the ids given", (m) => m.ids.lastId++],
    ["a timer's deadline", (m) => m.timers.schedule(m.clusterTimeUs + 999, 9, 1, 4)],
    [
      "a timer's payload",
      (m) => m.timers.restore({ ...m.timers.toSorted()[0], payload: new Uint8Array(16) }),
    ],
    ["a timer gone", (m) => m.timers.cancel(9, 1, 3)],
    ["an acknowledgement", (m) => m.sessions.get(1)!.replies.free(1)],
    ["a correlation id", (m) => m.sessions.get(1)!.lastCorrelationId++],
    ["a session gone", (m) => m.sessions.close(m.sessions.get(1)!)],
    ["an idempotency key gone", (m) => m.idempotency.expire(Infinity)],
  ])("changes with %s", (_what, change) => {
    const { machine } = busyMachine();
    const before = machine.stateHash();
    expect(busyMachine().machine.stateHash()).toBe(before);
    change(machine);
    expect(machine.stateHash()).not.toBe(before);
  });

  test("does not tell where memory was grown or in which order things came", () => {
    const one = machineWithSession();
    const two = machineWithSession();
    const write = (...keys: number[]) => keys.map((key) => ({ message: note(Note.Write, key, 1) }));
    const acknowledged = 2;
    for (const [{ machine, maker, sessionId }, keys] of [
      [one, [1, 2]],
      [two, [2, 1]],
    ] as const) {
      machine.apply(maker.make([{ sessionId, first: 1, commands: write(...keys) }]));
      machine.apply(
        maker.make([{ sessionId, first: 3, acknowledged, commands: [{ message: note(Note.Refuse) }] }]),
      );
    }
    expect(one.machine.stateHash()).toBe(two.machine.stateHash());
  });
});

describe("saved state", () => {
  test("is loaded by a new machine, which goes on as the old one does", () => {
    const { machine, maker, sessionId } = busyMachine();
    const loaded = newMachine();
    loaded.load(savedBy(machine));
    expect([loaded.stateHash(), loaded.outputs.digest]).toEqual([
      machine.stateHash(),
      machine.outputs.digest,
    ]);
    const next = [
      maker.make(
        [{ sessionId, first: 3, commands: [3, 4, 5].map((key) => ({ message: note(Note.Roll, key + 90) })) }],
        7,
      ),
      maker.system([encodeTimePassed()], 2_000),
    ];
    for (const batch of next) {
      machine.apply(batch);
      loaded.apply(batch);
      expect([loaded.stateHash(), loaded.outputs.digest]).toEqual([
        machine.stateHash(),
        machine.outputs.digest,
      ]);
    }
  });

  test("of another cluster, or for other services, is refused by name", () => {
    const saved = savedBy(busyMachine().machine);
    const load = (options: Parameters<typeof newMachine>[0]) => () => newMachine(options).load(saved);
    expect(load({ clusterId: 5 })).toThrow("the state was saved by cluster 77, this is cluster 5");
    expect(load({ services: () => [new Notes(8, "eight")] })).toThrow(
      "the state has no service 8 (eight) where it belongs",
    );
    expect(load({ services: () => [] })).toThrow("the state has services that this node does not run");
  });

  test("that a service does not read to its end is refused", () => {
    class Forgetful extends Notes {
      override loadSnapshot(): void {}
    }
    const saved = savedBy(busyMachine().machine);
    expect(() => newMachine({ services: () => [new Forgetful()] }).load(saved)).toThrow(
      "notes did not read all of its state",
    );
  });

  test("that is cut short is refused, or builds a state with another hash", () => {
    const { machine } = busyMachine();
    const saved = savedBy(machine);
    saved.forEach(({ bytes, ...section }, at) => {
      for (let length = 0; length < bytes.length; length += 13) {
        const cut = saved.with(at, { ...section, bytes: bytes.subarray(0, length) });
        expect(hashOrRefusal(cut)).not.toBe(machine.stateHash());
      }
      expect(() => newMachine().load(saved.slice(0, at))).toThrow(StateFormatError);
    });
  });

  test("is loaded before the first batch or never", () => {
    const { machine } = busyMachine();
    expect(() => machine.load(savedBy(machine))).toThrow("assertion failed");
  });
});

function hashOrRefusal(saved: readonly StateSection[]): string {
  const machine = newMachine();
  try {
    machine.load(saved);
  } catch (error) {
    if (error instanceof StateFormatError) return "refused";
    throw error;
  }
  return machine.stateHash();
}
