import { isVoter, LEAVE_JOINT } from "../raft/configuration.ts";
import type { ConfigurationChange } from "../raft/configuration.ts";
import { EntryKind } from "../raft/entry.ts";
import type { Entry } from "../raft/entry.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { MessageType } from "../raft/message.ts";
import type { Message } from "../raft/message.ts";
import type { EntryCodec } from "../raft/options.ts";
import { Raft } from "../raft/raft.ts";
import type { AppendTask, ApplyTask } from "../raft/ready.ts";
import type { EventQueue } from "./event-queue.ts";
import type { RaftFaults } from "./raft-faults.ts";
import type { RaftHistory } from "./raft-history.ts";
import type { RaftMutant } from "./raft-mutants.ts";
import type { Random } from "./random.ts";

/** Of the simulated groups: short, so that a run holds many elections. */
export const TICK_MS = 10;
export const ELECTION_TIMEOUT_TICKS = 10;
const HEARTBEAT_TICKS = 2;
const ENTRIES_IN_FLIGHT_MAX = 64;
const SLOW_DISK_FACTOR = 10;
const TICKS_PER_RANK = 1;

/** Changes as bytes: u8 transition, then u8 type and u8 id for each member. */
export const changeCodec: EntryCodec = {
  empty: () => new Uint8Array(0),
  leaveJoint: () => encodeChange(LEAVE_JOINT),
  decodeChange: (data) => {
    const changes = [];
    for (let i = 1; i < data.length; i += 2) changes.push({ type: data[i]!, id: data[i + 1]! });
    return { transition: data[0]!, changes } as ConfigurationChange;
  },
};

export function encodeChange({ transition, changes }: ConfigurationChange): Uint8Array {
  return Uint8Array.from([transition, ...changes.flatMap(({ type, id }) => [type, id])]);
}

/** What a process shares with the others. */
export interface Surroundings {
  readonly events: EventQueue;
  readonly faults: RaftFaults;
  readonly history: RaftHistory;
  readonly mutant: RaftMutant | undefined;
  readonly send: (message: Message) => void;
  /** Nothing is in trouble any more, the disks included. */
  readonly isHealed: () => boolean;
}

/** A write that the disk has taken but not finished. */
interface Write {
  readonly task: AppendTask;
  isFinished: boolean;
}

/**
 * A simulated process: the core between a disk whose writes take time and a state machine that lags. It may stop
 * at any moment; what its disk had finished stays, and of what it had not, any part from the front.
 */
export class RaftProcess {
  readonly id: number;
  readonly disk: MemoryStorage;
  raft: Raft | undefined;
  isPaused = false;
  private readonly voters: readonly number[];
  private readonly surroundings: Surroundings;
  private readonly random: Random;
  private readonly writeDelayMean: number;
  private writes: Write[] = [];
  private applies: ApplyTask[] = [];
  /** Requests of reads that wait, with what was committed when they were asked. */
  private reads = new Map<number, number>();
  private nextRequest = 1;
  /** Of the running incarnation: what was planned for an earlier one does not happen. */
  private run = 0;

  constructor(id: number, voters: readonly number[], surroundings: Surroundings, random: Random) {
    this.id = id;
    this.voters = voters;
    this.disk = MemoryStorage.of({ voters });
    this.surroundings = surroundings;
    this.random = random;
    const { slowDiskRate, writeDelayMean } = surroundings.faults;
    this.writeDelayMean = writeDelayMean * (random.chance(slowDiskRate) ? SLOW_DISK_FACTOR : 1);
  }

  get isUp(): boolean {
    return this.raft !== undefined;
  }

