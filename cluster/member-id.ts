import { assert } from "./assert.ts";

/**
 * A member has a number for ever, and a Raft id for as long as its disk remembers what it promised: the number
 * times 65,536 plus its incarnation. Who lost the past comes back with another incarnation, so that no vote or
 * acknowledgement of the old one is ever counted for it.
 *
 * The first incarnation is 1. Incarnation 0 is no life: an empty disk, or one that lost its past, which neither
 * votes nor acknowledges until a leader gives it a new one.
 */
const INCARNATIONS = 65_536;

/** A cluster is agreed on by few: a majority of them is in the way of every command. */
export const MEMBERS_MAX = 15;
export const MEMBER_NUMBER_MAX = 65_535;
export const INCARNATION_MAX: number = INCARNATIONS - 1;

export function raftIdOf(nodeId: number, incarnation: number): number {
  assert(nodeId > 0 && nodeId <= MEMBER_NUMBER_MAX);
  assert(incarnation >= 0 && incarnation < INCARNATIONS);
  return nodeId * INCARNATIONS + incarnation;
}

/** The number of the member; 0 for 0, which is nobody. */
export function memberOf(raftId: number): number {
  return Math.floor(raftId / INCARNATIONS);
}

export function incarnationOf(raftId: number): number {
  return raftId % INCARNATIONS;
}
