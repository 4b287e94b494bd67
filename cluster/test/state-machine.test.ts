import { describe, expect, test } from "vitest";
import type { Outputs } from "../outputs.ts";
import type { StateMachine } from "../state-machine.ts";
import {
  CloseReason,
  decodeSessionClosed,
  decodeSessionOpened,
  encodeActivateVersion,
  encodeCloseSession,
  encodeTimePassed,
  SystemRejection,
  SystemTemplate,
} from "../system-messages.ts";
import {
  BatchMaker,
  encodeRun,
  eventsOf,
  framesOf,
  START_US,
  type TestCommand,
  type TestRun,
} from "./state-machine-batches.ts";
import {
  copyOf,
  machineWithSession,
  newMachine,
  Note,
  note,
  Notes,
  numbersOf,
  openSession,
  REFUSED,
} from "./state-machine-notes.ts";

function run(sessionId: number, first: number, messages: Uint8Array[], acknowledged = 0): TestRun {
  return { sessionId, first, acknowledged, commands: messages.map((message) => ({ message })) };
}

/** Of each reply: the rejection's code, or the first number. */
function answers(outputs: Outputs | undefined): string[] {
  return framesOf(outputs).flatMap(({ records }) =>
    records.map((record) =>
      record.rejected === undefined
        ? `${record.isDuplicate ? "again " : ""}${numbersOf(record)[0]}`
        : `${record.isDuplicate ? "again " : ""}no ${record.rejected.schemaId}/${record.rejected.code} ${record.rejected.value}`,
    ),
  );
}

function no(code: number, value: number | undefined): string {
  return `no 0/${code} ${value}`;
}