  start(): void {
    const { faults, history, mutant } = this.surroundings;
    if (mutant?.forgetsCommit) {
      this.disk.setHardState({ ...this.disk.initialState().hardState, commitIndex: 0 });
    }
    this.run++;
    this.raft = new Raft({
      id: this.id,
      storage: this.disk,
      appliedIndex: this.disk.snapshot()?.index ?? 0,
      codec: changeCodec,
      random: this.random.below,
      electionTimeoutTicks: ELECTION_TIMEOUT_TICKS,
      heartbeatTicks: HEARTBEAT_TICKS,
      preVote: faults.preVote,
      checkQuorum: faults.checkQuorum || mutant?.readMode === "lease",
      readMode: mutant?.readMode ?? "quorum",
      validateChanges: mutant?.validateChanges ?? true,
      appendBytesMax: faults.appendBytesMax,
      appendsInFlightMax: faults.appendsInFlightMax,
      appendsInFlightBytesMax: 0,
    });
    mutant?.patch?.(this.raft.core);
    history.started(this.raft, this.disk.snapshot());
    if (this.voters.length === 1 && isVoter(this.raft.configuration, this.id)) this.raft.campaign();
    this.turn();
    this.planTick(this.run);
  }

  /** What the disk still had to do is done at once. */
  heal(): void {
    this.isPaused = false;
    if (this.raft === undefined) {
      this.start();
    } else {
      for (const write of this.writes) write.isFinished = true;
      this.completeWrites();
    }
  }

  /** Stops without a word. */
  crash(): void {
    const survives = this.random.below(this.writes.length + 1);
    for (const { task } of this.writes.slice(0, survives)) this.persist(task);
    // Term and vote are in a file of their own: it may be written, and the entries not.
    const torn = this.writes[survives]?.task.hardState ?? null;
    if (torn !== null && this.random.chance(0.5)) {
      this.disk.setHardState({
        ...torn,
        commitIndex: this.disk.initialState().hardState.commitIndex,
      });
    }
    this.writes = [];
    this.applies = [];
    this.reads.clear();
    this.raft = undefined;
    this.isPaused = false;
    this.run++;
  }

  receive(message: Message): void {
    if (this.raft === undefined) return;
    const term = this.raft.term;
    this.surroundings.mutant?.receive?.(this.raft, message);
    if (this.surroundings.mutant?.receive === undefined) this.raft.step(message);
    this.surroundings.history.stepped(message, term, this.raft);
    this.turn();
  }

  propose(data: Uint8Array): void {
    if (this.raft === undefined || this.isPaused) return;
    if (this.raft.lastIndex - this.raft.commitIndex >= ENTRIES_IN_FLIGHT_MAX) return; // A node bounds it as well.
    this.raft.propose(data);
    this.turn();
  }

  change(change: ConfigurationChange): void {
    if (this.raft === undefined || this.isPaused) return;
    const isRefused = this.raft.changeRefusal(change) !== undefined;
    if (isRefused && this.raft.core.settings.validateChanges) return;
    this.raft.proposeChange(encodeChange(change));
    this.turn();
  }

  read(): void {
    if (this.raft === undefined || this.isPaused) return;
    const request = this.nextRequest++;
    this.reads.set(request, this.surroundings.history.committed.length);
    this.raft.readIndex(request);
    this.turn();
  }

  /** Takes a snapshot of what is applied, and trims the log, perhaps not all that it could. */
  takeSnapshot(): void {
    if (this.raft === undefined || this.raft.core.log.tail.snapshot !== null) return;
    const { appliedIndex, configuration } = this.raft;
    if (appliedIndex <= (this.disk.snapshot()?.index ?? 0)) return;
    this.disk.createSnapshot(appliedIndex, configuration, new Uint8Array(0));
    this.disk.trim(Math.max(this.disk.firstIndex() - 1, appliedIndex - this.random.below(10)));
  }

  /** What became of a snapshot that was sent. */
  reportSnapshot(member: number, isDelivered: boolean): void {
    if (this.raft === undefined) return;
    this.raft.reportSnapshot(member, isDelivered);
    this.turn();
  }

  transfer(successor: number): void {
    if (this.raft === undefined || this.isPaused || !this.raft.isLeader) return;
    this.raft.transferLeadership(successor);
    this.turn();
  }

  /** The leader's sockets closed. */
  leaderClosed(leader: number): void {
    if (this.raft === undefined || this.raft.leader !== leader) return;
    this.raft.leaderConnectionClosed(TICKS_PER_RANK);
    this.turn();
  }

  private planTick(run: number): void {
    // Clocks drift: no two processes tick alike.
    this.surroundings.events.after(TICK_MS + this.random.below(3) - 1, () => {
      if (run !== this.run) return;
      if (!this.isPaused) {
        this.raft!.tick();
        this.turn();
      }
      this.planTick(run);
    });
  }

