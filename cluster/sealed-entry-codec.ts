import type { EntryCodec } from "./raft/options.ts";
import type { Sequencer } from "./sequencer.ts";

/** Makes the Raft core's own entries as sealed batches. */
export function sealedEntryCodec(sequencer: Sequencer): EntryCodec {
  return {
    empty: (index, term) => sequencer.sealEmpty(index, term),
    leaveJoint: () => {
      throw new MembershipUnsupportedError();
    },
    decodeChange: () => {
      throw new MembershipUnsupportedError();
    },
  };
}

/** A change of members in the log of a node that cannot follow it. */
export class MembershipUnsupportedError extends Error {
  override readonly name = "MembershipUnsupportedError";
  readonly code = "MEMBERSHIP_UNSUPPORTED";

  constructor() {
    super("the log changes the cluster's members, which this build cannot follow: start a newer build");
  }
}
