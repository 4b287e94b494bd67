import { expect, test } from "vitest";
import { Batch } from "../batch.ts";
import type { ClusterClient } from "../client/cluster-client.ts";
import type { SnapshotInfo } from "../snapshots/snapshot-store.ts";
import type { ServiceContext } from "../service.ts";
import { Ear, EventEar, Rig } from "./node-rig.ts";
import { newMachine, Note, note, Notes, REFUSED } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };

interface Scene {
  readonly rig: Rig;
  readonly client: ClusterClient;
  /** Writes so many notes, one after the other. */
  readonly write: (count: number) => void;
}

function begin(options: ConstructorParameters<typeof Rig>[0] = {}): Scene {
  const rig = new Rig({ nodes: 3, ...options });
  const client = rig.client();
  const ear = new Ear();
  let written = 0;
  const write = (count: number): void => {
    for (let nth = 0; nth < count; nth++) {
      client.submit(caller, note(Note.Write, ++written, written * 3), patient, ear, written);
      rig.runUntil(() => ear.answers.length === written, `answer ${written}`);
    }
    rig.run(50);
  };
  rig.runUntil(() => rig.leader !== undefined, "a leader");
  return { rig, client, write };
}

const listOf = (rig: Rig, nodeId: number) => rig.nodes.get(nodeId)!.snapshots.list;
const stateOf = (rig: Rig, nodeId: number) => {
  const { machine } = rig.node(nodeId).applier;
  return { index: machine.appliedIndex, stateHash: machine.stateHash(), digest: machine.outputs.digest };
};

test("all nodes take their snapshots at the same positions, and come to the same bytes", () => {
  const { rig, write } = begin({ snapshotPolicy: { commands: 10 } });
  write(35);
  const lists = [1, 2, 3].map((nodeId) => listOf(rig, nodeId));
  expect(lists[0]!.map(({ position }) => position)).toEqual([30, 20]);
  expect(lists[1]).toEqual(lists[0]);
  expect(lists[2]).toEqual(lists[0]);
});

test("a disk that was lost takes none before the log says who the members are", () => {
  const { rig, write } = begin({ snapshotPolicy: { commands: 10 }, manualSnapshots: true });
  write(15);
  rig.crash(3);
  rig.wipe(3);
  rig.start(3);
  let isWell = true;
  const look = (): boolean => {
    rig.nodes.get(3)!.snapshots.complete();
    isWell &&= listOf(rig, 3).every(({ membership }) => membership.configuration.voters.length > 0);
    return rig.node(3).appliedPosition >= 15;
  };
  rig.runUntil(look, "the wiped node has caught up");
  expect(isWell).toBe(true);
  write(20);
  rig.nodes.get(3)!.snapshots.complete();
  const [newest] = listOf(rig, 3);
  expect(newest!.membership.index).toBeGreaterThan(0);
});

test("bytes of log and cluster time are reasons too", () => {
  const { rig, write } = begin({ nodes: 1, snapshotPolicy: { bytes: 1_000 } });
  write(12);
  for (const { logBytes } of listOf(rig, 1)) expect(logBytes % 1_000).toBeLessThan(200);
  expect(listOf(rig, 1)).toHaveLength(2);

  const timed = begin({ nodes: 1, snapshotPolicy: { minutes: 1 } });
  timed.write(1);
  for (let minute = 0; minute < 2; minute++) {
    timed.rig.run(60_000);
    timed.write(1);
  }
  const minutes = listOf(timed.rig, 1).map(({ clusterTimeUs }) => Math.floor(clusterTimeUs / 60_000_000));
  expect(minutes[0]! - minutes[1]!).toBe(1);
});

test("a node goes on from its newest snapshot as one that replays the whole log", () => {
  const { rig, write } = begin({ snapshotPolicy: { commands: 10 } });
  write(34);
  rig.crash(2);
  rig.start(2);
  rig.run(500);
  expect(stateOf(rig, 2)).toEqual(stateOf(rig, 1));
  write(8);
  expect(stateOf(rig, 2)).toEqual(stateOf(rig, 1));
  expect(rig.node(2).applier.machine.logBytes).toBe(rig.node(1).applier.machine.logBytes);
  expect(listOf(rig, 2)).toEqual(listOf(rig, 1));
});

