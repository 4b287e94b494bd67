// A process for the tests to kill: appends batches to the log in a directory and prints "index hash" of
// each as soon as it is durable, and "fatal" with the error's message when a write failed. Ends by itself
// when that many are durable, if it is told how many, and trims all but so many of small segments, if it is told that.
import { writeSync } from "node:fs";
import { BATCH_HEADER_BYTES, BatchKind, sealBatch } from "../dist/batch.js";
import { openLmdbLog } from "../dist/log/lmdb-log-opening.js";

const directory = process.argv[2];
const [batchesInFlight, batchesMax, batchesKept] = process.argv.slice(3).map(Number);
const say = (line) => writeSync(1, `${line}\n`);
let told = 0;

try {
  const log = await openLmdbLog({
    directory,
    clusterId: 77,
    nodeId: 1,
    segmentBytesMax: batchesKept === undefined ? 2 ** 21 : 2 ** 19,
    listener: {
      onDurable(index) {
        while (told < index) say(`${++told} ${log.hashAt(told)}`);
        log.acknowledge(index);
        if (index > batchesKept) log.trimBefore(index - batchesKept);
        if (index >= batchesMax) process.exit(0);
        fill();
      },
      onFatal(error) {
        say(`fatal ${error.code} ${error.message}`);
        process.exit(3);
      },
    },
  });
  told = log.durableIndex;
  say(`open ${told}`);
  fill();

  function fill() {
    while (log.lastIndex - log.durableIndex < batchesInFlight) {
      const index = log.lastIndex + 1;
      const bytes = new Uint8Array(BATCH_HEADER_BYTES + ((index * 7_919) % 40_000));
      bytes.fill(index & 0xff, BATCH_HEADER_BYTES);
      sealBatch(bytes, {
        kind: BatchKind.Commands,
        clusterId: 77,
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
  }
} catch (error) {
  say(`refused ${error.code} ${error.message}`);
  process.exit(2);
}
