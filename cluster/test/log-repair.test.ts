import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DamagedLog } from "../log/damaged-log.ts";
import { openLmdbLog } from "../log/lmdb-log-opening.ts";
import type { LmdbLog } from "../log/lmdb-log.ts";
import { LogRepair, type RepairStuck, describeStuck } from "../log-repair.ts";
import { answerFetch } from "../log-fetch.ts";
import { memberOf, raftIdOf } from "../member-id.ts";
import { type Message, MessageType } from "../raft/message.ts";
import { appendBatches, CLUSTER_ID, makeBatch } from "./log-batches.ts";
import { Reports, makeDirectory, readAll } from "./log-directories.ts";

/** Batches 1 to 60 in six segments of ten on each of three nodes; batches up to 55 are acknowledged. */
const BATCHES = 60;
const ACKNOWLEDGED = 55;
const NODES = [1, 2, 3];
const SEGMENT_OPTIONS = { segmentBatchesMax: 10 };
let originals: Map<number, string>;
let content: Map<number, Buffer>;
/** Members 2 and 3, for tests in which nothing is wrong with them. */
const healthy = new Map<number, LmdbLog>();
const open: LmdbLog[] = [];

beforeAll(async () => {
  originals = new Map();
  for (const nodeId of NODES) {
    const directory = makeDirectory({ keep: true });
    const reports = new Reports();
    const log = await openLmdbLog({
      directory,
      clusterId: CLUSTER_ID,
      nodeId,
      listener: reports,
      ...SEGMENT_OPTIONS,
    });
    log.saveIdentity({ incarnation: 1, founders: NODES });
    appendBatches(log, BATCHES, 3, 9_000);
    await reports.settle(log);
    log.acknowledge(ACKNOWLEDGED);
    content = readAll(log);
    await log.close();
    originals.set(nodeId, directory);
  }
  for (const nodeId of [2, 3]) {
    const directory = makeDirectory({ keep: true });
    cpSync(originals.get(nodeId)!, directory, { recursive: true });
    const options = { directory, clusterId: CLUSTER_ID, nodeId, listener: new Reports() };
    healthy.set(nodeId, await openLmdbLog(options));
    originals.set(-nodeId, directory);
  }
  return async () => {
    for (const log of healthy.values()) await log.close();
    for (const directory of originals.values()) rmSync(directory, { recursive: true });
  };
});

afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
});

/** What the members have to say to each other, and their directories. */
class Members {
  readonly directories = new Map<number, string>();
  readonly logs = new Map<number, LmdbLog>();
  readonly lines: string[] = [];
  readonly stuck = new Map<number, RepairStuck>();
  /** Members that are down. */
  readonly down = new Set<number>();
  private readonly repairs = new Map<number, LogRepair>();

  /** @param nodes whose disks may be damaged; the others are well */
  constructor(nodes: readonly number[] = [1]) {
    for (const [nodeId, log] of healthy) if (!nodes.includes(nodeId)) this.logs.set(nodeId, log);
    for (const nodeId of nodes) {
      const directory = makeDirectory();
      cpSync(originals.get(nodeId)!, directory, { recursive: true });
      this.directories.set(nodeId, directory);
    }
  }

  segment(nodeId: number, number: number): string {
    return join(this.directories.get(nodeId)!, "log", `${String(number).padStart(12, "0")}.lmdb`);
  }

  /** Flips one bit of a stored batch; `offset` is that in the batch. */
  flip(nodeId: number, index: number, offset: number): void {
    const file = this.segment(nodeId, Math.ceil(index / 10));
    const bytes = readFileSync(file);
    const at = bytes.indexOf(content.get(index)!);
    expect(at).toBeGreaterThan(0);
    bytes[at + offset] ^= 4;
    writeFileSync(file, bytes);
  }

  /** Every one starts; who has to be repaired asks the others. */
  async start(): Promise<void> {
    await Promise.all([...this.directories.keys()].map((nodeId) => this.startOne(nodeId)));
  }

  async startOne(nodeId: number): Promise<void> {
    const reports = new Reports();
    const log = await openLmdbLog({
      directory: this.directories.get(nodeId)!,
      clusterId: CLUSTER_ID,
      nodeId,
      listener: reports,
      ...SEGMENT_OPTIONS,
      notice: (message) => this.lines.push(`${nodeId}: ${message}`),
      repair: (damaged) => this.repair(nodeId, damaged),
    });
    open.push(log);
    this.logs.set(nodeId, log);
  }

