import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Application, dataDirectoryOf, startCommandOf, toolCommandOf } from "@lockstep/host/application";
import type { Command } from "commander";
import { renewNode } from "@lockstep/cluster/node-renewal";
import { NoNodeDirectoryError } from "../node-directory.ts";
import { positiveInteger } from "./market-commands.ts";

interface NodeCommand {
  readonly name: string;
  readonly signal: "SIGKILL" | "SIGSTOP" | "SIGCONT";
  readonly description: string;
  readonly done: (nodeId: number, application: Application) => string;
}

const COMMANDS: readonly NodeCommand[] = [
  {
    name: "kill",
    signal: "SIGKILL",
    description: "end a node of this machine at once, as a crash would",
    done: (nodeId, application) =>
      `is killed; to start it again: ${startCommandOf(application)} -- --node ${nodeId} --nodes 3`,
  },
  {
    name: "pause",
    signal: "SIGSTOP",
    description: "stop a node of this machine in its tracks, its sockets open",
    done: (nodeId, application) =>
      `is paused; to let it go on: ${toolCommandOf(application)} node resume ${nodeId}`,
  },
  { name: "resume", signal: "SIGCONT", description: "let a paused node go on", done: () => "goes on" },
];

/** Mischief for a cluster on the developer's own machine: processes are found by the pid file in their directory. */
export function addNodeCommands(program: Command, application: Application): void {
  const node = program.command("node").description("break or rebuild a node of a cluster on this machine");
  for (const { name, signal, description, done } of COMMANDS) {
    node
      .command(name)
      .description(description)
      .argument("<node>", "its number", positiveInteger)
      .option("--data <directory>", "where the nodes' directories are", dataDirectoryOf(application))
      .action((nodeId: number, { data }: { data: string }) => {
        const pid = pidOf(application, nodeId, data);
        process.kill(pid, signal);
        console.log(`node ${nodeId} (process ${pid}) ${done(nodeId, application)}`);
      });
  }
  node
    .command("rebuild")
    .description("let a stopped node join its cluster again with an empty disk; what it holds is put aside")
    .argument("<node>", "its number", positiveInteger)
    .option("--data <directory>", "where the nodes' directories are", dataDirectoryOf(application))
    .action(async (nodeId: number, { data }: { data: string }) => {
      const directory = join(data, `node-${nodeId}`);
      if (!existsSync(directory)) throw new NoNodeDirectoryError(directory);
      const aside = await renewNode(directory);
      console.log(
        `node ${nodeId} is empty; what it held is in ${aside}, which can be deleted when nobody wants to look at it.\n` +
          "Start it as before: it gets log and state from the others, learns, and votes when it has caught up.",
      );
    });
}

/** @throws NoLocalNodeError unless a node's process is there under the number in its pid file */
function pidOf(application: Application, nodeId: number, data: string): number {
  const path = join(data, `node-${nodeId}`, "pid");
  if (!existsSync(path)) {
    throw new NoLocalNodeError(
      `there is no ${path}: node ${nodeId} does not run on this machine, or elsewhere than --data says`,
    );
  }
  const pid = Number(readFileSync(path, "utf8"));
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isNode(application, pid)) {
    throw new NoLocalNodeError(
      `${path} names process ${pid}, which is no node any more: node ${nodeId} does not run`,
    );
  }
  return pid;
}

/** Whether the number has not gone to some other program meanwhile. */
function isNode({ name }: Application, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync("/proc/self/cmdline") || readFileSync(commandLine, "utf8").includes(`${name}/`);
}

/** No process to send a signal to. */
export class NoLocalNodeError extends Error {
  override readonly name = "NoLocalNodeError";
  readonly code = "NO_LOCAL_NODE";
}
