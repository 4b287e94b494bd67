import { applyChange, restoreMembership } from "../raft/configuration-change.ts";
import type { ProgressMaker } from "../raft/configuration-change.ts";
import { isSameConfiguration } from "../raft/configuration.ts";
import type { Configuration, ConfigurationChange } from "../raft/configuration.ts";
import { EntryKind } from "../raft/entry.ts";
import type { Entry } from "../raft/entry.ts";
import { Inflights } from "../raft/inflights.ts";
import { jointCommittedIndex } from "../raft/joint.ts";
import { MessageType } from "../raft/message.ts";
import type { Message } from "../raft/message.ts";
import { Progress } from "../raft/progress.ts";
import type { Raft } from "../raft/raft.ts";
import type { Snapshot } from "../raft/snapshot.ts";
import type { Storage } from "../raft/storage.ts";
import { InvariantViolation } from "./violation.ts";

/** Entries in memory that are not durable; far more than the simulated load can have under way. */
const TAIL_ENTRIES_MAX = 4_096;

/** What the checker remembers of a running process. */
interface Seen {
  term: number;
  appliedIndex: number;
  configuration: Configuration;
  commitIndex: number;
  /** While it leads: the end of its log when last looked at. */
  leadTerm: number;
  lastIndex: number;
  lastTerm: number;
}

/**
 * Watches a simulated group from above and knows its one true history. It looks at every process after every
 * event, and at every message when it leaves.
 */
export class RaftHistory {
  /** committed[i] is the entry at index i + 1. */
  readonly committed: Entry[] = [];
  private readonly leaders = new Map<number, number>();
  /** By voter, then by term: the candidate. */
  private readonly votes = new Map<number, Map<number, number>>();
  /** By index, then by term: the entry, and the term of the one before. */
  private readonly written: Map<number, { readonly entry: Entry; readonly previousTerm: number }>[] = [];
  private readonly seen = new Map<number, Seen>();
  private readonly durable: ReadonlyMap<number, Storage>;

  private readonly bootstrap: Configuration;

  constructor(durable: ReadonlyMap<number, Storage>, bootstrap: Configuration) {
    this.durable = durable;
    this.bootstrap = bootstrap;
  }

  /** The process begins anew from its disk. */
  started(raft: Raft, snapshot: Snapshot | null): void {
    const term = this.seen.get(raft.id)?.term ?? 0;
    const stored = raft.term;
    // A term that was never promised to anybody may be forgotten, so only durable ones are compared.
    if (stored < Math.min(term, this.promisedTerm(raft.id))) {
      throw new InvariantViolation("term never goes back", `${raft.id} restarted in ${stored} after ${term}`);
    }
    this.seen.set(raft.id, {
      term: stored,
      appliedIndex: snapshot?.index ?? 0,
      configuration: snapshot?.configuration ?? this.bootstrap,
      commitIndex: snapshot?.index ?? 0,
      leadTerm: 0,
      lastIndex: 0,
      lastTerm: 0,
    });
  }

  /** After every event of the process, before anything leaves it. */
  look(raft: Raft): void {
    const seen = this.seen.get(raft.id)!;
    if (raft.term < seen.term) {
      throw new InvariantViolation("term never goes back", `${raft.id} from ${seen.term} to ${raft.term}`);
    }
    seen.term = raft.term;
    if (raft.isLeader) this.lookAtLeader(raft, seen);
    else seen.leadTerm = 0;
    if (raft.commitIndex !== seen.commitIndex) this.lookAtCommit(raft, seen);
    const expected = raft.core.log.tail.snapshot?.configuration ?? seen.configuration;
    if (!isSameConfiguration(raft.configuration, expected)) {
      throw new InvariantViolation(
        "the configuration is that of the applied log",
        `${raft.id} has ${JSON.stringify(raft.configuration)}, its log says ${JSON.stringify(expected)}`,
      );
    }
    const tail = raft.core.log.tail.entries.length;
    if (tail > TAIL_ENTRIES_MAX) {
      throw new InvariantViolation("memory is bounded", `${raft.id} holds ${tail} entries`);
    }
  }

