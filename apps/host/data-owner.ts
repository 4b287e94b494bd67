import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Application } from "./application.ts";

/** Says whose logs lie in the folders beside it. */
export const OWNER_FILE = "application";

/**
 * Makes a directory this application's: another's services would not understand the logs in it.
 *
 * @throws OtherApplicationError, and the system's errors
 */
export function claimDirectory(directory: string, { name }: Application): void {
  mkdirSync(directory, { recursive: true });
  const owner = ownerOf(directory);
  if (owner === name) return;
  if (owner !== undefined) throw new OtherApplicationError(directory, owner, name);
  writeFileSync(join(directory, OWNER_FILE), `${name}\n`);
}

/** The application whose logs are in it; undefined when nobody has said so. */
export function ownerOf(directory: string): string | undefined {
  const path = join(directory, OWNER_FILE);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

export class OtherApplicationError extends Error {
  override readonly name = "OtherApplicationError";
  readonly code = "OTHER_APPLICATION";

  constructor(directory: string, owner: string, name: string) {
    super(`${directory} holds logs of ${owner}, not of ${name}: choose another directory with --data`);
  }
}
