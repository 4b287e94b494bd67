import { describe, expect, test } from "vitest";
import { Activation } from "../activation.ts";
import type { ServiceBuild } from "../ports.ts";
import type { ServiceContext, StateReader, StateWriter } from "../service.ts";
import { encodeActivateVersion } from "../system-messages.ts";
import { VersionUnsupportedError } from "../version-unsupported-error.ts";
import { Ear, Rig } from "./node-rig.ts";
import { BatchMaker } from "./state-machine-batches.ts";
import { machineWithSession, newMachine, Note, note, Notes } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };

/** Notes that write down, from version 2 on, when they became so. */
class NewNotes extends Notes {
  since = 0;

  onVersionActivated(context: ServiceContext): void {
    this.since = context.position;
    this.onSessionOpened(context); // An event.
  }

  override takeSnapshot(writer: StateWriter, version = 1): void {
    super.takeSnapshot(writer);
    if (version < 2) return;
    writer.entity("since", 0);
    writer.number("position", this.since);
  }

  override loadSnapshot(reader: StateReader, version = 1): void {
    super.loadSnapshot(reader);
    if (version < 2) return;
    reader.entity("since");
    this.since = reader.number("position");
  }
}

/** Three nodes with builds that support these versions, whose log has begun in version 1. */
function begin(versions: Record<number, number>, activate: "asked" | "auto" = "asked") {
  const builds: Record<number, number> = { 1: 1, 2: 1, 3: 1 };
  const rig = new Rig({
    nodes: 3,
    versionMax: (nodeId) => builds[nodeId]!,
    services: (nodeId) => [builds[nodeId]! > 1 ? new NewNotes() : new Notes()],
    snapshotPolicy: { commands: 10 },
    activate,
  });
  const client = rig.client();
  const ear = new Ear();
  let asked = 0;
  const write = (count: number): void => {
    for (let nth = 0; nth < count; nth++) {
      client.submit(caller, note(Note.Write, ++asked, asked * 3), patient, ear, asked);
      rig.runUntil(() => ear.answers.length === asked, `answer ${asked}`);
    }
    rig.run(50);
  };
  /** Another build is started on a node's disk. */
  const replace = (nodeId: number, version: number): void => {
    rig.crash(nodeId);
    for (const other of rig.nodes.keys()) if (other !== nodeId) rig.node(other).onPeerClosed(nodeId);
    builds[nodeId] = version;
    rig.runUntil(() => rig.leader !== undefined, "a leader");
    rig.start(nodeId);
    rig.runUntil(() => rig.node(nodeId).appliedIndex === rig.leader?.appliedIndex, "it is caught up");
  };
  write(5);
  for (const nodeId of [1, 2, 3]) if (versions[nodeId] !== 1) replace(nodeId, versions[nodeId]!);
  const activateVersion = (version: number) =>
    rig.resolve(client.ask({ ask: "activateVersion", version }, "leader"));
  const active = () => [1, 2, 3].map((nodeId) => rig.node(nodeId).applier.machine.version);
  return { rig, client, builds, write, replace, activateVersion, active };
}

test("a version is active when all voters support it and an operator asks for it, at one position everywhere", async () => {
  const { rig, write, activateVersion, active } = begin({ 1: 2, 2: 2, 3: 2 });
  write(7);
  rig.run(500);
  expect(active()).toEqual([1, 1, 1]);
  expect(await activateVersion(2)).toEqual({ done: true });
  write(12);
  expect(active()).toEqual([2, 2, 2]);
  const states = [1, 2, 3].map((nodeId) => {
    const { machine } = rig.node(nodeId).applier;
    return [machine.stateHash(), machine.outputs.digest, (machine.services.inOrder[0] as NewNotes).since];
  });
  expect(states[1]).toEqual(states[0]);
  expect(states[2]).toEqual(states[0]);
});

test("who does not support the version yet is named, and who is down counts as such", async () => {
  const { rig, replace, activateVersion, active } = begin({ 1: 2, 2: 2, 3: 1 });
  const refused = (code: string, message: RegExp) => ({
    error: { code, message: expect.stringMatching(message) as string },
  });
  expect(await activateVersion(2)).toEqual(
    refused("VERSION_UNSUPPORTED", /^node 3 supports versions up to 1/),
  );
  rig.crash(3);
  for (const other of [1, 2]) rig.node(other).onPeerClosed(3);
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  expect(await activateVersion(2)).toEqual(refused("VOTER_SILENT", /^node 3 is not connected/));
  replace(3, 2);
  expect(await activateVersion(3)).toEqual(refused("VERSION_UNSUPPORTED", /support/));
  expect(await activateVersion(2)).toEqual({ done: true });
  expect(await activateVersion(2)).toEqual(refused("VERSION_NOT_HIGHER", /version 2 is active/));
  rig.run(50);
  expect(active()).toEqual([2, 2, 2]);
});

