import { AssertionError } from "../assert.ts";
import { ChangeType, EMPTY_CONFIGURATION, LEAVE_JOINT, Transition } from "../raft/configuration.ts";
import type { ConfigurationChange, MemberChange } from "../raft/configuration.ts";
import { MessageType } from "../raft/message.ts";
import type { Message } from "../raft/message.ts";
import type { MemoryStorage } from "../raft/memory-storage.ts";
import { EventQueue } from "./event-queue.ts";
import { drawFaults } from "./raft-faults.ts";
import type { RaftFaults } from "./raft-faults.ts";
import { RaftHistory } from "./raft-history.ts";
import type { RaftMutant } from "./raft-mutants.ts";
import { ELECTION_TIMEOUT_TICKS, RaftProcess, TICK_MS } from "./raft-process.ts";
import { Random } from "./random.ts";
import { InvariantViolation } from "./violation.ts";

/** How long faults go on, and how long a healed group may take to commit something new. */
const FAULTY_MS = 6_000;
const HEALED_MS = 40 * ELECTION_TIMEOUT_TICKS * TICK_MS;

/** What came of one seed. */
export interface RaftSimulationResult {
  readonly seed: number;
  readonly faults: RaftFaults;
  /** The first broken invariant; undefined when all held. */
  readonly violation: InvariantViolation | undefined;
  /** Of everything that was sent, in order: the same seed gives the same number. */
  readonly traceHash: number;
  readonly events: number;
  readonly committed: number;
  readonly elections: number;
}

export interface RaftSimulationOptions {
  /** Runs a broken core. */
  readonly mutant?: RaftMutant;
  /** Instead of what the seed would draw. */
  readonly conditions?: Partial<RaftFaults>;
}

/** Runs one seed to its end, or to the first broken invariant. */
export function simulateRaft(seed: number, options: RaftSimulationOptions = {}): RaftSimulationResult {
  return new RaftSimulation(seed, options).run();
}

/** A group of processes, the network between them, and whoever proposes, reads, cuts, stops and starts. */
class RaftSimulation {
  private readonly seed: number;
  private readonly events = new EventQueue();
  private readonly faults: RaftFaults;
  private readonly network: Random;
  private readonly trouble: Random;
  private readonly workload: Random;
  private readonly history: RaftHistory;
  private readonly processes: readonly RaftProcess[];
  /** Pairs that do not hear each other, as from * 256 + to. */
  private readonly cut = new Set<number>();
  /** By link: when its last message arrives. */
  private readonly lastArrivals = new Map<number, number>();
  private isHealed = false;
  private proposals = 0;
  private traceHash = 0;
  private eventCount = 0;
  private elections = 0;

  constructor(seed: number, { mutant, conditions }: RaftSimulationOptions) {
    this.seed = seed;
    const random = new Random(seed);
    this.faults = { ...drawFaults(random.stream(1)), ...conditions };
    this.network = random.stream(2);
    this.trouble = random.stream(3);
    this.workload = random.stream(4);
    const disks = new Map<number, MemoryStorage>();
    const voters = Array.from({ length: this.faults.votersAtStart }, (_, i) => i + 1);
    this.history = new RaftHistory(disks, { ...EMPTY_CONFIGURATION, voters });
    const surroundings = {
      events: this.events,
      faults: this.faults,
      history: this.history,
      mutant,
      send: (message: Message): void => this.send(message),
      isHealed: (): boolean => this.isHealed,
    };
    this.processes = Array.from({ length: this.faults.processes }, (_, i) => {
      const process = new RaftProcess(i + 1, voters, surroundings, random.stream(100 + i));
      disks.set(process.id, process.disk);
      return process;
    });
  }

