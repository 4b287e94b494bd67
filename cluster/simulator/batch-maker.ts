import {
  Batch,
  BATCH_HEADER_BYTES,
  BatchKind,
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  RUN_HEADER_BYTES,
  sealBatch,
} from "../batch.ts";
import { writeU53 } from "../u53.ts";

/** Of all clusters that exist in tests alone. */
export const CLUSTER_ID = 77;
/** Cluster time of the first batch, unless said otherwise: some day in 2026. */
export const START_US = 1_790_000_000_000_000;

export interface MadeCommand {
  message: Uint8Array;
  principalId?: number;
  roles?: number;
  /** Names for the hashes of an idempotency key and of its content. */
  idempotency?: { key: string; content: string };
}

export interface MadeRun {
  sessionId: number;
  first: number;
  acknowledged?: number;
  commands: MadeCommand[];
}

/** Seals batches one after the other, as a leader would. */
export class BatchMaker {
  index = 0;
  position = 0;
  timeUs: number = START_US;
  private previousHash = 0;

  /** @param afterUs how much cluster time has passed since the last batch */
  make(runs: MadeRun[], afterUs = 0): Batch {
    const payloads = runs.map(encodeRun);
    const count = runs.reduce((sum, run) => sum + run.commands.length, 0);
    const length = payloads.reduce((sum, payload) => sum + payload.length, BATCH_HEADER_BYTES);
    const bytes = new Uint8Array(length);
    let at = BATCH_HEADER_BYTES;
    for (const payload of payloads) {
      bytes.set(payload, at);
      at += payload.length;
    }
    this.timeUs += afterUs;
    this.previousHash = sealBatch(bytes, {
      kind: count === 0 ? BatchKind.Empty : BatchKind.Commands,
      clusterId: CLUSTER_ID,
      index: ++this.index,
      term: 1,
      firstPosition: this.position + 1,
      count,
      previousHash: this.previousHash,
      clusterTimeUs: this.timeUs,
      highWater: { index: 0, term: 0, hash: 0 },
    });
    this.position += count;
    return new Batch(bytes);
  }

  /** A batch with commands of the cluster itself. */
  system(messages: Uint8Array[], afterUs = 0): Batch {
    const commands = messages.map((message) => ({ message }));
    return this.make([{ sessionId: 0, first: 1, commands }], afterUs);
  }
}

export function encodeRun(run: MadeRun): Uint8Array {
  const commands = run.commands.map(encodeCommand);
  const length = commands.reduce((sum, command) => sum + command.length, RUN_HEADER_BYTES);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  view.setUint32(4, commands.length, true);
  writeU53(view, 8, run.sessionId);
  writeU53(view, 16, run.first);
  writeU53(view, 24, run.acknowledged ?? 0);
  let at = RUN_HEADER_BYTES;
  for (const command of commands) {
    bytes.set(command, at);
    at += command.length;
  }
  return bytes;
}

function encodeCommand(command: MadeCommand): Uint8Array {
  const hashed = command.idempotency === undefined ? 0 : IDEMPOTENCY_BYTES;
  const headerBytes = COMMAND_HEADER_BYTES + hashed;
  const length = (headerBytes + command.message.length + 7) & ~7;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, length / 8, true);
  view.setUint8(2, hashed === 0 ? 0 : CommandFlag.IdempotencyKey);
  view.setUint8(3, command.roles ?? 0);
  view.setUint32(4, command.principalId ?? 1, true);
  if (command.idempotency !== undefined) {
    const { key, content } = command.idempotency;
    bytes.set(new TextEncoder().encode(key.padEnd(16, ".").slice(0, 16)), COMMAND_HEADER_BYTES);
    bytes.set(new TextEncoder().encode(content.padEnd(16, ".").slice(0, 16)), COMMAND_HEADER_BYTES + 16);
  }
  bytes.set(command.message, headerBytes);
  return bytes;
}
