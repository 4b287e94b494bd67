import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backUp, type BackupReport } from "../backup.ts";
import { Batch } from "../batch.ts";
import { seedOf } from "../cluster-id.ts";
import { NewDataDirectory } from "../data-directory.ts";
import { ForcedRecovery } from "../forced-recovery.ts";
import { LogReader } from "../log/log-reader.ts";
import { EMPTY_CONFIGURATION } from "../raft/configuration.ts";
import { replay } from "../replay.ts";
import type { Skips } from "../skips.ts";
import { type RunningNode, startNode } from "../start-node.ts";
import { StateMachine } from "../state-machine.ts";
import { Ear } from "./node-rig.ts";
import { eventually } from "./peer-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const CLUSTER_ID = 77;
const NODE_ID = 1;
const caller = { principalId: 1, roles: 0 };
const AS_FOUNDED = { index: 0, configuration: EMPTY_CONFIGURATION, members: [] };

let root = "";
const nodes: RunningNode[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lockstep-backup-"));
});
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.stop();
  rmSync(root, { recursive: true });
});

const at = (name: string): string => join(root, name);

function makeMachine(clusterId: number, skips?: Skips): StateMachine {
  const options = { services: () => [new Notes()], clusterId, seed: seedOf(clusterId) };
  return new StateMachine({ ...options, ...(skips === undefined ? {} : { skips }) });
}

async function start(name: string, clusterId: number = CLUSTER_ID): Promise<RunningNode> {
  const running = await startNode({
    nodeId: NODE_ID,
    clusterId,
    dataDirectory: at(name),
    listen: "127.0.0.1:0",
    services: () => [new Notes()],
    // It reads snapshots, and is never asked for one: no other thread looks for this.
    servicesModule: { url: import.meta.url, name: "notes" },
    snapshotPolicy: { commands: 0, bytes: 0, minutes: 0 },
  });
  nodes.push(running);
  await eventually(() => running.status().role === "leader");
  return running;
}

async function write(node: RunningNode, count: number): Promise<void> {
  const client = node.connect({ owner: caller });
  const ear = new Ear();
  for (let n = 0; n < count; n++) {
    client.submit(caller, note(Note.Write, n, n), { timeoutMs: 30_000 }, ear, n);
  }
  await eventually(() => ear.answers.length === count);
  client.stop();
}

/** What a node's directory looks like after a trim: a snapshot of the first half, and the log behind it. */
async function trimmed(from: string, into: string): Promise<void> {
  const log = await LogReader.open(at(from));
  const machine = makeMachine(CLUSTER_ID);
  replay({ log, machine, toIndex: Math.ceil(log.lastIndex / 2) });
  const target = await NewDataDirectory.make(at(into), { clusterId: CLUSTER_ID, nodeId: NODE_ID });
  const { term } = log.state.hardState;
  target.begin(machine, { term, hash: log.hashAt(machine.appliedIndex), membership: AS_FOUNDED });
  log.read(machine.appliedIndex + 1, Infinity, (bytes) => target.log.append(bytes.slice()));
  await target.finish(term, { incarnation: 1, founders: [NODE_ID] });
  await log.close();
}

function backUpOf(name: string, into: string): Promise<BackupReport> {
  return backUp({ from: at(name), into: at(into), makeMachine, notice: (message) => expect.fail(message) });
}

test("a backup of a running node holds all that was known to be committed, and says what state it builds", async () => {
  const node = await start("node");
  await write(node, 30);
  const { appliedIndex } = node.status();
  await eventually(() => node.node.applier.machine.appliedIndex === appliedIndex);
  let report: BackupReport;
  let attempt = 0;
  // The mark of what is committed is some milliseconds behind.
  do report = await backUpOf("node", `backup-${++attempt}`);
  while (report.position < node.status().appliedPosition);
  expect(report).toMatchObject({
    clusterId: CLUSTER_ID,
    nodeId: NODE_ID,
    stateHash: node.node.applier.machine.stateHash(),
    outputDigest: node.status().outputDigest,
  });
  const copy = await LogReader.open(at(`backup-${attempt}`));
  expect(copy.state).toMatchObject({ incarnation: 0, founders: [], hardState: { vote: 0 } });
  await copy.close();
});

test("a backup of a trimmed log is its snapshot and what is behind it; a cluster is made of it with the same state", async () => {
  const first = await start("whole");
  await write(first, 40);
  const stateHash = first.node.applier.machine.stateHash();
  const { outputDigest } = first.status();
  await first.stop();
  nodes.length = 0;
  await trimmed("whole", "node");

  const report = await backUpOf("node", "backup");
  expect(report).toMatchObject({ stateHash, outputDigest });
  expect(report.batches).toBeGreaterThan(0);
  const log = await LogReader.open(at("backup"));
  expect(log.firstIndex).toBeGreaterThan(1);
  expect(log.lastIndex - log.firstIndex + 1).toBe(report.batches);
  const batch = new Batch();
  log.read(log.lastIndex, 1, (bytes) => batch.wrap(bytes.slice()));
  expect(batch.clusterId).toBe(CLUSTER_ID);
  await log.close();

  const recovery = await ForcedRecovery.open(at("backup"));
  expect(recovery.plan.lastPosition).toBe(report.position);
  const clusterId = await recovery.run(at("restored"), (bound) => bound - 1, makeMachine);
  await recovery.close();
  const restored = await start("restored", clusterId);
  expect(restored.node.applier.machine.stateHash()).toBe(stateHash);
  expect(restored.status()).toMatchObject({ clusterId, outputDigest });
  await write(restored, 10);
});

test("nothing is left of a backup that fails, and nothing is written where something is", async () => {
  const node = await start("node");
  await write(node, 5);
  mkdirSync(at("taken"));
  await expect(backUpOf("node", "taken")).rejects.toMatchObject({ code: "DIRECTORY_TAKEN" });
  await node.stop();
  nodes.length = 0;
  await trimmed("node", "damaged");
  const snapshots = join(at("damaged"), "snapshots");
  const [name] = readdirSync(snapshots);
  truncateSync(join(snapshots, name!), 1_000);
  const reasons: string[] = [];
  const failing = backUp({
    from: at("damaged"),
    into: at("backup"),
    makeMachine,
    notice: (message) => void reasons.push(message),
  });
  await expect(failing).rejects.toMatchObject({ code: "NO_SNAPSHOT" });
  expect(reasons.join()).toMatch(/\.snapshot: .*1000 bytes/);
  expect([at("backup"), at("backup.unfinished")].filter((path) => existsSync(path))).toEqual([]);
  await expect(ForcedRecovery.open(at("damaged"))).rejects.toThrow(
    /no snapshot stands for what was before; .*1000 bytes/,
  );
});
