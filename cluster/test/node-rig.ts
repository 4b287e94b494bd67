import { Batch } from "../batch.ts";
import { ClusterClient, type ClientWorld } from "../client/cluster-client.ts";
import { type AnswerListener, type EventListener, Outcome } from "../client/cluster-port.ts";
import { DiskSpace } from "../disk-space.ts";
import { MemoryQuarantineMark } from "../consistency/quarantine.ts";
import { EventRing } from "../event-ring.ts";
import { type DamagedMemoryLog, recoverMemoryDisk } from "../log/damaged-memory-log.ts";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import type { NodeLinks } from "../links/link-duties.ts";
import { LogRepair } from "../log-repair.ts";
import { LogCompletions } from "../log-writer.ts";
import { memberOf } from "../member-id.ts";
import type { NodeOptions } from "../node-options.ts";
import { Node } from "../node.ts";
import { recover } from "../node-recovery.ts";
import type { Clock, Member, PeerTransport, Scheduler, ServiceBuild } from "../ports.ts";
import type { Message } from "../raft/message.ts";
import { MemorySnapshotDisk, MemorySnapshots } from "../snapshots/memory-snapshots.ts";
import { SnapshotCompletions } from "../snapshots/snapshot-duties.ts";
import type { TransferWord } from "../snapshots/transfer-word.ts";
import type { SnapshotPolicy } from "../snapshots/snapshot-policy.ts";
import { StateMachine } from "../state-machine.ts";
import type { ClusteredService } from "../service.ts";
import { decodeRejected } from "../system-messages.ts";
import type { Dialer } from "../transport/connection.ts";
import { PipeDialer } from "../transport/pipe.ts";
import { readU53 } from "../u53.ts";
import { Notes } from "./state-machine-notes.ts";

export const CLUSTER_ID = 77;

/** Time and turns that a test moves by hand: nothing happens by itself. */
export class TestWorld implements Clock, Scheduler, ClientWorld {
  nowUs = 1_000_000;
  /** What people's clocks show is this much later. */
  wallOffsetUs = 1_700_000_000_000_000;
  private soon: (() => void)[] = [];
  private turn: (() => void)[] = [];
  private timers: { atUs: number; intervalUs: number; run: () => void }[] = [];
  private seed = 12345;

  nowMs(): number {
    return this.nowUs / 1000;
  }
  monotonicUs(): number {
    return this.nowUs;
  }
  wallUs(): number {
    return this.nowUs + this.wallOffsetUs;
  }
  random(): number {
    this.seed = (Math.imul(this.seed, 1_103_515_245) + 12_345) >>> 0;
    return this.seed / 4_294_967_296;
  }
  randomBytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(this.random() * 256));
  }
  atEndOfTurn(run: () => void): void {
    this.turn.push(run);
  }
  every(intervalMs: number, run: () => void): () => void {
    const timer = { atUs: this.nowUs + intervalMs * 1000, intervalUs: intervalMs * 1000, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }
  defer = (run: () => void): void => {
    this.soon.push(run);
  };

  /** Runs what is due now: first what was deferred, then one turn's end, until nothing is left. */
  settle(afterTurn: () => void): void {
    for (let turns = 0; this.soon.length > 0 || this.turn.length > 0; turns++) {
      if (turns > 100_000) throw new Error("the world does not come to rest");
      while (this.soon.length > 0) this.soon.shift()!();
      for (const run of this.turn.splice(0)) run();
      afterTurn();
    }
  }

  fireTimers(): void {
    for (const timer of this.timers) {
      if (timer.atUs > this.nowUs || !this.timers.includes(timer)) continue;
      timer.atUs = this.nowUs + timer.intervalUs;
      timer.run();
    }
  }
}

export class TestNode {
  disk: MemoryLogDisk = new MemoryLogDisk();
  log!: MemoryLog;
  snapshotDisk: MemorySnapshotDisk = new MemorySnapshotDisk();
  snapshots!: MemorySnapshots;
  node!: Node;
  isUp = false;
  quarantine: MemoryQuarantineMark = new MemoryQuarantineMark();
  /** While its disk is repaired. */
  repair: LogRepair | undefined;
  /** What it was started with. */
  initToken: number | undefined;
  /** Whom it dials and lets in. */
  peers: ReadonlySet<number> = new Set();
  /** What it said to people. */
  readonly lines: string[] = [];
  readonly space: DiskSpace = new DiskSpace({ bytes: 1_000 });
  readonly events: EventRing = new EventRing(4 * 1024 * 1024);
}

