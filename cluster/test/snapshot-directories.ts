import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { FileSnapshots } from "../snapshots/file-snapshots.ts";
import type { SnapshotListener } from "../snapshots/snapshot-store.ts";
import { CLUSTER_ID } from "./state-machine-batches.ts";

/** Snapshots of the notes of tests, in files; the thread that makes them runs compiled code. */
export function openSnapshots(
  directory: string,
  listener: SnapshotListener,
  {
    name = "notes",
    notice = () => {},
    clusterId = CLUSTER_ID,
  }: { name?: string; notice?: (message: string) => void; clusterId?: number } = {},
): FileSnapshots {
  const url = new URL("saved-notes.mjs", import.meta.url).href;
  return new FileSnapshots({
    directory,
    clusterId,
    seed: 5,
    services: { url, name },
    listener,
    notice,
  });
}

export function flipBit(path: string, offset: number): void {
  const file = openSync(path, "r+");
  const byte = new Uint8Array(1);
  readSync(file, byte, 0, 1, offset);
  byte[0]! ^= 1;
  writeSync(file, byte, 0, 1, offset);
  closeSync(file);
}