test("the leader tells who supports which version", async () => {
  const { rig, client } = begin({ 1: 2, 2: 3, 3: 2 });
  const answer = await rig.resolve(client.ask({ ask: "versions" }, "leader"));
  expect(answer).toEqual({
    versions: {
      active: 1,
      possible: 2,
      members: [
        { nodeId: 1, isVoter: true, versionMax: 2 },
        { nodeId: 2, isVoter: true, versionMax: 3 },
        { nodeId: 3, isVoter: true, versionMax: 2 },
      ],
    },
  });
});

test("before it is activated, each node can go back to the older build, and all agree all the time", () => {
  const { rig, write, replace } = begin({ 1: 2, 2: 2, 3: 1 });
  write(20);
  replace(1, 1);
  write(20);
  replace(3, 2);
  write(20);
  rig.run(1_000);
  for (const nodeId of [1, 2, 3]) expect(rig.node(nodeId).quarantine).toBeUndefined();
  const counted = [1, 2, 3].map((nodeId) => rig.nodes.get(nodeId)!.snapshots.list[0]!.stateHash);
  expect(new Set(counted).size).toBe(1);
});

test("when asked to, the leader activates what all voters support, by itself", () => {
  const { rig, replace, active } = begin({ 1: 2, 2: 2, 3: 1 }, "auto");
  rig.run(1_000);
  expect(active()).toEqual([1, 1, 1]);
  replace(3, 2);
  rig.runUntil(() => active().join() === "2,2,2", "version 2 is active");
});

test("a new log begins with the highest version that all support", () => {
  const rig = new Rig({ nodes: 3, versionMax: (nodeId) => (nodeId === 2 ? 4 : 3), initToken: 9 });
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  const ear = new Ear();
  rig.client().submit(caller, note(Note.Write, 1, 1), patient, ear, 1);
  rig.runUntil(() => ear.answers.length === 1, "an answer");
  expect(rig.leader!.applier.machine.version).toBe(3);
});

describe("a build that does not support the active version", () => {
  test("does not start", async () => {
    const { rig, builds, write, activateVersion } = begin({ 1: 2, 2: 2, 3: 2 });
    await activateVersion(2);
    write(3);
    rig.run(1_000);
    const nodeId = [1, 2, 3].find((id) => !rig.node(id).isLeader)!;
    rig.crash(nodeId);
    builds[nodeId] = 1;
    expect(() => rig.start(nodeId)).toThrow(
      new VersionUnsupportedError(2, 1, rig.leader!.appliedPosition), // Of its snapshot.
    );
  });

  test("that was put back before it heard of the activation stores, acknowledges and votes, and applies nothing more", async () => {
    const { rig, builds, write, activateVersion } = begin({ 1: 2, 2: 2, 3: 2 });
    const nodeId = [1, 2, 3].find((id) => !rig.node(id).isLeader)!;
    for (const other of [1, 2, 3]) {
      rig.cut.add(`${other}-${nodeId}`);
      rig.cut.add(`${nodeId}-${other}`);
    }
    expect(await activateVersion(2)).toEqual({ done: true }); // It has announced it, and nobody heard it go.
    write(3);
    rig.crash(nodeId);
    builds[nodeId] = 1;
    rig.cut.clear();
    rig.start(nodeId);
    write(3);
    const node = rig.node(nodeId);
    expect(node.quarantine?.text).toMatch(/^OLD BUILD: version 2 .* start a build that supports version 2$/);
    expect(node.applier.machine.version).toBe(1);
    expect(node.raft.lastIndex).toBe(rig.leader!.raft.lastIndex);
    expect(node.desk.status().role).not.toBe("leader");
    const away = [1, 2, 3].find((id) => id !== nodeId && !rig.node(id).isLeader)!;
    rig.crash(away);
    write(3); // Its acknowledgement is needed for this.
    rig.crash(nodeId);
    builds[nodeId] = 2;
    rig.start(nodeId);
    write(3);
    expect(rig.node(nodeId).applier.machine.stateHash()).toBe(rig.leader!.applier.machine.stateHash());
  });

  test("and needs a snapshot does not fetch it, says so, and is not promoted", async () => {
    const { rig, client, builds, write, activateVersion } = begin({ 1: 2, 2: 2, 3: 2 });
    await activateVersion(2);
    write(60);
    builds[4] = 1;
    rig.addNode(4);
    const member = { nodeId: 4, peerAddress: "node-4:1", clientAddress: "node-4:1" };
    expect(await rig.resolve(client.ask({ ask: "addMember", member }, "leader"))).toEqual({ done: true });
    rig.runUntil(() => rig.node(4).quarantine !== undefined, "it knows that it is too old");
    expect(rig.node(4).quarantine!.text).toMatch(/^OLD BUILD: version 2 /);
    const answer = await rig.resolve(client.ask({ ask: "promoteMember", nodeId: 4 }, "leader"));
    expect(answer).toMatchObject({ error: { code: "MEMBER_OLD_BUILD" } });
  });
});

