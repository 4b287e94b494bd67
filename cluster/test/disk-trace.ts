import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What a process did to files, in the order that the kernel saw it. A call is in progress from `begin` to `end`, both
 * numbers of lines of the trace: a crash between them may leave any part of it.
 */
export type DiskCall =
  | {
      kind: "create" | "mkdir" | "unlink" | "truncate" | "syncDirectory" | "sync";
      path: string;
      size?: number;
    }
  | { kind: "write"; path: string; offset: number; bytes: Uint8Array; isSynchronous: boolean }
  | { kind: "rename"; path: string; to: string }
  | { kind: "said"; text: string };
export type Traced = DiskCall & { begin: number; end: number };

const CALLS =
  "openat,lseek,pwrite64,pwritev,pwritev2,write,writev,ftruncate,fdatasync,fsync,msync,sync_file_range,rename,unlink,mkdir";

/** undefined when this machine has the tool and lets one process trace another; else why it does not. */
export function tracingRefusal(): string | undefined {
  const { error, status, stderr } = spawnSync("strace", ["-o", "/dev/null", "true"], { encoding: "utf8" });
  if (error !== undefined) return "strace is not installed";
  return status === 0 ? undefined : `this process may not trace another: ${stderr.trim()}`;
}

/** Runs a process that ends by itself. @param path where the trace is written */
export function trace(path: string, command: readonly string[]): Traced[] {
  const options = [
    "-f",
    "-y",
    "-xx",
    "-s",
    "4000000",
    "-e",
    `trace=${CALLS}`,
    "-e",
    "signal=none",
    "-o",
    path,
  ];
  const { status, stderr } = spawnSync("strace", [...options, ...command], {
    encoding: "utf8",
    timeout: 30_000,
  });
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`);
  return parseTrace(readFileSync(path, "latin1"));
}

/** What was opened: its path, whether writes wait for the disk, and where the next one goes. */
interface OpenFile {
  path: string;
  isSynchronous: boolean;
  isDirectory: boolean;
  offset: number;
}

/** Reads what `strace -f -y -xx` writes: one line a call, or two when another thread's call came in between. */
export function parseTrace(text: string): Traced[] {
  const calls: Traced[] = [];
  const files = new Map<number, OpenFile>();
  const unfinished = new Map<string, { begin: number; head: string }>();
  text.split("\n").forEach((line, at) => {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (thread === undefined || rest === undefined) return;
    if (rest.endsWith("<unfinished ...>")) {
      unfinished.set(thread, { begin: at, head: rest.slice(0, -"<unfinished ...>".length) });
      return;
    }
    const [, tail] = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest) ?? [];
    const before = tail === undefined ? undefined : unfinished.get(thread);
    unfinished.delete(thread);
    const call = callOf(before === undefined ? rest : before.head + tail, files);
    if (call !== undefined) calls.push({ ...call, begin: before?.begin ?? at, end: at });
  });
  return calls;
}

function callOf(text: string, files: Map<number, OpenFile>): DiskCall | undefined {
  const [, name, given, result] = /^(\w+)\((.*)\) += (-?\d+)/.exec(text) ?? [];
  if (name === undefined || given === undefined || Number(result) < 0) return undefined;
  if (name === "openat") return opened(given, Number(result), files);
  const paths = [...given.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) => bytesOf(hex!));
  const path = (which: number): string => Buffer.from(paths[which]!).toString();
  if (name === "rename") return { kind: "rename", path: path(0), to: path(1) };
  if (name === "unlink" || name === "mkdir") return { kind: name, path: path(0) };

  const descriptor = Number(/^\d+/.exec(given)?.[0]);
  const file = files.get(descriptor);
  if (descriptor === 1 && name === "write") return { kind: "said", text: path(0).trimEnd() };
  if (file === undefined) return undefined;
  const last = Number(/(\d+)[^\d"]*$/.exec(given)?.[1]);
  switch (name) {
    case "lseek":
      file.offset = Number(result);
      return undefined;
    case "ftruncate":
      return { kind: "truncate", path: file.path, size: last };
    case "fsync":
    case "fdatasync":
      return { kind: file.isDirectory ? "syncDirectory" : "sync", path: file.path };
    case "pwrite64":
      return { ...written(file, paths), offset: last };
    case "write":
    case "writev": {
      const write = written(file, paths);
      file.offset += write.bytes.length;
      return write;
    }
  }
  throw new Error(`this test does not know what ${name} does to ${file.path}`);
}

function opened(given: string, descriptor: number, files: Map<number, OpenFile>): DiskCall | undefined {
  const path = Buffer.from(bytesOf(/, "((?:\\x[0-9a-f]{2})*)"/.exec(given)?.[1] ?? "")).toString();
  const flags = new Set(/", ([A-Z_|]+)/.exec(given)?.[1]?.split("|"));
  const isSynchronous = flags.has("O_DSYNC") || flags.has("O_SYNC");
  // Node opens a directory to sync it like a file: what it is shows in that no file was made there.
  files.set(descriptor, {
    path,
    isSynchronous,
    isDirectory: !/\.\w+(-\w+)?$|\/state$/.test(path),
    offset: 0,
  });
  if (flags.has("O_TRUNC")) return { kind: "truncate", path, size: 0 };
  return flags.has("O_CREAT") ? { kind: "create", path } : undefined;
}

function written(file: OpenFile, pieces: readonly Uint8Array[]): DiskCall & { kind: "write" } {
  const { path, offset, isSynchronous } = file;
  return { kind: "write", path, offset, bytes: Buffer.concat(pieces), isSynchronous };
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.replaceAll("\\x", ""), "hex");
}
