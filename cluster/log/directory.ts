import { closeSync, constants, fsyncSync, openSync } from "node:fs";
import { open } from "node:fs/promises";

/** Makes names in a directory durable: what was created, renamed or unlinked there. */
export function syncDirectory(directory: string): void {
  syncFile(directory);
}

/** Makes a file's content durable, whoever wrote it: also a process that was killed. */
export function syncFile(path: string): void {
  const file = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** As syncDirectory, without holding up the event loop. */
export async function syncDirectoryLater(directory: string): Promise<void> {
  const file = await open(directory, constants.O_RDONLY);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