  /** Does what the core asks for, until it asks for nothing more. */
  private turn(): void {
    const { history, mutant, send } = this.surroundings;
    const raft = this.raft!;
    history.look(raft);
    while (raft.hasReady) {
      const ready = raft.ready();
      for (const message of ready.messages) send(message);
      for (const { request, index } of ready.reads) {
        if (index > 0 && this.reads.has(request)) history.read(this.id, index, this.reads.get(request)!);
        this.reads.delete(request);
      }
      if (ready.append !== null) {
        const early = ready.append.responses.filter(
          (response) => mutant?.skipsDisk?.(response, this.id) === true,
        );
        const responses = ready.append.responses.filter((response) => !early.includes(response));
        this.write({ ...ready.append, responses });
        for (const response of early) this.deliver(response);
      }
      if (ready.apply !== null && this.applies.push(ready.apply) === 1) this.planApply();
      history.look(raft);
    }
  }

  private write(task: AppendTask): void {
    const write: Write = { task, isFinished: false };
    this.writes.push(write);
    const { run } = this;
    const { events, isHealed } = this.surroundings;
    events.after(isHealed() ? 1 : this.random.delay(this.writeDelayMean), () => {
      if (run !== this.run) return;
      write.isFinished = true;
      this.completeWrites();
    });
  }

  /** Writes complete in order: a finished one waits for those before it. */
  private completeWrites(): void {
    const { run } = this;
    while (run === this.run && this.writes.length > 0 && this.writes[0]!.isFinished) {
      const { task } = this.writes.shift()!;
      this.persist(task);
      for (const response of task.responses) this.deliver(response);
    }
    if (run === this.run) this.turn();
  }

  private persist({ hardState, entries, snapshot }: AppendTask): void {
    if (hardState !== null) this.disk.setHardState(hardState);
    if (snapshot !== null) {
      const suffix = this.surroundings.mutant?.keepsSuffix ? this.entriesFrom(snapshot.index + 1) : [];
      this.disk.install(snapshot);
      this.surroundings.history.wrote(this.id, suffix, snapshot.term);
      this.disk.append(suffix);
      this.surroundings.history.installed(this.id, snapshot);
    }
    if (entries.length === 0) return;
    this.surroundings.history.wrote(this.id, entries, this.disk.term(entries[0]!.index - 1));
    this.disk.append(entries);
  }

  private entriesFrom(index: number): readonly Entry[] {
    const { disk } = this;
    const end = disk.lastIndex() + 1;
    return index < end ? disk.entries(index, end, Number.MAX_SAFE_INTEGER)! : [];
  }

  private deliver(response: Message): void {
    const { history, send } = this.surroundings;
    if (response.to !== this.id) {
      send(response);
      return;
    }
    if (response.type === MessageType.VoteReply && !response.reject) {
      history.voted(this.id, response.term, this.id);
    }
    this.receiveOwn(response);
  }

  private receiveOwn(response: Message): void {
    const raft = this.raft!;
    if (this.surroundings.mutant?.receive === undefined) raft.step(response);
    else this.surroundings.mutant.receive(raft, response);
    this.surroundings.history.look(raft);
  }

  /** One task after another: each takes its time when the one before is done. */
  private planApply(): void {
    const { run } = this;
    const { events, faults, isHealed } = this.surroundings;
    events.after(isHealed() ? 0 : this.random.delay(faults.applyDelayMean), () => {
      if (run !== this.run) return;
      const [task] = this.applies;
      for (const entry of task!.entries) this.apply(entry);
      this.raft!.step(task!.response);
      this.turn();
      this.applies.shift();
      if (this.applies.length > 0) this.planApply();
    });
  }

  private apply(entry: Entry): void {
    const { history } = this.surroundings;
    if (entry.index <= history.appliedIndex(this.id)) return; // A snapshot has overtaken it.
    const isChange = entry.kind === EntryKind.Configuration;
    const change = isChange ? changeCodec.decodeChange(entry.data) : undefined;
    history.applied(this.id, entry, change);
    if (change === undefined) return;
    this.raft!.applyChange(entry.index, change);
    history.look(this.raft!);
  }
}
