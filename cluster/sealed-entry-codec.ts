import { BatchKind } from "./batch.ts";
import { decodeConfigurationEntry } from "./configuration-entry.ts";
import type { Membership } from "./membership.ts";
import type { EntryCodec } from "./raft/options.ts";
import type { Sequencer } from "./sequencer.ts";

/**
 * Makes the Raft core's own entries as sealed batches.
 *
 * @param membership there is one as soon as the core runs
 */
export function sealedEntryCodec(sequencer: Sequencer, membership: () => Membership): EntryCodec {
  return {
    empty: (index, term) => sequencer.sealEmpty(index, term),
    leaveJoint: (index, term) => {
      const members = membership();
      const bytes = members.encode(members.unchanged([]));
      sequencer.seal(bytes, BatchKind.Configuration, 0, index, term, sequencer.lastTimeUs);
      return bytes;
    },
    decodeChange: (data) => decodeConfigurationEntry(data).change,
  };
}
