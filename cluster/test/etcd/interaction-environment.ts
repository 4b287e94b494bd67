import { allVoters, EMPTY_CONFIGURATION } from "../../raft/configuration.ts";
import type { Configuration } from "../../raft/configuration.ts";
import { EntryKind } from "../../raft/entry.ts";
import type { Entry } from "../../raft/entry.ts";
import { createMessage, MessageType } from "../../raft/message.ts";
import type { Message } from "../../raft/message.ts";
import type { RaftOptions } from "../../raft/options.ts";
import { Raft } from "../../raft/raft.ts";
import type { AppendTask, ApplyTask } from "../../raft/ready.ts";
import { changeCodec, decodeChange } from "./change-codec.ts";
import {
  describeAppend,
  describeApply,
  describeEntries,
  describeMessage,
  describeProgressMap,
  describeReady,
  roleName,
} from "./describe.ts";
import { InteractionStorage } from "./interaction-storage.ts";
import { logTo } from "./log-lines.ts";
import { Output } from "./output.ts";

/** A member with the work that its storage threads have not done yet. */
interface Node {
  readonly raft: Raft;
  readonly storage: InteractionStorage;
  readonly appendWork: AppendTask[];
  readonly applyWork: ApplyTask[];
  readonly isAsync: boolean;
}

/** What `add-nodes` sets; the rest are the defaults of etcd's tests: no limits. */
export interface NodeOptions extends Pick<
  RaftOptions,
  "asyncStorage" | "preVote" | "checkQuorum" | "readMode" | "onRemoval" | "validateChanges"
> {
  readonly appendsInFlightMax?: number;
  readonly applyingBytesMax?: number;
}

export interface Bootstrap {
  readonly index: number;
  readonly configuration: Partial<Configuration>;
  readonly content: string;
}

export interface Recipient {
  readonly id: number;
  readonly isDropped: boolean;
}

const UNLIMITED = Number.MAX_SAFE_INTEGER;
const ELECTION_TIMEOUT_TICKS = 3;
const HEARTBEAT_TICKS = 1;

/** Some members, the messages between them, and what is printed: driven command by command. */
export class InteractionEnvironment {
  readonly output: Output = new Output();
  private readonly nodes: Node[] = [];
  private messages: Message[] = [];

  /** @returns what is wrong, if anything is */
  addNodes(count: number, options: NodeOptions, bootstrap: Bootstrap): string | undefined {
    const configuration = { ...EMPTY_CONFIGURATION, ...bootstrap.configuration };
    const isBootstrapped = bootstrap.index > 0 || allVoters(configuration).length > 0;
    if (isBootstrapped && bootstrap.index <= 1) return "index must be specified as > 1 due to bootstrap";
    const snapshot = {
      index: bootstrap.index,
      term: isBootstrapped ? 1 : 0,
      configuration,
      data: new TextEncoder().encode(bootstrap.content),
    };
    for (let i = 0; i < count; i++) {
      const storage = new InteractionStorage(snapshot);
      const raft = new Raft({
        id: this.nodes.length + 1,
        storage,
        codec: changeCodec,
        random: () => 0,
        electionTimeoutTicks: ELECTION_TIMEOUT_TICKS,
        heartbeatTicks: HEARTBEAT_TICKS,
        appliedIndex: bootstrap.index,
        asyncStorage: options.asyncStorage ?? false,
        preVote: options.preVote ?? false,
        checkQuorum: options.checkQuorum ?? false,
        onRemoval: options.onRemoval ?? "stay",
        votesShareCommit: false, // etcd's do not.
        validateChanges: options.validateChanges ?? true,
        readMode: options.readMode ?? "quorum",
        forwardProposals: true,
        appendBytesMax: UNLIMITED,
        appendsInFlightBytesMax: 0,
        uncommittedBytesMax: UNLIMITED,
        appendsInFlightMax: options.appendsInFlightMax ?? UNLIMITED,
        applyingBytesMax: options.applyingBytesMax ?? UNLIMITED,
        observe: logTo(this.output),
      });
      const isAsync = options.asyncStorage ?? false;
      this.nodes.push({ raft, storage, appendWork: [], applyWork: [], isAsync });
    }
    return undefined;
  }

  raft(id: number): Raft {
    return this.node(id).raft;
  }

  processReady(id: number): void {
    const { raft, storage, appendWork, applyWork, isAsync } = this.node(id);
    const ready = raft.ready();
    this.output.write(describeReady(id, ready));
    if (isAsync) {
      this.messages.push(...ready.messages);
      if (ready.append !== null) appendWork.push(ready.append);
      if (ready.apply !== null) applyWork.push(ready.apply);
      return;
    }
    storage.write(ready.hardState, ready.entries, ready.snapshot);
    this.apply(id, ready.committedEntries);
    this.messages.push(...ready.messages);
    raft.advance();
  }

  processAppendThread(id: number): void {
    const { storage, appendWork } = this.node(id);
    const task = appendWork.shift();
    if (task === undefined) {
      this.output.write("no append work to perform");
      return;
    }
    this.output.write(`Processing:\n${describeAppend(id, task, false)}\n`);
    storage.write(task.hardState, task.entries, task.snapshot);
    this.output.write(
      `Responses:\n${task.responses.map((response) => `${describeMessage(response)}\n`).join("")}`,
    );
    this.messages.push(...task.responses);
  }