interface RigOptions {
  nodes?: number;
  /** Another cluster, in the same world: this one's time is its time. */
  beside?: Rig;
  clusterId?: number;
  /** Of the services of other clusters that its own call. */
  links?: NodeLinks;
  services?: (nodeId: number) => readonly ClusteredService[];
  /** The highest version of the services that a node's build supports, asked when it starts; default 1. */
  versionMax?: (nodeId: number) => number;
  activate?: NodeOptions["activate"];
  observe?: (nodeId: number) => NodeOptions["observe"];
  /** Writes complete only when a test says so. */
  manualLog?: boolean;
  eventRingBytes?: number;
  /** The mark of what is acknowledged lags for ever behind the logs. */
  isMarkStuck?: boolean;
  /** Snapshots do not trim the logs. */
  keepsLogs?: boolean;
  /** Default: none are taken but on demand. */
  snapshotPolicy?: Partial<SnapshotPolicy>;
  /** Snapshots count only when a test says so. */
  manualSnapshots?: boolean;
  /** The disks are empty at first, and the nodes are started with this token. */
  initToken?: number;
}

/** Nodes, clients, disks and wires in memory, on one test's time. */
export class Rig {
  readonly world: TestWorld;
  readonly clusterId: number;
  readonly nodes: Map<number, TestNode> = new Map();
  /** Messages from [from, to] that are lost. */
  readonly cut: Set<string> = new Set();
  /** What leaves a node, before it is lost or carried. */
  onSend: (message: Message) => void = () => {};
  /** What becomes of a word about a snapshot; undefined: it is lost. */
  onTransfer: (from: number, to: number, word: TransferWord) => TransferWord | undefined = (
    _from,
    _to,
    word,
  ) => word;
  /** Whose disks do not complete. */
  readonly stuckDisks: Set<number> = new Set();
  /** How wrong a node's wall clock is. */
  readonly wallErrorsUs: Map<number, number> = new Map();
  readonly members: Member[] = [];
  private readonly options: RigOptions;
  private readonly clients: ClusterClient[] = [];

  constructor(options: RigOptions = {}) {
    this.options = options;
    this.world = options.beside?.world ?? new TestWorld();
    this.clusterId = options.clusterId ?? CLUSTER_ID;
    const count = options.nodes ?? 1;
    for (let nodeId = 1; nodeId <= count; nodeId++) {
      this.members.push({ nodeId, clientAddress: `node-${nodeId}`, gatewayUrl: `http://node-${nodeId}` });
      this.nodes.set(nodeId, new TestNode());
    }
    const founders = [...this.nodes.keys()];
    for (const test of this.nodes.values()) {
      test.initToken = options.initToken;
      if (options.initToken === undefined) test.disk.identity = { incarnation: 1, founders };
    }
    for (const nodeId of this.nodes.keys()) this.start(nodeId);
  }

  start(nodeId: number): void {
    const test = this.nodes.get(nodeId)!;
    const { world, options, clusterId } = this;
    const damaged = recoverMemoryDisk(test.disk, clusterId, nodeId);
    if (damaged !== undefined) {
      this.repair(nodeId, damaged);
      return;
    }
    const completions = new LogCompletions();
    const log = new MemoryLog({
      disk: test.disk,
      clusterId,
      listener: completions,
      completion: "manual",
    });
    const versionMax = options.versionMax?.(nodeId) ?? 1;
    const makeMachine = (skips?: ConstructorParameters<typeof StateMachine>[0]["skips"]): StateMachine =>
      new StateMachine({
        services: () => options.services?.(nodeId) ?? [new Notes()],
        versionMax,
        seed: 1,
        clusterId,
        ...(skips === undefined ? {} : { skips }),
      });
    const events = new EventRing(options.eventRingBytes ?? 4 * 1024 * 1024);
    const snapshotCompletions = new SnapshotCompletions();
    const say = (_facts: object, message: string): void => void test.lines.push(message);
    const notice = (message: string): void => say({}, message);
    const snapshots = new MemorySnapshots({
      disk: test.snapshotDisk,
      makeMachine,
      listener: snapshotCompletions,
      completion: "manual",
      notice,
    });
    const recovery = recover({ log, makeMachine, events, snapshots, notice });
    let step = recovery.next();
    while (step.done !== true) step = recovery.next();
    test.peers = new Set();
    const peers: PeerTransport = {
      send: (message, wallUs) => this.carry(message, wallUs),
      transfer: (other, word) => this.carryWord(nodeId, other, word),
      setMembers: (members) => {
        const before = test.peers;
        test.peers = new Set(members.map((member) => member.nodeId));
        for (const other of test.peers) if (!before.has(other)) this.introduce(nodeId, other);
      },
      reintroduce: (other) => this.introduce(nodeId, other),
    };
    test.log = log;
    test.snapshots = snapshots;
    if (options.keepsLogs === true) log.trimBefore = () => log.firstIndex;
    if (options.isMarkStuck === true) log.acknowledge = () => {};
    const observe = options.observe?.(nodeId);
    test.node = new Node({
      nodeId,
      clusterId,
      members: [...this.members],
      ...(test.initToken === undefined ? {} : { initToken: test.initToken }),
      log,
      completions,
      quarantine: test.quarantine,
      machine: step.value,
      events,
      makeMachine,
      activate: options.activate ?? "asked",
      space: test.space,
      snapshots: {
        store: snapshots,
        completions: snapshotCompletions,
        policy: { commands: 0, bytes: 0, minutes: 0, by: "all", ...options.snapshotPolicy },
      },
      peers,
      ...(options.links === undefined ? {} : { links: options.links }),
      gatekeeper: { nonce: () => new Uint8Array(32), isProof: (proof) => proof[0] === 1 },
      clock: {
        monotonicUs: () => world.monotonicUs(),
        wallUs: () => world.wallUs() + (this.wallErrorsUs.get(nodeId) ?? 0),
      },
      scheduler: world,
      random: (bound) => Math.floor(world.random() * bound),
      logger: { info: say, warn: say, error: say },
      ...(observe === undefined ? {} : { observe }),
    });
    test.isUp = true;
    test.node.start();
  }

