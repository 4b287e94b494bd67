import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { recoveredClusterId, seedOf } from "../cluster-id.ts";
import { ForcedRecovery } from "../forced-recovery.ts";
import { LogReader } from "../log/log-reader.ts";
import { type ClusterMember, type RunningNode, startNode, type StartNodeOptions } from "../start-node.ts";
import { StateMachine } from "../state-machine.ts";
import { Ear } from "./node-rig.ts";
import { eventually } from "./peer-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const CLUSTER_ID = 77;
const caller = { principalId: 1, roles: 0 };
const random = (bound: number): number => bound - 1;

const machineOf = (clusterId: number): StateMachine =>
  new StateMachine({ services: () => [new Notes()], clusterId, seed: seedOf(clusterId) });

let root = "";
const nodes: RunningNode[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.stop();
  rmSync(root, { recursive: true, force: true });
});

function directoryOf(name: string | number): string {
  if (!existsSync(root)) root = mkdtempSync(join(tmpdir(), "lockstep-forced-"));
  return join(root, `${name}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function memberAt(nodeId: number): Promise<ClusterMember> {
  const clientAddress = `127.0.0.1:${await freePort()}`;
  return { nodeId, clientAddress, peerAddress: `127.0.0.1:${await freePort()}`, gatewayUrl: undefined };
}

async function start(nodeId: number, options: Partial<StartNodeOptions> = {}): Promise<RunningNode> {
  const own = options.members?.find((member) => member.nodeId === nodeId);
  const running = await startNode({
    nodeId,
    clusterId: CLUSTER_ID,
    dataDirectory: directoryOf(nodeId),
    listen: own?.clientAddress ?? "127.0.0.1:0",
    services: () => [new Notes()],
    ...options,
  });
  nodes.push(running);
  return running;
}

async function write(node: RunningNode, count: number): Promise<readonly unknown[]> {
  const client = node.connect({ owner: caller });
  const ear = new Ear();
  for (let at = 0; at < count; at++) {
    client.submit(caller, note(Note.Write, at, at), { timeoutMs: 30_000 }, ear, at);
  }
  await eventually(() => ear.answers.length === count);
  client.stop();
  return ear.values;
}

/** A directory's files and digests of their bytes; but LMDB's tables of readers. */
function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith("-lock"))
    .map(({ parentPath, name }) => {
      const digest = createHash("sha256").update(readFileSync(join(parentPath, name)));
      return `${name} ${digest.digest("hex")}`;
    });
}

test("one disk of three becomes a cluster by itself, with all that its log holds, and old members are refused", async () => {
  const members = [await memberAt(1), await memberAt(2), await memberAt(3)];
  const three = await Promise.all([1, 2, 3].map((nodeId) => start(nodeId, { members, initToken: 9 })));
  const leader = (): RunningNode => three.find((node) => node.status().role === "leader")!;
  await eventually(() => leader() !== undefined);
  await write(leader(), 50);
  const operator = leader().connect({ owner: caller });
  const { nodeId, clientAddress, peerAddress } = await memberAt(4);
  await operator.ask({ ask: "addMember", member: { nodeId, clientAddress, peerAddress } }, "leader");
  operator.stop();
  await write(leader(), 50);
  await eventually(() => new Set(three.map((node) => node.status().appliedIndex)).size === 1);
  const stateHash = three[1]!.node.applier.machine.stateHash();
  const { outputDigest, lastPosition } = three[1]!.status();
  await Promise.all(three.map((node) => node.stop()));
  nodes.length = 0;

  const before = filesOf(directoryOf(2));
  const recovery = await ForcedRecovery.open(directoryOf(2));
  expect(recovery.plan).toMatchObject({
    clusterId: CLUSTER_ID,
    nodeId: 2,
    lastPosition,
    tornTail: undefined,
  });
  const clusterId = await recovery.run(directoryOf("recovered"), random, machineOf);
  await recovery.close();
  expect(filesOf(directoryOf(2))).toEqual(before);
  await expect(start(2, { dataDirectory: directoryOf("recovered") })).rejects.toMatchObject({
    code: "WRONG_DIRECTORY",
  });

  const lines: string[] = [];
  const say = (facts: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(facts)}`);
  const single = await start(2, {
    clusterId,
    dataDirectory: directoryOf("recovered"),
    members: [members[1]!, members[2]!],
    logger: { info: say, warn: say, error: say },
  });
  await eventually(() => single.status().role === "leader");
  expect(single.node.applier.machine.stateHash()).toBe(stateHash);
  expect(single.status()).toMatchObject({ outputDigest, clusterId });
  expect(single.status().members.map((member) => member.nodeId)).toEqual([2]);
  const old = await start(3, { members });
  await eventually(() => lines.some((line) => line.includes("PEER_WRONG_CLUSTER")));
  expect(old.status().leaderId).toBe(0);
  expect(await write(single, 10)).toHaveLength(10);

  // And it can have company again.
  const fresh = await memberAt(3);
  const client = single.connect({ owner: caller });
  const wish = { nodeId: 5, clientAddress: fresh.clientAddress, peerAddress: fresh.peerAddress };
  expect(await client.ask({ ask: "addMember", member: wish }, "leader")).toEqual({ done: true });
  client.stop();
  const joined = await start(5, { clusterId, members: [members[1]!, { ...fresh, nodeId: 5 }] });
  await eventually(() => joined.status().appliedIndex === single.status().appliedIndex);
  expect(joined.node.applier.machine.stateHash()).toBe(single.node.applier.machine.stateHash());
});

