import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { Batch, verifyBatch } from "../batch.ts";
import type { Build, BuildNote } from "../build-notes.ts";
import { checksum } from "../checksum.ts";
import { readBatches } from "../log/stored-log.ts";
import { loadSnapshot, readHead } from "../snapshots/snapshot-format.ts";
import { SnapshotImage } from "../snapshots/snapshot-image.ts";
import type { LoadableSnapshots, SnapshotInfo } from "../snapshots/snapshot-store.ts";
import type { StateMachine } from "../state-machine.ts";
import type { SkipCommand } from "../system-messages.ts";
import { type CommandOutputs, recordsIn } from "./command-outputs.ts";
import { type Past, type PastLog, positionsOf } from "./past.ts";

/**
 * A piece of a cluster's past in one file, to be attached to a bug report: the state before a slice of the log, the
 * slice, and what it put out. Little-endian:
 *
 *     0 u32 checksum        CRC-32 of all that follows
 *     4 u32 magic           "LSCP"
 *     8 u32 format          1
 *    12 u32 manifestBytes   of JSON in UTF-8 (CaptureManifest); it says how long the parts are, which follow:
 *       snapshot            as in a snapshot's file (snapshot-format.ts); none when the slice begins the log
 *       log                 batches (batch.ts), one after the other
 *       outputs             of each command whose batch was applied: u32 replyBytes, u32 eventsBytes, and so many of
 *                           records (outputs.ts)
 */
const MAGIC = 0x5043_534c;
const FORMAT = 1;
const HEAD_BYTES = 16;

export interface CaptureManifest {
  readonly application: string;
  readonly clusterId: number;
  readonly nodeId: number;
  /** The position that somebody wants to look at. */
  readonly around: number;
  /** Wall clock, for people. */
  readonly capturedAt: string;
  /** Which made the file: what was put out is what this one puts out. */
  readonly build: Build;
  /** Which the node had, oldest first. */
  readonly builds: readonly BuildNote[];
  /** Skips behind the slice that concern it. */
  readonly skips: readonly SkipCommand[];
  /** Why the outputs end early: a handler failed. */
  readonly halt: string | undefined;
  readonly snapshotBytes: number;
  readonly logBytes: number;
  readonly outputsBytes: number;
}

export interface CaptureParts {
  readonly manifest: Omit<CaptureManifest, "snapshotBytes" | "logBytes" | "outputsBytes">;
  readonly snapshot: SnapshotImage | undefined;
  readonly batches: readonly Uint8Array[];
  readonly outputs: readonly CommandOutputs[];
}

