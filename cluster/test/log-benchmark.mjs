// What the log costs: `npx tsc -b cluster && node cluster/test/log-benchmark.mjs [directory]`.
// Each log gets batches of one size with so many in flight; a bare write and fdatasync of the same bytes
// runs beside it, as the disk's measure. "loop" is CPU time of the event loop's thread per batch, without
// sealing; "cpu" is that of the whole process.
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BATCH_HEADER_BYTES, BatchKind, sealBatch } from "../dist/batch.js";
import { FileLog } from "../dist/log/file-log.js";
import { openLmdbLog } from "../dist/log/lmdb-log-opening.js";
import { MemoryLog, MemoryLogDisk } from "../dist/log/memory-log.js";

const PLACE = process.argv[2] ?? tmpdir();
const identity = { clusterId: 1, nodeId: 1 };
const logs = {
  memory: async (listener) =>
    new MemoryLog({ disk: new MemoryLogDisk(), clusterId: 1, completion: "automatic", listener }),
  file: async (listener, directory, bytesMax) => new FileLog({ ...identity, directory, listener, bytesMax }),
  lmdb: async (listener, directory) => openLmdbLog({ ...identity, directory, listener }),
};

console.log(
  "log    batch bytes in flight     MB/s   batches/commit  loop us  cpu us   p50 ms   p99 ms  max ms",
);
for (const [batchBytes, inFlight, totalBytes] of [
  [1_024, 1, 2e6],
  [8_176, 8, 5e7],
  [65_520, 8, 2e8],
  [262_128, 8, 4e8],
]) {
  for (const name of Object.keys(logs)) await measure(name, batchBytes, inFlight, totalBytes);
  await measureBare(batchBytes, inFlight, totalBytes);
}
await measurePaced();

async function measure(name, batchBytes, inFlight, totalBytes) {
  const directory = fs.mkdtempSync(join(PLACE, "lockstep-log-benchmark-"));
  const count = Math.ceil(totalBytes / batchBytes);
  const pool = Array.from({ length: inFlight * 2 }, () => new Uint8Array(batchBytes).fill(7));
  const appendedAtMs = new Float64Array(count + 1);
  const latenciesMs = [];
  let commits = 0;
  let sealNs = 0;
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const log = await logs[name](
    {
      onDurable(index) {
        const now = performance.now();
        commits++;
        while (latenciesMs.length < index) latenciesMs.push(now - appendedAtMs[latenciesMs.length + 1]);
        log.acknowledge(index);
        if (index === count) finish();
        else fill();
      },
      onFatal(error) {
        throw error;
      },
    },
    directory,
    totalBytes * 1.2,
  );
  const meter = startMeter();
  fill();
  await finished;
  report(name, batchBytes, inFlight, count, meter(), { commits, sealNs, latenciesMs });
  await log.close();
  fs.rmSync(directory, { recursive: true });

  function fill() {
    while (log.lastIndex < count && log.lastIndex - log.durableIndex < inFlight) {
      const bytes = pool[log.lastIndex % pool.length];
      sealNs += seal(bytes, log);
      appendedAtMs[log.lastIndex + 1] = performance.now();
      log.append(bytes);
    }
  }
}

/** @returns nanoseconds by the clock; it never waits */
function seal(bytes, log) {
  const begin = performance.now();
  sealBatch(bytes, {
    kind: BatchKind.Commands,
    clusterId: 1,
    index: log.lastIndex + 1,
    term: 1,
    firstPosition: 1,
    count: (bytes.byteLength - BATCH_HEADER_BYTES) / 64,
    previousHash: log.lastHash,
    clusterTimeUs: 1,
    highWater: { index: 0, term: 0, hash: 0 },
  });
  return (performance.now() - begin) * 1e6;
}