describe("commands", () => {
  test("are applied in order, each with one reply in the frame of its run", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const outputs = machine.apply(
      maker.make([
        run(sessionId, 1, [note(Note.Write, 5, 50), note(Note.Write, 6, 60)]),
        run(sessionId, 3, [note(Note.Write, 7, 70)]),
      ]),
    );
    const frames = framesOf(outputs);
    expect(frames.map(({ first, records }) => [first, records.length])).toEqual([
      [1, 2],
      [3, 1],
    ]);
    expect(answers(outputs)).toEqual(["1", "2", "3"]);
    expect(eventsOf(outputs).map(numbersOf)).toEqual([
      [5, 50],
      [6, 60],
      [7, 70],
    ]);
    expect(machine.appliedPosition).toBe(4);
  });

  test("number their records by position and step", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const outputs = machine.apply(maker.make([run(sessionId, 1, [note(Note.Flood, 2), note(Note.Write)])]));
    const places = ({ position, step }: { position: number; step: number }) => [position, step];
    expect(eventsOf(outputs).map(places)).toEqual([
      [2, 0],
      [2, 1],
      [3, 0],
    ]);
    expect(framesOf(outputs)[0].records.map(places)).toEqual([
      [2, 2],
      [3, 1],
    ]);
  });

  test("see the caller, the cluster's time and their own position", () => {
    const seen: unknown[] = [];
    class Watcher extends Notes {
      override onCommand(...[view, offset, length, context]: Parameters<Notes["onCommand"]>): void {
        const { now, position, version, sessionId, principalId, roles } = context;
        seen.push({ now, position, version, sessionId, principalId, roles });
        super.onCommand(view, offset, length, context);
      }
    }
    const { machine, maker, sessionId } = machineWithSession({ services: () => [new Watcher()] });
    const commands = [{ message: note(Note.WhoAmI), principalId: 4_000_000_000, roles: 255 }];
    machine.apply(maker.make([{ sessionId, first: 1, commands }], 250));
    expect(seen).toEqual([
      { now: START_US + 250, position: 2, version: 1, sessionId, principalId: 4_000_000_000, roles: 255 },
    ]);
  });

  test("are routed by schema id, and a rejection carries the schema of the service", () => {
    const services = () => [new Notes(12, "more notes"), new Notes(9)];
    const { machine, maker, sessionId } = machineWithSession({ services });
    const messages = [note(Note.Refuse, 1), note(Note.Refuse, 2, 0, 12), note(Note.Write, 3, 0, 11)];
    expect(answers(machine.apply(maker.make([run(sessionId, 1, messages)])))).toEqual([
      `no 9/${REFUSED} 1`,
      `no 12/${REFUSED} 2`,
      no(SystemRejection.UNKNOWN_SCHEMA, 11),
    ]);
  });

  test("find the same message bytes whatever the buffer held before", () => {
    class Sloppy extends Notes {
      override onCommand(...[view, offset, , context]: Parameters<Notes["onCommand"]>): void {
        const size = view.getUint8(offset + 8);
        const at = context.replies.claim(size);
        const fill = view.getUint8(offset + 16);
        new Uint8Array(context.replies.view.buffer).fill(fill === 1 ? 0xee : 0, at, at + fill * size);
      }
    }
    const services = () => [new Sloppy()];
    const dirty = machineWithSession({ services });
    const clean = machineWithSession({ services });
    dirty.machine.apply(dirty.maker.make([run(dirty.sessionId, 1, [note(1, 200, 1), note(1, 200, 1)])]));
    clean.machine.apply(clean.maker.make([run(clean.sessionId, 1, [note(1, 24, 0), note(1, 24, 0)])]));
    const [before] = framesOf(
      dirty.machine.apply(dirty.maker.make([run(dirty.sessionId, 3, [note(1, 50)])])),
    );
    const [after] = framesOf(clean.machine.apply(clean.maker.make([run(clean.sessionId, 3, [note(1, 50)])])));
    expect(before.records).toEqual(after.records);
  });

  test("may publish messages that grow while they are written", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const outputs = machine.apply(
      maker.make([run(sessionId, 1, [note(Note.Long, 100_001), note(Note.Long, 0)])]),
    );
    const [long, short] = eventsOf(outputs);
    expect([long.message.byteLength, short.message.byteLength]).toEqual([100_016, 8]);
    expect(long.message.getUint8(8 + 100_000)).toBe(100_000 & 0xff);
    expect(long.message.getUint8(8 + 100_001)).toBe(0);
  });

  test("get random numbers and ids that depend on nothing but the log and the seed", () => {
    const rolls = (seed: number) => {
      const { machine, maker, sessionId } = machineWithSession({ seed });
      const messages = Array.from({ length: 200 }, () => note(Note.Roll, 6));
      return framesOf(machine.apply(maker.make([run(sessionId, 1, messages)])))[0].records.flatMap(numbersOf);
    };
    expect(rolls(5)).toEqual(rolls(5));
    expect(rolls(5)).not.toEqual(rolls(6));
    const counts = [0, 0, 0, 0, 0, 0];
    for (const roll of rolls(5)) counts[roll]++;
    expect(Math.min(...counts)).toBeGreaterThan(40); // 400 rolls of a die.
    const { machine, maker, sessionId } = machineWithSession();
    const outputs = machine.apply(maker.make([run(sessionId, 1, [note(Note.NextId), note(Note.NextId)])]));
    expect(framesOf(outputs)[0].records.map(numbersOf)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("get other random numbers at every position, also beyond 32 bits", () => {
    const rollAt = (position: number) => {
      const { machine, maker, sessionId } = machineWithSession();
      machine.appliedPosition = position - 1;
      maker.position = position - 1;
      return answers(machine.apply(maker.make([run(sessionId, 1, [note(Note.Roll, 2 ** 53 - 1)])])))[0];
    };
    const positions = [1, 2, 3].flatMap((low) => [low + 1, low + 2 ** 32, low + 2 ** 33, low + 2 ** 52]);
    expect(new Set(positions.map(rollAt)).size).toBe(new Set(positions).size);
  });

  test("see the version that the log has activated", () => {
    const { machine, maker } = machineWithSession({ versionMax: 4 });
    const versions = [3, 2, 3, 4].map(encodeActivateVersion);
    const [frame] = framesOf(machine.apply(maker.system(versions)));
    expect(frame.records.map((record) => record.rejected?.code ?? record.templateId)).toEqual([
      SystemTemplate.Done,
      SystemRejection.VERSION_NOT_HIGHER,
      SystemRejection.VERSION_NOT_HIGHER,
      SystemTemplate.Done,
    ]);
    expect(machine.version).toBe(4);
  });
});

describe("a session", () => {
  test("is opened through the log, has its position as id, and the services hear of it", () => {
    const machine = newMachine();
    const maker = new BatchMaker();
    machine.apply(maker.make([], 10));
    const outputs = machine.apply(maker.system([encodeTimePassed(), openSession(1, 8)]));
    const opened = decodeSessionOpened(framesOf(outputs)[0].records[1].message, 0);
    expect(opened).toMatchObject({ sessionId: 2, timeoutMs: 5_000, replyRingBytes: 262_144 });
    expect(opened.nonce[0]).toBe(1);
    const [event] = eventsOf(outputs);
    expect([event.templateId, event.step, ...numbersOf(event)]).toEqual([Note.Opened, 0, 2, 8]);
    expect(machine.sessions.get(2)).toMatchObject({ principalId: 8, roles: 3, timeoutMs: 5_000 });
  });

  test("is found again by its nonce, but not by another principal", () => {
    const machine = newMachine();
    const maker = new BatchMaker();
    const outputs = machine.apply(maker.system([openSession(1, 8), openSession(1, 8), openSession(1, 9)]));
    const [opened, again, other] = framesOf(outputs)[0].records;
    expect(numbersOf(again)[0]).toBe(numbersOf(opened)[0]);
    expect(other.rejected?.code).toBe(SystemRejection.NONCE_TAKEN);
    expect(machine.sessions.count).toBe(1);
    expect(eventsOf(outputs)).toHaveLength(1);
  });

  test("is refused when there are as many as may be, until one is closed", () => {
    const machine = newMachine({ limits: { sessionsMax: 2 } });
    const maker = new BatchMaker();
    const [full] = framesOf(machine.apply(maker.system([openSession(1), openSession(2), openSession(3)])));
    expect(full.records[2].rejected).toEqual({ schemaId: 0, code: SystemRejection.SESSIONS_FULL, value: 2 });
    const close = encodeCloseSession({ sessionId: 1, reason: CloseReason.Timeout });
    const [again] = framesOf(machine.apply(maker.system([close, openSession(3)])));
    expect(decodeSessionClosed(again.records[0].message, 0)).toEqual({
      sessionId: 1,
      reason: CloseReason.Timeout,
    });
    expect(again.records[1].templateId).toBe(SystemTemplate.SessionOpened);
  });

  test("is refused when its replies could take too much memory", () => {
    const machine = newMachine({ limits: { replyRingsBytesMax: 1_000_000 } });
    const maker = new BatchMaker();
    const [frame] = framesOf(
      machine.apply(maker.system([openSession(1, 1, 800_000), openSession(2, 1, 300_000)])),
    );
    expect(decodeSessionOpened(frame.records[0].message, 0).replyRingBytes).toBe(800_000);
    expect(frame.records[1].rejected?.code).toBe(SystemRejection.SESSIONS_FULL);
    const close = encodeCloseSession({ sessionId: 1, reason: CloseReason.Timeout });
    const [again] = framesOf(machine.apply(maker.system([close, openSession(2, 1, 300_000)])));
    expect(again.records[1].templateId).toBe(SystemTemplate.SessionOpened);
  });

  test("is unknown before it is opened and after it is closed", () => {
    const { machine, maker, sessionId } = machineWithSession();
    expect(answers(machine.apply(maker.make([run(99, 1, [note(Note.Write), note(Note.Write)])])))).toEqual([
      no(SystemRejection.SESSION_UNKNOWN, 99),
      no(SystemRejection.SESSION_UNKNOWN, 99),
    ]);
    const outputs = machine.apply(
      maker.system([encodeCloseSession({ sessionId, reason: CloseReason.Client })]),
    );
    expect(eventsOf(outputs).map((event) => [event.templateId, numbersOf(event)[0]])).toEqual([
      [Note.Closed, sessionId],
    ]);
    expect(answers(machine.apply(maker.make([run(sessionId, 1, [note(Note.Write)])])))).toEqual([
      no(SystemRejection.SESSION_UNKNOWN, sessionId),
    ]);
    const twice = machine.apply(
      maker.system([encodeCloseSession({ sessionId, reason: CloseReason.Client })]),
    );
    expect(answers(twice)).toEqual([no(SystemRejection.SESSION_UNKNOWN, sessionId)]);
  });

  test("is needed for a service's command, and cannot carry the cluster's own", () => {
    const { machine, maker, sessionId } = machineWithSession();
    expect(answers(machine.apply(maker.system([note(Note.Write, 1, 1)])))).toEqual([
      no(SystemRejection.SESSION_UNKNOWN, 0),
    ]);
    const commands = [
      encodeActivateVersion(9),
      encodeCloseSession({ sessionId, reason: CloseReason.Client }),
    ];
    expect(answers(machine.apply(maker.make([run(sessionId, 1, commands)])))).toEqual([
      no(SystemRejection.UNKNOWN_SCHEMA, 0),
      no(SystemRejection.UNKNOWN_SCHEMA, 0),
    ]);
    expect([machine.version, machine.sessions.count]).toEqual([1, 1]);
  });
});

describe("a retry", () => {
  test("is answered with the first reply, is marked, and is not applied again", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const first = run(sessionId, 1, [note(Note.Write, 1, 10), note(Note.Refuse, 2), note(Note.Write, 3, 30)]);
    const original = framesOf(machine.apply(maker.make([first])))[0];
    const outputs = machine.apply(maker.make([first]));
    const again = framesOf(outputs)[0];
    expect(again.records.map((record) => record.isDuplicate)).toEqual([true, true, true]);
    expect(again.records.map((record) => ({ ...record, isDuplicate: false }))).toEqual(original.records);
    expect(eventsOf(outputs)).toEqual([]);
    expect(machine.appliedPosition).toBe(7);
  });

  test("may come with new commands behind it", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Write), note(Note.Write)])]));
    const outputs = machine.apply(
      maker.make([run(sessionId, 2, [note(Note.Write), note(Note.Write), note(Note.Write)])]),
    );
    expect(answers(outputs)).toEqual(["again 2", "3", "4"]);
    expect(
      answers(
        machine.apply(
          maker.make([
            run(sessionId, 1, [note(Note.Write), note(Note.Write), note(Note.Write), note(Note.Write)]),
          ]),
        ),
      ),
    ).toEqual(["again 1", "again 2", "again 3", "again 4"]);
  });

  test("of what the client has acknowledged is told that the reply is gone", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Write), note(Note.Write), note(Note.Write)])]));
    const retry = run(sessionId, 1, [note(Note.Write), note(Note.Write), note(Note.Write)], 2);
    expect(answers(machine.apply(maker.make([retry])))).toEqual([
      no(SystemRejection.REPLY_DROPPED, 1),
      no(SystemRejection.REPLY_DROPPED, 2),
      "again 3",
    ]);
    expect(machine.sessions.get(sessionId)!.lastCorrelationId).toBe(3);
  });

  test("of more than the ring holds gets the newest replies and is told that the others are gone", () => {
    const { machine, maker, sessionId } = machineWithSession({
      limits: { replyBytesMax: 40, replyRingBytesDefault: 120, replyRingBytesMax: 120 },
    });
    const messages = Array.from({ length: 5 }, () => note(Note.Write));
    machine.apply(maker.make([run(sessionId, 1, messages)]));
    expect(answers(machine.apply(maker.make([run(sessionId, 1, messages)])))).toEqual([
      no(SystemRejection.REPLY_DROPPED, 1),
      no(SystemRejection.REPLY_DROPPED, 2),
      "again 3",
      "again 4",
      "again 5",
    ]);
  });

  test("does not help over a gap: nothing is applied, and the next correlation id is named", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Write)])]));
    expect(
      answers(machine.apply(maker.make([run(sessionId, 3, [note(Note.Write), note(Note.Write)])]))),
    ).toEqual([no(SystemRejection.CORRELATION_GAP, 2), no(SystemRejection.CORRELATION_GAP, 2)]);
    expect(answers(machine.apply(maker.make([run(sessionId, 2, [note(Note.Write)])])))).toEqual(["2"]);
  });

  test("cannot acknowledge what does not exist yet", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Write)], 1_000)]));
    expect(answers(machine.apply(maker.make([run(sessionId, 1, [note(Note.Write)])])))).toEqual(["again 1"]);
  });
});

