import { existsSync } from "node:fs";
import { type Entity, visitSavedEntities } from "@lockstep/cluster/past/entity";
import {
  listSnapshotFiles,
  snapshotDirectory,
  withSnapshotFile,
} from "@lockstep/cluster/snapshots/snapshot-file";
import { loadSnapshot, readHead, readSections } from "@lockstep/cluster/snapshots/snapshot-format";
import type { SnapshotInfo } from "@lockstep/cluster/snapshots/snapshot-store";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import type { Application } from "@lockstep/host/application";
import { machineOf } from "./application-machine.ts";

/** Paths of a node's snapshots, newest first. */
export function snapshotsOf(dataDirectory: string): string[] {
  const directory = snapshotDirectory(dataDirectory);
  return existsSync(directory) ? listSnapshotFiles(directory).paths : [];
}

/** What the head says. @throws SnapshotCorruptError */
export function headOf(path: string): SnapshotInfo {
  return withSnapshotFile(path, (source) => readHead(source).info);
}

/** Builds the state from it, as a node would, and compares the hash. @throws SnapshotCorruptError, StateFormatError */
export function verifySnapshot(application: Application, path: string): SnapshotInfo {
  const { clusterId } = headOf(path);
  return loadFrom(path, machineOf(application, clusterId));
}

/** Fills a new machine. @throws SnapshotCorruptError, StateFormatError */
export function loadFrom(path: string, machine: StateMachine): SnapshotInfo {
  return withSnapshotFile(path, (source) => loadSnapshot(source, machine));
}

/** What is in a snapshot, entity by entity, as it was written: no service is asked. */
export function entitiesIn(path: string): Entity[] {
  const entities: Entity[] = [];
  const isAny = (): boolean => true;
  const visit = (entity: Entity): number => entities.push(entity);
  withSnapshotFile(path, (source) => {
    for (const section of readSections(source)) visitSavedEntities(section, isAny, visit);
  });
  return entities;
}
