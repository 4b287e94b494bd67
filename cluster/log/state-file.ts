import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  write,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { assert } from "../assert.ts";
import { checksum } from "../checksum.ts";
import { readU53, writeU53 } from "../u53.ts";
import { syncDirectory } from "./directory.ts";
import { LogCorruptError, LogWriteError } from "./log-errors.ts";
import { type DiskIdentity, type HardState, type LogPoint, NO_POINT } from "./log-store.ts";
import type { LogState } from "./stored-log.ts";

/**
 * What judges the log and therefore lives beside it. Three slots of 512 bytes, each in a disk sector
 * of its own (at 0, 4096, 8192), written in turn with O_DSYNC; the valid one with the highest
 * sequence counts. A slot, little-endian:
 *
 *     0 u32 checksum        CRC-32 of bytes 4..511
 *     4 u32 magic           "LSST"
 *     8 u32 format          2
 *    16 u53 sequence        one more with every write, from 1
 *    24 u53 clusterId
 *    32 u53 nodeId
 *    40 u53 incarnation     of this node's disk: one more each time it lost its past; 0: it has none (member-id.ts)
 *    48 u53 term
 *    56 u53 vote            Raft id; 0 is nobody
 *    64 u53 baseIndex       the point before the first batch: what lay before was given up on purpose, the rest must be there
 *    72 u53 activeSegment   number of the newest segment known to exist
 *    80 u53 highWaterIndex  durable and acknowledged
 *    88 u53 highWaterTerm
 *    96 u32 highWaterHash
 *   100 u32 baseHash
 *   104 u53 baseTerm
 *   112 u53 firstSegment    segments with a lower number do not count any more
 *   120 u16 founders        members of the cluster as it began, when this disk was there; then so many u16 numbers
 *   152 u16 peers           then, from 160 on, so many of u53 Raft id, u53 index: what each was known to hold
 *       (zero to 512)
 *
 * Why three: a write of the high-water mark may still be under way when term and vote have to be
 * written; with a third slot neither can touch the newest durable one. Why term and vote are written
 * twice: one rotten slot must not bring an old vote back.
 */
export interface NodeState {
  clusterId: number;
  nodeId: number;
  incarnation: number;
  founders: readonly number[];
  hardState: HardState;
  base: LogPoint;
  firstSegment: number;
  activeSegment: number;
  highWater: LogPoint;
  /** By Raft id; the highest index that is committed and that the member was known to hold. Lags. */
  peersAcknowledged: ReadonlyMap<number, number>;
}

const SLOT_BYTES = 512;
const SLOT_STRIDE_BYTES = 4_096;
const SLOTS = 3;
const MAGIC = 0x5453_534c;
const FORMAT = 2;
const FOUNDERS_OFFSET = 120;
const FOUNDERS_MAX = 15;
const PEERS_OFFSET = 152;
const PEERS_MAX = 22;

/** The state file, open. One process at a time has it (directory-lock.ts). */
export class StateFile implements LogState {
  /** As of the last call of a `save`; what is on the disk may be one `saveLater` behind. */
  readonly state: NodeState;
  private readonly path: string;
  private readonly descriptor: number;
  /** Told of a write that `saveLater` could not finish; the other saves throw. */
  onFatal: (error: Error) => void = (error) => {
    throw error;
  };
  private sequence: number;
  /** The slot with the newest durable state is never written over. */
  private newestSlot: number;
  private newestSequence: number;
  private writingSlot = -1;
  private again = false;
  private readonly slot = new Uint8Array(SLOT_BYTES);
  private whenIdle: (() => void)[] = [];

  private constructor(path: string, descriptor: number, found: FoundSlot) {
    this.path = path;
    this.descriptor = descriptor;
    this.state = found.state;
    this.sequence = found.sequence;
    this.newestSlot = found.slot;
    this.newestSequence = found.sequence;
  }

  get hardState(): HardState {
    return this.state.hardState;
  }
  get highWater(): LogPoint {
    return this.state.highWater;
  }
  get identity(): DiskIdentity {
    return this.state;
  }
  get peersAcknowledged(): ReadonlyMap<number, number> {
    return this.state.peersAcknowledged;
  }
  set peersAcknowledged(acknowledged: ReadonlyMap<number, number>) {
    this.state.peersAcknowledged = acknowledged;
  }

  static exists(path: string): boolean {
    return existsSync(path);
  }

