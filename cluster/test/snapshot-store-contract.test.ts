import { describe, expect, test } from "vitest";
import type { KnownConfiguration } from "../membership.ts";
import { EMPTY_CONFIGURATION } from "../raft/configuration.ts";
import { MemorySnapshotDisk, MemorySnapshots } from "../snapshots/memory-snapshots.ts";
import type { SnapshotInfo, SnapshotListener, SnapshotStore } from "../snapshots/snapshot-store.ts";
import type { StateMachine } from "../state-machine.ts";
import { snapshotDirectory, snapshotPath } from "../snapshots/snapshot-file.ts";
import { makeDirectory } from "./log-directories.ts";
import { flipBit, openSnapshots } from "./snapshot-directories.ts";
import { SnapshotReports } from "./snapshot-reports.ts";
import { machineWithSession, newMachine, Note, note } from "./state-machine-notes.ts";

interface Place {
  open(listener: SnapshotListener): Promise<SnapshotStore>;
  /** Lets what is under way end. */
  settle(store: SnapshotStore, reports: SnapshotReports): Promise<void>;
  /** Changes a byte of a snapshot that counts; nobody has it open. */
  damage(snapshot: SnapshotInfo, offset: number): void;
}

const implementations: Record<string, () => Place> = {
  "memory, completed by the test": () => memory("manual"),
  "memory, completed by itself": () => memory("automatic"),
  files,
};

function files(): Place {
  const directory = makeDirectory();
  return {
    open: (listener) => Promise.resolve(openSnapshots(directory, listener)),
    settle: (_store, reports) => reports.settle(),
    damage: ({ index }, offset) => flipBit(snapshotPath(snapshotDirectory(directory), index), offset),
  };
}

function memory(completion: "manual" | "automatic"): Place {
  const disk = new MemorySnapshotDisk();
  return {
    open: (listener) =>
      Promise.resolve(new MemorySnapshots({ disk, makeMachine: newMachine, listener, completion })),
    settle: (store, reports) => {
      if (completion === "manual") (store as MemorySnapshots).complete();
      return reports.settle();
    },
    damage: ({ index }, offset) => {
      disk.images.get(index)![offset]! ^= 1;
    },
  };
}

const MEMBERSHIP: KnownConfiguration = {
  index: 1,
  configuration: { ...EMPTY_CONFIGURATION, voters: [65_537, 131_073], learners: [196_609] },
  members: [1, 2, 3].map((nodeId) => ({
    nodeId,
    incarnation: 1,
    life: 0,
    peerAddress: `host-${nodeId}:7000`,
    clientAddress: `host-${nodeId}:9000`,
    gatewayUrl: "",
    isPlaced: false,
  })),
};
const PLACE = { term: 3, hash: 0xfedc_ba98, membership: MEMBERSHIP };

/** A machine with a session, that writes another note in each batch. */
function busyMachine(): { machine: StateMachine; write: () => void } {
  const { machine, maker, sessionId } = machineWithSession();
  let first = 0;
  const write = (): void => {
    first++;
    const message = note(Note.Write, first, first * 7);
    machine.apply(maker.make([{ sessionId, first, commands: [{ message }] }], 5));
  };
  write();
  return { machine, write };
}

