import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { NodeStatus } from "@lockstep/cluster/client/desk-messages";

/** What one look at a node saw. */
export interface NodeSample {
  readonly atMs: number;
  readonly diskBytes: number;
  readonly residentBytes: number;
  /** The longest stall of the event loop since the look before. */
  readonly stallMs: number;
}

/** While a snapshot was copied, written and verified; by `performance.now()`. */
export interface SnapshotSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly position: number;
  readonly pauseMs: number;
}

/** Looks at a running node from outside, again and again: its disk, its memory, its stalls, its snapshots. */
export class NodeWatch {
  readonly samples: NodeSample[] = [];
  readonly snapshots: SnapshotSpan[] = [];
  /** Leaders that it followed or was: more than one is an election. */
  readonly terms: Set<number> = new Set();
  private readonly directory: string;
  private readonly pid: number;

  constructor(directory: string, pid: number) {
    this.directory = directory;
    this.pid = pid;
  }

  /** @param status what the node said just now */
  noteStatus({ term, snapshot }: NodeStatus): void {
    this.terms.add(term);
    if (snapshot === undefined || snapshot.seconds === 0) return;
    if (this.snapshots.at(-1)?.position === snapshot.position) return;
    const toMs = performance.now();
    const fromMs = toMs - snapshot.seconds * 1_000;
    this.snapshots.push({ fromMs, toMs, position: snapshot.position, pauseMs: snapshot.pauseUs / 1_000 });
  }

  async look(gatewayUrl: string): Promise<void> {
    const metrics = await (await fetch(`${gatewayUrl}/metrics`)).text();
    this.samples.push({
      atMs: performance.now(),
      diskBytes: await sizeOf(this.directory),
      residentBytes: residentBytesOf(this.pid),
      stallMs: metricOf(metrics, "nodejs_eventloop_lag_max_seconds") * 1_000,
    });
  }
}

/** @throws RangeError when there is none of the name */
export function metricOf(text: string, name: string): number {
  const found = new RegExp(`^\\w*${name}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(text);
  if (found === null) throw new RangeError(`the node has no metric ${name}`);
  return Number(found[1]);
}

/** What the files of a directory take up; those that go meanwhile do not count. */
async function sizeOf(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
    bytes += (found?.blocks ?? 0) * 512;
  }
  return bytes;
}

function residentBytesOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? 0) * 1_024;
}
