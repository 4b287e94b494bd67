import { existsSync } from "node:fs";
import {
  listSnapshotFiles,
  snapshotDirectory,
  SnapshotFileSource,
  withSnapshotFile,
} from "@lockstep/cluster/snapshots/snapshot-file";
import { loadSnapshot, readHead, readSections } from "@lockstep/cluster/snapshots/snapshot-format";
import type { SnapshotInfo } from "@lockstep/cluster/snapshots/snapshot-store";
import { StateBytesReader } from "@lockstep/cluster/state-bytes";
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

/** An entity that only one snapshot has, or that is another in the other. */
export interface Difference {
  /** Such as "exchange order". */
  readonly kind: string;
  readonly key: number;
  readonly change: "added" | "removed" | "changed";
  /** Of a changed one: "name before -> after". */
  readonly fields: readonly string[];
}

/** What is another in the second one, entity by entity, as both write their state: no service is asked. */
export function differences(before: string, after: string): Difference[] {
  const found: Difference[] = [];
  const left = new Map(entitiesIn(before));
  for (const [name, entity] of entitiesIn(after)) {
    const other = left.get(name);
    left.delete(name);
    const { kind, key } = entity;
    if (other === undefined) found.push({ kind, key, change: "added", fields: [] });
    else {
      const fields = changesOf(other.fields, entity.fields);
      if (fields.length > 0) found.push({ kind, key, change: "changed", fields });
    }
  }
  for (const { kind, key } of left.values()) found.push({ kind, key, change: "removed", fields: [] });
  return found;
}

interface Entity {
  readonly kind: string;
  readonly key: number;
  readonly fields: string[];
}

function* entitiesIn(path: string): Generator<[name: string, entity: Entity]> {
  const source = new SnapshotFileSource(path);
  try {
    for (const section of readSections(source)) {
      const reader = new StateBytesReader(section.bytes);
      let entity: Entity | undefined;
      for (let next = reader.next(); next !== undefined; next = reader.next()) {
        const { tag, name, value } = next;
        if (tag === "entity") {
          if (entity !== undefined) yield [`${entity.kind} ${entity.key}`, entity];
          entity = { kind: `${section.name} ${name}`, key: value, fields: [] };
        } else {
          entity?.fields.push(`${name} ${tag === "bytes" ? Buffer.from(value).toString("hex") : value}`);
        }
      }
      if (entity !== undefined) yield [`${entity.kind} ${entity.key}`, entity];
    }
  } finally {
    source.close();
  }
}

function changesOf(before: readonly string[], after: readonly string[]): string[] {
  const changes: string[] = [];
  for (let at = 0; at < Math.max(before.length, after.length); at++) {
    const one = before.at(at) ?? "nothing";
    const other = after.at(at) ?? "nothing";
    if (one !== other) changes.push(`${one} -> ${other.slice(other.indexOf(" ") + 1)}`);
  }
  return changes;
}
