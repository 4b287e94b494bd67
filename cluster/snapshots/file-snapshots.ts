import { closeSync, mkdirSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { assert } from "../assert.ts";
import { syncDirectory, syncFile } from "../log/directory.ts";
import { copiedBytes, copyState } from "../state-copy.ts";
import type { StateMachine } from "../state-machine.ts";
import { CopyMemory } from "./copy-memory.ts";
import { SnapshotCorruptError, SnapshotFailedError } from "./snapshot-errors.ts";
import { loadSnapshot, readHead } from "./snapshot-format.ts";
import { listSnapshotFiles, snapshotDirectory, withSnapshotFile, snapshotPath } from "./snapshot-file.ts";
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
import type {
  ServicesModule,
  SnapshotPaths,
  SnapshotTask,
  SnapshotWorkerAnswer,
  SnapshotWorkerData,
} from "./snapshot-worker.ts";

export interface FileSnapshotsOptions {
  /** Of the node; the snapshots are in a folder of it. */
  readonly directory: string;
  readonly clusterId: number;
  readonly seed: number;
  readonly services: ServicesModule;
  /** The highest version of the services that this build supports; default 1. */
  readonly versionMax?: number;
  readonly listener: SnapshotListener;
  /** Of what is there and is no snapshot. */
  readonly notice?: (message: string) => void;
}

/** A service that takes longer than this to write its state is named with its time. */
const SLOW_US = 1_000;
/** A state may grow by so much before its copy needs other memory. */
const PREPARED_RATIO = 1.25;

interface Receiving {
  readonly offered: OfferedSnapshot;
  readonly paths: SnapshotPaths;
  readonly descriptor: number;
  end: number;
}

/** Snapshots in files, each made by a thread of its own. */
export class FileSnapshots implements SnapshotStore {
  list: readonly SnapshotInfo[];
  heldFrom: number = Infinity;
  private readonly options: FileSnapshotsOptions;
  private readonly directory: string;
  /** From `prepare`, or the beginning of a task, to the end of the task. */
  private worker: Worker | undefined;
  /** For copies: kept from one snapshot to the next, because touching new pages takes longer than copying. */
  private memory: SharedArrayBuffer | undefined;
  private task: { readonly paths: SnapshotPaths; readonly cost: () => SnapshotCost } | undefined;
  private receiving: Receiving | undefined;

  /** @throws the system's errors: EACCES, ENOSPC */
  constructor(options: FileSnapshotsOptions) {
    this.options = options;
    this.directory = snapshotDirectory(options.directory);
    if (mkdirSync(this.directory, { recursive: true }) !== undefined) syncDirectory(options.directory);
    const { paths, temporary } = listSnapshotFiles(this.directory);
    for (const path of temporary) unlinkSync(path);
    // What a killed process wrote may be in the cache only: it is not to be trusted before it is synced.
    for (const path of paths) syncFile(path);
    syncDirectory(this.directory);
    this.list = paths.flatMap((path) => {
      try {
        const { info } = withSnapshotFile(path, readHead);
        if (info.clusterId === options.clusterId) return [info];
        options.notice?.(`${path} is of cluster ${info.clusterId}, not ${options.clusterId}: it is not used`);
        return [];
      } catch (error) {
        if (!(error instanceof SnapshotCorruptError)) throw error;
        options.notice?.(`${error.message}. It is not used`);
        return [];
      }
    });
  }

  get isBusy(): boolean {
    return this.task !== undefined || this.receiving !== undefined;
  }

  nameOf({ index }: SnapshotInfo): string {
    return snapshotPath(this.directory, index);
  }

  prepare(machine: StateMachine): void {
    if (this.isBusy || this.worker !== undefined) return;
    this.worker = this.startWorker();
    const bytes = copiedBytes(machine);
    if (bytes > (this.memory?.byteLength ?? 0)) {
      this.send({ kind: "prepare", bytes: Math.ceil(bytes * PREPARED_RATIO) });
    }
  }

  take(machine: StateMachine, place: SnapshotPlace): void {
    assert(!this.isBusy);
    const beganUs = nowUs();
    const copy = copyState(machine, new CopyMemory(this.memory).copy, nowUs);
    const final = snapshotPath(this.directory, machine.appliedIndex);
    const paths = { temporary: `${final}.writing`, final };
    this.send({ kind: "write", paths, copy, place });
    const copiedUs = nowUs();
    const slow = copy.services.filter(({ us }) => us >= SLOW_US);
    this.begin(paths, () => ({
      pauseUs: Math.round(copiedUs - beganUs),
      writtenUs: Object.fromEntries(slow.map(({ name, us }) => [name, Math.round(us)])),
      seconds: (nowUs() - copiedUs) / 1e6,
    }));
  }

  load(snapshot: SnapshotInfo, machine: StateMachine): void {
    withSnapshotFile(this.nameOf(snapshot), (source) => loadSnapshot(source, machine));
  }

  reject(snapshot: SnapshotInfo): void {
    this.list = this.list.filter((one) => one !== snapshot);
  }

  read(snapshot: SnapshotInfo, offset: number, bytesMax: number): Uint8Array | undefined {
    if (!this.list.some((one) => isSameSnapshot(one, snapshot))) return undefined;
    return withSnapshotFile(this.nameOf(snapshot), (source) => source.read(offset, bytesMax));
  }

  receive(offered: OfferedSnapshot): number {
    assert(this.task === undefined);
    if (this.receiving !== undefined && isSameSnapshot(this.receiving.offered, offered)) {
      return this.receiving.end;
    }
    this.stopReceiving();
    const final = snapshotPath(this.directory, offered.index);
    const temporary = `${final}.receiving`;
    const descriptor = openSync(temporary, "w");
    this.receiving = { offered, paths: { temporary, final }, descriptor, end: 0 };
    return 0;
  }

  receivePiece(offset: number, bytes: Uint8Array): void {
    const { receiving } = this;
    assert(receiving !== undefined && offset === receiving.end);
    assert(offset + bytes.byteLength <= receiving.offered.bytes);
    for (let at = 0; at < bytes.byteLength;) {
      at += writeSync(receiving.descriptor, bytes, at, bytes.byteLength - at, offset + at);
    }
    receiving.end += bytes.byteLength;
    if (receiving.end < receiving.offered.bytes) return;
    closeSync(receiving.descriptor);
    this.receiving = undefined;
    const beganUs = nowUs();
    const { paths } = receiving;
    this.begin(paths, () => ({ pauseUs: 0, writtenUs: {}, seconds: (nowUs() - beganUs) / 1e6 }));
    this.send({ kind: "verify", paths });
  }

  stopReceiving(): void {
    if (this.receiving === undefined) return;
    closeSync(this.receiving.descriptor);
    rmSync(this.receiving.paths.temporary, { force: true });
    this.receiving = undefined;
  }

  async close(): Promise<void> {
    this.stopReceiving();
    this.task = undefined;
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private begin(paths: SnapshotPaths, cost: () => SnapshotCost): void {
    this.task = { paths, cost };
  }

  private send(task: SnapshotTask): void {
    this.worker ??= this.startWorker();
    this.worker.postMessage(task);
  }

  private startWorker(): Worker {
    const { clusterId, seed, services, versionMax = 1 } = this.options;
    const workerData: SnapshotWorkerData = { clusterId, seed, services, versionMax };
    const worker = new Worker(workerPath(), { workerData });
    worker.unref(); // It holds up no end of the process: what it makes does not count then.
    const fail = (error: Error): void => {
      if (worker === this.worker) this.fail(error);
    };
    worker.on("message", (answer: SnapshotWorkerAnswer) => {
      if (worker !== this.worker) return;
      if (answer.kind === "prepared") this.memory = answer.memory;
      else this.finish(answer.snapshot);
    });
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`its thread ended with code ${code}`)));
    return worker;
  }

  private finish(snapshot: SnapshotInfo): void {
    const { cost } = this.task!;
    this.end();
    this.list = keptOf([snapshot, ...this.list], this.heldFrom);
    this.removeOlder();
    this.options.listener.onSnapshot(snapshot, cost());
  }

  /** Than those that count: also what was rejected. */
  private removeOlder(): void {
    if (this.list.length < 2) return;
    const oldest = this.nameOf(this.list.at(-1)!);
    for (const path of listSnapshotFiles(this.directory).paths) if (path < oldest) unlinkSync(path);
  }

  private fail(error: Error): void {
    const { task } = this;
    this.end();
    if (task === undefined) return; // It only got ready.
    rmSync(task.paths.temporary, { force: true });
    this.options.listener.onSnapshotFailed(
      new SnapshotFailedError(task.paths.final, error.message, { cause: error }),
    );
  }

  private end(): void {
    const { worker } = this;
    this.worker = undefined;
    this.task = undefined;
    void worker?.terminate(); // And all its memory with it.
  }
}

function nowUs(): number {
  return performance.now() * 1_000;
}

/** Beside this file; when this is the TypeScript source (tests), the compiled one. */
function workerPath(): string {
  const here = import.meta.url;
  return fileURLToPath(
    here.endsWith(".ts")
      ? new URL("../dist/snapshots/snapshot-worker.js", here)
      : new URL("snapshot-worker.js", here),
  );
}
