import { existsSync, readlinkSync, renameSync } from "node:fs";
import { constants, platform, setPriority } from "node:os";
import { basename, dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../assert.ts";
import { syncDirectory, syncFile } from "../log/directory.ts";
import type { ClusteredService } from "../service.ts";
import { adoptState, type StateCopy } from "../state-copy.ts";
import { StateMachine } from "../state-machine.ts";
import { loadSnapshot, writeSnapshot } from "./snapshot-format.ts";
import { SnapshotFileSink, withSnapshotFile } from "./snapshot-file.ts";
import type { SnapshotInfo, SnapshotPlace } from "./snapshot-store.ts";

/**
 * The thread that makes one snapshot, from the copy of a state or from a file that was received, and ends. It writes
 * the canonical state from the copy and hashes it on the way, builds the state anew from the file, and lets the file
 * have its name only when that comes to the same hash.
 */
export interface SnapshotWorkerData {
  readonly clusterId: number;
  readonly seed: number;
  readonly services: ServicesModule;
  /** The highest version of them that this build supports. */
  readonly versionMax: number;
}

/** Where another thread finds what makes the services: a compiled module, and the name of what it exports that has `services()`. */
export interface ServicesModule {
  readonly url: string;
  readonly name: string;
}

export type SnapshotTask =
  | { readonly kind: "prepare"; readonly bytes: number }
  | {
      readonly kind: "write";
      readonly paths: SnapshotPaths;
      readonly copy: StateCopy;
      readonly place: SnapshotPlace;
    }
  | { readonly kind: "verify"; readonly paths: SnapshotPaths };

export interface SnapshotPaths {
  /** Until it counts. */
  readonly temporary: string;
  readonly final: string;
}

export type SnapshotWorkerAnswer =
  | { readonly kind: "prepared"; readonly memory: SharedArrayBuffer }
  | { readonly kind: "counts"; readonly snapshot: SnapshotInfo };

giveWay();
const data = workerData as SnapshotWorkerData;
const port = parentPort!;
const { clusterId, seed, versionMax } = data;
const { url, name } = data.services;
const source = ((await import(url)) as Record<string, { services(): readonly ClusteredService[] }>)[name];
if (source === undefined) throw new Error(`${url} exports nothing with services as ${name}`);
const services = (): readonly ClusteredService[] => source.services();

port.on("message", (task: SnapshotTask) => {
  if (task.kind === "prepare") {
    const memory = new SharedArrayBuffer(task.bytes);
    new Uint8Array(memory).fill(0);
    tell({ kind: "prepared", memory });
    return;
  }
  if (task.kind === "write") writeFrom(task);
  else syncFile(task.paths.temporary);
  const snapshot = verify(task.paths.temporary);
  renameSync(task.paths.temporary, task.paths.final);
  syncDirectory(dirname(task.paths.final));
  tell({ kind: "counts", snapshot });
});

function writeFrom({ paths, copy, place }: SnapshotTask & { kind: "write" }): void {
  const machine = newMachine();
  adoptState(machine, copy);
  const sink = new SnapshotFileSink(paths.temporary);
  try {
    writeSnapshot(machine, place, sink);
    sink.sync();
  } finally {
    sink.close();
  }
}

function verify(path: string): SnapshotInfo {
  const snapshot = withSnapshotFile(path, (source) => loadSnapshot(source, newMachine()));
  assert(snapshot.clusterId === clusterId);
  return snapshot;
}

function newMachine(): StateMachine {
  return new StateMachine({ services, versionMax, seed, clusterId });
}

/**
 * Commands go first where cores are few. Linux keeps a priority for each thread; elsewhere it is the whole process's,
 * and stays as it is.
 */
function giveWay(): void {
  const self = "/proc/thread-self";
  if (platform() !== "linux" || !existsSync(self)) return;
  setPriority(Number(basename(readlinkSync(self))), constants.priority.PRIORITY_LOW);
}

function tell(answer: SnapshotWorkerAnswer): void {
  port.postMessage(answer);
}
