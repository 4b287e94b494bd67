// What the state machine costs per command, on top of its service: commands of 64 bytes, replies of 32.
//
//     npx tsc -b cluster && node cluster/test/state-machine-benchmark.mjs
//
// Prints nanoseconds per command for several run lengths, of the median batch; includes the echo service, the sessions,
// the reply rings and the digest, not the making of the batch.
import { Batch, BATCH_HEADER_BYTES, BatchKind, RUN_HEADER_BYTES, sealBatch } from "../dist/batch.js";
import { StateMachine } from "../dist/state-machine.js";
import { encodeOpenSession } from "../dist/system-messages.js";
import { writeU53 } from "../dist/u53.js";

const COMMAND_BYTES = 64;
const BATCH_COMMANDS = 1_000;
const BATCHES = 3_000;
const SESSIONS = 16;

class Echo {
  name = "echo";
  schemaId;
  isPublishing;

  constructor(schemaId, isPublishing) {
    this.schemaId = schemaId;
    this.isPublishing = isPublishing;
  }
  onCommand(view, offset, _length, context) {
    const { replies } = context;
    const at = replies.claim(32);
    for (let word = 0; word < 32; word += 8) {
      replies.view.setUint32(at + word, view.getUint32(offset + word, true), true);
    }
    if (this.isPublishing) context.events.view.setUint32(context.events.claim(40), 5, true);
  }
  validate() {}
  onQuery() {}
  onTimer() {}
  onSessionOpened() {}
  onSessionClosed() {}
  takeSnapshot() {}
  loadSnapshot() {}
}

/** @returns nanoseconds per command, after as many batches for the engine to warm up */
function measure(runCommands, isPublishing) {
  const services = () => [1, 2, 3, 4].map((schemaId) => new Echo(schemaId, isPublishing));
  const machine = new StateMachine({ services, seed: 1, clusterId: 7 });
  const header = {
    kind: BatchKind.Commands,
    clusterId: 7,
    index: 0,
    term: 1,
    firstPosition: 1,
    count: 1,
    previousHash: 0,
    clusterTimeUs: 1e15,
    highWater: { index: 0, term: 0, hash: 0 },
  };
  const seal = (bytes, count) => {
    header.index++;
    header.count = count;
    header.clusterTimeUs += 1_000;
    header.previousHash = sealBatch(bytes, header);
    header.firstPosition += count;
  };
  const next = Array.from({ length: SESSIONS }, (_, session) => {
    const open = encodeOpenSession({
      nonce: new Uint8Array(16).fill(session),
      principalId: 1,
      roles: 1,
      timeoutMs: 1,
      replyRingBytes: 0,
      flags: 0,
    });
    const bytes = new Uint8Array(BATCH_HEADER_BYTES + RUN_HEADER_BYTES + 8 + open.length);
    const view = new DataView(bytes.buffer, BATCH_HEADER_BYTES);
    view.setUint32(0, bytes.length - BATCH_HEADER_BYTES, true);
    view.setUint32(4, 1, true);
    view.setUint16(RUN_HEADER_BYTES, (8 + open.length) / 8, true);
    bytes.set(open, BATCH_HEADER_BYTES + RUN_HEADER_BYTES + 8);
    seal(bytes, 1);
    machine.apply(new Batch(bytes));
    return 1;
  });
  const runBytes = RUN_HEADER_BYTES + runCommands * COMMAND_BYTES;
  const runs = BATCH_COMMANDS / runCommands;
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + runs * runBytes);
  const view = new DataView(bytes.buffer);
  const batch = new Batch(bytes);
  let turn = 0;
  const fill = () => {
    for (let run = 0; run < runs; run++, turn++) {
      const at = BATCH_HEADER_BYTES + run * runBytes;
      const session = turn % SESSIONS;
      view.setUint32(at, runBytes, true);
      view.setUint32(at + 4, runCommands, true);
      writeU53(view, at + 8, session + 1);
      writeU53(view, at + 16, next[session]);
      writeU53(view, at + 24, Math.max(0, next[session] - 1 - runCommands)); // The window is one run.
      next[session] += runCommands;
      for (let offset = at + RUN_HEADER_BYTES; offset < at + runBytes; offset += COMMAND_BYTES) {
        view.setUint32(offset, COMMAND_BYTES / 8, true);
        view.setUint32(offset + 4, 1, true);
        view.setUint16(offset + 8, 48, true);
        view.setUint16(offset + 12, 2, true);
      }
    }
    seal(bytes, BATCH_COMMANDS);
  };
  const elapsedNs = new Float64Array(BATCHES);
  for (let turns = -BATCHES; turns < BATCHES; turns++) {
    fill();
    const startNs = process.hrtime.bigint();
    if (machine.apply(batch) === undefined) throw machine.halt.error;
    if (turns >= 0) elapsedNs[turns] = Number(process.hrtime.bigint() - startNs);
  }
  return elapsedNs.sort()[BATCHES / 2] / BATCH_COMMANDS;
}

for (const runCommands of [1, 10, 100, 1_000]) {
  const replyOnly = measure(runCommands, false).toFixed(1);
  const withEvent = measure(runCommands, true).toFixed(1);
  console.log(
    `runs of ${runCommands}: ${replyOnly} ns per command, ${withEvent} ns with an event of 40 bytes`,
  );
}