test("members and events are known behind a snapshot", async () => {
  const { rig, client, write } = begin({ snapshotPolicy: { commands: 10 } });
  const member = { nodeId: 4, peerAddress: "10.0.0.4:9101", clientAddress: "node-4:9001" };
  rig.addNode(4);
  expect(await rig.resolve(client.ask({ ask: "addMember", member }, "leader"))).toEqual({ done: true });
  write(25);
  const { configuration } = rig.node(1).raft;
  expect(configuration.learners).toHaveLength(1);
  expect(listOf(rig, 1)[0]!.membership).toMatchObject({ configuration });
  rig.crash(1);
  rig.start(1);
  rig.run(500);
  expect(rig.node(1).raft.configuration).toEqual(configuration);
  expect(rig.node(1).membership.status()).toContainEqual(
    expect.objectContaining({ nodeId: 4, standing: "learner", peerAddress: member.peerAddress }),
  );
  // Events begin behind the snapshot: who wants older ones is told so.
  const late = rig.client({ readEndpoints: ["node-1"] });
  const ears = [19, 20].map((position) => {
    const ear = new EventEar();
    late.subscribe({ position, step: 65_535 }, ear);
    return ear;
  });
  rig.run(100);
  expect(ears.map(({ resyncs }) => resyncs.length)).toEqual([1, 0]);
  expect(ears[1]!.places.length).toBeGreaterThan(4);
});

test("a damaged snapshot is told of and not used, and the older one is; without any, the log", () => {
  const { rig, write } = begin({ snapshotPolicy: { commands: 10 }, keepsLogs: true });
  write(34);
  const test = rig.nodes.get(3)!;
  const snapshots = listOf(rig, 3);
  const flip = (snapshot: SnapshotInfo) => {
    test.snapshotDisk.images.get(snapshot.index)![snapshot.bytes - 1]! ^= 1;
  };
  for (const damaged of [1, 2]) {
    rig.crash(3);
    snapshots.slice(0, damaged).forEach(flip);
    test.lines.length = 0;
    rig.start(3);
    rig.run(500);
    expect(test.lines.filter((line) => line.includes("is not used"))).toHaveLength(damaged);
    expect(test.lines[0]).toMatch(/snapshot \d+ in memory is not used: .*does not match its checksum/);
    expect(stateOf(rig, 3)).toEqual(stateOf(rig, 1));
    snapshots.slice(0, damaged).forEach(flip);
  }
});

test("a node whose log begins behind its snapshots starts from them, or says what is missing", () => {
  const { rig, write } = begin({ nodes: 1, snapshotPolicy: { commands: 10 } });
  write(34);
  const test = rig.nodes.get(1)!;
  const before = stateOf(rig, 1);
  const [newest] = listOf(rig, 1);
  test.log.trimBefore(newest!.index + 1);
  rig.crash(1);
  rig.start(1);
  rig.run(500);
  expect(rig.node(1).applier.machine.outputs.digest).toBe(before.digest);
  write(3);
  rig.crash(1);
  test.snapshotDisk.images.clear();
  expect(() => rig.start(1)).toThrow(
    `the log begins at index ${newest!.index + 1}, and no snapshot stands for what was before it. There is none`,
  );
});

test("a snapshot is taken on demand, by all nodes at the same position, and each can be asked about its own", async () => {
  const { rig, client, write } = begin();
  write(7);
  expect(rig.leader!.desk.status().snapshot).toBeUndefined();
  const answer = await rig.resolve(client.ask({ ask: "snapshot" }, "leader"));
  const [snapshot] = listOf(rig, rig.leader!.nodeId);
  const { index, position, stateHash, bytes } = snapshot!;
  expect(answer).toEqual({
    snapshot: {
      file: `snapshot ${index} in memory`,
      index,
      position,
      stateHash,
      bytes,
      pauseUs: 0,
      seconds: 0,
    },
  });
  expect(rig.leader!.desk.status()).toMatchObject({
    snapshot: { position },
    snapshotsTaken: 1,
    snapshotsFailed: 0,
  });
  rig.run(100);
  for (const nodeId of [1, 2, 3]) {
    const near = rig.client({ endpoints: [`node-${nodeId}`] });
    const own = await rig.resolve(near.ask({ ask: "snapshot", position }, "near"));
    expect(own).toMatchObject({ snapshot: { position, stateHash } });
    const unknown = await rig.resolve(near.ask({ ask: "snapshot", position: position - 1 }, "near"));
    expect(unknown).toMatchObject({
      error: {
        code: "SNAPSHOT_FAILED",
        message: `there is no snapshot at position ${position - 1}`,
      },
    });
  }
  // In another life it does not know what became of one that is not there.
  rig.crash(1);
  rig.nodes.get(1)!.snapshotDisk.images.clear();
  rig.start(1);
  rig.run(500);
  const near = rig.client({ endpoints: ["node-1"] });
  expect(await rig.resolve(near.ask({ ask: "snapshot", position }, "near"))).toMatchObject({
    error: { code: "SNAPSHOT_FAILED", message: `there is no snapshot at position ${position}` },
  });
});

