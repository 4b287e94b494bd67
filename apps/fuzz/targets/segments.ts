import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BATCH_HEADER_BYTES, BatchKind, sealBatch } from "@lockstep/cluster/batch";
import { openLmdbLog } from "@lockstep/cluster/log/lmdb-log-opening";
import { LogReader } from "@lockstep/cluster/log/log-reader";
import { ACCEPTED, type Target } from "../target.ts";

const CLUSTER_ID = 7;
const BATCHES = 6;

/**
 * A segment's file as recovery meets it, LMDB's own pages included: judged in a process of its own, which may
 * die of it, and then read in this one, which may not.
 */
export async function segments(): Promise<Target> {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-fuzz-"));
  const original = join(directory, "original");
  await writeLog(original);
  const state = readFileSync(join(original, "state"));
  const name = readdirSync(join(original, "log")).find((each) => each.endsWith(".lmdb"))!;
  let count = 0;
  return {
    name: "segments",
    corpus: [readFileSync(join(original, "log", name))],
    close: async () => rmSync(directory, { recursive: true }),
    // Another process claims what reading it takes.
    decode: async (input) => {
      const copy = join(directory, `${count++}`);
      mkdirSync(join(copy, "log"), { recursive: true });
      writeFileSync(join(copy, "state"), state);
      writeFileSync(join(copy, "log", name), input);
      try {
        const log = await LogReader.open(copy);
        try {
          for (let next = log.firstIndex; next <= log.lastIndex;) next = log.read(next, 1_000_000, () => {});
          return log.lastIndex === BATCHES ? ACCEPTED : `TORN_AT_${log.lastIndex + 1}`;
        } finally {
          await log.close();
        }
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
  };
}

async function writeLog(directory: string): Promise<void> {
  const listener = { onDurable: () => {}, onFatal: () => {} };
  const log = await openLmdbLog({ directory, clusterId: CLUSTER_ID, nodeId: 1, listener });
  log.saveIdentity({ incarnation: 1, founders: [1] });
  for (let index = 1; index <= BATCHES; index++) {
    const bytes = new Uint8Array(BATCH_HEADER_BYTES + index * 100).fill(index, BATCH_HEADER_BYTES);
    sealBatch(bytes, {
      kind: BatchKind.Commands,
      clusterId: CLUSTER_ID,
      index,
      term: 1,
      firstPosition: index,
      count: 1,
      previousHash: log.lastHash,
      clusterTimeUs: index,
      highWater: { index: 0, term: 0, hash: 0 },
    });
    log.append(bytes);
  }
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (log.durableIndex === BATCHES) resolve();
      else setTimeout(look, 1);
    };
    look();
  });
  log.acknowledge(BATCHES / 2);
  await log.close();
}
