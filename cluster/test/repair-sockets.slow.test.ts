import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { ClusterClient } from "../client/cluster-client.ts";
import type { LogStore } from "../log/log-store.ts";
import { LogReader } from "../log/log-reader.ts";
import { renewNode } from "../node-renewal.ts";
import type { ClusteredService, ServiceContext } from "../service.ts";
import { type ClusterMember, type RunningNode, startNode } from "../start-node.ts";
import { Ear } from "./node-rig.ts";
import { eventually } from "./peer-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 30_000 };

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** Three real nodes of this process, on disks and sockets. */
class Three {
  readonly nodes = new Map<number, RunningNode>();
  readonly lines: string[] = [];
  private readonly directory = mkdtempSync(join(tmpdir(), "lockstep-repair-"));
  private members: ClusterMember[] = [];

  static async start(services?: (nodeId: number) => readonly ClusteredService[]): Promise<Three> {
    const three = new Three();
    for (const nodeId of [1, 2, 3]) {
      const [clientAddress, peerAddress] = [await freeAddress(), await freeAddress()];
      three.members.push({ nodeId, clientAddress, peerAddress, gatewayUrl: undefined });
    }
    cleanUps.push(async () => {
      await three.stop(...three.nodes.keys());
      rmSync(three.directory, { recursive: true });
    });
    await three.startNodes(services, 1, 2, 3);
    return three;
  }

  directoryOf(nodeId: number): string {
    return join(this.directory, `node-${nodeId}`);
  }

  async startNodes(
    services: ((nodeId: number) => readonly ClusteredService[]) | undefined,
    ...nodeIds: number[]
  ): Promise<void> {
    const say = (_facts: object, message: string): void => void this.lines.push(message);
    const starting = nodeIds.map(async (nodeId) => {
      const running = await startNode({
        nodeId,
        clusterId: 77,
        dataDirectory: this.directoryOf(nodeId),
        secretDirectory: this.directory,
        listen: this.members[nodeId - 1].clientAddress,
        members: this.members,
        initToken: 9,
        segmentBytesMax: 16 * 4_096,
        services: () => services?.(nodeId) ?? [new Notes()],
        logger: { info: say, warn: say, error: say },
      });
      this.nodes.set(nodeId, running);
    });
    await Promise.all(starting);
  }

  async stop(...nodeIds: number[]): Promise<void> {
    for (const nodeId of nodeIds) {
      await this.nodes.get(nodeId)!.stop();
      this.nodes.delete(nodeId);
    }
  }

  client(nodeId: number): ClusterClient {
    const client = this.nodes.get(nodeId)!.connect({ owner: caller });
    cleanUps.push(() => client.stop());
    return client;
  }

  async write(client: ClusterClient, keys: readonly number[]): Promise<void> {
    const ear = new Ear();
    for (const key of keys) client.submit(caller, note(Note.Write, key, key), patient, ear, key);
    await eventually(() => ear.answers.length === keys.length);
    expect(new Set(ear.outcomes)).toEqual(new Set(["Replied"]));
  }

  /** Once all have applied the same. */
  async stateHashes(): Promise<string[]> {
    const running = [...this.nodes.values()];
    const applied = (): Set<number> => new Set(running.map((each) => each.status().appliedIndex));
    await eventually(() => applied().size === 1 && running.some((each) => each.status().role === "leader"));
    return running.map(({ node }) => node.applier.machine.stateHash());
  }
}

/** One bit of a stored batch flips. @returns the segment */
async function flipInBatch(directory: string, index: number): Promise<string> {
  const reader = await LogReader.open(directory);
  let batch = Buffer.alloc(0);
  reader.read(index, 1, (bytes, at) => {
    if (at === index) batch = Buffer.from(bytes);
  });
  await reader.close();
  for (const name of readdirSync(join(directory, "log"))) {
    const file = join(directory, "log", name);
    const stored = readFileSync(file);
    if (!stored.includes(batch)) continue;
    // LMDB leaves older copies of a page behind.
    for (let at = stored.indexOf(batch); at >= 0; at = stored.indexOf(batch, at + 1)) {
      stored[at + batch.byteLength - 5] ^= 1;
    }
    writeFileSync(file, stored);
    return file;
  }
  return expect.unreachable(`no segment holds batch ${index}`);
}

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `127.0.0.1:${port}`;
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