describe("an idempotency key", () => {
  const keyed = (key: string, content: string, message: Uint8Array): TestCommand => ({
    message,
    idempotency: { key, content },
  });

  test("makes a command happen once, also in another session", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const other = numbersOf(framesOf(machine.apply(maker.system([openSession(2)])))[0].records[0])[0];
    const write = (session: number, first: number): TestRun => ({
      sessionId: session,
      first,
      commands: [keyed("k", "c", note(Note.Write, 1, 2))],
    });
    expect(answers(machine.apply(maker.make([write(sessionId, 1), write(sessionId, 2)])))).toEqual([
      "1",
      "again 1",
    ]);
    const outputs = machine.apply(maker.make([write(other, 1)]));
    expect(answers(outputs)).toEqual(["again 1"]);
    expect(framesOf(outputs)[0].records[0].position).toBe(3); // Where it was done.
    expect(eventsOf(outputs)).toEqual([]);
  });

  test("is refused for other content, with the position of the first", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const commands = [
      keyed("k", "c", note(Note.Write)),
      keyed("k", "d", note(Note.Write)),
      keyed("l", "d", note(Note.Write)),
    ];
    expect(answers(machine.apply(maker.make([{ sessionId, first: 1, commands }])))).toEqual([
      "1",
      no(SystemRejection.IDEMPOTENCY_CONFLICT, 2),
      "2",
    ]);
  });

  test("is forgotten after ten minutes of cluster time", () => {
    const { machine, maker, sessionId } = machineWithSession();
    const write = (first: number): TestRun => ({
      sessionId,
      first,
      commands: [keyed("k", "c", note(Note.Write))],
    });
    machine.apply(maker.make([write(1)]));
    expect(answers(machine.apply(maker.make([write(2)], 599_999_999)))).toEqual(["again 1"]);
    expect(answers(machine.apply(maker.make([write(3)], 1)))).toEqual(["2"]);
  });

  test("is refused when the table is full; nothing is evicted, and the same key may come again", () => {
    const { machine, maker, sessionId } = machineWithSession({ limits: { idempotencyKeysMax: 2 } });
    const commands = ["a", "b", "c"].map((key) => keyed(key, "x", note(Note.Write)));
    expect(answers(machine.apply(maker.make([{ sessionId, first: 1, commands }])))).toEqual([
      "1",
      "2",
      no(SystemRejection.IDEMPOTENCY_TABLE_FULL, 2),
    ]);
    expect(answers(machine.apply(maker.make([{ sessionId, first: 4, commands }], 600_000_000)))).toEqual([
      "3",
      "4",
      no(SystemRejection.IDEMPOTENCY_TABLE_FULL, 2),
    ]);
  });
});