  /** The process has taken a message. @param termBefore its term when the message came */
  stepped(message: Message, termBefore: number, raft: Raft): void {
    if (message.type !== MessageType.PreVote || raft.term === termBefore) return;
    throw new InvariantViolation("pre-votes change no term", `${raft.id} from ${termBefore} to ${raft.term}`);
  }

  /** Entries reach a disk. */
  wrote(id: number, entries: readonly Entry[], previousTerm: number): void {
    let before = previousTerm;
    for (const entry of entries) {
      const byTerm = (this.written[entry.index] ??= new Map());
      const known = byTerm.get(entry.term);
      if (known === undefined) {
        byTerm.set(entry.term, { entry, previousTerm: before });
      } else if (known.previousTerm !== before || !isSameData(known.entry, entry)) {
        throw new InvariantViolation("log matching", `${id} wrote another ${entry.term}/${entry.index}`);
      }
      before = entry.term;
    }
  }

  /** A message leaves: what it promises must be on the disk of its sender. */
  leaves(message: Message): void {
    if (message.reject) return;
    const disk = this.durable.get(message.from)!;
    if (message.type === MessageType.VoteReply) this.checkVote(message, disk);
    if (message.type !== MessageType.AppendReply || message.index <= disk.lastIndex()) return;
    throw new InvariantViolation(
      "acknowledgements after durability",
      `${message.from} acknowledged ${message.index}, its disk ends at ${disk.lastIndex()}`,
    );
  }

  /** A snapshot took the place of the log and of the state. */
  installed(id: number, snapshot: Snapshot): void {
    const seen = this.seen.get(id)!;
    this.checkSnapshot(id, snapshot);
    if (snapshot.index <= seen.appliedIndex) return; // The state was ahead already.
    seen.appliedIndex = snapshot.index;
    seen.configuration = snapshot.configuration;
  }

  appliedIndex(id: number): number {
    return this.seen.get(id)!.appliedIndex;
  }

  /** @param change what the entry changes, if that is what it is for */
  applied(id: number, entry: Entry, change: ConfigurationChange | undefined): void {
    const seen = this.seen.get(id)!;
    if (entry.index !== seen.appliedIndex + 1) {
      throw new InvariantViolation(
        "one committed history",
        `${id} applied ${entry.index} after ${seen.appliedIndex}`,
      );
    }
    seen.appliedIndex = entry.index;
    if (change !== undefined) seen.configuration = changed(seen.configuration, change);
    const canonical = this.committed[entry.index - 1];
    if (canonical === undefined || canonical.term !== entry.term || !isSameData(canonical, entry)) {
      throw new InvariantViolation("one committed history", `${id} applied ${entry.term}/${entry.index}`);
    }
  }

  /** A vote counts also when the candidate gives it to itself. */
  voted(voter: number, term: number, candidate: number): void {
    let byTerm = this.votes.get(voter);
    if (byTerm === undefined) this.votes.set(voter, (byTerm = new Map()));
    const before = byTerm.get(term);
    if (before !== undefined && before !== candidate) {
      throw new InvariantViolation("one vote per term", `${voter} in ${term} for ${before} and ${candidate}`);
    }
    byTerm.set(term, candidate);
  }

  /** A read was confirmed that was asked for when so much was committed. */
  read(id: number, index: number, committedBefore: number): void {
    if (index >= committedBefore) return;
    throw new InvariantViolation(
      "reads see what was committed",
      `${id} reads at ${index}, but ${committedBefore} was committed when it was asked`,
    );
  }

  private promisedTerm(id: number): number {
    let promised = 0;
    for (const term of this.votes.get(id)?.keys() ?? []) promised = Math.max(promised, term);
    return promised;
  }

  private checkVote(message: Message, disk: Storage): void {
    const { term, vote } = disk.initialState().hardState;
    if (term < message.term || (term === message.term && vote !== message.to)) {
      throw new InvariantViolation(
        "votes after durability",
        `${message.from} voted for ${message.to} in ${message.term}; its disk says ${vote} in ${term}`,
      );
    }
    this.voted(message.from, message.term, message.to);
  }