test("nodes with damaged logs repair each other over their sockets before they take part", async () => {
  const three = await Three.start();
  const client = three.client(1);
  for (let round = 0; round < 5; round++) await three.write(client, range(round * 20, 20));
  const [before] = await three.stateHashes();
  client.stop();
  await three.stop(1, 2, 3);

  const file = await flipInBatch(three.directoryOf(1), 4);
  for (const name of readdirSync(join(three.directoryOf(2), "log"))) {
    rmSync(join(three.directoryOf(2), "log", name));
  }

  await three.startNodes(undefined, 1, 2, 3);
  await eventually(() => three.nodes.get(2)!.status().role !== "none");
  expect(await three.stateHashes()).toEqual([before, before, before]);
  expect(three.nodes.get(1)!.status().repairedBatches).toBe(1);
  expect(three.nodes.get(2)!.status().repairedBatches).toBeGreaterThan(5);
  expect(existsSync(`${file}.corrupt-1`)).toBe(true);
  await three.write(three.client(3), range(100, 20));
});

test("what all others have trimmed is not waited for: the node joins again, and what it held is put aside", async () => {
  const three = await Three.start();
  const client = three.client(2);
  for (let round = 0; round < 40; round++) await three.write(client, [round]);
  await three.stateHashes();
  client.stop();
  await three.stop(1);
  for (const nodeId of [2, 3]) {
    const log = Reflect.get(three.nodes.get(nodeId)!.node, "log") as LogStore;
    expect(log.trimBefore(30)).toBeGreaterThan(4);
  }
  await flipInBatch(three.directoryOf(1), 4);
  await three.startNodes(undefined, 1);
  expect(three.lines.join("\n")).toMatch(/trimmed on .*this node joins again/);
  expect(readdirSync(three.directoryOf(1))).toContain("before-rebuild-1");
  await eventually(
    () => three.nodes.get(1)!.status().role === "learner" || three.nodes.get(1)!.node.raft.id % 65_536 === 2,
  );
});

/** A build that looks at the clock. */
class ClockNotes extends Notes {
  override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    this.written += 1 + (Date.now() % 9);
    super.onCommand(view, offset, length, context);
  }
}

test("a node that looks at the clock is found out, serves nobody, and comes back when it is rebuilt", async () => {
  const three = await Three.start((nodeId) => [nodeId === 2 ? new ClockNotes() : new Notes()]);
  const client = three.client(2);
  await three.write(client, range(0, 10));
  await eventually(() => three.nodes.get(2)!.status().quarantine?.position !== undefined);
  const { quarantine, halted, isQuarantined } = three.nodes.get(2)!.status();
  expect(isQuarantined).toBe(true);
  expect(halted).toBe(quarantine!.text);
  expect(quarantine!.text).toMatch(/QUARANTINED: position \d+ .* did not answer as node 1 and node 3 did/);
  await three.write(client, range(20, 10));
  const read = new Ear();
  client.query(
    caller,
    note(Note.Read, 25),
    { consistency: "local", minPosition: 1, timeoutMs: 20_000 },
    read,
    1,
  );
  await eventually(() => read.answers.length === 1);
  expect(read.answers[0]).toMatchObject({ outcome: "Replied", value: 25 });
  client.stop();

  await three.stop(2);
  expect(existsSync(join(three.directoryOf(2), "quarantine.json"))).toBe(true);
  await renewNode(three.directoryOf(2));
  await three.startNodes(undefined, 2);
  await eventually(() => three.nodes.get(2)!.status().role === "follower");
  expect(new Set(await three.stateHashes()).size).toBe(1);
  expect(three.nodes.get(2)!.status().isQuarantined).toBe(false);
});