describe("timers", () => {
  test("fire before the first command at or after their deadline, as steps of its position", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(
      maker.make([
        run(sessionId, 1, [note(Note.Remind, 7, 100), note(Note.Remind, 8, 50), note(Note.Remind, 9, 101)]),
      ]),
    );
    expect(machine.nextDeadline).toBe(START_US + 50);
    expect(eventsOf(machine.apply(maker.make([run(sessionId, 4, [note(Note.Refuse)])], 49)))).toEqual([]);
    const outputs = machine.apply(
      maker.make([run(sessionId, 5, [note(Note.Write, 1, 1), note(Note.Write, 2, 2)])], 51),
    );
    const seen = eventsOf(outputs).map((event) => [
      event.templateId,
      event.position,
      event.step,
      numbersOf(event)[0],
    ]);
    expect(seen).toEqual([
      [Note.Reminded, 6, 0, 8],
      [Note.Reminded, 6, 1, 7],
      [Note.Written, 6, 2, 1],
      [Note.Written, 7, 0, 2],
    ]);
    expect(machine.nextDeadline).toBe(START_US + 101);
  });

  test("bring the payload that they were set with last", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(
      maker.make([
        run(sessionId, 1, [note(Note.Remind, 7, 100), note(Note.Remind, 8, 20), note(Note.Remind, 7, 30)]),
      ]),
    );
    machine.apply(maker.system([encodeTimePassed()], 40));
    const notes = machine.services.inOrder[0] as Notes;
    expect([notes.remindersFired, notes.delaysUs]).toEqual([2, 50]);
  });

  test("fire in a batch that exists because of them", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Remind, 7, 100)])]));
    expect(eventsOf(machine.apply(maker.make([], 100)))).toEqual([]); // A batch without commands has no position for it.
    const outputs = machine.apply(maker.system([encodeTimePassed()]));
    expect(eventsOf(outputs).map((event) => event.templateId)).toEqual([Note.Reminded]);
    expect(machine.nextDeadline).toBe(Infinity);
  });

  test("have no caller, and fire again only when they are set again", () => {
    const callers: number[] = [];
    class Repeating extends Notes {
      override onTimer(...[kind, key, , context]: Parameters<Notes["onTimer"]>): void {
        callers.push(context.sessionId, context.principalId, context.roles);
        context.schedule(context.now - 5, kind, key);
      }
    }
    const { machine, maker, sessionId } = machineWithSession({ services: () => [new Repeating()] });
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Remind, 7, 100)])]));
    machine.apply(maker.make([run(sessionId, 2, [note(Note.Refuse), note(Note.Refuse)])], 100));
    expect(callers).toEqual([0, 0, 0]);
    expect(machine.nextDeadline).toBe(START_US + 101); // The past counts as the next microsecond.
    machine.apply(maker.system([encodeTimePassed()], 1));
    expect(callers).toHaveLength(6);
  });

  test("of a position use up no more steps than it has: the rest fire before the next command", () => {
    const { machine, maker, sessionId } = machineWithSession({ limits: { timerStepsMax: 3 } });
    const reminders = Array.from({ length: 8 }, (_, key) => note(Note.Remind, key, 10));
    machine.apply(maker.make([run(sessionId, 1, reminders)]));
    const first = machine.apply(maker.make([run(sessionId, 9, [note(Note.Refuse), note(Note.Refuse)])], 10));
    expect(eventsOf(first).map(({ position, step }) => [position, step])).toEqual([
      [10, 0],
      [10, 1],
      [10, 2],
      [11, 0],
      [11, 1],
      [11, 2],
    ]);
    expect(machine.nextDeadline).toBeLessThanOrEqual(machine.clusterTimeUs);
    const rest = machine.apply(maker.system([encodeTimePassed()]));
    expect(eventsOf(rest).map((event) => numbersOf(event)[0])).toEqual([6, 7]);
  });

  test("refuse commands when there are too many, and take no idempotency key for that", () => {
    const { machine, maker, sessionId } = machineWithSession({ limits: { timersMax: 2 } });
    const commands = [1, 2, 3].map((key) => ({
      message: note(Note.Remind, key, 10),
      idempotency: { key: String(key), content: "x" },
    }));
    expect(answers(machine.apply(maker.make([{ sessionId, first: 1, commands }])))).toEqual([
      "1",
      "2",
      no(SystemRejection.TIMERS_FULL, 2),
    ]);
    expect(
      answers(machine.apply(maker.make([{ sessionId, first: 4, commands: [commands[2]] }], 10))),
    ).toEqual(["3"]);
  });
});

