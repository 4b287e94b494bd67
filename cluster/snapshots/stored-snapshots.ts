import { existsSync } from "node:fs";
import type { StateMachine } from "../state-machine.ts";
import { SnapshotCorruptError } from "./snapshot-errors.ts";
import { listSnapshotFiles, snapshotDirectory, withSnapshotFile, snapshotPath } from "./snapshot-file.ts";
import { loadSnapshot, readHead } from "./snapshot-format.ts";
import type { LoadableSnapshots, SnapshotInfo } from "./snapshot-store.ts";

/** The snapshots in a data directory, for tools: also beside the node that takes them. Nothing is changed. */
export class StoredSnapshots implements LoadableSnapshots {
  list: readonly SnapshotInfo[];
  private readonly directory: string;

  /** @param notice told of files that are no snapshots */
  constructor(dataDirectory: string, notice: (message: string) => void) {
    this.directory = snapshotDirectory(dataDirectory);
    const paths = existsSync(this.directory) ? listSnapshotFiles(this.directory).paths : [];
    this.list = paths.flatMap((path) => {
      try {
        return [withSnapshotFile(path, (source) => readHead(source).info)];
      } catch (error) {
        if (!(error instanceof SnapshotCorruptError)) throw error;
        notice(`${error.message}. It is not used`);
        return [];
      }
    });
  }

  nameOf({ index }: SnapshotInfo): string {
    return snapshotPath(this.directory, index);
  }

  /** @throws as SnapshotStore.load */
  load(snapshot: SnapshotInfo, machine: StateMachine): void {
    withSnapshotFile(this.nameOf(snapshot), (source) => loadSnapshot(source, machine, snapshot.clusterId));
  }

  reject(snapshot: SnapshotInfo): void {
    this.list = this.list.filter((one) => one !== snapshot);
  }
}