describe.each(Object.entries(implementations))("snapshots in %s", (_, makePlace) => {
  async function begin(): Promise<{
    place: Place;
    reports: SnapshotReports;
    store: SnapshotStore;
    take: (machine: StateMachine) => Promise<SnapshotInfo>;
  }> {
    const place = makePlace();
    const reports = new SnapshotReports();
    const store = await place.open(reports);
    const take = async (machine: StateMachine): Promise<SnapshotInfo> => {
      store.take(machine, PLACE);
      await place.settle(store, reports);
      expect(reports.errors).toEqual([]);
      return store.list[0]!;
    };
    return { place, reports, store, take };
  }

  test("say of which state they are, and are loaded by a new machine that goes on as the old one", async () => {
    const { store, take } = await begin();
    const { machine, write } = busyMachine();
    const stateHash = machine.stateHash();
    const { appliedIndex: index, appliedPosition: position, clusterTimeUs, logBytes } = machine;
    const snapshot = await take(machine);
    const outputDigest = machine.outputs.digest;
    const facts = {
      index,
      position,
      clusterTimeUs,
      logBytes,
      stateHash,
      outputDigest,
      version: 1,
      clusterId: 77,
    };
    expect(snapshot).toMatchObject({ ...facts, ...PLACE });
    write();
    const loaded = newMachine();
    store.load(snapshot, loaded);
    expect([loaded.stateHash(), loaded.logBytes, loaded.outputs.digest]).toEqual([
      stateHash,
      logBytes,
      outputDigest,
    ]);
  });

  test("count when they are verified, and not before", async () => {
    const { place, reports, store } = await begin();
    const { machine, write } = busyMachine();
    const { appliedIndex } = machine;
    store.take(machine, PLACE);
    expect([store.isBusy, store.list]).toEqual([true, []]);
    write(); // The state goes on in the meantime.
    await place.settle(store, reports);
    expect(store.isBusy).toBe(false);
    expect(store.list.map(({ index }) => index)).toEqual([appliedIndex]);
    expect(reports.snapshots).toEqual(store.list);
    await store.close();
  });

  test("are kept in twos, newest first, also by who opens them again", async () => {
    const { place, store, take } = await begin();
    const { machine, write } = busyMachine();
    const taken: SnapshotInfo[] = [];
    for (let times = 0; times < 3; times++) {
      taken.unshift(await take(machine));
      write();
    }
    expect(store.list).toEqual(taken.slice(0, 2));
    await store.close();
    const reopened = await place.open(new SnapshotReports());
    expect(reopened.list).toEqual(taken.slice(0, 2));
    expect(reopened.read(taken[2]!, 0, 100)).toBeUndefined();
    await reopened.close();
  });

  test("are the same bytes on every node", async () => {
    const [one, other] = [await begin(), await begin()];
    const [ofOne, ofOther] = [await one.take(busyMachine().machine), await other.take(busyMachine().machine)];
    expect(ofOther).toEqual({ ...ofOne, createdMs: ofOther.createdMs });
    const all = (store: SnapshotStore, snapshot: SnapshotInfo): unknown => store.read(snapshot, 0, 1e9);
    expect(all(other.store, ofOther)).toEqual(all(one.store, ofOne));
    await one.store.close();
    await other.store.close();
  });

  test("are received piece by piece from another node, and count there too", async () => {
    const [from, to] = [await begin(), await begin()];
    const snapshot = await from.take(busyMachine().machine);
    const offsets: number[] = [];
    for (let offset = 0; offset < snapshot.bytes; offset += 1_000) {
      // The connection is lost before each piece, and it goes on where it was.
      offsets.push(to.store.receive({ ...snapshot }) - offset);
      to.store.receivePiece(offset, from.store.read(snapshot, offset, 1_000)!);
    }
    expect(offsets.length).toBeGreaterThan(4);
    expect(new Set(offsets)).toEqual(new Set([0]));
    expect(to.store.list).toEqual([]);
    await to.place.settle(to.store, to.reports);
    expect(to.store.list).toEqual([{ ...snapshot, createdMs: to.store.list[0]!.createdMs }]);
    const loaded = newMachine();
    to.store.load(snapshot, loaded);
    expect(loaded.stateHash()).toBe(snapshot.stateHash);
    await from.store.close();
    await to.store.close();
  });

  test("are begun anew when another one is offered, and given up when told to", async () => {
    const [from, to] = [await begin(), await begin()];
    const { machine, write } = busyMachine();
    const older = await from.take(machine);
    write();
    const newer = await from.take(machine);
    to.store.receive(older);
    to.store.receivePiece(0, from.store.read(older, 0, 500)!);
    expect(to.store.isBusy).toBe(true);
    expect(to.store.receive(newer)).toBe(0);
    to.store.stopReceiving();
    expect(to.store.isBusy).toBe(false);
    await to.take(machine);
    await from.store.close();
    await to.store.close();
  });

  test("that arrive damaged do not count, and the reason is told", async () => {
    const [from, to] = [await begin(), await begin()];
    const snapshot = await from.take(busyMachine().machine);
    const bytes = from.store.read(snapshot, 0, snapshot.bytes)!;
    bytes[snapshot.bytes - 1]! ^= 1;
    to.store.receive(snapshot);
    to.store.receivePiece(0, bytes);
    await to.place.settle(to.store, to.reports);
    expect(to.store.list).toEqual([]);
    expect(to.reports.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining("(section notes): the section does not match its checksum"),
    ]);
    expect(to.store.isBusy).toBe(false);
    await from.store.close();
    await to.store.close();
  });

  test("with any bit flipped are not loaded, and the file is named", async () => {
    const { place, store, take } = await begin();
    const snapshot = await take(busyMachine().machine);
    for (const offset of [
      2,
      17,
      80,
      130,
      4_100,
      Math.floor((4_096 + snapshot.bytes) / 2),
      snapshot.bytes - 1,
    ]) {
      place.damage(snapshot, offset);
      expect(() => store.load(snapshot, newMachine())).toThrow(
        expect.objectContaining({ code: "SNAPSHOT_CORRUPT", message: expect.stringMatching(/^\S*snapshot/) }),
      );
      place.damage(snapshot, offset); // Flipped back.
    }
    store.load(snapshot, newMachine());
    await store.close();
  });

  test("that do not load are rejected: the older one is the newest then", async () => {
    const { store, take } = await begin();
    const { machine, write } = busyMachine();
    const older = await take(machine);
    write();
    const newer = await take(machine);
    store.reject(newer);
    expect(store.list).toEqual([older]);
    await store.close();
  });
});