  private async repair(nodeId: number, damaged: DamagedLog): Promise<void> {
    const say = (): void => {};
    const repair = new LogRepair({
      damaged,
      others: NODES.filter((other) => other !== nodeId),
      peers: { send: (message) => this.carry(message) },
      clock: { monotonicUs: () => performance.now() * 1_000, wallUs: () => 0 },
      scheduler: {
        atEndOfTurn: setImmediate,
        every: (ms, run) => {
          const timer = setInterval(run, ms);
          return () => clearInterval(timer);
        },
      },
      logger: { info: say, warn: say, error: say },
      // Who is slow will answer yet.
      onStuck: (stuck) =>
        stuck.silent.every((other) => this.down.has(other)) && this.stuck.set(nodeId, stuck),
    });
    this.repairs.set(nodeId, repair);
    repair.start();
    await Promise.race([damaged.whole, this.untilAllAreStuck()]);
    repair.stop();
    this.repairs.delete(nodeId);
    if (this.stuck.has(nodeId)) throw new Error(describeStuck(this.stuck.get(nodeId)!));
  }

  /** They answer each other until none of them can go on. */
  private async untilAllAreStuck(): Promise<void> {
    const isGoingOn = (): boolean => [...this.repairs.keys()].some((nodeId) => !this.stuck.has(nodeId));
    while (isGoingOn()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private carry(message: Message): void {
    const to = memberOf(message.to);
    if (this.down.has(to)) return;
    setImmediate(() => {
      const repair = this.repairs.get(to);
      if (repair !== undefined) return repair.onPeerMessage(message);
      const log = this.logs.get(to);
      if (log === undefined) {
        // It is not up yet: it is asked again.
        if (message.type === MessageType.Fetch) setTimeout(() => this.carry(message), 5);
        return;
      }
      if (message.type !== MessageType.Fetch) return;
      const isHeld = (index: number): boolean => index >= log.firstIndex && index <= log.lastIndex;
      const source = {
        firstIndex: log.firstIndex,
        committedIndex: ACKNOWLEDGED,
        isLed: true,
        hashAt: (index: number) => (isHeld(index) ? log.hashAt(index) : undefined),
        read: (from: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void) =>
          isHeld(from) && log.read(from, bytesMax, visit),
      };
      this.carry(answerFetch(source, raftIdOf(to, 1), message));
    });
  }

  /** What a member's log holds now. */
  batchesOf(nodeId: number): [number, Buffer][] {
    return [...readAll(this.logs.get(nodeId)!)];
  }
}

describe("a node that has others is repaired by them, and starts", () => {
  test.each([
    ["in the middle of a payload", 15, 5_000, 1],
    ["at the end of a payload", 27, 9_120, 1],
    ["at the beginning of a header", 1, 0, 1],
    ["in the middle of a header", 20, 30, 1],
    ["in the last batch that is acknowledged", 55, 200, 1],
  ])("a bit flipped %s", async (_where, index, offset, repaired) => {
    const members = new Members();
    members.flip(1, index, offset);
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(repaired);
    expect(members.logs.get(1)!.identity.incarnation).toBe(1);
    const number = Math.ceil(index / 10);
    expect(existsSync(`${members.segment(1, number)}.corrupt-1`)).toBe(true);
  });

  test("bits flipped in several segments, some of them neighbours", async () => {
    const members = new Members();
    for (const index of [3, 4, 9, 25, 31, 38, 52]) members.flip(1, index, 300);
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(7);
  });

  test.each([1, 2, 5])("the missing segment %i", async (number) => {
    const members = new Members();
    rmSync(members.segment(1, number));
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(10);
  });

  test("three missing segments in a row", async () => {
    const members = new Members();
    for (const number of [2, 3, 4]) rmSync(members.segment(1, number));
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(30);
  });

  test.each([
    ["empty", 0],
    ["cut within LMDB's meta pages", 5_000],
    ["cut in half", 60_000],
    ["without its last page", -4_096],
  ])("a segment that is %s", async (_how, size) => {
    const members = new Members();
    const file = members.segment(1, 3);
    truncateSync(file, size < 0 ? readFileSync(file).length + size : size);
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
  });

  test("another cluster's segment, a segment under another number, and a stale one", async () => {
    const members = new Members();
    const foreign = makeDirectory();
    const reports = new Reports();
    const other = await openLmdbLog({ directory: foreign, clusterId: 99, nodeId: 1, listener: reports });
    other.append(makeBatch({ index: 1, term: 1, previousHash: 0, clusterId: 99 }));
    await other.close();
    cpSync(join(foreign, "log", "000000000001.lmdb"), members.segment(1, 2));
    cpSync(members.segment(1, 4), members.segment(1, 5));
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(20);
  });

  test("a batch written where another belongs", async () => {
    const members = new Members();
    const file = members.segment(1, 2);
    const bytes = readFileSync(file);
    content.get(14)!.copy(bytes, bytes.indexOf(content.get(17)!));
    writeFileSync(file, bytes);
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(1);
  });

  test("a damaged header of a segment, whose batches are all there", async () => {
    const members = new Members();
    const file = members.segment(1, 3);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf("LSEG") + 20] ^= 1;
    writeFileSync(file, bytes);
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.logs.get(1)!.repairedBatches).toBe(0);
  });

  test("once repaired it starts without the others", async () => {
    const members = new Members();
    members.flip(1, 15, 5_000);
    rmSync(members.segment(1, 4));
    await members.start();
    await open.splice(open.indexOf(members.logs.get(1)!), 1)[0].close();
    members.down.add(2).add(3);
    members.lines.length = 0;
    await members.startOne(1);
    expect(members.batchesOf(1)).toEqual([...content]);
    expect(members.lines).toEqual([]);
  });

  test("what all others have trimmed is said, and the files stay as they were", async () => {
    const members = new Members(NODES);
    await members.startOne(2);
    await members.startOne(3);
    for (const nodeId of [2, 3]) expect(members.logs.get(nodeId)!.trimBefore(31)).toBe(31);
    members.flip(1, 15, 5_000);
    const before = digest(members.directories.get(1)!);
    await expect(members.startOne(1)).rejects.toThrow(
      /batches 15 to 15 .* key 5, position 141.*trimmed on node 2 and node 3.*lockstep node rebuild/,
    );
    expect(digest(members.directories.get(1)!)).toBe(before);
  });

  test("the end of its log lost: repaired, and its life is over, as nobody knows what else it promised", async () => {
    const members = new Members();
    rmSync(members.segment(1, 6));
    await members.start();
    expect(members.batchesOf(1)).toEqual([...content].slice(0, ACKNOWLEDGED));
    expect(members.logs.get(1)!.identity.incarnation).toBe(0);
    expect(members.lines.at(-1)).toContain("the end of the log was lost");
  });
});

