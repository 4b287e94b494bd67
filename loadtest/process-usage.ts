import { readFileSync } from "node:fs";

/** What a process used up since it began. */
export interface ProcessUsage {
  /** Of all its threads, in user and system mode. */
  readonly cpuSeconds: number;
  /** Handed to the disk; undefined when the system does not tell. */
  readonly diskBytes: number | undefined;
}

/** Clock ticks of /proc, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** @returns undefined where there is no /proc, or no such process */
export function readProcessUsage(pid: number): ProcessUsage | undefined {
  try {
    return {
      cpuSeconds: parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, "utf8")),
      diskBytes: readDiskBytes(pid),
    };
  } catch {
    return undefined;
  }
}

/** @param stat the line of /proc/PID/stat; the name in it is in parentheses and may hold anything */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function readDiskBytes(pid: number): number | undefined {
  try {
    const found = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, "utf8"));
    return found === null ? undefined : Number(found[1]);
  } catch {
    return undefined; // Only the owner of a process may see this.
  }
}

/** What was used between two readings. */
export function usageBetween(
  before: ProcessUsage | undefined,
  after: ProcessUsage | undefined,
): ProcessUsage | undefined {
  if (before === undefined || after === undefined) return undefined;
  const knowsDisk = before.diskBytes !== undefined && after.diskBytes !== undefined;
  return {
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    diskBytes: knowsDisk ? after.diskBytes - before.diskBytes : undefined,
  };
}