describe("whether a version may be activated", () => {
  const other = (versionMax: number, fingerprint = "1".repeat(16)): ServiceBuild => ({
    versionMax,
    fingerprints: [{ schemaId: 1, fingerprint }],
  });
  function asked({ isChanging = false } = {}): Activation {
    return new Activation({
      nodeId: 1,
      build: other(4),
      voters: () => [1, 2],
      isChanging: () => isChanging,
      activeVersion: () => 2,
    });
  }

  test.each<[string, number, ServiceBuild | undefined, string | undefined]>([
    ["it is active", 2, other(4), "VERSION_NOT_HIGHER"],
    ["it was active", 1, other(4), "VERSION_NOT_HIGHER"],
    ["a voter is silent", 3, undefined, "VOTER_SILENT"],
    ["a voter does not support it", 4, other(3), "VERSION_UNSUPPORTED"],
    ["the leader does not support it", 5, other(5), "VERSION_UNSUPPORTED"],
    ["contracts differ", 4, other(4, "2".repeat(16)), "CONTRACTS_DIFFER"],
    ["all support it", 4, other(4), undefined],
    ["a voter supports more", 3, other(9), undefined],
  ])("when %s", (_when, version, build, code) => {
    const activation = asked();
    if (build !== undefined) activation.hear(2, build);
    expect(activation.refusal(version)?.code).toBe(code);
  });

  test("when the members are changing, or a member came back with another build", () => {
    const changing = asked({ isChanging: true });
    changing.hear(2, other(4));
    expect(changing.refusal(3)?.code).toBe("CHANGE_PENDING");
    const activation = asked();
    activation.hear(2, other(4));
    expect(activation.possible).toBe(4);
    activation.forget(2);
    expect(activation.possible).toBe(2);
    activation.hear(2, other(3));
    expect(activation.possible).toBe(3);
  });

  test("and then nobody is promoted who does not support it", () => {
    const activation = asked();
    activation.hear(3, other(2));
    expect(activation.isTooOld(3)).toBe(false);
    activation.proposed = 3;
    expect(activation.isTooOld(3)).toBe(true);
  });
});

describe("a message of a version that is not active", () => {
  const newer = (version: number): Uint8Array => {
    const message = note(Note.Write, 1, 1);
    new DataView(message.buffer).setUint16(6, version, true);
    return message;
  };

  test("is refused by builds that know it and by those that do not, until it is", () => {
    const machine = newMachine({ versionMax: 2 });
    const check = (version: number) => {
      const message = newer(version);
      return machine.validate(new DataView(message.buffer), 0, message.byteLength);
    };
    expect(check(1)).toBeUndefined();
    expect(check(2)).toMatch(/^the message has version 2 of notes, and version 1 is active/);
    machine.apply(new BatchMaker().system([encodeActivateVersion(2)]));
    expect(check(2)).toBeUndefined();
    expect(check(3)).toMatch(/version 3/);
  });
});

test("a machine halts at a version that it does not support, and cannot be told to skip that", () => {
  const { machine, maker } = machineWithSession({ versionMax: 2 });
  machine.apply(maker.system([encodeActivateVersion(3)]));
  expect(machine.halt).toMatchObject({ kind: "version" });
  expect(machine.halt!.text).not.toMatch(/skip/);
  expect(machine.version).toBe(1);
});
