import { assert } from "../assert.ts";
import type { StateMachine } from "../state-machine.ts";
import { SnapshotCorruptError, SnapshotFailedError } from "./snapshot-errors.ts";
import { loadSnapshot, readHead } from "./snapshot-format.ts";
import { SnapshotImage } from "./snapshot-image.ts";
import {
  isSameSnapshot,
  keptOf,
  type OfferedSnapshot,
  type SnapshotCost,
  type SnapshotInfo,
  type SnapshotListener,
  type SnapshotPlace,
  type SnapshotStore,
} from "./snapshot-store.ts";

/** What outlives a MemorySnapshots: open another one on the same disk after `crash()`, as a process starts again. */
export class MemorySnapshotDisk {
  /** By index, as a file would have them; a test may damage them. */
  readonly images: Map<number, Uint8Array> = new Map();
}

interface MemorySnapshotsOptions {
  readonly disk: MemorySnapshotDisk;
  /** New and empty: snapshots are verified on it. */
  readonly makeMachine: () => StateMachine;
  readonly listener: SnapshotListener;
  /** "manual": a test calls `complete()`. "automatic": in a microtask. */
  readonly completion: "manual" | "automatic";
  /** Of what is on the disk and is no snapshot. */
  readonly notice?: (message: string) => void;
}

/** Snapshots in memory, which count when they are told to. */
export class MemorySnapshots implements SnapshotStore {
  private readonly options: MemorySnapshotsOptions;
  private written: Uint8Array | undefined;
  private receiving:
    | { readonly offered: OfferedSnapshot; readonly image: Uint8Array; end: number }
    | undefined;
  private isStopped = false;
  list: readonly SnapshotInfo[];
  heldFrom: number = Infinity;

  constructor(options: MemorySnapshotsOptions) {
    this.options = options;
    const list: SnapshotInfo[] = [];
    for (const [index, image] of options.disk.images) {
      try {
        list.push(readHead(new SnapshotImage(nameOf(index), image)).info);
      } catch (error) {
        if (!(error instanceof SnapshotCorruptError)) throw error;
        options.notice?.(`${error.message}. It is not used`);
      }
    }
    this.list = list.sort((a, b) => b.index - a.index);
  }

  get isBusy(): boolean {
    return this.written !== undefined || this.receiving !== undefined;
  }

  nameOf({ index }: SnapshotInfo): string {
    return nameOf(index);
  }

  prepare(): void {}

  take(machine: StateMachine, place: SnapshotPlace): void {
    assert(!this.isStopped && !this.isBusy);
    this.finish(SnapshotImage.of(machine, place).image);
  }

  load(snapshot: SnapshotInfo, machine: StateMachine): void {
    const image = this.options.disk.images.get(snapshot.index);
    if (image === undefined) {
      throw new SnapshotCorruptError(nameOf(snapshot.index), undefined, "it is there no more");
    }
    loadSnapshot(new SnapshotImage(nameOf(snapshot.index), image), machine);
  }

  reject(snapshot: SnapshotInfo): void {
    this.list = this.list.filter((one) => one !== snapshot);
  }

  read(snapshot: SnapshotInfo, offset: number, bytesMax: number): Uint8Array | undefined {
    if (!this.list.some((one) => isSameSnapshot(one, snapshot))) return undefined;
    return this.options.disk.images.get(snapshot.index)?.slice(offset, offset + bytesMax);
  }

  receive(offered: OfferedSnapshot): number {
    assert(!this.isStopped && this.written === undefined);
    if (this.receiving === undefined || !isSameSnapshot(this.receiving.offered, offered)) {
      this.receiving = { offered, image: new Uint8Array(offered.bytes), end: 0 };
    }
    return this.receiving.end;
  }

  receivePiece(offset: number, bytes: Uint8Array): void {
    const { receiving } = this;
    assert(receiving !== undefined && offset === receiving.end);
    assert(offset + bytes.byteLength <= receiving.image.byteLength);
    receiving.image.set(bytes, offset);
    receiving.end += bytes.byteLength;
    if (receiving.end < receiving.image.byteLength) return;
    this.receiving = undefined;
    this.finish(receiving.image);
  }

  stopReceiving(): void {
    this.receiving = undefined;
  }

  close(): Promise<void> {
    this.crash();
    return Promise.resolve();
  }

  /** The process dies: what was under way is gone, and no callback comes any more. */
  crash(): void {
    this.isStopped = true;
    this.written = undefined;
    this.receiving = undefined;
  }

  /** Verifies what was written, and lets it count. */
  complete(): void {
    const { written: image, options } = this;
    if (this.isStopped || image === undefined) return;
    this.written = undefined;
    let snapshot: SnapshotInfo;
    try {
      snapshot = loadSnapshot(new SnapshotImage(nameOf(0), image), options.makeMachine());
    } catch (error) {
      options.listener.onSnapshotFailed(
        new SnapshotFailedError("memory", (error as Error).message, { cause: error }),
      );
      return;
    }
    options.disk.images.set(snapshot.index, image);
    this.list = keptOf([snapshot, ...this.list], this.heldFrom);
    for (const index of options.disk.images.keys()) {
      if (index < this.list.at(-1)!.index) options.disk.images.delete(index);
    }
    options.listener.onSnapshot(snapshot, NO_COST);
  }

  private finish(image: Uint8Array): void {
    this.written = image;
    if (this.options.completion === "automatic") queueMicrotask(() => this.complete());
  }
}

const NO_COST: SnapshotCost = { pauseUs: 0, writtenUs: {}, seconds: 0 };

function nameOf(index: number): string {
  return `snapshot ${index} in memory`;
}
