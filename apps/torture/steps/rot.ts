import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BATCH_FORMAT, BATCH_HEADER_BYTES } from "@lockstep/cluster/batch";
import { checksum } from "@lockstep/cluster/checksum";
import { readU53 } from "@lockstep/cluster/u53";
import type { Step } from "../scenario.ts";
import type { Stage } from "../stage.ts";

const CLUSTER_ID = 1;

/** In nodes that do not run: one bit each of some batches from the older half of the log, which all were acknowledged. */
export function flipLogBits(batches: number): Step {
  return {
    text: `flip a bit in each of ${batches} batches of its log`,
    run: (stage) => {
      for (const nodeId of stage.victims) flipInLog(stage, nodeId, batches);
      return Promise.resolve();
    },
  };
}

/** In nodes that do not run: one bit of the newest snapshot. */
export const flipSnapshotBit: Step = {
  text: "flip a bit of its newest snapshot",
  run: ({ cluster, victims, random, tell }) => {
    for (const nodeId of victims) {
      const path = filesIn(cluster.directoryOf(nodeId), "snapshots", ".snapshot").at(-1);
      if (path === undefined) throw new Error(`node ${nodeId} has no snapshot`);
      const bytes = readFileSync(path);
      const at = random.below(bytes.byteLength);
      bytes[at]! ^= 1 << random.below(8);
      writeFileSync(path, bytes);
      tell(`byte ${at} of ${path}`);
    }
    return Promise.resolve();
  },
};

function flipInLog({ cluster, random, tell }: Stage, nodeId: number, count: number): void {
  const files = filesIn(cluster.directoryOf(nodeId), "log", ".lmdb").map((path) => {
    return { path, bytes: readFileSync(path) };
  });
  // LMDB leaves copies of a page behind when it writes it anew: a record is damaged when all of them are.
  const placesByIndex = new Map<
    number,
    { readonly bytes: Buffer; readonly at: number; readonly length: number }[]
  >();
  for (const { bytes } of files) {
    for (const batch of batchesIn(bytes)) {
      const places = placesByIndex.get(batch.index) ?? [];
      placesByIndex.set(batch.index, [...places, { ...batch, bytes }]);
    }
  }
  const indices = [...placesByIndex.keys()].sort((a, b) => a - b);
  const older = indices.slice(0, Math.floor(indices.length / 2));
  if (older.length < count) throw new Error(`node ${nodeId} has only ${indices.length} batches`);
  for (let nth = 0; nth < count; nth++) {
    const index = older.splice(random.below(older.length), 1)[0]!;
    const offset = random.below(placesByIndex.get(index)![0]!.length);
    for (const { bytes, at } of placesByIndex.get(index)!) bytes[at + offset]! ^= 1 << (offset % 8);
    tell(`node ${nodeId}: byte ${offset} of the batch at index ${index}`);
  }
  for (const { path, bytes } of files) writeFileSync(path, bytes);
}

/** Whatever looks like a batch (cluster/batch.ts) and has a header whose checksum is right. */
function batchesIn(bytes: Buffer): { index: number; at: number; length: number }[] {
  const found: { index: number; at: number; length: number }[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + BATCH_HEADER_BYTES <= bytes.byteLength; at += 2) {
    if (view.getUint16(at + 12, true) !== BATCH_FORMAT || view.getUint8(at + 14) !== 0) continue;
    if (readU53(view, at + 16) !== CLUSTER_ID) continue;
    const header = bytes.subarray(at + 4, at + BATCH_HEADER_BYTES);
    if (view.getUint32(at, true) !== checksum(header)) continue;
    found.push({ index: readU53(view, at + 24), at, length: view.getUint32(at + 8, true) });
  }
  return found;
}

function filesIn(directory: string, folder: string, ending: string): string[] {
  const path = join(directory, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(path, name));
}