  run(): RaftSimulationResult {
    let violation: InvariantViolation | undefined;
    try {
      for (const process of this.processes) process.start();
      this.plan();
      this.runUntil(FAULTY_MS);
      this.heal();
      // Without pre-votes a candidate of a lower term gets no answer, and one that cannot win may stay ahead of
      // one that could.
      if (this.faults.preVote || this.faults.changeEveryMean === 0) this.expectProgress();
    } catch (error) {
      violation = asViolation(error);
    }
    const { seed, faults, traceHash, eventCount: events, elections } = this;
    return {
      seed,
      faults,
      violation,
      traceHash,
      events,
      committed: this.history.committed.length,
      elections,
    };
  }

  private runUntil(time: number): void {
    while (!this.events.isEmpty && this.events.now < time) {
      this.eventCount++;
      this.events.runNext();
    }
  }

  private plan(): void {
    const { faults, workload, trouble } = this;
    this.every(workload, faults.proposeEveryMean, () => this.propose());
    this.every(workload, faults.readEveryMean, () => workload.pick(this.processes).read());
    this.every(workload, faults.changeEveryMean, () => this.change());
    this.every(workload, faults.transferEveryMean, () => {
      workload.pick(this.processes).transfer(workload.pick(this.processes).id);
    });
    this.every(trouble, faults.snapshotEveryMean, () => trouble.pick(this.processes).takeSnapshot());
    this.every(trouble, faults.crashEveryMean, () => this.crash());
    this.every(trouble, faults.partitionEveryMean, () => this.partition());
    this.every(trouble, faults.pauseEveryMean, () => {
      const process = trouble.pick(this.processes);
      process.isPaused = process.isUp;
      this.events.after(trouble.delay(200), () => (process.isPaused = false));
    });
  }

  /** Until the group is healed; a mean of 0 means never. */
  private every(random: Random, mean: number, what: () => void): void {
    if (mean === 0) return;
    this.events.after(random.delay(mean), () => {
      if (this.isHealed) return;
      what();
      this.every(random, mean, what);
    });
  }

  private send(message: Message): void {
    this.history.leaves(message);
    this.traceHash =
      (Math.imul(this.traceHash, 31) + message.type * 7919 + message.index + this.events.now) >>> 0;
    if (message.type === MessageType.Vote) this.elections++;
    if (!this.isHealed && this.network.chance(this.faults.lossRate)) {
      this.reportSnapshot(message, false);
      return;
    }
    const copies = !this.isHealed && this.network.chance(this.faults.duplicationRate) ? 2 : 1;
    for (let i = 0; i < copies; i++) this.carry(message);
  }

  private carry(message: Message): void {
    const link = message.from * 256 + message.to;
    if (this.cut.has(link)) {
      this.reportSnapshot(message, false);
      return;
    }
    this.events.after(this.drawDelay(link), () => {
      const process = this.processes[message.to - 1]!;
      const isLost = !process.isUp || (this.cut.has(link) && !this.faults.flightSurvivesCut);
      if (!process.isPaused) this.reportSnapshot(message, !isLost);
      if (isLost) return;
      // A paused process finds its messages when it goes on.
      if (process.isPaused) this.carry(message);
      else process.receive(message);
    });
  }

  /** Whoever carries a snapshot tells its sender, some time later, whether it arrived. */
  private reportSnapshot({ type, from, to }: Message, isDelivered: boolean): void {
    if (type !== MessageType.Snapshot) return;
    this.events.after(this.network.delay(20), () =>
      this.processes[from - 1]!.reportSnapshot(to, isDelivered),
    );
  }

  private drawDelay(link: number): number {
    const { network, faults, events } = this;
    const isStraggler = !this.isHealed && !faults.isOrdered && network.chance(faults.stragglerRate);
    const mean = this.isHealed ? 2 : faults.networkDelayMean;
    const delay = isStraggler ? network.between(100, 1_500) : network.delay(mean);
    if (!faults.isOrdered) return delay;
    const arrives = Math.max(events.now + delay, this.lastArrivals.get(link) ?? 0);
    this.lastArrivals.set(link, arrives);
    return arrives - events.now;
  }

  private propose(): void {
    const { workload } = this;
    // A client may be on either side of a partition.
    for (const process of this.processes) {
      const isAsked = process.raft?.isLeader || workload.chance(0.1);
      if (isAsked) process.propose(this.nextData());
    }
  }

