import { copyFileSync, existsSync, readdirSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EMPTY_CONFIGURATION } from "../raft/configuration.ts";
import type { FileSnapshots } from "../snapshots/file-snapshots.ts";
import { snapshotDirectory, snapshotPath } from "../snapshots/snapshot-file.ts";
import type { SnapshotInfo } from "../snapshots/snapshot-store.ts";
import { makeDirectory } from "./log-directories.ts";
import { flipBit, openSnapshots } from "./snapshot-directories.ts";
import { SnapshotReports } from "./snapshot-reports.ts";
import { machineWithSession, newMachine, Note, note } from "./state-machine-notes.ts";

const PLACE = { term: 1, hash: 7, membership: { index: 0, configuration: EMPTY_CONFIGURATION, members: [] } };

/** A directory with the snapshots of one machine, a note more in each. */
async function taken(
  count: number,
): Promise<{ directory: string; snapshots: SnapshotInfo[]; pathOf: (nth: number) => string }> {
  const directory = makeDirectory();
  const reports = new SnapshotReports();
  const store = openSnapshots(directory, reports);
  const { machine, maker, sessionId } = machineWithSession();
  for (let first = 1; first <= count; first++) {
    machine.apply(maker.make([{ sessionId, first, commands: [{ message: note(Note.Write, first, 1) }] }]));
    store.take(machine, PLACE);
    await reports.settle();
  }
  await store.close();
  const { snapshots } = reports;
  return {
    directory,
    snapshots,
    pathOf: (nth) => snapshotPath(snapshotDirectory(directory), snapshots[nth]!.index),
  };
}

function opened(directory: string): { store: FileSnapshots; reports: SnapshotReports; notices: string[] } {
  const notices: string[] = [];
  const reports = new SnapshotReports();
  return {
    reports,
    notices,
    store: openSnapshots(directory, reports, { notice: (text) => notices.push(text) }),
  };
}

const namesIn = (directory: string): string[] => readdirSync(snapshotDirectory(directory)).toSorted();

describe("a file that is not what was written", () => {
  test.each<[string, (path: string) => void, string]>([
    [
      "cut off in its head",
      (path) => truncateSync(path, 1_000),
      "it has 1000 bytes, too few for a snapshot's head",
    ],
    ["cut off behind it", (path) => truncateSync(path, 4_200), "it has 4200 bytes, not the"],
    ["empty", (path) => truncateSync(path, 0), "it has 0 bytes, too few for a snapshot's head"],
    ["of something else", (path) => writeFileSync(path, new Uint8Array(9_000)), "it is no snapshot"],
    ["with a bit flipped in its head", (path) => flipBit(path, 200), "its head does not match its checksum"],
    [
      "with a bit flipped among the members",
      (path) => flipBit(path, 4_100),
      "(section membership): the section",
    ],
  ])("%s is not listed and its name is told; the older one is", async (_, damage, reason) => {
    const { directory, snapshots, pathOf } = await taken(2);
    damage(pathOf(1));
    const { store, notices } = opened(directory);
    expect(store.list).toEqual([snapshots[0]]);
    expect(notices).toEqual([expect.stringContaining(`${pathOf(1)}`)]);
    expect(notices[0]).toContain(reason);
    await store.close();
  });

  test("cannot have a section of its state changed without being found out when it is loaded", async () => {
    const { directory, snapshots, pathOf } = await taken(1);
    flipBit(pathOf(0), snapshots[0]!.bytes - 3);
    const { store } = opened(directory);
    expect(() => store.load(store.list[0]!, newMachine())).toThrow(
      `${pathOf(0)} (section notes): the section does not match its checksum`,
    );
    await store.close();
  });

  test("but by another cluster is not used, and says so", async () => {
    const { directory, pathOf } = await taken(1);
    const notices: string[] = [];
    const notice = (text: string): void => void notices.push(text);
    const store = openSnapshots(directory, new SnapshotReports(), { notice, clusterId: 5 });
    expect(store.list).toEqual([]);
    expect(notices).toEqual([`${pathOf(0)} is of cluster 77, not 5: it is not used`]);
    await store.close();
  });
});

