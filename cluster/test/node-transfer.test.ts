import { expect, test } from "vitest";
import { memberOf } from "../member-id.ts";
import type { StateReader, StateWriter } from "../service.ts";
import type { Piece, TransferWord } from "../snapshots/transfer-word.ts";
import { Ear, EventEar, Rig } from "./node-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 60_000 };
const BALLAST = "0123456789".repeat(5_000);
const BALLAST_PIECES = 14;

/** Notes whose snapshot takes several pieces. */
class HeavyNotes extends Notes {
  override takeSnapshot(writer: StateWriter): void {
    super.takeSnapshot(writer);
    for (let nth = 0; nth < BALLAST_PIECES; nth++) {
      writer.entity("ballast", nth);
      writer.text("text", BALLAST);
    }
  }

  override loadSnapshot(reader: StateReader): void {
    super.loadSnapshot(reader);
    while (reader.entity("ballast") !== undefined) reader.text("text");
  }
}

/** Three nodes that take a snapshot every ten notes, and trim their logs. */
function begin(options: ConstructorParameters<typeof Rig>[0] = {}) {
  const rig = new Rig({
    nodes: 3,
    snapshotPolicy: { commands: 10 },
    services: () => [new HeavyNotes()],
    ...options,
  });
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
  const pieces: { from: number; to: number; piece: Piece }[] = [];
  const noting = (from: number, to: number, word: TransferWord): TransferWord => {
    if (word.kind === "piece") pieces.push({ from, to, piece: word });
    return word;
  };
  rig.onTransfer = noting;
  const leaderId = rig.leader!.nodeId;
  const [first, second] = [1, 2, 3].filter((nodeId) => nodeId !== leaderId) as [number, number];
  return { rig, client, write, pieces, noting, leaderId, follower: first, away: second };
}

type Scene = ReturnType<typeof begin>;

const stateOf = (rig: Rig, nodeId: number) => {
  const { machine } = rig.node(nodeId).applier;
  return { index: machine.appliedIndex, stateHash: machine.stateHash(), digest: machine.outputs.digest };
};
const listOf = (rig: Rig, nodeId: number) => rig.nodes.get(nodeId)!.snapshots.list;
const logOf = (rig: Rig, nodeId: number) => rig.nodes.get(nodeId)!.log;
const hasBegunAnew = (rig: Rig, nodeId: number): boolean =>
  rig.nodes.get(nodeId)!.lines.includes("this node goes on behind a snapshot of another one");

/** A node dies; what it misses is trimmed; it starts again. */
function sendAway({ rig, write, away, leaderId }: Scene): void {
  rig.crash(away);
  write(60);
  expect(logOf(rig, leaderId).firstIndex).toBeGreaterThan(40);
  rig.start(away);
}

function expectCaughtUp({ rig, write, away, leaderId }: Scene): void {
  write(5);
  rig.run(200);
  const leader = rig.leader?.nodeId ?? leaderId;
  expect(stateOf(rig, away)).toEqual(stateOf(rig, leader));
  expect(rig.node(away).raft.configuration).toEqual(rig.node(leader).raft.configuration);
}

test("a follower that was away while the leader trimmed gets a snapshot from the other follower, and goes on", () => {
  const scene = begin();
  const { rig, away, follower, pieces } = scene;
  const ear = new EventEar();
  scene.write(5);
  let inFlightMax = 0;
  rig.onTransfer = (from, to, word) => {
    const received = rig.node(away).transfer!.receiver.progress?.received ?? 0;
    if (word.kind === "request") inFlightMax = Math.max(inFlightMax, word.offset + word.length - received);
    return scene.noting(from, to, word);
  };
  sendAway(scene);
  rig.client({ readEndpoints: [`node-${away}`] }).subscribe({ position: 3, step: 65_535 }, ear);
  rig.runUntil(() => hasBegunAnew(rig, away), "it has begun anew");
  expectCaughtUp(scene);
  const [snapshot] = listOf(rig, away);
  expect(new Set(pieces.map(({ from }) => from))).toEqual(new Set([follower]));
  expect(pieces.length).toBeGreaterThan(4);
  expect(inFlightMax).toBeGreaterThan(131_072);
  expect(inFlightMax).toBeLessThanOrEqual(524_288); // Whatever the size of the snapshot.
  expect(logOf(rig, away).firstIndex).toBeGreaterThan(40);
  expect(logOf(rig, away).firstIndex).toBeLessThanOrEqual(snapshot!.index + 1);
  expect(ear.resyncs.length).toBeGreaterThan(0);
  // And it is one that others can go on from.
  rig.crash(away);
  rig.start(away);
  expectCaughtUp(scene);
});

test("a wiped node gets its new life through a snapshot and the log behind it, and votes again", () => {
  const scene = begin();
  const { rig, away } = scene;
  rig.crash(away);
  rig.wipe(away);
  scene.write(60);
  rig.start(away);
  rig.runUntil(
    () => rig.leader!.raft.configuration.voters.some((id) => memberOf(id) === away && id % 65_536 === 2),
    "it votes again",
  );
  expect(hasBegunAnew(rig, away)).toBe(true);
  expectCaughtUp(scene);
});

