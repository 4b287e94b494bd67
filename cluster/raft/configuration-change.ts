import { assert, AssertionError } from "../assert.ts";
import {
  addId,
  allVoters,
  ChangeType,
  EMPTY_CONFIGURATION,
  isAutoLeave,
  isEnterJoint,
  isJoint,
  isLeaveJoint,
  isSameConfiguration,
  removeId,
} from "./configuration.ts";
import type { Configuration, ConfigurationChange, MemberChange } from "./configuration.ts";
import type { Progress } from "./progress.ts";

/** A configuration with the leader's knowledge of each member, by ascending id. */
export interface Membership {
  readonly configuration: Configuration;
  readonly progress: ReadonlyMap<number, Progress>;
}

/** Makes the progress of a member that the leader has not known before. */
export type ProgressMaker = (id: number, isLearner: boolean) => Progress;

/** Why the configuration in force does not allow a change. */
export type ChangeFault =
  | "already-joint"
  | "not-joint"
  | "simple-while-joint"
  | "no-voters"
  | "several-voters"
  | "no-voter-left";

const FAULTS: Readonly<Record<ChangeFault, string>> = {
  "already-joint": "the configuration is already joint; leave it before entering another",
  "not-joint": "the configuration is not joint; there is nothing to leave",
  "simple-while-joint": "a simple change is not possible in a joint configuration; leave it first",
  "no-voters": "a configuration without voters cannot become joint; add a voter first",
  "several-voters": "more than one voter would change at once; use a joint configuration",
  "no-voter-left": "no voter would be left; keep at least one",
};

/** A change that the configuration in force does not allow; nothing was changed. */
export class ConfigurationChangeError extends Error {
  override readonly name = "ConfigurationChangeError";
  readonly code = "CONFIGURATION_CHANGE";
  readonly fault: ChangeFault;

  constructor(fault: ChangeFault) {
    super(FAULTS[fault]);
    this.fault = fault;
  }
}

/** Applies a change as it asks to be applied. @throws ConfigurationChangeError */
export function applyChange(
  membership: Membership,
  change: ConfigurationChange,
  makeProgress: ProgressMaker,
): Membership {
  if (isLeaveJoint(change)) return leaveJoint(membership);
  if (isEnterJoint(change)) return enterJoint(membership, isAutoLeave(change), change.changes, makeProgress);
  return simpleChange(membership, change.changes, makeProgress);
}

/**
 * Begins a joint configuration: the changes are made to the incoming half, the outgoing one is what was.
 * (Raft, section 6.) @throws ConfigurationChangeError
 */
export function enterJoint(
  membership: Membership,
  autoLeave: boolean,
  changes: readonly MemberChange[],
  makeProgress: ProgressMaker,
): Membership {
  const before = membership.configuration;
  if (isJoint(before)) {
    throw new ConfigurationChangeError("already-joint");
  }
  if (before.voters.length === 0) {
    throw new ConfigurationChangeError("no-voters");
  }
  const draft = new Draft({ ...before, votersOutgoing: before.voters }, membership.progress, makeProgress);
  draft.apply(changes);
  draft.autoLeave = autoLeave;
  return draft.finish();
}

/** Ends a joint configuration: the incoming half stays. @throws ConfigurationChangeError */
export function leaveJoint(membership: Membership): Membership {
  if (!isJoint(membership.configuration)) {
    throw new ConfigurationChangeError("not-joint");
  }
  const draft = new Draft(membership.configuration, membership.progress, noNewProgress);
  draft.leave();
  return draft.finish();
}

/** Changes at most one voter, so that old and new majorities overlap. @throws ConfigurationChangeError */
export function simpleChange(
  membership: Membership,
  changes: readonly MemberChange[],
  makeProgress: ProgressMaker,
): Membership {
  const before = membership.configuration;
  if (isJoint(before)) {
    throw new ConfigurationChangeError("simple-while-joint");
  }
  const draft = new Draft(before, membership.progress, makeProgress);
  draft.apply(changes);
  if (differenceCount(before.voters, draft.voters) > 1) {
    throw new ConfigurationChangeError("several-voters");
  }
  return draft.finish();
}

/** Builds from nothing what a snapshot or the state on disk says is in force. */
export function restoreMembership(configuration: Configuration, makeProgress: ProgressMaker): Membership {
  let membership: Membership = { configuration: EMPTY_CONFIGURATION, progress: new Map() };
  const add = (id: number): MemberChange => ({ type: ChangeType.AddVoter, id });
  const incoming: MemberChange[] = [
    ...configuration.votersOutgoing.map((id) => ({ type: ChangeType.Remove, id })),
    ...configuration.voters.map(add),
    ...configuration.learners.map((id) => ({ type: ChangeType.AddLearner, id })),
    ...configuration.learnersNext.map((id) => ({ type: ChangeType.AddLearner, id })),
  ];
  for (const id of configuration.votersOutgoing) {
    membership = simpleChange(membership, [add(id)], makeProgress);
  }
  if (isJoint(configuration)) {
    membership = enterJoint(membership, configuration.autoLeave, incoming, makeProgress);
  } else {
    for (const change of incoming) membership = simpleChange(membership, [change], makeProgress);
  }
  assert(isSameConfiguration(membership.configuration, configuration));
  return membership;
}