  /** It takes no part until the others have supplied what its disk has lost; then it starts. */
  private repair(nodeId: number, damaged: DamagedMemoryLog): void {
    const test = this.nodes.get(nodeId)!;
    const { world } = this;
    const say = (_facts: object, message: string): void => void test.lines.push(message);
    const repair = new LogRepair({
      damaged,
      others: [...this.nodes.keys()].filter((other) => other !== nodeId),
      peers: { send: (message) => this.carry(message, 0) },
      clock: world,
      scheduler: world,
      logger: { info: say, warn: say, error: say },
    });
    test.repair = repair;
    repair.start();
    const stopLooking = world.every(1, () => {
      if (!damaged.isWhole) return;
      stopLooking();
      repair.stop();
      test.repair = undefined;
      this.start(nodeId);
    });
  }

  /** As kill -9: what is not on the disk is gone, and the wires are dead. */
  crash(nodeId: number): void {
    const test = this.nodes.get(nodeId)!;
    test.isUp = false;
    test.node.halt();
    test.log.crash();
    test.snapshots.crash();
    for (const client of test.node.ingress.clients) client.connection.destroy();
  }

  /** Its directory is deleted. */
  wipe(nodeId: number): void {
    const test = this.nodes.get(nodeId)!;
    test.disk = new MemoryLogDisk();
    test.quarantine = new MemoryQuarantineMark();
    this.nodes.get(nodeId)!.snapshotDisk = new MemorySnapshotDisk();
  }

  /** A machine that is no member yet, with an empty disk. */
  addNode(nodeId: number): void {
    this.members.push({ nodeId, clientAddress: `node-${nodeId}`, gatewayUrl: `http://node-${nodeId}` });
    this.nodes.set(nodeId, new TestNode());
    this.start(nodeId);
  }

  node(nodeId: number = 1): Node {
    return this.nodes.get(nodeId)!.node;
  }

  get leader(): Node | undefined {
    const up = [...this.nodes.values()].filter((test) => test.isUp && test.node.isLeader);
    return up.sort((a, b) => b.node.raft.term - a.node.raft.term)[0]?.node;
  }

  settle(): void {
    this.world.settle(() => this.completeLogs());
  }

  /** Lets time pass, a millisecond at a time. */
  run(durationMs: number): void {
    for (let ms = 0; ms < durationMs; ms++) {
      this.settle();
      this.world.nowUs += 1_000;
      this.world.fireTimers();
      this.settle();
    }
  }

  runUntil(isDone: () => boolean, what: string, maxMs: number = 20_000): void {
    for (let ms = 0; !isDone(); ms++) {
      if (ms === maxMs) throw new Error(`not within ${maxMs} ms: ${what}`);
      this.run(1);
    }
  }

