import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Batch } from "../batch.ts";
import { type Build, type BuildNote, buildDifferences, noteBuild, readBuildNotes } from "../build-notes.ts";
import { readBatches } from "../log/stored-log.ts";
import { capture } from "../past/capture.ts";
import { Capture, CaptureFileError, writeCapture } from "../past/capture-file.ts";
import { type CommandOutputs, commandOutputs, isSameOutput } from "../past/command-outputs.ts";
import { differences } from "../past/entity-differences.ts";
import { type Entity, nameOf, visitEntities } from "../past/entity.ts";
import { findTouches, type Touch } from "../past/history.ts";
import { HaltedError, machineAt, type Past, PositionError, type Replayable } from "../past/past.ts";
import { entitiesWithId } from "../past/subject.ts";
import type { ServiceContext } from "../service.ts";
import type { StateMachine } from "../state-machine.ts";
import { encodeSkipCommand, encodeTimePassed } from "../system-messages.ts";
import { BatchMaker, CLUSTER_ID } from "./state-machine-batches.ts";
import { Note, note, Notes, openSession } from "./state-machine-notes.ts";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-past-"));
  directories.push(directory);
  return directory;
}

const notes: Replayable = { services: () => [new Notes()], version: 1 };
const BUILD: Build = { commit: "abc", version: 1, node: "v20", contracts: [] };
const FACTS = { application: "notes", nodeId: 1, capturedAt: "today", build: BUILD, builds: [] };

function pastOf(batches: readonly Batch[]): Past {
  return {
    name: "memory",
    clusterId: CLUSTER_ID,
    log: {
      firstIndex: 1,
      lastIndex: batches.length,
      read: (from, bytesMax, visit) =>
        readBatches((index) => batches[index - 1].bytes, from, batches.length, bytesMax, visit),
      hashAt: (index) => batches[index - 1].hash,
    },
    snapshots: { list: [], nameOf: () => "", load: () => {}, reject: () => {} },
    skips: [],
    close: () => Promise.resolve(),
  };
}

const write = (key: number, value: number): Uint8Array => note(Note.Write, key, value);

/** Position 1 opens a session; note 7 is written at 2, 4 and 5, a reminder fires before position 6. */
function someBatches(): Batch[] {
  const maker = new BatchMaker();
  const messages = [write(7, 1), write(8, 1), write(7, 2), write(7, 1)];
  const commands = messages.map((message) => ({ message }));
  return [
    maker.system([openSession(1)]),
    maker.make([{ sessionId: 1, first: 1, commands: commands.slice(0, 2) }]),
    maker.make([]),
    maker.make([{ sessionId: 1, first: 3, commands: commands.slice(2) }]),
    maker.make([{ sessionId: 1, first: 5, commands: [{ message: note(Note.Remind, 3, 10) }] }]),
    maker.system([encodeTimePassed()], 20),
    maker.make([{ sessionId: 1, first: 6, commands: [{ message: write(9, 9) }] }]),
  ];
}

function entitiesOf(machine: StateMachine): Entity[] {
  const found: Entity[] = [];
  visitEntities(
    machine,
    (service) => service === "notes",
    (entity) => found.push(entity),
  );
  return found;
}

function outputsOf(past: Past, application: Replayable, toPosition: number): CommandOutputs[] {
  const found: CommandOutputs[] = [];
  machineAt(past, application, toPosition, (outputs, batch) => found.push(...commandOutputs(outputs, batch)));
  return found;
}

describe("the past", () => {
  test("is told entity by entity at any position, also within a batch", () => {
    const past = pastOf(someBatches());
    const [before, after] = [4, 5].map((position) => entitiesOf(machineAt(past, notes, position)));
    expect(differences(before!, after!)).toMatchObject([
      { change: "changed", entity: { kind: "notes" }, fields: [{ name: "written", before: 3, after: 4 }] },
      {
        change: "changed",
        entity: { kind: "note", key: 7 },
        fields: [{ name: "value", before: 2, after: 1 }],
      },
    ]);
    expect(differences(after!, after!)).toEqual([]);
    expect(differences(entitiesOf(machineAt(past, notes, 2)), before!).map(({ change }) => change)).toEqual([
      "changed",
      "changed",
      "added",
    ]);
    expect(() => machineAt(past, notes, 99)).toThrow(PositionError);
  });

  test("knows what touched an entity: commands of one batch that undo each other, and timers", () => {
    const past = pastOf(someBatches());
    const touchesOf = (kind: string, id: string): Touch[] => {
      const touches: Touch[] = [];
      findTouches({
        past,
        application: notes,
        subject: entitiesWithId("notes", kind, id),
        fromPosition: 1,
        toPosition: 8,
        onTouch: (touch) => touches.push(touch),
      });
      return touches;
    };
    expect(touchesOf("note", "7").map(({ position }) => position)).toEqual([2, 4, 5]);
    const fired = touchesOf("notes", "0").filter(({ timer }) => timer !== undefined);
    expect(fired).toMatchObject([
      { position: 7, reply: undefined, timer: { service: "notes", kind: 1, key: 3 } },
    ]);
    expect(touchesOf("note", "12345")).toEqual([]);
  });

  test("calls an order by its id where its key is its place in the queue", () => {
    const order = (key: number): Entity => ({
      service: "exchange",
      kind: "order",
      key,
      fields: [{ name: "orderId", value: 17 }],
    });
    expect(nameOf(order(3))).toBe("exchange order 17");
    expect(differences([order(3)], [order(4)])).toMatchObject([
      { change: "changed", fields: [{ name: "key", before: 3, after: 4 }] },
    ]);
  });
});