/** Makes a new file, readable by its owner only: accounts and orders are in it. @throws EEXIST, and the system's errors */
export function writeCapture(path: string, parts: CaptureParts): void {
  const snapshot = parts.snapshot?.image ?? new Uint8Array();
  const log = Buffer.concat(parts.batches);
  const outputs = Buffer.concat(parts.outputs.flatMap(outputBytes));
  const manifest: CaptureManifest = {
    ...parts.manifest,
    snapshotBytes: snapshot.byteLength,
    logBytes: log.byteLength,
    outputsBytes: outputs.byteLength,
  };
  const json = Buffer.from(JSON.stringify(manifest));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(MAGIC, 4);
  head.writeUInt32LE(FORMAT, 8);
  head.writeUInt32LE(json.byteLength, 12);
  const rest = [json, snapshot, log, outputs];
  head.writeUInt32LE(
    rest.reduce((sum, bytes) => checksum(bytes, sum), checksum(head.subarray(4))),
    0,
  );
  const file = openSync(path, "wx", 0o600);
  try {
    for (const bytes of [head, ...rest]) {
      for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function outputBytes({ reply, events }: CommandOutputs): Uint8Array[] {
  const lengths = new Uint8Array(8);
  const view = new DataView(lengths.buffer);
  view.setUint32(0, reply.byteLength, true);
  view.setUint32(4, byteCount(events), true);
  return [lengths, reply, ...events];
}

const byteCount = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** A past that came in a file. */
export class Capture implements Past {
  readonly name: string;
  readonly manifest: CaptureManifest;
  readonly log: PastLog;
  readonly snapshots: LoadableSnapshots;
  readonly outputs: readonly CommandOutputs[];

  private constructor(path: string, bytes: Uint8Array) {
    this.name = path;
    this.manifest = manifestOf(path, bytes);
    const { snapshotBytes, logBytes, outputsBytes } = this.manifest;
    let end = HEAD_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
    const part = (length: number): Uint8Array => bytes.subarray(end, (end += length));
    const snapshot =
      snapshotBytes === 0 ? undefined : new SnapshotImage(`${path} (snapshot)`, part(snapshotBytes));
    this.snapshots = new OneSnapshot(snapshot);
    this.log = new LogSlice(batchesIn(path, part(logBytes)), this.snapshots.list[0]);
    this.outputs = outputsIn(part(outputsBytes), positionsOf(this.log).first);
  }

  /** @throws CaptureFileError, SnapshotCorruptError; ENOENT */
  static open(path: string): Capture {
    return new Capture(path, readFileSync(path));
  }

  get clusterId(): number {
    return this.manifest.clusterId;
  }
  get skips(): readonly SkipCommand[] {
    return this.manifest.skips;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Checked as a whole, so that no part of it has to be doubted. */
function manifestOf(path: string, bytes: Uint8Array): CaptureManifest {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < HEAD_BYTES || view.getUint32(4, true) !== MAGIC) {
    throw new CaptureFileError(path, "it is no capture: lockstep capture makes one");
  }
  const format = view.getUint32(8, true);
  if (format !== FORMAT) {
    throw new CaptureFileError(path, `it has format ${format}, this build reads format ${FORMAT}`);
  }
  if (view.getUint32(0, true) !== checksum(bytes.subarray(4))) {
    throw new CaptureFileError(
      path,
      `its ${bytes.byteLength} bytes do not match its checksum: it was cut off or damaged on its way, get it once more`,
    );
  }
  const json = bytes.subarray(HEAD_BYTES, HEAD_BYTES + view.getUint32(12, true));
  return JSON.parse(new TextDecoder().decode(json)) as CaptureManifest;
}

function batchesIn(path: string, bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const batches: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength; at += batches.at(-1)!.byteLength) {
    const batch = bytes.slice(at, at + view.getUint32(at + 8, true));
    if (verifyBatch(batch) !== "valid") {
      throw new CaptureFileError(path, "a batch in it does not match its checksum");
    }
    batches.push(batch);
  }
  if (batches.length === 0) throw new CaptureFileError(path, "there is no batch in it");
  return batches;
}

function outputsIn(bytes: Uint8Array, firstPosition: number): CommandOutputs[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const outputs: CommandOutputs[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const replyAt = at + 8;
    const eventsAt = replyAt + view.getUint32(at, true);
    const end = eventsAt + view.getUint32(at + 4, true);
    const reply = bytes.slice(replyAt, eventsAt);
    const position = firstPosition + outputs.length;
    outputs.push({ position, reply, events: recordsIn(bytes.subarray(eventsAt, end)) });
    at = end;
  }
  return outputs;
}

/** Batches in a row. */
class LogSlice implements PastLog {
  readonly firstIndex: number;
  readonly lastIndex: number;
  private readonly batches: readonly Uint8Array[];

  constructor(batches: readonly Uint8Array[], snapshot: SnapshotInfo | undefined) {
    this.batches = batches;
    this.firstIndex = (snapshot?.index ?? 0) + 1;
    this.lastIndex = this.firstIndex + batches.length - 1;
  }

  read(fromIndex: number, bytesMax: number, visit: (bytes: Uint8Array, index: number) => void): number {
    const bytesAt = (index: number): Uint8Array => this.batches[index - this.firstIndex];
    return readBatches(bytesAt, fromIndex, this.lastIndex, bytesMax, visit);
  }

  hashAt(index: number): number {
    if (index === this.firstIndex - 1) return new Batch(this.batches[0]).previousHash;
    return new Batch(this.batches[index - this.firstIndex]).hash;
  }
}

class OneSnapshot implements LoadableSnapshots {
  readonly list: readonly SnapshotInfo[];
  private readonly source: SnapshotImage | undefined;

  constructor(source: SnapshotImage | undefined) {
    this.source = source;
    this.list = source === undefined ? [] : [readHead(source).info];
  }

  nameOf(): string {
    return this.source!.name;
  }
  load(_snapshot: SnapshotInfo, machine: StateMachine): void {
    loadSnapshot(this.source!, machine);
  }
  reject(): void {}
}

/** Not what `lockstep capture` wrote. */
export class CaptureFileError extends Error {
  override readonly name = "CaptureFileError";
  readonly code = "CAPTURE_FILE";

  constructor(path: string, reason: string) {
    super(`${path} cannot be used: ${reason}`);
  }
}