  /** Lets time pass until the promise is settled. */
  async resolve<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const watched = promise.finally(() => {
      isSettled = true;
    });
    watched.catch(() => {}); // It is awaited below.
    for (let ms = 0; !isSettled && ms < 20_000; ms++) {
      this.run(1);
      await Promise.resolve();
    }
    return watched;
  }

  /** Opens connections to its nodes. */
  get dialer(): Dialer {
    return new PipeDialer((endpoint) => {
      const test = this.nodes.get(Number(/^node-(\d+)/.exec(endpoint)![1]));
      return test?.isUp === true ? test.node.ingress : undefined;
    }, this.world.defer);
  }

  client(options: Partial<ConstructorParameters<typeof ClusterClient>[0]> = {}): ClusterClient {
    const client = new ClusterClient({
      dialer: this.dialer,
      endpoints: this.members.map((member) => member.clientAddress),
      owner: { principalId: 1, roles: 0 },
      world: this.world,
      ...options,
    });
    this.clients.push(client);
    return client;
  }

  completeLogs(): void {
    this.options.beside?.completeLogs();
    if (this.options.manualLog === true) return;
    for (const [nodeId, test] of this.nodes) {
      if (!test.isUp || this.stuckDisks.has(nodeId)) continue;
      test.log.complete();
      if (this.options.manualSnapshots !== true) test.snapshots.complete();
    }
  }

  /** As a connection between them that begins: both know each other as members, and say who they are. */
  introduce(one: number, other: number): void {
    if (one === other) return;
    this.world.defer(() => {
      const [a, b] = [this.nodes.get(one), this.nodes.get(other)];
      if (a?.isUp !== true || b?.isUp !== true) return;
      if (!a.peers.has(other) || !b.peers.has(one) || this.cut.has(`${one}-${other}`)) return;
      const [saidByA, saidByB] = [a.node.introductionTo(other), b.node.introductionTo(one)];
      a.node.onPeerIntroduced(other, { ...saidByB, ...buildOf(b) });
      b.node.onPeerIntroduced(one, { ...saidByA, ...buildOf(a) });
    });
  }

  private carryWord(from: number, to: number, word: TransferWord): void {
    const carried = this.onTransfer(from, to, word);
    if (carried === undefined || this.cut.has(`${from}-${to}`)) return;
    this.world.defer(() => {
      const test = this.nodes.get(to);
      if (test?.isUp === true && test.peers.has(from)) test.node.onPeerTransfer(from, carried);
    });
  }

  private carry(message: Message, wallUs: number): void {
    this.onSend(message);
    if (this.cut.has(`${memberOf(message.from)}-${memberOf(message.to)}`)) return;
    const copy: Message = {
      ...message,
      entries: message.entries.map((entry) => ({ ...entry, data: entry.data.slice() })),
    };
    this.world.defer(() => {
      const test = this.nodes.get(memberOf(message.to));
      test?.repair?.onPeerMessage(copy);
      if (test?.isUp !== true || !test.peers.has(memberOf(message.from))) return;
      test.node.onPeerMessage(copy, wallUs);
    });
  }
}

function buildOf({ node }: TestNode): ServiceBuild {
  return { versionMax: node.applier.machine.versionMax, fingerprints: node.contracts };
}

export interface HeardAnswer {
  tag: number;
  outcome: string;
  /** First number of the reply, or the rejection code, or the reason. */
  value: number | string;
  position: number;
}

const names = new Map<number, string>(Object.entries(Outcome).map(([name, code]) => [code, name]));

/** Remembers answers to notes. */
export class Ear implements AnswerListener {
  readonly answers: HeardAnswer[] = [];

  onAnswer(tag: number, outcome: Outcome, bytes: Uint8Array, position: number): void {
    let value: number | string = new TextDecoder().decode(bytes);
    if (outcome === Outcome.Replied) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const rejected = decodeRejected(view, 0);
      value = rejected === undefined ? readU53(view, 8) : `rejected ${rejected.schemaId}/${rejected.code}`;
    }
    this.answers.push({ tag, outcome: names.get(outcome)!, value, position });
  }

  get values(): (number | string)[] {
    return this.answers.map((answer) => answer.value);
  }

  get outcomes(): string[] {
    return this.answers.map((answer) => answer.outcome);
  }
}

/** Remembers where events were. */
export class EventEar implements EventListener {
  readonly places: string[] = [];
  readonly firstNumbers: number[] = [];
  readonly resyncs: string[] = [];

  onEvent(view: DataView, offset: number, _length: number, position: number, step: number): void {
    this.places.push(`${position}.${step}`);
    this.firstNumbers.push(readU53(view, offset + 8));
  }

  onResync(place: { position: number; step: number }): void {
    this.resyncs.push(`${place.position}.${place.step}`);
  }
}

/** How many commands each batch of a log holds. */
export function batchCounts(log: MemoryLog): number[] {
  const counts: number[] = [];
  let next = log.firstIndex;
  while (next <= log.lastIndex) {
    next = log.read(next, 1 << 20, (bytes) => {
      counts.push(new Batch(bytes).count);
    });
  }
  return counts;
}