describe("a capture", () => {
  test("comes to the same state and outputs as the whole log, from any position on", () => {
    const past = pastOf(someBatches());
    const whole = machineAt(past, notes, 8);
    for (let around = 1; around <= 8; around++) {
      const path = join(newDirectory(), "one.capture");
      writeCapture(path, capture({ past, application: notes, around, before: 0, after: 99, facts: FACTS }));
      const opened = Capture.open(path);
      const machine = machineAt(opened, notes, 8);
      expect([machine.stateHash(), machine.outputs.digest]).toEqual([
        whole.stateHash(),
        whole.outputs.digest,
      ]);
      const again = outputsOf(opened, notes, 8);
      expect(again.map(({ position }) => position)).toEqual(opened.outputs.map(({ position }) => position));
      expect(again.every((one, nth) => isSameOutput(one, opened.outputs[nth]!))).toBe(true);
    }
    expect(() => capture({ past, application: notes, around: 9, before: 0, after: 0, facts: FACTS })).toThrow(
      /holds the commands at positions 1 to 8: it does not go to position 9/,
    );
  });

  test("shows at which command another build begins to answer otherwise", () => {
    class Shouting extends Notes {
      override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
        if (context.position === 5) context.reject(1);
        else super.onCommand(view, offset, length, context);
      }
    }
    const past = pastOf(someBatches());
    const { outputs } = capture({ past, application: notes, around: 3, before: 9, after: 9, facts: FACTS });
    const others = outputsOf(past, { services: () => [new Shouting()], version: 1 }, 8);
    expect(outputs.findIndex((one, nth) => !isSameOutput(one, others[nth]!))).toBe(4);
  });

  test("takes along what a later command says to skip", () => {
    const maker = new BatchMaker();
    const past = pastOf([
      maker.system([openSession(1)]),
      maker.make([{ sessionId: 1, first: 1, commands: [{ message: note(Note.Fail, 7) }] }]),
      maker.make([{ sessionId: 1, first: 2, commands: [{ message: write(1, 1) }] }]),
      maker.system([encodeSkipCommand({ position: 2, timer: undefined })]),
    ]);
    const path = join(newDirectory(), "skip.capture");
    writeCapture(path, capture({ past, application: notes, around: 2, before: 0, after: 1, facts: FACTS }));
    expect(machineAt(Capture.open(path), notes, 3).stateHash()).toBe(machineAt(past, notes, 3).stateHash());
  });

  test("of a handler that fails has the command, and says why its answers end", () => {
    const maker = new BatchMaker();
    const past = pastOf([
      maker.system([openSession(1)]),
      maker.make([{ sessionId: 1, first: 1, commands: [{ message: note(Note.Fail, 7) }] }]),
    ]);
    const parts = capture({ past, application: notes, around: 2, before: 9, after: 9, facts: FACTS });
    expect(parts.manifest.halt).toMatch(/^position 2 .* note 7 cannot be taken/);
    expect(parts.outputs.map(({ position }) => position)).toEqual([1]);
    expect(() => machineAt(past, notes, 2)).toThrow(HaltedError);
  });

  test("that is damaged anywhere, cut off, of another format, or something else is refused", () => {
    const path = join(newDirectory(), "one.capture");
    const past = pastOf(someBatches());
    writeCapture(path, capture({ past, application: notes, around: 5, before: 0, after: 0, facts: FACTS }));
    const good = readFileSync(path);
    const refusal = (change: (bytes: Buffer) => Buffer): string => {
      writeFileSync(path, change(Buffer.from(good)));
      try {
        Capture.open(path);
      } catch (error) {
        return error instanceof CaptureFileError ? error.message : `another error: ${String(error)}`;
      }
      return "none";
    };
    const flip = (at: number) => (bytes: Buffer) => ((bytes[at]! ^= 4), bytes);
    for (let at = 12; at < good.byteLength; at += 97) {
      expect(refusal(flip(at))).toMatch(/do not match its checksum: it was cut off or damaged/);
    }
    expect(refusal((bytes) => bytes.subarray(0, 300))).toMatch(/its 300 bytes do not match its checksum/);
    expect(refusal(flip(8))).toMatch(/has format 5, this build reads format 1/);
    expect(refusal(() => Buffer.from("hello"))).toMatch(/it is no capture/);
    expect(refusal((bytes) => bytes)).toBe("none");
  });
});

test("a node notes a build when it is another than before, and a line that was cut off is passed over", () => {
  const directory = newDirectory();
  const started = (commit: string, afterIndex: number): BuildNote => ({
    ...BUILD,
    commit,
    afterIndex,
    startedAt: "today",
  });
  noteBuild(directory, started("abc", 0));
  noteBuild(directory, started("abc", 5));
  appendFileSync(join(directory, "builds.jsonl"), '{"commit":"ab');
  noteBuild(directory, started("def", 9));
  expect(readBuildNotes(directory).map(({ commit, afterIndex }) => [commit, afterIndex])).toEqual([
    ["abc", 0],
    ["def", 9],
  ]);
  const other = { ...BUILD, version: 2, contracts: [{ schemaId: 3, fingerprint: "1" }] };
  expect(buildDifferences(other, BUILD)).toEqual(["version 2, not 1", "another edition of contract 3"]);
});
