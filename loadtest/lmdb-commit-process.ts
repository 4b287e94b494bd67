import { parseArgs } from "node:util";
import { appendRecord, createSegment } from "@lockstep/cluster/log/segment";
import { LatencyRecorder } from "./latency.ts";

/**
 * A process that appends records to a segment of a log, each when the one before is durable, and prints how long that took.
 *
 *     node lmdb-commit-process.js --directory DIRECTORY --seconds N
 */
const RECORD_BYTES = 1_024;

const { values } = parseArgs({ options: { directory: { type: "string" }, seconds: { type: "string" } } });
const segment = createSegment(values.directory!, 1);
const latency = new LatencyRecorder();
const endMs = performance.now() + Number(values.seconds) * 1_000;
for (let key = 1, startMs = performance.now(); startMs < endMs; key++) {
  await appendRecord(segment, key, new Uint8Array(RECORD_BYTES).fill(key));
  const nowMs = performance.now();
  latency.record((nowMs - startMs) * 1_000, 1);
  startMs = nowMs;
}
await segment.close();
console.log(JSON.stringify(latency.summary()));
