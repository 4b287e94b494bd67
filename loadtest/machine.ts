import { statfsSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem } from "node:os";

/** What a figure was measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  readonly v8: string;
  /** Of the directory that logs are written to. */
  readonly fileSystem: string;
  /** Processes that wanted to run in the minute before: above 0, others were at work too. */
  readonly loadAverage: number;
}

/** Linux's magic numbers. */
const fileSystems: Readonly<Record<number, string>> = {
  0xef53: "ext4",
  0x58465342: "xfs",
  0x9123683e: "btrfs",
  0x2fc12fc1: "zfs",
  0x794c7630: "overlayfs",
  0x01021994: "tmpfs (memory: nothing is durable)",
};

/** @param directory where logs are written */
export function describeMachine(directory: string): Machine {
  const { type } = statfsSync(directory);
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    v8: process.versions.v8,
    fileSystem: fileSystems[type] ?? `type 0x${type.toString(16)}`,
    loadAverage: loadavg()[0],
  };
}

export function machineLine(machine: Machine): string {
  const { processor, cores, memoryGiB, kernel, node, v8, fileSystem, loadAverage } = machine;
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node} (V8 ${v8}), ${fileSystem}, load average ${loadAverage.toFixed(1)}`;
}
