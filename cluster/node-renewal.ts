import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { QUARANTINE_NAME } from "./consistency/quarantine.ts";
import { syncDirectory } from "./log/directory.ts";
import { DirectoryLock } from "./log/directory-lock.ts";
import { StateFile } from "./log/state-file.ts";

/** All that a node's directory says of the cluster. The state file goes first: without it the rest is nobody's. */
const NAMES = ["state", "log", "archive", "snapshots", QUARANTINE_NAME];

/**
 * Makes a stopped node's directory that of an empty disk: it joins its cluster again under a new incarnation, and
 * gets log and state from the others. What it held is moved into a folder beside; nothing is deleted.
 *
 * @returns where it is now
 * @throws DirectoryInUseError, NodeRenewalError
 */
export async function renewNode(directory: string): Promise<string> {
  const lock = await DirectoryLock.acquire(directory);
  try {
    const names = NAMES.filter((name) => existsSync(join(directory, name)));
    if (names.length === 0) {
      throw new NodeRenewalError(`${directory} holds nothing of a node: it is as good as new`);
    }
    if (names.includes("state")) checkThatOthersHoldIt(join(directory, "state"));
    const aside = freeName(directory);
    mkdirSync(aside);
    for (const name of names) {
      renameSync(join(directory, name), join(aside, name));
      syncDirectory(aside);
      syncDirectory(directory);
    }
    return aside;
  } finally {
    await lock.release();
  }
}

/** It has no others to get the state from, and nothing would be left of the cluster. */
export class NodeRenewalError extends Error {
  override readonly name = "NodeRenewalError";
  readonly code = "NODE_RENEWAL";
}

function checkThatOthersHoldIt(statePath: string): void {
  const { nodeId, founders, peersAcknowledged } = StateFile.read(statePath);
  if (founders.length !== 1 || peersAcknowledged.size > 0) return;
  throw new NodeRenewalError(
    `node ${nodeId} is a cluster by itself: nobody else has what it holds, and an empty directory would be another cluster. ` +
      "Restore its directory from a copy instead",
  );
}

function freeName(directory: string): string {
  for (let count = 1; ; count++) {
    const path = join(directory, `before-rebuild-${count}`);
    if (!existsSync(path)) return path;
  }
}