test("every command and answer stays where it was, in batches that are the new cluster's", async () => {
  const one = await start(1);
  await write(one, 20);
  await one.stop();
  const recovery = await ForcedRecovery.open(directoryOf(1));
  const clusterId = await recovery.run(directoryOf("recovered"), random, machineOf);
  await recovery.close();
  const [before, after] = [
    await LogReader.open(directoryOf(1)),
    await LogReader.open(directoryOf("recovered")),
  ];
  const commandsOf = (log: LogReader): string[] => {
    const found: string[] = [];
    for (let next = log.firstIndex; next <= log.lastIndex;) {
      next = log.read(next, 1_000_000, (bytes) => {
        if (bytes[14] === 0) found.push(Buffer.from(bytes.subarray(128)).toString("hex"));
      });
    }
    return found;
  };
  expect(commandsOf(after)).toEqual(commandsOf(before));
  expect(after.state).toMatchObject({ clusterId, incarnation: 1, founders: [1] });
  expect(after.state.highWater.index).toBe(before.lastIndex);
  expect(after.state.hardState.term).toBeGreaterThanOrEqual(before.state.hardState.term);
  await before.close();
  await after.close();
});

test("nothing is done while a process has the directory, where something is already, or without a log", async () => {
  const one = await start(1);
  await expect(ForcedRecovery.open(directoryOf(1))).rejects.toMatchObject({ code: "DIRECTORY_IN_USE" });
  await one.stop();
  const recovery = await ForcedRecovery.open(directoryOf(1));
  await expect(start(1)).rejects.toMatchObject({ code: "DIRECTORY_IN_USE" });
  mkdirSync(directoryOf("there"));
  await expect(recovery.run(directoryOf("there"), random, machineOf)).rejects.toMatchObject({
    code: "DIRECTORY_TAKEN",
  });
  mkdirSync(directoryOf("half.unfinished")); // As of one that was killed.
  await expect(recovery.run(directoryOf("half"), random, machineOf)).rejects.toThrow("half.unfinished");
  await recovery.close();
  mkdirSync(directoryOf("empty"));
  cpSync(join(directoryOf(1), "state"), join(directoryOf("empty"), "state"));
  await expect(ForcedRecovery.open(directoryOf("empty"))).rejects.toMatchObject({ code: "LOG_CORRUPT" });
  const waiting = await start(2, { members: [await memberAt(1), await memberAt(2)] });
  await waiting.stop();
  await expect(ForcedRecovery.open(directoryOf(2))).rejects.toThrow("holds no batch");
});

test("a new cluster id is another one, safe, and begins the services' randomness as before", () => {
  for (const clusterId of [1, 77, 2 ** 32 - 1, 2 ** 32 + 5, 2 ** 53 - 1, 2_097_150 * 2 ** 32]) {
    for (const draw of [() => 0, random, (bound: number) => bound >> 1]) {
      const recovered = recoveredClusterId(clusterId, draw);
      expect(Number.isSafeInteger(recovered)).toBe(true);
      expect(recovered).not.toBe(clusterId);
      expect(recovered).toBeGreaterThanOrEqual(2 ** 32);
      expect(seedOf(recovered)).toBe(seedOf(clusterId));
    }
  }
});