describe("several nodes are damaged at once", () => {
  test("in different regions: each is repaired by the others, and nothing acknowledged is lost", async () => {
    const members = new Members(NODES);
    rmSync(members.segment(1, 2));
    members.flip(1, 41, 100);
    for (const index of [1, 2, 3, 33, 34]) members.flip(2, index, 300);
    truncateSync(members.segment(3, 4), 20_000);
    members.flip(3, 11 + 13, 500);
    await members.start();
    for (const nodeId of NODES) expect(members.batchesOf(nodeId)).toEqual([...content]);
  });

  test("in regions that overlap, as long as one of them holds each batch", async () => {
    const members = new Members(NODES);
    for (const index of [12, 13, 14, 15]) members.flip(1, index, 100);
    for (const index of [14, 15, 16, 17]) members.flip(2, index, 100);
    for (const index of [10, 11, 12, 13, 16, 18]) members.flip(3, index, 100);
    await members.start();
    for (const nodeId of NODES) expect(members.batchesOf(nodeId)).toEqual([...content]);
  });

  test("in the same batch on all: none starts, and each names file, key and position", async () => {
    const members = new Members(NODES);
    for (const nodeId of NODES) members.flip(nodeId, 25, 700);
    const before = NODES.map((nodeId) => digest(members.directories.get(nodeId)!));
    const outcomes = await Promise.allSettled(NODES.map((nodeId) => members.startOne(nodeId)));
    for (const [at, outcome] of outcomes.entries()) {
      expect(outcome.status).toBe("rejected");
      const { message } = (outcome as PromiseRejectedResult).reason as Error;
      expect(message).toContain(`${members.segment(NODES[at], 3)}, key 5, position 241`);
      expect(message).toContain("the batch's payload does not match its checksum");
      expect(message).toContain("lost on node");
    }
    expect(NODES.map((nodeId) => digest(members.directories.get(nodeId)!))).toEqual(before);
  });
});

function digest(directory: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(directory, { recursive: true }).map(String).toSorted()) {
    if (name.endsWith(".lmdb")) hash.update(name).update(readFileSync(join(directory, name)));
  }
  return hash.digest("hex");
}
