import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ARCHIVE_NAME } from "./archive.ts";
import { type GivenUpSegment, type Recovery, recoverGivenUp, recoverLog } from "./recovery.ts";
import { listSegments } from "./segment.ts";
import { type NodeState, StateFile } from "./state-file.ts";

/** A running node may trim its log while it is being looked at: then it is tried again. */
const ATTEMPTS_MAX = 5;
const ATTEMPT_INTERVAL_MS = 50;

export interface InspectionOptions {
  /** Default true. False: only the log itself, for who needs nothing older and does not want to wait. */
  archive?: boolean;
}

/** All segments of a data directory, verified. */
export interface LogInspection {
  state: NodeState;
  recovery: Recovery;
  /** Oldest first; none without the archive. */
  givenUp: GivenUpSegment[];
}

/**
 * Verifies a data directory without changing it or locking it: for tools, also beside the node that writes it.
 *
 * @throws LogCorruptError when the state file is bad; ENOENT when there is no node's data
 */
export async function inspectLog(directory: string, options: InspectionOptions = {}): Promise<LogInspection> {
  const path = resolve(directory);
  for (let attempt = 1; ; attempt++) {
    // The state first: the log may grow, but not fall behind it.
    const state = readState(path);
    const isSettled = (): boolean => readState(path).firstSegment === state.firstSegment;
    try {
      const inspection = await inspectOnce(path, state, options.archive ?? true);
      if (inspection.recovery.verdict !== "corrupt" || isSettled()) return inspection;
    } catch (error) {
      if (attempt === ATTEMPTS_MAX) throw error; // Each time, a file was moved away under it?
    }
    await sleep(ATTEMPT_INTERVAL_MS);
  }
}

async function inspectOnce(path: string, state: NodeState, withArchive: boolean): Promise<LogInspection> {
  const log = join(path, "log");
  const archive = join(path, ARCHIVE_NAME);
  const recovery = await recoverLog(log, state);
  const places = [
    { directory: log, numbers: recovery.givenUpNumbers },
    { directory: archive, numbers: listSegments(archive) },
  ];
  const givenUp = withArchive ? await recoverGivenUp(places, state, recovery.base) : [];
  return { state, recovery, givenUp };
}

const readState = (directory: string): NodeState => StateFile.read(join(directory, "state"));
