import { LEAVE_JOINT } from "../raft/configuration.ts";
import type { Configuration, ConfigurationChange } from "../raft/configuration.ts";
import { EntryKind } from "../raft/entry.ts";
import type { Entry } from "../raft/entry.ts";
import { MemoryStorage } from "../raft/memory-storage.ts";
import { createMessage } from "../raft/message.ts";
import type { Message, MessageType } from "../raft/message.ts";
import type { EntryCodec, RaftOptions } from "../raft/options.ts";
import { Raft } from "../raft/raft.ts";
import type { AppendTask } from "../raft/ready.ts";
import type { ReadState } from "../raft/read-index.ts";

/** Changes as JSON: these tests look at them, and nobody else does. */
export const jsonCodec: EntryCodec = {
  empty: () => new Uint8Array(0),
  leaveJoint: () => encodeChange(LEAVE_JOINT),
  decodeChange: (data) => JSON.parse(new TextDecoder().decode(data)) as ConfigurationChange,
};

export function encodeChange(change: ConfigurationChange): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(change));
}

export function text(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

/** An entry whose data is a word. */
export function entry(term: number, index: number, word = ""): Entry {
  const kind = word === "" ? EntryKind.Empty : EntryKind.Commands;
  return { index, term, kind, data: new TextEncoder().encode(word) };
}

/** A log with entries of these terms at 1, 2, 3 ... */
export function logOf(terms: readonly number[], configuration: Partial<Configuration>): MemoryStorage {
  const storage = MemoryStorage.of(configuration);
  storage.append(terms.map((term, i) => entry(term, i + 1, `${term}.${i + 1}`)));
  storage.setHardState({ term: terms.at(-1) ?? 0, vote: 0, commitIndex: 0 });
  return storage;
}

export function message(type: MessageType, fields: Partial<Message>): Message {
  return { ...createMessage(type, 1), ...fields };
}

/** One member with its disk, which answers at once unless it is held. */
export class Member {
  readonly raft: Raft;
  readonly storage: MemoryStorage;
  readonly applied: string[] = [];
  readonly reads: ReadState[] = [];
  readonly tasks: AppendTask[] = [];
  isDiskHeld = false;

  constructor(id: number, storage: MemoryStorage, options: Partial<RaftOptions>) {
    this.storage = storage;
    this.raft = new Raft({ id, storage, codec: jsonCodec, random: (bound) => id % bound, ...options });
  }

  /** Does what the core asks for. @returns what leaves for others */
  turn(): Message[] {
    const sent: Message[] = [];
    while (this.raft.hasReady) {
      const ready = this.raft.ready();
      sent.push(...ready.messages);
      this.reads.push(...ready.reads);
      if (ready.append !== null) this.tasks.push(ready.append);
      if (ready.apply !== null) {
        for (const one of ready.apply.entries) this.apply(one);
        this.raft.step(ready.apply.response);
      }
      if (!this.isDiskHeld) sent.push(...this.completeWrites());
    }
    return sent;
  }

  /** The disk answers: everything written so far is durable. */
  completeWrites(): Message[] {
    const sent: Message[] = [];
    for (const task of this.tasks.splice(0)) {
      if (task.hardState !== null) this.storage.setHardState(task.hardState);
      if (task.snapshot !== null) this.storage.install(task.snapshot);
      this.storage.append(task.entries);
      for (const response of task.responses) {
        if (response.to === this.raft.id) this.raft.step(response);
        else sent.push(response);
      }
    }
    return sent;
  }

  get log(): string[] {
    const { storage } = this;
    const entries = storage.entries(storage.firstIndex(), storage.lastIndex() + 1, Number.MAX_SAFE_INTEGER)!;
    return entries.map(({ index, term }) => `${term}/${index}`);
  }

  private apply(one: Entry): void {
    if (one.kind === EntryKind.Configuration) {
      this.raft.applyChange(one.index, jsonCodec.decodeChange(one.data));
    } else if (one.kind === EntryKind.Commands) {
      this.applied.push(text(one.data));
    }
  }
}

/** Some members and the messages between them, which arrive in order unless the test says otherwise. */
export class Group {
  readonly members: ReadonlyMap<number, Member>;
  /** Messages that pass; all, at first. */
  passes: (message: Message) => boolean = () => true;
  /** Everything that was sent, also what did not pass. */
  readonly sent: Message[] = [];
  private queue: Message[] = [];

  constructor(storages: Readonly<Record<number, MemoryStorage>>, options: Partial<RaftOptions> = {}) {
    const members = Object.entries(storages).map(
      ([id, storage]) => [Number(id), new Member(Number(id), storage, options)] as const,
    );
    this.members = new Map(members);
  }

  static of(ids: readonly number[], options: Partial<RaftOptions> = {}): Group {
    return new Group(Object.fromEntries(ids.map((id) => [id, MemoryStorage.of({ voters: ids })])), options);
  }

  member(id: number): Member {
    return this.members.get(id)!;
  }

  raft(id: number): Raft {
    return this.member(id).raft;
  }

  /** Lets everyone work and every message arrive, until nothing is left. */
  settle(): this {
    for (let isBusy = true; isBusy;) {
      for (const member of this.members.values()) this.queue.push(...member.turn());
      const arriving = this.queue.splice(0);
      this.sent.push(...arriving);
      for (const one of arriving) if (this.passes(one)) this.members.get(one.to)?.raft.step(one);
      isBusy = arriving.length > 0;
    }
    return this;
  }

  elect(id: number): this {
    this.raft(id).campaign();
    return this.settle();
  }

  propose(id: number, ...words: readonly string[]): this {
    for (const word of words) this.raft(id).propose(new TextEncoder().encode(word));
    return this.settle();
  }

  change(id: number, change: ConfigurationChange): this {
    this.raft(id).proposeChange(encodeChange(change));
    return this.settle();
  }

  tick(ids: readonly number[], count: number): this {
    for (let i = 0; i < count; i++) {
      for (const id of ids) this.raft(id).tick();
      this.settle();
    }
    return this;
  }

  /** Nothing goes to or comes from these, apart from what they say to themselves. */
  isolate(...ids: readonly number[]): this {
    this.passes = ({ from, to }) => !ids.includes(from) && !ids.includes(to);
    return this;
  }

  heal(): this {
    this.passes = () => true;
    return this;
  }

  get leaders(): number[] {
    return [...this.members].filter(([, { raft }]) => raft.isLeader).map(([id]) => id);
  }
}
