import { LogReader } from "../log/log-reader.ts";
import { StoredSnapshots } from "../snapshots/stored-snapshots.ts";
import type { SkipCommand } from "../system-messages.ts";
import type { Past } from "./past.ts";

/** The past in a node's data directory: read without changing it or locking it, also beside the node that writes it. */
export class StoredPast implements Past {
  readonly name: string;
  readonly log: LogReader;
  readonly snapshots: StoredSnapshots;
  readonly skips: readonly SkipCommand[] = [];

  private constructor(directory: string, log: LogReader, snapshots: StoredSnapshots) {
    this.name = directory;
    this.log = log;
    this.snapshots = snapshots;
  }

  /**
   * @param notice told of files that are no snapshots
   * @throws LogCorruptError; ENOENT when there is no node's data
   */
  static async open(directory: string, notice: (message: string) => void): Promise<StoredPast> {
    return new StoredPast(directory, await LogReader.open(directory), new StoredSnapshots(directory, notice));
  }

  get clusterId(): number {
    return this.log.state.clusterId;
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