test("a transfer goes on where it was when words are lost, and when nothing gets through for a while", () => {
  const scene = begin();
  const { rig, away, pieces, noting } = scene;
  let words = 0;
  rig.onTransfer = (from, to, word) => (++words % 3 === 0 ? undefined : noting(from, to, word));
  sendAway(scene);
  const isHalfWay = (): boolean => {
    const progress = rig.node(away).transfer!.receiver.progress;
    return progress !== undefined && progress.received > progress.bytes / 2;
  };
  rig.runUntil(isHalfWay, "half of it is there");
  const half = rig.node(away).transfer!.receiver.progress!.received;
  rig.onTransfer = () => undefined;
  rig.run(3_000);
  rig.onTransfer = noting;
  pieces.length = 0;
  rig.runUntil(() => hasBegunAnew(rig, away), "it has begun anew");
  expect(Math.min(...pieces.map(({ piece }) => piece.offset))).toBe(half);
  expectCaughtUp(scene);
});

test("a transfer outlives the leader that began it", () => {
  const scene = begin();
  const { rig, away, leaderId, follower, pieces, noting } = scene;
  let left = 2;
  rig.onTransfer = (from, to, word) =>
    word.kind === "piece" && left-- <= 0 ? undefined : noting(from, to, word);
  sendAway(scene);
  rig.runUntil(() => left <= 0, "some of it is there");
  const received = rig.node(away).transfer!.receiver.progress!.received;
  rig.crash(leaderId);
  // Nothing is committed before it is there: two of three are needed.
  rig.runUntil(() => rig.leader?.nodeId === follower, "the follower leads");
  pieces.length = 0;
  rig.onTransfer = noting;
  rig.runUntil(() => hasBegunAnew(rig, away), "it has begun anew");
  expect(Math.min(...pieces.map(({ piece }) => piece.offset))).toBe(received);
  expectCaughtUp(scene);
});

test("bytes that build another state are refused, and fetched from somebody else", () => {
  const scene = begin();
  const { rig, away, follower, leaderId, pieces, noting } = scene;
  rig.onTransfer = (from, to, word) => {
    if (word.kind === "piece" && from === follower && word.offset === 0) word.bytes[5_000]! ^= 1;
    return noting(from, to, word);
  };
  sendAway(scene);
  rig.runUntil(() => hasBegunAnew(rig, away), "it has begun anew");
  expect(rig.nodes.get(away)!.lines).toContainEqual(expect.stringContaining("does not match its checksum"));
  expect(new Set(pieces.map(({ from }) => from))).toEqual(new Set([follower, leaderId]));
  expectCaughtUp(scene);
});

test("what is being transferred, and the log behind it, stay until it is there", () => {
  const scene = begin();
  const { rig, away, follower, leaderId, noting } = scene;
  rig.onTransfer = (from, to, word) => {
    noting(from, to, word);
    return word.kind === "piece" && word.offset > 200_000 ? undefined : word;
  };
  sendAway(scene);
  rig.runUntil(() => (rig.node(away).transfer!.receiver.progress?.received ?? 0) > 200_000, "it has begun");
  const { index } = rig.node(away).transfer!.receiver.progress!;
  rig.run(1_500); // The leader has offered once more, and was told what is under way.
  for (let round = 0; round < 5; round++) {
    scene.write(10);
    rig.run(1_000);
  }
  expect(listOf(rig, leaderId).map((one) => one.index)).toContain(index);
  expect(listOf(rig, follower).map((one) => one.index)).toContain(index);
  expect(logOf(rig, leaderId).firstIndex).toBeLessThanOrEqual(index + 1);
  expect(rig.node(away).transfer!.receiver.progress).toMatchObject({ index });
  rig.onTransfer = noting;
  rig.runUntil(() => hasBegunAnew(rig, away), "it has begun anew");
  expect(listOf(rig, away).map((one) => one.index)).toContain(index);
  expectCaughtUp(scene);
  // And then no longer.
  rig.run(12_000);
  scene.write(25);
  expect(listOf(rig, leaderId)).toHaveLength(2);
  expect(logOf(rig, leaderId).firstIndex).toBeGreaterThan(index + 1);
});

test("a receiver that dies half way begins again, and a crash never leaves it without a state", () => {
  const scene = begin();
  const { rig, away } = scene;
  rig.onTransfer = (_from, _to, word) => (word.kind === "piece" && word.offset > 0 ? undefined : word);
  sendAway(scene);
  rig.runUntil(() => (rig.node(away).transfer!.receiver.progress?.received ?? 0) > 0, "it has begun");
  rig.crash(away);
  rig.onTransfer = scene.noting;
  expect(logOf(rig, away).lastIndex).toBeLessThan(10);
  rig.start(away);
  rig.runUntil(() => hasBegunAnew(rig, away), "it has begun anew");
  rig.crash(away); // Right behind it.
  rig.start(away);
  expectCaughtUp(scene);
});
