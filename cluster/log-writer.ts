import type { LogListener, LogStore } from "./log/log-store.ts";
import type { Entry } from "./raft/entry.ts";
import type { Message } from "./raft/message.ts";
import type { AppendTask } from "./raft/ready.ts";
import type { Snapshot } from "./raft/snapshot.ts";
import { decodeOffer } from "./snapshots/snapshot-offer.ts";
import type { RaftStorage } from "./raft-storage.ts";

/** Queues what the log reports until the next poll. Made before the log, which is made before the node. */
export class LogCompletions implements LogListener {
  /** Something is to be delivered. */
  onNews: () => void = () => {};
  fatal: (error: Error) => void = (error) => {
    throw error;
  };

  onDurable(): void {
    this.onNews(); // What is durable, the log itself says.
  }

  onFatal(error: Error): void {
    this.fatal(error);
  }
}

interface PendingTask {
  /** The log's end after this task: its responses leave when the log is durable up to here. */
  throughIndex: number;
  responses: readonly Message[];
  /** Part of what it wrote was replaced before it was durable: its promises to others are void. */
  overtaken: boolean;
}

/** Does the Raft core's append tasks with the log, and delivers their responses when they are durable. */
export class LogWriter {
  private readonly log: LogStore;
  private readonly storage: RaftStorage;
  private readonly isOwn: (raftId: number) => boolean;
  private readonly tasks: PendingTask[] = [];

  /** @param isOwn whether a Raft id is one of this node's, also of an earlier incarnation */
  constructor(log: LogStore, storage: RaftStorage, isOwn: (raftId: number) => boolean) {
    this.log = log;
    this.storage = storage;
    this.isOwn = isOwn;
  }

  get isIdle(): boolean {
    return this.tasks.length === 0;
  }

  /** Begins a task. Term and vote are durable when it returns: they change rarely. */
  write(task: AppendTask): void {
    const { hardState, entries, snapshot } = task;
    if (hardState !== null) {
      const stored = this.log.hardState;
      if (stored.term !== hardState.term || stored.vote !== hardState.vote) {
        this.log.saveHardState({ term: hardState.term, vote: hardState.vote });
      }
    }
    if (snapshot !== null) this.beginBehind(snapshot);
    if (entries.length > 0) this.append(entries);
    this.tasks.push({ throughIndex: this.log.lastIndex, responses: task.responses, overtaken: false });
  }

  /** Hands out the responses of all tasks that are durable now, in order. */
  deliver(deliverOne: (message: Message) => void): void {
    while (this.tasks.length > 0 && this.tasks[0].throughIndex <= this.log.durableIndex) {
      const task = this.tasks.shift()!;
      this.storage.stable(task.throughIndex);
      for (const message of task.responses) {
        if (!task.overtaken || this.isOwn(message.to)) deliverOne(message);
      }
    }
  }

  /** The log begins anew: what was promised for others is void, as in `append`. */
  private beginBehind({ index, term, data }: Snapshot): void {
    this.log.restartBehind({ index, term, hash: decodeOffer(data)!.hash });
    this.storage.beginAnew();
    for (const task of this.tasks) {
      task.throughIndex = Math.min(task.throughIndex, index);
      task.overtaken = true;
    }
  }

  private append(entries: readonly Entry[]): void {
    const first = entries[0].index;
    if (first === this.log.lastIndex + 1) {
      for (const entry of entries) this.log.append(entry.data);
      return;
    }
    this.log.truncateAndAppend(entries.map((entry) => entry.data));
    for (const task of this.tasks) {
      if (task.throughIndex < first) continue;
      task.throughIndex = first - 1;
      task.overtaken = true;
    }
  }
}
