import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { until } from "../pause.ts";
import type { Step } from "../scenario.ts";
import { run } from "../shell.ts";
import type { Cluster } from "../cluster.ts";
import type { Who } from "../stage.ts";

const BALLAST = "ballast";
const CHUNK_BYTES = [1_048_576, 4_096];
const END_SECONDS_MAX = 30;

/** To the last block, on a node's own small disk. */
export function fillDisk(who: Who): Step {
  return {
    text: `fill the disk of ${who.text}`,
    run: async (stage) => {
      for (const nodeId of await stage.choose(who)) {
        const ballast = openSync(join(stage.cluster.directoryOf(nodeId), BALLAST), "w");
        for (const bytes of CHUNK_BYTES) writeUntilFull(ballast, bytes);
        closeSync(ballast);
      }
    },
  };
}

/** So that less than the reserve is free, but more than nothing. */
export function crowdDisk(who: Who, freeMebibytes: number): Step {
  return {
    text: `leave ${freeMebibytes} MiB on the disk of ${who.text}`,
    run: async (stage) => {
      for (const nodeId of await stage.choose(who)) {
        const directory = stage.cluster.directoryOf(nodeId);
        const free = await run("df", ["--block-size=1M", "--output=avail", directory]);
        const mebibytes = Number(free.trim().split("\n").at(-1)) - freeMebibytes;
        await run("fallocate", ["--length", `${mebibytes}MiB`, join(directory, BALLAST)]);
      }
    },
  };
}

export const makeRoom: Step = {
  text: "make room on the disk",
  run: ({ cluster, victims }) => {
    for (const nodeId of victims) rmSync(join(cluster.directoryOf(nodeId), BALLAST));
    return Promise.resolve();
  },
};

/** @param words that it must have said */
export function endsItself(words: RegExp): Step {
  return {
    text: `it ends itself and says ${words.source}`,
    run: ({ cluster, victims }) => hasEnded(cluster, victims, words),
  };
}

/** The next sync of the log to disk fails, once; the kernel then takes the lost pages for written. */
export function failSync(who: Who): Step {
  return {
    text: `let one fdatasync of ${who.text} fail with EIO`,
    run: async (stage) => {
      const [nodeId] = await stage.choose(who);
      const { pid } = stage.cluster.processOf(nodeId!);
      const inject = "inject=fdatasync,fsync,msync:error=EIO:when=1";
      const path = join(stage.cluster.directory, "strace.log");
      const tracer = spawn("strace", [
        "-f",
        "-p",
        `${pid}`,
        "-o",
        path,
        "-e",
        "trace=fdatasync,fsync,msync",
        "-e",
        inject,
      ]);
      stage.undo.add("strace", () => {
        tracer.kill();
      });
      await until(() => tracer.exitCode !== null, "the traced node has ended", END_SECONDS_MAX);
    },
  };
}

async function hasEnded(cluster: Cluster, nodeIds: readonly number[], words: RegExp): Promise<void> {
  for (const nodeId of nodeIds) {
    const node = cluster.processOf(nodeId);
    await node.ended(END_SECONDS_MAX);
    node.isToEnd = true;
    if (!words.test(node.output)) {
      throw new Error(`node ${nodeId} ended with ${node.ending} and did not say ${words}: ${node.lastWords}`);
    }
  }
}

function writeUntilFull(file: number, chunkBytes: number): void {
  const chunk = new Uint8Array(chunkBytes);
  try {
    for (;;) writeSync(file, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
