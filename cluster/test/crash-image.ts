import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, join } from "node:path";
import type { Traced } from "./disk-trace.ts";

const PAGE_BYTES = 4096;
const SECTOR_BYTES = 512;

/** What becomes of what was not synced, page by page; of names, `keep` is asked once each. */
export interface Fate {
  /** How many bytes of a page's write survive, from its first: 0 none, PAGE_BYTES all of it, between: torn. */
  bytesKept: () => number;
  keepsName: () => boolean;
}

export const NOTHING_UNSYNCED: Fate = { bytesKept: () => 0, keepsName: () => false };
export const ALL_OF_IT: Fate = { bytesKept: () => PAGE_BYTES, keepsName: () => true };

/** A third of the pages each is lost, kept and torn at a sector, in any order. */
export function fateOf(random: () => number): Fate {
  return {
    bytesKept: () => {
      const draw = random();
      if (draw < 1 / 3) return 0;
      return draw < 2 / 3 ? PAGE_BYTES : SECTOR_BYTES * Math.floor(random() * (PAGE_BYTES / SECTOR_BYTES));
    },
    keepsName: () => random() < 0.5,
  };
}

interface File {
  bytes: Uint8Array;
}

/**
 * Makes the directory that a power cut at line `crash` of a trace could have left: what was synced is there, names
 * whose directory was synced are there, and everything else meets its fate.
 *
 * @param from the traced process's directory @param into a new one
 */
export function writeCrashImage(
  calls: readonly Traced[],
  crash: number,
  fate: Fate,
  { from, into }: { from: string; into: string },
): void {
  const begun = calls.filter((call) => call.begin < crash && "path" in call && call.path.startsWith(from));
  const names = new Map<string, File>();
  const durableNames = new Map<string, File>();
  const directories = new Set([from]);
  for (const [at, call] of begun.entries()) {
    const isDone = call.end < crash;
    if (call.kind === "mkdir") directories.add(call.path);
    else if (call.kind === "syncDirectory" && isDone) {
      const isInside = (path: string): boolean => dirname(path) === call.path;
      for (const path of [...durableNames.keys()].filter(isInside)) durableNames.delete(path);
      for (const [path, file] of names) if (isInside(path)) durableNames.set(path, file);
    } else if (call.kind === "create" && !names.has(call.path)) {
      names.set(call.path, { bytes: new Uint8Array(0) });
    } else if (call.kind === "unlink") names.delete(call.path);
    else if (call.kind === "rename") {
      names.set(call.to, names.get(call.path)!);
      names.delete(call.path);
    } else if (call.kind === "truncate") {
      const file = names.get(call.path) ?? { bytes: new Uint8Array(0) };
      file.bytes = resized(file.bytes, call.size!);
      names.set(call.path, file);
    } else if (call.kind === "write") {
      const isSafe = isDone && (call.isSynchronous || isSynced(begun.slice(at + 1), call, crash));
      put(names.get(call.path)!, call.offset, call.bytes, isSafe ? ALL_OF_IT : fate);
    }
  }
  for (const directory of directories) mkdirSync(join(into, relative(from, directory)), { recursive: true });
  for (const path of new Set([...names.keys(), ...durableNames.keys()])) {
    const isChanged = names.get(path) !== durableNames.get(path);
    const file = (isChanged && fate.keepsName() ? names : durableNames).get(path);
    if (file !== undefined) writeFileSync(join(into, relative(from, path)), file.bytes);
  }
}

/** Whether a sync that began after the write had ended was over before the crash. */
function isSynced(later: readonly Traced[], write: Traced & { kind: "write" }, crash: number): boolean {
  let { path } = write;
  return later.some((call) => {
    if (call.kind === "rename" && call.path === path) path = call.to;
    return call.kind === "sync" && call.path === path && call.begin > write.end && call.end < crash;
  });
}

function put(file: File, offset: number, bytes: Uint8Array, fate: Fate): void {
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + PAGE_BYTES - ((offset + at) % PAGE_BYTES));
    const kept = bytes.subarray(at, Math.min(end, at + fate.bytesKept()));
    if (kept.length > 0) {
      file.bytes = resized(file.bytes, Math.max(file.bytes.length, offset + at + kept.length));
      file.bytes.set(kept, offset + at);
    }
    at = end;
  }
}

function resized(bytes: Uint8Array, size: number): Uint8Array {
  if (size === bytes.length) return bytes;
  const grown = new Uint8Array(size);
  grown.set(bytes.subarray(0, size));
  return grown;
}
