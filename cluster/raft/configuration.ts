/**
 * Who votes and who only follows. (Raft, section 6; dissertation, chapter 4.)
 *
 * A configuration is a value: sorted ids, never changed in place, part of every snapshot. It is joint while
 * `votersOutgoing` is not empty: then a decision needs a majority of both halves.
 *
 * Invariants (checked by configuration-change.ts): learners are disjoint from both halves of voters;
 * `learnersNext`, the voters that become learners on leaving, are a subset of `votersOutgoing`.
 */
export interface Configuration {
  readonly voters: readonly number[];
  readonly votersOutgoing: readonly number[];
  readonly learners: readonly number[];
  readonly learnersNext: readonly number[];
  /** The leader proposes to leave the joint configuration as soon as it has applied it. */
  readonly autoLeave: boolean;
}

export const EMPTY_CONFIGURATION: Configuration = Object.freeze({
  voters: [],
  votersOutgoing: [],
  learners: [],
  learnersNext: [],
  autoLeave: false,
});

export function isJoint(configuration: Configuration): boolean {
  return configuration.votersOutgoing.length > 0;
}

/** Whether the id takes part in either half's elections. */
export function isVoter(configuration: Configuration, id: number): boolean {
  return configuration.voters.includes(id) || configuration.votersOutgoing.includes(id);
}

export const ChangeType = { AddVoter: 0, Remove: 1, Update: 2, AddLearner: 3 } as const;
export type ChangeType = (typeof ChangeType)[keyof typeof ChangeType];

export interface MemberChange {
  readonly type: ChangeType;
  readonly id: number;
}

/** Auto: joint only when needed, left by itself. Implicit: joint, left by itself. Explicit: joint until told. */
export const Transition = { Auto: 0, Implicit: 1, Explicit: 2 } as const;
export type Transition = (typeof Transition)[keyof typeof Transition];

/** A wish to change members; without changes, the wish to leave a joint configuration. */
export interface ConfigurationChange {
  readonly transition: Transition;
  readonly changes: readonly MemberChange[];
}

export const LEAVE_JOINT: ConfigurationChange = Object.freeze({ transition: Transition.Auto, changes: [] });

export function isLeaveJoint(change: ConfigurationChange): boolean {
  return change.transition === Transition.Auto && change.changes.length === 0;
}

/** One change is made at once; several, or an explicit wish, pass through a joint configuration. */
export function isEnterJoint(change: ConfigurationChange): boolean {
  return change.transition !== Transition.Auto || change.changes.length > 1;
}

export function isAutoLeave(change: ConfigurationChange): boolean {
  return change.transition !== Transition.Explicit;
}

export function addId(ids: readonly number[], id: number): readonly number[] {
  return ids.includes(id) ? ids : [...ids, id].sort((a, b) => a - b);
}

export function removeId(ids: readonly number[], id: number): readonly number[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : ids;
}

/** All who vote in either half, each once, ascending. */
export function allVoters(configuration: Configuration): readonly number[] {
  return configuration.votersOutgoing.reduce(addId, configuration.voters);
}

export function isSameConfiguration(a: Configuration, b: Configuration): boolean {
  return (
    isSameIds(a.voters, b.voters) &&
    isSameIds(a.votersOutgoing, b.votersOutgoing) &&
    isSameIds(a.learners, b.learners) &&
    isSameIds(a.learnersNext, b.learnersNext) &&
    a.autoLeave === b.autoLeave
  );
}

function isSameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, i) => b[i] === id);
}
