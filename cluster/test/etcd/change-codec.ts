import { assert } from "../../assert.ts";
import { ChangeType, LEAVE_JOINT } from "../../raft/configuration.ts";
import type { ConfigurationChange, MemberChange, Transition } from "../../raft/configuration.ts";
import type { EntryCodec } from "../../raft/options.ts";

/**
 * Configuration changes as bytes, for these tests: u8 version (1 or 2), u8 transition, then u8 type and u8 id
 * for each member. No bytes at all is the wish to leave a joint configuration, in version 2.
 */
export function encodeChange(change: ConfigurationChange, version: 1 | 2): Uint8Array {
  const members = change.changes.flatMap(({ type, id }) => [type, id]);
  return Uint8Array.from([version, change.transition, ...members]);
}

export function decodeChange(data: Uint8Array): ConfigurationChange {
  if (data.length === 0) return LEAVE_JOINT;
  const changes: MemberChange[] = [];
  for (let i = 2; i < data.length; i += 2) changes.push({ type: data[i] as ChangeType, id: data[i + 1]! });
  return { transition: data[1] as Transition, changes };
}

export function isFirstVersion(data: Uint8Array): boolean {
  return data[0] === 1;
}

export const changeCodec: EntryCodec = {
  empty: () => new Uint8Array(0),
  leaveJoint: () => new Uint8Array(0),
  decodeChange,
};

/** `v1 l2 r3 u4`: add voter 1, add learner 2, remove 3, update 4. */
export function parseChanges(text: string): MemberChange[] {
  const words = text.trim() === "" ? [] : text.trim().split(/\s+/);
  return words.map((word) => {
    const type = {
      v: ChangeType.AddVoter,
      l: ChangeType.AddLearner,
      r: ChangeType.Remove,
      u: ChangeType.Update,
    }[word[0] as "v" | "l" | "r" | "u"];
    assert(type !== undefined && /^\d+$/.test(word.slice(1)));
    return { type, id: Number(word.slice(1)) };
  });
}
