import type { Snapshot } from "../raft/snapshot.ts";
import type { SnapshotInfo } from "./snapshot-store.ts";
import { readU53, writeU53 } from "../u53.ts";

/**
 * What a leader says of a snapshot beside its index, term and configuration: the `data` of the Raft core's
 * Snapshot. Little-endian:
 *
 *     0 u32 hash           of the batch at the index
 *     4 u32 checksum       names the snapshot's content
 *     8 u53 bytes          of the snapshot
 *    16 u53 position
 *    24 u53 logFirstIndex  of the leader's log: whoever comes to its index - 1 needs no snapshot
 *    32 u32 version        of the services, u32 zero
 */
export interface SnapshotOffer {
  readonly hash: number;
  readonly checksum: number;
  readonly bytes: number;
  readonly position: number;
  readonly logFirstIndex: number;
  readonly version: number;
}

const OFFER_BYTES = 40;

export function encodeOffer(offer: SnapshotOffer): Uint8Array {
  const data = new Uint8Array(OFFER_BYTES);
  const view = new DataView(data.buffer);
  view.setUint32(0, offer.hash, true);
  view.setUint32(4, offer.checksum, true);
  writeU53(view, 8, offer.bytes);
  writeU53(view, 16, offer.position);
  writeU53(view, 24, offer.logFirstIndex);
  view.setUint32(32, offer.version, true);
  return data;
}

/** A snapshot as the Raft core speaks of it. @param logFirstIndex of the log that goes on behind it */
export function describeSnapshot(snapshot: SnapshotInfo, logFirstIndex: number): Snapshot {
  const { index, term, membership } = snapshot;
  const data = encodeOffer({ ...snapshot, logFirstIndex });
  return { index, term, configuration: membership.configuration, data };
}

/** Undefined when it is none. */
export function decodeOffer(data: Uint8Array): SnapshotOffer | undefined {
  if (data.byteLength !== OFFER_BYTES) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return {
    hash: view.getUint32(0, true),
    checksum: view.getUint32(4, true),
    bytes: readU53(view, 8),
    position: readU53(view, 16),
    logFirstIndex: readU53(view, 24),
    version: view.getUint32(32, true),
  };
}
