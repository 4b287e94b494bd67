import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { syncDirectory } from "./log/directory.ts";
import type { LmdbLog } from "./log/lmdb-log.ts";
import { openLmdbLog } from "./log/lmdb-log-opening.ts";
import type { DiskIdentity, LogPoint } from "./log/log-store.ts";
import { snapshotDirectory, SnapshotFileSink, snapshotPath } from "./snapshots/snapshot-file.ts";
import { writeSnapshot } from "./snapshots/snapshot-format.ts";
import type { SnapshotPlace } from "./snapshots/snapshot-store.ts";
import type { StateMachine } from "./state-machine.ts";

const PENDING_BYTES_MAX = 16_777_216;

/** Something is where a new data directory was to be; nothing was changed. */
export class DirectoryTakenError extends Error {
  override readonly name = "DirectoryTakenError";
  readonly code = "DIRECTORY_TAKEN";

  constructor(path: string) {
    super(`${path} is there already: name another one, or move it away`);
  }
}

/** A node's data directory in the making. It gets its name when everything in it is durable; else nothing is left of it. */
export class NewDataDirectory {
  readonly log: LmdbLog;
  private readonly target: string;
  private readonly unfinished: string;
  private readonly writes: Writes;

  private constructor(target: string, unfinished: string, log: LmdbLog, writes: Writes) {
    this.target = target;
    this.unfinished = unfinished;
    this.log = log;
    this.writes = writes;
  }

  /** @throws DirectoryTakenError, and the system's errors */
  static async make(path: string, ids: { clusterId: number; nodeId: number }): Promise<NewDataDirectory> {
    const target = resolve(path);
    const unfinished = `${target}.unfinished`;
    for (const each of [target, unfinished]) if (existsSync(each)) throw new DirectoryTakenError(each);
    mkdirSync(dirname(target), { recursive: true });
    const writes = new Writes();
    const log = await openLmdbLog({ directory: unfinished, ...ids, listener: writes });
    return new NewDataDirectory(target, unfinished, log, writes);
  }

  /** The state at the point where its log begins. Before the first batch. */
  begin(machine: StateMachine, place: SnapshotPlace): void {
    this.log.restartBehind({ index: machine.appliedIndex, term: place.term, hash: place.hash });
    const directory = snapshotDirectory(this.unfinished);
    mkdirSync(directory);
    const sink = new SnapshotFileSink(snapshotPath(directory, machine.appliedIndex));
    try {
      writeSnapshot(machine, place, sink);
      sink.sync();
    } finally {
      sink.close();
    }
    syncDirectory(directory);
  }

  /** The log goes on behind a point that no snapshot stands for. */
  beginBehind(point: LogPoint): void {
    this.log.restartBehind(point);
  }

  /** Waits until the disk has taken most of what was appended. @throws LogWriteError */
  room(): Promise<void> {
    return this.writes.until(() => this.log.pendingBytes < PENDING_BYTES_MAX);
  }

  /** @throws LogWriteError */
  async finish(term: number, identity: DiskIdentity): Promise<void> {
    const { log } = this;
    await this.writes.until(() => log.durableIndex === log.lastIndex);
    log.saveHardState({ term: Math.max(term, log.lastTerm), vote: 0 });
    log.saveIdentity(identity);
    log.acknowledge(log.lastIndex);
    await log.close();
    syncDirectory(this.unfinished);
    renameSync(this.unfinished, this.target);
    syncDirectory(dirname(this.target));
  }

  async abandon(): Promise<void> {
    await this.log.close().catch(() => {});
    rmSync(this.unfinished, { recursive: true, force: true });
  }

  /** Where it is until it is finished. */
  pathOf(name: string): string {
    return join(this.unfinished, name);
  }
}

/** Waits for the log's writes. */
class Writes {
  private wake: () => void = () => {};
  private failure: Error | undefined;

  readonly onDurable = (): void => this.wake();
  readonly onFatal = (error: Error): void => {
    this.failure = error;
    this.wake();
  };

  /** @throws LogWriteError */
  async until(isDone: () => boolean): Promise<void> {
    while (this.failure === undefined && !isDone()) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure !== undefined) throw this.failure;
  }
}