/** A membership under change; nothing of the one in force is touched. */
class Draft {
  voters: readonly number[];
  private votersOutgoing: readonly number[];
  private learners: readonly number[];
  private learnersNext: readonly number[];
  autoLeave: boolean;
  private readonly progress: Map<number, Progress>;
  private readonly makeProgress: ProgressMaker;

  constructor(
    configuration: Configuration,
    progress: ReadonlyMap<number, Progress>,
    makeProgress: ProgressMaker,
  ) {
    this.voters = configuration.voters;
    this.votersOutgoing = configuration.votersOutgoing;
    this.learners = configuration.learners;
    this.learnersNext = configuration.learnersNext;
    this.autoLeave = configuration.autoLeave;
    this.progress = new Map([...progress].map(([id, member]) => [id, member.copy()]));
    this.makeProgress = makeProgress;
  }

  apply(changes: readonly MemberChange[]): void {
    for (const { type, id } of changes) {
      if (id === 0) continue; // No member has the id 0: whoever decides on a change may blank a part of it.
      if (type === ChangeType.AddVoter) this.makeVoter(id);
      else if (type === ChangeType.AddLearner) this.makeLearner(id);
      else if (type === ChangeType.Remove) this.remove(id);
    }
    if (this.voters.length === 0) {
      throw new ConfigurationChangeError("no-voter-left");
    }
  }

  leave(): void {
    for (const id of this.learnersNext) {
      this.learners = addId(this.learners, id);
      this.progress.get(id)!.isLearner = true;
    }
    this.learnersNext = [];
    for (const id of this.votersOutgoing) {
      if (!this.voters.includes(id) && !this.learners.includes(id)) this.progress.delete(id);
    }
    this.votersOutgoing = [];
    this.autoLeave = false;
  }

  finish(): Membership {
    const configuration: Configuration = {
      voters: this.voters,
      votersOutgoing: this.votersOutgoing,
      learners: this.learners,
      learnersNext: this.learnersNext,
      autoLeave: this.autoLeave,
    };
    const progress = new Map([...this.progress].sort(([a], [b]) => a - b));
    assertConsistent(configuration, progress);
    return { configuration, progress };
  }

  private makeVoter(id: number): void {
    this.voters = addId(this.voters, id);
    this.learners = removeId(this.learners, id);
    this.learnersNext = removeId(this.learnersNext, id);
    const member = this.progress.get(id);
    if (member === undefined) this.progress.set(id, this.makeProgress(id, false));
    else member.isLearner = false;
  }

  private makeLearner(id: number): void {
    const member = this.progress.get(id);
    if (member === undefined) {
      this.learners = addId(this.learners, id);
      this.progress.set(id, this.makeProgress(id, true));
      return;
    }
    if (member.isLearner) return;
    this.remove(id);
    this.progress.set(id, member); // What is known of its log stays true.
    // A voter of the outgoing half cannot be a learner as well: it becomes one when the half is gone.
    if (this.votersOutgoing.includes(id)) {
      this.learnersNext = addId(this.learnersNext, id);
    } else {
      member.isLearner = true;
      this.learners = addId(this.learners, id);
    }
  }

  private remove(id: number): void {
    this.voters = removeId(this.voters, id);
    this.learners = removeId(this.learners, id);
    this.learnersNext = removeId(this.learnersNext, id);
    if (!this.votersOutgoing.includes(id)) this.progress.delete(id); // The outgoing half still needs it.
  }
}

function assertConsistent(configuration: Configuration, progress: ReadonlyMap<number, Progress>): void {
  const { votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  const voters = allVoters(configuration);
  assert(progress.size === new Set([...voters, ...learners]).size);
  for (const id of voters) assert(progress.has(id));
  for (const id of learners) {
    assert(!voters.includes(id));
    assert(progress.get(id)!.isLearner);
  }
  for (const id of learnersNext) {
    assert(votersOutgoing.includes(id));
    assert(!progress.get(id)!.isLearner);
  }
  if (!isJoint(configuration)) assert(learnersNext.length === 0 && !autoLeave);
}

function differenceCount(a: readonly number[], b: readonly number[]): number {
  return a.filter((id) => !b.includes(id)).length + b.filter((id) => !a.includes(id)).length;
}

/** Leaving adds no member. */
function noNewProgress(): Progress {
  throw new AssertionError();
}
