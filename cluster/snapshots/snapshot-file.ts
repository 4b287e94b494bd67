import { closeSync, fdatasyncSync, fstatSync, openSync, readdirSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SnapshotCorruptError } from "./snapshot-errors.ts";
import type { SnapshotSink, SnapshotSource } from "./snapshot-format.ts";

/**
 * In a node's directory: `snapshots/000000001234.snapshot`, named by index, counts. `.writing` and `.receiving`
 * are on their way, and are removed at the next start.
 */
const DIRECTORY = "snapshots";
const FILE_NAME = /^\d{12,}\.snapshot$/;
const TEMPORARY_NAME = /\.(writing|receiving)$/;
const INDEX_DIGITS = 12;
/** Written in pieces, each synced, so that the log's own syncs never wait for all of a snapshot. */
const PIECE_BYTES = 4_194_304;

export function snapshotDirectory(dataDirectory: string): string {
  return join(dataDirectory, DIRECTORY);
}

export function snapshotPath(directory: string, index: number): string {
  return join(directory, `${String(index).padStart(INDEX_DIGITS, "0")}.snapshot`);
}

/** Paths of all snapshots, newest first, and of what was left half-way. */
export function listSnapshotFiles(directory: string): { paths: string[]; temporary: string[] } {
  const names = readdirSync(directory).sort().toReversed();
  const inDirectory = (name: string): string => join(directory, name);
  return {
    paths: names.filter((name) => FILE_NAME.test(name)).map(inDirectory),
    temporary: names.filter((name) => TEMPORARY_NAME.test(name)).map(inDirectory),
  };
}

/** A snapshot's file, open for reading. Close it. */
export class SnapshotFileSource implements SnapshotSource {
  readonly name: string;
  readonly bytes: number;
  readonly createdMs: number;
  private readonly descriptor: number;

  /** @throws SnapshotCorruptError when it cannot be opened */
  constructor(path: string) {
    this.name = path;
    try {
      this.descriptor = openSync(path, "r");
    } catch (error) {
      throw new SnapshotCorruptError(path, undefined, `it cannot be opened: ${(error as Error).message}`);
    }
    const { size, mtimeMs } = fstatSync(this.descriptor);
    this.bytes = size;
    this.createdMs = Math.floor(mtimeMs);
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.bytes - offset)));
    let done = 0;
    try {
      while (done < bytes.byteLength) {
        const count = readSync(this.descriptor, bytes, done, bytes.byteLength - done, offset + done);
        if (count === 0) break;
        done += count;
      }
    } catch (error) {
      throw new SnapshotCorruptError(
        this.name,
        undefined,
        `it cannot be read at byte ${offset + done}: ${(error as Error).message}`,
      );
    }
    return bytes.subarray(0, done);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** Opens a snapshot's file for the time of `use`. @throws SnapshotCorruptError, and what `use` throws */
export function withSnapshotFile<Result>(path: string, use: (source: SnapshotFileSource) => Result): Result {
  const source = new SnapshotFileSource(path);
  try {
    return use(source);
  } finally {
    source.close();
  }
}

/** A new file that a snapshot is written to. */
export class SnapshotFileSink implements SnapshotSink {
  private readonly descriptor: number;

  constructor(path: string) {
    this.descriptor = openSync(path, "wx");
  }

  write(offset: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength;) {
      const length = Math.min(PIECE_BYTES, bytes.byteLength - at);
      at += writeSync(this.descriptor, bytes, at, length, offset + at);
      if (bytes.byteLength > PIECE_BYTES) fdatasyncSync(this.descriptor);
    }
  }

  /** Makes durable what was written. */
  sync(): void {
    fdatasyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