describe("a query", () => {
  const ask = (machine: StateMachine, templateId: number, a = 0, schemaId?: number) => {
    const bytes = encodeRun(run(1, 1, [note(templateId, a, 0, schemaId)])).subarray(40);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const reply = machine.query(view, 0, bytes.length, 1, 3).slice();
    return { message: new DataView(reply.buffer), templateId: new DataView(reply.buffer).getUint16(2, true) };
  };
  const code = ({ message }: { message: DataView }) => [
    message.getUint16(4, true),
    message.getUint16(8, true),
  ];

  test("is answered at the applied position and changes neither state nor digests", () => {
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([run(sessionId, 1, [note(Note.Write, 5, 50)])]));
    const before = [machine.stateHash(), machine.outputs.digest];
    expect(numbersOf(ask(machine, Note.Read, 5))).toEqual([50, 2]);
    expect(code(ask(machine, Note.Refuse, 5))).toEqual([9, REFUSED]);
    expect([machine.stateHash(), machine.outputs.digest]).toEqual(before);
  });

  test.each([
    ["publishes", Note.Write],
    ["sets a timer", Note.Remind],
    ["cancels a timer", Note.CancelReminder],
    ["takes an id", Note.NextId],
    ["throws", Note.Fail],
  ])("that %s is answered with an error, and the apply goes on", (_what, templateId) => {
    const errors: unknown[] = [];
    const { machine, maker, sessionId } = machineWithSession({ onQueryError: (error) => errors.push(error) });
    const before = machine.stateHash();
    expect(code(ask(machine, templateId))).toEqual([0, SystemRejection.QUERY_FAILED]);
    expect(errors).toHaveLength(1);
    expect(machine.stateHash()).toBe(before);
    expect(answers(machine.apply(maker.make([run(sessionId, 1, [note(Note.Write)])])))).toEqual(["1"]);
    expect(numbersOf(ask(machine, Note.Read, 0))).toEqual([0, 2]);
  });

  test("of an unknown schema is rejected", () => {
    const { machine } = machineWithSession();
    expect(code(ask(machine, Note.Read, 1, 44))).toEqual([0, SystemRejection.UNKNOWN_SCHEMA]);
  });
});

