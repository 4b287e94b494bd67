import { Batch, BATCH_HEADER_BYTES, BatchKind, sealBatch, verifyBatch } from "@lockstep/cluster/batch";
import { checksum } from "@lockstep/cluster/checksum";
import { decodeConfigurationEntry, encodeConfigurationEntry } from "@lockstep/cluster/configuration-entry";
import { raftIdOf } from "@lockstep/cluster/member-id";
import { decodeSegmentHeader, encodeSegmentHeader } from "@lockstep/cluster/log/segment";
import { decodeStateSlot, encodeStateSlot } from "@lockstep/cluster/log/state-file";
import { ACCEPTED, type Target } from "../target.ts";

const HEADER = {
  clusterId: 7,
  index: 3,
  term: 2,
  firstPosition: 10,
  count: 1,
  previousHash: 99,
  clusterTimeUs: 1_700_000_000_000_000,
  highWater: { index: 2, term: 2, hash: 98 },
};

/** Batches as they are read back from a segment: what recovery judges them by. */
export function logRecords(): Target {
  const batches = [0, 16, 200, 4_000].map((size) => {
    const bytes = new Uint8Array(BATCH_HEADER_BYTES + size).fill(size, BATCH_HEADER_BYTES);
    sealBatch(bytes, { ...HEADER, kind: size === 0 ? BatchKind.Empty : BatchKind.Commands });
    return bytes;
  });
  return {
    name: "log-records",
    corpus: batches,
    mend: mendBatch,
    decode: (input) => {
      const verdict = verifyBatch(input);
      if (verdict !== "valid") return `BAD_${verdict.toUpperCase()}`;
      const { index, term, kind, count, firstPosition, clusterId, clusterTimeUs, highWaterIndex } = new Batch(
        input,
      );
      const numbers = [index, term, kind, count, firstPosition, clusterId, clusterTimeUs, highWaterIndex];
      return numbers.every((number) => Number.isInteger(number) && number >= 0) ? ACCEPTED : "NO_NUMBER";
    },
  };
}

/** Headers of segments. */
export function segmentHeaders(): Target {
  const header = { clusterId: 7, nodeId: 1, number: 4, previous: { index: 3, term: 2, hash: 9 } };
  return {
    name: "segment-headers",
    corpus: [encodeSegmentHeader(header)],
    mend: mendChecksum,
    decode: (input) => (decodeSegmentHeader(input) === undefined ? "NO_HEADER" : ACCEPTED),
  };
}

/** The file that judges the log. */
export function stateSlots(): Target {
  const state = {
    clusterId: 7,
    nodeId: 1,
    incarnation: 2,
    founders: [1, 2, 3],
    hardState: { term: 5, vote: raftIdOf(2, 1) },
    base: { index: 0, term: 0, hash: 0 },
    firstSegment: 1,
    activeSegment: 3,
    highWater: { index: 40, term: 5, hash: 77 },
    peersAcknowledged: new Map([
      [raftIdOf(2, 1), 39],
      [raftIdOf(3, 1), 12],
    ]),
  };
  return {
    name: "state-file",
    corpus: [
      encodeStateSlot(state, 12),
      encodeStateSlot({ ...state, founders: [], peersAcknowledged: new Map() }, 1),
    ],
    mend: mendChecksum,
    decode: (input) => (decodeStateSlot(input) === undefined ? "NO_SLOT" : ACCEPTED),
  };
}

/** Changes of the members, from the log and in snapshots. */
export function configurationEntries(): Target {
  const ids = [1, 2, 3].map((nodeId) => raftIdOf(nodeId, 1));
  const members = [1, 2, 3].map((nodeId) => ({
    nodeId,
    incarnation: 1,
    life: nodeId * 1_000,
    peerAddress: `10.0.0.${nodeId}:9101`,
    clientAddress: `10.0.0.${nodeId}:9001`,
    gatewayUrl: nodeId === 2 ? "" : `http://10.0.0.${nodeId}:8080`,
    isPlaced: nodeId === 3,
  }));
  const configuration = {
    voters: ids,
    votersOutgoing: ids.slice(0, 2),
    learners: [],
    learnersNext: [262_145],
    autoLeave: true,
  };
  const change = { transition: 0 as const, changes: [{ id: 262_145, type: 3 as const }] };
  const entries = [
    { change, configuration, members },
    {
      change: { transition: 0 as const, changes: [] },
      configuration: { ...configuration, votersOutgoing: [] },
      members: [],
    },
  ];
  return {
    name: "configuration-entries",
    corpus: entries.map((entry) => {
      const bytes = encodeConfigurationEntry(entry);
      sealBatch(bytes, { ...HEADER, kind: BatchKind.Configuration, count: 0 });
      return bytes;
    }),
    mend: mendBatch,
    decode: (input) => {
      if (verifyBatch(input) !== "valid") return "BAD_BATCH";
      decodeConfigurationEntry(input);
      return ACCEPTED;
    },
  };
}

function mendBatch(input: Uint8Array): void {
  if (input.length < BATCH_HEADER_BYTES) return;
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  view.setUint32(4, checksum(input.subarray(BATCH_HEADER_BYTES)), true);
  view.setUint32(8, input.length, true);
  view.setUint16(12, 1, true);
  view.setUint32(0, checksum(input.subarray(4, BATCH_HEADER_BYTES)), true);
}

function mendChecksum(input: Uint8Array): void {
  if (input.length < 4) return;
  new DataView(input.buffer, input.byteOffset).setUint32(0, checksum(input.subarray(4)), true);
}