/** The same groups of bytes, appended to a file that grows, each followed by fdatasync. */
async function measureBare(batchBytes, inFlight, totalBytes) {
  const directory = fs.mkdtempSync(join(PLACE, "lockstep-log-benchmark-"));
  const file = fs.openSync(join(directory, "file"), "w");
  const group = Buffer.alloc(batchBytes * inFlight, 7);
  const groups = Math.ceil(totalBytes / group.byteLength);
  const latenciesMs = [];
  const meter = startMeter();
  for (let at = 0; at < groups; at++) {
    const begin = performance.now();
    await new Promise((resolve, reject) => {
      const settle = (error) => (error === null ? resolve() : reject(error));
      fs.write(file, group, 0, group.byteLength, (error) =>
        error === null ? fs.fdatasync(file, settle) : reject(error),
      );
    });
    latenciesMs.push(performance.now() - begin);
  }
  report("bare", batchBytes, inFlight, groups * inFlight, meter(), {
    commits: groups,
    sealNs: 0,
    latenciesMs,
  });
  fs.closeSync(file);
  fs.rmSync(directory, { recursive: true });
}

/** 500,000 commands of 100 bytes a second, in batches as they come in 2.6 ms. */
async function measurePaced() {
  const [batchBytes, batchesPerSecond, seconds] = [131_056, 381, 3];
  const directory = fs.mkdtempSync(join(PLACE, "lockstep-log-benchmark-"));
  const pool = Array.from({ length: 64 }, () => new Uint8Array(batchBytes).fill(7));
  const appendedAtMs = [];
  const latenciesMs = [];
  let commits = 0;
  let sealNs = 0;
  const log = await logs.lmdb(
    {
      onDurable(index) {
        const now = performance.now();
        commits++;
        while (latenciesMs.length < index) latenciesMs.push(now - appendedAtMs[latenciesMs.length]);
        log.acknowledge(index);
      },
      onFatal(error) {
        throw error;
      },
    },
    directory,
  );
  const count = batchesPerSecond * seconds;
  const meter = startMeter();
  const beganMs = performance.now();
  while (log.lastIndex < count) {
    const due = Math.min(count, Math.floor(((performance.now() - beganMs) / 1000) * batchesPerSecond));
    while (log.lastIndex < due) {
      const bytes = pool[log.lastIndex % pool.length];
      sealNs += seal(bytes, log);
      appendedAtMs.push(performance.now());
      log.append(bytes);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const spent = meter();
  await log.close();
  report("lmdb at 50 MB/s", batchBytes, 0, count, spent, { commits, sealNs, latenciesMs });
  const share = (ns) => `${((ns / (spent.elapsedMs * 1e6)) * 100).toFixed(1)} %`;
  console.log(
    `at 50 MB/s: ${share(spent.loopNs - sealNs)} of the loop's thread, ${share(spent.cpuUs * 1000)} of a core in all`,
  );
  fs.rmSync(directory, { recursive: true });
}

function startMeter() {
  const [beganMs, beganNs, beganCpu] = [performance.now(), threadNs(), process.cpuUsage()];
  return () => {
    const cpu = process.cpuUsage(beganCpu);
    return {
      elapsedMs: performance.now() - beganMs,
      loopNs: threadNs() - beganNs,
      cpuUs: cpu.user + cpu.system,
    };
  };
}

/** CPU time of this thread: Linux only. */
function threadNs() {
  return Number(fs.readFileSync("/proc/thread-self/schedstat", "latin1").split(" ")[0]);
}

function report(name, batchBytes, inFlight, count, spent, { commits, sealNs, latenciesMs }) {
  const sorted = Float64Array.from(latenciesMs).sort();
  const figures = [
    [(count * batchBytes) / 1000 / spent.elapsedMs, 9, 0],
    [count / commits, 17, 1],
    [(spent.loopNs - sealNs) / 1000 / count, 9, 1],
    [spent.cpuUs / count, 8, 0],
    [sorted[sorted.length >> 1], 9, 2],
    [sorted[Math.floor(sorted.length * 0.99)], 9, 2],
    [sorted.at(-1), 8, 1],
  ].map(([value, width, digits]) => value.toFixed(digits).padStart(width));
  console.log(
    `${name.padEnd(6)} ${String(batchBytes).padStart(11)} ${String(inFlight).padStart(9)}${figures.join("")}`,
  );
}
