// What the connection between members costs: `npx tsc -b cluster && node cluster/test/peer-benchmark.mjs`.
// Two processes on loopback. Batches go one way with so many bytes in flight; CPU is that of the whole
// process, user and system, per batch. Then a message of a heartbeat's size goes there and back.
import { fork } from "node:child_process";
import { BATCH_HEADER_BYTES, BatchKind, sealBatch } from "../dist/batch.js";
import { raftIdOf } from "../dist/member-id.js";
import { createMessage, MessageType } from "../dist/raft/message.js";
import { TcpPeers } from "../dist/transport/peer-tcp.js";

const WINDOW_BYTES = 4_000_000;
const SIZES = [4_096, 65_520, 131_056, 262_128];
const TOTAL_BYTES = 1_500_000_000;
const ROUND_TRIPS = 20_000;

const isReceiver = process.argv[2] === "receiver";
const nodeId = isReceiver ? 2 : 1;
const handlers = { onMessage: () => {} };
const peers = new TcpPeers({
  nodeId,
  clusterId: 1,
  introductionTo: () => ({
    incarnation: 1,
    life: 0,
    founding: 0,
    given: { incarnation: 0, life: 0, index: 0 },
    membersIndex: 0,
    members: [],
  }),
  listen: "127.0.0.1:0",
  members: [],
  onMessage: (message, wallUs) => handlers.onMessage(message, wallUs),
  onConnectionClosed: () => {},
  onUnreachable: () => {
    throw new Error("the benchmark keeps within the bound");
  },
});
await peers.open();

if (isReceiver) await receive();
else await send();

/** Acknowledges every batch with a word, as a follower does. */
async function receive() {
  let before = process.cpuUsage();
  let recycles = true;
  process.on("message", (word) => {
    if (word.address !== undefined) peers.setMembers([{ nodeId: 1, peerAddress: word.address }]);
    if (word.begin !== undefined) {
      recycles = word.recycles;
      before = process.cpuUsage();
    }
    if (word.end) {
      const { user, system } = process.cpuUsage(before);
      process.send({ cpuUs: user + system });
    }
    if (word.exit) process.exit();
  });
  handlers.onMessage = (message) => {
    const reply = createMessage(MessageType.AppendReply, raftIdOf(1, 1));
    reply.from = 2;
    reply.index = message.index + message.entries.length;
    reply.context = message.context;
    peers.send(reply, 1);
    peers.flush();
    if (recycles) for (const { data } of message.entries) peers.recycle(data);
  };
  process.send({ address: peers.address });
}

async function send() {
  const child = fork(process.argv[1], ["receiver"]);
  const word = () => new Promise((resolve) => child.once("message", resolve));
  const { address } = await word();
  peers.setMembers([{ nodeId: 2, peerAddress: address }]);
  child.send({ address: peers.address });
  while (!peers.status().every(({ isHeard, isReached }) => isHeard && isReached)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  console.log("batch bytes  recycled     MB/s  sender us/batch  receiver us/batch");
  for (const recycles of [true, false]) {
    for (const bytes of SIZES) await throughput(child, word, bytes, recycles);
  }
  await roundTrips();
  child.send({ exit: true });
  await peers.close();
}

async function throughput(child, word, batchBytes, recycles) {
  const count = Math.ceil(TOTAL_BYTES / 3 / batchBytes);
  const pool = Array.from({ length: 32 }, (_, at) => sealed(batchBytes, at));
  child.send({ begin: true, recycles });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = process.cpuUsage();
  const beginMs = performance.now();
  let sent = 0;
  let acknowledged = 0;
  await new Promise((resolve) => {
    const fill = () => {
      while (sent < count && (sent - acknowledged) * batchBytes < WINDOW_BYTES) {
        const message = createMessage(MessageType.Append, raftIdOf(2, 1));
        message.from = 1;
        message.term = 1;
        // The batches are sealed once: each is sent again at the index it has.
        const entry = pool[sent++ % pool.length];
        message.index = entry.index - 1;
        message.entries = [entry];
        peers.send(message, 1);
      }
      if (acknowledged === count) resolve();
    };
    handlers.onMessage = () => {
      acknowledged++;
      fill();
    };
    fill();
  });
  const seconds = (performance.now() - beginMs) / 1_000;
  const { user, system } = process.cpuUsage(before);
  child.send({ end: true });
  const { cpuUs } = await word();
  const row = [
    String(batchBytes).padStart(11),
    String(recycles).padStart(9),
    ((count * batchBytes) / 1e6 / seconds).toFixed(0).padStart(8),
    ((user + system) / count).toFixed(1).padStart(16),
    (cpuUs / count).toFixed(1).padStart(18),
  ];
  console.log(row.join(" "));
}

async function roundTrips() {
  const timesUs = new Float64Array(ROUND_TRIPS);
  const before = process.cpuUsage();
  let done = 0;
  let sentAtMs = 0;
  await new Promise((resolve) => {
    const ask = () => {
      const message = createMessage(MessageType.Heartbeat, raftIdOf(2, 1));
      message.from = 1;
      message.term = 1;
      message.context = done;
      sentAtMs = performance.now();
      peers.send(message, 1);
      peers.flush();
    };
    handlers.onMessage = () => {
      timesUs[done++] = (performance.now() - sentAtMs) * 1_000;
      if (done === ROUND_TRIPS) resolve();
      else ask();
    };
    ask();
  });
  const { user, system } = process.cpuUsage(before);
  timesUs.sort();
  const at = (share) => timesUs[Math.floor(ROUND_TRIPS * share)].toFixed(1);
  console.log(
    `a heartbeat and its answer: p50 ${at(0.5)} us, p99 ${at(0.99)} us, max ${at(0.99999)} us; ` +
      `${((user + system) / ROUND_TRIPS).toFixed(1)} us of CPU at the asking side`,
  );
}

function sealed(batchBytes, at) {
  const bytes = new Uint8Array(batchBytes).fill(7, BATCH_HEADER_BYTES);
  sealBatch(bytes, {
    kind: BatchKind.Commands,
    clusterId: 1,
    index: at + 1,
    term: 1,
    firstPosition: 1,
    count: 10,
    previousHash: 0,
    clusterTimeUs: 1,
    highWater: { index: 0, term: 0, hash: 0 },
  });
  return { index: at + 1, term: 1, kind: 0, data: bytes };
}