describe("foreign bytes", () => {
  const validate = (message: Uint8Array) =>
    newMachine().validate(
      new DataView(message.buffer, message.byteOffset, message.byteLength),
      0,
      message.length,
    );

  test("are checked by the service they are for", () => {
    expect(validate(note(Note.Write))).toBeUndefined();
    expect(validate(note(77))).toBe("no template 77");
  });

  test("are refused when they are for nobody, for the cluster, or too short", () => {
    expect(validate(note(Note.Write, 0, 0, 44))).toBe("no service has schema id 44; there are 9 (notes)");
    expect(validate(encodeTimePassed())).toBe("messages of schema 0 are the cluster's own");
    expect(validate(new Uint8Array(7))).toBe("a message has a header of 8 bytes, here are 7");
  });
});

test("batches are applied in order and from one cluster only", () => {
  const { machine, maker, sessionId } = machineWithSession();
  const batch = maker.make([run(sessionId, 1, [note(Note.Write)])]);
  machine.apply(copyOf(batch));
  expect(() => machine.apply(batch)).toThrow("assertion failed");
  maker.make([]);
  expect(() => machine.apply(maker.make([]))).toThrow("assertion failed");
  expect(() => newMachine({ clusterId: 1 }).apply(new BatchMaker().make([]))).toThrow("assertion failed");
});