  private nextData(): Uint8Array {
    const number = ++this.proposals;
    return Uint8Array.from([number >>> 16, number >>> 8, number]);
  }

  private change(): void {
    const { workload } = this;
    const change = this.drawChange();
    for (const process of this.processes) if (process.raft?.isLeader) process.change(change);
    if (workload.chance(0.3)) {
      for (const process of this.processes) if (process.raft?.isLeader) process.change(LEAVE_JOINT);
    }
  }

  private drawChange(): ConfigurationChange {
    const { workload } = this;
    const draw = (): MemberChange => ({
      type: workload.pick([
        ChangeType.AddVoter,
        ChangeType.AddVoter,
        ChangeType.Remove,
        ChangeType.AddLearner,
      ]),
      id: workload.pick(this.processes).id,
    });
    const changes = [draw()];
    while (workload.chance(0.3)) changes.push(draw());
    if (workload.chance(0.3)) {
      // Others altogether: the halves of the joint configuration may have little in common.
      changes.length = 0;
      for (const { id } of this.processes) {
        changes.push({ type: workload.pick([ChangeType.AddVoter, ChangeType.Remove]), id });
      }
    }
    return {
      transition: workload.pick([Transition.Auto, Transition.Implicit, Transition.Explicit]),
      changes,
    };
  }

  private crash(): void {
    const { trouble } = this;
    // Sometimes the leader, sometimes everybody.
    const leaders = this.processes.filter(({ raft }) => raft?.isLeader);
    const one =
      leaders.length > 0 && trouble.chance(0.5) ? trouble.pick(leaders) : trouble.pick(this.processes);
    for (const process of trouble.chance(0.1) ? this.processes : [one]) {
      if (!process.isUp) continue;
      process.crash();
      this.events.after(1, () => {
        for (const other of this.processes) if (this.trouble.chance(0.8)) other.leaderClosed(process.id);
      });
      this.events.after(trouble.delay(this.faults.downMean), () => {
        if (!process.isUp) process.start();
      });
    }
  }

  private partition(): void {
    const { trouble } = this;
    this.cut.clear();
    // The leaders, with or without company, or anybody.
    const aroundLeaders = trouble.chance(0.6);
    const company = trouble.pick([0, 0.3]);
    const inside = this.processes
      .filter(({ raft }) => (aroundLeaders ? raft?.isLeader || trouble.chance(company) : trouble.chance(0.5)))
      .map(({ id }) => id);
    const isOneWay = trouble.chance(0.3);
    for (const a of this.processes) {
      for (const b of this.processes) {
        if (inside.includes(a.id) === inside.includes(b.id)) continue;
        if (isOneWay && inside.includes(a.id)) continue;
        this.cut.add(a.id * 256 + b.id);
      }
    }
    this.events.after(trouble.delay(this.faults.partitionMean), () => this.cut.clear());
  }

  private heal(): void {
    this.isHealed = true;
    this.cut.clear();
    for (const process of this.processes) process.heal();
  }

  /** Something proposed now is committed and applied before the patience ends. */
  private expectProgress(): void {
    const before = this.history.committed.length;
    const end = this.events.now + HEALED_MS;
    const wanted = before + 2; // More than a new leader's own empty entry.
    for (let at = this.events.now; at < end && this.history.committed.length < wanted; at += TICK_MS) {
      this.propose();
      this.runUntil(at + TICK_MS);
    }
    const { length } = this.history.committed;
    if (length >= wanted) return;
    throw new InvariantViolation(
      "a healed group makes progress",
      `${length} entries, as ${HEALED_MS} ms before`,
    );
  }
}

function asViolation(error: unknown): InvariantViolation {
  if (error instanceof InvariantViolation) return error;
  if (error instanceof AssertionError || error instanceof Error) {
    return new InvariantViolation("no assertion breaks", error.stack ?? error.message);
  }
  throw error;
}