test("a snapshot that is due while another is under way is left out", () => {
  const { rig, write } = begin({ nodes: 1, snapshotPolicy: { commands: 10 }, manualSnapshots: true });
  write(25);
  const test = rig.nodes.get(1)!;
  expect(test.lines).toContain("no snapshot is taken here: the one before is still under way");
  test.snapshots.complete();
  write(10);
  test.snapshots.complete();
  expect(listOf(rig, 1).map(({ position }) => position)).toEqual([30, 10]);
});

test("a crash before a snapshot counts leaves the ones there are", () => {
  const { rig, write } = begin({ nodes: 1, snapshotPolicy: { commands: 10 }, manualSnapshots: true });
  write(15);
  rig.nodes.get(1)!.snapshots.complete();
  write(10);
  rig.crash(1);
  rig.start(1);
  rig.run(500);
  expect(listOf(rig, 1).map(({ position }) => position)).toEqual([10]);
  expect(rig.node(1).applier.machine.appliedPosition).toBeGreaterThan(20);
});

test("by followers only, the leader takes one when it has passed over three", () => {
  const { rig, write } = begin({ snapshotPolicy: { commands: 10, by: "followers" } });
  write(35);
  const leader = rig.leader!.nodeId;
  const followers = [1, 2, 3].filter((nodeId) => nodeId !== leader);
  const positions = (nodeId: number) => listOf(rig, nodeId).map(({ position }) => position);
  expect(followers.map(positions)).toEqual([
    [30, 20],
    [30, 20],
  ]);
  expect(positions(leader)).toEqual([]);
  write(10);
  expect(positions(leader)).toEqual([40]);
});

/** A later build, whose handler no longer fails. */
class RepairedNotes extends Notes {
  override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    const isFailing = view.getUint16(offset + 2, true) === Note.Fail;
    if (isFailing) context.reject(REFUSED, 0);
    else super.onCommand(view, offset, length, context);
  }
}

test("a skip rebuilds from the last snapshot before its position; what was taken behind it is rejected", async () => {
  const services = (nodeId: number) => [nodeId === 3 ? new RepairedNotes() : new Notes()];
  const { rig, client, write } = begin({ services });
  write(5);
  await rig.resolve(client.ask({ ask: "snapshot" }, "leader"));
  rig.run(100);
  // What the nodes that halt do not come to, the repaired one has in its snapshot.
  client.submit(caller, note(Note.Fail, 66, 0), patient, new Ear(), 1);
  rig.run(200);
  const { halt } = rig.node(rig.leader!.nodeId === 3 ? 1 : rig.leader!.nodeId).applier.machine;
  const repaired = rig.nodes.get(3)!;
  const { machine } = rig.node(3).applier;
  const { log } = repaired;
  const place = {
    term: log.lastTerm,
    hash: log.hashAt(machine.appliedIndex),
    membership: rig.node(3).membership.asApplied,
  };
  repaired.snapshots.take(machine, place);
  rig.run(100);
  expect(listOf(rig, 3)).toHaveLength(2);
  const answer = await rig.resolve(client.ask({ ask: "skip", position: halt!.position }, "leader"));
  expect(answer).toEqual({ done: true });
  rig.run(500);
  write(3);
  expect([stateOf(rig, 2), stateOf(rig, 3)]).toEqual([stateOf(rig, 1), stateOf(rig, 1)]);
  expect(listOf(rig, 3)).toHaveLength(1);
});

test("what is taken in the meantime is the same as without: load and go on equals uninterrupted", () => {
  const { rig, write } = begin({ nodes: 1, snapshotPolicy: { commands: 7 }, keepsLogs: true });
  for (let life = 0; life < 4; life++) {
    write(10);
    rig.crash(1);
    rig.start(1);
    rig.run(500);
  }
  const { log } = rig.nodes.get(1)!;
  const replayed = newMachine({ seed: 1 });
  const batchesSeen: number[] = [];
  log.read(1, Infinity, (bytes, index) => {
    batchesSeen.push(index);
    replayed.apply(new Batch(bytes));
  });
  expect(batchesSeen.length).toBeGreaterThan(40);
  const { machine } = rig.node().applier;
  expect([replayed.appliedIndex, replayed.stateHash(), replayed.outputs.digest, replayed.logBytes]).toEqual([
    machine.appliedIndex,
    machine.stateHash(),
    machine.outputs.digest,
    machine.logBytes,
  ]);
});
