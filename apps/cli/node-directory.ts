import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { clientSecretPath, readClientSecret } from "@lockstep/cluster/client-secret";
import { inspectLog, type LogInspection } from "@lockstep/cluster/log/log-inspection";
import { LogReader } from "@lockstep/cluster/log/log-reader";
import { type Application, dataDirectoryOf } from "@lockstep/host/application";

/** There is no node's data where `--data` says, or where it is by default. */
export class NoNodeDirectoryError extends Error {
  override readonly name = "NoNodeDirectoryError";
  readonly code = "NO_NODE_DIRECTORY";

  constructor(directory: string) {
    super(`${directory} is no node's data directory; name one with --data, such as data/node-1`);
  }
}

/** What tools look into when nothing else is said. */
export function nodeDirectoryOf(application: Application): string {
  return `${dataDirectoryOf(application)}/node-1`;
}

/** @throws NoNodeDirectoryError, and what LogReader throws */
export function openLog(directory: string): Promise<LogReader> {
  checkDirectory(directory);
  return LogReader.open(directory);
}

/** @throws NoNodeDirectoryError, and what inspectLog throws */
export function inspectDirectory(directory: string): Promise<LogInspection> {
  checkDirectory(directory);
  return inspectLog(directory);
}

/** @throws NoNodeDirectoryError */
export function checkDirectory(directory: string): void {
  if (!existsSync(join(directory, "state"))) throw new NoNodeDirectoryError(directory);
}

/**
 * The secret that all nodes share: beside the nodes' directories, or copied into this one.
 *
 * @throws NoNodeDirectoryError, and what readClientSecret throws
 */
export function secretOf(directory: string): Uint8Array {
  const path = [directory, dirname(resolve(directory))]
    .map(clientSecretPath)
    .find((each) => existsSync(each));
  if (path === undefined) throw new NoNodeDirectoryError(directory);
  return readClientSecret(path);
}