  private lookAtLeader(raft: Raft, seen: Seen): void {
    const { id, term, lastIndex } = raft;
    const { log } = raft.core;
    const other = this.leaders.get(term);
    if (other !== undefined && other !== id) {
      throw new InvariantViolation("one leader per term", `${other} and ${id} in ${term}`);
    }
    this.leaders.set(term, id);
    const isNew = seen.leadTerm !== term;
    if (!isNew && (lastIndex < seen.lastIndex || log.term(seen.lastIndex) !== seen.lastTerm)) {
      throw new InvariantViolation("leader only appends", `${id} replaced its entry ${seen.lastIndex}`);
    }
    if (isNew || lastIndex !== seen.lastIndex) this.countPendingChanges(raft);
    seen.leadTerm = term;
    seen.lastIndex = lastIndex;
    seen.lastTerm = log.term(lastIndex);
  }

  private checkSnapshot(id: number, { index, term }: Snapshot): void {
    if (this.committed[index - 1]?.term === term) return;
    throw new InvariantViolation("one committed history", `${id} takes a snapshot at ${term}/${index}`);
  }

  private countPendingChanges(raft: Raft): void {
    const { log } = raft.core;
    const pending = log
      .entriesFrom(log.appliedIndex + 1, Number.MAX_SAFE_INTEGER)!
      .filter(({ kind }) => kind === EntryKind.Configuration);
    // What it found in the log is not its doing, as long as it adds nothing to it.
    if (pending.length <= 1 || pending.at(-1)!.term !== raft.term) return;
    throw new InvariantViolation("one pending configuration change", `${raft.id} has ${pending.length}`);
  }

  private lookAtCommit(raft: Raft, seen: Seen): void {
    const { id, commitIndex } = raft;
    if (commitIndex < seen.commitIndex) {
      throw new InvariantViolation(
        "commit never goes back",
        `${id} from ${seen.commitIndex} to ${commitIndex}`,
      );
    }
    const { snapshot } = raft.core.log.tail;
    if (snapshot !== null) this.checkSnapshot(id, snapshot);
    const from = Math.max(seen.commitIndex + 1, raft.core.log.firstIndex);
    const entries = raft.core.log.slice(from, commitIndex + 1, Number.MAX_SAFE_INTEGER)!;
    seen.commitIndex = commitIndex;
    for (const entry of entries) {
      const canonical = this.committed[entry.index - 1];
      if (canonical === undefined) this.commit(raft, entry);
      else if (canonical.term !== entry.term || !isSameData(canonical, entry)) {
        throw new InvariantViolation(
          "one committed history",
          `${id} commits ${entry.term}/${entry.index}, but ${canonical.term}/${entry.index} is committed`,
        );
      }
    }
  }

  /** Nobody has committed it before: a quorum of the configuration in force must hold it on disk. */
  private commit(raft: Raft, entry: Entry): void {
    const { index, term } = entry;
    const holders = {
      indexOf: (id: number): number => {
        const disk = this.durable.get(id);
        return disk !== undefined && (disk.term(index) === term || disk.firstIndex() > index) ? index : 0;
      },
    };
    if (!raft.isLeader || jointCommittedIndex(raft.configuration, holders) < index) {
      const role = raft.isLeader ? "the leader" : "a follower";
      throw new InvariantViolation(
        "committed is durable on a quorum",
        `${role} ${raft.id} commits ${term}/${index}, which a quorum does not hold`,
      );
    }
    this.committed.push(entry);
  }
}

/** What the change makes of a configuration, whoever leads. */
function changed(configuration: Configuration, change: ConfigurationChange): Configuration {
  const makeProgress: ProgressMaker = (_id, isLearner) => new Progress(0, 1, isLearner, new Inflights(1, 0));
  const membership = restoreMembership(configuration, makeProgress);
  return applyChange(membership, change, makeProgress).configuration;
}

function isSameData(a: Entry, b: Entry): boolean {
  return (
    a.kind === b.kind && a.data.length === b.data.length && a.data.every((byte, i) => byte === b.data[i])
  );
}