  /** A new state file, durable when this returns: it appears whole or not at all. */
  static create(path: string, identity: { clusterId: number; nodeId: number; incarnation: number }): void {
    const state: NodeState = {
      ...identity,
      founders: [],
      hardState: { term: 0, vote: 0 },
      base: { ...NO_POINT },
      firstSegment: 0,
      activeSegment: 0,
      highWater: { ...NO_POINT },
      peersAcknowledged: new Map(),
    };
    const unfinished = `${path}.new`;
    const descriptor = openSync(unfinished, "w");
    try {
      for (let slot = 0; slot < SLOTS; slot++) {
        writeSync(descriptor, encodeStateSlot(state, slot + 1), 0, SLOT_BYTES, slot * SLOT_STRIDE_BYTES);
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, path);
    syncDirectory(dirname(path));
  }

  /** @throws LogCorruptError when no slot is valid */
  static open(path: string): StateFile {
    const descriptor = openSync(path, constants.O_RDWR | constants.O_DSYNC);
    try {
      fsyncSync(descriptor); // What a killed process left in the cache is not to be trusted before.
      return new StateFile(path, descriptor, newestOf(path, descriptor));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** The state, for a tool that only reads, also beside the process that writes it. */
  static read(path: string): NodeState {
    const descriptor = openSync(path, constants.O_RDONLY);
    try {
      return newestOf(path, descriptor).state;
    } finally {
      closeSync(descriptor);
    }
  }

  /** Durable when it returns, in two slots. */
  saveHardState(hardState: HardState): void {
    assert(hardState.term >= this.state.hardState.term);
    this.state.hardState = { ...hardState };
    this.saveNow();
    this.saveNow();
  }

  saveIdentity({ incarnation, founders }: DiskIdentity): void {
    this.save({ incarnation, founders });
  }

  /** Changes what is given, durable when it returns, in two slots. */
  save(
    change: Partial<
      Pick<NodeState, "base" | "firstSegment" | "activeSegment" | "highWater" | "incarnation" | "founders">
    >,
  ): void {
    Object.assign(this.state, change);
    this.saveNow();
    this.saveNow();
  }

  /** Changes what is given, and writes it soon without waiting; a write under way is followed by one more. */
  saveLater(change: Partial<Pick<NodeState, "activeSegment" | "highWater">>): void {
    Object.assign(this.state, change);
    if (this.writingSlot >= 0) this.again = true;
    else this.startWriting();
  }

  /** Waits for what `saveLater` began. */
  async close(): Promise<void> {
    if (this.writingSlot >= 0) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
    closeSync(this.descriptor);
  }

  private saveNow(): void {
    const slot = this.freeSlot();
    try {
      const written = writeSync(
        this.descriptor,
        encodeStateSlot(this.state, ++this.sequence),
        0,
        SLOT_BYTES,
        slot * SLOT_STRIDE_BYTES,
      );
      if (written !== SLOT_BYTES) throw new Error(`${written} of ${SLOT_BYTES} bytes written`);
    } catch (error) {
      throw new LogWriteError(this.path, (error as Error).message, { cause: error });
    }
    this.newestSlot = slot;
    this.newestSequence = this.sequence;
  }

  /** The older one of those that are neither the newest nor being written. */
  private freeSlot(): number {
    const next = (this.newestSlot + 1) % SLOTS;
    return next === this.writingSlot ? (next + 1) % SLOTS : next;
  }

  private startWriting(): void {
    const slot = this.freeSlot();
    const sequence = ++this.sequence;
    this.writingSlot = slot;
    encodeStateSlot(this.state, sequence, this.slot);
    write(this.descriptor, this.slot, 0, SLOT_BYTES, slot * SLOT_STRIDE_BYTES, (error, written) => {
      this.writingSlot = -1;
      if (error !== null || written !== SLOT_BYTES) {
        this.again = false;
        this.onFatal(
          new LogWriteError(this.path, error?.message ?? `${written} of ${SLOT_BYTES} bytes written`),
        );
      } else if (sequence > this.newestSequence) {
        this.newestSlot = slot;
        this.newestSequence = sequence;
      }
      if (this.again) {
        this.again = false;
        this.startWriting();
        return;
      }
      for (const resolve of this.whenIdle.splice(0)) resolve();
    });
  }
}

interface FoundSlot {
  slot: number;
  sequence: number;
  state: NodeState;
}

/** @returns `into` */
export function encodeStateSlot(
  state: NodeState,
  sequence: number,
  into: Uint8Array = new Uint8Array(SLOT_BYTES),
): Uint8Array {
  const view = new DataView(into.buffer, into.byteOffset, SLOT_BYTES);
  into.fill(0);
  view.setUint32(4, MAGIC, true);
  view.setUint32(8, FORMAT, true);
  writeU53(view, 16, sequence);
  writeU53(view, 24, state.clusterId);
  writeU53(view, 32, state.nodeId);
  writeU53(view, 40, state.incarnation);
  writeU53(view, 48, state.hardState.term);
  writeU53(view, 56, state.hardState.vote);
  writeU53(view, 64, state.base.index);
  writeU53(view, 72, state.activeSegment);
  writeU53(view, 80, state.highWater.index);
  writeU53(view, 88, state.highWater.term);
  view.setUint32(96, state.highWater.hash, true);
  view.setUint32(100, state.base.hash, true);
  writeU53(view, 104, state.base.term);
  writeU53(view, 112, state.firstSegment);
  const { founders, peersAcknowledged } = state;
  assert(founders.length <= FOUNDERS_MAX);
  view.setUint16(FOUNDERS_OFFSET, founders.length, true);
  founders.forEach((nodeId, at) => view.setUint16(FOUNDERS_OFFSET + 2 + at * 2, nodeId, true));
  // Of more, the lives that began last: a member has at most two at a time.
  const peers = [...peersAcknowledged].slice(-PEERS_MAX);
  view.setUint16(PEERS_OFFSET, peers.length, true);
  peers.forEach(([raftId, index], at) => {
    writeU53(view, PEERS_OFFSET + 8 + at * 16, raftId);
    writeU53(view, PEERS_OFFSET + 16 + at * 16, index);
  });
  view.setUint32(0, checksum(into.subarray(4)), true);
  return into;
}

function newestOf(path: string, descriptor: number): FoundSlot {
  const found = readSlots(descriptor);
  if (found.length === 0) {
    throw new LogCorruptError({
      file: path,
      reason: "none of its three slots is valid, so term, vote and high-water mark are unknown",
      advice: "Restore the whole data directory from a copy, or let the node join again with an empty one",
    });
  }
  return found.reduce((best, one) => (one.sequence > best.sequence ? one : best));
}

/** The valid slots. */
function readSlots(descriptor: number): FoundSlot[] {
  const found: FoundSlot[] = [];
  for (let slot = 0; slot < SLOTS; slot++) {
    const bytes = new Uint8Array(SLOT_BYTES);
    if (readSync(descriptor, bytes, 0, SLOT_BYTES, slot * SLOT_STRIDE_BYTES) !== SLOT_BYTES) continue;
    const decoded = decodeStateSlot(bytes);
    if (decoded !== undefined) found.push({ slot, ...decoded });
  }
  return found;
}

/** Undefined when the bytes are not those of a slot. */
export function decodeStateSlot(bytes: Uint8Array): Omit<FoundSlot, "slot"> | undefined {
  if (bytes.byteLength !== SLOT_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, SLOT_BYTES);
  if (view.getUint32(0, true) !== checksum(bytes.subarray(4))) return undefined;
  if (view.getUint32(4, true) !== MAGIC || view.getUint32(8, true) !== FORMAT) return undefined;
  if (view.getUint16(FOUNDERS_OFFSET, true) > FOUNDERS_MAX) return undefined;
  if (view.getUint16(PEERS_OFFSET, true) > PEERS_MAX) return undefined;
  const state: NodeState = {
    clusterId: readU53(view, 24),
    nodeId: readU53(view, 32),
    incarnation: readU53(view, 40),
    founders: Array.from({ length: view.getUint16(FOUNDERS_OFFSET, true) }, (_, at) =>
      view.getUint16(FOUNDERS_OFFSET + 2 + at * 2, true),
    ),
    hardState: { term: readU53(view, 48), vote: readU53(view, 56) },
    base: { index: readU53(view, 64), term: readU53(view, 104), hash: view.getUint32(100, true) },
    firstSegment: readU53(view, 112),
    activeSegment: readU53(view, 72),
    highWater: { index: readU53(view, 80), term: readU53(view, 88), hash: view.getUint32(96, true) },
    peersAcknowledged: new Map(
      Array.from({ length: view.getUint16(PEERS_OFFSET, true) }, (_, at) => [
        readU53(view, PEERS_OFFSET + 8 + at * 16),
        readU53(view, PEERS_OFFSET + 16 + at * 16),
      ]),
    ),
  };
  return { sequence: readU53(view, 16), state };
}
