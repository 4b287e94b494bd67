import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Batch } from "@lockstep/cluster/batch";

/** What replays of the log must come to. */
export interface Recorded {
  /** Of the services, as the log has activated it in the end. */
  readonly version: number;
  readonly clusterId: number;
  readonly seed: number;
  readonly positions: number;
  readonly stateHash: string;
  /** How often each reply, rejection and event was put out, by name: what the log is good for. */
  readonly puts: Readonly<Record<string, number>>;
  /** Of all that was put out, after each batch. */
  readonly outputDigests: readonly string[];
}

/** The batches of a log, one behind the other as sealed, compressed; and beside them what they come to. */
export function writeRecorded(folder: string, batches: readonly Batch[], recorded: Recorded): void {
  const log = Buffer.concat(batches.map(({ bytes }) => bytes));
  writeFileSync(join(folder, `version-${recorded.version}.log.gz`), gzipSync(log, { level: 9 }));
  writeFileSync(
    join(folder, `version-${recorded.version}.json`),
    `${JSON.stringify(recorded, undefined, 2)}\n`,
  );
}

export function recordedVersions(folder: string): number[] {
  const versions = readdirSync(folder).flatMap((name) => /^version-(\d+)\.json$/.exec(name)?.[1] ?? []);
  return versions.map(Number).sort((a, b) => a - b);
}

export function readRecorded(folder: string, version: number): { batches: Batch[]; recorded: Recorded } {
  const recorded = JSON.parse(readFileSync(join(folder, `version-${version}.json`), "utf8")) as Recorded;
  const log = gunzipSync(readFileSync(join(folder, `version-${version}.log.gz`)));
  const batches: Batch[] = [];
  for (let at = 0; at < log.byteLength;) {
    const rest = new Uint8Array(log.subarray(at)); // A copy: its messages lie where those in a node's buffers do.
    const { length } = new Batch(rest);
    batches.push(new Batch(rest.slice(0, length)));
    at += length;
  }
  return { batches, recorded };
}
