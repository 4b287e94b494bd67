import { BATCH_HEADER_BYTES, BatchKind, sealBatch } from "../batch.ts";
import type { LogStore } from "../log/log-store.ts";

export const CLUSTER_ID = 77;

/** A sealed batch with the index as its position, and payload bytes that depend on index and term. */
export function makeBatch(point: {
  index: number;
  term: number;
  previousHash: number;
  payloadBytes?: number;
  clusterId?: number;
  highWaterIndex?: number;
}): Uint8Array {
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + (point.payloadBytes ?? 200));
  bytes.fill((point.index * 31 + point.term) & 0xff, BATCH_HEADER_BYTES);
  sealBatch(bytes, {
    kind: BatchKind.Commands,
    clusterId: point.clusterId ?? CLUSTER_ID,
    index: point.index,
    term: point.term,
    firstPosition: (point.index - 1) * 10 + 1,
    count: 10,
    previousHash: point.previousHash,
    clusterTimeUs: point.index,
    highWater: { index: point.highWaterIndex ?? 0, term: 0, hash: 0 },
  });
  return bytes;
}

/** Appends `count` chained batches after the last. */
export function appendBatches(log: LogStore, count: number, term: number, payloadBytes = 200): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const bytes = makeBatch({
      index: log.lastIndex + 1,
      term,
      previousHash: log.lastHash,
      payloadBytes,
    });
    log.append(bytes);
    return bytes;
  });
}