  processApplyThread(id: number): void {
    const task = this.node(id).applyWork.shift();
    if (task === undefined) {
      this.output.write("no apply work to perform");
      return;
    }
    this.output.write(`Processing:\n${describeApply(id, task, false)}\n`);
    this.apply(id, task.entries);
    this.output.write(`Responses:\n${describeMessage(task.response)}\n`);
    this.messages.push(task.response);
  }

  /** @returns how many messages were delivered or dropped */
  deliver(type: MessageType | undefined, recipients: readonly Recipient[]): number {
    let count = 0;
    for (const { id, isDropped } of recipients) {
      const isMeant = (message: Message): boolean =>
        message.to === id &&
        (type === undefined || message.type === type) &&
        !(isDropped && (message.from === message.to || message.from < 0)); // Local ones are never lost.
      const meant = this.messages.filter(isMeant);
      this.messages = this.messages.filter((message) => !isMeant(message));
      count += meant.length;
      for (const message of meant) {
        this.output.write(`${isDropped ? "dropped: " : ""}${describeMessage(message)}\n`);
        if (!isDropped) this.step(id, message);
      }
    }
    return count;
  }

  /** Lets the members (all, when none is named) work until nothing is left to do. */
  stabilize(ids: readonly number[]): void {
    const visited = ids.length > 0 ? ids : this.nodes.map((_, i) => i + 1);
    const until = (isBusy: (id: number) => boolean, what: string, work: (id: number) => void): boolean => {
      let isDone = true;
      for (const id of visited) {
        if (!isBusy(id)) continue;
        isDone = false;
        this.output.write(`> ${id} ${what}\n`);
        work(id);
      }
      return isDone;
    };
    const indented = (work: () => void): void => this.output.indented(work);
    for (let isDone = false; !isDone;) {
      isDone = until(
        (id) => this.raft(id).hasReady,
        "handling Ready",
        (id) => indented(() => this.processReady(id)),
      );
      const receives = (id: number): boolean => this.messages.some((message) => message.to === id);
      const receive = (id: number): void =>
        indented(() => this.deliver(undefined, [{ id, isDropped: false }]));
      isDone = until(receives, "receiving messages", receive) && isDone;
      const appends = (id: number): boolean => this.node(id).appendWork.length > 0;
      const append = (id: number): void => {
        while (appends(id)) indented(() => this.processAppendThread(id));
      };
      isDone = until(appends, "processing append thread", append) && isDone;
      const applies = (id: number): boolean => this.node(id).applyWork.length > 0;
      const apply = (id: number): void => {
        while (applies(id)) indented(() => this.processApplyThread(id));
      };
      isDone = until(applies, "processing apply thread", apply) && isDone;
    }
  }

  tick(id: number, interval: "election" | "heartbeat"): void {
    const ticks = interval === "election" ? ELECTION_TIMEOUT_TICKS : HEARTBEAT_TICKS;
    for (let i = 0; i < ticks; i++) this.raft(id).tick();
  }

  setElectionTimeout(id: number, ticks: number): void {
    this.raft(id).core.randomizedElectionTimeoutTicks = ticks;
  }

  compact(id: number, index: number): void {
    const { log } = this.node(id).storage;
    if (index < log.firstIndex()) {
      this.output.write("requested index is unavailable due to compaction");
      return;
    }
    log.trim(index);
    this.printLog(id);
  }

  /** Queues a snapshot that nobody asked for. */
  sendSnapshot(from: number, to: number): void {
    const { raft, storage } = this.node(from);
    const message = createMessage(MessageType.Snapshot, to);
    message.from = from;
    message.term = raft.term;
    message.snapshot = storage.snapshot();
    this.messages.push(message);
    this.output.write(describeMessage(message));
  }

  printLog(id: number): void {
    const { storage } = this.node(id);
    const first = storage.firstIndex();
    const last = storage.lastIndex();
    if (last < first) this.output.write(`log is empty: first index=${first}, last index=${last}`);
    else this.output.write(describeEntries(storage.entries(first, last + 1, UNLIMITED)!));
  }

  printState(): void {
    for (const { raft } of this.nodes) {
      const kind = allVoters(raft.configuration).includes(raft.id) ? "Voter" : "Non-Voter";
      this.output.write(
        `${raft.id}: ${roleName(raft.role)} (${kind}) Term:${raft.term} Lead:${raft.leader}\n`,
      );
    }
  }

  /** Only a leader knows of the others' progress. */
  printStatus(id: number): void {
    const { core } = this.raft(id);
    if (core.isLeader) this.output.write(describeProgressMap(core.progress));
  }

  private node(id: number): Node {
    const node = this.nodes[id - 1];
    if (node === undefined) throw new Error(`there is no node ${id}; add it first`);
    return node;
  }

  private step(id: number, message: Message): void {
    const result = this.raft(id).step(message);
    if (result === "not-a-member") this.output.write("raft: cannot step as peer not found\n");
    if (result === "local-only") this.output.write("raft: cannot step raft local message\n");
    if (result === "dropped") this.output.write("raft proposal dropped\n");
  }

  private apply(id: number, entries: readonly Entry[]): void {
    const { raft, storage } = this.node(id);
    for (const entry of entries) {
      if (entry.kind === EntryKind.Configuration) {
        storage.recordApplied(
          entry,
          raft.applyChange(entry.index, decodeChange(entry.data)),
          new Uint8Array(0),
        );
      } else {
        storage.recordApplied(entry, undefined, entry.data);
      }
    }
  }
}
