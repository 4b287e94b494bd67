// What a node costs per command with everything on: sockets, validation, log in LMDB with sync before ack, sessions,
// replies. The services echo 64 bytes in and 24 out; the generator is a process of its own.
//
//     npx tsc -b cluster && node cluster/test/node-benchmark.mjs [seconds] [commands in flight] [commands per run]
//
// Prints committed commands per second, and nanoseconds of CPU per command in both processes, all threads counted.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readClientSecret } from "../dist/client-secret.js";
import { ClusterClient } from "../dist/client/cluster-client.js";
import { nodeWorld } from "../dist/client/node-world.js";
import { startNode } from "../dist/start-node.js";
import { TcpDialer } from "../dist/transport/tcp.js";

const SCHEMA_ID = 9;
const MESSAGE_BYTES = 64;
const REPLY_BYTES = 24;

class Echo {
  name = "echo";
  schemaId = SCHEMA_ID;
  validate(view, offset, length) {
    return length >= MESSAGE_BYTES && view.getUint16(offset + 2, true) === 1 ? undefined : "not an echo";
  }
  onCommand(view, offset, _length, { replies }) {
    const at = replies.claim(REPLY_BYTES);
    writeHeader(replies.view, at, REPLY_BYTES, 100);
    replies.view.setUint32(at + 8, view.getUint32(offset + 8, true), true);
  }
  onQuery() {}
  onTimer() {}
  onSessionOpened() {}
  onSessionClosed() {}
  takeSnapshot() {}
  loadSnapshot() {}
}

function writeHeader(view, at, bytes, templateId) {
  view.setUint16(at, bytes - 8, true);
  view.setUint16(at + 2, templateId, true);
  view.setUint16(at + 4, SCHEMA_ID, true);
  view.setUint16(at + 6, 1, true);
}

function generate({ address, secretPath, seconds, inFlight, perRun }) {
  const client = new ClusterClient({
    dialer: new TcpDialer(),
    endpoints: [address],
    secret: readClientSecret(secretPath),
    owner: { principalId: 1, roles: 0 },
    world: nodeWorld,
    replyRingBytes: 16 * 1024 * 1024,
  });
  let answered = 0;
  let failed = 0;
  let given = 0;
  const listener = {
    onRunAnswer(_tag, outcome) {
      if (outcome === 0) answered++;
      else failed++;
    },
  };
  const startMs = performance.now();
  const turn = () => {
    while (client.unanswered + perRun <= inFlight) {
      const run = client.openRun();
      if (run === undefined) break;
      for (let nth = 0; nth < perRun; nth++) {
        const at = run.claim(5, 1, MESSAGE_BYTES, Infinity, listener, given++);
        const { view } = run;
        writeHeader(view, at, MESSAGE_BYTES, 1);
        for (let word = 8; word < MESSAGE_BYTES; word += 4) view.setUint32(at + word, nth, true);
      }
      client.sendRun(run);
    }
    const elapsedMs = performance.now() - startMs;
    if (elapsedMs < seconds * 1_000) {
      setImmediate(turn);
      return;
    }
    const { user, system } = process.cpuUsage();
    process.send({ answered, failed, elapsedMs, cpuUs: user + system, lastError: client.lastError });
    client.stop();
    process.disconnect();
  };
  turn();
}

if (process.argv[2] === "generate") {
  generate(JSON.parse(process.argv[3]));
} else {
  const [seconds = 5, inFlight = 65_536, perRun = 1_024] = process.argv.slice(2).map(Number);
  const dataDirectory = mkdtempSync(join(tmpdir(), "lockstep-benchmark-"));
  const running = await startNode({
    nodeId: 1,
    clusterId: 1,
    dataDirectory,
    listen: "127.0.0.1:0",
    services: () => [new Echo()],
  });
  const { address, secretPath } = running;
  const task = JSON.stringify({ address, secretPath, seconds, inFlight, perRun });
  const cpuBefore = process.cpuUsage();
  const generator = fork(process.argv[1], ["generate", task]);
  generator.on("message", ({ answered, failed, elapsedMs, cpuUs, lastError }) => {
    const { user, system } = process.cpuUsage(cpuBefore);
    const { appliedPosition, lastIndex } = running.status();
    console.log(`${Math.round(answered / (elapsedMs / 1_000))} commands/s, ${failed} failed ${lastError}`);
    console.log(`node      ${Math.round(((user + system) * 1_000) / appliedPosition)} ns of CPU per command`);
    console.log(`generator ${Math.round((cpuUs * 1_000) / answered)} ns of CPU per command`);
    console.log(`${Math.round(appliedPosition / lastIndex)} commands per batch`);
  });
  generator.on("exit", async () => {
    await running.stop();
    rmSync(dataDirectory, { recursive: true });
  });
}