describe("a crash while a snapshot is made", () => {
  test("before the file has its name leaves the ones there are, and no trace after the next start", async () => {
    const { directory, snapshots, pathOf } = await taken(2);
    // As it is while it is written, and as it is when it is whole, but not yet verified or renamed.
    truncateSync(pathOf(1), 5_000);
    renameSync(pathOf(1), `${pathOf(1)}.writing`);
    copyFileSync(pathOf(0), snapshotPath(snapshotDirectory(directory), 999).concat(".writing"));
    writeFileSync(snapshotPath(snapshotDirectory(directory), 998).concat(".receiving"), new Uint8Array(300));
    const { store, notices } = opened(directory);
    expect(store.list).toEqual([snapshots[0]]);
    expect(namesIn(directory)).toEqual([`${String(snapshots[0]!.index).padStart(12, "0")}.snapshot`]);
    expect(notices).toEqual([]);
    await store.close();
  });

  test("after it has its name, before older ones are gone, leaves all of them to choose from", async () => {
    const { directory, snapshots, pathOf } = await taken(2);
    const third = snapshotPath(snapshotDirectory(directory), 1);
    copyFileSync(pathOf(0), third);
    const { store, reports } = opened(directory);
    expect(store.list.slice(0, 2)).toEqual(snapshots.toReversed());
    const { machine, maker, sessionId } = machineWithSession();
    for (let first = 1; first < 9; first++) {
      machine.apply(maker.make([{ sessionId, first, commands: [{ message: note(Note.Write, 1, first) }] }]));
    }
    store.take(machine, PLACE);
    await reports.settle();
    expect(existsSync(third)).toBe(false);
    expect(namesIn(directory)).toHaveLength(2);
    await store.close();
  });
});

describe("a snapshot of which nothing comes", () => {
  async function failing(store: FileSnapshots, reports: SnapshotReports): Promise<string> {
    const { machine } = machineWithSession();
    store.take(machine, PLACE);
    await reports.settle();
    expect(store.isBusy).toBe(false);
    return reports.errors.at(-1)!.message;
  }

  test("because the state does not survive it says so, and leaves no file", async () => {
    const directory = makeDirectory();
    const reports = new SnapshotReports();
    const store = openSnapshots(directory, reports, { name: "forgetfulNotes" });
    const { machine, maker, sessionId } = machineWithSession();
    machine.apply(maker.make([{ sessionId, first: 1, commands: [{ message: note(Note.Write, 1, 1) }] }]));
    store.take(machine, PLACE);
    await reports.settle();
    expect(reports.errors[0]!.message).toMatch(
      /000000000002\.snapshot: no snapshot was made: .* it builds a state with state hash [0-9a-f]{16} at index 2, but was written with/,
    );
    expect([store.list, namesIn(directory)]).toEqual([[], []]);
    await store.close();
  });

  test("because the services cannot be loaded says so", async () => {
    const directory = makeDirectory();
    const reports = new SnapshotReports();
    const store = openSnapshots(directory, reports, { name: "noSuchThing" });
    expect(await failing(store, reports)).toMatch(
      /no snapshot was made: .*saved-notes.mjs exports nothing with services as noSuchThing/,
    );
    await store.close();
  });

  test("because the disk refuses it says so, and the next one counts", async () => {
    const directory = makeDirectory();
    const reports = new SnapshotReports();
    const store = openSnapshots(directory, reports);
    writeFileSync(join(snapshotDirectory(directory), "000000000001.snapshot.writing"), "in the way");
    expect(await failing(store, reports)).toMatch(/no snapshot was made: EEXIST/);
    store.take(machineWithSession().machine, PLACE);
    await reports.settle();
    expect(store.list).toHaveLength(1);
    await store.close();
  });
});

test("closing drops what is under way, and nothing is told of it", async () => {
  const directory = makeDirectory();
  const reports = new SnapshotReports();
  const store = openSnapshots(directory, reports);
  store.take(machineWithSession().machine, PLACE);
  await store.close();
  expect([reports.snapshots, reports.errors]).toEqual([[], []]);
});

test("memory is got ready beforehand, and the snapshot is the same", async () => {
  const reports = new SnapshotReports();
  const store = openSnapshots(makeDirectory(), reports);
  const { machine } = machineWithSession();
  store.prepare(machine);
  store.prepare(machine); // Once is enough.
  store.take(machine, PLACE);
  await reports.settle();
  store.prepare(machine);
  store.take(machine, PLACE);
  await reports.settle();
  expect(reports.errors).toEqual([]);
  expect(new Set(reports.snapshots.map(({ checksum }) => checksum)).size).toBe(1);
  await store.close();
});
