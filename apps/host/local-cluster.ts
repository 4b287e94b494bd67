import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { clientSecretPath, openClientSecret } from "@lockstep/cluster/client-secret";
import { SecretBox } from "@lockstep/gateway/secret-box";
import { claimDirectory } from "./data-owner.ts";
import { type Application, startCommandOf } from "./application.ts";
import { membersText } from "./members.ts";
import type { LocalClusterOptions } from "./options.ts";
import { type Ready, readyText } from "./ready.ts";

/** What a node tells the process that started it. */
type Word = { readonly ready: Ready } | { readonly failed: string };

interface NodeProcess {
  readonly nodeId: number;
  readonly child: ChildProcess;
  readonly ready: Promise<Ready>;
  readonly ended: Promise<string>;
}

/**
 * A process for each node, on this machine. Each writes its log lines into its own directory, and none is started
 * again when it ends: that is a person's to see.
 *
 * @throws Error with what a node said, when one does not get ready; then none is left running
 */
export async function startLocalCluster(
  application: Application,
  options: LocalClusterOptions,
): Promise<{ stop: () => Promise<void> }> {
  const { data, members } = options;
  claimDirectory(data, application); // By one, before many do.
  openClientSecret(data); // One for all; SecretBox's file too.
  SecretBox.open(join(data, "api-keys.secret"));
  const state = { isStopping: false };
  // Only when all of them are empty it makes a cluster of them: one that lost its directory joins the others.
  const initToken = randomInt(1, 2 ** 48 - 1);
  const nodes = members.map(({ nodeId }) => startProcess(nodeId, initToken, options));
  const stop = async (): Promise<void> => {
    state.isStopping = true;
    for (const { child } of nodes) child.kill("SIGTERM");
    await Promise.all(nodes.map(({ ended }) => ended));
  };
  process.once("exit", () => {
    for (const { child } of nodes) child.kill("SIGTERM");
  });
  try {
    const all = await Promise.all(nodes.map(({ ready }) => ready));
    console.log(readyText(application, all, true));
    console.log(
      `Log lines are in ${join(data, "node-N", "node.log")}, the clients' secret in ${clientSecretPath(data)}.\n`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  let running = nodes.length;
  for (const { nodeId, ended } of nodes) {
    void ended.then((how) => {
      running--;
      if (state.isStopping) return;
      console.log(
        running === 0
          ? `Node ${nodeId} ended (${how}); none is left.`
          : `Node ${nodeId} ended (${how}). To start it again: ${startCommandOf(application)} -- ${againArguments(nodeId, members.length)}`,
      );
      if (running === 0) process.exit(1);
    });
  }
  return { stop };
}

/** What this process was started with, for one of its nodes. */
function againArguments(nodeId: number, nodes: number): string {
  const given = process.argv.slice(2);
  const at = given.indexOf("--nodes");
  if (at >= 0) given.splice(at, 2);
  return ["--node", nodeId, "--nodes", nodes, ...given].join(" ");
}

function startProcess(
  nodeId: number,
  initToken: number,
  { data, members, nodeArguments }: LocalClusterOptions,
): NodeProcess {
  const directory = join(data, `node-${nodeId}`);
  mkdirSync(directory, { recursive: true });
  const logFile = openSync(join(directory, "node.log"), "a");
  const child = spawn(
    process.execPath,
    [
      ...process.execArgv,
      process.argv[1]!,
      "--node",
      `${nodeId}`,
      "--members",
      membersText(members),
      "--init",
      `${initToken}`,
      ...nodeArguments,
    ],
    { stdio: ["ignore", logFile, logFile, "ipc"] },
  );
  closeSync(logFile);
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const ready = new Promise<Ready>((resolve, reject) => {
    child.on("message", (word: Word) => {
      if ("ready" in word) resolve(word.ready);
      else reject(new StartFailedError(`node ${nodeId}: ${word.failed}`));
    });
    void ended.then((how) =>
      reject(new StartFailedError(`node ${nodeId} ended (${how}) before it was ready`)),
    );
  });
  ready.catch(() => {}); // The first that fails is told of.
  return { nodeId, child, ready, ended };
}

/** One node said why, in a line for people. */
class StartFailedError extends Error {
  override readonly name = "StartFailedError";
  readonly code = "START_FAILED";
}
