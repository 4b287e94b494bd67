import { describe, expect, test } from "vitest";
import type { ServiceContext } from "../service.ts";
import { Ear, EventEar, Rig } from "./node-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };
/** Notes under this key and above are the ones that a wrong build gets wrong. */
const TRAP = 1_000;

/** A build that answers some notes with something that is not in the log, different on each node. */
class WrongNotes extends Notes {
  private readonly digit: () => number;

  constructor(digit: () => number) {
    super();
    this.digit = digit;
  }

  override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    const isTrap =
      view.getUint16(offset + 2, true) === Note.Write && view.getUint32(offset + 8, true) >= TRAP;
    if (isTrap) this.written += this.digit();
    super.onCommand(view, offset, length, context);
  }
}

/** Nodes of which some have a wrong build. @param digits by node number: what they add to what they answer */
function rigWith(digits: Readonly<Record<number, () => number>>, nodes = 3): Rig {
  return new Rig({
    nodes,
    services: (nodeId) => [digits[nodeId] === undefined ? new Notes() : new WrongNotes(digits[nodeId])],
  });
}

function write(rig: Rig, ear: Ear, client: ReturnType<Rig["client"]>, keys: readonly number[]): void {
  const wanted = ear.answers.length + keys.length;
  for (const key of keys) client.submit(caller, note(Note.Write, key, key), patient, ear, key);
  rig.runUntil(() => ear.answers.length === wanted, `${wanted} answers`);
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

function quarantineOf(rig: Rig, nodeId: number): string | undefined {
  return rig.node(nodeId).quarantine?.text;
}

/** Makes this node the leader. */
function lead(rig: Rig, nodeId: number): void {
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  rig.run(500);
  if (rig.leader!.nodeId !== nodeId) void rig.leader!.succession.handOver(nodeId);
  rig.runUntil(() => rig.leader?.nodeId === nodeId, "the wished for leader");
}

test("nodes that do the same are never in quarantine", () => {
  const rig = rigWith({});
  const ear = new Ear();
  const client = rig.client();
  write(rig, ear, client, range(TRAP, 50));
  rig.run(2_000);
  for (const nodeId of [1, 2, 3]) {
    expect(rig.node(nodeId).desk.status()).toMatchObject({ quarantine: undefined, halted: undefined });
  }
});

test("a follower with a wrong build quarantines itself and names the first command, and the others go on", () => {
  const rig = rigWith({ 1: () => 1 });
  lead(rig, 2);
  const ear = new Ear();
  const client = rig.client();
  write(rig, ear, client, range(0, 20));
  write(rig, ear, client, [...range(20, 13), TRAP, ...range(50, 10)]);
  const { position } = ear.answers.find(({ tag }) => tag === TRAP)!;
  rig.runUntil(() => rig.node(1).quarantine?.position !== undefined, "the quarantine");
  expect(rig.node(1).quarantine!.position).toBe(position);
  expect(quarantineOf(rig, 1)).toContain(`position ${position} `);
  expect(quarantineOf(rig, 1)).toContain("node 2 and node 3");
  expect(quarantineOf(rig, 1)).toContain("schema 9, template 1 of principal 5");
  const appliedIndex = rig.node(1).appliedIndex;
  write(rig, ear, client, range(200, 10));
  rig.run(200);
  // It stores and acknowledges, and keeps the state for those who want to know.
  expect(rig.node(1).raft.commitIndex).toBe(rig.node(2).raft.commitIndex);
  expect(rig.node(1).appliedIndex).toBe(appliedIndex);
  expect(rig.nodes.get(1)!.log.highWater.index).toBeGreaterThan(appliedIndex);
  for (const nodeId of [2, 3]) expect(quarantineOf(rig, nodeId)).toBeUndefined();
});

test("a leader with a wrong build hands over, and what it had not answered is answered by the others", () => {
  const rig = rigWith({ 2: () => 3 });
  lead(rig, 2);
  const ear = new Ear();
  const client = rig.client();
  write(rig, ear, client, range(0, 5));
  write(rig, ear, client, [TRAP]);
  rig.runUntil(() => quarantineOf(rig, 2) !== undefined, "the quarantine");
  const before = ear.answers.length;
  write(rig, ear, client, range(100, 5));
  expect(rig.leader!.nodeId).not.toBe(2);
  expect(ear.outcomes.slice(before)).toEqual(range(0, 5).map(() => "Replied"));
  // It is never elected again, though it votes.
  const third = [1, 3].find((nodeId) => nodeId !== rig.leader!.nodeId)!;
  rig.run(500);
  rig.crash(rig.leader!.nodeId);
  rig.runUntil(() => rig.leader?.nodeId === third, "a leader by its vote");
});

test("whoever is in quarantine serves nobody: clients are told, and find another node", () => {
  const rig = rigWith({ 1: () => 1 });
  lead(rig, 3);
  const ear = new Ear();
  const client = rig.client({ endpoints: ["node-3"], readEndpoints: ["node-1", "node-2"] });
  const events = new EventEar();
  client.subscribe(undefined, events);
  write(rig, ear, client, range(0, 5));
  rig.run(100);
  write(rig, ear, client, [TRAP]);
  rig.runUntil(() => quarantineOf(rig, 1) !== undefined, "the quarantine");
  rig.run(1_000);
  const seen = events.places.length;
  write(rig, ear, client, range(10, 5));
  rig.run(500);
  expect(events.places.length).toBe(seen + 5);
  expect(client.lastError).toContain("Quarantined: QUARANTINED");
  const read = new Ear();
  client.query(caller, note(Note.Read, 12), { consistency: "local", timeoutMs: 5_000 }, read, 1);
  rig.runUntil(() => read.answers.length === 1, "an answer");
  expect(read.answers[0]).toMatchObject({ outcome: "Replied", value: 12 });
});

test("the quarantine outlives the process, and ends with the disk: it comes back as a new life of the member", () => {
  let isWrong = true;
  const rig = rigWith({ 1: () => (isWrong ? 1 : 0) });
  lead(rig, 2);
  const ear = new Ear();
  const client = rig.client();
  write(rig, ear, client, [1, TRAP]);
  rig.runUntil(() => rig.node(1).quarantine?.position !== undefined, "the quarantine");
  const text = quarantineOf(rig, 1);
  rig.crash(1);
  rig.start(1);
  rig.run(1_000);
  expect(quarantineOf(rig, 1)).toBe(text);
  rig.crash(1);
  rig.wipe(1);
  isWrong = false;
  rig.start(1);
  rig.runUntil(() => rig.node(1).desk.status().role === "follower", "a voter again");
  write(rig, ear, client, [TRAP + 1]);
  rig.run(500);
  expect(quarantineOf(rig, 1)).toBeUndefined();
  expect(rig.node(1).applier.machine.stateHash()).toBe(rig.node(2).applier.machine.stateHash());
});

describe("without a majority", () => {
  test("two nodes of two that differ both halt their apply", () => {
    const rig = rigWith({ 1: () => 1 }, 2);
    const ear = new Ear();
    const client = rig.client();
    write(rig, ear, client, range(0, 3));
    client.submit(caller, note(Note.Write, TRAP, 0), patient, ear, TRAP);
    const isHalted = (nodeId: number): boolean => rig.node(nodeId).haltedReason !== undefined;
    rig.runUntil(() => isHalted(1) && isHalted(2), "both halted");
    expect(rig.node(1).haltedReason).toMatch(/HALTED: .* none has a majority .*node 1 against node 2/);
    for (const nodeId of [1, 2]) expect(quarantineOf(rig, nodeId)).toBeUndefined();
  });

  test("three that all differ halt", () => {
    const rig = rigWith({ 1: () => 1, 2: () => 2 });
    const ear = new Ear();
    rig.client().submit(caller, note(Note.Write, TRAP, 0), patient, ear, TRAP);
    rig.runUntil(
      () => [1, 2, 3].every((nodeId) => rig.node(nodeId).haltedReason !== undefined),
      "all halted",
    );
    expect(rig.node(3).haltedReason).toContain("node 1 against node 2 against node 3");
  });

  test("two of three that differ wait for the third, which decides", () => {
    const rig = rigWith({ 1: () => 1 });
    lead(rig, 2);
    const ear = new Ear();
    const client = rig.client();
    write(rig, ear, client, range(0, 3));
    rig.crash(3);
    write(rig, ear, client, [TRAP]);
    const isHalted = (nodeId: number): boolean =>
      rig.node(nodeId).haltedReason?.startsWith("HALTED") === true;
    rig.runUntil(() => isHalted(1) && isHalted(2), "both halted");
    rig.start(3);
    rig.runUntil(() => quarantineOf(rig, 1) !== undefined, "the verdict");
    rig.runUntil(() => rig.node(2).haltedReason === undefined, "the other goes on");
    write(rig, ear, client, range(10, 3));
    expect(ear.values.slice(-3)).toEqual([5, 6, 7]);
  });
});

test("what the log does not explain is named by its batch", () => {
  // The wrong digit appears once, and not in a replay.
  let isFirst = true;
  const rig = rigWith({ 1: () => (isFirst ? ((isFirst = false), 1) : 0) });
  lead(rig, 2);
  const ear = new Ear();
  const client = rig.client();
  write(rig, ear, client, range(0, 3));
  write(rig, ear, client, [TRAP]);
  rig.runUntil(() => quarantineOf(rig, 1)?.includes("replay") === true, "the verdict");
  expect(rig.node(1).quarantine!.position).toBeUndefined();
  expect(quarantineOf(rig, 1)).toMatch(/something but the log had an effect on positions \d+ to \d+/);
});
